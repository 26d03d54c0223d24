//! MOSFET of level 2: the channel of Ihantola and Moll with Grove and Frohman's
//! saturation voltage, the effects of short and narrow channels, weak inversion,
//! mobility that falls with the gate's field, and Baum's saturation of velocity.
//!
//! Sources: Vladimirescu and Liu, *The Simulation of MOS Integrated Circuits Using
//! SPICE2*, ERL-M80/7, 1980, section 2.3; Nagel, *SPICE2*, ERL-M520, 1975,
//! appendix 2; Baum and Beneking, IEEE Trans. Electron Devices ED-17, 1970.
//!
//! What the model's borders do, as in ngspice 39, which tests assert:
//! - vds = 1e-10 V: the current is 0 up to there and jumps to gds·1e-10 A.
//! - vds = vdsat: continuous, and its slope over vds, too, but with `vmax` and
//!   without `nsub` (or with `lambda`), where it jumps.
//! - vgs = von with `nfs`: the mobility is that of strong inversion above only; the
//!   current is continuous, gm jumps.
//! - the length reaches xd·√PB (punch-through): continuous with `nsub`. Without it
//!   the border is 0.25 µm, where the current falls to 0 at once and rises again.
//! - with `vmax` the saturation voltage is a root of a polynomial; where none is
//!   found it is Grove and Frohman's, and jumps ([`velocity`]); where the root is
//!   below φ − vbs there is no current in weak inversion.
//!
//! SPICE publishes slopes that are not those of its current in many places; each
//! is marked below. They are what ngspice's small signals and `@m1[gm]` are.

mod velocity;

use crate::devices::mosfet::extrinsic::{Effective, ExtrinsicPair};
use crate::devices::mosfet::reading::{Reading, SILICON};
use crate::devices::mosfet::table::{joined, BULK, INSTANCE, OXIDE, PROCESS, VARIABLES};
use crate::devices::mosfet::{Channel, Current, Gate, Usual, LEVEL2};
use crate::devices::equations::constants;
use crate::devices::junction::CHARGE;
use crate::devices::table::{Facts, ModelKind, Parameter};
use crate::devices::Kind;
use crate::lanes::{self, Dual, F2};

pub const FACTS: Facts = Facts {
    name: "mosfet2",
    letter: 'M',
    pins: &["d", "g", "s", "b"],
    instance: INSTANCE,
    models: &[ModelKind { name: "nmos", parameters: &MODEL }, ModelKind { name: "pmos", parameters: &MODEL }],
    variables: VARIABLES,
};

const OWN: &[Parameter] = &[
    Parameter::new("lambda", "1/V", Some(0.0), "Channel-length modulation; without it from nsub"),
    Parameter::new("ucrit", "V/cm", Some(1e4), "Field of the gate from which on mobility falls"),
    Parameter::new("uexp", "", Some(0.0), "Exponent by which mobility falls above ucrit"),
    Parameter::new("utra", "", None, "Effect of the drain's field on mobility, which SPICE2 has left out, too").only_informs(),
    Parameter::new("neff", "", Some(1.0), "Share of the doping that the channel's end sees, with vmax"),
];
const MODEL: [Parameter; OXIDE.len() + OWN.len() + BULK.len() + PROCESS.len()] = joined(&[OXIDE, OWN, BULK, PROCESS]);

/// Up to this vds in volts there is no current.
const LEAST_VDS: f64 = 1e-10;
/// Length in metres at which a channel without `nsub` is punched through.
const LEAST_LENGTH: f64 = 0.25e-6;

constants! {
    /// One channel. Voltages are those of an NMOS.
    struct Constants / Pair {
        /// KP·W/L in A/V².
        beta,
        gamma,
        /// Threshold without body effect in volts.
        vbi,
        /// Slope of the threshold over φ − vbs by the narrow channel.
        narrow,
        /// Depth of depletion in metres by √V.
        depth,
        /// Twice the depletion's depth over that of the junction, by √V; 0 for a long channel.
        cylinder,
        /// Half of the junction's depth over the length.
        short,
        /// Fast surface states over COX/q; 0 for none.
        surface,
        /// Voltage of the gate above which mobility falls, and how.
        critical,
        exponent,
        /// m²/(V·s), and m/s: 0 for no limit.
        mobility,
        velocity,
        /// √NEFF
        effective,
        length,
        lambda,
        /// Length at which punch-through begins, and the same as the formula below it has it.
        punched,
        punch,
        /// Whether the length follows from the doping.
        doped,
    }
}

