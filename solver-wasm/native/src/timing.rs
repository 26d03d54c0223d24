//! Times a circuit's jobs, as the benchmarks want it: from the start of each
//! analysis to its last point, results taken and dropped, the decoding left out.

use nodal_core::program::Overrides;
use nodal_core::run::RunEvent;
use nodal_core::session::{Outcome, Session};
use std::process::ExitCode;
use std::time::Instant;

/// Seconds of work between two looks at results, as the product's worker has it.
const BUDGET: f64 = 0.01;

/// Runs all jobs `rounds` times, in a new session each time. Prints a JSON
/// object `{seconds, points, iterations, rejected}` a round; exit 1 when the
/// circuit cannot be opened, 2 when a job fails.
pub fn rounds(bytes: &[u8], rounds: u32) -> ExitCode {
    for _ in 0..rounds {
        let session = match Session::open(bytes) {
            Ok(session) => session,
            Err(error) => {
                eprintln!("{}", error.diagnostic().message);
                return ExitCode::from(1);
            }
        };
        if !time(session) {
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Whether all jobs were done.
fn time(mut session: Session) -> bool {
    let clock = Instant::now();
    let (mut seconds, mut points, mut iterations, mut rejected) = (0.0, 0, 0, 0);
    for job in session.run_order() {
        let begun = Instant::now();
        let mut outcome = if session.start(job, &Overrides::default()).is_ok() { Outcome::Running } else { Outcome::Failed };
        loop {
            for event in session.take_events() {
                match event {
                    RunEvent::Diagnosed { diagnostic } if diagnostic.severity == "error" => eprintln!("{}", diagnostic.message),
                    RunEvent::PlotFinished { statistics, .. } => {
                        points += statistics.points;
                        iterations += statistics.iterations;
                        rejected += statistics.rejected;
                    }
                    _ => {}
                }
            }
            while session.take_chunk().is_some() {}
            if outcome != Outcome::Running {
                break;
            }
            outcome = session.advance(BUDGET, &mut || clock.elapsed().as_secs_f64());
        }
        seconds += begun.elapsed().as_secs_f64();
        if outcome == Outcome::Failed {
            return false;
        }
    }
    println!("{}", serde_json::json!({ "seconds": seconds, "points": points, "iterations": iterations, "rejected": rejected }));
    true
}
