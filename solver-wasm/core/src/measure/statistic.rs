//! Extremes, averages and integrals over a window of the axis.

use super::event::EventWatch;
use super::reading::Readings;
use super::{Outcome, Segment};
use crate::circuit::Statistic;

/// A sum that keeps the rounding error of each addition (Neumaier), so that ten
/// million small pieces add up as well as ten.
#[derive(Default, Clone)]
pub(super) struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    pub(super) fn add(&mut self, term: f64) {
        let total = self.total + term;
        self.lost += if self.total.abs() >= term.abs() { (self.total - total) + term } else { (term - total) + self.total };
        self.total = total;
    }

    pub(super) fn value(&self) -> f64 {
        self.total + self.lost
    }
}

#[derive(Clone)]
pub(super) struct Window {
    statistic: Statistic,
    reading: usize,
    from: f64,
    to: f64,
    /// Value and place of the extremes in the window.
    least: (f64, f64),
    most: (f64, f64),
    /// Length of the axis that was seen in the window.
    length: Sum,
    area: Sum,
    /// Integral of the square.
    power: Sum,
    seen: bool,
    blind: bool,
    /// Whether the integral is the root of that of the square: densities of noise add so.
    root: bool,
}

impl Window {
    /// The window is from one axis value to the other, in whichever order.
    pub(super) fn new(statistic: Statistic, reading: usize, from: Option<f64>, to: Option<f64>) -> Window {
        let (mut from, mut to) = (from.unwrap_or(f64::NEG_INFINITY), to.unwrap_or(f64::INFINITY));
        if from > to {
            std::mem::swap(&mut from, &mut to);
        }
        Window {
            statistic,
            reading,
            from,
            to,
            least: (f64::INFINITY, f64::NAN),
            most: (f64::NEG_INFINITY, f64::NAN),
            length: Sum::default(),
            area: Sum::default(),
            power: Sum::default(),
            seen: false,
            blind: false,
            root: false,
        }
    }

    /// The same window over a density of noise as LTspice integrates it, which
    /// gives the effective value in all.
    pub(super) fn of_noise(self) -> Window {
        Window { root: true, ..self }
    }

    /// The same window from `place` on in the direction of the sweep, with nothing in it.
    fn begun_at(&self, place: f64, falling: bool) -> Window {
        let empty = Window { root: self.root, ..Window::new(self.statistic, self.reading, None, None) };
        if falling { Window { from: self.from, to: place, ..empty } } else { Window { from: place, to: self.to, ..empty } }
    }

    /// The window with what `segment` has of it up to `place`.
    fn ended_at(&self, place: f64, segment: &Segment) -> Window {
        let mut window = self.clone();
        if segment.to < segment.from {
            window.from = place;
        } else {
            window.to = place;
        }
        window.segment(segment);
        window
    }

    pub(super) fn segment(&mut self, segment: &Segment) {
        let (lower, upper) = if segment.from <= segment.to { (segment.from, segment.to) } else { (segment.to, segment.from) };
        let (start, end) = (lower.max(self.from), upper.min(self.to));
        if start > end {
            return;
        }
        // The order of the sweep decides which of two equal extremes is first.
        let (first, second) = if segment.from <= segment.to { (start, end) } else { (end, start) };
        let (a, b) = (segment.value(self.reading, first), segment.value(self.reading, second));
        if a.is_nan() || b.is_nan() {
            self.blind = true;
            return;
        }
        self.seen = true;
        for (value, place) in [(a, first), (b, second)] {
            if value < self.least.0 {
                self.least = (value, place);
            }
            if value > self.most.0 {
                self.most = (value, place);
            }
        }
        let length = end - start;
        self.length.add(length);
        self.area.add(length * (0.5 * (a + b)));
        self.power.add(length * ((a * a + a * b + b * b) / 3.0));
    }

    pub(super) fn outcome(&self, complete: bool, last: Option<f64>, readings: &Readings) -> Outcome {
        let text = readings.text(self.reading);
        if self.blind {
            return Err(format!("{text} has no value in this analysis"));
        }
        if !self.seen {
            return Err(match last {
                Some(last) => format!("no point lies between {:e} and {:e}; the last one is at {last:e}", self.from, self.to),
                None => "there are no points".to_string(),
            });
        }
        if !complete && last.is_none_or(|last| last < self.to) {
            return Err("the run did not reach the end of the window".to_string());
        }
        let (least, most) = (self.least, self.most);
        let length = self.length.value();
        // A window of a single point: all means are its value.
        let point = length == 0.0;
        Ok(match self.statistic {
            Statistic::Min => (least.0, Some(least.1)),
            Statistic::Max => (most.0, Some(most.1)),
            Statistic::MinAt => (least.1, Some(least.1)),
            Statistic::MaxAt => (most.1, Some(most.1)),
            Statistic::PeakToPeak => (most.0 - least.0, None),
            Statistic::Average => (if point { most.0 } else { self.area.value() / length }, None),
            Statistic::Rms => (if point { most.0.abs() } else { (self.power.value() / length).sqrt() }, None),
            Statistic::Integral if self.root => (self.power.value().sqrt(), None),
            Statistic::Integral => (self.area.value(), None),
        })
    }
}

/// A window from one event to another (TRIG … TARG …), or from or to one alone.
#[derive(Clone)]
pub(super) struct EventWindow {
    window: Window,
    trigger: Option<EventWatch>,
    target: Option<EventWatch>,
    /// Where the window began; the last place counts for LAST.
    begun: Option<f64>,
    /// The window as it was at the target.
    ended: Option<Window>,
}

impl EventWindow {
    pub(super) fn new(window: Window, trigger: Option<EventWatch>, target: Option<EventWatch>) -> EventWindow {
        EventWindow { window, trigger, target, begun: None, ended: None }
    }

    pub(super) fn segment(&mut self, segment: &Segment) {
        let falling = segment.to < segment.from;
        if let Some(place) = self.trigger.as_mut().and_then(|trigger| trigger.segment(segment)) {
            self.window = self.window.begun_at(place, falling);
            self.begun = Some(place);
            self.ended = None;
        }
        let begun = self.trigger.is_none() || self.begun.is_some();
        if let Some(place) = self.target.as_mut().and_then(|target| target.segment(segment)) {
            if begun && self.begun.is_none_or(|from| if falling { place <= from } else { from <= place }) {
                self.ended = Some(self.window.ended_at(place, segment));
            }
        }
        if begun {
            self.window.segment(segment);
        }
    }

    pub(super) fn outcome(&mut self, complete: bool, last: Option<f64>, readings: &Readings) -> Outcome {
        let from = place(&mut self.trigger, "trigger", complete, last, readings)?;
        let to = place(&mut self.target, "target", complete, last, readings)?;
        match (&self.ended, from, to) {
            (Some(window), ..) => window.outcome(true, last, readings),
            (None, Some(from), Some(to)) if Some(to) != last => {
                Err(format!("the target at {to:e} comes before the trigger at {from:e}"))
            }
            _ => self.window.outcome(complete, last, readings),
        }
    }
}

/// Where an event is, if there is one.
fn place(
    event: &mut Option<EventWatch>,
    name: &str,
    complete: bool,
    last: Option<f64>,
    readings: &Readings,
) -> Result<Option<f64>, String> {
    let Some(event) = event else { return Ok(None) };
    event.settle(last);
    event.outcome(complete, readings).map(Some).map_err(|reason| format!("{name}: {reason}"))
}
