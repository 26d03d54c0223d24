//! What the layout of a BSIM4 changes: fingers, areas and edges of the junctions,
//! series resistances, stress by the length of the diffusion, and a well's edge.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, sections 11 (layout-dependent
//! parasitics), 13 (stress) and 14 (well proximity).

use super::defaults::Card;
use crate::devices::Given;

/// Keeps the stress's factors above 0.
const LITTLE: f64 = 1e-9;

/// How a device is drawn, from its card.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub length: f64,
    /// Of all fingers.
    pub width: f64,
    pub fingers: f64,
    /// 1: as few sources as there can be with an even number of fingers; 0: drains.
    pub fewest: bool,
    pub geometry: u8,
    pub contacts: u8,
    /// The option `scale`: in what unit, in metres, the card has the ends' sizes.
    pub unit: f64,
}

/// A side of the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Source,
    Drain,
}

/// How the ends of a diffusion are: on their own, shared with another device, or
/// merged with it without a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Isolated,
    Shared,
    Merged,
}

impl Drawn {
    /// Diffusions at the ends of the row of fingers, and twice those within it.
    fn diffusions(&self, side: Side) -> [f64; 2] {
        let fingers = self.fingers;
        if (fingers as u64) % 2 != 0 {
            return [1.0, 2.0 * ((fingers - 1.0) / 2.0).max(0.0)];
        }
        let inside = (side == Side::Source) == self.fewest;
        if inside { [0.0, fingers] } else { [2.0, 2.0 * (fingers / 2.0 - 1.0).max(0.0)] }
    }

    fn end(&self, side: Side) -> End {
        let [source, drain] = match self.geometry {
            0 => [End::Isolated, End::Isolated],
            1 => [End::Isolated, End::Shared],
            2 => [End::Shared, End::Isolated],
            3 => [End::Shared, End::Shared],
            4 => [End::Isolated, End::Merged],
            5 => [End::Shared, End::Merged],
            6 => [End::Merged, End::Isolated],
            7 => [End::Merged, End::Shared],
            _ => [End::Merged, End::Merged],
        };
        if side == Side::Source { source } else { drain }
    }

    /// Edge (without that at the gate) and area of one side, of fingers of `width`.
    pub fn diffusion(&self, card: &Card, side: Side, width: f64) -> [f64; 2] {
        let [to_gate, to_isolation, between] = distances(card);
        let isolated = to_gate + to_isolation;
        let own = [2.0 * isolated + width, isolated * width];
        let shared = [2.0 * to_gate, to_gate * width];
        let merged = [2.0 * between, between * width];
        let sum = |ends: f64, [edge, area]: [f64; 2], inner: f64| [ends * edge + inner * shared[0], ends * area + inner * shared[1]];
        if self.geometry >= 9 {
            // The last finger's diffusion is isolated on one side of the row.
            let outer = (self.geometry == 9) == (side == Side::Source);
            return if outer { sum(1.0, own, self.fingers - 1.0) } else { sum(0.0, own, self.fingers) };
        }
        let [ends, inner] = self.diffusions(side);
        match self.end(side) {
            End::Isolated => sum(ends, own, inner),
            End::Shared => sum(ends, shared, inner),
            End::Merged => sum(ends, merged, inner),
        }
    }

    /// Series resistance of one side in ohms by the geometry, 0 for none.
    pub fn resistance(&self, card: &Card, side: Side, width: f64) -> f64 {
        let [to_gate, to_isolation, between] = distances(card);
        let sheet = card.plain.rsh;
        let wide = |count: f64| if count == 0.0 { 0.0 } else { sheet * to_gate / (width * count) };
        let (inside, end) = if self.geometry >= 9 {
            let outer = (self.geometry == 9) == (side == Side::Source);
            if outer {
                (if self.fingers == 2.0 { 0.0 } else { wide(self.fingers - 2.0) }, 0.5 * sheet * to_gate / width)
            } else {
                (wide(self.fingers), 0.0)
            }
        } else {
            let [ends, inner] = self.diffusions(side);
            // Contacts as wide as the channel, or one at a point.
            let point = match side {
                Side::Source => matches!(self.contacts, 3 | 4 | 6),
                Side::Drain => matches!(self.contacts, 2 | 4 | 8),
            };
            let narrow = |thirds: f64, distance: f64| if ends == 0.0 || distance == 0.0 { 0.0 } else { sheet * width / (thirds * ends * distance) };
            let end = match self.end(side) {
                End::Merged if matches!(self.geometry, 5 | 7) => if ends == 0.0 { 0.0 } else { sheet * between / (width * ends) },
                End::Merged => sheet * between / width,
                End::Isolated if point => narrow(3.0, to_gate + to_isolation),
                End::Shared if point => narrow(6.0, to_gate),
                _ => wide(ends),
            };
            (wide(inner), end)
        };
        match (inside > 0.0, end > 0.0) {
            (false, _) => end,
            (_, false) => inside,
            _ => inside * end / (inside + end),
        }
    }
}

