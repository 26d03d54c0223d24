//! A session: one circuit, held open, on which analyses run one after the
//! other. The host calls [`Session::advance`] with a budget and takes events
//! and chunks after each call; a host that wants to stop does not advance
//! again and calls [`Session::stop`].

use crate::analyses::{self, Analysis, Progress};
use crate::circuit::{self, Circuit, CIRCUIT_VERSION, HEADER, MAGIC, NONE};
use crate::measure::{self, Known, Measures};
use crate::program::{Evaluator, OverrideError, Overrides};
use crate::results::{Chunk, Recorder};
use crate::run::{RunDiagnostic, RunEvent, Statistics};
use crate::simulation::{Failure, Search, Simulation};
use crate::stepping::Steps;

/// Where a run is after an [`Session::advance`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The budget is spent; advance again.
    Running,
    /// All points are there. Also when nothing was started.
    Done,
    /// A diagnostic among the events says why; the plot holds what was computed.
    Failed,
}

/// Why a circuit cannot be opened.
#[derive(Debug, Clone, PartialEq)]
pub enum OpenError {
    /// The bytes are no circuit.
    Malformed(String),
    /// The circuit has another layout than this solver's.
    Version { found: u32 },
    /// The circuit is complete, but cannot be simulated.
    Circuit(Box<RunDiagnostic>),
}

impl OpenError {
    /// The error as a diagnostic; without a place where the bytes are to blame.
    pub fn diagnostic(&self) -> RunDiagnostic {
        let (code, message) = match self {
            OpenError::Circuit(diagnostic) => return (**diagnostic).clone(),
            OpenError::Malformed(reason) => {
                ("malformed-circuit", format!("the circuit's bytes cannot be read ({reason}); please report this"))
            }
            OpenError::Version { found } => (
                "circuit-version",
                format!("the circuit has layout {found} and this solver reads {CIRCUIT_VERSION}; rebuild both from one version"),
            ),
        };
        RunDiagnostic { severity: "error".into(), code: code.into(), message, origin: NONE, device: None, node: None }
    }
}

/// What this solver can do, by name, so that a host can say before a run what
/// it lacks.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Capabilities {
    /// `op`, `dc`, `ac`, `tran` …
    pub analyses: Vec<String>,
    /// Kinds of devices, as in `Devices::kind`.
    pub devices: Vec<String>,
    /// Types of models, as in `Model::kind`.
    pub models: Vec<String>,
}

struct Run {
    simulation: Box<Simulation>,
    analysis: Box<dyn Analysis>,
    /// The job's `.step` cards, if it has any.
    steps: Option<Steps>,
    /// Seconds spent in `advance`, and those of them before the current step.
    solve: f64,
    before: f64,
    reported: f64,
}

pub struct Session {
    circuit: Circuit,
    evaluator: Evaluator,
    altered: Overrides,
    recorder: Recorder,
    run: Option<Run>,
    /// The run that was stopped last, as it was, with its measures.
    stopped: Option<(Run, Option<Measures>)>,
    /// By index into `circuit.measures`: what the runs so far have measured.
    measured: Vec<Option<f64>>,
    /// Steps of the analysis between two looks at the clock.
    stride: u32,
}

/// Seconds between two looks at the clock that the stride aims at.
const CLOCK_INTERVAL: f64 = 0.5e-3;
/// Seconds between two progress events.
const PROGRESS_INTERVAL: f64 = 0.02;

impl Session {
    /// Opens an encoded circuit (see `circuit.rs` for the layout).
    pub fn open(bytes: &[u8]) -> Result<Session, OpenError> {
        Session::with_circuit(decode(bytes)?)
    }

