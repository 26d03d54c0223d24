//! The equations by themselves; circuits are compared with ngspice in
//! test/reference.

mod borders;
mod cards;
mod slopes;

use super::*;
use crate::devices::Start;
use crate::devices::equation_tests::{bits, covers, resolve, Numbers, CALL};
use crate::matrix::tests::Random;

const SIZE: Numbers = &[("l", 4e-7), ("w", 5e-6), ("ad", 5e-12), ("as", 4e-12), ("pd", 1.2e-5), ("ps", 1.1e-5)];

/// What `resolve` makes of a card and a model.
fn resolved(kind: &str, model: Numbers, card: Numbers) -> Result<Resolved<Constants, 4>, Failure> {
    let model = [&[("level", 49.0)], model].concat();
    resolve::<Bsim3, 4, 16>(&["d", "g", "s", "b"], kind, &model, card, 27.0).0
}

fn constants(kind: &str, model: Numbers, card: Numbers) -> Constants {
    resolved(kind, model, card).unwrap().constants
}

/// Models that have all equations between them.
const MODELS: [Numbers; 6] = [
    &[("vth0", 0.5), ("k1", 0.5), ("k2", -0.02), ("rdsw", 500.0), ("ags", 0.2), ("prwg", 0.05), ("dwg", 1e-9), ("dwb", 2e-9), ("cgsl", 1e-10), ("cgdl", 2e-10)],
    &[("capmod", 2.0), ("mobmod", 2.0), ("vth0", 0.4), ("k1", 0.6), ("tox", 8e-9), ("ngate", 5e19), ("alpha0", 2e-7), ("beta0", 15.0), ("dvt0w", 0.5), ("pvag", 0.5), ("xpart", 0.5), ("mj", 0.4), ("pbswg", 0.7)],
    &[("capmod", 1.0), ("mobmod", 3.0), ("vth0", 0.4), ("k1", 0.6), ("tox", 1e-8), ("a1", 0.1), ("a2", 0.6), ("xpart", 1.0), ("pdiblcb", 0.2), ("cdscb", 1e-4), ("cdscd", 2e-4), ("cgsl", 1e-10), ("pscbe1", 8e7), ("pscbe2", 1e-5)],
    &[("capmod", 0.0), ("vth0", 0.6), ("k1", 0.6), ("vfbcv", -0.8), ("tox", 9e-9), ("a1", -0.1), ("a2", 0.9), ("ijth", 1e-9), ("js", 1e-2), ("b0", 1e-7)],
    &[
        ("vth0", 0.5), ("dvt0", 3.0), ("dvt1", 0.2), ("dvt2", 0.4), ("dvt0w", 1.0), ("dvt1w", 1e5), ("dvt2w", 0.5), ("eta0", 0.02), ("etab", 0.1), ("nfactor", -1.0),
        ("keta", 1.1), ("ua", -6e-9), ("ub", -1e-18), ("pvag", -40.0), ("pdiblcb", 1.1), ("rdsw", 900.0), ("prwg", -0.6), ("dwg", 2e-6), ("a0", 3.0), ("ags", 2.0), ("capmod", 2.0),
    ],
    &[("vth0", 0.3), ("dvt1", 30.0), ("pdiblc1", -0.1), ("pdiblc2", -0.01), ("pscbe2", -1.0), ("xpart", -1.0), ("cgdl", 1e-10)],
];

fn examples() -> Vec<Constants> {
    MODELS.iter().flat_map(|model| {
        let mirrored: Vec<(&str, f64)> = model.iter().map(|&(name, number)| (name, if matches!(name, "vth0" | "vfbcv") { -number } else { number })).collect();
        [constants("nmos", model, SIZE), constants("pmos", &mirrored, &[SIZE, &[("m", 2.0)]].concat())]
    }).collect()
}

/// Evaluates without limiting.
fn at(pair: &Pair, v: [f64; 4]) -> Outputs<4, 16> {
    let v = v.map(F2::splat);
    let (mut memory, mut out) = (Before::default(), Outputs::new());
    Bsim3::settle(pair, &mut memory, &v);
    Bsim3::evaluate(pair, &mut memory, &v, &CALL, &mut out);
    assert!(!out.limited.any());
    out
}

