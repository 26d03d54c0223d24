//! The core against closed forms and against an integration of the published
//! equation that shares nothing with the solver's: its curves, coercive field and
//! remanence, the energy of its loops, and what windings on it do.

use super::material::{Material, Point, VACUUM};
use crate::circuit::Variation;
use crate::devices::equation_tests::{covers, meets, Border};
use crate::test_circuit::{near, TestCircuit};

/// Jiles and Atherton's example of a steel.
fn steel() -> Material {
    Material { saturation: 1.6e6, shape: 1100.0, flexing: 0.2, pinning: 400.0, coupling: 1.6e-3, langevin: true }
}

/// A ferrite of level 2.
fn ferrite() -> Material {
    Material { saturation: 3.8e5, shape: 26.0, flexing: 0.3, pinning: 18.0, coupling: 0.0, langevin: false }
}

/// Leads a core to a field in steps, as a transient does.
fn lead(material: &Material, point: &mut Point, to: f64, steps: u32) {
    let from = point.h;
    for step in 1..=steps {
        let h = from + (to - from) * f64::from(step) / f64::from(steps);
        *point = Point { h, m: material.at(*point, h).0 };
    }
}

/// dM/dH as published, with walls that do not move against the field.
fn published(material: &Material, point: Point, side: f64) -> f64 {
    let &Material { saturation: ms, shape: a, flexing: c, pinning: k, coupling: alpha, langevin } = material;
    let x = (point.h + alpha * point.m) / a;
    let (an, slope) = if !langevin {
        (ms * x / (1.0 + x.abs()), ms / a / ((1.0 + x.abs()) * (1.0 + x.abs())))
    } else if x.abs() < 1e-3 {
        (ms * x / 3.0, ms / (3.0 * a))
    } else {
        (ms * (1.0 / x.tanh() - 1.0 / x), ms / a * (1.0 / (x * x) - 1.0 / (x.sinh() * x.sinh())))
    };
    let lag = an - point.m;
    let irreversible = if lag * side > 0.0 { lag / (side * k - alpha * lag) } else { 0.0 };
    // dMan/dH = dMan/dHe·(1 + α·dM/dH)
    (irreversible / (1.0 + c) + c / (1.0 + c) * slope) / (1.0 - c / (1.0 + c) * alpha * slope)
}

/// Integrates the published equation by Heun's rule in many steps; answers the path.
fn integrated(material: &Material, from: Point, to: f64, steps: u32) -> Vec<Point> {
    let (side, step) = ((to - from.h).signum(), (to - from.h) / f64::from(steps));
    let mut path = vec![from];
    let mut at = from;
    for count in 1..=steps {
        let first = published(material, at, side);
        let h = from.h + step * f64::from(count);
        let second = published(material, Point { h, m: at.m + step * first }, side);
        at = Point { h, m: at.m + 0.5 * step * (first + second) };
        path.push(at);
    }
    path
}

