//! `.four`: the harmonics of a periodic waveform over the last periods of a
//! transient.
//!
//! The coefficients `2/T·∫x·sin(kωt)dt` and `2/T·∫x·cos(kωt)dt` are integrals
//! of the waveform as it was computed, straight lines between points, and exact
//! for these: nothing is resampled (ngspice puts 200 points on the last period,
//! which gives a square wave harmonics that are wrong by half a percent). Over a
//! line from `m − d` to `m + d` with the mean `x̄` and the half rise `Δ`
//!
//! `∫x·e^{jκt}dt = 2d·e^{jκm}·( x̄·sinc(κd) + jΔ·g(κd) )`, with `g(θ) = (sin θ − θ·cos θ)/θ²`,
//!
//! where nothing cancels. Phases are those of sines that begin with the window,
//! as in ngspice.

use super::known::Known;
use super::reading::Readings;
use super::statistic::Sum;
use super::Segment;
use crate::circuit::{Fourier, Signal};
use crate::run::{RunDiagnostic, RunEvent, TableColumn, TableFigure, TableRow};
use std::f64::consts::PI;

/// Harmonics from the fundamental on, when the card gives no number; ngspice
/// and LTspice have as many.
const USUAL_HARMONICS: f64 = 9.0;
/// More harmonics than this are taken for a slip of the pen.
const MOST_HARMONICS: f64 = 10_000.0;
/// Below this angle `sinc` and `g` are computed by their series, whose next terms
/// are below the rounding error then.
const SMALL_ANGLE: f64 = 0.05;
/// A window that begins this part of a period before the first point still counts.
const EARLY: f64 = 1e-6;

#[derive(Clone)]
pub(super) struct FourierWatch {
    reading: usize,
    text: String,
    unit: String,
    origin: u32,
    frequency: f64,
    start: f64,
    stop: f64,
    harmonics: Vec<Harmonic>,
    mean: Sum,
    power: Sum,
    /// First axis value that was seen, and the last.
    seen: Option<(f64, f64)>,
    /// The number of periods, negative for as many as there are.
    periods: f64,
    blind: bool,
    /// Why the card cannot be computed.
    problem: Option<String>,
}

#[derive(Default, Clone)]
struct Harmonic {
    sine: Sum,
    cosine: Sum,
}

impl FourierWatch {
    /// One for each signal of a card.
    pub(super) fn of(card: &Fourier, known: &Known, readings: &mut Readings) -> Vec<FourierWatch> {
        card.signals.iter().map(|signal| FourierWatch::new(card, signal, known, readings)).collect()
    }

    fn new(card: &Fourier, signal: &Signal, known: &Known, readings: &mut Readings) -> FourierWatch {
        let mut watch = FourierWatch {
            reading: 0,
            text: signal.text.clone(),
            unit: super::unit::of_signal(known.circuit, signal, "s"),
            origin: card.origin,
            frequency: 0.0,
            start: 0.0,
            stop: known.stop,
            harmonics: vec![],
            mean: Sum::default(),
            power: Sum::default(),
            seen: None,
            periods: 1.0,
            blind: false,
            problem: None,
        };
        watch.problem = watch.set_up(card, signal, known, readings).err();
        watch
    }

    fn set_up(&mut self, card: &Fourier, signal: &Signal, known: &Known, readings: &mut Readings) -> Result<(), String> {
        self.reading = readings.add(signal, known)?;
        self.frequency = known.value(card.frequency)?;
        if !(self.frequency > 0.0) {
            return Err(format!("its frequency is {} Hz; it must be greater than 0", self.frequency));
        }
        let harmonics = known.maybe(card.harmonics)?.unwrap_or(USUAL_HARMONICS).floor();
        if !(1.0..=MOST_HARMONICS).contains(&harmonics) {
            return Err(format!("it cannot have {harmonics} harmonics; give it 1 to {MOST_HARMONICS}"));
        }
        self.harmonics = vec![Harmonic::default(); harmonics as usize];
        self.periods = known.maybe(card.periods)?.unwrap_or(1.0).trunc();
        if self.periods == 0.0 {
            return Err("it cannot be computed over 0 periods".to_string());
        }
        self.start = self.stop - self.periods / self.frequency;
        Ok(())
    }

