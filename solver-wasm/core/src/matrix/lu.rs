//! LU factorisation of a matrix with a fixed pattern.
//!
//! The first factorisation is Gilbert and Peierls' (SIAM J. Sci. Stat. Comput.
//! 9, 1988): column by column, with threshold partial pivoting that prefers the
//! matched diagonal. It fixes the pivots and the pattern of the factors. Later
//! ones keep both and only compute numbers; when a multiplier grows beyond
//! [`GROWTH`], the pivots are chosen anew. Rows are compared after scaling by
//! their largest entries: those of a circuit differ by many decades.

use super::order::Order;
use super::pattern::Pattern;
use super::scalar::Scalar;

/// When the preferred entry of a column is taken as its pivot, with ngspice's
/// names and defaults of the options `pivrel` and `pivtol`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pivoting {
    /// `pivrel`: least fraction of the column's largest candidate, both after
    /// their rows were scaled.
    pub relative: f64,
    /// `pivtol`: least size. A smaller entry is the pivot only when it is the
    /// largest candidate.
    pub absolute: f64,
}

impl Default for Pivoting {
    fn default() -> Pivoting {
        Pivoting { relative: 1e-3, absolute: 1e-13 }
    }
}

/// Largest multiplier that a re-factorisation accepts.
const GROWTH: f64 = 1e4;
const NONE: u32 = u32::MAX;

/// No pivot was found. Both are indices of the matrix; `row` may be `u32::MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Singular {
    pub column: u32,
    pub row: u32,
}

/// The factors of a matrix, and the workspace to compute and to use them.
/// In the factors rows and columns are numbered by elimination.
pub struct Lu<T> {
    order: Order,
    pivoting: Pivoting,
    factored: bool,
    /// By position: original row of the pivot.
    pivot_row: Vec<u32>,
    /// By original row: its position.
    position_of_row: Vec<u32>,
    /// U above the diagonal by column, rows ascending.
    upper_start: Vec<u32>,
    upper_row: Vec<u32>,
    upper: Vec<T>,
    /// L below its unit diagonal, by column.
    lower_start: Vec<u32>,
    lower_row: Vec<u32>,
    lower: Vec<T>,
    /// Reciprocals of the pivots.
    reciprocal: Vec<T>,
    /// By original row, then by position: reciprocal of the row's largest entry
    /// when pivots were chosen. Candidates are compared after this scaling.
    scale: Vec<f64>,
    weight: Vec<f64>,
    /// The matrix by eliminated column: where in the values, and to which position.
    gather_start: Vec<u32>,
    gather_slot: Vec<u32>,
    gather_position: Vec<u32>,
    work: Vec<T>,
    /// How often pivots were chosen.
    pub pivotings: u32,
}

impl<T: Scalar> Lu<T> {
    pub fn new(order: Order) -> Lu<T> {
        let n = order.column.len();
        Lu {
            order,
            pivoting: Pivoting::default(),
            factored: false,
            pivot_row: vec![0; n],
            position_of_row: vec![0; n],
            upper_start: Vec::new(),
            upper_row: Vec::new(),
            upper: Vec::new(),
            lower_start: Vec::new(),
            lower_row: Vec::new(),
            lower: Vec::new(),
            reciprocal: vec![T::default(); n],
            scale: vec![0.0; n],
            weight: vec![0.0; n],
            gather_start: Vec::new(),
            gather_slot: Vec::new(),
            gather_position: Vec::new(),
            work: vec![T::default(); n],
            pivotings: 0,
        }
    }

    /// Says how pivots are chosen from now on.
    pub fn set_pivoting(&mut self, pivoting: Pivoting) {
        self.factored = self.factored && self.pivoting == pivoting;
        self.pivoting = pivoting;
    }

    /// Entries of both factors, with the diagonal.
    pub fn fill(&self) -> usize {
        self.upper.len() + self.lower.len() + self.reciprocal.len()
    }

    /// Factors the matrix with these values: with the pivots of the last time
    /// where they still do, else with new ones.
    pub fn factor(&mut self, pattern: &Pattern, values: &[T]) -> Result<(), Singular> {
        if self.factored && self.refactor(values) {
            return Ok(());
        }
        self.pivot(pattern, values)
    }

