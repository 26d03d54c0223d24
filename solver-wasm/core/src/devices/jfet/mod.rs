//! JFET of level 1: the channel of Shichman and Hodges with a doping tail and
//! channel-length modulation, the gate's junctions with their charges, series
//! resistances behind internal nodes, temperature; drain and source change
//! places with the sign of their voltage.
//!
//! Sources: those of [`pair`] and [`parameters`]; ngspice manual 39, section
//! 10.2. What the model's borders do: the channel's current and its first
//! derivatives are continuous everywhere; a junction's current and its first
//! derivative are so at −3·vt.
//!
//! ngspice's noise of `nlev=3` is negative without a channel, and takes the
//! drain for the effective one also where it is below the source. Here a closed
//! channel is silent, and ends are exchanged as in the current.

pub(super) mod pair;
pub(super) mod parameters;
mod table;
#[cfg(test)]
mod tests;

use self::pair::Pair;
use self::parameters::Constants;
use super::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::BOLTZMANN;
use super::{nonlinear, Conditions, Finding, Kind, Start};
use crate::lanes::{lane, mask, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::FACTS.with(nonlinear::make::<Jfet, 3, 9>);

/// The pins: drain and source behind their resistances.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;

/// vgs and vgd of an NJF where the search for an operating point begins, in
/// volts: the gate blocks, and most channels conduct.
const START: f64 = -1.0;

/// vgs and vgd as an NJF has them.
#[inline(always)]
fn voltages(pair: &Pair, v: &[F2; 3]) -> [F2; 2] {
    [(v[G] - v[S]) * pair.sign, (v[G] - v[D]) * pair.sign]
}

pub struct Jfet;

impl Equations<3, 9> for Jfet {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; 9] = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [2, 0], [2, 1], [2, 2]];
    const REFERENCE: usize = S;
    type Pair = Pair;
    /// vgs and vgd of the last evaluation, for limiting.
    type Memory = [F2; 2];

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 3], Failure> {
        let [drain, gate, source] = set_up.terminals(device)?;
        set_up.conducts(drain, source);
        set_up.conducts(gate, source);
        let mut end = |outer: u32, resistance: &str, name: &'static str| match set_up.may_differ_from(device, resistance, 0.0) {
            true => Pin::Behind { outer, inner: set_up.internal(device, name) },
            false => Pin::At(outer),
        };
        Ok([end(drain, "rd", "drain"), Pin::At(gate), end(source, "rs", "source")])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, 3>, Failure> {
        KIND.check_level(device, model)?;
        let sign = if conditions.model_kind(device) == "pjf" { -1.0 } else { 1.0 };
        let (constants, [drain, source]) = parameters::read(conditions, device, sign, given, model, report)?;
        let [vds, vgs] = parameters::initial(given);
        Ok(Resolved { constants, series: [drain, 0.0, source], initial: [vds, vgs, f64::NAN] })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut [F2; 2], v: &[F2; 3], call: &Call, out: &mut Outputs<3, 9>) {
        let zero = F2::splat(0.0);
        let mut at = voltages(pair, v);
        out.at = *v;
        if !call.exact {
            let mut changed = call.held;
            if call.start == Start::Junctions {
                at = [F2::splat(START); 2];
                changed = mask([true; 2]);
            } else {
                let limited;
                (at, limited) = pair.limited(at, memory);
                changed |= limited;
                out.limited = !call.held & limited;
            }
            if changed.any() {
                at = at.map(|volts| call.held.select(zero, volts));
                out.at[G] = changed.select(v[S] + pair.sign * at[0], v[G]);
                out.at[D] = changed.select(v[S] + pair.sign * (at[0] - at[1]), v[D]);
            }
        }
        *memory = at;
        let [vgs, vgd] = at;
        let channel = pair.channel(vgs, vgd);
        let gmin = F2::splat(call.gmin);
        let (igs, ggs) = pair.junction(vgs, gmin);
        let (igd, ggd) = pair.junction(vgd, gmin);

        let exchanged = channel.exchanged;
        let forward = |value: F2| exchanged.select(-value, value);
        let along = forward(channel.current);
        let by_g = forward(channel.gm);
        let by_d = channel.gds + exchanged.select(channel.gm, zero);
        let by_s = channel.gds + exchanged.select(zero, channel.gm);
        out.current = [pair.sign * (along - igd), pair.sign * (igs + igd), pair.sign * (-along - igs)];
        out.conductance = [
            by_d + ggd, by_g - ggd, -by_s, //
            -ggd, ggs + ggd, -ggs, //
            -by_d, -by_g - ggs, by_s + ggs,
        ];
        if call.charges && pair.charged {
            let [(qgs, cgs), (qgd, cgd)] = pair.charges(vgs, vgd);
            out.charge = [-pair.sign * qgd, pair.sign * (qgs + qgd), -pair.sign * qgs];
            out.capacitance = [cgd, -cgd, zero, -cgd, cgs + cgd, -cgs, zero, -cgs, cgs];
        }
    }

    fn settle(pair: &Pair, memory: &mut [F2; 2], v: &[F2; 3]) {
        *memory = voltages(pair, v);
    }

    /// As ngspice: currents, voltages and charges of a PJF with the signs of an NJF.
    fn variables(constants: &Constants, point: &Point<3, 9>, values: &mut [f64]) {
        let pair = Pair::pack(constants, constants);
        let at = voltages(&pair, &point.v.map(F2::splat));
        let [vgs, vgd] = at.map(|volts| lane(volts, 0));
        let sign = constants.sign;
        let (g, c) = (&point.conductance, &point.capacitance);
        let (ggs, ggd) = (-g[3 * G + S], -g[3 * G + D]);
        let into = |pin: usize| point.current[pin] + point.rate[pin];
        // What gmin adds to the junction is in its conductance.
        let (current, slope) = pair.junction(at[1], F2::splat(0.0));
        let leak = lane(current, 0) + (ggd - lane(slope, 0)) * vgd;
        let outside = |pin: usize| match point.series[pin] {
            series if series > 0.0 => point.v[pin] + into(pin) / series,
            _ => point.v[pin],
        };
        let power = [D, G, S].iter().map(|&pin| into(pin) * outside(pin)).sum();
        values.copy_from_slice(&[
            sign * into(D),
            sign * into(S),
            sign * into(G),
            leak - sign * point.rate[D],
            vgs,
            vgd,
            -g[3 * S + G] - ggs,
            -g[3 * S + D],
            ggs,
            ggd,
            -c[3 * G + S],
            -c[3 * G + D],
            -sign * point.charge[S],
            -sign * point.charge[D],
            -sign * point.rate[S],
            -sign * point.rate[D],
            power,
        ]);
    }

    /// By the threshold and where the channel is pinched off; drain and source
    /// are exchanged where the drain is below the source.
    fn region(constants: &Constants, values: &[f64]) -> &'static str {
        let of = |name: &str| table::VARIABLES.iter().position(|variable| variable.name == name).map_or(f64::NAN, |place| values[place]);
        let (vgs, vgd) = (of("vgs"), of("vgd"));
        let drive = vgs.max(vgd) - constants.threshold;
        if drive <= 0.0 {
            "off"
        } else if (vgs - vgd).abs() < drive {
            "linear"
        } else {
            "saturation"
        }
    }

    fn noise(constants: &Constants, point: &Point<3, 9>, sources: &mut Vec<NoiseSource>) {
        let thermal = 4.0 * BOLTZMANN * constants.noise_temperature;
        let white = |name, between, conductance: f64| NoiseSource { name, between, white: thermal * conductance, flicker: 0.0, exponent: 1.0, partner: None };
        for (name, pin) in [("rd", D), ("rs", S)] {
            sources.push(white(name, [NoisePin::Outer(pin), NoisePin::Inner(pin)], point.series[pin]));
        }
        let between = [NoisePin::Inner(D), NoisePin::Inner(S)];
        let channel = if constants.opening_noise < 0.0 {
            let g = &point.conductance;
            (g[3 * S + G] - g[3 * G + S]).abs()
        } else {
            let [vgs, vgd] = [S, D].map(|pin| constants.sign * (point.v[G] - point.v[pin]));
            let drive = (vgs.max(vgd) - constants.threshold).max(0.0);
            let across = (vgs - vgd).abs();
            let open = if across < drive { 1.0 - across / drive } else { 0.0 };
            constants.beta * drive * (1.0 + open + open * open) / (1.0 + open) * constants.opening_noise
        };
        sources.push(white("id", between, 2.0 / 3.0 * channel));
        // Each of the devices in parallel has a part of the current.
        let current = (point.current[D].abs() / constants.multiplier).max(1e-38);
        let flicker = constants.multiplier * constants.flicker * libm::pow(current, constants.flicker_exponent);
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0, partner: None });
    }
}
