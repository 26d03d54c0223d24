//! A BSIM4 of one size at one temperature: everything that does not depend on voltages.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 1 (sizes and
//! binning), 2 (threshold), 12 (temperature), with the constants of the published
//! implementation.

use super::binned::Sized;
use super::channel::Channel;
use super::charge::Charge;
use super::defaults::{Card, VACUUM};
use super::gate::Gate;
use super::ends::{diode, series};
use super::junction::Diode;
use super::layout::{self, Drawn, Side};
use super::leakage::Leakage;
use super::outside::{Around, Modes, Outside, Substrate};
use super::oxide::{leakage, physical_thickness, Oxides, Thick};
use super::shapes::{reach_of, straight_exp_of, HELD, LEAST, MOST};
use crate::devices::Given;

/// Boltzmann's constant over the elementary charge in V/K, and the charge in coulombs.
pub const PER_KELVIN: f64 = 8.617087e-5;
const CHARGE: f64 = 1.60219e-19;
/// The charge that depletion of the gate takes, as ngspice has it elsewhere.
pub const GATE_CHARGE: f64 = crate::devices::junction::CHARGE;
const SILICON: f64 = 1.03594e-10;
const PI: f64 = 3.141592654;
const REFERENCE: f64 = 300.15;

/// Temperatures of the device and of its parameters in kelvin.
#[derive(Debug, Clone, Copy)]
pub struct Heat {
    pub device: f64,
    pub nominal: f64,
}

/// A device of a size at a temperature, in the parts that are evaluated.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Device {
    pub gate: Gate,
    pub channel: Channel,
    pub charge: Charge,
    pub leakage: Leakage,
    pub source: Diode,
    pub drain: Diode,
    /// Siemens in series with source and drain, 0 for none.
    pub series: [f64; 2],
    pub noise: Noise,
    pub outside: Outside,
    pub substrate: Substrate,
    /// A finger's threshold without bias, of an NMOS.
    pub vth0: f64,
}

/// What noise takes from the size.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Noise {
    pub leff: f64,
    pub leff_noise: f64,
    pub weff: f64,
    pub litl: f64,
    pub vsat: f64,
    pub coxe: f64,
    /// WeffCV·LeffCV·NF in m².
    pub area_cv: f64,
    /// vt/q·(Coxe + CIT), and vt/q·εsub.
    pub states: [f64; 2],
    pub noia: f64,
    pub noib: f64,
    pub noic: f64,
    pub em: f64,
    pub ef: f64,
    pub af: f64,
    pub kf: f64,
    pub ntnoi: f64,
    pub tnoi: [f64; 3],
    pub rnoi: [f64; 3],
    pub idovvds: f64,
    pub vtm: f64,
}

/// Lengths and widths of a channel in metres.
pub struct Size {
    /// As the masks draw it.
    pub length: f64,
    pub width: f64,
    pub leff: f64,
    pub weff: f64,
    pub leff_cv: f64,
    pub weff_cv: f64,
    pub weff_junction: f64,
}

