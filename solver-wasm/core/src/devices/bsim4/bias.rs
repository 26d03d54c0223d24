//! A pair of BSIM4s at a bias, and the sheet on which what flows into its pins, or
//! lies behind them, is added up.

use super::channel::Flow;
use super::gate::Stand;
use super::leakage::GateCurrents;
use super::shapes::{splat, D3};
use super::{Pair, B, D, S};
use crate::devices::mosfet::limit::voltages;
use crate::devices::mosfet::limit::Voltages;
use crate::lanes::{self, F2};

/// All that is common to currents, charges and noise at a bias.
pub struct Bias {
    /// vds, vgs and vbs as an NMOS has them.
    pub at: Voltages,
    /// Lanes whose drain is the effective source.
    pub exchanged: F2,
    pub stand: Stand,
    /// Slope of Vbseff by vbs.
    pub by_vbs: F2,
    pub vgsteff: D3,
    pub flow: Flow,
    pub gate: GateCurrents,
}

impl Bias {
    pub fn at(pair: &Pair, v: &[F2; 4]) -> Bias {
        Bias::of(pair, voltages(pair.sign, v))
    }

    #[inline(never)]
    pub fn of(pair: &Pair, at: Voltages) -> Bias {
        let [vds, vgs, vbs] = at;
        let exchanged = vds.simd_lt(splat(0.0));
        let lower = exchanged.select(vds, vds * splat(0.0));
        let (stand, by_vbs) = pair.gate.stand(&pair.gate_parts, vgs - lower, lanes::abs(vds), vbs - lower);
        let vgsteff = stand.effective(pair.gate.mstar, pair.gate.voff, &pair.gate);
        let flow = pair.channel.flow(&pair.channel_parts, pair.mobility, &pair.gate, &stand, &vgsteff);
        let gate = if pair.leakage_parts.gate() {
            pair.leakage.tunnelling(&pair.leakage_parts, &stand, &vgsteff, flow.vdseff, [vgs, vgs - vds])
        } else {
            GateCurrents::none()
        };
        Bias { at, exchanged, stand, by_vbs, vgsteff, flow, gate }
    }

    /// Leakage from drain and source to the bulk, of one finger.
    #[inline(always)]
    pub fn induced(&self, pair: &Pair) -> [D3; 2] {
        let [vds, vgs, vbs] = self.at;
        let [source, drain] = [vgs, vgs - vds].map(|v| pair.gate.depleted(&pair.gate_parts, v));
        pair.leakage.induced(&pair.leakage_parts, source, drain, vds, vbs)
    }

    /// Slopes by the pins' voltages of what has slopes by vgs, vds and vbs from the
    /// effective source.
    #[inline(always)]
    pub fn by_pins(&self, x: &D3) -> [F2; 4] {
        let [g, d, b] = x.by;
        let lower = -(g + d + b);
        [self.exchanged.select(lower, d), g, self.exchanged.select(d, lower), b]
    }

    /// The same with slopes by Vbseff.
    #[inline(always)]
    pub fn outer(&self, x: D3) -> D3 {
        D3 { value: x.value, by: [x.by[0], x.by[1], x.by[2] * self.by_vbs] }
    }
}

/// What flows into each pin (or lies behind it) as an NMOS has it, with slopes by
/// the pins' voltages.
pub struct Sheet {
    pub value: [F2; 4],
    pub by: [[F2; 4]; 4],
}

impl Sheet {
    /// From the parts of the pins, with slopes from the effective source.
    #[inline(always)]
    pub fn of(bias: &Bias, drain: &D3, gate: &D3, bulk: &D3) -> Sheet {
        let source = -(*drain + *gate + *bulk);
        let rows = [drain, gate, &source, bulk].map(|part| bias.by_pins(part));
        let swap = |one: F2, other: F2| bias.exchanged.select(other, one);
        let mut sheet = Sheet { value: [swap(drain.value, source.value), gate.value, swap(source.value, drain.value), bulk.value], by: rows };
        for column in 0..4 {
            sheet.by[D][column] = swap(rows[D][column], rows[S][column]);
            sheet.by[S][column] = swap(rows[S][column], rows[D][column]);
        }
        sheet
    }

    /// Something from one pin to another by the voltage between them.
    #[inline(always)]
    pub fn between(&mut self, from: usize, to: usize, value: F2, slope: F2) {
        self.value[from] += value;
        self.value[to] -= value;
        self.by[from][from] += slope;
        self.by[from][to] -= slope;
        self.by[to][from] -= slope;
        self.by[to][to] += slope;
    }

    /// Something from a pin to the bulk by vgs, vds and vbs as the pins are named.
    #[inline(always)]
    pub fn to_bulk(&mut self, from: usize, x: &D3) {
        let [g, d, b] = x.by;
        self.value[from] += x.value;
        self.value[B] -= x.value;
        for (column, slope) in [d, g, -(g + d + b), b].into_iter().enumerate() {
            self.by[from][column] += slope;
            self.by[B][column] -= slope;
        }
    }

    pub fn write(&self, sign: F2, values: &mut [F2; 4], slopes: &mut [F2; 16]) {
        *values = self.value.map(|value| sign * value);
        for (row, by) in self.by.iter().enumerate() {
            slopes[4 * row..4 * row + 4].copy_from_slice(by);
        }
    }
}
