//! A power MOSFET that heats itself: the power MOSFET with nodes for the
//! temperatures of its junction and of its case.
//!
//! Both nodes carry degrees Celsius, as in ngspice. The power of channel, drain
//! resistance and body diode flows into the junction, over RTHJC to the case
//! and over RTHCA to the surroundings; CTHJ is the junction's. Threshold,
//! transconductance, weak inversion, drain resistance, quasi-saturation and
//! body diode follow the junction's temperature, with exact derivatives; the
//! resistances of gate and source stay at the surroundings'.
//!
//! Sources: ngspice manual 39, section 11.3, and those of [`super::pair`]. In
//! ngspice 39 the temperature of the surroundings counts twice, the exponents MU,
//! TEXP0 and TEXP1 count twice, and a part of the heat's way back ends at the
//! junction in place of the case; later versions have none of that, and neither
//! has this device. At surroundings of 0 °C and exponents of 0 all agree.

use super::limit::{limit, Voltages};
use super::pair::{Pair, LEAST_DENOMINATOR};
use super::parameters::{self, Constants};
use super::{table, PowerMosfet, A, CELLS as PLAIN_CELLS, CHANNEL, D, DIODE, G, K, PINS as PLAIN_PINS, S, T};
use crate::devices::diode::{breakdown_voltage, limited_rise};
use crate::devices::equations::{Call, Equations, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use crate::devices::inputs::Given;
use crate::devices::junction::{critical_voltage, depletion_at, depletion_charge, thermal_voltage, Depletion, KELVIN};
use crate::devices::table::Kind;
use crate::devices::{nonlinear, Conditions, Finding, Start};
use crate::dual::{Dual, Number};
use crate::lanes::{lane, mask, F2};
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::HEATED.with(nonlinear::make::<Heated, PINS, CELLS>);

const PINS: usize = 9;
const CELLS: usize = 43;
/// Behind the pins of the plain device: junction, case, and ground, at which heat ends.
const J: usize = 6;
const H: usize = 7;
const N: usize = 8;

const ENTRIES: [[u8; 2]; CELLS] = [
    [0, 0], [0, 1], [0, 2], [0, 3], [0, 5], [0, 6], [0, 8], //
    [1, 0], [1, 1], [1, 2], //
    [2, 0], [2, 1], [2, 2], [2, 6], [2, 8], //
    [3, 0], [3, 3], [3, 4], [3, 5], [3, 6], [3, 8], //
    [4, 3], [4, 4], [4, 5], [4, 6], [4, 8], //
    [5, 3], [5, 4], [5, 5], [5, 6], [5, 8], //
    [6, 0], [6, 1], [6, 2], [6, 3], [6, 4], [6, 5], [6, 6], [6, 7], [6, 8], //
    [7, 6], [7, 7], [7, 8],
];

/// Where the entry of a row and a column is; `CELLS` where there is none.
const PLACE: [[usize; PINS]; PINS] = {
    let mut places = [[CELLS; PINS]; PINS];
    let mut cell = 0;
    while cell < CELLS {
        places[ENTRIES[cell][0] as usize][ENTRIES[cell][1] as usize] = cell;
        cell += 1;
    }
    places
};

/// A factor over temperature never falls below this while Newton's iteration
/// looks for the temperature.
const LEAST_FACTOR: f64 = 1e-3;
/// The same for weak inversion's slope and for a potential in volts.
const LEAST_VOLTAGE: f64 = 1e-3;

/// What the device is given, of all `m` in parallel, as far as it follows its temperature.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Card {
    /// At the surroundings.
    cold: Constants,
    /// Kelvin: of the parameters, of the surroundings.
    nominal: f64,
    surroundings: f64,
    beta: f64,
    mu: f64,
    threshold: f64,
    threshold_falls: f64,
    /// Slope of weak inversion, drain and body resistance: value, coefficients.
    slope: [f64; 3],
    drain: [f64; 3],
    /// Exponent of the drain resistance; NaN where it has coefficients.
    drain_exponent: f64,
    extra: f64,
    extra_exponent: f64,
    body: [f64; 3],
    saturation: f64,
    n: f64,
    energy: f64,
    exponent: f64,
    breakdown: f64,
    breakdown_current: f64,
    nbv: f64,
    capacitance: f64,
    potential: f64,
    grading: f64,
    forward: f64,
    /// Siemens of drain and body resistance that the kernel has.
    series: [f64; 2],
    /// W/K from the junction to the case and from there on, J/K.
    to_case: f64,
    to_surroundings: f64,
    heat: f64,
    reltol: f64,
}

