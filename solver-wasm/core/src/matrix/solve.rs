//! Forward and backward substitution over a program's arrays, for a matrix and
//! for its transpose: L and U exchange their roles.

use super::program::{Program, Region, Run};
use super::scalar::Scalar;

/// A number below this size is not passed on and counts as zero: the voltages
/// along a ladder fall to where the processor needs a hundred times as long for
/// each operation.
const TINY: f64 = 1e-280;

/// Solves for a right-hand side by position, in place. `panel` is workspace of
/// at least [`Program::tallest`] numbers.
#[inline(never)]
pub fn solve<T: Scalar, const TRANSPOSED: bool>(program: &Program, numbers: &[T], x: &mut [T], panel: &mut [T]) {
    assert!(numbers.len() == program.length && x.len() == program.column.len());
    if TRANSPOSED {
        for region in &program.regions {
            if region.runs.is_empty() {
                singles_transposed(program, region, numbers, x);
            } else {
                block::<T, TRANSPOSED>(program, region, numbers, x, panel);
                let off = region.off.start as usize..region.off.end as usize;
                for group in off {
                    let factor = x[program.off_row[group] as usize];
                    off_row_transposed(program, group, numbers, x, factor);
                }
            }
        }
    } else {
        for region in program.regions.iter().rev() {
            if region.runs.is_empty() {
                singles(program, region, numbers, x);
            } else {
                for group in region.off.start as usize..region.off.end as usize {
                    let row = program.off_row[group] as usize;
                    x[row] = off_row(program, group, numbers, x, x[row]);
                }
                block::<T, TRANSPOSED>(program, region, numbers, x, panel);
            }
        }
    }
}

/// Blocks of one unknown each, from the last to the first.
#[inline(never)]
fn singles<T: Scalar>(program: &Program, region: &Region, numbers: &[T], x: &mut [T]) {
    let mut group = region.off.end as usize;
    let first = region.numbers as usize;
    for position in (region.start as usize..region.end as usize).rev() {
        let mut sum = x[position];
        if group > region.off.start as usize && program.off_row[group - 1] as usize == position {
            group -= 1;
            sum = off_row(program, group, numbers, x, sum);
        }
        x[position] = sum * numbers[first + position - region.start as usize];
    }
}

#[inline(never)]
fn singles_transposed<T: Scalar>(program: &Program, region: &Region, numbers: &[T], x: &mut [T]) {
    let mut group = region.off.start as usize;
    let first = region.numbers as usize;
    for position in region.start as usize..region.end as usize {
        let factor = x[position] * numbers[first + position - region.start as usize];
        x[position] = factor;
        if group < region.off.end as usize && program.off_row[group] as usize == position {
            off_row_transposed(program, group, numbers, x, factor);
            group += 1;
        }
    }
}

/// `sum` less the products of a row's entries right of its block.
#[inline(always)]
fn off_row<T: Scalar>(program: &Program, group: usize, numbers: &[T], x: &[T], mut sum: T) -> T {
    let range = program.off_start[group] as usize..program.off_start[group + 1] as usize;
    let entries = &numbers[program.off_place..][range.clone()];
    for (&column, &entry) in program.off_column[range].iter().zip(entries) {
        sum -= entry * x[column as usize];
    }
    sum
}

#[inline(always)]
fn off_row_transposed<T: Scalar>(program: &Program, group: usize, numbers: &[T], x: &mut [T], factor: T) {
    let range = program.off_start[group] as usize..program.off_start[group + 1] as usize;
    let entries = &numbers[program.off_place..][range.clone()];
    for (&column, &entry) in program.off_column[range].iter().zip(entries) {
        x[column as usize] -= entry * factor;
    }
}

