//! Between which values the parameters of devices and models have a meaning.
//!
//! The solver refuses what is below a range, on the card that says it; lint says
//! it of numbers while they are typed, from `devices.json`. Where a parameter
//! ends above ([`Range::Fraction`], [`Range::Share`]), devices do what ngspice
//! does there and say so themselves.

use super::junction::KELVIN;
use super::{Entry, Inputs, BELOW_ZERO};
use crate::circuit::NONE;
use crate::failure::shown;
use crate::simulation::Failure;

/// A range by its name in `devices.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Above 0.
    Positive,
    /// At least 0.
    NotNegative,
    /// At least 0 and less than 1: gradings of junctions and the like.
    Fraction,
    /// At least 0 and at most 1.
    Share,
}

impl Range {
    pub fn name(self) -> &'static str {
        match self {
            Range::Positive => "positive",
            Range::NotNegative => "not negative",
            Range::Fraction => "fraction",
            Range::Share => "share",
        }
    }

    /// What is wrong with a number that is below the range, or none at all.
    fn objection(self, number: f64) -> Option<&'static str> {
        match self {
            Range::Positive if !(number > 0.0) => Some("it must be above 0"),
            Range::NotNegative | Range::Fraction | Range::Share if !(number >= 0.0) => Some("it must not be below 0"),
            _ => None,
        }
    }
}

/// The ranges of a kind's parameters, by names with blanks between them.
struct Ranges {
    kinds: &'static str,
    card: &'static [(Range, &'static str)],
    model: &'static [(Range, &'static str)],
}

use Range::{Fraction, NotNegative, Positive, Share};

/// Of the cards of MOSFETs of every level.
const MOSFET_CARD: &[(Range, &str)] = &[(Positive, "l w"), (NotNegative, "ad as pd ps nrd nrs")];

