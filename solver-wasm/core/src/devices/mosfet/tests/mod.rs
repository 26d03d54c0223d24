//! The equations by themselves; circuits are compared with ngspice in
//! test/reference.

mod circuits;
mod ngspice;

use super::*;
use crate::devices::equation_tests::{bits, resolve, Numbers, CALL};
use crate::matrix::tests::Random;
use crate::test_circuit::near;

/// What `resolve` makes of a card and a model.
fn resolved(kind: &str, model: Numbers, card: Numbers) -> Result<Resolved<Constants, 4>, Failure> {
    resolve::<Mosfet, 4, 16>(&["d", "g", "s", "b"], kind, model, card, 27.0).0
}

fn constants(kind: &str, model: Numbers, card: Numbers) -> Constants {
    resolved(kind, model, card).unwrap().constants
}

const CARD: Numbers = &[("l", 2e-6), ("w", 1e-5), ("ad", 2e-11), ("as", 3e-11), ("pd", 1.4e-5), ("ps", 1.8e-5)];
const FULL: Numbers = &[
    ("vto", 0.7), ("kp", 5e-5), ("gamma", 0.6), ("phi", 0.65), ("lambda", 0.02), ("tox", 2e-8), ("is", 1e-14),
    ("cgso", 1e-9), ("cgdo", 2e-9), ("cgbo", 3e-9), ("cj", 1e-3), ("mj", 0.45), ("cjsw", 1e-9), ("mjsw", 0.3),
    ("pb", 0.9),
];
const PLAIN: Numbers = &[("vto", 1.0), ("kp", 2e-5), ("tox", 4e-8), ("cbd", 1e-13), ("cbs", 2e-13)];
const BARE: Numbers = &[("vto", -0.5), ("gamma", 0.3), ("is", 1e-6)];

fn examples() -> Vec<Constants> {
    let models = [FULL, PLAIN, BARE];
    ["nmos", "pmos"].iter().flat_map(|kind| models.map(|model| constants(kind, model, CARD))).collect()
}

/// Evaluates without limiting and with the path as it is.
fn at(pair: &Pair, memory: &Memory, v: [f64; 4]) -> Outputs<4, 16> {
    let v = v.map(F2::splat);
    let (mut memory, mut out) = (*memory, Outputs::new());
    Mosfet::settle(pair, &mut memory, &v);
    Mosfet::evaluate(pair, &mut memory, &v, &CALL, &mut out);
    assert!(!out.limited.any());
    out
}

/// Voltages of an NMOS with the bulk mostly below drain and source.
fn point(random: &mut Random) -> [f64; 4] {
    let source = random.next();
    let [drain, gate] = [3.0 * random.next(), 4.0 * random.next()].map(|v| source + v);
    let bulk = source.min(drain) + 2.0 * random.next() - 1.8;
    [drain, gate, source, bulk]
}

/// A memory with a point accepted near `v`.
fn accepted(pair: &Pair, random: &mut Random, v: [f64; 4]) -> Memory {
    let mut memory = Memory::default();
    let before = v.map(|v| F2::splat(v + 0.3 * random.next()));
    Mosfet::accept(pair, &mut memory, &before);
    memory
}

/// How far an NMOS's voltages are from the next border between regions.
fn distance(constants: &Constants, v: [f64; 4]) -> f64 {
    let pair = Pair::pack(constants, constants);
    let effective = Effective::of(voltages(&pair, &v.map(F2::splat)));
    let gate = pair.gate(&effective, false);
    let one = |v: F2| lane(v, 0);
    let (drive, vdsat, vds, vbs) = (one(gate.drive), one(gate.vdsat), one(effective.vds), one(effective.vbs));
    let border = pair::REVERSE * constants.thermal;
    let borders = [
        drive, drive + constants.phi, drive + constants.phi / 2.0, vdsat - 0.025, vds, vds - vdsat, vds - vdsat.max(0.025),
        vbs, vbs - border, vbs - vds - border, vbs - constants.corner, vbs - vds - constants.corner,
    ];
    borders.iter().fold(f64::INFINITY, |least, border| least.min(border.abs()))
}

