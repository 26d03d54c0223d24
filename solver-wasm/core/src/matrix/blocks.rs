//! Block triangular form: the strongly connected components of the matched
//! matrix (Tarjan, SIAM J. Comput. 1, 1972; Duff and Reid, ACM TOMS 4, 1978).
//!
//! A grounded voltage source has a row and a column with one entry each. Both
//! become blocks of one unknown, so that the supply node's dense row and column
//! lie outside of the block of the circuit's other nodes.

use super::pattern::{Pattern, NONE};

/// The columns in an order that makes the matrix block upper triangular, and
/// where each block starts there, with the end of the last.
#[inline(never)]
pub fn blocks(pattern: &Pattern, column_of_row: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let n = pattern.n;
    let mut columns = Vec::with_capacity(n);
    let mut starts = vec![0u32];
    // Number of first visit; a column that is in a block has the largest.
    let mut low = vec![0u32; n];
    let mut visits = 0;
    let mut open: Vec<u32> = Vec::new();
    let mut path: Vec<(u32, u32, u32)> = Vec::new();
    for root in 0..n as u32 {
        if low[root as usize] != 0 {
            continue;
        }
        visits += 1;
        low[root as usize] = visits;
        open.push(root);
        path.push((root, visits, pattern.column_start[root as usize]));
        while let Some(&mut (column, visit, ref mut at)) = path.last_mut() {
            let c = column as usize;
            let end = pattern.column_start[c + 1];
            let mut child = NONE;
            let mut lowest = low[c];
            while *at < end {
                let other = column_of_row[pattern.row[*at as usize] as usize];
                *at += 1;
                match low[other as usize] {
                    0 => {
                        child = other;
                        break;
                    }
                    seen => lowest = lowest.min(seen),
                }
            }
            low[c] = lowest;
            if child != NONE {
                visits += 1;
                low[child as usize] = visits;
                open.push(child);
                path.push((child, visits, pattern.column_start[child as usize]));
                continue;
            }
            path.pop();
            if let Some(&(parent, _, _)) = path.last() {
                low[parent as usize] = low[parent as usize].min(lowest);
            }
            if lowest == visit {
                // Whatever was opened since belongs to the same block.
                let first = columns.len();
                while let Some(member) = open.pop() {
                    low[member as usize] = NONE;
                    columns.push(member);
                    if member == column {
                        break;
                    }
                }
                columns[first..].sort_unstable();
                starts.push(columns.len() as u32);
            }
        }
    }
    (columns, starts)
}
