//! Operating points and sweeps.

use crate::circuit::SweepTarget;
use crate::devices::kinds;
use crate::session::Outcome;
use crate::test_circuit::{near, TestCircuit};

/// kT/q at 27 °C in volts, with ngspice's constants.
const VT: f64 = 300.15 * 1.38064852e-23 / 1.6021766208e-19;

#[test]
fn divider() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("dc", &[10.0])]);
    test.resistor("r1", "in", "out", 1e3);
    test.resistor("r2", "out", "0", 2e3);
    let job = test.op();
    let run = test.done(job);
    near(run.last("v(out)"), 20.0 / 3.0, 1e-12);
    near(run.last("i(v1)"), -10.0 / 3e3, 1e-12);
    near(run.last("i(r1)"), 10.0 / 3e3, 1e-12);
    assert_eq!(run.points, 1);
    assert!(run.complete && run.diagnostics.is_empty());
    assert_eq!(run.statistics.iterations, 1);
}

#[test]
fn diode_current_is_the_closed_form() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[0.0])]);
    test.diode("d1", "a", "0", &[("is", 1e-14), ("n", 1.2)]);
    let job = test.dc_device("v1", -0.05, 0.8, 0.05);
    let run = test.done(job);
    assert_eq!(run.points, 18);
    for (&v, &i) in run.column("v(a)").iter().zip(run.column("i(d1)")) {
        let wanted = 1e-14 * libm::expm1(v / (1.2 * VT)) + 1e-12 * v;
        assert!((i - wanted).abs() <= 1e-12 * wanted.abs() + 1e-27, "{i:e} {wanted:e} at {v}");
    }
}

/// ```text
/// vd a 0 {v}
/// d1 a 0 dm area=2
/// .model dm d is=2e-14 n=1.1 rs=2 eg=1.2 xti=4 tnom=40 trs1=1m bv=7 ibv=1m ikf=10m isr=1p nr=1.8
/// .dc vd …
/// ```
/// ngspice 39 at reltol 1e-9, without `rs` and with it, at 27, 75 and -20 °C.
#[test]
fn diode_follows_ngspice_over_temperature() {
    for &(celsius, with_series, volts, amperes) in NGSPICE_DIODE {
        let mut test = TestCircuit::new();
        test.voltage("v1", "a", "0", &[("dc", &[volts])]);
        let mut model = vec![
            ("is", 2e-14), ("n", 1.1), ("eg", 1.2), ("xti", 4.0), ("tnom", 40.0), ("bv", 7.0), ("ibv", 1e-3),
            ("ikf", 10e-3), ("isr", 1e-12), ("nr", 1.8),
        ];
        if with_series {
            model.extend([("rs", 2.0), ("trs1", 1e-3)]);
        }
        test.diode_with("d1", "a", "0", &model, &[("area", &[2.0])]);
        test.options(&[("reltol", 1e-9)]);
        test.temperature(celsius);
        let job = test.op();
        let got = test.done(job).last("i(d1)");
        assert!((got - amperes).abs() <= 2e-6 * amperes.abs() + 1e-15, "{got:e} {amperes:e} at {volts} V, {celsius} °C");
    }
}

