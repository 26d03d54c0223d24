//! Noise of a BSIM4.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, section 8: flicker noise by
//! KF (fnoimod=0) or by traps in the oxide (1), thermal noise by the channel's
//! charge (tnoimod=0), holistic (1) or with that which the channel induces in the gate
//! (2), shot noise of the currents through the gate. The limits of tnoimod=2's
//! correlation are those of version 4.8.1.
//! The temperature of the noise is the circuit's, as in ngspice.

use super::bias::Bias;
use super::{Constants, Pair, B, D, G, S};
use crate::devices::equations::{NoisePin, NoiseSource, Partner};
use crate::devices::junction::{BOLTZMANN, CHARGE};
use crate::lanes::{lane, F2};

/// Below this a logarithm's argument counts as it.
const LEAST: f64 = 1e-38;
/// Unit of the frequency in the laws by traps.
const TRAPS: f64 = 1e10;

/// What the channel is at a point, of one finger, as numbers.
struct Channel {
    current: f64,
    gm: f64,
    gds: f64,
    gmbs: f64,
    vds: f64,
    vdseff: f64,
    vgsteff: f64,
    mobility: f64,
    abulk: f64,
    over: f64,
    coxeff: f64,
    esat_length: f64,
    rds: f64,
    /// Current by Vdseff, at least IDOVVDS.
    ids: f64,
    xdep: f64,
    abulk0: f64,
    beta: f64,
    gche: f64,
}

/// The charge of the channel without the overlaps, of one device of m, for tnoimod=0.
fn inverted(of: &Constants, channel: &Channel) -> f64 {
    let round = 0.02;
    let abulk = channel.abulk0 * of.device.charge.abulk_cv;
    let vdsat = channel.vgsteff / abulk;
    let t = vdsat - channel.vds - round;
    let size = (t * t + 4.0 * round * vdsat).sqrt();
    let vdseff = if channel.vds == 0.0 {
        0.0
    } else if t >= 0.0 {
        vdsat - 0.5 * (t + size)
    } else {
        vdsat * (1.0 - 2.0 * round / (size - t))
    };
    let along = abulk * vdseff;
    let part = vdseff / (12.0 * (channel.vgsteff - 0.5 * along + 1e-20));
    channel.coxeff * of.device.noise.area_cv * (channel.vgsteff - 0.5 * along + abulk * along * part)
}

/// A²/Hz at 1 Hz of the law by traps.
fn by_traps(of: &Constants, channel: &Channel, fingers: f64, temperature: f64) -> f64 {
    let noise = &of.device.noise;
    let current = channel.current.abs();
    let length = noise.leff_noise * noise.leff_noise;
    let esat = 2.0 * noise.vsat / channel.mobility;
    let mut clm = 0.0;
    if noise.em > 0.0 {
        let field = ((channel.vds - channel.vdseff) / noise.litl + noise.em) / esat;
        clm = (noise.litl * libm::log(field.max(LEAST))).max(0.0);
    }
    let states = noise.states[0] + noise.states[1] / channel.xdep;
    let at_source = noise.coxe * channel.vgsteff / CHARGE;
    let at_drain = at_source * (1.0 - channel.over * channel.vdseff);
    let sum = noise.noia * libm::log(((at_source + states) / (at_drain + states)).max(LEAST))
        + noise.noib * (at_source - at_drain)
        + noise.noic * 0.5 * (at_source * at_source - at_drain * at_drain);
    let inside = CHARGE * CHARGE * BOLTZMANN * current * temperature * channel.mobility / (TRAPS * channel.abulk * noise.coxe * length) * sum;
    let end = noise.noia + noise.noib * at_drain + noise.noic * at_drain * at_drain;
    let pinched = BOLTZMANN * temperature * current * current / (TRAPS * length * noise.weff * fingers) * clm * end
        / ((at_drain + states) * (at_drain + states));
    let strong = inside + pinched;
    let weak = noise.noia * BOLTZMANN * temperature / (noise.weff * fingers * noise.leff * TRAPS * states * states) * current * current;
    if strong + weak > 0.0 { strong * weak / (strong + weak) } else { 0.0 }
}

/// What noise sees of a device at an operating point.
pub struct Seen {
    /// Volts of drain, gate, source and bulk at the channel.
    pub v: [f64; 4],
    /// Siemens in series with drain and source.
    pub ends: [f64; 2],
    /// Siemens of the gate's resistance, and in the substrate as ngspice tells them:
    /// rbps, rbpd, rbpb, rbsb, rbdb.
    pub around: [f64; 6],
}

pub fn within(pins: [usize; 2]) -> [NoisePin; 2] {
    pins.map(NoisePin::Inner)
}

/// The channel's noise of tnoimod=2 by the conductance GD0 that it would have without
/// drain's voltage: in siemens what the drain has for itself, what it has together with
/// the gate, and what the gate has of that, with the time constant of its coupling.
fn correlated(of: &Constants, channel: &Channel) -> [f64; 4] {
    let noise = &of.device.noise;
    let fall = channel.vdseff * channel.over;
    let sum = 2.0 - fall;
    let scale = sum + 2.0 * channel.abulk * noise.vtm / channel.vgsteff;
    let fast = 1.0 / (1.0 + channel.vdseff / channel.esat_length);
    let square = fall * fall;
    let scale2 = scale * scale;
    let gamma = fast * (0.5 * sum + square / (6.0 * scale));
    let delta = (sum / scale2 - (5.0 * sum + scale) * square / (15.0 * scale2 * scale2) + square * square / (9.0 * scale2 * scale2 * scale))
        / (6.0 * fast * fast * fast);
    let ratio = fall / scale;
    let epsilon = (ratio - ratio * ratio * ratio / 3.0) / (6.0 * fast);
    let field = channel.vgsteff / channel.esat_length;
    let by_field = |which: usize| noise.rnoi[which] * (1.0 + field * field * noise.tnoi[which] * noise.leff);
    let both = gamma * delta;
    let part = if both > 0.0 { (epsilon / both.sqrt() * 2.5316 * by_field(2)).clamp(0.0, 1.0) } else { 1.0 };
    let gamma = gamma * 3.0 * by_field(0) * by_field(0);
    let delta = delta * 3.75 * by_field(1) * by_field(1);
    let gd0 = channel.beta * channel.vgsteff / (1.0 + channel.gche * channel.rds * of.fingers);
    let oxide = channel.coxeff * noise.area_cv / of.fingers;
    let time = if gamma > 0.0 && delta > 0.0 { oxide / gd0 * (delta / gamma).sqrt() } else { 0.0 };
    let whole = gamma * gd0 * of.fingers;
    [whole * (1.0 - part * part), whole * part * part, whole, time]
}

