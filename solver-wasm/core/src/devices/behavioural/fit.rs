//! A function of the complex frequency as a sum of poles, so that a transient can
//! have functions that are no ratio of polynomials: roots, hyperbolic functions,
//! tables over frequency.
//!
//! Source: Gustavsen and Semlyen, *Rational Approximation of Frequency Domain
//! Responses by Vector Fitting*, IEEE Trans. Power Delivery 14, 1999. Poles that the
//! fit wants in the right half-plane are mirrored, as there. Instead of eigenvalues
//! the zeros of its function σ are found by Aberth's iteration (*Iteration methods
//! for finding all zeros of a polynomial simultaneously*, Math. Comp. 27, 1973).

use crate::matrix::Complex;

/// Poles at most; a pair counts twice.
pub const MOST_POLES: usize = 24;
/// Numbers of poles that are tried, fewest first.
const TRIED: [usize; 4] = [8, 12, 18, MOST_POLES];
/// A fit that is so near to its function, in parts of the largest value, is taken.
const NEAR: f64 = 1e-7;
/// Rounds in which poles move.
const ROUNDS: usize = 12;
/// Rounds of Aberth's iteration, and the part of a zero by which it may still move.
const ZERO_ROUNDS: usize = 60;
const ZERO_MOVES: f64 = 1e-13;
/// Places at which a function is looked at.
const PLACES: usize = 200;
/// A column of the least squares below this part of its length depends on those before.
const DEPENDENT: f64 = 1e-13;
/// A dead time is the slope of the phase over this part of a frequency, where the
/// function is not below this part of its largest value.
const PHASE_SPAN: f64 = 1e-5;
const PHASE_FLOOR: f64 = 1e-2;

/// A real pole (`im` 0) or a pair, in radians a second, with its residue:
/// `r/(s − p)`, plus the conjugate for a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pole {
    pub at: Complex,
    pub residue: Complex,
}

/// `e^(−delay·s)·(constant + Σ poles)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub poles: Vec<Pole>,
    pub constant: f64,
    /// Seconds.
    pub delay: f64,
    /// How far it is from the function at most, in parts of the largest value.
    pub error: f64,
}

impl Fit {
    /// Fits `function`, which takes s, from `low` to `high` radians a second. Where it
    /// `rests`, its value at 0 is met exactly, else it goes on there as at `low`.
    /// `None` where it is not finite.
    pub fn of(function: impl Fn(Complex) -> Complex, low: f64, high: f64, rests: bool) -> Option<Fit> {
        let at_rest = function(Complex::default());
        let ratio = libm::pow(high / low, 1.0 / (PLACES - 1) as f64);
        let omegas: Vec<f64> = (0..PLACES).map(|place| low * libm::pow(ratio, place as f64)).collect();
        let values: Vec<Complex> = omegas.iter().map(|&omega| function(Complex::new(0.0, omega))).collect();
        if !values.iter().all(|value| value.re.is_finite() && value.im.is_finite()) {
            return None;
        }
        let rest = if rests && at_rest.re.is_finite() { at_rest.re } else { values[0].re };
        let dead = dead_time(&function, &omegas, &values);
        let mut best: Option<Fit> = None;
        for count in TRIED {
            let delays = [0.0, dead];
            for &delay in if dead > 0.0 { &delays[..] } else { &delays[..1] } {
                let early: Vec<Complex> = omegas.iter().zip(&values).map(|(&omega, &value)| value * turned(omega * delay)).collect();
                let fit = fitted(&omegas, &early, rest, count, delay);
                if best.as_ref().is_none_or(|best| fit.error < best.error) {
                    best = Some(fit);
                }
            }
            if best.as_ref().is_some_and(|best| best.error <= NEAR) {
                break;
            }
        }
        best
    }

    /// The value at `s`.
    pub fn at(&self, s: Complex) -> Complex {
        let sum = self.poles.iter().fold(Complex::new(self.constant, 0.0), |sum, pole| {
            let own = sum + pole.residue / (s - pole.at);
            if pole.at.im == 0.0 { own } else { own + conjugate(pole.residue) / (s - conjugate(pole.at)) }
        });
        sum * turned(-s.im * self.delay)
    }
}

fn conjugate(z: Complex) -> Complex {
    Complex::new(z.re, -z.im)
}

/// e^(jφ)
fn turned(angle: f64) -> Complex {
    Complex::new(libm::cos(angle), libm::sin(angle))
}

