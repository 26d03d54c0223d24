//! What cards and models mean, and what is wrong with them.

use super::*;
use crate::test_circuit::near;

fn failure(model: Numbers, card: Numbers) -> (&'static str, String) {
    let failure = resolved("nmos", model, card).map(|_| ()).unwrap_err();
    (failure.code, failure.message)
}

#[test]
fn numbers_without_a_meaning_are_refused() {
    let wrong: [(Numbers, &str, &str); 15] = [
        (&[("ngate", 2e31)], "model-parameter", "for this size; it must be at most 1e25"),
        (&[("lint", 3e-7)], "channel-length", "the channel's effective length"),
        (&[("wint", 3e-6)], "channel-width", "the channel's effective width"),
        (&[("dlc", 3e-7)], "channel-length", "length for charges"),
        (&[("dwc", 3e-6)], "channel-width", "width for charges"),
        (&[("capmod", 4.0)], "model-parameter", "capmod is 4; a BSIM3 knows 0, 1, 2, 3"),
        (&[("mobmod", 0.0)], "model-parameter", "mobmod is 0"),
        (&[("noimod", 7.0)], "model-parameter", "noimod is 7"),
        (&[("acm", 4.0)], "model-parameter", "acm is 4"),
        (&[("tox", 0.0)], "model-parameter", "tox is 0e0 for this size"),
        (&[("u0", 0.0)], "model-parameter", "u0 at this temperature"),
        (&[("w0", -5e-6)], "model-parameter", "w0 + width"),
        (&[("pclm", -1.0)], "model-parameter", "pclm is -1e0"),
        (&[("nlx", -1e-6)], "model-parameter", "nlx + length"),
        (&[("nch", 1e9)], "model-parameter", "above silicon's intrinsic"),
    ];
    for (model, code, message) in wrong {
        let (got, text) = failure(model, SIZE);
        assert!(got == code && text.contains(message), "{got}: {text}");
    }
    let (code, message) = failure(&[("level", 14.0)], SIZE);
    assert!(code == "unsupported-model" && message.contains("level 8, 49"), "{message}");
    let (code, _) = failure(&[], &[("mulu0", 0.0)]);
    assert_eq!(code, "parameter-range");
}

#[test]
fn what_has_no_effect_is_said() {
    let said = |model: Numbers, card: Numbers| -> Vec<(&'static str, String)> {
        let model = [&[("level", 8.0)], model].concat();
        let report = resolve::<Bsim3, 4, 16>(&["d", "g", "s", "b"], "nmos", &model, card, 27.0).1;
        report.into_iter().map(|finding| (finding.code, finding.message)).collect()
    };
    assert_eq!(said(&[("nqsmod", 0.0)], SIZE), vec![]);
    let messages = said(&[("nqsmod", 1.0), ("elm", 3.0), ("k1", 0.5), ("nsub", 1e16), ("calcacm", 1.0)], SIZE);
    assert_eq!(messages.len(), 4);
    assert!(messages.iter().all(|(code, _)| *code == "inert-parameter"), "{messages:?}");
    let held = said(&[("paramchk", 1.0), ("a2", 2.0), ("rdsw", -3.0), ("cgdo", -1e-10)], SIZE);
    assert_eq!(held.iter().filter(|(code, _)| *code == "limited-parameter").count(), 3, "{held:?}");
}

#[test]
fn parts_by_size_are_added() {
    let size = [("l", 1e-6), ("w", 2e-6)];
    let plain = constants("nmos", &[("vth0", 0.5), ("k1", 0.5), ("voff", -0.08 + 0.01 + 0.02 / 2.0 + 0.03 / 2.0)], &size);
    let parts: Numbers = &[("vth0", 0.5), ("k1", 0.5), ("lvoff", 0.01), ("wvoff", 0.02), ("pvoff", 0.03)];
    near(constants("nmos", parts, &size).channel.voff, plain.channel.voff, 1e-15);
    let metres: Vec<(&str, f64)> = [("binunit", 2.0), ("vth0", 0.5), ("k1", 0.5), ("lvoff", 0.01e-6), ("wvoff", 0.02e-6), ("pvoff", 0.03e-12)].to_vec();
    near(constants("nmos", &metres, &size).channel.voff, plain.channel.voff, 1e-15);
}

