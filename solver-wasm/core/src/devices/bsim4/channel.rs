//! The channel's current of a BSIM4: mobility, saturation, output resistance,
//! and the current that impact ionisation adds.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 3.4 to 3.6 and 5
//! (drain current), 4 and 3.7 (bulk charge), 6.1 (impact ionisation).
//!
//! Slopes in this file are by Vgsteff, vds and Vbseff as if these were
//! independent; [`Slopes::outer`] makes slopes by vgs, vds and Vbseff of them.

use super::gate::{of_bulk, power, GatePair, Stand};
use super::shapes::*;
use crate::devices::equations::constants;
use crate::lanes::{self, mask, Dual, F2};

constants! {
    struct Channel / ChannelPair {
        weff, dwg, dwb,
        prwg, prwb, rds0, rdswmin,
        /// K1OX·√(1 + LPEB/Leff)/2, and K2OX less K3B's part.
        body, body_more,
        xj, a0, ags, keta, b0,
        ua, ub, uc, ud, eu, ucs, toxe,
        /// Of the mobility's field: twice the threshold's part, or a constant.
        field, field_less, vgsteff_vth,
        u0, vsat,
        coxe,
        a1, a2, delta, vtm, leff, litl, lambda,
        toxp, coxp, epssub, vtfbphi2, ados, bdos,
        fprout, pvag, pclm, theta_rout, pdiblcb,
        pdits, pditsd, pditsl,
        scbe, scbe_scale,
        ionisation, beta0,
        /// VTL·(1 − r)/(1 + r), 0 where it is not given.
        vtl,
    }
}

/// Which rare parts the devices of a pair have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ChannelParts {
    pub resistance: bool,
    pub saturation: bool,
    pub overshoot: bool,
    pub pocket: bool,
    pub pvag: bool,
    pub shift: bool,
    pub ionisation: bool,
    pub limit: bool,
    /// ud
    pub coulomb: bool,
    pub narrow: bool,
    pub bodied: bool,
    pub dibl: bool,
}

impl ChannelParts {
    pub fn of(channel: &Channel) -> ChannelParts {
        ChannelParts {
            resistance: channel.rds0 > 0.0 || channel.rdswmin > 0.0,
            saturation: channel.a1 != 0.0,
            overshoot: channel.lambda > 0.0,
            pocket: channel.fprout > 0.0,
            pvag: channel.pvag != 0.0,
            shift: channel.pdits > LEAST,
            ionisation: channel.ionisation > 0.0 && channel.beta0 > 0.0,
            limit: channel.vtl > 0.0,
            coulomb: channel.ud != 0.0,
            narrow: channel.dwg != 0.0 || channel.dwb != 0.0,
            bodied: channel.pdiblcb != 0.0,
            dibl: channel.theta_rout > LEAST,
        }
    }

    pub fn either(self, other: ChannelParts) -> ChannelParts {
        ChannelParts {
            resistance: self.resistance || other.resistance,
            saturation: self.saturation || other.saturation,
            overshoot: self.overshoot || other.overshoot,
            pocket: self.pocket || other.pocket,
            pvag: self.pvag || other.pvag,
            shift: self.shift || other.shift,
            ionisation: self.ionisation || other.ionisation,
            limit: self.limit || other.limit,
            coulomb: self.coulomb || other.coulomb,
            narrow: self.narrow || other.narrow,
            bodied: self.bodied || other.bodied,
            dibl: self.dibl || other.dibl,
        }
    }
}

/// What the channel carries, and what noise and charges take from it. Slopes by vgs,
/// vds and Vbseff where there are any.
#[derive(Debug, Clone, Copy)]
pub struct Flow {
    /// From drain to source, and from drain to bulk by impact ionisation.
    pub current: D3,
    pub ionised: D3,
    pub vdsat: F2,
    /// Vdseff, by Vgsteff, vds and Vbseff.
    pub vdseff: D3,
    /// Bulk charge without the gate's part, by Vbseff.
    pub abulk0: D1,
    pub abulk: F2,
    /// Without KETA's part, as the published implementation gives it to noise.
    pub abulk_of_noise: F2,
    pub mobility: F2,
    pub esat_length: F2,
    pub coxeff: F2,
    /// Current over Vdseff, and µ·Coxeff·Weff/Leff, by Vgsteff, vds and Vbseff.
    pub ids: D3,
    pub beta: D3,
    /// Conductance of the channel without velocity saturation at its drain.
    pub gche: F2,
    /// The channel's own resistance.
    pub rds: F2,
    pub vgst2vtm: F2,
}