    pub fn with_circuit(circuit: Circuit) -> Result<Session, OpenError> {
        let evaluator = Evaluator::new(&circuit).map_err(|error| {
            OpenError::Circuit(Box::new(RunDiagnostic {
                severity: "error".into(),
                code: "expression".into(),
                message: error.message(&circuit),
                origin: error.origin(&circuit),
                device: None,
                node: None,
            }))
        })?;
        Ok(Session {
            circuit,
            evaluator,
            altered: Overrides::default(),
            recorder: Recorder::default(),
            run: None,
            stopped: None,
            measured: Vec::new(),
            stride: 1,
        })
    }

    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }

    pub fn evaluator(&self) -> &Evaluator {
        &self.evaluator
    }

    /// The jobs in the order in which ngspice runs them, which is not the
    /// deck's: all AC analyses, then DC, OP, transient and the others.
    pub fn run_order(&self) -> Vec<u32> {
        analyses::run_order(&self.circuit)
    }

    pub fn capabilities() -> Capabilities {
        let own = |names: &[&str]| names.iter().map(|name| name.to_string()).collect();
        Capabilities {
            analyses: own(analyses::COMPUTED),
            devices: own(&crate::devices::kinds()),
            models: own(&crate::devices::model_kinds()),
        }
    }

    /// Changes a number for all runs that follow; `path` as in [`Overrides::set`].
    pub fn alter(&mut self, path: &str, value: f64) -> Result<(), OverrideError> {
        self.altered.set(&self.circuit, path, value)
    }

    /// Begins a job; a running one is stopped first. `overrides` hold for this
    /// run only and win over what `alter` changed. The error also stands among
    /// the events.
    pub fn start(&mut self, job: u32, overrides: &Overrides) -> Result<(), RunDiagnostic> {
        self.stop();
        self.stopped = None;
        let merged = merge(&self.altered, overrides);
        let name = analyses::name(&self.circuit, job);
        match self.begin(job, merged) {
            Ok(run) => {
                self.run = Some(run);
                self.stride = 1;
                Ok(())
            }
            Err(failure) => {
                let diagnostic = failure.diagnostic(&self.circuit);
                self.recorder.take_measures();
                let failed = measure::without_a_plot(&self.circuit, name);
                self.recorder.add(failed);
                self.recorder.diagnose(diagnostic.clone());
                Err(diagnostic)
            }
        }
    }

    fn begin(&mut self, job: u32, overrides: Overrides) -> Result<Run, Failure> {
        let Session { circuit, evaluator, recorder, measured, .. } = self;
        let steps = Steps::new(circuit, evaluator, job, &overrides)?;
        let overrides = steps.as_ref().map_or(overrides, |steps| steps.overrides(circuit));
        recorder.set_step(None, None);
        if let Some(steps) = &steps {
            recorder.set_step(Some(steps.describe(circuit)), steps.joined(circuit));
        }
        let mut simulation = Simulation::new(circuit, evaluator, job, overrides, recorder)?;
        recorder.measure(Measures::new(&known(circuit, evaluator, &simulation, measured)));
        let analysis = analyses::start(circuit, evaluator, &mut simulation, recorder)?;
        Ok(Run { simulation: Box::new(simulation), analysis, steps, solve: 0.0, before: 0.0, reported: 0.0 })
    }

    /// Works for about `budget` seconds of `clock` (seconds, from any origin).
    /// The clock is looked at between Newton iterations, about every
    /// half millisecond.
    pub fn advance(&mut self, budget: f64, clock: &mut dyn FnMut() -> f64) -> Outcome {
        let Some(mut run) = self.run.take() else { return Outcome::Done };
        let begin = clock();
        let mut looked = begin;
        // Whether the plot that is open at the end has all its points.
        let mut complete = false;
        let outcome = 'work: loop {
            for _ in 0..self.stride {
                let solved = match run.analysis.step(&self.circuit, &self.evaluator, &mut run.simulation, &mut self.recorder) {
                    Ok(Progress::Continue) => continue,
                    Ok(Progress::Finished) => true,
                    Err(failure) => {
                        self.diagnose(&run, &failure);
                        false
                    }
                };
                complete = solved;
                if run.steps.is_none() {
                    break 'work if solved { Outcome::Done } else { Outcome::Failed };
                }
                let spent = run.solve + (clock() - begin);
                if let Some(outcome) = self.next_step(&mut run, solved, spent) {
                    break 'work outcome;
                }
            }
            let now = clock();
            let took = now - looked;
            looked = now;
            if took > CLOCK_INTERVAL {
                self.stride = (self.stride / 2).max(1);
            } else if took < 0.5 * CLOCK_INTERVAL {
                self.stride = (self.stride * 2).min(1 << 16);
            }
            if now - begin >= budget {
                break Outcome::Running;
            }
        };
        run.solve += clock() - begin;
        if outcome == Outcome::Running {
            if run.solve - run.reported >= PROGRESS_INTERVAL {
                run.reported = run.solve;
                let (fraction, at) = run.analysis.fraction();
                let whole = run.steps.as_ref().map_or(fraction, |steps| steps.fraction(fraction));
                self.recorder.progress(whole, at);
            }
            self.run = Some(run);
        } else {
            self.finish(&mut run, complete);
        }
        outcome
    }

    /// Ends the run where it is; its plot is finished as incomplete.
    pub fn stop(&mut self) {
        if let Some(mut run) = self.run.take() {
            let measures = self.recorder.measures();
            self.finish(&mut run, false);
            self.stopped = run.steps.is_none().then_some((run, measures));
        }
    }

    /// Continues the run that was stopped last where it was, in a plot of its
    /// own with the same vectors; measures see the whole run. False where no run
    /// was stopped, where another was started since, or where it has `.step` cards.
    pub fn resume(&mut self) -> bool {
        let Some((mut run, measures)) = self.stopped.take() else { return false };
        if !self.recorder.begin_again(measures) {
            return false;
        }
        run.before = run.solve;
        self.run = Some(run);
        self.stride = 1;
        true
    }

    /// Tells why a run cannot go on, and at which of its steps.
    fn diagnose(&mut self, run: &Run, failure: &Failure) {
        let mut diagnostic = failure.diagnostic(&self.circuit);
        if let Some(steps) = &run.steps {
            diagnostic.message = format!("at {}: {}", steps.label(), diagnostic.message);
        }
        self.recorder.diagnose(diagnostic);
    }

    /// Ends a step of a job and begins the next one that can begin; one that
    /// fails does not keep the others from running. Answers how the job ended
    /// when there is no further step; the last plot is then still open.
    fn next_step(&mut self, run: &mut Run, solved: bool, spent: f64) -> Option<Outcome> {
        let mut solved = solved;
        loop {
            let steps = run.steps.as_mut()?;
            steps.failed |= !solved;
            if steps.joins() && !solved {
                self.recorder.gap();
            }
            if steps.is_last() {
                return Some(if steps.failed { Outcome::Failed } else { Outcome::Done });
            }
            self.end_measures(run, solved);
            let steps = run.steps.as_mut()?;
            if !steps.joins() {
                self.finish_plot(&run.simulation, solved, spent - run.before);
                run.before = spent;
            }
            steps.advance();
            let (expressions, options) = steps.changes();
            self.recorder.set_step(Some(steps.describe(&self.circuit)), steps.joined(&self.circuit));
            let overrides = steps.overrides(&self.circuit);
            let Session { circuit, evaluator, recorder, measured, .. } = self;
            let simulation = &mut run.simulation;
            let begun = simulation.restart(circuit, evaluator, overrides, expressions, options, recorder).and_then(|()| {
                recorder.measure(Measures::new(&known(circuit, evaluator, simulation, measured)));
                analyses::start(circuit, evaluator, simulation, recorder)
            });
            match begun {
                Ok(analysis) => {
                    run.analysis = analysis;
                    return None;
                }
                Err(failure) => {
                    self.diagnose(run, &failure);
                    solved = false;
                }
            }
        }
    }

    /// Tells the measures of the plot that ends.
    fn end_measures(&mut self, run: &mut Run, complete: bool) {
        if let Some(measures) = self.recorder.take_measures() {
            let known = known(&self.circuit, &self.evaluator, &run.simulation, &[]);
            let mut results = measures.finish(&known, complete, &mut self.measured);
            if let Some(steps) = &mut run.steps {
                steps.note(&mut results);
            }
            self.recorder.add(results);
        }
    }

    /// Ends the open plot, which took `solve` seconds.
    fn finish_plot(&mut self, simulation: &Simulation, complete: bool, solve: f64) {
        let Simulation { counters, search, job, .. } = simulation;
        if let Some(diagnostic) = told_of_search(search, self.circuit.analyses[*job as usize].origin) {
            self.recorder.diagnose_once(diagnostic);
        }
        self.recorder.finish(
            complete,
            Statistics {
                iterations: counters.iterations,
                points: 0,
                rejected: counters.rejected,
                solve,
                operating_point: search.found_by.into(),
            },
        );
    }

    fn finish(&mut self, run: &mut Run, complete: bool) {
        self.end_measures(run, complete);
        self.finish_plot(&run.simulation, complete, run.solve - run.before);
        if let Some(steps) = &mut run.steps {
            let job = run.simulation.job;
            let table = steps.table(analyses::name(&self.circuit, job), self.circuit.analyses[job as usize].origin);
            self.recorder.add(table);
            self.recorder.set_step(None, None);
        }
    }

    pub fn take_events(&mut self) -> Vec<RunEvent> {
        self.recorder.take_events()
    }

    /// The points that came since the last call; call until it answers `None`.
    pub fn take_chunk(&mut self) -> Option<Chunk> {
        self.recorder.take_chunk()
    }
}

