//! An expression as straight-line code, compiled once per program, with all its
//! derivatives by what it reads.
//!
//! What depends on parameters and the temperature only is computed when numbers
//! change; the rest is evaluated at each look. Derivatives are accumulated
//! backwards through the operations (Griewank & Walther, *Evaluating
//! Derivatives*, 2008, chapter 3): one pass gives those by all inputs, exactly,
//! at a few times the cost of the value.

use std::collections::HashMap;

use super::derivatives::{partials, wants_known_points, Partials};
use super::transfer::{Part, Transfer};
use crate::circuit::{Circuit, Input, Instruction, Programs, NONE};
use crate::program::functions::{self, Function};
use crate::program::Numbers;

/// A derivative that is infinite, such as that of a root at 0, counts as this
/// much (or this much downwards), and one that is no number as 0: an iteration
/// that passes such a point must be able to go on, and a solution there is
/// found all the same.
const STEEPEST: f64 = 1e12;

/// A point at the instant of a jump must be before it, so that the jump is in the
/// short step behind: rounding must not put it beyond.
const BEFORE: f64 = 1.0 - 1e-14;

/// How a number depends on what the circuit solves for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Law {
    /// Known before the run.
    Known,
    /// On time or frequency only.
    Timed,
    /// A sum of known multiples of inputs, and of what is known or timed.
    Affine,
    Curved,
}

/// What a tape reads that is solved for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// A voltage or a current, an index into `Programs::inputs`.
    Input(u32),
    /// The result of an operator, by its place in [`Source::operators`].
    Operator(u32),
}

/// What of an expression depends on the past: an unknown of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// d/dt
    Derivative,
    /// The integral from the beginning of a transient on; with a condition, which
    /// holds it at its first value, or not.
    Integral,
    /// The same, which begins anew at each multiple of a modulus.
    Circular,
    /// The value some time earlier.
    Delay,
    /// A function of the complex frequency.
    Transfer,
}

/// The operators by their names in programs.
const OPERATIONS: &[(&str, Operation)] = &[
    ("source-ddt", Operation::Derivative),
    ("source-idt", Operation::Integral),
    ("source-idtmod", Operation::Circular),
    ("source-delay", Operation::Delay),
    ("source-laplace", Operation::Transfer),
];

/// An operator within an expression.
pub struct Operator {
    pub operation: Operation,
    /// What it is of.
    pub argument: Tape,
    /// Known numbers: the integral's first value, its modulus and what is added to
    /// it; the delay in seconds.
    pub numbers: Vec<Tape>,
    /// While it is true the integral stays at its first value.
    pub condition: Option<Condition>,
    pub transfer: Option<Transfer>,
}

/// A condition: its first side is greater than its second one.
pub struct Condition {
    pub sides: [Tape; 2],
    /// Whether it is true where both are equal, too.
    pub or_equal: bool,
}

/// An expression: a tape of what it reads at the moment, and the operators in
/// it, each of which reads inputs and operators before it.
pub struct Source {
    pub tape: Tape,
    pub operators: Vec<Operator>,
    /// All voltages and currents in the order in which the program first reads them.
    pub inputs: Vec<u32>,
}

/// Where a known number comes from.
#[derive(Clone, Copy)]
pub(super) enum Leaf {
    Constant(f64),
    Slot { depth: u32, slot: u32 },
    Temper,
}

#[derive(Clone, Copy)]
struct Step {
    function: &'static Function,
    partials: Partials,
    /// Its arguments' registers: a run of `Tape::arguments`.
    first: u32,
    count: u32,
    into: u32,
}

/// The registers are: known numbers, inputs, time, hertz, then results of steps.
pub struct Tape {
    leaves: Vec<(Leaf, u32)>,
    known_steps: Vec<Step>,
    steps: Vec<Step>,
    arguments: Vec<u32>,
    result: u32,
    /// Numbers that are known before the run.
    pub known: usize,
    /// What it reads that is solved for, in the order in which it first appears.
    pub inputs: Vec<Read>,
    registers: usize,
    /// Registers whose difference is straight in time, or one of them, and where
    /// a function of time jumps or bends when it is 0.
    bends: Vec<(u32, Option<u32>)>,
    law: Law,
    /// Whether it reads the frequency.
    pub reads_hertz: bool,
}

