//! What a diode is given, and what it computes with at a temperature.
//!
//! The numbers at a temperature are written for plain numbers and for ones with
//! derivatives, since a diode that heats itself follows them with its own
//! temperature.
//!
//! Sources: ngspice manual 39, chapter 7; Antognetti & Massobrio, *Semiconductor
//! Device Modeling with SPICE*, chapter 1; PSpice reference guide, diode (IBVL,
//! NBVL, TBV1, TBV2, TIKF).

use crate::devices::inputs::Given;
use crate::devices::junction::{depletion_at, thermal_voltage, KELVIN};
use crate::devices::{Conditions, Finding};
use crate::dual::Number;
use crate::simulation::Failure;

/// Permittivity of silicon dioxide in farads per metre, as ngspice has it.
const OXIDE: f64 = 3.9 * 8.854214871e-12;
/// Metres in which the thickness of an oxide is given.
const ANGSTROM: f64 = 1e-10;
/// Temperature in kelvin at which capacitances are given under TLEVC=1.
const REFERENCE: f64 = 300.15;
/// Amperes; ngspice's least saturation current and least knee.
const LEAST: f64 = 1e-28;
/// A grading coefficient never exceeds this, as in ngspice.
const LARGEST_GRADING: f64 = 0.9;
/// Volts; a depletion charge ends at this voltage at the latest, as in ngspice.
const LARGEST_CORNER: f64 = 1.0;

/// Volts; a diode that heats itself may pass through temperatures at which the
/// formula of the potential has none, before it finds its own.
const LEAST_POTENTIAL: f64 = 0.01;

/// A current of the junction: amperes at the nominal temperature, emission
/// coefficient, energy in electronvolts, exponent over temperature.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Current {
    amperes: f64,
    n: f64,
    energy: f64,
    exponent: f64,
}

/// A quantity with its coefficients over temperature.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Quadratic {
    nominal: f64,
    first: f64,
    second: f64,
}

impl Quadratic {
    fn read(model: &Given, nominal: f64, first: &str, second: &str) -> Quadratic {
        Quadratic { nominal, first: model.number_or(first, 0.0), second: model.number_or(second, 0.0) }
    }

    /// `above` is in kelvin above the nominal temperature.
    fn at<N: Number>(self, above: N) -> N {
        ((above * self.second + self.first) * above + 1.0) * self.nominal
    }
}

/// A depletion capacitance at the nominal temperature.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Layer {
    capacitance: f64,
    potential: f64,
    /// TPB, CTA and their kin, under TLEVC=1.
    potential_falls: f64,
    capacitance_rises: f64,
    forward: f64,
}

/// One diode with its area and multipliers, at the nominal temperature.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Card {
    /// Kelvin.
    pub nominal: f64,
    pub temperature: f64,
    main: Current,
    edge: Current,
    /// Whether the edge has an emission coefficient of its own.
    edge_apart: bool,
    recombination: Current,
    tunnel: Current,
    /// Amperes; infinite without.
    knee: Quadratic,
    knee_reverse: f64,
    /// Volts; infinite without.
    breakdown: Quadratic,
    /// What TCV takes away, V/K.
    breakdown_falls: f64,
    breakdown_current: f64,
    nbv: f64,
    soft_current: f64,
    nbvl: f64,
    /// Siemens; 0 without a resistance.
    pub conductance: f64,
    resistance: Quadratic,
    transit: Quadratic,
    grading: Quadratic,
    edge_grading: f64,
    by_gap: bool,
    area_layer: Layer,
    edge_layer: Layer,
    /// Farads of metal and polysilicon.
    pub plate: f64,
    reltol: f64,
    pub flicker: f64,
    pub flicker_exponent: f64,
    /// How many diodes in parallel.
    pub multiplier: f64,
    /// W/K and J/K; 0 where it does not heat itself.
    pub cooling: f64,
    pub heat: f64,
}

/// What a diode computes with at one temperature; emission voltages are N·vt.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<N> {
    pub saturation: N,
    pub vte: N,
    /// Of the edge where it is apart, else 0.
    pub edge_saturation: N,
    pub edge_vte: N,
    pub recombination: N,
    pub recombination_vte: N,
    pub tunnel: N,
    pub tunnel_vte: N,
    pub knee: N,
    pub knee_reverse: f64,
    /// Volts, positive; infinite without breakdown.
    pub breakdown: N,
    pub breakdown_vte: N,
    /// Whole saturation current in breakdown.
    pub whole: N,
    /// The softer breakdown: amperes at `soft_voltage`.
    pub soft_current: f64,
    pub soft_voltage: N,
    pub soft_vte: N,
    /// Saturation current of the area alone, from which the critical voltage follows.
    pub bottom: N,
    pub transit: N,
    pub conductance: N,
    pub capacitance: N,
    pub potential: N,
    pub grading: N,
    pub edge_capacitance: N,
    pub edge_potential: N,
}

