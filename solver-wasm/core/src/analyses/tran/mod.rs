//! Transient: the circuit's differential equations from 0 to `stop`.
//!
//! With charges and fluxes `q(x)` the equations of a point are
//! `i(x) + dq/dt = s`, with dq/dt by the trapezoidal rule or Gear's formula of
//! second order (Nagel, ERL-M520, section 4). After every breakpoint the first
//! step is of first order (backward Euler). The step follows the truncation
//! error of the charges: `trtol` times the tolerance, against a constant times
//! their divided differences. Constants, tolerances, the first step and the cut at
//! breakpoints are ngspice's, so that the number of steps is comparable; what
//! ngspice does not have is room for an error that grows from step to step, which
//! makes a few more steps and fewer in vain.

mod begin;
mod change;
mod events;
mod formula;
mod grid;
mod schedule;

use super::{Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::charges::{Integration, Truncation, REMEMBERED};
use crate::circuit::Circuit;
use crate::devices::{Instant, Start};
use crate::newton::{Culprit, Iteration, Newton};
use crate::operating_point::OperatingPoint;
use crate::program::Evaluator;
use crate::queue::EventQueue;
use crate::results::Recorder;
use crate::simulation::{Failure, Simulation};
use events::{Events, Verdict};
use formula::Formula;
use grid::Grid;

/// A step is taken when the next may be at least this fraction of it.
const ACCEPT: f64 = 0.9;
/// A step grows at most by this factor.
const GROWTH: f64 = 2.0;
/// Errors swing through 0, and the step that one of them allows is more than the
/// next will: a step grows at most by this factor over what the last error allowed.
const EASE: f64 = 1.25;
/// The next step, and one that is repeated, has this part of what the error
/// allows: errors grow as often as they fall, and what is rejected is lost.
const SAFE: f64 = 0.9;
/// Another order is taken up when it allows a step this much longer.
const WORTH_ORDER: f64 = 1.05;
/// A linear circuit keeps its step, and with it its factors, until it may grow
/// by this factor.
const WORTHWHILE: f64 = 1.5;
/// Breakpoints closer than this fraction of the largest step are one.
const SAME: f64 = 5e-5;
/// Steps of first order after a corner: one alone leaves the trapezoidal rule
/// ringing about currents that have not settled yet.
const DAMPED: usize = 2;
/// The step that begins to damp a ringing, as a part of the one before: the first
/// order errs more than the second, and would be rejected at the same length.
const CALM: f64 = 0.4;
/// A step that would leave less than this fraction of itself before a
/// breakpoint is halved.
const CRUMB: f64 = 0.1;
/// Swings of less than this part of the run's largest current (or voltage of an
/// inductor) are left to ring: to damp them costs more steps than they matter.
const AUDIBLE: f64 = 0.02;
/// Points before the one that is tried that the prediction uses.
const PREDICTING: usize = 3;

enum Phase {
    /// Finding the operating point at 0.
    Point(Box<OperatingPoint>),
    /// The step over an instant that makes `uic`'s charges a consistent point.
    Instant,
    /// A time step is being solved.
    Step,
}

pub struct Tran {
    newton: Newton,
    columns: Columns,
    phase: Phase,
    start: f64,
    stop: f64,
    /// The time until which sources rise from 0; 0 without `startup` and `ramptime`.
    rise: f64,
    /// The points that are recorded, with `interp`.
    grid: Option<Grid>,
    largest: f64,
    least: f64,
    /// The time last accepted, and the step that is being tried.
    time: f64,
    delta: f64,
    /// The step before the cut at a breakpoint.
    uncut: f64,
    /// The next corner of any source, and the one after it.
    breakpoint: f64,
    after: f64,
    /// Whether the step that is tried ends on the breakpoint.
    to_breakpoint: bool,
    /// Whether `time` is a breakpoint, where the order falls to 1.
    at_breakpoint: bool,
    formula: Formula,
    /// Accepted points since the last breakpoint, at most [`REMEMBERED`] + 1.
    known: usize,
    /// The step that the truncation error of the step before has allowed.
    eased: f64,
    /// Accepted points since the solution last jumped or bent, at which
    /// predictions begin anew; charges, which never jump, may know more.
    smooth: usize,
    tried: u32,
    prepared: bool,
    integration: Integration,
    /// Lengths of the steps: the one that is tried, then those before, the last first.
    steps: [f64; REMEMBERED],
    /// Solutions at the last accepted points, the last first.
    past: [Vec<f64>; PREDICTING],
    /// The solution of a longer step that was rejected, and its length; 0 without one.
    beyond: Vec<f64>,
    beyond_length: f64,
    culprit: Culprit,
    events: Events,
    queue: EventQueue,
    /// Whether any group pushes into the queue.
    schedules: bool,
    /// Whether the step that is accepted ends at an event.
    bends: bool,
}

impl Tran {
    #[inline(never)]
    fn emit(&mut self, simulation: &Simulation, recorder: &mut Recorder) {
        if let Some(grid) = &mut self.grid {
            grid.point(self.columns.row(simulation, self.time), recorder);
        } else if self.time >= self.start {
            recorder.point(self.columns.row(simulation, self.time));
        }
    }

    /// The part of the sources' values that is there at a time, with `startup` or `ramptime`.
    fn risen(&self, time: f64) -> f64 {
        if time < self.rise { time / self.rise } else { 1.0 }
    }

    /// The first corner of a source after `time`, at most the stop time; corners
    /// that are nearly the same are one.
    #[inline(never)]
    fn next_corner(&self, simulation: &Simulation, time: f64) -> f64 {
        let minbreak = simulation.options.minbreak;
        let same = if minbreak > 0.0 { minbreak } else { SAME * self.largest };
        let mut at = time;
        loop {
            let corners = simulation.groups.iter().map(|group| group.next_breakpoint(at));
            let next = corners.fold(self.queue.next_after(at), f64::min);
            let next = if at < self.rise { next.min(self.rise) } else { next };
            if !(next < self.stop - same) {
                return self.stop;
            }
            if next > time + same {
                return next;
            }
            at = next;
        }
    }

    /// The step after a corner: small against the distance to the next one.
    fn cut_after_breakpoint(&mut self) {
        self.formula.restart();
        self.delta = self.delta.min(0.1 * self.uncut.min(self.breakpoint - self.time)).max(2.0 * self.least);
    }

    /// Decides where the next step ends.
    fn plan(&mut self, simulation: &Simulation) {
        self.delta = self.delta.min(self.largest);
        if self.schedules {
            let wanted = simulation.groups.iter().fold(self.delta, |wanted, group| group.longest_step(self.time, wanted, self.largest));
            self.delta = wanted.max(2.0 * self.least);
        }
        self.to_breakpoint = false;
        let left = self.breakpoint - self.time;
        if self.delta >= left * (1.0 - 1e-9) || left - self.delta < self.least {
            self.uncut = self.delta;
            self.delta = left;
            self.to_breakpoint = true;
        } else if left < self.delta * (1.0 + CRUMB) {
            // Two halves rather than a whole step and a crumb.
            self.uncut = self.delta;
            self.delta = 0.5 * left;
        }
        self.prepared = false;
    }

    /// The time at which the step that is tried ends: exactly the breakpoint's,
    /// where it goes there.
    fn target(&self) -> f64 {
        if self.to_breakpoint {
            self.breakpoint
        } else {
            self.time + self.delta
        }
    }

    /// Writes the equations of the step and a first guess of its solution.
    #[inline(never)]
    fn prepare(&mut self, simulation: &mut Simulation) {
        self.prepared = true;
        self.tried = 0;
        self.steps[0] = self.delta;
        self.integration = self.formula.integration(&self.steps);
        let alpha = self.integration.a[0];
        let other = self.schedules && self.newton.step != self.delta;
        self.newton.step = self.delta;
        if self.newton.alpha != alpha || self.newton.alpha == 0.0 || other {
            self.newton.set_base(simulation, alpha, 0.0);
        }
        self.newton.sources.fill(0.0);
        let instant = Instant::Time(self.target());
        let scale = self.risen(self.target());
        for group in &mut simulation.groups {
            group.excite(instant, scale, &mut self.newton.sources);
        }
        simulation.charges.recall(&self.integration, &mut self.newton.sources);
        self.newton.sources[0] = 0.0;
        self.newton.begin_point();
        if simulation.nonlinear {
            self.predict(&mut simulation.x);
        }
    }

    /// A first guess of the solution: the parabola through the last three points,
    /// the line through two; flat after a corner.
    #[inline(never)]
    fn predict(&self, x: &mut [f64]) {
        let [one, two, three] = &self.past;
        let [h, h1, h2] = [self.steps[0], self.steps[1], self.steps[2]];
        let b = self.beyond_length;
        if b > h && !self.at_breakpoint && self.smooth >= 2 {
            // The rejected solution lies beyond: between it and the last two points.
            let weight = h * (h + h1) / (b * (b + h1));
            let weight1 = (h + h1) * (b - h) / (h1 * b);
            let weight2 = -h * (b - h) / (h1 * (b + h1));
            for (((x, &one), &two), &beyond) in x.iter_mut().zip(one).zip(two).zip(&self.beyond) {
                *x = weight1 * one + weight2 * two + weight * beyond;
            }
        } else if self.at_breakpoint || self.smooth < 2 {
            x.copy_from_slice(one);
        } else if self.smooth < 3 {
            let ratio = h / h1;
            for ((x, &one), &two) in x.iter_mut().zip(one).zip(two) {
                *x = one + ratio * (one - two);
            }
        } else {
            let weight1 = (h + h1) * (h + h1 + h2) / (h1 * (h1 + h2));
            let weight2 = -h * (h + h1 + h2) / (h1 * h2);
            let weight3 = h * (h + h1) / ((h1 + h2) * h2);
            for (((x, &one), &two), &three) in x.iter_mut().zip(one).zip(two).zip(three) {
                *x = weight1 * one + weight2 * two + weight3 * three;
            }
        }
    }

    /// The largest next step that the truncation error of the charges allows.
    #[inline(never)]
    fn allowed(&self, simulation: &mut Simulation, order: usize) -> f64 {
        let Simulation { charges, options, .. } = simulation;
        let rule = Truncation { steps: &self.steps, order, constant: self.formula.error_constant(order), options };
        let worst = charges.truncation(&self.integration, &rule);
        match order {
            1 => 1.0 / worst,
            2 => (1.0 / worst).sqrt(),
            _ => libm::pow(1.0 / worst, 1.0 / order as f64),
        }
    }

    /// A converged step: takes it, or goes back with a smaller one.
    #[inline(never)]
    fn judge(&mut self, circuit: &Circuit, simulation: &mut Simulation, recorder: &mut Recorder) -> Result<Progress, Failure> {
        simulation.update_charges();
        if self.events.changes.is_some() {
            return self.judge_change(simulation, recorder);
        }
        let mut next = self.delta * GROWTH;
        // Divided differences need as many points before as their order and one more.
        let order = self.formula.order().min(self.known - 1);
        if order > 0 && !self.events.searching() {
            let limit = self.allowed(simulation, order);
            next = next.min(limit);
            let eased = std::mem::replace(&mut self.eased, limit);
            if next <= ACCEPT * self.delta && self.delta > 2.0 * self.least {
                simulation.counters.rejected += 1;
                self.beyond_length = self.delta;
                self.beyond.copy_from_slice(&simulation.x);
                self.restore(simulation);
                self.delta = (SAFE * next).max(2.0 * self.least);
                self.plan(simulation);
                return Ok(Progress::Continue);
            }
            next = next.min(EASE * eased).min(SAFE * limit);
        }
        match self.events.look(simulation, &self.past[0], self.time, self.delta, 2.0 * self.least, self.to_breakpoint) {
            Verdict::Quiet => {}
            Verdict::Again(length) => {
                self.try_length(simulation, length);
                return Ok(Progress::Continue);
            }
            Verdict::Here => return self.change(circuit, simulation, recorder),
        }
        next = self.choose_order(simulation, next);
        simulation.keep_states();
        if self.accept(simulation) {
            next = next.min(CALM * self.delta);
        }
        self.emit(simulation, recorder);
        if self.at_breakpoint && self.time >= self.stop {
            return Ok(Progress::Finished);
        }
        if self.at_breakpoint {
            self.delta = next;
            self.cut_after_breakpoint();
        } else {
            let keeps = !simulation.nonlinear && next < WORTHWHILE * self.delta && next >= SAFE * self.delta;
            if !keeps {
                self.delta = next;
            }
        }
        self.plan(simulation);
        Ok(Progress::Continue)
    }

    /// Takes up another order where it pays; answers the next step.
    #[inline(never)]
    fn choose_order(&mut self, simulation: &mut Simulation, next: f64) -> f64 {
        let order = self.formula.order();
        let most = GROWTH * self.delta;
        // The step after the first two is of second order unless their error says otherwise.
        let enough = if order == 1 { self.known >= DAMPED } else { self.known > order + 1 };
        if order < self.formula.highest() && enough && self.formula.settled() {
            // A higher order has to pay, or the lower, which damps more, stays.
            let higher = match self.known > order + 1 {
                true => self.allowed(simulation, order + 1),
                false => f64::INFINITY,
            };
            let now = if order == 1 { self.delta } else { next };
            if higher > WORTH_ORDER * now {
                self.formula.set_order(order + 1);
                self.eased = f64::INFINITY;
                return next.max(higher.min(most));
            }
        }
        if order > 2 && self.formula.settled() {
            let lower = self.allowed(simulation, order - 1);
            if lower > WORTH_ORDER * next {
                self.formula.set_order(order - 1);
                return lower.min(most);
            }
        }
        next
    }

    /// Moves the history on by the step that was just solved; true where ringing
    /// is damped from here on.
    #[inline(never)]
    fn accept(&mut self, simulation: &mut Simulation) -> bool {
        self.beyond_length = 0.0;
        let mut rings = false;
        let Simulation { groups, x, charges, .. } = simulation;
        if self.formula.may_ring() {
            if charges.accept_watching(&self.integration, AUDIBLE) {
                self.formula.damp();
                charges.calm();
                rings = true;
            }
        } else {
            charges.accept(&self.integration);
        }
        for group in groups.iter_mut() {
            group.accept(x);
        }
        self.steps.rotate_right(1);
        self.formula.accepted();
        self.newton.accepted(x);
        self.past.rotate_right(1);
        self.past[0].copy_from_slice(x);
        self.time = self.target();
        self.known = (self.known + 1).min(REMEMBERED + 1);
        self.smooth = (self.smooth + 1).min(REMEMBERED + 1);
        self.at_breakpoint = self.to_breakpoint;
        if self.at_breakpoint {
            // What came before the corner says nothing about what follows.
            if simulation.nonlinear {
                simulation.correct_charges();
            }
            self.known = 1;
            self.smooth = 1;
            self.eased = f64::INFINITY;
            self.breakpoint = self.after;
            self.after = self.next_corner(simulation, self.breakpoint);
        }
        if self.schedules {
            let corner = std::mem::take(&mut self.bends) || self.at_breakpoint;
            self.schedule(simulation, corner);
        }
        rings
    }

    /// Back to the last point, for a shorter step from there. What its charges
    /// differ from the devices' own, which is little beside a step like the one
    /// before, is a current that grows as the step shrinks: the exact ones count now.
    #[cold]
    #[inline(never)]
    fn restore(&mut self, simulation: &mut Simulation) {
        simulation.x.copy_from_slice(&self.past[0]);
        for group in &mut simulation.groups {
            group.settle(&simulation.x);
        }
        if simulation.nonlinear {
            simulation.correct_charges();
        }
    }

    /// Newton failed: an eighth of the step, of first order.
    #[cold]
    #[inline(never)]
    fn shrink(&mut self, simulation: &mut Simulation, circuit: &Circuit) -> Result<(), Failure> {
        simulation.counters.rejected += 1;
        self.events.forget();
        self.restore(simulation);
        self.delta /= 8.0;
        self.eased = f64::INFINITY;
        self.formula.restart();
        if self.delta < self.least {
            if let Some(fault) = simulation.fault(circuit) {
                return Err(fault);
            }
            let (node, device) = self.culprit.place(simulation);
            let message = format!(
                "the time step became too small at {} s, where {} does not settle; look for a jump without any \
                 resistance or capacitance to smooth it, or give the transient a smaller largest step",
                self.time,
                self.culprit.name(simulation, circuit)
            );
            return Err(Failure { code: "timestep-too-small", message, node, device, origin: None });
        }
        self.plan(simulation);
        Ok(())
    }
}

impl Analysis for Tran {
    fn step(
        &mut self,
        circuit: &Circuit,
        _evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<Progress, Failure> {
        if let Phase::Point(search) = &mut self.phase {
            match search.step(simulation, &mut self.newton, circuit) {
                Ok(false) => {}
                Ok(true) => {
                    simulation.begin_history(false);
                    self.begin(simulation, recorder);
                }
                Err(failure) => self.begin_without_point(failure, circuit, simulation, recorder)?,
            }
            return Ok(Progress::Continue);
        }
        let instant = matches!(self.phase, Phase::Instant);
        if !self.prepared {
            if instant {
                self.prepare_instant(simulation);
            } else {
                self.prepare(simulation);
            }
        }
        self.tried += 1;
        match self.newton.iterate(simulation, circuit, Start::Free)? {
            Iteration::Converged if instant => {
                if self.events.go_on(simulation, &self.past[0])? {
                    self.prepared = false;
                    return Ok(Progress::Continue);
                }
                simulation.update_charges();
                simulation.charges.accept(&self.integration);
                let Simulation { groups, x, .. } = &mut *simulation;
                groups.iter_mut().for_each(|group| group.accept(x));
                self.begin(simulation, recorder);
                Ok(Progress::Continue)
            }
            Iteration::Converged => self.judge(circuit, simulation, recorder),
            Iteration::Moving(culprit) if self.tried < self.most_iterations(simulation, instant) => {
                self.culprit = culprit;
                Ok(Progress::Continue)
            }
            Iteration::Moving(culprit) | Iteration::Lost(culprit) => {
                self.culprit = culprit;
                if instant {
                    if let Some(fault) = simulation.fault(circuit) {
                        return Err(fault);
                    }
                    let (node, device) = culprit.place(simulation);
                    let message = format!(
                        "the initial conditions contradict the circuit: {} does not settle just after 0",
                        culprit.name(simulation, circuit)
                    );
                    return Err(Failure { code: "no-convergence", message, node, device, origin: None });
                }
                self.shrink(simulation, circuit)?;
                Ok(Progress::Continue)
            }
        }
    }

    fn fraction(&self) -> (f64, f64) {
        (self.time / self.stop, self.time)
    }
}

impl Tran {
    fn most_iterations(&self, simulation: &Simulation, instant: bool) -> u32 {
        if instant {
            simulation.options.itl1
        } else {
            simulation.options.itl4
        }
    }
}
