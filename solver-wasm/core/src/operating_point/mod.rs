//! The operating point: Newton from nothing, then dynamic gmin stepping, then
//! source stepping (ngspice manual 39, section 11.3; Nagel, ERL-M520; the
//! step rules are those of SPICE3 and ngspice).

use crate::circuit::Circuit;
use crate::devices::{Instant, Start};
use crate::newton::{Culprit, Iteration, Newton};
use crate::simulation::{Failure, Simulation};
use crate::states::Settling;

/// A node that is held at a voltage through a large conductance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold {
    pub unknown: u32,
    pub voltage: f64,
    /// `.ic` of a transient holds to the end, `.nodeset` only at first.
    pub forever: bool,
}

/// Conductance that holds a node, in siemens (SPICE3's).
const HOLDING: f64 = 1e10;
/// First conductance of gmin stepping, in siemens.
const FIRST_GMIN: f64 = 1e-2;
/// Source stepping gives up when it may advance by less than this.
const LEAST_ADVANCE: f64 = 1e-8;

/// Steps of either kind after which a rung is given up: with few iterations
/// allowed, steps may succeed and shrink for ever.
const MOST_STEPS: u32 = 300;

#[derive(Debug, Clone, PartialEq)]
enum Ladder {
    Direct,
    Gmin { last: f64, factor: f64, now: f64 },
    /// The last solve of gmin stepping, without added conductance.
    GminEnd,
    Source { reached: f64, advance: f64, now: f64 },
}

/// The search, advanced by one Newton iteration a step.
pub struct OperatingPoint {
    ladder: Ladder,
    holds: Vec<Hold>,
    instant: Instant,
    start: Start,
    iteration: u32,
    /// Steps of the current kind so far.
    steps: u32,
    culprit: Culprit,
    saved: Vec<f64>,
    prepared: bool,
    /// Begins at `Simulation::x` rather than from nothing, in `itl2` iterations.
    continued: bool,
    /// Changes of discrete states at this point so far.
    settling: Option<Settling>,
}

impl OperatingPoint {
    pub fn new(simulation: &Simulation, holds: Vec<Hold>, instant: Instant) -> OperatingPoint {
        OperatingPoint {
            ladder: Ladder::Direct,
            holds,
            instant,
            start: Start::Junctions,
            iteration: 0,
            steps: 0,
            culprit: Culprit::Unknown(0),
            saved: vec![0.0; simulation.size()],
            prepared: false,
            continued: false,
            settling: None,
        }
    }

    /// Begins at the solution before, as a sweep does from point to point.
    pub fn again(&mut self) {
        self.ladder = Ladder::Direct;
        self.continued = true;
        self.prepared = false;
        self.settling = Some(Settling::default());
    }

    /// One iteration; true when the point is found, in `Simulation::x`.
    pub fn step(&mut self, simulation: &mut Simulation, newton: &mut Newton, circuit: &Circuit) -> Result<bool, Failure> {
        if !self.prepared {
            self.prepare(simulation, newton);
        }
        self.iteration += 1;
        let outcome = match newton.iterate(simulation, circuit, self.start) {
            Ok(outcome) => outcome,
            Err(failure) if self.may_try_more(simulation) => {
                // A singular matrix may be cured by the conductances of the next rung.
                self.climb(simulation, circuit).map_err(|_| failure)?;
                return Ok(false);
            }
            Err(failure) => return Err(failure),
        };
        match outcome {
            Iteration::Converged if self.start == Start::Free => return self.solved(simulation, circuit),
            Iteration::Converged => {
                // The nodes of `.nodeset` and the devices that are `off` go free.
                self.start = Start::Free;
                self.write(simulation, newton, false);
            }
            Iteration::Moving(culprit) | Iteration::Lost(culprit) => {
                self.culprit = culprit;
                if self.start == Start::Junctions {
                    self.start = Start::HoldOff;
                }
                if self.iteration >= self.limit(simulation) || matches!(outcome, Iteration::Lost(_)) {
                    self.climb(simulation, circuit)?;
                }
            }
        }
        Ok(false)
    }

    fn limit(&self, simulation: &Simulation) -> u32 {
        match self.ladder {
            Ladder::Direct if self.continued => simulation.options.itl2,
            _ => simulation.options.itl1,
        }
    }

    fn may_try_more(&self, simulation: &Simulation) -> bool {
        simulation.nonlinear && !matches!(self.ladder, Ladder::Source { .. })
    }

