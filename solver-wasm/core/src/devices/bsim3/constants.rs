//! What an evaluation needs of a device: computed once for its size and
//! temperature, and packed for two devices.

use super::junctions::{Junctions, JunctionsPair};
use super::noise::Noise;
use crate::devices::equations::{constants, Packed};
use crate::lanes::{mask, F2};

/// e⁻³⁴, at which the published equations cut exponentials off.
pub const LEAST_EXPONENTIAL: f64 = 1.713908431e-15;

/// The magnitude of the exponent there.
pub const LARGEST_EXPONENT: f64 = 34.0;

constants! {
    /// The channel's constants. Voltages are those of an NMOS.
    struct Channel / ChannelPair {
        /// Lowest bulk voltage, and −0.004 V times it.
        vbsc,
        roundness,
        /// Surface potential, its root, and the product of both.
        phi,
        root_phi,
        phi_root_phi,
        /// What of the threshold the bulk does not change, and what changes in proportion to its voltage.
        threshold,
        threshold_slope,
        /// K1 and K2 for the oxide's thickness.
        k1ox,
        /// Exponents of a short and of a narrow channel's threshold, with their falls by the bulk.
        short,
        dvt2,
        narrow,
        dvt2w,
        /// Their coefficients times the built-in potential above PHI.
        dvt0,
        dvt0w,
        /// The drain's effect on the threshold.
        eta0,
        etab,
        theta0,
        /// The swing: of the depletion, of the interface, of drain and source, all by COX.
        nfactor,
        cit,
        cdsc,
        cdscb,
        cdscd,
        /// The bulk's charge: the depletion's part of the length, and factors.
        spread,
        a0,
        b0,
        ags,
        keta,
        pdiblcb,
        /// The gate: flat band plus PHI, and the potential of its depletion; 0 without one.
        gate_border,
        gate_depletion,
        /// 2·vt, VOFF, and the scale of currents below the threshold in volts.
        two_vt,
        voff,
        below,
        /// Width with its changes by gate and bulk.
        width,
        dwg,
        dwb,
        /// Resistance of drain and source with its changes.
        rds,
        prwg,
        prwb,
        /// The mobility's fall: 1/TOX, thresholds in the field, coefficients.
        per_tox,
        thresholds,
        ua,
        ub,
        uc_added,
        uc_times,
        /// ESAT·L at the low field's mobility, and its reciprocal.
        saturation,
        per_saturation,
        /// VSAT·COX.
        drift,
        a1,
        a2,
        inverse_lambda,
        delta,
        /// Early voltages: of the length's modulation, of the drain's effect, of the gate's.
        clm,
        theta_rout,
        pvag,
        /// Of the substrate's current: the voltage, and its coefficient.
        scbe_voltage,
        scbe,
        /// µ0·COX/L of a metre's width, without the multiplier.
        gain,
        /// Impact ionisation by volt, and its voltage.
        ionisation,
        beta0,
        multiplier,
        /// Critical voltage of the bulk's junctions for Newton's steps, and the thermal voltage there.
        critical,
        thermal,
        sign,
    }
}

constants! {
    /// The charges' constants, for all `m` devices.
    struct Charge / ChargePair {
        /// COX·W·L.
        oxide,
        vfbcv,
        vfbzb,
        /// What ABULK of the charges is of the current's.
        abulk,
        /// VT·NOFF, VOFFCV.
        vt_noff,
        voffcv,
        vt,
        /// CAPMOD 3: accumulation's thickness and its change by volt, the roundness of its limit.
        debye,
        acde,
        link,
        /// COX/ε of silicon.
        per_thickness,
        /// The surface's potential in inversion.
        bend,
        bend_denominator,
        /// 1/(2·TOX) in units of 1e-8 m.
        inversion,
        threshold_border,
        /// Overlaps: from gate to source, drain and bulk; the graded ones, and CKAPPA.
        cgso,
        cgdo,
        cgbo,
        cgsl,
        cgdl,
        ckappa,
    }
}

/// Which equations the charges have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Modes {
    /// Whether the channel has charges at all.
    pub charged: bool,
    pub capmod: f64,
    pub xpart: f64,
}

/// Constants of a device.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants {
    pub channel: Channel,
    pub charge: Charge,
    pub junctions: Junctions,
    pub noise: Noise,
    /// vds, vgs and vbs where the search for an operating point begins.
    pub start: [f64; 3],
    pub modes: Modes,
    /// Siemens beside the junctions of all `m` devices at a solution.
    pub gmin: f64,
}

/// Lanes that have one of several equations.
#[derive(Debug, Clone, Copy)]
pub struct Which {
    pub mask: F2,
    pub any: bool,
}

impl Which {
    fn of(flags: [bool; 2]) -> Which {
        Which { mask: mask(flags), any: flags[0] || flags[1] }
    }
}

/// Constants of two devices, with which of the dear parts either has.
#[derive(Debug, Clone)]
pub struct Pair {
    pub channel: ChannelPair,
    pub charge: ChargePair,
    pub junctions: JunctionsPair,
    pub start: [F2; 3],
    pub depleted_gate: bool,
    pub narrow: bool,
    pub gate_bulk: bool,
    pub resistive: bool,
    pub unsaturated: bool,
    pub early_gate: bool,
    pub substrate: bool,
    pub ionising: bool,
    /// Lanes whose charges are those of a CAPMOD.
    pub capmod: [Which; 4],
    /// Lanes with 40 and 0 % of the charge at the drain in saturation; others have 50 %.
    pub partition: [Which; 2],
    /// Whether overlaps are graded, and lanes where that ends at 0 V (CAPMOD 1), or smoothly (2 and 3).
    pub graded: bool,
    pub abrupt: Which,
    pub smooth: Which,
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let both = |part: fn(&Constants) -> f64| [part(first), part(second)];
        let any = |part: fn(&Channel) -> bool| part(&first.channel) || part(&second.channel);
        let modes = |part: &dyn Fn(&Modes) -> bool| [part(&first.modes), part(&second.modes)];
        Pair {
            channel: ChannelPair::pack(&first.channel, &second.channel),
            charge: ChargePair::pack(&first.charge, &second.charge),
            junctions: JunctionsPair::pack(&first.junctions, &second.junctions),
            start: [F2::from(both(|of| of.start[0])), F2::from(both(|of| of.start[1])), F2::from(both(|of| of.start[2]))],
            depleted_gate: any(|of| of.gate_depletion > 0.0),
            narrow: any(|of| of.dvt0w != 0.0),
            gate_bulk: any(|of| of.ags != 0.0),
            resistive: any(|of| of.rds != 0.0),
            unsaturated: any(|of| of.a1 != 0.0),
            early_gate: any(|of| of.pvag != 0.0),
            substrate: any(|of| of.scbe != 0.0),
            ionising: any(|of| of.ionisation != 0.0),
            capmod: [0.0, 1.0, 2.0, 3.0].map(|mode| Which::of(modes(&|of| of.charged && of.capmod == mode))),
            partition: [
                Which::of(modes(&|of| of.xpart < 0.5)),
                Which::of(modes(&|of| of.xpart > 0.5)),
            ],
            abrupt: Which::of(modes(&|of| of.capmod == 1.0)),
            smooth: Which::of(modes(&|of| of.capmod >= 2.0)),
            graded: first.charge.cgsl != 0.0 || first.charge.cgdl != 0.0 || second.charge.cgsl != 0.0 || second.charge.cgdl != 0.0,
        }
    }
}
