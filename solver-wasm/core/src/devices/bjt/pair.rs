//! Currents and charges of two transistors from the voltages of their junctions.
//!
//! Sources: as in `constants.rs`; the dependence of the transit time on the bias
//! (XTF, VTF, ITF) is that of Getreu, *Modeling the Bipolar Transistor* (1978).
//!
//! Where the published model is not smooth: the charge of the transit time takes
//! qb and XTF into account for vbe > 0 only, so its capacitance jumps at vbe = 0;
//! and where 1 + 4(If/IKF + Ir/IKR) falls to 0, qb jumps to its value without
//! high injection.

use super::base_resistance::BaseResistance;
use super::constants::Constants;
use crate::devices::equations::Packed;
use crate::devices::junction::{limit_pair, DepletionPair, Exponential};
use crate::lanes::{self, F2};

#[derive(Debug, Clone)]
pub struct Pair {
    pub sign: F2,
    /// Sign of the junction to the substrate, and lanes where it lies at the collector.
    pub substrate_sign: F2,
    pub vertical: F2,
    multiplier: F2,
    vt: F2,
    pub critical: F2,
    critical_substrate: F2,
    forward: Exponential,
    reverse: Exponential,
    leak_emitter: Exponential,
    leak_collector: Exponential,
    leak_substrate: Exponential,
    /// Reciprocals of the gains.
    gain_forward: F2,
    gain_reverse: F2,
    early_forward: F2,
    early_reverse: F2,
    knee_forward: F2,
    knee_reverse: F2,
    /// 2·NKF, and the lanes where it is not 1.
    knee_exponent: F2,
    powered: F2,
    /// Whether either has an Early voltage or a knee; a knee; a knee with an exponent.
    bends: bool,
    kneed: bool,
    any_powered: bool,
    pub base: Option<BaseResistance>,
    emitter: DepletionPair,
    collector: DepletionPair,
    outer: DepletionPair,
    to_substrate: DepletionPair,
    /// Whether either has a charge between outer base and collector, one to the substrate.
    pub has_outer_charge: bool,
    pub has_substrate_charge: bool,
    transit_forward: F2,
    transit_reverse: F2,
    transit_bias: F2,
    transit_voltage: F2,
    transit_current: F2,
    any_transit: bool,
    any_bias: bool,
    /// PTF·TF in seconds.
    delay: F2,
    any_delay: bool,
}

/// What a transistor remembers: base–emitter, base–collector and substrate voltage of
/// the last evaluation, and the delayed transport current of the last two points.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    pub at: [F2; 3],
    pub late: [F2; 2],
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let both = |part: fn(&Constants) -> f64| [part(first), part(second)];
        let lanes = |part: fn(&Constants) -> f64| F2::from(both(part));
        let any = |part: fn(&Constants) -> f64| both(part).iter().any(|&number| number != 0.0);
        let exponential = |part: fn(&Constants) -> [f64; 2]| {
            let [one, other] = [part(first), part(second)];
            Exponential::pack([one[0], other[0]], [one[1], other[1]])
        };
        let kneed = any(|of| of.knee_forward) || any(|of| of.knee_reverse);
        let powered = both(|of| of.knee_exponent).map(|exponent| exponent != 0.5);
        Pair {
            sign: lanes(|of| of.sign),
            substrate_sign: lanes(|of| of.sign * of.substrate),
            vertical: lanes::mask(both(|of| of.substrate).map(|place| place > 0.0)),
            multiplier: lanes(|of| of.multiplier),
            vt: lanes(|of| of.vt),
            critical: lanes(|of| of.critical),
            critical_substrate: lanes(|of| of.critical_substrate),
            forward: exponential(|of| of.forward),
            reverse: exponential(|of| of.reverse),
            leak_emitter: exponential(|of| of.leak_emitter),
            leak_collector: exponential(|of| of.leak_collector),
            leak_substrate: exponential(|of| of.leak_substrate),
            gain_forward: lanes(|of| 1.0 / of.gain_forward),
            gain_reverse: lanes(|of| 1.0 / of.gain_reverse),
            early_forward: lanes(|of| of.early_forward),
            early_reverse: lanes(|of| of.early_reverse),
            knee_forward: lanes(|of| of.knee_forward),
            knee_reverse: lanes(|of| of.knee_reverse),
            knee_exponent: lanes(|of| 2.0 * of.knee_exponent),
            powered: lanes::mask(powered),
            bends: kneed || any(|of| of.early_forward) || any(|of| of.early_reverse),
            kneed,
            any_powered: kneed && powered.contains(&true),
            base: BaseResistance::pack([first, second]),
            emitter: DepletionPair::pack(&first.emitter, &second.emitter),
            collector: DepletionPair::pack(&first.collector, &second.collector),
            outer: DepletionPair::pack(&first.outer, &second.outer),
            to_substrate: DepletionPair::pack(&first.to_substrate, &second.to_substrate),
            has_outer_charge: any(|of| of.outer.capacitance),
            has_substrate_charge: any(|of| of.to_substrate.capacitance),
            transit_forward: lanes(|of| of.transit_forward),
            transit_reverse: lanes(|of| of.transit_reverse),
            transit_bias: lanes(|of| of.transit_bias),
            transit_voltage: lanes(|of| of.transit_voltage),
            transit_current: lanes(|of| of.transit_current),
            any_transit: any(|of| of.transit_forward),
            any_bias: any(|of| of.transit_bias),
            delay: lanes(|of| of.excess_delay),
            any_delay: any(|of| of.excess_delay),
        }
    }
}

