//! The switch that a current controls.

pub mod table;