#[test]
fn devices_in_parallel_are_so_many() {
    let mut random = Random(4);
    for model in MODELS {
        let [one, three] = [1.0, 3.0].map(|m| {
            let of = constants("nmos", model, &[SIZE, &[("m", m)]].concat());
            Pair::pack(&of, &of)
        });
        for _ in 0..50 {
            let v = point(&mut random);
            let (one, three) = (at(&one, v), at(&three, v));
            for pin in 0..4 {
                let close = |a: F2, b: F2, all: &[F2; 4]| {
                    let size = all.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
                    assert!((3.0 * lane(a, 0) - lane(b, 0)).abs() <= 1e-12 * size + 3e-12 * 10.0, "{model:?}");
                };
                close(one.current[pin], three.current[pin], &three.current);
                close(one.charge[pin], three.charge[pin], &three.charge);
            }
        }
    }
}

/// What ngspice 39 prints of an NMOS with impact ionisation, in parallel with another.
#[test]
fn variables_are_those_of_ngspice() {
    let model: Numbers = &[("vth0", 0.6), ("tox", 7.5e-9), ("k1", 0.5), ("alpha0", 1e-7), ("cjswg", 1e-10)];
    let card: Numbers = &[("l", 0.35e-6), ("w", 1e-5), ("ad", 1e-11), ("as", 8e-12), ("pd", 2.2e-5), ("ps", 2.1e-5), ("m", 2.0), ("delvto", 0.05), ("mulu0", 0.9)];
    let constants = constants("nmos", model, card);
    let v = [1.9930485755 + 0.003475712298726, 1.5, 0.1034757123, -0.5];
    let v = [v[2] + 1.8930485755, v[1], v[2], v[3]];
    let pair = Pair::pack(&constants, &constants);
    let (mut memory, mut out) = (Before::default(), Outputs::new());
    Bsim3::evaluate(&pair, &mut memory, &v.map(F2::splat), &Call { exact: true, ..CALL }, &mut out);
    let point = Point {
        v,
        current: out.current.map(|value| lane(value, 0)),
        conductance: out.conductance.map(|value| lane(value, 0)),
        charge: out.charge.map(|value| lane(value, 0)),
        capacitance: out.capacitance.map(|value| lane(value, 0)),
        rate: [0.0; 4],
        series: [0.0; 4],
    };
    let mut values = vec![0.0; KIND.variables.len()];
    Bsim3::variables(&constants, &point, &mut values);
    let wanted = [
        ("gmbs", 4.7637063426e-04), ("gm", 3.5305139671e-03), ("gds", 1.9744053532e-04), ("vdsat", 4.2201154317e-01), ("vth", 8.2368951717e-01),
        ("id", 1.3902849036e-03), ("vbs", -6.034757123e-01), ("vgs", 1.3965242877), ("vds", 1.8930485755), ("gbd", 2e-12), ("gbs", 2e-12),
        ("qb", -7.482498756e-14), ("qg", 3.8229014888e-14), ("qd", 4.5552745270e-14), ("cgg", 2.3420596025e-14), ("cgd", 2.6390600544e-16),
        ("cgs", -2.157962191e-14), ("cdg", -7.873113609e-15), ("cdd", -1.116864782e-16), ("cds", 9.0683059149e-15), ("cbg", -3.742024689e-15),
        ("cbd", 1.7285932455e-17), ("cbs", -1.088086775e-15), ("capbd", 1.4610375624e-14), ("capbs", 1.7441998870e-14),
    ];
    for (name, wanted) in wanted {
        let got = values[KIND.variables.iter().position(|variable| variable.name == name).unwrap()];
        assert!((got - wanted).abs() <= 1e-8 * wanted.abs(), "{name}: {got:e} is not {wanted:e}");
    }
    assert_eq!(Bsim3::region(&constants, &values), "saturation");
}
