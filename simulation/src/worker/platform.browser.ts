import type { WorkerHandle, WorkerPlatform } from './port.js';

/** Workers of a browser, from the URLs of their bundled scripts. */
export function browserPlatform(scripts: { solver: string | URL; store: string | URL }): WorkerPlatform {
  return {
    start(script): WorkerHandle {
      const worker = new Worker(scripts[script], { name: `nodal-${script}` });
      return {
        post: (message, transfer) => worker.postMessage(message, (transfer ?? []) as Transferable[]),
        onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
        onFailure(listener) {
          worker.addEventListener('error', (event) => listener(new Error(event.message || 'its script could not be loaded')));
        },
        terminate: () => worker.terminate(),
      };
    },
    channel() {
      const { port1, port2 } = new MessageChannel();
      return [port1, port2];
    },
  };
}
