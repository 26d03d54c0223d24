//! The physics that all p–n junctions share.
//!
//! Sources: Antognetti & Massobrio, *Semiconductor Device Modeling with SPICE*,
//! chapters 1 and 2; Nagel, *SPICE2*, ERL-M520, section A (limiting and
//! temperature); ngspice manual 39, chapter 7. The constants are ngspice's, so
//! that a diode's voltage agrees to more than six digits.

use crate::dual::Number;
use crate::lanes::{self, F2};

/// Boltzmann's constant in joules per kelvin.
pub const BOLTZMANN: f64 = 1.38064852e-23;
/// Elementary charge in coulombs.
pub const CHARGE: f64 = 1.6021766208e-19;
/// 0 °C in kelvin.
pub const KELVIN: f64 = 273.15;
/// Temperature at which the parameters of built-in formulas hold, in kelvin.
const REFERENCE: f64 = 300.15;
/// Silicon's band gap at `REFERENCE` in electronvolts, as in SPICE2.
const REFERENCE_GAP: f64 = 1.1150877;

/// Thermal voltage in volts at a temperature in kelvin.
pub fn thermal_voltage<N: Number>(temperature: N) -> N {
    temperature * BOLTZMANN / CHARGE
}

/// Silicon's band gap in electronvolts at a temperature in kelvin (Varshni).
pub fn gap<N: Number>(temperature: N) -> N {
    -(temperature * 7.02e-4 * temperature / (temperature + 1108.0)) + 1.16
}

/// A junction's built-in potential and zero-bias capacitance at another
/// temperature (both in kelvin) than that of its parameters.
pub fn depletion_at<N: Number>(potential: f64, capacitance: f64, grading: N, nominal: f64, temperature: N) -> (N, N) {
    fn shift<N: Number>(t: N) -> N {
        let exponent = -gap(t) / (t * (2.0 * BOLTZMANN / CHARGE)) + REFERENCE_GAP / (BOLTZMANN / CHARGE * (2.0 * REFERENCE));
        thermal_voltage(t) * -2.0 * ((t / REFERENCE).ln() * 1.5 + exponent)
    }
    let at_reference = (potential - shift(nominal)) / (nominal / REFERENCE);
    let now = shift(temperature) + temperature / REFERENCE * at_reference;
    let scale_nominal = grading * (4e-4 * (nominal - REFERENCE) - (potential - at_reference) / at_reference) + 1.0;
    let scale_now = grading * ((temperature - REFERENCE) * 4e-4 - (now - at_reference) / at_reference) + 1.0;
    (now, N::constant(capacitance) / scale_nominal * scale_now)
}

/// The voltage above which an exponential is steeper than Newton can follow.
pub fn critical_voltage(vt: f64, saturation: f64) -> f64 {
    vt * libm::log(vt / (std::f64::consts::SQRT_2 * saturation))
}

/// Limits the new voltages of two junctions against their last ones (Nagel's
/// pnjlim); answers in which lanes it did.
#[inline]
pub fn limit_pair(new: F2, old: F2, vt: F2, critical: F2) -> (F2, F2) {
    let zero = F2::splat(0.0);
    let step = new - old;
    let forward = new.simd_gt(critical) & lanes::abs(step).simd_gt(vt + vt);
    let floor = old.simd_gt(zero).select(F2::splat(-1.0) - old, old + old - F2::splat(1.0));
    let reverse = !forward & new.simd_lt(zero) & new.simd_lt(floor);
    let limited = forward | reverse;
    if !limited.any() {
        return (new, limited);
    }
    (held_back([new, old], [vt, critical], [forward, reverse], floor), limited)
}

/// What Newton's step may go to, where it is limited.
#[cold]
#[inline(never)]
fn held_back([new, old]: [F2; 2], [vt, critical]: [F2; 2], [forward, reverse]: [F2; 2], floor: F2) -> F2 {
    let zero = F2::splat(0.0);
    let step = new - old;
    let ratio = F2::splat(1.0) + step / vt;
    let from_old = ratio.simd_gt(zero).select(old + vt * lanes::ln(ratio), critical);
    let held = old.simd_gt(zero).select(from_old, vt * lanes::ln(new / vt));
    forward.select(held, reverse.select(floor, new))
}

/// The same for one junction, as the publication has it.
#[cfg(test)]
pub fn limit(new: f64, old: f64, vt: f64, critical: f64) -> (f64, bool) {
    if new > critical && (new - old).abs() > 2.0 * vt {
        if old > 0.0 {
            let step = 1.0 + (new - old) / vt;
            return (if step > 0.0 { old + vt * libm::log(step) } else { critical }, true);
        }
        return (vt * libm::log(new / vt), true);
    }
    if new < 0.0 {
        let floor = if old > 0.0 { -1.0 - old } else { 2.0 * old - 1.0 };
        if new < floor {
            return (floor, true);
        }
    }
    (new, false)
}

