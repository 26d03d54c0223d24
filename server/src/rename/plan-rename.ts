import { type Design, type Finding, type NetlistSymbol, type Occurrence, type ParsedFile, symbolIndexOf } from '@nodal/language';
import { linesOf, placesOf, type SharedSymbol } from '../occurrences.js';
import type { Workspace } from '../workspace.js';
import { KIND_NAMES, refusedName } from './names.js';
import { takenName } from './taken.js';

/** Why a rename is refused, as a sentence for the user. */
export class RenameRefusal extends Error {}

/** What a rename changes in one file. */
export interface FileEdits {
  file: ParsedFile;
  /** In the order of the text. */
  places: { start: number; end: number }[];
}

/** Who says whether a file may be changed, and why not. */
export type EditableFile = (uri: string) => string | undefined;

/** Why a symbol cannot be renamed at all; undefined when it can. */
export function refusedSymbol({ kind, name, declaration }: NetlistSymbol, design: Design): string | undefined {
  if (kind === 'node' && symbolIndexOf(design).symbols.isGround(name)) return 'Ground has the same name in every circuit. Edit the connection to move it to another node.';
  if ((kind === 'model' || kind === 'subcircuit' || kind === 'parameter') && declaration === undefined) return `No file at hand declares the ${kind} ${name}, so not all its uses are known. Open the deck or the file that declares it.`;
  return undefined;
}

/**
 * The edits that give a symbol another name in all decks that share it. It is
 * tried on a copy of the texts: when a name would then mean something else, or
 * a finding appears, the rename is refused.
 */
export async function planRename(workspace: Workspace, shared: readonly SharedSymbol[], newName: string, editable: EditableFile): Promise<FileEdits[]> {
  const places = placesOf(shared);
  for (const { design, symbols } of shared) {
    for (const symbol of symbols) {
      const refused = refusedSymbol(symbol, design) ?? refusedName(symbol, newName, design.files[0]!.parsed.dialect) ?? takenName(design, symbol, newName) ?? hiddenByOuter(design, symbol, newName);
      if (refused !== undefined) throw new RenameRefusal(refused);
    }
  }
  const ambiguous = places.find((place) => place.shared);
  if (ambiguous !== undefined) throw new RenameRefusal(`${shownPlace(ambiguous)} reads this name from whoever makes an instance of the subcircuit, and there are several of these. Declare it on the .subckt line first.`);
  const edits = editsOf(places);
  for (const { file } of edits) {
    const refused = editable(file.uri);
    if (refused !== undefined) throw new RenameRefusal(refused);
  }
  const texts = new Map(edits.map((edit) => [edit.file.uri, edited(edit, newName)]));
  for (const each of shared) await tryIn(workspace, each, edits, texts, newName);
  return edits;
}

function editsOf(places: readonly Occurrence[]): FileEdits[] {
  const byFile = new Map<string, FileEdits>();
  for (const { file, start, end } of places) {
    let edits = byFile.get(file.uri);
    if (edits === undefined) byFile.set(file.uri, (edits = { file, places: [] }));
    edits.places.push({ start, end });
  }
  for (const edits of byFile.values()) edits.places.sort((a, b) => a.start - b.start);
  return [...byFile.values()];
}

function edited({ file, places }: FileEdits, newName: string): string {
  let text = '';
  let from = 0;
  for (const { start, end } of places) {
    text += file.text.slice(from, start) + newName;
    from = end;
  }
  return text + file.text.slice(from);
}

/** In HSPICE the parameter of an outer circuit wins over inner ones, so that a name of two circuits has one meaning by its level. */
function hiddenByOuter(design: Design, symbol: NetlistSymbol, newName: string): string | undefined {
  if (symbol.kind !== 'parameter' || design.files[0]!.parsed.dialect.name !== 'hspice') return undefined;
  for (const scope of design.scopes) {
    if (scope === symbol.scope) continue;
    for (const name of [symbol.name, newName]) {
      if (scope.parameters.has(name.toLowerCase())) return `In HSPICE the outermost parameter of a name wins, and ${name} is also a parameter of ${scope.subcircuit === undefined ? 'the top circuit' : scope.subcircuit.name}. Rename them by hand.`;
    }
  }
  return undefined;
}

