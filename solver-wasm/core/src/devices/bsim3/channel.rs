//! The currents of two channels.
//!
//! Source: BSIM3v3.3 manual, chapters 2, 3 and appendix B (equations B.1 to B.3),
//! with the constants that keep denominators from 0. Where the published form
//! loses digits by subtracting equal numbers, the same quantity stands here in a
//! form that does not: VDSAT, VDSEFF, both roots of quadratics, and
//! ln(1 + exp(x)) far below the threshold. Early voltages are joined as
//! fractions. The publication takes the length's modulation away below 1e-10 V
//! beyond VDSEFF, where the conductance jumps by less than 1e-6 of itself.
//!
//! Slopes are exact. Two steps share the work: what the gate drives is VGSTEFF,
//! with slopes by vgs, vds and VBSEFF; the current has slopes by VGSTEFF, vds and
//! VBSEFF.

use super::body::{bulk_charge, factor, held, ln_1p, Body, ByBulk};
use super::constants::{Pair, LARGEST_EXPONENT, LEAST_EXPONENTIAL};
use crate::lanes::{self, Dual, F2};

/// Beyond VDSEFF by less than this many volts there is no modulation of the length.
const LEAST_BEYOND: f64 = 1e-10;
/// Band gap of silicon in volts for the gate's depletion, less a margin, and the roundness of its limit in V².
const GATE_GAP: f64 = 1.12;
const GATE_MARGIN: f64 = 0.05;
const GATE_ROUND: f64 = 0.224;
/// Exponents above it would leave the range of numbers.
const STRONG: f64 = 300.0;
/// The least width in metres that the equations leave.
const LEAST_WIDTH: f64 = 2e-8;
/// Roundness of the limit of λ in V.
const LAMBDA_ROUND: f64 = 1e-4;

/// What the gate does, by vgs, vds and VBSEFF.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// vgs less what is lost in the gate's polysilicon, and its slope by vgs.
    pub vgs: Dual<1>,
    /// Threshold and swing by vds and VBSEFF.
    pub threshold: Dual<2>,
    pub swing: Dual<2>,
    /// Gate voltage above the threshold.
    pub vgst: Dual<3>,
}

/// The currents of two channels by vgs, vds and vbs, and what else of them is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Channel {
    pub body: Body,
    pub gate: Gate,
    /// Amperes from drain to source, and from drain to bulk by impact ionisation.
    pub current: Dual<3>,
    pub ionisation: Dual<3>,
    pub vdsat: F2,
    /// For noise: what divides the mobility, ABULK with and without KETA, VGSTEFF,
    /// VDSEFF, the resistance of drain and source.
    pub fall: F2,
    pub abulk: F2,
    pub plain_abulk: F2,
    pub vgsteff: F2,
    pub vdseff: F2,
    pub rds: F2,
}

/// By vds and VBSEFF, as by vgs, vds and VBSEFF (or VGSTEFF in vgs's place).
#[inline(always)]
pub fn below_gate(of: Dual<2>) -> Dual<3> {
    Dual { value: of.value, by: [F2::splat(0.0), of.by[0], of.by[1]] }
}

/// By VGSTEFF and VBSEFF, as by VGSTEFF, vds and VBSEFF.
#[inline(always)]
fn without_drain(of: Dual<2>) -> Dual<3> {
    Dual { value: of.value, by: [of.by[0], F2::splat(0.0), of.by[1]] }
}

/// By VBSEFF, as by another and VBSEFF.
#[inline(always)]
fn of_bulk(of: ByBulk) -> Dual<2> {
    Dual { value: of.value, by: [F2::splat(0.0), of.by[0]] }
}

impl Gate {
    #[inline(always)]
    fn at(pair: &Pair, body: &Body, vgs: F2, vds: F2) -> Gate {
        let drained = |constant: ByBulk, slope: ByBulk| Dual {
            value: constant.value + slope.value * vds,
            by: [slope.value, constant.by[0] + slope.by[0] * vds],
        };
        let threshold = drained(body.threshold, -body.dibl);
        let swing = factor(drained(body.swing, body.swing_by_drain));
        let mut vgs = Dual::<1>::input(vgs, 0);
        if pair.depleted_gate {
            vgs = depleted(pair, vgs);
        }
        let vgst = Dual { value: vgs.value - threshold.value, by: [vgs.by[0], -threshold.by[0], -threshold.by[1]] };
        Gate { vgs, threshold, swing, vgst }
    }