/// An exponential current of two junctions.
#[derive(Debug, Clone, Copy)]
pub struct Exponential {
    pub scale: F2,
    pub vt: F2,
    reciprocal: F2,
    /// Whether either junction has this current.
    pub present: bool,
}

impl Exponential {
    /// From saturation currents in amperes and emission voltages N·vt.
    pub fn pack(scale: [f64; 2], vt: [f64; 2]) -> Exponential {
        // A junction without this current still needs a voltage to divide by.
        let vt = vt.map(|vt| if vt > 0.0 { vt } else { 1.0 });
        Exponential {
            scale: F2::from(scale),
            vt: F2::from(vt),
            reciprocal: F2::from(vt.map(|vt| 1.0 / vt)),
            present: scale != [0.0; 2],
        }
    }

    /// `scale·(e^(v/vt) − 1)` above −3·vt, a cubic below; value and slope.
    ///
    /// One function for all junctions of all kinds, as their charge below: engines of
    /// WebAssembly soon have it compiled well, and what calls it is compiled sooner.
    #[inline(never)]
    pub fn at(&self, v: F2) -> (F2, F2) {
        let border = F2::splat(-3.0) * self.vt;
        let below = v.simd_lt(border);
        // Most junctions of a circuit block: then no exponential is needed.
        if below.all() {
            return self.blocked(v, border);
        }
        let e = lanes::exp(below.select(border, v) * self.reciprocal);
        let mut current = self.scale * (e - F2::splat(1.0));
        let mut slope = self.scale * e * self.reciprocal;
        if below.any() {
            let cubic = self.blocked(below.select(v, border), border);
            current = below.select(cubic.0, current);
            slope = below.select(cubic.1, slope);
        }
        (current, slope)
    }

    /// The cubic in 1/v.
    #[inline(always)]
    fn blocked(&self, v: F2, border: F2) -> (F2, F2) {
        let reciprocal = F2::splat(1.0) / v;
        let ratio = -border * reciprocal * F2::splat(1.0 / std::f64::consts::E);
        let cube = ratio * ratio * ratio;
        (-self.scale * (F2::splat(1.0) + cube), self.scale * F2::splat(3.0) * cube * reciprocal)
    }
}

/// A depletion capacitance `C₀·(1 − v/V)^−M`, continued by its tangent above
/// FC·V, with what can be computed once.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Depletion {
    /// Farads at 0 V.
    pub capacitance: f64,
    /// Built-in potential in volts.
    pub potential: f64,
    pub grading: f64,
    /// FC·V: where the tangent begins.
    pub corner: f64,
    /// Charge at the corner, and the tangent's factors.
    f1: f64,
    scale: f64,
    f3: f64,
}

impl Depletion {
    /// From C₀ in farads, V in volts, M and FC.
    pub fn new(capacitance: f64, potential: f64, grading: f64, forward: f64) -> Depletion {
        let log = libm::log(1.0 - forward);
        Depletion {
            capacitance,
            potential,
            grading,
            corner: forward * potential,
            f1: capacitance * potential * (1.0 - libm::exp((1.0 - grading) * log)) / (1.0 - grading),
            scale: capacitance / libm::exp((1.0 + grading) * log),
            f3: 1.0 - forward * (1.0 + grading),
        }
    }
}

/// Charge of a depletion capacitance as [`Depletion`] has it, of one junction.
pub fn depletion_charge<N: Number>(v: N, capacitance: N, potential: N, grading: N, forward: f64) -> N {
    let corner = potential * forward;
    let whole = potential * capacitance / (-grading + 1.0);
    if v.value() < corner.value() {
        let rest = -(v / potential) + 1.0;
        return whole * (-(rest * (-grading * rest.ln()).exp()) + 1.0);
    }
    let log = libm::log(1.0 - forward);
    let first = whole * (-((-grading + 1.0) * log).exp() + 1.0);
    let scale = capacitance / ((grading + 1.0) * log).exp();
    let bend = grading / potential * 0.5;
    first + scale * ((-((grading + 1.0) * forward) + 1.0) * (v - corner) + bend * (v * v - corner * corner))
}

/// [`Depletion`] of two junctions.
#[derive(Debug, Clone, Copy)]
pub struct DepletionPair {
    capacitance: F2,
    reciprocal: F2,
    grading: F2,
    corner: F2,
    f1: F2,
    scale: F2,
    f3: F2,
    /// V·C₀/(1 − M)
    whole: F2,
    bend: F2,
    present: bool,
    /// Whether either is graded; if not, all powers are 1.
    graded: bool,
}

