//! PSpice's windings on a core with hysteresis: `K1 L1 [L2 …] coupling model [size]`
//! with a model of the type CORE (PSpice reference guide, "Inductor coupling" and
//! "Magnetic core"). The value of such an inductor is its number of turns, and
//! [`material`] has the core's equations.
//!
//! One path around the core, l = PATH and g = GAP, has
//! `H·l + (B/µ₀)·g = Σ N·i`, `B = µ₀·(H + M)`; the flux in one winding is
//! `Φ = N·(k·S·B + (1 − k)·P₀·N·i)`, where S = AREA·PACK·size and P₀ is the permeance
//! of the core before it was ever magnetised: what the windings do not have in common
//! runs through air, and at first k couples them as it couples inductors.
//!
//! The core remembers the last point of a transient; a transient begins with a core
//! that was never magnetised before the operating point.

mod material;

use self::material::{Material, Point, VACUUM};
use super::parasitics::{noise_of, series, thermal, Shunts, CPAR, RPAR, RSER};
use super::sources::stamp_branch;
use super::table::{Kind, ModelKind, Parameter, Variable};
use super::{Conditions, Domain, Finding, Group, Load, Noise};
use crate::circuit::Circuit;
use crate::matrix::Complex;
use crate::options::Options;
use crate::simulation::{Failure, SetUp};

pub const WINDING: Kind = Kind { name: "core-winding", letter: 'L', pins: &["p", "n"], instance: OF_WINDING, models: &[], variables: WINDING_VARIABLES, make: windings };

pub const CORE: Kind =
    Kind { name: "magnetic-core", letter: 'K', pins: &[], instance: OF_CORE, models: &[ModelKind { name: "core", parameters: MODEL }], variables: VARIABLES, make: cores };

const OF_WINDING: &[Parameter] = &[
    Parameter::new("n", "", None, "Turns").also(&["l"]),
    Parameter::new("ic", "A", None, "Current at the start of a transient with uic"),
    RSER,
    RPAR,
    CPAR,
];

const WINDING_VARIABLES: &[Variable] = &[Variable::CURRENT, Variable::VOLTAGE, Variable::new("flux", "V·s", "Flux linkage"), Variable::POWER];

const OF_CORE: &[Parameter] = &[
    Parameter::new("k", "", None, "Coupling of the windings, above 0 and at most 1"),
    Parameter::new("size", "", Some(1.0), "Factor of the cross section"),
];

const MODEL: &[Parameter] = &[
    Parameter::new("level", "", Some(2.0), "1: the Langevin function and α; 2: a hyperbola without α"),
    Parameter::new("ms", "A/m", Some(1e6), "Magnetisation in saturation"),
    Parameter::new("a", "A/m", Some(1e3), "Field that shapes the curve without hysteresis"),
    Parameter::new("c", "", Some(0.2), "Flexing of the domains' walls"),
    Parameter::new("k", "A/m", Some(500.0), "Pinning of the domains' walls, about the coercive field"),
    Parameter::new("alpha", "", Some(1e-3), "Coupling of the domains (level 1)"),
    Parameter::new("area", "cm²", Some(0.1), "Cross section"),
    Parameter::new("path", "cm", Some(1.0), "Length of the path in the core"),
    Parameter::new("gap", "cm", Some(0.0), "Length of the gap"),
    Parameter::new("pack", "", Some(1.0), "Part of the cross section that is core"),
];

const VARIABLES: &[Variable] = &[
    Variable::new("h", "A/m", "Field in the core"),
    Variable::new("b", "T", "Flux density"),
    Variable::new("m", "A/m", "Magnetisation"),
    Variable::new("mu", "", "Relative permeability for small signals"),
];

/// Halvings after which a bracket cannot become narrower: bits of a double, and its exponents' differences.
const MOST_SEARCHES: usize = 200;
/// Centimetres in metres.
const CENTIMETRE: f64 = 1e-2;

/// The turns of a winding.
fn turns(conditions: &Conditions, winding: u32) -> Result<f64, Failure> {
    let given = conditions.inputs.of_device(winding).number("n");
    conditions.principal(winding).or(given).ok_or_else(|| Failure::device(winding, "missing-value", "this winding has no number of turns; write one after its nodes".into()))
}

/// The windings without their core: the rows of their branches and what is in series and across.
struct Windings {
    devices: Vec<u32>,
    branch: Vec<u32>,
    slots: Vec<[u32; 4]>,
    diagonal: Vec<u32>,
    initial: Vec<f64>,
    /// Ohms in series, and 4kT in joules.
    series: Vec<f64>,
    thermal: Vec<f64>,
    shunts: Shunts,
    first_flux: usize,
}