    /// VGSTEFF: the drive in strong inversion, an exponential below the threshold.
    #[inline(never)]
    fn drive(&self, pair: &Pair) -> Dual<3> {
        let of = &pair.channel;
        let two_nvt = below_gate(self.swing) * of.two_vt;
        let u = self.vgst / two_nvt;
        let e = lanes::exp(u.value.simd_gt(F2::splat(STRONG)).select(F2::splat(STRONG), u.value));
        let log = u.chain(ln_1p(e), e / (F2::splat(1.0) + e));
        let under = (-self.vgst + (of.voff + of.voff)) / two_nvt;
        let part = two_nvt * under.exp() * (F2::splat(1.0) / of.below);
        let mut drive = two_nvt * log / (part + F2::splat(1.0));
        let strong = u.value.simd_gt(F2::splat(LARGEST_EXPONENT));
        if strong.any() {
            drive = Dual::select(strong, self.vgst, drive);
        }
        let weak = under.value.simd_gt(F2::splat(LARGEST_EXPONENT));
        if weak.any() {
            let exponent = (self.vgst - of.voff) * F2::splat(2.0) / two_nvt;
            drive = Dual::select(weak, exponent.exp() * of.below, drive);
        }
        drive
    }
}

/// The gate's voltage less what depletes its polysilicon (manual, equation 4.1.13).
#[cold]
#[inline(never)]
fn depleted(pair: &Pair, vgs: Dual<1>) -> Dual<1> {
    let of = &pair.channel;
    let (one, half) = (F2::splat(1.0), F2::splat(0.5));
    let does = of.gate_depletion.simd_gt(F2::splat(0.0)) & vgs.value.simd_gt(of.gate_border);
    if !does.any() {
        return vgs;
    }
    let potential = does.select(of.gate_depletion, one);
    let over = Dual::select(does, vgs - of.gate_border, Dual::constant(one));
    let root = (over * (F2::splat(2.0) / potential) + one).sqrt();
    let field = (root - one) * potential;
    let lost = field * field * (half / potential);
    let rest = -lost + F2::splat(GATE_GAP - GATE_MARGIN);
    let round = (rest * rest + F2::splat(GATE_ROUND)).sqrt();
    let held = -((rest + round) * half) + F2::splat(GATE_GAP);
    Dual::select(does, vgs - held, vgs)
}

/// 1/λ of the channel in saturation, by VGSTEFF.
#[inline(always)]
fn inverse_lambda(pair: &Pair, drive: F2) -> Dual<2> {
    let of = &pair.channel;
    let plain = Dual::constant(of.inverse_lambda);
    if !pair.unsaturated {
        return plain;
    }
    let zero = F2::splat(0.0);
    let (half, round) = (F2::splat(0.5), F2::splat(4.0 * LAMBDA_ROUND));
    let drive = Dual::<2>::input(drive, 0);
    let left = F2::splat(1.0) - of.a2;
    let rising = -(drive * of.a1) + (left - F2::splat(LAMBDA_ROUND));
    let up = -((rising + (rising * rising + left * round).sqrt()) * half) + F2::splat(1.0);
    let falling = drive * of.a1 + (of.a2 - F2::splat(LAMBDA_ROUND));
    let down = (falling + (falling * falling + of.a2 * round).sqrt()) * half;
    let lambda = Dual::select(of.a1.simd_gt(zero), up, down);
    Dual::select(of.a1.simd_eq(zero), plain, Dual::constant(F2::splat(1.0)) / lambda)
}

/// The channel by VGSTEFF, vds and VBSEFF, before its current: what the drain does
/// not change, by the two others.
struct Inner {
    drive: Dual<2>,
    vds: Dual<3>,
    width: Dual<2>,
    rds: Dual<2>,
    abulk: Dual<2>,
    /// What divides the mobility.
    fall: Dual<3>,
}

