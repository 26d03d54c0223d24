//! Derivatives against central differences for every function, and circuits
//! against closed forms.

use super::derivatives::PARTIALS;
use super::tape::{Scratch, Source};
use crate::circuit::*;
use crate::devices::equation_tests::{covers, meets, Border};
use crate::program::functions::{find, FUNCTIONS};
use crate::program::source_functions::SOURCE_FUNCTIONS;
use crate::test_circuit::{near, TestCircuit};

/// Adds a program of these words and answers its index.
pub fn program(circuit: &mut Circuit, words: &[u32]) -> u32 {
    let programs = &mut circuit.programs;
    programs.start.push(programs.code.len() as u32);
    programs.length.push(words.len() as u32);
    programs.origin.push(NONE);
    programs.code.extend_from_slice(words);
    (programs.start.len() - 1) as u32
}

/// A program in postfix notation: numbers, `v1` … for voltages, `i:r1` and `ic:q1` for
/// currents, `time`, `hertz`, `name/count` for a call.
fn compiled(circuit: &mut Circuit, text: &str) -> u32 {
    let mut words = Vec::new();
    for part in text.split_whitespace() {
        let programs = &mut circuit.programs;
        if let Ok(number) = part.parse::<f64>() {
            programs.constants.push(number);
            words.extend([PUSH_CONSTANT, programs.constants.len() as u32 - 1]);
        } else if let Some((name, count)) = part.rsplit_once('/').filter(|(name, _)| !name.is_empty()) {
            programs.functions.push(name.to_string());
            words.extend([CALL, programs.functions.len() as u32 - 1, count.parse().unwrap()]);
        } else {
            let string = |circuit: &mut Circuit, text: &str| {
                circuit.strings.push(text.to_string());
                circuit.strings.len() as u32 - 1
            };
            let input = match part {
                "time" => Input::Time,
                "hertz" => Input::Hertz,
                "s" => Input::Laplace,
                _ => match part.split_once(':') {
                    Some(("i", device)) => Input::Current { device: string(circuit, device) },
                    Some((access, device)) => Input::DeviceParameter { device: string(circuit, device), parameter: string(circuit, access) },
                    None => Input::Voltage { positive: string(circuit, part), negative: NONE },
                },
            };
            let name = |circuit: &Circuit, of: &Input| match *of {
                Input::Voltage { positive, .. } => circuit.strings[positive as usize].clone(),
                Input::Current { device } => circuit.strings[device as usize].clone(),
                Input::DeviceParameter { device, parameter } => format!("{}:{}", circuit.strings[parameter as usize], circuit.strings[device as usize]),
                _ => String::new(),
            };
            let wanted = name(circuit, &input);
            let known = circuit.programs.inputs.iter().position(|known| {
                std::mem::discriminant(known) == std::mem::discriminant(&input) && name(circuit, known) == wanted
            });
            let index = known.unwrap_or_else(|| {
                circuit.programs.inputs.push(input);
                circuit.programs.inputs.len() - 1
            });
            words.extend([PUSH_INPUT, index as u32]);
        }
    }
    program(circuit, &words)
}

/// Numbers that are spread over -3 to 3 and look random.
fn spread(seed: &mut u64) -> f64 {
    *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    ((*seed >> 11) as f64 / (1u64 << 53) as f64) * 6.0 - 3.0
}

#[test]
fn every_function_has_its_derivatives() {
    for function in FUNCTIONS.iter().chain(SOURCE_FUNCTIONS) {
        assert_eq!(PARTIALS.iter().filter(|(name, _)| *name == function.name).count(), 1, "{}", function.name);
    }
    assert_eq!(PARTIALS.len(), FUNCTIONS.len() + SOURCE_FUNCTIONS.len());
}

/// Counts for functions with any number of arguments.
fn counts(name: &str) -> Vec<usize> {
    let function = find(name).unwrap();
    (1..=7).filter(|&count| function.takes(count) && (count < 4 || count % 2 == 1)).collect()
}

