mod formulas;
mod harmonics;
mod windows;

use super::*;
use crate::circuit::*;
use crate::program::{Evaluator, Overrides};

const V: Quantity = Quantity::Voltage { positive: 1, negative: 0 };
const W: Quantity = Quantity::Voltage { positive: 2, negative: 0 };

fn signal(text: &str, quantity: Quantity, part: Part) -> Signal {
    Signal { text: text.to_string(), quantity, part, origin: NONE }
}

fn v() -> Signal {
    signal("v(a)", V, Part::Value)
}

/// Builds a circuit of measures; `number` adds a constant and answers its value index.
struct Deck {
    circuit: Circuit,
}

impl Deck {
    fn new() -> Deck {
        Deck { circuit: Circuit::default() }
    }

    fn number(&mut self, number: f64) -> u32 {
        let values = &mut self.circuit.values;
        values.constant.push(number);
        values.program.push(NONE);
        values.structural.push(0);
        values.constant.len() as u32 - 1
    }

    fn level(&mut self, number: f64) -> Signal {
        let value = self.number(number);
        signal(&number.to_string(), Quantity::Constant { value }, Part::Value)
    }

    fn measure(&mut self, analysis: &str, form: MeasureForm) {
        let name = format!("m{}", self.circuit.measures.len());
        self.circuit.measures.push(Measure { name, analysis: analysis.to_string(), form, origin: NONE });
    }

    fn statistic(&mut self, statistic: Statistic, from: Option<f64>, to: Option<f64>) {
        let from = from.map_or(NONE, |from| self.number(from));
        let to = to.map_or(NONE, |to| self.number(to));
        self.measure("tran", MeasureForm::Statistic { statistic, signal: v(), from, to, delay: NONE, trigger: None, target: None });
    }

    fn cross(&mut self, level: f64, direction: Direction, count: u32, delay: Option<f64>) -> Event {
        let right = self.level(level);
        let delay = delay.map_or(NONE, |delay| self.number(delay));
        Event::Cross { left: v(), right, direction, count, delay, from: NONE, to: NONE, of_maximum: false }
    }

    fn at(&mut self, place: f64) -> Event {
        Event::At { value: self.number(place) }
    }

    /// A value with a program of these words.
    fn program(&mut self, code: &[u32]) -> u32 {
        let programs = &mut self.circuit.programs;
        programs.start.push(programs.code.len() as u32);
        programs.length.push(code.len() as u32);
        programs.origin.push(NONE);
        programs.code.extend(code);
        let values = &mut self.circuit.values;
        values.constant.push(0.0);
        values.program.push(programs.start.len() as u32 - 1);
        values.structural.push(0);
        values.constant.len() as u32 - 1
    }

    /// A value in postfix notation: numbers, `v`, `w` (voltages), `axis`,
    /// `m0` (a measure), functions with their number of arguments (`*/2`).
    fn postfix(&mut self, text: &str) -> u32 {
        let mut code = Vec::new();
        for word in text.split(' ') {
            let programs = &mut self.circuit.programs;
            let input = match word {
                "v" => Some(Input::Result { quantity: V, part: Part::Value }),
                "w" => Some(Input::Result { quantity: W, part: Part::Value }),
                "axis" => Some(Input::Result { quantity: Quantity::Axis, part: Part::Value }),
                _ => word.strip_prefix('m').and_then(|index| index.parse().ok()).map(|measure| Input::Measure { measure }),
            };
            if let Some(input) = input {
                programs.inputs.push(input);
                code.extend([2, programs.inputs.len() as u32 - 1]);
            } else if let Ok(number) = word.parse() {
                programs.constants.push(number);
                code.extend([0, programs.constants.len() as u32 - 1]);
            } else {
                let (name, count) = word.rsplit_once('/').unwrap();
                programs.functions.push(name.to_string());
                code.extend([3, programs.functions.len() as u32 - 1, count.parse().unwrap()]);
            }
        }
        self.program(&code)
    }

    fn formula(&mut self, text: &str) -> Signal {
        let value = self.postfix(text);
        signal(text, Quantity::Formula { value }, Part::Value)
    }

