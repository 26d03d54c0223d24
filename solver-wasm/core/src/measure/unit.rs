//! The unit of a measure follows from its form, its signals and the plot's axis.

use crate::circuit::{Circuit, Input, Instruction, Measure, MeasureForm, Part, Quantity, Signal, Statistic, NONE};

/// Exponents of volt, ampere and second; hertz is one over second.
#[derive(Clone, Copy, PartialEq, Default)]
struct Dimension(i32, i32, i32);

/// What is known of the unit of a value.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    /// A plain number.
    Number,
    Of(Dimension),
    Named(&'static str),
    Unknown,
}

const RADIAN: Unit = Unit::Named("rad");

/// Units with a name of their own, by dimension.
const NAMES: &[(Dimension, &str)] = &[
    (Dimension(0, 0, 0), ""),
    (Dimension(1, 0, 0), "V"),
    (Dimension(0, 1, 0), "A"),
    (Dimension(0, 0, 1), "s"),
    (Dimension(0, 0, -1), "Hz"),
    (Dimension(1, 1, 0), "W"),
    (Dimension(1, 1, 1), "J"),
    (Dimension(1, -1, 0), "Ω"),
    (Dimension(-1, 1, 0), "S"),
    (Dimension(0, 1, 1), "C"),
    (Dimension(-1, 1, 1), "F"),
    (Dimension(1, -1, 1), "H"),
    (Dimension(1, 0, 1), "V·s"),
    (Dimension(1, 0, -1), "V/s"),
    (Dimension(0, 1, -1), "A/s"),
    (Dimension(2, 0, 0), "V²"),
    (Dimension(0, 2, 0), "A²"),
    (Dimension(2, 0, 1), "V²·s"),
    (Dimension(0, 2, 1), "A²·s"),
];

fn text(circuit: &Circuit, unit: Unit) -> String {
    match unit {
        Unit::Number | Unit::Unknown => String::new(),
        // As in ngspice, `vp()` and `ph()` are radians.
        RADIAN if super::reading::has_degrees(circuit) => "°".into(),
        Unit::Named(name) => name.into(),
        Unit::Of(dimension) => NAMES.iter().find(|(known, _)| *known == dimension).map_or("", |(_, name)| name).into(),
    }
}

/// An SI unit, `dB`, `rad`, or empty where it is a pure number or cannot be told.
pub fn unit_of(circuit: &Circuit, measure: &Measure, axis: &str) -> String {
    match &measure.form {
        // Over the frequency, and where a product has no name of its own, it is written out.
        MeasureForm::Statistic { statistic: Statistic::Integral, signal, .. } => {
            let unit = text(circuit, measure_unit(circuit, measure, axis));
            let of_signal = of_signal(circuit, signal, axis);
            if let (true, Some(unit)) = (is_noise(circuit, &measure.analysis), of_signal.strip_suffix("/√Hz")) {
                return unit.into();
            }
            match (axis, unit.as_str()) {
                ("s" | "V" | "A", "V" | "A" | "s" | "W" | "J" | "C" | "V·s" | "V²" | "A²" | "V²·s" | "A²·s") => unit,
                _ if of_signal.is_empty() || axis.is_empty() => format!("{of_signal}{axis}"),
                _ => format!("{of_signal}·{axis}"),
            }
        }
        _ => text(circuit, measure_unit(circuit, measure, axis)),
    }
}

/// Whether integrals are those of LTspice over densities of noise.
pub(super) fn is_noise(circuit: &Circuit, analysis: &str) -> bool {
    analysis == "noise" && circuit.dialect == "ltspice"
}

/// The unit of a signal on a plot whose axis has the given one.
pub fn of_signal(circuit: &Circuit, signal: &Signal, axis: &str) -> String {
    text(circuit, signal_unit(circuit, signal, axis))
}

fn measure_unit(circuit: &Circuit, measure: &Measure, axis: &str) -> Unit {
    match &measure.form {
        MeasureForm::Delay { .. } | MeasureForm::When { .. } => axis_unit(axis),
        MeasureForm::Find { signal, .. } => signal_unit(circuit, signal, axis),
        MeasureForm::Derivative { signal, .. } => times(signal_unit(circuit, signal, axis), axis_unit(axis), -1),
        MeasureForm::Statistic { statistic, signal, .. } => match statistic {
            Statistic::MinAt | Statistic::MaxAt => axis_unit(axis),
            Statistic::Integral => times(signal_unit(circuit, signal, axis), axis_unit(axis), 1),
            _ => signal_unit(circuit, signal, axis),
        },
        MeasureForm::Parameter { value } => program_unit(circuit, *value, axis),
    }
}

fn axis_unit(axis: &str) -> Unit {
    match axis {
        "°C" => Unit::Named("°C"),
        "" => Unit::Number,
        _ => NAMES.iter().find(|(_, name)| *name == axis).map_or(Unit::Unknown, |&(dimension, _)| Unit::Of(dimension)),
    }
}

