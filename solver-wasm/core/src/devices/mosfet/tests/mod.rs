//! The equations by themselves; circuits are compared with ngspice in
//! test/reference. What all levels have in common stands here.

mod circuits;
mod level1;
mod level2;
mod level3;
mod ngspice;

use super::*;
use crate::devices::Start;
use crate::devices::equation_tests::{bits, covers, resolve, Numbers, CALL};
use crate::matrix::tests::Random;
use crate::test_circuit::near;

const CARD: Numbers = &[("l", 2e-6), ("w", 1e-5), ("ad", 2e-11), ("as", 3e-11), ("pd", 1.4e-5), ("ps", 1.8e-5)];

type One<C> = Constants<<C as Packed>::One>;

/// What `resolve` makes of a card and a model.
fn resolved<C: Channel>(kind: &str, model: Numbers, card: Numbers) -> Result<Resolved<One<C>, 4>, Failure> {
    resolve::<Mosfet<C>, 4, 16>(&["d", "g", "s", "b"], kind, model, card, 27.0).0
}

fn constants<C: Channel>(kind: &str, model: Numbers, card: Numbers) -> One<C> {
    resolved::<C>(kind, model, card).unwrap().constants
}

/// Evaluates without limiting and with the path as it is.
fn at<C: Channel>(pair: &Pair<C>, memory: &Memory, v: [f64; 4]) -> Outputs<4, 16> {
    let v = v.map(F2::splat);
    let (mut memory, mut out) = (*memory, Outputs::new());
    Mosfet::<C>::settle(pair, &mut memory, &v);
    Mosfet::<C>::evaluate(pair, &mut memory, &v, &CALL, &mut out);
    assert!(!out.limited.any());
    out
}

/// Voltages as seen from the effective source, and the gate there.
fn gate_of<C: Channel>(constants: &One<C>, v: [f64; 4]) -> (Effective, C::Gate) {
    let pair = Pair::<C>::pack(constants, constants);
    let effective = Effective::of(voltages(pair.around.sign, &v.map(F2::splat)));
    (effective, pair.channel.gate(&pair.around, &effective, false))
}

/// The channel's current and slopes between effective drain and source.
fn current_of<C: Channel>(constants: &One<C>, vds: f64, vgs: f64, vbs: f64) -> [f64; 4] {
    let pair = Pair::<C>::pack(constants, constants);
    let effective = Effective::of([vds, vgs, vbs].map(F2::splat));
    let gate = pair.channel.gate(&pair.around, &effective, false);
    let Current { current, gm, gds, gmbs } = pair.channel.current(&pair.around, &effective, &gate, false);
    [current, gm, gds, gmbs].map(|value| lane(value, 0))
}

/// The saturation voltage at which the channel stands by itself: it depends on vds.
fn own_vdsat<C: Channel>(constants: &One<C>, gate: f64) -> f64 {
    (0..60).fold(1.0, |vds, _| lane(gate_of::<C>(constants, [vds, gate, 0.0, -0.5]).1.vdsat(), 0))
}

/// Current and slopes just before and just after a border of an input.
fn beside<C: Channel>(constants: &One<C>, at: [f64; 3], input: usize) -> [[f64; 4]; 2] {
    [-1e-9, 1e-9].map(|by| {
        let mut at = at;
        at[input] += by;
        current_of::<C>(constants, at[0], at[1], at[2])
    })
}

/// Voltages of an NMOS with the bulk mostly below drain and source.
fn point(random: &mut Random) -> [f64; 4] {
    let source = random.next();
    let [drain, gate] = [3.0 * random.next(), 4.0 * random.next()].map(|v| source + v);
    let bulk = source.min(drain) + 2.0 * random.next() - 1.8;
    [drain, gate, source, bulk]
}

