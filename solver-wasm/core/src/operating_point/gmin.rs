//! Dynamic gmin stepping: a conductance from every node to ground goes down
//! from 10 mS to gmin, in steps that follow the number of iterations (ngspice
//! manual 39, section 11.3; the rules of its `dynamic gmin stepping`).

use super::rung::{Beginning, Next, Rung, Setting};
use super::MOST_STEPS;
use crate::simulation::Simulation;

/// First conductance in siemens.
const FIRST: f64 = 1e-2;
/// A factor this near to 1 moves nowhere.
const LEAST_FACTOR: f64 = 1.00005;

pub struct Gmin {
    last: f64,
    factor: f64,
    now: f64,
    steps: u32,
    saved: Vec<f64>,
}

impl Gmin {
    pub fn new(simulation: &Simulation) -> Gmin {
        Gmin { last: FIRST, factor: 10.0, now: FIRST / 10.0, steps: 0, saved: vec![0.0; simulation.size()] }
    }
}

impl Rung for Gmin {
    fn name(&self) -> &'static str {
        "gmin stepping"
    }

    fn beginning(&self) -> Beginning {
        if self.last == FIRST { Beginning::Nothing } else { Beginning::Here }
    }

    fn setting(&self) -> Setting {
        Setting { shunt: self.now, scale: 1.0 }
    }

    fn solved(&mut self, simulation: &mut Simulation, iterations: u32) -> Next {
        self.steps += 1;
        if self.now == 0.0 {
            return Next::Done;
        }
        if self.steps > MOST_STEPS {
            return Next::GiveUp;
        }
        self.saved.copy_from_slice(&simulation.x);
        let target = simulation.options.gmin.max(1e-15);
        self.last = self.now;
        if self.now <= target {
            // The last solve is that of the circuit.
            self.now = 0.0;
            return Next::Again;
        }
        let limit = simulation.options.itl1;
        if iterations <= limit / 4 {
            self.factor = (self.factor * self.factor.sqrt()).min(10.0);
        } else if iterations > 3 * limit / 4 {
            self.factor = self.factor.sqrt();
        }
        self.now = (self.now / self.factor).max(target);
        Next::Again
    }

    fn failed(&mut self, simulation: &mut Simulation) -> Next {
        self.steps += 1;
        if self.last == FIRST || self.now == 0.0 || self.factor < LEAST_FACTOR || self.steps > MOST_STEPS {
            return Next::GiveUp;
        }
        simulation.x.copy_from_slice(&self.saved);
        self.factor = self.factor.sqrt().sqrt();
        self.now = self.last / self.factor;
        Next::Again
    }
}
