//! The bipolar junction transistor of Gummel and Poon.

pub mod table;