/// The body diode at a temperature.
struct Body<X> {
    saturation: X,
    vte: X,
    breakdown: X,
    breakdown_vte: X,
    capacitance: X,
    potential: X,
}

fn at_least<X: Number>(number: X, least: f64) -> X {
    if number.value() < least { X::constant(least) } else { number }
}

impl Card {
    fn read(conditions: &Conditions, device: u32, sign: f64, cold: Constants, series: parameters::Series, given: &Given, model: &Given) -> Result<Card, Failure> {
        let number = |name: &str, default: f64| model.number_or(name, default);
        for (name, default) in [("rthjc", 0.0), ("rthca", 1000.0)] {
            let found = number(name, default);
            if !(found > 0.0) {
                let message = format!("{name} is {found} K/W; a power MOSFET that heats itself needs one above 0");
                return Err(Failure::device(device, "model-parameter", message));
            }
        }
        let heat = number("cthj", 1e-5);
        if !(heat >= 0.0) {
            return Err(Failure::device(device, "model-parameter", format!("cthj is {heat} J/K; it must not be below 0")));
        }
        let [temperature, nominal] = conditions.kelvins(device, given, model)?;
        let m = conditions.multiplier(device);
        let of = |name: &str, scale: f64, first: &str, second: &str| [number(name, 0.0) * scale, number(first, 0.0), number(second, 0.0)];
        Ok(Card {
            nominal,
            surroundings: temperature,
            beta: number("kp", 1.0) * m,
            mu: number("mu", -1.5),
            threshold: sign * number("vto", 0.0),
            threshold_falls: number("tcvth", 0.0),
            slope: [number("ksubthres", 0.1), number("tksubthres1", 0.0), number("tksubthres2", 0.0)],
            drain: of("rd", 1.0 / m, "trd1", "trd2"),
            drain_exponent: model.number("texp0").unwrap_or(f64::NAN),
            extra: if cold.extra > 0.0 { number("rq", 0.0) / m } else { 0.0 },
            extra_exponent: number("texp1", 0.3),
            body: of("rb", 1.0 / m, "trb1", "trb2"),
            saturation: number("is", 1e-14).max(parameters::LEAST_SATURATION) * m,
            n: number("n", 1.0),
            energy: number("eg", 1.11).max(parameters::LEAST_ENERGY),
            exponent: number("xti", 3.0),
            breakdown: model.number("bv").filter(|&bv| bv != 0.0).map_or(f64::INFINITY, f64::abs),
            breakdown_current: number("ibv", 1e-10),
            nbv: number("nbv", 1.0),
            capacitance: number("cjo", 0.0) * m,
            potential: number("vj", 0.8),
            grading: number("m", 0.5),
            forward: number("fc", 0.5).min(parameters::LARGEST_FORWARD),
            series: [series[0], series[3]],
            to_case: m / number("rthjc", 0.0),
            to_surroundings: m / number("rthca", 1000.0),
            heat: heat * m,
            reltol: conditions.options.reltol,
            cold,
        })
    }

    fn power<X: Number>(&self, temperature: X, exponent: f64) -> X {
        ((temperature / self.nominal).ln() * exponent).exp()
    }

    fn quadratic<X: Number>(&self, temperature: X, [nominal, first, second]: [f64; 3]) -> X {
        let above = temperature - self.nominal;
        at_least((above * second + first) * above + 1.0, LEAST_FACTOR) * nominal
    }

    fn beta_at<X: Number>(&self, temperature: X) -> X {
        self.power(temperature, self.mu) * self.beta
    }

    fn threshold_at<X: Number>(&self, temperature: X) -> X {
        -((temperature - self.nominal) * self.threshold_falls) + self.threshold
    }

    fn slope_at<X: Number>(&self, temperature: X) -> X {
        at_least(self.quadratic(temperature, self.slope), LEAST_VOLTAGE)
    }

