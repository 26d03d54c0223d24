//! What an evaluation of a pair leaves.

use super::Nonlinear;
use crate::devices::equations::{Equations, Outputs};
use crate::unrolled::each;

/// One evaluation of a pair, in the place where it was written: a copy of so much is
/// a call out of WebAssembly, which takes as long as a tenth of the equations.
#[derive(Clone, Copy)]
pub struct Record<const P: usize, const E: usize> {
    /// What was answered, but for what a linear device is counted from: `at` is against
    /// the reference pin, currents and charges are `Σ g·v − i` and `Σ c·v − q`.
    pub of: Outputs<P, E>,
    /// Whether the next iterations may use it again.
    pub valid: bool,
}

impl<M: Equations<P, E>, const P: usize, const E: usize> Nonlinear<M, P, E> {
    /// Makes currents and charges what the linear device adds to the right-hand side.
    #[inline(always)]
    pub(super) fn count_from_zero(of: &mut Outputs<P, E>) {
        let at = Self::relative(&of.at);
        let (mut current, mut charge) = (of.current, of.charge);
        each::<P>(|pin| (current[pin], charge[pin]) = (-current[pin], -charge[pin]));
        each::<E>(|entry| {
            let [row, column] = M::ENTRIES[entry].map(usize::from);
            current[row] += of.conductance[entry] * at[column];
            if M::CHARGED {
                charge[row] += of.capacitance[entry] * at[column];
            }
        });
        each::<P>(|pin| {
            of.at[pin] = at[pin];
            of.current[pin] = current[pin];
            if M::CHARGED {
                of.charge[pin] = charge[pin];
            }
        });
    }
}
