//! Noise of a voltage over frequency, and what of it each source of noise in
//! each device makes.
//!
//! By the adjoint circuit: one transposed solve gives the gain from every place
//! to the output at once (Rohrer, Nagel, Meyer, Weber, *Computationally
//! efficient electronic-circuit noise calculations*, IEEE J. Solid-State
//! Circuits 6, 1971). Densities are roots of power densities, V/√Hz, referred
//! to the source as V/√Hz or A/√Hz. Totals are roots of integrals, piecewise
//! power laws between two frequencies (ngspice manual 39, section 15.3.4).

use super::columns::axis;
use super::frequencies::Frequencies;
use super::linear::{branch_of, unit_excitation, Linear};
use super::{Analysis, Progress};
use crate::circuit::{self, Circuit, NONE};
use crate::devices::{Domain, Noise as Source};
use crate::matrix::Complex;
use crate::program::Evaluator;
use crate::results::Recorder;
use crate::run::{Statistics, Vector};
use crate::simulation::{Failure, Simulation};

/// A power law whose exponent is nearer to a border than this is taken for it.
const BORDER: f64 = 1e-10;
/// Densities and gains below this are taken for it, where they are divided by.
const NOTHING: f64 = 1e-20;

pub struct Noise {
    linear: Linear,
    output: [u32; 2],
    input: u32,
    frequencies: Frequencies,
    index: u32,
    summary: bool,
    sources: Vec<Source>,
    /// By device with noise: its index and its sources.
    devices: Vec<(u32, std::ops::Range<usize>)>,
    adjoint: Vec<Complex>,
    excitation: Vec<Complex>,
    integrals: Vec<Integral>,
    row: Vec<f64>,
    begun: bool,
}

/// A density on its way over frequency.
#[derive(Debug, Clone, Copy, Default)]
struct Integral {
    /// ln of the last power density at the output.
    last: f64,
    output: f64,
    input: f64,
}

impl Noise {
    pub fn new(circuit: &Circuit, simulation: &Simulation) -> Result<Noise, Failure> {
        let job = &circuit.analyses[simulation.job as usize];
        let circuit::Analysis::Noise { positive, negative, source, variation, points, start, stop, summary } = job.analysis else {
            unreachable!("a noise job was asked for");
        };
        let number = |value: u32| simulation.numbers.values[value as usize];
        let frequencies = Frequencies::of(circuit, simulation, variation, [points, start, stop])?;
        Ok(Noise {
            linear: Linear::new(circuit, simulation, Domain::Frequency),
            output: [positive, negative],
            input: source,
            frequencies,
            index: 0,
            summary: summary != NONE && number(summary) >= 1.0,
            sources: Vec::new(),
            devices: Vec::new(),
            adjoint: vec![Complex::default(); simulation.size()],
            excitation: vec![Complex::default(); simulation.size()],
            integrals: Vec::new(),
            row: Vec::new(),
            begun: false,
        })
    }

    /// The operating point is known: asks the devices for their sources and begins the spectra.
    fn begin(&mut self, circuit: &Circuit, simulation: &Simulation, recorder: &mut Recorder) -> Result<(), Failure> {
        self.begun = true;
        // ngspice's order: kind by kind, within a kind model by model, from the one that
        // is used last for the first time, within a model from the last card to the first.
        let kind = |device: u32| circuit.strings[circuit.devices.kind[device as usize] as usize].as_str();
        let kinds: Vec<&str> = simulation.groups.iter().map(|group| kind(group.devices()[0])).collect();
        for group in crate::devices::in_kinds(&kinds) {
            let group = &simulation.groups[group];
            let model = |device: u32| circuit.devices.model[device as usize];
            let mut used: Vec<u32> = Vec::new();
            for &device in group.devices() {
                if !used.contains(&model(device)) {
                    used.push(model(device));
                }
            }
            let all = group.devices().iter().enumerate().rev();
            let told = used.iter().rev().flat_map(|&of| all.clone().filter(move |&(_, &device)| model(device) == of));
            for (index, &device) in told {
                let first = self.sources.len();
                group.noise(index, &simulation.x, &mut self.sources);
                if self.sources.len() > first {
                    self.devices.push((device, first..self.sources.len()));
                }
            }
        }
        unit_excitation(circuit, simulation, self.input, &mut self.excitation)?;
        self.integrals = vec![Integral::default(); self.sources.len() + self.devices.len() + 1];
        let per_root = if branch_of(simulation, self.input).is_some() { ("voltage-density", "V/√Hz") } else { ("current-density", "A/√Hz") };
        let out = ("voltage-density", "V/√Hz");
        let mut vectors = vec![axis("frequency", "Hz", false)];
        for (name, device) in self.names(circuit) {
            vectors.push(vector(format!("onoise{name}"), out, self.summary, device));
        }
        vectors.push(vector("onoise_spectrum".into(), out, true, None));
        vectors.push(vector("inoise_spectrum".into(), per_root, true, None));
        recorder.begin(simulation.job, "noise", "Noise Spectral Density Curves", vectors, Vec::new());
        Ok(())
    }

