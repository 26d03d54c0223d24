//! Evaluation of a circuit's expressions in the frames of its instances.
//!
//! **Who owns a value.** Every value that is a program is evaluated in exactly
//! one frame, which follows from who refers to it:
//!
//! | referred to by | frame |
//! |---|---|
//! | a slot of an instance | that instance, or its parent where `slot_in_parent` is 1 |
//! | `instances.multiplier` | the instance's parent (the X card stands there) |
//! | a device's parameters and `m=` | the device's instance |
//! | a model's parameters | the model's instance |
//! | a job (options, temperature, conditions, sweeps) | the top circuit |
//! | a presentation | the top circuit |
//!
//! A program value that two frames refer to is an error of the elaboration
//! ([`ProgramError::TwoFrames`]); constants may be shared by any number.
//! The exception in time: the values of measures and of `.four` belong to the
//! top circuit too, but may read measures, so they are evaluated by
//! [`Evaluator::later`] when these are known, and formulas of results at every
//! point (`measure/formula.rs`). A behavioural source evaluates its expression
//! itself, in the frame of its instance, as a tape (`devices/behavioural/tape.rs`).

pub mod functions;
mod overrides;
mod owners;
pub mod source_functions;

use crate::circuit::{Circuit, Input, CALL, NONE, PUSH_CONSTANT, PUSH_INPUT, PUSH_SLOT};
use crate::devices::expression_of;
use crate::measure::uses;
use functions::Function;
pub use overrides::{OverrideError, Overrides, ParameterOverride};

/// Temperature of a job that names none, in degrees Celsius.
pub const NOMINAL_TEMPERATURE: f64 = 27.0;

/// What is wrong with a program or with its result. Indices point into the circuit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ProgramError {
    /// `programs.functions[function]` is not in the table.
    UnknownFunction { function: u32 },
    /// `functions[function]` does not take `count` arguments.
    ArgumentCount { program: u32, function: u32, count: u32 },
    /// The words of a program do not make sense; a fault of the elaboration.
    Malformed { program: u32, word: u32 },
    /// A program value is referred to from two frames; a fault of the elaboration.
    TwoFrames { value: u32 },
    /// An index that does not exist; a fault of the elaboration.
    MissingValue { value: u32 },
    /// The value must be a number before the run, but reads time, a voltage, a measure …
    NotYetKnown { value: u32, input: u32 },
    /// A device, a model or a job needs this value, and it is not a number or is infinite.
    NotFinite { value: u32 },
    /// A changed slot is structural, so the change needs a new elaboration.
    Structural { slot: u32 },
}

impl ProgramError {
    /// Origin of the expression that is to blame, or `NONE`.
    pub fn origin(&self, circuit: &Circuit) -> u32 {
        let of_program = |program: u32| circuit.programs.origin.get(program as usize).copied().unwrap_or(NONE);
        match *self {
            ProgramError::ArgumentCount { program, .. } | ProgramError::Malformed { program, .. } => of_program(program),
            ProgramError::TwoFrames { value }
            | ProgramError::NotYetKnown { value, .. }
            | ProgramError::NotFinite { value } => {
                circuit.values.program.get(value as usize).map_or(NONE, |&program| of_program(program))
            }
            ProgramError::UnknownFunction { .. } | ProgramError::MissingValue { .. } | ProgramError::Structural { .. } => NONE,
        }
    }

    /// What is wrong and what to do next, for the user.
    pub fn message(&self, circuit: &Circuit) -> String {
        let name = |function: u32| circuit.programs.functions.get(function as usize).map_or("?", String::as_str);
        match *self {
            ProgramError::UnknownFunction { function } => {
                format!("the function '{}' is not known to the solver", name(function))
            }
            ProgramError::ArgumentCount { function, count, .. } => {
                format!("'{}' does not take {count} argument{}", name(function), if count == 1 { "" } else { "s" })
            }
            ProgramError::NotYetKnown { input, .. } => {
                let what = match circuit.programs.inputs.get(input as usize) {
                    Some(Input::Time) => "the time",
                    Some(Input::Hertz) => "the frequency",
                    Some(Input::Voltage { .. }) => "a voltage",
                    Some(Input::Current { .. }) => "a current",
                    Some(Input::DeviceParameter { .. }) => "a device's operating point",
                    Some(Input::Draw { .. }) => "a random draw",
                    Some(Input::Measure { .. }) => "a measure",
                    Some(Input::Result { .. }) => "a result",
                    Some(Input::Laplace) => "the complex frequency",
                    Some(Input::Temper) | None => "something",
                };
                format!("this expression reads {what}, but its value is needed before the analysis starts")
            }
            ProgramError::NotFinite { .. } => {
                "this expression has no finite value here; look for a division by zero or a root of a negative number".to_string()
            }
            ProgramError::Structural { slot } => format!(
                "the parameter '{}' decides the circuit's structure (a condition, a name or a size), so it cannot be changed within a run; change it in the netlist",
                slot_name(circuit, slot)
            ),
            ProgramError::Malformed { program, word } => {
                format!("the compiled expression {program} is broken at word {word}; please report this")
            }
            ProgramError::TwoFrames { value } => {
                format!("the value {value} belongs to two instances; please report this")
            }
            ProgramError::MissingValue { value } => {
                format!("the value {value} does not exist; please report this")
            }
        }
    }
}

