//! A BSIM4 with networks: resistances of the gate and of the substrate, ends whose
//! resistances follow the voltages, and charge that needs time.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, the chapters on high-speed
//! models and on the drain's current.
//!
//! The channel's equations are the plain transistor's, between the inner pins. Two
//! sizes share what stands here: with a constant resistance of the gate and the
//! substrate's network alone, or with all pins. A pin that an option does not need
//! is the one outside of it. The charge's node carries what the channel's charge is
//! behind, by that of one volt over the oxide.
//!
//! Where the model jumps: below a hundred-thousandth of the oxide's charge at one volt
//! the channel's charge flows to drain and source by `xpart`, above it as it divides.

use super::bias::{Bias, Sheet};
use super::shapes::{splat, D3};
use super::{end, noise, read, table, Bsim4, Constants, Pair, Reading, Told, B, D, G, LIMIT_CRITICAL, LIMIT_VT, S};
use crate::devices::equations::{Call, Equations, Lag, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use crate::devices::inputs::Given;
use crate::devices::junction::limit_pair;
use crate::devices::mosfet::limit::{taken_into, Before, Limits, Voltages};
use crate::devices::mosfet::region;
use crate::devices::table::Kind;
use crate::devices::{Conditions, Finding, Start};
use crate::lanes::{self, lane, mask, F2};
use crate::simulation::{Failure, SetUp};

/// How many pins and entries there are with all networks, and with some.
pub const ALL: usize = 12;
pub const ALL_ENTRIES: usize = 56;
pub const SOME: usize = 6;
pub const SOME_ENTRIES: usize = 22;

/// Behind the inner drain, gate, source and bulk: the bulks of the junctions, the
/// middle of the gate's resistance and its outer end, drain and source outside, the
/// charge's node, and ground, at which it ends.
const DB: usize = 4;
const SB: usize = 5;
const M: usize = 6;
const E: usize = 7;
const OD: usize = 8;
const OS: usize = 9;
const Q: usize = 10;
const N: usize = 11;

/// Siemens that the kernel has where the equations have another, changing, conductance
/// in its place: an inner pin without any would be the outer one.
const TIED: f64 = 1e-9;
/// Of the oxide's charge at one volt.
const SMALL: f64 = 1e-5;

const ENTRIES: [[u8; 2]; ALL_ENTRIES] = {
    let more: [[usize; 2]; ALL_ENTRIES - 16] = [
        [D, DB], [DB, D], [DB, DB], [S, SB], [SB, S], [SB, SB], //
        [M, M], [M, D], [M, S], [M, B], [D, M], [S, M], [B, M], [M, G], [G, M], //
        [E, E], [E, G], [G, E], //
        [OD, OD], [OD, D], [D, OD], [OD, G], [OD, B], [OS, OS], [OS, S], [S, OS], [OS, G], [OS, B], //
        [Q, Q], [Q, G], [Q, D], [Q, S], [Q, B], [G, Q], [D, Q], [S, Q], [Q, N], [G, N], [D, N], [S, N],
    ];
    let mut entries = [[0; 2]; ALL_ENTRIES];
    let mut entry = 0;
    while entry < ALL_ENTRIES {
        entries[entry] = if entry < 16 { [(entry / 4) as u8, (entry % 4) as u8] } else { [more[entry - 16][0] as u8, more[entry - 16][1] as u8] };
        entry += 1;
    }
    entries
};

/// Where the entry of a row and a column is.
const PLACE: [[usize; ALL]; ALL] = {
    let mut places = [[ALL_ENTRIES; ALL]; ALL];
    let mut entry = 0;
    while entry < ALL_ENTRIES {
        places[ENTRIES[entry][0] as usize][ENTRIES[entry][1] as usize] = entry;
        entry += 1;
    }
    places
};

const fn first<const CELLS: usize>() -> [[u8; 2]; CELLS] {
    let mut entries = [[0; 2]; CELLS];
    let mut entry = 0;
    while entry < CELLS {
        entries[entry] = ENTRIES[entry];
        entry += 1;
    }
    entries
}

/// Whether a device may need pins of its own for a network that changes with voltages.
pub fn needs_all(set_up: &SetUp, device: u32) -> bool {
    let other = |name, number| set_up.own_or_model_may_differ_from(device, name, number);
    set_up.may_differ_from(device, "rdsmod", 0.0) || other("trnqsmod", 0.0) || other("rgatemod", 0.0) && other("rgatemod", 1.0)
}

/// Whether it may have a constant resistance of the gate, or a network in the substrate.
pub fn needs_some(set_up: &SetUp, device: u32) -> bool {
    ["rgatemod", "rbodymod"].iter().any(|name| set_up.own_or_model_may_differ_from(device, name, 0.0))
}

/// Constants of a pair.
#[derive(Debug, Clone)]
pub struct Both {
    plain: Pair,
    /// Lanes with rgatemod 2 or 3, 2, 3, with changing ends, and with charge that needs time.
    channel: F2,
    two: F2,
    three: F2,
    ends: F2,
    late: F2,
}

impl Packed for Both {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Both {
        let which = |test: fn(&Constants) -> bool| mask([test(first), test(second)]);
        Both {
            plain: Pair::pack(first, second),
            channel: which(|of| of.modes.gate >= 2),
            two: which(|of| of.modes.gate == 2),
            three: which(|of| of.modes.gate == 3),
            ends: which(|of| of.modes.ends),
            late: which(|of| of.modes.transient),
        }
    }
}

/// The last evaluation's voltages, and those of the drain's and the source's junction.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    before: Before,
    junctions: [F2; 2],
}

