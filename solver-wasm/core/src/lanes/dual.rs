//! Numbers with their slopes by `N` inputs, for equations whose derivatives would
//! be longer than themselves.
//!
//! Source: forward accumulation, as in Griewank and Walther, *Evaluating
//! Derivatives*, SIAM, 2008, chapter 3. Everything is as free of branches as what
//! it is made of; a slope is exact but for rounding.

use super::F2;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A value and its slopes.
#[derive(Debug, Clone, Copy)]
pub struct Dual<const N: usize> {
    pub value: F2,
    pub by: [F2; N],
}

impl<const N: usize> Dual<N> {
    /// A number that depends on no input.
    #[inline(always)]
    pub fn constant(value: F2) -> Self {
        Dual { value, by: [F2::splat(0.0); N] }
    }

    /// The input at a place.
    #[inline(always)]
    pub fn input(value: F2, place: usize) -> Self {
        let mut by = [F2::splat(0.0); N];
        by[place] = F2::splat(1.0);
        Dual { value, by }
    }

    /// A function of this number with the given value and derivative.
    #[inline(always)]
    pub fn chain(self, value: F2, slope: F2) -> Self {
        Dual { value, by: self.by.map(|by| slope * by) }
    }

    #[inline(always)]
    pub fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        self.chain(root, F2::splat(0.5) / root)
    }

    #[inline(always)]
    pub fn exp(self) -> Self {
        let value = super::exp(self.value);
        self.chain(value, value)
    }

    /// The same value, as if it depended on nothing.
    #[inline(always)]
    pub fn held(self) -> Self {
        Dual::constant(self.value)
    }

    /// `one` in the lanes of a mask, `other` elsewhere.
    #[inline(always)]
    pub fn select(mask: F2, one: Self, other: Self) -> Self {
        let mut by = one.by;
        for place in 0..N {
            by[place] = mask.select(one.by[place], other.by[place]);
        }
        Dual { value: mask.select(one.value, other.value), by }
    }

    #[inline(always)]
    fn join(self, value: F2, other: Self, part: impl Fn(F2, F2) -> F2) -> Self {
        let mut by = self.by;
        for place in 0..N {
            by[place] = part(self.by[place], other.by[place]);
        }
        Dual { value, by }
    }
}

impl<const N: usize> Add for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.join(self.value + other.value, other, |a, b| a + b)
    }
}

impl<const N: usize> Sub for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.join(self.value - other.value, other, |a, b| a - b)
    }
}

impl<const N: usize> Mul for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.join(self.value * other.value, other, |a, b| a * other.value + self.value * b)
    }
}

impl<const N: usize> Div for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let reciprocal = F2::splat(1.0) / other.value;
        let value = self.value * reciprocal;
        self.join(value, other, |a, b| (a - value * b) * reciprocal)
    }
}

impl<const N: usize> Neg for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Dual { value: -self.value, by: self.by.map(|by| -by) }
    }
}

impl<const N: usize> Add<F2> for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: F2) -> Self {
        Dual { value: self.value + other, by: self.by }
    }
}

impl<const N: usize> Sub<F2> for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: F2) -> Self {
        Dual { value: self.value - other, by: self.by }
    }
}

impl<const N: usize> Mul<F2> for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: F2) -> Self {
        self.chain(self.value * other, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::lane;

    #[test]
    fn slopes_are_those_of_the_formula() {
        let (x, y) = (1.3, 0.4);
        let [a, b] = [Dual::<2>::input(F2::splat(x), 0), Dual::input(F2::splat(y), 1)];
        let of = |result: Dual<2>| [result.value, result.by[0], result.by[1]].map(|part| lane(part, 0));
        let near = |got: [f64; 3], wanted: [f64; 3]| {
            for (got, wanted) in got.iter().zip(wanted) {
                assert!((got - wanted).abs() <= 1e-15 * wanted.abs().max(1.0), "{got} {wanted}");
            }
        };
        near(of(a * b - a), [x * y - x, y - 1.0, x]);
        near(of(a / b + b), [x / y + y, 1.0 / y, 1.0 - x / (y * y)]);
        near(of((-a).exp() * F2::splat(2.0)), [2.0 * (-x).exp(), -2.0 * (-x).exp(), 0.0]);
        near(of((a - F2::splat(0.3)).sqrt() + F2::splat(1.0)), [2.0, 0.5, 0.0]);
        near(of(a.held() * b), [x * y, 0.0, x]);
        near(of(Dual::select(crate::lanes::mask([false; 2]), a, b)), [y, 0.0, 1.0]);
    }
}
