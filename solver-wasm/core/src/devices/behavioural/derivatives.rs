//! The derivatives of all functions by their arguments, of which
//! [`super::tape::Tape`] makes those of an expression (textbook calculus; where
//! a function jumps or bends, the derivative is that of one side).

use crate::program::functions::{sign, Function};
use crate::program::source_functions::{circle, divisor, line, rounded, HUGE};

/// Writes the derivatives by the arguments `a` of a function with a value there.
pub type Partials = fn(a: &[f64], value: f64, by: &mut [f64]);

/// The derivatives of a function by its name.
///
/// # Panics
/// For a name that is no function's.
pub fn partials(function: &Function) -> Partials {
    PARTIALS.iter().find(|(name, _)| *name == function.name).map(|&(_, partials)| partials).expect("every function has its derivatives")
}

const NONE: Partials = |_, _, by| by.fill(0.0);

/// The part of a power's derivative by the exponent that the logarithm is.
fn by_exponent(size: f64, value: f64) -> f64 {
    if size > 0.0 { value * libm::log(size) } else { 0.0 }
}

/// y · x to the y − 1, where an exponent of 0 leaves nothing.
fn lowered(x: f64, y: f64) -> f64 {
    if y == 0.0 { 0.0 } else { y * libm::pow(x, y - 1.0) }
}

