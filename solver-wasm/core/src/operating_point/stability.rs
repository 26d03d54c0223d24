//! Whether a circuit stays at the operating point that was found.
//!
//! Let every node have some capacitance D to ground. Small signals around the
//! point grow as e^(st) where det(J + s·D) = 0. For large s the determinant's
//! sign is that of the capacitances alone; if at s = 0 it is the other one, an
//! odd number of roots lies on the positive real axis, whatever the
//! capacitances are: the point is the balance of a latch or the like, and no
//! state of the circuit (Green & Willson, *How to identify unstable dc operating
//! points*, IEEE Trans. CAS I 39, 1992). Two factorisations tell.

use crate::newton::Newton;
use crate::simulation::Simulation;

/// Volts by which nodes are pushed off an unstable point.
const PUSH: f64 = 1e-2;
/// Pushes in other directions before the point is taken as it is.
const PUSHES: u32 = 3;

#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    Stable,
    /// Go on from here; with the sign of the determinant of large capacitances.
    Leave(Vec<f64>, f64),
}

#[derive(Default)]
pub struct Stability {
    passed: bool,
    pushes: u32,
    balance: Option<Vec<f64>>,
}

impl Stability {
    /// No question is asked any more.
    pub fn passed() -> Stability {
        Stability { passed: true, ..Stability::default() }
    }

    /// The unstable point that the search has left.
    pub fn balance(&self) -> Option<&[f64]> {
        self.balance.as_deref()
    }

    /// Whether the search went on from an unstable point.
    pub fn left(&self) -> bool {
        self.balance.is_some()
    }

    /// Looks at the solution in `simulation.x`, at which Newton has just converged.
    pub fn judge(&mut self, simulation: &mut Simulation, newton: &mut Newton) -> Verdict {
        if self.passed || self.pushes == PUSHES {
            return Verdict::Stable;
        }
        let here = simulation.lu.determinant_sign();
        let Some(sign) = newton.sign_with_capacitances(simulation) else { return Verdict::Stable };
        if here == sign {
            return Verdict::Stable;
        }
        let balance = self.balance.get_or_insert_with(|| simulation.x.clone());
        self.pushes += 1;
        // A pattern of signs that no symmetry of a circuit has, another one each time.
        let mut bits = 0x9e37_79b9_7f4a_7c15u64.wrapping_mul(u64::from(self.pushes));
        let mut x = balance.clone();
        for (x, &is_branch) in x.iter_mut().zip(&simulation.is_branch).skip(1) {
            if !is_branch {
                bits = bits.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                *x += PUSH * ((bits >> 11) as f64 / (1u64 << 52) as f64 - 1.0);
            }
        }
        Verdict::Leave(x, sign)
    }
}
