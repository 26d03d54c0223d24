import { cardRoles, type Design, type ElementCard, type ParsedFile, type PlacedCard, placeOf, type Scope, type SubcircuitDeclaration, symbolIndexOf, lookupSubcircuit } from '@nodal/language';
import { type CallHierarchyIncomingCall, type CallHierarchyItem, type CallHierarchyOutgoingCall, type Range, SymbolKind } from 'vscode-languageserver';
import { type DesignOf, namesAt, placeOfRequest, rangeIn } from '../occurrences.js';
import { shownName } from '../rename/plan-rename.js';
import type { Workspace } from '../workspace.js';
import type { Feature } from './feature.js';

/** What an item keeps to be found again: where its name stands, or that it is the top circuit as far as a file holds it. */
interface ItemData {
  /** The deck, or the part by itself. */
  deck: string;
  role: 'deck' | 'part';
  /** Absent for the top circuit. */
  nameStart?: number;
}

interface Instance {
  placed: PlacedCard<ElementCard>;
  scope: Scope;
  subcircuit: SubcircuitDeclaration;
  /** The place of the subcircuit's name on the card. */
  range: Range;
}

/** Who makes instances of a subcircuit, and which ones it makes itself. The top circuit is the caller of all others. */
export const callHierarchy: Feature = {
  capabilities: { callHierarchyProvider: true },
  register({ connection, documents, workspace }) {
    connection.languages.callHierarchy.onPrepare(async (params): Promise<CallHierarchyItem[] | null> => {
      for (const { design, uri, role, symbol } of await namesAt(workspace, documents, params)) {
        const subcircuit = symbol.kind === 'subcircuit' ? symbol.declaration as SubcircuitDeclaration | undefined
          : symbol.kind === 'element' ? instancesIn(symbol.scope).find(({ placed }) => placed.card.name.toLowerCase() === symbol.name.toLowerCase())?.subcircuit
            : undefined;
        if (subcircuit !== undefined) return [itemOf(subcircuit, { deck: uri, role })];
        if (symbol.kind === 'port' && symbol.scope.subcircuit !== undefined) return [itemOf(symbol.scope.subcircuit, { deck: uri, role })];
        if (design.role !== role) return null;
      }
      // On the title or a comment of a deck: the top circuit.
      const place = await placeOfRequest(workspace, documents, params);
      const { title } = place?.design ?? {};
      return place !== undefined && title !== undefined && place.file.index === 0 && title.start <= place.offset && place.offset <= title.end ? [topItem(place.file, { deck: place.uri, role: place.role })] : null;
    });

    connection.languages.callHierarchy.onIncomingCalls(async ({ item }): Promise<CallHierarchyIncomingCall[]> => {
      const { nameStart } = item.data as ItemData;
      if (nameStart === undefined) return [];
      const calls = new Map<string, CallHierarchyIncomingCall>();
      for (const of of await designsWith(workspace, item)) {
        const wanted = subcircuitAt(of.design, item.uri, nameStart);
        if (wanted === undefined) continue;
        for (const scope of of.design.scopes) {
          for (const { placed, subcircuit, range } of instancesIn(scope)) {
            if (subcircuit !== wanted) continue;
            const from = callerItem(scope, placed.file, of);
            const key = `${from.uri} ${(from.data as ItemData).nameStart ?? 'top'}`;
            const call = calls.get(key);
            if (call === undefined) calls.set(key, { from, fromRanges: [range] });
            else if (!call.fromRanges.some((known) => known.start.line === range.start.line && known.start.character === range.start.character)) call.fromRanges.push(range);
          }
        }
      }
      return [...calls.values()];
    });

    connection.languages.callHierarchy.onOutgoingCalls(async ({ item }): Promise<CallHierarchyOutgoingCall[]> => {
      const { deck, role, nameStart } = item.data as ItemData;
      const of = await readWith(workspace, { deck, role }, nameStart === undefined ? '' : item.name);
      const scopes = nameStart === undefined ? of.design.scopes.filter((scope) => scope.subcircuit === undefined) : [subcircuitAt(of.design, item.uri, nameStart)?.scope];
      const calls = new Map<SubcircuitDeclaration, CallHierarchyOutgoingCall>();
      for (const scope of scopes) {
        for (const { placed, subcircuit, range } of scope === undefined ? [] : instancesIn(scope)) {
          // The ranges are those of the file that the item is in.
          if (placed.file.uri !== item.uri) continue;
          const call = calls.get(subcircuit);
          if (call === undefined) calls.set(subcircuit, { to: itemOf(subcircuit, { deck, role }), fromRanges: [range] });
          else call.fromRanges.push(range);
        }
      }
      return [...calls.values()];
    });
  },
};

