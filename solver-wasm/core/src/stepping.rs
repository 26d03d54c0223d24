//! `.step` and lists of `.temp`: one job, run for every combination of values.
//!
//! A combination is a set of overrides. Between two of them the simulation keeps
//! its devices, its pattern, its order and its matrix; only numbers are read
//! anew (`Simulation::restart`), and every run begins from nothing, so that it
//! gives what it would give alone.
//!
//! Each combination has a plot of its own, because time points differ from
//! value to value. Operating points are the exception: a thousand plots of one
//! point are of no use, so that all points (those of .tf too) make one plot, whose axis is the
//! innermost step, and the further steps are columns and dimensions of it.

use crate::circuit::{Analysis, Circuit};
use crate::program::{Evaluator, Overrides};
use crate::results::Joined;
use crate::run::{PlotStep, RunEvent, StepValue, TableColumn, TableRow};
use crate::simulation::Failure;
use crate::sweep::{written, Axis, MOST_POINTS};

/// The steps of a running job.
pub struct Steps {
    /// From the innermost to the outermost.
    axes: Vec<Axis>,
    index: Vec<u32>,
    done: u32,
    count: u32,
    /// What the run changes besides its steps.
    base: Overrides,
    /// Whether a step changes parameters or the temperature, or an option.
    expressions: bool,
    options: bool,
    /// Whether all combinations make one plot.
    joined: bool,
    columns: Vec<TableColumn>,
    rows: Vec<TableRow>,
    /// Whether any combination could not be solved.
    pub failed: bool,
}

impl Steps {
    /// The steps of a job; `None` when it has none.
    pub fn new(circuit: &Circuit, evaluator: &Evaluator, job: u32, base: &Overrides) -> Result<Option<Steps>, Failure> {
        let Some(of_job) = circuit.analyses.get(job as usize).filter(|job| !job.steps.is_empty()) else {
            return Ok(None);
        };
        let numbers = evaluator.for_job(circuit, job, base).map_err(|error| Failure::program(circuit, error))?;
        let axes: Vec<Axis> = of_job.steps.iter().map(|step| Axis::new(circuit, &numbers, step)).collect::<Result<_, _>>()?;
        let count: f64 = axes.iter().map(|axis| f64::from(axis.points)).product();
        if count > MOST_POINTS {
            let message = format!("the steps have {count:e} combinations; make them fewer");
            return Err(Failure::new("bad-sweep", message).at(of_job.steps[0].origin));
        }
        // A sweep leaves its last values in the numbers.
        let sweeps = matches!(of_job.analysis, Analysis::Dc { .. });
        let mut steps = Steps {
            index: vec![0; axes.len()],
            done: 0,
            count: count as u32,
            base: base.clone(),
            expressions: sweeps,
            options: sweeps || axes.iter().any(Axis::changes_options),
            joined: matches!(of_job.analysis, Analysis::Op | Analysis::Tf { .. }),
            axes,
            columns: Vec::new(),
            rows: Vec::new(),
            failed: false,
        };
        let mut trial = Overrides::default();
        for axis in &steps.axes {
            steps.expressions |= axis.apply(circuit, 0, &mut trial);
        }
        Ok(Some(steps))
    }

    /// What the current combination changes.
    pub fn overrides(&self, circuit: &Circuit) -> Overrides {
        let mut overrides = self.base.clone();
        for (axis, &index) in self.axes.iter().zip(&self.index) {
            axis.apply(circuit, index, &mut overrides);
        }
        overrides
    }

    /// Whether the step changes what expressions read, and whether options.
    pub fn changes(&self) -> (bool, bool) {
        (self.expressions, self.options)
    }

    /// Whether all combinations make one plot.
    pub fn joins(&self) -> bool {
        self.joined
    }

    pub fn is_last(&self) -> bool {
        self.done + 1 >= self.count
    }

    /// Goes to the next combination.
    pub fn advance(&mut self) {
        self.done += 1;
        for (axis, index) in self.axes.iter().zip(&mut self.index) {
            *index += 1;
            if *index < axis.points {
                return;
            }
            *index = 0;
        }
    }

    /// The part of all combinations that is done when the current one is at `fraction`.
    pub fn fraction(&self, fraction: f64) -> f64 {
        (f64::from(self.done) + fraction) / f64::from(self.count)
    }

    /// `r1=1k temp=27`: the current combination, the innermost step first.
    pub fn label(&self) -> String {
        let mut label = String::new();
        for (axis, &index) in self.axes.iter().zip(&self.index) {
            if !label.is_empty() {
                label.push(' ');
            }
            label.push_str(&axis.name);
            label.push('=');
            label.push_str(&written(axis.value(index)));
        }
        label
    }

    /// What the plot of the current combination says about it.
    pub fn describe(&self, circuit: &Circuit) -> PlotStep {
        let value = |(axis, &index): (&Axis, &u32)| StepValue {
            name: axis.name.clone(),
            unit: axis.unit(circuit).to_string(),
            value: axis.value(index),
        };
        PlotStep {
            index: self.done,
            count: self.count,
            label: self.label(),
            values: self.axes.iter().zip(&self.index).map(value).collect(),
        }
    }

    /// The axis and the columns that the current combination adds to its point,
    /// where all make one plot.
    pub fn joined(&self, circuit: &Circuit) -> Option<Joined> {
        if !self.joined {
            return None;
        }
        let (inner, outer) = self.axes.split_first()?;
        let dimensions = if outer.is_empty() { Vec::new() } else { self.axes.iter().rev().map(|axis| axis.points).collect() };
        Some(Joined {
            axis: inner.vector(circuit),
            at: inner.value(self.index[0]),
            columns: outer.iter().map(|axis| axis.named(circuit, &axis.name.to_lowercase(), "notype", false)).collect(),
            values: outer.iter().zip(&self.index[1..]).map(|(axis, &index)| axis.value(index)).collect(),
            dimensions,
        })
    }

    /// Notes the measures of the current combination, and says in each which it is of.
    pub fn note(&mut self, results: &mut [RunEvent]) {
        let label = self.label();
        let mut values = Vec::with_capacity(results.len());
        for result in results {
            if let RunEvent::Table { title, .. } = result {
                title.push_str(", ");
                title.push_str(&label);
            }
            let RunEvent::Measured { name, unit, value, step, .. } = result else { continue };
            let place = values.len();
            match self.columns.get_mut(place) {
                // A measure that failed has no unit.
                Some(column) if column.unit.is_empty() => column.unit.clone_from(unit),
                Some(_) => {}
                None => self.columns.push(TableColumn { name: name.clone(), unit: unit.clone() }),
            }
            values.push(*value);
            *step = Some(label.clone());
        }
        if !values.is_empty() {
            self.rows.push(TableRow { name: label, values, ..TableRow::default() });
        }
    }

    /// The measures of all combinations as one table; nothing without measures.
    pub fn table(&mut self, analysis: &str, origin: u32) -> Option<RunEvent> {
        if self.rows.is_empty() {
            return None;
        }
        Some(RunEvent::Table {
            analysis: analysis.to_string(),
            title: "Measures by step".to_string(),
            figures: Vec::new(),
            columns: std::mem::take(&mut self.columns),
            rows: std::mem::take(&mut self.rows),
            origin,
        })
    }
}
