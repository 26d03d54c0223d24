//! Currents that expressions read, against those of voltage sources of 0 V in series.

use super::behavioural::test_source as source;
use crate::circuit::Variation;
use crate::test_circuit::TestCircuit;

/// What a device is made of between nodes, and the current that an expression reads.
struct Case {
    name: &'static str,
    /// Makes the device `x1`, the node of the terminal that is read being `t`.
    make: fn(&mut TestCircuit),
    read: &'static str,
}

const BJT: &[(&str, f64)] = &[("is", 1e-15), ("bf", 80.0), ("vaf", 50.0), ("rc", 5.0), ("rb", 100.0), ("re", 0.5), ("cje", 2e-12), ("cjc", 1e-12), ("cjs", 1e-12), ("tf", 1e-10), ("xcjc", 0.6)];
const MOS: &[(&str, f64)] = &[("vto", 0.7), ("kp", 1e-4), ("lambda", 0.02), ("rd", 20.0), ("rs", 10.0), ("cgso", 1e-9), ("cgdo", 1e-9), ("tox", 2e-8), ("cj", 1e-4)];
const VDMOS: &[(&str, f64)] = &[("vto", 2.0), ("kp", 2.0), ("rd", 0.05), ("rs", 0.02), ("rg", 3.0), ("rb", 0.05), ("cgdmax", 1e-9), ("cgdmin", 1e-10), ("cgs", 1e-9), ("cjo", 5e-10)];

fn mosfet(test: &mut TestCircuit, nodes: [&str; 4], kind: &str) {
    let device = test.device("mosfet", "x1", &nodes, &[], &[("w", &[1e-4]), ("l", &[2e-6]), ("m", &[2.0]), ("ad", &[1e-10]), ("as", &[1e-10])]);
    test.model(device, kind, MOS);
}

fn vdmos(test: &mut TestCircuit, nodes: [&str; 3]) {
    let device = test.device("vdmos", "x1", &nodes, &[], &[]);
    test.model(device, "vdmos", VDMOS);
}

fn jfet(test: &mut TestCircuit, nodes: [&str; 3]) {
    let device = test.device("jfet", "x1", &nodes, &[], &[]);
    test.model(device, "njf", &[("vto", -2.0), ("beta", 1e-3), ("rd", 10.0), ("rs", 10.0), ("cgs", 3e-12), ("cgd", 2e-12)]);
}

#[cfg(feature = "bsim")]
fn of_chips(test: &mut TestCircuit, kind: &str, nodes: [&str; 4], model: &[(&str, f64)]) {
    let device = test.device(kind, "x1", &nodes, &[], &[("w", &[2e-6]), ("l", &[1e-7]), ("ad", &[1e-12]), ("as", &[1e-12]), ("nrd", &[2.0]), ("m", &[2.0])]);
    let level = [("level", if kind == "bsim3" { 8.0 } else { 14.0 })];
    test.model(device, "nmos", &[&level[..], model].concat());
}

const BASE: &[(&str, &[f64])] = &[];

