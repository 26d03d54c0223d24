//! The charges of two channels, and those of the overlaps.
//!
//! Source: BSIM3v3.3 manual, chapter 4 and appendix B.4 (CAPMOD 0 to 3). Beyond
//! saturation CAPMOD 0 and 1 have the charges of the linear region at VDSAT, so
//! that one formula serves both: capacitances jump there, charges do not. At
//! CAPMOD 0 the capacitances also jump at flat band and at the threshold.
//!
//! Slopes are those of the charges in Newton's iteration. For small signals they
//! are those that the model publishes (`published`), of which two are others, by
//! the bulk's voltage alone: at CAPMOD 3 beyond saturation the charge's share of
//! ABULK counts without δ, which changes capacitances by about 1e-4 of themselves,
//! and CAPMOD 0 leaves out the slope of VBSEFF. At CAPMOD 0 with a depleted gate
//! the published slopes of 40 % also have that gate's slope twice, which is not
//! followed.

use super::channel::{below_gate, Channel, Gate};
use super::body::{ln_1p, Body};
use super::constants::{ChargePair, Pair, LARGEST_EXPONENT, LEAST_EXPONENTIAL};
use crate::lanes::{self, Dual, F2};

/// Roundness of flat band and of the charge's saturation in volts.
const ROUND: f64 = 0.02;
/// Keeps the denominator of a channel without charge from 0, in volts.
const LEAST_DRIVE: f64 = 1e-20;
/// Thickness of the charge in inversion without gate voltage in metres, and its exponent.
const THICKEST: f64 = 1.9e-9;
const THICKNESS_EXPONENT: f64 = 0.7;
/// Roundness of the drive above the surface's bend in volts.
const DRIVE_ROUND: f64 = 0.001;

/// Charges of gate, bulk and drain in coulombs, as an NMOS has them from its
/// effective source, by vgs, vds and vbs; the source has the rest.
#[derive(Debug, Clone, Copy)]
pub struct Charges {
    pub gate: Dual<3>,
    pub bulk: Dual<3>,
    pub drain: Dual<3>,
    /// The channel's charge, for noise.
    pub inversion: F2,
}

impl Charges {
    fn none() -> Charges {
        let none = Dual::constant(F2::splat(0.0));
        Charges { gate: none, bulk: none, drain: none, inversion: F2::splat(0.0) }
    }

    fn select(mask: F2, one: &Charges, other: &Charges) -> Charges {
        Charges {
            gate: Dual::select(mask, one.gate, other.gate),
            bulk: Dual::select(mask, one.bulk, other.bulk),
            drain: Dual::select(mask, one.drain, other.drain),
            inversion: mask.select(one.inversion, other.inversion),
        }
    }
}

/// By VBSEFF, as by vgs, vds and VBSEFF.
#[inline(always)]
fn of_bulk(of: Dual<1>) -> Dual<3> {
    let zero = F2::splat(0.0);
    Dual { value: of.value, by: [zero, zero, of.by[0]] }
}

#[inline(always)]
fn of_gate(of: Dual<1>) -> Dual<3> {
    let zero = F2::splat(0.0);
    Dual { value: of.value, by: [of.by[0], zero, zero] }
}

/// The charges of a channel at vds from the effective source.
#[inline(always)]
pub fn intrinsic(pair: &Pair, channel: &Channel, vbs: F2, vds: F2, published: bool) -> Charges {
    let mut charges = Charges::none();
    let vds = Dual::<3>::input(vds, 1);
    let smooth = pair.capmod[1].any || pair.capmod[2].any || pair.capmod[3].any;
    if smooth {
        let drive = drive(&pair.charge, &channel.gate);
        let bulk = bulk_voltage(&pair.channel.phi, &channel.body, channel.body.vbs);
        let inner = Inner { pair, channel, drive, vbs: of_bulk(bulk), vds, published };
        for mode in 1..=3 {
            if pair.capmod[mode].any {
                let made = match mode {
                    1 => inner.abrupt(),
                    2 => inner.smooth(),
                    _ => inner.thick(),
                };
                let mask = pair.capmod[mode].mask;
                charges = if mask.all() { made } else { Charges::select(mask, &made, &charges) };
            }
        }
        let slope = channel.body.slope;
        for of in [&mut charges.gate, &mut charges.bulk, &mut charges.drain] {
            of.by[2] *= slope;
        }
    }
    if pair.capmod[0].any {
        charges = Charges::select(pair.capmod[0].mask, &piecewise(pair, channel, vbs, vds, published), &charges);
    }
    charges
}

