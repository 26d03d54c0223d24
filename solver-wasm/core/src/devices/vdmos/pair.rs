//! The currents and charges of two power MOSFETs: channel, gate, body diode and
//! what quasi-saturation adds to the drain.
//!
//! Sources: ngspice manual 39, section 11.3 (the channel of Shichman and Hodges
//! with `mtriode`, `theta` and a logarithmic drive in weak inversion; the
//! capacitance of the gate to the drain, tanh above and arc tangent below 0 V);
//! D'Alessandro, Frisina and Rinaldi, *A New SPICE Model of VDMOS Transistors
//! Including Thermal and Quasi-saturation Effects*, EPE 2001, simplified; for the
//! body diode [`crate::devices::diode`].
//!
//! Everything is written for an N channel. `lambda` and `theta` count with the
//! voltages of drain and gate to the source as they are connected, also where
//! drain and source have changed places, as in ngspice 39: the device is not
//! symmetric. The gate's charge has a closed form, so that it is conserved.

use super::parameters::Constants;
use crate::devices::equations::Packed;
use crate::devices::junction::{DepletionPair, Exponential};
use crate::lanes::{self, mask, F2};

/// The mobility's denominator is held above this: the straight line of `theta`
/// would pass 0 at a gate far below the source, where nothing conducts.
pub const LEAST_DENOMINATOR: f64 = 1e-3;

/// Constants of two devices.
#[derive(Debug, Clone)]
pub struct Pair {
    pub sign: F2,
    beta: F2,
    lambda: F2,
    theta: F2,
    triode: F2,
    pub threshold: F2,
    slope: F2,
    shift: F2,
    pub gate_source: F2,
    plateau: F2,
    swing: F2,
    a: F2,
    per_a: F2,
    /// Whether either gate's capacitance to the drain bends.
    bends: bool,
    pub main: Exponential,
    pub breaks: bool,
    pub breakdown: F2,
    pub breakdown_vte: F2,
    pub critical: F2,
    transit: F2,
    depletion: DepletionPair,
    pub leak: F2,
    drain: F2,
    extra: F2,
    extra_voltage: F2,
    gmin: F2,
    /// Lanes with quasi-saturation, and whether there is one.
    saturating: F2,
    pub saturates: bool,
    pub start: [F2; 3],
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let of = |part: fn(&Constants) -> f64| [part(first), part(second)];
        let both = |part: fn(&Constants) -> f64| F2::from([part(first), part(second)]);
        Pair {
            sign: both(|of| of.sign),
            beta: both(|of| of.beta),
            lambda: both(|of| of.lambda),
            theta: both(|of| of.theta),
            triode: both(|of| of.triode),
            threshold: both(|of| of.threshold),
            slope: both(|of| of.slope),
            shift: both(|of| of.shift),
            gate_source: both(|of| of.gate_source),
            plateau: both(|of| of.plateau),
            swing: both(|of| of.swing),
            a: both(|of| of.a),
            per_a: both(|of| 1.0 / of.a),
            bends: of(|of| of.swing) != [0.0; 2],
            main: Exponential::pack(of(|of| of.saturation), of(|of| of.vte)),
            breaks: of(|of| of.breakdown).iter().any(|volts| volts.is_finite()),
            breakdown: both(|of| of.breakdown),
            breakdown_vte: both(|of| of.breakdown_vte),
            critical: both(|of| of.critical),
            transit: both(|of| of.transit),
            depletion: DepletionPair::pack(&first.depletion, &second.depletion),
            leak: both(|of| of.leak),
            // A lane without quasi-saturation divides by no resistance of its own.
            drain: both(|of| if of.extra == 0.0 { 1.0 } else { of.drain }),
            extra: both(|of| of.extra),
            extra_voltage: both(|of| of.extra_voltage),
            gmin: both(|of| of.gmin),
            saturating: mask(of(|of| of.extra).map(|extra| extra != 0.0)),
            saturates: of(|of| of.extra) != [0.0; 2],
            start: [both(|of| of.start[0]), both(|of| of.start[1]), both(|of| of.critical)],
        }
    }
}

/// Current from drain to source with its derivatives by vds and vgs.
#[derive(Debug, Clone, Copy)]
pub struct Channel {
    pub current: F2,
    pub by_vds: F2,
    pub by_vgs: F2,
    /// ngspice's transconductance and conductance, of the exchanged device where
    /// drain and source have changed places.
    pub gm: F2,
    pub gds: F2,
}

/// A current or charge that depends on one voltage, with its slope.
pub type Curve = (F2, F2);

