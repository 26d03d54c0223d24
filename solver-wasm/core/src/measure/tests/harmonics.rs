//! `.four` against closed forms: what is exact for lines is exact for all
//! waveforms that are made of lines.

use super::*;
use std::f64::consts::PI;

struct Harmonics {
    /// DC component, THD of the harmonics and of all, by name.
    figures: Vec<(String, Option<f64>)>,
    /// Frequency, magnitude, phase, normalised magnitude and phase.
    rows: Vec<Vec<Option<f64>>>,
}

impl Harmonics {
    fn magnitude(&self, harmonic: usize) -> f64 {
        self.rows[harmonic - 1][1].unwrap()
    }

    fn phase(&self, harmonic: usize) -> f64 {
        self.rows[harmonic - 1][2].unwrap()
    }

    fn figure(&self, name: &str) -> f64 {
        self.figures.iter().find(|(known, _)| known == name).unwrap().1.unwrap()
    }
}

fn four(frequency: f64, harmonics: Option<f64>, periods: Option<f64>, points: &[(f64, f64)], stop: f64, complete: bool) -> Result<Harmonics, String> {
    let mut deck = Deck::new();
    let frequency = deck.number(frequency);
    let harmonics = harmonics.map_or(NONE, |number| deck.number(number));
    let periods = periods.map_or(NONE, |number| deck.number(number));
    deck.circuit.fouriers.push(Fourier { frequency, harmonics, periods, signals: vec![v()], origin: NONE });
    let evaluator = Evaluator::new(&deck.circuit).unwrap();
    let numbers = evaluator.evaluate(&deck.circuit, 27.0, &Overrides::default()).unwrap();
    let known = Known { circuit: &deck.circuit, evaluator: &evaluator, numbers: &numbers, analysis: "tran", sweeps: &[], stop, results: &[] };
    let mut measures = Measures::new(&known);
    assert!(!measures.is_empty());
    for &(axis, value) in points {
        measures.point(axis, &[value], &[]);
    }
    match measures.finish(&known, complete, &mut Vec::new()).pop().unwrap() {
        RunEvent::Table { figures, rows, .. } => Ok(Harmonics {
            figures: figures.into_iter().map(|figure| (figure.name, figure.value)).collect(),
            rows: rows.into_iter().map(|row| row.values).collect(),
        }),
        RunEvent::Diagnosed { diagnostic } => Err(diagnostic.message),
        other => panic!("{other:?}"),
    }
}

/// A square wave from −1 to 1 with ramps of `ramp`, of period 1, over two periods.
fn square(ramp: f64) -> Vec<(f64, f64)> {
    let mut points = vec![(0.0, 0.0)];
    for period in 0..2 {
        let t = f64::from(period);
        let half = 0.5 * ramp;
        points.extend([(t + half, 1.0), (t + 0.3, 1.0), (t + 0.5 - half, 1.0), (t + 0.5 + half, -1.0), (t + 1.0 - half, -1.0), (t + 1.0, 0.0)]);
    }
    points
}

fn near(left: f64, right: f64, tolerance: f64) {
    assert!((left - right).abs() <= tolerance, "{left} is not {right}");
}

#[test]
fn a_square_wave_has_its_closed_form() {
    // With ramps of length r: 4/(πk) · sinc(πkr) for odd k. ngspice's 200
    // points give a wave with steep edges a first harmonic of 0.6366 + 0.00003
    // and phases that are 0.9° off.
    let ramp = 0.02;
    let got = four(1.0, Some(40.0), None, &square(ramp), 2.0, true).unwrap();
    assert_eq!(got.rows.len(), 40);
    for k in 1..=40usize {
        let half = PI * k as f64 * ramp;
        let exact = if k % 2 == 1 { 4.0 / (PI * k as f64) * half.sin() / half } else { 0.0 };
        near(got.magnitude(k), exact.abs(), 1e-13);
        if k % 2 == 1 && k < 30 {
            near(got.phase(k), 0.0, 1e-9);
        }
    }
    near(got.figure("DC component"), 0.0, 1e-14);
    // The mean square of the wave is 1 − 2·ramp·2/3.
    let first = got.magnitude(1);
    let others = 2.0 * (1.0 - 4.0 * ramp / 3.0) - first * first;
    near(got.figure("THD of all harmonics"), 100.0 * others.sqrt() / first, 1e-9);
}

