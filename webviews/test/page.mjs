/* global MutationObserver, requestAnimationFrame -- of the page */
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The policy of the extension's webviews (protocol/src/views.ts): nothing inline but what carries the nonce. */
const NONCE = 'dGVzdA';
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'self' 'nonce-${NONCE}'; img-src 'self' data:; font-src 'self'`;

const DARK = {
  '--vscode-editor-background': '#1f1f1f', '--vscode-editor-foreground': '#cccccc', '--vscode-descriptionForeground': '#9d9d9d',
  '--vscode-focusBorder': '#0078d4', '--vscode-font-family': 'system-ui, sans-serif', '--vscode-font-size': '13px',
  '--vscode-foreground': '#cccccc', '--vscode-button-background': '#0078d4', '--vscode-button-foreground': '#ffffff',
  '--vscode-button-secondaryBackground': '#313131', '--vscode-button-secondaryForeground': '#cccccc', '--vscode-button-hoverBackground': '#026ec1',
  '--vscode-checkbox-background': '#313131', '--vscode-checkbox-border': '#3c3c3c', '--vscode-checkbox-foreground': '#cccccc',
  '--vscode-dropdown-background': '#313131', '--vscode-dropdown-border': '#3c3c3c', '--vscode-dropdown-foreground': '#cccccc', '--vscode-progressBar-background': '#0078d4',
};
const LIGHT = {
  ...DARK, '--vscode-editor-background': '#ffffff', '--vscode-editor-foreground': '#3b3b3b', '--vscode-descriptionForeground': '#5a5a5a', '--vscode-foreground': '#3b3b3b',
  '--vscode-button-secondaryBackground': '#e5e5e5', '--vscode-button-secondaryForeground': '#3b3b3b',
  '--vscode-checkbox-background': '#f8f8f8', '--vscode-checkbox-border': '#cecece', '--vscode-checkbox-foreground': '#3b3b3b',
  '--vscode-dropdown-background': '#ffffff', '--vscode-dropdown-border': '#cecece', '--vscode-dropdown-foreground': '#3b3b3b',
};
const CONTRAST = {
  ...DARK, '--vscode-editor-background': '#000000', '--vscode-editor-foreground': '#ffffff', '--vscode-descriptionForeground': '#ffffff', '--vscode-foreground': '#ffffff',
  '--vscode-contrastBorder': '#6fc3df', '--vscode-focusBorder': '#f38518', '--vscode-button-secondaryBackground': '#000000', '--vscode-button-secondaryForeground': '#ffffff',
  '--vscode-checkbox-background': '#000000', '--vscode-checkbox-border': '#6fc3df', '--vscode-dropdown-background': '#000000', '--vscode-dropdown-border': '#6fc3df',
};
export const THEMES = {
  dark: { class: 'vscode-dark', variables: DARK },
  light: { class: 'vscode-light', variables: LIGHT },
  contrast: { class: 'vscode-high-contrast', variables: CONTRAST },
};

/** Bundles one entry for the browser: its script, and the style sheet that it imports. */
async function bundle(entry) {
  const result = await build({
    absWorkingDir: root, entryPoints: [entry], outfile: 'out.js', bundle: true, write: false, format: 'iife', platform: 'browser',
    target: 'es2022', minify: true, conditions: ['nodal-source'], legalComments: 'none', logLevel: 'error',
  });
  const text = (extension) => result.outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

/** A server of the views' pages and a browser; `close` ends both. */
export async function openBrowser(views) {
  const files = new Map([['/host.js', { type: 'text/javascript', text: (await bundle('webviews/test/fake-host.ts')).script }]]);
  const sizes = {};
  for (const view of views) {
    const { script, style } = await bundle(`webviews/src/${view}/main.ts`);
    sizes[view] = script.length;
    files.set(`/${view}.js`, { type: 'text/javascript', text: script });
    files.set(`/${view}.css`, { type: 'text/css', text: style });
    files.set(`/${view}`, {
      type: 'text/html',
      text: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta property="csp-nonce" content="${NONCE}"><title>${view}</title><link rel="stylesheet" href="/${view}.css"></head><body><script nonce="${NONCE}" src="/host.js"></script><script nonce="${NONCE}" src="/${view}.js"></script></body></html>`,
    });
  }
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url, 'http://x').pathname);
    if (!file) return response.writeHead(204).end();
    response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8`, 'content-security-policy': POLICY }).end(file.text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({
    executablePath: process.env.NODAL_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

  /** A page with a view, in a theme. Whatever goes wrong in it is in `problems`. */
  async function openView(view, { theme = 'dark', width = 900, height = 480 } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1 });
    const page = await context.newPage();
    const problems = [];
    page.on('console', (message) => {
      // The tests themselves read the canvas back.
      if (['error', 'warning'].includes(message.type()) && !message.text().includes('willReadFrequently')) problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    await page.addInitScript((chosen) => {
      const apply = () => {
        document.body.className = chosen.class;
        for (const [name, value] of Object.entries(chosen.variables)) document.documentElement.style.setProperty(name, value);
      };
      document.addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        apply();
      }).observe(document, { childList: true, subtree: true });
    }, THEMES[theme]);
    await page.goto(`${address}/${view}`);
    return { page, problems, close: () => context.close() };
  }

  return {
    openView, sizes,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Changes the editor's theme under an open view. */
export async function setTheme(page, theme) {
  await page.evaluate((chosen) => {
    document.body.className = `nodal-view ${chosen.class}`;
    for (const [name, value] of Object.entries(chosen.variables)) document.documentElement.style.setProperty(name, value);
  }, THEMES[theme]);
}

/** Waits until the view has asked for nothing for a while and has drawn. */
export async function settled(page) {
  await page.evaluate(async () => {
    let before = -1;
    let calm = 0;
    while (calm < 4) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      const now = window.host.posted.length;
      calm = now === before ? calm + 1 : 0;
      before = now;
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/**
 * The ink of the traces (the canvas above ECharts' own): how many pixels with
 * about this colour lie in a rectangle of the chart, all of it when absent.
 */
export async function ink(page, colour, rectangle) {
  return page.evaluate(([wanted, area]) => {
    const canvas = [...document.querySelectorAll('.chart canvas')].at(-1);
    const { x, y, width, height } = area ?? { x: 0, y: 0, width: canvas.width, height: canvas.height };
    const { data } = canvas.getContext('2d').getImageData(x, y, width, height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] < 90) continue;
      if (wanted === undefined || wanted.every((channel, k) => Math.abs(data[i + k] - channel) < 60)) count++;
    }
    return count;
  }, [colour === undefined ? undefined : [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)), rectangle]);
}
