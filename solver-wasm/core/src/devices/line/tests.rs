//! Lines against closed forms: the lattice diagram, the exact delay, standing waves.

use crate::circuit::Variation;
use crate::test_circuit::{near, Given, TestCircuit, TestRun};

const PI: f64 = std::f64::consts::PI;

/// A source of `source` ohms, a line of 50 Ω and 10 ns, and a load.
fn line(source: f64, load: f64, given: Given, card: Given) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", given);
    test.resistor("rs", "in", "a", source);
    test.device("lossless-line", "t1", &["a", "0", "b", "0"], &[], card);
    test.resistor("rl", "b", "0", load);
    test
}

const PLAIN: Given = &[("z0", &[50.0]), ("td", &[10e-9])];
const EDGE: Given = &[("pulse", &[0.0, 1.0, 2e-9, 1e-10, 1e-10, 1.0, 2.0])];

/// The far end's voltage of an edge from 0 to 1 V that begins at 2 ns and lasts 0.1 ns.
fn lattice(time: f64, source: f64, load: f64) -> f64 {
    let (at_source, at_load) = ((source - 50.0) / (source + 50.0), (load - 50.0) / (load + 50.0));
    let ramp = |time: f64| ((time - 2e-9) / 1e-10).clamp(0.0, 1.0);
    let mut sum = 0.0;
    let mut wave = 50.0 / (50.0 + source);
    for trip in 0..200 {
        sum += wave * (1.0 + at_load) * ramp(time - 10e-9 - 20e-9 * f64::from(trip));
        wave *= at_load * at_source;
    }
    sum
}

#[test]
fn the_far_end_follows_the_lattice_diagram() {
    for (source, load) in [(50.0, 50.0), (10.0, 1e3), (200.0, 5.0), (10.0, 1e9), (50.0, 1e-3)] {
        let mut test = line(source, load, EDGE, PLAIN);
        let job = test.tran(1e-9, 200e-9, None, false);
        let run = test.done(job);
        let times = &run.columns[0];
        // Every corner that arrives is a point.
        for arrival in [12e-9, 12.1e-9] {
            assert!(times.iter().any(|time| (time - arrival).abs() < 1e-21), "{source} {load} {arrival}");
        }
        for (&time, &got) in times.iter().zip(run.column("v(b)")) {
            let wanted = lattice(time, source, load);
            assert!((got - wanted).abs() < 2e-3, "{source} {load}: {got} is not {wanted} at {time:e}");
        }
        assert!(times.len() < 700, "{} points", times.len());
    }
}

/// What is sent arrives a delay later to the tolerance of interpolation, which a
/// curve of third order keeps far below that of straight lines.
#[test]
fn a_sine_arrives_undistorted() {
    let mut test = line(50.0, 50.0, &[("sin", &[0.0, 2.0, 1e7])], PLAIN);
    let job = test.tran(1e-9, 400e-9, Some(2e-9), false);
    let run = test.done(job);
    for (&time, &got) in run.columns[0].iter().zip(run.column("v(b)")) {
        let wanted = if time > 10e-9 { libm::sin(2.0 * PI * 1e7 * (time - 10e-9)) } else { 0.0 };
        assert!((got - wanted).abs() < 5e-5, "{got} is not {wanted} at {time:e}");
    }
}

#[test]
fn a_narrow_pulse_behind_a_filter_is_met_where_it_arrives() {
    // Nothing but the line's own history says that something comes at 1 µs.
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("pulse", &[0.0, 1.0, 5e-9, 1e-9, 1e-9, 3e-9, 1.0])]);
    test.resistor("rs", "in", "a", 50.0);
    test.capacitor("c1", "a", "0", 40e-12);
    test.device("lossless-line", "t1", &["a", "0", "b", "0"], &[], &[("z0", &[50.0]), ("td", &[1e-6])]);
    test.resistor("rl", "b", "0", 50.0);
    test.options(&[("reltol", 1e-5)]);
    let job = test.tran(1e-7, 2e-6, None, false);
    let run = test.done(job);
    for since in 1..60 {
        let sent = 5e-9 + 0.5e-9 * f64::from(since);
        let (here, there) = (run.at("v(a)", sent), run.at("v(b)", sent + 1e-6));
        assert!((here - there).abs() < 3e-3, "{here} {there} {sent:e}");
    }
    assert!(run.columns[0].len() < 400, "{}", run.columns[0].len());
}

/// Electrically short lines do not hold a long transient up: what rings on them
/// dies out, and then steps are as long as without them.
#[test]
fn a_short_line_at_rest_limits_no_step() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("pulse", &[0.0, 1.0, 1e-6, 1e-7, 1e-7, 1.0, 2.0])]);
    test.resistor("rs", "in", "a", 20.0);
    test.device("lossless-line", "t1", &["a", "0", "b", "0"], &[], &[("z0", &[50.0]), ("td", &[1e-11])]);
    test.resistor("rl", "b", "0", 1e3);
    test.capacitor("cl", "b", "0", 1e-9);
    let job = test.tran(1e-6, 1e-4, None, false);
    let run = test.done(job);
    // A line of no length is a wire; the line's own capacitance is td/z0.
    let through = 1.0 / (1.0 + 20.0 / 1e3);
    let tau = 20.0 * through * (1e-9 + 1e-11 / 50.0);
    for time in [1.15e-6, 1.2e-6, 2e-6, 5e-5] {
        let since = time - 1e-6;
        let step = |since: f64| if since > 0.0 { (since - tau * (1.0 - libm::exp(-since / tau))) / 1e-7 } else { 0.0 };
        let wanted = through * (step(since) - step(since - 1e-7));
        assert!((run.at("v(b)", time) - wanted).abs() < 4e-3, "{time:e}: {} {wanted}", run.at("v(b)", time));
    }
    assert!(run.columns[0].len() < 3000, "{}", run.columns[0].len());
}