/// Inputs of slopes.
const VGS: usize = 0;
const VDS: usize = 1;
const VBS: usize = 2;

#[derive(Debug, Clone, Copy)]
pub struct Threshold {
    von: Dual<3>,
    /// Without body effect.
    vbin: Dual<3>,
    /// 1 + the surface's and the bulk's share.
    emission: Dual<3>,
    gamma: Dual<3>,
    /// √(φ − vbs)
    root: Dual<1>,
    /// The gate's voltage, at least the threshold where there is weak inversion.
    drawn: Dual<3>,
    /// Mobility by that without a field.
    mobility: Dual<3>,
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

/// √(φ − v), and above 0 a curve with the same value and slope there: value,
/// first and second derivative.
#[inline(always)]
fn root(phi: F2, v: F2) -> [F2; 3] {
    let number = F2::splat;
    let forward = v.simd_gt(number(0.0));
    let rooted = (phi - forward.select(number(0.0), v)).sqrt();
    let value = forward.select(rooted / (number(1.0) + number(0.5) * v / phi), rooted);
    let bend = value / (phi * rooted);
    let slope = forward.select(number(-0.5) * value * bend, number(-0.5) / rooted);
    let second = forward.select(-slope * bend, number(0.5) * slope / (rooted * rooted));
    [value, slope, second]
}

/// √(φ − v) of a voltage with slopes.
#[inline(always)]
fn root_of(phi: F2, v: Dual<3>) -> Dual<3> {
    let [value, slope, _] = root(phi, v.value);
    v.chain(value, slope)
}

impl Channel for Pair {
    const KIND: &'static Kind = &LEVEL2;
    const USUAL: Usual = Usual { oxide: Some(1e-7), edge_grading: 0.33, tail: false, warm_carriers: false, flicker_of_one: false };
    type Gate = Threshold;

    fn read(reading: &Reading) -> Constants {
        let &Reading { model, ratio, multiplier, width, length, oxide, .. } = reading;
        let of = |name| model.number_or(name, 0.0);
        let depth = reading.doping.map_or(0.0, |doping| (2.0 * SILICON / (CHARGE * doping)).sqrt());
        let junction = of("xj");
        let short = junction > 0.0 && depth > 0.0;
        let punch = depth * reading.potential.sqrt();
        let doped = depth > 0.0;
        Constants {
            beta: reading.kp / (ratio * ratio.sqrt()) * multiplier * width / length,
            gamma: reading.gamma,
            vbi: reading.vbi,
            narrow: 0.25 * of("delta") * std::f64::consts::PI * SILICON / (oxide * width * multiplier),
            depth,
            cylinder: if short { 2.0 * depth / junction } else { 0.0 },
            short: if short { 0.5 * junction / length } else { 0.0 },
            surface: CHARGE * of("nfs") * 1e4 / oxide,
            critical: if of("uexp") == 0.0 { f64::INFINITY } else { model.number_or("ucrit", 1e4) * 100.0 * SILICON / oxide },
            exponent: of("uexp"),
            mobility: reading.mobility * 1e-4,
            velocity: of("vmax").max(0.0),
            effective: model.number_or("neff", 1.0).sqrt(),
            length,
            lambda: of("lambda"),
            punched: if doped { punch } else { LEAST_LENGTH },
            punch,
            doped: if doped { 1.0 } else { 0.0 },
        }
    }

