//! The currents and charges of two JFETs: the channel of Shichman and Hodges
//! with a doping tail, and the gate's junctions.
//!
//! Sources: Shichman and Hodges, *Modeling and Simulation of Insulated-Gate
//! Field-Effect Transistor Switching Circuits*, IEEE J. Solid-State Circuits
//! SC-3, 1968; Parker and Skellern, *An Improved FET Model for Computer
//! Simulators*, IEEE Trans. CAD 9, 1990 (doping tail); Nagel, *SPICE2*, ERL-M520,
//! 1975, appendix 2.
//!
//! Everything is written for an NJF. The channel is written for the end with the
//! higher voltage as its drain ("effective" below), and nothing of it branches.

use super::parameters::Constants;
use crate::devices::equations::Packed;
use crate::devices::junction::{limit_pair, Exponential};
use crate::devices::mosfet::limit::gate;
use crate::lanes::{self, lane, F2};

/// No rule below holds back a step of less volts than this.
const SMALL: f64 = 0.5;

/// Constants of two devices.
#[derive(Debug, Clone)]
pub struct Pair {
    pub sign: F2,
    beta: F2,
    lambda: F2,
    b: F2,
    tail: F2,
    pub threshold: F2,
    junction: Exponential,
    thermal: F2,
    critical: F2,
    multiplier: F2,
    per_potential: F2,
    twice_potential: F2,
    corner: F2,
    cgs: F2,
    cgd: F2,
    corner_charge: F2,
    line: F2,
    slope: F2,
    /// Whether a junction of either device holds charge.
    pub charged: bool,
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let two = |part: fn(&Constants) -> f64| [part(first), part(second)];
        let both = |part| F2::from(two(part));
        Pair {
            sign: both(|of| of.sign),
            beta: both(|of| of.beta),
            lambda: both(|of| of.lambda),
            b: both(|of| of.b),
            tail: both(|of| of.tail),
            threshold: both(|of| of.threshold),
            junction: Exponential::pack(two(|of| of.saturation), two(|of| of.thermal)),
            thermal: both(|of| of.thermal),
            critical: both(|of| of.critical),
            multiplier: both(|of| of.multiplier),
            per_potential: both(|of| 1.0 / of.potential),
            twice_potential: both(|of| 2.0 * of.potential),
            corner: both(|of| of.corner),
            cgs: both(|of| of.cgs),
            cgd: both(|of| of.cgd),
            corner_charge: both(|of| of.corner_charge),
            line: both(|of| of.line),
            slope: both(|of| of.slope),
            charged: [first, second].iter().any(|of| of.cgs != 0.0 || of.cgd != 0.0),
        }
    }
}

/// The channel's current from its effective drain to its effective source, with
/// its derivatives by the voltages of gate and drain to that source.
#[derive(Debug, Clone, Copy)]
pub struct Channel {
    /// Lanes whose drain is below their source.
    pub exchanged: F2,
    pub current: F2,
    pub gm: F2,
    pub gds: F2,
}

impl Pair {
    #[inline(always)]
    pub fn channel(&self, vgs: F2, vgd: F2) -> Channel {
        let (zero, one, two, three) = (F2::splat(0.0), F2::splat(1.0), F2::splat(2.0), F2::splat(3.0));
        let vds = vgs - vgd;
        let exchanged = vds.simd_lt(zero);
        let across = exchanged.select(-vds, vds);
        // Written so that a lost number stays lost: it is never replaced by 0.
        let over = exchanged.select(vgd, vgs) - self.threshold;
        let drive = over.simd_le(zero).select(zero, over);
        // What is above the drive drops beyond the point where the channel is pinched off.
        let along = across.simd_gt(drive).select(drive, across);
        let open = two * self.b + three * self.tail * (drive - along);
        let law = along * (along * (self.tail * along - self.b) + drive * open);
        let longer = self.beta * (one + self.lambda * across);
        Channel {
            exchanged,
            current: longer * law,
            gm: longer * along * (open + three * self.tail * drive),
            gds: longer * (drive - along) * open + self.beta * self.lambda * law,
        }
    }

    /// Current and conductance of a junction.
    #[inline(always)]
    pub fn junction(&self, v: F2, gmin: F2) -> (F2, F2) {
        let gmin = gmin * self.multiplier;
        let (current, slope) = self.junction.at(v);
        (current + gmin * v, slope + gmin)
    }

    /// Charge and capacitance for each farad at 0 V: of an abrupt junction, with
    /// a straight line above FC·PB.
    #[inline(always)]
    fn depletion(&self, v: F2) -> (F2, F2) {
        let one = F2::splat(1.0);
        let below = v.simd_lt(self.corner);
        let root = below.select(one - v * self.per_potential, one).sqrt();
        let beyond = v - self.corner;
        let charge = self.corner_charge
            + self.line * beyond
            + F2::splat(0.5) * self.slope * beyond * (v + self.corner);
        (
            below.select(self.twice_potential * (one - root), charge),
            below.select(one / root, self.line + self.slope * v),
        )
    }

    /// Charges and capacitances from the gate to source and drain.
    #[inline(always)]
    pub fn charges(&self, vgs: F2, vgd: F2) -> [(F2, F2); 2] {
        let (source, drain) = (self.depletion(vgs), self.depletion(vgd));
        [(self.cgs * source.0, self.cgs * source.1), (self.cgd * drain.0, self.cgd * drain.1)]
    }

    /// Limits new vgs and vgd against the last ones.
    #[inline(always)]
    pub fn limited(&self, new: [F2; 2], old: &[F2; 2]) -> ([F2; 2], F2) {
        limited(new, old, &Limits { thermal: self.thermal, critical: self.critical, threshold: self.threshold })
    }
}

/// What the voltages of a gate with junctions are limited by.
pub struct Limits {
    pub thermal: F2,
    pub critical: F2,
    pub threshold: F2,
}

/// Limits new vgs and vgd against the last ones, as junctions and as the
/// voltages of a gate; answers the lanes in which it did.
#[inline(always)]
pub fn limited(new: [F2; 2], old: &[F2; 2], limits: &Limits) -> ([F2; 2], F2) {
    let small = F2::splat(SMALL);
    let free = lanes::abs(new[0] - old[0]).simd_le(small)
        & lanes::abs(new[1] - old[1]).simd_le(small)
        & new[0].simd_le(limits.critical)
        & new[1].simd_le(limits.critical);
    if free.all() {
        return (new, F2::splat(0.0));
    }
    slowly(new, old, limits)
}

#[cold]
#[inline(never)]
fn slowly(new: [F2; 2], old: &[F2; 2], limits: &Limits) -> ([F2; 2], F2) {
    let mut limited = F2::splat(0.0);
    let held = [0, 1].map(|which: usize| {
        let (junction, _) = limit_pair(new[which], old[which], limits.thermal, limits.critical);
        let held = F2::from([0, 1].map(|side: usize| {
            let volts = lane(junction, side);
            // A voltage that is lost stays so.
            if !volts.is_finite() {
                return volts;
            }
            gate(volts, lane(old[which], side), lane(limits.threshold, side))
        }));
        limited |= held.simd_ne(new[which]);
        held
    });
    (held, limited)
}
