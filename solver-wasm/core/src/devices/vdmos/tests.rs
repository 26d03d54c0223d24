//! The equations by themselves; circuits are compared with ngspice in
//! test/reference.

use super::*;
use crate::devices::equation_tests::{covers, meets, resolve, Border, Numbers, CALL};
use crate::matrix::tests::Random;
use crate::test_circuit::{near, TestCircuit};

/// What `resolve` makes of a model, and what it tells.
fn resolved(kind: &str, model: Numbers, card: Numbers) -> Result<(Resolved<Constants, PINS>, Vec<String>), Failure> {
    let (resolved, report) = resolve::<PowerMosfet, PINS, CELLS>(&["d", "g", "s"], kind, model, card, 27.0);
    Ok((resolved?, report.into_iter().map(|finding| finding.message).collect()))
}

fn constants(kind: &str, model: Numbers) -> Constants {
    resolved(kind, model, &[]).unwrap().0.constants
}

const FULL: Numbers = &[
    ("vto", 3.1), ("kp", 20.0), ("lambda", 0.03), ("theta", 0.08), ("mtriode", 0.7), ("ksubthres", 0.12), ("subshift", 0.05),
    ("rd", 0.02), ("rs", 0.01), ("rg", 3.0), ("rb", 0.02), ("rds", 1e5), ("rq", 0.3), ("vq", 4.0), ("cgs", 1.1e-9),
    ("cgdmax", 1.4e-9), ("cgdmin", 0.1e-9), ("a", 0.4), ("is", 2e-11), ("n", 1.2), ("bv", 9.0), ("ibv", 2e-4), ("nbv", 3.0),
    ("cjo", 0.9e-9), ("vj", 0.9), ("m", 0.42), ("fc", 0.6), ("tt", 4e-8),
];
const PLAIN: Numbers = &[("vto", 2.0), ("kp", 5.0), ("cgs", 1e-10), ("cgdmax", 2e-10), ("cgdmin", 3e-11), ("cjo", 1e-10), ("is", 1e-12)];
const BARE: Numbers = &[("vto", -1.0), ("kp", 0.5), ("a", 0.0), ("cgdmax", 2e-10), ("lambda", 0.1), ("theta", 0.6), ("rds", 200.0), ("bv", 4.0)];

fn examples() -> Vec<Constants> {
    let models = [FULL, PLAIN, BARE];
    ["vdmos", "vdmosp"]
        .iter()
        .flat_map(|kind| models.map(|model| {
            let sign = if *kind == "vdmosp" { -1.0 } else { 1.0 };
            let model: Vec<(&str, f64)> = model.iter().map(|&(name, number)| (name, if name == "vto" { sign * number } else { number })).collect();
            constants(kind, &model)
        }))
        .collect()
}

/// Evaluates without limiting.
fn at(pair: &Pair, v: [f64; PINS]) -> Outputs<PINS, CELLS> {
    let v = v.map(F2::splat);
    let (mut memory, mut out) = (Voltages::default(), Outputs::new());
    PowerMosfet::settle(pair, &mut memory, &v);
    PowerMosfet::evaluate(pair, &mut memory, &v, &CALL, &mut out);
    assert!(!out.limited.any());
    out
}

/// Voltages of an N channel: pins behind resistances are near their terminals,
/// and the body diode neither burns nor leaves the reach of its breakdown.
fn point(random: &mut Random) -> [f64; PINS] {
    let source = random.next();
    let across = 5.0 * random.next() + 4.6;
    let drain = source + if random.next() > 0.5 { -0.4 * random.next().abs() * 2.0 } else { across };
    let gate = source + 6.0 * random.next() + 1.0;
    let anode = source + 0.1 * random.next();
    [drain + 0.2 * random.next(), gate, source + 0.1 * random.next(), drain, anode, source]
}

/// What of a device stands where, of an N channel.
struct Where {
    vds: f64,
    vgd: f64,
    vd: f64,
    across: f64,
    /// Drive over the end of the linear region.
    bend: f64,
    denominator: f64,
    /// Drive over the middle of weak inversion.
    over: f64,
}

