//! What LTspice lets the cards of capacitors, inductors and voltage sources have
//! beside their own value: a resistance `Rser` and an inductance `Lser` (with
//! `RLshunt` across it) in series, and `Rpar` and `Cpar` across the whole
//! (LTspice help, circuit elements C, L and V). Of `m` in parallel each has its own.
//!
//! An element without any of them costs nothing. Resistances in series with a
//! branch are folded into its row; a capacitor gets a branch and an unknown for
//! the voltage of its own charge.

use super::junction::{BOLTZMANN, KELVIN};
use super::sources::stamp_branch;
use super::table::Parameter;
use super::{add_conductance, conductance_entries, Conditions, Noise};
use crate::charges::Charges;
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

pub const RSER: Parameter = Parameter::new("rser", "Ω", Some(0.0), "Resistance in series (LTspice)");
pub const LSER: Parameter = Parameter::new("lser", "H", Some(0.0), "Inductance in series (LTspice)");
pub const RPAR: Parameter = Parameter::new("rpar", "Ω", None, "Resistance across the whole (LTspice)");
pub const CPAR: Parameter = Parameter::new("cpar", "F", Some(0.0), "Capacitance across the whole (LTspice)");
pub const RLSHUNT: Parameter = Parameter::new("rlshunt", "Ω", None, "Resistance across Lser (LTspice)");

/// Whether a card gives a parameter.
pub fn gives(set_up: &SetUp, device: u32, name: &str) -> bool {
    set_up.inputs.of_device(device).list(name).is_some()
}

/// A resistance in series in ohms, of all devices in parallel.
pub fn series(conditions: &Conditions, device: u32) -> Result<f64, Failure> {
    let ohms = conditions.inputs.of_device(device).number_or("rser", 0.0);
    if ohms >= 0.0 {
        return Ok(ohms / conditions.multiplier(device));
    }
    Err(Failure::device(device, "value-out-of-range", format!("Rser is {ohms} Ω; it may not be below 0")))
}

/// A conductance in siemens from a resistance that must not be 0; 0 without one.
fn conductance(conditions: &Conditions, device: u32, name: &str) -> Result<f64, Failure> {
    match conditions.inputs.of_device(device).number(name) {
        None => Ok(0.0),
        Some(ohms) if ohms > 0.0 => Ok(conditions.multiplier(device) / ohms),
        Some(ohms) => Err(Failure::device(device, "value-out-of-range", format!("{name} is {ohms} Ω; it must be greater than 0"))),
    }
}

/// 4kT of a device in joules.
pub fn thermal(conditions: &Conditions, device: u32) -> f64 {
    4.0 * BOLTZMANN * (conditions.temperature_of(&conditions.inputs.of_device(device)) + KELVIN)
}

/// A source of thermal noise; none where nothing makes it.
pub fn noise_of(name: &'static str, between: [u32; 2], white: f64) -> Option<Noise> {
    (white > 0.0).then_some(Noise { name, between, white, flicker: 0.0, exponent: 1.0, partner: None })
}

/// What stands across the whole of one device.
struct Shunt {
    index: usize,
    device: u32,
    nodes: [u32; 2],
    slots: [u32; 4],
    charge: usize,
    conductance: f64,
    capacitance: f64,
    thermal: f64,
}

/// `Rpar` and `Cpar` of the devices of a group that have them.
#[derive(Default)]
pub struct Shunts {
    /// By rising place in the group.
    list: Vec<Shunt>,
}

impl Shunts {
    /// Asks for the entries of those that have any. Adds charges, so that a group's own must be added before.
    pub fn make(devices: &[u32], nodes: &[[u32; 2]], set_up: &mut SetUp) -> Shunts {
        let mut list = Vec::new();
        for (index, (&device, &[p, n])) in devices.iter().zip(nodes).enumerate() {
            if !gives(set_up, device, "rpar") && !gives(set_up, device, "cpar") {
                continue;
            }
            if gives(set_up, device, "rpar") {
                set_up.conducts(p, n);
            }
            let slots = conductance_entries(&mut set_up.pattern, p, n);
            let charge = set_up.charges.add(p, n);
            list.push(Shunt { index, device, nodes: [p, n], slots, charge, conductance: 0.0, capacitance: 0.0, thermal: 0.0 });
        }
        Shunts { list }
    }

