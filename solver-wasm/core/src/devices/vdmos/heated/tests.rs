//! The equations by themselves; circuits are compared with ngspice in test/reference.

use super::*;
use crate::devices::equation_tests::{bits, covers, meets, resolve, Border, Numbers, CALL};
use crate::matrix::tests::Random;
use crate::circuit::Variation;
use crate::test_circuit::{near, TestCircuit};

const FULL: Numbers = &[
    ("vto", 3.1), ("kp", 20.0), ("lambda", 0.03), ("theta", 0.08), ("mtriode", 0.7), ("ksubthres", 0.12), ("subshift", 0.05), ("tksubthres1", 2e-3),
    ("rd", 0.02), ("rs", 0.01), ("rg", 3.0), ("rb", 0.02), ("trb1", 3e-3), ("texp0", 1.5), ("rds", 1e5), ("rq", 0.3), ("vq", 4.0), ("texp1", 0.4), ("cgs", 1.1e-9),
    ("cgdmax", 1.4e-9), ("cgdmin", 0.1e-9), ("a", 0.4), ("is", 2e-11), ("n", 1.2), ("bv", 9.0), ("ibv", 2e-4), ("nbv", 3.0),
    ("cjo", 0.9e-9), ("vj", 0.9), ("m", 0.42), ("fc", 0.6), ("tt", 4e-8), ("tcvth", 6e-3), ("mu", -1.8), ("rthjc", 0.7), ("rthca", 40.0), ("cthj", 1e-3),
];
const PLAIN: Numbers = &[("vto", 2.0), ("kp", 5.0), ("cgs", 1e-10), ("cgdmax", 2e-10), ("cjo", 1e-10), ("is", 1e-12), ("rd", 0.1), ("trd1", 4e-3), ("rthjc", 2.0)];

fn card(kind: &str, model: Numbers, instance: Numbers) -> Card {
    let sign = if kind == "vdmosp" { -1.0 } else { 1.0 };
    let model: Vec<(&str, f64)> = model.iter().map(|&(name, number)| (name, if name == "vto" { sign * number } else { number })).collect();
    resolve::<Heated, PINS, CELLS>(&["d", "g", "s", "tj", "tc"], kind, &model, instance, 40.0).0.unwrap().constants
}

/// Without limiting.
fn at(pair: &Both, v: [F2; PINS]) -> Outputs<PINS, CELLS> {
    let (mut memory, mut out) = (Default::default(), Outputs::new());
    Heated::settle(pair, &mut memory, &v);
    Heated::evaluate(pair, &mut memory, &v, &Call { exact: true, ..CALL }, &mut out);
    out
}

/// Voltages of an N channel, with the temperatures.
fn point(random: &mut Random) -> [f64; PINS] {
    let source = random.next();
    let drain = source + if random.next() > 0.5 { -0.8 * random.next().abs() } else { 5.0 * random.next() + 4.6 };
    let gate = source + 4.0 * random.next() + 3.0;
    let anode = source + 0.1 * random.next();
    let junction = 80.0 + 60.0 * random.next();
    [drain + 0.2 * random.next(), gate, source + 0.1 * random.next(), drain, anode, source, junction, junction - 20.0, 0.0]
}

