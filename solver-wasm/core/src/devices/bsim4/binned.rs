//! Parameters of a BSIM4 model that may depend on the size of the channel: each
//! with a factor of 1/L, one of 1/W and one of 1/(L·W), whose names begin with
//! l, w and p.
//!
//! Sources: BSIM4.8.0 MOSFET Model User's Manual, University of California,
//! Berkeley, 2013, appendix A; names and defaults as ngspice 39 has them.

use super::rows::{follow, row};
use crate::devices::table::Parameter;

/// Declares the struct of the coefficients, that of the numbers at a size, and the
/// table of the facts; a default of `None` follows from other parameters, which
/// [`super::defaults`] says.
macro_rules! binned {
    ($($field:ident $(= $also:ident)? $unit:literal $default:expr, $meaning:literal;)*) => {
        /// The number itself and its factors of 1/L, 1/W and 1/(L·W); NaN until
        /// [`super::defaults`] has filled what a card leaves open.
        #[derive(Debug, Clone)]
        pub struct Binned { $(pub $field: [f64; 4],)* }

        /// The numbers of a channel of one size. Not all are asked for: a table has them.
        #[derive(Debug, Clone)]
        #[allow(dead_code)]
        pub struct Sized { $(pub $field: f64,)* }

        impl Binned {
            pub fn read(values: &[f64]) -> Binned {
                let mut values = values.iter();
                let mut next = || values.next().copied().unwrap_or(f64::NAN);
                Binned { $($field: [next(), next(), next(), next()],)* }
            }

            /// Fills in the defaults that are numbers.
            pub fn settle(&mut self) {
                $(settle(&mut self.$field, $default);)*
            }

            /// The numbers at a size, of which 1/L, 1/W and 1/(L·W) are given.
            pub fn at(&self, inverse: [f64; 3]) -> Sized {
                Sized { $($field: at(&self.$field, inverse),)* }
            }
        }

        pub const BINNED: &[Parameter] = &[$(
            row(stringify!($field), $unit, $default, $meaning, &[$(stringify!($also))?]),
            row(concat!("l", stringify!($field)), "", Some(0.0), concat!("Dependence of ", stringify!($field), " on the length"), &[$(concat!("l", stringify!($also)))?]),
            row(concat!("w", stringify!($field)), "", Some(0.0), concat!("Dependence of ", stringify!($field), " on the width"), &[$(concat!("w", stringify!($also)))?]),
            row(concat!("p", stringify!($field)), "", Some(0.0), concat!("Dependence of ", stringify!($field), " on length times width"), &[$(concat!("p", stringify!($also)))?]),
        )*];
    };
}

fn settle(coefficients: &mut [f64; 4], default: Option<f64>) {
    let [number, by_size @ ..] = coefficients;
    follow(number, default.unwrap_or(f64::NAN));
    by_size.iter_mut().for_each(|factor| follow(factor, 0.0));
}

fn at(&[number, by_length, by_width, by_both]: &[f64; 4], inverse: [f64; 3]) -> f64 {
    number + by_length * inverse[0] + by_width * inverse[1] + by_both * inverse[2]
}

