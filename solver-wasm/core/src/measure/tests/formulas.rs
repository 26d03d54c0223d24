//! Formulas of results, real and complex, and their units.

use super::*;

#[test]
fn a_formula_is_computed_at_every_point() {
    let mut deck = Deck::new();
    let product = deck.formula("v w */2 axis +/2");
    deck.measure("tran", MeasureForm::Statistic { statistic: Statistic::Max, signal: product, from: NONE, to: NONE, delay: NONE, trigger: None, target: None });
    deck.find("tran", "v neg/1 2 +/2", 0.5);
    deck.find("tran", "v 0.5 >/2", 0.9);
    let results = deck.run("tran", &triangle(1), true);
    // v·0.5 + t on the falling side: 1 − t/2 + t, greatest at the end.
    assert_eq!(results[0], (Ok(2.0), Some(2.0)));
    close(results[1].0.clone().unwrap(), 1.5);
    close(results[2].0.clone().unwrap(), 1.0);
}

#[test]
fn two_formulas_cross_each_other() {
    let mut deck = Deck::new();
    let (left, right) = (deck.formula("v 2 */2"), deck.formula("w 1 +/2"));
    deck.measure("tran", MeasureForm::When { at: crossing(left, right, Direction::Rise, 1) });
    // 2·v reaches 1.5 at 0.75.
    close(deck.run("tran", &triangle(1), true)[0].0.clone().unwrap(), 0.75);
}

#[test]
fn the_square_of_a_line_is_computed_at_the_points_only() {
    // Between points every signal is a line, formulas too: between v² = 0.01 at
    // 0.1 and 0.1369 at 0.37 the formula does not bend.
    let mut deck = Deck::new();
    deck.find("tran", "v v */2", 0.235);
    close(deck.run("tran", &triangle(1), true)[0].0.clone().unwrap(), 0.5 * (0.01 + 0.1369));
}

fn ac(deck: &Deck, (re, im): (f64, f64), (wre, wim): (f64, f64)) -> Vec<f64> {
    let results = deck.feed("ac", true, |measures| {
        let (real, imaginary): (Vec<f64>, Vec<f64>) =
            measures.quantities().iter().map(|quantity| if *quantity == V { (re, im) } else { (wre, wim) }).unzip();
        for frequency in [1.0, 2.0] {
            measures.point(frequency, &real, &imaginary);
        }
    });
    results.into_iter().map(|result| result.0.unwrap()).collect()
}

#[test]
fn formulas_of_an_ac_analysis_are_complex() {
    let mut deck = Deck::new();
    deck.circuit.dialect = "ltspice".to_string();
    for text in ["v w //2", "v w //2 ph/1", "v w */2 re/1", "v w -/2 im/1", "v abs/1 log10/1 20 */2", "v sqrt/1 v sqrt/1 */2 re/1", "v ln/1 exp/1 im/1", "axis 2 */2", "v w v //2 */2"] {
        deck.find("ac", text, 1.5);
    }
    let (v, w) = ((3.0, 4.0), (0.0, -2.0));
    let results = ac(&deck, v, w);
    // (3 + 4j)/(−2j) = −2 + 1.5j.
    for (result, exact) in results.iter().zip([2.5, 1.5f64.atan2(-2.0), 8.0, 6.0, 20.0 * 5f64.log10(), 3.0, 4.0, 3.0, 2.0]) {
        close(*result, exact);
    }
}

#[test]
fn a_real_formula_of_an_ac_analysis_keeps_its_sign() {
    let mut deck = Deck::new();
    deck.circuit.dialect = "ltspice".to_string();
    deck.find("ac", "v re/1", 1.0);
    deck.find("ac", "v", 1.0);
    assert_eq!(ac(&deck, (-2.0, 0.0), (0.0, 0.0)), [-2.0, 2.0]);
}

#[test]
fn ngspice_measures_real_parts_and_the_others_magnitudes() {
    // ngspice 39, at the corner of a low pass: find v(out) gives 0.5, not 0.7071.
    let mut deck = Deck::new();
    let at = deck.at(1.0);
    deck.measure("ac", MeasureForm::Find { signal: v(), at });
    deck.find("ac", "v 2 */2", 1.0);
    for (dialect, exact) in [("ngspice", [3.0, 6.0]), ("spice3", [3.0, 6.0]), ("ltspice", [5.0, 10.0]), ("hspice", [5.0, 10.0])] {
        deck.circuit.dialect = dialect.to_string();
        let results = ac(&deck, (3.0, -4.0), (0.0, 0.0));
        close(results[0], exact[0]);
        close(results[1], exact[1]);
    }
}

