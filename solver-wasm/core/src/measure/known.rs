//! What is known before the first point: parameters, and the measures of
//! earlier analyses.

use crate::circuit::{Circuit, Input, Sweep, NONE};
use crate::program::{Evaluator, Numbers};

/// What the measures of a plot are made from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub circuit: &'a Circuit,
    pub evaluator: &'a Evaluator,
    pub numbers: &'a Numbers,
    /// `op`, `dc`, `ac`, `tran`, …
    pub analysis: &'a str,
    /// What a DC analysis sweeps, from the innermost on.
    pub sweeps: &'a [Sweep],
    /// Time at which a transient analysis ends, in seconds; else 0.
    pub stop: f64,
    /// By index into `circuit.measures`: what is measured so far.
    pub results: &'a [Option<f64>],
}

impl Known<'_> {
    /// The result of an earlier measure, or why there is none.
    pub(super) fn measure(&self, measure: u32) -> Result<f64, String> {
        self.results.get(measure as usize).copied().flatten().ok_or_else(|| {
            let name = self.circuit.measures.get(measure as usize).map_or("?", |measure| measure.name.as_str());
            format!("it reads the measure '{name}', which has no result")
        })
    }

    /// The number of a value, which may read earlier measures.
    pub(super) fn value(&self, value: u32) -> Result<f64, String> {
        let mut missing = None;
        let number = self.evaluator.later(self.circuit, value, self.numbers, &mut |input| match input {
            Input::Measure { measure } => self.measure(*measure).map_err(|reason| missing = Some(reason)).ok(),
            _ => None,
        });
        match number {
            Ok(number) if number.is_finite() => Ok(number),
            Ok(_) => Err("the expression has no finite value".to_string()),
            Err(error) => Err(missing.unwrap_or_else(|| error.message(self.circuit))),
        }
    }

    /// As [`Known::value`], for an index that may be `NONE`.
    pub(super) fn maybe(&self, value: u32) -> Result<Option<f64>, String> {
        if value == NONE { Ok(None) } else { self.value(value).map(Some) }
    }
}
