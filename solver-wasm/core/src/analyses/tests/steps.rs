//! `.step` and lists of temperatures: each combination gives what it gives alone.

use crate::circuit::{Direction, Event, Measure, MeasureForm, Part, Quantity, Signal, SweepForm, SweepTarget, Variation, NONE};
use crate::program::Overrides;
use crate::run::{PlotStep, RunEvent, TableRow};
use crate::session::{Outcome, Session};
use crate::test_circuit::{near, TestCircuit, TestRun};

struct Plot {
    title: String,
    step: Option<PlotStep>,
    dimensions: Vec<u32>,
    names: Vec<String>,
    columns: Vec<Vec<f64>>,
    complete: bool,
}

impl Plot {
    fn column(&self, name: &str) -> &[f64] {
        &self.columns[self.names.iter().position(|other| other == name).unwrap()]
    }
}

#[derive(Default)]
struct Stepped {
    plots: Vec<Plot>,
    measures: Vec<(String, Option<f64>)>,
    rows: Vec<TableRow>,
    errors: Vec<String>,
}

impl Stepped {
    /// Takes what the session has; how often must not matter.
    fn collect(&mut self, session: &mut Session) {
        for event in session.take_events() {
            match event {
                RunEvent::PlotStarted { title, vectors, dimensions, step, like, .. } => {
                    let names = match like {
                        Some(like) => self.plots[like as usize].names.clone(),
                        None => vectors.into_iter().map(|vector| vector.name).collect(),
                    };
                    let columns = vec![Vec::new(); names.len()];
                    self.plots.push(Plot { title, step, dimensions, names, columns, complete: false });
                }
                RunEvent::PlotFinished { plot, complete, .. } => self.plots[plot as usize].complete = complete,
                RunEvent::Measured { step, value, .. } => self.measures.push((step.unwrap_or_default(), value)),
                RunEvent::Table { rows, .. } => self.rows = rows,
                RunEvent::Diagnosed { diagnostic } => self.errors.push(diagnostic.message),
                RunEvent::Progress { .. } => {}
            }
        }
        while let Some(chunk) = session.take_chunk() {
            let plot = &mut self.plots[chunk.plot as usize];
            assert_eq!(chunk.first as usize, plot.columns[0].len() / if plot.names[0] == "frequency" { 2 } else { 1 });
            for (all, more) in plot.columns.iter_mut().zip(chunk.columns) {
                all.extend(more);
            }
        }
    }
}

fn run(test: &TestCircuit, job: u32, budget: f64) -> (Outcome, Stepped) {
    let mut session = test.session();
    let mut stepped = Stepped::default();
    if session.start(job, &Overrides::default()).is_err() {
        stepped.collect(&mut session);
        return (Outcome::Failed, stepped);
    }
    let mut now = 0.0;
    loop {
        let outcome = session.advance(budget, &mut || {
            now += 1e-4;
            now
        });
        stepped.collect(&mut session);
        if outcome != Outcome::Running {
            return (outcome, stepped);
        }
    }
}

fn low_pass() -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[2.0]), ("ac", &[1.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.capacitor("c1", "out", "0", 1e-6);
    test
}

fn rectifier() -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
    test.diode("d1", "in", "out", &[("is", 1e-14), ("cjo", 1e-12), ("n", 1.0)]);
    test.resistor("r1", "out", "0", 1e3);
    test.capacitor("c1", "out", "0", 1e-6);
    test
}

#[test]
fn each_step_gives_what_it_gives_alone() {
    let mut test = rectifier();
    let job = test.tran(1e-5, 2e-3, None, false);
    let r1 = test.find("r1");
    test.step(job, SweepTarget::Device { device: r1 }, SweepForm::List, &[500.0, 2e3, 1e4]);
    let (outcome, stepped) = run(&test, job, 1e-3);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(stepped.plots.len(), 3);
    for (plot, ohms) in stepped.plots.iter().zip([500.0, 2e3, 1e4]) {
        let mut single = rectifier();
        let job = single.tran(1e-5, 2e-3, None, false);
        let mut overrides = Overrides::default();
        overrides.set(&single.circuit, "r1", ohms).unwrap();
        let alone = TestRun::of(&mut single.session(), job, &overrides);
        assert!(plot.complete);
        assert_eq!(plot.column("time"), alone.column("time"), "at {ohms}");
        assert_eq!(plot.column("v(out)"), alone.column("v(out)"), "at {ohms}");
    }
    let labels: Vec<&str> = stepped.plots.iter().map(|plot| plot.step.as_ref().unwrap().label.as_str()).collect();
    assert_eq!(labels, ["r1=500", "r1=2k", "r1=10k"]);
    assert_eq!(stepped.plots[1].title, "Transient Analysis, r1=2k");
    let step = stepped.plots[1].step.as_ref().unwrap();
    assert_eq!((step.index, step.count, step.values[0].unit.as_str(), step.values[0].value), (1, 3, "Ω", 2e3));
}

