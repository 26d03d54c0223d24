//! In which order the pivots of a block are eliminated: any order that keeps
//! every pivot before those that it changes gives the same factors. Pivots of
//! one shape come in long runs, for one kernel call each, and pivots that do not
//! wait for each other come side by side. Pivots with the same pattern become
//! one dense panel.

use super::pattern::NONE;
use super::pivot::Pivots;
use std::collections::VecDeque;

/// A panel's pivots at most: its inner part is not tiled.
const WIDEST: usize = 32;
/// Rows that a panel must have, with its own, to be worth its overhead.
const TALL: u32 = 8;

/// Pivots that are eliminated together: one, or those of a panel.
pub struct Step {
    /// Where the pivots stand in [`Schedule::pivots`].
    pub start: u32,
    pub width: u32,
    /// Rows of L and columns of U below the last of the pivots.
    pub lower: u32,
    pub upper: u32,
}

pub struct Schedule {
    pub steps: Vec<Step>,
    /// Positions of before, in their new order, counted from the block's first.
    pub pivots: Vec<u32>,
}

impl Step {
    fn shape(&self) -> (u32, u32, u32) {
        match self.width {
            1 => (1, self.lower, self.upper),
            _ => (2, 0, 0),
        }
    }
}

/// Numbers of the lists' entries below `start`, `start + 1` and so on.
fn counts(starts: &[u32], first: usize, n: usize) -> Vec<u32> {
    (first..first + n).map(|k| starts[k + 1] - starts[k]).collect()
}

/// The pivots of a block with their rows of L and columns of U, all counted from the
/// block's first.
struct Block<'a> {
    pivots: &'a Pivots,
    first: u32,
    n: usize,
}

impl<'a> Block<'a> {
    fn lower(&self, k: usize) -> impl Iterator<Item = u32> + 'a {
        self.rows(&self.pivots.lower_start, &self.pivots.lower, k)
    }

    fn upper(&self, k: usize) -> impl Iterator<Item = u32> + 'a {
        self.rows(&self.pivots.upper_start, &self.pivots.upper, k)
    }

    fn rows(&self, starts: &[u32], rows: &'a [u32], k: usize) -> impl Iterator<Item = u32> + 'a {
        let (base, first) = (self.first as usize, self.first);
        rows[starts[base + k] as usize..starts[base + k + 1] as usize].iter().map(move |&row| row - first)
    }

    /// Which pivot must come before which other.
    fn edges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.n).flat_map(|k| {
            let of_lower = self.lower(k).map(move |row| (k as u32, row));
            let of_upper = self.upper(k).map(move |row| (row, k as u32));
            of_lower.chain(of_upper)
        })
    }
}

/// The steps of a block, before they are in order.
struct Panels {
    steps: Vec<Step>,
    /// The pivots of the steps.
    members: Vec<u32>,
    /// By pivot: its step.
    step_of: Vec<u32>,
}

/// Schedules the pivots `first..end` of a diagonal block.
#[inline(never)]
pub fn schedule(pivots: &Pivots, first: u32, end: u32) -> Schedule {
    let block = Block { pivots, first, n: (end - first) as usize };
    let (parent, upper_count) = parents(&block);
    let panels = panels(&block, &parent, &upper_count);
    in_order(&panels, followers(&block, &parent, &panels))
}

/// By pivot: the first one that is both in its column of L and in its row of U, when
/// it is the first of either, since all that follow wait for that one anyway. And how
/// many columns its row of U has.
#[inline(never)]
fn parents(block: &Block) -> (Vec<u32>, Vec<u32>) {
    let mut upper_count = vec![0u32; block.n];
    let mut parent = vec![NONE; block.n];
    for k in 0..block.n {
        for row in block.upper(k) {
            let row = row as usize;
            upper_count[row] += 1;
            parent[row] = parent[row].min(k as u32);
        }
    }
    for (k, parent) in parent.iter_mut().enumerate() {
        if block.lower(k).min() != Some(*parent) {
            *parent = NONE;
        }
    }
    (parent, upper_count)
}

