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
///
/// The steps of an elimination are functions of their own: engines of WebAssembly
/// take a loop with a long body for a hot one, and compile it anew, although it
/// runs once for each vertex of a small circuit.
#[inline(never)]
pub fn minimum_degree(graph: Graph) -> Vec<u32> {
    let mut quotient = Quotient::new(graph);
    let mut pivots = Vec::with_capacity(quotient.n);
    while quotient.eliminated < quotient.n {
        let element = quotient.absorb();
        pivots.push(element.pivot);
        let largest = quotient.measure(&element);
        let element = quotient.narrow(element);
        quotient.stamp += largest + 1;
        quotient.merge(&element);
        quotient.put_back(&element);
    }
    quotient.order(&pivots)
}

/// A new element: its pivot, its variables' places in the lists, their weight.
struct Element {
    pivot: u32,
    first: usize,
    last: usize,
    size: i32,
    /// Whether other elements were absorbed, so that its list is at the end.
    grown: bool,
}

struct Quotient {
    n: usize,
    start: Vec<u32>,
    length: Vec<u32>,
    lists: Vec<u32>,
    /// Elements at the head of each variable's list.
    elements: Vec<u32>,
    /// Vertices that a variable stands for; 0 once it is merged or eliminated,
    /// negative while it is in the new element.
    weight: Vec<i32>,
    degree: Vec<u32>,
    /// 0 for a dead element, else compared with `stamp`.
    mark: Vec<u32>,
    stamp: u32,
    buckets: Buckets,
    /// What was merged into a vertex, as a list, and the end of that list.
    merged: Vec<u32>,
    merged_end: Vec<u32>,
    hash_head: Vec<u32>,
    hash_next: Vec<u32>,
    hash_of: Vec<u32>,
    eliminated: usize,
    lowest: usize,
}

impl Quotient {
    #[inline(never)]
    fn new(Graph { start, length, neighbour }: Graph) -> Quotient {
        let n = start.len();
        let mut buckets = Buckets::new(n);
        for (variable, &degree) in length.iter().enumerate() {
            buckets.push(variable as u32, degree as usize);
        }
        Quotient {
            n,
            start,
            degree: length.clone(),
            length,
            lists: neighbour,
            elements: vec![0; n],
            weight: vec![1; n],
            mark: vec![1; n],
            stamp: 2,
            buckets,
            merged: vec![NONE; n],
            merged_end: (0..n as u32).collect(),
            hash_head: vec![NONE; n],
            hash_next: vec![NONE; n],
            hash_of: vec![0; n],
            eliminated: 0,
            lowest: 0,
        }
    }

    /// The list of a vertex from one of its places on.
    fn list(&self, vertex: usize, from: u32) -> std::ops::Range<usize> {
        (self.start[vertex] + from) as usize..(self.start[vertex] + self.length[vertex]) as usize
    }

    /// Takes the variable of least degree as pivot. The new element has the variables
    /// next to it, directly or through elements, which are absorbed; in place when
    /// there are none of these.
    #[inline(never)]
    fn absorb(&mut self) -> Element {
        while self.buckets.head[self.lowest] == NONE {
            self.lowest += 1;
        }
        let pivot = self.buckets.head[self.lowest];
        let me = pivot as usize;
        self.buckets.remove(pivot, self.lowest);
        self.eliminated += self.weight[me] as usize;
        self.weight[me] = -self.weight[me];

        let own = self.list(me, 0);
        let absorbed = self.elements[me] as usize;
        let first = if absorbed == 0 { own.start } else { self.lists.len() };
        let mut element = Element { pivot, first, last: first, size: 0, grown: absorbed != 0 };
        for place in own.start..own.start + absorbed {
            let other = self.lists[place] as usize;
            self.mark[other] = 0;
            self.take(&mut element, self.list(other, 0));
        }
        self.take(&mut element, own.start + absorbed..own.end);
        self.elements[me] = NONE;
        element
    }

    /// Puts the variables of a list into the new element.
    #[inline(never)]
    fn take(&mut self, element: &mut Element, list: std::ops::Range<usize>) {
        for place in list {
            let variable = self.lists[place];
            let v = variable as usize;
            let weight = self.weight[v];
            if weight > 0 {
                element.size += weight;
                self.weight[v] = -weight;
                self.buckets.remove(variable, self.degree[v] as usize);
                if element.grown {
                    self.lists.push(variable);
                } else {
                    self.lists[element.last] = variable;
                }
                element.last += 1;
            }
        }
    }

    /// How much of each neighbouring element lies outside of the new one, as marks
    /// above the stamp; answers the largest.
    #[inline(never)]
    fn measure(&mut self, element: &Element) -> u32 {
        if self.stamp > u32::MAX / 2 {
            for value in &mut self.mark {
                *value = u32::from(*value != 0);
            }
            self.stamp = 2;
        }
        let mut largest = element.size as u32;
        for place in element.first..element.last {
            let v = self.lists[place] as usize;
            let weight = (-self.weight[v]) as u32;
            for q in self.start[v] as usize..(self.start[v] + self.elements[v]) as usize {
                let e = self.lists[q] as usize;
                if self.mark[e] >= self.stamp {
                    self.mark[e] -= weight;
                } else if self.mark[e] != 0 {
                    self.mark[e] = self.degree[e] + self.stamp - weight;
                    largest = largest.max(self.degree[e]);
                }
            }
        }
        largest
    }

