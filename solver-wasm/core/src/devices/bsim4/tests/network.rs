//! Transistors with networks, by themselves.

use super::{cards, model, point, PINS};
use crate::devices::bsim4::bias::Bias;
use crate::devices::bsim4::network::{Both, Memory, Network, ALL, ALL_ENTRIES, SOME, SOME_ENTRIES};
use crate::devices::bsim4::noise::within;
use crate::devices::bsim4::{Bsim4, Constants, Pair, B, D, G, S};
use crate::devices::equation_tests::{bits, covers, resolve, CALL};
use crate::devices::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Packed, Point, Resolved};
use crate::devices::mosfet::limit::Before;
use crate::devices::Start;
use crate::lanes::{lane, F2};
use crate::matrix::tests::Random;
use crate::test_circuit::near;

type Given4<'a> = super::Given4<'a>;
type Whole = Network<ALL, ALL_ENTRIES>;
type Small = Network<SOME, SOME_ENTRIES>;

/// Networks of every kind, and those that fit in the smaller size.
const NETWORKS: [Given4; 9] = [
    &[("rgatemod", 1.0), ("rbodymod", 1.0), ("rshg", 8.0)],
    &[("rgatemod", 1.0), ("rbodymod", 2.0), ("rbps0", 60.0), ("rbpd0", 70.0)],
    &[("rbodymod", 2.0), ("rbps0", 60.0), ("rbpd0", 70.0), ("rbsbx0", 90.0), ("rbdby0", 80.0), ("acnqsmod", 1.0)],
    &[("rgatemod", 2.0), ("rshg", 2e4), ("xrcrg1", 9.0)],
    &[("rgatemod", 3.0), ("rbodymod", 1.0), ("rshg", 20.0), ("xrcrg2", 2.0)],
    &[("rdsmod", 1.0), ("rsw", 80.0), ("rdw", 90.0), ("rswmin", 5.0), ("rdwmin", 6.0), ("prwg", 0.4), ("prwb", 0.1), ("rgatemod", 1.0)],
    &[("trnqsmod", 1.0), ("rbodymod", 2.0)],
    &[("trnqsmod", 1.0), ("rgatemod", 3.0), ("rdsmod", 1.0), ("rbodymod", 1.0), ("xpart", 0.5)],
    &[("trnqsmod", 1.0), ("rgatemod", 1.0), ("xpart", 1.0)],
];
const FITTING: usize = 3;

const CARD: Given4 = &[("l", 1.8e-7), ("w", 2e-6), ("nf", 2.0), ("ad", 1e-12), ("as", 1.2e-12), ("pd", 3e-6), ("ps", 4e-6), ("m", 1.0)];

fn resolved<const P: usize, const CELLS: usize>(kind: &str, given: Given4, card: Given4) -> Resolved<Constants, P> {
    let given = [&[("level", 54.0)], given].concat();
    resolve::<Network<P, CELLS>, P, CELLS>(&PINS, kind, &given, card, 27.0).0.unwrap_or_else(|failure| panic!("{}", failure.message))
}

fn with(network: Given4, card: Given4) -> Resolved<Constants, ALL> {
    resolved::<ALL, ALL_ENTRIES>("nmos", &[cards::PROCESS, network].concat(), &[&CARD[..2], card].concat())
}

/// Every network on every kind of card that has it all in one.
fn examples(networks: &[Given4]) -> Vec<Constants> {
    let mut all = Vec::new();
    for (_, kind, own) in cards::EXAMPLES {
        for network in networks {
            let own: Vec<(&str, f64)> = own.iter().filter(|(name, _)| !network.iter().any(|(other, _)| other == name)).copied().collect();
            let own = [&own[..], network].concat();
            all.push(resolved::<ALL, ALL_ENTRIES>(kind, &model(kind, &own), CARD).constants);
        }
    }
    all
}

