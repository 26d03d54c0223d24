//! Operators against closed forms.

use super::tests::source;
use crate::circuit::Variation;
use crate::test_circuit::{near, TestCircuit};

const PI: f64 = std::f64::consts::PI;

/// A voltage at `a` and a source at `b` with an expression of it.
fn circuit(given: &[(&str, &[f64])], text: &str) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-5)]);
    test.voltage("v1", "a", "0", given);
    source(&mut test, "behavioural-voltage", "b1", &["b", "0", "a"], &[], text, &[]);
    test.resistor("rb", "b", "0", 1e3);
    test
}

/// What `b` is over time, within `error` of the largest value.
fn follows(test: &mut TestCircuit, step: f64, stop: f64, error: f64, wanted: impl Fn(f64) -> f64) {
    let job = test.tran(step, stop, Some(stop / 500.0), false);
    let run = test.done(job);
    for (&time, &got) in run.columns[0].iter().zip(run.column("v(b)")).skip(1) {
        let wanted = wanted(time);
        assert!((got - wanted).abs() < error, "{got} is not {wanted} at {time:e}");
    }
}

const SINE: &[(&str, &[f64])] = &[("sin", &[0.0, 1.0, 1e3]), ("dc", &[0.0]), ("ac", &[1.0])];
const STEP: &[(&str, &[f64])] = &[("pulse", &[0.0, 1.0, 1e-4, 1e-9, 1e-9, 1.0, 2.0]), ("ac", &[1.0])];

#[test]
fn derivatives_and_integrals_of_a_sine() {
    let omega = 2.0 * PI * 1e3;
    follows(&mut circuit(SINE, "a source-ddt/1"), 1e-5, 2e-3, 3e-3 * omega, |time| omega * libm::cos(omega * time));
    follows(&mut circuit(SINE, "a source-idt/1"), 1e-5, 2e-3, 1e-3 / omega, |time| (1.0 - libm::cos(omega * time)) / omega);
    follows(&mut circuit(SINE, "a 2 source-idt/2 a +/2"), 1e-5, 2e-3, 1e-4, |time| 2.0 + (1.0 - libm::cos(omega * time)) / omega + libm::sin(omega * time));
    // Of what is no linear function of the circuit: d/dt sin² = ω·sin 2ωt.
    follows(&mut circuit(SINE, "a a */2 source-ddt/1"), 1e-5, 2e-3, 6e-3 * omega, |time| omega * libm::sin(2.0 * omega * time));
    // Of one another.
    follows(&mut circuit(SINE, "a source-idt/1 source-ddt/1"), 1e-5, 2e-3, 3e-3, |time| libm::sin(omega * time));
}

#[test]
fn a_ratio_of_polynomials_answers_a_step() {
    let since = |time: f64| if time > 1e-4 { time - 1e-4 } else { 0.0 };
    // 1/(1 + s·τ)
    let one = "a 1 1 s 1e-4 */2 +/2 //2 source-laplace/2";
    follows(&mut circuit(STEP, one), 1e-5, 1e-3, 1e-3, |time| 1.0 - libm::exp(-since(time) / 1e-4));
    // A resonance: ω²/(s² + 2dωs + ω²), d = 0.2
    let (omega, damping) = (3e4f64, 0.2f64);
    let two = "a 9e8 s s */2 12000 s */2 +/2 9e8 +/2 //2 source-laplace/2";
    let ringing = omega * (1.0 - damping * damping).sqrt();
    follows(&mut circuit(STEP, two), 1e-5, 1e-3, 4e-3, |time| {
        let time = since(time);
        1.0 - libm::exp(-damping * omega * time) * (libm::cos(ringing * time) + damping * omega / ringing * libm::sin(ringing * time))
    });
    // As many zeros as poles: s·τ/(1 + s·τ) lets the edge through.
    let high = "a s 1e-4 */2 1 s 1e-4 */2 +/2 //2 source-laplace/2";
    follows(&mut circuit(STEP, high), 1e-5, 1e-3, 2e-3, |time| {
        if time < 1.00001e-4 { since(time) / 1e-9 } else { libm::exp(-since(time) / 1e-4) }
    });
}

