//! The distinct signals that the measures of a plot look at, as plain numbers.

use super::formula::{compile, Formula, Stacks};
use super::known::Known;
use crate::circuit::{Circuit, Part, Quantity, Signal};
use crate::matrix::Complex;

#[derive(Clone)]
enum Source {
    Axis,
    Constant(f64),
    /// Index into `quantities`.
    Part(usize, Part),
    Formula(Box<Formula>, Part),
    /// A signal that is not one number, such as `all`.
    None,
}

#[derive(Clone)]
pub(super) struct Readings {
    sources: Vec<Source>,
    /// As the user wrote them, for messages.
    texts: Vec<String>,
    quantities: Vec<Quantity>,
    /// Whether the quantities are complex.
    complex: bool,
    stacks: Stacks,
    parts: Parts,
}

/// How a number is made of a complex one.
#[derive(Clone, Copy)]
struct Parts {
    /// Phases in degrees (LTspice's way), else in radians.
    degrees: bool,
    /// A complex quantity by itself is its real part, as in ngspice's measures
    /// (`find v(out) at=1k` at the corner of a low pass gives 0.5), else its magnitude.
    real: bool,
}

impl Parts {
    fn of_real(self, part: Part, number: f64) -> f64 {
        match part {
            Part::Value | Part::Real => number,
            Part::Magnitude => number.abs(),
            Part::Decibel => 20.0 * libm::log10(number.abs()),
            Part::Imaginary => 0.0,
            Part::Phase => self.phase(Complex::new(number, 0.0)),
        }
    }

    fn of_complex(self, part: Part, number: Complex) -> f64 {
        match part {
            Part::Value if self.real => number.re,
            Part::Value | Part::Magnitude => libm::hypot(number.re, number.im),
            Part::Decibel => 20.0 * libm::log10(libm::hypot(number.re, number.im)),
            Part::Real => number.re,
            Part::Imaginary => number.im,
            Part::Phase => self.phase(number),
        }
    }

    fn phase(self, number: Complex) -> f64 {
        let radians = libm::atan2(number.im, number.re);
        if self.degrees { radians * (180.0 / std::f64::consts::PI) } else { radians }
    }
}

/// Whether the phases of a dialect are degrees.
pub(super) fn has_degrees(circuit: &Circuit) -> bool {
    circuit.dialect == "ltspice"
}

impl Readings {
    pub(super) fn new(circuit: &Circuit, complex: bool) -> Readings {
        let parts = Parts { degrees: has_degrees(circuit), real: matches!(circuit.dialect.as_str(), "ngspice" | "spice3") };
        Readings { sources: vec![], texts: vec![], quantities: vec![], complex, stacks: Stacks::default(), parts }
    }

    pub(super) fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// Lets the points carry a quantity that nothing reads yet.
    pub(super) fn need(&mut self, quantity: &Quantity) {
        index_of(&mut self.quantities, quantity);
    }

    pub(super) fn text(&self, reading: usize) -> &str {
        &self.texts[reading]
    }

    /// The reading of a signal; two mentions of the same signal share one.
    pub(super) fn add(&mut self, signal: &Signal, known: &Known) -> Result<usize, String> {
        let source = match &signal.quantity {
            Quantity::Axis => Source::Axis,
            Quantity::Constant { value } => Source::Constant(known.value(*value)?),
            Quantity::All | Quantity::Currents => Source::None,
            Quantity::Formula { value } => {
                let quantities = &mut self.quantities;
                let formula = compile(known, *value, self.complex, &mut |quantity| index_of(quantities, quantity))?;
                Source::Formula(Box::new(formula), signal.part)
            }
            quantity => {
                let index = index_of(&mut self.quantities, quantity);
                let same = |source: &Source| matches!(source, Source::Part(i, part) if *i == index && *part == signal.part);
                if let Some(reading) = self.sources.iter().position(same) {
                    return Ok(reading);
                }
                Source::Part(index, signal.part)
            }
        };
        Ok(self.push(source, signal.text.clone()))
    }

    /// A reading that is the same at every point.
    pub(super) fn constant(&mut self, number: f64, text: String) -> usize {
        self.push(Source::Constant(number), text)
    }

    fn push(&mut self, source: Source, text: String) -> usize {
        self.sources.push(source);
        self.texts.push(text);
        self.sources.len() - 1
    }

    /// The numbers of one point, by reading.
    pub(super) fn read(&mut self, axis: f64, real: &[f64], imaginary: &[f64], out: &mut Vec<f64>) {
        out.clear();
        let Readings { sources, stacks, parts, .. } = self;
        let complex = !imaginary.is_empty();
        let number = |index: usize| Complex::new(real[index], imaginary[index]);
        for source in sources.iter() {
            out.push(match source {
                Source::Axis => axis,
                Source::Constant(number) => *number,
                Source::None => f64::NAN,
                Source::Part(index, part) if complex => parts.of_complex(*part, number(*index)),
                Source::Part(index, part) => parts.of_real(*part, real[*index]),
                Source::Formula(formula, part) if complex => {
                    let value = formula.complex(axis, number, |part, value| parts.of_complex(part, value), stacks);
                    if formula.real { parts.of_real(*part, value.re) } else { parts.of_complex(*part, value) }
                }
                Source::Formula(formula, part) => {
                    let value = formula.number(axis, real, |part, value| parts.of_real(part, value), stacks);
                    parts.of_real(*part, value)
                }
            });
        }
    }
}

fn index_of(quantities: &mut Vec<Quantity>, wanted: &Quantity) -> usize {
    quantities.iter().position(|quantity| quantity == wanted).unwrap_or_else(|| {
        quantities.push(wanted.clone());
        quantities.len() - 1
    })
}
