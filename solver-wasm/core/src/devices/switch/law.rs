//! How a switch depends on its control: two resistances with hysteresis, or a
//! smooth passage between them.

use std::f64::consts::PI;

/// A discrete law has two thresholds; whether the switch conducts in between
/// depends on where the control came from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    pub low: f64,
    pub high: f64,
    /// The half width is 0 or below it: the switch changes as soon as the
    /// control comes between the thresholds from either side, as ngspice has it
    /// (its manual does not say so; it was tried).
    pub early: bool,
}

/// The discrete state of a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    pub conducts: bool,
    /// Between the thresholds of an early switch, which then changes at their far side only.
    pub between: bool,
}

impl Thresholds {
    /// From the middle and half the width.
    pub fn new(middle: f64, half: f64) -> Thresholds {
        let width = half.abs();
        Thresholds { low: middle - width, high: middle + width, early: half <= 0.0 }
    }

    /// Whether the switch conducts at a control, coming from `kept`, the state of
    /// the last accepted point, and `now`, what it does at present.
    pub fn conducts(&self, kept: State, now: bool, control: f64) -> bool {
        if control > self.high {
            true
        } else if control < self.low {
            false
        } else if self.early {
            kept.conducts == kept.between
        } else {
            now
        }
    }

    /// How far the control is beyond the threshold at which a switch in the state
    /// `kept` changes; it changes above 0, an early one at 0 too.
    pub fn excess(&self, kept: State, control: f64) -> f64 {
        // An early switch waits at the near threshold, and between both at the far one.
        let at_high = kept.conducts == (self.early && !kept.between);
        let threshold = if at_high { self.high } else { self.low };
        if kept.conducts {
            threshold - control
        } else {
            control - threshold
        }
    }

    /// The state to remember after a point with this control.
    pub fn keep(&self, conducts: bool, control: f64) -> State {
        State { conducts, between: self.early && control >= self.low && control <= self.high }
    }
}

/// How the logarithm of a conductance passes from one value to the other.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    /// `3/2·u − 2·u³` with u from −½ to ½, constant outside (PSpice A/D Reference
    /// Guide, voltage-controlled switch). LTspice's help calls its passage at
    /// negative `vh` a polynomial of low order; this one is taken for it.
    Cubic,
    /// `atan(u)/π` (LTspice's help, switch of level 2).
    Arctangent,
}

/// The conductance passes smoothly between two values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    shape: Shape,
    middle: f64,
    /// What u is counted in: of a cubic, from the end that is open to the end that
    /// is closed, negative where the switch closes downwards.
    span: f64,
    /// Of the geometric mean of both conductances.
    logarithm: f64,
    /// Logarithm of the conductances' ratio.
    ratio: f64,
}

impl Passage {
    /// Between the controls `open` and `closed`, and the conductances there in siemens.
    pub fn between(open: f64, closed: f64, conductances: [f64; 2]) -> Passage {
        Passage::new(Shape::Cubic, 0.5 * (open + closed), closed - open, conductances)
    }

    /// Around `middle`, where `half` above it the arctangent is half of its limit.
    pub fn around(middle: f64, half: f64, conductances: [f64; 2]) -> Passage {
        Passage::new(Shape::Arctangent, middle, half.abs(), conductances)
    }

    fn new(shape: Shape, middle: f64, span: f64, conductances: [f64; 2]) -> Passage {
        let [off, on] = conductances.map(libm::log);
        Passage { shape, middle, span, logarithm: 0.5 * (on + off), ratio: on - off }
    }

    /// The conductance in siemens and its derivative by the control.
    pub fn at(&self, control: f64) -> (f64, f64) {
        let u = (control - self.middle) / self.span;
        let (part, slope) = match self.shape {
            Shape::Cubic if u >= 0.5 => (0.5, 0.0),
            Shape::Cubic if u <= -0.5 => (-0.5, 0.0),
            Shape::Cubic => (u * (1.5 - 2.0 * u * u), 1.5 - 6.0 * u * u),
            Shape::Arctangent => (libm::atan(u) / PI, 1.0 / (PI * (1.0 + u * u))),
        };
        let conductance = libm::exp(self.logarithm + self.ratio * part);
        (conductance, conductance * self.ratio * slope / self.span)
    }

