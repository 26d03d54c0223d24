//! Names and order of vectors, as ngspice 39 writes them into its raw file.

use crate::analyses::run_order;
use crate::circuit::{Event, Input, Measure, MeasureForm, Part, Presentation, Quantity, Signal, Statistic, Variation, NONE};
use crate::test_circuit::{TestCircuit, TestRun};

fn names(run: &TestRun, raw: bool) -> Vec<&str> {
    run.vectors.iter().filter(|vector| vector.raw == raw).map(|vector| vector.name.as_str()).collect()
}

/// ```text
/// Va a 0 1      H1 h1 0 vb 2    E1 e1 0 a 0 1   L1 a l1 1   F1 f1 0 vc 1
/// Vb b 0 1      H2 h2 0 va 2    E2 e2 0 a 0 1   L2 b l2 1
/// Vc c 0 1
/// ```
/// and a resistor of 1 from each other node to ground: ngspice 39 writes
/// `i(vc) i(h2) i(va) i(h1) i(vb) i(l2) i(l1) i(e2) i(e1)` after the nodes.
#[test]
fn branches_come_in_ngspices_order() {
    let mut test = TestCircuit::new();
    for (name, node) in [("Va", "a"), ("Vb", "b"), ("Vc", "c")] {
        test.voltage(name, node, "0", &[("dc", &[1.0])]);
    }
    test.device("ccvs", "H1", &["h1", "0"], &["Vb"], &[("gain", &[2.0])]);
    test.device("ccvs", "H2", &["h2", "0"], &["Va"], &[("gain", &[2.0])]);
    test.device("vcvs", "E1", &["e1", "0", "a", "0"], &[], &[("gain", &[1.0])]);
    test.device("vcvs", "E2", &["e2", "0", "a", "0"], &[], &[("gain", &[1.0])]);
    test.inductor("L1", "a", "l1", 1.0);
    test.inductor("L2", "b", "l2", 1.0);
    test.device("cccs", "F1", &["f1", "0"], &["Vc"], &[("gain", &[1.0])]);
    for node in ["h1", "h2", "e1", "e2", "l1", "l2", "f1"] {
        test.resistor(&format!("R{node}"), node, "0", 1.0);
    }
    let job = test.op();
    let run = test.done(job);
    let nodes = ["v(a)", "v(b)", "v(c)", "v(h1)", "v(h2)", "v(e1)", "v(e2)", "v(l1)", "v(l2)", "v(f1)"];
    let branches = ["i(vc)", "i(h2)", "i(va)", "i(h1)", "i(vb)", "i(l2)", "i(l1)", "i(e2)", "i(e1)"];
    assert_eq!(names(&run, true), [&nodes[..], &branches[..]].concat());
    assert_eq!(names(&run, false), ["i(f1)", "i(rh1)", "i(rh2)", "i(re1)", "i(re2)", "i(rl1)", "i(rl2)", "i(rf1)"]);
}

#[test]
fn what_is_in_a_subcircuit_has_its_path() {
    let mut test = TestCircuit::new();
    test.instance("X1", 0, None);
    test.voltage("V1", "In", "0", &[("dc", &[1.0]), ("ac", &[1.0])]);
    test.device("resistor", "X1.R1", &["In", "X1.N3"], &[], &[("r", &[1.0])]);
    test.device("voltage-source", "X1.V2", &["X1.N3", "0"], &[], &[("dc", &[0.0])]);
    let job = test.op();
    let run = test.done(job);
    assert_eq!(names(&run, true), ["v(in)", "v(x1.n3)", "i(v.x1.v2)", "i(v1)"]);
    assert!(names(&run, false).is_empty());
    let ac = test.ac(Variation::Decade, 1.0, 1.0, 10.0);
    let run = test.done(ac);
    assert_eq!(run.vectors[0].name, "frequency");
    assert!(run.vectors.iter().all(|vector| vector.complex));
}

#[test]
fn what_is_saved_comes_first_and_alone_in_the_raw_file() {
    let mut test = TestCircuit::new();
    test.instance("x1", 0, None);
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1.0);
    test.device("resistor", "x1.r2", &["b", "0"], &[], &[("r", &[1.0])]);
    let job = test.op();
    let signal = |quantity| Signal { text: String::new(), quantity, part: Part::Value, origin: NONE };
    test.circuit.analyses[job as usize].saves = vec![
        signal(Quantity::Current { device: test.find("x1.r2") }),
        signal(Quantity::Voltage { positive: 2, negative: 0 }),
    ];
    let run = test.done(job);
    assert_eq!(names(&run, true), ["i(r.x1.r2)", "v(b)"]);
    assert!(names(&run, false).is_empty());
    crate::test_circuit::near(run.last("i(r.x1.r2)"), 0.5, 1e-12);
}

