import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

interface Published { uri: string; diagnostics: unknown[] }

/** As much of an editor as a benchmark of a language server takes. */
export class LanguageClient {
  readonly connection: MessageConnection;
  private readonly listeners = new Set<(published: Published) => void>();

  constructor(child: ChildProcessWithoutNullStreams) {
    this.connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
      for (const listener of [...this.listeners]) listener(published);
    });
    // What the server asks of its client has no answer here.
    this.connection.onRequest(() => null);
    this.connection.listen();
  }

  /** What the server says that it can do. */
  async start(rootUri: string | null, capabilities: object = {}): Promise<Record<string, unknown>> {
    const answer = await this.connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', { processId: process.pid, rootUri, capabilities });
    await this.connection.sendNotification('initialized', {});
    return answer.capabilities;
  }

  open(uri: string, languageId: string, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  request(method: string, params: unknown): Promise<unknown> {
    return this.connection.sendRequest(method, params);
  }

  notify(method: string, params: unknown): void {
    void this.connection.sendNotification(method, params);
  }

  /** Milliseconds from an action to each of the next `count` times that the server tells the findings of a document. */
  findings(act: () => void, uri: string, count = 1): Promise<number[]> {
    return new Promise((done) => {
      const times: number[] = [];
      const begun = performance.now();
      const listener = (published: Published) => {
        if (published.uri !== uri) return;
        times.push(performance.now() - begun);
        if (times.length < count) return;
        this.listeners.delete(listener);
        done(times);
      };
      this.listeners.add(listener);
      act();
    });
  }
}
