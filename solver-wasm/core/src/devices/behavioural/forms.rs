//! What an expression gives: a source's voltage or current, or the resistance,
//! capacitance, charge, inductance or flux of an element.

use super::super::table::{Kind, Parameter, Variable};
use super::make;

/// How the value `f` of an expression enters the equations of an element from p
/// to n with the voltage v and the current i, in the parallel of m.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `v = f`
    Voltage,
    /// `i = m·f`
    Current,
    /// `i = m·v/f`
    Resistance,
    /// `i = m·f·dv/dt`: ngspice's meaning of `C=`, for which it makes two sources
    /// and a capacitor. No charge belongs to it where f depends on anything but v.
    Capacitance,
    /// `i = d(m·f)/dt`: charge is conserved.
    Charge,
    /// `v = f/m·di/dt`, ngspice's meaning of `L=`.
    Inductance,
    /// `v = d(f/m)/dt`
    Flux,
}

impl Form {
    /// Whether the current is an unknown of its own.
    pub fn has_branch(self) -> bool {
        matches!(self, Form::Voltage | Form::Inductance | Form::Flux)
    }

    /// Whether the value is a charge or a flux, of which the equations have the rate.
    pub fn is_stored(self) -> bool {
        matches!(self, Form::Charge | Form::Flux)
    }

    /// Whether the value is multiplied with the rate of the element's own voltage or current.
    pub fn has_rate(self) -> bool {
        matches!(self, Form::Capacitance | Form::Inductance)
    }

    /// Inputs behind those of the expression: the own voltage, or the rate.
    pub fn own_inputs(self) -> usize {
        if self == Form::Resistance || self.has_rate() { 1 } else { 0 }
    }

    /// The value of the element and, in place of the expression's slopes, its
    /// own: `value` has all factors but m, `own` is the input behind those of the
    /// expression. Slopes may be none where only the value is asked for.
    pub fn apply(self, value: f64, m: f64, own: f64, slopes: &mut [f64]) -> f64 {
        let (result, by_value, by_own) = match self {
            Form::Voltage => (value, 1.0, 0.0),
            Form::Current | Form::Charge => (m * value, m, 0.0),
            Form::Flux => (value / m, 1.0 / m, 0.0),
            Form::Resistance => (m * own / value, -m * own / (value * value), m / value),
            Form::Capacitance => (m * value * own, m * own, m * value),
            Form::Inductance => (value * own / m, own / m, value / m),
        };
        let Some((last, of_expression)) = slopes.split_last_mut().filter(|_| self.own_inputs() == 1) else {
            slopes.iter_mut().for_each(|slope| *slope *= by_value);
            return result;
        };
        *last = by_own;
        of_expression.iter_mut().for_each(|slope| *slope *= by_value);
        result
    }
}

const VARIABLES: &[Variable] = &[Variable::CURRENT, Variable::VOLTAGE, Variable::POWER];

const fn expression(unit: &'static str, meaning: &'static str) -> Parameter {
    Parameter::new("expression", unit, None, meaning)
}

const TC1: Parameter = Parameter::new("tc1", "1/K", Some(0.0), "First temperature coefficient").also(&["tc"]);
const TC2: Parameter = Parameter::new("tc2", "1/K²", Some(0.0), "Second temperature coefficient");
const TEMP: Parameter = Parameter::new("temp", "°C", None, "Temperature of the element");
const DTEMP: Parameter = Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's");
const SCALE: Parameter = Parameter::new("scale", "", Some(1.0), "Factor of what the source gives (HSPICE)");
const NOISY: Parameter = Parameter::new("noisy", "", Some(0.0), "Whether it makes thermal noise, as if its resistance were constant").also(&["noise"]);

const fn kind(name: &'static str, letter: char, instance: &'static [Parameter], make: super::Make) -> Kind {
    Kind { name, letter, pins: &["p", "n"], instance, models: &[], variables: VARIABLES, make }
}

