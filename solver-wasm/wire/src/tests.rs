//! What is read equals what was written, and no bytes make the reading panic.

use crate::circuit::*;
use crate::{decode, encode};

fn signal(quantity: Quantity, part: Part) -> Signal {
    Signal { text: "V(Größe)".into(), quantity, part, origin: 70_000 }
}

fn sweep(target: SweepTarget, form: SweepForm) -> Sweep {
    let along = vec![SweptAlong { target: SweepTarget::Temperature, name: "temp".into(), list: vec![1, 300] }];
    Sweep { target, start: 1, stop: 200, step: NONE, origin: 0, name: "r1".into(), form, list: vec![5], closed: true, along }
}

fn job(analysis: Analysis, steps: Vec<Sweep>) -> Job {
    let at = |node| NodeValue { node, value: 2, origin: 3 };
    Job {
        analysis,
        origin: 1,
        options_start: 0,
        options_count: 2,
        temperature: NONE,
        initial_conditions: vec![at(1)],
        nodesets: vec![at(2), at(3)],
        saves: vec![signal(Quantity::All, Part::Value)],
        steps,
    }
}

/// A circuit that has every variant of every enum.
fn circuit() -> Circuit {
    let voltage = Quantity::Voltage { positive: 1, negative: 0 };
    let crossing = |direction| Event::Cross {
        left: signal(Quantity::Current { device: 1 }, Part::Magnitude),
        right: signal(Quantity::Constant { value: 2 }, Part::Decibel),
        direction,
        count: 2,
        delay: NONE,
        from: 0,
        to: 1,
        of_maximum: true,
    };
    let frequencies = Frequencies { variation: Variation::Octave, points: 1, start: 2, stop: 3 };
    let forms = vec![
        MeasureForm::Delay { trigger: Event::At { value: 1 }, target: crossing(Direction::Rise) },
        MeasureForm::Find { signal: signal(voltage.clone(), Part::Phase), at: crossing(Direction::Fall) },
        MeasureForm::When { at: crossing(Direction::Either) },
        MeasureForm::Derivative { signal: signal(Quantity::Axis, Part::Real), at: Event::At { value: 1 } },
        MeasureForm::Parameter { value: 3 },
    ];
    let statistics = [
        Statistic::Min,
        Statistic::Max,
        Statistic::PeakToPeak,
        Statistic::Average,
        Statistic::Rms,
        Statistic::Integral,
        Statistic::MinAt,
        Statistic::MaxAt,
    ];
    let statistics = statistics.map(|statistic| MeasureForm::Statistic {
        statistic,
        signal: signal(Quantity::Currents, Part::Imaginary),
        from: NONE,
        to: 1,
        delay: 2,
        trigger: Some(Event::At { value: 4 }),
        target: None,
    });
    let quantities = [
        Quantity::Formula { value: 1 },
        Quantity::Variable { device: 1, variable: "gm".into() },
        Quantity::Named { name: "onoise".into() },
    ];
    Circuit {
        title: "a title that is longer than thirty-one bytes".into(),
        dialect: "ngspice".into(),
        strings: vec![String::new(), "größe".into(), "x".repeat(300), "y".repeat(70_000)],
        origins: Origins { file: (0..70_000).collect(), start: vec![127, 128, 255, 256, 65_535, 65_536, NONE], end: vec![] },
        programs: Programs {
            inputs: vec![
                Input::Temper,
                Input::Time,
                Input::Hertz,
                Input::Voltage { positive: 1, negative: 2 },
                Input::Current { device: 1 },
                Input::DeviceParameter { device: 1, parameter: 2 },
                Input::Draw { site: 1 },
                Input::Measure { measure: 1 },
                Input::Result { quantity: voltage.clone(), part: Part::Value },
            ],
            constants: vec![0.0, -0.0, 1.5, -1e-300, f64::INFINITY],
            ..Default::default()
        },
        values: Values { constant: vec![1e9, 0.1], program: vec![NONE, 0], structural: vec![0, 1, 255] },
        definitions: vec![Definition { name: 1, origin: 2, ports: vec![3], slots: vec![] }],
        instances: Instances { ports_start: vec![1], slot_in_parent: vec![1], ..Default::default() },
        models: vec![Model { name: 1, kind: 2, instance: 3, origin: 4, parameters_start: 5, parameters_count: 6 }],
        devices: Devices { terminals_start: vec![1], references: vec![2], ..Default::default() },
        analyses: vec![
            job(Analysis::Op, vec![]),
            job(Analysis::Dc { sweeps: vec![sweep(SweepTarget::Device { device: 1 }, SweepForm::Linear)] }, vec![]),
            job(
                Analysis::Ac { variation: Variation::Decade, points: 1, start: 2, stop: 3 },
                vec![
                    sweep(SweepTarget::Parameter { slot: 1 }, SweepForm::Decade),
                    sweep(SweepTarget::DeviceParameter { device: 1, parameter: 2 }, SweepForm::Octave),
                    sweep(SweepTarget::ModelParameter { model: 1, parameter: 2 }, SweepForm::List),
                    sweep(SweepTarget::Option { name: 1 }, SweepForm::Linear),
                ],
            ),
            job(Analysis::Tran { step: 1, stop: 2, start: 3, max_step: NONE, uic: true, startup: false }, vec![]),
            job(
                Analysis::Noise { positive: 1, negative: 0, source: 2, variation: Variation::Linear, points: 1, start: 2, stop: 3, summary: NONE },
                vec![],
            ),
            job(Analysis::Tf { output: signal(voltage.clone(), Part::Value), source: 1 }, vec![]),
            job(Analysis::Sens { output: signal(voltage, Part::Value), frequencies: Some(frequencies) }, vec![]),
        ],
        measures: forms
            .into_iter()
            .chain(statistics)
            .map(|form| Measure { name: "m".into(), analysis: "tran".into(), form, origin: 1 })
            .collect(),
        presentations: vec![Presentation {
            card: "print".into(),
            analysis: String::new(),
            signals: quantities.map(|quantity| signal(quantity, Part::Value)).to_vec(),
            origin: 1,
        }],
        fouriers: vec![Fourier { frequency: 1, harmonics: NONE, periods: 2, signals: vec![], origin: 1 }],
        draws: vec![
            DrawSite { distribution: Distribution::Normal, scope: DrawScope::Use, origin: 1 },
            DrawSite { distribution: Distribution::Uniform, scope: DrawScope::Run, origin: 1 },
            DrawSite { distribution: Distribution::Extremes, scope: DrawScope::Model, origin: 1 },
            DrawSite { distribution: Distribution::Normal, scope: DrawScope::Device, origin: 1 },
        ],
        tolerances: vec![Tolerance { parameter: 1, value: 2, relative: true, site: 3 }],
        ..Default::default()
    }
}

