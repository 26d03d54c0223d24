//! The currents and charges of two JFETs of level 2.
//!
//! Sources: those of [`super::parameters`]; Statz and others, *GaAs FET Device and
//! Circuit Simulation in SPICE*, IEEE Trans. Electron Devices ED-34, 1987 (the
//! gate's charge).
//!
//! Everything is written for an NJF. The channel is written for the end with the
//! higher voltage as its drain.

use super::parameters::Numbers;
use crate::lanes::{self, Dual, F2};

/// Exponents of 10 less stand for no current, which jumps there by e⁻¹⁰ of its scale.
pub const LEAST: f64 = -10.0;
/// Above it exponentials go on as straight lines.
const MOST: f64 = 40.0;
/// What is left of the drive at the channel's end, in volts, at least.
const LEAST_DRIVE: f64 = 1e-300;
/// Roundness of the gate charge's pinch-off in V².
const PINCH: f64 = 0.04;

/// exp of at least [`LEAST`], with a straight line above [`MOST`]: value and slope.
#[inline(always)]
fn exponential(u: F2) -> (F2, F2) {
    let above = u.simd_gt(F2::splat(MOST));
    let e = lanes::exp(above.select(F2::splat(MOST), u));
    (above.select(e * (u - F2::splat(MOST) + F2::splat(1.0)), e), e)
}

impl Numbers {
    /// Current and conductance of a junction of the gate, of one device.
    #[inline(always)]
    pub fn junction(&self, v: F2, gmin: F2) -> (F2, F2) {
        let zero = F2::splat(0.0);
        let least = F2::splat(LEAST);
        let u = v / self.emission;
        let off = u.simd_le(least);
        let (e, slope) = exponential(off.select(zero, u));
        let mut current = self.saturation * (off.select(zero, e) - F2::splat(1.0)) + gmin * v;
        let mut conductance = self.saturation * off.select(zero, slope) / self.emission + gmin;
        if self.breakdown.simd_ne(zero).any() {
            let u = -v / self.breakdown_voltage;
            let off = u.simd_le(least);
            let (e, slope) = exponential(off.select(zero, u));
            current -= self.breakdown * (off.select(zero, e) - F2::splat(1.0));
            conductance += self.breakdown * off.select(zero, slope) / self.breakdown_voltage;
        }
        (current, conductance)
    }

    /// The channel's current without loss by heat, of one device, from the voltages
    /// of the gate to source and drain and from those that the feedback follows.
    #[inline(always)]
    pub fn channel<const N: usize>(&self, vgs: Dual<N>, vgd: Dual<N>, slow_gs: Dual<N>, slow_gd: Dual<N>) -> Dual<N> {
        let number = F2::splat;
        let (zero, one) = (number(0.0), number(1.0));
        let polynomial = |constant: F2, by_gs: F2, by_gd: F2| slow_gs * by_gs + slow_gd * by_gd + constant;
        let low = polynomial(self.lfgam, -self.lfg1, self.lfg2);
        let source = polynomial(self.hfeta, self.hfe2, -self.hfe1);
        let drain = polynomial(self.hfgam, -self.hfg1, self.hfg2);
        let drive = vgs - self.threshold - low * slow_gd + source * (slow_gs - vgs) + drain * (slow_gd - vgd);
        let vds = vgs - vgd;

        // Exponential below the threshold, straight above it.
        let scale = (vds * self.mvst + one) * self.vst;
        let off = drive.value.simd_le(number(LEAST) * scale.value);
        let bent = drive.value.simd_le(number(MOST) * scale.value) & scale.value.simd_gt(zero) & !off;
        let mut gate = drive;
        if bent.any() {
            let ratio = Dual::select(bent, drive, Dual::constant(zero)) / Dual::select(bent, scale, Dual::constant(one));
            let e = lanes::exp(ratio.value);
            gate = Dual::select(bent, scale * ratio.chain(lanes::ln(one + e), e / (one + e)), gate);
        }
        gate = Dual::select(off, Dual::constant(one), gate);

        // A power law for the linear region, another one for saturation.
        let mut along = vds * self.dual;
        if self.difference.simd_ne(zero).any() {
            let power = lanes::pow(gate.value, self.difference);
            along = along * gate.chain(power, self.difference * power / gate.value);
        }
        let early = gate / (gate * self.mxi + self.index);
        let saturation = gate / (early + one);
        let knee = along * self.knee;
        let half = saturation * number(0.5);
        let round = saturation * saturation * self.round;
        let [above, below] = [knee + half, knee - half].map(|part| (part * part + round).sqrt());
        let mut rest = gate - (above - below);
        // Rounding may leave less than nothing of a drive that is next to nothing.
        let least = number(LEAST_DRIVE);
        rest.value = rest.value.simd_lt(least).select(least, rest.value);
        let law = |of: Dual<N>| {
            let mut slope = of.value;
            if self.power.simd_ne(number(2.0)).any() {
                slope = self.power.simd_eq(number(2.0)).select(slope, lanes::pow(of.value, self.power - one));
            }
            of.chain(of.value * slope, self.power * slope)
        };
        let current = (law(gate) - law(rest)) * (vds * self.lambda + one) * self.beta;
        Dual::select(off, Dual::constant(zero), current)
    }

    /// The gate's charge of one device, with its capacitances.
    #[inline(always)]
    pub fn charge(&self, vgs: F2, vgd: F2) -> Dual<2> {
        let number = F2::splat;
        let one = number(1.0);
        let [vgs, vgd] = [Dual::<2>::input(vgs, 0), Dual::input(vgd, 1)];
        let vds = vgs - vgd;
        let size = (vds * vds + self.reversal).sqrt();
        let drive = (vgs + vgd + size) * number(0.5) + vds * self.acgam;
        let rest = one - self.xc;
        let over = (drive - self.threshold) * rest;
        let closed = drive + ((over * over + number(PINCH)).sqrt() - over) * number(0.5);
        let line = closed.value.simd_ge(self.corner);
        let held = Dual::select(line, Dual::constant(self.corner), closed);
        let root = (-held * (one / self.potential) + one).sqrt();
        let beyond = (closed - self.corner) * number(0.5);
        let straight = beyond * (beyond * (one / (self.potential - self.corner)) + number(2.0)) / root;
        let beyond = Dual::select(line, straight, Dual::constant(number(0.0)));
        ((-root + one) * (self.potential + self.potential) + beyond) * self.cgs + (drive - size) * self.cgd
    }
}
