//! Junction diode, level 1: exponential current with high injection and
//! recombination, breakdown, depletion and diffusion charge, series resistance
//! behind an internal node, temperature.
//!
//! Sources: Antognetti & Massobrio, *Semiconductor Device Modeling with SPICE*,
//! chapter 1; ngspice manual 39, chapter 7. Between −3·N·vt and breakdown the
//! exponential is replaced by a cubic that meets it in value and slope, and
//! recombination ends, as in ngspice: with ISR, or with two emission
//! coefficients, the current jumps at the border −3·N·vt.

use super::inputs::Given;
use super::junction::{critical_voltage, depletion_at, limit, thermal_voltage, Depletion, KELVIN};
use super::table::{Kind, ModelKind, Parameter};
use super::{add_conductance, conductance_entries, Conditions, Domain, Finding, Group, Integration, Load, Start, Truncation};
use crate::circuit::NONE;
use crate::matrix::Complex;
use crate::options::Options;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind {
    name: "diode",
    letter: 'D',
    pins: &["anode", "cathode"],
    instance: INSTANCE,
    models: &[ModelKind { name: "d", parameters: MODEL }],
    make,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("area", "", Some(1.0), "Factor of the model's area"),
    Parameter::new("pj", "", Some(0.0), "Factor of the model's edge").also(&["perim"]),
    Parameter::new("off", "", Some(0.0), "Begin the operating point without current"),
    Parameter::new("ic", "V", None, "Voltage at the start of a transient with uic"),
    Parameter::new("temp", "°C", None, "Temperature of this diode; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
];

const MODEL: &[Parameter] = &[
    Parameter::new("level", "", Some(1.0), "Level of the model"),
    Parameter::new("is", "A", Some(1e-14), "Saturation current").also(&["js"]),
    Parameter::new("jsw", "A", Some(0.0), "Saturation current of the edge"),
    Parameter::new("n", "", Some(1.0), "Emission coefficient"),
    Parameter::new("ns", "", Some(1.0), "Emission coefficient of the edge"),
    Parameter::new("rs", "Ω", Some(0.0), "Series resistance"),
    Parameter::new("trs1", "1/K", Some(0.0), "First-order temperature coefficient of RS").also(&["trs"]),
    Parameter::new("trs2", "1/K²", Some(0.0), "Second-order temperature coefficient of RS"),
    Parameter::new("tt", "s", Some(0.0), "Transit time"),
    Parameter::new("ttt1", "1/K", Some(0.0), "First-order temperature coefficient of TT"),
    Parameter::new("ttt2", "1/K²", Some(0.0), "Second-order temperature coefficient of TT"),
    Parameter::new("cjo", "F", Some(0.0), "Junction capacitance at 0 V").also(&["cj0", "cj"]),
    Parameter::new("vj", "V", Some(1.0), "Built-in potential").also(&["pb"]),
    Parameter::new("m", "", Some(0.5), "Grading coefficient").also(&["mj"]),
    Parameter::new("tm1", "1/K", Some(0.0), "First-order temperature coefficient of M"),
    Parameter::new("tm2", "1/K²", Some(0.0), "Second-order temperature coefficient of M"),
    Parameter::new("cjp", "F", Some(0.0), "Junction capacitance of the edge at 0 V").also(&["cjsw"]),
    Parameter::new("php", "V", Some(1.0), "Built-in potential of the edge").also(&["vjsw"]),
    Parameter::new("mjsw", "", Some(0.33), "Grading coefficient of the edge"),
    Parameter::new("ikf", "A", None, "Knee of high injection, forward").also(&["ik"]),
    Parameter::new("ikr", "A", None, "Knee of high injection, reverse"),
    Parameter::new("isr", "A", Some(0.0), "Recombination saturation current"),
    Parameter::new("nr", "", Some(2.0), "Emission coefficient of recombination"),
    Parameter::new("eg", "eV", Some(1.11), "Activation energy"),
    Parameter::new("xti", "", Some(3.0), "Exponent of the saturation current over temperature"),
    Parameter::new("fc", "", Some(0.5), "Where forward capacitance becomes linear"),
    Parameter::new("fcs", "", Some(0.5), "Where forward capacitance of the edge becomes linear"),
    Parameter::new("bv", "V", None, "Breakdown voltage"),
    Parameter::new("ibv", "A", Some(1e-3), "Current at the breakdown voltage"),
    Parameter::new("nbv", "", None, "Emission coefficient of breakdown; without it N"),
    Parameter::new("tcv", "V/K", Some(0.0), "Decrease of the breakdown voltage over temperature"),
    Parameter::new("tnom", "°C", None, "Temperature of the parameters; without it the option tnom").also(&["tref"]),
    Parameter::new("area", "", Some(1.0), "Area of devices that give none"),
    Parameter::new("pj", "", Some(0.0), "Edge of devices that give none"),
    Parameter::new("kf", "", Some(0.0), "Flicker noise coefficient"),
    Parameter::new("af", "", Some(1.0), "Flicker noise exponent"),
    Parameter::new("mfg", "", None, "Manufacturer").only_informs(),
    Parameter::new("type", "", None, "What the part is meant for").only_informs(),
    Parameter::new("iave", "A", None, "Largest average current").only_informs(),
    Parameter::new("ipk", "A", None, "Largest peak current").only_informs(),
    Parameter::new("vpk", "V", None, "Largest reverse voltage").only_informs(),
    Parameter::new("diss", "W", None, "Largest dissipation").only_informs(),
    Parameter::new("fv_max", "V", None, "Largest forward voltage").only_informs(),
    Parameter::new("bv_max", "V", None, "Largest reverse voltage").only_informs(),
    Parameter::new("id_max", "A", None, "Largest current").only_informs(),
    Parameter::new("te_max", "°C", None, "Largest temperature").only_informs(),
    Parameter::new("pd_max", "W", None, "Largest dissipation").only_informs(),
    Parameter::new("rth0", "K/W", None, "Thermal resistance").only_informs(),
];

/// What one diode computes with, at its temperature and with its area and multipliers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Constants {
    saturation: f64,
    /// N·vt
    vte: f64,
    edge_saturation: f64,
    edge_vte: f64,
    recombination: f64,
    recombination_vte: f64,
    /// Knees of high injection; infinite without.
    knee: f64,
    knee_reverse: f64,
    /// Volts, positive; infinite without breakdown.
    breakdown: f64,
    breakdown_vte: f64,
    critical: f64,
    transit: f64,
    depletion: Depletion,
    edge_depletion: Depletion,
    /// Siemens; 0 without series resistance.
    series: f64,
}