    fn drain_at<X: Number>(&self, temperature: X) -> X {
        match self.drain_exponent.is_nan() {
            true => self.quadratic(temperature, self.drain),
            false => self.power(temperature, self.drain_exponent) * self.drain[0],
        }
    }

    fn extra_at<X: Number>(&self, temperature: X) -> X {
        self.power(temperature, self.extra_exponent) * self.extra
    }

    fn body_at<X: Number>(&self, temperature: X) -> Body<X> {
        let vt = thermal_voltage(temperature);
        let ratio = temperature / self.nominal;
        let exponent = (ratio - 1.0) * self.energy / (vt * self.n) + ratio.ln() * (self.exponent / self.n);
        let saturation = exponent.exp() * self.saturation;
        let breakdown = match self.breakdown.is_finite() {
            true => breakdown_voltage(X::constant(self.breakdown), self.breakdown_current, saturation, vt, self.nbv, self.reltol),
            false => X::constant(f64::INFINITY),
        };
        let (potential, capacitance) = depletion_at(self.potential, self.capacitance, X::constant(self.grading), self.nominal, temperature);
        Body { saturation, vte: vt * self.n, breakdown, breakdown_vte: vt * self.nbv, capacitance, potential: at_least(potential, LEAST_VOLTAGE) }
    }

    /// The plain device at a temperature in kelvin.
    fn constants_at(&self, temperature: f64) -> Constants {
        let body = self.body_at(temperature);
        Constants {
            beta: self.beta_at(temperature),
            threshold: self.threshold_at(temperature),
            slope: self.slope_at(temperature),
            saturation: body.saturation,
            vte: body.vte,
            breakdown: body.breakdown,
            breakdown_vte: body.breakdown_vte,
            critical: critical_voltage(body.vte, body.saturation),
            depletion: Depletion::new(body.capacitance, body.potential, self.grading, self.forward),
            drain: if self.series[0] > 0.0 { self.drain_at(temperature) } else { 0.0 },
            extra: if self.extra > 0.0 { self.extra_at(temperature) } else { 0.0 },
            ..self.cold
        }
    }

    /// The channel's current from drain to source, of the equations in [`super::pair`].
    fn channel<X: Number>(&self, vds: X, vgs: X, temperature: X) -> X {
        let of = &self.cold;
        let exchanged = vds.value() < 0.0;
        let across = if exchanged { -vds } else { vds };
        let slope = self.slope_at(temperature);
        let drive = (if exchanged { vgs - vds } else { vgs }) - self.threshold_at(temperature);
        let x = (drive - of.shift) / slope;
        let soft = slope * if x.value() > 0.0 { x + ((-x).exp() + 1.0).ln() } else { (x.exp() + 1.0).ln() };
        let scaled = across * of.triode;
        let along = if soft.value() <= scaled.value() { soft } else { scaled };
        let area = along * (soft - along * 0.5);
        let denominator = at_least(vgs * of.theta + 1.0, LEAST_DENOMINATOR);
        let current = self.beta_at(temperature) / denominator * (vds * of.lambda + 1.0) * area;
        if exchanged { -current } else { current }
    }

    /// The body diode's current without GMIN, and its charge.
    fn diode<X: Number>(&self, v: X, temperature: X) -> (X, X) {
        let of = self.body_at(temperature);
        let current = if v.value() >= -3.0 * of.vte.value() {
            of.saturation * ((v / of.vte).exp() - 1.0)
        } else if v.value() >= -of.breakdown.value() {
            let ratio = of.vte * (3.0 / std::f64::consts::E) / v;
            -(of.saturation * (ratio * ratio * ratio + 1.0))
        } else {
            -(of.saturation * (-(of.breakdown + v) / of.breakdown_vte).exp())
        };
        let depletion = match of.capacitance.value() {
            0.0 => X::constant(0.0),
            _ => depletion_charge(v, of.capacitance, of.potential, X::constant(self.grading), self.forward),
        };
        (current, depletion + current * self.cold.transit)
    }

