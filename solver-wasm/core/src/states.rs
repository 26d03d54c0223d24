//! Discrete states of devices at one instant: they change between two solutions
//! of the equations until all of them agree with the solution.

use crate::devices::Domain;
use crate::simulation::{Failure, Simulation};

/// So many times all states change at once that want to, as in ngspice's
/// iterations. Two switches that drive each other may then change places for
/// ever, where one after the other would come to rest.
const TOGETHER: u32 = 20;
/// More changes than this for each device with a state at one instant never end.
const MOST_EACH: u32 = 4;

/// The changes at one instant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settling {
    rounds: u32,
    /// A device that changed last.
    pub device: u32,
}

impl Settling {
    /// The first instant of a run: all states are what the cards say.
    pub fn begin(simulation: &mut Simulation) -> Settling {
        if simulation.states > 0 {
            for group in &mut simulation.groups {
                group.begin_states();
                group.count_charges(&mut simulation.charges);
            }
            simulation.stamp(Domain::Time);
        }
        Settling::default()
    }

    /// Changes the states that disagree with the solution and stamps the linear
    /// part anew; false where all agree.
    ///
    /// # Errors
    /// Where they change without end, with the device that changed last.
    pub fn changed(&mut self, simulation: &mut Simulation) -> Result<bool, Failure> {
        if simulation.states == 0 {
            return Ok(false);
        }
        let one = self.rounds >= TOGETHER;
        let mut last = None;
        let Simulation { groups, x, .. } = &mut *simulation;
        for group in groups.iter_mut() {
            last = group.change_states(x, one).or(last);
            if one && last.is_some() {
                break;
            }
        }
        let Some(device) = last else { return Ok(false) };
        self.rounds += 1;
        self.device = device;
        if self.rounds > TOGETHER + MOST_EACH * simulation.states {
            let message = "it switches back and forth at one instant, because each of its states brings about the other; \
                           give its model a hysteresis, or put a capacitance at the node that controls it"
                .to_string();
            return Err(Failure::device(device, "endless-switching", message));
        }
        simulation.count_charges();
        simulation.stamp(Domain::Time);
        Ok(true)
    }
}
