//! The operating-point variables of all devices as tables, one for each kind:
//! what ngspice's `show all` says after `.op`, under the same names.

use super::columns::{device_name, Variables};
use crate::circuit::Circuit;
use crate::devices::KINDS;
use crate::run::{RunDiagnostic, RunEvent, TableColumn, TableRow};
use crate::simulation::Simulation;

/// Circuits with more devices get no tables: nobody reads them, and their text
/// takes longer than the operating point of a grid of resistors.
const MOST_DEVICES: usize = 2000;

/// The tables of a solution, in ngspice's order of kinds; `of` says which step
/// it is, and is empty without steps. A circuit that is too large gets a
/// finding instead, which names the way to single variables.
#[inline(never)]
pub fn tables(circuit: &Circuit, simulation: &Simulation, of: &str) -> Result<Vec<RunEvent>, RunDiagnostic> {
    let text = |string: u32| circuit.strings[string as usize].as_str();
    let origin = circuit.analyses[simulation.job as usize].origin;
    let count = circuit.devices.kind.len();
    if count > MOST_DEVICES {
        let message = format!(
            "the operating-point variables of {count} devices are not listed, only those of up to {MOST_DEVICES}; \
             name what you want, as in `.print op @m1[gm]`"
        );
        return Err(RunDiagnostic {
            severity: "information".into(),
            code: "many-devices".into(),
            message,
            origin,
            device: None,
            node: None,
        });
    }
    let first_kinds: Vec<&str> = simulation.groups.iter().map(|group| text(circuit.devices.kind[group.devices()[0] as usize])).collect();
    let mut variables = Variables::default();
    let mut tables = Vec::new();
    for index in crate::devices::in_kinds(&first_kinds) {
        let group = &simulation.groups[index];
        let Some(kind) = KINDS.iter().find(|kind| kind.name == first_kinds[index]) else { continue };
        if kind.variables.is_empty() {
            continue;
        }
        let rows = group.devices().iter().map(|&device| {
            let values: Vec<f64> = kind.variables.iter().map(|variable| variables.read(circuit, simulation, device, variable.name)).collect();
            TableRow {
                name: device_name(text(circuit.devices.name[device as usize])),
                region: group.region(simulation.place[device as usize].1 as usize, &values).to_string(),
                values: values.into_iter().map(|value| Some(value).filter(|value| value.is_finite())).collect(),
                device: Some(device),
            }
        });
        let rows = rows.collect();
        let step = if of.is_empty() { String::new() } else { format!(", {of}") };
        tables.push(RunEvent::Table {
            analysis: "op".into(),
            title: format!("Operating point of devices: {}{step}", kind.name),
            figures: Vec::new(),
            columns: kind.variables.iter().map(|variable| TableColumn { name: variable.name.into(), unit: variable.unit.into() }).collect(),
            rows,
            origin,
        });
    }
    Ok(tables)
}
