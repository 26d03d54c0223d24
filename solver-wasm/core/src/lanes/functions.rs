//! Exponential, logarithm, power and arc tangent of two doubles at a time,
//! without branches.
//!
//! The logarithm is that of fdlibm (Sun Microsystems, 1993: argument reduction
//! and coefficients), the exponential a reduction by ln 2 in two parts and the
//! Taylor polynomial of degree 13. The arc tangent is reduced at tan(π/8) and
//! tan(3π/8) to the rational function of Moshier, *Methods and Programs for
//! Mathematical Functions*, 1989. Errors stay below 1e-15 of the value.

use super::{abs, max, min, with_sign, F2};
use wide::i64x2;

const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
/// Adding this leaves the nearest integer in the low bits of the sum.
const ROUND: f64 = 6755399441055744.0;
/// Beyond these the result would leave the range of normal numbers.
const LEAST_EXPONENT: f64 = -708.0;
const LARGEST_EXPONENT: f64 = 709.0;

/// `e^x`; x is held within −708 and 709, where the result is a normal number.
/// What is not a number stays so.
#[inline]
pub fn exp(x: F2) -> F2 {
    let held = min(max(x, F2::splat(LEAST_EXPONENT)), F2::splat(LARGEST_EXPONENT));
    let shifted = held * F2::splat(std::f64::consts::LOG2_E) + F2::splat(ROUND);
    let k = shifted - F2::splat(ROUND);
    let r = held - k * F2::splat(LN2_HIGH) - k * F2::splat(LN2_LOW);
    let c = |n: f64| F2::splat(1.0 / n);
    let r2 = r * r;
    let r4 = r2 * r2;
    let r8 = r4 * r4;
    // Estrin's scheme: short chains of dependent operations.
    let low = (F2::splat(1.0) + r) + r2 * (c(2.0) + r * c(6.0));
    let middle = (c(24.0) + r * c(120.0)) + r2 * (c(720.0) + r * c(5040.0));
    let high = (c(40320.0) + r * c(362880.0)) + r2 * (c(3628800.0) + r * c(39916800.0));
    let top = c(479001600.0) + r * c(6227020800.0);
    let polynomial = low + r4 * middle + r8 * (high + r4 * top);
    let exponent: i64x2 = bytemuck::cast(shifted);
    let scale: F2 = bytemuck::cast((exponent << 52) + i64x2::splat(1023 << 52));
    let result = polynomial * scale;
    x.simd_eq(x).select(result, x)
}

/// Natural logarithm of positive normal numbers; anything below the least of
/// them counts as that one, what is not a number stays so.
#[inline]
pub fn ln(x: F2) -> F2 {
    let held = max(x, F2::splat(f64::MIN_POSITIVE));
    let bits: i64x2 = bytemuck::cast(held);
    // The mantissa is taken between √½ and √2.
    let offset = i64x2::splat(0x3fe6_a09e_0000_0000u64 as i64);
    let exponent = (bits - offset) >> 52;
    let mantissa: F2 = bytemuck::cast(bits - (exponent << 52));
    let k: F2 = bytemuck::cast::<i64x2, F2>(exponent + i64x2::splat(ROUND.to_bits() as i64)) - F2::splat(ROUND);
    let f = mantissa - F2::splat(1.0);
    let s = f / (F2::splat(2.0) + f);
    let z = s * s;
    let w = z * z;
    let even = w * (F2::splat(3.999999999940941908e-01) + w * (F2::splat(2.222219843214978396e-01) + w * F2::splat(1.531383769920937332e-01)));
    let odd = z * (F2::splat(6.666666666666735130e-01)
        + w * (F2::splat(2.857142874366239149e-01) + w * (F2::splat(1.818357216161805012e-01) + w * F2::splat(1.479819860511658591e-01))));
    let half = F2::splat(0.5) * f * f;
    let result = k * F2::splat(LN2_HIGH) - ((half - (s * (half + even + odd) + k * F2::splat(LN2_LOW))) - f);
    x.simd_eq(x).select(result, x)
}

/// `x^y` of positive `x`.
#[inline]
pub fn pow(x: F2, y: F2) -> F2 {
    exp(y * ln(x))
}

