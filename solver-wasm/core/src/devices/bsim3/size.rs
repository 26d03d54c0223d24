//! What a BSIM3's card and model say, at the device's size and temperature.
//!
//! Source: BSIM3v3.3 manual, chapters 2 to 5, 9 (temperature) and appendices A and
//! C (binning, notes on parameters). Constants are those of the publication.

use crate::devices::mosfet::initial;
use super::acm::{End, Method};
use super::check;
use super::constants::{Channel, Charge, Constants, Modes, LARGEST_EXPONENT, LEAST_EXPONENTIAL};
use super::junctions::{Junction, Junctions, Wall, NEAREST_GRADING};
use super::noise::Noise;
use super::table::{Card, Plain, Sized};
use crate::devices::inputs::Given;
use crate::devices::junction::{critical_voltage, thermal_voltage, KELVIN};
use crate::devices::{Conditions, Finding};
use crate::simulation::Failure;

/// Boltzmann's constant over the elementary charge in volts per kelvin.
pub const BOLTZMANN_PER_CHARGE: f64 = 8.617087e-5;
const CHARGE: f64 = 1.60219e-19;
/// Permittivities of silicon dioxide and silicon in farads per metre.
const OXIDE: f64 = 3.453133e-11;
const SILICON: f64 = 1.03594e-10;
const PI: f64 = 3.141592654;
/// Intrinsic carriers of silicon in 1/cm³ and the temperature where they are.
const INTRINSIC: f64 = 1.45e10;
const REFERENCE: f64 = 300.15;
/// Half the band gap there over the thermal voltage.
const HALF_GAP: f64 = 21.5565981;
/// What a junction without area conducts, in amperes.
const SMALL_JUNCTION: f64 = 1e-14;
/// A voltage that no junction reaches.
const NEVER: f64 = 1e30;
/// Temperature and saturation current that Newton's steps at junctions are limited for.
const LIMITED_AT: f64 = 27.0 + KELVIN;
/// The lowest potentials of junctions in volts, as given and at the temperature.
const LEAST_POTENTIAL: f64 = 0.1;
const LEAST_WARM_POTENTIAL: f64 = 0.01;
/// Length and width of a channel whose card has none, in metres.
const DRAWN: f64 = 5e-6;
/// Depth of junctions that the model does not give, in metres.
const DEPTH: f64 = 1.5e-7;
/// Dopings of a gate that can deplete, in 1/cm³.
const GATE_DOPING: [f64; 2] = [1e18, 1e25];

/// Silicon's band gap in electronvolts.
fn gap(temperature: f64) -> f64 {
    1.16 - 7.02e-4 * temperature * temperature / (temperature + 1108.0)
}

/// Channel sizes in metres: of currents and of charges.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub length: f64,
    pub width: f64,
    pub charge_length: f64,
    pub charge_width: f64,
}

impl Size {
    fn of(device: u32, drawn_length: f64, drawn_width: f64, plain: &Plain) -> Result<Size, Failure> {
        let or = |number: f64, other: f64| if number.is_nan() { other } else { number };
        let (l, w) = (drawn_length, drawn_width);
        // What a length or a width loses, with the exponents of both.
        let lost = |[of_l, of_w, of_both]: [f64; 3], [n_l, n_w]: [f64; 2]| {
            let (l, w) = (libm::pow(l, n_l), libm::pow(w, n_w));
            of_l / l + of_w / w + of_both / (l * w)
        };
        let lengths = [plain.lln, plain.lwn];
        let widths = [plain.wln, plain.wwn];
        let size = Size {
            length: l + plain.xl - 2.0 * (plain.lint + lost([plain.ll, plain.lw, plain.lwl], lengths)),
            width: w + plain.xw - 2.0 * (plain.wint + lost([plain.wl, plain.ww, plain.wwl], widths)),
            charge_length: l + plain.xl
                - 2.0 * (or(plain.dlc, plain.lint) + lost([or(plain.llc, plain.ll), or(plain.lwc, plain.lw), or(plain.lwlc, plain.lwl)], lengths)),
            charge_width: w + plain.xw
                - 2.0 * (or(plain.dwc, plain.wint) + lost([or(plain.wlc, plain.wl), or(plain.wwc, plain.ww), or(plain.wwlc, plain.wwl)], widths)),
        };
        let all = [
            ("channel-length", "length", size.length),
            ("channel-width", "width", size.width),
            ("channel-length", "length for charges", size.charge_length),
            ("channel-width", "width for charges", size.charge_width),
        ];
        for (code, name, metres) in all {
            if !(metres > 0.0) {
                let message = format!("the channel's effective {name} is {metres:e} m; it must be above 0");
                return Err(Failure::device(device, code, message));
            }
        }
        Ok(size)
    }
}