/// What flows into each pin, or lies behind it, as an NMOS has it, with its slopes.
struct Sum<const P: usize, const CELLS: usize> {
    value: [F2; P],
    by: [F2; CELLS],
}

impl<const P: usize, const CELLS: usize> Sum<P, CELLS> {
    /// What there is between the inner pins.
    #[inline(always)]
    fn of(sheet: &Sheet) -> Self {
        let zero = splat(0.0);
        let mut sum = Sum { value: [zero; P], by: [zero; CELLS] };
        sum.value[..4].copy_from_slice(&sheet.value);
        for (row, by) in sheet.by.iter().enumerate() {
            sum.by[4 * row..4 * row + 4].copy_from_slice(by);
        }
        sum
    }

    #[inline(always)]
    fn slope(&mut self, row: usize, column: usize, slope: F2) {
        self.by[PLACE[row][column]] += slope;
    }

    /// Something from one pin to another by the voltage between them.
    #[inline(always)]
    fn between(&mut self, from: usize, to: usize, value: F2, slope: F2) {
        self.value[from] += value;
        self.value[to] -= value;
        self.slope(from, from, slope);
        self.slope(from, to, -slope);
        self.slope(to, from, -slope);
        self.slope(to, to, slope);
    }

    /// Something from the charge's node to ground, whose own row nobody reads.
    #[inline(always)]
    fn to_ground(&mut self, value: F2, slope: F2) {
        self.value[Q] += value;
        self.value[N] -= value;
        self.slope(Q, Q, slope);
        self.slope(Q, N, -slope);
    }

    /// What a voltage elsewhere makes of it.
    #[inline(always)]
    fn beside(&mut self, from: usize, to: usize, column: usize, slope: F2) {
        self.slope(from, column, slope);
        self.slope(to, column, -slope);
    }

    #[inline(always)]
    fn write(&self, sign: F2, values: &mut [F2; P], slopes: &mut [F2; CELLS]) {
        *values = self.value.map(|value| sign * value);
        *slopes = self.by;
    }
}

/// The plain transistor's equations, compiled once for both sizes of networks.
#[inline(never)]
fn bias_at(pair: &Pair, at: Voltages) -> Bias {
    Bias::of(pair, at)
}

#[inline(never)]
fn channel_at(pair: &Pair, bias: &Bias) -> Sheet {
    Bsim4::channel(pair, bias)
}

/// Charges of gate, bulk and effective drain.
#[inline(never)]
fn charges_at(pair: &Pair, bias: &Bias) -> [D3; 3] {
    Bsim4::intrinsic(pair, bias)
}

