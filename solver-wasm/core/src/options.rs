//! The options of a job, with ngspice's names and meanings, and the defaults of
//! the dialect that the deck was written in. `table.rs` has the facts.

mod table;

pub use table::{json, OptionFacts, Setting, OPTIONS};

use crate::circuit::{Circuit, NONE};
use crate::devices::Inputs;
use crate::matrix::Pivoting;
use crate::program::Overrides;

/// How the transient analysis integrates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Trapezoidal,
    /// Gear's formula, up to the order of `maxord`.
    Gear,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Absolute tolerance of currents in amperes.
    pub abstol: f64,
    /// Relative tolerance.
    pub reltol: f64,
    /// Absolute tolerance of voltages in volts.
    pub vntol: f64,
    /// Absolute tolerance of charges in coulombs.
    pub chgtol: f64,
    /// How much the estimated truncation error overestimates.
    pub trtol: f64,
    /// Least conductance of a junction in siemens.
    pub gmin: f64,
    /// Newton iterations: operating point, sweep point, time point.
    pub itl1: u32,
    pub itl2: u32,
    pub itl4: u32,
    /// Decades of gmin stepping (0: none) and steps of source stepping (0:
    /// none; `itl6` is another name of it).
    pub gminsteps: u32,
    pub srcsteps: u32,
    /// The operating point begins with gmin stepping, without a direct attempt.
    pub noopiter: bool,
    /// Least absolute pivot, and least pivot relative to the largest of its column.
    pub pivtol: f64,
    pub pivrel: f64,
    pub method: Method,
    /// Highest order of integration, 1 to 6; the trapezoidal rule has at most 2.
    pub maxord: u32,
    /// Weight of the new point in the trapezoidal rule's end, 0 to 0.5: 0.5 is
    /// the rule itself, 0 is backward Euler.
    pub xmu: f64,
    /// Longest time step in seconds besides that of the analysis; infinite without the option.
    pub maxstep: f64,
    /// Breakpoints nearer than this are one, in seconds; 0 lets the analysis decide.
    pub minbreak: f64,
    /// Seconds over which all sources rise from 0 in a transient analysis; 0 for none.
    pub ramptime: f64,
    /// The transient result has the points of its print step, interpolated.
    pub interp: bool,
    /// Length and width in metres, drain and source area in square metres, of
    /// MOSFETs without their own.
    pub defl: f64,
    pub defw: f64,
    pub defad: f64,
    pub defas: f64,
    /// Factor on the lengths and widths of cards, squared on their areas, of MOSFETs
    /// and of diodes of level 3.
    pub scale: f64,
    /// Degrees Celsius of model parameters without their own `tnom`.
    pub tnom: f64,
    /// Conductance from every node to ground in siemens: the inverse of
    /// `rshunt`, and LTspice's `gshunt`.
    pub shunt: f64,
    /// Capacitance from every node to ground in farads.
    pub cshunt: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options::of_dialect("ngspice")
    }
}

/// An option whose number makes no sense.
#[derive(Debug, Clone, PartialEq)]
pub struct BadOption {
    pub name: String,
    pub origin: u32,
    pub wanted: &'static str,
}

impl Options {
    /// How the factorisation chooses its pivots.
    pub fn pivoting(&self) -> Pivoting {
        Pivoting { relative: self.pivrel, absolute: self.pivtol }
    }

    /// The options of a deck that gives none.
    pub fn of_dialect(dialect: &str) -> Options {
        let mut options = Options {
            abstol: 0.0,
            reltol: 0.0,
            vntol: 0.0,
            chgtol: 0.0,
            trtol: 0.0,
            gmin: 0.0,
            itl1: 0,
            itl2: 0,
            itl4: 0,
            gminsteps: 0,
            srcsteps: 0,
            noopiter: false,
            pivtol: 0.0,
            pivrel: 0.0,
            method: Method::Trapezoidal,
            maxord: 0,
            xmu: 0.0,
            maxstep: f64::INFINITY,
            minbreak: 0.0,
            ramptime: 0.0,
            interp: false,
            scale: 1.0,
            defl: 0.0,
            defw: 0.0,
            defad: 0.0,
            defas: 0.0,
            tnom: 0.0,
            shunt: 0.0,
            cshunt: 0.0,
        };
        for facts in OPTIONS {
            if let (Setting::Number { set, .. }, Some(default)) = (&facts.setting, facts.default_in(dialect)) {
                set(&mut options, default);
            }
        }
        options
    }

    /// The options in force for a job; overrides win.
    pub fn read(circuit: &Circuit, inputs: &Inputs, job: u32, overrides: &Overrides) -> Result<Options, BadOption> {
        let mut options = Options::of_dialect(&circuit.dialect);
        let analysis = &circuit.analyses[job as usize];
        for entry in inputs.entries(analysis.options_start, analysis.options_count) {
            if let Some(text) = entry.text {
                options.set_word(entry.name, text, entry.origin)?;
            } else if let Some(&number) = entry.numbers.first() {
                options.set(entry.name, number, entry.origin)?;
            }
        }
        for (name, number) in &overrides.options {
            options.set(name, *number, NONE)?;
        }
        Ok(options)
    }

    /// Unknown names are the language's to report; here they change nothing.
    fn set(&mut self, name: &str, number: f64, origin: u32) -> Result<(), BadOption> {
        match table::find(name).map(|facts| &facts.setting) {
            Some(Setting::Number { bound, .. }) if !bound.holds(number) => {
                return Err(BadOption { name: name.to_string(), origin, wanted: bound.wanted() });
            }
            Some(Setting::Number { set, .. } | Setting::Flag { set }) => set(self, number),
            _ => {}
        }
        Ok(())
    }

    fn set_word(&mut self, name: &str, text: &str, origin: u32) -> Result<(), BadOption> {
        if let Some(Setting::Word { wanted, set, .. }) = table::find(name).map(|facts| &facts.setting) {
            if !set(self, &text.to_ascii_lowercase()) {
                return Err(BadOption { name: name.to_string(), origin, wanted });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_dialect() {
        let ngspice = Options::default();
        assert_eq!((ngspice.reltol, ngspice.trtol, ngspice.itl1, ngspice.maxord), (1e-3, 7.0, 100, 2));
        assert_eq!(Options::of_dialect("ltspice").trtol, 1.0);
        assert_eq!((Options::of_dialect("pspice").itl1, Options::of_dialect("pspice").itl2), (150, 20));
        assert_eq!(Options::of_dialect("unheard of"), ngspice);
    }

    #[test]
    fn a_number_out_of_its_bounds_is_refused() {
        let mut options = Options::default();
        assert_eq!(options.set("reltol", -1.0, 3).unwrap_err(), BadOption { name: "reltol".into(), origin: 3, wanted: "a number above 0" });
        assert!(options.set("xmu", 0.7, 0).is_err());
        assert!(options.set("maxord", 9.0, 0).is_err());
        options.set("itl6", 4.0, 0).unwrap();
        assert_eq!(options.srcsteps, 4);
        assert!(options.set_word("method", "euler", 0).is_err());
        options.set_word("method", "Gear", 0).unwrap();
        assert_eq!(options.method, Method::Gear);
    }
}
