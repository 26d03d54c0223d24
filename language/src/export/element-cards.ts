import type { ModelDeclaration, PlacedCard, Scope, SubcircuitDeclaration } from '../design/design.js';
import { DEFAULT_RESISTANCE, hasDefaultResistance } from '../design/default-resistance.js';
import { lookupModel, lookupSubcircuit } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import type { Assignment, ElementCard, Operand } from '../generated/ast.js';
import { INFORMATIONAL_PARAMETERS } from '../reference/devices.js';
import { elementByLetter } from '../reference/elements.js';
import { findWaveform } from '../reference/sources.js';
import { readNumber } from '../text/number.js';
import { lossOfParasitics, parasiticCards, PARASITICS, withoutCore, withoutHysteresis } from './parasitics.js';
import type { Rewriting } from './rewriting.js';

/** Words that other dialects write and ngspice does not need. */
const SILENT: ReadonlySet<string> = new Set(['params:', 'optional:', 'vcvs', 'vccs', 'cccs', 'ccvs', 'noiseless']);
/** What only other dialects have; Nodal simulates none of it, or the element becomes several. */
const FOREIGN: ReadonlySet<string> = new Set([...PARASITICS, 'tripdv', 'tripdt']);
/** Elements that Nodal simulates with parasitics. */
const WITH_PARASITICS = 'clv';

/** Letters whose cards have another form in other dialects; the cards of the further ones tell what they are. */
const ELSEWHERE: ReadonlySet<string> = new Set(['a', 'n', 'o', 'u']);

/** Sources that other dialects give a transfer function, and its words. */
const SOURCES: ReadonlySet<string> = new Set(['b', 'e', 'g']);
const OF_FREQUENCY = /^(?:laplace|freq)(?:=|$)/i;

/** What an element refers to, so that it is written too. */
export interface Uses {
  model(declaration: ModelDeclaration): void;
  subcircuit(declaration: SubcircuitDeclaration): void;
  /** Another card that the element needs beside its own. */
  beside(words: string[]): void;
}

