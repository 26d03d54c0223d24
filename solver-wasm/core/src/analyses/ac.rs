//! Small signals: `(G + jω·C)·x = s` at the operating point, at each frequency
//! of a logarithmic or linear list.

use super::columns::axis;
use super::frequencies::Frequencies;
use super::linear::Linear;
use super::{Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::circuit::{self, Circuit};
use crate::devices::Domain;
use crate::matrix::Complex;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::simulation::{Failure, Simulation};

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
        let frequencies = Frequencies::of(circuit, simulation, variation, [points, start, stop])?;
        let columns = Columns::new(circuit, simulation, Some(axis("frequency", "Hz", true)), true);
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
        self.frequencies.fraction(self.index)
    }
}
