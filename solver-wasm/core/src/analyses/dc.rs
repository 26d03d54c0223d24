//! DC sweep: an operating point for every value of a source, a resistance, the
//! temperature or a parameter; sweeps may be nested. Each point starts at the
//! solution before it.

use super::{holds, Analysis, Progress};
use crate::analyses::columns::Columns;
use crate::circuit::{Circuit, Sweep, SweepTarget};
use crate::devices::{Domain, Instant};
use crate::newton::Newton;
use crate::operating_point::OperatingPoint;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::run::Vector;
use crate::simulation::{Failure, Simulation};

/// More points than this are taken for a slip of the pen.
const MOST_POINTS: f64 = 1e9;

struct Axis {
    target: SweepTarget,
    start: f64,
    step: f64,
    points: u32,
}

impl Axis {
    fn value(&self, index: u32) -> f64 {
        self.start + f64::from(index) * self.step
    }
}

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
    temperature: f64,
}

impl Dc {
    pub fn new(
        circuit: &Circuit,
        _evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
        sweeps: &[Sweep],
    ) -> Result<Dc, Failure> {
        let mut axes = Vec::new();
        for sweep in sweeps {
            let number = |value: u32| simulation.numbers.values[value as usize];
            let (start, stop, step) = (number(sweep.start), number(sweep.stop), number(sweep.step));
            let bad = |message: String| Err(Failure::new("bad-sweep", message).at(sweep.origin));
            if start == stop {
                axes.push(Axis { target: sweep.target.clone(), start, step: 0.0, points: 1 });
                continue;
            }
            if step == 0.0 || (stop - start) * step < 0.0 {
                return bad(format!("a sweep from {start} to {stop} never ends with steps of {step}; change the step's sign or size"));
            }
            // A last step that rounding makes a little too long still counts.
            let count = libm::floor((stop - start) / step * (1.0 + 1e-12) + 1e-9) + 1.0;
            if !(count <= MOST_POINTS) {
                return bad(format!("a sweep from {start} to {stop} in steps of {step} has too many points"));
            }
            axes.push(Axis { target: sweep.target.clone(), start, step, points: count as u32 });
        }
        if axes.is_empty() {
            return Err(Failure::new("bad-sweep", "this sweep names nothing to sweep".into())
                .at(circuit.analyses[simulation.job as usize].origin));
        }
        let columns = Columns::new(circuit, simulation, Some(axis_vector(circuit, &axes[0].target)), false);
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
            temperature: simulation.numbers.temper,
        })
    }

    /// Gives the devices the values of the point that comes next.
    fn set(&mut self, circuit: &Circuit, evaluator: &Evaluator, simulation: &mut Simulation) -> Result<(), Failure> {
        self.set = true;
        let mut expressions = false;
        for (axis, &index) in self.axes.iter().zip(&self.index) {
            let value = axis.value(index);
            match axis.target {
                SweepTarget::Device { device } => {
                    let principals = &mut simulation.overrides.devices;
                    match principals.iter_mut().rev().find(|(changed, _)| *changed == device) {
                        Some(entry) => entry.1 = value,
                        None => principals.push((device, value)),
                    }
                }
                SweepTarget::Temperature => {
                    expressions |= self.temperature != value;
                    self.temperature = value;
                }
                SweepTarget::Parameter { slot } => {
                    simulation.overrides.set_top_slot(circuit, slot, value);
                    expressions = true;
                }
            }
        }
        if expressions {
            simulation.evaluate(circuit, evaluator, self.temperature)?;
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

/// ngspice's name of the inner axis in its raw file.
fn axis_vector(circuit: &Circuit, target: &SweepTarget) -> Vector {
    let (name, quantity, unit) = match *target {
        SweepTarget::Device { device } => {
            match circuit.strings[circuit.devices.kind[device as usize] as usize].as_str() {
                "voltage-source" => ("v(v-sweep)", "voltage", "V"),
                "current-source" => ("i(i-sweep)", "current", "A"),
                "resistor" => ("res-sweep", "resistance", "Ω"),
                _ => ("device-sweep", "notype", ""),
            }
        }
        SweepTarget::Temperature => ("temp-sweep", "temperature", "°C"),
        SweepTarget::Parameter { .. } => ("param-sweep", "notype", ""),
    };
    Vector {
        name: name.into(),
        quantity: quantity.into(),
        unit: unit.into(),
        complex: false,
        raw: true,
        node: None,
        device: None,
    }
}
