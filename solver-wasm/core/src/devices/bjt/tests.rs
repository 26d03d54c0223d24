use super::*;
use crate::devices::equations::Packed;
use crate::devices::equation_tests::{covers, resolve};
use crate::devices::junction::{Depletion, Exponential};
use crate::lanes::lane;
use crate::matrix::tests::Random;

const SMALL: &[(&str, f64)] = &[("is", 4e-15), ("bf", 180.0)];
const WHOLE: &[(&str, f64)] = &[
    ("is", 3e-15),
    ("bf", 220.0),
    ("br", 4.0),
    ("nf", 1.01),
    ("nr", 1.03),
    ("ise", 8e-14),
    ("ne", 1.7),
    ("isc", 3e-13),
    ("nc", 1.9),
    ("vaf", 70.0),
    ("var", 15.0),
    ("ikf", 0.03),
    ("ikr", 0.01),
    ("rb", 150.0),
    ("rbm", 20.0),
    ("irb", 2e-4),
    ("rc", 5.0),
    ("re", 0.6),
    ("cje", 4e-12),
    ("vje", 0.8),
    ("mje", 0.36),
    ("cjc", 3e-12),
    ("vjc", 0.7),
    ("mjc", 0.31),
    ("xcjc", 0.6),
    ("cjs", 2e-12),
    ("vjs", 0.6),
    ("mjs", 0.4),
    ("fc", 0.6),
    ("tf", 3e-10),
    ("xtf", 3.0),
    ("vtf", 4.0),
    ("itf", 0.05),
    ("tr", 2e-8),
    ("iss", 1e-15),
    ("ns", 1.2),
];
const POWERED: &[(&str, f64)] = &[
    ("is", 1e-15),
    ("ikf", 0.005),
    ("nkf", 0.7),
    ("vaf", 40.0),
    ("rb", 90.0),
    ("rbm", 30.0),
    ("tf", 1e-10),
    ("cjs", 1e-12),
    ("subs", -1.0),
];
/// Excess phase, and knees that a reverse current passes, where they end.
const LATE: &[(&str, f64)] = &[
    ("is", 1e-9),
    ("nf", 1.1),
    ("ikf", 2e-8),
    ("tf", 1e-9),
    ("ptf", 40.0),
    ("vtf", 2.0),
    ("xtf", 1.0),
    ("cjc", 2e-12),
    ("cjs", 1e-12),
    ("iss", 1e-12),
];

fn constants(kind: &str, model: &[(&str, f64)]) -> Constants {
    resolve::<Bjt, PINS, ENTRIES>(&["c", "b", "e", "s"], kind, model, &[("area", 1.5)], 40.0).0.unwrap().constants
}

fn call(exact: bool) -> Call {
    Call { gmin: 1e-12, start: Start::Free, held: F2::splat(0.0), charges: true, exact, small_signal: false, steps: [f64::INFINITY; 2] }
}

/// Without limiting, with the derivatives that Newton's iteration has.
fn evaluate(pair: &Pair, v: [F2; PINS]) -> Outputs<PINS, ENTRIES> {
    evaluate_in(pair, v, [f64::INFINITY; 2])
}

/// In a step of a transient, with nothing delayed.
fn evaluate_in(pair: &Pair, v: [F2; PINS], steps: [f64; 2]) -> Outputs<PINS, ENTRIES> {
    let mut out = Outputs::new();
    let mut memory = Default::default();
    Bjt::settle(pair, &mut memory, &v);
    Bjt::evaluate(pair, &mut memory, &v, &Call { steps, ..call(false) }, &mut out);
    out
}

/// Voltages of the pins over all four regions.
fn voltages(random: &mut Random, sign: f64) -> [f64; PINS] {
    let spread = |random: &mut Random, deep: f64, high: f64| match random.next() {
        choice if choice < 0.0 => high * (1.0 + 0.3 * random.next()),
        _ => -deep * (0.5 + 0.5 * random.next()),
    };
    let base = random.next();
    let vbe = spread(random, 3.0, 0.6);
    let vbc = spread(random, 8.0, 0.55);
    let vsub = spread(random, 9.0, 0.5);
    let across = 0.1 * random.next();
    [base - sign * vbc, base, base - sign * vbe, base - sign * vbc + sign * vsub, base + sign * across]
}

