//! What closed forms say of single parts, where ngspice differs or cannot say it.

use super::{at, cards, constants, resolved};
use crate::lanes::lane;
use crate::devices::bsim4::bias::Bias;
use crate::devices::bsim4::{Constants, Pair, D};
use crate::lanes::F2;
use crate::test_circuit::near;

const SIZE: &[(&str, f64)] = &[("l", 1.8e-7), ("w", 2e-6)];

fn with(own: &[(&str, f64)], card: &[(&str, f64)]) -> Constants {
    let all: Vec<(&str, f64)> = cards::PROCESS.iter().copied().chain(own.iter().copied()).collect();
    constants("nmos", &all, &[SIZE, card].concat())
}

/// ngspice 39 sets the mobility anew for `mulu0` and so loses what stress and a well
/// make of it; the manual's factors stay here.
#[test]
fn stress_and_a_well_change_the_mobility_by_the_published_factor() {
    let plain = with(&[], &[]);
    let saref = 1.0 / (1e-6 + 0.9e-7);
    let sa = 1.0 / (0.4e-6 + 0.9e-7) + 1.0 / (0.7e-6 + 0.9e-7);
    let stressed = with(&[("ku0", -3e-8), ("kvsat", 0.3)], &[("sa", 4e-7), ("sb", 7e-7)]);
    let [rho, reference] = [sa, 2.0 * saref].map(|inverse| -3e-8 / (1.0 + 1e-9) * inverse);
    near(stressed.device.channel.u0 / plain.device.channel.u0, (1.0 + rho) / (1.0 + reference), 1e-12);
    near(stressed.device.channel.vsat / plain.device.channel.vsat, (1.0 + 0.3 * rho) / (1.0 + 0.3 * reference), 1e-12);
    let well = with(&[("wpemod", 1.0), ("ku0we", -0.02), ("web", 2.0), ("wec", 3.0)], &[("sca", 2.0), ("scb", 0.1), ("scc", 0.02)]);
    near(well.device.channel.u0 / plain.device.channel.u0, 1.0 - 0.02 * (2.0 + 0.2 + 0.06), 1e-12);
    near(with(&[], &[("mulu0", 0.9)]).device.channel.u0, 0.9 * plain.device.channel.u0, 1e-12);
}

/// Below the threshold the current rises by e per n·vt.
#[test]
fn the_slope_below_the_threshold_is_that_of_n() {
    let of = with(&[], &[]);
    let bias = |vgs: f64| Bias::at(&Pair::of(&of), &[1.0, vgs, 0.0, 0.0].map(F2::splat));
    let [low, high] = [0.1, 0.12].map(|vgs| lane(bias(vgs).flow.current.value, 0));
    let n = lane(bias(0.1).stand.n.value, 0);
    let vt = of.device.gate.vtm;
    // Of the two exponentials one is all there is so far below.
    near(libm::log(high / low) * n * vt / 0.02, 1.0, 0.02);
}

/// m devices in parallel, and fingers, carry as much as they are.
#[test]
fn devices_in_parallel_add_up() {
    let v = [1.2, 0.9, 0.0, -0.2];
    let drain = |of: &Constants| lane(at(of, v).current[D], 0);
    let one = drain(&with(&[], &[("w", 2e-6)]));
    let fingers = with(&[], &[("w", 8e-6), ("nf", 4.0)]);
    near(lane(Bias::at(&Pair::of(&fingers), &v.map(F2::splat)).flow.current.value, 0) * 4.0, 4.0 * one, 1e-6);
}

#[test]
fn numbers_that_no_transistor_has_are_refused() {
    let code = |model: &[(&str, f64)], card: &[(&str, f64)]| resolved("nmos", model, card, 27.0).0.err().map_or("none", |failure| failure.code);
    assert_eq!(code(&[], &[]), "none");
    for (name, number) in [("ndep", -1e17), ("xj", -1e-7), ("u0", -0.1), ("lint", 1e-5), ("wint", 1e-5)] {
        assert_eq!(code(&[(name, number)], &[]), "model-parameter", "{name}");
    }
    assert_eq!(code(&[], &[("nf", 0.5)]), "parameter-range");
    assert_eq!(code(&[("level", 1.0)], &[]), "unsupported-model");
    assert_eq!(code(&[], &[("temp", -300.0)]), "temperature");
}

/// Every number that may depend on the size has the three parts of its three names,
/// in the unit of `binunit`.
#[test]
fn parts_by_the_size_are_added_to_their_number() {
    use crate::devices::bsim4::binned::{Binned, BINNED};
    let whole: Vec<f64> = (0..BINNED.len()).map(|place| 1.0 + place as f64).collect();
    let inverse = [0.5, 0.25, 0.125];
    let at = |values: &[f64]| format!("{:?}", Binned::read(values).at(inverse));
    let plain = at(&whole);
    for (place, row) in BINNED.iter().enumerate() {
        let (base, part) = (BINNED[place - place % 4].name, place % 4);
        assert_eq!(row.name, format!("{}{base}", ["", "l", "w", "p"][part]));
        let mut more = whole.clone();
        more[place] += 8.0;
        let wanted = whole[place - part] + [0, 1, 2].iter().map(|&of| whole[place - part + 1 + of] * inverse[of]).sum::<f64>() + if part == 0 { 8.0 } else { 8.0 * inverse[part - 1] };
        let field = format!("{base}: {wanted:?}");
        assert!(at(&more).contains(&field) && !plain.contains(&field), "{field}");
    }
}
