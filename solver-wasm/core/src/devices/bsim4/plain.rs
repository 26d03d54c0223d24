//! Parameters of a BSIM4 model that do not depend on the size of the channel.
//!
//! Sources: BSIM4.8.0 MOSFET Model User's Manual, University of California,
//! Berkeley, 2013, appendix A; names and defaults as ngspice 39 has them.

use super::rows::{follow, row};
use crate::devices::table::Parameter;

/// Declares the struct of the numbers and the table of the facts; a default of
/// `None` follows from other parameters, which [`super::defaults`] says.
macro_rules! plain {
    ($($field:ident $unit:literal $default:expr, $meaning:literal;)*) => {
        /// NaN until [`super::defaults`] has filled what a card leaves open.
        #[derive(Debug, Clone)]
        pub struct Plain { $(pub $field: f64,)* }

        impl Plain {
            pub fn read(values: &[f64]) -> Plain {
                let mut values = values.iter();
                let mut next = || values.next().copied().unwrap_or(f64::NAN);
                Plain { $($field: next(),)* }
            }

            /// Fills in the defaults that are numbers.
            pub fn settle(&mut self) {
                $(follow(&mut self.$field, ($default as Option<f64>).unwrap_or(f64::NAN));)*
            }
        }

        pub const PLAIN: &[Parameter] = &[$(row(stringify!($field), $unit, $default, $meaning, &[]),)*];
    };
}

