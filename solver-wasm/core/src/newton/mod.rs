//! Newton's iteration on `G·x + i(x) + α·(C·x + q(x)) = s`, one iteration a
//! call, so that an analysis can yield between any two.
//!
//! Convergence is SPICE's: every unknown moves less than `reltol` of its larger
//! value plus `vntol` (voltages) or `abstol` (currents), no junction was
//! limited, and every nonlinear current is where its linearisation put it. A sum
//! that is not a number is never convergence.
//!
//! Behind a series resistance the voltage between two blocked junctions is known
//! to a few microvolts only, whatever the iteration does: the resistor's siemens
//! swallow the junctions' picosiemens. An iteration that goes on for long is
//! therefore measured against the rounding of its own solution, for which the
//! matrix is solved with the rounding of every row's sum on the right.

use crate::circuit::Circuit;
use crate::devices::{Load, Start};
use crate::simulation::{Failure, Simulation, Unknown};

/// Iterations in a row without limiting after which rounding is looked at.
const PATIENCE: u32 = 6;

/// The outcome of one iteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Iteration {
    Converged,
    /// Go on; says who moved.
    Moving(Culprit),
    /// The numbers are lost; only a new start helps.
    Lost(Culprit),
}

/// What kept an iteration from converging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Culprit {
    Unknown(u32),
    Device(u32),
}

impl Culprit {
    /// The node and the device to name in a message.
    pub fn place(self, simulation: &Simulation) -> (Option<u32>, Option<u32>) {
        match self {
            Culprit::Unknown(unknown) => simulation.place_of(unknown),
            Culprit::Device(device) => (None, Some(device)),
        }
    }

    pub fn name(self, simulation: &Simulation, circuit: &Circuit) -> String {
        match self {
            Culprit::Unknown(unknown) => simulation.name_of(circuit, unknown),
            Culprit::Device(device) => {
                format!("the current of {}", circuit.strings[circuit.devices.name[device as usize] as usize])
            }
        }
    }
}

/// The workspace of the iteration. An analysis writes `base`, `sources` and
/// `alpha`; Newton writes the solution into `Simulation::x`.
pub struct Newton {
    /// Linear part of the matrix by slot, with α·C and whatever holds nodes.
    pub base: Vec<f64>,
    /// Whether `base` changed since the last factorisation.
    pub base_changed: bool,
    /// Known right-hand side; index 0 is ground.
    pub sources: Vec<f64>,
    /// Factor of the charges; 0 outside of a transient.
    pub alpha: f64,
    pub gmin: f64,
    values: Vec<f64>,
    rhs: Vec<f64>,
    /// Iterations since junctions were limited or the equations changed.
    patience: u32,
    /// Rounding of each unknown, the largest that was seen.
    rounding: Vec<f64>,
    correction: Vec<f64>,
}

impl Newton {
    pub fn new(simulation: &Simulation) -> Newton {
        let slots = simulation.pattern.entries() + 1;
        Newton {
            base: vec![0.0; slots],
            base_changed: true,
            sources: vec![0.0; simulation.size()],
            alpha: 0.0,
            gmin: simulation.options.gmin,
            values: vec![0.0; slots],
            rhs: vec![0.0; simulation.size()],
            patience: 0,
            rounding: vec![0.0; simulation.size()],
            correction: vec![0.0; simulation.size()],
        }
    }

    /// Sets the linear part to `G + α·C` with a conductance from every voltage to ground.
    pub fn set_base(&mut self, simulation: &Simulation, alpha: f64, shunt: f64) {
        self.alpha = alpha;
        for ((base, &g), &c) in self.base.iter_mut().zip(&simulation.g).zip(&simulation.c) {
            *base = g + alpha * c;
        }
        if shunt > 0.0 {
            for &slot in &simulation.diagonal[1..] {
                self.base[slot as usize] += shunt;
            }
        }
        self.base_changed = true;
        self.forget_rounding();
    }