/// A diagonal block: forward through all runs, then backward.
fn block<T: Scalar, const TRANSPOSED: bool>(program: &Program, region: &Region, numbers: &[T], x: &mut [T], panel: &mut [T]) {
    let runs = &program.runs[region.runs.start as usize..region.runs.end as usize];
    for run in runs {
        let (gathered, scattered) = if TRANSPOSED { (run.lower, run.upper) } else { (run.upper, run.lower) };
        match (run.width, gathered, scattered) {
            (1, 1, 1) => forward::<T, TRANSPOSED, 1>(program, run, numbers, x),
            (1, 2, 2) => forward::<T, TRANSPOSED, 2>(program, run, numbers, x),
            (1, 3, 3) => forward::<T, TRANSPOSED, 3>(program, run, numbers, x),
            (1, 4, 4) => forward::<T, TRANSPOSED, 4>(program, run, numbers, x),
            (1, 5, 5) => forward::<T, TRANSPOSED, 5>(program, run, numbers, x),
            (1, 6, 6) => forward::<T, TRANSPOSED, 6>(program, run, numbers, x),
            (1, _, _) => forward_any::<T, TRANSPOSED>(program, run, numbers, x),
            _ => forward_panel::<T, TRANSPOSED>(program, run, numbers, x, panel),
        }
    }
    for run in runs.iter().rev() {
        match (run.width, run.upper, run.lower) {
            (1, 1, 1) => backward::<T, TRANSPOSED, 1>(program, run, numbers, x),
            (1, 2, 2) => backward::<T, TRANSPOSED, 2>(program, run, numbers, x),
            (1, 3, 3) => backward::<T, TRANSPOSED, 3>(program, run, numbers, x),
            (1, 4, 4) => backward::<T, TRANSPOSED, 4>(program, run, numbers, x),
            (1, 5, 5) => backward::<T, TRANSPOSED, 5>(program, run, numbers, x),
            (1, 6, 6) => backward::<T, TRANSPOSED, 6>(program, run, numbers, x),
            (1, _, _) => backward_any::<T, TRANSPOSED>(program, run, numbers, x),
            _ => backward_panel::<T, TRANSPOSED>(program, run, numbers, x, panel),
        }
    }
}

/// Checks that a run of single pivots is within all arrays.
#[inline(always)]
fn assert_bounds<T>(program: &Program, run: &Run, numbers: &[T], x: &[T]) {
    let (steps, size) = (run.steps as usize, (run.lower + run.upper) as usize);
    assert!(
        run.numbers as usize + steps * (1 + size) <= numbers.len()
            && run.indices as usize + steps * size <= program.indices.len()
            && run.first as usize + steps <= x.len()
    );
}

/// Forward through pivots with `N` columns in U and as many rows in L.
#[inline(never)]
fn forward<T: Scalar, const TRANSPOSED: bool, const N: usize>(program: &Program, run: &Run, numbers: &[T], x: &mut [T]) {
    forward_through::<T, TRANSPOSED>(program, run, N, N, numbers, x);
}

#[inline(never)]
fn forward_any<T: Scalar, const TRANSPOSED: bool>(program: &Program, run: &Run, numbers: &[T], x: &mut [T]) {
    forward_through::<T, TRANSPOSED>(program, run, run.upper as usize, run.lower as usize, numbers, x);
}

/// Forward through pivots with `upper` columns in U and `lower` rows in L, which
/// the callers with `N` make constants.
#[inline(always)]
fn forward_through<T: Scalar, const TRANSPOSED: bool>(program: &Program, run: &Run, upper: usize, lower: usize, numbers: &[T], x: &mut [T]) {
    assert_bounds(program, run, numbers, x);
    let (skipped, count) = if TRANSPOSED { (0, upper) } else { (upper, lower) };
    let mut at = run.numbers as usize;
    let mut index = run.indices as usize + skipped;
    for position in run.first as usize..(run.first + run.steps) as usize {
        // SAFETY: the run's ranges were asserted; a program's indices are
        // positions, below the length of `x`.
        unsafe {
            let mut factor = *x.get_unchecked(position);
            if TRANSPOSED {
                factor = factor * *numbers.get_unchecked(at);
                *x.get_unchecked_mut(position) = factor;
            }
            if !(factor.size() < TINY) {
                for i in 0..count {
                    let other = *program.indices.get_unchecked(index + i) as usize;
                    debug_assert!(other < x.len());
                    *x.get_unchecked_mut(other) -= *numbers.get_unchecked(at + 1 + skipped + i) * factor;
                }
            }
        }
        at += 1 + upper + lower;
        index += upper + lower;
    }
}

/// Backward through pivots with `N` columns in U and as many rows in L.
#[inline(never)]
fn backward<T: Scalar, const TRANSPOSED: bool, const N: usize>(program: &Program, run: &Run, numbers: &[T], x: &mut [T]) {
    backward_through::<T, TRANSPOSED>(program, run, N, N, numbers, x);
}

#[inline(never)]
fn backward_any<T: Scalar, const TRANSPOSED: bool>(program: &Program, run: &Run, numbers: &[T], x: &mut [T]) {
    backward_through::<T, TRANSPOSED>(program, run, run.upper as usize, run.lower as usize, numbers, x);
}