    pub fn resolve(&mut self, conditions: &Conditions) -> Result<(), Failure> {
        for shunt in &mut self.list {
            shunt.conductance = conductance(conditions, shunt.device, "rpar")?;
            shunt.capacitance = conditions.inputs.of_device(shunt.device).number_or("cpar", 0.0) * conditions.multiplier(shunt.device);
            shunt.thermal = thermal(conditions, shunt.device);
        }
        Ok(())
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        self.list.iter_mut().flat_map(|shunt| &mut shunt.slots).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    pub fn stamp(&self, g: &mut [f64], c: &mut [f64]) {
        for shunt in &self.list {
            add_conductance(g, &shunt.slots, shunt.conductance);
            add_conductance(c, &shunt.slots, shunt.capacitance);
        }
    }

    pub fn charges(&self, x: &[f64], now: &mut [f64]) {
        for shunt in &self.list {
            let [p, n] = shunt.nodes;
            now[shunt.charge] = shunt.capacitance * (x[p as usize] - x[n as usize]);
        }
    }

    fn of(&self, index: usize) -> Option<&Shunt> {
        self.list.binary_search_by_key(&index, |shunt| shunt.index).ok().map(|place| &self.list[place])
    }

    /// The conductance and the capacitance across a device in siemens and farads.
    pub fn across(&self, index: usize) -> [f64; 2] {
        self.of(index).map_or([0.0; 2], |shunt| [shunt.conductance, shunt.capacitance])
    }

    /// Whether a device has any.
    pub fn has(&self, index: usize) -> bool {
        self.of(index).is_some()
    }

    /// Their current in amperes.
    pub fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        let Some(shunt) = self.of(index) else { return 0.0 };
        let [p, n] = shunt.nodes;
        shunt.conductance * (x[p as usize] - x[n as usize]) + rates.get(shunt.charge).copied().unwrap_or(0.0)
    }

    pub fn current_ac(&self, index: usize, phasors: &[Complex], omega: f64) -> Complex {
        let Some(shunt) = self.of(index) else { return Complex::default() };
        let [p, n] = shunt.nodes;
        (phasors[p as usize] - phasors[n as usize]) * Complex::new(shunt.conductance, omega * shunt.capacitance)
    }

    pub fn noise(&self, index: usize, sources: &mut Vec<Noise>) {
        if let Some(shunt) = self.of(index) {
            sources.extend(noise_of("rpar", shunt.nodes, shunt.thermal * shunt.conductance));
        }
    }
}

/// The inductance in series with a capacitor: its voltage and its own current.
struct Coil {
    voltage: u32,
    current: u32,
    flux: usize,
    henries: f64,
    shunt: f64,
    /// In the branch's row, then in the voltage's and the current's.
    slots: [u32; 6],
}

/// What is in series with one capacitor from p to n. Its branch has the row
/// `v(p) − v(n) − Rser·j − w − u = 0`, u being the voltage of the charge, whose
/// row says `du/dt·C = j`, and w the voltage of the coil: `w = Lser·di/dt`,
/// `j = i + w/RLshunt`.
pub struct Chain {
    device: u32,
    /// The unknown that is its current.
    pub branch: u32,
    /// Unknown that is the voltage of the capacitor's own charge.
    pub inner: u32,
    ends: [u32; 4],
    /// Of the branch with itself and with the inner unknown, to and fro.
    slots: [u32; 3],
    coil: Option<Coil>,
    ohms: f64,
    thermal: f64,
}

impl Chain {
    /// What the card of a capacitor puts in series with it, if anything.
    pub fn make(device: u32, [p, n]: [u32; 2], set_up: &mut SetUp) -> Option<Chain> {
        let has_coil = gives(set_up, device, "lser");
        if !has_coil && !gives(set_up, device, "rser") {
            return None;
        }
        let branch = set_up.branch(device);
        let inner = set_up.internal(device, "inner");
        // Without a current the inner voltage is the outer one.
        set_up.conducts(inner, p);
        let ends = set_up.branch_entries(p, n, branch);
        let slots = [set_up.pattern.entry(branch, branch), set_up.pattern.entry(branch, inner), set_up.pattern.entry(inner, branch)];
        let coil = has_coil.then(|| {
            let (voltage, current) = (set_up.internal(device, "coil"), set_up.internal(device, "coil_current"));
            set_up.conducts(voltage, 0);
            set_up.conducts(current, 0);
            let mut entry = |row, column| set_up.pattern.entry(row, column);
            let slots = [entry(branch, voltage), entry(voltage, voltage), entry(voltage, current), entry(current, branch), entry(current, current), entry(current, voltage)];
            Coil { voltage, current, flux: 0, henries: 0.0, shunt: 0.0, slots }
        });
        Some(Chain { device, branch, inner, ends, slots, coil, ohms: 0.0, thermal: 0.0 })
    }

