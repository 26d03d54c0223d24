//! What is said of an expression without a finite value.

use super::tape::Read;
use super::Sources;
use crate::circuit::{Circuit, Input, NONE};

impl Sources {
    /// A device whose expression had no finite value in the last evaluation, and why.
    pub(super) fn lost(&self, circuit: &Circuit) -> Option<(u32, String)> {
        let index = self.sources.iter().position(|source| source.lost)?;
        let source = &self.sources[index];
        let device = source.device;
        let tape = &self.tapes[source.tape as usize];
        let workspace = &mut *self.scratch.borrow_mut();
        let run = source.first..source.first + source.inputs;
        let curved = self.is_curved(source);
        for (input, &asked) in workspace.inputs.iter_mut().zip(&self.asked[run]) {
            *input = if curved { asked } else { 0.0 };
        }
        self.evaluate(source, 0.0, workspace, false);
        let mut message = "its expression has no finite value".to_string();
        if let Some((name, arguments)) = tape.fault(&workspace.tape) {
            let arguments: Vec<String> = arguments.iter().take(3).map(|argument| argument.to_string()).collect();
            message.push_str(&format!(": {}({}) has none", name.trim_start_matches("source-").trim_start_matches("source"), arguments.join(", ")));
        }
        let mut told = false;
        let text = |string: u32| circuit.strings.get(string as usize).map_or("?", String::as_str);
        for (&input, at) in tape.inputs.iter().zip(&workspace.inputs) {
            let Read::Input(input) = input else { continue };
            let name = match circuit.programs.inputs[input as usize] {
                Input::Voltage { positive, negative } if negative == NONE => format!("v({})", text(positive)),
                Input::Voltage { positive, negative } => format!("v({},{})", text(positive), text(negative)),
                Input::Current { device } => format!("i({})", text(device)),
                Input::DeviceParameter { device, parameter } => format!("{}({})", text(parameter), text(device)),
                _ => continue,
            };
            message.push_str(&format!("{} {name} is {at}", if told { " and" } else { ", where" }));
            told = true;
        }
        message.push_str("; keep what it reads in range, as with max(…, …), or give its nodes a .nodeset");
        Some((device, message))
    }
}