/// A part in the lanes of a mask.
#[inline(always)]
fn part(lanes: F2, x: &D3) -> D3 {
    D3::select(lanes, *x, D3::constant(splat(0.0)))
}

pub struct Network<const P: usize, const CELLS: usize>;

impl<const P: usize, const CELLS: usize> Network<P, CELLS> {
    /// Adds the junctions' currents.
    #[inline(always)]
    fn diodes(plain: &Pair, junctions: [F2; 2], gmin: F2, sum: &mut Sum<P, CELLS>) {
        let gmin = gmin * plain.count;
        let of = [(DB, D, &plain.drain, &plain.drain_parts), (SB, S, &plain.source, &plain.source_parts)];
        for ((from, to, diode, parts), v) in of.into_iter().zip(junctions) {
            let (current, conductance) = diode.current(parts, v);
            sum.between(from, to, current + gmin * v, conductance + gmin);
        }
    }

    /// Adds what of the gate's and of the ends' resistances follows the voltages.
    #[inline(always)]
    fn resistances(pair: &Both, bias: &Bias, conducts: &D3, v: &[F2; P], sum: &mut Sum<P, CELLS>) {
        let (zero, sign) = (splat(0.0), pair.plain.sign);
        let tied = splat(TIED) * pair.plain.count;
        if pair.channel.any() {
            let conducts = part(pair.channel, conducts);
            let across = sign * (v[M] - v[G]);
            sum.between(M, G, conducts.value * across, conducts.value);
            for (column, slope) in [D, G, S, B].into_iter().zip(bias.by_pins(&conducts)) {
                sum.beside(M, G, column, slope * across);
            }
            let tied = pair.channel.select(-tied, zero);
            sum.between(E, G, tied * sign * (v[E] - v[G]), tied);
        }
        if pair.ends.any() {
            let conducts = pair.plain.outside.ends(bias.at);
            for ((outer, inner), conducts) in [(OD, D), (OS, S)].into_iter().zip(conducts) {
                let across = sign * (v[outer] - v[inner]);
                let conductance = pair.ends.select(conducts.value - tied, zero);
                sum.between(outer, inner, conductance * across, conductance);
                let [by_gate, by_bulk] = conducts.by.map(|by| pair.ends.select(by * across, zero));
                sum.beside(outer, inner, G, by_gate);
                sum.beside(outer, inner, B, by_bulk);
                sum.beside(outer, inner, inner, -(by_gate + by_bulk));
            }
        }
    }

    /// Which part of the channel's charge is the effective drain's.
    #[inline(always)]
    fn share(pair: &Both, charge: &D3, drain: &D3) -> D3 {
        let constants = &pair.plain.charge;
        let half = splat(0.5);
        let [below, above] = [constants.xpart.simd_lt(half), constants.xpart.simd_gt(half)];
        let fixed = below.select(splat(0.4), above.select(splat(0.0), half));
        let small = lanes::abs(charge.value).simd_le(splat(SMALL) * constants.oxide);
        D3::select(small, D3::constant(fixed), *drain / *charge)
    }

    /// Adds the currents of a channel whose charge is behind by `v[Q]`; it flows at the rate
    /// that the gate's conductance to the channel gives it.
    #[inline(always)]
    fn late_currents(pair: &Both, bias: &Bias, conducts: &D3, v: &[F2; P], sum: &mut Sum<P, CELLS>) {
        let (zero, one) = (splat(0.0), splat(1.0));
        let behind = pair.plain.sign * (v[Q] - v[N]);
        let [gate, bulk, drain] = charges_at(&pair.plain, bias);
        let share = part(pair.late, &Self::share(pair, &-(gate + bulk), &drain));
        let conducts = part(pair.late, conducts);
        let flow = conducts * behind;
        let to_drain = share * flow;
        let sheet = Sheet::of(bias, &to_drain, &-flow, &D3::constant(zero));
        for row in [D, G, S] {
            sum.value[row] += sheet.value[row];
            for column in [D, G, S, B] {
                sum.slope(row, column, sheet.by[row][column]);
            }
        }
        let drain = share.value * conducts.value;
        let source = conducts.value - drain;
        let exchanged = bias.exchanged;
        for (row, slope) in [(D, exchanged.select(source, drain)), (G, -conducts.value), (S, exchanged.select(drain, source))] {
            sum.slope(row, Q, slope);
            sum.slope(row, N, -slope);
        }
        // Where there is no charge behind, its node stays at 0.
        let own = pair.late.select(conducts.value, one);
        sum.to_ground(own * behind, own);
        for (column, slope) in [D, G, S, B].into_iter().zip(bias.by_pins(&flow)) {
            sum.slope(Q, column, slope);
        }
    }

