//! How the group of a nonlinear kind is made: unknowns, entries, charges.

use super::cards::Pairs;
use super::{Added, Link, Nonlinear, Reading, Record, Series};
use crate::circuit::NONE;
use crate::devices::equations::{Equations, Outputs, Pin};
use crate::devices::{conductance_entries, Group};
use crate::lanes::F2;
use crate::simulation::{Failure, SetUp};

/// Makes the group; what [`Kind::make`](crate::devices::Kind::make) of a kind calls.
pub fn make<M: Equations<P, E>, const P: usize, const E: usize>(
    devices: Vec<u32>,
    set_up: &mut SetUp,
) -> Result<Box<dyn Group>, Failure> {
    let count = devices.len();
    let pairs = count.div_ceil(2);
    let zero = F2::splat(0.0);
    let record = Record { of: Outputs::new(), valid: false, per_volt: [F2::ZERO; P] };
    let ground = set_up.pattern.entry(0, 0);
    let mut group = Nonlinear::<M, P, E> {
        constants: vec![Default::default(); count],
        pairs: Pairs::default(),
        memory: vec![Default::default(); pairs],
        records: vec![record; pairs],
        held: vec![zero; pairs],
        off: vec![false; count],
        initial: vec![[f64::NAN; P]; count],
        pins: vec![[[0; 2]; P]; pairs],
        unknowns: 1,
        rows: vec![[[0; 2]; P]; pairs],
        slots: vec![[[ground; 2]; E]; pairs],
        added: vec![Added { matrix: [zero; E], rhs: [zero; P] }; pairs],
        ends: [0; 2],
        own: vec![[[ground; 2]; E]; pairs],
        outer: Vec::new(),
        series: Vec::new(),
        links: Vec::new(),
        conductance: vec![[0.0; P]; count],
        first_charge: 0,
        gmin: 0.0,
        abstol: 0.0,
        late: Vec::new(),
        lags: Vec::new(),
        readings: Vec::new(),
        steps: [f64::INFINITY; 2],
        devices,
    };
    for index in 0..count {
        let device = group.devices[index];
        if !M::KIND.models.is_empty() && set_up.circuit.devices.model[device as usize] == NONE {
            let message = format!("this {} has no model; name one after its nodes", M::KIND.name);
            return Err(Failure::device(device, "missing-model", message));
        }
        let pins = M::pins(set_up, device)?;
        let (pair, side) = (index / 2, index % 2);
        let mut outer = [0; P];
        for (pin, place) in pins.iter().enumerate() {
            let unknown = match *place {
                Pin::At(unknown) => {
                    outer[pin] = unknown;
                    unknown
                }
                Pin::Behind { outer: outside, inner } => {
                    outer[pin] = outside;
                    set_up.conducts(outside, inner);
                    let slots = conductance_entries(&mut set_up.pattern, outside, inner);
                    group.series.push(Series { device: index, pin, outer: outside, inner, slots, conductance: 0.0 });
                    inner
                }
            };
            group.pins[pair][pin][side] = unknown;
            group.unknowns = group.unknowns.max(unknown as usize + 1);
        }
        for (place, [one, other]) in M::LINKS.iter().enumerate() {
            let [one, other] = [one, other].map(|&pin| group.pins[pair][pin][side]);
            if one != other {
                set_up.conducts(one, other);
                let slots = conductance_entries(&mut set_up.pattern, one, other);
                group.links.push(Link { device: index, place, slots, conductance: 0.0 });
            }
        }
        group.rows[pair] = group.pins[pair];
        let behind = pins.iter().any(|pin| matches!(pin, Pin::Behind { .. }));
        if behind && group.outer.is_empty() {
            group.outer = vec![[[ground; 2]; E]; pairs];
        }
        for (entry, &[row, column]) in M::ENTRIES.iter().enumerate() {
            let (row, column) = (row as usize, column as usize);
            let unknown = group.pins[pair][column][side];
            let own = set_up.pattern.entry(group.pins[pair][row][side], unknown);
            group.own[pair][entry][side] = own;
            if behind {
                let redirected = matches!(pins[row], Pin::Behind { .. });
                group.outer[pair][entry][side] = if redirected { set_up.pattern.entry(outer[row], unknown) } else { own };
            }
        }
        let columns = group.pins[pair].map(|pin| pin[side]);
        group.readings.extend(Reading::of_device(device, index, &Nonlinear::<M, P, E>::SHAPE, &columns, set_up));
    }
    if M::CHARGED {
        group.first_charge = set_up.charges.len();
        for pair in &group.pins {
            for pin in Nonlinear::<M, P, E>::charged_pins() {
                for side in 0..2 {
                    set_up.charges.add(pair[pin][side], pair[Nonlinear::<M, P, E>::REST][side]);
                }
            }
        }
        group.readings.iter_mut().for_each(|reading| reading.add_charge(&mut set_up.charges));
    }
    Ok(Box::new(group))
}
