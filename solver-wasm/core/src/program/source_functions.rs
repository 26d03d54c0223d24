//! Functions that behavioural sources have besides those of all expressions: as
//! ngspice 39 computes them there, where a sweep or an iteration may pass over
//! a pole, and the forms that E and G have.

use super::functions::{interpolate, Function};

/// What ngspice adds to a divisor, away from 0: gmin · 1e-20.
pub const FUDGE: f64 = 1e-32;
/// Where an exponential stays, and below 0 the logarithm of 0.
pub const HUGE: f64 = 1e99;
/// The part of the shorter of its two sides by which a corner of a table is
/// rounded to both sides.
pub const ROUNDED: f64 = 0.1;

/// A divisor as ngspice takes it.
pub fn divisor(b: f64) -> f64 {
    if b >= 0.0 { b + FUDGE } else { b - FUDGE }
}

pub const SOURCE_FUNCTIONS: &[Function] = &[
    Function::new("source/", 2, 2, |a| a[0] / divisor(a[1])),
    Function::new("source-exp", 1, 1, |a| if a[0] > 227.955_924_206_410_54 { HUGE } else { libm::exp(a[0]) }),
    Function::new("source-ln", 1, 1, |a| if a[0] == 0.0 { -HUGE } else { libm::log(a[0]) }),
    Function::new("source-log10", 1, 1, |a| if a[0] == 0.0 { -HUGE } else { libm::log10(a[0]) }),
    Function::new("source-u", 1, 1, |a| if a[0] == 0.0 { 0.5 } else if a[0] > 0.0 { 1.0 } else { 0.0 }),
    Function::new("source-pwl", 5, usize::MAX, |a| line(a).0),
    Function::new("source-table", 3, usize::MAX, |a| rounded(a).0),
    Function::new("source-lines", 3, usize::MAX, interpolate),
    // What they are at rest; otherwise `devices/behavioural/operators.rs` computes them.
    Function::new("source-ddt", 1, 1, |_| 0.0),
    Function::new("source-idt", 1, 3, |a| if a.len() > 1 { a[1] } else { 0.0 }),
    Function::new("source-idtmod", 1, 4, |a| {
        let number = |place: usize| a.get(place).copied().unwrap_or(0.0);
        circle(number(1), number(2)).1 + number(3)
    }),
    Function::new("source-delay", 2, 3, |a| a[0]),
    Function::new("source-laplace", 2, 2, |a| a[0] * a[1]),
    // Complex, so that they have no number.
    Function::new("source-freq", 4, usize::MAX, |_| 0.0),
    Function::new("source-freq-parts", 4, usize::MAX, |_| 0.0),
];

/// How often a number has gone round a circle of this length, and where on it it
/// is. Without a length the circle has no end.
pub fn circle(number: f64, modulus: f64) -> (f64, f64) {
    if !(modulus > 0.0 && modulus.is_finite()) {
        return (0.0, number);
    }
    let rounds = (number / modulus).floor();
    (rounds, number - rounds * modulus)
}

/// Straight lines through the points behind the first argument, which go on
/// outside; with the slope.
pub fn line(a: &[f64]) -> (f64, f64) {
    let points = (a.len() - 1) / 2;
    let mut segment = 0;
    while segment + 2 < points && a[0] >= a[1 + 2 * (segment + 1)] {
        segment += 1;
    }
    let [x1, y1, x2, y2] = [a[1 + 2 * segment], a[2 + 2 * segment], a[3 + 2 * segment], a[4 + 2 * segment]];
    let slope = (y2 - y1) / (x2 - x1);
    (y1 + (a[0] - x1) * slope, slope)
}

/// The lines of a table with every corner rounded by a parabola that meets both
/// sides with their slopes (the `pwl` code model of ngspice 39 with
/// `input_domain=0.1 fraction=true limit=true`, which TABLE becomes there), and
/// the slope. Outside of the points the value is that of the last one; the
/// side of that corner is taken to be as long as the last segment.
pub fn rounded(a: &[f64]) -> (f64, f64) {
    let points = (a.len() - 1) / 2;
    let at = |point: usize| (a[1 + 2 * point], a[2 + 2 * point]);
    if points < 2 {
        return (a[2], 0.0);
    }
    let side = |left: usize| -> (f64, f64) {
        let ((x1, y1), (x2, y2)) = (at(left), at(left + 1));
        (x2 - x1, (y2 - y1) / (x2 - x1))
    };
    // The segment that the input is on: -1 before the first point.
    let mut next = 0;
    while next < points && a[0] >= at(next).0 {
        next += 1;
    }
    let (value, slope) = if next == 0 {
        (at(0).1, 0.0)
    } else if next == points {
        (at(points - 1).1, 0.0)
    } else {
        let (_, slope) = side(next - 1);
        let (x, y) = at(next - 1);
        (y + slope * (a[0] - x), slope)
    };
    for corner in [next.wrapping_sub(1), next] {
        if corner >= points {
            continue;
        }
        let (before, left) = if corner == 0 { (side(0).0, 0.0) } else { side(corner - 1) };
        let (after, right) = if corner + 1 == points { (before, 0.0) } else { side(corner) };
        let reach = ROUNDED * if before < after { before } else { after };
        let (x, y) = at(corner);
        let from = a[0] - (x - reach);
        if from > 0.0 && a[0] < x + reach {
            let bend = (right - left) / (4.0 * reach);
            return (y - left * reach + left * from + bend * from * from, left + 2.0 * bend * from);
        }
    }
    (value, slope)
}
