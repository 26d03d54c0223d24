//! Inductor on a core with hysteresis: the model of Chan, Vladimirescu, Gao,
//! Liebmann, Valainis, "Nonlinear transformer model for circuit simulation",
//! IEEE Trans. CAD 10 (1991) 476, as LTspice has it.
//!
//! With the field H in A/m and a = Hc·(Bs/Br − 1) the major loop's branches are
//!
//! - falling `B₊ = Bs·(H + Hc)/(|H + Hc| + a) + µ₀·H`,
//! - rising `B₋ = Bs·(H − Hc)/(|H − Hc| + a) + µ₀·H`,
//!
//! and a core that was never magnetised follows their mean. Where the field turns,
//! the branch of the new direction is shifted so that it begins at the point of
//! return; a shifted branch goes on along the major loop where it meets that, so
//! that the core's only memory is its last point. Tips of loops around 0 lie on
//! the first curve. Turns, path, gap and area give
//! `N·i = H·Lm + B·Lg/µ₀` and `Φ = N·A·B`.
//!
//! At a point of return the slope dB/dH jumps; small signals see the mean of both
//! branches' slopes there, which is the first curve's.

use super::parasitics::{noise_of, series, thermal, Shunts, CPAR, RPAR, RSER};
use super::sources::stamp_branch;
use super::table::{Kind, Parameter, Variable};
use super::{Conditions, Domain, Finding, Group, Load, Noise};
use crate::circuit::Circuit;
use crate::matrix::Complex;
use crate::options::Options;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind { name: "hysteresis-inductor", letter: 'L', pins: &["p", "n"], instance: INSTANCE, models: &[], variables: VARIABLES, make };

const INSTANCE: &[Parameter] = &[
    Parameter::new("n", "", None, "Turns"),
    Parameter::new("hc", "A/m", None, "Coercive force of the core"),
    Parameter::new("br", "T", None, "Remanent flux density"),
    Parameter::new("bs", "T", None, "Saturation flux density"),
    Parameter::new("lm", "m", None, "Length of the path in the core"),
    Parameter::new("lg", "m", Some(0.0), "Length of the gap"),
    Parameter::new("a", "m²", None, "Cross section"),
    Parameter::new("ic", "A", None, "Current at the start of a transient with uic"),
    RSER,
    RPAR,
    CPAR,
];

const VARIABLES: &[Variable] = &[
    Variable::CURRENT,
    Variable::VOLTAGE,
    Variable::new("flux", "V·s", "Flux linkage"),
    Variable::new("h", "A/m", "Field in the core"),
    Variable::new("b", "T", "Flux density"),
    Variable::POWER,
];

/// Permeability of the vacuum in henries per metre.
const VACUUM: f64 = 4e-7 * std::f64::consts::PI;
/// Halvings after which a bracket cannot become narrower: bits of a double, and its exponents' differences.
const MOST_SEARCHES: usize = 200;

/// A field that turns back by no more than this part of the coercive force has
/// not turned: what rounding does in the first steps of a run must not count as a
/// magnetisation.
const NO_RETURN: f64 = 1e-6;

/// A material, and its memory.
#[derive(Debug, Clone, Copy, Default)]
struct Core {
    hc: f64,
    bs: f64,
    /// Hc·(Bs/Br − 1)
    a: f64,
    /// The last point: field and flux density; `fresh` while it lies on the first curve.
    h: f64,
    b: f64,
    fresh: bool,
}

impl Core {
    /// A branch of the major loop, `side` 1 for the falling and −1 for the rising one: B and dB/dH.
    fn branch(&self, h: f64, side: f64) -> (f64, f64) {
        let from = h + side * self.hc;
        let below = from.abs() + self.a;
        (self.bs * from / below + VACUUM * h, self.bs * self.a / (below * below) + VACUUM)
    }

    fn first(&self, h: f64) -> (f64, f64) {
        let ((upper, of_upper), (lower, of_lower)) = (self.branch(h, 1.0), self.branch(h, -1.0));
        (0.5 * (upper + lower), 0.5 * (of_upper + of_lower))
    }