/// The dead time that the phase at the upper end of the frequencies tells, as far
/// as the function is not too small there.
fn dead_time(function: impl Fn(Complex) -> Complex, omegas: &[f64], values: &[Complex]) -> f64 {
    let largest = values.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    let Some(last) = values.iter().rposition(|value| value.abs() > PHASE_FLOOR * largest) else { return 0.0 };
    let step = omegas[last] * PHASE_SPAN;
    let turn = values[last] * conjugate(function(Complex::new(0.0, omegas[last] - step)));
    (-libm::atan2(turn.im, turn.re) / step).max(0.0)
}

/// The columns of all poles at `s`: one of a real pole, two of a pair, so that the
/// factors are real: their residue's real and imaginary part.
fn columns(poles: &[Complex], s: Complex, into: &mut Vec<Complex>) {
    into.clear();
    let one = Complex::new(1.0, 0.0);
    for &pole in poles {
        let own = one / (s - pole);
        if pole.im == 0.0 {
            into.push(own);
        } else {
            let other = one / (s - conjugate(pole));
            into.push(own + other);
            into.push((own - other) * Complex::new(0.0, 1.0));
        }
    }
}

fn residues(poles: &[Complex], factors: &[f64]) -> Vec<Complex> {
    let mut factors = factors.iter();
    let mut next = || *factors.next().unwrap_or(&0.0);
    poles.iter().map(|pole| if pole.im == 0.0 { Complex::new(next(), 0.0) } else { Complex::new(next(), next()) }).collect()
}

fn fitted(omegas: &[f64], values: &[Complex], rest: f64, count: usize, delay: f64) -> Fit {
    // Frequencies in parts of their geometric mean, so that factors differ little.
    let unit = (omegas[0] * omegas[omegas.len() - 1]).sqrt();
    let places: Vec<Complex> = omegas.iter().map(|omega| Complex::new(0.0, omega / unit)).collect();
    let largest = values.iter().fold(rest.abs(), |largest, value| largest.max(value.abs()));
    let (low, high) = (places[0].im, places[places.len() - 1].im);
    let pairs = count / 2;
    let mut poles: Vec<Complex> = (0..pairs).map(|pair| {
        let omega = low * libm::pow(high / low, (pair as f64 + 0.5) / pairs as f64);
        Complex::new(-0.3 * omega, omega)
    }).collect();
    let mut all = Vec::new();
    for _ in 0..ROUNDS {
        let width: usize = poles.iter().map(|pole| if pole.im == 0.0 { 1 } else { 2 }).sum();
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(2 * places.len());
        for (&s, &value) in places.iter().zip(values) {
            columns(&poles, s, &mut all);
            let own = all.iter().copied().chain([Complex::new(1.0, 0.0)]);
            let row: Vec<Complex> = own.chain(all.iter().map(|&column| -(column * value))).chain([value]).collect();
            rows.push(row.iter().map(|entry| entry.re).collect());
            rows.push(row.iter().map(|entry| entry.im).collect());
        }
        let solution = least_squares(rows);
        let sigma = residues(&poles, &solution[width + 1..]);
        poles = mirrored(&zeros(&poles, &sigma));
        if poles.is_empty() {
            break;
        }
    }
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(2 * places.len() + 1);
    // The constant is what is left at rest: Σ r·(1/(s − p) + 1/p) + value at rest.
    let zero = Complex::default();
    let mut still = Vec::new();
    columns(&poles, zero, &mut still);
    for (&s, &value) in places.iter().zip(values) {
        columns(&poles, s, &mut all);
        let row: Vec<Complex> = all.iter().zip(&still).map(|(&column, &still)| column - still).chain([value - Complex::new(rest, 0.0)]).collect();
        rows.push(row.iter().map(|entry| entry.re).collect());
        rows.push(row.iter().map(|entry| entry.im).collect());
    }
    let factors = least_squares(rows);
    let constant = rest - still.iter().zip(&factors).map(|(still, factor)| still.re * factor).sum::<f64>();
    let poles = poles.iter().zip(residues(&poles, &factors)).map(|(pole, residue)| Pole { at: pole.scale(unit), residue: residue.scale(unit) }).collect();
    let mut fit = Fit { poles, constant, delay: 0.0, error: 0.0 };
    let distance = |(&omega, &value): (&f64, &Complex)| (fit.at(Complex::new(0.0, omega)) - value).abs();
    fit.error = omegas.iter().zip(values).map(distance).fold(0.0, |worst: f64, distance| if distance > worst || distance.is_nan() { distance } else { worst }) / largest;
    if fit.error.is_nan() {
        fit.error = f64::INFINITY;
    }
    Fit { delay, ..fit }
}

