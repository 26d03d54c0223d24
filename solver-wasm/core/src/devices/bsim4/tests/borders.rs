//! What the equations do at their borders: sweeps find them, wherever they are.

use super::*;
use crate::devices::bsim4::{B, D, G, S};

/// The current into a pin, or the charge behind it, by the voltage of another, with its slope.
#[derive(Clone, Copy)]
struct Curve<'a> {
    of: &'a Constants,
    at: [f64; 4],
    pin: usize,
    by: usize,
    charge: bool,
}

impl Curve<'_> {
    fn at(&self, volts: f64) -> [f64; 2] {
        let mut v = self.at;
        v[self.by] = volts;
        let out = at(self.of, v);
        let entry = 4 * self.pin + self.by;
        let [value, slope] = match self.charge {
            true => [out.charge[self.pin], out.capacitance[entry]],
            false => [out.current[self.pin], out.conductance[entry]],
        };
        [value, slope].map(|pair| lane(pair, 0))
    }

    /// What a step that is halved again and again leaves of the larger change: of the
    /// value beside what its slopes make, or of the slope.
    fn left(&self, mut from: f64, mut to: f64, slope: bool) -> (f64, f64) {
        let change = |[from, to]: [f64; 2]| {
            let [[a, by_a], [b, by_b]] = [from, to].map(|volts| self.at(volts));
            if slope { (by_b - by_a).abs() } else { (b - a - 0.5 * (to - from) * (by_a + by_b)).abs() }
        };
        while to - from > 1e-9 {
            let middle = 0.5 * (from + to);
            if change([from, middle]) > change([middle, to]) { to = middle } else { from = middle }
        }
        (0.5 * (from + to), change([from, to]))
    }
}

/// What a sweep in steps finds: the largest jump of the value, and where the slope jumps
/// by more than a thousandth, each by the largest of the sweep.
fn swept(curve: &Curve, from: f64, to: f64, steps: u32) -> (f64, Vec<f64>) {
    let h = (to - from) / f64::from(steps);
    let points: Vec<[f64; 2]> = (0..=steps).map(|step| curve.at(from + h * f64::from(step))).collect();
    let size = |which: usize| points.iter().fold(1e-30, |most: f64, point| most.max(point[which].abs()));
    let (value, slope) = (size(0), size(1));
    let mut largest = 0.0;
    let mut bends = Vec::new();
    for (step, pair) in points.windows(2).enumerate() {
        let [[a, by_a], [b, by_b]] = [pair[0], pair[1]];
        let x = from + h * step as f64;
        if (b - a - 0.5 * h * (by_a + by_b)).abs() > 1e-6 * value {
            largest = f64::max(largest, curve.left(x, x + h, false).1 / value);
        }
        if (by_b - by_a).abs() > 1e-3 * slope {
            let (place, jump) = curve.left(x, x + h, true);
            if jump > 1e-3 * slope {
                bends.push(place);
            }
        }
    }
    (largest, bends)
}

/// Currents go on everywhere, and charges but for CAPMOD 0, whose pieces meet to a
/// few ten-thousandths. Slopes jump where drain and source are exchanged (charges),
/// where CAPMOD 0's pieces meet, and where tunnelling is held, and nowhere else.
#[test]
fn currents_and_charges_go_on_everywhere() {
    let mut met = [0; 4];
    for (name, kind, own) in EXAMPLES {
        let given = |parameter: &str, number: f64| own.contains(&(parameter, number));
        let (pieces, tunnels) = (given("capmod", 0.0), given("igcmod", 1.0) || given("igcmod", 2.0));
        // Without it the partition of the tunnelling has a pole.
        let own = if given("igcmod", 1.0) { [own, &[("pigcd", 2.0)]].concat() } else { own.to_vec() };
        let constants = cards::example(kind, &own);
        for (by, from, to) in [(D, -1.8, 1.8), (G, -1.5, 2.2), (B, -1.5, 0.6)] {
            for at in [[0.05, 0.9, 0.0, 0.0], [1.2, 0.6, 0.0, -0.3], [1.8, 1.6, 0.0, 0.0], [-0.7, 0.4, 0.0, -0.6]] {
                for (pin, charge) in [(D, false), (G, false), (B, false), (S, true), (D, true), (G, true), (B, true)] {
                    let sign = constants.sign;
                    let curve = Curve { of: &constants, at: at.map(|v| sign * v), pin, by, charge };
                    let (low, high) = if sign > 0.0 { (from, to) } else { (-to, -from) };
                    let (jump, bends) = swept(&curve, low, high, 600);
                    let allowed = if pieces && charge { 3e-4 } else { 1e-7 };
                    assert!(jump < allowed, "{name} by {by} at {at:?} of {pin}, {charge}: {jump:e}");
                    met[0] += usize::from(jump > 1e-5);
                    for bend in bends {
                        let place = [by == D && bend.abs() < 1e-6, pieces, tunnels && pin == G && !charge].iter().position(|&here| here);
                        met[1 + place.unwrap_or_else(|| panic!("{name} by {by} at {at:?} of {pin}, {charge}: its slope jumps at {bend}"))] += 1;
                    }
                }
            }
        }
    }
    assert!(met.iter().all(|&count| count > 0), "{met:?}");
}

/// Where PIGCD follows from other parameters the channel's tunnelling has a pole below
/// which the gate takes amperes: ngspice 39 has −40.2957812 A at 0.6633 V.
#[test]
fn the_partition_of_tunnelling_has_the_published_pole() {
    let constants = cards::example("nmos", EXAMPLES[1].2);
    let gate = |volts: f64| lane(at(&constants, [1.2, volts, 0.0, -0.3]).current[G], 0);
    assert!((gate(0.6633) / 40.2957812 - 1.0).abs() < 1e-6, "{:e}", gate(0.6633));
    assert!(gate(0.6634).abs() < 1e-11, "{:e}", gate(0.6634));
}
