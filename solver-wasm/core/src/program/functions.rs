//! The arithmetic of expressions: functions and operators by the names that
//! programs use.
//!
//! The table of facts is `language/src/reference/functions.json`, the same
//! arithmetic in TypeScript is `language/src/expressions/arithmetic`. Both pass
//! `language/src/reference/function-vectors.json` bit for bit, so every
//! operation and its order count, and every transcendental function comes from
//! `libm`.

use super::source_functions::SOURCE_FUNCTIONS;

/// One function: how many arguments it takes and what it computes.
pub struct Function {
    pub name: &'static str,
    least: usize,
    most: usize,
    /// Gets between `least` and `most` arguments.
    pub apply: fn(&[f64]) -> f64,
}

impl Function {
    /// A function that takes between `least` and `most` arguments.
    pub const fn new(name: &'static str, least: usize, most: usize, apply: fn(&[f64]) -> f64) -> Function {
        Function { name, least, most, apply }
    }

    pub fn takes(&self, count: usize) -> bool {
        (self.least..=self.most).contains(&count)
    }
}

/// The function of a name, as it stands in `programs.functions`.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().chain(SOURCE_FUNCTIONS).find(|function| function.name == name)
}

const fn f(name: &'static str, count: usize, apply: fn(&[f64]) -> f64) -> Function {
    Function { name, least: count, most: count, apply }
}

const fn truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

pub(crate) fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// All functions. `max` and `min` of more than two arguments are folded into
/// calls with two by the elaboration.
pub const FUNCTIONS: &[Function] = &[
    f("+", 2, |a| a[0] + a[1]),
    f("-", 2, |a| a[0] - a[1]),
    f("*", 2, |a| a[0] * a[1]),
    f("/", 2, |a| a[0] / a[1]),
    f("%", 2, |a| a[0] % a[1]),
    f("\\", 2, |a| (a[0] / a[1]).trunc()),
    f("neg", 1, |a| -a[0]),
    f("<", 2, |a| truth(a[0] < a[1])),
    f(">", 2, |a| truth(a[0] > a[1])),
    f("<=", 2, |a| truth(a[0] <= a[1])),
    f(">=", 2, |a| truth(a[0] >= a[1])),
    f("==", 2, |a| truth(a[0] == a[1])),
    f("!=", 2, |a| truth(a[0] != a[1])),
    f("&&", 2, |a| truth(a[0] != 0.0 && a[1] != 0.0)),
    f("||", 2, |a| truth(a[0] != 0.0 || a[1] != 0.0)),
    f("!", 1, |a| truth(a[0] == 0.0)),
    f("?:", 3, |a| if a[0] != 0.0 { a[1] } else { a[2] }),
    f("abs", 1, |a| a[0].abs()),
    f("acos", 1, |a| libm::acos(a[0])),
    f("acosh", 1, |a| libm::acosh(a[0])),
    f("asin", 1, |a| libm::asin(a[0])),
    f("asinh", 1, |a| libm::asinh(a[0])),
    f("atan", 1, |a| libm::atan(a[0])),
    f("atan2", 2, |a| libm::atan2(a[0], a[1])),
    f("atanh", 1, |a| libm::atanh(a[0])),
    f("buf", 1, |a| truth(a[0] > 0.5)),
    f("cbrt", 1, |a| sign(a[0]) * libm::pow(a[0].abs(), 1.0 / 3.0)),
    f("ceil", 1, |a| a[0].ceil()),
    f("cos", 1, |a| libm::cos(a[0])),
    f("cosh", 1, |a| libm::cosh(a[0])),
    f("exp", 1, |a| libm::exp(a[0])),
    f("floor", 1, |a| a[0].floor()),
    f("hypot", 2, |a| (a[0] * a[0] + a[1] * a[1]).sqrt()),
    f("hpow", 2, |a| if a[0] == 0.0 { 0.0 } else { libm::pow(a[0], if a[0] < 0.0 { a[1].trunc() } else { a[1] }) }),
    f("im", 1, |_| 0.0),
    f("int", 1, |a| a[0].trunc()),
    f("inv", 1, |a| if a[0] > 0.5 { 0.0 } else { 1.0 }),
    f("limit", 3, limit),
    f("ln", 1, |a| libm::log(a[0])),
    f("log10", 1, |a| libm::log10(a[0])),
    f("max", 2, |a| if a[1] > a[0] { a[1] } else { a[0] }),
    f("min", 2, |a| if a[1] < a[0] { a[1] } else { a[0] }),
    f("nint", 1, |a| a[0].round_ties_even()),
    f("ph", 1, |a| libm::atan2(0.0, a[0])),
    f("pow", 2, |a| libm::pow(a[0], a[1])),
    f("pwr", 2, |a| libm::pow(a[0].abs(), a[1])),
    f("pwrs", 2, signed_power),
    f("re", 1, |a| a[0]),
    f("repow", 2, real_power),
    f("round", 1, |a| a[0].round()),
    f("sgn", 1, |a| sign(a[0])),
    f("sign", 2, |a| a[0].abs() * sign(a[1])),
    f("sin", 1, |a| libm::sin(a[0])),
    f("sinh", 1, |a| libm::sinh(a[0])),
    f("slog", 1, |a| sign(a[0]) * libm::log(a[0].abs())),
    f("slog10", 1, |a| sign(a[0]) * libm::log10(a[0].abs())),
    f("sqr", 1, |a| a[0] * a[0]),
    f("sqrt", 1, |a| a[0].sqrt()),
    f("ssqrt", 1, |a| sign(a[0]) * a[0].abs().sqrt()),
    Function { name: "table", least: 3, most: 255, apply: interpolate },
    f("tan", 1, |a| libm::tan(a[0])),
    f("tanh", 1, |a| libm::tanh(a[0])),
    f("u", 1, |a| truth(a[0] > 0.0)),
    f("uramp", 1, |a| if a[0] > 0.0 { a[0] } else { 0.0 }),
];

/// The first argument, held between the other two in any order.
fn limit(a: &[f64]) -> f64 {
    let (x, p, q) = (a[0], a[1], a[2]);
    let (low, high) = if q < p { (q, p) } else { (p, q) };
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}

/// The real part of a power: of a negative base with an exponent that is no
/// integer too. Powers to odd multiples of one half are imaginary.
fn real_power(a: &[f64]) -> f64 {
    let (x, y) = (a[0], a[1]);
    if !(x < 0.0) || y == y.trunc() {
        libm::pow(x, y)
    } else if 2.0 * y == (2.0 * y).trunc() {
        0.0
    } else {
        libm::pow(-x, y) * libm::cos(std::f64::consts::PI * y)
    }
}

/// |x| to the y, with the sign of x.
fn signed_power(a: &[f64]) -> f64 {
    if a[0] == 0.0 { libm::pow(0.0, a[1]) } else { sign(a[0]) * libm::pow(a[0].abs(), a[1]) }
}

/// Straight lines through points (x1, y1), (x2, y2) … with rising x; constant outside.
pub fn interpolate(a: &[f64]) -> f64 {
    let x = a[0];
    let points = (a.len() - 1) / 2;
    let mut before = 1;
    if !(x > a[before]) {
        return a[before + 1];
    }
    for _ in 1..points {
        let next = before + 2;
        if x < a[next] {
            return a[before + 1] + (x - a[before]) / (a[next] - a[before]) * (a[next + 1] - a[before + 1]);
        }
        before = next;
    }
    a[before + 1]
}
