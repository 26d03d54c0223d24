//! Pivots, and the pattern of the factors that they cause: Gilbert and Peierls'
//! method (SIAM J. Sci. Stat. Comput. 9, 1988), column by column inside of each
//! diagonal block, with symmetric pruning of the searches (Eisenstat and Liu,
//! SIAM J. Matrix Anal. Appl. 13, 1992).

use super::order::Order;
use super::pattern::{Pattern, NONE};
use super::scalar::Scalar;
use super::Singular;

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

/// The numbers that pivots are chosen by.
pub struct Numbers<'a, T> {
    pub values: &'a [T],
    /// By row: what candidates are multiplied by before they are compared.
    pub scale: &'a [f64],
    pub pivoting: Pivoting,
}

/// Which rows are pivots, and where the factors of the diagonal blocks have
/// entries. Rows and columns are positions.
pub struct Pivots {
    /// By position: original row.
    pub row: Vec<u32>,
    /// By original row: position.
    pub position: Vec<u32>,
    /// Rows of L below the diagonal, by column.
    pub lower_start: Vec<u32>,
    pub lower: Vec<u32>,
    /// Rows of U above the diagonal, by column.
    pub upper_start: Vec<u32>,
    pub upper: Vec<u32>,
}

/// Pivots by numbers, or the preferred ones when there are none. Fails with the
/// column that has no candidate other than zero, and the row it would prefer.
pub fn choose<T: Scalar>(pattern: &Pattern, order: &Order, numbers: Option<Numbers<T>>) -> Result<Pivots, Singular> {
    let n = pattern.n;
    let mut pivots = Pivots {
        row: Vec::with_capacity(n),
        position: vec![NONE; n],
        lower_start: Vec::with_capacity(n + 1),
        lower: Vec::with_capacity(2 * pattern.entries()),
        upper_start: Vec::with_capacity(n + 1),
        upper: Vec::with_capacity(2 * pattern.entries()),
    };
    pivots.lower_start.push(0);
    pivots.upper_start.push(0);
    let mut search = Search {
        seen: vec![NONE; n],
        pruned_end: Vec::with_capacity(n),
        path: Vec::new(),
        reach: Vec::new(),
    };
    let mut elimination = Elimination { work: vec![T::default(); if numbers.is_some() { n } else { 0 }], lower: Vec::new() };
    for block in order.block_start.windows(2) {
        for k in block[0]..block[1] {
            let column = order.column[k as usize] as usize;
            let preferred = order.row[k as usize];
            search.column(pattern, &mut pivots, column, k, block[0]);
            let first = pivots.lower_start[k as usize] as usize;
            let candidates = first..pivots.lower.len();
            let Some(numbers) = &numbers else {
                let at = pivots.lower[candidates].iter().position(|&row| row == preferred);
                let at = at.expect("the preferred row is matched to the column, so it is structurally there");
                pivots.lower.swap_remove(first + at);
                search.finish(&mut pivots, preferred, k, |_, _| {});
                continue;
            };
            elimination.reduce(pattern, &pivots, numbers, column, &search.reach);
            let at = elimination.pivot(&pivots, numbers, candidates, preferred).ok_or(Singular { column: column as u32, row: preferred })?;
            let pivot_row = pivots.lower.swap_remove(at);
            elimination.divide(pattern, &pivots.lower[first..], pivot_row, column);
            search.finish(&mut pivots, pivot_row, k, |a, b| elimination.lower.swap(a, b));
        }
    }
    let Pivots { lower, position, .. } = &mut pivots;
    for row in lower {
        *row = position[*row as usize];
    }
    Ok(pivots)
}

/// The numbers of an elimination. What is done for a column is cut into functions
/// for the reason that [`super::degree::minimum_degree`] gives.
struct Elimination<T> {
    /// By original row: the column in work; 0 elsewhere.
    work: Vec<T>,
    /// Numbers of L, parallel to [`Pivots::lower`].
    lower: Vec<T>,
}

impl<T: Scalar> Elimination<T> {
    /// Takes what the earlier columns that it reaches do to a column.
    #[inline(never)]
    fn reduce(&mut self, pattern: &Pattern, pivots: &Pivots, numbers: &Numbers<T>, column: usize, reach: &[u32]) {
        for p in pattern.column(column) {
            let row = pattern.row[p] as usize;
            self.work[row] = numbers.values[p].times(numbers.scale[row]);
        }
        for &position in reach.iter().rev() {
            let row = pivots.row[position as usize] as usize;
            let factor = std::mem::take(&mut self.work[row]);
            let below = pivots.lower_start[position as usize] as usize..pivots.lower_start[position as usize + 1] as usize;
            for (&row, &multiplier) in pivots.lower[below.clone()].iter().zip(&self.lower[below]) {
                self.work[row as usize] -= multiplier * factor;
            }
        }
    }

