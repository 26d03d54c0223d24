//! Newton's iteration on `G·x + i(x) + α·(C·x + q(x)) = s`, one iteration a
//! call, so that an analysis can yield between any two.
//!
//! Convergence is SPICE's: every unknown moves less than `reltol` of its larger
//! value plus `vntol` (voltages) or `abstol` (currents), no junction was
//! limited, and every nonlinear current is where its linearisation put it. A sum
//! that is not a number is never convergence.
//!
//! Behind a series resistance the voltage between two blocked junctions is known
//! to a few microvolts only, whatever the iteration does: the resistor's siemens
//! swallow the junctions' picosiemens. An iteration that goes on for long is
//! therefore measured against the rounding of its own solution, for which the
//! matrix is solved with the rounding of every row's sum on the right.

use crate::circuit::Circuit;
use crate::devices::{Load, Start};
use crate::lanes::{self, pairs, splat, F2};
use crate::options::Options;
use crate::simulation::{Failure, Simulation};

/// Iterations in a row without limiting after which rounding is looked at.
const PATIENCE: u32 = 6;

/// In a transient Newton converges quadratically from a good prediction: the
/// next change is c·r² where this one was r, both over their tolerance, and c
/// hardly moves from point to point. A point is accepted when the change that
/// is not made would be below this.
const NEGLIGIBLE: f64 = 0.3;
/// A change larger than this is never accepted: too far for a quadratic law.
const FAR: f64 = 30.0;
/// Every so many points a second iteration is made, to see c.
const LOOK: u32 = 16;
/// The tolerance of such a change is this part of reltol, so that what is
/// left uncorrected does not add up.
const SHARE: f64 = 0.3;

/// Part of a row's terms by which a solution may miss it; rounding misses by 1e-16,
/// and by 1e-12 with pivots that are as bad as is allowed.
const INACCURATE: f64 = 1e-9;

/// An unknown with this part of the largest change is as good a name for it.
const NEARLY: f64 = 0.999;

/// A device's current that changes by the part s errs by ½s² where it is not
/// looked at again: this times reltol is the largest s².
const CURVATURE: f64 = 0.3;

/// How transients judge their points.
#[derive(Default)]
struct Quadratic {
    active: bool,
    /// The law's coefficient; infinite before it was seen.
    c: f64,
    /// The change of the last iteration of this point, infinite before.
    last: f64,
    points: u32,
    /// Largest magnitude of each unknown so far.
    largest: Vec<f64>,
    /// The absolute tolerance of each unknown.
    floors: Vec<f64>,
}

/// So many iterations may add what changed to what stands: sums that numbers were
/// added to and subtracted from keep their rounding.
const STAND: u32 = 64;
/// After a change larger than this, over its tolerance, all is added anew: what was
/// there for one iteration may have been larger than all that stays.
const WILD: f64 = 1e3;

/// The outcome of one iteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Iteration {
    Converged,
    /// Go on; says who moved.
    Moving(Culprit),
    /// The numbers are lost; only a new start helps.
    Lost(Culprit),
}

/// What kept an iteration from converging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Culprit {
    Unknown(u32),
    Device(u32),
}

impl Culprit {
    /// The node and the device to name in a message.
    pub fn place(self, simulation: &Simulation) -> (Option<u32>, Option<u32>) {
        match self {
            Culprit::Unknown(unknown) => simulation.place_of(unknown),
            Culprit::Device(device) => (None, Some(device)),
        }
    }

    pub fn name(self, simulation: &Simulation, circuit: &Circuit) -> String {
        match self {
            Culprit::Unknown(unknown) => simulation.name_of(circuit, unknown),
            Culprit::Device(device) => {
                format!("the current of {}", circuit.strings[circuit.devices.name[device as usize] as usize])
            }
        }
    }
}

/// The workspace of the iteration. An analysis writes `base`, `sources` and
/// `alpha`; Newton writes the solution into `Simulation::x`.
pub struct Newton {
    /// Linear part of the matrix by slot, with α·C and whatever holds nodes.
    pub base: Vec<f64>,
    /// Whether `base` changed since the last factorisation.
    pub base_changed: bool,
    /// Known right-hand side; index 0 is ground.
    pub sources: Vec<f64>,
    /// Factor of the charges; 0 outside of a transient.
    pub alpha: f64,
    /// The step in seconds; infinite outside of a transient.
    pub step: f64,
    pub gmin: f64,
    /// `base` and what devices have added to it that add only what changes, and their currents.
    standing: Vec<f64>,
    standing_rhs: Vec<f64>,
    /// Iterations since these were begun anew.
    stood: u32,
    values: Vec<f64>,
    rhs: Vec<f64>,
    /// Iterations since junctions were limited or the equations changed.
    patience: u32,
    /// Rounding of each unknown, the largest that was seen.
    rounding: Vec<f64>,
    correction: Vec<f64>,
    quadratic: Quadratic,
}

