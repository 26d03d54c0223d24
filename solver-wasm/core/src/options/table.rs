//! The options that the solver acts on: names, units, defaults by dialect and
//! bounds. `language/src/reference/options.json` is printed from this table, so
//! that editor, documents and solver have one fact.
//!
//! Sources of the defaults: ngspice's manual (chapter "Simulator variables"),
//! LTspice's help (".OPTIONS -- Set Simulator Options"), the PSpice A/D
//! reference guide (".OPTIONS") and the Xyce reference guide ("Device Package
//! Options", "Nonlinear Solver Options"). HSPICE's decks run with ngspice's
//! numerical defaults, since HSPICE's own tests of convergence are others.

use super::{Method, Options};
use crate::devices::told;

/// Which numbers an option may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Any,
    Above0,
    AtLeast0,
    AtLeast1,
    Order,
    Weight,
}

impl Bound {
    pub fn holds(self, number: f64) -> bool {
        match self {
            Bound::Any => number.is_finite(),
            Bound::Above0 => number > 0.0 && number.is_finite(),
            Bound::AtLeast0 => number >= 0.0 && number.is_finite(),
            Bound::AtLeast1 => number >= 1.0,
            Bound::Order => (1.0..=6.0).contains(&number),
            Bound::Weight => (0.0..=0.5).contains(&number),
        }
    }

    /// As JSON: `above` is exclusive, `least` and `most` are not.
    fn json(self) -> &'static str {
        match self {
            Bound::Any => "{}",
            Bound::Above0 => "{ \"above\": 0 }",
            Bound::AtLeast0 => "{ \"least\": 0 }",
            Bound::AtLeast1 => "{ \"least\": 1 }",
            Bound::Order => "{ \"least\": 1, \"most\": 6 }",
            Bound::Weight => "{ \"least\": 0, \"most\": 0.5 }",
        }
    }

    pub fn wanted(self) -> &'static str {
        match self {
            Bound::Any => "a number",
            Bound::Above0 => "a number above 0",
            Bound::AtLeast0 => "a number of 0 or more",
            Bound::AtLeast1 => "a number of 1 or more",
            Bound::Order => "a number from 1 to 6",
            Bound::Weight => "a number from 0 to 0.5",
        }
    }
}

/// How an option's value reaches [`Options`].
#[derive(Debug)]
pub enum Setting {
    Number { bound: Bound, set: fn(&mut Options, f64) },
    /// `set` answers whether it knows the word, which comes in lower case.
    Word { words: &'static [&'static str], wanted: &'static str, set: fn(&mut Options, &str) -> bool },
    /// It stands on its own; a 0 switches it off again.
    Flag { set: fn(&mut Options, f64) },
    /// A value of its own in the circuit's jobs.
    Elsewhere,
}

/// An option that the solver acts on.
#[derive(Debug)]
pub struct OptionFacts {
    /// In lower case.
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// SI unit; empty for a plain number.
    pub unit: &'static str,
    /// ngspice's; `None` when absence has a meaning of its own.
    pub default: Option<f64>,
    /// Where another dialect has another default.
    pub elsewhere: &'static [(&'static str, f64)],
    /// The dialects in which it acts; empty for all.
    pub only: &'static [&'static str],
    pub meaning: &'static str,
    pub setting: Setting,
}

impl OptionFacts {
    /// The default in a dialect; ngspice's where the dialect has none of its own.
    pub fn default_in(&self, dialect: &str) -> Option<f64> {
        let own = self.elsewhere.iter().find(|(name, _)| *name == dialect);
        own.map(|&(_, number)| number).or(self.default)
    }
}

const fn number(
    name: &'static str,
    unit: &'static str,
    default: Option<f64>,
    bound: Bound,
    meaning: &'static str,
    set: fn(&mut Options, f64),
) -> OptionFacts {
    OptionFacts { name, aliases: &[], unit, default, elsewhere: &[], only: &[], meaning: told(meaning), setting: Setting::Number { bound, set } }
}

const fn flag(name: &'static str, meaning: &'static str, set: fn(&mut Options, f64)) -> OptionFacts {
    OptionFacts { name, aliases: &[], unit: "", default: None, elsewhere: &[], only: &[], meaning: told(meaning), setting: Setting::Flag { set } }
}