/// Current, conductance, charge and capacitance of a junction.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Point {
    current: f64,
    conductance: f64,
    charge: f64,
    capacitance: f64,
}

/// `scale·(e^(v/vt) − 1)` above −3·vt, a cubic below; value and slope.
fn exponential(scale: f64, v: f64, vt: f64) -> (f64, f64) {
    if scale == 0.0 {
        return (0.0, 0.0);
    }
    if v >= -3.0 * vt {
        let e = libm::exp(v / vt);
        (scale * (e - 1.0), scale * e / vt)
    } else {
        let ratio = 3.0 * vt / (v * std::f64::consts::E);
        let cube = ratio * ratio * ratio;
        (-scale * (1.0 + cube), scale * 3.0 * cube / v)
    }
}

/// High injection: `i / (1 + √(|i|/knee))`, with its slope.
fn injected(current: f64, slope: f64, knee: f64) -> (f64, f64) {
    let root = libm::sqrt(current.abs() / knee);
    let below = 1.0 + root;
    (current / below, slope * (1.0 + 0.5 * root) / (below * below))
}

impl Constants {
    fn evaluate(&self, v: f64, gmin: f64) -> Point {
        let (mut current, mut conductance);
        let forward = v >= -3.0 * self.vte;
        if v >= -self.breakdown {
            let main = exponential(self.saturation, v, self.vte);
            let edge = exponential(self.edge_saturation, v, self.edge_vte);
            current = main.0 + edge.0;
            conductance = main.1 + edge.1;
            if forward && self.recombination != 0.0 {
                let (base, slope) = exponential(self.recombination, v, self.recombination_vte);
                let Depletion { potential, grading, .. } = self.depletion;
                let rest = 1.0 - v / potential;
                let squared = rest * rest + 0.005;
                let factor = libm::pow(squared, 0.5 * grading);
                let factor_slope = -grading * rest / potential * factor / squared;
                current += base * factor;
                conductance += slope * factor + base * factor_slope;
            }
        } else {
            let e = libm::exp(-(self.breakdown + v) / self.breakdown_vte);
            let saturation = self.saturation + self.edge_saturation;
            current = -saturation * e;
            conductance = saturation * e / self.breakdown_vte;
        }
        // Both knees work on currents of their own sign only.
        let knee = if forward { self.knee } else { self.knee_reverse };
        if knee < f64::INFINITY && if forward { current > 1e-18 } else { current < -1e-18 } {
            (current, conductance) = injected(current, conductance, knee);
        }
        let area = self.depletion.charge(v);
        let edge = self.edge_depletion.charge(v);
        Point {
            charge: area.0 + edge.0 + self.transit * current,
            capacitance: area.1 + edge.1 + self.transit * conductance,
            current: current + gmin * v,
            conductance: conductance + gmin,
        }
    }