/// What may be wrong with a model's number, and the message.
fn require(device: u32, holds: bool, message: impl FnOnce() -> String) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(Failure::device(device, "model-parameter", message())) }
}

impl Card {
    /// # Errors
    /// An unknown level, numbers that no diode can have.
    pub fn read(conditions: &Conditions, device: u32, given: &Given, model: &Given, report: &mut Vec<Finding>) -> Result<Card, Failure> {
        let level = model.number_or("level", 1.0);
        if level != 1.0 && level != 3.0 {
            let message = format!("a diode model of level {level} is not known; this solver has the levels 1 and 3");
            return Err(Failure::device(device, "unsupported-model", message));
        }
        let mut warn = |code: &'static str, message: String| report.push(Finding { severity: "warning", code, message, device });
        let number = |name: &str, default: f64| model.number_or(name, default);
        for (name, default) in [("fc", 0.5), ("fcs", 0.5), ("mjsw", 0.33)] {
            let found = number(name, default);
            require(device, found < 1.0, || format!("{name} is {found}; it must be below 1"))?;
        }
        for name in ["tlev", "tlevc"] {
            let found = number(name, 0.0);
            require(device, found == 0.0 || found == 1.0, || format!("{name}={found} is not known; it may be 0 or 1"))?;
        }

        let [temperature, nominal] = conditions.kelvins(device, given, model)?;
        let multiplier = conditions.multiplier(device);
        let by_size = given.number("w").is_some() || given.number("l").is_some();
        let mut area = given.number("area").unwrap_or(if by_size { 1.0 } else { number("area", 1.0) });
        let mut edge = given.number("pj").unwrap_or(if by_size { 0.0 } else { number("pj", 0.0) });
        let mut plate = 0.0;
        if level == 3.0 {
            if let (Some(w), Some(l)) = (conditions.length(given, "w"), conditions.length(given, "l")) {
                area = w * l;
                edge = 2.0 * (w + l);
            } else if by_size {
                warn("inert-parameter", "w and l have an effect only together".into());
            }
            let over = |width: &str, length: &str, offset: &str, thickness: &str| {
                let size = |name: &str| conditions.length(given, name).unwrap_or(number(name, 0.0)) + number(offset, 0.0);
                OXIDE / (ANGSTROM * number(thickness, 1e4)) * size(width) * size(length)
            };
            plate = multiplier * (over("wm", "lm", "xm", "xom") + over("wp", "lp", "xp", "xoi"));
        } else {
            let unused = ["w", "l", "wm", "lm", "wp", "lp"].into_iter().filter(|name| given.number(name).is_some());
            for name in unused.chain(["wm", "lm", "wp", "lp", "xom", "xoi", "xm", "xp"].into_iter().filter(|name| model.number(name).is_some())) {
                warn("inert-parameter", format!("{name} has no effect on a diode of level 1; level=3 has sizes"));
            }
        }
        area *= multiplier;
        edge *= multiplier;

        let (n, eg, xti) = (number("n", 1.0), number("eg", 1.11), number("xti", 3.0));
        let current = |amperes: f64, n: f64| Current { amperes, n, energy: eg, exponent: xti };
        let tunnelling = number("jtun", 0.0) * area + number("jtunsw", 0.0) * edge;
        let knee = |name: &str| model.number(name).filter(|&knee| knee >= LEAST).map_or(f64::INFINITY, |knee| knee * area);
        let bv = model.number("bv").filter(|&bv| bv != 0.0).map(f64::abs);
        for name in ["ibv", "nbv", "ibvl", "nbvl", "tcv", "tbv1", "tbv2"].iter().filter(|name| bv.is_none() && model.number(name).is_some()) {
            warn("inert-parameter", format!("{name} has no effect without bv"));
        }
        let tcv = number("tcv", 0.0);
        let resistance = number("rs", 0.0);
        let layer = |capacitance: &str, factor: f64, potential: &str, forward: f64, coefficients: [&str; 2]| Layer {
            capacitance: number(capacitance, 0.0) * factor,
            potential: number(potential, 1.0),
            potential_falls: number(coefficients[0], 0.0),
            capacitance_rises: number(coefficients[1], 0.0),
            forward,
        };
        let card = Card {
            nominal,
            temperature,
            main: current(number("is", 1e-14).max(LEAST) * area, n),
            edge: current(number("jsw", 0.0) * edge, number("ns", n)),
            edge_apart: model.number("ns").is_some(),
            recombination: current(number("isr", 0.0) * area, number("nr", 1.0)),
            tunnel: Current { amperes: tunnelling, n: number("ntun", 30.0), energy: eg * number("keg", 1.0), exponent: number("xtitun", 3.0) },
            knee: Quadratic { nominal: knee("ikf"), first: number("tikf", 0.0), second: 0.0 },
            knee_reverse: knee("ikr"),
            breakdown: Quadratic::read(model, bv.unwrap_or(f64::INFINITY), "tbv1", "tbv2"),
            breakdown_falls: if number("tlev", 0.0) == 0.0 { tcv } else { tcv * bv.unwrap_or(0.0) },
            // IBV belongs to one diode of level 1; m of them have m times as much.
            breakdown_current: number("ibv", 1e-3) * if level == 1.0 { multiplier } else { area },
            nbv: number("nbv", n),
            soft_current: if bv.is_some() { number("ibvl", 0.0) * area } else { 0.0 },
            nbvl: number("nbvl", 1.0),
            conductance: if resistance == 0.0 { 0.0 } else { area / resistance },
            resistance: Quadratic::read(model, 1.0, "trs1", "trs2"),
            transit: Quadratic::read(model, number("tt", 0.0), "ttt1", "ttt2"),
            grading: Quadratic::read(model, number("m", 0.5), "tm1", "tm2"),
            edge_grading: number("mjsw", 0.33),
            by_gap: number("tlevc", 0.0) == 0.0,
            area_layer: layer("cjo", area, "vj", number("fc", 0.5), ["tpb", "cta"]),
            edge_layer: layer("cjp", edge, "php", number("fcs", 0.5), ["tphp", "ctp"]),
            plate,
            reltol: conditions.options.reltol,
            flicker: number("kf", 0.0),
            flicker_exponent: number("af", 1.0),
            multiplier,
            cooling: 0.0,
            heat: 0.0,
        };
        card.check(device, &mut warn)?;
        Ok(card)
    }

