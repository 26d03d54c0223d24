//! All devices of a nonlinear kind, from its [`Equations`] alone.
//!
//! Devices are evaluated in pairs. An evaluation leaves a record: derivatives by
//! entry, and by pin what the linearisation adds to the right-hand side. As
//! long as a device's currents hardly change, its record is used again, which
//! extends the device's equations linearly from where they were evaluated; so a
//! bypassed device errs by its curvature only.

mod cards;
mod point;
mod readings;
mod record;
mod set_up;

use super::equations::{Call, Equations, Lag, NoisePin, Outputs, Packed, Partner};
use super::{Conditions, Domain, Finding, Group, Load, Noise, Start};
use crate::lanes::{lane, mask, F2};
use crate::matrix::Complex;
use crate::options::Options;
use crate::simulation::Failure;
use crate::unrolled::each;
use cards::{Cards, Pairs};
pub use readings::reads_terminals;
use readings::Reading;
use record::{Added, Record};
pub use set_up::make;

/// A device that moved by more than this many volts times the share is not passed over:
/// charges bend where currents do not, and a transistor that blocks has no current to tell.
const REACH: f64 = 0.3;

/// A solution is accepted where no device moved by more volts than this since it was
/// looked at, and no current by more shares of itself.
const FAR: f64 = 0.1;
const FAR_SHARES: f64 = 4.0;

/// Series resistance of one pin of one device.
struct Series {
    device: usize,
    pin: usize,
    outer: u32,
    inner: u32,
    slots: [u32; 4],
    conductance: f64,
}

/// A conductance between two pins of one device.
struct Link {
    device: usize,
    /// Place among [`Equations::LINKS`].
    place: usize,
    slots: [u32; 4],
    conductance: f64,
}

pub struct Nonlinear<M: Equations<P, E>, const P: usize, const E: usize> {
    devices: Vec<u32>,
    constants: Vec<<M::Pair as Packed>::One>,
    pairs: Pairs<M::Pair>,
    memory: Vec<M::Memory>,
    records: Vec<Record<P, E>>,
    held: Vec<F2>,
    off: Vec<bool>,
    initial: Vec<[f64; P]>,
    /// Unknowns by pair, pin and lane. Absent devices are all ground's.
    pins: Vec<[[u32; 2]; P]>,
    /// One more than the largest of them.
    unknowns: usize,
    /// Rows that the pins' currents enter: the same, or the outer unknown where
    /// a series resistance has become 0.
    rows: Vec<[[u32; 2]; P]>,
    slots: Vec<[[u32; 2]; E]>,
    /// What of the records stands in the matrix and the right-hand side.
    added: Vec<Added<P, E>>,
    /// One more than the largest slot and the largest row.
    ends: [usize; 2],
    /// Slots of entries of the pin's own row and of the outer one's.
    own: Vec<[[u32; 2]; E]>,
    outer: Vec<[[u32; 2]; E]>,
    series: Vec<Series>,
    links: Vec<Link>,
    conductance: Vec<[f64; P]>,
    first_charge: usize,
    gmin: f64,
    abstol: f64,
    /// Devices with a part that is delayed.
    late: Vec<usize>,
    /// What of the last small signals follows with a time constant, by device.
    lags: Vec<(usize, Lag<E>)>,
    /// Currents that expressions read.
    readings: Vec<Reading>,
    /// The step of a transient and the one before, in seconds; infinite outside of one.
    steps: [f64; 2],
}

/// The steps of a point that was accepted, or of one without a history.
fn steps(accepted: bool) -> [f64; 2] {
    if accepted { [0.0, f64::INFINITY] } else { [f64::INFINITY; 2] }
}

impl<M: Equations<P, E>, const P: usize, const E: usize> Nonlinear<M, P, E> {
    /// The pin whose charge is what the others leave: all charges flow from a pin to this one.
    const REST: usize = M::REST;
    /// Charges of each device.
    const CHARGES: usize = P - 1;

    /// The pins with a charge of their own, in their order.
    fn charged_pins() -> impl Iterator<Item = usize> {
        (0..P).filter(|&pin| pin != Self::REST)
    }

    /// Whether a row's current belongs to the device's.
    fn is_current(row: u8) -> bool {
        row as usize == M::CURRENT || row as usize == M::CURRENT_BESIDE
    }

    /// The place of the charge of a pin with one.
    fn charge_of(&self, pair: usize, pin: usize, side: usize) -> usize {
        let place = if pin > Self::REST { pin - 1 } else { pin };
        self.first_charge + (pair * Self::CHARGES + place) * 2 + side
    }

