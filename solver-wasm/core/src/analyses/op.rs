//! Operating point: all capacitors open, all inductors short, sources at their
//! DC values. A plot of one point, and tables of what the devices do there.

use super::{device_table, holds, Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::circuit::Circuit;
use crate::devices::Instant;
use crate::newton::Newton;
use crate::operating_point::OperatingPoint;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::simulation::{Failure, Simulation};

pub struct Op {
    newton: Newton,
    search: OperatingPoint,
    columns: Columns,
}

impl Op {
    pub fn new(circuit: &Circuit, simulation: &Simulation, recorder: &mut Recorder) -> Op {
        let columns = Columns::new(circuit, simulation, None, false);
        recorder.begin(simulation.job, "op", "Operating Point", columns.vectors.clone(), Vec::new());
        Op {
            newton: Newton::new(simulation),
            search: OperatingPoint::new(simulation, holds(circuit, simulation, false), Instant::Dc),
            columns,
        }
    }
}

impl Analysis for Op {
    fn step(
        &mut self,
        circuit: &Circuit,
        _evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<Progress, Failure> {
        if !self.search.step(simulation, &mut self.newton, circuit)? {
            return Ok(Progress::Continue);
        }
        recorder.point(self.columns.row(simulation, 0.0));
        match device_table::tables(circuit, simulation, recorder.step_label()) {
            Ok(tables) => recorder.add(tables),
            Err(finding) => recorder.diagnose_once(finding),
        }
        Ok(Progress::Finished)
    }

    fn fraction(&self) -> (f64, f64) {
        (0.0, 0.0)
    }
}