/// The parts of functions that are made of several, at the arguments `a`.
fn parts(name: &str, a: &[f64]) -> Vec<(&'static str, bool)> {
    let is = |names: &[&str]| names.contains(&name);
    let points = (a.len() - 1) / 2;
    let inside = |a: &[f64]| a[0] > a[1] && a[0] < a[2 * points - 1];
    let [first, last] = if is(&["table", "source-lines", "source-pwl", "source-table"]) { [a[1], a[2 * points - 1]] } else { [0.0; 2] };
    let table = |name: &str| is(&[name]) && points > 1;
    let corner = table("source-table") && (0..points).any(|point| (a[0] - a[1 + 2 * point]).abs() < 0.05);
    let whole = is(&["pow", "pwr", "pwrs", "repow", "hpow"]);
    vec![
        ("?:, first", is(&["?:"]) && a[0] != 0.0),
        ("?:, second", is(&["?:"]) && a[0] == 0.0),
        ("abs below 0", is(&["abs"]) && a[0] < 0.0),
        ("abs above 0", is(&["abs"]) && a[0] > 0.0),
        ("limit below", is(&["limit"]) && a[0] < a[1].min(a[2])),
        ("limit between", is(&["limit"]) && a[0] > a[1].min(a[2]) && a[0] < a[1].max(a[2])),
        ("limit above", is(&["limit"]) && a[0] > a[1].max(a[2])),
        ("max, first", is(&["max"]) && a[0] > a[1]),
        ("max, second", is(&["max"]) && a[0] < a[1]),
        ("min, first", is(&["min"]) && a[0] < a[1]),
        ("min, second", is(&["min"]) && a[0] > a[1]),
        ("sign against its number", is(&["sign"]) && a[0] * a[1.min(a.len() - 1)] < 0.0),
        ("powers of numbers above 0", whole && a[0] > 0.0),
        ("powers of numbers below 0", whole && a[0] < 0.0),
        ("repow below 0", is(&["repow"]) && a[0] < 0.0),
        ("uramp below 0", is(&["uramp"]) && a[0] < 0.0),
        ("uramp above 0", is(&["uramp"]) && a[0] > 0.0),
        ("source-exp beyond its end", is(&["source-exp"]) && a[0] > 228.0),
        ("table before its points", table("table") && a[0] < first),
        ("table among its points", table("table") && inside(a)),
        ("table behind its points", table("table") && a[0] > last),
        ("source-lines before its points", table("source-lines") && a[0] < first),
        ("source-lines among its points", table("source-lines") && inside(a)),
        ("source-lines behind its points", table("source-lines") && a[0] > last),
        ("source-pwl before its points", table("source-pwl") && a[0] < first),
        ("source-pwl among its points", table("source-pwl") && inside(a)),
        ("source-pwl behind its points", table("source-pwl") && a[0] > last),
        ("source-table before its points", table("source-table") && a[0] < first && !corner),
        ("source-table on a side", table("source-table") && inside(a) && !corner),
        ("source-table in a corner", corner),
        ("source-table behind its points", table("source-table") && a[0] > last && !corner),
    ]
}

/// Arguments at which a function has derivatives, with its value there.
fn arguments(name: &str, count: usize, seed: &mut u64) -> Vec<f64> {
    let mut a: Vec<f64> = (0..count).map(|_| spread(seed)).collect();
    match name {
        // Rising inputs, with the argument among and beside them.
        "table" | "source-lines" | "source-pwl" | "source-table" => {
            for (place, x) in a[1..].iter_mut().step_by(2).enumerate() {
                *x = -2.0 + place as f64 + 0.2 * *x;
            }
            if name == "source-table" && a[0] > 2.0 {
                a[0] = a[1] + 0.09 * (a[0] - 2.5);
            }
        }
        // Multiples of a small divisor are near each other.
        "\\" | "%" if a[1].abs() < 0.2 => a[1] += 1.0,
        "?:" if a[0] < 0.0 => a[0] = 0.0,
        "source-exp" if a[0] > 2.0 => a[0] += 230.0,
        _ => {}
    }
    a
}