/// The branches of the equations that junctions lie in, by vbe, vbc, the substrate's
/// voltage and that of the outer base to the collector.
fn branches(of: &Constants, [vbe, vbc, vsub, vbx]: [f64; 4]) -> Vec<(&'static str, bool)> {
    let pair = Pair::pack(of, of);
    let currents = pair.currents(F2::splat(vbe), F2::splat(vbc), F2::splat(1e-12));
    let blocked = |[_, vte]: [f64; 2], v: f64| v < -3.0 * vte;
    let present = |[scale, _]: [f64; 2]| scale != 0.0;
    let injection = knee(of, [vbe, vbc]);
    let resists = of.least_base != 0.0 || of.more_base != 0.0;
    let crowded = lane(currents.base[0], 0) * if of.half_base > 0.0 { 1.0 / of.half_base } else { 0.0 } > 1e-9;
    let line = |of: &Depletion, v: f64| of.capacitance != 0.0 && v > of.corner;
    let power = |of: &Depletion, v: f64| of.capacitance != 0.0 && v < of.corner;
    let bent = present([of.knee_forward, 0.0]) || present([of.knee_reverse, 0.0]);
    vec![
        ("forward active", vbe > 0.4 && vbc < 0.0),
        ("reverse active", vbe < 0.0 && vbc > 0.4),
        ("saturated", vbe > 0.4 && vbc > 0.4),
        ("off", vbe < 0.0 && vbc < 0.0),
        ("base–emitter's cubic", blocked(of.forward, vbe)),
        ("base–collector's cubic", blocked(of.reverse, vbc)),
        ("emitter's leakage", present(of.leak_emitter) && !blocked(of.leak_emitter, vbe)),
        ("emitter's leakage, cubic", present(of.leak_emitter) && blocked(of.leak_emitter, vbe)),
        ("collector's leakage", present(of.leak_collector) && !blocked(of.leak_collector, vbc)),
        ("collector's leakage, cubic", present(of.leak_collector) && blocked(of.leak_collector, vbc)),
        ("substrate's junction", present(of.leak_substrate) && !blocked(of.leak_substrate, vsub)),
        ("substrate's junction, cubic", present(of.leak_substrate) && blocked(of.leak_substrate, vsub)),
        ("substrate below the base", of.substrate < 0.0),
        ("Early voltages", of.early_forward != 0.0 || of.early_reverse != 0.0),
        ("knee by a root", bent && injection > 0.0 && of.knee_exponent == 0.5),
        ("knee by a power", bent && injection > 0.0 && of.knee_exponent != 0.5),
        ("no knee against the current", bent && injection < 0.0),
        ("base resistance by the charge", resists && of.half_base == 0.0),
        ("base resistance by the current", resists && of.half_base != 0.0 && crowded),
        ("base resistance at no current", resists && of.half_base != 0.0 && !crowded),
        ("base resistance that is constant", !resists),
        ("transit time by bias", of.transit_bias != 0.0 && vbe > 0.0 && of.transit_current != 0.0),
        ("transit time by the voltage only", of.transit_bias != 0.0 && vbe > 0.0 && of.transit_current == 0.0),
        ("transit time by the charge", of.transit_forward != 0.0 && of.transit_bias == 0.0 && vbe > 0.0),
        ("transit time of the current only", of.transit_forward != 0.0 && vbe < 0.0),
        ("excess phase", of.excess_delay != 0.0),
        ("emitter's charge is a power", power(&of.emitter, vbe)),
        ("emitter's charge is a line", line(&of.emitter, vbe)),
        ("collector's charge is a power", power(&of.collector, vbc)),
        ("collector's charge is a line", line(&of.collector, vbc)),
        ("outer collector's charge is a power", power(&of.outer, vbx)),
        ("outer collector's charge is a line", line(&of.outer, vbx)),
        ("substrate's charge is a power", power(&of.to_substrate, vsub)),
        ("substrate's charge is a line", line(&of.to_substrate, vsub)),
    ]
}

/// 1 + 4·I/IK, of which the knee is the root.
fn knee(of: &Constants, [vbe, vbc]: [f64; 2]) -> f64 {
    let current = |v: f64, [scale, vte]: [f64; 2]| lane(Exponential::pack([scale; 2], [vte; 2]).at(F2::splat(v)).0, 0);
    1.0 + 4.0 * (of.knee_forward * current(vbe, of.forward) + of.knee_reverse * current(vbc, of.reverse))
}

