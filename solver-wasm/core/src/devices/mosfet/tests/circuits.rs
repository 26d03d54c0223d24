//! Circuits with MOSFETs through all analyses.

use crate::circuit::Variation;
use crate::test_circuit::{near, TestCircuit};

const N: &[(&str, f64)] = &[("vto", 0.7), ("kp", 5e-5), ("gamma", 0.4), ("phi", 0.65), ("lambda", 0.02), ("tox", 2e-8)];
const P: &[(&str, f64)] = &[("vto", -0.8), ("kp", 2e-5), ("lambda", 0.05), ("tox", 2e-8)];
const SIZE: &[(&str, &[f64])] = &[("l", &[2e-6]), ("w", &[1e-5])];

fn mosfet(test: &mut TestCircuit, name: &str, nodes: [&str; 4], kind: &str, model: &[(&str, f64)], given: &[(&str, &[f64])]) {
    let device = test.device("mosfet", name, &nodes, &[], given);
    test.model(device, kind, model);
}

/// A CMOS inverter between `vdd` and ground.
fn inverter(test: &mut TestCircuit, index: usize, input: &str, output: &str) {
    mosfet(test, &format!("mn{index}"), [output, input, "0", "0"], "nmos", N, SIZE);
    mosfet(test, &format!("mp{index}"), [output, input, "vdd", "vdd"], "pmos", P, &[("l", &[2e-6]), ("w", &[2.5e-5])]);
}

#[test]
fn saturation_follows_the_square_law() {
    let mut test = TestCircuit::new();
    test.voltage("vd", "d", "0", &[("dc", &[5.0])]);
    test.voltage("vg", "g", "0", &[("dc", &[1.7])]);
    mosfet(&mut test, "m1", ["d", "g", "0", "0"], "nmos", N, SIZE);
    let job = test.op();
    let run = test.done(job);
    near(-run.last("i(vd)"), 0.5 * 5e-5 * 5.0 * (1.0 + 0.02 * 5.0) + 5e-12, 1e-9);
}

#[test]
fn series_resistances_of_both_kinds_are_equal() {
    let current = |model: &[(&str, f64)]| {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-8)]);
        test.voltage("vd", "d", "0", &[("dc", &[5.0])]);
        test.voltage("vg", "g", "0", &[("dc", &[3.0])]);
        mosfet(&mut test, "m1", ["d", "g", "0", "0"], "nmos", model, &[SIZE, &[("nrd", &[4.0]), ("nrs", &[2.0])]].concat());
        let job = test.op();
        -test.done(job).last("i(vd)")
    };
    let direct = current(&[N, &[("rd", 200.0), ("rs", 100.0)]].concat());
    near(current(&[N, &[("rsh", 50.0)]].concat()), direct, 1e-9);
    assert!(direct < 0.95 * current(N));
}

#[test]
fn an_inverter_switches_over_direct_current_and_time() {
    let mut test = TestCircuit::new();
    test.voltage("vdd", "vdd", "0", &[("dc", &[5.0])]);
    test.voltage("vin", "in", "0", &[("dc", &[0.0]), ("pulse", &[0.0, 5.0, 1e-9, 1e-10, 1e-10, 1e-8, 2e-8])]);
    inverter(&mut test, 1, "in", "out");
    test.capacitor("c1", "out", "0", 1e-13);
    let sweep = test.dc_device("vin", 0.0, 5.0, 0.05);
    let run = test.done(sweep);
    near(run.at("v(out)", 0.0), 5.0, 1e-6);
    assert!(run.at("v(out)", 5.0).abs() < 1e-6);
    let job = test.tran(1e-10, 2e-8, None, false);
    let run = test.done(job);
    near(run.at("v(out)", 0.9e-9), 5.0, 1e-4);
    assert!(run.at("v(out)", 9e-9).abs() < 1e-2);
    near(run.at("v(out)", 1.99e-8), 5.0, 1e-2);
}

#[test]
fn a_ring_of_inverters_oscillates_after_a_push() {
    let mut test = TestCircuit::new();
    test.voltage("vdd", "vdd", "0", &[("dc", &[5.0])]);
    let nodes = ["a", "b", "c"];
    for index in 0..3 {
        inverter(&mut test, index, nodes[index], nodes[(index + 1) % 3]);
        test.capacitor(&format!("c{index}"), nodes[index], "0", 5e-14);
    }
    test.initial("a", 5.0);
    test.initial("b", 0.0);
    let job = test.tran(1e-11, 2e-8, None, false);
    let run = test.done(job);
    let crossings = run.column("v(c)").windows(2).filter(|pair| pair[0] < 2.5 && pair[1] >= 2.5).count();
    assert!(crossings > 5, "{crossings}");
}

/// The pole of a gate that a resistor drives: C = ⅔·COX·W·L + overlaps in saturation.
#[test]
fn small_signals_see_meyers_capacitances() {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-7)]);
    let model = [N, &[("cgso", 1e-9), ("cgdo", 2e-9), ("cgbo", 3e-9)]].concat();
    test.voltage("vd", "d", "0", &[("dc", &[5.0])]);
    test.voltage("vin", "in", "0", &[("dc", &[1.7]), ("ac", &[1.0])]);
    test.resistor("r1", "in", "g", 1e6);
    mosfet(&mut test, "m1", ["d", "g", "0", "0"], "nmos", &model, SIZE);
    let job = test.ac(Variation::Decade, 5.0, 1e3, 1e9);
    let run = test.done(job);
    let oxide = 3.9 * 8.854214871e-12 / 2e-8 * 2e-11;
    let capacitance = 2.0 / 3.0 * oxide + (1e-9 + 2e-9) * 1e-5 + 3e-9 * 2e-6;
    for (got, frequency) in run.magnitudes("v(g)").iter().zip(run.frequencies()) {
        let omega = 2.0 * std::f64::consts::PI * frequency * capacitance * 1e6;
        near(*got, 1.0 / (1.0 + omega * omega).sqrt(), 1e-9);
    }
}

#[test]
fn multipliers_are_as_many_devices() {
    let middle = |devices: usize, m: f64| {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-6)]);
        test.voltage("vin", "in", "0", &[("pulse", &[0.0, 3.0, 0.0, 1e-9, 1e-9, 1e-6, 2e-6])]);
        test.voltage("vd", "d", "0", &[("dc", &[1.0])]);
        test.resistor("r1", "in", "g", 1e5);
        for index in 0..devices {
            mosfet(&mut test, &format!("m{index}"), ["d", "g", "0", "0"], "nmos", N, &[SIZE, &[("m", &[m])]].concat());
        }
        let job = test.tran(1e-9, 3e-8, Some(1e-10), false);
        let run = test.done(job);
        (run.at("v(g)", 1e-8), run.last("i(vd)"))
    };
    let (one, three) = (middle(1, 3.0), middle(3, 1.0));
    near(one.0, three.0, 1e-4);
    near(one.1, three.1, 1e-4);
}
