import { cardIndexAt, type Declaration, type Design, LineIndex, type Occurrence, occurrencesOf, type ParsedFile, type SubcircuitDeclaration, symbolAt } from '@nodal/language';
import { HEAD_X } from '@nodal/language/text/card-head';
import type { NodalSettings } from '@nodal/protocol';
import type { CodeLens, Location, Range } from 'vscode-languageserver';
import { counted } from '../counted.js';
import { instanceCount } from '../evaluated-places.js';
import type { Workspace } from '../workspace.js';
import type { Feature } from './feature.js';

/** What a lens counts, kept until it is seen: counting is left to `codeLens/resolve`. */
interface LensData {
  uri: string;
  /** Where the name stands. */
  offset: number;
  name: string;
  counts: 'references' | 'instances';
}

/** The command of VS Code that shows a list of places; the client makes its arguments the editor's own. */
const SHOW_REFERENCES = 'editor.action.showReferences';

/** Above what is declared: how often it is used, and how many instances there are of a subcircuit. Running analyses is up to the client. */
export const codeLenses: Feature = {
  capabilities: { codeLensProvider: { resolveProvider: true } },
  register({ connection, workspace }) {
    connection.onCodeLens(async ({ textDocument: { uri } }) => {
      const { checked: { design } } = await workspace.contextOf(uri);
      const file = design.files.find((candidate) => candidate.uri === uri);
      return file ? lensesOf(design, file, workspace.settings.current.codeLens) : [];
    });
    connection.onCodeLensResolve((lens) => resolved(lens, workspace));
  },
};

/** The lenses of a file without their counts, in the order of the text. */
export function lensesOf(design: Design, file: ParsedFile, wanted: NodalSettings['codeLens']): CodeLens[] {
  const lines = new LineIndex(file.text);
  const lenses: (CodeLens & { data: LensData })[] = [];
  const add = ({ placed, name, nameStart, nameEnd }: Declaration, counts: LensData['counts']): void => {
    if (placed.file !== file) return;
    lenses.push({ range: rangeOf(lines, nameStart, nameEnd), data: { uri: file.uri, offset: nameStart, name, counts } });
  };
  for (const scope of design.scopes) {
    for (const subcircuit of scope.subcircuits.values()) {
      if (wanted.instances) add(subcircuit, 'instances');
      if (wanted.references !== 'off') add(subcircuit, 'references');
    }
    if (wanted.references !== 'off') for (const model of scope.models.values()) add(model, 'references');
    if (wanted.references === 'all') for (const parameter of scope.parameters.values()) if (!parameter.formal) add(parameter, 'references');
  }
  return lenses.sort((a, b) => a.data.offset - b.data.offset);
}

async function resolved(lens: CodeLens, workspace: Workspace): Promise<CodeLens> {
  const { uri, offset, name, counts } = lens.data as LensData;
  const { deck, checked } = await workspace.contextOf(uri);
  const symbol = symbolAt(checked.design, uri, offset);
  // The text has moved on; the client asks for its lenses anew.
  if (symbol?.name.toLowerCase() !== name.toLowerCase()) return { ...lens, command: { title: '', command: '' } };
  const references = occurrencesOf(checked.design, symbol).filter(({ role }) => role === 'reference');
  if (counts === 'references') return withPlaces(lens, uri, counted(references.length, 'reference'), references);
  const instances = references.filter(isInstance);
  const circuit = await workspace.circuitNow(deck, checked);
  const scope = symbol.declaration?.kind === 'subcircuit' ? (symbol.declaration as SubcircuitDeclaration).scope : undefined;
  const flat = circuit && scope ? instanceCount(circuit, scope) : instances.length;
  return withPlaces(lens, uri, `${counted(instances.length, 'instance')}${flat === instances.length ? '' : `, ${flat} in the circuit`}`, instances);
}

/** Whether a name stands on the card of an instance: the `.ends` of a subcircuit is a reference too. */
function isInstance({ file, start }: Occurrence): boolean {
  const { table } = file.parsed;
  return table.head[cardIndexAt(table.start, table.end, start)] === HEAD_X;
}

function withPlaces(lens: CodeLens, uri: string, title: string, places: readonly Occurrence[]): CodeLens {
  if (places.length === 0) return { ...lens, command: { title, command: '' } };
  const lines = new Map<ParsedFile, LineIndex>();
  const locations = places.map(({ file, start, end }): Location => {
    const index = lines.get(file) ?? new LineIndex(file.text);
    lines.set(file, index);
    return { uri: file.uri, range: rangeOf(index, start, end) };
  });
  return { ...lens, command: { title, command: SHOW_REFERENCES, arguments: [uri, lens.range.start, locations] } };
}

function rangeOf(lines: LineIndex, start: number, end: number): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}