    /// The conductance of the drain's resistance with quasi-saturation, at the
    /// voltage from drain to source outside.
    fn drain_conductance<X: Number>(&self, across: X, vds: f64, temperature: X) -> X {
        if self.series[0] == 0.0 {
            return X::constant(0.0);
        }
        let resistance = self.drain_at(temperature);
        let reciprocal = |resistance: X| X::constant(1.0) / resistance;
        if self.extra == 0.0 || vds < 0.0 {
            return reciprocal(resistance);
        }
        let share = if across.value() > 0.0 { across / (across + self.cold.extra_voltage) } else { X::constant(0.0) };
        reciprocal(resistance + self.extra_at(temperature) * share) + self.cold.gmin
    }

    fn body_conductance<X: Number>(&self, temperature: X) -> X {
        if self.series[1] == 0.0 { X::constant(0.0) } else { X::constant(1.0) / self.quadratic(temperature, self.body) }
    }
}

#[derive(Debug, Clone)]
pub struct Both {
    cards: [Card; 2],
    cold: Pair,
}

impl Packed for Both {
    type One = Card;

    fn pack(first: &Card, second: &Card) -> Both {
        Both { cards: [*first, *second], cold: Pair::pack(&first.cold, &second.cold) }
    }
}

/// One device's currents, charges and derivatives, gathered.
struct Sums {
    current: [f64; PINS],
    charge: [f64; PINS],
    /// The last one is what no entry takes.
    g: [f64; CELLS + 1],
    c: [f64; CELLS + 1],
}

impl Sums {
    /// A current `value` from a pin to another with its slope by a voltage between two pins.
    fn slope(&mut self, from: usize, to: usize, by: [usize; 2], slope: f64) {
        self.g[PLACE[from][by[0]]] += slope;
        self.g[PLACE[from][by[1]]] -= slope;
        self.g[PLACE[to][by[0]]] -= slope;
        self.g[PLACE[to][by[1]]] += slope;
    }

    fn flow(&mut self, from: usize, to: usize, value: f64, slopes: &[([usize; 2], f64)]) {
        self.current[from] += value;
        self.current[to] -= value;
        for &(by, slope) in slopes {
            self.slope(from, to, by, slope);
        }
    }

    fn store(&mut self, from: usize, to: usize, value: f64, slopes: &[([usize; 2], f64)]) {
        self.charge[from] += value;
        self.charge[to] -= value;
        for &(by, slope) in slopes {
            self.c[PLACE[from][by[0]]] += slope;
            self.c[PLACE[from][by[1]]] -= slope;
            self.c[PLACE[to][by[0]]] -= slope;
            self.c[PLACE[to][by[1]]] += slope;
        }
    }
}

/// One device at the voltages of its pins.
fn sums(card: &Card, v: [f64; PINS], gmin: f64) -> Sums {
    let mut out = Sums { current: [0.0; PINS], charge: [0.0; PINS], g: [0.0; CELLS + 1], c: [0.0; CELLS + 1] };
    let sign = card.cold.sign;
    let celsius = v[J] - v[N];
    let warmth = [J, N];
    let of = |volts: f64, place: usize| Dual::<3>::variable(volts, place);
    let temperature = of(celsius, 2) + KELVIN;

    let (vds, vgs) = (sign * (v[D] - v[S]), sign * (v[G] - v[S]));
    let channel = card.channel(of(vds, 0), of(vgs, 1), temperature);
    let [by_vds, by_vgs, by_warmth] = channel.slopes;
    out.flow(D, S, sign * channel.value, &[([D, S], by_vds), ([G, S], by_vgs), (warmth, sign * by_warmth)]);

    let vd = sign * (v[A] - v[K]);
    let (diode, stored) = card.diode(of(vd, 0), temperature);
    let diode = diode + of(vd, 0) * gmin;
    out.flow(A, K, sign * diode.value, &[([A, K], diode.slopes[0]), (warmth, sign * diode.slopes[2])]);
    out.store(A, K, sign * stored.value, &[([A, K], stored.slopes[0]), (warmth, sign * stored.slopes[2])]);

    // The kernel has the resistances at the temperature of the surroundings.
    let along = v[K] - v[D];
    let drain = card.drain_conductance(of(sign * (v[K] - v[T]), 0), vds, temperature);
    let more = drain.value - card.series[0];
    out.flow(K, D, more * along, &[([K, D], more), ([K, T], sign * drain.slopes[0] * along), (warmth, drain.slopes[2] * along)]);
    let behind = v[T] - v[A];
    let body = card.body_conductance(temperature);
    let more = body.value - card.series[1];
    out.flow(T, A, more * behind, &[([T, A], more), (warmth, body.slopes[2] * behind)]);
    out.flow(K, T, card.cold.leak * (v[K] - v[T]), &[([K, T], card.cold.leak)]);

    // Heat that flows into the junction is a current out of its row.
    let power = vds * channel.value + vd * diode.value + along * along * drain.value + behind * behind * body.value;
    let by_warmth = vds * by_warmth + vd * diode.slopes[2] + along * along * drain.slopes[2] + behind * behind * body.slopes[2];
    out.flow(J, N, -power, &[
        ([D, S], -sign * (channel.value + vds * by_vds)),
        ([G, S], -sign * vds * by_vgs),
        ([A, K], -sign * (diode.value + vd * diode.slopes[0])),
        ([K, D], -2.0 * along * drain.value),
        ([K, T], -sign * along * along * drain.slopes[0]),
        ([T, A], -2.0 * behind * body.value),
        (warmth, -by_warmth),
    ]);
    out.flow(J, H, card.to_case * (v[J] - v[H]), &[([J, H], card.to_case)]);
    let ambient = card.surroundings - KELVIN;
    out.flow(H, N, card.to_surroundings * (v[H] - v[N] - ambient), &[([H, N], card.to_surroundings)]);
    out.store(J, N, card.heat * celsius, &[(warmth, card.heat)]);
    out
}