    /// Rate of a pin's charge.
    fn rate_of(&self, rates: &[f64], pair: usize, pin: usize, side: usize) -> f64 {
        if !M::CHARGED || rates.is_empty() {
            return 0.0;
        }
        if pin != Self::REST {
            return rates[self.charge_of(pair, pin, side)];
        }
        -Self::charged_pins().map(|pin| rates[self.charge_of(pair, pin, side)]).sum::<f64>()
    }

    /// Voltages of a pair's pins.
    #[inline(always)]
    fn voltages(&self, pair: usize, x: &[f64]) -> [F2; P] {
        let mut voltages = [F2::splat(0.0); P];
        let pins = &self.pins[pair];
        assert!(self.unknowns <= x.len());
        each::<P>(|pin| {
            // SAFETY: pins are below `unknowns`.
            voltages[pin] = F2::from(pins[pin].map(|unknown| unsafe { *x.get_unchecked(unknown as usize) }));
        });
        voltages
    }

    /// Voltages against the reference pin.
    #[inline(always)]
    fn relative(v: &[F2; P]) -> [F2; P] {
        if M::REFERENCE >= P {
            return *v;
        }
        let mut relative = *v;
        each::<P>(|pin| relative[pin] = v[pin] - v[M::REFERENCE]);
        relative
    }

    #[inline(always)]
    fn call(&self, pair: usize, start: Start, gmin: f64, charges: bool) -> Call {
        let held = if start == Start::Free { F2::splat(0.0) } else { self.held[pair] };
        Call { gmin, start, held, charges, exact: false, small_signal: false, steps: self.steps }
    }

    /// The equations, compiled once for all who ask.
    #[inline(never)]
    fn answer(pair: &M::Pair, memory: &mut M::Memory, v: &[F2; P], call: &Call, out: &mut Outputs<P, E>) {
        out.limited = F2::splat(0.0);
        if M::CHARGED && !call.charges {
            out.clear_charges();
        }
        M::evaluate(pair, memory, v, call, out);
    }

    /// Evaluates a pair and keeps the record, which holds until currents change by a
    /// share of themselves; 0 where that is not asked.
    #[inline(never)]
    fn evaluate(&mut self, pair: usize, v: &[F2; P], call: &Call, share: f64) -> F2 {
        let record = &mut self.records[pair];
        Self::answer(&self.pairs[pair], &mut self.memory[pair], v, call, &mut record.of);
        // An exact evaluation may leave out derivatives that only Newton's iteration has.
        record.valid = call.start == Start::Free && call.charges && !call.exact;
        if share > 0.0 {
            record.per_volt = Self::per_volt(&record.of, share, self.abstol);
        }
        Self::count_from_zero(&mut record.of);
        record.of.limited
    }

    /// Whether devices are passed over at all.
    fn may_pass_over(&self) -> bool {
        M::BYPASS && self.late.is_empty()
    }

    /// Whether no device moved by more than `far` volts and no current by more shares; else a device that did.
    #[inline(never)]
    fn all_hold(&self, x: &[f64], far: f64, shares: f64) -> Result<(), u32> {
        for pair in 0..self.records.len() {
            let fine = Self::holds(&self.records[pair], &self.voltages(pair, x), F2::splat(far), F2::splat(shares));
            if !fine.all() {
                let side = if fine.to_bitmask() & 1 == 0 { 0 } else { 1 };
                return Err(self.devices[(2 * pair + side).min(self.devices.len() - 1)]);
            }
        }
        Ok(())
    }

    /// Makes all records those of `x` itself: of a point that was accepted, or of one
    /// without a history, for the history or for small signals.
    fn evaluate_at(&mut self, x: &[f64], gmin: f64, accepted: bool, small_signal: bool) {
        for pair in 0..self.records.len() {
            let v = self.voltages(pair, x);
            let call = Call { exact: true, small_signal, steps: steps(accepted), ..self.call(pair, Start::Free, gmin, true) };
            self.evaluate(pair, &v, &call, 0.0);
        }
    }
}