/// tan(3π/8), above which an angle is reduced by π/2, and the border below which
/// it is taken as it is.
const STEEP: f64 = 2.414_213_562_373_095;
const FLAT: f64 = 0.66;
/// What π/2 is beyond its nearest double.
const HALF_PI_LOW: f64 = 6.123233995736766e-17;

/// Arc tangent in radians. What is not a number stays so.
#[inline]
pub fn atan(x: F2) -> F2 {
    let one = F2::splat(1.0);
    let size = abs(x);
    let steep = size.simd_gt(F2::splat(STEEP));
    let flat = size.simd_le(F2::splat(FLAT));
    let numerator = steep.select(-one, flat.select(size, size - one));
    let denominator = steep.select(size, flat.select(one, size + one));
    let t = numerator / denominator;
    let z = t * t;
    let c = F2::splat;
    let above = (((c(-8.750608600031904122785e-1) * z + c(-1.615753718733365076637e1)) * z + c(-7.500855792314704667340e1)) * z
        + c(-1.228866684490136173410e2)) * z + c(-6.485021904942025371773e1);
    let below = ((((z + c(2.485846490142306297962e1)) * z + c(1.650270098316988542046e2)) * z + c(4.328810604912902668951e2)) * z
        + c(4.853903996359136964868e2)) * z + c(1.945506571482613964425e2);
    let zero = F2::splat(0.0);
    let turned = steep.select(c(std::f64::consts::FRAC_PI_2), flat.select(zero, c(std::f64::consts::FRAC_PI_4)));
    let rest = steep.select(c(HALF_PI_LOW), flat.select(zero, c(0.5 * HALF_PI_LOW)));
    with_sign(turned + ((t * (z * (above / below)) + t) + rest), x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::tests::Random;

    fn check(of_pair: fn(F2) -> F2, exact: fn(f64) -> f64, points: impl Fn(&mut Random) -> f64, bound: f64) {
        let mut random = Random(11);
        for _ in 0..100_000 {
            let (a, b) = (points(&mut random), points(&mut random));
            let [first, second] = of_pair(F2::from([a, b])).to_array();
            for (got, x) in [(first, a), (second, b)] {
                let wanted = exact(x);
                assert!((got - wanted).abs() <= bound * wanted.abs().max(1e-300), "{got:e} {wanted:e} at {x:e}");
            }
        }
    }

    #[test]
    fn exponentials_are_exact_to_a_few_units_in_the_last_place() {
        check(exp, libm::exp, |random| 40.0 * random.next(), 5e-16);
        check(exp, libm::exp, |random| 700.0 * random.next(), 5e-16);
    }

    #[test]
    fn logarithms_are_exact_to_a_few_units_in_the_last_place() {
        check(ln, libm::log, |random| libm::exp(700.0 * random.next()), 5e-16);
        check(ln, libm::log, |random| 1.01 + random.next(), 5e-16);
    }

    #[test]
    fn arc_tangents_are_exact_to_a_few_units_in_the_last_place() {
        check(atan, libm::atan, |random| 4.0 * random.next(), 1e-15);
        check(atan, libm::atan, |random| libm::exp(30.0 * random.next()), 1e-15);
        check(atan, libm::atan, |random| -libm::exp(30.0 * random.next()), 1e-15);
        let ends = atan(F2::from([0.0, f64::INFINITY])).to_array();
        assert_eq!(ends, [0.0, std::f64::consts::FRAC_PI_2]);
        assert!(atan(F2::splat(f64::NAN)).to_array()[0].is_nan());
    }

    #[test]
    fn the_ends_of_the_range_are_held_and_lost_numbers_stay_lost() {
        let [low, high] = exp(F2::from([-1e9, 1e9])).to_array();
        assert!(low > 0.0 && low < 1e-300 && high > 1e307 && high.is_finite());
        let [zero, negative] = ln(F2::from([0.0, -3.0])).to_array();
        assert!(zero < -700.0 && zero == negative);
        assert!(exp(F2::splat(f64::NAN)).to_array()[0].is_nan());
        assert!(ln(F2::splat(f64::NAN)).to_array()[1].is_nan());
        assert_eq!(exp(F2::splat(0.0)).to_array(), [1.0, 1.0]);
        assert_eq!(ln(F2::splat(1.0)).to_array(), [0.0, 0.0]);
    }
}
