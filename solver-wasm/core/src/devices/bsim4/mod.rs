//! BSIM4.8: MOSFETs of levels 14 and 54. Cards whose options make networks of the
//! gate, the substrate or the ends have the equations of [`network`] around these.
//!
//! Sources: BSIM4.8.0 MOSFET Model User's Manual, University of California,
//! Berkeley, 2013; ngspice manual 39, section 11.2. Parameters, their defaults and
//! constants are those of ngspice 39.
//!
//! A card is read by [`defaults`], becomes a device of a size at a temperature in
//! [`size`] and [`layout`], and is evaluated in parts: [`gate`], [`channel`],
//! [`leakage`], [`junction`], [`charge`]. Everything is computed from the effective
//! source, the end of the channel with the lower voltage. Derivatives are carried
//! along with the values, so they are those of the equations: where ngspice writes
//! other ones by hand, these are followed.

mod bias;
mod binned;
mod channel;
mod charge;
mod defaults;
mod ends;
mod gate;
mod junction;
mod layout;
mod leakage;
mod network;
mod noise;
mod outside;
mod oxide;
mod plain;
mod rows;
mod shapes;
mod size;
mod table;
#[cfg(test)]
mod tests;

use self::bias::{Bias, Sheet};
use self::channel::{ChannelPair, ChannelParts};
use self::charge::{ChargePair, ChargeParts};
use self::defaults::Card;
use self::gate::{GatePair, GateParts};
use self::junction::{DiodePair, DiodeParts};
use self::layout::Drawn;
use self::leakage::{LeakagePair, LeakageParts};
use self::network::Network;
use self::outside::{Modes, OutsidePair};
use self::shapes::{splat, D1, D3};
use self::size::{Device, Heat};
use super::equations::{every_entry, Call, Equations, Lag, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::KELVIN;
use super::mosfet::limit::{taken, Before, Limits};
use super::mosfet::{initial, region};
use super::table::Variant;
use super::{nonlinear, Conditions, Finding, Kind};
use crate::circuit::Analysis;
use crate::lanes::{lane, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::FACTS.with(nonlinear::make::<Bsim4, 4, 16>);
pub const VARIANTS: &[Variant] = &[
    Variant { needed: network::needs_all, make: nonlinear::make::<Network<{ network::ALL }, { network::ALL_ENTRIES }>, { network::ALL }, { network::ALL_ENTRIES }> },
    Variant { needed: network::needs_some, make: nonlinear::make::<Network<{ network::SOME }, { network::SOME_ENTRIES }>, { network::SOME }, { network::SOME_ENTRIES }> },
];

/// The pins: drain and source behind their resistances.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;
const B: usize = 3;

/// Thermal voltage and critical voltage of the junctions where Newton's steps are
/// limited, in volts: those of 10 fA at 300.15 K, whatever the junctions have.
const LIMIT_VT: f64 = 0.025_864_186_09;
const LIMIT_CRITICAL: f64 = 0.726_8;
/// Siemens of the resistances that thermal noise of tnoimod=1 needs at the ends
/// where there are none, as in ngspice.
const NOISE_END: f64 = 1e3;

/// ngspice counts charge that is behind in nanocoulombs, and its rate in 1/ns.
const NANO: f64 = 1e-9;

/// Constants of a device.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants {
    sign: f64,
    /// Fingers, and devices in parallel (m).
    fingers: f64,
    count: f64,
    device: Device,
    modes: Modes,
    mobility: u8,
    charge: ChargeParts,
    leakage: LeakageParts,
    diode: u8,
    tnoimod: u8,
    fnoimod: u8,
    /// Kelvin, of the circuit.
    noise_temperature: f64,
    /// Siemens beside each junction.
    gmin: f64,
    /// vds, vgs and vbs where the search for an operating point begins.
    start: [f64; 3],
}

/// Constants of a pair.
#[derive(Debug, Clone)]
pub struct Pair {
    sign: F2,
    /// Fingers of all devices of m, and devices of m.
    whole: F2,
    count: F2,
    gate: GatePair,
    channel: ChannelPair,
    leakage: LeakagePair,
    charge: ChargePair,
    outside: OutsidePair,
    source: DiodePair,
    drain: DiodePair,
    gate_parts: GateParts,
    channel_parts: ChannelParts,
    leakage_parts: LeakageParts,
    charge_parts: ChargeParts,
    source_parts: DiodeParts,
    drain_parts: DiodeParts,
    mobility: [u8; 2],
    start: [F2; 3],
}

impl Pair {
    fn of(one: &Constants) -> Pair {
        Pair::pack(one, one)
    }
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let both = |of: fn(&Constants) -> f64| F2::from([of(first), of(second)]);
        let of = [first, second];
        let (a, b) = (&first.device, &second.device);
        let diodes = |one: fn(&Device) -> &junction::Diode| {
            let parts = of.map(|of| DiodeParts::of(of.diode, one(&of.device)));
            DiodeParts::pair(parts[0], parts[1])
        };
        Pair {
            sign: both(|of| of.sign),
            whole: both(|of| of.fingers * of.count),
            count: both(|of| of.count),
            gate: GatePair::pack(&a.gate, &b.gate),
            channel: ChannelPair::pack(&a.channel, &b.channel),
            leakage: LeakagePair::pack(&a.leakage, &b.leakage),
            charge: ChargePair::pack(&a.charge, &b.charge),
            outside: OutsidePair::pack(&a.outside, &b.outside),
            source: DiodePair::pack(&a.source, &b.source),
            drain: DiodePair::pack(&a.drain, &b.drain),
            gate_parts: GateParts::of(&a.gate).either(GateParts::of(&b.gate)),
            channel_parts: ChannelParts::of(&a.channel).either(ChannelParts::of(&b.channel)),
            leakage_parts: LeakageParts {
                igc: of.map(|of| of.leakage.igc[0]),
                igb: of.map(|of| of.leakage.igb[0]),
                gidl_law: of.map(|of| of.leakage.gidl_law[0]),
                gidl: first.leakage.gidl || second.leakage.gidl,
            },
            charge_parts: ChargeParts {
                capmod: of.map(|of| of.charge.capmod[0]),
                cvchargemod: of.map(|of| of.charge.cvchargemod[0]),
                intrinsic: first.charge.intrinsic || second.charge.intrinsic,
                bent: first.charge.bent || second.charge.bent,
            },
            source_parts: diodes(|of| &of.source),
            drain_parts: diodes(|of| &of.drain),
            mobility: of.map(|of| of.mobility),
            start: [0, 1, 2].map(|which: usize| F2::from(of.map(|of| of.start[which]))),
        }
    }
}

