//! Instants at which something is due in a transient, such as the end of a
//! line's delay: devices push them when a point is accepted, and integration
//! takes them as breakpoints beside the corners of sources.

/// A queue of times in seconds, the next one last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventQueue {
    due: Vec<f64>,
    /// Whether anything came since [`EventQueue::take_news`].
    news: bool,
}

impl EventQueue {
    /// Something is due at `time`; twice the same time is once.
    pub fn push(&mut self, time: f64) {
        let place = self.due.partition_point(|&other| other > time);
        if self.due.get(place) != Some(&time) {
            self.due.insert(place, time);
            self.news = true;
        }
    }

    /// The first time after `time` that something is due, infinite for none.
    pub fn next_after(&self, time: f64) -> f64 {
        match self.due.partition_point(|&other| other > time) {
            0 => f64::INFINITY,
            place => self.due[place - 1],
        }
    }

    /// Forgets everything up to `time`; true when something was pushed since the last call.
    pub fn take_news(&mut self, time: f64) -> bool {
        while self.due.last().is_some_and(|&due| due <= time) {
            self.due.pop();
        }
        std::mem::take(&mut self.news)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_in_their_order_and_once() {
        let mut queue = EventQueue::default();
        for time in [3.0, 1.0, 2.0, 3.0] {
            queue.push(time);
        }
        assert_eq!([0.0, 1.0, 1.5, 2.0, 3.0].map(|time| queue.next_after(time)), [1.0, 2.0, 2.0, 3.0, f64::INFINITY]);
        assert!(queue.take_news(1.0));
        assert!(!queue.take_news(1.0));
        assert_eq!(queue.next_after(0.0), 2.0);
        queue.push(2.0);
        assert!(!queue.take_news(2.0));
    }
}
