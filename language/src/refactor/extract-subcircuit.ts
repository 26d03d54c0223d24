import type { Design, ParsedFile, Scope } from '../design/design.js';
import { isGround, scopeOfCard } from '../design/lookup.js';
import { allSymbols } from '../symbols/symbol-index.js';
import type { NetlistSymbol, Occurrence } from '../symbols/symbol.js';
import { HEAD_ENDIF, HEAD_IF, isElementHead } from '../text/card-head.js';
import { beginsCommentLine, lineStartAt, newlineOf, PLUS } from '../text/characters.js';
import { parseNumber } from '../text/number.js';
import { reference } from './extract-parameter.js';
import { declares, fileOf, freeName, marginAt, type Refactoring } from './refactoring.js';

/** Blanks before the cards of the new subcircuit. */
const MARGIN = '  ';

/**
 * Makes a subcircuit of the elements that a selection touches. Its ports are
 * the nodes that something else names as well; parameters of the scope around
 * it that are not global come in with the instance.
 */
export function extractSubcircuit(design: Design, uri: string, from: number, to: number): Refactoring | undefined {
  const file = fileOf(design, uri);
  if (file === undefined || to <= from) return undefined;
  const { table, text, deck } = file.parsed;
  const cards: number[] = [];
  for (let i = 0; i < table.count; i++) if (table.start[i]! < to && table.end[i]! > from) cards.push(i);
  if (cards.length === 0 || cards.some((i) => !isElementHead(table.head[i]!))) return undefined;
  const first = cards[0]!;
  const last = cards[cards.length - 1]!;
  const start = lineStartAt(text, table.start[first]!);
  const end = table.end[last]!;
  const title = `Extract ${cards.length === 1 ? 'the element' : `${cards.length} elements`} into a subcircuit`;
  if (start === 0 && deck) return { title, refused: 'the first line of a deck is its title' };
  if (standsInBranch(file, first)) return { title, refused: 'the elements stand in a branch of .if' };
  const scope = scopeOfCard(design, uri, first);
  const names = new Names(file, start, end);
  for (const [symbol, occurrences] of allSymbols(design)) names.sort(symbol, occurrences, scope);
  if (names.refused !== undefined) return { title, refused: names.refused };
  const grounds = file.parsed.dialect;
  const ports = names.ports.filter((name) => !isGround(name, grounds) && !design.globals.has(name.toLowerCase()));
  if (ports.length === 0) return { title, refused: 'nothing else is connected to them, so that the subcircuit would have no port' };
  const { dialect } = file.parsed;
  const newline = newlineOf(text);
  const margin = marginAt(text, table.start[first]!);
  const name = freeName('extracted', (wanted) => declares(design, wanted));
  const elements = new Set(scope.elements.map((placed) => placed.file.text.slice(placed.file.cardStart[placed.index]!).split(/[\s(),={]/, 1)[0]!.toLowerCase()));
  const instance = freeName(`X${name}`, (wanted) => elements.has(wanted.toLowerCase()));
  const keyword = dialect.name === 'ltspice' || dialect.name === 'pspice' || dialect.name === 'xyce' ? ['params:'] : [];
  const formals = names.parameters.map((parameter) => `${parameter.name}=${defaultOf(parameter, dialect)}`);
  const actuals = names.parameters.map((parameter) => `${parameter.name}=${reference(parameter.name, dialect)}`);
  const lines = [
    [`${margin}.subckt`, name, ...ports, ...(formals.length > 0 ? [...keyword, ...formals] : [])].join(' '),
    ...text.slice(start, end).split(/\r\n|\r|\n/).map((line) => (dialect.margins ? indented(line, dialect.plusInFirstColumn) : line)),
    `${margin}.ends ${name}`,
    [`${margin}${instance}`, ...ports, name, ...(actuals.length > 0 ? [...keyword, ...actuals] : [])].join(' '),
  ];
  return { title, edits: [{ start, end, newText: lines.join(newline) }] };
}

/** A line moved to the right; comments in the first column stay there. */
function indented(line: string, plusInFirstColumn: boolean): string {
  if (line.trim() === '' || (beginsCommentLine(line, 0) && !/^\s/.test(line)) || (plusInFirstColumn && line.charCodeAt(0) === PLUS)) return line;
  return MARGIN + line;
}

/** A default for a parameter that every instance gives: its number where it is one. */
function defaultOf({ declaration }: NetlistSymbol, dialect: Parameters<typeof parseNumber>[1]): string {
  const text = declaration?.kind === 'parameter' && 'value' in declaration ? (declaration as { value?: { text: string } }).value?.text : undefined;
  return text !== undefined && parseNumber(text, dialect) !== undefined ? text : '0';
}

function standsInBranch({ parsed: { table } }: ParsedFile, index: number): boolean {
  let depth = 0;
  for (let i = 0; i < index; i++) if (table.head[i] === HEAD_IF) depth++;
    else if (table.head[i] === HEAD_ENDIF) depth--;
  return depth > 0;
}

/** Tells the names within the selection by what they become. */
class Names {
  readonly ports: string[] = [];
  readonly parameters: NetlistSymbol[] = [];
  refused: string | undefined;

  constructor(private readonly file: ParsedFile, private readonly start: number, private readonly end: number) {}

  sort(symbol: NetlistSymbol, occurrences: readonly Occurrence[], scope: Scope): void {
    const inside = occurrences.find((occurrence) => this.isInside(occurrence));
    if (inside === undefined) return;
    const outside = occurrences.some((occurrence) => !this.isInside(occurrence));
    switch (symbol.kind) {
      case 'node': case 'port':
        if (symbol.scope === scope && (outside || symbol.kind === 'port')) this.ports.push(symbol.name);
        else if (symbol.scope !== scope && symbol.scope.parent !== undefined) this.refused ??= `they name the node ${symbol.name} of another scope`;
        break;
      case 'element':
        if (outside) this.refused ??= `${symbol.name} is named by other cards too`;
        break;
      case 'parameter':
        if (symbol.scope === scope && scope.parent !== undefined) this.parameters.push(symbol);
        break;
      default: break;
    }
  }

  private isInside({ file, start, end }: Occurrence): boolean {
    return file === this.file && start >= this.start && end <= this.end;
  }
}
