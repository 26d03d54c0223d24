//! What MOSFETs of all levels read from their card and model at their temperature,
//! with everything that can be computed once.
//!
//! Sources: Vladimirescu and Liu, *The Simulation of MOS Integrated Circuits
//! Using SPICE2*, ERL-M80/7, 1980, sections 2 and 5 (parameters from the
//! process, temperature); ngspice manual 39, section 11.2. Constants are
//! ngspice's.

use crate::devices::inputs::Given;
use crate::devices::junction::{critical_voltage, depletion_at, gap, thermal_voltage, CHARGE, KELVIN};
use crate::devices::Conditions;
use super::Usual;
use crate::simulation::Failure;

/// Permittivity of vacuum in farads per metre, as ngspice has it.
const VACUUM: f64 = 8.854214871e-12;
const SILICON_DIOXIDE: f64 = 3.9 * VACUUM;
pub const SILICON: f64 = 11.7 * VACUUM;
/// Intrinsic carriers of silicon in 1/m³, as SPICE2 has them.
const INTRINSIC: f64 = 1.45e16;
/// Work function of aluminium and electron affinity of silicon in volts.
const ALUMINIUM: f64 = 3.2;
const AFFINITY: f64 = 3.25;
/// Lowest surface potential that is computed from a doping, in volts.
const LEAST_PHI: f64 = 0.1;
/// Mobility where `uo` is not given, in cm²/(V·s), and `kp` where `tox` is not.
const MOBILITY: f64 = 600.0;
const TRANSCONDUCTANCE: f64 = 2e-5;
/// Oxide thickness that flicker noise assumes where `tox` is not given, in metres.
const NOISE_OXIDE: f64 = 1e-7;
/// A grading of 1 would need a logarithm; one this near is as good.
const NEAREST_GRADING: f64 = 1e-7;

/// A junction between bulk and drain or source.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bulk {
    /// Amperes.
    pub saturation: f64,
    /// Volts above which Newton's steps are limited.
    pub critical: f64,
    /// Farads at 0 V, by area and by perimeter.
    pub bottom: f64,
    pub edge: f64,
    /// Above FC·PB the charge is `f4 + v·(f2 + v·f3/2)`.
    pub f2: f64,
    pub f3: f64,
    pub f4: f64,
}

/// What is around the channel. Voltages are those of an NMOS: a PMOS's with the
/// opposite sign.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Extrinsic {
    /// 1 for NMOS, −1 for PMOS.
    pub sign: f64,
    /// Surface potential in volts.
    pub phi: f64,
    /// Thermal voltage.
    pub thermal: f64,
    pub drain: Bulk,
    pub source: Bulk,
    /// Built-in potential of the bulk's junctions in volts, and FC times it.
    pub potential: f64,
    pub corner: f64,
    pub grading: f64,
    pub edge_grading: f64,
    /// Capacitance of the oxide in farads.
    pub oxide: f64,
    /// Overlap capacitances from the gate to source, drain and bulk in farads.
    pub overlap: [f64; 3],
    /// vds, vgs and vbs where the search for an operating point begins.
    pub start: [f64; 3],
    /// Kelvin, of the circuit: ngspice's noise does not know the device's own.
    pub noise_temperature: f64,
    pub flicker: f64,
    pub flicker_exponent: f64,
    /// W·L·COX² of flicker noise, of all `m` devices (of one at level 3, as in ngspice).
    pub flicker_area: f64,
}

/// What a level reads its channel from. Voltages as in [`Extrinsic`].
pub struct Reading<'a> {
    pub model: &'a Given<'a>,
    /// Temperature over the nominal one.
    pub ratio: f64,
    /// All `m` devices count as one.
    pub multiplier: f64,
    /// Of the channel in metres, without diffusions.
    pub width: f64,
    pub length: f64,
    /// Of the oxide in F/m², 0 where there is none.
    pub oxide: f64,
    /// A/V² of a square, and cm²/(V·s), both nominal.
    pub kp: f64,
    pub mobility: f64,
    /// √V
    pub gamma: f64,
    /// Threshold without body effect in volts.
    pub vbi: f64,
    /// Of the substrate in 1/m³, where it is given.
    pub doping: Option<f64>,
    /// Built-in potential of the bulk's junctions at the temperature, in volts.
    pub potential: f64,
}

/// What the process gives where the model does not say it itself.
struct Process {
    /// COX in F/m², 0 without `tox`.
    oxide: f64,
    kp: f64,
    phi: f64,
    gamma: f64,
    vto: f64,
    doping: Option<f64>,
}