    /// Chooses pivots and the pattern of the factors.
    fn pivot(&mut self, pattern: &Pattern, values: &[T]) -> Result<(), Singular> {
        let n = pattern.n;
        self.factored = false;
        self.pivotings += 1;
        self.position_of_row.fill(NONE);
        self.upper_start = vec![0];
        self.upper_row.clear();
        self.upper.clear();
        self.lower_start = vec![0];
        self.lower_row.clear();
        self.lower.clear();
        self.scale.fill(0.0);
        for (&row, value) in pattern.row.iter().zip(values) {
            self.scale[row as usize] = self.scale[row as usize].max(value.size());
        }
        for scale in &mut self.scale {
            *scale = if *scale > 0.0 { 1.0 / *scale } else { 1.0 };
        }
        // Indexed by original rows in this function; renumbered at its end.
        self.work.fill(T::default());
        let mut seen = vec![NONE; n];
        let mut reach: Vec<u32> = Vec::new();
        let mut path: Vec<(u32, u32)> = Vec::new();
        for k in 0..n {
            let column = self.order.column[k] as usize;
            let entries = pattern.column_start[column] as usize..pattern.column_start[column + 1] as usize;
            // The rows that the column reaches through L, in reverse topological order.
            reach.clear();
            for p in entries.clone() {
                let row = pattern.row[p];
                if seen[row as usize] == k as u32 {
                    continue;
                }
                seen[row as usize] = k as u32;
                path.push((row, self.first_below(row)));
                while let Some(&mut (row, ref mut at)) = path.last_mut() {
                    let end = self.end_below(row);
                    let mut child = NONE;
                    while *at < end {
                        let below = self.lower_row[*at as usize];
                        *at += 1;
                        if seen[below as usize] != k as u32 {
                            child = below;
                            break;
                        }
                    }
                    if child == NONE {
                        reach.push(row);
                        path.pop();
                    } else {
                        seen[child as usize] = k as u32;
                        path.push((child, self.first_below(child)));
                    }
                }
            }
            for p in entries {
                self.work[pattern.row[p] as usize] = values[p];
            }
            for &row in reach.iter().rev() {
                let position = self.position_of_row[row as usize];
                if position == NONE {
                    continue;
                }
                let factor = self.work[row as usize];
                self.upper_row.push(position);
                self.upper.push(factor);
                for q in self.lower_start[position as usize]..self.lower_start[position as usize + 1] {
                    let below = self.lower_row[q as usize] as usize;
                    self.work[below] -= self.lower[q as usize] * factor;
                }
            }
            let preferred = self.order.row[k];
            let mut pivot_row = NONE;
            let mut largest = 0.0;
            for &row in &reach {
                if self.position_of_row[row as usize] == NONE {
                    let size = self.work[row as usize].size() * self.scale[row as usize];
                    if size > largest {
                        largest = size;
                        pivot_row = row;
                    }
                }
            }
            if pivot_row == NONE || !largest.is_finite() {
                return Err(Singular { column: column as u32, row: preferred });
            }
            if seen[preferred as usize] == k as u32
                && self.position_of_row[preferred as usize] == NONE
                && self.work[preferred as usize].size() >= self.pivoting.absolute
                && self.work[preferred as usize].size() * self.scale[preferred as usize] >= self.pivoting.relative * largest
            {
                pivot_row = preferred;
            }
            let reciprocal = T::ONE / self.work[pivot_row as usize];
            self.reciprocal[k] = reciprocal;
            self.pivot_row[k] = pivot_row;
            self.position_of_row[pivot_row as usize] = k as u32;
            for &row in &reach {
                if self.position_of_row[row as usize] == NONE {
                    self.lower_row.push(row);
                    self.lower.push(self.work[row as usize] * reciprocal);
                }
                self.work[row as usize] = T::default();
            }
            self.upper_start.push(self.upper_row.len() as u32);
            self.lower_start.push(self.lower_row.len() as u32);
        }
        self.renumber(pattern);
        self.factored = true;
        Ok(())
    }

    fn first_below(&self, row: u32) -> u32 {
        match self.position_of_row[row as usize] {
            NONE => 0,
            position => self.lower_start[position as usize],
        }
    }

    fn end_below(&self, row: u32) -> u32 {
        match self.position_of_row[row as usize] {
            NONE => 0,
            position => self.lower_start[position as usize + 1],
        }
    }

    /// From original rows to positions, and U's columns sorted.
    fn renumber(&mut self, pattern: &Pattern) {
        let n = pattern.n;
        for (weight, &row) in self.weight.iter_mut().zip(&self.pivot_row) {
            *weight = self.scale[row as usize];
        }
        for row in &mut self.lower_row {
            *row = self.position_of_row[*row as usize];
        }
        let mut column: Vec<(u32, T)> = Vec::new();
        for k in 0..n {
            for (start, rows, factors) in [
                (&self.upper_start, &mut self.upper_row, &mut self.upper),
                (&self.lower_start, &mut self.lower_row, &mut self.lower),
            ] {
                let range = start[k] as usize..start[k + 1] as usize;
                column.clear();
                column.extend(range.clone().map(|p| (rows[p], factors[p])));
                column.sort_unstable_by_key(|&(row, _)| row);
                for (p, &(row, factor)) in range.zip(&column) {
                    rows[p] = row;
                    factors[p] = factor;
                }
            }
        }
        self.gather_start.clear();
        self.gather_slot.clear();
        self.gather_position.clear();
        self.gather_start.push(0);
        for k in 0..n {
            let c = self.order.column[k] as usize;
            for p in pattern.column_start[c]..pattern.column_start[c + 1] {
                self.gather_slot.push(p);
                self.gather_position.push(self.position_of_row[pattern.row[p as usize] as usize]);
            }
            self.gather_start.push(self.gather_slot.len() as u32);
        }
    }