pub struct Heated;

fn voltages(pair: &Both, v: &[F2; PINS]) -> Voltages {
    let sign = pair.cold.sign;
    [(v[D] - v[S]) * sign, (v[G] - v[S]) * sign, (v[A] - v[K]) * sign]
}

impl Equations<PINS, CELLS> for Heated {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; CELLS] = ENTRIES;
    const REFERENCE: usize = K;
    const REST: usize = N;
    const CURRENT_BESIDE: usize = K;
    const TERMINALS: &'static [&'static [usize]] = &[&[D, K], &[G], &[S, A, T], &[J], &[H]];
    type Pair = Both;
    /// The three voltages and the junction's temperature in °C of the last evaluation.
    type Memory = [F2; 4];

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; PINS], Failure> {
        let [drain, gate, source, junction, case] = set_up.terminals(device)?;
        let plain = super::pins(set_up, device, [drain, gate, source]);
        set_up.conducts(junction, case);
        set_up.conducts(case, 0);
        Ok([plain[0], plain[1], plain[2], plain[3], plain[4], plain[5], Pin::At(junction), Pin::At(case), Pin::At(0)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Card, PINS>, Failure> {
        let plain = PowerMosfet::resolve(conditions, device, given, model, report)?;
        let [drain, gate, source, _, body, _] = plain.series;
        let sign = plain.constants.sign;
        let card = Card::read(conditions, device, sign, plain.constants, [drain, gate, source, body], given, model)?;
        let widen = |of: [f64; PLAIN_PINS], rest: f64| [of[0], of[1], of[2], of[3], of[4], of[5], rest, rest, rest];
        Ok(Resolved { constants: card, series: widen(plain.series, 0.0), initial: widen(plain.initial, f64::NAN) })
    }

    #[inline(always)]
    fn evaluate(pair: &Both, memory: &mut [F2; 4], v: &[F2; PINS], call: &Call, out: &mut Outputs<PINS, CELLS>) {
        let zero = F2::splat(0.0);
        let mut at = voltages(pair, v);
        let mut celsius = v[J] - v[N];
        out.at = *v;
        if !call.exact {
            let ambient = F2::from([0, 1].map(|side| pair.cards[side].surroundings - KELVIN));
            let [mut of_channel, mut of_diode] = [call.held; 2];
            if call.start == Start::Junctions {
                at = pair.cold.start;
                celsius = ambient;
                [of_channel, of_diode] = [mask([true; 2]); 2];
            } else {
                let old = [memory[0], memory[1], memory[2]];
                let (held, limited) = limit(&pair.cold, at, &old);
                at = held;
                of_channel |= limited[0];
                of_diode |= limited[1];
                let (new, old) = (celsius.to_array(), memory[3].to_array());
                let warm = F2::from([0, 1].map(|side| limited_rise(new[side], old[side], KELVIN)));
                out.limited = !call.held & (limited[0] | limited[1] | warm.simd_ne(celsius));
                celsius = call.held.select(ambient, warm);
            }
            at = at.map(|v| call.held.select(zero, v));
            out.at[D] = of_channel.select(v[S] + pair.cold.sign * at[0], v[D]);
            out.at[G] = of_channel.select(v[S] + pair.cold.sign * at[1], v[G]);
            out.at[A] = of_diode.select(v[K] + pair.cold.sign * at[2], v[A]);
            out.at[J] = v[N] + celsius;
        }
        *memory = [at[0], at[1], at[2], celsius];
        let both = [0, 1].map(|side| sums(&pair.cards[side], out.at.map(|v| lane(v, side)), call.gmin));
        out.current = std::array::from_fn(|pin| F2::from([both[0].current[pin], both[1].current[pin]]));
        out.charge = std::array::from_fn(|pin| F2::from([both[0].charge[pin], both[1].charge[pin]]));
        out.conductance = std::array::from_fn(|cell| F2::from([both[0].g[cell], both[1].g[cell]]));
        out.capacitance = std::array::from_fn(|cell| F2::from([both[0].c[cell], both[1].c[cell]]));
        // The gate's charges do not follow the temperature.
        let (gate_drain, c) = pair.cold.gate_drain(at[1] - at[0]);
        let gate_source = pair.cold.gate_source * at[1];
        let sign = pair.cold.sign;
        for (from, to, charge, slope) in [(G, D, gate_drain, c), (G, S, gate_source, pair.cold.gate_source)] {
            out.charge[from] += sign * charge;
            out.charge[to] -= sign * charge;
            out.capacitance[PLACE[from][from]] += slope;
            out.capacitance[PLACE[from][to]] -= slope;
            out.capacitance[PLACE[to][from]] -= slope;
            out.capacitance[PLACE[to][to]] += slope;
        }
    }

    fn settle(pair: &Both, memory: &mut [F2; 4], v: &[F2; PINS]) {
        let at = voltages(pair, v);
        *memory = [at[0], at[1], at[2], v[J] - v[N]];
    }

    fn variables(card: &Card, point: &Point<PINS, CELLS>, values: &mut [f64]) {
        let (constants, plain) = within(card, point);
        let last = values.len() - 2;
        PowerMosfet::variables(&constants, &plain, &mut values[..last]);
        values[last] = point.v[J] - point.v[N];
        values[last + 1] = point.v[H] - point.v[N];
    }

    fn region(card: &Card, values: &[f64]) -> &'static str {
        let celsius = values[values.len() - 2];
        PowerMosfet::region(&card.constants_at(celsius + KELVIN), &values[..values.len() - 2])
    }

    fn noise(card: &Card, point: &Point<PINS, CELLS>, sources: &mut Vec<NoiseSource>) {
        let (constants, plain) = within(card, point);
        PowerMosfet::noise(&constants, &plain, sources);
    }
}

/// The plain device at the junction's temperature, at the same operating point.
fn within(card: &Card, point: &Point<PINS, CELLS>) -> (Constants, Point<PLAIN_PINS, PLAIN_CELLS>) {
    let temperature = point.v[J] - point.v[N] + KELVIN;
    let constants = Constants { noise_temperature: temperature, ..card.constants_at(temperature) };
    let mut conductance = [0.0; PLAIN_CELLS];
    let mut capacitance = [0.0; PLAIN_CELLS];
    for row in [D, G, S] {
        for column in [D, G, S] {
            conductance[CHANNEL + 3 * row + column] = point.conductance[PLACE[row][column]];
        }
    }
    capacitance[DIODE] = point.capacitance[PLACE[K][K]];
    let mut series: [f64; PLAIN_PINS] = std::array::from_fn(|pin| point.series[pin]);
    if series[D] > 0.0 {
        series[D] = 1.0 / card.drain_at(temperature);
    }
    let first = |of: &[f64; PINS]| -> [f64; PLAIN_PINS] { std::array::from_fn(|pin| of[pin]) };
    let plain = Point { v: first(&point.v), current: first(&point.current), conductance, charge: first(&point.charge), capacitance, rate: first(&point.rate), series };
    (constants, plain)
}

#[cfg(test)]
mod tests;
