//! What a nonlinear device has to say about itself, and nothing else.
//!
//! A kind of device that implements [`Equations`] gives currents and charges as
//! functions of the voltages of its pins, with derivatives, for two devices at a
//! time. Everything else is done once for all kinds by
//! [`super::nonlinear::Nonlinear`]: unknowns, matrix entries, series
//! resistances, bypass, stamps over time and frequency, history, convergence.

use super::inputs::Given;
use super::table::Kind;
use super::{Conditions, Finding, Start};
use crate::lanes::F2;
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

/// Where a pin is: an unknown, or an internal unknown behind a series
/// resistance that the kernel stamps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    At(u32),
    Behind { outer: u32, inner: u32 },
}

/// What an evaluation is told besides voltages.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    /// Conductance beside every junction in siemens.
    pub gmin: f64,
    /// [`Start::Junctions`]: all junctions begin at their critical voltage.
    pub start: Start,
    /// Lanes of devices that are `off` and still held at 0 V.
    pub held: F2,
    /// Whether charges are wanted; where not, they may be left as they were.
    pub charges: bool,
    /// No limiting: the voltages are a solution (small signals, history).
    pub exact: bool,
    /// Derivatives are asked for around an operating point.
    pub small_signal: bool,
    /// This step of a transient and the one before in seconds: infinite outside of
    /// one, the first 0 at a point that was accepted.
    pub steps: [f64; 2],
}

/// What an evaluation answers. Currents leave the circuit's node into the pin,
/// charges sit behind the pin; both must sum to 0 over all pins.
#[derive(Debug, Clone, Copy)]
pub struct Outputs<const P: usize, const E: usize> {
    /// The voltages that the numbers below belong to, after limiting. Only
    /// differences matter, unless a pin is a branch.
    pub at: [F2; P],
    /// Amperes by pin.
    pub current: [F2; P],
    /// Siemens by entry: derivative of the row pin's current by the column pin's voltage.
    pub conductance: [F2; E],
    /// Coulombs by pin.
    pub charge: [F2; P],
    /// Farads by entry.
    pub capacitance: [F2; E],
    /// Lanes whose voltages were limited.
    pub limited: F2,
}

impl<const P: usize, const E: usize> Outputs<P, E> {
    pub fn new() -> Outputs<P, E> {
        let zero = F2::splat(0.0);
        Outputs {
            at: [zero; P],
            current: [zero; P],
            conductance: [zero; E],
            charge: [zero; P],
            capacitance: [zero; E],
            limited: zero,
        }
    }

    /// No charges.
    pub fn clear_charges(&mut self) {
        self.charge = [F2::splat(0.0); P];
        self.capacitance = [F2::splat(0.0); E];
    }
}

impl<const P: usize, const E: usize> Default for Outputs<P, E> {
    fn default() -> Outputs<P, E> {
        Outputs::new()
    }
}

/// One device at a solution, for operating-point variables and noise.
#[derive(Debug, Clone, Copy)]
pub struct Point<const P: usize, const E: usize> {
    /// Volts by pin.
    pub v: [f64; P],
    pub current: [f64; P],
    pub conductance: [f64; E],
    pub charge: [f64; P],
    pub capacitance: [f64; E],
    /// Rates of the charges in amperes, 0 outside of a transient.
    pub rate: [f64; P],
    /// Conductances of the series resistances by pin, 0 for none.
    pub series: [f64; P],
}

/// A source of noise: a current between two pins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoiseSource {
    /// ngspice's suffix of the vector's name: `id`, `1overf`, `rc`.
    pub name: &'static str,
    /// Pins; a series resistance is between `outside(pin)` and the pin.
    pub between: [NoisePin; 2],
    /// A²/Hz at all frequencies.
    pub white: f64,
    /// A²/Hz at 1 Hz, falling with `exponent` of the frequency.
    pub flicker: f64,
    pub exponent: f64,
    pub partner: Option<Partner<NoisePin>>,
}

/// The same noise at another place: a current a quarter of a period ahead, of the
/// density `white·(ωτ)²/(1 + (ωτ)²)` in A²/Hz.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Partner<Place> {
    pub between: [Place; 2],
    pub white: f64,
    /// τ in seconds.
    pub time: f64,
}

/// What of a device's small signals follows with a time constant: by entry in
/// siemens and farads, without the delay, and the constant in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lag<const E: usize> {
    pub conductance: [f64; E],
    pub capacitance: [f64; E],
    pub time: f64,
}

/// An end of a noise source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoisePin {
    /// The pin itself (behind its series resistance).
    Inner(usize),
    /// Before the pin's series resistance.
    Outer(usize),
}

/// What `resolve` reads from a card and its model.
#[derive(Debug, Clone)]
pub struct Resolved<C, const P: usize> {
    pub constants: C,
    /// Siemens of the series resistances by pin; 0 where there is none.
    pub series: [f64; P],
    /// Voltages of the pins against [`Equations::REFERENCE`] that `ic=` gives;
    /// NaN where it gives none.
    pub initial: [f64; P],
}

/// Constants of a pair, packed from those of two devices.
pub trait Packed: Clone + 'static {
    type One: Copy + Default + 'static;
    fn pack(first: &Self::One, second: &Self::One) -> Self;
}