const CASES: &[Case] = &[
    Case { name: "capacitor", make: |test| test.capacitor("x1", "t", "0", 3e-9), read: "i:x1" },
    Case {
        name: "capacitor with what is beside it and in series",
        make: |test| {
            test.device("capacitor", "x1", &["t", "0"], &[], &[("c", &[3e-9]), ("rser", &[50.0]), ("rpar", &[1e4]), ("cpar", &[1e-9]), ("m", &[2.0])]);
        },
        read: "i:x1",
    },
    Case { name: "diode", make: |test| test.diode_with("x1", "t", "low", &[("is", 1e-14), ("rs", 2.0), ("cjo", 1e-11), ("tt", 1e-9)], &[("area", &[2.0]), ("m", &[3.0])]), read: "i:x1" },
    Case { name: "diode of lines", make: |test| {
        let device = test.device("ideal-diode", "x1", &["t", "low"], &[], &[]);
        test.model(device, "d", &[("ron", 10.0), ("roff", 1e6), ("vfwd", 0.4)]);
    }, read: "i:x1" },
    Case { name: "collector", make: |test| test.bjt("x1", ["t", "high", "low", "0"], "npn", BJT, BASE), read: "ic:x1" },
    Case { name: "base", make: |test| test.bjt("x1", ["high", "t", "low", "0"], "npn", BJT, BASE), read: "ib:x1" },
    Case { name: "emitter of a pnp", make: |test| test.bjt("x1", ["0", "low", "t", "high"], "pnp", BJT, &[("area", &[2.0])]), read: "ie:x1" },
    Case { name: "substrate", make: |test| test.bjt("x1", ["high", "high", "low", "t"], "npn", BJT, BASE), read: "is:x1" },
    Case { name: "drain", make: |test| mosfet(test, ["t", "high", "0", "0"], "nmos"), read: "id:x1" },
    Case { name: "source of a p channel", make: |test| mosfet(test, ["0", "0", "t", "high"], "pmos"), read: "is:x1" },
    Case { name: "gate", make: |test| mosfet(test, ["high", "t", "low", "0"], "nmos"), read: "ig:x1" },
    Case { name: "bulk", make: |test| mosfet(test, ["high", "high", "low", "t"], "nmos"), read: "ib:x1" },
    Case { name: "power drain", make: |test| vdmos(test, ["t", "high", "0"]), read: "id:x1" },
    Case { name: "power source", make: |test| vdmos(test, ["high", "high", "t"]), read: "is:x1" },
    Case { name: "power gate", make: |test| vdmos(test, ["high", "t", "0"]), read: "ig:x1" },
    Case { name: "drain of a jfet", make: |test| jfet(test, ["t", "low", "0"]), read: "id:x1" },
    Case { name: "gate of a jfet", make: |test| jfet(test, ["high", "t", "low"]), read: "ig:x1" },
    #[cfg(feature = "bsim")]
    Case { name: "drain of a BSIM3", make: |test| of_chips(test, "bsim3", ["t", "high", "0", "0"], &[("rsh", 10.0)]), read: "id:x1" },
    #[cfg(feature = "bsim")]
    Case { name: "gate of a BSIM4", make: |test| of_chips(test, "bsim4", ["high", "t", "low", "0"], &[]), read: "ig:x1" },
    #[cfg(feature = "bsim")]
    Case { name: "bulk in a network", make: |test| of_chips(test, "bsim4", ["high", "low", "0", "t"], &[("rgatemod", 1.0), ("rbodymod", 1.0), ("rshg", 8.0)]), read: "ib:x1" },
    #[cfg(feature = "bsim")]
    Case { name: "gate of all networks", make: |test| of_chips(test, "bsim4", ["high", "t", "low", "0"], &[("rgatemod", 3.0), ("rbodymod", 1.0), ("rdsmod", 1.0), ("rsw", 80.0), ("rdw", 90.0), ("rshg", 20.0)]), read: "ig:x1" },
    #[cfg(feature = "bsim")]
    Case { name: "drain of all networks, late", make: |test| of_chips(test, "bsim4", ["t", "high", "0", "0"], &[("trnqsmod", 1.0), ("acnqsmod", 1.0), ("rdsmod", 1.0), ("rsw", 80.0), ("rdw", 90.0)]), read: "id:x1" },
    #[cfg(feature = "bsim")]
    Case { name: "source of all networks", make: |test| of_chips(test, "bsim4", ["high", "high", "t", "0"], &[("rgatemod", 2.0), ("rdsmod", 1.0), ("rsw", 80.0), ("rdw", 90.0)]), read: "is:x1" },
    #[cfg(feature = "bsim")]
    Case { name: "drain of a JFET of level 2", make: |test| {
        let device = test.device("jfet2", "x1", &["t", "low", "0"], &[], &[]);
        test.model(device, "njf", &[("level", 2.0), ("vto", -2.0), ("beta", 1e-3), ("rd", 10.0), ("rs", 10.0), ("cgs", 3e-12), ("cgd", 2e-12), ("taug", 1e-7), ("hfg1", 0.1)]);
    }, read: "id:x1" },
    Case { name: "transconductance", make: |test| {
        test.device("vccs", "x1", &["t", "0", "high", "low"], &[], &[("gain", &[2e-3]), ("m", &[2.0])]);
    }, read: "i:x1" },
    Case { name: "current of a current", make: |test| {
        test.device("cccs", "x1", &["t", "0"], &["vhigh"], &[("gain", &[3.0])]);
    }, read: "i:x1" },
];