#[test]
fn at_rest_a_line_is_two_wires() {
    for card in [PLAIN, &[("z0", &[75.0]), ("td", &[0.0])], &[("z0", &[75.0]), ("f", &[2e9]), ("nl", &[0.5])]] {
        let mut test = line(50.0, 150.0, &[("dc", &[2.0])], card);
        let job = test.op();
        let run = test.done(job);
        near(run.last("v(b)"), 1.5, 1e-12);
        near(run.last("i(t1)"), 0.01, 1e-12);
        let job = test.tf("b", "v1");
        let run = test.done(job);
        near(run.last("transfer_function"), 0.75, 1e-12);
        near(run.last("output_impedance_at_v(b)"), 37.5, 1e-12);
    }
}

fn phasors(run: &TestRun, name: &str) -> Vec<[f64; 2]> {
    run.column(name).chunks(2).map(|pair| [pair[0], pair[1]]).collect()
}

#[test]
fn small_signals_see_the_whole_delay() {
    let mut test = line(50.0, 1e12, &[("ac", &[1.0])], &[("z0", &[100.0]), ("f", &[1e8]), ("nl", &[1.0]), ("m", &[2.0])]);
    let job = test.ac(Variation::Linear, 50.0, 1e6, 1e9);
    let run = test.done(job);
    // Two lines side by side have 50 Ω: matched at the source, doubled at the open end.
    for (&frequency, [re, im]) in run.frequencies().iter().zip(phasors(&run, "v(b)")) {
        let angle = 2.0 * PI * frequency * 10e-9;
        assert!((re - libm::cos(angle)).abs() < 1e-9 && (im + libm::sin(angle)).abs() < 1e-9, "{frequency:e}: {re} {im}");
    }
    for (&frequency, [re, im]) in run.frequencies().iter().zip(phasors(&run, "i(t1)")) {
        let current = libm::sin(2.0 * PI * frequency * 10e-9) / 50.0;
        let phase = 2.0 * PI * frequency * 10e-9;
        // i1 = (1 − e^(−2jφ))/100 = j·sin φ·e^(−jφ)/50
        assert!((re - current * libm::sin(phase)).abs() < 1e-9 && (im - current * libm::cos(phase)).abs() < 1e-9);
    }
}

#[test]
fn a_line_begins_with_what_its_card_says() {
    // Charged to 1 V and open: 0.5 V for a round trip, from the beginning on.
    let mut test = line(1e9, 50.0, &[("dc", &[0.0])], &[("z0", &[50.0]), ("td", &[10e-9]), ("ic", &[1.0, 0.0, 1.0, 0.0])]);
    let job = test.tran(1e-9, 50e-9, None, true);
    let run = test.done(job);
    for (&time, &got) in run.columns[0].iter().zip(run.column("v(b)")) {
        let wanted = if time < 20e-9 { 0.5 } else { 0.0 };
        // The jump takes a billionth of the delay at each end.
        assert!((got - wanted).abs() < 1e-6 || (time - 20e-9).abs() < 1e-16, "{got} is not {wanted} at {time:e}");
    }
}

#[test]
fn values_without_meaning_are_told() {
    let cards: [Given; 4] = [&[("td", &[1e-9])], &[("z0", &[0.0]), ("td", &[1e-9])], &[("z0", &[50.0]), ("td", &[-1e-9])], &[("z0", &[50.0]), ("f", &[0.0])]];
    for (card, code) in cards.into_iter().zip(["missing-value", "bad-parameter", "bad-parameter", "bad-parameter"]) {
        let mut test = line(50.0, 50.0, &[("dc", &[1.0])], card);
        let job = test.op();
        assert_eq!(test.run(job).code(), code);
    }
}

#[test]
fn the_derivative_of_a_delay_is_that_of_the_phase() {
    let mut test = line(50.0, 50.0, &[("dc", &[1.0]), ("ac", &[1.0])], PLAIN);
    let job = test.sens("b", Some((5.0, 1e6, 1e8)));
    let run = test.done(job);
    // v(b) = e^(−jω·td)/2: the derivative is −jω·v(b).
    for (&frequency, [re, im]) in run.frequencies().iter().zip(phasors(&run, "t1_td")) {
        let omega = 2.0 * PI * frequency;
        let (cosine, sine) = (libm::cos(omega * 10e-9), libm::sin(omega * 10e-9));
        assert!((re + 0.5 * omega * sine).abs() < 1e-6 * omega && (im + 0.5 * omega * cosine).abs() < 1e-6 * omega, "{frequency:e} {re} {im}");
    }
}