    /// One iteration from `simulation.x` to a new one there.
    pub fn iterate(&mut self, simulation: &mut Simulation, circuit: &Circuit, start: Start) -> Result<Iteration, Failure> {
        simulation.counters.iterations += 1;
        self.rhs.copy_from_slice(&self.sources);
        if !simulation.nonlinear {
            return self.solve_linear(simulation, circuit);
        }
        self.values.copy_from_slice(&self.base);
        let mut load = Load {
            x: &simulation.x,
            jacobian: &mut self.values,
            rhs: &mut self.rhs,
            alpha: self.alpha,
            gmin: self.gmin,
            start,
            limited: 0,
            limited_device: 0,
        };
        for group in &mut simulation.groups {
            group.load(&mut load);
        }
        let limited = (load.limited > 0).then_some(load.limited_device);
        simulation
            .lu
            .factor(&simulation.pattern, &self.values)
            .map_err(|singular| simulation.singular(circuit, singular))?;
        simulation.lu.solve(&mut self.rhs[1..]);
        self.rhs[0] = 0.0;
        let mut verdict = compare(simulation, &self.rhs, &self.rounding);
        if limited.is_some() || verdict == Iteration::Converged {
            self.forget_rounding();
        } else if let Iteration::Moving(_) = verdict {
            self.patience += 1;
            if self.patience > PATIENCE {
                self.measure_rounding(simulation);
                verdict = compare(simulation, &self.rhs, &self.rounding);
            }
        }
        std::mem::swap(&mut simulation.x, &mut self.rhs);
        if let Iteration::Lost(_) = verdict {
            return Ok(verdict);
        }
        if let Some(device) = limited {
            return Ok(Iteration::Moving(Culprit::Device(device)));
        }
        if verdict == Iteration::Converged {
            if start != Start::Free {
                return Ok(verdict);
            }
            for group in &simulation.groups {
                if let Err(device) = group.converged(&simulation.x, &simulation.options) {
                    return Ok(Iteration::Moving(Culprit::Device(device)));
                }
            }
        }
        Ok(verdict)
    }

    fn forget_rounding(&mut self) {
        if self.patience > PATIENCE {
            self.rounding.fill(0.0);
        }
        self.patience = 0;
    }

    /// What the rounding of every row's terms does to the unknowns.
    #[inline(never)]
    fn measure_rounding(&mut self, simulation: &mut Simulation) {
        self.correction.fill(0.0);
        let pattern = &simulation.pattern;
        for column in 0..pattern.n {
            let x = f64::EPSILON * self.rhs[column + 1].abs();
            for entry in pattern.column_start[column] as usize..pattern.column_start[column + 1] as usize {
                self.correction[pattern.row[entry] as usize + 1] += self.values[entry].abs() * x;
            }
        }
        simulation.lu.solve(&mut self.correction[1..]);
        for (rounding, correction) in self.rounding.iter_mut().zip(&self.correction) {
            *rounding = rounding.max(correction.abs());
        }
    }

    /// A linear circuit needs one solution, and a new factorisation only when
    /// its matrix changed.
    #[inline(never)]
    fn solve_linear(&mut self, simulation: &mut Simulation, circuit: &Circuit) -> Result<Iteration, Failure> {
        if self.base_changed {
            simulation
                .lu
                .factor(&simulation.pattern, &self.base)
                .map_err(|singular| simulation.singular(circuit, singular))?;
            self.base_changed = false;
        }
        simulation.lu.solve(&mut self.rhs[1..]);
        self.rhs[0] = 0.0;
        std::mem::swap(&mut simulation.x, &mut self.rhs);
        let sum: f64 = simulation.x.iter().sum();
        if sum.is_finite() {
            Ok(Iteration::Converged)
        } else {
            Ok(Iteration::Lost(first_lost(&simulation.x)))
        }
    }
}

/// Compares the unknowns before and after; the one that moved most is named.
#[inline(never)]
fn compare(simulation: &Simulation, new: &[f64], rounding: &[f64]) -> Iteration {
    let options = &simulation.options;
    let mut sum = 0.0;
    let mut worst = 1.0;
    let mut culprit = 0;
    for (index, (&after, &before)) in new.iter().zip(&simulation.x).enumerate().skip(1) {
        let difference = (after - before).abs();
        sum += difference;
        let absolute = match simulation.unknowns[index] {
            Unknown::Branch(_) => options.abstol,
            _ => options.vntol,
        };
        let ratio = difference / (options.reltol * after.abs().max(before.abs()) + absolute + rounding[index]);
        if ratio > worst {
            worst = ratio;
            culprit = index as u32;
        }
    }
    if !sum.is_finite() {
        return Iteration::Lost(first_lost(new));
    }
    if culprit == 0 {
        Iteration::Converged
    } else {
        Iteration::Moving(Culprit::Unknown(culprit))
    }
}

fn first_lost(x: &[f64]) -> Culprit {
    Culprit::Unknown(x.iter().position(|value| !value.is_finite()).unwrap_or(0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_circuit::TestCircuit;

    #[test]
    fn a_solution_that_is_not_a_number_never_passes_as_converged() {
        let mut test = TestCircuit::new();
        test.resistor("r1", "a", "0", 1e3);
        test.diode("d1", "a", "0", &[("is", 1e-14)]);
        test.current("i1", "0", "a", &[("dc", &[1e-3])]);
        test.op();
        let (circuit, mut simulation) = test.simulation(0);
        let mut newton = Newton::new(&simulation);
        newton.set_base(&simulation, 0.0, 0.0);
        newton.sources[1] = f64::NAN;
        for _ in 0..5 {
            let outcome = newton.iterate(&mut simulation, &circuit, Start::Free).unwrap();
            assert!(matches!(outcome, Iteration::Lost(_)), "{outcome:?}");
        }
    }
}