fn evaluated<const P: usize, const CELLS: usize>(pair: &Both, v: [F2; P], call: &Call) -> Outputs<P, CELLS> {
    let (mut memory, mut out) = (Memory::default(), Outputs::new());
    Network::<P, CELLS>::settle(pair, &mut memory, &v);
    Network::<P, CELLS>::evaluate(pair, &mut memory, &v, call, &mut out);
    assert!(!out.limited.any());
    out
}

fn at<const P: usize, const CELLS: usize>(constants: &Constants, v: [f64; P]) -> Outputs<P, CELLS> {
    evaluated(&Both::pack(constants, constants), v.map(F2::splat), &CALL)
}

/// Voltages of all pins near those that such a transistor has.
fn all_pins<const P: usize>(random: &mut Random, sign: f64) -> [f64; P] {
    let [d, g, s, b] = point(random, sign);
    let mut near = |volts: f64, range: f64| volts + range * random.next();
    let all = [d, g, s, b, near(b, 0.3), near(b, 0.3), near(g, 0.2), near(g, 0.2), near(d, 0.2), near(s, 0.2), near(0.0, 0.5), 0.0];
    std::array::from_fn(|pin| all[pin])
}

/// Where a point stands.
fn regions(constants: &Constants, v: &[f64; ALL]) -> Vec<(&'static str, bool)> {
    let modes = constants.modes;
    let pair = Pair::pack(constants, constants);
    let bias = Bias::at(&pair, &[v[D], v[G], v[S], v[B]].map(F2::splat));
    let [gate, bulk, _] = Bsim4::intrinsic(&pair, &bias);
    let small = lane(gate.value + bulk.value, 0).abs() <= 1e-5 * constants.device.charge.oxide;
    let [vds, vgs, _] = bias.at.map(|v| lane(v, 0));
    let over = vgs - constants.device.outside.vfbsd;
    let xpart = constants.device.charge.xpart;
    let late = modes.transient;
    vec![
        ("electrode", modes.gate == 1),
        ("electrode and channel", modes.gate == 2),
        ("middle of the gate", modes.gate == 3),
        ("one resistance", modes.body == 1),
        ("three", modes.body == 3),
        ("five", modes.body == 5),
        ("ends", modes.ends && over > 0.1),
        ("ends off", modes.ends && over < -0.1),
        ("late", late && !small),
        ("late without charge", late && small),
        ("late and exchanged", late && vds < 0.0),
        ("xpart 0", late && xpart < 0.5),
        ("xpart 0.5", late && xpart == 0.5),
        ("xpart 1", late && xpart > 0.5),
        ("forward at the drain", constants.sign * (v[4] - v[D]) > 0.4),
        ("forward at the source", constants.sign * (v[5] - v[S]) > 0.4),
    ]
}

#[test]
fn slopes_agree_with_central_differences() {
    let mut random = Random(31);
    let examples = examples(&NETWORKS);
    covers("BSIM4 with networks", |round| {
        let constants = &examples[round % examples.len()];
        let v: [f64; ALL] = all_pins(&mut random, constants.sign);
        let out: Outputs<ALL, ALL_ENTRIES> = at(constants, v);
        let h = 2e-6;
        let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
        let rounding = [3e-6 * largest(&out.conductance) + 1e-9 * largest(&out.current) + 1e-20, 3e-6 * largest(&out.capacitance) + 1e-9 * largest(&out.charge)];
        for column in 0..ALL {
            let moved = |by: f64| -> Outputs<ALL, ALL_ENTRIES> {
                let mut v = v;
                v[column] += by;
                at(constants, v)
            };
            let [above, below, far_above, far_below] = [h, -h, 4.0 * h, -4.0 * h].map(moved);
            // Ground's row is nobody's.
            for row in 0..ALL - 1 {
                let entry = Whole::ENTRIES.iter().position(|&[r, c]| [r as usize, c as usize] == [row, column]);
                let slopes = |one: fn(&Outputs<ALL, ALL_ENTRIES>, usize) -> F2| {
                    let of = |out: &Outputs<ALL, ALL_ENTRIES>| lane(one(out, row), 0);
                    [(of(&above) - of(&below)) / (2.0 * h), (of(&far_above) - of(&far_below)) / (8.0 * h)]
                };
                let own = |values: &[F2; ALL_ENTRIES]| entry.map_or(0.0, |entry| lane(values[entry], 0));
                let pairs = [
                    (own(&out.conductance), slopes(|out, row| out.current[row]), rounding[0]),
                    (own(&out.capacitance), slopes(|out, row| out.charge[row]), rounding[1]),
                ];
                for (which, (slope, [near, far], rounding)) in pairs.into_iter().enumerate() {
                    // A bend of the published pieces lies within the difference.
                    let bends = (near - far).abs() > 1e-4 * near.abs() + rounding;
                    assert!(bends || (slope - near).abs() <= 2e-4 * slope.abs() + rounding, "{which} {row},{column}: {slope:e} {near:e} at {v:?} of {:?}", constants.modes);
                }
            }
        }
        Some(regions(constants, &v))
    });
}