#[test]
fn slopes_agree_with_central_differences() {
    let mut random = Random(3);
    let mut regions = [0; 6];
    for round in 0..10_000 {
        let constants = examples()[round % 6];
        let pair = Pair::pack(&constants, &constants);
        let v = point(&mut random).map(|v| constants.sign * v);
        let h = 1e-6;
        if distance(&constants, v) < 10.0 * h {
            continue;
        }
        let memory = accepted(&pair, &mut random, v);
        let out = at(&pair, &memory, v);
        let channel = lane(out.conductance[4 * D + G], 0);
        regions[3 * usize::from((v[D] - v[S]) * constants.sign < 0.0)
            + if channel == 0.0 { 0 } else if lane(out.current[D], 0).abs() < channel.abs() { 1 } else { 2 }] += 1;
        for column in 0..4 {
            let moved = |by: f64| {
                let mut v = v;
                v[column] += by;
                at(&pair, &memory, v)
            };
            let (above, below) = (moved(h), moved(-h));
            for row in 0..4 {
                let slope = |high: F2, low: F2| (lane(high, 0) - lane(low, 0)) / (2.0 * h);
                let entry = 4 * row + column;
                let (g, wanted) = (lane(out.conductance[entry], 0), slope(above.current[row], below.current[row]));
                // Rounding of a voltage of 4 V leaves 4e-16/1e-6 of the largest slope
                // in all, rounding of a current 1e-16/1e-6 of it.
                let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
                let rounding = 2e-9 * largest(&out.conductance) + 1e-9 * largest(&out.current) + 1e-17;
                assert!((g - wanted).abs() <= 3e-5 * g.abs() + rounding, "{g:e} {wanted:e} {row}{column} at {v:?}");
                let (c, wanted) = (lane(out.capacitance[entry], 0), slope(above.charge[row], below.charge[row]));
                let oxide = constants.oxide + constants.drain.bottom + constants.source.bottom;
                assert!((c - wanted).abs() <= 3e-5 * c.abs() + 1e-8 * oxide, "{c:e} {wanted:e} {row}{column} at {v:?}");
            }
        }
    }
    assert!(regions.iter().all(|&count| count > 200), "{regions:?}");
}

#[test]
fn currents_charges_and_their_slopes_sum_to_nothing() {
    let mut random = Random(5);
    for round in 0..2000 {
        let constants = examples()[round % 6];
        let pair = Pair::pack(&constants, &constants);
        let v = point(&mut random).map(|v| constants.sign * v);
        let out = at(&pair, &accepted(&pair, &mut random, v), v);
        let check = |values: [F2; 4]| {
            let sum: f64 = values.iter().map(|&value| lane(value, 0)).sum();
            let size: f64 = values.iter().map(|&value| lane(value, 0).abs()).sum();
            assert!(sum.abs() <= 1e-14 * size, "{sum:e} of {size:e} at {v:?}");
        };
        check(out.current);
        check(out.charge);
        for matrix in [out.conductance, out.capacitance] {
            for line in 0..4 {
                check([0, 1, 2, 3].map(|column| matrix[4 * line + column]));
                check([0, 1, 2, 3].map(|row| matrix[4 * row + line]));
            }
        }
    }
}

#[test]
fn a_pmos_is_the_mirror_of_an_nmos() {
    let mut random = Random(7);
    for _ in 0..2000 {
        let n = constants("nmos", FULL, CARD);
        let p = Constants { sign: -1.0, ..n };
        let (n, p) = (Pair::pack(&n, &n), Pair::pack(&p, &p));
        let v = point(&mut random);
        let mirrored = v.map(|v| -v);
        let mut same = Random(random.0);
        let memory = accepted(&n, &mut random, v);
        let mut other = Memory::default();
        Mosfet::accept(&p, &mut other, &v.map(|v| F2::splat(-(v + 0.3 * same.next()))));
        let (n, p) = (at(&n, &memory, v), at(&p, &other, mirrored));
        for pin in 0..4 {
            assert_eq!(lane(n.current[pin], 0), -lane(p.current[pin], 0));
            assert_eq!(lane(n.charge[pin], 0), -lane(p.charge[pin], 0));
        }
        for entry in 0..16 {
            assert_eq!(lane(n.conductance[entry], 0), lane(p.conductance[entry], 0));
            assert_eq!(lane(n.capacitance[entry], 0), lane(p.capacitance[entry], 0));
        }
    }
}

