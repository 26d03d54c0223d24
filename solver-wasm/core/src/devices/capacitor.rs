//! Capacitor: `q = C·v`, with
//! `C(T) = C · (1 + tc1·(T − Tnom) + tc2·(T − Tnom)²)`
//! (ngspice manual 39, sections 3.3.6 and 3.3.7). Without a value the model's
//! `cap` counts, else the geometry: `cj` (of an insulator of the thickness
//! `thick` without it) times the area and `cjsw` times the edge. ngspice 39
//! takes a length of 0 for devices that give none, whatever `defl` says; here
//! `defl` counts, as its manual has it.

use super::readings::Readings;
use super::parasitics::{Chain, Shunts, CPAR, LSER, RLSHUNT, RPAR, RSER};
use super::table::{Kind, ModelKind, Parameter, Variable};
use super::{add_conductance, conductance_entries, Conditions, Domain, Finding, Given, Group, Noise};
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

pub const KIND: Kind = Kind {
    name: "capacitor",
    letter: 'C',
    pins: &["p", "n"],
    instance: INSTANCE,
    models: &[ModelKind { name: "c", parameters: MODEL }, ModelKind { name: "cap", parameters: MODEL }],
    variables: &[Variable::CURRENT, Variable::POWER],
    make,
};

const INSTANCE: &[Parameter] = &[
    Parameter::new("c", "F", None, "Capacitance").also(&["capacitance", "cap"]),
    Parameter::new("ic", "V", None, "Voltage at the start of a transient with uic"),
    Parameter::new("tc1", "1/K", Some(0.0), "First-order temperature coefficient").also(&["tc"]),
    Parameter::new("tc2", "1/K²", Some(0.0), "Second-order temperature coefficient"),
    Parameter::new("temp", "°C", None, "Temperature of this capacitor; without it the circuit's plus dtemp"),
    Parameter::new("dtemp", "K", Some(0.0), "Temperature above the circuit's"),
    Parameter::new("l", "m", None, "Length, for a capacitance from the model's area and edge"),
    Parameter::new("w", "m", None, "Width, for a capacitance from the model's area and edge"),
    Parameter::new("scale", "", Some(1.0), "Factor of the capacitance"),
    Parameter::new("bv_max", "V", None, "Largest voltage that it bears").only_informs(),
    RSER,
    LSER,
    RPAR,
    CPAR,
    RLSHUNT,
];

const MODEL: &[Parameter] = &[
    Parameter::new("cap", "F", None, "Capacitance of devices that give none").also(&["c"]),
    Parameter::new("cj", "F/m²", None, "Capacitance of the area").also(&["cox"]),
    Parameter::new("cjsw", "F/m", Some(0.0), "Capacitance of the edge").also(&["capsw"]),
    Parameter::new("defw", "m", Some(1e-5), "Width of devices that give none").also(&["w"]),
    Parameter::new("defl", "m", Some(0.0), "Length of devices that give none").also(&["l"]),
    Parameter::new("narrow", "m", None, "Narrowing by side etching"),
    Parameter::new("short", "m", None, "Shortening by side etching"),
    Parameter::new("del", "m", Some(0.0), "Half of narrow and short where they are not given"),
    Parameter::new("tc1", "1/K", Some(0.0), "First-order temperature coefficient"),
    Parameter::new("tc2", "1/K²", Some(0.0), "Second-order temperature coefficient"),
    Parameter::new("tnom", "°C", None, "Temperature of the model's parameters; without it the option tnom"),
    Parameter::new("di", "", Some(OXIDE), "Relative permittivity of the insulator, for cj"),
    Parameter::new("thick", "m", None, "Thickness of the insulator, for cj"),
    Parameter::new("bv_max", "V", None, "Largest voltage that its devices bear").only_informs(),
];

/// Relative permittivity of silicon dioxide.
const OXIDE: f64 = 3.9;
/// Permittivity of the vacuum in farads per metre, 1/(µ₀c²), with ngspice's µ₀.
const VACUUM: f64 = 1.0 / (4e-7 * std::f64::consts::PI * 299_792_458.0 * 299_792_458.0);