    /// Computes the numbers anew; false when the old pivots do no longer.
    #[inline(never)]
    fn refactor(&mut self, values: &[T]) -> bool {
        let n = self.reciprocal.len();
        let work = &mut self.work[..];
        for k in 0..n {
            for p in self.gather_start[k] as usize..self.gather_start[k + 1] as usize {
                work[self.gather_position[p] as usize] = values[self.gather_slot[p] as usize];
            }
            for p in self.upper_start[k] as usize..self.upper_start[k + 1] as usize {
                let position = self.upper_row[p] as usize;
                let factor = work[position];
                work[position] = T::default();
                self.upper[p] = factor;
                let below = self.lower_start[position] as usize..self.lower_start[position + 1] as usize;
                for (&row, &multiplier) in self.lower_row[below.clone()].iter().zip(&self.lower[below]) {
                    work[row as usize] -= multiplier * factor;
                }
            }
            let pivot = work[k];
            work[k] = T::default();
            let reciprocal = T::ONE / pivot;
            let mut largest = 0.0f64;
            for p in self.lower_start[k] as usize..self.lower_start[k + 1] as usize {
                let row = self.lower_row[p] as usize;
                let multiplier = work[row] * reciprocal;
                work[row] = T::default();
                self.lower[p] = multiplier;
                largest = largest.max(multiplier.size() * self.weight[row]);
            }
            // Written so that a NaN fails too.
            if !(largest < GROWTH * self.weight[k] && reciprocal.size() < f64::INFINITY && pivot.size() < f64::INFINITY) {
                self.factored = false;
                work.fill(T::default());
                return false;
            }
            self.reciprocal[k] = reciprocal;
        }
        true
    }

    /// Solves for one right-hand side, in place.
    #[inline(never)]
    pub fn solve(&mut self, x: &mut [T]) {
        let n = self.reciprocal.len();
        let work = &mut self.work[..n];
        for (value, &row) in work.iter_mut().zip(&self.pivot_row) {
            *value = x[row as usize];
        }
        for k in 0..n {
            let factor = work[k];
            if factor == T::default() {
                continue;
            }
            let below = self.lower_start[k] as usize..self.lower_start[k + 1] as usize;
            for (&row, &multiplier) in self.lower_row[below.clone()].iter().zip(&self.lower[below]) {
                work[row as usize] -= multiplier * factor;
            }
        }
        for k in (0..n).rev() {
            let factor = work[k] * self.reciprocal[k];
            x[self.order.column[k] as usize] = factor;
            if factor == T::default() {
                continue;
            }
            let above = self.upper_start[k] as usize..self.upper_start[k + 1] as usize;
            for (&row, &entry) in self.upper_row[above.clone()].iter().zip(&self.upper[above]) {
                work[row as usize] -= entry * factor;
            }
        }
        work.fill(T::default());
    }

    /// Solves the transposed system `Aᵀ x = b` for one right-hand side, in place.
    #[inline(never)]
    pub fn solve_transposed(&mut self, x: &mut [T]) {
        let n = self.reciprocal.len();
        let work = &mut self.work[..n];
        for (value, &column) in work.iter_mut().zip(&self.order.column) {
            *value = x[column as usize];
        }
        for k in 0..n {
            let above = self.upper_start[k] as usize..self.upper_start[k + 1] as usize;
            let mut sum = work[k];
            for (&row, &entry) in self.upper_row[above.clone()].iter().zip(&self.upper[above]) {
                sum -= entry * work[row as usize];
            }
            work[k] = sum * self.reciprocal[k];
        }
        for k in (0..n).rev() {
            let below = self.lower_start[k] as usize..self.lower_start[k + 1] as usize;
            let mut sum = work[k];
            for (&row, &multiplier) in self.lower_row[below.clone()].iter().zip(&self.lower[below]) {
                sum -= multiplier * work[row as usize];
            }
            work[k] = sum;
            x[self.pivot_row[k] as usize] = sum;
        }
        work.fill(T::default());
    }
}

impl Lu<f64> {
    /// Sign of the determinant of the matrix last factored, 1 or −1.
    pub fn determinant_sign(&self) -> f64 {
        let mut sign = self.reciprocal.iter().fold(1.0, |sign, &pivot| if pivot < 0.0 { -sign } else { sign });
        for permutation in [&self.pivot_row, &self.order.column] {
            sign *= parity(permutation);
        }
        sign
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
