//! MOSFET of level 1: the channel of Shichman and Hodges with body effect and
//! channel-length modulation, the bulk's junctions, Meyer's capacitances, series
//! resistances behind internal nodes, temperature; drain and source change
//! places with the sign of their voltage.
//!
//! Sources: those of [`pair`], [`meyer`], [`parameters`] and [`limit`]; ngspice
//! manual 39, section 11.2. What the model's borders do: the channel's current
//! and its derivatives are continuous everywhere except that ∂gds/∂vds jumps at
//! vds = 0; a junction's current jumps at −3·vt ([`pair`]); Meyer's charges
//! depend on the path ([`meyer`]).

pub(super) mod limit;
mod meyer;
mod pair;
mod parameters;
mod table;
#[cfg(test)]
mod tests;

use self::limit::{limit, Voltages};
use self::meyer::{Meyer, Path};
use self::pair::{Effective, Pair};
use self::parameters::Constants;
use super::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::BOLTZMANN;
use super::{nonlinear, Conditions, Finding, Kind, Start};
use crate::lanes::{lane, mask, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::FACTS.with(nonlinear::make::<Mosfet, 4, 16>);

/// The pins: drain and source behind their resistances.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;
const B: usize = 3;

/// Voltages of the last evaluation and its threshold, for limiting, and where
/// the gate's charges are.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    last: Voltages,
    threshold: F2,
    path: Path,
}

impl Default for Memory {
    fn default() -> Memory {
        let zero = F2::splat(0.0);
        Memory { last: [zero; 3], threshold: zero, path: Path::default() }
    }
}

/// vds, vgs and vbs as an NMOS has them.
#[inline(always)]
fn voltages(pair: &Pair, v: &[F2; 4]) -> Voltages {
    [(v[D] - v[S]) * pair.sign, (v[G] - v[S]) * pair.sign, (v[B] - v[S]) * pair.sign]
}

/// Gate to source, drain and bulk.
#[inline(always)]
fn of_gate([vds, vgs, vbs]: &Voltages) -> [F2; 3] {
    [*vgs, *vgs - *vds, *vgs - *vbs]
}

pub struct Mosfet;

