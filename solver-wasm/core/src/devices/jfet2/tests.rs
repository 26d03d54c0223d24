//! The equations by themselves; circuits are compared with ngspice in test/reference.

use super::*;
use crate::devices::equation_tests::{bits, covers, meets, resolve, Border, CALL};
use crate::matrix::tests::Random;
use crate::test_circuit::{near, TestCircuit};

type Given<'a> = crate::devices::equation_tests::Numbers<'a>;

fn resolved(kind: &str, model: Given, card: Given) -> Result<Resolved<Constants, 6>, Failure> {
    let model = [&[("level", 2.0)], model].concat();
    resolve::<Jfet2, 6, 36>(&["d", "g", "s"], kind, &model, card, 27.0).0
}

fn constants(kind: &str, model: Given) -> Constants {
    resolved(kind, model, &[("area", 1.5), ("m", 2.0)]).unwrap().constants
}

const FULL: Given = &[
    ("vto", -1.6), ("beta", 2e-3), ("lambda", 0.02), ("p", 2.2), ("q", 2.4), ("z", 0.6), ("xi", 4.0), ("mxi", 0.1), ("vst", 0.06), ("mvst", 0.05),
    ("lfgam", 0.04), ("lfg1", 0.006), ("lfg2", 0.003), ("hfgam", 0.08), ("hfg1", 0.01), ("hfg2", 0.004), ("hfeta", 0.05), ("hfe1", 0.003), ("hfe2", 0.002),
    ("delta", 0.3), ("taug", 1e-6), ("taud", 1e-5), ("is", 2e-14), ("n", 1.1), ("vbi", 0.9), ("cgs", 2e-12), ("cgd", 1e-12), ("cds", 3e-13), ("acgam", 0.05), ("xc", 0.1),
];
const PLAIN: Given = &[("vto", -2.0), ("beta", 5e-4), ("cgs", 1e-12), ("cgd", 1e-12)];
const BREAKS: Given = &[("vto", -1.2), ("ibd", 1e-6), ("vbd", 0.12), ("q", 1.8), ("vst", 0.3)];

fn examples() -> Vec<Constants> {
    ["njf", "pjf"].iter().flat_map(|kind| [FULL, PLAIN, BREAKS].map(|model| constants(kind, model))).collect()
}

/// Voltages of an NJF, with states near their inputs.
fn point(random: &mut Random) -> [f64; 6] {
    let source = random.next();
    let (vgs, vds) = (2.0 * random.next() - 1.2, 3.0 * random.next());
    let [high, low] = [vgs.max(vgs - vds), vgs.min(vgs - vds)];
    let near = |v: f64, random: &mut Random| source + v + 0.3 * random.next();
    [source + vds, source + vgs, source, near(high, random), near(low, random), source + 0.2 + 0.1 * random.next()]
}

fn mirrored(sign: f64, v: [f64; 6]) -> [f64; 6] {
    // The heat has no sign: only its difference to the source counts.
    let heat = v[HEAT] - v[S];
    let mut v = v.map(|v| sign * v);
    v[HEAT] = v[S] + heat;
    v
}

fn at(of: &Numbers, memory: &Memory, v: [f64; 6]) -> Outputs<6, 36> {
    let v = v.map(F2::splat);
    let (mut memory, mut out) = (*memory, Outputs::new());
    Jfet2::settle(of, &mut memory, &v);
    Jfet2::evaluate(of, &mut memory, &v, &CALL, &mut out);
    assert!(!out.limited.any());
    out
}

fn accepted(of: &Numbers, random: &mut Random, v: [f64; 6]) -> Memory {
    let mut memory = Memory::default();
    Jfet2::accept(of, &mut memory, &v.map(|v| F2::splat(v + 0.3 * random.next())));
    memory
}