/// Where the channel saturates.
struct Along {
    inverse_lambda: Dual<2>,
    /// VGSTEFF and twice the thermal voltage.
    above: Dual<2>,
    per_above: Dual<2>,
    /// Voltage over the ends' resistance by volt of VGSTEFF, and that times ABULK.
    loss: Dual<2>,
    dropped: Dual<2>,
    /// ESAT·L, and that times ABULK.
    saturation: Dual<3>,
    spread: Dual<3>,
    vdsat: Dual<3>,
    vdseff: Dual<3>,
    /// What of the drain's voltage is beyond VDSEFF.
    beyond: Dual<3>,
}

impl Inner {
    #[inline(never)]
    fn saturated(&self, pair: &Pair) -> Along {
        let of = &pair.channel;
        let (one, two) = (F2::splat(1.0), F2::splat(2.0));
        let &Inner { drive, vds, width, rds, abulk, fall } = self;
        let saturation = fall * of.saturation;
        let inverse_lambda = inverse_lambda(pair, drive.value);
        let above = drive + of.two_vt;
        let loss = width * of.drift * rds;
        let dropped = abulk * loss;
        let per_above = abulk / above;
        let a = abulk * (dropped + inverse_lambda - one) * two;
        let b = above * (inverse_lambda * two - one + dropped * F2::splat(3.0));
        let [abulk3, above3] = [abulk, above].map(without_drain);
        let spread = abulk3 * saturation;
        let b = without_drain(b) + spread;
        let c = above3 * (saturation + without_drain(above * loss) * two);
        let vdsat = c * two / (b + (b * b - without_drain(a) * c * two).sqrt());
        let sum = vdsat + vds + of.delta;
        let product = vdsat * vds;
        let vdseff = product * two / (sum + (sum * sum - product * F2::splat(4.0)).sqrt());
        let beyond = vds - vdseff;
        Along { inverse_lambda, above, per_above, loss, dropped, saturation, spread, vdsat, vdseff, beyond }
    }

    /// From drain to source, and from drain to bulk by impact ionisation.
    #[inline(never)]
    fn currents(&self, pair: &Pair, body: &Body, along: &Along) -> [Dual<3>; 2] {
        let of = &pair.channel;
        let (zero, one, half, two) = (F2::splat(0.0), F2::splat(1.0), F2::splat(0.5), F2::splat(2.0));
        let &Inner { drive, width, rds, abulk, fall, .. } = self;
        let &Along { inverse_lambda, above, per_above, loss, dropped, saturation, spread, vdsat, vdseff, beyond } = along;
        let [abulk3, above3] = [abulk, above].map(without_drain);
        // Early voltages.
        let per_above3 = without_drain(per_above);
        let vasat = (saturation + vdsat + without_drain(loss * drive * two) * (-(per_above3 * vdsat) * half + one))
            / without_drain(inverse_lambda * two - one + dropped);
        let modulated = beyond.value.simd_gt(F2::splat(LEAST_BEYOND));
        let drive3 = without_drain(drive);
        let endless = F2::splat(LEAST_EXPONENTIAL);
        let clm = Dual::select(modulated, (spread + drive3) * beyond * of.clm, Dual::constant(one));
        let clm_below = Dual::select(modulated, spread, Dual::constant(endless));
        let affected = of.theta_rout.simd_gt(zero);
        let early = Dual { value: body.early.value, by: [zero, zero, body.early.by[0]] };
        let dibl = Dual::select(affected, above3 * above3 * early, Dual::constant(one));
        let dibl_below = Dual::select(affected, (above3 + abulk3 * vdsat) * of.theta_rout, Dual::constant(endless));
        let mut longer = clm * dibl / (clm * dibl_below + dibl * clm_below);
        if pair.early_gate {
            let x = drive3 * of.pvag / saturation;
            longer = longer * held(x, -0.9, x + one, [0.8, 1.0, 17.0, 20.0]);
        }
        let va = vasat + longer;

        // Currents.
        let charge = drive3 * (-(per_above3 * vdseff) * half + one);
        let flow = without_drain(width) * charge * of.gain;
        let mut resisting = fall + vdseff * of.per_saturation;
        if pair.resistive {
            resisting = resisting + flow * without_drain(rds);
        }
        let linear = flow * vdseff / resisting;
        let plain = linear * (beyond / va + one);
        let mut current = plain;
        if pair.substrate {
            let enough = beyond.value.simd_gt(of.scbe_voltage * F2::splat(1.0 / LARGEST_EXPONENT));
            let mut part = Dual::constant(endless);
            if enough.any() {
                let safe = Dual::select(enough, beyond, Dual::constant(one));
                part = Dual::select(enough, (Dual::constant(-of.scbe_voltage) / safe).exp(), part);
            }
            current = plain * (beyond * part * of.scbe + one);
        }
        let mut ionisation = Dual::constant(zero);
        if pair.ionising {
            let enough = beyond.value.simd_gt(of.beta0 * F2::splat(1.0 / LARGEST_EXPONENT));
            let safe = Dual::select(enough, beyond, Dual::constant(one));
            let part = Dual::select(enough, (Dual::constant(-of.beta0) / safe).exp(), Dual::constant(endless));
            ionisation = plain * beyond * part * of.ionisation;
        }
        [current, ionisation]
    }
}