    /// Names of the sources and, behind them, of their device, as they follow `onoise`.
    fn names(&self, circuit: &Circuit) -> Vec<(String, Option<u32>)> {
        let mut names = Vec::new();
        for (device, sources) in &self.devices {
            let own = circuit.strings[circuit.devices.name[*device as usize] as usize].to_lowercase();
            let own = match own.rsplit_once('.') {
                Some((_, last)) => format!("{}.{own}", last.chars().next().unwrap_or('?')),
                None => own,
            };
            let kind = circuit.strings[circuit.devices.kind[*device as usize] as usize].as_str();
            let mark = crate::devices::noise_mark(kind);
            for source in &self.sources[sources.clone()] {
                if !source.name.is_empty() {
                    names.push((format!("{mark}{own}{mark}{}", source.name), Some(*device)));
                }
            }
            names.push((format!("{mark}{own}"), Some(*device)));
        }
        names
    }

    fn spectrum(&mut self, circuit: &Circuit, simulation: &Simulation, recorder: &mut Recorder) -> Result<(), Failure> {
        let frequency = self.frequencies.value(self.index);
        self.linear.factor(circuit, simulation, 2.0 * std::f64::consts::PI * frequency)?;
        self.adjoint.fill(Complex::default());
        self.adjoint[self.output[0] as usize] += Complex::new(1.0, 0.0);
        self.adjoint[self.output[1] as usize] -= Complex::new(1.0, 0.0);
        self.adjoint[0] = Complex::default();
        self.linear.solve_adjoint(&mut self.adjoint);
        let mut gain = Complex::default();
        for (&adjoint, &excitation) in self.adjoint.iter().zip(&self.excitation) {
            gain += adjoint * excitation;
        }
        let gain = (gain.re * gain.re + gain.im * gain.im).max(NOTHING);
        let before = if self.index > 0 { self.frequencies.value(self.index - 1) } else { frequency };
        self.row.clear();
        self.row.push(frequency);
        let mut integrals = self.integrals.iter_mut();
        let mut take = |density: f64, row: &mut Vec<f64>| {
            if let Some(integral) = integrals.next() {
                integral.advance(density, gain, before, frequency);
            }
            row.push(density.sqrt());
        };
        let mut whole = 0.0;
        for &(device, ref sources) in &self.devices {
            let mut sum = 0.0;
            for source in &self.sources[sources.clone()] {
                let transfer = self.adjoint[source.between[0] as usize] - self.adjoint[source.between[1] as usize];
                let own = source.white + if source.flicker > 0.0 { source.flicker / libm::pow(frequency, source.exponent) } else { 0.0 };
                let density = match source.partner {
                    None => own * (transfer.re * transfer.re + transfer.im * transfer.im),
                    Some(partner) => {
                        let phase = 2.0 * std::f64::consts::PI * frequency * partner.time;
                        let other = self.adjoint[partner.between[0] as usize] - self.adjoint[partner.between[1] as usize];
                        let ahead = Complex::new(0.0, (partner.white / (1.0 + phase * phase)).sqrt() * phase);
                        let sum = transfer.scale(own.sqrt()) + other * ahead;
                        sum.re * sum.re + sum.im * sum.im
                    }
                };
                sum += density;
                if !source.name.is_empty() {
                    take(density, &mut self.row);
                }
            }
            if !sum.is_finite() {
                let message = format!("its noise at {frequency} Hz is no number; look at its flicker noise coefficient and exponent");
                return Err(Failure::device(device, "noise", message));
            }
            take(sum, &mut self.row);
            whole += sum;
        }
        take(whole, &mut self.row);
        self.row.push((whole / gain).sqrt());
        recorder.point(&self.row);
        Ok(())
    }

