//! Pseudo-transient continuation: a capacitance from every voltage to ground
//! lets the circuit settle in time, whose steps grow until nothing moves any
//! more (Kelley & Keyes, *Convergence analysis of pseudo-transient
//! continuation*, SIAM J. Numer. Anal. 35, 1998; Wu et al., *A PTA method for
//! numerical simulation*, for circuits). Each step is one of backward Euler.

use super::rung::{Beginning, Next, Rung, Setting};
use super::stability::Push;
use crate::newton::Newton;
use crate::simulation::Simulation;

/// Conductance C/h of the first step in siemens: stiffer than what circuits are made of.
const FIRST: f64 = 1.0;
/// Below this the capacitances are left out.
const LAST: f64 = 1e-13;
/// Above this a step that fails is given up.
const STIFFEST: f64 = 1e9;
/// Factors of the step after an easy and after a hard solve, and after a failed one.
const EASY: f64 = 2.0;
const HARD: f64 = 1.1;
/// Off an unstable point steps grow slowly, so that no two of the roots that are
/// watched are passed at once.
const WATCHED: f64 = std::f64::consts::SQRT_2;
/// A step off an unstable point that wants more siemens than this runs away.
const WATCHED_STIFFEST: f64 = 1e3;
const BACK: f64 = 8.0;
const MOST_STEPS: u32 = 1000;

pub struct PseudoTransient {
    now: f64,
    steps: u32,
    /// The point that the step starts from.
    saved: Vec<f64>,
    from: Beginning,
    /// Off an unstable point, capacitances that differ from node to node, and the
    /// sign of the determinant where they are large: where it turns, the step of
    /// backward Euler is so long that it holds what small signals leave.
    off: Option<Push>,
}

impl PseudoTransient {
    /// From no voltage at all.
    pub fn new(simulation: &Simulation) -> PseudoTransient {
        PseudoTransient { now: FIRST, steps: 0, saved: vec![0.0; simulation.size()], from: Beginning::Nothing, off: None }
    }

    /// Away from an unstable point, where `simulation.x` has been pushed.
    pub fn away(push: Push) -> PseudoTransient {
        PseudoTransient { now: FIRST, steps: 0, saved: push.from.clone(), from: Beginning::Here, off: Some(push) }
    }
}

impl Rung for PseudoTransient {
    fn name(&self) -> &'static str {
        "pseudo-transient"
    }

    fn beginning(&self) -> Beginning {
        if self.steps == 0 { self.from } else { Beginning::Here }
    }

    fn setting(&self) -> Setting {
        Setting { shunt: if self.off.is_some() { 0.0 } else { self.now }, scale: 1.0 }
    }

    /// The charge that the capacitances hold.
    fn add(&self, simulation: &Simulation, newton: &mut Newton) {
        for (row, (&slot, &volts)) in simulation.diagonal.iter().zip(&self.saved).enumerate().skip(1) {
            if slot as usize >= simulation.pattern.entries() {
                continue;
            }
            let mut siemens = self.now;
            if let Some(push) = &self.off {
                siemens *= push.capacitances[row];
                newton.base[slot as usize] += siemens;
            }
            newton.sources[row] += siemens * volts;
        }
    }

    fn solved(&mut self, simulation: &mut Simulation, iterations: u32) -> Next {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Next::GiveUp;
        }
        if self.now == 0.0 {
            return Next::Done;
        }
        if self.off.as_ref().is_some_and(|push| push.sign != simulation.lu.determinant_sign()) {
            return self.failed(simulation);
        }
        self.saved.copy_from_slice(&simulation.x);
        let easy = if self.off.is_some() { WATCHED } else { EASY };
        self.now /= if iterations <= simulation.options.itl1 / 4 { easy } else { HARD };
        if self.now < LAST {
            self.now = 0.0;
        }
        Next::Again
    }

    fn failed(&mut self, simulation: &mut Simulation) -> Next {
        self.steps += 1;
        let stiffest = if self.off.is_some() { WATCHED_STIFFEST } else { STIFFEST };
        if self.now > stiffest || self.steps > MOST_STEPS {
            return Next::GiveUp;
        }
        simulation.x.copy_from_slice(&self.saved);
        self.now = if self.now == 0.0 { LAST * BACK } else { self.now * BACK };
        Next::Again
    }
}