pub struct Bsim4;

impl Bsim4 {
    /// Currents without the junctions'.
    #[inline(always)]
    fn channel(pair: &Pair, bias: &Bias) -> Sheet {
        let channel = bias.outer(bias.flow.current) * pair.whole;
        let zero = D3::constant(splat(0.0));
        let (mut drain, mut gate, mut bulk) = (channel, zero, zero);
        if pair.channel_parts.ionisation {
            let ionised = bias.outer(bias.flow.ionised) * pair.whole;
            drain = drain + ionised;
            bulk = -ionised;
        }
        let tunnels = pair.leakage_parts.gate();
        if tunnels {
            let [source, other, body] = [bias.gate.igcs, bias.gate.igcd, bias.gate.igb].map(|part| bias.outer(part) * pair.whole);
            drain = drain - other;
            gate = source + other + body;
            bulk = bulk - body;
        }
        let mut sheet = Sheet::of(bias, &drain, &gate, &bulk);
        if tunnels {
            for (pin, part) in [(S, bias.gate.igs), (D, bias.gate.igd)] {
                sheet.between(G, pin, part.value * pair.whole, part.by[0] * pair.whole);
            }
        }
        if pair.leakage_parts.gidl {
            let [drain, source] = bias.induced(pair).map(|part| part * pair.whole);
            sheet.to_bulk(D, &drain);
            sheet.to_bulk(S, &source);
        }
        sheet
    }

    #[inline(always)]
    fn currents(pair: &Pair, bias: &Bias, gmin: F2) -> Sheet {
        let mut sheet = Self::channel(pair, bias);
        let [vds, _, vbs] = bias.at;
        for (pin, diode, parts, v) in [(D, &pair.drain, &pair.drain_parts, vbs - vds), (S, &pair.source, &pair.source_parts, vbs)] {
            let (current, conductance) = diode.current(parts, v);
            let gmin = gmin * pair.count;
            sheet.between(B, pin, current + gmin * v, conductance + gmin);
        }
        sheet
    }

