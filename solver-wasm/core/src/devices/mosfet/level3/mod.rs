//! MOSFET of level 3: the semi-empirical channel of SPICE2, with the effects of
//! short and narrow channels, weak inversion, mobility that falls with the gate's
//! field and saturates with the drain's.
//!
//! Sources: Vladimirescu and Liu, *The Simulation of MOS Integrated Circuits Using
//! SPICE2*, ERL-M80/7, 1980, section 2.4; Dang, *A Simple Current Model for
//! Short-Channel IGFET*, IEEE J. Solid-State Circuits SC-14, 1979 (the depleted
//! charge); Baum and Beneking, IEEE Trans. Electron Devices ED-17, 1970 (the
//! length that saturation takes away). ngspice 39 joins the linear region and
//! saturation without `vmax` by a term of its own (its manual, section 11.2).
//!
//! What the model's borders do, which tests assert:
//! - vds = vdsat: the current and its slope over vds are continuous; with `vmax` and
//!   without `nsub` the slope jumps, since vdsat is not where the current of the
//!   linear region is largest, and no length bends.
//! - vgs = von with `nfs`: the current is continuous, gm jumps.
//! - vbs = 0: continuous to the first derivative.
//!
//! SPICE publishes slopes that are not those of its current in a few places; each
//! is marked below. They are what ngspice's small signals and `@m1[gm]` are.

use crate::devices::mosfet::extrinsic::{Effective, ExtrinsicPair};
use crate::devices::mosfet::reading::{Reading, SILICON};
use crate::devices::mosfet::table::{joined, BULK, INSTANCE, OXIDE, PROCESS, VARIABLES};
use crate::devices::mosfet::{Channel, Current, Gate, Usual, LEVEL3};
use crate::devices::equations::constants;
use crate::devices::junction::CHARGE;
use crate::devices::table::{Facts, ModelKind, Parameter};
use crate::devices::Kind;
use crate::lanes::{Dual, F2};

pub const FACTS: Facts = Facts {
    name: "mosfet3",
    letter: 'M',
    pins: &["d", "g", "s", "b"],
    instance: INSTANCE,
    models: &[ModelKind { name: "nmos", parameters: &MODEL }, ModelKind { name: "pmos", parameters: &MODEL }],
    variables: VARIABLES,
};

const OWN: &[Parameter] = &[
    Parameter::new("eta", "", Some(0.0), "Effect of the drain's voltage on the threshold"),
    Parameter::new("theta", "1/V", Some(0.0), "Loss of mobility by the gate's voltage"),
    Parameter::new("kappa", "", Some(0.2), "Field of saturation, by which the channel becomes shorter"),
    Parameter::new("delvto", "V", Some(0.0), "Added to the threshold voltage").also(&["delvt0"]),
    Parameter::new("wd", "m", Some(0.0), "Diffusion that makes the channel narrower"),
    Parameter::new("xw", "m", Some(0.0), "Added to the width by the mask"),
    Parameter::new("xl", "m", Some(0.0), "Added to the length by the mask"),
    Parameter::new("xd", "m/√V", None, "Follows from nsub").only_informs(),
    Parameter::new("alpha", "m²/V", None, "Follows from nsub").only_informs(),
    Parameter::new("input_delta", "", None, "The same as delta, for reading").only_informs(),
];
const MODEL: [Parameter; OXIDE.len() + OWN.len() + BULK.len() + PROCESS.len()] = joined(&[OXIDE, OWN, BULK, PROCESS]);

/// Dang's polynomial of the depleted cylinder by its depth over that of the junction.
const CYLINDER: [f64; 3] = [0.0631353, 0.8013292, -0.01110777];
/// The static feedback of the drain in F·m at `eta` = 1.
const FEEDBACK: f64 = 8.15e-22;
/// Least conductance of saturation in siemens, by which the field is found.
const LEAST_CONDUCTANCE: f64 = 1e-12;
/// Part of the saturation voltage from which the length bends in saturation.
const JOIN: f64 = 1.0 / 8.0;