impl<M: Equations<P, E>, const P: usize, const E: usize> Group for Nonlinear<M, P, E> {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, report: &mut Vec<Finding>) -> Result<(), Failure> {
        let mut cards = Cards::default();
        for (index, &device) in self.devices.iter().enumerate() {
            let card = match cards.take(conditions, device) {
                Ok(same) => {
                    self.constants[index] = self.constants[same];
                    self.conductance[index] = self.conductance[same];
                    self.initial[index] = self.initial[same];
                    self.off[index] = self.off[same];
                    continue;
                }
                Err(card) => card,
            };
            let told = report.len();
            let model = conditions.inputs.of_model(device);
            let given = &card.given;
            let resolved = M::resolve(conditions, device, given, &model, report)?;
            self.constants[index] = resolved.constants;
            if resolved.series.iter().any(|&conductance| !(conductance >= 0.0)) {
                let message = format!("a series resistance is below 0 at {} °C; its temperature coefficients do not hold there", conditions.temperature_of(given));
                return Err(Failure::device(device, "temperature", message));
            }
            self.conductance[index] = resolved.series;
            self.initial[index] = resolved.initial;
            self.off[index] = given.flag("off");
            if report.len() == told {
                cards.keep(card);
            }
        }
        self.pairs = cards.pairs(|one, other| M::Pair::pack(&self.constants[one], &self.constants[other]));
        for pair in 0..self.records.len() {
            let off = |side: usize| self.off.get(2 * pair + side).copied().unwrap_or(true);
            self.held[pair] = mask([off(0), off(1)]);
            self.records[pair].valid = false;
        }
        for series in &mut self.series {
            let conductance = self.conductance[series.device][series.pin];
            series.conductance = conductance;
            let row = if conductance > 0.0 { series.inner } else { series.outer };
            self.rows[series.device / 2][series.pin][series.device % 2] = row;
        }
        for link in &mut self.links {
            link.conductance = M::link(&self.constants[link.device], link.place);
        }
        self.slots.copy_from_slice(&self.own);
        for series in self.series.iter().filter(|series| series.conductance <= 0.0) {
            let (pair, side) = (series.device / 2, series.device % 2);
            for (entry, &[row, _]) in M::ENTRIES.iter().enumerate() {
                if row as usize == series.pin {
                    self.slots[pair][entry][side] = self.outer[pair][entry][side];
                }
            }
        }
        let end = |numbers: &mut dyn Iterator<Item = &u32>| numbers.max().map_or(0, |&last| last as usize + 1);
        self.ends = [end(&mut self.slots.iter().flatten().flatten()), end(&mut self.rows.iter().flatten().flatten())];
        self.gmin = conditions.options.gmin;
        self.abstol = conditions.options.abstol;
        self.late = (0..self.devices.len()).filter(|&index| M::LATE && M::delays(&self.constants[index])).collect();
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        let tickets = self.own.iter_mut().chain(&mut self.outer).flatten().flatten();
        tickets.for_each(|slot| *slot = slot_of[*slot as usize]);
        let linked = self.links.iter_mut().flat_map(|link| &mut link.slots);
        self.series.iter_mut().flat_map(|series| &mut series.slots).chain(linked).for_each(|slot| *slot = slot_of[*slot as usize]);
        self.readings.iter_mut().for_each(|reading| reading.bind(slot_of));
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        self.readings.iter().for_each(|reading| reading.stamp(g));
        for series in &self.series {
            if series.conductance > 0.0 {
                super::add_conductance(g, &series.slots, series.conductance);
            } else {
                // The inner unknown follows the outer one: its row says v_i − v_o = 0.
                g[series.slots[3] as usize] += 1.0;
                g[series.slots[2] as usize] -= 1.0;
            }
        }
        for link in &self.links {
            super::add_conductance(g, &link.slots, link.conductance);
        }
    }

    fn nonlinear(&self) -> bool {
        true
    }

    fn adds_changes(&self) -> bool {
        self.readings.is_empty()
    }

    #[inline(never)]
    fn load(&mut self, load: &mut Load) {
        let alpha = F2::splat(load.alpha);
        let charges = load.alpha > 0.0;
        self.steps[0] = load.step;
        let may_bypass = self.may_pass_over() && load.share > 0.0;
        let reach = F2::splat(REACH * load.share);
        let kept = mask([!load.anew; 2]);
        assert!(self.ends[0] <= load.jacobian.len() && self.ends[1] <= load.rhs.len());
        for pair in 0..self.records.len() {
            let v = self.voltages(pair, load.x);
            let same = may_bypass && self.records[pair].valid && Self::holds(&self.records[pair], &v, reach, F2::ONE).all();
            if same && !load.anew {
                continue;
            }
            if !same {
                let call = self.call(pair, load.start, load.gmin, charges);
                let limited = self.evaluate(pair, &v, &call, load.share);
                load.evaluated += 1;
                if limited.any() {
                    load.limited += 1;
                    let side = if limited.to_bitmask() & 1 != 0 { 0 } else { 1 };
                    load.limited_device = self.devices[(2 * pair + side).min(self.devices.len() - 1)];
                }
            }
            self.add(pair, alpha, kept, load);
        }
        if !self.readings.is_empty() {
            self.load_readings(load);
        }
    }

    fn converged(&self, x: &[f64], options: &Options) -> Result<(), u32> {
        for pair in 0..self.records.len() {
            let v = Self::relative(&self.voltages(pair, x));
            let record = &self.records[pair];
            let mut before = record.of.current.map(|current| -current);
            let mut predicted = before;
            for (entry, &[row, column]) in M::ENTRIES.iter().enumerate() {
                before[row as usize] += record.of.conductance[entry] * record.of.at[column as usize];
                predicted[row as usize] += record.of.conductance[entry] * v[column as usize];
            }
            for pin in 0..P {
                let difference = crate::lanes::abs(predicted[pin] - before[pin]);
                let larger = crate::lanes::max(crate::lanes::abs(predicted[pin]), crate::lanes::abs(before[pin]));
                let near = difference.simd_le(F2::splat(options.reltol) * larger + F2::splat(options.abstol));
                if !near.all() {
                    let side = if near.to_bitmask() & 1 == 0 { 0 } else { 1 };
                    return Err(self.devices[(2 * pair + side).min(self.devices.len() - 1)]);
                }
            }
        }
        Ok(())
    }

    fn still(&self, x: &[f64], share: f64) -> bool {
        self.may_pass_over() && self.all_hold(x, REACH * share, 1.0).is_ok()
    }

    fn holds(&self, x: &[f64], _share: f64, _options: &Options) -> Result<(), u32> {
        self.all_hold(x, FAR, FAR_SHARES)
    }

    fn settle(&mut self, x: &[f64]) {
        for pair in 0..self.records.len() {
            let v = self.voltages(pair, x);
            M::settle(&self.pairs[pair], &mut self.memory[pair], &v);
        }
    }

    fn small_signal(&mut self, x: &[f64], gmin: f64, g: &mut [f64], c: &mut [f64]) {
        self.evaluate_at(x, gmin, false, true);
        self.lags.clear();
        for index in (0..self.devices.len()).filter(|_| M::LATE) {
            let v = self.voltages(index / 2, x).map(|v| lane(v, index % 2));
            self.lags.extend(M::lag(&self.constants[index], &v).map(|lag| (index, lag)));
        }
        for (record, slots) in self.records.iter().zip(&self.slots) {
            for entry in 0..E {
                for side in 0..2 {
                    g[slots[entry][side] as usize] += lane(record.of.conductance[entry], side);
                    if M::CHARGED {
                        c[slots[entry][side] as usize] += lane(record.of.capacitance[entry], side);
                    }
                }
            }
        }
        if !self.readings.is_empty() {
            self.read_small_signal(g, c);
        }
    }

    fn delayed(&self, omega: f64, values: &mut [Complex]) {
        if !M::LATE {
            return;
        }
        if !self.readings.is_empty() {
            self.read_delayed(omega, values);
        }
        for &index in &self.late {
            for (slots, admittance) in self.slots[index / 2].iter().zip(self.late_admittance(index, omega)) {
                values[slots[index % 2] as usize] += admittance;
            }
        }
        for &(index, ref lag) in &self.lags {
            for (slots, admittance) in self.slots[index / 2].iter().zip(Self::lagging(lag, omega)) {
                values[slots[index % 2] as usize] += admittance;
            }
        }
    }

    fn redirect_charges(&self, charges: &mut crate::charges::Charges) {
        if !M::CHARGED {
            return;
        }
        for (pair, rows) in self.rows.iter().enumerate() {
            for pin in Self::charged_pins() {
                for side in 0..2 {
                    charges.redirect(self.charge_of(pair, pin, side), rows[pin][side], rows[Self::REST][side]);
                }
            }
        }
    }

    #[inline(never)]
    fn charges(&self, x: &[f64], now: &mut [f64]) {
        if !M::CHARGED {
            return;
        }
        let mut place = self.first_charge;
        for pair in 0..self.records.len() {
            let v = Self::relative(&self.voltages(pair, x));
            let record = &self.records[pair];
            let mut charge = record.of.charge.map(|charge| -charge);
            each::<E>(|entry| {
                let [row, column] = M::ENTRIES[entry].map(usize::from);
                charge[row] += record.of.capacitance[entry] * v[column];
            });
            let own = &mut now[place..place + 2 * Self::CHARGES];
            each::<P>(|pin| {
                if pin != Self::REST {
                    let at = 2 * if pin > Self::REST { pin - 1 } else { pin };
                    [own[at], own[at + 1]] = charge[pin].to_array();
                }
            });
            place += 2 * Self::CHARGES;
        }
        for reading in &self.readings {
            reading.take_charge(now, self.first_charge, P, Self::REST);
        }
    }

    fn exact_charges(&mut self, x: &[f64], now: &mut [f64]) {
        if M::CHARGED {
            self.evaluate_at(x, self.gmin, true, false);
            self.charges(x, now);
        }
    }

    fn begin_history(&mut self, x: &[f64], initial: bool, now: &mut [f64]) {
        self.steps = steps(false);
        self.evaluate_at(x, self.gmin, false, false);
        if !initial {
            self.charges(x, now);
        } else {
            for pair in 0..self.records.len() {
                let v = self.voltages(pair, x);
                let mut given = v.map(|v| v.to_array());
                for side in 0..2 {
                    let Some(initial) = self.initial.get(2 * pair + side) else { continue };
                    for pin in 0..P {
                        if initial[pin].is_finite() && M::REFERENCE < P {
                            given[pin][side] = given[M::REFERENCE][side] + initial[pin];
                        }
                    }
                }
                let given = given.map(F2::from);
                let call = Call { exact: true, ..self.call(pair, Start::Free, self.gmin, true) };
                M::settle(&self.pairs[pair], &mut self.memory[pair], &given);
                let mut out = Outputs::new();
                Self::answer(&self.pairs[pair], &mut self.memory[pair], &given, &call, &mut out);
                M::accept(&self.pairs[pair], &mut self.memory[pair], &given);
                M::advance(&self.pairs[pair], &mut self.memory[pair], &given, self.steps);
                self.records[pair].valid = false;
                if M::CHARGED {
                    for pin in Self::charged_pins() {
                        let place = self.charge_of(pair, pin, 0);
                        now[place..place + 2].copy_from_slice(&out.charge[pin].to_array());
                    }
                }
            }
            for reading in self.readings.iter().filter(|_| M::CHARGED) {
                reading.take_charge(now, self.first_charge, P, Self::REST);
            }
            return;
        }
        self.accept(x);
    }

    fn accept(&mut self, x: &[f64]) {
        let asked = if M::PATHS || M::LATE && !self.late.is_empty() { self.records.len() } else { 0 };
        for pair in 0..asked {
            let v = self.voltages(pair, x);
            M::accept(&self.pairs[pair], &mut self.memory[pair], &v);
            if M::LATE && !self.late.is_empty() {
                M::advance(&self.pairs[pair], &mut self.memory[pair], &v, self.steps);
            }
        }
        self.steps[1] = self.steps[0];
    }

    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        let (pair, side) = (index / 2, index % 2);
        let into = |pin: usize| self.pin_current(index, pin, x) + self.rate_of(rates, pair, pin, side);
        into(M::CURRENT) + if M::CURRENT_BESIDE < P { into(M::CURRENT_BESIDE) } else { 0.0 }
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        self.phasor_current(index, phasors, omega)
    }

    fn variables(&self) -> &'static [super::Variable] {
        M::KIND.variables
    }

    fn variable(&self, index: usize, x: &[f64], rates: Option<&[f64]>, values: &mut [f64]) {
        M::variables(&self.constants[index], &self.point(index, x, rates), values);
    }

    fn region(&self, index: usize, values: &[f64]) -> &'static str {
        M::region(&self.constants[index], values)
    }

    fn noise(&self, index: usize, x: &[f64], sources: &mut Vec<Noise>) {
        let mut own = Vec::new();
        M::noise(&self.constants[index], &self.point(index, x, None), &mut own);
        let (pair, side) = (index / 2, index % 2);
        // What flows into an inner pin without a resistance enters the row of the outer one.
        let unknown = |pin: NoisePin| match pin {
            NoisePin::Inner(pin) => self.rows[pair][pin][side],
            NoisePin::Outer(pin) => {
                let behind = self.series.iter().find(|series| series.device == index && series.pin == pin);
                behind.map_or(self.pins[pair][pin][side], |series| series.outer)
            }
        };
        sources.extend(own.iter().map(|source| Noise {
            name: source.name,
            between: source.between.map(unknown),
            white: source.white,
            flicker: source.flicker,
            exponent: source.exponent,
            partner: source.partner.map(|partner| Partner { between: partner.between.map(unknown), white: partner.white, time: partner.time }),
        }));
    }
}
