//! What one transistor computes with: card and model at its temperature, with
//! its areas and multipliers.
//!
//! Sources: Gummel & Poon, Bell System Technical Journal 49 (1970) 827; Nagel,
//! *SPICE2*, ERL-M520, appendix on the bipolar transistor; ngspice manual 39,
//! chapter 8. The selectors TLEV and TLEVC and the coefficients of temperature
//! are ngspice's.

use crate::devices::inputs::Given;
use crate::devices::junction::{critical_voltage, depletion_at, thermal_voltage, Depletion};
use crate::devices::{Conditions, Finding};
use crate::simulation::Failure;

/// Where forward capacitance may become linear at most, as in ngspice.
const LARGEST_FC: f64 = 0.9999;
/// A junction graded more steeply would have no finite charge; ngspice's bound.
const LARGEST_GRADING: f64 = 0.999;
/// VTF acts as 1/(1.44·VTF): 1/ln 2 to three digits, as published.
const VTF_FACTOR: f64 = 1.44;

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants {
    /// 1 for an NPN, −1 for a PNP.
    pub sign: f64,
    /// 1 where the substrate lies at the collector, −1 where it lies at the base.
    pub substrate: f64,
    /// Kelvin.
    pub temperature: f64,
    pub vt: f64,
    /// `m` of the card and of the instances around it.
    pub multiplier: f64,
    /// Saturation currents and emission voltages: forward, reverse, their
    /// leakages, substrate.
    pub forward: [f64; 2],
    pub reverse: [f64; 2],
    pub leak_emitter: [f64; 2],
    pub leak_collector: [f64; 2],
    pub leak_substrate: [f64; 2],
    pub gain_forward: f64,
    pub gain_reverse: f64,
    /// 1/VAF, 1/VAR.
    pub early_forward: f64,
    pub early_reverse: f64,
    /// 1/IKF, 1/IKR.
    pub knee_forward: f64,
    pub knee_reverse: f64,
    pub knee_exponent: f64,
    /// Ohms: RBM, and RB − RBM where the base resistance depends on the bias.
    pub least_base: f64,
    pub more_base: f64,
    /// IRB, or 0.
    pub half_base: f64,
    pub critical: f64,
    pub critical_substrate: f64,
    pub emitter: Depletion,
    pub collector: Depletion,
    /// The part of the collector's charge that sits at the outer base.
    pub outer: Depletion,
    pub to_substrate: Depletion,
    pub transit_forward: f64,
    pub transit_reverse: f64,
    pub transit_bias: f64,
    /// 1/(1.44·VTF).
    pub transit_voltage: f64,
    pub transit_current: f64,
    /// Seconds by which the transport current follows in small signals.
    pub excess_delay: f64,
    pub flicker: f64,
    pub flicker_exponent: f64,
}

/// The conductances of collector, base and emitter in siemens beside the
/// constants; 0 where there is no resistance. A base resistance that depends on
/// the bias belongs to the equations: what the kernel sees of it is [`OWN`].
pub struct Resolved {
    pub constants: Constants,
    pub collector: f64,
    pub base: f64,
    pub emitter: f64,
}

/// A conductance that joins nothing and is none the less there.
pub const OWN: f64 = f64::MIN_POSITIVE;

fn inert(device: u32, message: &str) -> Finding {
    Finding { severity: "warning", code: "inert-parameter", message: message.into(), device }
}

fn limited(device: u32, name: &str, bound: f64) -> Finding {
    let message = format!("{name} is limited to {bound}");
    Finding { severity: "warning", code: "limited-parameter", message, device }
}