#[test]
fn derivatives_are_those_of_central_differences_at_random_points() {
    let mut seed = 7;
    covers("functions of behavioural sources", |round| {
        let (name, partials) = PARTIALS[round % PARTIALS.len()];
        let function = find(name).unwrap();
        let counts = counts(name);
        // Some functions have numbers of a few arguments only.
        for _ in 0..100 {
            let count = counts[(spread(&mut seed) * 10.0 + 30.0) as usize % counts.len()];
            let a = arguments(name, count, &mut seed);
            let value = (function.apply)(&a);
            let mut by = vec![0.0; count];
            partials(&a, value, &mut by);
            let held = matches!(name, "source-pwl" | "source-table");
            // A condition is left as it is: beside 0 it is another one.
            let places = if name == "?:" { 1..count } else { 0..if held { 1 } else { count } };
            let step = 1e-5;
            let differences: Vec<[f64; 2]> = places.clone().map(|place| {
                let at = |delta: f64| {
                    let mut moved = a.clone();
                    moved[place] += delta;
                    (function.apply)(&moved)
                };
                [(at(step) - at(-step)) / (2.0 * step), (at(step / 2.0) - at(-step / 2.0)) / step]
            }).collect();
            // Where the two differences disagree a corner, a jump or a pole lies between.
            let size = |near: f64| 1.0 + near.abs() + value.abs();
            let smooth = |[far, near]: &[f64; 2]| far.is_finite() && near.is_finite() && (far - near).abs() <= 1e-5 * size(*near);
            if !value.is_finite() || !differences.iter().all(smooth) {
                continue;
            }
            for (place, [_, near]) in places.zip(differences) {
                assert!((by[place] - near).abs() <= 1e-4 * size(near), "{name}{a:?} by {place}: {} for {near}", by[place]);
            }
            let all = PARTIALS.iter().map(|&(one, _)| (one, one == name));
            return Some(all.chain(parts(name, &a)).collect());
        }
        None
    });
}

/// Functions that are made of pieces, by their first argument.
#[test]
fn pieces_of_functions_meet_as_their_definitions_say() {
    const POINTS: [f64; 6] = [0.0, 1.0, 1.0, 4.0, 3.0, 3.0];
    let table = |x: f64| [&[x][..], &POINTS].concat();
    let with = |rest: &'static [f64]| move |x: f64| [&[x], rest].concat();
    let check = |name: &str, border: f64, arguments: &dyn Fn(f64) -> Vec<f64>, wanted: Border| {
        let (function, partials) = (find(name).unwrap(), PARTIALS.iter().find(|(one, _)| *one == name).unwrap().1);
        meets(name, border, |x| {
            let a = arguments(x);
            let value = (function.apply)(&a);
            let mut by = vec![0.0; a.len()];
            partials(&a, value, &mut by);
            [value, by[0]]
        }, wanted);
    };
    for border in [0.0, 1.0, 3.0] {
        for name in ["table", "source-lines"] {
            check(name, border, &table, Border::Bend);
        }
        // Corners are rounded; a tenth of the shorter side to both sides.
        for side in [-0.1, 0.1] {
            let reach = if border == 3.0 { 2.0 * side } else { side };
            check("source-table", border + reach, &table, Border::Smooth);
        }
    }
    check("source-pwl", 1.0, &table, Border::Bend);
    check("source-pwl", 0.0, &table, Border::Smooth);
    check("source-pwl", 3.0, &table, Border::Smooth);
    for border in [-1.0, 2.0] {
        check("limit", border, &with(&[-1.0, 2.0]), Border::Bend);
    }
    for name in ["abs", "uramp"] {
        check(name, 0.0, &with(&[]), Border::Bend);
    }
    for name in ["max", "min"] {
        check(name, 0.7, &with(&[0.7]), Border::Bend);
    }
    for name in ["pwr", "pwrs"] {
        check(name, 0.0, &with(&[3.0]), Border::Smooth);
    }
    for (name, border, jump) in [("u", 0.0, 1.0), ("source-u", 0.0, 1.0), ("sgn", 0.0, 2.0), ("floor", 2.0, 1.0), ("ceil", 2.0, 1.0), ("int", -1.0, 1.0), ("nint", 0.5, 1.0), ("round", 1.5, 1.0)] {
        check(name, border, &with(&[]), Border::Jump(jump));
    }
    // ngspice's exponential stays where it is at 10⁹⁹.
    check("source-exp", 99.0 * std::f64::consts::LN_10, &with(&[]), Border::Bend);
}

