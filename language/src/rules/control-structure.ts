import { controlBlocks } from '../control/parse-control.js';
import type { ControlCommand, ControlStatement } from '../control/tree.js';
import { insertAt, removeLines } from './fixes.js';
import type { Rule } from './rule.js';

/**
 * Each `if`, `while`, `repeat`, `dowhile` and `foreach` of a script has its `end`, and each `end` something to end.
 *
 * What is not ended is never run; an `end`, `else`, `break` or `continue` too many is passed over.
 */
export const controlStructure: Rule = {
  group: 'syntax',
  code: 'control-structure',
  severity: 'warning',
  summary: 'Each `if`, `while`, `repeat`, `dowhile` and `foreach` of a script has its `end`, and each `end` something to end.',
  why: 'ngspice never runs what is not ended, and passes over an `end`, `else`, `break` or `continue` that belongs to nothing.',
  example: '.control\nif 1\nrun\n.endc',
  counterExample: '.control\nif 1\nrun\nend\n.endc',
  check: (design, report) => {
    for (const file of design.files) {
      for (const block of controlBlocks(file.parsed)) {
        const placeOf = ({ name }: ControlCommand) => ({ uri: file.uri, start: name.start, end: name.end });
        for (const command of block.stray) report(placeOf(command), straying(command), { fix: removeLines(`Remove ${command.name.text}`, file.text, command.start, command.end) });
        eachUnclosed(block.statements, (head) => report(placeOf(head), `This ${head.name.text} is not ended, so ngspice runs nothing from here on. Add an end.`, { fix: insertAt('Insert end', file.text, block.end, 'end') }));
      }
    }
  },
};

function straying({ name }: ControlCommand): string {
  switch (name.text.toLowerCase()) {
    case 'end': return 'There is nothing that this end could end. Remove it; the script itself ends with .endc, the deck with .end.';
    case 'else': return 'This else stands in no if. Add the if above, or remove it.';
    default: return `This ${name.text} stands in no loop, or names more loops than there are.`;
  }
}

/** Structures without an `end`; the stack of the machine is no limit to how deep they are nested. */
function eachUnclosed(statements: readonly ControlStatement[], found: (head: ControlCommand) => void): void {
  const waiting = [...statements];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind !== 'structure') continue;
    if (next.close === undefined) found(next.head);
    for (const statement of next.body) waiting.push(statement);
    for (const { body } of next.alternatives) for (const statement of body) waiting.push(statement);
  }
}
