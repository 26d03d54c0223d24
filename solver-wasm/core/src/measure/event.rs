//! Places on the axis: AT=x, or the n-th crossing of two signals.

use super::known::Known;
use super::reading::Readings;
use super::Segment;
use crate::circuit::{Direction, Event, Quantity, Signal};

/// An `AT=` this close beyond the last point, relative to its size, is the last
/// point: both come from the same text by different roundings.
const LAST_POINT_TOLERANCE: f64 = 1e-9;

#[derive(Clone)]
enum Kind {
    At(f64),
    Cross { left: usize, right: usize, direction: Direction, count: u32, earliest: f64, latest: f64 },
}

#[derive(Clone)]
pub(super) struct EventWatch {
    kind: Kind,
    /// Crossings so far, in the wanted direction and range.
    seen: u32,
    found: Option<f64>,
    /// A signal had no value somewhere, so crossings may be missing.
    blind: bool,
    /// First and last axis value seen.
    range: Option<(f64, f64)>,
}

impl EventWatch {
    /// `maximum` answers the greatest value of a signal, which is known when the
    /// points come a second time.
    pub(super) fn new(
        event: &Event,
        known: &Known,
        readings: &mut Readings,
        maximum: &dyn Fn(&Signal) -> Result<f64, String>,
    ) -> Result<EventWatch, String> {
        let kind = match event {
            Event::At { value } => Kind::At(known.value(*value)?),
            Event::Cross { left, right, direction, count, delay, from, to, of_maximum } => {
                let watched = readings.add(left, known)?;
                let mut level = readings.add(right, known)?;
                if *of_maximum {
                    let Quantity::Constant { value } = right.quantity else { return Err("the fraction of the maximum is no number".into()) };
                    let number = known.value(value)? * maximum(left)?;
                    level = readings.constant(number, format!("{number:e}"));
                }
                Kind::Cross {
                    left: watched,
                    right: level,
                    direction: *direction,
                    count: *count,
                    earliest: later(known.maybe(*delay)?, known.maybe(*from)?),
                    latest: known.maybe(*to)?.unwrap_or(f64::INFINITY),
                }
            }
        };
        Ok(EventWatch { kind, seen: 0, found: None, blind: false, range: None })
    }

    /// Looks at the next segment; answers the place when the event is in it.
    /// For LAST it answers every crossing: the last answer counts.
    pub(super) fn segment(&mut self, segment: &Segment) -> Option<f64> {
        self.range = Some((self.range.map_or(segment.from, |(first, _)| first), segment.to));
        match self.kind {
            Kind::At(place) => {
                if self.found.is_none() && segment.contains(place) {
                    self.found = Some(place);
                    return self.found;
                }
                None
            }
            Kind::Cross { left, right, direction, count, earliest, latest } => {
                if count != 0 && self.seen >= count {
                    return None;
                }
                let before = segment.before[left] - segment.before[right];
                let after = segment.after[left] - segment.after[right];
                if after.is_nan() {
                    self.blind = true;
                    return None;
                }
                let rises = before < 0.0 && after >= 0.0;
                let falls = before > 0.0 && after <= 0.0;
                let wanted = match direction {
                    Direction::Rise => rises,
                    Direction::Fall => falls,
                    Direction::Either => rises || falls,
                };
                if !wanted {
                    return None;
                }
                let place = if after == 0.0 {
                    segment.to
                } else {
                    segment.from + (segment.to - segment.from) * (before / (before - after))
                };
                if place < earliest || place > latest {
                    return None;
                }
                self.seen += 1;
                if count != 0 && self.seen < count {
                    return None;
                }
                self.found = Some(place);
                self.found
            }
        }
    }

    /// After the last point: takes an AT that missed it by a rounding; true when
    /// the event is the last point because of that.
    pub(super) fn settle(&mut self, last: Option<f64>) -> bool {
        match (&self.kind, last) {
            (Kind::At(place), Some(last)) if self.found.is_none() => {
                let close = (place - last).abs() <= LAST_POINT_TOLERANCE * last.abs();
                if close {
                    self.found = Some(last);
                }
                close
            }
            _ => false,
        }
    }

    /// Where the event is, or why it is nowhere.
    pub(super) fn outcome(&self, complete: bool, readings: &Readings) -> Result<f64, String> {
        match (&self.kind, self.found) {
            (Kind::Cross { count: 0, .. }, Some(_)) if !complete => {
                Err("the run did not reach its end, so the last crossing is not known".to_string())
            }
            (_, Some(place)) => Ok(place),
            (Kind::At(place), None) => Err(match self.range {
                Some((first, last)) => format!("{place:e} is outside of the points, which go from {first:e} to {last:e}"),
                None => "there are no points".to_string(),
            }),
            (Kind::Cross { left, right, direction, count, .. }, None) => {
                let (left, right) = (readings.text(*left), readings.text(*right));
                if self.blind {
                    return Err(format!("{left} or {right} has no value in this analysis"));
                }
                let way = match direction {
                    Direction::Rise => "rises through",
                    Direction::Fall => "falls through",
                    Direction::Either => "crosses",
                };
                Err(match (self.seen, count) {
                    (0, _) => format!("{left} never {way} {right} in the given range"),
                    (1, count) => format!("{left} {way} {right} only once in the given range, not {count} times"),
                    (seen, count) => format!("{left} {way} {right} only {seen} times in the given range, not {count}"),
                })
            }
        }
    }

    /// As [`EventWatch::outcome`] for a delay, whose AT needs no point there.
    pub(super) fn place_or(&self, complete: bool, readings: &Readings) -> Result<f64, String> {
        match self.kind {
            Kind::At(place) => Ok(place),
            Kind::Cross { .. } => self.outcome(complete, readings),
        }
    }
}

/// The later of two times, either of which may not be given.
pub(super) fn later(a: Option<f64>, b: Option<f64>) -> f64 {
    let (a, b) = (a.unwrap_or(f64::NEG_INFINITY), b.unwrap_or(f64::NEG_INFINITY));
    if a > b { a } else { b }
}
