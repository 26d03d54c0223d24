//! Power MOSFET (VDMOS): channel with weak inversion, gate with a capacitance to
//! the drain that bends, body diode with breakdown from source to drain, series
//! resistances of drain, gate, source and diode behind internal nodes, a
//! resistance beside the channel, quasi-saturation, temperature. `heated.rs` is the
//! same device with a temperature of its own.
//!
//! Sources: those of [`pair`], [`parameters`] and [`limit`]; ngspice manual 39,
//! section 11.3. Its noise is that of ngspice 39: drain, source and channel; gate
//! and body diode have none. Three things of ngspice 39 are left out: its small
//! signals forget `rds`, which is an oversight that later versions have not; it
//! takes the gate's capacitances of one device for all `m`; and it changes a
//! junction potential with FC·VJ above 2.5 V.
//!
//! What the model's borders do: the channel's current and its derivatives are
//! continuous everywhere except at vds = 0, where the derivative jumps and
//! quasi-saturation ends (no current flows there); the body diode's current jumps
//! at the breakdown voltage, from −IS and the rest of its cubic to −IS.

mod heated;
mod limit;
mod pair;
mod parameters;
mod table;
#[cfg(test)]
mod tests;

pub use heated::KIND as HEATED;

use self::limit::{limit, Voltages};
use self::pair::Pair;
use self::parameters::Constants;
use super::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::BOLTZMANN;
use super::{nonlinear, Conditions, Finding, Kind, Start};
use crate::lanes::{lane, mask, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::FACTS.with(nonlinear::make::<PowerMosfet, PINS, CELLS>);

const PINS: usize = 6;
const CELLS: usize = 19;

/// Inner drain, gate and source.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;
/// Cathode of the body diode, which is the drain's terminal, and its anode.
const K: usize = 3;
const A: usize = 4;
/// The source's terminal.
const T: usize = 5;

/// Places of the matrix: the channel's and the gate's nine first.
const CHANNEL: usize = 0;
const DIODE: usize = 9;
/// K to T and back, and T itself, which the resistance beside the channel has.
const BESIDE: usize = 13;
const QUASI: usize = 16;

/// vds, vgs and the body diode's voltage as an N channel has them.
#[inline(always)]
fn voltages(pair: &Pair, v: &[F2; PINS]) -> Voltages {
    [(v[D] - v[S]) * pair.sign, (v[G] - v[S]) * pair.sign, (v[A] - v[K]) * pair.sign]
}

pub struct PowerMosfet;

impl Equations<PINS, CELLS> for PowerMosfet {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; CELLS] = [
        [0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [2, 0], [2, 1], [2, 2], //
        [3, 3], [3, 4], [4, 3], [4, 4], //
        [3, 5], [5, 3], [5, 5], //
        [3, 0], [0, 3], [0, 5],
    ];
    /// The drain's terminal: the conductance that quasi-saturation adds then meets
    /// only the small voltage along the drain's resistance, and leaves no rounding of
    /// the whole voltage in a current that is off.
    const REFERENCE: usize = K;
    const CURRENT_BESIDE: usize = K;
    const TERMINALS: &'static [&'static [usize]] = &[&[D, K], &[G], &[S, A, T]];
    type Pair = Pair;
    /// Those of the last evaluation, for limiting.
    type Memory = Voltages;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; PINS], Failure> {
        let terminals = set_up.terminals(device)?;
        Ok(pins(set_up, device, terminals))
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, PINS>, Failure> {
        let sign = if conditions.model_kind(device) == "vdmosp" { -1.0 } else { 1.0 };
        let (constants, [drain, gate, source, body]) = parameters::read(conditions, device, sign, given, model)?;
        let mut inert = |name: &str, missing: &str| {
            let message = format!("{name} has no effect without {missing}");
            report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
        };
        match (model.number("rq").is_some(), model.number("vq").is_some()) {
            (true, false) => inert("rq", "vq"),
            (false, true) => inert("vq", "rq"),
            (true, true) if drain == 0.0 => inert("rq", "rd"),
            _ => {}
        }
        if model.number("texp0").is_some() {
            for name in ["trd1", "trd2"].iter().filter(|name| model.number(name).is_some()) {
                let message = format!("{name} has no effect beside texp0");
                report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
            }
        }
        let [vds, vgs] = parameters::initial(given).map(|volts| volts.unwrap_or(f64::NAN));
        let at_drain = if vds.is_nan() { f64::NAN } else { 0.0 };
        Ok(Resolved {
            constants,
            series: [drain, gate, source, 0.0, body, 0.0],
            initial: [at_drain, vgs - vds, -vds, f64::NAN, -vds, -vds],
        })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut Voltages, v: &[F2; PINS], call: &Call, out: &mut Outputs<PINS, CELLS>) {
        let zero = F2::splat(0.0);
        let mut at = voltages(pair, v);
        out.at = *v;
        if !call.exact {
            let [mut of_channel, mut of_diode] = [call.held; 2];
            if call.start == Start::Junctions {
                at = pair.start;
                [of_channel, of_diode] = [mask([true; 2]); 2];
            } else {
                let limited;
                (at, limited) = limit(pair, at, memory);
                of_channel |= limited[0];
                of_diode |= limited[1];
                out.limited = !call.held & (limited[0] | limited[1]);
            }
            if (of_channel | of_diode).any() {
                at = at.map(|v| call.held.select(zero, v));
                out.at[D] = of_channel.select(v[S] + pair.sign * at[0], v[D]);
                out.at[G] = of_channel.select(v[S] + pair.sign * at[1], v[G]);
                out.at[A] = of_diode.select(v[K] + pair.sign * at[2], v[A]);
            }
        }
        *memory = at;
        let [vds, vgs, vd] = at;
        let channel = pair.channel(vds, vgs, call.exact);
        let ((body, conductance), (charge, capacitance)) = pair.body(vd, F2::splat(call.gmin));
        let between = out.at[K] - out.at[T];
        let leak = pair.leak * between;

        let current = pair.sign * channel.current;
        let diode = pair.sign * body;
        let (by_d, by_g) = (channel.by_vds, channel.by_vgs);
        out.current = [current, zero, -current, leak - diode, diode, -leak];
        out.conductance = [
            by_d, by_g, -(by_d + by_g), //
            zero, zero, zero, //
            -by_d, -by_g, by_d + by_g, //
            conductance + pair.leak, -conductance, -conductance, conductance, //
            -pair.leak, -pair.leak, pair.leak, //
            zero, zero, zero,
        ];
        if pair.saturates {
            let (extra, slope) = pair.quasi_saturation(pair.sign * between, vds);
            let along = out.at[K] - out.at[D];
            out.current[K] += extra * along;
            out.current[D] -= extra * along;
            // ngspice's small signals take the conductance as it is.
            let bend = if call.exact { zero } else { pair.sign * slope * along };
            out.conductance[CHANNEL] += extra;
            out.conductance[DIODE] += extra + bend;
            out.conductance[BESIDE] -= bend;
            out.conductance[QUASI] = -extra;
            out.conductance[QUASI + 1] = -(extra + bend);
            out.conductance[QUASI + 2] = bend;
        }
        if call.charges {
            let (gate_drain, c) = pair.gate_drain(vgs - vds);
            let gate_source = pair.gate_source * vgs;
            out.charge = [gate_drain, gate_drain + gate_source, gate_source, charge, charge, zero].map(|charge| pair.sign * charge);
            for pin in [D, S, K] {
                out.charge[pin] = -out.charge[pin];
            }
            let s = pair.gate_source;
            out.capacitance = [
                c, -c, zero, //
                -c, c + s, -s, //
                zero, -s, s, //
                capacitance, -capacitance, -capacitance, capacitance, //
                zero, zero, zero, zero, zero, zero,
            ];
        }
    }

    fn settle(pair: &Pair, memory: &mut Voltages, v: &[F2; PINS]) {
        *memory = voltages(pair, v);
    }

    /// As ngspice: currents, voltages and charges of a P channel with the signs of
    /// an N channel, the threshold with its own.
    fn variables(constants: &Constants, point: &Point<PINS, CELLS>, values: &mut [f64]) {
        let pair = Pair::pack(constants, constants);
        let at = voltages(&pair, &point.v.map(F2::splat));
        let one = |pair: F2| lane(pair, 0);
        let channel = pair.channel(at[0], at[1], true);
        let (qgd, cgd) = pair.gate_drain(at[1] - at[0]);
        let [vds, vgs, _] = at.map(one);
        let sign = constants.sign;
        let into = |pin: usize| point.current[pin] + point.rate[pin];
        let (id, ig) = (one(channel.current), sign * point.rate[G]);
        let drain = drain_conductance(&pair, point);
        let resistance = |conductance: f64| if conductance > 0.0 { 1.0 / conductance } else { 0.0 };
        let gate = if point.series[G] > 0.0 { point.v[G] + into(G) / point.series[G] } else { point.v[G] };
        let power = (into(D) + into(K)) * point.v[K] + (into(S) + into(A) + into(T)) * point.v[T] + into(G) * gate;
        values.copy_from_slice(&[
            id,
            -id - ig,
            ig,
            sign * into(A),
            vgs,
            vds,
            sign * constants.threshold,
            resistance(point.series[S]),
            point.series[S],
            resistance(drain),
            drain,
            one(channel.gm),
            one(channel.gds),
            constants.gate_source,
            one(cgd),
            point.capacitance[DIODE],
            constants.gate_source * vgs,
            one(qgd),
            -sign * point.rate[S],
            -sign * point.rate[D],
            into(S) + into(A) + into(T),
            power,
        ]);
    }

    /// By the threshold and by where the linear region ends; drain and source are
    /// exchanged where the drain is below the source.
    fn region(constants: &Constants, values: &[f64]) -> &'static str {
        let of = |name: &str| table::VARIABLES.iter().position(|variable| variable.name == name).map_or(f64::NAN, |place| values[place]);
        let (vgs, vds) = (of("vgs"), of("vds"));
        let drive = if vds < 0.0 { vgs - vds } else { vgs } - constants.threshold;
        if drive <= 0.0 {
            "off"
        } else if constants.triode * vds.abs() < drive {
            "linear"
        } else {
            "saturation"
        }
    }

    fn noise(constants: &Constants, point: &Point<PINS, CELLS>, sources: &mut Vec<NoiseSource>) {
        let thermal = 4.0 * BOLTZMANN * constants.noise_temperature;
        let white = |name, between, conductance: f64| NoiseSource { name, between, white: thermal * conductance, flicker: 0.0, exponent: 1.0, partner: None };
        let drain = drain_conductance(&Pair::pack(constants, constants), point);
        for (name, pin, conductance) in [("rd", D, drain), ("rs", S, point.series[S])] {
            sources.push(white(name, [NoisePin::Outer(pin), NoisePin::Inner(pin)], conductance));
        }
        let between = [NoisePin::Inner(D), NoisePin::Inner(S)];
        // The gate drives the channel from whichever end is the source.
        let gm = point.conductance[CHANNEL + 7].abs();
        sources.push(white("id", between, 2.0 / 3.0 * gm));
        let current = point.current[S].abs().max(1e-38);
        let flicker = constants.flicker * libm::pow(current, constants.flicker_exponent);
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0, partner: None });
    }
}

/// The pins between drain, gate and source.
fn pins(set_up: &mut SetUp, device: u32, [drain, gate, source]: [u32; 3]) -> [Pin; PINS] {
    set_up.conducts(drain, source);
    let mut end = |outer: u32, resistance: &str, name: &'static str| {
        match set_up.may_differ_from(device, resistance, 0.0) {
            true => Pin::Behind { outer, inner: set_up.internal(device, name) },
            false => Pin::At(outer),
        }
    };
    let inner = [end(drain, "rd", "drain"), end(gate, "rg", "gate"), end(source, "rs", "source")];
    let body = end(source, "rb", "body diode");
    [inner[0], inner[1], inner[2], Pin::At(drain), body, Pin::At(source)]
}

/// The drain's series conductance in siemens with what quasi-saturation adds.
fn drain_conductance(pair: &Pair, point: &Point<PINS, CELLS>) -> f64 {
    if !pair.saturates {
        return point.series[D];
    }
    let across = |from: usize, to: usize| pair.sign * F2::splat(point.v[from] - point.v[to]);
    point.series[D] + lane(pair.quasi_saturation(across(K, T), across(D, S)).0, 0)
}
