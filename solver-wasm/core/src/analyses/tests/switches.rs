//! Switches: their states at operating points and in sweeps, their conductance
//! for small signals, and what a run says where they never come to rest.

use crate::circuit::Variation;
use crate::session::Outcome;
use crate::test_circuit::{near, TestCircuit, TestRun};

/// 1 V, 1 kΩ and a switch of 10 Ω or 1 MΩ to ground that `c` controls.
fn divider(half: f64, given: &[(&str, &[f64])]) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "c", "0", &[("dc", &[0.0])]);
    test.voltage("v2", "a", "0", &[("dc", &[1.0]), ("ac", &[1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.switch("s1", &["b", "0", "c", "0"], "sw", &[("vt", 1.0), ("vh", half), ("ron", 10.0), ("roff", 1e6)], given);
    test
}

const ON: f64 = 10.0 / 1010.0;
const OFF: f64 = 1e6 / 1.001e6;

fn states(run: &TestRun, name: &str) -> String {
    let digit = |&v: &f64| {
        near(v, if v < 0.5 { ON } else { OFF }, 1e-12);
        if v < 0.5 { '1' } else { '0' }
    };
    run.column(name).iter().map(digit).collect()
}

/// What ngspice 39 gives for these sweeps.
#[test]
fn sweeps_show_the_hysteresis() {
    for (half, on, start, stop, wanted) in [
        (0.5, false, -1.0, 3.0, "00000000000111111"),
        (0.5, true, 3.0, -1.0, "11111111111000000"),
        (0.5, true, 1.0, 3.0, "111111111"),
        (0.5, false, 1.0, 3.0, "000111111"),
        (-0.5, false, -1.0, 3.0, "00000011111111111"),
        (-0.5, true, 3.0, -1.0, "11111100000000000"),
        (-0.5, false, 1.0, 3.0, "111111111"),
    ] {
        let mut test = divider(half, if on { &[("on", &[])] } else { &[] });
        let step = if stop > start { 0.25 } else { -0.25 };
        let job = test.dc_device("v1", start, stop, step);
        assert_eq!(states(&test.done(job), "v(b)"), wanted, "{half} {on} from {start} to {stop}");
    }
}

#[test]
fn between_the_thresholds_the_card_decides() {
    for (given, wanted) in [("on", ON), ("off", OFF)] {
        let mut test = divider(0.5, &[(given, &[])]);
        let job = test.op();
        test.circuit.values.constant[0] = 1.2;
        near(test.done(job).last("v(b)"), wanted, 1e-12);
    }
}

#[test]
fn small_signals_see_the_state_of_the_operating_point() {
    for (volts, wanted) in [(0.0, OFF), (2.0, ON)] {
        let mut test = divider(0.5, &[]);
        test.circuit.values.constant[0] = volts;
        let job = test.ac(Variation::Linear, 1.0, 1e3, 1e3);
        near(test.done(job).magnitudes("v(b)")[0], wanted, 1e-12);
    }
}

#[test]
fn a_switch_makes_the_noise_of_its_resistance_and_tells_current_and_power() {
    let mut test = divider(0.5, &[("m", &[2.0])]);
    test.circuit.values.constant[0] = 2.0;
    test.op();
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = crate::newton::Newton::new(&simulation);
    let mut search =
        crate::operating_point::OperatingPoint::new(&simulation, Vec::new(), crate::devices::Instant::Dc);
    while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
    let (group, place) = simulation.place[test.find("s1") as usize];
    let group = &simulation.groups[group as usize];
    let mut sources = Vec::new();
    group.noise(place as usize, &simulation.x, &mut sources);
    near(sources[0].white, 4.0 * 1.38064852e-23 * 300.15 * 0.2, 1e-12);
    let mut values = [0.0; 2];
    group.variable(place as usize, &simulation.x, None, &mut values);
    near(values[0], 1.0 / 1005.0, 1e-12);
    near(values[1], 5.0 / 1005.0 / 1005.0, 1e-12);
    // A checkpoint's states come back.
    let mut saved = Vec::new();
    group.save_states(&mut saved);
    let group = &mut simulation.groups[simulation.place[test.find("s1") as usize].0 as usize];
    group.begin_states();
    assert_eq!(group.restore_states(&saved), 1);
    let mut again = Vec::new();
    group.save_states(&mut again);
    assert_eq!(saved, again);
}

#[test]
fn a_current_opens_and_closes_a_switch() {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "s", &[("dc", &[0.0])]);
    test.voltage("vs", "s", "0", &[("dc", &[0.0])]);
    test.voltage("v2", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    let model = [("it", 1e-3), ("ih", 0.5e-3), ("ron", 10.0), ("roff", 1e6)];
    test.current_switch("w1", &["b", "0"], "vs", "csw", &model, &[]);
    let up = test.dc_device("i1", 0.0, 2e-3, 0.4e-3);
    assert_eq!(states(&test.done(up), "v(b)"), "000011");
    let down = test.dc_device("i1", 2e-3, 0.0, -0.4e-3);
    assert_eq!(states(&test.done(down), "v(b)"), "111100");
}

#[test]
fn a_switch_that_opens_itself_is_an_error_that_names_it() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.switch("s1", &["b", "0", "b", "0"], "sw", &[("vt", 0.5), ("ron", 10.0), ("roff", 1e6)], &[]);
    let job = test.op();
    let run = test.run(job);
    assert_eq!(run.outcome, Outcome::Failed);
    assert_eq!(run.code(), "endless-switching");
    assert!(run.diagnostics[0].message.starts_with("s1: "), "{}", run.diagnostics[0].message);
}

/// Both want to close at once, and to open at once: one after the other they come to rest.
#[test]
fn a_latch_of_two_switches_comes_to_rest() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    let model = [("vt", 0.5), ("vh", 0.1), ("ron", 10.0), ("roff", 1e6)];
    for (name, out, by) in [("1", "b", "c"), ("2", "c", "b")] {
        test.resistor(&format!("r{name}"), "a", out, 1e3);
        test.switch(&format!("s{name}"), &[out, "0", by, "0"], "sw", &model, &[]);
    }
    let job = test.op();
    let run = test.done(job);
    let (low, high) = (run.last("v(b)").min(run.last("v(c)")), run.last("v(b)").max(run.last("v(c)")));
    near(low, ON, 1e-12);
    near(high, OFF, 1e-12);
}

fn smooth(dialect: &str, kind: &str, model: &[(&str, f64)]) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.circuit.dialect = dialect.into();
    test.voltage("v1", "c", "0", &[("dc", &[0.0]), ("ac", &[1.0])]);
    test.voltage("v2", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1e3);
    test.switch("s1", &["b", "0", "c", "0"], kind, model, &[]);
    test
}

