//! The channel of level 3.

use super::*;
use crate::devices::mosfet::level3::Pair as Own;

type Level3 = Constants<<Own as Packed>::One>;

fn constants(kind: &str, model: Numbers, card: Numbers) -> Level3 {
    super::constants::<Own>(kind, model, card)
}

/// A short channel with everything, then without a limit of velocity, without
/// weak inversion, long, and with a channel that is soon punched through.
const MODELS: [Numbers; 5] = [
    &[("vto", 0.7), ("nsub", 2e16), ("tox", 2e-8), ("xj", 3e-7), ("ld", 1e-7), ("delta", 1.2), ("eta", 0.8), ("theta", 0.06), ("vmax", 1.2e5), ("kappa", 0.5), ("nfs", 4e11), ("cgso", 1e-9), ("cgdo", 2e-9), ("cgbo", 3e-9), ("cj", 1e-3)],
    &[("vto", 0.5), ("nsub", 1e16), ("tox", 3e-8), ("xj", 2e-7), ("theta", 0.1), ("kappa", 0.3), ("nfs", 6e12), ("cj", 5e-4), ("cjsw", 1e-9)],
    &[("vto", 1.0), ("nsub", 5e15), ("tox", 4e-8), ("delta", 0.5), ("vmax", 6e4), ("eta", 0.3), ("cbd", 1e-13)],
    &[("vto", -0.5), ("kp", 5e-5), ("gamma", 0.4), ("theta", 0.05), ("is", 1e-7)],
    &[("vto", 0.2), ("nsub", 8e14), ("tox", 5e-8), ("kappa", 1.5), ("nfs", 2e11)],
];

fn examples() -> Vec<Level3> {
    ["nmos", "pmos"].iter().flat_map(|kind| MODELS.map(|model| {
        let mirrored: Vec<(&str, f64)> = model.iter().map(|&(name, number)| (name, if name == "vto" && *kind == "pmos" { -number } else { number })).collect();
        constants(kind, &[&[("level", 3.0)], &mirrored[..]].concat(), CARD)
    })).collect()
}

#[test]
fn slopes_agree_with_central_differences() {
    slopes_agree::<Own>("MOSFET, level 3", &examples(), 2e-15, |constants, v, _| {
        let (at, gate) = gate_of::<Own>(constants, v);
        let [vgs, vds, vbs] = [at.vgs, at.vds, at.vbs].map(|v| lane(v, 0));
        let channel = &constants.channel;
        let (on, saturated) = (vgs > lane(gate.von(), 0), vds > lane(gate.vdsat(), 0));
        let mut without = *constants;
        without.channel.alpha = 0.0;
        let [whole, left] = [constants, &without].map(|one| current_of::<Own>(one, vds, vgs, vbs)[0]);
        let taken = 1.0 - left / whole;
        let (weak, fast) = (channel.surface > 0.0, channel.critical > 0.0);
        vec![
            ("off", !on && !weak),
            ("weak inversion, saturated", !on && weak && saturated),
            ("weak inversion, linear", !on && weak && !saturated),
            ("saturated with a limit of velocity", on && fast && saturated),
            ("linear with a limit of velocity", on && fast && !saturated),
            ("saturated", on && !fast && saturated),
            ("linear", on && !fast && !saturated),
            ("punched through", taken > 0.5),
            ("short", channel.short > 0.0),
            ("root of the bulk, forward", vbs > 0.0),
        ]
    }, |constants, v| {
        let (at, gate) = gate_of::<Own>(constants, v);
        let [vgs, vds, vbs, von, vdsat] = [at.vgs, at.vds, at.vbs, gate.von(), gate.vdsat()].map(|v| lane(v, 0));
        let around = &constants.around;
        let reverse = extrinsic::REVERSE * around.thermal;
        let drive = vgs - von;
        let borders = [
            drive, drive + around.phi, drive + around.phi / 2.0, vdsat - 0.025, vds, vds - vdsat, vds - vdsat.max(0.025),
            vbs, vbs - reverse, vbs - vds - reverse, vbs - around.corner, vbs - vds - around.corner,
        ];
        borders.iter().all(|border| border.abs() > 1e-5)
    });
}

#[test]
fn what_every_level_keeps() {
    keeps_what_every_level_does::<Own>(&examples());
}

