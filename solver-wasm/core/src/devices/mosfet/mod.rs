//! MOSFETs of the levels that SPICE2 had: a channel of its own kind ([`Channel`],
//! a file for each level) with the same things around it: the bulk's junctions,
//! Meyer's capacitances, series resistances behind internal nodes, temperature;
//! drain and source change places with the sign of their voltage.
//!
//! Sources: those of [`extrinsic`], [`meyer`], [`reading`], [`limit`] and the
//! levels' files; ngspice manual 39, section 11.2. What the borders of the parts
//! around the channel do: a junction's current jumps at −3·vt ([`extrinsic`]),
//! Meyer's charges depend on the path ([`meyer`]).

mod extrinsic;
mod level1;
mod level2;
mod level3;
pub(super) mod limit;
mod meyer;
mod reading;
pub(super) mod table;
#[cfg(test)]
mod tests;

use self::extrinsic::{Effective, ExtrinsicPair};
use self::limit::{taken, voltages, Before, Voltages};
use self::meyer::{Meyer, Path};
pub(super) use self::reading::initial;
use self::reading::{Extrinsic, Reading};
use super::equations::{every_entry, Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::BOLTZMANN;
use super::{nonlinear, Conditions, Finding, Kind, Variable};
use crate::lanes::{lane, F2};
use crate::simulation::{Failure, SetUp};
use std::marker::PhantomData;

pub const LEVEL1: Kind = level1::FACTS.with(nonlinear::make::<Mosfet<level1::Pair>, 4, 16>);
pub const LEVEL2: Kind = level2::FACTS.with(nonlinear::make::<Mosfet<level2::Pair>, 4, 16>);
pub const LEVEL3: Kind = level3::FACTS.with(nonlinear::make::<Mosfet<level3::Pair>, 4, 16>);

/// The pins: drain and source behind their resistances.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;
const B: usize = 3;

/// What a level has instead of another around its channel.
pub struct Usual {
    /// Thickness of the oxide in metres where `tox` is not given; `None` where
    /// there is no oxide then.
    oxide: Option<f64>,
    /// Grading of the side walls where `mjsw` is not given.
    edge_grading: f64,
    /// Whether the bulk's junctions have a tail below [`extrinsic::REVERSE`].
    tail: bool,
    /// Whether intrinsic carriers are those of the nominal temperature.
    warm_carriers: bool,
    /// Whether flicker noise knows the area of one device of `m` only.
    flicker_of_one: bool,
}

/// A channel of a level, for two devices.
pub trait Channel: Packed {
    const KIND: &'static Kind;
    const USUAL: Usual;

    type Gate: Gate;

    fn read(reading: &Reading) -> Self::One;

    /// Parameters that have no effect on a model, and why.
    fn inert(_model: &Given) -> Vec<String> {
        Vec::new()
    }

    /// Where the gate stands. `published` gives the slopes that SPICE publishes,
    /// which belong to ngspice's numbers for small signals, wherever they are not
    /// those of the current; Newton's iteration takes the true ones.
    fn gate(&self, around: &ExtrinsicPair, at: &Effective, published: bool) -> Self::Gate;

    /// The current from effective drain to source.
    fn current(&self, around: &ExtrinsicPair, at: &Effective, gate: &Self::Gate, published: bool) -> Current;
}

/// Where a gate stands, seen from the effective source.
pub trait Gate: Copy {
    /// Threshold in volts.
    fn von(&self) -> F2;
    /// Volts between drain and source at which the channel saturates.
    fn vdsat(&self) -> F2;
    /// Slopes by vgs, vds and vbs of what has these by vgs − von and by vdsat.
    fn slopes(&self, by_drive: F2, by_vdsat: F2) -> [F2; 3];
}

/// A channel's current with its slopes.
#[derive(Debug, Clone, Copy)]
pub struct Current {
    pub current: F2,
    pub gm: F2,
    pub gds: F2,
    pub gmbs: F2,
}

/// Constants of a device.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants<C> {
    pub around: Extrinsic,
    pub channel: C,
}

/// Constants of a pair of devices.
#[derive(Debug, Clone)]
pub struct Pair<C> {
    pub around: ExtrinsicPair,
    pub channel: C,
}

impl<C: Channel> Packed for Pair<C> {
    type One = Constants<C::One>;