/// The zeros of `1 + Σ r/(s − p)`, of each pair one.
fn zeros(poles: &[Complex], residues: &[Complex]) -> Vec<Complex> {
    let both: Vec<(Complex, Complex)> = poles.iter().zip(residues).flat_map(|(&pole, &residue)| {
        let other = (pole.im != 0.0).then(|| (conjugate(pole), conjugate(residue)));
        std::iter::once((pole, residue)).chain(other)
    }).collect();
    let one = Complex::new(1.0, 0.0);
    let mut zeros: Vec<Complex> = both.iter().map(|&(pole, residue)| {
        // As if the others were far away; never at the pole itself.
        let step = if residue.abs() > 1e-6 * pole.abs() { residue } else { pole.scale(1e-6) };
        pole - step + pole * Complex::new(0.0, 1e-4)
    }).collect();
    for _ in 0..ZERO_ROUNDS {
        let mut moved = 0.0f64;
        for which in 0..zeros.len() {
            let z = zeros[which];
            let (mut sigma, mut slope, mut apart) = (one, Complex::default(), Complex::default());
            for &(pole, residue) in &both {
                let inverse = one / (z - pole);
                sigma += residue * inverse;
                slope = slope - residue * inverse * inverse;
                apart += inverse;
            }
            // f = σ·Π(s − p), of which Newton's step is f/f'.
            let newton = slope / sigma + apart;
            let mut others = Complex::default();
            for (other, &at) in zeros.iter().enumerate() {
                if other != which && at != z {
                    others += one / (z - at);
                }
            }
            let step = one / (newton - others);
            if step.re.is_finite() && step.im.is_finite() {
                zeros[which] = z - step;
                moved = moved.max(step.abs() / (z.abs() + f64::MIN_POSITIVE));
            }
        }
        if moved < ZERO_MOVES {
            break;
        }
    }
    zeros
}

/// Zeros as stable poles: real ones, and of each pair the one above.
fn mirrored(zeros: &[Complex]) -> Vec<Complex> {
    let mut poles = Vec::with_capacity(zeros.len());
    for zero in zeros {
        let stable = -zero.re.abs();
        if zero.im.abs() <= 1e-7 * zero.abs() {
            poles.push(Complex::new(stable, 0.0));
        } else if zero.im > 0.0 {
            poles.push(Complex::new(stable, zero.im));
        }
    }
    poles.retain(|pole| pole.re < 0.0 && pole.re.is_finite() && pole.im.is_finite());
    poles.sort_by(|a, b| a.abs().total_cmp(&b.abs()).then(a.re.total_cmp(&b.re)));
    let mut room = zeros.len();
    poles.retain(|pole| {
        let takes = if pole.im == 0.0 { 1 } else { 2 };
        let fits = room >= takes;
        room = room.saturating_sub(takes);
        fits
    });
    poles
}

