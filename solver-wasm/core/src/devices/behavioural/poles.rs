//! A function of the complex frequency as a sum of poles ([`Fit`]), as equations: of
//! `w`, the argument after its dead time, and states `z`,
//!
//! | pole | equations | result |
//! |---|---|---|
//! | `−a` with residue `r` | `(1/a)·dz/dt + z = w` | `(r/a)·z` |
//! | `−a ± jb` with `r ± jq`, `ω² = a² + b²` | `(1/ω)·dz₁/dt + (a·z₁ − b·z₂)/ω = w`, `(1/ω)·dz₂/dt + (b·z₁ + a·z₂)/ω = 0` | `(2/ω)·(r·z₁ + q·z₂)` |

use super::fit::{Fit, MOST_POLES};
use crate::simulation::SetUp;

/// States and their places in the matrix. There are as many as a fit may need:
/// which it needs is known when the analysis is.
pub struct Poles {
    states: Vec<u32>,
    /// By state: in its own row, itself, its neighbour of the pair, and the argument.
    own: Vec<u32>,
    neighbour: Vec<u32>,
    argument: Vec<u32>,
    /// All states in the row of the result.
    output: Vec<u32>,
    first_charge: usize,
    sections: Vec<Section>,
}

/// Coefficients of a state's row and its factor in the result.
#[derive(Clone, Copy)]
struct Section {
    /// Seconds.
    time: f64,
    own: f64,
    neighbour: f64,
    argument: f64,
    output: f64,
}

impl Poles {
    /// `w` and `y` are the unknowns of the argument and of the result.
    pub fn new(device: u32, w: u32, y: u32, set_up: &mut SetUp) -> Poles {
        let states: Vec<u32> = (0..MOST_POLES).map(|_| set_up.second_branch(device)).collect();
        let first_charge = set_up.charges.len();
        for &state in &states {
            set_up.charges.add(state, 0);
        }
        let mut entry = |row, column| set_up.pattern.entry(row, column);
        Poles {
            own: states.iter().map(|&state| entry(state, state)).collect(),
            neighbour: (0..states.len()).map(|place| entry(states[place], states[place ^ 1])).collect(),
            argument: states.iter().map(|&state| entry(state, w)).collect(),
            output: states.iter().map(|&state| entry(y, state)).collect(),
            states,
            first_charge,
            sections: Vec::new(),
        }
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        for list in [&mut self.own, &mut self.neighbour, &mut self.argument, &mut self.output] {
            list.iter_mut().for_each(|slot| *slot = slot_of[*slot as usize]);
        }
    }

    /// Takes the poles of a fit; pairs stand at even places.
    pub fn take(&mut self, fit: Option<&Fit>) {
        self.sections.clear();
        let all = fit.map_or(&[][..], |fit| &fit.poles);
        for pole in all.iter().filter(|pole| pole.at.im != 0.0) {
            let omega = pole.at.abs();
            let (a, b) = (-pole.at.re / omega, pole.at.im / omega);
            let time = 1.0 / omega;
            self.sections.push(Section { time, own: a, neighbour: -b, argument: 1.0, output: 2.0 * pole.residue.re / omega });
            self.sections.push(Section { time, own: a, neighbour: b, argument: 0.0, output: 2.0 * pole.residue.im / omega });
        }
        for pole in all.iter().filter(|pole| pole.at.im == 0.0) {
            let omega = -pole.at.re;
            self.sections.push(Section { time: 1.0 / omega, own: 1.0, neighbour: 0.0, argument: 1.0, output: pole.residue.re / omega });
        }
    }

    pub fn stamp(&self, g: &mut [f64], c: &mut [f64]) {
        for (place, &own) in self.own.iter().enumerate() {
            let Some(section) = self.sections.get(place) else {
                // A state that is not needed is 0.
                g[own as usize] += 1.0;
                continue;
            };
            g[own as usize] += section.own;
            c[own as usize] += section.time;
            g[self.neighbour[place] as usize] += section.neighbour;
            g[self.argument[place] as usize] -= section.argument;
            g[self.output[place] as usize] -= section.output;
        }
    }

    pub fn charges(&self, x: &[f64], now: &mut [f64]) {
        let now = &mut now[self.first_charge..];
        for (place, &state) in self.states.iter().enumerate() {
            now[place] = self.sections.get(place).map_or(0.0, |section| section.time * x[state as usize]);
        }
    }
}
