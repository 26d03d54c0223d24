//! How a transient begins: its times and its first step, at the operating point,
//! at given initial conditions, or without a point.

use super::events::Events;
use super::formula::Formula;
use super::grid::Grid;
use super::{Phase, Tran};
use crate::analyses::columns::{axis, Columns};
use crate::analyses::holds;
use crate::charges::{Integration, REMEMBERED};
use crate::circuit::{self, Circuit};
use crate::devices::Instant;
use crate::newton::{Culprit, Newton};
use crate::operating_point::OperatingPoint;
use crate::queue::EventQueue;
use crate::results::Recorder;
use crate::simulation::{Failure, Simulation};
use crate::states::Settling;

/// The least step as a fraction of the largest.
const LEAST: f64 = 1e-11;
/// With `uic`, the values just after 0 are those of a step this fraction of the first.
const INSTANT: f64 = 1e-6;
/// With `startup` the independent sources rise within this many seconds
/// (LTspice's manual, `.tran`).
const RISE: f64 = 20e-6;

impl Tran {
    pub fn new(circuit: &Circuit, simulation: &mut Simulation, recorder: &mut Recorder) -> Result<Tran, Failure> {
        let job = &circuit.analyses[simulation.job as usize];
        let circuit::Analysis::Tran { step, stop, start, max_step, uic, startup } = job.analysis else {
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
        largest = largest.min(simulation.options.maxstep);
        let step = if step > 0.0 { step } else { largest };
        let delta = (stop / 100.0).min(step).min(largest * 10.0) / 10.0;
        let rise = if startup { RISE } else { simulation.options.ramptime };
        let columns = Columns::new(circuit, simulation, Some(axis("time", "s", false)), false);
        recorder.begin(simulation.job, "tran", "Transient Analysis", columns.vectors.clone(), Vec::new());
        let size = simulation.size();
        let mut tran = Tran {
            newton: Newton::new(simulation),
            columns,
            phase: Phase::Instant,
            start,
            stop,
            rise,
            grid: simulation.options.interp.then(|| Grid::new(start, stop, step)),
            largest,
            least: LEAST * largest,
            time: 0.0,
            delta,
            uncut: delta,
            breakpoint: 0.0,
            after: 0.0,
            to_breakpoint: false,
            at_breakpoint: true,
            formula: Formula::new(&simulation.options),
            known: 0,
            eased: f64::INFINITY,
            smooth: 0,
            tried: 0,
            prepared: false,
            integration: Integration::default(),
            steps: [delta; REMEMBERED],
            past: [vec![0.0; size], vec![0.0; size], vec![0.0; size]],
            beyond: vec![0.0; size],
            beyond_length: 0.0,
            culprit: Culprit::Unknown(0),
            events: Events::new(simulation),
            queue: EventQueue::default(),
            bends: false,
            schedules: simulation.groups.iter().any(|group| group.schedules()),
        };
        if uic {
            tran.begin_as_given(circuit, simulation);
        } else {
            let search = OperatingPoint::new(simulation, holds(circuit, simulation, true), Instant::Time(0.0));
            let search = if rise > 0.0 { search.without_sources() } else { search };
            tran.phase = Phase::Point(Box::new(search));
        }
        Ok(tran)
    }

    /// Begins at what `.ic` and `ic=` give, and at 0 V and 0 A elsewhere.
    fn begin_as_given(&mut self, circuit: &Circuit, simulation: &mut Simulation) {
        self.phase = Phase::Instant;
        simulation.x.fill(0.0);
        for given in &circuit.analyses[simulation.job as usize].initial_conditions {
            if given.node != 0 {
                simulation.x[given.node as usize] = simulation.numbers.values[given.value as usize];
            }
        }
        let Simulation { groups, x, .. } = &mut *simulation;
        for group in groups.iter() {
            group.initial_unknowns(x);
        }
        for group in groups.iter_mut() {
            group.settle(x);
        }
        simulation.begin_history(true);
        self.events.changes = Some(Settling::begin(simulation));
    }

    /// A circuit without an operating point, such as an oscillator whose switch
    /// undoes what closed it, has a transient all the same. ngspice begins it
    /// where another transient has led, which stands still no more than this one.
    pub(super) fn begin_without_point(
        &mut self,
        failure: Failure,
        circuit: &Circuit,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<(), Failure> {
        if !matches!(failure.code, "no-convergence" | "endless-switching") {
            return Err(failure);
        }
        let message = format!(
            "{}; the transient begins without an operating point, as with uic: at what .ic and ic= give, and at 0 V and 0 A elsewhere",
            failure.message
        );
        let mut diagnostic = Failure { code: "no-operating-point", message, ..failure }.diagnostic(circuit);
        diagnostic.severity = "warning".into();
        recorder.diagnose_once(diagnostic);
        self.begin_as_given(circuit, simulation);
        Ok(())
    }

    /// The point at 0 is known: emits it and begins stepping.
    #[cold]
    #[inline(never)]
    pub(super) fn begin(&mut self, simulation: &mut Simulation, recorder: &mut Recorder) {
        self.past[0].copy_from_slice(&simulation.x);
        self.newton.judge_quadratically(simulation);
        self.known = 1;
        self.smooth = 1;
        self.breakpoint = self.next_corner(simulation, 0.0);
        self.after = self.next_corner(simulation, self.breakpoint);
        if self.schedules {
            self.schedule(simulation, true);
        }
        self.emit(simulation, recorder);
        self.phase = Phase::Step;
        self.cut_after_breakpoint();
        // ngspice divides the very first step once more.
        self.delta = (self.delta / 10.0).max(2.0 * self.least);
        self.plan(simulation);
    }

    /// The equations just after 0: the charges of `uic` over a very short time.
    #[cold]
    #[inline(never)]
    pub(super) fn prepare_instant(&mut self, simulation: &mut Simulation) {
        self.prepared = true;
        self.tried = 0;
        let h = self.delta * INSTANT;
        self.integration = Integration::euler(h);
        self.newton.step = 0.0;
        self.newton.set_base(simulation, self.integration.a[0], 0.0);
        self.newton.sources.fill(0.0);
        for group in &mut simulation.groups {
            group.excite(Instant::Time(0.0), self.risen(0.0), &mut self.newton.sources);
        }
        simulation.charges.recall(&self.integration, &mut self.newton.sources);
        self.newton.sources[0] = 0.0;
    }
}
