//! The tables of devices that an operating point tells, against ngspice 39's `show all`.

use crate::circuit::{SweepForm, SweepTarget};
use crate::program::Overrides;
use crate::run::{RunEvent, TableRow};
use crate::test_circuit::{near, TestCircuit, TestRun};

/// The tables of a job by what stands behind the colon of their titles: columns and rows.
fn tables(test: &TestCircuit, job: u32) -> Vec<(String, Vec<String>, Vec<TableRow>)> {
    let mut session = test.session();
    session.start(job, &Overrides::default()).unwrap();
    let mut found = Vec::new();
    let mut time = 0.0;
    while session.advance(1.0, &mut || { time += 0.1; time }) == crate::session::Outcome::Running {}
    for event in session.take_events() {
        if let RunEvent::Table { title, columns, rows, .. } = event {
            let title = title.split_once(": ").unwrap().1.to_string();
            found.push((title, columns.into_iter().map(|column| column.name).collect(), rows));
        }
    }
    found
}

fn value(tables: &[(String, Vec<String>, Vec<TableRow>)], device: &str, variable: &str) -> f64 {
    let (_, columns, rows) = tables.iter().find(|(_, _, rows)| rows.iter().any(|row| row.name == device)).expect(device);
    let row = rows.iter().find(|row| row.name == device).unwrap();
    row.values[columns.iter().position(|name| name == variable).expect(variable)].expect(variable)
}

fn region<'a>(tables: &'a [(String, Vec<String>, Vec<TableRow>)], device: &str) -> &'a str {
    let row = tables.iter().flat_map(|(_, _, rows)| rows).find(|row| row.name == device).expect(device);
    &row.region
}

fn circuit() -> TestCircuit {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-9)]);
    test.voltage("vcc", "vcc", "0", &[("dc", &[12.0])]);
    test.voltage("vin", "in", "0", &[("dc", &[0.8])]);
    test.resistor("r1", "vcc", "c", 4.7e3);
    test.resistor("rb", "in", "b", 10e3);
    test.bjt("q1", ["c", "b", "0", "0"], "npn", &[("is", 3e-15), ("bf", 180.0), ("vaf", 60.0)], &[]);
    let nmos = &[("vto", 0.7), ("kp", 55e-6), ("gamma", 0.5), ("phi", 0.7), ("lambda", 0.03)];
    let m1 = test.device("mosfet", "m1", &["d", "in", "0", "0"], &[], &[("l", &[2e-6]), ("w", &[20e-6])]);
    test.model(m1, "nmos", nmos);
    test.resistor("rd", "vcc", "d", 10e3);
    test.diode("d1", "d", "x", &[("is", 1e-14)]);
    test.resistor("rx", "x", "0", 47e3);
    test.capacitor("c1", "x", "0", 1e-9);
    test.inductor("l1", "x", "y", 1e-3);
    test.inductor("l2", "z", "0", 4e-3);
    test.resistor("rz", "z", "0", 1.0);
    test.coupling("k1", &["l1", "l2"], 0.5);
    test.resistor("ry", "y", "0", 1e3);
    test.switch("s1", &["d", "k", "in", "0"], "sw", &[("vt", 2.0), ("ron", 100.0)], &[]);
    test.resistor("rk", "k", "0", 1e3);
    test.device("vcvs", "e1", &["e", "0", "c", "0"], &[], &[("gain", &[2.0])]);
    test.resistor("re", "e", "0", 1e3);
    test.current("i1", "0", "e", &[("dc", &[1e-3])]);
    test
}

