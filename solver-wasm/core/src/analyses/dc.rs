//! DC sweep: an operating point for every value of a source, a resistance (or
//! any device's principal value), the temperature, a parameter of the circuit,
//! of a device or of a model, or an option; sweeps may be nested to any depth. Each point starts at the
//! solution before it.

use super::{holds, Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::circuit::{Circuit, Sweep};
use crate::devices::{Domain, Instant};
use crate::newton::Newton;
use crate::operating_point::OperatingPoint;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::simulation::{Failure, Simulation};
use crate::sweep::{Axis, MOST_POINTS};

pub struct Dc {
    newton: Newton,
    search: OperatingPoint,
    columns: Columns,
    /// From the innermost to the outermost.
    axes: Vec<Axis>,
    index: Vec<u32>,
    done: u32,
    total: u32,
    /// Whether the values of `index` are set.
    set: bool,
}

impl Dc {
    pub fn new(
        circuit: &Circuit,
        _evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
        sweeps: &[Sweep],
    ) -> Result<Dc, Failure> {
        let axes: Vec<Axis> =
            sweeps.iter().map(|sweep| Axis::new(circuit, &simulation.numbers, sweep)).collect::<Result<_, _>>()?;
        if axes.is_empty() {
            return Err(Failure::new("bad-sweep", "this sweep names nothing to sweep".into())
                .at(circuit.analyses[simulation.job as usize].origin));
        }
        let columns = Columns::new(circuit, simulation, Some(axes[0].vector(circuit)), false);
        let dimensions = if axes.len() > 1 { axes.iter().rev().map(|axis| axis.points).collect() } else { Vec::new() };
        recorder.begin(simulation.job, "dc", "DC transfer characteristic", columns.vectors.clone(), dimensions);
        let total = axes.iter().map(|axis| f64::from(axis.points)).product::<f64>().min(MOST_POINTS) as u32;
        Ok(Dc {
            newton: Newton::new(simulation),
            search: OperatingPoint::new(simulation, holds(circuit, simulation, false), Instant::Dc),
            columns,
            index: vec![0; axes.len()],
            axes,
            done: 0,
            total,
            set: false,
        })
    }

    /// Gives the devices the values of the point that comes next.
    fn set(&mut self, circuit: &Circuit, evaluator: &Evaluator, simulation: &mut Simulation) -> Result<(), Failure> {
        self.set = true;
        let mut expressions = false;
        for (axis, &index) in self.axes.iter().zip(&self.index) {
            expressions |= axis.apply(circuit, index, &mut simulation.overrides);
        }
        if expressions {
            let temperature = simulation.overrides.temperature.unwrap_or(simulation.numbers.temper);
            simulation.evaluate(circuit, evaluator, temperature)?;
        }
        if self.axes.iter().any(Axis::changes_options) {
            simulation.read_options(circuit)?;
        }
        simulation.resolve(circuit, Domain::Time)?;
        Ok(())
    }
}

impl Analysis for Dc {
    fn step(
        &mut self,
        circuit: &Circuit,
        evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<Progress, Failure> {
        if !self.set {
            self.set(circuit, evaluator, simulation)?;
        }
        if !self.search.step(simulation, &mut self.newton, circuit)? {
            return Ok(Progress::Continue);
        }
        let at = self.axes[0].value(self.index[0]);
        recorder.point(self.columns.row(simulation, at));
        self.done += 1;
        for (axis, index) in self.axes.iter().zip(&mut self.index) {
            *index += 1;
            if *index < axis.points {
                self.set = false;
                self.search.again();
                return Ok(Progress::Continue);
            }
            *index = 0;
        }
        Ok(Progress::Finished)
    }

    fn fraction(&self) -> (f64, f64) {
        (f64::from(self.done) / f64::from(self.total.max(1)), self.axes[0].value(self.index[0]))
    }
}
