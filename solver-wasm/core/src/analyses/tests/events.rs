//! Instants at which switches change in transients, against closed forms.

use crate::session::Outcome;
use crate::test_circuit::{near, TestCircuit, TestRun};

fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// The times at which a column has a strict maximum.
fn peaks(run: &TestRun, name: &str) -> Vec<f64> {
    let (time, v) = (run.column("time"), run.column(name));
    (1..v.len() - 1).filter(|&i| v[i] > v[i - 1] && v[i] > v[i + 1]).map(|i| time[i]).collect()
}

fn period(run: &TestRun, name: &str) -> f64 {
    let peaks = peaks(run, name);
    assert!(peaks.len() > 5, "{} peaks", peaks.len());
    (peaks[peaks.len() - 1] - peaks[0]) / (peaks.len() - 1) as f64
}

/// The integral over whole time by trapezes, over the time.
fn average(run: &TestRun, name: &str, from: f64) -> f64 {
    let (time, v) = (run.column("time"), run.column(name));
    let first = time.partition_point(|&t| t < from);
    let area: f64 = (first + 1..time.len()).map(|i| 0.5 * (v[i] + v[i - 1]) * (time[i] - time[i - 1])).sum();
    area / (time[time.len() - 1] - time[first])
}

/// A capacitor that a resistor charges from 1 V and a switch discharges; the
/// period's closed form.
fn relaxation(options: &[(&str, f64)], largest: Option<f64>) -> (TestRun, f64) {
    let (r, c, ron, roff) = (1e3, 1e-6, 100.0, 1e9);
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "in", "out", r);
    test.device("capacitor", "c1", &["out", "0"], &[], &[("c", &[c]), ("ic", &[0.0])]);
    test.switch("s1", &["out", "0", "out", "0"], "sw", &[("vt", 0.5), ("vh", 0.25), ("ron", ron), ("roff", roff)], &[]);
    test.options(options);
    let job = test.tran(1e-5, 10e-3, largest, true);
    let aim = |shunt: f64| shunt / (r + shunt);
    let tau = |shunt: f64| c * r * shunt / (r + shunt);
    let charging = tau(roff) * ln((aim(roff) - 0.25) / (aim(roff) - 0.75));
    let discharging = tau(ron) * ln((0.75 - aim(ron)) / (0.25 - aim(ron)));
    (test.done(job), charging + discharging)
}

#[test]
fn the_period_of_a_relaxation_oscillator_is_exact() {
    for (options, largest, tolerance) in
        [(&[][..], None, 2e-4), (&[("reltol", 1e-6)][..], None, 1e-4), (&[][..], Some(4e-7), 1e-6)]
    {
        let (run, exact) = relaxation(options, largest);
        near(period(&run, "v(out)"), exact, tolerance);
        // The state changes at the threshold, not a step later.
        let top = run.column("v(out)").iter().fold(0.0f64, |a, &b| a.max(b));
        assert!((0.75..0.75 + 1e-8).contains(&top), "{top:.12}");
    }
}

/// A current charges a capacitor, which a switch empties at once.
#[test]
fn a_sawtooth_has_its_period_and_its_corners() {
    let (current, c, ron, roff) = (1e-3, 1e-6, 1.0, 1e9);
    let mut test = TestCircuit::new();
    test.current("i1", "0", "out", &[("dc", &[current])]);
    test.device("capacitor", "c1", &["out", "0"], &[], &[("c", &[c]), ("ic", &[1.0])]);
    test.switch("s1", &["out", "0", "out", "0"], "sw", &[("vt", 2.5), ("vh", 1.5), ("ron", ron), ("roff", roff)], &[]);
    test.options(&[("reltol", 1e-6)]);
    let job = test.tran(1e-5, 50e-3, None, true);
    let run = test.done(job);
    let rising = roff * c * ln((current * roff - 1.0) / (current * roff - 4.0));
    let falling = ron * c * ln((4.0 - current * ron) / (1.0 - current * ron));
    let got = period(&run, "v(out)");
    near(got, rising + falling, 1e-6);
    let bottom = run.column("v(out)").iter().skip(1).fold(9.0f64, |a, &b| a.min(b));
    assert!(bottom > 1.0 - 3e-8 && bottom <= 1.0 + 1e-9, "{bottom:.12}");
}

