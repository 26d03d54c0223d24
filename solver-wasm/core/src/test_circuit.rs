//! Circuits built in code, for the tests of the solver.

use crate::circuit::*;
use crate::program::Overrides;
use crate::results::{Chunk, Recorder};
use crate::run::{RunDiagnostic, RunEvent, Statistics as RunStatistics, Vector};
use crate::session::{Outcome, Session};
use crate::simulation::Simulation;

pub type Given<'a> = &'a [(&'a str, &'a [f64])];

pub struct TestCircuit {
    pub circuit: Circuit,
    options: (u32, u32),
    initial: Vec<(u32, f64)>,
    nodesets: Vec<(u32, f64)>,
    temperature: f64,
}

impl Default for TestCircuit {
    fn default() -> TestCircuit {
        TestCircuit::new()
    }
}

impl TestCircuit {
    pub fn new() -> TestCircuit {
        let mut test = TestCircuit {
            circuit: Circuit::default(),
            options: (0, 0),
            initial: Vec::new(),
            nodesets: Vec::new(),
            temperature: 27.0,
        };
        let empty = test.string("");
        test.circuit.files.push("file:///test.cir".into());
        test.circuit.definitions.push(Definition { name: empty, origin: NONE, ports: Vec::new(), slots: Vec::new() });
        test.instance("", NONE, None);
        test.node("0");
        test
    }

    pub fn string(&mut self, text: &str) -> u32 {
        let strings = &mut self.circuit.strings;
        let found = strings.iter().position(|known| known == text);
        found.unwrap_or_else(|| {
            strings.push(text.into());
            strings.len() - 1
        }) as u32
    }

    pub fn value(&mut self, number: f64) -> u32 {
        let values = &mut self.circuit.values;
        values.constant.push(number);
        values.program.push(NONE);
        values.structural.push(0);
        (values.constant.len() - 1) as u32
    }

    /// An instance of the empty definition with `m=`; its devices are named by path.
    pub fn instance(&mut self, path: &str, parent: u32, multiplier: Option<f64>) -> u32 {
        let name = self.string(path);
        let multiplier = multiplier.map_or(NONE, |number| self.value(number));
        let instances = &mut self.circuit.instances;
        instances.parent.push(parent);
        instances.name.push(name);
        instances.definition.push(0);
        instances.origin.push(NONE);
        instances.ports_start.push(0);
        instances.slots_start.push(0);
        instances.multiplier.push(multiplier);
        (instances.name.len() - 1) as u32
    }

    pub fn node(&mut self, name: &str) -> u32 {
        let string = self.string(name);
        let nodes = &mut self.circuit.nodes;
        if let Some(found) = nodes.name.iter().position(|&known| known == string) {
            return found as u32;
        }
        nodes.name.push(string);
        nodes.instance.push(0);
        nodes.nature.push(0);
        nodes.origin.push(NONE);
        (nodes.name.len() - 1) as u32
    }

    fn parameters(&mut self, given: Given) -> (u32, u32) {
        let start = self.circuit.parameters.name.len() as u32;
        for (name, numbers) in given {
            let name = self.string(name);
            let first = self.circuit.values.constant.len() as u32;
            for &number in *numbers {
                self.value(number);
            }
            let parameters = &mut self.circuit.parameters;
            parameters.name.push(name);
            parameters.origin.push(NONE);
            parameters.value_start.push(first);
            parameters.value_count.push(numbers.len() as u32);
            parameters.text.push(NONE);
        }
        (start, given.len() as u32)
    }

