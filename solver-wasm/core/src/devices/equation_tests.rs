//! What the tests of all nonlinear devices have in common.

use super::equations::{Call, Equations, Outputs, Packed, Resolved};
use super::{Conditions, Finding, Inputs, Start, Times};
use crate::lanes::{lane, F2};
use crate::options::Options;
use crate::program::{Evaluator, Overrides};
use crate::simulation::Failure;
use crate::test_circuit::TestCircuit;

/// Parameters by name.
pub type Numbers<'a> = &'a [(&'a str, f64)];

/// An iteration without limiting from junctions and without a start that is held.
pub const CALL: Call = Call { gmin: 1e-12, start: Start::Free, held: F2::new([0.0; 2]), charges: true, exact: false, small_signal: false, steps: [f64::INFINITY; 2] };

/// Points at which every device's derivatives are compared at least, and those in each
/// branch of its equations.
const POINTS: usize = 10_000;
const HITS: usize = 100;

/// Compares derivatives with central differences at [`POINTS`] random points, and at more
/// until each branch has [`HITS`]. A round compares one point and says by name in which
/// branches it lies; it answers nothing, and does not count, where a border is too near
/// for a difference. What was hit is printed, a line of a branch, for
/// `npm run coverage:devices`.
pub fn covers(device: &str, mut compare: impl FnMut(usize) -> Option<Vec<(&'static str, bool)>>) {
    let mut points = 0;
    let mut hits: Vec<(&str, usize)> = Vec::new();
    for round in 0..20 * POINTS {
        if points >= POINTS && hits.iter().all(|(_, count)| *count >= HITS) {
            break;
        }
        let Some(branches) = compare(round) else { continue };
        points += 1;
        hits.extend(branches.iter().skip(hits.len()).map(|&(name, _)| (name, 0)));
        for (hit, (name, here)) in hits.iter_mut().zip(branches) {
            assert_eq!(hit.0, name, "the branches of {device} have one order");
            hit.1 += usize::from(here);
        }
    }
    for (name, count) in &hits {
        println!("covered\t{device}\t{points}\t{name}\t{count}");
    }
    assert!(points >= POINTS, "{device}: {points} points, the others are near a border");
    let rare: Vec<_> = hits.iter().filter(|(_, count)| *count < HITS).collect();
    assert!(!hits.is_empty() && rare.is_empty(), "{device}: {rare:?}");
}

/// What a current or a charge does at a border between regions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Border {
    /// It goes on, and its slope, too.
    Smooth,
    /// It goes on, its slope jumps.
    Bend,
    /// It jumps by so much upwards.
    Jump(f64),
}

/// Compares value and slope of a curve on both sides of a border with what the
/// published model does there.
pub fn meets(what: &str, border: f64, curve: impl Fn(f64) -> [f64; 2], wanted: Border) {
    let step = 1e-9 * border.abs().max(1.0);
    let beside = |step: f64| [curve(border - step), curve(border + step)];
    let [below, above] = beside(step);
    let size = |which: usize| below[which].abs().max(above[which].abs());
    // Without what the slopes make of the way between both.
    let gap = above[0] - below[0] - step * (below[1] + above[1]);
    let rounding = 1e-13 * size(0) + 2.0 * step * size(1);
    // A slope that only changes quickly does so less on a shorter way.
    let bend = |[below, above]: [[f64; 2]; 2]| (above[1] - below[1]).abs();
    let (far, near) = (bend([below, above]), bend(beside(0.1 * step)));
    let bends = far > 1e-6 * size(1) && near > 0.5 * far;
    match wanted {
        Border::Jump(size) => assert!((gap - size).abs() <= 1e-6 * size.abs() + rounding, "{what} at {border}: {below:?} {above:?} jumps by {gap:e}, not by {size:e}"),
        _ => {
            // A bend within the way is part of it.
            assert!(gap.abs() <= rounding + step * far, "{what} at {border}: {below:?} {above:?} jumps by {gap:e}");
            assert_eq!(bends, wanted == Border::Bend, "{what} at {border}: {below:?} {above:?}");
        }
    }
}

/// What `resolve` makes of a card and a model at a temperature in degrees Celsius, and what it says.
pub fn resolve<M: Equations<P, E>, const P: usize, const E: usize>(
    pins: &[&str],
    kind: &str,
    model: Numbers,
    card: Numbers,
    temperature: f64,
) -> (Result<Resolved<<M::Pair as Packed>::One, P>, Failure>, Vec<Finding>) {
    let mut test = TestCircuit::new();
    let card: Vec<(&str, [f64; 1])> = card.iter().map(|&(name, number)| (name, [number])).collect();
    let card: Vec<(&str, &[f64])> = card.iter().map(|(name, number)| (*name, &number[..])).collect();
    let device = test.device(M::KIND.name, "device", pins, &[], &card);
    test.model(device, kind, model);
    let job = test.op();
    let circuit = &test.circuit;
    let numbers = Evaluator::new(circuit).unwrap().for_job(circuit, job, &Overrides::default()).unwrap();
    let inputs = Inputs { circuit, numbers: &numbers, overrides: &Overrides::default() };
    let conditions = Conditions {
        inputs: &inputs,
        options: &Options::default(),
        temperature,
        times: Times::default(),
        multipliers: &[1.0],
        principals: &[],
    };
    let mut report = Vec::new();
    let resolved = M::resolve(&conditions, device, &inputs.of_device(device), &inputs.of_model(device), &mut report);
    (resolved, report)
}

/// All that an evaluation answers of one lane, as bits. Zeros of both signs are
/// one: a part that both lanes lack is left out.
pub fn bits<const P: usize, const E: usize>(outputs: &Outputs<P, E>, side: usize) -> Vec<u64> {
    let all = [&outputs.at[..], &outputs.current, &outputs.conductance, &outputs.charge, &outputs.capacitance];
    all.iter().flat_map(|values| values.iter()).map(|&value| (lane(value, side) + 0.0).to_bits()).collect()
}
