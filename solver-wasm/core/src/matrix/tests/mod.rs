//! The sparse factorisation against a dense one with full row pivoting.

use super::*;

mod circuits;
mod network;

/// Numbers in [-1, 1) from a 64-bit linear congruential generator (Knuth's MMIX).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (((self.next() + 1.0) / 2.0 * bound as f64) as usize).min(bound - 1)
    }
}

fn dense_solve<T: Scalar>(mut a: Vec<Vec<T>>, mut b: Vec<T>) -> Vec<T> {
    let n = b.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|&i, &j| a[i][k].size().total_cmp(&a[j][k].size())).unwrap();
        a.swap(k, pivot);
        b.swap(k, pivot);
        for i in k + 1..n {
            let factor = a[i][k] / a[k][k];
            for j in k..n {
                let product = factor * a[k][j];
                a[i][j] -= product;
            }
            let product = factor * b[k];
            b[i] -= product;
        }
    }
    for k in (0..n).rev() {
        for j in k + 1..n {
            let product = a[k][j] * b[j];
            b[k] -= product;
        }
        b[k] = b[k] / a[k][k];
    }
    b
}

/// A random pattern with a scattered diagonal, so that some places of the
/// natural one are empty, as those of voltage sources are.
fn random_pattern(n: usize, extra: usize, random: &mut Random) -> Pattern {
    let mut builder = PatternBuilder::new();
    let mut rows: Vec<usize> = (0..n).collect();
    for i in 0..n / 4 {
        let j = random.below(n);
        rows.swap(i, j);
    }
    for (column, &row) in rows.iter().enumerate() {
        builder.entry(row as u32 + 1, column as u32 + 1);
    }
    for _ in 0..extra {
        builder.entry(random.below(n) as u32 + 1, random.below(n) as u32 + 1);
    }
    builder.finish(n).0
}

fn dense<T: Scalar>(pattern: &Pattern, values: &[T]) -> Vec<Vec<T>> {
    let mut a = vec![vec![T::default(); pattern.n]; pattern.n];
    for c in 0..pattern.n {
        for p in pattern.column_start[c] as usize..pattern.column_start[c + 1] as usize {
            a[pattern.row[p] as usize][c] = values[p];
        }
    }
    a
}

/// Largest entry of b − A x, relative to |A| |x| + |b|.
fn residual<T: Scalar>(a: &[Vec<T>], x: &[T], b: &[T]) -> f64 {
    let mut worst = 0.0f64;
    for (row, &right) in a.iter().zip(b) {
        let mut sum = right;
        let mut scale = right.size();
        for (&entry, &unknown) in row.iter().zip(x) {
            sum -= entry * unknown;
            scale += entry.size() * unknown.size();
        }
        worst = worst.max(sum.size() / scale.max(1e-300));
    }
    worst
}