#[test]
fn a_sine_has_one_harmonic_up_to_the_error_of_its_lines() {
    // Lines between n points a period weaken the fundamental by sinc²(π/n) and
    // put images at n ± 1; below these there is nothing else.
    let n = 100;
    let points: Vec<(f64, f64)> = (0..=3 * n).map(|i| (f64::from(i) / f64::from(n), 2.5 + (2.0 * PI * f64::from(i) / f64::from(n) + 0.5).sin())).collect();
    let got = four(1.0, None, None, &points, 3.0, true).unwrap();
    assert_eq!(got.rows.len(), 9);
    let weakened = ((PI / f64::from(n)).sin() / (PI / f64::from(n))).powi(2);
    near(got.magnitude(1), weakened, 1e-13);
    near(got.phase(1), 0.5 * 180.0 / PI, 1e-10);
    for k in 2..=9 {
        near(got.magnitude(k), 0.0, 1e-13);
    }
    near(got.figure("DC component"), 2.5, 1e-13);
    near(got.figure("THD"), 0.0, 1e-10);
}

#[test]
fn a_rectified_sine_has_its_closed_form() {
    // |sin(πt)| of frequency 1: mean 2/π, harmonics 4/(π(4k² − 1)). The lines of
    // 2000 points leave an error of their square.
    let n = 2000;
    let points: Vec<(f64, f64)> = (0..=n).map(|i| (f64::from(i) / f64::from(n), (PI * f64::from(i) / f64::from(n)).sin().abs())).collect();
    let got = four(1.0, Some(12.0), None, &points, 1.0, true).unwrap();
    near(got.figure("DC component"), 2.0 / PI, 1e-6);
    for k in 1..=12usize {
        near(got.magnitude(k), 4.0 / (PI * (4.0 * (k * k) as f64 - 1.0)), 1e-6);
    }
}

#[test]
fn a_clipped_sine_has_its_closed_form() {
    // sin clipped at sin(α): the fundamental is (2α + sin 2α)/π.
    let (n, level) = (20_000, 0.5f64);
    let points: Vec<(f64, f64)> = (0..=n).map(|i| (f64::from(i) / f64::from(n), (2.0 * PI * f64::from(i) / f64::from(n)).sin().clamp(-level, level))).collect();
    let got = four(1.0, None, None, &points, 1.0, true).unwrap();
    let angle = level.asin();
    near(got.magnitude(1), (2.0 * angle + (2.0 * angle).sin()) / PI, 1e-7);
    // 4/π · (∫₀^α sin x·sin 3x dx + sin α·∫_α^{π/2} sin 3x dx)
    let third = 4.0 / PI * ((2.0 * angle).sin() / 4.0 - (4.0 * angle).sin() / 8.0 + level * (3.0 * angle).cos() / 3.0);
    near(got.magnitude(3), third.abs(), 1e-7);
    near(got.magnitude(2), 0.0, 1e-12);
}

#[test]
fn the_window_is_the_end_whatever_the_points() {
    // A transient part before the last period does not count, and the window
    // begins within a segment.
    let mut points = vec![(0.0, 50.0), (0.9, -30.0), (1.19, -1.0)];
    points.extend(square(0.02).into_iter().skip(1).map(|(t, value)| (t + 1.2, value)));
    let got = four(1.0, None, None, &points, 3.2, true).unwrap();
    let half = PI * 0.02;
    near(got.magnitude(1), 4.0 / PI * half.sin() / half, 1e-13);
    let two = four(1.0, None, Some(2.0), &points, 3.2, true).unwrap();
    near(two.magnitude(1), got.magnitude(1), 1e-13);
    let all = four(1.0, None, Some(-1.0), &points[3..], 3.2, true);
    near(all.unwrap().magnitude(1), got.magnitude(1), 1e-13);
}

#[test]
fn phases_begin_with_the_window() {
    // As in ngspice: the last period of a run over 2.25 periods of a sine begins at 90°.
    let n = 400;
    let points: Vec<(f64, f64)> = (0..=9 * n / 4).map(|i| (f64::from(i) / f64::from(n), (2.0 * PI * f64::from(i) / f64::from(n)).sin())).collect();
    near(four(1.0, None, None, &points, 2.25, true).unwrap().phase(1), 90.0, 1e-9);
}

#[test]
fn what_cannot_be_computed_says_why() {
    let wave = square(0.02);
    let reason = |frequency, harmonics, periods, complete| four(frequency, harmonics, periods, &wave, 2.0, complete).err().unwrap();
    assert!(reason(0.1, None, None, true).contains("let the analysis last longer"));
    assert!(reason(1.0, Some(0.0), None, true).contains("it cannot have 0 harmonics"));
    assert!(reason(1.0, None, Some(0.0), true).contains("over 0 periods"));
    assert!(reason(-1.0, None, None, true).contains("must be greater than 0"));
    assert!(reason(1.0, None, None, false).contains("did not reach its end"));
    let blind = four(1.0, None, None, &[(0.0, f64::NAN), (2.0, f64::NAN)], 2.0, true).err().unwrap();
    assert!(blind.contains("has no value"));
}
