//! Sensitivities: the derivatives of an output by the parameters that cards and
//! models give, at the operating point or, around it, over frequency.
//!
//! By the adjoint equations (Director & Rohrer, *The generalized adjoint network
//! and network sensitivities*, IEEE Trans. Circuit Theory 16, 1969): with
//! `F(x, p) = 0` and `Aᵀ·y = c`, `A = ∂F/∂x`, the output c·x has the derivative
//! `−y·∂F/∂p`, so that one solve serves all parameters. `∂F/∂p` of a device is a
//! central difference of its own equations at the same x; nothing is solved
//! again. Over frequency F is `(G + jωC)·x − s` with G and C at the operating
//! point, which stays where it is, as in ngspice.

use super::columns::axis;
use super::frequencies::Frequencies;
use super::linear::Linear;
use super::tf::Output;
use super::{Analysis, Progress};
use crate::circuit::{self, Circuit};
use crate::devices::{Domain, Instant, Load, Start};
use crate::matrix::Complex;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::run::Vector;
use crate::simulation::{Failure, Simulation};

/// Parameters are moved by this part of themselves, to both sides; where they
/// are 0 by as much of 1.
const PART: f64 = 1e-5;

/// A number that is moved, and the group of devices that it belongs to.
struct Parameter {
    name: String,
    unit: String,
    device: u32,
    /// Index into the circuit's values.
    value: u32,
    groups: Vec<u32>,
}

pub struct Sens {
    linear: Linear,
    output: Output,
    frequencies: Option<Frequencies>,
    index: u32,
    parameters: Vec<Parameter>,
    adjoint: Vec<Complex>,
    phasors: Vec<Complex>,
    excitation: Vec<Complex>,
    /// Derivatives of the equations by the parameter, at DC: by row.
    jacobian: Vec<f64>,
    capacitances: Vec<f64>,
    rhs: Vec<f64>,
    row: Vec<f64>,
    /// The parameters that come next at the present frequency.
    next: usize,
}

impl Sens {
    pub fn new(circuit: &Circuit, simulation: &Simulation, recorder: &mut Recorder) -> Result<Sens, Failure> {
        let job = &circuit.analyses[simulation.job as usize];
        let circuit::Analysis::Sens { output, frequencies } = &job.analysis else {
            unreachable!("a sensitivity was asked for");
        };
        let output = Output::of(circuit, simulation, output)?;
        let frequencies = match frequencies {
            None => None,
            Some(of) => Some(Frequencies::of(circuit, simulation, of.variation, [of.points, of.start, of.stop])?),
        };
        let parameters = parameters(circuit, simulation);
        let complex = frequencies.is_some();
        let mut vectors = Vec::new();
        if complex {
            vectors.push(axis("frequency", "Hz", complex));
        }
        let volts = if matches!(output, Output::Voltage { .. }) { "V" } else { "A" };
        vectors.extend(parameters.iter().map(|parameter| Vector {
            name: parameter.name.clone(),
            quantity: "voltage".into(),
            unit: if parameter.unit.is_empty() { volts.to_string() } else { format!("{volts}/({})", parameter.unit) },
            complex,
            raw: true,
            node: None,
            device: Some(parameter.device),
        }));
        recorder.begin(simulation.job, "sens", "Sensitivity Analysis", vectors, Vec::new());
        let slots = simulation.pattern.entries() + 1;
        Ok(Sens {
            linear: Linear::new(circuit, simulation, if complex { Domain::Frequency } else { Domain::Time }),
            output,
            frequencies,
            index: 0,
            parameters,
            adjoint: vec![Complex::default(); simulation.size()],
            phasors: vec![Complex::default(); simulation.size()],
            excitation: vec![Complex::default(); simulation.size()],
            jacobian: vec![0.0; slots],
            capacitances: vec![0.0; slots],
            rhs: vec![0.0; simulation.size()],
            row: Vec::new(),
            next: 0,
        })
    }

    fn frequency(&self) -> f64 {
        self.frequencies.as_ref().map_or(0.0, |frequencies| frequencies.value(self.index))
    }

