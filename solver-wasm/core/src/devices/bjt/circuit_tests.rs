//! Circuits whose numbers were printed by ngspice 39 (`numdgt=11`, reltol 1e-7).

use crate::devices::{Group, Instant};
use crate::newton::Newton;
use crate::operating_point::OperatingPoint;
use crate::test_circuit::{near, TestCircuit};

const MODEL: &[(&str, f64)] = &[
    ("is", 3e-15),
    ("bf", 210.0),
    ("vaf", 70.0),
    ("ikf", 20e-3),
    ("ise", 6e-15),
    ("ne", 1.7),
    ("rb", 180.0),
    ("rbm", 60.0),
    ("irb", 20e-6),
    ("rc", 8.0),
    ("re", 1.5),
];
const CHARGES: &[(&str, f64)] = &[
    ("cje", 3e-12),
    ("cjc", 2e-12),
    ("xcjc", 0.7),
    ("cjs", 1e-12),
    ("tf", 0.3e-9),
    ("xtf", 2.0),
    ("vtf", 3.0),
    ("itf", 10e-3),
    ("iss", 1e-17),
];
const PNP: &[(&str, f64)] = &[
    ("is", 1e-15),
    ("bf", 70.0),
    ("vaf", 40.0),
    ("rb", 120.0),
    ("rc", 15.0),
    ("re", 2.0),
    ("cje", 4e-12),
    ("cjc", 3e-12),
    ("cjs", 2e-12),
    ("tf", 0.6e-9),
];

#[test]
fn operating_point_variables_are_those_of_ngspice() {
    let mut test = TestCircuit::new();
    for (name, node, volts) in
        [("v0", "vcc", 6.0), ("v1", "b", 0.75), ("v2", "c", 2.0), ("v3", "s", -1.0), ("v4", "b2", 5.3), ("v5", "c2", 3.0), ("v6", "s2", 1.0)]
    {
        test.voltage(name, node, "0", &[("dc", &[volts])]);
    }
    test.bjt("q1", ["c", "b", "0", "s"], "npn", &[MODEL, CHARGES].concat(), &[("area", &[2.0]), ("m", &[3.0])]);
    test.bjt("q2", ["c2", "b2", "vcc", "s2"], "pnp", PNP, &[]);
    test.op();
    let (circuit, mut simulation) = test.simulation(0);
    let mut newton = Newton::new(&simulation);
    let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
    while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
    let (group, place) = simulation.place[test.find("q1") as usize];
    let group: &dyn Group = &*simulation.groups[group as usize];
    let check = |index: usize, wanted: &[(&str, f64)]| {
        let mut values = vec![0.0; group.variables().len()];
        group.variable(index, &simulation.x, None, &mut values);
        for &(name, wanted) in wanted {
            let found = group.variables().iter().position(|variable| variable.name == name).expect(name);
            assert!((values[found] - wanted).abs() <= 2e-6 * wanted.abs(), "{name} {:e} {wanted:e}", values[found]);
        }
    };
    check(
        place as usize,
        &[
            ("ic", 3.44942716931e-02),
            ("ib", 2.07793130061e-04),
            ("ie", -3.4702064832e-02),
            ("vbe", 7.37491702794e-01),
            ("vbc", -1.2078404187e+00),
            ("gm", 1.09237017772e+00),
            ("gpi", 8.02275664898e-03),
            ("gmu", 3.00000118032e-12),
            ("gx", 5.42147151171e-02),
            ("go", 4.84416764876e-04),
            ("gdsub", 3.00000000005e-12),
            ("cpi", 5.69145167851e-10),
            ("cmu", 6.12016311655e-12),
            ("cbx", 2.62462374089e-12),
            ("csub", 6.0e-12),
            ("cexbc", 4.55576270193e-13),
            ("qbe", 3.01071314277e-11),
            ("qbc", -8.4810488340e-12),
            ("qsub", -1.7724045826e-11),
            ("qbx", -3.6246788595e-12),
            ("p", 6.91443882600e-02),
        ],
    );
    // Currents are those into the terminals, voltages of junctions have an NPN's sign.
    check(
        place as usize + 1,
        &[
            ("ic", -5.5443358005e-04),
            ("ib", -7.4911316239e-06),
            ("ie", 5.61924707375e-04),
            ("vbe", 6.97977215823e-01),
            ("vbc", -2.2925824311e+00),
            ("gm", 2.14226282693e-02),
            ("cpi", 1.93185692584e-11),
            ("cmu", 1.88982458762e-12),
            ("qbe", 3.85078878703e-12),
            ("qsub", -8.6017978695e-12),
            ("p", 1.66854454778e-03),
        ],
    );
}