/** The words of an element's card as ngspice reads it. */
export function elementWords(placed: PlacedCard<ElementCard>, scope: Scope, rewriting: Rewriting, uses: Uses): string[] {
  const { card } = placed;
  const { list, layout, letter } = cardRoles(placed, scope);
  const words = [rewriting.names.of(card.name)];
  const { dialect } = placed.file.parsed;
  const other = !ELSEWHERE.has(letter) ? undefined : elementByLetter(letter)?.others.find(({ dialects }) => dialects.includes(dialect.name) && !dialects.includes('ngspice'));
  if (other !== undefined) rewriting.losses.atCard(placed, `${card.name} is a ${other.name} in ${dialect.title}, which ngspice does not have.`, 'error');
  const behavioural = letter === 'b';
  const parasitics = new Map<string, string>();
  if (letter === 'k' && layout.model >= 0) rewriting.losses.atCard(placed, withoutCore(card.name), 'error');
  if (letter === 'l' && hasDefaultResistance(placed, scope)) parasitics.set('rser', String(DEFAULT_RESISTANCE));
  list.forEach((operand, i) => {
    const role = layout.roles[i]!;
    if (operand.$type === 'Assignment') {
      const name = operand.target.$type === 'Word' ? operand.target.text : operand.target.callee;
      const lower = name.toLowerCase();
      if (informsOnly(operand) && letter !== 'x') return;
      if (PARASITICS.has(lower) && WITH_PARASITICS.includes(letter) && operand.value !== undefined) {
        parasitics.set(lower, rewriting.value(operand.value, placed, scope));
        return;
      }
      if (FOREIGN.has(lower) && letter !== 'x') {
        rewriting.losses.atCard(placed, `${card.name}: ngspice has no ${name}=; it is left out.`);
        return;
      }
      if (lower === 'scale' && 'efgh'.includes(letter)) {
        rewriting.losses.atCard(placed, `ngspice has no ${name}= of a source, as ${card.name} has. Export with --flat, which writes the product.`, 'error');
        return;
      }
      if (letter === 'l' && lower === 'hc') rewriting.losses.atCard(placed, withoutHysteresis(card.name), 'error');
      if (((letter === 'c' && lower === 'q') || (letter === 'l' && lower === 'flux')) && operand.value !== undefined) {
        if (letter === 'l') {
          rewriting.losses.atCard(placed, `ngspice has no inductor that is given by its flux, as ${card.name} is. Export with --flat, which writes it as sources.`, 'error');
          return;
        }
        // LTspice's x is the own voltage.
        const own = `v(${list.slice(0, 2).map((node) => operandText(placed, node as Operand).text).join(',')})`;
        const formula = rewriting.formula(operandText(placed, operand.value).text.replace(/\bx\b(?!\s*\()/gi, own), placed, scope);
        words.push(`q={${formula ?? '0'}}`);
        return;
      }
      if (behavioural && operand.value?.$type === 'Expression') {
        const formula = rewriting.formula(operand.value.text, placed, scope);
        words.push(`${name}=${formula ?? '0'}`);
      } else words.push(lower === 'tc' ? `tc1=${operand.value === undefined ? '0' : rewriting.value(operand.value, placed, scope)}` : rewriting.argument(operand, placed, scope));
      return;
    }
    const { text } = operandText(placed, operand);
    switch (role) {
      case 'node': case 'control-node': words.push(rewriting.node(text)); break;
      case 'element': words.push(rewriting.names.of(text)); break;
      case 'model': {
        const declared = lookupModel(scope, text);
        if (declared !== undefined) uses.model(declared);
        else rewriting.losses.atCard(placed, `There is no model '${text}' to write for ${card.name}.`, 'error');
        words.push(rewriting.names.of(text));
        break;
      }
      case 'subcircuit': {
        const declared = lookupSubcircuit(scope, text);
        if (declared === undefined) {
          rewriting.losses.atCard(placed, `There is no subcircuit '${text}' in sight of ${card.name} to write. Where only callers know it, export with --flat.`, 'error');
        } else {
          uses.subcircuit(declared);
          // Ports that have a node of their own may be left out in PSpice.
          for (const port of declared.ports.slice(words.length - 1)) if (port.default !== undefined) words.push(rewriting.node(port.default));
        }
        words.push(rewriting.names.of(text));
        break;
      }
      case 'keyword':
        if (text.toLowerCase() === 'load') rewriting.losses.atCard(placed, `ngspice has no current source that is a load; ${card.name} always drives. Export with --flat for a source of an expression in its place.`);
        else if (letter === 'r' && text.toLowerCase() === 'noiseless') words.push('noisy=0');
        else if (!SILENT.has(text.toLowerCase())) words.push(operand.$type === 'Word' ? text : rewriting.value(operand, placed, scope));
        break;
      case 'waveform': words.push(waveform(operand, placed, scope, rewriting)); break;
      case 'parameter': {
        // A further value of the parameter before: the 2 of `ic=1,2`.
        const value = rewriting.value(operand, placed, scope);
        const last = words.length - 1;
        if (/^tc1=/.test(words[last]!)) words.push(`tc2=${value}`);
        else words[last] += `,${value}`;
        break;
      }
      case 'value': words.push(rewriting.value(operand, placed, scope)); break;
    }
  });
  if (parasitics.size > 0 && words.length > 2) {
    const { nodes, cards } = parasiticCards({
      letter, name: words[0]!, nodes: [words[1]!, words[2]!], values: parasitics, multiplier: words.filter((word) => /^m=/i.test(word)), unused: (stem) => rewriting.names.unused(stem),
    });
    const loss = lossOfParasitics(letter, card.name, [...parasitics.keys()]);
    if (loss !== undefined) rewriting.losses.atCard(placed, loss);
    words.splice(1, 2, ...nodes);
    for (const card of cards) uses.beside(card);
  }
  if (SOURCES.has(letter) && words.some((word) => OF_FREQUENCY.test(word))) {
    rewriting.losses.atCard(placed, `${card.name} has a transfer function, which ngspice has as the code model s_xfer only.`, 'error');
  }
  return letter === 'e' || letter === 'g' ? withPoints(words) : words;
}

/** `table {v(a)} = (0,0) (1,5)`: ngspice wants the points in parentheses. */
function withPoints(words: string[]): string[] {
  const at = words.findIndex((word) => /^table$/i.test(word));
  if (at < 0) return words;
  const isParameter = (word: string): boolean => /^[a-z]\w*=/i.test(word);
  const points = words.slice(at + 2).filter((word) => !isParameter(word));
  const pairs: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) pairs.push(`(${points[i]!},${points[i + 1]!})`);
  return [...words.slice(0, at + 2), '=', ...pairs, ...words.slice(at + 2).filter(isParameter)];
}

/** Whether an assignment tells people something and no simulator: `mfg=Someone`. */
export function informsOnly({ target, value }: Assignment): boolean {
  if (target.$type !== 'Word' || !INFORMATIONAL_PARAMETERS.has(target.text.toLowerCase())) return false;
  return value === undefined || value.$type === 'Text' || (value.$type === 'Word' && readNumber(value.text) === undefined);
}

function waveform(operand: Operand, placed: PlacedCard<ElementCard>, scope: Scope, rewriting: Rewriting): string {
  if (operand.$type !== 'Call') return rewriting.value(operand, placed, scope);
  // SINE is the same as SIN, which alone ngspice knows.
  return rewriting.call(findWaveform(operand.callee.toLowerCase())?.name ?? operand.callee, operand.arguments, placed, scope, ' ');
}