#[test]
fn steps_are_nested_with_the_first_innermost() {
    let mut test = low_pass();
    let job = test.ac(Variation::Decade, 1.0, 1.0, 1e3);
    let (r1, c1) = (test.find("r1"), test.find("c1"));
    test.step(job, SweepTarget::Device { device: r1 }, SweepForm::Linear, &[1e3, 3e3, 1e3]);
    test.step(job, SweepTarget::Device { device: c1 }, SweepForm::Decade, &[1e-7, 1e-6, 1.0]);
    let (outcome, stepped) = run(&test, job, 1.0);
    assert_eq!(outcome, Outcome::Done);
    let labels: Vec<&str> = stepped.plots.iter().map(|plot| plot.step.as_ref().unwrap().label.as_str()).collect();
    assert_eq!(labels, ["r1=1k c1=100n", "r1=2k c1=100n", "r1=3k c1=100n", "r1=1k c1=1u", "r1=2k c1=1u", "r1=3k c1=1u"]);
    for plot in &stepped.plots {
        let values: Vec<f64> = plot.step.as_ref().unwrap().values.iter().map(|step| step.value).collect();
        for (frequency, out) in plot.column("frequency").chunks(2).zip(plot.column("v(out)").chunks(2)) {
            let product = 2.0 * std::f64::consts::PI * frequency[0] * values[0] * values[1];
            near(libm::hypot(out[0], out[1]), 1.0 / (1.0 + product * product).sqrt(), 1e-9);
        }
    }
}

#[test]
fn a_model_parameter_and_a_device_parameter_step() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[5.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.diode("d1", "b", "0", &[("is", 1e-14)]);
    let job = test.op();
    let model = test.circuit.devices.model[test.find("d1") as usize];
    let rs = test.string("rs");
    test.step(job, SweepTarget::ModelParameter { model, parameter: rs }, SweepForm::List, &[0.0, 10.0, 1e3]);
    let (outcome, stepped) = run(&test, job, 1.0);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(stepped.plots.len(), 1, "operating points make one plot");
    let plot = &stepped.plots[0];
    assert_eq!(plot.names[0], "model-sweep");
    assert_eq!(plot.column("model-sweep"), [0.0, 10.0, 1e3]);
    for (&ohms, &volts) in plot.columns[0].iter().zip(plot.column("v(b)")) {
        let mut single = TestCircuit::new();
        single.voltage("v1", "a", "0", &[("dc", &[5.0])]);
        single.resistor("r1", "a", "b", 1e3);
        single.diode("d1", "b", "0", &[("is", 1e-14), ("rs", ohms)]);
        let job = single.op();
        near(volts, single.done(job).last("v(b)"), 1e-9);
    }
    let mut test = low_pass();
    test.resistor("r2", "out", "0", 1e3);
    let job = test.op();
    let (r2, tc1) = (test.find("r2"), test.string("tc1"));
    test.temperature(127.0);
    test.circuit.analyses[job as usize].temperature = test.value(127.0);
    test.step(job, SweepTarget::DeviceParameter { device: r2, parameter: tc1 }, SweepForm::Linear, &[0.0, 1e-2, 1e-2]);
    let (_, stepped) = run(&test, job, 1.0);
    near(stepped.plots[0].column("v(out)")[0], 1.0, 1e-9);
    near(stepped.plots[0].column("v(out)")[1], 2.0 * 2.0 / 3.0, 1e-9);
}

#[test]
fn temperatures_and_options_step() {
    let mut test = rectifier();
    let job = test.dc_device("v1", 0.0, 1.0, 0.5);
    test.step(job, SweepTarget::Temperature, SweepForm::List, &[0.0, 100.0]);
    let (outcome, stepped) = run(&test, job, 1.0);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(stepped.plots.len(), 2);
    assert!(stepped.plots[1].column("v(out)")[2] > stepped.plots[0].column("v(out)")[2], "hot diodes conduct better");
    for (plot, celsius) in stepped.plots.iter().zip([0.0, 100.0]) {
        let mut single = rectifier();
        single.temperature(celsius);
        let job = single.dc_device("v1", 0.0, 1.0, 0.5);
        let alone = single.done(job);
        assert_eq!(plot.column("v(out)"), alone.column("v(out)"));
    }
    let mut test = low_pass();
    let job = test.op();
    let rshunt = test.string("rshunt");
    test.step(job, SweepTarget::Option { name: rshunt }, SweepForm::List, &[1e3, 1e6]);
    let (_, stepped) = run(&test, job, 1.0);
    near(stepped.plots[0].column("v(out)")[0], 1.0, 1e-9);
    near(stepped.plots[0].column("v(out)")[1], 2.0 * 1e6 / (1e6 + 1e3), 1e-9);
}

