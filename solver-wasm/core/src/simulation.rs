//! One run's equations: the unknowns, the groups of devices, the matrix and the
//! numbers in it. Analyses work on this and on nothing else.

use crate::charges::Charges;
use crate::circuit::{Analysis, Circuit, Sweep, SweepTarget, NONE};
use crate::devices::{self, Asked, Conditions, Domain, Finding, Group, Inputs, Times};
use crate::failure::{diagnostic, floating_diagnostic, place_of, singular_failure};
pub use crate::failure::Failure;
use crate::matrix::{Lu, Order, Pattern, PatternBuilder, Singular};
use crate::options::Options;
use crate::program::{Evaluator, Numbers, Overrides};
use crate::results::Recorder;

/// What an unknown stands for. Unknown 0 is ground; then come the circuit's
/// nodes under their own indices, then internal nodes and branches.
#[derive(Debug, Clone, PartialEq)]
pub enum Unknown {
    Node(u32),
    /// A node within a device, such as `internal` of a diode.
    Internal { device: u32, name: &'static str },
    /// The current of a device.
    Branch(u32),
}

/// What groups use while they are made.
pub struct SetUp<'a> {
    pub circuit: &'a Circuit,
    pub inputs: Inputs<'a>,
    pub pattern: PatternBuilder,
    pub charges: Charges,
    /// Inductors and their fluxes' places among the charges.
    pub flux: Vec<(u32, usize)>,
    unknowns: Vec<Unknown>,
    /// By device: its branch, or 0.
    branch: Vec<u32>,
    /// Currents that expressions read.
    pub asked: Asked,
    /// Union-find over unknowns that a direct current can pass between.
    connected: Vec<u32>,
    touched: Vec<bool>,
}