constants! {
    /// One channel. Voltages are those of an NMOS.
    struct Constants / Pair {
        /// KP·W/L in A/V².
        beta,
        gamma,
        /// Threshold without body effect in volts.
        vbi,
        /// Volts of the threshold by volts of vds.
        eta,
        theta,
        /// Slope of the threshold over φ − vbs by the narrow channel.
        narrow,
        /// Depth of depletion over that of the junction, by √V; 0 for a long channel.
        depth,
        /// Junction's depth and lateral diffusion over length and depth.
        short,
        lateral,
        /// Fast surface states over COX/q; 0 for none.
        surface,
        /// L·VMAX/µ in volts; 0 for none.
        critical,
        length,
        /// m²/V
        alpha,
        kappa,
    }
}

/// Inputs of slopes.
const VGS: usize = 0;
const VDS: usize = 1;
const VBS: usize = 2;

#[derive(Debug, Clone, Copy)]
pub struct Threshold {
    von: Dual<3>,
    /// √(slope) of weak inversion: 1 + the surface's and the bulk's share.
    emission: Dual<3>,
    /// Body effect's factor of vds, without ½.
    body: Dual<3>,
    /// The gate's voltage above the threshold, as strong inversion has it.
    drive: Dual<3>,
    /// 1 + θ·drive
    loss: Dual<3>,
    /// L·VMAX/µ
    critical: Dual<3>,
    vdsat: Dual<3>,
}

impl Gate for Threshold {
    #[inline(always)]
    fn von(&self) -> F2 {
        self.von.value
    }

    #[inline(always)]
    fn vdsat(&self) -> F2 {
        self.vdsat.value
    }

    #[inline(always)]
    fn slopes(&self, by_drive: F2, by_vdsat: F2) -> [F2; 3] {
        let mut slopes = [0, 1, 2].map(|by: usize| by_vdsat * self.vdsat.by[by] - by_drive * self.von.by[by]);
        slopes[VGS] += by_drive;
        slopes
    }
}

/// Lanes that have something.
#[inline(always)]
fn given(parameter: F2) -> F2 {
    parameter.simd_gt(F2::splat(0.0))
}

/// Slopes by vbs as slopes by all inputs.
#[inline(always)]
fn of_bulk(one: Dual<1>) -> Dual<3> {
    let zero = F2::splat(0.0);
    Dual { value: one.value, by: [zero, zero, one.by[0]] }
}

impl Channel for Pair {
    const KIND: &'static Kind = &LEVEL3;
    const USUAL: Usual = Usual { oxide: Some(1e-7), edge_grading: 0.33, tail: true, warm_carriers: true, flicker_of_one: true };
    type Gate = Threshold;

    fn read(reading: &Reading) -> Constants {
        let &Reading { model, ratio, multiplier, width, length, oxide, .. } = reading;
        let of = |name| model.number_or(name, 0.0);
        let warm = ratio * ratio.sqrt();
        let alpha = reading.doping.map_or(0.0, |doping| 2.0 * SILICON / (CHARGE * doping));
        let junction = of("xj");
        let short = junction > 0.0 && alpha > 0.0;
        let velocity = of("vmax");
        Constants {
            beta: reading.kp / warm * multiplier * width / length,
            gamma: reading.gamma,
            vbi: reading.vbi,
            eta: of("eta") * FEEDBACK / (oxide * length * length * length),
            theta: of("theta"),
            narrow: of("delta") * 0.5 * std::f64::consts::PI * SILICON / oxide / width,
            depth: if short { alpha.sqrt() / junction } else { 0.0 },
            short: if short { junction / length } else { 0.0 },
            lateral: if short { of("ld") / junction } else { 0.0 },
            surface: CHARGE * of("nfs") * 1e4 / oxide,
            critical: if velocity > 0.0 { length * velocity / (reading.mobility / warm * 1e-4) } else { 0.0 },
            length,
            alpha,
            kappa: model.number_or("kappa", 0.2),
        }
    }