impl Size {
    fn of(card: &Card, drawn: &Drawn) -> Result<Size, String> {
        let p = &card.plain;
        let (length, width) = (drawn.length + p.xl, drawn.width / drawn.fingers + p.xw);
        if !(length > 0.0 && width > 0.0) {
            return Err(format!("a finger is {length:e} m long and {width:e} m wide; both must be above 0"));
        }
        let lost = |[ll, lw, lwl]: [f64; 3], [lln, lwn]: [f64; 2]| {
            let (l, w) = (libm::pow(length, lln), libm::pow(width, lwn));
            ll / l + lw / w + lwl / (l * w)
        };
        let of_length = lost([p.ll, p.lw, p.lwl], [p.lln, p.lwn]);
        let of_length_cv = lost([p.llc, p.lwc, p.lwlc], [p.lln, p.lwn]);
        let of_width = lost([p.wl, p.ww, p.wwl], [p.wln, p.wwn]);
        let of_width_cv = lost([p.wlc, p.wwc, p.wwlc], [p.wln, p.wwn]);
        let size = Size {
            length,
            width,
            leff: length - 2.0 * (p.lint + of_length),
            weff: width - 2.0 * (p.wint + of_width),
            leff_cv: length - 2.0 * (p.dlc + of_length_cv),
            weff_cv: width - 2.0 * (p.dwc + of_width_cv),
            weff_junction: width - 2.0 * (p.dwj + of_width_cv),
        };
        for (what, lost, left) in [
            ("length", "lint", size.leff),
            ("width", "wint", size.weff),
            ("length of the charges", "dlc", size.leff_cv),
            ("width of the charges", "dwc", size.weff_cv),
            ("width of the junctions", "dwj", size.weff_junction),
        ] {
            if !(left > 0.0) {
                return Err(format!("the channel's {what} less twice {lost} is {left:e} m; it must be above 0"));
            }
        }
        Ok(size)
    }

    /// 1/L, 1/W and 1/(L·W) in the unit of the parameters.
    fn inverse(&self, binunit: f64) -> [f64; 3] {
        let unit = if binunit == 1.0 { 1e-6 } else { 1.0 };
        [unit / self.leff, unit / self.weff, unit * unit / (self.leff * self.weff)]
    }
}

/// Silicon, or what mtrlmod says.
pub struct Material {
    /// Thickness and permittivity of the oxide as the gate sees it.
    pub toxe: f64,
    pub epsrox: f64,
    /// Of the substrate in F/m.
    pub substrate: f64,
    /// Band gaps at the nominal and the device's temperature, and intrinsic carriers.
    pub gap0: f64,
    pub gap: f64,
    pub intrinsic: f64,
}

impl Material {
    fn of(card: &Card, heat: Heat, vt0: f64) -> Material {
        let p = &card.plain;
        let silicon = p.mtrlmod == 0.0;
        let warm = heat.nominal / REFERENCE;
        let warm = warm * warm.sqrt();
        let gap_at = |t: f64| if silicon { 1.16 - 7.02e-4 * t * t / (t + 1108.0) } else { p.bg0sub - p.tbgasub * t * t / (t + p.tbgbsub) };
        let gap0 = gap_at(heat.nominal);
        let intrinsic = if silicon {
            1.45e10 * warm * libm::exp(21.5565981 - gap0 / (2.0 * vt0))
        } else {
            p.ni0sub * warm * libm::exp((gap_at(REFERENCE) - gap0) / (2.0 * vt0))
        };
        Material {
            toxe: if silicon { p.toxe } else { p.eot },
            epsrox: if silicon { p.epsrox } else { 3.9 },
            substrate: if silicon { SILICON } else { VACUUM * p.epsrsub },
            gap0,
            gap: gap_at(heat.device),
            intrinsic,
        }
    }
}

/// Body effect and threshold of a size, with the sign of the type.
struct Threshold {
    k1: f64,
    k2: f64,
    vth0: f64,
    vfb: f64,
}

