//! What devices push into the event queue become breakpoints.

use super::Tran;
use crate::devices::Moment;
use crate::simulation::Simulation;

impl Tran {
    /// Lets the devices push what is due after the point that was just accepted,
    /// which is a corner or not.
    pub(super) fn schedule(&mut self, simulation: &mut Simulation, corner: bool) {
        let Simulation { groups, x, .. } = &mut *simulation;
        let now = Moment { time: self.time, x, corner, largest: self.largest };
        for group in groups.iter_mut() {
            group.schedule(&now, &mut self.queue);
        }
        if self.queue.take_news(self.time) {
            self.breakpoint = self.next_corner(simulation, self.time);
            self.after = self.next_corner(simulation, self.breakpoint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyses::{Analysis, Progress};
    use crate::circuit::Circuit;
    use crate::devices::{Conditions, Domain, Finding, Group, Moment};
    use crate::matrix::Complex;
    use crate::program::Evaluator;
    use crate::queue::EventQueue;
    use crate::results::Recorder;
    use crate::simulation::Failure;
    use crate::test_circuit::TestCircuit;

    const DELAY: f64 = 0.123_456_7e-3;

    /// Something is due a delay after every point.
    struct Echo;

    impl Group for Echo {
        fn devices(&self) -> &[u32] {
            &[]
        }
        fn resolve(&mut self, _: &Conditions, _: &mut Vec<Finding>) -> Result<(), Failure> {
            Ok(())
        }
        fn bind(&mut self, _: &[u32]) {}
        fn stamp(&self, _: Domain, _: &mut [f64], _: &mut [f64]) {}
        fn schedules(&self) -> bool {
            true
        }
        fn schedule(&mut self, now: &Moment, queue: &mut EventQueue) {
            let time = now.time;
            if time == 0.0 || time == DELAY || time == 1e-4 {
                queue.push(time + DELAY);
            }
        }
        fn current(&self, _: usize, _: &[f64], _: &[f64]) -> f64 {
            0.0
        }
        fn current_ac(&self, _: usize, _: &[f64], _: &[Complex], _: f64) -> Complex {
            Complex::default()
        }
    }

    fn times(circuit: &Circuit, simulation: &mut Simulation) -> Vec<f64> {
        let evaluator = Evaluator::new(circuit).unwrap();
        let mut recorder = Recorder::default();
        let mut tran = Tran::new(circuit, simulation, &mut recorder).unwrap();
        let mut times = Vec::new();
        while !matches!(tran.step(circuit, &evaluator, simulation, &mut recorder).unwrap(), Progress::Finished) {
            if times.last() != Some(&tran.time) {
                times.push(tran.time);
            }
        }
        times
    }

    #[test]
    fn what_is_due_is_a_point_beside_the_corners_of_sources() {
        let mut test = TestCircuit::new();
        test.voltage("v1", "in", "0", &[("pulse", &[0.0, 1.0, 1e-4, 1e-5, 1e-5, 1.0, 2.0])]);
        test.resistor("r1", "in", "out", 1e3);
        test.capacitor("c1", "out", "0", 1e-6);
        let job = test.tran(1e-4, 1e-3, None, false);
        let (circuit, mut simulation) = test.simulation(job);
        simulation.groups.push(Box::new(Echo));
        let times = times(&circuit, &mut simulation);
        for due in [1e-4, 1e-4 + 1e-5, DELAY, 1e-4 + DELAY, DELAY + DELAY] {
            assert!(times.contains(&due), "{due:e} is not among {times:?}");
        }
    }
}
