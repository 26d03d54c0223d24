//! Functions of the complex frequency s: their value anywhere, and the ratio of
//! polynomials, times a dead time, that they may be. A table over frequency is
//! such a function, too.

use super::tape::Leaf;
use crate::circuit::Circuit;
use crate::matrix::Complex;
use crate::program::functions::Function;
use crate::program::Numbers;

/// An operation of a transfer function; arguments are places of operations before it.
pub enum Part {
    Known(Leaf),
    Frequency,
    Call { function: &'static Function, arguments: Vec<usize> },
}

pub struct Transfer {
    parts: Vec<Part>,
    /// By part: whether it depends on s.
    depends: Vec<bool>,
}

/// The names of tables over frequency in programs: s, then frequencies in hertz
/// with decibels and degrees, or with real and imaginary parts.
const TABLE: &str = "source-freq";
const TABLE_OF_PARTS: &str = "source-freq-parts";

fn is_table(function: &Function) -> bool {
    matches!(function.name, TABLE | TABLE_OF_PARTS)
}

/// A power of s beyond this is no product of factors any more.
const HIGHEST: f64 = 64.0;

/// `e^(−delay·s)·numerator/denominator`, coefficients by rising power of s.
#[derive(Debug, Clone, PartialEq)]
pub struct Rational {
    pub numerator: Vec<f64>,
    pub denominator: Vec<f64>,
    /// Seconds.
    pub delay: f64,
}

impl Transfer {
    /// `None` where a function of s has no complex form.
    pub fn new(parts: Vec<Part>) -> Option<Transfer> {
        let mut depends = Vec::with_capacity(parts.len());
        for part in &parts {
            depends.push(match part {
                Part::Known(_) => false,
                Part::Frequency => true,
                Part::Call { function, arguments } => {
                    let any = arguments.iter().any(|&argument| depends[argument]);
                    if is_table(function) {
                        if arguments[1..].iter().any(|&argument| depends[argument]) {
                            return None;
                        }
                    } else if any && of_complex(function.name, &[Complex::new(1.0, 1.0); 2][..arguments.len().min(2)]).is_none() {
                        return None;
                    }
                    any
                }
            });
        }
        Some(Transfer { parts, depends })
    }

    /// The numbers of all parts that do not depend on s, in the frame of an instance.
    pub fn known(&self, circuit: &Circuit, numbers: &Numbers, instance: u32) -> Vec<f64> {
        let mut known = vec![0.0; self.parts.len()];
        for (place, part) in self.parts.iter().enumerate() {
            match part {
                Part::Known(leaf) => known[place] = leaf.number(circuit, numbers, instance),
                Part::Call { function, arguments } if !self.depends[place] => {
                    let taken: Vec<f64> = arguments.iter().map(|&argument| known[argument]).collect();
                    known[place] = (function.apply)(&taken);
                }
                _ => {}
            }
        }
        known
    }

    /// The value at `s`, with what [`Transfer::known`] gave.
    pub fn at(&self, known: &[f64], s: Complex) -> Complex {
        let mut values: Vec<Complex> = Vec::with_capacity(self.parts.len());
        for (place, part) in self.parts.iter().enumerate() {
            values.push(match part {
                Part::Frequency => s,
                Part::Call { function, arguments } if is_table(function) => {
                    let mut points: Vec<f64> = arguments[1..].iter().map(|&argument| known[argument]).collect();
                    if function.name == TABLE_OF_PARTS {
                        to_polar(&mut points);
                    }
                    in_table(values[arguments[0]].abs() / std::f64::consts::TAU, &points)
                }
                Part::Call { function, arguments } if self.depends[place] => {
                    let mut taken = [Complex::default(); 2];
                    for (taken, &argument) in taken.iter_mut().zip(arguments) {
                        *taken = values[argument];
                    }
                    of_complex(function.name, &taken[..arguments.len()]).unwrap_or(Complex::new(f64::NAN, 0.0))
                }
                _ => Complex::new(known[place], 0.0),
            });
        }
        values.last().copied().unwrap_or_default()
    }

