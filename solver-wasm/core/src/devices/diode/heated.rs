//! A diode that heats itself: the junction diode with a node for its temperature.
//!
//! The node's voltage is what the junction is warmer than its surroundings, in
//! kelvin, as in ngspice: the power of junction and series resistance flows into
//! RTH0 and CTH0, which end at ground. All numbers follow the temperature, and
//! everything has exact derivatives by it.
//!
//! Source: ngspice manual 39, section 7.3. ngspice 39 also heats with the current
//! into the capacitance and takes CTH0 out of small signals; here only what
//! becomes heat does, and CTH0 is there.

use super::card::{Card, Numbers};
use super::pair::{Constants, Pair, INJECTED};
use super::table;
use crate::devices::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use crate::devices::inputs::Given;
use crate::devices::junction::{depletion_charge, BOLTZMANN, CHARGE, KELVIN};
use crate::devices::table::Kind;
use crate::devices::{nonlinear, Conditions, Finding, Start};
use crate::dual::{Dual, Number};
use crate::lanes::{lane, mask, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::HEATED.with(nonlinear::make::<Heated, PINS, CELLS>);

const PINS: usize = 5;
const CELLS: usize = 18;
/// The junction's anode behind RS, the cathode, the temperature, the anode
/// itself, and ground, at which heat ends.
const I: usize = 0;
const K: usize = 1;
const T: usize = 2;
const A: usize = 3;
const G: usize = 4;

/// An iteration moves a temperature by about this many kelvin at most.
pub const STEP: f64 = 100.0;
/// Kelvin; no iteration makes a device colder.
pub const COLDEST: f64 = 20.0;

/// Limits a rise of temperature against the last one, both in kelvin above
/// `surroundings`: beyond [`STEP`] by the logarithm of the step.
pub fn limited_rise(new: f64, old: f64, surroundings: f64) -> f64 {
    let step = (new - old).abs();
    let held = if step > STEP { old + (STEP * (1.0 + libm::log10(step / STEP))).copysign(new - old) } else { new };
    // Written so that a NaN stays one.
    if held < COLDEST - surroundings { COLDEST - surroundings } else { held }
}

#[derive(Debug, Clone)]
pub struct Both {
    cards: [Card; 2],
    /// At the temperature of the surroundings, for limiting.
    cold: Pair,
}

impl Packed for Both {
    type One = Card;

    fn pack(first: &Card, second: &Card) -> Both {
        Both { cards: [*first, *second], cold: Pair::pack(&Constants::of(first), &Constants::of(second)) }
    }
}

/// The junction's current, without GMIN, of the equations in [`super::pair`].
fn current<N: Number>(of: &Numbers<N>, v: N) -> N {
    let exponential = |saturation: N, vte: N| match v.value() < -3.0 * vte.value() {
        true => {
            let ratio = vte * (3.0 / std::f64::consts::E) / v;
            -(saturation * (ratio * ratio * ratio + 1.0))
        }
        false => saturation * ((v / vte).exp() - 1.0),
    };
    let forward = v.value() >= -3.0 * of.vte.value();
    let mut sum = exponential(of.saturation, of.vte);
    if of.edge_saturation.value() != 0.0 {
        sum = sum + exponential(of.edge_saturation, of.edge_vte);
    }
    if forward && of.recombination.value() != 0.0 {
        let rest = -(v / of.potential) + 1.0;
        let factor = (rest * rest + 0.005).power(of.grading * 0.5);
        sum = sum + of.recombination * ((v / of.recombination_vte).exp() - 1.0) * factor;
    }
    if !forward && v.value() < -of.breakdown.value() {
        sum = -(of.whole * (-(of.breakdown + v) / of.breakdown_vte).exp());
    }
    if of.soft_current != 0.0 {
        sum = sum - (-(v + of.soft_voltage) / of.soft_vte).exp() * of.soft_current;
    }
    if of.tunnel.value() != 0.0 {
        sum = sum - of.tunnel * ((-v / of.tunnel_vte).exp() - 1.0);
    }
    let knee = if forward { of.knee } else { N::constant(of.knee_reverse) };
    let counts = if forward { sum.value() > INJECTED } else { sum.value() < -INJECTED };
    if counts && knee.value().is_finite() {
        sum = sum / ((sum.abs() / knee).sqrt() + 1.0);
    }
    sum
}

/// Numbers by the voltage of the junction and by the rise of its temperature.
type By = Dual<2>;

/// One diode at a voltage and a rise of temperature.
struct State {
    current: By,
    charge: By,
    conductance: By,
}

fn state(card: &Card, v: f64, rise: f64, gmin: f64) -> State {
    let v = By::variable(v, 0);
    let of = card.at(By::variable(rise, 1) + card.temperature);
    let (edge_grading, [forward, edge_forward]) = card.edge_shape();
    let current = current(&of, v);
    let mut charge = of.transit * current + v * card.plate;
    if of.capacitance.value() != 0.0 {
        charge = charge + depletion_charge(v, of.capacitance, of.potential, of.grading, forward);
    }
    if of.edge_capacitance.value() != 0.0 {
        charge = charge + depletion_charge(v, of.edge_capacitance, of.edge_potential, By::constant(edge_grading), edge_forward);
    }
    State { current: current + v * gmin, charge, conductance: of.conductance }
}

pub struct Heated;

impl Equations<PINS, CELLS> for Heated {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; CELLS] = [
        [0, 0], [0, 1], [0, 3], [0, 2], [0, 4], //
        [1, 0], [1, 1], [1, 2], [1, 4], //
        [3, 0], [3, 3], [3, 2], [3, 4], //
        [2, 0], [2, 1], [2, 3], [2, 2], [2, 4],
    ];
    const REFERENCE: usize = K;
    const REST: usize = G;
    const CURRENT_BESIDE: usize = A;
    const TERMINALS: &'static [&'static [usize]] = &[&[I, A], &[K], &[T]];
    type Pair = Both;
    /// The junction's voltage and its rise of temperature of the last evaluation.
    type Memory = [F2; 2];

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; PINS], Failure> {
        let [anode, cathode, temperature] = set_up.terminals(device)?;
        set_up.conducts(anode, cathode);
        set_up.conducts(temperature, 0);
        let inner = match set_up.may_differ_from(device, "rs", 0.0) {
            true => Pin::Behind { outer: anode, inner: set_up.internal(device, "internal") },
            false => Pin::At(anode),
        };
        Ok([inner, Pin::At(cathode), Pin::At(temperature), Pin::At(anode), Pin::At(0)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Card, PINS>, Failure> {
        let mut card = Card::read(conditions, device, given, model, report)?;
        let resistance = model.number_or("rth0", 0.0);
        let heat = model.number_or("cth0", 1e-5);
        if !(resistance > 0.0) || !(heat >= 0.0) {
            let message = format!("rth0 is {resistance} K/W and cth0 {heat} J/K; a diode that heats itself needs an rth0 above 0");
            return Err(Failure::device(device, "model-parameter", message));
        }
        card.cooling = card.multiplier / resistance;
        card.heat = card.multiplier * heat;
        let mut initial = [f64::NAN; PINS];
        initial[I] = given.number_or("ic", f64::NAN);
        let mut series = [0.0; PINS];
        series[I] = card.at(card.temperature).conductance;
        Ok(Resolved { constants: card, series, initial })
    }

    #[inline(always)]
    fn evaluate(pair: &Both, memory: &mut [F2; 2], v: &[F2; PINS], call: &Call, out: &mut Outputs<PINS, CELLS>) {
        let mut vd = v[I] - v[K];
        let mut rise = v[T] - v[G];
        out.at = *v;
        if !call.exact {
            let zero = F2::splat(0.0);
            let mut moved = mask([true; 2]);
            if call.start == Start::Junctions {
                (vd, rise) = (pair.cold.critical, zero);
            } else {
                let (new, old) = (rise.to_array(), memory[1].to_array());
                let held = F2::from([0, 1].map(|side| limited_rise(new[side], old[side], pair.cards[side].temperature)));
                (vd, moved) = pair.cold.limited(vd, memory[0]);
                out.limited = (moved | held.simd_ne(rise)) & !call.held;
                rise = held;
            }
            (vd, rise) = (call.held.select(zero, vd), call.held.select(zero, rise));
            out.at[I] = (moved | call.held).select(v[K] + vd, v[I]);
            out.at[T] = v[G] + rise;
        }
        *memory = [vd, rise];
        let across = out.at[A] - out.at[I];
        let mut current = [[0.0; 2]; PINS];
        let mut charge = [[0.0; 2]; PINS];
        let mut g = [[0.0; 2]; CELLS];
        let mut c = [[0.0; 2]; CELLS];
        for side in 0..2 {
            let card = &pair.cards[side];
            let (vd, rise, across) = (lane(vd, side), lane(rise, side), lane(across, side));
            let State { current: junction, charge: stored, conductance } = state(card, vd, rise, call.gmin);
            let [gd, by_rise] = junction.slopes;
            // The kernel has the resistance at the temperature of the surroundings.
            let more = conductance.value - card.at(card.temperature).conductance;
            let warmer = conductance.slopes[1] * across;
            let beside = more * across;
            let heat = vd * junction.value + across * across * conductance.value;
            let heat_by_v = junction.value + vd * gd;
            let heat_by_across = 2.0 * across * conductance.value;
            let heat_by_rise = vd * by_rise + across * warmer;
            let flow = card.cooling * rise - heat;
            for (pin, value) in [(I, junction.value - beside), (K, -junction.value), (T, flow), (A, beside), (G, -flow)] {
                current[pin][side] = value;
            }
            let by_temperature = by_rise - warmer;
            let own = card.cooling - heat_by_rise;
            let cells = [
                gd + more, -gd, -more, by_temperature, -by_temperature, //
                -gd, gd, -by_rise, by_rise, //
                -more, more, warmer, -warmer, //
                heat_by_across - heat_by_v, heat_by_v, -heat_by_across, own, -own,
            ];
            let [capacitance, moves] = stored.slopes;
            let farads = [
                capacitance, -capacitance, 0.0, moves, -moves, //
                -capacitance, capacitance, -moves, moves, //
                0.0, 0.0, 0.0, 0.0, //
                0.0, 0.0, 0.0, card.heat, -card.heat,
            ];
            for cell in 0..CELLS {
                g[cell][side] = cells[cell];
                c[cell][side] = farads[cell];
            }
            for (pin, value) in [(I, stored.value), (K, -stored.value), (T, card.heat * rise), (G, -card.heat * rise)] {
                charge[pin][side] = value;
            }
        }
        out.current = current.map(F2::from);
        out.charge = charge.map(F2::from);
        out.conductance = g.map(F2::from);
        out.capacitance = c.map(F2::from);
    }

    fn settle(_pair: &Both, memory: &mut [F2; 2], v: &[F2; PINS]) {
        *memory = [v[I] - v[K], v[T] - v[G]];
    }

    fn variables(card: &Card, point: &Point<PINS, CELLS>, values: &mut [f64]) {
        let (vd, rise) = (point.v[I] - point.v[K], point.v[T] - point.v[G]);
        let current = -point.current[K] - point.rate[K];
        let conductance = card.at(card.temperature + rise).conductance;
        let outside = if conductance > 0.0 { current / conductance } else { 0.0 };
        // Places of K's own derivatives.
        let own = Heated::ENTRIES.iter().position(|&entry| entry == [1, 1]).expect("K has an entry");
        values.copy_from_slice(&[
            current,
            vd,
            point.conductance[own],
            point.capacitance[own],
            -point.charge[K],
            -point.rate[K],
            current * (vd + outside),
            card.temperature + rise - KELVIN,
        ]);
    }

    fn noise(card: &Card, point: &Point<PINS, CELLS>, sources: &mut Vec<NoiseSource>) {
        let temperature = card.temperature + point.v[T] - point.v[G];
        let white = 4.0 * BOLTZMANN * temperature * card.at(temperature).conductance;
        sources.push(NoiseSource { name: "rs", between: [NoisePin::Inner(A), NoisePin::Inner(I)], white, flicker: 0.0, exponent: 1.0, partner: None });
        let current = point.current[K].abs();
        let between = [NoisePin::Inner(I), NoisePin::Inner(K)];
        sources.push(NoiseSource { name: "id", between, white: 2.0 * CHARGE * current, flicker: 0.0, exponent: 1.0, partner: None });
        let one = (current / card.multiplier).max(1e-38);
        let flicker = card.multiplier * card.flicker * libm::pow(one, card.flicker_exponent);
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0, partner: None });
    }
}
