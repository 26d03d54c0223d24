//! What leaks through and under the gate of a BSIM4: tunnelling between the gate
//! and the channel, drain, source and bulk, and the current that the gate induces
//! at the junctions of drain and source.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 4.1 to 4.3 (gate
//! tunnelling) and 6.2 (GIDL and GISL).
//!
//! Where the model jumps: leakage of gidlmod=0 is 0 where its junction is forward
//! (it goes to 0 with the voltage's cube there, so only its third slope jumps), and
//! where its field is at most 0 (it is e⁻¹⁰⁰ there); the law of gidlmod=1 does not
//! know the junction's direction and is held near FGIDL by `gidlclamp`.

use super::channel::outer;
use super::gate::Stand;
use super::shapes::*;
use crate::devices::equations::constants;
use crate::lanes::{self, mask, Dual, F2};

/// Rounds the voltage over the oxide between accumulation and depletion, in volts.
const ROUND: f64 = 0.02;
/// Above this the exponential of gidlmod's fields is held, with e⁻¹⁰⁰ and e¹⁰⁰ as
/// the model has them.
const GIDL_HELD: f64 = 100.0;
const GIDL_LEAST: f64 = 3.720075976e-44;
const GIDL_MOST: f64 = 2.688117142e43;

constants! {
    struct Leakage / LeakagePair {
        /// Flat band of the charges, K1OX.
        vfbzb, k1ox,
        /// Threshold without bias, and the slopes' scales NIGC·vt, NIGBACC·vt, NIGBINV·vt.
        vth0, igc_scale, acc_scale, inv_scale, eigbinv,
        /// Amperes/V², exponents in 1/m·V… of the channel, and A, B, C as `a + b·V − c·V²`.
        igc, igc_a, igc_b, igc_c,
        /// Of source and drain with the flat band below which they accumulate.
        edge_vfb,
        igs, igs_a, igs_b, igs_c,
        igd, igd_a, igd_b, igd_c,
        acc, acc_a, acc_b, acc_c,
        inv, inv_a, inv_b, inv_c,
        /// 0 where the part of the drain follows from the voltages by `pigcd_field`.
        pigcd, pigcd_field,
        /// 1/(3·tox), and parameters of GIDL and GISL with the flat band in the energy.
        per_oxide,
        agidl, bgidl, cgidl, egidl, rgidl, kgidl, fgidl,
        agisl, bgisl, cgisl, egisl, rgisl, kgisl, fgisl,
        gidl_clamp,
    }
}

/// Which laws the two devices of a pair have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LeakageParts {
    /// `igcmod` and `igbmod` of each.
    pub igc: [u8; 2],
    pub igb: [u8; 2],
    /// `gidlmod` of each, and whether there is any.
    pub gidl_law: [u8; 2],
    pub gidl: bool,
}

impl LeakageParts {
    pub fn gate(&self) -> bool {
        self.igc != [0; 2] || self.igb != [0; 2]
    }
}

/// Currents of one finger. Slopes by vgs, vds and Vbseff from the effective source,
/// but those of the edges by the voltage between gate and edge.
#[derive(Debug, Clone, Copy)]
pub struct GateCurrents {
    /// From the gate to the effective source and drain through the channel.
    pub igcs: D3,
    pub igcd: D3,
    /// From the gate to the bulk.
    pub igb: D3,
    /// From the gate to the edges of the source and the drain as they are named.
    pub igs: D1,
    pub igd: D1,
}

impl GateCurrents {
    pub fn none() -> GateCurrents {
        let zero = D3::constant(splat(0.0));
        GateCurrents { igcs: zero, igcd: zero, igb: zero, igs: D1::constant(splat(0.0)), igd: D1::constant(splat(0.0)) }
    }
}

fn lanes_of(flags: [u8; 2], test: impl Fn(u8) -> bool) -> F2 {
    mask([test(flags[0]), test(flags[1])])
}

/// e^(a + b·v − c·v²), held.
#[inline(always)]
fn tunnels<const N: usize>(v: Dual<N>, a: F2, b: F2, c: F2) -> Dual<N> {
    held_exp(v * (-(v * c) + b) + a)
}