    /// A device in the instance that its path begins with; `m` among the
    /// parameters becomes its multiplier.
    pub fn device(&mut self, kind: &str, name: &str, nodes: &[&str], references: &[&str], given: Given) -> u32 {
        let path = name.rsplit_once('.').map_or("", |(path, _)| path);
        let instances = &self.circuit.instances;
        let instance = instances.name.iter().position(|&known| self.circuit.strings[known as usize] == path);
        let terminals: Vec<u32> = nodes.iter().map(|node| self.node(node)).collect();
        // An inductor may read its own current.
        let own = self.circuit.devices.kind.len() as u32;
        let references: Vec<u32> = references.iter().map(|&other| if other == name { own } else { self.find(other) }).collect();
        let multiplier = given.iter().find(|(name, _)| *name == "m").map(|(_, numbers)| numbers[0]);
        let multiplier = multiplier.map_or(NONE, |number| self.value(number));
        let others: Vec<(&str, &[f64])> = given.iter().copied().filter(|(name, _)| *name != "m").collect();
        let (start, count) = self.parameters(&others);
        let (kind, name) = (self.string(kind), self.string(name));
        let devices = &mut self.circuit.devices;
        devices.kind.push(kind);
        devices.name.push(name);
        devices.instance.push(instance.expect("the instance of a device's path") as u32);
        devices.origin.push(NONE);
        devices.model.push(NONE);
        devices.multiplier.push(multiplier);
        devices.terminals_start.push(devices.terminals.len() as u32);
        devices.terminals_count.push(terminals.len() as u32);
        devices.terminals.extend(terminals);
        devices.parameters_start.push(start);
        devices.parameters_count.push(count);
        devices.references_start.push(devices.references.len() as u32);
        devices.references_count.push(references.len() as u32);
        devices.references.extend(references);
        (devices.kind.len() - 1) as u32
    }

    pub fn find(&self, name: &str) -> u32 {
        let names = &self.circuit.devices.name;
        names.iter().position(|&known| self.circuit.strings[known as usize] == name).expect(name) as u32
    }

    pub fn resistor(&mut self, name: &str, a: &str, b: &str, ohms: f64) {
        self.device("resistor", name, &[a, b], &[], &[("r", &[ohms])]);
    }

    pub fn capacitor(&mut self, name: &str, a: &str, b: &str, farads: f64) {
        self.device("capacitor", name, &[a, b], &[], &[("c", &[farads])]);
    }

    pub fn inductor(&mut self, name: &str, a: &str, b: &str, henries: f64) {
        self.device("inductor", name, &[a, b], &[], &[("l", &[henries])]);
    }

    pub fn coupling(&mut self, name: &str, inductors: &[&str], k: f64) {
        self.device("coupling", name, &[], inductors, &[("k", &[k])]);
    }

    pub fn voltage(&mut self, name: &str, p: &str, n: &str, given: Given) {
        self.device("voltage-source", name, &[p, n], &[], given);
    }

    pub fn current(&mut self, name: &str, p: &str, n: &str, given: Given) {
        self.device("current-source", name, &[p, n], &[], given);
    }

    /// A bipolar transistor (collector, base, emitter, substrate) with a model of
    /// its own of the kind `npn` or `pnp`.
    pub fn bjt(&mut self, name: &str, nodes: [&str; 4], kind: &str, model: &[(&str, f64)], given: Given) {
        let device = self.device("bjt", name, &nodes, &[], given);
        self.model(device, kind, model);
    }

    /// A diode with a model of its own.
    pub fn diode(&mut self, name: &str, anode: &str, cathode: &str, model: &[(&str, f64)]) {
        self.diode_with(name, anode, cathode, model, &[]);
    }

    pub fn diode_with(&mut self, name: &str, anode: &str, cathode: &str, model: &[(&str, f64)], given: Given) {
        let device = self.device("diode", name, &[anode, cathode], &[], given);
        self.model(device, "d", model);
    }

    /// A switch with a model of its own; `nodes` are p, n and for S the control's.
    pub fn switch(&mut self, name: &str, nodes: &[&str], kind: &str, model: &[(&str, f64)], given: Given) {
        let device = self.device("voltage-switch", name, nodes, &[], given);
        self.model(device, kind, model);
    }

