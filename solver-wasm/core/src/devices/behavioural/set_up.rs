//! How the group of behavioural devices of a form is made: programs become
//! tapes, once each; sources and the arguments of their operators get unknowns,
//! entries and charges.

use super::forms::Form;
use super::operators::{Operators, Plan};
use super::tape::{self, Condition, Read, Tape, TapeError};
use super::{expression_of, Source, Sources, Workspace};
use crate::circuit::{Input, NONE};
use crate::devices::Group;
use crate::simulation::{Failure, SetUp};
use std::cell::RefCell;
use std::collections::HashMap;

/// A program: its tapes, what its operators are, and what it reads.
struct Program {
    tape: u32,
    operators: Vec<Plan>,
    inputs: Vec<u32>,
}

pub(super) fn make(form: Form, devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let circuit = set_up.circuit;
    let voltage = form.has_branch();
    let mut group = Sources {
        sources: Vec::with_capacity(devices.len()),
        tapes: Vec::new(),
        known: Vec::new(),
        unknowns: Vec::new(),
        slots: Vec::new(),
        at: Vec::new(),
        slope: Vec::new(),
        asked: Vec::new(),
        operators: Operators::default(),
        scratch: RefCell::default(),
        time: 0.0,
        scale: 1.0,
        corners: Vec::new(),
        runs: false,
        curved: false,
        devices,
    };
    let mut programs: Vec<Program> = Vec::new();
    let mut found: HashMap<(u32, u32), usize> = HashMap::new();
    let mut arguments: Vec<Source> = Vec::new();
    for index in 0..group.devices.len() {
        let device = group.devices[index];
        let Some(expression) = expression_of(circuit, device) else {
            return Err(Failure::device(device, "missing-value", "this source has no expression; write v=… or i=… behind its nodes".into()));
        };
        let value = circuit.parameters.value_start[expression as usize] as usize;
        let program = circuit.values.program[value];
        let words = |program: u32| (circuit.programs.start[program as usize], circuit.programs.length[program as usize]);
        let same = if program == NONE { None } else { found.get(&words(program)).copied() };
        let place = match same {
            Some(place) => place,
            None => {
                let made = if program == NONE { Ok(tape::Source::constant(circuit.values.constant[value])) } else { tape::Source::of(&circuit.programs, program) };
                let made = made.map_err(|error| not_a_source(device, error))?;
                if program != NONE {
                    found.insert(words(program), programs.len());
                }
                programs.push(group.take(made));
                programs.len() - 1
            }
        };
        let program = &programs[place];
        let ([p, n], controls) = set_up.pins_and_controls(device)?;
        let branch = if voltage { set_up.branch(device) } else { 0 };
        let branch_slots = if voltage {
            set_up.conducts(p, n);
            set_up.branch_entries(p, n, branch)
        } else {
            [set_up.pattern.entry(0, 0); 4]
        };
        let mut read: Vec<(Read, [u32; 2])> = Vec::with_capacity(program.inputs.len());
        let (mut nodes, mut references) = (controls.chunks_exact(2), set_up.references(device).into_iter());
        for &input in &program.inputs {
            let unknowns = match circuit.programs.inputs[input as usize] {
                Input::Voltage { .. } => nodes.next().map(|pair| [pair[0], pair[1]]),
                ref current => references.next().map(|source| set_up.current_of(device, source, current)).transpose()?.map(|branch| [branch, 0]),
            };
            let Some(unknowns) = unknowns else {
                return Err(Failure::device(device, "missing-reference", "this source lacks a node or a device that its expression reads".into()));
            };
            read.push((Read::Input(input), unknowns));
        }
        for (operator, plan) in program.operators.iter().enumerate() {
            let mut argument = |tape: u32, group: &mut Sources, read: &[(Read, [u32; 2])], set_up: &mut SetUp| {
                let u = set_up.second_branch(device);
                // The argument's row is `u = f`, whose other three entries do not exist.
                let none = set_up.pattern.entry(0, 0);
                let slots = [none, none, set_up.pattern.entry(u, u), none];
                arguments.push(group.source(Form::Voltage, device, tape, [0, 0], u, slots, None, read, set_up));
                u
            };
            let u = argument(plan.argument, &mut group, &read, set_up);
            let sides = plan.condition.map(|(sides, _)| sides.map(|side| argument(side, &mut group, &read, set_up)));
            let y = group.operators.add(device, plan, u, sides, set_up);
            read.push((Read::Operator(operator as u32), [y, 0]));
        }
        let (mut rate, mut rate_slots) = (0, [set_up.pattern.entry(0, 0); 3]);
        if form.has_rate() {
            // A rate of voltage is handled as a current, one of current as a voltage.
            rate = if voltage { set_up.internal(device, "rate") } else { set_up.branch(device) };
            let of = if voltage { [branch, 0] } else { [p, n] };
            rate_slots = [set_up.pattern.entry(rate, rate), set_up.pattern.entry(rate, of[0]), set_up.pattern.entry(rate, of[1])];
        }
        let own = match form {
            Form::Resistance => Some([p, n]),
            _ if form.has_rate() => Some([rate, 0]),
            _ => None,
        };
        if form == Form::Resistance {
            set_up.conducts(p, n);
        }
        let source = group.source(form, device, program.tape, [p, n], branch, branch_slots, own, &read, set_up);
        let charge = match form {
            Form::Charge => set_up.charges.add(p, n),
            Form::Capacitance => set_up.charges.add(rate, 0),
            Form::Flux => set_up.charges.add_flux(branch),
            Form::Inductance => set_up.charges.add_flux(rate),
            _ => 0,
        };
        group.sources.push(Source { rate, rate_slots, charge, ..source });
    }
    group.sources.append(&mut arguments);
    group.at = vec![0.0; group.unknowns.len()];
    group.slope = vec![0.0; group.unknowns.len()];
    group.asked = vec![0.0; group.unknowns.len()];
    Ok(Box::new(group))
}

