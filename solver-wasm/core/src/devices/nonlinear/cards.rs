//! Devices whose cards say the same: they are read once, and pairs of them share
//! their constants, so that thousands of transistors of a few sizes stay in a
//! processor's cache.

use crate::devices::inputs::Given;
use crate::devices::Conditions;
use std::ops::Index;

/// Among so many of the last ones an equal one is looked for.
const SEARCHED: usize = 64;

/// The constants of pairs by pair, those of equal ones once.
pub struct Pairs<Pair> {
    different: Vec<Pair>,
    /// By pair: its place among them.
    place: Vec<u32>,
}

impl<Pair> Default for Pairs<Pair> {
    fn default() -> Pairs<Pair> {
        Pairs { different: Vec::new(), place: Vec::new() }
    }
}

impl<Pair> Index<usize> for Pairs<Pair> {
    type Output = Pair;

    #[inline(always)]
    fn index(&self, pair: usize) -> &Pair {
        &self.different[self.place[pair] as usize]
    }
}

/// A device's card, and what else its numbers depend on.
pub struct Card<'a> {
    index: u32,
    model: u32,
    multiplier: f64,
    pub given: Given<'a>,
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
    pub fn take(&mut self, conditions: &Conditions<'a>, device: u32) -> Result<usize, Card<'a>> {
        let card = Card {
            index: self.first.len() as u32,
            model: conditions.inputs.circuit.devices.model[device as usize],
            multiplier: conditions.multiplier(device),
            given: conditions.inputs.of_device(device),
        };
        let alike = |other: &&Card| other.model == card.model && other.multiplier == card.multiplier && other.given == card.given;
        let same = self.different.iter().rev().take(SEARCHED).find(alike).map(|other| other.index);
        self.first.push(same.unwrap_or(card.index));
        same.map_or(Err(card), |index| Ok(index as usize))
    }

    /// The card may stand for others: nothing was told of its device.
    pub fn keep(&mut self, card: Card<'a>) {
        self.different.push(card);
    }

    /// The constants of all pairs, by those of two devices.
    #[inline(always)]
    pub fn pairs<Pair>(&self, pack: impl Fn(usize, usize) -> Pair) -> Pairs<Pair> {
        let (different, place) = self.different_pairs();
        Pairs { different: different.iter().map(|&[one, other]| pack(one, other)).collect(), place }
    }

    /// The devices of each different pair, the last one twice where their number is
    /// odd, and by pair which it is.
    #[inline(never)]
    fn different_pairs(&self) -> (Vec<[usize; 2]>, Vec<u32>) {
        let mut different: Vec<[usize; 2]> = Vec::new();
        let place = self.first.chunks(2).map(|both| {
            let pair = [both[0] as usize, both[both.len() - 1] as usize];
            let searched = different.len().saturating_sub(SEARCHED);
            let same = different[searched..].iter().rposition(|other| *other == pair);
            let place = same.map_or(different.len(), |place| searched + place);
            if place == different.len() {
                different.push(pair);
            }
            place as u32
        });
        let place = place.collect();
        (different, place)
    }
}

#[cfg(test)]
mod tests {
    use super::Cards;

    #[test]
    fn pairs_are_told_apart_by_the_first_devices_with_their_cards() {
        let of = |first: &[u32]| Cards { different: Vec::new(), first: first.to_vec() }.different_pairs();
        assert_eq!(of(&[]), (vec![], vec![]));
        assert_eq!(of(&[0]), (vec![[0, 0]], vec![0]));
        assert_eq!(of(&[0, 1, 0, 1, 1, 0, 1]), (vec![[0, 1], [1, 0], [1, 1]], vec![0, 0, 1, 2]));
    }
}
