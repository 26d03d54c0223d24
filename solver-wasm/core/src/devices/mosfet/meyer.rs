//! Meyer's capacitances between the gate and the channel's ends and the bulk.
//!
//! Source: Meyer, *MOS Models and Circuit Simulation*, RCA Review 32, 1971;
//! Vladimirescu and Liu, ERL-M80/7, 1980, section 2.3. ngspice keeps the
//! saturation voltage at 25 mV or above here, so that the division between
//! drain and source has no jump at vds = 0.
//!
//! **The model does not conserve charge.** It gives capacitances that are not
//! derivatives of one charge: ∂cgs/∂vgb ≠ ∂cgb/∂vgs. The charges are what flows
//! along the path that the voltages take, over a step the mean of the
//! capacitances at its ends times the voltage's change, as in ngspice; on a
//! closed path they do not return to where they began (a test asserts it).

use super::extrinsic::{Effective, ExtrinsicPair};
use crate::lanes::{self, mask, F2};

/// Least saturation voltage that divides the gate's charge, in volts.
const LEAST_SATURATION: f64 = 0.025;

/// A new point begins only when a voltage has moved this many volts: the mean of
/// the capacitances over a shorter way errs by the square of it times what the
/// capacitance bends, 1e-8 of the oxide's, and resting devices cost nothing.
const NEW_POINT: f64 = 1e-4;

/// Capacitances seen from the effective source to source, drain and bulk, with
/// slopes by the gate's drive, by the saturation voltage and by vds.
#[derive(Debug, Clone, Copy)]
pub struct Meyer {
    pub capacitance: [F2; 3],
    pub by: [[F2; 3]; 3],
}

/// The end of the path that has been gone: the last accepted point. Gate to
/// source, to drain, to bulk.
#[derive(Debug, Clone, Copy)]
pub struct Path {
    voltage: [F2; 3],
    capacitance: [F2; 3],
    charge: [F2; 3],
    begun: bool,
}

impl Default for Path {
    fn default() -> Path {
        let none = [F2::splat(0.0); 3];
        Path { voltage: none, capacitance: none, charge: none, begun: false }
    }
}

/// The charges at a point, with how far each voltage and capacitance counts.
#[derive(Debug, Clone, Copy)]
pub struct Gone {
    pub charge: [F2; 3],
    /// Mean capacitances since the last accepted point.
    pub mean: [F2; 3],
    /// Half of the voltages' changes since then.
    pub half: [F2; 3],
}

impl Path {
    #[inline(always)]
    pub fn to(&self, voltage: &[F2; 3], capacitance: &[F2; 3]) -> Gone {
        let half = F2::splat(0.5);
        let mut gone = Gone { charge: self.charge, mean: *capacitance, half: [F2::splat(0.0); 3] };
        for which in 0..3 {
            let step = voltage[which] - self.voltage[which];
            if self.begun {
                gone.mean[which] = half * (capacitance[which] + self.capacitance[which]);
            }
            gone.charge[which] += gone.mean[which] * step;
            gone.half[which] = half * step;
        }
        gone
    }

    /// Lanes in which a voltage has moved so far that the path goes on.
    #[inline(always)]
    pub fn moved(&self, voltage: &[F2; 3]) -> F2 {
        let all = mask([true; 2]);
        if !self.begun {
            return all;
        }
        let mut near = all;
        for which in 0..3 {
            near &= lanes::abs(voltage[which] - self.voltage[which]).simd_le(F2::splat(NEW_POINT));
        }
        near ^ all
    }

    /// Ends at a point in the lanes of a mask.
    pub fn advance(&mut self, lanes: F2, voltage: &[F2; 3], capacitance: &[F2; 3]) {
        let charge = self.to(voltage, capacitance).charge;
        for which in 0..3 {
            self.voltage[which] = lanes.select(voltage[which], self.voltage[which]);
            self.capacitance[which] = lanes.select(capacitance[which], self.capacitance[which]);
            self.charge[which] = lanes.select(charge[which], self.charge[which]);
        }
        self.begun = true;
    }
}

impl Meyer {
    #[inline(always)]
    pub fn at(pair: &ExtrinsicPair, at: &Effective, von: F2, vdsat: F2) -> Meyer {
        let zero = F2::splat(0.0);
        let one = F2::splat(1.0);
        let two = F2::splat(2.0);
        // How far the channel has formed: 0 at a drive of −φ/2, 1 at 0; and how
        // much of the bulk the gate sees: 1 at −φ, 0 at 0.
        let drive = (at.vgs - von) / pair.phi;
        let formed = one + two * drive;
        let rising = formed.simd_gt(zero) & formed.simd_lt(one);
        let share = formed.simd_le(zero).select(zero, formed.simd_ge(one).select(one, formed));
        let falling = drive.simd_lt(zero) & drive.simd_gt(-one);
        let seen = drive.simd_ge(zero).select(zero, drive.simd_le(-one).select(one, -drive));
        let channel = F2::splat(2.0 / 3.0) * pair.oxide;
        let base = channel * share;
        let base_by = rising.select(two * channel / pair.phi, zero);
        // The part of it at the source: ½ without, 1 with saturation.
        let least = F2::splat(LEAST_SATURATION);
        let high = vdsat.simd_gt(least);
        let vdsat = high.select(vdsat, least);
        let open = at.vds.simd_lt(vdsat);
        let along = open.select(at.vds, vdsat);
        let reciprocal = one / (two * vdsat - along);
        let a = vdsat * reciprocal;
        let a_by_vdsat = (open & high).select((one - two * a) * reciprocal, zero);
        let a_by_vds = open.select(a * reciprocal, zero);
        let (source, drain) = (a * (two - a), one - a * a);
        let (source_by, drain_by) = (base * (two - two * a), -(two * base * a));
        Meyer {
            capacitance: [base * source, base * drain, pair.oxide * seen],
            by: [
                [base_by * source, source_by * a_by_vdsat, source_by * a_by_vds],
                [base_by * drain, drain_by * a_by_vdsat, drain_by * a_by_vds],
                [falling.select(-pair.oxide / pair.phi, zero), zero, zero],
            ],
        }
    }

    /// Gate to source, drain and bulk of the device as it is connected.
    #[inline(always)]
    pub fn real(&self, at: &Effective) -> [F2; 3] {
        let [gs, gd, gb] = self.capacitance;
        [at.exchanged.select(gd, gs), at.exchanged.select(gs, gd), gb]
    }
}
