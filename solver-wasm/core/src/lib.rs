//! Nodal's circuit solver: pure Rust, no IO, no text.

pub mod circuit;
pub mod matrix;
pub mod measure;
pub mod program;
pub mod results;
pub mod run;
