//! Columns and events on their way from an analysis to the host.

use std::collections::VecDeque;

use crate::measure::Measures;
use crate::run::{RunDiagnostic, RunEvent, Statistics, Vector};

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
    /// Findings that were told already; those of the next analysis are the same.
    told: Vec<RunDiagnostic>,
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

    /// Begins a plot; its vectors are fixed from here on.
    pub fn begin(&mut self, job: u32, analysis: &str, title: &str, vectors: Vec<Vector>, dimensions: Vec<u32>) {
        let widths: Vec<usize> = vectors.iter().map(|vector| if vector.complex { 2 } else { 1 }).collect();
        let columns = widths.iter().map(|_| Vec::new()).collect();
        let id = self.next_plot;
        self.next_plot += 1;
        if let Some(measures) = &mut self.measures {
            measures.begin(&vectors);
        }
        self.open = Some(OpenPlot { id, first: 0, points: 0, widths, columns });
        self.events.push(RunEvent::PlotStarted {
            plot: id,
            job,
            analysis: analysis.to_string(),
            title: title.to_string(),
            vectors,
            dimensions,
        });
    }

    /// Adds one point: the doubles of all vectors in order.
    pub fn point(&mut self, row: &[f64]) {
        let Some(plot) = &mut self.open else { return };
        let mut at = 0;
        for (column, &width) in plot.columns.iter_mut().zip(&plot.widths) {
            column.extend_from_slice(&row[at..at + width]);
            at += width;
        }
        plot.points += 1;
        if let Some(measures) = &mut self.measures {
            measures.row(row);
        }
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