    /// A device's integral is the sum of those of its sources, and the whole's of
    /// the devices': each source follows its own power law between two
    /// frequencies, their sum does not.
    fn sum_up(&mut self) {
        let mut whole = Integral::default();
        let mut place = 0;
        for (_, sources) in &self.devices {
            let named = self.sources[sources.clone()].iter().filter(|source| !source.name.is_empty()).count();
            let (own, after) = self.integrals[place..].split_at_mut(named);
            if named > 0 {
                after[0].output = own.iter().map(|integral| integral.output).sum();
                after[0].input = own.iter().map(|integral| integral.input).sum();
            }
            whole.output += after[0].output;
            whole.input += after[0].input;
            place += named + 1;
        }
        self.integrals[place] = whole;
    }

    /// The integrals over all frequencies.
    fn totals(&mut self, circuit: &Circuit, simulation: &Simulation, recorder: &mut Recorder) {
        recorder.finish(true, Statistics::default());
        self.sum_up();
        let input = if branch_of(simulation, self.input).is_some() { ("voltage", "V") } else { ("current", "A") };
        let mut vectors = Vec::new();
        self.row.clear();
        let names = self.names(circuit);
        for ((name, device), integral) in names.into_iter().chain([(String::new(), None)]).zip(&self.integrals) {
            let raw = self.summary || device.is_none();
            vectors.push(vector(format!("onoise_total{name}"), ("voltage", "V"), raw, device));
            vectors.push(vector(format!("inoise_total{name}"), input, raw, device));
            self.row.push(integral.output.sqrt());
            self.row.push(integral.input.sqrt());
        }
        recorder.begin_further(simulation.job, "noise", "Integrated Noise", vectors);
        recorder.point(&self.row);
    }
}

fn vector(name: String, (quantity, unit): (&str, &str), raw: bool, device: Option<u32>) -> Vector {
    Vector { name, quantity: quantity.into(), unit: unit.into(), complex: false, raw, node: None, device }
}

impl Integral {
    /// Adds the part from one frequency to the next, where the power density
    /// follows a power law; there is no part before the first frequency.
    fn advance(&mut self, density: f64, gain: f64, from: f64, to: f64) {
        let now = libm::log(density.max(NOTHING * NOTHING));
        if to > from && density > 0.0 {
            let (low, high) = (libm::log(from), libm::log(to));
            let exponent = (now - self.last) / (high - low);
            let area = if exponent.abs() < BORDER {
                density * (to - from)
            } else {
                let scale = libm::exp(now - exponent * high);
                let power = exponent + 1.0;
                match power.abs() < BORDER {
                    true => scale * (high - low),
                    false => scale * (libm::exp(power * high) - libm::exp(power * low)) / power,
                }
            };
            self.output += area;
            self.input += area / gain;
        }
        self.last = now;
    }
}

impl Analysis for Noise {
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
        if !self.begun {
            self.begin(circuit, simulation, recorder)?;
        }
        self.spectrum(circuit, simulation, recorder)?;
        self.index += 1;
        if self.index < self.frequencies.count {
            return Ok(Progress::Continue);
        }
        self.totals(circuit, simulation, recorder);
        Ok(Progress::Finished)
    }

    fn fraction(&self) -> (f64, f64) {
        self.frequencies.fraction(self.index)
    }
}
