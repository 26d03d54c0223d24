//! Waveforms of independent sources as ngspice 39 has them (manual, chapter 4);
//! its defaults were found by running it.

use super::inputs::Given;
use super::table::Parameter;
use super::Times;
use std::f64::consts::PI;

/// Parameters that voltage and current sources share.
pub const PARAMETERS: &[Parameter] = &[
    Parameter::new("pulse", "", None, "Pulse: V1 V2 TD TR TF PW PER COUNT"),
    Parameter::new("sin", "", None, "Damped sine: VO VA FREQ TD THETA PHASE").also(&["sine"]),
    Parameter::new("exp", "", None, "Two exponentials: V1 V2 TD1 TAU1 TD2 TAU2"),
    Parameter::new("pwl", "", None, "Straight lines between points: T1 V1 T2 V2 …"),
    Parameter::new("r", "s", None, "Where a PWL begins again after its end"),
    Parameter::new("td", "s", Some(0.0), "Delay of a PWL"),
    Parameter::new("sffm", "", None, "Frequency modulation: VO VA FC MDI FS PHASEC PHASES"),
    Parameter::new("am", "", None, "Amplitude modulation: VA VO MF FC TD"),
];

#[derive(Debug, Clone, PartialEq)]
pub enum Waveform {
    Pulse { low: f64, high: f64, delay: f64, rise: f64, fall: f64, width: f64, period: f64, count: f64 },
    Sine { offset: f64, amplitude: f64, frequency: f64, delay: f64, damping: f64, phase: f64 },
    Exponential { from: f64, to: f64, delay1: f64, tau1: f64, delay2: f64, tau2: f64 },
    /// Times ascending.
    Lines { times: Vec<f64>, values: Vec<f64>, repeat: Option<f64>, delay: f64 },
    FrequencyModulated { offset: f64, amplitude: f64, carrier: f64, index: f64, signal: f64, carrier_phase: f64, signal_phase: f64 },
    AmplitudeModulated { amplitude: f64, offset: f64, modulation: f64, carrier: f64, delay: f64 },
}

/// Why a waveform cannot be used.
pub type BadWaveform = &'static str;

impl Waveform {
    /// The waveform that the parameters give, if any.
    pub fn read(given: &Given, times: Times) -> Result<Option<Waveform>, BadWaveform> {
        let Times { step, stop } = times;
        // A number that is missing or 0 takes a default that comes from `.tran`.
        let get = |list: &[f64], place: usize| list.get(place).copied().unwrap_or(0.0);
        let or = |list: &[f64], place: usize, default: f64| match list.get(place) {
            Some(&number) if number != 0.0 => number,
            _ => default,
        };
        let frequency = if stop > 0.0 { 1.0 / stop } else { 0.0 };
        if let Some(list) = given.list("pulse") {
            let width = or(list, 5, stop);
            return Ok(Some(Waveform::Pulse {
                low: get(list, 0),
                high: list.get(1).copied().unwrap_or(get(list, 0)),
                delay: get(list, 2),
                rise: or(list, 3, step),
                fall: or(list, 4, step),
                width,
                period: or(list, 6, stop),
                count: get(list, 7),
            }));
        }
        if let Some(list) = given.list("sin") {
            return Ok(Some(Waveform::Sine {
                offset: get(list, 0),
                amplitude: get(list, 1),
                frequency: or(list, 2, frequency),
                delay: get(list, 3),
                damping: get(list, 4),
                phase: get(list, 5) * (PI / 180.0),
            }));
        }
        if let Some(list) = given.list("exp") {
            let delay1 = get(list, 2);
            return Ok(Some(Waveform::Exponential {
                from: get(list, 0),
                to: get(list, 1),
                delay1,
                tau1: or(list, 3, step),
                delay2: or(list, 4, delay1 + step),
                tau2: or(list, 5, step),
            }));
        }
        if let Some(list) = given.list("pwl") {
            if list.len() < 2 || list.len() % 2 != 0 {
                return Err("PWL needs pairs of a time and a value");
            }
            let times: Vec<f64> = list.iter().step_by(2).copied().collect();
            if times.windows(2).any(|pair| pair[1] < pair[0]) {
                return Err("the times of PWL must not decrease");
            }
            let repeat = given.number("r").filter(|&repeat| repeat >= 0.0);
            if repeat.is_some_and(|repeat| repeat >= times[times.len() - 1]) {
                return Err("r= of PWL must lie before its last time");
            }
            return Ok(Some(Waveform::Lines {
                times,
                values: list.iter().skip(1).step_by(2).copied().collect(),
                repeat,
                delay: given.number_or("td", 0.0),
            }));
        }
        if let Some(list) = given.list("sffm") {
            return Ok(Some(Waveform::FrequencyModulated {
                offset: get(list, 0),
                amplitude: get(list, 1),
                carrier: or(list, 2, frequency),
                index: get(list, 3),
                signal: or(list, 4, frequency),
                carrier_phase: get(list, 5) * (PI / 180.0),
                signal_phase: get(list, 6) * (PI / 180.0),
            }));
        }
        if let Some(list) = given.list("am") {
            return Ok(Some(Waveform::AmplitudeModulated {
                amplitude: get(list, 0),
                offset: get(list, 1),
                modulation: get(list, 2),
                carrier: get(list, 3),
                delay: get(list, 4),
            }));
        }
        Ok(None)
    }

