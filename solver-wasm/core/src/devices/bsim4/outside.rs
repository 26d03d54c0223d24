//! What stands around the channel of a BSIM4: the resistances of the gate, of the
//! substrate and of the ends, and how fast the channel's charge follows.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, the chapters on high-speed
//! models (charge deficit, gate's and substrate's resistances) and on the drain's
//! current (RdsMod=1), with the limits of the published implementation.

use super::bias::Bias;
use super::channel::outer;
use super::defaults::Card;
use super::ends::series;
use super::layout::{Drawn, Side};
use super::shapes::*;
use super::size::Size;
use super::binned::Sized;
use super::NOISE_END;
use crate::devices::equations::constants;
use crate::devices::Given;
use crate::lanes::F2;

/// Ohms: a smaller resistance of the substrate is one of a milliohm, as in ngspice.
const LEAST: f64 = 1e-3;
const SHORT: f64 = 1e3;

/// Which networks a device has.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Modes {
    /// `rgatemod`, 0 to 3.
    pub gate: u8,
    /// How many resistances of the substrate make noise: 0 without any, else 1, 3 or 5.
    pub body: u8,
    /// Whether these follow from the size (`rbodymod=2`).
    pub by_size: bool,
    /// `rdsmod`
    pub ends: bool,
    /// `trnqsmod` and `acnqsmod`
    pub transient: bool,
    pub small_signal: bool,
}

impl Modes {
    pub fn of(card: &Card, given: &Given) -> Modes {
        let p = &card.plain;
        let body = choice(given.number("rbodymod"), p.rbodymod, 2);
        Modes {
            gate: choice(given.number("rgatemod"), p.rgatemod, 3),
            body: [0, 5, card.said.body][usize::from(body)],
            by_size: body == 2,
            ends: p.rdsmod == 1.0,
            transient: choice(given.number("trnqsmod"), p.trnqsmod, 1) == 1,
            small_signal: choice(given.number("acnqsmod"), p.acnqsmod, 1) == 1,
        }
    }
}

/// The choice of a card: one that is not known is the model's, and 0 where that is not known.
fn choice(own: Option<f64>, of_model: f64, most: u8) -> u8 {
    let known = |number: f64| (0..=most).find(|&choice| f64::from(choice) == number);
    own.and_then(known).or_else(|| known(of_model)).unwrap_or(0)
}

constants! {
    /// Of all devices of m.
    struct Outside / OutsidePair {
        /// Siemens of the gate's electrode, XRCRG1 for all fingers, and XRCRG2·vt.
        electrode, crg, crg_free,
        /// Siemens of the ends' contacts, the least resistance behind them, and half
        /// of that which the voltages change.
        source_contact, source_least, source_most,
        drain_contact, drain_least, drain_most,
        prwg, prwb, vfbsd,
    }
}

/// Siemens of all devices of m: between bulk and the channel's bulk, from there to the
/// bulks of the source's and the drain's junction, and from these to the bulk.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Substrate {
    pub rbpb: f64,
    pub rbps: f64,
    pub rbpd: f64,
    pub rbsb: f64,
    pub rbdb: f64,
}

/// What a size has around it.
pub struct Around<'a> {
    pub card: &'a Card,
    pub given: &'a Given<'a>,
    pub drawn: &'a Drawn,
    pub size: &'a Size,
    pub sized: &'a Sized,
    pub vt: f64,
    pub vfbsd: f64,
    pub count: f64,
}