pub fn resolve(
    conditions: &Conditions,
    device: u32,
    pnp: bool,
    given: &Given,
    model: &Given,
    report: &mut Vec<Finding>,
) -> Result<Resolved, Failure> {
    let level = model.number_or("level", 1.0);
    if level != 1.0 {
        let message = format!("a bipolar transistor model of level {level} is not known; this solver has level 1");
        return Err(Failure::device(device, "unsupported-model", message));
    }
    let tlev = model.number_or("tlev", 0.0);
    if ![0.0, 1.0, 3.0].contains(&tlev) {
        let message = format!("tlev={tlev} is not known; it may be 0, 1 or 3");
        return Err(Failure::device(device, "unsupported-model", message));
    }
    let tlevc = model.number_or("tlevc", 0.0);
    if ![0.0, 1.0].contains(&tlevc) {
        let message = format!("tlevc={tlevc} is not known; it may be 0 or 1");
        return Err(Failure::device(device, "unsupported-model", message));
    }
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
    let above = temperature - nominal;
    let vt = thermal_voltage(temperature);
    let quadratic = |first: &str, second: &str| {
        1.0 + above * (model.number_or(first, 0.0) + above * model.number_or(second, 0.0))
    };
    // A voltage or current whose absence means infinity, as its reciprocal.
    let reciprocal = |name: &str, first: &str, second: &str| match model.number(name) {
        Some(number) if number != 0.0 => 1.0 / (number * quadratic(first, second)),
        _ => 0.0,
    };

    let multiplier = conditions.multiplier(device);
    let area = given.number_or("area", 1.0);
    let area_base = given.number_or("areab", area);
    let area_collector = given.number_or("areac", area);
    let vertical = match model.number("subs") {
        None => !pnp,
        Some(1.0) => true,
        Some(-1.0) => false,
        Some(other) => {
            let message = format!("subs={other} is not known; 1 is a vertical, -1 a lateral transistor");
            return Err(Failure::device(device, "unsupported-model", message));
        }
    };
    let (area_bc, area_substrate) = match vertical {
        true => (area_base, area_collector),
        false => (area_collector, area_base),
    };

    let saturation = model.number_or("is", 1e-16);
    let nf = model.number_or("nf", 1.0);
    let nr = model.number_or("nr", 1.0);
    let ne = model.number_or("ne", 1.5);
    let nc = model.number_or("nc", 2.0);
    let eg = model.number_or("eg", 1.11);
    let ratio = temperature / nominal;
    let log = libm::log(ratio);
    let exponent = (ratio - 1.0) * eg / vt + model.number_or("xti", 3.0) * log;
    // A saturation current at the device's temperature; under TLEV=3 a power of it.
    let warmed = |saturation: f64, n: f64, first: &str, second: &str| match tlev == 3.0 {
        true => libm::pow(saturation, quadratic(first, second)),
        false => saturation * libm::exp(exponent / n),
    };
    let own_currents = model.number("ibe").zip(model.number("ibc"));
    let transport = warmed(saturation, 1.0, "tis1", "tis2");
    let (forward, reverse) = match own_currents {
        Some((ibe, ibc)) => (warmed(ibe, nf, "tis1", "tis2"), warmed(ibc, nr, "tis1", "tis2")),
        // ngspice multiplies what is already of the emitter's area by that of the base or collector.
        None => (transport, transport * area),
    };
    if own_currents.is_none() && (model.number("ibe").is_some() || model.number("ibc").is_some()) {
        report.push(inert(device, "ibe and ibc have an effect only together; is is used"));
    }
    let leak_substrate = model.number("iss").map_or(0.0, |iss| {
        let (n, factor) = if own_currents.is_some() { (nr, area_substrate) } else { (1.0, area) };
        warmed(iss, n, "tiss1", "tiss2") * factor
    });
    if model.number("rco").is_none() {
        for name in ["vo", "gamma", "qco", "quasimod", "vg", "cn", "d"].iter().filter(|name| model.number(name).is_some()) {
            report.push(inert(device, &format!("{name} has no effect without rco")));
        }
    }
    let gain = match tlev {
        0.0 => libm::exp(log * model.number_or("xtb", 0.0)),
        1.0 => 1.0 + model.number_or("xtb", 0.0) * above,
        _ => 1.0,
    };
    let gained = |name: &str, default: f64, first: &str, second: &str| {
        let own = model.number(first).is_some() || model.number(second).is_some();
        model.number_or(name, default) * if own { quadratic(first, second) } else { gain }
    };
    let leak = |name: &str, n: f64, first: &str, second: &str| {
        warmed(model.number_or(name, 0.0), n, first, second) / if tlev == 3.0 { 1.0 } else { gain }
    };
    let ns = model.number_or("ns", 1.0) * quadratic("tns1", "tns2");

    let grading = |name: &str, default: f64, first: &str, second: &str, report: &mut Vec<Finding>| {
        let grading = model.number_or(name, default) * quadratic(first, second);
        if grading > LARGEST_GRADING {
            report.push(limited(device, name, LARGEST_GRADING));
        }
        grading.min(LARGEST_GRADING)
    };
    let mje = grading("mje", 0.33, "tmje1", "tmje2", report);
    let mjc = grading("mjc", 0.33, "tmjc1", "tmjc2", report);
    let mjs = grading("mjs", 0.0, "tmjs1", "tmjs2", report);
    let junction = |capacitance: &str, coefficient: &str, potential: &str, shift: &str, grading: f64| {
        let (at_zero, built_in) = (model.number_or(capacitance, 0.0), model.number_or(potential, 0.75));
        if tlevc == 1.0 {
            let warm = at_zero * (1.0 + model.number_or(coefficient, 0.0) * above);
            return (built_in - model.number_or(shift, 0.0) * above, warm);
        }
        depletion_at(built_in, at_zero, grading, nominal, temperature)
    };
    let (vje, cje) = junction("cje", "cte", "vje", "tvje", mje);
    let (vjc, cjc) = junction("cjc", "ctc", "vjc", "tvjc", mjc);
    let (vjs, cjs) = junction("cjs", "cts", "vjs", "tvjs", mjs);
    let fc = model.number_or("fc", 0.5);
    if fc > LARGEST_FC {
        report.push(limited(device, "fc", LARGEST_FC));
    }
    let fc = fc.min(LARGEST_FC);
    let xcjc = model.number_or("xcjc", 1.0);

    let resistance = |name: &str, first: &str, second: &str| -> Result<f64, Failure> {
        let ohms = model.number_or(name, 0.0) * quadratic(first, second);
        match ohms >= 0.0 {
            true => Ok(ohms),
            false => Err(Failure::device(device, "negative-resistance", format!("{name} is {ohms} Ω at this temperature"))),
        }
    };
    let conductance = |ohms: f64| if ohms == 0.0 { 0.0 } else { area * multiplier / ohms };
    let rb = resistance("rb", "trb1", "trb2")?;
    let rbm = match model.number("rbm") {
        Some(_) => resistance("rbm", "trm1", "trm2")?,
        // Without RBM the least resistance is RB, with coefficients of its own.
        None => model.number_or("rb", 0.0) * quadratic("trm1", "trm2"),
    };
    let half_base = model.number_or("irb", 0.0) * quadratic("tirb1", "tirb2") * area * multiplier;
    let early_forward = reciprocal("vaf", "tvaf1", "tvaf2");
    let early_reverse = reciprocal("var", "tvar1", "tvar2");
    let knee_forward = reciprocal("ikf", "tikf1", "tikf2") / (area * multiplier);
    let knee_reverse = reciprocal("ikr", "tikr1", "tikr2") / (area * multiplier);
    let bends = [early_forward, early_reverse, knee_forward, knee_reverse, half_base].iter().any(|&part| part != 0.0);
    let biased = rb != 0.0 && rb != rbm && bends;
    let base = if biased { OWN } else { conductance(rb) };

    let constants = Constants {
        sign: if pnp { -1.0 } else { 1.0 },
        substrate: if vertical { 1.0 } else { -1.0 },
        temperature,
        vt,
        multiplier,
        forward: [forward * area * multiplier, nf * quadratic("tnf1", "tnf2") * vt],
        reverse: [reverse * area_bc * multiplier, nr * quadratic("tnr1", "tnr2") * vt],
        leak_emitter: [leak("ise", ne, "tise1", "tise2") * area * multiplier, ne * quadratic("tne1", "tne2") * vt],
        leak_collector: [leak("isc", nc, "tisc1", "tisc2") * area_bc * multiplier, nc * quadratic("tnc1", "tnc2") * vt],
        leak_substrate: [leak_substrate * multiplier, ns * vt],
        gain_forward: gained("bf", 100.0, "tbf1", "tbf2"),
        gain_reverse: gained("br", 1.0, "tbr1", "tbr2"),
        early_forward,
        early_reverse,
        knee_forward,
        knee_reverse,
        knee_exponent: model.number_or("nkf", 0.5),
        least_base: if biased { rbm / (area * multiplier) } else { 0.0 },
        more_base: if biased { (rb - rbm) / (area * multiplier) } else { 0.0 },
        half_base: if biased { half_base } else { 0.0 },
        critical: critical_voltage(vt, transport * area),
        critical_substrate: if leak_substrate > 0.0 { critical_voltage(vt, leak_substrate) } else { f64::INFINITY },
        emitter: Depletion::new(cje * area * multiplier, vje, mje, fc),
        collector: Depletion::new(cjc * xcjc * area_bc * multiplier, vjc, mjc, fc),
        outer: Depletion::new(cjc * (1.0 - xcjc) * area_bc * multiplier, vjc, mjc, fc),
        to_substrate: Depletion::new(cjs * area_substrate * multiplier, vjs, mjs, 0.0),
        transit_forward: model.number_or("tf", 0.0) * quadratic("ttf1", "ttf2"),
        transit_reverse: model.number_or("tr", 0.0) * quadratic("ttr1", "ttr2"),
        transit_bias: model.number_or("xtf", 0.0),
        transit_voltage: match model.number("vtf") {
            Some(vtf) if vtf != 0.0 => 1.0 / (vtf * VTF_FACTOR),
            _ => 0.0,
        },
        transit_current: model.number_or("itf", 0.0) * quadratic("titf1", "titf2") * area * multiplier,
        // ngspice takes TF as the model gives it, not at the device's temperature.
        excess_delay: model.number_or("ptf", 0.0) * std::f64::consts::PI / 180.0 * model.number_or("tf", 0.0),
        flicker: model.number_or("kf", 0.0),
        flicker_exponent: model.number_or("af", 1.0),
    };
    Ok(Resolved {
        constants,
        collector: conductance(resistance("rc", "trc1", "trc2")?),
        base,
        emitter: conductance(resistance("re", "tre1", "tre2")?),
    })
}