/// What is read of a device beside its constants: series conductances of drain and source in siemens.
pub type Read = (Constants, [f64; 2]);

/// Reads a device.
///
/// # Errors
/// Numbers that no BSIM3 can have.
pub fn read(
    conditions: &Conditions,
    device: u32,
    sign: f64,
    given: &Given,
    model: &Given,
    report: &mut Vec<Finding>,
) -> Result<Read, Failure> {
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
    let multiplier = conditions.multiplier(device);
    let card = Card::of(model);
    let plain = card.plain();
    check::modes(device, &plain)?;
    let (drawn_length, drawn_width) = (conditions.length(given, "l").unwrap_or(DRAWN), conditions.length(given, "w").unwrap_or(DRAWN));
    let size = Size::of(device, drawn_length, drawn_width, &plain)?;
    let unit = if plain.binunit == 1.0 { 1e-6 } else { 1.0 };
    let factors = [unit / size.length, unit / size.width, unit * unit / (size.length * size.width)];
    let own = card.gives();
    let mut sized = card.sized(factors, |name| usual(name, sign, &plain, &own));
    let or = |number: f64, other: f64| if number.is_nan() { other } else { number };

    // Temperature.
    let ratio = temperature / nominal;
    let warmer = ratio - 1.0;
    sized.ua += sized.ua1 * warmer;
    sized.ub += sized.ub1 * warmer;
    sized.uc += sized.uc1 * warmer;
    if sized.u0 > 1.0 {
        sized.u0 /= 1e4;
    }
    let vt = BOLTZMANN_PER_CHARGE * temperature;
    let nominal_vt = BOLTZMANN_PER_CHARGE * nominal;
    let intrinsic = INTRINSIC * (nominal / REFERENCE) * (nominal / REFERENCE).sqrt() * libm::exp(HALF_GAP - gap(nominal) / (2.0 * nominal_vt));
    let mobility = sized.u0 * libm::pow(ratio, sized.ute);
    let velocity = sized.vsat - sized.at * warmer;
    let mut resistance = (sized.rdsw + sized.prt * warmer) / libm::pow(size.width * 1e6, sized.wr);
    let mut plain = Plain { toxm: or(plain.toxm, plain.tox), ..plain };
    let oxide = OXIDE / plain.tox;
    check::numbers(&check::Checked { device, plain: &plain, sized: &sized, size: &size, mobility, velocity })?;
    overlaps(&mut plain, &own, oxide);
    if plain.paramchk == 1.0 {
        check::hold(&mut sized, &mut plain, &mut resistance, device, report);
    }
    for message in check::inert(given, model, &plain) {
        report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
    }

    // Process.
    if own.nch.is_nan() && !own.gamma1.is_nan() {
        let gamma = sized.gamma1 * oxide;
        sized.nch = 3.021e22 * gamma * gamma;
    }
    let phi = 2.0 * nominal_vt * libm::log(sized.nch / intrinsic);
    if !(phi > 0.0) {
        let message = format!("nch is {:e} 1/cm³; it must be above silicon's intrinsic {intrinsic:.3e}", sized.nch);
        return Err(Failure::device(device, "model-parameter", message));
    }
    let root_phi = phi.sqrt();
    let doping = sized.nch * 1e6;
    let depletion = (2.0 * SILICON / (CHARGE * doping)).sqrt() * root_phi;
    let litl = (3.0 * sized.xj * plain.tox).sqrt();
    let vbi = nominal_vt * libm::log(1e20 * sized.nch / (intrinsic * intrinsic));
    let depletion_capacitance = (CHARGE * SILICON * doping / 2.0 / phi).sqrt();
    body_effect(&mut sized, &own, phi, root_phi, oxide);
    let vbsc = lowest_bulk(&sized, phi);
    if own.vfb.is_nan() {
        sized.vfb = if own.vth0.is_nan() { -1.0 } else { sign * sized.vth0 - phi - sized.k1 * root_phi };
    }
    if own.vth0.is_nan() {
        sized.vth0 = sign * (sized.vfb + phi + sized.k1 * root_phi);
    }
    let thinner = plain.tox / plain.toxm;
    let (k1ox, k2ox) = (sized.k1 * thinner, sized.k2 * thinner);

    // The threshold's effects of a small size.
    let root_ratio = (SILICON / OXIDE * plain.tox).sqrt();
    let lengthy = (SILICON / OXIDE * plain.tox * depletion).sqrt();
    let decayed = |exponent: f64| {
        let e = libm::exp(exponent);
        e + 2.0 * e * e
    };
    let held = |exponent: f64| {
        let e = if exponent > -LARGEST_EXPONENT { libm::exp(exponent) } else { LEAST_EXPONENTIAL };
        e * (1.0 + 2.0 * e)
    };
    let theta0 = decayed(-0.5 * sized.dsub * size.length / lengthy);
    let theta_rout = sized.pdiblc1 * decayed(-0.5 * sized.drout * size.length / lengthy) + sized.pdiblc2;
    let inner = vbi - phi;
    let short = -0.5 * sized.dvt1 * size.length / root_ratio;
    let narrow = -0.5 * sized.dvt1w * size.width * size.length / root_ratio;
    let root_depletion = depletion.sqrt();
    let by_length = sized.dvt0 * held(short / root_depletion) * inner;
    let by_width = sized.dvt0w * held(narrow / root_depletion) * inner;
    let wide = plain.tox * phi / (size.width + sized.w0);
    let doped = (1.0 + sized.nlx / size.length).sqrt();
    let warm = k1ox * (doped - 1.0) * root_phi + (sized.kt1 + sized.kt1l / size.length) * warmer;
    let flat_band = sign * sized.vth0 - by_width - by_length + sized.k3 * wide + warm - phi - sized.k1 * root_phi;

    // The card's own changes of threshold and mobility.
    let shift = given.number_or("delvto", 0.0);
    let threshold = sign * (sized.vth0 + shift);
    let vfb = sized.vfb + sign * shift;
    let vfbzb = flat_band + sign * shift;
    let mobility = mobility * given.number_or("mulu0", 1.0);
    if !(mobility > 0.0) {
        return Err(Failure::device(device, "parameter-range", format!("mulu0 leaves a mobility of {mobility:e} m²/(V·s); it must be above 0")));
    }

    // Φs and not its root is in these: the depletion over √PHI.
    let per_root = depletion / root_phi;
    let depletes = sized.ngate > GATE_DOPING[0] && sized.ngate < GATE_DOPING[1];
    let modes = plain.mobmod;
    let limit = thermal_voltage(LIMITED_AT);
    let channel = Channel {
        vbsc,
        roundness: -0.004 * vbsc,
        phi,
        root_phi,
        phi_root_phi: phi * root_phi,
        threshold: threshold - sized.k1 * root_phi + sized.k3 * wide + warm,
        threshold_slope: -k2ox + sized.k3b * wide + sized.kt2 * warmer,
        k1ox,
        short: short / per_root.sqrt(),
        dvt2: sized.dvt2,
        narrow: narrow / per_root.sqrt(),
        dvt2w: sized.dvt2w,
        dvt0: sized.dvt0 * inner,
        dvt0w: sized.dvt0w * inner,
        eta0: sized.eta0,
        etab: sized.etab,
        theta0,
        nfactor: sized.nfactor * SILICON / (per_root * oxide),
        cit: sized.cit / oxide,
        cdsc: sized.cdsc / oxide,
        cdscb: sized.cdscb / oxide,
        cdscd: sized.cdscd / oxide,
        spread: 2.0 * (sized.xj * per_root).sqrt() / size.length,
        a0: sized.a0,
        b0: sized.b0 / (size.width + sized.b1),
        ags: sized.ags * sized.a0,
        keta: sized.keta,
        pdiblcb: sized.pdiblcb,
        gate_border: vfb + phi,
        gate_depletion: if depletes { 1e6 * CHARGE * SILICON * sized.ngate / (oxide * oxide) } else { 0.0 },
        two_vt: 2.0 * vt,
        voff: sized.voff,
        below: vt * depletion_capacitance / oxide,
        width: size.width,
        dwg: 2.0 * sized.dwg,
        dwb: 2.0 * sized.dwb,
        rds: resistance,
        prwg: sized.prwg,
        prwb: sized.prwb,
        per_tox: 1.0 / plain.tox,
        thresholds: if modes == 2.0 { 0.0 } else { 2.0 },
        ua: sized.ua,
        ub: sized.ub,
        uc_added: if modes == 3.0 { 0.0 } else { sized.uc },
        uc_times: if modes == 3.0 { sized.uc } else { 0.0 },
        saturation: 2.0 * velocity * size.length / mobility,
        per_saturation: mobility / (2.0 * velocity * size.length),
        drift: velocity * oxide,
        a1: sized.a1,
        a2: sized.a2,
        inverse_lambda: 1.0 / sized.a2,
        delta: sized.delta,
        clm: size.length / (sized.pclm * litl),
        theta_rout,
        pvag: sized.pvag,
        scbe_voltage: sized.pscbe1 * litl,
        scbe: if sized.pscbe2 > 0.0 { sized.pscbe2 / size.length } else { 0.0 },
        gain: mobility * oxide / size.length,
        ionisation: if sized.alpha0 + sized.alpha1 * size.length > 0.0 && sized.beta0 > 0.0 { sized.alpha0 / size.length + sized.alpha1 } else { 0.0 },
        beta0: sized.beta0,
        multiplier,
        critical: critical_voltage(limit, SMALL_JUNCTION),
        thermal: limit,
        sign,
    };
    let charge = charges(&plain, &sized, &size, oxide, multiplier, &Surface { vt, nominal_vt, phi, root_phi, k1ox, vfbzb, doping });
    let (drain, source) = ends(conditions, given, &plain);
    let junctions = junctions(&plain, [&drain, &source], &Around { temperature, nominal, vt, width: size.width, drawn: drawn_width, multiplier });
    let noise = Noise {
        mode: plain.noimod,
        temperature: conditions.temperature + KELVIN,
        length: size.length,
        width: size.width,
        flicker_length: size.length - 2.0 * plain.lintnoi,
        litl,
        oxide,
        mobility,
        velocity,
        em: plain.em,
        ef: plain.ef,
        af: plain.af,
        kf: plain.kf,
        traps: traps(&plain, sign),
    };
    let mut start = initial(given).map(|given| sign * given.unwrap_or(0.0));
    if start == [0.0; 3] {
        start = [0.1, threshold + 0.1, 0.0];
    }
    let series = [&drain, &source].map(|end| {
        let resistance = if plain.acm == 0.0 { plain.rsh * end.squares.unwrap_or(1.0) } else { method(&plain, drawn_width).resistance(end) };
        if resistance > 0.0 { multiplier / resistance } else { 0.0 }
    });
    Ok((Constants { channel, charge, junctions, noise, start, modes: Modes { charged: plain.xpart >= 0.0, capmod: plain.capmod, xpart: plain.xpart }, gmin: conditions.options.gmin * multiplier }, series))
}

