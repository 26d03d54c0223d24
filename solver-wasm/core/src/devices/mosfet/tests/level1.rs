//! The equations of level 1, and what surrounds all channels.

use super::*;
use crate::devices::mosfet::extrinsic::REVERSE;
use crate::devices::mosfet::level1::Pair as Own;

type Level1 = Constants<<Own as Packed>::One>;

fn constants(kind: &str, model: Numbers, card: Numbers) -> Level1 {
    super::constants::<Own>(kind, model, card)
}

const FULL: Numbers = &[
    ("vto", 0.7), ("kp", 5e-5), ("gamma", 0.6), ("phi", 0.65), ("lambda", 0.02), ("tox", 2e-8), ("is", 1e-14),
    ("cgso", 1e-9), ("cgdo", 2e-9), ("cgbo", 3e-9), ("cj", 1e-3), ("mj", 0.45), ("cjsw", 1e-9), ("mjsw", 0.3),
    ("pb", 0.9),
];
const PLAIN: Numbers = &[("vto", 1.0), ("kp", 2e-5), ("tox", 4e-8), ("cbd", 1e-13), ("cbs", 2e-13)];
const BARE: Numbers = &[("vto", -0.5), ("gamma", 0.3), ("is", 1e-6)];

fn examples() -> Vec<Level1> {
    let models = [FULL, PLAIN, BARE];
    ["nmos", "pmos"].iter().flat_map(|kind| models.map(|model| constants(kind, model, CARD))).collect()
}

/// How far an NMOS's voltages are from the next border between regions.
fn distance(constants: &Level1, v: [f64; 4]) -> f64 {
    let (effective, gate) = gate_of::<Own>(constants, v);
    let around = &constants.around;
    let one = |v: F2| lane(v, 0);
    let (drive, vdsat, vds, vbs) = (one(effective.vgs - gate.von()), one(gate.vdsat()), one(effective.vds), one(effective.vbs));
    let border = REVERSE * constants.around.thermal;
    let borders = [
        drive, drive + around.phi, drive + around.phi / 2.0, vdsat - 0.025, vds, vds - vdsat, vds - vdsat.max(0.025),
        vbs, vbs - border, vbs - vds - border, vbs - around.corner, vbs - vds - around.corner,
    ];
    borders.iter().fold(f64::INFINITY, |least, border| least.min(border.abs()))
}

#[test]
fn slopes_agree_with_central_differences() {
    slopes_agree::<Own>("MOSFET, level 1", &examples(), 2e-15, |constants, v, _| {
        let (at, gate) = gate_of::<Own>(constants, v);
        let [vds, vbs, vdsat] = [at.vds, at.vbs, gate.vdsat()].map(|v| lane(v, 0));
        let (body, phi) = (constants.channel.gamma != 0.0, constants.around.phi);
        vec![
            ("off", vdsat == 0.0),
            ("linear", vdsat > 0.0 && vds < vdsat),
            ("saturated", vdsat > 0.0 && vds > vdsat),
            ("body effect by a root", body && vbs < 0.0),
            ("body effect by a line", body && vbs > 0.0 && vbs < 2.0 * phi),
            ("without body effect", !body),
        ]
    }, |constants, v| distance(constants, v) > 1e-5);
}

#[test]
fn what_every_level_keeps() {
    keeps_what_every_level_does::<Own>(&examples());
}

/// The largest difference of what is said of two points 1e-9 V apart, against the size of it.
fn jump(constants: &Level1, v: [f64; 4], pin: usize) -> f64 {
    let pair = Pair::<Own>::pack(constants, constants);
    let mut memory = Memory::default();
    Mosfet::<Own>::accept(&pair, &mut memory, &[0.3, 1.4, -0.2, -0.9].map(F2::splat));
    let beside = |by: f64| {
        let mut v = v;
        v[pin] += by;
        let out = at::<Own>(&pair, &memory, v);
        [&out.current[..], &out.conductance, &out.charge].concat().iter().map(|&value| lane(value, 0)).collect::<Vec<f64>>()
    };
    let (below, above) = (beside(-5e-10), beside(5e-10));
    let scale = |index: usize| if index < 4 { 1e-4 } else if index < 20 { 1e-4 } else { 1e-14 };
    below.iter().zip(&above).enumerate().fold(0.0, |most: f64, (index, (a, b))| most.max((a - b).abs() / scale(index)))
}

#[test]
fn regions_meet_without_a_jump() {
    let constants = constants("nmos", FULL, CARD);
    let phi = constants.around.phi;
    let von = constants.channel.vbi + constants.channel.gamma * (phi + 0.5).sqrt();
    for (drain, gate) in [(2.0, von), (0.01, von), (2.0, von - phi), (2.0, von - phi / 2.0), (1.0, von + 0.025), (0.01, von + 0.025)] {
        assert!(jump(&constants, [drain, gate, 0.0, -0.5], G) < 1e-6, "gate {gate} drain {drain}");
    }
    for gate in [von - 0.2, von + 0.01, von + 1.0] {
        let vdsat = (gate - von).max(0.0);
        for drain in [0.0, vdsat, vdsat.max(0.025)] {
            assert!(jump(&constants, [drain, gate, 0.0, -0.5], D) < 1e-6, "drain {drain} gate {gate}");
        }
    }
    // The body's root and its tangent; the depletion's power and its straight line.
    assert!(jump(&constants, [1.0, 2.0, 0.0, 0.0], B) < 1e-6);
    assert!(jump(&constants, [0.2, 2.0, 0.0, constants.around.corner], B) < 1e-4);
}