impl Threshold {
    fn of(card: &Card, s: &Sized, phi: f64, ndep: f64, coxe: f64, material: &Material, vt0: f64) -> Threshold {
        let said = card.said;
        let (mut k1, mut k2) = (s.k1, s.k2);
        if said.k1 || said.k2 {
            if !said.k1 {
                k1 = 0.53;
            }
            if !said.k2 {
                k2 = -0.0186;
            }
        } else {
            let vbx = if said.vbx { s.vbx } else { phi - 7.7348e-4 * ndep * s.xt * s.xt };
            let (vbx, vbm) = (-vbx.abs(), -s.vbm.abs());
            let from = |doping: f64| 5.753e-12 * doping.sqrt() / coxe;
            let gamma1 = if said.gamma1 { s.gamma1 } else { from(ndep) };
            let gamma2 = if said.gamma2 { s.gamma2 } else { from(s.nsub) };
            let rise = (phi - vbx).sqrt() - phi.sqrt();
            let whole = (phi * (phi - vbm)).sqrt() - phi;
            k2 = (gamma1 - gamma2) * rise / (2.0 * whole + vbm);
            k1 = gamma2 - 2.0 * k2 * (phi - vbm).sqrt();
        }
        let (mut vth0, mut vfb) = (s.vth0, s.vfb);
        if !said.vfb {
            vfb = if said.vth0 {
                card.sign * vth0 - phi - k1 * phi.sqrt()
            } else if card.plain.mtrlmod != 0.0 && said.phig && said.nsub {
                let half = 0.5 * material.gap0;
                let level = (vt0 * libm::log(s.nsub / material.intrinsic)).min(half);
                card.plain.phig - (card.plain.easub + half + card.sign * level)
            } else {
                -1.0
            };
        }
        if !said.vth0 {
            vth0 = card.sign * (vfb + phi + k1 * phi.sqrt());
        }
        Threshold { k1, k2, vth0, vfb }
    }
}

