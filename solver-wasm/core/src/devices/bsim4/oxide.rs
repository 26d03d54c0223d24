//! What of a BSIM4's oxide does not depend on voltages: the constants of tunnelling
//! and induced leakage, and the physical thickness where the equivalent one is given.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 1.3 (equivalent
//! thickness), 4 and 6.2 (leakage).

use super::binned::Sized;
use super::defaults::{Card, VACUUM};
use super::leakage::Leakage;
use super::shapes::reach_of;
use super::size::{one_plus_of, Size, GATE_CHARGE, PER_KELVIN};

/// What leakage takes from the size besides its own parameters.
pub struct Oxides {
    pub toxe: f64,
    pub epsrox: f64,
    pub vfbsd: f64,
    pub vfbsdoff: f64,
    pub vfbzb: f64,
    pub k1ox: f64,
    pub vt: f64,
    pub vt0: f64,
    pub vth0: f64,
}

/// The constants of a finger's leakage.
pub fn leakage(card: &Card, s: &Sized, size: &Size, o: &Oxides) -> Leakage {
    let p = &card.plain;
    // Tunnelling of electrons from the conduction band, and of holes from the valence band.
    let (electrons, holes) = ([4.97232e-7, 7.45669e11], [3.42537e-7, 1.16645e12]);
    let [a, b] = if card.sign > 0.0 { electrons } else { holes };
    let thin = |edge: f64| libm::exp(s.ntox * libm::log(p.toxref / (o.toxe * edge))) / o.toxe / o.toxe / edge / edge;
    let area = size.weff * size.leff * thin(1.0);
    let edge = size.weff * thin(s.poxedge);
    let law = |factor: f64, a: f64, b: f64, c: f64| [factor * a, factor * (a * c - b), factor * b * c];
    let [igc_a, igc_b, igc_c] = law(-b * o.toxe, s.aigc, s.bigc, s.cigc);
    let [igs_a, igs_b, igs_c] = law(-b * o.toxe * s.poxedge, s.aigs, s.bigs, s.cigs);
    let [igd_a, igd_b, igd_c] = law(-b * o.toxe * s.poxedge, s.aigd, s.bigd, s.cigd);
    let bulk = -electrons[1] * o.toxe;
    let [acc_a, acc_b, acc_c] = law(bulk, s.aigbacc, s.bigbacc, s.cigbacc);
    let [inv_a, inv_b, inv_c] = law(bulk * 1.31724, s.aigbinv, s.bigbinv, s.cigbinv);
    let vt = if p.tempmod < 2.0 { o.vt } else { o.vt0 };
    let flat = if p.mtrlmod == 0.0 { 0.0 } else { o.vfbsd };
    Leakage {
        vfbzb: o.vfbzb,
        k1ox: o.k1ox,
        vth0: o.vth0,
        igc_scale: vt * s.nigc,
        acc_scale: vt * s.nigbacc,
        inv_scale: vt * s.nigbinv,
        eigbinv: s.eigbinv,
        igc: a * area,
        igc_a,
        igc_b,
        igc_c,
        edge_vfb: o.vfbsd + o.vfbsdoff,
        igs: a * edge * p.dlcig,
        igs_a,
        igs_b,
        igs_c,
        igd: a * edge * p.dlcigd,
        igd_a,
        igd_b,
        igd_c,
        acc: electrons[0] * area,
        acc_a,
        acc_b,
        acc_c,
        inv: electrons[0] * area * 0.75610,
        inv_a,
        inv_b,
        inv_c,
        pigcd: if card.said.pigcd { s.pigcd } else { 0.0 },
        pigcd_field: b * o.toxe,
        per_oxide: if p.mtrlmod == 0.0 { 1.0 / (3.0 * o.toxe) } else { o.epsrox / (p.epsrsub * o.toxe) },
        agidl: s.agidl * size.weff_junction,
        bgidl: s.bgidl,
        cgidl: s.cgidl,
        egidl: s.egidl - flat,
        rgidl: s.rgidl,
        kgidl: s.kgidl,
        fgidl: s.fgidl,
        agisl: s.agisl * size.weff_junction,
        bgisl: s.bgisl,
        cgisl: s.cgisl,
        egisl: s.egisl - flat,
        rgisl: s.rgisl,
        kgisl: s.kgisl,
        fgisl: s.fgisl,
        gidl_clamp: p.gidlclamp,
    }
}

