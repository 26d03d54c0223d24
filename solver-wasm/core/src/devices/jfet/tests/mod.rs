//! The equations by themselves; circuits are compared with ngspice in
//! test/reference.

mod circuits;
mod ngspice;

use super::*;
use crate::devices::equation_tests::{bits, covers, meets, resolve, Border, Numbers, CALL};
use crate::matrix::tests::Random;
use crate::test_circuit::near;

/// What `resolve` makes of a card and a model, and what it says.
fn read(kind: &str, model: Numbers, card: Numbers) -> (Result<Resolved<Constants, 3>, Failure>, Vec<Finding>) {
    resolve::<Jfet, 3, 9>(&["d", "g", "s"], kind, model, card, 27.0)
}

fn constants(kind: &str, model: Numbers, card: Numbers) -> Constants {
    read(kind, model, card).0.unwrap().constants
}

const FULL: Numbers = &[
    ("vto", -1.8), ("beta", 1.3e-3), ("lambda", 0.02), ("b", 0.7), ("pb", 0.9), ("is", 2e-14), ("cgs", 3e-12),
    ("cgd", 2e-12), ("fc", 0.4),
];
const PLAIN: Numbers = &[("vto", -2.5), ("beta", 6e-4), ("is", 1e-13), ("cgs", 1e-12), ("cgd", 4e-12)];
/// An enhancement type without charges, with a law that bends upwards.
const BARE: Numbers = &[("vto", 0.4), ("b", 0.2), ("lambda", 0.1), ("is", 1e-9)];

fn examples() -> Vec<Constants> {
    let models = [FULL, PLAIN, BARE];
    ["njf", "pjf"].iter().flat_map(|kind| models.map(|model| constants(kind, model, &[("area", 1.5)]))).collect()
}

/// Evaluates without limiting.
fn at(pair: &Pair, v: [f64; 3]) -> Outputs<3, 9> {
    let v = v.map(F2::splat);
    let (mut memory, mut out) = ([F2::splat(0.0); 2], Outputs::new());
    Jfet::settle(pair, &mut memory, &v);
    Jfet::evaluate(pair, &mut memory, &v, &Call { exact: true, ..CALL }, &mut out);
    assert!(!out.limited.any());
    out
}

/// Voltages of an NJF's pins with the gate mostly below drain and source.
fn point(random: &mut Random) -> [f64; 3] {
    let gate = random.next();
    let [drain, source] = [0, 1].map(|_| gate + 2.0 * random.next() + 1.4);
    [drain, gate, source]
}

/// vgs and vgd as an NJF has them.
fn junctions(constants: &Constants, v: [f64; 3]) -> [f64; 2] {
    [S, D].map(|pin| constants.sign * (v[G] - v[pin]))
}

/// How far a JFET's voltages are from the next border between regions.
fn distance(constants: &Constants, v: [f64; 3]) -> f64 {
    let [vgs, vgd] = junctions(constants, v);
    let border = -3.0 * constants.thermal;
    let drive = vgs.max(vgd) - constants.threshold;
    let borders = [
        drive, vgs - vgd, (vgs - vgd).abs() - drive, vgs - border, vgd - border, vgs - constants.corner, vgd - constants.corner,
    ];
    borders.iter().fold(f64::INFINITY, |least, border| least.min(border.abs()))
}