#[test]
fn derivatives_agree_with_central_differences_in_all_regions() {
    let mut random = Random(3);
    let examples: Vec<Constants> = ["npn", "pnp"].iter().flat_map(|kind| [SMALL, WHOLE, POWERED, LATE].map(|model| constants(kind, model))).collect();
    covers("bipolar transistor", |round| {
        let constants = &examples[round % examples.len()];
        let (sign, pair) = (constants.sign, Pair::pack(constants, constants));
        let v = voltages(&mut random, sign);
        let lies_at = if constants.substrate > 0.0 { v[C] } else { v[B] };
        let junctions = [sign * (v[B] - v[E]), sign * (v[B] - v[C]), sign * constants.substrate * (v[S] - lies_at), sign * (v[O] - v[C])];
        // Where the model has a bend there is no derivative to compare with.
        let borders = [constants.forward, constants.reverse, constants.leak_emitter, constants.leak_collector, constants.leak_substrate].map(|[_, vte]| -3.0 * vte);
        let corners = [&constants.emitter, &constants.collector, &constants.outer, &constants.to_substrate].map(|of| of.corner);
        let near = |border: &f64| junctions.iter().any(|v| (v - border).abs() < 1e-3);
        if junctions[0].abs() < 1e-3 || borders.iter().chain(&corners).any(near) || knee(constants, [junctions[0], junctions[1]]).abs() < 0.2 {
            return None;
        }
        let here = branches(constants, junctions);
        let steps = if constants.excess_delay != 0.0 { [1e-10, 2e-10] } else { [f64::INFINITY; 2] };
        let at = evaluate_in(&pair, v.map(F2::splat), steps);
        let largest = |values: &[F2]| values.iter().map(|value| lane(*value, 0).abs()).fold(0.0, f64::max);
        let rounding = 10.0 * largest(&at.conductance) + largest(&at.current);
        let rounding_charge = 10.0 * largest(&at.capacitance) + largest(&at.charge);
        let h = 1e-5;
        for column in 0..PINS {
            let shifted = |by: f64| {
                let mut moved = v;
                moved[column] += by;
                evaluate_in(&pair, moved.map(F2::splat), steps)
            };
            let (below, above) = (shifted(-h), shifted(h));
            for row in 0..PINS {
                let entry = Bjt::ENTRIES.iter().position(|&[r, c]| (r as usize, c as usize) == (row, column));
                let difference = |above: F2, below: F2| (lane(above, 0) - lane(below, 0)) / (2.0 * h);
                let of = |values: &[F2; ENTRIES]| entry.map_or(0.0, |entry| lane(values[entry], 0));
                let wanted = difference(above.current[row], below.current[row]);
                let got = of(&at.conductance);
                let bound = 2e-5 * wanted.abs() + 2e-16 * rounding / h + 1e-7 * largest(&at.conductance);
                assert!((got - wanted).abs() <= bound, "g[{row}][{column}] {got:e} {wanted:e} at {v:?} of {round}");
                let wanted = difference(above.charge[row], below.charge[row]);
                let got = of(&at.capacitance);
                let bound = 2e-5 * wanted.abs() + 2e-16 * rounding_charge / h + 1e-7 * largest(&at.capacitance);
                assert!((got - wanted).abs() <= bound, "c[{row}][{column}] {got:e} {wanted:e} at {v:?} of {round}");
            }
        }
        Some(here)
    });
}

#[test]
fn currents_charges_and_derivatives_sum_to_nothing() {
    let mut random = Random(4);
    for (kind, sign) in [("npn", 1.0), ("pnp", -1.0)] {
        let constants = constants(kind, WHOLE);
        let pair = Pair::pack(&constants, &constants);
        for _ in 0..2000 {
            let out = evaluate(&pair, voltages(&mut random, sign).map(F2::splat));
            let balanced = |values: &[f64]| {
                let largest = values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
                assert!(values.iter().sum::<f64>().abs() <= 4e-15 * largest, "{values:?}");
            };
            balanced(&out.current.map(|value| lane(value, 1)));
            balanced(&out.charge.map(|value| lane(value, 1)));
            for entries in [out.conductance, out.capacitance] {
                for side in 0..2 {
                    for pin in 0..PINS as u8 {
                        let line: Vec<f64> = (0..ENTRIES)
                            .filter(|&entry| Bjt::ENTRIES[entry][side] == pin)
                            .map(|entry| lane(entries[entry], 0))
                            .collect();
                        balanced(&line);
                    }
                }
            }
        }
    }
}

#[test]
fn a_pnp_mirrors_an_npn() {
    let mut random = Random(5);
    let mut vertical = WHOLE.to_vec();
    vertical.push(("subs", 1.0));
    let (npn, pnp) = (constants("npn", &vertical), constants("pnp", &vertical));
    let pair = Pair::pack(&npn, &pnp);
    for _ in 0..2000 {
        let v = voltages(&mut random, 1.0);
        let out = evaluate(&pair, v.map(|v| F2::from([v, -v])));
        for (values, sign) in [(out.current, -1.0), (out.charge, -1.0)] {
            for value in values {
                assert_eq!(lane(value, 0), sign * lane(value, 1));
            }
        }
        for value in out.conductance.iter().chain(&out.capacitance) {
            assert_eq!(lane(*value, 0), lane(*value, 1));
        }
    }
}

