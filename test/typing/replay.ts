import { type ElaborateResult, ELABORATE_REQUEST } from '@nodal/protocol';
import type { Workspace } from '@nodal/server/workspace';
import { designDifference, differenceOf } from '../../language/fuzz/oracles/differences.js';
import { parsedDifference } from '../../language/fuzz/oracles/incremental-equals-fresh.js';
import { offsetAt, positionAt } from '../../server/src/testing/marked.js';
import { serve, type Session } from '../../server/src/testing/session.js';
import type { TypingEvent } from './typist.js';

export interface ReplayOptions {
  edits: number;
  /** After so many edits tree, diagnostics and circuit are compared with those of a fresh start. */
  every: number;
  /** Hears of each comparison: edits so far, and bytes in use once the garbage is gone. */
  progress?: (edits: number, bytes: number) => void;
}

export interface ReplayResult {
  edits: number;
  requests: number;
  comparisons: number;
  /** What went wrong, with the number of the edit; empty when nothing did. */
  failures: string[];
  /** Bytes in use by edits. */
  memory: { edits: number; bytes: number }[];
}

/** What an editor asks while somebody types, and how often: once in so many edits. */
const REQUESTS: readonly { method: string; oneIn: number; at?: 'caret' | 'range' }[] = [
  { method: 'textDocument/completion', oneIn: 2, at: 'caret' },
  { method: 'textDocument/signatureHelp', oneIn: 5, at: 'caret' },
  { method: 'textDocument/semanticTokens/full', oneIn: 6 },
  { method: 'textDocument/inlayHint', oneIn: 7, at: 'range' },
  { method: 'textDocument/documentHighlight', oneIn: 8, at: 'caret' },
  { method: 'textDocument/hover', oneIn: 9, at: 'caret' },
  { method: 'textDocument/codeLens', oneIn: 11 },
  { method: 'textDocument/foldingRange', oneIn: 13 },
  { method: 'textDocument/documentSymbol', oneIn: 15 },
  { method: 'textDocument/documentLink', oneIn: 17 },
  { method: 'textDocument/definition', oneIn: 19, at: 'caret' },
  { method: 'textDocument/references', oneIn: 23, at: 'caret' },
  { method: 'textDocument/linkedEditingRange', oneIn: 25, at: 'caret' },
  { method: 'textDocument/selectionRange', oneIn: 29, at: 'caret' },
  { method: 'textDocument/prepareRename', oneIn: 31, at: 'caret' },
  { method: 'textDocument/codeAction', oneIn: 37, at: 'range' },
  { method: 'textDocument/prepareCallHierarchy', oneIn: 41, at: 'caret' },
  { method: 'textDocument/formatting', oneIn: 43 },
  { method: 'workspace/symbol', oneIn: 97 },
];

/** A refusal with its reason, such as that nothing can be renamed here. */
const REFUSED = -32803;
const CANCELLED = -32800;

/** Replays recorded typing against the server over its stream, as fast as it answers. */
export async function replay(events: Iterator<TypingEvent>, options: ReplayOptions): Promise<ReplayResult> {
  const run = new Replay(options);
  try {
    await run.start();
    await run.all(events);
  } finally {
    await run.end();
  }
  return run.result;
}

class Replay {
  readonly result: ReplayResult = { edits: 0, requests: 0, comparisons: 0, failures: [], memory: [] };
  private readonly texts = new Map<string, string>();
  private session!: Session;
  private version = 0;
  private served: ReadonlySet<string> = new Set();

  constructor(private readonly options: ReplayOptions) {}

  async start(): Promise<void> {
    this.session = await serve({});
    this.served = servedBy(this.session.initialized.capabilities as Record<string, unknown>);
  }

  async end(): Promise<void> {
    await this.session.stop();
  }

  async all(events: Iterator<TypingEvent>): Promise<void> {
    let compared = 0;
    while (this.result.edits < this.options.edits && this.result.failures.length === 0) {
      const event = events.next().value as TypingEvent;
      await this.tell(event);
      if (event.kind !== 'edit') continue;
      this.result.edits++;
      await this.ask(event);
      if (this.result.edits - compared < this.options.every) continue;
      compared = this.result.edits;
      await this.compare();
    }
  }