/// What people should know about how an operating point was found.
fn told_of_search(search: &Search, origin: u32) -> Option<RunDiagnostic> {
    let mut sentences = Vec::new();
    // A way that was gone again, from other pivots, is the way that led there.
    let others: Vec<&str> = search.tried.iter().copied().filter(|&way| way != search.found_by).collect();
    if !others.is_empty() {
        sentences.push(format!("the operating point was found by {} after {} had failed", search.found_by, others.join(", ")));
    }
    if search.left_balance {
        sentences.push(
            "the operating point that was found first is unstable, like the balance of a latch; this one is stable (a .nodeset chooses another)"
                .into(),
        );
    }
    (!sentences.is_empty()).then(|| RunDiagnostic {
        severity: "information".into(),
        code: "operating-point".into(),
        message: sentences.join("; "),
        origin,
        device: None,
        node: None,
    })
}

/// What the measures of a job can know.
fn known<'a>(
    circuit: &'a Circuit,
    evaluator: &'a Evaluator,
    simulation: &'a Simulation,
    results: &'a [Option<f64>],
) -> Known<'a> {
    let (sweeps, stop) = match &circuit.analyses[simulation.job as usize].analysis {
        circuit::Analysis::Dc { sweeps } => (&sweeps[..], 0.0),
        circuit::Analysis::Tran { stop, .. } => (&[][..], simulation.numbers.get(*stop).unwrap_or(0.0)),
        _ => (&[][..], 0.0),
    };
    let analysis = analyses::name(circuit, simulation.job);
    Known { circuit, evaluator, numbers: &simulation.numbers, analysis, sweeps, stop, results }
}

