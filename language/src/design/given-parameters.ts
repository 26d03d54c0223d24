import { HEAD_X } from '../text/card-head.js';
import type { Design, PlacedCard, Scope } from './design.js';
import { lookupSubcircuit } from './lookup.js';
import { placeOf } from './places.js';
import { cardRoles } from './roles.js';

/**
 * Declares the parameters that only instances give: in LTspice an instance may
 * give a subcircuit a parameter that its `.subckt` card does not name. Another
 * instance that does not give it reads the one of that name around it.
 */
export function declareGivenParameters(design: Design): void {
  if (!design.files.some(isLtspice)) return;
  for (const scope of design.scopes) {
    for (const placed of scope.elements) if (placed.head === HEAD_X && isLtspice(placed.file)) declareGiven(placed, scope);
  }
}

function isLtspice(file: PlacedCard['file']): boolean {
  return file.parsed.dialect.name === 'ltspice';
}

function declareGiven(placed: Scope['elements'][number], scope: Scope): void {
  const roles = cardRoles(placed, scope);
  const { parameters, subcircuit } = roles;
  if (parameters.length === 0 || subcircuit === undefined) return;
  const inner = lookupSubcircuit(scope, subcircuit.text)?.scope;
  if (inner === undefined) return;
  for (const { target } of parameters) {
    if (target.$type !== 'Word') continue;
    const key = target.text.toLowerCase();
    // `m=` counts instances, unless the subcircuit says otherwise.
    if (key === 'm' || inner.parameters.has(key)) continue;
    const { start, end } = placeOf(placed, target);
    // A parameter of a subcircuit that reads its own name means the outer one.
    inner.parameters.set(key, {
      kind: 'parameter', name: target.text, placed, nameStart: start, nameEnd: end, formal: true, value: { text: target.text, start, end },
    });
    inner.signature += `given ${key}\n`;
  }
}
