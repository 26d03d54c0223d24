//! Windows between events, slopes, and measures that wait for others.

use super::*;

/// A sine of frequency 1 with so many points a period, over two periods.
fn sine(points: usize) -> Vec<(f64, f64, f64)> {
    (0..=2 * points)
        .map(|i| {
            let t = i as f64 / points as f64;
            (t, (2.0 * std::f64::consts::PI * t).sin(), 0.5)
        })
        .collect()
}

fn between(statistic: Statistic, trigger: Option<Event>, target: Option<Event>) -> MeasureForm {
    MeasureForm::Statistic { statistic, signal: v(), from: NONE, to: NONE, delay: NONE, trigger, target }
}

#[test]
fn a_window_goes_from_event_to_event() {
    let mut deck = Deck::new();
    for statistic in [Statistic::Integral, Statistic::Average, Statistic::Max, Statistic::Min, Statistic::Rms, Statistic::MaxAt] {
        let (trigger, target) = (deck.cross(0.25, Direction::Rise, 1, None), deck.cross(0.5, Direction::Fall, 1, None));
        deck.measure("tran", between(statistic, Some(trigger), Some(target)));
    }
    let results = deck.run("tran", &triangle(2), true);
    // From 0.25 up to 1 and down to 0.5 at 1.5.
    let area = 0.75 * 0.625 + 0.5 * 0.75;
    let power = (1.0 - 0.25f64.powi(3)) / 3.0 + (1.0 - 0.5f64.powi(3)) / 3.0;
    for (result, exact) in results.iter().zip([area, area / 1.25, 1.0, 0.25, (power / 1.25).sqrt(), 1.0]) {
        close(result.0.clone().unwrap(), exact);
    }
}

#[test]
fn a_window_may_lie_within_one_segment_and_end_at_the_last_crossing() {
    let mut deck = Deck::new();
    // The line from 0.1 to 0.37 holds both.
    let (trigger, target) = (deck.cross(0.2, Direction::Rise, 1, None), deck.cross(0.3, Direction::Rise, 1, None));
    deck.measure("tran", between(Statistic::Average, Some(trigger), Some(target)));
    let (trigger, target) = (deck.cross(0.5, Direction::Rise, 0, None), deck.cross(0.5, Direction::Fall, 0, None));
    deck.measure("tran", between(Statistic::Integral, Some(trigger), Some(target)));
    let (trigger, target) = (deck.at(0.5), deck.at(1.5));
    deck.measure("tran", between(Statistic::Average, Some(trigger), Some(target)));
    let results = deck.run("tran", &triangle(3), true);
    close(results[0].0.clone().unwrap(), 0.25);
    close(results[1].0.clone().unwrap(), 0.75);
    close(results[2].0.clone().unwrap(), 0.75);
}

#[test]
fn one_event_alone_bounds_a_window_on_its_side() {
    let mut deck = Deck::new();
    let trigger = deck.cross(0.5, Direction::Fall, 1, None);
    deck.measure("tran", between(Statistic::Integral, Some(trigger), None));
    let target = deck.cross(0.5, Direction::Fall, 1, None);
    deck.measure("tran", between(Statistic::Integral, None, Some(target)));
    let results = deck.run("tran", &triangle(1), true);
    close(results[0].0.clone().unwrap(), 0.125);
    close(results[1].0.clone().unwrap(), 0.875);
}

#[test]
fn a_window_without_its_events_says_which_one() {
    let mut deck = Deck::new();
    let (trigger, target) = (deck.cross(2.0, Direction::Rise, 1, None), deck.cross(0.5, Direction::Fall, 1, None));
    deck.measure("tran", between(Statistic::Average, Some(trigger), Some(target)));
    let (trigger, target) = (deck.cross(0.5, Direction::Fall, 1, None), deck.cross(0.5, Direction::Rise, 1, None));
    deck.measure("tran", between(Statistic::Average, Some(trigger), Some(target)));
    let results = deck.run("tran", &triangle(1), true);
    assert_eq!(results[0].0, Err("trigger: v(a) never rises through 2 in the given range".to_string()));
    assert_eq!(results[1].0, Err("the target at 5e-1 comes before the trigger at 1.5e0".to_string()));
}

