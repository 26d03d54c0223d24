//! Noise, transfer functions and sensitivities against closed forms.

use crate::devices::junction::{BOLTZMANN, CHARGE};
use crate::test_circuit::{near, TestCircuit};

const KELVIN: f64 = 300.15;

#[test]
fn the_noise_of_an_rc_integrates_to_kt_over_c() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("ac", &[1.0])]);
    test.resistor("r1", "in", "out", 10e3);
    test.capacitor("c1", "out", "0", 1e-12);
    let job = test.noise("out", "v1", 100.0, 1.0, 1e13);
    let run = test.done(job);
    near(run.column("onoise_spectrum")[0], f64::sqrt(4.0 * BOLTZMANN * KELVIN * 10e3), 1e-6);
    near(run.column("onoise_r1")[0], f64::sqrt(4.0 * BOLTZMANN * KELVIN * 10e3), 1e-6);
    // Referred to the input the density is that of the resistor at all frequencies.
    for &density in run.column("inoise_spectrum").iter().take(800) {
        near(density, f64::sqrt(4.0 * BOLTZMANN * KELVIN * 10e3), 1e-6);
    }
    near(run.column("onoise_total")[0], (BOLTZMANN * KELVIN / 1e-12).sqrt(), 2e-4);
}

#[test]
fn two_resistors_make_noise_by_their_parts() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("ac", &[1.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.resistor("r2", "out", "0", 3e3);
    let job = test.noise("out", "v1", 1.0, 1.0, 100.0);
    let run = test.done(job);
    // 4kT/R of each through 750 Ω.
    let through = |resistance: f64| (4.0 * BOLTZMANN * KELVIN / resistance).sqrt() * 750.0;
    near(run.column("onoise_r1_thermal")[1], through(1e3), 1e-9);
    near(run.column("onoise_r2")[1], through(3e3), 1e-9);
    near(run.column("onoise_spectrum")[1], through(750.0), 1e-9);
    near(run.column("inoise_spectrum")[1], through(750.0) / 0.75, 1e-9);
}

#[test]
fn a_diode_has_shot_noise() {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "a", &[("dc", &[1e-3]), ("ac", &[1.0])]);
    test.diode("d1", "a", "0", &[("is", 1e-14)]);
    let job = test.noise("a", "i1", 1.0, 1e3, 1e4);
    let run = test.done(job);
    // √(2qI) into vt/I, and the input's density is that of the current.
    let vt = KELVIN * BOLTZMANN / CHARGE;
    near(run.column("onoise_spectrum")[0], f64::sqrt(2.0 * CHARGE * 1e-3) * vt / 1e-3, 1e-6);
    near(run.column("inoise_spectrum")[0], f64::sqrt(2.0 * CHARGE * 1e-3), 1e-6);
}

/// 4kT/R with the device's own temperature; ngspice 39 takes the circuit's for a
/// resistor with `temp=`.
#[test]
fn a_resistor_makes_noise_at_its_own_temperature() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("ac", &[1.0])]);
    test.device("resistor", "r1", &["in", "out"], &[], &[("r", &[1e3]), ("temp", &[75.0])]);
    test.device("resistor", "r2", &["out", "0"], &[], &[("r", &[1e3]), ("dtemp", &[-20.0])]);
    let job = test.noise("out", "v1", 1.0, 1.0, 100.0);
    let run = test.done(job);
    let through = |kelvin: f64| (4.0 * BOLTZMANN * kelvin / 1e3).sqrt() * 500.0;
    near(run.column("onoise_r1_thermal")[1], through(348.15), 1e-9);
    near(run.column("onoise_r2_thermal")[1], through(KELVIN - 20.0), 1e-9);
}

/// A series resistance of rs/area; ngspice 39 counts the area twice.
#[test]
fn the_series_resistance_of_a_diode_makes_noise_by_its_area() {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "a", &[("dc", &[1e-3]), ("ac", &[1.0])]);
    test.diode_with("d1", "a", "0", &[("is", 1e-14), ("rs", 50.0)], &[("area", &[2.0])]);
    let job = test.noise("a", "i1", 1.0, 1e3, 1e4);
    let run = test.done(job);
    near(run.column("onoise_d1_rs")[0], f64::sqrt(4.0 * BOLTZMANN * KELVIN * 25.0), 1e-6);
}

#[test]
fn a_divider_has_gain_and_both_resistances() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.resistor("r2", "out", "0", 3e3);
    test.current("i1", "0", "out", &[("dc", &[1e-3])]);
    let (by_voltage, by_current) = (test.tf("out", "v1"), test.tf("out", "i1"));
    let run = test.done(by_voltage);
    near(run.column("transfer_function")[0], 0.75, 1e-12);
    near(run.column("v1#input_impedance")[0], 4e3, 1e-12);
    near(run.column("output_impedance_at_v(out)")[0], 750.0, 1e-12);
    let run = test.done(by_current);
    near(run.column("transfer_function")[0], 750.0, 1e-12);
    near(run.column("i1#input_impedance")[0], 750.0, 1e-12);
}

#[test]
fn a_divider_has_the_derivatives_of_its_formula() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[2.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.resistor("r2", "out", "0", 3e3);
    let job = test.sens("out", None);
    let run = test.done(job);
    // v = V·r2/(r1 + r2)
    near(run.column("v1")[0], 0.75, 1e-9);
    near(run.column("r1")[0], -2.0 * 3e3 / 16e6, 1e-8);
    near(run.column("r2")[0], 2.0 * 1e3 / 16e6, 1e-8);
}

/// The derivative by a model's parameter, against two whole runs.
#[test]
fn sensitivities_of_a_junction_are_those_of_whole_runs() {
    let circuit = |is: f64, rs: f64| {
        let mut test = TestCircuit::new();
        test.voltage("v1", "in", "0", &[("dc", &[1.0])]);
        test.resistor("r1", "in", "out", 1e3);
        test.diode("d1", "out", "0", &[("is", is), ("rs", rs)]);
        test.options(&[("reltol", 1e-10), ("abstol", 1e-15), ("vntol", 1e-12)]);
        test
    };
    let voltage = |is: f64, rs: f64| {
        let mut test = circuit(is, rs);
        let job = test.op();
        test.done(job).column("v(out)")[0]
    };
    let mut test = circuit(1e-14, 20.0);
    let job = test.sens("out", None);
    let run = test.done(job);
    let by_is = (voltage(1.001e-14, 20.0) - voltage(0.999e-14, 20.0)) / 0.002e-14;
    let by_rs = (voltage(1e-14, 20.02) - voltage(1e-14, 19.98)) / 0.04;
    near(run.column("d1:is")[0], by_is, 1e-4);
    near(run.column("d1:rs")[0], by_rs, 1e-4);
}

#[test]
fn a_low_pass_has_the_derivative_of_its_phasor() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("ac", &[1.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.capacitor("c1", "out", "0", 1e-6);
    let job = test.sens("out", Some((1.0, 100.0, 1e3)));
    let run = test.done(job);
    // v = 1/(1 + jωRC), dv/dC = −jωR/(1 + jωRC)².
    let omega = 2.0 * std::f64::consts::PI * 100.0;
    let (re, im) = (1.0, omega * 1e-3);
    let square = (re * re - im * im, 2.0 * re * im);
    let size = square.0 * square.0 + square.1 * square.1;
    // −jω·1e3 divided by the square.
    let wanted = (-omega * 1e3 * square.1 / size, -omega * 1e3 * square.0 / size);
    near(run.column("c1")[0], wanted.0, 1e-6);
    near(run.column("c1")[1], wanted.1, 1e-6);
}
