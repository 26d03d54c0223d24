import { cardRoles, type Design, isGround, type Scope, wordOf } from '@nodal/language';
import type { Cursor } from '../../cursor.js';

/** Connections that are listed; of a supply there may be thousands. */
const LISTED = 12;

/** What is connected to a node, and in which scope it is. */
export function nodeText({ scope, word, design, file }: Cursor, pin: string | undefined): string {
  const name = word!.text;
  const ground = isGround(name, file.parsed.dialect);
  const { listed, count } = connectionsOf(design, scope, name, ground);
  const key = name.toLowerCase();
  const port = scope.subcircuit?.ports.findIndex((candidate) => candidate.name.toLowerCase() === key) ?? -1;
  const kind = ground ? 'ground' : design.globals.has(key) ? 'global node' : port >= 0 ? `port ${port + 1} of ${scope.subcircuit!.name}` : 'node';
  const where = port >= 0 && !ground ? '' : scope.subcircuit ? ` in ${scope.subcircuit.name}` : ' of the top circuit';
  const others = count > listed.length ? ` and ${count - listed.length} more` : '';
  const connected = count === 0 ? 'connected to nothing' : `connected to ${listed.map((pinName) => `\`${pinName}\``).join(', ')}${others}`;
  return `**${name}**, ${kind}${where}${pin === undefined ? '' : `, at pin ${pin}`}\n\n${connected}${count === 1 && !ground && port < 0 ? ': a node with one connection' : ''}`;
}

/** The pins on a node, by the numbers that cards keep of their nodes: only those that have it are looked at. */
function connectionsOf(design: Design, scope: Scope, name: string, ground: boolean): { listed: string[]; count: number } {
  const id = design.names.id(name);
  const listed: string[] = [];
  let count = 0;
  for (const placed of scope.elements) {
    const { facts } = placed;
    if (facts === undefined || !(ground ? facts.grounded : facts.nodes.includes(id))) continue;
    if (listed.length >= LISTED && !ground) {
      count += facts.nodes.filter((node) => node === id).length;
      continue;
    }
    for (const { operand, role, pin } of cardRoles(placed, scope).operands) {
      if (role !== 'node' && role !== 'control-node') continue;
      const text = wordOf(operand);
      if (text === undefined || !(ground ? isGround(text, placed.file.parsed.dialect) : text.toLowerCase() === name.toLowerCase())) continue;
      count++;
      if (listed.length < LISTED) listed.push(`${placed.card.name}${pin === undefined ? '' : `.${pin}`}`);
    }
  }
  return { listed, count };
}