#[test]
fn with_a_save_the_plot_keeps_what_other_cards_look_at_and_nothing_else() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1.0);
    test.resistor("r2", "b", "c", 1.0);
    test.resistor("r3", "c", "0", 1.0);
    let job = test.op();
    let signal = |quantity| Signal { text: String::new(), quantity, part: Part::Value, origin: NONE };
    let voltage = |positive| signal(Quantity::Voltage { positive, negative: 0 });
    let current = |test: &TestCircuit, name| signal(Quantity::Current { device: test.find(name) });
    test.circuit.analyses[job as usize].saves = vec![voltage(2)];
    assert_eq!(names(&test.done(job), true), ["v(b)"]);
    let shown = |card: &str, analysis: &str, signals| Presentation { card: card.into(), analysis: analysis.into(), signals, origin: NONE };
    test.circuit.presentations = vec![shown("print", "op", vec![voltage(3)]), shown("plot", "tran", vec![voltage(1)])];
    let form = MeasureForm::Statistic {
        statistic: Statistic::Max,
        signal: current(&test, "r1"),
        from: NONE,
        to: NONE,
        delay: NONE,
        trigger: None,
        target: None,
    };
    test.circuit.measures.push(Measure { name: "m".into(), analysis: "op".into(), form, origin: NONE });
    let run = test.done(job);
    assert_eq!((names(&run, true), names(&run, false)), (vec!["v(b)"], vec!["v(c)", "i(r1)"]));
    // A formula needs what it reads.
    let program = test.circuit.programs.start.len() as u32;
    let programs = &mut test.circuit.programs;
    programs.inputs.push(Input::Result { quantity: Quantity::Current { device: 3 }, part: Part::Value });
    programs.start.push(programs.code.len() as u32);
    programs.length.push(2);
    programs.origin.push(NONE);
    programs.code.extend([2, programs.inputs.len() as u32 - 1]);
    let value = test.value(0.0);
    test.circuit.values.program[value as usize] = program;
    let form = MeasureForm::Find { signal: signal(Quantity::Formula { value }), at: Event::At { value: test.value(0.0) } };
    test.circuit.measures.push(Measure { name: "n".into(), analysis: "op".into(), form, origin: NONE });
    assert_eq!(names(&test.done(job), false), ["v(c)", "i(r1)", "i(r3)"]);
    // All that is printed is kept, and what is saved as all is as without a save.
    test.circuit.presentations = vec![shown("print", "", vec![signal(Quantity::All)])];
    assert_eq!(names(&test.done(job), false).len(), 6);
    test.circuit.analyses[job as usize].saves = vec![signal(Quantity::All)];
    assert_eq!(names(&test.done(job), true), ["v(a)", "v(b)", "v(c)", "i(v1)"]);
    test.circuit.analyses[job as usize].saves = vec![signal(Quantity::Currents)];
    assert_eq!(names(&test.done(job), true), ["i(v1)", "i(r1)", "i(r2)", "i(r3)"]);
}

#[test]
fn probes_write_currents_beside_all_else() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1.0);
    test.resistor("r2", "b", "0", 1.0);
    let job = test.op();
    let signal = |quantity| Signal { text: String::new(), quantity, part: Part::Value, origin: NONE };
    let probe = |quantity| vec![Presentation { card: "probe".into(), analysis: String::new(), signals: vec![signal(quantity)], origin: NONE }];
    test.circuit.presentations = probe(Quantity::Currents);
    assert_eq!(names(&test.done(job), true), ["v(a)", "v(b)", "i(v1)", "i(r1)", "i(r2)"]);
    test.circuit.presentations = probe(Quantity::Current { device: test.find("r2") });
    assert_eq!(names(&test.done(job), true), ["v(a)", "v(b)", "i(v1)", "i(r2)"]);
}

#[test]
fn devices_are_asked_for_their_variables() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[2.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.diode("d1", "b", "0", &[("is", 1e-14)]);
    let job = test.op();
    let signal = |device, variable: &str| {
        Signal { text: String::new(), quantity: Quantity::Variable { device, variable: variable.into() }, part: Part::Value, origin: NONE }
    };
    let (resistor, diode) = (test.find("r1"), test.find("d1"));
    let asked = ["gd", "vd", "p", "nothing"].map(|variable| signal(diode, variable));
    test.circuit.analyses[job as usize].saves = asked.into_iter().chain(["p", "v", "r"].map(|variable| signal(resistor, variable))).collect();
    let shown = Signal { text: String::new(), quantity: Quantity::Voltage { positive: 2, negative: 0 }, part: Part::Value, origin: NONE };
    test.circuit.presentations.push(Presentation { card: "print".into(), analysis: "op".into(), signals: vec![shown], origin: NONE });
    let run = test.done(job);
    assert_eq!(names(&run, true), ["@d1[gd]", "@d1[vd]", "@d1[p]", "@r1[p]", "@r1[v]", "@r1[r]"]);
    assert_eq!(names(&run, false), ["v(b)"]);
    let drop = run.last("v(b)");
    let current = (2.0 - drop) / 1e3;
    crate::test_circuit::near(run.last("@d1[vd]"), drop, 1e-9);
    crate::test_circuit::near(run.last("@d1[p]"), drop * current, 1e-6);
    crate::test_circuit::near(run.last("@d1[gd]"), current / 0.025_865, 1e-3);
    crate::test_circuit::near(run.last("@r1[p]"), current * current * 1e3, 1e-9);
    crate::test_circuit::near(run.last("@r1[v]"), 2.0 - drop, 1e-12);
    crate::test_circuit::near(run.last("@r1[r]"), 1e3, 1e-12);
}

#[test]
fn axes_are_named_by_what_is_swept() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.current("i1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "0", 1.0);
    for (device, name) in [("v1", "v(v-sweep)"), ("i1", "i(i-sweep)"), ("r1", "res-sweep")] {
        let job = test.dc_device(device, 1.0, 2.0, 1.0);
        assert_eq!(test.done(job).vectors[0].name, name);
    }
}

#[test]
fn jobs_run_in_ngspices_order() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "0", 1.0);
    let tran = test.tran(1.0, 1.0, None, false);
    let ac = test.ac(Variation::Linear, 1.0, 1.0, 1.0);
    let op = test.op();
    let dc = test.dc_device("v1", 0.0, 1.0, 1.0);
    assert_eq!(run_order(&test.circuit), [ac, dc, op, tran]);
}

#[test]
fn a_node_without_devices_is_not_in_the_raw_file() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.node("open");
    let job = test.op();
    let run = test.done(job);
    assert_eq!(names(&run, true), ["v(a)", "i(v1)"]);
    assert_eq!(names(&run, false), ["v(open)"]);
    assert_eq!(run.code(), "no-dc-path");
}
