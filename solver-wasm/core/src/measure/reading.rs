//! The distinct signals that the measures of a plot look at, as plain numbers.

use crate::circuit::{Circuit, Part, Quantity, Signal};
use crate::program::Numbers;

enum Source {
    Axis,
    Constant(f64),
    /// Index into `quantities`.
    Part(usize, Part),
    /// A signal that is not one number, such as `all`.
    None,
}

pub(super) struct Readings {
    sources: Vec<Source>,
    /// As the user wrote them, for messages.
    texts: Vec<String>,
    quantities: Vec<Quantity>,
    /// Phases in degrees (LTspice's way), else in radians.
    degrees: bool,
}

impl Readings {
    pub(super) fn new(circuit: &Circuit) -> Readings {
        Readings { sources: vec![], texts: vec![], quantities: vec![], degrees: circuit.dialect == "ltspice" }
    }

    pub(super) fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    pub(super) fn text(&self, reading: usize) -> &str {
        &self.texts[reading]
    }

    /// The reading of a signal; two mentions of the same signal share one.
    pub(super) fn add(&mut self, signal: &Signal, numbers: &Numbers) -> usize {
        let source = match &signal.quantity {
            Quantity::Axis => Source::Axis,
            Quantity::Constant { value } => Source::Constant(numbers.values[*value as usize]),
            Quantity::All => Source::None,
            quantity => {
                let known = self.quantities.iter().position(|other| other == quantity);
                let index = known.unwrap_or_else(|| {
                    self.quantities.push(quantity.clone());
                    self.quantities.len() - 1
                });
                let same = |source: &Source| matches!(source, Source::Part(i, part) if *i == index && *part == signal.part);
                if let Some(reading) = self.sources.iter().position(same) {
                    return reading;
                }
                Source::Part(index, signal.part)
            }
        };
        self.sources.push(source);
        self.texts.push(signal.text.clone());
        self.sources.len() - 1
    }

    /// The numbers of one point, by reading.
    pub(super) fn read(&self, axis: f64, real: &[f64], imaginary: &[f64], out: &mut Vec<f64>) {
        out.clear();
        for source in &self.sources {
            out.push(match *source {
                Source::Axis => axis,
                Source::Constant(number) => number,
                Source::None => f64::NAN,
                Source::Part(index, part) => {
                    self.part(part, real[index], imaginary.get(index).copied())
                }
            });
        }
    }

    fn part(&self, part: Part, real: f64, imaginary: Option<f64>) -> f64 {
        let complex = imaginary.is_some();
        let imaginary = imaginary.unwrap_or(0.0);
        let magnitude = || if complex { libm::hypot(real, imaginary) } else { real.abs() };
        match part {
            Part::Value if complex => magnitude(),
            Part::Value | Part::Real => real,
            Part::Magnitude => magnitude(),
            Part::Decibel => 20.0 * libm::log10(magnitude()),
            Part::Imaginary => imaginary,
            Part::Phase => {
                let radians = libm::atan2(imaginary, real);
                if self.degrees { radians * (180.0 / std::f64::consts::PI) } else { radians }
            }
        }
    }
}