#[test]
fn a_tape_has_the_derivatives_of_its_expression_by_every_input() {
    let mut circuit = Circuit::default();
    // (a·b + sin(a)) / exp(b) + (a > 0 ? sqrt(a) : b²)
    let index = compiled(&mut circuit, "a b */2 a sin/1 +/2 b exp/1 //2 a 0 >/2 a sqrt/1 b sqr/1 ?:/3 +/2");
    let tape = Source::of(&circuit.programs, index).unwrap().tape;
    assert_eq!(tape.inputs.len(), 2);
    assert!(!tape.is_affine());
    let mut scratch = Scratch::default();
    tape.reserve(&mut scratch);
    let numbers = crate::program::Numbers { values: vec![], slots: vec![], temper: 27.0 };
    let mut known = vec![0.0; tape.known];
    tape.resolve(&circuit, &numbers, 0, &mut scratch, &mut known);
    for (a, b) in [(0.7f64, -0.4f64), (-1.3, 0.9), (2.5, 2.0)] {
        let value = tape.value(&known, &[a, b], 0.0, 0.0, &mut scratch);
        let mut by = [0.0; 2];
        tape.derivatives(&mut scratch, &mut by);
        let e = (-b).exp();
        let (branch, by_a, by_b) = if a > 0.0 { (a.sqrt(), 0.5 / a.sqrt(), 0.0) } else { (b * b, 0.0, 2.0 * b) };
        let expected = [(a * b + a.sin()) * e + branch, (b + a.cos()) * e + by_a, a * e - (a * b + a.sin()) * e + by_b];
        for (number, expected) in [value, by[0], by[1]].iter().zip(expected) {
            assert!((number - expected).abs() < 1e-14 * (1.0 + expected.abs()), "{number} for {expected}");
        }
    }
}

#[test]
fn what_is_linear_is_known_to_be() {
    let mut circuit = Circuit::default();
    for (text, affine) in [("a 2 */2 b +/2 time sin/1 -/2", true), ("a 3 //2 neg/1", true), ("a b */2", false), ("a time */2", false), ("time time */2", true)] {
        let index = compiled(&mut circuit, text);
        assert_eq!(Source::of(&circuit.programs, index).unwrap().tape.is_affine(), affine, "{text}");
    }
}

/// A source with the expression, which reads these nodes and devices in order.
pub fn source(test: &mut TestCircuit, kind: &str, name: &str, nodes: &[&str], references: &[&str], text: &str, given: &[(&str, &[f64])]) {
    let program = compiled(&mut test.circuit, text);
    let mut all: Vec<(&str, &[f64])> = vec![("expression", &[0.0])];
    all.extend_from_slice(given);
    let mut terminals = nodes[..2].to_vec();
    for node in &nodes[2..] {
        terminals.extend([*node, "0"]);
    }
    let device = test.device(kind, name, &terminals, references, &all);
    let value = test.circuit.parameters.value_start[test.circuit.devices.parameters_start[device as usize] as usize];
    test.circuit.values.program[value as usize] = program;
}

#[test]
fn currents_of_resistors_and_current_sources_are_read() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "x", "0", &[("dc", &[3.0]), ("ac", &[1.0])]);
    test.device("resistor", "r1", &["x", "0"], &[], &[("r", &[2.0]), ("ac", &[4.0]), ("tc1", &[0.01]), ("m", &[3.0])]);
    test.device("current-source", "i1", &["z", "0"], &[], &[("dc", &[3.0]), ("ac", &[0.5, 90.0]), ("sin", &[1.0, 2.0, 1.0]), ("m", &[2.0])]);
    test.resistor("rz", "z", "0", 1.0);
    source(&mut test, "behavioural-current", "b1", &["0", "y"], &["r1"], "i:r1 10 */2", &[]);
    test.resistor("ry", "y", "0", 1.0);
    source(&mut test, "behavioural-voltage", "b2", &["w", "0"], &["i1", "r1"], "i:i1 i:r1 sqr/1 +/2", &[]);
    test.resistor("rw", "w", "0", 1.0);
    test.temperature(37.0);
    let (op, ac, tran) = (test.op(), test.ac(Variation::Linear, 1.0, 1.0, 1.0), test.tran(0.01, 0.25, Some(0.005), false));
    let by_voltage = 3.0 / 2.2;
    near(test.run(op).last("v(y)"), 10.0 * 3.0 * by_voltage, 1e-9);
    near(test.run(op).last("v(w)"), 6.0 + 9.0 * by_voltage * by_voltage, 1e-9);
    near(test.run(ac).column("v(y)")[0], 10.0 * 3.0 / 4.4, 1e-9);
    // The derivative of the square is that at the operating point.
    near(test.run(ac).column("v(w)")[0], 2.0 * 3.0 * by_voltage * 3.0 / 4.4, 1e-9);
    near(test.run(ac).column("v(w)")[1], 1.0, 1e-9);
    near(test.run(tran).last("v(w)"), 6.0 + 9.0 * by_voltage * by_voltage, 1e-6);
}

