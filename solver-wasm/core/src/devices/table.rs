//! The shape of a device's facts: what `devices.json` is printed from.

use super::Group;
use crate::simulation::{Failure, SetUp};

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
        Parameter { name, aliases: &[], unit, default, meaning, informs: false }
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

/// A kind of device.
pub struct Kind {
    pub name: &'static str,
    /// First letter of its cards, in upper case.
    pub letter: char,
    /// Names of the terminals in the order of the card.
    pub pins: &'static [&'static str],
    pub instance: &'static [Parameter],
    pub models: &'static [ModelKind],
    /// Makes the group of these devices.
    pub make: fn(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure>,
}

/// All tables as JSON, the content of `language/src/reference/devices.json`.
pub fn json() -> String {
    let mut out = String::from("[\n");
    for (index, kind) in super::KINDS.iter().enumerate() {
        let names = |names: &[&str]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        out.push_str(&format!(
            "  {{\n    \"kind\": {},\n    \"letter\": {},\n    \"pins\": [{}],\n    \"modelKinds\": [{}],\n",
            quoted(kind.name),
            quoted(&kind.letter.to_string()),
            names(kind.pins),
            names(&kind.models.iter().map(|model| model.name).collect::<Vec<_>>()),
        ));
        out.push_str(&format!("    \"instance\": {},\n", list(kind.instance)));
        let all: Vec<Parameter> = kind.models.iter().flat_map(|model| model.parameters).copied().collect();
        out.push_str(&format!("    \"model\": {}\n  }}", list(&all)));
        out.push_str(if index + 1 < super::KINDS.len() { ",\n" } else { "\n" });
    }
    out.push_str("]\n");
    out
}

fn list(parameters: &[Parameter]) -> String {
    if parameters.is_empty() {
        return "[]".into();
    }
    let rows: Vec<String> = parameters
        .iter()
        .map(|parameter| {
            let aliases = parameter.aliases.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
            let default = parameter.default.map_or("null".to_string(), |number| format!("{number:?}"));
            format!(
                "      {{ \"name\": {}, \"aliases\": [{}], \"unit\": {}, \"default\": {}, \"meaning\": {}, \"informs\": {} }}",
                quoted(parameter.name),
                aliases,
                quoted(parameter.unit),
                default,
                quoted(parameter.meaning),
                parameter.informs
            )
        })
        .collect();
    format!("[\n{}\n    ]", rows.join(",\n"))
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
                let mut names: Vec<&str> = list.iter().flat_map(|p| std::iter::once(p.name).chain(p.aliases.iter().copied())).collect();
                let all = names.len();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), all, "{}", kind.name);
            }
        }
    }
}
