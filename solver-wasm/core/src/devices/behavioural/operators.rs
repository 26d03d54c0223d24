//! What of an expression depends on the past: `ddt`, `idt`, `delay` and functions
//! of the complex frequency. The argument `u` and the result `y` of an operator
//! are unknowns; between them the equations are linear.
//!
//! | operator | equations |
//! |---|---|
//! | derivative | `y = du/dt` |
//! | integral | `dy/dt = u`; at rest `y` is its first value; one that begins anew: [`Integral`] |
//! | delay | `y(t) = u(t − td)` ([`Delays`]) |
//! | ratio of polynomials in s | `z₀ … z_m` with `z_k = (1/ω)·dz_{k−1}/dt`, `Σ a_k·ω^k·z_k = u(t − td)`, `y = Σ b_k·ω^k·z_k` |
//!
//! The last is the controllable canonical form of a state space with its output,
//! and takes numerators of any degree. ω, which scales time, is the geometric mean of
//! the poles' frequencies, so that coefficients differ as little as they can. It is
//! integrated as all charges are, and its truncation error limits the step. Small
//! signals have every function of s exactly. In a transient one that is no ratio of
//! polynomials is a sum of poles and a dead time ([`Fit`], [`Poles`]), which is near to
//! it at the frequencies that the transient shows; how near, a finding tells.

use super::tape::{Operation, Tape};
use super::fit::Fit;
use super::integrals::{Anew, Integral};
use super::poles::Poles;
use super::transfer::{Rational, Transfer};
use super::Workspace;
use crate::devices::delays::{known_part, Delays};
use crate::circuit::Analysis;
use crate::devices::{Conditions, Crossing, Finding, Instant, Moment, Times};
use crate::matrix::Complex;
use crate::queue::EventQueue;
use crate::simulation::{Failure, SetUp};

/// Where a function has no value at s = 0 it is taken here, in radians a second.
const AT_REST: f64 = 1e-9;

/// The frequencies of a fit: from this part of the inverse of the transient's length
/// to so many times the inverse of its step, in radians a second.
const LOWEST: f64 = 0.01;
const HIGHEST: f64 = 10.0;
/// A step is at most this part of the transient.
const LONGEST_STEP: f64 = 1e-3;
/// How far a fit may be from its function, in parts of the largest value: without a
/// word, without a warning, at all.
const SILENT: f64 = 1e-6;
const FAIR: f64 = 1e-3;
const FARTHEST: f64 = 0.02;

/// One operator of one source.
pub struct Unit {
    operation: Operation,
    device: u32,
    instance: u32,
    /// Places of its known number among the tapes, and of its function.
    number_tape: Option<u32>,
    transfer: Option<u32>,
    /// Unknowns of the argument and of the result.
    u: u32,
    y: u32,
    states: Vec<u32>,
    /// Slots of the result in its own row, and of the argument there (for a ratio in the row of the first state).
    own: u32,
    argument: u32,
    /// Each state behind the first in its own row, and the one before it there.
    chain: Vec<[u32; 2]>,
    /// All states in the rows of the first one and of the result.
    first: Vec<u32>,
    output: Vec<u32>,
    first_charge: usize,
    /// Its signal among the delays.
    signal: Option<usize>,
    /// The integral's first value.
    initial: f64,
    /// Coefficients of the states in the row of the first one and of the result,
    /// the factor of the argument, and seconds per unit of scaled time.
    denominator: Vec<f64>,
    numerator: Vec<f64>,
    gain: f64,
    scale: f64,
    /// Of a function that is no ratio: its value at rest, or in a transient what of it
    /// follows at once, and its known numbers.
    at_rest: f64,
    known: Vec<f64>,
    is_ratio: bool,
    /// Of the same in a circuit with a transient.
    poles: Option<Poles>,
    fitted: Option<Fitted>,
}

/// A fit, and what it was made of: a run that does not change it needs no other.
struct Fitted {
    known: Vec<f64>,
    times: Times,
    /// `None` where the function is not finite.
    fit: Option<Fit>,
}

#[derive(Default)]
pub struct Operators {
    units: Vec<Unit>,
    pub integrals: Vec<Integral>,
    pub transfers: Vec<Transfer>,
    delays: Delays,
    runs: bool,
}

/// What of a source's program an operator is, by places among the tapes.
#[derive(Clone)]
pub struct Plan {
    pub operation: Operation,
    pub argument: u32,
    pub numbers: Vec<u32>,
    /// The sides of a condition, and whether it is true where they are equal.
    pub condition: Option<([u32; 2], bool)>,
    pub transfer: Option<u32>,
}

