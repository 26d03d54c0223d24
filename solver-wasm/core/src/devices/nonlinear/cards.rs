//! Devices whose cards say the same: they are read once, and pairs of them share
//! their constants, so that thousands of transistors of a few sizes stay in a
//! processor's cache.

use crate::devices::inputs::Given;
use crate::devices::Conditions;

/// Among so many of the last ones an equal one is looked for.
const SEARCHED: usize = 64;

/// A card as it was read.
struct Card<'a> {
    index: u32,
    model: u32,
    multiplier: f64,
    given: Given<'a>,
}

/// The cards of a kind's devices.
#[derive(Default)]
pub struct Cards<'a> {
    different: Vec<Card<'a>>,
    /// By device: the first one with the same card.
    first: Vec<u32>,
}

impl<'a> Cards<'a> {
    /// Takes the next device's card. Answers the index of a device with the same, or
    /// the card if it has to be read.
    #[inline(never)]
    pub fn take(&mut self, conditions: &Conditions<'a>, device: u32) -> Result<usize, Given<'a>> {
        let given = conditions.inputs.of_device(device);
        let model = conditions.inputs.circuit.devices.model[device as usize];
        let multiplier = conditions.multiplier(device);
        let last = self.different.iter().rev().take(SEARCHED);
        let same = last.clone().find(|card| card.model == model && card.multiplier == multiplier && card.given == given);
        self.first.push(same.map_or(self.first.len() as u32, |card| card.index));
        same.map_or(Err(given), |card| Ok(card.index as usize))
    }

    /// The device taken last may stand for others: nothing was told of it.
    #[inline(never)]
    pub fn keep(&mut self, conditions: &Conditions<'a>, device: u32, given: Given<'a>) {
        let model = conditions.inputs.circuit.devices.model[device as usize];
        self.different.push(Card { index: self.first.len() as u32 - 1, model, multiplier: conditions.multiplier(device), given });
    }

    /// The devices of each different pair, the last one twice where their number is
    /// odd, and by pair which it is.
    #[inline(never)]
    pub fn pairs(&self) -> (Vec<[usize; 2]>, Vec<u32>) {
        let mut different: Vec<[usize; 2]> = Vec::new();
        let kind_of = self.first.chunks(2).map(|both| {
            let pair = [both[0] as usize, both[both.len() - 1] as usize];
            let searched = different.len().saturating_sub(SEARCHED);
            let same = different[searched..].iter().rposition(|other| *other == pair);
            let kind = same.map_or(different.len(), |place| searched + place);
            if kind == different.len() {
                different.push(pair);
            }
            kind as u32
        });
        let kind_of = kind_of.collect();
        (different, kind_of)
    }
}

#[cfg(test)]
mod tests {
    use super::Cards;

    #[test]
    fn pairs_are_told_apart_by_the_first_devices_with_their_cards() {
        let of = |first: &[u32]| Cards { different: Vec::new(), first: first.to_vec() }.pairs();
        assert_eq!(of(&[]), (vec![], vec![]));
        assert_eq!(of(&[0]), (vec![[0, 0]], vec![0]));
        assert_eq!(of(&[0, 1, 0, 1, 1, 0, 1]), (vec![[0, 1], [1, 0], [1, 1]], vec![0, 0, 1, 2]));
    }
}