impl SetUp<'_> {
    pub fn text(&self, string: u32) -> &str {
        &self.circuit.strings[string as usize]
    }

    pub fn terminals<const N: usize>(&mut self, device: u32) -> Result<[u32; N], Failure> {
        let devices = &self.circuit.devices;
        let start = devices.terminals_start[device as usize] as usize;
        let count = devices.terminals_count[device as usize] as usize;
        let nodes: [u32; N] = devices.terminals[start..start + count].try_into().map_err(|_| {
            Failure::device(device, "terminals", format!("this device needs {N} nodes and has {count}"))
        })?;
        for node in nodes {
            self.touched[node as usize] = true;
        }
        Ok(nodes)
    }

    /// The terminals of a device with any number of them: its own pins, which it
    /// touches, then nodes that it reads only.
    pub fn pins_and_controls<const N: usize>(&mut self, device: u32) -> Result<([u32; N], Vec<u32>), Failure> {
        let devices = &self.circuit.devices;
        let start = devices.terminals_start[device as usize] as usize;
        let all = &devices.terminals[start..start + devices.terminals_count[device as usize] as usize];
        let Some((pins, controls)) = all.split_first_chunk::<N>() else {
            return Err(Failure::device(device, "terminals", format!("this device needs {N} nodes and has {}", all.len())));
        };
        for &node in all {
            self.touched[node as usize] = true;
        }
        Ok((*pins, controls.to_vec()))
    }

    pub fn references(&self, device: u32) -> Vec<u32> {
        let devices = &self.circuit.devices;
        let start = devices.references_start[device as usize] as usize;
        devices.references[start..start + devices.references_count[device as usize] as usize].to_vec()
    }

    /// The device's branch unknown, made at the first request.
    pub fn branch(&mut self, device: u32) -> u32 {
        if self.branch[device as usize] == 0 {
            self.branch[device as usize] = self.unknown(Unknown::Branch(device));
        }
        self.branch[device as usize]
    }

    /// A further branch of a device that has two.
    pub fn second_branch(&mut self, device: u32) -> u32 {
        self.unknown(Unknown::Branch(device))
    }

    /// The branch of a device that `by` refers to.
    pub fn branch_of(&mut self, by: u32, device: u32) -> Result<u32, Failure> {
        let kind = self.text(self.circuit.devices.kind[device as usize]);
        let has_branch = matches!(kind, "voltage-source" | "inductor" | "hysteresis-inductor" | "core-winding" | "vcvs" | "ccvs") || devices::BEHAVIOURAL_WITH_BRANCH.contains(&kind);
        if !has_branch {
            let name = self.text(self.circuit.devices.name[device as usize]);
            let message = format!("'{name}' has no branch current; name a voltage source (one of 0 V in series will do)");
            return Err(Failure::device(by, "bad-reference", message));
        }
        Ok(self.branch(device))
    }

    /// The place of an inductor's flux among the charges.
    ///
    /// # Panics
    /// Where the device is no inductor that was set up before.
    pub fn flux_of(&self, device: u32) -> usize {
        self.flux.iter().find(|&&(inductor, _)| inductor == device).expect("inductors are set up before couplings").1
    }

    /// A node within a device.
    pub fn internal(&mut self, device: u32, name: &'static str) -> u32 {
        self.unknown(Unknown::Internal { device, name })
    }

    fn unknown(&mut self, unknown: Unknown) -> u32 {
        let index = self.unknowns.len() as u32;
        self.unknowns.push(unknown);
        self.connected.push(index);
        self.touched.push(true);
        index
    }

    /// Tickets of +p, −n in a branch's column and in its row.
    pub fn branch_entries(&mut self, p: u32, n: u32, branch: u32) -> [u32; 4] {
        let pattern = &mut self.pattern;
        [pattern.entry(p, branch), pattern.entry(n, branch), pattern.entry(branch, p), pattern.entry(branch, n)]
    }

    /// Says that a direct current can pass between two unknowns.
    pub fn conducts(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.connected[high as usize] = low;
    }

    fn root(&mut self, mut unknown: u32) -> u32 {
        while self.connected[unknown as usize] != unknown {
            let above = self.connected[unknown as usize];
            self.connected[unknown as usize] = self.connected[above as usize];
            unknown = self.connected[unknown as usize];
        }
        unknown
    }

    /// Whether the device's model gives a parameter that is, or may become,
    /// another number: what decides about internal nodes.
    pub fn may_differ_from(&self, device: u32, name: &str, number: f64) -> bool {
        let index = self.circuit.devices.model[device as usize];
        // A device without a model is refused later.
        let Some(model) = self.circuit.models.get(index as usize) else { return false };
        // What any sweep or step of the circuit changes, or this run.
        let changes = |target: &SweepTarget| {
            matches!(*target, SweepTarget::ModelParameter { model, parameter } if model == index && self.text(parameter) == name)
        };
        let overridden = &self.inputs.overrides.model_parameters;
        if self.sweeps(changes) || overridden.iter().any(|entry| entry.owner == index && self.text(entry.parameter) == name) {
            return true;
        }
        self.given_differs(model.parameters_start, model.parameters_count, name, number) == Some(true)
    }

    /// The same of a parameter that the device's own card may give in place of the model.
    pub fn own_or_model_may_differ_from(&self, device: u32, name: &str, number: f64) -> bool {
        let changes = |target: &SweepTarget| {
            matches!(*target, SweepTarget::DeviceParameter { device: changed, parameter } if changed == device && self.text(parameter) == name)
        };
        let overridden = &self.inputs.overrides.device_parameters;
        if self.sweeps(changes) || overridden.iter().any(|entry| entry.owner == device && self.text(entry.parameter) == name) {
            return true;
        }
        let devices = &self.circuit.devices;
        let own = self.given_differs(devices.parameters_start[device as usize], devices.parameters_count[device as usize], name, number);
        own.unwrap_or_else(|| self.may_differ_from(device, name, number))
    }

    fn sweeps(&self, changes: impl Fn(&SweepTarget) -> bool) -> bool {
        self.circuit.analyses.iter().any(|job| {
            let sweeps: &[Sweep] = if let Analysis::Dc { sweeps } = &job.analysis { sweeps } else { &[] };
            let all = sweeps.iter().chain(&job.steps);
            all.into_iter().any(|sweep| changes(&sweep.target) || sweep.along.iter().any(|column| changes(&column.target)))
        })
    }

    /// Whether one of these entries gives a parameter another number, or a formula; `None` where none gives it.
    fn given_differs(&self, start: u32, count: u32, name: &str, number: f64) -> Option<bool> {
        let parameters = &self.circuit.parameters;
        let mut differs = None;
        for entry in start as usize..(start + count) as usize {
            if self.text(parameters.name[entry]) == name && parameters.value_count[entry] > 0 {
                let value = parameters.value_start[entry] as usize;
                let other = self.circuit.values.program[value] != NONE || self.circuit.values.constant[value] != number;
                differs = Some(differs == Some(true) || other);
            }
        }
        differs
    }
}

