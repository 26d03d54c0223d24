//! What a re-factorisation with frozen pivots does, compiled to lists of places.
//!
//! The numbers of both factors stand in one array, pivot after pivot in the
//! order of elimination, each as `[1/d | row of U | column of L]`. Assembling
//! copies every slot of the matrix to its place there; eliminating a pivot
//! subtracts products at places that are listed, too.

use super::order::Order;
use super::pattern::{Pattern, NONE};
use super::pivot::Pivots;
use super::schedule::schedule;

/// Steps of one shape that are done in one go.
#[derive(Debug, Clone)]
pub struct Run {
    /// Pivots of a step: more than one are a dense panel.
    pub width: u32,
    /// Rows of L and columns of U below the last of a step's pivots.
    pub lower: u32,
    pub upper: u32,
    pub steps: u32,
    /// Position of the first pivot.
    pub first: u32,
    /// Where the numbers, the columns of U with the rows of L, and the targets of
    /// the first step start.
    pub numbers: u32,
    pub indices: u32,
    pub targets: u32,
}

impl Run {
    fn pivots(&self) -> impl Iterator<Item = usize> + '_ {
        let mut next = self.numbers as usize;
        (0..self.steps).flat_map(move |_| 0..self.width).map(move |member| {
            let place = next;
            next += (1 + self.upper + self.lower + 2 * (self.width - 1 - member)) as usize;
            place
        })
    }
}

/// Consecutive positions: a diagonal block, or blocks of one unknown each.
#[derive(Debug, Clone)]
pub struct Region {
    pub start: u32,
    pub end: u32,
    /// Empty for blocks of one unknown, whose reciprocals are all their numbers.
    pub runs: std::ops::Range<u32>,
    /// Where the numbers start.
    pub numbers: u32,
    /// Rows with entries right of the diagonal block, in [`Program::off_row`].
    pub off: std::ops::Range<u32>,
}

/// Every index in here is in bounds by construction: positions are below
/// `column.len()`, places below `length`.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// By position: original row and column.
    pub row: Vec<u32>,
    pub column: Vec<u32>,
    /// By slot: place of the entry.
    pub place: Vec<u32>,
    /// Numbers of both factors and of the entries outside of the blocks.
    pub length: usize,
    pub regions: Vec<Region>,
    pub runs: Vec<Run>,
    /// By run and step: columns of U, then rows of L, below the step's last pivot.
    pub indices: Vec<u32>,
    /// By run and step: place of the product of each row of L with each column of U.
    pub targets: Vec<u32>,
    /// Entries right of the diagonal blocks by row, the numbers from `off_place` on.
    pub off_row: Vec<u32>,
    pub off_start: Vec<u32>,
    pub off_column: Vec<u32>,
    pub off_place: usize,
    /// Longest list of rows or columns of a panel.
    pub tallest: usize,
    pub multiply_adds: u64,
}

/// Lists of the compilation, by new position.
struct Layout {
    /// Place of the pivot; columns in its row of U, after which L starts.
    place: Vec<u32>,
    upper_count: Vec<u32>,
    /// Run's step of the pivot, and the pivot's place in it.
    indices: Vec<u32>,
    targets: Vec<u32>,
    width: Vec<u32>,
    member: Vec<u32>,
}

impl Program {
    pub fn new(pattern: &Pattern, order: &Order, pivots: &Pivots) -> Program {
        let n = pattern.n;
        let mut program = Program::default();
        let mut layout = Layout {
            place: vec![0; n],
            upper_count: vec![0; n],
            indices: vec![0; n],
            targets: vec![0; n],
            width: vec![1; n],
            member: vec![0; n],
        };
        // By new position: the one of before; and back.
        let mut old: Vec<u32> = (0..n as u32).collect();
        for block in order.block_start.windows(2) {
            let (start, end) = (block[0], block[1]);
            let runs = program.runs.len() as u32;
            let numbers = program.length as u32;
            if end - start == 1 {
                layout.place[start as usize] = numbers;
                program.length += 1;
                match program.regions.last_mut() {
                    Some(last) if last.runs.is_empty() => last.end = end,
                    _ => program.regions.push(Region { start, end, runs: runs..runs, numbers, off: 0..0 }),
                }
                continue;
            }
            program.lay_out_block(pivots, start, end, &mut layout, &mut old);
            program.regions.push(Region { start, end, runs: runs..program.runs.len() as u32, numbers, off: 0..0 });
        }
        let mut new = vec![0u32; n];
        for (position, &old) in old.iter().enumerate() {
            new[old as usize] = position as u32;
        }
        program.row = old.iter().map(|&position| pivots.row[position as usize]).collect();
        program.column = old.iter().map(|&position| order.column[position as usize]).collect();
        program.off_place = program.length;
        program.find_places(pattern, pivots, &layout, &old, &new);
        program
    }

