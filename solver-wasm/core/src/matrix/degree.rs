//! An approximate minimum degree order (Amestoy, Davis, Duff, SIAM J. Matrix
//! Anal. Appl. 17, 1996) on a quotient graph in one flat workspace, with mass
//! elimination, indistinguishable variables found by hashing, and aggressive
//! absorption.
//!
//! Ties are broken first in, first out: chains are eliminated from both ends,
//! and from both ends of every piece at the same time.

use super::pattern::NONE;

/// A symmetric graph without loops. List `i` is
/// `neighbour[start[i]..start[i] + length[i]]`.
pub struct Graph {
    pub start: Vec<u32>,
    pub length: Vec<u32>,
    pub neighbour: Vec<u32>,
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

/// The vertices in the order of their elimination. Consumes the graph: its
/// lists become those of the quotient graph, elements first, then variables.
#[inline(never)]
pub fn minimum_degree(graph: Graph) -> Vec<u32> {
    let Graph { mut start, mut length, neighbour: mut lists } = graph;
    let n = start.len();
    // Elements at the head of each variable's list.
    let mut elements = vec![0u32; n];
    // Vertices that a variable stands for; 0 once it is merged or eliminated,
    // negative while it is in the new element.
    let mut weight = vec![1i32; n];
    let mut degree: Vec<u32> = length.clone();
    // 0 for a dead element, else compared with `stamp`.
    let mut mark = vec![1u32; n];
    let mut stamp = 2u32;
    let mut buckets = Buckets::new(n);
    for variable in 0..n {
        buckets.push(variable as u32, degree[variable] as usize);
    }
    // What was merged into a vertex, as a list, and the end of that list.
    let mut merged = vec![NONE; n];
    let mut merged_end: Vec<u32> = (0..n as u32).collect();
    let mut hash_head = vec![NONE; n];
    let mut hash_next = vec![NONE; n];
    let mut hash_of = vec![0u32; n];
    let mut pivots = Vec::with_capacity(n);
    let mut eliminated = 0usize;
    let mut lowest = 0usize;
    while eliminated < n {
        while buckets.head[lowest] == NONE {
            lowest += 1;
        }
        let pivot = buckets.head[lowest];
        let me = pivot as usize;
        buckets.remove(pivot, lowest);
        pivots.push(pivot);
        eliminated += weight[me] as usize;
        weight[me] = -weight[me];

        // The new element: the variables next to the pivot, directly or through
        // elements, which are absorbed. In place when there are none of these.
        let own = start[me] as usize..(start[me] + length[me]) as usize;
        let own_elements = elements[me] as usize;
        let mut size = 0i32;
        let first = if own_elements == 0 { own.start } else { lists.len() };
        let mut last = first;
        for p in own.start..own.start + own_elements + usize::from(own_elements < own.len()) {
            // The pivot's own variables come as the last "element".
            let range = if p == own.start + own_elements {
                p..own.end
            } else {
                let element = lists[p] as usize;
                mark[element] = 0;
                start[element] as usize..(start[element] + length[element]) as usize
            };
            for q in range {
                let variable = lists[q];
                let v = variable as usize;
                let of_variable = weight[v];
                if of_variable > 0 {
                    size += of_variable;
                    weight[v] = -of_variable;
                    buckets.remove(variable, degree[v] as usize);
                    if own_elements == 0 {
                        lists[last] = variable;
                    } else {
                        lists.push(variable);
                    }
                    last += 1;
                }
            }
        }
        elements[me] = NONE;

        // How much of each neighbouring element lies outside of the new one.
        if stamp > u32::MAX / 2 {
            for value in &mut mark {
                *value = u32::from(*value != 0);
            }
            stamp = 2;
        }
        let mut largest = size as u32;
        for p in first..last {
            let v = lists[p] as usize;
            let of_variable = (-weight[v]) as u32;
            for q in start[v] as usize..(start[v] + elements[v]) as usize {
                let e = lists[q] as usize;
                if mark[e] >= stamp {
                    mark[e] -= of_variable;
                } else if mark[e] != 0 {
                    mark[e] = degree[e] + stamp - of_variable;
                    largest = largest.max(degree[e]);
                }
            }
        }

        // New lists and degrees of the element's variables.
        for p in first..last {
            let variable = lists[p];
            let v = variable as usize;
            let begin = start[v] as usize;
            let middle = begin + elements[v] as usize;
            let end = begin + length[v] as usize;
            let mut to = begin;
            let mut hash = pivot;
            let mut outside = 0u32;
            for q in begin..middle {
                let element = lists[q];
                let value = mark[element as usize];
                if value > stamp {
                    outside += value - stamp;
                    lists[to] = element;
                    to += 1;
                    hash = hash.wrapping_add(element);
                } else {
                    // An element within the new one is absorbed too.
                    mark[element as usize] = 0;
                }
            }
            let variables = to;
            for q in middle..end {
                let other = lists[q];
                let of_other = weight[other as usize];
                if of_other > 0 {
                    outside += of_other as u32;
                    lists[to] = other;
                    to += 1;
                    hash = hash.wrapping_add(other);
                }
            }
            if to == begin {
                // Nothing is outside: eliminated together with the pivot.
                let of_variable = -weight[v];
                size -= of_variable;
                eliminated += of_variable as usize;
                weight[v] = 0;
                merged[merged_end[me] as usize] = variable;
                merged_end[me] = merged_end[v];
                continue;
            }
            degree[v] = degree[v].min(outside);
            // The pivot becomes the first element; it took at least one place.
            lists[to] = lists[variables];
            lists[variables] = lists[begin];
            lists[begin] = pivot;
            elements[v] = (variables - begin + 1) as u32;
            length[v] = (to - begin + 1) as u32;
            let hash = hash % n as u32;
            hash_of[v] = hash;
            hash_next[v] = hash_head[hash as usize];
            hash_head[hash as usize] = variable;
        }
        degree[me] = size as u32;
        stamp += largest + 1;

        // Variables with equal lists are merged.
        for p in first..last {
            let of_place = lists[p] as usize;
            if weight[of_place] >= 0 {
                continue;
            }
            let bucket = hash_of[of_place] as usize;
            let mut variable = hash_head[bucket];
            hash_head[bucket] = NONE;
            while variable != NONE && hash_next[variable as usize] != NONE {
                let v = variable as usize;
                let list = start[v] as usize + 1..(start[v] + length[v]) as usize;
                for q in list {
                    mark[lists[q] as usize] = stamp;
                }
                let mut before = v;
                let mut other = hash_next[v];
                while other != NONE {
                    let o = other as usize;
                    let equal = length[o] == length[v]
                        && elements[o] == elements[v]
                        && lists[start[o] as usize + 1..(start[o] + length[o]) as usize]
                            .iter()
                            .all(|&member| mark[member as usize] == stamp);
                    let following = hash_next[o];
                    if equal {
                        weight[v] += weight[o];
                        weight[o] = 0;
                        merged[merged_end[v] as usize] = other;
                        merged_end[v] = merged_end[o];
                        hash_next[before] = following;
                    } else {
                        before = o;
                    }
                    other = following;
                }
                stamp += 1;
                variable = hash_next[v];
            }
        }

        // The variables go back into the buckets; the element keeps only them.
        let left = n - eliminated;
        let mut to = first;
        for p in first..last {
            let variable = lists[p];
            let v = variable as usize;
            let of_variable = -weight[v];
            if of_variable <= 0 {
                continue;
            }
            weight[v] = of_variable;
            let bound = degree[v] as usize + (size - of_variable) as usize;
            let bound = bound.min(left - of_variable as usize);
            degree[v] = bound as u32;
            buckets.push(variable, bound);
            lowest = lowest.min(bound);
            lists[to] = variable;
            to += 1;
        }
        weight[me] = 0;
        start[me] = first as u32;
        length[me] = (to - first) as u32;
        mark[me] = u32::from(to > first);
        if own_elements != 0 {
            lists.truncate(to);
        }
    }
    let mut order = Vec::with_capacity(n);
    for pivot in pivots {
        let mut vertex = pivot;
        while vertex != NONE {
            order.push(vertex);
            vertex = merged[vertex as usize];
        }
    }
    order
}
