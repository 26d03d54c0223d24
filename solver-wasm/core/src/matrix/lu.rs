//! LU factorisation of a matrix with a fixed pattern.
//!
//! Pivots are chosen once, block by block, with threshold partial pivoting that
//! prefers the matched diagonal. Later factorisations keep them and only compute
//! numbers, by a compiled [`Program`]; when these grow by more than [`GROWTH`] at
//! a pivot, the pivots are chosen anew. Rows are compared after scaling by powers of two:
//! those of a circuit differ by many decades, and a power of two rounds nothing.
//!
//! The numbers are always computed by the program, so that they depend on the
//! pivots and the values only, not on how often the matrix was factored before.

use super::eliminate::{eliminate, small_multipliers};
use super::order::Order;
use super::pattern::Pattern;
use super::pivot::{choose, Numbers, Pivoting};
use super::program::Program;
use super::scalar::Scalar;
use super::solve::solve;

/// Largest growth at a pivot that a re-factorisation accepts.
const GROWTH: f64 = 1e4;

/// No pivot was found. Both are indices of the matrix; `row` may be `u32::MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Singular {
    pub column: u32,
    pub row: u32,
}

/// The factors of a matrix, and the workspace to compute and to use them.
pub struct Lu<T> {
    order: Order,
    pivoting: Pivoting,
    program: Program,
    factored: bool,
    /// Whether the preferred pivots may do for all columns.
    untried: bool,
    /// Both factors as the program lays them out.
    numbers: Vec<T>,
    /// Powers of two by row of the matrix, by slot and by position: what they are
    /// multiplied by.
    scale: Vec<f64>,
    slot_scale: Vec<f64>,
    position_scale: Vec<f64>,
    work: Vec<T>,
    panel: Vec<T>,
    /// How often pivots were chosen.
    pub pivotings: u32,
}

impl<T: Scalar> Lu<T> {
    pub fn new(order: Order) -> Lu<T> {
        Lu {
            order,
            pivoting: Pivoting::default(),
            program: Program::default(),
            factored: false,
            untried: true,
            numbers: Vec::new(),
            scale: Vec::new(),
            slot_scale: Vec::new(),
            position_scale: Vec::new(),
            work: Vec::new(),
            panel: Vec::new(),
            pivotings: 0,
        }
    }

    /// Says how pivots are chosen from now on.
    pub fn set_pivoting(&mut self, pivoting: Pivoting) {
        if self.pivoting != pivoting {
            self.pivoting = pivoting;
            self.factored = false;
            self.untried = true;
        }
    }

    pub fn pivoting(&self) -> Pivoting {
        self.pivoting
    }

    /// From now on pivots are the largest of their columns, for stability at the
    /// price of fill; false where they were already.
    pub fn pivot_on_largest(&mut self) -> bool {
        let before = self.pivoting;
        self.set_pivoting(Pivoting { relative: 1.0, ..before });
        self.pivoting != before
    }

    /// Entries of both factors with the diagonal, and those outside of the blocks.
    pub fn fill(&self) -> usize {
        self.program.length
    }

    /// Original rows and columns by position, which tell one set of pivots from another.
    #[cfg(test)]
    pub(super) fn program(&self) -> (&[u32], &[u32]) {
        (&self.program.row, &self.program.column)
    }

    /// Multiplications with a subtraction that one factorisation takes.
    pub fn multiply_adds(&self) -> u64 {
        self.program.multiply_adds
    }

    /// Factors the matrix with these values: with the pivots of the last time
    /// where they still do, else with new ones.
    pub fn factor(&mut self, pattern: &Pattern, values: &[T]) -> Result<(), Singular> {
        if self.factored && self.refactor(values, GROWTH) {
            return Ok(());
        }
        self.factored = false;
        self.pivotings += 1;
        self.find_scales(pattern, values);
        // The preferred pivots are those that would be chosen when no multiplier
        // exceeds the threshold's inverse. To try them needs no numbers before
        // the compiled factorisation.
        if std::mem::take(&mut self.untried) {
            let pivots = choose::<T>(pattern, &self.order, None)?;
            self.compile(pattern, Program::new(pattern, &self.order, &pivots));
            assemble(&self.program, &mut self.numbers, values, &self.slot_scale);
            let bound = 1.0 / self.pivoting.relative;
            if small_multipliers(&self.program, &mut self.numbers, bound) && self.above_threshold() {
                self.factored = true;
                return Ok(());
            }
        }
        let numbers = Numbers { values, scale: &self.scale, pivoting: self.pivoting };
        let pivots = choose(pattern, &self.order, Some(numbers))?;
        self.compile(pattern, Program::new(pattern, &self.order, &pivots));
        if !self.refactor(values, f64::INFINITY) {
            let worst = self.numbers_lost();
            return Err(Singular { column: self.program.column[worst], row: self.program.row[worst] });
        }
        self.factored = true;
        Ok(())
    }