#[test]
fn noise_is_that_of_ngspice_source_by_source() {
    let mut test = TestCircuit::new();
    test.voltage("vcc", "c", "0", &[("dc", &[2.0])]);
    test.voltage("vb", "b", "0", &[("dc", &[0.75]), ("ac", &[1.0])]);
    test.bjt("q1", ["c1", "b", "0", "0"], "npn", &[MODEL, &[("kf", 2e-15), ("af", 1.2)]].concat(), &[("area", &[2.0]), ("m", &[3.0])]);
    test.voltage("vs", "c", "c1", &[("dc", &[0.0])]);
    test.device("ccvs", "h1", &["out", "0"], &["vs"], &[("gain", &[1.0])]);
    let job = test.noise("out", "vb", 1.0, 1e3, 1e3);
    let run = test.done(job);
    for (name, wanted) in [
        ("onoise_q1_1overf", 1.12198077821e-10),
        ("onoise_q1_ib", 1.17027955706e-10),
        ("onoise_q1_ic", 8.49060049166e-11),
        ("onoise_q1_rb", 4.24183178938e-10),
        ("onoise_q1_rc", 5.81599524666e-14),
        ("onoise_q1_re", 4.94087033340e-11),
        ("onoise_q1", 4.64613359037e-10),
    ] {
        near(run.column(name)[0], wanted, 2e-6);
    }
}

/// td²/3·x″ + td·x′ + x = 1 from rest, by its poles (−3 ± j√3)/(2·td).
fn late_step(time: f64, delay: f64) -> f64 {
    let (decay, turn) = (1.5 / delay, 3f64.sqrt() / 2.0 / delay);
    1.0 - (-decay * time).exp() * ((turn * time).cos() + decay / turn * (turn * time).sin())
}

#[test]
fn the_transport_current_of_a_transient_comes_late() {
    // Without charges the collector's current is the delayed one alone.
    let run = |steps: f64, kind: &str| {
        let sign = if kind == "pnp" { -1.0 } else { 1.0 };
        let delay = 57.29577951308232f64.to_radians() * 1e-9;
        let mut test = TestCircuit::new();
        test.voltage("vc", "c", "0", &[("dc", &[2.0 * sign])]);
        test.voltage("vb", "b", "0", &[("pulse", &[0.0, 0.7 * sign, 1e-9, 1e-13, 1e-13, 1.0, 2.0])]);
        test.bjt("q1", ["c", "b", "0", "0"], kind, &[("is", 1e-15), ("bf", 100.0), ("tf", 1e-9), ("ptf", 57.29577951308232), ("cjc", 0.0)], &[]);
        let job = test.tran(1e-11, 6e-9, Some(delay / steps), false);
        let run = test.run(job);
        let (time, current) = (run.column("time"), run.column("i(vc)"));
        let wanted = 1e-15 * (0.7f64 * 1.6021766208e-19 / (1.38064852e-23 * 300.15)).exp();
        let worst = time.iter().zip(current).filter(|(&time, _)| time > 1e-9).map(|(time, current)| (current.abs() / wanted - late_step(time - 1e-9, delay)).abs()).fold(0.0, f64::max);
        worst
    };
    for kind in ["npn", "pnp"] {
        let (coarse, fine) = (run(50.0, kind), run(400.0, kind));
        // Backward differences are of first order.
        assert!(coarse < 0.03 && fine < coarse / 5.0, "{coarse}, {fine}");
    }
}