/// Currents in the polarity of an NPN, with derivatives by vbe and vbc.
#[derive(Debug, Clone, Copy)]
pub struct Currents {
    pub collector: [F2; 3],
    pub base: [F2; 3],
    /// Currents of the ideal junctions and their slopes, for the charges.
    forward: (F2, F2),
    reverse: (F2, F2),
    /// Base charge over that at no bias, 1 at least nominally.
    pub charge: [F2; 3],
    charge_reciprocal: F2,
}

/// Charges between base and emitter (by vbe and vbc) and base and collector (by vbc).
#[derive(Debug, Clone, Copy)]
pub struct Charges {
    pub emitter: [F2; 3],
    pub collector: [F2; 2],
}

impl Pair {
    /// Limits new junction voltages (vbe, vbc, substrate) against the last ones.
    #[inline(always)]
    pub fn limited(&self, v: [F2; 3], old: &[F2; 3]) -> ([F2; 3], F2) {
        let (vbe, first) = limit_pair(v[0], old[0], self.vt, self.critical);
        let (vbc, second) = limit_pair(v[1], old[1], self.vt, self.critical);
        if !self.leak_substrate.present {
            // What flows to the substrate is linear then.
            return ([vbe, vbc, v[2]], first | second);
        }
        let (substrate, third) = limit_pair(v[2], old[2], self.vt, self.critical_substrate);
        let leaks = self.leak_substrate.scale.simd_ne(F2::splat(0.0));
        ([vbe, vbc, leaks.select(substrate, v[2])], first | second | (third & leaks))
    }

    #[inline(always)]
    pub fn currents(&self, vbe: F2, vbc: F2, gmin: F2) -> Currents {
        let (zero, one) = (F2::splat(0.0), F2::splat(1.0));
        let gmin = gmin * self.multiplier;
        let forward = self.forward.at(vbe);
        let reverse = self.reverse.at(vbc);
        let mut emitter = (gmin * vbe, gmin);
        if self.leak_emitter.present {
            let (leak, slope) = self.leak_emitter.at(vbe);
            emitter = (emitter.0 + leak, emitter.1 + slope);
        }
        let mut collector = (gmin * vbc, gmin);
        if self.leak_collector.present {
            let (leak, slope) = self.leak_collector.at(vbc);
            collector = (collector.0 + leak, collector.1 + slope);
        }
        let mut charge = [one, zero, zero];
        let mut charge_reciprocal = one;
        if self.bends {
            let early = one / (one - self.early_forward * vbc - self.early_reverse * vbe);
            let mut value = early;
            let mut knees = (zero, zero);
            if self.kneed {
                let injection = self.knee_forward * forward.0 + self.knee_reverse * reverse.0;
                let argument = one + F2::splat(4.0) * injection;
                let counts = argument.simd_gt(zero);
                let mut root = argument.sqrt();
                if self.any_powered {
                    let power = lanes::pow(argument, F2::splat(0.5) * self.knee_exponent);
                    root = self.powered.select(power, root);
                }
                let slope = counts.select(self.knee_exponent * root / argument, zero);
                root = counts.select(root, one);
                value = early * (one + root) * F2::splat(0.5);
                knees = (slope * self.knee_forward * forward.1, slope * self.knee_reverse * reverse.1);
            }
            charge = [
                value,
                early * (value * self.early_reverse + knees.0),
                early * (value * self.early_forward + knees.1),
            ];
            charge_reciprocal = one / value;
        }
        let transport = (forward.0 - reverse.0) * charge_reciprocal;
        let reverse_base = reverse.1 * self.gain_reverse + collector.1;
        Currents {
            collector: [
                transport - reverse.0 * self.gain_reverse - collector.0,
                (forward.1 - transport * charge[1]) * charge_reciprocal,
                -(reverse.1 + transport * charge[2]) * charge_reciprocal - reverse_base,
            ],
            base: [
                forward.0 * self.gain_forward + emitter.0 + reverse.0 * self.gain_reverse + collector.0,
                forward.1 * self.gain_forward + emitter.1,
                reverse_base,
            ],
            forward,
            reverse,
            charge,
            charge_reciprocal,
        }
    }