/// How the operating point of a run was found: in a sweep, the hardest of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The way that led there; empty where no point was looked for.
    pub found_by: &'static str,
    /// The ways that had failed before.
    pub tried: Vec<&'static str>,
    /// Whether an unstable point was found first, and left.
    pub left_balance: bool,
}

/// What a run has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counters {
    pub iterations: u32,
    pub rejected: u32,
}

pub struct Simulation {
    pub job: u32,
    pub overrides: Overrides,
    pub options: Options,
    pub numbers: Numbers,
    pub unknowns: Vec<Unknown>,
    /// Whether an unknown is a current.
    pub is_branch: Vec<bool>,
    pub groups: Vec<Box<dyn Group>>,
    /// By device: its group and its place there.
    pub place: Vec<(u32, u32)>,
    /// Whether any group is nonlinear.
    pub nonlinear: bool,
    /// Devices in groups with discrete states.
    pub states: u32,
    pub pattern: Pattern,
    pub order: Order,
    pub lu: Lu<f64>,
    /// Slot of the diagonal by unknown, for voltages only (else ground's slot).
    pub diagonal: Vec<u32>,
    /// Unknowns without a path to ground for a direct current.
    floating: Vec<u32>,
    /// Linear part by slot: conductances and capacitances.
    pub g: Vec<f64>,
    pub c: Vec<f64>,
    /// The solution; index 0 is ground.
    pub x: Vec<f64>,
    pub counters: Counters,
    pub search: Search,
    pub charges: Charges,
    /// Place of the first charge of `cshunt`, one by node.
    shunt_charges: usize,
    multipliers: Vec<f64>,
    times: Times,
}