/// Workspace of all tapes of a group.
#[derive(Default)]
pub struct Scratch {
    registers: Vec<f64>,
    adjoints: Vec<f64>,
    arguments: Vec<f64>,
    partials: Vec<f64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Constant(u64),
    Slot(u32, u32),
    Temper,
    Time,
    Hertz,
    Input(u32),
    Operator(u32),
    /// The complex frequency.
    Laplace,
    Call(u32),
}

#[derive(Clone)]
struct Node {
    key: Key,
    arguments: Vec<u32>,
    law: Law,
}

/// Why an expression cannot be one of a source.
#[derive(Debug)]
pub enum TapeError {
    /// An input that no source has.
    Input,
    /// The points of a table are not known before the run.
    Points,
    /// A delay, or a first value, a modulus or an offset of an integral is not known before the run.
    Unknown,
    /// A transfer function reads something besides s, or has a function that no complex number has.
    Transfer,
}

impl Leaf {
    /// The number in the frame of an instance.
    pub fn number(self, circuit: &Circuit, numbers: &Numbers, instance: u32) -> f64 {
        match self {
            Leaf::Constant(number) => number,
            Leaf::Temper => numbers.temper,
            Leaf::Slot { depth, slot } => {
                let mut owner = instance as usize;
                for _ in 0..depth {
                    owner = circuit.instances.parent[owner] as usize;
                }
                numbers.slots[(circuit.instances.slots_start[owner] + slot) as usize]
            }
        }
    }
}

impl Source {
    /// The source of a number.
    pub fn constant(number: f64) -> Source {
        let mut graph = Graph::default();
        let node = graph.leaf(Key::Constant(number.to_bits()), Law::Known);
        Source { tape: graph.tape(&Programs::default(), node), operators: Vec::new(), inputs: Vec::new() }
    }

    /// The source of a well-formed program.
    pub fn of(programs: &Programs, program: u32) -> Result<Source, TapeError> {
        let mut graph = Graph::default();
        let mut stack: Vec<u32> = Vec::new();
        for instruction in programs.instructions(program) {
            let node = match instruction {
                Instruction::Constant(number) => graph.leaf(Key::Constant(number.to_bits()), Law::Known),
                Instruction::Slot { depth, slot } => graph.leaf(Key::Slot(depth, slot), Law::Known),
                Instruction::Input(input) => match input {
                    Input::Temper => graph.leaf(Key::Temper, Law::Known),
                    // Outside of Monte Carlo runs a draw has its nominal value.
                    Input::Draw { .. } => graph.leaf(Key::Constant(0f64.to_bits()), Law::Known),
                    Input::Time => graph.leaf(Key::Time, Law::Timed),
                    Input::Hertz => graph.leaf(Key::Hertz, Law::Timed),
                    Input::Voltage { .. } | Input::Current { .. } | Input::DeviceParameter { .. } => graph.leaf(Key::Input(index_of(programs, input)), Law::Affine),
                    Input::Laplace => graph.leaf(Key::Laplace, Law::Curved),
                    _ => return Err(TapeError::Input),
                },
                Instruction::Call { function, count } => {
                    let arguments = stack.split_off(stack.len() - count);
                    graph.call(programs, function, arguments)?
                }
            };
            stack.push(node);
        }
        let inputs = graph.nodes.iter().filter_map(|node| if let Key::Input(input) = node.key { Some(input) } else { None }).collect();
        Ok(Source { tape: graph.tape(programs, stack[0]), operators: std::mem::take(&mut graph.operators), inputs })
    }
}

impl Tape {

    /// Whether all derivatives are known before the run.
    pub fn is_affine(&self) -> bool {
        self.law <= Law::Affine
    }

