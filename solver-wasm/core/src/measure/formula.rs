//! Formulas of results, such as `v(a)*i(r1)`, evaluated at every point.
//!
//! Parameters and earlier measures are numbers by then, so a formula is a short
//! list of steps on a stack. In an AC analysis the quantities are complex: sums,
//! products, quotients, powers, roots, exponentials and logarithms are computed
//! with complex numbers, `abs re im ph` make real numbers of them, and all other
//! functions have a value only where all their arguments are real.

use super::known::Known;
use crate::circuit::{Input, Instruction, Part, Quantity, SweepTarget, NONE};
use crate::matrix::Complex;

type Real = fn(&[f64]) -> f64;
type Compound = fn(&[Complex]) -> Complex;

#[derive(Clone)]
enum Step {
    Constant(f64),
    Axis,
    /// Index into the quantities of a point.
    Quantity(usize, Part),
    /// Of the last so many values, all real.
    Real(Real, usize),
    Complex(Compound, usize),
    /// A function of complex values that has none.
    Undefined(usize),
}

#[derive(Clone)]
pub(super) struct Formula {
    steps: Vec<Step>,
    /// Whether the result is real by its form, as of `re` and `abs`.
    pub(super) real: bool,
}

/// The stacks that formulas share, so that no point allocates.
#[derive(Clone, Default)]
pub(super) struct Stacks {
    real: Vec<f64>,
    complex: Vec<Complex>,
}

/// The arithmetic of complex numbers by names of functions.
const COMPLEX: &[(&str, Compound)] = &[
    ("+", |a| a[0] + a[1]),
    ("-", |a| a[0] - a[1]),
    ("*", |a| a[0] * a[1]),
    ("/", |a| a[0] / a[1]),
    ("neg", |a| -a[0]),
    ("abs", |a| Complex::new(libm::hypot(a[0].re, a[0].im), 0.0)),
    ("re", |a| Complex::new(a[0].re, 0.0)),
    ("im", |a| Complex::new(a[0].im, 0.0)),
    ("ph", |a| Complex::new(libm::atan2(a[0].im, a[0].re), 0.0)),
    ("sqr", |a| a[0] * a[0]),
    ("sqrt", |a| power(a[0], Complex::new(0.5, 0.0))),
    ("exp", |a| exponential(a[0])),
    ("ln", |a| logarithm(a[0])),
    ("log10", |a| logarithm(a[0]).scale(std::f64::consts::LOG10_E)),
    ("pow", |a| power(a[0], a[1])),
    ("pwr", |a| power(a[0], a[1])),
    ("repow", |a| power(a[0], a[1])),
    ("hpow", |a| power(a[0], a[1])),
];

/// Those that make real numbers of complex ones.
const MAKES_REAL: &[&str] = &["abs", "re", "im", "ph"];

fn exponential(z: Complex) -> Complex {
    let size = libm::exp(z.re);
    Complex::new(size * libm::cos(z.im), size * libm::sin(z.im))
}

fn logarithm(z: Complex) -> Complex {
    Complex::new(libm::log(libm::hypot(z.re, z.im)), libm::atan2(z.im, z.re))
}

fn power(base: Complex, exponent: Complex) -> Complex {
    if base.re == 0.0 && base.im == 0.0 { Complex::default() } else { exponential(exponent * logarithm(base)) }
}

struct Compiler<'a> {
    known: &'a Known<'a>,
    complex: bool,
    steps: Vec<Step>,
    /// By value on the stack: whether it is real.
    real: Vec<bool>,
}

/// Compiles the program of a value; `index_of` gives quantities their places.
pub(super) fn compile(known: &Known, value: u32, complex: bool, index_of: &mut dyn FnMut(&Quantity) -> usize) -> Result<Formula, String> {
    let mut compiler = Compiler { known, complex, steps: Vec::new(), real: Vec::new() };
    compiler.value(value, index_of)?;
    Ok(Formula { steps: compiler.steps, real: !complex || compiler.real.last() == Some(&true) })
}

