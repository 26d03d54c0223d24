//! What a BSIM4 is given and answers, with ngspice 39's names.

use super::binned::BINNED;
use super::plain::{INFORMS, PLAIN};
use crate::devices::table::{Facts, ModelKind, Parameter, Variable};

/// Parameters of a model: of any size, only for people, by the size.
const MODEL: [Parameter; PLAIN.len() + INFORMS.len() + BINNED.len()] = {
    let mut all = [PLAIN[0]; PLAIN.len() + INFORMS.len() + BINNED.len()];
    let mut place = 0;
    while place < all.len() {
        all[place] = if place < PLAIN.len() {
            PLAIN[place]
        } else if place < PLAIN.len() + INFORMS.len() {
            INFORMS[place - PLAIN.len()]
        } else {
            BINNED[place - PLAIN.len() - INFORMS.len()]
        };
        place += 1;
    }
    all
};

pub const FACTS: Facts = Facts {
    name: "bsim4",
    letter: 'M',
    pins: &["d", "g", "s", "b"],
    instance: INSTANCE,
    models: &[ModelKind { name: "nmos", parameters: &MODEL }, ModelKind { name: "pmos", parameters: &MODEL }],
    variables: VARIABLES,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("l", "m", Some(5e-6), "Length of the channel"),
    Parameter::new("w", "m", Some(5e-6), "Width of the channel, of all fingers together"),
    Parameter::new("nf", "", Some(1.0), "Number of fingers"),
    Parameter::new("sa", "m", Some(0.0), "From the isolation to the gate on one side, for stress"),
    Parameter::new("sb", "m", Some(0.0), "From the isolation to the gate on the other side, for stress"),
    Parameter::new("sd", "m", None, "Between the gates of two fingers, for stress; twice dmcg"),
    Parameter::new("sca", "", None, "First integral of the doping that a well's edge scatters"),
    Parameter::new("scb", "", None, "Second integral of the doping that a well's edge scatters"),
    Parameter::new("scc", "", None, "Third integral of the doping that a well's edge scatters"),
    Parameter::new("sc", "m", None, "Distance of the only well's edge, instead of the integrals"),
    Parameter::new("min", "", Some(0.0), "1: an even number of fingers has as few sources as there can be, else drains"),
    Parameter::new("ad", "m²", None, "Area of the drain's junction; without it from the layout"),
    Parameter::new("as", "m²", None, "Area of the source's junction; without it from the layout"),
    Parameter::new("pd", "m", None, "Edge of the drain's junction; without it from the layout"),
    Parameter::new("ps", "m", None, "Edge of the source's junction; without it from the layout"),
    Parameter::new("nrd", "", None, "Squares of the drain's resistance; without it from the layout with rgeomod"),
    Parameter::new("nrs", "", None, "Squares of the source's resistance; without it from the layout with rgeomod"),
    Parameter::new("off", "", Some(0.0), "Begin the operating point without current"),
    Parameter::new("rbdb", "Ω", None, "Resistance between bulk and the drain's junction; the model's"),
    Parameter::new("rbsb", "Ω", None, "Resistance between bulk and the source's junction; the model's"),
    Parameter::new("rbpb", "Ω", None, "Resistance between bulk and the channel's bulk; the model's"),
    Parameter::new("rbps", "Ω", None, "Resistance between the channel's bulk and the source's junction; the model's"),
    Parameter::new("rbpd", "Ω", None, "Resistance between the channel's bulk and the drain's junction; the model's"),
    Parameter::new("delvto", "V", Some(0.0), "Shift of the threshold").also(&["delvt0"]),
    Parameter::new("mulu0", "", Some(1.0), "Factor of the mobility"),
    Parameter::new("xgw", "m", None, "From the gate's contact to the channel; the model's"),
    Parameter::new("ngcon", "", None, "Contacts of a gate's finger; the model's"),
    Parameter::new("wnflag", "", Some(0.0), "Whether ngspice chooses a bin by the width of a finger").only_informs(),
    Parameter::new("trnqsmod", "", None, "1: the channel's charge needs time in a transient; the model's"),
    Parameter::new("acnqsmod", "", None, "1: the channel's charge needs time in small signals; the model's"),
    Parameter::new("rbodymod", "", None, "Network of resistances in the substrate; the model's"),
    Parameter::new("rgatemod", "", None, "Resistance of the gate; the model's"),
    Parameter::new("geomod", "", None, "How ends of drain and source are laid out; the model's"),
    Parameter::new("rgeomod", "", None, "How the ends are contacted; the model's"),
    Parameter::new("ic", "V", None, "Voltages at the start of a transient with uic: drain, gate and bulk, each to source"),
    Parameter::new("temp", "°C", None, "Temperature of this device; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
];

pub const VARIABLES: &[Variable] = &[
    Variable::new("id", "A", "Current of the channel from the end with the higher voltage, of a PMOS with the signs of an NMOS"),
    Variable::new("is", "A", "Current into the source"),
    Variable::new("ig", "A", "Current into the gate"),
    Variable::new("ib", "A", "Current into the bulk"),
    Variable::new("ibd", "A", "Current of the drain's junction"),
    Variable::new("ibs", "A", "Current of the source's junction"),
    Variable::new("isub", "A", "Current into the bulk by impact ionisation"),
    Variable::new("igidl", "A", "Leakage that the gate induces from drain to bulk"),
    Variable::new("igisl", "A", "Leakage that the gate induces from source to bulk"),
    Variable::new("igs", "A", "Current from the gate to the source's edge"),
    Variable::new("igd", "A", "Current from the gate to the drain's edge"),
    Variable::new("igb", "A", "Current from the gate to the bulk"),
    Variable::new("igcs", "A", "Current from the gate to the source through the channel"),
    Variable::new("igcd", "A", "Current from the gate to the drain through the channel"),
    Variable::new("vgs", "V", "Voltage from gate to inner source"),
    Variable::new("vds", "V", "Voltage from inner drain to inner source"),
    Variable::new("vbs", "V", "Voltage from bulk to inner source"),
    Variable::new("vth", "V", "Threshold at this bias, of a PMOS with the signs of an NMOS").also(&["von"]),
    Variable::new("vdsat", "V", "Voltage along the channel at which it saturates"),
    Variable::new("gm", "S", "Transconductance"),
    Variable::new("gds", "S", "Conductance between drain and source"),
    Variable::new("gmbs", "S", "Transconductance of the bulk").also(&["gmb"]),
    Variable::new("gbd", "S", "Conductance of the drain's junction"),
    Variable::new("gbs", "S", "Conductance of the source's junction"),
    Variable::new("cgg", "F", "Rise of the gate's charge by the gate's voltage, of the channel alone"),
    Variable::new("cgs", "F", "Rise of the gate's charge by the source's voltage"),
    Variable::new("cgd", "F", "Rise of the gate's charge by the drain's voltage"),
    Variable::new("cgb", "F", "Rise of the gate's charge by the bulk's voltage"),
    Variable::new("cdg", "F", "Rise of the drain's charge by the gate's voltage"),
    Variable::new("cdd", "F", "Rise of the drain's charge by the drain's voltage"),
    Variable::new("cds", "F", "Rise of the drain's charge by the source's voltage"),
    Variable::new("cdb", "F", "Rise of the drain's charge by the bulk's voltage"),
    Variable::new("csg", "F", "Rise of the source's charge by the gate's voltage"),
    Variable::new("csd", "F", "Rise of the source's charge by the drain's voltage"),
    Variable::new("css", "F", "Rise of the source's charge by the source's voltage"),
    Variable::new("csb", "F", "Rise of the source's charge by the bulk's voltage"),
    Variable::new("cbg", "F", "Rise of the bulk's charge by the gate's voltage"),
    Variable::new("cbd", "F", "Rise of the bulk's charge by the drain's voltage"),
    Variable::new("cbs", "F", "Rise of the bulk's charge by the source's voltage"),
    Variable::new("cbb", "F", "Rise of the bulk's charge by the bulk's voltage"),
    Variable::new("capbd", "F", "Capacitance of the drain's junction"),
    Variable::new("capbs", "F", "Capacitance of the source's junction"),
    Variable::new("qg", "C", "Charge of the gate over the channel"),
    Variable::new("qb", "C", "Charge of the bulk below the channel"),
    Variable::new("qd", "C", "Charge of the channel that is the drain's"),
    Variable::new("qs", "C", "Charge of the channel that is the source's"),
    Variable::new("gcrg", "S", "Conductance between gate and channel that delays the channel's charge (rgatemod 2 and 3, trnqsmod, acnqsmod)"),
    Variable::new("gtau", "1/ns", "Rate at which the channel's charge follows (trnqsmod)"),
    Variable::new("qdef", "nC", "What the channel's charge is behind (trnqsmod)"),
    Variable::new("p", "W", "Power that becomes heat"),
];