/// The bulk's voltage: `below` 0, PHI less the surface's potential above.
#[inline(always)]
fn bulk_voltage(phi: &F2, body: &Body, below: Dual<1>) -> Dual<1> {
    let forward = body.vbs.value.simd_gt(F2::splat(0.0));
    if !forward.any() {
        return below;
    }
    Dual::select(forward, -body.potential + *phi, below)
}

/// VGSTEFF of the charges.
#[inline(always)]
fn drive(of: &ChargePair, gate: &Gate) -> Dual<3> {
    let nvt = below_gate(gate.swing) * of.vt_noff;
    let above = gate.vgst - of.voffcv;
    let u = above / nvt;
    let border = F2::splat(LARGEST_EXPONENT);
    let (strong, weak) = (u.value.simd_gt(border), u.value.simd_lt(-border));
    let e = lanes::exp(strong.select(border, weak.select(-border, u.value)));
    let mut log = u.chain(ln_1p(e), e / (F2::splat(1.0) + e));
    if weak.any() {
        log = Dual::select(weak, log.held(), log);
    }
    let smooth = nvt * log;
    if strong.any() { Dual::select(strong, above, smooth) } else { smooth }
}

/// Gate, drain's part and bulk of an inverted channel of 1 F.
struct Inversion {
    whole: Dual<3>,
    bulk: Dual<3>,
    drain: Dual<3>,
}

/// The channel's charge at a drive and a drain voltage that does not exceed saturation.
#[inline(always)]
fn inversion(pair: &Pair, drive: Dual<3>, vds: Dual<3>, abulk: Dual<3>) -> Inversion {
    let (half, one) = (F2::splat(0.5), F2::splat(1.0));
    let t = abulk * vds;
    let mean = drive - t * half + F2::splat(LEAST_DRIVE);
    let per = Dual::constant(F2::splat(1.0 / 12.0)) / mean;
    let whole = drive - t * half + t * t * per;
    let bulk = (-abulk + one) * (vds * half - t * vds * per);
    let [even, source] = &pair.partition;
    let mut from_source = whole * half;
    if source.any {
        let all = drive * half + t * F2::splat(0.25) - t * t * per * half;
        from_source = Dual::select(source.mask, all, from_source);
    }
    if even.any {
        // 0.5·(…)/mean², of which per is 1/12 of the reciprocal.
        let sum = drive * (t * t * F2::splat(2.0 / 3.0) + drive * (drive - t * F2::splat(4.0 / 3.0))) - t * t * t * F2::splat(2.0 / 15.0);
        from_source = Dual::select(even.mask, per * per * sum * F2::splat(72.0), from_source);
    }
    Inversion { whole, bulk, drain: -(whole - from_source) }
}

/// What CAPMOD 1 to 3 have in common.
struct Inner<'a> {
    pair: &'a Pair,
    channel: &'a Channel,
    drive: Dual<3>,
    vbs: Dual<3>,
    vds: Dual<3>,
    published: bool,
}

