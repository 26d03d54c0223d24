//! How far a Newton iteration may move a MOSFET's voltages.
//!
//! Source: Nagel, *SPICE2*, ERL-M520, 1975, section 5 (limits of junctions and
//! of field-effect transistors), with the changes that SPICE3 made to them.

use crate::devices::junction::limit_pair;
use crate::devices::equations::{Call, Outputs};
use crate::devices::Start;
use crate::lanes::{self, lane, mask, F2};

/// No rule below holds back a step of less volts than this.
pub const SMALL: f64 = 0.5;

/// vds, vgs and vbs of a pair.
pub type Voltages = [F2; 3];

/// Drain, gate, source, bulk.
const D: usize = 0;
const G: usize = 1;
const S: usize = 2;
const B: usize = 3;

/// Voltages of the last evaluation and its threshold, for limiting.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    pub last: Voltages,
    pub threshold: F2,
}

impl Default for Before {
    fn default() -> Before {
        let zero = F2::splat(0.0);
        Before { last: [zero; 3], threshold: zero }
    }
}

/// vds, vgs and vbs as an NMOS has them.
#[inline(always)]
pub fn voltages(sign: F2, v: &[F2; 4]) -> Voltages {
    [(v[D] - v[S]) * sign, (v[G] - v[S]) * sign, (v[B] - v[S]) * sign]
}

/// The voltages that an evaluation takes: those of the pins, or of the `start`, limited
/// against the last ones, with devices that are off held at 0; writes the pins' voltages.
#[inline(always)]
pub fn taken(v: &[F2; 4], sign: F2, start: &Voltages, limits: impl FnOnce() -> Limits, before: &Before, call: &Call, out: &mut Outputs<4, 16>) -> Voltages {
    taken_into(v, sign, start, limits, before, call, &mut out.at, &mut out.limited).0
}

/// The same for a transistor that has more pins than these: writes the voltages of
/// these and what was limited, and answers the lanes in which a voltage was changed.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
pub fn taken_into(v: &[F2; 4], sign: F2, start: &Voltages, limits: impl FnOnce() -> Limits, before: &Before, call: &Call, pins: &mut [F2; 4], held_back: &mut F2) -> (Voltages, F2) {
    let mut at = voltages(sign, v);
    *pins = *v;
    if call.exact {
        return (at, F2::splat(0.0));
    }
    let mut changed = call.held;
    if call.start == Start::Junctions {
        at = *start;
        changed = mask([true; 2]);
    } else {
        let limited;
        (at, limited) = limit(&limits(), at, &before.last, before.threshold);
        changed |= limited;
        *held_back = !call.held & limited;
    }
    if changed.any() {
        at = at.map(|v| call.held.select(F2::splat(0.0), v));
        for (pin, volts) in [(D, at[0]), (G, at[1]), (B, at[2])] {
            pins[pin] = changed.select(v[S] + sign * volts, v[pin]);
        }
    }
    (at, changed)
}

/// What limits at the junctions know of two devices.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub thermal: F2,
    /// Critical voltages of the drain's and the source's junction, and the lower one.
    pub drain: F2,
    pub source: F2,
    pub least: F2,
}

#[cfg(any(test, feature = "bsim"))]
impl Limits {
    /// Of junctions with the same critical voltage.
    #[inline(always)]
    pub fn alike(thermal: F2, critical: F2) -> Limits {
        Limits { thermal, drain: critical, source: critical, least: critical }
    }
}

/// Limits new voltages against the last ones and the last threshold; answers
/// the lanes in which it did.
#[inline(always)]
fn limit(pair: &Limits, new: Voltages, old: &Voltages, threshold: F2) -> (Voltages, F2) {
    let [vds, vgs, vbs] = new;
    let near = |step: F2| lanes::abs(step).simd_le(F2::splat(SMALL));
    let small = near(vds - old[0]) & near(vgs - old[1]) & near(vbs - old[2]) & near((vgs - vds) - (old[1] - old[0]));
    // The junction that conducts is on the side of the lower voltage.
    let upper = vds.simd_lt(F2::splat(0.0)).select(vbs - vds, vbs);
    let free = small & upper.simd_le(pair.least);
    if free.all() {
        return (new, F2::splat(0.0));
    }
    slowly(pair, new, old, threshold, free)
}

