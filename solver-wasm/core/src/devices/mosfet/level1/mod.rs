//! MOSFET of level 1: the channel of Shichman and Hodges with body effect and
//! channel-length modulation.
//!
//! Sources: Shichman and Hodges, *Modeling and Simulation of Insulated-Gate
//! Field-Effect Transistor Switching Circuits*, IEEE J. Solid-State Circuits
//! SC-3, 1968; Nagel, *SPICE2*, ERL-M520, 1975, appendix 2. What the model's
//! borders do: the channel's current and its derivatives are continuous
//! everywhere except that ∂gds/∂vds jumps at vds = 0.

use crate::devices::mosfet::extrinsic::{Effective, ExtrinsicPair};
use crate::devices::mosfet::reading::Reading;
use crate::devices::mosfet::table::{joined, level, BULK, INSTANCE, PROCESS, VARIABLES};
use crate::devices::mosfet::{Channel, Current, Gate, Usual, LEVEL1};
use crate::devices::equations::Packed;
use crate::devices::inputs::Given;
use crate::devices::table::{Facts, ModelKind, Parameter};
use crate::devices::Kind;
use crate::lanes::{self, F2};

pub const FACTS: Facts = Facts {
    name: "mosfet",
    letter: 'M',
    pins: &["d", "g", "s", "b"],
    instance: INSTANCE,
    models: &[ModelKind { name: "nmos", parameters: &MODEL }, ModelKind { name: "pmos", parameters: &MODEL }],
    variables: VARIABLES,
};

const OWN: &[Parameter] = &[
    level(Some(1.0)),
    Parameter::new("vto", "V", Some(0.0), "Threshold voltage without bulk voltage; without it from nsub, nss and tpg where tox and nsub are given").also(&["vt0"]),
    Parameter::new("kp", "A/V²", Some(2e-5), "Transconductance; without it from uo and tox where tox is given"),
    Parameter::new("gamma", "√V", Some(0.0), "Bulk threshold parameter; without it from nsub and tox where both are given"),
    Parameter::new("phi", "V", Some(0.6), "Surface potential; without it from nsub where tox is given too"),
    Parameter::new("lambda", "1/V", Some(0.0), "Channel-length modulation"),
    Parameter::new("tox", "m", None, "Thickness of the oxide; without it the gate has no capacitance but the overlaps"),
    Parameter::new("uo", "cm²/(V·s)", Some(600.0), "Mobility of the surface, which kp follows from where tox is given").also(&["u0"]),
    Parameter::new("nsub", "1/cm³", Some(0.0), "Doping of the substrate; has an effect with tox only"),
    Parameter::new("mjsw", "", Some(0.5), "Grading of the bulk's side walls"),
];
const MODEL: [Parameter; OWN.len() + BULK.len() + PROCESS.len()] = joined(&[OWN, BULK, PROCESS]);

/// One channel. Voltages are those of an NMOS: a PMOS's with the opposite sign.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Constants {
    /// KP·W/L in A/V².
    pub beta: f64,
    /// 1/V
    pub lambda: f64,
    /// √V
    pub gamma: f64,
    /// Threshold without body effect in volts.
    pub vbi: f64,
}

/// Two channels.
#[derive(Debug, Clone)]
pub struct Pair {
    beta: F2,
    lambda: F2,
    gamma: F2,
    vbi: F2,
    /// Whether any lane has a body effect.
    body: bool,
}

impl Packed for Pair {
    type One = Constants;

    fn pack(first: &Constants, second: &Constants) -> Pair {
        let both = |part: fn(&Constants) -> f64| F2::from([part(first), part(second)]);
        Pair {
            beta: both(|of| of.beta),
            lambda: both(|of| of.lambda),
            gamma: both(|of| of.gamma),
            vbi: both(|of| of.vbi),
            body: first.gamma != 0.0 || second.gamma != 0.0,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Threshold {
    von: F2,
    /// Slope of −von over vbs.
    body: F2,
    /// vgs − von where it is above 0.
    vdsat: F2,
}

impl Gate for Threshold {
    #[inline(always)]
    fn von(&self) -> F2 {
        self.von
    }

    #[inline(always)]
    fn vdsat(&self) -> F2 {
        self.vdsat
    }

    /// What depends on the saturation voltage does so where it is the drive.
    #[inline(always)]
    fn slopes(&self, by_drive: F2, by_vdsat: F2) -> [F2; 3] {
        let both = by_drive + by_vdsat;
        [both, F2::splat(0.0), both * self.body]
    }
}

impl Channel for Pair {
    const KIND: &'static Kind = &LEVEL1;
    const USUAL: Usual = Usual { oxide: None, edge_grading: 0.5, tail: false, warm_carriers: false, flicker_of_one: false };
    type Gate = Threshold;

    fn read(reading: &Reading) -> Constants {
        let &Reading { ratio, multiplier, width, length, kp, gamma, vbi, .. } = reading;
        Constants {
            beta: kp / (ratio * ratio.sqrt()) * multiplier * width / length,
            lambda: reading.model.number_or("lambda", 0.0),
            gamma,
            vbi,
        }
    }

    fn inert(model: &Given) -> Vec<String> {
        if model.number_or("tox", 0.0) != 0.0 {
            return Vec::new();
        }
        let of_oxide = ["nsub", "nss", "tpg", "uo"].iter().filter(|name| model.number(name).is_some());
        of_oxide.map(|name| format!("{name} has no effect without tox")).collect()
    }

    /// SPICE's slope of the threshold where the bulk is forward divides by the
    /// extrapolated root, where the root's slope is that of 0 V. It is wrong by little.
    #[inline(always)]
    fn gate(&self, around: &ExtrinsicPair, at: &Effective, published: bool) -> Threshold {
        let zero = F2::splat(0.0);
        let mut von = self.vbi;
        let mut body = zero;
        if self.body {
            let forward = at.vbs.simd_gt(zero);
            let root = (around.phi - forward.select(zero, at.vbs)).sqrt();
            let straight = root - at.vbs / (root + root);
            let extended = forward.select(lanes::max(straight, zero), root);
            let under = if published { extended } else { root };
            von += self.gamma * extended;
            body = extended.simd_le(zero).select(zero, self.gamma / (under + under));
        }
        let drive = at.vgs - von;
        // Written so that what is not a number stays so.
        let vdsat = drive.simd_le(zero).select(zero, drive);
        Threshold { von, body, vdsat }
    }

    #[inline(always)]
    fn current(&self, _around: &ExtrinsicPair, at: &Effective, gate: &Threshold, _published: bool) -> Current {
        let along = at.vds.simd_ge(gate.vdsat).select(gate.vdsat, at.vds);
        let area = along * (gate.vdsat - F2::splat(0.5) * along);
        let slope = self.beta * (F2::splat(1.0) + self.lambda * at.vds);
        let gm = slope * along;
        Current {
            current: slope * area,
            gm,
            gds: slope * (gate.vdsat - along) + self.lambda * self.beta * area,
            gmbs: gm * gate.body,
        }
    }
}
