//! What the tables of parameters have in common: a row is a field of a struct and
//! a fact of the table at once.

use crate::devices::table::Parameter;
use crate::devices::Given;

/// A row of a table.
pub const fn row(name: &'static str, unit: &'static str, default: Option<f64>, meaning: &'static str, aliases: &'static [&'static str]) -> Parameter {
    Parameter::new(name, unit, default, meaning).also(aliases)
}

/// The numbers of a card in the order of a table, NaN where it gives none. A table
/// of BSIM4 has 900 names and a circuit may have thousands of devices, so each
/// name of the card is looked up once, in a list that is in order.
pub fn numbers(given: &Given, table: &[Parameter], order: &[u16]) -> Vec<f64> {
    let mut values = vec![f64::NAN; table.len()];
    for (name, number) in given.numbers() {
        if let Ok(place) = order.binary_search_by(|&index| table[index as usize].name.cmp(name)) {
            values[order[place] as usize] = number;
        }
    }
    values
}

/// Indices of a table in the order of its names.
pub fn order(table: &[Parameter]) -> Vec<u16> {
    let mut order: Vec<u16> = (0..table.len() as u16).collect();
    order.sort_unstable_by_key(|&index| table[index as usize].name);
    order
}

/// A number that a card does not give takes another one's place.
pub fn follow(number: &mut f64, other: f64) {
    if number.is_nan() {
        *number = other;
    }
}
