//! Which frame evaluates which value.

use super::ProgramError;
use crate::devices::expression_of;
use crate::circuit::{Analysis, Circuit, Frequencies, Quantity, Signal, Sweep, SweepTarget, NONE};
use crate::measure::uses;

/// A value that no frame has claimed yet.
const FREE: u32 = NONE;
/// The value of a slot, of a measure or of `.four`: evaluated elsewhere.
const ELSEWHERE: u32 = NONE - 1;

struct Owners<'a> {
    circuit: &'a Circuit,
    /// By value: the frame.
    frame: Vec<u32>,
}

impl Owners<'_> {
    fn claim(&mut self, value: u32, frame: u32) -> Result<(), ProgramError> {
        if value == NONE {
            return Ok(());
        }
        let program = *self.circuit.values.program.get(value as usize).ok_or(ProgramError::MissingValue { value })?;
        if program == NONE {
            return Ok(());
        }
        if program as usize >= self.circuit.programs.start.len() {
            return Err(ProgramError::MissingValue { value });
        }
        let owner = &mut self.frame[value as usize];
        if *owner != FREE && *owner != frame {
            return Err(ProgramError::TwoFrames { value });
        }
        *owner = frame;
        Ok(())
    }

    fn claim_parameters(&mut self, start: u32, count: u32, frame: u32) -> Result<(), ProgramError> {
        for parameter in start..start + count {
            let first = self.circuit.parameters.value_start[parameter as usize];
            for value in first..first + self.circuit.parameters.value_count[parameter as usize] {
                self.claim(value, frame)?;
            }
        }
        Ok(())
    }

    fn claim_signal(&mut self, signal: &Signal) -> Result<(), ProgramError> {
        match signal.quantity {
            Quantity::Constant { value } => self.claim(value, 0),
            // Its value reads results, which a frame does not have.
            Quantity::Formula { value } => self.claim(value, ELSEWHERE),
            _ => Ok(()),
        }
    }

    /// The values of a sweep; what it changes must exist.
    fn claim_sweep(&mut self, sweep: &Sweep) -> Result<(), ProgramError> {
        for value in [sweep.start, sweep.stop, sweep.step].iter().chain(&sweep.list) {
            self.claim(*value, 0)?;
        }
        self.check_target(&sweep.target)?;
        for along in &sweep.along {
            self.check_target(&along.target)?;
            for &value in &along.list {
                self.claim(value, 0)?;
            }
        }
        Ok(())
    }

    fn check_target(&self, target: &SweepTarget) -> Result<(), ProgramError> {
        let circuit = self.circuit;
        let (index, count) = match *target {
            SweepTarget::Parameter { slot } => {
                (slot, circuit.definitions[circuit.instances.definition[0] as usize].slots.len())
            }
            SweepTarget::Device { device } | SweepTarget::DeviceParameter { device, .. } => (device, circuit.devices.kind.len()),
            SweepTarget::ModelParameter { model, .. } => (model, circuit.models.len()),
            SweepTarget::Option { name } => (name, circuit.strings.len()),
            SweepTarget::Temperature => return Ok(()),
        };
        if (index as usize) < count { Ok(()) } else { Err(ProgramError::MissingValue { value: index }) }
    }
}

