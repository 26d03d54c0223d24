use super::*;
use crate::test_circuit::{near, TestCircuit};

/// Three regulators in breakdown and a string of diodes.
fn circuit() -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[200.0])]);
    test.resistor("r1", "in", "a", 1e3);
    let model = [("is", 1e-14), ("bv", 50.0), ("ibv", 1e-3), ("rs", 1.0)];
    test.diode("d1", "b", "a", &model);
    test.diode("d2", "c", "b", &model);
    test.diode("d3", "0", "c", &model);
    test.resistor("r2", "a", "m", 10e3);
    test.diode("d4", "m", "n", &[("is", 1e-14)]);
    test.diode("d5", "n", "0", &[("is", 1e-14)]);
    test.options(&[("reltol", 1e-9)]);
    test.op();
    test
}

/// The solution by a search that begins on a rung.
fn climb_from(test: TestCircuit, way: Way, make: impl Fn(&Simulation) -> Box<dyn Rung>) -> Vec<f64> {
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = Newton::new(&simulation);
    let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
    search.way = WAYS.iter().position(|&known| known == way).unwrap();
    search.rung = make(&simulation);
    let name = search.rung.name();
    while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
    assert_eq!(search.found_by(), name);
    simulation.x.clone()
}

#[test]
fn every_rung_finds_the_same_point() {
    let direct = climb_from(circuit(), Way::Direct, |_| Box::new(Direct { here: false }));
    let others: Vec<Vec<f64>> = vec![
        climb_from(circuit(), Way::Gmin, |simulation| Box::new(Gmin::new(simulation))),
        climb_from(circuit(), Way::Source, |simulation| Box::new(Source::new(simulation))),
        climb_from(circuit(), Way::PseudoTransient, |simulation| Box::new(PseudoTransient::new(simulation))),
        climb_from(circuit(), Way::HomotopyOfSources, |simulation| {
            Box::new(Homotopy::new(Path::Sources, Instant::Dc, simulation))
        }),
        climb_from(circuit(), Way::HomotopyOfLeak, |simulation| Box::new(Homotopy::new(Path::Leak, Instant::Dc, simulation))),
    ];
    for other in others {
        for (&direct, &other) in direct.iter().zip(&other) {
            if direct.abs() > 1e-9 {
                near(other, direct, 1e-8);
            }
        }
    }
}

#[test]
fn the_rungs_come_in_their_order_and_end_with_who_moved_last() {
    let (circuit, mut simulation) = circuit().simulation(0);
    let mut newton = Newton::new(&simulation);
    let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
    for _ in 0..100_000 {
        if let Err(failure) = search.climb(&mut simulation, &mut newton, &circuit, None) {
            assert_eq!(
                search.tried(),
                ["direct", "gmin stepping", "source stepping", "pseudo-transient", "homotopy of the sources", "homotopy of a leak"]
            );
            assert!(failure.message.contains("found by direct, gmin stepping"), "{}", failure.message);
            return;
        }
    }
    panic!("the search never ends");
}

/// Two inverting amplifiers in a ring, limited by diodes: a latch. Newton from
/// nothing finds its balance, where both nodes are at 0.
fn latch() -> TestCircuit {
    let mut test = TestCircuit::new();
    add_latch(&mut test, "a", "b");
    test.op();
    test
}

fn add_latch(test: &mut TestCircuit, a: &str, b: &str) {
    let model = [("is", 1e-14)];
    for (input, output) in [(a, b), (b, a)] {
        test.device("vccs", &format!("g{output}"), &[output, "0", input, "0"], &[], &[("gain", &[0.01])]);
        test.resistor(&format!("r{output}"), output, "0", 1e3);
        test.diode(&format!("d{output}p"), output, "0", &model);
        test.diode(&format!("d{output}n"), "0", output, &model);
    }
}

fn found(test: TestCircuit) -> Simulation {
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = Newton::new(&simulation);
    let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
    while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
    simulation
}

#[test]
fn equal_latches_all_fall_to_a_stable_state() {
    for count in 2..=6 {
        let mut test = TestCircuit::new();
        for index in 0..count {
            add_latch(&mut test, &format!("a{index}"), &format!("b{index}"));
        }
        test.op();
        let simulation = found(test);
        for pair in simulation.x[1..].chunks(2) {
            near(pair[0], -pair[1], 1e-4);
            assert!(pair[0].abs() > 0.5, "{count}: {:?}", simulation.x);
        }
    }
}

/// A ring of inverting amplifiers, odd in number, has one operating point and
/// leaves it by growing oscillations; that is an oscillator's business.
#[test]
fn a_ring_oscillator_keeps_its_only_point() {
    let mut test = TestCircuit::new();
    for stage in 0..21 {
        let [input, output] = [stage, (stage + 1) % 21].map(|node| format!("n{node}"));
        test.device("vccs", &format!("g{stage}"), &[&output, "0", &input, "0"], &[], &[("gain", &[0.01])]);
        test.resistor(&format!("r{stage}"), &output, "0", 1e3);
        test.diode(&format!("d{stage}"), &output, "0", &[("is", 1e-14)]);
        test.current(&format!("i{stage}"), "0", &output, &[("dc", &[1e-4])]);
    }
    test.op();
    let simulation = found(test);
    assert!(!simulation.search.left_balance);
    for &volts in &simulation.x[1..] {
        near(volts, simulation.x[1], 1e-6);
    }
}

#[test]
fn a_latch_is_found_in_a_stable_state() {
    let mut test = latch();
    test.op();
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = Newton::new(&simulation);
    let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
    while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
    let (a, b) = (simulation.x[1], simulation.x[2]);
    near(a, -b, 1e-4);
    assert!(a.abs() > 0.5, "{a} {b}");
}

#[test]
fn a_nodeset_chooses_the_state_of_a_latch() {
    for wanted in [0.7, -0.7] {
        let mut test = latch();
        test.op();
        let (circuit, mut simulation) = test.simulation(0);
        let mut newton = Newton::new(&simulation);
        let hold = Hold { unknown: 1, voltage: wanted, forever: false };
        let mut search = OperatingPoint::new(&simulation, vec![hold], Instant::Dc);
        while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
        assert!(simulation.x[1] * wanted > 0.3, "{}", simulation.x[1]);
    }
}
