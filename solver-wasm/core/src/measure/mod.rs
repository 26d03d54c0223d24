//! `.meas` and `.four`: figures taken from a plot while its points arrive.
//!
//! Nothing is stored but the previous point, so a measure costs the same at
//! ten points and at ten million; only measures that read measures of the same
//! analysis look at the points a second time (`history.rs`). Between points
//! every quantity is a straight line, and all results are exact for that line:
//! crossings, the ends of windows, integrals, root mean squares, harmonics.

mod event;
mod formula;
mod fourier;
mod history;
mod known;
mod reading;
mod statistic;
mod unit;
pub mod uses;

use crate::circuit::{Circuit, Event, MeasureForm, Quantity, Signal};
use crate::results::{place_of, Place};
use crate::run::{RunEvent, Vector};
use event::{later, EventWatch};
use fourier::FourierWatch;
use history::{History, Kept};
pub use known::Known;
use reading::Readings;
use statistic::{EventWindow, Window};

/// A straight piece of the plot: from one accepted point to the next. At the
/// first point of a sweep both ends are that point.
struct Segment<'a> {
    from: f64,
    to: f64,
    /// By reading: values at both ends.
    before: &'a [f64],
    after: &'a [f64],
}

impl Segment<'_> {
    fn contains(&self, at: f64) -> bool {
        (self.from <= at && at <= self.to) || (self.to <= at && at <= self.from)
    }

    fn value(&self, reading: usize, at: f64) -> f64 {
        let (before, after) = (self.before[reading], self.after[reading]);
        if at == self.to || self.from == self.to {
            after
        } else {
            before + (after - before) * ((at - self.from) / (self.to - self.from))
        }
    }
}

#[derive(Clone)]
enum Watch {
    Delay { trigger: EventWatch, target: EventWatch },
    Find { signal: usize, at: EventWatch, value: Option<f64> },
    Derivative { signal: usize, at: EventWatch, slope: Slope },
    When { at: EventWatch },
    Statistic(Window),
    Between(EventWindow),
    Parameter { value: u32 },
    /// Measured from the history when the plot is complete.
    Later,
    /// There is no result, whatever the points.
    Failed(String),
}

/// The slope of a signal at a place.
#[derive(Clone, Default)]
struct Slope {
    found: Option<f64>,
    /// Length of the segment that ended at the place, with its slope, until the
    /// next one is there.
    joint: Option<f64>,
}

impl Slope {
    fn segment(&mut self, segment: &Segment, signal: usize, place: Option<f64>) {
        let length = segment.to - segment.from;
        let slope = (segment.after[signal] - segment.before[signal]) / length;
        if let (Some(before), Some(left)) = (self.joint.take(), self.found) {
            // At a point between two lines: the slope of the parabola through the three points.
            self.found = Some((length * left + before * slope) / (before + length));
        }
        if let Some(place) = place.filter(|_| length != 0.0) {
            self.found = Some(slope);
            self.joint = (place == segment.to).then_some(length);
        }
    }
}

/// The measures of one plot. `core` makes it when the plot starts, feeds every
/// accepted point and finishes it with the plot.
#[derive(Clone)]
pub struct Measures {
    readings: Readings,
    /// Index into `circuit.measures`, and what is watched.
    watches: Vec<(u32, Watch)>,
    fouriers: Vec<FourierWatch>,
    /// The points, where a measure waits for the end.
    history: Option<History>,
    before: Vec<f64>,
    after: Vec<f64>,
    /// Axis value of the previous point of this sweep.
    previous: Option<f64>,
    /// Whether the plot has a single point and no axis.
    single: bool,
    /// Where `row` finds the quantities.
    places: Vec<Place>,
    real: Vec<f64>,
    imaginary: Vec<f64>,
    /// Whether the current sweep's axis falls, once that is known.
    falling: Option<bool>,
    /// Unit of the plot's axis.
    axis_unit: String,
}

/// A result or the reason why there is none; `at` is where on the axis.
type Outcome = Result<(f64, Option<f64>), String>;