fn place(constants: &Constants, v: [f64; PINS]) -> Where {
    let sign = constants.sign;
    let (vds, vgs) = (sign * (v[D] - v[S]), sign * (v[G] - v[S]));
    let drive = if vds < 0.0 { vgs - vds } else { vgs } - constants.threshold;
    let soft = constants.slope * libm::log1p(libm::exp((drive - constants.shift) / constants.slope));
    Where {
        vds,
        vgd: vgs - vds,
        vd: sign * (v[A] - v[K]),
        across: sign * (v[K] - v[T]),
        bend: soft - constants.triode * vds.abs(),
        denominator: 1.0 + constants.theta * vgs - pair::LEAST_DENOMINATOR,
        over: drive - constants.shift,
    }
}

/// How far a device's voltages are from the next border.
fn distance(constants: &Constants, v: [f64; PINS]) -> f64 {
    let at = place(constants, v);
    let borders = [
        at.vds, at.vgd, at.across, at.bend, at.denominator, at.vd + 3.0 * constants.vte, at.vd + constants.breakdown,
        at.vd - constants.depletion.corner,
    ];
    borders.iter().fold(f64::INFINITY, |least, border| least.min(border.abs()))
}

#[test]
fn slopes_agree_with_central_differences_in_all_branches() {
    let examples = examples();
    let mut random = Random(3);
    covers("power MOSFET", |round| {
        let constants = examples[round % 6];
        let pair = Pair::pack(&constants, &constants);
        let v = point(&mut random).map(|v| constants.sign * v);
        let h = 1e-6;
        if distance(&constants, v) < 10.0 * h {
            return None;
        }
        let out = at(&pair, v);
        let here = place(&constants, v);
        let matrix = |values: &[F2; CELLS]| {
            let mut matrix = [[0.0; PINS]; PINS];
            for (&[row, column], value) in PowerMosfet::ENTRIES.iter().zip(values) {
                matrix[row as usize][column as usize] += lane(*value, 0);
            }
            matrix
        };
        let (conductance, capacitance) = (matrix(&out.conductance), matrix(&out.capacitance));
        let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
        // Far below the threshold ln(1 + e) keeps e to a rounding of 1.
        let lost = 4e-16 * libm::exp((-here.over / constants.slope).max(0.0)) / h * lane(out.current[S], 0).abs();
        for column in 0..PINS {
            let moved = |by: f64| {
                let mut v = v;
                v[column] += by;
                at(&pair, v)
            };
            let (above, below) = (moved(h), moved(-h));
            for row in 0..PINS {
                let slope = |high: F2, low: F2| (lane(high, 0) - lane(low, 0)) / (2.0 * h);
                let (g, wanted) = (conductance[row][column], slope(above.current[row], below.current[row]));
                // Rounding of a voltage of 9 V leaves 2e-15/1e-6 of the largest slope
                // in all, rounding of a current 1e-16/1e-6 of it.
                let rounding = 1e-8 * largest(&out.conductance) + 1e-9 * largest(&out.current) + lost + 1e-17;
                assert!((g - wanted).abs() <= 3e-5 * g.abs() + rounding, "{g:e} {wanted:e} {row}{column} at {v:?}");
                let (c, wanted) = (capacitance[row][column], slope(above.charge[row], below.charge[row]));
                let rounding = 1e-8 * largest(&out.capacitance) + 1e-9 * largest(&out.charge);
                assert!((c - wanted).abs() <= 3e-5 * c.abs() + rounding, "{c:e} {wanted:e} {row}{column} at {v:?}");
            }
        }
        let bends = constants.swing != 0.0;
        let charged = constants.depletion.capacitance != 0.0;
        let slowed = constants.extra > 0.0;
        Some(vec![
            ("saturated", here.bend < 0.0 && here.vds > 0.0),
            ("linear", here.bend > 0.0 && here.vds > 0.0),
            ("saturated, exchanged", here.bend < 0.0 && here.vds < 0.0),
            ("linear, exchanged", here.bend > 0.0 && here.vds < 0.0),
            ("above the threshold", here.over > 0.0),
            ("weak inversion", here.over < 0.0),
            ("mobility held", here.denominator < 0.0),
            ("gate's charge above the drain", bends && here.vgd > 0.0),
            ("gate's charge below the drain", bends && here.vgd < 0.0),
            ("gate's charge is a line", !bends),
            ("body diode's exponential", here.vd > -3.0 * constants.vte),
            ("body diode's cubic", here.vd < -3.0 * constants.vte && here.vd > -constants.breakdown),
            ("body diode breaks down", here.vd < -constants.breakdown),
            ("body's charge is a power", charged && here.vd < constants.depletion.corner),
            ("body's charge is a line", charged && here.vd > constants.depletion.corner),
            ("quasi-saturation", slowed && here.vds > 0.0 && here.across > 0.0),
            ("quasi-saturation without voltage", slowed && here.vds > 0.0 && here.across < 0.0),
            ("quasi-saturation, exchanged", slowed && here.vds < 0.0),
        ])
    });
}

