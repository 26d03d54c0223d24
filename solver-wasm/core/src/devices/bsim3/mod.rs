//! BSIM3v3.3: a short-channel MOSFET, levels 8 and 49.
//!
//! Source: Xi, Cao, Jin, Liu and others, *BSIM3v3.3 MOSFET Model Users' Manual*,
//! UC Berkeley, 2005, by chapter in the files of this folder: [`size`] reads card
//! and model, [`body`] and [`channel`] have the currents, [`charge`] the charges,
//! [`junctions`] the bulk's junctions, [`noise`] the noise. All versions of the
//! model have the equations of 3.3.0.
//!
//! Drain and source change places with the sign of their voltage. The published
//! current's conductances are continuous there; the borders where charges' slopes
//! jump are named in [`charge`]. A channel that is not in equilibrium (NQSMOD,
//! ACNQSMOD) is not simulated.

mod acm;
mod body;
mod channel;
mod charge;
mod check;
mod constants;
mod junctions;
mod noise;
mod size;
mod table;
#[cfg(test)]
mod tests;

use self::channel::Channel;
use self::charge::{intrinsic, overlap, Charges};
use self::constants::{Constants, Pair};
use super::equations::{every_entry, Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::mosfet::limit::{taken, voltages, Before, Limits, Voltages};
use super::mosfet::{initial, region};
use super::table::{Facts, ModelKind};
use super::{nonlinear, Conditions, Finding, Kind};
use crate::lanes::{self, lane, Dual, F2};
use crate::simulation::{Failure, SetUp};
use crate::unrolled::each;

pub const KIND: Kind = Facts {
    name: "bsim3",
    letter: 'M',
    pins: &["d", "g", "s", "b"],
    instance: table::INSTANCE,
    models: &[ModelKind { name: "nmos", parameters: &table::MODEL }, ModelKind { name: "pmos", parameters: &table::MODEL }],
    variables: table::VARIABLES,
}
.with(nonlinear::make::<Bsim3, 4, 16>);

/// The pins: drain and source behind their resistances.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;
const B: usize = 3;

/// Voltages seen from the effective source.
#[derive(Debug, Clone, Copy)]
struct Effective {
    /// Lanes whose drain is the effective source.
    exchanged: F2,
    vds: F2,
    vgs: F2,
    vbs: F2,
}

impl Effective {
    #[inline(always)]
    fn of([vds, vgs, vbs]: Voltages) -> Effective {
        let exchanged = vds.simd_lt(F2::splat(0.0));
        Effective {
            exchanged,
            vds: lanes::abs(vds),
            vgs: exchanged.select(vgs - vds, vgs),
            vbs: exchanged.select(vbs - vds, vbs),
        }
    }

    /// The entries of the rows of drain, gate, source and bulk, from those of the
    /// effective ones by vgs, vds and vbs.
    #[inline(always)]
    fn entries(&self, rows: [[F2; 3]; 4]) -> [F2; 16] {
        let mut straight = [F2::splat(0.0); 16];
        each::<4>(|row| {
            let [g, d, b] = rows[row];
            straight[4 * row + D] = d;
            straight[4 * row + G] = g;
            straight[4 * row + S] = -(g + d + b);
            straight[4 * row + B] = b;
        });
        let mut all = straight;
        if self.exchanged.any() {
            const OTHER: [usize; 4] = [S, G, D, B];
            each::<16>(|entry| {
                let turned = straight[4 * OTHER[entry / 4] + OTHER[entry % 4]];
                all[entry] = self.exchanged.select(turned, straight[entry]);
            });
        }
        all
    }

    /// Quantities of the pins from those of the effective ones.
    #[inline(always)]
    fn pins(&self, [d, g, s, b]: [F2; 4]) -> [F2; 4] {
        [self.exchanged.select(s, d), g, self.exchanged.select(d, s), b]
    }
}

/// The channel at voltages from the effective source, with its own slopes or those of small signals.
#[inline(always)]
fn channel(pair: &Pair, at: &Effective, published: bool) -> Channel {
    Channel::at(pair, at.vgs, at.vds, at.vbs, published)
}

/// The channel's charges, with the slopes of themselves or those of small signals.
#[inline(never)]
fn charges(pair: &Pair, channel: &Channel, at: &Effective, published: bool) -> Charges {
    intrinsic(pair, channel, at.vbs, at.vds, published)
}

pub struct Bsim3;

impl Bsim3 {
    /// Adds all charges: the channel's, the overlaps', the junctions'.
    #[inline(always)]
    fn charge(pair: &Pair, channel: &Channel, effective: &Effective, [vds, vgs, vbs]: Voltages, published: bool, out: &mut Outputs<4, 16>) {
        let of = charges(pair, channel, effective, published);
        let rest = |g: F2, b: F2, d: F2| -(g + b + d);
        let source = std::array::from_fn(|by| rest(of.gate.by[by], of.bulk.by[by], of.drain.by[by]));
        let mut entries = effective.entries([of.drain.by, of.gate.by, source, of.bulk.by]);
        let left = rest(of.gate.value, of.bulk.value, of.drain.value);
        let mut pins = effective.pins([of.drain.value, of.gate.value, left, of.bulk.value]);
        let mut between = |one: usize, other: usize, (charge, capacitance): (F2, F2)| {
            pins[one] += charge;
            pins[other] -= charge;
            entries[4 * one + one] += capacitance;
            entries[4 * one + other] -= capacitance;
            entries[4 * other + one] -= capacitance;
            entries[4 * other + other] += capacitance;
        };
        let own = &pair.charge;
        between(G, S, overlap(pair, own.cgso, own.cgsl, vgs));
        between(G, D, overlap(pair, own.cgdo, own.cgdl, vgs - vds));
        between(G, B, (own.cgbo * (vgs - vbs), own.cgbo));
        if pair.junctions.charged {
            between(B, D, pair.junctions.charge(&pair.junctions.drain, vbs - vds));
            between(B, S, pair.junctions.charge(&pair.junctions.source, vbs));
        }
        out.charge = pins.map(|charge| pair.channel.sign * charge);
        out.capacitance = entries;
    }
}

impl Equations<4, 16> for Bsim3 {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; 16] = every_entry::<4, 16>();
    const REFERENCE: usize = S;
    type Pair = Pair;
    type Memory = Before;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 4], Failure> {
        let [drain, gate, source, bulk] = set_up.terminals(device)?;
        set_up.conducts(drain, source);
        set_up.conducts(drain, bulk);
        let sheet = set_up.may_differ_from(device, "rsh", 0.0);
        let computed = set_up.may_differ_from(device, "acm", 0.0);
        let mut end = |outer: u32, others: [&str; 2], name: &'static str| {
            let other = computed && others.iter().any(|other| set_up.may_differ_from(device, other, 0.0));
            if sheet || other { Pin::Behind { outer, inner: set_up.internal(device, name) } } else { Pin::At(outer) }
        };
        Ok([end(drain, ["rd", "rdc"], "drain"), Pin::At(gate), end(source, ["rs", "rsc"], "source"), Pin::At(bulk)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, 4>, Failure> {
        KIND.check_level(device, model)?;
        let sign = if conditions.model_kind(device) == "pmos" { -1.0 } else { 1.0 };
        let (constants, [drain, source]) = size::read(conditions, device, sign, given, model, report)?;
        let [vds, vgs, vbs] = initial(given).map(|volts| volts.unwrap_or(f64::NAN));
        Ok(Resolved { constants, series: [drain, 0.0, source, 0.0], initial: [vds, vgs, f64::NAN, vbs] })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut Before, v: &[F2; 4], call: &Call, out: &mut Outputs<4, 16>) {
        let of = &pair.channel;
        let at = taken(v, of.sign, &pair.start, || Limits::alike(of.thermal, of.critical), memory, call, out);
        let effective = Effective::of(at);
        let channel = channel(pair, &effective, call.exact);
        memory.last = at;
        memory.threshold = channel.gate.threshold.value;
        let zero = F2::splat(0.0);
        let Dual { value: along, by } = channel.current;
        let mut drain = channel.current;
        let mut bulk = [zero; 3];
        let mut current = [along, zero, -along, zero];
        if pair.ionising {
            drain = drain + channel.ionisation;
            bulk = channel.ionisation.by.map(|by| -by);
            current[D] = drain.value;
            current[B] = -channel.ionisation.value;
        }
        let mut entries = effective.entries([drain.by, [zero; 3], by.map(|by| -by), bulk]);
        let mut current = effective.pins(current);
        let gmin = F2::splat(call.gmin);
        let [vds, _, vbs] = at;
        for (pin, junction, v) in [(D, &pair.junctions.drain, vbs - vds), (S, &pair.junctions.source, vbs)] {
            let (i, g) = pair.junctions.current(junction, v, gmin * of.multiplier);
            current[pin] -= i;
            current[B] += i;
            entries[4 * pin + pin] += g;
            entries[4 * pin + B] -= g;
            entries[4 * B + pin] -= g;
            entries[4 * B + B] += g;
        }
        out.current = current.map(|current| of.sign * current);
        out.conductance = entries;
        if call.charges {
            Self::charge(pair, &channel, &effective, at, call.exact, out);
        }
    }

    fn settle(pair: &Pair, memory: &mut Before, v: &[F2; 4]) {
        memory.last = voltages(pair.channel.sign, v);
        memory.threshold = channel(pair, &Effective::of(memory.last), false).gate.threshold.value;
    }

    /// As ngspice: everything with the signs of an NMOS; the channel's own
    /// quantities from its effective source.
    fn variables(constants: &Constants, point: &Point<4, 16>, values: &mut [f64]) {
        let pair = Pair::pack(constants, constants);
        let at = voltages(pair.channel.sign, &point.v.map(F2::splat));
        let effective = Effective::of(at);
        let channel = channel(&pair, &effective, true);
        let charges = charges(&pair, &channel, &effective, true);
        let one = |pair: F2| lane(pair, 0);
        let [vds, vgs, vbs] = at;
        let junctions = &pair.junctions;
        let gmin = F2::splat(constants.gmin);
        let [(ibd, gbd), (ibs, gbs)] =
            [(&junctions.drain, vbs - vds), (&junctions.source, vbs)].map(|(junction, v)| junctions.current(junction, v, gmin));
        let sign = constants.channel.sign;
        let [gm, gds, gmbs] = channel.current.by.map(one);
        let row = |of: &Dual<3>| {
            let [g, d, b] = of.by.map(one);
            [g, d, -(g + d + b)]
        };
        let [gate, drain, bulk] = [row(&charges.gate), row(&charges.drain), row(&charges.bulk)];
        let charge = |pin: usize| sign * point.charge[pin];
        let rate = |pin: usize| sign * point.rate[pin];
        values.copy_from_slice(&[
            gmbs,
            gm,
            gds,
            one(channel.vdsat),
            one(channel.gate.threshold.value),
            one(channel.current.value),
            one(vbs),
            one(vgs),
            one(vds),
            one(ibd),
            one(ibs),
            one(gbd),
            one(gbs),
            charge(B),
            rate(B),
            charge(G),
            rate(G),
            charge(D),
            rate(D),
            gate[0],
            gate[1],
            gate[2],
            drain[0],
            drain[1],
            drain[2],
            bulk[0],
            bulk[1],
            bulk[2],
            one(junctions.charge(&junctions.drain, vbs - vds).1),
            one(junctions.charge(&junctions.source, vbs).1),
        ]);
    }

    fn region(_constants: &Constants, values: &[f64]) -> &'static str {
        region(table::VARIABLES, values, "vth", 1.0)
    }

    fn noise(constants: &Constants, point: &Point<4, 16>, sources: &mut Vec<NoiseSource>) {
        let pair = Pair::pack(constants, constants);
        let at = voltages(pair.channel.sign, &point.v.map(F2::splat));
        let effective = Effective::of(at);
        let channel = channel(&pair, &effective, true);
        let charges = charges(&pair, &channel, &effective, true);
        let noise = &constants.noise;
        let multiplier = constants.channel.multiplier;
        let each = |of_all: F2| lane(of_all, 0) / multiplier;
        let heat = noise.heat();
        let white = |name, between, conductance: f64| NoiseSource { name, between, white: heat * conductance, flicker: 0.0, exponent: 1.0, partner: None };
        for (name, pin) in [("rd", D), ("rs", S)] {
            sources.push(white(name, [NoisePin::Outer(pin), NoisePin::Inner(pin)], point.series[pin]));
        }
        let vds = lane(at[0], 0);
        let [gm, gds, gmbs] = channel.current.by.map(each);
        let between = [NoisePin::Inner(D), NoisePin::Inner(S)];
        let thermal = noise.thermal(&channel, gm + gds + gmbs, vds, each(charges.inversion));
        sources.push(white("id", between, multiplier * thermal));
        let flicker = multiplier * noise.flicker(&channel, each(channel.current.value), vds);
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: noise.ef, partner: None });
    }
}