impl Measures {
    /// The measures and the `.four` cards of an analysis.
    pub fn new(known: &Known) -> Measures {
        let circuit = known.circuit;
        let of_it = |&index: &u32| circuit.measures[index as usize].analysis == known.analysis;
        let mut measures = Measures::of(known, &(0..circuit.measures.len() as u32).filter(of_it).collect::<Vec<u32>>(), None);
        if known.analysis == "tran" {
            for card in &circuit.fouriers {
                measures.fouriers.extend(FourierWatch::of(card, known, &mut measures.readings));
            }
        }
        let waiting = measures.watches.iter().filter(|(_, watch)| matches!(watch, Watch::Later));
        let waiting: Vec<u32> = waiting.map(|&(index, _)| index).collect();
        if !waiting.is_empty() {
            measures.history = Some(History::default());
            for index in waiting {
                uses::signals(&circuit.measures[index as usize].form, &mut |signal| {
                    uses::quantities(circuit, signal, &mut |quantity| measures.readings.need(quantity));
                });
            }
        }
        measures
    }

    /// These measures alone; with the history when all that they wait for is known.
    fn of(known: &Known, indices: &[u32], history: Option<&Kept>) -> Measures {
        let mut readings = Readings::new(known.circuit, known.analysis == "ac");
        let mut watches = Vec::with_capacity(indices.len());
        for &index in indices {
            let measure = &known.circuit.measures[index as usize];
            let waits = history.is_none() && uses::waits(known.circuit, measure);
            let watch = match measure.form {
                MeasureForm::Parameter { value } => Watch::Parameter { value },
                _ if waits => Watch::Later,
                _ => watch(&measure.form, known, &mut readings, history).unwrap_or_else(Watch::Failed),
            };
            watches.push((index, watch));
        }
        Measures {
            readings,
            watches,
            fouriers: vec![],
            history: None,
            before: vec![],
            after: vec![],
            previous: None,
            single: known.analysis == "op",
            places: vec![],
            real: vec![],
            imaginary: vec![],
            falling: None,
            axis_unit: String::new(),
        }
    }

    /// Whether there is nothing to feed: no measure looks at points.
    pub fn is_empty(&self) -> bool {
        self.fouriers.is_empty() && self.watches.iter().all(|(_, watch)| matches!(watch, Watch::Parameter { .. } | Watch::Failed(_)))
    }

    /// The voltages and currents that [`Measures::point`] wants, in this order.
    pub fn quantities(&self) -> &[Quantity] {
        self.readings.quantities()
    }

    /// The plot begins, and `row` will be called with these vectors.
    pub fn begin(&mut self, vectors: &[Vector]) {
        self.axis_unit = if self.single { String::new() } else { vectors.first().map_or(String::new(), |axis| axis.unit.clone()) };
        self.places = self.readings.quantities().iter().map(|quantity| place_of(vectors, quantity)).collect();
        let count = self.places.len();
        self.real = vec![f64::NAN; count];
        // All vectors of an AC plot but its axis are complex.
        self.imaginary = if vectors.iter().skip(1).any(|vector| vector.complex) { vec![f64::NAN; count] } else { vec![] };
    }

    /// An accepted point, as the doubles of the plot's vectors in order. The
    /// axis is the first vector; where it turns, the next sweep begins.
    pub fn row(&mut self, row: &[f64]) {
        if self.is_empty() {
            return;
        }
        let axis = if self.single { 0.0 } else { row[0] };
        let (mut real, mut imaginary) = (std::mem::take(&mut self.real), std::mem::take(&mut self.imaginary));
        for (i, place) in self.places.iter().enumerate() {
            let read = |part: usize| place.read(row, part);
            real[i] = read(0);
            if let Some(imaginary) = imaginary.get_mut(i) {
                *imaginary = read(1);
            }
        }
        self.point(axis, &real, &imaginary);
        (self.real, self.imaginary) = (real, imaginary);
    }