#[test]
fn currents_charges_and_their_slopes_sum_to_nothing() {
    let examples = examples();
    let mut random = Random(5);
    for round in 0..2000 {
        let constants = examples[round % 6];
        let v = point(&mut random).map(|v| constants.sign * v);
        let out = at(&Pair::pack(&constants, &constants), v);
        let check = |values: &[f64]| {
            let sum: f64 = values.iter().sum();
            let size: f64 = values.iter().map(|value| value.abs()).sum();
            assert!(sum.abs() <= 1e-14 * size, "{sum:e} of {size:e} at {v:?}");
        };
        check(&out.current.map(|value| lane(value, 0)));
        check(&out.charge.map(|value| lane(value, 0)));
        for values in [out.conductance, out.capacitance] {
            for line in 0..PINS {
                for side in 0..2 {
                    let of_line = PowerMosfet::ENTRIES.iter().zip(&values).filter(|(entry, _)| entry[side] as usize == line);
                    check(&of_line.map(|(_, value)| lane(*value, 0)).collect::<Vec<f64>>());
                }
            }
        }
    }
}

#[test]
fn a_p_channel_is_the_mirror_of_an_n_channel() {
    let mut random = Random(7);
    let n = constants("vdmos", FULL);
    let p = Constants { sign: -1.0, ..n };
    let (n, p) = (Pair::pack(&n, &n), Pair::pack(&p, &p));
    for _ in 0..2000 {
        let v = point(&mut random);
        let (n, p) = (at(&n, v), at(&p, v.map(|v| -v)));
        for pin in 0..PINS {
            assert_eq!(lane(n.current[pin], 0), -lane(p.current[pin], 0));
            assert_eq!(lane(n.charge[pin], 0), -lane(p.charge[pin], 0));
        }
        for entry in 0..CELLS {
            assert_eq!(lane(n.conductance[entry], 0), lane(p.conductance[entry], 0));
            assert_eq!(lane(n.capacitance[entry], 0), lane(p.capacitance[entry], 0));
        }
    }
}

#[test]
fn a_pair_is_two_devices_to_the_bit() {
    let examples = examples();
    let mut random = Random(9);
    for round in 0..4000 {
        let one = [examples[round % 6], examples[(round / 6) % 6]];
        let both = Pair::pack(&one[0], &one[1]);
        let alone = one.map(|one| Pair::pack(&one, &one));
        let mut memory = [Voltages::default(); 3];
        // A few iterations, limited and free.
        for step in 0..4 {
            let v: [[f64; PINS]; 2] = [0, 1].map(|side: usize| point(&mut random).map(|v| one[side].sign * v * (4 - step) as f64));
            let together: [F2; PINS] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, exact: step == 3, ..CALL };
            let mut wanted = Outputs::new();
            PowerMosfet::evaluate(&both, &mut memory[2], &together, &call, &mut wanted);
            for side in 0..2 {
                let mut out = Outputs::new();
                PowerMosfet::evaluate(&alone[side], &mut memory[side], &v[side].map(F2::splat), &call, &mut out);
                let all = |out: &Outputs<PINS, CELLS>, side: usize| {
                    [&out.at[..], &out.current, &out.charge, &out.conductance, &out.capacitance].concat().iter().map(|&value| lane(value, side)).collect::<Vec<f64>>()
                };
                // A zero's sign is no number of its own.
                assert!(all(&out, side) == all(&wanted, side), "{round} {side}");
            }
        }
    }
}

