//! The equations by themselves; circuits are compared with ngspice in test/reference.

mod borders;
mod cards;
mod laws;
mod network;

use super::*;
use crate::devices::Start;
use crate::devices::equation_tests::{bits, covers, resolve, CALL};
use crate::matrix::tests::Random;
use cards::{examples, model, EXAMPLES};

type Given4<'a> = crate::devices::equation_tests::Numbers<'a>;

const PINS: [&str; 4] = ["d", "g", "s", "b"];

pub fn resolved(kind: &str, model: Given4, card: Given4, temperature: f64) -> (Result<Resolved<Constants, 4>, Failure>, Vec<Finding>) {
    let model = [&[("level", 54.0)], model].concat();
    resolve::<Bsim4, 4, 16>(&PINS, kind, &model, card, temperature)
}

pub fn constants(kind: &str, model: Given4, card: Given4) -> Constants {
    resolved(kind, model, card, 27.0).0.unwrap_or_else(|failure| panic!("{}", failure.message)).constants
}

pub fn at(constants: &Constants, v: [f64; 4]) -> Outputs<4, 16> {
    evaluated(&Pair::of(constants), v.map(F2::splat))
}

fn evaluated(pair: &Pair, v: [F2; 4]) -> Outputs<4, 16> {
    let (mut memory, mut out) = (Before::default(), Outputs::new());
    Bsim4::settle(pair, &mut memory, &v);
    Bsim4::evaluate(pair, &mut memory, &v, &CALL, &mut out);
    assert!(!out.limited.any());
    out
}

/// Voltages of an NMOS, or mirrored, near those that such a transistor has.
fn point(random: &mut Random, sign: f64) -> [f64; 4] {
    let source = random.next();
    [1.8 * random.next(), 0.3 + 1.5 * random.next(), 0.0, -0.6 + 0.9 * random.next()].map(|v| sign * (source + v))
}

/// Where a point stands.
fn regions(constants: &Constants, v: [f64; 4]) -> Vec<(&'static str, bool)> {
    let pair = Pair::of(constants);
    let bias = Bias::at(&pair, &v.map(F2::splat));
    let one = |pair: F2| lane(pair, 0);
    let [vds, vgs, vbs] = bias.at.map(one);
    let lower = vds.min(0.0);
    let drive = one(bias.stand.overdrive().value);
    let vdsat = one(bias.flow.vdsat);
    let gidl = bias.induced(&pair).map(|part| one(part.value));
    vec![
        ("off", drive < -0.3),
        ("weak", drive > -0.3 && drive < 0.0),
        ("strong", drive > 0.3),
        ("linear", drive > 0.0 && vds.abs() < 0.5 * vdsat),
        ("saturated", drive > 0.0 && vds.abs() > 2.0 * vdsat),
        ("exchanged", vds < 0.0),
        ("forward bulk", vbs - lower > 0.2),
        ("deep bulk", vbs - lower < -1.0),
        ("accumulated", vgs - lower < constants.device.charge.vfbzb + vbs - lower),
        ("depleted gate", one(bias.stand.vgs_eff.value) < vgs - lower - 1e-6),
        ("ionised", one(bias.flow.ionised.value) > 1e-18),
        ("induced leakage", gidl[0].max(gidl[1]) > 1e-24),
        ("tunnelling", one(bias.gate.igcs.value).abs() > 1e-22),
        ("junction forward", vbs > 0.4 || vbs - vds > 0.4),
    ]
}

#[test]
fn slopes_agree_with_central_differences() {
    let mut random = Random(11);
    let examples = examples();
    covers("BSIM4", |round| {
        let constants = &examples[round % examples.len()];
        let v = point(&mut random, constants.sign);
        let out = at(constants, v);
        let h = 2e-6;
        let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
        let rounding = [3e-6 * largest(&out.conductance) + 1e-9 * largest(&out.current) + 1e-20, 3e-6 * largest(&out.capacitance) + 1e-9 * largest(&out.charge)];
        for column in 0..4 {
            let moved = |by: f64| {
                let mut v = v;
                v[column] += by;
                at(constants, v)
            };
            let [above, below, far_above, far_below] = [h, -h, 4.0 * h, -4.0 * h].map(moved);
            for row in 0..4 {
                let entry = 4 * row + column;
                let slopes = |one: fn(&Outputs<4, 16>, usize) -> F2| {
                    let of = |out: &Outputs<4, 16>| lane(one(out, row), 0);
                    [(of(&above) - of(&below)) / (2.0 * h), (of(&far_above) - of(&far_below)) / (8.0 * h)]
                };
                let pairs = [
                    (lane(out.conductance[entry], 0), slopes(|out, row| out.current[row]), rounding[0]),
                    (lane(out.capacitance[entry], 0), slopes(|out, row| out.charge[row]), rounding[1]),
                ];
                for (which, (slope, [near, far], rounding)) in pairs.into_iter().enumerate() {
                    // A bend of the published pieces lies within the difference.
                    let bends = (near - far).abs() > 1e-4 * near.abs() + rounding;
                    assert!(
                        bends || (slope - near).abs() <= 2e-4 * slope.abs() + rounding,
                        "{which} {row}{column}: {slope:e} {near:e} at {v:?} of {}",
                        EXAMPLES[round % examples.len()].0
                    );
                }
            }
        }
        Some(regions(constants, v))
    });
}

