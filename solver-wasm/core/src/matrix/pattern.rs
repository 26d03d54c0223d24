//! Where a matrix has entries, and the slots through which they are written.

/// No row, no column, no position.
pub(super) const NONE: u32 = u32::MAX;

/// Slots that nobody reads. They are several, because a device that adds to one
/// again and again waits for each addition.
const GROUND_SLOTS: usize = 16;

/// Collects entries while devices are set up. Unknown 0 is ground: entries in
/// its row or column exist for the devices' convenience and lead to slots that
/// nobody reads.
pub struct PatternBuilder {
    entries: Vec<(u32, u32)>,
}

/// The entries of a square matrix of `n` rows, by column, rows ascending.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub n: usize,
    /// First entry of each column, and the number of entries.
    pub column_start: Vec<u32>,
    pub row: Vec<u32>,
}

impl Pattern {
    /// Number of entries.
    pub fn entries(&self) -> usize {
        self.row.len()
    }

    /// Length of an array of values: the entries, and behind them the slots of ground.
    pub fn slots(&self) -> usize {
        self.entries() + GROUND_SLOTS
    }

    /// Where a column's entries stand in `row` and in the values.
    pub fn column(&self, column: usize) -> std::ops::Range<usize> {
        self.column_start[column] as usize..self.column_start[column + 1] as usize
    }
}

impl PatternBuilder {
    pub fn new() -> PatternBuilder {
        PatternBuilder { entries: Vec::new() }
    }

    /// Asks for an entry by unknowns (0 is ground, 1 the first row); answers a
    /// ticket that [`PatternBuilder::finish`] turns into a slot.
    #[inline(never)]
    pub fn entry(&mut self, row: u32, column: u32) -> u32 {
        self.entries.push((row, column));
        (self.entries.len() - 1) as u32
    }

    /// The pattern of `n` unknowns (without ground), and the slot of each ticket.
    pub fn finish(self, n: usize) -> (Pattern, Vec<u32>) {
        let by_row = ordered(n, 0..self.entries.len() as u32, |ticket| self.entries[ticket as usize].0);
        let by_place = ordered(n, by_row.into_iter(), |ticket| self.entries[ticket as usize].1);
        let mut slots = vec![0; self.entries.len()];
        let mut column_start = vec![0u32; n + 1];
        let mut rows: Vec<u32> = Vec::new();
        let mut last = (0, 0);
        let mut of_ground = Vec::new();
        for ticket in by_place {
            let (row, column) = self.entries[ticket as usize];
            if row == 0 || column == 0 {
                of_ground.push(ticket);
                continue;
            }
            if (row, column) != last {
                last = (row, column);
                rows.push(row - 1);
                column_start[column as usize] = rows.len() as u32;
            }
            slots[ticket as usize] = (rows.len() - 1) as u32;
        }
        for ticket in of_ground {
            slots[ticket as usize] = (rows.len() + ticket as usize % GROUND_SLOTS) as u32;
        }
        for column in 1..=n {
            column_start[column] = column_start[column].max(column_start[column - 1]);
        }
        (Pattern { n, column_start, row: rows }, slots)
    }
}

/// Tickets by a number of theirs from 0 to `n`, in one pass over them and one over
/// the numbers; those of one number stay as they were.
fn ordered(n: usize, tickets: impl ExactSizeIterator<Item = u32> + Clone, number: impl Fn(u32) -> u32) -> Vec<u32> {
    let mut place = vec![0u32; n + 2];
    for ticket in tickets.clone() {
        place[number(ticket) as usize + 1] += 1;
    }
    for number in 0..=n {
        place[number + 1] += place[number];
    }
    let mut ordered = vec![0; tickets.len()];
    for ticket in tickets {
        let place = &mut place[number(ticket) as usize];
        ordered[*place as usize] = ticket;
        *place += 1;
    }
    ordered
}

impl Default for PatternBuilder {
    fn default() -> PatternBuilder {
        PatternBuilder::new()
    }
}
