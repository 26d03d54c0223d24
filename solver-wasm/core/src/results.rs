//! Columns and events on their way from an analysis to the host.

use std::collections::VecDeque;

use crate::circuit::Quantity;
use crate::measure::Measures;
use crate::run::{PlotStep, RunDiagnostic, RunEvent, Statistics, Vector};

/// Consecutive points of one plot, column by column.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    pub plot: u32,
    /// Index of the first point within the plot.
    pub first: u32,
    /// Number of points.
    pub points: u32,
    /// By vector of the plot: `points` doubles, or twice as many (real,
    /// imaginary) where the vector is complex.
    pub columns: Vec<Vec<f64>>,
}

/// Where a quantity stands in a row of a plot, which has two doubles for each
/// complex vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// The offsets of two voltages; `None` is ground.
    Difference(Option<usize>, Option<usize>),
    At(usize),
    /// The plot does not have it.
    Absent,
}

impl Place {
    /// The number in a row; `part` is 0, or 1 for the imaginary part.
    pub fn read(self, row: &[f64], part: usize) -> f64 {
        let at = |offset: Option<usize>| offset.map_or(0.0, |offset| row[offset + part]);
        match self {
            Place::Difference(above, below) => at(above) - at(below),
            Place::At(offset) => row[offset + part],
            Place::Absent => f64::NAN,
        }
    }
}

/// Whether a vector belongs to a quantity: is what it asks for, or a part of it.
/// This is the one place that knows which vector shows what.
pub fn shows(vector: &Vector, quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Voltage { positive, negative } => {
            vector.node.is_some_and(|node| node == *positive || (node == *negative && *negative != 0))
        }
        Quantity::Current { device } => vector.device == Some(*device) && vector.quantity == "current",
        Quantity::Currents => vector.quantity == "current" && vector.device.is_some(),
        Quantity::Named { name } => vector.name == *name || vector.name.strip_suffix("_spectrum") == Some(name),
        // `@m1[gm]`
        Quantity::Variable { device, variable } => {
            let own = vector.name.strip_suffix(']').and_then(|name| name.rsplit_once('['));
            vector.device == Some(*device) && own.is_some_and(|(_, own)| own == variable)
        }
        Quantity::Axis | Quantity::All | Quantity::Constant { .. } | Quantity::Formula { .. } => false,
    }
}

/// Where the rows of a plot with these vectors have a quantity.
pub fn place_of(vectors: &[Vector], quantity: &Quantity) -> Place {
    let find = |wanted: &dyn Fn(&Vector) -> bool| {
        let index = vectors.iter().position(wanted)?;
        Some(vectors[..index].iter().map(|vector| if vector.complex { 2 } else { 1 }).sum::<usize>())
    };
    match *quantity {
        Quantity::Voltage { positive, negative } => {
            let node = |node: u32| find(&|vector| vector.node == Some(node));
            let (above, below) = (node(positive), node(negative));
            let absent = (above.is_none() && positive != 0) || (below.is_none() && negative != 0);
            if absent { Place::Absent } else { Place::Difference(above, below) }
        }
        _ => find(&|vector| shows(vector, quantity)).map_or(Place::Absent, Place::At),
    }
}

/// What a step adds to its point where all steps of a job make one plot.
pub struct Joined {
    /// The plot's axis, and the step's value on it.
    pub axis: Vector,
    pub at: f64,
    /// Columns behind all others, and their values.
    pub columns: Vec<Vector>,
    pub values: Vec<f64>,
    pub dimensions: Vec<u32>,
}

struct OpenPlot {
    id: u32,
    /// Points before the open chunk.
    first: u32,
    /// Points in the open chunk.
    points: u32,
    /// Doubles a point, by vector.
    widths: Vec<usize>,
    columns: Vec<Vec<f64>>,
}

