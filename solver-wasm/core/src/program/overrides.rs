//! Changes of one run that need no new elaboration, as of `--set` and `alter`.

use crate::circuit::{Circuit, SweepTarget};

/// What a run changes. Later entries win over earlier ones.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overrides {
    /// Degrees Celsius, in place of the job's temperature (`temp`).
    pub temperature: Option<f64>,
    /// Options by lower-case name (`option.reltol`), in place of the job's.
    pub options: Vec<(String, f64)>,
    /// Parameters: index into `instances.slot_value`, number.
    pub slots: Vec<(u32, f64)>,
    /// Principal values of devices (a source's DC value, a resistance): device, number.
    pub devices: Vec<(u32, f64)>,
    /// Other parameters of devices.
    pub device_parameters: Vec<ParameterOverride>,
    /// Parameters of models.
    pub model_parameters: Vec<ParameterOverride>,
}

/// A parameter that gets another number, or one at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParameterOverride {
    /// Index of the device or of the model.
    pub owner: u32,
    /// Its canonical name: an index into `Circuit::strings`.
    pub parameter: u32,
    pub number: f64,
}

/// Nothing in the circuit has this path.
#[derive(Debug, Clone, PartialEq)]
pub struct OverrideError {
    pub path: String,
}

impl Overrides {
    /// Adds the change of a path to a number: `temp`, `option.NAME`, a
    /// parameter (`rload`, `x1.rload`) or a device (`r1`, `x1.r1`), in any
    /// letter case. A parameter wins over a device of the same name.
    pub fn set(&mut self, circuit: &Circuit, path: &str, number: f64) -> Result<(), OverrideError> {
        let lower = path.to_ascii_lowercase();
        if lower == "temp" {
            self.temperature = Some(number);
        } else if let Some(option) = lower.strip_prefix("option.") {
            self.options.push((option.to_string(), number));
        } else if let Some(slot) = find_slot(circuit, &lower) {
            self.slots.push((slot, number));
        } else if let Some(device) = find_device(circuit, &lower) {
            self.devices.push((device, number));
        } else {
            return Err(OverrideError { path: path.to_string() });
        }
        Ok(())
    }

    /// Sets what a sweep or a step changes to its next value. Answers whether
    /// expressions have to be evaluated anew.
    pub fn set_target(&mut self, circuit: &Circuit, target: &SweepTarget, number: f64) -> bool {
        match *target {
            SweepTarget::Device { device } => replace(&mut self.devices, |entry| entry.0 == device, (device, number)),
            SweepTarget::Temperature => {
                let changed = self.temperature != Some(number);
                self.temperature = Some(number);
                return changed;
            }
            SweepTarget::Parameter { slot } => {
                let slot = circuit.instances.slots_start[0] + slot;
                replace(&mut self.slots, |entry| entry.0 == slot, (slot, number));
                return true;
            }
            SweepTarget::DeviceParameter { device, parameter } => {
                set_parameter(&mut self.device_parameters, ParameterOverride { owner: device, parameter, number });
            }
            SweepTarget::ModelParameter { model, parameter } => {
                set_parameter(&mut self.model_parameters, ParameterOverride { owner: model, parameter, number });
            }
            SweepTarget::Option { name } => {
                let name = text(circuit, name);
                match self.options.iter_mut().rev().find(|entry| entry.0 == name) {
                    Some(entry) => entry.1 = number,
                    None => self.options.push((name.to_string(), number)),
                }
            }
        }
        false
    }
}

/// Replaces the entry that wins, the last one, or adds one.
fn replace<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, entry: T) {
    match list.iter_mut().rev().find(|entry| is(entry)) {
        Some(found) => *found = entry,
        None => list.push(entry),
    }
}

fn set_parameter(list: &mut Vec<ParameterOverride>, entry: ParameterOverride) {
    replace(list, |other| other.owner == entry.owner && other.parameter == entry.parameter, entry);
}

fn text(circuit: &Circuit, string: u32) -> &str {
    circuit.strings.get(string as usize).map_or("", String::as_str)
}

fn find_slot(circuit: &Circuit, lower: &str) -> Option<u32> {
    let (path, name) = lower.rsplit_once('.').unwrap_or(("", lower));
    let instances = &circuit.instances;
    let instance = (0..instances.name.len()).find(|&i| text(circuit, instances.name[i]).eq_ignore_ascii_case(path))?;
    let definition = &circuit.definitions[instances.definition[instance] as usize];
    let slot = definition.slots.iter().position(|&slot| text(circuit, slot).eq_ignore_ascii_case(name))?;
    Some(instances.slots_start[instance] + slot as u32)
}

fn find_device(circuit: &Circuit, lower: &str) -> Option<u32> {
    let names = &circuit.devices.name;
    names.iter().position(|&name| text(circuit, name).eq_ignore_ascii_case(lower)).map(|device| device as u32)
}