    /// Makes the workspace large enough.
    pub fn reserve(&self, scratch: &mut Scratch) {
        let longest = self.known_steps.iter().chain(&self.steps).map(|step| step.count as usize).max().unwrap_or(0);
        let Scratch { registers, adjoints, arguments, partials } = scratch;
        for (list, size) in [(registers, self.registers), (adjoints, self.registers), (arguments, longest), (partials, longest)] {
            if list.len() < size {
                list.resize(size, 0.0);
            }
        }
    }

    /// Computes what is known before the run, in the frame of an instance.
    pub fn resolve(&self, circuit: &Circuit, numbers: &Numbers, instance: u32, scratch: &mut Scratch, known: &mut [f64]) {
        for &(leaf, into) in &self.leaves {
            scratch.registers[into as usize] = leaf.number(circuit, numbers, instance);
        }
        self.run(&self.known_steps, scratch);
        known.copy_from_slice(&scratch.registers[..self.known]);
    }

    #[inline]
    fn run(&self, steps: &[Step], scratch: &mut Scratch) {
        for step in steps {
            let arguments = &self.arguments[step.first as usize..][..step.count as usize];
            let taken = &mut scratch.arguments[..arguments.len()];
            for (value, &register) in taken.iter_mut().zip(arguments) {
                *value = scratch.registers[register as usize];
            }
            scratch.registers[step.into as usize] = (step.function.apply)(taken);
        }
    }

    /// The value at inputs, at a time in seconds and a frequency in hertz.
    pub fn value(&self, known: &[f64], inputs: &[f64], time: f64, hertz: f64, scratch: &mut Scratch) -> f64 {
        scratch.registers[..self.known].copy_from_slice(known);
        scratch.registers[self.known..][..inputs.len()].copy_from_slice(inputs);
        scratch.registers[self.known + inputs.len()] = time;
        scratch.registers[self.known + inputs.len() + 1] = hertz;
        self.run(&self.steps, scratch);
        scratch.registers[self.result as usize]
    }

    /// Appends the instants after 0 at which a function of time jumps or bends, with
    /// what [`Tape::resolve`] gave: of comparisons, steps and tables of what is
    /// straight in time.
    pub fn corners(&self, known: &[f64], inputs: &[f64], scratch: &mut Scratch, corners: &mut Vec<f64>) {
        if self.bends.is_empty() {
            return;
        }
        let differences = |tape: &Tape, time: f64, scratch: &mut Scratch| -> Vec<f64> {
            tape.value(known, inputs, time, 0.0, scratch);
            let number = |register: u32| scratch.registers[register as usize];
            tape.bends.iter().map(|&(left, right)| number(left) - right.map_or(0.0, number)).collect()
        };
        let at_start = differences(self, 0.0, scratch);
        let later = differences(self, 1.0, scratch);
        for (&start, &later) in at_start.iter().zip(&later) {
            let instant = -start / (later - start);
            if instant > 0.0 && instant.is_finite() {
                corners.push(instant * BEFORE);
            }
        }
    }

    /// The derivatives by all inputs where [`Tape::value`] was asked for last.
    pub fn derivatives(&self, scratch: &mut Scratch, by_input: &mut [f64]) {
        scratch.adjoints[..self.registers].fill(0.0);
        scratch.adjoints[self.result as usize] = 1.0;
        for step in self.steps.iter().rev() {
            let adjoint = scratch.adjoints[step.into as usize];
            // What nothing depends on, such as the other branch of a condition, may be infinite.
            if adjoint == 0.0 {
                continue;
            }
            let arguments = &self.arguments[step.first as usize..][..step.count as usize];
            for (value, &register) in scratch.arguments.iter_mut().zip(arguments) {
                *value = scratch.registers[register as usize];
            }
            let by = &mut scratch.partials[..arguments.len()];
            (step.partials)(&scratch.arguments[..arguments.len()], scratch.registers[step.into as usize], by);
            for (&partial, &register) in by.iter().zip(arguments) {
                if partial != 0.0 && !partial.is_nan() {
                    let partial = if partial.is_finite() { partial } else { STEEPEST.copysign(partial) };
                    scratch.adjoints[register as usize] += adjoint * partial;
                }
            }
        }
        by_input.copy_from_slice(&scratch.adjoints[self.known..][..by_input.len()]);
    }

