//! The devices: one file each, with its table of parameters and its equations.
//!
//! All devices of a kind are one [`Group`], a structure of arrays. A group asks
//! for its unknowns and matrix entries once, reads its parameters whenever
//! numbers change, and then writes through slots only. The circuit's equations
//! are, by row, `G·x + i(x) + d/dt(C·x + q(x)) = s(t)`: a node's row is the sum
//! of the currents that leave it, a branch's row its voltage equation. `G` and
//! `C` are the linear part; `i` and `q` come from nonlinear groups as values
//! and derivatives. A nonlinear kind implements [`equations::Equations`], and
//! [`nonlinear`] makes a group of it. Charges and fluxes over time are kept by
//! [`crate::charges`].

mod behavioural;
mod bjt;
#[cfg(feature = "bsim")]
mod bsim3;
#[cfg(feature = "bsim")]
mod bsim4;
mod capacitor;
mod chan_core;
mod coupling;
mod controlled;
mod delays;
mod diode;
#[cfg(test)]
mod equation_tests;
pub mod equations;
mod ideal_diode;
mod inductor;
mod inputs;
mod jfet;
#[cfg(feature = "bsim")]
mod jfet2;
pub(crate) mod junction;
mod line;
mod loads;
mod magnetic_core;
mod mosfet;
mod nonlinear;
mod order;
mod parasitics;
#[cfg(test)]
mod passive_tests;
pub mod ranges;
mod readings;
#[cfg(test)]
mod readings_tests;
mod resistor;
mod sources;
mod switch;
mod table;
mod vdmos;
mod waveform;

pub use behavioural::{expression_of, WITH_BRANCH as BEHAVIOURAL_WITH_BRANCH};
use nonlinear::reads_terminals;
pub use readings::Asked;
pub use inputs::{Entry, Given, Inputs};
pub use order::{in_kinds, noise_mark};
pub use table::{json, told, Facts, Kind, ModelKind, Parameter, Variable};

use crate::charges::Charges;
use crate::circuit::Circuit;
use crate::matrix::{Complex, PatternBuilder};
use crate::options::Options;
use crate::queue::EventQueue;
use crate::simulation::{Failure, SetUp};
use self::junction::KELVIN;

/// All kinds of devices: adding one touches this list and its own file.
pub const KINDS: &[&Kind] = &[
    &resistor::KIND,
    &capacitor::KIND,
    &inductor::KIND,
    &magnetic_core::WINDING,
    &coupling::KIND,
    &magnetic_core::CORE,
    &sources::VOLTAGE,
    &sources::CURRENT,
    &controlled::VCVS,
    &controlled::CCCS,
    &controlled::VCCS,
    &controlled::CCVS,
    &diode::KIND,
    &diode::HEATED,
    &ideal_diode::KIND,
    &bjt::KIND,
    &bjt::EPITAXIAL,
    &jfet::KIND,
    #[cfg(feature = "bsim")]
    &jfet2::KIND,
    &mosfet::LEVEL1,
    &mosfet::LEVEL2,
    &mosfet::LEVEL3,
    #[cfg(feature = "bsim")]
    &bsim3::KIND,
    #[cfg(feature = "bsim")]
    &bsim4::KIND,
    &vdmos::KIND,
    &vdmos::HEATED,
    &switch::VOLTAGE,
    &switch::CURRENT,
    &behavioural::VOLTAGE,
    &behavioural::CURRENT,
    &behavioural::RESISTOR,
    &behavioural::CAPACITOR,
    &behavioural::CHARGE,
    &behavioural::INDUCTOR,
    &behavioural::FLUX,
    &chan_core::KIND,
    &line::KIND,
];

/// Names of the kinds, as in `Devices::kind`.
pub fn kinds() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}

/// Levels of the models of kinds that share their models' types with others: the
/// level says which kind a device is. A kind that does not stand here is of level 1;
/// one without levels is what another parameter or the card makes of a device.
const LEVELS: &[(&str, &[u32])] = &[
    ("jfet", &[1]), ("jfet2", &[2]), ("mosfet", &[1]), ("mosfet2", &[2]), ("mosfet3", &[3]), ("bsim3", &[8, 49]), ("bsim4", &[14, 54]), ("diode", &[1, 3]), ("heated-diode", &[]), ("ideal-diode", &[]), ("epitaxial-bjt", &[]),
    ("heated-vdmos", &[]), ("magnetic-core", &[1, 2]),
];

