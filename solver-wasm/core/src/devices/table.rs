//! The shape of a device's facts: what `devices.json` is printed from.

use super::ranges::{range_of, Range};
use super::{Given, Group};
use crate::simulation::{Failure, SetUp};

/// What a text says to people. They read it in `devices.json` and `options.json`,
/// which a native build prints; the solver's file for WebAssembly is without it.
pub const fn told(text: &'static str) -> &'static str {
    if cfg!(target_family = "wasm") { "" } else { text }
}

/// A parameter of a device or a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Canonical name in lower case.
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// SI unit; empty for a plain number.
    pub unit: &'static str,
    /// `None` when there is no default, or when it follows from something else.
    pub default: Option<f64>,
    pub meaning: &'static str,
    /// It says something to people and nothing to the solver.
    pub informs: bool,
}

impl Parameter {
    pub const fn new(name: &'static str, unit: &'static str, default: Option<f64>, meaning: &'static str) -> Parameter {
        Parameter { name, aliases: &[], unit, default, meaning: told(meaning), informs: false }
    }

    pub const fn also(mut self, aliases: &'static [&'static str]) -> Parameter {
        self.aliases = aliases;
        self
    }

    pub const fn only_informs(mut self) -> Parameter {
        self.informs = true;
        self
    }
}

/// A type of model that a kind of device may refer to.
#[derive(Debug, PartialEq)]
pub struct ModelKind {
    /// The type word in lower case.
    pub name: &'static str,
    pub parameters: &'static [Parameter],
}

/// Something that a device can be asked for at an operating point, `@m1[gm]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variable {
    /// Canonical name in lower case.
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// SI unit; empty for a plain number.
    pub unit: &'static str,
    pub meaning: &'static str,
}

impl Variable {
    pub const CURRENT: Variable = Variable::new("i", "A", "Current from the first terminal to the second");
    pub const VOLTAGE: Variable = Variable::new("v", "V", "Voltage from the first terminal to the second");
    pub const POWER: Variable = Variable::new("p", "W", "Power that the device takes up");

    pub const fn new(name: &'static str, unit: &'static str, meaning: &'static str) -> Variable {
        Variable { name, aliases: &[], unit, meaning: told(meaning) }
    }

    pub const fn also(mut self, aliases: &'static [&'static str]) -> Variable {
        self.aliases = aliases;
        self
    }
}

/// What the language knows of a kind of device.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    pub name: &'static str,
    /// First letter of its cards, in upper case.
    pub letter: char,
    /// Names of the terminals in the order of the card.
    pub pins: &'static [&'static str],
    pub instance: &'static [Parameter],
    pub models: &'static [ModelKind],
    pub variables: &'static [Variable],
}

impl Facts {
    /// The kind of device that has these facts and the equations that `make` brings.
    pub const fn with(self, make: fn(Vec<u32>, &mut SetUp) -> Result<Box<dyn Group>, Failure>) -> Kind {
        let Facts { name, letter, pins, instance, models, variables } = self;
        Kind { name, letter, pins, instance, models, variables, make }
    }
}

/// A kind of device.
pub struct Kind {
    pub name: &'static str,
    /// First letter of its cards, in upper case.
    pub letter: char,
    /// Names of the terminals in the order of the card.
    pub pins: &'static [&'static str],
    pub instance: &'static [Parameter],
    pub models: &'static [ModelKind],
    pub variables: &'static [Variable],
    /// Makes the group of these devices.
    pub make: Make,
}

/// Makes a group of devices.
pub type Make = fn(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure>;

/// Equations that some devices of a kind have in place of the usual ones.
pub struct Variant {
    pub needed: fn(set_up: &SetUp, device: u32) -> bool,
    pub make: Make,
}

impl Kind {
    /// Levels of its models.
    pub fn levels(&self) -> &'static [u32] {
        super::LEVELS.iter().find(|(kind, _)| *kind == self.name).map_or(&[1], |(_, levels)| levels)
    }

    /// Refuses a model of another level: which kind a device is was chosen by the
    /// level that the circuit was made with.
    ///
    /// # Errors
    /// `unsupported-model`.
    pub fn check_level(&self, device: u32, model: &Given) -> Result<(), Failure> {
        let level = model.number_or("level", 1.0);
        let levels = self.levels();
        if levels.iter().any(|&known| f64::from(known) == level) {
            return Ok(());
        }
        let message = format!("this device has the equations of level {}; level {level} is not known or another device", numbers(levels));
        Err(Failure::device(device, "unsupported-model", message))
    }
}

