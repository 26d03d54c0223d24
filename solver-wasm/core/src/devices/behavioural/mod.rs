//! Behavioural sources: a voltage or a current that an expression of voltages,
//! currents, time, frequency, temperature and parameters gives (ngspice manual
//! 39, chapter 5: B; E and G with VALUE, TABLE and POLY, F and H with POLY), and
//! resistors, capacitors and inductors of an expression (sections 3.3.3, 3.3.8
//! and 3.3.12; LTspice's `Q=` and `Flux=`).
//!
//! How the value k·f(c, t) enters the equations is the [`Form`]; k is the
//! polynomial of `tc1` and `tc2`. The expression is compiled once per program
//! ([`tape`]). What it reads are the terminals behind p and n, two for each
//! voltage, and the referenced devices, one for each current, both in the order
//! in which the program first reads them. A source with known derivatives
//! belongs to the linear part. What depends on the past (`ddt`, `idt`, `delay`,
//! functions of s) are [`operators`], whose arguments are sources of their own.
//!
//! ngspice 39 divides a behavioural capacitance or charge by the polynomial; here
//! it is multiplied, as any capacitance is.

mod derivatives;
mod fault;
mod forms;
mod integrals;
#[cfg(test)]
mod integrals_tests;
mod operators;
#[cfg(test)]
mod operators_tests;
mod set_up;
mod tape;
mod fit;
mod poles;
mod transfer;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub use tests::source as test_source;

use std::cell::RefCell;

use super::sources::stamp_branch;
use super::junction::{BOLTZMANN, KELVIN};
use super::{Conditions, Crossing, Domain, Finding, Group, Instant, Load, Moment, Noise};
use crate::charges::Charges;
use crate::circuit::Circuit;
use crate::matrix::Complex;
use crate::options::Options;
use crate::queue::EventQueue;
use crate::simulation::{Failure, SetUp};
pub use forms::{CAPACITOR, CHARGE, CURRENT, FLUX, INDUCTOR, RESISTOR, VOLTAGE, WITH_BRANCH};
use forms::Form;
use operators::Operators;
use set_up::make;
use tape::{Scratch, Tape};

/// Makes the group of devices of one form.
pub type Make = fn(Vec<u32>, &mut SetUp) -> Result<Box<dyn Group>, Failure>;

/// The parameter of a device that is an expression of what is solved for, if it
/// has one: an index into the columns of `parameters`.
pub fn expression_of(circuit: &Circuit, device: u32) -> Option<u32> {
    let (devices, parameters) = (&circuit.devices, &circuit.parameters);
    let kind = circuit.strings.get(devices.kind[device as usize] as usize)?;
    if !kind.starts_with("behavioural-") {
        return None;
    }
    let start = devices.parameters_start[device as usize];
    (start..start + devices.parameters_count[device as usize]).find(|&entry| {
        let name = parameters.name.get(entry as usize).and_then(|&name| circuit.strings.get(name as usize));
        name.is_some_and(|name| name == "expression") && parameters.value_count[entry as usize] > 0
    })
}

/// One source, or the argument of an operator.
struct Source {
    form: Form,
    device: u32,
    instance: u32,
    tape: u32,
    p: u32,
    n: u32,
    /// 0 for a current.
    branch: u32,
    branch_slots: [u32; 4],
    /// First of its known numbers.
    known: usize,
    /// First of its inputs, and how many they are.
    first: usize,
    inputs: usize,
    /// The polynomial of `tc1` and `tc2`, times `scale`.
    factor: f64,
    multiplier: f64,
    /// The unknown that is the rate of the own voltage or current, in the form
    /// with one, and the slots of its row: its diagonal, and what it is the rate of.
    rate: u32,
    rate_slots: [u32; 3],
    /// Place of its charge or flux, in the forms with one.
    charge: usize,
    /// `ic=`
    initial: Option<f64>,
    /// 4kT in joules, where it makes noise.
    thermal: Option<f64>,
    /// A number that a sweep or an override sets in place of the expression.
    fixed: Option<f64>,
    /// Value of the last linearisation.
    value: f64,
    /// Whether the last value was no finite number, so that the linearisation before it was kept.
    lost: bool,
}