/// The kinds of the feature `bsim`, which the usual module for WebAssembly is without.
const IN_BSIM: &[&str] = &["bsim3", "bsim4", "jfet2"];

/// Kinds with other groups for devices that need more unknowns than most; the first
/// one that a device needs has it.
const VARIANTS: &[(&str, &[table::Variant])] = &[
    #[cfg(feature = "bsim")]
    ("bsim4", bsim4::VARIANTS),
];

/// Types of the models, as in `Model::kind`.
pub fn model_kinds() -> Vec<&'static str> {
    KINDS.iter().flat_map(|kind| kind.models.iter().map(|model| model.name)).collect()
}

/// What the numbers of a run are when parameters are read.
pub struct Conditions<'a> {
    pub inputs: &'a Inputs<'a>,
    pub options: &'a Options,
    /// Circuit temperature in degrees Celsius.
    pub temperature: f64,
    /// What a missing or zero time of a transient source means; 0 outside of one.
    pub times: Times,
    /// Factor from `m=` along each instance's path, by instance.
    pub multipliers: &'a [f64],
    /// Principal values of devices that sweeps and overrides set: device, number.
    pub principals: &'a [(u32, f64)],
}

/// What is said of a temperature below the absolute zero.
const BELOW_ZERO: &str = "a temperature at or below -273.15 °C has no meaning";

impl Conditions<'_> {
    /// `m=` of the device times those of the instances around it.
    pub fn multiplier(&self, device: u32) -> f64 {
        let instance = self.inputs.circuit.devices.instance[device as usize];
        self.inputs.multiplier(device) * self.multipliers[instance as usize]
    }

    /// A device's temperature in degrees Celsius: `temp=`, else the circuit's plus `dtemp=`.
    pub fn temperature_of(&self, given: &Given) -> f64 {
        given.number("temp").unwrap_or(self.temperature + given.number_or("dtemp", 0.0))
    }

    /// A device's temperature and its model's nominal one, in kelvin.
    ///
    /// # Errors
    /// A temperature without meaning.
    pub fn kelvins(&self, device: u32, given: &Given, model: &Given) -> Result<[f64; 2], Failure> {
        let nominal = model.number("tnom").unwrap_or(self.options.tnom) + KELVIN;
        let temperature = self.temperature_of(given) + KELVIN;
        if temperature > 0.0 && nominal > 0.0 {
            return Ok([temperature, nominal]);
        }
        Err(Failure::device(device, "temperature", BELOW_ZERO.to_string()))
    }

    /// A length on a card in metres, with the option `scale`.
    pub fn length(&self, given: &Given, name: &str) -> Option<f64> {
        given.number(name).map(|metres| metres * self.options.scale)
    }

    /// An area on a card in square metres, with the option `scale`.
    pub fn area(&self, given: &Given, name: &str) -> Option<f64> {
        given.number(name).map(|area| area * self.options.scale * self.options.scale)
    }

    /// The type of a device's model, in lower case: `npn`.
    pub fn model_kind(&self, device: u32) -> &str {
        let circuit = self.inputs.circuit;
        let model = &circuit.models[circuit.devices.model[device as usize] as usize];
        &circuit.strings[model.kind as usize]
    }

    /// The factor of a resistance, capacitance or inductance: `scale` times the
    /// polynomial of `tc1` and `tc2` in kelvin above the model's `tnom`. Two
    /// numbers at `tc1` are both coefficients. A resistor's `tce` wins over them:
    /// 1 % to the power of its product with the difference.
    pub fn passive_factor(&self, given: &Given, model: &Given) -> f64 {
        let above = self.temperature_of(given) - model.number("tnom").unwrap_or(self.options.tnom);
        let scale = given.number_or("scale", 1.0);
        if let Some(exponential) = given.number("tce").or(model.number("tce")) {
            return libm::pow(1.01, exponential * above) * scale;
        }
        let coefficient = |name, place: usize| {
            let both = given.list("tc1").filter(|list| list.len() > place).map(|list| list[place]);
            given.number(name).or(both).unwrap_or(model.number_or(name, 0.0))
        };
        (1.0 + above * (coefficient("tc1", 0) + above * coefficient("tc2", 1))) * scale
    }

    /// The value that replaces a device's principal one, if any; the last wins.
    pub fn principal(&self, device: u32) -> Option<f64> {
        self.principals.iter().rev().find(|&&(changed, _)| changed == device).map(|&(_, number)| number)
    }
}

