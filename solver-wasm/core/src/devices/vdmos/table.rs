//! What a power MOSFET is given and answers: the names of ngspice 39, with
//! those that LTspice has besides.

use crate::devices::table::{Facts, ModelKind, Parameter, Variable};

pub const FACTS: Facts = facts("vdmos", &["d", "g", "s"], VARIABLES);
pub const HEATED: Facts = facts("heated-vdmos", &["d", "g", "s", "tj", "tcase"], HEATED_VARIABLES);

const fn facts(name: &'static str, pins: &'static [&'static str], variables: &'static [Variable]) -> Facts {
    Facts {
        name,
        letter: 'M',
        pins,
        instance: INSTANCE,
        models: &[
            ModelKind { name: "vdmos", parameters: MODEL },
            ModelKind { name: "vdmosn", parameters: MODEL },
            ModelKind { name: "vdmosp", parameters: MODEL },
        ],
        variables,
    }
}

const INSTANCE: &[Parameter] = &[
    Parameter::new("off", "", Some(0.0), "Begin the operating point without current"),
    Parameter::new("ic", "V", None, "Voltages at the start of a transient with uic: drain and gate, each to source"),
    Parameter::new("icvds", "V", None, "The first of ic alone: drain to source"),
    Parameter::new("icvgs", "V", None, "The second of ic alone: gate to source"),
    Parameter::new("temp", "°C", None, "Temperature of this device; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
];

const MODEL: &[Parameter] = &[
    Parameter::new("vto", "V", Some(0.0), "Threshold voltage; that of a P channel is below 0").also(&["vth0", "vt0"]),
    Parameter::new("kp", "A/V²", Some(1.0), "Transconductance"),
    Parameter::new("lambda", "1/V", Some(0.0), "Channel-length modulation"),
    Parameter::new("theta", "1/V", Some(0.0), "Decrease of the mobility with the gate's voltage"),
    Parameter::new("mtriode", "", Some(1.0), "Factor of the conductance in the linear region"),
    Parameter::new("ksubthres", "V", Some(0.1), "Slope of weak inversion"),
    Parameter::new("subshift", "V", Some(0.0), "Shift of weak inversion along the gate's voltage"),
    Parameter::new("rd", "Ω", Some(0.0), "Drain resistance"),
    Parameter::new("rs", "Ω", Some(0.0), "Source resistance"),
    Parameter::new("rg", "Ω", Some(0.0), "Gate resistance"),
    Parameter::new("rds", "Ω", Some(1e15), "Resistance beside the channel, from drain to source"),
    Parameter::new("rq", "Ω", None, "Drain resistance that quasi-saturation adds; has an effect with vq and rd only"),
    Parameter::new("vq", "V", None, "Voltage from drain to source at which half of rq is there"),
    Parameter::new("cgs", "F", Some(0.0), "Capacitance between gate and source"),
    Parameter::new("cgdmin", "F", Some(0.0), "Capacitance between gate and drain far below 0 V"),
    Parameter::new("cgdmax", "F", Some(0.0), "Capacitance between gate and drain far above 0 V"),
    Parameter::new("a", "1/V", Some(1.0), "Steepness of the capacitance between gate and drain"),
    Parameter::new("is", "A", Some(1e-14), "Saturation current of the body diode"),
    Parameter::new("n", "", Some(1.0), "Emission coefficient of the body diode"),
    Parameter::new("rb", "Ω", Some(0.0), "Series resistance of the body diode"),
    Parameter::new("bv", "V", None, "Breakdown voltage"),
    Parameter::new("ibv", "A", Some(1e-10), "Current at the breakdown voltage, of all devices in parallel"),
    Parameter::new("nbv", "", Some(1.0), "Emission coefficient of breakdown"),
    Parameter::new("cjo", "F", Some(0.0), "Capacitance of the body diode at 0 V").also(&["cj0"]),
    Parameter::new("vj", "V", Some(0.8), "Built-in potential of the body diode"),
    Parameter::new("m", "", Some(0.5), "Grading of the body diode"),
    Parameter::new("fc", "", Some(0.5), "From which part of the built-in potential on the capacitance is a straight line"),
    Parameter::new("tt", "s", Some(0.0), "Transit time of the body diode"),
    Parameter::new("eg", "eV", Some(1.11), "Activation energy of the body diode"),
    Parameter::new("xti", "", Some(3.0), "Exponent of the saturation current over temperature"),
    Parameter::new("tnom", "°C", None, "Temperature of the parameters; without it the option tnom").also(&["tref", "t_measured"]),
    Parameter::new("tcvth", "V/K", Some(0.0), "Decrease of the threshold voltage's size over temperature").also(&["vtotc"]),
    Parameter::new("mu", "", Some(-1.5), "Exponent of the transconductance over temperature").also(&["bex"]),
    Parameter::new("texp0", "", None, "Exponent of the drain resistance over temperature; without it trd1 and trd2"),
    Parameter::new("texp1", "", Some(0.3), "Exponent of rq over temperature"),
    Parameter::new("trd1", "1/K", Some(0.0), "First-order temperature coefficient of the drain resistance"),
    Parameter::new("trd2", "1/K²", Some(0.0), "Second-order temperature coefficient of the drain resistance"),
    Parameter::new("trg1", "1/K", Some(0.0), "First-order temperature coefficient of the gate resistance"),
    Parameter::new("trg2", "1/K²", Some(0.0), "Second-order temperature coefficient of the gate resistance"),
    Parameter::new("trs1", "1/K", Some(0.0), "First-order temperature coefficient of the source resistance"),
    Parameter::new("trs2", "1/K²", Some(0.0), "Second-order temperature coefficient of the source resistance"),
    Parameter::new("trb1", "1/K", Some(0.0), "First-order temperature coefficient of rb"),
    Parameter::new("trb2", "1/K²", Some(0.0), "Second-order temperature coefficient of rb"),
    Parameter::new("tksubthres1", "1/K", Some(0.0), "First-order temperature coefficient of ksubthres"),
    Parameter::new("tksubthres2", "1/K²", Some(0.0), "Second-order temperature coefficient of ksubthres"),
    Parameter::new("kf", "", Some(0.0), "Flicker noise coefficient"),
    Parameter::new("af", "", Some(1.0), "Flicker noise exponent"),
    Parameter::new("phi", "V", Some(0.6), "Surface potential; no current follows from it").only_informs(),
    Parameter::new("mfg", "", None, "Manufacturer").only_informs(),
    Parameter::new("vds", "V", None, "Rating: voltage from drain to source").only_informs(),
    Parameter::new("ron", "Ω", None, "Rating: resistance when on").only_informs(),
    Parameter::new("qg", "C", None, "Rating: charge of the gate").only_informs(),
    Parameter::new("type", "", None, "What the part is meant for").only_informs(),
    Parameter::new("vgs_max", "V", None, "Largest voltage from gate to source").only_informs(),
    Parameter::new("vgd_max", "V", None, "Largest voltage from gate to drain").only_informs(),
    Parameter::new("vds_max", "V", None, "Largest voltage from drain to source").only_informs(),
    Parameter::new("vgsr_max", "V", None, "Largest reverse voltage from gate to source").only_informs(),
    Parameter::new("vgdr_max", "V", None, "Largest reverse voltage from gate to drain").only_informs(),
    Parameter::new("pd_max", "W", None, "Largest dissipation").only_informs(),
    Parameter::new("id_max", "A", None, "Largest current of the drain").only_informs(),
    Parameter::new("idr_max", "A", None, "Largest reverse current of the drain").only_informs(),
    Parameter::new("te_max", "°C", None, "Largest temperature").only_informs(),
    Parameter::new("derating", "W/K", None, "Decrease of the largest dissipation over temperature").only_informs(),
    Parameter::new("rth_ext", "K/W", None, "Thermal resistance from case to surroundings with a heat sink").only_informs(),
    Parameter::new("rthjc", "K/W", None, "Thermal resistance from junction to case, of a device with `thermal`"),
    Parameter::new("rthca", "K/W", Some(1000.0), "Thermal resistance from case to surroundings, of a device with `thermal`"),
    Parameter::new("cthj", "J/K", Some(1e-5), "Thermal capacitance of the junction, of a device with `thermal`"),
];

pub const VARIABLES: &[Variable] = &[
    Variable::new("id", "A", "Current of the channel from drain to source; this and the voltages of a P channel have the signs of an N channel"),
    Variable::new("is", "A", "Current of the channel and the gate out of the source, below 0 for a current that leaves the device"),
    Variable::new("ig", "A", "Current into the gate"),
    Variable::new("idio", "A", "Current of the body diode, from source to drain"),
    Variable::new("vgs", "V", "Voltage from inner gate to inner source"),
    Variable::new("vds", "V", "Voltage from inner drain to inner source"),
    Variable::new("von", "V", "Threshold voltage, below 0 for an enhancement P channel").also(&["vth"]),
    Variable::new("rs", "Ω", "Resistance of the source"),
    Variable::new("sourceconductance", "S", "Conductance of the source's resistance"),
    Variable::new("rd", "Ω", "Resistance of the drain, with quasi-saturation"),
    Variable::new("drainconductance", "S", "Conductance of the drain's resistance, with quasi-saturation"),
    Variable::new("gm", "S", "Transconductance"),
    Variable::new("gds", "S", "Conductance of the channel"),
    Variable::new("cgs", "F", "Capacitance between gate and source"),
    Variable::new("cgd", "F", "Capacitance between gate and drain"),
    Variable::new("cds", "F", "Capacitance between drain and source: that of the body diode"),
    Variable::new("qgs", "C", "Charge between gate and source"),
    Variable::new("qgd", "C", "Charge between gate and drain"),
    Variable::new("cqgs", "A", "Current into the charge between gate and source"),
    Variable::new("cqgd", "A", "Current into the charge between gate and drain"),
    Variable::new("isrc", "A", "Current into the source's terminal, with its own sign also of a P channel"),
    Variable::new("p", "W", "Power that becomes heat"),
];

const HEATED_VARIABLES: &[Variable] = &{
    let mut all = [VARIABLES[0]; VARIABLES.len() + 2];
    let mut place = 0;
    while place < VARIABLES.len() {
        all[place] = VARIABLES[place];
        place += 1;
    }
    all[place] = Variable::new("tj", "°C", "Temperature of the junction");
    all[place + 1] = Variable::new("tcase", "°C", "Temperature of the case");
    all
};
