import type { PlacedCard } from './design.js';

/** Whether no instance has both of two cards: they stand in different branches of one conditional. */
export function areAlternatives(a: PlacedCard, b: PlacedCard): boolean {
  for (let one = a.branch; one !== undefined; one = one.outer) {
    for (let other = b.branch; other !== undefined; other = other.outer) {
      if (one.conditional === other.conditional && one.index !== other.index) return true;
    }
  }
  return false;
}
