//! JFET of level 2: Parker and Skellern's channel with an exponential below the
//! threshold, two power laws, a round knee, feedback of drain and source that is
//! another one at low frequencies than at high ones, and loss of current by heat.
//!
//! Sources: those of [`pair`] and [`parameters`]; ngspice manual 39, section 10.2.2.
//!
//! What the feedback follows (the states of traps) and the heat are unknowns of
//! their own, which follow their inputs by the times `taug` and `taud`. ngspice 39
//! advances them once a step by (τ/(τ + h/4))⁴, which is the same for small steps;
//! its small signals are those of the same equations, but where the drain is below
//! the source, where ngspice forgets to exchange them. ngspice 39 takes `dtemp` for
//! the device's temperature in kelvin; here it is what its manual says.
//!
//! What the model's borders do: a channel's current jumps by e⁻¹⁰ of its scale at
//! ten times `vst` below the threshold, a junction's at ten thermal voltages below
//! 0. The gate's charge is one function of both voltages; how it divides between
//! source and drain depends on the path that the voltages take, as in ngspice.

pub mod pair;
mod parameters;
mod table;
#[cfg(test)]
mod tests;

use self::parameters::{read, Constants, Numbers};
use super::equations::{every_entry, Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::jfet::pair::{limited, Limits};
use super::jfet::parameters::initial;
use super::junction::BOLTZMANN;
use super::{nonlinear, Conditions, Finding, Kind, Start};
use crate::lanes::{self, lane, mask, Dual, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::FACTS.with(nonlinear::make::<Jfet2, 6, 36>);

/// The pins: drain and source behind their resistances; the voltages that the
/// feedback follows, and the part of the current that is lost by heat.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;
const SLOW_GS: usize = 3;
const SLOW_GD: usize = 4;
const HEAT: usize = 5;

/// vgs and vgd of an NJF where the search for an operating point begins, in volts.
const START: f64 = -1.0;
/// Siemens by which a state follows its input; any number is as good, since nothing
/// flows once it does. With this one abstol means a microvolt.
const FOLLOWING: f64 = 1e-6;
/// The charge's path goes on when a voltage has moved by this many volts; see
/// Meyer's capacitances of MOSFETs.
const NEW_POINT: f64 = 1e-4;

/// vgs and vgd of the last evaluation, for limiting; of the last accepted point,
/// with the charges to source and drain there.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    last: [F2; 2],
    before: [F2; 2],
    charge: [F2; 2],
    begun: bool,
}

impl Default for Memory {
    fn default() -> Memory {
        let none = [F2::splat(0.0); 2];
        Memory { last: none, before: none, charge: none, begun: false }
    }
}

/// vgs and vgd as an NJF has them.
#[inline(always)]
fn voltages(of: &Numbers, v: &[F2; 6]) -> [F2; 2] {
    [(v[G] - v[S]) * of.sign, (v[G] - v[D]) * of.sign]
}

/// Charges from the gate to source and drain with slopes by vgs and vgd, and the
/// capacitances of small signals.
#[inline(always)]
fn charges(of: &Numbers, memory: &Memory, [vgs, vgd]: [F2; 2], exact: bool) -> [Dual<2>; 2] {
    let zero = F2::splat(0.0);
    let whole = of.charge(vgs, vgd);
    let plain = |charge: F2, which: usize| {
        let mut by = [zero; 2];
        by[which] = whole.by[which];
        Dual { value: charge, by }
    };
    if !memory.begun {
        return [plain(whole.by[0] * vgs, 0), plain(whole.by[1] * vgd, 1)];
    }
    let [vgs0, vgd0] = memory.before;
    let (along, beside, before) = (of.charge(vgs0, vgd), of.charge(vgs, vgd0), of.charge(vgs0, vgd0));
    let half = F2::splat(0.5);
    let source = memory.charge[0] + half * (whole.value - along.value + beside.value - before.value);
    let drain = memory.charge[1] + half * (whole.value - beside.value + along.value - before.value);
    if exact {
        return [plain(source, 0), plain(drain, 1)];
    }
    [
        Dual { value: source, by: [half * (whole.by[0] + beside.by[0]), half * (whole.by[1] - along.by[1])] },
        Dual { value: drain, by: [half * (whole.by[0] - beside.by[0]), half * (whole.by[1] + along.by[1])] },
    ]
}

pub struct Jfet2;

impl Jfet2 {
    /// The current of one device with its slopes by gm and gds at low frequencies,
    /// and the power before the loss by heat.
    fn slow(of: &Numbers, [vgs, vgd]: [F2; 2]) -> (Dual<2>, F2) {
        let exchanged = vgs.simd_lt(vgd);
        let [high, low] = [exchanged.select(vgd, vgs), exchanged.select(vgs, vgd)];
        let [high, low] = [Dual::<2>::input(high, 0), Dual::input(low, 1)];
        let free = of.channel(high, low, high, low);
        let power = free * (high - low);
        let current = free / (power * of.heat + F2::splat(1.0));
        let forward = |value: F2| exchanged.select(-value, value);
        // By vgs at a fixed vds, and by vds at a fixed vgs.
        let (gm, gds) = (current.by[0] + current.by[1], -current.by[1]);
        (Dual { value: forward(current.value), by: [forward(gm), gds + exchanged.select(gm, F2::splat(0.0))] }, power.value)
    }
}

impl Equations<6, 36> for Jfet2 {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; 36] = every_entry::<6, 36>();
    const REFERENCE: usize = S;
    const PATHS: bool = true;
    type Pair = Numbers;
    type Memory = Memory;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 6], Failure> {
        let [drain, gate, source] = set_up.terminals(device)?;
        set_up.conducts(drain, source);
        set_up.conducts(gate, source);
        let mut end = |outer: u32, resistance: &str, name: &'static str| match set_up.may_differ_from(device, resistance, 0.0) {
            true => Pin::Behind { outer, inner: set_up.internal(device, name) },
            false => Pin::At(outer),
        };
        let [drain, inner] = [end(drain, "rd", "drain"), end(source, "rs", "source")];
        let mut state = |name: &'static str| {
            let state = set_up.internal(device, name);
            set_up.conducts(state, source);
            Pin::At(state)
        };
        Ok([drain, Pin::At(gate), inner, state("slow-gs"), state("slow-gd"), state("heat")])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, 6>, Failure> {
        KIND.check_level(device, model)?;
        if model.number_or("fc", 0.5) > 0.95 {
            report.push(Finding { severity: "warning", code: "inert-parameter", message: "what fc is above 0.95 has no effect".into(), device });
        }
        let sign = if conditions.model_kind(device) == "pjf" { -1.0 } else { 1.0 };
        let (constants, [drain, source]) = read(conditions, device, sign, given, model)?;
        let [vds, vgs] = initial(given);
        let none = f64::NAN;
        Ok(Resolved { constants, series: [drain, 0.0, source, 0.0, 0.0, 0.0], initial: [vds, vgs, none, none, none, none] })
    }

    #[inline(always)]
    fn evaluate(of: &Numbers, memory: &mut Memory, v: &[F2; 6], call: &Call, out: &mut Outputs<6, 36>) {
        let zero = F2::splat(0.0);
        let one = F2::splat(1.0);
        let mut at = voltages(of, v);
        let mut slow = [(v[SLOW_GS] - v[S]) * of.sign, (v[SLOW_GD] - v[S]) * of.sign];
        let mut heat = v[HEAT] - v[S];
        out.at = *v;
        if !call.exact {
            let mut changed = call.held;
            let begins = call.start == Start::Junctions;
            if begins {
                at = [F2::splat(START); 2];
                changed = mask([true; 2]);
            } else {
                let held;
                let limits = Limits { thermal: of.thermal, critical: of.critical, threshold: of.threshold };
                (at, held) = limited(at, &memory.last, &limits);
                changed |= held;
                out.limited = !call.held & held;
            }
            if changed.any() {
                at = at.map(|volts| call.held.select(zero, volts));
                out.at[G] = changed.select(v[S] + of.sign * at[0], v[G]);
                out.at[D] = changed.select(v[S] + of.sign * (at[0] - at[1]), v[D]);
                // The states of what begins, or is off, are at rest.
                let rest = call.held | if begins { mask([true; 2]) } else { zero };
                slow = [rest.select(lanes::max(at[0], at[1]), slow[0]), rest.select(lanes::min(at[0], at[1]), slow[1])];
                heat = rest.select(zero, heat);
                for (pin, volts) in [(SLOW_GS, of.sign * slow[0]), (SLOW_GD, of.sign * slow[1]), (HEAT, heat)] {
                    out.at[pin] = rest.select(v[S] + volts, v[pin]);
                }
            }
        }
        memory.last = at;
        let [vgs, vgd] = at;
        let exchanged = vgs.simd_lt(vgd);
        let [high, low] = [exchanged.select(vgd, vgs), exchanged.select(vgs, vgd)];
        let input = Dual::<5>::input;
        let [high, low, slow_gs, slow_gd, heat] = [input(high, 0), input(low, 1), input(slow[0], 2), input(slow[1], 3), input(heat, 4)];
        let free = of.channel(high, low, slow_gs, slow_gd);
        let channel = free / (heat + one) * of.multiplier;
        let following = F2::splat(FOLLOWING);
        let states = [(slow_gs - high) * following, (slow_gd - low) * following, (heat - free * (high - low) * of.heat) * following];

        // A row of a quantity as an NJF has it (or of one without a sign) by the pins' voltages.
        let row = |d: &Dual<5>, signed: F2| {
            let [by_high, by_low, by_gs, by_gd, by_heat] = d.by;
            let [source, drain] = [exchanged.select(by_low, by_high), exchanged.select(by_high, by_low)];
            let of_voltages = [-drain, source + drain, -source - by_gs - by_gd, by_gs, by_gd].map(|by| by * of.sign * signed);
            let by_heat = by_heat * signed;
            let [d, g, s, gs, gd] = of_voltages;
            [d, g, s - by_heat, gs, gd, by_heat]
        };
        let forward = exchanged.select(-one, one);
        let gmin = F2::splat(call.gmin);
        let [(igs, ggs), (igd, ggd)] = at.map(|volts| of.junction(volts, gmin)).map(|(i, g)| (i * of.multiplier, g * of.multiplier));
        let along = row(&channel, forward * of.sign);
        let mut rows = [[zero; 6]; 6];
        rows[D] = along;
        rows[S] = along.map(|by| -by);
        let mut current = [zero; 6];
        current[D] = of.sign * (forward * channel.value - igd);
        current[G] = of.sign * (igs + igd);
        current[S] = of.sign * (-forward * channel.value - igs);
        for (pin, other, g) in [(S, G, ggs), (D, G, ggd)] {
            rows[pin][pin] += g;
            rows[pin][other] -= g;
            rows[other][other] += g;
            rows[other][pin] -= g;
        }
        for (state, (pin, signed)) in states.iter().zip([(SLOW_GS, of.sign), (SLOW_GD, of.sign), (HEAT, one)]) {
            let by = row(state, signed);
            rows[pin] = by;
            current[pin] = signed * state.value;
            current[S] -= current[pin];
            for column in 0..6 {
                rows[S][column] -= by[column];
            }
        }
        out.current = current;
        for (line, by) in rows.iter().enumerate() {
            out.conductance[6 * line..6 * line + 6].copy_from_slice(by);
        }
        if !call.charges {
            return;
        }
        let [qgs, qgd] = charges(of, memory, at, call.exact).map(|charge| charge * of.multiplier);
        let cds = of.cds * of.multiplier;
        let qds = cds * (vgs - vgd);
        let mut charge = [zero; 6];
        charge[D] = of.sign * (qds - qgd.value);
        charge[G] = of.sign * (qgs.value + qgd.value);
        charge[S] = -of.sign * (qds + qgs.value);
        let by = |d: &Dual<2>| [-d.by[1], d.by[0] + d.by[1], -d.by[0]];
        let (source, drain) = (by(&qgs), by(&qgd));
        let mut capacitance = [[zero; 6]; 6];
        for pin in [D, G, S] {
            capacitance[D][pin] = -drain[pin];
            capacitance[G][pin] = source[pin] + drain[pin];
            capacitance[S][pin] = -source[pin];
        }
        for (one, other, sign) in [(D, D, cds), (D, S, -cds), (S, D, -cds), (S, S, cds)] {
            capacitance[one][other] += sign;
        }
        for (pin, value, time) in [(SLOW_GS, of.sign * slow_gs.value, of.taug), (SLOW_GD, of.sign * slow_gd.value, of.taug), (HEAT, heat.value, of.taud)] {
            let c = following * time;
            charge[pin] = c * value;
            charge[S] -= charge[pin];
            capacitance[pin][pin] += c;
            capacitance[pin][S] -= c;
            capacitance[S][pin] -= c;
            capacitance[S][S] += c;
        }
        out.charge = charge;
        for (line, by) in capacitance.iter().enumerate() {
            out.capacitance[6 * line..6 * line + 6].copy_from_slice(by);
        }
    }

    fn settle(of: &Numbers, memory: &mut Memory, v: &[F2; 6]) {
        memory.last = voltages(of, v);
    }

    fn accept(of: &Numbers, memory: &mut Memory, v: &[F2; 6]) {
        let at = voltages(of, v);
        let near = [0, 1].map(|which: usize| lanes::abs(at[which] - memory.before[which]).simd_le(F2::splat(NEW_POINT)));
        let moved = if memory.begun { (near[0] & near[1]) ^ mask([true; 2]) } else { mask([true; 2]) };
        if !moved.any() {
            return;
        }
        let now = charges(of, memory, at, false);
        for which in 0..2 {
            memory.before[which] = moved.select(at[which], memory.before[which]);
            memory.charge[which] = moved.select(now[which].value, memory.charge[which]);
        }
        memory.begun = true;
    }

    /// As ngspice: currents and voltages of a PJF with the signs of an NJF.
    fn variables(constants: &Constants, point: &Point<6, 36>, values: &mut [f64]) {
        let of = Numbers::pack(constants, constants);
        let at = voltages(&of, &point.v.map(F2::splat));
        let (slow, _) = Jfet2::slow(&of, at);
        let [vgs, vgd] = at.map(|volts| lane(volts, 0));
        let sign = constants.sign;
        let g = &point.conductance;
        let (ggs, ggd) = (-g[6 * G + S], -g[6 * G + D]);
        let into = |pin: usize| point.current[pin] + point.rate[pin];
        let (junction, conductance) = of.junction(at[1], F2::splat(0.0));
        // What gmin adds to the junction is in its conductance.
        let leak = lane(junction, 0) * constants.multiplier + (ggd - lane(conductance, 0) * constants.multiplier) * vgd;
        let outside = |pin: usize| match point.series[pin] {
            series if series > 0.0 => point.v[pin] + into(pin) / series,
            _ => point.v[pin],
        };
        let power = [D, G, S].iter().map(|&pin| into(pin) * outside(pin)).sum();
        let heat = point.v[HEAT] - point.v[S];
        values.copy_from_slice(&[
            sign * into(D),
            sign * into(S),
            sign * into(G),
            leak - sign * point.rate[D],
            vgs,
            vgd,
            lane(slow.by[0], 0) * constants.multiplier,
            lane(slow.by[1], 0) * constants.multiplier,
            ggs,
            ggd,
            sign * (point.v[SLOW_GD] - point.v[S]),
            if constants.heat > 0.0 { heat / constants.heat } else { lane(Jfet2::slow(&of, at).1, 0) },
            power,
        ]);
    }

    fn noise(constants: &Constants, point: &Point<6, 36>, sources: &mut Vec<NoiseSource>) {
        let of = Numbers::pack(constants, constants);
        let one = |pair: F2| lane(pair, 0);
        let thermal = 4.0 * BOLTZMANN * one(of.noise_temperature);
        let white = |name, between, conductance: f64| NoiseSource { name, between, white: thermal * conductance, flicker: 0.0, exponent: 1.0, partner: None };
        for (name, pin) in [("rd", D), ("rs", S)] {
            sources.push(white(name, [NoisePin::Outer(pin), NoisePin::Inner(pin)], point.series[pin]));
        }
        let gm = one(Jfet2::slow(&of, voltages(&of, &point.v.map(F2::splat))).0.by[0]).abs() * constants.multiplier;
        let between = [NoisePin::Inner(D), NoisePin::Inner(S)];
        sources.push(white("id", between, 2.0 / 3.0 * gm));
        // Each of the devices in parallel has a part of the current.
        let current = (point.current[D].abs() / constants.multiplier).max(1e-38);
        let flicker = constants.multiplier * one(of.flicker) * libm::pow(current, one(of.flicker_exponent));
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0, partner: None });
    }
}