#[test]
fn slopes_agree_with_central_differences() {
    let mut random = Random(3);
    let examples = examples();
    covers("JFET, level 2", |round| {
        let constants = examples[round % 6];
        let of = Numbers::pack(&constants, &constants);
        let v = mirrored(constants.sign, point(&mut random));
        let memory = accepted(&of, &mut random, v);
        let [vgs, vgd] = voltages(&of, &v.map(F2::splat)).map(|v| lane(v, 0));
        let h = 1e-6;
        let out = at(&of, &memory, v);
        let near_one = |sum: f64, border: f64| (sum - border).abs() < 1e-5;
        let corner = constants.corner;
        let least = pair::LEAST * constants.emission;
        if near_one(vgs, vgd) || [vgs, vgd].iter().any(|&v| near_one(v, least) || near_one(v, 40.0 * constants.emission) || near_one(v, 10.0 * constants.breakdown_voltage)) {
            return None;
        }
        let moved = |column: usize, by: f64| {
            let mut v = v;
            v[column] += by;
            at(&of, &memory, v)
        };
        // The threshold's borders, and the charge's straight line, are seen by the slopes on both sides.
        let both = [D, G, S].map(|column| [moved(column, -1e-5), moved(column, 1e-5)]);
        let smooth = both.iter().all(|sides| (0..36).all(|entry| {
            let [low, high] = [&sides[0], &sides[1]].map(|side| (lane(side.conductance[entry], 0), lane(side.capacitance[entry], 0)));
            let off = |(a, b): (f64, f64), scale: f64| (a - b).abs() > 0.02 * (a.abs() + b.abs()) + scale;
            !off((low.0, high.0), 1e-12) && !off((low.1, high.1), 1e-15)
        }));
        if !smooth {
            return None;
        }
        for column in 0..6 {
            let (above, below) = (moved(column, h), moved(column, -h));
            let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
            for row in 0..6 {
                let slope = |high: F2, low: F2| (lane(high, 0) - lane(low, 0)) / (2.0 * h);
                let entry = 6 * row + column;
                let (g, wanted) = (lane(out.conductance[entry], 0), slope(above.current[row], below.current[row]));
                let rounding = 4e-9 * largest(&out.conductance) + 1e-9 * largest(&out.current) + 1e-17;
                assert!((g - wanted).abs() <= 1e-4 * g.abs() + rounding, "{g:e} {wanted:e} {row}{column} at {v:?} of {round}");
                let (c, wanted) = (lane(out.capacitance[entry], 0), slope(above.charge[row], below.charge[row]));
                assert!((c - wanted).abs() <= 1e-4 * c.abs() + 1e-8 * largest(&out.capacitance) + 2e-9 * largest(&out.charge), "{c:e} {wanted:e} {row}{column} at {v:?} of {round}");
            }
        }
        let (high, low) = (vgs.max(vgd), vgs.min(vgd));
        let inputs = [vgs, vgd].map(|v| Dual::<1>::constant(F2::splat(v)));
        let slow = [vgs.max(vgd), vgs.min(vgd)].map(|v| Dual::<1>::constant(F2::splat(v)));
        let [first, second] = if vgs < vgd { [inputs[1], inputs[0]] } else { inputs };
        let channel = lane(of.channel(first, second, slow[0], slow[1]).value, 0);
        let scale = constants.beta * constants.vst.max(0.01) * constants.vst.max(0.01);
        let blocked = |v: f64| v / constants.emission < pair::LEAST;
        let breaks = |v: f64| constants.breakdown > 0.0 && -v / constants.breakdown_voltage > pair::LEAST;
        let charged = constants.cgs != 0.0;
        Some(vec![
            ("off", channel == 0.0),
            ("below the threshold", constants.vst > 0.0 && channel > 0.0 && channel < 0.1 * scale),
            ("above the threshold", channel > 10.0 * scale),
            ("a threshold that is sharp", constants.vst == 0.0 && channel > 0.0),
            ("exchanged", vgs < vgd),
            ("linear", channel > 0.0 && high - low < 0.2),
            ("saturated", channel > 10.0 * scale && high - low > 2.0),
            ("two power laws", constants.difference != 0.0),
            ("a law that is no square", constants.power != 2.0),
            ("a square law", constants.power == 2.0),
            ("the source's junction is off", blocked(vgs)),
            ("the source's junction conducts", !blocked(vgs)),
            ("the drain's junction is off", blocked(vgd)),
            ("the drain's junction conducts", !blocked(vgd)),
            ("a junction on its straight line", high / constants.emission > 40.0),
            ("breakdown at the source", breaks(vgs)),
            ("breakdown at the drain", breaks(vgd)),
            ("breakdown that is off", constants.breakdown > 0.0 && !breaks(high)),
            ("the charge is a power", charged && high < corner),
            ("the charge is a line", charged && high > corner + 0.3),
            ("loss by heat", constants.heat != 0.0),
        ])
    });
}

