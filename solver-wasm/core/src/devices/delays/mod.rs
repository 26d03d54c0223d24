//! Delayed signals: what a line's ends send to each other, what `delay` and a
//! transfer function with a dead time have read.
//!
//! What arrives is known beforehand ([`history`]), so a delay limits no step
//! unless something moves: a step may be as long as what arrives within it is
//! straight, and a corner that is worth it is a breakpoint when it arrives. In a
//! step that is longer than the delay the part `1 − delay/step` of what arrives
//! is the signal's present value, by the straight line between both points of
//! the step; outside of a transient it is the whole.

mod history;

use super::Moment;
use crate::queue::EventQueue;
use history::History;

/// A signal that begins with a jump goes there within this part of its delay.
const RISE: f64 = 1e-9;
/// A delay below this part of the largest step is none: nothing could ring on it
/// that a step would show.
const NO_DELAY: f64 = 1e-9;

/// The part of what arrives that is known before a step of so many seconds.
pub fn known_part(delay: f64, step: f64) -> f64 {
    if step > delay { delay / step } else { 1.0 }
}

#[derive(Debug, Default)]
pub struct Delays {
    history: History,
    /// Seconds, by signal.
    delay: Vec<f64>,
    /// Places in the history: a delay before the last point.
    places: Vec<usize>,
    /// The largest value of each signal so far.
    loudest: Vec<f64>,
    /// The signals at the last point.
    now: Vec<f64>,
    reltol: f64,
    floor: f64,
}

impl Delays {
    /// A further signal; answers its index.
    pub fn add(&mut self) -> usize {
        self.delay.push(0.0);
        self.places.push(0);
        self.loudest.push(0.0);
        self.now.push(0.0);
        self.delay.len() - 1
    }

    pub fn is_empty(&self) -> bool {
        self.delay.is_empty()
    }

    /// What of a signal counts as nothing: `reltol` of its largest value, and `floor`.
    pub fn set_tolerance(&mut self, reltol: f64, floor: f64) {
        self.reltol = reltol;
        self.floor = floor;
    }

    pub fn set(&mut self, signal: usize, delay: f64) {
        self.delay[signal] = delay;
    }

    pub fn of(&self, signal: usize) -> f64 {
        self.delay[signal]
    }

    /// Begins a transient: `before` is what the signals have been from ever.
    pub fn begin(&mut self, before: Vec<f64>) {
        self.places.fill(0);
        for (loudest, value) in self.loudest.iter_mut().zip(&before) {
            *loudest = value.abs();
        }
        self.history.begin(before, self.delay.iter().map(|delay| delay * RISE).collect());
    }

    /// What arrives of a signal at `time` as far as it is known.
    pub fn arrives(&self, signal: usize, time: f64) -> f64 {
        let delay = self.delay[signal];
        let Some(last) = self.history.points().checked_sub(1) else {
            return self.history.before(signal);
        };
        let step = time - self.history.time(last);
        if step > delay {
            return known_part(delay, step) * self.history.value(last, signal);
        }
        self.history.at(time - delay, self.history.place(time - delay, self.places[signal]), signal)
    }

    /// A point was accepted, where the signals are `value`: pushes the corners
    /// that will arrive.
    pub fn schedule(&mut self, now: &Moment, value: impl Fn(usize) -> f64, queue: &mut EventQueue) {
        for signal in 0..self.delay.len() {
            let value = value(signal);
            self.loudest[signal] = self.loudest[signal].max(value.abs());
            self.now[signal] = value;
        }
        self.history.push(now.time, now.corner, &self.now);
        let last = self.history.points() - 1;
        let mut oldest = now.time;
        for signal in 0..self.delay.len() {
            let delay = self.delay[signal];
            let from = now.time - delay;
            self.places[signal] = self.history.place(from, self.places[signal]);
            oldest = oldest.min(from);
            if delay < NO_DELAY * now.largest {
                continue;
            }
            let jump = self.history.value(0, signal) - self.history.before(signal);
            if last == 0 && jump.abs() > self.tolerance(signal) {
                queue.push(now.time + delay);
            } else if last > 0 && self.history.is_corner(last - 1) && self.bends(signal, now.largest) {
                queue.push(self.history.time(last - 1) + delay);
            }
        }
        let gone = self.history.forget(oldest);
        self.places.iter_mut().for_each(|place| *place = place.saturating_sub(gone));
    }