    /// Limits a new junction voltage against the last one.
    fn limited(&self, v: f64, old: f64) -> (f64, bool) {
        if self.breakdown < f64::INFINITY && v < (-self.breakdown + 10.0 * self.breakdown_vte).min(0.0) {
            let (mirrored, limited) =
                limit(-(v + self.breakdown), -(old + self.breakdown), self.breakdown_vte, self.critical);
            return (-(mirrored + self.breakdown), limited);
        }
        limit(v, old, self.vte, self.critical)
    }
}

struct Slots {
    /// Between anode and internal node; all ground's without one.
    series: [u32; 4],
    /// Between internal node (or anode) and cathode.
    junction: [u32; 4],
    /// Between anode and cathode, for a series resistance that became 0.
    direct: [u32; 4],
}

struct Diodes {
    devices: Vec<u32>,
    anode: Vec<u32>,
    cathode: Vec<u32>,
    /// The same as `anode` where the model has no series resistance.
    internal: Vec<u32>,
    slots: Vec<Slots>,
    constants: Vec<Constants>,
    off: Vec<bool>,
    initial: Vec<Option<f64>>,
    /// Junction voltage of the last linearisation, after limiting.
    voltage: Vec<f64>,
    /// Current and conductance there.
    current: Vec<f64>,
    conductance: Vec<f64>,
    /// Charges of the last three accepted points.
    charge: Vec<[f64; 3]>,
    /// Rate of change of the charge at the last.
    rate: Vec<f64>,
    gmin: f64,
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let count = devices.len();
    let mut group = Diodes {
        anode: Vec::with_capacity(count),
        cathode: Vec::with_capacity(count),
        internal: Vec::with_capacity(count),
        slots: Vec::with_capacity(count),
        constants: vec![Constants::default(); count],
        off: vec![false; count],
        initial: vec![None; count],
        voltage: vec![0.0; count],
        current: vec![0.0; count],
        conductance: vec![0.0; count],
        charge: vec![[0.0; 3]; count],
        rate: vec![0.0; count],
        gmin: 0.0,
        devices,
    };
    for &device in &group.devices {
        let [anode, cathode] = set_up.terminals(device)?;
        set_up.conducts(anode, cathode);
        if set_up.circuit.devices.model[device as usize] == NONE {
            let message = "this diode has no model; name one after its nodes".to_string();
            return Err(Failure::device(device, "missing-model", message));
        }
        let has_series = set_up.may_differ_from(device, "rs", 0.0);
        let internal = if has_series { set_up.internal(device, "internal") } else { anode };
        let nothing = if has_series { anode } else { 0 };
        let inner = if has_series { internal } else { 0 };
        group.slots.push(Slots {
            series: conductance_entries(&mut set_up.pattern, nothing, inner),
            junction: conductance_entries(&mut set_up.pattern, internal, cathode),
            direct: conductance_entries(&mut set_up.pattern, anode, cathode),
        });
        if has_series {
            set_up.conducts(anode, internal);
        }
        group.anode.push(anode);
        group.cathode.push(cathode);
        group.internal.push(internal);
    }
    Ok(Box::new(group))
}

/// The voltage at which the exponential of breakdown meets IBV at BV (SPICE2's
/// iteration). The linear term has the thermal voltage without NBV, as ngspice.
fn breakdown_voltage(bv: f64, ibv: f64, saturation: f64, vt: f64, nbv: f64, reltol: f64) -> f64 {
    if ibv < saturation * bv / vt {
        return bv;
    }
    let vte = nbv * vt;
    let mut found = bv - vte * libm::log(1.0 + ibv / saturation);
    for _ in 0..25 {
        found = bv - vte * libm::log(ibv / saturation + 1.0 - found / vt);
        let reached = saturation * (libm::exp((bv - found) / vte) - 1.0 + found / vt);
        if (reached - ibv).abs() <= reltol * ibv {
            break;
        }
    }
    found
}