#[test]
fn slopes_agree_with_central_differences() {
    let mut random = Random(3);
    let examples = examples();
    covers("JFET, level 1", |round| {
        let constants = examples[round % 6];
        let pair = Pair::pack(&constants, &constants);
        let v = point(&mut random).map(|v| constants.sign * v);
        let h = 1e-6;
        if distance(&constants, v) < 10.0 * h {
            return None;
        }
        let out = at(&pair, v);
        let [vgs, vgd] = junctions(&constants, v);
        let drive = vgs.max(vgd) - constants.threshold;
        for column in 0..3 {
            let moved = |by: f64| {
                let mut v = v;
                v[column] += by;
                at(&pair, v)
            };
            let (above, below) = (moved(h), moved(-h));
            for row in 0..3 {
                let slope = |high: F2, low: F2| (lane(high, 0) - lane(low, 0)) / (2.0 * h);
                let entry = 3 * row + column;
                let (g, wanted) = (lane(out.conductance[entry], 0), slope(above.current[row], below.current[row]));
                // Rounding of a voltage of 4 V leaves 4e-16/1e-6 of the largest slope
                // in all, rounding of a current 1e-16/1e-6 of it.
                let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
                let rounding = 2e-9 * largest(&out.conductance) + 1e-9 * largest(&out.current) + 1e-17;
                assert!((g - wanted).abs() <= 1e-6 * g.abs() + rounding, "{g:e} {wanted:e} {row}{column} at {v:?}");
                let (c, wanted) = (lane(out.capacitance[entry], 0), slope(above.charge[row], below.charge[row]));
                let all = constants.cgs + constants.cgd;
                assert!((c - wanted).abs() <= 1e-6 * c.abs() + 1e-8 * all, "{c:e} {wanted:e} {row}{column} at {v:?}");
            }
        }
        let (exchanged, charged) = (vgs < vgd, constants.cgs != 0.0);
        let blocks = -3.0 * constants.thermal;
        Some(vec![
            ("off", drive < 0.0 && !exchanged),
            ("linear", drive > 0.0 && (vgs - vgd).abs() < drive && !exchanged),
            ("saturated", drive > 0.0 && (vgs - vgd).abs() > drive && !exchanged),
            ("off, exchanged", drive < 0.0 && exchanged),
            ("linear, exchanged", drive > 0.0 && (vgs - vgd).abs() < drive && exchanged),
            ("saturated, exchanged", drive > 0.0 && (vgs - vgd).abs() > drive && exchanged),
            ("the source's junction blocks", vgs < blocks),
            ("the source's junction conducts", vgs > blocks),
            ("the drain's junction blocks", vgd < blocks),
            ("the drain's junction conducts", vgd > blocks),
            ("the source's charge is a power", charged && vgs < constants.corner),
            ("the source's charge is a line", charged && vgs > constants.corner),
            ("the drain's charge is a power", charged && vgd < constants.corner),
            ("the drain's charge is a line", charged && vgd > constants.corner),
            ("without charges", !charged),
        ])
    });
}

#[test]
fn currents_charges_and_their_slopes_sum_to_nothing() {
    let mut random = Random(5);
    for round in 0..2000 {
        let constants = examples()[round % 6];
        let pair = Pair::pack(&constants, &constants);
        let v = point(&mut random).map(|v| constants.sign * v);
        let out = at(&pair, v);
        let check = |values: [F2; 3]| {
            let sum: f64 = values.iter().map(|&value| lane(value, 0)).sum();
            let size: f64 = values.iter().map(|&value| lane(value, 0).abs()).sum();
            assert!(sum.abs() <= 1e-14 * size, "{sum:e} of {size:e} at {v:?}");
        };
        check(out.current);
        check(out.charge);
        for matrix in [out.conductance, out.capacitance] {
            for line in 0..3 {
                check([0, 1, 2].map(|column| matrix[3 * line + column]));
                check([0, 1, 2].map(|row| matrix[3 * row + line]));
            }
        }
    }
}

#[test]
fn a_pjf_is_the_mirror_of_an_njf() {
    let mut random = Random(7);
    for _ in 0..2000 {
        let n = constants("njf", FULL, &[]);
        let p = constants("pjf", FULL, &[]);
        assert_eq!(p, Constants { sign: -1.0, ..n });
        let v = point(&mut random);
        let (n, p) = (at(&Pair::pack(&n, &n), v), at(&Pair::pack(&p, &p), v.map(|v| -v)));
        for pin in 0..3 {
            assert_eq!(lane(n.current[pin], 0), -lane(p.current[pin], 0));
            assert_eq!(lane(n.charge[pin], 0), -lane(p.charge[pin], 0));
        }
        for entry in 0..9 {
            assert_eq!(lane(n.conductance[entry], 0), lane(p.conductance[entry], 0));
            assert_eq!(lane(n.capacitance[entry], 0), lane(p.capacitance[entry], 0));
        }
    }
}