impl Newton {
    pub fn new(simulation: &Simulation) -> Newton {
        let slots = simulation.pattern.slots();
        Newton {
            base: vec![0.0; slots],
            base_changed: true,
            sources: vec![0.0; simulation.size()],
            alpha: 0.0,
            step: f64::INFINITY,
            gmin: simulation.options.gmin,
            standing: vec![0.0; slots],
            standing_rhs: vec![0.0; simulation.size()],
            stood: 0,
            values: vec![0.0; slots],
            rhs: vec![0.0; simulation.size()],
            patience: 0,
            rounding: vec![0.0; simulation.size()],
            correction: vec![0.0; simulation.size()],
            quadratic: Quadratic::default(),
        }
    }

    /// Sets the linear part to `G + α·C` with a conductance from every voltage to ground.
    pub fn set_base(&mut self, simulation: &Simulation, alpha: f64, shunt: f64) {
        self.alpha = alpha;
        for ((base, &g), &c) in self.base.iter_mut().zip(&simulation.g).zip(&simulation.c) {
            *base = g + alpha * c;
        }
        for group in &simulation.groups {
            group.stamp_step(self.step, &mut self.base);
        }
        if shunt > 0.0 {
            for &slot in &simulation.diagonal[1..] {
                self.base[slot as usize] += shunt;
            }
        }
        self.base_changed = true;
        self.forget_rounding();
    }

    /// From here on points follow one another closely: devices that hardly move
    /// are passed over, and convergence is judged by its quadratic law.
    pub fn judge_quadratically(&mut self, simulation: &Simulation) {
        // A linear circuit is not judged at all.
        let judged = if simulation.nonlinear { &simulation.x[..] } else { &[] };
        let largest = judged.iter().map(|x| x.abs()).collect();
        let Options { vntol, abstol, .. } = simulation.options;
        let floors = simulation.is_branch.iter().map(|&is_branch| if is_branch { abstol } else { vntol }).collect();
        self.quadratic = Quadratic { active: true, c: f64::INFINITY, last: f64::INFINITY, points: 0, largest, floors };
    }

    /// A new point is tried.
    pub fn begin_point(&mut self) {
        self.quadratic.last = f64::INFINITY;
        self.forget_rounding();
    }

    /// A point was accepted at `x`.
    #[inline(never)]
    pub fn accepted(&mut self, x: &[f64]) {
        self.quadratic.points += 1;
        for (largest, &x) in self.quadratic.largest.iter_mut().zip(x) {
            let size = x.abs();
            *largest = if size > *largest { size } else { *largest };
        }
    }