#[test]
fn an_ideal_switch_rectifies_half_a_wave() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
    test.switch("s1", &["in", "out", "in", "0"], "sw", &[("ron", 1.0), ("roff", 1e9)], &[]);
    test.resistor("r1", "out", "0", 999.0);
    let job = test.tran(1e-6, 10e-3, None, false);
    let run = test.done(job);
    let amplitude = 5.0 * 0.999;
    near(average(&run, "v(out)", 0.0), amplitude / std::f64::consts::PI, 1e-5);
    let (time, v) = (run.column("time"), run.column("v(out)"));
    for (&t, &v) in time.iter().zip(v) {
        let exact = amplitude * libm::sin(2e3 * std::f64::consts::PI * t);
        assert!((v - exact.max(0.0)).abs() < 1e-5, "{v} at {t}");
    }
}

/// Two complementary switches of equal resistance: the mean is the duty times
/// the supply, and the inductor's current rises and falls by straight lines.
#[test]
fn a_buck_converter_has_its_mean_and_its_ripple() {
    let (supply, l, c, load, ron) = (10.0, 100e-6, 20e-6, 5.0, 0.01);
    let mut test = TestCircuit::new();
    test.voltage("vin", "in", "0", &[("dc", &[supply])]);
    // 10 µs with edges of 10 ns: 2.5 V is passed in the middle of each.
    test.voltage("vg", "g", "0", &[("pulse", &[0.0, 5.0, 0.0, 10e-9, 10e-9, 3.99e-6, 10e-6])]);
    let model = [("vt", 2.5), ("ron", ron), ("roff", 1e8)];
    test.switch("s1", &["in", "x", "g", "0"], "sw", &model, &[]);
    let complement = [("vt", -2.5), ("ron", ron), ("roff", 1e8)];
    test.switch("s2", &["x", "0", "0", "g"], "sw", &complement, &[]);
    let mean = 0.4 * supply * load / (load + ron);
    let ripple = supply * 0.4 * 0.6 * 10e-6 / l;
    test.device("inductor", "l1", &["x", "out"], &[], &[("l", &[l]), ("ic", &[mean / load - 0.5 * ripple])]);
    test.device("capacitor", "c1", &["out", "0"], &[], &[("c", &[c]), ("ic", &[mean])]);
    test.resistor("rl", "out", "0", load);
    test.options(&[("reltol", 1e-5)]);
    let job = test.tran(0.2e-6, 3e-3, None, true);
    let run = test.done(job);
    let got = average(&run, "v(out)", 2e-3);
    near(got, mean, 1e-7);
    let (time, i) = (run.column("time"), run.column("i(l1)"));
    let late = time.partition_point(|&t| t < 2.5e-3);
    let (low, high) = i[late..].iter().fold((9.0f64, 0.0f64), |(low, high), &i| (low.min(i), high.max(i)));
    // The output's own ripple of 15 mV bends the lines by a thousandth.
    near(high - low, ripple, 2e-3);
    let (low, high) = run.column("v(out)")[late..].iter().fold((9.0f64, 0.0f64), |(low, high), &v| (low.min(v), high.max(v)));
    near(high - low, ripple * 10e-6 / (8.0 * c), 2e-3);
}

/// One switch drives the next through resistors only: all change at one instant.
#[test]
fn an_event_that_brings_about_others_takes_no_time() {
    let mut test = TestCircuit::new();
    test.voltage("vr", "c0", "0", &[("pwl", &[0.0, 0.0, 1e-3, 1.0])]);
    test.voltage("vdd", "a", "0", &[("dc", &[1.0])]);
    let model = [("vt", 0.5), ("vh", 0.2), ("ron", 1.0), ("roff", 1e9)];
    for stage in 0..6 {
        let (by, out) = (format!("c{stage}"), format!("c{}", stage + 1));
        test.resistor(&format!("r{stage}"), "a", &out, 1e3);
        test.switch(&format!("s{stage}"), &[&out, "0", &by, "0"], "sw", &model, &[]);
    }
    test.capacitor("cl", "c6", "0", 1e-12);
    let job = test.tran(1e-5, 1e-3, None, false);
    let run = test.done(job);
    let time = run.column("time");
    for stage in 1..6 {
        let v = run.column(&format!("v(c{stage})"));
        let change = (1..v.len()).find(|&i| (v[i] - v[i - 1]).abs() > 0.5).unwrap();
        near(time[change], 0.7e-3, 1e-6);
        assert!(time[change] - time[change - 1] < 1e-10);
    }
}