/// What the physical thickness of an oxide that is known by its EOT depends on.
pub struct Thick {
    pub toxe: f64,
    pub epsrox: f64,
    pub substrate: f64,
    pub coxe: f64,
    pub factor1: f64,
    pub xdep0: f64,
    pub ndep: f64,
    pub intrinsic: f64,
    pub vfb: f64,
    pub vth0: f64,
    pub k1: f64,
    pub k1ox: f64,
    pub nfactor: f64,
}

/// The physical thickness of the oxide by the equivalent one, which was measured at
/// VDDEOT on a channel of LEFFEOT and WEFFEOT: by as much thinner as the charge in
/// the silicon is away from it.
pub fn physical_thickness(card: &Card, s: &Sized, t: &Thick) -> f64 {
    let p = &card.plain;
    let vt = PER_KELVIN * p.tempeot;
    let vbi = vt * libm::log(s.nsd * t.ndep / (t.intrinsic * t.intrinsic));
    let phi = vt * libm::log(t.ndep / t.intrinsic) + s.phin + 0.4;
    let vdd = card.sign * p.vddeot;
    let mut vgs = vdd;
    let flat = t.vfb + phi;
    let permittivity = p.epsrgate * VACUUM;
    if s.ngate > 1e18 && s.ngate < 1e25 && vdd > flat && permittivity != 0.0 {
        let scale = 1e6 * GATE_CHARGE * permittivity * s.ngate / (t.coxe * t.coxe);
        let over = vdd - flat;
        let voltage = 2.0 * over / ((1.0 + 2.0 * over / scale).sqrt() + 1.0);
        let rest = 1.12 - 0.5 * voltage * voltage / scale - 0.05;
        vgs = vdd - (1.12 - 0.5 * (rest + (rest * rest + 0.224).sqrt()));
    }
    let characteristic = t.factor1 * t.xdep0.sqrt();
    let barrier = vbi - phi;
    let theta = reach_of(s.dvt1 * p.leffeot / characteristic);
    let narrow_reach = reach_of(s.dvt1w * p.weffeot * p.leffeot / characteristic);
    let rise = p.tempeot / (p.tnom + crate::devices::junction::KELVIN) - 1.0;
    let by_length = |pocket: f64| (1.0 + pocket / p.leffeot).sqrt();
    let mut vth = card.sign * t.vth0 + (t.k1ox - t.k1) * phi.sqrt() * by_length(s.lpeb) - s.dvt0 * theta * barrier - s.dvt0w * narrow_reach * barrier
        + s.k3 * t.toxe * phi / (p.weffeot + s.w0)
        + t.k1ox * (by_length(s.lpe0) - 1.0) * phi.sqrt()
        + (s.kt1 + s.kt1l / p.leffeot) * rise;
    let n = one_plus_of((t.nfactor * t.substrate / t.xdep0 + s.cdsc * theta + s.cit) / t.coxe);
    if s.dvtp0 > 0.0 {
        vth -= n * vt * libm::log(p.leffeot / (p.leffeot + 2.0 * s.dvtp0));
    }
    let above = (4.0 * (card.sign * t.vth0 - t.vfb - phi)).max(0.0);
    let mut thickness = t.toxe;
    // At most five rounds, as published.
    for _ in 0..5 {
        let before = thickness;
        let field = (vgs - vth + above) / (2e8 * before);
        let centroid = p.ados * 1.9e-9 / (1.0 + libm::exp(p.bdos * 0.7 * libm::log(field)));
        thickness = t.toxe - t.epsrox / p.epsrsub * centroid;
        if (thickness - before).abs() <= 1e-12 {
            break;
        }
    }
    thickness
}