    /// The first operation without a finite value where [`Tape::value`] was
    /// asked for last: its name and its arguments.
    pub fn fault(&self, scratch: &Scratch) -> Option<(&'static str, Vec<f64>)> {
        let number = |register: u32| scratch.registers[register as usize];
        let arguments = |step: &Step| &self.arguments[step.first as usize..][..step.count as usize];
        let bad = |step: &&Step| !number(step.into).is_finite() && arguments(step).iter().all(|&register| number(register).is_finite());
        let step = self.known_steps.iter().chain(&self.steps).find(bad)?;
        Some((step.function.name, arguments(step).iter().map(|&register| number(register)).collect()))
    }
}

fn index_of(programs: &Programs, input: &Input) -> u32 {
    programs.inputs.iter().position(|known| std::ptr::eq(known, input)).map_or(NONE, |index| index as u32)
}

/// Equal operations on equal arguments are one node.
#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    found: HashMap<(Key, Vec<u32>), u32>,
    operators: Vec<Operator>,
    /// By operator: what it was made of, so that equal ones are one.
    made: Vec<(Operation, Vec<u32>)>,
}

impl Graph {
    fn leaf(&mut self, key: Key, law: Law) -> u32 {
        self.node(key, Vec::new(), law)
    }

    fn node(&mut self, key: Key, arguments: Vec<u32>, law: Law) -> u32 {
        let next = self.nodes.len() as u32;
        let node = *self.found.entry((key, arguments.clone())).or_insert(next);
        if node == next {
            self.nodes.push(Node { key, arguments, law });
        }
        node
    }

    fn call(&mut self, programs: &Programs, function: u32, arguments: Vec<u32>) -> Result<u32, TapeError> {
        let name = programs.functions[function as usize].as_str();
        if let Some(&(_, operation)) = OPERATIONS.iter().find(|(known, _)| *known == name) {
            return self.operator(programs, operation, arguments);
        }
        let laws: Vec<Law> = arguments.iter().map(|&node| self.nodes[node as usize].law).collect();
        let most = laws.iter().copied().max().unwrap_or(Law::Known);
        if functions::find(name).is_some_and(wants_known_points) && laws[1..].iter().any(|&law| law != Law::Known) {
            return Err(TapeError::Points);
        }
        let law = match (name, &laws[..]) {
            _ if most <= Law::Timed => most,
            ("+" | "-" | "neg", _) => most,
            ("*", [Law::Known, _] | [_, Law::Known]) => most,
            ("/" | "source/", [_, Law::Known]) => most,
            _ => Law::Curved,
        };
        Ok(self.node(Key::Call(function), arguments, law))
    }