fn constants(conditions: &Conditions, device: u32, given: &Given, model: &Given) -> Result<Constants, Failure> {
    let nominal = model.number("tnom").unwrap_or(conditions.options.tnom) + KELVIN;
    let temperature = conditions.temperature_of(given) + KELVIN;
    if !(temperature > 0.0 && nominal > 0.0) {
        let message = "a temperature at or below -273.15 °C has no meaning".to_string();
        return Err(Failure::device(device, "temperature", message));
    }
    let above = temperature - nominal;
    let vt = thermal_voltage(temperature);
    let n = model.number_or("n", 1.0);
    let ns = model.number_or("ns", 1.0);
    let eg = model.number_or("eg", 1.11);
    let xti = model.number_or("xti", 3.0);
    let warmed = |saturation: f64, n: f64| {
        let exponent = (temperature / nominal - 1.0) * eg / (n * vt) + xti / n * libm::log(temperature / nominal);
        saturation * libm::exp(exponent)
    };
    let quadratic = |first: &str, second: &str| {
        1.0 + above * (model.number_or(first, 0.0) + above * model.number_or(second, 0.0))
    };
    let multiplier = conditions.multiplier(device);
    let area = given.number("area").unwrap_or(model.number_or("area", 1.0)) * multiplier;
    let edge = given.number("pj").unwrap_or(model.number_or("pj", 0.0)) * multiplier;
    let saturation = warmed(model.number_or("is", 1e-14), n) * area;
    let grading = (model.number_or("m", 0.5) * quadratic("tm1", "tm2")).min(0.9);
    let depletion = |capacitance: &str, potential: &str, grading: f64, forward: f64, factor: f64| {
        let (potential, capacitance) =
            depletion_at(model.number_or(potential, 1.0), model.number_or(capacitance, 0.0), grading, nominal, temperature);
        Depletion { capacitance: capacitance * factor, potential, grading, forward }
    };
    let forward = model.number_or("fc", 0.5).min(0.95);
    let nbv = model.number_or("nbv", n);
    let breakdown = match model.number("bv") {
        Some(bv) if bv != 0.0 => {
            // IBV belongs to one device; m of them have m times as much.
            let bv = bv.abs() - model.number_or("tcv", 0.0) * above;
            breakdown_voltage(bv, model.number_or("ibv", 1e-3), saturation / multiplier, vt, nbv, conditions.options.reltol)
        }
        _ => f64::INFINITY,
    };
    let knee = |name| match model.number(name) {
        Some(knee) if knee > 0.0 => knee * area,
        _ => f64::INFINITY,
    };
    let resistance = model.number_or("rs", 0.0) * quadratic("trs1", "trs2");
    let vte = n * vt;
    Ok(Constants {
        saturation,
        vte,
        edge_saturation: warmed(model.number_or("jsw", 0.0), ns) * edge,
        edge_vte: ns * vt,
        recombination: warmed(model.number_or("isr", 0.0), model.number_or("nr", 2.0)) * area,
        recombination_vte: model.number_or("nr", 2.0) * vt,
        knee: knee("ikf"),
        knee_reverse: knee("ikr"),
        breakdown,
        breakdown_vte: nbv * vt,
        critical: critical_voltage(vte, saturation),
        transit: model.number_or("tt", 0.0) * quadratic("ttt1", "ttt2"),
        depletion: depletion("cjo", "vj", grading, forward, area),
        edge_depletion: depletion("cjp", "php", model.number_or("mjsw", 0.33), model.number_or("fcs", 0.5), edge),
        series: if resistance == 0.0 { 0.0 } else { area / resistance },
    })
}

impl Diodes {
    /// Where the junction stands: its upper unknown and its slots.
    fn junction(&self, index: usize) -> (u32, &[u32; 4]) {
        if self.internal[index] != self.anode[index] && self.constants[index].series == 0.0 {
            (self.anode[index], &self.slots[index].direct)
        } else {
            (self.internal[index], &self.slots[index].junction)
        }
    }

    fn voltage_at(&self, index: usize, x: &[f64]) -> f64 {
        x[self.junction(index).0 as usize] - x[self.cathode[index] as usize]
    }

