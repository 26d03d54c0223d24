//! What switches are given: `sw` and `csw` of ngspice and LTspice, `vswitch` and
//! `iswitch` of PSpice.

use crate::devices::table::{Facts, ModelKind, Parameter, Variable};

pub const VOLTAGE: Facts = Facts {
    name: "voltage-switch",
    letter: 'S',
    pins: &["p", "n", "cp", "cn"],
    instance: INSTANCE,
    models: &[
        ModelKind { name: "sw", parameters: VOLTAGE_THRESHOLD },
        ModelKind { name: "vswitch", parameters: VOLTAGE_RANGE },
    ],
    variables: VARIABLES,
};

pub const CURRENT: Facts = Facts {
    name: "current-switch",
    letter: 'W',
    pins: &["p", "n"],
    instance: INSTANCE,
    models: &[
        ModelKind { name: "csw", parameters: CURRENT_THRESHOLD },
        ModelKind { name: "iswitch", parameters: CURRENT_RANGE },
    ],
    variables: VARIABLES,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("on", "", Some(0.0), "Begin the operating point closed"),
    Parameter::new("off", "", Some(0.0), "Begin the operating point open"),
];

const VOLTAGE_THRESHOLD: &[Parameter] = &[
    Parameter::new("vt", "V", Some(0.0), "Controlling voltage in the middle of the hysteresis"),
    Parameter::new("vh", "V", Some(0.0), "Half of the hysteresis; negative for a smooth passage of that half width in LTspice"),
    Parameter::new("ron", "Ω", Some(1.0), "Resistance when closed"),
    Parameter::new("roff", "Ω", None, "Resistance when open; without it 1/gmin"),
    Parameter::new("level", "", Some(1.0), "2 for LTspice's switch that passes smoothly without an end"),
];

const VOLTAGE_RANGE: &[Parameter] = &[
    Parameter::new("von", "V", Some(1.0), "Controlling voltage from which on the switch is closed"),
    Parameter::new("voff", "V", Some(0.0), "Controlling voltage at which the switch is open"),
    Parameter::new("ron", "Ω", Some(1.0), "Resistance when closed"),
    Parameter::new("roff", "Ω", Some(1e6), "Resistance when open"),
];

const CURRENT_THRESHOLD: &[Parameter] = &[
    Parameter::new("it", "A", Some(0.0), "Controlling current in the middle of the hysteresis"),
    Parameter::new("ih", "A", Some(0.0), "Half of the hysteresis; negative for a smooth passage of that half width in LTspice"),
    Parameter::new("ron", "Ω", Some(1.0), "Resistance when closed"),
    Parameter::new("roff", "Ω", None, "Resistance when open; without it 1/gmin"),
    Parameter::new("level", "", Some(1.0), "2 for LTspice's switch that passes smoothly without an end"),
];

const CURRENT_RANGE: &[Parameter] = &[
    Parameter::new("ion", "A", Some(1e-3), "Controlling current from which on the switch is closed"),
    Parameter::new("ioff", "A", Some(0.0), "Controlling current at which the switch is open"),
    Parameter::new("ron", "Ω", Some(1.0), "Resistance when closed"),
    Parameter::new("roff", "Ω", Some(1e6), "Resistance when open"),
];

pub const VARIABLES: &[Variable] = &[Variable::CURRENT, Variable::new("p", "W", "Power that becomes heat")];
