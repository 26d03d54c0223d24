import { controlBlocks } from '../control/parse-control.js';
import { CONTROL_COMMANDS, findControlCommand } from '../reference/control-commands.js';
import { closestOf } from './closest.js';
import type { Rule } from './rule.js';

/**
 * A command of a script is one that ngspice has.
 *
 * ngspice passes over what it does not know and goes on, without the analysis or result that was meant.
 */
export const controlCommand: Rule = {
  group: 'names',
  code: 'control-command',
  severity: 'warning',
  summary: 'A command of a script is one that ngspice has.',
  why: 'ngspice passes over what it does not know and goes on, without the analysis or result that was meant.',
  example: '.control\nplott v(out)\n.endc',
  counterExample: '.control\nplot v(out)\n.endc',
  check: (design, report) => {
    const nearest = nearestCommand();
    for (const file of design.files) {
      for (const block of controlBlocks(file.parsed)) {
        // A word that the script itself defines; a whole script that another one defines words for cannot be judged.
        const aliases = new Set(block.commands.filter((command) => command.name.text.toLowerCase() === 'alias').map((command) => command.operands[0]?.text.toLowerCase()));
        const sourced = block.commands.some((command) => command.name.text.toLowerCase() === 'source');
        for (const { name } of block.commands) {
          const word = name.text.toLowerCase();
          // `$command` is known at run time, and so is what a history mark stands for.
          if (findControlCommand(word) !== undefined || aliases.has(word) || sourced || /^[$!^`(]/.test(word)) continue;
          const place = { uri: file.uri, start: name.start, end: name.end };
          // ngspice says nothing of an `.end` before the `.endc`, and stops at a script within a script.
          if (word === '.end') continue;
          if (word === '.control') {
            report(place, 'The script above is not closed before this one begins. Add .endc in front of it.', { severity: 'error' });
            continue;
          }
          if (word.startsWith('.')) {
            const plain = word.slice(1);
            const known = findControlCommand(plain) !== undefined;
            report(place, `A script has commands, not cards, so ngspice passes over ${name.text}. ${known ? `Write ${plain}, or move the card out of the script.` : 'Move the card out of the script.'}`,
              known ? { fix: { title: `Write ${plain}`, edits: [{ start: name.start, end: name.start + 1, newText: '' }] } } : {});
            continue;
          }
          const near = nearest(word);
          report(place, `ngspice has no command ${name.text}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
            near === undefined ? {} : { fix: { title: `Write ${near}`, edits: [{ start: name.start, end: name.end, newText: near }], guess: true } });
        }
      }
    }
  },
};

/** So many misspelt commands get a guess; a text with more of them is no script. */
const MOST_GUESSES = 200;

function nearestCommand(): (word: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (word) => {
    if (!known.has(word) && known.size < MOST_GUESSES) known.set(word, closestOf(word, NAMES));
    return known.get(word);
  };
}

const NAMES = CONTROL_COMMANDS.map((facts) => facts.name);
