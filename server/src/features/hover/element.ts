import { elementByLetter, findParameter, wordOf } from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import type { Cursor } from '../../cursor.js';
import type { EvaluatedCircuit } from '../../evaluated.js';

/** Instances whose numbers are shown. */
const LISTED_INSTANCES = 6;

/** An element: its pins with their nodes, and its parameters as numbers. */
export function elementText({ placed, roles, file }: Cursor, circuit: EvaluatedCircuit | undefined): string | undefined {
  if (!placed || !roles) return undefined;
  const facts = elementByLetter(roles.letter);
  if (!facts) return undefined;
  const pins = roles.operands.filter((o) => o.role === 'node' || o.role === 'control-node').map((o) => `${o.pin ? `${o.pin} → ` : ''}\`${wordOf(o.operand) ?? '?'}\``);
  const devices = circuit?.devices(file.uri, file.cardStart[placed.index]!) ?? [];
  const [first] = devices;
  const { name } = placed.card as { name: string };
  const table = first?.parameters.map(({ name: parameter }, index) => {
    const unit = findParameter(facts.parameters, parameter)?.unit ?? '';
    const shown = [...new Set(devices.map((device) => device.parameters[index]?.values.map((value) => formatQuantity(value, unit)).join(', ') ?? ''))];
    const list = shown.slice(0, LISTED_INSTANCES).map((value) => `**${value}**`).join(' or ');
    return `- ${parameter} = ${list}${shown.length > LISTED_INSTANCES ? ' …' : ''}`;
  });
  const paths = devices.map(({ path }) => path).filter((path) => path !== name);
  const here = paths.length === 0 ? '' : ` (here ${paths.slice(0, LISTED_INSTANCES).map((path) => `\`${path}\``).join(', ')}${paths.length > LISTED_INSTANCES ? ` and ${paths.length - LISTED_INSTANCES} more` : ''})`;
  return [`**${name}**, ${facts.name}${here}`, pins.join(', '), table?.join('\n'), facts.meaning].filter(Boolean).join('\n\n');
}
