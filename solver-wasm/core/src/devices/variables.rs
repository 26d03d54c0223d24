//! What can be asked of the devices whose files have no table of it: ngspice's
//! names of their operating-point variables, `@r1[p]`.

use super::table::Variable;

const CURRENT: Variable = Variable::new("i", "A", "Current from the first terminal to the second");
const VOLTAGE: Variable = Variable::new("v", "V", "Voltage from the first terminal to the second");
const POWER: Variable = Variable::new("p", "W", "Power that the device takes up");

/// The variables of a kind, empty where the device's own file tells them or there are none.
pub fn of(kind: &str) -> &'static [Variable] {
    match kind {
        "resistor" => &[CURRENT, POWER],
        "capacitor" => &[CURRENT, POWER],
        "inductor" => INDUCTOR,
        "voltage-source" => &[CURRENT, POWER],
        "current-source" => CURRENT_SOURCE,
        "vcvs" | "vccs" | "cccs" | "ccvs" => &[CURRENT, VOLTAGE, POWER],
        "diode" => DIODE,
        _ => &[],
    }
}

const CURRENT_SOURCE: &[Variable] = &[CURRENT.also(&["current", "c"]), VOLTAGE, POWER];

const INDUCTOR: &[Variable] =
    &[CURRENT.also(&["current"]), VOLTAGE.also(&["volt"]), Variable::new("flux", "V·s", "Flux"), POWER];

const DIODE: &[Variable] = &[
    Variable::new("id", "A", "Current from anode to cathode").also(&["c", "i"]),
    Variable::new("vd", "V", "Voltage of the junction"),
    Variable::new("gd", "S", "Conductance of the junction"),
    Variable::new("cd", "F", "Capacitance of the junction"),
    Variable::new("charge", "C", "Charge of the junction").also(&["qd"]),
    Variable::new("capcur", "A", "Current of the charge"),
    POWER,
];
