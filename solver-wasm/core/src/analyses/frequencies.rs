//! The frequencies of small-signal analyses.

use crate::circuit::{Circuit, Variation};
use crate::simulation::{Failure, Simulation};

/// The frequencies of a sweep, as ngspice steps through them.
pub struct Frequencies {
    start: f64,
    stop: f64,
    /// Ratio of neighbours, or their difference.
    step: f64,
    logarithmic: bool,
    pub count: u32,
}

impl Frequencies {
    /// The frequencies that the present job asks for, by indices of values.
    ///
    /// # Errors
    /// Where they cannot be stepped through, on the analysis's card.
    pub fn of(
        circuit: &Circuit,
        simulation: &Simulation,
        variation: Variation,
        [points, start, stop]: [u32; 3],
    ) -> Result<Frequencies, Failure> {
        let number = |value: u32| simulation.numbers.values[value as usize];
        Frequencies::new(variation, number(points).max(0.0).min(1e9) as u32, number(start), number(stop))
            .map_err(|message| Failure::new("bad-sweep", message).at(circuit.analyses[simulation.job as usize].origin))
    }

    fn new(variation: Variation, points: u32, start: f64, stop: f64) -> Result<Frequencies, String> {
        let logarithmic = !matches!(variation, Variation::Linear);
        if !(start >= 0.0 && stop >= start && stop.is_finite()) || (logarithmic && start == 0.0) {
            return Err(format!("a frequency sweep from {start} to {stop} Hz is not possible; it must begin above 0 and not end below"));
        }
        let points = points.max(1);
        let (step, count) = match variation {
            Variation::Linear if points == 1 || start == stop => (0.0, 1),
            Variation::Linear => ((stop - start) / f64::from(points - 1), points),
            // ngspice stretches the steps of a decade sweep so that it ends exactly.
            Variation::Decade => {
                let intervals = (libm::log10(stop / start) * f64::from(points) + 1e-9).floor();
                if intervals < 1.0 {
                    (1.0, 1)
                } else {
                    (libm::exp(libm::log(stop / start) / intervals), intervals.min(1e9) as u32 + 1)
                }
            }
            Variation::Octave => {
                let intervals = (libm::log2(stop / start) * f64::from(points) + 1e-9).floor();
                (libm::exp(std::f64::consts::LN_2 / f64::from(points)), intervals.min(1e9) as u32 + 1)
            }
        };
        Ok(Frequencies { start, stop, step, logarithmic, count })
    }

    pub fn value(&self, index: u32) -> f64 {
        if self.logarithmic {
            self.start * libm::exp(f64::from(index) * libm::log(self.step))
        } else {
            self.start + f64::from(index) * self.step
        }
    }

    /// How far a sweep is whose point `index` comes next, 0 to 1, and where it stands in hertz.
    pub fn fraction(&self, index: u32) -> (f64, f64) {
        let at = self.value(index.min(self.count - 1));
        (f64::from(index) / f64::from(self.count), at.min(self.stop))
    }
}
