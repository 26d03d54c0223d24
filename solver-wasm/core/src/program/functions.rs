//! The functions and operators of expressions, by the names that programs use.
//!
//! The table of facts is `language/src/reference/functions.ts`; this is its
//! arithmetic. Both evaluators pass `language/src/reference/function-vectors.json`
//! bit for bit, so every transcendental function here comes from `libm`.

/// One function: how many arguments it takes and what it computes.
pub struct Function {
    pub name: &'static str,
    least: usize,
    most: usize,
    /// Gets between `least` and `most` arguments.
    pub apply: fn(&[f64]) -> f64,
}

impl Function {
    pub fn takes(&self, count: usize) -> bool {
        (self.least..=self.most).contains(&count)
    }
}

/// The function of a name, as it stands in `programs.functions`.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn f(name: &'static str, count: usize, apply: fn(&[f64]) -> f64) -> Function {
    Function { name, least: count, most: count, apply }
}

const fn truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// All functions.
pub const FUNCTIONS: &[Function] = &[
    f("+", 2, |a| a[0] + a[1]),
    f("-", 2, |a| a[0] - a[1]),
    f("*", 2, |a| a[0] * a[1]),
    f("/", 2, |a| a[0] / a[1]),
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
    f("pow", 2, |a| libm::pow(a[0], a[1])),
    f("abs", 1, |a| a[0].abs()),
    f("sqrt", 1, |a| a[0].sqrt()),
    f("exp", 1, |a| libm::exp(a[0])),
    f("ln", 1, |a| libm::log(a[0])),
    f("log10", 1, |a| libm::log10(a[0])),
    f("sin", 1, |a| libm::sin(a[0])),
    f("cos", 1, |a| libm::cos(a[0])),
    f("tan", 1, |a| libm::tan(a[0])),
    f("min", 2, |a| if a[1] < a[0] { a[1] } else { a[0] }),
    f("max", 2, |a| if a[1] > a[0] { a[1] } else { a[0] }),
];
