//! Events: the instants at which discrete states change, located to the instant.
//!
//! While a step is solved all discrete states stand still. When its solution
//! lies beyond a threshold, the crossing is searched for in the length of the
//! step, by the Illinois variant of the rule of false position (Dowell and
//! Jarratt, BIT 11, 1971), each trial a step solved anew from the last accepted
//! point. The point that is accepted lies just beyond the threshold. There the
//! states change, a very short step shows the circuit after the change, and
//! further changes that it brings about happen at the same instant. Then
//! integration begins anew, as after a source's corner.

use crate::devices::Crossing;
use crate::simulation::{Failure, Simulation};
use crate::states::Settling;

/// A crossing is found when the event function is beyond its threshold by at
/// most this part of its change over the step.
const CROSSED: f64 = 1e-8;
/// A crossing is found where its bracket is this part of the step: event
/// functions of nonlinear circuits are known to their tolerance only.
const NARROW: f64 = 1e-10;
/// Trials of one search; the rule needs three to six where the function bends.
const MOST_TRIALS: u32 = 40;
/// A crossing so near the end of a step that meets a source's corner, as a part
/// of the step, is at the corner.
const AT_CORNER: f64 = 1e-6;
/// The step over the change itself, as a part of the step before.
const INSTANT: f64 = 1e-6;
/// The least of it as a part of the time: what rounding leaves of a difference.
const LEAST_INSTANT: f64 = 1e-13;
/// An event function that moves less than this part of its change over the step
/// before has not jumped.
const DRIFT: f64 = 1e-3;
/// More events than this within [`WINDOW`] of the largest step: a state that
/// holds its own threshold (no hysteresis). They are not searched for any more,
/// the changes come at the ends of steps.
const CROWD: u32 = 100;
const WINDOW: f64 = 1e-3;

/// What a solved step means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// No state has to change.
    Quiet,
    /// The step is tried again with another length in seconds.
    Again(f64),
    /// The step ends at the crossing.
    Here,
}

/// The bracket of a crossing, in seconds from the last accepted point.
struct Search {
    low: f64,
    high: f64,
    /// The step that was solved first, and whether it ends at a source's corner.
    whole: f64,
    to_corner: bool,
    /// The shortest step, and the bracket that is narrow enough.
    least: f64,
    /// How far beyond its threshold the event function may be.
    tolerance: f64,
    trials: u32,
    /// Weights of the ends: an end that stays is halved.
    weights: [f64; 2],
    /// The end that moved last.
    moved: Option<usize>,
    /// The trial that runs is the last.
    last: bool,
}

pub struct Events {
    search: Option<Search>,
    /// Solutions at both ends of the bracket.
    before: Vec<f64>,
    after: Vec<f64>,
    /// The changes at an instant, while the step over it is solved.
    pub changes: Option<Settling>,
    /// Devices whose event function jumped over its threshold by the changes.
    jumped: Vec<u32>,
    /// The step before the event, in seconds.
    pub resume: f64,
    /// How far the event function moves over that step.
    swing: f64,
    /// When the last event was.
    last: f64,
    /// Start of the window in which events are counted, and how many there were.
    since: f64,
    count: u32,
}

impl Events {
    pub fn new(simulation: &Simulation) -> Events {
        // Without states nothing is ever searched for.
        let size = if simulation.states > 0 { simulation.size() } else { 0 };
        Events {
            search: None,
            before: vec![0.0; size],
            after: vec![0.0; size],
            changes: None,
            jumped: Vec::new(),
            resume: 0.0,
            swing: 0.0,
            last: f64::NEG_INFINITY,
            since: 0.0,
            count: 0,
        }
    }

    pub fn searching(&self) -> bool {
        self.search.is_some()
    }

    /// The step failed otherwise; the search begins anew with the next one.
    pub fn forget(&mut self) {
        self.search = None;
    }

    /// Whether a trial of this length ends at the corner that the whole step ended at.
    pub fn ends_at_corner(&self, length: f64) -> bool {
        self.search.as_ref().is_some_and(|search| search.to_corner && length == search.whole)
    }

