//! The equations by themselves; circuits are compared with ngspice in test/reference.

use super::*;
use crate::devices::equation_tests::{bits, resolve, Numbers, CALL};
use crate::matrix::tests::Random;
use crate::test_circuit::near;

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
fn place(card: &Card, v: [f64; PINS]) -> (f64, [bool; 9]) {
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
    (nearest, [
        vds < 0.0,
        bend < 0.0 && vds > 0.0,
        bend > 0.0 && vds > 0.0,
        bend < 0.0 && vds < 0.0,
        !reverse,
        reverse && vd > -of.breakdown,
        vd < -of.breakdown,
        card.extra > 0.0 && vds > 0.0 && across > 0.0,
        vd > forward,
    ])
}

#[test]
fn slopes_agree_with_central_differences_in_all_branches() {
    let mut random = Random(31);
    let mut counts = [0; 9];
    let examples: Vec<Card> = ["vdmos", "vdmosp"].iter().flat_map(|kind| [card(kind, FULL, &[]), card(kind, PLAIN, &[("m", 2.0)])]).collect();
    for round in 0..10_000 {
        let of = &examples[round % 4];
        let pair = Both::pack(of, of);
        let mut v = point(&mut random);
        for pin in 0..J {
            v[pin] *= of.cold.sign;
        }
        let (distance, flags) = place(of, v);
        if distance < 2e-3 {
            continue;
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
        for (count, within) in counts.iter_mut().zip(flags) {
            *count += u32::from(within);
        }
    }
    println!("points by branch: {counts:?}");
    assert!(counts.iter().all(|&count| count >= 100), "{counts:?}");
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
