//! The functions that BSIM4's equations are made of, each with its slope.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 2 and 3, and the
//! guards of its published implementation.

use crate::lanes::{self, Dual, F2};

/// Above this exponent, and below its negative, exponentials are held.
pub const HELD: f64 = 34.0;
/// e³⁴ and e⁻³⁴ as the model has them.
pub const MOST: f64 = 5.834617425e14;
pub const LEAST: f64 = 1.713908431e-15;
/// Below this e the series of ln(1 + e) is exact to the last place.
const SERIES: f64 = 1e-4;

/// Numbers with slopes by one voltage, by two and by three.
pub type D1 = Dual<1>;
pub type D2 = Dual<2>;
pub type D3 = Dual<3>;

pub fn splat(number: f64) -> F2 {
    F2::splat(number)
}

/// A number and its reciprocal's slope.
#[inline(always)]
pub fn reciprocal<const N: usize>(x: Dual<N>) -> Dual<N> {
    let value = splat(1.0) / x.value;
    x.chain(value, -value * value)
}

#[inline(always)]
pub fn square<const N: usize>(x: Dual<N>) -> Dual<N> {
    x.chain(x.value * x.value, x.value + x.value)
}

#[inline(always)]
pub fn ln<const N: usize>(x: Dual<N>) -> Dual<N> {
    x.chain(lanes::ln(x.value), splat(1.0) / x.value)
}

/// `usual`, which in the lanes of `below` gives way to the hyperbola
/// `(p + q·x)/(r + s·x)` that meets it with its slope and has an end.
#[inline(always)]
pub fn bend<const N: usize>(x: Dual<N>, below: F2, usual: Dual<N>, [p, q, r, s]: [f64; 4]) -> Dual<N> {
    if !below.any() {
        return usual;
    }
    let rest = splat(1.0) / (splat(r) + splat(s) * x.value);
    let value = (splat(p) + splat(q) * x.value) * rest;
    Dual::select(below, x.chain(value, splat(q * r - p * s) * rest * rest), usual)
}

/// 1 + x, bent below −½.
#[inline(always)]
pub fn one_plus<const N: usize>(x: Dual<N>) -> Dual<N> {
    bend(x, x.value.simd_lt(splat(-0.5)), x + splat(1.0), [1.0, 3.0, 3.0, 8.0])
}

/// 1/(1 + x), bent below −0.9.
#[inline(always)]
pub fn one_over<const N: usize>(x: Dual<N>) -> Dual<N> {
    bend(x, x.value.simd_lt(splat(-0.9)), reciprocal(x + splat(1.0)), [17.0, 20.0, 0.8, 1.0])
}

/// A number that is bent below 0.1, where it would fall to 0.
#[inline(always)]
pub fn at_least_a_tenth<const N: usize>(x: Dual<N>) -> Dual<N> {
    bend(x, x.value.simd_lt(splat(0.1)), x, [0.2, -1.0, 3.0, -20.0])
}

/// e^x, constant beyond ±34.
#[inline(always)]
pub fn held_exp<const N: usize>(x: Dual<N>) -> Dual<N> {
    let (above, below) = (x.value.simd_gt(splat(HELD)), x.value.simd_lt(splat(-HELD)));
    let value = lanes::exp(x.value);
    let outside = above | below;
    if !outside.any() {
        return x.chain(value, value);
    }
    let held = above.select(splat(MOST), below.select(splat(LEAST), value));
    x.chain(held, outside.select(splat(0.0), value))
}

/// e^x, straight above 34 and constant below −34.
#[inline(always)]
pub fn straight_exp<const N: usize>(x: Dual<N>) -> Dual<N> {
    let above = x.value.simd_gt(splat(HELD));
    let usual = held_exp(x);
    if !above.any() {
        return usual;
    }
    let line = x.chain(splat(MOST) * (x.value + splat(1.0 - HELD)), splat(MOST));
    Dual::select(above, line, usual)
}

/// ln(1 + e^x): value and slope; x above 34, e⁻³⁴ without slope below −34.
#[inline(always)]
pub fn soft(x: F2) -> (F2, F2) {
    let one = splat(1.0);
    let (above, below) = (x.simd_gt(splat(HELD)), x.simd_lt(splat(-HELD)));
    let e = lanes::exp(x);
    let sum = one + e;
    let mut value = lanes::ln(sum);
    let mut slope = e / sum;
    let little = e.simd_lt(splat(SERIES));
    if little.any() {
        let series = e * (one - e * (splat(0.5) - e * (splat(1.0 / 3.0) - e * splat(0.25))));
        value = little.select(series, value);
    }
    let outside = above | below;
    if outside.any() {
        value = above.select(x, below.select(splat(LEAST), value));
        slope = above.select(one, below.select(splat(0.0), slope));
    }
    (value, slope)
}

