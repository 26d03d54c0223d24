//! The analyses, one file each: state machines that take one Newton iteration
//! or one point a step, so that a session can yield between any two.

mod ac;
mod columns;
mod dc;
mod device_table;
mod frequencies;
mod linear;
mod noise;
mod op;
mod sens;
mod tf;
mod tran;

#[cfg(test)]
mod tests;

use crate::circuit::{self, Circuit};
use crate::operating_point::Hold;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::simulation::{Failure, Simulation};

/// Names of the analyses in the order in which ngspice runs them.
pub const NAMES: &[&str] = &["ac", "dc", "op", "tran", "tf", "noise", "sens"];
/// Those of them that this solver computes.
pub const COMPUTED: &[&str] = &["ac", "dc", "op", "tran"];

pub enum Progress {
    Continue,
    Finished,
}

/// A running analysis.
pub trait Analysis {
    /// A small piece of work: a Newton iteration or a point.
    fn step(
        &mut self,
        circuit: &Circuit,
        evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<Progress, Failure>;

    /// How far it is, 0 to 1, and where its axis stands.
    fn fraction(&self) -> (f64, f64);
}

/// Begins the job that the simulation was made for.
pub fn start(
    circuit: &Circuit,
    evaluator: &Evaluator,
    simulation: &mut Simulation,
    recorder: &mut Recorder,
) -> Result<Box<dyn Analysis>, Failure> {
    Ok(match &circuit.analyses[simulation.job as usize].analysis {
        circuit::Analysis::Op => Box::new(op::Op::new(circuit, simulation, recorder)),
        circuit::Analysis::Dc { sweeps } => Box::new(dc::Dc::new(circuit, evaluator, simulation, recorder, sweeps)?),
        circuit::Analysis::Ac { .. } => Box::new(ac::Ac::new(circuit, simulation, recorder)?),
        circuit::Analysis::Tran { .. } => Box::new(tran::Tran::new(circuit, simulation, recorder)?),
        circuit::Analysis::Tf { .. } => Box::new(tf::Tf::new(circuit, simulation, recorder)?),
        circuit::Analysis::Noise { .. } => Box::new(noise::Noise::new(circuit, simulation)?),
        circuit::Analysis::Sens { .. } => Box::new(sens::Sens::new(circuit, simulation, recorder)?),
    })
}

/// The place of a job's analysis among [`NAMES`]; after all where there is no such job.
fn rank(circuit: &Circuit, job: u32) -> usize {
    match circuit.analyses.get(job as usize).map(|job| &job.analysis) {
        Some(circuit::Analysis::Ac { .. }) => 0,
        Some(circuit::Analysis::Dc { .. }) => 1,
        Some(circuit::Analysis::Op) => 2,
        Some(circuit::Analysis::Tran { .. }) => 3,
        Some(circuit::Analysis::Tf { .. }) => 4,
        Some(circuit::Analysis::Noise { .. }) => 5,
        Some(circuit::Analysis::Sens { .. }) => 6,
        None => NAMES.len(),
    }
}

/// The jobs as ngspice runs them: in the order of [`NAMES`], each kind from the last
/// card to the first.
pub fn run_order(circuit: &Circuit) -> Vec<u32> {
    let of_rank = |wanted| (0..circuit.analyses.len() as u32).rev().filter(move |&job| rank(circuit, job) == wanted);
    (0..NAMES.len()).flat_map(of_rank).collect()
}

/// The name of a job's analysis, empty where there is no such job.
pub fn name(circuit: &Circuit, job: u32) -> &'static str {
    NAMES.get(rank(circuit, job)).copied().unwrap_or("")
}

/// The nodes that an operating point holds: `.nodeset` at first, and in a
/// transient `.ic` to the end.
fn holds(circuit: &Circuit, simulation: &Simulation, conditions: bool) -> Vec<Hold> {
    let job = &circuit.analyses[simulation.job as usize];
    let hold = |forever: bool| {
        move |given: &circuit::NodeValue| Hold {
            unknown: given.node,
            voltage: simulation.numbers.values[given.value as usize],
            forever,
        }
    };
    let initial: &[circuit::NodeValue] = if conditions { &job.initial_conditions } else { &[] };
    let held: Vec<Hold> = initial.iter().map(hold(true)).filter(|hold| hold.unknown != 0).collect();
    let nodesets = job.nodesets.iter().map(hold(false)).filter(|hold| hold.unknown != 0);
    let free: Vec<Hold> = nodesets.filter(|hold| held.iter().all(|other| other.unknown != hold.unknown)).collect();
    held.into_iter().chain(free).collect()
}