/// What follows from something else where a model does not give it.
fn usual(name: &str, sign: f64, plain: &Plain, own: &Sized) -> f64 {
    let n = sign > 0.0;
    match name {
        "vth0" => 0.7 * sign,
        "u0" => if n { 0.067 } else { 0.025 },
        "uc" => if plain.mobmod == 3.0 { -0.0465 } else { -0.0465e-9 },
        "uc1" => if plain.mobmod == 3.0 { -0.056 } else { -0.056e-9 },
        "dsub" => if own.drout.is_nan() { 0.56 } else { own.drout },
        "cf" => 2.0 * OXIDE / PI * libm::log(1.0 + 0.4e-6 / plain.tox),
        _ => 0.0,
    }
}

/// Overlaps that the model does not give.
fn overlaps(plain: &mut Plain, own: &Sized, oxide: f64) {
    let or = |number: f64, other: f64| if number.is_nan() { other } else { number };
    let from = |given: f64, graded: f64| {
        if !given.is_nan() {
            given
        } else if plain.dlc > 0.0 {
            plain.dlc * oxide - graded
        } else {
            0.6 * or(own.xj, DEPTH) * oxide
        }
    };
    let [cgso, cgdo] = [from(plain.cgso, or(own.cgsl, 0.0)), from(plain.cgdo, or(own.cgdl, 0.0))];
    let narrower = if plain.dwc.is_nan() { plain.wint } else { plain.dwc };
    let cgbo = if plain.cgbo.is_nan() { 2.0 * narrower * oxide } else { plain.cgbo };
    *plain = Plain { cgso, cgdo, cgbo, ..*plain };
}

