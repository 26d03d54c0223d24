//! Small signals: `(G + jω·C)·x = s` at the operating point, at each frequency
//! of a logarithmic or linear list.

use super::{holds, Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::circuit::{self, Circuit, Variation};
use crate::devices::{Domain, Instant};
use crate::matrix::{Complex, Lu};
use crate::newton::Newton;
use crate::operating_point::OperatingPoint;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::run::Vector;
use crate::simulation::{Failure, Simulation};

/// The frequencies of a sweep, as ngspice steps through them.
struct Frequencies {
    start: f64,
    stop: f64,
    /// Ratio of neighbours, or their difference.
    step: f64,
    logarithmic: bool,
    count: u32,
}

impl Frequencies {
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

    fn value(&self, index: u32) -> f64 {
        if self.logarithmic {
            self.start * libm::exp(f64::from(index) * libm::log(self.step))
        } else {
            self.start + f64::from(index) * self.step
        }
    }
}

pub struct Ac {
    newton: Newton,
    search: OperatingPoint,
    columns: Columns,
    frequencies: Frequencies,
    index: u32,
    /// The operating point is found and the small-signal parts are stamped.
    linearised: bool,
    lu: Lu<Complex>,
    values: Vec<Complex>,
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
        let mut lu = Lu::new(simulation.order.clone());
        lu.set_pivoting(simulation.options.pivoting());
        recorder.begin(simulation.job, "ac", "AC Analysis", columns.vectors.clone(), Vec::new());
        Ok(Ac {
            newton: Newton::new(simulation),
            search: OperatingPoint::new(simulation, holds(circuit, simulation, false), Instant::Dc),
            columns,
            frequencies,
            index: 0,
            linearised: false,
            lu,
            values: vec![Complex::default(); simulation.pattern.entries() + 1],
            excitation: vec![Complex::default(); simulation.size()],
            phasors: vec![Complex::default(); simulation.size()],
        })
    }

    fn linearise(&mut self, simulation: &mut Simulation) {
        self.linearised = true;
        simulation.stamp(Domain::Frequency);
        let Simulation { groups, g, c, x, options, .. } = simulation;
        for group in groups.iter_mut() {
            group.small_signal(x, options.gmin, g, c);
            group.excite_ac(&mut self.excitation);
        }
        self.excitation[0] = Complex::default();
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
        if !self.linearised {
            if self.search.step(simulation, &mut self.newton, circuit)? {
                self.linearise(simulation);
            }
            return Ok(Progress::Continue);
        }
        let frequency = self.frequencies.value(self.index);
        let omega = 2.0 * std::f64::consts::PI * frequency;
        for ((value, &g), &c) in self.values.iter_mut().zip(&simulation.g).zip(&simulation.c) {
            *value = Complex::new(g, omega * c);
        }
        self.lu
            .factor(&simulation.pattern, &self.values)
            .map_err(|singular| simulation.singular(circuit, singular))?;
        self.phasors.copy_from_slice(&self.excitation);
        self.lu.solve(&mut self.phasors[1..]);
        recorder.point(self.columns.phasors(simulation, &self.phasors, frequency));
        self.index += 1;
        Ok(if self.index < self.frequencies.count { Progress::Continue } else { Progress::Finished })
    }

    fn fraction(&self) -> (f64, f64) {
        let at = self.frequencies.value(self.index.min(self.frequencies.count - 1));
        (f64::from(self.index) / f64::from(self.frequencies.count), at.min(self.frequencies.stop))
    }
}
