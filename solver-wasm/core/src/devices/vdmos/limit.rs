//! How far a Newton iteration may move a power MOSFET's voltages: the rules of
//! the channel's and of the junction's, the latter mirrored in breakdown.

use super::pair::Pair;
use crate::devices::junction::limit_pair;
use crate::devices::mosfet::limit::{held_back, SMALL};
use crate::lanes::{self, lane, mask, F2};

/// vds and vgs of a pair, and the voltage along its body diode.
pub type Voltages = [F2; 3];

/// Limits new voltages against the last ones; answers the lanes in which it
/// moved a voltage of the channel, and those of the diode.
#[inline(always)]
pub fn limit(pair: &Pair, new: Voltages, old: &Voltages) -> (Voltages, [F2; 2]) {
    let [vds, vgs, vd] = new;
    let near = |step: F2| lanes::abs(step).simd_le(F2::splat(SMALL));
    let small = near(vds - old[0]) & near(vgs - old[1]) & near((vgs - vds) - (old[1] - old[0]));
    let (diode, moved) = body(pair, vd, old[2]);
    let mut held = [vds, vgs, diode];
    let mut of_channel = F2::splat(0.0);
    if !small.all() {
        (held, of_channel) = slowly(pair, held, old, small);
    }
    (held, [of_channel, moved])
}

/// The body diode's voltage.
#[inline(always)]
fn body(pair: &Pair, v: F2, old: F2) -> (F2, F2) {
    let (held, limited) = limit_pair(v, old, pair.main.vt, pair.critical);
    if !pair.breaks {
        return (held, limited);
    }
    let border = lanes::min(F2::splat(10.0) * pair.breakdown_vte - pair.breakdown, F2::splat(0.0));
    let broken = v.simd_lt(border);
    if !broken.any() {
        return (held, limited);
    }
    let (mirrored, limited_there) = limit_pair(-(v + pair.breakdown), -(old + pair.breakdown), pair.breakdown_vte, pair.critical);
    // A voltage that is not held back is not computed anew: its rounding would
    // count as limiting for ever.
    let there = limited_there.select(-(mirrored + pair.breakdown), v);
    (broken.select(there, held), broken.select(limited_there, limited))
}

#[cold]
#[inline(never)]
fn slowly(pair: &Pair, new: Voltages, old: &Voltages, free: F2) -> (Voltages, F2) {
    let mut held = new.map(|v| v.to_array());
    let mut moved = [false; 2];
    for side in 0..2 {
        let one = |v: F2| lane(v, side);
        let [vds, vgs, _] = new.map(one);
        let [old_vds, old_vgs, _] = old.map(one);
        // A lane that needs nothing, or whose voltages are lost, stays as it is.
        if free.to_bitmask() & (1 << side) != 0 || !(vds.is_finite() && vgs.is_finite()) {
            continue;
        }
        [held[0][side], held[1][side]] = held_back([vds, vgs], [old_vds, old_vgs], one(pair.threshold));
        moved[side] = held[0][side] != vds || held[1][side] != vgs;
    }
    (held.map(F2::from), mask(moved))
}