    /// Charges; where `late` says so those of the channel flow by its node.
    #[inline(always)]
    fn charges(pair: &Both, bias: &Bias, junctions: [F2; 2], v: &[F2; P], late: F2) -> Sum<P, CELLS> {
        let (plain, zero) = (&pair.plain, splat(0.0));
        let parts = &plain.charge_parts;
        let nothing = || Sheet { value: [zero; 4], by: [[zero; 4]; 4] };
        let mut sum;
        if parts.intrinsic {
            let charges = charges_at(plain, bias);
            let now = !late;
            let [gate, bulk, drain] = if P == ALL { charges.map(|charge| part(now, &charge)) } else { charges };
            sum = Sum::of(&Sheet::of(bias, &drain, &gate, &bulk));
            if P == ALL && late.any() {
                // What is behind grows by what the voltages ask for.
                let asked = part(late, &(charges[0] + charges[1]));
                sum.value[Q] += asked.value;
                for (column, slope) in [D, G, S, B].into_iter().zip(bias.by_pins(&asked)) {
                    sum.slope(Q, column, slope);
                }
            }
        } else {
            sum = Sum::of(&nothing());
        }
        if P == ALL && late.any() {
            let oxide = late.select(plain.charge.oxide, zero);
            sum.value[Q] += oxide * plain.sign * (v[Q] - v[N]);
            sum.slope(Q, Q, oxide);
            sum.slope(Q, N, -oxide);
            sum.value[N] = -sum.value[Q];
        }
        let [vds, vgs, vbs] = bias.at;
        let [source, drain] = plain.charge.overlaps();
        if P != ALL || !pair.three.all() {
            let there = if P == ALL { !pair.three } else { mask([true; 2]) };
            Self::overlaps(plain, there, G, [vgs - vds, vgs, vgs - vbs], [drain, source], &mut sum);
        }
        if P == ALL && pair.three.any() {
            let vms = plain.sign * (v[M] - v[S]);
            Self::overlaps(plain, pair.three, M, [vms - vds, vms, vms - vbs], [drain, source], &mut sum);
        }
        for ((from, to, diode), v) in [(DB, D, &plain.drain), (SB, S, &plain.source)].into_iter().zip(junctions) {
            let (charge, capacitance) = diode.charge(v);
            sum.between(from, to, charge, capacitance);
        }
        sum
    }

    /// Adds the overlaps, from the gate or the middle of its resistance.
    #[inline(always)]
    fn overlaps(plain: &Pair, there: F2, from: usize, [to_drain, to_source, to_bulk]: Voltages, [drain, source]: [[F2; 3]; 2], sum: &mut Sum<P, CELLS>) {
        let zero = splat(0.0);
        for (pin, constants, v) in [(D, drain, to_drain), (S, source, to_source)] {
            let (charge, capacitance) = plain.charge.overlap(&plain.charge_parts, v, constants);
            sum.between(from, pin, there.select(charge, zero), there.select(capacitance, zero));
        }
        let bulk = there.select(plain.charge.overlap_bulk, zero);
        sum.between(from, B, bulk * to_bulk, bulk);
    }

    #[inline(never)]
    fn charge_into(pair: &Both, bias: &Bias, junctions: [F2; 2], v: &[F2; P], late: F2, out: &mut Outputs<P, CELLS>) {
        Self::charges(pair, bias, junctions, v, late).write(pair.plain.sign, &mut out.charge, &mut out.capacitance);
    }

