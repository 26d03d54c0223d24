// What a browser's console may say without failing a test: VS Code's own noise
// in a code-server without network. Each entry says why it is not ours.
export const NOISE = [
  { pattern: /404 \(Not Found\).*\/_static\/src\/browser\/media\/favicon/, why: "code-server's own front door, which is not started here, would serve the icons" },
  { pattern: /404 \(Not Found\).*\/vsda\/rust\/web\//, why: "VS Code's signing module is not part of the open build" },
  { pattern: /404 \(Not Found\).*\/update\/check/, why: "code-server's own front door would answer the check for updates" },
  { pattern: /A bad HTTP response code \(404\) was received when fetching the script/, why: "code-server's service worker for installing it as an app is served by its front door" },
  { pattern: /\[Service Worker\] registration TypeError.*\/_static\/out\/browser\/serviceWorker\.js/, why: 'the same service worker, as VS Code logs it' },
  { pattern: /\[lifecycle\] Long running operations during shutdown are unsupported in the web/, why: "VS Code's own parts say so at each reload of the page" },
  { pattern: /Unable to write file 'vscode-log:.*IndexedDB database 'vscode-web-db' is closed/, why: "VS Code's own logs write into a database that a reload of the page has closed" },
];

/** Whether a message of the console may be passed over. */
export function isNoise(text) {
  return NOISE.some(({ pattern }) => pattern.test(text));
}