plain! {
    level "" Some(14.0), "Level of the model: 14 or 54";
    mobmod "" Some(0.0), "Law of the mobility, 0 to 6";
    capmod "" Some(2.0), "Law of the charges: 0 by pieces, 1 in one formula, 2 with the charge's thickness";
    cvchargemod "" Some(0.0), "Whether the charges have the moderate inversion of minvcv";
    diomod "" Some(1.0), "Law of the junctions: 0 with resistance-free breakdown, 1 without breakdown, 2 with straight ends";
    rdsmod "" Some(0.0), "1: resistances of drain and source outside of the channel, by their voltages";
    trnqsmod "" Some(0.0), "1: the channel's charge needs time in a transient";
    acnqsmod "" Some(0.0), "1: the channel's charge needs time in small signals";
    rbodymod "" Some(0.0), "Network of resistances in the substrate: 0 none, 1 given, 2 by the size";
    rgatemod "" Some(0.0), "Resistance of the gate: 0 none, 1 constant, 2 and 3 with that of the channel";
    permod "" Some(1.0), "0: pd and ps do not have the edge at the gate";
    geomod "" Some(0.0), "How ends of drain and source are laid out, 0 to 10";
    rgeomod "" Some(0.0), "How the ends are contacted: 0 without resistance by the geometry";
    fnoimod "" Some(1.0), "Law of the flicker noise: 0 KF and AF, 1 by traps in the oxide";
    tnoimod "" Some(0.0), "Law of the thermal noise: 0 by charge, 1 and 2 holistic";
    mtrlmod "" Some(0.0), "1: gate and substrate of other materials than silicon";
    mtrlcompatmod "" Some(0.0), "1: with mtrlmod=1, thickness of the oxide as before BSIM4.7";
    igcmod "" Some(0.0), "Tunnelling between gate and channel: 0 none, 1 and 2 by the threshold without and with bias";
    igbmod "" Some(0.0), "1: tunnelling between gate and bulk";
    tempmod "" Some(0.0), "Law of the temperature, 0 to 3";
    gidlmod "" Some(0.0), "Law of leakage that gate induces at drain and source: 0, or 1 that of BSIM4.7";
    wpemod "" Some(0.0), "1: the edge of a well nearby matters";
    binunit "" Some(1.0), "Unit of sizes in the dependences of parameters: 1 for µm, else m";
    eot "m" Some(1.5e-9), "Thickness of silicon dioxide that the oxide is equivalent to (mtrlmod=1)";
    vddeot "V" None, "Voltage at which eot was measured; 1.5, with the sign of the type";
    tempeot "K" Some(300.15), "Temperature at which eot was measured";
    leffeot "m" Some(1.0), "Length at which eot was measured";
    weffeot "m" Some(10.0), "Width at which eot was measured";
    ados "" Some(1.0), "Thickness of the charge by the density of states: factor";
    bdos "" Some(1.0), "Thickness of the charge by the density of states: exponent";
    toxe "m" Some(3e-9), "Electrical thickness of the oxide";
    toxp "m" None, "Physical thickness of the oxide; toxe less dtox";
    toxm "m" None, "Thickness of the oxide for which the parameters hold; toxe";
    toxref "m" Some(3e-9), "Thickness of the oxide of the tunnelling parameters";
    dtox "m" Some(0.0), "Electrical less physical thickness of the oxide";
    epsrox "" Some(3.9), "Permittivity of the oxide by that of vacuum";
    phig "V" Some(4.05), "Work function of the gate (mtrlmod=1)";
    epsrgate "" Some(11.7), "Permittivity of the gate by that of vacuum; 0 for metal (mtrlmod=1)";
    easub "V" Some(4.05), "Electron affinity of the substrate (mtrlmod=1)";
    epsrsub "" Some(11.7), "Permittivity of the substrate by that of vacuum (mtrlmod=1)";
    ni0sub "1/cm³" Some(1.45e10), "Intrinsic carriers of the substrate at 300.15 K (mtrlmod=1)";
    bg0sub "eV" Some(1.16), "Band gap of the substrate at 0 K (mtrlmod=1)";
    tbgasub "eV/K" Some(7.02e-4), "Fall of the band gap with the temperature (mtrlmod=1)";
    tbgbsub "K" Some(1108.0), "Temperature from which on the band gap falls straight (mtrlmod=1)";
    voffl "V·m" Some(0.0), "Dependence of voff on the length";
    voffcvl "V·m" Some(0.0), "Dependence of voffcv on the length";
    tnom "°C" None, "Temperature of the parameters; without it the option tnom";
    cgso "F/m" None, "Overlap between gate and source, by the width";
    cgdo "F/m" None, "Overlap between gate and drain, by the width";
    cgbo "F/m" None, "Overlap between gate and bulk, by the length";
    xpart "" Some(0.0), "Whose charge the channel's is: below 0.5 40 % the drain's, 0.5 half, above none; below 0 there is none at all";
    rsh "Ω" Some(0.0), "Resistance of a square of drain and source";
    rdswmin "Ω·µm" Some(0.0), "Resistance of drain and source at high gate voltages";
    rdwmin "Ω·µm" Some(0.0), "Resistance of the drain at high gate voltages (rdsmod=1)";
    rswmin "Ω·µm" Some(0.0), "Resistance of the source at high gate voltages (rdsmod=1)";
    pditsl "1/m" Some(0.0), "Dependence of the shift by the drain's voltage on the length";
    lc "m" Some(5e-9), "Length of back scattering at the source";
    lintnoi "m" Some(0.0), "How much longer the channel is for flicker noise, on either side";
    lint "m" Some(0.0), "How much shorter the channel is than drawn, on either side";
    ll "" Some(0.0), "Dependence of that on the length";
    lln "" Some(1.0), "Power of the length in ll and lwl";
    lw "" Some(0.0), "Dependence of the lost length on the width";
    lwn "" Some(1.0), "Power of the width in lw and lwl";
    lwl "" Some(0.0), "Dependence of the lost length on length and width";
    llc "" None, "As ll, for charges; ll";
    lwc "" None, "As lw, for charges; lw";
    lwlc "" None, "As lwl, for charges; lwl";
    wint "m" Some(0.0), "How much narrower the channel is than drawn, on either side";
    wl "" Some(0.0), "Dependence of that on the length";
    wln "" Some(1.0), "Power of the length in wl and wwl";
    ww "" Some(0.0), "Dependence of the lost width on the width";
    wwn "" Some(1.0), "Power of the width in ww and wwl";
    wwl "" Some(0.0), "Dependence of the lost width on length and width";
    wlc "" None, "As wl, for charges; wl";
    wwc "" None, "As ww, for charges; ww";
    wwlc "" None, "As wwl, for charges; wwl";
    dwc "m" None, "As wint, for charges; wint";
    dlc "m" None, "As lint, for charges; lint";
    xw "m" Some(0.0), "Width that masks and etching add";
    xl "m" Some(0.0), "Length that masks and etching add";
    dlcig "m" None, "Overlap of the source that gate current flows into; lint";
    dlcigd "m" None, "The same at the drain; dlcig";
    dwj "m" None, "As wint, for junctions; dwc";
    dmcg "m" Some(0.0), "From the middle of a contact to the gate's edge";
    dmci "m" None, "From the middle of a contact to the isolation; dmcg";
    dmdg "m" Some(0.0), "From the middle of a diffusion between two gates to the gate's edge";
    dmcgt "m" Some(0.0), "As dmcg, on the structures that were measured";
    xgw "m" Some(0.0), "From the gate's contact to the channel";
    xgl "m" Some(0.0), "How much shorter the gate is than drawn";
    rshg "Ω" Some(0.1), "Resistance of a square of the gate";
    ngcon "" Some(1.0), "Contacts of a gate's finger, 1 or 2";
    gbmin "S" Some(1e-12), "Conductance beside each resistance of the substrate";
    rbdb "Ω" Some(50.0), "Resistance between bulk and the drain's junction (rbodymod=1)";
    rbpb "Ω" Some(50.0), "Resistance between bulk and the channel's bulk (rbodymod=1)";
    rbsb "Ω" Some(50.0), "Resistance between bulk and the source's junction (rbodymod=1)";
    rbps "Ω" Some(50.0), "Resistance between the channel's bulk and the source's junction (rbodymod=1)";
    rbpd "Ω" Some(50.0), "Resistance between the channel's bulk and the drain's junction (rbodymod=1)";
    rbps0 "Ω" Some(50.0), "rbps of 1 µm (rbodymod=2)";
    rbpsl "" Some(0.0), "Power of the length in rbps";
    rbpsw "" Some(0.0), "Power of the width in rbps";
    rbpsnf "" Some(0.0), "Power of the number of fingers in rbps";
    rbpd0 "Ω" Some(50.0), "rbpd of 1 µm (rbodymod=2)";
    rbpdl "" Some(0.0), "Power of the length in rbpd";
    rbpdw "" Some(0.0), "Power of the width in rbpd";
    rbpdnf "" Some(0.0), "Power of the number of fingers in rbpd";
    rbpbx0 "Ω" Some(100.0), "Part of rbpb along the gate (rbodymod=2)";
    rbpbxl "" Some(0.0), "Power of the length in rbpbx0's part";
    rbpbxw "" Some(0.0), "Power of the width in rbpbx0's part";
    rbpbxnf "" Some(0.0), "Power of the number of fingers in rbpbx0's part";
    rbpby0 "Ω" Some(100.0), "Part of rbpb across the gate (rbodymod=2)";
    rbpbyl "" Some(0.0), "Power of the length in rbpby0's part";
    rbpbyw "" Some(0.0), "Power of the width in rbpby0's part";
    rbpbynf "" Some(0.0), "Power of the number of fingers in rbpby0's part";
    rbsbx0 "Ω" Some(100.0), "Part of rbsb along the gate (rbodymod=2)";
    rbsby0 "Ω" Some(100.0), "Part of rbsb across the gate (rbodymod=2)";
    rbdbx0 "Ω" Some(100.0), "Part of rbdb along the gate (rbodymod=2)";
    rbdby0 "Ω" Some(100.0), "Part of rbdb across the gate (rbodymod=2)";
    rbsdbxl "" Some(0.0), "Power of the length in rbsbx0's and rbdbx0's parts";
    rbsdbxw "" Some(0.0), "Power of the width in rbsbx0's and rbdbx0's parts";
    rbsdbxnf "" Some(0.0), "Power of the number of fingers in rbsbx0's and rbdbx0's parts";
    rbsdbyl "" Some(0.0), "Power of the length in rbsby0's and rbdby0's parts";
    rbsdbyw "" Some(0.0), "Power of the width in rbsby0's and rbdby0's parts";
    rbsdbynf "" Some(0.0), "Power of the number of fingers in rbsby0's and rbdby0's parts";
    jss "A/m²" Some(1e-4), "Saturation current of the source's junction, by the area";
    jsws "A/m" Some(0.0), "Saturation current of the source's junction, by the edge";
    jswgs "A/m" Some(0.0), "Saturation current of the source's junction, by the edge at the gate";
    njs "" Some(1.0), "Emission coefficient of the source's junction";
    xtis "" Some(3.0), "Power of the temperature in the source's saturation currents";
    ijthsfwd "A" Some(0.1), "Current from which on the source's junction goes straight forward";
    ijthsrev "A" Some(0.1), "Current from which on the source's junction goes straight in breakdown";
    bvs "V" Some(10.0), "Breakdown voltage of the source's junction";
    xjbvs "" Some(1.0), "Factor of the source's breakdown current";
    pbs "V" Some(1.0), "Built-in potential of the source's area";
    mjs "" Some(0.5), "Grading of the source's area";
    cjs "F/m²" Some(5e-4), "Capacitance of the source's junction, by the area";
    pbsws "V" Some(1.0), "Built-in potential of the source's edge";
    mjsws "" Some(0.33), "Grading of the source's edge";
    cjsws "F/m" Some(5e-10), "Capacitance of the source's junction, by the edge";
    pbswgs "V" None, "Built-in potential of the source's edge at the gate; pbsws";
    mjswgs "" None, "Grading of the source's edge at the gate; mjsws";
    cjswgs "F/m" None, "Capacitance of the source's junction, by the edge at the gate; cjsws";
    jsd "A/m²" None, "As jss, of the drain; jss";
    jswd "A/m" None, "As jsws, of the drain; jsws";
    jswgd "A/m" None, "As jswgs, of the drain; jswgs";
    njd "" None, "As njs, of the drain; njs";
    xtid "" None, "As xtis, of the drain; xtis";
    ijthdfwd "A" None, "As ijthsfwd, of the drain; ijthsfwd";
    ijthdrev "A" None, "As ijthsrev, of the drain; ijthsrev";
    bvd "V" None, "As bvs, of the drain; bvs";
    xjbvd "" None, "As xjbvs, of the drain; xjbvs";
    pbd "V" None, "As pbs, of the drain; pbs";
    mjd "" None, "As mjs, of the drain; mjs";
    cjd "F/m²" None, "As cjs, of the drain; cjs";
    pbswd "V" None, "As pbsws, of the drain; pbsws";
    mjswd "" None, "As mjsws, of the drain; mjsws";
    cjswd "F/m" None, "As cjsws, of the drain; cjsws";
    pbswgd "V" None, "As pbswgs, of the drain; pbswgs";
    mjswgd "" None, "As mjswgs, of the drain; mjswgs";
    cjswgd "F/m" None, "As cjswgs, of the drain; cjswgs";
    tpb "V/K" Some(0.0), "Fall of pbs and pbd with the temperature";
    tcj "1/K" Some(0.0), "Rise of cjs and cjd with the temperature";
    tpbsw "V/K" Some(0.0), "Fall of pbsws and pbswd with the temperature";
    tcjsw "1/K" Some(0.0), "Rise of cjsws and cjswd with the temperature";
    tpbswg "V/K" Some(0.0), "Fall of pbswgs and pbswgd with the temperature";
    tcjswg "1/K" Some(0.0), "Rise of cjswgs and cjswgd with the temperature";
    jtss "A/m²" Some(0.0), "Tunnelling by traps at the source, by the area";
    jtssws "A/m" Some(0.0), "Tunnelling by traps at the source, by the edge";
    jtsswgs "A/m" Some(0.0), "Tunnelling by traps at the source, by the edge at the gate";
    jtsd "A/m²" None, "As jtss, of the drain; jtss";
    jtsswd "A/m" None, "As jtssws, of the drain; jtssws";
    jtsswgd "A/m" None, "As jtsswgs, of the drain; jtsswgs";
    jtweff "m" Some(0.0), "Dependence of the tunnelling at the gate's edge on the width";
    njts "" Some(20.0), "Emission coefficient of jtss";
    njtssw "" Some(20.0), "Emission coefficient of jtssws";
    njtsswg "" Some(20.0), "Emission coefficient of jtsswgs";
    njtsd "" None, "Emission coefficient of jtsd; njts";
    njtsswd "" None, "Emission coefficient of jtsswd; njtssw";
    njtsswgd "" None, "Emission coefficient of jtsswgd; njtsswg";
    xtss "" Some(0.02), "Power of the temperature in jtss";
    xtssws "" Some(0.02), "Power of the temperature in jtssws";
    xtsswgs "" Some(0.02), "Power of the temperature in jtsswgs";
    xtsd "" None, "Power of the temperature in jtsd; xtss";
    xtsswd "" None, "Power of the temperature in jtsswd; xtssws";
    xtsswgd "" None, "Power of the temperature in jtsswgd; xtsswgs";
    tnjts "" Some(0.0), "Dependence of njts on the temperature";
    tnjtssw "" Some(0.0), "Dependence of njtssw on the temperature";
    tnjtsswg "" Some(0.0), "Dependence of njtsswg on the temperature";
    tnjtsd "" None, "Dependence of njtsd on the temperature; tnjts";
    tnjtsswd "" None, "Dependence of njtsswd on the temperature; tnjtssw";
    tnjtsswgd "" None, "Dependence of njtsswgd on the temperature; tnjtsswg";
    vtss "V" Some(10.0), "Voltage of jtss";
    vtssws "V" Some(10.0), "Voltage of jtssws";
    vtsswgs "V" Some(10.0), "Voltage of jtsswgs";
    vtsd "V" None, "Voltage of jtsd; vtss";
    vtsswd "V" None, "Voltage of jtsswd; vtssws";
    vtsswgd "V" None, "Voltage of jtsswgd; vtsswgs";
    gidlclamp "V" Some(-1e-5), "Voltage of the junction above fgidl less than which leakage of gidlmod=1 is held";
    idovvds "S" Some(1e-9), "Least conductance of the channel in thermal noise of tnoimod=1";
    saref "m" Some(1e-6), "sa at which the parameters hold";
    sbref "m" Some(1e-6), "sb at which the parameters hold";
    wlod "m" Some(0.0), "Width that stress adds";
    kvsat "" Some(0.0), "Part of the velocity in stress, between -1 and 1";
    tku0 "" Some(0.0), "Dependence of ku0 on the temperature";
    llodku0 "" Some(0.0), "Power of the length in ku0";
    wlodku0 "" Some(0.0), "Power of the width in ku0";
    llodvth "" Some(0.0), "Power of the length in kvth0";
    wlodvth "" Some(0.0), "Power of the width in kvth0";
    stk2 "m" Some(0.0), "Shift of k2 by stress";
    lodk2 "" Some(1.0), "Power of kvth0 in stk2";
    steta0 "m" Some(0.0), "Shift of eta0 by stress";
    lodeta0 "" Some(1.0), "Power of kvth0 in steta0";
    web "" Some(0.0), "Weight of scb";
    wec "" Some(0.0), "Weight of scc";
    scref "m" Some(1e-6), "Distance of the well of sca, scb and scc";
    noia "1/(eV·m³)" None, "Flicker noise by traps; 6.25e41, of a PMOS 6.188e40";
    noib "1/(eV·m)" None, "Flicker noise by traps; 3.125e26, of a PMOS 1.5e25";
    noic "m/eV" Some(8.75e9), "Flicker noise by traps";
    tnoia "1/m" Some(1.5), "Dependence of rnoia on the field";
    tnoib "1/m" Some(3.5), "Dependence of rnoib on the field";
    tnoic "1/m" Some(0.0), "Dependence of rnoic on the field";
    rnoia "" Some(0.577), "Thermal noise of the channel";
    rnoib "" Some(0.5164), "Thermal noise that the gate has";
    rnoic "" Some(0.395), "Correlation of both";
    ntnoi "" Some(1.0), "Factor of the thermal noise (tnoimod=0)";
    em "V/m" Some(4.1e7), "Field at which the velocity saturates, of flicker noise";
    ef "" Some(1.0), "Power of the frequency in flicker noise";
    af "" Some(1.0), "Power of the current in flicker noise (fnoimod=0)";
    kf "" Some(0.0), "Flicker noise (fnoimod=0)";
}