    /// Voltages of the drain's and the source's junction.
    #[inline(always)]
    fn junctions(sign: F2, v: &[F2; P]) -> [F2; 2] {
        [sign * (v[DB] - v[D]), sign * (v[SB] - v[S])]
    }

    /// The voltages that an evaluation takes: those of the channel, and those of the
    /// junctions; writes the pins'. What is outside of a pin that was held back goes with it.
    #[inline(always)]
    fn taken(pair: &Both, memory: &Memory, v: &[F2; P], call: &Call, out: &mut Outputs<P, CELLS>) -> (Voltages, [F2; 2]) {
        let sign = pair.plain.sign;
        let limits = || Limits::alike(splat(LIMIT_VT), splat(LIMIT_CRITICAL));
        let inner = [v[D], v[G], v[S], v[B]];
        let mut pins = inner;
        let (at, mut changed) = taken_into(&inner, sign, &pair.plain.start, limits, &memory.before, call, &mut pins, &mut out.limited);
        let mut junctions = Self::junctions(sign, v);
        out.at = *v;
        if call.exact {
            return (at, junctions);
        }
        let begins = if call.start == Start::Junctions { mask([true; 2]) } else { call.held };
        for (v, last) in junctions.iter_mut().zip(memory.junctions) {
            let (held, limited) = limit_pair(*v, last, splat(LIMIT_VT), splat(LIMIT_CRITICAL));
            let limited = limited & !begins;
            *v = limited.select(held, *v);
            out.limited |= limited;
            changed |= limited;
        }
        if changed.any() {
            let [vds, _, vbs] = at;
            for (v, begun) in junctions.iter_mut().zip([vbs - vds, vbs]) {
                *v = begins.select(begun, *v);
            }
            out.at[..4].copy_from_slice(&pins);
            for ((outer, inner), volts) in [(DB, D), (SB, S)].into_iter().zip(junctions) {
                out.at[outer] = changed.select(pins[inner] + sign * volts, v[outer]);
            }
            if P == ALL {
                for (outer, inner) in [(M, G), (E, G), (OD, D), (OS, S)] {
                    let along = begins.select(splat(0.0), v[outer] - v[inner]);
                    out.at[outer] = changed.select(pins[inner] + along, v[outer]);
                }
            }
        }
        (at, junctions)
    }

    /// Into the terminals of drain, source, gate and bulk, and the voltages there.
    fn terminals(constants: &Constants, point: &Point<P, CELLS>) -> [[f64; 2]; 4] {
        let into = |pin: usize| point.current[pin] + point.rate[pin];
        let outside = |pin: usize| match point.series[pin] {
            series if series > 0.0 => point.v[pin] + into(pin) / series,
            _ => point.v[pin],
        };
        let (v, of_bulk) = (&point.v, &constants.device.substrate);
        let through = into(B) + of_bulk.rbps * (v[B] - v[SB]) + of_bulk.rbpd * (v[B] - v[DB]);
        let volts = if of_bulk.rbpb > 0.0 { v[B] + through / of_bulk.rbpb } else { v[B] };
        let bulk = [into(B) + into(DB) + into(SB), volts];
        if P == ALL {
            let gate = into(G) + into(M) + into(E);
            return [[into(D) + into(OD), point.v[OD]], [into(S) + into(OS), point.v[OS]], [gate, point.v[E]], bulk];
        }
        let [drain, source, gate] = [D, S, G].map(|pin| [into(pin), outside(pin)]);
        [drain, source, gate, bulk]
    }
}

