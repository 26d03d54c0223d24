//! The base resistance under bias.
//!
//! Without IRB it falls from RB to RBM with the base charge, `RBM + (RB − RBM)/qb`.
//! With IRB it falls with the base current by current crowding (Hauser, *IEEE
//! Trans. Electron Devices* 11 (1964) 238; Nagel, *SPICE2*):
//! `RBM + 3(RB − RBM)·(tan z − z)/(z·tan² z)`, where z depends on x = Ib/IRB as
//! `z = (√(1 + 144x/π²) − 1)/((24/π²)·√x)`. Below x = 1e-9 ngspice holds x, so
//! the resistance has a bend there.

use super::constants::Constants;
use crate::lanes::F2;

/// 144/π² and 24/π² as SPICE2 has them.
const INNER: f64 = 14.59025;
const OUTER: f64 = 2.4317;
/// Ib/IRB is at least this.
const LEAST: f64 = 1e-9;
/// Terms of the series in z²: the rest is below 1e-17 at z = π/2.
const TERMS: usize = 12;

/// Coefficients of `sin z/z`, `cos z` and `(sin z − z·cos z)/z³` in z².
const SERIES: [[f64; TERMS]; 3] = series();

const fn series() -> [[f64; TERMS]; 3] {
    let mut table = [[0.0; TERMS]; 3];
    let mut factorial = 1.0;
    let mut sign = 1.0;
    let mut k = 0;
    while k < TERMS {
        // Here `factorial` is (2k)!.
        let n = 2.0 * k as f64;
        table[1][k] = sign / factorial;
        table[0][k] = sign / (factorial * (n + 1.0));
        table[2][k] = sign * (n + 2.0) / (factorial * (n + 1.0) * (n + 2.0) * (n + 3.0));
        factorial *= (n + 1.0) * (n + 2.0);
        sign = -sign;
        k += 1;
    }
    table
}

/// A series and its derivative.
#[inline(always)]
fn sum(coefficients: &[f64; TERMS], w: F2) -> (F2, F2) {
    let mut value = F2::splat(0.0);
    let mut slope = value;
    for &coefficient in coefficients.iter().rev() {
        slope = slope * w + value;
        value = value * w + F2::splat(coefficient);
    }
    (value, slope)
}

/// What is left of RB − RBM at x = Ib/IRB: 1 at no current; and its derivative.
fn crowding(x: F2) -> (F2, F2) {
    let (one, least) = (F2::splat(1.0), F2::splat(LEAST));
    let held = x.simd_lt(least);
    let x = held.select(least, x);
    let root = (one + F2::splat(INNER) * x).sqrt();
    let sum_of_roots = one + root;
    let scale = F2::splat((INNER / OUTER) * (INNER / OUTER)) / (sum_of_roots * sum_of_roots);
    // z² and its derivative by x; z never reaches π/2.
    let (w, w_slope) = (scale * x, scale / root);
    let (s, s_slope) = sum(&SERIES[0], w);
    let (c, c_slope) = sum(&SERIES[1], w);
    let (p, p_slope) = sum(&SERIES[2], w);
    let squared = s * s;
    let value = F2::splat(3.0) * c * p / squared;
    let slope = (F2::splat(3.0) * (c_slope * p + c * p_slope) - F2::splat(2.0) * value * s * s_slope) / squared;
    (value, held.select(F2::splat(0.0), slope * w_slope))
}

/// Base resistances of two transistors, at least one of which depends on its bias.
#[derive(Debug, Clone, Copy)]
pub struct BaseResistance {
    /// Lanes whose resistance is here and not the kernel's.
    here: F2,
    least: F2,
    more: F2,
    /// 1/IRB, and the lanes that have it.
    half: F2,
    crowded: F2,
}

impl BaseResistance {
    /// None where the kernel has both.
    pub fn pack(both: [&Constants; 2]) -> Option<BaseResistance> {
        let here = both.map(|one| one.least_base != 0.0 || one.more_base != 0.0);
        let crowded = both.map(|one| one.half_base != 0.0);
        here.contains(&true).then(|| BaseResistance {
            here: crate::lanes::mask(here),
            least: F2::from(both.map(|one| one.least_base)),
            more: F2::from(both.map(|one| one.more_base)),
            half: F2::from(both.map(|one| if one.half_base != 0.0 { 1.0 / one.half_base } else { 0.0 })),
            crowded: crate::lanes::mask(crowded),
        })
    }

    /// Conductance and its derivatives by vbe and vbc, from base charge and base
    /// current, each with its derivatives by both.
    #[inline(never)]
    pub fn at(&self, charge: [F2; 3], current: [F2; 3]) -> [F2; 3] {
        let zero = F2::splat(0.0);
        let reciprocal = F2::splat(1.0) / charge[0];
        let mut part = reciprocal;
        let by_charge = -reciprocal * reciprocal;
        let mut slopes = [by_charge * charge[1], by_charge * charge[2]];
        if self.crowded.any() {
            let (value, slope) = crowding(current[0] * self.half);
            part = self.crowded.select(value, part);
            let by_current = slope * self.half;
            for (place, slope) in slopes.iter_mut().enumerate() {
                *slope = self.crowded.select(by_current * current[place + 1], *slope);
            }
        }
        let conductance = F2::splat(1.0) / (self.least + self.more * part);
        let by_part = -conductance * conductance * self.more;
        [conductance, by_part * slopes[0], by_part * slopes[1]].map(|value| self.here.select(value, zero))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::equation_tests::{meets, Border};

    #[test]
    fn crowding_is_the_published_function_of_the_tangent() {
        for step in 0..120 {
            let x = 1e-6 * libm::pow(10.0, 0.1 * f64::from(step));
            let z = ((1.0 + INNER * x).sqrt() - 1.0) / OUTER / x.sqrt();
            let tangent = libm::tan(z);
            let wanted = 3.0 * (tangent - z) / z / tangent / tangent;
            let (got, slope) = crowding(F2::splat(x));
            let got = got.to_array()[0];
            // The published form loses digits towards both ends.
            assert!((got - wanted).abs() < 1e-9 * wanted, "{got} {wanted} at {x:e}");
            let h = 1e-4 * x;
            let at = |x: f64| crowding(F2::splat(x)).0.to_array()[1];
            let difference = (at(x + h) - at(x - h)) / (2.0 * h);
            let slope = slope.to_array()[0];
            assert!((slope - difference).abs() < 1e-5 * slope.abs() + 1e-9, "{slope:e} {difference:e} at {x:e}");
        }
    }

    /// At next to no base current the resistance stays as it is.
    #[test]
    fn crowding_begins_with_a_bend() {
        let at = |x: f64| {
            let (part, slope) = crowding(F2::splat(x));
            [part.to_array()[0], slope.to_array()[0]]
        };
        let [below, above] = [0.5 * LEAST, 1.000001 * LEAST].map(at);
        assert!((below[0] - above[0]).abs() < 1e-8 && below[1] == 0.0 && above[1] < 0.0, "{below:?} {above:?}");
        assert!((below[0] - 1.0).abs() < 1e-4);
        // Series and square roots meet their own slope everywhere else.
        meets("crowding", 1.0, at, Border::Smooth);
    }
}
