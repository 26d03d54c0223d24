//! The numeric part of a re-factorisation. Every kernel is a small function of
//! its own: a loop that is inlined into a long one stays in V8's baseline tier.

use super::program::{Program, Run};
use super::scalar::Scalar;

/// Eliminates all pivots of assembled numbers. False when a pivot is zero or not
/// finite, or something is not a number, or the numbers grow: at some pivot a
/// multiplier of L is larger than `bound`, and a number of U, too, once its row is
/// divided by the pivot. Either alone keeps the growth of the other rows in
/// bounds: the first as they were scaled, the second as they are now.
pub fn eliminate<T: Scalar>(program: &Program, numbers: &mut [T], bound: f64) -> bool {
    eliminate_runs(program, numbers, bound, true)
}

/// Eliminates all pivots; false when one is zero or not finite or a multiplier is
/// larger than `bound`.
pub fn small_multipliers<T: Scalar>(program: &Program, numbers: &mut [T], bound: f64) -> bool {
    eliminate_runs(program, numbers, bound, false)
}

/// Looks at a run's finished factors whether each of its pivots has small multipliers or a small row.
#[inline(never)]
fn small_rows<T: Scalar>(run: &Run, numbers: &[T], bound: f64) -> bool {
    let (width, lower, upper) = (run.width as usize, run.lower as usize, run.upper as usize);
    let mut rest = &numbers[run.numbers as usize..];
    let mut good = true;
    for pivot in 0..run.steps as usize * width {
        let inside = width - 1 - pivot % width;
        let (own, later) = rest.split_at(1 + 2 * inside + upper + lower);
        rest = later;
        let reciprocal = own[0].size();
        let (row, column) = own[1..].split_at(inside + upper);
        good &= reciprocal > 0.0 && reciprocal < f64::INFINITY;
        good &= all_within(column, 1.0, bound) || all_within(row, reciprocal, bound) && all_within(column, 1.0, f64::MAX);
    }
    good
}

/// Whether no number times a factor is larger than the bound.
#[inline(always)]
fn all_within<T: Scalar>(numbers: &[T], factor: f64, bound: f64) -> bool {
    let mut good = true;
    for number in numbers {
        good &= number.size() * factor <= bound;
    }
    good
}

/// Eliminates all pivots; a large multiplier may stand beside a small row where `rows` says so.
#[inline(never)]
fn eliminate_runs<T: Scalar>(program: &Program, numbers: &mut [T], bound: f64, rows: bool) -> bool {
    assert!(numbers.len() == program.length);
    let mut good = true;
    for region in &program.regions {
        if region.runs.is_empty() {
            let first = region.numbers as usize;
            good &= invert(&mut numbers[first..first + (region.end - region.start) as usize]);
            continue;
        }
        for run in &program.runs[region.runs.start as usize..region.runs.end as usize] {
            let small = match (run.width, run.upper, run.lower) {
                (1, 0, 0) => invert(&mut numbers[run.numbers as usize..(run.numbers + run.steps) as usize]),
                (1, 1, 1) => square::<T, 1>(program, run, numbers, bound),
                (1, 2, 2) => square::<T, 2>(program, run, numbers, bound),
                (1, 3, 3) => square::<T, 3>(program, run, numbers, bound),
                (1, 4, 4) => square::<T, 4>(program, run, numbers, bound),
                (1, 5, 5) => square::<T, 5>(program, run, numbers, bound),
                (1, 6, 6) => square::<T, 6>(program, run, numbers, bound),
                (1, 1, _) => narrow::<T, 1>(program, run, numbers, bound),
                (1, 2, _) => narrow::<T, 2>(program, run, numbers, bound),
                (1, 3, _) => narrow::<T, 3>(program, run, numbers, bound),
                (1, 4, _) => narrow::<T, 4>(program, run, numbers, bound),
                (1, _, _) => wide(program, run, numbers, bound),
                _ => {
                    let inner = inner_panel(run, numbers, bound);
                    outer_panel(program, run, numbers);
                    inner
                }
            };
            good &= small || rows && small_rows(run, numbers, bound);
        }
    }
    good
}

/// The reciprocal of a pivot, and whether both are finite.
#[inline(always)]
fn reciprocal<T: Scalar>(pivot: T) -> (T, bool) {
    let reciprocal = T::ONE / pivot;
    (reciprocal, (pivot.size() < f64::INFINITY) & (reciprocal.size() < f64::INFINITY))
}