fn windings(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut nodes = Vec::with_capacity(devices.len());
    let (mut branch, mut slots, mut diagonal) = (Vec::new(), Vec::new(), Vec::new());
    for &device in &devices {
        let [p, n] = set_up.terminals(device)?;
        set_up.conducts(p, n);
        nodes.push([p, n]);
        let own = set_up.branch(device);
        branch.push(own);
        slots.push(set_up.branch_entries(p, n, own));
        diagonal.push(set_up.pattern.entry(own, own));
    }
    let first_flux = set_up.charges.len();
    for (&device, &branch) in devices.iter().zip(&branch) {
        let flux = set_up.charges.add_flux(branch);
        set_up.flux.push((device, flux));
    }
    let shunts = Shunts::make(&devices, &nodes, set_up);
    let zeros = vec![0.0; devices.len()];
    Ok(Box::new(Windings { devices, branch, slots, diagonal, initial: zeros.clone(), series: zeros.clone(), thermal: zeros, shunts, first_flux }))
}

impl Group for Windings {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        for (index, &device) in self.devices.iter().enumerate() {
            turns(conditions, device)?;
            self.initial[index] = conditions.inputs.of_device(device).number_or("ic", 0.0);
            self.series[index] = series(conditions, device)?;
            self.thermal[index] = thermal(conditions, device);
        }
        self.shunts.resolve(conditions)
    }

    fn bind(&mut self, slot_of: &[u32]) {
        let tickets = self.slots.iter_mut().flatten().chain(&mut self.diagonal);
        tickets.for_each(|slot| *slot = slot_of[*slot as usize]);
        self.shunts.bind(slot_of);
    }

    /// The branch's row is `v − Rser·i − dΦ/dt = 0`; the core has the flux.
    fn stamp(&self, _domain: Domain, g: &mut [f64], c: &mut [f64]) {
        for ((slots, &diagonal), &series) in self.slots.iter().zip(&self.diagonal).zip(&self.series) {
            stamp_branch(g, slots);
            g[diagonal as usize] -= series;
        }
        self.shunts.stamp(g, c);
    }

    /// The core, which comes later in the list of kinds, adds its flux to these.
    fn charges(&self, x: &[f64], now: &mut [f64]) {
        now[self.first_flux..self.first_flux + self.branch.len()].fill(0.0);
        self.shunts.charges(x, now);
    }

    fn initial_unknowns(&self, x: &mut [f64]) {
        for (&branch, &current) in self.branch.iter().zip(&self.initial) {
            x[branch as usize] = current;
        }
    }

    fn branch(&self, index: usize) -> Option<u32> {
        Some(self.branch[index])
    }

    fn flux(&self, index: usize) -> Option<usize> {
        Some(self.first_flux + index)
    }

    fn has_shunt(&self, index: usize) -> bool {
        self.shunts.has(index)
    }

    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        x[self.branch[index] as usize] + self.shunts.current(index, x, rates)
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        phasors[self.branch[index] as usize] + self.shunts.current_ac(index, phasors, omega)
    }

    fn noise(&self, index: usize, _x: &[f64], sources: &mut Vec<Noise>) {
        sources.extend(noise_of("rser", [self.branch[index], 0], self.thermal[index] * self.series[index]));
        self.shunts.noise(index, sources);
    }
}

/// A winding as its core sees it.
struct Wound {
    device: u32,
    branch: u32,
    flux: usize,
    turns: f64,
    /// Ampere-turns by the current through all that are side by side.
    drive: f64,
    /// (1 − k)·P₀·N² of all that are side by side.
    leakage: f64,
    /// Current and flux through the core of the last linearisation.
    at: f64,
    value: f64,
}

struct Core {
    wound: Vec<Wound>,
    /// Slots by row and column, both windings of this core.
    slots: Vec<u32>,
    material: Material,
    /// Metres, and square metres of core.
    path: f64,
    gap: f64,
    area: f64,
    coupling: f64,
    last: Point,
    /// k·S·dB/d(ΣN·i) of the last linearisation.
    slope: f64,
}

impl Core {
    fn drive(&self, x: &[f64]) -> f64 {
        self.wound.iter().map(|wound| wound.drive * x[wound.branch as usize]).sum()
    }

    /// The core at so many ampere-turns, and dM/dH there.
    fn point(&self, drive: f64) -> (Point, f64) {
        let whole = self.path + self.gap;
        if self.gap == 0.0 {
            let h = drive / whole;
            let (m, slope) = self.material.at(self.last, h);
            return (Point { h, m }, slope);
        }
        let reach = self.material.saturation * self.gap;
        let (mut low, mut high) = ((drive - reach) / whole, (drive + reach) / whole);
        let mut h = self.last.h.max(low).min(high);
        let (mut m, mut slope) = self.material.at(self.last, h);
        for _ in 0..MOST_SEARCHES {
            let excess = h * whole + m * self.gap - drive;
            if excess > 0.0 { high = h } else { low = h }
            let newton = h - excess / (whole + slope * self.gap);
            let next = if newton >= low && newton <= high { newton } else { 0.5 * (low + high) };
            let change = (next - h).abs();
            h = next;
            (m, slope) = self.material.at(self.last, h);
            if !(change > 4.0 * f64::EPSILON * h.abs()) {
                break;
            }
        }
        (Point { h, m }, slope)
    }