/// `.tran`'s step and stop in seconds, from which the sources take defaults.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Times {
    pub step: f64,
    pub stop: f64,
}

/// Which small differences the linear part has between analyses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// Operating point, sweep, transient.
    Time,
    /// Small signals (`ac=` of a resistor).
    Frequency,
}

/// What an independent source is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Instant {
    /// Its DC value where one is given, else its waveform at 0.
    Dc,
    /// Its waveform where it has one, at a time in seconds.
    Time(f64),
}

/// Where junctions stand in a Newton iteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The first iteration from nothing: junctions at their critical voltage, `off` ones at 0.
    Junctions,
    /// `off` devices are still held at 0.
    HoldOff,
    /// All voltages come from the unknowns.
    Free,
}

/// What a nonlinear group reads and writes in one Newton iteration.
pub struct Load<'a> {
    /// Unknowns; index 0 is ground.
    pub x: &'a [f64],
    /// Values by slot.
    pub jacobian: &'a mut [f64],
    /// Currents into the rows; index 0 is ground.
    pub rhs: &'a mut [f64],
    /// Whether all has to be added: false where the numbers of a group that
    /// [`Group::adds_changes`] still stand in the matrix and on the right-hand side.
    pub anew: bool,
    /// dq/dt is `alpha`·q plus what is known; 0 outside of a transient.
    pub alpha: f64,
    /// The step in seconds; infinite outside of a transient.
    pub step: f64,
    pub gmin: f64,
    pub start: Start,
    /// The part of itself by which a current may change until its device is looked at
    /// again; 0 where none is passed over.
    pub share: f64,
    /// Devices or pairs of them that were evaluated, so that their part of the
    /// matrix is another one than in the iteration before. Must be counted: as
    /// long as it is 0 the matrix is not factored anew.
    pub evaluated: u32,
    /// Pairs whose voltages were limited in this iteration.
    pub limited: u32,
    /// A device whose junction was limited, for messages.
    pub limited_device: u32,
}

/// A source of noise between two unknowns: a current with the spectral density
/// `white + flicker / f^exponent`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise {
    /// ngspice's suffix of the vector's name; empty for the only one of a device.
    pub name: &'static str,
    pub between: [u32; 2],
    /// A²/Hz.
    pub white: f64,
    /// A²/Hz at 1 Hz.
    pub flicker: f64,
    pub exponent: f64,
    /// The same noise at another place.
    pub partner: Option<equations::Partner<u32>>,
}

/// A discrete state that has to change between two solutions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// How far the event function was from the threshold before (below 0: it was
    /// beyond it already), and how far beyond it is now.
    pub below: f64,
    pub above: f64,
    pub device: u32,
}

impl Crossing {
    /// Where the event function passed the threshold, if it is a straight line:
    /// 0 at the first solution, 1 at the second.
    pub fn part(&self) -> f64 {
        let below = self.below.max(0.0);
        if below + self.above > 0.0 {
            below / (below + self.above)
        } else {
            1.0
        }
    }
}

/// All devices of one kind.
pub trait Group {
    /// Indices of the devices within the circuit, in the group's order.
    fn devices(&self) -> &[u32];

    /// Reads all parameters and derives what depends on temperature.
    fn resolve(&mut self, conditions: &Conditions, report: &mut Vec<Finding>) -> Result<(), Failure>;

    /// Passes every ticket of the pattern through the map to its slot.
    fn bind(&mut self, slot_of: &[u32]);

    /// Adds the linear part. Both arrays are by slot.
    fn stamp(&self, domain: Domain, g: &mut [f64], c: &mut [f64]);

    /// Adds the independent sources' values, times `scale`.
    fn excite(&mut self, _instant: Instant, _scale: f64, _rhs: &mut [f64]) {}

    /// Adds the independent sources' phasors.
    fn excite_ac(&self, _rhs: &mut [Complex]) {}

    /// Whether [`Group::load`] has anything to do.
    fn nonlinear(&self) -> bool {
        false
    }

    /// Whether [`Group::load`] can leave what it added and add only what has changed since.
    fn adds_changes(&self) -> bool {
        false
    }