#[test]
fn a_resistor_that_its_own_current_drives_finds_its_solution() {
    // v = 2 − 3·i, i = v/1: v = 0.5.
    let mut test = TestCircuit::new();
    test.resistor("r1", "x", "0", 1.0);
    source(&mut test, "behavioural-voltage", "b1", &["x", "0"], &["r1"], "2 3 i:r1 */2 -/2", &[]);
    let op = test.op();
    near(test.run(op).last("v(x)"), 0.5, 1e-9);
    near(test.run(op).last("i(r1)"), 0.5, 1e-9);
}

#[test]
fn operating_points_are_those_of_closed_forms() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[3.0])]);
    test.resistor("ra", "a", "0", 2.0);
    source(&mut test, "behavioural-voltage", "b1", &["b", "0", "a"], &[], "a a */2 1 +/2", &[("tc1", &[0.01]), ("temp", &[37.0])]);
    source(&mut test, "behavioural-current", "b2", &["0", "c", "a"], &["v1"], "a i:v1 */2", &[("m", &[2.0])]);
    test.resistor("rc", "c", "0", 5.0);
    // Feedback: v = cos(v) at 0.7390851332151607.
    source(&mut test, "behavioural-voltage", "b3", &["d", "0", "d"], &[], "d cos/1", &[]);
    // A linear one and a constant one.
    source(&mut test, "behavioural-voltage", "b4", &["e", "0", "a"], &[], "a 0.5 */2 1 +/2", &[]);
    source(&mut test, "behavioural-current", "b5", &["0", "f"], &[], "2 3 */2", &[]);
    test.resistor("rf", "f", "0", 1.0);
    test.op();
    let run = test.run(0);
    for (name, expected) in [("v(b)", 11.0), ("v(c)", -45.0), ("v(d)", 0.739_085_133_215_160_7), ("v(e)", 2.5), ("v(f)", 6.0)] {
        let value = run.last(name);
        assert!((value - expected).abs() < 1e-6, "{name}: {value} for {expected}");
    }
}

#[test]
fn a_value_that_is_no_number_names_its_source_and_what_it_reads() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[-2.0])]);
    source(&mut test, "behavioural-voltage", "b1", &["b", "0", "a"], &[], "a sqrt/1", &[]);
    test.resistor("rb", "b", "0", 1.0);
    test.op();
    let run = test.run(0);
    assert_eq!(run.code(), "value-not-finite");
    let message = &run.diagnostics.last().unwrap().message;
    assert!(message.contains("b1: its expression has no finite value: sqrt(-2) has none, where v(a) is -2"), "{message}");
}

#[test]
fn an_iteration_passes_where_there_is_no_value() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[3.0])]);
    test.resistor("ra", "a", "0", 1.0);
    // At 0, where the search begins, the root has no value.
    source(&mut test, "behavioural-voltage", "b1", &["b", "0", "a"], &[], "a 2 -/2 sqrt/1 a ln/1 +/2", &[]);
    test.op();
    assert!((test.run(0).last("v(b)") - (1.0 + 3f64.ln())).abs() < 1e-9);
}

