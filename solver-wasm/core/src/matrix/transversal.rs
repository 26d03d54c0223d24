//! A maximum transversal (Duff, ACM TOMS 7, 1981): every column is paired with a
//! row that has an entry there, so that voltage sources, whose own diagonal is
//! empty, get a pivot.

use super::pattern::{Pattern, NONE};
use super::Singular;

/// By column: its row. Fails with a column that is left without one.
#[inline(never)]
pub fn transversal(pattern: &Pattern) -> Result<Vec<u32>, Singular> {
    let n = pattern.n;
    let mut row_of = vec![NONE; n];
    let mut column_of = vec![NONE; n];
    // The natural diagonal first: it is the large one in a conductance matrix.
    for c in 0..n {
        if pattern.row[pattern.column(c)].binary_search(&(c as u32)).is_ok() {
            row_of[c] = c as u32;
            column_of[c] = c as u32;
        }
    }
    // Augmenting paths by depth-first search without recursion.
    let mut seen = vec![NONE; n];
    let mut stack: Vec<(u32, u32)> = Vec::new();
    for root in 0..n {
        if row_of[root] != NONE {
            continue;
        }
        stack.clear();
        stack.push((root as u32, pattern.column_start[root]));
        let mut found = false;
        'search: while let Some(&mut (column, ref mut at)) = stack.last_mut() {
            let end = pattern.column_start[column as usize + 1];
            if *at == pattern.column_start[column as usize] {
                // A free row ends the path at once.
                for p in pattern.column(column as usize) {
                    if column_of[pattern.row[p] as usize] == NONE {
                        *at = p as u32;
                        found = true;
                        break 'search;
                    }
                }
            }
            let mut next = NONE;
            while *at < end {
                let row = pattern.row[*at as usize] as usize;
                if seen[row] != root as u32 {
                    seen[row] = root as u32;
                    next = column_of[row];
                    break;
                }
                *at += 1;
            }
            if next == NONE {
                stack.pop();
                if let Some(top) = stack.last_mut() {
                    top.1 += 1;
                }
            } else {
                stack.push((next, pattern.column_start[next as usize]));
            }
        }
        if !found {
            return Err(Singular { column: root as u32, row: NONE });
        }
        for &(column, at) in stack.iter().rev() {
            let row = pattern.row[at as usize];
            row_of[column as usize] = row;
            column_of[row as usize] = column;
        }
    }
    Ok(row_of)
}