    fn initial_charge(&self, index: usize, x: &[f64]) -> f64 {
        let v = self.initial[index].unwrap_or_else(|| self.voltage_at(index, x));
        self.constants[index].evaluate(v, 0.0).charge
    }
}

impl Group for Diodes {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        for (index, &device) in self.devices.iter().enumerate() {
            let given = conditions.inputs.of_device(device);
            let model = conditions.inputs.of_model(device);
            let level = model.number_or("level", 1.0);
            if level != 1.0 {
                let message = format!("a diode model of level {level} is not known; this solver has level 1");
                return Err(Failure::device(device, "unsupported-model", message));
            }
            self.constants[index] = constants(conditions, device, &given, &model)?;
            self.off[index] = given.flag("off");
            self.initial[index] = given.number("ic");
        }
        self.gmin = conditions.options.gmin;
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        for slots in &mut self.slots {
            let tickets = slots.series.iter_mut().chain(&mut slots.junction).chain(&mut slots.direct);
            tickets.for_each(|slot| *slot = slot_of[*slot as usize]);
        }
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        for (index, constants) in self.constants.iter().enumerate() {
            if self.internal[index] == self.anode[index] {
                continue;
            }
            let series = &self.slots[index].series;
            if constants.series > 0.0 {
                add_conductance(g, series, constants.series);
            } else {
                // The internal node follows the anode: its row says v_i − v_a = 0.
                g[series[3] as usize] += 1.0;
                g[series[2] as usize] -= 1.0;
            }
        }
    }

    fn nonlinear(&self) -> bool {
        true
    }

    #[inline(never)]
    fn load(&mut self, load: &mut Load) {
        for index in 0..self.devices.len() {
            let constants = &self.constants[index];
            let held = self.off[index] && load.start != Start::Free;
            let mut v = if held {
                0.0
            } else if load.start == Start::Junctions {
                constants.critical
            } else {
                let (v, limited) = constants.limited(self.voltage_at(index, load.x), self.voltage[index]);
                if limited {
                    load.limited += 1;
                    load.limited_device = self.devices[index];
                }
                v
            };
            if !v.is_finite() {
                // The unknowns are lost; the test of their sum says so.
                v = 0.0;
            }
            let point = constants.evaluate(v, load.gmin);
            self.voltage[index] = v;
            self.current[index] = point.current;
            self.conductance[index] = point.conductance;
            let conductance = point.conductance + load.alpha * point.capacitance;
            let current = point.current + load.alpha * point.charge - conductance * v;
            let (upper, slots) = self.junction(index);
            add_conductance(load.jacobian, slots, conductance);
            load.rhs[upper as usize] -= current;
            load.rhs[self.cathode[index] as usize] += current;
        }
    }

    fn converged(&self, x: &[f64], options: &Options) -> Result<(), u32> {
        for index in 0..self.devices.len() {
            let current = self.current[index];
            let predicted = current + self.conductance[index] * (self.voltage_at(index, x) - self.voltage[index]);
            let tolerance = options.reltol * predicted.abs().max(current.abs()) + options.abstol;
            // Written so that a NaN fails too.
            if !((predicted - current).abs() <= tolerance) {
                return Err(self.devices[index]);
            }
        }
        Ok(())
    }

    fn settle(&mut self, x: &[f64]) {
        for index in 0..self.devices.len() {
            self.voltage[index] = self.voltage_at(index, x);
        }
    }

    fn small_signal(&self, x: &[f64], gmin: f64, g: &mut [f64], c: &mut [f64]) {
        for (index, constants) in self.constants.iter().enumerate() {
            let point = constants.evaluate(self.voltage_at(index, x), gmin);
            let (_, slots) = self.junction(index);
            add_conductance(g, slots, point.conductance);
            add_conductance(c, slots, point.capacitance);
        }
    }

    fn begin_history(&mut self, x: &[f64], initial: bool) {
        for index in 0..self.devices.len() {
            let charge = match initial {
                true => self.initial_charge(index, x),
                false => self.constants[index].evaluate(self.voltage_at(index, x), 0.0).charge,
            };
            self.charge[index] = [charge; 3];
            self.rate[index] = 0.0;
        }
    }

    fn recall(&self, integration: &Integration, rhs: &mut [f64]) {
        for index in 0..self.devices.len() {
            let [one, two, _] = self.charge[index];
            let known = integration.known(one, two, self.rate[index]);
            rhs[self.junction(index).0 as usize] -= known;
            rhs[self.cathode[index] as usize] += known;
        }
    }

    fn accept(&mut self, x: &[f64], integration: &Integration) {
        for index in 0..self.devices.len() {
            let charge = self.constants[index].evaluate(self.voltage_at(index, x), 0.0).charge;
            let [one, two, _] = self.charge[index];
            self.rate[index] = integration.rate(charge, one, two, self.rate[index]);
            self.charge[index] = [charge, one, two];
        }
    }

    fn truncation(&self, x: &[f64], rule: &Truncation) -> f64 {
        let mut worst: f64 = 0.0;
        for index in 0..self.devices.len() {
            let charge = self.constants[index].evaluate(self.voltage_at(index, x), 0.0).charge;
            let [one, two, three] = self.charge[index];
            worst = worst.max(rule.ratio([charge, one, two, three], self.rate[index]));
        }
        worst
    }

    fn current(&self, index: usize, x: &[f64]) -> f64 {
        self.constants[index].evaluate(self.voltage_at(index, x), self.gmin).current + self.rate[index]
    }

    fn current_ac(&self, index: usize, x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        let point = self.constants[index].evaluate(self.voltage_at(index, x), self.gmin);
        let v = phasors[self.junction(index).0 as usize] - phasors[self.cathode[index] as usize];
        v * Complex::new(point.conductance, omega * point.capacitance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::tests::Random;

    fn example() -> Constants {
        let vt = thermal_voltage(300.15);
        Constants {
            saturation: 2e-13,
            vte: 1.3 * vt,
            edge_saturation: 3e-14,
            edge_vte: 1.1 * vt,
            recombination: 1e-11,
            recombination_vte: 2.0 * vt,
            knee: 1e-2,
            knee_reverse: 1e-2,
            breakdown: 6.0,
            breakdown_vte: 1.3 * vt,
            critical: critical_voltage(1.3 * vt, 2e-13),
            transit: 5e-9,
            depletion: Depletion { capacitance: 4e-12, potential: 0.8, grading: 0.4, forward: 0.5 },
            edge_depletion: Depletion { capacitance: 1e-12, potential: 0.7, grading: 0.33, forward: 0.5 },
            series: 0.0,
        }
    }

    #[test]
    fn slopes_agree_with_central_differences() {
        let constants = example();
        let mut random = Random(7);
        for _ in 0..2000 {
            let v = 4.0 * random.next() - 3.2;
            let borders = [-constants.breakdown, -3.0 * constants.vte, -3.0 * constants.edge_vte, -3.0 * constants.recombination_vte];
            if borders.iter().any(|border| (v - border).abs() < 1e-3) {
                continue;
            }
            let h = 1e-6;
            let (below, at, above) =
                (constants.evaluate(v - h, 1e-12), constants.evaluate(v, 1e-12), constants.evaluate(v + h, 1e-12));
            let conductance = (above.current - below.current) / (2.0 * h);
            // Rounding of a current near −IS leaves 1e-16·1e-11/1e-6 in the slope.
            let bound = 1e-5 * at.conductance.abs() + 1e-19;
            assert!((conductance - at.conductance).abs() < bound, "{conductance:e} {:e} at {v}", at.conductance);
            let capacitance = (above.charge - below.charge) / (2.0 * h);
            let bound = 1e-5 * at.capacitance.abs();
            assert!((capacitance - at.capacitance).abs() < bound, "{capacitance:e} {:e} at {v}", at.capacitance);
        }
    }

    #[test]
    fn currents_meet_at_the_cubics_border() {
        let vt = thermal_voltage(300.15);
        let border = -3.0 * vt;
        let (above, _) = exponential(1e-14, border, vt);
        let (below, _) = exponential(1e-14, border * (1.0 + 1e-12), vt);
        assert!((above - below).abs() < 1e-24, "{above:e} {below:e}");
    }

    #[test]
    fn breakdown_passes_through_its_point() {
        let vt = thermal_voltage(300.15);
        let found = breakdown_voltage(6.2, 5e-3, 1e-14, vt, 1.0, 1e-9);
        let current = 1e-14 * (libm::exp((6.2 - found) / vt) - 1.0 + found / vt);
        assert!((current - 5e-3).abs() < 1e-8 * 5e-3, "{current:e}");
        assert_eq!(breakdown_voltage(100.0, 1e-15, 1e-12, vt, 1.0, 1e-9), 100.0);
    }
}
