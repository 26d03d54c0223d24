//! Currents into terminals that expressions read: `id(m1)`, `i(d1)`.
//!
//! The row of such a current I is `I − Σ (i + dq/dt) = 0` over the pins of the
//! terminal, by the same linearisation that the device's own rows have, so that an
//! iteration has all its derivatives. The charges have one of their own beside the
//! device's. As all readings are, it is without the device's noise.

use super::Nonlinear;
use crate::charges::Charges;
use crate::devices::equations::Equations;
use crate::devices::Load;
use crate::lanes::lane;
use crate::matrix::Complex;
use crate::simulation::SetUp;

/// Kinds with the currents of their terminals, which implement [`Equations`].
const KINDS: [&str; 14] = [
    "diode", "heated-diode", "ideal-diode", "bjt", "epitaxial-bjt", "jfet", "jfet2", "mosfet", "mosfet2", "mosfet3", "bsim3", "bsim4", "vdmos", "heated-vdmos",
];

/// Whether the currents into the terminals of a kind can be read.
pub fn reads_terminals(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// One current of a device of a group.
pub struct Reading {
    /// Place of the device in the group.
    pub index: usize,
    pins: &'static [usize],
    unknown: u32,
    own: u32,
    /// Entries of the pins' rows, and the slots of their columns in the current's.
    slots: Vec<(usize, u32)>,
    charge: usize,
}

/// The record of one device: by entry, and by pin.
pub struct Numbers {
    g: [f64; MOST_ENTRIES],
    c: [f64; MOST_ENTRIES],
    current: [f64; MOST_PINS],
    charge: [f64; MOST_PINS],
}

/// What a device may have of both.
const MOST_ENTRIES: usize = 56;
const MOST_PINS: usize = 12;

/// What a kind says of itself.
pub struct Shape {
    pub name: &'static str,
    pub terminals: &'static [&'static [usize]],
    pub entries: &'static [[u8; 2]],
}

// What follows is compiled once for all kinds; they answer for a device's numbers.
impl Reading {
    /// Those of a device that expressions read; `columns` are the unknowns of all its pins.
    #[inline(never)]
    pub fn of_device(device: u32, index: usize, shape: &Shape, columns: &[u32], set_up: &mut SetUp) -> Vec<Reading> {
        let read: Vec<u32> = set_up.read_terminals(device).filter(|_| reads_terminals(shape.name)).collect();
        let mut readings = Vec::new();
        for terminal in read {
            let pins = shape.terminals.get(terminal as usize).copied().unwrap_or(&[]);
            let unknown = set_up.terminal_current(device, terminal);
            let pattern = &mut set_up.pattern;
            let mut slots = Vec::new();
            for (entry, &[row, column]) in shape.entries.iter().enumerate() {
                if pins.contains(&(row as usize)) {
                    slots.push((entry, pattern.entry(unknown, columns[column as usize])));
                }
            }
            readings.push(Reading { index, pins, unknown, own: pattern.entry(unknown, unknown), slots, charge: 0 });
        }
        readings
    }

    pub fn add_charge(&mut self, charges: &mut Charges) {
        self.charge = charges.add(self.unknown, 0);
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        self.slots.iter_mut().map(|(_, slot)| slot).chain([&mut self.own]).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    pub fn stamp(&self, g: &mut [f64]) {
        g[self.own as usize] += 1.0;
    }

    #[inline(never)]
    pub fn load(&self, of: &Numbers, alpha: f64, load: &mut Load) {
        for &(entry, slot) in &self.slots {
            load.jacobian[slot as usize] -= of.g[entry] + alpha * of.c[entry];
        }
        for &pin in self.pins {
            load.rhs[self.unknown as usize] -= of.current[pin] + alpha * of.charge[pin];
        }
    }

    #[inline(never)]
    pub fn small_signal(&self, of: &Numbers, g: &mut [f64], c: &mut [f64]) {
        for &(entry, slot) in &self.slots {
            g[slot as usize] -= of.g[entry];
            c[slot as usize] -= of.c[entry];
        }
    }

    #[inline(never)]
    pub fn subtract_complex(&self, values: &mut [Complex], of_entry: &[Complex]) {
        for &(entry, slot) in &self.slots {
            values[slot as usize] += -of_entry[entry];
        }
    }

    /// Its charge, when those of the device are in `now`: from `first` on one of each pin but
    /// the one where all meet, by pairs of devices.
    #[inline(never)]
    pub fn take_charge(&self, now: &mut [f64], first: usize, pins: usize, rest: usize) {
        let of_device = first + self.index / 2 * (pins - 1) * 2 + self.index % 2;
        let of_pin = |pin: usize, now: &[f64]| now[of_device + 2 * if pin > rest { pin - 1 } else { pin }];
        let all: f64 = (0..pins).filter(|&pin| pin != rest).map(|pin| of_pin(pin, now)).sum();
        now[self.charge] = -self.pins.iter().map(|&pin| if pin == rest { -all } else { of_pin(pin, now) }).sum::<f64>();
    }
}

impl<M: Equations<P, E>, const P: usize, const E: usize> Nonlinear<M, P, E> {
    /// What a kind says of itself to its readings.
    pub(super) const SHAPE: Shape = {
        assert!(E <= MOST_ENTRIES && P <= MOST_PINS);
        Shape { name: M::KIND.name, terminals: M::TERMINALS, entries: &M::ENTRIES }
    };

    #[inline(never)]
    fn numbers(&self, index: usize) -> Numbers {
        let (record, side) = (&self.records[index / 2], index % 2);
        let mut numbers = Numbers { g: [0.0; MOST_ENTRIES], c: [0.0; MOST_ENTRIES], current: [0.0; MOST_PINS], charge: [0.0; MOST_PINS] };
        for entry in 0..E {
            numbers.g[entry] = lane(record.of.conductance[entry], side);
            numbers.c[entry] = lane(record.of.capacitance[entry], side);
        }
        for pin in 0..P {
            numbers.current[pin] = lane(record.of.current[pin], side);
            numbers.charge[pin] = lane(record.of.charge[pin], side);
        }
        numbers
    }

    #[inline(never)]
    pub(super) fn load_readings(&self, load: &mut Load) {
        let alpha = if M::CHARGED { load.alpha } else { 0.0 };
        for reading in &self.readings {
            reading.load(&self.numbers(reading.index), alpha, load);
        }
    }

    #[inline(never)]
    pub(super) fn read_small_signal(&self, g: &mut [f64], c: &mut [f64]) {
        for reading in &self.readings {
            reading.small_signal(&self.numbers(reading.index), g, c);
        }
    }

    #[inline(never)]
    pub(super) fn read_delayed(&self, omega: f64, values: &mut [Complex]) {
        for reading in self.readings.iter().filter(|reading| self.late.contains(&reading.index)) {
            reading.subtract_complex(values, &self.late_admittance(reading.index, omega));
        }
        for (index, lag) in &self.lags {
            for reading in self.readings.iter().filter(|reading| reading.index == *index) {
                reading.subtract_complex(values, &Self::lagging(lag, omega));
            }
        }
    }
}
