//! Where the gate of a BSIM4 stands: the bulk's voltage within its limits, the
//! threshold, the slope below it, the gate's voltage above it.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 1.2 (depletion of
//! the gate), 2 (threshold) and 3.1 to 3.3 (channel charge).
//!
//! Everything is written for an NMOS whose drain is the end with the higher
//! voltage. What depends on the bulk's voltage alone has slopes by it alone: that
//! saves two thirds of the work.

use super::shapes::*;
use crate::devices::equations::constants;
use crate::lanes::{self, Dual, F2};

constants! {
    /// What the threshold is made of; voltages are those of an NMOS.
    struct Gate / GatePair {
        /// Lowest and, by 0.95 of the surface potential, highest bulk voltage.
        vbsc, highest_vbs,
        phi, sqrt_phi,
        /// Depletion at 0 V over √φs, in m/√V.
        depth,
        /// √(εsi/εox·tox), in √m.
        factor1,
        dvt2, dvt2w,
        /// DVT1·Leff, and DVT0·(Vbi − φs).
        dvt1_length, dvt0_barrier,
        /// DVT1W·Weff·Leff, and DVT0W·(Vbi − φs).
        dvt1w_area, dvt0w_barrier,
        /// All of the threshold that is constant; what is by √(φs − Vbseff), and by Vbseff.
        vth, by_root, by_bulk,
        eta0, etab, theta0,
        /// εsub·NFACTOR, CDSC, CDSCB, CDSCD and CIT, all by Coxe.
        depletion, cdsc, cdscb, cdscd, cit,
        dvtp0, dvtp1, leff, dits_vt,
        /// 2·DVTP4, and DVTP5 + DVTP2·Leff^−DVTP3.
        dvtp4, dvtp2,
        /// Gate voltage from which on a gate of silicon depletes, and 1/(2·its voltage scale).
        poly_from, poly_scale,
        vtm,
        /// Of the current and, with cvchargemod=1, of the charges.
        mstar, voff, mstar_cv, voff_cv,
        coxe_by_cdep0,
    }
}

/// Which rare parts the devices of a pair have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct GateParts {
    pub narrow: bool,
    pub pocket: bool,
    pub tanh: bool,
    pub poly: bool,
}

impl GateParts {
    pub fn of(gate: &Gate) -> GateParts {
        GateParts {
            narrow: gate.dvt0w_barrier != 0.0,
            pocket: gate.dvtp0 > 0.0,
            tanh: gate.dvtp4 != 0.0 && gate.dvtp2 != 0.0,
            poly: gate.poly_scale > 0.0,
        }
    }

    pub fn either(self, other: GateParts) -> GateParts {
        GateParts {
            narrow: self.narrow || other.narrow,
            pocket: self.pocket || other.pocket,
            tanh: self.tanh || other.tanh,
            poly: self.poly || other.poly,
        }
    }
}

/// Slopes by drain and bulk out of slopes by the bulk.
#[inline(always)]
pub fn of_bulk(x: D1) -> D2 {
    Dual { value: x.value, by: [splat(0.0), x.by[0]] }
}

/// Where the gate stands; slopes are by the drain's voltage (where they are two) and
/// by Vbseff.
#[derive(Debug, Clone, Copy)]
pub struct Stand {
    pub vds: F2,
    /// Vbseff, and its slope by vbs.
    pub vbseff: D1,
    pub sqrt_phis: D1,
    pub xdep: D1,
    pub vth: D2,
    pub n: D2,
    /// The gate's voltage without what its depletion takes, and its slope by vgs.
    pub vgs_eff: D1,
}

impl GatePair {
    /// The gate's voltage less what depletion in a gate of silicon takes.
    #[inline(always)]
    pub fn depleted(&self, parts: &GateParts, vgs: F2) -> D1 {
        let vgs = D1::input(vgs, 0);
        let above = vgs.value.simd_gt(self.poly_from) & self.poly_scale.simd_gt(splat(0.0));
        if !parts.poly || !above.any() {
            return vgs;
        }
        self.depletes(vgs, above)
    }

    #[inline(never)]
    fn depletes(&self, vgs: D1, above: F2) -> D1 {
        let one = splat(1.0);
        let over = vgs - self.poly_from;
        let over = D1::select(above, over, D1::constant(splat(0.0)));
        let root = (over * (splat(4.0) * self.poly_scale) + one).sqrt();
        let voltage = over * splat(2.0) / (root + one);
        let lost = square(voltage) * self.poly_scale;
        // At most the band gap of silicon, 1.12 V.
        let rest = -lost + splat(1.12 - 0.05);
        let held = -(rest + (square(rest) + splat(0.224)).sqrt()) * splat(0.5) + splat(1.12);
        D1::select(above, vgs - held, vgs)
    }