#[test]
fn currents_charges_and_their_slopes_sum_to_nothing() {
    let mut random = Random(5);
    let examples = examples();
    for round in 0..2000 {
        let constants = examples[round % 6];
        let of = Numbers::pack(&constants, &constants);
        let v = mirrored(constants.sign, point(&mut random));
        let out = at(&of, &accepted(&of, &mut random, v), v);
        let check = |values: Vec<F2>| {
            let sum: f64 = values.iter().map(|&value| lane(value, 0)).sum();
            let size: f64 = values.iter().map(|&value| lane(value, 0).abs()).sum();
            assert!(sum.abs() <= 1e-14 * size, "{sum:e} of {size:e} at {v:?}");
        };
        check(out.current.to_vec());
        check(out.charge.to_vec());
        for matrix in [out.conductance, out.capacitance] {
            for line in 0..6 {
                check((0..6).map(|column| matrix[6 * line + column]).collect());
                check((0..6).map(|row| matrix[6 * row + line]).collect());
            }
        }
    }
}

#[test]
fn a_pair_is_two_devices_to_the_bit() {
    let mut random = Random(9);
    let examples = examples();
    for round in 0..3000 {
        let one = [examples[round % 6], examples[(round / 6) % 6]];
        let both = Numbers::pack(&one[0], &one[1]);
        let alone = one.map(|one| Numbers::pack(&one, &one));
        let mut memory = [Memory::default(); 3];
        for step in 0..4 {
            let v: [[f64; 6]; 2] = [0, 1].map(|side: usize| mirrored(one[side].sign, point(&mut random)));
            let together: [F2; 6] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let mut outputs = [Outputs::new(); 3];
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, exact: step == 3, ..CALL };
            Jfet2::evaluate(&both, &mut memory[2], &together, &call, &mut outputs[2]);
            Jfet2::accept(&both, &mut memory[2], &together);
            for side in 0..2 {
                let v = v[side].map(F2::splat);
                Jfet2::evaluate(&alone[side], &mut memory[side], &v, &call, &mut outputs[side]);
                Jfet2::accept(&alone[side], &mut memory[side], &v);
                assert_eq!(bits(&outputs[side], side), bits(&outputs[2], side), "{round} {step} {side}");
            }
        }
    }
}

