import type { Argument } from '../generated/ast.js';
import type { Design, Scope } from '../design/design.js';
import { isGround } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { type Place, placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { reachedScopes } from './reached.js';

/** How a node of a scope is connected. */
export interface Connection {
  /** In the user's spelling. */
  name: string;
  /** Pins of elements, and ports of the subcircuit. */
  count: number;
  /** Whether a card or an expression looks at its voltage, so that one connection is enough. */
  probed: boolean;
  /** The first pin. */
  place: Place;
  /** The element of the first pin. */
  element: string;
}

const VOLTAGE = /\bv\w{0,2}\s*\(\s*([^\s(),]+)\s*(?:,\s*([^\s(),]+)\s*)?\)/gi;

/** The nodes of a scope by name in lower case, ground excepted. */
export function connectionsOf(design: Design, scope: Scope): Map<string, Connection> {
  const connections = new Map<string, Connection>();
  for (const placed of scope.elements) {
    for (const node of cardRoles(placed, scope).nodes) {
      const text = node.$type === 'Word' ? node.text : operandText(placed, node).text;
      if (isGround(text)) continue;
      const key = text.toLowerCase();
      const known = connections.get(key);
      if (known !== undefined) known.count++;
      else connections.set(key, { name: text, count: 1, probed: false, place: placeOf(placed, node), element: placed.card.name });
    }
  }
  for (const port of scope.subcircuit?.ports ?? []) {
    const connection = connections.get(port.name.toLowerCase());
    if (connection !== undefined) connection.count++;
  }
  markProbed(design, scope, connections);
  return connections;
}

function markProbed(design: Design, scope: Scope, connections: Map<string, Connection>): void {
  const mark = (name: string) => {
    const connection = connections.get(name.toLowerCase());
    if (connection !== undefined) connection.probed = true;
  };
  const inText = (text: string) => {
    for (const match of text.matchAll(VOLTAGE)) {
      mark(match[1]!);
      if (match[2] !== undefined) mark(match[2]);
    }
  };
  const inArgument = (argument: Argument): void => {
    switch (argument.$type) {
      case 'Assignment':
        inArgument(argument.target);
        if (argument.value !== undefined) inArgument(argument.value);
        break;
      case 'Call':
        if (/^v/i.test(argument.callee)) for (const inner of argument.arguments) if (inner.$type === 'Word') mark(inner.text);
        argument.arguments.forEach(inArgument);
        break;
      case 'Group': argument.arguments.forEach(inArgument); break;
      case 'Expression': inText(argument.text); break;
      default: break;
    }
  };
  for (const placed of scope.elements) {
    for (const argument of placed.card.arguments) if (argument.$type === 'Expression' || argument.$type === 'Assignment') inArgument(argument);
  }
  if (scope.subcircuit === undefined) for (const placed of design.directives) placed.card.arguments.forEach(inArgument);
}

/** Whether any element of the circuit is connected to ground. */
export function usesGround(design: Design): boolean {
  for (const scope of reachedScopes(design)) {
    for (const placed of scope.elements) {
      for (const node of cardRoles(placed, scope).nodes) if (node.$type === 'Word' && isGround(node.text)) return true;
    }
  }
  return false;
}