    /// k·S·dB/d(ΣN·i) from dM/dH.
    fn permeance(&self, slope: f64) -> f64 {
        self.coupling * self.area * VACUUM * (1.0 + slope) / (self.path + self.gap * (1.0 + slope))
    }

    /// Flux through the core that one turn of every winding has.
    fn common(&self, at: Point) -> f64 {
        self.coupling * self.area * VACUUM * (at.h + at.m)
    }
}

struct Cores {
    devices: Vec<u32>,
    list: Vec<Core>,
}

fn cores(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut list = Vec::with_capacity(devices.len());
    let mut taken: Vec<u32> = Vec::new();
    for &device in &devices {
        let windings = set_up.references(device);
        if windings.is_empty() {
            return Err(Failure::device(device, "missing-reference", "a core needs the name of one winding or more".to_string()));
        }
        let mut wound = Vec::with_capacity(windings.len());
        for &winding in &windings {
            if taken.contains(&winding) {
                let name = set_up.text(set_up.circuit.devices.name[winding as usize]).to_string();
                return Err(Failure::device(device, "bad-reference", format!("'{name}' is wound around a core already; name each winding once")));
            }
            taken.push(winding);
            let branch = set_up.branch_of(device, winding)?;
            wound.push(Wound { device: winding, branch, flux: set_up.flux_of(winding), turns: 0.0, drive: 0.0, leakage: 0.0, at: 0.0, value: 0.0 });
        }
        let slots = wound.iter().flat_map(|row| wound.iter().map(|column| [row.branch, column.branch])).map(|[row, column]| set_up.pattern.entry(row, column)).collect();
        list.push(Core { wound, slots, material: Material::default(), path: 0.0, gap: 0.0, area: 0.0, coupling: 0.0, last: Point::default(), slope: 0.0 });
    }
    Ok(Box::new(Cores { devices, list }))
}

impl Cores {
    fn near(&self, x: &[f64], part: f64, options: &Options) -> Result<(), u32> {
        for core in &self.list {
            let moved: f64 = core.wound.iter().map(|wound| wound.drive * (x[wound.branch as usize] - wound.at)).sum();
            for wound in &core.wound {
                let change = wound.turns * core.slope * moved;
                // Written so that what is not a number is not near.
                if !(change.abs() <= part * wound.value.abs() + options.chgtol) {
                    return Err(wound.device);
                }
            }
        }
        Ok(())
    }
}

impl Group for Cores {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        for (core, &device) in self.list.iter_mut().zip(&self.devices) {
            let (given, model) = (conditions.inputs.of_device(device), conditions.inputs.of_model(device));
            let level = model.number_or("level", 2.0);
            if level != 1.0 && level != 2.0 {
                return Err(Failure::device(device, "unsupported-model", format!("level {level} of a core is not known; levels 1 and 2 are")));
            }
            core.coupling = conditions.principal(device).or(given.number("k")).ok_or_else(|| {
                Failure::device(device, "missing-value", "this core has no coupling; write one after the windings".into())
            })?;
            if !(core.coupling > 0.0 && core.coupling <= 1.0) {
                let message = format!("the windings of a core cannot have a coupling of {}; it must be above 0 and at most 1", core.coupling);
                return Err(Failure::device(device, "coupling-range", message));
            }
            let first = level == 1.0;
            core.material = Material {
                saturation: model.number_or("ms", 1e6),
                shape: model.number_or("a", 1e3),
                flexing: model.number_or("c", 0.2),
                pinning: model.number_or("k", 500.0),
                coupling: if first { model.number_or("alpha", 1e-3) } else { 0.0 },
                langevin: first,
            };
            if !core.material.has_one_value() {
                let message = "ALPHA·MS/(3·A) of this core is 1 or more, so that its magnetisation has more than one value at a field; make ALPHA or MS less, or A greater".to_string();
                return Err(Failure::device(device, "value-out-of-range", message));
            }
            core.path = model.number_or("path", 1.0) * CENTIMETRE;
            core.gap = model.number_or("gap", 0.0) * CENTIMETRE;
            core.area = model.number_or("area", 0.1) * CENTIMETRE * CENTIMETRE * model.number_or("pack", 1.0) * given.number_or("size", 1.0);
            core.last = Point::default();
            let multiplier = conditions.multiplier(device);
            core.slope = core.permeance(core.material.initial());
            // Without the coupling.
            let permeance = core.slope / core.coupling;
            for wound in &mut core.wound {
                wound.turns = turns(conditions, wound.device)?;
                wound.drive = wound.turns / multiplier;
                wound.leakage = (1.0 - core.coupling) * permeance * wound.turns * wound.drive;
                (wound.at, wound.value) = (0.0, 0.0);
            }
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.list.iter_mut().flat_map(|core| &mut core.slots).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    /// What the windings do not have in common.
    fn stamp(&self, _domain: Domain, _g: &mut [f64], c: &mut [f64]) {
        for core in &self.list {
            for (index, wound) in core.wound.iter().enumerate() {
                c[core.slots[index * (core.wound.len() + 1)] as usize] -= wound.leakage;
            }
        }
    }