#[test]
fn an_operating_point_tells_what_all_devices_do() {
    let mut test = circuit();
    let job = test.op();
    let tables = tables(&test, job);
    let kinds: Vec<&str> = tables.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, [
        "bjt", "capacitor", "diode", "inductor", "current-source", "mosfet", "resistor", "voltage-switch", "vcvs", "voltage-source",
    ]);
    // ngspice 39 with reltol=1e-9.
    for (device, variable, wanted) in [
        ("q1", "ic", 1.85556e-3), ("q1", "ib", 9.88401e-6), ("q1", "vbe", 0.70116), ("q1", "vbc", -2.57772),
        ("q1", "gm", 0.0717107), ("q1", "gpi", 3.8214e-4), ("q1", "go", 2.9652e-5),
        ("r1", "i", 1.85556e-3), ("r1", "p", 0.0161825),
        // From the first terminal to the second; ngspice has the other sign, but for current sources only.
        ("i1", "v", -6.55776), ("i1", "p", -0.00655776), ("e1", "i", -0.00555776), ("e1", "p", -0.0364464),
    ] {
        near(value(&tables, device, variable), wanted, 5e-6);
    }
    near(value(&tables, "m1", "vgs"), 0.8, 1e-9);
    // gm = kp·W/L·(vgs − vto)·(1 + λ·vds)
    near(value(&tables, "m1", "gm"), 55e-5 * 0.1 * (1.0 + 0.03 * value(&tables, "m1", "vds")), 1e-9);
    near(value(&tables, "d1", "gd"), (value(&tables, "d1", "id") + 1e-14) * 38.6624, 1e-4);
    near(value(&tables, "l1", "flux"), 1e-3 * value(&tables, "l1", "i"), 1e-9);
    near(value(&tables, "l2", "flux"), 1e-3 * value(&tables, "l1", "i"), 1e-9);
    assert_eq!([region(&tables, "q1"), region(&tables, "m1"), region(&tables, "s1"), region(&tables, "r1")], ["active", "saturation", "open", ""]);
}

#[test]
fn regions_follow_the_bias() {
    for (gate, drain, wanted) in [(0.5, 3.0, "off"), (2.0, 3.0, "saturation"), (2.0, 0.5, "linear"), (2.0, -0.5, "linear"), (-1.5, -3.0, "saturation")] {
        for sign in [1.0, -1.0] {
            let mut test = TestCircuit::new();
            test.voltage("vg", "g", "0", &[("dc", &[sign * gate])]);
            test.voltage("vd", "d", "0", &[("dc", &[sign * drain])]);
            test.voltage("vb", "b", "0", &[("dc", &[-5.0 * sign])]);
            let m1 = test.device("mosfet", "m1", &["d", "g", "0", "b"], &[], &[]);
            test.model(m1, if sign > 0.0 { "nmos" } else { "pmos" }, &[("vto", sign * 0.7), ("kp", 5e-5)]);
            let job = test.op();
            assert_eq!(region(&tables(&test, job), "m1"), wanted, "{gate} {drain} {sign}");
        }
    }
    for (base, collector, wanted) in [(0.7, 3.0, "active"), (0.7, 0.2, "saturation"), (-1.0, 3.0, "off"), (0.2, -0.4, "reverse")] {
        for sign in [1.0, -1.0] {
            let mut test = TestCircuit::new();
            test.voltage("vb", "b", "0", &[("dc", &[sign * base])]);
            test.voltage("vc", "c", "0", &[("dc", &[sign * collector])]);
            test.voltage("ve", "e", "0", &[("dc", &[if wanted == "reverse" { sign } else { 0.0 }])]);
            test.bjt("q1", ["c", "b", "e", "0"], if sign > 0.0 { "npn" } else { "pnp" }, &[("is", 1e-15)], &[]);
            let job = test.op();
            assert_eq!(region(&tables(&test, job), "q1"), wanted, "{base} {collector} {sign}");
        }
    }
}

#[test]
fn each_step_has_its_tables() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "0", 1e3);
    let job = test.op();
    let device = test.find("r1");
    test.step(job, SweepTarget::Device { device }, SweepForm::List, &[1e3, 2e3]);
    let tables = tables(&test, job);
    let titles: Vec<&str> = tables.iter().map(|(title, ..)| title.as_str()).collect();
    assert_eq!(titles, ["resistor, r1=1k", "voltage-source, r1=1k", "resistor, r1=2k", "voltage-source, r1=2k"]);
    assert_eq!(tables[2].2[0].values[0], Some(5e-4));
}

#[test]
fn a_large_circuit_says_where_single_variables_are() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    for index in 0..2000 {
        test.resistor(&format!("r{index}"), "a", "0", 1e3);
    }
    let job = test.op();
    let run: TestRun = test.done(job);
    assert_eq!(run.code(), "many-devices");
}
