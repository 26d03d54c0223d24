//! The channel of level 2.

use super::*;
use crate::devices::mosfet::level2::Pair as Own;

type Level2 = Constants<<Own as Packed>::One>;

fn constants(kind: &str, model: Numbers, card: Numbers) -> Level2 {
    super::constants::<Own>(kind, model, card)
}

/// A short channel with everything, then without a limit of velocity, without
/// weak inversion, long, with a limit and without a length that changes, and with
/// a channel that is soon punched through.
const MODELS: [Numbers; 6] = [
    &[("vto", 0.7), ("nsub", 2e16), ("tox", 2e-8), ("xj", 3e-7), ("ld", 1e-7), ("delta", 1.2), ("vmax", 6e4), ("neff", 3.0), ("ucrit", 3e4), ("uexp", 0.12), ("nfs", 4e11), ("cgso", 1e-9), ("cgdo", 2e-9), ("cgbo", 3e-9), ("cj", 1e-3)],
    &[("vto", 0.5), ("nsub", 1e16), ("tox", 3e-8), ("xj", 2e-7), ("ucrit", 2e4), ("uexp", 0.2), ("nfs", 6e12), ("cj", 5e-4), ("cjsw", 1e-9)],
    &[("vto", 1.0), ("nsub", 5e15), ("tox", 4e-8), ("delta", 0.5), ("vmax", 5e4), ("cbd", 1e-13)],
    &[("vto", -0.5), ("kp", 5e-5), ("gamma", 0.4), ("lambda", 0.02), ("is", 1e-7)],
    &[("vto", 0.2), ("gamma", 0.7), ("vmax", 4e4), ("lambda", 0.01), ("nfs", 2e11), ("delta", 0.8)],
    &[("vto", 0.2), ("nsub", 6e14), ("tox", 5e-8), ("nfs", 2e11)],
];

fn examples() -> Vec<Level2> {
    ["nmos", "pmos"].iter().flat_map(|kind| MODELS.map(|model| {
        let mirrored: Vec<(&str, f64)> = model.iter().map(|&(name, number)| (name, if name == "vto" && *kind == "pmos" { -number } else { number })).collect();
        constants(kind, &[&[("level", 2.0)], &mirrored[..]].concat(), CARD)
    })).collect()
}

/// Rounding of the saturation voltage in volts: that of the polynomial's terms over its slope.
const ROOT: f64 = 2e-13;

/// Whether voltages are far from all borders. Beside those of the voltages the
/// saturation voltage's root may be lost between two points, and the length be
/// punched through: there the slopes on both sides differ.
fn far(constants: &Level2, v: [f64; 4]) -> bool {
    let (at, gate) = gate_of::<Own>(constants, v);
    let [vgs, vds, vbs, von, vdsat] = [at.vgs, at.vds, at.vbs, gate.von(), gate.vdsat()].map(|v| lane(v, 0));
    let around = &constants.around;
    let reverse = extrinsic::REVERSE * around.thermal;
    let drive = vgs - von;
    let borders = [
        drive, drive + around.phi, drive + around.phi / 2.0, vdsat - 0.025, vds, vds - vdsat, vds - vdsat.max(0.025),
        vbs, vbs - vds, vbs - vdsat, vbs - reverse, vbs - vds - reverse, vbs - around.corner, vbs - vds - around.corner, drive - constants.channel.critical,
    ];
    let smooth = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].iter().all(|way| {
        let [below, here, above] = [-1e-5, 0.0, 1e-5].map(|by| current_of::<Own>(constants, vds + by * way[0], vgs + by * way[1], vbs + by * way[2]));
        let whole: f64 = here[1..].iter().map(|slope| slope.abs()).sum();
        (above[0] - 2.0 * here[0] + below[0]).abs() <= 1e-5 * (0.01 * whole + 3e-3 * here[0] / around.thermal)
    });
    smooth && borders.iter().all(|border| border.abs() > 1e-5)
}

#[test]
fn slopes_agree_with_central_differences() {
    slopes_agree::<Own>("MOSFET, level 2", &examples(), ROOT, |constants, v, _| {
        let (at, gate) = gate_of::<Own>(constants, v);
        let [vgs, vds, vbs, von] = [at.vgs, at.vds, at.vbs, gate.von()].map(|v| lane(v, 0));
        let channel = &constants.channel;
        let (on, saturated) = (vgs > von, vds > lane(gate.vdsat(), 0));
        let (weak, fast) = (channel.surface > 0.0, channel.velocity > 0.0);
        let mut whole = *constants;
        (whole.channel.doped, whole.channel.lambda) = (0.0, 0.0);
        let taken = 1.0 - current_of::<Own>(&whole, vds, vgs, vbs)[0] / current_of::<Own>(constants, vds, vgs, vbs)[0];
        let punched = 1.0 - channel.punched / channel.length;
        vec![
            ("off", !on && !weak),
            ("weak inversion, saturated", !on && weak && saturated),
            ("weak inversion, linear", !on && weak && !saturated),
            ("saturated with a limit of velocity", on && fast && saturated),
            ("linear with a limit of velocity", on && fast && !saturated),
            ("saturated", on && !fast && saturated),
            ("linear", on && !fast && !saturated),
            ("punched through", channel.doped > 0.0 && taken > punched),
            ("mobility falls", vgs - von > channel.critical),
            ("a length that changes by LAMBDA", channel.lambda > 0.0 && on),
            ("a length that changes by the doping", channel.lambda == 0.0 && channel.doped > 0.0 && on),
            ("short", channel.short > 0.0),
            ("root of the bulk, forward", vbs > 0.0),
            ("root of the drain's bulk, forward", vbs - vds > 0.0),
        ]
    }, far);
}

