//! The charges and fluxes of all devices: their history, their rates of change
//! and their truncation error.
//!
//! A charge flows between two rows: its rate leaves the first and enters the
//! second, which is ground's for a flux (the row of a branch) or for the charge
//! of one pin of a device. Every device keeps its own charges, so that a small
//! one beside a large one at the same node loses nothing in rounding, and so
//! that the truncation error is judged device by device, as in ngspice.
//!
//! The formulas (Nagel, ERL-M520, section 4; Brayton, Gustavson, Hachtel,
//! Proc. IEEE 60, 1972, for Gear's with variable steps) are
//! `dq/dt = a₀·q + a₁·q₁ + … + a_k·q_k + b₁·(dq/dt)₁`, subscripts counting
//! points back.

use crate::lanes::{self, lane, pairs, pairs_mut, splat, F2};
use crate::options::Options;
use std::ops::Range;

/// Points that are remembered: Gear's sixth order needs six for the formula,
/// and its truncation error one more.
pub const REMEMBERED: usize = 7;

/// Coefficients of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Integration {
    /// Factor of the charge itself and of those before it.
    pub a: [f64; REMEMBERED],
    /// Factor of the last rate.
    pub b1: f64,
    /// Highest index of `a` that is not 0.
    pub reach: usize,
    /// Order of the formula.
    pub order: usize,
}

impl Integration {
    /// Backward Euler over a step of `h` seconds.
    pub fn euler(h: f64) -> Integration {
        let mut a = [0.0; REMEMBERED];
        a[0] = 1.0 / h;
        a[1] = -1.0 / h;
        Integration { a, b1: 0.0, reach: 1, order: 1 }
    }

    /// The trapezoidal rule over a step of `h` seconds; `xmu` is the weight of
    /// the last rate, ½ for the rule itself and less for a damped one.
    pub fn trapezoidal(h: f64, xmu: f64) -> Integration {
        let mut a = [0.0; REMEMBERED];
        a[0] = 1.0 / (h * (1.0 - xmu));
        a[1] = -a[0];
        Integration { a, b1: -xmu / (1.0 - xmu), reach: 1, order: 2 }
    }

    /// Gear's formula: the slope at the new point of the polynomial through it
    /// and `order` points before it. `steps` are the lengths of the steps, the
    /// one that is tried first.
    pub fn gear(order: usize, steps: &[f64]) -> Integration {
        let mut a = [0.0; REMEMBERED];
        // Times of the points before the new one, counted back from it.
        let mut back = [0.0; REMEMBERED];
        for index in 1..=order {
            back[index] = back[index - 1] + steps[index - 1];
        }
        for j in 1..=order {
            // Slope at 0 of the polynomial that is 1 at −back[j] and 0 at the others, 0 among them.
            let mut factor = -1.0 / back[j];
            for m in 1..=order {
                if m != j {
                    factor *= back[m] / (back[m] - back[j]);
                }
            }
            a[j] = factor;
            a[0] -= factor;
        }
        Integration { a, b1: 0.0, reach: order, order }
    }
}

/// How the truncation error of a charge is weighed: ngspice's rule.
#[derive(Debug, Clone, Copy)]
pub struct Truncation<'a> {
    /// The step that is judged and those before it, in seconds.
    pub steps: &'a [f64],
    /// Order of the formula whose error is asked for.
    pub order: usize,
    /// Error of the formula as a factor of the divided difference of order + 1.
    pub constant: f64,
    pub options: &'a Options,
}

/// Turns of a rate's swing in a row that are ringing: a waveform that is sampled
/// as the truncation error wants turns less often.
const RINGING: f64 = 5.0;
/// A swing that falls faster than by this factor a point dies out by itself.
const LASTING: f64 = 0.7;

