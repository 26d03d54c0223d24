use super::*;
use crate::circuit::*;

/// A circuit whose tree has the given slot values, and which has nothing else.
/// Instances: (parent, slots: (name, value, in parent's frame)).
fn circuit(constants: &[f64], programs: &[&[u32]], functions: &[&str], values: &[(f64, u32)], instances: &[(u32, &[(&str, u32, u8)])]) -> Circuit {
    let mut circuit = Circuit::default();
    circuit.programs.constants = constants.to_vec();
    circuit.programs.functions = functions.iter().map(|name| name.to_string()).collect();
    circuit.programs.inputs = vec![Input::Temper, Input::Time, Input::Measure { measure: 0 }];
    for code in programs {
        circuit.programs.start.push(circuit.programs.code.len() as u32);
        circuit.programs.length.push(code.len() as u32);
        circuit.programs.origin.push(7);
        circuit.programs.code.extend_from_slice(code);
    }
    for &(constant, program) in values {
        circuit.values.constant.push(constant);
        circuit.values.program.push(program);
        circuit.values.structural.push(0);
    }
    let string = |text: &str, strings: &mut Vec<String>| {
        strings.push(text.to_string());
        strings.len() as u32 - 1
    };
    for (index, (parent, slots)) in instances.iter().enumerate() {
        let names = slots.iter().map(|(name, ..)| string(name, &mut circuit.strings)).collect();
        let path = if index == 0 { String::new() } else { format!("X{index}") };
        let name = string(&path, &mut circuit.strings);
        circuit.definitions.push(Definition { name, origin: NONE, ports: vec![], slots: names });
        circuit.instances.parent.push(*parent);
        circuit.instances.name.push(name);
        circuit.instances.definition.push(index as u32);
        circuit.instances.origin.push(NONE);
        circuit.instances.ports_start.push(0);
        circuit.instances.slots_start.push(circuit.instances.slot_value.len() as u32);
        circuit.instances.multiplier.push(NONE);
        for &(_, value, in_parent) in *slots {
            circuit.instances.slot_value.push(value);
            circuit.instances.slot_in_parent.push(in_parent);
        }
    }
    circuit
}

fn model(circuit: &mut Circuit, instance: u32, value: u32) {
    let parameters = &mut circuit.parameters;
    parameters.name.push(0);
    parameters.origin.push(NONE);
    parameters.value_start.push(value);
    parameters.value_count.push(1);
    parameters.text.push(NONE);
    let parameters_start = parameters.name.len() as u32 - 1;
    circuit.models.push(Model { name: 0, kind: 0, instance, origin: NONE, parameters_start, parameters_count: 1 });
}

/// Top: a = 3, b = a*2. X1: c = b+1 in the parent's frame, d = c*b (one up), and
/// a model in X1 with d + temper.
fn two_deep() -> Circuit {
    let mut circuit = circuit(
        &[2.0, 1.0],
        &[
            &[1, 0, 0, 0, 0, 3, 0, 2],
            &[1, 0, 1, 0, 1, 3, 1, 2],
            &[1, 0, 0, 1, 1, 1, 3, 0, 2],
            &[1, 0, 1, 2, 0, 3, 1, 2],
        ],
        &["*", "+"],
        &[(3.0, NONE), (0.0, 0), (0.0, 1), (0.0, 2), (0.0, 3)],
        &[(NONE, &[("a", 0, 0), ("b", 1, 0)]), (0, &[("c", 2, 1), ("d", 3, 0)])],
    );
    model(&mut circuit, 1, 4);
    circuit
}

#[test]
fn slots_and_values_are_evaluated_in_their_own_frames() {
    let circuit = two_deep();
    let evaluator = Evaluator::new(&circuit).unwrap();
    let numbers = evaluator.evaluate(&circuit, 27.0, &Overrides::default()).unwrap();
    assert_eq!(numbers.slots, [3.0, 6.0, 7.0, 42.0]);
    assert_eq!(numbers.get(4), Some(69.0));
    assert_eq!(numbers.get(NONE), None);
}

#[test]
fn an_override_reaches_all_that_depends_on_it() {
    let circuit = two_deep();
    let evaluator = Evaluator::new(&circuit).unwrap();
    let mut overrides = Overrides::default();
    overrides.set(&circuit, "A", 1.0).unwrap();
    let numbers = evaluator.evaluate(&circuit, 100.0, &overrides).unwrap();
    assert_eq!(numbers.slots, [1.0, 2.0, 3.0, 6.0]);
    assert_eq!(numbers.get(4), Some(106.0));
    overrides.set(&circuit, "x1.c", 10.0).unwrap();
    assert_eq!(evaluator.evaluate(&circuit, 100.0, &overrides).unwrap().slots, [1.0, 2.0, 10.0, 20.0]);
    overrides.set_target(&circuit, &SweepTarget::Parameter { slot: 0 }, 5.0);
    assert_eq!(evaluator.evaluate(&circuit, 100.0, &overrides).unwrap().slots, [5.0, 10.0, 10.0, 100.0]);
    assert_eq!(overrides.set(&circuit, "x1.zz", 1.0), Err(OverrideError { path: "x1.zz".to_string() }));
}

#[test]
fn a_structural_slot_cannot_be_overridden() {
    let mut circuit = two_deep();
    circuit.values.structural[0] = 1;
    let mut overrides = Overrides::default();
    overrides.set(&circuit, "a", 1.0).unwrap();
    let error = Evaluator::new(&circuit).unwrap().evaluate(&circuit, 27.0, &overrides).unwrap_err();
    assert_eq!(error, ProgramError::Structural { slot: 0 });
}