impl Mosfet {
    /// Charges and capacitances: overlaps, junctions, Meyer's.
    #[inline(always)]
    fn charge(pair: &Pair, memory: &Memory, at: &Voltages, effective: &Effective, gate: &pair::Gate, exact: bool, out: &mut Outputs<4, 16>) {
        let zero = F2::splat(0.0);
        let voltage = of_gate(at);
        let mut c = pair.overlap;
        let mut q = [c[0] * voltage[0], c[1] * voltage[1], c[2] * voltage[2]];
        // What the change of the capacitances themselves adds: by pin of the
        // charges' other ends (source, drain, bulk) and of the voltages.
        let mut bend = [[zero; 4]; 3];
        if pair.meyer {
            let meyer = Meyer::at(pair, effective, gate);
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
                let by_drive = [
                    half[0] * pick(meyer.gd_by[0], meyer.gs_by[0]),
                    half[1] * pick(meyer.gs_by[0], meyer.gd_by[0]),
                    half[2] * meyer.gb_by,
                ];
                let by_vds = [
                    half[0] * pick(meyer.gd_by[1], meyer.gs_by[1]),
                    half[1] * pick(meyer.gs_by[1], meyer.gd_by[1]),
                    zero,
                ];
                let low = -(F2::splat(1.0) + gate.body);
                for which in 0..3 {
                    let upper = by_vds[which];
                    let lower = by_drive[which] * low - upper;
                    bend[which] = [pick(lower, upper), by_drive[which], pick(upper, lower), by_drive[which] * gate.body];
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

impl Equations<4, 16> for Mosfet {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; 16] = {
        let mut entries = [[0; 2]; 16];
        let mut entry = 0;
        while entry < 16 {
            entries[entry] = [entry as u8 / 4, entry as u8 % 4];
            entry += 1;
        }
        entries
    };
    const REFERENCE: usize = S;
    type Pair = Pair;
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
    ) -> Result<Resolved<Constants, 4>, Failure> {
        let level = model.number_or("level", 1.0);
        if level != 1.0 {
            let message = format!("a MOSFET model of level {level} is not known; this solver has level 1");
            return Err(Failure::device(device, "unsupported-model", message));
        }
        if model.number_or("tox", 0.0) == 0.0 {
            for name in ["nsub", "nss", "tpg", "uo"].iter().filter(|name| model.number(name).is_some()) {
                let message = format!("{name} has no effect without tox");
                report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
            }
        }
        let sign = if conditions.model_kind(device) == "pmos" { -1.0 } else { 1.0 };
        let (constants, [drain, source]) = parameters::read(conditions, device, sign, given, model)?;
        let [vds, vgs, vbs] = parameters::initial(given).map(|volts| volts.unwrap_or(f64::NAN));
        Ok(Resolved { constants, series: [drain, 0.0, source, 0.0], initial: [vds, vgs, f64::NAN, vbs] })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut Memory, v: &[F2; 4], call: &Call, out: &mut Outputs<4, 16>) {
        let mut at = voltages(pair, v);
        out.at = *v;
        if !call.exact {
            let mut changed = call.held;
            if call.start == Start::Junctions {
                at = pair.start;
                changed = mask([true; 2]);
            } else {
                let limited;
                (at, limited) = limit(pair, at, &memory.last, memory.threshold);
                changed |= limited;
                out.limited = !call.held & limited;
            }
            if changed.any() {
                at = at.map(|v| call.held.select(F2::splat(0.0), v));
                for (pin, volts) in [(D, at[0]), (G, at[1]), (B, at[2])] {
                    out.at[pin] = changed.select(v[S] + pair.sign * volts, v[pin]);
                }
            }
        }
        let effective = Effective::of(at);
        let gate = pair.gate(&effective, call.exact);
        memory.last = at;
        memory.threshold = gate.von;
        let channel = pair.channel(&effective, &gate);
        let gmin = F2::splat(call.gmin);
        let (ibd, gbd) = pair.junction(&pair.drain, at[2] - at[0], gmin);
        let (ibs, gbs) = pair.junction(&pair.source, at[2], gmin);

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

    fn settle(pair: &Pair, memory: &mut Memory, v: &[F2; 4]) {
        memory.last = voltages(pair, v);
        memory.threshold = pair.gate(&Effective::of(memory.last), false).von;
    }

    #[inline(always)]
    fn accept(pair: &Pair, memory: &mut Memory, v: &[F2; 4]) {
        if !pair.meyer {
            return;
        }
        let at = voltages(pair, v);
        let voltage = of_gate(&at);
        let moved = memory.path.moved(&voltage);
        if moved.any() {
            let effective = Effective::of(at);
            let gate = pair.gate(&effective, false);
            let capacitance = Meyer::at(pair, &effective, &gate).real(&effective);
            memory.path.advance(moved, &voltage, &capacitance);
        }
    }

    /// As ngspice: currents, voltages and charges of a PMOS with the signs of an
    /// NMOS, thresholds with their own.
    fn variables(constants: &Constants, point: &Point<4, 16>, values: &mut [f64]) {
        let pair = Pair::pack(constants, constants);
        let at = voltages(&pair, &point.v.map(F2::splat));
        let effective = Effective::of(at);
        let gate = pair.gate(&effective, true);
        let channel = pair.channel(&effective, &gate);
        let capacitance = Meyer::at(&pair, &effective, &gate).real(&effective);
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
            sign * one(gate.von),
            sign * one(gate.vdsat),
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

    /// By the threshold and the saturation voltage; drain and source are exchanged
    /// where the drain is below the source.
    fn region(constants: &Constants, values: &[f64]) -> &'static str {
        let of = |name: &str| table::VARIABLES.iter().position(|variable| variable.name == name).map_or(f64::NAN, |place| values[place]);
        let (vgs, vds, von, vdsat) = (of("vgs"), of("vds"), constants.sign * of("von"), constants.sign * of("vdsat"));
        let drive = if vds < 0.0 { vgs - vds } else { vgs };
        if drive <= von {
            "off"
        } else if vds.abs() < vdsat {
            "linear"
        } else {
            "saturation"
        }
    }

    fn noise(constants: &Constants, point: &Point<4, 16>, sources: &mut Vec<NoiseSource>) {
        let thermal = 4.0 * BOLTZMANN * constants.noise_temperature;
        let white = |name, between, conductance: f64| NoiseSource { name, between, white: thermal * conductance, flicker: 0.0, exponent: 1.0 };
        for (name, pin) in [("rd", D), ("rs", S)] {
            sources.push(white(name, [NoisePin::Outer(pin), NoisePin::Inner(pin)], point.series[pin]));
        }
        // The gate drives the channel from whichever end is the source.
        let gm = point.conductance[4 * S + G].abs();
        let between = [NoisePin::Inner(D), NoisePin::Inner(S)];
        sources.push(white("id", between, 2.0 / 3.0 * gm));
        let current = point.current[D].abs().max(1e-38);
        let flicker = constants.flicker * libm::pow(current, constants.flicker_exponent) / constants.flicker_area;
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0 });
    }
}
