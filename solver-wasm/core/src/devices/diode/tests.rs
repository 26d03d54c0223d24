//! The equations by themselves; circuits are compared with ngspice in
//! test/reference.

use super::heated::{limited_rise, Both, Heated, COLDEST, STEP};
use super::*;
use crate::devices::equation_tests::{bits, covers, meets, resolve, Border, Numbers, CALL};
use crate::devices::equations::Packed;
use crate::devices::junction::{critical_voltage, thermal_voltage, KELVIN};
use crate::lanes::lane;
use crate::matrix::tests::Random;
use crate::circuit::Variation;
use crate::test_circuit::{near, TestCircuit};

/// Amperes, volts and so on of a diode with everything; breakdown at a few volts.
const WHOLE: Numbers = &[
    ("is", 2e-13), ("n", 1.3), ("jsw", 3e-14), ("ns", 1.1), ("isr", 1e-11), ("nr", 2.0), ("ikf", 1e-2), ("ikr", 1e-2), ("bv", 6.0),
    ("ibv", 1e-4), ("nbv", 2.0), ("ibvl", 1e-6), ("nbvl", 8.0), ("jtun", 1e-9), ("jtunsw", 2e-9), ("ntun", 20.0), ("tt", 5e-9), ("cjo", 4e-12),
    ("vj", 0.8), ("m", 0.4), ("cjp", 1e-12), ("php", 0.7), ("rs", 3.0), ("trs1", 2e-3), ("tcv", 1e-3), ("tm1", 1e-3),
];
/// The edge shares the area's exponential; the capacitances have coefficients of their own.
const SHARED: Numbers = &[
    ("is", 1e-14), ("n", 1.6), ("jsw", 2e-14), ("cjo", 1e-12), ("tlevc", 1.0), ("cta", 1e-3), ("tpb", 2e-3), ("bv", 5.0), ("tlev", 1.0),
    ("tcv", 1e-4), ("ikf", 2e-3), ("tikf", 1e-3), ("tbv1", 2e-4), ("cjp", 2e-12), ("tphp", 1e-3), ("ctp", 2e-3),
];
const PLAIN: Numbers = &[("is", 1e-15), ("cjo", 2e-12), ("rs", 1.0)];
const LAYERS: Numbers = &[("level", 3.0), ("is", 1e-6), ("jsw", 1e-12), ("cjo", 1e-4), ("wm", 1e-5), ("lm", 2e-5), ("xm", 1e-6), ("xom", 5e3), ("wp", 1e-5), ("lp", 1e-5)];
const MODELS: [(Numbers, Numbers); 4] =
    [(WHOLE, &[("area", 2.0), ("pj", 3.0)]), (SHARED, &[("area", 1.5), ("pj", 2.0)]), (PLAIN, &[]), (LAYERS, &[("w", 1e-4), ("l", 2e-5)])];

fn constants(model: Numbers, card: Numbers, celsius: f64) -> Constants {
    resolve::<Diode, 2, 4>(&["a", "0"], "d", model, card, celsius).0.unwrap().constants
}

fn heated(model: Numbers, card: Numbers) -> Card {
    let model = [model, &[("rth0", 40.0), ("cth0", 1e-4)]].concat();
    resolve::<Heated, 5, 18>(&["a", "0", "tj"], "d", &model, card, 40.0).0.unwrap().constants
}

/// The branches of the equations that a voltage is in.
fn branches(of: &Constants, v: f64) -> Vec<(&'static str, bool)> {
    let broken = v < -of.breakdown.max(3.0 * of.vte);
    let forward = v >= -3.0 * of.vte;
    let edged = of.edge_saturation != 0.0;
    vec![
        ("the area's exponential", forward),
        ("the area's cubic", !forward && !broken),
        ("breakdown", broken),
        ("the edge's exponential", edged && v >= -3.0 * of.edge_vte),
        ("the edge's cubic", edged && v < -3.0 * of.edge_vte),
        ("recombination", forward && of.recombination != 0.0),
        ("tunnelling", of.tunnel != 0.0),
        ("soft breakdown", of.soft_current != 0.0),
        ("high injection", v > 0.0 && of.knee.is_finite()),
        ("high injection in breakdown", broken && of.knee_reverse.is_finite()),
        ("the area's charge is a power", of.depletion.capacitance != 0.0 && v < of.depletion.corner),
        ("the area's charge is a line", of.depletion.capacitance != 0.0 && v > of.depletion.corner),
        ("the edge's charge is a power", of.edge_depletion.capacitance != 0.0 && v < of.edge_depletion.corner),
        ("the edge's charge is a line", of.edge_depletion.capacitance != 0.0 && v > of.edge_depletion.corner),
        ("plates", of.plate != 0.0),
    ]
}