struct Sources {
    devices: Vec<u32>,
    sources: Vec<Source>,
    tapes: Vec<Tape>,
    known: Vec<f64>,
    /// By input: the unknowns whose difference it is, and the slots of its
    /// columns in both rows that the source writes (for a voltage its branch's, twice).
    unknowns: Vec<[u32; 2]>,
    slots: Vec<[u32; 4]>,
    /// By input, of the last linearisation: where it was made, and the slope.
    at: Vec<f64>,
    slope: Vec<f64>,
    /// By input: where the source was evaluated last.
    asked: Vec<f64>,
    operators: Operators,
    scratch: RefCell<Workspace>,
    /// Seconds at the point last excited.
    time: f64,
    /// The part of the sources that an operating point has while it steps them.
    scale: f64,
    /// The instants at which functions of time jump or bend, rising.
    corners: Vec<f64>,
    runs: bool,
    curved: bool,
}

#[derive(Default)]
struct Workspace {
    tape: Scratch,
    inputs: Vec<f64>,
    slopes: Vec<f64>,
}

impl Sources {
    /// The value of a source where its inputs are `workspace.inputs`; the
    /// slopes by them, too, where asked for.
    fn evaluate(&self, source: &Source, hertz: f64, workspace: &mut Workspace, slopes: bool) -> f64 {
        let Workspace { tape: scratch, inputs, slopes: by } = workspace;
        let read = source.inputs - source.form.own_inputs();
        let by = if slopes { &mut by[..source.inputs] } else { &mut [][..] };
        let value = match source.fixed {
            Some(fixed) => {
                by.fill(0.0);
                fixed
            }
            None => {
                let tape = &self.tapes[source.tape as usize];
                let known = &self.known[source.known..source.known + tape.known];
                let value = tape.value(known, &inputs[..read], self.time, hertz, scratch);
                if slopes {
                    tape.derivatives(scratch, &mut by[..read]);
                }
                value
            }
        };
        by.iter_mut().for_each(|slope| *slope *= source.factor);
        let own = if source.inputs > read { inputs[read] } else { 0.0 };
        source.form.apply(value * source.factor, source.multiplier, own, by)
    }

    fn take_inputs(&self, source: &Source, x: &[f64], workspace: &mut Workspace) {
        let unknowns = &self.unknowns[source.first..source.first + source.inputs];
        for (input, &[a, b]) in workspace.inputs.iter_mut().zip(unknowns) {
            *input = x[a as usize] - x[b as usize];
        }
    }

    fn is_curved(&self, source: &Source) -> bool {
        source.form.own_inputs() > 0 || source.form.is_stored() || !self.tapes[source.tape as usize].is_affine()
    }

    /// Writes what is kept over time of all elements with anything: the values of `stored`,
    /// or what a rate is of.
    fn keep(&self, x: &[f64], now: &mut [f64], stored: impl Fn(&Source) -> f64) {
        for source in &self.sources {
            // Charges leave p; fluxes, and what rates are of, are subtracted from their row.
            match source.form {
                Form::Charge => now[source.charge] = stored(source),
                Form::Flux => now[source.charge] = -stored(source),
                Form::Capacitance => now[source.charge] = x[source.n as usize] - x[source.p as usize],
                Form::Inductance => now[source.charge] = -x[source.branch as usize],
                _ => {}
            }
        }
    }

    /// The value of an element at `x`.
    fn value_at(&self, source: &Source, x: &[f64]) -> f64 {
        let workspace = &mut *self.scratch.borrow_mut();
        self.take_inputs(source, x, workspace);
        self.evaluate(source, 0.0, workspace, false)
    }