/// K1 and K2 from the doping, where the model gives neither.
fn body_effect(sized: &mut Sized, own: &Sized, phi: f64, root_phi: f64, oxide: f64) {
    if !own.k1.is_nan() || !own.k2.is_nan() {
        if own.k1.is_nan() {
            sized.k1 = 0.53;
        }
        if own.k2.is_nan() {
            sized.k2 = -0.0186;
        }
        return;
    }
    if own.vbx.is_nan() {
        sized.vbx = phi - 7.7348e-4 * sized.nch * sized.xt * sized.xt;
    }
    sized.vbx = -sized.vbx.abs();
    sized.vbm = -sized.vbm.abs();
    if own.gamma1.is_nan() {
        sized.gamma1 = 5.753e-12 * sized.nch.sqrt() / oxide;
    }
    if own.gamma2.is_nan() {
        sized.gamma2 = 5.753e-12 * sized.nsub.sqrt() / oxide;
    }
    let difference = sized.gamma1 - sized.gamma2;
    let surface = (phi - sized.vbx).sqrt() - root_phi;
    let deep = (phi * (phi - sized.vbm)).sqrt() - phi;
    sized.k2 = difference * surface / (2.0 * deep + sized.vbm);
    sized.k1 = sized.gamma2 - 2.0 * sized.k2 * (phi - sized.vbm).sqrt();
}