/// How far a voltage is from the next border between branches.
fn distance(of: &Constants, v: f64) -> f64 {
    let borders = [-of.breakdown, -3.0 * of.vte, -3.0 * of.edge_vte, of.depletion.corner, of.edge_depletion.corner];
    borders.iter().fold(v.abs(), |least, border| least.min((v - border).abs()))
}

/// From breakdown to conduction.
fn voltage(random: &mut Random, of: &Constants) -> f64 {
    let deepest = if of.breakdown.is_finite() { -of.breakdown - 0.6 } else { -8.0 };
    match random.next() {
        low if low < -0.4 => deepest + 0.55 * (1.0 + random.next()),
        middle if middle < 0.0 => deepest * 0.5 * (1.0 + random.next()),
        _ => 0.3 + 0.4 * random.next(),
    }
}

#[test]
fn slopes_agree_with_central_differences_in_all_branches() {
    let mut random = Random(7);
    let examples = MODELS.map(|(model, card)| constants(model, card, 40.0));
    covers("diode", |round| {
        let of = examples[round % 4];
        let pair = Pair::pack(&of, &of);
        let v = voltage(&mut random, &of);
        let h = 1e-6;
        if distance(&of, v) < 10.0 * h {
            return None;
        }
        let evaluate = |v: f64| {
            let junctions = pair.junctions(F2::splat(v), F2::splat(1e-12));
            [junctions.current, junctions.conductance, junctions.charge, junctions.capacitance].map(|value| lane(value, 0))
        };
        let (below, at, above) = (evaluate(v - h), evaluate(v), evaluate(v + h));
        let conductance = (above[0] - below[0]) / (2.0 * h);
        // Rounding of the current leaves its 1e-16th part in the difference.
        let bound = 1e-5 * at[1].abs() + 4e-16 * at[0].abs() / h + 1e-19;
        assert!((conductance - at[1]).abs() < bound, "{conductance:e} {:e} at {v}", at[1]);
        let capacitance = (above[2] - below[2]) / (2.0 * h);
        let bound = 1e-5 * at[3].abs() + 4e-16 * at[2].abs() / h;
        assert!((capacitance - at[3]).abs() < bound, "{capacitance:e} {:e} at {v}", at[3]);
        Some(branches(&of, v))
    });
}

/// Evaluates a heated diode without limiting.
fn warm(card: &Card, v: [f64; 5], exact: bool) -> Outputs<5, 18> {
    let pair = Both::pack(card, card);
    let v = v.map(F2::splat);
    let (mut memory, mut out) = (Default::default(), Outputs::new());
    Heated::settle(&pair, &mut memory, &v);
    Heated::evaluate(&pair, &mut memory, &v, &Call { exact, ..CALL }, &mut out);
    assert!(!out.limited.any());
    out
}

#[test]
fn slopes_of_a_heated_diode_agree_with_central_differences_in_all_branches() {
    let mut random = Random(8);
    let examples = MODELS.map(|(model, card)| heated(model, card));
    covers("diode that heats itself", |round| {
        let card = &examples[round % 4];
        let rise = 60.0 * random.next() + 30.0;
        let of = Constants::at(card, card.temperature + rise);
        let cathode = 0.3 * random.next();
        let v = voltage(&mut random, &of);
        let steps = [1e-6, 1e-6, 1e-3, 1e-6, 1e-6];
        // A warmer junction has other borders.
        if distance(&of, v) < 2e-3 {
            return None;
        }
        let across = if card.conductance > 0.0 { 0.2 * random.next() } else { 0.0 };
        let at = [cathode + v, cathode, rise, cathode + v + across, 0.0];
        let out = warm(card, at, true);
        for column in 0..4 {
            let h = steps[column];
            let moved = |by: f64| {
                let mut v = at;
                v[column] += by;
                warm(card, v, true)
            };
            let (below, above) = (moved(-h), moved(h));
            for row in 0..4 {
                let entry = Heated::ENTRIES.iter().position(|&entry| entry == [row as u8, column as u8]);
                let check = |above: F2, below: F2, got: f64, largest: f64, what: &str| {
                    let wanted = (lane(above, 0) - lane(below, 0)) / (2.0 * h);
                    let bound = 3e-5 * wanted.abs() + 4e-16 * largest / h + 1e-9 * largest;
                    assert!((got - wanted).abs() <= bound, "{what}[{row}][{column}] {got:e} {wanted:e} at {at:?}, model {}", round % 4);
                };
                let largest = |values: &[F2]| values.iter().fold(1e-15, |most: f64, value| most.max(lane(*value, 0).abs()));
                let of_entry = |values: &[F2; 18]| entry.map_or(0.0, |entry| lane(values[entry], 0));
                check(above.current[row], below.current[row], of_entry(&out.conductance), largest(&out.current), "g");
                let coulombs = largest(&[out.charge[0]]).max(1e-15);
                let scale = if row == 2 { largest(&out.charge) } else { coulombs };
                check(above.charge[row], below.charge[row], of_entry(&out.capacitance), scale, "c");
            }
        }
        Some(branches(&of, v))
    });
}

