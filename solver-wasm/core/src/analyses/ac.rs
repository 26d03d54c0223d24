//! Small signals: `(G + jω·C)·x = s` at the operating point, at each frequency
//! of a logarithmic or linear list.

use super::linear::Linear;
use super::{Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::circuit::{self, Circuit, Variation};
use crate::devices::Domain;
use crate::matrix::Complex;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::run::Vector;
use crate::simulation::{Failure, Simulation};

/// The frequencies of a sweep, as ngspice steps through them.
pub(super) struct Frequencies {
    start: f64,
    pub stop: f64,
    /// Ratio of neighbours, or their difference.
    step: f64,
    logarithmic: bool,
    pub count: u32,
}

impl Frequencies {
    pub fn new(variation: Variation, points: u32, start: f64, stop: f64) -> Result<Frequencies, String> {
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
                let intervals = libm::floor(libm::log10(stop / start) * f64::from(points) + 1e-9);
                if intervals < 1.0 {
                    (1.0, 1)
                } else {
                    (libm::exp(libm::log(stop / start) / intervals), intervals.min(1e9) as u32 + 1)
                }
            }
            Variation::Octave => {
                let intervals = libm::floor(libm::log2(stop / start) * f64::from(points) + 1e-9);
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
}

pub struct Ac {
    linear: Linear,
    columns: Columns,
    frequencies: Frequencies,
    index: u32,
    /// The sources' phasors are read.
    excited: bool,
    excitation: Vec<Complex>,
    phasors: Vec<Complex>,
}

impl Ac {
    pub fn new(circuit: &Circuit, simulation: &mut Simulation, recorder: &mut Recorder) -> Result<Ac, Failure> {
        let job = &circuit.analyses[simulation.job as usize];
        let circuit::Analysis::Ac { variation, points, start, stop } = job.analysis else {
            unreachable!("an AC job was asked for");
        };
        let number = |value: u32| simulation.numbers.values[value as usize];
        let frequencies = Frequencies::new(variation, number(points).max(0.0).min(1e9) as u32, number(start), number(stop))
            .map_err(|message| Failure::new("bad-sweep", message).at(job.origin))?;
        let axis = Vector {
            name: "frequency".into(),
            quantity: "frequency".into(),
            unit: "Hz".into(),
            complex: true,
            raw: true,
            node: None,
            device: None,
        };
        let columns = Columns::new(circuit, simulation, Some(axis), true);
        recorder.begin(simulation.job, "ac", "AC Analysis", columns.vectors.clone(), Vec::new());
        Ok(Ac {
            linear: Linear::new(circuit, simulation, Domain::Frequency),
            columns,
            frequencies,
            index: 0,
            excited: false,
            excitation: vec![Complex::default(); simulation.size()],
            phasors: vec![Complex::default(); simulation.size()],
        })
    }
}

impl Analysis for Ac {
    fn step(
        &mut self,
        circuit: &Circuit,
        _evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<Progress, Failure> {
        if !self.linear.ready(circuit, simulation)? {
            return Ok(Progress::Continue);
        }
        if !std::mem::replace(&mut self.excited, true) {
            for group in &simulation.groups {
                group.excite_ac(&mut self.excitation);
            }
            self.excitation[0] = Complex::default();
        }
        let frequency = self.frequencies.value(self.index);
        self.linear.factor(circuit, simulation, 2.0 * std::f64::consts::PI * frequency)?;
        self.phasors.copy_from_slice(&self.excitation);
        self.linear.solve(&mut self.phasors);
        recorder.point(self.columns.phasors(simulation, &self.phasors, frequency));
        self.index += 1;
        Ok(if self.index < self.frequencies.count { Progress::Continue } else { Progress::Finished })
    }

    fn fraction(&self) -> (f64, f64) {
        let at = self.frequencies.value(self.index.min(self.frequencies.count - 1));
        (f64::from(self.index) / f64::from(self.frequencies.count), at.min(self.frequencies.stop))
    }
}