#[test]
fn a_current_switch_changes_when_its_current_passes() {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "s", &[("pwl", &[0.0, 0.0, 1e-3, 10e-3])]);
    test.voltage("vs", "s", "0", &[("dc", &[0.0])]);
    test.voltage("v2", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.current_switch("w1", &["b", "0"], "vs", "csw", &[("it", 3e-3), ("ih", 0.5e-3), ("ron", 1.0)], &[]);
    let job = test.tran(1e-5, 1e-3, None, false);
    let run = test.done(job);
    let v = run.column("v(b)");
    let change = (1..v.len()).find(|&i| v[i - 1] - v[i] > 0.5).unwrap();
    near(run.column("time")[change - 1], 0.35e-3, 1e-7);
}

/// A capacitor that a resistor charges and a switch discharges around 0.5 V.
fn regulator(half: f64, ron: f64) -> TestRun {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.device("capacitor", "c1", &["b", "0"], &[], &[("c", &[1e-6]), ("ic", &[0.0])]);
    test.switch("s1", &["b", "0", "b", "0"], "sw", &[("vt", 0.5), ("vh", half), ("ron", ron), ("roff", 1e9)], &[]);
    let job = test.tran(1e-5, 5e-3, None, true);
    let run = test.done(job);
    let late = run.column("time").partition_point(|&time| time < 1e-3);
    for &v in &run.column("v(b)")[late..] {
        assert!((v - 0.5).abs() < 0.06, "{v}");
    }
    assert!(run.points < 20_000, "{} points", run.points);
    run
}

/// The control stays at the threshold: the switch changes at the ends of steps.
#[test]
fn a_regulator_without_hysteresis_slides_along_its_threshold() {
    assert!(regulator(0.0, 10.0).diagnostics.is_empty());
}

/// A period of 0.1 ns over 5 ms is not followed, and the run says so.
#[test]
fn events_that_crowd_are_told_and_left_to_the_steps() {
    assert_eq!(regulator(1e-8, 200.0).code(), "crowded-events");
}

/// With a diode the equations are nonlinear: the crossing is as exact as Newton is.
#[test]
fn crossings_are_found_in_nonlinear_circuits() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
    test.diode("d1", "in", "out", &[("is", 1e-14), ("cjo", 1e-12)]);
    test.resistor("r1", "out", "0", 1e3);
    test.voltage("v2", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r2", "a", "b", 1e3);
    test.switch("s1", &["b", "0", "out", "0"], "sw", &[("vt", 2.0), ("vh", 0.5), ("ron", 1.0), ("roff", 1e9)], &[]);
    let job = test.tran(5e-6, 2e-3, None, false);
    let run = test.done(job);
    let (b, out) = (run.column("v(b)"), run.column("v(out)"));
    let changes: Vec<usize> = (1..b.len()).filter(|&i| (b[i] - b[i - 1]).abs() > 0.5).collect();
    assert_eq!(changes.len(), 4);
    for (number, &change) in changes.iter().enumerate() {
        let threshold = if number % 2 == 0 { 2.5 } else { 1.5 };
        assert!((out[change - 1] - threshold).abs() < 1e-4, "{} at {threshold}", out[change - 1]);
    }
    assert_eq!(run.outcome, Outcome::Done);
}

