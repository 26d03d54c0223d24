//! Transient: the circuit's differential equations from 0 to `stop`.
//!
//! With charges and fluxes `q(x)` the equations of a point are
//! `i(x) + dq/dt = s`, with dq/dt by the trapezoidal rule or Gear's formula of
//! second order (Nagel, ERL-M520, section 4). After every breakpoint the first
//! step is of first order (backward Euler). The step follows the truncation
//! error of the charges: `trtol` times the tolerance, against a constant times
//! their divided differences. Constants, tolerances, the first step, the cut at
//! breakpoints and the rules of growth are ngspice's, so that the number of
//! steps is comparable.

use super::{holds, Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::circuit::{self, Circuit};
use crate::devices::{Instant, Integration, Start, Truncation};
use crate::newton::{Culprit, Iteration, Newton};
use crate::operating_point::OperatingPoint;
use crate::options::Method;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::run::Vector;
use crate::simulation::{Failure, Simulation, Unknown};

/// Error constants of the formulas by order 1 and 2 (ngspice's: those of the
/// divided differences, without the factorial).
const TRAPEZOIDAL_ERROR: [f64; 2] = [0.5, 1.0 / 12.0];
const GEAR_ERROR: [f64; 2] = [0.5, 2.0 / 9.0];
/// A step is taken when the next may be at least this fraction of it.
const ACCEPT: f64 = 0.9;
/// A step grows at most by this factor.
const GROWTH: f64 = 2.0;
/// The second order is taken up when it allows a step this much longer.
const WORTH_ORDER: f64 = 1.05;
/// A linear circuit keeps its step, and with it its factors, until it may grow
/// by this factor.
const WORTHWHILE: f64 = 1.5;
/// Breakpoints closer than this fraction of the largest step are one.
const SAME: f64 = 5e-5;
/// Steps of first order after a corner: one alone leaves the trapezoidal rule
/// ringing about currents that have not settled yet.
const DAMPED: usize = 2;
/// A step that would leave less than this fraction of itself before a
/// breakpoint is halved.
const CRUMB: f64 = 0.1;
/// The least step as a fraction of the largest.
const LEAST: f64 = 1e-11;
/// With `uic`, the values just after 0 are those of a step this fraction of the first.
const INSTANT: f64 = 1e-6;

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
    order: usize,
    /// Accepted points since the last breakpoint, at most 3.
    known: usize,
    tried: u32,
    prepared: bool,
    integration: Integration,
    /// Lengths of the steps before, the last first.
    steps: [f64; 3],
    /// Fluxes by row at the last accepted points, and their rates at the last.
    fluxes: [Vec<f64>; 3],
    rates: Vec<f64>,
    /// Fluxes of the point that is being tried.
    flux: Vec<f64>,
    /// Rows that have a flux.
    rows: Vec<u32>,
    /// Solutions at the last two accepted points.
    last: Vec<f64>,
    before: Vec<f64>,
    culprit: Culprit,
}