/// Collects what an analysis produces until the host takes it.
#[derive(Default)]
pub struct Recorder {
    events: Vec<RunEvent>,
    closed: VecDeque<Chunk>,
    open: Option<OpenPlot>,
    next_plot: u32,
    measures: Option<Measures>,
    /// The open plot is one that measures do not look at.
    further: bool,
    /// Findings that were told already; those of the next analysis are the same.
    told: Vec<RunDiagnostic>,
    /// The step that the next plot belongs to.
    step: Option<PlotStep>,
    joined: Option<Joined>,
    /// Plots of a job's steps: those of the further steps have the same vectors.
    former: Vec<(u32, Vec<Vector>)>,
    row: Vec<f64>,
    /// The plot that began last, for a run that is continued.
    begun: Option<RunEvent>,
}

impl Recorder {
    /// Lets the measures of the next plot see its points.
    pub fn measure(&mut self, measures: Measures) {
        self.measures = Some(measures);
    }

    /// The measures, fed with all points so far.
    pub fn take_measures(&mut self) -> Option<Measures> {
        self.measures.take()
    }

    /// Adds events that are about the plot but come from elsewhere.
    pub fn add(&mut self, events: impl IntoIterator<Item = RunEvent>) {
        self.events.extend(events);
    }

    /// Says which step of a job the next plot is of; `None` for a job without steps.
    pub fn set_step(&mut self, step: Option<PlotStep>, joined: Option<Joined>) {
        if step.is_none() {
            self.former.clear();
        }
        self.step = step;
        self.joined = joined;
    }

    /// The label of the job's step; empty without steps.
    pub fn step_label(&self) -> &str {
        self.step.as_ref().map_or("", |step| &step.label)
    }

    /// Begins another plot of the same analysis, which measures do not look at.
    pub fn begin_further(&mut self, job: u32, analysis: &str, title: &str, vectors: Vec<Vector>) {
        let measures = self.measures.take();
        self.begin(job, analysis, title, vectors, Vec::new());
        self.measures = measures;
        self.further = true;
    }

    /// Begins a plot; its vectors are fixed from here on. A step that only adds
    /// its point to the plot of the steps before begins none.
    pub fn begin(&mut self, job: u32, analysis: &str, title: &str, mut vectors: Vec<Vector>, mut dimensions: Vec<u32>) {
        if let Some(measures) = &mut self.measures {
            measures.begin(&vectors);
        }
        if let Some(joined) = &self.joined {
            if self.open.is_some() {
                return;
            }
            vectors.insert(0, joined.axis.clone());
            vectors.extend(joined.columns.iter().cloned());
            dimensions.clone_from(&joined.dimensions);
        }
        let widths: Vec<usize> = vectors.iter().map(|vector| if vector.complex { 2 } else { 1 }).collect();
        let columns = widths.iter().map(|_| Vec::new()).collect();
        let id = self.next_plot;
        self.next_plot += 1;
        self.further = false;
        self.open = Some(OpenPlot { id, first: 0, points: 0, widths, columns });
        let step = if self.joined.is_some() { None } else { self.step.clone() };
        let title = match &step {
            Some(step) => format!("{title}, {}", step.label),
            None => title.to_string(),
        };
        let like = self.former.iter().find(|(_, former)| *former == vectors).map(|&(plot, _)| plot);
        if like.is_some() {
            vectors = Vec::new();
        } else if step.is_some() {
            self.former.push((id, vectors.clone()));
        }
        let stepped = step.is_some();
        let started = RunEvent::PlotStarted { plot: id, job, analysis: analysis.to_string(), title, vectors, dimensions, step, like };
        // A run with steps is not continued, and its many plots are begun quickly.
        self.begun = if stepped { None } else { Some(started.clone()) };
        self.events.push(started);
    }

