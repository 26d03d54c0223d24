//! What one device is at a solution.

use super::{steps, Nonlinear};
use crate::devices::equations::{Call, Equations, Lag, Outputs, Point};
use crate::devices::Start;
use crate::lanes::lane;
use crate::matrix::Complex;

impl<M: Equations<P, E>, const P: usize, const E: usize> Nonlinear<M, P, E> {
    /// Current of a pin at `x`, by the last linearisation, without charges.
    pub(super) fn pin_current(&self, index: usize, pin: usize, x: &[f64]) -> f64 {
        let (pair, side) = (index / 2, index % 2);
        let v = Self::relative(&self.voltages(pair, x));
        let record = &self.records[pair];
        let mut sum = -record.of.current[pin];
        for (entry, &[row, column]) in M::ENTRIES.iter().enumerate() {
            if row as usize == pin {
                sum += record.of.conductance[entry] * v[column as usize];
            }
        }
        lane(sum, side)
    }

    /// The delayed part of a device's small signals by entry.
    #[inline(never)]
    pub(super) fn late_admittance(&self, index: usize, omega: f64) -> [Complex; E] {
        let conductance = self.records[index / 2].of.conductance.map(|value| lane(value, index % 2));
        let mut admittance = [Complex::default(); E];
        M::delayed(&self.constants[index], &conductance, omega, &mut admittance);
        admittance
    }

    /// What a part that follows with a time constant has less than without it, by entry.
    pub(super) fn lagging(lag: &Lag<E>, omega: f64) -> [Complex; E] {
        let phase = omega * lag.time;
        let less = Complex::new(-phase * phase, -phase).scale(1.0 / (1.0 + phase * phase));
        std::array::from_fn(|entry| Complex::new(lag.conductance[entry], omega * lag.capacitance[entry]) * less)
    }

    /// A device's own current in small signals, from the last of them.
    pub(super) fn phasor_current(&self, index: usize, phasors: &[Complex], omega: f64) -> Complex {
        let (pair, side) = (index / 2, index % 2);
        let record = &self.records[pair];
        let mut sum = Complex::default();
        for (entry, &[row, column]) in M::ENTRIES.iter().enumerate() {
            if Self::is_current(row) {
                let admittance = Complex::new(lane(record.of.conductance[entry], side), omega * lane(record.of.capacitance[entry], side));
                sum += phasors[self.pins[pair][column as usize][side] as usize] * admittance;
            }
        }
        if !M::LATE {
            return sum;
        }
        let lag = self.lags.iter().find(|(lagging, _)| *lagging == index);
        for late in [self.late.contains(&index).then(|| self.late_admittance(index, omega)), lag.map(|(_, lag)| Self::lagging(lag, omega))].into_iter().flatten() {
            for (&[row, column], admittance) in M::ENTRIES.iter().zip(late) {
                if Self::is_current(row) {
                    sum += phasors[self.pins[pair][column as usize][side] as usize] * admittance;
                }
            }
        }
        sum
    }

    /// A device at `x`, evaluated anew.
    pub(super) fn point(&self, index: usize, x: &[f64], rates: Option<&[f64]>) -> Point<P, E> {
        let (pair, side) = (index / 2, index % 2);
        let v = self.voltages(pair, x);
        let mut memory = self.memory[pair];
        let call = Call { exact: true, steps: steps(rates.is_some()), ..self.call(pair, Start::Free, self.gmin, true) };
        let mut out = Outputs::new();
        Self::answer(&self.pairs[pair], &mut memory, &v, &call, &mut out);
        let rate = std::array::from_fn(|pin| self.rate_of(rates.unwrap_or(&[]), pair, pin, side));
        Point {
            v: v.map(|v| lane(v, side)),
            current: out.current.map(|current| lane(current, side)),
            conductance: out.conductance.map(|conductance| lane(conductance, side)),
            charge: out.charge.map(|charge| lane(charge, side)),
            capacitance: out.capacitance.map(|capacitance| lane(capacitance, side)),
            rate,
            series: self.conductance[index],
        }
    }
}