/// The numbers of a circuit at one temperature and one set of overrides.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// By index into `circuit.values`: constants as they are, programs evaluated,
    /// except those of slots (see `slots`) and of measures.
    pub values: Vec<f64>,
    /// By index into `circuit.instances.slot_value`.
    pub slots: Vec<f64>,
    /// Circuit temperature in degrees Celsius (the input `temper`).
    pub temper: f64,
}

impl Numbers {
    /// The number of a value, or `None` where its index is `NONE`.
    pub fn get(&self, value: u32) -> Option<f64> {
        if value == NONE { None } else { Some(self.values[value as usize]) }
    }
}

/// Everything about a circuit's programs that does not depend on numbers:
/// made once per circuit.
pub struct Evaluator {
    functions: Vec<&'static Function>,
    /// Program values in the order of the value index, with the frame of each;
    /// without those of slots and of measures.
    programmed: Vec<(u32, u32)>,
    /// Deepest stack that any program needs.
    depth: usize,
}

impl Evaluator {
    /// Checks every program and finds the frame of every value.
    pub fn new(circuit: &Circuit) -> Result<Evaluator, ProgramError> {
        let mut table = Vec::with_capacity(circuit.programs.functions.len());
        for (index, name) in circuit.programs.functions.iter().enumerate() {
            table.push(functions::find(name).ok_or(ProgramError::UnknownFunction { function: index as u32 })?);
        }
        let mut depth = 0;
        for program in 0..circuit.programs.start.len() {
            depth = depth.max(check(circuit, &table, program as u32)?);
        }
        let programmed = owners::programmed(circuit)?;
        for &(value, frame) in &programmed {
            check_slots(circuit, value, frame)?;
        }
        for device in 0..circuit.devices.kind.len() {
            if let Some(expression) = expression_of(circuit, device as u32) {
                check_slots(circuit, circuit.parameters.value_start[expression as usize], circuit.devices.instance[device])?;
            }
        }
        let instances = &circuit.instances;
        for instance in 0..instances.definition.len() {
            let first = instances.slots_start[instance] as usize;
            for slot in first..first + slot_count(circuit, instance) {
                let own = instances.slot_in_parent[slot] == 0;
                let frame = if own { instance as u32 } else { instances.parent[instance] };
                check_slots(circuit, instances.slot_value[slot], frame)?;
            }
        }
        for measure in &circuit.measures {
            let mut checked = Ok(());
            uses::values(&measure.form, &mut |value| {
                if checked.is_ok() && value != NONE {
                    checked = check_slots(circuit, value, 0);
                }
            });
            checked?;
        }
        Ok(Evaluator { functions: table, programmed, depth })
    }

