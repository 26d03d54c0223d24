//! An elimination order with little fill: a transversal, block triangular form,
//! and in each block an approximate minimum degree order of the pattern plus its
//! transpose.

use super::blocks::blocks;
use super::degree::{minimum_degree, Graph};
use super::pattern::{Pattern, NONE};
use super::segments::cuts;
use super::transversal::transversal;
use super::Singular;

/// A row with more than this many times √n neighbours is ordered last, unseen:
/// a dense node would otherwise be visited at every pivot.
const DENSE: f64 = 10.0;

/// Order of the columns, and the row that each column prefers as its pivot.
#[derive(Debug, Clone)]
pub struct Order {
    /// By position: the column that is eliminated there.
    pub column: Vec<u32>,
    /// By position: the row with a structural entry on that place's diagonal.
    pub row: Vec<u32>,
    /// First position of each diagonal block of the block upper triangular
    /// matrix, and the number of positions.
    pub block_start: Vec<u32>,
}

impl Order {
    /// Fails with a column that no row can be its pivot's.
    pub fn new(pattern: &Pattern) -> Result<Order, Singular> {
        let row_of = transversal(pattern)?;
        let mut column_of_row = vec![NONE; pattern.n];
        for (column, &row) in row_of.iter().enumerate() {
            column_of_row[row as usize] = column as u32;
        }
        let (mut column, block_start) = blocks(pattern, &column_of_row);
        let mut local = vec![NONE; pattern.n];
        for range in block_start.windows(2) {
            let block = &mut column[range[0] as usize..range[1] as usize];
            if block.len() > 2 {
                order_block(pattern, &column_of_row, &mut local, block);
            }
        }
        let row = column.iter().map(|&c| row_of[c as usize]).collect();
        Ok(Order { column, row, block_start })
    }
}

/// Orders the columns of a block; a vertex is a column with its matched row.
/// `local` is all [`NONE`], before and after.
#[inline(never)]
fn order_block(pattern: &Pattern, column_of_row: &[u32], local: &mut [u32], block: &mut [u32]) {
    for (vertex, &column) in block.iter().enumerate() {
        local[column as usize] = vertex as u32;
    }
    let graph = graph(pattern, column_of_row, local, block);
    for &column in block.iter() {
        local[column as usize] = NONE;
    }
    let n = block.len();
    let dense = ((DENSE * (n as f64).sqrt()) as u32).max(16);
    let is_dense: Vec<bool> = graph.length.iter().map(|&length| length > dense).collect();
    let (graph, vertices) = without(graph, &is_dense);
    let mut is_cut = vec![false; vertices.len()];
    let cuts = cuts(&graph);
    for &vertex in &cuts {
        is_cut[vertex as usize] = true;
    }
    let (graph, pieces) = without(graph, &is_cut);
    let order = minimum_degree(graph);
    let inner = order.iter().map(|&vertex| vertices[pieces[vertex as usize] as usize]);
    let of_cuts = cuts.iter().map(|&vertex| vertices[vertex as usize]);
    let of_dense = (0..n as u32).filter(|&vertex| is_dense[vertex as usize]);
    let ordered: Vec<u32> = inner.chain(of_cuts).chain(of_dense).map(|vertex| block[vertex as usize]).collect();
    block.copy_from_slice(&ordered);
}

/// The graph of a block's pattern plus its transpose, without loops.
#[inline(never)]
fn graph(pattern: &Pattern, column_of_row: &[u32], local: &[u32], block: &[u32]) -> Graph {
    let n = block.len();
    let mut length = vec![0u32; n];
    let edges = || {
        block.iter().enumerate().flat_map(|(vertex, &column)| {
            pattern.row[pattern.column(column as usize)]
                .iter()
                .map(move |&row| (vertex, local[column_of_row[row as usize] as usize]))
                .filter(move |&(vertex, other)| other != NONE && other as usize != vertex)
        })
    };
    for (vertex, other) in edges() {
        length[vertex] += 1;
        length[other as usize] += 1;
    }
    let mut start = Vec::with_capacity(n);
    let mut total = 0;
    for length in &mut length {
        start.push(total);
        total += *length;
        *length = 0;
    }
    let mut neighbour = vec![0u32; total as usize];
    for (vertex, other) in edges() {
        for (from, to) in [(vertex, other as usize), (other as usize, vertex)] {
            neighbour[(start[from] + length[from]) as usize] = to as u32;
            length[from] += 1;
        }
    }
    // Each neighbour once.
    let mut seen = vec![NONE; n];
    for vertex in 0..n {
        let first = start[vertex] as usize;
        let mut to = first;
        for p in first..first + length[vertex] as usize {
            let other = neighbour[p];
            if seen[other as usize] != vertex as u32 {
                seen[other as usize] = vertex as u32;
                neighbour[to] = other;
                to += 1;
            }
        }
        length[vertex] = (to - first) as u32;
    }
    Graph { start, length, neighbour }
}

/// The graph without some of its vertices, and the old numbers of the others.
#[inline(never)]
fn without(graph: Graph, removed: &[bool]) -> (Graph, Vec<u32>) {
    if !removed.contains(&true) {
        let n = removed.len() as u32;
        return (graph, (0..n).collect());
    }
    let mut new = vec![NONE; removed.len()];
    let mut old = Vec::with_capacity(removed.len());
    for (vertex, &removed) in removed.iter().enumerate() {
        if !removed {
            new[vertex] = old.len() as u32;
            old.push(vertex as u32);
        }
    }
    let mut rest = Graph { start: Vec::with_capacity(old.len()), length: Vec::with_capacity(old.len()), neighbour: Vec::new() };
    for &vertex in &old {
        let first = rest.neighbour.len();
        let range = graph.start[vertex as usize] as usize..(graph.start[vertex as usize] + graph.length[vertex as usize]) as usize;
        rest.neighbour.extend(graph.neighbour[range].iter().map(|&other| new[other as usize]).filter(|&other| other != NONE));
        rest.start.push(first as u32);
        rest.length.push((rest.neighbour.len() - first) as u32);
    }
    (rest, old)
}
