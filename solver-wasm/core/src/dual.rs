//! Numbers that carry their derivatives along, for equations that are written
//! once and wanted with exact slopes by several quantities.
//!
//! Forward differentiation: Griewank & Walther, *Evaluating Derivatives*,
//! chapter 3. Devices whose every parameter follows their own temperature use
//! it; hot loops of other devices have their derivatives by hand, two devices at
//! a time.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// What equations compute with: plain numbers, or ones with derivatives.
pub trait Number:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    /// A number that depends on nothing.
    fn constant(number: f64) -> Self;
    fn value(self) -> f64;
    fn exp(self) -> Self;
    /// Natural logarithm.
    fn ln(self) -> Self;
    fn sqrt(self) -> Self;

    /// Of a base above 0.
    fn power(self, exponent: Self) -> Self {
        (exponent * self.ln()).exp()
    }

    fn abs(self) -> Self {
        if self.value() < 0.0 { -self } else { self }
    }
}

impl Number for f64 {
    fn constant(number: f64) -> f64 {
        number
    }

    fn value(self) -> f64 {
        self
    }

    fn exp(self) -> f64 {
        libm::exp(self)
    }

    fn ln(self) -> f64 {
        libm::log(self)
    }

    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }
}

/// A number with its derivatives by `N` quantities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dual<const N: usize> {
    pub value: f64,
    pub slopes: [f64; N],
}

impl<const N: usize> Dual<N> {
    /// The quantity of a place itself.
    pub fn variable(value: f64, place: usize) -> Dual<N> {
        let mut slopes = [0.0; N];
        slopes[place] = 1.0;
        Dual { value, slopes }
    }

    /// A function of this number, from its value and its derivative.
    #[inline(always)]
    fn chain(self, value: f64, slope: f64) -> Dual<N> {
        Dual { value, slopes: self.slopes.map(|of| of * slope) }
    }
}

impl<const N: usize> Number for Dual<N> {
    fn constant(number: f64) -> Dual<N> {
        Dual { value: number, slopes: [0.0; N] }
    }

    fn value(self) -> f64 {
        self.value
    }

    fn exp(self) -> Dual<N> {
        let value = libm::exp(self.value);
        self.chain(value, value)
    }

    fn ln(self) -> Dual<N> {
        self.chain(libm::log(self.value), 1.0 / self.value)
    }

    fn sqrt(self) -> Dual<N> {
        let value = self.value.sqrt();
        // At 0 the slope is unbounded; what is multiplied by nothing stays nothing.
        self.chain(value, if value == 0.0 { 0.0 } else { 0.5 / value })
    }
}

impl<const N: usize> Neg for Dual<N> {
    type Output = Dual<N>;

    fn neg(self) -> Dual<N> {
        self.chain(-self.value, -1.0)
    }
}

impl<const N: usize> Add for Dual<N> {
    type Output = Dual<N>;

    #[inline(always)]
    fn add(self, other: Dual<N>) -> Dual<N> {
        Dual { value: self.value + other.value, slopes: std::array::from_fn(|of| self.slopes[of] + other.slopes[of]) }
    }
}

impl<const N: usize> Sub for Dual<N> {
    type Output = Dual<N>;

    #[inline(always)]
    fn sub(self, other: Dual<N>) -> Dual<N> {
        Dual { value: self.value - other.value, slopes: std::array::from_fn(|of| self.slopes[of] - other.slopes[of]) }
    }
}

impl<const N: usize> Mul for Dual<N> {
    type Output = Dual<N>;

    #[inline(always)]
    fn mul(self, other: Dual<N>) -> Dual<N> {
        let slopes = std::array::from_fn(|of| self.slopes[of] * other.value + self.value * other.slopes[of]);
        Dual { value: self.value * other.value, slopes }
    }
}

impl<const N: usize> Div for Dual<N> {
    type Output = Dual<N>;

    #[inline(always)]
    fn div(self, other: Dual<N>) -> Dual<N> {
        let value = self.value / other.value;
        Dual { value, slopes: std::array::from_fn(|of| (self.slopes[of] - value * other.slopes[of]) / other.value) }
    }
}

impl<const N: usize> Add<f64> for Dual<N> {
    type Output = Dual<N>;

    fn add(self, other: f64) -> Dual<N> {
        Dual { value: self.value + other, ..self }
    }
}

impl<const N: usize> Sub<f64> for Dual<N> {
    type Output = Dual<N>;

    fn sub(self, other: f64) -> Dual<N> {
        Dual { value: self.value - other, ..self }
    }
}

impl<const N: usize> Mul<f64> for Dual<N> {
    type Output = Dual<N>;

    fn mul(self, other: f64) -> Dual<N> {
        self.chain(self.value * other, other)
    }
}

impl<const N: usize> Div<f64> for Dual<N> {
    type Output = Dual<N>;

    fn div(self, other: f64) -> Dual<N> {
        Dual { value: self.value / other, slopes: self.slopes.map(|of| of / other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula<T: Number>(a: T, b: T) -> T {
        let inner = (a * b - 0.3).exp() / (b + 2.0) + (a + 3.0).ln() * b - a.sqrt() / 7.0;
        (inner.abs() + 1.0).power(b) * 0.5 + (-a)
    }

    #[test]
    fn slopes_agree_with_central_differences() {
        for (a, b) in [(0.4, 1.3), (2.5, -0.7), (1.1, 0.2)] {
            let dual = formula(Dual::<2>::variable(a, 0), Dual::variable(b, 1));
            assert_eq!(dual.value, formula(a, b));
            let h = 1e-6;
            let by_a = (formula(a + h, b) - formula(a - h, b)) / (2.0 * h);
            let by_b = (formula(a, b + h) - formula(a, b - h)) / (2.0 * h);
            assert!((dual.slopes[0] - by_a).abs() < 1e-8 && (dual.slopes[1] - by_b).abs() < 1e-8, "{dual:?} {by_a} {by_b}");
        }
        assert_eq!(Dual::<1>::variable(0.0, 0).sqrt().slopes, [0.0]);
        assert_eq!(formula(Dual::<1>::constant(0.4), Dual::constant(1.3)).slopes, [0.0]);
    }
}
