//! The charges of a BSIM4's gate, channel and bulk, and of the overlaps.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, section 7 (capacitances).
//!
//! Slopes are by vgs, vds and Vbseff from the effective source (capmod=0: by vbs).
//! Where the model jumps: the charges of capmod=0 are made of pieces that meet with
//! their value but not all with their slope, at Vfb, the threshold and saturation;
//! the bulk's voltage in them changes from vbs to Vbseff at Vbseff = 0.

use super::channel::Flow;
use super::gate::{power, GatePair, Stand};
use super::shapes::*;
use crate::devices::equations::constants;
use crate::lanes::{self, mask, F2};

/// Rounds voltages of charges, in volts.
const ROUND: f64 = 0.02;

constants! {
    /// Of all fingers of all devices of m.
    struct Charge / ChargePair {
        /// Coxe·WeffCV·LeffCV in farads, and that over Coxe.
        oxide, area,
        vfbzb, vfbcv, k1ox, noff, voffcv,
        /// 1 + (CLC/LeffCV)^CLE
        abulk_cv,
        xpart,
        coxp, epssub, acde, ldeb, link,
        /// Of the surface potential in inversion: 2·K1OX·√φs, MOIN·vt·K1OX².
        surface, surface_scale,
        overlap_source, overlap_drain, overlap_bulk,
        /// Of the lightly doped regions.
        ldd_source, ldd_drain, kappa_source, kappa_drain,
    }
}

/// Which laws the devices of a pair have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ChargeParts {
    pub capmod: [u8; 2],
    pub cvchargemod: [u8; 2],
    /// Whether there is an intrinsic charge: `xpart` is not below 0.
    pub intrinsic: bool,
    /// Whether overlaps depend on the voltage.
    pub bent: bool,
}

/// Charges of gate, bulk and effective drain; the source has the rest.
pub type Charges = [D3; 3];

impl ChargePair {
    /// Intrinsic charges.
    #[inline(always)]
    pub fn intrinsic(&self, parts: &ChargeParts, gate: &GatePair, channel: &super::channel::ChannelPair, stand: &Stand, vbs: D1, flow: &Flow) -> Charges {
        let laws = parts.capmod;
        let zero = D3::constant(splat(0.0));
        let smooth = if laws != [0; 2] { self.smooth(parts, gate, channel, stand, flow) } else { [zero; 3] };
        // Slopes by vbs instead of Vbseff.
        let by_vbs = |x: D3| D3 { value: x.value, by: [x.by[0], x.by[1], x.by[2] * vbs.by[0]] };
        let mut charges = smooth.map(by_vbs);
        if laws.contains(&0) {
            let pieces = self.pieces(gate, stand, vbs, flow);
            let which = mask(laws.map(|law| law == 0));
            charges = [0, 1, 2].map(|part: usize| D3::select(which, pieces[part], charges[part]));
        }
        let present = !self.xpart.simd_lt(splat(0.0));
        charges.map(|charge| D3::select(present, charge, zero))
    }

    /// How the charge `channel` of the channel divides: the source's part, from the
    /// gate's voltage x, the voltage t along it times the bulk charge, and 12 times
    /// its mean.
    #[inline(always)]
    fn source(&self, oxide: D3, x: D3, t: D3, mean: D3, channel: D3) -> D3 {
        let half = splat(0.5);
        let (below, above) = (self.xpart.simd_lt(half), self.xpart.simd_gt(half));
        let mut part = -channel * half;
        if above.any() {
            let whole = -(oxide * (x * half + t * splat(0.25) - square(t) / mean * half));
            part = D3::select(above, whole, part);
        }
        if below.any() {
            let number = splat;
            let two_thirds = square(t) * number(2.0 / 3.0);
            let polynomial = x * (two_thirds + x * (x - t * number(4.0 / 3.0))) - square(t) * t * number(2.0 / 15.0);
            let forty = -(oxide * polynomial / square(mean) * number(0.5 * 144.0));
            part = D3::select(below, forty, part);
        }
        part
    }