impl Compiler<'_> {
    fn push(&mut self, step: Step, real: bool) {
        self.steps.push(step);
        self.real.push(real);
    }

    fn value(&mut self, value: u32, index_of: &mut dyn FnMut(&Quantity) -> usize) -> Result<(), String> {
        let circuit = self.known.circuit;
        let program = circuit.values.program[value as usize];
        if program == NONE {
            self.push(Step::Constant(circuit.values.constant[value as usize]), true);
            return Ok(());
        }
        for instruction in circuit.programs.instructions(program) {
            match instruction {
                Instruction::Constant(number) => self.push(Step::Constant(number), true),
                Instruction::Slot { slot, .. } => self.slot(slot, index_of)?,
                Instruction::Input(input) => self.input(input, index_of)?,
                Instruction::Call { function, count } => self.call(function, count),
            }
        }
        Ok(())
    }

    /// A parameter of the top circuit. Within a sweep of parameters or of the
    /// temperature it may change from point to point, so it is written out.
    fn slot(&mut self, slot: u32, index_of: &mut dyn FnMut(&Quantity) -> usize) -> Result<(), String> {
        let Known { circuit, numbers, sweeps, .. } = *self.known;
        let at = (circuit.instances.slots_start[0] + slot) as usize;
        let swept = sweeps.iter().position(|sweep| matches!(sweep.target, SweepTarget::Parameter { slot: swept } if swept == slot));
        match swept {
            Some(0) => self.push(Step::Axis, true),
            Some(_) => return Err("it reads a parameter of an outer sweep".to_string()),
            None if sweeps.iter().any(|sweep| !matches!(sweep.target, SweepTarget::Device { .. })) => {
                self.value(circuit.instances.slot_value[at], index_of)?;
            }
            None => self.push(Step::Constant(numbers.slots[at]), true),
        }
        Ok(())
    }

    fn input(&mut self, input: &Input, index_of: &mut dyn FnMut(&Quantity) -> usize) -> Result<(), String> {
        match input {
            Input::Time | Input::Hertz | Input::Result { quantity: Quantity::Axis, .. } => self.push(Step::Axis, true),
            Input::Temper => match self.known.sweeps.iter().position(|sweep| matches!(sweep.target, SweepTarget::Temperature)) {
                Some(0) => self.push(Step::Axis, true),
                Some(_) => return Err("it reads the temperature of an outer sweep".to_string()),
                None => self.push(Step::Constant(self.known.numbers.temper), true),
            },
            // Outside of Monte Carlo runs a draw has its nominal value.
            Input::Draw { .. } => self.push(Step::Constant(0.0), true),
            Input::Measure { measure } => self.push(Step::Constant(self.known.measure(*measure)?), true),
            Input::Result { quantity, part } => {
                let index = index_of(quantity);
                self.push(Step::Quantity(index, *part), !self.complex || !matches!(part, Part::Value));
            }
            Input::Voltage { .. } | Input::Current { .. } | Input::DeviceParameter { .. } | Input::Laplace => {
                return Err("it reads a result by a name of a subcircuit".to_string());
            }
        }
        Ok(())
    }

    fn call(&mut self, function: u32, count: usize) {
        let base = self.real.len() - count;
        let real = self.real[base..].iter().all(|&real| real);
        let function = self.known.evaluator.function(function);
        let makes_real = real || MAKES_REAL.contains(&function.name);
        let step = match COMPLEX.iter().find(|(name, _)| *name == function.name) {
            _ if real => Step::Real(function.apply, count),
            Some(&(_, apply)) => Step::Complex(apply, count),
            None => Step::Undefined(count),
        };
        self.real.truncate(base);
        self.push(step, makes_real);
    }
}

impl Formula {
    /// The number at a point of a real plot.
    pub(super) fn number(&self, axis: f64, quantities: &[f64], part: impl Fn(Part, f64) -> f64, stacks: &mut Stacks) -> f64 {
        let stack = &mut stacks.real;
        stack.clear();
        for step in &self.steps {
            match *step {
                Step::Constant(number) => stack.push(number),
                Step::Axis => stack.push(axis),
                Step::Quantity(index, of) => stack.push(part(of, quantities[index])),
                Step::Real(apply, count) => {
                    let base = stack.len() - count;
                    let number = apply(&stack[base..]);
                    stack.truncate(base);
                    stack.push(number);
                }
                Step::Complex(_, count) | Step::Undefined(count) => {
                    stack.truncate(stack.len() - count);
                    stack.push(f64::NAN);
                }
            }
        }
        stack[0]
    }

    /// The number at a point of a complex plot.
    pub(super) fn complex(&self, axis: f64, quantities: impl Fn(usize) -> Complex, part: impl Fn(Part, Complex) -> f64, stacks: &mut Stacks) -> Complex {
        let Stacks { real, complex: stack } = stacks;
        stack.clear();
        for step in &self.steps {
            match *step {
                Step::Constant(number) => stack.push(Complex::new(number, 0.0)),
                Step::Axis => stack.push(Complex::new(axis, 0.0)),
                Step::Quantity(index, Part::Value) => stack.push(quantities(index)),
                Step::Quantity(index, of) => stack.push(Complex::new(part(of, quantities(index)), 0.0)),
                Step::Real(apply, count) => {
                    let base = stack.len() - count;
                    real.clear();
                    real.extend(stack[base..].iter().map(|value| value.re));
                    stack.truncate(base);
                    stack.push(Complex::new(apply(real), 0.0));
                }
                Step::Complex(apply, count) => {
                    let base = stack.len() - count;
                    let value = apply(&stack[base..]);
                    stack.truncate(base);
                    stack.push(value);
                }
                Step::Undefined(count) => {
                    stack.truncate(stack.len() - count);
                    stack.push(Complex::new(f64::NAN, f64::NAN));
                }
            }
        }
        stack[0]
    }
}
