//! Sparse matrices whose pattern is fixed per circuit.
//!
//! [`Pattern`] says where entries stand and hands out slots. [`Order`] finds a
//! transversal, block triangular form, and in each block an order with little
//! fill. [`Lu`] chooses pivots, compiles what they cause, factors and solves. All
//! but factoring and solving is done once; values are written through slots into one plain
//! array, so the loops of an analysis neither search nor allocate. The order of
//! all operations is fixed, so that every platform computes the same bits.

mod blocks;
mod degree;
mod eliminate;
mod lu;
mod order;
mod pattern;
mod pivot;
mod program;
mod scalar;
mod schedule;
mod segments;
mod solve;
#[cfg(test)]
pub(crate) mod tests;
mod transversal;

pub use lu::{Lu, Singular};
pub use order::Order;
pub use pattern::{Pattern, PatternBuilder};
pub use pivot::Pivoting;
pub use scalar::{Complex, Scalar};
