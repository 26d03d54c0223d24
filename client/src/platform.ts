import type { SolverModule } from '@nodal/protocol';
import type { WorkerHandle, WorkerPlatform } from '@nodal/simulation/worker/port';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** The one place in which the desktop and the browser differ: `platform.node.ts` and `platform.web.ts` supply one each. */
export interface Platform {
  /** A client whose server is not started yet. */
  createLanguageClient(options: LanguageClientOptions): Promise<BaseLanguageClient>;
  /** Workers of the solver and of the result store. */
  readonly workers: WorkerPlatform;
  startLayoutWorker(): WorkerHandle;
  /** How the command-line tool of the extension is started; none where no programs can be. */
  readonly commandLineTool: { program: string; tool: string; environment: Record<string, string> } | undefined;
  /** The code of a module of the solver; asked for at the first run that needs it. */
  loadSolver(module: SolverModule): Promise<Uint8Array>;
  /** Folder for results that do not fit into memory; none where there is no disk. */
  readonly spillFolder: string | undefined;
  /** The bytes of a text in base64, as the server sends a circuit. */
  bytesOfBase64(text: string): Uint8Array;
  /** Bytes in base64, as the server wants a file. */
  base64OfBytes(bytes: Uint8Array): string;
}
