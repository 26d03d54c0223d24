//! Derivatives against central differences, with the equations' branches counted.

use super::*;

/// Where a device stands among the branches of its equations. A point whose
/// neighbours stand elsewhere is left out: slopes may jump there.
fn branches(pair: &Pair, v: [f64; 4]) -> Vec<(&'static str, bool)> {
    let of = &pair.channel;
    let one = |pair: F2| lane(pair, 0);
    let voltages = voltages(pair.channel.sign, &v.map(F2::splat));
    let effective = Effective::of(voltages);
    let channel = Channel::at(pair, effective.vgs, effective.vds, effective.vbs, false);
    let (body, gate) = (&channel.body, &channel.gate);
    let bulk = one(body.vbs.value);
    let (vds, vgs) = (one(effective.vds), one(effective.vgs));
    let [gate_source, gate_drain] = [one(voltages[1]), one(voltages[1] - voltages[0])];
    let two_nvt = one(gate.swing.value * of.two_vt);
    let vgst = one(gate.vgst.value);
    let drive = one(channel.vgsteff);
    let beyond = vds - one(channel.vdseff);
    let (root, root_phi) = (one(body.root.value), one(of.root_phi));
    let rise = root - root_phi;
    let short = one(of.short) / root.sqrt();
    let width = one(of.width) - one(of.dwg) * drive - one(of.dwb) * rise;
    let abulk = one(body.abulk.value) - one(body.abulk_by_gate.value) * drive;
    let field = (drive + one(of.thresholds) * one(gate.threshold.value)) * one(of.per_tox);
    let fall = field * ((one(of.ua) + field * one(of.ub)) * (1.0 + one(of.uc_times) * bulk) + one(of.uc_added) * bulk);
    let saturation = one(channel.fall) * one(of.saturation);
    let nvt = one(gate.swing.value * pair.charge.vt_noff);
    let charge_u = (vgst - one(pair.charge.voffcv)) / nvt;
    let charges = intrinsic(pair, &channel, effective.vbs, effective.vds, false);
    let flat = vgs - bulk - one(pair.charge.vfbzb);
    let drive_of_charge = if charge_u > 34.0 { vgst } else { nvt * libm::log1p(libm::exp(charge_u)) };
    let abulk_of_charge = one(body.abulk0().value * pair.charge.abulk);
    let straight = [one(pair.junctions.drain_straight()), one(pair.junctions.source_straight())];
    vec![
        ("drain and source exchanged", one(effective.exchanged) != 0.0 || one(voltages[0]) < 0.0),
        ("bulk above the source", bulk > 0.0),
        ("dvt2 held", one(of.dvt2) * bulk < -0.5),
        ("dvt2w held", pair.narrow && one(of.dvt2w) * bulk < -0.5),
        ("a long channel", short / (1.0 + one(of.dvt2) * bulk) < -34.0),
        ("eta held", one(of.eta0) + one(of.etab) * bulk < 1e-4),
        ("swing held", one(body.swing.value) + one(body.swing_by_drain.value) * vds < -0.5),
        ("strong inversion", vgst / two_nvt > 34.0),
        ("far below the threshold", (2.0 * one(of.voff) - vgst) / two_nvt > 34.0),
        ("below the threshold", vgst < 0.0),
        ("gate depleted", pair.depleted_gate && vgs > one(of.gate_border)),
        ("width held", width < 2e-8),
        ("resistance held", pair.resistive && one(of.prwg) * drive + one(of.prwb) * rise < -0.9),
        ("abulk held", abulk < 0.1),
        ("keta held", one(of.keta) * bulk < -0.9),
        ("mobility held", fall < -0.8),
        ("no effect of the drain on the resistance", one(of.theta_rout) <= 0.0),
        ("pdiblcb held", one(of.pdiblcb) * bulk < -0.9),
        ("pvag held", one(of.pvag) * drive / saturation < -0.9),
        ("substrate's current", pair.substrate && beyond > one(of.scbe_voltage) / 34.0),
        ("ionisation", pair.ionising && beyond > one(of.beta0) / 34.0),
        ("in saturation", vds > one(channel.vdsat)),
        ("charge strong", charge_u > 34.0),
        ("charge weak", charge_u < -34.0),
        ("accumulated", flat - drive_of_charge <= 0.0),
        ("bulk depleted at capmod 0", pair.capmod[0].any && one(charges.inversion) == 0.0),
        ("accumulated at capmod 0", pair.capmod[0].any && vgs - bulk - one(pair.charge.vfbcv) <= 0.0),
        ("charge saturated at capmod 0", pair.capmod[0].any && drive0(pair, &channel) / abulk_of_charge <= vds),
        ("charge saturated", drive_of_charge / abulk_of_charge < vds),
        ("gate below the source", gate_source < 0.0),
        ("gate below the drain", gate_drain < 0.0),
        ("drain's junction forward", one(voltages[2] - voltages[0]) > 0.0),
        ("source's junction forward", one(voltages[2]) > 0.0),
        ("drain's junction straight", one(voltages[2] - voltages[0]) > straight[0]),
        ("source's junction straight", one(voltages[2]) > straight[1]),
        ("drain's junction blocked", one(voltages[2] - voltages[0]) < -40.0 * 0.0258650),
    ]
}