#[test]
fn a_window_of_events_in_a_falling_sweep_is_that_of_the_rising_one() {
    let mut deck = Deck::new();
    let (trigger, target) = (deck.cross(0.25, Direction::Rise, 1, None), deck.cross(0.5, Direction::Fall, 1, None));
    deck.measure("tran", between(Statistic::Average, Some(trigger), Some(target)));
    let rising = deck.run("tran", &triangle(1), true);
    let mut points = triangle(1);
    points.reverse();
    // The triangle is its own mirror image.
    close(deck.run("tran", &points, true)[0].0.clone().unwrap(), rising[0].0.clone().unwrap());
}

#[test]
fn a_delay_of_a_statistic_moves_its_beginning() {
    // ngspice 39 takes `td=` of a statistic and ignores it, against its manual.
    let mut deck = Deck::new();
    let (from, delay) = (deck.number(0.25), deck.number(1.0));
    let form = |from, delay| MeasureForm::Statistic { statistic: Statistic::Max, signal: v(), from, to: NONE, delay, trigger: None, target: None };
    deck.measure("tran", form(NONE, delay));
    deck.measure("tran", MeasureForm::Statistic { statistic: Statistic::Integral, signal: v(), from, to: NONE, delay, trigger: None, target: None });
    let results = deck.run("tran", &triangle(1), true);
    assert_eq!(results[0], (Ok(1.0), Some(1.0)));
    close(results[1].0.clone().unwrap(), 0.5);
}

#[test]
fn a_slope_is_that_of_the_line_and_at_a_point_of_the_parabola() {
    // ngspice 39 says that 'deriv' is not supported.
    let mut deck = Deck::new();
    let derivative = |deck: &mut Deck, at: Event| deck.measure("tran", MeasureForm::Derivative { signal: v(), at });
    let at = deck.at(0.5);
    derivative(&mut deck, at);
    let at = deck.cross(0.5, Direction::Fall, 1, None);
    derivative(&mut deck, at);
    let at = deck.at(9.0);
    derivative(&mut deck, at);
    let results = deck.run("tran", &triangle(1), true);
    close(results[0].0.clone().unwrap(), 1.0);
    close(results[1].0.clone().unwrap(), -1.0);
    assert_eq!(results[2].0, Err("9e0 is outside of the points, which go from 0e0 to 2e0".to_string()));
    // A parabola is met exactly at its points, however uneven they are.
    let mut deck = Deck::new();
    let at = deck.at(2.0);
    derivative(&mut deck, at);
    let parabola: Vec<_> = [0.0, 0.5, 2.0, 2.25, 4.0].iter().map(|&t| (t, t * t, 0.0)).collect();
    close(deck.run("tran", &parabola, true)[0].0.clone().unwrap(), 4.0);
}

#[test]
fn the_slope_of_a_sine_converges() {
    let errors: Vec<f64> = [100, 200]
        .iter()
        .map(|&points| {
            let mut deck = Deck::new();
            let at = deck.at(1.0);
            deck.measure("tran", MeasureForm::Derivative { signal: v(), at });
            let slope = deck.run("tran", &sine(points), true)[0].0.clone().unwrap();
            (slope - 2.0 * std::f64::consts::PI).abs()
        })
        .collect();
    // The parabola's error falls with the square of the step.
    assert!(errors[0] < 5e-3 && errors[1] < 0.26 * errors[0], "{errors:?}");
}