    /// Whether the numbers hold at the diode's temperature.
    fn check(&self, device: u32, warn: &mut dyn FnMut(&'static str, String)) -> Result<(), Failure> {
        let celsius = self.temperature - KELVIN;
        let above = self.temperature - self.nominal;
        let fail = |message: String| Err(Failure::device(device, "temperature", message));
        let factor = self.resistance.at(above);
        if self.conductance > 0.0 && !(factor > 0.0) {
            return fail(format!("rs has the factor {factor} at {celsius} °C; its temperature coefficients do not hold there"));
        }
        let limited = |layer: &Layer| self.layer_at(layer, self.grading.nominal, self.temperature).1;
        for (name, fraction, layer) in [("vj", "fc", &self.area_layer), ("php", "fcs", &self.edge_layer)] {
            if layer.capacitance == 0.0 {
                continue;
            }
            let potential = limited(layer);
            if !(potential > 0.0) {
                return fail(format!("{name} is {potential:.3} V at {celsius} °C; the model does not hold there"));
            }
            if layer.forward * potential > LARGEST_CORNER {
                warn("limited-parameter", format!("{name} is limited to 1/{fraction} = {} V, as in ngspice", LARGEST_CORNER / layer.forward));
            }
        }
        if self.grading.at(above) > LARGEST_GRADING {
            warn("limited-parameter", format!("m is limited to {LARGEST_GRADING}, as in ngspice"));
        }
        if self.breakdown.nominal.is_finite() && !(self.breakdown_at(above) > 0.0) {
            return fail(format!("bv is {} V at {celsius} °C; its temperature coefficients do not hold there", self.breakdown_at(above)));
        }
        Ok(())
    }

    fn breakdown_at<N: Number>(&self, above: N) -> N {
        self.breakdown.at(above) - above * self.breakdown_falls
    }

    /// Saturation current and emission voltage at a temperature.
    fn current_at<N: Number>(&self, current: &Current, temperature: N, vt: N) -> (N, N) {
        let ratio = temperature / self.nominal;
        let vte = vt * current.n;
        if current.amperes == 0.0 {
            return (N::constant(0.0), vte);
        }
        let exponent = (ratio - 1.0) * current.energy / vte + ratio.ln() * (current.exponent / current.n);
        (exponent.exp() * current.amperes, vte)
    }

    /// Capacitance and potential, the latter without its limit.
    fn layer_at<N: Number>(&self, layer: &Layer, grading: N, temperature: N) -> (N, N) {
        if self.by_gap {
            let (potential, capacitance) = depletion_at(layer.potential, layer.capacitance, grading, self.nominal, temperature);
            return (capacitance, potential);
        }
        let above = temperature - REFERENCE;
        ((above * layer.capacitance_rises + 1.0) * layer.capacitance, -(above * layer.potential_falls) + layer.potential)
    }

    /// All numbers at a temperature in kelvin.
    pub fn at<N: Number>(&self, temperature: N) -> Numbers<N> {
        let above = temperature - self.nominal;
        let vt = thermal_voltage(temperature);
        let (bottom, vte) = self.current_at(&self.main, temperature, vt);
        let (edge, edge_vte) = self.current_at(&self.edge, temperature, vt);
        let (recombination, recombination_vte) = self.current_at(&self.recombination, temperature, vt);
        let (tunnel, tunnel_vte) = self.current_at(&self.tunnel, temperature, vt);
        let warm = self.grading.at(above);
        let grading = if warm.value() > LARGEST_GRADING { N::constant(LARGEST_GRADING) } else { warm };
        let limited = |(capacitance, potential): (N, N), forward: f64| match potential.value() {
            high if high * forward > LARGEST_CORNER => (capacitance, N::constant(LARGEST_CORNER / forward)),
            low if low < LEAST_POTENTIAL => (capacitance, N::constant(LEAST_POTENTIAL)),
            _ => (capacitance, potential),
        };
        let (capacitance, potential) = limited(self.layer_at(&self.area_layer, grading, temperature), self.area_layer.forward);
        let of_edge = self.layer_at(&self.edge_layer, N::constant(self.edge_grading), temperature);
        let (edge_capacitance, edge_potential) = limited(of_edge, self.edge_layer.forward);
        let (breakdown, soft_voltage) = match self.breakdown.nominal.is_finite() {
            true => {
                let bv = self.breakdown_at(above);
                (breakdown_voltage(bv, self.breakdown_current, bottom, vt, self.nbv, self.reltol), bv)
            }
            false => (N::constant(f64::INFINITY), N::constant(f64::INFINITY)),
        };
        let conductance = if self.conductance == 0.0 { N::constant(0.0) } else { N::constant(self.conductance) / self.resistance.at(above) };
        Numbers {
            saturation: if self.edge_apart { bottom } else { bottom + edge },
            vte,
            edge_saturation: if self.edge_apart { edge } else { N::constant(0.0) },
            edge_vte,
            recombination,
            recombination_vte,
            tunnel,
            tunnel_vte,
            knee: if self.knee.nominal.is_finite() { self.knee.at(above) } else { N::constant(f64::INFINITY) },
            knee_reverse: self.knee_reverse,
            breakdown,
            breakdown_vte: vt * self.nbv,
            whole: bottom + edge,
            soft_current: self.soft_current,
            soft_voltage,
            soft_vte: vt * self.nbvl,
            bottom,
            transit: self.transit.at(above),
            conductance,
            capacitance,
            potential,
            grading,
            edge_capacitance,
            edge_potential,
        }
    }

    /// Grading of the edge, and where forward capacitances of area and edge become linear.
    pub fn edge_shape(&self) -> (f64, [f64; 2]) {
        (self.edge_grading, [self.area_layer.forward, self.edge_layer.forward])
    }
}

/// The voltage at which the exponential of breakdown meets IBV at BV (SPICE2's
/// iteration). The linear term has the thermal voltage without NBV, as ngspice.
pub fn breakdown_voltage<N: Number>(bv: N, ibv: f64, saturation: N, vt: N, nbv: f64, reltol: f64) -> N {
    if ibv < (saturation * bv / vt).value() {
        return bv;
    }
    let vte = vt * nbv;
    let ratio = N::constant(ibv) / saturation;
    let mut found = bv - vte * (ratio + 1.0).ln();
    for _ in 0..25 {
        found = bv - vte * (ratio + 1.0 - found / vt).ln();
        let reached = saturation * (((bv - found) / vte).exp() - 1.0 + found / vt);
        if (reached.value() - ibv).abs() <= reltol * ibv {
            break;
        }
    }
    found
}
