//! The switch that a voltage controls.

pub mod table;