/// How much the outputs differ on both sides of a point, by their own size and an
/// ampere or a nanocoulomb.
fn jump(constants: &Constants, v: [f64; PINS], pins: &[usize], by: f64) -> f64 {
    let pair = Pair::pack(constants, constants);
    let beside = |by: f64| {
        let mut v = v;
        for &pin in pins {
            v[pin] += by;
        }
        let out = at(&pair, v);
        [&out.current[..], &out.charge].concat().iter().map(|&value| lane(value, 0)).collect::<Vec<f64>>()
    };
    let (below, above) = (beside(-by), beside(by));
    let size = |of: &[f64], index: usize| {
        let (range, least) = if index < PINS { (0..PINS, 1.0) } else { (PINS..2 * PINS, 1e-9) };
        of[range].iter().fold(least, |most: f64, value| most.max(value.abs()))
    };
    below.iter().zip(&above).enumerate().fold(0.0, |most: f64, (index, (a, b))| most.max((a - b).abs() / size(&above, index)))
}

#[test]
fn regions_meet_without_a_jump() {
    let constants = constants("vdmos", FULL);
    // The drain against the source, the gate against the drain, the end of the linear region.
    assert!(jump(&constants, [0.0, 6.0, 0.0, 0.0, 0.0, 0.0], &[D], 1e-9) < 1e-6);
    assert!(jump(&constants, [4.0, 4.0, 0.0, 4.1, 0.0, 0.0], &[G], 1e-9) < 1e-6);
    let end = constants.slope * libm::log1p(libm::exp((6.0 - constants.threshold - constants.shift) / constants.slope)) / constants.triode;
    assert!(jump(&constants, [end, 6.0, 0.0, 5.0, 0.0, 0.0], &[D], 1e-9) < 1e-6);
}

/// Slopes go on where currents and charges do, but at the mobility's least denominator,
/// in breakdown, and where quasi-saturation begins; it is lost at a jump where the
/// channel is exchanged, which a current through both cannot reach.
#[test]
fn slopes_jump_where_the_model_says() {
    let constants = constants("vdmos", FULL);
    let pair = Pair::pack(&constants, &constants);
    let one = |curve: (F2, F2)| [curve.0, curve.1].map(|value| lane(value, 0));
    let by_vds = |vds: f64, vgs: f64| {
        let channel = pair.channel(F2::splat(vds), F2::splat(vgs), false);
        one((channel.current, channel.by_vds))
    };
    let by_vgs = |vds: f64, vgs: f64| {
        let channel = pair.channel(F2::splat(vds), F2::splat(vgs), false);
        one((channel.current, channel.by_vgs))
    };
    for gate in [constants.threshold - 0.2, constants.threshold + 0.5, 6.0] {
        meets("exchange", 0.0, |vds| by_vds(vds, gate), Border::Smooth);
        let end = constants.slope * libm::log1p(libm::exp((gate - constants.threshold - constants.shift) / constants.slope)) / constants.triode;
        meets("saturation by vds", end, |vds| by_vds(vds, gate), Border::Smooth);
        meets("saturation by vgs", gate, |vgs| by_vgs(end, vgs), Border::Smooth);
    }
    let middle = constants.threshold + constants.shift;
    meets("weak inversion", middle, |vgs| by_vgs(4.0, vgs), Border::Smooth);
    meets("least denominator", (pair::LEAST_DENOMINATOR - 1.0) / constants.theta, |vgs| by_vgs(-40.0, vgs), Border::Bend);
    meets("gate and drain", 0.0, |v| one(pair.gate_drain(F2::splat(v))), Border::Smooth);
    let body = |v: f64| pair.body(F2::splat(v), F2::splat(0.0));
    meets("body diode", -3.0 * constants.vte, |v| one(body(v).0), Border::Smooth);
    meets("body diode's charge", constants.depletion.corner, |v| one(body(v).1), Border::Smooth);
    let left = constants.saturation * libm::pow(3.0 * constants.vte / (std::f64::consts::E * constants.breakdown), 3.0);
    let [before, after] = [-1e-12, 1e-12].map(|by| one(body(-constants.breakdown + by).0));
    assert!((after[0] - before[0] - left).abs() < 0.1 * left && before[1] > 10.0 * after[1], "{before:?} {after:?}");
    let extra = |across: f64, vds: f64| one(pair.quasi_saturation(F2::splat(across), F2::splat(vds)));
    meets("quasi-saturation", 0.0, |across| extra(across, 1.0), Border::Bend);
    let lost = extra(2.0, 1.0)[0];
    meets("quasi-saturation, exchanged", 0.0, |vds| [extra(2.0, vds)[0], 0.0], Border::Jump(lost));
}