#[inline(never)]
fn invert<T: Scalar>(pivots: &mut [T]) -> bool {
    let mut good = true;
    for pivot in pivots {
        let (reciprocal, fine) = reciprocal(*pivot);
        *pivot = reciprocal;
        good &= fine;
    }
    good
}

/// Pivots with `N` columns in U and as many rows in L.
#[inline(never)]
fn square<T: Scalar, const N: usize>(program: &Program, run: &Run, numbers: &mut [T], bound: f64) -> bool {
    let steps = run.steps as usize;
    let mut at = run.numbers as usize;
    let mut target = run.targets as usize;
    assert!(at + steps * (1 + 2 * N) <= numbers.len() && target + steps * N * N <= program.targets.len());
    let mut good = true;
    for _ in 0..steps {
        // SAFETY: `at` and `target` stay within the bounds that were asserted;
        // a program's targets are below `length`, which is the length of `numbers`.
        unsafe {
            let (reciprocal, fine) = reciprocal(*numbers.get_unchecked(at));
            *numbers.get_unchecked_mut(at) = reciprocal;
            good &= fine;
            let mut row = [T::default(); N];
            for (column, entry) in row.iter_mut().enumerate() {
                *entry = *numbers.get_unchecked(at + 1 + column);
            }
            for i in 0..N {
                let multiplier = *numbers.get_unchecked(at + 1 + N + i) * reciprocal;
                *numbers.get_unchecked_mut(at + 1 + N + i) = multiplier;
                good &= multiplier.size() <= bound;
                for (j, &entry) in row.iter().enumerate() {
                    let place = *program.targets.get_unchecked(target + i * N + j) as usize;
                    debug_assert!(place < numbers.len());
                    *numbers.get_unchecked_mut(place) -= multiplier * entry;
                }
            }
        }
        at += 1 + 2 * N;
        target += N * N;
    }
    good
}

/// Pivots with `N` columns in U and any number of rows in L.
#[inline(never)]
fn narrow<T: Scalar, const N: usize>(program: &Program, run: &Run, numbers: &mut [T], bound: f64) -> bool {
    let (steps, lower) = (run.steps as usize, run.lower as usize);
    let mut at = run.numbers as usize;
    let mut target = run.targets as usize;
    assert!(at + steps * (1 + N + lower) <= numbers.len() && target + steps * N * lower <= program.targets.len());
    let mut good = true;
    for _ in 0..steps {
        // SAFETY: as in `square`.
        unsafe {
            let (reciprocal, fine) = reciprocal(*numbers.get_unchecked(at));
            *numbers.get_unchecked_mut(at) = reciprocal;
            good &= fine;
            let mut row = [T::default(); N];
            for (column, entry) in row.iter_mut().enumerate() {
                *entry = *numbers.get_unchecked(at + 1 + column);
            }
            for i in at + 1 + N..at + 1 + N + lower {
                let multiplier = *numbers.get_unchecked(i) * reciprocal;
                *numbers.get_unchecked_mut(i) = multiplier;
                good &= multiplier.size() <= bound;
                for (j, &entry) in row.iter().enumerate() {
                    let place = *program.targets.get_unchecked(target + j) as usize;
                    debug_assert!(place < numbers.len());
                    *numbers.get_unchecked_mut(place) -= multiplier * entry;
                }
                target += N;
            }
        }
        at += 1 + N + lower;
    }
    good
}

/// Pivots of any shape.
#[inline(never)]
fn wide<T: Scalar>(program: &Program, run: &Run, numbers: &mut [T], bound: f64) -> bool {
    let (steps, lower, upper) = (run.steps as usize, run.lower as usize, run.upper as usize);
    let mut at = run.numbers as usize;
    let mut target = run.targets as usize;
    assert!(at + steps * (1 + upper + lower) <= numbers.len() && target + steps * upper * lower <= program.targets.len());
    let mut good = true;
    for _ in 0..steps {
        // SAFETY: as in `square`.
        unsafe {
            let (reciprocal, fine) = reciprocal(*numbers.get_unchecked(at));
            *numbers.get_unchecked_mut(at) = reciprocal;
            good &= fine;
            for i in at + 1 + upper..at + 1 + upper + lower {
                let multiplier = *numbers.get_unchecked(i) * reciprocal;
                *numbers.get_unchecked_mut(i) = multiplier;
                good &= multiplier.size() <= bound;
                for j in 0..upper {
                    let entry = *numbers.get_unchecked(at + 1 + j);
                    let place = *program.targets.get_unchecked(target + j) as usize;
                    debug_assert!(place < numbers.len());
                    *numbers.get_unchecked_mut(place) -= multiplier * entry;
                }
                target += upper;
            }
        }
        at += 1 + upper + lower;
    }
    good
}

