//! Independent voltage and current sources: a DC value, a phasor for small
//! signals, and a waveform (ngspice manual 39, chapter 4). A voltage source has
//! a branch unknown, its current from the first terminal through it to the second.

use super::loads::SourceLoad;
use super::parasitics::{gives, noise_of, series, thermal, Shunts, CPAR, RSER};
use super::readings::Readings;
use super::table::{Kind, Parameter, Variable};
use super::waveform::{Waveform, PARAMETERS};
use super::{Conditions, Domain, Finding, Group, Instant, Load, Noise};
use crate::matrix::Complex;
use crate::options::Options;
use crate::simulation::{Failure, SetUp};

const VOLTAGE_VARIABLES: &[Variable] = &[Variable::CURRENT, Variable::POWER];
const CURRENT_VARIABLES: &[Variable] = &[Variable::CURRENT.also(&["current", "c"]), Variable::VOLTAGE, Variable::POWER];

pub const VOLTAGE: Kind =
    Kind { name: "voltage-source", letter: 'V', pins: &["p", "n"], instance: &VOLTAGE_PARAMETERS, models: &[], variables: VOLTAGE_VARIABLES, make: make_voltage };

pub const CURRENT: Kind =
    Kind { name: "current-source", letter: 'I', pins: &["p", "n"], instance: &CURRENT_PARAMETERS, models: &[], variables: CURRENT_VARIABLES, make: make_current };

const COUNT: usize = 2 + PARAMETERS.len();
const VOLTAGE_PARAMETERS: [Parameter; COUNT + 2] = with_parasitics(parameters("V", "DC voltage", "Magnitude in volts and phase in degrees for small signals"));
const CURRENT_PARAMETERS: [Parameter; COUNT + 1] = with_load(parameters("A", "DC current", "Magnitude in amperes and phase in degrees for small signals"));

const fn parameters(unit: &'static str, dc: &'static str, ac: &'static str) -> [Parameter; COUNT] {
    let mut all = [Parameter::new("dc", unit, Some(0.0), dc); COUNT];
    all[1] = Parameter::new("ac", unit, Some(0.0), ac);
    let mut index = 0;
    while index < PARAMETERS.len() {
        all[2 + index] = PARAMETERS[index];
        index += 1;
    }
    all
}

const fn with_parasitics(own: [Parameter; COUNT]) -> [Parameter; COUNT + 2] {
    let mut all = [RSER; COUNT + 2];
    let mut index = 0;
    while index < COUNT {
        all[index] = own[index];
        index += 1;
    }
    all[COUNT + 1] = CPAR;
    all
}

const fn with_load(own: [Parameter; COUNT]) -> [Parameter; COUNT + 1] {
    let mut all = [Parameter::new("load", "", Some(0.0), "Whether it is a load, which has no current without a voltage (LTspice)"); COUNT + 1];
    let mut index = 0;
    while index < COUNT {
        all[index] = own[index];
        index += 1;
    }
    all
}

/// What both kinds are asked for.
struct Excitation {
    /// The DC value, where one is given or nothing else is.
    dc: Option<f64>,
    waveform: Option<Waveform>,
    phasor: Complex,
    multiplier: f64,
}

impl Excitation {
    fn read(conditions: &Conditions, device: u32) -> Result<Excitation, Failure> {
        let given = conditions.inputs.of_device(device);
        let waveform = Waveform::read(&given, conditions.times)
            .map_err(|reason| Failure::device(device, "bad-waveform", reason.to_string()))?;
        let phasor = match given.list("ac") {
            None => Complex::default(),
            Some(list) => {
                Complex::polar(list.first().copied().unwrap_or(1.0), list.get(1).copied().unwrap_or(0.0))
            }
        };
        Ok(Excitation {
            dc: conditions.principal(device).or(given.number("dc")),
            waveform,
            phasor,
            multiplier: conditions.multiplier(device),
        })
    }

    fn value(&self, instant: Instant) -> f64 {
        match (instant, &self.waveform, self.dc) {
            (Instant::Time(time), Some(waveform), _) => waveform.value(time),
            (Instant::Dc, Some(waveform), None) => waveform.value(0.0),
            (_, _, dc) => dc.unwrap_or(0.0),
        }
    }

    fn next_breakpoint(&self, time: f64) -> f64 {
        self.waveform.as_ref().map_or(f64::INFINITY, |waveform| waveform.next_breakpoint(time))
    }
}

struct VoltageSources {
    devices: Vec<u32>,
    branch: Vec<u32>,
    /// By node and branch: +p, −n in the branch's row and column.
    slots: Vec<[u32; 4]>,
    excitation: Vec<Excitation>,
    /// Of those with a resistance in series: their places and the slots of their branches' diagonals.
    series: Vec<(usize, u32)>,
    /// By these: ohms, and 4kT in joules.
    resistance: Vec<[f64; 2]>,
    shunts: Shunts,
}

