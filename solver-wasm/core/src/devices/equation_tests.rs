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