#[test]
fn the_current_has_no_jumps() {
    for (constants, kind) in examples().iter().zip(["n"; 5]) {
        let gate = gate_of::<Own>(constants, [3.0, 2.0, 0.0, -0.5]).1;
        let (von, vdsat) = (lane(gate.von(), 0), own_vdsat::<Own>(constants, 2.0));
        for (at, input) in [([vdsat, 2.0, -0.5], 0), ([3.0, von, -0.5], 1), ([3.0, 2.0, 0.0], 2), ([0.0, 2.0, -0.5], 0)] {
            let [below, above] = beside::<Own>(constants, at, input);
            let scale = current_of::<Own>(constants, 3.0, 2.0, -0.5)[0];
            let near = if input == 0 && at[0] == 0.0 { (below[0] + above[0]).abs() - 2.0 * above[0].abs() } else { above[0] - below[0] };
            assert!(near.abs() < 1e-6 * scale, "{kind} {at:?} {below:?} {above:?}");
        }
    }
}

#[test]
fn slopes_jump_where_the_model_says() {
    let examples = examples();
    // Weak inversion meets strong inversion with another gm.
    for constants in [&examples[0], &examples[1]] {
        let von = lane(gate_of::<Own>(constants, [3.0, 2.0, 0.0, -0.5]).1.von(), 0);
        let [below, above] = beside::<Own>(constants, [3.0, von, -0.5], 1);
        assert!((above[1] / below[1] - 1.0).abs() > 0.05, "{below:?} {above:?}");
    }
    // With a limit of velocity the slope over vds jumps, but where the length bends.
    let undoped = constants("nmos", &[("level", 3.0), ("vto", 0.5), ("gamma", 0.5), ("vmax", 5e4)], CARD);
    for (constants, jumps) in [(&examples[0], false), (&examples[1], false), (&examples[2], false), (&undoped, true)] {
        let [below, above] = beside::<Own>(constants, [own_vdsat::<Own>(constants, 3.0), 3.0, -0.5], 0);
        let jump = (above[2] - below[2]).abs() / below[2];
        assert!(if jumps { jump > 0.05 } else { jump < 1e-4 }, "{below:?} {above:?}");
    }
    // The bulk's root is smooth at 0.
    let [below, above] = beside::<Own>(&examples[0], [3.0, 2.0, 0.0], 2);
    assert!((above[3] / below[3] - 1.0).abs() < 1e-6, "{below:?} {above:?}");
}

/// The tail of a junction meets the exponential, with its slope.
#[test]
fn a_junctions_tail_meets_the_exponential() {
    let constants = constants("nmos", &[&[("level", 3.0)], MODELS[3]].concat(), CARD);
    let pair = Pair::<Own>::pack(&constants, &constants);
    let border = extrinsic::REVERSE * constants.around.thermal;
    let at = |v: f64| pair.around.junction(&pair.around.source, F2::splat(v), F2::splat(0.0), true);
    let (below, above) = (at(border - 1e-12), at(border + 1e-12));
    near(lane(below.0, 0), lane(above.0, 0), 1e-9);
    near(lane(below.1, 0), lane(above.1, 0), 1e-9);
}

#[test]
fn numbers_that_no_mosfet_has_are_refused() {
    let code = |model: Numbers, card: Numbers| resolved::<Own>("nmos", model, card).unwrap_err().code;
    assert_eq!(code(&[("level", 3.0), ("ld", 1e-6)], CARD), "channel-length");
    assert_eq!(code(&[("level", 3.0), ("wd", 5e-6)], CARD), "channel-width");
    assert_eq!(code(&[("level", 3.0), ("xw", -1e-5)], CARD), "channel-width");
    for model in [("tox", 0.0), ("tox", -1e-8), ("phi", 0.0), ("nsub", 1e9), ("fc", 1.0)] {
        assert_eq!(code(&[("level", 3.0), model], CARD), "model-parameter", "{model:?}");
    }
    assert_eq!(code(&[("level", 2.0)], CARD), "unsupported-model");
}

#[test]
fn variables_are_those_of_ngspice() {
    for (kind, model, card, v, wanted) in ngspice::LEVEL3 {
        has_ngspices_variables::<Own>(&constants(kind, &[&[("level", 3.0)], *model].concat(), card), *v, wanted);
    }
}
