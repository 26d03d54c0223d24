//! Cuts of long, narrow graphs. A chain's factorisation is bound by the latency
//! of its recurrence, pivot after pivot. Pieces are eliminated side by side, so
//! the processor has several recurrences to work on; the price is the fill
//! between a piece and the cuts at its ends.

use super::degree::Graph;
use super::pattern::NONE;

/// Vertices that a component must have to be cut.
const LONG: usize = 200;
/// Largest mean number of vertices at one distance from the end of the component.
const WIDTH: usize = 3;
/// Vertices of a piece at least, and pieces at most: beyond them the time of the
/// fill was more than the latency that was hidden.
const PIECE: usize = 30;
const PIECES: usize = 16;

/// The vertices of the cuts, for all components of the graph.
#[inline(never)]
pub fn cuts(graph: &Graph) -> Vec<u32> {
    let n = graph.start.len();
    let mut cut = Vec::new();
    if n < LONG {
        return cut;
    }
    let mut seen = vec![0u32; n];
    let mut visit = 0;
    let mut queue: Vec<u32> = Vec::new();
    let mut level_start: Vec<usize> = Vec::new();
    for root in 0..n as u32 {
        if seen[root as usize] != 0 {
            continue;
        }
        // From any vertex to a far one, and from there to the other end.
        let mut from = root;
        for _ in 0..2 {
            visit += 1;
            levels(graph, from, visit, &mut seen, &mut queue, &mut level_start);
            from = queue[queue.len() - 1];
            if queue.len() < LONG {
                break;
            }
        }
        let count = level_start.len() - 1;
        if queue.len() < LONG || queue.len() > WIDTH * count {
            continue;
        }
        let pieces = (queue.len() / PIECE).min(PIECES);
        for piece in 1..pieces {
            // The narrowest place near by.
            let middle = piece * count / pieces;
            let window = count / (8 * pieces);
            let mut best = NONE as usize;
            let mut narrowest = usize::MAX;
            for level in middle - window..=middle + window {
                let width = level_start[level + 1] - level_start[level];
                if width < narrowest {
                    narrowest = width;
                    best = level;
                }
            }
            cut.extend_from_slice(&queue[level_start[best]..level_start[best + 1]]);
        }
    }
    cut
}

/// Breadth-first search: the vertices of a component by distance from `from`.
#[inline(never)]
fn levels(graph: &Graph, from: u32, visit: u32, seen: &mut [u32], queue: &mut Vec<u32>, level_start: &mut Vec<usize>) {
    queue.clear();
    queue.push(from);
    seen[from as usize] = visit;
    level_start.clear();
    let mut at = 0;
    while at < queue.len() {
        level_start.push(at);
        let end = queue.len();
        while at < end {
            let vertex = queue[at] as usize;
            at += 1;
            for &other in &graph.neighbour[graph.start[vertex] as usize..(graph.start[vertex] + graph.length[vertex]) as usize] {
                if seen[other as usize] != visit {
                    seen[other as usize] = visit;
                    queue.push(other);
                }
            }
        }
    }
    level_start.push(queue.len());
}
