//! Inductor: `v = dΦ/dt`, `Φ = L·i`, with a branch unknown for the current from
//! the first terminal through it to the second, and
//! `L(T) = L · (1 + tc1·(T − Tnom) + tc2·(T − Tnom)²)`
//! (ngspice manual 39, section 3.3.9). `m` inductors side by side have L/m.

use super::sources::stamp_branch;
use super::table::{Kind, ModelKind, Parameter, Variable};
use super::{Conditions, Domain, Finding, Group};
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
];

/// The inductance of a device in henries, with all multipliers.
pub(super) fn inductance(conditions: &Conditions, device: u32) -> Result<f64, Failure> {
    let given = conditions.inputs.of_device(device);
    let model = conditions.inputs.of_model(device);
    let nominal = conditions.principal(device).or(given.number("l")).or(model.number("ind")).ok_or_else(|| {
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
    /// Place of the first of the group's fluxes.
    first_flux: usize,
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut branch = Vec::with_capacity(devices.len());
    let mut slots = Vec::with_capacity(devices.len());
    let mut diagonal = Vec::with_capacity(devices.len());
    for &device in &devices {
        let [p, n] = set_up.terminals(device)?;
        set_up.conducts(p, n);
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
    Ok(Box::new(Inductors {
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
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        let tickets = self.slots.iter_mut().flatten().chain(&mut self.diagonal);
        tickets.for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    /// The branch's row is `v − L·di/dt = 0`.
    fn stamp(&self, _domain: Domain, g: &mut [f64], c: &mut [f64]) {
        for ((slots, &diagonal), &inductance) in self.slots.iter().zip(&self.diagonal).zip(&self.inductance) {
            stamp_branch(g, slots);
            c[diagonal as usize] -= inductance;
        }
    }

    fn charges(&self, x: &[f64], now: &mut [f64]) {
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

    fn current(&self, index: usize, x: &[f64], _rates: &[f64]) -> f64 {
        x[self.branch[index] as usize]
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], _omega: f64) -> Complex {
        phasors[self.branch[index] as usize]
    }
}