pub(super) const PARTIALS: &[(&str, Partials)] = &[
    ("+", |_, _, by| by.fill(1.0)),
    ("-", |_, _, by| by.copy_from_slice(&[1.0, -1.0])),
    ("*", |a, _, by| by.copy_from_slice(&[a[1], a[0]])),
    ("/", |a, value, by| by.copy_from_slice(&[1.0 / a[1], -value / a[1]])),
    ("%", |a, _, by| by.copy_from_slice(&[1.0, -(a[0] / a[1]).trunc()])),
    ("\\", NONE),
    ("neg", |_, _, by| by[0] = -1.0),
    ("<", NONE),
    (">", NONE),
    ("<=", NONE),
    (">=", NONE),
    ("==", NONE),
    ("!=", NONE),
    ("&&", NONE),
    ("||", NONE),
    ("!", NONE),
    ("?:", |a, _, by| by.copy_from_slice(if a[0] != 0.0 { &[0.0, 1.0, 0.0] } else { &[0.0, 0.0, 1.0] })),
    ("abs", |a, _, by| by[0] = sign(a[0])),
    ("acos", |a, _, by| by[0] = -1.0 / (1.0 - a[0] * a[0]).sqrt()),
    ("acosh", |a, _, by| by[0] = 1.0 / (a[0] * a[0] - 1.0).sqrt()),
    ("asin", |a, _, by| by[0] = 1.0 / (1.0 - a[0] * a[0]).sqrt()),
    ("asinh", |a, _, by| by[0] = 1.0 / (a[0] * a[0] + 1.0).sqrt()),
    ("atan", |a, _, by| by[0] = 1.0 / (1.0 + a[0] * a[0])),
    ("atan2", |a, _, by| {
        let square = a[0] * a[0] + a[1] * a[1];
        by.copy_from_slice(&[a[1] / square, -a[0] / square]);
    }),
    ("atanh", |a, _, by| by[0] = 1.0 / (1.0 - a[0] * a[0])),
    ("buf", NONE),
    ("cbrt", |_, value, by| by[0] = 1.0 / (3.0 * value * value)),
    ("ceil", NONE),
    ("cos", |a, _, by| by[0] = -libm::sin(a[0])),
    ("cosh", |a, _, by| by[0] = libm::sinh(a[0])),
    ("exp", |_, value, by| by[0] = value),
    ("floor", NONE),
    ("hypot", |a, value, by| by.copy_from_slice(&[a[0] / value, a[1] / value])),
    ("hpow", |a, value, by| {
        let exponent = if a[0] < 0.0 { a[1].trunc() } else { a[1] };
        by[0] = if a[0] == 0.0 { 0.0 } else { lowered(a[0], exponent) };
        by[1] = by_exponent(a[0], value);
    }),
    ("im", NONE),
    ("int", NONE),
    ("inv", NONE),
    ("limit", |a, _, by| {
        by.fill(0.0);
        let (low, high) = if a[2] < a[1] { (2, 1) } else { (1, 2) };
        by[if a[0] < a[low] { low } else if a[0] > a[high] { high } else { 0 }] = 1.0;
    }),
    ("ln", |a, _, by| by[0] = 1.0 / a[0]),
    ("log10", |a, _, by| by[0] = std::f64::consts::LOG10_E / a[0]),
    ("max", |a, _, by| by.copy_from_slice(if a[1] > a[0] { &[0.0, 1.0] } else { &[1.0, 0.0] })),
    ("min", |a, _, by| by.copy_from_slice(if a[1] < a[0] { &[0.0, 1.0] } else { &[1.0, 0.0] })),
    ("nint", NONE),
    ("ph", NONE),
    ("pow", |a, value, by| by.copy_from_slice(&[lowered(a[0], a[1]), by_exponent(a[0], value)])),
    ("pwr", |a, value, by| by.copy_from_slice(&[sign(a[0]) * lowered(a[0].abs(), a[1]), by_exponent(a[0].abs(), value)])),
    ("pwrs", |a, value, by| by.copy_from_slice(&[lowered(a[0].abs(), a[1]), by_exponent(a[0].abs(), value)])),
    ("re", |_, _, by| by[0] = 1.0),
    ("repow", |a, value, by| {
        let (x, y) = (a[0], a[1]);
        if !(x < 0.0) {
            by.copy_from_slice(&[lowered(x, y), by_exponent(x, value)]);
            return;
        }
        let size = libm::pow(-x, y);
        let angle = std::f64::consts::PI * y;
        by[0] = if y == y.trunc() { lowered(x, y) } else { y * value / x };
        by[1] = by_exponent(-x, value) - size * std::f64::consts::PI * libm::sin(angle);
    }),
    ("round", NONE),
    ("sgn", NONE),
    ("sign", |a, _, by| by.copy_from_slice(&[sign(a[0]) * sign(a[1]), 0.0])),
    ("sin", |a, _, by| by[0] = libm::cos(a[0])),
    ("sinh", |a, _, by| by[0] = libm::cosh(a[0])),
    ("slog", |a, _, by| by[0] = 1.0 / a[0].abs()),
    ("slog10", |a, _, by| by[0] = std::f64::consts::LOG10_E / a[0].abs()),
    ("sqr", |a, _, by| by[0] = 2.0 * a[0]),
    ("sqrt", |_, value, by| by[0] = 0.5 / value),
    ("ssqrt", |_, value, by| by[0] = 0.5 / value.abs()),
    ("table", by_points),
    ("tan", |_, value, by| by[0] = 1.0 + value * value),
    ("tanh", |_, value, by| by[0] = 1.0 - value * value),
    ("u", NONE),
    ("uramp", |a, _, by| by[0] = if a[0] > 0.0 { 1.0 } else { 0.0 }),
    ("source/", |a, value, by| by.copy_from_slice(&[1.0 / divisor(a[1]), -value / divisor(a[1])])),
    ("source-exp", |_, value, by| by[0] = if value < HUGE { value } else { 0.0 }),
    ("source-ln", |a, _, by| by[0] = 1.0 / divisor(a[0])),
    ("source-log10", |a, _, by| by[0] = std::f64::consts::LOG10_E / divisor(a[0])),
    ("source-u", NONE),
    ("source-pwl", |a, _, by| {
        by.fill(0.0);
        by[0] = line(a).1;
    }),
    ("source-table", |a, _, by| {
        by.fill(0.0);
        by[0] = rounded(a).1;
    }),
    ("source-lines", by_points),
    // What operators are at rest; otherwise they are unknowns of their own.
    ("source-ddt", NONE),
    ("source-idt", |_, _, by| {
        by.fill(0.0);
        by[1..].iter_mut().take(1).for_each(|by| *by = 1.0);
    }),
    ("source-idtmod", |a, _, by| {
        let rounds = if a.len() > 2 { circle(a[1], a[2]).0 } else { 0.0 };
        for (by, own) in by.iter_mut().zip([0.0, 1.0, -rounds, 1.0]) {
            *by = own;
        }
    }),
    ("source-delay", |_, _, by| {
        by.fill(0.0);
        by[0] = 1.0;
    }),
    ("source-freq", NONE),
    ("source-freq-parts", NONE),
    ("source-laplace", |a, _, by| by.copy_from_slice(&[a[1], a[0]])),
];

/// Of lines through points, by the input and by both ends of its segment.
fn by_points(a: &[f64], _value: f64, by: &mut [f64]) {
    by.fill(0.0);
    let points = (a.len() - 1) / 2;
    let next = (0..points).find(|point| !(a[0] > a[1 + 2 * point])).unwrap_or(points);
    if next == 0 || next == points {
        by[2 + 2 * if next == 0 { 0 } else { points - 1 }] = 1.0;
        return;
    }
    let (left, right) = (2 * next - 1, 2 * next + 1);
    let part = (a[0] - a[left]) / (a[right] - a[left]);
    let slope = (a[right + 1] - a[left + 1]) / (a[right] - a[left]);
    by[0] = slope;
    by[left] = -slope * (1.0 - part);
    by[right] = -slope * part;
    by[left + 1] = 1.0 - part;
    by[right + 1] = part;
}

/// Functions whose points must be known before the run.
pub fn wants_known_points(function: &Function) -> bool {
    matches!(function.name, "source-pwl" | "source-table")
}

