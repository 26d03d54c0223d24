//! `.meas`: figures taken from a plot while its points arrive.
//!
//! Nothing is stored but the previous point, so a measure costs the same at
//! ten points and at ten million. Between points every quantity is a straight
//! line, and all results are exact for that line: crossings, the ends of
//! windows, integrals and root mean squares.

mod event;
mod reading;
mod statistic;
mod unit;

use crate::circuit::{Circuit, Input, MeasureForm, Quantity};
use crate::program::{Evaluator, Numbers};
use crate::run::{RunEvent, Vector};
use event::EventWatch;
use reading::Readings;
use statistic::Window;

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

enum Watch {
    Delay { trigger: EventWatch, target: EventWatch },
    Find { signal: usize, at: EventWatch, value: Option<f64> },
    When { at: EventWatch },
    Statistic(Window),
    Parameter { value: u32 },
}

/// The measures of one plot. `core` makes it when the plot starts, feeds every
/// accepted point and finishes it with the plot.
pub struct Measures {
    readings: Readings,
    /// Index into `circuit.measures`, and what is watched.
    watches: Vec<(u32, Watch)>,
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

/// Where a quantity stands in a row of a plot.
enum Place {
    /// The offsets of two voltages; `None` is ground.
    Voltage(Option<usize>, Option<usize>),
    Current(usize),
    Absent,
}

/// A result or the reason why there is none; `at` is where on the axis.
type Outcome = Result<(f64, Option<f64>), String>;

impl Measures {
    /// The measures of `circuit` for an analysis (`op`, `dc`, `ac`, `tran`).
    pub fn new(circuit: &Circuit, numbers: &Numbers, analysis: &str) -> Measures {
        let mut readings = Readings::new(circuit);
        let mut watches = Vec::new();
        for (index, measure) in circuit.measures.iter().enumerate() {
            if measure.analysis != analysis {
                continue;
            }
            let watch = match &measure.form {
                MeasureForm::Delay { trigger, target } => Watch::Delay {
                    trigger: EventWatch::new(trigger, numbers, &mut readings),
                    target: EventWatch::new(target, numbers, &mut readings),
                },
                MeasureForm::Find { signal, at } => Watch::Find {
                    signal: readings.add(signal, numbers),
                    at: EventWatch::new(at, numbers, &mut readings),
                    value: None,
                },
                MeasureForm::When { at } => Watch::When { at: EventWatch::new(at, numbers, &mut readings) },
                MeasureForm::Statistic { statistic, signal, from, to } => {
                    let reading = readings.add(signal, numbers);
                    Watch::Statistic(Window::new(*statistic, reading, numbers.get(*from), numbers.get(*to)))
                }
                MeasureForm::Parameter { value } => Watch::Parameter { value: *value },
            };
            watches.push((index as u32, watch));
        }
        Measures {
            readings,
            watches,
            before: vec![],
            after: vec![],
            previous: None,
            single: analysis == "op",
            places: vec![],
            real: vec![],
            imaginary: vec![],
            falling: None,
            axis_unit: String::new(),
        }
    }

    /// Whether there is nothing to feed: no measure looks at points.
    pub fn is_empty(&self) -> bool {
        self.watches.iter().all(|(_, watch)| matches!(watch, Watch::Parameter { .. }))
    }

    /// The voltages and currents that [`Measures::point`] wants, in this order.
    pub fn quantities(&self) -> &[Quantity] {
        self.readings.quantities()
    }

