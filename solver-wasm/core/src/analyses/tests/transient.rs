//! Transients against closed forms.

use crate::test_circuit::{near, TestCircuit, TestRun};

fn rc(options: &[(&str, f64)]) -> TestRun {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[5.0])]);
    test.resistor("r1", "in", "out", 10e3);
    test.device("capacitor", "c1", &["out", "0"], &[], &[("c", &[1e-6]), ("ic", &[0.0])]);
    test.options(options);
    let job = test.tran(0.1e-3, 50e-3, None, true);
    test.done(job)
}

/// ngspice 39 takes 519 points and gives 3.160614 V at 10 ms on
/// ```text
/// v1 in 0 5
/// r1 in out 10k
/// c1 out 0 1u ic=0
/// .tran 0.1m 50m uic
/// ```
#[test]
fn an_rc_step_is_exact_at_default_options() {
    let run = rc(&[]);
    near(run.at("v(out)", 10e-3), 5.0 * (1.0 - libm::exp(-1.0)), 5e-5);
    near(run.at("v(out)", 50e-3), 5.0 * (1.0 - libm::exp(-5.0)), 5e-5);
    assert_eq!(run.column("time")[0], 0.0);
    assert!(run.column("v(out)")[0].abs() < 1e-6);
    near(run.column("i(c1)")[0], 0.5e-3, 1e-6);
    assert_eq!(run.last("time"), 50e-3);
    assert!((450..600).contains(&run.points), "{} points", run.points);
    for (&t, &v) in run.column("time").iter().zip(run.column("v(out)")) {
        let exact = 5.0 * (1.0 - libm::exp(-t / 10e-3));
        assert!((v - exact).abs() < 5e-4 * 5.0, "{v} {exact} at {t}");
    }
}
/// ```text
/// v1 in 0 sin(0 5 1k)
/// d1 in out dr
/// rl out 0 1k
/// c1 out 0 10u
/// .model dr d(is=1e-14 rs=0.5 n=1.05 cjo=4p tt=5n)
/// .tran 5u 5m
/// ```
/// ngspice 39 takes 1008 points and ends at 3.934309 V.
#[test]
fn a_rectifier_follows_ngspice_with_as_many_points() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
    test.diode("d1", "in", "out", &[("is", 1e-14), ("rs", 0.5), ("n", 1.05), ("cjo", 4e-12), ("tt", 5e-9)]);
    test.resistor("rl", "out", "0", 1e3);
    test.capacitor("c1", "out", "0", 10e-6);
    let job = test.tran(5e-6, 5e-3, None, false);
    let run = test.done(job);
    near(run.last("v(out)"), 3.934309, 1e-4);
    assert!((900..1100).contains(&run.points), "{} points", run.points);
    assert!(run.statistics.iterations < 2200, "{:?}", run.statistics);
    assert_eq!(run.statistics.points as usize, run.points);
}

fn ringing(method: &str) -> TestRun {
    let mut test = TestCircuit::new();
    test.device("inductor", "l1", &["a", "0"], &[], &[("l", &[1e-3]), ("ic", &[0.0])]);
    test.device("capacitor", "c1", &["a", "0"], &[], &[("c", &[1e-6]), ("ic", &[1.0])]);
    test.option_text("method", method);
    let job = test.tran(1e-6, 1e-3, Some(0.2e-6), true);
    test.done(job)
}

#[test]
fn an_lc_loop_keeps_its_energy_under_the_trapezoidal_rule() {
    let run = ringing("trap");
    let period = 2.0 * std::f64::consts::PI * f64::sqrt(1e-3 * 1e-6);
    near(run.at("v(a)", 5.0 * period), 1.0, 1e-4);
    near(run.at("v(a)", 4.5 * period), -1.0, 1e-4);
    for (&v, &i) in run.column("v(a)").iter().zip(run.column("i(l1)")) {
        near(0.5 * (1e-6 * v * v + 1e-3 * i * i), 0.5e-6, 1e-4);
    }
}

#[test]
fn gears_formula_damps_an_lc_loop_a_little() {
    let run = ringing("gear");
    let period = 2.0 * std::f64::consts::PI * f64::sqrt(1e-3 * 1e-6);
    let after = run.at("v(a)", 5.0 * period);
    assert!(after < 1.0 && after > 0.999, "{after}");
}

#[test]
fn a_transformer_has_its_ratio() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 10.0, 1e3])]);
    test.resistor("rs", "in", "p", 1.0);
    test.inductor("l1", "p", "0", 10e-3);
    test.inductor("l2", "s", "0", 40e-3);
    test.coupling("k1", &["l1", "l2"], 1.0);
    test.resistor("r1", "s", "0", 1e3);
    let job = test.tran(1e-6, 2e-3, None, false);
    let run = test.done(job);
    for (&p, &s) in run.column("v(p)").iter().zip(run.column("v(s)")).skip(1) {
        assert!((s - 2.0 * p).abs() < 1e-6 * 20.0, "{s} {p}");
    }
}

