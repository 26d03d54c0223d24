//! The option `interp`: the result has the points of the print step, on
//! straight lines between the points that were computed, as ngspice writes it.

use crate::results::Recorder;

/// A point this near to the stop time, in parts of a step, is the stop time.
const SAME: f64 = 1e-6;

pub struct Grid {
    start: f64,
    stop: f64,
    step: f64,
    /// Index of the point that comes next.
    next: u32,
    /// The last computed point; empty before the first.
    before: Vec<f64>,
    row: Vec<f64>,
}

impl Grid {
    pub fn new(start: f64, stop: f64, step: f64) -> Grid {
        Grid { start, stop, step, next: 0, before: Vec::new(), row: Vec::new() }
    }

    /// Takes a computed point, whose first number is its time, and records what
    /// lies before it.
    pub fn point(&mut self, row: &[f64], recorder: &mut Recorder) {
        let time = row[0];
        loop {
            // The last point is the stop time also where no step meets it.
            let at = self.place(self.next);
            if at > time || (self.next > 0 && self.place(self.next - 1) == self.stop) {
                break;
            }
            self.row.clear();
            match self.before.first() {
                Some(&earlier) if earlier < time => {
                    let part = (at - earlier) / (time - earlier);
                    self.row.extend(self.before.iter().zip(row).map(|(&from, &to)| from + (to - from) * part));
                }
                _ => self.row.extend_from_slice(row),
            }
            self.row[0] = at;
            recorder.point(&self.row);
            self.next += 1;
        }
        self.before.clear();
        self.before.extend_from_slice(row);
    }

    fn place(&self, index: u32) -> f64 {
        let at = self.start + f64::from(index) * self.step;
        if at > self.stop - SAME * self.step { self.stop } else { at }
    }
}