    pub fn value(&self, time: f64) -> f64 {
        match *self {
            Waveform::Pulse { low, high, delay, rise, fall, width, period, count } => {
                let mut t = time - delay;
                if t <= 0.0 || (count > 0.0 && t >= count * period) {
                    return low;
                }
                if period > 0.0 && t > period {
                    t -= period * (t / period).floor();
                }
                if t < rise {
                    low + (high - low) * t / rise
                } else if t <= rise + width {
                    high
                } else if t < rise + width + fall {
                    high + (low - high) * (t - rise - width) / fall
                } else {
                    low
                }
            }
            Waveform::Sine { offset, amplitude, frequency, delay, damping, phase } => {
                let t = time - delay;
                if t <= 0.0 {
                    return offset + amplitude * libm::sin(phase);
                }
                let sine = libm::sin(frequency * t * 2.0 * PI + phase);
                let decay = if damping == 0.0 { 1.0 } else { libm::exp(-t * damping) };
                offset + amplitude * sine * decay
            }
            Waveform::Exponential { from, to, delay1, tau1, delay2, tau2 } => {
                let mut value = from;
                if time > delay1 {
                    value += (to - from) * (1.0 - libm::exp(-(time - delay1) / tau1));
                }
                if time > delay2 {
                    value += (from - to) * (1.0 - libm::exp(-(time - delay2) / tau2));
                }
                value
            }
            Waveform::Lines { ref times, ref values, repeat, delay } => {
                let last = times.len() - 1;
                let mut t = time - delay;
                if let Some(repeat) = repeat {
                    if t >= times[last] {
                        let period = times[last] - repeat;
                        t = repeat + (t - times[last]) - period * ((t - times[last]) / period).floor();
                    }
                }
                let next = times.partition_point(|&point| point <= t);
                if next == 0 {
                    return values[0];
                }
                if next > last {
                    return values[last];
                }
                let before = next - 1;
                values[before] + (values[next] - values[before]) * (t - times[before]) / (times[next] - times[before])
            }
            Waveform::FrequencyModulated { offset, amplitude, carrier, index, signal, carrier_phase, signal_phase } => {
                let modulation = index * libm::sin(2.0 * PI * signal * time + signal_phase);
                offset + amplitude * libm::sin(2.0 * PI * carrier * time + carrier_phase + modulation)
            }
            Waveform::AmplitudeModulated { amplitude, offset, modulation, carrier, delay } => {
                let t = time - delay;
                if t <= 0.0 {
                    return 0.0;
                }
                amplitude * (offset + libm::sin(2.0 * PI * modulation * t)) * libm::sin(2.0 * PI * carrier * t)
            }
        }
    }