/// The bulk voltage below which nothing changes.
fn lowest_bulk(sized: &Sized, phi: f64) -> f64 {
    let mut lowest = -30.0;
    if sized.k2 < 0.0 {
        let half = 0.5 * sized.k1 / sized.k2;
        lowest = (0.9 * (phi - half * half)).clamp(-30.0, -3.0);
    }
    lowest.min(sized.vbm)
}

/// What of the surface the charges know.
struct Surface {
    vt: f64,
    nominal_vt: f64,
    phi: f64,
    root_phi: f64,
    k1ox: f64,
    vfbzb: f64,
    /// 1/m³
    doping: f64,
}

fn charges(plain: &Plain, sized: &Sized, size: &Size, oxide: f64, multiplier: f64, at: &Surface) -> Charge {
    let width = size.charge_width * multiplier;
    // In units of 1e-8 m, as published.
    let tox = 1e8 * plain.tox;
    let flat = at.k1ox <= 0.0;
    Charge {
        oxide: oxide * width * size.charge_length,
        vfbcv: sized.vfbcv,
        vfbzb: at.vfbzb,
        abulk: 1.0 + libm::pow(sized.clc / size.charge_length, sized.cle),
        vt_noff: at.vt * sized.noff,
        voffcv: sized.voffcv,
        vt: at.vt,
        // A third of Debye's length, at the nominal temperature.
        debye: (SILICON * at.nominal_vt / (CHARGE * at.doping)).sqrt() / 3.0,
        acde: sized.acde * libm::pow(sized.nch / 2e16, -0.25) / tox,
        link: 1e-3 * plain.tox,
        per_thickness: oxide / SILICON,
        bend: 2.0 * if flat { 0.5 * at.root_phi } else { at.k1ox * at.root_phi },
        bend_denominator: sized.moin * at.vt * if flat { 0.25 } else { at.k1ox * at.k1ox },
        inversion: 1.0 / (2.0 * tox),
        threshold_border: at.vfbzb + at.phi,
        cgso: (plain.cgso + sized.cf) * width,
        cgdo: (plain.cgdo + sized.cf) * width,
        cgbo: plain.cgbo * size.charge_length * multiplier,
        cgsl: sized.cgsl * width,
        cgdl: sized.cgdl * width,
        ckappa: sized.ckappa,
    }
}

/// What the card and the model say of drain and source.
fn ends(conditions: &Conditions, given: &Given, plain: &Plain) -> (End, End) {
    let shared = given.number_or("geo", 0.0);
    let of = |area, perimeter, squares, others: f64, light, contact| End {
        area: conditions.area(given, area),
        perimeter: conditions.length(given, perimeter),
        squares: given.number(squares),
        shared: !(shared == 0.0 || shared == others),
        light,
        contact,
    };
    (of("ad", "pd", "nrd", 2.0, plain.rd, plain.rdc), of("as", "ps", "nrs", 1.0, plain.rs, plain.rsc))
}