/// The gate's charge is the integral of ngspice's capacitance, here from 0 to v in
/// closed form: s·(ln cosh(a·v))/a, s·(v·atan(a·v) − ln(1 + (a·v)²)/(2·a)).
#[test]
fn the_gates_charge_has_a_closed_form() {
    let constants = constants("vdmos", FULL);
    let pair = Pair::pack(&constants, &constants);
    let (s, y, a) = (constants.swing, constants.plateau, constants.a);
    near(s, (1.4e-9 - 0.1e-9) / (1.0 + std::f64::consts::FRAC_PI_2), 1e-12);
    for v in [-60.0, -9.0, -0.3, 0.0, 0.2, 4.0, 30.0_f64] {
        let (charge, capacitance) = pair.gate_drain(F2::splat(v));
        let (bend, area) = if v > 0.0 {
            (libm::tanh(a * v), libm::log(libm::cosh(a * v)) / a)
        } else {
            (libm::atan(a * v), v * libm::atan(a * v) - libm::log1p(a * v * a * v) / (2.0 * a))
        };
        near(lane(capacitance, 0), s * bend + y, 1e-12);
        near(lane(charge, 0), s * area + y * v, 1e-12);
    }
    // Far above and far below are the two capacitances that the model names.
    near(lane(pair.gate_drain(F2::splat(1e3)).1, 0), 1.4e-9, 1e-12);
    near(lane(pair.gate_drain(F2::splat(-1e9)).1, 0), 0.1e-9, 1e-6);
}

#[test]
fn a_drive_of_hundreds_of_slopes_does_not_overflow() {
    let constants = constants("vdmos", &[("vto", 2.0), ("kp", 1.0), ("ksubthres", 0.01)]);
    let channel = Pair::pack(&constants, &constants).channel(F2::splat(100.0), F2::splat(42.0), false);
    near(lane(channel.current, 0), 0.5 * 40.0 * 40.0, 1e-12);
}

#[test]
fn the_mobility_stays_above_0_at_any_gate() {
    let constants = constants("vdmos", &[("vto", 4.0), ("theta", 0.1)]);
    let pair = Pair::pack(&constants, &constants);
    for vgs in [-9.0, -10.0, -11.0, -40.0] {
        let channel = pair.channel(F2::splat(20.0), F2::splat(vgs), false);
        assert!(lane(channel.current, 0) >= 0.0 && lane(channel.current, 0) < 1e-20, "{vgs}");
    }
}

#[test]
fn breakdown_passes_through_its_point() {
    let constants = constants("vdmos", &[("bv", 60.0), ("ibv", 1e-3), ("is", 1e-12), ("nbv", 2.0)]);
    let ((current, _), _) = Pair::pack(&constants, &constants).body(F2::splat(-60.0), F2::splat(0.0));
    // The voltage is searched for to reltol of the current, as in ngspice.
    near(-lane(current, 0), 1e-3, 1e-3);
}

#[test]
fn temperature_moves_what_the_model_says() {
    let model: Numbers = &[("vto", 3.0), ("kp", 10.0), ("tcvth", 5e-3), ("rd", 0.1), ("texp0", 1.5), ("rs", 0.2), ("trs1", 1e-3), ("trs2", 1e-5), ("tnom", 27.0)];
    let (hot, _) = resolved("vdmos", model, &[("temp", 127.0)]).unwrap();
    let ratio: f64 = 400.15 / 300.15;
    near(hot.constants.threshold, 2.5, 1e-12);
    near(hot.constants.beta, 10.0 / (ratio * ratio.sqrt()), 1e-12);
    near(1.0 / hot.series[D], 0.1 * ratio * ratio.sqrt(), 1e-12);
    near(1.0 / hot.series[S], 0.2 * (1.0 + 0.1 + 0.1), 1e-12);
}