/// A memory with a point accepted near `v`.
fn accepted<C: Channel>(pair: &Pair<C>, random: &mut Random, v: [f64; 4]) -> Memory {
    let mut memory = Memory::default();
    let before = v.map(|v| F2::splat(v + 0.3 * random.next()));
    Mosfet::<C>::accept(pair, &mut memory, &before);
    memory
}

/// What surrounds the channel of a MOSFET at a point.
fn around<C: Channel>(constants: &One<C>, v: [f64; 4]) -> Vec<(&'static str, bool)> {
    let (at, gate) = gate_of::<C>(constants, v);
    let around = &constants.around;
    let [vgs, vds, vbs, von, vdsat, exchanged] = [at.vgs, at.vds, at.vbs, gate.von(), gate.vdsat(), at.exchanged].map(|v| lane(v, 0));
    let (meyer, drive) = (around.oxide != 0.0, (vgs - von) / around.phi);
    let blocks = extrinsic::REVERSE * around.thermal;
    let bottom = around.source.bottom != 0.0;
    let edge = around.source.edge != 0.0;
    vec![
        ("drain and source exchanged", exchanged != 0.0),
        ("drain and source as connected", exchanged == 0.0),
        ("gate sees the bulk", meyer && drive < -1.0),
        ("gate sees less of the bulk", meyer && drive > -1.0 && drive < -0.5),
        ("channel forms", meyer && drive > -0.5 && drive < 0.0),
        ("channel formed", meyer && drive > 0.0),
        ("gate's charge without saturation", meyer && drive > -0.5 && vdsat > 0.025 && vds < vdsat),
        ("gate's charge in saturation", meyer && drive > -0.5 && vdsat > 0.025 && vds > vdsat),
        ("gate's charge at the least saturation voltage", meyer && drive > -0.5 && vdsat < 0.025),
        ("lower junction blocks", vbs < blocks),
        ("lower junction conducts", vbs > blocks),
        ("higher junction blocks", vbs - vds < blocks),
        ("higher junction conducts", vbs - vds > blocks),
        ("bottom's charge is a power", bottom && vbs < around.corner),
        ("bottom's charge is a line", bottom && vbs > around.corner),
        ("edge's charge is a power", edge && vbs < around.corner),
        ("edge's charge is a line", edge && vbs > around.corner),
        ("bulk above the source", vbs > 0.0),
    ]
}