#[rustfmt::skip]
#[rustfmt::skip]
const NGSPICE_DIODE: &[(f64, bool, f64, f64)] = &[
    (27.0, false, -7.600000000000001, -1440976.3247787356),
    (27.0, false, -7.100000000000003, -0.03360801072655306),
    (27.0, false, -6.500000000000005, -2.982308317165891e-11),
    (27.0, false, -1.0000000000000204, -1.005952065724532e-12),
    (27.0, false, -0.050000000000020056, -4.764598673295761e-13),
    (27.0, false, -2.005340338229189e-14, -2.935221920196207e-25),
    (27.0, false, 0.19999999999997997, 4.747524293951741e-11),
    (27.0, false, 0.4999999999999799, 2.7477423895685187e-07),
    (27.0, false, 0.6999999999999801, 0.0002583646232684261),
    (27.0, false, 0.8999999999999803, 0.06467435895846774),
    (27.0, true, -7.600000000000001, -0.43291256856287497),
    (27.0, true, -7.100000000000003, -0.017999552809103925),
    (27.0, true, -6.500000000000005, -2.9823254976690805e-11),
    (27.0, true, -1.0000000000000204, -1.0060841049153169e-12),
    (27.0, true, -0.050000000000020056, -4.764591499117898e-13),
    (27.0, true, -2.005340338229189e-14, -2.934720339603208e-25),
    (27.0, true, 0.19999999999997997, 4.747530146786971e-11),
    (27.0, true, 0.4999999999999799, 2.7477170494449865e-07),
    (27.0, true, 0.6999999999999801, 0.0002562042970055689),
    (27.0, true, 0.8999999999999803, 0.03220811435285298),
    (75.0, false, -7.600000000000001, -78693.30667015538),
    (75.0, false, -7.100000000000003, -0.02070090686041226),
    (75.0, false, -6.500000000000005, -2.6955784807501897e-10),
    (75.0, false, -1.0000000000000204, -4.4227996693560125e-12),
    (75.0, false, -0.050000000000020056, -2.152418074593442e-11),
    (75.0, false, -2.005340338229189e-14, -1.3378497024874867e-23),
    (75.0, false, 0.19999999999997997, 2.534493972625829e-09),
    (75.0, false, 0.4999999999999799, 1.2902835965533985e-05),
    (75.0, false, 0.6999999999999801, 0.003652970238897657),
    (75.0, false, 0.8999999999999803, 0.20029379235326594),
    (75.0, true, -7.600000000000001, -0.38951684482856574),
    (75.0, true, -7.100000000000003, -0.013538888947418393),
    (75.0, true, -6.500000000000005, -2.695585976653092e-10),
    (75.0, true, -1.0000000000000204, -4.422906485501699e-12),
    (75.0, true, -0.050000000000020056, -2.152417827305797e-11),
    (75.0, true, -2.005340338229189e-14, -1.3375568943798316e-23),
    (75.0, true, 0.19999999999997997, 2.5344937815141577e-09),
    (75.0, true, 0.4999999999999799, 1.2897718937199265e-05),
    (75.0, true, 0.6999999999999801, 0.0033482004868918835),
    (75.0, true, 0.8999999999999803, 0.06406139372425723),
    (-20.0, false, -7.600000000000001, -72286843.75445557),
    (-20.0, false, -7.100000000000003, -0.06454211762477868),
    (-20.0, false, -6.500000000000005, -7.392861193897214e-12),
    (-20.0, false, -1.0000000000000204, -1.0000012732723369e-12),
    (-20.0, false, -0.050000000000020056, -5.263604567024491e-14),
    (-20.0, false, -2.005340338229189e-14, -2.18804350758154e-26),
    (-20.0, false, 0.19999999999997997, 7.26631215904286e-13),
    (-20.0, false, 0.4999999999999799, 2.3059026311933445e-09),
    (-20.0, false, 0.6999999999999801, 5.952228251201048e-06),
    (-20.0, false, 0.8999999999999803, 0.011719714643927792),
    (-20.0, true, -7.600000000000001, -0.4806589086588833),
    (-20.0, true, -7.100000000000003, -0.024611538634853325),
    (-20.0, true, -6.500000000000005, -7.393197165583842e-12),
    (-20.0, true, -1.0000000000000204, -1.000088900582341e-12),
    (-20.0, true, -0.050000000000020056, -5.2638449155040234e-14),
    (-20.0, true, -2.005340338229189e-14, -2.1879846067209983e-26),
    (-20.0, true, 0.19999999999997997, 7.26640969617165e-13),
    (-20.0, true, 0.4999999999999799, 2.305902468968668e-09),
    (-20.0, true, 0.6999999999999801, 5.950863429027287e-06),
    (-20.0, true, 0.8999999999999803, 0.009003684193090944),
];

