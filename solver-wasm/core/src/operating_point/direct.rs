//! Newton on the circuit as it is.

use super::rung::{Beginning, Next, Rung, Setting};
use crate::simulation::Simulation;

pub struct Direct {
    /// Begins at the solution before, as a sweep does from point to point.
    pub here: bool,
}

impl Rung for Direct {
    fn name(&self) -> &'static str {
        if self.here { "direct from the point before" } else { "direct" }
    }

    fn beginning(&self) -> Beginning {
        if self.here { Beginning::Here } else { Beginning::Nothing }
    }

    fn setting(&self) -> Setting {
        Setting::CIRCUIT
    }

    fn solved(&mut self, _simulation: &mut Simulation, _iterations: u32) -> Next {
        Next::Done
    }

    fn failed(&mut self, _simulation: &mut Simulation) -> Next {
        Next::GiveUp
    }
}