impl Operators {
    /// Makes an operator of a device whose argument is the unknown `u`; answers its result's.
    /// `sides` are the unknowns of a condition's sides.
    pub fn add(&mut self, device: u32, plan: &Plan, u: u32, sides: Option<[u32; 2]>, set_up: &mut SetUp) -> u32 {
        let circuit = set_up.circuit;
        let instance = circuit.devices.instance[device as usize];
        let anew = match (plan.operation, sides, plan.condition) {
            (Operation::Integral, Some(sides), Some((_, or_equal))) => Some(Anew::Held { sides, or_equal }),
            (Operation::Circular, ..) => Some(Anew::Circle),
            _ => None,
        };
        if let Some(anew) = anew {
            let integral = Integral::new(device, instance, u, anew, plan.numbers.clone(), set_up);
            let y = integral.result();
            self.integrals.push(integral);
            return y;
        }
        let y = set_up.second_branch(device);
        let ratio = plan.transfer.and_then(|transfer| {
            let transfer = &self.transfers[transfer as usize];
            transfer.rational(&transfer.known(circuit, set_up.inputs.numbers, instance))
        });
        let other = plan.operation == Operation::Transfer && ratio.is_none();
        // One that is no ratio has its argument after the dead time as its only state here.
        let count = ratio.as_ref().map_or(usize::from(other), |ratio| ratio.numerator.len().max(ratio.denominator.len()));
        let states: Vec<u32> = (0..count).map(|_| set_up.second_branch(device)).collect();
        let delayed = plan.operation == Operation::Delay || ratio.as_ref().map_or(other, |ratio| ratio.delay > 0.0);
        let first_charge = set_up.charges.len();
        match plan.operation {
            Operation::Derivative | Operation::Integral | Operation::Circular => {
                set_up.charges.add(y, 0);
            }
            Operation::Delay => {}
            Operation::Transfer => {
                for &state in states.iter().skip(1) {
                    set_up.charges.add(state, 0);
                }
            }
        }
        let runs = set_up.circuit.analyses.iter().any(|job| matches!(job.analysis, Analysis::Tran { .. }));
        let poles = (other && runs).then(|| Poles::new(device, states[0], y, set_up));
        let mut entry = |row, column| set_up.pattern.entry(row, column);
        self.units.push(Unit {
            operation: plan.operation,
            device,
            instance,
            number_tape: plan.numbers.first().copied(),
            transfer: plan.transfer,
            u,
            y,
            own: entry(y, y),
            argument: entry(states.first().copied().unwrap_or(y), u),
            chain: states.windows(2).map(|pair| [entry(pair[1], pair[1]), entry(pair[1], pair[0])]).collect(),
            first: states.iter().map(|&state| entry(states[0], state)).collect(),
            output: states.iter().map(|&state| entry(y, state)).collect(),
            states,
            first_charge,
            signal: delayed.then(|| self.delays.add()),
            initial: 0.0,
            denominator: Vec::new(),
            numerator: Vec::new(),
            gain: 1.0,
            scale: 1.0,
            at_rest: 0.0,
            known: Vec::new(),
            is_ratio: ratio.is_some(),
            poles,
            fitted: None,
        });
        y
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        for unit in &mut self.units {
            let chain = unit.chain.iter_mut().flatten();
            let single = [&mut unit.own, &mut unit.argument];
            for slot in single.into_iter().chain(chain).chain(&mut unit.first).chain(&mut unit.output) {
                *slot = slot_of[*slot as usize];
            }
            if let Some(poles) = &mut unit.poles {
                poles.bind(slot_of);
            }
        }
        self.integrals.iter_mut().for_each(|integral| integral.bind(slot_of));
    }