#[test]
fn currents_charges_and_their_slopes_sum_to_nothing() {
    let mut random = Random(12);
    for (round, constants) in examples().iter().cycle().take(3000).enumerate() {
        let v = point(&mut random, constants.sign);
        let out = at(constants, v);
        let check = |values: Vec<F2>| {
            let sum: f64 = values.iter().map(|&value| lane(value, 0)).sum();
            let size: f64 = values.iter().map(|&value| lane(value, 0).abs()).sum();
            assert!(sum.abs() <= 1e-13 * size + 1e-30, "{sum:e} of {size:e} at {v:?} of round {round}");
        };
        check(out.current.to_vec());
        check(out.charge.to_vec());
        for matrix in [out.conductance, out.capacitance] {
            for line in 0..4 {
                check((0..4).map(|column| matrix[4 * line + column]).collect());
                check((0..4).map(|row| matrix[4 * row + line]).collect());
            }
        }
    }
}

/// Drain and source are alike: exchanging them exchanges the answers.
#[test]
fn currents_meet_at_no_voltage_along_the_channel() {
    let mut random = Random(13);
    // In weak inversion tunnelling without `pigcd` divides between drain and source by 1/Vgsteff²,
    // within nanovolts: those cards are left out.
    for constants in examples().into_iter().filter(|constants| constants.leakage.igc[0] != 1) {
        for _ in 0..50 {
            let mut v = point(&mut random, constants.sign);
            v[D] = v[S];
            let steepest = at(&constants, v).conductance.iter().fold(0.0, |most: f64, g| most.max(lane(*g, 0).abs()));
            let near = [1e-9, -1e-9].map(|by| {
                let mut v = v;
                v[D] += by;
                at(&constants, v)
            });
            for pin in [D, G, S, B] {
                let [above, below] = [&near[0], &near[1]].map(|out| lane(out.current[pin], 0));
                assert!((above - below).abs() <= 4e-9 * steepest + 1e-18, "{above:e} {below:e} {pin} at {v:?}");
                let [above, below] = [&near[0], &near[1]].map(|out| lane(out.charge[pin], 0));
                assert!((above - below).abs() <= 1e-6 * above.abs().max(1e-17), "{above:e} {below:e} {pin} at {v:?}");
            }
        }
    }
}

#[test]
fn a_pair_is_two_devices_to_the_bit() {
    let mut random = Random(14);
    let examples = examples();
    let count = examples.len();
    for round in 0..3000 {
        let one = [&examples[round % count], &examples[(round / count + round) % count]];
        let both = Pair::pack(one[0], one[1]);
        let alone = one.map(Pair::of);
        let mut memory = [Before::default(); 3];
        for step in 0..3 {
            let v: [[f64; 4]; 2] = [0, 1].map(|side: usize| point(&mut random, one[side].sign));
            let together: [F2; 4] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let mut outputs = [Outputs::new(); 3];
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, exact: step == 2, ..CALL };
            Bsim4::evaluate(&both, &mut memory[2], &together, &call, &mut outputs[2]);
            for side in 0..2 {
                Bsim4::evaluate(&alone[side], &mut memory[side], &v[side].map(F2::splat), &call, &mut outputs[side]);
                assert_eq!(bits(&outputs[side], side), bits(&outputs[2], side), "{round} {step} {side}");
            }
        }
    }
}

#[test]
fn lost_numbers_stay_lost() {
    for constants in examples() {
        for pin in [D, G, S, B] {
            let mut v = [1.2, 0.9, 0.0, -0.3].map(|v| F2::splat(constants.sign * v));
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = (Before::default(), Outputs::new());
            Bsim4::evaluate(&Pair::of(&constants), &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
}
