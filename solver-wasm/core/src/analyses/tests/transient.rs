//! Transients against closed forms.

use crate::circuit::NONE;
use crate::session::Outcome;
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
#[test]
fn temp_probe() {
    let run = rc(&[]);
    eprintln!("rc {} points {:?} {}", run.points, run.statistics, run.at("v(out)", 10e-3));
    for i in 0..15 { eprintln!("{:e} {}", run.column("time")[i], run.column("v(out)")[i] - 5.0*(1.0-libm::exp(-run.column("time")[i]/10e-3))); }
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
    test.diode("d1", "in", "out", &[("is", 1e-14), ("rs", 0.5), ("n", 1.05), ("cjo", 4e-12), ("tt", 5e-9)]);
    test.resistor("rl", "out", "0", 1e3);
    test.capacitor("c1", "out", "0", 10e-6);
    let job = test.tran(5e-6, 5e-3, None, false);
    let run = test.done(job);
    eprintln!("rect {} points {:?} {}", run.points, run.statistics, run.last("v(out)"));
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("pulse", &[0.0, 1.0, 0.0, 10e-9, 10e-9, 50e-6, 100e-6])]);
    test.resistor("r1", "in", "a", 50.0);
    test.inductor("l1", "a", "out", 1e-3);
    test.capacitor("c1", "out", "0", 10e-9);
    let job = test.tran(0.1e-6, 200e-6, None, false);
    let run = test.done(job);
    eprintln!("rlc {} points {:?} {}", run.points, run.statistics, run.last("v(out)"));
}
