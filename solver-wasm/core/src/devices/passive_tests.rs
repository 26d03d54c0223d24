//! R, C and L of models against closed forms, and what is wrong with a geometry.

use crate::test_circuit::{near, TestCircuit};

/// A device from node x to ground with a model.
fn with_model(test: &mut TestCircuit, kind: &str, name: &str, model_kind: &str, model: &[(&str, f64)], given: &[(&str, &[f64])]) {
    let device = test.device(kind, name, &["x", "0"], &[], given);
    test.model(device, model_kind, model);
}

/// The resistance in ohms of a device with a model, at 47 °C.
fn resistance(model: &[(&str, f64)], given: &[(&str, &[f64])]) -> f64 {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "x", &[("dc", &[1e-3])]);
    with_model(&mut test, "resistor", "r1", "r", model, given);
    test.temperature(47.0);
    let job = test.op();
    test.run(job).last("v(x)") / 1e-3
}

#[test]
fn a_sheet_is_narrower_at_both_edges_and_wins_over_the_models_resistance() {
    let sheet = &[("rsh", 50.0), ("short", 1e-6), ("narrow", 0.5e-6), ("r", 77.0)];
    near(resistance(sheet, &[("l", &[20e-6]), ("w", &[5e-6])]), 50.0 * 18.0 / 4.0, 1e-9);
    near(resistance(sheet, &[]), 50.0 * 8.0 / 9.0, 1e-9);
    near(resistance(&[("rsh", 0.0), ("r", 77.0)], &[]), 77.0, 1e-9);
    near(resistance(sheet, &[("l", &[20e-6]), ("r", &[10.0])]), 10.0, 1e-9);
}

#[test]
fn an_exponential_coefficient_wins_over_the_polynomial() {
    near(resistance(&[("r", 100.0), ("tc1", 5.0), ("tce", 0.5)], &[]), 100.0 * 1.01f64.powf(10.0), 1e-12);
    near(resistance(&[("r", 100.0), ("tce", 0.5)], &[("tce", &[-2.0]), ("scale", &[3.0])]), 300.0 * 1.01f64.powf(-40.0), 1e-12);
    near(resistance(&[("r", 100.0)], &[("tc1", &[1e-3, 2e-5])]), 100.0 * (1.0 + 0.02 + 0.008), 1e-12);
}

/// The imaginary part of the impedance at 1/2π hertz: an inductance in henries, or −1/C.
fn reactance(kind: &str, model_kind: &str, model: &[(&str, f64)], given: &[(&str, &[f64])]) -> f64 {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "x", &[("ac", &[1.0, 0.0])]);
    if kind == "capacitor" {
        test.resistor("r1", "x", "0", 1e30);
    }
    with_model(&mut test, kind, "z1", model_kind, model, given);
    let frequency = 0.5 / std::f64::consts::PI;
    let job = test.ac(crate::circuit::Variation::Linear, 1.0, frequency, frequency);
    test.run(job).column("v(x)")[1]
}

#[test]
fn an_insulator_and_an_edge_make_a_capacitance() {
    let of = |model: &[(&str, f64)], given: &[(&str, &[f64])]| -1.0 / reactance("capacitor", "c", model, given);
    let (length, width) = (1e-3 - 1e-6, 2e-3 - 1e-6);
    let size: &[(&str, &[f64])] = &[("l", &[1e-3]), ("w", &[2e-3])];
    near(of(&[("thick", 40e-9), ("del", 0.5e-6)], size), 3.9 * 8.854_187_817e-12 / 40e-9 * length * width, 1e-9);
    near(of(&[("thick", 40e-9), ("cj", 1e-3), ("short", 0.0), ("narrow", 0.0)], size), 1e-3 * 2e-6, 1e-9);
    near(of(&[("cjsw", 1e-9)], size), 1e-9 * 6e-3, 1e-9);
    near(of(&[("cjsw", 1e-9), ("cap", 3e-12)], size), 3e-12, 1e-9);
}

/// Nagaoka's coefficient by elliptic integrals: the factor of a solenoid's shape.
fn nagaoka(slimness: f64) -> f64 {
    // K and E by the arithmetic–geometric mean (Abramowitz & Stegun, 17.6).
    let m = slimness * slimness / (1.0 + slimness * slimness);
    let (mut a, mut b, mut sum, mut power) = (1.0, (1.0 - m).sqrt(), m / 2.0, 0.5);
    for _ in 0..30 {
        let c = 0.5 * (a - b);
        (a, b) = (0.5 * (a + b), (a * b).sqrt());
        power *= 2.0;
        sum += power * c * c;
    }
    let k = std::f64::consts::PI / (2.0 * a);
    let e = k * (1.0 - sum);
    let k_prime = 1.0 - m;
    4.0 / (3.0 * std::f64::consts::PI * k_prime.sqrt()) * ((k_prime / m) * (k - e) + e - m.sqrt())
}

#[test]
fn a_coil_has_the_inductance_of_its_turns_and_shape() {
    for slimness in [0.05, 0.5, 0.999, 1.001, 3.0, 20.0] {
        let length = 10e-3;
        let diameter = slimness * length;
        let inductance = reactance("inductor", "l", &[("dia", diameter), ("length", length), ("mu", 2.0), ("csect", 1.0)], &[("nt", &[30.0])]);
        let long = 2.0 * 4e-7 * std::f64::consts::PI * std::f64::consts::PI * diameter * diameter / 4.0 / length * 900.0;
        near(inductance, long * nagaoka(slimness), 5e-6);
    }
    near(reactance("inductor", "l", &[("ind", 3e-6), ("nt", 7.0), ("csect", 1e-6), ("length", 1e-3)], &[]), 3e-6, 1e-9);
}

#[test]
fn a_geometry_without_size_is_told_on_the_card() {
    for (kind, model_kind, model, given, code) in [
        ("resistor", "r", [("rsh", 50.0), ("short", 10e-6)], ("l", 20e-6), "value-out-of-range"),
        ("capacitor", "c", [("cj", 1e-3), ("short", 10e-6)], ("l", 5e-6), "value-out-of-range"),
        ("inductor", "l", [("csect", 1e-6), ("length", -1e-3)], ("nt", 5.0), "parameter-range"),
    ] {
        let mut test = TestCircuit::new();
        test.current("i1", "0", "x", &[("dc", &[1e-3])]);
        test.resistor("r2", "x", "0", 1.0);
        with_model(&mut test, kind, "z1", model_kind, &model, &[(given.0, &[given.1])]);
        let job = test.op();
        assert_eq!(test.run(job).code(), code, "{kind}");
    }
}
