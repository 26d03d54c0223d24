//! The layer by itself; circuits are compared with ngspice in test/reference.

use super::*;
use crate::devices::equation_tests::{bits, covers, resolve, Numbers, CALL};
use crate::lanes::lane;
use crate::matrix::tests::Random;
use crate::test_circuit::near;

const PLAIN: Numbers = &[("is", 1e-15), ("bf", 90.0), ("rco", 60.0), ("vo", 3.0), ("gamma", 2e-9), ("qco", 3e-12)];
const WHOLE: Numbers = &[
    ("is", 2e-15), ("bf", 120.0), ("br", 3.0), ("vaf", 60.0), ("ikf", 0.05), ("rb", 80.0), ("rbm", 20.0), ("rc", 5.0), ("re", 0.4), ("cje", 2e-12),
    ("cjc", 1e-12), ("xcjc", 0.7), ("tf", 2e-10), ("tr", 1e-8), ("cjs", 1e-12), ("rco", 100.0), ("vo", 2.0), ("gamma", 1e-8), ("qco", 1e-12), ("quasimod", 1.0),
];

fn one(kind: &str, model: Numbers, card: Numbers) -> One {
    resolve::<Epitaxial, PINS, ENTRIES>(&["c", "b", "e", "s"], kind, model, card, 40.0).0.unwrap().constants
}

fn evaluate(pair: &Both, v: [F2; PINS]) -> Outputs<PINS, ENTRIES> {
    let (mut memory, mut out) = (Default::default(), Outputs::new());
    Epitaxial::settle(pair, &mut memory, &v);
    Epitaxial::evaluate(pair, &mut memory, &v, &CALL, &mut out);
    out
}

/// The inner base–collector junction blocks or conducts, the layer carries a
/// current either way, with and without a flood of carriers.
fn voltages(random: &mut Random, sign: f64) -> [f64; PINS] {
    let base = 0.5 * random.next();
    let vbe = 0.65 + 0.08 * random.next();
    let vbc = if random.next() > 0.0 { 0.55 + 0.12 * random.next() } else { -2.0 + 1.9 * random.next() };
    let across = if random.next() > -0.3 { 1.5 * random.next().abs() } else { -0.3 * random.next().abs() };
    let inner = base - sign * vbc;
    [inner, base, base - sign * vbe, -sign, base + 0.02 * random.next(), inner + sign * across]
}

#[test]
fn slopes_agree_with_central_differences_in_all_branches() {
    let mut random = Random(21);
    let examples: Vec<One> = ["npn", "pnp"].iter().flat_map(|kind| [one(kind, PLAIN, &[]), one(kind, WHOLE, &[("area", 2.0), ("m", 3.0)])]).collect();
    covers("bipolar transistor with an epitaxial layer", |round| {
        let of = &examples[round % 4];
        let sign = of.plain.sign;
        let pair = Both::pack(of, of);
        let v = voltages(&mut random, sign);
        let (vbc, across) = (sign * (v[B] - v[C]), sign * (v[X] - v[C]));
        let h = 1e-6;
        if across.abs() < 1e-5 || (vbc + 3.0 * of.plain.vt).abs() < 1e-4 {
            return None;
        }
        let at = evaluate(&pair, v.map(F2::splat));
        let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
        for column in 0..PINS {
            let moved = |by: f64| {
                let mut v = v;
                v[column] += by;
                evaluate(&pair, v.map(F2::splat))
            };
            let (below, above) = (moved(-h), moved(h));
            for row in 0..PINS {
                let entry = Epitaxial::ENTRIES.iter().position(|&entry| entry == [row as u8, column as u8]);
                let difference = |above: F2, below: F2| (lane(above, 0) - lane(below, 0)) / (2.0 * h);
                let got = |values: &[F2; ENTRIES]| entry.map_or(0.0, |entry| lane(values[entry], 0));
                let wanted = difference(above.current[row], below.current[row]);
                let bound = 2e-5 * wanted.abs() + 4e-16 * largest(&at.current) / h + 1e-7 * largest(&at.conductance);
                assert!((got(&at.conductance) - wanted).abs() <= bound, "g[{row}][{column}] {:e} {wanted:e} at {v:?}", got(&at.conductance));
                let wanted = difference(above.charge[row], below.charge[row]);
                let bound = 2e-5 * wanted.abs() + 4e-16 * largest(&at.charge) / h + 1e-7 * largest(&at.capacitance);
                assert!((got(&at.capacitance) - wanted).abs() <= bound, "c[{row}][{column}] {:e} {wanted:e} at {v:?}", got(&at.capacitance));
            }
        }
        let layer = &of.layer;
        let outer = vbc - across;
        let flooded = |v: f64| layer.doping * libm::exp(v / of.plain.vt) > 1.0;
        Some(vec![
            ("the current flows to the junction", across > 0.0),
            ("the current flows from the junction", across < 0.0),
            ("the inner end is flooded", flooded(vbc)),
            ("the outer end is flooded", flooded(outer)),
            ("flooded against the current", across < 0.0 && flooded(vbc)),
            ("not flooded, with the current", across > 0.0 && !flooded(vbc)),
            ("not flooded, against the current", across < 0.0 && !flooded(vbc)),
            ("near the speed limit", across * layer.saturation > 0.5),
            ("its temperature counts", round % 2 == 1),
        ])
    });
}

