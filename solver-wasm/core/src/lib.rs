//! Nodal's circuit solver: pure Rust, no IO, no text.

pub use nodal_wire::{circuit, run};

pub mod analyses;
pub mod charges;
pub mod devices;
mod dual;
pub mod failure;
pub mod lanes;
pub mod matrix;
pub mod measure;
pub mod newton;
pub mod operating_point;
pub mod options;
pub mod program;
pub mod queue;
pub mod results;
pub mod session;
pub mod simulation;
pub mod states;
pub mod stepping;
pub mod sweep;
mod unrolled;
#[cfg(test)]
mod test_circuit;