    /// Excess phase: the forward transport current i comes late as x with
    /// `td²/3·x″ + td·x′ + x = i`, a Bessel function of second order for the delay td,
    /// by backward differences over the steps (Weil, McNamara, IEEE J. Solid-State
    /// Circuits 13 (1978) 117, as in SPICE2 and ngspice). Puts x in the place of i;
    /// answers x. An exact evaluation keeps the slopes of i.
    #[inline(never)]
    pub fn late(&self, currents: &mut Currents, memory: &[F2; 2], steps: [f64; 2], exact: bool) -> F2 {
        let (zero, one) = (F2::splat(0.0), F2::splat(1.0));
        let now = currents.forward.0 * currents.charge_reciprocal;
        if !self.any_delay || !steps[0].is_finite() {
            return now;
        }
        let present = self.delay.simd_ne(zero);
        let ratio = F2::splat(steps[0]) / present.select(self.delay, one);
        let (first, second) = (F2::splat(3.0) * ratio, F2::splat(3.0) * ratio * ratio);
        let growth = F2::splat(if steps[1] > 0.0 { steps[0] / steps[1] } else { 0.0 });
        let whole = one + first + second;
        let part = second / whole;
        let kept = (memory[0] * (one + growth + first) - memory[1] * growth) / whole;
        let change = present.select(kept + (part - one) * now, zero);
        let slope = if exact { zero } else { present.select((part - one) * currents.charge_reciprocal, zero) };
        currents.collector[0] += change;
        currents.collector[1] += slope * (currents.forward.1 - now * currents.charge[1]);
        currents.collector[2] -= slope * now * currents.charge[2];
        now + change
    }

    /// Whether either transistor has excess phase.
    pub fn is_late(&self) -> bool {
        self.any_delay
    }

    /// Current from the substrate to where it lies, and its slope.
    #[inline(always)]
    pub fn substrate_current(&self, v: F2, gmin: F2) -> (F2, F2) {
        let gmin = gmin * self.multiplier;
        if !self.leak_substrate.present {
            return (gmin * v, gmin);
        }
        let (leak, slope) = self.leak_substrate.at(v);
        (gmin * v + leak, gmin + slope)
    }

    #[inline(always)]
    pub fn charges(&self, vbe: F2, vbc: F2, currents: &Currents) -> Charges {
        let (zero, one) = (F2::splat(0.0), F2::splat(1.0));
        let (mut carried, mut slope) = currents.forward;
        let mut cross = zero;
        if self.any_transit && (self.bends || self.any_bias) {
            let biased = vbe.simd_gt(zero);
            let mut more = zero;
            let mut more_slope = zero;
            if self.any_bias {
                more = self.transit_bias * lanes::exp(vbc * self.transit_voltage);
                let part = carried / (carried + self.transit_current);
                let part = self.transit_current.simd_ne(zero).select(part, one);
                more = more * part * part;
                more_slope = more * (F2::splat(3.0) - part - part);
            }
            let reciprocal = currents.charge_reciprocal;
            let whole = carried * (one + more) * reciprocal;
            let by_emitter = (slope * (one + more_slope) - whole * currents.charge[1]) * reciprocal;
            let by_collector = (carried * more * self.transit_voltage - whole * currents.charge[2]) * reciprocal;
            carried = biased.select(whole, carried);
            slope = biased.select(by_emitter, slope);
            cross = self.transit_forward * biased.select(by_collector, zero);
        }
        let emitter = self.emitter.charge(vbe);
        let collector = self.collector.charge(vbc);
        Charges {
            emitter: [
                self.transit_forward * carried + emitter.0,
                self.transit_forward * slope + emitter.1,
                cross,
            ],
            collector: [
                self.transit_reverse * currents.reverse.0 + collector.0,
                self.transit_reverse * currents.reverse.1 + collector.1,
            ],
        }
    }

    /// Charge from the outer base to the collector, and its capacitance.
    #[inline(always)]
    pub fn outer_charge(&self, vbx: F2) -> (F2, F2) {
        self.outer.charge(vbx)
    }

    /// Charge from the substrate to where it lies, and its capacitance.
    #[inline(always)]
    pub fn substrate_charge(&self, v: F2) -> (F2, F2) {
        self.to_substrate.charge(v)
    }
}
