//! Linear controlled sources (ngspice manual 39, section 4.2):
//! E (`v = gain·v_c`), F (`i = gain·i_c`), G (`i = gain·v_c`), H (`v = gain·i_c`).
//! E and H have a branch unknown; F and H read the branch of the source that
//! they name. `m` multiplies the currents of F and G.

use super::readings::Readings;
use super::sources::stamp_branch;
use super::table::{Kind, Parameter, Variable};
use super::{Conditions, Domain, Finding, Group};
use crate::matrix::Complex;
use crate::simulation::{Failure, SetUp};

const VARIABLES: &[Variable] = &[Variable::CURRENT, Variable::VOLTAGE, Variable::POWER];

pub const VCVS: Kind = Kind {
    name: "vcvs",
    letter: 'E',
    pins: &["p", "n", "cp", "cn"],
    instance: &[Parameter::new("gain", "", None, "Voltage gain")],
    models: &[],
    variables: VARIABLES,
    make: |devices, set_up| make(Form::VoltageByVoltage, devices, set_up),
};

pub const CCCS: Kind = Kind {
    name: "cccs",
    letter: 'F',
    pins: &["p", "n"],
    instance: &[Parameter::new("gain", "", None, "Current gain")],
    models: &[],
    variables: VARIABLES,
    make: |devices, set_up| make(Form::CurrentByCurrent, devices, set_up),
};

pub const VCCS: Kind = Kind {
    name: "vccs",
    letter: 'G',
    pins: &["p", "n", "cp", "cn"],
    instance: &[Parameter::new("gain", "S", None, "Transconductance")],
    models: &[],
    variables: VARIABLES,
    make: |devices, set_up| make(Form::CurrentByVoltage, devices, set_up),
};

pub const CCVS: Kind = Kind {
    name: "ccvs",
    letter: 'H',
    pins: &["p", "n"],
    instance: &[Parameter::new("gain", "Ω", None, "Transresistance")],
    models: &[],
    variables: VARIABLES,
    make: |devices, set_up| make(Form::VoltageByCurrent, devices, set_up),
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    VoltageByVoltage,
    CurrentByCurrent,
    CurrentByVoltage,
    VoltageByCurrent,
}

struct Controlled {
    form: Form,
    devices: Vec<u32>,
    /// Unknowns of the control: two nodes, or a branch and ground.
    control: Vec<[u32; 2]>,
    /// The device's own branch; 0 for F and G.
    branch: Vec<u32>,
    branch_slots: Vec<[u32; 4]>,
    /// Where the gain stands: for E and H the control's columns in the branch's
    /// row, for F and G those in the rows of both nodes.
    gain_slots: Vec<[u32; 4]>,
    gain: Vec<f64>,
    readings: Readings,
}

fn make(form: Form, devices: Vec<u32>, set_up: &mut SetUp) -> Result<Box<dyn Group>, Failure> {
    let mut group = Controlled {
        form,
        control: Vec::with_capacity(devices.len()),
        branch: Vec::with_capacity(devices.len()),
        branch_slots: Vec::with_capacity(devices.len()),
        gain_slots: Vec::with_capacity(devices.len()),
        gain: vec![0.0; devices.len()],
        readings: Readings::default(),
        devices,
    };
    for &device in &group.devices {
        let ([p, n], control) = match form {
            Form::VoltageByVoltage | Form::CurrentByVoltage => {
                let [p, n, cp, cn] = set_up.terminals(device)?;
                ([p, n], [cp, cn])
            }
            Form::CurrentByCurrent | Form::VoltageByCurrent => {
                let nodes = set_up.terminals(device)?;
                let references = set_up.references(device);
                let Some(&source) = references.first() else {
                    let message = "this source names no device whose current controls it".to_string();
                    return Err(Failure::device(device, "missing-reference", message));
                };
                (nodes, [set_up.branch_of(device, source)?, 0])
            }
        };
        group.control.push(control);
        let [first, second] = control;
        match form {
            Form::VoltageByVoltage | Form::VoltageByCurrent => {
                set_up.conducts(p, n);
                let b = set_up.branch(device);
                group.branch.push(b);
                group.branch_slots.push(set_up.branch_entries(p, n, b));
                let row = [set_up.pattern.entry(b, first), set_up.pattern.entry(b, second)];
                group.gain_slots.push([row[0], row[1], row[0], row[1]]);
            }
            Form::CurrentByCurrent | Form::CurrentByVoltage => {
                group.branch.push(0);
                let mut entry = |row, column| set_up.pattern.entry(row, column);
                group.gain_slots.push([entry(p, first), entry(p, second), entry(n, first), entry(n, second)]);
            }
        }
    }
    if !group.has_branch() {
        group.readings = Readings::make(&group.devices, &group.control, set_up);
    }
    Ok(Box::new(group))
}

impl Controlled {
    fn has_branch(&self) -> bool {
        matches!(self.form, Form::VoltageByVoltage | Form::VoltageByCurrent)
    }
}

impl Group for Controlled {
    fn devices(&self) -> &[u32] {
        &self.devices
    }

    fn resolve(&mut self, conditions: &Conditions, _report: &mut Vec<Finding>) -> Result<(), Failure> {
        for (index, &device) in self.devices.iter().enumerate() {
            let given = conditions.inputs.of_device(device);
            let gain = conditions.principal(device).or(given.number("gain")).ok_or_else(|| {
                Failure::device(device, "missing-value", "this controlled source has no gain; write one at the end of its card".into())
            })?;
            self.gain[index] = if self.has_branch() { gain } else { gain * conditions.multiplier(device) };
        }
        Ok(())
    }

    fn bind(&mut self, slot_of: &[u32]) {
        let tickets = self.branch_slots.iter_mut().chain(&mut self.gain_slots).flatten();
        tickets.for_each(|slot| *slot = slot_of[*slot as usize]);
        self.readings.bind(slot_of);
    }

    fn stamp(&self, _domain: Domain, g: &mut [f64], _c: &mut [f64]) {
        if self.has_branch() {
            for slots in &self.branch_slots {
                stamp_branch(g, slots);
            }
            for (slots, &gain) in self.gain_slots.iter().zip(&self.gain) {
                g[slots[0] as usize] -= gain;
                g[slots[1] as usize] += gain;
            }
        } else {
            for (slots, &gain) in self.gain_slots.iter().zip(&self.gain) {
                g[slots[0] as usize] += gain;
                g[slots[1] as usize] -= gain;
                g[slots[2] as usize] -= gain;
                g[slots[3] as usize] += gain;
            }
            self.readings.stamp(g, |index| self.gain[index]);
        }
    }

    fn branch(&self, index: usize) -> Option<u32> {
        self.has_branch().then(|| self.branch[index])
    }

    fn current(&self, index: usize, x: &[f64], _rates: &[f64]) -> f64 {
        if self.has_branch() {
            return x[self.branch[index] as usize];
        }
        let [first, second] = self.control[index];
        self.gain[index] * (x[first as usize] - x[second as usize])
    }

    fn current_ac(&self, index: usize, _x: &[f64], phasors: &[Complex], _omega: f64) -> Complex {
        if self.has_branch() {
            return phasors[self.branch[index] as usize];
        }
        let [first, second] = self.control[index];
        (phasors[first as usize] - phasors[second as usize]).scale(self.gain[index])
    }
}