    #[inline(always)]
    fn charges(pair: &Pair, bias: &Bias) -> Sheet {
        let parts = &pair.charge_parts;
        let mut sheet = if parts.intrinsic {
            let [gate, bulk, drain] = Self::intrinsic(pair, bias);
            Sheet::of(bias, &drain, &gate, &bulk)
        } else {
            Sheet { value: [splat(0.0); 4], by: [[splat(0.0); 4]; 4] }
        };
        let [vds, vgs, vbs] = bias.at;
        let [source, drain] = pair.charge.overlaps();
        for (pin, constants, v) in [(D, drain, vgs - vds), (S, source, vgs)] {
            let (charge, capacitance) = pair.charge.overlap(parts, v, constants);
            sheet.between(G, pin, charge, capacitance);
        }
        sheet.between(G, B, pair.charge.overlap_bulk * (vgs - vbs), pair.charge.overlap_bulk);
        for (pin, diode, v) in [(D, &pair.drain, vbs - vds), (S, &pair.source, vbs)] {
            let (charge, capacitance) = diode.charge(v);
            sheet.between(B, pin, charge, capacitance);
        }
        sheet
    }

    /// Gate's, bulk's and effective drain's charges of the channel.
    #[inline(always)]
    fn intrinsic(pair: &Pair, bias: &Bias) -> [D3; 3] {
        let [vds, _, vbs] = bias.at;
        let vbs = vbs - bias.exchanged.select(vds, splat(0.0));
        let vbs = D1 { value: vbs, by: [bias.by_vbs] };
        pair.charge.intrinsic(&pair.charge_parts, &pair.gate, &pair.channel, &bias.stand, vbs, &bias.flow)
    }

    #[inline(never)]
    fn charge_into(pair: &Pair, bias: &Bias, out: &mut Outputs<4, 16>) {
        Self::charges(pair, bias).write(pair.sign, &mut out.charge, &mut out.capacitance);
    }
}

/// How a law is chosen by a number: one that is not known is the usual one, as in ngspice.
fn law(number: f64, most: u8, usual: u8) -> u8 {
    (0..=most).find(|&law| f64::from(law) == number).unwrap_or(usual)
}

/// The drain's or the source's pin, behind its resistance where there may be one.
fn end(set_up: &mut SetUp, device: u32, outer: u32, name: &'static str) -> Pin {
    let behind = ["rsh", "tnoimod", "rdsmod"].iter().any(|name| set_up.may_differ_from(device, name, 0.0));
    match behind {
        true => Pin::Behind { outer, inner: set_up.internal(device, name) },
        false => Pin::At(outer),
    }
}

/// What every BSIM4 reads from its card.
struct Reading {
    constants: Constants,
    /// Siemens in series with drain and source where rdsmod is 0.
    series: [f64; 2],
    /// vds, vgs and vbs at the start of a transient; NaN where the card has none.
    initial: [f64; 3],
}

fn read(conditions: &Conditions, device: u32, given: &Given, model: &Given) -> Result<Reading, Failure> {
    KIND.check_level(device, model)?;
    let [temperature, nominal] = conditions.kelvins(device, given, model)?;
    let sign = if conditions.model_kind(device) == "pmos" { -1.0 } else { 1.0 };
    let card = Card::read(model, sign, conditions.options.tnom);
    let p = &card.plain;
    let number = |name, usual| given.number_or(name, usual);
    let drawn = Drawn {
        length: conditions.length(given, "l").unwrap_or(5e-6),
        width: conditions.length(given, "w").unwrap_or(5e-6),
        fingers: number("nf", 1.0),
        fewest: number("min", 0.0) == 1.0,
        geometry: law(number("geomod", p.geomod), 10, 0),
        contacts: law(number("rgeomod", p.rgeomod), 1, 1),
        unit: conditions.options.scale,
    };
    if !(drawn.fingers >= 1.0 && drawn.fingers <= 1e6) {
        return Err(Failure::device(device, "parameter-range", format!("nf is {}; a transistor has at least one finger", drawn.fingers)));
    }
    let count = conditions.multiplier(device);
    let modes = Modes::of(&card, given);
    let fail = |message| Failure::device(device, "model-parameter", message);
    let constants = size::device(&card, given, &drawn, Heat { device: temperature, nominal }, count, &modes).map_err(fail)?;
    let [source, drain] = constants.series;
    let mut series = [drain, source];
    let noisy = conditions.inputs.circuit.analyses.iter().any(|job| matches!(job.analysis, Analysis::Noise { .. }));
    if p.tnoimod == 1.0 && noisy {
        series = series.map(|end| if end > 0.0 { end } else { NOISE_END * count });
    }
    let leaks = |a: f64, b: f64, c: f64| a > 0.0 && b > 0.0 && c >= 0.0;
    let l = &constants.leakage;
    let initial = initial(given);
    let mut start = initial.map(|volts| sign * volts.unwrap_or(0.0));
    if start == [0.0; 3] {
        start = [0.1, constants.vth0 + 0.1, 0.0];
    }
    let capmod = law(p.capmod, 2, 2);
    let constants = Constants {
        sign,
        fingers: drawn.fingers,
        count,
        modes,
        mobility: law(p.mobmod, 6, 0),
        charge: ChargeParts {
            capmod: [capmod; 2],
            cvchargemod: [u8::from(p.cvchargemod != 0.0); 2],
            intrinsic: p.xpart >= 0.0,
            bent: capmod != 0 && (constants.charge.ldd_source != 0.0 || constants.charge.ldd_drain != 0.0),
        },
        leakage: LeakageParts {
            igc: [law(p.igcmod, 2, 0); 2],
            igb: [law(p.igbmod, 1, 0); 2],
            gidl_law: [u8::from(p.gidlmod != 0.0); 2],
            gidl: leaks(l.agidl, l.bgidl, l.cgidl) || leaks(l.agisl, l.bgisl, l.cgisl),
        },
        diode: law(p.diomod, 2, 1),
        tnoimod: law(p.tnoimod, 2, 0),
        fnoimod: law(p.fnoimod, 1, 1),
        noise_temperature: conditions.temperature + KELVIN,
        gmin: conditions.options.gmin,
        start,
        device: constants,
    };
    Ok(Reading { constants, series, initial: initial.map(|volts| volts.unwrap_or(f64::NAN)) })
}

