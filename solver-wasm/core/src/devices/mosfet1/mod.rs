//! The MOSFET of level 1 (Shichman and Hodges).

pub mod table;
