//! The options of a job, with ngspice's names, meanings and defaults.

use crate::circuit::Circuit;
use crate::devices::Inputs;
use crate::program::Overrides;

/// How the transient analysis integrates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Trapezoidal,
    /// Gear's formula, up to second order.
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
    /// Decades of gmin stepping (0: none) and steps of source stepping (0: none).
    pub gminsteps: u32,
    pub srcsteps: u32,
    pub method: Method,
    pub maxord: u32,
    /// Degrees Celsius of model parameters without their own `tnom`.
    pub tnom: f64,
    /// Conductance from every node to ground in siemens, the inverse of `rshunt`.
    pub shunt: f64,
    /// Capacitance from every node to ground in farads.
    pub cshunt: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            abstol: 1e-12,
            reltol: 1e-3,
            vntol: 1e-6,
            chgtol: 1e-14,
            trtol: 7.0,
            gmin: 1e-12,
            itl1: 100,
            itl2: 50,
            itl4: 10,
            gminsteps: 1,
            srcsteps: 1,
            method: Method::Trapezoidal,
            maxord: 2,
            tnom: 27.0,
            shunt: 0.0,
            cshunt: 0.0,
        }
    }
}

/// Names that [`Options::read`] understands, with what each says of the number.
/// `temp` is here because a job's temperature is a value of its own.
pub const NAMES: &[&str] = &[
    "abstol", "reltol", "vntol", "chgtol", "trtol", "gmin", "itl1", "itl2", "itl4", "gminsteps", "srcsteps", "method",
    "maxord", "tnom", "rshunt", "cshunt", "temp",
];

/// An option whose number makes no sense.
#[derive(Debug, Clone, PartialEq)]
pub struct BadOption {
    pub name: String,
    pub origin: u32,
    pub wanted: &'static str,
}

impl Options {
    /// The options in force for a job; overrides win.
    pub fn read(circuit: &Circuit, inputs: &Inputs, job: u32, overrides: &Overrides) -> Result<Options, BadOption> {
        let mut options = Options::default();
        let analysis = &circuit.analyses[job as usize];
        for entry in inputs.entries(analysis.options_start, analysis.options_count) {
            match entry.text {
                Some(text) if entry.name == "method" => {
                    options.method = match text.to_ascii_lowercase().as_str() {
                        "gear" => Method::Gear,
                        "trap" | "trapezoidal" => Method::Trapezoidal,
                        _ => return Err(BadOption { name: "method".into(), origin: entry.origin, wanted: "'trap' or 'gear'" }),
                    }
                }
                _ => {
                    if let Some(&number) = entry.numbers.first() {
                        options.set(entry.name, number, entry.origin)?;
                    }
                }
            }
        }
        for (name, number) in &overrides.options {
            options.set(name, *number, crate::circuit::NONE)?;
        }
        Ok(options)
    }

    /// Unknown names are the language's to report; here they change nothing.
    fn set(&mut self, name: &str, number: f64, origin: u32) -> Result<(), BadOption> {
        let fail = |wanted| Err(BadOption { name: name.to_string(), origin, wanted });
        let positive = number > 0.0 && number.is_finite();
        let count = number.max(0.0).min(1e9) as u32;
        match name {
            "abstol" | "reltol" | "vntol" | "chgtol" | "trtol" | "rshunt" if !positive => return fail("a number above 0"),
            "gmin" | "cshunt" if !(number >= 0.0 && number.is_finite()) => return fail("a number of 0 or more"),
            "itl1" | "itl2" | "itl4" if !(number >= 1.0) => return fail("a number of 1 or more"),
            "maxord" if !(number >= 1.0) => return fail("1 or 2"),
            "abstol" => self.abstol = number,
            "reltol" => self.reltol = number,
            "vntol" => self.vntol = number,
            "chgtol" => self.chgtol = number,
            "trtol" => self.trtol = number,
            "gmin" => self.gmin = number,
            "itl1" => self.itl1 = count,
            "itl2" => self.itl2 = count,
            "itl4" => self.itl4 = count,
            "gminsteps" => self.gminsteps = count,
            "srcsteps" => self.srcsteps = count,
            // Higher orders than the second are not needed to meet a tolerance.
            "maxord" => self.maxord = count.min(2),
            "tnom" => self.tnom = number,
            "rshunt" => self.shunt = 1.0 / number,
            "cshunt" => self.cshunt = number,
            _ => {}
        }
        Ok(())
    }
}
