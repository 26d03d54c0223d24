//! A bipolar transistor with an epitaxial collector: between the collector's
//! resistance and the inner collector lies a layer whose resistance falls as it
//! is flooded with carriers (quasi-saturation). Everything else is the plain
//! transistor's.
//!
//! Sources: Kull, Nagel, Lee, Lloyd, Prendergast and Dirks, *A Unified Circuit
//! Model for Bipolar Transistors Including Quasi-Saturation Effects*, IEEE
//! Transactions on Electron Devices 32 (1985); ngspice manual 39, chapter 8. As in
//! ngspice, RCO and QCO belong to a transistor whatever its area, and a current
//! that flows out of the collector meets RCO alone.
//!
//! Two things of ngspice 39 are left out. The charge of the layer is there for a
//! current of either sign, while ngspice's jumps to 0 with the current's; and
//! small signals have the true slope of the current, where ngspice's divides by
//! the carriers of the wrong end.

use super::constants::Constants;
use super::pair::{Memory, Pair};
use super::{table, Bjt, B, C, E, ENTRIES as PLAIN_ENTRIES, O, PINS as PLAIN_PINS, S};
use crate::devices::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Pin, Point, Resolved};
use crate::devices::inputs::Given;
use crate::devices::table::Kind;
use crate::devices::{nonlinear, Conditions, Finding, Start};
use crate::lanes::{self, F2};
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::EPITAXIAL.with(nonlinear::make::<Epitaxial, PINS, ENTRIES>);

const PINS: usize = 6;
const ENTRIES: usize = 25;
/// Where the layer meets the collector's resistance; the other pins are the plain transistor's.
const X: usize = 5;
/// Places behind those of the plain transistor.
const XX: usize = 20;
const XC: usize = 21;
const XB: usize = 22;
const CX: usize = 23;
const BX: usize = 24;
const CC: usize = super::CC;
const CB: usize = super::CB;
const BC: usize = super::BC;
const BB: usize = super::BB;

/// Ohms; a smaller RCO counts as this, as in ngspice.
const LEAST_RESISTANCE: f64 = 0.01;
/// Exponents end here: the junction behind the layer is limited, the voltage
/// across both is not, until Newton's iteration has found its way.
const LARGEST_EXPONENT: f64 = 100.0;

/// What the layer adds to one transistor, of all `m` in parallel.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Layer {
    /// Siemens of RCO.
    conductance: f64,
    /// 1/VO in 1/V.
    saturation: f64,
    /// GAMMA.
    doping: f64,
    /// QCO in coulombs.
    charge: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct One {
    plain: Constants,
    layer: Layer,
}

#[derive(Debug, Clone)]
pub struct Both {
    plain: Pair,
    conductance: F2,
    saturation: F2,
    doping: F2,
    charge: F2,
    multiplier: F2,
    vt: F2,
}

impl Packed for Both {
    type One = One;

    fn pack(first: &One, second: &One) -> Both {
        let both = |part: fn(&One) -> f64| F2::from([part(first), part(second)]);
        Both {
            plain: Pair::pack(&first.plain, &second.plain),
            conductance: both(|of| of.layer.conductance),
            saturation: both(|of| of.layer.saturation),
            doping: both(|of| of.layer.doping),
            charge: both(|of| of.layer.charge),
            multiplier: both(|of| of.plain.multiplier),
            vt: both(|of| of.plain.vt),
        }
    }
}

/// The current through the layer and its charges, of an NPN: values, and slopes
/// by the voltages from the base to the inner and to the outer end.
struct Flow {
    current: [F2; 3],
    inner: [F2; 2],
    outer: [F2; 2],
}

impl Both {
    /// The excess of carriers at an end, and its slope.
    #[inline(always)]
    fn carriers(&self, v: F2) -> [F2; 2] {
        let exponent = v / self.vt;
        let within = exponent.simd_lt(F2::splat(LARGEST_EXPONENT));
        let e = self.doping * lanes::exp(within.select(exponent, F2::splat(LARGEST_EXPONENT)));
        let k = (F2::splat(1.0) + e).sqrt();
        [k, within.select(e / ((self.vt + self.vt) * k), F2::splat(0.0))]
    }

    #[inline(always)]
    fn flow(&self, vbc: F2, vbx: F2, gmin: F2) -> Flow {
        let (zero, one) = (F2::splat(0.0), F2::splat(1.0));
        let [inner, inner_slope] = self.carriers(vbc);
        let [outer, outer_slope] = self.carriers(vbx);
        let across = vbc - vbx;
        let forward = across.simd_gt(zero);
        let flooded = self.vt * (inner - outer - lanes::ln((one + inner) / (one + outer)));
        let flooded_inner = self.vt * inner_slope * inner / (one + inner);
        let flooded_outer = -self.vt * outer_slope * outer / (one + outer);
        // Beyond VO the carriers are at their speed limit.
        let slowed = self.conductance / (one + forward.select(across, zero) * self.saturation);
        let drive = across + forward.select(flooded, zero);
        let leak = gmin * self.multiplier;
        let along = slowed + leak - forward.select(drive * slowed * slowed * self.saturation / self.conductance, zero);
        Flow {
            current: [
                drive * slowed + leak * across,
                along + forward.select(flooded_inner * slowed, zero),
                forward.select(flooded_outer * slowed, zero) - along,
            ],
            inner: [self.charge * inner, self.charge * inner_slope],
            outer: [self.charge * outer, self.charge * outer_slope],
        }
    }
}