impl Simulation {
    /// Sets a job up: reads its numbers, makes its devices and orders its matrix.
    pub fn new(
        circuit: &Circuit,
        evaluator: &Evaluator,
        job: u32,
        overrides: Overrides,
        recorder: &mut Recorder,
    ) -> Result<Simulation, Failure> {
        if circuit.analyses.get(job as usize).is_none() {
            return Err(Failure::new("no-such-analysis", format!("the circuit has no analysis {job}")));
        }
        let numbers =
            evaluator.for_job(circuit, job, &overrides).map_err(|error| Failure::program(circuit, error))?;
        let inputs = Inputs { circuit, numbers: &numbers, overrides: &overrides };
        let options = read_options(circuit, &inputs, job, &overrides)?;
        let times = times(circuit, job, &numbers);
        let nodes = circuit.nodes.name.len() as u32;
        let mut set_up = SetUp {
            circuit,
            inputs,
            pattern: PatternBuilder::new(),
            charges: Charges::default(),
            flux: Vec::new(),
            unknowns: (0..nodes).map(Unknown::Node).collect(),
            branch: vec![0; circuit.devices.kind.len()],
            asked: Asked::of(circuit),
            connected: (0..nodes).collect(),
            touched: vec![false; nodes as usize],
        };
        let mut groups = devices::groups(&mut set_up)?;
        let nonlinear = groups.iter().any(|group| group.nonlinear());

        let mut floating = Vec::new();
        let mut of_component: Vec<(u32, Vec<u32>)> = Vec::new();
        for unknown in 1..set_up.unknowns.len() as u32 {
            let root = set_up.root(unknown);
            if root != 0 && !matches!(set_up.unknowns[unknown as usize], Unknown::Branch(_)) {
                floating.push(unknown);
                if unknown < nodes {
                    match of_component.iter_mut().find(|(known, _)| *known == root) {
                        Some((_, members)) => members.push(unknown),
                        None => of_component.push((root, vec![unknown])),
                    }
                }
            }
        }
        for (_, members) in &of_component {
            recorder.diagnose_once(floating_diagnostic(circuit, members, &set_up.touched));
        }

        let SetUp { mut pattern, mut charges, unknowns, .. } = set_up;
        let shunt_charges = charges.len();
        if options.cshunt > 0.0 {
            for node in 1..nodes {
                charges.add(node, 0);
            }
        }
        charges.allocate();
        let tickets: Vec<u32> = (0..unknowns.len() as u32)
            .map(|unknown| match unknowns[unknown as usize] {
                Unknown::Branch(_) => pattern.entry(0, 0),
                _ => pattern.entry(unknown, unknown),
            })
            .collect();
        let n = unknowns.len() - 1;
        let (pattern, slot_of) = pattern.finish(n);
        for group in &mut groups {
            group.bind(&slot_of);
        }
        let diagonal = tickets.into_iter().map(|ticket| slot_of[ticket as usize]).collect();
        let order = Order::new(&pattern).map_err(|singular| singular_failure(circuit, &unknowns, singular))?;

        let mut place = vec![(u32::MAX, 0); circuit.devices.kind.len()];
        for (group, of_group) in groups.iter().enumerate() {
            for (index, &device) in of_group.devices().iter().enumerate() {
                place[device as usize] = (group as u32, index as u32);
            }
        }
        let multipliers = multipliers(circuit, &numbers);
        let slots = pattern.slots();
        let mut lu = Lu::new(order.clone());
        lu.set_pivoting(options.pivoting());
        let mut simulation = Simulation {
            job,
            overrides,
            options,
            numbers,
            groups,
            place,
            nonlinear,
            states: 0,
            lu,
            order,
            diagonal,
            floating,
            g: vec![0.0; slots],
            c: vec![0.0; slots],
            x: vec![0.0; unknowns.len()],
            is_branch: unknowns.iter().map(|unknown| matches!(unknown, Unknown::Branch(_))).collect(),
            unknowns,
            pattern,
            counters: Counters::default(),
            search: Search::default(),
            charges,
            shunt_charges,
            multipliers,
            times,
        };
        let report = simulation.resolve(circuit, Domain::Time)?;
        simulation.states =
            simulation.groups.iter().filter(|group| group.has_states()).map(|group| group.devices().len() as u32).sum();
        tell(circuit, report, recorder);
        Ok(simulation)
    }

    /// Number of unknowns with ground.
    pub fn size(&self) -> usize {
        self.unknowns.len()
    }

    /// Takes the values of the next step: all numbers are evaluated anew where
    /// `expressions` asks for it, and all devices read theirs. Pattern, order
    /// and the factorisation's structure stay.
    pub fn restart(
        &mut self,
        circuit: &Circuit,
        evaluator: &Evaluator,
        overrides: Overrides,
        expressions: bool,
        options: bool,
        recorder: &mut Recorder,
    ) -> Result<(), Failure> {
        self.overrides = overrides;
        if expressions {
            evaluator
                .for_job_into(circuit, self.job, &self.overrides, &mut self.numbers)
                .map_err(|error| Failure::program(circuit, error))?;
            self.multipliers = multipliers(circuit, &self.numbers);
            self.times = times(circuit, self.job, &self.numbers);
        }
        if options {
            self.read_options(circuit)?;
        }
        // A run before may have asked for better pivots.
        self.lu.set_pivoting(self.options.pivoting());
        self.counters = Counters::default();
        self.search = Search::default();
        self.x.fill(0.0);
        let report = self.resolve(circuit, Domain::Time)?;
        tell(circuit, report, recorder);
        Ok(())
    }