const TABLE: &[Ranges] = &[
    Ranges { kinds: "resistor", card: &[(Positive, "l w")], model: &[(Positive, "l defw"), (NotNegative, "rsh kf af")] },
    Ranges { kinds: "capacitor", card: &[(Positive, "l w")], model: &[(Positive, "thick di"), (NotNegative, "cap cj cjsw defw defl")] },
    Ranges { kinds: "inductor", card: &[], model: &[(Positive, "csect dia length mu")] },
    Ranges { kinds: "magnetic-core", card: &[(Positive, "k size")], model: &[(Positive, "ms a k area path pack"), (NotNegative, "c alpha gap")] },
    Ranges {
        kinds: "diode heated-diode",
        card: &[(Positive, "area w l"), (NotNegative, "pj")],
        model: &[
            (Positive, "is n ns vj php nr nbv nbvl ntun eg area xom xoi rth0 ron roff rrev ilimit revilimit"),
            (NotNegative, "jsw rs cjo cjp tt kf af isr ikf ikr ibv ibvl jtun jtunsw pj cth0 epsilon revepsilon"),
            (Fraction, "m mjsw fc fcs"),
        ],
    },
    Ranges {
        kinds: "ideal-diode",
        card: &[(Positive, "n")],
        model: &[(Positive, "ron roff rrev ilimit revilimit"), (NotNegative, "epsilon revepsilon")],
    },
    Ranges {
        kinds: "bjt epitaxial-bjt",
        card: &[(Positive, "area areab areac")],
        model: &[
            (Positive, "is ibe ibc bf nf nr ne nc ns vje vjc eg vo"),
            (NotNegative, "br vaf var ikf ikr ise isc iss rb rbm re rc rco gamma qco irb cje cjc cjs tf tr itf kf af vjs"),
            (Fraction, "mje mjc mjs fc"),
            (Share, "xcjc"),
        ],
    },
    Ranges {
        kinds: "jfet",
        card: &[(Positive, "area")],
        model: &[(Positive, "pb eg"), (NotNegative, "beta rd rs cgs cgd is kf af gdsnoi"), (Fraction, "fc")],
    },
    Ranges {
        kinds: "jfet2",
        card: &[(Positive, "area")],
        model: &[
            (Positive, "vbi n vbd p q xi z"),
            (NotNegative, "beta rd rs cgs cgd cds is ibd kf af vst delta taug taud mxi"),
            (Fraction, "fc"),
            (Share, "xc"),
        ],
    },
    Ranges {
        kinds: "mosfet",
        card: MOSFET_CARD,
        model: &[
            (Positive, "tox uo pb"),
            (NotNegative, "kp rd rs cbd cbs is rsh cgso cgdo cgbo cj cjsw js kf af"),
            (Fraction, "mj mjsw fc"),
        ],
    },
    Ranges {
        kinds: "mosfet2",
        card: MOSFET_CARD,
        model: &[
            (Positive, "tox uo pb ucrit neff"),
            (NotNegative, "kp gamma rd rs cbd cbs is rsh cgso cgdo cgbo cj cjsw js kf af nfs xj vmax"),
            (Fraction, "mj mjsw fc"),
        ],
    },
    Ranges {
        kinds: "mosfet3",
        card: MOSFET_CARD,
        model: &[
            (Positive, "tox uo pb"),
            (NotNegative, "kp gamma rd rs cbd cbs is rsh cgso cgdo cgbo cj cjsw js kf af nfs xj vmax kappa"),
            (Fraction, "mj mjsw fc"),
        ],
    },
    #[cfg(feature = "bsim")]
    Ranges {
        kinds: "bsim4",
        card: &[(Positive, "l w sd mulu0 ngcon rbdb rbsb rbpb rbps rbpd"), (NotNegative, "ad as pd ps nrd nrs sa sb sca scb scc sc xgw")],
        model: &[
            (Positive, "toxe toxp toxm toxref eot epsrox epsrsub ni0sub tempeot leffeot weffeot saref sbref scref lp moin noff pbs pbd pbsws pbswd pbswgs pbswgd njs njd"),
            (Positive, "njts njtssw njtsswg njtsd njtsswd njtsswgd xn ngcon rbps0 rbpd0 rbpbx0 rbpby0 rbsbx0 rbsby0 rbdbx0 rbdby0 idovvds"),
            (NotNegative, "xt epsrgate easub lc rsh rshg pditsl jss jsws jswgs jsd jswd jswgd ijthsfwd ijthsrev ijthdfwd ijthdrev bvs bvd xjbvs xjbvd cjs cjsws cjswgs cjd cjswd cjswgd"),
            (NotNegative, "jtss jtssws jtsswgs jtsd jtsswd jtsswgd jtweff vtss vtssws vtsswgs vtsd vtsswd vtsswgd wlod noia noib noic tnoia tnoib tnoic rnoia rnoib rnoic ntnoi kf gbmin"),
            (Fraction, "mjs mjsws mjswgs mjd mjswd mjswgd"),
        ],
    },
    Ranges {
        kinds: "bsim3",
        card: &[(Positive, "l w mulu0"), (NotNegative, "ad as pd ps nrd nrs")],
        model: &[
            (Positive, "tox toxm nj wmlt"),
            (NotNegative, "rsh js jsw ijth cj cjsw cjswg kf hdif ldif ld rd rs rdc rsc"),
            (Fraction, "mj mjsw mjswg"),
        ],
    },
    Ranges {
        kinds: "vdmos heated-vdmos",
        card: &[],
        model: &[
            (Positive, "n nbv vj rthjc rthca"),
            (NotNegative, "kp theta rd rs rg rds rq rb cgs cgdmin cgdmax a is ibv cjo tt kf af cthj"),
            (Fraction, "m fc"),
        ],
    },
    Ranges { kinds: "voltage-switch current-switch", card: &[], model: &[(NotNegative, "ron roff")] },
];

fn find(kind: &str) -> Option<&'static Ranges> {
    TABLE.iter().find(|row| has(row.kinds, kind))
}