impl Tran {
    pub fn new(circuit: &Circuit, simulation: &mut Simulation, recorder: &mut Recorder) -> Result<Tran, Failure> {
        let job = &circuit.analyses[simulation.job as usize];
        let circuit::Analysis::Tran { step, stop, start, max_step, uic, .. } = job.analysis else {
            unreachable!("a transient job was asked for");
        };
        let number = |value: u32, default: f64| simulation.numbers.get(value).unwrap_or(default);
        let (step, stop, start) = (number(step, 0.0), number(stop, 0.0), number(start, 0.0));
        let bad = |message: String| Err(Failure::new("bad-times", message).at(job.origin));
        if !(stop > 0.0 && stop.is_finite()) {
            return bad(format!("a transient needs a stop time above 0, not {stop}"));
        }
        if !(step >= 0.0 && start >= 0.0 && start < stop) {
            return bad(format!("a transient from {start} to {stop} with steps of {step} is not possible"));
        }
        let mut largest = number(max_step, 0.0);
        if largest <= 0.0 {
            largest = (stop - start) / 50.0;
            if step > 0.0 {
                largest = largest.min(step);
            }
        }
        let step = if step > 0.0 { step } else { largest };
        let delta = (stop / 100.0).min(step).min(largest * 10.0) / 10.0;
        let axis = Vector {
            name: "time".into(),
            quantity: "time".into(),
            unit: "s".into(),
            complex: false,
            raw: true,
            node: None,
            device: None,
        };
        let columns = Columns::new(circuit, simulation, Some(axis), false);
        recorder.begin(simulation.job, "tran", "Transient Analysis", columns.vectors.clone(), Vec::new());
        let size = simulation.size();
        let mut tran = Tran {
            newton: Newton::new(simulation),
            columns,
            phase: Phase::Instant,
            start,
            stop,
            largest,
            least: LEAST * largest,
            time: 0.0,
            delta,
            uncut: delta,
            breakpoint: 0.0,
            after: 0.0,
            to_breakpoint: false,
            at_breakpoint: true,
            order: 1,
            known: 0,
            tried: 0,
            prepared: false,
            integration: Integration::default(),
            steps: [delta; 3],
            fluxes: [vec![0.0; size], vec![0.0; size], vec![0.0; size]],
            rates: vec![0.0; size],
            flux: vec![0.0; size],
            rows: flux_rows(simulation),
            last: vec![0.0; size],
            before: vec![0.0; size],
            culprit: Culprit::Unknown(0),
        };
        if uic {
            for given in &job.initial_conditions {
                if given.node != 0 {
                    simulation.x[given.node as usize] = simulation.numbers.values[given.value as usize];
                }
            }
            let Simulation { groups, x, .. } = &mut *simulation;
            for group in groups.iter() {
                group.initial_unknowns(x);
            }
            for group in groups.iter_mut() {
                group.begin_history(x, true);
                group.settle(x);
            }
            simulation.fluxes(&simulation.x, &mut tran.fluxes[0]);
        } else {
            let search = OperatingPoint::new(simulation, holds(circuit, simulation, true), Instant::Time(0.0));
            tran.phase = Phase::Point(Box::new(search));
        }
        Ok(tran)
    }

    /// The point at 0 is known: emits it and begins stepping.
    fn begin(&mut self, simulation: &mut Simulation, recorder: &mut Recorder) {
        simulation.fluxes(&simulation.x, &mut self.fluxes[0]);
        self.last.copy_from_slice(&simulation.x);
        self.known = 1;
        self.breakpoint = self.next_corner(simulation, 0.0);
        self.after = self.next_corner(simulation, self.breakpoint);
        self.emit(simulation, recorder);
        self.phase = Phase::Step;
        self.cut_after_breakpoint();
        // ngspice divides the very first step once more.
        self.delta = (self.delta / 10.0).max(2.0 * self.least);
        self.plan();
    }

    fn emit(&mut self, simulation: &Simulation, recorder: &mut Recorder) {
        if self.time >= self.start {
            recorder.point(self.columns.row(simulation, self.time));
        }
    }

