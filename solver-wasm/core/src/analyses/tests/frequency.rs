//! Small signals against closed forms.

use crate::circuit::Variation;
use crate::matrix::Complex;
use crate::test_circuit::{near, TestCircuit};

/// Where a curve crosses a level, by linear interpolation.
fn crossings(x: &[f64], y: &[f64], level: f64) -> Vec<f64> {
    let pairs = x.windows(2).zip(y.windows(2));
    pairs
        .filter(|(_, y)| (y[0] - level) * (y[1] - level) < 0.0)
        .map(|(x, y)| x[0] + (level - y[0]) / (y[1] - y[0]) * (x[1] - x[0]))
        .collect()
}

#[test]
fn a_series_resonance_has_its_frequency_quality_and_bandwidth() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("ac", &[1.0])]);
    test.resistor("r1", "in", "a", 50.0);
    test.inductor("l1", "a", "b", 1e-3);
    test.capacitor("c1", "b", "0", 10e-9);
    let job = test.ac(Variation::Linear, 20001.0, 40e3, 60e3);
    let run = test.done(job);
    let (f, i) = (run.frequencies(), run.magnitudes("i(l1)"));
    let top = (0..i.len()).max_by(|&a, &b| i[a].total_cmp(&i[b])).unwrap();
    let resonance = 1.0 / (2.0 * std::f64::consts::PI * f64::sqrt(1e-3 * 10e-9));
    near(f[top], resonance, 1e-4);
    near(f[top], 50.33e3, 1e-3);
    near(i[top], 1.0 / 50.0, 1e-6);
    let edges = crossings(&f, &i, i[top] / std::f64::consts::SQRT_2);
    near(edges[1] - edges[0], 50.0 / (2.0 * std::f64::consts::PI * 1e-3), 1e-4);
    near(f[top] / (edges[1] - edges[0]), f64::sqrt(1e-3 / 10e-9) / 50.0, 1e-3);
}

#[test]
fn a_low_pass_has_magnitude_and_phase() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("ac", &[2.0, 30.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.capacitor("c1", "out", "0", 1e-6);
    let job = test.ac(Variation::Decade, 10.0, 1.0, 1e5);
    let run = test.done(job);
    assert_eq!(run.points, 51);
    for (point, &f) in run.frequencies().iter().enumerate() {
        let wanted = Complex::polar(2.0, 30.0) / Complex::new(1.0, 2.0 * std::f64::consts::PI * f * 1e-3);
        let got = Complex::new(run.column("v(out)")[2 * point], run.column("v(out)")[2 * point + 1]);
        assert!((got - wanted).abs() < 1e-12);
        let current = Complex::new(run.column("i(c1)")[2 * point], run.column("i(c1)")[2 * point + 1]);
        let through = (Complex::polar(2.0, 30.0) - got).scale(1e-3);
        assert!((current - through).abs() < 1e-14);
    }
}

/// ngspice 39: `dec 10 100 250` gives 100, 135.72, 184.20, 250; `oct 4 100 250` six
/// points up to 237.84; `lin 5 100 250` steps of 37.5.
#[test]
fn frequencies_are_ngspices() {
    let list = |variation, points| {
        let mut test = TestCircuit::new();
        test.voltage("v1", "a", "0", &[("ac", &[1.0])]);
        test.resistor("r1", "a", "0", 1.0);
        let job = test.ac(variation, points, 100.0, 250.0);
        test.done(job).frequencies()
    };
    let check = |got: Vec<f64>, wanted: &[f64]| {
        assert_eq!(got.len(), wanted.len(), "{got:?}");
        got.iter().zip(wanted).for_each(|(&got, &wanted)| near(got, wanted, 1e-12));
    };
    check(list(Variation::Decade, 10.0), &[100.0, 135.72088082974534, 184.20157493201935, 250.0]);
    let octaves = [100.0, 118.9207115002721, 141.4213562373095, 168.1792830507429, 200.0, 237.84142300054418];
    check(list(Variation::Octave, 4.0), &octaves);
    check(list(Variation::Linear, 5.0), &[100.0, 137.5, 175.0, 212.5, 250.0]);
    check(list(Variation::Linear, 1.0), &[100.0]);
}

#[test]
fn a_biased_diode_is_its_conductance_and_capacitance() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[0.6]), ("ac", &[1.0])]);
    test.diode("d1", "a", "0", &[("is", 1e-14), ("cjo", 10e-12), ("tt", 1e-9), ("vj", 0.8), ("m", 0.4)]);
    let job = test.ac(Variation::Linear, 1.0, 1e8, 1e8);
    let run = test.done(job);
    let vt = 300.15 * 1.38064852e-23 / 1.6021766208e-19;
    let conductance = 1e-14 * libm::exp(0.6 / vt) / vt + 1e-12;
    let depletion = 10e-12 / libm::pow(0.5, 1.4) * (1.0 - 0.5 * 1.4 + 0.4 * 0.6 / 0.8);
    let capacitance = depletion + 1e-9 * (conductance - 1e-12);
    let current = run.column("i(d1)");
    near(current[0], conductance, 1e-9);
    near(current[1], 2.0 * std::f64::consts::PI * 1e8 * capacitance, 1e-4);
}

#[test]
fn a_resistor_may_have_another_value_for_small_signals() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0]), ("ac", &[1.0])]);
    test.device("resistor", "r1", &["a", "0"], &[], &[("r", &[1e3]), ("ac", &[100.0])]);
    let job = test.ac(Variation::Linear, 1.0, 1.0, 1.0);
    near(test.done(job).magnitudes("i(r1)")[0], 10e-3, 1e-12);
}

#[test]
fn a_sweep_from_zero_in_decades_is_an_error() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("ac", &[1.0])]);
    test.resistor("r1", "a", "0", 1.0);
    let job = test.ac(Variation::Decade, 10.0, 0.0, 1e3);
    assert_eq!(test.run(job).code(), "bad-sweep");
}
