//! The operating point: Newton from nothing and, where that fails, one way after
//! the other that leads to it step by step. Each way is a [`Rung`] in a file of
//! its own; together they are a ladder that is climbed until a rung holds.
//!
//! What was found is then looked at: a point that small signals leave, such as
//! the balance of a latch, is no state of the circuit, and the search goes on
//! from there to a stable one (`stability.rs`).

mod direct;
mod gmin;
mod homotopy;
mod pseudo_transient;
mod rung;
mod source;
mod stability;

use crate::circuit::Circuit;
use crate::devices::{Instant, Start};
use crate::newton::{Culprit, Iteration, Newton};
use crate::simulation::{Failure, Search, Simulation};
use crate::states::Settling;
use direct::Direct;
use gmin::Gmin;
use homotopy::{Homotopy, Path};
use pseudo_transient::PseudoTransient;
use rung::{Beginning, Next, Rung};
use source::Source;
use stability::{Push, Stability};

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
/// Steps of a rung after which it is given up: with few iterations allowed,
/// steps may succeed and shrink for ever.
const MOST_STEPS: u32 = 300;
/// Iterations whose factors are looked at after Newton has failed: a loop of many
/// stages that solves badly does so while they amplify, before they saturate.
const LOOKS: u32 = 8;
/// How many of those that moved last a message names.
const NAMED: usize = 3;

/// The ways in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Again,
    Direct,
    /// The beginning of the same once more, to see whether its equations were solved.
    Look,
    Gmin,
    Source,
    PseudoTransient,
    HomotopyOfSources,
    HomotopyOfLeak,
}

const WAYS: [Way; 8] = [
    Way::Again,
    Way::Direct,
    Way::Look,
    Way::Gmin,
    Way::Source,
    Way::PseudoTransient,
    Way::HomotopyOfSources,
    Way::HomotopyOfLeak,
];

/// Where a search from nothing begins, and where one does that leaves Newton out.
const FIRST_WAY: usize = 1;
const FIRST_STEPPING: usize = 3;

/// The search, advanced by one Newton iteration a step.
pub struct OperatingPoint {
    way: usize,
    rung: Box<dyn Rung>,
    holds: Vec<Hold>,
    instant: Instant,
    /// Factor of all sources, 1 or 0.
    scale: f64,
    start: Start,
    iteration: u32,
    culprit: Culprit,
    prepared: bool,
    stability: Stability,
    /// Changes of discrete states at this point so far; none before the first solve.
    settling: Option<Settling>,
    /// Names of the rungs that failed.
    failed: Vec<&'static str>,
}

impl OperatingPoint {
    pub fn new(simulation: &Simulation, holds: Vec<Hold>, instant: Instant) -> OperatingPoint {
        let options = &simulation.options;
        // `noopiter` leaves the direct attempt out.
        let gmin = options.noopiter && options.gminsteps > 0 && simulation.nonlinear;
        let rung: Box<dyn Rung> = if gmin { Box::new(Gmin::new(simulation)) } else { Box::new(Direct { here: false }) };
        OperatingPoint {
            way: if gmin { FIRST_STEPPING } else { FIRST_WAY },
            rung,
            holds,
            instant,
            scale: 1.0,
            start: Start::Junctions,
            iteration: 0,
            culprit: Culprit::Unknown(0),
            prepared: false,
            stability: Stability::default(),
            settling: None,
            failed: Vec::new(),
        }
    }

    /// With all independent sources at 0.
    pub fn without_sources(mut self) -> OperatingPoint {
        self.scale = 0.0;
        self
    }

    /// Begins at the solution before, as a sweep does from point to point.
    pub fn again(&mut self) {
        self.way = 0;
        self.rung = Box::new(Direct { here: true });
        self.prepared = false;
        self.stability = Stability::passed();
        self.settling = Some(Settling::default());
        self.failed.clear();
    }