#[test]
fn charges_and_fluxes_follow_closed_forms_in_time() {
    // Q = 1µ·(v + v²/2) and C = dQ/dv at 1 mA, Φ = 1m·(i + i²/2) and L = dΦ/di at 1 V: all of them are √(1 + 2·10³·t) − 1.
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-6)]);
    for (kind, name, text) in [("behavioural-charge", "c1", "c1 c1 c1 */2 2 //2 +/2 1e-6 */2"), ("behavioural-capacitor", "c2", "1 c2 +/2 1e-6 */2")] {
        test.current(&format!("i{name}"), "0", name, &[("dc", &[2e-3])]);
        source(&mut test, kind, name, &[name, "0", name], &[], text, &[("ic", &[0.5]), ("m", &[2.0])]);
    }
    for (kind, name, text) in [("behavioural-flux", "l1", "i:l1 i:l1 i:l1 */2 2 //2 +/2 1e-3 */2"), ("behavioural-inductor", "l2", "1 i:l2 +/2 1e-3 */2")] {
        test.voltage(&format!("v{name}"), name, "0", &[("dc", &[1.0])]);
        source(&mut test, kind, name, &[name, "0"], &[name], text, &[("ic", &[0.5])]);
    }
    let job = test.tran(1e-5, 2e-3, Some(2e-6), true);
    let run = test.run(job);
    let exact = (1.5f64 * 1.5 + 2e3 * 2e-3).sqrt() - 1.0;
    for name in ["v(c1)", "v(c2)", "i(l1)", "i(l2)"] {
        let value = run.last(name);
        assert!((value - exact).abs() < 2e-5, "{name}: {value} for {exact}");
    }
    near(run.last("i(c1)"), 2e-3, 1e-4);
}

#[test]
fn small_signals_are_those_of_the_operating_point() {
    let mut test = TestCircuit::new();
    for name in ["a", "b", "c"] {
        test.voltage(&format!("v{name}"), name, "0", &[("dc", &[2.0]), ("ac", &[1.0, 0.0])]);
    }
    // R = 1k·(1 + v²): i = v/R, whose slope is (1 − v²)/(1 + v²)²/1k.
    source(&mut test, "behavioural-resistor", "r1", &["a", "0", "a"], &[], "1 a a */2 +/2 1000 */2", &[("noisy", &[1.0])]);
    source(&mut test, "behavioural-charge", "c1", &["b", "0", "b"], &[], "b b */2 b */2 1e-6 */2", &[("tc1", &[0.01]), ("dtemp", &[10.0])]);
    source(&mut test, "behavioural-capacitor", "c2", &["c", "0", "c"], &[], "c c */2 1e-6 */2", &[("m", &[3.0])]);
    test.current("il", "0", "d", &[("dc", &[2.0]), ("ac", &[1.0, 0.0])]);
    source(&mut test, "behavioural-flux", "l1", &["d", "0"], &["l1"], "i:l1 i:l1 */2 1e-3 */2", &[("m", &[2.0])]);
    test.current("il2", "0", "e", &[("dc", &[2.0]), ("ac", &[1.0, 0.0])]);
    source(&mut test, "behavioural-inductor", "l2", &["e", "0"], &["l2"], "i:l2 i:l2 */2 1e-3 */2", &[]);
    let job = test.ac(Variation::Linear, 1.0, 1.0 / std::f64::consts::TAU, 1.0 / std::f64::consts::TAU);
    let run = test.run(job);
    for (name, re, im) in [
        ("i(r1)", -3.0 / 25e3, 0.0),
        ("i(c1)", 0.0, 3.0 * 4.0 * 1e-6 * 1.1),
        ("i(c2)", 0.0, 3.0 * 4e-6),
        ("v(d)", 0.0, 2.0 * 2.0 * 1e-3 / 2.0),
        ("v(e)", 0.0, 4e-3),
    ] {
        let column = run.column(name);
        assert!((column[0] - re).abs() < 1e-12 && (column[1] - im).abs() < 1e-6 * im.abs() + 1e-12, "{name}: {column:?}");
    }
}

#[test]
fn a_resistance_makes_the_thermal_noise_of_its_operating_point() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[2.0]), ("ac", &[1.0, 0.0])]);
    test.device("resistor", "r2", &["in", "a"], &[], &[("r", &[1e3]), ("noisy", &[0.0])]);
    source(&mut test, "behavioural-resistor", "r1", &["a", "0", "in"], &[], "in 500 */2", &[("noisy", &[1.0])]);
    let job = test.noise("a", "v1", 1.0, 1e3, 1e3);
    let run = test.run(job);
    near(run.column("onoise_spectrum")[0], (4.0 * 1.38064852e-23 * 300.15 / 1e3f64).sqrt() * 500.0, 1e-9);
}
