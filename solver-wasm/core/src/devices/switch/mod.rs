//! Switches that a voltage (S) or a current (W) controls.
//!
//! `sw` and `csw` are two-state devices: a resistance `ron` or `roff` that
//! changes where the control passes a threshold (ngspice manual 39, section
//! 3.3.16). Their state stands still while Newton iterates; it changes between
//! two solutions, at operating points until no switch wants another
//! ([`crate::states`]), in transients at the instant of the crossing
//! (`analyses/tran/events.rs`). So a circuit whose only nonlinear devices are
//! such switches is linear between two events. `vswitch`, `iswitch`, and in
//! LTspice's dialect `sw` and `csw` with a negative hysteresis or of level 2, pass
//! smoothly from one resistance to the other ([`law::Passage`]) and are nonlinear
//! devices.

mod law;
mod table;

use super::junction::{BOLTZMANN, KELVIN};
use super::{add_conductance, conductance_entries, Conditions, Crossing, Domain, Finding, Given, Group, Kind, Load, Noise};
use crate::circuit::{Circuit, NONE};
use crate::matrix::Complex;
use crate::options::Options;
use crate::simulation::{Failure, SetUp};
use law::{Passage, State, Thresholds};

pub const VOLTAGE: Kind = table::VOLTAGE.with(make_voltage);
pub const CURRENT: Kind = table::CURRENT.with(make_current);

/// ngspice gives 0 V across a switch of 0 Ω; here it is a resistance as small
/// as that of a resistor of 0 Ω.
const LEAST_RESISTANCE: f64 = 1e-3;
/// Part of a smooth passage that an iteration of an operating point may go.
const LIMIT: f64 = 0.2;

/// What controls the switches of a group, with the names of its parameters.
struct Control {
    /// Models with a smooth passage.
    smooth: &'static str,
    middle: &'static str,
    half: &'static str,
    closed: &'static str,
    open: &'static str,
    /// The control where a smooth switch is closed by default.
    closed_at: f64,
}

const BY_VOLTAGE: Control =
    Control { smooth: "vswitch", middle: "vt", half: "vh", closed: "von", open: "voff", closed_at: 1.0 };
const BY_CURRENT: Control =
    Control { smooth: "iswitch", middle: "it", half: "ih", closed: "ion", open: "ioff", closed_at: 1e-3 };

#[derive(Debug, Clone, Copy)]
enum Law {
    /// Conductances when open and closed, in siemens.
    Discrete(Thresholds, [f64; 2]),
    Smooth(Passage),
}

struct Switches {
    control: &'static Control,
    devices: Vec<u32>,
    /// Terminals, then the unknowns whose difference controls: two nodes, or a branch and ground.
    pins: Vec<[u32; 4]>,
    slots: Vec<[u32; 4]>,
    /// The control's columns in the rows of both terminals, of switches that may be smooth.
    control_slots: Vec<[u32; 4]>,
    /// Whether a switch may be smooth.
    may_pass: Vec<bool>,
    /// Whether any switch may have two states.
    discrete: bool,
    law: Vec<Law>,
    /// Kelvin.
    temperature: Vec<f64>,
    /// Whether the card says `on`.
    on: Vec<bool>,
    conducts: Vec<bool>,
    /// The states at the last accepted point.
    kept: Vec<State>,
    /// Controls of the last iteration.
    last: Vec<f64>,
    /// Conductance, its slope by the control, voltage and control of the last linearisation.
    linear: Vec<[f64; 4]>,
}

fn make_voltage(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut pins = Vec::with_capacity(devices.len());
    for &device in &devices {
        must_have_model(set_up, device)?;
        pins.push(set_up.terminals(device)?);
    }
    Ok(make(&BY_VOLTAGE, devices, pins, set_up))
}

fn make_current(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut pins = Vec::with_capacity(devices.len());
    for &device in &devices {
        must_have_model(set_up, device)?;
        let [p, n] = set_up.terminals(device)?;
        let Some(&source) = set_up.references(device).first() else {
            let message = "this switch names no device whose current controls it".to_string();
            return Err(Failure::device(device, "missing-reference", message));
        };
        pins.push([p, n, set_up.branch_of(device, source)?, 0]);
    }
    Ok(make(&BY_CURRENT, devices, pins, set_up))
}