#[test]
fn a_heated_diode_is_the_plain_one_at_its_temperature() {
    let mut random = Random(9);
    for (model, instance) in MODELS {
        let card = heated(model, instance);
        for _ in 0..500 {
            let rise = 40.0 + 40.0 * random.next();
            let of = constants(model, instance, 40.0 + rise);
            let v = voltage(&mut random, &of);
            if distance(&of, v) < 1e-6 {
                continue;
            }
            let junctions = Pair::pack(&of, &of).junctions(F2::splat(v), F2::splat(1e-12));
            let out = warm(&card, [v, 0.0, rise, v, 0.0], true);
            let one = |pair: F2| lane(pair, 0);
            near(-one(out.current[1]), one(junctions.current), 1e-11);
            near(-one(out.charge[1]), one(junctions.charge), 1e-11);
            near(one(out.conductance[6]), one(junctions.conductance), 1e-9);
            near(one(out.capacitance[6]), one(junctions.capacitance), 1e-9);
        }
    }
}

#[test]
fn currents_charges_and_derivatives_of_a_heated_diode_sum_to_nothing() {
    let card = heated(WHOLE, &[("area", 2.0)]);
    let out = warm(&card, [0.6, 0.1, 30.0, 0.65, 0.0], false);
    for values in [out.current, out.charge] {
        let sum: f64 = values.iter().map(|value| lane(*value, 0)).sum();
        assert!(sum.abs() < 1e-15, "{sum:e}");
    }
    for row in 0..4 {
        let sum: f64 = (0..18).filter(|&entry| Heated::ENTRIES[entry][0] == row).map(|entry| lane(out.conductance[entry], 0)).sum();
        assert!(sum.abs() < 1e-15, "{sum:e}");
    }
}

#[test]
fn the_partner_of_a_pair_changes_no_bit() {
    let mut random = Random(6);
    let examples = MODELS.map(|(model, card)| constants(model, card, 40.0));
    let evaluate = |first: &Constants, second: &Constants, v: [f64; 2]| {
        let pair = Pair::pack(first, second);
        let v = [F2::from(v), F2::splat(0.0)];
        let (mut memory, mut out) = (Default::default(), Outputs::new());
        Diode::settle(&pair, &mut memory, &v);
        Diode::evaluate(&pair, &mut memory, &v, &CALL, &mut out);
        out
    };
    for _ in 0..500 {
        for first in &examples {
            for second in &examples {
                let (v, w) = (voltage(&mut random, first), voltage(&mut random, second));
                let both = evaluate(first, second, [v, w]);
                assert_eq!(bits(&both, 0), bits(&evaluate(first, first, [v, v]), 1), "{v}");
                assert_eq!(bits(&both, 1), bits(&evaluate(second, second, [w, w]), 0), "{w}");
            }
        }
    }
}

