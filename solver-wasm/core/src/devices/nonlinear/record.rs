//! What an evaluation of a pair leaves, how long it holds, and what of it is added.

use super::Nonlinear;
use crate::devices::equations::{Equations, Outputs};
use crate::devices::Load;
use crate::lanes::{abs, mask, max, min, splat, F2};
use crate::unrolled::each;

/// Volts times the share by which a current may change that a pin may always move:
/// those in which an exponential changes by the share.
const ALWAYS: f64 = 0.0258;

/// One evaluation of a pair, in the place where it was written: a copy of so much is
/// a call out of WebAssembly, which takes as long as a tenth of the equations.
#[derive(Clone, Copy)]
pub struct Record<const P: usize, const E: usize> {
    /// What was answered, but for what a linear device is counted from: `at` is against
    /// the reference pin, currents and charges are `Σ g·v − i` and `Σ c·v − q`.
    pub of: Outputs<P, E>,
    /// Whether the next iterations may use it again.
    pub valid: bool,
    /// By pin: by how many shares one volt changes a current.
    pub per_volt: [F2; P],
}

/// What a pair has added to the matrix and to the right-hand side.
#[derive(Clone, Copy)]
pub struct Added<const P: usize, const E: usize> {
    pub matrix: [F2; E],
    pub rhs: [F2; P],
}

impl<M: Equations<P, E>, const P: usize, const E: usize> Nonlinear<M, P, E> {
    /// By pin: by how many shares of itself, and `abstol`, one volt changes a current.
    /// One that is an exponential or a power of voltages errs by half of the share's
    /// square where it is extended linearly by a share; a resistor's, which goes through
    /// 0, says nothing of how it bends, so there is a distance that is always fine.
    /// The reference pin does not move, and its current is the sum of the others.
    #[inline(always)]
    pub(super) fn per_volt(of: &Outputs<P, E>, share: f64, abstol: f64) -> [F2; P] {
        let (share, abstol) = (splat(share), splat(abstol));
        let mut of_ampere = [F2::ZERO; P];
        each::<P>(|pin| {
            if pin != M::REFERENCE {
                of_ampere[pin] = F2::ONE / (share * abs(of.current[pin]) + abstol);
            }
        });
        let mut per_volt = [F2::ZERO; P];
        each::<E>(|entry| {
            let [row, column] = M::ENTRIES[entry].map(usize::from);
            if row != M::REFERENCE && column != M::REFERENCE {
                per_volt[column] = max(abs(of.conductance[entry]) * of_ampere[row], per_volt[column]);
            }
        });
        let most = F2::ONE / (splat(ALWAYS) * share);
        each::<P>(|pin| per_volt[pin] = min(per_volt[pin], most));
        per_volt
    }

    /// The devices of a pair whose linearisation holds at `v`: none of their pins moved by
    /// more than `far` volts, and no current changed by more than so many shares of itself.
    #[inline(always)]
    pub(super) fn holds(record: &Record<P, E>, v: &[F2; P], far: F2, shares: F2) -> F2 {
        let relative = Self::relative(v);
        let mut fine = mask([true; 2]);
        // Written so that a NaN does not hold.
        each::<P>(|pin| {
            if pin != M::REFERENCE {
                let step = abs(relative[pin] - record.of.at[pin]);
                fine &= step.simd_le(far) & (record.per_volt[pin] * step).simd_le(shares);
            }
        });
        fine
    }

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

    /// Adds a pair's record to the matrix and the right-hand side, less what of it is `kept` there.
    #[inline(always)]
    pub(super) fn add(&mut self, pair: usize, alpha: F2, kept: F2, load: &mut Load) {
        let of = &self.records[pair].of;
        let added = &mut self.added[pair];
        let slots = &self.slots[pair];
        each::<E>(|entry| {
            let value = if M::CHARGED { of.conductance[entry] + alpha * of.capacitance[entry] } else { of.conductance[entry] };
            let change = (value - (added.matrix[entry] & kept)).to_array();
            added.matrix[entry] = value;
            for (slot, change) in slots[entry].into_iter().zip(change) {
                debug_assert!((slot as usize) < load.jacobian.len());
                // SAFETY: slots are below the first of `ends`, which `load` has compared with the length.
                unsafe { *load.jacobian.get_unchecked_mut(slot as usize) += change };
            }
        });
        let rows = &self.rows[pair];
        each::<P>(|pin| {
            let value = if M::CHARGED { of.current[pin] + alpha * of.charge[pin] } else { of.current[pin] };
            let change = (value - (added.rhs[pin] & kept)).to_array();
            added.rhs[pin] = value;
            for (row, change) in rows[pin].into_iter().zip(change) {
                // Ground's row is never read; additions to it would wait for each other.
                if row != 0 {
                    debug_assert!((row as usize) < load.rhs.len());
                    // SAFETY: rows are below the second of `ends`.
                    unsafe { *load.rhs.get_unchecked_mut(row as usize) += change };
                }
            }
        });
    }
}