/// Program values outside of slots, each with its frame, by rising value index.
pub(super) fn programmed(circuit: &Circuit) -> Result<Vec<(u32, u32)>, ProgramError> {
    let mut owners = Owners { circuit, frame: vec![FREE; circuit.values.constant.len()] };
    let instances = &circuit.instances;
    // The value of a slot is evaluated with the slots, in their order; here it
    // only must have no second owner.
    for &value in &instances.slot_value {
        if value as usize >= circuit.values.constant.len() {
            return Err(ProgramError::MissingValue { value });
        }
        if circuit.values.program[value as usize] != NONE && owners.frame[value as usize] == ELSEWHERE {
            return Err(ProgramError::TwoFrames { value });
        }
        owners.claim(value, ELSEWHERE)?;
    }
    for (instance, &multiplier) in instances.multiplier.iter().enumerate() {
        let parent = instances.parent[instance];
        owners.claim(multiplier, if parent == NONE { 0 } else { parent })?;
    }
    let devices = &circuit.devices;
    for device in 0..devices.kind.len() {
        let frame = devices.instance[device];
        owners.claim(devices.multiplier[device], frame)?;
        let (start, count) = (devices.parameters_start[device], devices.parameters_count[device]);
        match expression_of(circuit, device as u32) {
            None => owners.claim_parameters(start, count, frame)?,
            Some(expression) => {
                owners.claim_parameters(start, expression - start, frame)?;
                // The source evaluates it at every look.
                owners.claim(circuit.parameters.value_start[expression as usize], ELSEWHERE)?;
                owners.claim_parameters(expression + 1, start + count - expression - 1, frame)?;
            }
        }
    }
    for model in &circuit.models {
        owners.claim_parameters(model.parameters_start, model.parameters_count, model.instance)?;
    }
    if !circuit.tolerances.is_empty() {
        let mut instance = vec![NONE; circuit.parameters.name.len()];
        for model in &circuit.models {
            let first = model.parameters_start as usize;
            instance[first..first + model.parameters_count as usize].fill(model.instance);
        }
        for tolerance in &circuit.tolerances {
            let frame = *instance.get(tolerance.parameter as usize).ok_or(ProgramError::MissingValue { value: tolerance.value })?;
            owners.claim(tolerance.value, frame)?;
        }
    }
    for job in &circuit.analyses {
        owners.claim_parameters(job.options_start, job.options_count, 0)?;
        owners.claim(job.temperature, 0)?;
        for given in job.initial_conditions.iter().chain(&job.nodesets) {
            owners.claim(given.value, 0)?;
        }
        for signal in &job.saves {
            owners.claim_signal(signal)?;
        }
        for step in &job.steps {
            owners.claim_sweep(step)?;
        }
        match &job.analysis {
            Analysis::Op => {}
            Analysis::Dc { sweeps } => {
                for sweep in sweeps {
                    owners.claim_sweep(sweep)?;
                }
            }
            Analysis::Ac { points, start, stop, .. } => {
                for value in [*points, *start, *stop] {
                    owners.claim(value, 0)?;
                }
            }
            Analysis::Tran { step, stop, start, max_step, .. } => {
                for value in [*step, *stop, *start, *max_step] {
                    owners.claim(value, 0)?;
                }
            }
            Analysis::Noise { points, start, stop, summary, .. } => {
                for value in [*points, *start, *stop, *summary] {
                    owners.claim(value, 0)?;
                }
            }
            Analysis::Tf { output, .. } => owners.claim_signal(output)?,
            Analysis::Sens { output, frequencies } => {
                owners.claim_signal(output)?;
                if let Some(Frequencies { points, start, stop, .. }) = frequencies {
                    for value in [*points, *start, *stop] {
                        owners.claim(value, 0)?;
                    }
                }
            }
        }
    }
    for measure in &circuit.measures {
        let mut claimed = Ok(());
        uses::values(&measure.form, &mut |value| {
            if claimed.is_ok() {
                claimed = owners.claim(value, ELSEWHERE);
            }
        });
        claimed?;
    }
    for card in &circuit.fouriers {
        for value in [card.frequency, card.harmonics, card.periods] {
            owners.claim(value, ELSEWHERE)?;
        }
        for signal in &card.signals {
            uses::value_of(signal).map_or(Ok(()), |value| owners.claim(value, ELSEWHERE))?;
        }
    }
    for presentation in &circuit.presentations {
        for signal in &presentation.signals {
            owners.claim_signal(signal)?;
        }
    }
    let frames = owners.frame.into_iter().enumerate();
    Ok(frames.filter(|&(_, frame)| frame < ELSEWHERE).map(|(value, frame)| (value as u32, frame)).collect())
}