    /// An accepted point of the plot: its axis value, and for each of
    /// [`Measures::quantities`] the real part and, for AC, the imaginary part
    /// (`imaginary` is empty for a real plot). A quantity that the analysis
    /// cannot tell is NaN; measures of it then fail.
    pub fn point(&mut self, axis: f64, real: &[f64], imaginary: &[f64]) {
        if let Some(previous) = self.previous {
            let falls = axis < previous;
            if axis != previous && *self.falling.get_or_insert(falls) != falls {
                self.restart();
            }
        }
        if let Some(history) = &mut self.history {
            history.add(axis, real, imaginary);
        }
        std::mem::swap(&mut self.before, &mut self.after);
        self.readings.read(axis, real, imaginary, &mut self.after);
        let before = if self.previous.is_some() { &self.before } else { &self.after };
        let segment = Segment { from: self.previous.unwrap_or(axis), to: axis, before, after: &self.after };
        for fourier in &mut self.fouriers {
            fourier.segment(&segment);
        }
        for (_, watch) in &mut self.watches {
            match watch {
                Watch::Delay { trigger, target } => {
                    trigger.segment(&segment);
                    target.segment(&segment);
                }
                Watch::Find { signal, at, value } => {
                    if self.single {
                        *value = Some(segment.after[*signal]);
                    } else if let Some(place) = at.segment(&segment) {
                        *value = Some(segment.value(*signal, place));
                    }
                }
                Watch::Derivative { signal, at, slope } => {
                    let place = at.segment(&segment);
                    slope.segment(&segment, *signal, place);
                }
                Watch::When { at } => {
                    at.segment(&segment);
                }
                Watch::Statistic(window) => window.segment(&segment),
                Watch::Between(window) => window.segment(&segment),
                Watch::Parameter { .. } | Watch::Later | Watch::Failed(_) => {}
            }
        }
        self.previous = Some(axis);
    }

    /// The axis starts again (the next sweep of a nested `.dc`): the next point
    /// is not joined to the last one.
    pub fn restart(&mut self) {
        self.previous = None;
        self.falling = None;
    }

    /// The results, in the order of the text, then the tables of `.four`.
    /// `known` is as at the beginning but for its results, which are those of
    /// `results`: what is measured so far by index into `circuit.measures`, also
    /// by earlier plots; it gets the new ones. `complete` is false when the run
    /// failed or was stopped: a window that it did not reach the end of then
    /// gives no result.
    pub fn finish(self, known: &Known, complete: bool, results: &mut Vec<Option<f64>>) -> Vec<RunEvent> {
        let circuit = known.circuit;
        results.resize(circuit.measures.len(), None);
        let mut events = Vec::with_capacity(self.watches.len());
        let last = self.previous;
        for (index, mut watch) in self.watches {
            let known = Known { results, ..*known };
            let outcome = match (&watch, &self.history) {
                (Watch::Parameter { value }, _) => known.value(*value).map(|value| (value, None)),
                (Watch::Later, Some(history)) => {
                    history.measure(index, &known, self.readings.quantities(), complete)
                }
                _ => outcome(&mut watch, &self.readings, &self.after, self.single, complete, last),
            };
            let measure = &circuit.measures[index as usize];
            let (value, at, reason) = match outcome {
                Ok((value, at)) => (Some(value), at, None),
                Err(reason) => (None, None, Some(reason)),
            };
            results[index as usize] = value;
            events.push(RunEvent::Measured {
                name: measure.name.clone(),
                analysis: measure.analysis.clone(),
                value,
                unit: unit::unit_of(circuit, measure, &self.axis_unit),
                reason,
                at,
                origin: measure.origin,
                step: None,
            });
        }
        events.extend(self.fouriers.iter().map(|fourier| fourier.finish(complete, &self.readings)));
        events
    }
}