fn make_voltage(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut branch = Vec::with_capacity(devices.len());
    let mut slots = Vec::with_capacity(devices.len());
    let mut nodes = Vec::with_capacity(devices.len());
    let mut with_series = Vec::new();
    for (index, &device) in devices.iter().enumerate() {
        let [p, n] = set_up.terminals(device)?;
        set_up.conducts(p, n);
        nodes.push([p, n]);
        let b = set_up.branch(device);
        if gives(set_up, device, "rser") {
            with_series.push((index, set_up.pattern.entry(b, b)));
        }
        branch.push(b);
        slots.push(set_up.branch_entries(p, n, b));
    }
    let shunts = Shunts::make(&devices, &nodes, set_up);
    let resistance = vec![[0.0; 2]; with_series.len()];
    Ok(Box::new(VoltageSources { devices, branch, slots, excitation: Vec::new(), series: with_series, resistance, shunts }))
}

impl Group for VoltageSources {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        self.excitation.clear();
        for &device in &self.devices {
            self.excitation.push(Excitation::read(conditions, device)?);
        }
        for (&(index, _), resistance) in self.series.iter().zip(&mut self.resistance) {
            *resistance = [series(conditions, self.devices[index])?, thermal(conditions, self.devices[index])];
        }
        self.shunts.resolve(conditions)
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.series.iter_mut().for_each(|(_, slot)| *slot = slot_of[*slot as usize]);
        self.shunts.bind(slot_of);
        self.slots.iter_mut().flatten().for_each(|slot| *slot = slot_of[*slot as usize]);
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], c: &mut [f64]) {
        for slots in &self.slots {
            stamp_branch(g, slots);
        }
        for (&(_, slot), &[ohms, _]) in self.series.iter().zip(&self.resistance) {
            g[slot as usize] -= ohms;
        }
        self.shunts.stamp(g, c);
    }

    fn excite(&mut self, instant: Instant, scale: f64, rhs: &mut [f64]) {
        for (&branch, excitation) in self.branch.iter().zip(&self.excitation) {
            rhs[branch as usize] += scale * excitation.value(instant);
        }
    }

    fn excite_ac(&self, rhs: &mut [Complex]) {
        for (&branch, excitation) in self.branch.iter().zip(&self.excitation) {
            rhs[branch as usize] += excitation.phasor;
        }
    }

    fn next_breakpoint(&self, time: f64) -> f64 {
        self.excitation.iter().map(|excitation| excitation.next_breakpoint(time)).fold(f64::INFINITY, f64::min)
    }

    fn charges(&self, x: &[f64], now: &mut [f64]) {
        self.shunts.charges(x, now);
    }

    fn branch(&self, index: usize) -> Option<u32> {
        Some(self.branch[index])
    }

    fn has_shunt(&self, index: usize) -> bool {
        self.shunts.has(index)
    }

    fn current(&self, index: usize, x: &[f64], rates: &[f64]) -> f64 {
        x[self.branch[index] as usize] + self.shunts.current(index, x, rates)
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], omega: f64) -> Complex {
        phasors[self.branch[index] as usize] + self.shunts.current_ac(index, phasors, omega)
    }

    fn noise(&self, index: usize, _x: &[f64], sources: &mut Vec<Noise>) {
        if let Ok(place) = self.series.binary_search_by_key(&index, |&(of, _)| of) {
            let [ohms, thermal] = self.resistance[place];
            sources.extend(noise_of("rser", [self.branch[index], 0], ohms * thermal));
        }
        self.shunts.noise(index, sources);
    }
}

/// The four entries of a branch between two nodes: its current leaves the first
/// node and enters the second, its voltage is the difference.
pub(super) fn stamp_branch(g: &mut [f64], slots: &[u32; 4]) {
    g[slots[0] as usize] += 1.0;
    g[slots[1] as usize] -= 1.0;
    g[slots[2] as usize] += 1.0;
    g[slots[3] as usize] -= 1.0;
}

struct CurrentSources {
    devices: Vec<u32>,
    nodes: Vec<[u32; 2]>,
    excitation: Vec<Excitation>,
    readings: Readings,
    /// Those that are loads, by rising place in the group.
    loads: Vec<SourceLoad>,
    /// Amperes at the point last excited; of a load what it takes up at most.
    now: Vec<f64>,
}