/// ```text
/// d1 a 0 dm area=2 pj=5 m=3
/// .model dm d is=2e-14 n=1.1 jsw=1e-14 ns=1.3 bv=7 ibv=1m nbv=1.3 tcv=1m ikr=1u ikf=10m
/// ```
/// ngspice 39 at reltol 1e-9, at 27 and 100 °C.
#[test]
fn a_diode_with_an_edge_and_a_multiplier_follows_ngspice() {
    let model = [
        ("is", 2e-14), ("n", 1.1), ("jsw", 1e-14), ("ns", 1.3), ("bv", 7.0), ("ibv", 1e-3), ("nbv", 1.3), ("tcv", 1e-3),
        ("ikr", 1e-6), ("ikf", 10e-3),
    ];
    for &(celsius, volts, amperes) in NGSPICE_EDGE {
        let mut test = TestCircuit::new();
        test.voltage("v1", "a", "0", &[("dc", &[volts])]);
        test.diode_with("d1", "a", "0", &model, &[("area", &[2.0]), ("pj", &[5.0]), ("m", &[3.0])]);
        test.options(&[("reltol", 1e-9)]);
        test.temperature(celsius);
        let job = test.op();
        let got = test.done(job).last("i(d1)");
        assert!((got - amperes).abs() <= 2e-6 * amperes.abs() + 1e-15, "{got:e} {amperes:e} at {volts} V, {celsius} °C");
    }
}

#[rustfmt::skip]
const NGSPICE_EDGE: &[(f64, f64, f64)] = &[
    (27.0, -7.600000000000001, -1.5084889738409402),
    (27.0, -7.100000000000003, -0.00088432759101853),
    (27.0, -6.500000000000005, -2.3119913063623887e-09),
    (27.0, -1.0000000000000204, -1.2699313595966035e-12),
    (27.0, -0.050000000000020056, -2.653935656931487e-13),
    (27.0, 0.19999999999997997, 1.9291048951569177e-10),
    (27.0, 0.4999999999999799, 5.522524636196525e-06),
    (27.0, 0.6999999999999801, 0.004542661970312639),
    (27.0, 0.8999999999999803, 0.5757910066407508),
    (100.0, -7.600000000000001, -0.48887447597345357),
    (100.0, -7.100000000000003, -0.0012296542027330493),
    (100.0, -6.500000000000005, -1.2841303126000085e-07),
    (100.0, -1.0000000000000204, -6.015063486741256e-10),
    (100.0, -0.050000000000020056, -4.497267470128359e-10),
    (100.0, 0.19999999999997997, 1.4612876997583472e-07),
    (100.0, 0.4999999999999799, 0.0005822747202792709),
    (100.0, 0.6999999999999801, 0.06572252406000056),
    (100.0, 0.8999999999999803, 1.6864426968527155),
];

#[test]
fn a_series_resistance_that_is_swept_from_zero_needs_no_new_pattern() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[0.9])]);
    test.diode("d1", "a", "0", &[("is", 1e-14), ("rs", 5.0)]);
    let job = test.op();
    let (circuit, mut simulation) = test.simulation(job);
    let unknowns = simulation.size();
    // rs is a constant here; make it 0 behind the set-up's back, as a sweep does.
    let rs = circuit.parameters.name.iter().position(|&name| circuit.strings[name as usize] == "rs").unwrap();
    simulation.numbers.values[circuit.parameters.value_start[rs] as usize] = 0.0;
    simulation.resolve(&circuit, crate::devices::Domain::Time).unwrap();
    let mut newton = crate::newton::Newton::new(&simulation);
    let mut search = crate::operating_point::OperatingPoint::new(&simulation, Vec::new(), crate::devices::Instant::Dc);
    while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
    assert_eq!(simulation.size(), unknowns);
    let (group, place) = simulation.place[circuit.devices.name.len() - 1];
    let current = simulation.groups[group as usize].current(place as usize, &simulation.x, &simulation.charges.rate);
    near(current, 1e-14 * libm::expm1(0.9 / VT) + 1e-12 * 0.9, 1e-9);
}