#[test]
fn three_windings_of_one_card_are_coupled_in_pairs() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("ac", &[1.0])]);
    test.resistor("rs", "in", "p", 1e-9);
    test.inductor("l1", "p", "0", 1e-3);
    test.inductor("l2", "a", "0", 4e-3);
    test.inductor("l3", "b", "0", 9e-3);
    test.coupling("k1", &["l1", "l2", "l3"], 0.5);
    test.resistor("r1", "a", "0", 1e12);
    test.resistor("r2", "b", "0", 1e12);
    let job = test.ac(crate::circuit::Variation::Linear, 1.0, 1e3, 1e3);
    let run = test.done(job);
    near(run.magnitudes("v(a)")[0], 1.0, 1e-6);
    near(run.magnitudes("v(b)")[0], 1.5, 1e-6);
}

#[test]
fn breakpoints_are_met_exactly() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("pulse", &[0.0, 1.0, 1e-6, 1e-9, 2e-9, 3e-6, 10e-6])]);
    test.voltage("v2", "b", "0", &[("pwl", &[0.0, 0.0, 2.5e-6, 1.0, 7e-6, 0.0])]);
    test.resistor("r1", "a", "c", 1e3);
    test.resistor("r2", "b", "c", 1e3);
    test.capacitor("c1", "c", "0", 1e-12);
    let job = test.tran(1e-6, 20e-6, None, false);
    let run = test.done(job);
    let times = run.column("time");
    let corners = [1e-6, 1e-6 + 1e-9, 1e-6 + 1e-9 + 3e-6, 1e-6 + 1e-9 + 3e-6 + 2e-9, 2.5e-6, 7e-6, 1e-6 + 10e-6, 20e-6];
    for corner in corners {
        assert!(times.contains(&corner), "{corner:e} is not among the points");
    }
    assert!(times.windows(2).all(|pair| pair[1] > pair[0]));
    // The step after a corner is cut.
    let place = times.iter().position(|&time| time == 7e-6).unwrap();
    assert!(times[place + 1] - times[place] < 0.11 * 0.4e-6);
}

#[test]
fn charge_is_conserved_between_capacitors_and_a_diode() {
    let mut test = TestCircuit::new();
    test.device("capacitor", "c1", &["a", "0"], &[], &[("c", &[1e-9]), ("ic", &[5.0])]);
    test.device("capacitor", "c2", &["b", "0"], &[], &[("c", &[3e-9]), ("ic", &[0.0])]);
    test.diode("d1", "a", "m", &[("is", 1e-14), ("rs", 1.0), ("cjo", 100e-12), ("tt", 20e-9)]);
    test.resistor("r1", "m", "b", 10.0);
    let job = test.tran(1e-9, 2e-6, None, true);
    let run = test.done(job);
    // The diode's own charge stands between a and m, so the sum of the others' is kept.
    let sum = |a: f64, b: f64| 1e-9 * a + 3e-9 * b;
    let (a, b) = (run.column("v(a)"), run.column("v(b)"));
    for (&a, &b) in a.iter().zip(b) {
        near(sum(a, b), sum(5.0, 0.0), 1e-6);
    }
    assert!(b[b.len() - 1] > 0.5);
}

/// Kirchhoff's law holds at a node that joins 100 µF and junctions of picofarads
/// also after steps of picoseconds: the charges' rounding must not become a current.
#[test]
fn no_current_is_lost_beside_a_large_charge() {
    let mut test = TestCircuit::new();
    let model = [("is", 7.6e-9), ("rs", 0.03), ("n", 1.7), ("cjo", 30e-12), ("m", 0.4), ("vj", 0.6), ("tt", 1e-6)];
    test.voltage("v1", "a", "b", &[("sin", &[0.0, 12.0, 50.0])]);
    test.resistor("rb", "b", "0", 1e6);
    test.diode("d1", "a", "p", &model);
    test.diode("d2", "b", "p", &model);
    test.diode("d3", "n", "a", &model);
    test.diode("d4", "n", "b", &model);
    test.capacitor("c1", "p", "n", 100e-6);
    test.resistor("rl", "p", "n", 1e3);
    test.resistor("rg", "n", "0", 10e3);
    test.options(&[("reltol", 1e-6), ("vntol", 1e-9), ("abstol", 1e-14)]);
    let job = test.tran(0.1e-3, 30e-3, Some(12e-6), false);
    let run = test.done(job);
    let times = run.column("time");
    for point in 1..run.points {
        // In a step of picoseconds the companion of 100 µF has gigasiemens, whose
        // rounding is microamperes; what matters is that they do not stay.
        if times[point] - times[point - 1] < 0.1e-6 {
            continue;
        }
        let current = |name: &str| run.column(name)[point];
        let sum = current("i(c1)") + current("i(rl)") - current("i(d1)") - current("i(d2)");
        let scale = current("i(c1)").abs() + current("i(rl)").abs();
        assert!(sum.abs() < 1e-8 + 1e-6 * scale, "{sum:e} at {:e} s", run.column("time")[point]);
    }
}

