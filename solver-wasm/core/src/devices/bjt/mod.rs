//! Bipolar junction transistor, level 1: the integral charge control model of
//! Gummel and Poon with the extensions of SPICE2 and ngspice 39, NPN and PNP.
//!
//! `constants.rs` reads card and model, `pair.rs` has the equations between the
//! inner nodes, `base_resistance.rs` the base resistance; `epitaxial.rs` is a
//! transistor whose collector saturates before its junction does. Here they meet the
//! circuit: polarity, limiting, pins, variables, noise.
//!
//! A PNP is lateral unless `subs` says otherwise: its substrate lies at the base,
//! that of an NPN at the collector, as in ngspice.
//!
//! In small signals the base resistance is a plain one at its value under bias,
//! as in SPICE2 and its successors; the published small-signal circuit has no
//! source for its derivative. Newton's iteration has that derivative.
//!
//! Excess phase is the factor e^(−jω·PTF·TF) of the transport current in small
//! signals and its approximation by [`Pair::late`] in a transient, as in ngspice.

mod base_resistance;
mod constants;
mod epitaxial;
mod pair;
pub mod table;
#[cfg(test)]
mod circuit_tests;
#[cfg(test)]
mod tests;

pub use epitaxial::KIND as EPITAXIAL;

use super::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::{BOLTZMANN, CHARGE};
use super::table::Kind;
use super::{nonlinear, Conditions, Finding, Start};
use crate::lanes::F2;
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};
use constants::{Constants, OWN};
use pair::{Memory, Pair};

pub const KIND: Kind = table::FACTS.with(nonlinear::make::<Bjt, PINS, ENTRIES>);

const PINS: usize = 5;
const ENTRIES: usize = 20;
/// Pins: collector, base and emitter behind their resistances, substrate, and
/// the outer base, where the resistance's current and a part of the charge enter.
const C: usize = 0;
const B: usize = 1;
const E: usize = 2;
const S: usize = 3;
const O: usize = 4;

/// Places of the entries.
const CC: usize = 0;
const CB: usize = 1;
const CE: usize = 2;
const BC: usize = 3;
const BB: usize = 4;
const BE: usize = 5;
const EC: usize = 6;
const EB: usize = 7;
const EE: usize = 8;
const SS: usize = 9;
const SC: usize = 10;
const SB: usize = 11;
const CS: usize = 12;
const BS: usize = 13;
const OO: usize = 14;
const OB: usize = 15;
const OC: usize = 16;
const OE: usize = 17;
const BO: usize = 18;
const CO: usize = 19;

pub struct Bjt;

/// Adds what a function of one voltage between two pins brings: `entries` are
/// (first, first), (first, second), (second, first), (second, second).
#[inline(always)]
fn add(entries: &mut [F2; ENTRIES], places: [usize; 4], slope: F2) {
    entries[places[0]] += slope;
    entries[places[1]] -= slope;
    entries[places[2]] -= slope;
    entries[places[3]] += slope;
}

/// The same between the substrate and where it lies by lane.
#[inline(always)]
fn add_substrate(entries: &mut [F2; ENTRIES], vertical: F2, slope: F2) {
    let zero = F2::splat(0.0);
    let (collector, base) = (vertical.select(slope, zero), vertical.select(zero, slope));
    entries[SS] += slope;
    entries[SC] -= collector;
    entries[CS] -= collector;
    entries[CC] += collector;
    entries[SB] -= base;
    entries[BS] -= base;
    entries[BB] += base;
}

