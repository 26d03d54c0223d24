//! The values of a sweep and what they change: for `.dc`, `.step` and `.temp`.
//!
//! Linear sweeps have the values that ngspice's `.dc` has: `start + i·step` up
//! to `stop`, a last one that rounding puts a little beyond it included.
//! Decades and octaves have `start·10^(i/n)` and `start·2^(i/n)`. LTspice ends
//! all of them with `stop` itself (`Sweep::closed`).

use crate::circuit::{Circuit, Sweep, SweepForm, SweepTarget};
use crate::devices;
use crate::options::OPTIONS;
use crate::program::{Numbers, Overrides};
use crate::run::Vector;
use crate::simulation::Failure;

/// More points than this are taken for a slip of the pen.
pub const MOST_POINTS: f64 = 1e9;
/// A value this near to the next one, in parts of a step, is that one: rounding
/// of the division must not add or lose a point.
const SAME: f64 = 1e-9;

enum Values {
    Linear { start: f64, step: f64 },
    /// `start·base^(index/points)`; `points` is negative where the values fall.
    Logarithmic { start: f64, base: f64, points: f64 },
    List(Vec<f64>),
}

struct Along {
    target: SweepTarget,
    values: Vec<f64>,
}

/// A sweep with its numbers.
pub struct Axis {
    pub target: SweepTarget,
    /// As the user wrote it.
    pub name: String,
    pub points: u32,
    values: Values,
    /// The value after all steps, where it is none of them.
    last: Option<f64>,
    along: Vec<Along>,
}

impl Axis {
    pub fn new(circuit: &Circuit, numbers: &Numbers, sweep: &Sweep) -> Result<Axis, Failure> {
        let bad = |message: String| Failure::new("bad-sweep", message).at(sweep.origin);
        let list = |values: &[u32]| values.iter().map(|&value| numbers.values[value as usize]).collect::<Vec<f64>>();
        let (values, count, last) = match sweep.form {
            SweepForm::List => {
                let values = list(&sweep.list);
                let count = values.len() as f64;
                (Values::List(values), count, None)
            }
            SweepForm::Linear => {
                let [start, stop, step] = [sweep.start, sweep.stop, sweep.step].map(|value| numbers.values[value as usize]);
                if start != stop && (step == 0.0 || (stop - start) * step < 0.0) {
                    return Err(bad(format!(
                        "a sweep from {start} to {stop} never ends with steps of {step}; change the step's sign or size"
                    )));
                }
                let intervals = if start == stop { 0.0 } else { (stop - start) / step };
                let whole = (intervals * (1.0 + 1e-12) + SAME).floor();
                let last = (sweep.closed && intervals - whole > SAME).then_some(stop);
                (Values::Linear { start, step }, whole + 1.0, last)
            }
            SweepForm::Decade | SweepForm::Octave => {
                let [start, stop, points] = [sweep.start, sweep.stop, sweep.step].map(|value| numbers.values[value as usize]);
                if !(start * stop > 0.0) {
                    return Err(bad(format!("a sweep by decades or octaves cannot go from {start} to {stop}; both ends must be on one side of 0")));
                }
                if !(points >= 1.0) {
                    return Err(bad(format!("a sweep by decades or octaves needs at least one point in each, not {points}")));
                }
                let base: f64 = if sweep.form == SweepForm::Decade { 10.0 } else { 2.0 };
                let intervals = libm::log(stop / start).abs() / libm::log(base) * points;
                let whole = (intervals + SAME).floor();
                let last = (sweep.closed && intervals - whole > SAME).then_some(stop);
                let falls = (stop / start) < 1.0;
                (Values::Logarithmic { start, base, points: if falls { -points } else { points } }, whole + 1.0, last)
            }
        };
        if !(count >= 1.0) {
            return Err(bad("this sweep has no values".to_string()));
        }
        if !(count < MOST_POINTS) {
            return Err(bad(format!("a sweep of {count} points is too long; make its steps larger")));
        }
        let along = sweep.along.iter().map(|column| Along { target: column.target.clone(), values: list(&column.list) }).collect::<Vec<_>>();
        if along.iter().any(|column| column.values.len() as f64 != count) {
            return Err(bad("the columns of this table differ in length".to_string()));
        }
        let name = if sweep.name.is_empty() { target_name(circuit, &sweep.target) } else { sweep.name.clone() };
        Ok(Axis { target: sweep.target.clone(), name, points: count as u32 + u32::from(last.is_some()), values, last, along })
    }