/** The instances of subcircuits in a scope that are declared somewhere. */
function instancesIn(scope: Scope): Instance[] {
  const found: Instance[] = [];
  for (const placed of scope.elements) {
    const name = placed.file.text.charAt(placed.file.cardStart[placed.index]!).toLowerCase() === 'x' ? cardRoles(placed, scope).subcircuit : undefined;
    const subcircuit = name === undefined ? undefined : lookupSubcircuit(scope, name.text);
    if (name === undefined || subcircuit === undefined) continue;
    const { start, end } = placeOf(placed, name);
    found.push({ placed, scope, subcircuit, range: rangeIn(placed.file, start, end) });
  }
  return found;
}

function subcircuitAt(design: Design, uri: string, nameStart: number): SubcircuitDeclaration | undefined {
  for (const scope of design.scopes) {
    for (const subcircuit of scope.subcircuits.values()) if (subcircuit.nameStart === nameStart && subcircuit.placed.file.uri === uri) return subcircuit;
  }
  return undefined;
}

function itemOf({ name, nameStart, nameEnd, placed, ports, scope }: SubcircuitDeclaration, { deck, role }: { deck: string; role: 'deck' | 'part' }): CallHierarchyItem {
  const { file, index } = placed;
  const { start, end } = file.parsed.table;
  const data: ItemData = { deck, role, nameStart };
  return {
    name, kind: SymbolKind.Class, detail: ports.map((port) => port.name).join(' '), uri: file.uri,
    range: rangeIn(file, start[index]!, end[scope.endIndex ?? index]!), selectionRange: rangeIn(file, nameStart, nameEnd), data,
  };
}

/** The top circuit as far as a file holds it. */
function topItem(file: ParsedFile, { deck, role }: { deck: string; role: 'deck' | 'part' }): CallHierarchyItem {
  const top = rangeIn(file, 0, 0);
  const data: ItemData = { deck, role };
  return { name: shownName(file.uri), kind: SymbolKind.File, detail: 'top circuit', uri: file.uri, range: rangeIn(file, 0, file.text.length), selectionRange: top, data };
}

function callerItem(scope: Scope, file: ParsedFile, { uri, role }: DesignOf): CallHierarchyItem {
  const { subcircuit } = scope;
  return subcircuit !== undefined && subcircuit.placed.file === file ? itemOf(subcircuit, { deck: uri, role }) : topItem(file, { deck: uri, role });
}

/** The designs of open documents that read the file of an item, each with all subcircuits that mention its name. */
async function designsWith(workspace: Workspace, item: CallHierarchyItem): Promise<DesignOf[]> {
  const { deck, role } = item.data as ItemData;
  const found = [await readWith(workspace, { deck, role }, item.name)];
  for (const document of workspace.openDocuments) {
    if (document.role !== 'deck' || document.uri === deck) continue;
    const { design } = await workspace.check(document.uri, 'deck');
    if (design.files.some((file) => file.uri === item.uri)) found.push(await readWith(workspace, { deck: document.uri, role: 'deck' }, item.name));
  }
  return found;
}

async function readWith(workspace: Workspace, { deck, role }: { deck: string; role: 'deck' | 'part' }, name: string): Promise<DesignOf> {
  const { design } = await workspace.check(deck, role);
  const unread = name !== '' && symbolIndexOf(design).mentionedUnread(name);
  return { uri: deck, role, design: unread ? await workspace.checkWhole(deck, role) : design, whole: unread };
}