    pub(super) fn segment(&mut self, segment: &Segment) {
        if self.problem.is_some() {
            return;
        }
        if self.seen.is_none() {
            if self.periods < 0.0 {
                // As many whole periods as there are after the first point.
                self.periods = ((self.stop - segment.from) * self.frequency + EARLY).floor().max(1.0);
                self.start = self.stop - self.periods / self.frequency;
            }
            // What is missing by a rounding is no reason to fail.
            if self.start < segment.from && segment.from - self.start <= EARLY / self.frequency {
                self.start = segment.from;
            }
        }
        self.seen = Some((self.seen.map_or(segment.from, |(first, _)| first), segment.to));
        let (from, to) = (segment.from.max(self.start), segment.to.min(self.stop));
        if !(from < to) {
            return;
        }
        let (a, b) = (segment.value(self.reading, from), segment.value(self.reading, to));
        if a.is_nan() || b.is_nan() {
            self.blind = true;
            return;
        }
        let length = to - from;
        let (mean, half_rise) = (0.5 * (a + b), 0.5 * (b - a));
        self.mean.add(length * mean);
        self.power.add(length * ((a * a + a * b + b * b) / 3.0));
        let omega = 2.0 * PI * self.frequency;
        let middle = omega * (0.5 * (from + to) - self.start);
        let width = omega * (0.5 * length);
        // Both angles are turned on from harmonic to harmonic.
        let (turn, turn_width) = ((libm::cos(middle), libm::sin(middle)), (libm::cos(width), libm::sin(width)));
        let (mut at, mut of_width) = (turn, turn_width);
        for (index, harmonic) in self.harmonics.iter_mut().enumerate() {
            let angle = (index + 1) as f64 * width;
            let (even, odd) = if angle < SMALL_ANGLE {
                let square = angle * angle;
                (
                    1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0)),
                    angle / 3.0 * (1.0 - square / 10.0 * (1.0 - square / 28.0 * (1.0 - square / 54.0))),
                )
            } else {
                (of_width.1 / angle, (of_width.1 - angle * of_width.0) / (angle * angle))
            };
            let (even, odd) = (length * (mean * even), length * (half_rise * odd));
            harmonic.cosine.add(even * at.0 - odd * at.1);
            harmonic.sine.add(even * at.1 + odd * at.0);
            at = turned(at, turn);
            of_width = turned(of_width, turn_width);
        }
    }

    /// The table, or a warning that says why there is none.
    pub(super) fn finish(&self, complete: bool, readings: &Readings) -> RunEvent {
        match self.problem.clone().map_or_else(|| self.check(complete, readings), Err) {
            Ok(()) => self.table(),
            Err(reason) => RunEvent::Diagnosed {
                diagnostic: RunDiagnostic {
                    severity: "warning".into(),
                    code: "no-fourier".into(),
                    message: format!("the harmonics of {} are not computed: {reason}", self.text),
                    origin: self.origin,
                    device: None,
                    node: None,
                },
            },
        }
    }

    fn check(&self, complete: bool, readings: &Readings) -> Result<(), String> {
        let Some((first, last)) = self.seen else { return Err("there are no points".into()) };
        if self.blind {
            return Err(format!("{} has no value in this analysis", readings.text(self.reading)));
        }
        if self.start < first {
            let periods = if self.periods == 1.0 { "a period".to_string() } else { format!("{} periods", self.periods) };
            return Err(format!(
                "{periods} of {} Hz would begin at {:e} s, and the first point is at {first:e} s; let the analysis last longer",
                self.frequency, self.start
            ));
        }
        if !complete || last < self.stop - EARLY / self.frequency {
            return Err("the run did not reach its end".into());
        }
        Ok(())
    }

    fn table(&self) -> RunEvent {
        let length = self.periods / self.frequency;
        let mean = self.mean.value() / length;
        let power = self.power.value() / length;
        let parts: Vec<(f64, f64)> = self.harmonics.iter().map(|harmonic| {
            let (sine, cosine) = (2.0 * harmonic.sine.value() / length, 2.0 * harmonic.cosine.value() / length);
            (libm::hypot(sine, cosine), libm::atan2(cosine, sine) * (180.0 / PI))
        }).collect();
        let (first, first_phase) = parts[0];
        let ratio = |part: f64| if first > 0.0 { Some(part / first) } else { None };
        let squares: f64 = parts[1..].iter().map(|(magnitude, _)| magnitude * magnitude).sum();
        // What is neither direct nor fundamental; rounding may leave it below 0.
        let others = (2.0 * (power - mean * mean) - first * first).max(0.0);
        let percent = |value: f64| ratio(value).map(|ratio| 100.0 * ratio);
        let figure = |name: &str, value: Option<f64>, unit: &str| TableFigure { name: name.into(), value, unit: unit.into() };
        let column = |name: &str, unit: &str| TableColumn { name: name.into(), unit: unit.into() };
        RunEvent::Table {
            analysis: "tran".into(),
            title: format!("Fourier analysis of {}", self.text),
            figures: vec![
                figure("DC component", Some(mean), &self.unit),
                figure("THD", percent(squares.sqrt()), "%"),
                figure("THD of all harmonics", percent(others.sqrt()), "%"),
            ],
            columns: vec![
                column("frequency", "Hz"),
                column("magnitude", &self.unit),
                column("phase", "°"),
                column("normalised", ""),
                column("normalised phase", "°"),
            ],
            rows: parts.iter().enumerate().map(|(index, &(magnitude, phase))| TableRow {
                name: (index + 1).to_string(),
                values: vec![
                    Some((index + 1) as f64 * self.frequency),
                    Some(magnitude),
                    Some(phase),
                    ratio(magnitude),
                    Some(phase - first_phase),
                ],
                ..TableRow::default()
            }).collect(),
            origin: self.origin,
        }
    }
}

/// The product of two complex numbers of size 1.
fn turned(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}