#[test]
fn drain_and_source_may_be_exchanged() {
    let mut random = Random(8);
    let constants = constants("njf", &[FULL, &[("cgd", 3e-12)]].concat(), &[]);
    let pair = Pair::pack(&constants, &constants);
    for _ in 0..2000 {
        let [d, g, s] = point(&mut random);
        let (one, other) = (at(&pair, [d, g, s]), at(&pair, [s, g, d]));
        let size = lane(one.current[D], 0).abs() + lane(one.current[G], 0).abs();
        for (pin, mirrored) in [(D, S), (G, G), (S, D)] {
            let difference = lane(one.current[pin], 0) - lane(other.current[mirrored], 0);
            assert!(difference.abs() <= 1e-12 * size, "{d} {g} {s}");
            assert_eq!(lane(one.charge[pin], 0), lane(other.charge[mirrored], 0));
        }
    }
}

#[test]
fn a_pair_is_two_devices_to_the_bit() {
    let mut random = Random(9);
    let examples = examples();
    for round in 0..4000 {
        let one = [examples[round % 6], examples[(round / 6) % 6]];
        let both = Pair::pack(&one[0], &one[1]);
        let alone = one.map(|one| Pair::pack(&one, &one));
        let mut memory = [[F2::splat(0.0); 2]; 3];
        // A few iterations, limited and free.
        for step in 0..4 {
            let v: [[f64; 3]; 2] = [0, 1].map(|side: usize| point(&mut random).map(|v| one[side].sign * v * f64::from(4 - step)));
            let together: [F2; 3] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let mut outputs = [Outputs::new(); 3];
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, ..CALL };
            Jfet::evaluate(&both, &mut memory[2], &together, &call, &mut outputs[2]);
            for side in 0..2 {
                Jfet::evaluate(&alone[side], &mut memory[side], &v[side].map(F2::splat), &call, &mut outputs[side]);
                assert_eq!(bits(&outputs[side], side), bits(&outputs[2], side), "{round} {step} {side}");
                let limited = |outputs: &Outputs<3, 9>| outputs.limited.to_bitmask() >> side & 1;
                assert_eq!(limited(&outputs[side]), limited(&outputs[2]));
            }
        }
    }
}

/// The largest difference of what is said of two points 1e-9 V apart, against
/// the size of it.
fn jump(constants: &Constants, v: [f64; 3], pin: usize) -> f64 {
    let pair = Pair::pack(constants, constants);
    let beside = |by: f64| {
        let mut v = v;
        v[pin] += by;
        let out = at(&pair, v);
        [&out.current[..], &out.conductance, &out.charge, &out.capacitance].concat().iter().map(|&value| lane(value, 0)).collect::<Vec<f64>>()
    };
    let (below, above) = (beside(-5e-10), beside(5e-10));
    let size = |index: usize, value: f64| value.abs() + if index < 12 { 1e-3 } else { 1e-12 };
    below.iter().zip(&above).enumerate().fold(0.0, |most: f64, (index, (a, b))| most.max((a - b).abs() / size(index, *a)))
}

#[test]
fn regions_meet_without_a_jump() {
    for constants in examples() {
        let on = |v: [f64; 3]| v.map(|v| constants.sign * v);
        let threshold = constants.threshold;
        for gate in [threshold, threshold + 0.3, -3.0 * constants.thermal, constants.corner.min(0.3)] {
            assert!(jump(&constants, on([2.5, gate, 0.0]), G) < 1e-5, "gate {gate}");
            assert!(jump(&constants, on([0.0, gate, 2.5]), G) < 1e-5, "gate {gate}");
            for drain in [0.0, gate - threshold, gate + 3.0 * constants.thermal] {
                assert!(jump(&constants, on([drain, gate, 0.0]), D) < 1e-5, "drain {drain} gate {gate}");
            }
        }
    }
}

