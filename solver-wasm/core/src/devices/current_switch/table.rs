//! What a current-controlled switch is given and answers: ngspice's `csw`, and
//! PSpice's `iswitch`.

use crate::devices::table::{Facts, ModelKind, Parameter, Variable};

pub const FACTS: Facts = Facts {
    name: "current-switch",
    letter: 'W',
    pins: &["p", "n"],
    instance: INSTANCE,
    models: &[
        ModelKind { name: "csw", parameters: THRESHOLD },
        ModelKind { name: "iswitch", parameters: RANGE },
    ],
    variables: VARIABLES,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("on", "", Some(0.0), "Begin the operating point closed"),
    Parameter::new("off", "", Some(0.0), "Begin the operating point open"),
];

const THRESHOLD: &[Parameter] = &[
    Parameter::new("it", "A", Some(0.0), "Controlling current in the middle of the hysteresis"),
    Parameter::new("ih", "A", Some(0.0), "Half of the hysteresis; negative for a smooth passage of that half width in LTspice"),
    Parameter::new("ron", "Ω", Some(1.0), "Resistance when closed"),
    Parameter::new("roff", "Ω", None, "Resistance when open; without it 1/gmin"),
];

const RANGE: &[Parameter] = &[
    Parameter::new("ion", "A", Some(1e-3), "Controlling current from which on the switch is closed"),
    Parameter::new("ioff", "A", Some(0.0), "Controlling current at which the switch is open"),
    Parameter::new("ron", "Ω", Some(1.0), "Resistance when closed"),
    Parameter::new("roff", "Ω", Some(1e6), "Resistance when open"),
];

const VARIABLES: &[Variable] = &[
    Variable::new("i", "A", "Current from the first terminal to the second"),
    Variable::new("p", "W", "Power that becomes heat"),
];