/// All tables as JSON, the content of `language/src/reference/devices.json`.
/// Types of models with the same parameters share one list.
pub fn json() -> String {
    let mut out = String::from("[\n");
    let kinds = super::KINDS;
    for (index, kind) in kinds.iter().enumerate() {
        let mut lists: Vec<(Vec<&str>, &[Parameter])> = Vec::new();
        for model in kind.models {
            match lists.iter_mut().find(|(_, parameters)| *parameters == model.parameters) {
                Some((names, _)) => names.push(model.name),
                None => lists.push((vec![model.name], model.parameters)),
            }
        }
        let models: Vec<String> = lists
            .iter()
            .map(|(kinds, parameters)| {
                format!("    {{ \"kinds\": [{}], \"parameters\": {} }}", names(kinds), list(parameters, |name| range_of(kind.name, true, name)))
            })
            .collect();
        out.push_str(&format!(
            "  {{\n    \"kind\": {},\n    \"letter\": {},\n{}{}    \"pins\": [{}],\n",
            quoted(kind.name),
            quoted(&kind.letter.to_string()),
            if super::IN_BSIM.contains(&kind.name) { "    \"module\": \"bsim\",\n" } else { "" },
            if super::LEVELS.iter().any(|(name, _)| *name == kind.name) { format!("    \"levels\": [{}],\n", numbers(kind.levels())) } else { String::new() },
            names(kind.pins),
        ));
        out.push_str(&format!("    \"instance\": {},\n", list(kind.instance, |name| range_of(kind.name, false, name))));
        out.push_str(&format!("    \"models\": [{}],\n", if models.is_empty() { String::new() } else { format!("\n{}\n    ", models.join(",\n")) }));
        let variables: Vec<String> = kind.variables.iter().map(variable).collect();
        out.push_str(&format!("    \"variables\": {}\n  }}", lines(&variables)));
        out.push_str(if index + 1 < kinds.len() { ",\n" } else { "\n" });
    }
    out.push_str("]\n");
    out
}

fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

fn names(names: &[&str]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

fn variable(variable: &Variable) -> String {
    format!(
        "      {{ \"name\": {}, \"aliases\": [{}], \"unit\": {}, \"meaning\": {} }}",
        quoted(variable.name),
        names(variable.aliases),
        quoted(variable.unit),
        quoted(variable.meaning)
    )
}

fn lines(rows: &[String]) -> String {
    if rows.is_empty() { "[]".into() } else { format!("[\n{}\n    ]", rows.join(",\n")) }
}

fn list(parameters: &[Parameter], range: impl Fn(&str) -> Option<Range>) -> String {
    let rows: Vec<String> = parameters
        .iter()
        .map(|parameter| {
            let aliases = names(parameter.aliases);
            let default = parameter.default.map_or("null".to_string(), |number| format!("{number:?}"));
            format!(
                "      {{ \"name\": {}, \"aliases\": [{}], \"unit\": {}, \"default\": {}, \"meaning\": {}, \"informs\": {}{} }}",
                quoted(parameter.name),
                aliases,
                quoted(parameter.unit),
                default,
                quoted(parameter.meaning),
                parameter.informs,
                range(parameter.name).map_or(String::new(), |range| format!(", \"range\": {}", quoted(range.name())))
            )
        })
        .collect();
    lines(&rows)
}

/// The tables hold no control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    /// `cargo run --example devices-json` writes the file anew.
    #[test]
    fn the_committed_tables_are_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../language/src/reference/devices.json");
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == super::json(), "run `cargo run --example devices-json` in solver-wasm");
    }

    #[test]
    fn names_and_aliases_are_unique() {
        for kind in crate::devices::KINDS {
            let lists = std::iter::once(kind.instance).chain(kind.models.iter().map(|model| model.parameters));
            for list in lists {
                let names = list.iter().flat_map(|p| std::iter::once(p.name).chain(p.aliases.iter().copied()));
                assert_eq!(twice(names.collect()), None, "{}", kind.name);
            }
            let names = kind.variables.iter().flat_map(|v| std::iter::once(v.name).chain(v.aliases.iter().copied()));
            assert_eq!(twice(names.collect()), None, "{}", kind.name);
        }
    }

    fn twice(mut names: Vec<&str>) -> Option<String> {
        names.sort_unstable();
        names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_string())
    }
}