#[derive(Debug, Clone, Default)]
pub struct Charges {
    /// Rows by charge.
    from: Vec<u32>,
    to: Vec<u32>,
    /// The charge at the point that is tried.
    pub now: Vec<f64>,
    /// Charges of the points before, the last first, behind `newest`.
    history: [Vec<f64>; REMEMBERED],
    newest: usize,
    /// Rate of change at the last point.
    pub rate: Vec<f64>,
    known: Vec<f64>,
    /// Change of the rate at the last point, and how often its sign has turned
    /// from point to point.
    swing: Vec<f64>,
    turns: Vec<f64>,
    /// Largest rate of any charge in amperes, and of any flux in volts, so far.
    loudest: [f64; 2],
    /// Where the fluxes are: one run for each kind of device that has any.
    fluxes: Vec<Range<usize>>,
    /// Charges whose size is not counted from 0, and from where.
    counted: Vec<(usize, f64)>,
    /// The steps that the last weights of divided differences belong to, by order.
    weighed: [([f64; REMEMBERED], [f64; REMEMBERED + 1]); REMEMBERED],
}

impl Charges {
    /// A charge between two rows; answers its index.
    pub fn add(&mut self, from: u32, to: u32) -> usize {
        self.from.push(from);
        self.to.push(to);
        self.from.len() - 1
    }

    /// A flux: its rate is a voltage in the row of a branch.
    pub fn add_flux(&mut self, branch: u32) -> usize {
        let flux = self.add(branch, 0);
        match self.fluxes.last_mut().filter(|run| run.end == flux) {
            Some(run) => run.end = flux + 1,
            None => self.fluxes.push(flux..flux + 1),
        }
        flux
    }

    /// Other rows for a charge.
    pub fn redirect(&mut self, charge: usize, from: u32, to: u32) {
        self.from[charge] = from;
        self.to[charge] = to;
    }

    /// The size of a charge, which its error is weighed against, is that beyond `origin`.
    pub fn count_from(&mut self, charge: usize, origin: f64) {
        match self.counted.iter_mut().find(|(known, _)| *known == charge) {
            Some((_, known)) => *known = origin,
            None => self.counted.push((charge, origin)),
        }
    }

    pub fn len(&self) -> usize {
        self.from.len()
    }

    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// Makes room for the charges that were added.
    pub fn allocate(&mut self) {
        let count = self.len();
        for column in self.history.iter_mut().chain([&mut self.now, &mut self.rate, &mut self.known, &mut self.swing, &mut self.turns]) {
            column.clear();
            column.resize(count, 0.0);
        }
    }

    fn before(&self, points: usize) -> &[f64] {
        &self.history[(self.newest + points - 1) % REMEMBERED]
    }

    /// Puts `now` in the place of the last point's charges.
    pub fn correct(&mut self) {
        std::mem::swap(&mut self.history[self.newest], &mut self.now);
    }

    /// Begins a history: all points before are as `now`, nothing changes.
    pub fn begin(&mut self) {
        for column in &mut self.history {
            column.copy_from_slice(&self.now);
        }
        self.rate.fill(0.0);
        self.calm();
    }

    /// Forgets how rates swung.
    pub fn calm(&mut self) {
        self.swing.fill(0.0);
        self.turns.fill(0.0);
    }

    /// Subtracts the part of the rates that is known before the point from the
    /// rows: −(a₁·q₁ + … + b₁·(dq/dt)₁).
    #[inline(never)]
    pub fn recall(&mut self, integration: &Integration, rhs: &mut [f64]) {
        let mut known = std::mem::take(&mut self.known);
        {
            let one = self.before(1);
            let (a1, b1) = (integration.a[1], integration.b1);
            for ((known, &one), &rate) in known.iter_mut().zip(one).zip(&self.rate) {
                *known = a1 * one + b1 * rate;
            }
        }
        for back in 2..=integration.reach {
            let factor = integration.a[back];
            for (known, &charge) in known.iter_mut().zip(self.before(back)) {
                *known += factor * charge;
            }
        }
        for ((&from, &to), &known) in self.from.iter().zip(&self.to).zip(&known) {
            rhs[from as usize] -= known;
            // Ground's row is never read, and one sum after the other into it would wait for the last.
            if to != 0 {
                rhs[to as usize] += known;
            }
        }
        self.known = known;
    }