/// How far a device is from the next border, and the branches that it is in.
fn place(card: &Card, v: [f64; PINS]) -> (f64, Vec<(&'static str, bool)>) {
    let of = card.constants_at(v[J] + KELVIN);
    let sign = of.sign;
    let (vds, vgs, vd, across) = (sign * (v[D] - v[S]), sign * (v[G] - v[S]), sign * (v[A] - v[K]), sign * (v[K] - v[T]));
    let drive = if vds < 0.0 { vgs - vds } else { vgs } - of.threshold;
    let soft = of.slope * libm::log1p(libm::exp((drive - of.shift) / of.slope));
    let bend = soft - of.triode * vds.abs();
    let denominator = 1.0 + of.theta * vgs - LEAST_DENOMINATOR;
    let forward = of.depletion.potential * card.forward;
    let borders = [vds, vgs - vds, across, bend, denominator, vd + 3.0 * of.vte, vd + of.breakdown, vd - forward, drive - of.shift];
    let nearest = borders.iter().fold(f64::INFINITY, |least, border| least.min(border.abs()));
    let reverse = vd < -3.0 * of.vte;
    let slowed = card.extra > 0.0;
    (nearest, vec![
        ("saturated", bend < 0.0 && vds > 0.0),
        ("linear", bend > 0.0 && vds > 0.0),
        ("saturated, exchanged", bend < 0.0 && vds < 0.0),
        ("linear, exchanged", bend > 0.0 && vds < 0.0),
        ("above the threshold", drive > of.shift),
        ("weak inversion", drive < of.shift),
        ("body diode's exponential", !reverse),
        ("body diode's cubic", reverse && vd > -of.breakdown),
        ("body diode breaks down", vd < -of.breakdown),
        ("body's charge is a power", vd < forward),
        ("body's charge is a line", vd > forward),
        ("quasi-saturation", slowed && vds > 0.0 && across > 0.0),
        ("quasi-saturation without voltage", slowed && vds > 0.0 && across < 0.0),
        ("quasi-saturation, exchanged", slowed && vds < 0.0),
        ("drain's resistance by an exponent", !card.drain_exponent.is_nan()),
        ("drain's resistance by coefficients", card.drain_exponent.is_nan()),
    ])
}

#[test]
fn slopes_agree_with_central_differences_in_all_branches() {
    let mut random = Random(31);
    let examples: Vec<Card> = ["vdmos", "vdmosp"].iter().flat_map(|kind| [card(kind, FULL, &[]), card(kind, PLAIN, &[("m", 2.0)])]).collect();
    covers("power MOSFET that heats itself", |round| {
        let of = &examples[round % 4];
        let pair = Both::pack(of, of);
        let mut v = point(&mut random);
        for pin in 0..J {
            v[pin] *= of.cold.sign;
        }
        let (distance, branches) = place(of, v);
        if distance < 2e-3 {
            return None;
        }
        let out = at(&pair, v.map(F2::splat));
        let largest = |values: &[F2]| values.iter().fold(1e-12, |most: f64, value| most.max(lane(*value, 0).abs()));
        for column in 0..N {
            let h = if column >= J { 1e-3 } else { 1e-6 };
            let moved = |by: f64| {
                let mut v = v;
                v[column] += by;
                at(&pair, v.map(F2::splat))
            };
            let (below, above) = (moved(-h), moved(h));
            for row in 0..N {
                let entry = PLACE[row][column];
                let got = |values: &[F2; CELLS]| if entry < CELLS { lane(values[entry], 0) } else { 0.0 };
                let wanted = (lane(above.current[row], 0) - lane(below.current[row], 0)) / (2.0 * h);
                let bound = 3e-5 * wanted.abs() + 1e-15 * largest(&out.current) / h + 1e-9 * largest(&out.conductance);
                assert!((got(&out.conductance) - wanted).abs() <= bound, "g[{row}][{column}] {:e} {wanted:e} at {v:?}", got(&out.conductance));
                let wanted = (lane(above.charge[row], 0) - lane(below.charge[row], 0)) / (2.0 * h);
                let scale = if row >= J { largest(&out.charge) } else { largest(&out.charge[..J]) };
                let bound = 3e-5 * wanted.abs() + 1e-15 * scale / h + 1e-9 * scale;
                assert!((got(&out.capacitance) - wanted).abs() <= bound, "c[{row}][{column}] {:e} {wanted:e} at {v:?}", got(&out.capacitance));
            }
        }
        Some(branches)
    });
}

#[test]
fn a_heated_device_is_the_plain_one_at_its_temperature() {
    let mut random = Random(32);
    for (kind, model) in [("vdmos", FULL), ("vdmosp", FULL), ("vdmos", PLAIN)] {
        let of = card(kind, model, &[]);
        for _ in 0..300 {
            let mut v = point(&mut random);
            for pin in 0..J {
                v[pin] *= of.cold.sign;
            }
            if place(&of, v).0 < 1e-6 {
                continue;
            }
            let warm = of.constants_at(v[J] + KELVIN);
            let plain_at: [F2; PLAIN_PINS] = std::array::from_fn(|pin| F2::splat(v[pin]));
            let pair = Pair::pack(&warm, &warm);
            let (mut memory, mut plain) = (Default::default(), Outputs::new());
            PowerMosfet::settle(&pair, &mut memory, &plain_at);
            PowerMosfet::evaluate(&pair, &mut memory, &plain_at, &Call { exact: true, ..CALL }, &mut plain);
            let out = at(&Both::pack(&of, &of), v.map(F2::splat));
            let one = |pair: F2| lane(pair, 0);
            // The series resistances' own parts differ by what the kernel has.
            near(one(out.current[S]), one(plain.current[S]), 1e-10);
            for pin in [G, A] {
                let scale = one(plain.charge[pin]).abs().max(1e-15);
                assert!((one(out.charge[pin]) - one(plain.charge[pin])).abs() < 1e-9 * scale);
            }
        }
    }
}

/// By voltages and by the temperature, which moves the borders.
#[test]
fn regions_meet_as_those_of_the_plain_device() {
    let of = card("vdmos", FULL, &[]);
    let celsius = 70.0;
    let warm = of.constants_at(celsius + KELVIN);
    let channel = |vds: f64, vgs: f64, temperature: f64, by: usize| {
        let of_input = |value: f64, place: usize| Dual::<3>::variable(value, place);
        let found = of.channel(of_input(vds, 0), of_input(vgs, 1), of_input(temperature, 2));
        [found.value, found.slopes[by]]
    };
    let at = celsius + KELVIN;
    let gate = 6.0;
    let end = warm.slope * libm::log1p(libm::exp((gate - warm.threshold - warm.shift) / warm.slope)) / warm.triode;
    meets("exchange", 0.0, |vds| channel(vds, gate, at, 0), Border::Smooth);
    meets("saturation by vds", end, |vds| channel(vds, gate, at, 0), Border::Smooth);
    meets("saturation by vgs", gate, |vgs| channel(end, vgs, at, 1), Border::Smooth);
    meets("saturation by temperature", at, |temperature| channel(end, gate, temperature, 2), Border::Smooth);
    meets("weak inversion", warm.threshold + warm.shift, |vgs| channel(4.0, vgs, at, 1), Border::Smooth);
    let body = |v: f64, temperature: f64, by: usize, which: usize| {
        let (current, charge) = of.diode(Dual::<2>::variable(v, 0), Dual::variable(temperature, 1));
        let found = [current, charge][which];
        [found.value, found.slopes[by]]
    };
    let cubic = -3.0 * warm.vte;
    meets("body diode", cubic, |v| body(v, at, 0, 0), Border::Smooth);
    meets("body diode by temperature", at, |temperature| body(cubic, temperature, 1, 0), Border::Smooth);
    let corner = warm.depletion.corner;
    meets("body diode's charge", corner, |v| body(v, at, 0, 1), Border::Smooth);
    meets("body diode's charge by temperature", at, |temperature| body(corner, temperature, 1, 1), Border::Smooth);
    let drain = |across: f64, vds: f64| {
        let found = of.drain_conductance(Dual::<1>::variable(across, 0), vds, Dual::constant(at));
        [found.value, found.slopes[0]]
    };
    meets("quasi-saturation", 0.0, |across| drain(across, 1.0), Border::Bend);
    let lost = drain(2.0, 1.0)[0] - drain(2.0, -1.0)[0];
    meets("quasi-saturation, exchanged", 0.0, |vds| [drain(2.0, vds)[0], 0.0], Border::Jump(lost));
}

#[test]
fn power_flows_into_the_junction_and_out_of_the_case() {
    let of = card("vdmos", PLAIN, &[]);
    let v = [5.0, 6.0, 0.0, 5.0, 0.0, 0.0, 70.0, 60.0, 0.0];
    let out = at(&Both::pack(&of, &of), v.map(F2::splat));
    let one = |pin: usize| lane(out.current[pin], 0);
    let power = 5.0 * -one(S) - 5.0 * one(A);
    near(one(J), (70.0 - 60.0) / 2.0 - power, 1e-9);
    near(one(H), (60.0 - 70.0) / 2.0 + (60.0 - 40.0) / 1000.0, 1e-12);
    let sum: f64 = out.current.iter().map(|current| lane(*current, 0)).sum();
    assert!(sum.abs() < 1e-12, "{sum:e}");
}

#[test]
fn the_partner_of_a_pair_changes_no_bit() {
    let mut random = Random(33);
    let (first, second) = (card("vdmos", FULL, &[]), card("vdmosp", PLAIN, &[]));
    for _ in 0..300 {
        let v = point(&mut random);
        let mut w = point(&mut random);
        for pin in 0..J {
            w[pin] *= -1.0;
        }
        let both = at(&Both::pack(&first, &second), std::array::from_fn(|pin| F2::from([v[pin], w[pin]])));
        assert_eq!(bits(&both, 0), bits(&at(&Both::pack(&first, &first), v.map(F2::splat)), 1));
        assert_eq!(bits(&both, 1), bits(&at(&Both::pack(&second, &second), w.map(F2::splat)), 0));
    }
}

#[test]
fn what_cannot_be_is_an_error() {
    for wrong in [("rthjc", 0.0), ("rthca", -1.0), ("cthj", -1.0)] {
        let model = [PLAIN, &[wrong]].concat();
        let (resolved, _) = resolve::<Heated, PINS, CELLS>(&["d", "g", "s", "tj", "tc"], "vdmos", &model, &[], 27.0);
        assert_eq!(resolved.unwrap_err().code, "model-parameter");
    }
}

/// A MOSFET that warms up on a heat sink, with its load at `e`, to which more current flows.
fn in_its_load(gate: f64, more: f64) -> TestCircuit {
    let mut test = TestCircuit::new();
    test.options(&[("reltol", 1e-9), ("vntol", 1e-12)]);
    test.temperature(0.0);
    test.voltage("vg", "g", "0", &[("dc", &[gate]), ("ac", &[1.0])]);
    test.voltage("vd", "d", "0", &[("dc", &[10.0])]);
    test.current("ie", "0", "e", &[("dc", &[more])]);
    test.resistor("r1", "d", "e", 5.0);
    test.resistor("r2", "tc", "0", 8.0);
    let device = test.device("heated-vdmos", "m1", &["e", "g", "0", "tj", "tc"], &[], &[]);
    test.model(device, "vdmos", &[
        ("vto", 3.2), ("kp", 3.0), ("tcvth", 6e-3), ("mu", 0.0), ("texp0", 0.0), ("rd", 0.05), ("lambda", 0.01), ("theta", 0.02), ("is", 6e-12), ("bv", 45.0), ("ibv", 1e-3),
        ("nbv", 2.0), ("rthjc", 1.5), ("rthca", 60.0), ("cthj", 1e-3), ("cgs", 1e-9), ("cgdmax", 1e-9), ("cgdmin", 1e-10), ("a", 0.4), ("cjo", 5e-10),
    ]);
    test
}

/// v(e) and v(tj) of operating points: their slopes by the gate, and by a current into e.
fn slopes_of_points() -> [[f64; 2]; 2] {
    let at = |gate: f64, more: f64| {
        let mut test = in_its_load(gate, more);
        let job = test.op();
        let run = test.done(job);
        ["v(e)", "v(tj)"].map(|name| run.last(name))
    };
    let slopes = |step: [f64; 2]| {
        let (above, below) = (at(4.0 + step[0], step[1]), at(4.0 - step[0], -step[1]));
        [0, 1].map(|which: usize| (above[which] - below[which]) / (2.0 * (step[0] + step[1])))
    };
    // Without the difference's error of second order.
    [[1e-3, 0.0], [0.0, 1e-3]].map(|step: [f64; 2]| {
        let [far, near] = [slopes(step), slopes(step.map(|step| 0.5 * step))];
        [0, 1].map(|which: usize| (4.0 * near[which] - far[which]) / 3.0)
    })
}

/// v(e) and v(tj) at a frequency, in real and imaginary parts.
fn small_signals(hertz: f64) -> [[f64; 2]; 2] {
    let mut test = in_its_load(4.0, 0.0);
    let job = test.ac(Variation::Linear, 1.0, hertz, hertz);
    let run = test.done(job);
    ["v(e)", "v(tj)"].map(|name| [run.column(name)[0], run.column(name)[1]])
}

/// Small signals that the heat follows are the slopes of operating points. ngspice 39
/// gives −12.0948 and 32.381 K/V for its own points' slopes of −10.2363 and −25.3988 K/V:
/// its AC matrix has the heat's slopes with the other sign, without the drain resistance's,
/// and of the current's slope by temperature the transconductance's part only, without the
/// threshold's. So decks compare what no heat follows.
#[test]
fn small_signals_that_the_heat_follows_are_the_slopes_of_operating_points() {
    let [by_gate, _] = slopes_of_points();
    for (slope, ngspice) in by_gate.into_iter().zip([-10.23630158, -25.39881650]) {
        near(slope, ngspice, 2e-5);
    }
    for (signal, slope) in small_signals(1e-4).into_iter().zip(by_gate) {
        near(signal[0], slope, 2e-6);
    }
}

/// With one thermal capacitance all small signals pass from those slopes to what they
/// are without heat with one corner: the conductance that heats the junction over `cthj`.
#[test]
fn small_signals_pass_the_thermal_time_with_one_corner() {
    let [warm, cold] = [1e-4, 1e4].map(|hertz| small_signals(hertz).map(|[real, _]| real));
    near(cold[0], -12.09477413, 1e-5);
    let mut test = in_its_load(4.0, 0.0);
    let job = test.op();
    let across = test.done(job).last("v(e)");
    // The power is v(e)·(10 V − v(e))/5 Ω.
    let power = cold[0] * (10.0 - 2.0 * across) / 5.0;
    let corner = power / warm[1] / (std::f64::consts::TAU * 1e-3);
    for hertz in [1.0, 10.0, 40.0, 300.0] {
        let x = hertz / corner;
        let share = [1.0 / (1.0 + x * x), -x / (1.0 + x * x)];
        let [drain, junction] = small_signals(hertz);
        for (got, from, to) in [(drain, warm[0], cold[0]), (junction, warm[1], 0.0)] {
            let wanted = [to + (from - to) * share[0], (from - to) * share[1]];
            let apart = libm::hypot(got[0] - wanted[0], got[1] - wanted[1]);
            assert!(apart < 1e-3 * (from - to).abs(), "{got:?} for {wanted:?} at {hertz} Hz");
        }
    }
}

/// Noise that the heat follows sees the slopes of operating points, too.
#[test]
fn noise_that_the_heat_follows_sees_the_slopes_of_operating_points() {
    let [_, by_current] = slopes_of_points();
    let mut test = in_its_load(4.0, 0.0);
    let job = test.noise("e", "vg", 1.0, 1e-4, 1e-4);
    let run = test.done(job);
    let load = (4.0 * crate::devices::junction::BOLTZMANN * KELVIN / 5.0).sqrt();
    near(run.column("onoise_r1")[0], load * by_current[0].abs(), 1e-5);
}
