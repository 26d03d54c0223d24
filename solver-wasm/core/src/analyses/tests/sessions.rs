//! Budget, chunks, stop, changes: what a host sees.

use crate::program::Overrides;
use crate::run::RunEvent;
use crate::session::{OpenError, Outcome, Session};
use crate::test_circuit::{near, TestCircuit, TestRun};

fn long_run() -> TestCircuit {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
    test.diode("d1", "in", "out", &[("is", 1e-14), ("cjo", 1e-12)]);
    test.resistor("r1", "out", "0", 1e3);
    test.capacitor("c1", "out", "0", 1e-6);
    test.tran(1e-6, 1.0, None, false);
    test
}

/// A clock that goes on by a microsecond at every look.
fn clock() -> impl FnMut() -> f64 {
    let mut now = 0.0;
    move || {
        now += 1e-6;
        now
    }
}

#[test]
fn a_stopped_run_keeps_its_points() {
    let mut session = long_run().session();
    session.start(0, &Overrides::default()).unwrap();
    let mut clock = clock();
    let mut run = TestRun::of(&mut long_run().session(), 99, &Overrides::default());
    assert_eq!(run.outcome, Outcome::Failed);
    assert_eq!(run.code(), "no-such-analysis");
    for _ in 0..3 {
        assert_eq!(session.advance(5e-6, &mut clock), Outcome::Running);
        let before = run.points;
        run.collect(&mut session);
        assert!(run.points > before, "each advance hands out what it computed");
    }
    session.stop();
    run.collect(&mut session);
    assert!(!run.complete);
    assert_eq!(run.statistics.points as usize, run.points);
    assert!(run.columns.iter().all(|column| column.len() == run.points));
    assert_eq!(session.advance(1.0, &mut clock), Outcome::Done);
    assert!(session.take_events().is_empty() && session.take_chunk().is_none());
}

#[test]
fn a_run_tells_its_progress() {
    let mut session = long_run().session();
    session.start(0, &Overrides::default()).unwrap();
    let mut now = 0.0;
    let mut last = 0.0;
    for _ in 0..30 {
        session.advance(0.05, &mut || {
            now += 0.02;
            now
        });
        let fractions: Vec<f64> = session
            .take_events()
            .iter()
            .filter_map(|event| match event {
                RunEvent::Progress { fraction, .. } => Some(*fraction),
                _ => None,
            })
            .collect();
        assert!(fractions.iter().all(|&fraction| fraction >= last && fraction < 1.0));
        last = fractions.last().copied().unwrap();
    }
    assert!(last > 0.0);
}

#[test]
fn numbers_do_not_depend_on_how_a_run_was_cut() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
    test.diode("d1", "in", "out", &[("is", 1e-14), ("cjo", 1e-12)]);
    test.resistor("r1", "out", "0", 1e3);
    let job = test.tran(1e-6, 1e-3, None, false);
    let whole = test.done(job);
    let mut session = test.session();
    let mut cut = TestRun::of(&mut session, job, &Overrides::default());
    session.start(job, &Overrides::default()).unwrap();
    cut.points = 0;
    let mut clock = clock();
    while session.advance(0.0, &mut clock) == Outcome::Running {
        cut.collect(&mut session);
    }
    cut.collect(&mut session);
    assert_eq!(whole.columns, cut.columns);
}

#[test]
fn changes_reach_devices_temperature_and_options() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.device("resistor", "r1", &["a", "b"], &[], &[("r", &[1e3]), ("tc1", &[1e-2])]);
    test.resistor("r2", "b", "0", 1e3);
    let job = test.op();
    let mut session = test.session();
    session.alter("R2", 3e3).unwrap();
    assert!(session.alter("nothing", 1.0).is_err());
    near(TestRun::of(&mut session, job, &Overrides::default()).last("v(b)"), 0.75, 1e-12);
    let mut overrides = Overrides::default();
    overrides.set(&test.circuit, "v1", 2.0).unwrap();
    overrides.set(&test.circuit, "temp", 127.0).unwrap();
    near(TestRun::of(&mut session, job, &overrides).last("v(b)"), 2.0 * 0.6, 1e-12);
    near(TestRun::of(&mut session, job, &Overrides::default()).last("v(b)"), 0.75, 1e-12);
    overrides.set(&test.circuit, "option.reltol", -1.0).unwrap();
    assert_eq!(TestRun::of(&mut session, job, &overrides).code(), "bad-option");
}