    pub fn current_switch(&mut self, name: &str, nodes: &[&str], source: &str, kind: &str, model: &[(&str, f64)], given: Given) {
        let device = self.device("current-switch", name, nodes, &[source], given);
        self.model(device, kind, model);
    }

    /// Gives a device a model of its own.
    pub fn model(&mut self, device: u32, kind: &str, model: &[(&str, f64)]) {
        let numbers: Vec<(&str, [f64; 1])> = model.iter().map(|&(name, number)| (name, [number])).collect();
        let model: Vec<(&str, &[f64])> = numbers.iter().map(|(name, number)| (*name, &number[..])).collect();
        let (parameters_start, parameters_count) = self.parameters(&model);
        let (name, kind) = (self.string("model"), self.string(kind));
        self.circuit.models.push(Model { name, kind, instance: 0, origin: NONE, parameters_start, parameters_count });
        self.circuit.devices.model[device as usize] = (self.circuit.models.len() - 1) as u32;
    }

    /// Options of the analyses that follow.
    pub fn options(&mut self, given: &[(&str, f64)]) {
        let numbers: Vec<(&str, [f64; 1])> = given.iter().map(|&(name, number)| (name, [number])).collect();
        let given: Vec<(&str, &[f64])> = numbers.iter().map(|(name, number)| (*name, &number[..])).collect();
        self.options = self.parameters(&given);
    }

    /// An option that is a word, for the analyses that follow.
    pub fn option_text(&mut self, name: &str, text: &str) {
        self.options = self.parameters(&[(name, &[])]);
        let text = self.string(text);
        *self.circuit.parameters.text.last_mut().unwrap() = text;
    }

    pub fn temperature(&mut self, celsius: f64) {
        self.temperature = celsius;
    }

    pub fn initial(&mut self, node: &str, volts: f64) {
        let node = self.node(node);
        self.initial.push((node, volts));
    }

    pub fn nodeset(&mut self, node: &str, volts: f64) {
        let node = self.node(node);
        self.nodesets.push((node, volts));
    }

    fn node_values(&mut self, list: Vec<(u32, f64)>) -> Vec<NodeValue> {
        list.into_iter().map(|(node, volts)| NodeValue { node, value: self.value(volts), origin: NONE }).collect()
    }

    fn job(&mut self, analysis: Analysis) -> u32 {
        let temperature = self.value(self.temperature);
        let initial_conditions = self.node_values(self.initial.clone());
        let nodesets = self.node_values(self.nodesets.clone());
        let (options_start, options_count) = self.options;
        self.circuit.analyses.push(Job {
            analysis,
            origin: NONE,
            options_start,
            options_count,
            temperature,
            initial_conditions,
            nodesets,
            saves: Vec::new(),
            steps: Vec::new(),
        });
        (self.circuit.analyses.len() - 1) as u32
    }

    pub fn op(&mut self) -> u32 {
        self.job(Analysis::Op)
    }

    pub fn tran(&mut self, step: f64, stop: f64, max_step: Option<f64>, uic: bool) -> u32 {
        let (step, stop, start) = (self.value(step), self.value(stop), self.value(0.0));
        let max_step = max_step.map_or(NONE, |number| self.value(number));
        self.job(Analysis::Tran { step, stop, start, max_step, uic, startup: false })
    }

    pub fn noise(&mut self, output: &str, source: &str, points: f64, start: f64, stop: f64) -> u32 {
        let (positive, source) = (self.node(output), self.find(source));
        let (points, start, stop) = (self.value(points), self.value(start), self.value(stop));
        let variation = Variation::Decade;
        self.job(Analysis::Noise { positive, negative: 0, source, variation, points, start, stop, summary: NONE })
    }

    /// A voltage or a device's current, of all parts the value.
    fn signal(&mut self, quantity: Quantity) -> Signal {
        Signal { text: "output".into(), quantity, part: Part::Value, origin: NONE }
    }

