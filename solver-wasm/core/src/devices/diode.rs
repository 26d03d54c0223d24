//! Junction diode, level 1: exponential current with high injection and
//! recombination, breakdown, depletion and diffusion charge, series resistance
//! behind an internal node, temperature.
//!
//! Sources: Antognetti & Massobrio, *Semiconductor Device Modeling with SPICE*,
//! chapter 1; ngspice manual 39, chapter 7. Between −3·N·vt and breakdown the
//! exponential is replaced by a cubic that meets it in value and slope, and
//! recombination ends, as in ngspice: with ISR, or with two emission
//! coefficients, the current jumps at the border −3·N·vt.

use super::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::{
    critical_voltage, depletion_at, limit_pair, thermal_voltage, Depletion, DepletionPair, Exponential, BOLTZMANN, CHARGE,
};
use super::table::{Kind, ModelKind, Parameter, Variable};
use super::{nonlinear, Conditions, Finding, Start};
use crate::lanes::{self, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind {
    name: "diode",
    letter: 'D',
    pins: &["anode", "cathode"],
    instance: INSTANCE,
    models: &[ModelKind { name: "d", parameters: MODEL }],
    variables: VARIABLES,
    make: nonlinear::make::<Diode, 2, 4>,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("area", "", Some(1.0), "Factor of the model's area"),
    Parameter::new("pj", "", Some(0.0), "Factor of the model's edge").also(&["perim"]),
    Parameter::new("off", "", Some(0.0), "Begin the operating point without current"),
    Parameter::new("ic", "V", None, "Voltage at the start of a transient with uic"),
    Parameter::new("temp", "°C", None, "Temperature of this diode; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
];

const VARIABLES: &[Variable] = &[
    Variable::new("id", "A", "Current").also(&["c", "i"]),
    Variable::new("vd", "V", "Voltage of the junction"),
    Variable::new("gd", "S", "Conductance of the junction"),
    Variable::new("cd", "F", "Capacitance of the junction"),
    Variable::new("charge", "C", "Charge of the junction").also(&["qd"]),
    Variable::new("capcur", "A", "Current into the capacitance"),
    Variable::POWER,
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
pub struct Constants {
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
    /// Kelvin.
    temperature: f64,
    flicker: f64,
    flicker_exponent: f64,
}

/// Constants of two diodes.
#[derive(Debug, Clone)]
pub struct Pair {
    main: Exponential,
    edge: Exponential,
    recombination: Exponential,
    potential: F2,
    grading: F2,
    knee: F2,
    knee_reverse: F2,
    /// Whether either has a knee, a breakdown.
    kneed: bool,
    breaks: bool,
    breakdown: F2,
    breakdown_vte: F2,
    /// Whole saturation current in breakdown.
    whole: F2,
    critical: F2,
    transit: F2,
    depletion: DepletionPair,
    edge_depletion: DepletionPair,
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let both = |part: fn(&Constants) -> f64| [part(first), part(second)];
        let finite = |both: [f64; 2]| both.iter().any(|number| number.is_finite());
        Pair {
            main: Exponential::pack(both(|of| of.saturation), both(|of| of.vte)),
            edge: Exponential::pack(both(|of| of.edge_saturation), both(|of| of.edge_vte)),
            recombination: Exponential::pack(both(|of| of.recombination), both(|of| of.recombination_vte)),
            potential: F2::from(both(|of| of.depletion.potential)),
            grading: F2::from(both(|of| of.depletion.grading)),
            knee: F2::from(both(|of| of.knee)),
            knee_reverse: F2::from(both(|of| of.knee_reverse)),
            kneed: finite(both(|of| of.knee)) || finite(both(|of| of.knee_reverse)),
            breaks: finite(both(|of| of.breakdown)),
            breakdown: F2::from(both(|of| of.breakdown)),
            breakdown_vte: F2::from(both(|of| of.breakdown_vte)),
            whole: F2::from(both(|of| of.saturation + of.edge_saturation)),
            critical: F2::from(both(|of| of.critical)),
            transit: F2::from(both(|of| of.transit)),
            depletion: DepletionPair::pack(&first.depletion, &second.depletion),
            edge_depletion: DepletionPair::pack(&first.edge_depletion, &second.edge_depletion),
        }
    }
}

/// Current, conductance, charge and capacitance of two junctions.
#[derive(Debug, Clone, Copy)]
struct Junctions {
    current: F2,
    conductance: F2,
    charge: F2,
    capacitance: F2,
}

/// Currents below this have no high injection, as in ngspice.
const INJECTED: f64 = 1e-18;

impl Pair {
    #[inline(always)]
    fn junctions(&self, v: F2, gmin: F2) -> Junctions {
        let zero = F2::splat(0.0);
        let one = F2::splat(1.0);
        let forward = v.simd_ge(F2::splat(-3.0) * self.main.vt);
        let (mut current, mut conductance) = self.main.at(v);
        if self.edge.present {
            let (edge, slope) = self.edge.at(v);
            current += edge;
            conductance += slope;
        }
        if self.recombination.present && forward.any() {
            let (base, slope) = self.recombination.at(v);
            let rest = one - v / self.potential;
            let squared = rest * rest + F2::splat(0.005);
            let factor = lanes::pow(squared, F2::splat(0.5) * self.grading);
            let factor_slope = -self.grading * rest / self.potential * factor / squared;
            let present = forward & self.recombination.scale.simd_ne(zero);
            current += present.select(base * factor, zero);
            conductance += present.select(slope * factor + base * factor_slope, zero);
        }
        if self.breaks {
            let broken = v.simd_lt(-self.breakdown);
            if broken.any() {
                let depth = broken.select(-(self.breakdown + v) / self.breakdown_vte, zero);
                let e = lanes::exp(depth);
                current = broken.select(-self.whole * e, current);
                conductance = broken.select(self.whole * e / self.breakdown_vte, conductance);
            }
        }
        if self.kneed {
            // Both knees work on currents of their own sign only.
            let knee = forward.select(self.knee, self.knee_reverse);
            let counts = forward.select(current.simd_gt(F2::splat(INJECTED)), current.simd_lt(F2::splat(-INJECTED)));
            let root = (lanes::abs(current) / knee).sqrt();
            let below = one + root;
            conductance = counts.select(conductance * (one + F2::splat(0.5) * root) / (below * below), conductance);
            current = counts.select(current / below, current);
        }
        let area = self.depletion.charge(v);
        let edge = self.edge_depletion.charge(v);
        Junctions {
            charge: area.0 + edge.0 + self.transit * current,
            capacitance: area.1 + edge.1 + self.transit * conductance,
            current: current + gmin * v,
            conductance: conductance + gmin,
        }
    }

    /// Limits new junction voltages against the last ones.
    #[inline(always)]
    fn limited(&self, v: F2, old: F2) -> (F2, F2) {
        let (held, limited) = limit_pair(v, old, self.main.vt, self.critical);
        if self.breaks {
            let border = lanes::min(F2::splat(10.0) * self.breakdown_vte - self.breakdown, F2::splat(0.0));
            let broken = v.simd_lt(border);
            if broken.any() {
                let (mirrored, limited_there) =
                    limit_pair(-(v + self.breakdown), -(old + self.breakdown), self.breakdown_vte, self.critical);
                return (broken.select(-(mirrored + self.breakdown), held), broken.select(limited_there, limited));
            }
        }
        (held, limited)
    }
}

/// The voltage at which the exponential of breakdown meets IBV at BV (SPICE2's
/// iteration). The linear term has the thermal voltage without NBV, as ngspice.
pub(super) fn breakdown_voltage(bv: f64, ibv: f64, saturation: f64, vt: f64, nbv: f64, reltol: f64) -> f64 {
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

/// Constants, and the series conductance in siemens.
fn constants(conditions: &Conditions, device: u32, given: &Given, model: &Given) -> Result<(Constants, f64), Failure> {
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
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
        Depletion::new(capacitance * factor, potential, grading, forward)
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
    let series = if resistance == 0.0 { 0.0 } else { area / resistance };
    let constants = Constants {
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
        temperature,
        flicker: model.number_or("kf", 0.0),
        flicker_exponent: model.number_or("af", 1.0),
    };
    Ok((constants, series))
}

/// Pins: the junction's anode (behind RS) and the cathode.
pub struct Diode;

impl Equations<2, 4> for Diode {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; 4] = [[0, 0], [0, 1], [1, 0], [1, 1]];
    const REFERENCE: usize = 1;
    type Pair = Pair;
    /// The junction's voltage of the last evaluation.
    type Memory = [F2; 1];

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 2], Failure> {
        let [anode, cathode] = set_up.terminals(device)?;
        set_up.conducts(anode, cathode);
        let upper = match set_up.may_differ_from(device, "rs", 0.0) {
            true => Pin::Behind { outer: anode, inner: set_up.internal(device, "internal") },
            false => Pin::At(anode),
        };
        Ok([upper, Pin::At(cathode)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        _report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, 2>, Failure> {
        let level = model.number_or("level", 1.0);
        if level != 1.0 {
            let message = format!("a diode model of level {level} is not known; this solver has level 1");
            return Err(Failure::device(device, "unsupported-model", message));
        }
        let (constants, series) = constants(conditions, device, given, model)?;
        Ok(Resolved { constants, series: [series, 0.0], initial: [given.number_or("ic", f64::NAN), f64::NAN] })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut [F2; 1], v: &[F2; 2], call: &Call, out: &mut Outputs<2, 4>) {
        let mut vd = v[0] - v[1];
        if !call.exact {
            if call.start == Start::Junctions {
                vd = pair.critical;
            } else {
                (vd, out.limited) = pair.limited(vd, memory[0]);
            }
            vd = call.held.select(F2::splat(0.0), vd);
            out.limited &= !call.held;
        }
        memory[0] = vd;
        let junctions = pair.junctions(vd, F2::splat(call.gmin));
        out.at = [v[1] + vd, v[1]];
        out.current = [junctions.current, -junctions.current];
        out.charge = [junctions.charge, -junctions.charge];
        let (g, c) = (junctions.conductance, junctions.capacitance);
        out.conductance = [g, -g, -g, g];
        out.capacitance = [c, -c, -c, c];
    }

    fn settle(_pair: &Pair, memory: &mut [F2; 1], v: &[F2; 2]) {
        memory[0] = v[0] - v[1];
    }

    fn variables(_constants: &Constants, point: &Point<2, 4>, values: &mut [f64]) {
        let vd = point.v[0] - point.v[1];
        let outside = match point.series[0] {
            series if series > 0.0 => (point.current[0] + point.rate[0]) / series,
            _ => 0.0,
        };
        let current = point.current[0] + point.rate[0];
        values.copy_from_slice(&[
            current,
            vd,
            point.conductance[0],
            point.capacitance[0],
            point.charge[0],
            point.rate[0],
            current * (vd + outside),
        ]);
    }

    fn noise(constants: &Constants, point: &Point<2, 4>, sources: &mut Vec<NoiseSource>) {
        // A resistance that there is not has its vector, too, as in ngspice.
        let white = 4.0 * BOLTZMANN * constants.temperature * point.series[0];
        sources.push(NoiseSource { name: "rs", between: [NoisePin::Outer(0), NoisePin::Inner(0)], white, flicker: 0.0, exponent: 1.0 });
        let current = point.current[0].abs();
        let between = [NoisePin::Inner(0), NoisePin::Inner(1)];
        sources.push(NoiseSource { name: "id", between, white: 2.0 * CHARGE * current, flicker: 0.0, exponent: 1.0 });
        let flicker = constants.flicker * libm::pow(current.max(1e-38), constants.flicker_exponent);
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0 });
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
            depletion: Depletion::new(4e-12, 0.8, 0.4, 0.5),
            edge_depletion: Depletion::new(1e-12, 0.7, 0.33, 0.5),
            temperature: 300.15,
            flicker: 0.0,
            flicker_exponent: 1.0,
        }
    }

    #[test]
    fn slopes_agree_with_central_differences() {
        let constants = example();
        let pair = Pair::pack(&constants, &constants);
        let evaluate = |v: f64| {
            let junctions = pair.junctions(F2::splat(v), F2::splat(1e-12));
            [junctions.current, junctions.conductance, junctions.charge, junctions.capacitance].map(|value| value.to_array()[0])
        };
        let mut random = Random(7);
        for _ in 0..2000 {
            let v = 4.0 * random.next() - 3.2;
            let borders = [-constants.breakdown, -3.0 * constants.vte, -3.0 * constants.edge_vte, -3.0 * constants.recombination_vte];
            if borders.iter().any(|border| (v - border).abs() < 1e-3) {
                continue;
            }
            let h = 1e-6;
            let (below, at, above) = (evaluate(v - h), evaluate(v), evaluate(v + h));
            let conductance = (above[0] - below[0]) / (2.0 * h);
            // Rounding of a current near −IS leaves 1e-16·1e-11/1e-6 in the slope.
            let bound = 1e-5 * at[1].abs() + 1e-19;
            assert!((conductance - at[1]).abs() < bound, "{conductance:e} {:e} at {v}", at[1]);
            let capacitance = (above[2] - below[2]) / (2.0 * h);
            assert!((capacitance - at[3]).abs() < 1e-5 * at[3].abs(), "{capacitance:e} {:e} at {v}", at[3]);
        }
    }

    #[test]
    fn currents_meet_at_the_cubics_border() {
        let vt = thermal_voltage(300.15);
        let exponential = Exponential::pack([1e-14; 2], [vt; 2]);
        let border = -3.0 * vt;
        let both = F2::from([border, border * (1.0 + 1e-12)]);
        let [above, below] = exponential.at(both).0.to_array();
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
