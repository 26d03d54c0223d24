//! Cards that between them have every part of the equations.

use super::{constants, Constants, Given4};

/// An invented process of 0.18 µm.
pub const PROCESS: Given4 = &[
    ("toxe", 4.1e-9), ("xj", 1.6e-7), ("ndep", 2.35e17), ("ngate", 1.2e20), ("vth0", 0.42), ("k1", 0.55), ("k2", 0.012), ("k3", 2.0), ("k3b", 0.3), ("w0", 2e-6), ("dvt0", 1.4), ("dvt1", 0.45),
    ("lpe0", 9e-8), ("dsub", 0.45), ("minv", -0.3), ("u0", 0.035), ("ua", -1.2e-9), ("ub", 2.3e-18), ("uc", 7e-11), ("vsat", 1.05e5), ("a0", 1.4), ("ags", 0.3), ("keta", -0.02), ("voff", -0.11),
    ("nfactor", 1.35), ("cdsc", 3e-4), ("cdscd", 1e-5), ("cdscb", -2e-5), ("eta0", 0.06), ("etab", -0.05), ("rdsw", 150.0), ("prwg", 0.1), ("prwb", -0.05), ("wint", 8e-9), ("lint", 1.2e-8),
    ("pclm", 0.9), ("pdiblc1", 0.2), ("pdiblc2", 6e-3), ("pdiblcb", -0.1), ("drout", 0.6), ("pscbe1", 5e8), ("pscbe2", 1.5e-8), ("pvag", 0.05), ("delta", 0.012), ("cgsl", 5e-11), ("cgdl", 5e-11),
    ("acde", 0.5), ("moin", 12.0), ("noff", 2.1), ("voffcv", -0.03), ("cjs", 1e-3), ("mjs", 0.36), ("pbs", 0.7), ("jss", 2e-6),
];

const LEAKS: Given4 = &[
    ("igcmod", 1.0), ("igbmod", 1.0), ("toxe", 2.1e-9), ("toxref", 2e-9), ("alpha0", 2e-8), ("alpha1", 0.6), ("beta0", 14.0), ("agidl", 2e-9), ("bgidl", 1.8e9), ("egidl", 0.3), ("fprout", 20.0),
    ("pdits", 0.1), ("pditsl", 5e5), ("pditsd", 0.6), ("dvtp0", 8e-9), ("dvtp1", 0.4), ("dwg", -2e-9), ("dwb", 3e-9), ("b0", 2e-8), ("b1", 1e-8), ("a1", 0.01), ("a2", 0.95),
];
const LATER: Given4 = &[
    ("igcmod", 2.0), ("pigcd", 2.5), ("gidlmod", 1.0), ("agidl", 2e-9), ("bgidl", 1.8e9), ("rgidl", 0.8), ("kgidl", 0.1), ("fgidl", 0.9), ("diomod", 2.0), ("bvs", 6.0), ("ijthsfwd", 1e-3), ("ijthsrev", 2e-3),
    ("dvtp4", 0.3), ("dvtp5", 0.02), ("dvt0w", 0.2), ("cvchargemod", 1.0), ("minvcv", -0.2), ("xpart", 1.0), ("mobmod", 1.0), ("uc", -0.03), ("ud", 1e16), ("lambda", 4e-10), ("vtl", 1.6e5),
];
const PIECES: Given4 = &[("capmod", 0.0), ("diomod", 0.0), ("jtss", 1e-5), ("jtssws", 1e-11), ("jtsswgs", 1e-10), ("vtss", 5.0), ("mobmod", 2.0), ("ua", 2e-15), ("ud", 1e16), ("a1", -0.02), ("a2", 0.8)];
const ONE_FORMULA: Given4 = &[("capmod", 1.0), ("xpart", 0.5), ("mobmod", 3.0), ("ua", 3e-9), ("ud", 1e16), ("eu", 1.2), ("rdsw", 0.0)];
const FIXED: Given4 = &[("mobmod", 5.0), ("uc", -0.02), ("ud", 1e16), ("mtrlmod", 1.0), ("epsrgate", 11.0), ("eot", 2e-9)];
const POWER: Given4 = &[("mobmod", 6.0), ("ua", 2e-15), ("ud", 1e16), ("capmod", 0.0), ("xpart", 1.0), ("k1", 0.0), ("k2", 0.0)];

/// Names, types and what stands beside the process.
pub const EXAMPLES: [(&str, &str, Given4); 8] = [
    ("process", "nmos", PROCESS),
    ("leaks", "nmos", LEAKS),
    ("leaks of a PMOS", "pmos", LEAKS),
    ("later parts", "nmos", LATER),
    ("pieces", "pmos", PIECES),
    ("one formula", "nmos", ONE_FORMULA),
    ("other materials", "pmos", FIXED),
    ("power law", "nmos", POWER),
];

/// The process with what a card says itself.
pub fn model<'a>(kind: &str, own: Given4<'a>) -> Vec<(&'a str, f64)> {
    let names: Vec<&str> = own.iter().map(|&(name, _)| name).collect();
    let mut all: Vec<(&'a str, f64)> = PROCESS.iter().filter(|(name, _)| !names.contains(name)).copied().collect();
    if kind == "pmos" {
        all.iter_mut().filter(|(name, _)| *name == "vth0").for_each(|(_, vth0)| *vth0 = -*vth0);
    }
    all.extend_from_slice(own);
    all
}

pub fn examples() -> Vec<Constants> {
    EXAMPLES.iter().map(|&(_, kind, own)| example(kind, own)).collect()
}

pub fn example(kind: &str, own: Given4) -> Constants {
    constants(kind, &model(kind, own), &[("l", 1.8e-7), ("w", 2e-6), ("nf", 2.0), ("ad", 1e-12), ("as", 1.2e-12), ("pd", 3e-6), ("ps", 4e-6), ("m", 1.0)])
}
