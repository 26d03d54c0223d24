//! How ngspice tells kinds of devices: their order, and the names of their noise.

/// The kinds in the order in which ngspice tells sources of noise and sensitivities.
const TOLD: &[&str] = &[
    "behavioural-voltage", "behavioural-current", "behavioural-resistor", "behavioural-capacitor", "behavioural-charge", "behavioural-inductor", "behavioural-flux", "bjt", "epitaxial-bjt", "bsim3", "bsim4", "capacitor", "cccs", "ccvs",
    "current-switch", "diode", "heated-diode", "ideal-diode", "inductor", "hysteresis-inductor", "core-winding", "coupling", "magnetic-core", "current-source", "jfet", "jfet2", "mosfet", "mosfet2", "mosfet3", "resistor", "voltage-switch", "lossless-line", "vccs",
    "vcvs", "voltage-source", "vdmos", "heated-vdmos",
];

/// What ngspice has between the parts of the names of a kind's noise: `onoise_m1_id`, but `onoise.m1.id` of BSIM3 and BSIM4.
pub fn noise_mark(kind: &str) -> char {
    if kind.starts_with("bsim") { '.' } else { '_' }
}

/// Indices `0..kinds.len()` in ngspice's order of their kinds, names of [`super::KINDS`];
/// those of one kind stay as they were.
pub fn in_kinds(kinds: &[&str]) -> impl Iterator<Item = usize> {
    let place = |name: &str| TOLD.iter().position(|known| *known == name).unwrap_or(TOLD.len());
    let places: Vec<usize> = kinds.iter().map(|name| place(name)).collect();
    (0..=TOLD.len()).flat_map(move |place| {
        let of_place: Vec<usize> = (0..places.len()).filter(|&index| places[index] == place).collect();
        of_place
    })
}

#[cfg(test)]
mod tests {
    /// A kind without a place would stand behind all others.
    #[test]
    fn the_order_of_kinds_names_all_of_them() {
        for kind in crate::devices::kinds() {
            assert!(super::TOLD.contains(&kind), "{kind}");
        }
    }
}