/// Voltages of an NMOS with the bulk mostly below drain and source.
fn point(random: &mut Random) -> [f64; 4] {
    let source = random.next();
    let [drain, gate] = [3.0 * random.next(), 4.0 * random.next()].map(|v| source + v);
    let bulk = source.min(drain) + 2.0 * random.next() - 1.6;
    [drain, gate, source, bulk]
}

#[test]
fn currents_and_charges_sum_to_nothing() {
    let (mut random, examples) = (Random(5), examples());
    for round in 0..2000 {
        let constants = examples[round % examples.len()];
        let pair = Pair::pack(&constants, &constants);
        let v = point(&mut random).map(|v| constants.channel.sign * v);
        let out = at(&pair, v);
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
    for constants in examples() {
        let [n, p] = [1.0, -1.0].map(|sign| {
            let one = Constants { channel: constants::Channel { sign, ..constants.channel }, ..constants };
            Pair::pack(&one, &one)
        });
        for _ in 0..200 {
            let v = point(&mut random);
            let (n, p) = (at(&n, v), at(&p, v.map(|v| -v)));
            for pin in 0..4 {
                assert_eq!(lane(n.current[pin], 0), -lane(p.current[pin], 0));
                assert_eq!(lane(n.charge[pin], 0), -lane(p.charge[pin], 0));
            }
            assert_eq!(n.conductance.map(|g| lane(g, 0)), p.conductance.map(|g| lane(g, 0)));
            assert_eq!(n.capacitance.map(|c| lane(c, 0)), p.capacitance.map(|c| lane(c, 0)));
        }
    }
}

#[test]
fn drain_and_source_are_alike() {
    let mut random = Random(8);
    for model in MODELS {
        let constants = constants("nmos", model, &[("l", 4e-7), ("w", 5e-6), ("ad", 5e-12), ("as", 5e-12)]);
        let pair = Pair::pack(&constants, &constants);
        for _ in 0..200 {
            let v = point(&mut random);
            let (out, turned) = (at(&pair, v), at(&pair, [v[S], v[G], v[D], v[B]]));
            let size = lane(out.current[D], 0).abs() + lane(out.current[S], 0).abs();
            assert!((lane(out.current[D], 0) - lane(turned.current[S], 0)).abs() <= 1e-12 * size);
            // Overlaps of drain and source may differ.
            assert!((lane(out.current[B], 0) - lane(turned.current[B], 0)).abs() <= 1e-12 * size);
        }
    }
}

#[test]
fn two_devices_are_evaluated_as_each_alone() {
    let (mut random, examples) = (Random(9), examples());
    let count = examples.len();
    for round in 0..3000 {
        let one = [examples[round % count], examples[(round / count) % count]];
        let both = Pair::pack(&one[0], &one[1]);
        let alone = one.map(|one| Pair::pack(&one, &one));
        let mut memory = [Before::default(); 3];
        for step in 0..3 {
            let v: [[f64; 4]; 2] = [0, 1].map(|side: usize| point(&mut random).map(|v| one[side].channel.sign * v * (3 - step) as f64));
            let together: [F2; 4] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let mut outputs = [Outputs::new(); 3];
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, exact: step == 2, ..CALL };
            Bsim3::evaluate(&both, &mut memory[2], &together, &call, &mut outputs[2]);
            for side in 0..2 {
                Bsim3::evaluate(&alone[side], &mut memory[side], &v[side].map(F2::splat), &call, &mut outputs[side]);
                assert_eq!(bits(&outputs[side], side), bits(&outputs[2], side), "{round} {step} {side}");
                let limited = |outputs: &Outputs<4, 16>| outputs.limited.to_bitmask() >> side & 1;
                assert_eq!(limited(&outputs[side]), limited(&outputs[2]));
            }
        }
    }
}

#[test]
fn what_is_no_number_stays_none() {
    for constants in examples() {
        let pair = Pair::pack(&constants, &constants);
        for pin in 0..4 {
            let mut v = [1.0, 2.0, 0.0, -1.0].map(|v| F2::splat(constants.channel.sign * v));
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = (Before::default(), Outputs::new());
            Bsim3::evaluate(&pair, &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
}