    pub fn resolve(&mut self, conditions: &Conditions, tapes: &[Tape], workspace: &mut Workspace, report: &mut Vec<Finding>) -> Result<(), Failure> {
        self.runs = false;
        self.delays.set_tolerance(conditions.options.reltol, conditions.options.vntol);
        let (circuit, numbers) = (conditions.inputs.circuit, conditions.inputs.numbers);
        let mut number_of = |tape: u32, instance: u32| {
            let tape = &tapes[tape as usize];
            let mut known = vec![0.0; tape.known];
            tape.resolve(circuit, numbers, instance, &mut workspace.tape, &mut known);
            tape.value(&known, &[], 0.0, 0.0, &mut workspace.tape)
        };
        for integral in &mut self.integrals {
            let given: Vec<f64> = integral.number_tapes.iter().map(|&tape| number_of(tape, integral.instance)).collect();
            integral.take(&given).map_err(|message| Failure::device(integral.device, "expression", message))?;
        }
        for unit in &mut self.units {
            let number = unit.number_tape.map(|tape| number_of(tape, unit.instance));
            let device = unit.device;
            let fail = |message: String| Err(Failure::device(device, "expression", message));
            match unit.operation {
                Operation::Derivative | Operation::Circular => {}
                Operation::Integral => {
                    unit.initial = number.unwrap_or(0.0);
                    if !unit.initial.is_finite() {
                        return fail("the first value of an integral in its expression is no finite number".into());
                    }
                }
                Operation::Delay => {
                    let delay = number.unwrap_or(0.0);
                    if !(delay >= 0.0 && delay.is_finite()) {
                        return fail(format!("a delay in its expression must not be below 0, as {delay} is"));
                    }
                    self.delays.set(unit.signal.unwrap_or(0), delay);
                }
                Operation::Transfer => {
                    let transfer = &self.transfers[unit.transfer.unwrap_or(0) as usize];
                    unit.known = transfer.known(circuit, numbers, unit.instance);
                    let ratio = transfer.rational(&unit.known);
                    match (ratio, unit.is_ratio) {
                        (Some(ratio), true) => {
                            if ratio.numerator.len().max(ratio.denominator.len()) > unit.states.len() || (ratio.delay > 0.0 && unit.signal.is_none()) {
                                return fail("its transfer function gets a higher degree or a delay within the run, which began without; begin with it".into());
                            }
                            if !unit.take(&ratio) {
                                return fail("its transfer function has no finite value; look for a division by zero".into());
                            }
                            if let Some(signal) = unit.signal {
                                self.delays.set(signal, ratio.delay);
                            }
                        }
                        (None, false) => {
                            let signal = unit.signal.unwrap_or(0);
                            self.delays.set(signal, 0.0);
                            if let Some(poles) = &mut unit.poles {
                                poles.take(None);
                                if conditions.times.stop > 0.0 {
                                    let same = |kept: &&Fitted| kept.times == conditions.times && kept.known == unit.known;
                                    if unit.fitted.as_ref().filter(same).is_none() {
                                        let fit = fitted(transfer, &unit.known, conditions.times);
                                        unit.fitted = Some(Fitted { known: unit.known.clone(), times: conditions.times, fit });
                                    }
                                    let fit = unit.fitted.as_ref().and_then(|kept| kept.fit.as_ref());
                                    let told = fit.map_or(Err("has no finite value at some frequency".into()), told);
                                    match told {
                                        Ok(Some((severity, message))) => report.push(Finding { severity, code: "fitted-transfer", message, device }),
                                        Ok(None) => {}
                                        Err(message) => return fail(format!("its transfer function {message}")),
                                    }
                                    if let Some(fit) = fit {
                                        poles.take(Some(fit));
                                        unit.at_rest = fit.constant;
                                        self.delays.set(signal, fit.delay);
                                    }
                                    continue;
                                }
                            }
                            let at = |omega| transfer.at(&unit.known, Complex::new(0.0, omega)).re;
                            let at_rest = at(0.0);
                            unit.at_rest = if at_rest.is_finite() { at_rest } else { at(AT_REST) };
                            if !unit.at_rest.is_finite() {
                                return fail("its transfer function has no finite value at rest, where s is 0".into());
                            }
                        }
                        _ => return fail("its transfer function becomes one of another form within the run".into()),
                    }
                }
            }
        }
        Ok(())
    }

    pub fn stamp(&self, g: &mut [f64], c: &mut [f64]) {
        self.integrals.iter().for_each(|integral| integral.stamp(g, c));
        for unit in &self.units {
            g[unit.own as usize] += 1.0;
            match unit.operation {
                Operation::Derivative => c[unit.argument as usize] -= 1.0,
                Operation::Integral | Operation::Circular => c[unit.own as usize] += 1.0,
                Operation::Delay => g[unit.argument as usize] -= 1.0,
                Operation::Transfer if !unit.is_ratio => {
                    g[unit.first[0] as usize] += 1.0;
                    g[unit.argument as usize] -= 1.0;
                    g[unit.output[0] as usize] -= unit.at_rest;
                    if let Some(poles) = &unit.poles {
                        poles.stamp(g, c);
                    }
                }
                Operation::Transfer => {
                    g[unit.argument as usize] -= unit.gain;
                    for (&slot, &coefficient) in unit.first.iter().zip(&unit.denominator) {
                        g[slot as usize] += coefficient;
                    }
                    for (&slot, &coefficient) in unit.output.iter().zip(&unit.numerator) {
                        g[slot as usize] -= coefficient;
                    }
                    for &[own, before] in &unit.chain {
                        g[own as usize] += 1.0;
                        c[before as usize] -= unit.scale;
                    }
                }
            }
        }
    }

