//! Why a run cannot go on, and what it tells on the user's own cards.

use crate::circuit::{Circuit, NONE};
use crate::matrix::Singular;
use crate::program::ProgramError;
use crate::run::RunDiagnostic;
use crate::simulation::Unknown;

/// Why a run cannot go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    pub code: &'static str,
    pub message: String,
    pub device: Option<u32>,
    pub node: Option<u32>,
    /// The card to blame, where it is not the device's.
    pub origin: Option<u32>,
}

impl Failure {
    pub fn new(code: &'static str, message: String) -> Failure {
        Failure { code, message, device: None, node: None, origin: None }
    }

    pub fn device(device: u32, code: &'static str, message: String) -> Failure {
        Failure { device: Some(device), ..Failure::new(code, message) }
    }

    pub fn at(mut self, origin: u32) -> Failure {
        self.origin = Some(origin);
        self
    }

    /// On a card where there is one: an override has none.
    pub fn on(self, origin: u32) -> Failure {
        if origin == NONE { self } else { self.at(origin) }
    }

    pub fn program(circuit: &Circuit, error: ProgramError) -> Failure {
        Failure::new("expression", error.message(circuit)).at(error.origin(circuit))
    }

    pub fn diagnostic(&self, circuit: &Circuit) -> RunDiagnostic {
        diagnostic(circuit, "error", self.code, &self.message, self.device, self.node, self.origin)
    }
}

/// A number as people write it: `-0.5`, `1e30`.
pub fn shown(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 || (1e-3..1e6).contains(&size) { format!("{number}") } else { format!("{number:e}") }
}

/// A finding on the card that it belongs to.
pub fn diagnostic(
    circuit: &Circuit,
    severity: &str,
    code: &str,
    message: &str,
    device: Option<u32>,
    node: Option<u32>,
    origin: Option<u32>,
) -> RunDiagnostic {
    let of_device = device.map(|device| circuit.devices.origin[device as usize]);
    let of_node = node.map(|node| circuit.nodes.origin[node as usize]);
    let message = match device {
        Some(device) => format!("{}: {message}", circuit.strings[circuit.devices.name[device as usize] as usize]),
        None => message.to_string(),
    };
    RunDiagnostic {
        severity: severity.into(),
        code: code.into(),
        message,
        origin: origin.or(of_device).or(of_node).unwrap_or(NONE),
        device,
        node,
    }
}

/// The node and the device that an unknown belongs to.
pub fn place_of(unknowns: &[Unknown], unknown: u32) -> (Option<u32>, Option<u32>) {
    match unknowns[unknown as usize] {
        Unknown::Node(node) => (Some(node), None),
        Unknown::Internal { device, .. } | Unknown::Branch(device) => (None, Some(device)),
    }
}

/// Nodes that no direct current reaches ground from.
pub fn floating_diagnostic(circuit: &Circuit, members: &[u32], touched: &[bool]) -> RunDiagnostic {
    const SHOWN: usize = 5;
    let name = |&node: &u32| format!("'{}'", circuit.strings[circuit.nodes.name[node as usize] as usize]);
    let mut names = members.iter().take(SHOWN).map(name).collect::<Vec<_>>().join(", ");
    if members.len() > SHOWN {
        names.push_str(&format!(" and {} more", members.len() - SHOWN));
    }
    let message = match members {
        [node] if !touched[*node as usize] => {
            format!("no device is connected to node {names}; its voltage is taken as 0")
        }
        [_] => format!("node {names} has no DC path to ground; gmin is put there, add a large resistance to ground"),
        _ => format!("nodes {names} have no DC path to ground; gmin is put there, add a large resistance to ground"),
    };
    let node = members[0];
    diagnostic(circuit, "warning", "no-dc-path", &message, None, Some(node), None)
}

/// A matrix without a unique solution: the node and the likely cause.
pub fn singular_failure(circuit: &Circuit, unknowns: &[Unknown], singular: Singular) -> Failure {
    let text = |string: u32| circuit.strings[string as usize].as_str();
    let unknown = singular.column + 1;
    let connected = |node: u32| {
        let devices = &circuit.devices;
        (0..devices.kind.len()).find(|&device| {
            let start = devices.terminals_start[device] as usize;
            devices.terminals[start..start + devices.terminals_count[device] as usize].contains(&node)
        })
    };
    // A branch among column and row is the better culprit: its loop has no solution.
    let branch = [Some(unknown), singular.row.checked_add(1)]
        .into_iter()
        .flatten()
        .find_map(|unknown| match unknowns.get(unknown as usize) {
            Some(Unknown::Branch(device)) => Some(*device),
            _ => None,
        });
    if let Some(device) = branch {
        let start = circuit.devices.terminals_start[device as usize] as usize;
        let count = circuit.devices.terminals_count[device as usize] as usize;
        let nodes = &circuit.devices.terminals[start..start + count.min(2)];
        let node = nodes.iter().copied().find(|&node| node != 0);
        let names: Vec<&str> = nodes.iter().map(|&node| text(circuit.nodes.name[node as usize])).collect();
        let message = format!(
            "the equations have no unique solution: its current between nodes {} cannot be determined, because it \
             closes a loop of voltage sources and inductors; put a small resistance in series",
            names.join(" and ")
        );
        return Failure { node, ..Failure::device(device, "singular-matrix", message) };
    }
    let (node, device) = place_of(unknowns, unknown);
    let device = device.or_else(|| node.and_then(connected).map(|device| device as u32));
    let name = node.map_or_else(|| "an internal node".to_string(), |node| format!("node '{}'", text(circuit.nodes.name[node as usize])));
    let message = format!(
        "the equations have no unique solution: the voltage of {name} cannot be determined; \
         look for a node that only current sources feed, or add a large resistance to ground"
    );
    Failure { code: "singular-matrix", message, device, node, origin: None }
}
