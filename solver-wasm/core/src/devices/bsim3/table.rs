//! What a BSIM3 is given and answers: the names and defaults of ngspice 39.
//!
//! Source: Xi and others, *BSIM3v3.3 MOSFET Model Users' Manual*, UC Berkeley,
//! 2005, appendix A. A parameter that depends on the channel's size stands in
//! [`Sized`] once and has four names: its own, and those of its parts by length
//! (`l…`), width (`w…`) and both (`p…`).

use crate::devices::inputs::Given;
use crate::devices::table::{Parameter, Variable};

/// Declares parameters as fields: what they are called, and how they are read in
/// one pass over a card. A field is NaN where there is neither number nor default.
macro_rules! parameters {
    ($(#[$of:meta])* $name:ident, $place:ident, $names:ident; $($field:ident $([$alias:literal])? $unit:literal $default:expr, $meaning:literal;)*) => {
        $(#[$of])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name { $(pub $field: f64,)* }

        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum $place { $($field,)* Count }

        const $names: [&str; $place::Count as usize] = [$(stringify!($field)),*];
    };
}

/// The parameters that depend on the channel's size.
macro_rules! sized {
    ($($field:ident $([$alias:literal])? $unit:literal $default:expr, $meaning:literal;)*) => {
        parameters! {
            /// The parameters of a channel of its size.
            Sized, SizedPlace, SIZED_NAMES; $($field $([$alias])? $unit $default, $meaning;)*
        }

        const SIZED: &[Parameter] = &[$(
            Parameter::new(stringify!($field), $unit, $default, $meaning)$(.also(&[$alias]))?,
            Parameter::new(concat!("l", stringify!($field)), "", Some(0.0), concat!("Part of ", stringify!($field), " by 1/length"))$(.also(&[concat!("l", $alias)]))?,
            Parameter::new(concat!("w", stringify!($field)), "", Some(0.0), concat!("Part of ", stringify!($field), " by 1/width"))$(.also(&[concat!("w", $alias)]))?,
            Parameter::new(concat!("p", stringify!($field)), "", Some(0.0), concat!("Part of ", stringify!($field), " by 1/(length·width)"))$(.also(&[concat!("p", $alias)]))?,
        )*];

        impl Card {
            /// The parameters of a channel with the given factors of their parts by
            /// length, width and both. `usual` gives what follows from something
            /// else where the card has no number.
            pub fn sized(&self, factors: [f64; 3], usual: impl Fn(&str) -> f64) -> Sized {
                let of = |place: SizedPlace, default: Option<f64>, name: &str| {
                    let [own, parts @ ..] = self.sized[place as usize];
                    let own = if own.is_nan() { default.unwrap_or_else(|| usual(name)) } else { own };
                    own + parts[0] * factors[0] + parts[1] * factors[1] + parts[2] * factors[2]
                };
                Sized { $($field: of(SizedPlace::$field, $default, stringify!($field)),)* }
            }

            /// Whether the card gives a parameter itself.
            pub fn gives(&self) -> Sized {
                Sized { $($field: self.sized[SizedPlace::$field as usize][0],)* }
            }
        }
    };
}

/// The parameters that do not.
macro_rules! plain {
    ($($field:ident $unit:literal $default:expr, $meaning:literal;)*) => {
        parameters! {
            /// The parameters that are one for all sizes; NaN where neither the card
            /// nor the table has a number.
            Plain, PlainPlace, PLAIN_NAMES; $($field $unit $default, $meaning;)*
        }

        const PLAIN: &[Parameter] = &[$(Parameter::new(stringify!($field), $unit, $default, $meaning),)*];

        impl Card {
            pub fn plain(&self) -> Plain {
                let of = |place: PlainPlace, default: Option<f64>| {
                    let own = self.plain[place as usize];
                    if own.is_nan() { default.unwrap_or(f64::NAN) } else { own }
                };
                Plain { $($field: of(PlainPlace::$field, $default),)* }
            }
        }
    };
}

sized! {
    cdsc "F/m²" Some(2.4e-4), "Coupling of drain and source to the channel";
    cdscb "F/(V·m²)" Some(0.0), "Change of cdsc with the bulk's voltage";
    cdscd "F/(V·m²)" Some(0.0), "Change of cdsc with the drain's voltage";
    cit "F/m²" Some(0.0), "Capacitance of interface states";
    nfactor "" Some(1.0), "Factor of the swing below the threshold";
    xj "m" Some(1.5e-7), "Depth of the junctions";
    vsat "m/s" Some(8e4), "Saturation velocity at tnom";
    at "m/s" Some(3.3e4), "Fall of vsat with the temperature";
    a0 "" Some(1.0), "Effect of the bulk's charge at long channels";
    ags "1/V" Some(0.0), "Change of the bulk charge's effect with the gate's voltage";
    a1 "1/V" Some(0.0), "First coefficient of what is not saturated";
    a2 "" Some(1.0), "Second coefficient of what is not saturated";
    keta "1/V" Some(-0.047), "Change of the bulk charge's effect with the bulk's voltage";
    nsub "1/cm³" Some(6e16), "Doping of the substrate";
    nch "1/cm³" Some(1.7e17), "Doping of the channel; numbers above 1e20 are per m³. Without it from gamma1 where that is given";
    ngate "1/cm³" Some(0.0), "Doping of the gate's polysilicon; 0 for a metal. Numbers above 1e23 are per m³";
    gamma1 "√V" None, "Body effect near the surface; without it from nch";
    gamma2 "√V" None, "Body effect in the substrate; without it from nsub";
    vbx "V" None, "Bulk voltage at which the depletion reaches xt; without it from nch and xt";
    vbm "V" Some(-3.0), "Lowest bulk voltage";
    xt "m" Some(1.55e-7), "Depth of the channel's doping";
    k1 "√V" None, "First body effect; without k1 and k2 from the doping, without k1 alone 0.53";
    k2 "" None, "Second body effect; without k1 and k2 from the doping, without k2 alone -0.0186";
    kt1 "V" Some(-0.11), "Change of the threshold with the temperature";
    kt1l "V·m" Some(0.0), "Part of kt1 by 1/length, at all sizes";
    kt2 "" Some(0.022), "Change of kt1 with the bulk's voltage";
    k3 "" Some(80.0), "Effect of a narrow channel on the threshold";
    k3b "1/V" Some(0.0), "Change of k3 with the bulk's voltage";
    w0 "m" Some(2.5e-6), "Width that is added to the channel's for k3";
    nlx "m" Some(1.74e-7), "Effect of the doping along the channel on the threshold";
    dvt0 "" Some(2.2), "First coefficient of a short channel's threshold";
    dvt1 "" Some(0.53), "Second coefficient of a short channel's threshold";
    dvt2 "1/V" Some(-0.032), "Change of a short channel's threshold with the bulk's voltage";
    dvt0w "" Some(0.0), "First coefficient of a narrow and short channel's threshold";
    dvt1w "1/m" Some(5.3e6), "Second coefficient of a narrow and short channel's threshold";
    dvt2w "1/V" Some(-0.032), "Change of a narrow and short channel's threshold with the bulk's voltage";
    drout "" Some(0.56), "Length of the drain's effect on the output resistance";
    dsub "" None, "Length of the drain's effect on the threshold; without it drout";
    vth0 ["vtho"] "V" None, "Threshold of a long channel without bulk voltage; without it from vfb, which is then -1";
    ua "m/V" Some(2.25e-9), "First fall of the mobility";
    ua1 "m/V" Some(4.31e-9), "Change of ua with the temperature";
    ub "(m/V)²" Some(5.87e-19), "Second fall of the mobility";
    ub1 "(m/V)²" Some(-7.61e-18), "Change of ub with the temperature";
    uc "m/V²" None, "Fall of the mobility with the bulk's voltage; without it -4.65e-11, at mobmod 3 -0.0465 per volt";
    uc1 "m/V²" None, "Change of uc with the temperature; without it -5.6e-11, at mobmod 3 -0.056 per volt";
    u0 "m²/(V·s)" None, "Mobility at tnom; numbers above 1 are cm²/(V·s). Without it 0.067 of an NMOS, 0.025 of a PMOS";
    ute "" Some(-1.5), "Exponent of the mobility's temperature";
    voff "V" Some(-0.08), "Offset of the threshold for small currents";
    delta "V" Some(0.01), "Roundness of the saturation";
    rdsw "Ω·µm" Some(0.0), "Resistance of drain and source by width";
    prwg "1/V" Some(0.0), "Change of the resistance with the gate's voltage";
    prwb "1/√V" Some(0.0), "Change of the resistance with the bulk's voltage";
    prt "Ω·µm" Some(0.0), "Change of rdsw with the temperature";
    eta0 "" Some(0.08), "Effect of the drain on the threshold";
    etab "1/V" Some(-0.07), "Change of eta0 with the bulk's voltage";
    pclm "" Some(1.3), "Channel-length modulation";
    pdiblc1 "" Some(0.39), "First effect of the drain on the output resistance";
    pdiblc2 "" Some(0.0086), "Second effect of the drain on the output resistance";
    pdiblcb "1/V" Some(0.0), "Change of the drain's effect with the bulk's voltage";
    pscbe1 "V/m" Some(4.24e8), "First effect of the substrate's current on the output resistance";
    pscbe2 "m/V" Some(1e-5), "Second effect of the substrate's current on the output resistance";
    pvag "" Some(0.0), "Change of the Early voltage with the gate's voltage";
    wr "" Some(1.0), "Exponent of the width for the resistance";
    dwg "m/V" Some(0.0), "Change of the width with the gate's voltage";
    dwb "m/√V" Some(0.0), "Change of the width with the bulk's voltage";
    b0 "m" Some(0.0), "Effect of the bulk's charge at narrow channels";
    b1 "m" Some(0.0), "Width that is added to the channel's for b0";
    cgsl "F/m" Some(0.0), "Overlap of gate and lightly doped source, by width";
    cgdl "F/m" Some(0.0), "Overlap of gate and lightly doped drain, by width";
    ckappa "V" Some(0.6), "Voltage that depletes the lightly doped overlaps";
    cf "F/m" None, "Fringe of the gate by width; without it from tox";
    clc "m" Some(1e-7), "Length of the channel's charge at saturation";
    cle "" Some(0.6), "Exponent of clc";
    alpha0 "m/V" Some(0.0), "First coefficient of impact ionisation";
    alpha1 "1/V" Some(0.0), "Second coefficient of impact ionisation";
    beta0 "V" Some(30.0), "Voltage of impact ionisation";
    vfbcv "V" Some(-1.0), "Flat-band voltage of the charges at capmod 0";
    vfb "V" None, "Flat-band voltage; without it from vth0, without either -1";
    acde "m/V" Some(1.0), "Thickness of the charge in accumulation and depletion, at capmod 3";
    moin "" Some(15.0), "Change of the surface potential with the gate's voltage, at capmod 3";
    noff "" Some(1.0), "Factor of the swing for charges";
    voffcv "V" Some(0.0), "Offset of the threshold for charges";
}

plain! {
    capmod "" Some(3.0), "Equations of the charges: 0 to 3";
    mobmod "" Some(1.0), "Equation of the mobility: 1 to 3";
    noimod "" Some(1.0), "Equations of the noise: 1 to 6";
    acm "" Some(0.0), "How areas are computed: 0 as given, 1, 2, 3, 11, 12 and 13 as in HSPICE";
    calcacm "" Some(0.0), "1: areas are computed at acm 12 where they are not given";
    paramchk "" Some(0.0), "1: numbers without meaning are held at their limits";
    binunit "" Some(1.0), "Unit of lengths in the parts by size: 1 for micrometres, else metres";
    tox "m" Some(1.5e-8), "Thickness of the oxide";
    toxm "m" None, "Thickness of the oxide that k1 and k2 were measured with; without it tox";
    xpart "" Some(0.0), "Drain's part of the channel's charge in saturation: below 0.5 40 %, at 0.5 50 %, above nothing; below 0 there is no charge";
    cgso "F/m" None, "Overlap of gate and source, by width; without it from dlc or xj";
    cgdo "F/m" None, "Overlap of gate and drain, by width; without it from dlc or xj";
    cgbo "F/m" None, "Overlap of gate and bulk, by length; without it from dwc";
    rsh "Ω" Some(0.0), "Sheet resistance of drain and source";
    js "A/m²" Some(1e-4), "Saturation current density of the bulk's junctions";
    jsw "A/m" Some(0.0), "Saturation current of the bulk's side walls, by perimeter";
    nj "" Some(1.0), "Emission coefficient of the bulk's junctions";
    xti "" Some(3.0), "Exponent of the saturation currents' temperature";
    ijth "A" Some(0.1), "Current above which a junction is a resistance; 0 for none";
    cj "F/m²" Some(5e-4), "Capacitance of the bulk's junctions at 0 V, by area";
    cjsw "F/m" Some(5e-10), "Capacitance of the side walls at 0 V, by perimeter";
    cjswg "F/m" None, "Capacitance of the side walls along the gate at 0 V, by width; without it cjsw";
    pb "V" Some(1.0), "Built-in potential of the bulk's junctions";
    pbsw "V" Some(1.0), "Built-in potential of the side walls";
    pbswg "V" None, "Built-in potential of the side walls along the gate; without it pbsw";
    mj "" Some(0.5), "Grading of the bulk's junctions";
    mjsw "" Some(0.33), "Grading of the side walls";
    mjswg "" None, "Grading of the side walls along the gate; without it mjsw";
    tpb "V/K" Some(0.0), "Fall of pb with the temperature";
    tpbsw "V/K" Some(0.0), "Fall of pbsw with the temperature";
    tpbswg "V/K" Some(0.0), "Fall of pbswg with the temperature";
    tcj "1/K" Some(0.0), "Rise of cj with the temperature";
    tcjsw "1/K" Some(0.0), "Rise of cjsw with the temperature";
    tcjswg "1/K" Some(0.0), "Rise of cjswg with the temperature";
    lint "m" Some(0.0), "What the channel is shorter than drawn at each end";
    ll "" Some(0.0), "Part of lint by length";
    lln "" Some(1.0), "Exponent of the length in ll";
    lw "" Some(0.0), "Part of lint by width";
    lwn "" Some(1.0), "Exponent of the width in lw";
    lwl "" Some(0.0), "Part of lint by length and width";
    llc "" None, "ll of the charges; without it ll";
    lwc "" None, "lw of the charges; without it lw";
    lwlc "" None, "lwl of the charges; without it lwl";
    wint "m" Some(0.0), "What the channel is narrower than drawn at each side";
    wl "" Some(0.0), "Part of wint by length";
    wln "" Some(1.0), "Exponent of the length in wl";
    ww "" Some(0.0), "Part of wint by width";
    wwn "" Some(1.0), "Exponent of the width in ww";
    wwl "" Some(0.0), "Part of wint by length and width";
    wlc "" None, "wl of the charges; without it wl";
    wwc "" None, "ww of the charges; without it ww";
    wwlc "" None, "wwl of the charges; without it wwl";
    dlc "m" None, "lint of the charges; without it lint";
    dwc "m" None, "wint of the charges; without it wint";
    xl "m" Some(0.0), "What the mask adds to the length";
    xw "m" Some(0.0), "What the mask adds to the width";
    hdif "m" Some(0.0), "Length from gate to contact, for acm 2, 3, 12, 13";
    ldif "m" Some(0.0), "Length of the lightly doped diffusion beside the gate, for acm above 0";
    ld "m" Some(0.0), "Length of the diffusion below the gate, for acm above 0";
    rd "Ω" Some(0.0), "Sheet resistance of the lightly doped drain, for acm above 0";
    rs "Ω" Some(0.0), "Sheet resistance of the lightly doped source, for acm above 0";
    rdc "Ω" Some(0.0), "Resistance of the drain's contact, for acm above 0";
    rsc "Ω" Some(0.0), "Resistance of the source's contact, for acm above 0";
    wmlt "" Some(1.0), "Factor of diffused lengths, for acm above 0";
    noia "1/(m³·eV)" None, "First density of traps for flicker noise; without it 1e20 of an NMOS, 9.9e18 of a PMOS";
    noib "1/(m·eV)" None, "Second density of traps; without it 5e4 of an NMOS, 2.4e3 of a PMOS";
    noic "m/eV" None, "Third density of traps; without it -1.4e-12 of an NMOS, 1.4e-12 of a PMOS";
    em "V/m" Some(4.1e7), "Field of saturation for flicker noise";
    ef "" Some(1.0), "Exponent of the frequency of flicker noise";
    af "" Some(1.0), "Exponent of the current of flicker noise";
    kf "" Some(0.0), "Coefficient of flicker noise";
    lintnoi "m" Some(0.0), "What the channel is shorter than computed for noise, at each end";
}

/// What no equation above reads.
const OTHERS: &[Parameter] = &[
    Parameter::new("level", "", None, "Level of the model"),
    Parameter::new("tnom", "°C", None, "Temperature of the parameters; without it the option tnom"),
    Parameter::new("nqsmod", "", Some(0.0), "1: the channel is not in equilibrium, which is not simulated"),
    Parameter::new("acnqsmod", "", Some(0.0), "1: the channel is not in equilibrium at small signals, which is not simulated"),
    Parameter::new("elm", "", Some(5.0), "Elmore's constant of a channel that is not in equilibrium, which is not simulated"),
    Parameter::new("lelm", "", Some(0.0), "Part of elm by 1/length"),
    Parameter::new("welm", "", Some(0.0), "Part of elm by 1/width"),
    Parameter::new("pelm", "", Some(0.0), "Part of elm by 1/(length·width)"),
    Parameter::new("version", "", None, "Version of the equations; those of 3.3.0 are used").only_informs(),
    Parameter::new("lmin", "m", Some(0.0), "Shortest channel that the model is for").only_informs(),
    Parameter::new("lmax", "m", Some(1.0), "Longest channel that the model is for").only_informs(),
    Parameter::new("wmin", "m", Some(0.0), "Narrowest channel that the model is for").only_informs(),
    Parameter::new("wmax", "m", Some(1.0), "Widest channel that the model is for").only_informs(),
    Parameter::new("vgs_max", "V", None, "Highest voltage that the part bears between gate and source").only_informs(),
    Parameter::new("vgd_max", "V", None, "Highest voltage that the part bears between gate and drain").only_informs(),
    Parameter::new("vgb_max", "V", None, "Highest voltage that the part bears between gate and bulk").only_informs(),
    Parameter::new("vds_max", "V", None, "Highest voltage that the part bears between drain and source").only_informs(),
    Parameter::new("vbs_max", "V", None, "Highest voltage that the part bears between bulk and source").only_informs(),
    Parameter::new("vbd_max", "V", None, "Highest voltage that the part bears between bulk and drain").only_informs(),
];

const COUNT: usize = SIZED.len() + PLAIN.len() + OTHERS.len();

pub const MODEL: [Parameter; COUNT] = crate::devices::mosfet::table::joined(&[OTHERS, PLAIN, SIZED]);

pub const INSTANCE: &[Parameter] = &[
    Parameter::new("l", "m", Some(5e-6), "Length of the channel"),
    Parameter::new("w", "m", Some(5e-6), "Width of the channel"),
    Parameter::new("ad", "m²", Some(0.0), "Area of the drain's junction"),
    Parameter::new("as", "m²", Some(0.0), "Area of the source's junction"),
    Parameter::new("pd", "m", Some(0.0), "Perimeter of the drain's junction"),
    Parameter::new("ps", "m", Some(0.0), "Perimeter of the source's junction"),
    Parameter::new("nrd", "", None, "Squares of the drain's resistance; without it 1, at acm above 0 what acm computes"),
    Parameter::new("nrs", "", None, "Squares of the source's resistance; without it 1, at acm above 0 what acm computes"),
    Parameter::new("geo", "", Some(0.0), "Which diffusions are shared with a neighbour, at acm 3: 0 none, 1 the drain, 2 the source, 3 both"),
    Parameter::new("delvto", "V", Some(0.0), "What the threshold is above the model's, with its sign"),
    Parameter::new("mulu0", "", Some(1.0), "Factor of the mobility"),
    Parameter::new("nqsmod", "", None, "1: the channel is not in equilibrium, which is not simulated"),
    Parameter::new("acnqsmod", "", None, "1: the channel is not in equilibrium at small signals, which is not simulated"),
    Parameter::new("off", "", Some(0.0), "Begin the operating point without current"),
    Parameter::new("ic", "V", None, "Voltages at the start of a transient with uic: drain, gate and bulk, each to source"),
];

pub const VARIABLES: &[Variable] = &[
    Variable::new("gmbs", "S", "Transconductance of the bulk"),
    Variable::new("gm", "S", "Transconductance"),
    Variable::new("gds", "S", "Conductance between drain and source"),
    Variable::new("vdsat", "V", "Voltage from drain to source at which the channel saturates"),
    Variable::new("vth", "V", "Threshold voltage at this bias"),
    Variable::new("id", "A", "Current along the channel, from the end with the higher voltage (the lower one of a PMOS)"),
    Variable::new("vbs", "V", "Voltage from bulk to inner source; this and the others of a PMOS have the signs of an NMOS"),
    Variable::new("vgs", "V", "Voltage from gate to inner source"),
    Variable::new("vds", "V", "Voltage from inner drain to inner source"),
    Variable::new("ibd", "A", "Current from bulk to drain"),
    Variable::new("ibs", "A", "Current from bulk to source"),
    Variable::new("gbd", "S", "Conductance between bulk and drain"),
    Variable::new("gbs", "S", "Conductance between bulk and source"),
    Variable::new("qb", "C", "Charge of the bulk"),
    Variable::new("cqb", "A", "Current of the bulk's charge"),
    Variable::new("qg", "C", "Charge of the gate"),
    Variable::new("cqg", "A", "Current of the gate's charge"),
    Variable::new("qd", "C", "Charge of the drain"),
    Variable::new("cqd", "A", "Current of the drain's charge"),
    Variable::new("cgg", "F", "Change of the channel's gate charge with the gate's voltage"),
    Variable::new("cgd", "F", "Change of the channel's gate charge with the drain's voltage"),
    Variable::new("cgs", "F", "Change of the channel's gate charge with the source's voltage"),
    Variable::new("cdg", "F", "Change of the channel's drain charge with the gate's voltage"),
    Variable::new("cdd", "F", "Change of the channel's drain charge with the drain's voltage"),
    Variable::new("cds", "F", "Change of the channel's drain charge with the source's voltage"),
    Variable::new("cbg", "F", "Change of the channel's bulk charge with the gate's voltage"),
    Variable::new("cbd", "F", "Change of the channel's bulk charge with the drain's voltage"),
    Variable::new("cbs", "F", "Change of the channel's bulk charge with the source's voltage"),
    Variable::new("capbd", "F", "Capacitance between bulk and drain"),
    Variable::new("capbs", "F", "Capacitance between bulk and source"),
];

/// A model's numbers by their places in the tables; NaN where the card has none.
pub struct Card {
    /// A parameter itself, and its parts by length, width and both.
    sized: [[f64; 4]; SizedPlace::Count as usize],
    plain: [f64; PlainPlace::Count as usize],
}

impl Card {
    /// Reads a model in one pass: a device has one of hundreds of its parameters.
    pub fn of(model: &Given) -> Card {
        let mut card = Card { sized: [[f64::NAN, 0.0, 0.0, 0.0]; SizedPlace::Count as usize], plain: [f64::NAN; PlainPlace::Count as usize] };
        for (name, number) in model.numbers() {
            if let Some(place) = place_in(&SIZED_NAMES, name) {
                card.sized[place][0] = density(name, number);
            } else if let Some(place) = place_in(&PLAIN_NAMES, name) {
                card.plain[place] = number;
            } else if let (Some(part), Some(place)) = ("lwp".find(&name[..1]), place_in(&SIZED_NAMES, &name[1..])) {
                card.sized[place][part + 1] = density(&name[1..], number);
            }
        }
        card
    }
}

fn place_in(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

/// Dopings are per cm³ where the number is not too large for that.
fn density(name: &str, number: f64) -> f64 {
    let largest = match name {
        "nch" => 1e20,
        "ngate" => 1e23,
        _ => f64::INFINITY,
    };
    if number > largest { number * 1e-6 } else { number }
}
