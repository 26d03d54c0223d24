//! Times of the sparse LU on structures that circuits have: order, first
//! factorisation, re-factorisation, solution.
//!
//! `cargo run --release -p nodal-core --example matrix-bench`; in WebAssembly:
//! `node core/examples/matrix-bench.mjs` (it says how to build).

use network::Network;
use nodal_core::matrix::{Lu, Order, Pattern, PatternBuilder};

#[path = "../src/matrix/tests/network.rs"]
mod network;

/// Least seconds of a measurement, short enough to fall between two interruptions.
const WINDOW: f64 = 1e-3;
const WINDOWS: u32 = 100;

#[cfg(target_arch = "wasm32")]
mod host {
    #[link(wasm_import_module = "host")]
    extern "C" {
        /// Milliseconds from `performance.now()`.
        fn now() -> f64;
        /// Prints a line of UTF-8.
        fn print(text: *const u8, length: usize);
    }

    pub fn seconds() -> f64 {
        unsafe { now() / 1e3 }
    }

    pub fn line(text: &str) {
        unsafe { print(text.as_ptr(), text.len()) }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod host {
    pub fn seconds() -> f64 {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64())
    }

    pub fn line(text: &str) {
        println!("{text}");
    }
}

/// Numbers in [0, 1) from a 64-bit linear congruential generator (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, bound: u32) -> u32 {
        ((self.next() * f64::from(bound)) as u32).min(bound - 1)
    }
}

fn ladder(nodes: u32) -> Network {
    let mut network = Network::new(nodes);
    network.branch(1, 0, None);
    for node in 2..=nodes {
        network.conductance(node - 1, node, 1e-3);
        network.conductance(node, 0, 1e-8);
    }
    network
}

fn grid(side: u32, to_ground: f64) -> Network {
    let mut network = Network::new(side * side);
    network.branch(1, 0, None);
    for y in 0..side {
        for x in 0..side {
            let node = y * side + x + 1;
            if x > 0 {
                network.conductance(node - 1, node, 1e-3);
            }
            if y > 0 {
                network.conductance(node - side, node, 1e-3);
            }
            if to_ground > 0.0 {
                network.conductance(node, 0, to_ground);
            }
        }
    }
    network.conductance(side * side, 0, 1e-3);
    network
}

/// Transistors between near nodes and two supplies, as in an operational amplifier.
fn amplifier(transistors: u32) -> Network {
    let mut random = Random(741);
    let (plus, minus) = (1, 2);
    let mut network = Network::new(2 + 4 * transistors);
    network.branch(plus, 0, None);
    network.branch(minus, 0, None);
    for i in 0..transistors {
        let own = 3 + 4 * i;
        let near = |random: &mut Random| {
            let span = 24.min(own - 2);
            3 + (own - 3).saturating_sub(random.below(span))
        };
        let emitter = if i % 3 == 0 { minus } else { near(&mut random) };
        let base = near(&mut random);
        // Three internal nodes behind series resistances, and the collector.
        let (collector, c, b, e) = (own, own + 1, own + 2, own + 3);
        network.conductance(collector, c, 0.1);
        network.conductance(base, b, 0.01);
        network.conductance(emitter, e, 1.0);
        network.conductance(b, e, 1e-4);
        network.conductance(b, c, 1e-9);
        for (row, sign) in [(c, 1.0), (e, -1.0)] {
            network.entry(row, b, sign * 1e-2);
            network.entry(row, e, -sign * 1e-2);
        }
        let load = if i % 2 == 0 { plus } else { near(&mut random) };
        network.conductance(collector, load, 1e-4);
    }
    network
}

/// Inverters in a row: gate and drain coupled, all at one supply.
fn chain(stages: u32) -> Network {
    let mut network = Network::new(stages + 2);
    let supply = stages + 2;
    network.branch(supply, 0, None);
    network.branch(1, 0, None);
    for stage in 1..=stages {
        let (input, output) = (stage, stage + 1);
        network.conductance(input, output, 1e-6);
        network.conductance(output, 0, 1e-3);
        network.conductance(output, supply, 1e-4);
        network.conductance(input, supply, 1e-6);
        network.entry(output, input, 1e-3);
    }
    network
}

/// Seconds of one call, the best of several windows.
fn time(mut operation: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..WINDOWS {
        let start = host::seconds();
        let mut calls = 0;
        while host::seconds() - start < WINDOW || calls == 0 {
            operation();
            calls += 1;
        }
        best = best.min((host::seconds() - start) / f64::from(calls));
    }
    best
}

fn main() {
    host::line("case             unknowns  entries   fill multiply-adds  order ms  first ms  refactor µs  solve µs  transposed µs  ns/multiply-add");
    for (name, network) in [
        ("ladder 500", ladder(500)),
        ("ladder 5,000", ladder(5000)),
        ("chain 500", chain(500)),
        ("amplifier 24", amplifier(24)),
        ("diode grid 71", grid(71, 1e-5)),
        ("grid 100", grid(100, 0.0)),
    ] {
        let (pattern, mut values) = network.finish();
        let order = Order::new(&pattern).expect("the structure is regular");
        let order_time = time(|| {
            let _ = Order::new(&pattern);
        });
        let mut lu = Lu::<f64>::new(order.clone());
        let first = time(|| {
            lu = Lu::new(order.clone());
            lu.factor(&pattern, &values).expect("the matrix is regular");
        });
        let mut sign = 1.0;
        let refactor = time(|| {
            // Another matrix each time, or else nothing would have to be done.
            values[0] *= 1.0 + sign * 1e-9;
            sign = -sign;
            lu.factor(&pattern, &values).expect("the matrix is regular");
        });
        let mut x = vec![0.0; pattern.n];
        let solve = time(|| {
            x.fill(1e-3);
            lu.solve(&mut x);
        });
        let transposed = time(|| {
            x.fill(1e-3);
            lu.solve_transposed(&mut x);
        });
        assert!(x.iter().sum::<f64>().is_finite());
        host::line(&format!(
            "{name:<15} {:>9} {:>8} {:>6} {:>13} {:>9.3} {:>9.3} {:>12.2} {:>9.2} {:>14.2} {:>7.2}",
            pattern.n,
            pattern.entries(),
            lu.fill(),
            lu.multiply_adds(),
            order_time * 1e3,
            first * 1e3,
            refactor * 1e6,
            solve * 1e6,
            transposed * 1e6,
            refactor * 1e9 / lu.multiply_adds() as f64,
        ));
    }
}