impl OptionFacts {
    const fn also(mut self, aliases: &'static [&'static str]) -> OptionFacts {
        self.aliases = aliases;
        self
    }

    const fn but(mut self, elsewhere: &'static [(&'static str, f64)]) -> OptionFacts {
        self.elsewhere = elsewhere;
        self
    }

    const fn only_in(mut self, dialects: &'static [&'static str]) -> OptionFacts {
        self.only = dialects;
        self
    }
}

/// A count from a number; more than a billion is as good as no limit.
fn count(number: f64) -> u32 {
    number.max(0.0).min(1e9) as u32
}

pub const OPTIONS: &[OptionFacts] = &[
    number("reltol", "", Some(1e-3), Bound::Above0, "Relative tolerance of voltages and currents.", |o, n| o.reltol = n),
    number("abstol", "A", Some(1e-12), Bound::Above0, "Absolute tolerance of currents.", |o, n| o.abstol = n),
    number("vntol", "V", Some(1e-6), Bound::Above0, "Absolute tolerance of voltages.", |o, n| o.vntol = n),
    number("gmin", "S", Some(1e-12), Bound::AtLeast0, "Conductance in parallel with each junction.", |o, n| o.gmin = n),
    number("itl1", "", Some(100.0), Bound::AtLeast1, "Most iterations of the operating point.", |o, n| o.itl1 = count(n))
        .but(&[("pspice", 150.0), ("xyce", 200.0)]),
    number("itl2", "", Some(50.0), Bound::AtLeast1, "Most iterations of a point of the DC sweep.", |o, n| o.itl2 = count(n))
        .but(&[("pspice", 20.0), ("xyce", 200.0)]),
    number("itl4", "", Some(10.0), Bound::AtLeast1, "Most iterations of a time point before the step is cut.", |o, n| o.itl4 = count(n))
        .but(&[("xyce", 20.0)]),
    number("trtol", "", Some(7.0), Bound::Above0, "By how much the estimate of the truncation error may exceed the tolerance.", |o, n| o.trtol = n)
        .but(&[("ltspice", 1.0)]),
    number("chgtol", "C", Some(1e-14), Bound::Above0, "Absolute tolerance of charges.", |o, n| o.chgtol = n),
    OptionFacts {
        name: "method",
        aliases: &[],
        unit: "",
        default: None,
        elsewhere: &[],
        only: &[],
        meaning: "Integration method: trap or gear.",
        setting: Setting::Word {
            words: &["trap", "gear"],
            wanted: "'trap' or 'gear'",
            set: |o, word| {
                o.method = match word {
                    "gear" => Method::Gear,
                    "trap" | "trapezoidal" => Method::Trapezoidal,
                    _ => return false,
                };
                true
            },
        },
    },
    number("maxord", "", Some(2.0), Bound::Order, "Highest order of the integration method, up to 2 with trap and up to 6 with gear.", |o, n| o.maxord = count(n)),
    number("xmu", "", Some(0.5), Bound::Weight, "Damping of the trapezoidal rule: 0.5 is the rule itself, 0 is backward Euler; 0.49 damps ringing.", |o, n| o.xmu = n),
    OptionFacts { name: "temp", aliases: &[], unit: "°C", default: Some(27.0), elsewhere: &[("hspice", 25.0)], only: &[], meaning: "Temperature of the circuit.", setting: Setting::Elsewhere },
    number("tnom", "°C", Some(27.0), Bound::Any, "Temperature at which model parameters hold.", |o, n| o.tnom = n).but(&[("hspice", 25.0)]),
    number("gminsteps", "", Some(1.0), Bound::AtLeast0, "Steps of gmin stepping in search of the operating point; 0 skips it.", |o, n| o.gminsteps = count(n))
        .but(&[("ltspice", 25.0)]),
    number("srcsteps", "", Some(1.0), Bound::AtLeast0, "Steps of source stepping in search of the operating point; 0 skips it.", |o, n| o.srcsteps = count(n))
        .also(&["itl6"])
        .but(&[("ltspice", 25.0)]),
    flag("noopiter", "Searches the operating point by gmin stepping from the start, without a direct attempt.", |o, n| o.noopiter = n != 0.0),
    number("pivtol", "S", Some(1e-13), Bound::AtLeast0, "Smallest pivot of the factorisation.", |o, n| o.pivtol = n),
    number("pivrel", "", Some(1e-3), Bound::AtLeast0, "Smallest pivot relative to the largest of its column.", |o, n| o.pivrel = n),
    number("rshunt", "Ω", None, Bound::Above0, "Resistance from every node to ground.", |o, n| o.shunt = 1.0 / n),
    number("gshunt", "S", None, Bound::AtLeast0, "Conductance from every node to ground.", |o, n| o.shunt = n).only_in(&["ltspice"]),
    number("cshunt", "F", Some(0.0), Bound::AtLeast0, "Capacitance from every node to ground.", |o, n| o.cshunt = n),
    number("maxstep", "s", None, Bound::Above0, "Longest time step.", |o, n| o.maxstep = n).only_in(&["ltspice"]),
    number("minbreak", "s", None, Bound::AtLeast0, "Least distance of breakpoints.", |o, n| o.minbreak = n),
    number("ramptime", "s", Some(0.0), Bound::AtLeast0, "Time over which sources rise from 0 in a transient analysis.", |o, n| o.ramptime = n),
    number("scale", "", Some(1.0), Bound::Above0, "Factor on lengths and widths (squared: on areas) of MOSFETs' cards and on width and length of diodes of level 3.", |o, n| o.scale = n),
    number("defl", "m", Some(1e-4), Bound::Above0, "Length of a MOSFET without one.", |o, n| o.defl = n),
    number("defw", "m", Some(1e-4), Bound::Above0, "Width of a MOSFET without one.", |o, n| o.defw = n),
    number("defad", "m²", Some(0.0), Bound::AtLeast0, "Drain area of a MOSFET without one.", |o, n| o.defad = n),
    number("defas", "m²", Some(0.0), Bound::AtLeast0, "Source area of a MOSFET without one.", |o, n| o.defas = n),
    flag("interp", "Interpolates the transient results to the print step of .tran.", |o, n| o.interp = n != 0.0),
];