#[test]
fn small_signals_have_the_function_itself() {
    let at = |text: &str, frequency: f64| {
        let mut test = circuit(SINE, text);
        let job = test.ac(Variation::Linear, 1.0, frequency, frequency);
        let run = test.done(job);
        let column = run.column("v(b)");
        [column[0], column[1]]
    };
    let close = |got: [f64; 2], wanted: [f64; 2]| {
        assert!((got[0] - wanted[0]).abs() < 1e-9 && (got[1] - wanted[1]).abs() < 1e-9, "{got:?} is not {wanted:?}");
    };
    let omega = 2.0 * PI * 1e3;
    close(at("a 1 1 s 1e-4 */2 +/2 //2 source-laplace/2", 1e3), {
        let x: f64 = omega * 1e-4;
        [1.0 / (1.0 + x * x), -x / (1.0 + x * x)]
    });
    // 1/(1 + √s), no ratio: √(jω) = (1 + j)·√(ω/2)
    close(at("a 1 1 s sqrt/1 +/2 //2 source-laplace/2", 1e3), {
        let x: f64 = (omega / 2.0).sqrt();
        let size = (1.0 + x) * (1.0 + x) + x * x;
        [(1.0 + x) / size, -x / size]
    });
    close(at("a 0 3e-5 s */2 -/2 exp/1 source-laplace/2", 1e3), [libm::cos(omega * 3e-5), -libm::sin(omega * 3e-5)]);
    close(at("a 3e-5 source-delay/2", 1e3), [libm::cos(omega * 3e-5), -libm::sin(omega * 3e-5)]);
    close(at("a source-ddt/1 1e-4 */2", 1e3), [0.0, omega * 1e-4]);
    close(at("a source-idt/1 1e4 */2", 1e3), [0.0, -1e4 / omega]);
}

#[test]
fn delays_and_dead_times_arrive_exactly() {
    let ramp = |time: f64| ((time - 1e-4) / 1e-9).clamp(0.0, 1.0);
    follows(&mut circuit(STEP, "a 2e-4 source-delay/2"), 1e-5, 1e-3, 2e-3, |time| ramp(time - 2e-4));
    let filtered = "a 0 2e-4 s */2 -/2 exp/1 1 s 1e-4 */2 +/2 //2 source-laplace/2";
    follows(&mut circuit(STEP, filtered), 1e-5, 1e-3, 1e-3, |time| {
        let since = if time > 3e-4 { time - 3e-4 } else { 0.0 };
        1.0 - libm::exp(-since / 1e-4)
    });
    let omega = 2.0 * PI * 1e3;
    follows(&mut circuit(SINE, "a 2e-4 source-delay/2"), 1e-5, 2e-3, 1e-4, |time| if time > 2e-4 { libm::sin(omega * (time - 2e-4)) } else { 0.0 });
}

#[test]
fn functions_that_are_no_ratio_answer_a_step() {
    let since = |time: f64| if time > 1e-4 { time - 1e-4 } else { 0.0 };
    let tau = 1e-4;
    // 1/√(1 + sτ): erf √(t/τ)
    follows(&mut circuit(STEP, "a 1 1 s 1e-4 */2 +/2 sqrt/1 //2 source-laplace/2"), 1e-5, 1e-3, 2e-3, |time| libm::erf((since(time) / tau).sqrt()));
    // e^(−√(sτ)), diffusion: erfc(½·√(τ/t))
    follows(&mut circuit(STEP, "a 0 s 1e-4 */2 sqrt/1 -/2 exp/1 source-laplace/2"), 1e-5, 1e-3, 2e-3, |time| {
        if time > 1.00001e-4 { libm::erfc(0.5 * (tau / since(time)).sqrt()) } else { 0.0 }
    });
    // A lossy line with a dead time of 200 µs and dispersion: e^(−√((1 + sT)(0.04 + sT))), to the wave front by its two parts.
    let line = "a 0 1 s 2e-4 */2 +/2 0.04 s 2e-4 */2 +/2 */2 sqrt/1 -/2 exp/1 source-laplace/2";
    let mut test = circuit(STEP, line);
    let job = test.tran(1e-5, 2e-3, Some(2e-6), false);
    let run = test.done(job);
    // In units of T: e^(−ρ) at the front t = 1, then ∫ σ·e^(−ρt)·I₁(σr)/r dt with r = √(t² − 1).
    let (rho, sigma) = (0.52, 0.48);
    let tail = |time: f64| {
        let r = sigma * (time * time - 1.0).max(0.0).sqrt();
        // I₁(r)/r by its series.
        let (mut sum, mut term) = (0.0, 0.5);
        for k in 1..40 {
            sum += term;
            term *= 0.25 * r * r / (f64::from(k) * f64::from(k + 1));
        }
        sigma * sigma * libm::exp(-rho * time) * sum
    };
    let (mut reached, mut wanted) = (1.0, libm::exp(-rho));
    for (&time, &got) in run.columns[0].iter().zip(run.column("v(b)")) {
        let time = (time - 1e-4) / 2e-4;
        if time < 0.99 {
            near(got, 0.0, 1e-4);
        } else if time > 1.01 {
            let step = (time - reached) / 8.0;
            wanted += (0..8).map(|part| step * tail(reached + (f64::from(part) + 0.5) * step)).sum::<f64>();
            reached = time;
            near(got, wanted, 2e-3);
        }
    }
    assert!(reached > 9.0);
}