/// PSpice's published formula, written as it stands there.
#[test]
fn smooth_switches_pass_as_published() {
    let (ron, roff) = (10.0, 1e6);
    let range = [("von", 3.0), ("voff", 1.0), ("ron", ron), ("roff", roff)];
    let half = [("vt", 2.0), ("vh", -1.0), ("ron", ron), ("roff", roff)];
    for mut test in [smooth("pspice", "vswitch", &range), smooth("ltspice", "sw", &half)] {
        let job = test.dc_device("v1", 0.0, 4.0, 0.1);
        let run = test.done(job);
        for (&c, &v) in run.columns[0].iter().zip(run.column("v(b)")) {
            let (mean, ratio) = (libm::log((ron * roff).sqrt()), libm::log(ron / roff));
            let from = c - 2.0;
            let resistance = match c {
                c if c >= 3.0 => ron,
                c if c <= 1.0 => roff,
                _ => libm::exp(mean + 3.0 * ratio * from / 4.0 - 2.0 * ratio * from * from * from / 8.0),
            };
            near(v, resistance / (resistance + 1e3), 1e-9);
        }
    }
}

/// LTspice's formula of its switch of level 2, written as its help has it.
#[test]
fn a_switch_of_level_2_passes_by_an_arctangent() {
    let (ron, roff) = (10.0, 1e6);
    let model = [("vt", 2.0), ("vh", 0.3), ("ron", ron), ("roff", roff), ("level", 2.0)];
    let mut test = smooth("ltspice", "sw", &model);
    test.options(&[("reltol", 1e-9)]);
    let job = test.dc_device("v1", -10.0, 10.0, 0.5);
    let run = test.done(job);
    for (&c, &v) in run.columns[0].iter().zip(run.column("v(b)")) {
        let (a, b) = (libm::log(roff / ron) / std::f64::consts::PI, libm::log(1.0 / (roff * ron)) / 2.0);
        let conductance = libm::exp(a * libm::atan((c - 2.0) / 0.3) + b);
        near(v, 1.0 / (1.0 + 1e3 * conductance), 1e-9);
    }
}

#[test]
fn a_smooth_switch_amplifies_small_signals_of_its_control() {
    let range = [("von", 3.0), ("voff", 1.0), ("ron", 10.0), ("roff", 1e6)];
    let mut test = smooth("ngspice", "vswitch", &range);
    test.options(&[("reltol", 1e-9)]);
    test.circuit.values.constant[0] = 2.1;
    let ac = test.ac(Variation::Linear, 1.0, 1e3, 1e3);
    let h = 1e-4;
    let dc = test.dc_device("v1", 2.1 - h, 2.1 + h, 2.0 * h);
    let gain = test.done(ac).magnitudes("v(b)")[0];
    let swept = test.done(dc);
    let v = swept.column("v(b)");
    near(gain, (v[0] - v[1]) / (2.0 * h), 1e-6);
}

#[test]
fn parameters_without_an_effect_and_zero_resistances_are_told() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "b", 1.0);
    test.switch("s1", &["b", "0", "a", "0"], "sw", &[("vt", 0.5), ("ron", 0.0), ("level", 2.0)], &[]);
    let job = test.op();
    let run = test.done(job);
    near(run.last("v(b)"), 1e-3 / 1.001, 1e-12);
    let codes: Vec<&str> = run.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    assert_eq!(codes, ["zero-resistance", "inert-parameter"]);
}