    /// The first corner of a source after `time`, at most the stop time; corners
    /// that are nearly the same are one.
    fn next_corner(&self, simulation: &Simulation, time: f64) -> f64 {
        let same = SAME * self.largest;
        let mut at = time;
        loop {
            let next = simulation.groups.iter().map(|group| group.next_breakpoint(at)).fold(f64::INFINITY, f64::min);
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
        self.order = 1;
        self.delta = self.delta.min(0.1 * self.uncut.min(self.breakpoint - self.time)).max(2.0 * self.least);
    }

    /// Decides where the next step ends.
    fn plan(&mut self) {
        self.delta = self.delta.min(self.largest);
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
    fn prepare(&mut self, simulation: &mut Simulation) {
        self.prepared = true;
        self.tried = 0;
        let (h, before) = (self.delta, self.steps[0]);
        self.integration = match (self.order, simulation.options.method) {
            (1, _) => Integration { a0: 1.0 / h, a1: -1.0 / h, a2: 0.0, b1: 0.0 },
            (_, Method::Trapezoidal) => Integration { a0: 2.0 / h, a1: -2.0 / h, a2: 0.0, b1: -1.0 },
            (_, Method::Gear) => {
                let ratio = h / before;
                let a0 = (1.0 + 2.0 * ratio) / (h * (1.0 + ratio));
                let a2 = ratio * ratio / (h * (1.0 + ratio));
                Integration { a0, a1: -a0 - a2, a2, b1: 0.0 }
            }
        };
        if self.newton.alpha != self.integration.a0 || self.newton.alpha == 0.0 {
            self.newton.set_base(simulation, self.integration.a0, 0.0);
        }
        self.newton.sources.fill(0.0);
        let instant = Instant::Time(self.target());
        for group in &mut simulation.groups {
            group.excite(instant, 1.0, &mut self.newton.sources);
        }
        self.recall(simulation);
        self.newton.sources[0] = 0.0;
        if simulation.nonlinear {
            // Straight on from the last two points; flat after a corner.
            let ratio = if self.at_breakpoint || self.known < 2 { 0.0 } else { h / before };
            for ((x, &last), &before) in simulation.x.iter_mut().zip(&self.last).zip(&self.before) {
                *x = last + ratio * (last - before);
            }
            for group in &mut simulation.groups {
                group.settle(&self.last);
            }
        }
    }

    /// The largest next step that the truncation error of the charges allows.
    fn allowed(&self, simulation: &Simulation, order: usize) -> f64 {
        let errors = match simulation.options.method {
            Method::Trapezoidal => TRAPEZOIDAL_ERROR,
            Method::Gear => GEAR_ERROR,
        };
        let rule = Truncation {
            integration: &self.integration,
            steps: [self.delta, self.steps[0], self.steps[1]],
            order,
            constant: errors[order - 1],
            options: &simulation.options,
        };
        let [one, two, three] = &self.fluxes;
        let mut worst: f64 = 0.0;
        for &row in &self.rows {
            let row = row as usize;
            worst = worst.max(rule.ratio([self.flux[row], one[row], two[row], three[row]], self.rates[row]));
        }
        for group in &simulation.groups {
            worst = worst.max(group.truncation(&simulation.x, &rule));
        }
        match order {
            1 => 1.0 / worst,
            _ => libm::sqrt(1.0 / worst),
        }
    }

    /// A converged step: takes it, or goes back with a smaller one.
    fn judge(&mut self, simulation: &mut Simulation, recorder: &mut Recorder) -> Progress {
        simulation.fluxes(&simulation.x, &mut self.flux);
        let mut next = self.delta * GROWTH;
        // Divided differences need as many points before as their order and one more.
        let order = self.order.min(self.known - 1);
        if order > 0 {
            next = next.min(self.allowed(simulation, order));
            if next <= ACCEPT * self.delta && self.delta > 2.0 * self.least {
                simulation.counters.rejected += 1;
                self.restore(simulation);
                self.delta = next.max(2.0 * self.least);
                self.plan();
                return Progress::Continue;
            }
        }
        if self.order == 1 && self.known >= DAMPED && simulation.options.maxord > 1 {
            // The second order has to pay, or the first, which damps, stays.
            let second = if self.known > 2 { self.allowed(simulation, 2) } else { f64::INFINITY };
            if second > WORTH_ORDER * self.delta {
                self.order = 2;
                next = next.max(second.min(GROWTH * self.delta));
            }
        }
        self.accept(simulation);
        self.emit(simulation, recorder);
        if self.at_breakpoint && self.time >= self.stop {
            return Progress::Finished;
        }
        if self.at_breakpoint {
            self.delta = next;
            self.cut_after_breakpoint();
        } else {
            let keeps = !simulation.nonlinear && next < WORTHWHILE * self.delta && next >= self.delta;
            if !keeps {
                self.delta = next;
            }
        }
        self.plan();
        Progress::Continue
    }

    /// Moves the history on by the step that was just solved.
    fn accept(&mut self, simulation: &mut Simulation) {
        self.update_rates();
        self.fluxes.rotate_right(1);
        std::mem::swap(&mut self.fluxes[0], &mut self.flux);
        self.steps = [self.delta, self.steps[0], self.steps[1]];
        let Simulation { groups, x, .. } = simulation;
        for group in groups.iter_mut() {
            group.accept(x, &self.integration);
        }
        std::mem::swap(&mut self.before, &mut self.last);
        self.last.copy_from_slice(x);
        self.time = self.target();
        self.known = (self.known + 1).min(4);
        self.at_breakpoint = self.to_breakpoint;
        if self.at_breakpoint {
            // What came before the corner says nothing about what follows.
            self.known = 1;
            self.breakpoint = self.after;
            self.after = self.next_corner(simulation, self.breakpoint);
        }
    }

    fn restore(&mut self, simulation: &mut Simulation) {
        simulation.x.copy_from_slice(&self.last);
    }

    /// Newton failed: an eighth of the step, of first order.
    fn shrink(&mut self, simulation: &mut Simulation, circuit: &Circuit) -> Result<(), Failure> {
        simulation.counters.rejected += 1;
        self.restore(simulation);
        self.delta /= 8.0;
        self.order = 1;
        if self.delta < self.least {
            let (node, device) = self.culprit.place(simulation);
            let message = format!(
                "the time step became too small at {} s, where {} does not settle; look for a jump without any \
                 resistance or capacitance to smooth it, or give the transient a smaller largest step",
                self.time,
                self.culprit.name(simulation, circuit)
            );
            return Err(Failure { code: "timestep-too-small", message, node, device, origin: None });
        }
        self.plan();
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
            if search.step(simulation, &mut self.newton, circuit)? {
                let Simulation { groups, x, .. } = &mut *simulation;
                groups.iter_mut().for_each(|group| group.begin_history(x, false));
                self.rates.fill(0.0);
                self.begin(simulation, recorder);
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
                simulation.fluxes(&simulation.x, &mut self.flux);
                self.update_rates();
                let Simulation { groups, x, .. } = &mut *simulation;
                groups.iter_mut().for_each(|group| group.accept(x, &self.integration));
                self.begin(simulation, recorder);
                Ok(Progress::Continue)
            }
            Iteration::Converged => Ok(self.judge(simulation, recorder)),
            Iteration::Moving(culprit) if self.tried < self.most_iterations(simulation, instant) => {
                self.culprit = culprit;
                Ok(Progress::Continue)
            }
            Iteration::Moving(culprit) | Iteration::Lost(culprit) => {
                self.culprit = culprit;
                if instant {
                    let (node, device) = culprit.place(simulation);
                    let message = format!(
                        "the initial conditions of uic contradict the circuit: {} does not settle just after 0",
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

    /// The equations just after 0: the charges of `uic` over a very short time.
    fn prepare_instant(&mut self, simulation: &mut Simulation) {
        self.prepared = true;
        self.tried = 0;
        let h = self.delta * INSTANT;
        self.integration = Integration { a0: 1.0 / h, a1: -1.0 / h, a2: 0.0, b1: 0.0 };
        self.newton.set_base(simulation, self.integration.a0, 0.0);
        self.newton.sources.fill(0.0);
        for group in &mut simulation.groups {
            group.excite(Instant::Time(0.0), 1.0, &mut self.newton.sources);
        }
        self.recall(simulation);
        self.newton.sources[0] = 0.0;
    }

    /// Adds what is known of the rates at the point that is tried.
    fn recall(&mut self, simulation: &Simulation) {
        let [one, two, _] = &self.fluxes;
        for &row in &self.rows {
            let row = row as usize;
            self.newton.sources[row] -= self.integration.known(one[row], two[row], self.rates[row]);
        }
        for group in &simulation.groups {
            group.recall(&self.integration, &mut self.newton.sources);
        }
    }

    fn update_rates(&mut self) {
        let [one, two, _] = &self.fluxes;
        for &row in &self.rows {
            let row = row as usize;
            self.rates[row] = self.integration.rate(self.flux[row], one[row], two[row], self.rates[row]);
        }
    }
}

/// Rows of branches, and with `cshunt` those of nodes.
fn flux_rows(simulation: &Simulation) -> Vec<u32> {
    let has = |unknown: &Unknown| match unknown {
        Unknown::Branch(_) => true,
        Unknown::Node(_) => simulation.options.cshunt > 0.0,
        Unknown::Internal { .. } => false,
    };
    (1..simulation.size() as u32).filter(|&row| has(&simulation.unknowns[row as usize])).collect()
}