    /// The power of two that brings each row's largest entry to between 1 and 2.
    fn find_scales(&mut self, pattern: &Pattern, values: &[T]) {
        self.scale.clear();
        self.scale.resize(pattern.n, 0.0);
        for (&row, value) in pattern.row.iter().zip(values) {
            self.scale[row as usize] = self.scale[row as usize].max(value.size());
        }
        for scale in &mut self.scale {
            let exponent = (scale.to_bits() >> 52) & 0x7ff;
            *scale = match exponent {
                0 | 0x7ff => 1.0,
                _ => f64::from_bits((0x7fe - exponent).max(1) << 52),
            };
        }
        self.slot_scale.clear();
        self.slot_scale.extend(pattern.row.iter().map(|&row| self.scale[row as usize]));
    }

    fn compile(&mut self, pattern: &Pattern, program: Program) {
        self.program = program;
        self.numbers.clear();
        self.numbers.resize(self.program.length, T::default());
        self.position_scale.clear();
        self.position_scale.extend(self.program.row.iter().map(|&row| self.scale[row as usize]));
        self.work.resize(pattern.n, T::default());
        self.panel.resize(self.program.tallest, T::default());
    }

    /// Whether every pivot is above the absolute threshold.
    fn above_threshold(&self) -> bool {
        let absolute = self.pivoting.absolute;
        self.program.pivots().zip(&self.position_scale).all(|(pivot, &scale)| {
            // Of the reciprocal, which is what the place holds.
            self.numbers[pivot].size() * scale * absolute <= 1.0
        })
    }

    /// The first position whose pivot is zero or not finite.
    fn numbers_lost(&self) -> usize {
        let lost = |pivot: usize| {
            let reciprocal = self.numbers[pivot];
            !(reciprocal.size() < f64::INFINITY) || reciprocal == T::default()
        };
        self.program.pivots().position(lost).unwrap_or(0)
    }

    /// Computes the numbers anew; false when the old pivots do no longer.
    fn refactor(&mut self, values: &[T], bound: f64) -> bool {
        assemble(&self.program, &mut self.numbers, values, &self.slot_scale);
        eliminate(&self.program, &mut self.numbers, bound)
    }

    /// Solves `A x = b` for one right-hand side, in place.
    #[inline(never)]
    pub fn solve(&mut self, x: &mut [T]) {
        let Lu { program, work, position_scale, .. } = self;
        assert!(x.len() == program.row.len());
        for ((value, &row), &scale) in work.iter_mut().zip(&program.row).zip(&*position_scale) {
            // SAFETY: a program's rows and columns are below their number, which is that of `x`.
            *value = unsafe { x.get_unchecked(row as usize) }.times(scale);
        }
        solve::<T, false>(program, &self.numbers, work, &mut self.panel);
        for (&value, &column) in work.iter().zip(&program.column) {
            // SAFETY: as above.
            unsafe { *x.get_unchecked_mut(column as usize) = value };
        }
    }

    /// Solves the transposed system `Aᵀ x = b` for one right-hand side, in place.
    #[inline(never)]
    pub fn solve_transposed(&mut self, x: &mut [T]) {
        let Lu { program, work, position_scale, .. } = self;
        for (value, &column) in work.iter_mut().zip(&program.column) {
            *value = x[column as usize];
        }
        solve::<T, true>(program, &self.numbers, work, &mut self.panel);
        for ((&value, &row), &scale) in work.iter().zip(&program.row).zip(&*position_scale) {
            x[row as usize] = value.times(scale);
        }
    }
}

/// Copies the matrix to its places in the factors.
#[inline(never)]
fn assemble<T: Scalar>(program: &Program, numbers: &mut [T], values: &[T], scale: &[f64]) {
    assert!(numbers.len() == program.length);
    numbers.fill(T::default());
    for ((&value, &place), &scale) in values.iter().zip(&program.place).zip(scale) {
        debug_assert!((place as usize) < numbers.len());
        // SAFETY: a program's places are below its length.
        unsafe { *numbers.get_unchecked_mut(place as usize) = value.times(scale) };
    }
}

impl Lu<f64> {
    /// Whether each pivot is negative, by position.
    pub fn negative_pivots(&self) -> impl Iterator<Item = bool> + '_ {
        self.program.pivots().map(|pivot| self.numbers[pivot] < 0.0)
    }

    /// Sign of the determinant of the matrix last factored, 1 or −1.
    pub fn determinant_sign(&self) -> f64 {
        // The places of the pivots hold their reciprocals. Scaling is positive, and
        // what stands beside the diagonal blocks does not count.
        let negative = self.program.pivots().filter(|&pivot| self.numbers[pivot] < 0.0).count();
        let sign = if negative % 2 == 0 { 1.0 } else { -1.0 };
        sign * parity(&self.program.row) * parity(&self.program.column)
    }
}

/// 1 for an even permutation, −1 for an odd one.
fn parity(permutation: &[u32]) -> f64 {
    let mut seen = vec![false; permutation.len()];
    let mut sign = 1.0;
    for start in 0..permutation.len() {
        let mut at = start;
        let mut length = 0;
        while !seen[at] {
            seen[at] = true;
            at = permutation[at] as usize;
            length += 1;
        }
        // A cycle of even length is an odd permutation.
        if length > 0 && length % 2 == 0 {
            sign = -sign;
        }
    }
    sign
}
