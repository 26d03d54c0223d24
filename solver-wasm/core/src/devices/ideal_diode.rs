//! LTspice's diode of straight lines: off, on and broken down, each along a
//! line, with quadratic transitions and limits of the current.
//!
//! Source: LTspice's help, diode (`Ron Roff Vfwd Vrev Rrev Epsilon Revepsilon
//! Ilimit Revilimit`). A transition of width ε begins where the line off ends and
//! lies on the conducting side, so that the line beyond it is displaced by ε/2;
//! lines without a transition meet at the thresholds, where the slope jumps.
//! The limits are `L·tanh(i/L)` of the whole current. Area, temperature and
//! whatever else a junction has do not count; there is no charge and no noise.

use super::equations::{constants, Call, Equations, Outputs, Pin, Point, Resolved};
use super::inputs::Given;
use super::table::{Kind, ModelKind, Parameter, Variable};
use super::{diode, nonlinear, Conditions, Finding, Start};
use crate::lanes::F2;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind {
    name: "ideal-diode",
    letter: 'D',
    pins: &["anode", "cathode"],
    instance: INSTANCE,
    models: &[ModelKind { name: "d", parameters: diode::MODEL }],
    variables: VARIABLES,
    make: nonlinear::make::<IdealDiode, 2, 4>,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("area", "", None, "Has no effect on this diode").only_informs(),
    Parameter::new("n", "", Some(1.0), "How many in series"),
    Parameter::new("off", "", Some(0.0), "Begin the operating point without current"),
    Parameter::new("temp", "°C", None, "Has no effect on this diode").only_informs(),
    Parameter::new("dtemp", "K", None, "Has no effect on this diode").only_informs(),
    Parameter::new("ic", "V", None, "Has no effect on this diode, which stores nothing").only_informs(),
];

const VARIABLES: &[Variable] = &[
    Variable::new("id", "A", "Current").also(&["c", "i"]),
    Variable::new("vd", "V", "Voltage"),
    Variable::new("gd", "S", "Conductance"),
    Variable::POWER,
];

/// What makes a diode one of straight lines.
const LINES: &[&str] = &["ron", "roff", "vfwd", "vrev", "rrev", "ilimit", "revilimit", "epsilon", "revepsilon"];

/// A step out of the line off ends this many volts behind the transition, and
/// where the current is this part of its limit: from farther out on the bent curve
/// the tangent leads back to the line off, and so on for ever.
const BEHIND: f64 = 1e-3;
const NEAR: f64 = 0.05;
/// A current above this part of its limit is approached in a further step: the
/// slope of what lies far beyond is too small to find back from.
const BEYOND: f64 = 2.0;

constants! {
    /// One diode: `n` in series, all others in parallel.
    struct Constants / Pair {
        /// Siemens off, and how many more when on or broken down.
        off,
        more,
        more_broken,
        /// Volts at which it begins to conduct either way; infinite without breakdown.
        forward,
        reverse,
        /// Widths of the transitions in volts, and one over twice as much (0 for none).
        width,
        width_broken,
        bend,
        bend_broken,
        /// Amperes; infinite without.
        limit,
        limit_broken,
        /// Where Newton's steps end first, just behind the transitions, and then.
        behind,
        behind_broken,
        high,
        low,
    }
}

/// The area below a slope that rises from 0 to 1 over `width`, and the slope.
#[inline(always)]
fn ramp(x: F2, width: F2, bend: F2) -> (F2, F2) {
    let zero = F2::splat(0.0);
    let above = x.simd_gt(zero);
    let within = above & x.simd_lt(width);
    let line = x - F2::splat(0.5) * width;
    (
        above.select(within.select(x * x * bend, line), zero),
        above.select(within.select(F2::splat(2.0) * x * bend, F2::splat(1.0)), zero),
    )
}

/// `limit·tanh(current/limit)` with the slope's factor.
#[inline(always)]
fn limited(current: F2, limit: F2) -> (F2, F2) {
    let share = (current / limit).to_array();
    let tanh = F2::from(share.map(libm::tanh));
    (limit * tanh, F2::splat(1.0) - tanh * tanh)
}