#[test]
fn a_table_over_frequency_answers_a_step() {
    // A low pass of first order at 1 kHz, told at ten frequencies a decade.
    let mut text = String::from("a s");
    let mut count = 1;
    for place in 0..=50 {
        let frequency = 10.0 * libm::pow(10.0, f64::from(place) / 10.0);
        let x = frequency / 1e3;
        text += &format!(" {frequency:e} {:e} {:e}", -10.0 * libm::log10(1.0 + x * x), -libm::atan(x).to_degrees());
        count += 3;
    }
    let mut test = circuit(STEP, &format!("{text} source-freq/{count} source-laplace/2"));
    let job = test.tran(1e-5, 1e-3, Some(2e-6), false);
    let run = test.done(job);
    let tau = 1.0 / (2.0 * PI * 1e3);
    for (&time, &got) in run.columns[0].iter().zip(run.column("v(b)")).filter(|(&time, _)| time > 1.1e-4) {
        let wanted = 1.0 - libm::exp(-(time - 1e-4) / tau);
        assert!((got - wanted).abs() < 0.02, "{got} is not {wanted} at {time:e}");
    }
}

#[test]
fn an_integrator_in_a_loop_has_nothing_to_integrate_at_rest() {
    // v(b) = K/s · (v(a) − v(b)): at rest both are equal.
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.5]), ("ac", &[1.0])]);
    source(&mut test, "behavioural-voltage", "b1", &["b", "0", "a", "b"], &[], "a b -/2 1e4 s //2 source-laplace/2", &[]);
    test.resistor("rb", "b", "0", 1e3);
    let job = test.op();
    near(test.done(job).last("v(b)"), 1.5, 1e-9);
    let job = test.ac(Variation::Linear, 1.0, 1e3, 1e3);
    let x: f64 = 2.0 * PI * 1e3 / 1e4;
    near(test.done(job).magnitudes("v(b)")[0], 1.0 / (1.0 + x * x).sqrt(), 1e-9);
}

#[test]
fn what_cannot_be_computed_is_told() {
    for (text, wanted) in [
        // Any number of resonances, of which no sum of 24 poles is near.
        ("a 0.999 s -0.2 */2 exp/1 */2 1 -1 */2 1 +/2 +/2 1 0.999 s -0.2 */2 exp/1 */2 -/2 //2 source-laplace/2", "no sum of 24 poles"),
        ("a a source-delay/2", "known before the run"),
        ("a 0 1 -/2 source-delay/2", "must not be below 0"),
        ("a s floor/1 source-laplace/2", "functions that complex numbers have"),
        ("a s a */2 source-laplace/2", "s and parameters only"),
    ] {
        let mut test = circuit(SINE, text);
        let job = test.tran(1e-5, 1e-4, None, false);
        let run = test.run(job);
        assert_eq!(run.code(), "expression", "{text}");
        assert!(run.diagnostics.last().unwrap().message.contains(wanted), "{}", run.diagnostics.last().unwrap().message);
    }
}

#[test]
fn jumps_and_bends_of_time_are_points() {
    for (text, wanted) in [
        ("time 3.3e-4 >/2 a 1 +/2 0 ?:/3", vec![3.3e-4]),
        ("time 2 */2 1e-4 -/2 u/1", vec![0.5e-4]),
        ("time 0 0 1.1e-4 1 7.3e-4 0.5 source-lines/7 a +/2", vec![1.1e-4, 7.3e-4]),
        ("1e-4 time -/2 0 max/2", vec![1e-4]),
    ] {
        let mut test = circuit(&[("dc", &[0.0])], text);
        let job = test.tran(1e-5, 1e-3, None, false);
        let run = test.done(job);
        for wanted in wanted {
            assert!(run.columns[0].iter().any(|time| (time - wanted).abs() < 1e-13 * wanted), "{text}: {wanted:e} is no point");
        }
    }
    // The jump is over in the short step behind its point.
    let mut test = circuit(&[("dc", &[0.0])], "time 3.3e-4 >/2");
    let job = test.tran(1e-5, 1e-3, None, false);
    let run = test.done(job);
    assert!(run.at("v(b)", 3.3e-4) < 1e-6 && run.at("v(b)", 3.32e-4) == 1.0);
}
