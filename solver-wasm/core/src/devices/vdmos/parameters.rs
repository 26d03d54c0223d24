//! What a power MOSFET computes with: its card and its model at its
//! temperature, with everything that can be computed once.
//!
//! Sources: ngspice manual 39, section 11.3 (parameters, temperature); Antognetti
//! & Massobrio, *Semiconductor Device Modeling with SPICE*, chapter 1 (body
//! diode). Constants are ngspice's. Two of its habits: IBV belongs to all `m`
//! devices together, and a saturation current is never below [`LEAST_SATURATION`].

use crate::devices::diode::breakdown_voltage;
use crate::devices::inputs::Given;
use crate::devices::junction::{critical_voltage, depletion_at, thermal_voltage, Depletion, KELVIN};
use crate::devices::Conditions;
use crate::simulation::Failure;

/// Capacitance in F/m² of the oxide of 100 nm that flicker noise assumes.
const NOISE_OXIDE: f64 = 3.9 * 8.854214871e-12 / 1e-7;
/// Amperes.
pub const LEAST_SATURATION: f64 = 1e-28;
/// Electronvolts.
pub const LEAST_ENERGY: f64 = 0.1;
pub const LARGEST_FORWARD: f64 = 0.95;
/// How far above the threshold the search for an operating point begins, in volts.
const START: f64 = 0.1;

/// One power MOSFET. Voltages are those of an N channel: a P channel's with the
/// opposite sign.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants {
    /// 1 for an N channel, −1 for a P channel.
    pub sign: f64,
    /// A/V², of all `m` devices.
    pub beta: f64,
    /// 1/V
    pub lambda: f64,
    /// 1/V
    pub theta: f64,
    pub triode: f64,
    /// Threshold in volts.
    pub threshold: f64,
    /// Slope and shift of weak inversion in volts.
    pub slope: f64,
    pub shift: f64,
    /// Farads between gate and source.
    pub gate_source: f64,
    /// Between gate and drain: `plateau + swing·atan(a·v)` below 0 V, `tanh` above.
    pub plateau: f64,
    pub swing: f64,
    /// 1/V
    pub a: f64,
    /// The body diode: amperes, N·vt, volts (infinite without breakdown), seconds.
    pub saturation: f64,
    pub vte: f64,
    pub breakdown: f64,
    pub breakdown_vte: f64,
    pub critical: f64,
    pub transit: f64,
    pub depletion: Depletion,
    /// Siemens beside the channel.
    pub leak: f64,
    /// Drain resistance, what quasi-saturation adds to it at most (0 for none),
    /// and the voltage at which half of that is there.
    pub drain: f64,
    pub extra: f64,
    pub extra_voltage: f64,
    /// Siemens that ngspice adds beside a drain in quasi-saturation.
    pub gmin: f64,
    /// vds and vgs where the search for an operating point begins.
    pub start: [f64; 2],
    /// Kelvin, of the circuit: ngspice's noise does not know the device's own.
    pub noise_temperature: f64,
    /// KF by the square of the oxide's capacitance, and by the number of devices.
    pub flicker: f64,
    pub flicker_exponent: f64,
}

/// Conductances in series with drain, gate, source and body diode in siemens.
pub type Series = [f64; 4];