fn has(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

fn range_in(list: &[(Range, &str)], name: &str) -> Option<Range> {
    list.iter().find(|(_, names)| has(names, name)).map(|&(range, _)| range)
}

/// The range of a parameter of a kind's card, or of its models.
pub fn range_of(kind: &str, of_model: bool, name: &str) -> Option<Range> {
    let row = find(kind)?;
    range_in(if of_model { row.model } else { row.card }, name)
}

/// Refuses the first number of a device or model that its equations cannot have,
/// and the first device that is below the absolute zero.
///
/// # Errors
/// `parameter-range` or `temperature`, on the card of the number.
pub fn check(inputs: &Inputs) -> Result<(), Failure> {
    let circuit = inputs.circuit;
    let word = |index: u32| circuit.strings[index as usize].as_str();
    let mut rows: Vec<(u32, Option<&Ranges>)> = Vec::new();
    let mut seen = vec![false; circuit.models.len()];
    for device in 0..circuit.devices.kind.len() as u32 {
        let kind = circuit.devices.kind[device as usize];
        let known = rows.iter().position(|&(known, _)| known == kind).unwrap_or_else(|| {
            rows.push((kind, find(word(kind))));
            rows.len() - 1
        });
        let row = rows[known].1;
        for entry in inputs.device_entries(device) {
            if is_below_zero(&entry, inputs.numbers.temper) {
                return Err(Failure::device(device, "temperature", BELOW_ZERO.to_string()).on(entry.origin));
            }
            refuse(device, row.map_or(&[], |row| row.card), &entry, "")?;
        }
        let (Some(row), model) = (row, circuit.devices.model[device as usize]) else { continue };
        if model != NONE && !std::mem::replace(&mut seen[model as usize], true) {
            for entry in inputs.model_entries(model) {
                refuse(device, row.model, &entry, word(circuit.models[model as usize].name))?;
            }
        }
    }
    Ok(())
}

/// Whether a card's temperature, alone or above the circuit's in degrees Celsius, is none.
fn is_below_zero(entry: &Entry, circuit: f64) -> bool {
    let above = match entry.name {
        "temp" => 0.0,
        "dtemp" => circuit,
        _ => return false,
    };
    entry.numbers.first().is_some_and(|&number| !(number + above > -KELVIN))
}

fn refuse(device: u32, ranges: &[(Range, &str)], entry: &Entry, model: &str) -> Result<(), Failure> {
    let Some(&number) = entry.numbers.first() else { return Ok(()) };
    let Some(objection) = range_in(ranges, entry.name).and_then(|range| range.objection(number)) else { return Ok(()) };
    let of = if model.is_empty() { String::new() } else { format!(" of model {model}") };
    Err(Failure::device(device, "parameter-range", format!("{}{of} is {}; {objection}", entry.name, shown(number))).on(entry.origin))
}

#[cfg(test)]
mod tests {
    use super::super::KINDS;
    use super::*;

    #[test]
    fn every_name_is_a_parameter() {
        for row in TABLE {
            for name in row.kinds.split(' ') {
                let kind = KINDS.iter().find(|kind| kind.name == name).unwrap_or_else(|| panic!("{name}"));
                for name in row.card.iter().flat_map(|(_, names)| names.split(' ')) {
                    assert!(kind.instance.iter().any(|known| known.name == name), "{}: {name}", kind.name);
                }
                for name in row.model.iter().flat_map(|(_, names)| names.split(' ')) {
                    assert!(kind.models.iter().any(|model| model.parameters.iter().any(|known| known.name == name)), "{}: {name}", kind.name);
                }
            }
        }
    }

    #[test]
    fn what_is_below_a_range_is_refused() {
        assert_eq!(Positive.objection(1e-300), None);
        assert_eq!(NotNegative.objection(0.0), None);
        assert_eq!(Share.objection(2.0), None);
        for range in [Positive, NotNegative, Fraction, Share] {
            assert!(range.objection(-1e-300).is_some() && range.objection(f64::NAN).is_some());
        }
        assert!(Positive.objection(0.0).is_some());
    }
}