    /// Begins a plot like the one that began last, for the points that follow
    /// those; false where there was none.
    pub fn begin_again(&mut self, measures: Option<Measures>) -> bool {
        let Some(RunEvent::PlotStarted { job, analysis, title, vectors, dimensions, step, like, .. }) = self.begun.clone() else {
            return false;
        };
        let widths: Vec<usize> = vectors.iter().map(|vector| if vector.complex { 2 } else { 1 }).collect();
        let columns = widths.iter().map(|_| Vec::new()).collect();
        let plot = self.next_plot;
        self.next_plot += 1;
        self.measures = measures;
        self.open = Some(OpenPlot { id: plot, first: 0, points: 0, widths, columns });
        self.events.push(RunEvent::PlotStarted { plot, job, analysis, title, vectors, dimensions, step, like });
        true
    }

    /// A copy of the measures as they are now.
    pub fn measures(&self) -> Option<Measures> {
        self.measures.clone()
    }

    /// Adds one point: the doubles of all vectors in order.
    pub fn point(&mut self, row: &[f64]) {
        let Some(plot) = &mut self.open else { return };
        if let (Some(measures), false) = (&mut self.measures, self.further) {
            measures.row(row);
        }
        let mut whole = row;
        if let Some(joined) = &self.joined {
            self.row.clear();
            self.row.push(joined.at);
            self.row.extend_from_slice(row);
            self.row.extend_from_slice(&joined.values);
            whole = &self.row;
        }
        let mut at = 0;
        for (column, &width) in plot.columns.iter_mut().zip(&plot.widths) {
            column.extend_from_slice(&whole[at..at + width]);
            at += width;
        }
        plot.points += 1;
    }

    /// Adds a point without numbers where a step has none, so that the plot of
    /// all steps keeps its dimensions.
    pub fn gap(&mut self) {
        let Some(plot) = &self.open else { return };
        let Some(joined) = &self.joined else { return };
        let width: usize = plot.widths.iter().sum();
        let row = vec![f64::NAN; width - 1 - joined.values.len()];
        let measures = self.measures.take();
        self.point(&row);
        self.measures = measures;
    }

    pub fn progress(&mut self, fraction: f64, at: f64) {
        let Some(plot) = &self.open else { return };
        self.events.push(RunEvent::Progress { plot: plot.id, fraction, at });
    }

    pub fn diagnose(&mut self, diagnostic: RunDiagnostic) {
        self.events.push(RunEvent::Diagnosed { diagnostic });
    }

    /// As [`Recorder::diagnose`], unless the session has told the same before.
    pub fn diagnose_once(&mut self, diagnostic: RunDiagnostic) {
        if !self.told.contains(&diagnostic) {
            self.told.push(diagnostic.clone());
            self.diagnose(diagnostic);
        }
    }

    /// Ends the plot, if one is open. `statistics.points` is filled in here.
    pub fn finish(&mut self, complete: bool, mut statistics: Statistics) {
        self.close_chunk();
        let Some(plot) = self.open.take() else { return };
        statistics.points = plot.first;
        self.events.push(RunEvent::PlotFinished { plot: plot.id, points: plot.first, complete, statistics });
    }

    fn close_chunk(&mut self) {
        let Some(plot) = &mut self.open else { return };
        if plot.points == 0 {
            return;
        }
        let capacity = plot.points as usize;
        let columns = plot
            .columns
            .iter_mut()
            .zip(&plot.widths)
            .map(|(column, &width)| std::mem::replace(column, Vec::with_capacity(capacity * width)))
            .collect();
        self.closed.push_back(Chunk { plot: plot.id, first: plot.first, points: plot.points, columns });
        plot.first += plot.points;
        plot.points = 0;
    }

    pub fn take_events(&mut self) -> Vec<RunEvent> {
        std::mem::take(&mut self.events)
    }

    /// The next chunk: all points that came since the last one.
    pub fn take_chunk(&mut self) -> Option<Chunk> {
        if self.closed.is_empty() {
            self.close_chunk();
        }
        self.closed.pop_front()
    }
}
