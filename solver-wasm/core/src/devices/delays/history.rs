//! What signals were at all accepted points, as far back as the longest delay
//! reaches.

/// Dropped points are given back when they are more than this, and more than half.
const SPARE: usize = 1024;
/// A neighbouring point serves a curve between two others if the distances do
/// not differ by more than this factor: beside a much nearer one the tolerance
/// of its value would become a slope.
const EVEN: f64 = 8.0;

/// The signals of one group of devices, which all have the same points.
#[derive(Debug, Clone, Default)]
pub struct History {
    signals: usize,
    /// Seconds.
    times: Vec<f64>,
    /// Whether something may bend or jump at a point.
    corners: Vec<bool>,
    /// By point and signal.
    values: Vec<f64>,
    /// By signal: what it was before the first point.
    before: Vec<f64>,
    /// By signal: the time within which it goes from there to the first point's value.
    rise: Vec<f64>,
    /// Whether the first point is the beginning.
    whole: bool,
}

impl History {
    /// Forgets everything; `before` is what each signal has been from ever.
    pub fn begin(&mut self, before: Vec<f64>, rise: Vec<f64>) {
        *self = History { signals: before.len(), before, rise, whole: true, ..History::default() };
    }

    pub fn points(&self) -> usize {
        self.times.len()
    }

    pub fn time(&self, point: usize) -> f64 {
        self.times[point]
    }

    pub fn is_corner(&self, point: usize) -> bool {
        self.corners[point]
    }

    pub fn before(&self, signal: usize) -> f64 {
        self.before[signal]
    }

    /// What a signal was at a point.
    pub fn value(&self, point: usize, signal: usize) -> f64 {
        self.values[point * self.signals + signal]
    }

    pub fn push(&mut self, time: f64, corner: bool, values: &[f64]) {
        self.times.push(time);
        self.corners.push(corner);
        self.values.extend_from_slice(values);
    }

    /// Drops what lies more than two points before `time`; answers how many points went.
    pub fn forget(&mut self, time: f64) -> usize {
        let needed = self.times.partition_point(|&known| known <= time);
        let spare = needed.saturating_sub(3);
        if spare < SPARE || spare < self.times.len() / 2 {
            return 0;
        }
        self.times.drain(..spare);
        self.corners.drain(..spare);
        self.values.drain(..spare * self.signals);
        self.whole = false;
        spare
    }

    /// The last point at or before `time`, searched from `from` on; 0 where all are later.
    pub fn place(&self, time: f64, from: usize) -> usize {
        let mut place = from;
        while place + 1 < self.times.len() && self.times[place + 1] <= time {
            place += 1;
        }
        while place > 0 && self.times[place] > time {
            place -= 1;
        }
        place
    }

    /// What a signal was at `time`, which lies at or behind a place of
    /// [`History::place`]: a polynomial of up to third order through the points
    /// around it, which reaches over no corner.
    pub fn at(&self, time: f64, place: usize, signal: usize) -> f64 {
        let count = self.times.len();
        if count == 0 || (place == 0 && time <= self.times[0]) {
            return if self.whole || count == 0 { self.before[signal] } else { self.value(0, signal) };
        }
        if place == 0 && self.whole {
            let since = time - self.times[0];
            if since < self.rise[signal] {
                let before = self.before[signal];
                return before + (self.value(0, signal) - before) * (since / self.rise[signal]);
            }
        }
        if place + 1 == count {
            return self.value(place, signal);
        }
        let (low, high) = (self.times[place], self.times[place + 1]);
        let length = high - low;
        // Divided differences (Newton's form), with the two points of the interval first.
        let mut points = [place, place + 1, 0, 0];
        let mut taken = 2;
        let even = |other: f64| other * EVEN >= length && other <= EVEN * length;
        if place > 0 && !self.corners[place] && even(low - self.times[place - 1]) {
            points[taken] = place - 1;
            taken += 1;
        }
        if place + 2 < count && !self.corners[place + 1] && even(self.times[place + 2] - high) {
            points[taken] = place + 2;
            taken += 1;
        }
        let mut differences = [0.0; 4];
        for (difference, &point) in differences.iter_mut().zip(&points[..taken]) {
            *difference = self.value(point, signal);
        }
        for order in 1..taken {
            for index in (order..taken).rev() {
                let span = self.times[points[index]] - self.times[points[index - order]];
                differences[index] = (differences[index] - differences[index - 1]) / span;
            }
        }
        (0..taken - 1).rev().fold(differences[taken - 1], |sum, index| differences[index] + (time - self.times[points[index]]) * sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cubic(time: f64) -> f64 {
        1.0 + time * (2.0 - time * (3.0 - 0.5 * time))
    }

    fn history(corner: usize) -> History {
        let mut history = History::default();
        history.begin(vec![7.0, 8.0], vec![1e-9; 2]);
        for (index, time) in [0.0, 0.5, 1.2, 1.6, 2.5].into_iter().enumerate() {
            history.push(time, index == corner, &[cubic(time), -cubic(time)]);
        }
        history
    }

    #[test]
    fn a_cubic_is_met_between_points_and_a_corner_ends_the_curve() {
        let smooth = history(0);
        for time in [0.6, 1.0, 1.3, 1.59] {
            let place = smooth.place(time, 0);
            assert!((smooth.at(time, place, 0) - cubic(time)).abs() < 1e-12);
            assert!((smooth.at(time, place, 1) + cubic(time)).abs() < 1e-12);
        }
        // Between the corner at 1.2 and 1.6 only the points from 1.2 on count.
        let bent = history(2);
        let through = |time: f64, points: [f64; 3]| {
            points.iter().map(|&own| cubic(own) * points.iter().filter(|&&other| other != own).map(|&other| (time - other) / (own - other)).product::<f64>()).sum::<f64>()
        };
        let got = bent.at(1.3, bent.place(1.3, 0), 0);
        assert!((got - through(1.3, [1.2, 1.6, 2.5])).abs() < 1e-12);
    }

    #[test]
    fn before_the_beginning_stands_what_was_sent_from_ever() {
        let history = history(0);
        assert_eq!(history.at(-1.0, 0, 0), 7.0);
        assert_eq!(history.at(0.0, 0, 1), 8.0);
        assert!((history.at(0.5e-9, 0, 0) - 4.0).abs() < 1e-9);
        assert!((history.at(1e-6, 0, 0) - 1.0).abs() < 1e-5);
        // Behind the last point nothing is known yet.
        assert_eq!(history.at(3.0, history.place(3.0, 0), 0), cubic(2.5));
    }

    #[test]
    fn memory_is_bounded_by_the_longest_delay() {
        let mut history = History::default();
        history.begin(vec![0.0; 2], vec![1e-9; 2]);
        let mut most = 0;
        for point in 0..100_000 {
            let time = f64::from(point);
            history.push(time, false, &[time, 2.0 * time]);
            history.forget(time - 100.0);
            most = most.max(history.points());
        }
        assert!(most < 3 * SPARE, "{most}");
        assert_eq!(history.at(99_950.5, history.place(99_950.5, 0), 1), 199_901.0);
    }
}