#[test]
fn what_has_no_effect_is_told() {
    let told = |model: Numbers| resolved("vdmos", model, &[]).unwrap().1;
    assert_eq!(told(&[("rq", 1.0), ("rd", 1.0)]), ["rq has no effect without vq"]);
    assert_eq!(told(&[("vq", 1.0), ("rd", 1.0)]), ["vq has no effect without rq"]);
    assert_eq!(told(&[("rq", 1.0), ("vq", 1.0)]), ["rq has no effect without rd"]);
    assert_eq!(told(&[("texp0", 1.0), ("trd1", 1e-3)]), ["trd1 has no effect beside texp0"]);
    assert!(told(FULL).is_empty());
}

#[test]
fn numbers_that_no_power_mosfet_has_are_refused() {
    let code = |model: Numbers, card: Numbers| resolved("vdmos", model, card).map(|_| ()).unwrap_err().code;
    assert_eq!(code(&[("ksubthres", 0.0)], &[]), "model-parameter");
    assert_eq!(code(&[("m", 1.0)], &[]), "model-parameter");
    assert_eq!(code(&[("vj", 0.0)], &[]), "model-parameter");
    assert_eq!(code(&[("n", 0.0)], &[]), "model-parameter");
    assert_eq!(code(&[], &[("temp", -300.0)]), "temperature");
    assert_eq!(code(&[("rg", 1.0), ("trg1", -0.1)], &[("temp", 60.0)]), "temperature");
    assert_eq!(code(&[("vj", 0.3)], &[("temp", 300.0)]), "temperature");
}

#[test]
fn lost_numbers_stay_lost() {
    for constants in examples() {
        let pair = Pair::pack(&constants, &constants);
        for pin in 0..PINS {
            let mut v = [5.0, 6.0, 0.0, 5.5, 0.0, 0.0].map(|v| F2::splat(constants.sign * v));
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = (Voltages::default(), Outputs::new());
            PowerMosfet::evaluate(&pair, &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
}

/// A source of noise that a switched-on device has: 4·k·T·⅔·gm.
#[test]
fn multipliers_are_as_many_devices() {
    let middle = |devices: usize, m: f64| {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-6)]);
        test.voltage("vin", "in", "0", &[("pulse", &[0.0, 8.0, 0.0, 1e-8, 1e-8, 1e-5, 2e-5])]);
        test.voltage("vd", "d", "0", &[("dc", &[6.0])]);
        test.resistor("r1", "in", "g", 100.0);
        test.resistor("r2", "d", "out", 5.0);
        for index in 0..devices {
            let device = test.device("vdmos", &format!("m{index}"), &["out", "g", "0"], &[], &[("m", &[m])]);
            // Breakdown belongs to all devices together.
            let model: Vec<(&str, f64)> = FULL.iter().copied().filter(|(name, _)| *name != "bv").collect();
            test.model(device, "vdmos", &model);
        }
        let job = test.tran(1e-8, 1e-6, Some(1e-9), false);
        let run = test.done(job);
        (run.at("v(g)", 3e-7), run.at("v(out)", 5e-7), run.last("i(vd)"))
    };
    let (one, three) = (middle(1, 3.0), middle(3, 1.0));
    near(one.0, three.0, 1e-4);
    near(one.1, three.1, 1e-4);
    near(one.2, three.2, 1e-4);
}

/// All that the terminals take up is what the variables call power.
#[test]
fn the_drains_current_is_that_of_all_its_parts() {
    for vd in [4.0, -0.9, 9.6] {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-9)]);
        test.voltage("vd", "d", "0", &[("dc", &[vd])]);
        test.voltage("vg", "g", "0", &[("dc", &[5.0])]);
        let device = test.device("vdmos", "m1", &["d", "g", "0"], &[], &[]);
        test.model(device, "vdmos", FULL);
        let job = test.op();
        let run = test.done(job);
        near(run.last("i(m1)"), -run.last("i(vd)"), 1e-9);
    }
}