fn random() -> impl FnMut() -> f64 {
    let mut seed: u64 = 29;
    move || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[test]
fn the_curves_without_hysteresis_are_the_closed_forms_and_their_slopes() {
    for material in [steel(), ferrite()] {
        for h in [-1e6, -3000.0, -110.0, -109.0, -1.0, 0.0, 0.5, 26.0, 111.0, 5e4] {
            let (m, slope) = material.anhysteretic(h);
            let x: f64 = h / material.shape;
            let exact = if !material.langevin { x / (1.0 + x.abs()) } else if x == 0.0 { 0.0 } else if x.abs() < 1e-2 { x / 3.0 - x * x * x / 45.0 } else { 1.0 / x.tanh() - 1.0 / x };
            assert!((m - exact * material.saturation).abs() < 1e-12 * material.saturation, "{m} at {h}");
            let step = 1e-5 * material.shape;
            let central = (material.anhysteretic(h + step).0 - material.anhysteretic(h - step).0) / (2.0 * step);
            assert!((slope - central).abs() < 1e-5 * material.saturation / material.shape, "{slope} for {central} at {h}");
        }
    }
    let (steel, ferrite) = (steel(), ferrite());
    let first = 1.6e6 / 3300.0;
    near(steel.initial(), 0.2 * first / (1.2 - 0.2 * 1.6e-3 * first), 1e-12);
    near(ferrite.initial(), 0.3 * 3.8e5 / (26.0 * 1.3), 1e-12);
}

#[test]
fn slopes_are_those_of_central_differences_on_every_branch() {
    let mut random = random();
    covers("Jiles and Atherton's core", |round| {
        let material = [steel(), ferrite()][round % 2];
        let scale = 4.0 * material.shape;
        let mut point = Point::default();
        for _ in 0..3 {
            lead(&material, &mut point, scale * (random() - 0.5), 5);
        }
        let h = point.h + 0.5 * scale * (random() - 0.5);
        let step = 1e-5 * material.shape;
        if (h - point.h).abs() < 4.0 * step || h.abs() < 4.0 * step {
            return None;
        }
        let (m, slope) = material.at(point, h);
        let side = (h - point.h).signum();
        let lag = |at: Point| side * (material.anhysteretic(at.h + material.coupling * at.m).0 - at.m);
        let (from_the_start, at_the_end) = (lag(point) >= 0.0, lag(Point { h, m }) >= 0.0);
        let central = |step: f64| (material.at(point, h + step).0 - material.at(point, h - step).0) / (2.0 * step);
        let (far, near) = (central(step), central(step / 2.0));
        // Where walls come loose the slope has a corner, and where the number of steps
        // of the integration changes there is a jump of their error.
        if (far - near).abs() >= 1e-4 * near.abs() {
            return None;
        }
        assert!((slope - near).abs() < 3e-4 * near.abs(), "{slope} for {near} at {h} from {point:?}");
        let mut branches = Vec::new();
        for (names, here) in [
            (["walls stick, rising", "walls stick, falling"], !from_the_start && !at_the_end),
            (["walls come loose on the way, rising", "walls come loose on the way, falling"], !from_the_start && at_the_end),
            (["walls move from the start, rising", "walls move from the start, falling"], from_the_start),
            (["Langevin's curve, rising", "Langevin's curve, falling"], material.langevin),
            (["the rational curve, rising", "the rational curve, falling"], !material.langevin),
        ] {
            branches.extend([(names[0], here && side > 0.0), (names[1], here && side < 0.0)]);
        }
        Some(branches)
    });
}

/// The slope jumps where the field turns; where walls come loose, at 0, and where the
/// series of Langevin's function ends it goes on.
#[test]
fn the_slope_jumps_where_the_field_turns_only() {
    for material in [steel(), ferrite()] {
        let mut point = Point::default();
        lead(&material, &mut point, 3.0 * material.shape, 200);
        let curve = |h: f64| [material.at(point, h).0, material.at(point, h).1];
        meets("the field turns", point.h, curve, Border::Bend);
        // The walls stick on the way back until M is without hysteresis.
        let sticks = |h: f64| {
            let m = material.at(point, h).0;
            material.anhysteretic(h + material.coupling * m).0 > m
        };
        let (mut low, mut high) = (-3.0 * material.shape, point.h - 1e-3 * material.shape);
        assert!(sticks(high) != sticks(low));
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if sticks(middle) == sticks(low) { low = middle } else { high = middle }
        }
        meets("walls come loose", low, curve, Border::Smooth);
        meets("no field", 0.0, |h| [material.anhysteretic(h).0, material.anhysteretic(h).1], Border::Smooth);
        meets("the series' end", 0.1 * material.shape, |h| [material.anhysteretic(h).0, material.anhysteretic(h).1], Border::Smooth);
    }
}