    /// How long a step from `time` on may be, at most `wanted` seconds.
    pub fn longest_step(&self, time: f64, wanted: f64, largest: f64) -> f64 {
        let mut longest = wanted;
        for (signal, &delay) in self.delay.iter().enumerate() {
            if delay < NO_DELAY * largest {
                continue;
            }
            longest = self.straight(signal, time, longest);
            if longest > delay {
                longest = longest.min(self.beyond_delay(signal));
            }
        }
        longest
    }

    /// How far a signal may be from where it is taken to be.
    fn tolerance(&self, signal: usize) -> f64 {
        self.reltol * self.loudest[signal] + self.floor
    }

    /// Whether the last point but one is a corner of a signal, which a step of
    /// `largest` seconds over its arrival would miss.
    fn bends(&self, signal: usize, largest: f64) -> bool {
        let last = self.history.points() - 1;
        let slope = |point: usize| {
            let span = self.history.time(point) - self.history.time(point - 1);
            (self.history.value(point, signal) - self.history.value(point - 1, signal)) / span
        };
        let before = if last > 1 { slope(last - 1) } else { 0.0 };
        let step = if largest < self.delay[signal] { largest } else { self.delay[signal] };
        0.25 * step * (slope(last) - before).abs() > self.tolerance(signal)
    }

    /// How long a step from `time` on may be, at most `wanted`, so that what
    /// arrives within it is straight.
    fn straight(&self, signal: usize, time: f64, wanted: f64) -> f64 {
        let history = &self.history;
        let tolerance = self.tolerance(signal);
        let rise = self.delay[signal] * RISE;
        let from = time - self.delay[signal];
        let mut place = self.places[signal];
        let here = history.at(from, place, signal);
        let first = history.time(0);
        if history.before(signal) != history.value(0, signal) && from < first + 0.5 * rise && place == 0 {
            // Up to the jump at the beginning, then over it.
            let left = first - from;
            return wanted.min(if left > rise { left } else { rise });
        }
        if history.time(place) <= from {
            place += 1;
        }
        let (mut lowest, mut highest) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut reached = 0.0;
        while place < history.points() {
            let span = history.time(place) - from;
            if span < rise {
                place += 1;
                continue;
            }
            let slope = (history.value(place, signal) - here) / span;
            if slope < lowest || slope > highest {
                return reached;
            }
            if span >= wanted {
                break;
            }
            lowest = lowest.max(slope - tolerance / span);
            highest = highest.min(slope + tolerance / span);
            reached = span;
            place += 1;
        }
        wanted
    }

    /// How long a step may be that is longer than the delay: the signal is taken
    /// to be straight meanwhile.
    fn beyond_delay(&self, signal: usize) -> f64 {
        let history = &self.history;
        let delay = self.delay[signal];
        let Some(last) = history.points().checked_sub(1).filter(|&last| last > 1 && !history.is_corner(last) && !history.is_corner(last - 1)) else {
            return delay;
        };
        let [t0, t1, t2] = [last - 2, last - 1, last].map(|point| history.time(point));
        let [w0, w1, w2] = [last - 2, last - 1, last].map(|point| history.value(point, signal));
        let curvature = 2.0 * ((w2 - w1) / (t2 - t1) - (w1 - w0) / (t1 - t0)) / (t2 - t0);
        delay + 2.0 * self.tolerance(signal) / (delay * curvature.abs() + f64::MIN_POSITIVE)
    }
}