    /// The bulk's voltage between its limits, and its slope by vbs.
    #[inline(always)]
    fn bulk(&self, vbs: F2) -> (F2, F2) {
        let (one, half) = (splat(1.0), splat(0.5));
        let t = vbs - self.vbsc - splat(0.001);
        let size = (t * t - splat(0.004) * self.vbsc).sqrt();
        let mut value = self.vbsc + half * (t + size);
        let low = t.simd_lt(splat(0.0));
        if low.any() {
            value = low.select(self.vbsc * (one - splat(0.002) / (size - t)), value);
        }
        let mut slope = half * (one + t / size);
        let t = self.highest_vbs - value - splat(0.001);
        let size = (t * t + splat(0.004) * self.highest_vbs).sqrt();
        value = self.highest_vbs - half * (t + size);
        slope *= half * (one + t / size);
        (value, slope)
    }

    /// Where the gate stands at voltages from the effective source.
    #[inline(never)]
    pub fn stand(&self, parts: &GateParts, vgs: F2, vds: F2, vbs: F2) -> (Stand, F2) {
        let (vbseff, by_vbs) = self.bulk(vbs);
        let vbseff = D1::input(vbseff, 0);
        let sqrt_phis = (-vbseff + self.phi).sqrt();
        let xdep = sqrt_phis * self.depth;
        let root_xdep = xdep.sqrt() * self.factor1;

        let lt = root_xdep * one_plus(vbseff * self.dvt2);
        let theta = reach(reciprocal(lt) * self.dvt1_length);
        let mut of_bulk_only = sqrt_phis * self.by_root + vbseff * self.by_bulk + self.vth - theta * self.dvt0_barrier;
        if parts.narrow {
            of_bulk_only = of_bulk_only - self.narrowed(root_xdep, vbseff);
        }
        let eta = vbseff * self.etab + self.eta0;
        let eta = bend(eta, eta.value.simd_lt(splat(1e-4)), eta, [2e-4, -1.0, 3.0, -2e4]);
        let drain = D2::input(vds, 0);
        let mut vth = of_bulk(of_bulk_only) - of_bulk(eta * self.theta0) * drain;

        let coupling = of_bulk(vbseff * self.cdscb + self.cdsc) + drain * self.cdscd;
        let n = one_plus(of_bulk(reciprocal(xdep) * self.depletion) + coupling * of_bulk(theta) + self.cit);

        if parts.pocket {
            vth = self.pocketed(vth, n, drain);
        }
        if parts.tanh {
            vth = vth - self.second_shift(drain);
        }
        let vgs_eff = self.depleted(parts, vgs);
        (Stand { vds, vbseff, sqrt_phis, xdep, vth, n, vgs_eff }, by_vbs)
    }

    /// The threshold's fall in a channel that is short and narrow.
    #[inline(never)]
    fn narrowed(&self, root_xdep: D1, vbseff: D1) -> D1 {
        let ltw = root_xdep * one_plus(vbseff * self.dvt2w);
        reach(reciprocal(ltw) * self.dvt1w_area) * self.dvt0w_barrier
    }

    /// The threshold of a channel with pocket implants.
    #[inline(never)]
    fn pocketed(&self, vth: D2, n: D2, drain: D2) -> D2 {
        let one = splat(1.0);
        let e = held_exp(drain * -self.dvtp1);
        let longer = (e + one) * self.dvtp0 + self.leff;
        let shift = -ln(longer * (one / self.leff)) * self.dits_vt;
        D2::select(self.dvtp0.simd_gt(splat(0.0)), vth - n * shift, vth)
    }

    /// The shift of the threshold by DVTP2, DVTP4 and DVTP5.
    #[inline(never)]
    fn second_shift(&self, drain: D2) -> D2 {
        let one = splat(1.0);
        let e = straight_exp(drain * self.dvtp4);
        (e - one) / (e + one) * self.dvtp2
    }
}

impl Stand {
    /// The gate's voltage above the threshold by vgs, vds and Vbseff.
    #[inline(always)]
    pub fn overdrive(&self) -> D3 {
        let [by_d, by_b] = self.vth.by;
        Dual { value: self.vgs_eff.value - self.vth.value, by: [self.vgs_eff.by[0], -by_d, -by_b] }
    }

    /// n by vgs, vds and Vbseff.
    #[inline(always)]
    pub fn slope(&self) -> D3 {
        let [by_d, by_b] = self.n.by;
        Dual { value: self.n.value, by: [splat(0.0), by_d, by_b] }
    }

    /// What of the gate's voltage makes charge in the channel, by vgs, vds and Vbseff,
    /// with the moderate inversion of the current or of the charges.
    #[inline(never)]
    pub fn effective(&self, mstar: F2, voff: F2, gate: &GatePair) -> D3 {
        let vgst = self.overdrive();
        let scale = self.slope() * gate.vtm;
        let above = soft_plus(vgst * mstar, scale);
        let below = held_exp((vgst * (mstar - splat(1.0)) + voff) / scale);
        above / (self.slope() * below * gate.coxe_by_cdep0 + mstar)
    }
}

/// x^y of a number above 0.
#[inline(always)]
pub fn power<const N: usize>(x: Dual<N>, exponent: F2) -> Dual<N> {
    let value = lanes::pow(x.value, exponent);
    x.chain(value, exponent * value / x.value)
}