    /// Sets the equations up for the current rung.
    fn prepare(&mut self, simulation: &mut Simulation, newton: &mut Newton) {
        self.prepared = true;
        self.iteration = 0;
        if self.settling.is_none() {
            self.settling = Some(Settling::begin(simulation));
        }
        let fresh = match self.ladder {
            Ladder::Direct => !self.continued,
            Ladder::Gmin { last, .. } => last == FIRST_GMIN,
            Ladder::GminEnd => false,
            Ladder::Source { now, .. } => now == 0.0,
        };
        let dark = matches!(self.ladder, Ladder::Source { .. });
        self.write(simulation, newton, fresh && !dark);
        if fresh {
            simulation.x.fill(0.0);
            // Without junctions and nodesets nothing has to be let go.
            let plain = !simulation.nonlinear && self.holds.iter().all(|hold| hold.forever);
            // Without sources all junctions are at 0 or near it.
            self.start = if plain || dark { Start::Free } else { Start::Junctions };
        } else {
            self.start = Start::Free;
        }
        for group in &mut simulation.groups {
            group.settle(&simulation.x);
        }
    }

    /// Writes the linear part and the sources, with the nodes of `.nodeset` held or not.
    fn write(&mut self, simulation: &mut Simulation, newton: &mut Newton, nodesets: bool) {
        let (shunt, scale) = match self.ladder {
            Ladder::Direct | Ladder::GminEnd => (0.0, 1.0),
            Ladder::Gmin { now, .. } => (now, 1.0),
            Ladder::Source { now, .. } => (0.0, now),
        };
        newton.set_base(simulation, 0.0, shunt);
        newton.sources.fill(0.0);
        for group in &mut simulation.groups {
            group.excite(self.instant, scale, &mut newton.sources);
        }
        newton.sources[0] = 0.0;
        for hold in self.holds.iter().filter(|hold| hold.forever || nodesets) {
            newton.base[simulation.diagonal[hold.unknown as usize] as usize] += HOLDING;
            newton.sources[hold.unknown as usize] += HOLDING * hold.voltage * scale;
        }
    }

    /// The rung is solved: the search is done, or goes on.
    fn solved(&mut self, simulation: &mut Simulation, circuit: &Circuit) -> Result<bool, Failure> {
        self.steps += 1;
        match self.ladder {
            Ladder::Direct | Ladder::GminEnd => return self.settled(simulation),
            Ladder::Gmin { factor, now, .. } => {
                self.saved.copy_from_slice(&simulation.x);
                let target = simulation.options.gmin.max(1e-15);
                if self.steps > MOST_STEPS {
                    self.climb(simulation, circuit)?;
                } else if now <= target {
                    self.ladder = Ladder::GminEnd;
                } else {
                    let limit = simulation.options.itl1;
                    let mut factor = factor;
                    if self.iteration <= limit / 4 {
                        factor = (factor * libm::sqrt(factor)).min(10.0);
                    } else if self.iteration > 3 * limit / 4 {
                        factor = libm::sqrt(factor);
                    }
                    self.ladder = Ladder::Gmin { last: now, factor, now: (now / factor).max(target) };
                }
            }
            Ladder::Source { advance, now, .. } => {
                if now >= 1.0 {
                    return self.settled(simulation);
                }
                if self.steps > MOST_STEPS {
                    return Err(self.failure(simulation, circuit));
                }
                self.saved.copy_from_slice(&simulation.x);
                let limit = simulation.options.itl1;
                let mut advance = advance;
                if self.iteration <= limit / 4 {
                    advance *= 1.5;
                } else if self.iteration > 3 * limit / 4 {
                    advance *= 0.5;
                }
                self.ladder = Ladder::Source { reached: now, advance, now: (now + advance).min(1.0) };
            }
        }
        self.prepared = false;
        Ok(false)
    }

    /// The equations are solved: the point is found when all discrete states agree
    /// with it; else they change, and the search goes on from here.
    fn settled(&mut self, simulation: &mut Simulation) -> Result<bool, Failure> {
        if !self.settling.get_or_insert_default().changed(simulation)? {
            for group in &mut simulation.groups {
                group.keep_states(&simulation.x);
            }
            return Ok(true);
        }
        self.ladder = Ladder::Direct;
        self.continued = true;
        self.prepared = false;
        Ok(false)
    }