    #[inline(never)]
    fn gate(&self, around: &ExtrinsicPair, at: &Effective, published: bool) -> Threshold {
        let number = F2::splat;
        let (zero, one) = (number(0.0), number(1.0));
        let phi = around.phi;
        let [vgs, vds, vbs] = [Dual::<3>::input(at.vgs, VGS), Dual::input(at.vds, VDS), Dual::input(at.vbs, VBS)];
        let [source, slope, second] = root(phi, at.vbs);
        let root = Dual::<1> { value: source, by: [slope] };
        let depleted = -vbs + phi;
        let vbin = depleted * self.narrow + self.vbi;

        // How much of the bulk's charge the junctions take from the gate; its
        // slope over vbs, which the emission needs, has slopes of its own.
        let mut gamma = Dual::constant(self.gamma);
        let mut by_bulk = Dual::constant(zero);
        let mut bend = zero;
        if given(self.short).any() {
            let drain = root_of(phi, vbs - vds);
            let [_, drain_slope, drain_second] = self::root(phi, at.vbs - at.vds);
            let slopes = [of_bulk(Dual { value: slope, by: [second] }), Dual { value: drain_slope, by: [zero, -drain_second, drain_second] }];
            let mut left = Dual::constant(one);
            for (depth, by) in [of_bulk(root), drain].into_iter().zip(slopes) {
                let edge = (depth * self.cylinder + one).sqrt();
                left = left - (edge - one) * self.short;
                let strength = number(0.5) * self.short * self.cylinder * self.gamma;
                by_bulk = by_bulk - by / edge * strength;
                let curve = number(0.5) * self.cylinder * by.value * by.value / (edge.value * edge.value);
                bend += strength * (by.by[VBS] + curve) / edge.value;
            }
            gamma = left * self.gamma;
        }
        let root = of_bulk(root);
        let vth = vbin + gamma * root;
        let weak = given(self.surface);
        let mut von = vth;
        let mut emission = Dual::constant(one);
        if published {
            // SPICE's threshold does not know the drain, but for weak inversion.
            von.by[VDS] = zero;
        }
        if weak.any() {
            let steep = of_bulk(Dual { value: slope, by: [second] });
            emission = -(gamma * steep + by_bulk * root) + (one + self.surface + self.narrow);
            if published {
                // These slopes have another sign, and the curve within the bend, too.
                let by_drain = gamma.by[VDS] * slope;
                emission.by = [zero, by_drain, number(2.0) * by_bulk.value * slope + gamma.value * second + bend * source];
            }
            von = Dual::select(weak, vth + emission * around.thermal, von);
        }
        let mut drawn = Dual::select(weak & von.value.simd_gt(at.vgs), von, vgs);

        // Mobility falls above a critical voltage of the gate.
        let mut mobility = Dual::constant(one);
        let above = vgs - von;
        let falls = above.value.simd_gt(self.critical);
        if falls.any() {
            let power = lanes::exp(self.exponent * lanes::ln(self.critical / falls.select(above.value, self.critical)));
            let power = falls.select(power, one);
            mobility = Dual::select(falls, above.chain(power, -self.exponent * power / above.value), mobility);
            if published {
                // The threshold's slope over vds is left out again.
                mobility.by[VDS] = zero;
            }
        }

        let eta = one + self.narrow;
        if published {
            // SPICE takes strong inversion's slopes, and mends them at the end.
            drawn.by = vgs.by;
        }
        let over = (drawn - vbin) * (one / eta);
        let mut share = gamma * (one / eta);
        if published {
            share.by[VDS] = zero;
        }
        let body = given(share.value);
        let square = share * share;
        let inside = over + depleted;
        // Written so that what is not a number stays so.
        let negative = inside.value.simd_le(zero);
        let quadratic = Dual::select(body & !negative, inside / square * number(4.0) + one, Dual::constant(one)).sqrt();
        let pinched = over + square * (-quadratic + one) * number(0.5);
        let mut vdsat = Dual::select(body, Dual::select(negative, Dual::constant(zero), pinched), over);
        if published {
            vdsat.by = [0, 1, 2].map(|by: usize| body.select(vdsat.by[by], number(if by == VGS { 1.0 } else { 0.0 })));
        }
        let none = vdsat.value.simd_lt(zero);
        vdsat.value = none.select(zero, vdsat.value);
        if !published {
            vdsat.by = vdsat.by.map(|by| none.select(zero, by));
        }
        let fast = given(self.velocity);
        if fast.any() {
            let limit = Dual::constant(self.velocity * self.length / self.mobility) / mobility;
            let solved = velocity::saturation(&velocity::Baum { share, over, depleted, limit, root }, fast, vdsat);
            // A channel that is off has no saturation voltage.
            let fast = fast & !self.off(at, vbin.value);
            if published {
                vdsat.value = fast.select(solved.value, vdsat.value);
            } else {
                vdsat = Dual::select(fast, solved, vdsat);
            }
        }
        let mut gate = Threshold { von, vbin, emission, gamma, root: Dual { value: source, by: [slope] }, drawn, mobility, vdsat };
        if published && fast.any() {
            gate.vdsat.by = self.published_velocity(around, at, &gate, fast);
        }
        gate
    }