#[test]
fn loops_are_those_of_the_published_equation() {
    for (material, far) in [(steel(), 5000.0), (ferrite(), 200.0)] {
        let mut at = Point::default();
        let mut point = Point::default();
        // First curve, both branches of a loop, and a small loop within it.
        for to in [far, -far, far, -0.1 * far, 0.3 * far, -far] {
            let path = integrated(&material, at, to, 200_000);
            for part in 1..=50 {
                let exact = path[part * 4000];
                let m = material.at(point, exact.h).0;
                point = Point { h: exact.h, m };
                assert!((m - exact.m).abs() < 2e-6 * material.saturation, "{m} for {} at {}", exact.m, exact.h);
            }
            at = *path.last().unwrap();
        }
    }
}

#[test]
fn coercive_field_and_remanence_are_those_of_the_published_equation() {
    for (material, far) in [(steel(), 5000.0), (ferrite(), 200.0)] {
        let tip = *integrated(&material, Point::default(), far, 200_000).last().unwrap();
        let falling = integrated(&material, tip, -far, 400_000);
        let remanence = falling[200_000].m;
        let place = falling.iter().position(|point| point.m < 0.0).unwrap();
        let (before, after) = (falling[place - 1], falling[place]);
        let coercive = before.h + (after.h - before.h) * before.m / (before.m - after.m);
        let tip = Point { h: far, m: material.at(Point::default(), far).0 };
        near(material.at(tip, 0.0).0, remanence, 1e-6);
        assert!(material.at(tip, coercive).0.abs() < 1e-5 * material.saturation);
        assert!(remanence > 0.0 && coercive < 0.0, "{remanence} A/m, {coercive} A/m");
    }
}

#[test]
fn no_field_brings_the_core_out_of_its_saturation_and_the_way_is_continuous() {
    for material in [steel(), ferrite()] {
        for start in [0.0, 0.5, -3.0, 100.0] {
            let mut point = Point::default();
            lead(&material, &mut point, start * material.shape, 10);
            for (h, step) in [(1e12, 1e-3), (-1e12, 1e-3), (48.0 * material.pinning, 1e-9), (-48.0 * material.pinning, 1e-9), (1.0, 1e-9)] {
                let (m, slope) = material.at(point, h);
                assert!(m.abs() <= material.saturation && slope >= 0.0, "{m}, {slope} at {h}");
                let close = material.at(point, h * (1.0 + step)).0;
                assert!((m - close).abs() < 1e-5 * material.saturation, "{m}, {close}");
            }
        }
    }
}

/// The windings `l1` (and `l2`) on a core: AREA 0.5 cm², PATH 4 cm.
fn wind(test: &mut TestCircuit, windings: &[(&str, [&str; 2], f64)], k: f64, level: f64, gap: f64) {
    for &(name, nodes, turns) in windings {
        test.device("core-winding", name, &nodes, &[], &[("n", &[turns])]);
    }
    let names: Vec<&str> = windings.iter().map(|&(name, ..)| name).collect();
    let core = test.device("magnetic-core", "k1", &[], &names, &[("k", &[k])]);
    let material = if level == 1.0 { steel() } else { ferrite() };
    let Material { saturation, shape, flexing, pinning, coupling, .. } = material;
    test.model(
        core,
        "core",
        &[("level", level), ("ms", saturation), ("a", shape), ("c", flexing), ("k", pinning), ("alpha", coupling), ("area", 0.5), ("path", 4.0), ("gap", gap)],
    );
}

const PATH: f64 = 0.04;
const AREA: f64 = 0.5e-4;