fn must_have_model(set_up: &SetUp, device: u32) -> Result<(), Failure> {
    match set_up.circuit.devices.model[device as usize] {
        NONE => Err(Failure::device(device, "missing-model", "this switch has no model; name one after its nodes".into())),
        _ => Ok(()),
    }
}

fn make(control: &'static Control, devices: Vec<u32>, pins: Vec<[u32; 4]>, set_up: &mut SetUp) -> Box<dyn Group> {
    let count = devices.len();
    let ltspice = set_up.circuit.dialect == "ltspice";
    let mut discrete = false;
    let mut may_pass = Vec::with_capacity(count);
    let mut slots = Vec::with_capacity(count);
    let mut control_slots = Vec::with_capacity(count);
    for (&device, &[p, n, cp, cn]) in devices.iter().zip(&pins) {
        set_up.conducts(p, n);
        slots.push(conductance_entries(&mut set_up.pattern, p, n));
        let ranged = model_kind(set_up.circuit, device) == control.smooth;
        discrete |= !ranged;
        let passes = ranged || (ltspice && may_be_smooth(set_up, control, device));
        may_pass.push(passes);
        let pattern = &mut set_up.pattern;
        control_slots.push(match passes {
            true => [pattern.entry(p, cp), pattern.entry(p, cn), pattern.entry(n, cp), pattern.entry(n, cn)],
            false => [pattern.entry(0, 0); 4],
        });
    }
    Box::new(Switches {
        control,
        pins,
        slots,
        control_slots,
        may_pass,
        discrete,
        law: Vec::with_capacity(count),
        temperature: vec![0.0; count],
        on: vec![false; count],
        conducts: vec![false; count],
        kept: vec![State::default(); count],
        last: vec![0.0; count],
        linear: vec![[0.0; 4]; count],
        devices,
    })
}

/// Whether LTspice's switch passes smoothly, or may with other values of parameters.
fn may_be_smooth(set_up: &SetUp, control: &Control, device: u32) -> bool {
    let model = set_up.inputs.of_model(device);
    let half = model.number_or(control.half, 0.0);
    half < 0.0 || model.number("level") == Some(2.0) || set_up.may_differ_from(device, control.half, half)
}

/// The type of a device's model.
fn model_kind(circuit: &Circuit, device: u32) -> &str {
    let model = circuit.devices.model[device as usize];
    &circuit.strings[circuit.models[model as usize].kind as usize]
}

fn resistance(model: &Given, name: &str, default: f64, device: u32, report: &mut Vec<Finding>) -> f64 {
    let resistance = model.number_or(name, default);
    if resistance == 0.0 {
        let message = format!("a switch whose {name} is 0 is simulated with 1 mΩ");
        report.push(Finding { severity: "warning", code: "zero-resistance", message, device });
        return LEAST_RESISTANCE;
    }
    resistance
}

impl Switches {
    fn control_at(&self, index: usize, x: &[f64]) -> f64 {
        let [_, _, first, second] = self.pins[index];
        x[first as usize] - x[second as usize]
    }

    fn voltage_at(&self, index: usize, x: &[f64]) -> f64 {
        let [p, n, ..] = self.pins[index];
        x[p as usize] - x[n as usize]
    }

    /// Siemens, and the slope by the control.
    fn conductance(&self, index: usize, control: f64) -> (f64, f64) {
        match &self.law[index] {
            Law::Discrete(_, conductances) => (conductances[self.conducts[index] as usize], 0.0),
            Law::Smooth(passage) => passage.at(control),
        }
    }