    #[inline(never)]
    fn current(&self, around: &ExtrinsicPair, at: &Effective, gate: &Threshold, published: bool) -> Current {
        let number = F2::splat;
        let (zero, one) = (number(0.0), number(1.0));
        let phi = around.phi;
        let &Threshold { vdsat, vbin, gamma, .. } = gate;
        let [vds, vbs] = [Dual::<3>::input(at.vds, VDS), Dual::input(at.vbs, VBS)];
        let eta = one + self.narrow;
        let weak = given(self.surface);
        let below = weak & !at.vgs.simd_gt(gate.von.value);
        let saturated = at.vds.simd_gt(vdsat.value);
        let along = Dual::select(saturated, vdsat, vds);
        let end = vbs - along;
        let far = root_of(phi, end);
        let root = of_bulk(gate.root);
        let mut cube = far * far * far;
        if published {
            // The bulk's charge at the channel's end is that of a root, forward or not.
            let forward = end.value.simd_gt(zero);
            let by = far.value * number(1.5);
            cube.by[VDS] = forward.select(by * along.by[VDS], cube.by[VDS]);
            let own = number(3.0) * far.value * far.value * self::root(phi, end.value)[1];
            cube.by[VGS] = forward.select(by * along.by[VGS], cube.by[VGS]);
            cube.by[VBS] = forward.select(own + by * along.by[VBS], cube.by[VBS]);
        }
        let body = cube - root * root * root;

        // What is left of the length.
        let mut rest = self.rest(gate, at, published);
        let length = rest.value * self.length;
        let punched = length.simd_lt(self.punched);
        if punched.any() {
            let lost = (-rest + one) * self.length;
            let inside = (lost - (self.length - self.punch)) * (one / self.punched) + one;
            let least = Dual::constant(self.punched / self.length) / inside;
            rest = Dual::select(punched, least, rest);
        }

        let mut drawn = gate.drawn;
        if published {
            // In weak inversion the gate stands at the threshold, as seen from the bulk.
            drawn.by[VBS] = below.select(gate.von.by[VBS], zero);
            drawn.by[VGS] = below.select(zero, one);
            rest.by[VGS] = below.select(zero, rest.by[VGS]);
        }
        let strong = (drawn - vbin - along * (number(0.5) * eta)) * along - gamma * body * number(1.0 / 1.5);
        let mut current = strong * self.beta * gate.mobility / rest;
        if below.any() {
            let scale = gate.emission * around.thermal;
            let under = (Dual::input(at.vgs, VGS) - gate.von) / scale;
            let factor = Dual::select(below, under, Dual::constant(zero)).exp();
            let mut tail = current * factor;
            if published {
                let gm = tail.value / scale.value;
                let rest = gm * under.value * around.thermal;
                let by = current.by.map(|by| by * factor.value);
                let all = gm + by[VGS];
                tail.by = [all, by[VDS] - all * gate.von.by[VDS] - rest * gate.emission.by[VDS], by[VBS] - all * gate.von.by[VBS] - rest * gate.emission.by[VBS]];
            }
            current = Dual::select(below, tail, current);
        }
        // Up to the least vds there is a conductance only, above vbin or von.
        let closed = at.vds.simd_le(number(LEAST_VDS));
        if closed.any() {
            let drive = Dual::select(below, gate.von, Dual::input(at.vgs, VGS)).value - vbin.value - gamma.value * gate.root.value;
            let mut slope = self.beta * gate.mobility.value / rest.value * drive;
            if below.any() {
                let under = (at.vgs - gate.von.value) / (gate.emission.value * around.thermal);
                slope = below.select(slope * lanes::exp(below.select(under, zero)), slope);
            }
            let on = at.vgs.simd_gt(gate.von.value) | weak;
            let none = on.select(slope, zero);
            current = Dual::select(closed, Dual { value: zero, by: [zero, none, zero] }, current);
        }
        // Baum's root may leave weak inversion no saturation voltage, and then no current.
        let off = self.off(at, vbin.value) | (below & vdsat.value.simd_le(zero));
        let of = |value: F2| off.select(zero, value);
        Current { current: of(current.value), gm: of(current.by[VGS]), gds: of(current.by[VDS]), gmbs: of(current.by[VBS]) }
    }
}

impl Pair {
    /// Lanes below the threshold without weak inversion.
    #[inline(always)]
    fn off(&self, at: &Effective, vbin: F2) -> F2 {
        !given(self.surface) & at.vgs.simd_le(vbin)
    }