#[test]
fn a_pair_is_two_devices_to_the_bit() {
    let mut random = Random(9);
    let examples = examples();
    let other = |constants: &Constants| Constants { grading: 0.5, ..*constants };
    for round in 0..4000 {
        let one = [examples[round % 6], other(&examples[(round / 6) % 6])];
        let both = Pair::pack(&one[0], &one[1]);
        let alone = one.map(|one| Pair::pack(&one, &one));
        let mut memory = [Memory::default(); 3];
        // A few iterations, limited and free, with accepted points between.
        for step in 0..4 {
            let v: [[f64; 4]; 2] = [0, 1].map(|side: usize| point(&mut random).map(|v| one[side].sign * v * (4 - step) as f64));
            let together: [F2; 4] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let mut outputs = [Outputs::new(); 3];
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, ..CALL };
            Mosfet::evaluate(&both, &mut memory[2], &together, &call, &mut outputs[2]);
            Mosfet::accept(&both, &mut memory[2], &together);
            for side in 0..2 {
                let v = v[side].map(F2::splat);
                Mosfet::evaluate(&alone[side], &mut memory[side], &v, &call, &mut outputs[side]);
                Mosfet::accept(&alone[side], &mut memory[side], &v);
                assert_eq!(bits(&outputs[side], side), bits(&outputs[2], side), "{round} {step} {side}");
                let limited = |outputs: &Outputs<4, 16>| outputs.limited.to_bitmask() >> side & 1;
                assert_eq!(limited(&outputs[side]), limited(&outputs[2]));
            }
        }
    }
}

/// The largest difference of what is said of two points 1e-9 V apart, against the size of it.
fn jump(constants: &Constants, v: [f64; 4], pin: usize) -> f64 {
    let pair = Pair::pack(constants, constants);
    let mut memory = Memory::default();
    Mosfet::accept(&pair, &mut memory, &[0.3, 1.4, -0.2, -0.9].map(F2::splat));
    let beside = |by: f64| {
        let mut v = v;
        v[pin] += by;
        let out = at(&pair, &memory, v);
        [&out.current[..], &out.conductance, &out.charge].concat().iter().map(|&value| lane(value, 0)).collect::<Vec<f64>>()
    };
    let (below, above) = (beside(-5e-10), beside(5e-10));
    let scale = |index: usize| if index < 4 { 1e-4 } else if index < 20 { 1e-4 } else { 1e-14 };
    below.iter().zip(&above).enumerate().fold(0.0, |most: f64, (index, (a, b))| most.max((a - b).abs() / scale(index)))
}

#[test]
fn regions_meet_without_a_jump() {
    let constants = constants("nmos", FULL, CARD);
    let phi = constants.phi;
    let von = constants.vbi + constants.gamma * (phi + 0.5).sqrt();
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
    assert!(jump(&constants, [0.2, 2.0, 0.0, constants.corner], B) < 1e-4);
}

#[test]
fn a_junctions_current_jumps_by_what_is_left_of_the_exponential() {
    let constants = constants("nmos", BARE, CARD);
    let pair = Pair::pack(&constants, &constants);
    let border = pair::REVERSE * constants.thermal;
    let current = |v: f64| lane(pair.junction(&pair.source, F2::splat(v), F2::splat(0.0)).0, 0);
    near(current(border + 1e-12) - current(border), 1e-6 * libm::exp(-3.0), 1e-9);
}