    fn law(&self, index: usize, conditions: &Conditions, report: &mut Vec<Finding>) -> Result<Law, Failure> {
        let device = self.devices[index];
        let circuit = conditions.inputs.circuit;
        let model = conditions.inputs.of_model(device);
        let control = self.control;
        let ranged = model_kind(circuit, device) == control.smooth;
        let gmin = if conditions.options.gmin > 0.0 { conditions.options.gmin } else { Options::default().gmin };
        let on = resistance(&model, "ron", 1.0, device, report);
        let off = resistance(&model, "roff", if ranged { 1e6 } else { 1.0 / gmin }, device, report);
        let multiplier = conditions.multiplier(device);
        let conductances = [multiplier / off, multiplier / on];
        let middle = model.number_or(control.middle, 0.0);
        let half = model.number_or(control.half, 0.0);
        let ltspice = circuit.dialect == "ltspice";
        let endless = ltspice && !ranged && model.number("level") == Some(2.0);
        if model.number("level").is_some_and(|level| level != 1.0) && !endless {
            let message = "'level' of its model has no effect: LTspice alone has a switch of level 2".to_string();
            report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
        }
        if !(ranged || endless || (ltspice && half < 0.0)) {
            return Ok(Law::Discrete(Thresholds::new(middle, half), conductances));
        }
        let [open, closed] = match ranged {
            true => [model.number_or(control.open, 0.0), model.number_or(control.closed, control.closed_at)],
            false => [middle + half, middle - half],
        };
        if !self.may_pass[index] {
            let message = "its model becomes a smooth switch within the run, which began with another; begin with it".to_string();
            return Err(Failure::device(device, "bad-parameter", message));
        }
        if open == closed {
            let names = if ranged { [control.closed, control.open] } else { [control.half, "0"] };
            let message = format!("its model is open and closed at the same control of {open}; {} and {} must differ", names[0], names[1]);
            return Err(Failure::device(device, "bad-parameter", message));
        }
        if !(conductances[0] > 0.0 && conductances[1] > 0.0) {
            let message = "a switch that passes smoothly from one resistance to the other needs both above 0".to_string();
            return Err(Failure::device(device, "bad-parameter", message));
        }
        Ok(Law::Smooth(match endless {
            true => Passage::around(middle, half, conductances),
            false => Passage::between(open, closed, conductances),
        }))
    }
}

impl Group for Switches {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, report: &mut Vec<Finding>) -> Result<(), Failure> {
        self.law.clear();
        for (index, &device) in self.devices.iter().enumerate() {
            let given = conditions.inputs.of_device(device);
            self.on[index] = given.flag("on") && !given.flag("off");
            self.temperature[index] = conditions.temperature_of(&given) + KELVIN;
            let law = self.law(index, conditions, report)?;
            self.law.push(law);
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        let tickets = self.slots.iter_mut().chain(&mut self.control_slots).flatten();
        tickets.for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        for (index, law) in self.law.iter().enumerate() {
            if let Law::Discrete(_, conductances) = law {
                add_conductance(g, &self.slots[index], conductances[self.conducts[index] as usize]);
            }
        }
    }

    fn nonlinear(&self) -> bool {
        self.may_pass.contains(&true)
    }

    fn load(&mut self, load: &mut Load) {
        for index in 0..self.devices.len() {
            let Law::Smooth(passage) = self.law[index] else { continue };
            let mut control = self.control_at(index, load.x);
            if load.alpha == 0.0 {
                let limited = passage.limit(control, self.last[index], LIMIT);
                if limited != control {
                    control = limited;
                    load.limited += 1;
                    load.limited_device = self.devices[index];
                }
            }
            self.last[index] = control;
            load.evaluated += 1;
            let voltage = self.voltage_at(index, load.x);
            let (conductance, slope) = passage.at(control);
            self.linear[index] = [conductance, slope, voltage, control];
            add_conductance(load.jacobian, &self.slots[index], conductance);
            // The current is g(c)·v; its slope by the control is known at both.
            let by_control = slope * voltage;
            add_conductance(load.jacobian, &self.control_slots[index], by_control);
            let [p, n, ..] = self.pins[index];
            load.rhs[p as usize] += by_control * control;
            load.rhs[n as usize] -= by_control * control;
        }
    }

    fn converged(&self, x: &[f64], options: &Options) -> Result<(), u32> {
        for (index, &[conductance, slope, voltage, control]) in self.linear.iter().enumerate() {
            if !matches!(self.law[index], Law::Smooth(_)) {
                continue;
            }
            let before = conductance * voltage;
            let after = conductance * self.voltage_at(index, x) + slope * voltage * (self.control_at(index, x) - control);
            let tolerance = options.reltol * before.abs().max(after.abs()) + options.abstol;
            if !((after - before).abs() <= tolerance) {
                return Err(self.devices[index]);
            }
        }
        Ok(())
    }

    fn settle(&mut self, x: &[f64]) {
        for index in 0..self.devices.len() {
            self.last[index] = self.control_at(index, x);
        }
    }