#[test]
fn currents_charges_and_their_slopes_sum_to_nothing() {
    let mut random = Random(32);
    for constants in examples(&NETWORKS).iter().cycle().take(3000) {
        let v: [f64; ALL] = all_pins(&mut random, constants.sign);
        let out: Outputs<ALL, ALL_ENTRIES> = at(constants, v);
        let check = |values: Vec<F2>, what: &str| {
            let sum: f64 = values.iter().map(|&value| lane(value, 0)).sum();
            let size: f64 = values.iter().map(|&value| lane(value, 0).abs()).sum();
            assert!(sum.abs() <= 1e-13 * size + 1e-30, "{what}: {sum:e} of {size:e} at {v:?} of {:?}", constants.modes);
        };
        check(out.current.to_vec(), "currents");
        check(out.charge.to_vec(), "charges");
        for matrix in [out.conductance, out.capacitance] {
            let of = |wanted: [Option<usize>; 2]| {
                let fits = |place: [u8; 2]| (0..2).all(|which| wanted[which].is_none_or(|pin| pin == place[which] as usize));
                Whole::ENTRIES.iter().zip(matrix).filter(|(place, _)| fits(**place)).map(|(_, value)| value).collect::<Vec<F2>>()
            };
            for pin in 0..ALL - 1 {
                check(of([Some(pin), None]), "a row");
            }
        }
    }
}

/// Without any network, and its pins where the outer ones are, it is the plain transistor.
#[test]
fn without_networks_it_is_the_plain_transistor() {
    let mut random = Random(33);
    for constants in examples(&[&[]]) {
        for _ in 0..50 {
            let [d, g, s, b] = point(&mut random, constants.sign);
            let (pair, mut before, mut plain) = (Pair::of(&constants), Before::default(), Outputs::new());
            let v = [d, g, s, b].map(F2::splat);
            Bsim4::settle(&pair, &mut before, &v);
            Bsim4::evaluate(&pair, &mut before, &v, &CALL, &mut plain);
            let out: Outputs<SOME, SOME_ENTRIES> = at(&constants, [d, g, s, b, b, b]);
            let joined = |values: &[F2; SOME], pin: usize| lane(values[pin], 0) + if pin == B { lane(values[4], 0) + lane(values[5], 0) } else { 0.0 };
            for pin in [D, G, S, B] {
                let size = |values: &[F2; 4]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
                assert!((joined(&out.current, pin) - lane(plain.current[pin], 0)).abs() <= 1e-14 * size(&plain.current));
                assert!((joined(&out.charge, pin) - lane(plain.charge[pin], 0)).abs() <= 1e-14 * size(&plain.charge));
            }
        }
    }
}

