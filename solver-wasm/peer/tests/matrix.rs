//! The sparse LU against nalgebra's dense one with full pivoting.

use nalgebra::{Complex as Peer, ComplexField, DMatrix, DVector};
use nodal_core::matrix::{Complex, Lu, Order, Pattern, PatternBuilder, Scalar};

/// Numbers in [-1, 1) from a 64-bit linear congruential generator (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    fn below(&mut self, bound: u32) -> u32 {
        (((self.next() + 1.0) / 2.0 * f64::from(bound)) as u32).min(bound - 1)
    }

    /// A positive number within `decades` either way of 1.
    fn decades(&mut self, decades: f64) -> f64 {
        10f64.powf(decades * self.next())
    }
}

/// A network as modified nodal analysis stamps it: a tree of conductances that
/// reaches ground, meshes, transconductances, and branches of voltage sources and
/// inductors. `reactive` is the imaginary part of a conductance against its size.
fn network(nodes: u32, decades: f64, reactive: f64, random: &mut Random) -> (Pattern, Vec<Complex>) {
    let mut builder = PatternBuilder::new();
    let mut values = Vec::new();
    let mut stamp = |row: u32, column: u32, value: Complex| {
        builder.entry(row, column);
        values.push(value);
    };
    for step in 0..2 * nodes {
        let (a, b) = if step < nodes { (step + 1, random.below(step + 1)) } else { (random.below(nodes + 1), random.below(nodes + 1)) };
        let size = random.decades(decades);
        let g = Complex::new(size, size * reactive * random.next());
        for (row, column, value) in [(a, a, g), (b, b, g), (a, b, -g), (b, a, -g)] {
            stamp(row, column, value);
        }
        let (control, gain) = (1 + random.below(nodes), g.times(0.2));
        stamp(a, control, gain);
        stamp(b, control, -gain);
    }
    let mut unknowns = nodes;
    for from in (1..nodes).step_by(3) {
        unknowns += 1;
        let to = if random.next() < 0.0 { 0 } else { from + 1 };
        for (node, sign) in [(from, 1.0), (to, -1.0)] {
            stamp(node, unknowns, Complex::new(sign, 0.0));
            stamp(unknowns, node, Complex::new(sign, 0.0));
        }
        if random.next() < 0.0 {
            let impedance = random.decades(decades);
            stamp(unknowns, unknowns, Complex::new(-impedance * (1.0 - reactive), -impedance * reactive));
        }
    }
    let (pattern, slots) = builder.finish(unknowns as usize);
    let mut summed = vec![Complex::default(); pattern.slots()];
    for (&slot, &value) in slots.iter().zip(&values) {
        summed[slot as usize] += value;
    }
    (pattern, summed)
}

/// Solves by both, for the matrix and its transpose, with values that change, and
/// compares what is left of `b − A x`.
fn compare<T: Scalar, P: ComplexField<RealField = f64> + Copy>(
    pattern: &Pattern,
    base: &[T],
    seed: u64,
    [bound, transposed_bound]: [f64; 2],
    to: fn(T) -> P,
    from: fn(P) -> T,
) {
    let n = pattern.n;
    let mut random = Random(seed);
    let mut lu = Lu::<T>::new(Order::new(pattern).expect("a network has a transversal"));
    for change in [0.0, 0.01, 0.4] {
        let values: Vec<T> = base.iter().map(|value| value.times(1.0 + change * random.next())).collect();
        let right = DVector::from_fn(n, |_, _| P::from_real(random.next()));
        let mut dense = DMatrix::from_element(n, n, P::zero());
        for column in 0..n {
            for slot in pattern.column(column) {
                dense[(pattern.row[slot] as usize, column)] = to(values[slot]);
            }
        }
        lu.factor(pattern, &values).expect("the matrix is regular");
        for transposed in [false, true] {
            let dense = if transposed { dense.transpose() } else { dense.clone() };
            let reference = dense.clone().full_piv_lu().solve(&right).expect("the matrix is regular");
            let mut x: Vec<T> = right.iter().map(|&value| from(value)).collect();
            if transposed {
                lu.solve_transposed(&mut x);
            } else {
                lu.solve(&mut x);
            }
            let x = DVector::from_iterator(n, x.into_iter().map(to));
            let (ours, theirs) = (left_over(&dense, &x, &right), left_over(&dense, &reference, &right));
            // Rows are scaled before pivots are chosen, which are the transpose's columns.
            let bound = if transposed { transposed_bound } else { bound };
            assert!(ours < bound.max(1e3 * theirs), "{ours:e}, nalgebra {theirs:e}, seed {seed}, {n} unknowns, transposed {transposed}");
            if bound < 1e-10 {
                let largest = reference.iter().map(|value| value.modulus()).fold(0.0, f64::max);
                let difference = (&x - &reference).iter().map(|value| value.modulus()).fold(0.0, f64::max);
                assert!(difference < 1e-8 * largest, "{difference:e} of {largest:e}, seed {seed}, {n} unknowns");
            }
        }
    }
}

/// The largest row of `b − A x` against the largest of `|A| |x| + |b|`, rows scaled
/// by their largest entries: the branches and the nodes of a circuit have no common unit.
fn left_over<P: ComplexField<RealField = f64> + Copy>(dense: &DMatrix<P>, x: &DVector<P>, right: &DVector<P>) -> f64 {
    let size = |vector: &DVector<P>| vector.map(|value| value.modulus());
    let rest = size(&(right - dense * x));
    let sizes = dense.map(|value| value.modulus());
    let scale = &sizes * size(x) + size(right);
    let largest = |rows: DVector<f64>| rows.iter().zip(sizes.row_iter()).map(|(row, sizes)| row / sizes.max()).fold(0.0, f64::max);
    largest(rest) / largest(scale)
}

fn compare_real(seed: u64, nodes: u32, decades: f64, bounds: [f64; 2]) {
    let (pattern, values) = network(nodes, decades, 0.0, &mut Random(seed));
    let values: Vec<f64> = values.iter().map(|value| value.re).collect();
    compare::<f64, f64>(&pattern, &values, seed, bounds, |value| value, |value| value);
}

fn compare_complex(seed: u64, nodes: u32, decades: f64, bounds: [f64; 2]) {
    let (pattern, values) = network(nodes, decades, 0.7, &mut Random(seed));
    let to = |value: Complex| Peer::new(value.re, value.im);
    let from = |value: Peer<f64>| Complex::new(value.re, value.im);
    compare::<Complex, Peer<f64>>(&pattern, &values, seed, bounds, to, from);
}

#[test]
fn networks_of_like_sizes_agree() {
    for seed in 0..40 {
        compare_real(seed, 2 + 4 * seed as u32, 1.0, [1e-11; 2]);
        compare_complex(seed, 2 + 2 * seed as u32, 1.0, [1e-11; 2]);
    }
}

/// Twenty-four decades.
#[test]
fn ill_conditioned_networks_leave_little_over() {
    for seed in 100..140 {
        compare_real(seed, 2 + 2 * (seed as u32 - 100), 12.0, [1e-9, 1e-5]);
        compare_complex(seed, 2 + 2 * (seed as u32 - 100), 12.0, [1e-9, 1e-5]);
    }
}
