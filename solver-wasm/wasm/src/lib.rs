//! The wasm-bindgen face of Nodal's circuit solver: what a worker needs to run
//! analyses and to carry their results out of WASM memory.
//!
//! Events and errors cross as JSON in the shapes of `protocol/src/generated`,
//! columns as copies: the memory may grow at any call, which detaches views.

use nodal_core::program::Overrides;
use nodal_core::session::{Outcome, Session as Core};
use serde_json::ser::{Formatter, Serializer};
use std::io::Write;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds; there is one in windows, in workers and in Node.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn milliseconds() -> f64;
}

/// A panic leaves as a JavaScript error that says where it was. The instance
/// must not be used after it.
#[wasm_bindgen(start)]
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&format!("The solver crashed: {panic}"))));
}

/// Writes numbers as Rust prints them, shortest and exact: the tables of serde_json's
/// own way are 17 kB.
struct Numbers;

impl Formatter for Numbers {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> std::io::Result<()> {
        write!(writer, "{value:e}")
    }
}

fn json(value: &impl serde::Serialize) -> String {
    let mut bytes = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, Numbers));
    match (written, String::from_utf8(bytes)) {
        (Ok(()), Ok(text)) => text,
        _ => unreachable!("wire types have text keys and no failing parts"),
    }
}

/// What this solver can do: JSON of `{analyses, devices, models}`, lists of names.
#[wasm_bindgen]
pub fn capabilities() -> String {
    json(&Core::capabilities())
}

/// A run of points, copied out of the solver.
#[wasm_bindgen]
pub struct Chunk {
    #[wasm_bindgen(readonly)]
    pub plot: u32,
    /// Index of the first point.
    #[wasm_bindgen(readonly)]
    pub first: u32,
    #[wasm_bindgen(readonly)]
    pub points: u32,
    data: Vec<f64>,
}

#[wasm_bindgen]
impl Chunk {
    /// All columns, one after the other, a complex one with two doubles a
    /// point. Empties the chunk.
    #[wasm_bindgen(js_name = takeData)]
    pub fn take_data(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.data)
    }
}

/// An open circuit, on which jobs run one at a time.
#[wasm_bindgen]
pub struct Session {
    core: Core,
}

#[wasm_bindgen]
impl Session {
    /// Opens an encoded circuit; throws the JSON of a `RunDiagnostic`.
    #[wasm_bindgen(constructor)]
    pub fn new(circuit: &[u8]) -> Result<Session, JsValue> {
        let core = Core::open(circuit).map_err(|error| JsValue::from_str(&json(&error.diagnostic())))?;
        Ok(Session { core })
    }

    /// Indices of the jobs in the order in which they are to be run.
    pub fn jobs(&self) -> Vec<u32> {
        self.core.run_order()
    }

    /// Begins a job, with a number for each of `paths` that holds for this run only;
    /// throws a text when a path is not in the circuit. False when the job could
    /// not begin; the events then say why.
    pub fn start(&mut self, job: u32, paths: Vec<String>, numbers: &[f64]) -> Result<bool, JsValue> {
        let mut changes = Overrides::default();
        for (path, &number) in paths.iter().zip(numbers) {
            changes.set(self.core.circuit(), path, number).map_err(|error| unknown(&error.path))?;
        }
        if job as usize >= self.core.circuit().analyses.len() {
            return Err(JsValue::from_str(&format!("The circuit has no analysis {job}.")));
        }
        Ok(self.core.start(job, &changes).is_ok())
    }

    /// Works for about `budget` milliseconds: 0 running, 1 done, 2 failed.
    pub fn advance(&mut self, budget: f64) -> u32 {
        match self.core.advance(budget * 1e-3, &mut || milliseconds() * 1e-3) {
            Outcome::Running => 0,
            Outcome::Done => 1,
            Outcome::Failed => 2,
        }
    }

    /// JSON of the list of `RunEvent` since the last call.
    #[wasm_bindgen(js_name = takeEvents)]
    pub fn take_events(&mut self) -> String {
        json(&self.core.take_events())
    }

    /// The points since the last call; call until there are none.
    #[wasm_bindgen(js_name = takeChunk)]
    pub fn take_chunk(&mut self) -> Option<Chunk> {
        let chunk = self.core.take_chunk()?;
        let data = chunk.columns.concat();
        Some(Chunk { plot: chunk.plot, first: chunk.first, points: chunk.points, data })
    }

    /// Ends the job where it is; its plot is finished as incomplete.
    pub fn stop(&mut self) {
        self.core.stop();
    }

    /// Changes a number for all jobs that follow; throws a text when the path
    /// is not in the circuit.
    pub fn alter(&mut self, path: &str, value: f64) -> Result<(), JsValue> {
        self.core.alter(path, value).map_err(|error| unknown(&error.path))
    }
}

fn unknown(path: &str) -> JsValue {
    JsValue::from_str(&format!("There is no parameter or device '{path}' in the circuit."))
}
