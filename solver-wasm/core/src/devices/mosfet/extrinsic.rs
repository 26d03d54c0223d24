//! What MOSFETs of all levels have around the channel: the bulk's junctions with
//! their charges, overlaps, the oxide's capacitance.
//!
//! Source: Nagel, *SPICE2*, ERL-M520, 1975, appendix 2; Vladimirescu and Liu,
//! ERL-M80/7, 1980, section 2.
//!
//! Everything is written for an NMOS whose drain is the end of the channel with
//! the higher voltage ("effective" below). Nothing branches on voltages except
//! where both lanes agree that a costly part has no effect.
//!
//! A junction's current jumps at −3·vt, as in ngspice, in levels 1 and 2: the
//! exponential above meets −IS below with a gap of e⁻³·IS. Level 3 has a tail
//! below ([`tail`]) that meets it without one.

use super::limit::Limits;
use super::reading::{Bulk, Extrinsic};
use crate::lanes::{self, mask, F2};

/// Below this many thermal voltages a junction's current is constant.
pub const REVERSE: f64 = -3.0;

/// A junction of both devices.
#[derive(Debug, Clone, Copy)]
pub struct BulkPair {
    pub saturation: F2,
    pub critical: F2,
    bottom: F2,
    edge: F2,
    f2: F2,
    f3: F2,
    f4: F2,
    /// Whether there is any capacitance.
    charged: bool,
    edged: bool,
}

impl BulkPair {
    fn pack(first: &Bulk, second: &Bulk) -> BulkPair {
        let both = |part: fn(&Bulk) -> f64| F2::from([part(first), part(second)]);
        let edged = first.edge != 0.0 || second.edge != 0.0;
        BulkPair {
            saturation: both(|of| of.saturation),
            critical: both(|of| of.critical),
            bottom: both(|of| of.bottom),
            edge: both(|of| of.edge),
            f2: both(|of| of.f2),
            f3: both(|of| of.f3),
            f4: both(|of| of.f4),
            charged: edged || first.bottom != 0.0 || second.bottom != 0.0,
            edged,
        }
    }
}

/// `(1 − v/PB)^−M` and its integral, of one grading for both devices.
#[derive(Debug, Clone, Copy)]
struct Grading {
    m: F2,
    /// PB/(1 − M)
    whole: F2,
    /// Lanes with M = ½, whose power is a square root.
    half: F2,
    any_half: bool,
    any_other: bool,
}

impl Grading {
    fn pack(m: [f64; 2], potential: [f64; 2]) -> Grading {
        let half = m.map(|m| m == 0.5);
        Grading {
            m: F2::from(m),
            whole: F2::from([0, 1].map(|side: usize| potential[side] / (1.0 - m[side]))),
            half: mask(half),
            any_half: half[0] || half[1],
            any_other: !(half[0] && half[1]),
        }
    }

    /// The power and the integral from 0 at `rest = 1 − v/PB`; `log` is what is
    /// known of its logarithm.
    #[inline(always)]
    fn at(&self, rest: F2, log: F2) -> (F2, F2) {
        let one = F2::splat(1.0);
        let mut power = one;
        if self.any_half {
            power = one / rest.sqrt();
        }
        if self.any_other {
            power = self.half.select(power, lanes::exp(-self.m * log));
        }
        (power, self.whole * (one - rest * power))
    }
}

/// [`Extrinsic`] of two devices.
#[derive(Debug, Clone)]
pub struct ExtrinsicPair {
    pub sign: F2,
    pub phi: F2,
    pub thermal: F2,
    per_thermal: F2,
    border: F2,
    pub drain: BulkPair,
    pub source: BulkPair,
    /// The lower critical voltage of both junctions.
    pub least_critical: F2,
    /// Whether a junction of either device holds charge.
    pub depleted: bool,
    per_potential: F2,
    corner: F2,
    grading: Grading,
    edge_grading: Grading,
    pub oxide: F2,
    /// Whether there is an oxide.
    pub meyer: bool,
    pub overlap: [F2; 3],
    pub start: [F2; 3],
}