/// Slopes by Vgsteff, vds and Vbseff become slopes by vgs, vds and Vbseff.
#[inline(always)]
pub fn outer(x: D3, vgsteff: &D3) -> D3 {
    let [g, d, b] = x.by;
    Dual { value: x.value, by: [g * vgsteff.by[0], d + g * vgsteff.by[1], b + g * vgsteff.by[2]] }
}

/// Slopes by Vgsteff and Vbseff among the three.
#[inline(always)]
fn of_two(x: D2) -> D3 {
    Dual { value: x.value, by: [x.by[0], splat(0.0), x.by[1]] }
}

/// A smooth larger of x and 0.05, twice: x + √(x² + 0.01).
#[inline(always)]
fn kept_up(x: D2) -> D2 {
    x + (square(x) + splat(0.01)).sqrt()
}

/// Width, the resistance of the ends and the bulk's charge, by Vgsteff and Vbseff.
struct Bulk {
    weff: D2,
    rds: D2,
    abulk: D2,
}

/// Where the channel saturates, by Vgsteff, vds and Vbseff.
struct Along {
    /// 1/λ of the saturation.
    inverse: D2,
    vgst2vtm: D2,
    /// Voltage over the ends' resistance by volt of Vgsteff.
    drop: D2,
    vdsat: D3,
    vdseff: D3,
    /// What of the drain's voltage is beyond Vdseff.
    rest: D3,
}

/// The channel before the conductance of its output, by Vgsteff, vds and Vbseff.
struct Inside {
    vgsteff: D3,
    vds: D3,
    abulk3: D3,
    esat_length: D3,
    vasat: D3,
    /// Current over Vdseff, and 1 + that times the ends' resistance.
    idl: D3,
    dropped: D3,
}

impl ChannelPair {
    /// What the mobility's denominator has beyond 1, by the law of `mobmod`.
    #[inline(never)]
    fn field(&self, law: u8, coulomb: bool, vgsteff: D3, vth: D3, vbseff: D3) -> D3 {
        let one = splat(1.0);
        // Laws 4 to 6 have a constant where 0 to 2 have the threshold.
        let fixed = law >= 4;
        let by_bulk = vbseff * self.uc;
        let mut field = match law {
            2 | 6 => power((vgsteff + self.field) * (one / self.toxe), self.eu) * (by_bulk + self.ua),
            3 => power((vgsteff + self.field) * (splat(1e-8 / 6.0) / self.toxe), self.eu) * (by_bulk + self.ua),
            _ => {
                let sum = if fixed { vgsteff + self.field } else { vgsteff + vth + vth };
                let field = (sum - self.field_less) * (one / self.toxe);
                match law {
                    1 | 5 => field * (field * self.ub + self.ua) * (by_bulk + one),
                    _ => field * (field * self.ub + by_bulk + self.ua),
                }
            }
        };
        if coulomb {
            if law == 3 {
                let charge = vgsteff * (splat(0.5) / self.vgsteff_vth) + splat(0.5);
                field = field + power(charge, -self.ucs) * self.ud;
            } else {
                let threshold = if fixed { D3::constant(self.field) } else { vth };
                let size = (square(threshold) + splat(1e-4)).sqrt();
                let part = threshold * self.toxe / (vgsteff + size + size);
                field = field + square(part) * self.ud;
            }
        }
        field
    }