/// `scale · ln(1 + e^(x/scale))`.
#[inline(always)]
pub fn soft_plus<const N: usize>(x: Dual<N>, scale: Dual<N>) -> Dual<N> {
    let ratio = x / scale;
    let (value, slope) = soft(ratio.value);
    scale * ratio.chain(value, slope)
}

/// How far a barrier's fall reaches along a channel of so many characteristic
/// lengths: e^x/((e^x − 1)² + 2e^x·e⁻³⁴).
#[inline(always)]
pub fn reach<const N: usize>(x: Dual<N>) -> Dual<N> {
    let e = lanes::exp(x.value);
    let less = e - splat(1.0);
    let below = splat(1.0) / (less * less + splat(2.0 * LEAST) * e);
    let value = e * below;
    let slope = value - splat(2.0) * value * value * (less + splat(LEAST));
    let far = !x.value.simd_lt(splat(HELD)) & x.value.simd_eq(x.value);
    if !far.any() {
        return x.chain(value, slope);
    }
    x.chain(far.select(splat(1.0 / (MOST - 2.0)), value), far.select(splat(0.0), slope))
}

/// The same of a number.
pub fn reach_of(x: f64) -> f64 {
    if !(x < HELD) {
        return 1.0 / (MOST - 2.0);
    }
    let e = libm::exp(x);
    e / ((e - 1.0) * (e - 1.0) + 2.0 * e * LEAST)
}

/// e^x of a number, straight above 34 and constant below −34.
pub fn straight_exp_of(x: f64) -> f64 {
    if x > HELD {
        MOST * (1.0 + x - HELD)
    } else if x < -HELD {
        LEAST
    } else {
        libm::exp(x)
    }
}

/// `top − ½(t + √(t² + 4·round·scale))` with `t = top − x − round`: x as long as it is
/// far below `top`, and `top` above.
#[inline(always)]
pub fn at_most<const N: usize>(x: Dual<N>, top: Dual<N>, round: F2) -> Dual<N> {
    let t = top - x - round;
    let size = (square(t) + top * (splat(4.0) * round)).sqrt();
    let mut least = top - (t + size) * splat(0.5);
    let beyond = t.value.simd_lt(splat(0.0));
    if beyond.any() {
        // The same number without the difference of two large ones.
        let part = top.value * (splat(1.0) - (round + round) / (size.value - t.value));
        least.value = beyond.select(part, least.value);
    }
    // With nothing to limit, what rounding leaves is no voltage.
    let none = x.value.simd_eq(splat(0.0));
    least.value = none.select(splat(0.0), least.value);
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::lane;
    use crate::matrix::tests::Random;

    /// Every shape has the slope that it says, on both sides of its borders.
    #[test]
    fn slopes_are_those_of_the_shapes() {
        let shapes: [(&str, fn(D1) -> D1, f64); 8] = [
            ("one_plus", one_plus, 2.0),
            ("one_over", one_over, 2.0),
            ("at_least_a_tenth", at_least_a_tenth, 1.0),
            ("held_exp", held_exp, 30.0),
            ("straight_exp", straight_exp, 60.0),
            ("soft_plus", |x| soft_plus(x, D1::constant(splat(1.0))), 60.0),
            ("reach", |x| reach(D1 { value: lanes::abs(x.value) + splat(0.1), by: [lanes::with_sign(splat(1.0), x.value)] }), 20.0),
            ("square", square, 5.0),
        ];
        let mut random = Random(4);
        for (name, shape, range) in shapes {
            for _ in 0..2000 {
                let x = range * random.next();
                let at = |x: f64| lane(shape(D1::input(splat(x), 0)).value, 0);
                let slope = lane(shape(D1::input(splat(x), 0)).by[0], 0);
                let h = 1e-6;
                let wanted = (at(x + h) - at(x - h)) / (2.0 * h);
                assert!((slope - wanted).abs() <= 1e-4 * slope.abs() + 1e-8 * (at(x).abs() + 1.0), "{name} at {x}: {slope} {wanted}");
            }
        }
    }

    #[test]
    fn numbers_and_pairs_have_the_same_shapes() {
        let mut random = Random(5);
        for _ in 0..2000 {
            let x = 50.0 * random.next();
            let near = |one: f64, other: f64| assert!((one - other).abs() <= 1e-12 * other.abs(), "{one} {other} at {x}");
            near(lane(straight_exp(D1::input(splat(x), 0)).value, 0), straight_exp_of(x));
            near(lane(reach(D1::input(splat(x.abs() + 0.01), 0)).value, 0), reach_of(x.abs() + 0.01));
        }
    }
}