fn part_unit(part: Part, unit: Unit) -> Unit {
    match part {
        Part::Decibel => Unit::Named("dB"),
        Part::Phase => RADIAN,
        _ => unit,
    }
}

fn signal_unit(circuit: &Circuit, signal: &Signal, axis: &str) -> Unit {
    let unit = match &signal.quantity {
        Quantity::Formula { value } => program_unit(circuit, *value, axis),
        quantity => quantity_unit(quantity, axis),
    };
    part_unit(signal.part, unit)
}

fn quantity_unit(quantity: &Quantity, axis: &str) -> Unit {
    match quantity {
        Quantity::Voltage { .. } => Unit::Of(Dimension(1, 0, 0)),
        Quantity::Current { .. } => Unit::Of(Dimension(0, 1, 0)),
        Quantity::Axis => axis_unit(axis),
        Quantity::Named { name } if name.starts_with("onoise") => Unit::Named("V/√Hz"),
        _ => Unit::Unknown,
    }
}

/// A unit times a power of another one.
fn times(a: Unit, b: Unit, power: i32) -> Unit {
    let dimension = |unit: Unit| match unit {
        Unit::Number => Some(Dimension::default()),
        Unit::Of(dimension) => Some(dimension),
        Unit::Named(_) | Unit::Unknown => None,
    };
    match (dimension(a), dimension(b)) {
        _ if a == Unit::Number && b == Unit::Number => Unit::Number,
        (Some(a), Some(b)) => Unit::Of(Dimension(a.0 + power * b.0, a.1 + power * b.1, a.2 + power * b.2)),
        // A named unit stays what it is when a number scales it.
        (None, _) if b == Unit::Number => a,
        (_, None) if a == Unit::Number && power == 1 => b,
        _ => Unit::Unknown,
    }
}

fn sum(a: Unit, b: Unit) -> Unit {
    match (a, b) {
        (Unit::Number | Unit::Unknown, other) | (other, Unit::Number | Unit::Unknown) => other,
        _ if a == b => a,
        _ => Unit::Unknown,
    }
}

/// The unit of a program's result. That of a parameter is not known: it may be a
/// resistance, so a product with it has none, and a sum the other one's.
fn program_unit(circuit: &Circuit, value: u32, axis: &str) -> Unit {
    let Some(&program) = circuit.values.program.get(value as usize).filter(|&&program| program != NONE) else { return Unit::Number };
    let programs = &circuit.programs;
    let mut stack: Vec<Unit> = Vec::new();
    for instruction in programs.instructions(program) {
        let unit = match instruction {
            Instruction::Constant(_) => Unit::Number,
            Instruction::Slot { .. } => Unit::Unknown,
            Instruction::Input(input) => match input {
                Input::Result { quantity, part } => part_unit(*part, quantity_unit(quantity, axis)),
                Input::Measure { measure } => {
                    // An earlier measure stands before, so this ends.
                    let read = circuit.measures.get(*measure as usize);
                    read.map_or(Unit::Unknown, |read| measure_unit(circuit, read, axis_of(read, axis)))
                }
                Input::Time => Unit::Of(Dimension(0, 0, 1)),
                Input::Hertz => Unit::Of(Dimension(0, 0, -1)),
                Input::Temper => Unit::Named("°C"),
                _ => Unit::Unknown,
            },
            Instruction::Call { function, count } => {
                let arguments = stack.split_off(stack.len() - count);
                function_unit(&programs.functions[function as usize], &arguments)
            }
        };
        stack.push(unit);
    }
    stack.pop().unwrap_or(Unit::Unknown)
}

/// The unit of the axis that a measure was taken on; `axis` is that of the one
/// that reads it.
fn axis_of<'a>(measure: &Measure, axis: &'a str) -> &'a str {
    match measure.analysis.as_str() {
        "tran" => "s",
        "ac" | "noise" => "Hz",
        "dc" if !matches!(axis, "s" | "Hz" | "") => axis,
        _ => "?",
    }
}

fn function_unit(function: &str, arguments: &[Unit]) -> Unit {
    match (function, arguments) {
        ("+" | "-" | "max" | "min" | "hypot", [a, b]) => sum(*a, *b),
        ("*", [a, b]) => times(*a, *b, 1),
        ("/", [a, b]) => times(*a, *b, -1),
        ("neg" | "abs" | "re" | "im" | "int" | "nint" | "round" | "floor" | "ceil" | "limit" | "uramp", [a, ..]) => *a,
        ("sqr", [a]) => times(*a, *a, 1),
        ("sqrt", [Unit::Of(Dimension(v, a, s))]) if v % 2 == 0 && a % 2 == 0 && s % 2 == 0 => Unit::Of(Dimension(v / 2, a / 2, s / 2)),
        ("?:", [_, a, b]) => sum(*a, *b),
        ("ph", _) => RADIAN,
        ("sqrt" | "pow" | "pwr" | "repow" | "hpow" | "pwrs", [Unit::Of(_) | Unit::Named(_) | Unit::Unknown, ..]) => Unit::Unknown,
        _ => Unit::Number,
    }
}
