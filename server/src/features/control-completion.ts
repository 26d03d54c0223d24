import {
  cardRoles, CONTROL_COMMANDS, CONTROL_FUNCTIONS, CONTROL_VARIABLES, type ControlBlock, controlBlockAt, DIRECTIVES, wordOf,
} from '@nodal/language';
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import type { Cursor } from '../cursor.js';

type ScriptPlace = Pick<Cursor, 'design' | 'file' | 'offset'>;

/** Names of elements beyond this many are not offered: nobody looks through them. */
const MOST_NAMES = 2000;

/** Completion inside a `.control` block; undefined outside of one. */
export function controlCompletionsAt(cursor: ScriptPlace): CompletionItem[] | undefined {
  const { file, offset } = cursor;
  const block = controlBlockAt(file.parsed, offset);
  if (block === undefined) return undefined;
  const lineStart = Math.max(file.text.lastIndexOf('\n', offset - 1), file.text.lastIndexOf('\r', offset - 1)) + 1;
  const line = file.text.slice(lineStart, offset);
  if (/^\s*[*#]/.test(line) || /;|\/\/|(?:^|\s)\$\s/.test(line)) return [];
  if (/^\s*\.\w*$/.test(line)) return DIRECTIVES.filter((facts) => facts.name === '.endc').map((facts) => ({ label: facts.name, kind: CompletionItemKind.Keyword, detail: facts.meaning, sortText: '1' }));
  if (/^\s*\w*$/.test(line)) return commands();
  if (/\$&\w*$/.test(line)) return vectors(cursor, block, '');
  if (/\$[?#]?\w*$/.test(line)) return variables(block);
  const word = /^\s*(\w+)/.exec(line)?.[1]?.toLowerCase();
  if (word === 'set' || word === 'setcs' || word === 'unset') return variables(block);
  if (/\bi\([^()\s]*$/i.test(line)) return elements(cursor, /^[vle]/i);
  if (/\bv\([^()\s]*$/i.test(line)) return nodes(cursor);
  if (/@[^\s[]*$/.test(line) || word === 'alter' || word === 'show') return elements(cursor, /./);
  if (word === 'altermod' || word === 'showmod') return models(cursor);
  return [...vectors(cursor, block, '1'), ...functions()];
}

function commands(): CompletionItem[] {
  return CONTROL_COMMANDS.map((facts) => ({
    label: facts.name,
    kind: facts.structure ? CompletionItemKind.Keyword : CompletionItemKind.Function,
    detail: facts.signature,
    documentation: facts.startsPrograms ? `${facts.meaning} Nodal never starts programs.` : facts.meaning,
    sortText: `${facts.startsPrograms ? 3 : 1}${facts.name}`,
    ...(ENDED.has(facts.name) ? { insertText: `${facts.signature.replace(/(?<= )(\w+)/, '${1:$1}').replace(/\[(\w+)\]/, '${1:$1}').replace(/ …/, '')}\n  $0\nend`, insertTextFormat: InsertTextFormat.Snippet } : {}),
  }));
}

const ENDED = new Set(['if', 'while', 'repeat', 'dowhile', 'foreach']);

/** What the script sets, then what ngspice knows. */
function variables(block: ControlBlock): CompletionItem[] {
  const own = new Map<string, string>();
  for (const { name, operands } of block.commands) {
    const word = name.text.toLowerCase();
    const first = operands[0]?.text.split('=')[0];
    if (first !== undefined && SETTING.has(word) && /^[a-z_]/i.test(first)) own.set(first.toLowerCase(), first);
  }
  return [
    ...[...own.values()].map((label) => ({ label, kind: CompletionItemKind.Variable, detail: 'set in this script', sortText: `1${label}` })),
    ...CONTROL_VARIABLES.filter(({ name }) => !own.has(name)).map((facts) => ({ label: facts.name, kind: CompletionItemKind.Variable, detail: facts.meaning, sortText: `2${facts.name}` })),
  ];
}

const SETTING = new Set(['set', 'setcs', 'foreach', 'strcmp', 'strstr', 'strslice', 'fopen', 'fread']);

/** Results of the circuit and what the script computes from them. */
function vectors(cursor: ScriptPlace, block: ControlBlock, rank: string): CompletionItem[] {
  const own = new Map<string, string>();
  for (const { name, operands } of block.commands) {
    const word = name.text.toLowerCase();
    const made = word === 'let' || word === 'compose' || word === 'cross' ? operands[0]?.text.split(/[=[]/)[0] : word === 'meas' ? operands[1]?.text : undefined;
    if (made !== undefined && made !== '') own.set(made.toLowerCase(), made);
  }
  return [
    ...[...own.values()].map((label) => ({ label, kind: CompletionItemKind.Variable, detail: 'computed in this script', sortText: `${rank}1${label}` })),
    ...nodes(cursor).map((item) => ({ ...item, label: `v(${item.label})`, sortText: `${rank}2${item.label}` })),
    ...elements(cursor, /^[vle]/i).map((item) => ({ ...item, label: `i(${item.label})`, sortText: `${rank}3${item.label}` })),
    { label: 'time', kind: CompletionItemKind.Variable, detail: 'axis of a transient analysis', sortText: `${rank}4` },
    { label: 'frequency', kind: CompletionItemKind.Variable, detail: 'axis of an AC analysis', sortText: `${rank}4` },
  ];
}

function nodes({ design }: ScriptPlace): CompletionItem[] {
  const names = new Map<string, string>();
  for (const placed of design.top.elements) {
    if (names.size >= MOST_NAMES) break;
    for (const node of cardRoles(placed, design.top).nodes) {
      const name = wordOf(node);
      if (name !== undefined && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    }
  }
  return [...names.values()].map((label) => ({ label, kind: CompletionItemKind.Variable, detail: 'node', sortText: `1${label}` }));
}

function elements({ design }: ScriptPlace, letters: RegExp): CompletionItem[] {
  return design.top.elements.slice(0, MOST_NAMES).filter(({ card }) => letters.test(card.name))
    .map(({ card }) => ({ label: card.name, kind: CompletionItemKind.Reference, sortText: `1${card.name}` }));
}

function models({ design }: ScriptPlace): CompletionItem[] {
  return [...design.top.models.values()].map((model) => ({ label: model.name, kind: CompletionItemKind.Struct, detail: `.model ${model.name} ${model.type}`, sortText: `1${model.name}` }));
}

function functions(): CompletionItem[] {
  return CONTROL_FUNCTIONS.map((facts) => ({ label: facts.name, kind: CompletionItemKind.Function, detail: facts.signature, documentation: facts.meaning, sortText: `5${facts.name}` }));
}