    /// The place among the candidates of the one that becomes the pivot; none where
    /// all are 0 or one is not finite.
    #[inline(never)]
    fn pivot(&self, pivots: &Pivots, numbers: &Numbers<T>, candidates: std::ops::Range<usize>, preferred: u32) -> Option<usize> {
        let mut at = None;
        let mut preferred_at = None;
        let mut largest = 0.0;
        for p in candidates {
            let row = pivots.lower[p];
            let size = self.work[row as usize].size();
            if size > largest {
                largest = size;
                at = Some(p);
            }
            if row == preferred {
                preferred_at = Some(p);
            }
        }
        if !largest.is_finite() {
            return None;
        }
        let size = self.work[preferred as usize].size();
        let fits = size >= numbers.pivoting.relative * largest && size >= numbers.pivoting.absolute * numbers.scale[preferred as usize];
        at.map(|at| preferred_at.filter(|_| fits).unwrap_or(at))
    }

    /// Makes the column in work one of L, below its pivot.
    #[inline(never)]
    fn divide(&mut self, pattern: &Pattern, below: &[u32], pivot_row: u32, column: usize) {
        let reciprocal = T::ONE / std::mem::take(&mut self.work[pivot_row as usize]);
        for &row in below {
            self.lower.push(std::mem::take(&mut self.work[row as usize]) * reciprocal);
        }
        // Rows of earlier blocks were read but belong to no factor.
        for p in pattern.column(column) {
            self.work[pattern.row[p] as usize] = T::default();
        }
    }
}

/// The depth-first searches through L.
struct Search {
    /// By original row: the last column that reached it.
    seen: Vec<u32>,
    /// By position: end of the part of L's column that a search must follow.
    pruned_end: Vec<u32>,
    path: Vec<(u32, u32)>,
    /// Positions that the column reaches, in reverse topological order.
    reach: Vec<u32>,
}

impl Search {
    /// Finds what column `k` reaches: pivots into `reach` and the pattern of U,
    /// other rows at the end of L's. `first` is the start of the block.
    fn column(&mut self, pattern: &Pattern, pivots: &mut Pivots, column: usize, k: u32, first: u32) {
        let Search { seen, pruned_end, path, reach } = self;
        reach.clear();
        for p in pattern.column(column) {
            let row = pattern.row[p];
            if seen[row as usize] == k {
                continue;
            }
            seen[row as usize] = k;
            let position = pivots.position[row as usize];
            if position == NONE {
                pivots.lower.push(row);
                continue;
            }
            if position < first {
                continue;
            }
            path.push((position, pivots.lower_start[position as usize]));
            while let Some(&mut (position, ref mut at)) = path.last_mut() {
                let end = pruned_end[position as usize];
                let mut child = NONE;
                while *at < end {
                    let below = pivots.lower[*at as usize];
                    *at += 1;
                    if seen[below as usize] == k {
                        continue;
                    }
                    seen[below as usize] = k;
                    child = pivots.position[below as usize];
                    if child != NONE {
                        break;
                    }
                    pivots.lower.push(below);
                }
                if child == NONE {
                    reach.push(position);
                    path.pop();
                } else {
                    path.push((child, pivots.lower_start[child as usize]));
                }
            }
        }
        pivots.upper.extend_from_slice(reach);
    }

    /// Ends column `k`, whose pivot is `row`, and prunes the columns that have
    /// it in L and are in its U: everything else that they reach, it reaches.
    #[inline(never)]
    fn finish(&mut self, pivots: &mut Pivots, row: u32, k: u32, mut swap: impl FnMut(usize, usize)) {
        pivots.row.push(row);
        pivots.position[row as usize] = k;
        pivots.lower_start.push(pivots.lower.len() as u32);
        pivots.upper_start.push(pivots.upper.len() as u32);
        self.pruned_end.push(pivots.lower.len() as u32);
        for &position in &self.reach {
            let range = pivots.lower_start[position as usize] as usize..pivots.lower_start[position as usize + 1] as usize;
            if self.pruned_end[position as usize] as usize != range.end || !pivots.lower[range.clone()].contains(&row) {
                continue;
            }
            let mut end = range.start;
            for p in range {
                if pivots.position[pivots.lower[p] as usize] != NONE {
                    pivots.lower.swap(p, end);
                    swap(p, end);
                    end += 1;
                }
            }
            self.pruned_end[position as usize] = end as u32;
        }
    }
}