fn decode(bytes: &[u8]) -> Result<Circuit, OpenError> {
    if bytes.len() < HEADER || bytes[..4] != MAGIC {
        return Err(OpenError::Malformed("they do not begin as a circuit does".into()));
    }
    let found = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
    if found != CIRCUIT_VERSION {
        return Err(OpenError::Version { found });
    }
    nodal_wire::decode(&bytes[HEADER..]).map_err(OpenError::Malformed)
}

fn merge(below: &Overrides, above: &Overrides) -> Overrides {
    let mut merged = below.clone();
    merged.temperature = above.temperature.or(below.temperature);
    merged.options.extend(above.options.iter().cloned());
    merged.slots.extend_from_slice(&above.slots);
    merged.devices.extend_from_slice(&above.devices);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ways_that_failed_are_told() {
        let told = |found_by, tried: &[&'static str]| {
            let search = Search { found_by, tried: tried.to_vec(), left_balance: false };
            told_of_search(&search, 0).map(|diagnostic| diagnostic.message)
        };
        assert_eq!(told("direct", &[]), None);
        assert_eq!(told("direct", &["direct"]), None, "once more, with larger pivots");
        let message = "the operating point was found by source stepping after direct, gmin stepping had failed";
        assert_eq!(told("source stepping", &["direct", "gmin stepping"]).as_deref(), Some(message));
    }
}