    /// What a transient has other than a point at rest.
    pub fn stamp_step(&self, step: f64, values: &mut [f64]) {
        if step.is_finite() {
            self.integrals.iter().for_each(|integral| integral.stamp_step(values));
        }
        for unit in &self.units {
            if let Some(signal) = unit.signal {
                values[unit.argument as usize] += unit.gain * known_part(self.delays.of(signal), step);
            }
            if unit.operation == Operation::Integral && step.is_finite() {
                values[unit.own as usize] -= 1.0;
                values[unit.argument as usize] -= 1.0;
            }
        }
    }

    pub fn delayed(&self, omega: f64, values: &mut [Complex]) {
        if omega != 0.0 {
            self.integrals.iter().for_each(|integral| integral.delayed(values));
        }
        for unit in &self.units {
            let argument = unit.argument as usize;
            if let Some(signal) = unit.signal {
                let angle = omega * self.delays.of(signal);
                values[argument] += Complex::new(1.0 - libm::cos(angle), libm::sin(angle)).scale(unit.gain);
            }
            if unit.operation == Operation::Integral && omega != 0.0 {
                values[unit.own as usize].re -= 1.0;
                values[argument].re -= 1.0;
            }
            if unit.operation == Operation::Transfer && !unit.is_ratio && omega != 0.0 {
                let transfer = &self.transfers[unit.transfer.unwrap_or(0) as usize];
                values[unit.output[0] as usize] += Complex::new(unit.at_rest, 0.0) - transfer.at(&unit.known, Complex::new(0.0, omega));
            }
        }
    }

    pub fn excite(&self, instant: Instant, rhs: &mut [f64]) {
        self.integrals.iter().for_each(|integral| integral.excite(self.runs, rhs));
        for unit in &self.units {
            match (self.runs, instant, unit.signal) {
                (true, Instant::Time(time), Some(signal)) => {
                    let row = unit.states.first().copied().unwrap_or(unit.y);
                    rhs[row as usize] += unit.gain * self.delays.arrives(signal, time);
                }
                (false, _, _) if unit.operation == Operation::Integral => rhs[unit.y as usize] += unit.initial,
                _ => {}
            }
        }
    }

    /// The first values of integrals (`uic`).
    pub fn initial_unknowns(&self, x: &mut [f64]) {
        self.integrals.iter().for_each(|integral| integral.initial_unknowns(x));
        for unit in self.units.iter().filter(|unit| unit.operation == Operation::Integral) {
            x[unit.y as usize] = unit.initial;
        }
    }

    pub fn begin_history(&mut self, x: &[f64]) {
        self.runs = true;
        let before = self.units.iter().filter(|unit| unit.signal.is_some()).map(|unit| x[unit.u as usize]).collect();
        self.delays.begin(before);
    }

    pub fn charges(&self, x: &[f64], now: &mut [f64]) {
        self.integrals.iter().for_each(|integral| integral.charges(x, now));
        for unit in &self.units {
            if let Some(poles) = &unit.poles {
                poles.charges(x, now);
            }
            let now = &mut now[unit.first_charge..];
            match unit.operation {
                Operation::Derivative => now[0] = -x[unit.u as usize],
                Operation::Integral | Operation::Circular => now[0] = x[unit.y as usize],
                Operation::Delay => {}
                Operation::Transfer if !unit.is_ratio => {}
                Operation::Transfer => {
                    for (now, &before) in now.iter_mut().zip(unit.states.split_last().map_or(&[][..], |(_, before)| before)) {
                        *now = -unit.scale * x[before as usize];
                    }
                }
            }
        }
    }

    /// The discrete state that has to change first on the way from one solution to another.
    pub fn crossing(&self, before: &[f64], now: &[f64]) -> Option<Crossing> {
        let crossings = self.integrals.iter().filter_map(|integral| integral.crossing(before, now));
        crossings.min_by(|a, b| a.part().total_cmp(&b.part()))
    }