#[test]
fn a_loop_takes_up_the_energy_of_its_area() {
    for (level, peak) in [(1.0, 2.0), (2.0, 0.04)] {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-5)]);
        test.current("i1", "0", "x", &[("sin", &[0.0, peak, 1e3])]);
        wind(&mut test, &[("l1", ["x", "0"], 100.0)], 1.0, level, 0.0);
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
        let material = if level == 1.0 { steel() } else { ferrite() };
        let far = peak * 100.0 / PATH;
        let mut at = Point::default();
        let mut area = 0.0;
        for (to, counts) in [(far, false), (-far, false), (far, false), (-far, false), (far, true), (-far, true)] {
            let path = integrated(&material, at, to, 100_000);
            if counts {
                area += path.windows(2).map(|pair| 0.5 * (pair[0].h + pair[1].h) * VACUUM * (pair[1].h + pair[1].m - pair[0].h - pair[0].m)).sum::<f64>();
            }
            at = *path.last().unwrap();
        }
        let exact = area * AREA * PATH;
        assert!(exact > 0.0 && (energy - exact).abs() < 2e-3 * exact, "{energy} J for {exact} J at level {level}");
    }
}

#[test]
fn a_voltage_drives_the_current_that_the_published_equation_wants() {
    // The flux is the integral of the voltage; the field at a flux comes from dB/dH of the published equation.
    for (level, volts, gap) in [(1.0, 40.0, 0.0), (1.0, 40.0, 0.05), (2.0, 10.0, 0.0), (2.0, 10.0, 0.02)] {
        let mut test = TestCircuit::new();
        test.options(&[("reltol", 1e-6)]);
        test.voltage("v1", "x", "0", &[("sin", &[0.0, volts, 1e3, 0.0, 0.0, 90.0])]);
        wind(&mut test, &[("l1", ["x", "0"], 100.0)], 1.0, level, gap);
        let job = test.tran(1e-6, 2e-3, Some(5e-7), true);
        let run = test.run(job);
        let (time, through) = (run.column("time"), run.column("i(v1)"));
        let material = if level == 1.0 { steel() } else { ferrite() };
        let flux_density = |time: f64| volts / (2.0 * std::f64::consts::PI * 1e3) * (2.0 * std::f64::consts::PI * 1e3 * time).sin() / (100.0 * AREA);
        let steps = 400_000;
        let (mut at, mut place, mut worst, mut largest): (Point, usize, f64, f64) = (Point::default(), 0, 0.0, 0.0);
        for step in 1..=steps {
            let until = 2e-3 * f64::from(step) / f64::from(steps);
            let change = flux_density(until) - VACUUM * (at.h + at.m);
            let side = change.signum();
            let slope = |point: Point| VACUUM * (1.0 + published(&material, point, side));
            let first = change / slope(at);
            let second = change / slope(Point { h: at.h + first, m: at.m + change / VACUUM - first });
            let h = at.h + 0.5 * (first + second);
            at = Point { h, m: flux_density(until) / VACUUM - h };
            while place + 1 < time.len() && time[place + 1] < until {
                place += 1;
            }
            if step % 100 == 0 && place + 1 < time.len() {
                let part = (until - time[place]) / (time[place + 1] - time[place]);
                let solver = -(through[place] + part * (through[place + 1] - through[place]));
                let exact = (at.h * PATH + flux_density(until) * gap * 1e-2 / VACUUM) / 100.0;
                worst = worst.max((solver - exact).abs());
                largest = largest.max(exact.abs());
            }
        }
        println!("level {level}, gap {gap} cm: {worst:e} A of {largest} A");
        assert!(worst < 1e-3 * largest, "{worst} A of {largest} A at level {level} with a gap of {gap} cm");
    }
}

