//! Matrices of the kinds that circuits have: ladders, grids, and random networks
//! of conductances, sources, inductors and controlled sources, over many decades.

use super::network::Network;
use super::*;

fn chain(nodes: u32) -> Network {
    let mut network = Network::new(nodes);
    network.branch(1, 0, None);
    for node in 2..=nodes {
        network.conductance(node - 1, node, 1e-3);
        network.conductance(node, 0, 1e-6);
    }
    network
}

fn grid(width: u32, height: u32) -> Network {
    let mut network = Network::new(width * height);
    network.branch(1, 0, None);
    for y in 0..height {
        for x in 0..width {
            let node = y * width + x + 1;
            if x > 0 {
                network.conductance(node - 1, node, 1e-3);
            }
            if y > 0 {
                network.conductance(node - width, node, 1e-3);
            }
        }
    }
    network.conductance(width * height, 0, 1e-3);
    network
}

/// A tree of conductances over `decades` either way of 1 mS that reaches ground,
/// more conductances, transconductances, and branches outside of the tree.
fn random_network(nodes: u32, decades: f64, random: &mut Random) -> Network {
    let mut network = Network::new(nodes);
    let conductance = |random: &mut Random| libm::pow(10.0, decades * random.next() - 3.0);
    for node in 1..=nodes {
        let g = conductance(random);
        network.conductance(node, random.below(node as usize) as u32, g);
    }
    for _ in 0..nodes {
        let (a, b) = (random.below(nodes as usize + 1) as u32, random.below(nodes as usize + 1) as u32);
        let g = conductance(random);
        network.conductance(a, b, g);
        let (control, gain) = (1 + random.below(nodes as usize) as u32, 0.3 * g);
        network.entry(a, control, gain);
        network.entry(b, control, -gain);
    }
    // Each node has one voltage source at most, so that no loop closes.
    let mut from = 1;
    while from + 3 <= nodes {
        match random.below(4) {
            0 => network.branch(from, 0, None),
            1 => network.branch(from, from + 1, None),
            2 => network.branch(from, from + 2, Some(0.0)),
            _ => network.branch(from, from + 1, Some(libm::pow(10.0, decades * random.next()))),
        }
        from += 3;
    }
    network
}

/// Largest row of `b − A x` relative to `|A| |x| + |b|` of its own row, and, of
/// rows scaled by their largest entries, relative to the largest of these.
fn sparse_residual<T: Scalar>(pattern: &Pattern, values: &[T], x: &[T], b: &[T], transposed: bool) -> [f64; 2] {
    let mut rest = b.to_vec();
    let mut scale: Vec<f64> = b.iter().map(|value| value.size()).collect();
    let mut largest = vec![0.0f64; pattern.n];
    for column in 0..pattern.n {
        for slot in pattern.column(column) {
            let (mut to, mut from) = (pattern.row[slot] as usize, column);
            if transposed {
                std::mem::swap(&mut to, &mut from);
            }
            rest[to] -= values[slot] * x[from];
            scale[to] += values[slot].size() * x[from].size();
            largest[to] = largest[to].max(values[slot].size());
        }
    }
    let own = rest.iter().zip(&scale).map(|(rest, &scale)| rest.size() / scale.max(1e-300)).fold(0.0, f64::max);
    let of_rows = |rows: &mut dyn Iterator<Item = f64>| rows.zip(&largest).map(|(row, largest)| row / largest).fold(0.0, f64::max);
    [own, of_rows(&mut rest.iter().map(|rest| rest.size())) / of_rows(&mut scale.iter().copied())]
}

/// Factors, changes the values a little and more, and compares with what a
/// factorisation from nothing gives.
fn check<T: Scalar>(network: Network, seed: u64, bounds: [f64; 2], make: fn(f64, f64) -> T) -> Lu<T> {
    let (pattern, base) = network.finish();
    let order = Order::new(&pattern).unwrap();
    let mut random = Random(seed);
    let mut lu = Lu::new(order.clone());
    let mut last = Vec::new();
    for change in [0.0, 1e-3, 0.3, 0.3] {
        let values: Vec<T> =
            base.iter().map(|&value| make(value * (1.0 + change * random.next()), value * change * random.next())).collect();
        let b: Vec<T> = (0..pattern.n).map(|_| make(random.next(), random.next())).collect();
        lu.factor(&pattern, &values).unwrap();
        for transposed in [false, true] {
            let mut x = b.clone();
            if transposed {
                lu.solve_transposed(&mut x);
            } else {
                lu.solve(&mut x);
            }
            let error = sparse_residual(&pattern, &values, &x, &b, transposed);
            assert!(error[0] < bounds[0] && error[1] < bounds[1], "residual {error:?}, seed {seed}, transposed {transposed}, change {change}");
            last = x;
        }
        let mut fresh = Lu::new(order.clone());
        fresh.factor(&pattern, &values).unwrap();
        let mut x = b.clone();
        fresh.solve_transposed(&mut x);
        let error = sparse_residual(&pattern, &values, &x, &b, true);
        assert!(error[0] < bounds[0] && error[1] < bounds[1], "residual {error:?} afresh, seed {seed}, change {change}");
        if lu.pivotings == 1 && fresh.program() == lu.program() {
            assert!(x == last, "the numbers depend on what was factored before, seed {seed}");
        }
    }
    lu
}

#[test]
fn ladders() {
    for nodes in [2, 3, 150, 500, 5000] {
        check::<f64>(chain(nodes), 1, [1e-12; 2], |re, _| re);
        check::<Complex>(chain(nodes), 1, [1e-12; 2], Complex::new);
    }
}

#[test]
fn grids() {
    for (width, height) in [(2, 90), (3, 200), (8, 50), (30, 31), (45, 45)] {
        let lu = check::<f64>(grid(width, height), 2, [1e-11; 2], |re, _| re);
        assert!(lu.pivotings <= 2);
        check::<Complex>(grid(width, height), 2, [1e-11; 2], Complex::new);
    }
}

#[test]
fn random_networks() {
    for seed in 0..60 {
        let nodes = 5 + 7 * seed as u32;
        check::<f64>(random_network(nodes, 2.0, &mut Random(seed)), seed, [1e-9, 1e-11], |re, _| re);
        check::<Complex>(random_network(nodes, 2.0, &mut Random(seed)), seed, [1e-9, 1e-11], Complex::new);
    }
}

/// A current into picosiemens makes teravolts, beside which other rows are lost.
#[test]
fn random_networks_over_twentyfour_decades() {
    for seed in 100..160 {
        let network = random_network(5 + (seed as u32 - 100), 12.0, &mut Random(seed));
        check::<f64>(network, seed, [f64::INFINITY, 1e-8], |re, _| re);
    }
}

#[test]
fn grounded_sources_fall_apart_into_single_unknowns() {
    let mut network = grid(5, 5);
    network.unknowns += 1;
    let supply = network.unknowns;
    for node in 1..=25 {
        network.conductance(node, supply, 1e-4);
    }
    network.branch(supply, 0, None);
    let order = Order::new(&network.finish().0).unwrap();
    // Both nodes of sources and both branches, and all other nodes together.
    let mut sizes: Vec<u32> = order.block_start.windows(2).map(|block| block[1] - block[0]).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 1, 1, 1, 24]);
}
