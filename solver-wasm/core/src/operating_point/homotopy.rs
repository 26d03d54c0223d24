//! Homotopies that follow their curve round turning points: Newton along the
//! arc length of the solutions of H(x, λ) = 0 from λ = 0 to λ = 1 (Keller,
//! *Numerical solution of bifurcation and nonlinear eigenvalue problems*, 1977;
//! Melville, Trajković, Fang, Watson, *Artificial parameter homotopy methods
//! for the DC operating point problem*, IEEE Trans. CAD 12, 1993).
//!
//! λ scales the sources, or takes a leak from every node to ground away. Where
//! stepping λ alone stops because the curve turns back, as it does in latches
//! and Schmitt triggers, the arc goes on.

use super::rung::{Beginning, Next, Rung, Setting};
use crate::devices::Instant;
use crate::newton::Newton;
use crate::simulation::Simulation;

/// The leak at λ = 0 in siemens, and by how much it falls to λ = 1.
const LEAK: f64 = 1e-2;
const DECADES: f64 = 11.0;
/// First, least and largest step along the arc, in units of λ and of the
/// largest voltage that was seen.
const FIRST: f64 = 1e-2;
const LEAST: f64 = 1e-9;
const LARGEST: f64 = 0.2;
/// Solves along an arc before it is given up.
const MOST: u32 = 3000;
/// λ has converged when it moves by less than this.
const SETTLED: f64 = 1e-7;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    Sources,
    Leak,
}

pub struct Homotopy {
    path: Path,
    instant: Instant,
    /// Unknowns that count in the arc: node voltages.
    nodes: Vec<bool>,
    /// The last point of the curve and the direction there, both scaled.
    point: Vec<f64>,
    lambda_point: f64,
    direction: Vec<f64>,
    lambda_direction: f64,
    /// The point that is aimed at.
    aim: Vec<f64>,
    lambda_aim: f64,
    lambda: f64,
    length: f64,
    /// Volts that count as much as the whole of λ.
    scale: f64,
    solves: u32,
    points: u32,
    before: Vec<f64>,
    derivative: Vec<f64>,
    /// λ = 1 is solved by plain Newton.
    end: bool,
}

impl Homotopy {
    pub fn new(path: Path, instant: Instant, simulation: &Simulation) -> Homotopy {
        let zero = vec![0.0; simulation.size()];
        let nodes = simulation.is_branch.iter().map(|is_branch| !is_branch).collect();
        Homotopy {
            path,
            instant,
            nodes,
            point: zero.clone(),
            lambda_point: 0.0,
            direction: zero.clone(),
            lambda_direction: 1.0,
            aim: zero.clone(),
            lambda_aim: 0.0,
            lambda: 0.0,
            length: FIRST,
            scale: 1.0,
            solves: 0,
            points: 0,
            before: zero.clone(),
            derivative: zero,
            end: false,
        }
    }

    /// The leak at λ and its derivative by λ, in siemens.
    fn leak(&self, lambda: f64) -> (f64, f64) {
        let rate = -DECADES * std::f64::consts::LN_10;
        let falling = LEAK * libm::exp(rate * lambda);
        (falling, rate * falling)
    }

    fn aim_ahead(&mut self) {
        for ((aim, &point), &direction) in self.aim.iter_mut().zip(&self.point).zip(&self.direction) {
            *aim = point + self.length * direction;
        }
        self.lambda_aim = self.lambda_point + self.length * self.lambda_direction;
        self.lambda = self.lambda_aim;
    }
}