    /// Takes `now` into the history, after a [`Charges::recall`] of the same formula.
    #[inline(never)]
    pub fn accept(&mut self, integration: &Integration) {
        let a0 = integration.a[0];
        for ((rate, &now), &known) in self.rate.iter_mut().zip(&self.now).zip(&self.known) {
            *rate = a0 * now + known;
        }
        self.newest = (self.newest + REMEMBERED - 1) % REMEMBERED;
        std::mem::swap(&mut self.history[self.newest], &mut self.now);
    }

    /// As [`Charges::accept`], and tells whether the rate of some charge has swung
    /// to and fro at each of the last points without dying out: the trapezoidal
    /// rule then rings, it does not follow the circuit. Swings below the part
    /// `audible` of the largest current (or voltage of a flux) of the run do not count.
    #[inline(never)]
    pub fn accept_watching(&mut self, integration: &Integration, audible: f64) -> bool {
        let count = self.len();
        let fluxes = std::mem::take(&mut self.fluxes);
        let mut most: f64 = 0.0;
        let mut heard = self.loudest;
        let mut see = |kind: usize, range: Range<usize>| {
            let floor = audible * self.loudest[kind];
            let (turns, loudest) = self.accept_part(integration.a[0], range, floor);
            most = larger(turns, most);
            heard[kind] = larger(loudest, heard[kind]);
        };
        let mut seen = 0;
        for run in &fluxes {
            see(0, seen..run.start);
            see(1, run.clone());
            seen = run.end;
        }
        see(0, seen..count);
        self.fluxes = fluxes;
        self.loudest = heard;
        self.newest = (self.newest + REMEMBERED - 1) % REMEMBERED;
        std::mem::swap(&mut self.history[self.newest], &mut self.now);
        most >= RINGING
    }

    /// The rates of a range of charges; the most turns and the largest rate there.
    #[inline(never)]
    fn accept_part(&mut self, a0: f64, range: Range<usize>, floor: f64) -> (f64, f64) {
        let (now, known) = (&self.now[range.clone()], &self.known[range.clone()]);
        let rate = &mut self.rate[range.clone()];
        let swing = &mut self.swing[range.clone()];
        let turns = &mut self.turns[range];
        let mut watch = Watch { a0: splat(a0), floor: splat(floor), most: F2::ZERO, loudest: F2::ZERO };
        let last = now.len() - now.len() % 2;
        let inner = pairs(now).iter().zip(pairs(known)).zip(pairs_mut(rate)).zip(pairs_mut(swing)).zip(pairs_mut(turns));
        for ((((&now, &known), rate), swing), turns) in inner {
            watch.see(now, known, rate, swing, turns);
        }
        if last < now.len() {
            let [mut of_rate, mut of_swing, mut of_turns] = [[rate[last]; 2], [swing[last]; 2], [turns[last]; 2]];
            watch.see([now[last]; 2], [known[last]; 2], &mut of_rate, &mut of_swing, &mut of_turns);
            (rate[last], swing[last], turns[last]) = (of_rate[0], of_swing[0], of_turns[0]);
        }
        (larger(lane(watch.most, 0), lane(watch.most, 1)), larger(lane(watch.loudest, 0), lane(watch.loudest, 1)))
    }

    /// The largest error of a charge over its tolerance. With the error
    /// `constant·difference·h^order` in the current, a step of h seconds may
    /// become h·ratio^(−1/order); the ratio that is returned leaves h^order out.
    pub fn truncation(&mut self, integration: &Integration, rule: &Truncation) -> f64 {
        match rule.order {
            1 => self.worst::<1>(integration, rule),
            2 => self.worst::<2>(integration, rule),
            3 => self.worst::<3>(integration, rule),
            4 => self.worst::<4>(integration, rule),
            5 => self.worst::<5>(integration, rule),
            _ => self.worst::<6>(integration, rule),
        }
    }