    #[inline(never)]
    fn gate(&self, around: &ExtrinsicPair, at: &Effective, published: bool) -> Threshold {
        let number = F2::splat;
        let zero = number(0.0);
        let one = number(1.0);
        let phi = around.phi;
        let [vgs, vds] = [Dual::input(at.vgs, VGS), Dual::input(at.vds, VDS)];

        // √(φ − vbs), and a curve with the same value and slope at 0 above.
        let forward = at.vbs.simd_gt(zero);
        let below = phi - forward.select(zero, at.vbs);
        let rooted = below.sqrt();
        let above = rooted / (one + forward.select(at.vbs, zero) / (phi + phi));
        let slope = forward.select(-(above * above) / (number(2.0) * phi * rooted), number(-0.5) / rooted);
        let root = Dual::<1> { value: forward.select(above, rooted), by: [slope] };
        let depleted = root * root;

        // How much of the bulk's charge a short channel leaves to the gate.
        let mut short = Dual::constant(one);
        if given(self.depth).any() {
            let depth = root * self.depth;
            let [c0, c1, c2] = CYLINDER.map(number);
            let cylinder = depth * (depth * c2 + c1) + c0 + self.lateral;
            let under = depth / (depth + one);
            let edge = (Dual::constant(one) - under * under).sqrt();
            short = -(cylinder * edge - self.lateral) * self.short + one;
        }
        let gamma = short * self.gamma;
        let body = gamma / root * number(0.25) + self.narrow;
        // SPICE takes φ − vbs for straight here where the bulk is forward, too.
        let across = if published { Dual { value: depleted.value, by: [number(-1.0)] } } else { depleted };
        let charge = gamma * root + across * self.narrow;

        let vth = of_bulk(charge) + self.vbi - vds * self.eta;
        let weak = given(self.surface);
        let mut von = vth;
        let mut emission = Dual::constant(one);
        if weak.any() {
            emission = of_bulk(charge / (depleted + depleted)) + (one + self.surface);
            von = Dual::select(weak, vth + emission * around.thermal, vth);
        }
        let mut drawn = Dual::select(von.value.simd_gt(at.vgs), von, vgs);
        if published {
            // SPICE takes strong inversion's slopes, and mends them at the end.
            drawn.by = vgs.by;
        }
        let drive = drawn - vth;
        let loss = drive * self.theta + one;
        let body = of_bulk(body);
        let pinched = drive / (body + one);
        let mut vdsat = pinched;
        let mut critical = Dual::constant(one);
        let fast = given(self.critical);
        if fast.any() {
            critical = loss * self.critical;
            let both = (pinched * pinched + critical * critical).sqrt();
            vdsat = Dual::select(fast, pinched + critical - both, pinched);
        }
        Threshold { von, emission, body, drive, loss, critical, vdsat }
    }

    #[inline(never)]
    fn current(&self, around: &ExtrinsicPair, at: &Effective, gate: &Threshold, published: bool) -> Current {
        let number = F2::splat;
        let zero = number(0.0);
        let one = number(1.0);
        let &Threshold { drive, body, vdsat, .. } = gate;
        let vds = Dual::input(at.vds, VDS);
        let saturated = at.vds.simd_gt(vdsat.value);
        let fast = given(self.critical);
        // SPICE takes the end of the channel for fixed here, which it is without `vmax`.
        let along = Dual::select(saturated, if published { vdsat.held() } else { vdsat }, vds);
        let mut current = (drive - (body + one) * along * number(0.5)) * along * self.beta / gate.loss;
        let mut part = Dual::constant(zero);
        if fast.any() {
            part = along / gate.critical;
            current = Dual::select(fast, current / (part + one), current);
        }
        // Slopes over vdsat of the length that saturation takes away.
        let mut by_vdsat = zero;
        let modulated = given(self.alpha) & (saturated | !fast);
        if modulated.any() {
            let lost = self.lost(gate, at, saturated, fast, part, current, published, &mut by_vdsat);
            let lost = Dual::select(modulated, lost, Dual::constant(zero));
            current = current / (-lost * (one / self.length) + one);
            by_vdsat = modulated.select(by_vdsat * current.value / (self.length - lost.value), zero);
        }
        let weak = given(self.surface) & at.vgs.simd_lt(gate.von.value);
        if weak.any() {
            let scale = gate.emission * around.thermal;
            let below = (Dual::input(at.vgs, VGS) - gate.von) / scale;
            let factor = Dual::select(weak, below, Dual::constant(zero)).exp();
            let mut tail = current * factor;
            if published {
                // The slope over vgs that strong inversion has by vdsat stays.
                let gm = tail.value / scale.value;
                let strong = current.by[VGS] * factor.value;
                let more = strong - gm;
                tail.by = [0, 1, 2].map(|by: usize| current.by[by] * factor.value + more * gate.von.by[by] - gm * below.value * around.thermal * gate.emission.by[by]);
                tail.by[VGS] = gm + saturated.select(by_vdsat * vdsat.by[VGS] * factor.value, zero);
            }
            current = Dual::select(weak, tail, current);
        }
        let off = !given(self.surface) & at.vgs.simd_le(gate.von.value);
        let of = |value: F2| off.select(zero, value);
        Current { current: of(current.value), gm: of(current.by[VGS]), gds: of(current.by[VDS]), gmbs: of(current.by[VBS]) }
    }
}