impl Inner<'_> {
    #[inline(always)]
    fn abulk(&self) -> Dual<3> {
        of_bulk(self.channel.body.abulk0() * self.pair.charge.abulk)
    }

    /// Joins the depletion's and the channel's charge.
    #[inline(always)]
    fn joined(depleted: Dual<3>, inverted: &Inversion, oxide: Dual<3>) -> Charges {
        let [whole, bulk, drain] = [inverted.whole, inverted.bulk, inverted.drain].map(|part| part * oxide);
        Charges { gate: depleted + whole - bulk, bulk: bulk - depleted, drain, inversion: whole.value }
    }

    /// CAPMOD 1.
    #[inline(never)]
    fn abrupt(&self) -> Charges {
        let of = &self.pair.charge;
        let zero = F2::splat(0.0);
        let above = of_gate(self.channel.gate.vgs) - self.vbs - of.vfbzb - self.drive;
        let accumulated = above.value.simd_le(zero);
        let depleted = Dual::select(accumulated, above, charge_below(self.pair.channel.k1ox, above, accumulated)) * of.oxide;
        let abulk = self.abulk();
        let vdsat = self.drive / abulk;
        let vds = Dual::select(vdsat.value.simd_lt(self.vds.value), vdsat, self.vds);
        Inner::joined(depleted, &inversion(self.pair, self.drive, vds, abulk), Dual::constant(of.oxide))
    }

    /// VFBEFF: the gate's voltage against the bulk in accumulation, flat band above.
    #[inline(always)]
    fn flat(&self) -> Dual<3> {
        let of = &self.pair.charge;
        let below = -of_gate(self.channel.gate.vgs) + self.vbs + (of.vfbzb - F2::splat(ROUND));
        let around = (below * below + lanes::abs(of.vfbzb) * F2::splat(4.0 * ROUND)).sqrt();
        -((below + around) * F2::splat(0.5)) + of.vfbzb
    }

    /// What depletes the bulk, per farad.
    #[inline(always)]
    fn depletion(&self, flat: Dual<3>) -> Dual<3> {
        let above = of_gate(self.channel.gate.vgs) - flat - self.vbs - self.drive;
        let straight = above.value.simd_lt(F2::splat(0.0));
        let k1ox = self.pair.channel.k1ox;
        let none = k1ox.simd_eq(F2::splat(0.0));
        let charge = Dual::select(straight, above, charge_below(k1ox, above, straight));
        Dual::select(none, Dual::constant(F2::splat(0.0)), charge)
    }

    /// The drain voltage that the charges see.
    #[inline(always)]
    fn vds_of(&self, vdsat: Dual<3>) -> Dual<3> {
        let sum = vdsat + self.vds + F2::splat(ROUND);
        let product = vdsat * self.vds;
        product * F2::splat(2.0) / (sum + (sum * sum - product * F2::splat(4.0)).sqrt())
    }

    /// CAPMOD 2.
    #[inline(never)]
    fn smooth(&self) -> Charges {
        let of = &self.pair.charge;
        let flat = self.flat();
        let depleted = (flat - of.vfbzb + self.depletion(flat)) * of.oxide;
        let abulk = self.abulk();
        let vds = self.vds_of(self.drive / abulk);
        Inner::joined(depleted, &inversion(self.pair, self.drive, vds, abulk), Dual::constant(of.oxide))
    }

    /// The oxide's capacitance with a charge of a thickness in series.
    #[inline(always)]
    fn thinned(&self, thickness: Dual<3>) -> Dual<3> {
        let of = &self.pair.charge;
        Dual::constant(of.oxide) / (thickness * of.per_thickness + F2::splat(1.0))
    }

    /// CAPMOD 3: charges have a thickness.
    #[inline(never)]
    fn thick(&self) -> Charges {
        let of = &self.pair.charge;
        let (zero, half, one) = (F2::splat(0.0), F2::splat(0.5), F2::splat(1.0));
        let flat = self.flat();
        let exponent = (of_gate(self.channel.gate.vgs) - self.vbs - of.vfbzb) * of.acde;
        let border = F2::splat(LARGEST_EXPONENT);
        let (far, near) = (exponent.value.simd_ge(border), exponent.value.simd_le(-border));
        let mut e = exponent.exp();
        if (far | near).any() {
            let held = far.select(F2::splat(1.0 / LEAST_EXPONENTIAL), F2::splat(LEAST_EXPONENTIAL));
            e = Dual::select(far | near, Dual::constant(held), e);
        }
        let under = -(e * of.debye) + (of.debye - of.link);
        let around = (under * under + of.link * of.debye * F2::splat(4.0)).sqrt();
        let thickness = -((under + around) * half) + of.debye;
        let depleted = (flat - of.vfbzb + self.depletion(flat)) * self.thinned(thickness);

        // The surface's potential rises with the drive.
        let drive = self.drive;
        let over = (drive + of.bend) * drive / Dual::constant(of.bend_denominator);
        let bent = over.chain(ln_1p(over.value), one / (one + over.value)) * of.vt;
        let left = drive - bent - F2::splat(DRIVE_ROUND);
        let around = (left * left + drive * F2::splat(4.0 * DRIVE_ROUND)).sqrt();
        let under = left.value.simd_lt(zero);
        let small = drive * F2::splat(2.0 * DRIVE_ROUND) / Dual::select(under, around - left, Dual::constant(one));
        let straight = Dual::select(under, small, (left + around) * half);

        let border = (below_gate(self.channel.gate.threshold) - of.threshold_border) * F2::splat(4.0);
        let beyond = border.value.simd_ge(zero);
        let scaled = (drive + Dual::select(beyond, border, Dual::constant(F2::splat(LEAST_DRIVE)))) * of.inversion;
        let power = lanes::pow(scaled.value, F2::splat(THICKNESS_EXPONENT));
        let power = scaled.chain(power, F2::splat(THICKNESS_EXPONENT) * power / scaled.value);
        let oxide = self.thinned(Dual::constant(F2::splat(THICKEST)) / (power + one));
        let abulk = self.abulk();
        let vdsat = straight / abulk;
        let mut vds = self.vds_of(vdsat);
        if self.published {
            let left = vdsat.value - self.vds.value - F2::splat(ROUND);
            let around = (left * left + F2::splat(4.0 * ROUND) * vdsat.value).sqrt();
            // The slope of VDSAT by ABULK alone.
            let share = F2::splat(2.0 * ROUND) / (around - left) * -(vdsat.value / abulk.value * abulk.by[2]);
            vds.by[2] += left.simd_lt(zero).select(share, zero);
        }
        Inner::joined(depleted, &inversion(self.pair, straight, vds, abulk), oxide)
    }
}

