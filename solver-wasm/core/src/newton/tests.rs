use super::*;
use crate::test_circuit::TestCircuit;

/// A transistor, a diode and a behavioural source, driven by a voltage: two kinds that
/// add only what changed beside one that adds all in each iteration.
fn driven() -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "in", "b", 1e3);
    test.bjt("q1", ["c", "b", "0", "0"], "npn", &[("is", 1e-15), ("cje", 1e-12), ("tf", 1e-10)], &[]);
    test.resistor("r2", "in", "c", 1e3);
    test.diode("d1", "c", "0", &[("is", 1e-14), ("cjo", 1e-12)]);
    test.op();
    test
}

/// Newton on the circuit within a transient, one iteration from each voltage of the
/// source to the next; `each` sees what it has become.
fn follow(test: &TestCircuit, volts: &[f64], mut each: impl FnMut(&mut Newton, &Simulation)) {
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = Newton::new(&simulation);
    newton.step = 1e-9;
    newton.set_base(&simulation, 2e9, 0.0);
    newton.judge_quadratically(&simulation);
    for &volts in volts {
        newton.sources[simulation.size() - 1] = volts;
        newton.iterate(&mut simulation, &circuit, Start::Free).unwrap();
        each(&mut newton, &simulation);
    }
}

#[test]
fn a_solution_that_is_not_a_number_never_passes_as_converged() {
    let mut test = TestCircuit::new();
    test.resistor("r1", "a", "0", 1e3);
    test.diode("d1", "a", "0", &[("is", 1e-14)]);
    test.current("i1", "0", "a", &[("dc", &[1e-3])]);
    test.op();
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = Newton::new(&simulation);
    newton.set_base(&simulation, 0.0, 0.0);
    newton.sources[1] = f64::NAN;
    for _ in 0..5 {
        let outcome = newton.iterate(&mut simulation, &circuit, Start::Free).unwrap();
        assert!(matches!(outcome, Iteration::Lost(_)), "{outcome:?}");
    }
}

#[test]
fn what_stands_in_the_matrix_is_what_would_be_added_anew() {
    let test = driven();
    let volts: Vec<f64> = (0..300).map(|index| 0.7 + 0.3 * (0.05 * f64::from(index)).sin()).collect();
    let mut anew = Vec::new();
    follow(&test, &volts, |newton, simulation| {
        newton.stood = STAND;
        anew.push((newton.values.clone(), simulation.x.clone()));
    });
    let (mut place, mut passed_on) = (0, 0);
    follow(&test, &volts, |newton, simulation| {
        passed_on += usize::from(newton.stood > 1);
        let (matrix, x) = &anew[place];
        let largest = matrix.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
        for (got, wanted) in newton.values.iter().zip(matrix) {
            assert!((got - wanted).abs() <= 1e-12 * largest, "point {place}: {got} {wanted}");
        }
        for (got, wanted) in simulation.x.iter().zip(x) {
            assert!((got - wanted).abs() <= 1e-9, "point {place}: {got} {wanted}");
        }
        place += 1;
    });
    assert!(passed_on > 200, "only {passed_on} iterations added what changed");
}

#[test]
fn what_is_not_a_number_does_not_stay_in_the_matrix() {
    let test = driven();
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = Newton::new(&simulation);
    newton.set_base(&simulation, 2e9, 0.0);
    newton.judge_quadratically(&simulation);
    let known = simulation.x.clone();
    for volts in [0.7, f64::NAN, 0.7] {
        newton.sources[simulation.size() - 1] = volts;
        newton.iterate(&mut simulation, &circuit, Start::Free).unwrap();
        newton.iterate(&mut simulation, &circuit, Start::Free).unwrap();
        // An analysis goes back to where it was.
        simulation.x.copy_from_slice(&known);
    }
    assert!(newton.values.iter().all(|value| value.is_finite()));
}

#[test]
fn a_diode_is_passed_over_until_its_current_has_changed_by_a_share() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[0.6])]);
    test.diode("d1", "a", "0", &[("is", 1e-14)]);
    test.op();
    let vt = 1.380649e-23 * 300.15 / 1.602176634e-19;
    let exact = |volts: f64| 1e-14 * ((volts / vt).exp() - 1.0) + 1e-12 * volts;
    // As far as the constants of physics that the solver has agree with these.
    let same = 2e-5;
    let part = share(&test.simulation(0).1.options);
    // The point of an iteration is the solution of the one before: each voltage twice.
    for (shares, passed_over) in [(0.0, true), (0.5, true), (0.95, true), (-0.95, true), (1.1, false), (-1.1, false)] {
        let volts = 0.6 + shares * part * vt;
        let mut current = 0.0;
        follow(&test, &[0.6, 0.6, 0.6, volts, volts], |_, simulation| current = -simulation.x[simulation.size() - 1]);
        let error = (current / exact(volts) - 1.0).abs();
        let bend = 0.5 * (shares * part) * (shares * part);
        if passed_over {
            assert!(error < 1.1 * bend + same, "{shares} shares: {error:e}, {bend:e}");
            assert!(error > 0.9 * bend - same, "{shares} shares: the diode was looked at, {error:e}");
        } else {
            assert!(error < same, "{shares} shares: {error:e}");
        }
    }
}
