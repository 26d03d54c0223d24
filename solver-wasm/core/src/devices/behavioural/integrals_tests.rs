//! Integrals that begin anew, against closed forms.

use super::tests::source;
use crate::circuit::Variation;
use crate::test_circuit::{near, TestCircuit, TestRun};

const PI: f64 = std::f64::consts::PI;

/// Voltages at nodes and a source at `b` with an expression of them.
fn circuit(voltages: &[(&str, &[(&str, &[f64])])], text: &str) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-4)]);
    let mut nodes = vec!["b", "0"];
    for &(node, given) in voltages {
        test.voltage(&format!("v{node}"), node, "0", given);
        nodes.push(node);
    }
    source(&mut test, "behavioural-voltage", "b1", &nodes, &[], text, &[]);
    test.resistor("rb", "b", "0", 1e3);
    test
}

/// Compares `b` with a closed form; at the instants of jumps, which stand twice, with either side.
fn follows(run: &TestRun, error: f64, wanted: impl Fn(f64) -> f64, jumps: impl Fn(f64) -> bool) {
    let mut compared = 0;
    for (&time, &got) in run.columns[0].iter().zip(run.column("v(b)")) {
        if !jumps(time) {
            compared += 1;
            assert!((got - wanted(time)).abs() < error, "{got} is not {} at {time:e}", wanted(time));
        }
    }
    assert!(compared > 20);
}

#[test]
fn a_circular_integral_of_a_constant_is_a_sawtooth() {
    // 1000/s round a circle of 0.7, from 0.3 on, 0.1 above: back at 0.1 at 0.4 ms, then every 0.7 ms.
    let mut test = circuit(&[("a", &[("dc", &[1e3])])], "a 0.3 0.7 0.1 source-idtmod/4");
    let job = test.tran(1e-5, 5e-3, Some(1e-4), false);
    let run = test.done(job);
    let phase = |time: f64| (0.3 + 1e3 * time) / 0.7;
    let at_jump = |time: f64| (phase(time) - phase(time).round()).abs() < 1e-6;
    follows(&run, 1e-8, |time| 0.1 + 0.7 * (phase(time) - phase(time).floor()), at_jump);
    // Each jump is two points, which are a short step apart.
    for round in 0..7 {
        let jump = 0.4e-3 + 0.7e-3 * f64::from(round);
        let beside: Vec<f64> = run.columns[0].iter().zip(run.column("v(b)")).filter(|(&time, _)| (time - jump).abs() < 1e-9).map(|(_, &value)| value).collect();
        assert_eq!(beside.len(), 2, "at {jump:e}");
        near(beside[0], 0.8, 1e-6);
        assert!((beside[1] - 0.1).abs() < 1e-6);
    }
    // At rest it is on the circle, too.
    let mut test = circuit(&[("a", &[("dc", &[1e3])])], "a 0 2.3 -/2 0.7 source-idtmod/3");
    let job = test.op();
    near(test.done(job).last("v(b)"), 0.5, 1e-12);
}

#[test]
fn a_circle_is_gone_round_backwards_and_over_many_rounds() {
    // cos swings between ±5 rounds: the phase is sin, as if unwrapped.
    let mut test = circuit(&[("a", &[("sin", &[0.0, 1.0, 1e3, 0.0, 0.0, 90.0])])], "a 31415.926535897932 */2 0 1 source-idtmod/3");
    let job = test.tran(1e-6, 2e-3, Some(2e-6), false);
    let run = test.done(job);
    let unwrapped = |time: f64| 5.0 * libm::sin(2.0 * PI * 1e3 * time);
    follows(&run, 2e-3, |time| unwrapped(time) - unwrapped(time).floor(), |time| (unwrapped(time) - unwrapped(time).round()).abs() < 4e-3);
    // Steps that are longer than a round.
    let mut test = circuit(&[("a", &[("dc", &[1e4])])], "a 0 1 source-idtmod/3");
    let job = test.tran(1e-3, 1e-2, Some(1e-3), false);
    let run = test.done(job);
    let phase = |time: f64| 1e4 * time;
    follows(&run, 1e-6, |time| phase(time) - phase(time).floor(), |time| (phase(time) - phase(time).round()).abs() < 1e-5);
}

#[test]
fn an_oscillator_that_a_voltage_controls_keeps_its_phase() {
    // 10 kHz + 5 kHz/V of a ramp from 0 to 1 V in 5 ms: φ = 10⁴·t + 5·10⁵·t²
    let ramp: &[(&str, &[f64])] = &[("pwl", &[0.0, 0.0, 5e-3, 1.0])];
    let mut test = circuit(&[("a", ramp)], "2 3.141592653589793 */2 a 5e3 */2 1e4 +/2 0 1 source-idtmod/3 */2 sin/1");
    let job = test.tran(1e-6, 5e-3, Some(2e-6), false);
    let run = test.done(job);
    let phase = |time: f64| 1e4 * time + 5e5 * time * time;
    follows(&run, 2e-3, |time| libm::sin(2.0 * PI * phase(time)), |_| false);
}

#[test]
fn the_error_of_a_phase_does_not_grow_with_its_rounds() {
    // 1 MHz with 1 % of modulation: after 2000 rounds the phase is still exact to a thousandth.
    let sine: &[(&str, &[f64])] = &[("sin", &[1e6, 1e4, 5e3])];
    let mut test = circuit(&[("a", sine)], "a 0 1 source-idtmod/3");
    test.options(&[("reltol", 1e-3)]);
    let job = test.tran(1e-6, 2e-3, Some(2e-6), false);
    let run = test.done(job);
    let unwrapped = |time: f64| 1e6 * time + 1e4 / (2.0 * PI * 5e3) * (1.0 - libm::cos(2.0 * PI * 5e3 * time));
    let (time, got) = (*run.columns[0].last().unwrap(), run.last("v(b)"));
    let wanted = unwrapped(time) - unwrapped(time).floor();
    let apart = (got - wanted - (got - wanted).round()).abs();
    assert!(apart < 2e-3, "{got} for {wanted}");
}