impl Pair {
    /// The length in metres that the drain's field takes from the channel, with the
    /// slope over vdsat that SPICE publishes.
    #[allow(clippy::too_many_arguments)]
    #[inline(always)]
    fn lost(&self, gate: &Threshold, at: &Effective, saturated: F2, fast: F2, part: Dual<3>, current: Dual<3>, published: bool, by_vdsat: &mut F2) -> Dual<3> {
        let number = F2::splat;
        let one = number(1.0);
        let vdsat = gate.vdsat;
        let vds = Dual::input(at.vds, VDS);
        let strength = self.kappa * self.alpha;
        // Without `vmax`: in saturation a root, before it a power that meets it.
        let beyond = Dual::select(saturated, vds - vdsat * number(1.0 - JOIN), vdsat * number(JOIN));
        let mut lost = (beyond * strength).sqrt();
        let mut by_vds = number(0.5) * lost.value / beyond.value;
        if !saturated.all() {
            let ratio = vds / vdsat;
            let square = ratio * ratio;
            by_vds = saturated.select(by_vds, number(4.0) * lost.value * square.value * ratio.value / vdsat.value);
            lost = Dual::select(saturated, lost, lost * square * square);
        }
        // SPICE lets the length depend on vdsat as if by vds − vdsat alone.
        let mut field = Dual::constant(F2::splat(0.0));
        let mut by_field = F2::splat(0.0);
        if fast.any() {
            // The field at the channel's end: the current over its conductance there.
            let free = gate.critical * (part + one) / part * (self.kappa / self.length);
            let conductance = current.value * part.value / ((part.value + one) * gate.critical.value);
            let least = number(LEAST_CONDUCTANCE);
            let held = conductance.simd_lt(least);
            field = Dual::select(held, current * (self.kappa / (self.length * least)), free);
            if published {
                let scale = field.value / free.value;
                field.by = free.by.map(|by| by * scale);
            }
            // Nothing of lanes without a limit may remain: 0 times it is no number.
            field = Dual::select(fast, field, Dual::constant(number(0.0)));
            let half = field * (self.alpha * number(0.5));
            let whole = (half * half + (vds - vdsat) * strength).sqrt();
            by_vds = fast.select(strength / (whole.value + whole.value), by_vds);
            by_field = fast.select((half.value / whole.value - one) * self.alpha * number(0.5), by_field);
            lost = Dual::select(fast, whole - half, lost);
        }
        *by_vdsat = by_field * field.by[VDS] - by_vds;
        if published {
            lost.by = [0, 1, 2].map(|by: usize| by_field * if by == VDS { F2::splat(0.0) } else { field.by[by] } + *by_vdsat * vdsat.by[by]);
            lost.by[VDS] += by_vds;
        }
        // Half of the length is left at punch-through.
        let half = number(0.5) * self.length;
        let punched = lost.value.simd_gt(half);
        if punched.any() {
            let rest = Dual::constant(half * half) / lost;
            let slope = rest.value / lost.value;
            *by_vdsat = punched.select(*by_vdsat * slope, *by_vdsat);
            lost = Dual::select(punched, -rest + self.length, lost);
        }
        lost
    }
}