    fn pack(first: &Self::One, second: &Self::One) -> Pair<C> {
        Pair { around: ExtrinsicPair::pack(&first.around, &second.around), channel: C::pack(&first.channel, &second.channel) }
    }
}

/// What limiting knows of the last evaluation, and where the gate's charges are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    before: Before,
    path: Path,
}

/// Gate to source, drain and bulk.
#[inline(always)]
fn of_gate([vds, vgs, vbs]: &Voltages) -> [F2; 3] {
    [*vgs, *vgs - *vds, *vgs - *vbs]
}

/// The region of a MOSFET by the values of its variables: by the saturation voltage and
/// the threshold, the variable of that name, both with this sign; drain and source are
/// exchanged where the drain is below the source.
pub(super) fn region(variables: &[Variable], values: &[f64], threshold: &str, sign: f64) -> &'static str {
    let of = |name: &str| variables.iter().position(|variable| variable.name == name).map_or(f64::NAN, |place| values[place]);
    let (vgs, vds) = (of("vgs"), of("vds"));
    let drive = if vds < 0.0 { vgs - vds } else { vgs };
    if drive <= sign * of(threshold) {
        "off"
    } else if vds.abs() < sign * of("vdsat") {
        "linear"
    } else {
        "saturation"
    }
}

pub struct Mosfet<C>(PhantomData<C>);

impl<C: Channel> Mosfet<C> {
    /// Charges and capacitances: overlaps, junctions, Meyer's.
    #[inline(always)]
    fn charge(pair: &ExtrinsicPair, memory: &Memory, at: &Voltages, effective: &Effective, gate: &C::Gate, exact: bool, out: &mut Outputs<4, 16>) {
        let zero = F2::splat(0.0);
        let voltage = of_gate(at);
        let mut c = pair.overlap;
        let mut q = [c[0] * voltage[0], c[1] * voltage[1], c[2] * voltage[2]];
        // What the change of the capacitances themselves adds: by pin of the
        // charges' other ends (source, drain, bulk) and of the voltages.
        let mut bend = [[zero; 4]; 3];
        if pair.meyer {
            let meyer = Meyer::at(pair, effective, gate.von(), gate.vdsat());
            let real = meyer.real(effective);
            let gone = memory.path.to(&voltage, &real);
            let (mean, half) = if exact { (real, [zero; 3]) } else { (gone.mean, gone.half) };
            for which in 0..3 {
                q[which] += gone.charge[which];
                c[which] += mean[which];
            }
            if !exact {
                let exchanged = effective.exchanged;
                let pick = |one: F2, other: F2| exchanged.select(one, other);
                let slopes = meyer.by.map(|[by_drive, by_vdsat, by_vds]| {
                    let [g, d, b] = gate.slopes(by_drive, by_vdsat);
                    [g, d + by_vds, b]
                });
                for which in 0..3 {
                    let other = [1, 0, 2][which];
                    let [g, d, b] = [0, 1, 2].map(|by: usize| half[which] * pick(slopes[other][by], slopes[which][by]));
                    let lower = -(g + d + b);
                    bend[which] = [pick(lower, d), g, pick(d, lower), b];
                }
            }
        }
        let [gs, gd, gb] = bend;
        let mut entries = [
            [c[1] - gd[D], -c[1] - gd[G], -gd[S], -gd[B]],
            [gs[D] + gd[D] + gb[D] - c[1], c[0] + c[1] + c[2] + (gs[G] + gd[G] + gb[G]), gs[S] + gd[S] + gb[S] - c[0], gs[B] + gd[B] + gb[B] - c[2]],
            [-gs[D], -c[0] - gs[G], c[0] - gs[S], -gs[B]],
            [-gb[D], -c[2] - gb[G], -gb[S], c[2] - gb[B]],
        ];
        let mut pins = [-q[1], q[0] + q[1] + q[2], -q[0], -q[2]];
        if pair.depleted {
            let (qd, cd) = pair.depletion(&pair.drain, at[2] - at[0]);
            let (qs, cs) = pair.depletion(&pair.source, at[2]);
            entries[D][D] += cd;
            entries[D][B] -= cd;
            entries[S][S] += cs;
            entries[S][B] -= cs;
            entries[B][D] -= cd;
            entries[B][S] -= cs;
            entries[B][B] += cd + cs;
            pins[D] -= qd;
            pins[S] -= qs;
            pins[B] += qd + qs;
        }
        for row in 0..4 {
            out.charge[row] = pair.sign * pins[row];
            out.capacitance[4 * row..4 * row + 4].copy_from_slice(&entries[row]);
        }
    }
}