    /// Adds the linearised nonlinear part at `x`, limiting junction voltages.
    fn load(&mut self, _load: &mut Load) {}

    /// Whether the currents that the last linearisation predicts at `x` agree
    /// with those that it was made from; else a device that does not.
    fn converged(&self, _x: &[f64], _options: &Options) -> Result<(), u32> {
        Ok(())
    }

    /// Whether the linearisations at hand still hold at `x`, so that a point may
    /// be accepted without another look: no device moved far, and no current by
    /// more than the part `share` of itself; else a device for which they do not.
    fn holds(&self, _x: &[f64], _share: f64, _options: &Options) -> Result<(), u32> {
        Ok(())
    }

    /// Whether the next [`Group::load`], at `x`, would add what the last one did.
    fn still(&self, _x: &[f64], _share: f64) -> bool {
        !self.nonlinear()
    }

    /// Takes the junction voltages from `x` as they are.
    fn settle(&mut self, _x: &[f64]) {}

    /// Adds derivatives of the nonlinear part at the operating point `x`.
    fn small_signal(&mut self, _x: &[f64], _gmin: f64, _g: &mut [f64], _c: &mut [f64]) {}

    /// Adds what of the small signals is neither constant nor proportional to jω,
    /// at `omega` radians a second around the last [`Group::small_signal`].
    fn delayed(&self, _omega: f64, _values: &mut [Complex]) {}

    /// Sets the unknowns that `ic=` gives (`uic`).
    fn initial_unknowns(&self, _x: &mut [f64]) {}

    /// Tells charges of pins whose row has changed with the parameters.
    fn redirect_charges(&self, _charges: &mut Charges) {}

    /// Tells from where charges are counted whose states have changed: their size,
    /// which their error is weighed against, has another beginning.
    fn count_charges(&self, _charges: &mut Charges) {}

    /// A device whose equations had no finite value in the last [`Group::load`]
    /// or [`Group::excite`], and why.
    fn fault(&self, _circuit: &Circuit) -> Option<(u32, String)> {
        None
    }

    /// Writes the group's own charges and fluxes at `x`, all by the linearisation
    /// that `x` is the solution of.
    fn charges(&self, _x: &[f64], _now: &mut [f64]) {}

    /// The same by the devices' own functions at `x`.
    fn exact_charges(&mut self, x: &[f64], now: &mut [f64]) {
        self.charges(x, now);
    }

    /// Begins the devices' history at `x`, with the `ic=` of devices where
    /// `initial` is set: writes the group's charges.
    fn begin_history(&mut self, x: &[f64], _initial: bool, now: &mut [f64]) {
        self.charges(x, now);
    }

    /// A time point was accepted.
    fn accept(&mut self, _x: &[f64]) {}

    /// Whether there are discrete states. They stand still while equations are
    /// solved, and change between two solutions.
    fn has_states(&self) -> bool {
        false
    }

    /// Gives all discrete states what their cards say.
    fn begin_states(&mut self) {}

    /// The discrete state that has to change first on the way from one solution to another.
    fn crossing(&self, _before: &[f64], _now: &[f64]) -> Option<Crossing> {
        None
    }

    /// Changes the discrete states that have to at `x`, all or the first one;
    /// answers a device that changed. [`Group::stamp`] then answers anew.
    fn change_states(&mut self, _x: &[f64], _one: bool) -> Option<u32> {
        None
    }

    /// `x` is a point of the result: what follows is judged from there.
    fn keep_states(&mut self, _x: &[f64]) {}

    /// Appends all discrete states, for a checkpoint.
    fn save_states(&self, _states: &mut Vec<u8>) {}

    /// Takes back what [`Group::save_states`] appended; answers how many bytes.
    fn restore_states(&mut self, _states: &[u8]) -> usize {
        0
    }

    /// Whether [`Group::schedule`] has anything to do.
    fn schedules(&self) -> bool {
        false
    }

    /// A time point was accepted: pushes the instants at which what happened
    /// there arrives elsewhere.
    fn schedule(&mut self, _now: &Moment, _queue: &mut EventQueue) {}

    /// How long a step from `time` on may be for what arrives within it, at most
    /// `wanted` seconds; `largest` is the largest step of the transient. Asked of
    /// groups that schedule.
    fn longest_step(&self, _time: f64, wanted: f64, _largest: f64) -> f64 {
        wanted
    }