    /// The mobility, where the devices of the pair may have different laws.
    #[inline(always)]
    fn mobility(&self, laws: [u8; 2], coulomb: bool, vgsteff: D3, vth: D3, vbseff: D3) -> D3 {
        let mut field = self.field(laws[0], coulomb, vgsteff, vth, vbseff);
        if laws[1] != laws[0] {
            field = D3::select(mask([true, false]), field, self.field(laws[1], coulomb, vgsteff, vth, vbseff));
        }
        let rest = bend(field, field.value.simd_lt(splat(-0.8)), field + splat(1.0), [0.6, 1.0, 7.0, 10.0]);
        reciprocal(rest) * self.u0
    }

    /// What the channel carries, of one finger.
    ///
    /// In parts, each a function of its own: engines of WebAssembly need four times as
    /// long for a function of twice the size, and run it slowly until then.
    #[inline(never)]
    pub fn flow(&self, parts: &ChannelParts, laws: [u8; 2], gate: &GatePair, stand: &Stand, vgsteff: &D3) -> Flow {
        let (zero, one, two) = (splat(0.0), splat(1.0), splat(2.0));
        let outside = vgsteff;
        let vgst = D2::input(vgsteff.value, 0);
        let vgsteff = D3::input(vgsteff.value, 0);
        let vds = D3::input(stand.vds, 1);
        let all = |x: D1| D3 { value: x.value, by: [zero, zero, x.by[0]] };

        // Width and resistance.
        let less = of_bulk(stand.sqrt_phis) - gate.sqrt_phi;
        let mut weff = D2::constant(self.weff);
        if parts.narrow {
            weff = -(vgst * self.dwg + less * self.dwb) * two + self.weff;
            weff = bend(weff, weff.value.simd_lt(splat(2e-8)), weff, [8e-16, -2e-8, 6e-8, -2.0]);
        }
        let mut rds = D2::constant(zero);
        if parts.resistance {
            rds = kept_up(reciprocal(vgst * self.prwg + one) + less * self.prwb) * self.rds0 + self.rdswmin;
        }

        // Bulk charge.
        let body = reciprocal(stand.sqrt_phis) * self.body + self.body_more;
        let around = (stand.xdep * self.xj).sqrt() * two + self.leff;
        let part = reciprocal(around) * self.leff;
        let abulk0 = body * (part * self.a0 + self.b0) + one;
        let steep = -(body * part * square(part) * self.ags);
        let abulk = of_bulk(abulk0) + of_bulk(steep) * vgst;
        let bent = one_over(stand.vbseff * self.keta);
        let abulk0 = at_least_a_tenth(abulk0) * bent;
        let abulk = at_least_a_tenth(abulk);
        let abulk_of_noise = abulk.value;
        let abulk = abulk * of_bulk(bent);

        // Mobility and velocity.
        let vth = D3 { value: stand.vth.value, by: [zero, stand.vth.by[0], stand.vth.by[1]] };
        let mobility = self.mobility(laws, parts.coulomb, vgsteff, vth, all(stand.vbseff));
        let esat = reciprocal(mobility) * (two * self.vsat);
        let mut esat_length = esat * self.leff;

        let along = self.saturated(parts, vgst, vds, &Bulk { weff, rds, abulk }, &esat_length);
        let Along { inverse, vgst2vtm, drop, vdsat, vdseff, rest } = along;
        let (vgst2vtm3, abulk3) = (of_two(vgst2vtm), of_two(abulk));
        if parts.overshoot {
            let along = rest * (reciprocal(esat) * (one / self.litl)) + one;
            let part = -reciprocal(square(along) + one) * two + one;
            let faster = esat_length * (reciprocal(mobility) * (self.lambda / self.leff) * part + one);
            esat_length = D3::select(self.lambda.simd_gt(zero), faster, esat_length);
        }

        // Early voltage of saturation.
        let half = abulk3 * vdsat * splat(0.5) / vgst2vtm3;
        let drop3 = of_two(drop * vgst);
        let top = esat_length + vdsat + (-half + one) * drop3 * two;
        let vasat = top / of_two(inverse * two - one + drop * abulk);

        // Current without the output's conductance.
        let thin = power((vgst + self.vtfbphi2) * (splat(0.5e-8) / self.toxp), self.bdos) + one;
        let thickness = reciprocal(thin) * self.ados;
        let coxeff = reciprocal(thickness * self.coxp + self.epssub) * (self.epssub * self.coxp);
        let beta = mobility * of_two(coxeff * weff) * (one / self.leff);
        let over = of_two(abulk / vgst2vtm);
        let drive = (-(vdseff * over) * splat(0.5) + one) * vgsteff;
        let gche = beta * drive / (vdseff / esat_length + one);
        let mut idl = gche;
        let mut dropped = D3::constant(one);
        if parts.resistance {
            let rds3 = of_two(rds);
            idl = gche / (gche * rds3 + one);
            dropped = rds3 * idl + one;
        }

        let (ids, ionised) = self.carried(parts, stand, &Inside { vgsteff, vds, abulk3, esat_length, vasat, idl, dropped }, &along);
        let mut current = outer(ids * vdseff, outside);
        if parts.limit {
            current = self.limited(current, outside, coxeff * weff);
        }
        Flow {
            current,
            ionised: outer(ionised, outside),
            vdsat: vdsat.value,
            vdseff,
            abulk0,
            abulk: abulk.value,
            abulk_of_noise,
            mobility: mobility.value,
            esat_length: esat_length.value,
            coxeff: coxeff.value,
            ids,
            beta,
            gche: gche.value,
            rds: rds.value,
            vgst2vtm: vgst2vtm.value,
        }
    }

