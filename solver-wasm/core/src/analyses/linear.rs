//! The circuit's small signals around its operating point: what AC, noise,
//! transfer functions and sensitivities have in common.

use super::holds;
use crate::circuit::Circuit;
use crate::devices::{Domain, Instant};
use crate::matrix::{Complex, Lu};
use crate::newton::Newton;
use crate::operating_point::OperatingPoint;
use crate::simulation::{Failure, Simulation};

/// Finds the operating point and then holds `G + jωC` of the linearised circuit.
pub struct Linear {
    newton: Newton,
    search: OperatingPoint,
    found: bool,
    domain: Domain,
    lu: Lu<Complex>,
    values: Vec<Complex>,
}

impl Linear {
    /// `domain` says which of a resistor's values counts.
    pub fn new(circuit: &Circuit, simulation: &Simulation, domain: Domain) -> Linear {
        let mut lu = Lu::new(simulation.order.clone());
        lu.set_pivoting(simulation.options.pivoting());
        Linear {
            newton: Newton::new(simulation),
            search: OperatingPoint::new(simulation, holds(circuit, simulation, false), Instant::Dc),
            found: false,
            domain,
            lu,
            values: vec![Complex::default(); simulation.pattern.slots()],
        }
    }

    /// One iteration towards the operating point; true when it is found and
    /// `simulation.g` and `simulation.c` are those of small signals.
    pub fn ready(&mut self, circuit: &Circuit, simulation: &mut Simulation) -> Result<bool, Failure> {
        if self.found {
            return Ok(true);
        }
        if self.search.step(simulation, &mut self.newton, circuit)? {
            self.found = true;
            // What the operating point needed, small signals need too.
            self.lu.set_pivoting(simulation.lu.pivoting());
            simulation.stamp(self.domain);
            let Simulation { groups, g, c, x, options, .. } = simulation;
            for group in groups.iter_mut() {
                group.small_signal(x, options.gmin, g, c);
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// Factors the equations at `omega` radians a second.
    pub fn factor(&mut self, circuit: &Circuit, simulation: &Simulation, omega: f64) -> Result<(), Failure> {
        for ((value, &g), &c) in self.values.iter_mut().zip(&simulation.g).zip(&simulation.c) {
            *value = Complex::new(g, omega * c);
        }
        for group in &simulation.groups {
            group.delayed(omega, &mut self.values);
        }
        self.lu.factor(&simulation.pattern, &self.values).map_err(|singular| simulation.singular(circuit, singular))
    }

    /// Solves for phasors, in place; index 0 is ground.
    pub fn solve(&mut self, phasors: &mut [Complex]) {
        self.lu.solve(&mut phasors[1..]);
        phasors[0] = Complex::default();
    }

    /// Solves the adjoint equations, in place: by row, what a unit current into
    /// it does to what the right-hand side asks for.
    pub fn solve_adjoint(&mut self, phasors: &mut [Complex]) {
        self.lu.solve_transposed(&mut phasors[1..]);
        phasors[0] = Complex::default();
    }
}

/// The right-hand side of an independent source of one volt or ampere.
pub fn unit_excitation(circuit: &Circuit, simulation: &Simulation, source: u32, rhs: &mut [Complex]) -> Result<(), Failure> {
    rhs.fill(Complex::default());
    match branch_of(simulation, source) {
        Some(branch) => rhs[branch as usize] = Complex::new(1.0, 0.0),
        None => {
            let [p, n] = terminals(circuit, source)?;
            rhs[p as usize] -= Complex::new(1.0, 0.0);
            rhs[n as usize] += Complex::new(1.0, 0.0);
        }
    }
    rhs[0] = Complex::default();
    Ok(())
}

/// The branch of a device's current, if it has one.
pub fn branch_of(simulation: &Simulation, device: u32) -> Option<u32> {
    let (group, place) = simulation.place[device as usize];
    simulation.groups[group as usize].branch(place as usize)
}

/// The two nodes of a source.
pub fn terminals(circuit: &Circuit, device: u32) -> Result<[u32; 2], Failure> {
    let start = circuit.devices.terminals_start[device as usize] as usize;
    let nodes = circuit.devices.terminals.get(start..start + 2);
    nodes.map(|nodes| [nodes[0], nodes[1]]).ok_or_else(|| {
        Failure::device(device, "bad-reference", "this device has no two nodes; name an independent source".into())
    })
}
