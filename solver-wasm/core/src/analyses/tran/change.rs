//! What a transient does at an event.

use super::Tran;
use crate::analyses::Progress;
use crate::circuit::Circuit;
use crate::results::Recorder;
use crate::simulation::{Failure, Simulation};

/// The first step after a change as a part of the one before, as after a source's corner.
const AFTER: f64 = 0.1;

impl Tran {
    /// Tries the step again with another length, of the same formula.
    pub(super) fn try_length(&mut self, simulation: &mut Simulation, length: f64) {
        simulation.counters.rejected += 1;
        self.restore(simulation);
        self.delta = length;
        self.to_breakpoint = self.events.ends_at_corner(length);
        self.prepared = false;
    }

    /// The step ends where states change: takes it, and begins the step over the change.
    pub(super) fn change(&mut self, circuit: &Circuit, simulation: &mut Simulation, recorder: &mut Recorder) -> Result<Progress, Failure> {
        self.bends = true;
        self.accept(simulation);
        self.emit(simulation, recorder);
        if self.at_breakpoint && self.time >= self.stop {
            return Ok(Progress::Finished);
        }
        let device = self.events.begin_changes(simulation).map_err(|failure| self.in_time(failure))?;
        if self.events.crowd(self.time, self.largest) {
            let message = "it switches back and forth faster than the steps of the transient, because its control stays \
                           at the threshold; from here on its changes come at the ends of steps; give its model a hysteresis"
                .to_string();
            let mut diagnostic = Failure::device(device, "crowded-events", message).diagnostic(circuit);
            diagnostic.severity = "warning".into();
            recorder.diagnose_once(diagnostic);
        }
        self.known = 1;
        self.smooth = 1;
        self.at_breakpoint = true;
        self.formula.restart();
        self.newton.alpha = 0.0;
        self.delta = self.events.instant(self.time, 2.0 * self.least);
        self.plan(simulation);
        Ok(Progress::Continue)
    }

    /// The step over a change is solved.
    pub(super) fn judge_change(&mut self, simulation: &mut Simulation, recorder: &mut Recorder) -> Result<Progress, Failure> {
        if self.events.go_on(simulation, &self.past[0]).map_err(|failure| self.in_time(failure))? {
            self.restore(simulation);
            self.newton.alpha = 0.0;
            self.prepared = false;
            return Ok(Progress::Continue);
        }
        self.bends = true;
        self.accept(simulation);
        self.emit(simulation, recorder);
        if self.at_breakpoint && self.time >= self.stop {
            return Ok(Progress::Finished);
        }
        // Solutions before the change say nothing about what follows; the charges
        // do, which went on from there: the next step has its error judged by them.
        self.smooth = 1;
        self.at_breakpoint = true;
        self.uncut = self.events.resume;
        self.delta = (AFTER * self.events.resume).max(2.0 * self.least);
        self.formula.restart();
        if self.known > 1 {
            // The rates just after the change are known.
            self.formula.set_order(2.min(self.formula.highest()));
        }
        self.plan(simulation);
        Ok(Progress::Continue)
    }

    /// A failure of discrete states with its time.
    fn in_time(&self, failure: Failure) -> Failure {
        Failure { message: format!("at {} s {}", self.time, failure.message), ..failure }
    }
}