    #[inline(never)]
    fn worst<const ORDER: usize>(&mut self, integration: &Integration, rule: &Truncation) -> f64 {
        // Divided differences of the points at these times are sums with these weights.
        let (of_steps, weights) = &mut self.weighed[ORDER];
        if of_steps[..=ORDER] != rule.steps[..=ORDER] {
            of_steps[..=ORDER].copy_from_slice(&rule.steps[..=ORDER]);
            *weights = difference_weights(ORDER + 1, rule.steps);
        }
        let mut judge = Judge::new(integration.a[0], *weights, rule);
        let count = self.now.len();
        let mut columns: [&[f64]; REMEMBERED] = [&[]; REMEMBERED];
        for (back, column) in columns.iter_mut().enumerate().take(ORDER + 1) {
            *column = &self.before(back + 1)[..count];
        }
        let (now, known, rate) = (&self.now[..count], &self.known[..count], &self.rate[..count]);
        let of_pairs = columns.map(|column| pairs(column));
        let inner = pairs(now).iter().zip(pairs(known)).zip(pairs(rate)).enumerate();
        for (index, ((&now, &known), &rate)) in inner {
            judge.see::<ORDER>(now, known, rate, |back| of_pairs[back][index]);
        }
        if count % 2 == 1 {
            let last = count - 1;
            judge.see::<ORDER>([now[last]; 2], [known[last]; 2], [rate[last]; 2], |back| [columns[back][last]; 2]);
        }
        for &(place, origin) in &self.counted {
            // Differences do not know an origin, and the rate must not: a₀ and the others sum to 0 with it.
            let shifted = known[place] + integration.a[0] * origin;
            judge.see::<ORDER>([now[place] - origin; 2], [shifted; 2], [rate[place]; 2], |back| [columns[back][place] - origin; 2]);
        }
        larger(lane(judge.worst, 0), lane(judge.worst, 1)) / rule.options.trtol
    }
}

/// What is seen of the rates as they are accepted.
struct Watch {
    a0: F2,
    /// Swings below this size are not heard.
    floor: F2,
    most: F2,
    loudest: F2,
}

impl Watch {
    #[inline(always)]
    fn see(&mut self, now: [f64; 2], known: [f64; 2], rate: &mut [f64; 2], swing: &mut [f64; 2], turns: &mut [f64; 2]) {
        let next = self.a0 * F2::from(now) + F2::from(known);
        let before = F2::from(*swing);
        let change = next - F2::from(*rate);
        let size = lanes::abs(change);
        let turned = (change * before).simd_lt(F2::ZERO);
        let heard = size.simd_gt(self.floor);
        let lasting = size.simd_gt(splat(LASTING) * lanes::abs(before));
        let so_far = (F2::from(*turns) + F2::ONE) & turned & heard & lasting;
        *turns = so_far.to_array();
        *swing = change.to_array();
        *rate = next.to_array();
        self.loudest = lanes::max(lanes::abs(next), self.loudest);
        self.most = lanes::max(so_far, self.most);
    }
}

/// What the truncation errors of charges are weighed with.
struct Judge {
    a0: F2,
    weights: [F2; REMEMBERED + 1],
    constant: F2,
    reltol: F2,
    abstol: F2,
    chgtol: F2,
    /// Factor of a charge in its tolerance as a current.
    of_charge: F2,
    worst: F2,
}

impl Judge {
    fn new(a0: f64, weights: [f64; REMEMBERED + 1], rule: &Truncation) -> Judge {
        let Options { reltol, abstol, chgtol, .. } = *rule.options;
        Judge {
            a0: splat(a0),
            weights: weights.map(splat),
            constant: splat(rule.constant),
            reltol: splat(reltol),
            abstol: splat(abstol),
            chgtol: splat(chgtol),
            of_charge: splat(reltol / rule.steps[0]),
            worst: F2::ZERO,
        }
    }