    /// One iteration from `simulation.x` to a new one there.
    pub fn iterate(&mut self, simulation: &mut Simulation, circuit: &Circuit, start: Start) -> Result<Iteration, Failure> {
        simulation.counters.iterations += 1;
        if !simulation.nonlinear {
            self.rhs.copy_from_slice(&self.sources);
            return self.solve_linear(simulation, circuit);
        }
        let anew = self.base_changed || !self.quadratic.active || start != Start::Free || self.stood >= STAND;
        if anew {
            self.standing.copy_from_slice(&self.base);
            self.standing_rhs.fill(0.0);
            self.stood = 0;
        }
        self.stood += 1;
        let mut load = Load {
            x: &simulation.x,
            jacobian: &mut self.standing,
            rhs: &mut self.standing_rhs,
            anew,
            alpha: self.alpha,
            step: self.step,
            gmin: self.gmin,
            start,
            share: if self.quadratic.active { share(&simulation.options) } else { 0.0 },
            evaluated: 0,
            limited: 0,
            limited_device: 0,
        };
        for group in simulation.groups.iter_mut().filter(|group| group.adds_changes()) {
            group.load(&mut load);
        }
        self.values.copy_from_slice(load.jacobian);
        for ((rhs, &source), &standing) in self.rhs.iter_mut().zip(&self.sources).zip(&*load.rhs) {
            *rhs = source + standing;
        }
        (load.jacobian, load.rhs, load.anew) = (&mut self.values, &mut self.rhs, true);
        for group in simulation.groups.iter_mut().filter(|group| !group.adds_changes()) {
            group.load(&mut load);
        }
        let limited = (load.limited > 0).then_some(load.limited_device);
        // As long as every device is passed over, the matrix is the last one.
        let changed = std::mem::replace(&mut self.base_changed, false);
        if load.evaluated == 0 && !changed {
            // Its factors are there.
        } else if let Err(singular) = simulation.lu.factor(&simulation.pattern, &self.values) {
            // Lost unknowns make a matrix of nothing; that is no fault of the circuit.
            if !all_finite(&simulation.x) {
                self.stood = STAND;
                return Ok(Iteration::Lost(first_lost(&simulation.x)));
            }
            return Err(simulation.singular(circuit, singular));
        }
        simulation.lu.solve(&mut self.rhs[1..]);
        self.rhs[0] = 0.0;
        if self.quadratic.active && start == Start::Free {
            let verdict = self.judge(simulation, limited);
            std::mem::swap(&mut simulation.x, &mut self.rhs);
            return Ok(verdict);
        }
        let mut verdict = compare(simulation, &self.rhs, &self.rounding);
        if limited.is_some() || verdict == Iteration::Converged {
            self.forget_rounding();
        } else if let Iteration::Moving(_) = verdict {
            verdict = self.patiently(simulation, verdict);
        }
        std::mem::swap(&mut simulation.x, &mut self.rhs);
        if let Iteration::Lost(_) = verdict {
            return Ok(verdict);
        }
        if let Some(device) = limited {
            return Ok(Iteration::Moving(Culprit::Device(device)));
        }
        if verdict == Iteration::Converged {
            if start != Start::Free {
                return Ok(verdict);
            }
            for group in &simulation.groups {
                if let Err(device) = group.converged(&simulation.x, &simulation.options) {
                    return Ok(Iteration::Moving(Culprit::Device(device)));
                }
            }
        }
        Ok(verdict)
    }

    /// Whether a point of a transient is good enough.
    fn judge(&mut self, simulation: &mut Simulation, limited: Option<u32>) -> Iteration {
        let [sum, ratio] = self.quadratic.change(&simulation.options, &simulation.x, &self.rhs);
        if !sum.is_finite() {
            self.stood = STAND;
            return Iteration::Lost(first_lost(&self.rhs));
        }
        if limited.is_some() || ratio > WILD {
            self.stood = STAND;
        }
        if let Some(device) = limited {
            self.quadratic.last = f64::INFINITY;
            return Iteration::Moving(Culprit::Device(device));
        }
        let quadratic = &mut self.quadratic;
        let first = quadratic.last == f64::INFINITY;
        if !first && quadratic.last < FAR {
            let seen = ratio / (quadratic.last * quadratic.last);
            // The law is taken from its worst recent case.
            quadratic.c = if quadratic.c.is_finite() { seen.max(0.5 * (quadratic.c + seen)) } else { seen };
        }
        quadratic.last = ratio;
        // Another iteration would solve the same equations.
        let share = share(&simulation.options);
        if simulation.groups.iter().all(|group| group.still(&self.rhs, share)) {
            return Iteration::Converged;
        }
        let looks = first && quadratic.points % LOOK == 0;
        let predicted = quadratic.c * ratio * ratio;
        if ratio <= 1.0 || (!looks && ratio < FAR && predicted < NEGLIGIBLE) {
            // Voltages of nodes may be large beside those of junctions: the devices have their say.
            let options = &simulation.options;
            let holds = |group: &Box<dyn crate::devices::Group>| group.holds(&self.rhs, share, options);
            return match simulation.groups.iter().try_for_each(holds) {
                Ok(()) => Iteration::Converged,
                Err(device) => Iteration::Moving(Culprit::Device(device)),
            };
        }
        // Who is to blame is asked where the point may be given up.
        let culprit = match self.patience {
            0 if simulation.options.itl4 > 1 => Culprit::Unknown(0),
            _ => self.quadratic.culprit(&simulation.options, &simulation.x, &self.rhs, ratio),
        };
        let verdict = self.patiently(simulation, Iteration::Moving(culprit));
        if verdict == Iteration::Converged {
            self.forget_rounding();
        }
        verdict
    }

    /// The verdict on an iteration that moved: after many of them its rounding is looked at.
    fn patiently(&mut self, simulation: &mut Simulation, moving: Iteration) -> Iteration {
        self.patience += 1;
        if self.patience <= PATIENCE {
            return moving;
        }
        self.measure_rounding(simulation);
        compare(simulation, &self.rhs, &self.rounding)
    }

