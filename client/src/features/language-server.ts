import { DEFAULT_SETTINGS, type DialectSetting, type InitializationOptions } from '@nodal/protocol';
import * as vscode from 'vscode';
import { type BaseLanguageClient, CloseAction, ErrorAction, type LanguageClientOptions, type Location, type Position, type StaticFeature } from 'vscode-languageclient';
import type { Platform } from '../platform.js';
import { messageOf } from './log.js';

/** A server that ends this often within the time below is not started again by itself. */
const MOST_CRASHES = 5;
const CRASH_WINDOW_MS = 180_000;

/** Files whose changes on disk the server hears of. One list of braces: VS Code's patterns know none within others. */
const WATCHED = `**/{nodal.json,${['cir', 'ckt', 'sp', 'spi', 'spice', 'cdl', 'lib', 'mod', 'inc', 'sub', 'net', 'model', 'prm', 'txt'].map((ending) => `*.${ending}`).join(',')}}`;

/**
 * The language server and its life: it is started with the first netlist,
 * restarted when it crashes, which is said, and again by *Restart Server*.
 */
export class LanguageServer implements vscode.Disposable {
  private client: BaseLanguageClient | undefined;
  private starting: Promise<BaseLanguageClient> | undefined;
  /** Files that a netlist may include; VS Code watches the folder anyway. */
  private watcher: vscode.FileSystemWatcher | undefined;
  private readonly crashes: number[] = [];
  private readonly notificationHandlers: { method: string; handler: (params: unknown) => void }[] = [];
  private readonly requestHandlers: { method: string; handler: (params: unknown) => unknown }[] = [];
  private readonly started = new vscode.EventEmitter<void>();
  /** After each start, also those after a crash. */
  readonly onDidStart = this.started.event;

  constructor(private readonly platform: Platform, private readonly log: vscode.LogOutputChannel) {}

  /** Handlers stay over restarts. Register them before the start. */
  onNotification<P>(method: string, handler: (params: P) => void): void {
    this.notificationHandlers.push({ method, handler: handler as (params: unknown) => void });
  }

  onRequest<P>(method: string, handler: (params: P) => unknown): void {
    this.requestHandlers.push({ method, handler: handler as (params: unknown) => unknown });
  }

  /** Asks the server; waits for its start. */
  async request<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R> {
    const client = await this.start();
    return token ? client.sendRequest<R>(method, params, token) : client.sendRequest<R>(method, params);
  }

  async notify(method: string, params: unknown): Promise<void> {
    await (await this.start()).sendNotification(method, params);
  }

  start(): Promise<BaseLanguageClient> {
    return (this.starting ??= this.create());
  }

  async restart(): Promise<void> {
    this.crashes.length = 0;
    this.log.info('Restarting the language server.');
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.starting = undefined;
    // A server that crashed or never started cannot be asked to shut down.
    await client?.dispose().catch((error: unknown) => this.log.debug(`Stopping the language server: ${messageOf(error)}`));
  }

  dispose(): void {
    this.watcher?.dispose();
    this.started.dispose();
    void this.stop();
  }

  private async create(): Promise<BaseLanguageClient> {
    this.watcher ??= vscode.workspace.createFileSystemWatcher(WATCHED);
    const options: LanguageClientOptions = {
      documentSelector: [{ language: 'spice' }],
      outputChannel: this.log,
      initializationOptions: (): InitializationOptions => ({ trusted: vscode.workspace.isTrusted, libraryPaths: libraryFolders(), dialect: vscode.workspace.getConfiguration('nodal').get<DialectSetting>('dialect', DEFAULT_SETTINGS.dialect) }),
      synchronize: { fileEvents: this.watcher, configurationSection: 'nodal' },
      // Commands of VS Code take its own places, not those of the protocol.
      middleware: { resolveCodeLens: async (lens, token, next) => withEditorPlaces(await next(lens, token), client) },
      errorHandler: {
        error: (error) => {
          this.log.error(`Talking to the language server failed: ${error.message}`);
          return { action: ErrorAction.Continue, handled: true };
        },
        closed: () => this.crashed(),
      },
    };
    const client = await this.platform.createLanguageClient(options);
    this.client = client;
    client.registerFeature(new RestartNotice(() => this.started.fire()));
    for (const { method, handler } of this.notificationHandlers) client.onNotification(method, handler);
    for (const { method, handler } of this.requestHandlers) client.onRequest(method, handler);
    try {
      await client.start();
    } catch (error) {
      // The next request tries again.
      this.starting = undefined;
      throw error;
    }
    return client;
  }

