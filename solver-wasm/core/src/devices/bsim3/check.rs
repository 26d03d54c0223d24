//! Numbers that no BSIM3 can have, and those that are held at their limits.
//!
//! Source: BSIM3v3.3 manual, appendix C (notes on parameters); ngspice 39, which
//! holds numbers at PARAMCHK 1 alone.

use super::size::Size;
use super::table::{Plain, Sized};
use crate::devices::inputs::Given;
use crate::devices::Finding;
use crate::simulation::Failure;

/// More than any silicon has, in 1/cm³.
const MOST_GATE_DOPING: f64 = 1e25;

/// Refuses equations that there are not.
///
/// # Errors
/// `model-parameter`.
pub fn modes(device: u32, plain: &Plain) -> Result<(), Failure> {
    let known: [(&str, f64, &[f64]); 4] = [
        ("capmod", plain.capmod, &[0.0, 1.0, 2.0, 3.0]),
        ("mobmod", plain.mobmod, &[1.0, 2.0, 3.0]),
        ("noimod", plain.noimod, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        ("acm", plain.acm, &[0.0, 1.0, 2.0, 3.0, 11.0, 12.0, 13.0]),
    ];
    for (name, number, numbers) in known {
        if !numbers.contains(&number) {
            let all: Vec<String> = numbers.iter().map(f64::to_string).collect();
            let message = format!("{name} is {number}; a BSIM3 knows {}", all.join(", "));
            return Err(Failure::device(device, "model-parameter", message));
        }
    }
    Ok(())
}

/// What [`numbers`] looks at.
pub struct Checked<'a> {
    pub device: u32,
    pub plain: &'a Plain,
    pub sized: &'a Sized,
    pub size: &'a Size,
    /// At the temperature, in m²/(V·s) and m/s.
    pub mobility: f64,
    pub velocity: f64,
}

/// Refuses numbers that the equations cannot have, at the channel's size.
///
/// # Errors
/// `model-parameter`.
pub fn numbers(of: &Checked) -> Result<(), Failure> {
    let Checked { device, plain, sized, size, mobility, velocity } = *of;
    let above = [
        ("tox", plain.tox),
        ("toxm", plain.toxm),
        ("nch", sized.nch),
        ("nsub", sized.nsub),
        ("xj", sized.xj),
        ("u0 at this temperature", mobility),
        ("vsat at this temperature", velocity),
        ("pclm", sized.pclm),
        ("ckappa", sized.ckappa),
        ("nlx + length", sized.nlx + size.length),
        ("length less twice lintnoi", size.length - 2.0 * plain.lintnoi),
        ("nj", plain.nj),
        ("a2", if plain.paramchk == 1.0 { 1.0 } else { sized.a2 }),
        ("moin", sized.moin),
    ];
    let not_below = [
        ("ngate", sized.ngate),
        ("dvt1", sized.dvt1),
        ("dvt1w", sized.dvt1w),
        ("dsub", sized.dsub),
        ("delta", sized.delta),
        ("drout", sized.drout),
        ("clc", sized.clc),
        ("ijth", plain.ijth),
    ];
    let not_zero = [("w0 + width", sized.w0 + size.width), ("b1 + width", sized.b1 + size.width)];
    let wrong = |name: &str, number: f64, rule: &str| {
        let message = format!("{name} is {number:e} for this size; it must {rule}");
        Err(Failure::device(device, "model-parameter", message))
    };
    for (name, number) in above {
        if !(number > 0.0) {
            return wrong(name, number, "be above 0");
        }
    }
    for (name, number) in not_below {
        if !(number >= 0.0) {
            return wrong(name, number, "not be below 0");
        }
    }
    if sized.ngate > MOST_GATE_DOPING {
        return wrong("ngate", sized.ngate, "be at most 1e25 1/cm³");
    }
    for (name, number) in not_zero {
        if number == 0.0 {
            return wrong(name, number, "not be 0");
        }
    }
    Ok(())
}

/// Holds numbers at their limits and says so.
pub fn hold(sized: &mut Sized, plain: &mut Plain, resistance: &mut f64, device: u32, report: &mut Vec<Finding>) {
    let mut say = |message: String| report.push(Finding { severity: "warning", code: "limited-parameter", message, device });
    if sized.a2 < 0.01 {
        say(format!("a2 is {} and is held at 0.01", sized.a2));
        sized.a2 = 0.01;
    } else if sized.a2 > 1.0 {
        say(format!("a2 is {} and is held at 1; a1 then has no effect", sized.a2));
        (sized.a2, sized.a1) = (1.0, 0.0);
    }
    if *resistance < 0.0 || sized.rdsw < 0.0 {
        say("the resistance of drain and source is below 0 at this temperature and is held at 0".into());
        *resistance = 0.0;
    }
    for (name, overlap) in [("cgdo", &mut plain.cgdo), ("cgso", &mut plain.cgso), ("cgbo", &mut plain.cgbo)] {
        if *overlap < 0.0 {
            say(format!("{name} is {overlap:e} F/m and is held at 0"));
            *overlap = 0.0;
        }
    }
}

/// Parameters of a device and its model that have no effect, and why.
pub fn inert(given: &Given, model: &Given, plain: &Plain) -> Vec<String> {
    let mut messages = Vec::new();
    let chosen = |name: &str| given.number(name).or(model.number(name)).is_some_and(|number| number != 0.0);
    for name in ["nqsmod", "acnqsmod"] {
        if chosen(name) {
            messages.push(format!("{name} has no effect: the channel is always in equilibrium"));
        }
    }
    for name in ["elm", "lelm", "welm", "pelm"] {
        if model.number(name).is_some() {
            messages.push(format!("{name} has no effect: the channel is always in equilibrium"));
        }
    }
    if model.number("k1").is_some() || model.number("k2").is_some() {
        for name in ["nsub", "xt", "vbx", "gamma1", "gamma2"] {
            // Without nch the doping is read from gamma1.
            if model.number(name).is_some() && !(name == "gamma1" && model.number("nch").is_none()) {
                messages.push(format!("{name} has no effect where k1 or k2 is given"));
            }
        }
    }
    if plain.calcacm != 0.0 && plain.acm != 12.0 {
        messages.push("calcacm has an effect at acm=12 only".into());
    }
    messages
}