    /// Solves the last linearisation for another right-hand side, in place.
    pub fn solve(&self, simulation: &mut Simulation, rhs: &mut [f64]) {
        simulation.lu.solve(&mut rhs[1..]);
        rhs[0] = 0.0;
    }

    /// Up to `count` unknowns that the last iteration moved most, against their tolerance.
    pub fn movers(&self, simulation: &Simulation, count: usize) -> Vec<Culprit> {
        let mut moved: Vec<(f64, u32)> = Vec::new();
        for (index, (&after, &before)) in simulation.x.iter().zip(&self.rhs).enumerate().skip(1) {
            let ratio = (after - before).abs() / tolerance(simulation, index, after, before);
            if ratio > 1.0 {
                moved.push((ratio, index as u32));
            }
        }
        // A few of them are wanted, which is not worth the code of a sort.
        let mut most = Vec::new();
        while let (true, Some(largest)) = (most.len() < count, (0..moved.len()).rev().max_by(|&a, &b| moved[a].0.total_cmp(&moved[b].0))) {
            most.push(Culprit::Unknown(moved.remove(largest).1));
        }
        most
    }

    /// Whether the last factors do not solve their own matrix: pivots that each
    /// let numbers grow a little may do so again and again along a long loop. The
    /// rows of a solution for known unknowns are compared with those asked for.
    pub fn inaccurate(&mut self, simulation: &mut Simulation) -> bool {
        if !simulation.nonlinear {
            return false;
        }
        let known = |index: usize| if simulation.x[index].is_finite() { simulation.x[index] } else { 1.0 };
        let wanted: Vec<f64> = (0..simulation.size()).map(known).collect();
        let [asked, _] = self.rows(simulation, &wanted);
        let mut solved = asked.clone();
        self.solve(simulation, &mut solved);
        let [answered, terms] = self.rows(simulation, &solved);
        let accurate = |((&asked, &answered), &terms): ((&f64, &f64), &f64)| (answered - asked).abs() <= INACCURATE * (terms + asked.abs());
        !asked.iter().zip(&answered).zip(&terms).all(accurate)
    }

    /// The rows of the last linearisation at `x`, and the sums of their terms' sizes.
    fn rows(&self, simulation: &Simulation, x: &[f64]) -> [Vec<f64>; 2] {
        let pattern = &simulation.pattern;
        let mut rows = [vec![0.0; x.len()], vec![0.0; x.len()]];
        for column in 0..pattern.n {
            for entry in pattern.column(column) {
                let row = pattern.row[entry] as usize + 1;
                let term = self.values[entry] * x[column + 1];
                rows[0][row] += term;
                rows[1][row] += term.abs();
            }
        }
        rows
    }

    /// The last linearisation, by slot.
    pub fn linearisation(&self) -> &[f64] {
        &self.values
    }

    fn forget_rounding(&mut self) {
        if self.patience > PATIENCE {
            self.rounding.fill(0.0);
        }
        self.patience = 0;
    }

    /// What the rounding of every row's terms does to the unknowns.
    #[inline(never)]
    fn measure_rounding(&mut self, simulation: &mut Simulation) {
        self.correction.fill(0.0);
        let pattern = &simulation.pattern;
        for column in 0..pattern.n {
            let x = f64::EPSILON * self.rhs[column + 1].abs();
            for entry in pattern.column_start[column] as usize..pattern.column_start[column + 1] as usize {
                self.correction[pattern.row[entry] as usize + 1] += self.values[entry].abs() * x;
            }
        }
        simulation.lu.solve(&mut self.correction[1..]);
        for (rounding, correction) in self.rounding.iter_mut().zip(&self.correction) {
            *rounding = rounding.max(correction.abs());
        }
    }

    /// A linear circuit needs one solution, and a new factorisation only when
    /// its matrix changed.
    #[inline(never)]
    fn solve_linear(&mut self, simulation: &mut Simulation, circuit: &Circuit) -> Result<Iteration, Failure> {
        if self.base_changed {
            simulation
                .lu
                .factor(&simulation.pattern, &self.base)
                .map_err(|singular| simulation.singular(circuit, singular))?;
            self.base_changed = false;
        }
        simulation.lu.solve(&mut self.rhs[1..]);
        self.rhs[0] = 0.0;
        std::mem::swap(&mut simulation.x, &mut self.rhs);
        if all_finite(&simulation.x) {
            Ok(Iteration::Converged)
        } else {
            Ok(Iteration::Lost(first_lost(&simulation.x)))
        }
    }
}