/// The solution of rows whose last entry is the right side, by Householder's reflections.
fn least_squares(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let width = rows.first().map_or(0, |row| row.len() - 1);
    let mut lengths = vec![1.0; width];
    for (column, length) in lengths.iter_mut().enumerate() {
        let sum: f64 = rows.iter().map(|row| row[column] * row[column]).sum();
        if sum > 0.0 {
            *length = sum.sqrt();
        }
        rows.iter_mut().for_each(|row| row[column] /= *length);
    }
    let mut independent = vec![true; width];
    let mut pivots = Vec::new();
    for column in 0..width {
        let first = pivots.len();
        let norm = rows[first..].iter().map(|row| row[column] * row[column]).sum::<f64>().sqrt();
        if norm <= DEPENDENT {
            independent[column] = false;
            continue;
        }
        let top = rows[first][column];
        let diagonal = if top > 0.0 { -norm } else { norm };
        let mut reflector: Vec<f64> = rows[first..].iter().map(|row| row[column]).collect();
        reflector[0] = top - diagonal;
        let size: f64 = reflector.iter().map(|entry| entry * entry).sum();
        for entry in column..=width {
            let along: f64 = reflector.iter().zip(&rows[first..]).map(|(part, row)| part * row[entry]).sum();
            let factor = 2.0 * along / size;
            reflector.iter().zip(&mut rows[first..]).for_each(|(part, row)| row[entry] -= factor * part);
        }
        pivots.push(column);
    }
    let mut solution = vec![0.0; width];
    for (row, &column) in pivots.iter().enumerate().rev() {
        let rest: f64 = (column + 1..width).map(|other| rows[row][other] * solution[other]).sum();
        solution[column] = (rows[row][width] - rest) / rows[row][column];
    }
    solution.iter().zip(&lengths).map(|(factor, length)| factor / length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest distance between a fit and its function at places between those
    /// of the fit, in parts of the largest value.
    fn distance(fit: &Fit, function: impl Fn(Complex) -> Complex, low: f64, high: f64) -> f64 {
        let (mut worst, mut largest) = (0.0f64, 0.0f64);
        for place in 0..1777 {
            let s = Complex::new(0.0, low * libm::pow(high / low, f64::from(place) / 1776.0));
            worst = worst.max((fit.at(s) - function(s)).abs());
            largest = largest.max(function(s).abs());
        }
        worst / largest
    }

    fn sqrt(z: Complex) -> Complex {
        let size = z.abs();
        let re = (0.5 * (size + z.re)).sqrt();
        Complex::new(re, if re > 0.0 { 0.5 * z.im / re } else { size.sqrt() })
    }

    fn exp(z: Complex) -> Complex {
        turned(z.im).scale(libm::exp(z.re))
    }

    #[test]
    fn a_ratio_of_polynomials_is_itself() {
        let one = Complex::new(1.0, 0.0);
        let function = |s: Complex| (one + s.scale(1e-4)) / (one + s.scale(1e-3) + (s * s).scale(2e-5));
        let fit = Fit::of(function, 1.0, 1e6, true).unwrap();
        let worst = distance(&fit, function, 1.0, 1e6);
        assert!(worst < 1e-9, "{worst:e}");
        assert_eq!(fit.delay, 0.0);
    }

    #[test]
    fn diffusion_over_six_decades_is_met() {
        for (name, function, most) in [
            ("1/sqrt(1+s)", (|s: Complex| Complex::new(1.0, 0.0) / sqrt(Complex::new(1.0, 0.0) + s)) as fn(Complex) -> Complex, 1e-6),
            ("exp(-sqrt(s))", |s| exp(-sqrt(s)), 1e-4),
            ("tanh(sqrt(s))/sqrt(s)", |s| {
                let e = exp(sqrt(s).scale(-2.0));
                let root = sqrt(s);
                if s == Complex::default() { Complex::new(1.0, 0.0) } else { (Complex::new(1.0, 0.0) - e) / ((Complex::new(1.0, 0.0) + e) * root) }
            }, 1e-6),
        ] {
            let fit = Fit::of(function, 1e-2, 1e4, true).unwrap();
            let worst = distance(&fit, function, 1e-2, 1e4);
            println!("{name}: {} poles, {worst:e}", fit.poles.len());
            assert!(worst < most, "{name}: {worst:e} {fit:?}");
            assert!((fit.at(Complex::default()) - function(Complex::default())).abs() < 1e-9, "{name} at rest");
            assert!(fit.poles.iter().all(|pole| pole.at.re < 0.0 && pole.at.im >= 0.0));
        }
    }

    #[test]
    fn a_dead_time_is_taken_out_of_a_lossy_line() {
        // exp(−√((1 + s)(0.1 + s))): a delay of 1 with dispersion.
        let function = |s: Complex| exp(-sqrt((Complex::new(1.0, 0.0) + s) * (Complex::new(0.1, 0.0) + s)));
        let fit = Fit::of(function, 1e-2, 1e3, true).unwrap();
        let worst = distance(&fit, function, 1e-2, 1e3);
        println!("lossy line: delay {}, {} poles, {worst:e}", fit.delay, fit.poles.len());
        assert!((fit.delay - 1.0).abs() < 1e-3 && worst < 1e-5, "{worst:e} {fit:?}");
    }

    #[test]
    fn nothing_finite_is_no_fit() {
        assert!(Fit::of(|_| Complex::new(f64::NAN, 0.0), 1.0, 10.0, true).is_none());
    }
}
