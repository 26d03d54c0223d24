//! How a device reads its numbers out of the circuit.

use crate::circuit::{Circuit, NONE};
use crate::program::{Numbers, Overrides, ParameterOverride};

/// The circuit with the numbers of one run.
pub struct Inputs<'a> {
    pub circuit: &'a Circuit,
    pub numbers: &'a Numbers,
    /// What wins over the numbers of the circuit.
    pub overrides: &'a Overrides,
}

/// One parameter as given.
pub struct Entry<'a> {
    pub name: &'a str,
    pub numbers: &'a [f64],
    pub text: Option<&'a str>,
    pub origin: u32,
}

impl<'a> Inputs<'a> {
    /// A run of `Circuit::parameters`.
    pub fn entries(&self, start: u32, count: u32) -> impl Iterator<Item = Entry<'a>> {
        let circuit = self.circuit;
        let values = &self.numbers.values[..];
        (start as usize..(start + count) as usize).map(move |entry| {
            let parameters = &circuit.parameters;
            let first = parameters.value_start[entry] as usize;
            let count = parameters.value_count[entry] as usize;
            let text = parameters.text[entry];
            Entry {
                name: &circuit.strings[parameters.name[entry] as usize],
                numbers: if count == 0 { &[] } else { &values[first..first + count] },
                text: (text != NONE).then(|| circuit.strings[text as usize].as_str()),
                origin: parameters.origin[entry],
            }
        })
    }

    pub fn of_device(&self, device: u32) -> Given<'a> {
        Given::collect(self.device_entries(device))
    }

    /// What a device's card gives, and then what overrides it.
    pub fn device_entries(&self, device: u32) -> impl Iterator<Item = Entry<'a>> {
        let devices = &self.circuit.devices;
        let entries = self.entries(devices.parameters_start[device as usize], devices.parameters_count[device as usize]);
        entries.chain(self.changed(&self.overrides.device_parameters, device))
    }

    /// The same of a model, by its index.
    pub fn model_entries(&self, model: u32) -> impl Iterator<Item = Entry<'a>> {
        let card = &self.circuit.models[model as usize];
        let entries = self.entries(card.parameters_start, card.parameters_count);
        entries.chain(self.changed(&self.overrides.model_parameters, model))
    }

    /// The overridden parameters of a device or model.
    fn changed(&self, list: &'a [ParameterOverride], owner: u32) -> impl Iterator<Item = Entry<'a>> {
        let circuit = self.circuit;
        list.iter().filter(move |entry| entry.owner == owner).map(move |entry| Entry {
            name: &circuit.strings[entry.parameter as usize],
            numbers: std::slice::from_ref(&entry.number),
            text: None,
            origin: NONE,
        })
    }

    /// The parameters of the device's model; empty without one.
    pub fn of_model(&self, device: u32) -> Given<'a> {
        match self.circuit.devices.model[device as usize] {
            NONE => Given { entries: Vec::new() },
            model => Given::collect(self.model_entries(model)),
        }
    }

    /// `m=` of the device itself.
    pub fn multiplier(&self, device: u32) -> f64 {
        self.numbers.get(self.circuit.devices.multiplier[device as usize]).unwrap_or(1.0)
    }
}

/// The parameters that one card gives. Reading them is compiled once: hundreds
/// of calls that are not in any loop would else be a tenth of the solver's bytes.
/// The last of several wins.
pub struct Given<'a> {
    entries: Vec<Entry<'a>>,
}

/// Equal where nobody who reads them could see a difference; not where one has a
/// number that is none.
impl PartialEq for Given<'_> {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, other): (&Entry, &Entry)| one.name == other.name && one.numbers == other.numbers && one.text == other.text;
        self.entries.len() == other.entries.len() && self.entries.iter().zip(&other.entries).all(same)
    }
}

impl<'a> Given<'a> {
    #[inline(never)]
    fn collect(entries: impl Iterator<Item = Entry<'a>>) -> Given<'a> {
        Given { entries: entries.collect() }
    }

    /// The names of what is given, in the card's order.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.entries.iter().map(|entry| entry.name)
    }

    /// Names with their first numbers, in the card's order.
    pub fn numbers(&self) -> impl Iterator<Item = (&'a str, f64)> + '_ {
        self.entries.iter().filter_map(|entry| entry.numbers.first().map(|&number| (entry.name, number)))
    }

    /// All numbers of a parameter.
    #[inline(never)]
    pub fn list(&self, name: &str) -> Option<&'a [f64]> {
        self.entries.iter().rev().find(|entry| entry.name == name).map(|entry| entry.numbers)
    }

    #[inline(never)]
    pub fn number(&self, name: &str) -> Option<f64> {
        self.list(name).and_then(|numbers| numbers.first().copied())
    }

    #[inline(never)]
    pub fn number_or(&self, name: &str, default: f64) -> f64 {
        self.number(name).unwrap_or(default)
    }

    /// A flag is given by its name alone or by a number other than 0.
    #[inline(never)]
    pub fn flag(&self, name: &str) -> bool {
        self.list(name).is_some_and(|numbers| numbers.first() != Some(&0.0))
    }
}
