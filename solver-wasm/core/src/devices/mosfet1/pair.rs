//! The currents of two MOSFETs of level 1: the channel of Shichman and Hodges
//! and the bulk's junctions, with the junctions' charges.
//!
//! Sources: Shichman and Hodges, *Modeling and Simulation of Insulated-Gate
//! Field-Effect Transistor Switching Circuits*, IEEE J. Solid-State Circuits
//! SC-3, 1968; Nagel, *SPICE2*, ERL-M520, 1975, appendix 2.
//!
//! Everything is written for an NMOS whose drain is the end of the channel with
//! the higher voltage ("effective" below). Nothing branches on voltages except
//! where both lanes agree that a costly part has no effect.
//!
//! A junction's current jumps at −3·vt, as in ngspice: the exponential above
//! meets −IS below with a gap of e⁻³·IS.

use super::parameters::{Bulk, Constants};
use crate::devices::equations::Packed;
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

/// Constants of two devices.
#[derive(Debug, Clone)]
pub struct Pair {
    pub sign: F2,
    beta: F2,
    lambda: F2,
    gamma: F2,
    pub phi: F2,
    vbi: F2,
    /// Whether any lane has a body effect.
    body: bool,
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

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let both = |part: fn(&Constants) -> f64| F2::from([part(first), part(second)]);
        let of = |part: fn(&Constants) -> f64| [part(first), part(second)];
        let three = |part: fn(&Constants) -> [f64; 3]| {
            let (a, b) = (part(first), part(second));
            [0, 1, 2].map(|which: usize| F2::from([a[which], b[which]]))
        };
        let potential = of(|of| of.potential);
        let (drain, source) = (BulkPair::pack(&first.drain, &second.drain), BulkPair::pack(&first.source, &second.source));
        Pair {
            sign: both(|of| of.sign),
            beta: both(|of| of.beta),
            lambda: both(|of| of.lambda),
            gamma: both(|of| of.gamma),
            phi: both(|of| of.phi),
            vbi: both(|of| of.vbi),
            body: first.gamma != 0.0 || second.gamma != 0.0,
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

/// Where the gate stands.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// Threshold in volts.
    pub von: F2,
    /// Slope of −von over vbs.
    pub body: F2,
    /// vgs − von, and what of it is above 0: the saturation voltage.
    pub drive: F2,
    pub vdsat: F2,
}

/// Current from effective drain to source with its derivatives.
#[derive(Debug, Clone, Copy)]
pub struct Channel {
    pub current: F2,
    pub gm: F2,
    pub gds: F2,
    pub gmbs: F2,
}

impl Pair {
    /// `spice` gives the slope of the threshold that SPICE has where the bulk is
    /// forward: it divides by the extrapolated root, where the root's slope is
    /// that of 0 V. It is wrong by little and belongs to ngspice's numbers for
    /// small signals; Newton's iteration takes the true one.
    #[inline(always)]
    pub fn gate(&self, at: &Effective, spice: bool) -> Gate {
        let zero = F2::splat(0.0);
        let mut von = self.vbi;
        let mut body = zero;
        if self.body {
            let forward = at.vbs.simd_gt(zero);
            let root = (self.phi - forward.select(zero, at.vbs)).sqrt();
            let straight = root - at.vbs / (root + root);
            let extended = forward.select(lanes::max(straight, zero), root);
            let under = if spice { extended } else { root };
            von += self.gamma * extended;
            body = extended.simd_le(zero).select(zero, self.gamma / (under + under));
        }
        let drive = at.vgs - von;
        // Written so that what is not a number stays so.
        let vdsat = drive.simd_le(zero).select(zero, drive);
        Gate { von, body, drive, vdsat }
    }

    #[inline(always)]
    pub fn channel(&self, at: &Effective, gate: &Gate) -> Channel {
        let along = at.vds.simd_ge(gate.vdsat).select(gate.vdsat, at.vds);
        let area = along * (gate.vdsat - F2::splat(0.5) * along);
        let slope = self.beta * (F2::splat(1.0) + self.lambda * at.vds);
        let gm = slope * along;
        Channel {
            current: slope * area,
            gm,
            gds: slope * (gate.vdsat - along) + self.lambda * self.beta * area,
            gmbs: gm * gate.body,
        }
    }

    /// A junction's current and conductance.
    #[inline(always)]
    pub fn junction(&self, junction: &BulkPair, v: F2, gmin: F2) -> (F2, F2) {
        let zero = F2::splat(0.0);
        let reverse = v.simd_le(self.border);
        // The exponential of 0 is 1: a bulk at its source costs nothing.
        let plain = reverse | v.simd_eq(zero);
        let mut e = F2::splat(1.0);
        if !plain.all() {
            e = lanes::exp(reverse.select(zero, v * self.per_thermal));
        }
        let current = reverse.select(-junction.saturation, junction.saturation * (e - F2::splat(1.0)));
        let conductance = reverse.select(zero, junction.saturation * e * self.per_thermal);
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