    /// FIND a formula at a place.
    fn find(&mut self, analysis: &str, text: &str, place: f64) {
        let signal = self.formula(text);
        let at = self.at(place);
        self.measure(analysis, MeasureForm::Find { signal, at });
    }

    /// Feeds the points (axis, v(a), v(b)) and answers value or reason, and place, by measure.
    fn run(&self, analysis: &str, points: &[(f64, f64, f64)], complete: bool) -> Vec<(Result<f64, String>, Option<f64>)> {
        self.feed(analysis, complete, |measures| {
            for &(axis, a, b) in points {
                let row: Vec<f64> = measures.quantities().iter().map(|quantity| if *quantity == V { a } else { b }).collect();
                measures.point(axis, &row, &[]);
            }
        })
    }

    fn feed(&self, analysis: &str, complete: bool, feed: impl FnOnce(&mut Measures)) -> Vec<(Result<f64, String>, Option<f64>)> {
        let evaluator = Evaluator::new(&self.circuit).unwrap();
        let numbers = evaluator.evaluate(&self.circuit, 27.0, &Overrides::default()).unwrap();
        let known = Known { circuit: &self.circuit, evaluator: &evaluator, numbers: &numbers, analysis, sweeps: &[], stop: 0.0, results: &[] };
        let mut measures = Measures::new(&known);
        feed(&mut measures);
        let events = measures.finish(&known, complete, &mut Vec::new());
        let result = |event: RunEvent| match event {
            RunEvent::Measured { value, reason, at, .. } => (value.ok_or_else(|| reason.unwrap()), at),
            _ => unreachable!("finish answers measures only"),
        };
        events.into_iter().map(result).collect()
    }
}

/// A crossing of `left` over `right`.
fn crossing(left: Signal, right: Signal, direction: Direction, count: u32) -> Event {
    Event::Cross { left, right, direction, count, delay: NONE, from: NONE, to: NONE, of_maximum: false }
}

fn close(left: f64, right: f64) {
    assert!((left - right).abs() <= 1e-12 * right.abs().max(1e-12), "{left} is not {right}");
}

/// A triangle wave: 0 at 0, 1 at 1, 0 at 2, … at uneven points that include the corners.
fn triangle(periods: usize) -> Vec<(f64, f64, f64)> {
    let wave = |t: f64| 1.0 - (t.rem_euclid(2.0) - 1.0).abs();
    let mut points = vec![];
    for half in 0..2 * periods {
        for fraction in [0.0, 0.1, 0.37, 0.9] {
            let t = half as f64 + fraction;
            points.push((t, wave(t), 0.5));
        }
    }
    points.push((2.0 * periods as f64, 0.0, 0.5));
    points
}

#[test]
fn statistics_of_a_triangle_are_exact() {
    let mut deck = Deck::new();
    for statistic in [Statistic::Min, Statistic::Max, Statistic::PeakToPeak, Statistic::Average, Statistic::Rms, Statistic::Integral, Statistic::MaxAt] {
        deck.statistic(statistic, Some(0.25), Some(1.5));
    }
    let results = deck.run("tran", &triangle(2), true);
    // From 0.25 to 1 the line is t, from 1 to 1.5 it is 2 - t.
    let area = (1.0 - 0.25 * 0.25) / 2.0 + 0.5 * (1.0 + 0.5) * 0.5;
    let power = (1.0 - 0.25f64.powi(3)) / 3.0 + (1.0 - 0.5f64.powi(3)) / 3.0;
    close(results[0].0.clone().unwrap(), 0.25);
    close(results[1].0.clone().unwrap(), 1.0);
    close(results[2].0.clone().unwrap(), 0.75);
    close(results[3].0.clone().unwrap(), area / 1.25);
    close(results[4].0.clone().unwrap(), (power / 1.25).sqrt());
    close(results[5].0.clone().unwrap(), area);
    assert_eq!(results[6], (Ok(1.0), Some(1.0)));
    assert_eq!(results[0].1, Some(0.25));
}

