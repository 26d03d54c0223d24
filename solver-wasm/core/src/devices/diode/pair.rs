//! Currents and charges of two diodes at their temperatures.
//!
//! Sources: Antognetti & Massobrio, *Semiconductor Device Modeling with SPICE*,
//! chapter 1; ngspice manual 39, chapter 7; PSpice reference guide, diode (the
//! softer breakdown).

use super::card::{Card, Numbers};
use crate::devices::equations::Packed;
use crate::devices::junction::{critical_voltage, limit_pair, Depletion, DepletionPair, Exponential};
use crate::lanes::{self, F2};

/// One diode: its card and its numbers at its temperature.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants {
    pub saturation: f64,
    /// N·vt
    pub vte: f64,
    pub edge_saturation: f64,
    pub edge_vte: f64,
    pub recombination: f64,
    pub recombination_vte: f64,
    pub tunnel: f64,
    pub tunnel_vte: f64,
    /// Knees of high injection; infinite without.
    pub knee: f64,
    pub knee_reverse: f64,
    /// Volts, positive; infinite without breakdown.
    pub breakdown: f64,
    pub breakdown_vte: f64,
    pub whole: f64,
    /// The softer breakdown.
    pub soft_current: f64,
    pub soft_voltage: f64,
    pub soft_vte: f64,
    pub critical: f64,
    pub transit: f64,
    /// Farads besides the junction.
    pub plate: f64,
    pub depletion: Depletion,
    pub edge_depletion: Depletion,
    /// Siemens of the series resistance, 0 for none.
    pub series: f64,
    /// Kelvin.
    pub temperature: f64,
    pub flicker: f64,
    pub flicker_exponent: f64,
    pub multiplier: f64,
}

impl Constants {
    pub fn of(card: &Card) -> Constants {
        Constants::at(card, card.temperature)
    }

    /// At a temperature in kelvin.
    pub fn at(card: &Card, temperature: f64) -> Constants {
        let Numbers {
            saturation, vte, edge_saturation, edge_vte, recombination, recombination_vte, tunnel, tunnel_vte, knee, knee_reverse,
            breakdown, breakdown_vte, whole, soft_current, soft_voltage, soft_vte, bottom, transit, conductance,
            capacitance, potential, grading, edge_capacitance, edge_potential,
        } = card.at(temperature);
        let (edge_grading, [forward, edge_forward]) = card.edge_shape();
        Constants {
            saturation,
            vte,
            edge_saturation,
            edge_vte,
            recombination,
            recombination_vte,
            tunnel,
            tunnel_vte,
            knee,
            knee_reverse,
            breakdown,
            breakdown_vte,
            whole,
            soft_current,
            soft_voltage,
            soft_vte,
            critical: critical_voltage(vte, bottom),
            transit,
            plate: card.plate,
            depletion: Depletion::new(capacitance, potential, grading, forward),
            edge_depletion: Depletion::new(edge_capacitance, edge_potential, edge_grading, edge_forward),
            series: conductance,
            temperature,
            flicker: card.flicker,
            flicker_exponent: card.flicker_exponent,
            multiplier: card.multiplier,
        }
    }
}

/// Constants of two diodes.
#[derive(Debug, Clone)]
pub struct Pair {
    main: Exponential,
    edge: Exponential,
    recombination: Exponential,
    potential: F2,
    grading: F2,
    knee: F2,
    knee_reverse: F2,
    tunnel: F2,
    tunnel_slope: F2,
    soft_current: F2,
    soft_voltage: F2,
    soft_slope: F2,
    plate: F2,
    /// Whether either has a knee, a breakdown, a softer one, tunnelling.
    kneed: bool,
    breaks: bool,
    softens: bool,
    tunnels: bool,
    breakdown: F2,
    /// Below this voltage there is breakdown: never where the exponential still is.
    broken: F2,
    breakdown_vte: F2,
    /// Whole saturation current in breakdown.
    whole: F2,
    pub critical: F2,
    transit: F2,
    depletion: DepletionPair,
    edge_depletion: DepletionPair,
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let both = |part: fn(&Constants) -> f64| [part(first), part(second)];
        let finite = |both: [f64; 2]| both.iter().any(|number| number.is_finite());
        Pair {
            main: Exponential::pack(both(|of| of.saturation), both(|of| of.vte)),
            edge: Exponential::pack(both(|of| of.edge_saturation), both(|of| of.edge_vte)),
            recombination: Exponential::pack(both(|of| of.recombination), both(|of| of.recombination_vte)),
            potential: F2::from(both(|of| of.depletion.potential)),
            grading: F2::from(both(|of| of.depletion.grading)),
            knee: F2::from(both(|of| of.knee)),
            knee_reverse: F2::from(both(|of| of.knee_reverse)),
            tunnel: F2::from(both(|of| of.tunnel)),
            // A diode without these currents has exponentials of 0.
            tunnel_slope: F2::from(both(|of| if of.tunnel == 0.0 { 0.0 } else { -1.0 / of.tunnel_vte })),
            soft_current: F2::from(both(|of| of.soft_current)),
            soft_voltage: F2::from(both(|of| if of.soft_current == 0.0 { 0.0 } else { of.soft_voltage })),
            soft_slope: F2::from(both(|of| if of.soft_current == 0.0 { 0.0 } else { -1.0 / of.soft_vte })),
            plate: F2::from(both(|of| of.plate)),
            kneed: finite(both(|of| of.knee)) || finite(both(|of| of.knee_reverse)),
            breaks: finite(both(|of| of.breakdown)),
            softens: both(|of| of.soft_current) != [0.0; 2],
            tunnels: both(|of| of.tunnel) != [0.0; 2],
            broken: F2::from(both(|of| -of.breakdown.max(3.0 * of.vte))),
            breakdown: F2::from(both(|of| of.breakdown)),
            breakdown_vte: F2::from(both(|of| of.breakdown_vte)),
            whole: F2::from(both(|of| of.whole)),
            critical: F2::from(both(|of| of.critical)),
            transit: F2::from(both(|of| of.transit)),
            depletion: DepletionPair::pack(&first.depletion, &second.depletion),
            edge_depletion: DepletionPair::pack(&first.edge_depletion, &second.edge_depletion),
        }
    }
}

