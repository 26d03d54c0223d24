//! Current sources that are loads (LTspice's help, current source, `load`): a source
//! that takes up power and never gives any. From half a volt on it has its current I,
//! at 0 V none, with the resistance 0.25 V/I there and below. Its help says no more;
//! the parabola with these ends is taken for what is between, and a current that is
//! not above 0 always flows, as in LTspice.

use super::{add_conductance, conductance_entries, Load};
use crate::options::Options;
use crate::simulation::SetUp;

/// Volts from which on the current is whole.
const KNEE: f64 = 0.5;

/// The part of its current that a load takes at a voltage, and the slope.
fn part(volts: f64) -> (f64, f64) {
    let u = volts / KNEE;
    match u {
        _ if u >= 1.0 => (1.0, 0.0),
        _ if u <= 0.0 => (2.0 * u, 2.0 / KNEE),
        _ => (u * (2.0 - u), (2.0 - 2.0 * u) / KNEE),
    }
}

/// One of a group's sources.
pub struct SourceLoad {
    /// Its place in the group.
    pub index: usize,
    /// Whether the card says so now: a run may change it.
    pub is_load: bool,
    nodes: [u32; 2],
    slots: [u32; 4],
    /// What reads its current: the unknown, and the slots of both nodes in its row.
    reading: Option<(u32, [u32; 2])>,
    /// The whole current in amperes.
    whole: f64,
    /// Voltage, current and conductance of the last linearisation.
    last: [f64; 3],
    /// The part of the current that flows at the operating point.
    part: f64,
}

