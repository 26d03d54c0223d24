//! An elimination order with little fill.
//!
//! First a maximum transversal (Duff, ACM TOMS 7, 1981) pairs every column with
//! a row that has an entry there, so that voltage sources, whose own diagonal
//! is empty, get one. Then an approximate minimum degree order (Amestoy, Davis,
//! Duff, SIAM J. Matrix Anal. Appl. 17, 1996) of the pattern plus its transpose.
//! Ties are broken first in, first out, which eliminates chains from both ends.

use super::pattern::Pattern;
use super::Singular;

const NONE: u32 = u32::MAX;
/// A row with more than this many times √n neighbours is ordered last, unseen:
/// a supply node would otherwise be visited at every pivot.
const DENSE: f64 = 10.0;

/// Order of the columns, and the row that each column prefers as its pivot.
#[derive(Debug, Clone)]
pub struct Order {
    /// By position: the column that is eliminated there.
    pub column: Vec<u32>,
    /// By position: the row with a structural entry on that place's diagonal.
    pub row: Vec<u32>,
}

impl Order {
    /// Fails with a column that no row can be its pivot's.
    pub fn new(pattern: &Pattern) -> Result<Order, Singular> {
        let matched = transversal(pattern)?;
        let column = minimum_degree(pattern, &matched);
        let row = column.iter().map(|&c| matched[c as usize]).collect();
        Ok(Order { column, row })
    }
}

/// By column: its row.
fn transversal(pattern: &Pattern) -> Result<Vec<u32>, Singular> {
    let n = pattern.n;
    let mut row_of = vec![NONE; n];
    let mut column_of = vec![NONE; n];
    let range = |c: usize| pattern.column_start[c] as usize..pattern.column_start[c + 1] as usize;
    // The natural diagonal first: it is the large one in a conductance matrix.
    for c in 0..n {
        if pattern.row[range(c)].binary_search(&(c as u32)).is_ok() {
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
                for p in range(column as usize) {
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

/// Variables in buckets by degree, each bucket a queue.
struct Buckets {
    head: Vec<u32>,
    tail: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
}

impl Buckets {
    fn new(n: usize) -> Buckets {
        Buckets { head: vec![NONE; n + 1], tail: vec![NONE; n + 1], next: vec![NONE; n], previous: vec![NONE; n] }
    }

    fn push(&mut self, variable: u32, degree: usize) {
        let tail = self.tail[degree];
        self.previous[variable as usize] = tail;
        self.next[variable as usize] = NONE;
        if tail == NONE {
            self.head[degree] = variable;
        } else {
            self.next[tail as usize] = variable;
        }
        self.tail[degree] = variable;
    }

    fn remove(&mut self, variable: u32, degree: usize) {
        let (previous, next) = (self.previous[variable as usize], self.next[variable as usize]);
        if previous == NONE {
            self.head[degree] = next;
        } else {
            self.next[previous as usize] = next;
        }
        if next == NONE {
            self.tail[degree] = previous;
        } else {
            self.previous[next as usize] = previous;
        }
    }
}

/// Orders the columns of the row-permuted matrix; a variable is a column
/// together with its matched row.
fn minimum_degree(pattern: &Pattern, row_of: &[u32]) -> Vec<u32> {
    let n = pattern.n;
    let mut variable_of_row = vec![0u32; n];
    for (column, &row) in row_of.iter().enumerate() {
        variable_of_row[row as usize] = column as u32;
    }
    let mut neighbours: Vec<Vec<u32>> = vec![Vec::new(); n];
    for column in 0..n {
        for p in pattern.column_start[column]..pattern.column_start[column + 1] {
            let other = variable_of_row[pattern.row[p as usize] as usize] as usize;
            if other != column {
                neighbours[column].push(other as u32);
                neighbours[other].push(column as u32);
            }
        }
    }
    let dense = ((DENSE * (n as f64).sqrt()) as usize).max(16);
    let mut last: Vec<u32> = Vec::new();
    let mut is_dense = vec![false; n];
    for (variable, list) in neighbours.iter_mut().enumerate() {
        list.sort_unstable();
        list.dedup();
        if list.len() > dense {
            is_dense[variable] = true;
            last.push(variable as u32);
        }
    }
    let mut degree = vec![0usize; n];
    let mut buckets = Buckets::new(n);
    for variable in 0..n {
        if is_dense[variable] {
            continue;
        }
        neighbours[variable].retain(|&other| !is_dense[other as usize]);
        degree[variable] = neighbours[variable].len();
        buckets.push(variable as u32, degree[variable]);
    }
    // Elements are eliminated pivots; the variables next to one form a clique.
    let mut elements_of: Vec<Vec<u32>> = vec![Vec::new(); n];
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); n];
    let mut eliminated = vec![false; n];
    let mut mark = vec![0u32; n];
    let mut outside = vec![0usize; n];
    let mut outside_at = vec![0u32; n];
    let mut stamp = 0u32;
    let wanted = n - last.len();
    let mut order = Vec::with_capacity(n);
    let mut lowest = 0;
    while order.len() < wanted {
        while buckets.head[lowest] == NONE {
            lowest += 1;
        }
        let pivot = buckets.head[lowest];
        buckets.remove(pivot, lowest);
        eliminated[pivot as usize] = true;
        order.push(pivot);
        stamp += 1;
        mark[pivot as usize] = stamp;
        let mut clique: Vec<u32> = Vec::new();
        for other in std::mem::take(&mut neighbours[pivot as usize]) {
            if !eliminated[other as usize] && mark[other as usize] != stamp {
                mark[other as usize] = stamp;
                clique.push(other);
            }
        }
        for element in std::mem::take(&mut elements_of[pivot as usize]) {
            // The element is absorbed by the pivot's.
            for other in std::mem::take(&mut members[element as usize]) {
                if !eliminated[other as usize] && mark[other as usize] != stamp {
                    mark[other as usize] = stamp;
                    clique.push(other);
                }
            }
        }
        // How much of each neighbouring element lies outside of the clique.
        for &variable in &clique {
            elements_of[variable as usize].retain(|&element| !members[element as usize].is_empty());
            for &element in &elements_of[variable as usize] {
                let e = element as usize;
                if outside_at[e] != stamp {
                    outside_at[e] = stamp;
                    members[e].retain(|&member| !eliminated[member as usize]);
                    outside[e] = members[e].len();
                }
                outside[e] -= 1;
            }
        }
        let left = wanted - order.len();
        for &variable in &clique {
            let v = variable as usize;
            neighbours[v].retain(|&other| !eliminated[other as usize] && mark[other as usize] != stamp);
            // An element that lies within the clique is absorbed too.
            elements_of[v].retain(|&element| outside[element as usize] > 0);
            let reach: usize = elements_of[v].iter().map(|&element| outside[element as usize]).sum();
            let approximate = neighbours[v].len() + (clique.len() - 1) + reach;
            let bound = (degree[v] + clique.len() - 1).min(approximate).min(left.saturating_sub(1));
            elements_of[v].push(pivot);
            buckets.remove(variable, degree[v]);
            degree[v] = bound;
            buckets.push(variable, bound);
            lowest = lowest.min(bound);
        }
        members[pivot as usize] = clique;
    }
    order.append(&mut last);
    order
}