impl Around<'_> {
    /// The constants, and the substrate's; `resistance` is what the temperature makes of a
    /// resistance of the ends.
    ///
    /// # Errors
    /// Numbers that no gate can have.
    pub fn outside(&self, modes: &Modes, resistance: impl Fn(f64) -> f64) -> Result<(Outside, Substrate), String> {
        let Around { card, given, drawn, size, sized: s, count, .. } = *self;
        let p = &card.plain;
        let mut outside = Outside { crg: s.xrcrg1 * drawn.fingers * count, crg_free: s.xrcrg2 * self.vt, vfbsd: self.vfbsd, prwg: s.prwg.max(0.0), prwb: s.prwb, ..Outside::default() };
        let mut substrate = Substrate::default();
        if modes.gate > 0 {
            outside.electrode = self.electrode()? * count;
        }
        if modes.body > 0 {
            let siemens = |ohms: f64| count * if ohms < LEAST { SHORT } else { p.gbmin + 1.0 / ohms };
            let [rbpb, rbps, rbpd, rbsb, rbdb] = self.substrate(modes.by_size);
            let absent = count * p.gbmin;
            let [rbps, rbpd] = if modes.body >= 3 { [siemens(rbps), siemens(rbpd)] } else { [count * SHORT; 2] };
            let [rbsb, rbdb] = if modes.body == 5 { [siemens(rbsb), siemens(rbdb)] } else { [absent; 2] };
            substrate = Substrate { rbpb: siemens(rbpb), rbps, rbpd, rbsb, rbdb };
        }
        if modes.ends {
            let width = libm::pow(size.weff_junction * 1e6, s.wr) * drawn.fingers;
            let contact = |side| match series(card, given, drawn, side, size.weff_junction) {
                siemens if siemens > 0.0 => siemens * count,
                _ => NOISE_END * count,
            };
            let part = |ohms: f64| resistance(ohms).max(0.0) / width / count;
            outside.source_contact = contact(Side::Source);
            outside.source_least = part(p.rswmin);
            outside.source_most = 0.5 * part(s.rsw);
            outside.drain_contact = contact(Side::Drain);
            outside.drain_least = part(p.rdwmin);
            outside.drain_most = 0.5 * part(s.rdw);
        }
        Ok((outside, substrate))
    }

    /// Siemens of the gate's electrode of one device.
    fn electrode(&self) -> Result<f64, String> {
        let Around { card, given, drawn, size, .. } = *self;
        let p = &card.plain;
        let contacts = given.number("ngcon").unwrap_or(p.ngcon);
        if !(contacts >= 1.0) {
            return Err(format!("ngcon is {contacts}; a gate's finger has 1 or 2 contacts"));
        }
        let contacts = if contacts == 2.0 { 2.0 } else { 1.0 };
        let length = size.length - p.xgl;
        if !(length > 0.0) {
            return Err(format!("the gate is {length:e} m long less xgl; it must be above 0"));
        }
        let across = given.number("xgw").unwrap_or(p.xgw) + size.weff_junction / 3.0 / contacts;
        let ohms = p.rshg * across / (contacts * drawn.fingers * length);
        Ok(if ohms > 0.0 { 1.0 / ohms } else { SHORT })
    }

    /// Ohms of the substrate: as given, or by the size (`rbodymod=2`).
    fn substrate(&self, by_size: bool) -> [f64; 5] {
        let Around { card, given, drawn, size, .. } = *self;
        let p = &card.plain;
        if !by_size {
            let own = |name, of_model| given.number(name).unwrap_or(of_model);
            return [own("rbpb", p.rbpb), own("rbps", p.rbps), own("rbpd", p.rbpd), own("rbsb", p.rbsb), own("rbdb", p.rbdb)];
        }
        let (l, w) = (libm::log(size.leff * 1e6), libm::log(size.weff * 1e6));
        let fingers = libm::log(drawn.fingers);
        let grown = |ohms: f64, of_length: f64, of_width: f64, of_fingers: f64| ohms * libm::exp(of_length * l + of_width * w + of_fingers * fingers);
        let beside = |x: f64, y: f64| x * y / (x + y);
        let along = |ohms: f64| grown(ohms, p.rbsdbxl, p.rbsdbxw, p.rbsdbxnf);
        let across = |ohms: f64| grown(ohms, p.rbsdbyl, p.rbsdbyw, p.rbsdbynf);
        [
            beside(grown(p.rbpbx0, p.rbpbxl, p.rbpbxw, p.rbpbxnf), grown(p.rbpby0, p.rbpbyl, p.rbpbyw, p.rbpbynf)),
            grown(p.rbps0, p.rbpsl, p.rbpsw, p.rbpsnf),
            grown(p.rbpd0, p.rbpdl, p.rbpdw, p.rbpdnf),
            beside(along(p.rbsbx0), across(p.rbsby0)),
            beside(along(p.rbdbx0), across(p.rbdby0)),
        ]
    }
}

impl OutsidePair {
    /// Siemens between the gate and the channel, in series with the electrode in the
    /// lanes of `whole`; by vgs, vds and vbs from the effective source.
    #[inline(always)]
    pub fn gate(&self, bias: &Bias, whole: F2) -> D3 {
        let free = bias.flow.beta * self.crg_free + bias.flow.ids;
        let channel = bias.outer(outer(free, &bias.vgsteff)) * self.crg;
        if !whole.any() {
            return channel;
        }
        D3::select(whole, channel * self.electrode / (channel + self.electrode), channel)
    }

    /// Siemens of the drain's and the source's end, by the voltages from the gate and
    /// from the bulk to that end.
    #[inline(always)]
    pub fn ends(&self, [vds, vgs, vbs]: [F2; 3]) -> [D2; 2] {
        let one = splat(1.0);
        let end = |vg: F2, vb: F2, contact: F2, least: F2, most: F2| {
            let above = D2::input(vg, 0) - self.vfbsd;
            let above = (above + (square(above) + splat(1e-4)).sqrt()) * splat(0.5);
            let by_voltage = reciprocal(above * self.prwg + one) - D2::input(vb, 1) * self.prwb;
            let kept = by_voltage + (square(by_voltage) + splat(0.01)).sqrt();
            reciprocal((kept * most + least) * contact + one) * contact
        };
        [
            end(vgs - vds, vbs - vds, self.drain_contact, self.drain_least, self.drain_most),
            end(vgs, vbs, self.source_contact, self.source_least, self.source_most),
        ]
    }
}