    /// Whether a core that was never magnetised stays on the first curve on its way to a
    /// field, from a last point that is so far beyond the field at most.
    fn stays_fresh(&self, h: f64, beyond: f64) -> bool {
        let tolerance = NO_RETURN * self.hc;
        self.fresh && (self.h.abs() <= tolerance || (h * self.h > 0.0 && h.abs() >= self.h.abs() - beyond))
    }

    /// B and dB/dH on the way from the last point to a field.
    fn at(&self, h: f64) -> (f64, f64) {
        if self.stays_fresh(h, 0.0) {
            return self.first(h);
        }
        // Rising fields follow the rising branch up to the falling one, and the other way round.
        let side = if h >= self.h { -1.0 } else { 1.0 };
        let (start, _) = self.branch(self.h, side);
        let (branch, slope) = self.branch(h, side);
        let shifted = branch + (self.b - start);
        let (border, of_border) = self.branch(h, -side);
        if (shifted - border) * side >= 0.0 || self.leaves(side) { (shifted, slope) } else { (border, of_border) }
    }

    /// Whether the last point lies outside of the major loop on the side that a branch
    /// leads to, so that there is no border to stay within: rounding may put it there.
    fn leaves(&self, side: f64) -> bool {
        let (border, _) = self.branch(self.h, -side);
        (self.b - border) * side < -1e-9 * self.bs
    }

    /// Keeps a field as the last point.
    fn keep(&mut self, h: f64) {
        if !self.stays_fresh(h, 0.0) && self.stays_fresh(h, NO_RETURN * self.hc) {
            return;
        }
        let (b, _) = self.at(h);
        self.fresh = self.stays_fresh(h, 0.0);
        (self.h, self.b) = (h, b);
    }

    /// Energy in joules per cubic metre that a loop around 0 between two fields ±`h` takes up.
    #[cfg(test)]
    fn loop_energy(&self, h: f64) -> f64 {
        // ∫u/(|u| + a)du
        let integral = |u: f64| u.abs() - self.a * libm::log(u.abs() + self.a);
        let shift = 0.5 * (self.branch(h, 1.0).0 - self.branch(h, -1.0).0);
        2.0 * self.bs * (integral(h + self.hc) - integral(h - self.hc)) - 4.0 * shift * h
    }
}

/// One winding on a core of its own.
struct Winding {
    branch: u32,
    slots: [u32; 4],
    diagonal: u32,
    flux: usize,
    core: Core,
    turns: f64,
    path: f64,
    gap: f64,
    area: f64,
    multiplier: f64,
    series: f64,
    thermal: f64,
    initial: f64,
    /// Current, flux and dΦ/di of the last linearisation.
    at: f64,
    value: f64,
    slope: f64,
}

impl Winding {
    /// The field at a current through one of those in parallel.
    fn field(&self, current: f64) -> f64 {
        let drive = self.turns * current;
        if self.gap == 0.0 {
            return drive / self.path;
        }
        let of_gap = self.gap / VACUUM;
        let (whole, reach) = (self.path + self.gap, self.core.bs * of_gap);
        let (mut low, mut high) = ((drive - reach) / whole, (drive + reach) / whole);
        let mut h = self.core.h.max(low).min(high);
        for _ in 0..MOST_SEARCHES {
            let (b, slope) = self.core.at(h);
            let excess = h * self.path + b * of_gap - drive;
            if excess > 0.0 { high = h } else { low = h }
            let newton = h - excess / (self.path + slope * of_gap);
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            if next == h || !(high - low > 0.0) {
                break;
            }
            h = next;
        }
        h
    }

    /// Flux linkage and its slope at a current through all of those in parallel; with the
    /// slope of the first curve where small signals ask.
    fn linkage(&self, current: f64, small: bool) -> (f64, f64) {
        let h = self.field(current / self.multiplier);
        let (b, slope) = self.core.at(h);
        let slope = if small { self.core.first(h).1 } else { slope };
        let by_current = self.turns / (self.path + self.gap / VACUUM * slope);
        (self.turns * self.area * b, self.turns * self.area * slope * by_current / self.multiplier)
    }
}

