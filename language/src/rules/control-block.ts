import type { ControlBlock } from '../control/tree.js';
import { controlBlocks } from '../control/parse-control.js';
import { findControlCommand } from '../reference/control-commands.js';
import type { Rule } from './rule.js';

/**
 * The deck needs no script.
 *
 * Nodal does not run `.control` scripts; the analyses in it are not run.
 */
export const controlBlock: Rule = {
  group: 'limits',
  code: 'control-block',
  severity: 'information',
  summary: 'The deck needs no script.',
  why: 'Nodal checks `.control` scripts but does not run them; the analyses in it are not run.',
  example: '.control\nrun\n.endc',
  counterExample: '.tran 1u 1m',
  check: (design, report) => {
    for (const file of design.files) {
      for (const block of controlBlocks(file.parsed)) {
        const started = startsPrograms(block) ? ' It would also start other programs, which Nodal never does.' : '';
        report({ uri: file.uri, ...block.head }, `Nodal does not run scripts: the commands up to .endc have no effect. Write analyses as cards, such as .tran.${started}`);
      }
    }
  },
};

/** Whether a command or backquotes hand something to another program. */
function startsPrograms(block: ControlBlock): boolean {
  return block.commands.some((command) => command.backquotes.length > 0 || findControlCommand(command.name.text.toLowerCase())?.startsPrograms === true);
}
