//! The unit of a measure follows from its form, its signal and the plot's axis.

use crate::circuit::{Measure, MeasureForm, Part, Quantity, Signal, Statistic};

/// SI unit, `dB`, `rad`, or empty where it is a pure number or cannot be told.
pub fn unit_of(measure: &Measure, axis: &str) -> String {
    match &measure.form {
        MeasureForm::Delay { .. } | MeasureForm::When { .. } => axis.into(),
        MeasureForm::Find { signal, .. } => signal_unit(signal, axis).into(),
        MeasureForm::Statistic { statistic, signal, .. } => match statistic {
            Statistic::MinAt | Statistic::MaxAt => axis.into(),
            Statistic::Integral => product(signal_unit(signal, axis), axis),
            _ => signal_unit(signal, axis).into(),
        },
        MeasureForm::Parameter { .. } => String::new(),
    }
}

fn signal_unit<'a>(signal: &Signal, axis: &'a str) -> &'a str {
    match (signal.part, &signal.quantity) {
        (Part::Decibel, _) => "dB",
        // As in ngspice, `vp()` and `ph()` are radians.
        (Part::Phase, _) => "rad",
        (_, Quantity::Voltage { .. }) => "V",
        (_, Quantity::Current { .. }) => "A",
        (_, Quantity::Axis) => axis,
        (_, Quantity::All | Quantity::Constant { .. } | Quantity::Variable { .. } | Quantity::Named { .. }) => "",
    }
}

fn product(signal: &str, axis: &str) -> String {
    match (signal, axis) {
        ("A", "s") => "C".into(),
        ("", other) | (other, "") => other.into(),
        (a, b) => format!("{a}·{b}"),
    }
}
