//! The solver as a program: runs the jobs of an encoded circuit and prints one
//! JSON line per event. The columns of a plot are printed as a hash of their
//! bits, which the WASM build must reproduce (`simulation/src/bit-identity.wasm.test.ts`).
//!
//! `nodal-native CIRCUIT.bin [--job N | --rounds N]`. Exit 0: all done, 1: the
//! circuit cannot be opened, 2: a job failed, 64: wrong usage. `--rounds` times
//! the circuit so often and prints one line for each time (`timing.rs`).

mod timing;

use nodal_core::program::Overrides;
use nodal_core::run::RunEvent;
use nodal_core::session::{Outcome, Session};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

/// FNV-1a over the low words and the high words of doubles.
#[derive(Clone, Copy)]
struct Hash {
    low: u32,
    high: u32,
}

impl Hash {
    fn new() -> Hash {
        Hash { low: 0x811c_9dc5, high: 0x811c_9dc5 }
    }

    fn add(&mut self, number: f64) {
        let bits = number.to_bits();
        self.low = (self.low ^ bits as u32).wrapping_mul(0x0100_0193);
        self.high = (self.high ^ (bits >> 32) as u32).wrapping_mul(0x0100_0193);
    }

    fn text(&self) -> String {
        format!("{:08x}{:08x}", self.high, self.low)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, job, rounds) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [path] => (path, None, None),
        [path, "--job", job] => match job.parse() {
            Ok(job) => (path, Some(job), None),
            Err(_) => return usage(),
        },
        [path, "--rounds", rounds] => match rounds.parse() {
            Ok(rounds) => (path, None, Some(rounds)),
            Err(_) => return usage(),
        },
        _ => return usage(),
    };
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(1);
        }
    };
    if let Some(rounds) = rounds {
        return timing::rounds(&bytes, rounds);
    }
    match Session::open(&bytes) {
        Ok(session) => run(session, job),
        Err(error) => {
            print(&serde_json::json!({ "event": "diagnosed", "diagnostic": error.diagnostic() }));
            ExitCode::from(1)
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: nodal-native CIRCUIT.bin [--job N | --rounds N]");
    ExitCode::from(64)
}

fn print(line: &impl serde::Serialize) {
    println!("{}", serde_json::to_string(line).expect("wire types have text keys and no failing parts"));
}

fn run(mut session: Session, job: Option<u32>) -> ExitCode {
    let clock = Instant::now();
    let mut failed = false;
    let jobs = match job {
        Some(job) if (job as usize) < session.circuit().analyses.len() => vec![job],
        Some(_) => return usage(),
        None => session.run_order(),
    };
    for job in jobs {
        // By plot: one look may take chunks of several.
        let mut hashes: BTreeMap<u32, Vec<Hash>> = BTreeMap::new();
        failed |= session.start(job, &Overrides::default()).is_err();
        loop {
            let outcome = session.advance(0.05, &mut || clock.elapsed().as_secs_f64());
            while let Some(chunk) = session.take_chunk() {
                let of_plot = hashes.entry(chunk.plot).or_default();
                of_plot.resize(chunk.columns.len(), Hash::new());
                for (hash, column) in of_plot.iter_mut().zip(&chunk.columns) {
                    column.iter().for_each(|&number| hash.add(number));
                }
            }
            for event in session.take_events() {
                print(&event);
                if let RunEvent::PlotFinished { plot, .. } = event {
                    let texts: Vec<String> = hashes.remove(&plot).unwrap_or_default().iter().map(Hash::text).collect();
                    print(&serde_json::json!({ "event": "columns", "plot": plot, "hashes": texts }));
                }
            }
            match outcome {
                Outcome::Running => {}
                Outcome::Done => break,
                Outcome::Failed => {
                    failed = true;
                    break;
                }
            }
        }
    }
    ExitCode::from(if failed { 2 } else { 0 })
}