    /// The ends in hertz of a table over frequency that is in it.
    pub fn table(&self, known: &[f64]) -> Option<[f64; 2]> {
        self.parts.iter().find_map(|part| match part {
            Part::Call { function, arguments } if is_table(function) && arguments.len() > 3 => {
                Some([known[arguments[1]], known[arguments[arguments.len() - 3]]])
            }
            _ => None,
        })
    }

    /// The ratio of polynomials that it is; `None` where it is none.
    pub fn rational(&self, known: &[f64]) -> Option<Rational> {
        let mut values: Vec<Rational> = Vec::with_capacity(self.parts.len());
        for (place, part) in self.parts.iter().enumerate() {
            values.push(match part {
                Part::Frequency => Rational { numerator: vec![0.0, 1.0], denominator: vec![1.0], delay: 0.0 },
                Part::Call { function, arguments } if self.depends[place] => {
                    let taken: Vec<&Rational> = arguments.iter().map(|&argument| &values[argument]).collect();
                    of_rational(function.name, &taken)?
                }
                _ => Rational::constant(known[place]),
            });
        }
        let mut result = values.pop()?;
        result.reduce();
        (result.delay >= 0.0).then_some(result)
    }
}

impl Rational {
    fn constant(number: f64) -> Rational {
        Rational { numerator: vec![number], denominator: vec![1.0], delay: 0.0 }
    }

    /// The number that it is, if it does not depend on s.
    fn number(&self) -> Option<f64> {
        (self.numerator.len() == 1 && self.denominator.len() == 1 && self.delay == 0.0).then(|| self.numerator[0] / self.denominator[0])
    }

    /// Cuts leading zeros, takes out common powers of s, and a constant denominator.
    fn reduce(&mut self) {
        for list in [&mut self.numerator, &mut self.denominator] {
            while list.len() > 1 && list.last() == Some(&0.0) {
                list.pop();
            }
        }
        while self.numerator.len() > 1 && self.denominator.len() > 1 && self.numerator[0] == 0.0 && self.denominator[0] == 0.0 {
            self.numerator.remove(0);
            self.denominator.remove(0);
        }
        if let [constant] = self.denominator[..] {
            self.numerator.iter_mut().for_each(|coefficient| *coefficient /= constant);
            self.denominator[0] = 1.0;
        }
    }

    fn plus(&self, other: &Rational, sign: f64) -> Option<Rational> {
        if self.delay != other.delay {
            return None;
        }
        let scaled = |list: &[f64]| list.iter().map(|coefficient| sign * coefficient).collect::<Vec<f64>>();
        let (numerator, denominator) = if self.denominator == other.denominator {
            (sum(&self.numerator, &scaled(&other.numerator)), self.denominator.clone())
        } else {
            let left = product(&self.numerator, &other.denominator);
            let right = scaled(&product(&other.numerator, &self.denominator));
            (sum(&left, &right), product(&self.denominator, &other.denominator))
        };
        Some(Rational { numerator, denominator, delay: self.delay })
    }

    fn times(&self, other: &Rational) -> Rational {
        Rational {
            numerator: product(&self.numerator, &other.numerator),
            denominator: product(&self.denominator, &other.denominator),
            delay: self.delay + other.delay,
        }
    }