/// The drive of CAPMOD 0.
fn drive0(pair: &Pair, channel: &Channel) -> f64 {
    let of = &pair.channel;
    lane(channel.gate.vgs.value - (channel.body.root.value * of.k1ox + pair.charge.vfbcv + of.phi), 0)
}

#[test]
fn slopes_agree_with_central_differences() {
    let (mut random, examples) = (Random(3), examples());
    let h = 1e-6;
    covers("BSIM3", |round| {
        let constants = examples[round % examples.len()];
        let pair = Pair::pack(&constants, &constants);
        let wide = if round % 3 == 0 { 1.6 } else { 1.0 };
        let mut v = point(&mut random).map(|v| wide * v);
        if round % 5 == 1 {
            v[B] += 0.7;
        }
        let v = v.map(|v| constants.channel.sign * v);
        let here = branches(&pair, v);
        let near = |column: usize, by: f64| {
            let mut v = v;
            v[column] += by;
            v
        };
        if (0..4).any(|column| [-2.0 * h, 2.0 * h].iter().any(|&by| branches(&pair, near(column, by)) != here)) {
            return None;
        }
        let out = at(&pair, v);
        let largest = |values: &[F2]| values.iter().fold(0.0, |most: f64, value| most.max(lane(*value, 0).abs()));
        for column in 0..4 {
            let (above, below) = (at(&pair, near(column, h)), at(&pair, near(column, -h)));
            for row in 0..4 {
                let slope = |high: F2, low: F2| (lane(high, 0) - lane(low, 0)) / (2.0 * h);
                let entry = 4 * row + column;
                let (g, wanted) = (lane(out.conductance[entry], 0), slope(above.current[row], below.current[row]));
                let rounding = 1e-8 * largest(&out.conductance) + 1e-8 * largest(&out.current) + 1e-17;
                assert!((g - wanted).abs() <= 3e-5 * g.abs() + rounding, "{g:e} {wanted:e} {row}{column} at {v:?} of {round}");
                let (c, wanted) = (lane(out.capacitance[entry], 0), slope(above.charge[row], below.charge[row]));
                let rounding = 1e-7 * largest(&out.capacitance) + 1e-8 * largest(&out.charge);
                assert!((c - wanted).abs() <= 3e-5 * c.abs() + rounding, "{c:e} {wanted:e} {row}{column} at {v:?} of {round}");
            }
        }
        Some(here)
    });
}

#[test]
fn slopes_agree_where_the_length_is_not_modulated() {
    let (mut random, examples) = (Random(6), examples());
    let mut count = 0;
    for round in 0..600 {
        let constants = examples[round % examples.len()];
        let pair = Pair::pack(&constants, &constants);
        let sign = constants.channel.sign;
        // Nanovolts, of which a source at 0 V loses nothing.
        let v = [2e-9 * random.next(), 2.0 * random.next() + 1.0, 0.0, -0.5 * random.next().abs()].map(|v| sign * v);
        let of = Effective::of(voltages(pair.channel.sign, &v.map(F2::splat)));
        let channel = Channel::at(&pair, of.vgs, of.vds, of.vbs, false);
        if lane(of.vds - channel.vdseff, 0) > 0.9e-10 || lane(of.vds, 0) < 1e-10 {
            continue;
        }
        count += 1;
        let h = 1e-11;
        let [below, above] = [-h, h].map(|by| lane(at(&pair, [v[D] + by, v[G], v[S], v[B]]).current[S], 0));
        let (g, wanted) = (lane(at(&pair, v).conductance[4 * S + D], 0), (above - below) / (2.0 * h));
        assert!((g - wanted).abs() <= 1e-4 * g.abs() + 1e-17, "{g:e} {wanted:e} at {v:?}");
    }
    assert!(count >= 100, "{count}");
}
