//! A BSIM3's junctions between bulk and drain or source: currents that are
//! straight above IJTH, and charges of the bottom, the side walls and the side
//! walls along the gate.
//!
//! Source: BSIM3v3.3 manual, chapter 6 and section 9.3 (source/drain junctions).
//! Above 0 V the charges are parabolas, so that capacitances bend there, as
//! published.

use crate::lanes::{self, mask, F2};

/// Below this many thermal voltages of the emission an exponential changes no bit of the current.
const BLOCKED: f64 = -40.0;
/// A grading of 1 would need a logarithm; one this near is as good.
pub const NEAREST_GRADING: f64 = 1e-7;

/// A part of a junction's capacitance: potential in volts and grading.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Wall {
    pub potential: f64,
    pub grading: f64,
}

/// One of the two junctions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Junction {
    /// Saturation current in amperes.
    pub saturation: f64,
    /// Above it the current is a straight line, in volts.
    pub straight: f64,
    /// Farads at 0 V of the bottom, the side walls and those along the gate.
    pub capacitance: [f64; 3],
}

/// Both junctions of a device.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Junctions {
    /// Emission coefficient times the thermal voltage.
    pub emission: f64,
    pub walls: [Wall; 3],
    pub drain: Junction,
    pub source: Junction,
}

/// [`Wall`] of two devices.
#[derive(Debug, Clone, Copy)]
struct WallPair {
    per_potential: F2,
    grading: F2,
    /// Potential over 1 − grading.
    whole: F2,
    half: F2,
    all_half: bool,
    /// Slope of the capacitance above 0 V, of what it is there.
    bend: F2,
    /// Whether the potential is the wall's before.
    as_before: bool,
}

/// [`Junction`] of two devices.
#[derive(Debug, Clone, Copy)]
pub struct JunctionPair {
    saturation: F2,
    straight: F2,
    capacitance: [F2; 3],
    charged: [bool; 3],
}

/// [`Junctions`] of two devices.
#[derive(Debug, Clone)]
pub struct JunctionsPair {
    per_emission: F2,
    blocked: F2,
    walls: [WallPair; 3],
    pub drain: JunctionPair,
    pub source: JunctionPair,
    pub charged: bool,
}

impl JunctionPair {
    fn pack(first: &Junction, second: &Junction) -> JunctionPair {
        let both = |part: fn(&Junction) -> f64| F2::from([part(first), part(second)]);
        JunctionPair {
            saturation: both(|of| of.saturation),
            straight: both(|of| of.straight),
            capacitance: [both(|of| of.capacitance[0]), both(|of| of.capacitance[1]), both(|of| of.capacitance[2])],
            charged: [0, 1, 2].map(|wall: usize| first.capacitance[wall] != 0.0 || second.capacitance[wall] != 0.0),
        }
    }
}

impl JunctionsPair {
    pub fn pack(first: &Junctions, second: &Junctions) -> JunctionsPair {
        let emission = [first.emission, second.emission];
        let wall = |which: usize| {
            let pair = [first.walls[which], second.walls[which]];
            let half = pair.map(|wall| wall.grading == 0.5);
            WallPair {
                per_potential: F2::from(pair.map(|wall| 1.0 / wall.potential)),
                grading: F2::from(pair.map(|wall| wall.grading)),
                whole: F2::from(pair.map(|wall| wall.potential / (1.0 - wall.grading))),
                half: mask(half),
                all_half: half[0] && half[1],
                bend: F2::from(pair.map(|wall| wall.grading / wall.potential)),
                as_before: which > 0
                    && first.walls[which].potential == first.walls[which - 1].potential
                    && second.walls[which].potential == second.walls[which - 1].potential,
            }
        };
        let (drain, source) = (JunctionPair::pack(&first.drain, &second.drain), JunctionPair::pack(&first.source, &second.source));
        JunctionsPair {
            per_emission: F2::from(emission.map(|emission| 1.0 / emission)),
            blocked: F2::from(emission.map(|emission| BLOCKED * emission)),
            walls: [wall(0), wall(1), wall(2)],
            charged: drain.charged.contains(&true) || source.charged.contains(&true),
            drain,
            source,
        }
    }

    /// Current and conductance at a voltage from bulk to drain or source.
    #[inline(never)]
    pub fn current(&self, junction: &JunctionPair, v: F2, gmin: F2) -> (F2, F2) {
        let (zero, one) = (F2::splat(0.0), F2::splat(1.0));
        let blocked = v.simd_lt(self.blocked);
        let plain = blocked | v.simd_eq(zero);
        let mut e = one;
        let mut beyond = zero;
        if !plain.all() {
            let straight = v.simd_gt(junction.straight);
            let held = straight.select(junction.straight, v);
            e = lanes::exp(held * self.per_emission);
            beyond = v - held;
        }
        let e = blocked.select(zero, e);
        let conductance = junction.saturation * e * self.per_emission;
        // A voltage that is no number stays so.
        (junction.saturation * (e - one) + conductance * beyond + gmin * v, conductance + gmin)
    }

    /// Charge and capacitance at such a voltage.
    #[inline(never)]
    pub fn charge(&self, junction: &JunctionPair, v: F2) -> (F2, F2) {
        let zero = F2::splat(0.0);
        let one = F2::splat(1.0);
        let below = v.simd_lt(zero);
        let (mut charge, mut capacitance) = (zero, zero);
        let mut log = zero;
        let mut known = false;
        for (which, wall) in self.walls.iter().enumerate() {
            if !junction.charged[which] {
                known = false;
                continue;
            }
            let c = junction.capacitance[which];
            let mut power = one;
            let mut integral = zero;
            if below.any() {
                let rest = below.select(one - v * wall.per_potential, one);
                power = if wall.all_half {
                    one / rest.sqrt()
                } else {
                    if !(known && wall.as_before) {
                        log = lanes::ln(rest);
                        known = true;
                    }
                    wall.half.select(one / rest.sqrt(), lanes::exp(-wall.grading * log))
                };
                integral = wall.whole * (one - rest * power);
            }
            let slope = v * wall.bend;
            capacitance += c * below.select(power, one + slope);
            charge += c * below.select(integral, v * (one + F2::splat(0.5) * slope));
            if wall.all_half {
                known = false;
            }
        }
        (charge, capacitance)
    }

    /// Where the junctions' straight lines begin.
    #[cfg(test)]
    pub fn drain_straight(&self) -> F2 {
        self.drain.straight
    }

    #[cfg(test)]
    pub fn source_straight(&self) -> F2 {
        self.source.straight
    }
}