    #[inline(never)]
    fn smooth(&self, parts: &ChargeParts, gate: &GatePair, channel: &super::channel::ChannelPair, stand: &Stand, flow: &Flow) -> Charges {
        let (zero, one, half) = (splat(0.0), splat(1.0), splat(0.5));
        let vgs = D3 { value: stand.vgs_eff.value, by: [stand.vgs_eff.by[0], zero, zero] };
        let vbseff = D3::input(stand.vbseff.value, 2);
        let vds = D3::input(stand.vds, 1);
        let law = parts.cvchargemod;
        let mut vgsteff = D3::constant(zero);
        if law.contains(&0) {
            vgsteff = soft_plus(stand.overdrive() - self.voffcv, stand.slope() * (gate.vtm * self.noff));
        }
        if law != [0; 2] {
            let inverted = stand.effective(gate.mstar_cv, gate.voff_cv, gate);
            vgsteff = D3::select(mask(law.map(|law| law != 0)), inverted, vgsteff);
        }
        let thick = mask(parts.capmod.map(|law| law == 2));
        let some_thick = thick.any();

        // Accumulation and depletion.
        let below = -vgs + vbseff + self.vfbzb - splat(ROUND);
        let size = (square(below) + lanes::abs(self.vfbzb) * splat(4.0 * ROUND)).sqrt();
        let accumulated = -(below + size) * half;
        let rest = vgs - (accumulated + self.vfbzb) - vbseff - vgsteff;
        let half_k1 = self.k1ox * half;
        let negative = rest.value.simd_lt(zero);
        let kept = D3::select(negative, D3::constant(zero), rest);
        let depleted = D3::select(negative, rest, ((kept + half_k1 * half_k1).sqrt() - half_k1) * self.k1ox);
        let depleted = D3::select(self.k1ox.simd_eq(zero), D3::constant(zero), depleted);
        let mut oxide = D3::constant(self.oxide);
        if some_thick {
            let field = (vgs - vbseff - self.vfbzb) * (self.acde * splat(1e-8) / channel.toxp);
            let thickness = held_exp(field) * self.ldeb;
            let less = -thickness + self.ldeb - self.link;
            let thickness = -(less + (square(less) + splat(4.0) * self.link * self.ldeb).sqrt()) * half + self.ldeb;
            oxide = D3::select(thick, self.centred(thickness), oxide);
        }
        let bulk0 = oxide * (accumulated + depleted);

        // Inversion.
        let mut x = vgsteff;
        let mut oxide = D3::constant(self.oxide);
        if some_thick {
            let inside = vgsteff * (vgsteff + self.surface) * (one / self.surface_scale) + one;
            let t = vgsteff - ln(inside) * gate.vtm - splat(0.001);
            let pinned = (t + (square(t) + vgsteff * splat(0.004)).sqrt()) * half;
            x = D3::select(thick, pinned, x);
            let thin = power((vgsteff + channel.vtfbphi2) * (splat(0.5e-8) / channel.toxp), channel.bdos) + one;
            oxide = D3::select(thick, self.centred(reciprocal(thin) * channel.ados), oxide);
        }
        let abulk = D3 { value: flow.abulk0.value, by: [zero, zero, flow.abulk0.by[0]] } * self.abulk_cv;
        let vdseff = at_most(vds, x / abulk, splat(ROUND));
        let t = abulk * vdseff;
        let mean = (x - t * half + splat(1e-20)) * splat(12.0);
        let inverted = oxide * (x - t * half + square(t) / mean);
        let bulk = oxide * (-abulk + one) * vdseff * (-(t / mean) + half);
        let source = self.source(oxide, x, t, mean, inverted);
        let gate = inverted - bulk + bulk0;
        let bulk = bulk - bulk0;
        [gate, bulk, -(gate + bulk + source)]
    }

    /// The oxide's capacitance with a charge of some thickness in the silicon.
    #[inline(always)]
    fn centred(&self, thickness: D3) -> D3 {
        reciprocal(thickness * self.coxp + self.epssub) * (self.epssub * self.coxp * self.area)
    }

