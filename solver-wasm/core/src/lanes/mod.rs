//! Two doubles at a time, for the equations of devices.
//!
//! The type is `wide`'s `f64x2`: SSE2 natively, `simd128` in WASM. Only its
//! addition, multiplication, division, square root, comparison and selection are
//! used, which IEEE 754 defines to the bit, so that every build gives the same
//! bits; its `mul_add`, `min`, `max` and transcendental functions are not.

use wide::i64x2;
pub use wide::f64x2 as F2;

mod dual;
mod functions;

pub use dual::Dual;
pub use functions::{atan, exp, ln, pow};

/// Both lanes the same.
#[inline(always)]
pub fn splat(number: f64) -> F2 {
    F2::splat(number)
}

/// A lane of a pair.
#[inline(always)]
pub fn lane(pair: F2, index: usize) -> f64 {
    pair.to_array()[index]
}

/// Numbers two at a time, without the last of an odd number.
#[inline(always)]
pub fn pairs(column: &[f64]) -> &[[f64; 2]] {
    bytemuck::cast_slice(&column[..column.len() & !1])
}

/// As [`pairs`], to be written.
#[inline(always)]
pub fn pairs_mut(column: &mut [f64]) -> &mut [[f64; 2]] {
    let even = column.len() & !1;
    bytemuck::cast_slice_mut(&mut column[..even])
}

/// A mask of two flags.
#[inline(always)]
pub fn mask(flags: [bool; 2]) -> F2 {
    let bits = flags.map(|flag| if flag { -1i64 } else { 0 });
    bytemuck::cast(i64x2::from(bits))
}

/// The larger; the second where one is not a number.
#[inline(always)]
pub fn max(a: F2, b: F2) -> F2 {
    a.simd_gt(b).select(a, b)
}

/// The smaller; the second where one is not a number.
#[inline(always)]
pub fn min(a: F2, b: F2) -> F2 {
    a.simd_lt(b).select(a, b)
}

/// Magnitude, by clearing the sign.
#[inline(always)]
pub fn abs(a: F2) -> F2 {
    a & bytemuck::cast::<i64x2, F2>(i64x2::splat(i64::MAX))
}

/// Sign of `sign` with the magnitude of `size`.
#[inline(always)]
pub fn with_sign(size: F2, sign: F2) -> F2 {
    let bit = bytemuck::cast::<i64x2, F2>(i64x2::splat(i64::MIN));
    abs(size) | (sign & bit)
}