impl SourceLoad {
    /// `reading` is the unknown of what reads the current.
    pub fn new(index: usize, nodes: [u32; 2], reading: Option<u32>, set_up: &mut SetUp) -> SourceLoad {
        let [p, n] = nodes;
        set_up.conducts(p, n);
        let slots = conductance_entries(&mut set_up.pattern, p, n);
        let reading = reading.map(|unknown| (unknown, nodes.map(|node| set_up.pattern.entry(unknown, node))));
        SourceLoad { index, is_load: true, nodes, slots, reading, whole: 0.0, last: [0.0; 3], part: 1.0 }
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        let of_reading = self.reading.iter_mut().flat_map(|(_, slots)| slots);
        self.slots.iter_mut().chain(of_reading).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    /// Takes the current that the source has at a point; whether it is a load's.
    pub fn take(&mut self, amperes: f64) -> bool {
        self.whole = if self.is_load && amperes > 0.0 { amperes } else { 0.0 };
        self.limits()
    }

    /// Whether it is a load at this point.
    pub fn limits(&self) -> bool {
        self.whole > 0.0
    }

    fn volts(&self, x: &[f64]) -> f64 {
        x[self.nodes[0] as usize] - x[self.nodes[1] as usize]
    }

    /// What flows at `x` in amperes.
    pub fn current(&self, x: &[f64]) -> f64 {
        self.whole * part(self.volts(x)).0
    }

    fn add_conductance(&self, conductance: f64, values: &mut [f64]) {
        add_conductance(values, &self.slots, conductance);
        if let Some((_, [first, second])) = self.reading {
            values[first as usize] -= conductance;
            values[second as usize] += conductance;
        }
    }

    pub fn load(&mut self, load: &mut Load) {
        load.evaluated += 1;
        let volts = self.volts(load.x);
        let (part, slope) = part(volts);
        let (current, conductance) = (self.whole * part, self.whole * slope);
        self.last = [volts, current, conductance];
        self.add_conductance(conductance, load.jacobian);
        let known = current - conductance * volts;
        load.rhs[self.nodes[0] as usize] -= known;
        load.rhs[self.nodes[1] as usize] += known;
        if let Some((unknown, _)) = self.reading {
            load.rhs[unknown as usize] += known;
        }
    }

    /// Whether the last linearisation has at `x` what it was made from, but for a part of it.
    pub fn near(&self, x: &[f64], part: f64, options: &Options) -> bool {
        let [volts, before, conductance] = self.last;
        let after = before + conductance * (self.volts(x) - volts);
        (after - before).abs() <= part * before.abs().max(after.abs()) + options.abstol
    }

    pub fn small_signal(&mut self, x: &[f64], g: &mut [f64]) {
        let slope;
        (self.part, slope) = part(self.volts(x));
        self.add_conductance(self.whole * slope, g);
    }

    /// What of a phasor flows around the operating point: where the source has no current of
    /// its own, all of it.
    pub fn share(&self) -> f64 {
        if self.limits() { self.part } else { 1.0 }
    }

    /// Siemens at the operating point `x`.
    pub fn conductance(&self, x: &[f64]) -> f64 {
        self.whole * part(self.volts(x)).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circuit::Variation;
    use crate::test_circuit::{near, TestCircuit};

    #[test]
    fn the_slope_is_that_of_central_differences() {
        for volts in [-2.0, -0.1, 1e-3, 0.1, 0.25, 0.49, 0.6, 3.0] {
            let step = 1e-6;
            let slope = (part(volts + step).0 - part(volts - step).0) / (2.0 * step);
            assert!((part(volts).1 - slope).abs() < 1e-6, "{volts}");
        }
        assert_eq!(part(KNEE), (1.0, 0.0));
        assert_eq!(part(0.0), (0.0, 4.0));
    }

    /// A load of 2 A behind 1 Ω.
    fn circuit(volts: f64) -> TestCircuit {
        let mut test = TestCircuit::new();
        test.voltage("v1", "in", "0", &[("dc", &[volts]), ("ac", &[1.0])]);
        test.resistor("r1", "in", "out", 1.0);
        test.current("i1", "out", "0", &[("dc", &[2.0]), ("load", &[1.0])]);
        test
    }

    #[test]
    fn operating_points_are_those_of_closed_forms() {
        // Whole; on the parabola, v + 8v − 8v² = 1; below 0, where it is 0.125 Ω.
        for (volts, out, current) in [
            (5.0, 3.0, 2.0),
            (1.0, 0.125, 0.875),
            (-2.0, -2.0 / 9.0, -16.0 / 9.0),
        ] {
            let mut test = circuit(volts);
            let op = test.op();
            let run = test.done(op);
            near(run.last("v(out)"), out, 1e-6);
            near(run.last("i(i1)"), current, 1e-6);
        }
        // A source whose current is not above 0 always drives.
        let mut test = circuit(0.0);
        test.current("i2", "low", "0", &[("dc", &[-2.0]), ("load", &[1.0])]);
        test.resistor("r2", "low", "0", 1.0);
        let op = test.op();
        near(test.done(op).last("v(low)"), 2.0, 1e-9);
    }

    #[test]
    fn small_signals_and_readings_have_the_slope_of_the_operating_point() {
        let mut test = circuit(1.0);
        crate::devices::behavioural::test_source(&mut test, "behavioural-voltage", "b1", &["b", "0"], &["i1"], "i:i1 10 */2", &[]);
        test.resistor("rb", "b", "0", 1.0);
        let op = test.op();
        near(test.done(op).last("v(b)"), 8.75, 1e-6);
        let ac = test.ac(Variation::Linear, 1.0, 1.0, 1.0);
        let run = test.done(ac);
        // At 0.125 V the conductance is 8·(1 − 0.25) = 6 S.
        near(run.column("v(out)")[0], 1.0 / 7.0, 1e-6);
        near(run.column("i(i1)")[0], 6.0 / 7.0, 1e-6);
        near(run.column("v(b)")[0], 60.0 / 7.0, 1e-6);
    }

    #[test]
    fn a_capacitor_is_emptied_and_not_charged_the_other_way() {
        let mut test = TestCircuit::new();
        test.device("capacitor", "c1", &["out", "0"], &[], &[("c", &[1e-3]), ("ic", &[1.0])]);
        test.current("i1", "out", "0", &[("dc", &[1.0]), ("load", &[1.0])]);
        let job = test.tran(1e-6, 3e-3, Some(1e-6), true);
        let run = test.done(job);
        // Straight to half a volt within 0.5 ms, then dv/dt = −1000·4v(1 − v): v/(1 − v) = e^(−4000t).
        near(run.at("v(out)", 2.5e-4), 0.75, 1e-4);
        let ratio = libm::exp(-4e3 * 5e-4);
        near(run.at("v(out)", 1e-3), ratio / (1.0 + ratio), 1e-3);
        assert!(run.column("v(out)").iter().all(|&volts| volts > -1e-9));
    }
}