/// # Errors
/// Numbers that no power MOSFET can have.
pub fn read(conditions: &Conditions, device: u32, sign: f64, given: &Given, model: &Given) -> Result<(Constants, Series), Failure> {
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
    let multiplier = conditions.multiplier(device);
    let above = temperature - nominal;
    let power = |exponent: f64| libm::pow(temperature / nominal, exponent);
    let quadratic = |first: &str, second: &str| 1.0 + above * (model.number_or(first, 0.0) + above * model.number_or(second, 0.0));
    let fail = |code, message: String| Err(Failure::device(device, code, message));

    let slope = model.number_or("ksubthres", 0.1) * quadratic("tksubthres1", "tksubthres2");
    if !(slope > 0.0) {
        return fail("model-parameter", format!("ksubthres is {slope} V at this temperature; it must be above 0"));
    }
    let grading = model.number_or("m", 0.5);
    if !(grading < 1.0) {
        return fail("model-parameter", format!("m is {grading}; the grading of a junction is below 1"));
    }
    for (name, default) in [("vj", 0.8), ("n", 1.0), ("nbv", 1.0)] {
        let number = model.number_or(name, default);
        if !(number > 0.0) {
            return fail("model-parameter", format!("{name} is {number}; it must be above 0"));
        }
    }

    let drain_factor = match model.number("texp0") {
        Some(exponent) => power(exponent),
        None => quadratic("trd1", "trd2"),
    };
    let mut series = [0.0; 4];
    let factors = [("rd", drain_factor), ("rg", quadratic("trg1", "trg2")), ("rs", quadratic("trs1", "trs2")), ("rb", quadratic("trb1", "trb2"))];
    for (conductance, (name, factor)) in series.iter_mut().zip(factors) {
        let resistance = model.number_or(name, 0.0);
        if resistance > 0.0 {
            if !(factor > 0.0) {
                return fail("temperature", format!("{name} is {:e} Ω at {} °C; its temperature coefficients do not hold there", resistance * factor, temperature - KELVIN));
            }
            *conductance = multiplier / (resistance * factor);
        }
    }

    let vt = thermal_voltage(temperature);
    let n = model.number_or("n", 1.0);
    let energy = model.number_or("eg", 1.11).max(LEAST_ENERGY);
    let exponent = (temperature / nominal - 1.0) * energy / (n * vt) + model.number_or("xti", 3.0) / n * libm::log(temperature / nominal);
    let saturation = model.number_or("is", 1e-14).max(LEAST_SATURATION) * multiplier * libm::exp(exponent);
    let nbv = model.number_or("nbv", 1.0);
    let breakdown = match model.number("bv") {
        Some(bv) if bv != 0.0 => breakdown_voltage(bv.abs(), model.number_or("ibv", 1e-10), saturation, vt, nbv, conditions.options.reltol),
        _ => f64::INFINITY,
    };
    let (potential, capacitance) = depletion_at(model.number_or("vj", 0.8), model.number_or("cjo", 0.0), grading, nominal, temperature);
    if !(potential > 0.0) {
        return fail("temperature", format!("the body diode's potential at {} °C is {potential:.3} V; the model does not hold there", temperature - KELVIN));
    }

    let (least, most) = (model.number_or("cgdmin", 0.0) * multiplier, model.number_or("cgdmax", 0.0) * multiplier);
    let a = model.number_or("a", 1.0);
    // Without steepness the capacitance is that of 0 V.
    let swing = (most - least) / (1.0 + std::f64::consts::FRAC_PI_2);
    let plateau = most - swing;
    let (swing, a) = if a == 0.0 { (0.0, 1.0) } else { (swing, a) };

    let threshold = model.number_or("vto", 0.0);
    let saturates = model.number("rq").is_some() && model.number("vq").is_some() && series[0] > 0.0;
    let [vds, vgs] = initial(given).map(|given| sign * given.unwrap_or(0.0));
    let shunt = model.number_or("rds", 0.0);
    let constants = Constants {
        sign,
        beta: model.number_or("kp", 1.0) * multiplier * power(model.number_or("mu", -1.5)),
        lambda: model.number_or("lambda", 0.0),
        theta: model.number_or("theta", 0.0),
        triode: model.number_or("mtriode", 1.0),
        threshold: sign * threshold - model.number_or("tcvth", 0.0) * above,
        slope,
        shift: model.number_or("subshift", 0.0),
        gate_source: model.number_or("cgs", 0.0) * multiplier,
        plateau,
        swing,
        a,
        saturation,
        vte: n * vt,
        breakdown,
        breakdown_vte: nbv * vt,
        critical: critical_voltage(n * vt, saturation),
        transit: model.number_or("tt", 0.0),
        depletion: Depletion::new(capacitance * multiplier, potential, grading, model.number_or("fc", 0.5).min(LARGEST_FORWARD)),
        leak: if shunt > 0.0 { multiplier / shunt } else { 1e-15 },
        drain: if series[0] > 0.0 { 1.0 / series[0] } else { 0.0 },
        extra: if saturates { model.number_or("rq", 0.0) / multiplier * power(model.number_or("texp1", 0.3)) } else { 0.0 },
        extra_voltage: model.number_or("vq", 0.0).abs(),
        gmin: conditions.options.gmin,
        start: if [vds, vgs] == [0.0; 2] { [0.0, sign * threshold + START] } else { [vds, vgs] },
        noise_temperature: conditions.temperature + KELVIN,
        flicker: model.number_or("kf", 0.0) / (multiplier * NOISE_OXIDE * NOISE_OXIDE),
        flicker_exponent: model.number_or("af", 1.0),
    };
    Ok((constants, series))
}

/// vds and vgs of `ic=` in volts as the card has them.
pub fn initial(given: &Given) -> [Option<f64>; 2] {
    let list = given.list("ic").unwrap_or(&[]);
    let of = |name, place: usize| given.number(name).or(list.get(place).copied());
    [of("icvds", 0), of("icvgs", 1)]
}
