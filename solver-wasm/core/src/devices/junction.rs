//! The physics that all p–n junctions share.
//!
//! Sources: Antognetti & Massobrio, *Semiconductor Device Modeling with SPICE*,
//! chapters 1 and 2; Nagel, *SPICE2*, ERL-M520, section A (limiting and
//! temperature); ngspice manual 39, chapter 7. The constants are ngspice's, so
//! that a diode's voltage agrees to more than six digits.

/// Boltzmann's constant in joules per kelvin.
pub const BOLTZMANN: f64 = 1.38064852e-23;
/// Elementary charge in coulombs.
pub const CHARGE: f64 = 1.6021766208e-19;
/// 0 °C in kelvin.
pub const KELVIN: f64 = 273.15;
/// Temperature at which the parameters of built-in formulas hold, in kelvin.
const REFERENCE: f64 = 300.15;
/// Silicon's band gap at `REFERENCE` in electronvolts, as in SPICE2.
const REFERENCE_GAP: f64 = 1.1150877;

/// Thermal voltage in volts at a temperature in kelvin.
pub fn thermal_voltage(temperature: f64) -> f64 {
    temperature * BOLTZMANN / CHARGE
}

/// Silicon's band gap in electronvolts at a temperature in kelvin (Varshni).
fn gap(temperature: f64) -> f64 {
    1.16 - 7.02e-4 * temperature * temperature / (temperature + 1108.0)
}

/// A junction's built-in potential and zero-bias capacitance at another
/// temperature (both in kelvin) than that of its parameters.
pub fn depletion_at(potential: f64, capacitance: f64, grading: f64, nominal: f64, temperature: f64) -> (f64, f64) {
    let shift = |t: f64| {
        let vt = thermal_voltage(t);
        let exponent = -gap(t) / (2.0 * BOLTZMANN / CHARGE * t) + REFERENCE_GAP / (BOLTZMANN / CHARGE * (2.0 * REFERENCE));
        -2.0 * vt * (1.5 * libm::log(t / REFERENCE) + exponent)
    };
    let at_reference = (potential - shift(nominal)) / (nominal / REFERENCE);
    let scale = |t: f64, now: f64| 1.0 + grading * (4e-4 * (t - REFERENCE) - (now - at_reference) / at_reference);
    let now = shift(temperature) + temperature / REFERENCE * at_reference;
    (now, capacitance / scale(nominal, potential) * scale(temperature, now))
}

/// The voltage above which an exponential is steeper than Newton can follow.
pub fn critical_voltage(vt: f64, saturation: f64) -> f64 {
    vt * libm::log(vt / (std::f64::consts::SQRT_2 * saturation))
}

/// Limits a junction's new voltage against its last one (Nagel's pnjlim);
/// answers whether it did.
pub fn limit(new: f64, old: f64, vt: f64, critical: f64) -> (f64, bool) {
    if new > critical && (new - old).abs() > 2.0 * vt {
        if old > 0.0 {
            let step = 1.0 + (new - old) / vt;
            return (if step > 0.0 { old + vt * libm::log(step) } else { critical }, true);
        }
        return (vt * libm::log(new / vt), true);
    }
    if new < 0.0 {
        let floor = if old > 0.0 { -1.0 - old } else { 2.0 * old - 1.0 };
        if new < floor {
            return (floor, true);
        }
    }
    (new, false)
}

/// A depletion capacitance `C₀·(1 − v/V)^−M`, continued by its tangent above FC·V.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Depletion {
    pub capacitance: f64,
    pub potential: f64,
    pub grading: f64,
    /// The coefficient FC.
    pub forward: f64,
}

impl Depletion {
    /// Charge in coulombs and capacitance in farads at a voltage.
    pub fn charge(&self, v: f64) -> (f64, f64) {
        if self.capacitance == 0.0 {
            return (0.0, 0.0);
        }
        let Depletion { capacitance, potential, grading, forward } = *self;
        let corner = forward * potential;
        if v < corner {
            let rest = 1.0 - v / potential;
            let power = libm::exp(-grading * libm::log(rest));
            (potential * capacitance * (1.0 - rest * power) / (1.0 - grading), capacitance * power)
        } else {
            let log = libm::log(1.0 - forward);
            let f1 = potential * (1.0 - libm::exp((1.0 - grading) * log)) / (1.0 - grading);
            let f2 = libm::exp((1.0 + grading) * log);
            let f3 = 1.0 - forward * (1.0 + grading);
            let scale = capacitance / f2;
            let bend = grading / potential;
            (
                capacitance * f1 + scale * (f3 * (v - corner) + 0.5 * bend * (v * v - corner * corner)),
                scale * (f3 + bend * v),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depletion_is_smooth_and_its_capacitance_is_the_slope_of_its_charge() {
        let depletion = Depletion { capacitance: 4e-12, potential: 0.8, grading: 0.45, forward: 0.5 };
        for step in -200..200 {
            let v = f64::from(step) * 0.01 + 0.0037;
            let h = 1e-5;
            let slope = (depletion.charge(v + h).0 - depletion.charge(v - h).0) / (2.0 * h);
            let capacitance = depletion.charge(v).1;
            assert!((slope - capacitance).abs() < 1e-5 * capacitance, "{slope:e} {capacitance:e} at {v}");
        }
    }

    #[test]
    fn limiting_moves_towards_the_new_voltage_and_ends() {
        let vt = thermal_voltage(300.15);
        let critical = critical_voltage(vt, 1e-14);
        let mut v = critical;
        let mut steps = 0;
        loop {
            let (next, limited) = limit(5.0, v, vt, critical);
            assert!(next > v);
            v = next;
            steps += 1;
            assert!(steps < 100);
            if !limited {
                break;
            }
        }
        assert_eq!(v, 5.0);
        assert_eq!(limit(0.4, 0.6, vt, critical), (0.4, false));
        assert_eq!(limit(-40.0, -1.0, vt, critical), (-3.0, true));
    }
}
