//! The noise of a BSIM3: thermal noise of the channel, flicker noise.
//!
//! Source: BSIM3v3.3 manual, chapter 8 (NOIMOD 1 to 4); NOIMOD 5 and 6 have the
//! thermal noise of 1 with a transition from the linear region, as ngspice 39.
//! As there, ABULK is without KETA where it divides, and the temperature is the
//! circuit's.

use super::channel::Channel;
use crate::devices::junction::{BOLTZMANN, CHARGE};
use crate::lanes::lane;

/// Boltzmann's constant in electronvolts per kelvin, as the publication has it.
const ELECTRONVOLT: f64 = 8.62e-5;
/// Carriers by area without a channel in 1/m².
const LEAST_CARRIERS: f64 = 2e14;
/// What logarithms are taken of at least.
const LEAST: f64 = 1e-38;

/// What noise needs of a device.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Noise {
    pub mode: f64,
    /// Kelvin.
    pub temperature: f64,
    /// Of the channel in metres; its length less twice LINTNOI.
    pub length: f64,
    pub width: f64,
    pub flicker_length: f64,
    /// √(3·XJ·TOX) in metres.
    pub litl: f64,
    pub oxide: f64,
    /// µ0 in m²/(V·s) and VSAT in m/s.
    pub mobility: f64,
    pub velocity: f64,
    pub em: f64,
    pub ef: f64,
    pub af: f64,
    pub kf: f64,
    pub traps: [f64; 3],
}

impl Noise {
    /// Siemens of the channel's thermal noise over 4·k·T, for one device: of the
    /// sum of its conductances, or of its charge in coulombs.
    pub fn thermal(&self, channel: &Channel, conductances: f64, vds: f64, inversion: f64) -> f64 {
        match self.mode as u32 {
            1 | 3 => 2.0 * conductances.abs() / 3.0,
            5 | 6 => {
                let vdsat = lane(channel.vdsat, 0);
                (3.0 - vds.min(vdsat) / vdsat) * conductances.abs() / 3.0
            }
            _ => {
                let flow = self.mobility / lane(channel.fall, 0) * inversion.abs();
                // A resistance below 0 makes no noise.
                (flow / (self.length * self.length + flow * lane(channel.rds, 0))).max(0.0)
            }
        }
    }

    /// A²/Hz of the flicker noise at 1 Hz, for one device with a current in amperes.
    pub fn flicker(&self, channel: &Channel, current: f64, vds: f64) -> f64 {
        if matches!(self.mode as u32, 1 | 4 | 5) {
            let power = libm::exp(self.af * libm::log(current.abs().max(LEAST)));
            return self.kf * power / (self.length * self.length * self.oxide);
        }
        let strong = self.strong(channel, current.abs(), vds.abs());
        let heat = ELECTRONVOLT * self.temperature;
        let weak = self.traps[0] * heat / (self.width * self.length * 4e36) * current * current;
        if strong + weak > 0.0 { strong * weak / (strong + weak) } else { 0.0 }
    }

    /// In strong inversion (manual, equation 8.2.2).
    fn strong(&self, channel: &Channel, current: f64, vds: f64) -> f64 {
        let of = |value| lane(value, 0);
        let mobility = self.mobility / of(channel.fall);
        let (vdseff, drive, abulk) = (of(channel.vdseff), of(channel.vgsteff), of(channel.abulk));
        let field = 2.0 * self.velocity / mobility;
        let mut lost = 0.0;
        if self.em > 0.0 {
            let beyond = ((vds - vdseff) / self.litl + self.em) / field;
            lost = (self.litl * libm::log(beyond.max(LEAST))).max(0.0);
        }
        let area = self.flicker_length * self.flicker_length;
        let two_vt = 2.0 * super::size::BOLTZMANN_PER_CHARGE * self.temperature;
        let at_source = self.oxide * drive / CHARGE;
        let at_drain = at_source * (1.0 - abulk / (drive + two_vt) * vdseff);
        let [a, b, c] = self.traps;
        let heat = ELECTRONVOLT * self.temperature;
        let ratio = (at_source + LEAST_CARRIERS) / (at_drain + LEAST_CARRIERS);
        let along = a * libm::log(ratio.max(LEAST)) + b * (at_source - at_drain) + 0.5 * c * (at_source * at_source - at_drain * at_drain);
        let of_channel = CHARGE * CHARGE * heat * current * mobility / (1e8 * of(channel.plain_abulk) * self.oxide * area) * along;
        let end = (a + b * at_drain + c * at_drain * at_drain) / ((at_drain + LEAST_CARRIERS) * (at_drain + LEAST_CARRIERS));
        of_channel + heat * current * current / (1e8 * area * self.width) * lost * end
    }

    /// 4·k·T in joules.
    pub fn heat(&self) -> f64 {
        4.0 * BOLTZMANN * self.temperature
    }
}