#[test]
fn limits_and_levels_read_measures_of_the_same_run() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Max, None, None);
    let half = deck.postfix("m0 2 //2");
    let level = signal("m0/2", Quantity::Constant { value: half }, Part::Value);
    deck.measure("tran", MeasureForm::When { at: crossing(v(), level, Direction::Fall, 1) });
    let (from, to) = (deck.postfix("m1"), deck.postfix("m1 0.5 +/2"));
    deck.measure("tran", MeasureForm::Statistic { statistic: Statistic::Integral, signal: v(), from, to, delay: NONE, trigger: None, target: None });
    let formula = deck.formula("v m0 //2 100 */2");
    let at = deck.at(0.25);
    deck.measure("tran", MeasureForm::Find { signal: formula, at });
    let results = deck.run("tran", &triangle(1), true);
    close(results[1].0.clone().unwrap(), 1.5);
    close(results[2].0.clone().unwrap(), 0.125);
    close(results[3].0.clone().unwrap(), 25.0);
}

#[test]
fn what_reads_a_failed_measure_fails_with_its_name() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Max, Some(70.0), Some(80.0));
    let value = deck.postfix("m0");
    deck.measure("tran", MeasureForm::Find { signal: v(), at: Event::At { value } });
    let results = deck.run("tran", &triangle(1), true);
    assert_eq!(results[1].0, Err("it reads the measure 'm0', which has no result".to_string()));
}

#[test]
fn a_level_may_be_a_part_of_the_greatest_value() {
    let mut deck = Deck::new();
    let value = deck.number(0.25);
    let right = signal("0.25", Quantity::Constant { value }, Part::Value);
    let at = Event::Cross { left: v(), right, direction: Direction::Fall, count: 2, delay: NONE, from: NONE, to: NONE, of_maximum: true };
    deck.measure("tran", MeasureForm::When { at });
    let points: Vec<_> = triangle(2).into_iter().map(|(t, a, b)| (t, 4.0 * a, b)).collect();
    close(deck.run("tran", &points, true)[0].0.clone().unwrap(), 3.75);
}

#[test]
fn measures_of_earlier_analyses_are_known_from_the_first_point() {
    let mut deck = Deck::new();
    deck.measure("op", MeasureForm::Parameter { value: 0 });
    deck.number(0.0);
    let value = deck.postfix("m0 2 */2");
    let at = Event::At { value };
    deck.measure("tran", MeasureForm::Find { signal: v(), at });
    let evaluator = Evaluator::new(&deck.circuit).unwrap();
    let numbers = evaluator.evaluate(&deck.circuit, 27.0, &Overrides::default()).unwrap();
    let mut results = vec![Some(0.25), None];
    let earlier = results.clone();
    let known = Known { circuit: &deck.circuit, evaluator: &evaluator, numbers: &numbers, analysis: "tran", sweeps: &[], stop: 0.0, results: &earlier };
    let mut measures = Measures::new(&known);
    for (axis, a, _) in triangle(1) {
        measures.point(axis, &[a], &[]);
    }
    measures.finish(&known, true, &mut results);
    close(results[1].unwrap(), 0.5);
}

#[test]
fn ltspice_integrates_noise_to_its_effective_value() {
    let mut deck = Deck::new();
    let noise = signal("V(onoise)", Quantity::Named { name: "onoise".into() }, Part::Value);
    let (from, to) = (deck.number(100.0), deck.number(500.0));
    deck.measure("noise", MeasureForm::Statistic { statistic: Statistic::Integral, signal: noise, from, to, delay: NONE, trigger: None, target: None });
    let white = |deck: &Deck| deck.feed("noise", true, |measures| (0..=10).for_each(|i| measures.point(100.0 * f64::from(i), &[3e-9], &[])));
    close(white(&deck)[0].0.clone().unwrap(), 1200e-9);
    deck.circuit.dialect = "ltspice".to_string();
    // 3 nV/√Hz over 400 Hz are 60 nV.
    close(white(&deck)[0].0.clone().unwrap(), 60e-9);
    assert_eq!(unit::unit_of(&deck.circuit, &deck.circuit.measures[0], "Hz"), "V");
}