/// A crossing a picosecond before a source's corner is at the corner.
#[test]
fn a_crossing_at_a_corner_makes_no_crumb_of_a_step() {
    let mut test = TestCircuit::new();
    test.voltage("vr", "c", "0", &[("pwl", &[0.0, 0.0, 1e-3, 1.0, 2e-3, 1.0])]);
    test.voltage("v2", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.capacitor("c1", "b", "0", 1e-9);
    test.switch("s1", &["b", "0", "c", "0"], "sw", &[("vt", 0.999_999_998), ("vh", 1e-9), ("ron", 1e3)], &[]);
    let job = test.tran(1e-5, 2e-3, None, false);
    let run = test.done(job);
    let time = run.column("time");
    let corner = time.iter().position(|&t| t == 1e-3).expect("a point at the corner");
    assert!(time[corner] - time[corner - 1] > 1e-7);
    assert!(time[corner + 1] - time[corner] < 1e-10);
    near(run.column("v(b)")[corner], 1.0, 1e-8);
    near(run.last("v(b)"), 0.5, 1e-6);
}

#[test]
fn a_switch_that_opens_itself_ends_the_run_where_it_begins_to() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("pwl", &[0.0, 0.0, 1e-3, 1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.switch("s1", &["b", "0", "b", "0"], "sw", &[("vt", 0.5), ("ron", 10.0), ("roff", 1e9)], &[]);
    let job = test.tran(1e-5, 1e-3, None, false);
    let run = test.run(job);
    assert_eq!(run.outcome, Outcome::Failed);
    assert_eq!(run.code(), "endless-switching");
    assert!(run.diagnostics[0].message.starts_with("s1: at 0.0005"), "{}", run.diagnostics[0].message);
    near(run.last("time"), 0.5e-3, 1e-5);
}

/// A comparator without hysteresis drives a second switch: the pair slides, too.
#[test]
fn two_switches_in_a_loop_slide_along_the_threshold() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("rg", "a", "g", 1e4);
    test.switch("s1", &["g", "0", "q", "0"], "sw", &[("vt", 0.5), ("ron", 10.0), ("roff", 1e9)], &[]);
    test.switch("s2", &["a", "q", "g", "0"], "sw", &[("vt", 0.5), ("vh", 0.1), ("ron", 100.0), ("roff", 1e9)], &[]);
    test.device("capacitor", "c1", &["q", "0"], &[], &[("c", &[1e-6]), ("ic", &[0.0])]);
    test.resistor("rl", "q", "0", 1e3);
    let job = test.tran(5e-6, 2e-3, None, true);
    let run = test.done(job);
    let late = run.column("time").partition_point(|&time| time < 0.2e-3);
    for &v in &run.column("v(q)")[late..] {
        assert!((v - 0.5).abs() < 0.02, "{v}");
    }
    assert!(run.points < 20_000, "{} points", run.points);
}

/// A relaxation oscillator: at its operating point the switch discharges what closed it.
#[test]
fn an_oscillator_without_an_operating_point_begins_from_rest() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[10.0])]);
    test.resistor("r1", "in", "c", 10e3);
    test.capacitor("c1", "c", "0", 10e-9);
    test.switch("s1", &["c", "0", "c", "0"], "sw", &[("vt", 5.0), ("vh", 2.0), ("ron", 100.0), ("roff", 1e9)], &[]);
    let job = test.tran(1e-6, 1e-3, None, false);
    let run = test.done(job);
    assert_eq!(run.code(), "no-operating-point");
    assert_eq!(run.diagnostics[0].severity, "warning");
    let (time, volts) = (run.column("time"), run.column("v(c)"));
    assert!(volts[0].abs() < 1e-6, "{}", volts[0]);
    // From 3 V to 7 V against 10 V, and back against what the closed switch leaves.
    let (charging, discharging) = (1e-4, 1e-6 * 100.0 / 101.0);
    let low = 10.0 / 101.0;
    let period = charging * libm::log(7.0 / 3.0) + discharging * libm::log((7.0 - low) / (3.0 - low));
    let peaks: Vec<f64> = (1..time.len() - 1).filter(|&i| volts[i] > 6.99 && volts[i + 1] < volts[i]).map(|i| time[i]).collect();
    let (first, last) = (peaks[0], peaks[peaks.len() - 1]);
    near(first, charging * libm::log(10.0 / 3.0), 1e-3);
    let periods = ((last - first) / period).round();
    near((last - first) / periods, period, 1e-3);
}
