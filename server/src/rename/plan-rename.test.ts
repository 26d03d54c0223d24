import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allSymbols, type Design, dumpCircuit, elaborateSync, type NetlistSymbol, symbolIndexOf } from '@nodal/language';
import { describe, expect, test } from 'vitest';
import { sharedBy } from '../occurrences.js';
import { Workspace } from '../workspace.js';
import { refusedName } from './names.js';
import { type FileEdits, planRename, refusedSymbol, RenameRefusal } from './plan-rename.js';

/**
 * Whatever is renamed, the circuit is the same up to the name, and renaming
 * back gives the text that was there before: for symbols of the reference
 * circuits and of the decks of all dialects.
 */
const ROOT = join(import.meta.dirname, '..', '..', '..');
const FOLDERS = ['test/reference', 'test/closed-form', 'language/test/fixtures/dialects', 'language/test/fixtures/broken'];
const decks = FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.cir')).map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(ROOT, folder, name), 'utf8') })))
  // In these a name is what is wrong: there is no way back to it.
  .filter(({ name, text }) => text.length < 6000 && !/dollar-|missing-title/.test(name));
const DECK = 'file:///w/deck.cir';
/** Symbols that are renamed in one deck: spread over all that it has. */
const EACH = 12;

function open(text: string): Workspace {
  const workspace = new Workspace({ read: (uri) => Promise.resolve(uri === DECK ? { uri, version: 1, text, open: true } : { uri, error: 'no such file' }), invalidate: () => {} }, () => Promise.resolve());
  workspace.change({ uri: DECK, version: 1, role: 'deck' });
  return workspace;
}

/** A name that nothing has. */
function freshName({ kind, name }: NetlistSymbol): string {
  return kind === 'element' ? `${name.charAt(0)}zz9` : 'zz9';
}

function applied(edits: readonly FileEdits[], text: string, newName: string): string {
  let out = text;
  for (const { start, end } of [...edits[0]!.places].reverse()) out = out.slice(0, start) + newName + out.slice(end);
  return out;
}

async function rename(text: string, offset: number, kind: NetlistSymbol['kind'], newName: string): Promise<string | undefined> {
  const workspace = open(text);
  const { design } = await workspace.check(DECK, 'deck');
  const found = symbolIndexOf(design).symbolsAt(design.files[0]!, offset).find(({ symbol, occurrence }) => symbol.kind === kind && occurrence.start === offset);
  if (found === undefined) throw new Error(`no ${kind} at ${offset}`);
  const shared = await sharedBy(workspace, { uri: DECK, role: 'deck', design, whole: false, ...found });
  try {
    return applied(await planRename(workspace, shared, newName, () => undefined), text, newName);
  } catch (error) {
    if (error instanceof RenameRefusal) return undefined;
    throw error;
  }
}

/** What a deck comes to, both names written alike. That a title looks like a card is seen from the names below it. */
function seen(design: Design, names: readonly string[]): string {
  const { circuit, findings } = elaborateSync(design);
  const words = new RegExp(`(?<![a-z0-9_])(?:${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})(?![a-z0-9_])`, 'gi');
  const dump = circuit === undefined ? 'no circuit' : dumpCircuit(circuit);
  return `${dump}\n${[...design.findings, ...findings].map(({ code }) => code).filter((code) => code !== 'missing-title').sort().join(' ')}`.replace(words, '§');
}

describe('a rename changes names and nothing else', () => {
  test.each(decks)('$name', async ({ text }) => {
    const workspace = open(text);
    const { design } = await workspace.check(DECK, 'deck');
    const symbols = [...allSymbols(design)].filter(([symbol]) => refusedSymbol(symbol, design) === undefined && symbol.name.length > 1 && refusedName(symbol, symbol.name, design.files[0]!.parsed.dialect) === undefined);
    const step = Math.max(1, Math.floor(symbols.length / EACH));
    for (const [symbol, occurrences] of symbols.filter((_, i) => i % step === 0)) {
      const first = occurrences[0]!;
      const newName = freshName(symbol);
      const after = await rename(text, first.start, symbol.kind, newName);
      expect(after, `${symbol.kind} ${symbol.name}`).toBeDefined();
      if (after === undefined) continue;
      const renamed = (await open(after).check(DECK, 'deck')).design;
      expect(seen(renamed, [symbol.name, newName]), `${symbol.kind} ${symbol.name}`).toBe(seen(design, [symbol.name, newName]));
      // Names that were written in several ways have one spelling now.
      const back = await rename(after, first.start, symbol.kind, symbol.name);
      expect(back?.toLowerCase(), `${symbol.kind} ${symbol.name} back`).toBe(text.toLowerCase());
    }
  });
});