  private crashed(): { action: CloseAction; handled: boolean } {
    const now = Date.now();
    this.crashes.push(now);
    while (this.crashes[0] !== undefined && this.crashes[0] < now - CRASH_WINDOW_MS) this.crashes.shift();
    if (this.crashes.length < MOST_CRASHES) {
      this.log.warn('The language server ended unexpectedly and is started again.');
      void vscode.window.showWarningMessage('The Nodal language server ended unexpectedly and was started again.', 'Show Log').then((choice) => {
        if (choice) void vscode.commands.executeCommand('nodal.showLog');
      });
      return { action: CloseAction.Restart, handled: true };
    }
    this.log.error(`The language server ended ${MOST_CRASHES} times in three minutes and is not started again.`);
    void vscode.window.showErrorMessage(`The Nodal language server ended ${MOST_CRASHES} times in three minutes. Its findings are missing until it runs again.`, 'Restart Server', 'Show Log').then((choice) => {
      if (choice === 'Restart Server') void vscode.commands.executeCommand('nodal.restartServer');
      else if (choice) void vscode.commands.executeCommand('nodal.showLog');
    });
    return { action: CloseAction.DoNotRestart, handled: true };
  }
}

/** A lens that shows places, with these as the editor wants them. */
function withEditorPlaces(lens: vscode.CodeLens | null | undefined, { protocol2CodeConverter: convert }: BaseLanguageClient): vscode.CodeLens | null | undefined {
  const { command } = lens ?? {};
  if (lens && command?.command === 'editor.action.showReferences' && command.arguments) {
    const [uri, position, locations] = command.arguments as [string, Position, Location[]];
    lens.command = { ...command, arguments: [convert.asUri(uri), convert.asPosition(position), locations.map((location) => convert.asLocation(location))] };
  }
  return lens;
}

/** The client tells its features when a server is ready, which also happens after a crash. */
class RestartNotice implements StaticFeature {
  constructor(private readonly ready: () => void) {}
  fillClientCapabilities(): void {}
  initialize(): void { this.ready(); }
  getState(): { kind: 'static' } { return { kind: 'static' }; }
  clear(): void {}
}

/** Folders that the user allows includes to come from, as URIs. A relative one is relative to each workspace folder. */
export function libraryFolders(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const read = (scope?: vscode.WorkspaceFolder): string[] => vscode.workspace.getConfiguration('nodal', scope).get<string[]>('library.paths', DEFAULT_SETTINGS.library.paths);
  const isAbsolute = (path: string): boolean => /^([\\/]|[a-z]:)/i.test(path);
  const found = folders.length === 0
    ? read().filter(isAbsolute).map((path) => vscode.Uri.file(path))
    : folders.flatMap((folder) => read(folder).map((path) => (isAbsolute(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(folder.uri, path))));
  return [...new Set(found.map(String))];
}

export function registerLanguageServer(context: vscode.ExtensionContext, server: LanguageServer): void {
  context.subscriptions.push(
    server,
    vscode.commands.registerCommand('nodal.restartServer', () => server.restart()),
    // What may be read, and how, is told at the start only.
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration('nodal.library') || event.affectsConfiguration('nodal.dialect')) void server.restart(); }),
  );
}