/// What is told of a device, whatever network it has.
struct Told {
    /// Voltages of the drain's and the source's junction, of an NMOS.
    junctions: [F2; 2],
    /// Volts of the charge's node, of an NMOS.
    behind: f64,
    /// Into the terminals of source, gate and bulk in amperes.
    into: [f64; 3],
    power: f64,
}

impl Bsim4 {
    fn tell(constants: &Constants, pair: &Pair, bias: &Bias, told: &Told, values: &mut [f64]) {
        let one = |pair: F2| lane(pair, 0);
        let all = |pair: F2| lane(pair, 0) * constants.fingers * constants.count;
        let sign = constants.sign;
        let [vds, vgs, vbs] = bias.at;
        let gmin = constants.gmin * constants.count;
        let diode = |diode: &DiodePair, parts: &DiodeParts, v: F2| {
            let (current, conductance) = diode.current(parts, v);
            [one(current) + gmin * one(v), one(conductance) + gmin]
        };
        let [at_drain, at_source] = told.junctions;
        let [ibd, gbd] = diode(&pair.drain, &pair.drain_parts, at_drain);
        let [ibs, gbs] = diode(&pair.source, &pair.source_parts, at_source);
        let [igidl, igisl] = bias.induced(pair).map(|part| all(part.value));
        let current = bias.flow.current;
        let [qg, qb, qd] = Self::intrinsic(pair, bias);
        // By gate, drain, source and bulk from the effective source, as ngspice tells them.
        let slopes = |x: &D3| {
            let [g, d, b] = x.by.map(one);
            [g, d, -(g + d + b), b]
        };
        let [gate, drain, bulk] = [&qg, &qd, &qb].map(slopes);
        let source = [0, 1, 2, 3].map(|by: usize| -(gate[by] + drain[by] + bulk[by]));
        let [is, ig, ib] = told.into;
        let modes = constants.modes;
        let delays = modes.gate >= 2 || modes.transient || modes.small_signal;
        let whole = crate::lanes::mask([modes.gate == 2; 2]);
        let gcrg = if delays { one(pair.outside.gate(bias, whole).value) } else { 0.0 };
        let oxide = one(pair.charge.oxide);
        values.copy_from_slice(&[
            all(current.value),
            sign * is,
            sign * ig,
            sign * ib,
            ibd,
            ibs,
            all(bias.flow.ionised.value),
            igidl,
            igisl,
            all(bias.gate.igs.value),
            all(bias.gate.igd.value),
            all(bias.gate.igb.value),
            all(bias.gate.igcs.value),
            all(bias.gate.igcd.value),
            one(vgs),
            one(vds),
            one(vbs),
            one(bias.stand.vth.value),
            one(bias.flow.vdsat),
            all(current.by[0]),
            all(current.by[1]),
            all(current.by[2] * bias.by_vbs),
            gbd,
            gbs,
            gate[0],
            gate[2],
            gate[1],
            gate[3],
            drain[0],
            drain[1],
            drain[2],
            drain[3],
            source[0],
            source[1],
            source[2],
            source[3],
            bulk[0],
            bulk[1],
            bulk[2],
            bulk[3],
            one(pair.drain.charge(at_drain).1),
            one(pair.source.charge(at_source).1),
            one(qg.value),
            one(qb.value),
            one(qd.value),
            -one(qg.value + qb.value + qd.value),
            gcrg,
            if modes.transient { gcrg / oxide * NANO } else { 0.0 },
            told.behind * oxide / constants.count / NANO,
            told.power,
        ]);
    }

