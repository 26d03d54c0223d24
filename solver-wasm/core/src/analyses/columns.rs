//! Which vectors a plot has, under which names, and where their numbers come from.
//!
//! First what ngspice writes into its raw file, in its order: nodes as they
//! first appear, then branches. ngspice makes branches kind by kind (F, H, W, L, E,
//! V, as its table of devices has them), within a kind from the last card to the
//! first, and a source that F, H or W refers to already then. After these come the
//! currents of the other top-level devices, and of those in subcircuits that a
//! measure, a presentation or a `.save` names. With `.save` a plot has what is
//! saved and what the other cards need, and nothing else.

use crate::circuit::{Circuit, Quantity, Signal};
use crate::devices::{Inputs, Variable};
use crate::matrix::Complex;
use crate::measure::uses;
use crate::results::shows;
use crate::run::Vector;
use crate::simulation::{Simulation, Unknown};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Source {
    Axis,
    Unknown(u32),
    /// A group and a place in it.
    Current(u32, u32),
    /// A group, a place in it, and which of its operating-point variables.
    Variable(u32, u32, usize),
    /// Of a linear device between two unknowns: voltage or power.
    Across(u32, u32, [u32; 2], Across),
    /// Of an inductor: its place among the charges.
    Flux(usize),
    /// A parameter of the card.
    Number(f64),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Across {
    Voltage,
    Power,
}

/// The axis of a plot over a quantity of this name.
pub fn axis(name: &str, unit: &str, complex: bool) -> Vector {
    Vector { name: name.into(), quantity: name.into(), unit: unit.into(), complex, raw: true, node: None, device: None }
}

/// The vectors of a plot.
pub struct Columns {
    pub vectors: Vec<Vector>,
    sources: Vec<Source>,
    row: Vec<f64>,
    /// The variables of one device.
    variables: Vec<f64>,
}

impl Columns {
    /// `axis` is absent for an operating point.
    pub fn new(circuit: &Circuit, simulation: &Simulation, axis: Option<Vector>, complex: bool) -> Columns {
        let mut list: Vec<(Vector, Source)> = Vec::new();
        node_vectors(circuit, simulation, complex, &mut list);
        let current = |device: u32, raw: bool| current_vector(circuit, simulation, device, raw, complex);
        let branches = branch_order(circuit, simulation);
        list.extend(branches.iter().map(|&device| current(device, true)));
        let mut is_branch = vec![false; circuit.devices.kind.len()];
        branches.iter().for_each(|&device| is_branch[device as usize] = true);
        let mut asked: Vec<(u32, &str)> = Vec::new();
        let saves = &circuit.analyses[simulation.job as usize].saves;
        let needed = needed_quantities(circuit, simulation.job);
        let named = named_devices(needed.iter().copied().chain(saves.iter().map(|save| &save.quantity)));
        for device in 0..circuit.devices.kind.len() as u32 {
            let (group, _) = simulation.place[device as usize];
            let top = circuit.devices.instance[device as usize] == 0;
            let wanted = top || named.contains(&device);
            if wanted && simulation.groups[group as usize].has_current() && !is_branch[device as usize] {
                list.push(current(device, false));
            }
        }
        for quantity in needed.iter().copied().chain(saves.iter().map(|save| &save.quantity)) {
            if let Quantity::Variable { device, variable } = quantity {
                if !asked.contains(&(*device, variable.as_str())) {
                    asked.push((*device, variable));
                    list.extend(variable_vector(circuit, simulation, *device, variable, complex));
                }
            }
        }
        if !saves.is_empty() && !saves.iter().any(|save| save.quantity == Quantity::All) {
            list = saved_first(list, saves, &needed);
        } else if !saves.is_empty() {
            for (vector, _) in &mut list {
                vector.raw |= saves.iter().any(|save| is_saved(vector, save));
            }
        }
        for card in circuit.presentations.iter().filter(|card| card.card == "probe") {
            // ngspice's `.probe i(r1)` and `.probe alli` write currents beside all else.
            let currents = card.signals.iter().filter(|signal| matches!(signal.quantity, Quantity::Current { .. } | Quantity::Currents));
            for signal in currents {
                list.iter_mut().filter(|(vector, _)| is_saved(vector, signal)).for_each(|(vector, _)| vector.raw = true);
            }
        }
        if let Some(vector) = axis {
            list.insert(0, (vector, Source::Axis));
        }
        let (vectors, sources) = list.into_iter().unzip();
        Columns { vectors, sources, row: Vec::new(), variables: Vec::new() }
    }

    /// The numbers of one point, in the order of the vectors.
    pub fn row(&mut self, simulation: &Simulation, axis: f64) -> &[f64] {
        let Columns { sources, row, variables, .. } = self;
        row.clear();
        let rates = &simulation.charges.rate;
        row.extend(sources.iter().map(|&source| match source {
            Source::Axis => axis,
            Source::Unknown(unknown) => simulation.x[unknown as usize],
            Source::Current(group, place) => simulation.groups[group as usize].current(place as usize, &simulation.x, rates),
            other => at_rest(other, simulation, Some(rates), variables),
        }));
        row
    }

    /// The numbers of one frequency in hertz, two for each vector.
    pub fn phasors(&mut self, simulation: &Simulation, phasors: &[Complex], frequency: f64) -> &[f64] {
        let omega = 2.0 * std::f64::consts::PI * frequency;
        let Columns { sources, row, variables, .. } = self;
        row.clear();
        for &source in sources.iter() {
            let value = match source {
                Source::Axis => Complex::new(frequency, 0.0),
                Source::Unknown(unknown) => phasors[unknown as usize],
                Source::Current(group, place) => {
                    simulation.groups[group as usize].current_ac(place as usize, &simulation.x, phasors, omega)
                }
                // As in ngspice these are the numbers of the operating point.
                other => Complex::new(at_rest(other, simulation, None, variables), 0.0),
            };
            row.push(value.re);
            row.push(value.im);
        }
        row
    }
}

/// The voltages of the nodes.
#[inline(never)]
fn node_vectors(circuit: &Circuit, simulation: &Simulation, complex: bool, list: &mut Vec<(Vector, Source)>) {
    let text = |string: u32| circuit.strings[string as usize].as_str();
    let mut touched = vec![false; circuit.nodes.name.len()];
    for &node in &circuit.devices.terminals {
        touched[node as usize] = true;
    }
    for (index, unknown) in simulation.unknowns.iter().enumerate().skip(1) {
        if let Unknown::Node(node) = *unknown {
            let vector = Vector {
                name: format!("v({})", text(circuit.nodes.name[node as usize]).to_lowercase()),
                quantity: "voltage".into(),
                unit: "V".into(),
                complex,
                raw: touched[node as usize],
                node: Some(node),
                device: None,
            };
            list.push((vector, Source::Unknown(index as u32)));
        }
    }
}

/// The current of a device.
#[inline(never)]
fn current_vector(circuit: &Circuit, simulation: &Simulation, device: u32, raw: bool, complex: bool) -> (Vector, Source) {
    let text = |string: u32| circuit.strings[string as usize].as_str();
    let (group, place) = simulation.place[device as usize];
    let of_group = &simulation.groups[group as usize];
    let source = match of_group.branch(place as usize).filter(|_| !of_group.has_shunt(place as usize)) {
        Some(branch) => Source::Unknown(branch),
        None => Source::Current(group, place),
    };
    let vector = Vector {
        name: format!("i({})", device_name(text(circuit.devices.name[device as usize]))),
        quantity: "current".into(),
        unit: "A".into(),
        complex,
        raw,
        node: None,
        device: Some(device),
    };
    (vector, source)
}

/// What a device is asked for, at the solution.
fn at_rest(source: Source, simulation: &Simulation, rates: Option<&[f64]>, variables: &mut Vec<f64>) -> f64 {
    let x = &simulation.x;
    match source {
        Source::Variable(group, place, variable) => {
            let group = &simulation.groups[group as usize];
            variables.clear();
            variables.resize(group.variables().len(), f64::NAN);
            group.variable(place as usize, x, rates, variables);
            variables[variable]
        }
        Source::Across(group, place, [p, n], what) => {
            let voltage = x[p as usize] - x[n as usize];
            match what {
                Across::Voltage => voltage,
                Across::Power => {
                    let rates = rates.unwrap_or(&simulation.charges.rate);
                    voltage * simulation.groups[group as usize].current(place as usize, x, rates)
                }
            }
        }
        // With what couplings add to it; the row's sign is that of −L·di/dt.
        Source::Flux(place) => {
            variables.clear();
            variables.resize(simulation.charges.len(), 0.0);
            simulation.groups.iter().filter(|group| !group.nonlinear()).for_each(|group| group.charges(x, variables));
            -variables[place]
        }
        Source::Number(number) => number,
        Source::Axis | Source::Unknown(_) | Source::Current(..) => f64::NAN,
    }
}

/// What devices are asked for at a solution, one by one.
#[derive(Default)]
pub(super) struct Variables(Vec<f64>);

impl Variables {
    /// A variable by its name; NaN where the device cannot tell it.
    pub fn read(&mut self, circuit: &Circuit, simulation: &Simulation, device: u32, variable: &str) -> f64 {
        match (source_of(circuit, simulation, device, variable), variable) {
            (Some((source, _)), _) => at_rest(source, simulation, None, &mut self.0),
            (None, "i") => {
                let (group, place) = simulation.place[device as usize];
                simulation.groups[group as usize].current(place as usize, &simulation.x, &simulation.charges.rate)
            }
            (None, _) => f64::NAN,
        }
    }
}

/// Where a device's variable or the number of its card comes from, with its
/// unit; absent where the device cannot tell it.
#[inline(never)]
fn source_of(circuit: &Circuit, simulation: &Simulation, device: u32, variable: &str) -> Option<(Source, &'static str)> {
    let (group, place) = *simulation.place.get(device as usize)?;
    let of_group = simulation.groups.get(group as usize)?;
    let named = |known: &Variable| known.name == variable || known.aliases.contains(&variable);
    let terminals = || {
        let start = circuit.devices.terminals_start[device as usize] as usize;
        let nodes = &circuit.devices.terminals[start..start + circuit.devices.terminals_count[device as usize] as usize];
        Some([*nodes.first()?, *nodes.get(1)?])
    };
    Some(match of_group.variables().iter().position(named) {
        Some(index) => (Source::Variable(group, place, index), of_group.variables()[index].unit),
        None if variable == "v" => (Source::Across(group, place, terminals()?, Across::Voltage), "V"),
        None if variable == "p" => (Source::Across(group, place, terminals()?, Across::Power), "W"),
        None if variable == "flux" => (Source::Flux(of_group.flux(place as usize)?), "V·s"),
        None => {
            let given = Inputs { circuit, numbers: &simulation.numbers, overrides: &simulation.overrides }.of_device(device);
            (Source::Number(given.number(variable)?), "")
        }
    })
}

/// The vector `@q1[gm]`; absent where the device cannot tell it.
fn variable_vector(circuit: &Circuit, simulation: &Simulation, device: u32, variable: &str, complex: bool) -> Option<(Vector, Source)> {
    let (source, unit) = source_of(circuit, simulation, device, variable)?;
    let text = |string: u32| circuit.strings[string as usize].as_str();
    let vector = Vector {
        name: format!("@{}[{variable}]", device_name(text(circuit.devices.name[device as usize]))),
        quantity: if unit == "V" { "voltage" } else { "notype" }.into(),
        unit: unit.into(),
        complex,
        raw: false,
        node: None,
        device: Some(device),
    };
    Some((vector, source))
}

/// ngspice's spelling: lower case, and within subcircuits the letter first (`v.x1.v2`).
pub(super) fn device_name(path: &str) -> String {
    let path = path.to_lowercase();
    match path.rsplit_once('.') {
        Some((_, own)) => format!("{}.{path}", own.chars().next().unwrap_or('?')),
        None => path,
    }
}

/// The devices with a branch in the order in which ngspice numbers them.
#[inline(never)]
fn branch_order(circuit: &Circuit, simulation: &Simulation) -> Vec<u32> {
    let kind = |device: u32| circuit.strings[circuit.devices.kind[device as usize] as usize].as_str();
    let mut order: Vec<u32> = Vec::new();
    let mut listed = vec![false; circuit.devices.kind.len()];
    let mut add = |device: u32, order: &mut Vec<u32>| {
        if !std::mem::replace(&mut listed[device as usize], true) {
            order.push(device);
        }
    };
    let has_branch = |device: u32| {
        let (group, index) = simulation.place[device as usize];
        simulation.groups[group as usize].branch(index as usize).is_some()
    };
    // Its behavioural sources are of one kind; each asks for the branches that it reads. What is
    // read of other devices is no branch of theirs.
    for device in (0..circuit.devices.kind.len() as u32).rev() {
        if kind(device).starts_with("behavioural-") {
            if has_branch(device) {
                add(device, &mut order);
            }
            let start = circuit.devices.references_start[device as usize] as usize;
            let count = circuit.devices.references_count[device as usize] as usize;
            for &control in circuit.devices.references[start..start + count].iter().filter(|&&control| has_branch(control)) {
                add(control, &mut order);
            }
        }
    }
    for wanted in ["cccs", "ccvs", "current-switch", "inductor", "vcvs", "voltage-source"] {
        let Some(group) = simulation.groups.iter().find(|group| group.devices().first().is_some_and(|&first| kind(first) == wanted))
        else {
            continue;
        };
        for (index, &device) in group.devices().iter().enumerate().rev() {
            if group.branch(index).is_some() {
                add(device, &mut order);
            }
            if matches!(wanted, "cccs" | "ccvs" | "current-switch") {
                let start = circuit.devices.references_start[device as usize] as usize;
                let count = circuit.devices.references_count[device as usize] as usize;
                for &control in &circuit.devices.references[start..start + count] {
                    add(control, &mut order);
                }
            }
        }
    }
    order
}

fn is_saved(vector: &Vector, save: &Signal) -> bool {
    shows(vector, &save.quantity)
}

/// With `.save` ngspice writes what is saved, in that order, and nothing else. In
/// memory stands behind it what measures and presentations need.
#[inline(never)]
fn saved_first(list: Vec<(Vector, Source)>, saves: &[Signal], needed: &[&Quantity]) -> Vec<(Vector, Source)> {
    let place = |vector: &Vector| saves.iter().position(|save| is_saved(vector, save));
    let mut rest = Vec::new();
    let mut saved: Vec<Vec<(Vector, Source)>> = Vec::new();
    saved.resize_with(saves.len(), Vec::new);
    for mut column in list {
        match place(&column.0) {
            Some(save) => {
                column.0.raw = true;
                saved[save].push(column);
            }
            None => rest.push(column),
        }
    }
    if !needed.contains(&&Quantity::All) {
        rest.retain(|(vector, _)| needed.iter().any(|quantity| shows(vector, quantity)));
    }
    rest.iter_mut().for_each(|(vector, _)| vector.raw = false);
    saved.into_iter().flatten().chain(rest).collect()
}

/// What the cards of a job look at besides `.save`: measures, `.print`, `.plot`,
/// `.probe`, `.four`.
fn needed_quantities(circuit: &Circuit, job: u32) -> Vec<&Quantity> {
    let analysis = super::name(circuit, job);
    let mut needed: Vec<&Quantity> = Vec::new();
    let mut need = |signal| uses::quantities(circuit, signal, &mut |quantity| needed.push(quantity));
    for card in &circuit.presentations {
        if card.analysis.is_empty() || card.analysis == analysis {
            card.signals.iter().for_each(&mut need);
        }
    }
    for measure in circuit.measures.iter().filter(|measure| measure.analysis == analysis) {
        uses::signals(&measure.form, &mut need);
    }
    if analysis == "tran" {
        circuit.fouriers.iter().flat_map(|card| &card.signals).for_each(&mut need);
    }
    needed
}

/// Devices whose current is asked for by name.
fn named_devices<'a>(quantities: impl Iterator<Item = &'a Quantity>) -> Vec<u32> {
    quantities
        .filter_map(|quantity| match quantity {
            Quantity::Current { device } => Some(*device),
            _ => None,
        })
        .collect()
}
