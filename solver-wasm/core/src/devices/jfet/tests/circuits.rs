//! Circuits with JFETs through all analyses.

use crate::circuit::Variation;
use crate::test_circuit::{near, TestCircuit};

const MODEL: &[(&str, f64)] = &[("vto", -2.0), ("beta", 1e-3), ("lambda", 0.02), ("is", 1e-14), ("rd", 20.0), ("rs", 30.0)];
const CHARGES: &[(&str, f64)] = &[("cgs", 5e-12), ("cgd", 2e-12), ("pb", 0.8)];

fn jfet(test: &mut TestCircuit, name: &str, nodes: [&str; 3], kind: &str, model: &[(&str, f64)], given: &[(&str, &[f64])]) {
    let device = test.device("jfet", name, &nodes, &[], given);
    test.model(device, kind, model);
}

/// A stage with its source resistor, `devices` times with a multiplier.
fn stage(kind: &str, devices: usize, card: &[(&str, &[f64])]) -> TestCircuit {
    let sign = if kind == "njf" { 1.0 } else { -1.0 };
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-8)]);
    test.voltage("vdd", "vdd", "0", &[("dc", &[sign * 15.0])]);
    test.voltage("vin", "in", "0", &[("dc", &[0.0]), ("ac", &[1.0])]);
    test.resistor("rg", "in", "g", 1e6);
    test.resistor("rd", "vdd", "d", 1e3);
    test.resistor("rs", "s", "0", 470.0);
    for index in 0..devices {
        jfet(&mut test, &format!("j{index}"), ["d", "g", "s"], kind, &[MODEL, CHARGES].concat(), card);
    }
    test
}

#[test]
fn a_stage_biases_itself() {
    for kind in ["njf", "pjf"] {
        let mut test = stage(kind, 1, &[]);
        let job = test.op();
        let run = test.done(job);
        let sign = if kind == "njf" { 1.0 } else { -1.0 };
        let (drain, source) = (sign * run.last("v(d)"), sign * run.last("v(s)"));
        let current = source / 470.0;
        near((15.0 - drain) / 1e3, current, 1e-7);
        let (vgs, vds) = (sign * run.last("v(g)") - source - 30.0 * current, drain - source - 50.0 * current);
        near(current, 1e-3 * (vgs + 2.0) * (vgs + 2.0) * (1.0 + 0.02 * vds), 1e-6);
    }
}

#[test]
fn multipliers_and_areas_are_as_many_devices() {
    let drain = |devices, card: &[(&str, &[f64])]| {
        let mut test = stage("njf", devices, card);
        let job = test.ac(Variation::Decade, 5.0, 1e3, 1e7);
        test.done(job).magnitudes("v(d)")
    };
    let three = drain(3, &[]);
    // gmin is that of each device, whatever its area.
    for (name, exactness) in [("m", 1e-9), ("area", 1e-4)] {
        for (got, wanted) in drain(1, &[(name, &[3.0])]).iter().zip(&three) {
            near(*got, *wanted, exactness);
        }
    }
}

/// The gate's pole behind 1 MΩ with drain and source grounded: both capacitances at vgs = vgd = −2 V.
#[test]
fn small_signals_see_the_junctions_capacitances() {
    let mut test = TestCircuit::new();
    test.voltage("vin", "in", "0", &[("dc", &[-2.0]), ("ac", &[1.0])]);
    test.resistor("r1", "in", "g", 1e6);
    jfet(&mut test, "j1", ["0", "g", "0"], "njf", &[("vto", -1.0), ("cgs", 5e-12), ("cgd", 2e-12), ("pb", 0.8)], &[]);
    let job = test.ac(Variation::Decade, 5.0, 1e3, 1e7);
    let run = test.done(job);
    let capacitance = 7e-12 / (1.0_f64 + 2.0 / 0.8).sqrt();
    for (got, frequency) in run.magnitudes("v(g)").iter().zip(run.frequencies()) {
        let omega = 2.0 * std::f64::consts::PI * frequency * capacitance * 1e6;
        near(*got, 1.0 / (1.0 + omega * omega).sqrt(), 1e-5);
    }
}

/// A charge that is driven around comes back: what the gate takes in over a
/// whole period of a sine is what leaks.
#[test]
fn a_gate_gives_back_its_charge() {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-5)]);
    test.voltage("vg", "g", "0", &[("dc", &[-2.0]), ("sin", &[-2.0, 1.0, 1e6])]);
    test.voltage("vd", "d", "0", &[("dc", &[3.0])]);
    jfet(&mut test, "j1", ["d", "g", "0"], "njf", &[("cgs", 5e-12), ("cgd", 2e-12), ("pb", 0.8)], &[]);
    let job = test.tran(1e-9, 2e-6, None, false);
    let run = test.done(job);
    let (time, current) = (run.column("time"), run.column("i(vg)"));
    let charge: f64 = (1..time.len()).map(|at| 0.5 * (current[at] + current[at - 1]) * (time[at] - time[at - 1])).sum();
    let most = current.iter().fold(0.0, |most: f64, &now| most.max(now.abs()));
    assert!(most > 1e-5, "{most:e}");
    assert!(charge.abs() < 1e-3 * most * 1e-6, "{charge:e}");
}

#[test]
fn voltages_at_the_start_are_those_of_the_card() {
    let mut test = TestCircuit::new();
    test.voltage("vdd", "vdd", "0", &[("dc", &[5.0])]);
    test.resistor("r1", "vdd", "d", 1e6);
    test.resistor("r2", "g", "0", 1e9);
    let charges = &[("cgs", 1e-9), ("cgd", 1e-9)];
    jfet(&mut test, "j1", ["d", "g", "0"], "njf", charges, &[("ic", &[1.5, -4.0])]);
    let job = test.tran(1e-10, 1e-8, None, true);
    let run = test.done(job);
    near(run.last("v(g)"), -4.0, 1e-3);
    near(run.last("v(d)"), 1.5, 1e-3);
}

/// The operating point does not depend on where the search begins.
#[test]
fn a_device_that_is_off_begins_without_voltages() {
    let mut test = stage("njf", 2, &[("off", &[1.0])]);
    let job = test.op();
    let held = test.done(job).last("v(d)");
    let mut test = stage("njf", 2, &[]);
    let job = test.op();
    near(held, test.done(job).last("v(d)"), 1e-6);
}
