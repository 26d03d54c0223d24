//! What a JFET of level 1 is given and answers: the names of ngspice 39.

use crate::devices::table::{Facts, ModelKind, Parameter, Variable};

pub const FACTS: Facts = Facts {
    name: "jfet",
    letter: 'J',
    pins: &["d", "g", "s"],
    instance: INSTANCE,
    models: &[
        ModelKind { name: "njf", parameters: MODEL },
        ModelKind { name: "pjf", parameters: MODEL },
    ],
    variables: VARIABLES,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("area", "", Some(1.0), "Factor of the model's area"),
    Parameter::new("off", "", Some(0.0), "Begin the operating point without voltages"),
    Parameter::new("ic", "V", None, "Voltages at the start of a transient with uic: drain and gate, each to source"),
    Parameter::new("temp", "°C", None, "Temperature of this device; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
];

/// In ngspice's order, in which sensitivities are told.
const MODEL: &[Parameter] = &[
    Parameter::new("level", "", Some(1.0), "Level of the model"),
    Parameter::new("vto", "V", Some(-2.0), "Threshold voltage; below 0 for a channel that conducts at vgs = 0, of either type").also(&["vt0"]),
    Parameter::new("beta", "A/V²", Some(1e-4), "Transconductance"),
    Parameter::new("lambda", "1/V", Some(0.0), "Channel-length modulation"),
    Parameter::new("rd", "Ω", Some(0.0), "Drain resistance"),
    Parameter::new("rs", "Ω", Some(0.0), "Source resistance"),
    Parameter::new("cgs", "F", Some(0.0), "Capacitance between gate and source at 0 V"),
    Parameter::new("cgd", "F", Some(0.0), "Capacitance between gate and drain at 0 V"),
    Parameter::new("pb", "V", Some(1.0), "Built-in potential of the gate's junctions"),
    Parameter::new("is", "A", Some(1e-14), "Saturation current of the gate's junctions"),
    Parameter::new("fc", "", Some(0.5), "From which part of the built-in potential on capacitances are straight lines; at most 0.95"),
    Parameter::new("b", "", Some(1.0), "Doping tail: 1 for a square law, below 1 with a part that rises with the cube"),
    Parameter::new("tnom", "°C", None, "Temperature of the parameters; without it the option tnom").also(&["t_measured"]),
    Parameter::new("tcv", "V/K", Some(0.0), "Decrease of the threshold voltage over temperature"),
    Parameter::new("vtotc", "V/K", None, "Increase of the threshold voltage over temperature, in place of tcv"),
    Parameter::new("bex", "", Some(0.0), "Exponent of beta over temperature"),
    Parameter::new("betatce", "%/K", None, "Exponential coefficient of beta over temperature, in place of bex"),
    Parameter::new("xti", "", None, "Exponent of the saturation current over temperature; without it the energy alone counts"),
    Parameter::new("eg", "eV", Some(1.11), "Activation energy of the saturation current"),
    Parameter::new("kf", "", Some(0.0), "Flicker noise coefficient"),
    Parameter::new("af", "", Some(1.0), "Flicker noise exponent"),
    Parameter::new("nlev", "", Some(2.0), "Noise of the channel: from the transconductance below 3, else from how far the channel is open"),
    Parameter::new("gdsnoi", "", Some(1.0), "Factor of the channel's noise with nlev=3"),
    Parameter::new("mfg", "", None, "Manufacturer").only_informs(),
    Parameter::new("type", "", None, "What the part is meant for").only_informs(),
];

pub const VARIABLES: &[Variable] = &[
    Variable::new("id", "A", "Current into the drain; this and the voltages of a PJF have the signs of an NJF"),
    Variable::new("is", "A", "Current into the source"),
    Variable::new("ig", "A", "Current into the gate"),
    Variable::new("igd", "A", "Current from gate to drain"),
    Variable::new("vgs", "V", "Voltage from gate to inner source"),
    Variable::new("vgd", "V", "Voltage from gate to inner drain"),
    Variable::new("gm", "S", "Transconductance: the channel's current by the voltage between gate and source"),
    Variable::new("gds", "S", "Conductance between drain and source"),
    Variable::new("ggs", "S", "Conductance between gate and source"),
    Variable::new("ggd", "S", "Conductance between gate and drain"),
    Variable::new("cgs", "F", "Capacitance between gate and source"),
    Variable::new("cgd", "F", "Capacitance between gate and drain"),
    Variable::new("qgs", "C", "Charge between gate and source"),
    Variable::new("qgd", "C", "Charge between gate and drain"),
    Variable::new("cqgs", "A", "Current into the capacitance between gate and source"),
    Variable::new("cqgd", "A", "Current into the capacitance between gate and drain"),
    Variable::new("p", "W", "Power that becomes heat"),
];