impl LeakagePair {
    /// Tunnelling through the oxide. `exchanged` does not matter to it: `vgs_edge` and
    /// `vgd_edge` are the voltages to source and drain as they are named.
    #[inline(never)]
    pub fn tunnelling(
        &self,
        parts: &LeakageParts,
        stand: &Stand,
        vgsteff: &D3,
        vdseff: D3,
        edges: [F2; 2],
    ) -> GateCurrents {
        let zero = D3::constant(splat(0.0));
        let vgs = D3 { value: stand.vgs_eff.value, by: [stand.vgs_eff.by[0], splat(0.0), splat(0.0)] };
        let vbseff = D3::input(stand.vbseff.value, 2);
        // Voltages over the oxide.
        let below = -vgs + vbseff + self.vfbzb - splat(ROUND);
        let size = (square(below) + lanes::abs(self.vfbzb) * splat(4.0 * ROUND)).sqrt();
        let vfbeff = -(below + size) * splat(0.5) + self.vfbzb;
        let accumulates = -vfbeff + self.vfbzb;
        let accumulates = D3::select(accumulates.value.simd_lt(splat(0.0)), zero, accumulates);
        let rest = vgs - vfbeff - vbseff - *vgsteff;
        let half = self.k1ox * splat(0.5);
        let negative = rest.value.simd_lt(splat(0.0));
        let kept = D3::select(negative, zero, rest);
        let depletion = ((kept + half * half).sqrt() - half) * self.k1ox;
        let depletion = D3::select(negative, -rest, depletion);
        let oxide = D3::select(self.k1ox.simd_eq(splat(0.0)), zero, depletion) + *vgsteff;

        let mut currents = GateCurrents::none();
        if parts.igc != [0; 2] {
            self.channel(parts, stand, &vgs, oxide, vgsteff, vdseff, &mut currents);
            let present = lanes_of(parts.igc, |law| law != 0);
            let [source, drain] = edges;
            currents.igs = D1::select(present, self.edge(source, [self.igs, self.igs_a, self.igs_b, self.igs_c]), currents.igs);
            currents.igd = D1::select(present, self.edge(drain, [self.igd, self.igd_a, self.igd_b, self.igd_c]), currents.igd);
        }
        if parts.igb != [0; 2] {
            let vgb = vgs - vbseff;
            let along = -vgb + self.vfbzb;
            let aux = soft_plus(along, D3::constant(self.acc_scale));
            let acc = vgb * aux * tunnels(accumulates, self.acc_a, self.acc_b, self.acc_c) * self.acc;
            let aux = soft_plus(oxide - self.eigbinv, D3::constant(self.inv_scale));
            let inv = vgb * aux * tunnels(oxide, self.inv_a, self.inv_b, self.inv_c) * self.inv;
            currents.igb = D3::select(lanes_of(parts.igb, |law| law != 0), acc + inv, zero);
        }
        currents
    }

    #[inline(never)]
    #[allow(clippy::too_many_arguments)]
    fn channel(&self, parts: &LeakageParts, stand: &Stand, vgs: &D3, oxide: D3, vgsteff: &D3, vdseff: D3, currents: &mut GateCurrents) {
        let zero = D3::constant(splat(0.0));
        let biased = lanes_of(parts.igc, |law| law == 2);
        let [by_d, by_b] = stand.vth.by;
        let vth = D3 { value: stand.vth.value, by: [splat(0.0), by_d, by_b] };
        let threshold = D3::select(biased, vth, D3::constant(self.vth0));
        let aux = soft_plus(*vgs - threshold, D3::constant(self.igc_scale));
        let total = *vgs * aux * tunnels(oxide, self.igc_a, self.igc_b, self.igc_c) * self.igc;

        let vdseff = outer(vdseff, vgsteff);
        let from_voltages = self.pigcd.simd_eq(splat(0.0));
        let mut part = D3::constant(self.pigcd);
        if from_voltages.any() {
            let inverse = reciprocal(*vgsteff + splat(1e-20));
            let free = square(inverse) * (-(vdseff * inverse) * splat(0.5) + splat(1.0)) * self.pigcd_field;
            part = D3::select(from_voltages, free, part);
        }
        let along = -(part * vdseff);
        let scale = reciprocal(square(along) + splat(2e-4));
        let e = held_exp(along);
        let one = splat(1.0);
        let present = lanes_of(parts.igc, |law| law != 0);
        let source = total * (e - along - splat(1.0 - 1e-4)) * scale;
        let drain = total * (along * e - e + one + splat(1e-4)) * scale;
        currents.igcs = D3::select(present, source, zero);
        currents.igcd = D3::select(present, drain, zero);
    }