#[test]
fn a_junctions_current_jumps_by_what_is_left_of_the_exponential() {
    let constants = constants("nmos", BARE, CARD);
    let pair = Pair::<Own>::pack(&constants, &constants);
    let border = REVERSE * constants.around.thermal;
    let current = |v: f64| lane(pair.around.junction(&pair.around.source, F2::splat(v), F2::splat(0.0), false).0, 0);
    near(current(border + 1e-12) - current(border), 1e-6 * libm::exp(-3.0), 1e-9);
}

#[test]
fn a_junction_without_voltage_is_what_the_formula_says_there() {
    for constants in examples() {
        let pair = ExtrinsicPair::pack(&constants.around, &Extrinsic { grading: 0.5, edge_grading: 0.31, ..constants.around });
        for junction in [&pair.drain, &pair.source] {
            let short = pair.depletion(junction, F2::splat(0.0));
            for (side, v) in [F2::new([0.0, -1.0]), F2::new([-1.0, 0.0])].into_iter().enumerate() {
                let long = pair.depletion(junction, v);
                assert_eq!((lane(short.0, side), lane(short.1, side)), (lane(long.0, side), lane(long.1, side)));
            }
        }
    }
}

/// The charge that the gate has after a closed path is not the one before.
#[test]
fn meyers_charges_depend_on_the_path() {
    let constants = constants("nmos", PLAIN, CARD);
    let pair = Pair::<Own>::pack(&constants, &constants);
    let mut memory = Memory::default();
    let corners = [[0.0, 3.0, 0.0, 0.0], [3.0, 3.0, 0.0, 0.0], [3.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]];
    let mut walk = |from: [f64; 4], to: [f64; 4]| {
        for step in 0..=300 {
            let part = f64::from(step) / 300.0;
            let v: [f64; 4] = std::array::from_fn(|pin| from[pin] + part * (to[pin] - from[pin]));
            Mosfet::<Own>::accept(&pair, &mut memory, &v.map(F2::splat));
        }
        lane(at::<Own>(&pair, &memory, to).charge[G], 0)
    };
    let first = walk(corners[3], corners[0]);
    walk(corners[0], corners[1]);
    walk(corners[1], corners[2]);
    walk(corners[2], corners[3]);
    let second = walk(corners[3], corners[0]);
    let lost = (second - first) / (constants.around.oxide * 3.0);
    assert!(lost.abs() > 0.01 && lost.abs() < 1.0, "{lost}");
    // The way back along the same path loses nothing.
    walk(corners[0], corners[1]);
    let back = walk(corners[1], corners[0]);
    near(back, second, 1e-9);
}

#[test]
fn other_levels_are_refused_by_number() {
    for level in [2.0, 3.0, 6.0, 8.0, 9.0, 14.0, 49.0, 54.0] {
        let failure = resolved::<Own>("nmos", &[("level", level)], CARD).unwrap_err();
        assert_eq!(failure.code, "unsupported-model");
        assert!(failure.message.contains(&format!("level {level} ")), "{}", failure.message);
    }
    assert!(resolved::<Own>("nmos", &[("level", 1.0)], CARD).is_ok());
}

#[test]
fn numbers_that_no_mosfet_has_are_refused() {
    let code = |model: Numbers, card: Numbers| resolved::<Own>("nmos", model, card).unwrap_err().code;
    assert_eq!(code(&[("ld", 1e-6)], CARD), "channel-length");
    assert_eq!(code(&[("phi", 0.0)], CARD), "model-parameter");
    assert_eq!(code(&[("tox", 2e-8), ("nsub", 1e10)], CARD), "model-parameter");
    assert_eq!(code(&[("fc", 1.0)], CARD), "model-parameter");
    assert_eq!(code(&[], &[("temp", -300.0)]), "temperature");
    assert_eq!(code(&[("phi", 0.2)], &[("temp", 300.0)]), "temperature");
}

#[test]
fn variables_are_those_of_ngspice() {
    let derived: Numbers = &[
        ("tox", 20e-9), ("nsub", 2e16), ("nss", 1e11), ("uo", 500.0), ("tpg", -1.0), ("tnom", 50.0), ("js", 1e-3),
        ("lambda", 0.02), ("cj", 1e-3), ("mj", 0.45), ("cjsw", 1e-9), ("mjsw", 0.3), ("pb", 0.9), ("ld", 0.1e-6),
        ("cgso", 1e-9), ("cgdo", 2e-9), ("cgbo", 3e-9), ("fc", 0.4),
    ];
    let p: Numbers = &[
        ("tox", 30e-9), ("nsub", 1e15), ("is", 1e-15), ("cbd", 1e-12), ("cbs", 2e-12), ("cgso", 1e-9), ("cgdo", 2e-9),
        ("lambda", 0.01),
    ];
    let forward: Numbers =
        &[("vto", 0.6), ("gamma", 0.7), ("phi", 0.65), ("kp", 60e-6), ("tox", 25e-9), ("tpg", 0.0), ("cj", 1e-3)];
    let wide = |extra: Numbers<'static>| [CARD, extra].concat();
    let devices = [
        ("nmos", derived, wide(&[("temp", 80.0), ("m", 2.0)]), [2.0, 3.0, 0.0, -1.5]),
        ("nmos", derived, wide(&[("temp", 80.0)]), [0.0, 3.0, 2.0, -1.5]),
        ("pmos", p, [&[("l", 3e-6), ("w", 2e-5), ("dtemp", -40.0)], &CARD[2..]].concat(), [-1.0, -1.5, 0.0, 0.5]),
        ("nmos", forward, CARD[..2].to_vec(), [0.1, 0.5, 0.0, 0.35]),
    ];
    for ((kind, model, card, v), wanted) in devices.iter().zip(ngspice::LEVEL1) {
        has_ngspices_variables::<Own>(&constants(kind, model, card), *v, wanted);
    }
}