fn check<T: Scalar>(seed: u64, n: usize, extra: usize, spread: f64, make: fn(f64, f64) -> T) {
    let mut random = Random(seed);
    let pattern = random_pattern(n, extra, &mut random);
    let mut lu = Lu::<T>::new(Order::new(&pattern).unwrap());
    let mut scales = || (0..n).map(|_| libm::exp(spread * random.next())).collect::<Vec<f64>>();
    let (rows, columns) = (scales(), scales());
    // The second and third set of values go through the re-factorisation.
    for _ in 0..3 {
        let mut values = vec![T::default(); pattern.entries()];
        for c in 0..n {
            for p in pattern.column_start[c] as usize..pattern.column_start[c + 1] as usize {
                let size = rows[pattern.row[p] as usize] * columns[c];
                values[p] = make(random.next() * size, random.next() * size);
            }
        }
        let b: Vec<T> = (0..n).map(|_| make(random.next(), random.next())).collect();
        lu.factor(&pattern, &values).unwrap();
        let mut x = b.clone();
        lu.solve(&mut x);
        let a = dense(&pattern, &values);
        let error = residual(&a, &x, &b);
        // A threshold of 1e-3 lets entries grow thousandfold a few times.
        let bound = if spread == 0.0 { 1e-9 } else { 1e-6 };
        assert!(error < bound, "residual {error:e} at n={n}, seed {seed}");
        let mut y = b.clone();
        lu.solve_transposed(&mut y);
        let transposed: Vec<Vec<T>> = (0..n).map(|i| (0..n).map(|j| a[j][i]).collect()).collect();
        let error = residual(&transposed, &y, &b);
        // Rows were compared after scaling, columns never are.
        let bound = if spread == 0.0 { 1e-9 } else { 1e-2 };
        assert!(error < bound, "transposed residual {error:e} at n={n}, seed {seed}");
        if spread == 0.0 {
            let reference = dense_solve(a, b);
            let scale = reference.iter().map(|v| v.size()).fold(0.0, f64::max);
            for (got, wanted) in x.iter().zip(&reference) {
                let difference = (*got - *wanted).size();
                assert!(difference < 1e-8 * scale.max(1.0), "{difference:e} of {scale:e}, n={n}, seed {seed}");
            }
        }
    }
}

#[test]
fn random_real_matrices() {
    for seed in 0..60 {
        check::<f64>(seed, 1 + seed as usize, 3 * seed as usize, 0.0, |re, _| re);
    }
}

#[test]
fn random_complex_matrices() {
    for seed in 100..140 {
        check::<Complex>(seed, 2 + (seed as usize - 100), 120, 0.0, Complex::new);
    }
}

#[test]
fn rows_and_columns_scaled_over_twenty_decades() {
    for seed in 200..240 {
        check::<f64>(seed, 30, 60, 23.0, |re, _| re);
    }
}

#[test]
fn old_pivots_that_vanish_are_replaced() {
    let mut builder = PatternBuilder::new();
    for (row, column) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
        builder.entry(row, column);
    }
    let (pattern, _) = builder.finish(2);
    let mut lu = Lu::new(Order::new(&pattern).unwrap());
    // By column: (1,1), (2,1), (1,2), (2,2).
    lu.factor(&pattern, &[1.0, 1e-3, 1e-3, 1.0]).unwrap();
    assert_eq!(lu.pivotings, 1);
    lu.factor(&pattern, &[1e-12, 1.0, 1.0, 1e-12]).unwrap();
    assert_eq!(lu.pivotings, 2);
    let mut x = [2.0, 3.0];
    lu.solve(&mut x);
    assert!((x[0] - 3.0).abs() < 1e-11 && (x[1] - 2.0).abs() < 1e-11, "{x:?}");
}

/// Two rows that take turns at being the weak one, as those of two switches do.
#[test]
fn rows_that_change_by_decades_keep_their_pivots_while_they_dominate() {
    let mut builder = PatternBuilder::new();
    for (row, column) in [(1, 1), (2, 2), (3, 3), (1, 3), (3, 1), (2, 3), (3, 2)] {
        builder.entry(row, column);
    }
    let (pattern, _) = builder.finish(3);
    let mut lu = Lu::new(Order::new(&pattern).unwrap());
    for (a, b) in [(1e3, 1e-9), (1e-9, 1e3), (1e3, 1e-9), (1e-9, 1e3)] {
        // By column: (1,1), (3,1), (2,2), (3,2), (1,3), (2,3), (3,3).
        let values = [a + 1e-9, -a, b + 1e-9, -b, -a, -b, a + b];
        lu.factor(&pattern, &values).unwrap();
        let mut x = [1e-9, 1e-9, 0.0];
        let b = x;
        lu.solve(&mut x);
        assert!(residual(&dense(&pattern, &values), &x, &b) < 1e-12);
    }
    assert_eq!(lu.pivotings, 1);
}