    fn small_signal(&mut self, x: &[f64], _gmin: f64, g: &mut [f64], _c: &mut [f64]) {
        for index in 0..self.devices.len() {
            let Law::Smooth(passage) = self.law[index] else { continue };
            let (conductance, slope) = passage.at(self.control_at(index, x));
            add_conductance(g, &self.slots[index], conductance);
            add_conductance(g, &self.control_slots[index], slope * self.voltage_at(index, x));
        }
    }

    fn has_states(&self) -> bool {
        self.discrete
    }

    fn begin_states(&mut self) {
        self.conducts.copy_from_slice(&self.on);
        self.kept.fill(State::default());
    }

    fn crossing(&self, before: &[f64], now: &[f64]) -> Option<Crossing> {
        let mut earliest: Option<Crossing> = None;
        for (index, law) in self.law.iter().enumerate() {
            let Law::Discrete(thresholds, _) = law else { continue };
            let control = self.control_at(index, now);
            if thresholds.conducts(self.kept[index], self.conducts[index], control) == self.conducts[index] {
                continue;
            }
            // Within an instant what is kept is from before it.
            let state = State { conducts: self.conducts[index], ..self.kept[index] };
            let crossing = Crossing {
                below: -thresholds.excess(state, self.control_at(index, before)),
                above: thresholds.excess(state, control),
                device: self.devices[index],
            };
            if earliest.is_none_or(|other| crossing.part() < other.part()) {
                earliest = Some(crossing);
            }
        }
        earliest
    }

    fn change_states(&mut self, x: &[f64], one: bool) -> Option<u32> {
        let mut changed = None;
        for index in 0..self.devices.len() {
            let Law::Discrete(thresholds, _) = &self.law[index] else { continue };
            let conducts = thresholds.conducts(self.kept[index], self.conducts[index], self.control_at(index, x));
            if conducts != self.conducts[index] {
                self.conducts[index] = conducts;
                changed = Some(self.devices[index]);
                if one {
                    break;
                }
            }
        }
        changed
    }

    fn keep_states(&mut self, x: &[f64]) {
        for index in 0..self.devices.len() {
            if let Law::Discrete(thresholds, _) = &self.law[index] {
                self.kept[index] = thresholds.keep(self.conducts[index], self.control_at(index, x));
            }
        }
    }

    fn save_states(&self, states: &mut Vec<u8>) {
        let bits = |(&now, kept): (&bool, &State)| now as u8 | (kept.conducts as u8) << 1 | (kept.between as u8) << 2;
        states.extend(self.conducts.iter().zip(&self.kept).map(bits));
    }

    fn restore_states(&mut self, states: &[u8]) -> usize {
        for (index, &bits) in states.iter().take(self.devices.len()).enumerate() {
            self.conducts[index] = bits & 1 != 0;
            self.kept[index] = State { conducts: bits & 2 != 0, between: bits & 4 != 0 };
        }
        self.devices.len()
    }

    fn current(&self, index: usize, x: &[f64], _rates: &[f64]) -> f64 {
        self.conductance(index, self.control_at(index, x)).0 * self.voltage_at(index, x)
    }

    fn current_ac(&self, index: usize, x: &[f64], phasors: &[Complex], _omega: f64) -> Complex {
        let (conductance, slope) = self.conductance(index, self.control_at(index, x));
        let [p, n, cp, cn] = self.pins[index].map(|pin| phasors[pin as usize]);
        (p - n).scale(conductance) + (cp - cn).scale(slope * self.voltage_at(index, x))
    }

    fn variables(&self) -> &'static [super::Variable] {
        table::VARIABLES
    }

    fn variable(&self, index: usize, x: &[f64], _rates: Option<&[f64]>, values: &mut [f64]) {
        let current = self.current(index, x, &[]);
        values[0] = current;
        values[1] = current * self.voltage_at(index, x);
    }

    fn region(&self, index: usize, _values: &[f64]) -> &'static str {
        match (&self.law[index], self.conducts[index]) {
            (Law::Discrete(..), false) => "open",
            (Law::Discrete(..), true) => "closed",
            (Law::Smooth(_), _) => "",
        }
    }

    fn noise(&self, index: usize, x: &[f64], sources: &mut Vec<Noise>) {
        let conductance = self.conductance(index, self.control_at(index, x)).0;
        let [p, n, ..] = self.pins[index];
        let white = 4.0 * BOLTZMANN * self.temperature[index] * conductance;
        sources.push(Noise { name: "", between: [p, n], white, flicker: 0.0, exponent: 1.0, partner: None });
    }
}