/// The capacitance in farads that the model's geometry gives, if it gives any.
fn of_geometry(device: u32, given: &Given, model: &Given) -> Result<Option<f64>, Failure> {
    let insulator = || model.number("thick").filter(|&thick| thick > 0.0).map(|thick| model.number_or("di", OXIDE) * VACUUM / thick);
    let area = model.number("cj").or_else(insulator);
    let edge = model.number("cjsw");
    if area.is_none() && edge.is_none() {
        return Ok(None);
    }
    let both = 2.0 * model.number_or("del", 0.0);
    let length = given.number("l").unwrap_or(model.number_or("defl", 0.0)) - model.number_or("short", both);
    let width = given.number("w").unwrap_or(model.number_or("defw", 1e-5)) - model.number_or("narrow", both);
    if !(length >= 0.0 && width >= 0.0) {
        let message = format!("this capacitor has an effective length of {length} m and a width of {width} m; neither may be below 0, so look at l, w and the model's short and narrow");
        return Err(Failure::device(device, "value-out-of-range", message));
    }
    Ok(Some(area.unwrap_or(0.0) * length * width + edge.unwrap_or(0.0) * 2.0 * (length + width)))
}

struct Capacitors {
    devices: Vec<u32>,
    /// Between what their charges are.
    nodes: Vec<[u32; 2]>,
    /// What is in series with some of them, and across them.
    chains: Vec<(usize, Chain)>,
    shunts: Shunts,
    slots: Vec<[u32; 4]>,
    /// Farads, with all multipliers.
    capacitance: Vec<f64>,
    initial: Vec<Option<f64>>,
    /// Place of the first of the group's charges.
    first_charge: usize,
    /// Currents that expressions read, `i = d(C·v)/dt` and what is across. Each has a charge of its
    /// own, and where something is in series with it the slot of that current.
    readings: Readings,
    read: Vec<(usize, Option<u32>)>,
}

fn make(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut nodes = Vec::with_capacity(devices.len());
    let mut slots = Vec::with_capacity(devices.len());
    let mut chains = Vec::new();
    let mut terminals = Vec::with_capacity(devices.len());
    for (index, &device) in devices.iter().enumerate() {
        let ends = set_up.terminals(device)?;
        terminals.push(ends);
        let chain = Chain::make(device, ends, set_up);
        let [p, n] = chain.as_ref().map_or(ends, |chain| [chain.inner, 0]);
        chains.extend(chain.map(|chain| (index, chain)));
        nodes.push([p, n]);
        slots.push(conductance_entries(&mut set_up.pattern, p, n));
    }
    let count = devices.len();
    let first_charge = set_up.charges.len();
    for &[p, n] in &nodes {
        set_up.charges.add(p, n);
    }
    for (_, chain) in &mut chains {
        chain.add_flux(&mut set_up.charges);
    }
    let shunts = Shunts::make(&devices, &terminals, set_up);
    let readings = Readings::make(&devices, &terminals, set_up);
    let mut read = Vec::with_capacity(readings.list.len());
    for reading in &readings.list {
        let chain = chains.iter().find(|(index, _)| *index == reading.index).map(|(_, chain)| set_up.pattern.entry(reading.unknown, chain.branch));
        read.push((set_up.charges.add(reading.unknown, 0), chain));
    }
    Ok(Box::new(Capacitors {
        devices,
        nodes,
        chains,
        shunts,
        slots,
        capacitance: vec![0.0; count],
        initial: vec![None; count],
        first_charge,
        readings,
        read,
    }))
}