    /// A function of the circuit's programs, by its index there.
    pub fn function(&self, index: u32) -> &'static Function {
        self.functions[index as usize]
    }

    /// All numbers of the circuit at a temperature in degrees Celsius. Of the
    /// overrides only the slots matter here; `core` applies the others.
    pub fn evaluate(&self, circuit: &Circuit, temper: f64, overrides: &Overrides) -> Result<Numbers, ProgramError> {
        let mut numbers = Numbers {
            values: circuit.values.constant.clone(),
            slots: vec![0.0; circuit.instances.slot_value.len()],
            temper,
        };
        self.evaluate_into(circuit, temper, overrides, &mut numbers)?;
        Ok(numbers)
    }

    /// As [`Evaluator::evaluate`], into numbers that it made before for the
    /// same circuit: what a sweep does at each of its points.
    pub fn evaluate_into(
        &self,
        circuit: &Circuit,
        temper: f64,
        overrides: &Overrides,
        numbers: &mut Numbers,
    ) -> Result<(), ProgramError> {
        numbers.temper = temper;
        let mut stack = Vec::with_capacity(self.depth);
        let instances = &circuit.instances;
        for &(slot, _) in &overrides.slots {
            let value = instances.slot_value[slot as usize];
            if circuit.values.structural.get(value as usize) == Some(&1) {
                return Err(ProgramError::Structural { slot });
            }
        }
        for instance in 0..instances.definition.len() {
            let first = instances.slots_start[instance] as usize;
            for slot in first..first + slot_count(circuit, instance) {
                let value = instances.slot_value[slot];
                let changed = overrides.slots.iter().rev().find(|(changed, _)| *changed as usize == slot);
                let number = if let Some(&(_, number)) = changed {
                    number
                } else if circuit.values.program[value as usize] == NONE {
                    circuit.values.constant[value as usize]
                } else {
                    let frame = if instances.slot_in_parent[slot] == 1 { instances.parent[instance] } else { instance as u32 };
                    self.known(circuit, value, frame, numbers, &mut stack)?
                };
                numbers.slots[slot] = number;
            }
        }
        for &(value, frame) in &self.programmed {
            let number = self.known(circuit, value, frame, numbers, &mut stack)?;
            if !number.is_finite() {
                return Err(ProgramError::NotFinite { value });
            }
            numbers.values[value as usize] = number;
        }
        Ok(())
    }

    /// The numbers for one job: at its own temperature, or at the overrides'.
    pub fn for_job(&self, circuit: &Circuit, job: u32, overrides: &Overrides) -> Result<Numbers, ProgramError> {
        let mut numbers = Numbers {
            values: circuit.values.constant.clone(),
            slots: vec![0.0; circuit.instances.slot_value.len()],
            temper: NOMINAL_TEMPERATURE,
        };
        self.for_job_into(circuit, job, overrides, &mut numbers)?;
        Ok(numbers)
    }

    /// As [`Evaluator::for_job`], into numbers that it made before for the same circuit.
    pub fn for_job_into(
        &self,
        circuit: &Circuit,
        job: u32,
        overrides: &Overrides,
        numbers: &mut Numbers,
    ) -> Result<(), ProgramError> {
        let value = circuit.analyses[job as usize].temperature;
        if let Some(temper) = overrides.temperature {
            return self.evaluate_into(circuit, temper, overrides, numbers);
        }
        let known = value != NONE && circuit.values.program[value as usize] == NONE;
        let first = if known { circuit.values.constant[value as usize] } else { NOMINAL_TEMPERATURE };
        self.evaluate_into(circuit, first, overrides, numbers)?;
        // The temperature may be an expression of parameters.
        if value != NONE && numbers.values[value as usize] != numbers.temper {
            let temper = numbers.values[value as usize];
            self.evaluate_into(circuit, temper, overrides, numbers)?;
        }
        Ok(())
    }

    /// A value of the top circuit that is known only after an analysis: `input`
    /// answers what it reads besides parameters and `temper`.
    pub fn later(
        &self,
        circuit: &Circuit,
        value: u32,
        numbers: &Numbers,
        input: &mut dyn FnMut(&Input) -> Option<f64>,
    ) -> Result<f64, ProgramError> {
        let program = *circuit.values.program.get(value as usize).ok_or(ProgramError::MissingValue { value })?;
        if program == NONE {
            return Ok(circuit.values.constant[value as usize]);
        }
        let mut stack = Vec::with_capacity(self.depth);
        self.run(circuit, program, 0, numbers, &mut stack, input)
            .map_err(|input| ProgramError::NotYetKnown { value, input })
    }

    fn known(
        &self,
        circuit: &Circuit,
        value: u32,
        frame: u32,
        numbers: &Numbers,
        stack: &mut Vec<f64>,
    ) -> Result<f64, ProgramError> {
        let program = circuit.values.program[value as usize];
        self.run(circuit, program, frame, numbers, stack, &mut |_| None)
            .map_err(|input| ProgramError::NotYetKnown { value, input })
    }

    /// Runs a checked program; the error is the index of the input without an answer.
    fn run(
        &self,
        circuit: &Circuit,
        program: u32,
        frame: u32,
        numbers: &Numbers,
        stack: &mut Vec<f64>,
        input: &mut dyn FnMut(&Input) -> Option<f64>,
    ) -> Result<f64, u32> {
        stack.clear();
        let programs = &circuit.programs;
        let code = programs.words(program);
        let mut at = 0;
        while at < code.len() {
            match code[at] {
                PUSH_CONSTANT => {
                    stack.push(programs.constants[code[at + 1] as usize]);
                    at += 2;
                }
                PUSH_SLOT => {
                    let mut owner = frame as usize;
                    for _ in 0..code[at + 1] {
                        owner = circuit.instances.parent[owner] as usize;
                    }
                    stack.push(numbers.slots[(circuit.instances.slots_start[owner] + code[at + 2]) as usize]);
                    at += 3;
                }
                PUSH_INPUT => {
                    let index = code[at + 1];
                    let what = &programs.inputs[index as usize];
                    let number = match what {
                        Input::Temper => Some(numbers.temper),
                        // Outside of Monte Carlo runs a draw has its nominal value.
                        Input::Draw { .. } => Some(0.0),
                        _ => input(what),
                    };
                    stack.push(number.ok_or(index)?);
                    at += 2;
                }
                _ => {
                    let count = code[at + 2] as usize;
                    let base = stack.len() - count;
                    let number = (self.functions[code[at + 1] as usize].apply)(&stack[base..]);
                    stack.truncate(base);
                    stack.push(number);
                    at += 3;
                }
            }
        }
        Ok(stack[0])
    }
}