impl Equations<PINS, ENTRIES> for Bjt {
    const KIND: &'static Kind = &KIND;
    const LATE: bool = true;
    const ENTRIES: [[u8; 2]; ENTRIES] = {
        let (c, b, e, s, o) = (C as u8, B as u8, E as u8, S as u8, O as u8);
        let mut entries = [[0; 2]; ENTRIES];
        entries[CC] = [c, c];
        entries[CB] = [c, b];
        entries[CE] = [c, e];
        entries[BC] = [b, c];
        entries[BB] = [b, b];
        entries[BE] = [b, e];
        entries[EC] = [e, c];
        entries[EB] = [e, b];
        entries[EE] = [e, e];
        entries[SS] = [s, s];
        entries[SC] = [s, c];
        entries[SB] = [s, b];
        entries[CS] = [c, s];
        entries[BS] = [b, s];
        entries[OO] = [o, o];
        entries[OB] = [o, b];
        entries[OC] = [o, c];
        entries[OE] = [o, e];
        entries[BO] = [b, o];
        entries[CO] = [c, o];
        entries
    };
    const REFERENCE: usize = B;
    const CURRENT: usize = C;
    const TERMINALS: &'static [&'static [usize]] = &[&[C], &[B, O], &[E], &[S]];
    type Pair = Pair;
    type Memory = Memory;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; PINS], Failure> {
        let [collector, base, emitter, substrate] = set_up.terminals(device)?;
        set_up.conducts(base, emitter);
        set_up.conducts(base, collector);
        set_up.conducts(base, substrate);
        let mut behind = |outer: u32, resistance: &str, name: &'static str| match set_up.may_differ_from(device, resistance, 0.0) {
            true => Pin::Behind { outer, inner: set_up.internal(device, name) },
            false => Pin::At(outer),
        };
        Ok([
            behind(collector, "rc", "collector"),
            behind(base, "rb", "base"),
            behind(emitter, "re", "emitter"),
            Pin::At(substrate),
            Pin::At(base),
        ])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, PINS>, Failure> {
        let pnp = conditions.model_kind(device) == "pnp";
        let resolved = constants::resolve(conditions, device, pnp, given, model, report)?;
        let mut series = [0.0; PINS];
        series[C] = resolved.collector;
        series[B] = resolved.base;
        series[E] = resolved.emitter;
        let both = given.list("ic").unwrap_or(&[]);
        let emitter = given.number("icvbe").or(both.first().copied()).unwrap_or(f64::NAN);
        let collector = given.number("icvce").or(both.get(1).copied()).unwrap_or(f64::NAN);
        let mut initial = [f64::NAN; PINS];
        initial[E] = -emitter;
        initial[C] = collector - emitter;
        Ok(Resolved { constants: resolved.constants, series, initial })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut Memory, v: &[F2; PINS], call: &Call, out: &mut Outputs<PINS, ENTRIES>) {
        let zero = F2::splat(0.0);
        let base = v[B];
        let lies_at = pair.vertical.select(v[C], base);
        let mut at = [pair.sign * (base - v[E]), pair.sign * (base - v[C]), pair.substrate_sign * (v[S] - lies_at)];
        let mut outer = v[O];
        if !call.exact {
            if call.start == Start::Junctions {
                at = [pair.critical, zero, zero];
                outer = base;
            } else {
                (at, out.limited) = pair.limited(at, &memory.at);
            }
            at = at.map(|voltage| call.held.select(zero, voltage));
            outer = call.held.select(base, outer);
            out.limited &= !call.held;
        }
        memory.at = at;
        let [vbe, vbc, vsub] = at;
        let collector = base - pair.sign * vbc;
        out.at = [
            collector,
            base,
            base - pair.sign * vbe,
            pair.vertical.select(collector, base) + pair.substrate_sign * vsub,
            outer,
        ];

        let gmin = F2::splat(call.gmin);
        let mut currents = pair.currents(vbe, vbc, gmin);
        if pair.is_late() {
            pair.late(&mut currents, &memory.late, call.steps, call.exact);
        }
        let [by_emitter, by_collector] = [currents.collector[1], currents.collector[2]];
        let [base_emitter, base_collector] = [currents.base[1], currents.base[2]];
        let (substrate, substrate_slope) = pair.substrate_current(vsub, gmin);
        let leaked = pair.substrate_sign * substrate;
        let into_collector = pair.sign * currents.collector[0];
        let into_base = pair.sign * currents.base[0];
        out.current = [
            into_collector - pair.vertical.select(leaked, zero),
            into_base - pair.vertical.select(zero, leaked),
            -(into_collector + into_base),
            leaked,
            zero,
        ];
        let mut g = [zero; ENTRIES];
        g[CC] = -by_collector;
        g[CB] = by_emitter + by_collector;
        g[CE] = -by_emitter;
        g[BC] = -base_collector;
        g[BB] = base_emitter + base_collector;
        g[BE] = -base_emitter;
        g[EC] = by_collector + base_collector;
        g[EB] = -(g[CB] + g[BB]);
        g[EE] = by_emitter + base_emitter;
        add_substrate(&mut g, pair.vertical, substrate_slope);
        if let Some(resistance) = &pair.base {
            let [conductance, by_emitter, by_collector] = resistance.at(currents.charge, currents.base);
            let across = outer - base;
            let current = conductance * across;
            out.current[O] += current;
            out.current[B] -= current;
            add(&mut g, [OO, OB, BO, BB], conductance);
            if !call.exact {
                let by_emitter = pair.sign * across * by_emitter;
                let by_collector = pair.sign * across * by_collector;
                g[OB] += by_emitter + by_collector;
                g[OE] -= by_emitter;
                g[OC] -= by_collector;
                g[BB] -= by_emitter + by_collector;
                g[BE] += by_emitter;
                g[BC] += by_collector;
            }
        }
        out.conductance = g;
        if !call.charges {
            return;
        }

        let charges = pair.charges(vbe, vbc, &currents);
        let emitter = pair.sign * charges.emitter[0];
        let collector = pair.sign * charges.collector[0];
        out.charge = [-collector, emitter + collector, -emitter, zero, zero];
        let mut c = [zero; ENTRIES];
        let [_, own, cross] = charges.emitter;
        let feedback = charges.collector[1];
        c[CC] = feedback;
        c[CB] = -feedback;
        c[BC] = -(feedback + cross);
        c[BB] = own + cross + feedback;
        c[BE] = -own;
        c[EC] = cross;
        c[EB] = -(own + cross);
        c[EE] = own;
        if pair.has_outer_charge {
            let (charge, capacitance) = pair.outer_charge(pair.sign * (outer - collector_at(out)));
            let charge = pair.sign * charge;
            out.charge[O] += charge;
            out.charge[C] -= charge;
            add(&mut c, [OO, OC, CO, CC], capacitance);
        }
        if pair.has_substrate_charge {
            let (charge, capacitance) = pair.substrate_charge(vsub);
            let charge = pair.substrate_sign * charge;
            out.charge[S] += charge;
            out.charge[C] -= pair.vertical.select(charge, zero);
            out.charge[B] -= pair.vertical.select(zero, charge);
            add_substrate(&mut c, pair.vertical, capacitance);
        }
        out.capacitance = c;
    }

    fn settle(pair: &Pair, memory: &mut Memory, v: &[F2; PINS]) {
        let lies_at = pair.vertical.select(v[C], v[B]);
        memory.at = [pair.sign * (v[B] - v[E]), pair.sign * (v[B] - v[C]), pair.substrate_sign * (v[S] - lies_at)];
    }

    fn advance(pair: &Pair, memory: &mut Memory, v: &[F2; PINS], steps: [f64; 2]) {
        let mut currents = pair.currents(pair.sign * (v[B] - v[E]), pair.sign * (v[B] - v[C]), F2::splat(0.0));
        let late = pair.late(&mut currents, &memory.late, steps, true);
        memory.late = [late, if steps[0].is_finite() { memory.late[0] } else { late }];
    }

    fn delays(constants: &Constants) -> bool {
        constants.excess_delay != 0.0
    }

    /// Excess phase: the transport current follows vbe by the factor e^(−jω·td).
    fn delayed(constants: &Constants, conductance: &[f64; ENTRIES], omega: f64, admittance: &mut [Complex; ENTRIES]) {
        let phase = omega * constants.excess_delay;
        // cos φ − 1 without cancellation.
        let half = libm::sin(0.5 * phase);
        let late = Complex::new(-2.0 * half * half, -libm::sin(phase)).scale(-conductance[CE]);
        admittance[CB] += late;
        admittance[CE] += -late;
        admittance[EB] += -late;
        admittance[EE] += late;
    }

    fn variables(constants: &Constants, point: &Point<PINS, ENTRIES>, values: &mut [f64]) {
        let (g, c, rate) = (&point.conductance, &point.capacitance, &point.rate);
        let total: [f64; PINS] = std::array::from_fn(|pin| point.current[pin] + rate[pin]);
        let heat: f64 = (0..PINS)
            .map(|pin| {
                let series = if point.series[pin] > OWN { total[pin] / point.series[pin] } else { 0.0 };
                total[pin] * (point.v[pin] + series)
            })
            .sum();
        let at_base = if constants.substrate < 0.0 { point.charge[S] } else { 0.0 };
        let rate_at_base = if constants.substrate < 0.0 { rate[S] } else { 0.0 };
        let sign = constants.sign;
        let cross = c[EC];
        for (value, variable) in values.iter_mut().zip(table::VARIABLES) {
            *value = match variable.name {
                "ic" => total[C],
                "ib" => total[B] + total[O],
                "ie" => total[E],
                "is" => total[S],
                "vbe" => sign * (point.v[B] - point.v[E]),
                "vbc" => sign * (point.v[B] - point.v[C]),
                "gm" => g[EC] - g[CE],
                "gpi" => -g[BE],
                "gmu" => -g[BC],
                "gx" => base_conductance(point),
                "go" => -g[EC],
                "gdsub" => g[SS],
                "cpi" => c[EE],
                "cmu" => -c[BC] - cross,
                "cbx" => c[OO],
                "csub" => c[SS],
                "cexbc" => cross,
                "qbe" => -sign * point.charge[E],
                "qbc" => sign * (point.charge[B] + point.charge[E] + at_base),
                "qbx" => sign * point.charge[O],
                "qsub" => sign * constants.substrate * point.charge[S],
                "cqbe" => -sign * rate[E],
                "cqbc" => sign * (rate[B] + rate[E] + rate_at_base),
                "cqbx" => sign * rate[O],
                "cqsub" => sign * constants.substrate * rate[S],
                "p" => heat,
                _ => f64::NAN,
            };
        }
    }

    /// By which of the junctions are forward-biased.
    fn region(_constants: &Constants, values: &[f64]) -> &'static str {
        let forward = |name: &str| table::VARIABLES.iter().zip(values).any(|(variable, &value)| variable.name == name && value > 0.0);
        match (forward("vbe"), forward("vbc")) {
            (true, false) => "active",
            (true, true) => "saturation",
            (false, true) => "reverse",
            (false, false) => "off",
        }
    }

    fn noise(constants: &Constants, point: &Point<PINS, ENTRIES>, sources: &mut Vec<NoiseSource>) {
        // A resistance that there is not has its vector, too, as in ngspice.
        let mut thermal = |name: &'static str, between: [NoisePin; 2], conductance: f64| {
            let white = if conductance > OWN { 4.0 * BOLTZMANN * constants.temperature * conductance } else { 0.0 };
            sources.push(NoiseSource { name, between, white, flicker: 0.0, exponent: 1.0, partner: None });
        };
        thermal("rc", [NoisePin::Outer(C), NoisePin::Inner(C)], point.series[C]);
        thermal("rb", [NoisePin::Inner(O), NoisePin::Inner(B)], base_conductance(point));
        thermal("re", [NoisePin::Outer(E), NoisePin::Inner(E)], point.series[E]);
        let lateral = constants.substrate < 0.0;
        let collector = point.current[C] + if lateral { 0.0 } else { point.current[S] };
        let base = point.current[B] + point.current[O] + if lateral { point.current[S] } else { 0.0 };
        let mut shot = |name: &'static str, between: [usize; 2], current: f64| {
            let white = 2.0 * CHARGE * current.abs();
            let between = between.map(NoisePin::Inner);
            sources.push(NoiseSource { name, between, white, flicker: 0.0, exponent: 1.0, partner: None });
        };
        shot("ic", [C, E], collector);
        shot("ib", [B, E], base);
        // KF and AF are those of one transistor; m of them add their powers.
        let one = (base / constants.multiplier).abs().max(1e-38);
        let flicker = constants.multiplier * constants.flicker * libm::pow(one, constants.flicker_exponent);
        let between = [NoisePin::Inner(B), NoisePin::Inner(E)];
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0, partner: None });
    }
}

/// The collector's voltage that an evaluation belongs to.
#[inline(always)]
fn collector_at(out: &Outputs<PINS, ENTRIES>) -> F2 {
    out.at[C]
}

/// Conductance between outer and inner base in siemens, 0 where they are one.
fn base_conductance(point: &Point<PINS, ENTRIES>) -> f64 {
    match point.series[B] {
        series if series > OWN => series,
        _ => -point.conductance[OB],
    }
}