/// Backward, as [`forward_through`].
#[inline(always)]
fn backward_through<T: Scalar, const TRANSPOSED: bool>(program: &Program, run: &Run, upper: usize, lower: usize, numbers: &[T], x: &mut [T]) {
    assert_bounds(program, run, numbers, x);
    let steps = run.steps as usize;
    let (skipped, count) = if TRANSPOSED { (upper, lower) } else { (0, upper) };
    let mut at = run.numbers as usize + steps * (1 + upper + lower);
    let mut index = run.indices as usize + steps * (upper + lower) + skipped;
    for position in (run.first as usize..run.first as usize + steps).rev() {
        at -= 1 + upper + lower;
        index -= upper + lower;
        // SAFETY: as in `forward_through`.
        unsafe {
            let mut sum = *x.get_unchecked(position);
            for i in 0..count {
                let other = *program.indices.get_unchecked(index + i) as usize;
                debug_assert!(other < x.len());
                sum -= *numbers.get_unchecked(at + 1 + skipped + i) * *x.get_unchecked(other);
            }
            if !TRANSPOSED {
                sum = sum * *numbers.get_unchecked(at);
            }
            if sum.size() < TINY {
                sum = T::default();
            }
            *x.get_unchecked_mut(position) = sum;
        }
    }
}

/// Where the scattered and the gathered numbers of a panel's pivot start, after
/// its reciprocal: those within the panel, then those below it.
fn parts<const TRANSPOSED: bool>(run: &Run, inside: usize) -> (usize, usize) {
    let of_lower = 1 + inside + run.upper as usize;
    if TRANSPOSED { (1, of_lower) } else { (of_lower, 1) }
}

#[inline(never)]
fn forward_panel<T: Scalar, const TRANSPOSED: bool>(program: &Program, run: &Run, numbers: &[T], x: &mut [T], panel: &mut [T]) {
    let (width, lower, upper) = (run.width as usize, run.lower as usize, run.upper as usize);
    let (skipped, count) = if TRANSPOSED { (0, upper) } else { (upper, lower) };
    let sums = &mut panel[..count];
    sums.fill(T::default());
    let mut rest = &numbers[run.numbers as usize..];
    for member in 0..width {
        let inside = width - 1 - member;
        let (own, later) = rest.split_at(1 + 2 * inside + upper + lower);
        rest = later;
        let (of_panel, below) = x[run.first as usize + member..][..1 + inside].split_at_mut(1);
        if TRANSPOSED {
            of_panel[0] = of_panel[0] * own[0];
        }
        let factor = of_panel[0];
        if factor.size() < TINY {
            continue;
        }
        let scattered = &own[parts::<TRANSPOSED>(run, inside).0..][..inside + count];
        for (target, &number) in below.iter_mut().zip(scattered) {
            *target -= number * factor;
        }
        for (sum, &number) in sums.iter_mut().zip(&scattered[inside..]) {
            *sum += number * factor;
        }
    }
    let indices = &program.indices[run.indices as usize + skipped..][..count];
    for (&index, &sum) in indices.iter().zip(&*sums) {
        x[index as usize] -= sum;
    }
}

#[inline(never)]
fn backward_panel<T: Scalar, const TRANSPOSED: bool>(program: &Program, run: &Run, numbers: &[T], x: &mut [T], panel: &mut [T]) {
    let (width, lower, upper) = (run.width as usize, run.lower as usize, run.upper as usize);
    let (skipped, count) = if TRANSPOSED { (upper, lower) } else { (0, upper) };
    let indices = &program.indices[run.indices as usize + skipped..][..count];
    let gathered = &mut panel[..count];
    for (value, &index) in gathered.iter_mut().zip(indices) {
        *value = x[index as usize];
    }
    // The last pivot's numbers end where the run's do.
    let mut end = run.numbers as usize + width * (upper + lower + width);
    for member in (0..width).rev() {
        let inside = width - 1 - member;
        let own = &numbers[end - (1 + 2 * inside + upper + lower)..end];
        end -= own.len();
        let row = &own[parts::<TRANSPOSED>(run, inside).1..][..inside + count];
        let (of_panel, below) = x[run.first as usize + member..][..1 + inside].split_at_mut(1);
        let mut sum = of_panel[0] - product(&row[..inside], below) - product(&row[inside..], gathered);
        if !TRANSPOSED {
            sum = sum * own[0];
        }
        if sum.size() < TINY {
            sum = T::default();
        }
        of_panel[0] = sum;
    }
}

/// The sum of products, in four chains that the processor works on side by side.
#[inline(always)]
fn product<T: Scalar>(a: &[T], b: &[T]) -> T {
    let mut sums = [T::default(); 4];
    let (a4, b4) = (a.chunks_exact(4), b.chunks_exact(4));
    let (a_rest, b_rest) = (a4.remainder(), b4.remainder());
    for (a, b) in a4.zip(b4) {
        for ((sum, &a), &b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let mut sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (&a, &b) in a_rest.iter().zip(b_rest) {
        sum += a * b;
    }
    sum
}