    /// capmod=0, with slopes by vbs.
    #[inline(never)]
    fn pieces(&self, gate: &GatePair, stand: &Stand, vbs: D1, flow: &Flow) -> Charges {
        let number = splat;
        let (zero, one) = (splat(0.0), splat(1.0));
        let by_vbs = |x: D1| D3 { value: x.value, by: [zero, zero, x.by[0] * vbs.by[0]] };
        let vgs = D3 { value: stand.vgs_eff.value, by: [stand.vgs_eff.by[0], zero, zero] };
        let vds = D3::input(stand.vds, 1);
        let free = D3 { value: vbs.value, by: [zero, zero, one] };
        let bulk = D3::select(stand.vbseff.value.simd_lt(zero), free, by_vbs(stand.vbseff));
        let vgst = vgs - by_vbs(stand.sqrt_phis) * self.k1ox - self.vfbcv - gate.phi;
        let over = vgs - bulk - self.vfbcv;
        let accumulated = !over.value.simd_gt(zero) & over.value.simd_eq(over.value);
        let off = !vgst.value.simd_gt(zero) & vgst.value.simd_eq(vgst.value);

        let half_k1 = self.k1ox * number(0.5);
        let kept = D3::select(accumulated, D3::constant(zero), over);
        let depleted = ((kept + half_k1 * half_k1).sqrt() - half_k1) * self.k1ox;
        let below = D3::select(accumulated, over, depleted) * self.oxide;

        let vgst = D3::select(off, D3::constant(one), vgst);
        let abulk = by_vbs(flow.abulk0) * self.abulk_cv;
        let vdsat = vgst / abulk;
        let saturated = !vdsat.value.simd_gt(vds.value);
        let along = D3::select(saturated, vdsat, vds);
        let first = vdsat + vdsat - along;
        let second = along / first * number(1.0 / 3.0);
        let third = second * along;
        let fourth = abulk * (self.oxide * number(0.25));
        let channel = vgs - self.vfbcv - gate.phi;
        let on = (channel - (along - third) * number(0.5)) * self.oxide;
        // What both ends hold together, and the drain's part by xpart.
        let inverted = -(fourth * (first + third) * number(2.0));
        let whole = fourth * (along + along - first - third * number(3.0));
        let six = square(vdsat) * number(8.0) - vdsat * along * number(6.0) + square(along) * number(1.2);
        let forty = fourth * (along - first - second / first * six);
        let half = number(0.5);
        let (less, more) = (self.xpart.simd_lt(half), self.xpart.simd_gt(half));
        let drain = D3::select(less, forty, D3::select(more, whole, inverted * half));
        let inverted_bulk = -(on + inverted);
        [
            D3::select(accumulated | off, below, on),
            D3::select(accumulated | off, -below, inverted_bulk),
            D3::select(accumulated | off, D3::constant(zero), drain),
        ]
    }

    /// Charge of an overlap and its capacitance.
    #[inline(always)]
    pub fn overlap(&self, parts: &ChargeParts, v: F2, [plain, ldd, kappa]: [F2; 3]) -> (F2, F2) {
        let (mut charge, mut capacitance) = (plain * v, plain);
        if parts.bent {
            let half = splat(0.5);
            let smooth = mask(parts.capmod.map(|law| law != 0));
            let t = v + splat(ROUND);
            let size = (t * t + splat(4.0 * ROUND)).sqrt();
            let below = half * (t - size);
            let root = (splat(1.0) - splat(4.0) * below / kappa).sqrt();
            let ldd = smooth.select(ldd, splat(0.0));
            charge += ldd * (v - below - half * kappa * (root - splat(1.0)));
            capacitance += ldd * (splat(1.0) - (splat(1.0) - splat(1.0) / root) * (half - half * t / size));
        }
        (charge, capacitance)
    }

    /// Constants of the overlaps of source and drain.
    pub fn overlaps(&self) -> [[F2; 3]; 2] {
        [[self.overlap_source, self.ldd_source, self.kappa_source], [self.overlap_drain, self.ldd_drain, self.kappa_drain]]
    }
}