#[test]
fn controlled_sources_have_their_signs() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[2.0])]);
    test.resistor("r1", "a", "0", 1e3);
    test.device("vcvs", "e1", &["e", "0", "a", "0"], &[], &[("gain", &[3.0])]);
    test.resistor("r2", "e", "0", 1e3);
    test.device("vccs", "g1", &["g", "0", "a", "0"], &[], &[("gain", &[1e-3])]);
    test.resistor("r3", "g", "0", 1e3);
    test.device("cccs", "f1", &["f", "0"], &["v1"], &[("gain", &[5.0])]);
    test.resistor("r4", "f", "0", 1e3);
    test.device("ccvs", "h1", &["h", "0"], &["v1"], &[("gain", &[4e3])]);
    test.resistor("r5", "h", "0", 1e3);
    let job = test.op();
    let run = test.done(job);
    // The current of v1 is -2 mA: it enters at the first terminal.
    near(run.last("v(e)"), 6.0, 1e-12);
    near(run.last("v(g)"), -2.0, 1e-12);
    near(run.last("v(f)"), 10.0, 1e-12);
    near(run.last("v(h)"), -8.0, 1e-12);
    near(run.last("i(g1)"), 2e-3, 1e-12);
    near(run.last("i(f1)"), -10e-3, 1e-12);
    near(run.last("i(h1)"), 8e-3, 1e-12);
}

#[test]
fn resistors_follow_temperature_and_multiplier() {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "a", &[("dc", &[1e-3])]);
    test.device("resistor", "r1", &["a", "0"], &[], &[("r", &[1e3]), ("tc1", &[1e-3, 1e-6]), ("dtemp", &[10.0]), ("m", &[2.0])]);
    test.temperature(117.0);
    let job = test.op();
    near(test.done(job).last("v(a)"), 0.5 * (1.0 + 0.1 + 0.01), 1e-12);
}

#[test]
fn multipliers_multiply_along_the_path() {
    let mut test = TestCircuit::new();
    let outer = test.instance("x1", 0, Some(3.0));
    test.instance("x1.x2", outer, Some(2.0));
    test.current("i1", "0", "a", &[("dc", &[1.0])]);
    test.device("resistor", "x1.x2.r1", &["a", "0"], &[], &[("r", &[120.0]), ("m", &[4.0])]);
    let job = test.op();
    near(test.done(job).last("v(a)"), 5.0, 1e-12);
}

#[test]
fn a_resistance_of_zero_is_a_milliohm_and_says_so() {
    let mut test = TestCircuit::new();
    test.current("i1", "0", "a", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "0", 0.0);
    let job = test.op();
    let run = test.done(job);
    near(run.last("v(a)"), 1e-3, 1e-12);
    assert_eq!(run.code(), "zero-resistance");
}

#[test]
fn a_node_between_capacitors_gets_gmin_and_a_diagnostic() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.capacitor("c1", "a", "b", 1e-9);
    test.capacitor("c2", "b", "0", 1e-9);
    test.resistor("r1", "b", "c", 1e3);
    let job = test.op();
    let run = test.done(job);
    assert_eq!(run.last("v(b)"), 0.0);
    assert_eq!(run.code(), "no-dc-path");
    assert!(run.diagnostics[0].message.contains("'b', 'c'"), "{}", run.diagnostics[0].message);
    assert_eq!(run.diagnostics.len(), 1);
}

#[test]
fn voltage_sources_side_by_side_are_singular_by_name() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.voltage("v2", "a", "0", &[("dc", &[2.0])]);
    test.resistor("r1", "a", "0", 1e3);
    let job = test.op();
    let run = test.run(job);
    assert_eq!(run.outcome, Outcome::Failed);
    assert_eq!(run.code(), "singular-matrix");
    let last = run.diagnostics.last().unwrap();
    assert_eq!(last.node, Some(1));
    assert!(last.device.is_some_and(|device| device < 2), "{last:?}");
    assert!(last.message.contains("a"), "{}", last.message);
    assert!(!run.complete);
}

#[test]
fn a_nested_sweep_runs_the_inner_one_first() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "0", 1e3);
    let (v1, r1) = (test.find("v1"), test.find("r1"));
    let job = test.dc(&[
        (SweepTarget::Device { device: v1 }, 0.0, 1.0, 0.5),
        (SweepTarget::Device { device: r1 }, 100.0, 200.0, 100.0),
    ]);
    let run = test.done(job);
    assert_eq!(run.column("v(v-sweep)"), [0.0, 0.5, 1.0, 0.0, 0.5, 1.0]);
    let wanted = [0.0, 5e-3, 10e-3, 0.0, 2.5e-3, 5e-3];
    for (got, wanted) in run.column("i(r1)").iter().zip(wanted) {
        assert!((got - wanted).abs() < 1e-15);
    }
}

