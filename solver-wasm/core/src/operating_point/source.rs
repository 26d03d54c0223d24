//! Source stepping: all independent sources rise together from 0 (Nagel,
//! ERL-M520; the step rules are those of SPICE3 and ngspice).

use super::rung::{Beginning, Next, Rung, Setting};
use super::MOST_STEPS;
use crate::simulation::Simulation;

/// The first step as a part of the whole.
const FIRST: f64 = 1e-3;
/// The search gives up when it may advance by less than this.
const LEAST: f64 = 1e-8;

pub struct Source {
    reached: f64,
    advance: f64,
    now: f64,
    steps: u32,
    saved: Vec<f64>,
}

impl Source {
    pub fn new(simulation: &Simulation) -> Source {
        Source { reached: 0.0, advance: FIRST, now: 0.0, steps: 0, saved: vec![0.0; simulation.size()] }
    }
}

impl Rung for Source {
    fn name(&self) -> &'static str {
        "source stepping"
    }

    fn beginning(&self) -> Beginning {
        if self.now == 0.0 { Beginning::Dark } else { Beginning::Here }
    }

    fn setting(&self) -> Setting {
        Setting { shunt: 0.0, scale: self.now }
    }

    fn solved(&mut self, simulation: &mut Simulation, iterations: u32) -> Next {
        self.steps += 1;
        if self.now >= 1.0 {
            return Next::Done;
        }
        if self.steps > MOST_STEPS {
            return Next::GiveUp;
        }
        self.saved.copy_from_slice(&simulation.x);
        let limit = simulation.options.itl1;
        if iterations <= limit / 4 {
            self.advance *= 1.5;
        } else if iterations > 3 * limit / 4 {
            self.advance *= 0.5;
        }
        self.reached = self.now;
        self.now = (self.now + self.advance).min(1.0);
        Next::Again
    }

    fn failed(&mut self, simulation: &mut Simulation) -> Next {
        self.steps += 1;
        if self.now == 0.0 || self.advance <= LEAST || self.steps > MOST_STEPS {
            return Next::GiveUp;
        }
        simulation.x.copy_from_slice(&self.saved);
        self.advance = (self.advance / 10.0).min(0.01);
        self.now = (self.reached + self.advance).min(1.0);
        Next::Again
    }
}