    /// Two charges: now, the known part of their rates, their last rates, and
    /// what they were some points `before`, from 0.
    #[inline(always)]
    fn see<const ORDER: usize>(&mut self, now: [f64; 2], known: [f64; 2], rate: [f64; 2], before: impl Fn(usize) -> [f64; 2]) {
        let now = F2::from(now);
        let one = F2::from(before(0));
        let mut difference = self.weights[0] * now + self.weights[1] * one;
        for back in 1..=ORDER {
            difference += self.weights[back + 1] * F2::from(before(back));
        }
        let current = lanes::max(lanes::abs(self.a0 * now + F2::from(known)), lanes::abs(F2::from(rate)));
        let charge = lanes::max(lanes::max(lanes::abs(now), lanes::abs(one)), self.chgtol);
        let tolerance = lanes::max(self.abstol + self.reltol * current, self.of_charge * charge);
        let error = lanes::max(self.constant * lanes::abs(difference), self.abstol);
        // Few charges are worse than all before them: a division for these only.
        if error.simd_gt(self.worst * tolerance).any() {
            self.worst = lanes::max(error / tolerance, self.worst);
        }
    }
}

/// A maximum that compiles to one comparison; the second where one is not a number.
#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Weights of the newest point and the `order` before it in their divided
/// difference of that order (without a factorial): 1/Π(t_i − t_j).
pub fn difference_weights(order: usize, steps: &[f64]) -> [f64; REMEMBERED + 1] {
    let mut weights = [0.0; REMEMBERED + 1];
    let mut back = [0.0; REMEMBERED + 1];
    for index in 1..=order {
        back[index] = back[index - 1] + steps[index - 1];
    }
    for i in 0..=order {
        let mut product = 1.0;
        for j in 0..=order {
            if i != j {
                product *= back[j] - back[i];
            }
        }
        weights[i] = 1.0 / product;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gears_formulas_are_exact_on_polynomials_of_their_order() {
        let steps = [0.3, 0.2, 0.45, 0.1, 0.25, 0.5, 0.35];
        for order in 1..=6 {
            let formula = Integration::gear(order, &steps);
            let mut time = 2.0;
            let mut sum = 0.0;
            for index in 0..=order {
                sum += formula.a[index] * libm::pow(time, order as f64);
                time -= steps[index];
            }
            let exact = order as f64 * libm::pow(2.0, order as f64 - 1.0);
            assert!((sum - exact).abs() < 1e-9 * exact, "order {order}: {sum} {exact}");
        }
        assert_eq!(Integration::gear(1, &[0.25]).a[..2], Integration::euler(0.25).a[..2]);
    }

    #[test]
    fn divided_differences_of_a_power_are_one() {
        let steps = [0.3, 0.2, 0.45, 0.1, 0.25, 0.5, 0.35];
        for order in 1..=7 {
            let weights = difference_weights(order, &steps);
            let mut time = 0.7;
            let mut sum = 0.0;
            for index in 0..=order {
                sum += weights[index] * libm::pow(time, order as f64);
                if index < order {
                    time -= steps[index];
                }
            }
            assert!((sum - 1.0).abs() < 1e-9, "order {order}: {sum}");
        }
    }

    #[test]
    fn a_charge_leaves_its_first_row_and_enters_its_second() {
        let mut charges = Charges::default();
        charges.add(1, 2);
        charges.allocate();
        charges.now[0] = 3.0;
        charges.begin();
        let formula = Integration::euler(0.5);
        let mut rhs = [0.0; 3];
        charges.recall(&formula, &mut rhs);
        assert_eq!(rhs, [0.0, 6.0, -6.0]);
        charges.now[0] = 4.0;
        charges.accept(&formula);
        assert_eq!(charges.rate[0], 2.0);
    }
}
