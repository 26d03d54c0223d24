import { WorkDoneProgress, WorkDoneProgressCreateRequest } from 'vscode-languageserver';
import type { Feature } from './feature.js';

/** Work that is done sooner is not worth a notice. */
const QUIET_MS = 1000;
/** An index is looked through again when a document is opened later than this. */
const FRESH_MS = 30_000;

/** Keeps the index of libraries: made behind the first document's findings, followed as files change. */
export const libraryIndex: Feature = {
  register({ connection, documents, workspace }) {
    const { library } = workspace;
    if (library === undefined) return;
    let last = -Infinity;
    let next = 0;
    const cancellations = new Map<string | number, () => void>();

    const build = async () => {
      const begun = performance.now();
      const token = `nodal-index-${++next}`;
      let shown = false;
      let cancelled = false;
      const show = async () => {
        shown = true;
        await connection.sendRequest(WorkDoneProgressCreateRequest.type, { token });
        await connection.sendProgress(WorkDoneProgress.type, token, { kind: 'begin', title: 'Indexing libraries', cancellable: true });
      };
      cancellations.set(token, () => { cancelled = true; });
      await library.build({
        get cancelled() { return cancelled; },
        report(done, file) {
          if (workspace.client.window?.workDoneProgress !== true) return;
          if (!shown) {
            if (performance.now() - begun > QUIET_MS) void show();
          } else if (done % 20 === 0) void connection.sendProgress(WorkDoneProgress.type, token, { kind: 'report', message: `${done} files, ${file.slice(file.lastIndexOf('/') + 1)}` });
        },
      });
      cancellations.delete(token);
      if (shown) void connection.sendProgress(WorkDoneProgress.type, token, { kind: 'end' });
      last = performance.now();
    };
    connection.onNotification('window/workDoneProgress/cancel', ({ token }: { token: string | number }) => cancellations.get(token)?.());

    const opened = async (uri: string) => {
      // The document's own findings come first.
      await workspace.contextOf(uri);
      const more = library.addLibraries((await workspace.projects.of(uri))?.libraries ?? []);
      if (more || performance.now() - last > FRESH_MS) await build();
    };
    documents.onDidOpen(({ document }) => {
      void opened(document.uri).catch((error: unknown) => connection.console.error(`Indexing libraries failed: ${error instanceof Error ? error.message : String(error)}`));
    });
    workspace.onFileChanged((uri) => { if (uri !== undefined) void library.fileChanged(uri); });
  },
};