    /// The part of a source that an operating point has while it steps sources: elements are whole.
    fn part(&self, source: &Source) -> f64 {
        if matches!(source.form, Form::Voltage | Form::Current) { self.scale } else { 1.0 }
    }

    fn reads_hertz(&self, source: &Source) -> bool {
        self.tapes[source.tape as usize].reads_hertz
    }

    /// Adds a slope by one input to the rows that the source writes.
    fn add_slope(source: &Source, slots: &[u32; 4], slope: f64, values: &mut [f64]) {
        if source.branch != 0 {
            values[slots[0] as usize] -= slope;
            values[slots[1] as usize] += slope;
        } else {
            values[slots[0] as usize] += slope;
            values[slots[1] as usize] -= slope;
            values[slots[2] as usize] -= slope;
            values[slots[3] as usize] += slope;
        }
    }

    /// Adds a part of the source's value that is known to the right-hand side.
    fn add_value(source: &Source, value: f64, rhs: &mut [f64]) {
        if source.branch != 0 {
            rhs[source.branch as usize] += value;
        } else {
            rhs[source.p as usize] -= value;
            rhs[source.n as usize] += value;
        }
    }

    /// The value that the last linearisation has at `x`.
    fn predicted(&self, source: &Source, x: &[f64]) -> f64 {
        (source.first..source.first + source.inputs).fold(source.value, |sum, input| {
            let [a, b] = self.unknowns[input];
            sum + self.slope[input] * (x[a as usize] - x[b as usize] - self.at[input])
        })
    }

    /// Whether all curved sources are at `x` within a part of their value of where they were linearised.
    fn near(&self, x: &[f64], part: f64, options: &Options) -> Result<(), u32> {
        for source in &self.sources {
            if !self.is_curved(source) {
                continue;
            }
            let predicted = self.predicted(source, x);
            let absolute = match source.form {
                Form::Charge | Form::Flux => options.chgtol,
                Form::Voltage | Form::Inductance => options.vntol,
                _ => options.abstol,
            };
            let larger = if predicted.abs() > source.value.abs() { predicted.abs() } else { source.value.abs() };
            // Written so that what is not a number is not near.
            if !((predicted - source.value).abs() <= part * larger + absolute) {
                return Err(source.device);
            }
        }
        Ok(())
    }
}