pub fn sources(of: &Constants, seen: &Seen, around: &[[NoisePin; 2]; 6], sources: &mut Vec<NoiseSource>) {
    let both = Pair::of(of);
    let bias = Bias::at(&both, &seen.v.map(F2::splat));
    let one = |pair: F2| lane(pair, 0);
    let flow = &bias.flow;
    let count = of.count;
    let fingers = of.fingers;
    let channel = Channel {
        current: one(flow.current.value) * fingers,
        gm: one(flow.current.by[0]) * fingers,
        gds: one(flow.current.by[1]) * fingers,
        gmbs: one(flow.current.by[2] * bias.by_vbs) * fingers,
        vds: one(bias.stand.vds),
        vdseff: one(flow.vdseff.value),
        vgsteff: one(bias.vgsteff.value),
        mobility: one(flow.mobility),
        abulk: one(flow.abulk_of_noise),
        over: one(flow.abulk / flow.vgst2vtm),
        coxeff: one(flow.coxeff),
        esat_length: one(flow.esat_length),
        rds: one(flow.rds) / fingers,
        ids: one(flow.ids.value).max(of.device.noise.idovvds) * fingers,
        xdep: one(bias.stand.xdep.value),
        abulk0: one(flow.abulk0.value),
        beta: one(flow.beta.value),
        gche: one(flow.gche),
    };
    let noise = &of.device.noise;
    let temperature = of.noise_temperature;
    let thermal = 4.0 * BOLTZMANN * temperature;
    let white = |name, between, power: f64| NoiseSource { name, between, white: power, flicker: 0.0, exponent: 1.0, partner: None };
    let exchanged = one(bias.exchanged) != 0.0;

    // The channel, and what of it the source's resistance has.
    let square = channel.vgsteff / channel.esat_length;
    let by_field = |which: usize| noise.rnoi[which] * (1.0 + square * square * noise.tnoi[which] * noise.leff);
    let least = channel.ids;
    let drain;
    let mut ends = seen.ends;
    let mut induced = [0.0; 4];
    if of.tnoimod == 0 {
        let charge = channel.mobility * inverted(of, &channel).abs();
        drain = charge / (charge * channel.rds + noise.leff * noise.leff) * noise.ntnoi;
    } else if of.tnoimod == 1 {
        let beta = by_field(0);
        let theta = by_field(1).min(0.9).min(0.9 * beta);
        let end = &mut ends[usize::from(!exchanged)];
        *end *= 1.0 + theta * theta * (*end / count) / least;
        let whole = channel.gm + channel.gmbs + channel.gds;
        let part = beta * (channel.gm + channel.gmbs) + channel.gds;
        drain = (part * part - theta * theta * whole * whole) / least;
    } else {
        induced = correlated(of, &channel);
        drain = induced[0];
    }
    for (name, pin, conductance) in [("rd", D, ends[0]), ("rs", S, ends[1])] {
        sources.push(white(name, [NoisePin::Outer(pin), NoisePin::Inner(pin)], thermal * conductance));
    }
    let names = ["rg", "rbps", "rbpd", "rbpb", "rbsb", "rbdb"];
    for ((name, between), conductance) in names.into_iter().zip(around).zip(seen.around) {
        sources.push(white(name, *between, thermal * conductance));
    }
    let between = [NoisePin::Inner(D), NoisePin::Inner(S)];
    sources.push(white("id", between, thermal * drain * count));
    let flicker = if of.fnoimod == 0 {
        noise.kf * libm::exp(noise.af * libm::log(channel.current.abs().max(LEAST))) / (noise.leff * noise.leff * noise.coxe)
    } else {
        by_traps(of, &channel, fingers, temperature)
    };
    sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker: flicker * count, exponent: noise.ef, partner: None });
    let shot = |current: F2| 2.0 * CHARGE * (one(current) * fingers * count).abs();
    let (mut through_source, mut through_drain) = (bias.gate.igcs.value, bias.gate.igcd.value);
    if exchanged {
        std::mem::swap(&mut through_source, &mut through_drain);
    }
    sources.push(white("igs", [NoisePin::Inner(G), NoisePin::Inner(S)], shot(bias.gate.igs.value + through_source)));
    sources.push(white("igd", [NoisePin::Inner(G), NoisePin::Inner(D)], shot(bias.gate.igd.value + through_drain)));
    sources.push(white("igb", [NoisePin::Inner(G), NoisePin::Inner(B)], shot(bias.gate.igb.value)));
    let [_, together, whole, time] = induced;
    let [high, low] = if exchanged { [S, D] } else { [D, S] };
    let partner = Partner { between: within([G, low]), white: thermal * whole * count, time };
    let partner = (of.tnoimod == 2).then_some(partner);
    sources.push(NoiseSource { partner, ..white("corl", within([high, low]), thermal * together * count) });
}