/// Compares with central differences at points of which `far` says whether they are
/// far enough from borders; `branches` names those of the channel. `noise` is the
/// rounding of voltages.
fn slopes_agree<C: Channel>(
    device: &str,
    examples: &[One<C>],
    noise: f64,
    mut branches: impl FnMut(&One<C>, [f64; 4], &Outputs<4, 16>) -> Vec<(&'static str, bool)>,
    far: impl Fn(&One<C>, [f64; 4]) -> bool,
) {
    let mut random = Random(3);
    covers(device, |round| {
        let constants = examples[round % examples.len()];
        let pair = Pair::<C>::pack(&constants, &constants);
        let mut v = point(&mut random);
        if round % 7 == 0 {
            // A gate that is hardly above the threshold, over a channel without voltage.
            v[D] = v[S] + 0.1 * (v[D] - v[S]);
            v[G] = v[S] + 1.2 + 0.3 * (v[G] - v[S]);
        }
        if round % 11 == 3 {
            v[B] = v[S].min(v[D]) + 0.5 + 0.2 * random.next();
        }
        let v = v.map(|v| constants.around.sign * v);
        let h = 1e-6;
        let memory = accepted(&pair, &mut random, v);
        if !far(&constants, v) {
            return None;
        }
        let out = at(&pair, &memory, v);
        for column in 0..4 {
            let moved = |by: f64| {
                let mut v = v;
                v[column] += by;
                at(&pair, &memory, v)
            };
            let (above, below) = (moved(h), moved(-h));
            for row in 0..4 {
                let slope = |high: F2, low: F2| (lane(high, 0) - lane(low, 0)) / (2.0 * h);
                let entry = 4 * row + column;
                let (g, wanted) = (lane(out.conductance[entry], 0), slope(above.current[row], below.current[row]));
                // Rounding of a voltage leaves its part of the largest slope in all,
                // rounding of a current 1e-15/1e-6 of it.
                let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
                let rounding = noise / h * largest(&out.conductance) + 1e-9 * largest(&out.current) + 1e-17;
                assert!((g - wanted).abs() <= 3e-5 * g.abs() + rounding, "{g:e} {wanted:e} {row}{column} at {v:?} of {round}");
                let (c, wanted) = (lane(out.capacitance[entry], 0), slope(above.charge[row], below.charge[row]));
                let around = &constants.around;
                let oxide = around.oxide + around.drain.bottom + around.source.bottom;
                assert!((c - wanted).abs() <= 3e-5 * c.abs() + 1e-8 * oxide, "{c:e} {wanted:e} {row}{column} at {v:?} of {round}");
            }
        }
        Some([around::<C>(&constants, v), branches(&constants, v, &out)].concat())
    });
}

fn keeps_what_every_level_does<C: Channel>(examples: &[One<C>]) {
    sums_to_nothing::<C>(examples);
    mirrors::<C>(&examples[0]);
    is_two_devices_to_the_bit::<C>(examples);
    loses_numbers::<C>(examples);
}

fn sums_to_nothing<C: Channel>(examples: &[One<C>]) {
    let mut random = Random(5);
    for round in 0..2000 {
        let constants = examples[round % examples.len()];
        let pair = Pair::<C>::pack(&constants, &constants);
        let v = point(&mut random).map(|v| constants.around.sign * v);
        let out = at(&pair, &accepted(&pair, &mut random, v), v);
        let check = |values: [F2; 4]| {
            let sum: f64 = values.iter().map(|&value| lane(value, 0)).sum();
            let size: f64 = values.iter().map(|&value| lane(value, 0).abs()).sum();
            assert!(sum.abs() <= 1e-14 * size, "{sum:e} of {size:e} at {v:?}");
        };
        check(out.current);
        check(out.charge);
        for matrix in [out.conductance, out.capacitance] {
            for line in 0..4 {
                check([0, 1, 2, 3].map(|column| matrix[4 * line + column]));
                check([0, 1, 2, 3].map(|row| matrix[4 * row + line]));
            }
        }
    }
}

/// A PMOS is the mirror of an NMOS.
fn mirrors<C: Channel>(example: &One<C>) {
    let mut random = Random(7);
    for _ in 0..2000 {
        let [n, p] = [1.0, -1.0].map(|sign| {
            let one = Constants { around: Extrinsic { sign, ..example.around }, channel: example.channel };
            Pair::<C>::pack(&one, &one)
        });
        let v = point(&mut random);
        let mirrored = v.map(|v| -v);
        let mut same = Random(random.0);
        let memory = accepted(&n, &mut random, v);
        let mut other = Memory::default();
        Mosfet::<C>::accept(&p, &mut other, &v.map(|v| F2::splat(-(v + 0.3 * same.next()))));
        let (n, p) = (at(&n, &memory, v), at(&p, &other, mirrored));
        for pin in 0..4 {
            assert_eq!(lane(n.current[pin], 0), -lane(p.current[pin], 0));
            assert_eq!(lane(n.charge[pin], 0), -lane(p.charge[pin], 0));
        }
        for entry in 0..16 {
            assert_eq!(lane(n.conductance[entry], 0), lane(p.conductance[entry], 0));
            assert_eq!(lane(n.capacitance[entry], 0), lane(p.capacitance[entry], 0));
        }
    }
}

fn is_two_devices_to_the_bit<C: Channel>(examples: &[One<C>]) {
    let mut random = Random(9);
    let count = examples.len();
    let other = |one: &One<C>| Constants { around: Extrinsic { grading: 0.5, ..one.around }, channel: one.channel };
    for round in 0..4000 {
        let one = [examples[round % count], other(&examples[(round / count) % count])];
        let both = Pair::<C>::pack(&one[0], &one[1]);
        let alone = one.map(|one| Pair::<C>::pack(&one, &one));
        let mut memory = [Memory::default(); 3];
        // A few iterations, limited and free, with accepted points between.
        for step in 0..4 {
            let v: [[f64; 4]; 2] = [0, 1].map(|side: usize| point(&mut random).map(|v| one[side].around.sign * v * (4 - step) as f64));
            let together: [F2; 4] = std::array::from_fn(|pin| F2::from([v[0][pin], v[1][pin]]));
            let mut outputs = [Outputs::new(); 3];
            let start = if step == 0 && round % 2 == 0 { Start::Junctions } else { Start::Free };
            let call = Call { start, exact: step == 3, ..CALL };
            Mosfet::<C>::evaluate(&both, &mut memory[2], &together, &call, &mut outputs[2]);
            Mosfet::<C>::accept(&both, &mut memory[2], &together);
            for side in 0..2 {
                let v = v[side].map(F2::splat);
                Mosfet::<C>::evaluate(&alone[side], &mut memory[side], &v, &call, &mut outputs[side]);
                Mosfet::<C>::accept(&alone[side], &mut memory[side], &v);
                assert_eq!(bits(&outputs[side], side), bits(&outputs[2], side), "{round} {step} {side}");
                let limited = |outputs: &Outputs<4, 16>| outputs.limited.to_bitmask() >> side & 1;
                assert_eq!(limited(&outputs[side]), limited(&outputs[2]));
            }
        }
    }
}

/// What is no number stays none.
fn loses_numbers<C: Channel>(examples: &[One<C>]) {
    for constants in examples {
        let pair = Pair::<C>::pack(constants, constants);
        for pin in 0..4 {
            let mut v = [1.0, 2.0, 0.0, -1.0].map(|v| F2::splat(constants.around.sign * v));
            v[pin] = F2::splat(f64::NAN);
            let (mut memory, mut out) = (Memory::default(), Outputs::new());
            Mosfet::<C>::evaluate(&pair, &mut memory, &v, &CALL, &mut out);
            assert!(out.current.iter().any(|&current| lane(current, 0).is_nan()), "{pin}");
        }
    }
}

/// Compares the variables of a device at voltages with what ngspice prints.
fn has_ngspices_variables<C: Channel>(constants: &One<C>, v: [f64; 4], wanted: &[(&str, f64)]) {
    let pair = Pair::<C>::pack(constants, constants);
    let (mut memory, mut out) = (Memory::default(), Outputs::new());
    Mosfet::<C>::evaluate(&pair, &mut memory, &v.map(F2::splat), &Call { exact: true, ..CALL }, &mut out);
    let one = |values: [F2; 4]| values.map(|value| lane(value, 0));
    let matrix = |values: [F2; 16]| values.map(|value| lane(value, 0));
    let point = Point {
        v,
        current: one(out.current),
        conductance: matrix(out.conductance),
        charge: one(out.charge),
        capacitance: matrix(out.capacitance),
        rate: [0.0; 4],
        series: [0.0; 4],
    };
    let mut values = vec![0.0; C::KIND.variables.len()];
    Mosfet::<C>::variables(constants, &point, &mut values);
    for &(name, wanted) in wanted {
        let place = C::KIND.variables.iter().position(|variable| variable.name == name).expect(name);
        // The junctions' currents are differences of the pins' here.
        let rounding = if matches!(name, "ib" | "ibd" | "ibs") { 1e-9 } else { 1e-30 };
        let got = values[place];
        assert!((got - wanted).abs() <= 1e-10 * wanted.abs() + rounding * 1e-6, "{name}: {got:e} is not {wanted:e}");
    }
}