/// Factors a panel: its pivots among each other, their rows of U and columns of L.
#[inline(never)]
fn inner_panel<T: Scalar>(run: &Run, numbers: &mut [T], bound: f64) -> bool {
    let (width, lower, upper) = (run.width as usize, run.lower as usize, run.upper as usize);
    let mut good = true;
    let mut rest = &mut numbers[run.numbers as usize..];
    for member in 0..width {
        let inside = width - 1 - member;
        let (own, mut later) = std::mem::take(&mut rest).split_at_mut(1 + 2 * inside + upper + lower);
        let (reciprocal, fine) = reciprocal(own[0]);
        own[0] = reciprocal;
        good &= fine;
        let (row, column) = own[1..].split_at_mut(inside + upper);
        for multiplier in column.iter_mut() {
            *multiplier = *multiplier * reciprocal;
            good &= multiplier.size() <= bound;
        }
        // What is left of it for the panel's later pivots.
        let whole = &mut *later;
        let mut at = 0;
        for other in 0..inside {
            let left = inside - 1 - other;
            let (multiplier, entry) = (column[other], row[other]);
            let target = &mut whole[at..at + 1 + 2 * left + upper + lower];
            target[0] -= multiplier * entry;
            let (of_row, of_column) = target[1..].split_at_mut(left + upper);
            subtract(of_row, multiplier, &row[other + 1..]);
            subtract(of_column, entry, &column[other + 1..]);
            at += 1 + 2 * left + upper + lower;
        }
        rest = std::mem::take(&mut later);
    }
    good
}

#[inline(always)]
fn subtract<T: Scalar>(from: &mut [T], factor: T, numbers: &[T]) {
    for (target, &number) in from.iter_mut().zip(numbers) {
        *target -= factor * number;
    }
}

/// Subtracts the product of a panel's columns of L and rows of U below it.
#[inline(never)]
fn outer_panel<T: Scalar>(program: &Program, run: &Run, numbers: &mut [T]) {
    let (lower, upper) = (run.lower as usize, run.upper as usize);
    let mut row = 0;
    while row + 4 <= lower {
        let mut column = 0;
        while column + 4 <= upper {
            tile::<T, 4, 4>(program, run, numbers, row, column);
            column += 4;
        }
        while column < upper {
            tile::<T, 4, 1>(program, run, numbers, row, column);
            column += 1;
        }
        row += 4;
    }
    while row < lower {
        let mut column = 0;
        while column + 4 <= upper {
            tile::<T, 1, 4>(program, run, numbers, row, column);
            column += 4;
        }
        while column < upper {
            tile::<T, 1, 1>(program, run, numbers, row, column);
            column += 1;
        }
        row += 1;
    }
}

/// `R` rows and `C` columns of the product.
#[inline(always)]
fn tile<T: Scalar, const R: usize, const C: usize>(program: &Program, run: &Run, numbers: &mut [T], row: usize, column: usize) {
    let (width, lower, upper) = (run.width as usize, run.lower as usize, run.upper as usize);
    debug_assert!(row + R <= lower && column + C <= upper);
    let mut sum = [[T::default(); C]; R];
    let mut at = run.numbers as usize + 1;
    // SAFETY: the panel's numbers are within `numbers`, whose length is that of
    // the program; row and column are below the panel's counts.
    unsafe {
        for member in 0..width {
            let inside = width - 1 - member;
            let u = numbers.get_unchecked(at + inside + column..at + inside + column + C);
            let l = at + 2 * inside + upper + row;
            let l = numbers.get_unchecked(l..l + R);
            for (sums, &multiplier) in sum.iter_mut().zip(l) {
                for (sum, &entry) in sums.iter_mut().zip(u) {
                    *sum += multiplier * entry;
                }
            }
            at += 1 + 2 * inside + upper + lower;
        }
        for (i, sums) in sum.iter().enumerate() {
            let first = run.targets as usize + (row + i) * upper + column;
            for (&place, &sum) in program.targets.get_unchecked(first..first + C).iter().zip(sums) {
                debug_assert!((place as usize) < numbers.len());
                *numbers.get_unchecked_mut(place as usize) -= sum;
            }
        }
    }
}