    /// New lists and degrees of the element's variables. Those with nothing outside
    /// are eliminated together with the pivot.
    #[inline(never)]
    fn narrow(&mut self, mut element: Element) -> Element {
        for place in element.first..element.last {
            self.narrow_one(&mut element, self.lists[place]);
        }
        self.degree[element.pivot as usize] = element.size as u32;
        element
    }

    #[inline(never)]
    fn narrow_one(&mut self, element: &mut Element, variable: u32) {
        let (pivot, me, v) = (element.pivot, element.pivot as usize, variable as usize);
        let Quotient { lists, mark, stamp, .. } = self;
        let begin = self.start[v] as usize;
        let middle = begin + self.elements[v] as usize;
        let end = begin + self.length[v] as usize;
        let mut to = begin;
        let mut hash = pivot;
        let mut outside = 0u32;
        for q in begin..middle {
            let other = lists[q];
            let value = mark[other as usize];
            if value > *stamp {
                outside += value - *stamp;
                lists[to] = other;
                to += 1;
                hash = hash.wrapping_add(other);
            } else {
                // An element within the new one is absorbed too.
                mark[other as usize] = 0;
            }
        }
        let variables = to;
        for q in middle..end {
            let other = lists[q];
            let weight = self.weight[other as usize];
            if weight > 0 {
                outside += weight as u32;
                lists[to] = other;
                to += 1;
                hash = hash.wrapping_add(other);
            }
        }
        if to == begin {
            let weight = -self.weight[v];
            element.size -= weight;
            self.eliminated += weight as usize;
            self.weight[v] = 0;
            self.merged[self.merged_end[me] as usize] = variable;
            self.merged_end[me] = self.merged_end[v];
            return;
        }
        self.degree[v] = self.degree[v].min(outside);
        // The pivot becomes the first element; it took at least one place.
        lists[to] = lists[variables];
        lists[variables] = lists[begin];
        lists[begin] = pivot;
        self.elements[v] = (variables - begin + 1) as u32;
        self.length[v] = (to - begin + 1) as u32;
        let hash = hash % self.n as u32;
        self.hash_of[v] = hash;
        self.hash_next[v] = self.hash_head[hash as usize];
        self.hash_head[hash as usize] = variable;
    }

    /// Merges variables with equal lists.
    #[inline(never)]
    fn merge(&mut self, element: &Element) {
        for place in element.first..element.last {
            let v = self.lists[place] as usize;
            if self.weight[v] >= 0 {
                continue;
            }
            let bucket = self.hash_of[v] as usize;
            let mut variable = std::mem::replace(&mut self.hash_head[bucket], NONE);
            while variable != NONE && self.hash_next[variable as usize] != NONE {
                self.merge_into(variable as usize);
                variable = self.hash_next[variable as usize];
            }
        }
    }

    /// Merges into a variable those behind it in its bucket that have the same list.
    #[inline(never)]
    fn merge_into(&mut self, v: usize) {
        for q in self.list(v, 1) {
            self.mark[self.lists[q] as usize] = self.stamp;
        }
        let mut before = v;
        let mut other = self.hash_next[v];
        while other != NONE {
            let o = other as usize;
            let equal = self.length[o] == self.length[v]
                && self.elements[o] == self.elements[v]
                && self.lists[self.list(o, 1)].iter().all(|&member| self.mark[member as usize] == self.stamp);
            let following = self.hash_next[o];
            if equal {
                self.weight[v] += self.weight[o];
                self.weight[o] = 0;
                self.merged[self.merged_end[v] as usize] = other;
                self.merged_end[v] = self.merged_end[o];
                self.hash_next[before] = following;
            } else {
                before = o;
            }
            other = following;
        }
        self.stamp += 1;
    }

    /// The variables go back into the buckets; the element keeps only them.
    #[inline(never)]
    fn put_back(&mut self, element: &Element) {
        let (me, first) = (element.pivot as usize, element.first);
        let left = self.n - self.eliminated;
        let mut to = first;
        for place in first..element.last {
            let variable = self.lists[place];
            let v = variable as usize;
            let weight = -self.weight[v];
            if weight <= 0 {
                continue;
            }
            self.weight[v] = weight;
            let bound = self.degree[v] as usize + (element.size - weight) as usize;
            let bound = bound.min(left - weight as usize);
            self.degree[v] = bound as u32;
            self.buckets.push(variable, bound);
            self.lowest = self.lowest.min(bound);
            self.lists[to] = variable;
            to += 1;
        }
        self.weight[me] = 0;
        self.start[me] = first as u32;
        self.length[me] = (to - first) as u32;
        self.mark[me] = u32::from(to > first);
        if element.grown {
            self.lists.truncate(to);
        }
    }

    #[inline(never)]
    fn order(&self, pivots: &[u32]) -> Vec<u32> {
        let mut order = Vec::with_capacity(self.n);
        for &pivot in pivots {
            let mut vertex = pivot;
            while vertex != NONE {
                order.push(vertex);
                vertex = self.merged[vertex as usize];
            }
        }
        order
    }
}