impl Group for Capacitors {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        let inputs = conditions.inputs;
        for (index, &device) in self.devices.iter().enumerate() {
            let given = inputs.of_device(device);
            let model = inputs.of_model(device);
            let nominal = conditions.principal(device).or(given.number("c")).or(model.number("cap"));
            let nominal = match nominal {
                Some(_) => nominal,
                None => of_geometry(device, &given, &model)?,
            };
            let nominal = nominal
                .ok_or_else(|| {
                    Failure::device(device, "missing-value", "this capacitor has no capacitance; write one after its nodes".into())
                })?;
            let factor = conditions.passive_factor(&given, &model);
            self.capacitance[index] = nominal * factor * conditions.multiplier(device);
            self.initial[index] = given.number("ic");
        }
        for (_, chain) in &mut self.chains {
            chain.resolve(conditions)?;
        }
        self.shunts.resolve(conditions)
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.slots.iter_mut().flatten().for_each(|slot| *slot = slot_of[*slot as usize]);
        self.chains.iter_mut().for_each(|(_, chain)| chain.bind(slot_of));
        self.shunts.bind(slot_of);
        self.readings.bind(slot_of);
        self.read.iter_mut().filter_map(|(_, slot)| slot.as_mut()).for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], c: &mut [f64]) {
        for (slots, &capacitance) in self.slots.iter().zip(&self.capacitance) {
            add_conductance(c, slots, capacitance);
        }
        for (_, chain) in &self.chains {
            chain.stamp(g, c);
        }
        self.shunts.stamp(g, c);
        self.readings.stamp(g, |index| self.shunts.across(index)[0]);
        self.readings.add(c, |index| -self.across(index));
        self.read.iter().filter_map(|&(_, slot)| slot).for_each(|slot| g[slot as usize] -= 1.0);
    }

    #[inline(never)]
    fn charges(&self, x: &[f64], now: &mut [f64]) {
        for (_, chain) in &self.chains {
            chain.charges(x, now);
        }
        self.shunts.charges(x, now);
        for (reading, &(charge, _)) in self.readings.list.iter().zip(&self.read) {
            let [p, n] = reading.drives;
            now[charge] = -self.across(reading.index) * (x[p as usize] - x[n as usize]);
        }
        let now = &mut now[self.first_charge..self.first_charge + self.nodes.len()];
        for ((now, &[p, n]), &capacitance) in now.iter_mut().zip(&self.nodes).zip(&self.capacitance) {
            *now = capacitance * (x[p as usize] - x[n as usize]);
        }
    }

    fn begin_history(&mut self, x: &[f64], initial: bool, now: &mut [f64]) {
        self.charges(x, now);
        if initial {
            for (index, given) in self.initial.iter().enumerate() {
                if let Some(volts) = given {
                    now[self.first_charge + index] = self.capacitance[index] * volts;
                }
            }
            for (reading, &(charge, chain)) in self.readings.list.iter().zip(&self.read) {
                if let (Some(volts), None) = (self.initial[reading.index], chain) {
                    now[charge] = -self.across(reading.index) * volts;
                }
            }
        }
    }

    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        let own = match self.chain(index) {
            Some(chain) => chain.current(x),
            None => rates[self.first_charge + index],
        };
        own + self.shunts.current(index, x, rates)
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        let own = match self.chain(index) {
            Some(chain) => chain.current_ac(phasors),
            None => {
                let [p, n] = self.nodes[index];
                (phasors[p as usize] - phasors[n as usize]) * Complex::new(0.0, omega * self.capacitance[index])
            }
        };
        own + self.shunts.current_ac(index, phasors, omega)
    }

    fn noise(&self, index: usize, _x: &[f64], sources: &mut Vec<Noise>) {
        if let Some(chain) = self.chain(index) {
            chain.noise(sources);
        }
        self.shunts.noise(index, sources);
    }
}

impl Capacitors {
    /// The capacitance between the terminals of a device in farads.
    fn across(&self, index: usize) -> f64 {
        let own = if self.chain(index).is_some() { 0.0 } else { self.capacitance[index] };
        own + self.shunts.across(index)[1]
    }

    fn chain(&self, index: usize) -> Option<&Chain> {
        self.chains.binary_search_by_key(&index, |(of, _)| *of).ok().map(|place| &self.chains[place].1)
    }
}