pub const VOLTAGE: Kind = kind("behavioural-voltage", 'B', &[expression("V", "What the source gives"), TC1, TC2, TEMP, DTEMP, SCALE], |devices, set_up| make(Form::Voltage, devices, set_up));
pub const CURRENT: Kind = kind("behavioural-current", 'B', &[expression("A", "What the source gives"), TC1, TC2, TEMP, DTEMP, SCALE], |devices, set_up| make(Form::Current, devices, set_up));
pub const RESISTOR: Kind = kind("behavioural-resistor", 'R', &[expression("Ω", "Resistance"), TC1, TC2, TEMP, DTEMP, NOISY], |devices, set_up| make(Form::Resistance, devices, set_up));
pub const CAPACITOR: Kind = kind(
    "behavioural-capacitor",
    'C',
    &[expression("F", "Capacitance"), TC1, TC2, TEMP, DTEMP, Parameter::new("ic", "V", None, "Voltage at the start of a transient with uic")],
    |devices, set_up| make(Form::Capacitance, devices, set_up),
);
pub const CHARGE: Kind = kind(
    "behavioural-charge",
    'C',
    &[expression("C", "Charge"), TC1, TC2, TEMP, DTEMP, Parameter::new("ic", "V", None, "Voltage at the start of a transient with uic")],
    |devices, set_up| make(Form::Charge, devices, set_up),
);
pub const INDUCTOR: Kind = kind(
    "behavioural-inductor",
    'L',
    &[expression("H", "Inductance"), TC1, TC2, TEMP, DTEMP, Parameter::new("ic", "A", None, "Current at the start of a transient with uic")],
    |devices, set_up| make(Form::Inductance, devices, set_up),
);
pub const FLUX: Kind = kind(
    "behavioural-flux",
    'L',
    &[expression("V·s", "Flux"), TC1, TC2, TEMP, DTEMP, Parameter::new("ic", "A", None, "Current at the start of a transient with uic")],
    |devices, set_up| make(Form::Flux, devices, set_up),
);

/// Kinds with the current of a branch, which others may read.
pub const WITH_BRANCH: [&str; 3] = [VOLTAGE.name, INDUCTOR.name, FLUX.name];

#[cfg(test)]
mod tests {
    use super::Form;
    use crate::devices::equation_tests::covers;
    use crate::matrix::tests::Random;

    const FORMS: [(&str, Form); 7] = [
        ("voltage", Form::Voltage),
        ("current", Form::Current),
        ("resistance", Form::Resistance),
        ("capacitance", Form::Capacitance),
        ("charge", Form::Charge),
        ("inductance", Form::Inductance),
        ("flux", Form::Flux),
    ];

    /// Of the expression tanh(x) + x·y + 20 by x and y, the own voltage, current or rate, and m.
    #[test]
    fn slopes_are_those_of_central_differences() {
        let mut random = Random(41);
        covers("elements with an expression", |round| {
            let (name, form) = FORMS[round % FORMS.len()];
            let at = [random.next(), 3.0 * random.next(), 5.0 * random.next()];
            let m = 2.0 + 1.5 * random.next();
            let expression = |[x, y, _]: [f64; 3]| libm::tanh(x) + x * y + 20.0;
            let value = |at: [f64; 3]| form.apply(expression(at), m, at[2], &mut []);
            let steep = 1.0 - libm::tanh(at[0]) * libm::tanh(at[0]);
            let mut slopes = vec![steep + at[1], at[0], f64::NAN];
            slopes.truncate(2 + form.own_inputs());
            form.apply(expression(at), m, at[2], &mut slopes);
            for (place, slope) in slopes.iter().enumerate() {
                let step = 1e-5;
                let moved = |by: f64| {
                    let mut at = at;
                    at[place] += by;
                    value(at)
                };
                let difference = (moved(step) - moved(-step)) / (2.0 * step);
                assert!((slope - difference).abs() < 1e-7 * (1.0 + slope.abs()), "{name}: {slope} for {difference} at {at:?}");
            }
            Some(FORMS.iter().map(|&(one, _)| (one, one == name)).collect())
        });
    }
}