#[test]
fn initial_conditions_hold_the_operating_point_and_then_let_go() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[5.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.capacitor("c1", "out", "0", 1e-6);
    test.initial("out", 2.0);
    let job = test.tran(10e-6, 5e-3, None, false);
    let run = test.done(job);
    near(run.column("v(out)")[0], 2.0, 1e-6);
    near(run.at("v(out)", 1e-3), 5.0 - 3.0 * libm::exp(-1.0), 1e-4);
}

#[test]
fn the_time_step_that_vanishes_names_the_node() {
    let mut test = TestCircuit::new();
    // A jump without any edge, and too few iterations to follow it.
    test.voltage("v1", "in", "0", &[("pwl", &[0.0, 0.0, 1e-6, 0.0, 1e-6, 5.0, 2e-6, 5.0])]);
    test.resistor("r1", "in", "a", 1.0);
    test.diode("d1", "a", "0", &[("is", 1e-14)]);
    test.options(&[("itl4", 2.0)]);
    let job = test.tran(0.1e-6, 2e-6, None, false);
    let run = test.run(job);
    assert_eq!(run.code(), "timestep-too-small");
    assert!(run.points >= 1 && !run.complete);
    assert_eq!(run.columns[1].len(), run.points);
}

#[test]
fn output_begins_at_the_start_time() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("sin", &[0.0, 1.0, 1e3])]);
    test.resistor("r1", "a", "0", 1.0);
    let job = test.tran(1e-5, 2e-3, None, false);
    let start = test.value(1e-3);
    if let crate::circuit::Analysis::Tran { start: place, .. } = &mut test.circuit.analyses[job as usize].analysis {
        *place = start;
    }
    let run = test.done(job);
    assert!(run.columns[0][0] >= 1e-3 && run.columns[0][0] < 1.03e-3);
    assert_eq!(run.last("time"), 2e-3);
}

/// With `startup` sources rise from 0 within 20 µs.
#[test]
fn sources_rise_with_startup() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[5.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.capacitor("c1", "out", "0", 1e-9);
    let job = test.tran_with_startup(1e-6, 100e-6);
    let run = test.done(job);
    assert_eq!(run.column("v(in)")[0], 0.0);
    near(run.at("v(in)", 10e-6), 2.5, 1e-9);
    near(run.at("v(in)", 20e-6), 5.0, 1e-9);
    near(run.last("v(in)"), 5.0, 1e-12);
    // A ramp of 5 V in 20 µs through 1 µs: v = s·(t − τ·(1 − e^(−t/τ))).
    near(run.at("v(out)", 20e-6), 0.25e6 * (20e-6 - 1e-6), 1e-4);
}

/// A current that is forced into an inductor by a source that jumps leaves the
/// trapezoidal rule with a voltage that turns at every point.
#[test]
fn the_ringing_of_the_trapezoidal_rule_is_damped() {
    let mut test = TestCircuit::new();
    // A stiff node: 1 pF behind 1 mΩ, driven by ramps.
    test.voltage("v1", "in", "0", &[("pulse", &[0.0, 1.0, 1e-6, 1e-6, 1e-6, 3e-6, 20e-6])]);
    test.resistor("r1", "in", "out", 1e-3);
    test.capacitor("c1", "out", "0", 1e-9);
    let job = test.tran(0.1e-6, 10e-6, None, false);
    let run = test.done(job);
    // On the ramp the current is C·dv/dt = 1 mA, flat.
    for (&t, &i) in run.column("time").iter().zip(run.column("i(c1)")) {
        if t > 1.5e-6 && t < 1.95e-6 {
            assert!((i - 1e-3).abs() < 2e-5, "{i} at {t}");
        }
    }
}

#[test]
fn options_steer_steps_and_points() {
    let circuit = || {
        let mut test = TestCircuit::new();
        test.voltage("v1", "in", "0", &[("dc", &[1.0])]);
        test.resistor("r1", "in", "out", 1e3);
        test.capacitor("c1", "out", "0", 1e-6);
        test
    };
    let mut test = circuit();
    test.options(&[("maxstep", 1e-6)]);
    let job = test.tran(1e-4, 1e-3, None, false);
    let run = test.done(job);
    assert!(run.column("time").windows(2).all(|pair| pair[1] - pair[0] < 1.001e-6));

    let mut test = circuit();
    test.options(&[("interp", 1.0), ("ramptime", 5e-4)]);
    let job = test.tran(1e-4, 1e-3, None, false);
    let run = test.done(job);
    assert_eq!(run.points, 11);
    for (index, &time) in run.column("time").iter().enumerate() {
        assert!((time - 1e-4 * index as f64).abs() < 1e-12);
    }
    let input = run.column("v(in)");
    assert!(input[0].abs() < 1e-9, "the sources begin at 0");
    near(input[2], 0.4, 1e-6);
    near(input[10], 1.0, 1e-9);
    // The response of RC to a ramp of 0.5 ms: (t − τ(1 − e^(−t/τ)))/T.
    near(run.column("v(out)")[5], (0.5 - (1.0 - libm::exp(-0.5))) / 0.5, 2e-3);
}