/// Whether a sum of all numbers is one, which no infinity and nothing undefined
/// leaves; four sums side by side, because each addition waits for the one before.
fn all_finite(x: &[f64]) -> bool {
    let mut sums = [0.0; 4];
    let chunks = x.chunks_exact(4);
    let rest: f64 = chunks.remainder().iter().sum();
    for chunk in chunks {
        for (sum, x) in sums.iter_mut().zip(chunk) {
            *sum += x;
        }
    }
    (sums[0] + sums[1] + sums[2] + sums[3] + rest).is_finite()
}

/// The part of itself by which a device's current may change until it is looked at again.
fn share(options: &Options) -> f64 {
    (CURVATURE * options.reltol).sqrt()
}

/// SPICE's tolerance of an unknown.
#[inline(always)]
fn tolerance(simulation: &Simulation, index: usize, after: f64, before: f64) -> f64 {
    let options = &simulation.options;
    let absolute = if simulation.is_branch[index] { options.abstol } else { options.vntol };
    options.reltol * after.abs().max(before.abs()) + absolute
}

/// Compares the unknowns before and after; the one that moved most is named.
#[inline(never)]
fn compare(simulation: &Simulation, new: &[f64], rounding: &[f64]) -> Iteration {
    let mut sum = 0.0;
    let mut worst = 1.0;
    let mut culprit = 0;
    for (index, (&after, &before)) in new.iter().zip(&simulation.x).enumerate().skip(1) {
        let difference = (after - before).abs();
        sum += difference;
        let ratio = difference / (tolerance(simulation, index, after, before) + rounding[index]);
        if ratio > worst {
            worst = ratio;
            culprit = index as u32;
        }
    }
    if !sum.is_finite() {
        return Iteration::Lost(first_lost(new));
    }
    if culprit == 0 {
        Iteration::Converged
    } else {
        Iteration::Moving(Culprit::Unknown(culprit))
    }
}

/// How far a point's unknowns are from those of the iteration before.
struct Change {
    /// Sum of all changes, which keeps what is not a number.
    sum: F2,
    /// The largest change over its tolerance.
    ratio: F2,
    reltol: F2,
}

impl Change {
    #[inline(always)]
    fn see(&mut self, after: [f64; 2], before: [f64; 2], largest: [f64; 2], floor: [f64; 2]) {
        let after = F2::from(after);
        let difference = lanes::abs(after - F2::from(before));
        self.sum += difference;
        // A run that begins at 0 has seen nothing yet: the new value counts too.
        let size = lanes::max(lanes::abs(after), F2::from(largest));
        self.ratio = lanes::max(difference / (self.reltol * size + F2::from(floor)), self.ratio);
    }
}

impl Quadratic {
    /// The sum of all changes from `before` to `after`, and the largest over its tolerance.
    #[inline(never)]
    fn change(&self, options: &Options, before: &[f64], after: &[f64]) -> [f64; 2] {
        let (largest, floors) = (&self.largest[..], &self.floors[..]);
        let mut change = Change { sum: F2::ZERO, ratio: F2::ZERO, reltol: splat(SHARE * options.reltol) };
        for (((&after, &before), &largest), &floor) in pairs(after).iter().zip(pairs(before)).zip(pairs(largest)).zip(pairs(floors)) {
            change.see(after, before, largest, floor);
        }
        if after.len() % 2 == 1 {
            let last = after.len() - 1;
            change.see([after[last], 0.0], [before[last], 0.0], [largest[last]; 2], [floors[last]; 2]);
        }
        let [sum, ratio] = [change.sum, change.ratio].map(|pair| pair.to_array());
        [sum[0] + sum[1], if ratio[0] > ratio[1] { ratio[0] } else { ratio[1] }]
    }

    /// An unknown that changed as much as the largest `ratio`, for messages.
    #[inline(never)]
    fn culprit(&self, options: &Options, before: &[f64], after: &[f64], ratio: f64) -> Culprit {
        let part = NEARLY * ratio;
        let moved = |unknown: &usize| {
            let (after, before) = (after[*unknown], before[*unknown]);
            let tolerance = SHARE * options.reltol * self.largest[*unknown].max(after.abs()) + self.floors[*unknown];
            (after - before).abs() >= part * tolerance
        };
        Culprit::Unknown((1..after.len()).find(moved).unwrap_or(0) as u32)
    }
}

fn first_lost(x: &[f64]) -> Culprit {
    Culprit::Unknown(x.iter().position(|value| !value.is_finite()).unwrap_or(0) as u32)
}

#[cfg(test)]
mod tests;