impl Pair {
    /// `spice` gives the slopes that ngspice's small signals have: where drain
    /// and source have changed places it takes `lambda` and `theta` as if they
    /// counted from there. Newton's iteration takes the true ones.
    #[inline(always)]
    pub fn channel(&self, vds: F2, vgs: F2, spice: bool) -> Channel {
        let (zero, one, half) = (F2::splat(0.0), F2::splat(1.0), F2::splat(0.5));
        let exchanged = vds.simd_lt(zero);
        let across = lanes::abs(vds);
        let drive = exchanged.select(vgs - vds, vgs) - self.threshold;
        // slope·ln(1 + e^x), written so that nothing overflows.
        let x = (drive - self.shift) / self.slope;
        let positive = x.simd_ge(zero);
        let e = lanes::exp(-lanes::abs(x));
        let soft = self.slope * (x.simd_le(zero).select(zero, x) + lanes::ln(one + e));
        let share = positive.select(one, e) / (one + e);

        let scaled = across * self.triode;
        let along = soft.simd_le(scaled).select(soft, scaled);
        let area = along * (soft - half * along);
        let denominator = one + self.theta * vgs;
        let low = denominator.simd_lt(F2::splat(LEAST_DENOMINATOR));
        let reciprocal = one / low.select(F2::splat(LEAST_DENOMINATOR), denominator);
        let per = self.beta * reciprocal;
        let factor = per * (one + self.lambda * vds);
        let by_theta = low.select(zero, -factor * self.theta * reciprocal) * area;
        let by_lambda = per * self.lambda * area;
        let base = factor * along * share;
        let open = factor * self.triode * (soft - along);

        let current = factor * area;
        let (gm, gds) = (base + by_theta, open + by_lambda);
        let (by_vds, by_vgs) = if spice {
            (exchanged.select(gm + gds, gds), exchanged.select(-gm, gm))
        } else {
            (exchanged.select(base + open - by_lambda, gds), exchanged.select(-gm, gm))
        };
        Channel { current: exchanged.select(-current, current), by_vds, by_vgs, gm, gds }
    }

    /// Charge between gate and drain with its capacitance.
    #[inline(always)]
    pub fn gate_drain(&self, v: F2) -> Curve {
        let straight = (self.plateau * v, self.plateau);
        if !self.bends {
            return straight;
        }
        let (zero, one, two) = (F2::splat(0.0), F2::splat(1.0), F2::splat(2.0));
        let above = v.simd_gt(zero);
        let u = self.a * v;
        let size = lanes::abs(u);
        let (mut bend, mut area) = (zero, zero);
        if above.any() {
            let e = lanes::exp(-(size + size));
            bend = lanes::with_sign((one - e) / (one + e), u);
            area = size + lanes::ln(F2::splat(0.5) * (one + e));
        }
        if !above.all() {
            let angle = lanes::atan(u);
            bend = above.select(bend, angle);
            area = above.select(area, u * angle - lanes::ln(one + u * u) / two);
        }
        (straight.0 + self.swing * self.per_a * area, straight.1 + self.swing * bend)
    }

    /// The body diode's current and its charge.
    #[inline(always)]
    pub fn body(&self, v: F2, gmin: F2) -> (Curve, Curve) {
        let (mut current, mut conductance) = self.main.at(v);
        if self.breaks {
            let broken = v.simd_lt(-self.breakdown);
            if broken.any() {
                let depth = broken.select(-(self.breakdown + v) / self.breakdown_vte, F2::splat(0.0));
                let e = self.main.scale * lanes::exp(depth);
                current = broken.select(-e, current);
                conductance = broken.select(e / self.breakdown_vte, conductance);
            }
        }
        let (charge, capacitance) = self.depletion.charge(v);
        (
            (current + gmin * v, conductance + gmin),
            (charge + self.transit * current, capacitance + self.transit * conductance),
        )
    }

    /// What quasi-saturation adds to the conductance of the drain's resistance
    /// (less than 0), with its slope, at the voltage `across` from drain to source
    /// outside and `vds` inside. There is none where the channel is exchanged.
    #[inline(always)]
    pub fn quasi_saturation(&self, across: F2, vds: F2) -> Curve {
        let (zero, one) = (F2::splat(0.0), F2::splat(1.0));
        let counts = self.saturating & vds.simd_ge(zero);
        let forward = across.simd_gt(zero);
        let whole = one / (forward.select(across, one) + self.extra_voltage);
        let share = forward.select(across * whole, zero);
        let resistance = self.drain + self.extra * share;
        let conductance = one / resistance;
        let slope = forward.select(self.extra * self.extra_voltage * whole * whole * conductance * conductance, zero);
        (counts.select(conductance + self.gmin - one / self.drain, zero), counts.select(-slope, zero))
    }
}