  private async tell(event: TypingEvent): Promise<void> {
    const { session, texts } = this;
    switch (event.kind) {
      case 'open':
        texts.set(event.uri, event.text);
        await session.open(event.uri, event.text);
        break;
      case 'close':
        texts.delete(event.uri);
        await session.close(event.uri);
        break;
      case 'disk':
        session.disk.set(event.uri, event.text);
        await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: event.uri, type: 2 }] });
        break;
      case 'edit': {
        let text = texts.get(event.uri)!;
        const contentChanges = event.changes.map(({ start, end, text: inserted }) => {
          const range = { start: positionAt(text, start), end: positionAt(text, end) };
          if (offsetAt(text, range.start) !== start) throw new Error('the recording has an edit within a line end');
          text = text.slice(0, start) + inserted + text.slice(end);
          return { range, text: inserted };
        });
        texts.set(event.uri, text);
        await session.connection.sendNotification('textDocument/didChange', { textDocument: { uri: event.uri, version: (this.version += 1) + 1_000_000 }, contentChanges });
      }
    }
  }

  /** What the editor asks after an edit; the answers are waited for, so that none is made of a later text. */
  private async ask({ uri, caret }: TypingEvent & { kind: 'edit' }): Promise<void> {
    const text = this.texts.get(uri)!;
    const position = positionAt(text, caret);
    const range = { start: { line: Math.max(0, position.line - 20), character: 0 }, end: { line: position.line + 20, character: 0 } };
    for (const { method, oneIn, at } of REQUESTS) {
      if (this.result.edits % oneIn !== 0 || !this.served.has(method)) continue;
      this.result.requests++;
      const params = {
        textDocument: { uri }, ...(at === 'caret' ? { position, positions: [position] } : at === 'range' ? { range } : {}),
        context: method.endsWith('codeAction') ? { diagnostics: this.session.diagnosticsOf(uri) ?? [] } : { includeDeclaration: true }, options: { tabSize: 2, insertSpaces: true }, query: 'r',
      };
      try {
        await this.session.request(method, params);
      } catch (error) {
        const { code, message } = error as { code?: number; message: string };
        if (code !== REFUSED && code !== CANCELLED) this.result.failures.push(`edit ${this.result.edits}: ${method} at ${position.line + 1}:${position.character + 1} of ${uri}: ${message}`);
      }
    }
  }

  /** Tree, diagnostics and circuit against those of a server that has just been started on the same texts. */
  private async compare(): Promise<void> {
    const { edits } = this.result;
    const fresh = await serve(Object.fromEntries(this.session.disk));
    try {
      for (const [uri, text] of this.texts) await fresh.open(uri, text);
      for (const uri of this.texts.keys()) {
        const wrong = (await this.circuitDifference(uri, fresh)) ?? (await treeDifference(uri, this.session.workspace, fresh.workspace));
        if (wrong !== undefined) this.result.failures.push(`edit ${edits}: ${uri}: ${wrong}`);
      }
      const diagnostics = await this.settledDifference(fresh);
      if (diagnostics !== undefined) this.result.failures.push(`edit ${edits}: ${diagnostics}`);
    } finally {
      await fresh.stop();
    }
    this.result.comparisons++;
    // What the session notes for other tests would grow.
    this.session.reads.length = 0;
    this.session.status.length = 0;
    const bytes = used();
    this.result.memory.push({ edits, bytes });
    this.options.progress?.(edits, bytes);
  }

  private async circuitDifference(uri: string, fresh: Session): Promise<string | undefined> {
    const [mine, other] = await Promise.all([this.session, fresh].map((session) => session.request<ElaborateResult>(ELABORATE_REQUEST, { uri })));
    return differenceOf({ ...mine, elaboration: 0, versions: 0 }, { ...other, elaboration: 0, versions: 0 }, 'circuit');
  }

  /** Both servers say by themselves when they have looked at the circuits; what they say then must be the same. */
  private async settledDifference(fresh: Session): Promise<string | undefined> {
    let difference: string | undefined;
    for (let turn = 0; turn < 100; turn++) {
      await new Promise((done) => setTimeout(done, 100));
      difference = undefined;
      for (const uri of this.texts.keys()) difference ??= differenceOf(this.session.diagnosticsOf(uri), fresh.diagnosticsOf(uri), `diagnostics of ${uri}`);
      // The findings of the circuits come a quarter of a second after those of the texts.
      if (difference === undefined && turn >= 5) return undefined;
    }
    return difference;
  }
}

async function treeDifference(uri: string, incremental: Workspace, fresh: Workspace): Promise<string | undefined> {
  const [a, b] = await Promise.all([incremental, fresh].map(async (workspace) => (await workspace.contextOf(uri)).checked.design));
  return designDifference(a!, b!) ?? parsedDifference(a!, b!);
}

/** The methods that a server announced. */
function servedBy(capabilities: Record<string, unknown>): Set<string> {
  const provider: Record<string, string> = { 'textDocument/semanticTokens/full': 'semanticTokensProvider', 'workspace/symbol': 'workspaceSymbolProvider', 'textDocument/prepareRename': 'renameProvider', 'textDocument/prepareCallHierarchy': 'callHierarchyProvider', 'textDocument/formatting': 'documentFormattingProvider' };
  return new Set(REQUESTS.map(({ method }) => method).filter((method) => capabilities[provider[method] ?? `${method.slice(method.indexOf('/') + 1)}Provider`]));
}

/** Bytes that are in use once the garbage is gone. */
function used(): number {
  const collect = (globalThis as { gc?: () => void }).gc;
  for (let i = 0; i < 4; i++) collect?.();
  return process.memoryUsage().heapUsed;
}