    /// Tunnelling between the gate and the edge of source or drain.
    #[inline(never)]
    fn edge(&self, v: F2, [scale, a, b, c]: [F2; 4]) -> D1 {
        let v = D1::input(v, 0);
        let size = (square(v - self.edge_vfb) + splat(1e-4)).sqrt();
        v * size * tunnels(size, a, b, c) * scale
    }

    /// Leakage from drain to bulk and from source to bulk, of one finger, by vds, vgs
    /// and vbs as the pins are named. `vgs_eff` and `vgd_eff` have slopes by vgs and vgd.
    #[inline(always)]
    pub fn induced(&self, parts: &LeakageParts, vgs_eff: D1, vgd_eff: D1, vds: F2, vbs: F2) -> [D3; 2] {
        let zero = splat(0.0);
        // Slopes by vgs, vds and vbs.
        let along = D3::input(vds, 1);
        let bulk = D3::input(vbs, 2);
        let gate = D3 { value: vgs_eff.value, by: [vgs_eff.by[0], zero, zero] };
        let gate_to_drain = D3 { value: vgd_eff.value, by: [vgd_eff.by[0], -vgd_eff.by[0], zero] };
        let drain = self.one_end(parts, along, gate, bulk - along, [self.agidl, self.bgidl, self.cgidl, self.egidl, self.rgidl, self.kgidl, self.fgidl]);
        let source = self.one_end(parts, -along, gate_to_drain, bulk, [self.agisl, self.bgisl, self.cgisl, self.egisl, self.rgisl, self.kgisl, self.fgisl]);
        [drain, source]
    }

    #[inline(never)]
    fn one_end(&self, parts: &LeakageParts, along: D3, gate: D3, junction: D3, [a, b, c, e, r, k, f]: [F2; 7]) -> D3 {
        let (zero, nothing) = (splat(0.0), D3::constant(splat(0.0)));
        let later = lanes_of(parts.gidl_law, |law| law != 0);
        let share = later.select(r, splat(1.0));
        let field = (along - gate * share - e) * self.per_oxide;
        let mut present = field.value.simd_gt(zero) & a.simd_gt(zero) & b.simd_gt(zero);
        present &= later.select(!c.simd_lt(zero), c.simd_gt(zero) & !junction.value.simd_gt(zero));
        if !present.any() {
            // Lost numbers stay lost.
            return nothing * (field.value * zero + junction.value * zero);
        }
        let field = D3::select(present, field, D3::constant(splat(1.0)));
        let steep = reciprocal(field) * b;
        let weak = !steep.value.simd_lt(splat(GIDL_HELD));
        let fall = D3::select(weak, D3::constant(splat(GIDL_LEAST)), (-steep).exp());
        let free = field * fall * a;
        let cube = -(square(junction) * junction);
        let by_cube = cube / (cube + c);
        let mut by_junction = by_cube;
        if later.any() {
            let over = junction - f;
            let clamped = !over.value.simd_lt(self.gidl_clamp);
            let over = D3::select(clamped, D3::constant(self.gidl_clamp), over);
            let exponent = reciprocal(over) * k;
            let most = !exponent.value.simd_lt(splat(GIDL_HELD));
            let grown = D3::select(most, D3::constant(splat(GIDL_MOST)), exponent.exp());
            by_junction = D3::select(later, grown, by_cube);
        }
        D3::select(present, free * by_junction, nothing)
    }
}