/// Checks one program's words and answers the depth of the stack that it needs.
fn check(circuit: &Circuit, table: &[&'static Function], program: u32) -> Result<usize, ProgramError> {
    let programs = &circuit.programs;
    let malformed = |word: usize| ProgramError::Malformed { program, word: word as u32 };
    let first = programs.start[program as usize] as usize;
    let length = *programs.length.get(program as usize).ok_or(malformed(0))? as usize;
    let code = programs.code.get(first..first + length).ok_or(malformed(0))?;
    let (mut at, mut height, mut deepest) = (0, 0usize, 0usize);
    while at < code.len() {
        let operand = |offset: usize| code.get(at + offset).copied().ok_or(malformed(at));
        match code[at] {
            PUSH_CONSTANT if (operand(1)? as usize) < programs.constants.len() => {
                height += 1;
                at += 2;
            }
            PUSH_SLOT => {
                operand(2)?;
                height += 1;
                at += 3;
            }
            PUSH_INPUT if (operand(1)? as usize) < programs.inputs.len() => {
                height += 1;
                at += 2;
            }
            CALL if (operand(1)? as usize) < table.len() => {
                let (function, count) = (operand(1)?, operand(2)?);
                if !table[function as usize].takes(count as usize) {
                    return Err(ProgramError::ArgumentCount { program, function, count });
                }
                if count as usize > height {
                    return Err(malformed(at));
                }
                height = height - count as usize + 1;
                at += 3;
            }
            _ => return Err(malformed(at)),
        }
        deepest = deepest.max(height);
    }
    if height == 1 { Ok(deepest) } else { Err(malformed(at)) }
}

/// The name of a slot, by its index into `instances.slot_value`.
fn slot_name(circuit: &Circuit, slot: u32) -> &str {
    let instances = &circuit.instances;
    let owner = instances.slots_start.partition_point(|&start| start <= slot);
    (0..owner)
        .rev()
        .find_map(|instance| {
            let slots = &circuit.definitions[instances.definition[instance] as usize].slots;
            slots.get((slot - instances.slots_start[instance]) as usize)
        })
        .and_then(|&name| circuit.strings.get(name as usize))
        .map_or("?", String::as_str)
}

fn slot_count(circuit: &Circuit, instance: usize) -> usize {
    circuit.definitions[circuit.instances.definition[instance] as usize].slots.len()
}

/// Checks that the slots which a value's (well-formed) program reads exist in
/// the tree above its frame.
fn check_slots(circuit: &Circuit, value: u32, frame: u32) -> Result<(), ProgramError> {
    let program = circuit.values.program[value as usize];
    if program == NONE {
        return Ok(());
    }
    let (programs, instances) = (&circuit.programs, &circuit.instances);
    let code = programs.words(program);
    let mut at = 0;
    while at < code.len() {
        if code[at] == PUSH_SLOT {
            let mut owner = frame;
            for _ in 0..code[at + 1] {
                owner = instances.parent.get(owner as usize).copied().unwrap_or(NONE);
            }
            if owner as usize >= instances.parent.len() || code[at + 2] as usize >= slot_count(circuit, owner as usize) {
                return Err(ProgramError::Malformed { program, word: at as u32 });
            }
        }
        at += if matches!(code[at], PUSH_CONSTANT | PUSH_INPUT) { 2 } else { 3 };
    }
    Ok(())
}

#[cfg(test)]
mod tests;
