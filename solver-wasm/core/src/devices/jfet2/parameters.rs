//! What a JFET of level 2 computes with: its card and its model at its temperature.
//!
//! Sources: Parker and Skellern, *A Realistic Large-Signal MESFET Model for
//! SPICE*, IEEE Trans. Microwave Theory and Techniques 45, 1997; ngspice manual
//! 39, section 10.2.2. Constants are ngspice's.

use crate::devices::equations::constants;
use crate::devices::inputs::Given;
use crate::devices::junction::{critical_voltage, depletion_at, thermal_voltage, KELVIN};
use crate::devices::Conditions;
use crate::simulation::Failure;

/// Activation energy of the saturation current in electronvolts.
const ENERGY: f64 = 1.11;
/// Largest part of the built-in potential at which straight lines begin.
const LARGEST_FORWARD: f64 = 0.95;

constants! {
    /// One of the devices in parallel; voltages are those of an NJF.
    struct Constants / Numbers {
        /// 1 for NJF, −1 for PJF.
        sign,
        multiplier,
        beta,
        lambda,
        threshold,
        /// The feedback's polynomials: at low frequencies, of the source and of the
        /// drain at high ones.
        lfgam,
        lfg1,
        lfg2,
        hfeta,
        hfe1,
        hfe2,
        hfgam,
        hfg1,
        hfg2,
        /// Volts of the exponential below the threshold, and their change by vds.
        vst,
        mvst,
        /// P − Q, Q, and P/Q/(VBI − VTO)^(P − Q).
        difference,
        power,
        dual,
        /// √(1 + Z)/2, Z/4, and ξ·(VBI − VTO) with its change.
        knee,
        round,
        index,
        mxi,
        /// 1/W
        heat,
        taug,
        taud,
        /// Of the junctions: amperes, volts of n·k·T/q and k·T/q, volts of limiting.
        saturation,
        emission,
        thermal,
        critical,
        breakdown,
        breakdown_voltage,
        /// Of the gate's charge: farads, volts.
        cgs,
        cgd,
        cds,
        acgam,
        potential,
        corner,
        reversal,
        xc,
        noise_temperature,
        flicker,
        flicker_exponent,
    }
}

/// Constants, and the conductances in series with drain and source in siemens.
///
/// # Errors
/// Numbers that no JFET can have.
pub fn read(conditions: &Conditions, device: u32, sign: f64, given: &Given, model: &Given) -> Result<(Constants, [f64; 2]), Failure> {
    let fail = |code, message: String| Err(Failure::device(device, code, message));
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
    let multiplier = conditions.multiplier(device);
    let area = given.number_or("area", 1.0);
    let of = |name, default| model.number_or(name, default);
    let thermal = thermal_voltage(temperature);
    let threshold = of("vto", -2.0);
    let potential = of("vbi", 1.0);
    let at = |name| depletion_at(potential, of(name, 0.0), 0.5, nominal, temperature);
    let now = at("cgs").0;
    if !(now > 0.0) {
        return fail("temperature", format!("the gate's built-in potential at {} °C is {now:.3} V; the model does not hold there", temperature - KELVIN));
    }
    let open = now - threshold;
    if !(open > 0.0) {
        return fail("model-parameter", format!("vto is {threshold}; it must be below the built-in potential of {now:.3} V"));
    }
    let (p, q, xi) = (of("p", 2.0), of("q", 2.0), of("xi", 1000.0));
    let index = xi * open;
    let saturation = of("is", 1e-14) * libm::exp((temperature / nominal - 1.0) * ENERGY / thermal);
    let lfgam = of("lfgam", 0.0);
    let constants = Constants {
        sign,
        multiplier,
        beta: of("beta", 1e-4) * area,
        lambda: of("lambda", 0.0),
        threshold,
        lfgam,
        lfg1: of("lfg1", 0.0),
        lfg2: of("lfg2", 0.0),
        hfeta: of("hfeta", 0.0),
        hfe1: of("hfe1", 0.0),
        hfe2: of("hfe2", 0.0),
        hfgam: of("hfgam", lfgam),
        hfg1: of("hfg1", 0.0),
        hfg2: of("hfg2", 0.0),
        vst: of("vst", 0.0),
        mvst: of("mvst", 0.0),
        difference: p - q,
        power: q,
        dual: p / q / libm::pow(open, p - q),
        knee: 0.5 * (1.0 + of("z", 1.0)).sqrt(),
        round: 0.25 * of("z", 1.0),
        index,
        mxi: of("mxi", 0.0),
        heat: of("delta", 0.0) / area,
        taug: of("taug", 0.0),
        taud: of("taud", 0.0),
        saturation: saturation * area,
        emission: of("n", 1.0) * thermal,
        thermal,
        critical: critical_voltage(thermal, saturation),
        breakdown: of("ibd", 0.0) * area,
        breakdown_voltage: of("vbd", 1.0),
        cgs: at("cgs").1 * area,
        cgd: at("cgd").1 * area,
        cds: of("cds", 0.0) * area,
        acgam: of("acgam", 0.0),
        potential: now,
        corner: of("fc", 0.5).min(LARGEST_FORWARD) * now,
        reversal: 0.25 * (index / (xi + 1.0)) * (index / (xi + 1.0)),
        xc: of("xc", 0.0),
        noise_temperature: conditions.temperature + KELVIN,
        flicker: of("kf", 0.0),
        flicker_exponent: of("af", 1.0),
    };
    let series = |name| match of(name, 0.0) {
        0.0 => 0.0,
        resistance => multiplier * area / resistance,
    };
    Ok((constants, [series("rd"), series("rs")]))
}