#[test]
fn a_junction_without_voltage_is_what_the_formula_says_there() {
    for constants in examples() {
        let pair = Pair::pack(&constants, &Constants { grading: 0.5, edge_grading: 0.31, ..constants });
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
    let pair = Pair::pack(&constants, &constants);
    let mut memory = Memory::default();
    let corners = [[0.0, 3.0, 0.0, 0.0], [3.0, 3.0, 0.0, 0.0], [3.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]];
    let mut walk = |from: [f64; 4], to: [f64; 4]| {
        for step in 0..=300 {
            let part = f64::from(step) / 300.0;
            let v: [f64; 4] = std::array::from_fn(|pin| from[pin] + part * (to[pin] - from[pin]));
            Mosfet::accept(&pair, &mut memory, &v.map(F2::splat));
        }
        lane(at(&pair, &memory, to).charge[G], 0)
    };
    let first = walk(corners[3], corners[0]);
    walk(corners[0], corners[1]);
    walk(corners[1], corners[2]);
    walk(corners[2], corners[3]);
    let second = walk(corners[3], corners[0]);
    let lost = (second - first) / (constants.oxide * 3.0);
    assert!(lost.abs() > 0.01 && lost.abs() < 1.0, "{lost}");
    // The way back along the same path loses nothing.
    walk(corners[0], corners[1]);
    let back = walk(corners[1], corners[0]);
    near(back, second, 1e-9);
}

#[test]
fn other_levels_are_refused_by_number() {
    for level in [2.0, 3.0, 6.0, 8.0, 9.0, 14.0, 49.0, 54.0] {
        let failure = resolved("nmos", &[("level", level)], CARD).unwrap_err();
        assert_eq!(failure.code, "unsupported-model");
        assert!(failure.message.contains(&format!("level {level} ")), "{}", failure.message);
    }
    assert!(resolved("nmos", &[("level", 1.0)], CARD).is_ok());
}

#[test]
fn numbers_that_no_mosfet_has_are_refused() {
    let code = |model: Numbers, card: Numbers| resolved("nmos", model, card).unwrap_err().code;
    assert_eq!(code(&[("ld", 1e-6)], CARD), "channel-length");
    assert_eq!(code(&[("phi", 0.0)], CARD), "model-parameter");
    assert_eq!(code(&[("tox", 2e-8), ("nsub", 1e10)], CARD), "model-parameter");
    assert_eq!(code(&[("fc", 1.0)], CARD), "model-parameter");
    assert_eq!(code(&[], &[("temp", -300.0)]), "temperature");
    assert_eq!(code(&[("phi", 0.2)], &[("temp", 300.0)]), "temperature");
}

#[test]
fn lost_numbers_stay_lost() {
    for constants in examples() {
        let pair = Pair::pack(&constants, &constants);
        for pin in 0..4 {
            let mut v = [1.0, 2.0, 0.0, -1.0].map(|v| F2::splat(constants.sign * v));
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = (Memory::default(), Outputs::new());
            Mosfet::evaluate(&pair, &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
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
    for ((kind, model, card, v), wanted) in devices.iter().zip(ngspice::NGSPICE) {
        let constants = constants(kind, model, card);
        let pair = Pair::pack(&constants, &constants);
        let (mut memory, mut out) = (Memory::default(), Outputs::new());
        Mosfet::evaluate(&pair, &mut memory, &v.map(F2::splat), &Call { exact: true, ..CALL }, &mut out);
        let one = |values: [F2; 4]| values.map(|value| lane(value, 0));
        let matrix = |values: [F2; 16]| values.map(|value| lane(value, 0));
        let point = Point {
            v: *v,
            current: one(out.current),
            conductance: matrix(out.conductance),
            charge: one(out.charge),
            capacitance: matrix(out.capacitance),
            rate: [0.0; 4],
            series: [0.0; 4],
        };
        let mut values = vec![0.0; KIND.variables.len()];
        Mosfet::variables(&constants, &point, &mut values);
        for &(name, wanted) in wanted {
            let place = KIND.variables.iter().position(|variable| variable.name == name).expect(name);
            // The junctions' currents are differences of the pins' here.
            let rounding = if matches!(name, "ib" | "ibd" | "ibs") { 1e-9 } else { 1e-30 };
            let got = values[place];
            assert!((got - wanted).abs() <= 1e-10 * wanted.abs() + rounding * 1e-6, "{name}: {got:e} is not {wanted:e}");
        }
    }
}
