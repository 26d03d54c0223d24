//! Factors matrices in Matrix Market form, for instance those of the SuiteSparse
//! collection, and prints what is left of `b − A x` and of `b − Aᵀ x`.
//!
//! `cargo run --release -p nodal-core --example matrix-market -- FILE.mtx …`

use nodal_core::matrix::{Complex, Lu, Order, Pattern, PatternBuilder, Scalar};

fn main() {
    for path in std::env::args().skip(1) {
        match std::fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| report(&text)) {
            Ok(line) => println!("{path}: {line}"),
            Err(message) => println!("{path}: {message}"),
        }
    }
}

/// The matrix with its values; entries of one place are added up.
fn read(text: &str) -> Result<(Pattern, Vec<Complex>), String> {
    let header = text.lines().next().unwrap_or_default().to_ascii_lowercase();
    if !header.contains("coordinate") {
        return Err("not in coordinate form".into());
    }
    let mut lines = text.lines().filter(|line| !line.starts_with('%') && !line.trim().is_empty());
    let numbers = |line: &str| line.split_whitespace().map(str::parse::<f64>).collect::<Result<Vec<_>, _>>();
    let size = numbers(lines.next().unwrap_or_default()).map_err(|error| error.to_string())?;
    let [rows, columns, _] = size[..] else { return Err("no size".into()) };
    if rows != columns {
        return Err("not square".into());
    }
    let mut builder = PatternBuilder::new();
    let mut values = Vec::new();
    for line in lines {
        let entry = numbers(line).map_err(|error| error.to_string())?;
        let [Some(&row), Some(&column)] = [entry.first(), entry.get(1)] else { return Err("an entry without a place".into()) };
        let (row, column) = (row as u32, column as u32);
        if row == 0 || column == 0 || row > rows as u32 || column > rows as u32 {
            return Err("an entry outside of the matrix".into());
        }
        let value = Complex::new(entry.get(2).copied().unwrap_or(1.0), entry.get(3).copied().unwrap_or(0.0));
        builder.entry(row, column);
        values.push(value);
        if row != column && !header.contains("general") {
            builder.entry(column, row);
            values.push(match &header {
                text if text.contains("skew") => -value,
                text if text.contains("hermitian") => Complex::new(value.re, -value.im),
                _ => value,
            });
        }
    }
    let (pattern, slots) = builder.finish(rows as usize);
    let mut summed = vec![Complex::default(); pattern.entries()];
    for (&slot, &value) in slots.iter().zip(&values) {
        summed[slot as usize] += value;
    }
    Ok((pattern, summed))
}

fn report(text: &str) -> Result<String, String> {
    let (pattern, values) = read(text)?;
    if values.iter().all(|value| value.im == 0.0) {
        let real: Vec<f64> = values.iter().map(|value| value.re).collect();
        return solve(&pattern, &real);
    }
    solve(&pattern, &values)
}

fn solve<T: Scalar>(pattern: &Pattern, values: &[T]) -> Result<String, String> {
    let order = Order::new(pattern).map_err(|singular| format!("structurally singular in column {}", singular.column + 1))?;
    let blocks: Vec<u32> = order.block_start.windows(2).map(|block| block[1] - block[0]).collect();
    let mut lu = Lu::<T>::new(order);
    lu.factor(pattern, values).map_err(|singular| format!("singular in column {}", singular.column + 1))?;
    let right: Vec<T> = (0..pattern.n).map(|row| T::ONE.times(1.0 + (row % 7) as f64)).collect();
    let mut x = right.clone();
    lu.solve(&mut x);
    let mut y = right.clone();
    lu.solve_transposed(&mut y);
    Ok(format!(
        "{} unknowns, {} entries, {} blocks, the largest of {}, fill {}, residual {:.1e}, transposed {:.1e}",
        pattern.n,
        pattern.entries(),
        blocks.len(),
        blocks.iter().max().copied().unwrap_or(0),
        lu.fill(),
        residual(pattern, values, &x, &right, false),
        residual(pattern, values, &y, &right, true)
    ))
}

/// The largest entry of `b − A x` relative to the largest of `|A| |x| + |b|`.
fn residual<T: Scalar>(pattern: &Pattern, values: &[T], x: &[T], right: &[T], transposed: bool) -> f64 {
    let mut rest = right.to_vec();
    let mut scale: Vec<f64> = right.iter().map(|value| value.size()).collect();
    for column in 0..pattern.n {
        for slot in pattern.column(column) {
            let row = pattern.row[slot] as usize;
            let (to, from) = if transposed { (column, row) } else { (row, column) };
            rest[to] -= values[slot] * x[from];
            scale[to] += values[slot].size() * x[from].size();
        }
    }
    let largest = |sizes: &mut dyn Iterator<Item = f64>| sizes.fold(0.0, f64::max);
    largest(&mut rest.iter().map(|rest| rest.size())) / largest(&mut scale.iter().copied())
}
