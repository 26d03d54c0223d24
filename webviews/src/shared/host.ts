import type { HostToView, ViewState, ViewToHost } from '@nodal/protocol';

/** The extension host as a webview sees it. */
export interface Host {
  post(message: ViewToHost): void;
  listen(listener: (message: HostToView) => void): void;
  state(): ViewState | undefined;
  keep(state: ViewState): void;
}

interface VsCodeApi {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Connects to VS Code. May be called once in a page. */
export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  const host: Host = {
    post: (message) => api.postMessage(message),
    listen: (listener) => window.addEventListener('message', (event: MessageEvent<HostToView>) => listener(event.data)),
    state: () => api.getState() as ViewState | undefined,
    keep: (state) => api.setState(state),
  };
  // What goes wrong in the view ends in the extension's log.
  window.addEventListener('error', (event) => host.post({ type: 'error', message: `${event.message} (${event.filename}:${event.lineno})` }));
  window.addEventListener('unhandledrejection', (event) => host.post({ type: 'error', message: String(event.reason) }));
  return host;
}