    /// The plot begins, and `row` will be called with these vectors.
    pub fn begin(&mut self, vectors: &[Vector]) {
        self.axis_unit = if self.single { String::new() } else { vectors.first().map_or(String::new(), |axis| axis.unit.clone()) };
        let mut offset = 0;
        let mut offsets = Vec::with_capacity(vectors.len());
        for vector in vectors {
            offsets.push(offset);
            offset += if vector.complex { 2 } else { 1 };
        }
        let node = |wanted: u32| vectors.iter().position(|vector| vector.node == Some(wanted)).map(|i| offsets[i]);
        let current = |wanted: u32| {
            vectors.iter().position(|vector| vector.device == Some(wanted) && vector.quantity == "current").map(|i| offsets[i])
        };
        let voltage = |positive: u32, negative: u32| {
            let (above, below) = (node(positive), node(negative));
            let absent = (above.is_none() && positive != 0) || (below.is_none() && negative != 0);
            if absent { Place::Absent } else { Place::Voltage(above, below) }
        };
        self.places = self
            .readings
            .quantities()
            .iter()
            .map(|quantity| match *quantity {
                Quantity::Voltage { positive, negative } => voltage(positive, negative),
                Quantity::Current { device } => current(device).map_or(Place::Absent, Place::Current),
                _ => Place::Absent,
            })
            .collect();
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
        if let Some(previous) = self.previous {
            let falls = axis < previous;
            if axis != previous && *self.falling.get_or_insert(falls) != falls {
                self.restart();
            }
        }
        let (mut real, mut imaginary) = (std::mem::take(&mut self.real), std::mem::take(&mut self.imaginary));
        for (i, place) in self.places.iter().enumerate() {
            let at = |offset: Option<usize>, part: usize| offset.map_or(0.0, |offset| row[offset + part]);
            let read = |part: usize| match *place {
                Place::Voltage(above, below) => at(above, part) - at(below, part),
                Place::Current(offset) => row[offset + part],
                Place::Absent => f64::NAN,
            };
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
        std::mem::swap(&mut self.before, &mut self.after);
        self.readings.read(axis, real, imaginary, &mut self.after);
        let before = if self.previous.is_some() { &self.before } else { &self.after };
        let segment = Segment { from: self.previous.unwrap_or(axis), to: axis, before, after: &self.after };
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
                Watch::When { at } => {
                    at.segment(&segment);
                }
                Watch::Statistic(window) => window.segment(&segment),
                Watch::Parameter { .. } => {}
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

    /// The results, in the order of the text. `results` holds, by index into
    /// `circuit.measures`, what is measured so far, also by earlier plots;
    /// `PARAM=` measures read it. `complete` is false when the run failed or was
    /// stopped: a window that it did not reach the end of then gives no result.
    pub fn finish(
        self,
        circuit: &Circuit,
        evaluator: &Evaluator,
        numbers: &Numbers,
        complete: bool,
        results: &mut Vec<Option<f64>>,
    ) -> Vec<RunEvent> {
        results.resize(circuit.measures.len(), None);
        let mut events = Vec::with_capacity(self.watches.len());
        let last = self.previous;
        for (index, watch) in self.watches {
            let outcome: Outcome = match watch {
                Watch::Delay { mut trigger, mut target } => delay(&mut trigger, &mut target, complete, &self.readings),
                Watch::Find { signal, value, .. } if self.single => value
                    .filter(|value| !value.is_nan())
                    .map(|value| (value, None))
                    .ok_or_else(|| format!("{} has no value here", self.readings.text(signal))),
                Watch::Find { signal, mut at, mut value } => {
                    if at.settle(last) {
                        value = Some(self.after[signal]);
                    }
                    at.outcome(complete, &self.readings).and_then(|place| match value {
                        Some(value) if !value.is_nan() => Ok((value, Some(place))),
                        _ => Err(format!("{} has no value at {place:e}", self.readings.text(signal))),
                    })
                }
                Watch::When { mut at } => {
                    at.settle(last);
                    at.outcome(complete, &self.readings).map(|place| (place, Some(place)))
                }
                Watch::Statistic(window) => {
                    let outcome = window.outcome(complete, last, &self.readings);
                    outcome.map(|(value, at)| (value, at.filter(|_| !self.single)))
                }
                Watch::Parameter { value } => parameter(circuit, evaluator, numbers, value, results),
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
                unit: unit::unit_of(measure, &self.axis_unit),
                reason,
                at,
                origin: measure.origin,
                step: None,
            });
        }
        events
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

fn parameter(circuit: &Circuit, evaluator: &Evaluator, numbers: &Numbers, value: u32, results: &[Option<f64>]) -> Outcome {
    let mut missing = None;
    let number = evaluator.later(circuit, value, numbers, &mut |input| match input {
        Input::Measure { measure } => {
            let result = results.get(*measure as usize).copied().flatten();
            if result.is_none() {
                missing = circuit.measures.get(*measure as usize).map(|measure| measure.name.clone());
            }
            result
        }
        _ => None,
    });
    match number {
        Ok(number) if number.is_finite() => Ok((number, None)),
        Ok(_) => Err("the expression has no finite value".to_string()),
        Err(error) => Err(match missing {
            Some(name) => format!("it reads the measure '{name}', which has no result"),
            None => error.message(circuit),
        }),
    }
}

#[cfg(test)]
mod tests;
