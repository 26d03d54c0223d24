//! Resistor: `i = v / R`, with
//! `R(T) = R · (1 + tc1·(T − Tnom) + tc2·(T − Tnom)²)`
//! (ngspice manual 39, section 3.3.1; equation 3.1).

use super::table::{Kind, ModelKind, Parameter, Variable};
use super::junction::BOLTZMANN;
use super::{add_conductance, conductance_entries, Conditions, Domain, Finding, Group, Noise};
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind {
    name: "resistor",
    letter: 'R',
    pins: &["p", "n"],
    instance: INSTANCE,
    models: &[ModelKind { name: "r", parameters: MODEL }, ModelKind { name: "res", parameters: MODEL }],
    variables: &[Variable::CURRENT, Variable::POWER],
    make,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("r", "Ω", None, "Resistance").also(&["resistance"]),
    Parameter::new("ac", "Ω", None, "Resistance for small signals; without it the same as for DC"),
    Parameter::new("tc1", "1/K", Some(0.0), "First-order temperature coefficient").also(&["tc"]),
    Parameter::new("tc2", "1/K²", Some(0.0), "Second-order temperature coefficient"),
    Parameter::new("temp", "°C", None, "Temperature of this resistor; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
    Parameter::new("l", "m", None, "Length, for a resistance from the model's sheet resistance"),
    Parameter::new("w", "m", None, "Width, for a resistance from the model's sheet resistance"),
    Parameter::new("scale", "", Some(1.0), "Factor of the resistance"),
    Parameter::new("noisy", "", Some(1.0), "Whether it makes noise").also(&["noise"]),
];

const MODEL: &[Parameter] = &[
    Parameter::new("r", "Ω", None, "Resistance of devices that give none").also(&["res"]),
    Parameter::new("rsh", "Ω", Some(0.0), "Sheet resistance"),
    Parameter::new("defw", "m", Some(1e-5), "Width of devices that give none").also(&["w"]),
    Parameter::new("l", "m", None, "Length of devices that give none"),
    Parameter::new("narrow", "m", Some(0.0), "Narrowing by side etching").also(&["dw"]),
    Parameter::new("short", "m", Some(0.0), "Shortening by side etching").also(&["dlr"]),
    Parameter::new("tc1", "1/K", Some(0.0), "First-order temperature coefficient").also(&["tc1r"]),
    Parameter::new("tc2", "1/K²", Some(0.0), "Second-order temperature coefficient").also(&["tc2r"]),
    Parameter::new("tnom", "°C", None, "Temperature of the model's parameters; without it the option tnom").also(&["tref"]),
    Parameter::new("kf", "", Some(0.0), "Flicker noise coefficient"),
    Parameter::new("af", "", Some(1.0), "Flicker noise exponent"),
];

/// ngspice's replacement for a resistance of 0, in ohms.
const LEAST_RESISTANCE: f64 = 1e-3;

struct Resistors {
    devices: Vec<u32>,
    nodes: Vec<[u32; 2]>,
    slots: Vec<[u32; 4]>,
    /// Siemens, with all multipliers.
    conductance: Vec<f64>,
    conductance_ac: Vec<f64>,
    /// 4kT/R in A²/Hz and the flicker noise's KF, AF and number of devices.
    thermal: Vec<f64>,
    flicker: Vec<[f64; 3]>,
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut nodes = Vec::with_capacity(devices.len());
    let mut slots = Vec::with_capacity(devices.len());
    for &device in &devices {
        let [p, n] = set_up.terminals(device)?;
        set_up.conducts(p, n);
        nodes.push([p, n]);
        slots.push(conductance_entries(&mut set_up.pattern, p, n));
    }
    let count = devices.len();
    Ok(Box::new(Resistors { devices, nodes, slots, conductance: vec![0.0; count], conductance_ac: vec![0.0; count], thermal: vec![0.0; count], flicker: vec![[0.0; 3]; count] }))
}

impl Group for Resistors {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, report: &mut Vec<Finding>) -> Result<(), Failure> {
        let inputs = conditions.inputs;
        for (index, &device) in self.devices.iter().enumerate() {
            let given = inputs.of_device(device);
            let model = inputs.of_model(device);
            let geometry = || {
                let length = given.number("l").or(model.number("l"))? - model.number_or("short", 0.0);
                let width = given.number("w").unwrap_or(model.number_or("defw", 1e-5)) - model.number_or("narrow", 0.0);
                let sheet = model.number("rsh")?;
                Some(sheet * length / width)
            };
            let nominal = conditions
                .principal(device)
                .or(given.number("r"))
                .or_else(geometry)
                .or(model.number("r"))
                .ok_or_else(|| {
                    Failure::device(device, "missing-value", "this resistor has no resistance; write one after its nodes".into())
                })?;
            let factor = conditions.passive_factor(&given, &model);
            let multiplier = conditions.multiplier(device);
            let mut at = |resistance: f64| {
                let mut resistance = resistance * factor;
                if resistance == 0.0 {
                    resistance = LEAST_RESISTANCE;
                    report.push(Finding {
                        severity: "warning",
                        code: "zero-resistance",
                        message: "a resistance of 0 is simulated as 1 mΩ, as ngspice does".into(),
                        device,
                    });
                }
                multiplier / resistance
            };
            self.conductance[index] = at(nominal);
            self.conductance_ac[index] = match given.number("ac") {
                Some(resistance) => at(resistance),
                None => self.conductance[index],
            };
            let noisy = given.number_or("noisy", 1.0) != 0.0;
            let [kelvin, _] = conditions.kelvins(device, &given, &model)?;
            // What stands for an amplifier, a resistance below 0, has no noise of its own.
            self.thermal[index] = if noisy { 4.0 * BOLTZMANN * kelvin * self.conductance[index].max(0.0) } else { 0.0 };
            let kf = if noisy { model.number_or("kf", 0.0) } else { 0.0 };
            self.flicker[index] = [kf, model.number_or("af", 1.0), multiplier];
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.slots.iter_mut().flatten().for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    fn stamp(&self, domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        let conductances = match domain {
            Domain::Time => &self.conductance,
            Domain::Frequency => &self.conductance_ac,
        };
        for (slots, &conductance) in self.slots.iter().zip(conductances) {
            add_conductance(g, slots, conductance);
        }
    }

    fn current(&self, index: usize, x: &[f64], _rates: &[f64]) -> f64 {
        let [p, n] = self.nodes[index];
        (x[p as usize] - x[n as usize]) * self.conductance[index]
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], _omega: f64) -> Complex {
        let [p, n] = self.nodes[index];
        (phasors[p as usize] - phasors[n as usize]).scale(self.conductance_ac[index])
    }

    /// Thermal noise 4kT/R, and flicker noise KF·|i|^AF/f of each device.
    fn noise(&self, index: usize, x: &[f64], sources: &mut Vec<Noise>) {
        let between = self.nodes[index];
        let quiet = Noise { name: "thermal", between, white: self.thermal[index], flicker: 0.0, exponent: 1.0 };
        sources.push(quiet);
        let [kf, af, multiplier] = self.flicker[index];
        let current = self.current(index, x, &[]).abs() / multiplier;
        let flicker = if kf > 0.0 { multiplier * kf * libm::pow(current, af) } else { 0.0 };
        sources.push(Noise { name: "1overf", white: 0.0, flicker, ..quiet });
    }
}