impl<const P: usize, const CELLS: usize> Equations<P, CELLS> for Network<P, CELLS> {
    const KIND: &'static Kind = &super::KIND;
    const LATE: bool = true;
    const ENTRIES: [[u8; 2]; CELLS] = first::<CELLS>();
    const REFERENCE: usize = S;
    const REST: usize = if P == ALL { N } else { S };
    const CURRENT: usize = D;
    const CURRENT_BESIDE: usize = if P == ALL { OD } else { P };
    const TERMINALS: &'static [&'static [usize]] = if P == ALL { &[&[D, OD], &[G, M, E], &[S, OS], &[B, DB, SB]] } else { &[&[D], &[G], &[S], &[B, DB, SB]] };
    const LINKS: &'static [[usize; 2]] = &[[B, SB], [B, DB]];
    type Pair = Both;
    type Memory = Memory;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; P], Failure> {
        let [drain, gate, source, bulk] = set_up.terminals(device)?;
        set_up.conducts(drain, source);
        set_up.conducts(drain, bulk);
        // Tunnelling may be the only way to a gate.
        set_up.conducts(gate, bulk);
        let [of_gate, of_body, of_charge] = ["rgatemod", "rbodymod", "trnqsmod"].map(|name| set_up.own_or_model_may_differ_from(device, name, 0.0));
        let mut behind = |there: bool, outer: u32, name: &'static str| match there {
            true => Pin::Behind { outer, inner: set_up.internal(device, name) },
            false => Pin::At(outer),
        };
        let inner_gate = behind(of_gate, gate, "gate");
        let [body, drain_body, source_body] = ["body", "dbody", "sbody"].map(|name| behind(of_body, bulk, name));
        let middle = if P == ALL { behind(of_gate, gate, "midgate") } else { Pin::At(gate) };
        let charge = match of_charge && P == ALL {
            true => {
                let charge = set_up.internal(device, "charge");
                set_up.conducts(charge, 0);
                charge
            }
            false => 0,
        };
        let [inner_drain, inner_source] = [(drain, "drain"), (source, "source")].map(|(outer, name)| end(set_up, device, outer, name));
        let all = [
            inner_drain, inner_gate, inner_source, body, drain_body, source_body,
            middle, Pin::At(gate), Pin::At(drain), Pin::At(source), Pin::At(charge), Pin::At(0),
        ];
        Ok(std::array::from_fn(|pin| all[pin]))
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, P>, Failure> {
        let Reading { constants, series: [drain, source], initial: [vds, vgs, vbs] } = read(conditions, device, given, model)?;
        let (modes, outside) = (constants.modes, &constants.device.outside);
        if modes.gate >= 2 && (modes.transient || modes.small_signal) {
            let message = format!("rgatemod={} and trnqsmod or acnqsmod are two models of the same delay, which counts twice; choose one", modes.gate);
            report.push(Finding { severity: "warning", code: "effect-twice", message, device });
        }
        let tied = TIED * constants.count;
        let [drain, source] = if modes.ends { [tied; 2] } else { [drain, source] };
        let gate = [0.0, outside.electrode, tied, tied][usize::from(modes.gate)];
        let middle = if modes.gate == 3 { outside.electrode } else { 0.0 };
        let bulk = &constants.device.substrate;
        let all = [drain, gate, source, bulk.rbpb, bulk.rbdb, bulk.rbsb, middle];
        let initial = [vds, vgs, f64::NAN, vbs, vbs, vbs, vgs, vgs, vds];
        Ok(Resolved {
            constants,
            series: std::array::from_fn(|pin| all.get(pin).copied().unwrap_or(0.0)),
            initial: std::array::from_fn(|pin| initial.get(pin).copied().unwrap_or(f64::NAN)),
        })
    }

    fn link(constants: &Constants, place: usize) -> f64 {
        let bulk = &constants.device.substrate;
        [bulk.rbps, bulk.rbpd][place]
    }

    #[inline(always)]
    fn evaluate(pair: &Both, memory: &mut Memory, v: &[F2; P], call: &Call, out: &mut Outputs<P, CELLS>) {
        let plain = &pair.plain;
        let (at, junctions) = Self::taken(pair, memory, v, call, out);
        let bias = bias_at(plain, at);
        *memory = Memory { before: Before { last: at, threshold: bias.stand.vth.value }, junctions };
        let mut sum = Sum::of(&channel_at(plain, &bias));
        Self::diodes(plain, junctions, splat(call.gmin), &mut sum);
        // Small signals do not know of charge that needs time in a transient.
        let late = if call.small_signal { splat(0.0) } else { pair.late };
        if P == ALL {
            let conducts = if pair.channel.any() || late.any() { plain.outside.gate(&bias, pair.two) } else { D3::constant(splat(0.0)) };
            Self::resistances(pair, &bias, &conducts, &out.at, &mut sum);
            if late.any() {
                Self::late_currents(pair, &bias, &conducts, &out.at, &mut sum);
            } else {
                sum.to_ground(plain.sign * (out.at[Q] - out.at[N]), splat(1.0));
            }
        }
        sum.write(plain.sign, &mut out.current, &mut out.conductance);
        if call.charges {
            let v = out.at;
            Self::charge_into(pair, &bias, junctions, &v, late, out);
        }
    }

    fn settle(pair: &Both, memory: &mut Memory, v: &[F2; P]) {
        let bias = Bias::at(&pair.plain, &[v[D], v[G], v[S], v[B]]);
        *memory = Memory { before: Before { last: bias.at, threshold: bias.stand.vth.value }, junctions: Self::junctions(pair.plain.sign, v) };
    }

    fn lag(constants: &Constants, v: &[f64; P]) -> Option<Lag<CELLS>> {
        if !constants.modes.small_signal {
            return None;
        }
        let inner = Bsim4::following(constants, [v[D], v[G], v[S], v[B]]);
        let widen = |of: [f64; 16]| std::array::from_fn(|entry| of.get(entry).copied().unwrap_or(0.0));
        Some(Lag { conductance: widen(inner.conductance), capacitance: widen(inner.capacitance), time: inner.time })
    }

    fn variables(constants: &Constants, point: &Point<P, CELLS>, values: &mut [f64]) {
        let pair = Pair::pack(constants, constants);
        let v = point.v.map(F2::splat);
        let bias = Bias::at(&pair, &[v[D], v[G], v[S], v[B]]);
        let terminals = Self::terminals(constants, point);
        let [_, [source, _], [gate, _], [bulk, _]] = terminals;
        let power = terminals.iter().map(|[current, volts]| current * volts).sum();
        let behind = if P == ALL && constants.modes.transient { constants.sign * (point.v[Q] - point.v[N]) } else { 0.0 };
        let told = Told { junctions: Self::junctions(pair.sign, &v), behind, into: [source, gate, bulk], power };
        Bsim4::tell(constants, &pair, &bias, &told, values);
    }

    fn region(_constants: &Constants, values: &[f64]) -> &'static str {
        region(table::VARIABLES, values, "vth", 1.0)
    }

    fn noise(constants: &Constants, point: &Point<P, CELLS>, sources: &mut Vec<NoiseSource>) {
        let pair = Pair::pack(constants, constants);
        let v = [point.v[D], point.v[G], point.v[S], point.v[B]];
        let bias = Bias::at(&pair, &v.map(F2::splat));
        let modes = constants.modes;
        let outside = &constants.device.outside;
        let ends = match modes.ends {
            true => pair.outside.ends(bias.at).map(|end| lane(end.value, 0)),
            false => [point.series[D], point.series[S]],
        };
        let one = |pin: usize| [NoisePin::Outer(pin), NoisePin::Inner(pin)];
        let (gate, of_gate) = match modes.gate {
            0 => (0.0, one(G)),
            1 => (outside.electrode, one(G)),
            // The electrode's noise reaches the gate over both resistances.
            2 => {
                let whole = lane(pair.outside.gate(&bias, mask([true; 2])).value, 0);
                (whole * whole / outside.electrode, one(G))
            }
            _ => (outside.electrode, one(M)),
        };
        let body = |parts: u8, siemens: f64| if modes.body >= parts { siemens } else { 0.0 };
        let bulk = &constants.device.substrate;
        let around = [gate, body(3, bulk.rbps), body(3, bulk.rbpd), body(1, bulk.rbpb), body(5, bulk.rbsb), body(5, bulk.rbdb)];
        let places = [of_gate, noise::within([B, SB]), noise::within([B, DB]), one(B), one(SB), one(DB)];
        noise::sources(constants, &noise::Seen { v, ends, around }, &places, sources);
    }
}