impl ExtrinsicPair {
    pub fn pack(first: &Extrinsic, second: &Extrinsic) -> ExtrinsicPair {
        let both = |part: fn(&Extrinsic) -> f64| F2::from([part(first), part(second)]);
        let of = |part: fn(&Extrinsic) -> f64| [part(first), part(second)];
        let three = |part: fn(&Extrinsic) -> [f64; 3]| {
            let (a, b) = (part(first), part(second));
            [0, 1, 2].map(|which: usize| F2::from([a[which], b[which]]))
        };
        let potential = of(|of| of.potential);
        let (drain, source) = (BulkPair::pack(&first.drain, &second.drain), BulkPair::pack(&first.source, &second.source));
        ExtrinsicPair {
            sign: both(|of| of.sign),
            phi: both(|of| of.phi),
            thermal: both(|of| of.thermal),
            per_thermal: both(|of| 1.0 / of.thermal),
            border: both(|of| REVERSE * of.thermal),
            least_critical: lanes::min(drain.critical, source.critical),
            depleted: drain.charged || source.charged,
            per_potential: F2::from(potential.map(|potential| 1.0 / potential)),
            corner: both(|of| of.corner),
            grading: Grading::pack(of(|of| of.grading), potential),
            edge_grading: Grading::pack(of(|of| of.edge_grading), potential),
            oxide: both(|of| of.oxide),
            meyer: first.oxide != 0.0 || second.oxide != 0.0,
            overlap: three(|of| of.overlap),
            start: three(|of| of.start),
            drain,
            source,
        }
    }

    /// What Newton's steps at the junctions are limited by.
    #[inline(always)]
    pub fn limits(&self) -> Limits {
        Limits { thermal: self.thermal, drain: self.drain.critical, source: self.source.critical, least: self.least_critical }
    }

    /// A junction's current and conductance.
    #[inline(always)]
    pub fn junction(&self, junction: &BulkPair, v: F2, gmin: F2, tailed: bool) -> (F2, F2) {
        let zero = F2::splat(0.0);
        let reverse = v.simd_le(self.border);
        // The exponential of 0 is 1: a bulk at its source costs nothing.
        let plain = reverse | v.simd_eq(zero);
        let mut e = F2::splat(1.0);
        if !plain.all() {
            e = lanes::exp(reverse.select(zero, v * self.per_thermal));
        }
        let (mut below, mut slope) = (-junction.saturation, zero);
        if tailed && reverse.any() {
            let (current, conductance) = tail(v * self.per_thermal);
            below = junction.saturation * current;
            slope = junction.saturation * conductance * self.per_thermal;
        }
        let current = reverse.select(below, junction.saturation * (e - F2::splat(1.0)));
        let conductance = reverse.select(slope, junction.saturation * e * self.per_thermal);
        (current + gmin * v, conductance + gmin)
    }

    /// A junction's charge and capacitance.
    #[inline(always)]
    pub fn depletion(&self, junction: &BulkPair, v: F2) -> (F2, F2) {
        let zero = F2::splat(0.0);
        if !junction.charged {
            return (zero, zero);
        }
        // A bulk at its source again: what comes below to the bit.
        if v.simd_eq(zero).all() {
            return (zero, junction.bottom + junction.edge);
        }
        let below = v.simd_lt(self.corner);
        let one = F2::splat(1.0);
        let rest = below.select(one - v * self.per_potential, one);
        // One logarithm for both gradings, none where all are ½.
        let mut log = one;
        if self.grading.any_other || (junction.edged && self.edge_grading.any_other) {
            log = lanes::ln(rest);
        }
        let (power, integral) = self.grading.at(rest, log);
        let (mut capacitance, mut charge) = (junction.bottom * power, junction.bottom * integral);
        if junction.edged {
            let (power, integral) = self.edge_grading.at(rest, log);
            capacitance += junction.edge * power;
            charge += junction.edge * integral;
        }
        let straight = junction.f4 + v * (junction.f2 + F2::splat(0.5) * v * junction.f3);
        (below.select(charge, straight), below.select(capacitance, junction.f2 + v * junction.f3))
    }
}

/// Current and slope of a junction of 1 A below [`REVERSE`], by thermal voltages:
/// −1 − (3/(e·u))³, whose value and slope are those of the exponential there.
#[inline(always)]
fn tail(u: F2) -> (F2, F2) {
    let part = F2::splat(-REVERSE / std::f64::consts::E) / u;
    let cube = part * part * part;
    (-(F2::splat(1.0) + cube), F2::splat(3.0) * cube / u)
}

/// Voltages seen from the effective source.
#[derive(Debug, Clone, Copy)]
pub struct Effective {
    /// Lanes whose drain is the effective source.
    pub exchanged: F2,
    pub vds: F2,
    pub vgs: F2,
    pub vbs: F2,
}

impl Effective {
    #[inline(always)]
    pub fn of([vds, vgs, vbs]: [F2; 3]) -> Effective {
        let exchanged = vds.simd_lt(F2::splat(0.0));
        Effective {
            exchanged,
            vds: lanes::abs(vds),
            vgs: exchanged.select(vgs - vds, vgs),
            vbs: exchanged.select(vbs - vds, vbs),
        }
    }
}