    pub fn value(&self, index: u32) -> f64 {
        if let (Some(last), true) = (self.last, index + 1 == self.points) {
            return last;
        }
        match &self.values {
            Values::Linear { start, step } => start + f64::from(index) * step,
            Values::Logarithmic { start, base, points } => start * libm::pow(*base, f64::from(index) / points),
            Values::List(values) => values[index as usize],
        }
    }

    /// Sets what the sweep changes to a value. Answers whether expressions have
    /// to be evaluated anew.
    pub fn apply(&self, circuit: &Circuit, index: u32, overrides: &mut Overrides) -> bool {
        let mut expressions = overrides.set_target(circuit, &self.target, self.value(index));
        for column in &self.along {
            expressions |= overrides.set_target(circuit, &column.target, column.values[index as usize]);
        }
        expressions
    }

    /// Whether a value changes options, which then have to be read anew.
    pub fn changes_options(&self) -> bool {
        let mut targets = std::iter::once(&self.target).chain(self.along.iter().map(|column| &column.target));
        targets.any(|target| matches!(target, SweepTarget::Option { .. }))
    }

    /// The unit of the values; empty for a plain number.
    pub fn unit(&self, circuit: &Circuit) -> &'static str {
        let kind_of = |device: u32| {
            let kind = &circuit.strings[circuit.devices.kind[device as usize] as usize];
            devices::KINDS.iter().find(|facts| facts.name == kind)
        };
        let of = |list: &[devices::Parameter], name: u32| {
            let name = &circuit.strings[name as usize];
            list.iter().find(|parameter| parameter.name == name).map_or("", |parameter| parameter.unit)
        };
        match self.target {
            SweepTarget::Device { device } => {
                kind_of(device).and_then(|kind| kind.instance.first()).map_or("", |parameter| parameter.unit)
            }
            SweepTarget::DeviceParameter { device, parameter } => kind_of(device).map_or("", |kind| of(kind.instance, parameter)),
            SweepTarget::ModelParameter { model, parameter } => {
                let word = &circuit.strings[circuit.models[model as usize].kind as usize];
                let kind = devices::KINDS.iter().find(|kind| kind.models.iter().any(|known| known.name == word));
                // Of several type words one has the list for all.
                kind.into_iter().flat_map(|kind| kind.models).map(|known| of(known.parameters, parameter)).find(|unit| !unit.is_empty()).unwrap_or("")
            }
            SweepTarget::Temperature => "°C",
            SweepTarget::Parameter { .. } => "",
            SweepTarget::Option { name } => {
                let name = &circuit.strings[name as usize];
                OPTIONS.iter().find(|facts| facts.name == name).map_or("", |facts| facts.unit)
            }
        }
    }

    /// The axis of a plot, under ngspice's name.
    pub fn vector(&self, circuit: &Circuit) -> Vector {
        let (name, quantity) = match self.target {
            SweepTarget::Device { device } => {
                match circuit.strings[circuit.devices.kind[device as usize] as usize].as_str() {
                    "voltage-source" => ("v(v-sweep)", "voltage"),
                    "current-source" => ("i(i-sweep)", "current"),
                    "resistor" => ("res-sweep", "resistance"),
                    _ => ("device-sweep", "notype"),
                }
            }
            SweepTarget::Temperature => ("temp-sweep", "temperature"),
            SweepTarget::Parameter { .. } | SweepTarget::Option { .. } => ("param-sweep", "notype"),
            SweepTarget::DeviceParameter { .. } => ("device-sweep", "notype"),
            SweepTarget::ModelParameter { .. } => ("model-sweep", "notype"),
        };
        self.named(circuit, name, quantity, true)
    }

    /// A column of the sweep's values.
    pub fn named(&self, circuit: &Circuit, name: &str, quantity: &str, raw: bool) -> Vector {
        Vector {
            name: name.into(),
            quantity: quantity.into(),
            unit: self.unit(circuit).into(),
            complex: false,
            raw,
            node: None,
            device: None,
        }
    }
}

fn target_name(circuit: &Circuit, target: &SweepTarget) -> String {
    let text = |string: u32| circuit.strings[string as usize].to_lowercase();
    let device_name = |device: u32| text(circuit.devices.name[device as usize]);
    match *target {
        SweepTarget::Device { device } => device_name(device),
        SweepTarget::DeviceParameter { device, parameter } => format!("{}:{}", device_name(device), text(parameter)),
        SweepTarget::ModelParameter { model, parameter } => {
            format!("{}({})", text(circuit.models[model as usize].name), text(parameter))
        }
        SweepTarget::Temperature => "temp".into(),
        SweepTarget::Parameter { slot } => {
            text(circuit.definitions[circuit.instances.definition[0] as usize].slots[slot as usize])
        }
        SweepTarget::Option { name } => text(name),
    }
}

