import { controlBlocks } from '../control/parse-control.js';
import type { ControlCommand } from '../control/tree.js';
import { findControlCommand } from '../reference/control-commands.js';
import type { Rule } from './rule.js';

/**
 * A command of a script has the operands that it needs, and no more than it takes.
 *
 * ngspice passes over a command with too few or too many.
 */
export const controlOperands: Rule = {
  group: 'syntax',
  code: 'control-operands',
  severity: 'warning',
  summary: 'A command of a script has the operands that it needs, and no more than it takes.',
  why: 'ngspice passes over a command with too few or too many.',
  example: '.control\nplot\n.endc',
  counterExample: '.control\nplot v(out)\n.endc',
  check: (design, report) => {
    for (const file of design.files) {
      for (const block of controlBlocks(file.parsed)) {
        for (const command of block.commands) {
          const message = wrongOperands(command);
          if (message !== undefined) report({ uri: file.uri, start: command.start, end: command.end }, message);
        }
      }
    }
  },
};

function wrongOperands(command: ControlCommand): string | undefined {
  for (const { operator, target } of command.redirections) {
    if (target === undefined) return `A file name is missing behind ${operator}.`;
  }
  const name = command.name.text.toLowerCase();
  const facts = findControlCommand(name);
  if (facts === undefined) return undefined;
  const count = command.operands.length;
  if (count < facts.least) {
    return count === 0 ? `${name} needs operands. Write: ${facts.signature}` : `${name} needs ${facts.least} operands and has ${count}. Write: ${facts.signature}`;
  }
  // A variable may stand for several words, or for none.
  if (command.substitutions.length > 0 || command.backquotes.length > 0) return undefined;
  if (count > facts.most) return `${name} takes ${facts.most === 0 ? 'no operands' : facts.most === 1 ? 'one operand' : `${facts.most} operands`} and has ${count}. Write: ${facts.signature}`;
  if (name === 'let' && count > 0 && !command.operands.some(({ text }) => text.includes('='))) return `There is no "=" in this let. Write: ${facts.signature}`;
  return undefined;
}