#[test]
fn lost_numbers_stay_lost() {
    for constants in examples() {
        let of = Numbers::pack(&constants, &constants);
        for pin in [D, G, S] {
            let mut v = mirrored(constants.sign, [2.0, -0.3, 0.0, -0.3, -2.3, 0.0]).map(F2::splat);
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = (Memory::default(), Outputs::new());
            Jfet2::evaluate(&of, &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
}

/// The borders that the model has: e⁻¹⁰ of the scale below the threshold and of the
/// junction's saturation current below 0.
#[test]
fn currents_jump_where_the_model_says() {
    let constants = constants("njf", BREAKS);
    let of = Numbers::pack(&constants, &constants);
    let current = |drive: f64| {
        let [high, low] = [constants.threshold + drive, -12.0].map(|v| Dual::<1>::constant(F2::splat(v)));
        lane(of.channel(high, low, high, low).value, 0)
    };
    let border = pair::LEAST * constants.vst;
    assert_eq!(current(border - 1e-9), 0.0);
    assert!(current(border + 1e-9) > 0.0 && current(border + 1e-9) < 1e-3 * current(0.0));
    let border = pair::LEAST * constants.emission;
    let junction = |v: f64| lane(Numbers { breakdown: F2::splat(0.0), ..of }.junction(F2::splat(v), F2::splat(0.0)).0, 0);
    near(junction(border + 1e-12) - junction(border - 1e-12), constants.saturation * libm::exp(pair::LEAST), 1e-6);
}

#[test]
fn everything_else_goes_on_smoothly() {
    for constants in examples() {
        let of = Numbers::pack(&constants, &constants);
        let one = |pair: (F2, F2)| [lane(pair.0, 0), lane(pair.1, 0)];
        // Exponentials go on as straight lines, of the junction and in breakdown.
        let line = 40.0 * constants.emission;
        meets("a junction's line", line, |v| one(of.junction(F2::splat(v), F2::splat(0.0))), Border::Smooth);
        if constants.breakdown > 0.0 {
            let line = -40.0 * constants.breakdown_voltage;
            meets("breakdown's line", line, |v| one(of.junction(F2::splat(v), F2::splat(0.0))), Border::Smooth);
        }
        // Drain and source are exchanged.
        for gate in [constants.threshold + 0.3, constants.threshold + 1.0, 0.2] {
            meets("exchange", 0.0, |drain| {
                let v = mirrored(constants.sign, [drain, gate, 0.0, gate, gate, 0.1]);
                let out = at(&of, &Memory::default(), v);
                [constants.sign * lane(out.current[D], 0), lane(out.conductance[6 * D + D], 0)]
            }, Border::Smooth);
        }
        // The charge's straight line, where the channel is pinched off as far as a voltage says.
        let charge = |vgs: f64| {
            let found = of.charge(F2::splat(vgs), F2::splat(vgs - 2.0));
            [found.value, found.by[0]].map(|value| lane(value, 0))
        };
        let (mut low, mut high) = (0.0, 3.0);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            let bent = charge(middle + 1e-4)[1] + charge(middle - 1e-4)[1] - 2.0 * charge(middle)[1];
            // Below the line the capacitance bends upwards more and more.
            if bent > 1e-12 * constants.cgs { low = middle } else { high = middle }
        }
        if constants.cgs != 0.0 && high < 2.9 {
            meets("the charge's line", low, charge, Border::Smooth);
        }
    }
}

/// A step of the drain: the current's first answer is that of high frequencies, the
/// last one that of low ones, and between them it follows with `taug`.
#[test]
fn the_feedback_follows_by_its_time() {
    let mut test = TestCircuit::new();
    test.voltage("vd", "d", "0", &[("pulse", &[2.0, 4.0, 1e-7, 1e-9, 1e-9, 1.0, 2.0])]);
    test.voltage("vg", "g", "0", &[("dc", &[-0.5])]);
    let device = test.device("jfet2", "j1", &["d", "g", "0"], &[], &[]);
    test.model(device, "njf", &[("level", 2.0), ("vto", -1.5), ("beta", 1e-3), ("xi", 1e7), ("z", 1e-6), ("lfgam", 0.1), ("hfgam", 0.02), ("taug", 1e-6)]);
    let job = test.tran(1e-8, 1e-5, Some(1e-8), false);
    let run = test.done(job);
    let current = |time: f64| -run.at("i(vd)", time);
    let drive = |current: f64| (current / 1e-3).sqrt();
    // vgst = 1 − LFGAM·vgd at rest; the rest of it follows from the high frequencies'.
    let [rest, last] = [1.0 + 0.1 * 2.5, 1.0 + 0.1 * 4.5];
    let first = rest + 0.02 * 2.0;
    near(drive(current(5e-8)), rest, 1e-4);
    near(drive(current(1.05e-7)), first, 5e-3);
    near(drive(current(9.9e-6)), last, 1e-3);
    near(drive(current(1.1e-6)), last + (first - last) * libm::exp(-1.0), 2e-3);
}

#[test]
fn numbers_that_no_jfet_has_are_refused() {
    let code = |model: Given, card: Given| resolved("njf", model, card).unwrap_err().code;
    assert_eq!(code(&[("vto", 1.0)], &[]), "model-parameter");
    assert_eq!(code(&[("level", 1.0)], &[]), "unsupported-model");
    assert_eq!(code(&[("vbi", 0.2)], &[("temp", 300.0)]), "temperature");
    assert_eq!(code(&[], &[("temp", -300.0)]), "temperature");
}