/// The pins of the plain transistor.
fn plain<T: Copy>(of: &[T; PINS]) -> [T; PLAIN_PINS] {
    [of[C], of[B], of[E], of[S], of[O]]
}

fn entries<T: Copy + Default>(of: &[T; ENTRIES]) -> [T; PLAIN_ENTRIES] {
    std::array::from_fn(|entry| of[entry])
}

/// What the plain transistor within is at an operating point. As in ngspice the
/// charge between base and collector has that of the layer's inner end.
fn within(point: &Point<PINS, ENTRIES>) -> Point<PLAIN_PINS, PLAIN_ENTRIES> {
    let mut inner = Point {
        v: plain(&point.v),
        current: plain(&point.current),
        conductance: entries(&point.conductance),
        charge: plain(&point.charge),
        capacitance: entries(&point.capacitance),
        rate: plain(&point.rate),
        series: plain(&point.series),
    };
    inner.current[C] += point.current[X];
    inner.charge[B] += point.charge[X];
    inner.rate[B] += point.rate[X];
    inner
}

pub struct Epitaxial;

impl Equations<PINS, ENTRIES> for Epitaxial {
    const KIND: &'static Kind = &KIND;
    const LATE: bool = true;
    const ENTRIES: [[u8; 2]; ENTRIES] = {
        let mut entries = [[0; 2]; ENTRIES];
        let mut entry = 0;
        while entry < PLAIN_ENTRIES {
            entries[entry] = <Bjt as Equations<PLAIN_PINS, PLAIN_ENTRIES>>::ENTRIES[entry];
            entry += 1;
        }
        let (c, b, x) = (C as u8, B as u8, X as u8);
        entries[XX] = [x, x];
        entries[XC] = [x, c];
        entries[XB] = [x, b];
        entries[CX] = [c, x];
        entries[BX] = [b, x];
        entries
    };
    const REFERENCE: usize = B;
    const CURRENT: usize = X;
    const TERMINALS: &'static [&'static [usize]] = &[&[X], &[B, O], &[E], &[S]];
    type Pair = Both;
    type Memory = Memory;

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; PINS], Failure> {
        let [collector, base, emitter, substrate] = set_up.terminals(device)?;
        let mut behind = |outer: u32, resistance: &str, name: &'static str| match set_up.may_differ_from(device, resistance, 0.0) {
            true => Pin::Behind { outer, inner: set_up.internal(device, name) },
            false => Pin::At(outer),
        };
        let [outer, base_pin, emitter_pin] = [behind(collector, "rc", "collcx"), behind(base, "rb", "base"), behind(emitter, "re", "emitter")];
        let inner = set_up.internal(device, "collector");
        for other in [emitter, collector, inner, substrate] {
            set_up.conducts(base, other);
        }
        Ok([Pin::At(inner), base_pin, emitter_pin, Pin::At(substrate), Pin::At(base), outer])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<One, PINS>, Failure> {
        let resolved = Bjt::resolve(conditions, device, given, model, report)?;
        let constants = resolved.constants;
        let pnp = constants.sign < 0.0;
        let [temperature, nominal] = conditions.kelvins(device, given, model)?;
        let ratio = temperature / nominal;
        let follows = match model.number_or("quasimod", 0.0) {
            0.0 => false,
            1.0 => true,
            other => {
                let message = format!("quasimod={other} is not known; it may be 0 or 1");
                return Err(Failure::device(device, "unsupported-model", message));
            }
        };
        let power = |exponent: f64| if follows { libm::pow(ratio, exponent) } else { 1.0 };
        let (cn, d) = if pnp { (2.2, 0.52) } else { (2.42, 0.87) };
        let mut resistance = model.number_or("rco", LEAST_RESISTANCE);
        if resistance < LEAST_RESISTANCE {
            let message = format!("rco is limited to {LEAST_RESISTANCE}");
            report.push(Finding { severity: "warning", code: "limited-parameter", message, device });
            resistance = LEAST_RESISTANCE;
        }
        resistance *= power(model.number_or("cn", cn));
        let saturation = model.number_or("vo", 10.0) * power(model.number_or("d", d));
        let gap = if follows { libm::exp(-model.number_or("vg", 1.206) * (1.0 - ratio) / constants.vt) } else { 1.0 };
        let doping = model.number_or("gamma", 1e-11) * power(model.number_or("xti", 3.0)) * gap;
        let charge = model.number_or("qco", 0.0);
        for (name, number, least) in [("vo", saturation, f64::MIN_POSITIVE), ("gamma", doping, 0.0), ("qco", charge, 0.0)] {
            if !(number >= least) {
                return Err(Failure::device(device, "model-parameter", format!("{name} is {number}; quasi-saturation has none of that size")));
            }
        }
        let multiplier = constants.multiplier;
        let layer = Layer { conductance: multiplier / resistance, saturation: 1.0 / saturation, doping, charge: charge * multiplier };
        let spread = |of: [f64; PLAIN_PINS]| [of[C], of[B], of[E], of[S], of[O], of[C]];
        let mut series = spread(resolved.series);
        series[C] = 0.0;
        Ok(Resolved { constants: One { plain: constants, layer }, series, initial: spread(resolved.initial) })
    }

    #[inline(always)]
    fn evaluate(pair: &Both, memory: &mut Memory, v: &[F2; PINS], call: &Call, out: &mut Outputs<PINS, ENTRIES>) {
        let zero = F2::splat(0.0);
        let mut own = Outputs::<PLAIN_PINS, PLAIN_ENTRIES>::new();
        Bjt::evaluate(&pair.plain, memory, &plain(v), call, &mut own);
        out.limited = own.limited;
        let sign = pair.plain.sign;
        let base = own.at[B];
        let mut outer = v[X];
        if !call.exact {
            // The layer begins without a current.
            let begins = if call.start == Start::Junctions { lanes::mask([true; 2]) } else { call.held };
            outer = begins.select(own.at[C], outer);
        }
        out.at = [own.at[C], base, own.at[E], own.at[S], own.at[O], outer];
        let flow = pair.flow(sign * (base - own.at[C]), sign * (base - outer), F2::splat(call.gmin));
        let [current, by_inner, by_outer] = flow.current;
        let current = sign * current;
        out.current = [own.current[C] - current, own.current[B], own.current[E], own.current[S], own.current[O], current];
        let mut g = [zero; ENTRIES];
        g[..PLAIN_ENTRIES].copy_from_slice(&own.conductance);
        g[XX] = -by_outer;
        g[XC] = -by_inner;
        g[XB] = by_inner + by_outer;
        g[CX] = by_outer;
        g[CC] += by_inner;
        g[CB] -= by_inner + by_outer;
        out.conductance = g;
        if !call.charges {
            return;
        }
        let [inner, inner_slope] = flow.inner;
        let [outer, outer_slope] = flow.outer;
        let (inner, outer) = (sign * inner, sign * outer);
        out.charge = [own.charge[C] - inner, own.charge[B] + inner + outer, own.charge[E], own.charge[S], own.charge[O], -outer];
        let mut c = [zero; ENTRIES];
        c[..PLAIN_ENTRIES].copy_from_slice(&own.capacitance);
        c[CC] += inner_slope;
        c[CB] -= inner_slope;
        c[BC] -= inner_slope;
        c[BB] += inner_slope + outer_slope;
        c[BX] = -outer_slope;
        c[XB] = -outer_slope;
        c[XX] = outer_slope;
        out.capacitance = c;
    }

    fn settle(pair: &Both, memory: &mut Memory, v: &[F2; PINS]) {
        Bjt::settle(&pair.plain, memory, &plain(v));
    }

    fn advance(pair: &Both, memory: &mut Memory, v: &[F2; PINS], steps: [f64; 2]) {
        Bjt::advance(&pair.plain, memory, &plain(v), steps);
    }

    fn delays(constants: &One) -> bool {
        Bjt::delays(&constants.plain)
    }

    fn delayed(constants: &One, conductance: &[f64; ENTRIES], omega: f64, admittance: &mut [Complex; ENTRIES]) {
        let mut own = entries(admittance);
        Bjt::delayed(&constants.plain, &entries(conductance), omega, &mut own);
        admittance[..PLAIN_ENTRIES].copy_from_slice(&own);
    }

    fn variables(constants: &One, point: &Point<PINS, ENTRIES>, values: &mut [f64]) {
        Bjt::variables(&constants.plain, &within(point), values);
        // The power of the layer and of the resistance before it, too.
        let heat: f64 = (0..PINS)
            .map(|pin| {
                let total = point.current[pin] + point.rate[pin];
                let series = if point.series[pin] > super::constants::OWN { total / point.series[pin] } else { 0.0 };
                total * (point.v[pin] + series)
            })
            .sum();
        let power = table::VARIABLES.iter().position(|variable| variable.name == "p").expect("there is a power");
        values[power] = heat;
    }

    fn region(constants: &One, values: &[f64]) -> &'static str {
        Bjt::region(&constants.plain, values)
    }

    fn noise(constants: &One, point: &Point<PINS, ENTRIES>, sources: &mut Vec<NoiseSource>) {
        let mut inner = within(point);
        inner.series[C] = point.series[X];
        let first = sources.len();
        Bjt::noise(&constants.plain, &inner, sources);
        for source in &mut sources[first..] {
            if source.name == "rc" {
                source.between = [NoisePin::Outer(X), NoisePin::Inner(X)];
            }
        }
    }
}

#[cfg(test)]
mod tests;