    /// Reads the options anew, after an override of one.
    pub fn read_options(&mut self, circuit: &Circuit) -> Result<(), Failure> {
        let inputs = Inputs { circuit, numbers: &self.numbers, overrides: &self.overrides };
        self.options = read_options(circuit, &inputs, self.job, &self.overrides)?;
        self.lu.set_pivoting(self.options.pivoting());
        Ok(())
    }

    /// Evaluates all expressions anew at a temperature in degrees Celsius.
    pub fn evaluate(&mut self, circuit: &Circuit, evaluator: &Evaluator, temperature: f64) -> Result<(), Failure> {
        evaluator
            .evaluate_into(circuit, temperature, &self.overrides, &mut self.numbers)
            .map_err(|error| Failure::program(circuit, error))?;
        self.multipliers = multipliers(circuit, &self.numbers);
        Ok(())
    }

    /// Lets all devices read their numbers, and stamps the linear part anew.
    pub fn resolve(&mut self, circuit: &Circuit, domain: Domain) -> Result<Vec<Finding>, Failure> {
        crate::devices::ranges::check(&Inputs { circuit, numbers: &self.numbers, overrides: &self.overrides })?;
        let mut report = Vec::new();
        for group in 0..self.groups.len() {
            report.extend(self.resolve_group(circuit, group)?);
        }
        self.stamp(domain);
        Ok(report)
    }

    /// Lets the devices of one group read their numbers.
    pub fn resolve_group(&mut self, circuit: &Circuit, group: usize) -> Result<Vec<Finding>, Failure> {
        let inputs = Inputs { circuit, numbers: &self.numbers, overrides: &self.overrides };
        let conditions = Conditions {
            inputs: &inputs,
            options: &self.options,
            temperature: self.numbers.temper,
            times: self.times,
            multipliers: &self.multipliers,
            principals: &self.overrides.devices,
        };
        let mut report = Vec::new();
        self.groups[group].resolve(&conditions, &mut report)?;
        self.groups[group].redirect_charges(&mut self.charges);
        Ok(report)
    }

    /// Writes the linear part into `g` and `c`.
    pub fn stamp(&mut self, domain: Domain) {
        self.g.fill(0.0);
        self.c.fill(0.0);
        for group in &self.groups {
            group.stamp(domain, &mut self.g, &mut self.c);
        }
        // A gmin of 0 would leave the equations without a solution.
        let gmin = if self.options.gmin > 0.0 { self.options.gmin } else { Options::default().gmin };
        for &unknown in &self.floating {
            self.g[self.diagonal[unknown as usize] as usize] += gmin;
        }
        if self.options.shunt > 0.0 || self.options.cshunt > 0.0 {
            for (unknown, &slot) in self.unknowns.iter().zip(&self.diagonal).skip(1) {
                if matches!(unknown, Unknown::Node(_)) {
                    self.g[slot as usize] += self.options.shunt;
                    self.c[slot as usize] += self.options.cshunt;
                }
            }
        }
    }

    /// The solution is a point of the result: discrete states are judged from there.
    pub fn keep_states(&mut self) {
        if self.states > 0 {
            for group in &mut self.groups {
                group.keep_states(&self.x);
            }
        }
    }

    /// Tells the charges from where their size is counted after states have changed.
    pub fn count_charges(&mut self) {
        for group in &self.groups {
            group.count_charges(&mut self.charges);
        }
    }

    /// Writes all charges and fluxes at the solution.
    pub fn update_charges(&mut self) {
        let Simulation { groups, charges, x, .. } = self;
        for group in groups.iter() {
            group.charges(x, &mut charges.now);
        }
        self.shunt_charges_at();
    }

