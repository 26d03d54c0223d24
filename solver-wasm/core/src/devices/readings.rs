//! Currents that expressions read of devices without a branch: `i(r1)`.
//!
//! Each has an unknown of its own for the current, whose row says what the current
//! is. Nothing else depends on that row, so that the circuit stays the same, and an
//! expression reads the unknown as it reads the current of a voltage source.

use crate::simulation::SetUp;

/// Kinds without a branch whose current an expression may read.
pub const READABLE: [&str; 2] = ["resistor", "current-source"];

/// One current of a device of a group.
pub struct Reading {
    /// Place of the device in the group.
    pub index: usize,
    pub unknown: u32,
    /// Entries of the row: of the current itself, and of the voltages of both nodes.
    own: u32,
    across: [u32; 2],
}

/// The currents of a group's devices that expressions read.
#[derive(Default)]
pub struct Readings {
    pub list: Vec<Reading>,
}

impl Readings {
    /// Asks for the unknowns and entries of the devices that are read.
    pub fn make(devices: &[u32], nodes: &[[u32; 2]], set_up: &mut SetUp) -> Readings {
        let mut list = Vec::new();
        for (index, (&device, &[p, n])) in devices.iter().zip(nodes).enumerate() {
            if set_up.is_read(device) {
                let unknown = set_up.branch(device);
                let [own, first, second] = [unknown, p, n].map(|column| set_up.pattern.entry(unknown, column));
                list.push(Reading { index, unknown, own, across: [first, second] });
            }
        }
        Readings { list }
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        for reading in &mut self.list {
            reading.across.iter_mut().chain([&mut reading.own]).for_each(|slot| *slot = slot_of[*slot as usize]);
        }
    }

    /// The rows `i − G·(v(p) − v(n)) = …` with the conductances of the group's devices in siemens.
    pub fn stamp(&self, g: &mut [f64], conductance: impl Fn(usize) -> f64) {
        for reading in &self.list {
            let conductance = conductance(reading.index);
            g[reading.own as usize] += 1.0;
            g[reading.across[0] as usize] -= conductance;
            g[reading.across[1] as usize] += conductance;
        }
    }
}