    /// What of the small signals follows with the channel's charge (`acnqsmod=1`): the
    /// channel's current, and its charge with the gate's image of it.
    fn following(constants: &Constants, v: [f64; 4]) -> Lag<16> {
        let pair = Pair::of(constants);
        let bias = Bias::at(&pair, &v.map(F2::splat));
        let zero = D3::constant(splat(0.0));
        let current = Sheet::of(&bias, &(bias.outer(bias.flow.current) * pair.whole), &zero, &zero);
        let [gate, bulk, drain] = Self::intrinsic(&pair, &bias);
        let charge = Sheet::of(&bias, &drain, &(gate + bulk), &zero);
        let slopes = |sheet: &Sheet| std::array::from_fn(|entry| lane(sheet.by[entry / 4][entry % 4], 0));
        let whole = crate::lanes::mask([constants.modes.gate == 2; 2]);
        let rate = pair.outside.gate(&bias, whole).value / pair.charge.oxide;
        Lag { conductance: slopes(&current), capacitance: slopes(&charge), time: 1.0 / lane(rate, 0) }
    }
}

impl Equations<4, 16> for Bsim4 {
    const KIND: &'static Kind = &KIND;
    const LATE: bool = true;
    const ENTRIES: [[u8; 2]; 16] = every_entry::<4, 16>();
    const REFERENCE: usize = S;
    type Pair = Pair;
    type Memory = Before;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 4], Failure> {
        let [drain, gate, source, bulk] = set_up.terminals(device)?;
        set_up.conducts(drain, source);
        set_up.conducts(drain, bulk);
        // Tunnelling may be the only way to a gate.
        set_up.conducts(gate, bulk);
        let drain = end(set_up, device, drain, "drain");
        Ok([drain, Pin::At(gate), end(set_up, device, source, "source"), Pin::At(bulk)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        _report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, 4>, Failure> {
        let Reading { constants, series: [drain, source], initial: [vds, vgs, vbs] } = read(conditions, device, given, model)?;
        Ok(Resolved { constants, series: [drain, 0.0, source, 0.0], initial: [vds, vgs, f64::NAN, vbs] })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut Before, v: &[F2; 4], call: &Call, out: &mut Outputs<4, 16>) {
        let limits = || Limits::alike(splat(LIMIT_VT), splat(LIMIT_CRITICAL));
        let at = taken(v, pair.sign, &pair.start, limits, memory, call, out);
        let bias = Bias::of(pair, at);
        memory.last = at;
        memory.threshold = bias.stand.vth.value;
        Self::currents(pair, &bias, splat(call.gmin)).write(pair.sign, &mut out.current, &mut out.conductance);
        if call.charges {
            Self::charge_into(pair, &bias, out);
        }
    }

    fn settle(pair: &Pair, memory: &mut Before, v: &[F2; 4]) {
        let bias = Bias::at(pair, v);
        memory.last = bias.at;
        memory.threshold = bias.stand.vth.value;
    }

    fn lag(constants: &Constants, v: &[f64; 4]) -> Option<Lag<16>> {
        constants.modes.small_signal.then(|| Bsim4::following(constants, *v))
    }

    fn variables(constants: &Constants, point: &Point<4, 16>, values: &mut [f64]) {
        let pair = Pair::of(constants);
        let bias = Bias::at(&pair, &point.v.map(F2::splat));
        let into = |pin: usize| point.current[pin] + point.rate[pin];
        let outside = |pin: usize| match point.series[pin] {
            series if series > 0.0 => point.v[pin] + into(pin) / series,
            _ => point.v[pin],
        };
        let power = [D, G, S, B].iter().map(|&pin| into(pin) * outside(pin)).sum();
        let [vds, _, vbs] = bias.at;
        let told = Told { junctions: [vbs - vds, vbs], behind: 0.0, into: [S, G, B].map(into), power };
        Bsim4::tell(constants, &pair, &bias, &told, values);
    }

    fn region(_constants: &Constants, values: &[f64]) -> &'static str {
        region(table::VARIABLES, values, "vth", 1.0)
    }

    fn noise(constants: &Constants, point: &Point<4, 16>, sources: &mut Vec<NoiseSource>) {
        noise::sources(constants, &noise::Seen { v: point.v, ends: [point.series[D], point.series[S]], around: [0.0; 6] }, &[[G; 2]; 6].map(noise::within), sources);
    }
}