    /// Orders the pivots of a block and gives each its place in the numbers.
    #[inline(never)]
    fn lay_out_block(&mut self, pivots: &Pivots, start: u32, end: u32, layout: &mut Layout, old: &mut [u32]) {
        let schedule = schedule(pivots, start, end);
        let (mut indices, mut targets) = (self.indices.len(), self.targets.len());
        for step in &schedule.steps {
            let first = start + step.start;
            let (lower, upper, width) = (step.lower, step.upper, step.width);
            match self.runs.last_mut() {
                // A run of the block before ends where this block starts.
                Some(run)
                    if width == 1 && run.width == 1 && run.lower == lower && run.upper == upper && step.start > 0 =>
                {
                    run.steps += 1;
                }
                _ => self.runs.push(Run {
                    width,
                    lower,
                    upper,
                    steps: 1,
                    first,
                    numbers: self.length as u32,
                    indices: indices as u32,
                    targets: targets as u32,
                }),
            }
            for member in 0..width {
                let position = (first + member) as usize;
                let inside = width - 1 - member;
                old[position] = start + schedule.pivots[(step.start + member) as usize];
                layout.place[position] = self.length as u32;
                layout.upper_count[position] = upper + inside;
                layout.indices[position] = indices as u32;
                layout.targets[position] = targets as u32;
                layout.width[position] = width;
                layout.member[position] = member;
                self.length += (1 + upper + lower + 2 * inside) as usize;
                self.multiply_adds += u64::from(upper + inside) * u64::from(lower + inside);
            }
            indices += (upper + lower) as usize;
            targets += upper as usize * lower as usize;
            if width > 1 {
                self.tallest = self.tallest.max(lower.max(upper) as usize);
            }
        }
        self.indices.resize(indices, 0);
        self.targets.resize(targets, 0);
    }