    /// The voltage along the channel where it saturates, and what of the drain's voltage
    /// lies along it.
    #[inline(never)]
    fn saturated(&self, parts: &ChannelParts, vgst: D2, vds: D3, bulk: &Bulk, esat_length: &D3) -> Along {
        let (zero, one, two) = (splat(0.0), splat(1.0), splat(2.0));
        let &Bulk { weff, rds, abulk } = bulk;
        let esat_length = *esat_length;
        let mut lambda = D2::constant(self.a2);
        if parts.saturation {
            let rises = self.a1.simd_gt(zero);
            let rest = rises.select(one - self.a2, self.a2);
            let t = vgst * rises.select(-self.a1, self.a1) + rest - splat(1e-4);
            let kept = (t + (square(t) + splat(4e-4) * rest).sqrt()) * splat(0.5);
            let bent = D2::select(rises, -kept + one, kept);
            lambda = D2::select(self.a1.simd_ne(zero), bent, lambda);
        }
        let vgst2vtm = vgst + two * self.vtm;
        let wide = weff * (self.vsat * self.coxe);
        let drop = wide * rds;
        let simple = rds.value.simd_eq(zero) & lambda.value.simd_eq(one);
        let (mut vdsat, vgst2vtm3, abulk3) = (D3::constant(zero), of_two(vgst2vtm), of_two(abulk));
        if simple.any() {
            vdsat = esat_length * vgst2vtm3 / (abulk3 * esat_length + vgst2vtm3);
        }
        let inverse = reciprocal(lambda);
        if !simple.all() {
            let weight = abulk * drop;
            let a = abulk * (weight + inverse - one) * two;
            let b = of_two(vgst2vtm * (inverse * two - one) + vgst2vtm * weight * splat(3.0)) + abulk3 * esat_length;
            let c = vgst2vtm3 * (esat_length + of_two(vgst2vtm * drop * two));
            let root = (square(b) - of_two(a) * c * two).sqrt();
            vdsat = D3::select(simple, vdsat, (b - root) / of_two(a));
        }
        let mut vdseff = at_most(vds, vdsat, self.delta);
        vdseff.value = lanes::min(vdseff.value, vds.value);
        let rest = vds - vdseff;
        Along { inverse, vgst2vtm, drop, vdsat, vdseff, rest }
    }