impl Process {
    fn of(usual: &Usual, device: u32, sign: f64, model: &Given, nominal: f64) -> Result<Process, Failure> {
        let fail = |message: String| Err(Failure::device(device, "model-parameter", message));
        let mut process = Process {
            oxide: 0.0,
            kp: model.number_or("kp", TRANSCONDUCTANCE),
            phi: model.number_or("phi", 0.6),
            gamma: model.number_or("gamma", 0.0),
            vto: model.number_or("vto", 0.0),
            doping: None,
        };
        if !(process.phi > 0.0) {
            return fail(format!("phi is {}; a surface potential is above 0", process.phi));
        }
        let thickness = model.number_or("tox", usual.oxide.unwrap_or(0.0));
        if thickness == 0.0 && usual.oxide.is_none() {
            return Ok(process);
        }
        if !(thickness > 0.0) {
            return fail(format!("tox is {thickness:e} m; an oxide is thicker than 0"));
        }
        process.oxide = SILICON_DIOXIDE / thickness;
        if model.number("kp").is_none() {
            process.kp = model.number_or("uo", MOBILITY) * 1e-4 * process.oxide;
        }
        let Some(doping) = model.number("nsub").map(|doping| doping * 1e6) else {
            return Ok(process);
        };
        let intrinsic = if usual.warm_carriers { INTRINSIC * carriers(nominal) } else { INTRINSIC };
        if !(doping > intrinsic) {
            return fail(format!("nsub is {:e}; it must be above silicon's intrinsic {:.3e}", doping * 1e-6, intrinsic * 1e-6));
        }
        process.doping = Some(doping);
        if model.number("phi").is_none() {
            process.phi = (2.0 * thermal_voltage(nominal) * libm::log(doping / intrinsic)).max(LEAST_PHI);
        }
        if model.number("gamma").is_none() {
            process.gamma = (2.0 * SILICON * CHARGE * doping).sqrt() / process.oxide;
        }
        if model.number("vto").is_none() {
            let half_gap = 0.5 * gap(nominal);
            let gate = match model.number_or("tpg", 1.0) {
                0.0 => ALUMINIUM,
                gate => AFFINITY + half_gap - sign * gate * half_gap,
            };
            let work = gate - (AFFINITY + half_gap + sign * 0.5 * process.phi);
            let flat_band = work - model.number_or("nss", 0.0) * 1e4 * CHARGE / process.oxide;
            process.vto = flat_band + sign * (process.gamma * process.phi.sqrt() + process.phi);
        }
        Ok(process)
    }
}

/// Silicon's intrinsic carriers at a temperature in kelvin by those at 300 K.
fn carriers(temperature: f64) -> f64 {
    let ratio = temperature / 300.0;
    let warmer = 1.0 / 300.0 - 1.0 / temperature;
    ratio * ratio.sqrt() * libm::exp(0.5 * gap(temperature) * warmer / thermal_voltage(1.0))
}

/// A junction's capacitances with the straight line above FC·PB.
fn bulk(saturation: f64, vt: f64, bottom: f64, edge: f64, shape: &Extrinsic, forward: f64) -> Bulk {
    let rest = 1.0 - forward;
    let log = libm::log(rest);
    let mut of = Bulk { saturation, critical: critical_voltage(vt, saturation), bottom, edge, f2: 0.0, f3: 0.0, f4: 0.0 };
    for (capacitance, grading) in [(bottom, shape.grading), (edge, shape.edge_grading)] {
        let power = libm::exp(-grading * log);
        of.f2 += capacitance * (1.0 - forward * (1.0 + grading)) * power / rest;
        of.f3 += capacitance * grading * power / rest / shape.potential;
        of.f4 += capacitance * shape.potential * (1.0 - rest * power) / (1.0 - grading);
    }
    of.f4 -= shape.corner * (of.f2 + 0.5 * shape.corner * of.f3);
    of
}

/// Siemens of a resistance that the model gives in ohms, or by squares of `rsh`.
fn series(model: &Given, name: &str, squares: f64, multiplier: f64) -> f64 {
    let resistance = model.number(name).unwrap_or_else(|| model.number_or("rsh", 0.0) * squares);
    if resistance == 0.0 { 0.0 } else { multiplier / resistance }
}

