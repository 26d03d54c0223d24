//! The ladder of the operating point, and circuits that need it.

use crate::devices::Instant;
use crate::newton::Newton;
use crate::operating_point::OperatingPoint;
use crate::session::Outcome;
use crate::test_circuit::{near, TestCircuit};

/// A string of diodes that a current is forced through.
fn string(diodes: usize) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "n0", "0", &[("dc", &[100.0])]);
    test.resistor("r1", "n0", "m0", 10.0);
    for index in 0..diodes {
        test.diode(&format!("d{index}"), &format!("m{index}"), &format!("m{}", index + 1), &[("is", 1e-14), ("rs", 0.1)]);
    }
    test.resistor("r2", &format!("m{diodes}"), "0", 1.0);
    test
}

#[test]
fn a_long_string_of_diodes_converges() {
    let mut test = string(40);
    let job = test.op();
    let run = test.done(job);
    let current = run.last("i(r1)");
    let vt = 300.15 * 1.38064852e-23 / 1.6021766208e-19;
    let each = vt * libm::log(current / 1e-14 + 1.0) + 0.1 * current;
    near(100.0 - 11.0 * current, 40.0 * each, 1e-3);
}

#[test]
fn a_failure_names_what_moved_last() {
    let mut test = string(12);
    test.options(&[("itl1", 2.0)]);
    let job = test.op();
    let run = test.run(job);
    assert_eq!(run.outcome, Outcome::Failed);
    assert_eq!(run.code(), "no-convergence");
    let last = run.diagnostics.last().unwrap();
    assert!(last.node.is_some() || last.device.is_some());
    assert!(last.message.contains("source stepping"), "{}", last.message);
}

/// Two loads that each let a loop rest in one of two states.
fn tunnel(nodeset: Option<f64>) -> f64 {
    // A latch of two ideal inverting amplifiers, clamped by diodes.
    let mut test = TestCircuit::new();
    test.device("vcvs", "e1", &["x", "0", "0", "b"], &[], &[("gain", &[10.0])]);
    test.resistor("r1", "x", "a", 1e3);
    test.device("vcvs", "e2", &["y", "0", "0", "a"], &[], &[("gain", &[10.0])]);
    test.resistor("r2", "y", "b", 1e3);
    for (name, anode, cathode) in [("d1", "a", "0"), ("d2", "0", "a"), ("d3", "b", "0"), ("d4", "0", "b")] {
        test.diode(name, anode, cathode, &[("is", 1e-14)]);
    }
    if let Some(volts) = nodeset {
        test.nodeset("a", volts);
    }
    let job = test.op();
    test.done(job).last("v(a)")
}

#[test]
fn a_nodeset_chooses_the_state_of_a_latch() {
    assert!(tunnel(Some(0.6)) > 0.4);
    assert!(tunnel(Some(-0.6)) < -0.4);
    let free = tunnel(None);
    assert!(free.abs() < 1e-6 || free.abs() > 0.4, "{free}");
}

/// Between two blocked diodes behind series resistances rounding alone moves the
/// node by microvolts; ngspice 39 fails here in Newton, gmin and source stepping.
#[test]
fn rounding_between_blocked_diodes_is_no_movement() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "out", "0", &[("dc", &[0.0])]);
    test.voltage("vb", "b", "0", &[("dc", &[1.0])]);
    let model = [("is", 2.5e-9), ("n", 1.75), ("rs", 0.57)];
    test.diode("d1", "out", "a", &model);
    test.diode("d2", "a", "b", &model);
    test.options(&[("reltol", 1e-6), ("vntol", 1e-9), ("abstol", 1e-14)]);
    let job = test.dc_device("v1", -5.0, 0.5, 0.01);
    let run = test.done(job);
    assert_eq!(run.points, 551);
    for (&out, &a) in run.column("v(out)").iter().zip(run.column("v(a)")) {
        assert!((a - 0.5 * (out + 1.0)).abs() < 1e-3, "{a} at {out}");
    }
}

#[test]
fn a_diode_that_is_off_begins_without_current() {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "a", &[("dc", &[1e-3])]);
    test.diode_with("d1", "a", "0", &[("is", 1e-14)], &[("off", &[1.0])]);
    test.resistor("r1", "a", "0", 1e6);
    let job = test.op();
    let run = test.done(job);
    assert!((run.last("v(a)") - 0.655).abs() < 0.01);
}

#[test]
fn a_step_of_the_search_is_one_iteration() {
    let mut test = string(12);
    let job = test.op();
    let (circuit, mut simulation) = test.simulation(job);
    let mut newton = Newton::new(&simulation);
    let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
    let mut steps = 0;
    while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {
        steps += 1;
        assert_eq!(simulation.counters.iterations, steps);
    }
}