    /// What is left of the length, by the whole of it.
    #[inline(always)]
    fn rest(&self, gate: &Threshold, at: &Effective, published: bool) -> Dual<3> {
        let number = F2::splat;
        let (zero, one) = (number(0.0), number(1.0));
        let vds = Dual::<3>::input(at.vds, VDS);
        let rest = -(vds * self.lambda) + one;
        let doped = given(self.doped) & !given(self.lambda) & at.vds.simd_ne(zero);
        if !doped.any() {
            return rest;
        }
        let depth = self.depth * (one / self.length);
        let past = vds - gate.vdsat;
        let quarter = past * number(0.25);
        let hypotenuse = (quarter * quarter + one).sqrt();
        let mut lost = (quarter + hypotenuse).sqrt() * depth;
        let fast = given(self.velocity);
        if fast.any() {
            let depth = depth / self.effective;
            let mut from = Dual::constant(number(0.5) * self.velocity * self.depth / (self.effective * self.mobility)) / gate.mobility;
            let mut beyond = past;
            if published {
                // SPICE's length does not know the mobility, and bends before saturation, too.
                from = from.held();
                beyond.value = lanes::max(zero, past.value);
            } else {
                beyond = Dual::select(past.value.simd_gt(zero), past, Dual::constant(zero));
            }
            let whole = (from * from + beyond).sqrt();
            lost = Dual::select(fast, (whole - from) * depth, lost);
        }
        Dual::select(doped, -lost + one, rest)
    }

    /// Slopes of the saturation voltage with a limit of velocity, from the balance of
    /// currents at the channel's end, as SPICE has them where vds is not 0.
    #[inline(always)]
    fn published_velocity(&self, around: &ExtrinsicPair, at: &Effective, gate: &Threshold, fast: F2) -> [F2; 3] {
        let number = F2::splat;
        let (zero, one) = (number(0.0), number(1.0));
        let eta = one + self.narrow;
        let vdsat = gate.vdsat.value;
        let [far, far_slope, _] = root(around.phi, at.vbs - vdsat);
        let [near, near_slope] = [gate.root.value, gate.root.by[0]];
        let (gamma, gamma_slope) = (gate.gamma.value, gate.gamma.by[VBS]);
        let body = far * far * far - near * near * near;
        let body_slope = number(2.0) * gamma * (far * far * far_slope - near * near * near_slope);
        let charge = (gate.drawn.value - gate.vbin.value) / eta - vdsat - gamma * far;
        let charge_slope = gamma * far_slope - one;
        let mobility = self.mobility * gate.mobility.value;
        let limit = self.velocity * self.length;
        let by_vdsat = limit * charge_slope - mobility * charge;
        let by_gate = (limit - mobility * vdsat) / eta;
        let by_bulk = -limit * (one + charge_slope - self.narrow / eta) + mobility * (body_slope - gamma_slope * body * number(1.0 / 1.5)) / eta;
        let moved = fast & at.vds.simd_ne(zero);
        let slopes = [-by_gate / by_vdsat, zero, -by_bulk / by_vdsat];
        [0, 1, 2].map(|by: usize| moved.select(slopes[by], gate.vdsat.by[by]))
    }
}