#[test]
fn a_value_of_two_frames_is_refused() {
    let mut circuit = two_deep();
    model(&mut circuit, 0, 4);
    assert_eq!(Evaluator::new(&circuit).err(), Some(ProgramError::TwoFrames { value: 4 }));
}

#[test]
fn broken_programs_are_refused() {
    let broken = |code: &[u32], functions: &[&str]| Evaluator::new(&circuit(&[1.0], &[code], functions, &[(0.0, 0)], &[(NONE, &[("a", 0, 0)])])).err();
    assert_eq!(broken(&[0, 1], &[]), Some(ProgramError::Malformed { program: 0, word: 0 }));
    assert_eq!(broken(&[0], &[]), Some(ProgramError::Malformed { program: 0, word: 0 }));
    assert_eq!(broken(&[], &[]), Some(ProgramError::Malformed { program: 0, word: 0 }));
    assert_eq!(broken(&[0, 0, 0, 0], &[]), Some(ProgramError::Malformed { program: 0, word: 4 }));
    assert_eq!(broken(&[0, 0, 3, 0, 2], &["+"]), Some(ProgramError::Malformed { program: 0, word: 2 }));
    assert_eq!(broken(&[0, 0, 3, 0, 3], &["+"]), Some(ProgramError::ArgumentCount { program: 0, function: 0, count: 3 }));
    assert_eq!(broken(&[0, 0], &["nosuch"]), Some(ProgramError::UnknownFunction { function: 0 }));
}

#[test]
fn a_slot_beyond_the_tree_is_refused() {
    let beyond = |depth: u32, slot: u32| Evaluator::new(&circuit(&[], &[&[1, depth, slot]], &[], &[(0.0, 0)], &[(NONE, &[("a", 0, 0)])])).err();
    assert_eq!(beyond(1, 0), Some(ProgramError::Malformed { program: 0, word: 0 }));
    assert_eq!(beyond(0, 1), Some(ProgramError::Malformed { program: 0, word: 0 }));
    assert_eq!(beyond(0, 0), None);
}

#[test]
fn what_is_not_yet_known_or_not_finite_is_told() {
    let mut late = circuit(&[], &[&[2, 1]], &[], &[(0.0, 0)], &[(NONE, &[("a", 0, 0)])]);
    let overrides = Overrides::default();
    let error = Evaluator::new(&late).unwrap().evaluate(&late, 27.0, &overrides).unwrap_err();
    assert_eq!(error, ProgramError::NotYetKnown { value: 0, input: 1 });
    assert_eq!(error.origin(&late), 7);
    assert!(error.message(&late).contains("the time"));
    late = circuit(&[0.0, 1.0], &[&[0, 1, 0, 0, 3, 0, 2]], &["/"], &[(0.0, 0)], &[(NONE, &[])]);
    model(&mut late, 0, 0);
    let error = Evaluator::new(&late).unwrap().evaluate(&late, 27.0, &overrides).unwrap_err();
    assert_eq!(error, ProgramError::NotFinite { value: 0 });
}

#[test]
fn a_draw_has_its_nominal_value() {
    // 5 + 2 · draw
    let code: &[u32] = &[0, 0, 0, 1, 2, 0, 3, 1, 2, 3, 0, 2];
    let mut circuit = circuit(&[5.0, 2.0], &[code], &["+", "*"], &[(0.0, 0)], &[(NONE, &[("a", 0, 0)])]);
    circuit.programs.inputs[0] = Input::Draw { site: 0 };
    circuit.draws.push(DrawSite { distribution: Distribution::Normal, scope: DrawScope::Use, origin: NONE });
    let numbers = Evaluator::new(&circuit).unwrap().evaluate(&circuit, 27.0, &Overrides::default()).unwrap();
    assert_eq!(numbers.slots, [5.0]);
}

#[test]
fn a_measure_is_read_after_the_analysis() {
    let mut circuit = circuit(&[2.0], &[&[2, 2, 0, 0, 3, 0, 2]], &["*"], &[(0.0, 0)], &[(NONE, &[])]);
    circuit.measures.push(Measure { name: "twice".to_string(), analysis: "op".to_string(), form: MeasureForm::Parameter { value: 0 }, origin: NONE });
    let evaluator = Evaluator::new(&circuit).unwrap();
    let numbers = evaluator.evaluate(&circuit, 27.0, &Overrides::default()).unwrap();
    let twice = evaluator.later(&circuit, 0, &numbers, &mut |input| match input {
        Input::Measure { measure: 0 } => Some(21.0),
        _ => None,
    });
    assert_eq!(twice, Ok(42.0));
}

/// A double as 16 hexadecimal digits; all NaNs are one.
fn bits(number: f64) -> String {
    if number.is_nan() { "nan".to_string() } else { format!("{:016x}", number.to_bits()) }
}

fn number(bits: &str) -> f64 {
    if bits == "nan" { f64::NAN } else { f64::from_bits(u64::from_str_radix(bits, 16).unwrap()) }
}

#[test]
fn functions_have_the_bits_of_the_reference_vectors() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../language/src/reference/function-vectors.json");
    let vectors: Vec<(String, Vec<String>, String)> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for (name, arguments, expected) in &vectors {
        let function = functions::find(name).unwrap_or_else(|| panic!("{name} is missing"));
        let arguments: Vec<f64> = arguments.iter().map(|argument| number(argument)).collect();
        assert!(function.takes(arguments.len()), "{name} takes {}", arguments.len());
        let result = bits((function.apply)(&arguments));
        if result != *expected {
            wrong.push(format!("{name}{arguments:?}: {result}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), vectors.len(), wrong[..wrong.len().min(40)].join("\n"));
    for function in functions::FUNCTIONS {
        assert!(vectors.iter().any(|(name, ..)| name == function.name), "{} has no vectors", function.name);
    }
}