fn a_pair_is_two_devices<const P: usize, const CELLS: usize>(examples: &[Constants], seed: u64) {
    let mut random = Random(seed);
    let count = examples.len();
    for round in 0..3000 {
        let one = [&examples[round % count], &examples[(round / count + round) % count]];
        let both = Both::pack(one[0], one[1]);
        let alone = one.map(|one| Both::pack(one, one));
        let mut memory = [Memory::default(); 3];
        for step in 0..3 {
            let v: [[f64; P]; 2] = [0, 1].map(|side: usize| all_pins(&mut random, one[side].sign));
            let together: [F2; P] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let mut outputs: [Outputs<P, CELLS>; 3] = [Outputs::new(); 3];
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, exact: step == 2, small_signal: round % 3 == 0, ..CALL };
            Network::<P, CELLS>::evaluate(&both, &mut memory[2], &together, &call, &mut outputs[2]);
            for side in 0..2 {
                Network::<P, CELLS>::evaluate(&alone[side], &mut memory[side], &v[side].map(F2::splat), &call, &mut outputs[side]);
                assert_eq!(bits(&outputs[side], side), bits(&outputs[2], side), "{round} {step} {side}");
            }
        }
    }
}

#[test]
fn a_pair_is_two_devices_to_the_bit() {
    a_pair_is_two_devices::<ALL, ALL_ENTRIES>(&examples(&NETWORKS), 34);
    a_pair_is_two_devices::<SOME, SOME_ENTRIES>(&examples(&NETWORKS[..FITTING]), 35);
}

#[test]
fn both_sizes_say_the_same() {
    let mut random = Random(36);
    for constants in examples(&NETWORKS[..FITTING]) {
        let v: [f64; ALL] = all_pins(&mut random, constants.sign);
        let whole: Outputs<ALL, ALL_ENTRIES> = at(&constants, v);
        let small: Outputs<SOME, SOME_ENTRIES> = at(&constants, std::array::from_fn(|pin| v[pin]));
        assert_eq!(whole.current[..SOME], small.current[..]);
        assert_eq!(whole.charge[..SOME], small.charge[..]);
        assert_eq!(whole.conductance[..SOME_ENTRIES], small.conductance[..]);
        assert_eq!(whole.capacitance[..SOME_ENTRIES], small.capacitance[..]);
    }
    assert_eq!(Whole::ENTRIES[..SOME_ENTRIES], Small::ENTRIES[..]);
}