    /// Solves the circuit and its adjoint at the present frequency.
    fn begin(&mut self, circuit: &Circuit, simulation: &mut Simulation) -> Result<(), Failure> {
        self.row.clear();
        let omega = 2.0 * std::f64::consts::PI * self.frequency();
        if self.frequencies.is_some() {
            self.row.extend([self.frequency(), 0.0]);
            self.excitation.fill(Complex::default());
            for group in &simulation.groups {
                group.excite_ac(&mut self.excitation);
            }
            self.excitation[0] = Complex::default();
        }
        self.linear.factor(circuit, simulation, omega)?;
        self.output.ask(&mut self.adjoint);
        self.linear.solve_adjoint(&mut self.adjoint);
        if self.frequencies.is_some() {
            self.phasors.copy_from_slice(&self.excitation);
            self.linear.solve(&mut self.phasors);
        }
        Ok(())
    }

    /// `y·F` of the groups of a parameter, with its value as it is now.
    fn weighed(&mut self, circuit: &Circuit, simulation: &mut Simulation, parameter: usize) -> Result<Complex, Failure> {
        let omega = 2.0 * std::f64::consts::PI * self.frequency();
        let mut sum = Complex::default();
        for group in self.parameters[parameter].groups.clone() {
            simulation.resolve_group(circuit, group as usize)?;
            let Simulation { groups, pattern, x, options, .. } = simulation;
            let group = &mut groups[group as usize];
            self.jacobian.fill(0.0);
            self.capacitances.fill(0.0);
            self.rhs.fill(0.0);
            if self.frequencies.is_some() {
                group.stamp(Domain::Frequency, &mut self.jacobian, &mut self.capacitances);
                group.small_signal(x, options.gmin, &mut self.jacobian, &mut self.capacitances);
                self.excitation.fill(Complex::default());
                group.excite_ac(&mut self.excitation);
                let mut delayed = vec![Complex::default(); self.jacobian.len()];
                group.delayed(omega, &mut delayed);
                for column in 0..pattern.n {
                    for entry in pattern.column_start[column] as usize..pattern.column_start[column + 1] as usize {
                        let row = pattern.row[entry] as usize + 1;
                        let admittance = Complex::new(self.jacobian[entry], omega * self.capacitances[entry]) + delayed[entry];
                        sum += self.adjoint[row] * admittance * self.phasors[column + 1];
                    }
                }
                for (&adjoint, &excitation) in self.adjoint.iter().zip(&self.excitation).skip(1) {
                    sum += -(adjoint * excitation);
                }
            } else {
                group.stamp(Domain::Time, &mut self.jacobian, &mut self.capacitances);
                group.excite(Instant::Dc, 1.0, &mut self.rhs);
                group.settle(x);
                group.load(&mut Load {
                    x,
                    jacobian: &mut self.jacobian,
                    rhs: &mut self.rhs,
                    alpha: 0.0,
                    gmin: options.gmin,
                    start: Start::Free,
                    bypass: 0.0,
                    evaluated: 0,
                    limited: 0,
                    limited_device: 0,
                });
                let mut total = 0.0;
                for column in 0..pattern.n {
                    for entry in pattern.column_start[column] as usize..pattern.column_start[column + 1] as usize {
                        total += self.adjoint[pattern.row[entry] as usize + 1].re * self.jacobian[entry] * x[column + 1];
                    }
                }
                for (adjoint, &rhs) in self.adjoint.iter().zip(&self.rhs).skip(1) {
                    total -= adjoint.re * rhs;
                }
                sum += Complex::new(total, 0.0);
            }
        }
        Ok(sum)
    }

    fn derivative(&mut self, circuit: &Circuit, simulation: &mut Simulation, parameter: usize) -> Result<(), Failure> {
        let value = self.parameters[parameter].value as usize;
        let number = simulation.numbers.values[value];
        let step = if number == 0.0 { PART } else { PART * number.abs() };
        simulation.numbers.values[value] = number + step;
        // A parameter at the border of its range moves to one side only.
        let above = self.weighed(circuit, simulation, parameter);
        simulation.numbers.values[value] = number - step;
        let below = self.weighed(circuit, simulation, parameter);
        simulation.numbers.values[value] = number;
        let here = self.weighed(circuit, simulation, parameter)?;
        let (difference, span) = match (above, below) {
            (Ok(above), Ok(below)) => (above - below, 2.0 * step),
            (Ok(above), Err(_)) => (above - here, step),
            (Err(_), Ok(below)) => (here - below, step),
            (Err(failure), Err(_)) => return Err(failure),
        };
        let derivative = difference.scale(-1.0 / span);
        self.row.push(derivative.re);
        if self.frequencies.is_some() {
            self.row.push(derivative.im);
        }
        Ok(())
    }
}