#[test]
fn singular_matrices_name_their_column() {
    let mut builder = PatternBuilder::new();
    for (row, column) in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 3)] {
        builder.entry(row, column);
    }
    let (pattern, _) = builder.finish(3);
    let mut lu = Lu::new(Order::new(&pattern).unwrap());
    let error = lu.factor(&pattern, &[1.0, 2.0, 2.0, 4.0, 1.0]).unwrap_err();
    assert!(error.column < 2);
    let error = lu.factor(&pattern, &[1.0, 2.0, 2.0, f64::NAN, 1.0]).unwrap_err();
    assert!(error.column < 2);

    let mut builder = PatternBuilder::new();
    for (row, column) in [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1)] {
        builder.entry(row, column);
    }
    let (pattern, _) = builder.finish(3);
    assert!(Order::new(&pattern).is_err());
}

/// A chain of `n` unknowns with a dominant diagonal.
fn ladder(n: usize) -> (Pattern, Vec<f64>) {
    let mut builder = PatternBuilder::new();
    for i in 1..=n as u32 {
        builder.entry(i, i);
        if i > 1 {
            builder.entry(i, i - 1);
            builder.entry(i - 1, i);
        }
    }
    let (pattern, _) = builder.finish(n);
    let values: Vec<f64> = (0..n)
        .flat_map(|c| (pattern.column_start[c]..pattern.column_start[c + 1]).map(move |p| (c, p)))
        .map(|(c, p)| if pattern.row[p as usize] as usize == c { 2.1 } else { -1.0 })
        .collect();
    (pattern, values)
}

#[test]
fn a_short_ladder_has_no_fill_and_a_long_one_that_of_its_cuts() {
    for (n, fill) in [(100, 298), (5000, 25_000)] {
        let (pattern, values) = ladder(n);
        let mut lu = Lu::new(Order::new(&pattern).unwrap());
        lu.factor(&pattern, &values).unwrap();
        assert!(lu.fill() <= fill, "{} at n={n}", lu.fill());
    }
}

#[test]
fn a_grid_has_little_fill() {
    let side = 40;
    let n = side * side;
    let mut builder = PatternBuilder::new();
    let at = |x: usize, y: usize| (y * side + x) as u32 + 1;
    for y in 0..side {
        for x in 0..side {
            builder.entry(at(x, y), at(x, y));
            if x > 0 {
                builder.entry(at(x, y), at(x - 1, y));
                builder.entry(at(x - 1, y), at(x, y));
            }
            if y > 0 {
                builder.entry(at(x, y), at(x, y - 1));
                builder.entry(at(x, y - 1), at(x, y));
            }
        }
    }
    let (pattern, _) = builder.finish(n);
    let values: Vec<f64> = (0..n)
        .flat_map(|c| (pattern.column_start[c]..pattern.column_start[c + 1]).map(move |p| (c, p)))
        .map(|(c, p)| if pattern.row[p as usize] as usize == c { 4.1 } else { -1.0 })
        .collect();
    let mut lu = Lu::new(Order::new(&pattern).unwrap());
    lu.factor(&pattern, &values).unwrap();
    // Nested dissection needs about 31·n·log2(n)/4 here; a bad order n·side·2.
    assert!(lu.fill() < 45 * n, "fill {} of {} entries", lu.fill(), pattern.entries());
}

#[test]
fn slots_of_one_place_are_one() {
    let mut builder = PatternBuilder::new();
    let tickets = [builder.entry(1, 2), builder.entry(1, 2), builder.entry(0, 2), builder.entry(2, 0), builder.entry(2, 1)];
    let (pattern, slots) = builder.finish(2);
    assert_eq!(pattern.entries(), 2);
    assert_eq!(slots[tickets[0] as usize], slots[tickets[1] as usize]);
    for of_ground in &tickets[2..4] {
        assert!((pattern.entries()..pattern.slots()).contains(&(slots[*of_ground as usize] as usize)));
    }
    assert_ne!(slots[tickets[4] as usize], slots[tickets[0] as usize]);
}