    /// Adds what of the linear part another length of the step makes another, in
    /// seconds: infinite outside of a transient, for which it must add nothing.
    fn stamp_step(&self, _step: f64, _values: &mut [f64]) {}

    /// The first instant after `time` at which something jumps or bends.
    fn next_breakpoint(&self, _time: f64) -> f64 {
        f64::INFINITY
    }

    /// The unknown that carries a device's current, if there is one.
    fn branch(&self, _index: usize) -> Option<u32> {
        None
    }

    /// Whether something beside the branch carries a part of a device's current.
    fn has_shunt(&self, _index: usize) -> bool {
        false
    }

    /// Whether a current belongs to each device; a coupling has none.
    fn has_current(&self) -> bool {
        true
    }

    /// A device's current in amperes from its first terminal through it to the
    /// second at the solution `x`, with the rates of all charges.
    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64;

    /// The same as a phasor, at `omega` radians a second around the operating point `x`.
    fn current_ac(&self, index: usize, x: &[f64], phasors: &[Complex], omega: f64) -> Complex;

    /// The operating-point variables of each device.
    fn variables(&self) -> &'static [Variable] {
        &[]
    }

    /// Writes the values of [`Group::variables`] of a device at the solution `x`;
    /// `rates` are those of all charges in a transient.
    fn variable(&self, _index: usize, _x: &[f64], _rates: Option<&[f64]>, _values: &mut [f64]) {}

    /// The state that a device is in, from its variables; empty where there is none to tell.
    fn region(&self, _index: usize, _values: &[f64]) -> &'static str {
        ""
    }

    /// Place of an inductor's flux among the charges.
    fn flux(&self, _index: usize) -> Option<usize> {
        None
    }

    /// Adds the sources of noise of a device at the operating point `x`.
    fn noise(&self, _index: usize, _x: &[f64], _sources: &mut Vec<Noise>) {}
}

/// A time point that was accepted.
pub struct Moment<'a> {
    /// Seconds.
    pub time: f64,
    pub x: &'a [f64],
    /// Whether something may bend or jump here.
    pub corner: bool,
    /// The largest step of the transient.
    pub largest: f64,
}

/// Something that a run says about a device's parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// `warning` or `information`.
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    pub device: u32,
}

/// Makes the groups of all devices of a circuit.
pub fn groups(set_up: &mut SetUp) -> Result<Vec<Box<dyn Group>>, Failure> {
    let mut by_kind: Vec<Vec<u32>> = vec![Vec::new(); KINDS.len()];
    let circuit = set_up.circuit;
    for (device, &kind) in circuit.devices.kind.iter().enumerate() {
        let name = set_up.text(kind);
        let Some(index) = KINDS.iter().position(|kind| kind.name == name) else {
            return Err(Failure::device(
                device as u32,
                "unsupported-device",
                format!("this solver has no device of the kind '{name}'; remove it or replace it by one it has"),
            ));
        };
        by_kind[index].push(device as u32);
    }
    let mut groups = Vec::new();
    for (kind, devices) in KINDS.iter().zip(by_kind) {
        let variants = VARIANTS.iter().find(|(name, _)| *name == kind.name).map_or(&[][..], |&(_, variants)| variants);
        let mut of_variants = vec![Vec::new(); variants.len() + 1];
        for device in devices {
            let variant = variants.iter().position(|variant| (variant.needed)(set_up, device));
            of_variants[variant.map_or(0, |variant| variant + 1)].push(device);
        }
        let makes = std::iter::once(kind.make).chain(variants.iter().map(|variant| variant.make));
        for (devices, make) in of_variants.into_iter().zip(makes) {
            if !devices.is_empty() {
                groups.push(make(devices, set_up)?);
            }
        }
    }
    Ok(groups)
}

/// Tickets for the four entries of a conductance between two unknowns.
pub(crate) fn conductance_entries(pattern: &mut PatternBuilder, a: u32, b: u32) -> [u32; 4] {
    [pattern.entry(a, a), pattern.entry(a, b), pattern.entry(b, a), pattern.entry(b, b)]
}

/// Adds a conductance to its four entries.
pub(crate) fn add_conductance(values: &mut [f64], slots: &[u32; 4], conductance: f64) {
    values[slots[0] as usize] += conductance;
    values[slots[1] as usize] -= conductance;
    values[slots[2] as usize] -= conductance;
    values[slots[3] as usize] += conductance;
}