/// Of a plain diode and of one that heats itself, by the voltage: cubics and tangents go
/// on, breakdown begins with what is left of the cubic.
#[test]
fn regions_meet_as_published() {
    const EDGED: Numbers = &[
        ("is", 1e-14), ("n", 1.3), ("jsw", 1e-13), ("ns", 1.1), ("bv", 5.0), ("ibv", 1e-6), ("cjo", 4e-12), ("m", 0.4), ("cjp", 1e-12), ("php", 0.7), ("tt", 1e-9), ("ikf", 1e-2),
    ];
    let card = heated(EDGED, &[("pj", 2.0)]);
    let rise = 20.0;
    let of = constants(EDGED, &[("pj", 2.0)], 40.0 + rise);
    let pair = Pair::pack(&of, &of);
    let plain = |v: f64| {
        let junctions = pair.junctions(F2::splat(v), F2::splat(0.0));
        [junctions.current, junctions.conductance, junctions.charge, junctions.capacitance].map(|value| lane(value, 0))
    };
    let own = Heated::ENTRIES.iter().position(|&entry| entry == [1, 1]).unwrap();
    let hot = |v: f64| {
        let out = warm(&card, [v, 0.0, rise, v, 0.0], true);
        [-lane(out.current[1], 0), lane(out.conductance[own], 0), -lane(out.charge[1], 0), lane(out.capacitance[own], 0)]
    };
    let curves: [(&str, &dyn Fn(f64) -> [f64; 4]); 2] = [("plain", &plain), ("heated", &hot)];
    for (name, curve) in curves {
        let current = |v: f64| [curve(v)[0], curve(v)[1]];
        let charge = |v: f64| [curve(v)[2], curve(v)[3]];
        for border in [-3.0 * of.vte, -3.0 * of.edge_vte] {
            meets(name, border, current, Border::Smooth);
            meets(name, border, charge, Border::Smooth);
        }
        for border in [of.depletion.corner, of.edge_depletion.corner] {
            meets(name, border, charge, Border::Smooth);
        }
        // Of the cubics (3·N·vt/(e·BV))³ is left.
        let left = |saturation: f64, vte: f64| saturation * libm::pow(3.0 * vte / (std::f64::consts::E * of.breakdown), 3.0);
        let jump = left(of.saturation, of.vte) + left(of.edge_saturation, of.edge_vte);
        let [before, after] = [-1e-9, 1e-9].map(|by| current(-of.breakdown + by)[0]);
        assert!(((after - before) / jump - 1.0).abs() < 0.05 || before < after, "{name}: {before:e} {after:e} {jump:e}");
    }
    // High injection of a reverse current begins with the cubic, at a jump.
    let kneed = constants(&[EDGED, &[("jsw", 0.0), ("ikr", 1e-3)]].concat(), &[], 40.0);
    let current = |v: f64| {
        let junctions = Pair::pack(&kneed, &kneed).junctions(F2::splat(v), F2::splat(0.0));
        [lane(junctions.current, 0), lane(junctions.conductance, 0)]
    };
    let whole = kneed.saturation * (1.0 - libm::exp(-3.0));
    let root = (whole / kneed.knee_reverse).sqrt();
    meets("reverse injection", -3.0 * kneed.vte, current, Border::Jump(-whole * root / (1.0 + root)));
    // Where the temperature moves the border past a voltage.
    let border = -3.0 * of.vte;
    let place = Heated::ENTRIES.iter().position(|&entry| entry == [1, 2]).unwrap();
    meets("by temperature", rise, |rise| {
        let out = warm(&card, [border, 0.0, rise, border, 0.0], true);
        [lane(out.current[1], 0), lane(out.conductance[place], 0)]
    }, Border::Smooth);
}

/// The published model's jumps: recombination ends at −3·N·vt, and the cubic's
/// rest does where breakdown begins.
#[test]
fn the_current_jumps_where_its_file_says_so() {
    let of = constants(&[("is", 1e-14), ("isr", 1e-9), ("nr", 2.0), ("bv", 5.0)], &[], 27.0);
    let pair = Pair::pack(&of, &of);
    let current = |v: f64| lane(pair.junctions(F2::splat(v), F2::splat(0.0)).current, 0);
    let border = -3.0 * of.vte;
    let (inside, outside) = (current(border * (1.0 - 1e-9)), current(border * (1.0 + 1e-9)));
    let base = 1e-9 * (libm::exp(border / of.recombination_vte) - 1.0);
    let factor = libm::pow((1.0 - border) * (1.0 - border) + 0.005, 0.25);
    assert!((inside - outside - base * factor).abs() < 1e-15, "{inside:e} {outside:e}");
    let before = current(-of.breakdown * (1.0 - 1e-9));
    let after = current(-of.breakdown * (1.0 + 1e-9));
    assert!((after + of.whole).abs() < 1e-6 * of.whole && (before + of.whole).abs() < 1e-5 * of.whole, "{before:e} {after:e}");
}