    /// Changes the discrete states that have to at `x`, all or the first one;
    /// answers a device that changed.
    pub fn change_states(&mut self, x: &[f64], one: bool) -> Option<u32> {
        let mut changed = None;
        for integral in &mut self.integrals {
            if integral.change_states(x) {
                changed = Some(integral.device);
                if one {
                    break;
                }
            }
        }
        changed
    }

    pub fn schedules(&self) -> bool {
        !self.delays.is_empty()
    }

    pub fn schedule(&mut self, now: &Moment, queue: &mut EventQueue) {
        let of_signal: Vec<u32> = self.units.iter().filter(|unit| unit.signal.is_some()).map(|unit| unit.u).collect();
        self.delays.schedule(now, |signal| now.x[of_signal[signal] as usize], queue);
    }

    pub fn longest_step(&self, time: f64, wanted: f64, largest: f64) -> f64 {
        self.delays.longest_step(time, wanted, largest)
    }
}

/// The sum of poles that a function is in a transient; `None` where it is not finite.
fn fitted(transfer: &Transfer, known: &[f64], Times { step, stop }: Times) -> Option<Fit> {
    let shortest = if step > 0.0 { step.min(stop * LONGEST_STEP) } else { stop * LONGEST_STEP };
    let (mut low, mut high) = (LOWEST / stop, HIGHEST / shortest);
    let table = transfer.table(known).map(|ends| ends.map(|hertz| hertz * std::f64::consts::TAU));
    if let Some([first, last]) = table {
        // Beyond a table nothing is known: its ends go on.
        low = low.max(first).min(last * LONGEST_STEP.max(first / last));
        high = high.min(last);
    }
    let goes_on = table.is_some_and(|[first, _]| first > 0.0);
    Fit::of(|s| transfer.at(known, s), low, high, !goes_on)
}

/// What a fit has told about it: how severe and what, or why it is none.
fn told(fit: &Fit) -> Result<Option<(&'static str, String)>, String> {
    let percent = fit.error * 100.0;
    if !(fit.error <= FARTHEST) {
        return Err(format!("is no sum of {} poles and a dead time, which a transient needs: the nearest one is {percent:.1} % of the largest value away from it; give a ratio of polynomials in s that is near to it", super::fit::MOST_POLES));
    }
    let severity = if fit.error > FAIR { "warning" } else { "information" };
    let message = format!("in the transient its transfer function is a sum of poles, at most {percent:.1e} % of its largest value away from it");
    Ok((fit.error > SILENT).then_some((severity, message)))
}

impl Unit {
    /// Scales the coefficients of a ratio; false where they are no finite numbers.
    fn take(&mut self, ratio: &Rational) -> bool {
        let denominator = &ratio.denominator;
        let order = denominator.len() - 1;
        // The first coefficient that is not 0: poles at 0 have no frequency.
        let low = denominator.iter().position(|&coefficient| coefficient != 0.0).unwrap_or(order);
        let omega = if order > low {
            libm::pow((denominator[low] / denominator[order]).abs(), 1.0 / (order - low) as f64)
        } else {
            // Zeros alone.
            let (first, last) = (ratio.numerator[0], ratio.numerator[ratio.numerator.len() - 1]);
            let degree = ratio.numerator.len() - 1;
            if degree > 0 && first != 0.0 { libm::pow((first / last).abs(), 1.0 / degree as f64) } else { 1.0 }
        };
        let scaled = |list: &[f64], omega: f64| -> Vec<f64> {
            list.iter().enumerate().map(|(power, coefficient)| coefficient * libm::pow(omega, power as f64)).collect()
        };
        let mut below = scaled(denominator, omega);
        let mut above = scaled(&ratio.numerator, omega);
        let size = below.iter().fold(0.0f64, |largest, coefficient| largest.max(coefficient.abs()));
        below.iter_mut().for_each(|coefficient| *coefficient /= size);
        above.iter_mut().for_each(|coefficient| *coefficient /= size);
        // A degree that is lower for these numbers leaves states without any use.
        below.resize(self.states.len(), 0.0);
        above.resize(self.states.len(), 0.0);
        (self.denominator, self.numerator) = (below, above);
        self.gain = 1.0;
        self.scale = 1.0 / omega;
        size > 0.0 && self.scale.is_finite() && self.denominator.iter().chain(&self.numerator).all(|coefficient| coefficient.is_finite())
    }
}