#[test]
fn a_window_may_lie_within_one_segment_or_have_no_bounds() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Average, Some(0.45), Some(0.55));
    deck.statistic(Statistic::Average, None, None);
    deck.statistic(Statistic::Rms, None, None);
    deck.statistic(Statistic::Average, Some(0.5), Some(0.5));
    deck.statistic(Statistic::Max, Some(7.0), Some(8.0));
    let results = deck.run("tran", &triangle(3), true);
    close(results[0].0.clone().unwrap(), 0.5);
    close(results[1].0.clone().unwrap(), 0.5);
    close(results[2].0.clone().unwrap(), f64::sqrt(1.0f64 / 3.0));
    close(results[3].0.clone().unwrap(), 0.5);
    assert_eq!(results[4].0, Err("no point lies between 7e0 and 8e0; the last one is at 6e0".to_string()));
}

#[test]
fn crossings_are_counted_by_direction_and_delay() {
    let mut deck = Deck::new();
    for (direction, count, delay) in [
        (Direction::Rise, 1, None),
        (Direction::Rise, 3, None),
        (Direction::Fall, 2, None),
        (Direction::Either, 4, None),
        (Direction::Rise, 1, Some(1.0)),
        (Direction::Rise, 0, None),
        (Direction::Fall, 9, None),
    ] {
        let at = deck.cross(0.25, direction, count, delay);
        deck.measure("tran", MeasureForm::When { at });
    }
    let results = deck.run("tran", &triangle(3), true);
    for (result, exact) in results.iter().zip([0.25, 4.25, 3.75, 3.75, 2.25, 4.25]) {
        close(result.0.clone().unwrap(), exact);
    }
    assert_eq!(results[6].0, Err("v(a) falls through 0.25 only 3 times in the given range, not 9".to_string()));
}

#[test]
fn a_touch_counts_once_and_a_start_on_the_level_not_at_all() {
    let mut deck = Deck::new();
    let at = deck.cross(1.0, Direction::Either, 1, None);
    deck.measure("tran", MeasureForm::When { at });
    let at = deck.cross(1.0, Direction::Either, 2, None);
    deck.measure("tran", MeasureForm::When { at });
    let at = deck.cross(0.0, Direction::Rise, 1, None);
    deck.measure("tran", MeasureForm::When { at });
    let results = deck.run("tran", &[(0.0, 0.0, 0.0), (1.0, 1.0, 0.0), (2.0, 0.5, 0.0)], true);
    assert_eq!(results[0].0, Ok(1.0));
    assert_eq!(results[1].0, Err("v(a) crosses 1 only once in the given range, not 2 times".to_string()));
    assert_eq!(results[2].0, Err("v(a) never rises through 0 in the given range".to_string()));
}

#[test]
fn a_delay_is_from_trigger_to_target() {
    let mut deck = Deck::new();
    let trigger = deck.cross(0.1, Direction::Rise, 1, None);
    let target = deck.cross(0.9, Direction::Rise, 1, None);
    deck.measure("tran", MeasureForm::Delay { trigger, target });
    let trigger = deck.at(0.5);
    let target = deck.cross(0.5, Direction::Fall, 1, None);
    deck.measure("tran", MeasureForm::Delay { trigger, target });
    let trigger = deck.cross(2.0, Direction::Rise, 1, None);
    let target = deck.at(1.0);
    deck.measure("tran", MeasureForm::Delay { trigger, target });
    let results = deck.run("tran", &triangle(1), true);
    close(results[0].0.clone().unwrap(), 0.8);
    close(results[0].1.unwrap(), 0.9);
    close(results[1].0.clone().unwrap(), 1.0);
    assert_eq!(results[2].0, Err("trigger: v(a) never rises through 2 in the given range".to_string()));
}