    /// Judges the step of `length` seconds from the solution `past` at `time` to `Simulation::x`.
    /// No step is shorter than `least`.
    pub fn look(
        &mut self,
        simulation: &Simulation,
        past: &[f64],
        time: f64,
        length: f64,
        least: f64,
        to_corner: bool,
    ) -> Verdict {
        if simulation.states == 0 {
            return Verdict::Quiet;
        }
        let x = &simulation.x;
        let from = if self.searching() { &self.before[..] } else { past };
        let found = earliest(simulation, from, x);
        let Some(search) = &mut self.search else {
            let Some(crossing) = found else { return Verdict::Quiet };
            // The short steps behind one event do not shorten those behind the next.
            self.resume = if time - self.last < self.resume { self.resume.max(length) } else { length };
            let swing = crossing.below.max(0.0) + crossing.above;
            self.swing = swing * self.resume / length;
            let tolerance = CROSSED * swing;
            // What was overdue before the step changes at its end, and so does what crowds.
            let least = least.max(LEAST_INSTANT * time);
            if crossing.above <= tolerance || crossing.below < 0.0 || self.count > CROWD || length <= least {
                return Verdict::Here;
            }
            self.before.copy_from_slice(past);
            self.after.copy_from_slice(x);
            let search = self.search.insert(Search {
                low: 0.0,
                high: length,
                whole: length,
                to_corner,
                least,
                tolerance,
                trials: 0,
                weights: [1.0; 2],
                moved: None,
                last: false,
            });
            return Verdict::Again(search.next(crossing));
        };
        let end = found.is_some() as usize;
        if end == 1 {
            search.high = length;
            self.after.copy_from_slice(x);
        } else {
            search.low = length;
            self.before.copy_from_slice(x);
        }
        let narrow = search.high - search.low <= search.least.max(NARROW * search.whole) || search.trials > MOST_TRIALS;
        if let Some(crossing) = found {
            if search.last || narrow || crossing.above <= search.tolerance {
                self.search = None;
                return Verdict::Here;
            }
        } else if search.last {
            // It is gone at the end of its own bracket: within the equations' tolerance.
            self.search = None;
            return Verdict::Quiet;
        }
        let crossing = found.or_else(|| earliest(simulation, &self.before, &self.after));
        let Some(crossing) = crossing.filter(|_| !narrow) else {
            search.last = true;
            return Verdict::Again(search.high);
        };
        if search.moved == Some(end) {
            search.weights[1 - end] *= 0.5;
        } else {
            search.weights = [1.0; 2];
        }
        search.moved = Some(end);
        Verdict::Again(search.next(crossing))
    }

    /// Counts an event at `time`; true when events begin to crowd.
    pub fn crowd(&mut self, time: f64, largest: f64) -> bool {
        // Once crowded, only a whole quiet step ends it.
        let window = if self.count > CROWD { largest } else { WINDOW * largest };
        if time - self.since > window {
            self.since = time;
            self.count = 0;
        } else if self.count > CROWD {
            self.since = time;
        }
        self.last = time;
        self.count += 1;
        self.count == CROWD + 1
    }

    /// The length of the step over the change at `time`, in seconds.
    pub fn instant(&self, time: f64, least: f64) -> f64 {
        (INSTANT * self.resume).max(LEAST_INSTANT * time).max(least)
    }

    /// After an accepted point: changes the states that have to; answers a device that changed.
    pub fn begin_changes(&mut self, simulation: &mut Simulation) -> Result<u32, Failure> {
        let mut changes = Settling::default();
        changes.changed(simulation)?;
        self.jumped.clear();
        self.changes = Some(changes);
        Ok(changes.device)
    }

    /// Whether the step over the change, from the solution `past`, brings about
    /// further changes. An event function that only drifts back over its
    /// threshold is left to the steps that follow.
    pub fn go_on(&mut self, simulation: &mut Simulation, past: &[f64]) -> Result<bool, Failure> {
        let drifts = |crossing: Crossing| (crossing.below + crossing.above).abs() < DRIFT * self.swing;
        let goes_on = match earliest(simulation, past, &simulation.x) {
            Some(crossing) if drifts(crossing) && !self.jumped.contains(&crossing.device) => false,
            found => {
                self.jumped.extend(found.map(|crossing| crossing.device));
                self.changes.get_or_insert_default().changed(simulation)?
            }
        };
        simulation.keep_states();
        if !goes_on {
            self.changes = None;
        }
        Ok(goes_on)
    }
}

impl Search {
    /// The length that is tried next.
    fn next(&mut self, crossing: Crossing) -> f64 {
        self.trials += 1;
        // Half the tolerance beyond the threshold, so that the point lies there.
        let below = self.weights[0] * (crossing.below.max(0.0) + 0.5 * self.tolerance);
        let above = self.weights[1] * (crossing.above - 0.5 * self.tolerance).max(0.0);
        let part = below / (below + above);
        let length = (self.low + part * (self.high - self.low)).max(self.least).min(self.high);
        if self.to_corner && self.whole - length <= AT_CORNER * self.whole {
            self.last = true;
            return self.whole;
        }
        length
    }
}

fn earliest(simulation: &Simulation, before: &[f64], now: &[f64]) -> Option<Crossing> {
    let crossings = simulation.groups.iter().filter_map(|group| group.crossing(before, now));
    crossings.min_by(|a, b| a.part().total_cmp(&b.part()))
}