#[test]
fn small_signals_see_the_inductances_of_the_reversible_permeability() {
    let inductance = |k: f64, level: f64, gap: f64, bias: f64, column: &str| {
        let mut test = TestCircuit::new();
        test.current("i1", "0", "x", &[("dc", &[bias]), ("ac", &[1.0, 0.0])]);
        test.resistor("r2", "y", "0", 1e12);
        wind(&mut test, &[("l1", ["x", "0"], 100.0), ("l2", ["y", "0"], 20.0)], k, level, gap);
        let job = test.ac(Variation::Linear, 1.0, 1.0 / std::f64::consts::TAU, 1.0 / std::f64::consts::TAU);
        test.run(job).column(column)[1]
    };
    let permeance = |slope: f64, gap: f64| AREA / (PATH / (VACUUM * (1.0 + slope)) + gap * 1e-2 / VACUUM);
    for (level, material) in [(1.0, steel()), (2.0, ferrite())] {
        for gap in [0.0, 0.02] {
            let first = permeance(material.initial(), gap);
            near(inductance(1.0, level, gap, 0.0, "v(x)"), 1e4 * first, 1e-9);
            near(inductance(0.9, level, gap, 0.0, "v(x)"), 1e4 * first, 1e-9);
            near(inductance(0.9, level, gap, 0.0, "v(y)"), 0.9 * 2e3 * first, 1e-6);
        }
        let at = *integrated(&material, Point::default(), 0.05 * 100.0 / PATH, 200_000).last().unwrap();
        // Falling fields find walls that stick there.
        near(inductance(1.0, level, 0.0, 0.05, "v(x)"), 1e4 * permeance(published(&material, at, -1.0), 0.0), 1e-5);
    }
}

#[test]
fn a_transformer_has_the_voltages_of_its_turns_and_the_currents_of_its_load() {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-6)]);
    test.voltage("v1", "x", "0", &[("sin", &[0.0, 10.0, 1e3])]);
    test.resistor("r2", "y", "0", 5.0);
    wind(&mut test, &[("l1", ["x", "0"], 100.0), ("l2", ["y", "0"], 20.0)], 1.0, 2.0, 0.0);
    let job = test.tran(1e-6, 2e-3, Some(1e-6), true);
    let run = test.run(job);
    let worst = run.column("v(x)").iter().zip(run.column("v(y)")).skip(2).map(|(first, second)| (second - 0.2 * first).abs()).fold(0.0, f64::max);
    assert!(worst < 1e-3, "{worst} V");
    // A core too long for any field carries no ampere-turns.
    near(run.column("i(l2)").iter().fold(0.0, |most: f64, current| most.max(current.abs())), 0.4, 1e-3);
}

/// The code of what ends a run with a winding of these turns.
fn run_with(turns: &[f64], k: f64, model: &[(&str, f64)], windings: &[&str]) -> String {
    let mut test = TestCircuit::new();
    test.voltage("v1", "x", "0", &[("dc", &[0.0])]);
    test.resistor("r1", "x", "y", 1.0);
    let given: Vec<(&str, &[f64])> = if turns.is_empty() { Vec::new() } else { vec![("n", turns)] };
    test.device("core-winding", "l1", &["y", "0"], &[], &given);
    let core = test.device("magnetic-core", "k1", &[], windings, &[("k", &[k])]);
    test.model(core, "core", model);
    let job = test.op();
    test.run(job).code().to_string()
}

#[test]
fn what_makes_no_core_is_told_on_the_card() {
    let run = |k: f64, model: &[(&str, f64)], windings: &[&str]| run_with(&[10.0], k, model, windings);
    assert_eq!(run_with(&[], 1.0, &[], &["l1"]), "missing-value");
    for (name, number) in [("ms", 0.0), ("a", -1.0), ("k", 0.0), ("c", -0.1), ("path", 0.0), ("area", -1.0), ("pack", 0.0), ("gap", -1.0), ("alpha", -1.0)] {
        assert_eq!(run(1.0, &[(name, number)], &["l1"]), "parameter-range", "{name}");
    }
    assert_eq!(run(1.0, &[("level", 1.0), ("alpha", 3.1e-3)], &["l1"]), "value-out-of-range");
    assert_eq!(run(1.0, &[("level", 3.0)], &["l1"]), "unsupported-model");
    assert_eq!(run(1.5, &[], &["l1"]), "coupling-range");
    assert_eq!(run(1.0, &[], &["l1", "l1"]), "bad-reference");
    assert_eq!(run(1.0, &[], &[]), "missing-reference");
}
