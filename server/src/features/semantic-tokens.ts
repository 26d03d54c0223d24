import { lastAtMost, type Design, type ParsedFile, PlacedCard } from '@nodal/language';
import { isReadable } from '@nodal/language/syntax/parsed-text';
import { CardScanner } from '@nodal/language/text/scanner';
import { COMMENT } from '@nodal/language/text/token-buffer';
import { interruptAndCheck, type LangiumDocument } from 'langium';
import type { SemanticTokenProvider } from 'langium/lsp';
import type { CancellationToken, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensParams, SemanticTokensRangeParams } from 'vscode-languageserver';
import { addCard } from '../semantics/card-tokens.js';
import { BIT, LEGEND, TYPE } from '../semantics/legend.js';
import { scopesOfCards } from '../semantics/scopes.js';
import { TokenList } from '../semantics/token-list.js';
import type { Workspace } from '../workspace.js';

/** So many cards are coloured before other requests and a cancellation get their turn. */
const SLICE = 2000;

/** Colours by meaning: a node, a model, a parameter are told apart by what they name, comments by the file's dialect. */
export class TokensByDesign implements SemanticTokenProvider {
  readonly tokenTypes = TYPE;
  readonly tokenModifiers = BIT;
  readonly semanticTokensOptions = { legend: LEGEND, full: { delta: true }, range: true };
  /** What each document was answered last, for the difference to it. */
  private readonly answered = new Map<string, { resultId: string; data: number[] }>();
  private serial = 0;

  constructor(private readonly workspace: Workspace) {}

  async semanticHighlight({ textDocument: { uri } }: LangiumDocument, _params: SemanticTokensParams, token?: CancellationToken): Promise<SemanticTokens> {
    return this.answer(uri, await this.tokens(uri, undefined, token));
  }

  async semanticHighlightRange({ textDocument }: LangiumDocument, { range }: SemanticTokensRangeParams, token?: CancellationToken): Promise<SemanticTokens> {
    return { data: await this.tokens(textDocument.uri, { start: textDocument.offsetAt(range.start), end: textDocument.offsetAt(range.end) }, token) };
  }

  async semanticHighlightDelta({ textDocument: { uri } }: LangiumDocument, { previousResultId }: SemanticTokensDeltaParams, token?: CancellationToken): Promise<SemanticTokens | SemanticTokensDelta> {
    const data = await this.tokens(uri, undefined, token);
    const before = this.answered.get(uri);
    const now = this.answer(uri, data);
    return before?.resultId === previousResultId ? { resultId: now.resultId, edits: difference(before.data, data) } : now;
  }

  private answer(uri: string, data: number[]): SemanticTokens & { resultId: string } {
    const result = { resultId: String(++this.serial), data };
    this.answered.set(uri, result);
    // Documents come and go; only an open one is asked about again.
    for (const known of this.answered.keys()) if (!this.workspace.openDocuments.some((document) => document.uri === known)) this.answered.delete(known);
    return result;
  }

  private async tokens(uri: string, range: { start: number; end: number } | undefined, token: CancellationToken | undefined): Promise<number[]> {
    const { checked: { design } } = await this.workspace.contextOf(uri);
    const file = design.files.find((candidate) => candidate.uri === uri);
    if (file === undefined) return [];
    const into = new TokenList();
    for (const _ of addTokens(design, file, range, into)) if (token !== undefined) await interruptAndCheck(token);
    return into.encode(file.text);
  }
}

/** Adds the tokens of a file, or of the cards that a range touches, a slice at a time. */
export function* addTokens(design: Design, file: ParsedFile, range: { start: number; end: number } | undefined, into: TokenList): Generator<void> {
  const { parsed } = file;
  if (!isReadable(parsed)) return;
  const { start, end } = parsed.table;
  const scopeOf = scopesOfCards(design, file);
  const comments = new InlineComments(file);
  // What the tokens of a card depend on beside the declarations in sight.
  const known = `${parsed.dialect.name} ${[...design.globals.keys()].join(' ')}`;
  // A card that begins before the range may reach into it.
  const from = range === undefined ? 0 : Math.max(0, lastAtMost(start, range.start));
  for (let i = from; i < parsed.count && (range === undefined || start[i]! < range.end); i++) {
    if (range !== undefined && end[i]! < range.start) continue;
    const placed = new PlacedCard(file, i);
    const scope = scopeOf(i);
    const key = `${scope.stamp} ${known}`;
    const first = into.count;
    if (!into.addKnown(placed.card, key, start[i]!)) {
      addCard(placed, { scope, dialect: parsed.dialect, globals: design.globals }, into);
      comments.add(i, into);
      into.sortFrom(first);
      into.keepKnown(placed.card, key, first, start[i]!);
    }
    if ((i - from) % SLICE === SLICE - 1) yield;
  }
}

/** Comments behind the words of a card. What begins one depends on the dialect, which the grammar of the colours cannot know. */
class InlineComments {
  private readonly scanner = new CardScanner();

  constructor(private readonly file: ParsedFile) {
    this.scanner.dialect = file.parsed.dialect;
  }

  add(index: number, into: TokenList): void {
    const { text } = this.file;
    const from = this.file.parsed.table.start[index]!;
    const to = this.file.parsed.table.end[index]!;
    if (!mayHoldComment(text, from, to)) return;
    const tokens = this.scanner.scan(text, from, to, true);
    for (let i = 0; i < tokens.count; i++) {
      const kind = tokens.kind[i]!;
      if (kind === COMMENT) into.add(tokens.start[i]!, tokens.end[i]!, TYPE.comment);
    }
  }
}

const SEMICOLON = 59, DOLLAR = 36, SLASH = 47;

function mayHoldComment(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === SEMICOLON || code === DOLLAR || (code === SLASH && text.charCodeAt(at + 1) === SLASH)) return true;
  }
  return false;
}

/** One edit: what lies between the equal beginning and the equal end. */
function difference(before: readonly number[], after: readonly number[]): { start: number; deleteCount: number; data?: number[] }[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  if (start === before.length && start === after.length) return [];
  return [{ start, deleteCount: before.length - same - start, data: after.slice(start, after.length - same) }];
}