impl Channel {
    /// The channel at vgs, vds and vbs from the effective source; vds is not below 0.
    /// `published` has the slopes of small signals.
    ///
    /// In parts, each a function of its own: engines of WebAssembly need four times as
    /// long for a function of twice the size, and run it slowly until then.
    #[inline(never)]
    pub fn at(pair: &Pair, vgs: F2, vds: F2, vbs: F2, published: bool) -> Channel {
        let of = &pair.channel;
        let one = F2::splat(1.0);
        let zero = F2::splat(0.0);
        let body = Body::at(pair, vbs, published);
        let gate = Gate::at(pair, &body, vgs, vds);
        let vgsteff = gate.drive(pair);

        // From here by VGSTEFF, vds and VBSEFF; what the drain does not change by the two others.
        let drive = Dual::<2>::input(vgsteff.value, 0);
        let vds = Dual::<3>::input(vds, 1);
        let rise = of_bulk(body.root) - of.root_phi;
        let width = -(drive * of.dwg + rise * of.dwb) + of.width;
        let width = held(width, LEAST_WIDTH, width, [2.0 * LEAST_WIDTH * LEAST_WIDTH, -LEAST_WIDTH, 3.0 * LEAST_WIDTH, -2.0]);
        let mut rds = Dual::constant(zero);
        if pair.resistive {
            let change = drive * of.prwg + rise * of.prwb;
            rds = held(change, -0.9, change + one, [0.8, 1.0, 17.0, 20.0]) * of.rds;
        }
        let mut abulk = of_bulk(body.abulk);
        if pair.gate_bulk {
            abulk = abulk - of_bulk(body.abulk_by_gate) * drive;
        }
        let plain_abulk = bulk_charge(abulk);
        let abulk = plain_abulk * of_bulk(body.keta);

        // Mobility: µ0 over its fall.
        let field = (below_gate(gate.threshold) * of.thresholds + without_drain(drive)) * of.per_tox;
        let bulk = Dual::<3>::input(body.vbs.value, 2);
        let fall = field * ((field * of.ub + of.ua) * (bulk * of.uc_times + one) + bulk * of.uc_added);
        let fall = held(fall, -0.8, fall + one, [0.6, 1.0, 7.0, 10.0]);

        let inner = Inner { drive, vds, width, rds, abulk, fall };
        let along = inner.saturated(pair);
        let [current, ionisation] = inner.currents(pair, &body, &along);

        // Back to vgs, vds and vbs.
        let back = |of_drive: Dual<3>| {
            let [g, d, b] = of_drive.by;
            let [by_g, by_d, by_b] = vgsteff.by;
            let m = of.multiplier;
            Dual { value: of_drive.value * m, by: [g * by_g * m, (d + g * by_d) * m, (b + g * by_b) * body.slope * m] }
        };
        Channel {
            current: back(current),
            ionisation: if pair.ionising { back(ionisation) } else { ionisation },
            body,
            gate,
            vdsat: along.vdsat.value,
            fall: fall.value,
            abulk: abulk.value,
            plain_abulk: plain_abulk.value,
            vgsteff: vgsteff.value,
            vdseff: along.vdseff.value,
            rds: rds.value,
        }
    }
}