#[test]
fn what_every_level_keeps() {
    keeps_what_every_level_does::<Own>(&examples());
}

#[test]
fn the_current_is_joined_where_the_model_says() {
    for constants in &examples()[..6] {
        let gate = gate_of::<Own>(constants, [3.0, 2.0, 0.0, -0.5]).1;
        let (von, vdsat) = (lane(gate.von(), 0), own_vdsat::<Own>(constants, 2.0));
        for (at, input) in [([vdsat, 2.0, -0.5], 0), ([3.0, von, -0.5], 1), ([3.0, 2.0, 0.0], 2)] {
            let [below, above] = beside::<Own>(constants, at, input);
            let scale = current_of::<Own>(constants, 3.0, 2.0, -0.5)[0];
            assert!((above[0] - below[0]).abs() < 1e-6 * scale, "{at:?} {below:?} {above:?}");
        }
    }
}

#[test]
fn it_jumps_where_the_model_says() {
    let examples = examples();
    // At 1e-10 V between drain and source.
    let at = |vds: f64| current_of::<Own>(&examples[3], vds, 2.0, 0.0);
    let (below, above) = (at(1e-10), at(1.0001e-10));
    assert_eq!(below[0], 0.0);
    near(above[0], below[2] * 1.0001e-10, 1e-6);
    // Weak inversion meets strong inversion with another gm.
    for constants in [&examples[0], &examples[1]] {
        let von = lane(gate_of::<Own>(constants, [3.0, 2.0, 0.0, -0.5]).1.von(), 0);
        let [below, above] = beside::<Own>(constants, [3.0, von, -0.5], 1);
        assert!((above[1] / below[1] - 1.0).abs() > 0.01, "{below:?} {above:?}");
    }
    // With a limit of velocity the slope over vds jumps, but where the length bends.
    let undoped = constants("nmos", &[("level", 2.0), ("vto", 0.5), ("gamma", 0.5), ("vmax", 5e4)], CARD);
    for (constants, jumps) in [(&examples[0], false), (&examples[1], false), (&examples[2], false), (&undoped, true)] {
        let [below, above] = beside::<Own>(constants, [own_vdsat::<Own>(constants, 3.0), 3.0, -0.5], 0);
        let jump = (above[2] - below[2]).abs() / below[2];
        assert!(if jumps { jump > 0.05 } else { jump < 1e-4 }, "{below:?} {above:?}");
    }
    // Without doping the current falls to nothing where a quarter of a micrometre is left.
    let short = constants("nmos", &[("level", 2.0), ("vto", 0.5), ("lambda", 0.1)], &[("l", 1e-6), ("w", 1e-5)]);
    let [before, behind] = beside::<Own>(&short, [7.5, 3.0, 0.0], 0);
    assert!(behind[0].abs() < 1e-6 * before[0] && before[0] > 0.0, "{before:?} {behind:?}");
    // With it punch-through is joined.
    let punched = &examples[5];
    let current = |vds: f64| current_of::<Own>(punched, vds, 2.0, 0.0)[0];
    for step in 0..4000 {
        let vds = 1.0 + 0.005 * f64::from(step);
        assert!((current(vds + 0.005) / current(vds) - 1.0).abs() < 0.05, "{vds}");
    }
}

/// A limit of velocity makes the saturation voltage smaller; without body effect
/// it is a root of a polynomial of x².
#[test]
fn velocity_limits_the_saturation_voltage() {
    let of = |more: Numbers| constants("nmos", &[&[("level", 2.0), ("vto", 0.5)], more].concat(), CARD);
    let [limited, free, plain] = [of(&[("vmax", 5e4), ("gamma", 0.5)]), of(&[("gamma", 0.5)]), of(&[("vmax", 5e4)])];
    let vdsat = |of: &Level2, gate: f64| lane(gate_of::<Own>(of, [8.0, gate, 0.0, 0.0]).1.vdsat(), 0);
    for gate in [1.0, 2.0, 3.0, 5.0] {
        assert!(vdsat(&limited, gate) < vdsat(&free, gate) && vdsat(&limited, gate) > 0.2 * vdsat(&free, gate), "{gate}");
    }
    let (v2, limit) = (plain.around.phi, 5e4 * 2e-6 / 0.06);
    let v1 = 1.5 + v2;
    let half: f64 = v1 + limit;
    near(vdsat(&plain, 2.0), half - (half * half - 2.0 * v1 * (v2 + limit) + v2 * v2).sqrt() - v2, 1e-9);
}

#[test]
fn numbers_that_no_mosfet_has_are_refused() {
    let code = |model: Numbers, card: Numbers| resolved::<Own>("nmos", model, card).unwrap_err().code;
    assert_eq!(code(&[("level", 2.0), ("ld", 1e-6)], CARD), "channel-length");
    for model in [("tox", 0.0), ("tox", -1e-8), ("phi", 0.0), ("nsub", 1e9), ("fc", 1.0)] {
        assert_eq!(code(&[("level", 2.0), model], CARD), "model-parameter", "{model:?}");
    }
    assert_eq!(code(&[("level", 3.0)], CARD), "unsupported-model");
}

#[test]
fn variables_are_those_of_ngspice() {
    for (kind, model, card, v, wanted) in ngspice::LEVEL2 {
        has_ngspices_variables::<Own>(&constants(kind, &[&[("level", 2.0)], *model].concat(), card), *v, wanted);
    }
}