#[test]
fn find_interpolates_at_a_place_and_at_a_crossing() {
    let mut deck = Deck::new();
    let at = deck.at(0.2);
    deck.measure("tran", MeasureForm::Find { signal: v(), at });
    let at = deck.at(2.0 + 1e-12);
    deck.measure("tran", MeasureForm::Find { signal: v(), at });
    let at = deck.at(2.1);
    deck.measure("tran", MeasureForm::Find { signal: v(), at });
    let at = crossing(v(), signal("v(b)", W, Part::Value), Direction::Fall, 1);
    deck.measure("tran", MeasureForm::Find { signal: signal("time", Quantity::Axis, Part::Value), at });
    let results = deck.run("tran", &triangle(1), true);
    close(results[0].0.clone().unwrap(), 0.2);
    assert_eq!(results[1], (Ok(0.0), Some(2.0)));
    assert_eq!(results[2].0, Err("2.1e0 is outside of the points, which go from 0e0 to 2e0".to_string()));
    close(results[3].0.clone().unwrap(), 1.5);
}

#[test]
fn a_falling_sweep_measures_as_a_rising_one() {
    let mut deck = Deck::new();
    for statistic in [Statistic::Average, Statistic::Integral, Statistic::Rms] {
        deck.statistic(statistic, Some(0.25), Some(1.5));
    }
    let at = deck.at(0.2);
    deck.measure("tran", MeasureForm::Find { signal: v(), at });
    let rising = deck.run("tran", &triangle(1), true);
    let mut points = triangle(1);
    points.reverse();
    for (falling, rising) in deck.run("tran", &points, true).iter().zip(&rising) {
        close(falling.0.clone().unwrap(), rising.0.clone().unwrap());
    }
}

#[test]
fn sweeps_of_a_nested_analysis_are_not_joined() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Integral, None, None);
    let results = deck.feed("tran", true, |measures| {
        for level in [1.0, 3.0] {
            measures.restart();
            for axis in [0.0, 1.0] {
                measures.point(axis, &[level], &[]);
            }
        }
    });
    assert_eq!(results[0].0, Ok(4.0));
}

#[test]
fn parts_of_complex_signals() {
    let mut deck = Deck::new();
    let parts = [Part::Value, Part::Magnitude, Part::Decibel, Part::Phase, Part::Real, Part::Imaginary];
    for part in parts {
        let at = deck.at(2.0);
        deck.measure("ac", MeasureForm::Find { signal: signal("v(a)", V, part), at });
    }
    let results = deck.feed("ac", true, |measures| {
        measures.point(1.0, &[1.0], &[0.0]);
        measures.point(2.0, &[3.0], &[-4.0]);
    });
    let exact = [5.0, 5.0, 20.0 * 5f64.log10(), (-4f64).atan2(3.0), 3.0, -4.0];
    for (result, exact) in results.iter().zip(exact) {
        close(result.0.clone().unwrap(), exact);
    }
    deck.circuit.dialect = "ltspice".to_string();
    let results = deck.feed("ac", true, |measures| measures.point(2.0, &[0.0], &[2.0]));
    close(results[3].0.clone().unwrap(), 90.0);
}

#[test]
fn an_operating_point_has_one_value_wherever() {
    let mut deck = Deck::new();
    let at = deck.at(0.0);
    deck.measure("op", MeasureForm::Find { signal: v(), at });
    deck.measure("op", MeasureForm::Statistic { statistic: Statistic::Rms, signal: v(), from: NONE, to: NONE, delay: NONE, trigger: None, target: None });
    deck.measure("op", MeasureForm::Statistic { statistic: Statistic::Max, signal: v(), from: NONE, to: NONE, delay: NONE, trigger: None, target: None });
    let results = deck.run("op", &[(0.0, -2.0, 0.0)], true);
    assert_eq!(results, [(Ok(-2.0), None), (Ok(2.0), None), (Ok(-2.0), None)]);
}

#[test]
fn a_parameter_reads_earlier_measures() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Max, None, None);
    deck.statistic(Statistic::Max, Some(70.0), Some(80.0));
    for text in ["m0 2 */2", "m1 2 */2"] {
        let value = deck.postfix(text);
        deck.measure("tran", MeasureForm::Parameter { value });
    }
    let results = deck.run("tran", &triangle(1), true);
    assert_eq!(results[2].0, Ok(2.0));
    assert_eq!(results[3].0, Err("it reads the measure 'm1', which has no result".to_string()));
}