    pub fn tf(&mut self, output: &str, source: &str) -> u32 {
        let quantity = Quantity::Voltage { positive: self.node(output), negative: 0 };
        let (output, source) = (self.signal(quantity), self.find(source));
        self.job(Analysis::Tf { output, source })
    }

    pub fn tf_of_current(&mut self, output: &str, source: &str) -> u32 {
        let quantity = Quantity::Current { device: self.find(output) };
        let (output, source) = (self.signal(quantity), self.find(source));
        self.job(Analysis::Tf { output, source })
    }

    pub fn sens(&mut self, output: &str, frequencies: Option<(f64, f64, f64)>) -> u32 {
        let quantity = Quantity::Voltage { positive: self.node(output), negative: 0 };
        let output = self.signal(quantity);
        let frequencies = frequencies.map(|(points, start, stop)| Frequencies {
            variation: Variation::Decade,
            points: self.value(points),
            start: self.value(start),
            stop: self.value(stop),
        });
        self.job(Analysis::Sens { output, frequencies })
    }

    pub fn tran_with_startup(&mut self, step: f64, stop: f64) -> u32 {
        let (step, stop, start) = (self.value(step), self.value(stop), self.value(0.0));
        self.job(Analysis::Tran { step, stop, start, max_step: NONE, uic: false, startup: true })
    }

    pub fn ac(&mut self, variation: Variation, points: f64, start: f64, stop: f64) -> u32 {
        let (points, start, stop) = (self.value(points), self.value(start), self.value(stop));
        self.job(Analysis::Ac { variation, points, start, stop })
    }

    pub fn dc(&mut self, sweeps: &[(SweepTarget, f64, f64, f64)]) -> u32 {
        let sweeps = sweeps
            .iter()
            .map(|(target, start, stop, step)| self.sweep(target.clone(), SweepForm::Linear, &[*start, *stop, *step]))
            .collect();
        self.job(Analysis::Dc { sweeps })
    }

    /// A sweep: start, stop and step, or the values of a list.
    pub fn sweep(&mut self, target: SweepTarget, form: SweepForm, numbers: &[f64]) -> Sweep {
        let values: Vec<u32> = numbers.iter().map(|&number| self.value(number)).collect();
        let listed = form == SweepForm::List;
        let of = |index: usize| if listed { NONE } else { values[index] };
        Sweep {
            target,
            start: of(0),
            stop: of(1),
            step: of(2),
            origin: NONE,
            name: String::new(),
            form,
            list: if listed { values.clone() } else { Vec::new() },
            closed: false,
            along: Vec::new(),
        }
    }

    /// Adds a step around those that the job has.
    pub fn step(&mut self, job: u32, target: SweepTarget, form: SweepForm, numbers: &[f64]) {
        let sweep = self.sweep(target, form, numbers);
        self.circuit.analyses[job as usize].steps.push(sweep);
    }

    pub fn dc_device(&mut self, device: &str, start: f64, stop: f64, step: f64) -> u32 {
        let device = self.find(device);
        self.dc(&[(SweepTarget::Device { device }, start, stop, step)])
    }

    pub fn session(&self) -> Session {
        Session::with_circuit(self.circuit.clone()).unwrap()
    }

    pub fn run(&self, job: u32) -> TestRun {
        TestRun::of(&mut self.session(), job, &Overrides::default())
    }

    /// What [`TestCircuit::run`] gives, which must be complete.
    pub fn done(&self, job: u32) -> TestRun {
        let run = self.run(job);
        assert_eq!(run.outcome, Outcome::Done, "{:?}", run.diagnostics);
        run
    }

    pub fn simulation(&self, job: u32) -> (Circuit, Simulation) {
        let evaluator = crate::program::Evaluator::new(&self.circuit).unwrap();
        let mut recorder = Recorder::default();
        let simulation = Simulation::new(&self.circuit, &evaluator, job, Overrides::default(), &mut recorder).unwrap();
        (self.circuit.clone(), simulation)
    }
}