#[test]
fn the_partner_of_a_pair_changes_no_bit() {
    let mut random = Random(6);
    let models: Vec<Constants> = [("npn", SMALL), ("pnp", WHOLE), ("npn", POWERED), ("npn", WHOLE)]
        .map(|(kind, model)| constants(kind, model))
        .to_vec();
    for _ in 0..1000 {
        for first in &models {
            for second in &models {
                let (v, w) = (voltages(&mut random, first.sign), voltages(&mut random, second.sign));
                let both = evaluate(&Pair::pack(first, second), std::array::from_fn(|pin| F2::from([v[pin], w[pin]])));
                let alone = evaluate(&Pair::pack(first, first), v.map(F2::splat));
                let other = evaluate(&Pair::pack(second, second), w.map(F2::splat));
                let numbers = |out: &Outputs<PINS, ENTRIES>, side: usize| -> Vec<f64> {
                    let all = out.current.iter().chain(&out.charge).chain(&out.conductance).chain(&out.capacitance);
                    all.map(|value| lane(*value, side)).collect()
                };
                assert_eq!(numbers(&both, 0), numbers(&alone, 1));
                assert_eq!(numbers(&both, 1), numbers(&other, 0));
            }
        }
    }
}

#[test]
fn limiting_keeps_the_record_where_it_was_evaluated() {
    let constants = constants("npn", WHOLE);
    let pair = Pair::pack(&constants, &constants);
    let mut out = Outputs::new();
    let mut memory = Memory { at: [F2::splat(0.6), F2::splat(-2.0), F2::splat(-3.0)], ..Memory::default() };
    let v = [1.0, 5.0, 0.0, -3.0, 5.0].map(F2::splat);
    Bjt::evaluate(&pair, &mut memory, &v, &call(false), &mut out);
    assert!(out.limited.all());
    let at = out.at.map(|voltage| lane(voltage, 0));
    assert!((at[B] - at[E] - lane(memory.at[0], 0)).abs() < 1e-15);
    assert!(at[B] - at[E] < 0.8, "{at:?}");
    let again = evaluate(&pair, out.at);
    for (limited, free) in out.current.iter().zip(&again.current) {
        assert!((lane(*limited, 0) - lane(*free, 0)).abs() < 1e-12 * lane(*free, 0).abs().max(1e-9));
    }
}

#[test]
fn small_signals_have_a_plain_base_resistance() {
    let constants = constants("npn", WHOLE);
    let pair = Pair::pack(&constants, &constants);
    let v = [1.0, 0.0, -0.7, 0.0, 0.02].map(F2::splat);
    let mut out = Outputs::new();
    Bjt::evaluate(&pair, &mut Default::default(), &v, &call(true), &mut out);
    assert_eq!(lane(out.conductance[OE], 0), 0.0);
    assert_eq!(lane(out.conductance[OO], 0), -lane(out.conductance[OB], 0));
    let resistance = 1.0 / lane(out.conductance[OO], 0) * 1.5;
    assert!(resistance > 20.0 && resistance < 150.0, "{resistance}");
}

/// The published model's two jumps.
#[test]
fn the_model_jumps_where_its_file_says_so() {
    let carrying = constants("npn", &[("is", 1e-10), ("tf", 1e-9), ("xtf", 2.0)]);
    let slope = |vbe: f64| {
        let out = evaluate(&Pair::pack(&carrying, &carrying), [0.5, 0.0, -vbe, -1.0, 0.0].map(F2::splat));
        (lane(out.capacitance[EE], 0), lane(out.charge[E], 0))
    };
    let (below, above) = (slope(-1e-12), slope(1e-12));
    assert!((above.0 / below.0 - 3.0).abs() < 1e-6, "{below:?} {above:?}");
    assert!((above.1 - below.1).abs() < 1e-10 * below.0, "{below:?} {above:?}");

    let injected = constants("npn", &[("is", 1e-3), ("ikf", 1e-3)]);
    let charge = |vbe: f64| {
        let pair = Pair::pack(&injected, &injected);
        lane(pair.currents(F2::splat(vbe), F2::splat(0.0), F2::splat(0.0)).charge[0], 0)
    };
    let [saturation, vte] = injected.forward;
    let border = vte * libm::log(1.0 - 0.25 / (saturation * injected.knee_forward));
    let (before, after) = (charge(border + 1e-9), charge(border - 1e-9));
    assert!((before - 0.5).abs() < 1e-3 && after == 1.0, "{before} {after}");
}