/// Current, conductance, charge and capacitance of two junctions.
#[derive(Debug, Clone, Copy)]
pub struct Junctions {
    pub current: F2,
    pub conductance: F2,
    pub charge: F2,
    pub capacitance: F2,
}

/// Currents below this have no high injection, as in ngspice.
pub const INJECTED: f64 = 1e-18;

impl Pair {
    #[inline(always)]
    pub fn junctions(&self, v: F2, gmin: F2) -> Junctions {
        let zero = F2::splat(0.0);
        let one = F2::splat(1.0);
        let forward = v.simd_ge(F2::splat(-3.0) * self.main.vt);
        let (mut current, mut conductance) = self.main.at(v);
        if self.edge.present {
            let (edge, slope) = self.edge.at(v);
            current += edge;
            conductance += slope;
        }
        if self.recombination.present && forward.any() {
            let (base, slope) = self.recombination.at(v);
            let rest = one - v / self.potential;
            let squared = rest * rest + F2::splat(0.005);
            let factor = lanes::pow(squared, F2::splat(0.5) * self.grading);
            let factor_slope = -self.grading * rest / self.potential * factor / squared;
            let present = forward & self.recombination.scale.simd_ne(zero);
            current += present.select(base * factor, zero);
            conductance += present.select(slope * factor + base * factor_slope, zero);
        }
        if self.breaks {
            let broken = v.simd_lt(self.broken);
            if broken.any() {
                let depth = broken.select(-(self.breakdown + v) / self.breakdown_vte, zero);
                let e = lanes::exp(depth);
                current = broken.select(-self.whole * e, current);
                conductance = broken.select(self.whole * e / self.breakdown_vte, conductance);
            }
        }
        if self.softens {
            let e = self.soft_current * lanes::exp((v + self.soft_voltage) * self.soft_slope);
            current -= e;
            conductance -= e * self.soft_slope;
        }
        if self.tunnels {
            let e = self.tunnel * lanes::exp(v * self.tunnel_slope);
            current -= e - self.tunnel;
            conductance -= e * self.tunnel_slope;
        }
        if self.kneed {
            // Both knees work on currents of their own sign only.
            let knee = forward.select(self.knee, self.knee_reverse);
            let counts = forward.select(current.simd_gt(F2::splat(INJECTED)), current.simd_lt(F2::splat(-INJECTED)));
            let root = (lanes::abs(current) / knee).sqrt();
            let below = one + root;
            conductance = counts.select(conductance * (one + F2::splat(0.5) * root) / (below * below), conductance);
            current = counts.select(current / below, current);
        }
        let area = self.depletion.charge(v);
        let edge = self.edge_depletion.charge(v);
        Junctions {
            charge: area.0 + edge.0 + self.transit * current + self.plate * v,
            capacitance: area.1 + edge.1 + self.transit * conductance + self.plate,
            current: current + gmin * v,
            conductance: conductance + gmin,
        }
    }

    /// Limits new junction voltages against the last ones.
    #[inline(always)]
    pub fn limited(&self, v: F2, old: F2) -> (F2, F2) {
        let (held, limited) = limit_pair(v, old, self.main.vt, self.critical);
        if self.breaks {
            let border = lanes::min(F2::splat(10.0) * self.breakdown_vte - self.breakdown, F2::splat(0.0));
            let broken = v.simd_lt(border);
            if broken.any() {
                let (mirrored, limited_there) =
                    limit_pair(-(v + self.breakdown), -(old + self.breakdown), self.breakdown_vte, self.critical);
                return (broken.select(-(mirrored + self.breakdown), held), broken.select(limited_there, limited));
            }
        }
        (held, limited)
    }
}