    /// A control that lies at most this fraction of the passage from where the
    /// last iteration was, for operating points: the resistance may change by
    /// many decades within the passage.
    pub fn limit(&self, control: f64, last: f64, fraction: f64) -> f64 {
        // Most of an arctangent passes within twice its unit.
        let half = match self.shape {
            Shape::Cubic => 0.5 * self.span.abs(),
            Shape::Arctangent => 2.0 * self.span,
        };
        let reach = 2.0 * fraction * half;
        let last = last.clamp(self.middle - half, self.middle + half);
        if control > last + reach && last < self.middle + half {
            last + reach
        } else if control < last - reach && last > self.middle - half {
            last - reach
        } else {
            control
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::equation_tests::{covers, meets, Border};
    use crate::matrix::tests::Random;

    /// What a switch does while the control takes these values.
    fn follow(thresholds: Thresholds, controls: &[f64]) -> Vec<bool> {
        let mut kept = State::default();
        let mut conducts = false;
        controls
            .iter()
            .map(|&control| {
                conducts = thresholds.conducts(kept, conducts, control);
                kept = thresholds.keep(conducts, control);
                conducts
            })
            .collect()
    }

    /// Sweeps of ngspice 39 with `sw(vt=1 vh=0.5)` and `sw(vt=1 vh=-0.5)`.
    #[test]
    fn thresholds_are_passed_as_in_ngspice() {
        let up = [0.0, 0.25, 0.5, 1.0, 1.5, 1.75, 2.0];
        let late = Thresholds::new(1.0, 0.5);
        assert_eq!(follow(late, &up), [false, false, false, false, false, true, true]);
        let early = Thresholds::new(1.0, -0.5);
        assert_eq!(follow(early, &up), [false, false, true, true, true, true, true]);
        let down = [3.0, 1.75, 1.5, 1.0, 0.5, 0.25];
        assert_eq!(follow(late, &down), [true, true, true, true, true, false]);
        assert_eq!(follow(early, &down), [true, true, false, false, false, false]);
        // Back out on the side from which it came.
        assert_eq!(follow(early, &[0.0, 1.0, 0.0, 1.0, 2.0, 1.0, 2.0]), [false, true, false, true, true, false, true]);
        assert_eq!(follow(Thresholds::new(0.0, 0.0), &[0.0, 0.0, 1.0, -1.0]), [true, true, true, false]);
    }

    #[test]
    fn the_excess_is_positive_where_the_switch_has_to_change() {
        for half in [0.5, -0.5, 0.0] {
            let thresholds = Thresholds::new(1.0, half);
            for conducts in [false, true] {
                for between in [false, true] {
                    let kept = State { conducts, between: between && thresholds.early };
                    for step in 0..64 {
                        let control = 0.0371 * f64::from(step) - 0.2;
                        let changes = thresholds.conducts(kept, conducts, control) != conducts;
                        assert_eq!(changes, thresholds.excess(kept, control) > 0.0, "{half} {kept:?} {control}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_passage_meets_its_ends_and_its_slope() {
        for (open, closed) in [(0.0, 1.0), (2.0, -1.0)] {
            let passage = Passage::between(open, closed, [1e-6, 10.0]);
            let relative = |got: f64, wanted: f64| assert!((got / wanted - 1.0).abs() < 1e-9, "{got:e} {wanted:e}");
            relative(passage.at(open).0, 1e-6);
            relative(passage.at(closed).0, 10.0);
            relative(passage.at(2.0 * closed - open).0, 10.0);
            relative(passage.at(0.5 * (open + closed)).0, f64::sqrt(1e-5));
            for part in [0.1, 0.3, 0.5, 0.77, 0.95] {
                let at = open + part * (closed - open);
                let h = 1e-6;
                let slope = (passage.at(at + h).0 - passage.at(at - h).0) / (2.0 * h);
                assert!((slope - passage.at(at).1).abs() < 1e-6 * slope.abs(), "{slope:e} {:e}", passage.at(at).1);
            }
            assert!(passage.at(f64::NAN).0.is_nan());
            for border in [open, closed] {
                meets("a passage", border, |control| [passage.at(control).0, passage.at(control).1], Border::Smooth);
            }
        }
        let around = Passage::around(2.0, -0.5, [1e-6, 10.0]);
        assert!((around.at(2.5).0 / 10.0 / libm::pow(1e-7, 0.25) - 1.0).abs() < 1e-9);
        let h = 1e-6;
        let slope = (around.at(1.8 + h).0 - around.at(1.8 - h).0) / (2.0 * h);
        assert!((slope - around.at(1.8).1).abs() < 1e-6 * slope);
    }

    /// The current of a switch by its voltage and its control, of all laws: the slope of
    /// one with two states by its control is 0 on either side of a threshold.
    #[test]
    fn slopes_are_those_of_central_differences() {
        let mut random = Random(43);
        covers("switch, S and W", |round| {
            let conductances = [1e-3 * (2.0 + random.next()), 5.0 + random.next()];
            let (middle, half) = (random.next(), 0.2 + 0.6 * random.next().abs());
            let (control, voltage) = (middle + 2.0 * random.next(), 4.0 * random.next());
            let rises = round % 2 == 0;
            let [open, closed] = if rises { [middle - half, middle + half] } else { [middle + half, middle - half] };
            let thresholds = Thresholds::new(middle, if rises { half } else { -half });
            let (discrete, ranged) = (round % 3 == 0, round % 3 == 1);
            let passage = if ranged { Passage::between(open, closed, conductances) } else { Passage::around(middle, half, conductances) };
            let kept = State { conducts: round % 5 == 0, between: false };
            let at = |control: f64, voltage: f64| {
                let (conductance, slope) = match discrete {
                    true => (conductances[usize::from(thresholds.conducts(kept, kept.conducts, control))], 0.0),
                    false => passage.at(control),
                };
                (conductance * voltage, slope * voltage, conductance)
            };
            let h = 1e-6;
            if [open, closed].iter().any(|border| (control - border).abs() < 10.0 * h) {
                return None;
            }
            let (_, by_control, by_voltage) = at(control, voltage);
            let wanted = [(at(control + h, voltage).0 - at(control - h, voltage).0) / (2.0 * h), (at(control, voltage + h).0 - at(control, voltage - h).0) / (2.0 * h)];
            for (slope, wanted) in [by_control, by_voltage].into_iter().zip(wanted) {
                assert!((slope - wanted).abs() <= 1e-6 * slope.abs() + 1e-8 * by_voltage.abs() * (1.0 + voltage.abs()), "{slope:e} {wanted:e} at {control} of {round}");
            }
            let within = (control - middle).abs() < half;
            Some(vec![
                ("two states, above both thresholds", discrete && control > thresholds.high),
                ("two states, below both thresholds", discrete && control < thresholds.low),
                ("two states, between them with hysteresis", discrete && within && !thresholds.early),
                ("two states, between them and early", discrete && within && thresholds.early),
                ("a range, within", ranged && within),
                ("a range, closed", ranged && !within && (control > middle) == rises),
                ("a range, open", ranged && !within && (control > middle) != rises),
                ("a range that closes downwards", ranged && !rises),
                ("an arctangent", !discrete && !ranged),
            ])
        });
    }
}