#[test]
fn operating_points_of_nested_steps_make_one_plot() {
    let mut test = low_pass();
    test.resistor("r2", "out", "0", 1e3);
    let job = test.op();
    let (v1, r2) = (test.find("v1"), test.find("r2"));
    test.step(job, SweepTarget::Device { device: v1 }, SweepForm::Linear, &[1.0, 3.0, 1.0]);
    test.step(job, SweepTarget::Device { device: r2 }, SweepForm::List, &[1e3, 3e3]);
    let (_, stepped) = run(&test, job, 1.0);
    let plot = &stepped.plots[0];
    assert_eq!((stepped.plots.len(), &plot.dimensions[..], plot.complete), (1, &[2, 3][..], true));
    assert_eq!(plot.column("v(v-sweep)"), [1.0, 2.0, 3.0, 1.0, 2.0, 3.0]);
    assert_eq!(plot.column("r2"), [1e3, 1e3, 1e3, 3e3, 3e3, 3e3]);
    for (&volts, wanted) in plot.column("v(out)").iter().zip([0.5, 1.0, 1.5, 0.75, 1.5, 2.25]) {
        near(volts, wanted, 1e-9);
    }
}

fn measured() -> (TestCircuit, u32) {
    let mut test = low_pass();
    test.initial("out", 0.0);
    let job = test.tran(1e-5, 5e-3, None, true);
    let out = test.node("out");
    let half = test.value(1.0);
    let signal = |quantity| Signal { text: "v(out)".into(), quantity, part: Part::Value, origin: NONE };
    let at = Event::Cross {
        left: signal(Quantity::Voltage { positive: out, negative: 0 }),
        right: signal(Quantity::Constant { value: half }),
        direction: Direction::Rise,
        count: 1,
        delay: NONE,
        from: NONE,
        to: NONE,
        of_maximum: false,
    };
    test.circuit.measures.push(Measure { name: "half".into(), analysis: "tran".into(), form: MeasureForm::When { at }, origin: NONE });
    (test, job)
}

#[test]
fn measures_are_told_for_each_step_and_as_a_table() {
    let (mut test, job) = measured();
    let r1 = test.find("r1");
    test.step(job, SweepTarget::Device { device: r1 }, SweepForm::List, &[1e3, 2e3, 1e5]);
    let (outcome, stepped) = run(&test, job, 1.0);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(stepped.measures.iter().map(|(step, _)| step.as_str()).collect::<Vec<_>>(), ["r1=1k", "r1=2k", "r1=100k"]);
    assert_eq!(stepped.rows.len(), 3);
    near(stepped.rows[0].values[0].unwrap(), std::f64::consts::LN_2 * 1e-3, 2e-3);
    near(stepped.rows[1].values[0].unwrap(), std::f64::consts::LN_2 * 2e-3, 2e-3);
    assert_eq!((stepped.rows[2].name.as_str(), stepped.rows[2].values[0]), ("r1=100k", None), "it rises too slowly");
}

#[test]
fn a_step_that_fails_does_not_keep_the_others_from_running() {
    let mut test = rectifier();
    let job = test.dc_device("v1", 0.0, 1.0, 0.5);
    let itl1 = test.string("itl1");
    test.step(job, SweepTarget::Option { name: itl1 }, SweepForm::List, &[100.0, -1.0, 100.0]);
    let (outcome, stepped) = run(&test, job, 1.0);
    assert_eq!(outcome, Outcome::Failed);
    assert_eq!(stepped.plots.iter().map(|plot| plot.complete).collect::<Vec<_>>(), [true, true]);
    assert!(stepped.errors[0].starts_with("at itl1=-1: the option 'itl1' needs"), "{:?}", stepped.errors);
}

#[test]
fn a_structural_parameter_is_refused_by_its_name() {
    let mut test = low_pass();
    let name = test.string("size");
    let value = test.value(3.0);
    test.circuit.definitions[0].slots.push(name);
    test.circuit.instances.slot_value.push(value);
    test.circuit.instances.slot_in_parent.push(0);
    test.circuit.values.structural[value as usize] = 1;
    let job = test.op();
    test.step(job, SweepTarget::Parameter { slot: 0 }, SweepForm::List, &[1.0, 2.0]);
    let (outcome, stepped) = run(&test, job, 1.0);
    assert_eq!(outcome, Outcome::Failed);
    assert!(stepped.errors[0].contains("'size' decides the circuit's structure"), "{:?}", stepped.errors);
}

#[test]
fn a_stopped_run_keeps_the_steps_that_were_done() {
    let (mut test, job) = measured();
    let r1 = test.find("r1");
    test.step(job, SweepTarget::Device { device: r1 }, SweepForm::Linear, &[1e3, 1e6, 1e3]);
    let mut session = test.session();
    let mut stepped = Stepped::default();
    session.start(job, &Overrides::default()).unwrap();
    let mut now = 0.0;
    for _ in 0..100 {
        let outcome = session.advance(5e-3, &mut || {
            now += 3e-4;
            now
        });
        assert_eq!(outcome, Outcome::Running);
    }
    session.stop();
    stepped.collect(&mut session);
    let (last, done) = stepped.plots.split_last().unwrap();
    assert!(!done.is_empty() && done.iter().all(|plot| plot.complete) && !last.complete);
    assert_eq!(stepped.rows.len(), stepped.plots.len());
    assert!(last.step.as_ref().unwrap().count == 1000);
}