    /// The rung failed: a smaller step, or the next one.
    fn climb(&mut self, simulation: &mut Simulation, circuit: &Circuit) -> Result<(), Failure> {
        self.prepared = false;
        self.steps += 1;
        if !simulation.nonlinear {
            return Err(self.failure(simulation, circuit));
        }
        self.ladder = match self.ladder {
            Ladder::Direct if self.continued => {
                self.continued = false;
                Ladder::Direct
            }
            Ladder::Direct if simulation.options.gminsteps > 0 => {
                self.steps = 0;
                Ladder::Gmin { last: FIRST_GMIN, factor: 10.0, now: FIRST_GMIN / 10.0 }
            }
            Ladder::Gmin { last, factor, .. } if factor >= 1.00005 && last != FIRST_GMIN && self.steps <= MOST_STEPS => {
                simulation.x.copy_from_slice(&self.saved);
                let factor = libm::sqrt(libm::sqrt(factor));
                Ladder::Gmin { last, factor, now: last / factor }
            }
            Ladder::Direct | Ladder::Gmin { .. } | Ladder::GminEnd if simulation.options.srcsteps > 0 => {
                // Sources at 0 are solved first: the step from there is `advance`.
                self.steps = 0;
                Ladder::Source { reached: 0.0, advance: 1e-3, now: 0.0 }
            }
            Ladder::Source { reached, advance, now } if now > 0.0 && advance > LEAST_ADVANCE && self.steps <= MOST_STEPS => {
                simulation.x.copy_from_slice(&self.saved);
                let advance = (advance / 10.0).min(0.01);
                Ladder::Source { reached, advance, now: (reached + advance).min(1.0) }
            }
            _ => return Err(self.failure(simulation, circuit)),
        };
        Ok(())
    }

    fn failure(&self, simulation: &Simulation, circuit: &Circuit) -> Failure {
        let (node, device) = self.culprit.place(simulation);
        let message = format!(
            "no operating point was found: direct Newton, gmin stepping and source stepping failed, and {} moved last; \
             give it a .nodeset near the expected value, or look for an open or unphysical circuit there",
            self.culprit.name(simulation, circuit)
        );
        Failure { code: "no-convergence", message, node, device, origin: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_circuit::{near, TestCircuit};

    /// Three regulators in breakdown and a string of diodes.
    fn circuit() -> TestCircuit {
        let mut test = TestCircuit::new();
        test.voltage("v1", "in", "0", &[("dc", &[200.0])]);
        test.resistor("r1", "in", "a", 1e3);
        let model = [("is", 1e-14), ("bv", 50.0), ("ibv", 1e-3), ("rs", 1.0)];
        test.diode("d1", "b", "a", &model);
        test.diode("d2", "c", "b", &model);
        test.diode("d3", "0", "c", &model);
        test.resistor("r2", "a", "m", 10e3);
        test.diode("d4", "m", "n", &[("is", 1e-14)]);
        test.diode("d5", "n", "0", &[("is", 1e-14)]);
        test.options(&[("reltol", 1e-9)]);
        test.op();
        test
    }

    /// The solution by a search that begins on a rung, and how many solves it took.
    fn climb_from(ladder: Ladder) -> (Vec<f64>, u32, Ladder) {
        let (circuit, mut simulation) = circuit().simulation(0);
        let mut newton = Newton::new(&simulation);
        let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
        search.ladder = ladder;
        while !search.step(&mut simulation, &mut newton, &circuit).unwrap() {}
        (simulation.x.clone(), search.steps, search.ladder)
    }

    #[test]
    fn every_rung_finds_the_same_point() {
        let (direct, _, end) = climb_from(Ladder::Direct);
        assert_eq!(end, Ladder::Direct);
        let (by_gmin, steps, end) = climb_from(Ladder::Gmin { last: FIRST_GMIN, factor: 10.0, now: FIRST_GMIN / 10.0 });
        assert_eq!(end, Ladder::GminEnd);
        assert!((5..50).contains(&steps), "{steps} steps of gmin");
        let (by_source, steps, end) = climb_from(Ladder::Source { reached: 0.0, advance: 1e-3, now: 0.0 });
        assert!(matches!(end, Ladder::Source { now: 1.0, .. }), "{end:?}");
        assert!((5..80).contains(&steps), "{steps} steps of the sources");
        for ((&direct, &gmin), &source) in direct.iter().zip(&by_gmin).zip(&by_source) {
            if direct.abs() > 1e-9 {
                near(gmin, direct, 1e-8);
                near(source, direct, 1e-8);
            }
        }
    }

    #[test]
    fn the_rungs_come_in_their_order_and_end() {
        let (circuit, mut simulation) = circuit().simulation(0);
        let mut search = OperatingPoint::new(&simulation, Vec::new(), Instant::Dc);
        let mut kinds = Vec::new();
        for _ in 0..10_000 {
            kinds.push(match search.ladder {
                Ladder::Direct => "direct",
                Ladder::Gmin { .. } | Ladder::GminEnd => "gmin",
                Ladder::Source { .. } => "source",
            });
            if search.climb(&mut simulation, &circuit).is_err() {
                kinds.dedup();
                assert_eq!(kinds, ["direct", "gmin", "source"]);
                return;
            }
        }
        panic!("the search never ends");
    }
}