    fn nonlinear(&self) -> bool {
        true
    }

    fn load(&mut self, load: &mut Load) {
        for core in &mut self.list {
            let drive = core.drive(load.x);
            let (point, slope) = core.point(drive);
            core.slope = core.permeance(slope);
            let (common, count) = (core.common(point), core.wound.len());
            load.evaluated += 1;
            for row in 0..count {
                let turns = core.wound[row].turns;
                for (column, wound) in core.wound.iter().enumerate() {
                    load.jacobian[core.slots[row * count + column] as usize] -= load.alpha * core.slope * turns * wound.drive;
                }
                let wound = &mut core.wound[row];
                (wound.at, wound.value) = (load.x[wound.branch as usize], turns * common);
                load.rhs[wound.branch as usize] += load.alpha * turns * (common - core.slope * drive);
            }
        }
    }

    fn converged(&self, x: &[f64], options: &Options) -> Result<(), u32> {
        self.near(x, options.reltol, options)
    }

    fn holds(&self, x: &[f64], share: f64, options: &Options) -> Result<(), u32> {
        self.near(x, share, options)
    }

    fn fault(&self, _circuit: &Circuit) -> Option<(u32, String)> {
        let place = self.list.iter().position(|core| core.wound.iter().any(|wound| !wound.value.is_finite()))?;
        Some((self.devices[place], "the flux of this core has no finite value".to_string()))
    }

    /// Small signals see the permeability that both directions of the field have in common.
    fn small_signal(&mut self, x: &[f64], _gmin: f64, _g: &mut [f64], c: &mut [f64]) {
        for core in &self.list {
            let (point, _) = core.point(core.drive(x));
            let permeance = core.permeance(core.material.reversible(point));
            let count = core.wound.len();
            for (row, first) in core.wound.iter().enumerate() {
                for (column, second) in core.wound.iter().enumerate() {
                    c[core.slots[row * count + column] as usize] -= permeance * first.turns * second.drive;
                }
            }
        }
    }

    fn charges(&self, x: &[f64], now: &mut [f64]) {
        for core in &self.list {
            let moved: f64 = core.wound.iter().map(|wound| wound.drive * (x[wound.branch as usize] - wound.at)).sum();
            for wound in &core.wound {
                now[wound.flux] -= wound.value + wound.turns * core.slope * moved + wound.leakage * x[wound.branch as usize];
            }
        }
    }

    fn exact_charges(&mut self, x: &[f64], now: &mut [f64]) {
        for core in &self.list {
            let common = core.common(core.point(core.drive(x)).0);
            for wound in &core.wound {
                now[wound.flux] -= wound.turns * common + wound.leakage * x[wound.branch as usize];
            }
        }
    }

    /// A transient begins with a core that goes straight to its first field.
    fn begin_history(&mut self, x: &[f64], _initial: bool, now: &mut [f64]) {
        for core in &mut self.list {
            core.last = Point::default();
        }
        self.exact_charges(x, now);
        self.accept(x);
    }

    fn accept(&mut self, x: &[f64]) {
        for core in &mut self.list {
            core.last = core.point(core.drive(x)).0;
        }
    }

    fn has_current(&self) -> bool {
        false
    }

    fn current(&self, _index: usize, _x: &[f64], _rates: &[f64]) -> f64 {
        0.0
    }

    fn current_ac(&self, _index: usize, _x: &[f64], _phasors: &[Complex], _omega: f64) -> Complex {
        Complex::default()
    }

    fn variables(&self) -> &'static [Variable] {
        VARIABLES
    }

    fn variable(&self, index: usize, x: &[f64], _rates: Option<&[f64]>, values: &mut [f64]) {
        let core = &self.list[index];
        let (point, _) = core.point(core.drive(x));
        values.copy_from_slice(&[point.h, VACUUM * (point.h + point.m), point.m, 1.0 + core.material.reversible(point)]);
    }
}

#[cfg(test)]
mod tests;