/// What is around the channel, what the channel is read from, and the conductances in series with drain
/// and source in siemens.
///
/// # Errors
/// Numbers that no MOSFET can have.
pub fn read<'a>(
    usual: &Usual,
    conditions: &Conditions,
    device: u32,
    sign: f64,
    given: &Given,
    model: &'a Given<'a>,
) -> Result<(Extrinsic, Reading<'a>, [f64; 2]), Failure> {
    let fail = |code, message: String| Err(Failure::device(device, code, message));
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
    let multiplier = conditions.multiplier(device);
    let options = conditions.options;
    let inner = |name: &str, code, drawn: f64, lost: &str, mask: &str| {
        let diffused = drawn - 2.0 * model.number_or(lost, 0.0);
        let left = diffused + model.number_or(mask, 0.0);
        if left > 0.0 && diffused > 0.0 {
            return Ok([left, diffused]);
        }
        let message = format!("the channel's {name} less twice {lost} is {:e} m; it must be above 0", left.min(diffused));
        Err(Failure::device(device, code, message))
    };
    let [width, noise_width] = inner("width", "channel-width", conditions.length(given, "w").unwrap_or(options.defw), "wd", "xw")?;
    let [length, noise_length] = inner("length", "channel-length", conditions.length(given, "l").unwrap_or(options.defl), "ld", "xl")?;
    let process = Process::of(usual, device, sign, model, nominal)?;

    let vt = thermal_voltage(temperature);
    let phi = depletion_at(process.phi, 0.0, 0.0, nominal, temperature).0;
    if !(phi > 0.0) {
        return fail("temperature", format!("the surface potential at {} °C is {phi:.3} V; the model does not hold there", temperature - KELVIN));
    }
    let warmer = libm::exp(gap(nominal) / thermal_voltage(nominal) - gap(temperature) / vt);
    let vbi = sign * (process.vto + model.number_or("delvto", 0.0) + 0.5 * (gap(nominal) - gap(temperature)))
        - process.gamma * process.phi.sqrt()
        + 0.5 * (phi - process.phi);

    let forward = model.number_or("fc", 0.5);
    if !(forward < 1.0) {
        return fail("model-parameter", format!("fc is {forward}; it must be below 1"));
    }
    let grading = |name, default| match model.number_or(name, default) {
        one if (one - 1.0_f64).abs() < NEAREST_GRADING => 1.0 - NEAREST_GRADING,
        other => other,
    };
    let (grading, edge_grading) = (grading("mj", 0.5), grading("mjsw", usual.edge_grading));
    let junction = model.number_or("pb", 0.8);
    let at = |name: &str, grading: f64| depletion_at(junction, model.number_or(name, 0.0), grading, nominal, temperature);
    let potential = at("cj", grading).0;
    let reading = Reading {
        model,
        ratio: temperature / nominal,
        multiplier,
        width,
        length,
        oxide: process.oxide,
        kp: process.kp,
        mobility: model.number_or("uo", MOBILITY),
        gamma: process.gamma,
        vbi,
        doping: process.doping,
        potential,
    };

    let noise_oxide = if process.oxide == 0.0 { SILICON_DIOXIDE / NOISE_OXIDE } else { process.oxide };
    let noise_multiplier = if usual.flicker_of_one { 1.0 } else { multiplier };
    let initial = initial(given);
    let mut extrinsic = Extrinsic {
        sign,
        phi,
        thermal: vt,
        potential,
        corner: forward * potential,
        grading,
        edge_grading,
        oxide: process.oxide * length * width * multiplier,
        overlap: [("cgso", width), ("cgdo", width), ("cgbo", length)]
            .map(|(name, along)| model.number_or(name, 0.0) * along * multiplier),
        start: initial.map(|given| sign * given.unwrap_or(0.0)),
        noise_temperature: conditions.temperature + KELVIN,
        flicker: model.number_or("kf", 0.0),
        flicker_exponent: model.number_or("af", 1.0),
        flicker_area: noise_width * noise_length * noise_multiplier * noise_oxide * noise_oxide,
        ..Extrinsic::default()
    };
    if extrinsic.start == [0.0; 3] {
        extrinsic.start = [0.0, vbi + process.gamma * phi.sqrt(), -1.0];
    }

    let (drain_area, source_area) = (conditions.area(given, "ad").unwrap_or(options.defad), conditions.area(given, "as").unwrap_or(options.defas));
    let density = model.number_or("js", 0.0);
    let by_area = density != 0.0 && drain_area != 0.0 && source_area != 0.0;
    let of = |capacitance: &str, area: f64, perimeter: f64| {
        let saturation = if by_area { density * area } else { model.number_or("is", 1e-14) };
        let bottom = match model.number(capacitance) {
            Some(_) => at(capacitance, grading).1,
            None => at("cj", grading).1 * area,
        };
        let edge = at("cjsw", edge_grading).1 * perimeter;
        bulk(saturation * warmer * multiplier, vt, bottom * multiplier, edge * multiplier, &extrinsic, forward)
    };
    let drain = of("cbd", drain_area, conditions.length(given, "pd").unwrap_or(0.0));
    let source = of("cbs", source_area, conditions.length(given, "ps").unwrap_or(0.0));
    let series = [
        series(model, "rd", given.number_or("nrd", 1.0), multiplier),
        series(model, "rs", given.number_or("nrs", 1.0), multiplier),
    ];
    Ok((Extrinsic { drain, source, ..extrinsic }, reading, series))
}

/// vds, vgs and vbs of `ic=` in volts as the card has them.
pub fn initial(given: &Given) -> [Option<f64>; 3] {
    let list = given.list("ic").unwrap_or(&[]);
    let of = |name, place: usize| given.number(name).or(list.get(place).copied());
    [of("icvds", 0), of("icvgs", 1), of("icvbs", 2)]
}