#[test]
fn breakdown_passes_through_its_point() {
    let vt = thermal_voltage(300.15);
    let found = breakdown_voltage(6.2, 5e-3, 1e-14, vt, 1.0, 1e-9);
    let current = 1e-14 * (libm::exp((6.2 - found) / vt) - 1.0 + found / vt);
    assert!((current - 5e-3).abs() < 1e-8 * 5e-3, "{current:e}");
    assert_eq!(breakdown_voltage(100.0, 1e-15, 1e-12, vt, 1.0, 1e-9), 100.0);
}

/// Tunnelling and PSpice's softer breakdown by their closed forms.
#[test]
fn tunnelling_and_the_softer_breakdown_have_their_closed_forms() {
    let vt = thermal_voltage(300.15);
    let current = |model: Numbers, card: Numbers, v: f64| {
        let of = constants(model, card, 27.0);
        lane(Pair::pack(&of, &of).junctions(F2::splat(v), F2::splat(0.0)).current, 0)
    };
    let plain = |v: f64| current(&[("is", 1e-18), ("bv", 8.0), ("ibv", 1e-9)], &[], v);
    let tunnel = current(&[("is", 1e-18), ("jtun", 1e-9), ("jtunsw", 3e-9), ("ntun", 25.0)], &[("area", 2.0), ("pj", 3.0)], -4.0);
    near(tunnel, -(2e-9 + 9e-9) * (libm::exp(4.0 / (25.0 * vt)) - 1.0), 1e-6);
    for v in [-7.0, -7.5, -8.0] {
        let soft = current(&[("is", 1e-18), ("bv", 8.0), ("ibv", 1e-9), ("ibvl", 2e-6), ("nbvl", 30.0)], &[], v);
        near(soft, plain(v) - 2e-6 * libm::exp(-(v + 8.0) / (30.0 * vt)), 1e-9);
    }
    // PSpice's coefficients over temperature: at 77 °C BV is 8·(1 + 0.05 + 0.0025).
    let hot = constants(&[("is", 1e-18), ("bv", 8.0), ("ibv", 1e-12), ("tbv1", 1e-3), ("tbv2", 1e-6), ("ikf", 1.0), ("tikf", 2e-3)], &[], 77.0);
    near(hot.soft_voltage, 8.0 * (1.0 + 50.0 * 1e-3 + 2500.0 * 1e-6), 1e-12);
    near(hot.knee, 1.1, 1e-12);
}

#[test]
fn layers_of_level_3_are_plates() {
    let of = constants(LAYERS, &[("w", 1e-4), ("l", 2e-5), ("m", 1.0)], 27.0);
    let oxide = 3.9 * 8.854214871e-12;
    near(of.plate, oxide / 5e-7 * 11e-6 * 21e-6 + oxide / 1e-6 * 1e-10, 1e-12);
    near(of.bottom_and_edge(), 1e-6 * 2e-9 + 1e-12 * 2.4e-4, 1e-9);
}

impl Constants {
    /// Amperes of area and edge together.
    fn bottom_and_edge(&self) -> f64 {
        self.whole
    }
}

/// A diode that heats itself and breaks down behind 100 Ω.
fn in_breakdown(volts: f64) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-9), ("vntol", 1e-12), ("abstol", 1e-15)]);
    test.voltage("v1", "d", "0", &[("dc", &[volts]), ("ac", &[1.0])]);
    test.resistor("r1", "d", "c", 100.0);
    let device = test.device("heated-diode", "d1", &["c", "0", "t"], &[], &[]);
    test.model(device, "d", &[("is", 1e-12), ("n", 1.2), ("bv", 7.0), ("ibv", 1e-3), ("rth0", 50.0), ("cth0", 1e-18)]);
    test
}

/// Small signals that the heat follows are the slopes of operating points. ngspice 39
/// gives 0.016516 and −3.4950 K/V for its own points' slopes of 0.022727 and −3.4774 K/V:
/// in breakdown it leaves out the current's slope by temperature.
#[test]
fn small_signals_of_breakdown_are_the_slopes_of_operating_points() {
    let at = |volts: f64| {
        let mut test = in_breakdown(volts);
        let job = test.op();
        let run = test.done(job);
        ["v(c)", "v(t)"].map(|name| run.last(name))
    };
    let (above, below) = (at(-8.499), at(-8.501));
    let mut test = in_breakdown(-8.5);
    let job = test.ac(Variation::Linear, 1.0, 1.0, 1.0);
    let run = test.done(job);
    for (which, (name, ngspice)) in [("v(c)", 2.272706681739e-2), ("v(t)", -3.47742267286)].into_iter().enumerate() {
        let slope = (above[which] - below[which]) / 0.002;
        near(slope, ngspice, 1e-5);
        near(run.column(name)[0], slope, 1e-6);
    }
}

