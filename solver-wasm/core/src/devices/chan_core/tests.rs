//! The core against closed forms: its curves, the energy of its loops, and what
//! an inductor on it does in time and for small signals.

use super::{Core, VACUUM};
use crate::circuit::Variation;
use crate::devices::equation_tests::{covers, meets, Border};
use crate::test_circuit::{near, TestCircuit};

/// LTspice's example of a core.
const GIVEN: [(&str, &[f64]); 7] =
    [("hc", &[16.0]), ("bs", &[0.44]), ("br", &[0.1]), ("a", &[2.51e-5]), ("lm", &[0.0198]), ("lg", &[0.0]), ("n", &[100.0])];

fn core() -> Core {
    Core { hc: 16.0, bs: 0.44, a: 16.0 * (0.44 / 0.1 - 1.0), h: 0.0, b: 0.0, fresh: true }
}

/// Leads the core through fields in small steps.
fn lead(core: &mut Core, to: f64) {
    let from = core.h;
    for step in 1..=2000 {
        core.keep(from + (to - from) * f64::from(step) / 2000.0);
    }
}

#[test]
fn the_major_loop_passes_the_remanence_and_the_coercive_force() {
    let core = core();
    near(core.branch(0.0, 1.0).0, 0.1, 1e-12);
    near(core.branch(0.0, -1.0).0, -0.1, 1e-12);
    assert!(core.branch(-16.0, 1.0).0.abs() < 1e-4);
    near(core.branch(1e6, 1.0).0, 0.44 + VACUUM * 1e6, 1e-3);
}

#[test]
fn slopes_are_those_of_central_differences_on_every_branch() {
    let mut seed: u64 = 11;
    let mut random = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 11) as f64 / (1u64 << 53) as f64
    };
    covers("Chan's core", |_| {
        let mut core = core();
        let far = [0.0, 400.0, -400.0][(random() * 3.0) as usize];
        for to in [far, 300.0 * (random() - 0.5)] {
            if far != 0.0 {
                lead_quickly(&mut core, to);
            }
        }
        let h = 600.0 * (random() - 0.5);
        let step = 1e-4;
        if (h - core.h).abs() < 1e-3 || h.abs() < 1e-3 {
            return None;
        }
        let (b, slope) = core.at(h);
        let side = if h >= core.h { -1.0 } else { 1.0 };
        let on_border = b == core.branch(h, -side).0;
        let (far, near) = ((core.at(h + step).0 - core.at(h - step).0) / (2.0 * step), (core.at(h + step / 2.0).0 - core.at(h - step / 2.0).0) / step);
        // Where a branch meets the border it has a corner.
        if (far - near).abs() >= 1e-3 * near.abs() {
            return None;
        }
        assert!((slope - near).abs() < 1e-5 * near.abs() + 1e-9, "{slope} for {near} at {h} from {core:?}");
        Some(vec![
            ("first curve", core.fresh),
            ("rising within the loop", !core.fresh && !on_border && side < 0.0),
            ("falling within the loop", !core.fresh && !on_border && side > 0.0),
            ("rising on the loop", !core.fresh && on_border && side < 0.0),
            ("falling on the loop", !core.fresh && on_border && side > 0.0),
        ])
    });
}

fn lead_quickly(core: &mut Core, to: f64) {
    let from = core.h;
    for step in 1..=20 {
        core.keep(from + (to - from) * f64::from(step) / 20.0);
    }
}

#[test]
fn the_way_is_continuous_where_the_field_turns_and_stays_within_the_major_loop() {
    let mut core = core();
    let mut before = 0.0;
    for (to, _) in [(200.0, 0), (-20.0, 0), (60.0, 0), (-10.0, 0), (20.0, 0), (-500.0, 0), (500.0, 0), (0.0, 0)] {
        let from = core.h;
        for step in 1..=5000 {
            core.keep(from + (to - from) * f64::from(step) / 5000.0);
            assert!((core.b - before).abs() < 2e-3, "from {before} to {} at {}", core.b, core.h);
            assert!((core.b - before) * (to - from) >= 0.0, "never against the field");
            before = core.b;
            let (upper, lower) = (core.branch(core.h, 1.0).0, core.branch(core.h, -1.0).0);
            assert!(core.b <= upper + 1e-12 && core.b >= lower - 1e-12);
        }
    }
    // From saturation the falling branch leads to the remanence.
    assert!((core.b - 0.1).abs() < 2e-3, "{}", core.b);
}

/// The slope jumps where the field turns and where a branch meets the major loop, and
/// nowhere else: on the loop and on the first curve it goes on where the field passes 0.
#[test]
fn the_slope_jumps_where_the_field_turns_and_where_a_branch_meets_the_loop() {
    let curve = |core: Core| move |h: f64| [core.at(h).0, core.at(h).1];
    meets("first curve", 0.0, curve(core()), Border::Smooth);
    let mut turned = core();
    lead(&mut turned, 40.0);
    lead(&mut turned, 10.0);
    meets("the field turns", turned.h, curve(turned), Border::Bend);
    // The rising branch through the point of return meets the loop's upper border.
    let (mut low, mut high) = (turned.h + 1e-3, 1e6);
    let meets_it = |h: f64| turned.at(h) == turned.branch(h, 1.0);
    assert!(!meets_it(low) && meets_it(high), "{:?} {:?}", turned.at(high), turned.branch(high, 1.0));
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if meets_it(middle) { high = middle } else { low = middle }
    }
    meets("within the loop", 0.5 * (turned.h + low), curve(turned), Border::Smooth);
    meets("the branch meets the loop", low, curve(turned), Border::Bend);
}

