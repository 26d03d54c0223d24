//! What the rungs of the ladder have in common.

use crate::newton::Newton;
use crate::simulation::Simulation;

/// How the equations of a solve differ from the circuit's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Conductance from every voltage to ground in siemens.
    pub shunt: f64,
    /// Factor of all independent sources.
    pub scale: f64,
}

impl Setting {
    /// The circuit as it is.
    pub const CIRCUIT: Setting = Setting { shunt: 0.0, scale: 1.0 };
}

/// Where a solve begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// At 0 V with junctions at their critical voltage.
    Nothing,
    /// At 0 V without any source, where all junctions are near 0.
    Dark,
    /// Where the last solve left `Simulation::x`.
    Here,
}

/// What comes after a solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The circuit's own equations are solved.
    Done,
    /// Another solve of this rung.
    Again,
    /// This rung has failed.
    GiveUp,
}

/// A way to an operating point: a sequence of Newton solves.
pub trait Rung {
    /// For statistics and messages.
    fn name(&self) -> &'static str;

    fn beginning(&self) -> Beginning;

    fn setting(&self) -> Setting;

    /// Whether [`Rung::setting`] changes from iteration to iteration.
    fn moves(&self) -> bool {
        false
    }

    /// Adds to the equations that [`Rung::setting`] has made.
    fn add(&self, _simulation: &Simulation, _newton: &mut Newton) {}

    /// Before an iteration from `simulation.x`.
    fn before(&mut self, _simulation: &Simulation) {}

    /// After an iteration: may correct the solution; false keeps it from being
    /// taken as converged.
    fn after(&mut self, _simulation: &mut Simulation, _newton: &mut Newton) -> bool {
        true
    }

    /// A solve converged in so many iterations.
    fn solved(&mut self, simulation: &mut Simulation, iterations: u32) -> Next;

    /// A solve failed; may go back in `simulation.x`.
    fn failed(&mut self, simulation: &mut Simulation) -> Next;
}
