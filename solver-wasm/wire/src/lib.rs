//! What crosses the solver's borders: the circuit that comes in, the events that
//! go out. A crate of its own, because reading is compiled for size: it happens
//! once a run.

/// What every type that crosses a border derives.
macro_rules! wire {
    ($($item:item)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[cfg_attr(feature = "typescript", ts(export))]
        $item
    )*};
}

/// What is read from a circuit's bytes, too.
macro_rules! wire_in {
    ($($items:tt)*) => {
        wire! { $($items)* }
        decoders! { $($items)* }
    };
}

#[macro_use]
mod decode;
pub mod circuit;
pub mod run;
#[cfg(test)]
mod tests;

use circuit::Circuit;

/// Reads a circuit's MessagePack, without the magic bytes and the version.
///
/// # Errors
/// Says what is malformed.
pub fn decode(bytes: &[u8]) -> Result<Circuit, String> {
    decode::decode(bytes)
}

/// The MessagePack of a circuit, for tests.
pub fn encode(circuit: &Circuit) -> Vec<u8> {
    rmp_serde::to_vec_named(circuit).expect("a circuit has text keys and no failing parts")
}
