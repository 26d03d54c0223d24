//! Inductor: `v = dΦ/dt`, `Φ = L·i`, with a branch unknown for the current from
//! the first terminal through it to the second, and
//! `L(T) = L · (1 + tc1·(T − Tnom) + tc2·(T − Tnom)²)`
//! (ngspice manual 39, sections 3.3.9 and 3.3.10). `m` inductors side by side
//! have L/m. Without a value the card's turns `nt` and the model's coil give
//! one, else the model's `ind` or its own turns: `nt²·µ·µ₀·A/length` times the
//! factor of a short solenoid (Lundin, Proc. IEEE 73 (1985) 1428).

use super::parasitics::{noise_of, series, thermal, Shunts, CPAR, RPAR, RSER};
use super::sources::stamp_branch;
use super::table::{Kind, ModelKind, Parameter, Variable};
use super::{Conditions, Domain, Finding, Given, Group, Noise};
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind {
    name: "inductor",
    letter: 'L',
    pins: &["p", "n"],
    instance: INSTANCE,
    models: &[ModelKind { name: "l", parameters: MODEL }, ModelKind { name: "ind", parameters: MODEL }],
    variables: VARIABLES,
    make,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("l", "H", None, "Inductance").also(&["inductance"]),
    Parameter::new("ic", "A", None, "Current at the start of a transient with uic"),
    Parameter::new("tc1", "1/K", Some(0.0), "First-order temperature coefficient").also(&["tc"]),
    Parameter::new("tc2", "1/K²", Some(0.0), "Second-order temperature coefficient"),
    Parameter::new("temp", "°C", None, "Temperature of this inductor; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
    Parameter::new("scale", "", Some(1.0), "Factor of the inductance"),
    Parameter::new("nt", "", None, "Turns, for an inductance from the model's coil"),
    RSER,
    RPAR,
    CPAR,
];

const VARIABLES: &[Variable] = &[
    Variable::CURRENT.also(&["current"]),
    Variable::VOLTAGE.also(&["volt"]),
    Variable::new("flux", "V·s", "Flux"),
    Variable::POWER,
];

const MODEL: &[Parameter] = &[
    Parameter::new("ind", "H", None, "Inductance of devices that give none").also(&["l"]),
    Parameter::new("tc1", "1/K", Some(0.0), "First-order temperature coefficient"),
    Parameter::new("tc2", "1/K²", Some(0.0), "Second-order temperature coefficient"),
    Parameter::new("tnom", "°C", None, "Temperature of the model's parameters; without it the option tnom"),
    Parameter::new("csect", "m²", None, "Cross section of the coil"),
    Parameter::new("dia", "m", None, "Diameter of the coil, which wins over csect"),
    Parameter::new("length", "m", None, "Length of the coil"),
    Parameter::new("nt", "", None, "Turns of devices that give none"),
    Parameter::new("mu", "", Some(1.0), "Relative permeability of the coil's core"),
];

/// Permeability of the vacuum in henries per metre.
const VACUUM: f64 = 4e-7 * std::f64::consts::PI;
/// Coils smaller than this, in metres and square metres, have no factor of their shape: ngspice's limits.
const LEAST_LENGTH: f64 = 1e-6;
const LEAST_SECTION: f64 = 1e-12;

/// The inductance of a short solenoid over that of a part of a long one, by its
/// diameter over its length (Lundin's approximation, within 3·10⁻⁶).
fn lundin(slimness: f64) -> f64 {
    let square = slimness * slimness;
    if slimness < 1.0 {
        let series = (1.0 + 0.383901 * square + 0.017108 * square * square) / (1.0 + 0.258952 * square);
        return series - 4.0 * slimness / (3.0 * std::f64::consts::PI);
    }
    let inverse = 1.0 / square;
    let series = (1.0 + 0.383901 * inverse + 0.017108 * inverse * inverse) / (1.0 + 0.258952 * inverse);
    let rest = 0.093842 * inverse + 0.002029 * inverse * inverse - 0.000801 * inverse * inverse * inverse;
    2.0 / (std::f64::consts::PI * slimness) * ((libm::log(4.0 * slimness) - 0.5) * series + rest)
}

/// The inductance in henries of one turn of the model's coil, if it is one.
fn of_one_turn(device: u32, model: &Given) -> Result<Option<f64>, Failure> {
    let section = model.number("dia").map(|diameter| std::f64::consts::PI * diameter * diameter / 4.0).or(model.number("csect"));
    let (Some(section), Some(length)) = (section, model.number("length")) else { return Ok(None) };
    if !(section > 0.0 && length > 0.0) {
        let message = format!("this inductor's coil has a cross section of {section} m² and a length of {length} m; both must be greater than 0");
        return Err(Failure::device(device, "value-out-of-range", message));
    }
    let long = model.number_or("mu", 1.0) * VACUUM * section / length;
    if section < LEAST_SECTION || length < LEAST_LENGTH {
        return Ok(Some(long));
    }
    Ok(Some(long * lundin((section / std::f64::consts::PI).sqrt() * 2.0 / length)))
}

/// The inductance in henries of a device without one on its card, if the model gives it.
fn of_model(device: u32, given: &Given, model: &Given) -> Result<Option<f64>, Failure> {
    let turns = |turns: f64| Ok(of_one_turn(device, model)?.map(|one| one * turns * turns));
    match (given.number("nt"), model.number("ind"), model.number("nt")) {
        (Some(given), _, _) => turns(given),
        (None, Some(inductance), _) => Ok(Some(inductance)),
        (None, None, Some(of_model)) => turns(of_model),
        (None, None, None) => Ok(None),
    }
}

/// The inductance of a device in henries, with all multipliers.
pub(super) fn inductance(conditions: &Conditions, device: u32) -> Result<f64, Failure> {
    let given = conditions.inputs.of_device(device);
    let model = conditions.inputs.of_model(device);
    let nominal = match conditions.principal(device).or(given.number("l")) {
        Some(henries) => Some(henries),
        None => of_model(device, &given, &model)?,
    };
    let nominal = nominal.ok_or_else(|| {
        Failure::device(device, "missing-value", "this inductor has no inductance; write one after its nodes".into())
    })?;
    let factor = conditions.passive_factor(&given, &model);
    Ok(nominal * factor / conditions.multiplier(device))
}

struct Inductors {
    devices: Vec<u32>,
    branch: Vec<u32>,
    slots: Vec<[u32; 4]>,
    /// The branch's own diagonal.
    diagonal: Vec<u32>,
    inductance: Vec<f64>,
    initial: Vec<f64>,
    /// Ohms in series, and 4kT in joules.
    series: Vec<f64>,
    thermal: Vec<f64>,
    shunts: Shunts,
    /// Place of the first of the group's fluxes.
    first_flux: usize,
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut nodes = Vec::with_capacity(devices.len());
    let mut branch = Vec::with_capacity(devices.len());
    let mut slots = Vec::with_capacity(devices.len());
    let mut diagonal = Vec::with_capacity(devices.len());
    for &device in &devices {
        let [p, n] = set_up.terminals(device)?;
        set_up.conducts(p, n);
        nodes.push([p, n]);
        let b = set_up.branch(device);
        branch.push(b);
        slots.push(set_up.branch_entries(p, n, b));
        diagonal.push(set_up.pattern.entry(b, b));
    }
    let count = devices.len();
    let first_flux = set_up.charges.len();
    for (&device, &branch) in devices.iter().zip(&branch) {
        let flux = set_up.charges.add_flux(branch);
        set_up.flux.push((device, flux));
    }
    let shunts = Shunts::make(&devices, &nodes, set_up);
    Ok(Box::new(Inductors {
        series: vec![0.0; count],
        thermal: vec![0.0; count],
        shunts,
        devices,
        branch,
        slots,
        diagonal,
        inductance: vec![0.0; count],
        initial: vec![0.0; count],
        first_flux,
    }))
}

impl Group for Inductors {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        for (index, &device) in self.devices.iter().enumerate() {
            self.inductance[index] = inductance(conditions, device)?;
            self.initial[index] = conditions.inputs.of_device(device).number_or("ic", 0.0);
            self.series[index] = series(conditions, device)?;
            self.thermal[index] = thermal(conditions, device);
        }
        self.shunts.resolve(conditions)
    }

    fn bind(&mut self, slot_of: &[u32]) {
        let tickets = self.slots.iter_mut().flatten().chain(&mut self.diagonal);
        tickets.for_each(|slot| *slot = slot_of[*slot as usize]);
        self.shunts.bind(slot_of);
    }

    /// The branch's row is `v − Rser·i − L·di/dt = 0`.
    fn stamp(&self, _domain: Domain, g: &mut [f64], c: &mut [f64]) {
        for ((slots, &diagonal), &inductance) in self.slots.iter().zip(&self.diagonal).zip(&self.inductance) {
            stamp_branch(g, slots);
            c[diagonal as usize] -= inductance;
        }
        for (&diagonal, &series) in self.diagonal.iter().zip(&self.series) {
            g[diagonal as usize] -= series;
        }
        self.shunts.stamp(g, c);
    }

    fn charges(&self, x: &[f64], now: &mut [f64]) {
        self.shunts.charges(x, now);
        let now = &mut now[self.first_flux..self.first_flux + self.branch.len()];
        for ((now, &branch), &inductance) in now.iter_mut().zip(&self.branch).zip(&self.inductance) {
            *now = -inductance * x[branch as usize];
        }
    }

    fn initial_unknowns(&self, x: &mut [f64]) {
        for (&branch, &current) in self.branch.iter().zip(&self.initial) {
            x[branch as usize] = current;
        }
    }

    fn branch(&self, index: usize) -> Option<u32> {
        Some(self.branch[index])
    }

    fn flux(&self, index: usize) -> Option<usize> {
        Some(self.first_flux + index)
    }

    fn has_shunt(&self, index: usize) -> bool {
        self.shunts.has(index)
    }

    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        x[self.branch[index] as usize] + self.shunts.current(index, x, rates)
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        phasors[self.branch[index] as usize] + self.shunts.current_ac(index, phasors, omega)
    }

    /// The thermal noise of what stands in series is a voltage in the branch's row.
    fn noise(&self, index: usize, _x: &[f64], sources: &mut Vec<Noise>) {
        sources.extend(noise_of("rser", [self.branch[index], 0], self.thermal[index] * self.series[index]));
        self.shunts.noise(index, sources);
    }
}