/// From a contact to the gate, to the isolation, and between gates without one.
fn distances(card: &Card) -> [f64; 3] {
    let p = &card.plain;
    [p.dmcg - p.dmcgt, p.dmci, p.dmdg - p.dmcgt]
}

/// What stress and a well's edge change: factors of mobility and velocity, and shifts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shifts {
    pub mobility: f64,
    pub velocity: f64,
    pub vth0: f64,
    pub k2: f64,
    pub eta0: f64,
}

/// Stress of the isolation on the channel; `length` and `width` are those of the mask.
pub fn stress(card: &Card, given: &Given, drawn: &Drawn, [length, width]: [f64; 2], ratio: f64) -> Shifts {
    let p = &card.plain;
    let none = Shifts { mobility: 1.0, velocity: 1.0, vth0: 0.0, k2: 0.0, eta0: 0.0 };
    let (sa, sb) = (given.number_or("sa", 0.0), given.number_or("sb", 0.0));
    let sd = given.number_or("sd", 2.0 * p.dmcg);
    if !(sa > 0.0 && sb > 0.0 && (drawn.fingers == 1.0 || (drawn.fingers > 1.0 && sd > 0.0))) {
        return none;
    }
    let wide = width + p.wlod.max(0.0);
    let factor = |[_, by_length, by_width, by_both]: [f64; 4], of_length: f64, of_width: f64| {
        let (l, w) = (libm::pow(length, of_length), libm::pow(wide, of_width));
        1.0 + by_length / l + by_width / w + by_both / (l * w)
    };
    let ku0 = factor(card.binned.ku0, p.llodku0, p.wlodku0) * (1.0 + p.tku0 * (ratio - 1.0)) + LITTLE;
    let kvth0 = factor(card.binned.kvth0, p.llodvth, p.wlodvth);
    let kvth0 = (kvth0 * kvth0 + LITTLE).sqrt();

    let half = 0.5 * drawn.length;
    let reference = 1.0 / (p.saref + half) + 1.0 / (p.sbref + half);
    let mut inverse = 0.0;
    let mut finger = 0.0;
    while finger < drawn.fingers {
        let to_here = finger * (sd + drawn.length) + half;
        inverse += (1.0 / (sa + to_here) + 1.0 / (sb + to_here)) / drawn.fingers;
        finger += 1.0;
    }
    let [rho, rho_reference] = [inverse, reference].map(|inverse| card.binned.ku0[0] / ku0 * inverse);
    let kvsat = p.kvsat.clamp(-1.0, 1.0);
    let over = inverse - reference;
    Shifts {
        mobility: (1.0 + rho) / (1.0 + rho_reference),
        velocity: (1.0 + kvsat * rho) / (1.0 + kvsat * rho_reference),
        vth0: card.binned.kvth0[0] / kvth0 * over,
        k2: p.stk2 / libm::pow(kvth0, p.lodk2) * over,
        eta0: p.steta0 / libm::pow(kvth0, p.lodeta0) * over,
    }
}

/// How much a well's edge scatters into the channel, `SCA + WEB·SCB + WEC·SCC`;
/// `None` where the card says nothing of it. `width` is a finger's as drawn.
pub fn well(card: &Card, given: &Given, width: f64) -> Option<f64> {
    let p = &card.plain;
    let [sca, scb, scc] = ["sca", "scb", "scc"].map(|name| given.number(name));
    let weigh = |[a, b, c]: [f64; 3]| a.max(0.0) + p.web * b.max(0.0) + p.wec * c.max(0.0);
    if sca.is_some() || scb.is_some() || scc.is_some() {
        return Some(weigh([sca, scb, scc].map(|number| number.unwrap_or(0.0))));
    }
    let near = given.number("sc").filter(|&sc| sc > 0.0)?;
    let (far, reference) = (near + width, p.scref);
    // Two integrals of the scattered doping from the near to the far edge.
    let tail = |part: f64, rate: f64, at: f64| (part * at + part * part * reference) * libm::exp(-rate * at / reference);
    let between = |part: f64, rate: f64| (tail(part, rate, near) - tail(part, rate, far)) / width;
    Some(weigh([reference * reference / (near * far), between(0.1, 10.0), between(0.05, 20.0)]))
}