binned! {
    cdsc "F/m²" Some(2.4e-4), "Coupling of channel with drain and source";
    cdscb "F/(V·m²)" Some(0.0), "Dependence of cdsc on the bulk's voltage";
    cdscd "F/(V·m²)" Some(0.0), "Dependence of cdsc on the drain's voltage";
    cit "F/m²" Some(0.0), "Capacitance of interface states";
    nfactor "" Some(1.0), "Factor of the slope below the threshold";
    tnfactor "" Some(0.0), "Dependence of nfactor on the temperature";
    xj "m" Some(1.5e-7), "Depth of the junctions";
    vsat "m/s" Some(8e4), "Velocity at which carriers saturate";
    at "m/s" Some(3.3e4), "Fall of vsat with the temperature";
    a0 "" Some(1.0), "Bulk charge along the channel";
    ags "1/V" Some(0.0), "Dependence of the bulk charge on the gate's voltage";
    a1 "1/V" Some(0.0), "Dependence of the saturation on the gate's voltage";
    a2 "" Some(1.0), "Saturation that is not by velocity";
    keta "1/V" Some(-0.047), "Dependence of the bulk charge on the bulk's voltage";
    nsub "1/cm³" Some(6e16), "Doping of the substrate";
    ndep "1/cm³" Some(1.7e17), "Doping of the channel at the end of the depletion";
    nsd "1/cm³" Some(1e20), "Doping of drain and source";
    phin "V" Some(0.0), "Surface potential by a doping that is not even";
    ngate "1/cm³" Some(0.0), "Doping of a gate of silicon; 0 for no depletion in it";
    gamma1 "√V" Some(0.0), "Body effect near the surface, instead of k1 and k2";
    gamma2 "√V" Some(0.0), "Body effect in the depth, instead of k1 and k2";
    vbx "V" Some(0.0), "Bulk's voltage at which the depletion reaches xt";
    vbm "V" Some(-3.0), "Lowest bulk's voltage";
    xt "m" Some(1.55e-7), "Depth of the doping";
    k1 "√V" Some(0.0), "Body effect: by the root; without k1 and k2 from the doping";
    kt1 "V" Some(-0.11), "Dependence of the threshold on the temperature";
    kt1l "V·m" Some(0.0), "Dependence of kt1 on the length";
    kt2 "" Some(0.022), "Dependence of kt1 on the bulk's voltage";
    k2 "" Some(0.0), "Body effect: straight; without k1 and k2 from the doping";
    k3 "" Some(80.0), "Narrow channels' threshold";
    k3b "1/V" Some(0.0), "Dependence of k3 on the bulk's voltage";
    w0 "m" Some(2.5e-6), "Width of narrow channels' threshold";
    dvtp0 "m" Some(0.0), "Pocket's shift by the drain's voltage: length";
    dvtp1 "1/V" Some(0.0), "Pocket's shift by the drain's voltage: exponent";
    dvtp2 "V·mᵈᵛᵗᵖ³" Some(0.0), "Shift by the drain's voltage: dependence on the length";
    dvtp3 "" Some(0.0), "Shift by the drain's voltage: power of the length";
    dvtp4 "1/V" Some(0.0), "Shift by the drain's voltage: steepness";
    dvtp5 "V" Some(0.0), "Shift by the drain's voltage: in long channels";
    lpe0 "m" Some(1.74e-7), "Length of the pockets";
    lpeb "m" Some(0.0), "Length of the pockets for the body effect";
    dvt0 "" Some(2.2), "Short channels' threshold";
    dvt1 "" Some(0.53), "Short channels' threshold: exponent";
    dvt2 "1/V" Some(-0.032), "Short channels' threshold: dependence on the bulk's voltage";
    dvt0w "" Some(0.0), "Narrow and short channels' threshold";
    dvt1w "1/m" Some(5.3e6), "Narrow and short channels' threshold: exponent";
    dvt2w "1/V" Some(-0.032), "Narrow and short channels' threshold: dependence on the bulk's voltage";
    drout "" Some(0.56), "Fall of the barrier by the drain, of the output's resistance: exponent";
    dsub "" None, "Fall of the barrier by the drain: exponent; drout";
    vth0 = vtho "V" None, "Threshold of a large device without voltages; from vfb, else 0.7, of a PMOS -0.7";
    vfb "V" None, "Flat-band voltage; from vth0, else -1";
    ua "m/V" None, "Fall of the mobility with the field; 1e-9, 1e-15 with mobmod=2";
    ua1 "m/V" Some(1e-9), "Dependence of ua on the temperature";
    ub "m²/V²" Some(1e-19), "Fall of the mobility with the field's square";
    ub1 "m²/V²" Some(-1e-18), "Dependence of ub on the temperature";
    uc "m/V²" None, "Fall of the mobility with the bulk's voltage; -0.0465e-9, -0.0465 with mobmod=1";
    uc1 "m/V²" None, "Dependence of uc on the temperature; -0.056e-9, -0.056 with mobmod=1";
    ud "1/m²" Some(0.0), "Coulomb scattering";
    ud1 "1/m²" Some(0.0), "Dependence of ud on the temperature";
    up "" Some(0.0), "Fall of the mobility in short channels";
    lp "m" Some(1e-8), "Length of up";
    u0 "m²/(V·s)" None, "Mobility; 0.067, of a PMOS 0.025";
    eu "" None, "Exponent of the mobility (mobmod 2, 3 and 6); 1.67, of a PMOS 1";
    ucs "" None, "Exponent of Coulomb scattering (mobmod=3); 1.67, of a PMOS 1";
    ute "" Some(-1.5), "Power of the temperature in the mobility";
    ucste "" Some(-4.775e-3), "Power of the temperature in ucs";
    voff "V" Some(-0.08), "Shift of the threshold below it";
    tvoff "1/K" Some(0.0), "Dependence of voff on the temperature";
    minv "" Some(0.0), "Moderate inversion of the current";
    minvcv "" Some(0.0), "Moderate inversion of the charges (cvchargemod=1)";
    delta "V" Some(0.01), "Roundness between the linear region and saturation";
    rdsw "Ω·µm" Some(200.0), "Resistance of drain and source";
    rsw "Ω·µm" Some(100.0), "Resistance of the source (rdsmod=1)";
    rdw "Ω·µm" Some(100.0), "Resistance of the drain (rdsmod=1)";
    prwg "1/V" Some(1.0), "Dependence of the resistances on the gate's voltage";
    prwb "1/√V" Some(0.0), "Dependence of the resistances on the bulk's voltage";
    prt "Ω·µm" Some(0.0), "Dependence of the resistances on the temperature";
    eta0 "" Some(0.08), "Fall of the barrier by the drain";
    teta0 "" Some(0.0), "Dependence of eta0 on the temperature";
    etab "1/V" Some(-0.07), "Dependence of eta0 on the bulk's voltage";
    pclm "" Some(1.3), "Channel-length modulation";
    pdiblc1 "" Some(0.39), "Output's resistance by the barrier's fall";
    pdiblc2 "" Some(0.0086), "Output's resistance by the barrier's fall, in long channels";
    pdiblcb "1/V" Some(0.0), "Dependence of that on the bulk's voltage";
    fprout "V/√m" Some(0.0), "Fall of the output's resistance by pockets";
    pdits "1/V" Some(0.0), "Output's resistance by the shift of the threshold";
    pditsd "1/V" Some(0.0), "Dependence of pdits on the drain's voltage";
    pscbe1 "V/m" Some(4.24e8), "Output's resistance by the substrate's current: exponent";
    pscbe2 "m/V" Some(1e-5), "Output's resistance by the substrate's current";
    pvag "" Some(0.0), "Dependence of the output's resistance on the gate's voltage";
    wr "" Some(1.0), "Power of the width in resistances";
    dwg "m/V" Some(0.0), "Dependence of the width on the gate's voltage";
    dwb "m/√V" Some(0.0), "Dependence of the width on the bulk's voltage";
    b0 "m" Some(0.0), "Narrow channels' bulk charge";
    b1 "m" Some(0.0), "Width of narrow channels' bulk charge";
    alpha0 "m/V" Some(0.0), "Impact ionisation";
    alpha1 "1/V" Some(0.0), "Impact ionisation: dependence on the length";
    beta0 "V" Some(0.0), "Impact ionisation: exponent";
    agidl "S" Some(0.0), "Leakage that the gate induces at the drain";
    bgidl "V/m" Some(2.3e9), "Leakage at the drain: exponent";
    cgidl "V³" Some(0.5), "Leakage at the drain: dependence on the junction's voltage";
    egidl "V" Some(0.8), "Leakage at the drain: bending of the bands";
    rgidl "" Some(1.0), "Leakage at the drain: part of the gate's voltage (gidlmod=1)";
    kgidl "V" Some(0.0), "Leakage at the drain: dependence on the junction's voltage (gidlmod=1)";
    fgidl "V" Some(1.0), "Leakage at the drain: border of the junction's voltage (gidlmod=1)";
    agisl "S" None, "As agidl, at the source; agidl";
    bgisl "V/m" None, "As bgidl, at the source; bgidl";
    cgisl "V³" None, "As cgidl, at the source; cgidl";
    egisl "V" None, "As egidl, at the source; egidl";
    rgisl "" None, "As rgidl, at the source; rgidl";
    kgisl "V" None, "As kgidl, at the source; kgidl";
    fgisl "V" None, "As fgidl, at the source; fgidl";
    aigc "√(F·s²/g)/m" None, "Tunnelling into the channel; 1.36e-2, of a PMOS 9.8e-3";
    bigc "√(F·s²/g)/(m·V)" None, "Tunnelling into the channel; 1.71e-3, of a PMOS 7.59e-4";
    cigc "1/V" None, "Tunnelling into the channel; 0.075, of a PMOS 0.03";
    aigsd "√(F·s²/g)/m" None, "aigs and aigd";
    bigsd "√(F·s²/g)/(m·V)" None, "bigs and bigd";
    cigsd "1/V" None, "cigs and cigd";
    aigs "√(F·s²/g)/m" None, "Tunnelling into the source; 1.36e-2, of a PMOS 9.8e-3";
    bigs "√(F·s²/g)/(m·V)" None, "Tunnelling into the source; 1.71e-3, of a PMOS 7.59e-4";
    cigs "1/V" None, "Tunnelling into the source; 0.075, of a PMOS 0.03";
    aigd "√(F·s²/g)/m" None, "Tunnelling into the drain; 1.36e-2, of a PMOS 9.8e-3";
    bigd "√(F·s²/g)/(m·V)" None, "Tunnelling into the drain; 1.71e-3, of a PMOS 7.59e-4";
    cigd "1/V" None, "Tunnelling into the drain; 0.075, of a PMOS 0.03";
    aigbacc "√(F·s²/g)/m" Some(1.36e-2), "Tunnelling into the bulk in accumulation";
    bigbacc "√(F·s²/g)/(m·V)" Some(1.71e-3), "Tunnelling into the bulk in accumulation";
    cigbacc "1/V" Some(0.075), "Tunnelling into the bulk in accumulation";
    aigbinv "√(F·s²/g)/m" Some(1.11e-2), "Tunnelling into the bulk in inversion";
    bigbinv "√(F·s²/g)/(m·V)" Some(9.49e-4), "Tunnelling into the bulk in inversion";
    cigbinv "1/V" Some(0.006), "Tunnelling into the bulk in inversion";
    nigc "" Some(1.0), "Slope of the tunnelling into the channel";
    nigbinv "" Some(3.0), "Slope of the tunnelling into the bulk in inversion";
    nigbacc "" Some(1.0), "Slope of the tunnelling into the bulk in accumulation";
    ntox "" Some(1.0), "Power of the oxide's thickness in tunnelling";
    eigbinv "V" Some(1.1), "Voltage of the tunnelling into the bulk in inversion";
    pigcd "" Some(1.0), "Part of the channel's tunnelling by the drain's voltage; where it is not given, from the voltages";
    poxedge "" Some(1.0), "Thickness of the oxide over drain and source, by toxe";
    xrcrg1 "" Some(12.0), "Gate's resistance by the channel (rgatemod 2 and 3)";
    xrcrg2 "" Some(1.0), "Gate's resistance by diffusion (rgatemod 2 and 3)";
    lambda "m³/(V·s)" Some(0.0), "Velocity overshoot";
    vtl "m/s" Some(2e5), "Velocity at the source, where it is given";
    xn "" Some(3.0), "Back scattering at the source";
    vfbsdoff "V" Some(0.0), "Shift of the flat band over drain and source";
    tvfbsdoff "1/K" Some(0.0), "Dependence of vfbsdoff on the temperature";
    cgsl "F/m" Some(0.0), "Overlap between gate and source by the lightly doped region";
    cgdl "F/m" Some(0.0), "Overlap between gate and drain by the lightly doped region";
    ckappas "V" Some(0.6), "Voltage of cgsl";
    ckappad "V" None, "Voltage of cgdl; ckappas";
    cf "F/m" None, "Capacitance of the gate's fringe; from epsrox and toxe, none with mtrlmod=1";
    clc "m" Some(1e-7), "Saturation of the charges: length";
    cle "" Some(0.6), "Saturation of the charges: exponent";
    vfbcv "V" Some(-1.0), "Flat-band voltage of the charges (capmod=0)";
    acde "m/V" Some(1.0), "Thickness of the charge in accumulation (capmod=2)";
    moin "" Some(15.0), "Surface potential by the gate's voltage (capmod=2)";
    noff "" Some(1.0), "Slope of the charges below the threshold";
    voffcv "V" Some(0.0), "Shift of the charges' threshold";
    tvoffcv "1/K" Some(0.0), "Dependence of voffcv on the temperature";
    ku0 "m" Some(0.0), "Mobility by stress";
    kvth0 "V·m" Some(0.0), "Threshold by stress";
    kvth0we "V" Some(0.0), "Threshold by a well's edge nearby";
    k2we "" Some(0.0), "k2 by a well's edge nearby";
    ku0we "" Some(0.0), "Mobility by a well's edge nearby";
}