pub(super) fn find(name: &str) -> Option<&'static OptionFacts> {
    OPTIONS.iter().find(|facts| facts.name == name || facts.aliases.contains(&name))
}

/// The table as JSON, the content of `language/src/reference/options.json`.
pub fn json() -> String {
    let quoted = |text: &str| format!("\"{text}\"");
    let list = |names: &[&str]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let rows: Vec<String> = OPTIONS
        .iter()
        .map(|facts| {
            let (kind, words) = match &facts.setting {
                Setting::Number { .. } | Setting::Elsewhere => ("number", &[][..]),
                Setting::Word { words, .. } => ("word", *words),
                Setting::Flag { .. } => ("flag", &[][..]),
            };
            let range = match &facts.setting {
                Setting::Number { bound, .. } => bound.json(),
                _ => "{}",
            };
            let default = match (facts.default, words.first()) {
                (Some(number), _) => format!("{number:?}"),
                (None, Some(word)) => quoted(word),
                (None, None) => "null".into(),
            };
            let elsewhere: Vec<String> = facts.elsewhere.iter().map(|(dialect, number)| format!("\"{dialect}\": {number:?}")).collect();
            format!(
                "  {{ \"name\": {}, \"aliases\": [{}], \"unit\": {}, \"kind\": {}, \"default\": {}, \"elsewhere\": {{ {} }}, \"only\": [{}], \"range\": {}, \"words\": [{}], \"meaning\": {} }}",
                quoted(facts.name),
                list(facts.aliases),
                quoted(facts.unit),
                quoted(kind),
                default,
                elsewhere.join(", "),
                list(facts.only),
                range,
                list(words),
                quoted(facts.meaning),
            )
            .replace("{  }", "{}")
        })
        .collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

#[cfg(test)]
mod tests {
    /// `cargo run --example devices-json` writes the file anew.
    #[test]
    fn the_committed_table_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../language/src/reference/options.json");
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == super::json(), "run `cargo run --example devices-json` in solver-wasm");
    }

    #[test]
    fn names_and_aliases_are_unique() {
        let mut names: Vec<&str> = super::OPTIONS.iter().flat_map(|facts| std::iter::once(facts.name).chain(facts.aliases.iter().copied())).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