#[test]
fn loops_around_0_are_closed_and_their_tips_lie_on_the_first_curve() {
    for tip in [5.0, 30.0, 150.0] {
        let mut core = core();
        lead(&mut core, tip);
        near(core.b, core.first(tip).0, 1e-12);
        lead(&mut core, -tip);
        near(core.b, -core.first(tip).0, 1e-9);
        lead(&mut core, tip);
        near(core.b, core.first(tip).0, 1e-9);
    }
}

#[test]
fn a_loop_takes_up_the_energy_of_its_area() {
    // A current of ±I through 100 turns: the energy of a cycle is the loop's area times the core's volume.
    for peak in [0.01, 0.1] {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-5)]);
        test.current("i1", "0", "x", &[("sin", &[0.0, peak, 1e3])]);
        test.device("hysteresis-inductor", "l1", &["x", "0"], &[], &GIVEN);
        let job = test.tran(1e-6, 3e-3, Some(2.5e-7), false);
        let run = test.run(job);
        let (time, volts) = (run.column("time"), run.column("v(x)"));
        let current = |time: f64| peak * (2.0 * std::f64::consts::PI * 1e3 * time).sin();
        let mut energy = 0.0;
        for at in 1..time.len() {
            if time[at] > 2e-3 + 1e-12 {
                energy += 0.5 * (volts[at] * current(time[at]) + volts[at - 1] * current(time[at - 1])) * (time[at] - time[at - 1]);
            }
        }
        let exact = core().loop_energy(peak * 100.0 / 0.0198) * 2.51e-5 * 0.0198;
        assert!((energy - exact).abs() < 2e-3 * exact, "{energy} J for {exact} J at {peak} A");
    }
}

#[test]
fn a_saturating_current_follows_the_first_curve() {
    // 1 V on the winding: the flux is 1 V·t, whatever the gap.
    for gap in [0.0, 2e-4] {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-5)]);
        test.voltage("v1", "x", "0", &[("pulse", &[0.0, 1.0, 0.0, 1e-9, 1e-9, 1.0, 2.0])]);
        let mut given = GIVEN.to_vec();
        given[5].1 = if gap == 0.0 { &[0.0] } else { &[2e-4] };
        test.device("hysteresis-inductor", "l1", &["x", "0"], &[], &given);
        let job = test.tran(1e-6, 9e-4, Some(1e-6), true);
        let run = test.run(job);
        let b = 9e-4 / (100.0 * 2.51e-5);
        let (mut low, mut high) = (0.0, 1e6);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if core().first(middle).0 < b { low = middle } else { high = middle }
        }
        let current = (low * 0.0198 + b * gap / VACUUM) / 100.0;
        near(-run.last("i(v1)"), current, 1e-4);
    }
}

#[test]
fn small_signals_see_the_first_curves_slope_and_a_gap_linearises() {
    let inductance = |gap: &'static [f64], bias: f64, m: f64| {
        let mut test = TestCircuit::new();
        test.current("i1", "0", "x", &[("dc", &[bias]), ("ac", &[1.0, 0.0])]);
        let mut given = GIVEN.to_vec();
        given[5].1 = gap;
        let m = [m];
        given.push(("m", &m));
        test.device("hysteresis-inductor", "l1", &["x", "0"], &[], &given);
        let job = test.ac(Variation::Linear, 1.0, 1.0 / std::f64::consts::TAU, 1.0 / std::f64::consts::TAU);
        test.run(job).column("v(x)")[1]
    };
    let scale = 100.0 * 100.0 * 2.51e-5;
    near(inductance(&[0.0], 0.0, 1.0), core().first(0.0).1 * scale / 0.0198, 1e-9);
    near(inductance(&[0.0], 0.05, 1.0), core().first(0.05 * 100.0 / 0.0198).1 * scale / 0.0198, 1e-9);
    near(inductance(&[0.0], 0.1, 2.0), 0.5 * core().first(0.05 * 100.0 / 0.0198).1 * scale / 0.0198, 1e-9);
    // A wide gap has nearly all of the reluctance.
    near(inductance(&[1e-2], 0.0, 1.0), scale / (0.0198 / core().first(0.0).1 + 1e-2 / VACUUM), 1e-9);
}

#[test]
fn what_makes_no_core_is_told_on_the_card() {
    for (name, number, code) in [("bs", 0.1, "value-out-of-range"), ("lm", 0.0, "value-out-of-range"), ("lg", -1e-3, "value-out-of-range"), ("hc", -1.0, "value-out-of-range")] {
        let mut test = TestCircuit::new();
        test.voltage("v1", "x", "0", &[("dc", &[0.0])]);
        let number = [number];
        let given: Vec<(&str, &[f64])> = GIVEN.iter().map(|&(known, value)| (known, if known == name { &number[..] } else { value })).collect();
        test.device("hysteresis-inductor", "l1", &["x", "0"], &[], &given);
        let job = test.op();
        assert_eq!(test.run(job).code(), code, "{name}");
    }
    let mut test = TestCircuit::new();
    test.voltage("v1", "x", "0", &[("dc", &[0.0])]);
    test.device("hysteresis-inductor", "l1", &["x", "0"], &[], &GIVEN[..6]);
    let job = test.op();
    assert_eq!(test.run(job).code(), "missing-value");
}
