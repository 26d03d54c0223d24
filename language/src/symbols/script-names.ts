import type { ControlBlock, ControlCommand } from '../control/tree.js';
import type { ParsedFile, Scope } from '../design/design.js';
import type { FormulaContext } from './formula-names.js';
import { tellFormula } from './formula-names.js';
import type { SymbolTable } from './symbol-table.js';
import type { TellName } from './symbol.js';

/** Commands whose operands are results, or name devices of the circuit. */
const RESULTS: ReadonlySet<string> = new Set([
  'print', 'plot', 'asciiplot', 'gnuplot', 'pyplot', 'hardcopy', 'xgraph', 'bltplot', 'wrdata', 'write', 'save', 'trace', 'iplot', 'let', 'meas', 'measure', 'fft', 'psd', 'spec', 'fourier', 'linearize',
  'alter', 'dc', 'ac', 'tran', 'noise', 'tf', 'sens', 'display', 'show', 'stop', 'if', 'while', 'echo',
]);
/** Commands whose first operand is the name of a file. */
const WITH_FILE: ReadonlySet<string> = new Set(['gnuplot', 'pyplot', 'hardcopy', 'xgraph', 'wrdata', 'write']);

/**
 * Tells the nodes and elements that a script names. A script has vectors of its
 * own, so that a name by itself is only taken for a node that is there, and not
 * where the script computes a vector of this name.
 */
export function tellScript(symbols: SymbolTable, file: ParsedFile, scope: Scope, block: ControlBlock, tell: TellName): void {
  const own = new Set<string>();
  for (const command of block.commands) for (const name of namesMadeBy(command)) own.add(name);
  const context: FormulaContext = { symbols, scope, dialect: 'ngspice', tell, reading: 'script', others: own };
  for (const command of block.commands) {
    const name = command.name.text.toLowerCase();
    const operands = WITH_FILE.has(name) ? command.operands.slice(1) : command.operands;
    if (name === 'altermod' || name === 'alterparam') tellAltered(symbols, scope, command, tell);
    if (!RESULTS.has(name)) continue;
    for (const operand of operands) {
      if (operand.text.startsWith('"') || operand.text.startsWith("'")) continue;
      // In a text only what has the form of a device's parameter or of a voltage is one.
      if (name === 'echo' && !/[@(]/.test(operand.text)) continue;
      tellFormula(context, ` ${operand.text}`, operand.start - 1);
    }
  }
}

function namesMadeBy({ name, operands }: ControlCommand): string[] {
  const first = operands[0]?.text ?? '';
  switch (name.text.toLowerCase()) {
    case 'let': case 'compose': case 'cross': case 'define': case 'set': return [/^[^=\s([]*/.exec(first)![0].toLowerCase()];
    case 'meas': case 'measure': return [(operands[1]?.text ?? '').toLowerCase()];
    default: return [];
  }
}

/** `altermod m1 vto=0.7`, `alterparam sub r=1k`. */
function tellAltered(symbols: SymbolTable, scope: Scope, { name, operands }: ControlCommand, tell: TellName): void {
  const models = name.text.toLowerCase() === 'altermod';
  const [first, second] = operands;
  if (first === undefined) return;
  if (models) {
    for (const operand of operands) {
      if (operand.text.includes('=')) return;
      const text = /^@?([^[\s]+)/.exec(operand.text)?.[1];
      const model = text === undefined ? undefined : symbols.model(scope, text);
      const start = operand.start + (operand.text.startsWith('@') ? 1 : 0);
      if (model !== undefined) tell(model, start, start + Math.min(text!.length, model.name.length), 'reference');
    }
    return;
  }
  const target = /^[^=\s]+/.exec((first.text.includes('=') || second?.text.startsWith('=') || second === undefined ? first : second).text)?.[0];
  const operand = first.text.includes('=') || second?.text.startsWith('=') || second === undefined ? first : second;
  if (target === undefined) return;
  const subcircuit = operand === second ? scope.subcircuits.get(first.text.toLowerCase()) : undefined;
  if (subcircuit !== undefined) tell(symbols.subcircuit(scope, first.text), first.start, first.end, 'reference');
  const parameter = subcircuit === undefined ? symbols.declaredParameter(scope, target) : symbols.formal(subcircuit, target);
  if (parameter !== undefined) tell(parameter, operand.start, operand.start + target.length, 'reference', 'write');
}
