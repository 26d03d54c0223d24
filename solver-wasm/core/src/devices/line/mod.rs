//! Lossless transmission lines by the method of characteristics (Branin,
//! *Transient analysis of lossless transmission lines*, Proc. IEEE 55, 1967;
//! ngspice manual 39, section 6.1): each end is the impedance Z0 in series with
//! what the other end sent a delay earlier,
//! `v1 − Z0·i1 = w2(t − td)`, `v2 − Z0·i2 = w1(t − td)`, `wk = vk + Z0·ik`,
//! with the currents into both ends as unknowns. With `f` and `nl` the delay is
//! `nl/f`. At frequency ω the delay is `e^(−jω·td)`; at rest the equations are
//! those with no delay, `v1 = v2` and `i1 = −i2`.
//!
//! In a transient what arrives is known beforehand ([`super::delays`]). `m` lines side by side have Z0/m.

#[cfg(test)]
mod tests;

use super::delays::{known_part, Delays};
use super::sources::stamp_branch;
use super::table::{Kind, Parameter, Variable};
use super::{Conditions, Domain, Finding, Group, Instant, Moment};
use crate::matrix::Complex;
use crate::queue::EventQueue;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind {
    name: "lossless-line",
    letter: 'T',
    pins: &["p1", "n1", "p2", "n2"],
    instance: INSTANCE,
    models: &[],
    variables: VARIABLES,
    make,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("z0", "Ω", None, "Characteristic impedance").also(&["zo"]),
    Parameter::new("td", "s", None, "Delay; without it nl/f"),
    Parameter::new("f", "Hz", Some(1e9), "Frequency at which nl is the length in waves"),
    Parameter::new("nl", "", Some(0.25), "Length in waves at the frequency f"),
    Parameter::new("ic", "", None, "Voltage and current at the first end, then at the second, before a transient with uic"),
    Parameter::new("v1", "V", None, "The first of ic"),
    Parameter::new("i1", "A", None, "The second of ic"),
    Parameter::new("v2", "V", None, "The third of ic"),
    Parameter::new("i2", "A", None, "The fourth of ic"),
];

const VARIABLES: &[Variable] = &[
    Variable::new("v1", "V", "Voltage at the first end"),
    Variable::new("i1", "A", "Current into the first end").also(&["i"]),
    Variable::new("v2", "V", "Voltage at the second end"),
    Variable::new("i2", "A", "Current into the second end"),
];

/// Names of the values of `ic`, in its order.
const INITIAL: [&str; 4] = ["v1", "i1", "v2", "i2"];

struct Lines {
    devices: Vec<u32>,
    pins: Vec<[u32; 4]>,
    /// The unknown currents into both ends.
    branches: Vec<[u32; 2]>,
    slots: Vec<Slots>,
    /// Ohms, of all lines side by side.
    impedance: Vec<f64>,
    /// `ic`, what is given of it.
    initial: Vec<[Option<f64>; 4]>,
    /// What both ends of each line send, in volts: two signals a line.
    waves: Delays,
    /// Whether a transient runs.
    runs: bool,
}

/// Where both equations of a line stand.
struct Slots {
    /// Each end's own voltage and current in the nodes' rows and its own.
    own: [[u32; 4]; 2],
    /// Each end's own current in its row.
    impedance: [u32; 2],
    /// In each end's row: the other's nodes and current.
    other: [[u32; 3]; 2],
}

impl Slots {
    /// All of them, to be bound.
    fn all(&mut self) -> impl Iterator<Item = &mut u32> {
        self.own.iter_mut().flatten().chain(&mut self.impedance).chain(self.other.iter_mut().flatten())
    }

    /// Adds `part` of what the other end sends to both rows, as a part of the matrix.
    fn couple(&self, impedance: f64, part: f64, g: &mut [f64]) {
        for [p, n, current] in self.other {
            g[p as usize] += part;
            g[n as usize] -= part;
            g[current as usize] += part * impedance;
        }
    }
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let count = devices.len();
    let mut group = Lines {
        pins: Vec::with_capacity(count),
        branches: Vec::with_capacity(count),
        slots: Vec::with_capacity(count),
        impedance: vec![0.0; count],
        initial: vec![[None; 4]; count],
        waves: Delays::default(),
        runs: false,
        devices,
    };
    for &device in &group.devices {
        group.waves.add();
        group.waves.add();
        let pins: [u32; 4] = set_up.terminals(device)?;
        let [p1, n1, p2, n2] = pins;
        // At rest the line is two wires as far as voltages go.
        set_up.conducts(p1, p2);
        set_up.conducts(n1, n2);
        let [b1, b2] = [set_up.branch(device), set_up.second_branch(device)];
        let own = [set_up.branch_entries(p1, n1, b1), set_up.branch_entries(p2, n2, b2)];
        let mut entry = |row, column| set_up.pattern.entry(row, column);
        group.slots.push(Slots {
            own,
            impedance: [entry(b1, b1), entry(b2, b2)],
            other: [[entry(b1, p2), entry(b1, n2), entry(b1, b2)], [entry(b2, p1), entry(b2, n1), entry(b2, b1)]],
        });
        group.pins.push(pins);
        group.branches.push([b1, b2]);
    }
    Ok(Box::new(group))
}