/// A circuit's bytes after a change of what was written.
fn changed(change: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let mut value = serde_json::to_value(Circuit::default()).unwrap();
    change(&mut value);
    rmp_serde::to_vec_named(&value).unwrap()
}

#[test]
fn every_type_is_read_as_it_was_written() {
    let written = circuit();
    assert!(decode(&encode(&written)).unwrap() == written);
}

#[test]
fn the_order_of_fields_is_free() {
    let mut written = circuit();
    written.programs.constants.clear();
    // A JSON object has its keys in alphabetical order.
    let bytes = rmp_serde::to_vec_named(&serde_json::to_value(&written).unwrap()).unwrap();
    assert!(decode(&bytes).unwrap() == written);
}

#[test]
fn numbers_may_have_any_form_that_holds_them() {
    let bytes = changed(|circuit| circuit["values"]["constant"] = serde_json::json!([1, -1, -200, -40_000, -3_000_000_000i64, 5_000_000_000u64, 0.5]));
    let numbers = vec![1.0, -1.0, -200.0, -40_000.0, -3e9, 5e9, 0.5];
    assert_eq!(decode(&bytes).unwrap().values.constant, numbers);
    // MessagePack's 32-bit number.
    let mut bytes = changed(|circuit| circuit["values"]["constant"] = serde_json::json!(["mark"]));
    let place = bytes.windows(5).position(|five| five == b"\xa4mark").unwrap();
    bytes.splice(place..place + 5, [0xca, 0x3f, 0xc0, 0, 0]);
    assert_eq!(decode(&bytes).unwrap().values.constant, vec![1.5]);
}

#[test]
fn what_may_be_missing_has_its_default_and_what_is_unknown_is_passed_over() {
    let bytes = changed(|circuit| {
        let fields = circuit.as_object_mut().unwrap();
        fields.remove("fouriers");
        fields.insert("later".into(), serde_json::json!({ "of": [1, { "any": "kind" }, null, 1.5] }));
        let statistic = serde_json::json!({ "kind": "statistic", "statistic": "rms", "from": 1, "to": 2,
            "signal": { "text": "", "quantity": { "kind": "axis" }, "part": "value", "origin": 0 } });
        fields["measures"] = serde_json::json!([{ "name": "", "analysis": "", "form": statistic, "origin": 0 }]);
    });
    let read = decode(&bytes).unwrap();
    assert_eq!(read.fouriers, vec![]);
    assert!(matches!(read.measures[0].form, MeasureForm::Statistic { delay: NONE, trigger: None, .. }));
}

#[test]
fn a_problem_says_what_and_where() {
    let problem = |change: fn(&mut serde_json::Value)| {
        let text = decode(&changed(change)).unwrap_err();
        text.split_once(", ").unwrap().1.to_string()
    };
    assert_eq!(problem(|circuit| circuit["nodes"]["origin"] = serde_json::json!([-1])), "field 'origin': a whole number was expected");
    assert_eq!(problem(|circuit| circuit["nodes"]["nature"] = serde_json::json!([256])), "field 'nature': a whole number was expected");
    assert_eq!(problem(|circuit| circuit["values"]["constant"] = serde_json::json!(["1"])), "field 'constant': a number was expected");
    assert_eq!(problem(|circuit| circuit["title"] = serde_json::json!(1)), "field 'title': a text was expected");
    assert_eq!(problem(|circuit| circuit["models"] = serde_json::json!({})), "field 'models': a list was expected");
    assert_eq!(problem(|circuit| circuit["nodes"] = serde_json::json!([])), "field 'nodes': a map was expected");
    assert_eq!(problem(|circuit| drop(circuit.as_object_mut().unwrap().remove("title"))), "field 'title': it is missing");
    assert_eq!(
        problem(|circuit| circuit["programs"]["inputs"] = serde_json::json!([{ "kind": "weather" }])),
        "field 'kind': it is of no kind that is known"
    );
    let mut longer = encode(&Circuit::default());
    longer.push(0);
    assert!(decode(&longer).unwrap_err().ends_with("it should have ended"));
}

#[test]
fn no_bytes_make_the_reading_panic() {
    let mut written = circuit();
    // The long ones would make the test long.
    written.strings.truncate(2);
    written.origins.file.truncate(2);
    let bytes = encode(&written);
    for length in 0..bytes.len() {
        assert!(decode(&bytes[..length]).is_err(), "{length}");
    }
    for place in 0..bytes.len() {
        for other in [0x00, 0x81, 0x9f, 0xa5, 0xc0, 0xc1, 0xc6, 0xd3, 0xdb, 0xdd, 0xdf, 0xff] {
            let mut broken = bytes.clone();
            broken[place] = other;
            drop(decode(&broken));
        }
    }
}
