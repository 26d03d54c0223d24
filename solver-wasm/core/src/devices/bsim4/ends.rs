//! The ends of a BSIM4's channel by the layout and the temperature: resistances in
//! series and junctions.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 11 (layout), 12
//! (junctions) and 12.3 (their temperature).

use super::defaults::Card;
use super::junction::Diode;
use super::layout::{Drawn, Side};
use super::shapes::{straight_exp_of, HELD, LEAST};
use super::size::{Heat, Material, Size, PER_KELVIN};
use crate::devices::Given;

/// Siemens in series with one side, 0 for none.
pub fn series(card: &Card, given: &Given, drawn: &Drawn, side: Side, width: f64) -> f64 {
    let squares = given.number(if side == Side::Source { "nrs" } else { "nrd" });
    let resistance = match squares {
        Some(squares) => card.plain.rsh * squares,
        None if drawn.contacts > 0 => drawn.resistance(card, side, width),
        None => 0.0,
    };
    if resistance > 0.0 { 1.0 / resistance } else { 0.0 }
}

/// A junction of one side, of all devices of m.
#[allow(clippy::too_many_arguments)]
pub fn diode(card: &Card, given: &Given, drawn: &Drawn, size: &Size, side: Side, heat: Heat, material: &Material, count: f64) -> Diode {
    let p = &card.plain;
    let source = side == Side::Source;
    let pick = |one: f64, other: f64| if source { one } else { other };
    let width = size.weff_junction;
    let gate_edge = width * drawn.fingers;
    let [edge, area] = drawn.diffusion(card, side, width);
    let (given_edge, given_area) = if source { ("ps", "as") } else { ("pd", "ad") };
    let edge = match given.number(given_edge).map(|edge| edge * drawn.unit) {
        Some(edge) if edge > 0.0 && p.permod != 0.0 => edge - gate_edge,
        Some(edge) => edge,
        None => edge,
    };
    let edge = edge.max(0.0);
    let area = given.number(given_area).map(|area| area * drawn.unit * drawn.unit).unwrap_or(area).max(0.0);

    let (vt0, vt) = (PER_KELVIN * heat.nominal, PER_KELVIN * heat.device);
    let (rise, warmer) = (heat.device / heat.nominal - 1.0, heat.device - heat.nominal);
    let emission = pick(p.njs, p.njd).max(0.1);
    let nvt = vt * emission;
    let carriers = if heat.device == heat.nominal {
        1.0
    } else {
        let gaps = material.gap0 / vt0 - material.gap / vt;
        libm::exp((gaps + pick(p.xtis, p.xtid) * libm::log(heat.device / heat.nominal)) / emission)
    };
    let density = |number: f64| (number * carriers).max(0.0);
    let mut saturation = area * density(pick(p.jss, p.jsd)) + edge * density(pick(p.jsws, p.jswd)) + gate_edge * density(pick(p.jswgs, p.jswgd));
    if area <= 0.0 && edge <= 0.0 {
        saturation = 0.0;
    }
    let bv = pick(p.bvs, p.bvd).max(0.0);
    let xjbv = pick(p.xjbvs, p.xjbvd).max(0.0);
    let break_rest = xjbv * if bv / nvt > HELD { LEAST } else { libm::exp(-bv / nvt) };
    let forward_limit = pick(p.ijthsfwd, p.ijthdfwd).max(0.0);
    let mut diode = Diode { saturation: saturation * count, nvt, break_rest, xjbv, bv, ..Diode::default() };
    if saturation > 0.0 {
        let two = p.diomod == 2.0;
        let rest = if two { break_rest } else { 0.0 };
        let b = 1.0 + forward_limit / saturation - rest;
        let ratio = 0.5 * (b + (b * b + 4.0 * rest).sqrt());
        diode.forward = nvt * libm::log(ratio);
        let e = libm::exp(diode.forward / nvt);
        (diode.forward_current, diode.forward_slope) = if two {
            (saturation * (e - rest / e + rest - 1.0), saturation * (e + rest / e) / nvt)
        } else {
            (saturation * e, saturation * e / nvt)
        };
        let most = pick(p.ijthsrev, p.ijthdrev).max(0.0) / saturation;
        let most = if most < 1.0 { 10.0 } else { most };
        diode.reverse = -bv - nvt * libm::log((most - 1.0) / xjbv);
        let broken = xjbv * libm::exp(-(bv + diode.reverse) / nvt);
        diode.reverse_current = saturation * (1.0 + broken);
        diode.reverse_slope = -saturation * broken / nvt;
        for number in [&mut diode.forward_current, &mut diode.forward_slope, &mut diode.reverse_current, &mut diode.reverse_slope] {
            *number *= count;
        }
    }

    let trap = |current: f64, by_heat: f64| current * straight_exp_of(by_heat * material.gap0 / vt * rise) * count;
    let scale = |emission: f64, by_heat: f64| 1.0 / (vt0 * emission * (1.0 + by_heat * rise));
    diode.trap = trap(area * pick(p.jtss, p.jtsd), pick(p.xtss, p.xtsd));
    diode.trap_edge = trap(edge * pick(p.jtssws, p.jtsswd), pick(p.xtssws, p.xtsswd));
    let narrow = (p.jtweff.max(0.0) / width).sqrt() + 1.0;
    diode.trap_gate = trap(gate_edge * narrow * pick(p.jtsswgs, p.jtsswgd), pick(p.xtsswgs, p.xtsswgd));
    diode.trap_scale = scale(pick(p.njts, p.njtsd), pick(p.tnjts, p.tnjtsd));
    diode.trap_edge_scale = scale(pick(p.njtssw, p.njtsswd), pick(p.tnjtssw, p.tnjtsswd));
    diode.trap_gate_scale = scale(pick(p.njtsswg, p.njtsswgd), pick(p.tnjtsswg, p.tnjtsswgd));
    diode.trap_voltage = pick(p.vtss, p.vtsd);
    diode.trap_edge_voltage = pick(p.vtssws, p.vtsswd);
    diode.trap_gate_voltage = pick(p.vtsswgs, p.vtsswgd);

    let warm = |capacitance: f64, by_heat: f64| capacitance * (1.0 + by_heat * warmer).max(0.0) * count;
    let potential = |potential: f64, by_heat: f64| (potential.max(0.1) - by_heat * warmer).max(0.01);
    let grading = |grading: f64| if grading >= 0.99 { 0.99 } else { grading };
    diode.area = warm(pick(p.cjs, p.cjd), p.tcj) * area;
    diode.edge = warm(pick(p.cjsws, p.cjswd).max(0.0), p.tcjsw) * edge;
    diode.gate = warm(pick(p.cjswgs, p.cjswgd), p.tcjswg) * gate_edge;
    diode.area_potential = potential(pick(p.pbs, p.pbd), p.tpb);
    diode.edge_potential = potential(pick(p.pbsws, p.pbswd), p.tpbsw);
    diode.gate_potential = potential(pick(p.pbswgs, p.pbswgd), p.tpbswg);
    diode.area_grading = grading(pick(p.mjs, p.mjd));
    diode.edge_grading = grading(pick(p.mjsws, p.mjswd));
    diode.gate_grading = grading(pick(p.mjswgs, p.mjswgd));
    diode
}