/// The constants of a device; `count` is how many there are in parallel (m).
///
/// # Errors
/// Numbers that no transistor can have.
#[allow(clippy::too_many_lines)]
pub fn device(card: &Card, given: &Given, drawn: &Drawn, heat: Heat, count: f64, modes: &Modes) -> Result<Device, String> {
    let p = &card.plain;
    let size = Size::of(card, drawn)?;
    let Size { leff, weff, leff_cv, weff_cv, .. } = size;
    let s = card.binned.at(size.inverse(p.binunit));
    let ratio = heat.device / heat.nominal;
    let (rise, warmer) = (ratio - 1.0, heat.device - heat.nominal);
    let (vt0, vt) = (PER_KELVIN * heat.nominal, PER_KELVIN * heat.device);
    let material = Material::of(card, heat, vt0);
    let Material { toxe, epsrox, substrate, intrinsic, .. } = material;
    let coxe = epsrox * VACUUM / toxe;
    let factor1 = (substrate / (epsrox * VACUUM) * toxe).sqrt();
    let later = p.mtrlmod != 0.0 && p.mtrlcompatmod == 0.0;

    // Dopings.
    let mut ndep = s.ndep;
    if !card.said.ndep && card.said.gamma1 {
        ndep = 3.01248e22 * (s.gamma1 * coxe) * (s.gamma1 * coxe);
    }
    let above = |what: &str, number: f64, least: f64| if number > least { Ok(()) } else { Err(format!("{what} is {number:e}; it must be above {least}")) };
    above("ndep", ndep, 0.0)?;
    above("nsub", s.nsub, 0.0)?;
    above("nsd", s.nsd, 0.0)?;
    above("xj", s.xj, 0.0)?;
    check(&s, weff)?;
    let phi = vt0 * libm::log(ndep / intrinsic) + s.phin + 0.4;
    above("the surface potential by ndep and phin", phi, 0.0)?;
    let sqrt_phi = phi.sqrt();
    let xdep0 = (2.0 * substrate / (CHARGE * ndep * 1e6)).sqrt() * sqrt_phi;
    let litl = ((if p.mtrlmod == 0.0 { 3.0 * 3.9 / epsrox } else { p.epsrsub / epsrox }) * s.xj * toxe).sqrt();
    let vbi = vt0 * libm::log(s.nsd * ndep / (intrinsic * intrinsic));
    let cdep0 = (CHARGE * substrate * ndep * 1e6 / 2.0 / phi).sqrt();
    let vfbsd = if p.mtrlmod == 0.0 {
        if s.ngate > 0.0 { vt0 * libm::log(s.ngate / s.nsd) } else { 0.0 }
    } else {
        let half = 0.5 * material.gap0;
        let level = (vt0 * libm::log(s.nsd / intrinsic)).min(half);
        p.phig - (p.easub + half - card.sign * level)
    };

    // Layout.
    let stress = layout::stress(card, given, drawn, [size.length, size.width], ratio);
    let Threshold { k1, mut k2, mut vth0, mut vfb } = Threshold::of(card, &s, phi, ndep, coxe, &material, vt0);
    vth0 += stress.vth0;
    k2 += stress.k2;
    let eta0 = s.eta0 + s.teta0 * warmer / heat.nominal + stress.eta0;
    let well = if p.wpemod == 1.0 { layout::well(card, given, drawn.width / drawn.fingers).unwrap_or(0.0) } else { 0.0 };
    vth0 += s.kvth0we * well;
    k2 += s.k2we * well;
    let shift = given.number_or("delvto", 0.0);
    vth0 += shift;
    vfb += card.sign * shift;
    let k1ox = k1 * toxe / p.toxm;
    let k2ox = k2 * toxe / p.toxm;
    let from_flat_band = card.sign * vth0 - vfb - phi;
    let vtfbphi1 = (from_flat_band * if card.sign > 0.0 { 2.0 } else { 2.5 }).max(0.0);
    let vtfbphi2 = (4.0 * from_flat_band).max(0.0);
    let mut vbsc: f64 = -30.0;
    if k2 < 0.0 {
        let half = 0.5 * k1 / k2;
        vbsc = (0.9 * (phi - half * half)).clamp(-30.0, -3.0);
    }
    let vbm = if card.said.k1 || card.said.k2 { s.vbm } else { -s.vbm.abs() };
    vbsc = vbsc.min(vbm);
    if !(vbsc < 0.0) {
        return Err(format!("vbm is {vbm}; the lowest voltage of the bulk is below 0"));
    }

    // Temperature.
    let at = |number: f64, by: f64| match p.tempmod as u8 {
        0 => number + by * rise,
        3 => number * libm::pow(ratio, by),
        _ => number * (1.0 + by * warmer),
    };
    let (ua, ub, uc, ud) = (at(s.ua, s.ua1), at(s.ub, s.ub1), at(s.uc, s.uc1), at(s.ud, s.ud1));
    let vsat = if p.tempmod == 0.0 { s.vsat - s.at * rise } else { s.vsat * (1.0 - s.at * warmer) };
    let resistance = |number: f64| if p.tempmod == 0.0 { number + s.prt * rise } else { number * (1.0 + s.prt * warmer) };
    // The width's power has the fingers in it, which the resistance of a finger takes out again.
    let per_width = libm::pow(size.weff_junction * 1e6, s.wr);
    let (rdsw, rdswmin) = (resistance(s.rdsw), resistance(p.rdswmin));
    let u0 = if s.u0 > 1.0 { s.u0 / 1e4 } else { s.u0 };
    let short = 1.0 - s.up * libm::exp(-leff / s.lp);
    let mobility = u0 * short * libm::pow(ratio, s.ute) * stress.mobility * (1.0 + s.ku0we * well).max(0.0) * given.number_or("mulu0", 1.0);
    above("the mobility", mobility, 0.0)?;
    let vsat = vsat * stress.velocity;
    above("the saturation velocity", vsat, 0.0)?;
    let voff = s.voff * (1.0 + s.tvoff * warmer);
    let voffcv = s.voffcv * (1.0 + s.tvoffcv * warmer);
    let nfactor = s.nfactor + s.tnfactor * warmer / heat.nominal;
    let vfbsdoff = s.vfbsdoff * (1.0 + s.tvfbsdoff * warmer);

    // Threshold.
    let barrier = vbi - phi;
    let characteristic = factor1 * xdep0.sqrt();
    let narrow = toxe * phi / (weff + s.w0);
    let pocket = |pocket: f64| (1.0 + pocket / leff).sqrt();
    if !(1.0 + s.lpe0 / leff >= 0.0 && 1.0 + s.lpeb / leff >= 0.0) {
        return Err("lpe0 and lpeb must be above −Leff".to_string());
    }
    let (lpe0, lpeb) = (pocket(s.lpe0), pocket(s.lpeb));
    let by_pocket = k1ox * (lpe0 - 1.0) * sqrt_phi;
    let by_heat = s.kt1 + s.kt1l / leff;
    let gate = Gate {
        vbsc,
        highest_vbs: 0.95 * phi,
        phi,
        sqrt_phi,
        depth: xdep0 / sqrt_phi,
        factor1,
        dvt2: s.dvt2,
        dvt2w: s.dvt2w,
        dvt1_length: s.dvt1 * leff,
        dvt0_barrier: s.dvt0 * barrier,
        dvt1w_area: s.dvt1w * weff * leff,
        dvt0w_barrier: s.dvt0w * barrier,
        vth: card.sign * vth0 - k1 * sqrt_phi * lpeb + s.k3 * narrow + by_pocket + by_heat * rise,
        by_root: k1ox * lpeb,
        by_bulk: -k2ox + s.k3b * narrow + s.kt2 * rise,
        eta0,
        etab: s.etab,
        theta0: reach_of(s.dsub * leff / characteristic),
        depletion: substrate * nfactor / coxe,
        cdsc: s.cdsc / coxe,
        cdscb: s.cdscb / coxe,
        cdscd: s.cdscd / coxe,
        cit: s.cit / coxe,
        dvtp0: s.dvtp0,
        dvtp1: s.dvtp1,
        leff,
        dits_vt: if p.tempmod < 2.0 { vt } else { vt0 },
        dvtp4: 2.0 * s.dvtp4,
        dvtp2: s.dvtp5 + s.dvtp2 * straight_exp_of(-s.dvtp3 * libm::log(leff)),
        poly_from: vfb + phi,
        poly_scale: {
            let permittivity = if p.mtrlmod == 0.0 { SILICON } else { p.epsrgate * VACUUM };
            let scale = 1e6 * GATE_CHARGE * permittivity * s.ngate / (coxe * coxe);
            if s.ngate > 1e18 && s.ngate < 1e25 && scale > 0.0 { 0.5 / scale } else { 0.0 }
        },
        vtm: vt,
        mstar: 0.5 + libm::atan(s.minv) / PI,
        voff: voff + p.voffl / leff,
        mstar_cv: 0.5 + libm::atan(s.minvcv) / PI,
        voff_cv: voffcv + p.voffcvl / leff,
        coxe_by_cdep0: coxe / cdep0,
    };

    // The oxide's physical thickness.
    let toxp = if later { physical_thickness(card, &s, &Thick { toxe, epsrox, substrate, coxe, factor1, xdep0, ndep, intrinsic, vfb, vth0, k1, k1ox, nfactor }) } else { p.toxp };
    above("toxp", toxp, 0.0)?;
    let coxp = if later { epsrox * VACUUM / toxp } else { p.epsrox * VACUUM / toxp };

    let scbe = s.pscbe2 > 0.0 && s.pscbe1 >= 0.0;
    let channel = Channel {
        weff,
        dwg: s.dwg,
        dwb: s.dwb,
        prwg: s.prwg.max(0.0),
        prwb: s.prwb,
        rds0: if p.rdsmod == 1.0 { 0.0 } else { 0.5 * rdsw.max(0.0) / per_width },
        rdswmin: if p.rdsmod == 1.0 { 0.0 } else { rdswmin.max(0.0) / per_width },
        body: 0.5 * k1ox * lpeb,
        body_more: k2ox - s.k3b * narrow,
        xj: s.xj,
        a0: s.a0,
        ags: s.ags * s.a0,
        keta: s.keta,
        b0: s.b0 / (weff + s.b1),
        ua,
        ub,
        uc,
        ud,
        eu: s.eu.max(0.0),
        ucs: (s.ucs * libm::pow(ratio, s.ucste)).max(0.0),
        toxe,
        field: vtfbphi1,
        field_less: if later { 2.0 * card.sign * (p.phig - p.easub - 0.5 * material.gap0 + 0.45) } else { 0.0 },
        vgsteff_vth: {
            let theta = reach_of(s.dvt1 * leff / characteristic);
            let n = one_plus_of((nfactor * substrate / xdep0 + s.cdsc * theta + s.cit) / coxe);
            let scale = n * vt;
            scale * libm::log(2.0) / (gate.mstar + n * held_exp_of(gate.voff / scale) * coxe / cdep0)
        },
        u0: mobility,
        vsat,
        coxe,
        a1: if s.a2 > 1.0 { 0.0 } else { s.a1 },
        a2: s.a2.clamp(0.01, 1.0),
        delta: s.delta,
        vtm: vt,
        leff,
        litl,
        lambda: if card.said.lambda && card.binned.lambda[0] > 0.0 { s.lambda } else { 0.0 },
        toxp,
        coxp,
        epssub: substrate,
        vtfbphi2,
        ados: p.ados * 1.9e-9,
        bdos: p.bdos * 0.7,
        fprout: s.fprout.max(0.0) * leff.sqrt(),
        pvag: s.pvag,
        pclm: s.pclm,
        theta_rout: s.pdiblc1 * reach_of(s.drout * leff / characteristic) + s.pdiblc2,
        pdiblcb: s.pdiblcb,
        pdits: s.pdits,
        pditsd: s.pditsd,
        pditsl: 1.0 + p.pditsl * leff,
        scbe: s.pscbe1 * litl,
        scbe_scale: if scbe { s.pscbe2 / leff } else { 0.0 },
        ionisation: (s.alpha0 + s.alpha1 * leff) / leff,
        beta0: s.beta0,
        vtl: if card.said.vtl && card.binned.vtl[0] > 0.0 {
            let r = leff / (s.xn * leff + p.lc.max(0.0));
            s.vtl * (1.0 - r) / (1.0 + r)
        } else {
            0.0
        },
    };

    // Charges of all fingers.
    let whole = drawn.fingers * count;
    let area = weff_cv * leff_cv * whole;
    let vfbzb = card.sign * vth0 - s.dvt0w * barrier * reach_of(s.dvt1w * weff * leff / characteristic)
        - s.dvt0 * barrier * reach_of(s.dvt1 * leff / characteristic)
        + s.k3 * narrow
        + by_pocket
        + if p.tempmod < 2.0 { by_heat * rise } else { -s.kt1 * rise }
        - phi
        - k1 * sqrt_phi;
    let overlap = |said: bool, number: f64, ldd: f64| {
        let of_model = match (said, card.said.dlc && p.dlc > 0.0) {
            (true, _) => number,
            (false, true) => p.dlc * coxe - ldd,
            (false, false) => 0.6 * card.binned.xj[0] * coxe,
        };
        (of_model.max(0.0) + s.cf) * weff_cv * whole
    };
    let cgbo = if card.said.cgbo { p.cgbo } else { 2.0 * p.dwc * coxe };
    let charge = Charge {
        oxide: coxe * area,
        area,
        vfbzb,
        vfbcv: s.vfbcv,
        k1ox,
        noff: s.noff,
        voffcv,
        abulk_cv: 1.0 + libm::pow(s.clc / leff_cv, s.cle),
        xpart: p.xpart,
        coxp,
        epssub: substrate,
        acde: s.acde * libm::pow(ndep / 2e16, -0.25),
        ldeb: (substrate * vt0 / (CHARGE * ndep * 1e6)).sqrt() / 3.0,
        link: 1e-3 * toxp,
        surface: if k1ox <= 0.0 { sqrt_phi } else { 2.0 * k1ox * sqrt_phi },
        surface_scale: s.moin * vt * if k1ox <= 0.0 { 0.25 } else { k1ox * k1ox },
        overlap_source: overlap(card.said.cgso, p.cgso, card.binned.cgsl[0]),
        overlap_drain: overlap(card.said.cgdo, p.cgdo, card.binned.cgdl[0]),
        overlap_bulk: cgbo.max(0.0) * leff_cv * whole,
        ldd_source: s.cgsl * weff_cv * whole,
        ldd_drain: s.cgdl * weff_cv * whole,
        kappa_source: s.ckappas.max(0.02),
        kappa_drain: s.ckappad.max(0.02),
    };

    let around = Around { card, given, drawn, size: &size, sized: &s, vt, vfbsd, count };
    let (outside, of_substrate) = around.outside(modes, resistance)?;
    let oxides = Oxides { toxe, epsrox, vfbsd, vfbsdoff, vfbzb, k1ox, vt, vt0, vth0: card.sign * vth0 };
    let [source, drain] = [Side::Source, Side::Drain].map(|side| diode(card, given, drawn, &size, side, heat, &material, count));
    Ok(Device {
        gate,
        channel,
        charge,
        leakage: leakage(card, &s, &size, &oxides),
        source,
        drain,
        series: [Side::Source, Side::Drain].map(|side| series(card, given, drawn, side, size.weff_junction) * count),
        noise: Noise {
            leff,
            leff_noise: leff - 2.0 * p.lintnoi,
            weff,
            litl,
            vsat,
            coxe,
            area_cv: weff_cv * leff_cv * drawn.fingers,
            states: [vt / CHARGE * (coxe + s.cit), vt / CHARGE * substrate],
            noia: p.noia,
            noib: p.noib,
            noic: p.noic,
            em: p.em,
            ef: p.ef,
            af: p.af,
            kf: p.kf,
            ntnoi: p.ntnoi.max(0.0),
            tnoi: [p.tnoia, p.tnoib, p.tnoic].map(|number| number.max(0.0)),
            rnoi: [p.rnoia, p.rnoib, p.rnoic].map(|number| number.max(0.0)),
            idovvds: p.idovvds,
            vtm: vt,
        },
        outside,
        substrate: of_substrate,
        vth0: card.sign * vth0,
    })
}