impl DepletionPair {
    pub fn pack(first: &Depletion, second: &Depletion) -> DepletionPair {
        let both = |part: fn(&Depletion) -> f64| F2::from([part(first), part(second)]);
        DepletionPair {
            capacitance: both(|of| of.capacitance),
            reciprocal: both(|of| if of.capacitance == 0.0 { 0.0 } else { 1.0 / of.potential }),
            grading: both(|of| of.grading),
            corner: both(|of| of.corner),
            f1: both(|of| of.f1),
            scale: both(|of| of.scale),
            f3: both(|of| of.f3),
            whole: both(|of| of.potential * of.capacitance / (1.0 - of.grading)),
            bend: both(|of| if of.capacitance == 0.0 { 0.0 } else { of.grading / of.potential }),
            present: first.capacitance != 0.0 || second.capacitance != 0.0,
            graded: first.grading != 0.0 || second.grading != 0.0,
        }
    }

    /// Charge in coulombs and capacitance in farads at a voltage.
    #[inline(never)]
    pub fn charge(&self, v: F2) -> (F2, F2) {
        let zero = F2::splat(0.0);
        if !self.present {
            return (zero, zero);
        }
        let below = v.simd_lt(self.corner);
        let rest = below.select(F2::splat(1.0) - v * self.reciprocal, F2::splat(1.0));
        let power = match self.graded {
            true => lanes::exp(-self.grading * lanes::ln(rest)),
            false => F2::splat(1.0),
        };
        let tangent = self.f1
            + self.scale
                * (self.f3 * (v - self.corner) + F2::splat(0.5) * self.bend * (v * v - self.corner * self.corner));
        (
            below.select(self.whole * (F2::splat(1.0) - rest * power), tangent),
            below.select(self.capacitance * power, self.scale * (self.f3 + self.bend * v)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::equation_tests::{meets, Border};

    #[test]
    fn the_exponential_meets_its_cubic_and_the_power_its_tangent() {
        let first = |pair: (F2, F2)| [pair.0.to_array()[0], pair.1.to_array()[0]];
        for (scale, vt) in [(1e-14, 0.0258), (3e-9, 0.05)] {
            let exponential = Exponential::pack([scale; 2], [vt; 2]);
            meets("an exponential", -3.0 * vt, |v| first(exponential.at(F2::splat(v))), Border::Smooth);
        }
        for (grading, forward) in [(0.5, 0.5), (0.33, 0.6), (0.0, 0.3)] {
            let one = Depletion::new(4e-12, 0.8, grading, forward);
            meets("a charge", one.corner, |v| first(DepletionPair::pack(&one, &one).charge(F2::splat(v))), Border::Smooth);
        }
    }

    #[test]
    fn depletion_is_smooth_and_its_capacitance_is_the_slope_of_its_charge() {
        let one = Depletion::new(4e-12, 0.8, 0.45, 0.5);
        let pair = DepletionPair::pack(&one, &one);
        let charge = |v: f64| {
            let (charge, capacitance) = pair.charge(F2::splat(v));
            (charge.to_array()[0], capacitance.to_array()[1])
        };
        for step in -200..200 {
            let v = f64::from(step) * 0.01 + 0.0037;
            let h = 1e-5;
            let slope = (charge(v + h).0 - charge(v - h).0) / (2.0 * h);
            let capacitance = charge(v).1;
            assert!((slope - capacitance).abs() < 1e-5 * capacitance, "{slope:e} {capacitance:e} at {v}");
        }
    }

    #[test]
    fn limiting_moves_towards_the_new_voltage_and_ends() {
        let vt = thermal_voltage(300.15);
        let critical = critical_voltage(vt, 1e-14);
        let mut v = critical;
        let mut steps = 0;
        loop {
            let (next, limited) = limit(5.0, v, vt, critical);
            assert!(next > v);
            v = next;
            steps += 1;
            assert!(steps < 100);
            if !limited {
                break;
            }
        }
        assert_eq!(v, 5.0);
        assert_eq!(limit(0.4, 0.6, vt, critical), (0.4, false));
        assert_eq!(limit(-40.0, -1.0, vt, critical), (-3.0, true));
    }

    #[test]
    fn pairs_are_limited_as_single_junctions_are() {
        let vt = thermal_voltage(300.15);
        let critical = critical_voltage(vt, 1e-14);
        let mut random = crate::matrix::tests::Random(5);
        for _ in 0..20_000 {
            let (new, old) = (5.0 * random.next(), 2.0 * random.next());
            let (wanted, limited) = limit(new, old, vt, critical);
            let (got, mask) = limit_pair(F2::splat(new), F2::splat(old), F2::splat(vt), F2::splat(critical));
            assert_eq!(mask.any(), limited, "{new} {old}");
            assert!((got.to_array()[0] - wanted).abs() < 1e-14, "{got:?} {wanted}");
        }
    }
}