    /// The first corner after `time` in seconds; infinite when there is none.
    pub fn next_breakpoint(&self, time: f64) -> f64 {
        // Corners are computed from their period's number each time, so that
        // they do not drift; one that rounding puts at `time` itself is past.
        let after = |corner: f64| if corner > time * (1.0 + 4.0 * f64::EPSILON) { corner } else { f64::INFINITY };
        match *self {
            Waveform::Pulse { delay, rise, fall, width, period, count, .. } => {
                let corners = [0.0, rise, rise + width, rise + width + fall];
                let now = if period > 0.0 { ((time - delay) / period).floor().max(0.0) } else { 0.0 };
                let mut next = f64::INFINITY;
                for ahead in 0..2 {
                    let number = now + ahead as f64;
                    if (period <= 0.0 && number > 0.0) || (count > 0.0 && number >= count) {
                        continue;
                    }
                    let begin = delay + number * period;
                    for corner in corners {
                        if period <= 0.0 || corner <= period {
                            next = next.min(after(begin + corner));
                        }
                    }
                    // The end of a period that cuts the pulse short.
                    if period > 0.0 {
                        next = next.min(after(begin + period));
                    }
                }
                next
            }
            Waveform::Sine { delay, .. } | Waveform::AmplitudeModulated { delay, .. } => after(delay),
            Waveform::Exponential { delay1, delay2, .. } => after(delay1).min(after(delay2)),
            Waveform::Lines { ref times, repeat, delay, .. } => {
                let last = times[times.len() - 1];
                let mut begin = delay;
                if let Some(repeat) = repeat {
                    if time - delay >= last {
                        begin += (last - repeat) * (1.0 + ((time - delay - last) / (last - repeat)).floor());
                    }
                }
                let mut next = f64::INFINITY;
                for ahead in 0..if repeat.is_some() { 2 } else { 1 } {
                    let begin = begin + ahead as f64 * repeat.map_or(0.0, |repeat| last - repeat);
                    // A repetition begins at `repeat`, not at the first point.
                    let least = if begin > delay { repeat.unwrap_or(0.0) } else { f64::NEG_INFINITY };
                    let from = times.partition_point(|&point| begin + point <= time || point < least);
                    for &point in &times[from..times.len().min(from + 2)] {
                        next = next.min(after(begin + point));
                    }
                }
                next
            }
            Waveform::FrequencyModulated { .. } => f64::INFINITY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corners(waveform: &Waveform, stop: f64) -> Vec<f64> {
        let mut time = 0.0;
        let mut found = Vec::new();
        loop {
            time = waveform.next_breakpoint(time);
            if time > stop {
                return found;
            }
            found.push(time);
            assert!(found.len() < 1000);
        }
    }

    #[test]
    fn corners_of_a_counted_pulse() {
        let pulse = Waveform::Pulse {
            low: 0.0, high: 1.0, delay: 1e-6, rise: 1e-6, fall: 1e-6, width: 2e-6, period: 10e-6, count: 2.0,
        };
        let found = corners(&pulse, 1e-3);
        let wanted = [1e-6, 2e-6, 4e-6, 5e-6, 11e-6, 12e-6, 14e-6, 15e-6, 21e-6];
        assert_eq!(found.len(), wanted.len(), "{found:?}");
        for (got, wanted) in found.iter().zip(wanted) {
            assert!((got - wanted).abs() < 1e-18, "{found:?}");
        }
        // ngspice 39: `pulse(0 1 1u 1u 1u 2u 10u 2)` is 0.596 at 1.596 us, 1 at 12 us, 0 at 21.5 us.
        assert!((pulse.value(1.596e-6) - 0.596).abs() < 1e-12);
        assert!((pulse.value(12e-6) - 1.0).abs() < 1e-12);
        assert_eq!(pulse.value(21.5e-6), 0.0);
    }

    #[test]
    fn corners_do_not_drift_over_a_million_periods() {
        let pulse = Waveform::Pulse {
            low: 0.0, high: 1.0, delay: 0.0, rise: 1e-9, fall: 1e-9, width: 0.5e-6, period: 1e-6, count: 0.0,
        };
        let begin = 0.7;
        let next = pulse.next_breakpoint(begin + 1e-7);
        assert!((next - (begin + 1e-9 + 0.5e-6)).abs() < 1e-15, "{next:e}");
    }

    #[test]
    fn lines_repeat_from_a_point() {
        let lines = Waveform::Lines {
            times: vec![0.0, 5.0, 10.0, 20.0], values: vec![0.0, 1.0, 2.0, 0.0], repeat: Some(5.0), delay: 0.0,
        };
        // As ngspice 39 with `pwl(0 0 5 1 10 2 20 0) r=5`.
        for (time, value) in [(2.5, 0.5), (7.5, 1.5), (15.0, 1.0), (20.0, 1.0), (25.0, 2.0), (30.0, 1.0), (40.0, 2.0)] {
            assert!((lines.value(time) - value).abs() < 1e-12, "at {time}: {}", lines.value(time));
        }
        assert_eq!(corners(&lines, 41.0), [5.0, 10.0, 20.0, 25.0, 35.0, 40.0]);
    }

    #[test]
    fn corners_agree_with_where_the_slope_changes() {
        let waveforms = [
            Waveform::Pulse { low: -1.0, high: 2.0, delay: 5.0, rise: 1.0, fall: 2.0, width: 10.0, period: 25.0, count: 0.0 },
            Waveform::Lines { times: vec![1.0, 2.0, 4.0, 9.0], values: vec![0.0, 3.0, -1.0, 0.0], repeat: Some(1.0), delay: 3.0 },
        ];
        for waveform in &waveforms {
            let found = corners(waveform, 90.0);
            let step = 1.0 / 64.0;
            let mut time = step;
            while time < 90.0 {
                let bend = waveform.value(time - step) - 2.0 * waveform.value(time) + waveform.value(time + step);
                let near = found.iter().any(|corner| (corner - time).abs() < 2.0 * step);
                assert!(bend.abs() < 1e-9 || near, "a bend at {time} without a breakpoint");
                time += step;
            }
        }
    }
}