impl Pair {
    /// Current and conductance.
    #[inline(always)]
    fn at(&self, v: F2) -> (F2, F2) {
        let on = ramp(v - self.forward, self.width, self.bend);
        let broken = ramp(-v - self.reverse, self.width_broken, self.bend_broken);
        let mut current = self.off * v + self.more * on.0 - self.more_broken * broken.0;
        let mut slope = self.off + self.more * on.1 + self.more_broken * broken.1;
        let positive = current.simd_gt(F2::splat(0.0));
        let limit = positive.select(self.limit, self.limit_broken);
        let limits = limit.simd_lt(F2::splat(f64::INFINITY));
        if limits.any() {
            let (held, factor) = limited(current, limits.select(limit, F2::splat(1.0)));
            current = limits.select(held, current);
            slope = limits.select(slope * factor, slope);
        }
        (current, slope)
    }
}

/// # Errors
/// Numbers that no such diode can have.
fn constants(conditions: &Conditions, device: u32, given: &Given, model: &Given) -> Result<Constants, Failure> {
    let fail = |message: String| Err(Failure::device(device, "model-parameter", message));
    let ron = model.number_or("ron", 1.0);
    let series = given.number_or("n", 1.0);
    let parallel = conditions.multiplier(device);
    let off = model.number("roff").map_or(conditions.options.gmin, |roff| 1.0 / roff);
    let forward = model.number_or("vfwd", 0.0);
    let reverse = model.number("vrev").map_or(f64::INFINITY, f64::abs);
    if !(forward > -reverse) {
        return fail(format!("vfwd is {forward} V and vrev {reverse} V; it would conduct both ways at once"));
    }
    let width = model.number_or("epsilon", 0.0);
    let width_broken = model.number_or("revepsilon", 0.0);
    let (limit, limit_broken) = (model.number("ilimit").unwrap_or(f64::INFINITY), model.number("revilimit").unwrap_or(f64::INFINITY));
    let bend = |width: f64| if width > 0.0 { 0.5 / width } else { 0.0 };
    // Voltages of `n` in series are n times as large, slopes as much smaller.
    let scale = parallel / series;
    Ok(Constants {
        off: off * scale,
        more: (1.0 / ron - off) * scale,
        more_broken: if reverse.is_finite() { (1.0 / model.number_or("rrev", ron) - off) * scale } else { 0.0 },
        forward: forward * series,
        reverse: reverse * series,
        width: width * series,
        width_broken: width_broken * series,
        bend: bend(width * series),
        bend_broken: bend(width_broken * series),
        limit: limit * parallel,
        limit_broken: limit_broken * parallel,
        behind: (forward + width + BEHIND.min(NEAR * limit * ron)) * series,
        behind_broken: -(reverse + width_broken + BEHIND.min(NEAR * limit_broken * model.number_or("rrev", ron))) * series,
        high: (forward + width + BEYOND * limit * ron) * series,
        low: -(reverse + width_broken + BEYOND * limit_broken * model.number_or("rrev", ron)) * series,
    })
}

pub struct IdealDiode;

impl Equations<2, 4> for IdealDiode {
    const KIND: &'static Kind = &KIND;
    const ENTRIES: [[u8; 2]; 4] = [[0, 0], [0, 1], [1, 0], [1, 1]];
    const REFERENCE: usize = 1;
    const CHARGED: bool = false;
    /// Its slope may jump by many decades between two voltages that are near.
    const BYPASS: bool = false;
    type Pair = Pair;
    /// The voltage of the last evaluation.
    type Memory = [F2; 1];

    fn pins(set_up: &mut SetUp, device: u32) -> Result<[Pin; 2], Failure> {
        let [anode, cathode] = set_up.terminals(device)?;
        set_up.conducts(anode, cathode);
        Ok([Pin::At(anode), Pin::At(cathode)])
    }

    fn resolve(
        conditions: &Conditions,
        device: u32,
        given: &Given,
        model: &Given,
        report: &mut Vec<Finding>,
    ) -> Result<Resolved<Constants, 2>, Failure> {
        let constants = constants(conditions, device, given, model)?;
        let others: Vec<&str> = model.names().filter(|name| !LINES.contains(name)).collect();
        if !others.is_empty() {
            let message = format!("{} has no effect on a diode of straight lines (ron, roff, vfwd …)", others.join(", "));
            report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
        }
        for (name, needed) in [("rrev", "vrev"), ("revepsilon", "vrev"), ("revilimit", "vrev")] {
            if model.number(name).is_some() && model.number(needed).is_none() {
                let message = format!("{name} has no effect without {needed}");
                report.push(Finding { severity: "warning", code: "inert-parameter", message, device });
            }
        }
        Ok(Resolved { constants, series: [0.0; 2], initial: [f64::NAN; 2] })
    }