    /// Which nodes are known, or straight lines in time.
    fn straight(&self, programs: &Programs) -> Vec<bool> {
        let mut straight = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let known = |place: usize| self.nodes[node.arguments[place] as usize].law == Law::Known;
            let all = || node.arguments.iter().all(|&argument| straight[argument as usize]);
            straight.push(match node.key {
                _ if node.law == Law::Known => true,
                Key::Time => true,
                Key::Call(function) => match programs.functions[function as usize].as_str() {
                    "+" | "-" | "neg" => all(),
                    "*" => all() && (known(0) || known(1)),
                    "/" | "source/" => all() && known(1),
                    _ => false,
                },
                _ => false,
            });
        }
        straight
    }

    /// Pairs of arguments of a node where it jumps or bends in time.
    fn bends(&self, programs: &Programs, node: &Node, straight: &[bool]) -> Vec<(u32, Option<u32>)> {
        let Key::Call(function) = node.key else { return Vec::new() };
        let a = &node.arguments;
        if node.law != Law::Timed && !a.iter().any(|&argument| self.nodes[argument as usize].law == Law::Timed) {
            return Vec::new();
        }
        let pairs: Vec<(u32, Option<u32>)> = match programs.functions[function as usize].as_str() {
            "<" | ">" | "<=" | ">=" | "==" | "!=" | "max" | "min" => vec![(a[0], Some(a[1]))],
            "limit" => vec![(a[0], Some(a[1])), (a[0], Some(a[2]))],
            "u" | "source-u" | "uramp" | "sgn" | "abs" => vec![(a[0], None)],
            "table" | "source-table" | "source-lines" | "source-pwl" => a[1..].chunks(2).map(|point| (a[0], Some(point[0]))).collect(),
            _ => Vec::new(),
        };
        let is_straight = |&(left, right): &(u32, Option<u32>)| straight[left as usize] && right.is_none_or(|right| straight[right as usize]);
        pairs.into_iter().filter(is_straight).collect()
    }

    /// The node of an operator's result.
    fn operator(&mut self, programs: &Programs, operation: Operation, arguments: Vec<u32>) -> Result<u32, TapeError> {
        let made = (operation, arguments);
        let index = match self.made.iter().position(|known| *known == made) {
            Some(index) => index,
            None => {
                let argument = self.tape(programs, made.1[0]);
                let (mut numbers, mut condition, mut transfer) = (Vec::new(), None, None);
                let (known, rest) = match operation {
                    Operation::Derivative | Operation::Transfer => (0, &made.1[1..]),
                    // The longest delay, which LTspice may be told, is of no use here.
                    Operation::Delay => (1, &made.1[1..]),
                    Operation::Integral => (1, &made.1[1..]),
                    Operation::Circular => (3, &made.1[1..]),
                };
                for &node in rest.iter().take(known) {
                    if self.nodes[node as usize].law != Law::Known {
                        return Err(TapeError::Unknown);
                    }
                    numbers.push(self.tape(programs, node));
                }
                match (operation, &made.1[..]) {
                    (Operation::Transfer, [_, of]) => transfer = Some(self.transfer(programs, *of)?),
                    (Operation::Integral, [_, _, holds]) => condition = Some(self.condition(programs, *holds)),
                    _ => {}
                }
                self.operators.push(Operator { operation, argument, numbers, condition, transfer });
                self.made.push(made);
                self.made.len() - 1
            }
        };
        Ok(self.leaf(Key::Operator(index as u32), Law::Affine))
    }

    /// A node as a comparison, whose sides pass one another where it changes. What
    /// is no comparison is true above one half.
    fn condition(&mut self, programs: &Programs, root: u32) -> Condition {
        let mut node = root;
        let (sides, or_equal) = loop {
            let Node { key, arguments, .. } = &self.nodes[node as usize];
            let name = match key {
                Key::Call(function) => programs.functions[*function as usize].as_str(),
                _ => "",
            };
            match (name, &arguments[..]) {
                (">" | ">=", &[left, right]) => break ([left, right], name == ">="),
                ("<" | "<=", &[left, right]) => break ([right, left], name == "<="),
                ("buf", &[argument]) => node = argument,
                _ => break ([node, self.leaf(Key::Constant(0.5f64.to_bits()), Law::Known)], false),
            }
        };
        Condition { sides: sides.map(|side| self.tape(programs, side)), or_equal }
    }

    /// Which nodes a node is made of.
    fn within(&self, root: u32) -> Vec<bool> {
        let mut within = vec![false; self.nodes.len()];
        within[root as usize] = true;
        for index in (0..self.nodes.len()).rev().filter(|&index| index <= root as usize) {
            if within[index] {
                self.nodes[index].arguments.iter().for_each(|&argument| within[argument as usize] = true);
            }
        }
        within
    }

    /// A function of the complex frequency.
    fn transfer(&self, programs: &Programs, root: u32) -> Result<Transfer, TapeError> {
        let mut place = vec![0; self.nodes.len()];
        let mut steps = Vec::new();
        let within = self.within(root);
        for (index, node) in self.nodes.iter().enumerate().filter(|&(index, _)| within[index]) {
            place[index] = steps.len();
            steps.push(match node.key {
                Key::Constant(bits) => Part::Known(Leaf::Constant(f64::from_bits(bits))),
                Key::Slot(depth, slot) => Part::Known(Leaf::Slot { depth, slot }),
                Key::Temper => Part::Known(Leaf::Temper),
                Key::Laplace => Part::Frequency,
                Key::Call(function) => {
                    let function = functions::find(&programs.functions[function as usize]).expect("programs are checked");
                    let arguments = node.arguments.iter().map(|&argument| place[argument as usize]).collect();
                    Part::Call { function, arguments }
                }
                Key::Time | Key::Hertz | Key::Input(_) | Key::Operator(_) => return Err(TapeError::Transfer),
            });
        }
        Transfer::new(steps).ok_or(TapeError::Transfer)
    }

    fn tape(&self, programs: &Programs, root: u32) -> Tape {
        let within = self.within(root);
        let nodes = || self.nodes.iter().zip(&within).filter(|&(_, &within)| within).map(|(node, _)| node);
        let known = nodes().filter(|node| node.law == Law::Known).count();
        let read = |key: Key| match key {
            Key::Input(input) => Some(Read::Input(input)),
            Key::Operator(operator) => Some(Read::Operator(operator)),
            _ => None,
        };
        let inputs: Vec<Read> = nodes().filter_map(|node| read(node.key)).collect();
        let time = (known + inputs.len()) as u32;
        let mut tape = Tape {
            leaves: Vec::new(),
            known_steps: Vec::new(),
            steps: Vec::new(),
            arguments: Vec::new(),
            result: 0,
            known,
            registers: time as usize + 2,
            bends: Vec::new(),
            law: self.nodes[root as usize].law,
            reads_hertz: nodes().any(|node| node.key == Key::Hertz),
            inputs,
        };
        let mut register: Vec<u32> = Vec::with_capacity(self.nodes.len());
        let mut next_known = 0;
        for (node, &within) in self.nodes.iter().zip(&within) {
            if !within {
                register.push(0);
                continue;
            }
            let into = match node.key {
                Key::Time => time,
                Key::Hertz => time + 1,
                Key::Input(_) | Key::Operator(_) => (known + tape.inputs.iter().position(|&known| Some(known) == read(node.key)).unwrap_or(0)) as u32,
                _ if node.law == Law::Known => {
                    next_known += 1;
                    next_known - 1
                }
                _ => {
                    tape.registers += 1;
                    tape.registers as u32 - 1
                }
            };
            register.push(into);
            match node.key {
                Key::Constant(bits) => tape.leaves.push((Leaf::Constant(f64::from_bits(bits)), into)),
                Key::Slot(depth, slot) => tape.leaves.push((Leaf::Slot { depth, slot }, into)),
                Key::Temper => tape.leaves.push((Leaf::Temper, into)),
                Key::Call(function) => {
                    let function = functions::find(&programs.functions[function as usize]).expect("programs are checked");
                    let first = tape.arguments.len() as u32;
                    tape.arguments.extend(node.arguments.iter().map(|&argument| register[argument as usize]));
                    let step = Step { function, partials: partials(function), first, count: node.arguments.len() as u32, into };
                    if node.law == Law::Known { &mut tape.known_steps } else { &mut tape.steps }.push(step);
                }
                _ => {}
            }
        }
        let straight = self.straight(programs);
        for node in nodes() {
            let bends = self.bends(programs, node, &straight);
            tape.bends.extend(bends.iter().map(|&(left, right)| (register[left as usize], right.map(|right| register[right as usize]))));
        }
        tape.result = register[root as usize];
        tape
    }
}