/// What says something to people and nothing to the solver.
pub const INFORMS: &[Parameter] = &[
    row("version", "", Some(4.8), "Version of the equations that the model was made for", &[]).only_informs(),
    row("paramchk", "", Some(1.0), "Whether ngspice warns of numbers that are unusual", &[]).only_informs(),
    row("lmin", "m", Some(0.0), "Least length that the model is meant for", &[]).only_informs(),
    row("lmax", "m", Some(1.0), "Greatest length that the model is meant for", &[]).only_informs(),
    row("wmin", "m", Some(0.0), "Least width that the model is meant for", &[]).only_informs(),
    row("wmax", "m", Some(1.0), "Greatest width that the model is meant for", &[]).only_informs(),
    row("vgs_max", "V", None, "Highest voltage that the part stands from gate to source", &[]).only_informs(),
    row("vgd_max", "V", None, "Highest voltage that the part stands from gate to drain", &[]).only_informs(),
    row("vgb_max", "V", None, "Highest voltage that the part stands from gate to bulk", &[]).only_informs(),
    row("vds_max", "V", None, "Highest voltage that the part stands from drain to source", &[]).only_informs(),
    row("vbs_max", "V", None, "Highest voltage that the part stands from bulk to source", &[]).only_informs(),
    row("vbd_max", "V", None, "Highest voltage that the part stands from bulk to drain", &[]).only_informs(),
    row("vgsr_max", "V", None, "Highest voltage that the part stands from source to gate", &[]).only_informs(),
    row("vgdr_max", "V", None, "Highest voltage that the part stands from drain to gate", &[]).only_informs(),
    row("vgbr_max", "V", None, "Highest voltage that the part stands from bulk to gate", &[]).only_informs(),
    row("vbsr_max", "V", None, "Highest voltage that the part stands from source to bulk", &[]).only_informs(),
    row("vbdr_max", "V", None, "Highest voltage that the part stands from drain to bulk", &[]).only_informs(),
];
