//! What the forms of measures refer to: signals, values, quantities.

use crate::circuit::{Circuit, Event, Input, Instruction, Measure, MeasureForm, Quantity, Signal, NONE};

/// The signals of a form.
pub fn signals<'a>(form: &'a MeasureForm, visit: &mut dyn FnMut(&'a Signal)) {
    let event = |event: &'a Event, visit: &mut dyn FnMut(&'a Signal)| {
        if let Event::Cross { left, right, .. } = event {
            visit(left);
            visit(right);
        }
    };
    match form {
        MeasureForm::Delay { trigger, target } => {
            event(trigger, visit);
            event(target, visit);
        }
        MeasureForm::Find { signal, at } | MeasureForm::Derivative { signal, at } => {
            visit(signal);
            event(at, visit);
        }
        MeasureForm::When { at } => event(at, visit),
        MeasureForm::Statistic { signal, trigger, target, .. } => {
            visit(signal);
            trigger.iter().chain(target).for_each(|given| event(given, visit));
        }
        MeasureForm::Parameter { .. } => {}
    }
}

/// The events of a form.
pub fn events<'a>(form: &'a MeasureForm, visit: &mut dyn FnMut(&'a Event)) {
    match form {
        MeasureForm::Delay { trigger, target } => {
            visit(trigger);
            visit(target);
        }
        MeasureForm::Find { at, .. } | MeasureForm::Derivative { at, .. } | MeasureForm::When { at } => visit(at),
        MeasureForm::Statistic { trigger, target, .. } => trigger.iter().chain(target).for_each(visit),
        MeasureForm::Parameter { .. } => {}
    }
}

/// The value that a signal is, of a level or a formula.
pub fn value_of(signal: &Signal) -> Option<u32> {
    match signal.quantity {
        Quantity::Constant { value } | Quantity::Formula { value } => Some(value),
        _ => None,
    }
}

/// Indices into `values` of all numbers of a form, `NONE` among them.
pub fn values(form: &MeasureForm, visit: &mut dyn FnMut(u32)) {
    signals(form, &mut |signal| value_of(signal).into_iter().for_each(&mut *visit));
    events(form, &mut |event| match event {
        Event::At { value } => visit(*value),
        Event::Cross { delay, from, to, .. } => [*delay, *from, *to].into_iter().for_each(&mut *visit),
    });
    match form {
        MeasureForm::Statistic { from, to, delay, .. } => [*from, *to, *delay].into_iter().for_each(&mut *visit),
        MeasureForm::Parameter { value } => visit(*value),
        _ => {}
    }
}

/// The inputs that the program of a value reads, parameters aside.
pub fn inputs<'a>(circuit: &'a Circuit, value: u32, visit: &mut dyn FnMut(&'a Input)) {
    let Some(&program) = circuit.values.program.get(value as usize).filter(|&&program| program != NONE) else { return };
    let programs = &circuit.programs;
    for instruction in programs.instructions(program) {
        if let Instruction::Input(input) = instruction {
            visit(input);
        }
    }
}

/// The quantities of the analysis that a signal needs, those of its formula included.
pub fn quantities<'a>(circuit: &'a Circuit, signal: &'a Signal, visit: &mut dyn FnMut(&'a Quantity)) {
    match &signal.quantity {
        Quantity::Formula { value } => inputs(circuit, *value, &mut |input| {
            if let Input::Result { quantity, .. } = input {
                visit(quantity);
            }
        }),
        quantity => visit(quantity),
    }
}

/// Whether a measure reads another one of its own analysis, or the greatest
/// value of a signal: what is known at the analysis's end only.
pub fn waits(circuit: &Circuit, measure: &Measure) -> bool {
    let mut waits = false;
    events(&measure.form, &mut |event| waits |= matches!(event, Event::Cross { of_maximum: true, .. }));
    values(&measure.form, &mut |value| {
        inputs(circuit, value, &mut |input| {
            if let Input::Measure { measure: other } = input {
                waits |= circuit.measures.get(*other as usize).is_some_and(|other| other.analysis == measure.analysis);
            }
        });
    });
    waits
}
