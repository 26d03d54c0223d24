// A browser on VS Code's workbench. Whatever the console reports as an error, a
// violation of a content security policy or an unhandled rejection is collected
// and fails the test that caused it.
import { chromium } from 'playwright-core';
import { findChromium } from './install-code-server.mjs';
import { isNoise } from './noise.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb', '--disable-dev-shm-usage'];

export function launchBrowser() {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS });
}

/**
 * A page of the workbench that is not yet opened.
 * @returns {Promise<{ page: import('playwright-core').Page, problems: string[], close(): Promise<void> }>}
 */
export async function newPage(browser, { width = 1400, height = 900 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  const report = (text) => { if (!isNoise(text)) problems.push(text); };
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' || /Content Security Policy|Uncaught/i.test(text)) report(`${text} (${message.location().url})`);
  });
  page.on('pageerror', (error) => report(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => report('the page crashed'));
  return { page, problems, close: () => context.close() };
}

/** Opens a folder in the workbench and waits until it is usable. */
export async function openWorkbench(page, origin, folder, payload) {
  const query = new URLSearchParams({ folder });
  if (payload) query.set('payload', JSON.stringify(payload));
  await page.goto(`${origin}/?${query}`, { waitUntil: 'domcontentloaded' });
}
