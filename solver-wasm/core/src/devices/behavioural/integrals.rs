//! Integrals that begin anew: `idt` with a condition that holds it at its first
//! value, and `idtmod`, which goes round a circle.
//!
//! The integral `z` itself has no jump; what an expression reads is `y`:
//!
//! | | while | equations |
//! |---|---|---|
//! | `idt` | the condition is false | `dz/dt = u`, `y = z + b` |
//! | | it is true | `dz/dt = 0`, `y = first` |
//! | `idtmod` | always | `dz/dt = u`, `y = z + b` |
//!
//! When the condition becomes false b is made what leads from z to the first value,
//! and when z has gone round the circle b falls by the modulus. Both are discrete
//! states that change at located instants (`analyses/tran/events.rs`): the charge
//! that is integrated knows nothing of them. Only its size is counted from where
//! `y` is, so that a phase after a million periods is as exact as in the first.
//! At rest z is the first value.

use crate::charges::Charges;
use crate::devices::Crossing;
use crate::matrix::Complex;
use crate::program::source_functions::circle;
use crate::simulation::SetUp;

/// What makes an integral begin anew.
#[derive(Clone, Copy)]
pub enum Anew {
    /// The unknowns of a condition's sides, and whether it is true where they are equal.
    Held { sides: [u32; 2], or_equal: bool },
    Circle,
}

/// One integral.
pub struct Integral {
    pub device: u32,
    pub instance: u32,
    /// Places of its known numbers among the tapes: the first value, the modulus, what is added.
    pub number_tapes: Vec<u32>,
    anew: Anew,
    y: u32,
    z: u32,
    /// Slots of z and the argument in the row of z, of y and z in that of y.
    own: u32,
    argument: u32,
    result: [u32; 2],
    charge: usize,
    first: f64,
    modulus: f64,
    offset: f64,
    /// States: whether it is held, what leads from z to y, how often z went round.
    held: bool,
    base: f64,
    rounds: f64,
}

impl Integral {
    /// Of the unknown `u`; `device` has it.
    pub fn new(device: u32, instance: u32, u: u32, anew: Anew, number_tapes: Vec<u32>, set_up: &mut SetUp) -> Integral {
        let (y, z) = (set_up.second_branch(device), set_up.second_branch(device));
        let charge = set_up.charges.add(z, 0);
        let mut entry = |row, column| set_up.pattern.entry(row, column);
        Integral {
            device,
            instance,
            number_tapes,
            anew,
            y,
            z,
            own: entry(z, z),
            argument: entry(z, u),
            result: [entry(y, y), entry(y, z)],
            charge,
            first: 0.0,
            modulus: 0.0,
            offset: 0.0,
            held: false,
            base: 0.0,
            rounds: 0.0,
        }
    }

    /// The unknown that an expression reads.
    pub fn result(&self) -> u32 {
        self.y
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        for slot in self.result.iter_mut().chain([&mut self.own, &mut self.argument]) {
            *slot = slot_of[*slot as usize];
        }
    }