    /// The way that led to the point.
    pub fn found_by(&self) -> &'static str {
        self.rung.name()
    }

    /// The ways that were tried before it.
    pub fn tried(&self) -> &[&'static str] {
        &self.failed
    }

    /// One iteration; true when the point is found, in `Simulation::x`.
    pub fn step(&mut self, simulation: &mut Simulation, newton: &mut Newton, circuit: &Circuit) -> Result<bool, Failure> {
        if !self.prepared {
            self.prepare(simulation, newton);
        } else if self.rung.moves() {
            self.write(simulation, newton, false);
        }
        self.iteration += 1;
        self.rung.before(simulation);
        let mut outcome = match newton.iterate(simulation, circuit, self.start) {
            Ok(outcome) => outcome,
            Err(failure) => {
                // A singular matrix may be cured by the next rung.
                return self.climb(simulation, newton, circuit, Some(failure)).map(|()| false);
            }
        };
        let settled = matches!(outcome, Iteration::Lost(_)) || self.rung.after(simulation, newton);
        if !settled && outcome == Iteration::Converged {
            outcome = Iteration::Moving(self.culprit);
        }
        match outcome {
            Iteration::Converged if self.start == Start::Free => {
                return match self.rung.solved(simulation, self.iteration) {
                    Next::Done => {
                        let arrived = self.settled(simulation)? && self.arrived(simulation, newton);
                        if arrived {
                            simulation.keep_states();
                            self.report(&mut simulation.search);
                        }
                        Ok(arrived)
                    }
                    Next::Again => {
                        self.prepared = false;
                        Ok(false)
                    }
                    Next::GiveUp => self.climb(simulation, newton, circuit, None).map(|()| false),
                };
            }
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
                let looks = WAYS[self.way] == Way::Look && !matches!(outcome, Iteration::Lost(_));
                if looks && newton.inaccurate(simulation) && simulation.lu.pivot_on_largest() {
                    self.way = FIRST_WAY;
                    self.rung = Box::new(Direct { here: false });
                    self.prepared = false;
                    return Ok(false);
                }
                if self.iteration >= self.limit(simulation) || matches!(outcome, Iteration::Lost(_)) {
                    self.climb(simulation, newton, circuit, None)?;
                }
            }
        }
        Ok(false)
    }

    fn limit(&self, simulation: &Simulation) -> u32 {
        match WAYS[self.way] {
            Way::Again => simulation.options.itl2,
            Way::Look => simulation.options.itl1.min(LOOKS),
            _ => simulation.options.itl1,
        }
    }

    /// Sets the equations up for a solve.
    fn prepare(&mut self, simulation: &mut Simulation, newton: &mut Newton) {
        self.prepared = true;
        self.iteration = 0;
        if self.settling.is_none() {
            self.settling = Some(Settling::begin(simulation));
        }
        let beginning = self.rung.beginning();
        self.write(simulation, newton, beginning == Beginning::Nothing);
        if beginning == Beginning::Here {
            self.start = Start::Free;
        } else {
            simulation.x.fill(0.0);
            // Without junctions and nodesets nothing has to be let go.
            let plain = !simulation.nonlinear && self.holds.iter().all(|hold| hold.forever);
            // Without sources all junctions are at 0 or near it.
            let free = plain || beginning == Beginning::Dark;
            self.start = if free { Start::Free } else { Start::Junctions };
        }
        for group in &mut simulation.groups {
            group.settle(&simulation.x);
        }
    }

    /// Writes the linear part and the sources, with the nodes of `.nodeset` held or not.
    fn write(&mut self, simulation: &mut Simulation, newton: &mut Newton, nodesets: bool) {
        let setting = self.rung.setting();
        newton.set_base(simulation, 0.0, setting.shunt);
        newton.sources.fill(0.0);
        for group in &mut simulation.groups {
            group.excite(self.instant, setting.scale * self.scale, &mut newton.sources);
        }
        self.rung.add(simulation, newton);
        newton.sources[0] = 0.0;
        for hold in self.holds.iter().filter(|hold| hold.forever || nodesets) {
            newton.base[simulation.diagonal[hold.unknown as usize] as usize] += HOLDING;
            newton.sources[hold.unknown as usize] += HOLDING * hold.voltage * setting.scale;
        }
    }

    /// Whether all discrete states agree with the solution; else they change, and
    /// the search goes on from here.
    fn settled(&mut self, simulation: &mut Simulation) -> Result<bool, Failure> {
        if !self.settling.get_or_insert_default().changed(simulation)? {
            return Ok(true);
        }
        self.way = 0;
        self.rung = Box::new(Direct { here: true });
        self.prepared = false;
        Ok(false)
    }

    /// A point is found: it is the answer if small signals stay there.
    fn arrived(&mut self, simulation: &mut Simulation, newton: &mut Newton) -> bool {
        // Held nodes are what they are, and a circuit without junctions has one solution.
        if !simulation.nonlinear || !self.holds.is_empty() {
            return true;
        }
        match self.stability.judge(simulation, newton) {
            None => true,
            Some(push) => {
                self.leave(push, simulation);
                false
            }
        }
    }

    /// Goes on from beside an unstable point.
    fn leave(&mut self, push: Push, simulation: &mut Simulation) {
        simulation.x.copy_from_slice(&push.from);
        self.rung = Box::new(PseudoTransient::away(push));
        self.prepared = false;
    }

    fn report(&self, search: &mut Search) {
        if search.found_by.is_empty() || self.failed.len() > search.tried.len() {
            search.found_by = self.rung.name();
            search.tried.clone_from(&self.failed);
        }
        search.left_balance |= self.stability.left();
    }

    /// The rung failed: a smaller step, or the next one.
    fn climb(
        &mut self,
        simulation: &mut Simulation,
        newton: &mut Newton,
        circuit: &Circuit,
        failure: Option<Failure>,
    ) -> Result<(), Failure> {
        self.prepared = false;
        let movers = newton.movers(simulation, NAMED);
        if self.rung.failed(simulation) == Next::Again {
            return Ok(());
        }
        if let Some(push) = self.stability.push(simulation) {
            self.leave(push, simulation);
            return Ok(());
        }
        if let Some(x) = self.stability.balance() {
            // No stable point was found from an unstable one: that one is the answer.
            simulation.x.copy_from_slice(x);
            self.rung = Box::new(Direct { here: true });
            self.stability = Stability::passed();
            return Ok(());
        }
        if WAYS[self.way] != Way::Look {
            self.failed.push(self.rung.name());
        }
        if !simulation.nonlinear {
            return Err(failure.unwrap_or_else(|| self.failure(simulation, circuit, &movers)));
        }
        while self.way + 1 < WAYS.len() {
            self.way += 1;
            if let Some(rung) = self.rung_of_way(simulation) {
                self.rung = rung;
                return Ok(());
            }
        }
        Err(failure.unwrap_or_else(|| self.failure(simulation, circuit, &movers)))
    }

    /// The rung of the way, from its beginning; none where an option leaves it out.
    fn rung_of_way(&self, simulation: &Simulation) -> Option<Box<dyn Rung>> {
        let options = &simulation.options;
        Some(match WAYS[self.way] {
            Way::Again => Box::new(Direct { here: true }),
            Way::Direct | Way::Look => Box::new(Direct { here: false }),
            Way::Gmin if options.gminsteps == 0 => return None,
            Way::Gmin => Box::new(Gmin::new(simulation)),
            Way::Source if options.srcsteps == 0 => return None,
            Way::Source => Box::new(Source::new(simulation)),
            Way::PseudoTransient => Box::new(PseudoTransient::new(simulation)),
            Way::HomotopyOfSources => Box::new(Homotopy::new(Path::Sources, self.instant, simulation)),
            Way::HomotopyOfLeak => Box::new(Homotopy::new(Path::Leak, self.instant, simulation)),
        })
    }

    fn failure(&self, simulation: &Simulation, circuit: &Circuit, movers: &[Culprit]) -> Failure {
        if let Some(fault) = simulation.fault(circuit) {
            return fault;
        }
        let (node, device) = self.culprit.place(simulation);
        let mut names: Vec<String> = vec![self.culprit.name(simulation, circuit)];
        for name in movers.iter().map(|culprit| culprit.name(simulation, circuit)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.truncate(NAMED);
        let mut tried = self.failed.clone();
        tried.dedup();
        let message = format!(
            "no operating point was found by {}; {} moved last; give {} a .nodeset near the expected value, \
             or look for an open or unphysical circuit there",
            listed(&tried.iter().map(|name| name.to_string()).collect::<Vec<_>>()),
            listed(&names),
            if names.len() > 1 { "them" } else { "it" },
        );
        Failure { code: "no-convergence", message, node, device, origin: None }
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