#[test]
fn a_function_without_complex_values_gives_none() {
    let mut deck = Deck::new();
    deck.find("ac", "v w max/2", 1.0);
    deck.find("ac", "v abs/1 w abs/1 max/2", 1.0);
    let results = deck.feed("ac", true, |measures| measures.point(1.0, &[3.0, 1.0], &[-4.0, 0.0]));
    assert_eq!(results[0].0, Err("v w max/2 has no value at 1e0".to_string()));
    close(results[1].0.clone().unwrap(), 5.0);
}

#[test]
fn swept_parameters_follow_the_sweep_in_formulas() {
    let mut deck = Deck::new();
    // p, and q = 2·p, are slots of the top circuit; the sweep changes p.
    let circuit = &mut deck.circuit;
    circuit.definitions.push(Definition { name: 0, origin: NONE, ports: vec![], slots: vec![0, 1] });
    let instances = &mut circuit.instances;
    (instances.parent, instances.name, instances.definition, instances.origin) = (vec![NONE], vec![0], vec![0], vec![NONE]);
    (instances.ports_start, instances.slots_start, instances.multiplier) = (vec![0], vec![0], vec![NONE]);
    let p = deck.number(5.0);
    deck.circuit.programs.functions.push("*".to_string());
    deck.circuit.programs.constants.push(2.0);
    let q = deck.program(&[1, 0, 0, 0, 0, 3, 0, 2]);
    deck.circuit.instances.slot_value = vec![p, q];
    deck.circuit.instances.slot_in_parent = vec![0, 0];
    deck.circuit.programs.inputs.push(Input::Result { quantity: V, part: Part::Value });
    let product = deck.program(&[2, 0, 1, 0, 1, 3, 0, 2]);
    let at = deck.at(3.0);
    let form = MeasureForm::Find { signal: signal("v*q", Quantity::Formula { value: product }, Part::Value), at };
    deck.measure("dc", form);
    let sweep = |target| {
        let (form, list, along) = (SweepForm::Linear, Vec::new(), Vec::new());
        [Sweep { target, start: 0, stop: 0, step: 0, origin: NONE, name: String::new(), form, list, closed: false, along }]
    };
    let evaluator = Evaluator::new(&deck.circuit).unwrap();
    let numbers = evaluator.evaluate(&deck.circuit, 27.0, &Overrides::default()).unwrap();
    for (sweeps, exact) in [(sweep(SweepTarget::Parameter { slot: 0 }), 10.0 * 6.0), (sweep(SweepTarget::Device { device: 0 }), 10.0 * 10.0)] {
        let known = Known { circuit: &deck.circuit, evaluator: &evaluator, numbers: &numbers, analysis: "dc", sweeps: &sweeps, stop: 0.0, results: &[] };
        let mut measures = Measures::new(&known);
        for place in [0.0, 3.0, 4.0] {
            measures.point(place, &[10.0], &[]);
        }
        let mut results = Vec::new();
        measures.finish(&known, true, &mut results);
        close(results[0].unwrap(), exact);
    }
}

fn unit(deck: &Deck, index: usize, axis: &str) -> String {
    unit::unit_of(&deck.circuit, &deck.circuit.measures[index], axis)
}

#[test]
fn units_of_formulas_follow_from_their_factors() {
    let mut deck = Deck::new();
    for text in ["v", "v v */2", "v 2 */2 1 +/2", "v axis //2", "v v //2", "v v */2 sqrt/1", "v exp/1", "v axis +/2"] {
        deck.find("tran", text, 1.0);
    }
    let units: Vec<String> = (0..8).map(|index| unit(&deck, index, "s")).collect();
    assert_eq!(units, ["V", "V²", "V", "V/s", "", "V", "", ""]);
    let statistic = |statistic, signal| MeasureForm::Statistic { statistic, signal, from: NONE, to: NONE, delay: NONE, trigger: None, target: None };
    let power = deck.formula("v v */2");
    deck.measure("tran", statistic(Statistic::Integral, power));
    let at = deck.at(1.0);
    deck.measure("tran", MeasureForm::Derivative { signal: v(), at });
    deck.measure("tran", statistic(Statistic::Integral, v()));
    let value = deck.postfix("m8 m10 //2");
    deck.measure("tran", MeasureForm::Parameter { value });
    deck.measure("ac", statistic(Statistic::Integral, v()));
    let units: Vec<String> = (8..12).map(|index| unit(&deck, index, "s")).collect();
    assert_eq!(units, ["V²·s", "V/s", "V·s", "V"]);
    assert_eq!(unit(&deck, 12, "Hz"), "V·Hz");
    assert_eq!(unit(&deck, 10, "°C"), "V·°C");
}