    /// Current over Vdseff with the conductance of the output, and what ionises.
    #[inline(never)]
    fn carried(&self, parts: &ChannelParts, stand: &Stand, inside: &Inside, along: &Along) -> (D3, D3) {
        let one = splat(1.0);
        let zero = splat(0.0);
        let &Inside { vgsteff, vds, abulk3, esat_length, vasat, idl, dropped } = inside;
        let &Along { vgst2vtm, vdsat, vdseff, rest, .. } = along;
        let vgst2vtm3 = of_two(vgst2vtm);
        let mut pocket = D2::constant(one);
        if parts.pocket {
            pocket = D2::select(self.fprout.simd_gt(zero), reciprocal(reciprocal(vgst2vtm) * self.fprout + one), pocket);
        }
        let mut lifted = D3::constant(one);
        if parts.pvag {
            let x = vgsteff / esat_length * self.pvag;
            lifted = bend(x, !x.value.simd_gt(splat(-0.9)) & x.value.simd_eq(x.value), x + one, [0.8, 1.0, 17.0, 20.0]);
        }
        let esat = esat_length * (one / self.leff);
        let mut ids = idl;
        if parts.dibl {
            let bulk = abulk3 * vdsat;
            let mut vadibl = (vgst2vtm3 - vgst2vtm3 * bulk / (vgst2vtm3 + bulk)) * (one / self.theta_rout);
            if parts.bodied {
                vadibl = vadibl * of_two(of_bulk(one_over(stand.vbseff * self.pdiblcb)));
            }
            let present = self.theta_rout.simd_gt(splat(LEAST));
            ids = D3::select(present, ids * (rest / (vadibl * lifted) + one), ids);
        }
        if parts.shift {
            let x = vds * self.pditsd;
            let e = D3::select(x.value.simd_gt(splat(HELD)), D3::constant(splat(MOST)), x.exp());
            let vadits = (e * self.pditsl + one) * of_two(pocket) * (one / self.pdits);
            ids = D3::select(self.pdits.simd_gt(splat(LEAST)), ids * (rest / vadits + one), ids);
        }
        let modulated = rest.value.simd_gt(splat(1e-10));
        if modulated.any() {
            let longer = vdsat / esat + self.leff;
            let cclm = of_two(pocket) * lifted * dropped * longer * (one / (self.pclm * self.litl));
            let factor = ln(cclm * rest / vasat + one) / cclm + one;
            ids = D3::select(modulated, ids * factor, ids);
        }
        let mut ionised = D3::constant(zero);
        if parts.ionisation {
            let far = rest.value.simd_gt(self.beta0 * splat(1.0 / HELD));
            let near = D3::select(far, rest, D3::constant(one));
            let e = D3::select(far, (-(reciprocal(near) * self.beta0)).exp(), D3::constant(splat(LEAST)));
            let present = self.beta0.simd_gt(zero) & self.ionisation.simd_gt(zero);
            ionised = D3::select(present, rest * e * self.ionisation * ids * vdseff, ionised);
        }
        let breaks = rest.value.simd_gt(self.scbe * splat(1.0 / HELD)) & self.scbe_scale.simd_gt(zero);
        let mut conductance = rest * (self.scbe_scale * splat(1.0 / MOST));
        if breaks.any() {
            let near = D3::select(breaks, rest, D3::constant(one));
            let e = (-(reciprocal(near) * self.scbe)).exp();
            conductance = D3::select(breaks, near * e * self.scbe_scale, conductance);
        }
        let ids = ids * (conductance + one);
        (ids, ionised)
    }

    /// The current that carriers of at most VTL at the source can make.
    #[inline(never)]
    fn limited(&self, current: D3, vgsteff: &D3, charge: D2) -> D3 {
        let charge = outer(of_two(charge), vgsteff);
        let velocity = current / (*vgsteff * charge) * (splat(1.0) / self.vtl);
        let present = self.vtl.simd_gt(splat(0.0)) & velocity.value.simd_gt(splat(0.0));
        let velocity = D3::select(present, velocity, D3::constant(splat(1.0)));
        let cube = square(velocity) * velocity;
        let slow = power(square(cube) + splat(1.0), splat(-1.0 / 6.0));
        D3::select(present, current * slow, current)
    }
}