#[test]
fn a_reset_holds_an_integral_at_its_first_value() {
    // Held between 0.3 and 0.5 ms by a pulse, from 0.5 on.
    let pulse: &[(&str, &[f64])] = &[("pulse", &[0.0, 1.0, 3e-4, 1e-9, 1e-9, 2e-4, 1.0])];
    for condition in ["r 0.5 >/2", "r buf/1", "0.5 r </2", "r 1 >=/2 r 0.2 >/2 &&/2"] {
        let mut test = circuit(&[("a", &[("dc", &[1e3])]), ("r", pulse)], &format!("a 0.5 {condition} source-idt/3"));
        let job = test.tran(1e-5, 1e-3, Some(1e-4), false);
        let run = test.done(job);
        let wanted = |time: f64| match time {
            _ if time < 3e-4 => 0.5 + 1e3 * time,
            _ if time < 5e-4 => 0.5,
            _ => 0.5 + 1e3 * (time - 5e-4),
        };
        follows(&run, 1e-5, wanted, |time| (time - 3e-4).abs() < 2e-9 || (time - 5e-4).abs() < 4e-9);
        near(run.last("v(b)"), 1.0, 1e-5);
    }
    // By the time itself.
    let mut test = circuit(&[("a", &[("dc", &[1e3])])], "a 0.5 time 4e-4 >=/2 source-idt/3");
    let job = test.tran(1e-5, 1e-3, Some(1e-4), false);
    let run = test.done(job);
    follows(&run, 1e-8, |time| if time < 4e-4 { 0.5 + 1e3 * time } else { 0.5 }, |time| (time - 4e-4).abs() < 1e-9);
}

#[test]
fn a_reset_by_a_sine_is_located() {
    // The integral begins anew where the sine falls below one half.
    let sine: &[(&str, &[f64])] = &[("sin", &[0.0, 1.0, 1e3])];
    let mut test = circuit(&[("a", &[("dc", &[1e3])]), ("r", sine)], "a 0 r 0.5 >/2 source-idt/3");
    let job = test.tran(1e-5, 3e-3, Some(1e-5), false);
    let run = test.done(job);
    // Above one half from 1/12 to 5/12 of each period.
    let since = |time: f64| {
        let period = (time * 1e3).floor() * 1e-3;
        let within = time - period;
        match within {
            _ if within < 1e-3 / 12.0 => time - if period > 0.0 { period - 7e-3 / 12.0 } else { 0.0 },
            _ if within < 5e-3 / 12.0 => 0.0,
            _ => within - 5e-3 / 12.0,
        }
    };
    let near_edge = |time: f64| [1.0, 5.0].iter().any(|twelfth| (time * 1e3 - (time * 1e3).floor() - twelfth / 12.0).abs() < 1e-4);
    follows(&run, 1e-4, |time| 1e3 * since(time), near_edge);
}

#[test]
fn small_signals_are_those_of_integrals_unless_they_are_held() {
    let ac: &[(&str, &[f64])] = &[("dc", &[0.0]), ("ac", &[1.0])];
    let omega = 2.0 * PI * 1e3;
    let at = |voltages: &[(&str, &[(&str, &[f64])])], text: &str| {
        let mut test = circuit(voltages, text);
        let job = test.ac(Variation::Linear, 1.0, 1e3, 1e3);
        let run = test.done(job);
        let column = run.column("v(b)");
        [column[0], column[1]]
    };
    let close = |[re, im]: [f64; 2], wanted: f64| assert!(re.abs() < 1e-9 && (im - wanted).abs() < 1e-9, "{re} {im} for {wanted}j");
    close(at(&[("a", ac)], "a 1e4 */2 0.3 1 source-idtmod/3"), -1e4 / omega);
    close(at(&[("a", ac), ("r", &[("dc", &[0.0])])], "a 1e4 */2 0.3 r 0.5 >/2 source-idt/3"), -1e4 / omega);
    close(at(&[("a", ac), ("r", &[("dc", &[1.0])])], "a 1e4 */2 0.3 r 0.5 >/2 source-idt/3"), 0.0);
}

#[test]
fn initial_conditions_and_states_are_kept() {
    // With uic the integral begins at its first value, too.
    let mut test = circuit(&[("a", &[("dc", &[1e3])])], "a 0.6 1 source-idtmod/3");
    let job = test.tran(1e-5, 2e-4, Some(1e-5), true);
    near(test.done(job).last("v(b)"), 0.8, 1e-6);
    let (_, simulation) = test.simulation(job);
    let group = simulation.groups.iter().find(|group| group.has_states()).unwrap();
    let mut saved = Vec::new();
    group.save_states(&mut saved);
    assert_eq!(saved.len(), 17);
}

#[test]
fn what_is_no_circle_is_told() {
    for (text, wanted) in [
        ("a 0 0 source-idtmod/3", "the modulus of idtmod in its expression must be above 0"),
        ("a 0 a source-idtmod/3", "known before the run"),
        ("a 1 0 //2 1 source-idtmod/3", "no finite number"),
        ("a a 1 source-idt/3", "known before the run"),
    ] {
        let mut test = circuit(&[("a", &[("dc", &[1.0])])], text);
        let job = test.tran(1e-5, 1e-4, None, false);
        let run = test.run(job);
        assert_eq!(run.code(), "expression", "{text}");
        assert!(run.diagnostics.last().unwrap().message.contains(wanted), "{}", run.diagnostics.last().unwrap().message);
    }
}
