import { MessageChannel, Worker } from 'node:worker_threads';
import type { WorkerHandle, WorkerPlatform } from './port.js';

/** Workers of Node, from the paths of their bundled scripts. */
export function nodePlatform(scripts: { solver: string | URL; store: string | URL }): WorkerPlatform {
  return {
    start(script): WorkerHandle {
      const worker = new Worker(scripts[script], { name: `nodal-${script}` });
      let ended = false;
      return {
        post: (message, transfer) => worker.postMessage(message, transfer as ArrayBuffer[] | undefined),
        onMessage: (listener) => void worker.on('message', listener),
        onFailure(listener) {
          worker.on('error', listener);
          worker.on('exit', (code) => {
            if (!ended) listener(new Error(`it exited with code ${code}`));
          });
        },
        terminate() {
          ended = true;
          void worker.terminate();
        },
      };
    },
    channel() {
      const { port1, port2 } = new MessageChannel();
      return [port1, port2];
    },
  };
}