    /// Begins the history of all charges at the solution; with the devices' own
    /// `ic=` where `initial` is set.
    pub fn begin_history(&mut self, initial: bool) {
        let Simulation { groups, charges, x, .. } = self;
        for group in groups.iter_mut() {
            group.begin_history(x, initial, &mut charges.now);
        }
        self.shunt_charges_at();
        self.charges.begin();
    }

    /// Replaces the charges of the last point, which a linearisation gave, by
    /// those that the devices have at the solution.
    pub fn correct_charges(&mut self) {
        let Simulation { groups, charges, x, .. } = self;
        for group in groups.iter_mut() {
            group.exact_charges(x, &mut charges.now);
        }
        self.shunt_charges_at();
        self.charges.correct();
    }

    fn shunt_charges_at(&mut self) {
        let Simulation { charges, x, options, .. } = self;
        for (charge, &volts) in charges.now[self.shunt_charges..].iter_mut().zip(&x[1..]) {
            *charge = options.cshunt * volts;
        }
    }

    /// The user's name of an unknown, for messages.
    pub fn name_of(&self, circuit: &Circuit, unknown: u32) -> String {
        let text = |string: u32| circuit.strings[string as usize].as_str();
        match self.unknowns[unknown as usize] {
            Unknown::Node(node) => format!("v({})", text(circuit.nodes.name[node as usize])),
            Unknown::Internal { device, name } => format!("v({}#{name})", text(circuit.devices.name[device as usize])),
            Unknown::Branch(device) => format!("i({})", text(circuit.devices.name[device as usize])),
        }
    }

    /// The node and the device that an unknown belongs to.
    pub fn place_of(&self, unknown: u32) -> (Option<u32>, Option<u32>) {
        place_of(&self.unknowns, unknown)
    }

    /// A device whose equations have no finite value, for messages.
    pub fn fault(&self, circuit: &Circuit) -> Option<Failure> {
        let (device, message) = self.groups.iter().find_map(|group| group.fault(circuit))?;
        Some(Failure::device(device, "value-not-finite", message))
    }

    pub fn singular(&self, circuit: &Circuit, singular: Singular) -> Failure {
        singular_failure(circuit, &self.unknowns, singular)
    }
}

/// Tells what devices say about their parameters, once in a session.
fn tell(circuit: &Circuit, report: Vec<Finding>, recorder: &mut Recorder) {
    for Finding { severity, code, message, device } in report {
        recorder.diagnose_once(diagnostic(circuit, severity, code, &message, Some(device), None, None));
    }
}

fn read_options(circuit: &Circuit, inputs: &Inputs, job: u32, overrides: &Overrides) -> Result<Options, Failure> {
    Options::read(circuit, inputs, job, overrides).map_err(|bad| {
        let message = format!("the option '{}' needs {}", bad.name, bad.wanted);
        Failure::new("bad-option", message).at(bad.origin)
    })
}

/// What a missing time of a source's waveform means in a job.
fn times(circuit: &Circuit, job: u32, numbers: &Numbers) -> Times {
    match circuit.analyses[job as usize].analysis {
        Analysis::Tran { step, stop, .. } => {
            Times { step: numbers.get(step).unwrap_or(0.0), stop: numbers.get(stop).unwrap_or(0.0) }
        }
        _ => Times::default(),
    }
}

/// `m=` along each instance's path.
fn multipliers(circuit: &Circuit, numbers: &Numbers) -> Vec<f64> {
    let instances = &circuit.instances;
    let mut product = vec![1.0; instances.name.len().max(1)];
    for instance in 0..instances.name.len() {
        let above = match instances.parent[instance] {
            NONE => 1.0,
            parent => product[parent as usize],
        };
        product[instance] = above * numbers.get(instances.multiplier[instance]).unwrap_or(1.0);
    }
    product
}