#[test]
fn charges_meet_their_straight_lines() {
    for constants in examples() {
        let pair = Pair::pack(&constants, &constants);
        meets("a gate's charge", constants.corner, |v| {
            let [(charge, capacitance), _] = pair.charges(F2::splat(v), F2::splat(0.0));
            [lane(charge, 0), lane(capacitance, 0)]
        }, Border::Smooth);
    }
}

#[test]
fn saturation_follows_the_square_law() {
    let constants = constants("njf", &[("vto", -2.0), ("beta", 1e-3), ("lambda", 0.05)], &[]);
    let channel = Pair::pack(&constants, &constants).channel(F2::splat(-0.5), F2::splat(-4.5));
    near(lane(channel.current, 0), 1e-3 * 1.5 * 1.5 * 1.2, 1e-14);
    near(lane(channel.gm, 0), 2e-3 * 1.5 * 1.2, 1e-14);
    near(lane(channel.gds, 0), 1e-3 * 1.5 * 1.5 * 0.05, 1e-14);
}

#[test]
fn limits_lead_to_the_new_voltage_within_a_few_iterations() {
    let mut random = Random(11);
    for round in 0..2000 {
        let constants = examples()[round % 6];
        let pair = Pair::pack(&constants, &constants);
        let new = [0, 1].map(|_| F2::splat(-20.0 * random.next().abs() + 0.3));
        let mut memory = [0, 1].map(|_| F2::splat(10.0 * random.next()));
        for step in 0.. {
            assert!(step < 60, "{new:?} {memory:?}");
            let (held, limited) = pair.limited(new, &memory);
            memory = held;
            if !limited.any() {
                break;
            }
        }
        assert_eq!(memory.map(|v| v.to_array()), new.map(|v| v.to_array()));
    }
}

#[test]
fn other_levels_are_refused_by_number() {
    let failure = read("njf", &[("level", 2.0)], &[]).0.unwrap_err();
    assert_eq!(failure.code, "unsupported-model");
    assert!(failure.message.contains("level 2 "), "{}", failure.message);
    assert!(read("njf", &[("level", 1.0)], &[]).0.is_ok());
}

#[test]
fn numbers_that_no_jfet_has_are_refused() {
    let code = |model: Numbers, card: Numbers| read("njf", model, card).0.unwrap_err().code;
    assert_eq!(code(&[("vto", 0.8), ("pb", 0.8), ("b", 0.5)], &[]), "model-parameter");
    assert!(read("njf", &[("vto", 0.8), ("pb", 0.8)], &[]).0.is_ok());
    assert_eq!(code(&[], &[("temp", -300.0)]), "temperature");
    assert_eq!(code(&[("pb", 0.3)], &[("temp", 300.0)]), "temperature");
}

#[test]
fn what_has_no_effect_is_said() {
    let said = |model: Numbers| read("pjf", model, &[]).1.into_iter().map(|finding| finding.message).collect::<Vec<_>>();
    assert!(said(FULL).is_empty());
    assert_eq!(said(&[("tcv", 1e-3), ("vtotc", -1e-3)]), ["tcv has no effect beside vtotc"]);
    assert_eq!(said(&[("bex", -1.0), ("betatce", -0.5)]), ["bex has no effect beside betatce"]);
    assert_eq!(said(&[("gdsnoi", 2.0)]), ["gdsnoi has no effect without nlev=3"]);
    assert!(said(&[("gdsnoi", 2.0), ("nlev", 3.0)]).is_empty());
    assert_eq!(said(&[("fc", 0.97)]), ["what fc is above 0.95 has no effect"]);
    assert_eq!(constants("njf", &[("fc", 0.97)], &[]), constants("njf", &[("fc", 0.95)], &[]));
}