/// A number as people write it on a card, with a scale factor and up to six
/// digits: `1k`, `2.2Meg`, `100n`, `-55`.
pub fn written(number: f64) -> String {
    const SCALES: &[(f64, &str)] =
        &[(1e12, "T"), (1e9, "G"), (1e6, "Meg"), (1e3, "k"), (1.0, ""), (1e-3, "m"), (1e-6, "u"), (1e-9, "n"), (1e-12, "p"), (1e-15, "f")];
    let magnitude = number.abs();
    if number == 0.0 || !number.is_finite() {
        return format!("{number}");
    }
    // Half of the sixth digit: 999.9997 is 1k.
    let Some(&(scale, suffix)) = SCALES.iter().find(|(scale, _)| magnitude * (1.0 + 5e-7) >= *scale) else {
        return format!("{number:e}");
    };
    let mantissa = number / scale;
    if mantissa.abs() >= 1e4 {
        return format!("{number:e}");
    }
    let digits = if mantissa.abs() >= 99.9995 { 3 } else if mantissa.abs() >= 9.99995 { 4 } else { 5 };
    let text = format!("{mantissa:.digits$}");
    format!("{}{suffix}", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_circuit::TestCircuit;

    fn axis(form: SweepForm, numbers: &[f64], closed: bool) -> Result<Vec<f64>, String> {
        let mut test = TestCircuit::new();
        let sweep = Sweep { closed, ..test.sweep(SweepTarget::Temperature, form, numbers) };
        let evaluator = crate::program::Evaluator::new(&test.circuit).unwrap();
        let numbers = evaluator.evaluate(&test.circuit, 27.0, &Overrides::default()).unwrap();
        let axis = Axis::new(&test.circuit, &numbers, &sweep).map_err(|failure| failure.message)?;
        Ok((0..axis.points).map(|index| axis.value(index)).collect())
    }

    #[test]
    fn values_follow_the_form() {
        let of = |form, numbers: &[f64], closed| axis(form, numbers, closed).unwrap();
        assert_eq!(of(SweepForm::Linear, &[0.0, 1.0, 0.25], false), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(of(SweepForm::Linear, &[0.0, 0.3, 0.1], false).len(), 4);
        assert_eq!(of(SweepForm::Linear, &[1.0, -1.0, -1.0], false), [1.0, 0.0, -1.0]);
        assert_eq!(of(SweepForm::Linear, &[5.0, 5.0, 0.0], false), [5.0]);
        assert_eq!(of(SweepForm::Linear, &[1.0, 5.0, 3.0], false), [1.0, 4.0]);
        assert_eq!(of(SweepForm::Linear, &[1.0, 5.0, 3.0], true), [1.0, 4.0, 5.0]);
        assert_eq!(of(SweepForm::Linear, &[100.0, 100.001, 1e-4], true).len(), 11);
        assert_eq!(of(SweepForm::Decade, &[1.0, 1000.0, 1.0], false), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(of(SweepForm::Decade, &[1000.0, 1.0, 1.0], false).len(), 4);
        assert_eq!(of(SweepForm::Octave, &[1.0, 20.0, 1.0], false), [1.0, 2.0, 4.0, 8.0, 16.0]);
        assert_eq!(of(SweepForm::Octave, &[1.0, 20.0, 1.0], true), [1.0, 2.0, 4.0, 8.0, 16.0, 20.0]);
        assert_eq!(of(SweepForm::List, &[5.0, 1.0, 7.0], false), [5.0, 1.0, 7.0]);
    }

    #[test]
    fn a_sweep_that_never_ends_is_refused() {
        assert!(axis(SweepForm::Linear, &[0.0, 1.0, -0.1], false).unwrap_err().contains("never ends"));
        assert!(axis(SweepForm::Linear, &[0.0, 1.0, 0.0], false).is_err());
        assert!(axis(SweepForm::Decade, &[0.0, 1.0, 5.0], false).unwrap_err().contains("one side of 0"));
        assert!(axis(SweepForm::List, &[], false).unwrap_err().contains("no values"));
        assert!(axis(SweepForm::Linear, &[0.0, 1.0, 1e-12], false).is_err());
    }

    #[test]
    fn numbers_are_written_as_on_cards() {
        let cases = [(1e3, "1k"), (2.2e6, "2.2Meg"), (1e-7, "100n"), (-55.0, "-55"), (0.0, "0"), (1584.893192461, "1.58489k"), (999.9999, "1k"), (4700.0, "4.7k"), (1e-18, "1e-18"), (0.5, "500m"), (27.0, "27")];
        for (number, text) in cases {
            assert_eq!(written(number), text);
        }
    }
}
