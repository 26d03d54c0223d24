//! Currents that expressions read of devices without a branch: `i(r1)`, `ic(q1)`.
//!
//! Each has an unknown of its own for the current, whose row says what the current
//! is. Nothing else depends on that row, so that the circuit stays the same, and an
//! expression reads the unknown as it reads the current of a voltage source.
//! [`Readings`] are those of linear devices, [`super::nonlinear`] has those into the
//! terminals of all others.

use super::{reads_terminals, KINDS};
use crate::circuit::{Circuit, Input, Instruction, NONE};
use crate::simulation::{Failure, SetUp};

/// Kinds of two terminals without a branch whose current an expression may read.
pub const READABLE: [&str; 8] = ["resistor", "capacitor", "current-source", "vccs", "cccs", "diode", "heated-diode", "ideal-diode"];

/// Devices and terminals into which expressions read the current, rising, and the unknowns
/// that these are; 0 for none yet.
pub struct Asked {
    read: Vec<(u32, u32)>,
    unknowns: Vec<u32>,
}

impl Asked {
    pub fn of(circuit: &Circuit) -> Asked {
        let read = read_terminals(circuit);
        Asked { unknowns: vec![0; read.len()], read }
    }
}

/// What the programs of all behavioural devices read, rising.
fn read_terminals(circuit: &Circuit) -> Vec<(u32, u32)> {
    let devices = &circuit.devices;
    let mut read = Vec::new();
    for device in 0..devices.kind.len() as u32 {
        let Some(expression) = super::expression_of(circuit, device) else { continue };
        let program = circuit.values.program[circuit.parameters.value_start[expression as usize] as usize];
        if devices.references_count[device as usize] == 0 || program == NONE {
            continue;
        }
        let start = devices.references_start[device as usize] as usize;
        let references = &devices.references[start..start + devices.references_count[device as usize] as usize];
        let mut inputs: Vec<&Input> = Vec::new();
        for instruction in circuit.programs.instructions(program) {
            if let Instruction::Input(input @ (Input::Current { .. } | Input::DeviceParameter { .. })) = instruction {
                if !inputs.iter().any(|known| std::ptr::eq(*known, input)) {
                    inputs.push(input);
                }
            }
        }
        for (&other, input) in references.iter().zip(inputs) {
            let terminal = (other, terminal_of(circuit, other, input).unwrap_or(0));
            if let Err(place) = read.binary_search(&terminal) {
                read.insert(place, terminal);
            }
        }
    }
    read
}

/// The terminal of a device into which an input reads the current: of a plain current
/// the first one, of `ib` the one called b.
fn terminal_of(circuit: &Circuit, device: u32, input: &Input) -> Option<u32> {
    let Input::DeviceParameter { parameter, .. } = *input else { return Some(0) };
    let text = |string: u32| circuit.strings.get(string as usize).map_or("", String::as_str);
    let kind = text(circuit.devices.kind[device as usize]);
    let pins = KINDS.iter().find(|known| known.name == kind)?.pins;
    let letter = text(parameter).strip_prefix('i')?;
    pins.iter().position(|pin| *pin == letter).map(|place| place as u32)
}

impl SetUp<'_> {
    /// The unknown that carries the current that the expression of `by` reads of a device.
    pub fn current_of(&mut self, by: u32, device: u32, input: &Input) -> Result<u32, Failure> {
        let kind = self.text(self.circuit.devices.kind[device as usize]);
        let whole = matches!(input, Input::Current { .. });
        match terminal_of(self.circuit, device, input) {
            Some(terminal) if if whole { READABLE.contains(&kind) } else { reads_terminals(kind) } => Ok(self.terminal_current(device, terminal)),
            _ if whole => self.branch_of(by, device),
            _ => {
                let message = "its expression reads a current into a device that has no such terminal, or none that can be read; read that of a voltage source of 0 V in series".to_string();
                Err(Failure::device(by, "bad-reference", message))
            }
        }
    }

    /// The unknown that is the current into a terminal that an expression reads.
    pub fn terminal_current(&mut self, device: u32, terminal: u32) -> u32 {
        let place = self.asked.read.binary_search(&(device, terminal)).expect("what is read is known before devices are made");
        if self.asked.unknowns[place] == 0 {
            self.asked.unknowns[place] = self.second_branch(device);
        }
        self.asked.unknowns[place]
    }

    /// The terminals of a device into which an expression reads the current.
    pub fn read_terminals(&self, device: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.asked.read.partition_point(|&(other, _)| other < device);
        self.asked.read[first..].iter().take_while(move |(other, _)| *other == device).map(|&(_, terminal)| terminal)
    }
}

/// One current of a device of a group.
pub struct Reading {
    /// Place of the device in the group.
    pub index: usize,
    pub unknown: u32,
    /// The unknowns whose difference drives it.
    pub drives: [u32; 2],
    /// Entries of the row: of the current itself, and of both unknowns whose difference drives it.
    own: u32,
    across: [u32; 2],
}

/// The currents of a group's devices that expressions read.
#[derive(Default)]
pub struct Readings {
    pub list: Vec<Reading>,
}

impl Readings {
    /// Asks for the unknowns and entries of the devices that are read; `drives` are the
    /// unknowns whose difference drives each current.
    pub fn make(devices: &[u32], drives: &[[u32; 2]], set_up: &mut SetUp) -> Readings {
        let mut list = Vec::new();
        for (index, (&device, &[p, n])) in devices.iter().zip(drives).enumerate() {
            if set_up.read_terminals(device).next().is_some() {
                let unknown = set_up.terminal_current(device, 0);
                let [own, first, second] = [unknown, p, n].map(|column| set_up.pattern.entry(unknown, column));
                list.push(Reading { index, unknown, drives: [p, n], own, across: [first, second] });
            }
        }
        Readings { list }
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        for reading in &mut self.list {
            reading.across.iter_mut().chain([&mut reading.own]).for_each(|slot| *slot = slot_of[*slot as usize]);
        }
    }

    /// The rows `i − G·(a − b) = …` with the factors of the group's devices, such as their conductances.
    pub fn stamp(&self, g: &mut [f64], factor: impl Fn(usize) -> f64) {
        self.list.iter().for_each(|reading| g[reading.own as usize] += 1.0);
        self.add(g, |index| -factor(index));
    }

    /// Adds to the rows a factor of what drives the currents.
    pub fn add(&self, values: &mut [f64], factor: impl Fn(usize) -> f64) {
        for reading in &self.list {
            let factor = factor(reading.index);
            values[reading.across[0] as usize] += factor;
            values[reading.across[1] as usize] -= factor;
        }
    }
}