impl Group for Sources {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, report: &mut Vec<Finding>) -> Result<(), Failure> {
        let circuit = conditions.inputs.circuit;
        for index in 0..self.devices.len() {
            let device = self.devices[index];
            let given = conditions.inputs.of_device(device);
            let source = &mut self.sources[index];
            let above = conditions.temperature_of(&given) - conditions.options.tnom;
            source.multiplier = if source.form == Form::Voltage { 1.0 } else { conditions.multiplier(device) };
            source.factor = given.number_or("scale", 1.0) * (1.0 + above * (given.number_or("tc1", 0.0) + above * given.number_or("tc2", 0.0)));
            source.initial = given.number("ic");
            let noisy = source.form == Form::Resistance && given.number_or("noisy", 0.0) != 0.0;
            source.thermal = noisy.then_some(4.0 * BOLTZMANN * (conditions.temperature_of(&given) + KELVIN));
            source.fixed = conditions.principal(device);
            let tape = &self.tapes[source.tape as usize];
            let known = &mut self.known[source.known..source.known + tape.known];
            tape.resolve(circuit, conditions.inputs.numbers, source.instance, &mut self.scratch.get_mut().tape, known);
        }
        for source in &self.sources[self.devices.len()..] {
            let tape = &self.tapes[source.tape as usize];
            let known = &mut self.known[source.known..source.known + tape.known];
            tape.resolve(circuit, conditions.inputs.numbers, source.instance, &mut self.scratch.get_mut().tape, known);
        }
        self.operators.resolve(conditions, &self.tapes, self.scratch.get_mut(), report)?;
        self.runs = false;
        self.corners.clear();
        // The slopes of the linear part, and of what a sweep fixes.
        for source in &self.sources {
            let workspace = &mut *self.scratch.borrow_mut();
            workspace.inputs.fill(0.0);
            let tape = &self.tapes[source.tape as usize];
            let known = &self.known[source.known..source.known + tape.known];
            let read = source.inputs - source.form.own_inputs();
            tape.corners(known, &workspace.inputs[..read], &mut workspace.tape, &mut self.corners);
            self.evaluate(source, 0.0, workspace, true);
            let run = source.first..source.first + source.inputs;
            self.slope[run.clone()].copy_from_slice(&workspace.slopes[..source.inputs]);
            self.slope[run.clone()].iter_mut().for_each(|slope| *slope = if slope.is_finite() { *slope } else { 0.0 });
            self.at[run].fill(0.0);
        }
        // What expressions say before was at another time.
        self.time = 0.0;
        self.corners.sort_unstable_by(f64::total_cmp);
        for source in &mut self.sources {
            source.value = 0.0;
            source.lost = false;
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        let of_sources = self.sources.iter_mut().flat_map(|source| source.branch_slots.iter_mut().chain(&mut source.rate_slots));
        of_sources.chain(self.slots.iter_mut().flatten()).for_each(|slot| *slot = slot_of[*slot as usize]);
        self.operators.bind(slot_of);
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], c: &mut [f64]) {
        self.operators.stamp(g, c);
        for source in &self.sources {
            if source.branch != 0 {
                stamp_branch(g, &source.branch_slots);
            }
            if source.rate != 0 {
                let [diagonal, first, second] = source.rate_slots;
                g[diagonal as usize] += 1.0;
                c[first as usize] -= 1.0;
                if source.form == Form::Capacitance {
                    c[second as usize] += 1.0;
                }
            }
            if self.is_curved(source) {
                continue;
            }
            for input in source.first..source.first + source.inputs {
                Sources::add_slope(source, &self.slots[input], self.slope[input], g);
            }
        }
    }

    fn stamp_step(&self, step: f64, values: &mut [f64]) {
        self.operators.stamp_step(step, values);
    }

    fn initial_unknowns(&self, x: &mut [f64]) {
        self.operators.initial_unknowns(x);
        for source in self.sources.iter().filter(|source| matches!(source.form, Form::Inductance | Form::Flux)) {
            x[source.branch as usize] = source.initial.unwrap_or(0.0);
        }
    }

    fn begin_history(&mut self, x: &[f64], initial: bool, now: &mut [f64]) {
        self.runs = true;
        self.operators.begin_history(x);
        self.exact_charges(x, now);
        if !initial {
            return;
        }
        for source in &self.sources {
            let Some(volts) = source.initial else { continue };
            if source.form == Form::Capacitance {
                now[source.charge] = -volts;
            }
            if source.form != Form::Charge {
                continue;
            }
            // The charge with the own voltage in place of what the unknowns say.
            let workspace = &mut *self.scratch.borrow_mut();
            self.take_inputs(source, x, workspace);
            for (input, &[a, b]) in workspace.inputs.iter_mut().zip(&self.unknowns[source.first..source.first + source.inputs]) {
                if [a, b] == [source.p, source.n] {
                    *input = volts;
                } else if [a, b] == [source.n, source.p] {
                    *input = -volts;
                }
            }
            now[source.charge] = self.evaluate(source, 0.0, workspace, false);
        }
    }

    fn charges(&self, x: &[f64], now: &mut [f64]) {
        self.operators.charges(x, now);
        self.keep(x, now, |source| self.predicted(source, x));
    }

    fn exact_charges(&mut self, x: &[f64], now: &mut [f64]) {
        self.operators.charges(x, now);
        self.keep(x, now, |source| self.value_at(source, x));
    }

    fn count_charges(&self, charges: &mut Charges) {
        self.operators.integrals.iter().for_each(|integral| integral.count_charges(charges));
    }

    fn has_states(&self) -> bool {
        !self.operators.integrals.is_empty()
    }

    fn begin_states(&mut self) {
        self.operators.integrals.iter_mut().for_each(|integral| integral.begin_states());
    }

    fn crossing(&self, before: &[f64], now: &[f64]) -> Option<Crossing> {
        self.operators.crossing(before, now)
    }

    fn change_states(&mut self, x: &[f64], one: bool) -> Option<u32> {
        self.operators.change_states(x, one)
    }

    fn save_states(&self, states: &mut Vec<u8>) {
        self.operators.integrals.iter().for_each(|integral| integral.save_states(states));
    }

    fn restore_states(&mut self, states: &[u8]) -> usize {
        self.operators.integrals.iter_mut().fold(0, |taken, integral| taken + integral.restore_states(&states[taken..]))
    }

    fn schedules(&self) -> bool {
        self.operators.schedules()
    }

    fn schedule(&mut self, now: &Moment, queue: &mut EventQueue) {
        self.operators.schedule(now, queue);
    }

    fn longest_step(&self, time: f64, wanted: f64, largest: f64) -> f64 {
        self.operators.longest_step(time, wanted, largest)
    }

    fn excite(&mut self, instant: Instant, scale: f64, rhs: &mut [f64]) {
        self.operators.excite(instant, rhs);
        // While sources rise in a transient, those that follow others rise with them.
        self.scale = if self.runs { 1.0 } else { scale };
        self.time = match instant {
            Instant::Dc => 0.0,
            Instant::Time(time) => time,
        };
        for index in 0..self.sources.len() {
            let source = &self.sources[index];
            if self.is_curved(source) {
                continue;
            }
            // What is left where all inputs are 0.
            let workspace = &mut *self.scratch.borrow_mut();
            workspace.inputs.fill(0.0);
            let value = self.evaluate(source, 0.0, workspace, false);
            Sources::add_value(source, scale * value, rhs);
            self.sources[index].lost = !value.is_finite();
        }
    }

    fn next_breakpoint(&self, time: f64) -> f64 {
        let next = self.corners.partition_point(|&corner| corner <= time);
        self.corners.get(next).copied().unwrap_or(f64::INFINITY)
    }

    fn nonlinear(&self) -> bool {
        self.curved
    }

    #[inline(never)]
    fn load(&mut self, load: &mut Load) {
        for index in 0..self.sources.len() {
            let source = &self.sources[index];
            if !self.is_curved(source) {
                continue;
            }
            let workspace = &mut *self.scratch.borrow_mut();
            self.take_inputs(source, load.x, workspace);
            let part = self.part(source);
            let value = self.evaluate(source, 0.0, workspace, true) * part;
            load.evaluated += 1;
            let run = source.first..source.first + source.inputs;
            workspace.slopes[..source.inputs].iter_mut().for_each(|slope| *slope *= part);
            self.asked[run.clone()].copy_from_slice(&workspace.inputs[..source.inputs]);
            let lost = !value.is_finite();
            if lost {
                // An iteration may pass where there is no value, as from 0 where a
                // logarithm is taken; it goes on by the line before, and does not end here.
                load.limited += 1;
                load.limited_device = source.device;
            } else {
                self.at[run.clone()].copy_from_slice(&workspace.inputs[..source.inputs]);
                self.slope[run.clone()].copy_from_slice(&workspace.slopes[..source.inputs]);
            }
            let value = if lost { source.value } else { value };
            let weight = if source.form.is_stored() { load.alpha } else { 1.0 };
            let mut known = value;
            for input in run {
                known -= self.slope[input] * self.at[input];
                Sources::add_slope(source, &self.slots[input], weight * self.slope[input], load.jacobian);
            }
            Sources::add_value(source, weight * known, load.rhs);
            let source = &mut self.sources[index];
            source.value = value;
            source.lost = lost;
        }
    }

    fn converged(&self, x: &[f64], options: &Options) -> Result<(), u32> {
        self.near(x, options.reltol, options)
    }

    fn holds(&self, x: &[f64], share: f64, options: &Options) -> Result<(), u32> {
        self.near(x, share, options)
    }

    fn fault(&self, circuit: &Circuit) -> Option<(u32, String)> {
        self.lost(circuit)
    }

    fn small_signal(&mut self, x: &[f64], _gmin: f64, g: &mut [f64], c: &mut [f64]) {
        for source in &self.sources {
            if !self.is_curved(source) {
                continue;
            }
            let workspace = &mut *self.scratch.borrow_mut();
            self.take_inputs(source, x, workspace);
            self.evaluate(source, 0.0, workspace, true);
            for (place, input) in (source.first..source.first + source.inputs).enumerate() {
                self.at[input] = workspace.inputs[place];
                if !self.reads_hertz(source) {
                    let into: &mut [f64] = if source.form.is_stored() { c } else { g };
                    Sources::add_slope(source, &self.slots[input], workspace.slopes[place], into);
                }
            }
        }
    }

    fn delayed(&self, omega: f64, values: &mut [Complex]) {
        self.operators.delayed(omega, values);
        for source in self.sources.iter().filter(|source| self.is_curved(source) && self.reads_hertz(source)) {
            let workspace = &mut *self.scratch.borrow_mut();
            let run = source.first..source.first + source.inputs;
            workspace.inputs[..source.inputs].copy_from_slice(&self.at[run.clone()]);
            self.evaluate(source, omega / std::f64::consts::TAU, workspace, true);
            for (&slope, slots) in workspace.slopes.iter().zip(&self.slots[run]) {
                let signs: &[f64] = if source.branch != 0 { &[-1.0, 1.0] } else { &[1.0, -1.0, -1.0, 1.0] };
                for (&slot, sign) in slots.iter().zip(signs) {
                    if source.form.is_stored() {
                        values[slot as usize].im += omega * sign * slope;
                    } else {
                        values[slot as usize].re += sign * slope;
                    }
                }
            }
        }
    }

    fn branch(&self, index: usize) -> Option<u32> {
        let branch = self.sources[index].branch;
        (branch != 0).then_some(branch)
    }

    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        let source = &self.sources[index];
        if source.branch != 0 {
            return x[source.branch as usize];
        }
        if source.form == Form::Charge {
            return rates[source.charge];
        }
        self.value_at(source, x)
    }

    fn current_ac(&self, index: usize, x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        let source = &self.sources[index];
        if source.branch != 0 {
            return phasors[source.branch as usize];
        }
        let workspace = &mut *self.scratch.borrow_mut();
        self.take_inputs(source, x, workspace);
        self.evaluate(source, omega / std::f64::consts::TAU, workspace, true);
        let unknowns = &self.unknowns[source.first..source.first + source.inputs];
        let mut sum = Complex::default();
        for (&slope, &[a, b]) in workspace.slopes.iter().zip(unknowns) {
            sum = sum + (phasors[a as usize] - phasors[b as usize]).scale(slope);
        }
        if source.form == Form::Charge { sum * Complex::new(0.0, omega) } else { sum }
    }

    /// Thermal noise 4kT/R of a resistance at the operating point.
    fn noise(&self, index: usize, x: &[f64], sources: &mut Vec<Noise>) {
        let source = &self.sources[index];
        let Some(thermal) = source.thermal else { return };
        let workspace = &mut *self.scratch.borrow_mut();
        self.take_inputs(source, x, workspace);
        self.evaluate(source, 0.0, workspace, true);
        let conductance = workspace.slopes[source.inputs - 1];
        sources.push(Noise { name: "thermal", between: [source.p, source.n], white: thermal * conductance.abs(), flicker: 0.0, exponent: 1.0, partner: None });
    }
}