/// What ngspice 39 prints of four devices at fixed voltages of drain and gate.
/// (Its capacitances of the gate do not know `m`, so those of the second are left out.)
const NGSPICE: [Numbers; 4] = [
    &[
        ("cgs", 1.1e-9), ("cgd", 1.34903984772698e-9), ("cds", 4.41714859925003e-10), ("id", 15.7081284878056),
        ("is", -15.708128487806), ("idio", -2.3999987439487e-11), ("vgs", 4.84291871512194), ("vds", 1.17253687219544),
        ("von", 3.1), ("rs", 0.01), ("rd", 0.169999999999971), ("gm", 11.3420118632057), ("gds", 9.56521842103777),
        ("p", 62.8325139513186),
    ],
    &[
        ("cds", 1.53506456420458e-5), ("id", -25.132432704919), ("is", 25.1324327049192), ("idio", 14.0112336753763),
        ("vgs", 6.1256621635246), ("vds", -0.52301350942621), ("von", 3.1), ("rs", 0.005), ("rd", 0.01),
        ("gm", 6.23066343735678), ("gds", 46.166112356153), ("p", 35.229299742266),
    ],
    &[
        ("cgs", 3e-10), ("cgd", 9.83161312223135e-11), ("cds", 5.61044560850476e-11), ("id", 5.5658478266062),
        ("is", -5.5658478266062), ("idio", -1.4358904935481), ("vgs", 4.0), ("vds", 9.04341521733938), ("von", -2.22),
        ("rs", 0.0), ("rd", 0.1), ("gm", 6.25376148006072), ("gds", 0.0), ("p", 67.2166878734811),
    ],
    &[
        ("cgs", 1.1e-9), ("cgd", 1.38545541169156e-9), ("cds", 7.71202015180416e-10), ("id", 3.89617880879722),
        ("is", -3.8961788087972), ("idio", -2.0387439487907e-11), ("vgs", 5.46103821191203), ("vds", 0.176855213677985),
        ("von", 3.1), ("rs", 0.01), ("rd", 0.0472727272727251), ("gm", 1.51537407825796), ("gds", 21.5402946864235),
        ("p", 1.55847152352704),
    ],
];

#[test]
fn variables_are_those_of_ngspice() {
    let full: Vec<(&str, f64)> = FULL.iter().copied().filter(|(name, _)| *name != "rds").collect();
    let mirror: Numbers = &[
        ("vto", -2.1), ("kp", 3.0), ("rd", 0.1), ("rb", 0.3), ("is", 1e-12), ("bv", 9.0), ("ibv", 1e-3), ("cjo", 0.2e-9),
        ("cgs", 0.3e-9), ("cgdmax", 0.5e-9), ("cgdmin", 50e-12), ("a", 0.7), ("tcvth", 4e-3),
    ];
    let devices: [(&str, Numbers, Numbers, f64); 4] = [
        ("vdmos", &full, &[], 4.0),
        ("vdmos", &full, &[("m", 2.0), ("temp", 80.0)], -0.9),
        ("vdmosp", mirror, &[("dtemp", -30.0)], 9.6),
        ("vdmos", &full, &[], 0.4),
    ];
    for ((kind, model, card, terminal), wanted) in devices.into_iter().zip(NGSPICE) {
        let Resolved { constants, series, .. } = resolved(kind, model, card).unwrap().0;
        let of = |name: &str| wanted.iter().find(|(known, _)| *known == name).unwrap().1;
        // The voltages behind the resistances, from ngspice's currents.
        let source = of("id") * of("rs");
        let anode = -of("idio") / series[A].max(1e-30) * f64::from(series[A] > 0.0);
        let v = [source + of("vds"), source + of("vgs"), source, terminal, anode, 0.0].map(|v| constants.sign * v);
        let pair = Pair::pack(&constants, &constants);
        let (mut memory, mut out) = (Voltages::default(), Outputs::new());
        PowerMosfet::evaluate(&pair, &mut memory, &v.map(F2::splat), &Call { exact: true, ..CALL }, &mut out);
        let one = |values: [F2; PINS]| values.map(|value| lane(value, 0));
        let matrix = |values: [F2; CELLS]| values.map(|value| lane(value, 0));
        let point = Point {
            v,
            current: one(out.current),
            conductance: matrix(out.conductance),
            charge: one(out.charge),
            capacitance: matrix(out.capacitance),
            rate: [0.0; PINS],
            series,
        };
        let mut values = vec![0.0; KIND.variables.len()];
        PowerMosfet::variables(&constants, &point, &mut values);
        for &(name, wanted) in wanted {
            let place = KIND.variables.iter().position(|variable| variable.name == name).expect(name);
            let got = values[place];
            assert!((got - wanted).abs() <= 1e-8 * wanted.abs() + 1e-15, "{name} of {kind} at {terminal}: {got:e} is not {wanted:e}");
        }
    }
}