/// The series resistance is as warm as the junction; in ngspice 39 its noise is that of
/// the surroundings.
#[test]
fn a_series_resistance_makes_noise_at_the_junctions_temperature() {
    let card = heated(&[("is", 1e-12), ("rs", 2.0), ("trs1", 3e-3)], &[]);
    let point = Point { v: [0.6, 0.0, 60.0, 0.62, 0.0], current: [0.0; 5], conductance: [0.0; 18], charge: [0.0; 5], capacitance: [0.0; 18], rate: [0.0; 5], series: [0.0; 5] };
    let mut sources = Vec::new();
    Heated::noise(&card, &point, &mut sources);
    // 40 °C and 60 K above, 73 K above 27 °C.
    let ohms = 2.0 * (1.0 + 73.0 * 3e-3);
    assert_eq!(sources[0].name, "rs");
    near(sources[0].white, 4.0 * BOLTZMANN * (100.0 + KELVIN) / ohms, 1e-9);
}

#[test]
fn limiting_of_a_temperature_ends_at_it() {
    let (mut rise, mut steps) = (0.0, 0);
    while rise < 2000.0 {
        let next = limited_rise(2000.0, rise, 300.0);
        assert!(next > rise && next - rise < 3.0 * STEP);
        rise = next;
        steps += 1;
    }
    assert!(steps < 20 && rise == 2000.0);
    assert_eq!(limited_rise(-5000.0, -200.0, 300.15), COLDEST - 300.15);
    assert!(limited_rise(f64::NAN, 0.0, 300.0).is_nan());
}

#[test]
fn what_no_diode_can_have_is_an_error() {
    let code = |model: Numbers, card: Numbers, celsius: f64| {
        let (resolved, _) = resolve::<Diode, 2, 4>(&["a", "0"], "d", model, card, celsius);
        resolved.map(|_| ()).unwrap_err().code
    };
    assert_eq!(code(&[("level", 2.0)], &[], 27.0), "unsupported-model");
    for model in [[("fc", 1.0)], [("fcs", 1.0)], [("mjsw", 1.0)], [("tlev", 2.0)], [("tlevc", 3.0)]] {
        assert_eq!(code(&model, &[], 27.0), "model-parameter", "{model:?}");
    }
    assert_eq!(code(&[("rs", 1.0), ("trs1", -0.02)], &[], 127.0), "temperature");
    assert_eq!(code(&[("bv", 5.0), ("tcv", 0.1)], &[], 127.0), "temperature");
    assert_eq!(code(&[("cjo", 1e-12), ("tlevc", 1.0), ("tpb", 0.02)], &[], 127.0), "temperature");
    let (resolved, _) = resolve::<Heated, 5, 18>(&["a", "0", "t"], "d", &[("cth0", 1.0)], &[], 27.0);
    assert_eq!(resolved.unwrap_err().code, "model-parameter");
}

#[test]
fn what_has_no_effect_is_told() {
    let told = |model: Numbers, card: Numbers| -> Vec<String> {
        let (resolved, report) = resolve::<Diode, 2, 4>(&["a", "0"], "d", model, card, 27.0);
        resolved.unwrap();
        report.into_iter().map(|finding| finding.message).collect()
    };
    assert_eq!(told(WHOLE, &[]), [""; 0]);
    assert_eq!(told(&[("ibvl", 1e-6)], &[]), ["ibvl has no effect without bv"]);
    assert_eq!(told(&[("xom", 1e4)], &[("w", 1e-6)]), ["w has no effect on a diode of level 1; level=3 has sizes", "xom has no effect on a diode of level 1; level=3 has sizes"]);
    assert_eq!(told(&[("level", 3.0)], &[("w", 1e-6)]), ["w and l have an effect only together"]);
    assert_eq!(told(&[("cjo", 1e-12), ("vj", 2.5)], &[]), ["vj is limited to 1/fc = 2 V, as in ngspice"]);
    assert_eq!(told(&[("m", 0.95)], &[]), ["m is limited to 0.9, as in ngspice"]);
}

#[test]
fn the_critical_voltage_is_that_of_the_area() {
    let of = constants(&[("is", 1e-14), ("jsw", 1e-10)], &[("pj", 1.0)], 27.0);
    assert_eq!(of.critical, critical_voltage(of.vte, 1e-14));
}
