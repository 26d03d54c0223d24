//! Points that are looked at a second time: for measures that read measures of
//! the same analysis (`trig mag(v(out))=peak/sqrt(2)`), or the greatest value of
//! a signal (FRAC_MAX). Only the quantities that measures need are kept.

use super::known::Known;
use super::reading::Readings;
use super::{outcome, Measures, Outcome};
use crate::circuit::{Quantity, Signal};

/// More numbers than this are not kept (512 MB): such measures then have no result.
const MOST_NUMBERS: usize = 1 << 26;

#[derive(Clone, Default)]
pub(super) struct History {
    /// Doubles a point: the axis, the real parts, the imaginary parts.
    width: usize,
    real: usize,
    points: Vec<f64>,
    overflown: bool,
}

impl History {
    pub(super) fn add(&mut self, axis: f64, real: &[f64], imaginary: &[f64]) {
        if self.overflown {
            return;
        }
        self.real = real.len();
        self.width = 1 + real.len() + imaginary.len();
        self.points.push(axis);
        self.points.extend_from_slice(real);
        self.points.extend_from_slice(imaginary);
        if self.points.len() > MOST_NUMBERS {
            self.overflown = true;
            self.points = Vec::new();
        }
    }

    /// Shows all points: axis, real parts, imaginary parts.
    fn each(&self, mut show: impl FnMut(f64, &[f64], &[f64])) {
        if self.width == 0 {
            return;
        }
        for point in self.points.chunks_exact(self.width) {
            let (real, imaginary) = point[1..].split_at(self.real);
            show(point[0], real, imaginary);
        }
    }

    /// A measure that had to wait; `quantities` are those of the points.
    pub(super) fn measure(&self, index: u32, known: &Known, quantities: &[Quantity], complete: bool) -> Outcome {
        if self.overflown {
            return Err("it looks at the points a second time, and there are too many to keep them".to_string());
        }
        let mut alone = Measures::of(known, &[index], Some(&self.with(quantities)));
        let places = places(alone.readings.quantities(), quantities);
        let mut row = Row::default();
        self.each(|axis, real, imaginary| {
            row.take(&places, real, imaginary);
            alone.point(axis, &row.real, &row.imaginary);
        });
        let last = alone.previous;
        let (_, mut watch) = alone.watches.swap_remove(0);
        outcome(&mut watch, &alone.readings, &alone.after, alone.single, complete, last)
    }

    fn with<'a>(&'a self, quantities: &'a [Quantity]) -> Kept<'a> {
        Kept { history: self, quantities }
    }
}

/// A history and what its numbers are.
#[derive(Clone)]
pub(super) struct Kept<'a> {
    history: &'a History,
    quantities: &'a [Quantity],
}

impl Kept<'_> {
    /// The greatest value of a signal.
    pub(super) fn maximum(&self, signal: &Signal, known: &Known) -> Result<f64, String> {
        let mut readings = Readings::new(known.circuit, known.analysis == "ac");
        let reading = readings.add(signal, known)?;
        let places = places(readings.quantities(), self.quantities);
        let (mut row, mut values, mut most) = (Row::default(), Vec::new(), f64::NEG_INFINITY);
        self.history.each(|axis, real, imaginary| {
            row.take(&places, real, imaginary);
            readings.read(axis, &row.real, &row.imaginary, &mut values);
            if values[reading] > most {
                most = values[reading];
            }
        });
        if most.is_finite() { Ok(most) } else { Err(format!("{} has no greatest value", signal.text)) }
    }
}

/// The quantities of one reader, picked out of a point.
#[derive(Clone, Default)]
struct Row {
    real: Vec<f64>,
    imaginary: Vec<f64>,
}

impl Row {
    fn take(&mut self, places: &[usize], real: &[f64], imaginary: &[f64]) {
        self.real.clear();
        self.real.extend(places.iter().map(|&place| real[place]));
        self.imaginary.clear();
        if !imaginary.is_empty() {
            self.imaginary.extend(places.iter().map(|&place| imaginary[place]));
        }
    }
}

/// By wanted quantity: its place among those that there are. All that measures
/// need is kept, so each is there.
fn places(wanted: &[Quantity], there: &[Quantity]) -> Vec<usize> {
    wanted.iter().map(|quantity| there.iter().position(|other| other == quantity).unwrap_or(0)).collect()
}
