import type { Circuit } from '@nodal/protocol';
import { NONE } from '@nodal/protocol';
import type { Design } from '../design/design.js';
import { groundsOf } from '../design/lookup.js';
import type { Finding } from '../findings.js';
import { breakLines } from '../print/break-lines.js';
import { findDevice } from '../reference/devices.js';
import { missingInDiode } from './diodes.js';
import { directiveCards } from './directives.js';
import { FlatCircuit } from './flat-devices.js';
import { controlCards, hierarchyCards, otherDirectives } from './hierarchy.js';
import { Losses } from './losses.js';
import { SafeNames } from './names.js';
import { lossOfParasitics, withoutCore, withoutHysteresis } from './parasitics.js';
import { Rewriting } from './rewriting.js';
import { switchModel } from './switches.js';
import { expressionValue, sourceText } from './source-formulas.js';

export interface ExportOptions {
  /** Every device as a card of its own with numbers, in place of subcircuits and formulas. */
  flat?: boolean;
  /** Longest line. */
  width?: number;
}

export interface ExportResult {
  /** Absent when there is nothing that ngspice could read. */
  text: string | undefined;
  /** What was lost, and why there is no text. */
  findings: Finding[];
}

/**
 * Writes a deck in ngspice's dialect, as one file that needs no other. `circuit`
 * is that of the design; without one (the deck has what Nodal cannot simulate)
 * only the hierarchical form can be written.
 */
export function exportNetlist(design: Design, circuit: Circuit | undefined, { flat = false, width = 100 }: ExportOptions = {}): ExportResult {
  const losses = new Losses(design);
  const deck = design.files[0];
  if (deck === undefined || (flat && circuit === undefined)) return { text: undefined, findings: [] };
  const title = design.title?.text ?? '';
  const names = new SafeNames(namesOf(design, circuit));
  const cards = flat ? flatCards(design, circuit!, names, losses) : hierarchyCards(design, circuit, names, losses);
  if (losses.findings.some(({ severity }) => severity === 'error')) return { text: undefined, findings: losses.findings };
  const lines = [
    // An asterisk keeps the title a comment for whoever puts the file into another.
    title.startsWith('*') ? title : `* ${title}`.trimEnd(),
    `* exported for ngspice${flat ? ', flat' : ''}; the original was read as ${deck.parsed.dialect.title}`,
    ...losses.comments(),
    ...names.table.map(({ from, to }) => `* renamed: ${to} was ${from}`),
    ...cards.map((words) => breakLines(words.map((text, i) => ({ before: i === 0 ? '' : ' ', text, stays: i === 0 })), width, 0)),
    '.end',
  ];
  return { text: `${lines.map(oneLine).join('\n')}\n`, findings: losses.findings };
}

/** A comment must not end before its line does. */
function oneLine(line: string): string {
  return line.startsWith('*') ? line.replace(/[\r\n]+/g, ' ') : line;
}

function flatCards(design: Design, circuit: Circuit, names: SafeNames, losses: Losses): string[][] {
  const flat = new FlatCircuit(circuit, names);
  const devices = circuit.devices.kind.flatMap((_, i) => flat.deviceCards(i));
  const models = circuit.models.flatMap(({ origin }, i) => {
    if (!flat.hasModelCard(i)) return [];
    const words = flat.modelCard(i);
    if (words[2] === 'd') for (const loss of missingInDiode(words)) losses.atOrigin(circuit, origin, loss);
    const other = switchModel(words);
    if (other !== undefined) losses.atOrigin(circuit, origin, other.loss);
    return [other?.words ?? words];
  });
  const expressions = new Set<number>();
  for (let device = 0; device < circuit.devices.kind.length; device++) {
    const loss = lossOfParasitics(findDevice(flat.kind(device))!.letter, flat.device(device), flat.given(device));
    if (loss !== undefined) losses.atOrigin(circuit, circuit.devices.origin[device]!, loss);
    if (flat.kind(device) === 'hysteresis-inductor') losses.atOrigin(circuit, circuit.devices.origin[device]!, withoutHysteresis(flat.device(device)), 'error');
    if (flat.kind(device) === 'magnetic-core') losses.atOrigin(circuit, circuit.devices.origin[device]!, withoutCore(flat.device(device)), 'error');
    const value = expressionValue(circuit, device);
    if (value === undefined) continue;
    expressions.add(circuit.values.program[value]!);
    if (flat.given(device).includes('ic')) losses.atOrigin(circuit, circuit.devices.origin[device]!, 'ngspice has no ic= of a capacitor or inductor that an expression gives; it is left out.');
    const missing = sourceText(circuit, device, { node: String, sensor: String })?.missing;
    if (missing !== undefined) losses.atOrigin(circuit, circuit.devices.origin[device]!, `ngspice has no function like ${missing.replace('source-', '')}; 0 stands for it.`);
  }
  // Nominal values stand for formulas; those of the temperature are right at the nominal one only.
  circuit.programs.inputs.forEach((input, i) => {
    if (input.kind !== 'temper' && input.kind !== 'draw') return;
    for (let program = 0; program < circuit.programs.start.length; program++) {
      // A behavioural source is written with its formula.
      if (!readsInput(circuit, program, i) || (input.kind === 'temper' && expressions.has(program))) continue;
      losses.atOrigin(circuit, circuit.programs.origin[program] ?? NONE, input.kind === 'draw' ? 'The random draw is replaced by its nominal value.' : 'The formula of the temperature is replaced by its value at the temperature of the deck.');
    }
  });
  const lose = (origin: number, message: string) => losses.atOrigin(circuit, origin, message);
  return [...models, ...devices, ...directiveCards(flat, lose), ...otherDirectives(design, circuit, new Rewriting(names, losses, groundsOf(design))), ...controlCards(design)];
}

function readsInput({ programs }: Circuit, program: number, input: number): boolean {
  const end = programs.start[program]! + programs.length[program]!;
  for (let at = programs.start[program]!; at < end;) {
    const word = programs.code[at]!;
    if (word === 2 && programs.code[at + 1] === input) return true;
    at += word === 0 || word === 2 ? 2 : 3;
  }
  return false;
}

/** Every name of the deck, so that no new one meets it. */
function* namesOf(design: Design, circuit: Circuit | undefined): Iterable<string> {
  if (circuit !== undefined) yield* circuit.strings;
  for (const scope of design.scopes) {
    for (const table of [scope.models, scope.subcircuits, scope.parameters, scope.functions]) yield* table.keys();
  }
}