    /// Takes the values of its known numbers, as far as there are any.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn take(&mut self, numbers: &[f64]) -> Result<(), String> {
        let number = |place: usize| numbers.get(place).copied().unwrap_or(0.0);
        (self.first, self.modulus, self.offset) = (number(0), number(1), number(2));
        if !self.first.is_finite() {
            return Err("the first value of an integral in its expression is no finite number".into());
        }
        if !self.offset.is_finite() {
            return Err("what idtmod adds to its integral is no finite number".into());
        }
        if numbers.len() > 1 && !(self.modulus > 0.0 && self.modulus.is_finite()) {
            return Err(format!("the modulus of idtmod in its expression must be above 0, which {} is not", self.modulus));
        }
        self.begin_states();
        Ok(())
    }

    pub fn begin_states(&mut self) {
        self.held = false;
        self.go_round(circle(self.first, self.modulus).0);
    }

    fn go_round(&mut self, rounds: f64) {
        self.rounds = rounds;
        self.base = self.offset - rounds * self.modulus;
    }

    pub fn stamp(&self, g: &mut [f64], c: &mut [f64]) {
        g[self.own as usize] += 1.0;
        c[self.own as usize] += 1.0;
        g[self.result[0] as usize] += 1.0;
        if !self.held {
            g[self.result[1] as usize] -= 1.0;
        }
    }

    /// What a transient has other than a point at rest.
    pub fn stamp_step(&self, values: &mut [f64]) {
        values[self.own as usize] -= 1.0;
        if !self.held {
            values[self.argument as usize] -= 1.0;
        }
    }

    pub fn delayed(&self, values: &mut [Complex]) {
        values[self.own as usize].re -= 1.0;
        if !self.held {
            values[self.argument as usize].re -= 1.0;
        }
    }

    pub fn excite(&self, runs: bool, rhs: &mut [f64]) {
        if !runs {
            rhs[self.z as usize] += self.first;
        }
        rhs[self.y as usize] += if self.held { self.first } else { self.base };
    }

    pub fn initial_unknowns(&self, x: &mut [f64]) {
        x[self.z as usize] = self.first;
        x[self.y as usize] = self.first + self.base;
    }

    pub fn charges(&self, x: &[f64], now: &mut [f64]) {
        now[self.charge] = x[self.z as usize];
    }

    /// Where the charge has the value for which y is 0.
    pub fn count_charges(&self, charges: &mut Charges) {
        charges.count_from(self.charge, -self.base);
    }

    /// How far the condition is true, above 0 or at 0.
    fn excess(&self, [greater, less]: [u32; 2], x: &[f64]) -> f64 {
        x[greater as usize] - x[less as usize]
    }

    /// Whether it is to be held at `x`.
    fn wants_hold(&self, sides: [u32; 2], or_equal: bool, x: &[f64]) -> bool {
        let excess = self.excess(sides, x);
        excess > 0.0 || (or_equal && excess == 0.0)
    }

    pub fn crossing(&self, before: &[f64], now: &[f64]) -> Option<Crossing> {
        let (below, above) = match self.anew {
            Anew::Held { sides, or_equal } => {
                if self.wants_hold(sides, or_equal, now) == self.held {
                    return None;
                }
                let sign = if self.held { -1.0 } else { 1.0 };
                (-sign * self.excess(sides, before), sign * self.excess(sides, now))
            }
            Anew::Circle if self.modulus > 0.0 => {
                let (low, high) = (self.rounds * self.modulus, (self.rounds + 1.0) * self.modulus);
                let (before, now) = (before[self.z as usize], now[self.z as usize]);
                match now {
                    _ if now >= high => (high - before, now - high),
                    _ if now < low => (before - low, low - now),
                    _ => return None,
                }
            }
            Anew::Circle => return None,
        };
        Some(Crossing { below, above, device: self.device })
    }

    /// Changes its states to those at `x`; whether any is another one.
    pub fn change_states(&mut self, x: &[f64]) -> bool {
        let z = x[self.z as usize];
        match self.anew {
            Anew::Held { sides, or_equal } => {
                let holds = self.wants_hold(sides, or_equal, x);
                let changes = holds != self.held;
                if changes && !holds {
                    self.base = self.first - z;
                }
                self.held = holds;
                changes
            }
            Anew::Circle if self.modulus > 0.0 => {
                let (low, high) = (self.rounds * self.modulus, (self.rounds + 1.0) * self.modulus);
                let there = circle(z, self.modulus).0;
                // What rounding leaves of the quotient must not undo the comparison.
                let rounds = match z {
                    _ if z >= high => there.max(self.rounds + 1.0),
                    _ if z < low => there.min(self.rounds - 1.0),
                    _ => return false,
                };
                self.go_round(rounds);
                true
            }
            Anew::Circle => false,
        }
    }

    pub fn save_states(&self, states: &mut Vec<u8>) {
        states.push(self.held as u8);
        states.extend(self.base.to_le_bytes());
        states.extend(self.rounds.to_le_bytes());
    }

    /// Takes back what [`Integral::save_states`] appended; answers how many bytes.
    pub fn restore_states(&mut self, states: &[u8]) -> usize {
        let Some((&[held], rest)) = states.split_first_chunk::<1>() else { return 0 };
        let Some((base, rest)) = rest.split_first_chunk::<8>() else { return 0 };
        let Some((rounds, _)) = rest.split_first_chunk::<8>() else { return 0 };
        (self.held, self.base, self.rounds) = (held != 0, f64::from_le_bytes(*base), f64::from_le_bytes(*rounds));
        17
    }
}
