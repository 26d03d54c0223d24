/**
 * What a `MessagePort` of the web and one of Node's worker threads have in
 * common; Node's ports also have `onmessage`.
 */
export interface Port {
  postMessage(message: unknown, transfer?: readonly object[]): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

/** A started worker, seen from its host. */
export interface WorkerHandle {
  post(message: unknown, transfer?: readonly object[]): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The worker ended by an error, or could not be started. */
  onFailure(listener: (error: Error) => void): void;
  terminate(): void;
}

/** Where workers come from; the one place in which Node and browsers differ for the host. */
export interface WorkerPlatform {
  start(script: 'solver' | 'store'): WorkerHandle;
  /** Two entangled ports, to be sent to two workers. */
  channel(): [object, object];
}