/** Renames in a copy of the texts, and refuses when something else would change with it. */
async function tryIn(workspace: Workspace, { uri, role, design, whole, symbols, occurrences }: SharedSymbol, edits: readonly FileEdits[], texts: ReadonlyMap<string, string>, newName: string): Promise<void> {
  const all = whole || symbolIndexOf(design).mentionedUnread(newName);
  const after = await workspace.designWith(uri, role, texts, all);
  const byFile = new Map(edits.map((edit) => [edit.file.uri, edit.places]));
  const moved = (file: ParsedFile, start: number): number => movedBy(byFile.get(file.uri) ?? [], start, newName.length);
  const files = new Map(after.files.map((file) => [file.uri, file]));
  const index = symbolIndexOf(after);
  const expected = new Set(occurrences.map(({ file, start }) => `${file.uri} ${moved(file, start)}`));
  const first = occurrences[0]!;
  const [symbol] = symbols;
  const kind = KIND_NAMES[symbol!.kind];
  const file = files.get(first.file.uri);
  const renamed = file === undefined ? [] : index.symbolsAt(file, moved(first.file, first.start))
    .filter((found) => found.occurrence.start === moved(first.file, first.start) && found.symbol.kind === symbol!.kind && found.symbol.name.toLowerCase() === newName.toLowerCase());
  if (renamed.length === 0) throw new RenameRefusal(`With the name ${newName} it would no longer be read as a ${kind} in ${shownPlace(first)}. Choose another name.`);
  const found = new Set<string>();
  for (const each of renamed) {
    for (const place of index.occurrences(each.symbol)) {
      const key = `${place.file.uri} ${place.start}`;
      found.add(key);
      if (!expected.has(key)) throw new RenameRefusal(`${newName} already stands in ${shownPlace(place)}, where it would then mean this ${kind}. Choose another name.`);
    }
  }
  const lost = occurrences.find((place) => !found.has(`${place.file.uri} ${moved(place.file, place.start)}`));
  if (lost !== undefined) throw new RenameRefusal(`In ${shownPlace(lost)} the name ${newName} would mean something else than this ${kind}. Choose another name.`);
  refuseNewFindings(all && !whole ? await workspace.checkWhole(uri, role) : design, after);
}

/** Where an offset is after the places before it were given a name of this length. All of them had the same length. */
function movedBy(places: readonly { start: number; end: number }[], offset: number, length: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? offset : offset + low * (length - (places[0]!.end - places[0]!.start));
}

/** A finding that was not there before says what the new name breaks. */
function refuseNewFindings(before: Design, after: Design): void {
  const messages = new Set<string>();
  const counts = new Map<string, number>();
  for (const { code, message } of gravestOf(before)) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    messages.add(message);
  }
  const found = gravestOf(after);
  for (const { code } of found) counts.set(code, (counts.get(code) ?? 0) - 1);
  for (const [code, left] of counts) {
    if (left >= 0) continue;
    const ofCode = found.filter((finding) => finding.code === code);
    const newest = ofCode.find(({ message }) => !messages.has(message)) ?? ofCode[ofCode.length - 1]!;
    throw new RenameRefusal(`The netlist would have a new finding: ${newest.message}`);
  }
}

function gravestOf(design: Design): Finding[] {
  return [...design.findings, ...design.files.flatMap((file) => file.findings)].filter(({ severity }) => severity === 'error' || severity === 'warning');
}

/** `line 12 of parts.lib`. */
function shownPlace({ file, start }: { file: ParsedFile; start: number }): string {
  return `line ${linesOf(file).positionAt(start).line + 1} of ${shownName(file.uri)}`;
}

export function shownName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