impl Rung for Homotopy {
    fn name(&self) -> &'static str {
        match self.path {
            Path::Sources => "homotopy of the sources",
            Path::Leak => "homotopy of a leak",
        }
    }

    fn beginning(&self) -> Beginning {
        match self.path {
            _ if self.points > 0 => Beginning::Here,
            Path::Sources => Beginning::Dark,
            Path::Leak => Beginning::Nothing,
        }
    }

    fn setting(&self) -> Setting {
        match self.path {
            _ if self.end => Setting::CIRCUIT,
            Path::Sources => Setting { shunt: 0.0, scale: self.lambda },
            Path::Leak => Setting { shunt: self.leak(self.lambda).0, scale: 1.0 },
        }
    }

    fn moves(&self) -> bool {
        self.points > 0 && !self.end
    }

    fn before(&mut self, simulation: &Simulation) {
        self.before.copy_from_slice(&simulation.x);
    }

    /// Newton at a fixed λ has given x̂; the whole step is x̂ − z·Δλ with
    /// z = J⁻¹·∂H/∂λ, and Δλ such that the point lies in the plane through the
    /// aim, across the direction.
    fn after(&mut self, simulation: &mut Simulation, newton: &mut Newton) -> bool {
        if self.points == 0 || self.end {
            return true;
        }
        self.derivative.fill(0.0);
        match self.path {
            Path::Sources => {
                for group in &mut simulation.groups {
                    group.excite(self.instant, -1.0, &mut self.derivative);
                }
            }
            Path::Leak => {
                let (_, slope) = self.leak(self.lambda);
                for (index, &is_node) in self.nodes.iter().enumerate() {
                    if is_node {
                        self.derivative[index] = slope * self.before[index];
                    }
                }
            }
        }
        newton.solve(simulation, &mut self.derivative);
        let mut off_plane = self.lambda_direction * (self.lambda - self.lambda_aim);
        let mut along = self.lambda_direction;
        for index in 1..simulation.x.len() {
            if self.nodes[index] {
                let weight = self.direction[index] / (self.scale * self.scale);
                off_plane += weight * (simulation.x[index] - self.aim[index]);
                along -= weight * self.derivative[index];
            }
        }
        let change = if along.abs() > 1e-300 { -off_plane / along } else { 0.0 };
        for (x, &z) in simulation.x.iter_mut().zip(&self.derivative) {
            *x -= z * change;
        }
        self.lambda += change;
        change.abs() < SETTLED
    }

    fn solved(&mut self, simulation: &mut Simulation, iterations: u32) -> Next {
        self.solves += 1;
        if self.end {
            return Next::Done;
        }
        if self.solves > MOST {
            return Next::GiveUp;
        }
        let largest = simulation.x.iter().zip(&self.nodes).filter(|&(_, &node)| node).map(|(x, _)| x.abs());
        self.scale = largest.fold(self.scale, f64::max);
        if self.points > 0 {
            // The direction is that of the last step.
            let mut size = 0.0;
            for index in 0..self.nodes.len() {
                let step = if self.nodes[index] { simulation.x[index] - self.point[index] } else { 0.0 };
                self.direction[index] = step;
                size += (step / self.scale) * (step / self.scale);
            }
            self.lambda_direction = self.lambda - self.lambda_point;
            let size = (size + self.lambda_direction * self.lambda_direction).sqrt();
            if !(size > 0.0) {
                return Next::GiveUp;
            }
            self.direction.iter_mut().for_each(|step| *step /= size);
            self.lambda_direction /= size;
            if iterations <= simulation.options.itl1 / 10 {
                self.length = (1.5 * self.length).min(LARGEST);
            }
        }
        self.points += 1;
        self.point.copy_from_slice(&simulation.x);
        self.lambda_point = self.lambda;
        if self.lambda >= 1.0 {
            self.end = true;
            return Next::Again;
        }
        if self.lambda < -1.0 {
            return Next::GiveUp;
        }
        self.aim_ahead();
        simulation.x.copy_from_slice(&self.aim);
        Next::Again
    }

    fn failed(&mut self, simulation: &mut Simulation) -> Next {
        self.solves += 1;
        if self.points == 0 || self.length < LEAST || self.solves > MOST {
            return Next::GiveUp;
        }
        // From a λ beyond 1 the circuit may be too far: go nearer.
        self.end = false;
        self.length *= 0.25;
        self.aim_ahead();
        simulation.x.copy_from_slice(&self.aim);
        Next::Again
    }
}
