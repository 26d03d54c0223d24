//! What MOSFETs are given and answer: the names of ngspice 39, with those that
//! LTspice and PSpice have besides. What a level has alone stands in its file.

use crate::devices::table::{Parameter, Variable};

/// Lists after each other, which together have `N` members.
pub const fn joined<const N: usize>(lists: &[&[Parameter]]) -> [Parameter; N] {
    let mut all = [lists[0][0]; N];
    let (mut list, mut place) = (0, 0);
    while list < lists.len() {
        let mut member = 0;
        while member < lists[list].len() {
            all[place] = lists[list][member];
            place += 1;
            member += 1;
        }
        list += 1;
    }
    assert!(place == N);
    all
}

pub const INSTANCE: &[Parameter] = &[
    Parameter::new("l", "m", None, "Length of the channel; without it the option defl"),
    Parameter::new("w", "m", None, "Width of the channel; without it the option defw"),
    Parameter::new("ad", "m²", None, "Area of the drain's junction; without it the option defad"),
    Parameter::new("as", "m²", None, "Area of the source's junction; without it the option defas"),
    Parameter::new("pd", "m", Some(0.0), "Perimeter of the drain's junction"),
    Parameter::new("ps", "m", Some(0.0), "Perimeter of the source's junction"),
    Parameter::new("nrd", "", Some(1.0), "Squares of the drain's resistance"),
    Parameter::new("nrs", "", Some(1.0), "Squares of the source's resistance"),
    Parameter::new("off", "", Some(0.0), "Begin the operating point without current"),
    Parameter::new("ic", "V", None, "Voltages at the start of a transient with uic: drain, gate and bulk, each to source"),
    Parameter::new("icvds", "V", None, "The first of ic alone: drain to source"),
    Parameter::new("icvgs", "V", None, "The second of ic alone: gate to source"),
    Parameter::new("icvbs", "V", None, "The third of ic alone: bulk to source"),
    Parameter::new("temp", "°C", None, "Temperature of this device; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
];

/// The level; `None` where a model without it is of another.
pub const fn level(usual: Option<f64>) -> Parameter {
    Parameter::new("level", "", usual, "Level of the model")
}

/// Threshold, gain and process at the levels that have an oxide in any case.
pub const OXIDE: &[Parameter] = &[
    level(None),
    Parameter::new("vto", "V", Some(0.0), "Threshold voltage without bulk voltage; without it from nsub, nss and tpg where nsub is given").also(&["vt0"]),
    Parameter::new("kp", "A/V²", None, "Transconductance; without it from uo and tox"),
    Parameter::new("gamma", "√V", Some(0.0), "Bulk threshold parameter; without it from nsub and tox where nsub is given"),
    Parameter::new("phi", "V", Some(0.6), "Surface potential; without it from nsub where it is given"),
    Parameter::new("tox", "m", Some(1e-7), "Thickness of the oxide"),
    Parameter::new("uo", "cm²/(V·s)", Some(600.0), "Mobility of the surface").also(&["u0"]),
    Parameter::new("nsub", "1/cm³", None, "Doping of the substrate"),
    Parameter::new("mjsw", "", Some(0.33), "Grading of the bulk's side walls"),
    Parameter::new("nfs", "1/cm²", Some(0.0), "Fast surface states; without them there is no current below the threshold"),
    Parameter::new("vmax", "m/s", Some(0.0), "Largest drift velocity of carriers; 0 for none"),
    Parameter::new("xj", "m", Some(0.0), "Depth of the junctions, for the effect of a short channel"),
    Parameter::new("delta", "", Some(0.0), "Effect of a narrow channel on the threshold"),
];

/// Resistances, junctions, overlaps.
pub const BULK: &[Parameter] = &[
    Parameter::new("rd", "Ω", Some(0.0), "Drain resistance"),
    Parameter::new("rs", "Ω", Some(0.0), "Source resistance"),
    Parameter::new("cbd", "F", Some(0.0), "Capacitance between bulk and drain at 0 V"),
    Parameter::new("cbs", "F", Some(0.0), "Capacitance between bulk and source at 0 V"),
    Parameter::new("is", "A", Some(1e-14), "Saturation current of the bulk's junctions"),
    Parameter::new("pb", "V", Some(0.8), "Built-in potential of the bulk's junctions"),
    Parameter::new("cgso", "F/m", Some(0.0), "Overlap capacitance between gate and source, by width"),
    Parameter::new("cgdo", "F/m", Some(0.0), "Overlap capacitance between gate and drain, by width"),
    Parameter::new("cgbo", "F/m", Some(0.0), "Overlap capacitance between gate and bulk, by length"),
    Parameter::new("rsh", "Ω", Some(0.0), "Sheet resistance of drain and source"),
    Parameter::new("cj", "F/m²", Some(0.0), "Capacitance of the bulk's junctions at 0 V, by area"),
    Parameter::new("mj", "", Some(0.5), "Grading of the bulk's junctions"),
    Parameter::new("cjsw", "F/m", Some(0.0), "Capacitance of the bulk's side walls at 0 V, by perimeter"),
    Parameter::new("js", "A/m²", Some(0.0), "Saturation current density of the bulk's junctions"),
    Parameter::new("ld", "m", Some(0.0), "Lateral diffusion"),
];

/// The gate's material, and what is left.
pub const PROCESS: &[Parameter] = &[
    Parameter::new("tpg", "", Some(1.0), "Gate material: 0 aluminium, 1 opposite to the substrate, -1 as the substrate"),
    Parameter::new("nss", "1/cm²", Some(0.0), "Surface states"),
    Parameter::new("fc", "", Some(0.5), "From which part of the built-in potential on capacitances are straight lines"),
    Parameter::new("tnom", "°C", None, "Temperature of the parameters; without it the option tnom").also(&["tref", "t_measured"]),
    Parameter::new("kf", "", Some(0.0), "Flicker noise coefficient"),
    Parameter::new("af", "", Some(1.0), "Flicker noise exponent"),
    Parameter::new("mfg", "", None, "Manufacturer").only_informs(),
    Parameter::new("type", "", None, "What the part is meant for").only_informs(),
];

pub const VARIABLES: &[Variable] = &[
    Variable::new("id", "A", "Current into the drain; this and the voltages of a PMOS have the signs of an NMOS").also(&["cd"]),
    Variable::new("is", "A", "Current into the source"),
    Variable::new("ig", "A", "Current into the gate"),
    Variable::new("ib", "A", "Current into the bulk"),
    Variable::new("ibd", "A", "Current from bulk to drain"),
    Variable::new("ibs", "A", "Current from bulk to source"),
    Variable::new("vgs", "V", "Voltage from gate to inner source"),
    Variable::new("vds", "V", "Voltage from inner drain to inner source"),
    Variable::new("vbs", "V", "Voltage from bulk to inner source"),
    Variable::new("vbd", "V", "Voltage from bulk to inner drain"),
    Variable::new("von", "V", "Threshold voltage at this bias, below 0 for an enhancement PMOS").also(&["vth"]),
    Variable::new("vdsat", "V", "Voltage from drain to source at which the channel saturates, below 0 for a PMOS"),
    Variable::new("sourcevcrit", "V", "Critical voltage of the source's junction"),
    Variable::new("drainvcrit", "V", "Critical voltage of the drain's junction"),
    Variable::new("rs", "Ω", "Resistance of the source"),
    Variable::new("sourceconductance", "S", "Conductance of the source's resistance"),
    Variable::new("rd", "Ω", "Resistance of the drain"),
    Variable::new("drainconductance", "S", "Conductance of the drain's resistance"),
    Variable::new("gm", "S", "Transconductance"),
    Variable::new("gds", "S", "Conductance between drain and source"),
    Variable::new("gmb", "S", "Transconductance of the bulk").also(&["gmbs"]),
    Variable::new("gbd", "S", "Conductance between bulk and drain"),
    Variable::new("gbs", "S", "Conductance between bulk and source"),
    Variable::new("cbd", "F", "Capacitance between bulk and drain"),
    Variable::new("cbs", "F", "Capacitance between bulk and source"),
    Variable::new("cgs", "F", "Capacitance between gate and source"),
    Variable::new("cgd", "F", "Capacitance between gate and drain"),
    Variable::new("cgb", "F", "Capacitance between gate and bulk"),
    Variable::new("cbd0", "F", "Capacitance of the drain's junction at 0 V, by area"),
    Variable::new("cbdsw0", "F", "Capacitance of the drain's junction at 0 V, by perimeter"),
    Variable::new("cbs0", "F", "Capacitance of the source's junction at 0 V, by area"),
    Variable::new("cbssw0", "F", "Capacitance of the source's junction at 0 V, by perimeter"),
    Variable::new("qbd", "C", "Charge between bulk and drain"),
    Variable::new("qbs", "C", "Charge between bulk and source"),
    Variable::new("p", "W", "Power that becomes heat"),
];
