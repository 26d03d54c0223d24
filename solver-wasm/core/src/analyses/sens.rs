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

use super::columns::{axis, device_name};
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

/// What devices add to the equations: derivatives by slot, the rest by row.
struct Part {
    jacobian: Vec<f64>,
    capacitances: Vec<f64>,
    delayed: Vec<Complex>,
    rhs: Vec<f64>,
    excitation: Vec<Complex>,
}

impl Part {
    fn new(slots: usize, size: usize) -> Part {
        let none = Complex::default();
        Part {
            jacobian: vec![0.0; slots],
            capacitances: vec![0.0; slots],
            delayed: vec![none; slots],
            rhs: vec![0.0; size],
            excitation: vec![none; size],
        }
    }

    fn clear(&mut self) {
        self.jacobian.fill(0.0);
        self.capacitances.fill(0.0);
        self.delayed.fill(Complex::default());
        self.rhs.fill(0.0);
        self.excitation.fill(Complex::default());
    }
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
    /// The equations of a parameter's devices with the parameter above and below.
    above: Part,
    below: Part,
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
        let complex = frequencies.is_some();
        let parameters = parameters(circuit, simulation, complex);
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
        let slots = simulation.pattern.slots();
        Ok(Sens {
            linear: Linear::new(circuit, simulation, if complex { Domain::Frequency } else { Domain::Time }),
            output,
            frequencies,
            index: 0,
            parameters,
            adjoint: vec![Complex::default(); simulation.size()],
            phasors: vec![Complex::default(); simulation.size()],
            excitation: vec![Complex::default(); simulation.size()],
            above: Part::new(slots, simulation.size()),
            below: Part::new(slots, simulation.size()),
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

    /// Writes what the groups of a parameter add to the equations, with the
    /// parameter at `number`, into the part above or the part below.
    fn load(&mut self, circuit: &Circuit, simulation: &mut Simulation, parameter: usize, number: f64, above: bool) -> Result<(), Failure> {
        let Parameter { value, ref groups, .. } = self.parameters[parameter];
        let omega = 2.0 * std::f64::consts::PI * self.frequency();
        let small = self.frequencies.is_some();
        let part = if above { &mut self.above } else { &mut self.below };
        part.clear();
        let before = std::mem::replace(&mut simulation.numbers.values[value as usize], number);
        let resolved = groups.iter().try_for_each(|&group| simulation.resolve_group(circuit, group as usize).map(|_| ()));
        simulation.numbers.values[value as usize] = before;
        resolved?;
        let Simulation { groups: all, x, options, .. } = simulation;
        for &group in groups {
            let group = &mut all[group as usize];
            if small {
                group.stamp(Domain::Frequency, &mut part.jacobian, &mut part.capacitances);
                group.small_signal(x, options.gmin, &mut part.jacobian, &mut part.capacitances);
                group.excite_ac(&mut part.excitation);
                group.delayed(omega, &mut part.delayed);
            } else {
                group.stamp(Domain::Time, &mut part.jacobian, &mut part.capacitances);
                group.excite(Instant::Dc, 1.0, &mut part.rhs);
                group.settle(x);
                group.load(&mut Load {
                    x,
                    jacobian: &mut part.jacobian,
                    rhs: &mut part.rhs,
                    anew: true,
                    alpha: 0.0,
                    step: f64::INFINITY,
                    gmin: options.gmin,
                    start: Start::Free,
                    share: 0.0,
                    evaluated: 0,
                    limited: 0,
                    limited_device: 0,
                });
            }
        }
        Ok(())
    }

    /// `y` times what the part above adds more than the part below. Entries are
    /// subtracted before they are multiplied, because a series resistance that
    /// does not change adds more than a junction that does.
    fn weighed(&self, simulation: &Simulation) -> Complex {
        let Simulation { pattern, x, .. } = simulation;
        let Sens { above, below, adjoint, phasors, .. } = self;
        let omega = 2.0 * std::f64::consts::PI * self.frequency();
        let mut sum = Complex::default();
        for column in 0..pattern.n {
            for entry in pattern.column_start[column] as usize..pattern.column_start[column + 1] as usize {
                let row = pattern.row[entry] as usize + 1;
                let conductance = above.jacobian[entry] - below.jacobian[entry];
                let capacitance = above.capacitances[entry] - below.capacitances[entry];
                let delayed = above.delayed[entry] - below.delayed[entry];
                if self.frequencies.is_some() {
                    sum += adjoint[row] * (Complex::new(conductance, omega * capacitance) + delayed) * phasors[column + 1];
                } else {
                    sum += adjoint[row].scale(conductance * x[column + 1]);
                }
            }
        }
        for row in 1..adjoint.len() {
            let real = above.rhs[row] - below.rhs[row];
            sum += -(adjoint[row] * (Complex::new(real, 0.0) + above.excitation[row] - below.excitation[row]));
        }
        sum
    }

    fn derivative(&mut self, circuit: &Circuit, simulation: &mut Simulation, parameter: usize) -> Result<(), Failure> {
        let number = simulation.numbers.values[self.parameters[parameter].value as usize];
        let step = if number == 0.0 { PART } else { PART * number.abs() };
        // A parameter at the border of its range moves to one side only.
        let above = self.load(circuit, simulation, parameter, number + step, true);
        let below = self.load(circuit, simulation, parameter, number - step, false);
        let span = match (above, below) {
            (Ok(()), Ok(())) => 2.0 * step,
            (Ok(()), Err(_)) => self.load(circuit, simulation, parameter, number, false).map(|()| step)?,
            (Err(_), Ok(())) => self.load(circuit, simulation, parameter, number, true).map(|()| step)?,
            (Err(failure), Err(_)) => return Err(failure),
        };
        let derivative = self.weighed(simulation).scale(-1.0 / span);
        for &group in &self.parameters[parameter].groups {
            simulation.resolve_group(circuit, group as usize)?;
        }
        self.row.push(derivative.re);
        if self.frequencies.is_some() {
            self.row.push(derivative.im);
        }
        Ok(())
    }
}

/// ngspice's names of numbers that a card gives, where they are others than the card's.
const NAMES: &[(&str, &str)] = &[("tc1", "tc")];

/// Which are no numbers of the equations: a model's level, where a search begins,
/// and what is a formula of unknowns.
const NO_NUMBERS: &[&str] = &["level", "off", "on", "expression"];

/// The numbers of a source's phasor, in their order.
const PHASOR: [(&str, &str); 2] = [("acmag", ""), ("acphase", "°")];

/// All numbers that cards and models give, in ngspice's order: kind by kind,
/// within a kind from the last card to the first, models before instances. A
/// number of a model that several devices share moves all of them and has the
/// model's name, where ngspice moves one device after the other.
fn parameters(circuit: &Circuit, simulation: &Simulation, phasors: bool) -> Vec<Parameter> {
    let text = |string: u32| circuit.strings[string as usize].as_str();
    let mut list: Vec<Parameter> = Vec::new();
    let kinds: Vec<&str> = circuit.devices.kind.iter().rev().map(|&kind| text(kind)).collect();
    // A mutual inductance follows from those of its inductors.
    let coupling = circuit.devices.kind.iter().position(|&kind| text(kind) == "coupling");
    let of_couplings = coupling.map(|device| simulation.place[device].0);
    // By value: the entry of `list`.
    let mut by_value: Vec<Option<usize>> = vec![None; circuit.values.constant.len()];
    for place in crate::devices::in_kinds(&kinds) {
        let kind = kinds[place];
        let index = kinds.len() - 1 - place;
        let device = index as u32;
        let group = simulation.place[index].0;
        let facts = crate::devices::KINDS.iter().find(|known| known.name == kind);
        let path = device_name(text(circuit.devices.name[index]));
        let model = circuit.devices.model[index];
        let of_model = (model != circuit::NONE).then(|| {
            let model = &circuit.models[model as usize];
            (model.parameters_start, model.parameters_count, ':')
        });
        let own = (circuit.devices.parameters_start[index], circuit.devices.parameters_count[index], '_');
        for (start, count, separator) in of_model.into_iter().chain([own]) {
            for entry in start..start + count {
                let entry = entry as usize;
                let value = circuit.parameters.value_start[entry];
                let count = circuit.parameters.value_count[entry];
                let name = text(circuit.parameters.name[entry]);
                if phasors && name == "ac" && matches!(kind, "voltage-source" | "current-source") {
                    for ((name, unit), value) in PHASOR.into_iter().zip(value..value + count) {
                        let unit = if unit.is_empty() { if kind == "voltage-source" { "V" } else { "A" } } else { unit };
                        list.push(Parameter { name: format!("{path}_{name}"), unit: unit.into(), device, value, groups: vec![group] });
                    }
                    continue;
                }
                if count != 1 {
                    continue;
                }
                let table = facts.and_then(|facts| match separator {
                    '_' => facts.instance.iter().find(|parameter| parameter.name == name),
                    _ => facts.models.iter().flat_map(|model| model.parameters).find(|parameter| parameter.name == name),
                });
                let Some(facts_of) = table.filter(|parameter| !parameter.informs && !NO_NUMBERS.contains(&parameter.name)) else { continue };
                if let Some(known) = by_value[value as usize] {
                    if separator == ':' {
                        list[known].name = format!("{}:{name}", text(circuit.models[model as usize].name).to_lowercase());
                    }
                    if !list[known].groups.contains(&group) {
                        list[known].groups.push(group);
                    }
                    continue;
                }
                // The one number of a source or a passive device is named as the device is.
                let principal = facts.is_some_and(|facts| {
                    let plain = (facts.models.is_empty() && kind != "lossless-line") || matches!(facts.name, "resistor" | "capacitor" | "inductor");
                    plain && facts.instance.first().is_some_and(|first| first.name == name)
                });
                let gain = principal && matches!(kind, "vcvs" | "cccs" | "vccs" | "ccvs");
                let spelled = NAMES.iter().find(|(ours, _)| *ours == name).map_or(name, |&(_, theirs)| theirs);
                let full = match separator {
                    '_' if gain => format!("{path}_gain"),
                    '_' if principal => path.clone(),
                    _ => format!("{path}{separator}{spelled}"),
                };
                by_value[value as usize] = Some(list.len());
                let coupled = of_couplings.filter(|_| kind == "inductor");
                let groups = std::iter::once(group).chain(coupled).collect();
                list.push(Parameter { name: full, unit: facts_of.unit.into(), device, value, groups });
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