/// Everything that one run produced.
pub struct TestRun {
    pub outcome: Outcome,
    pub vectors: Vec<Vector>,
    pub columns: Vec<Vec<f64>>,
    /// Plots and their first columns.
    parts: Vec<(u32, usize)>,
    pub points: usize,
    pub complete: bool,
    pub statistics: RunStatistics,
    pub diagnostics: Vec<RunDiagnostic>,
}

impl TestRun {
    pub fn of(session: &mut Session, job: u32, overrides: &Overrides) -> TestRun {
        let mut run = TestRun {
            outcome: Outcome::Running,
            vectors: Vec::new(),
            columns: Vec::new(),
            parts: Vec::new(),
            points: 0,
            complete: false,
            statistics: RunStatistics::default(),
            diagnostics: Vec::new(),
        };
        if session.start(job, overrides).is_err() {
            run.outcome = Outcome::Failed;
        }
        let mut ticks = 0.0;
        while run.outcome == Outcome::Running {
            // A clock of the test's own: each look costs a tenth of the budget.
            run.outcome = session.advance(1.0, &mut || {
                ticks += 0.1;
                ticks
            });
            run.collect(session);
        }
        run.collect(session);
        run
    }

    pub fn collect(&mut self, session: &mut Session) {
        for event in session.take_events() {
            match event {
                RunEvent::PlotStarted { plot, title, vectors, .. } => {
                    // The second plot of noise stands behind the first.
                    if title != "Integrated Noise" {
                        self.columns.clear();
                        self.vectors.clear();
                    } else {
                        self.points = 0;
                    }
                    self.parts.push((plot, self.columns.len()));
                    self.columns.extend(vectors.iter().map(|_| Vec::new()));
                    self.vectors.extend(vectors);
                }
                RunEvent::PlotFinished { complete, statistics, .. } => {
                    self.complete = complete;
                    self.statistics = statistics;
                }
                RunEvent::Diagnosed { diagnostic } => self.diagnostics.push(diagnostic),
                _ => {}
            }
        }
        while let Some(Chunk { plot, first, points, columns }) = session.take_chunk() {
            self.points = (first + points) as usize;
            let start = self.parts.iter().find(|&&(part, _)| part == plot).map_or(0, |&(_, start)| start);
            for (all, more) in self.columns[start..].iter_mut().zip(columns) {
                assert!(all.len() >= first as usize);
                all.extend(more);
            }
        }
    }

    pub fn column(&self, name: &str) -> &[f64] {
        let names = || self.vectors.iter().map(|vector| vector.name.as_str()).collect::<Vec<_>>();
        let place = self.vectors.iter().position(|vector| vector.name == name);
        &self.columns[place.unwrap_or_else(|| panic!("{name} is not among {:?}", names()))]
    }

    pub fn last(&self, name: &str) -> f64 {
        *self.column(name).last().unwrap()
    }

    /// Linear interpolation over the first column.
    pub fn at(&self, name: &str, axis: f64) -> f64 {
        let (x, y) = (&self.columns[0], self.column(name));
        let next = x.partition_point(|&point| point < axis).clamp(1, x.len() - 1);
        y[next - 1] + (y[next] - y[next - 1]) * (axis - x[next - 1]) / (x[next] - x[next - 1])
    }

    /// Magnitudes of a complex column.
    pub fn magnitudes(&self, name: &str) -> Vec<f64> {
        self.column(name).chunks(2).map(|pair| libm::hypot(pair[0], pair[1])).collect()
    }

    pub fn frequencies(&self) -> Vec<f64> {
        self.columns[0].chunks(2).map(|pair| pair[0]).collect()
    }

    pub fn code(&self) -> &str {
        self.diagnostics.last().map_or("", |diagnostic| &diagnostic.code)
    }
}

pub fn near(got: f64, wanted: f64, relative: f64) {
    assert!((got - wanted).abs() <= relative * wanted.abs(), "{got:.12e} is not {wanted:.12e} within {relative:e}");
}