#[test]
fn lost_numbers_stay_lost() {
    for constants in examples() {
        let pair = Pair::pack(&constants, &constants);
        for pin in 0..3 {
            let mut v = [2.0, -1.0, 0.0].map(|v| F2::splat(constants.sign * v));
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = ([F2::splat(0.0); 2], Outputs::new());
            Jfet::evaluate(&pair, &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
}

#[test]
fn variables_are_those_of_ngspice() {
    let n: Numbers = &[FULL, &[("tcv", 2e-3), ("bex", -1.2), ("xti", 2.5), ("eg", 1.15), ("tnom", 40.0)]].concat();
    let p: Numbers = &[PLAIN, &[("lambda", 0.03), ("vtotc", -2.5e-3), ("betatce", -0.4)]].concat();
    let devices: [(&str, Numbers, Numbers, [f64; 3]); 4] = [
        ("njf", n, &[("area", 2.0), ("m", 3.0), ("temp", 70.0)], [3.0, -0.6, 0.0]),
        ("njf", n, &[("area", 2.0), ("temp", 70.0)], [-2.0, -1.5, 0.0]),
        ("pjf", p, &[("dtemp", -30.0)], [-1.0, 1.2, 0.0]),
        ("njf", n, &[], [0.3, 0.55, 0.0]),
    ];
    for ((kind, model, card, v), wanted) in devices.iter().zip(ngspice::NGSPICE) {
        let constants = constants(kind, model, card);
        let out = at(&Pair::pack(&constants, &constants), *v);
        let one = |values: [F2; 3]| values.map(|value| lane(value, 0));
        let matrix = |values: [F2; 9]| values.map(|value| lane(value, 0));
        let point = Point {
            v: *v,
            current: one(out.current),
            conductance: matrix(out.conductance),
            charge: one(out.charge),
            capacitance: matrix(out.capacitance),
            rate: [0.0; 3],
            series: [0.0; 3],
        };
        let mut values = vec![0.0; KIND.variables.len()];
        Jfet::variables(&constants, &point, &mut values);
        for &(name, wanted) in wanted {
            let place = KIND.variables.iter().position(|variable| variable.name == name).expect(name);
            let got = values[place];
            assert!((got - wanted).abs() <= 1e-11 * wanted.abs() + 1e-24, "{name}: {got:e} is not {wanted:e}");
        }
        assert_eq!(Jfet::region(&constants, &values), if kind == &"njf" && v[D] > 1.0 { "saturation" } else { "linear" });
    }
}

/// The channel's noise with `nlev=3` is 8/3·kT·β·(vgs − vto)·(1 + a + a²)/(1 + a).
#[test]
fn noise_follows_how_far_the_channel_is_open() {
    let model = [PLAIN, &[("nlev", 3.0), ("gdsnoi", 1.5)]].concat();
    for kind in ["njf", "pjf"] {
        let constants = constants(kind, &model, &[]);
        let white = |v: [f64; 3]| {
            let v = v.map(|v| constants.sign * v);
            let mut sources = Vec::new();
            let out = at(&Pair::pack(&constants, &constants), v);
            let mut point = Point {
                v,
                current: out.current.map(|value| lane(value, 0)),
                conductance: out.conductance.map(|value| lane(value, 0)),
                charge: [0.0; 3],
                capacitance: [0.0; 9],
                rate: [0.0; 3],
                series: [0.0; 3],
            };
            point.series[D] = 0.01;
            Jfet::noise(&constants, &point, &mut sources);
            let names: Vec<&str> = sources.iter().map(|source| source.name).collect();
            assert_eq!(names, ["rd", "rs", "id", "1overf"]);
            near(sources[0].white, 4.0 * BOLTZMANN * 300.15 * 0.01, 1e-14);
            sources[2].white
        };
        let unit = 4.0 * BOLTZMANN * 300.15 * 2.0 / 3.0 * 6e-4 * 1.5;
        near(white([5.0, -0.5, 0.0]), unit * 2.0, 1e-12);
        near(white([1.0, -0.5, 0.0]), unit * 2.0 * 1.75 / 1.5, 1e-12);
        near(white([0.0, -0.5, 1.0]), unit * 2.0 * 1.75 / 1.5, 1e-12);
        assert_eq!(white([5.0, -3.0, 0.0]), 0.0);
    }
}
