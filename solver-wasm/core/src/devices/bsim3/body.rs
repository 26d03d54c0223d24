//! What only the bulk's voltage changes: depletion, threshold, swing, the bulk's
//! charge.
//!
//! Source: BSIM3v3.3 manual, chapters 2 and 3 (equations 2.1.25, 2.1.26, 2.4.4,
//! 2.7.2, 3.1.2). Slopes are by the effective bulk voltage VBSEFF, whose own
//! slope is [`Body::slope`]. Above 0 V VBSEFF is vbs itself; small signals have
//! the slope of the smooth limit there, too, as published: less than 1 by
//! 0.001 V over VBSC.

use super::constants::{ChannelPair, Pair, LARGEST_EXPONENT, LEAST_EXPONENTIAL};
use crate::lanes::{self, Dual, F2};

/// A quantity with its slope by VBSEFF.
pub type ByBulk = Dual<1>;

/// What the bulk determines.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    /// VBSEFF, and its slope by vbs.
    pub vbs: ByBulk,
    pub slope: F2,
    /// Φs and its root.
    pub potential: ByBulk,
    pub root: ByBulk,
    /// Threshold without the drain's effect, and that effect by volt.
    pub threshold: ByBulk,
    pub dibl: ByBulk,
    /// The swing's part above 1, and its change by volt of the drain.
    pub swing: ByBulk,
    pub swing_by_drain: ByBulk,
    /// ABULK at no gate voltage and its fall by volt, both without KETA; KETA's factor.
    pub abulk: ByBulk,
    pub abulk_by_gate: ByBulk,
    pub keta: ByBulk,
    /// The factor of the drain's Early voltage.
    pub early: ByBulk,
}

/// `normal` down to a border of `x`, below it the rational function
/// (a + b·x)/(c + d·x) that the publication joins on with the same slope.
#[inline(always)]
pub fn held<const N: usize>(x: Dual<N>, border: f64, normal: Dual<N>, [a, b, c, d]: [f64; 4]) -> Dual<N> {
    let below = x.value.simd_lt(F2::splat(border));
    if !below.any() {
        return normal;
    }
    let ratio = (x * F2::splat(b) + F2::splat(a)) / (x * F2::splat(d) + F2::splat(c));
    Dual::select(below, ratio, normal)
}

/// 1 + x, which does not fall to 0.
#[inline(always)]
pub fn factor<const N: usize>(x: Dual<N>) -> Dual<N> {
    held(x, -0.5, x + F2::splat(1.0), [1.0, 3.0, 3.0, 8.0])
}

/// 1/(1 + x), which stays finite.
#[inline(always)]
fn reciprocal<const N: usize>(x: Dual<N>) -> Dual<N> {
    let one = Dual::constant(F2::splat(1.0));
    held(x, -0.9, one / (x + F2::splat(1.0)), [17.0, 20.0, 0.8, 1.0])
}

/// e^x + 2·e^2x, held at e⁻³⁴ below.
#[inline(always)]
fn decay(x: ByBulk) -> ByBulk {
    let far = x.value.simd_lt(F2::splat(-LARGEST_EXPONENT));
    let mut e = x.exp();
    if far.any() {
        e = Dual::select(far, Dual::constant(F2::splat(LEAST_EXPONENTIAL)), e);
    }
    e * (e * F2::splat(2.0) + F2::splat(1.0))
}

impl Body {
    #[inline(never)]
    pub fn at(pair: &Pair, vbs: F2, published: bool) -> Body {
        let of = &pair.channel;
        let (zero, one, half) = (F2::splat(0.0), F2::splat(1.0), F2::splat(0.5));
        let above = vbs - of.vbsc - F2::splat(0.001);
        let around = (above * above + of.roundness).sqrt();
        let held_up = of.vbsc + half * (above + around);
        let clamped = held_up.simd_lt(vbs);
        let mut slope = half * (one + above / around);
        if !published {
            slope = clamped.select(one, slope);
        }
        let vbs = ByBulk::input(clamped.select(vbs, held_up), 0);

        let (potential, root) = depletion(of, vbs);
        let fourth = root.sqrt();
        let short = of.short;
        let theta = decay(Dual::constant(short) / (fourth * factor(vbs * of.dvt2)));
        let mut threshold = root * of.k1ox + vbs * of.threshold_slope + of.threshold - theta * of.dvt0;
        if pair.narrow {
            let theta = decay(Dual::constant(of.narrow) / (fourth * factor(vbs * of.dvt2w)));
            threshold = threshold - theta * of.dvt0w;
        }
        let eta = vbs * of.etab + of.eta0;
        let eta = held(eta, 1e-4, eta, [2e-4, -1.0, 3.0, -2e4]);

        let per_root = Dual::constant(one) / root;
        let swing = per_root * of.nfactor + (vbs * of.cdscb + of.cdsc) * theta + of.cit;

        let length = Dual::constant(one) / (fourth * of.spread + one);
        let body = per_root * (half * of.k1ox);
        let abulk = body * (length * of.a0 + of.b0) + one;
        let mut abulk_by_gate = Dual::constant(zero);
        if pair.gate_bulk {
            abulk_by_gate = body * (length * length * length) * of.ags;
        }
        Body {
            vbs,
            slope,
            potential,
            root,
            threshold,
            dibl: eta * of.theta0,
            swing,
            swing_by_drain: theta * of.cdscd,
            abulk,
            abulk_by_gate,
            keta: reciprocal(vbs * of.keta),
            early: reciprocal(vbs * of.pdiblcb),
        }
    }

    /// The bulk's charge at no gate voltage, as charges have it.
    #[inline(always)]
    pub fn abulk0(&self) -> ByBulk {
        bulk_charge(self.abulk) * self.keta
    }
}

/// ABULK does not fall to 0.
#[inline(always)]
pub fn bulk_charge<const N: usize>(x: Dual<N>) -> Dual<N> {
    held(x, 0.1, x, [0.2, -1.0, 3.0, -20.0])
}

/// The surface's potential against the bulk, and its root.
#[inline(always)]
fn depletion(of: &ChannelPair, vbs: ByBulk) -> (ByBulk, ByBulk) {
    let forward = vbs.value.simd_gt(F2::splat(0.0));
    let potential = -vbs + of.phi;
    if !forward.any() {
        return (potential, potential.sqrt());
    }
    let backward = Dual::select(forward, Dual::constant(of.phi), potential);
    let whole = Dual::constant(of.phi * of.phi) / (vbs + of.phi);
    let root = Dual::constant(of.phi_root_phi) / (vbs * F2::splat(0.5) + of.phi);
    (Dual::select(forward, whole, potential), Dual::select(forward, root, backward.sqrt()))
}

/// The natural logarithm of 1 + x, exact where x is small: Kahan's correction of
/// the rounding in the sum.
#[inline(always)]
pub fn ln_1p(x: F2) -> F2 {
    let one = F2::splat(1.0);
    let sum = one + x;
    let lost = sum - one;
    let none = lost.simd_eq(F2::splat(0.0));
    none.select(x, lanes::ln(sum) * (x / none.select(one, lost)))
}
