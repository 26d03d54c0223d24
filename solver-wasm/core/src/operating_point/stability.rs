//! Whether a circuit stays at the operating point that was found.
//!
//! Let every node have some capacitance D to ground. Small signals around the
//! point grow as e^(st) where det(J + s·D) = 0. For large s the determinant's
//! sign is that of the capacitances alone; if at s = 0 it is the other one, an
//! odd number of roots lies on the positive real axis, whatever the
//! capacitances are: the point is the balance of a latch or the like, and no
//! state of the circuit (Green & Willson, *How to identify unstable dc operating
//! points*, IEEE Trans. CAS I 39, 1992). Two factorisations tell.
//!
//! Two latches at their balance have an even number of such roots. Then pivots
//! have another sign than with large capacitances, though an even number of
//! them; in most circuits none has. Where some have, the sign is followed from
//! large s to small ones, with capacitances that differ from node to node, so
//! that the roots of equal latches fall apart: it turns between two of them.

use crate::newton::Newton;
use crate::simulation::Simulation;

/// Siemens beside which every conductance of a circuit is small.
const ABUNDANT: f64 = 1e9;
/// Volts by which nodes are pushed off an unstable point.
const PUSH: f64 = 1e-2;
/// Pushes, in opposite directions by turns, before the point is taken as it is.
const PUSHES: u32 = 8;
/// Tolerances of a voltage within which it is the same.
const SAME: f64 = 10.0;
/// The values of s between which roots are looked for, in siemens, the factor
/// from one to the next, and in how many patterns of capacitances.
const FASTEST: f64 = 1e2;
const SLOWEST: f64 = 1e-9;
const FACTOR: f64 = std::f64::consts::SQRT_2;
const PATTERNS: u64 = 3;
/// Powers of two over which capacitances differ from node to node.
const SPREAD: f64 = 4.0;

/// A way off an unstable point.
#[derive(Debug, Clone, PartialEq)]
pub struct Push {
    pub from: Vec<f64>,
    /// By unknown, 0 where there is none; about 1.
    pub capacitances: Vec<f64>,
    /// Sign of the determinant with large capacitances.
    pub sign: f64,
}

#[derive(Default)]
pub struct Stability {
    passed: bool,
    pushes: u32,
    balance: Option<Vec<f64>>,
    sign: f64,
    /// Whether it is unstable with any capacitances.
    certain: bool,
}

impl Stability {
    /// No question is asked any more.
    pub fn passed() -> Stability {
        Stability { passed: true, ..Stability::default() }
    }

    /// The unstable point that the search has left last.
    pub fn balance(&self) -> Option<&[f64]> {
        self.balance.as_deref()
    }

    /// Whether the search went on from an unstable point.
    pub fn left(&self) -> bool {
        self.balance.is_some()
    }

    /// Looks at the solution in `simulation.x`, at which Newton has just
    /// converged: none where it is stable, or all has been tried.
    pub fn judge(&mut self, simulation: &mut Simulation, newton: &mut Newton) -> Option<Push> {
        if self.passed || self.unstable(simulation, newton) != Some(true) {
            return None;
        }
        // Where capacitances decide whether the circuit stays, and it came back, it may.
        if !self.certain && self.is_balance(simulation) {
            return None;
        }
        self.balance = Some(simulation.x.clone());
        self.push(simulation)
    }

    /// The next way off the last unstable point.
    pub fn push(&mut self, simulation: &Simulation) -> Option<Push> {
        let mut from = self.balance.clone()?;
        if self.pushes == PUSHES {
            return None;
        }
        // Both directions of a pattern that no symmetry of a circuit has, then of another.
        let pattern = u64::from(self.pushes / 2);
        let volts = if self.pushes % 2 == 0 { PUSH } else { -PUSH };
        self.pushes += 1;
        let mut draw = Draws::new(2 * pattern);
        for (x, &is_branch) in from.iter_mut().zip(&simulation.is_branch).skip(1) {
            if !is_branch {
                *x += volts * (2.0 * draw.next() - 1.0);
            }
        }
        Some(Push { from, capacitances: capacitances(simulation, pattern), sign: self.sign })
    }

    /// Whether the solution is the unstable point that was left last.
    fn is_balance(&self, simulation: &Simulation) -> bool {
        let options = &simulation.options;
        let Some(balance) = &self.balance else { return false };
        simulation.x.iter().zip(balance).zip(&simulation.is_branch).all(|((&now, &then), &is_branch)| {
            let tolerance = options.reltol * now.abs().max(then.abs()) + options.vntol;
            is_branch || (now - then).abs() <= SAME * tolerance
        })
    }

    /// Whether small signals leave the solution; none where its linearisation has
    /// no determinant.
    fn unstable(&mut self, simulation: &mut Simulation, newton: &mut Newton) -> Option<bool> {
        let mut values = newton.linearisation().to_vec();
        let none = vec![0.0; simulation.size()];
        let here = simulation.lu.determinant_sign();
        let mut negative: Vec<bool> = simulation.lu.negative_pivots().collect();
        let mut pivotings = simulation.lu.pivotings;
        self.sign = sign_with(simulation, newton, &mut values, &vec![ABUNDANT; simulation.size()])?;
        self.certain = here != self.sign;
        if self.certain {
            return Some(true);
        }
        if pivotings != simulation.lu.pivotings {
            // Perhaps the other pivots do for both.
            pivotings = simulation.lu.pivotings;
            let abundant: Vec<bool> = simulation.lu.negative_pivots().collect();
            sign_with(simulation, newton, &mut values, &none)?;
            if pivotings != simulation.lu.pivotings {
                return Some(false);
            }
            negative = abundant;
        }
        if simulation.lu.negative_pivots().eq(negative) {
            return Some(false);
        }
        let mut scaled = none;
        for pattern in 0..PATTERNS {
            let capacitances = capacitances(simulation, pattern);
            let mut s = FASTEST;
            while s > SLOWEST {
                for (scaled, &capacitance) in scaled.iter_mut().zip(&capacitances) {
                    *scaled = s * capacitance;
                }
                if sign_with(simulation, newton, &mut values, &scaled)? != self.sign {
                    return Some(true);
                }
                s /= FACTOR;
            }
        }
        Some(false)
    }
}

/// Sign of the determinant of the last linearisation with conductances from all
/// voltages to ground; none where there is no such number.
fn sign_with(simulation: &mut Simulation, newton: &mut Newton, values: &mut [f64], conductances: &[f64]) -> Option<f64> {
    values.copy_from_slice(newton.linearisation());
    for (&slot, &conductance) in simulation.diagonal.iter().zip(conductances).skip(1) {
        values[slot as usize] += conductance;
    }
    newton.base_changed = true;
    simulation.lu.factor(&simulation.pattern, values).ok()?;
    Some(simulation.lu.determinant_sign())
}

/// Capacitances by unknown, in a pattern that no symmetry of a circuit has.
fn capacitances(simulation: &Simulation, pattern: u64) -> Vec<f64> {
    let mut draw = Draws::new(2 * pattern + 1);
    let capacitance = |&is_branch: &bool| {
        let exponent = SPREAD * (draw.next() - 0.5);
        if is_branch { 0.0 } else { libm::exp(std::f64::consts::LN_2 * exponent) }
    };
    simulation.is_branch.iter().map(capacitance).collect()
}

/// Numbers from 0 to 1 without a pattern (a linear congruential generator, Knuth's constants).
struct Draws(u64);

impl Draws {
    fn new(seed: u64) -> Draws {
        Draws(0x9e37_79b9_7f4a_7c15u64.wrapping_mul(seed + 1))
    }

    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}
