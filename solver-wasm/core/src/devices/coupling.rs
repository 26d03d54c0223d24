//! Coupling of inductors: every pair of those that the card names has
//! `M = k·√(L₁·L₂)`, and each flux gains the other's current times M
//! (ngspice manual 39, section 3.3.11; LTspice's form with more than two).

use super::inductor::inductance;
use super::table::{Kind, Parameter};
use super::{Conditions, Domain, Finding, Group};
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind =
    Kind { name: "coupling", letter: 'K', pins: &[], instance: INSTANCE, models: &[], variables: &[], make };

const INSTANCE: &[Parameter] =
    &[Parameter::new("k", "", None, "Coupling coefficient, −1 to 1").also(&["coefficient", "coupling"])];

struct Pair {
    coupling: usize,
    inductors: [u32; 2],
    branches: [u32; 2],
    /// Places of both fluxes.
    fluxes: [usize; 2],
    slots: [u32; 2],
    mutual: f64,
}

struct Couplings {
    devices: Vec<u32>,
    pairs: Vec<Pair>,
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut pairs = Vec::new();
    for (coupling, &device) in devices.iter().enumerate() {
        let inductors = set_up.references(device);
        if inductors.len() < 2 {
            let message = "a coupling needs the names of two inductors or more".to_string();
            return Err(Failure::device(device, "missing-reference", message));
        }
        for (place, &first) in inductors.iter().enumerate() {
            for &second in &inductors[place + 1..] {
                if first == second {
                    let message = "an inductor cannot be coupled with itself; name two different ones".to_string();
                    return Err(Failure::device(device, "bad-reference", message));
                }
                let branches = [set_up.branch_of(device, first)?, set_up.branch_of(device, second)?];
                let fluxes = [first, second].map(|inductor| set_up.flux_of(inductor));
                let slots =
                    [set_up.pattern.entry(branches[0], branches[1]), set_up.pattern.entry(branches[1], branches[0])];
                pairs.push(Pair { coupling, inductors: [first, second], branches, fluxes, slots, mutual: 0.0 });
            }
        }
    }
    Ok(Box::new(Couplings { devices, pairs }))
}

impl Group for Couplings {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        for pair in &mut self.pairs {
            let device = self.devices[pair.coupling];
            let given = conditions.inputs.of_device(device);
            let k = conditions.principal(device).or(given.number("k")).ok_or_else(|| {
                Failure::device(device, "missing-value", "this coupling has no coefficient; write one after the inductors".into())
            })?;
            if !(k.abs() <= 1.0) {
                return Err(Failure::device(
                    device,
                    "coupling-range",
                    format!("a coupling coefficient of {k} is not physical; it must lie between -1 and 1"),
                ));
            }
            let product = inductance(conditions, pair.inductors[0])? * inductance(conditions, pair.inductors[1])?;
            pair.mutual = k * product.abs().sqrt();
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.pairs.iter_mut().flat_map(|pair| &mut pair.slots).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    fn stamp(&self, _domain: Domain, _g: &mut [f64], c: &mut [f64]) {
        for pair in &self.pairs {
            c[pair.slots[0] as usize] -= pair.mutual;
            c[pair.slots[1] as usize] -= pair.mutual;
        }
    }

    /// Adds to the fluxes that the inductors wrote, which come before in the list of kinds.
    fn charges(&self, x: &[f64], now: &mut [f64]) {
        for pair in &self.pairs {
            let [first, second] = pair.branches.map(|branch| x[branch as usize]);
            now[pair.fluxes[0]] -= pair.mutual * second;
            now[pair.fluxes[1]] -= pair.mutual * first;
        }
    }

    fn has_current(&self) -> bool {
        false
    }

    fn current(&self, _index: usize, _x: &[f64], _rates: &[f64]) -> f64 {
        0.0
    }

    fn current_ac(&self, _index: usize, _x: &[f64], _phasors: &[Complex], _omega: f64) -> Complex {
        Complex::default()
    }
}