    #[inline(always)]
    fn evaluate(pair: &Pair, memory: &mut [F2; 1], v: &[F2; 2], call: &Call, out: &mut Outputs<2, 4>) {
        let mut vd = v[0] - v[1];
        if !call.exact {
            if call.start == Start::Junctions {
                vd = F2::splat(0.0);
            } else {
                let old = memory[0];
                let high = old.simd_lt(pair.behind).select(pair.behind, pair.high);
                let low = old.simd_gt(pair.behind_broken).select(pair.behind_broken, pair.low);
                let above = vd.simd_gt(high) & old.simd_lt(high);
                let below = vd.simd_lt(low) & old.simd_gt(low);
                vd = above.select(high, below.select(low, vd));
                out.limited = (above | below) & !call.held;
            }
            vd = call.held.select(F2::splat(0.0), vd);
        }
        memory[0] = vd;
        let (current, g) = pair.at(vd);
        out.at = [v[1] + vd, v[1]];
        out.current = [current, -current];
        out.conductance = [g, -g, -g, g];
    }

    fn settle(_pair: &Pair, memory: &mut [F2; 1], v: &[F2; 2]) {
        memory[0] = v[0] - v[1];
    }

    fn variables(_constants: &Constants, point: &Point<2, 4>, values: &mut [f64]) {
        let (vd, id) = (point.v[0] - point.v[1], point.current[0]);
        values.copy_from_slice(&[id, vd, point.conductance[0], id * vd]);
    }