#[test]
fn lost_numbers_stay_lost() {
    for constants in examples(&NETWORKS) {
        for pin in 0..4 {
            let mut v: [F2; ALL] = [1.2, 0.9, 0.0, -0.3, -0.3, -0.3, 0.9, 0.9, 1.2, 0.0, 0.01, 0.0].map(|v| F2::splat(constants.sign * v));
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = (Memory::default(), Outputs::<ALL, ALL_ENTRIES>::new());
            Whole::evaluate(&Both::pack(&constants, &constants), &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
}

/// A gate's finger of so many squares, with a third of its width for current that
/// spreads, fed from one or both ends.
#[test]
fn the_gates_electrode_is_that_of_its_squares() {
    let ohms = |network: Given4, card: Given4| 1.0 / with(network, card).constants.device.outside.electrode;
    let width = 2e-6 - 2.0 * 8e-9;
    near(ohms(&[("rgatemod", 1.0), ("rshg", 10.0), ("dwc", 8e-9)], &[]), 10.0 * width / 3.0 / 1.8e-7, 1e-12);
    near(ohms(&[("rgatemod", 1.0), ("rshg", 10.0), ("dwc", 8e-9), ("xgl", 2e-8), ("xl", 1e-8)], &[("ngcon", 2.0), ("xgw", 1e-7), ("m", 3.0)]), 10.0 * (1e-7 + width / 6.0) / 2.0 / 1.7e-7 / 3.0, 1e-12);
    near(ohms(&[("rgatemod", 3.0), ("rshg", 0.0)], &[]), 1e-3, 1e-12);
    for (network, card) in [(("xgl", 2e-7), ("ngcon", 1.0)), (("xgl", 0.0), ("ngcon", 0.5))] {
        let given = [&[("level", 54.0), ("rgatemod", 1.0), network][..], cards::PROCESS].concat();
        let failure = resolve::<Whole, ALL, ALL_ENTRIES>(&PINS, "nmos", &given, &[CARD[0], CARD[1], card], 27.0).0.err().expect("no gate has that size");
        assert_eq!(failure.code, "model-parameter");
    }
}

/// The substrate's resistances by the size are power laws, two of them side by side.
#[test]
fn the_substrate_follows_the_size() {
    let size: Given4 = &[("rbps0", 40.0), ("rbpsl", 0.5), ("rbpsw", -0.25), ("rbpsnf", -1.0), ("rbpd0", 30.0), ("rbpdl", 0.3), ("rbpbx0", 90.0), ("rbpbxl", 0.2), ("rbpby0", 70.0), ("rbpbyw", 0.1), ("gbmin", 0.0)];
    let ends: Given4 = &[("rbsbx0", 50.0), ("rbsby0", 60.0), ("rbdbx0", 45.0), ("rbdby0", 35.0), ("rbsdbxl", 0.2), ("rbsdbyw", 0.4)];
    let five = with(&[&[("rbodymod", 2.0)], size, ends].concat(), &[("nf", 4.0)]).constants.device;
    let (l, w) = (five.channel.leff * 1e6, five.channel.weff * 1e6);
    let beside = |x: f64, y: f64| x * y / (x + y);
    let bulk = five.substrate;
    near(1.0 / bulk.rbps, 40.0 * l.powf(0.5) * w.powf(-0.25) / 4.0, 1e-12);
    near(1.0 / bulk.rbpd, 30.0 * l.powf(0.3), 1e-12);
    near(1.0 / bulk.rbpb, beside(90.0 * l.powf(0.2), 70.0 * w.powf(0.1)), 1e-12);
    near(1.0 / bulk.rbsb, beside(50.0 * l.powf(0.2), 60.0 * w.powf(0.4)), 1e-12);
    near(1.0 / bulk.rbdb, beside(45.0 * l.powf(0.2), 35.0 * w.powf(0.4)), 1e-12);
    let three = with(&[&[("rbodymod", 2.0)], size, &[("gbmin", 1e-9)]].concat(), &[]).constants;
    assert_eq!((three.modes.body, three.device.substrate.rbsb), (3, 1e-9));
    let one = with(&[("rbodymod", 2.0), ("gbmin", 1e-9)], &[("m", 2.0)]).constants;
    assert_eq!((one.modes.body, one.device.substrate.rbps, one.device.substrate.rbdb), (1, 2e3, 2e-9));
    let given = with(&[("rbodymod", 1.0), ("gbmin", 0.0)], &[("rbpb", 20.0), ("rbps", 1e-4)]).constants.device;
    assert_eq!([given.substrate.rbpb, given.substrate.rbps, given.substrate.rbpd], [1.0 / 20.0, 1e3, 1.0 / 50.0]);
}

fn point_at(of: &Resolved<Constants, ALL>, v: [f64; ALL]) -> Point<ALL, ALL_ENTRIES> {
    let out: Outputs<ALL, ALL_ENTRIES> = evaluated(&Both::pack(&of.constants, &of.constants), v.map(F2::splat), &CALL);
    let numbers = |values: &[F2; ALL]| values.map(|value| lane(value, 0));
    let entries = |values: &[F2; ALL_ENTRIES]| values.map(|value| lane(value, 0));
    Point { v, current: numbers(&out.current), conductance: entries(&out.conductance), charge: numbers(&out.charge), capacitance: entries(&out.capacitance), rate: [0.0; ALL], series: of.series }
}

/// ngspice 39 takes the conductance of the whole gate for that of the channel alone,
/// so that the electrode's resistance counts twice; here is the manual's noise.
#[test]
fn noise_of_the_electrode_passes_both_resistances() {
    let of = with(&[("rgatemod", 2.0), ("rshg", 20.0)], &[]);
    let v = [1.0, 0.8, 0.0, 0.0, 0.0, 0.0, 0.8, 0.8, 1.0, 0.0, 0.0, 0.0];
    let mut sources = Vec::new();
    Whole::noise(&of.constants, &point_at(&of, v), &mut sources);
    let noise = sources.iter().find(|source| source.name == "rg").unwrap();
    let pair = Pair::pack(&of.constants, &of.constants);
    let bias = Bias::at(&pair, &[1.0, 0.8, 0.0, 0.0].map(F2::splat));
    let channel = 1.0 / lane(pair.outside.gate(&bias, F2::splat(0.0)).value, 0);
    let electrode = 1.0 / of.constants.device.outside.electrode;
    assert!(electrode > 0.3 * channel && electrode < 3.0 * channel, "{electrode} {channel}");
    let thermal = 4.0 * 1.38064852e-23 * 300.15;
    near(noise.white, thermal * electrode / ((electrode + channel) * (electrode + channel)), 1e-12);
    assert_eq!(noise.between, [NoisePin::Outer(G), NoisePin::Inner(G)]);
}

/// Noise of tnoimod=2 without a drain's voltage: γ = 1 of the conductance there, and no correlation.
#[test]
fn noise_of_the_channel_is_that_of_a_resistance_without_a_drains_voltage() {
    let strong = with(&[("tnoimod", 2.0), ("rnoia", 3f64.sqrt().recip()), ("rnoib", 3.75f64.sqrt().recip()), ("tnoia", 0.0), ("tnoib", 0.0), ("tnoic", 0.0), ("rdsw", 0.0)], &[]);
    let v = [1e-9, 1.5, 0.0, 0.0, 0.0, 0.0, 1.5, 1.5, 1e-9, 0.0, 0.0, 0.0];
    let mut sources: Vec<NoiseSource> = Vec::new();
    let point = point_at(&strong, v);
    Whole::noise(&strong.constants, &point, &mut sources);
    let of = |name: &str| sources.iter().find(|source| source.name == name).unwrap();
    let thermal = 4.0 * 1.38064852e-23 * 300.15;
    let pair = Pair::pack(&strong.constants, &strong.constants);
    let bias = Bias::at(&pair, &[1e-9, 1.5, 0.0, 0.0].map(F2::splat));
    let conductance = lane(bias.flow.ids.value, 0);
    near(of("id").white / thermal, conductance, 1e-5);
    let corl = of("corl");
    assert!(corl.white < 1e-12 * of("id").white);
    let partner = corl.partner.unwrap();
    assert_eq!(partner.between, within([G, S]));
    // δ is 1/12·(2/4) … of van der Ziel's gate noise: (2/4 − (5·2 + 2)·0)/6 with T2 near 2.
    let scale = 2.0 + 2.0 * lane(bias.flow.abulk_of_noise, 0) * strong.constants.device.noise.vtm / lane(bias.vgsteff.value, 0);
    let oxide = lane(bias.flow.coxeff, 0) * strong.constants.device.noise.area_cv;
    near(partner.time, oxide / conductance * (2.0 / (scale * scale) / 6.0).sqrt(), 1e-4);
}

/// What follows with the channel's charge is all of the channel: at low frequencies nothing
/// changes, and the time constant is that of the oxide behind the channel's resistance.
#[test]
fn what_follows_is_the_channel() {
    let of = with(&[("acnqsmod", 1.0)], &[]);
    let v = [1.0, 0.9, 0.0, -0.1];
    let lag = Bsim4::following(&of.constants, v);
    let pair = Pair::pack(&of.constants, &of.constants);
    let bias = Bias::at(&pair, &v.map(F2::splat));
    let gm = lane(bias.flow.current.by[0], 0);
    near(lag.conductance[4 * D + G], gm, 1e-12);
    near(lag.conductance[4 * S + G], -gm, 1e-12);
    assert!(lag.conductance[4 * G..4 * G + 4].iter().all(|&g| g == 0.0) && lag.capacitance[12..].iter().all(|&c| c == 0.0));
    let sum: f64 = (0..3).map(|row| lag.capacitance[4 * row + G]).sum();
    assert!(sum.abs() < 1e-25, "{sum:e}");
    let channel = lane(bias.flow.ids.value, 0) + lane(bias.flow.beta.value, 0) * of.constants.device.gate.vtm;
    near(lag.time, of.constants.device.charge.oxide / (12.0 * channel), 1e-12);
}
