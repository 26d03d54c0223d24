//! Junction diode, levels 1 and 3: exponential current of area and edge with
//! high injection, recombination and tunnelling, breakdown, depletion and
//! diffusion charge, layers above the junction, series resistance behind an
//! internal node, temperature. `heated.rs` is the same diode with a temperature
//! of its own.
//!
//! Sources: those of [`card`] and [`pair`]. Between −3·N·vt and breakdown the
//! exponential is replaced by a cubic that meets it in value and slope, and
//! recombination ends, as in ngspice: with ISR, or with two emission
//! coefficients, the current jumps at the border −3·N·vt.
//!
//! Three things of ngspice 39 are left out, which are oversights: its transients
//! know no capacitance of metal and polysilicon, the derivative of its
//! recombination lacks a factor, and its edge's charge jumps where its capacitance
//! becomes linear.

mod card;
mod heated;
mod pair;
mod table;
#[cfg(test)]
mod tests;

pub use card::breakdown_voltage;
pub use heated::{limited_rise, KIND as HEATED};
pub use table::MODEL;

use self::card::Card;
use self::pair::{Constants, Pair};
use super::equations::{Call, Equations, NoisePin, NoiseSource, Outputs, Pin, Point, Resolved};
use super::inputs::Given;
use super::junction::{BOLTZMANN, CHARGE};
use super::table::Kind;
use super::{nonlinear, Conditions, Finding, Start};
use crate::lanes::F2;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = table::FACTS.with(nonlinear::make::<Diode, 2, 4>);

/// Pins: the junction's anode (behind RS) and the cathode.
pub struct Diode;

impl Equations<2, 4> for Diode {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; 4] = [[0, 0], [0, 1], [1, 0], [1, 1]];
    const REFERENCE: usize = 1;
    type Pair = Pair;
    /// The junction's voltage of the last evaluation.
    type Memory = [F2; 1];

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 2], Failure> {
        let [anode, cathode] = set_up.terminals(device)?;
        set_up.conducts(anode, cathode);
        let upper = match set_up.may_differ_from(device, "rs", 0.0) {
            true => Pin::Behind { outer: anode, inner: set_up.internal(device, "internal") },
            false => Pin::At(anode),
        };
        Ok([upper, Pin::At(cathode)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, 2>, Failure> {
        let card = Card::read(conditions, device, given, model, report)?;
        let constants = Constants::of(&card);
        Ok(Resolved { constants, series: [constants.series, 0.0], initial: [given.number_or("ic", f64::NAN), f64::NAN] })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut [F2; 1], v: &[F2; 2], call: &Call, out: &mut Outputs<2, 4>) {
        let mut vd = v[0] - v[1];
        if !call.exact {
            if call.start == Start::Junctions {
                vd = pair.critical;
            } else {
                (vd, out.limited) = pair.limited(vd, memory[0]);
            }
            vd = call.held.select(F2::splat(0.0), vd);
            out.limited &= !call.held;
        }
        memory[0] = vd;
        let junctions = pair.junctions(vd, F2::splat(call.gmin));
        out.at = [v[1] + vd, v[1]];
        out.current = [junctions.current, -junctions.current];
        out.charge = [junctions.charge, -junctions.charge];
        let (g, c) = (junctions.conductance, junctions.capacitance);
        out.conductance = [g, -g, -g, g];
        out.capacitance = [c, -c, -c, c];
    }

    fn settle(_pair: &Pair, memory: &mut [F2; 1], v: &[F2; 2]) {
        memory[0] = v[0] - v[1];
    }

    fn variables(_constants: &Constants, point: &Point<2, 4>, values: &mut [f64]) {
        let vd = point.v[0] - point.v[1];
        let outside = match point.series[0] {
            series if series > 0.0 => (point.current[0] + point.rate[0]) / series,
            _ => 0.0,
        };
        let current = point.current[0] + point.rate[0];
        values.copy_from_slice(&[
            current,
            vd,
            point.conductance[0],
            point.capacitance[0],
            point.charge[0],
            point.rate[0],
            current * (vd + outside),
        ]);
    }

    fn noise(constants: &Constants, point: &Point<2, 4>, sources: &mut Vec<NoiseSource>) {
        // A resistance that there is not has its vector, too, as in ngspice.
        let white = 4.0 * BOLTZMANN * constants.temperature * point.series[0];
        sources.push(NoiseSource { name: "rs", between: [NoisePin::Outer(0), NoisePin::Inner(0)], white, flicker: 0.0, exponent: 1.0, partner: None });
        let current = point.current[0].abs();
        let between = [NoisePin::Inner(0), NoisePin::Inner(1)];
        sources.push(NoiseSource { name: "id", between, white: 2.0 * CHARGE * current, flicker: 0.0, exponent: 1.0, partner: None });
        // KF and AF are those of one diode; m of them add their powers.
        let one = (current / constants.multiplier).max(1e-38);
        let flicker = constants.multiplier * constants.flicker * libm::pow(one, constants.flicker_exponent);
        sources.push(NoiseSource { name: "1overf", between, white: 0.0, flicker, exponent: 1.0, partner: None });
    }
}

