//! Stamps of a network, for the tests and for the example that times them.

use super::{Pattern, PatternBuilder};

/// Stamps of a network: places with one number each.
pub struct Network {
    pattern: PatternBuilder,
    values: Vec<f64>,
    pub unknowns: u32,
}

impl Network {
    pub fn new(nodes: u32) -> Network {
        Network { pattern: PatternBuilder::new(), values: Vec::new(), unknowns: nodes }
    }

    pub fn entry(&mut self, row: u32, column: u32, value: f64) {
        self.pattern.entry(row, column);
        self.values.push(value);
    }

    pub fn conductance(&mut self, a: u32, b: u32, g: f64) {
        for (row, column, sign) in [(a, a, 1.0), (b, b, 1.0), (a, b, -1.0), (b, a, -1.0)] {
            self.entry(row, column, sign * g);
        }
    }

    /// A voltage source, or an inductor of `impedance` ohms.
    pub fn branch(&mut self, a: u32, b: u32, impedance: Option<f64>) {
        self.unknowns += 1;
        let branch = self.unknowns;
        for (node, sign) in [(a, 1.0), (b, -1.0)] {
            self.entry(node, branch, sign);
            self.entry(branch, node, sign);
        }
        if let Some(impedance) = impedance {
            self.entry(branch, branch, -impedance);
        }
    }

    pub fn finish(self) -> (Pattern, Vec<f64>) {
        let (pattern, slots) = self.pattern.finish(self.unknowns as usize);
        let mut values = vec![0.0; pattern.slots()];
        for (&slot, &value) in slots.iter().zip(&self.values) {
            values[slot as usize] += value;
        }
        (pattern, values)
    }
}