#[cold]
#[inline(never)]
fn slowly(pair: &Limits, new: Voltages, old: &Voltages, threshold: F2, free: F2) -> (Voltages, F2) {
    let mut held = new.map(|v| v.to_array());
    for side in 0..2 {
        let one = |v: F2| lane(v, side);
        let [vds, vgs, _] = new.map(one);
        let [old_vds, old_vgs, _] = old.map(one);
        // A lane that needs nothing, or whose voltages are lost, stays as it is.
        if free.to_bitmask() & (1 << side) != 0 || !(vds.is_finite() && vgs.is_finite()) {
            continue;
        }
        [held[0][side], held[1][side]] = held_back([vds, vgs], [old_vds, old_vgs], one(threshold));
    }
    let [vds, vgs] = [0, 1].map(|which: usize| F2::from(held[which]));
    let moved = vds.simd_ne(new[0]) | vgs.simd_ne(new[1]);
    let exchanged = vds.simd_lt(F2::splat(0.0));
    let (at_source, limited_source) = limit_pair(new[2], old[2], pair.thermal, pair.source);
    let (at_drain, limited_drain) =
        limit_pair(new[2] - vds, old[2] - old[0], pair.thermal, pair.drain);
    let limited = exchanged.select(limited_drain, limited_source);
    let vbs = limited.select(exchanged.select(at_drain + vds, at_source), new[2]);
    let all = mask([true; 2]);
    let limited = (limited | moved) & (free ^ all);
    let keep = |held: F2, new: F2| limited.select(held, new);
    ([keep(vds, new[0]), keep(vgs, new[1]), keep(vbs, new[2])], limited)
}

/// vds and vgs as far as one step may lead from the last ones. A voltage that is
/// not held back is not computed anew: its rounding would count as limiting for ever.
pub fn held_back([vds, vgs]: [f64; 2], [old_vds, old_vgs]: [f64; 2], threshold: f64) -> [f64; 2] {
    let vgd = vgs - vds;
    if old_vds >= 0.0 {
        let gate = gate(vgs, old_vgs, threshold);
        return [channel(if gate == vgs { vds } else { gate - vgd }, old_vds), gate];
    }
    let gate = gate(vgd, old_vgs - old_vds, threshold);
    let along = -channel(if gate == vgd { -vds } else { gate - vgs }, -old_vds);
    if along != vds || gate != vgd { [along, gate + along] } else { [vds, vgs] }
}

/// The voltage of the gate, which may cross the threshold by little only.
pub fn gate(new: f64, old: f64, threshold: f64) -> f64 {
    let far = threshold + 3.5;
    let distance = (old - threshold).abs();
    let down = new <= old;
    if old >= far {
        if !down {
            new.min(old + 2.0 * distance + 2.0)
        } else if new >= far {
            new.max(old - distance - 1.0)
        } else {
            new.max(threshold + 2.0)
        }
    } else if old >= threshold {
        if down { new.max(threshold - 0.5) } else { new.min(threshold + 4.0) }
    } else if down {
        new.max(old - 2.0 * distance - 2.0)
    } else if new <= threshold + 0.5 {
        new.min(old + distance + 1.0)
    } else {
        threshold + 0.5
    }
}

/// The voltage along the channel.
fn channel(new: f64, old: f64) -> f64 {
    if old >= 3.5 {
        if new > old {
            new.min(3.0 * old + 2.0)
        } else if new < 3.5 {
            new.max(2.0)
        } else {
            new
        }
    } else if new > old {
        new.min(4.0)
    } else {
        new.max(-0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::tests::Random;

    #[test]
    fn small_steps_are_free() {
        let mut random = Random(21);
        for _ in 0..50_000 {
            let (old, threshold) = (8.0 * random.next(), 2.0 * random.next());
            let new = old + SMALL * random.next();
            assert_eq!(gate(new, old, threshold), new, "{old} {threshold}");
            if old >= 0.0 {
                assert_eq!(channel(new, old), new, "{old}");
            }
        }
    }

    #[test]
    fn what_stands_still_is_not_limited() {
        let pair = Limits::alike(F2::splat(0.0), F2::splat(0.0));
        let mut random = Random(22);
        for _ in 0..20_000 {
            let at = [4.0, 4.0, 1.0].map(|size| F2::splat(size * random.next()));
            let (held, limited) = slowly(&pair, at, &at, F2::splat(0.7), F2::splat(0.0));
            assert!(!limited.any());
            assert_eq!(held.map(|v| v.to_array()), at.map(|v| v.to_array()));
        }
    }

    #[test]
    fn a_gate_far_away_arrives_within_a_few_iterations() {
        for (start, end) in [(0.0, 40.0), (40.0, 0.0), (-30.0, 3.0), (0.7, -50.0)] {
            let mut v = start;
            let mut steps = 0;
            while v != end {
                v = gate(end, v, 0.7);
                steps += 1;
                assert!(steps < 12, "{start} {end} {v}");
            }
        }
    }
}