#[test]
fn a_temperature_sweep_moves_resistors_and_diodes() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[0.6])]);
    test.diode("d1", "a", "0", &[("is", 1e-14)]);
    test.device("resistor", "r1", &["a", "0"], &[], &[("r", &[1e3]), ("tc1", &[1e-2])]);
    let job = test.dc(&[(SweepTarget::Temperature, 27.0, 127.0, 100.0)]);
    let run = test.done(job);
    assert_eq!(run.column("temp-sweep"), [27.0, 127.0]);
    near(run.column("i(r1)")[1], 0.6e-3 / 2.0, 1e-12);
    let (t, nominal) = (400.15, 300.15);
    let vt = VT * t / nominal;
    let saturation = 1e-14 * libm::exp((t / nominal - 1.0) * 1.11 / vt) * libm::pow(t / nominal, 3.0);
    near(run.column("i(d1)")[1], saturation * libm::expm1(0.6 / vt) + 0.6e-12, 1e-9);
}

#[test]
fn a_sweep_that_never_ends_is_an_error() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[]);
    test.resistor("r1", "a", "0", 1.0);
    let job = test.dc_device("v1", 0.0, 1.0, -0.1);
    assert_eq!(test.run(job).code(), "bad-sweep");
}

#[test]
fn a_dc_value_beside_a_waveform_wins() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[3.0]), ("pulse", &[1.0, 2.0])]);
    test.voltage("v2", "b", "0", &[("pulse", &[1.0, 2.0])]);
    test.resistor("r1", "a", "b", 1.0);
    let job = test.op();
    let run = test.done(job);
    assert_eq!((run.last("v(a)"), run.last("v(b)")), (3.0, 1.0));
}

#[test]
fn missing_numbers_are_errors_of_their_devices() {
    for kind in kinds() {
        let mut test = TestCircuit::new();
        test.voltage("v0", "a", "b", &[("dc", &[1.0])]);
        test.inductor("l1", "a", "0", 1.0);
        test.inductor("l2", "b", "0", 1.0);
        let nodes: &[&str] = match kind {
            "vcvs" | "vccs" => &["a", "b", "a", "0"],
            "lossless-line" => &["a", "0", "b", "0"],
            "coupling" => &[],
            _ => &["a", "b"],
        };
        let references: &[&str] = match kind {
            "coupling" => &["l1", "l2"],
            "cccs" | "ccvs" => &["v0"],
            _ => &[],
        };
        let device = test.device(kind, "z1", nodes, references, &[]);
        let job = test.op();
        let run = test.run(job);
        match kind {
            // A source of nothing is one of 0.
            "voltage-source" | "current-source" => {}
            "diode" | "heated-diode" | "ideal-diode" | "bjt" | "epitaxial-bjt" | "jfet" | "jfet2" | "mosfet" | "mosfet2" | "mosfet3" | "vdmos" | "heated-vdmos" | "voltage-switch" | "current-switch" => {
                assert_eq!(run.code(), "missing-model");
            }
            "magnetic-core" => assert_eq!(run.code(), "missing-reference"),
            _ => {
                assert_eq!(run.code(), "missing-value", "{kind}");
                assert_eq!(run.diagnostics[0].device, Some(device));
            }
        }
    }
}

#[test]
fn impossible_couplings_are_errors() {
    for (k, code) in [(1.0, ""), (-1.0, ""), (1.01, "coupling-range"), (f64::NAN, "coupling-range")] {
        let mut test = TestCircuit::new();
        test.current("i1", "0", "a", &[("dc", &[1.0])]);
        test.inductor("l1", "a", "0", 1.0);
        test.inductor("l2", "b", "0", 1.0);
        test.resistor("r1", "b", "0", 1.0);
        test.coupling("k1", &["l1", "l2"], k);
        let job = test.op();
        assert_eq!(test.run(job).code(), code);
    }
}
