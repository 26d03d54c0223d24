//! What card and model of a JFET say, at its temperature.
//!
//! Sources: Antognetti & Massobrio, *Semiconductor Device Modeling with SPICE*,
//! chapter 3; ngspice manual 39, section 10.2. How parameters follow the
//! temperature was measured on ngspice 39.

use crate::devices::inputs::Given;
use crate::devices::junction::{critical_voltage, depletion_at, thermal_voltage, KELVIN};
use crate::devices::{Conditions, Finding};
use crate::simulation::Failure;

/// Largest FC, beyond which the straight line would begin almost at the pole.
const LARGEST_FORWARD: f64 = 0.95;
/// What beta grows by for each kelvin and unit of betatce: a percent.
const PERCENT: f64 = 1.01;
/// Energy gap in electronvolts where the model gives none.
const GAP: f64 = 1.11;
/// Noise levels from this one on take the channel's noise from how far it is open.
const NOISE_OF_OPENING: f64 = 3.0;

/// What one JFET computes with, at its temperature and with its area and multipliers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants {
    /// 1 for an NJF, −1 for a PJF.
    pub sign: f64,
    /// A/V².
    pub beta: f64,
    pub lambda: f64,
    pub b: f64,
    /// (1 − B)/(PB − VTO) in 1/V: the part of the law that rises with the cube.
    pub tail: f64,
    /// Volts.
    pub threshold: f64,
    /// Saturation current of each of the gate's junctions in amperes.
    pub saturation: f64,
    pub thermal: f64,
    /// Volts above which a junction's voltage is limited.
    pub critical: f64,
    /// How many devices are in parallel.
    pub multiplier: f64,
    /// Built-in potential in volts, and FC times it.
    pub potential: f64,
    pub corner: f64,
    /// Farads at 0 V from the gate to source and drain.
    pub cgs: f64,
    pub cgd: f64,
    /// For each farad: charge at the corner, and the straight line's value at
    /// 0 V and slope.
    pub corner_charge: f64,
    pub line: f64,
    pub slope: f64,
    /// Kelvin, of the circuit: ngspice's noise does not know the device's own.
    pub noise_temperature: f64,
    pub flicker: f64,
    pub flicker_exponent: f64,
    /// Factor of the noise that follows from how far the channel is open; below
    /// 0 where the transconductance says it.
    pub opening_noise: f64,
}

/// Tells what a model gives without effect.
fn tell_inert(device: u32, model: &Given, report: &mut Vec<Finding>) {
    let given = |name: &str| model.number(name).is_some();
    let opening = model.number_or("nlev", 2.0) >= NOISE_OF_OPENING;
    for (inert, message) in [
        (given("tcv") && given("vtotc"), "tcv has no effect beside vtotc"),
        (given("bex") && given("betatce"), "bex has no effect beside betatce"),
        (given("gdsnoi") && !opening, "gdsnoi has no effect without nlev=3"),
        (model.number_or("fc", 0.5) > LARGEST_FORWARD, "what fc is above 0.95 has no effect"),
    ] {
        if inert {
            report.push(Finding { severity: "warning", code: "inert-parameter", message: message.into(), device });
        }
    }
}

/// Constants, and the conductances in series with drain and source in siemens.
///
/// # Errors
/// Numbers that no JFET can have.
pub fn read(
    conditions: &Conditions,
    device: u32,
    sign: f64,
    given: &Given,
    model: &Given,
    report: &mut Vec<Finding>,
) -> Result<(Constants, [f64; 2]), Failure> {
    let fail = |code, message: String| Err(Failure::device(device, code, message));
    tell_inert(device, model, report);
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
    let (above, ratio) = (temperature - nominal, temperature / nominal);
    let multiplier = conditions.multiplier(device);
    let devices = given.number_or("area", 1.0) * multiplier;
    let thermal = thermal_voltage(temperature);

    let threshold = model.number_or("vto", -2.0);
    let built_in = model.number_or("pb", 1.0);
    let b = model.number_or("b", 1.0);
    if b != 1.0 && built_in == threshold {
        return fail("model-parameter", format!("pb and vto are both {threshold}; with b the law divides by their difference"));
    }
    let warmer = match model.number("betatce") {
        Some(coefficient) => libm::pow(PERCENT, coefficient * above),
        None => libm::pow(ratio, model.number_or("bex", 0.0)),
    };
    let shift = model.number("vtotc").unwrap_or(-model.number_or("tcv", 0.0)) * above;
    let hotter = libm::exp((ratio - 1.0) * model.number_or("eg", GAP) / thermal)
        * model.number("xti").map_or(1.0, |exponent| libm::pow(ratio, exponent));
    let saturation = model.number_or("is", 1e-14) * hotter;

    let at = |name: &str| depletion_at(built_in, model.number_or(name, 0.0), 0.5, nominal, temperature);
    let (potential, cgs) = at("cgs");
    if !(potential > 0.0) {
        let message = format!("the gate's built-in potential at {} °C is {potential:.3} V; the model does not hold there", temperature - KELVIN);
        return fail("temperature", message);
    }
    let forward = model.number_or("fc", 0.5).min(LARGEST_FORWARD);
    let rest = 1.0 - forward;
    let steep = 1.0 / (rest * rest.sqrt());
    let opening = model.number_or("nlev", 2.0) >= NOISE_OF_OPENING;
    let constants = Constants {
        sign,
        beta: model.number_or("beta", 1e-4) * warmer * devices,
        lambda: model.number_or("lambda", 0.0),
        b,
        tail: if b == 1.0 { 0.0 } else { (1.0 - b) / (built_in - threshold) },
        threshold: threshold + shift,
        saturation: saturation * devices,
        thermal,
        critical: critical_voltage(thermal, saturation),
        multiplier,
        potential,
        corner: forward * potential,
        cgs: cgs * devices,
        cgd: at("cgd").1 * devices,
        corner_charge: 2.0 * potential * (1.0 - rest.sqrt()),
        line: (1.0 - 1.5 * forward) * steep,
        slope: 0.5 * steep / potential,
        noise_temperature: conditions.temperature + KELVIN,
        flicker: model.number_or("kf", 0.0),
        flicker_exponent: model.number_or("af", 1.0),
        opening_noise: if opening { model.number_or("gdsnoi", 1.0) } else { -1.0 },
    };
    let series = |name| match model.number_or(name, 0.0) {
        0.0 => 0.0,
        resistance => devices / resistance,
    };
    Ok((constants, [series("rd"), series("rs")]))
}

/// vds and vgs of `ic=` in volts as the card has them.
pub fn initial(given: &Given) -> [f64; 2] {
    let list = given.list("ic").unwrap_or(&[]);
    [0, 1].map(|place: usize| list.get(place).copied().unwrap_or(f64::NAN))
}