/// The device at a voltage that moves, and the current into `t` twice: as `v(b)`, and as the
/// current of a source.
fn circuit(case: &Case) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-6)]);
    test.voltage("vhigh", "high", "0", &[("dc", &[3.0]), ("ac", &[0.3, 40.0])]);
    test.resistor("rhigh", "high", "0", 1e3);
    test.voltage("vlow", "low", "0", &[("dc", &[0.2])]);
    test.voltage("vin", "in", "0", &[("dc", &[0.8]), ("ac", &[1.0]), ("sin", &[0.8, 0.7, 1e6])]);
    test.resistor("rin", "in", "s", 20.0);
    test.voltage("vs", "s", "t", &[("dc", &[0.0])]);
    (case.make)(&mut test);
    source(&mut test, "behavioural-voltage", "b1", &["b", "0"], &["x1"], case.read, &[]);
    test.resistor("rb", "b", "0", 1.0);
    test
}

#[test]
fn they_are_the_currents_of_sources_in_series() {
    for case in CASES {
        let mut test = circuit(case);
        let (op, ac, tran) = (test.op(), test.ac(Variation::Linear, 2.0, 1e6, 3e7), test.tran(1e-8, 2e-6, Some(1e-8), false));
        for job in [op, ac, tran] {
            let run = test.done(job);
            let (read, wanted) = (run.column("v(b)"), run.column("i(vs)"));
            let largest = wanted.iter().fold(0f64, |largest, current| largest.max(current.abs()));
            for (place, (&read, &wanted)) in read.iter().zip(wanted).enumerate() {
                // The first points of a transient differ by nothing either: both are of one formula.
                assert!((read - wanted).abs() <= 1e-9 * largest + 1e-15, "{} in job {job} at {place}: {read} for {wanted}", case.name);
            }
            assert!(job == op || largest > 1e-9, "{}", case.name);
        }
    }
}

#[test]
fn a_current_that_drives_its_own_device_finds_the_same_point() {
    // The gate is at 3 V − 10 kΩ·id: by the reading and by a source in series.
    let circuit = |read: bool| {
        let mut test = TestCircuit::new();
        test.voltage("vin", "in", "0", &[("dc", &[5.0]), ("ac", &[1.0])]);
        test.voltage("vs", "in", "t", &[("dc", &[0.0])]);
        mosfet(&mut test, ["t", "g", "0", "0"], "nmos");
        let by = if read { ("id:x1", "x1") } else { ("i:vs", "vs") };
        source(&mut test, "behavioural-voltage", "b1", &["g", "0"], &[by.1], &format!("3 1e4 {} */2 -/2", by.0), &[]);
        let (op, ac) = (test.op(), test.ac(Variation::Linear, 1.0, 1e6, 1e6));
        let points = [op, ac].map(|job| test.done(job).column("v(g)").to_vec());
        let iterations = test.done(op).statistics.iterations;
        (points, iterations)
    };
    let ((read, by_reading), (wanted, by_source)) = (circuit(true), circuit(false));
    for (read, wanted) in read.iter().flatten().zip(wanted.iter().flatten()) {
        assert!((read - wanted).abs() < 1e-9 * (1.0 + wanted.abs()), "{read} for {wanted}");
    }
    assert_eq!(by_reading, by_source);
}

#[test]
fn one_expression_reads_several_terminals() {
    let mut test = TestCircuit::new();
    test.voltage("vc", "c", "0", &[("dc", &[3.0])]);
    test.voltage("vb", "b", "0", &[("dc", &[0.7])]);
    test.bjt("x1", ["c", "b", "0", "0"], "npn", BJT, BASE);
    source(&mut test, "behavioural-voltage", "b1", &["y", "0"], &["x1", "x1", "x1"], "ic:x1 ib:x1 +/2 ie:x1 +/2", &[]);
    source(&mut test, "behavioural-voltage", "b2", &["z", "0"], &["x1", "x1"], "ic:x1 ib:x1 //2", &[]);
    test.resistor("ry", "y", "0", 1.0);
    test.resistor("rz", "z", "0", 1.0);
    let op = test.op();
    let run = test.done(op);
    // The substrate takes what is left.
    assert!(run.last("v(y)").abs() < 1e-9);
    assert!((run.last("v(z)") - run.last("i(vc)") / run.last("i(vb)")).abs() < 1e-6 * run.last("v(z)"), "{}", run.last("v(z)"));
}

#[test]
fn what_has_no_such_terminal_is_told() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "0", 1.0);
    source(&mut test, "behavioural-voltage", "b1", &["y", "0"], &["r1"], "ic:r1", &[]);
    test.resistor("ry", "y", "0", 1.0);
    let op = test.op();
    let run = test.run(op);
    assert_eq!(run.code(), "bad-reference");
}
