//! What the equations do at their borders.

use super::*;

/// Current into the drain and charge of the gate of an NMOS, with their slopes by a pin.
fn beside(constants: &Constants, v: [f64; 4], pin: usize, by: f64) -> [[f64; 4]; 2] {
    let pair = Pair::pack(constants, constants);
    [-by, by].map(|by| {
        let mut v = v;
        v[pin] += by;
        let out = at(&pair, v);
        [lane(out.current[D], 0), lane(out.conductance[4 * D + pin], 0), lane(out.charge[G], 0), lane(out.capacitance[4 * G + pin], 0)]
    })
}

fn jump([below, above]: [[f64; 4]; 2], which: usize) -> f64 {
    (above[which] - below[which]).abs() / (above[which].abs() + below[which].abs())
}

#[test]
fn exchanging_drain_and_source_is_smooth() {
    for model in MODELS {
        let constants = constants("nmos", model, SIZE);
        for gate in [0.2, 0.6, 1.5, 3.0] {
            let beside = beside(&constants, [0.0, gate, 0.0, -0.5], D, 1e-7);
            assert!(jump(beside, 1) < 1e-4, "{beside:?}");
        }
    }
}

#[test]
fn early_voltages_begin_with_a_jump_of_the_conductance_that_is_small() {
    let constants = constants("nmos", MODELS[0], SIZE);
    let pair = Pair::pack(&constants, &constants);
    let beyond = |vds: f64| {
        let [vgs, vds, vbs] = [1.5, vds, 0.0].map(F2::splat);
        vds.to_array()[0] - lane(Channel::at(&pair, vgs, vds, vbs, false).vdseff, 0)
    };
    let (mut low, mut high) = (0.0, 1e-3);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if beyond(middle) > 1e-10 { high = middle } else { low = middle }
    }
    let beside = beside(&constants, [high, 1.5, 0.0, 0.0], D, 1e-3 * high);
    assert!(jump(beside, 1) < 1e-3 && jump(beside, 1) > 0.0, "{beside:?}");
}

#[test]
fn charges_of_capmod_0_and_1_go_on_where_their_capacitances_jump() {
    // Saturation by vds: the gate's charge no longer sees the drain.
    for (capmod, name) in [(0.0, "capmod 0"), (1.0, "capmod 1")] {
        let constants = constants("nmos", &[("capmod", capmod), ("vth0", 0.5), ("k1", 0.5), ("cgdo", 0.0), ("cf", 0.0), ("vfbcv", -0.9)], SIZE);
        let slopes: Vec<(f64, f64)> = (0..3000).map(|step| 0.0005 + 0.001 * f64::from(step)).map(|vds| {
            let out = beside(&constants, [vds, 2.0, 0.0, -0.5], D, 1e-9)[0];
            (out[2], out[3])
        }).collect();
        let size = slopes.iter().fold(0.0, |most: f64, &(charge, _)| most.max(charge.abs()));
        let steepest = slopes.windows(2).map(|pair| (pair[1].0 - pair[0].0).abs()).fold(0.0, f64::max);
        let bend = slopes.windows(2).map(|pair| (pair[1].1 - pair[0].1).abs()).fold(0.0, f64::max);
        assert!(steepest < 1e-3 * size, "{name}: {steepest:e} of {size:e}");
        // ∂qg/∂vd falls to 0 without a jump, the slope of it does not; the drain's own charge jumps in its slope.
        assert!(bend < 5e-2 * size, "{name}: {bend:e} of {size:e}");
    }
    // Flat band and threshold at capmod 0.
    let constants = constants("nmos", &[("capmod", 0.0), ("vth0", 0.5), ("k1", 0.5), ("k2", 0.0), ("vfbcv", -0.9), ("cgso", 0.0), ("cgdo", 0.0), ("cf", 0.0)], SIZE);
    let threshold = constants.charge.vfbcv + constants.channel.phi + constants.channel.k1ox * constants.channel.root_phi;
    for (border, least) in [(-0.9, 0.0), (threshold, 0.1)] {
        let beside = beside(&constants, [0.0, border, 0.0, 0.0], G, 1e-6);
        assert!(jump(beside, 2) < 1e-3 || beside[0][2].abs() < 1e-18, "{border}: {beside:?}");
        assert!(jump(beside, 3) >= least, "{border}: {beside:?}");
    }
}

#[test]
fn small_signals_have_the_slopes_that_are_published() {
    let of = |model: Numbers| {
        let constants = constants("nmos", model, SIZE);
        let pair = Pair::pack(&constants, &constants);
        let [newton, published] = [false, true].map(|exact| {
            let (mut memory, mut out) = (Before::default(), Outputs::new());
            let v = [2.0, 1.5, 0.0, -0.5].map(F2::splat);
            Bsim3::settle(&pair, &mut memory, &v);
            Bsim3::evaluate(&pair, &mut memory, &v, &Call { exact, ..CALL }, &mut out);
            out
        });
        assert_eq!(newton.charge.map(|q| lane(q, 0)), published.charge.map(|q| lane(q, 0)));
        assert_eq!(newton.conductance.map(|g| lane(g, 0)), published.conductance.map(|g| lane(g, 0)), "the bulk is below 0 V");
        let entry = |of: &Outputs<4, 16>| lane(of.capacitance[4 * G + B], 0);
        (entry(&newton) - entry(&published)).abs() / entry(&newton).abs()
    };
    let capmod3 = of(&[("vth0", 0.5), ("k1", 0.5)]);
    assert!(capmod3 > 1e-6 && capmod3 < 1e-2, "{capmod3:e}");
    assert_eq!(of(&[("vth0", 0.5), ("k1", 0.5), ("capmod", 2.0)]), 0.0);
}
