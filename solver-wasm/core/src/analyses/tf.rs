//! Transfer function: the small-signal gain from a source to an output at the
//! operating point, with the resistances at both (ngspice manual 39, section
//! 15.3.8). One solve for the input, one for the output.

use super::linear::{branch_of, terminals, unit_excitation, Linear};
use super::{Analysis, Progress};
use crate::circuit::{self, Circuit, Quantity};
use crate::devices::Domain;
use crate::matrix::Complex;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::run::Vector;
use crate::simulation::{Failure, Simulation};

/// What stands for an infinite resistance, as in ngspice.
const INFINITE: f64 = 1e20;

/// What is looked at: a voltage or the current of a source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Output {
    Voltage { positive: u32, negative: u32 },
    Current { device: u32, branch: u32 },
}

impl Output {
    /// Of a signal; the current of a device without a branch is no output.
    pub fn of(circuit: &Circuit, simulation: &Simulation, signal: &circuit::Signal) -> Result<Output, Failure> {
        match signal.quantity {
            Quantity::Voltage { positive, negative } => Ok(Output::Voltage { positive, negative }),
            Quantity::Current { device } => match branch_of(simulation, device) {
                Some(branch) => Ok(Output::Current { device, branch }),
                None => {
                    let message = "this current is not an unknown of the equations; put a voltage source of 0 V in series and name that".to_string();
                    Err(Failure::device(device, "bad-output", message))
                }
            },
            _ => {
                let message = format!("'{}' is no voltage and no current of a source", signal.text);
                Err(Failure::new("bad-output", message).at(circuit.analyses[simulation.job as usize].origin))
            }
        }
    }

    /// The output in a solution.
    pub fn read(&self, phasors: &[Complex]) -> Complex {
        match *self {
            Output::Voltage { positive, negative } => phasors[positive as usize] - phasors[negative as usize],
            Output::Current { branch, .. } => phasors[branch as usize],
        }
    }

    /// Writes the right-hand side of the adjoint equations.
    pub fn ask(&self, rhs: &mut [Complex]) {
        rhs.fill(Complex::default());
        match *self {
            Output::Voltage { positive, negative } => {
                rhs[positive as usize] += Complex::new(1.0, 0.0);
                rhs[negative as usize] -= Complex::new(1.0, 0.0);
                rhs[0] = Complex::default();
            }
            Output::Current { branch, .. } => rhs[branch as usize] = Complex::new(1.0, 0.0),
        }
    }
}

pub struct Tf {
    linear: Linear,
    output: Output,
    source: u32,
    phasors: Vec<Complex>,
}

impl Tf {
    pub fn new(circuit: &Circuit, simulation: &Simulation, recorder: &mut Recorder) -> Result<Tf, Failure> {
        let circuit::Analysis::Tf { output, source } = &circuit.analyses[simulation.job as usize].analysis else {
            unreachable!("a transfer function was asked for");
        };
        let lower = |string: u32| circuit.strings[string as usize].to_lowercase();
        let of_source = lower(circuit.devices.name[*source as usize]);
        let signal = output;
        let output = Output::of(circuit, simulation, signal)?;
        let node = |node: u32| lower(circuit.nodes.name[node as usize]);
        let by_current = branch_of(simulation, *source).is_none();
        let (at_output, gain_unit) = match output {
            Output::Voltage { positive, negative: 0 } => {
                (format!("output_impedance_at_v({})", node(positive)), if by_current { "Ω" } else { "" })
            }
            Output::Voltage { positive, negative } => {
                (format!("output_impedance_at_v({},{})", node(positive), node(negative)), if by_current { "Ω" } else { "" })
            }
            Output::Current { device, .. } => {
                (format!("{}#output_impedance", lower(circuit.devices.name[device as usize])), if by_current { "" } else { "S" })
            }
        };
        let vector = |name: String, unit: &str| Vector {
            name,
            quantity: "voltage".into(),
            unit: unit.into(),
            complex: false,
            raw: true,
            node: None,
            device: None,
        };
        let vectors = vec![
            vector("transfer_function".into(), gain_unit),
            vector(format!("{of_source}#input_impedance"), "Ω"),
            vector(at_output, "Ω"),
        ];
        recorder.begin(simulation.job, "tf", "Transfer Function", vectors, Vec::new());
        Ok(Tf {
            linear: Linear::new(circuit, simulation, Domain::Time),
            output,
            source: *source,
            phasors: vec![Complex::default(); simulation.size()],
        })
    }
}

impl Analysis for Tf {
    fn step(
        &mut self,
        circuit: &Circuit,
        _evaluator: &Evaluator,
        simulation: &mut Simulation,
        recorder: &mut Recorder,
    ) -> Result<Progress, Failure> {
        if !self.linear.ready(circuit, simulation)? {
            return Ok(Progress::Continue);
        }
        self.linear.factor(circuit, simulation, 0.0)?;
        unit_excitation(circuit, simulation, self.source, &mut self.phasors)?;
        self.linear.solve(&mut self.phasors);
        let gain = self.output.read(&self.phasors).re;
        let resistance = |current: f64| if current.abs() * INFINITE < 1.0 { INFINITE } else { 1.0 / current };
        let input = match branch_of(simulation, self.source) {
            Some(branch) => resistance(-self.phasors[branch as usize].re),
            None => {
                let [p, n] = terminals(circuit, self.source)?;
                (self.phasors[n as usize] - self.phasors[p as usize]).re
            }
        };
        let output = match self.output {
            // A source of one volt in the branch drives the current that its rest lets through.
            Output::Current { branch, .. } => {
                self.phasors.fill(Complex::default());
                self.phasors[branch as usize] = Complex::new(1.0, 0.0);
                self.linear.solve(&mut self.phasors);
                resistance(-self.phasors[branch as usize].re)
            }
            Output::Voltage { positive, negative } => {
                self.phasors.fill(Complex::default());
                self.phasors[positive as usize] += Complex::new(1.0, 0.0);
                self.phasors[negative as usize] -= Complex::new(1.0, 0.0);
                self.phasors[0] = Complex::default();
                self.linear.solve(&mut self.phasors);
                (self.phasors[positive as usize] - self.phasors[negative as usize]).re
            }
        };
        recorder.point(&[gain, input, output]);
        Ok(Progress::Finished)
    }

    fn fraction(&self) -> (f64, f64) {
        (0.0, 0.0)
    }
}