/// What is watched for a form, or why there is nothing to watch.
fn watch(form: &MeasureForm, known: &Known, readings: &mut Readings, history: Option<&Kept>) -> Result<Watch, String> {
    let maximum = |signal: &Signal| match history {
        Some(history) => history.maximum(signal, known),
        None => Err("the greatest value is not known yet".to_string()),
    };
    let event = |event: &Event, readings: &mut Readings| EventWatch::new(event, known, readings, &maximum);
    Ok(match form {
        MeasureForm::Delay { trigger, target } => {
            Watch::Delay { trigger: event(trigger, readings)?, target: event(target, readings)? }
        }
        MeasureForm::Find { signal, at } => {
            Watch::Find { signal: readings.add(signal, known)?, at: event(at, readings)?, value: None }
        }
        MeasureForm::Derivative { signal, at } => {
            Watch::Derivative { signal: readings.add(signal, known)?, at: event(at, readings)?, slope: Slope::default() }
        }
        MeasureForm::When { at } => Watch::When { at: event(at, readings)? },
        MeasureForm::Statistic { statistic, signal, from, to, delay, trigger, target } => {
            let reading = readings.add(signal, known)?;
            let (from, delay) = (known.maybe(*from)?, known.maybe(*delay)?);
            let from = if delay.is_some() { Some(later(from, delay)) } else { from };
            let window = Window::new(*statistic, reading, from, known.maybe(*to)?);
            let window = if unit::is_noise(known.circuit, known.analysis) { window.of_noise() } else { window };
            if trigger.is_none() && target.is_none() {
                return Ok(Watch::Statistic(window));
            }
            let trigger = trigger.as_ref().map(|given| event(given, readings)).transpose()?;
            let target = target.as_ref().map(|given| event(given, readings)).transpose()?;
            Watch::Between(EventWindow::new(window, trigger, target))
        }
        MeasureForm::Parameter { value } => Watch::Parameter { value: *value },
    })
}

/// The result of what was watched; `values` are the readings at the last point.
fn outcome(watch: &mut Watch, readings: &Readings, values: &[f64], single: bool, complete: bool, last: Option<f64>) -> Outcome {
    match watch {
        Watch::Delay { trigger, target } => delay(trigger, target, complete, readings),
        Watch::Find { signal, value, .. } if single => value
            .filter(|value| !value.is_nan())
            .map(|value| (value, None))
            .ok_or_else(|| format!("{} has no value here", readings.text(*signal))),
        Watch::Find { signal, at, value } => {
            if at.settle(last) {
                *value = Some(values[*signal]);
            }
            at.outcome(complete, readings).and_then(|place| match *value {
                Some(value) if !value.is_nan() => Ok((value, Some(place))),
                _ => Err(format!("{} has no value at {place:e}", readings.text(*signal))),
            })
        }
        Watch::Derivative { signal, at, slope } => {
            at.settle(last);
            at.outcome(complete, readings).and_then(|place| match slope.found {
                Some(slope) if !slope.is_nan() => Ok((slope, Some(place))),
                _ => Err(format!("{} has no slope at {place:e}", readings.text(*signal))),
            })
        }
        Watch::When { at } => {
            at.settle(last);
            at.outcome(complete, readings).map(|place| (place, Some(place)))
        }
        Watch::Statistic(window) => {
            let outcome = window.outcome(complete, last, readings);
            outcome.map(|(value, at)| (value, at.filter(|_| !single)))
        }
        Watch::Between(window) => window.outcome(complete, last, readings),
        Watch::Failed(reason) => Err(std::mem::take(reason)),
        Watch::Parameter { .. } | Watch::Later => Err("it was not measured".to_string()),
    }
}

/// The events of an analysis's measures when it did not even begin.
pub fn without_a_plot(circuit: &Circuit, analysis: &str) -> Vec<RunEvent> {
    let of_it = circuit.measures.iter().filter(|measure| measure.analysis == analysis);
    of_it
        .map(|measure| RunEvent::Measured {
            name: measure.name.clone(),
            analysis: measure.analysis.clone(),
            value: None,
            unit: String::new(),
            reason: Some("the analysis could not begin".to_string()),
            at: None,
            origin: measure.origin,
            step: None,
        })
        .collect()
}

fn delay(trigger: &mut EventWatch, target: &mut EventWatch, complete: bool, readings: &Readings) -> Outcome {
    let from = trigger.place_or(complete, readings).map_err(|reason| format!("trigger: {reason}"))?;
    let to = target.place_or(complete, readings).map_err(|reason| format!("target: {reason}"))?;
    Ok((to - from, Some(to)))
}

#[cfg(test)]
mod tests;