/// All numbers that cards and models give, in ngspice's order: kind by kind,
/// within a kind from the last card to the first, models before instances.
fn parameters(circuit: &Circuit, simulation: &Simulation) -> Vec<Parameter> {
    let text = |string: u32| circuit.strings[string as usize].as_str();
    let mut list: Vec<Parameter> = Vec::new();
    let kinds: Vec<&str> = circuit.devices.kind.iter().rev().map(|&kind| text(kind)).collect();
    // By value: the entry of `list`.
    let mut by_value: Vec<Option<usize>> = vec![None; circuit.values.constant.len()];
    for place in crate::devices::in_kinds(&kinds) {
        let kind = kinds[place];
        let index = kinds.len() - 1 - place;
        let device = index as u32;
        let group = simulation.place[index].0;
        let facts = crate::devices::KINDS.iter().find(|known| known.name == kind);
        let path = text(circuit.devices.name[index]).to_lowercase();
        let model = circuit.devices.model[index];
        let of_model = (model != circuit::NONE).then(|| {
            let model = &circuit.models[model as usize];
            (model.parameters_start, model.parameters_count, ':')
        });
        let own = (circuit.devices.parameters_start[index], circuit.devices.parameters_count[index], '_');
        for (start, count, separator) in of_model.into_iter().chain([own]) {
            for entry in start..start + count {
                let entry = entry as usize;
                if circuit.parameters.value_count[entry] != 1 {
                    continue;
                }
                let value = circuit.parameters.value_start[entry];
                let name = text(circuit.parameters.name[entry]);
                let table = facts.and_then(|facts| match separator {
                    '_' => facts.instance.iter().find(|parameter| parameter.name == name),
                    _ => facts.models.iter().flat_map(|model| model.parameters).find(|parameter| parameter.name == name),
                });
                // What only informs, and which level a model has, is no number of the equations.
                let Some(facts_of) = table.filter(|parameter| !parameter.informs && parameter.name != "level") else { continue };
                if let Some(known) = by_value[value as usize] {
                    // A model is shared: its number moves all its devices.
                    if !list[known].groups.contains(&group) {
                        list[known].groups.push(group);
                    }
                    continue;
                }
                // The one number of a source or a passive device is named as the device is.
                let principal = facts.is_some_and(|facts| {
                    let plain = facts.models.is_empty() || matches!(facts.name, "resistor" | "capacitor" | "inductor");
                    plain && facts.instance.first().is_some_and(|first| first.name == name)
                });
                let full = if separator == '_' && principal { path.clone() } else { format!("{path}{separator}{name}") };
                by_value[value as usize] = Some(list.len());
                list.push(Parameter { name: full, unit: facts_of.unit.into(), device, value, groups: vec![group] });
            }
        }
    }
    list
}

impl Analysis for Sens {
    fn step(
        &mut self,
        circuit: &Circuit,
        _evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<Progress, Failure> {
        if !self.linear.ready(circuit, simulation)? {
            return Ok(Progress::Continue);
        }
        if self.next == 0 {
            self.begin(circuit, simulation)?;
        }
        if self.next < self.parameters.len() {
            self.derivative(circuit, simulation, self.next)?;
            self.next += 1;
        }
        if self.next < self.parameters.len() {
            return Ok(Progress::Continue);
        }
        self.next = 0;
        recorder.point(&self.row);
        self.index += 1;
        let count = self.frequencies.as_ref().map_or(1, |frequencies| frequencies.count);
        Ok(if self.index < count { Progress::Continue } else { Progress::Finished })
    }

    fn fraction(&self) -> (f64, f64) {
        let count = self.frequencies.as_ref().map_or(1, |frequencies| frequencies.count);
        let part = self.next as f64 / self.parameters.len().max(1) as f64;
        ((f64::from(self.index) + part) / f64::from(count), self.frequency())
    }
}
