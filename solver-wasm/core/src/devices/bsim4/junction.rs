//! The junctions between bulk and drain or source of a BSIM4: their current with
//! breakdown, tunnelling by traps, and their charge.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 10 and 11 (layout),
//! 12.1 (junction currents), 12.2 (junction capacitances).
//!
//! Where the model jumps: with diomod=1 the slope of e^(v/nvt) ends at −34·nvt
//! with e⁻³⁴ of the saturation current's slope; tunnelling bends at a thousandth
//! of its voltage from where it would end.

use super::shapes::*;
use crate::devices::equations::constants;
use crate::lanes::{self, mask, F2};

constants! {
    /// A junction of all devices of m.
    struct Diode / DiodePair {
        saturation, nvt,
        /// XJBV·e^(−BV/nvt), XJBV and BV.
        break_rest, xjbv, bv,
        /// From which voltages on the current is straight, with its value and slope there.
        forward, forward_current, forward_slope,
        reverse, reverse_current, reverse_slope,
        /// Tunnelling by traps of area, edge and gate's edge: A, 1/(n·vt) and V.
        trap, trap_scale, trap_voltage,
        trap_edge, trap_edge_scale, trap_edge_voltage,
        trap_gate, trap_gate_scale, trap_gate_voltage,
        /// Capacitance, built-in potential and grading of area, edge and gate's edge.
        area, area_potential, area_grading,
        edge, edge_potential, edge_grading,
        gate, gate_potential, gate_grading,
    }
}

/// What junctions of a pair have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DiodeParts {
    /// `diomod` of each.
    pub law: [u8; 2],
    pub traps: bool,
    pub saturated: bool,
}

impl DiodeParts {
    pub fn of(law: u8, diode: &Diode) -> DiodeParts {
        DiodeParts {
            law: [law; 2],
            traps: diode.trap != 0.0 || diode.trap_edge != 0.0 || diode.trap_gate != 0.0,
            saturated: diode.saturation > 0.0,
        }
    }

    pub fn pair(first: DiodeParts, second: DiodeParts) -> DiodeParts {
        DiodeParts {
            law: [first.law[0], second.law[0]],
            traps: first.traps || second.traps,
            saturated: first.saturated || second.saturated,
        }
    }
}

impl DiodePair {
    /// Current and conductance without gmin.
    #[inline(never)]
    pub fn current(&self, parts: &DiodeParts, v: F2) -> (F2, F2) {
        let zero = splat(0.0);
        let (mut current, mut conductance) = (v * zero, zero);
        if parts.saturated {
            let present = self.saturation.simd_gt(zero);
            let (mut i, mut g) = self.by_law(parts.law[0], v);
            if parts.law[1] != parts.law[0] {
                let other = self.by_law(parts.law[1], v);
                let first = mask([true, false]);
                (i, g) = (first.select(i, other.0), first.select(g, other.1));
            }
            current = present.select(i, current);
            conductance = present.select(g, zero);
        }
        if parts.traps {
            let (i, g) = self.trapped(v);
            current -= i;
            conductance -= g;
        }
        (current, conductance)
    }

    /// What tunnels by traps, backwards.
    #[inline(never)]
    fn trapped(&self, v: F2) -> (F2, F2) {
        let (mut current, mut conductance) = (splat(0.0), splat(0.0));
        for (scale, per_volt, voltage) in [
            (self.trap, self.trap_scale, self.trap_voltage),
            (self.trap_edge, self.trap_edge_scale, self.trap_edge_voltage),
            (self.trap_gate, self.trap_gate_scale, self.trap_gate_voltage),
        ] {
            let v = D1::input(v, 0);
            let rest = -v + voltage;
            let near = rest.value.simd_lt(voltage * splat(1e-3));
            let bent = reciprocal(D1::select(near, D1::constant(splat(1.0)), rest)) * voltage;
            let factor = D1::select(near, D1::constant(splat(1e3)), bent);
            let e = straight_exp(-(v * per_volt) * factor);
            current += scale * (e.value - splat(1.0));
            conductance += scale * e.by[0];
        }
        (current, conductance)
    }

    #[inline(never)]
    fn by_law(&self, law: u8, v: F2) -> (F2, F2) {
        let (zero, one) = (splat(0.0), splat(1.0));
        let per_volt = one / self.nvt;
        let x = v * per_volt;
        let above = v.simd_gt(self.forward);
        match law {
            0 => {
                let e = lanes::exp(x);
                let broken = self.xjbv * lanes::exp(-(self.bv + v) * per_volt);
                (self.saturation * (e + self.break_rest - broken - one), self.saturation * (e + broken) * per_volt)
            }
            1 => {
                let below = x.simd_lt(splat(-HELD));
                let e = lanes::exp(above.select(zero, x));
                let e = below.select(splat(LEAST), e);
                let line = self.forward_current - self.saturation + self.forward_slope * (v - self.forward);
                let current = above.select(line, self.saturation * (e - one));
                (current, above.select(self.forward_slope, below.select(zero, self.saturation * e * per_volt)))
            }
            _ => {
                let below = x.simd_lt(splat(-HELD));
                let e = below.select(splat(LEAST), lanes::exp(above.select(zero, x)));
                let e_slope = below.select(zero, e * per_volt);
                let y = (self.bv + v) * per_volt;
                let held = y.simd_gt(splat(HELD));
                let broken = held.select(splat(LEAST), lanes::exp(-y));
                let broken_slope = held.select(zero, broken * per_volt);
                let mut current = self.saturation * (e + self.break_rest - one - self.xjbv * broken);
                let mut slope = self.saturation * (e_slope + self.xjbv * broken_slope);
                let reverse = v.simd_lt(self.reverse);
                if reverse.any() {
                    let line = self.reverse_current + self.reverse_slope * (v - self.reverse);
                    current = reverse.select((e - one) * line, current);
                    slope = reverse.select(e_slope * line + (e - one) * self.reverse_slope, slope);
                }
                let line = self.forward_current + self.forward_slope * (v - self.forward);
                (above.select(line, current), above.select(self.forward_slope, slope))
            }
        }
    }

    /// Charge and capacitance.
    #[inline(never)]
    pub fn charge(&self, v: F2) -> (F2, F2) {
        let (zero, one) = (splat(0.0), splat(1.0));
        let parts = [
            (self.area, self.area_potential, self.area_grading),
            (self.edge, self.edge_potential, self.edge_grading),
            (self.gate, self.gate_potential, self.gate_grading),
        ];
        let negative = v.simd_lt(zero);
        let (mut charge, mut capacitance) = (v * zero, zero);
        if negative.any() {
            let v = negative.select(v, zero);
            for (c, potential, grading) in parts {
                if !c.simd_gt(zero).any() {
                    continue;
                }
                let rest = one - v / potential;
                let root = grading.simd_eq(splat(0.5));
                let mut power = one / rest.sqrt();
                if !root.all() {
                    power = root.select(power, lanes::exp(-grading * lanes::ln(rest)));
                }
                let c = lanes::max(c, zero);
                charge += potential * c * (one - rest * power) / (one - grading);
                capacitance += c * power;
            }
        }
        if !negative.all() {
            let (mut whole, mut rise) = (zero, zero);
            for (c, potential, grading) in parts {
                whole += c;
                rise += c * grading / potential;
            }
            charge = negative.select(charge, v * (whole + splat(0.5) * v * rise));
            capacitance = negative.select(capacitance, whole + v * rise);
        }
        (charge, capacitance)
    }
}