#[test]
fn an_encoded_circuit_opens_and_others_are_refused() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.resistor("r1", "a", "0", 1.0);
    test.op();
    let mut bytes = crate::circuit::MAGIC.to_vec();
    bytes.extend(crate::circuit::CIRCUIT_VERSION.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(nodal_wire::encode(&test.circuit));
    assert_eq!(Session::open(&bytes).ok().unwrap().circuit(), &test.circuit);
    bytes[4] = 77;
    assert_eq!(Session::open(&bytes).err(), Some(OpenError::Version { found: 77 }));
    assert!(matches!(Session::open(b"NDLC").err(), Some(OpenError::Malformed(_))));
    bytes[4] = crate::circuit::CIRCUIT_VERSION as u8;
    bytes.truncate(40);
    assert!(matches!(Session::open(&bytes).err(), Some(OpenError::Malformed(_))));
}

#[test]
fn a_kind_that_is_not_known_is_an_error_of_its_device() {
    let mut test = TestCircuit::new();
    test.device("bipolar", "q1", &["a", "b", "c"], &[], &[]);
    let job = test.op();
    let run = test.run(job);
    assert_eq!(run.code(), "unsupported-device");
    assert_eq!(run.diagnostics[0].device, Some(0));
}

#[test]
fn a_finding_about_the_circuit_is_told_once_a_session() {
    let mut test = TestCircuit::new();
    test.voltage("v1", "a", "0", &[("dc", &[1.0])]);
    test.capacitor("c1", "a", "b", 1e-9);
    test.capacitor("c2", "b", "0", 1e-9);
    let first = test.op();
    let second = test.op();
    let mut session = test.session();
    assert_eq!(TestRun::of(&mut session, first, &Overrides::default()).diagnostics.len(), 1);
    assert_eq!(TestRun::of(&mut session, second, &Overrides::default()).diagnostics.len(), 0);
}

#[test]
fn a_stopped_run_is_continued_where_it_was() {
    let circuit = || {
        let mut test = TestCircuit::new();
        test.voltage("v1", "in", "0", &[("sin", &[0.0, 5.0, 1e3])]);
        test.resistor("r1", "in", "out", 1e3);
        test.diode("d1", "out", "0", &[("is", 1e-14), ("cjo", 1e-12)]);
        test.capacitor("c1", "out", "0", 1e-8);
        test.tran(1e-6, 5e-3, None, false);
        test.circuit
    };
    let mut whole = Session::with_circuit(circuit()).unwrap();
    let whole = TestRun::of(&mut whole, 0, &Overrides::default());
    let mut session = Session::with_circuit(circuit()).unwrap();
    session.start(0, &Overrides::default()).unwrap();
    let mut ticks = 0.0;
    let mut clock = || {
        ticks += 0.6;
        ticks
    };
    for _ in 0..5 {
        assert_eq!(session.advance(1.0, &mut clock), Outcome::Running);
    }
    session.stop();
    let mut parts = Vec::new();
    let mut take = |session: &mut Session| {
        session.take_events();
        while let Some(chunk) = session.take_chunk() {
            parts.extend_from_slice(&chunk.columns[2]);
        }
    };
    take(&mut session);
    assert!(session.resume());
    while session.advance(1.0, &mut clock) == Outcome::Running {
        take(&mut session);
    }
    take(&mut session);
    assert_eq!(parts, whole.columns[2]);
    assert!(!session.resume());
}
