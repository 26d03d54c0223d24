//! Resistor: `i = v / R`, with
//! `R(T) = R · (1 + tc1·(T − Tnom) + tc2·(T − Tnom)²)`, or with `tce`
//! `R(T) = R · 1.01^(tce·(T − Tnom))`. Without a value the card's length and
//! width give one, `rsh·(l − 2·short)/(w − 2·narrow)`, or the model's `r`
//! (ngspice manual 39, sections 3.3.1 and 3.3.2; as ngspice 39 has it, narrowing
//! and shortening count at both edges, and the sheet resistance wins over `r`).

use super::readings::Readings;
use super::table::{Kind, ModelKind, Parameter, Variable};
use super::junction::BOLTZMANN;
use super::{add_conductance, conductance_entries, Conditions, Domain, Finding, Given, Group, Noise};
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
    Parameter::new("tce", "%/K", None, "Exponential temperature coefficient, which wins over tc1 and tc2"),
    Parameter::new("temp", "°C", None, "Temperature of this resistor; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
    Parameter::new("l", "m", None, "Length, for a resistance from the model's sheet resistance"),
    Parameter::new("w", "m", None, "Width, for a resistance from the model's sheet resistance"),
    Parameter::new("scale", "", Some(1.0), "Factor of the resistance"),
    Parameter::new("noisy", "", Some(1.0), "Whether it makes noise").also(&["noise"]),
    Parameter::new("bv_max", "V", None, "Largest voltage that it bears").only_informs(),
];

const MODEL: &[Parameter] = &[
    Parameter::new("r", "Ω", None, "Resistance of devices that give none").also(&["res"]),
    Parameter::new("rsh", "Ω", Some(0.0), "Sheet resistance"),
    Parameter::new("defw", "m", Some(DEFAULT_SIZE), "Width of devices that give none").also(&["w"]),
    Parameter::new("l", "m", Some(DEFAULT_SIZE), "Length of devices that give none").also(&["defl"]),
    Parameter::new("narrow", "m", Some(0.0), "Narrowing by side etching, at each edge").also(&["dw"]),
    Parameter::new("short", "m", Some(0.0), "Shortening by side etching, at each end").also(&["dlr"]),
    Parameter::new("tc1", "1/K", Some(0.0), "First-order temperature coefficient").also(&["tc1r"]),
    Parameter::new("tc2", "1/K²", Some(0.0), "Second-order temperature coefficient").also(&["tc2r"]),
    Parameter::new("tce", "%/K", None, "Exponential temperature coefficient, which wins over tc1 and tc2"),
    Parameter::new("tnom", "°C", None, "Temperature of the model's parameters; without it the option tnom").also(&["tref"]),
    Parameter::new("kf", "", Some(0.0), "Flicker noise coefficient"),
    Parameter::new("af", "", Some(1.0), "Flicker noise exponent of the current"),
    Parameter::new("lf", "", Some(1.0), "Flicker noise exponent of the length, for devices with l or w"),
    Parameter::new("wf", "", Some(1.0), "Flicker noise exponent of the width, for devices with l or w"),
    Parameter::new("ef", "", Some(1.0), "Flicker noise exponent of the frequency"),
    Parameter::new("bv_max", "V", None, "Largest voltage that its devices bear").only_informs(),
];

/// Length and width of what says neither, in metres: ngspice's.
const DEFAULT_SIZE: f64 = 1e-5;

/// ngspice's replacement for a resistance of 0, in ohms.
const LEAST_RESISTANCE: f64 = 1e-3;

struct Resistors {
    devices: Vec<u32>,
    nodes: Vec<[u32; 2]>,
    slots: Vec<[u32; 4]>,
    readings: Readings,
    /// Siemens, with all multipliers.
    conductance: Vec<f64>,
    conductance_ac: Vec<f64>,
    /// 4kT/R in A²/Hz; none for those that make no noise.
    thermal: Vec<Option<f64>>,
    flicker: Vec<Flicker>,
}

/// Flicker noise `coefficient·|i|^of_current / f^of_frequency` of one of the
/// devices in parallel, in A²/Hz.
#[derive(Clone, Copy, Default)]
struct Flicker {
    coefficient: f64,
    of_current: f64,
    of_frequency: f64,
    multiplier: f64,
}