fn make_current(devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut nodes = Vec::with_capacity(devices.len());
    for &device in &devices {
        nodes.push(set_up.terminals(device)?);
    }
    let now = vec![0.0; devices.len()];
    let readings = Readings::make(&devices, &nodes, set_up);
    let mut loads = Vec::new();
    for (index, &device) in devices.iter().enumerate() {
        if set_up.inputs.of_device(device).flag("load") {
            let reading = readings.list.iter().find(|reading| reading.index == index).map(|reading| reading.unknown);
            loads.push(SourceLoad::new(index, nodes[index], reading, set_up));
        }
    }
    Ok(Box::new(CurrentSources { devices, nodes, excitation: Vec::new(), readings, loads, now }))
}

impl CurrentSources {
    fn load_of(&self, index: usize) -> Option<&SourceLoad> {
        self.loads.binary_search_by_key(&index, |load| load.index).ok().map(|place| &self.loads[place])
    }

    /// A source's phasor, of a load the part that flows.
    fn phasor(&self, index: usize) -> Complex {
        let excitation = &self.excitation[index];
        let share = self.load_of(index).map_or(1.0, SourceLoad::share);
        excitation.phasor.scale(excitation.multiplier * share)
    }

    fn near(&self, x: &[f64], part: f64, options: &Options) -> Result<(), u32> {
        match self.loads.iter().find(|load| load.limits() && !load.near(x, part, options)) {
            Some(load) => Err(self.devices[load.index]),
            None => Ok(()),
        }
    }
}

impl Group for CurrentSources {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        self.excitation.clear();
        for (index, &device) in self.devices.iter().enumerate() {
            self.excitation.push(Excitation::read(conditions, device)?);
            let is_load = conditions.inputs.of_device(device).flag("load");
            match self.loads.binary_search_by_key(&index, |load| load.index) {
                Ok(place) => self.loads[place].is_load = is_load,
                Err(_) if is_load => return Err(Failure::device(device, "bad-parameter", "it becomes a load within the run, which began without; begin with it".into())),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        self.readings.bind(slot_of);
        self.loads.iter_mut().for_each(|load| load.bind(slot_of));
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        self.readings.stamp(g, |_| 0.0);
    }

    fn excite(&mut self, instant: Instant, scale: f64, rhs: &mut [f64]) {
        for (excitation, now) in self.excitation.iter().zip(&mut self.now) {
            *now = scale * excitation.value(instant) * excitation.multiplier;
        }
        let mut loads = self.loads.iter_mut().peekable();
        for (index, (&[p, n], &current)) in self.nodes.iter().zip(&self.now).enumerate() {
            if loads.next_if(|load| load.index == index).is_some_and(|load| load.take(current)) {
                continue;
            }
            rhs[p as usize] -= current;
            rhs[n as usize] += current;
        }
        for reading in &self.readings.list {
            if self.load_of(reading.index).is_none_or(|load| !load.limits()) {
                rhs[reading.unknown as usize] += self.now[reading.index];
            }
        }
    }

    fn nonlinear(&self) -> bool {
        !self.loads.is_empty()
    }

    fn load(&mut self, load: &mut Load) {
        for source in self.loads.iter_mut().filter(|source| source.limits()) {
            source.load(load);
        }
    }

    fn converged(&self, x: &[f64], options: &Options) -> Result<(), u32> {
        self.near(x, options.reltol, options)
    }

    fn holds(&self, x: &[f64], share: f64, options: &Options) -> Result<(), u32> {
        self.near(x, share, options)
    }

    fn small_signal(&mut self, x: &[f64], _gmin: f64, g: &mut [f64], _c: &mut [f64]) {
        for load in &mut self.loads {
            load.small_signal(x, g);
        }
    }

    fn excite_ac(&self, rhs: &mut [Complex]) {
        for (index, &[p, n]) in self.nodes.iter().enumerate() {
            let phasor = self.phasor(index);
            rhs[p as usize] -= phasor;
            rhs[n as usize] += phasor;
        }
        for reading in &self.readings.list {
            rhs[reading.unknown as usize] += self.phasor(reading.index);
        }
    }

    fn next_breakpoint(&self, time: f64) -> f64 {
        self.excitation.iter().map(|excitation| excitation.next_breakpoint(time)).fold(f64::INFINITY, f64::min)
    }

    fn current(&self, index: usize, x: &[f64], _rates: &[f64]) -> f64 {
        match self.load_of(index).filter(|load| load.limits()) {
            Some(load) => load.current(x),
            None => self.now[index],
        }
    }

    fn current_ac(&self, index: usize, x: &[f64], phasors: &[Complex], _omega: f64) -> Complex {
        let [p, n] = self.nodes[index].map(|node| phasors[node as usize]);
        let conductance = self.load_of(index).map_or(0.0, |load| load.conductance(x));
        self.phasor(index) + (p - n).scale(conductance)
    }
}