fn method(plain: &Plain, width: f64) -> Method {
    Method {
        acm: plain.acm,
        calcacm: plain.calcacm == 1.0,
        width: width * plain.wmlt + plain.xw,
        hdif: plain.hdif,
        factor: plain.wmlt,
        light: plain.ld + plain.ldif,
        sheet: plain.rsh,
    }
}

/// What junctions are read around.
struct Around {
    temperature: f64,
    nominal: f64,
    vt: f64,
    width: f64,
    drawn: f64,
    multiplier: f64,
}

fn junctions(plain: &Plain, ends: [&End; 2], at: &Around) -> Junctions {
    let or = |number: f64, other: f64| if number.is_nan() { other } else { number };
    let above = at.temperature - at.nominal;
    let nominal_vt = BOLTZMANN_PER_CHARGE * at.nominal;
    let mut warmer = 1.0;
    if at.temperature != at.nominal {
        let exponent = gap(at.nominal) / nominal_vt - gap(at.temperature) / at.vt + plain.xti * libm::log(at.temperature / at.nominal);
        warmer = libm::exp(exponent / plain.nj);
    }
    let [bottom, side] = [plain.js, plain.jsw].map(|density| (density * warmer).max(0.0));
    let grown = |capacitance: f64, coefficient: f64| capacitance * (1.0 + coefficient * above).max(0.0);
    let along_gate = or(plain.cjswg, plain.cjsw);
    let by = [grown(plain.cj, plain.tcj), grown(plain.cjsw, plain.tcjsw), grown(along_gate, plain.tcjswg)];
    let wall = |potential: f64, coefficient: f64, grading: f64| Wall {
        potential: (potential.max(LEAST_POTENTIAL) - coefficient * above).max(LEAST_WARM_POTENTIAL),
        grading: if (grading - 1.0).abs() < NEAREST_GRADING { 1.0 - NEAREST_GRADING } else { grading },
    };
    let walls = [
        wall(plain.pb, plain.tpb, plain.mj),
        wall(plain.pbsw, plain.tpbsw, plain.mjsw),
        wall(or(plain.pbswg, plain.pbsw), plain.tpbswg, or(plain.mjswg, plain.mjsw)),
    ];
    let emission = at.vt * plain.nj;
    let [drain, source] = ends.map(|end| {
        // The border of the straight line follows from the areas as given.
        let given = [end.area.unwrap_or(0.0), end.perimeter.unwrap_or(0.0)];
        let saturation_of = |[area, perimeter]: [f64; 2]| area * bottom + perimeter * side;
        let plainly = if given[0] <= 0.0 && given[1] <= 0.0 { SMALL_JUNCTION } else { saturation_of(given) };
        let (saturation, mut capacitance) = if plain.acm == 0.0 {
            let perimeter = given[1];
            let gate = perimeter.min(at.width);
            (plainly, [by[0] * given[0], by[1] * (perimeter - gate), by[2] * gate])
        } else {
            let method = method(plain, at.drawn);
            let computed = saturation_of(method.of_current(end));
            let saturation = if computed <= 0.0 { SMALL_JUNCTION } else { computed };
            (saturation, method.capacitance(end, [by[0], by[1], along_gate]))
        };
        // Walls that are alike are one.
        if walls[1] == walls[2] {
            capacitance = [capacitance[0], capacitance[1] + capacitance[2], 0.0];
        }
        let straight = if plainly > 0.0 && plain.ijth > 0.0 { emission * libm::log(plain.ijth / plainly + 1.0) } else { NEVER };
        Junction { saturation: saturation.max(0.0) * at.multiplier, straight, capacitance: capacitance.map(|farads| farads * at.multiplier) }
    });
    Junctions { emission, walls, drain, source }
}

fn traps(plain: &Plain, sign: f64) -> [f64; 3] {
    let usual = if sign > 0.0 { [1e20, 5e4, -1.4e-12] } else { [9.9e18, 2.4e3, 1.4e-12] };
    let given = [plain.noia, plain.noib, plain.noic];
    [0, 1, 2].map(|which: usize| if given[which].is_nan() { usual[which] } else { given[which] })
}