/// The charge of a depleted bulk per farad at a gate voltage above flat band.
#[inline(always)]
fn charge_below(k1ox: F2, above: Dual<3>, without: F2) -> Dual<3> {
    let half = k1ox * F2::splat(0.5);
    let safe = Dual::select(without, Dual::constant(F2::splat(1.0)), above);
    ((safe + half * half).sqrt() - half) * k1ox
}

/// CAPMOD 0: accumulation, depletion and inversion apart. Slopes are by vbs itself.
#[inline(never)]
fn piecewise(pair: &Pair, channel: &Channel, vbs: F2, vds: Dual<3>, published: bool) -> Charges {
    let of = &pair.charge;
    let zero = F2::splat(0.0);
    let slope = if published { F2::splat(1.0) } else { channel.body.slope };
    let by_vbs = |part: Dual<1>| part.chain(part.value, slope);
    let body = Body { potential: by_vbs(channel.body.potential), ..channel.body };
    let vbs = of_bulk(bulk_voltage(&pair.channel.phi, &body, Dual::input(vbs, 0)));
    let vgs = of_gate(channel.gate.vgs);
    let root = of_bulk(by_vbs(channel.body.root));
    let threshold = root * pair.channel.k1ox + (of.vfbcv + pair.channel.phi);
    let drive = vgs - threshold;
    let above = vgs - vbs - of.vfbcv;
    let accumulated = above.value.simd_le(zero);
    let depleted = Dual::select(accumulated, above, charge_below(pair.channel.k1ox, above, accumulated));
    let on = !accumulated & drive.value.simd_gt(zero);
    let none = Dual::constant(zero);
    let outside = Charges { gate: depleted * of.oxide, bulk: -(depleted * of.oxide), drain: none, inversion: zero };
    if !on.any() {
        return outside;
    }
    let drive = Dual::select(on, drive, Dual::constant(F2::splat(1.0)));
    let abulk = of_bulk(by_vbs(channel.body.abulk0())) * of.abulk;
    let vdsat = drive / abulk;
    let vds = Dual::select(vdsat.value.simd_le(vds.value), vdsat, vds);
    let inverted = inversion(pair, drive, vds, abulk);
    let [whole, drain] = [inverted.whole * of.oxide, inverted.drain * of.oxide];
    let third = vds * abulk * vds * F2::splat(1.0 / 12.0) / (drive - abulk * vds * F2::splat(0.5));
    let gate = (root * pair.channel.k1ox + drive - vds * F2::splat(0.5) + third) * of.oxide;
    let inside = Charges { gate, bulk: whole - gate, drain, inversion: whole.value };
    Charges::select(on, &inside, &outside)
}

/// An overlap's charge and capacitance at a voltage from the gate.
#[inline(always)]
pub fn overlap(pair: &Pair, plain: F2, graded: F2, v: F2) -> (F2, F2) {
    let (mut charge, mut capacitance) = (plain * v, plain);
    if !pair.graded {
        return (charge, capacitance);
    }
    let (zero, one, half, four) = (F2::splat(0.0), F2::splat(1.0), F2::splat(0.5), F2::splat(4.0));
    let kappa = pair.charge.ckappa;
    let per_kappa = four / kappa;
    if pair.abrupt.any {
        let below = v.simd_lt(zero);
        let root = (one - below.select(v, zero) * per_kappa).sqrt();
        let depleted = -half * kappa * (root - one);
        let of = pair.abrupt.mask;
        charge += of.select(graded * below.select(depleted, v), zero);
        capacitance += of.select(graded * below.select(one / root, one), zero);
    }
    if pair.smooth.any {
        let of = pair.smooth.mask;
        let shifted = v + F2::splat(ROUND);
        let around = (shifted * shifted + F2::splat(4.0 * ROUND)).sqrt();
        let under = half * (shifted - around);
        let root = (one - under * per_kappa).sqrt();
        let depleted = under + half * kappa * (root - one);
        let slope = (one - one / root) * (half - half * shifted / around);
        charge += of.select(graded * (v - depleted), zero);
        capacitance += of.select(graded * (one - slope), zero);
    }
    (charge, capacitance)
}