    /// Fills in the lists of places and positions, row by row of the factors.
    #[inline(never)]
    fn find_places(&mut self, pattern: &Pattern, pivots: &Pivots, layout: &Layout, old: &[u32], new: &[u32]) {
        let n = pattern.n;
        let (upper_start, upper) = by_row(&pivots.upper_start, &pivots.upper, old, new);
        let (lower_start, lower) = by_row(&pivots.lower_start, &pivots.lower, old, new);
        let entries = entries_by_row(self, pattern, &pivots.position, new);
        self.place = vec![0; pattern.entries()];
        self.off_start.push(0);
        // Rows that were met in each column of L; place of each column of the row.
        let mut met = vec![0u32; n];
        let mut place = vec![NONE; n];
        let mut region = 0;
        for row in 0..n {
            while self.regions[region].end as usize <= row {
                region += 1;
                self.regions[region].off = self.off_row.len() as u32..0;
            }
            let columns = &upper[upper_start[row] as usize..upper_start[row + 1] as usize];
            let sources = &lower[lower_start[row] as usize..lower_start[row + 1] as usize];
            place[row] = layout.place[row];
            for (at, &column) in columns.iter().enumerate() {
                place[column as usize] = layout.place[row] + 1 + at as u32;
            }
            for &source in sources {
                let k = source as usize;
                place[k] = layout.place[k] + 1 + layout.upper_count[k] + met[k];
            }
            for &source in sources {
                let k = source as usize;
                let inside = layout.width[k] - 1 - layout.member[k];
                let at = met[k];
                met[k] += 1;
                if layout.member[k] != 0 || at < inside {
                    continue;
                }
                // A row below the step, once for all of its pivots.
                let at = at - inside;
                let outer = &upper[(upper_start[k] + inside) as usize..upper_start[k + 1] as usize];
                self.indices[layout.indices[k] as usize + outer.len() + at as usize] = row as u32;
                let first = layout.targets[k] as usize + at as usize * outer.len();
                for (target, &column) in self.targets[first..first + outer.len()].iter_mut().zip(outer) {
                    *target = place[column as usize];
                }
            }
            if layout.member[row] == 0 {
                let inside = layout.width[row] as usize - 1;
                if let Some(outer) = columns.get(inside..) {
                    let first = layout.indices[row] as usize;
                    if !outer.is_empty() {
                        self.indices[first..first + outer.len()].copy_from_slice(outer);
                    }
                }
            }
            let off = self.off_column.len();
            for &(column, slot) in &entries.1[entries.0[row] as usize..entries.0[row + 1] as usize] {
                self.place[slot as usize] = if column < self.regions[region].end && self.inside(region, row as u32, column) {
                    place[column as usize]
                } else {
                    self.off_column.push(column);
                    (self.off_place + self.off_column.len() - 1) as u32
                };
            }
            if self.off_column.len() > off {
                self.off_row.push(row as u32);
                self.off_start.push(self.off_column.len() as u32);
            }
            self.regions[region].off.end = self.off_row.len() as u32;
        }
        self.length = self.off_place + self.off_column.len();
    }

    /// By position: the place of the pivot among the numbers.
    pub fn pivots(&self) -> impl Iterator<Item = usize> + '_ {
        self.regions.iter().flat_map(move |region| {
            let singles = if region.runs.is_empty() { region.end - region.start } else { 0 };
            let singles = region.numbers..region.numbers + singles;
            let runs = &self.runs[region.runs.start as usize..region.runs.end as usize];
            singles
                .map(|place| place as usize)
                .chain(runs.iter().flat_map(Run::pivots))
        })
    }

    /// Whether an entry belongs to a diagonal block of the region.
    fn inside(&self, region: usize, row: u32, column: u32) -> bool {
        !self.regions[region].runs.is_empty() || row == column
    }
}

/// Lists of rows by column, at positions of before, as lists of columns by row,
/// ascending, at new ones.
#[inline(never)]
fn by_row(starts: &[u32], rows: &[u32], old: &[u32], new: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let n = old.len();
    let mut row_start = vec![0u32; n + 1];
    for &row in rows {
        row_start[new[row as usize] as usize + 1] += 1;
    }
    for row in 0..n {
        row_start[row + 1] += row_start[row];
    }
    let mut filled = row_start.clone();
    let mut columns = vec![0u32; rows.len()];
    for (column, &before) in old.iter().enumerate() {
        for &row in &rows[starts[before as usize] as usize..starts[before as usize + 1] as usize] {
            let at = &mut filled[new[row as usize] as usize];
            columns[*at as usize] = column as u32;
            *at += 1;
        }
    }
    (row_start, columns)
}

/// The matrix by row at new positions: columns with their slots.
#[inline(never)]
fn entries_by_row(program: &Program, pattern: &Pattern, position: &[u32], new: &[u32]) -> (Vec<u32>, Vec<(u32, u32)>) {
    let n = pattern.n;
    let mut start = vec![0u32; n + 1];
    for &row in &pattern.row {
        start[new[position[row as usize] as usize] as usize + 1] += 1;
    }
    for row in 0..n {
        start[row + 1] += start[row];
    }
    let mut filled = start.clone();
    let mut entries = vec![(0, 0); pattern.entries()];
    for (column, &original) in program.column.iter().enumerate() {
        for slot in pattern.column(original as usize) {
            let at = &mut filled[new[position[pattern.row[slot] as usize] as usize] as usize];
            entries[*at as usize] = (column as u32, slot as u32);
            *at += 1;
        }
    }
    (start, entries)
}
