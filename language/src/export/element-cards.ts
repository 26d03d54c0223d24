import type { ModelDeclaration, PlacedCard, Scope, SubcircuitDeclaration } from '../design/design.js';
import { lookupModel, lookupSubcircuit } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import type { ElementCard, Operand } from '../generated/ast.js';
import { INFORMATIONAL_PARAMETERS } from '../reference/devices.js';
import { findWaveform } from '../reference/sources.js';
import type { Rewriting } from './rewriting.js';

/** Words that other dialects write and ngspice does not need. */
const SILENT: ReadonlySet<string> = new Set(['params:', 'optional:', 'vcvs', 'vccs', 'cccs', 'ccvs', 'noiseless']);
/** What only other dialects have; Nodal simulates none of it. */
const FOREIGN: ReadonlySet<string> = new Set(['rser', 'lser', 'rpar', 'cpar', 'rlshunt', 'tripdv', 'tripdt']);

/** What an element refers to, so that it is written too. */
export interface Uses {
  model(declaration: ModelDeclaration): void;
  subcircuit(declaration: SubcircuitDeclaration): void;
}

/** The words of an element's card as ngspice reads it. */
export function elementWords(placed: PlacedCard<ElementCard>, scope: Scope, rewriting: Rewriting, uses: Uses): string[] {
  const { card } = placed;
  const { list, layout, letter } = cardRoles(placed, scope);
  const words = [rewriting.names.of(card.name)];
  const behavioural = letter === 'b';
  list.forEach((operand, i) => {
    const role = layout.roles[i]!;
    if (operand.$type === 'Assignment') {
      const name = operand.target.$type === 'Word' ? operand.target.text : operand.target.callee;
      const lower = name.toLowerCase();
      if (INFORMATIONAL_PARAMETERS.has(lower) && letter !== 'x') return;
      if (FOREIGN.has(lower) && letter !== 'x') {
        rewriting.losses.atCard(placed, `${card.name}: ngspice has no ${name}=; it is left out.`);
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
        words.push(rewriting.names.of(text));
        break;
      }
      case 'subcircuit': {
        const declared = lookupSubcircuit(scope, text);
        if (declared !== undefined) {
          uses.subcircuit(declared);
          // Ports that have a node of their own may be left out in PSpice.
          for (const port of declared.ports.slice(words.length - 1)) if (port.default !== undefined) words.push(rewriting.node(port.default));
        }
        words.push(rewriting.names.of(text));
        break;
      }
      case 'keyword':
        if (!SILENT.has(text.toLowerCase())) words.push(operand.$type === 'Word' ? text : rewriting.value(operand, placed, scope));
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
  return words;
}

function waveform(operand: Operand, placed: PlacedCard<ElementCard>, scope: Scope, rewriting: Rewriting): string {
  if (operand.$type !== 'Call') return rewriting.value(operand, placed, scope);
  // SINE is the same as SIN, which alone ngspice knows.
  return rewriting.call(findWaveform(operand.callee.toLowerCase())?.name ?? operand.callee, operand.arguments, placed, scope, ' ');
}