/// Length and width of the resistive part in metres.
fn effective_size(given: &Given, model: &Given) -> [f64; 2] {
    let length = given.number("l").unwrap_or(model.number_or("l", DEFAULT_SIZE));
    let width = given.number("w").unwrap_or(model.number_or("defw", DEFAULT_SIZE));
    [length - 2.0 * model.number_or("short", 0.0), width - 2.0 * model.number_or("narrow", 0.0)]
}

/// The resistance that the model's sheet resistance gives, if it has one.
fn of_sheet(device: u32, given: &Given, model: &Given) -> Result<Option<f64>, Failure> {
    let sheet = model.number_or("rsh", 0.0);
    let [length, width] = effective_size(given, model);
    if !(sheet > 0.0) || given.number("l").or(model.number("l")) == Some(0.0) || given.number("w").or(model.number("defw")) == Some(0.0) {
        return Ok(None);
    }
    if length > 0.0 && width > 0.0 {
        return Ok(Some(length / width * sheet));
    }
    let message = format!("this resistor has an effective length of {length} m and a width of {width} m; both must be greater than 0, so look at l, w and the model's short and narrow");
    Err(Failure::device(device, "value-out-of-range", message))
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
    let readings = Readings::make(&devices, &nodes, set_up);
    Ok(Box::new(Resistors { devices, nodes, slots, readings, conductance: vec![0.0; count], conductance_ac: vec![0.0; count], thermal: vec![None; count], flicker: vec![Flicker::default(); count] }))
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
            let nominal = conditions.principal(device).or(given.number("r"));
            let nominal = match nominal {
                Some(_) => nominal,
                None => of_sheet(device, &given, &model)?.or(model.number("r")),
            };
            let nominal = nominal
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
            self.thermal[index] = noisy.then_some(4.0 * BOLTZMANN * kelvin * self.conductance[index].max(0.0));
            let sized = given.number("l").or(given.number("w")).is_some();
            let [length, width] = effective_size(&given, &model);
            let area = if sized { libm::pow(length, model.number_or("lf", 1.0)) * libm::pow(width, model.number_or("wf", 1.0)) } else { 1.0 };
            let kf = model.number_or("kf", 0.0);
            self.flicker[index] = Flicker {
                coefficient: if kf > 0.0 { kf / area } else { 0.0 },
                of_current: model.number_or("af", 1.0),
                of_frequency: model.number_or("ef", 1.0),
                multiplier,
            };
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.slots.iter_mut().flatten().for_each(|slot| *slot = slot_of[*slot as usize]);
        self.readings.bind(slot_of);
    }

    fn stamp(&self, domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        let conductances = match domain {
            Domain::Time => &self.conductance,
            Domain::Frequency => &self.conductance_ac,
        };
        for (slots, &conductance) in self.slots.iter().zip(conductances) {
            add_conductance(g, slots, conductance);
        }
        self.readings.stamp(g, |index| conductances[index]);
    }

    fn current(&self, index: usize, x: &[f64], _rates: &[f64]) -> f64 {
        let [p, n] = self.nodes[index];
        (x[p as usize] - x[n as usize]) * self.conductance[index]
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], _omega: f64) -> Complex {
        let [p, n] = self.nodes[index];
        (phasors[p as usize] - phasors[n as usize]).scale(self.conductance_ac[index])
    }

    /// Thermal noise 4kT/R, and flicker noise KF·|i|^AF/(l^LF·w^WF·f^EF) of each
    /// device, whose area counts where its card gives l or w.
    fn noise(&self, index: usize, x: &[f64], sources: &mut Vec<Noise>) {
        let Some(white) = self.thermal[index] else { return };
        let between = self.nodes[index];
        let quiet = Noise { name: "thermal", between, white, flicker: 0.0, exponent: 1.0, partner: None };
        sources.push(quiet);
        let Flicker { coefficient, of_current, of_frequency, multiplier } = self.flicker[index];
        let current = self.current(index, x, &[]).abs() / multiplier;
        let flicker = if coefficient > 0.0 { multiplier * coefficient * libm::pow(current, of_current) } else { 0.0 };
        sources.push(Noise { name: "1overf", white: 0.0, flicker, exponent: of_frequency, ..quiet });
    }
}