/// Refuses numbers of a size that have no meaning, as ngspice does.
fn check(s: &Sized, weff: f64) -> Result<(), String> {
    for (name, number) in [
        ("ngate", s.ngate), ("dvt1", s.dvt1), ("dvt1w", s.dvt1w), ("dsub", s.dsub), ("delta", s.delta), ("drout", s.drout), ("fprout", s.fprout), ("pdits", s.pdits), ("clc", s.clc),
    ] {
        if !(number >= 0.0) {
            return Err(format!("{name} is {number:e} at this size; it must not be below 0"));
        }
    }
    for (name, number) in [
        ("pclm", s.pclm), ("nigc", s.nigc), ("nigbinv", s.nigbinv), ("nigbacc", s.nigbacc), ("poxedge", s.poxedge), ("pigcd", s.pigcd), ("noff", s.noff), ("moin", s.moin), ("lp", s.lp), ("xn", s.xn),
        ("w0 and the width together", s.w0 + weff), ("b1 and the width together", s.b1 + weff),
    ] {
        if !(number > 0.0) {
            return Err(format!("{name} is {number:e} at this size; it must be above 0"));
        }
    }
    if !(s.ngate <= 1e25) {
        return Err(format!("ngate is {:e} at this size; it must be at most 1e25", s.ngate));
    }
    Ok(())
}

pub fn one_plus_of(x: f64) -> f64 {
    if x >= -0.5 { 1.0 + x } else { (1.0 + 3.0 * x) / (3.0 + 8.0 * x) }
}

fn held_exp_of(x: f64) -> f64 {
    if x < -HELD {
        LEAST
    } else if x > HELD {
        MOST
    } else {
        libm::exp(x)
    }
}