/// Without a flood the layer is a resistance whose carriers reach their speed limit.
#[test]
fn the_layer_has_its_closed_form() {
    let of = one("npn", PLAIN, &[]);
    let pair = Both::pack(&of, &of);
    let flow = |vbc: f64, vbx: f64| lane(pair.flow(F2::splat(vbc), F2::splat(vbx), F2::splat(0.0)).current[0], 0);
    near(flow(-5.0, -7.0), 2.0 / 60.0 / (1.0 + 2.0 / 3.0), 1e-9);
    near(flow(-7.0, -5.0), -2.0 / 60.0, 1e-12);
    let vt = of.plain.vt;
    let k = |v: f64| (1.0 + 2e-9 * libm::exp(v / vt)).sqrt();
    let (inner, outer) = (k(0.7), k(0.4));
    let wanted = (0.3 + vt * (inner - outer - libm::log((1.0 + inner) / (1.0 + outer)))) / 60.0 / (1.0 + 0.1);
    near(flow(0.7, 0.4), wanted, 1e-12);
    // Carriers that no number holds stay as they are.
    let [most, beyond] = [100.0, 101.0].map(|exponent| pair.carriers(F2::splat(exponent * vt)).map(|value| lane(value, 0)));
    assert_eq!(beyond, [most[0], 0.0]);
}

#[test]
fn current_and_charge_are_continuous_where_the_current_changes_its_sign() {
    let of = one("npn", PLAIN, &[]);
    let pair = Both::pack(&of, &of);
    let at = |across: f64| {
        let v = [0.0, 0.65, 0.0, -1.0, 0.65, across].map(F2::splat);
        let out = evaluate(&pair, v);
        (lane(out.current[X], 0), lane(out.charge[X], 0), lane(out.conductance[XX], 0))
    };
    let (below, above) = (at(-1e-12), at(1e-12));
    assert!((above.0 - below.0).abs() < 1e-13 && (above.1 - below.1).abs() < 1e-20, "{below:?} {above:?}");
    // The slope jumps: a flood of carriers counts for one sign only.
    assert!(above.2 > 1.05 * below.2, "{below:?} {above:?}");
}

#[test]
fn the_partner_of_a_pair_changes_no_bit() {
    let mut random = Random(22);
    let (first, second) = (one("npn", PLAIN, &[]), one("pnp", WHOLE, &[]));
    for _ in 0..500 {
        let (v, w) = (voltages(&mut random, 1.0), voltages(&mut random, -1.0));
        let both = evaluate(&Both::pack(&first, &second), std::array::from_fn(|pin| F2::from([v[pin], w[pin]])));
        assert_eq!(bits(&both, 0), bits(&evaluate(&Both::pack(&first, &first), v.map(F2::splat)), 1));
        assert_eq!(bits(&both, 1), bits(&evaluate(&Both::pack(&second, &second), w.map(F2::splat)), 0));
    }
}

#[test]
fn temperature_moves_the_layer_under_quasimod_only() {
    let hot = |model: Numbers| resolve::<Epitaxial, PINS, ENTRIES>(&["c", "b", "e", "s"], "npn", model, &[], 127.0).0.unwrap().constants.layer;
    near(hot(PLAIN).conductance, 1.0 / 60.0, 1e-12);
    let ratio: f64 = 400.15 / 300.15;
    let model = [PLAIN, &[("quasimod", 1.0)]].concat();
    let layer = hot(&model);
    near(layer.conductance, 1.0 / (60.0 * libm::pow(ratio, 2.42)), 1e-12);
    near(layer.saturation, 1.0 / (3.0 * libm::pow(ratio, 0.87)), 1e-12);
    assert!(layer.doping > 100.0 * 2e-9, "{}", layer.doping);
}

#[test]
fn what_is_wrong_or_without_effect_is_told() {
    let result = |model: Numbers| resolve::<Epitaxial, PINS, ENTRIES>(&["c", "b", "e", "s"], "npn", model, &[], 27.0);
    for (model, code) in [(("vo", 0.0), "model-parameter"), (("gamma", -1.0), "model-parameter"), (("quasimod", 2.0), "unsupported-model")] {
        assert_eq!(result(&[("rco", 1.0), model]).0.unwrap_err().code, code);
    }
    let (_, report) = result(&[("rco", 1e-3)]);
    assert_eq!(report[0].message, "rco is limited to 0.01");
    let (_, report) = resolve::<Bjt, PLAIN_PINS, PLAIN_ENTRIES>(&["c", "b", "e", "s"], "npn", &[("gamma", 1e-9)], &[], 27.0);
    assert_eq!(report[0].message, "gamma has no effect without rco");
}