#[test]
fn a_run_that_ends_early_gives_what_is_sure() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Max, None, Some(1.0));
    deck.statistic(Statistic::Max, None, Some(9.0));
    let at = deck.cross(0.25, Direction::Rise, 1, None);
    deck.measure("tran", MeasureForm::When { at });
    let at = deck.cross(0.25, Direction::Rise, 0, None);
    deck.measure("tran", MeasureForm::When { at });
    let results = deck.run("tran", &triangle(1), false);
    assert_eq!(results[0].0, Ok(1.0));
    assert_eq!(results[1].0, Err("the run did not reach the end of the window".to_string()));
    close(results[2].0.clone().unwrap(), 0.25);
    assert_eq!(results[3].0, Err("the run did not reach its end, so the last crossing is not known".to_string()));
}

#[test]
fn a_missing_quantity_fails_instead_of_vanishing() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Max, None, None);
    let at = deck.cross(0.5, Direction::Rise, 1, None);
    deck.measure("tran", MeasureForm::When { at });
    let results = deck.run("tran", &[(0.0, f64::NAN, 0.0), (1.0, f64::NAN, 0.0)], true);
    assert_eq!(results[0].0, Err("v(a) has no value in this analysis".to_string()));
    assert_eq!(results[1].0, Err("v(a) or 0.5 has no value in this analysis".to_string()));
}

#[test]
fn equal_signals_are_read_once() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Max, None, None);
    deck.statistic(Statistic::Min, None, None);
    let evaluator = Evaluator::new(&deck.circuit).unwrap();
    let numbers = evaluator.evaluate(&deck.circuit, 27.0, &Overrides::default()).unwrap();
    let known = Known { circuit: &deck.circuit, evaluator: &evaluator, numbers: &numbers, analysis: "tran", sweeps: &[], stop: 0.0, results: &[] };
    let measures = Measures::new(&known);
    assert_eq!(measures.quantities(), [V]);
    assert!(!measures.is_empty());
    assert!(Measures::new(&Known { analysis: "ac", ..known }).is_empty());
}

fn column(name: &str, complex: bool, node: Option<u32>, device: Option<u32>) -> Vector {
    let quantity = if device.is_some() { "current" } else { "voltage" };
    Vector { name: name.to_string(), quantity: quantity.to_string(), unit: String::new(), complex, raw: true, node, device }
}

#[test]
fn rows_of_a_plot_are_read_by_node_and_device() {
    let mut deck = Deck::new();
    for quantity in [
        Quantity::Voltage { positive: 1, negative: 2 },
        Quantity::Voltage { positive: 0, negative: 2 },
        Quantity::Current { device: 3 },
        Quantity::Voltage { positive: 9, negative: 0 },
    ] {
        let at = deck.at(2.0);
        deck.measure("ac", MeasureForm::Find { signal: signal("x", quantity, Part::Imaginary), at });
    }
    let vectors = [
        column("frequency", true, None, None),
        column("v(b)", true, Some(2), None),
        column("v(a)", true, Some(1), None),
        column("i(v1)", true, None, Some(3)),
    ];
    let results = deck.feed("ac", true, |measures| {
        measures.begin(&vectors);
        measures.row(&[2.0, 0.0, 0.0, 1.0, 0.0, 5.0, 0.0, 7.0]);
    });
    assert_eq!(results[0].0, Ok(4.0));
    assert_eq!(results[1].0, Ok(-1.0));
    assert_eq!(results[2].0, Ok(7.0));
    assert_eq!(results[3].0, Err("x has no value at 2e0".to_string()));
}

#[test]
fn rows_of_a_nested_sweep_are_cut_where_the_axis_turns() {
    let mut deck = Deck::new();
    deck.statistic(Statistic::Integral, None, None);
    let results = deck.feed("tran", true, |measures| {
        measures.begin(&[column("time", false, None, None), column("v(a)", false, Some(1), None)]);
        for (axis, value) in [(0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (0.0, 3.0), (1.0, 3.0), (2.0, 3.0)] {
            measures.row(&[axis, value]);
        }
    });
    assert_eq!(results[0].0, Ok(8.0));
}