struct Windings {
    devices: Vec<u32>,
    list: Vec<Winding>,
    shunts: Shunts,
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut nodes = Vec::with_capacity(devices.len());
    let mut list = Vec::with_capacity(devices.len());
    for &device in &devices {
        let [p, n] = set_up.terminals(device)?;
        set_up.conducts(p, n);
        nodes.push([p, n]);
        let branch = set_up.branch(device);
        let slots = set_up.branch_entries(p, n, branch);
        let diagonal = set_up.pattern.entry(branch, branch);
        let flux = set_up.charges.add_flux(branch);
        list.push(Winding {
            branch,
            slots,
            diagonal,
            flux,
            core: Core::default(),
            turns: 0.0,
            path: 0.0,
            gap: 0.0,
            area: 0.0,
            multiplier: 1.0,
            series: 0.0,
            thermal: 0.0,
            initial: 0.0,
            at: 0.0,
            value: 0.0,
            slope: 0.0,
        });
    }
    let shunts = Shunts::make(&devices, &nodes, set_up);
    Ok(Box::new(Windings { devices, list, shunts }))
}

impl Windings {
    fn near(&self, x: &[f64], part: f64, options: &Options) -> Result<(), u32> {
        for (winding, &device) in self.list.iter().zip(&self.devices) {
            let change = winding.slope * (x[winding.branch as usize] - winding.at);
            // Written so that what is not a number is not near.
            if !(change.abs() <= part * winding.value.abs() + options.chgtol) {
                return Err(device);
            }
        }
        Ok(())
    }
}