/// Panels: a pivot whose parent's pattern is its own without the parent.
#[inline(never)]
fn panels(block: &Block, parent: &[u32], upper_count: &[u32]) -> Panels {
    let n = block.n;
    let lower_count = counts(&block.pivots.lower_start, block.first as usize, n);
    let mut child = vec![NONE; n];
    for k in 0..n {
        let p = parent[k] as usize;
        if parent[k] != NONE && lower_count[k] == lower_count[p] + 1 && upper_count[k] == upper_count[p] + 1 {
            child[p] = k as u32;
        }
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut members: Vec<u32> = Vec::with_capacity(n);
    let mut step_of = vec![NONE; n];
    for top in 0..n {
        let chained = parent[top] != NONE && child[parent[top] as usize] == top as u32;
        if chained {
            continue;
        }
        let from = members.len();
        let mut k = top as u32;
        while k != NONE {
            members.push(k);
            k = child[k as usize];
        }
        members[from..].reverse();
        let chain = from..members.len();
        let mut at = chain.start;
        while at < chain.end {
            let front = lower_count[members[at] as usize].min(upper_count[members[at] as usize]) + 1;
            let width = if front < TALL { 1 } else { (chain.end - at).min(WIDEST) };
            let last = members[at + width - 1] as usize;
            for &member in &members[at..at + width] {
                step_of[member as usize] = steps.len() as u32;
            }
            steps.push(Step { start: at as u32, width: width as u32, lower: lower_count[last], upper: upper_count[last] });
            at += width;
        }
    }
    Panels { steps, members, step_of }
}

/// By step: how many steps it waits for. And who waits for it, as lists.
struct Followers {
    waits: Vec<u32>,
    start: Vec<u32>,
    followers: Vec<u32>,
}

#[inline(never)]
fn followers(block: &Block, parent: &[u32], panels: &Panels) -> Followers {
    let Panels { steps, step_of, .. } = panels;
    let needed = |&(before, after): &(u32, u32)| after <= parent[before as usize];
    let between = |(before, after): (u32, u32)| (step_of[before as usize], step_of[after as usize]);
    let edges = || block.edges().filter(needed).map(between).filter(|(before, after)| before != after);
    let mut waits = vec![0u32; steps.len()];
    let mut start = vec![0u32; steps.len() + 1];
    for (before, after) in edges() {
        waits[after as usize] += 1;
        start[before as usize + 1] += 1;
    }
    for step in 0..steps.len() {
        start[step + 1] += start[step];
    }
    let mut followers = vec![0u32; start[steps.len()] as usize];
    let mut filled = start.clone();
    for (before, after) in edges() {
        followers[filled[before as usize] as usize] = after;
        filled[before as usize] += 1;
    }
    Followers { waits, start, followers }
}

/// Ready steps queue by shape; the longest queue is worked off first.
#[inline(never)]
fn in_order(panels: &Panels, followers: Followers) -> Schedule {
    let Panels { steps, members, .. } = panels;
    let Followers { mut waits, start: follower_start, followers } = followers;
    let mut shapes: Vec<(u32, u32, u32)> = steps.iter().map(Step::shape).collect();
    shapes.sort_unstable();
    shapes.dedup();
    let shape_of: Vec<u32> =
        steps.iter().map(|step| shapes.partition_point(|shape| *shape < step.shape()) as u32).collect();
    let mut queues = vec![VecDeque::new(); shapes.len()];
    for step in 0..steps.len() {
        if waits[step] == 0 {
            queues[shape_of[step] as usize].push_back(step as u32);
        }
    }
    let mut ordered = Schedule { steps: Vec::with_capacity(steps.len()), pivots: Vec::with_capacity(members.len()) };
    while ordered.steps.len() < steps.len() {
        let mut longest = 0;
        for (queue, waiting) in queues.iter().enumerate() {
            if waiting.len() > queues[longest].len() {
                longest = queue;
            }
        }
        while let Some(step) = queues[longest].pop_front() {
            let Step { start, width, lower, upper } = steps[step as usize];
            ordered.steps.push(Step { start: ordered.pivots.len() as u32, width, lower, upper });
            ordered.pivots.extend_from_slice(&members[start as usize..(start + width) as usize]);
            for &follower in &followers[follower_start[step as usize] as usize..follower_start[step as usize + 1] as usize] {
                waits[follower as usize] -= 1;
                if waits[follower as usize] == 0 {
                    queues[shape_of[follower as usize] as usize].push_back(follower);
                }
            }
        }
    }
    ordered
}