    /// Adds the flux of the coil behind the group's own charges.
    pub fn add_flux(&mut self, charges: &mut Charges) {
        if let Some(coil) = &mut self.coil {
            coil.flux = charges.add_flux(coil.voltage);
        }
    }

    pub fn resolve(&mut self, conditions: &Conditions) -> Result<(), Failure> {
        self.ohms = series(conditions, self.device)?;
        self.thermal = thermal(conditions, self.device);
        if let Some(coil) = &mut self.coil {
            coil.henries = conditions.inputs.of_device(self.device).number_or("lser", 0.0) / conditions.multiplier(self.device);
            coil.shunt = conductance(conditions, self.device, "rlshunt")?;
        }
        Ok(())
    }

    pub fn bind(&mut self, slot_of: &[u32]) {
        let of_coil = self.coil.iter_mut().flat_map(|coil| &mut coil.slots);
        self.ends.iter_mut().chain(&mut self.slots).chain(of_coil).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    pub fn stamp(&self, g: &mut [f64], c: &mut [f64]) {
        stamp_branch(g, &self.ends);
        let [own, to_inner, from_inner] = self.slots;
        g[own as usize] -= self.ohms;
        g[to_inner as usize] -= 1.0;
        g[from_inner as usize] -= 1.0;
        if let Some(Coil { slots: [drop, voltage, rate, all, through, beside], henries, shunt, .. }) = self.coil {
            g[drop as usize] -= 1.0;
            g[voltage as usize] += 1.0;
            c[rate as usize] -= henries;
            g[all as usize] += 1.0;
            g[through as usize] -= 1.0;
            g[beside as usize] -= shunt;
        }
    }

    pub fn charges(&self, x: &[f64], now: &mut [f64]) {
        if let Some(coil) = &self.coil {
            now[coil.flux] = -coil.henries * x[coil.current as usize];
        }
    }

    pub fn current(&self, x: &[f64]) -> f64 {
        x[self.branch as usize]
    }

    pub fn current_ac(&self, phasors: &[Complex]) -> Complex {
        phasors[self.branch as usize]
    }

    /// A voltage of noise stands in the branch's row, a current beside the coil in its own.
    pub fn noise(&self, sources: &mut Vec<Noise>) {
        sources.extend(noise_of("rser", [self.branch, 0], self.thermal * self.ohms));
        if let Some(coil) = &self.coil {
            sources.extend(noise_of("rlshunt", [coil.current, 0], self.thermal * coil.shunt));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::circuit::Variation;
    use crate::matrix::Complex;
    use crate::test_circuit::{near, TestCircuit};

    /// The impedance of a device between x and ground.
    fn impedance(kind: &str, given: &[(&str, &[f64])], frequency: f64) -> Complex {
        let mut test = TestCircuit::new();
        test.current("i1", "0", "x", &[("ac", &[1.0, 0.0])]);
        test.resistor("r1", "x", "0", 1e12);
        test.device(kind, "z1", &["x", "0"], &[], given);
        let job = test.ac(Variation::Linear, 1.0, frequency, frequency);
        let run = test.run(job);
        // All of the current but that of the resistor is the device's.
        let own = run.column("i(z1)");
        assert!((own[0] - 1.0).abs() < 1e-6 && own[1].abs() < 1e-6, "{own:?}");
        let column = run.column("v(x)");
        Complex::new(column[0], column[1])
    }

    fn inverse(z: Complex) -> Complex {
        let square = z.re * z.re + z.im * z.im;
        Complex::new(z.re / square, -z.im / square)
    }

    fn alike(got: Complex, wanted: Complex) {
        let distance = (got - wanted).re.hypot((got - wanted).im);
        assert!(distance <= 1e-7 * wanted.re.hypot(wanted.im), "{got:?} for {wanted:?}");
    }

    #[test]
    fn a_capacitor_has_its_parasitics_in_series_and_across_the_whole() {
        let given: &[(&str, &[f64])] =
            &[("c", &[1e-6]), ("rser", &[0.1]), ("lser", &[1e-8]), ("rlshunt", &[0.5]), ("rpar", &[1e3]), ("cpar", &[2e-9]), ("m", &[2.0])];
        for frequency in [1e3, 1e6, 3e7] {
            let omega = 2.0 * std::f64::consts::PI * frequency;
            let coil = inverse(Complex::new(1.0 / 0.5, -1.0 / (omega * 1e-8)));
            let chain = Complex::new(0.1, -1.0 / (omega * 1e-6)) + coil;
            let one = inverse(chain) + Complex::new(1e-3, omega * 2e-9);
            alike(impedance("capacitor", given, frequency), inverse(one.scale(2.0)));
        }
        let plain: &[(&str, &[f64])] = &[("c", &[1e-6]), ("rser", &[3.0])];
        alike(impedance("capacitor", plain, 1e5), Complex::new(3.0, -1.0 / (2.0 * std::f64::consts::PI * 1e5 * 1e-6)));
    }

    #[test]
    fn an_inductor_has_its_resistance_in_series_and_the_rest_across_the_whole() {
        let given: &[(&str, &[f64])] = &[("l", &[1e-3]), ("rser", &[2.0]), ("rpar", &[5e3]), ("cpar", &[1e-10]), ("m", &[3.0])];
        for frequency in [10.0, 1e5, 1e6] {
            let omega = 2.0 * std::f64::consts::PI * frequency;
            let one = inverse(Complex::new(2.0, omega * 1e-3)) + Complex::new(1.0 / 5e3, omega * 1e-10);
            alike(impedance("inductor", given, frequency), inverse(one.scale(3.0)));
        }
    }

    #[test]
    fn a_source_loses_voltage_in_its_resistance() {
        let mut test = TestCircuit::new();
        test.voltage("v1", "x", "0", &[("dc", &[10.0]), ("ac", &[1.0, 0.0]), ("rser", &[50.0]), ("cpar", &[1e-9])]);
        test.resistor("r1", "x", "0", 150.0);
        let job = test.op();
        let run = test.run(job);
        near(run.last("v(x)"), 7.5, 1e-12);
        near(run.last("i(v1)"), -0.05, 1e-12);
        let job = test.ac(Variation::Linear, 1.0, 1e6, 1e6);
        let column = test.run(job).column("v(x)").to_vec();
        let load = inverse(Complex::new(1.0 / 150.0 + 1.0 / 50.0, 2.0 * std::f64::consts::PI * 1e6 * 1e-9)).scale(1.0 / 50.0);
        alike(Complex::new(column[0], column[1]), load);
    }

    #[test]
    fn charge_flows_back_as_the_time_constant_says() {
        let mut test = TestCircuit::new();
        // A charged capacitor over its own and an outer resistance: 10 V, 1 µF, 1 kΩ + 3 kΩ.
        test.device("capacitor", "c1", &["x", "0"], &[], &[("c", &[1e-6]), ("rser", &[1e3]), ("ic", &[10.0])]);
        test.resistor("r1", "x", "0", 3e3);
        let job = test.tran(1e-4, 4e-3, Some(4e-6), true);
        let run = test.run(job);
        near(run.last("v(x)"), 7.5 * (-1.0f64).exp(), 1e-5);
        near(run.last("i(c1)"), -7.5 / 3e3 * (-1.0f64).exp(), 1e-5);
    }

    #[test]
    fn resistances_make_thermal_noise() {
        let spectrum = |kind: &str, given: &[(&str, &[f64])]| {
            let mut test = TestCircuit::new();
            test.voltage("v1", "in", "0", &[("ac", &[1.0, 0.0])]);
            test.device("resistor", "r1", &["in", "x"], &[], &[("r", &[1e3]), ("noisy", &[0.0])]);
            test.device(kind, "z1", &["x", "0"], &[], given);
            let job = test.noise("x", "v1", 1.0, 1e3, 1e3);
            let density = test.run(job).column("onoise_spectrum")[0];
            density * density / (4.0 * 1.38064852e-23 * 300.15)
        };
        // What is in series sees the divider of 1 kΩ, what is across the whole the resistances side by side.
        near(spectrum("capacitor", &[("c", &[1.0]), ("rser", &[1e3])]), 1e3 * 0.25, 1e-6);
        near(spectrum("inductor", &[("l", &[1e-12]), ("rser", &[1e3])]), 1e3 * 0.25, 1e-6);
        near(spectrum("capacitor", &[("c", &[1e-15]), ("rpar", &[1e3])]), 500.0 * 500.0 / 1e3, 1e-6);
    }

    #[test]
    fn a_resistance_below_nothing_is_told_on_the_card() {
        for (kind, given) in [("capacitor", [("c", 1e-6), ("rpar", 0.0)]), ("inductor", [("l", 1e-6), ("rser", -1.0)])] {
            let mut test = TestCircuit::new();
            test.voltage("v1", "x", "0", &[("dc", &[1.0])]);
            test.device(kind, "z1", &["x", "0"], &[], &[(given[0].0, &[given[0].1]), (given[1].0, &[given[1].1])]);
            let job = test.op();
            assert_eq!(test.run(job).code(), "value-out-of-range");
        }
    }
}
