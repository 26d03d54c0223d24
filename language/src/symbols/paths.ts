import type { Scope } from '../design/design.js';
import { elementNamed } from '../design/find-path.js';
import type { SymbolTable } from './symbol-table.js';
import type { TellName } from './symbol.js';

/** Longer names are no paths: each of their dots would be looked at. */
export const LONGEST_PATH = 500;

/**
 * Names as probes write them: a node or an element by itself, the inside of
 * instances by a path (`x1.x2.n3`, `x1:n3`, ngspice's `v.x1.v2`), and pins
 * (`q1:c`, `x1:in`). Each part of a path is told with its own place.
 */
export function tellPath(symbols: SymbolTable, from: Scope, text: string, start: number, wanted: 'node' | 'element', tell: TellName): void {
  const bracketed = text.startsWith('[') && text.endsWith(']');
  let rest = bracketed ? text.slice(1, -1) : text;
  let at = bracketed ? start + 1 : start;
  if (rest === '' || /[*?]/.test(rest)) return;
  let scope = from;
  const direct = wanted === 'node' ? symbols.hasNode(scope, rest) : elementNamed(scope, rest) !== undefined;
  if (!direct && rest.length <= LONGEST_PATH && /[.:]/.test(rest)) {
    // ngspice writes the letter of a device before its path.
    if (/^[a-wyz]\.x/i.test(rest) && elementNamed(scope, rest) === undefined) {
      rest = rest.slice(2);
      at += 2;
    }
    for (let border = instanceAt(symbols, scope, rest); border > 0; border = instanceAt(symbols, scope, rest)) {
      const name = rest.slice(0, border);
      tell(symbols.element(scope, name), at, at + border, 'reference');
      scope = symbols.inside(scope, name)!;
      rest = rest.slice(border + 1);
      at += border + 1;
    }
  }
  const end = at + rest.length;
  if (wanted === 'node' && symbols.hasNode(scope, rest)) return tell(symbols.node(scope, rest), at, end, 'reference');
  if (elementNamed(scope, rest) !== undefined) return tell(symbols.element(scope, rest), at, end, 'reference');
  const pin = Math.max(rest.lastIndexOf(':'), rest.lastIndexOf('.'));
  if (pin > 0 && elementNamed(scope, rest.slice(0, pin)) !== undefined) return tell(symbols.element(scope, rest.slice(0, pin)), at, at + pin, 'reference');
  if (wanted === 'element' && scope !== from && symbols.hasNode(scope, rest)) return tell(symbols.node(scope, rest), at, end, 'reference');
  tell(wanted === 'node' ? symbols.node(scope, rest) : symbols.element(scope, rest), at, end, 'reference');
}

/** Where the name of an instance ends at the begin of a path, or -1. Names may hold dots themselves, so that the longest counts. */
function instanceAt(symbols: SymbolTable, scope: Scope, path: string): number {
  if (path.charAt(0).toLowerCase() !== 'x') return -1;
  for (let at = path.length - 1; at > 0; at--) {
    const sign = path.charAt(at);
    if ((sign === '.' || sign === ':') && at < path.length - 1 && symbols.inside(scope, path.slice(0, at)) !== undefined) return at;
  }
  return -1;
}