    /// The line that it is on.
    fn region(constants: &Constants, values: &[f64]) -> &'static str {
        let vd = values[1];
        if vd > constants.forward {
            "on"
        } else if vd < -constants.reverse {
            "breakdown"
        } else {
            "off"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::equation_tests::{covers, resolve, Numbers};
    use crate::devices::equations::Packed;
    use crate::lanes::lane;
    use crate::matrix::tests::Random;
    use crate::test_circuit::near;

    const WHOLE: Numbers = &[
        ("ron", 0.2), ("roff", 1e5), ("vfwd", 0.7), ("vrev", 5.0), ("rrev", 0.5), ("ilimit", 3.0), ("revilimit", 2.0), ("epsilon", 0.2), ("revepsilon", 0.4),
    ];
    const SHARP: Numbers = &[("ron", 0.1), ("roff", 1e6), ("vfwd", 0.4), ("vrev", 6.0)];
    const SMOOTH: Numbers = &[("ron", 2.0), ("vfwd", 1.0), ("epsilon", 0.5), ("vrev", 3.0), ("rrev", 4.0), ("revepsilon", 0.3), ("roff", 1e4)];

    fn told(model: Numbers, card: Numbers) -> (Constants, Vec<String>) {
        let (resolved, report) = resolve::<IdealDiode, 2, 4>(&["a", "0"], "d", model, card, 27.0);
        (resolved.unwrap().constants, report.into_iter().map(|finding| finding.message).collect())
    }

    fn at(constants: &Constants, v: f64) -> [f64; 2] {
        let (current, slope) = Pair::pack(constants, constants).at(F2::splat(v));
        [lane(current, 1), lane(slope, 0)]
    }

    /// The published lines, region by region.
    #[test]
    fn each_region_has_its_closed_form() {
        let (sharp, _) = told(SHARP, &[]);
        for v in [0.5, 1.0, 20.0] {
            near(at(&sharp, v)[0], (v - 0.4) / 0.1 + 0.4 / 1e6, 1e-12);
        }
        for v in [-5.9, -1.0, 0.3] {
            near(at(&sharp, v)[0], v / 1e6, 1e-12);
        }
        near(at(&sharp, -8.0)[0], -2.0 / 0.1 - 6.0 / 1e6, 1e-12);

        let (smooth, _) = told(SMOOTH, &[]);
        let (off, on, broken) = (1e-4, 0.5, 0.25);
        near(at(&smooth, 1.2)[0], off * 1.2 + (on - off) * 0.04 / (2.0 * 0.5), 1e-12);
        near(at(&smooth, 1.2)[1], off + (on - off) * 0.2 / 0.5, 1e-12);
        near(at(&smooth, 4.0)[0], on * (4.0 - 1.0 - 0.25) + off * 1.25, 1e-12);
        near(at(&smooth, -3.1)[0], off * -3.1 - (broken - off) * 0.01 / 0.6, 1e-12);
        near(at(&smooth, -7.0)[0], broken * (-7.0 + 3.15) - off * 3.15, 1e-12);

        let limits: Numbers = &[("ron", 0.1), ("roff", 1e9), ("vfwd", 0.7), ("ilimit", 10.0), ("vrev", 20.0), ("revilimit", 2.0)];
        let (limited, _) = told(limits, &[]);
        for v in [0.8, 1.7, 9.0] {
            near(at(&limited, v)[0], 10.0 * libm::tanh(((v - 0.7) / 0.1 + 0.7e-9) / 10.0), 1e-12);
        }
        near(at(&limited, -20.3)[0], -2.0 * libm::tanh((0.3 / 0.1 + 20e-9) / 2.0), 1e-12);
        near(at(&limited, 0.5)[0], 0.5e-9, 1e-12);
    }

    #[test]
    fn those_in_series_and_in_parallel_are_copies() {
        let (one, _) = told(WHOLE, &[]);
        let (many, _) = told(WHOLE, &[("n", 3.0)]);
        for v in [-9.0, -5.2, -1.0, 0.3, 0.8, 2.0] {
            let ([current, slope], [all, of_all]) = (at(&one, v), at(&many, 3.0 * v));
            near(all, current, 1e-12);
            near(of_all, slope / 3.0, 1e-12);
        }
    }

    #[test]
    fn slopes_agree_with_central_differences_in_all_branches() {
        let mut random = Random(11);
        let examples = [WHOLE, SHARP, SMOOTH].map(|model| told(model, &[]).0);
        covers("diode of straight lines", |round| {
            let of = &examples[round % 3];
            let v = match random.next() {
                low if low < -0.3 => -of.reverse - 0.8 * random.next(),
                high if high > 0.3 => of.forward + 0.6 * random.next(),
                _ => of.forward - 3.0 * random.next().abs(),
            };
            let h = 1e-6;
            let borders = [of.forward, of.forward + of.width, -of.reverse, -of.reverse - of.width_broken, 0.0];
            if borders.iter().any(|border| (v - border).abs() < 10.0 * h) {
                return None;
            }
            let slope = (at(of, v + h)[0] - at(of, v - h)[0]) / (2.0 * h);
            let [current, got] = at(of, v);
            assert!((slope - got).abs() < 1e-6 * got + 4e-16 * current.abs() / h, "{slope:e} {got:e} at {v}");
            let (beyond, under) = (v - of.forward, -v - of.reverse);
            Some(vec![
                ("off", beyond < 0.0 && under < 0.0),
                ("on by a parabola", beyond > 0.0 && beyond < of.width),
                ("on by a line", beyond > of.width),
                ("breakdown by a parabola", under > 0.0 && under < of.width_broken),
                ("breakdown by a line", under > of.width_broken),
                ("limited forwards", beyond > 0.0 && of.limit.is_finite()),
                ("limited in breakdown", under > 0.0 && of.limit_broken.is_finite()),
                ("without a transition", of.width == 0.0),
            ])
        });
    }

    /// Currents are continuous everywhere, slopes where there is a transition.
    #[test]
    fn regions_meet_at_their_borders() {
        for (model, smooth) in [(WHOLE, true), (SHARP, false), (SMOOTH, true)] {
            let (of, _) = told(model, &[]);
            for border in [of.forward, of.forward + of.width, -of.reverse, -of.reverse - of.width_broken] {
                let (below, above) = (at(&of, border - 1e-12), at(&of, border + 1e-12));
                assert!((above[0] - below[0]).abs() < 1e-10, "{border} {below:?} {above:?}");
                assert_eq!((above[1] - below[1]).abs() < 1e-6, smooth, "{border} {below:?} {above:?}");
            }
        }
    }

    #[test]
    fn what_is_wrong_or_without_effect_is_told() {
        let code = |model: Numbers| resolve::<IdealDiode, 2, 4>(&["a", "0"], "d", model, &[], 27.0).0.map(|_| ()).unwrap_err().code;
        assert_eq!(code(&[("vfwd", -3.0), ("vrev", 2.0)]), "model-parameter");
        assert_eq!(told(WHOLE, &[]).1, [""; 0]);
        assert_eq!(told(&[("ron", 1.0), ("is", 1e-14), ("cjo", 1e-12)], &[]).1, ["is, cjo has no effect on a diode of straight lines (ron, roff, vfwd …)"]);
        assert_eq!(told(&[("ron", 1.0), ("rrev", 1.0)], &[]).1, ["rrev has no effect without vrev"]);
    }
}
