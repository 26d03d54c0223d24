import { assignedName, literalOf, modelParameters } from '../design/literals.js';
import { type ModelRemark, remarksOnModels, within } from '../design/models-of-files.js';
import { numberWord } from '../design/literals.js';
import type { Rule } from './rule.js';

const REMARKS = Symbol('switch-resistance');
const TYPES = new Set(['sw', 'vswitch', 'csw', 'iswitch']);
/** What a switch has without being told, in ngspice. */
const RON = 1, ROFF = 1e12;
/** A switch with more than this when it is on is one that is turned over on purpose. */
const LARGEST_RON = 1e5;

/**
 * A switch conducts better when it is on.
 *
 * Often the M of roff=1M is read as milli.
 */
export const switchResistance: Rule = {
  group: 'values',
  code: 'switch-resistance',
  severity: 'warning',
  summary: 'A switch conducts better when it is on.',
  why: 'With roff below ron the switch works the other way round. Often it is a 1M that means mega and is read as milli.',
  example: 's1 a 0 c 0 sm\n.model sm sw(ron=1 roff=1M vt=1)',
  counterExample: 's1 a 0 c 0 sm\n.model sm sw(ron=1 roff=1Meg vt=1)',
  check(design, report) {
    for (const { placed, remark } of remarksOnModels(design, REMARKS, look)) {
      const base = placed.file.cardStart[placed.index]!;
      const moved = (each: { start: number; end: number }) => ({ start: base + each.start, end: base + each.end });
      report({ uri: placed.file.uri, ...moved(remark) }, remark.message, {
        ...(remark.information ? { severity: 'information' } : {}),
        ...(remark.fix === undefined ? {} : { fix: { title: remark.fix.title, edits: remark.fix.edits.map((edit) => ({ ...moved(edit), newText: edit.newText })) } }),
      });
    }
  },
};

function look(placed: Parameters<typeof modelParameters>[0], type: string): ModelRemark[] {
  if (!TYPES.has(type)) return [];
  const parameters = modelParameters(placed);
  const on = parameters.find((argument) => assignedName(argument) === 'ron');
  const off = parameters.find((argument) => assignedName(argument) === 'roff');
  const ron = on === undefined ? RON : literalOf(placed, on.value);
  const roff = off === undefined ? ROFF : literalOf(placed, off.value);
  if (ron === undefined || roff === undefined || !(ron > 0) || !(roff > 0) || roff > ron) return [];
  const at = off ?? on;
  if (at === undefined) return [];
  const value = off?.value;
  const number = numberWord(placed, value);
  if (off !== undefined && value?.$type === 'Word' && number !== undefined && number.unitStart - number.suffixStart === 1 && (value.text.charCodeAt(number.suffixStart) | 0x20) === 109 && roff * 1e9 > ron && ron <= LARGEST_RON) {
    const range = within(value);
    const start = range.start + number.suffixStart;
    const meant = `${value.text.slice(0, number.suffixStart)}Meg${value.text.slice(number.unitStart)}`;
    return [{ ...within(off), message: `${value.text} is read as ${roff} Ω, below the resistance of the closed switch, ${ron} Ω: M is milli. Write ${meant}.`, fix: { title: `Write ${meant}`, edits: [{ start, end: start + 1, newText: 'Meg' }] } }];
  }
  // Some models turn a switch over on purpose.
  return [{ ...within(at), message: roff === ron ? `The switch has ${ron} Ω whether it is on or off. Correct ron or roff.` : `The switch conducts better when it is off (${roff} Ω) than when it is on (${ron} Ω). Check ron and roff.`, information: true }];
}