/// Declares the constants of one device (f64) and of a pair (F2) at once:
/// `constants! { /// doc
/// pub struct Constants / Pair { saturation, vte } }`.
#[allow(unused_macros)]
macro_rules! constants {
    ($(#[$meta:meta])* struct $one:ident / $pair:ident { $($(#[$of_field:meta])* $field:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq)]
        pub struct $one { $($(#[$of_field])* pub $field: f64,)* }
        #[derive(Debug, Clone, Copy)]
        pub struct $pair { $(pub $field: $crate::lanes::F2,)* }
        impl $crate::devices::equations::Packed for $pair {
            type One = $one;
            fn pack(first: &$one, second: &$one) -> $pair {
                $pair { $($field: $crate::lanes::F2::from([first.$field, second.$field]),)* }
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use constants;

/// The entries of a device in which every pin's current depends on every pin's voltage, row by row.
pub const fn every_entry<const P: usize, const E: usize>() -> [[u8; 2]; E] {
    let mut entries = [[0; 2]; E];
    let mut entry = 0;
    while entry < E {
        entries[entry] = [(entry / P) as u8, (entry % P) as u8];
        entry += 1;
    }
    entries
}

/// The equations of a kind of device with `P` pins and `E` entries in the matrix.
pub trait Equations<const P: usize, const E: usize>: 'static {
    const KIND: &'static Kind;
    /// Row and column pins of the entries.
    const ENTRIES: [[u8; 2]; E];
    /// The pin against which voltages are counted; `P` where a pin is a
    /// branch's current, so that pins are taken as they are.
    const REFERENCE: usize;
    /// The pin to which all charges flow: where charges meet that have nothing to
    /// do with each other, such as heat, it is ground's.
    const REST: usize = if Self::REFERENCE < P { Self::REFERENCE } else { P - 1 };
    /// The pin whose current is the device's.
    const CURRENT: usize = 0;
    /// By terminal of the card: the pins whose currents enter there.
    const TERMINALS: &'static [&'static [usize]] = &[&[0], &[1], &[2], &[3]];
    /// Another pin whose current enters at the same terminal; `P` where there is none.
    const CURRENT_BESIDE: usize = P;
    /// Whether there are charges at all.
    const CHARGED: bool = true;
    /// Whether a device may be passed over while its voltages hardly change.
    const BYPASS: bool = true;
    /// Whether charges follow a path from one accepted point to the next.
    const PATHS: bool = false;
    /// Whether small signals can have a part that [`Equations::delays`] or follows with a
    /// time constant, [`Equations::lag`]; a kind without has no code for them.
    const LATE: bool = false;

    /// Pairs of pins between which the kernel has a conductance, which [`Equations::link`] gives.
    const LINKS: &'static [[usize; 2]] = &[];

    type Pair: Packed;
    /// What is remembered between iterations: the voltages of the last
    /// evaluation for limiting; for charges that follow a path, those of the
    /// last accepted point.
    type Memory: Copy + Default + 'static;

    /// The unknowns of a device. Says with `set_up.conducts` where a direct
    /// current can pass (the kernel does so for series resistances).
    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; P], Failure>;

    /// Reads the card and the model, at the device's temperature, with area and
    /// multipliers.
    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<<Self::Pair as Packed>::One, P>, Failure>;

    /// Siemens of one of the [`Equations::LINKS`]; 0 for none.
    fn link(_constants: &<Self::Pair as Packed>::One, _place: usize) -> f64 {
        0.0
    }

    /// Currents, charges and derivatives of two devices at pin voltages `v`.
    /// Branch-free where it can be; what a NaN touches must stay NaN. `out` may hold
    /// what was answered before: everything is written but for `limited`, which is 0,
    /// and charges that are not wanted.
    fn evaluate(pair: &Self::Pair, memory: &mut Self::Memory, v: &[F2; P], call: &Call, out: &mut Outputs<P, E>);

    /// Takes voltages as they are into the memory that limiting uses.
    fn settle(pair: &Self::Pair, memory: &mut Self::Memory, v: &[F2; P]);

    /// A time point was accepted at `v`; asked of kinds with [`Equations::PATHS`].
    fn accept(_pair: &Self::Pair, _memory: &mut Self::Memory, _v: &[F2; P]) {}

    /// A time point was accepted at `v`, so many seconds behind the last and that one
    /// behind the one before; infinite where a history begins. Asked where a device
    /// [`Equations::delays`], which is never passed over.
    fn advance(_pair: &Self::Pair, _memory: &mut Self::Memory, _v: &[F2; P], _steps: [f64; 2]) {}

    /// Whether a device's small signals have a part that [`Equations::delayed`] adds,
    /// and what it does in a transient depends on the points before.
    fn delays(_constants: &<Self::Pair as Packed>::One) -> bool {
        false
    }

    /// Adds to admittances by entry what is neither constant nor proportional to
    /// jω, at `omega` radians a second, from the derivatives at the operating point.
    fn delayed(
        _constants: &<Self::Pair as Packed>::One,
        _conductance: &[f64; E],
        _omega: f64,
        _admittance: &mut [Complex; E],
    ) {
    }

    /// What of the small signals at an operating point follows with a time constant.
    fn lag(_constants: &<Self::Pair as Packed>::One, _v: &[f64; P]) -> Option<Lag<E>> {
        None
    }

    /// Writes the values of the [`Kind::variables`], in their order.
    fn variables(_constants: &<Self::Pair as Packed>::One, _point: &Point<P, E>, _values: &mut [f64]) {}

    /// The state that a device is in, from its variables; empty where none is told.
    fn region(_constants: &<Self::Pair as Packed>::One, _values: &[f64]) -> &'static str {
        ""
    }

    /// The sources of noise at an operating point.
    fn noise(_constants: &<Self::Pair as Packed>::One, _point: &Point<P, E>, _sources: &mut Vec<NoiseSource>) {}
}
