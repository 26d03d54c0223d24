//! Nodal's circuit solver: pure Rust, no IO, no text.

pub mod circuit;
pub mod run;
pub mod measure;
pub mod program;