impl Lines {
    /// Voltage and current of both ends.
    fn ends(&self, line: usize, x: &[f64]) -> [f64; 4] {
        let [p1, n1, p2, n2] = self.pins[line].map(|node| x[node as usize]);
        let [i1, i2] = self.branches[line].map(|branch| x[branch as usize]);
        [p1 - n1, i1, p2 - n2, i2]
    }

    /// What an end sends; the ends of all lines are counted through.
    fn wave(&self, signal: usize, x: &[f64]) -> f64 {
        let line = signal / 2;
        let ends = self.ends(line, x);
        let first = 2 * (signal % 2);
        ends[first] + self.impedance[line] * ends[first + 1]
    }

    fn delay(&self, line: usize) -> f64 {
        self.waves.of(2 * line)
    }
}

impl Group for Lines {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        self.runs = false;
        self.waves.set_tolerance(conditions.options.reltol, conditions.options.vntol);
        for (line, &device) in self.devices.iter().enumerate() {
            let given = conditions.inputs.of_device(device);
            let bad = |message: String| Err(Failure::device(device, "bad-parameter", message));
            let Some(impedance) = conditions.principal(device).or(given.number("z0")) else {
                return Err(Failure::device(device, "missing-value", "this line has no impedance; write z0=50, or what it has in ohms".into()));
            };
            if !(impedance > 0.0) {
                return bad(format!("the impedance of a line must be above 0, not {impedance}"));
            }
            let frequency = given.number_or("f", 1e9);
            let length = given.number_or("nl", 0.25);
            let delay = match given.number("td") {
                Some(delay) => delay,
                None if frequency > 0.0 && length >= 0.0 => length / frequency,
                None => return bad(format!("a line of {length} waves at {frequency} Hz has no length; nl must not be below 0, and f must be above 0")),
            };
            if !(delay >= 0.0) {
                return bad(format!("the delay of a line must not be below 0, as {delay} is"));
            }
            self.impedance[line] = impedance / conditions.multiplier(device);
            self.waves.set(2 * line, delay);
            self.waves.set(2 * line + 1, delay);
            let list = given.list("ic").unwrap_or(&[]);
            for (place, name) in INITIAL.iter().enumerate() {
                self.initial[line][place] = given.number(name).or(list.get(place).copied());
            }
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.slots.iter_mut().flat_map(Slots::all).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        for (slots, &impedance) in self.slots.iter().zip(&self.impedance) {
            for (own, &diagonal) in slots.own.iter().zip(&slots.impedance) {
                stamp_branch(g, own);
                g[diagonal as usize] -= impedance;
            }
            slots.couple(impedance, -1.0, g);
        }
    }

    /// What arrives within a step that is shorter than the delay is known, and no
    /// part of the matrix.
    fn stamp_step(&self, step: f64, values: &mut [f64]) {
        for (line, (slots, &impedance)) in self.slots.iter().zip(&self.impedance).enumerate() {
            slots.couple(impedance, known_part(self.delay(line), step), values);
        }
    }

    fn excite(&mut self, instant: Instant, _scale: f64, rhs: &mut [f64]) {
        let Instant::Time(time) = instant else { return };
        if !self.runs {
            return;
        }
        for (line, &[first, second]) in self.branches.iter().enumerate() {
            rhs[first as usize] += self.waves.arrives(2 * line + 1, time);
            rhs[second as usize] += self.waves.arrives(2 * line, time);
        }
    }

    fn delayed(&self, omega: f64, values: &mut [Complex]) {
        for (line, (slots, &impedance)) in self.slots.iter().zip(&self.impedance).enumerate() {
            let angle = omega * self.delay(line);
            // The stamp has the part without a delay.
            let part = Complex::new(1.0 - libm::cos(angle), libm::sin(angle));
            for [p, n, current] in slots.other {
                values[p as usize] += part;
                values[n as usize] += -part;
                values[current as usize] += part.scale(impedance);
            }
        }
    }

    fn begin_history(&mut self, x: &[f64], initial: bool, _now: &mut [f64]) {
        self.runs = true;
        let mut before = Vec::with_capacity(2 * self.devices.len());
        for line in 0..self.devices.len() {
            let mut ends = self.ends(line, x);
            if initial {
                for (end, given) in ends.iter_mut().zip(self.initial[line]) {
                    *end = given.unwrap_or(*end);
                }
            }
            let [v1, i1, v2, i2] = ends;
            before.extend([v1 + self.impedance[line] * i1, v2 + self.impedance[line] * i2]);
        }
        self.waves.begin(before);
    }

    fn schedules(&self) -> bool {
        true
    }

    fn schedule(&mut self, now: &Moment, queue: &mut EventQueue) {
        let mut waves = std::mem::take(&mut self.waves);
        waves.schedule(now, |signal| self.wave(signal, now.x), queue);
        self.waves = waves;
    }

    fn longest_step(&self, time: f64, wanted: f64, largest: f64) -> f64 {
        self.waves.longest_step(time, wanted, largest)
    }

    fn branch(&self, index: usize) -> Option<u32> {
        Some(self.branches[index][0])
    }

    fn current(&self, index: usize, x: &[f64], _rates: &[f64]) -> f64 {
        x[self.branches[index][0] as usize]
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], _omega: f64) -> Complex {
        phasors[self.branches[index][0] as usize]
    }

    fn variables(&self) -> &'static [Variable] {
        VARIABLES
    }

    fn variable(&self, index: usize, x: &[f64], _rates: Option<&[f64]>, values: &mut [f64]) {
        values.copy_from_slice(&self.ends(index, x));
    }
}