fn not_a_source(device: u32, error: TapeError) -> Failure {
    let message = match error {
        TapeError::Unknown => "the delay, or the first value, the modulus or the offset of an integral in its expression must be a number that is known before the run".to_string(),
        TapeError::Transfer => "its transfer function may read s and parameters only, and have functions that complex numbers have".to_string(),
        TapeError::Points => "the points of its table must be numbers that are known before the run".to_string(),
        TapeError::Input => "its expression reads a result, which a source cannot".to_string(),
    };
    Failure::device(device, "expression", message)
}

impl Sources {
    /// Takes a program's tapes over.
    fn take(&mut self, made: tape::Source) -> Program {
        let tape::Source { tape, operators, inputs } = made;
        let mut keep = |tape: Tape| {
            tape.reserve(&mut self.scratch.get_mut().tape);
            self.tapes.push(tape);
            self.tapes.len() as u32 - 1
        };
        let mut plans = Vec::with_capacity(operators.len());
        for operator in operators {
            let transfer = operator.transfer.map(|transfer| {
                self.operators.transfers.push(transfer);
                self.operators.transfers.len() as u32 - 1
            });
            let argument = keep(operator.argument);
            let numbers = operator.numbers.into_iter().map(&mut keep).collect();
            let condition = operator.condition.map(|Condition { sides, or_equal }| (sides.map(&mut keep), or_equal));
            plans.push(Plan { operation: operator.operation, argument, numbers, condition, transfer });
        }
        Program { tape: keep(tape), operators: plans, inputs }
    }

    /// A source of a tape, whose inputs are among what is `read`; behind them comes the form's `own`.
    #[allow(clippy::too_many_arguments)]
    fn source(&mut self, form: Form, device: u32, tape: u32, [p, n]: [u32; 2], branch: u32, branch_slots: [u32; 4], own: Option<[u32; 2]>, read: &[(Read, [u32; 2])], set_up: &mut SetUp) -> Source {
        let of_tape = &self.tapes[tape as usize];
        let first = self.unknowns.len();
        let of_inputs = of_tape.inputs.iter().map(|input| read.iter().find(|(known, _)| known == input).expect("operators come behind what they read").1);
        for [a, b] in of_inputs.chain(own) {
            let rows = if branch != 0 { [branch; 2] } else { [p, n] };
            self.unknowns.push([a, b]);
            let mut entry = |row, column| set_up.pattern.entry(row, column);
            self.slots.push([entry(rows[0], a), entry(rows[0], b), entry(rows[1], a), entry(rows[1], b)]);
        }
        let inputs = self.unknowns.len() - first;
        let known = self.known.len();
        self.known.resize(known + of_tape.known, 0.0);
        self.curved |= form.own_inputs() > 0 || form.is_stored() || !of_tape.is_affine();
        let Workspace { inputs: taken, slopes, .. } = self.scratch.get_mut();
        if taken.len() < inputs {
            taken.resize(inputs, 0.0);
            slopes.resize(inputs, 0.0);
        }
        let instance = set_up.circuit.devices.instance[device as usize];
        let nothing = set_up.pattern.entry(0, 0);
        Source {
            form, device, instance, tape, p, n, branch, branch_slots, known, first, inputs,
            factor: 1.0, multiplier: 1.0, rate: 0, rate_slots: [nothing; 3], charge: 0, initial: None, thermal: None, fixed: None, value: 0.0, lost: false,
        }
    }
}