    fn inverse(&self) -> Rational {
        Rational { numerator: self.denominator.clone(), denominator: self.numerator.clone(), delay: -self.delay }
    }
}

fn sum(a: &[f64], b: &[f64]) -> Vec<f64> {
    (0..a.len().max(b.len())).map(|power| a.get(power).unwrap_or(&0.0) + b.get(power).unwrap_or(&0.0)).collect()
}

fn product(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut result = vec![0.0; a.len() + b.len() - 1];
    for (i, &left) in a.iter().enumerate() {
        for (j, &right) in b.iter().enumerate() {
            result[i + j] += left * right;
        }
    }
    result
}

fn of_rational(name: &str, a: &[&Rational]) -> Option<Rational> {
    let mut result = match name {
        "+" => a[0].plus(a[1], 1.0)?,
        "-" => a[0].plus(a[1], -1.0)?,
        "neg" => Rational::constant(-1.0).times(a[0]),
        "*" => a[0].times(a[1]),
        "/" | "source/" => a[0].times(&a[1].inverse()),
        "sqr" => a[0].times(a[0]),
        "pow" | "pwr" | "hpow" | "repow" => {
            let exponent = a[1].number()?;
            if exponent != exponent.trunc() || !(exponent.abs() <= HIGHEST) {
                return None;
            }
            let mut power = Rational::constant(1.0);
            for _ in 0..exponent.abs() as u32 {
                power = power.times(a[0]);
            }
            if exponent < 0.0 { power.inverse() } else { power }
        }
        "exp" | "source-exp" => {
            if a[0].denominator.len() > 1 || a[0].numerator.len() > 2 || a[0].delay != 0.0 {
                return None;
            }
            let slope = a[0].numerator.get(1).unwrap_or(&0.0);
            Rational { delay: -slope, ..Rational::constant(libm::exp(a[0].numerator[0])) }
        }
        _ => return None,
    };
    result.reduce();
    Some(result)
}

/// Makes decibels and degrees of real and imaginary parts. From point to point
/// the phase turns by half a circle at most.
fn to_polar(points: &mut [f64]) {
    let mut before: Option<f64> = None;
    for point in points.chunks_exact_mut(3) {
        let (re, im) = (point[1], point[2]);
        let size = Complex::new(re, im).abs();
        let mut degrees = libm::atan2(im, re).to_degrees();
        if let Some(before) = before {
            degrees -= 360.0 * ((degrees - before) / 360.0).round();
        }
        // What is nothing has no phase; the one before goes on.
        if size > 0.0 {
            before = Some(degrees);
        } else {
            degrees = before.unwrap_or(0.0);
        }
        (point[1], point[2]) = (20.0 * libm::log10(size), degrees);
    }
}

/// The value of a table at a frequency: decibels and degrees are straight lines
/// over the logarithm of the frequency (over the frequency itself from 0 on), and
/// nothing is outside of the table (PSpice's reference, FREQ). Beside a size of 0,
/// which has no decibels, the size itself is a straight line.
fn in_table(frequency: f64, points: &[f64]) -> Complex {
    let points: Vec<&[f64]> = points.chunks_exact(3).collect();
    let size = |decibels: f64| libm::pow(10.0, decibels / 20.0);
    for pair in points.windows(2) {
        let ([low, high], [below, above]) = ([pair[0][0], pair[1][0]], [pair[0], pair[1]]);
        if frequency < low || frequency > high {
            continue;
        }
        let part = if low > 0.0 { libm::log(frequency / low) / libm::log(high / low) } else { frequency / high };
        let between = |from: f64, to: f64| from + part * (to - from);
        let sized = if below[1].is_finite() && above[1].is_finite() { size(between(below[1], above[1])) } else { between(size(below[1]), size(above[1])) };
        return Complex::polar(sized, between(below[2], above[2]));
    }
    match points[..] {
        [only] if only[0] == frequency => Complex::polar(size(only[1]), only[2]),
        _ => Complex::default(),
    }
}

fn exp(z: Complex) -> Complex {
    let size = libm::exp(z.re);
    Complex::new(size * libm::cos(z.im), size * libm::sin(z.im))
}

fn ln(z: Complex) -> Complex {
    Complex::new(libm::log(z.abs()), libm::atan2(z.im, z.re))
}

/// The square root in the right half-plane.
fn sqrt(z: Complex) -> Complex {
    let size = z.abs();
    let re = (0.5 * (size + z.re.abs())).sqrt();
    if re == 0.0 {
        return Complex::default();
    }
    let im = 0.5 * z.im.abs() / re;
    let (re, im) = if z.re >= 0.0 { (re, im) } else { (im, re) };
    Complex::new(re, if z.im < 0.0 { -im } else { im })
}

/// A power: a product of factors where the exponent is whole.
fn power(z: Complex, exponent: Complex) -> Complex {
    if exponent.im == 0.0 && exponent.re == exponent.re.trunc() && exponent.re.abs() <= HIGHEST {
        let one = Complex::new(1.0, 0.0);
        let result = (0..exponent.re.abs() as u32).fold(one, |result, _| result * z);
        return if exponent.re < 0.0 { one / result } else { result };
    }
    if z == Complex::default() { z } else { exp(exponent * ln(z)) }
}

/// The functions that complex numbers have, by their names in programs.
fn of_complex(name: &str, a: &[Complex]) -> Option<Complex> {
    let z = a[0];
    let i = Complex::new(0.0, 1.0);
    let hyperbolic = |z: Complex, sign: f64| (exp(z) + exp(-z).scale(sign)).scale(0.5);
    Some(match name {
        "+" => z + a[1],
        "-" => z - a[1],
        "neg" => -z,
        "*" => z * a[1],
        "/" | "source/" => z / a[1],
        "sqr" => z * z,
        "pow" | "pwr" | "hpow" | "repow" => power(z, a[1]),
        "sqrt" | "ssqrt" => sqrt(z),
        "exp" | "source-exp" => exp(z),
        "ln" | "source-ln" | "slog" => ln(z),
        "log10" | "source-log10" | "slog10" => ln(z).scale(std::f64::consts::LOG10_E),
        "cosh" => hyperbolic(z, 1.0),
        "sinh" => hyperbolic(z, -1.0),
        // Without e^z beyond its range.
        "tanh" => {
            let (sign, z) = if z.re < 0.0 { (-1.0, -z) } else { (1.0, z) };
            let small = exp(z.scale(-2.0));
            let one = Complex::new(1.0, 0.0);
            ((one - small) / (one + small)).scale(sign)
        }
        "cos" => hyperbolic(i * z, 1.0),
        "sin" => -(i * hyperbolic(i * z, -1.0)),
        "abs" => Complex::new(z.abs(), 0.0),
        "re" => Complex::new(z.re, 0.0),
        "im" => Complex::new(z.im, 0.0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::functions::find;

    fn call(name: &str, arguments: &[usize]) -> Part {
        Part::Call { function: find(name).expect(name), arguments: arguments.to_vec() }
    }

    fn number(number: f64) -> Part {
        Part::Known(Leaf::Constant(number))
    }

    fn known(transfer: &Transfer) -> Vec<f64> {
        transfer.known(&Circuit::default(), &Numbers { values: Vec::new(), slots: Vec::new(), temper: 27.0 }, 0)
    }

    #[test]
    fn a_ratio_of_polynomials_with_a_dead_time_is_found() {
        // exp(-2*s) * (1 + s) / (3 + s^2)
        let parts = vec![
            Part::Frequency, number(2.0), call("neg", &[1]), call("*", &[2, 0]), call("exp", &[3]), number(1.0), call("+", &[5, 0]),
            call("*", &[4, 6]), number(3.0), call("pow", &[0, 1]), call("+", &[8, 9]), call("/", &[7, 10]),
        ];
        let transfer = Transfer::new(parts).unwrap();
        let known = known(&transfer);
        assert_eq!(transfer.rational(&known), Some(Rational { numerator: vec![1.0, 1.0], denominator: vec![3.0, 0.0, 1.0], delay: 2.0 }));
        let s = Complex::new(0.0, 0.7);
        let wanted = exp(s.scale(-2.0)) * (s + Complex::new(1.0, 0.0)) / (s * s + Complex::new(3.0, 0.0));
        assert!((transfer.at(&known, s) - wanted).abs() < 1e-15);
    }

    #[test]
    fn common_powers_of_s_and_equal_denominators_cancel() {
        // s/(s*5) - 1/s + 2/s = (s + 5)/(5*s)
        let parts = vec![
            Part::Frequency, number(5.0), call("*", &[0, 1]), call("/", &[0, 2]), number(1.0), call("/", &[4, 0]), call("-", &[3, 5]), number(2.0),
            call("/", &[7, 0]), call("+", &[6, 8]),
        ];
        let transfer = Transfer::new(parts).unwrap();
        let rational = transfer.rational(&known(&transfer)).unwrap();
        assert_eq!((rational.numerator.len(), rational.denominator.len(), rational.denominator[0]), (2, 2, 0.0));
        assert!((rational.numerator[1] / rational.denominator[1] - 0.2).abs() < 1e-15);
        assert!((rational.numerator[0] / rational.denominator[1] - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_table_has_decibels_and_degrees_over_the_logarithm_of_frequency() {
        let points = [0.0, 0.0, 0.0, 100.0, -20.0, -30.0, 1e4, -60.0, -90.0];
        let near = |got: Complex, wanted: Complex| assert!((got - wanted).abs() < 1e-12, "{got:?} {wanted:?}");
        near(in_table(0.0, &points), Complex::new(1.0, 0.0));
        near(in_table(50.0, &points), Complex::polar(libm::pow(10.0, -0.5), -15.0));
        near(in_table(1e3, &points), Complex::polar(0.01, -60.0));
        near(in_table(1e4, &points), Complex::polar(0.001, -90.0));
        near(in_table(1.1e4, &points), Complex::default());
        let parts = vec![Part::Frequency, number(10.0), number(6.0), number(0.0), number(1e3), number(0.0), call(TABLE, &[0, 1, 2, 3, 4, 2, 3])];
        let transfer = Transfer::new(parts).unwrap();
        let known = known(&transfer);
        assert!(transfer.rational(&known).is_none());
        near(transfer.at(&known, Complex::new(0.0, 200.0 * std::f64::consts::PI)), Complex::polar(libm::pow(10.0, 0.3), 0.0));
    }

    #[test]
    fn a_table_of_parts_turns_the_shorter_way() {
        // 2 at 170°, 190°, 220°, then nothing.
        let mut points = Vec::new();
        for (frequency, size, degrees) in [(10.0, 2.0, 170.0), (100.0, 2.0, 190.0), (1e3, 1.0, 220.0), (1e4, 0.0, 0.0)] {
            let value = Complex::polar(size, degrees);
            points.extend([frequency, value.re, value.im]);
        }
        to_polar(&mut points);
        let near = |got: Complex, wanted: Complex| assert!((got - wanted).abs() < 1e-12, "{got:?} {wanted:?}");
        let middle = libm::sqrt(10.0);
        near(in_table(10.0 * middle, &points), Complex::polar(2.0, 180.0));
        near(in_table(100.0 * middle, &points), Complex::polar(libm::sqrt(2.0), 205.0));
        // Beside nothing the size is straight.
        near(in_table(1e3 * middle, &points), Complex::polar(0.5, 220.0));
        near(in_table(1e4, &points), Complex::default());
    }

    #[test]
    fn functions_of_complex_numbers_are_those_of_textbooks() {
        for z in [Complex::new(0.3, -0.8), Complex::new(-1.2, 0.4), Complex::new(0.0, 2.0), Complex::new(-2.0, -1e-9)] {
            let f = |name: &str| of_complex(name, &[z, z]).unwrap();
            let near = |a: Complex, b: Complex| assert!((a - b).abs() < 1e-12 * (1.0 + b.abs()), "{a:?} {b:?} at {z:?}");
            near(f("sqrt") * f("sqrt"), z);
            assert!(f("sqrt").re >= 0.0);
            near(exp(f("ln")), z);
            near(f("tanh") * f("cosh"), f("sinh"));
            near(f("sin") * f("sin") + f("cos") * f("cos"), Complex::new(1.0, 0.0));
            near(power(z, Complex::new(-3.0, 0.0)) * z * z * z, Complex::new(1.0, 0.0));
            near(power(z, Complex::new(0.5, 0.0)), f("sqrt"));
        }
        assert!(of_complex("floor", &[Complex::default()]).is_none());
    }
}