impl<C: Channel> Equations<4, 16> for Mosfet<C> {
    const KIND: &'static Kind = C::KIND;
    const ENTRIES: [[u8; 2]; 16] = every_entry::<4, 16>();
    const REFERENCE: usize = S;
    const PATHS: bool = true;
    type Pair = Pair<C>;
    type Memory = Memory;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 4], Failure> {
        let [drain, gate, source, bulk] = set_up.terminals(device)?;
        set_up.conducts(drain, source);
        set_up.conducts(drain, bulk);
        let sheet = set_up.may_differ_from(device, "rsh", 0.0);
        let mut end = |outer: u32, resistance: &str, name: &'static str| {
            match sheet || set_up.may_differ_from(device, resistance, 0.0) {
                true => Pin::Behind { outer, inner: set_up.internal(device, name) },
                false => Pin::At(outer),
            }
        };
        let drain = end(drain, "rd", "drain");
        Ok([drain, Pin::At(gate), end(source, "rs", "source"), Pin::At(bulk)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants<C::One>, 4>, Failure> {
        C::KIND.check_level(device, model)?;
        for message in C::inert(model) {
            report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
        }
        let sign = if conditions.model_kind(device) == "pmos" { -1.0 } else { 1.0 };
        let (around, reading, [drain, source]) = reading::read(&C::USUAL, conditions, device, sign, given, model)?;
        let channel = C::read(&reading);
        let [vds, vgs, vbs] = initial(given).map(|volts| volts.unwrap_or(f64::NAN));
        Ok(Resolved { constants: Constants { around, channel }, series: [drain, 0.0, source, 0.0], initial: [vds, vgs, f64::NAN, vbs] })
    }

    #[inline(always)]
    fn evaluate(both: &Pair<C>, memory: &mut Memory, v: &[F2; 4], call: &Call, out: &mut Outputs<4, 16>) {
        let pair = &both.around;
        let at = taken(v, pair.sign, &pair.start, || pair.limits(), &memory.before, call, out);
        let effective = Effective::of(at);
        let gate = both.channel.gate(pair, &effective, call.exact);
        memory.before.last = at;
        memory.before.threshold = gate.von();
        let channel = both.channel.current(pair, &effective, &gate, call.exact);
        let gmin = F2::splat(call.gmin);
        let (ibd, gbd) = pair.junction(&pair.drain, at[2] - at[0], gmin, C::USUAL.tail);
        let (ibs, gbs) = pair.junction(&pair.source, at[2], gmin, C::USUAL.tail);

        let forward = |g: F2| effective.exchanged.select(-g, g);
        let current = forward(channel.current);
        let both = channel.gm + channel.gmbs;
        let zero = F2::splat(0.0);
        let by_d = channel.gds + effective.exchanged.select(both, zero);
        let by_s = channel.gds + effective.exchanged.select(zero, both);
        let (by_g, by_b) = (forward(channel.gm), forward(channel.gmbs));
        out.current =
            [pair.sign * (current - ibd), zero, pair.sign * (-current - ibs), pair.sign * (ibd + ibs)];
        out.conductance = [
            by_d + gbd, by_g, -by_s, by_b - gbd, //
            zero, zero, zero, zero, //
            -by_d, -by_g, by_s + gbs, -by_b - gbs, //
            -gbd, zero, -gbs, gbd + gbs,
        ];
        if call.charges {
            Self::charge(pair, memory, &at, &effective, &gate, call.exact, out);
        }
    }

    fn settle(pair: &Pair<C>, memory: &mut Memory, v: &[F2; 4]) {
        memory.before.last = voltages(pair.around.sign, v);
        memory.before.threshold = pair.channel.gate(&pair.around, &Effective::of(memory.before.last), false).von();
    }

    #[inline(always)]
    fn accept(both: &Pair<C>, memory: &mut Memory, v: &[F2; 4]) {
        let pair = &both.around;
        if !pair.meyer {
            return;
        }
        let at = voltages(pair.sign, v);
        let voltage = of_gate(&at);
        let moved = memory.path.moved(&voltage);
        if moved.any() {
            let effective = Effective::of(at);
            let gate = both.channel.gate(pair, &effective, false);
            let capacitance = Meyer::at(pair, &effective, gate.von(), gate.vdsat()).real(&effective);
            memory.path.advance(moved, &voltage, &capacitance);
        }
    }

    /// As ngspice: currents, voltages and charges of a PMOS with the signs of an
    /// NMOS, thresholds with their own.
    fn variables(constants: &Constants<C::One>, point: &Point<4, 16>, values: &mut [f64]) {
        let both = Pair::<C>::pack(constants, constants);
        let (pair, constants) = (&both.around, &constants.around);
        let at = voltages(pair.sign, &point.v.map(F2::splat));
        let effective = Effective::of(at);
        let gate = both.channel.gate(pair, &effective, true);
        let channel = both.channel.current(pair, &effective, &gate, true);
        let capacitance = Meyer::at(pair, &effective, gate.von(), gate.vdsat()).real(&effective);
        let one = |pair: F2| lane(pair, 0);
        let of_gate = |which: usize| one(capacitance[which]) + constants.overlap[which];
        let sign = constants.sign;
        let into = |pin: usize| point.current[pin] + point.rate[pin];
        let (qbd, cbd) = pair.depletion(&pair.drain, at[2] - at[0]);
        let (qbs, cbs) = pair.depletion(&pair.source, at[2]);
        // The junctions' conductances are entries of their own; their currents
        // are what the channel leaves of drain's and source's.
        let along = if one(effective.exchanged) == 0.0 { one(channel.current) } else { -one(channel.current) };
        let (gbd, gbs) = (-point.conductance[4 * B + D], -point.conductance[4 * B + S]);
        let [vds, vgs, vbs] = at.map(one);
        let outside = |pin: usize| match point.series[pin] {
            series if series > 0.0 => point.v[pin] + into(pin) / series,
            _ => point.v[pin],
        };
        let power = [D, G, S, B].iter().map(|&pin| into(pin) * outside(pin)).sum();
        let resistance = |pin: usize| if point.series[pin] > 0.0 { 1.0 / point.series[pin] } else { 0.0 };
        values.copy_from_slice(&[
            sign * into(D),
            sign * into(S),
            sign * into(G),
            sign * into(B),
            along - sign * point.current[D],
            -along - sign * point.current[S],
            vgs,
            vds,
            vbs,
            vbs - vds,
            sign * one(gate.von()),
            sign * one(gate.vdsat()),
            constants.source.critical,
            constants.drain.critical,
            resistance(S),
            point.series[S],
            resistance(D),
            point.series[D],
            one(channel.gm),
            one(channel.gds),
            one(channel.gmbs),
            gbd,
            gbs,
            one(cbd),
            one(cbs),
            of_gate(0),
            of_gate(1),
            of_gate(2),
            constants.drain.bottom,
            constants.drain.edge,
            constants.source.bottom,
            constants.source.edge,
            one(qbd),
            one(qbs),
            power,
        ]);
    }

    fn region(constants: &Constants<C::One>, values: &[f64]) -> &'static str {
        region(table::VARIABLES, values, "von", constants.around.sign)
    }

    fn noise(constants: &Constants<C::One>, point: &Point<4, 16>, sources: &mut Vec<NoiseSource>) {
        let constants = &constants.around;
        let thermal = 4.0 * BOLTZMANN * constants.noise_temperature;
        let white = |name, between, conductance: f64| NoiseSource { name, between, white: thermal * conductance, flicker: 0.0, exponent: 1.0, partner: None };
        for (name, pin) in [("rd", D), ("rs", S)] {
            sources.push(white(name, [NoisePin::Outer(pin), NoisePin::Inner(pin)], point.series[pin]));
        }
        // The gate drives the channel from whichever end is the source.
        let gm = point.conductance[4 * S + G].abs();
        let between = [NoisePin::Inner(D), NoisePin::Inner(S)];
        sources.push(white("id", between, 2.0 / 3.0 * gm));
        let current = point.current[D].abs().max(1e-38);
        let flicker = constants.flicker * libm::pow(current, constants.flicker_exponent) / constants.flicker_area;
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0, partner: None });
    }
}