impl Group for Windings {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        for (winding, &device) in self.list.iter_mut().zip(&self.devices) {
            let given = conditions.inputs.of_device(device);
            let positive = |name: &'static str, number: Option<f64>| match number {
                Some(number) if number > 0.0 => Ok(number),
                Some(number) => Err(Failure::device(device, "value-out-of-range", format!("{name} of this core is {number}; it must be greater than 0"))),
                None => Err(Failure::device(device, "missing-value", format!("this core has no {name}=; it needs Hc, Br, Bs, Lm, A and N"))),
            };
            winding.turns = positive("N", conditions.principal(device).or(given.number("n")))?;
            winding.path = positive("Lm", given.number("lm"))?;
            winding.area = positive("A", given.number("a"))?;
            winding.gap = given.number_or("lg", 0.0);
            let (hc, br, bs) = (positive("Hc", given.number("hc"))?, positive("Br", given.number("br"))?, positive("Bs", given.number("bs"))?);
            if !(winding.gap >= 0.0 && br < bs) {
                let message = format!("this core has a gap of {} m, Br of {br} T and Bs of {bs} T; the gap may not be below 0, and Br must be less than Bs", winding.gap);
                return Err(Failure::device(device, "value-out-of-range", message));
            }
            winding.core = Core { hc, bs, a: hc * (bs / br - 1.0), h: 0.0, b: 0.0, fresh: true };
            winding.multiplier = conditions.multiplier(device);
            winding.series = series(conditions, device)?;
            winding.thermal = thermal(conditions, device);
            winding.initial = given.number_or("ic", 0.0);
            (winding.at, winding.value) = (0.0, 0.0);
            winding.slope = winding.linkage(0.0, false).1;
        }
        self.shunts.resolve(conditions)
    }

    fn bind(&mut self, slot_of: &[u32]) {
        for winding in &mut self.list {
            winding.slots.iter_mut().chain([&mut winding.diagonal]).for_each(|slot| *slot = slot_of[*slot as usize]);
        }
        self.shunts.bind(slot_of);
    }

    /// The branch's row is `v − Rser·i − dΦ/dt = 0`.
    fn stamp(&self, _domain: Domain, g: &mut [f64], c: &mut [f64]) {
        for winding in &self.list {
            stamp_branch(g, &winding.slots);
            g[winding.diagonal as usize] -= winding.series;
        }
        self.shunts.stamp(g, c);
    }

    fn nonlinear(&self) -> bool {
        true
    }

    fn load(&mut self, load: &mut Load) {
        for winding in &mut self.list {
            let current = load.x[winding.branch as usize];
            let (value, slope) = winding.linkage(current, false);
            load.evaluated += 1;
            (winding.at, winding.value, winding.slope) = (current, value, slope);
            load.jacobian[winding.diagonal as usize] -= load.alpha * slope;
            load.rhs[winding.branch as usize] += load.alpha * (value - slope * current);
        }
    }

    fn converged(&self, x: &[f64], options: &Options) -> Result<(), u32> {
        self.near(x, options.reltol, options)
    }

    fn holds(&self, x: &[f64], share: f64, options: &Options) -> Result<(), u32> {
        self.near(x, share, options)
    }

    fn fault(&self, _circuit: &Circuit) -> Option<(u32, String)> {
        let place = self.list.iter().position(|winding| !winding.value.is_finite())?;
        Some((self.devices[place], "the flux of its core has no finite value".to_string()))
    }

    fn small_signal(&mut self, x: &[f64], _gmin: f64, _g: &mut [f64], c: &mut [f64]) {
        for winding in &mut self.list {
            c[winding.diagonal as usize] -= winding.linkage(x[winding.branch as usize], true).1;
        }
    }

    fn initial_unknowns(&self, x: &mut [f64]) {
        for winding in &self.list {
            x[winding.branch as usize] = winding.initial;
        }
    }

    fn charges(&self, x: &[f64], now: &mut [f64]) {
        for winding in &self.list {
            now[winding.flux] = -(winding.value + winding.slope * (x[winding.branch as usize] - winding.at));
        }
        self.shunts.charges(x, now);
    }

    fn exact_charges(&mut self, x: &[f64], now: &mut [f64]) {
        for winding in &self.list {
            now[winding.flux] = -winding.linkage(x[winding.branch as usize], false).0;
        }
        self.shunts.charges(x, now);
    }

    /// A transient begins on the first curve.
    fn begin_history(&mut self, x: &[f64], _initial: bool, now: &mut [f64]) {
        for winding in &mut self.list {
            winding.core = Core { h: 0.0, b: 0.0, fresh: true, ..winding.core };
        }
        self.exact_charges(x, now);
        self.accept(x);
    }

    fn accept(&mut self, x: &[f64]) {
        for winding in &mut self.list {
            let h = winding.field(x[winding.branch as usize] / winding.multiplier);
            winding.core.keep(h);
        }
    }

    fn branch(&self, index: usize) -> Option<u32> {
        Some(self.list[index].branch)
    }

    fn has_shunt(&self, index: usize) -> bool {
        self.shunts.has(index)
    }

    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        x[self.list[index].branch as usize] + self.shunts.current(index, x, rates)
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        phasors[self.list[index].branch as usize] + self.shunts.current_ac(index, phasors, omega)
    }

    fn variables(&self) -> &'static [Variable] {
        VARIABLES
    }

    fn variable(&self, index: usize, x: &[f64], rates: Option<&[f64]>, values: &mut [f64]) {
        let winding = &self.list[index];
        let through = x[winding.branch as usize];
        let h = winding.field(through / winding.multiplier);
        let (b, _) = winding.core.at(h);
        let current = self.current(index, x, rates.unwrap_or(&[]));
        let volts = rates.map_or(0.0, |rates| -rates[winding.flux]) + winding.series * through;
        values.copy_from_slice(&[current, volts, winding.turns * winding.area * b, h, b, volts * current]);
    }

    fn noise(&self, index: usize, _x: &[f64], sources: &mut Vec<Noise>) {
        let winding = &self.list[index];
        sources.extend(noise_of("rser", [winding.branch, 0], winding.thermal * winding.series));
        self.shunts.noise(index, sources);
    }
}

#[cfg(test)]
mod tests;
