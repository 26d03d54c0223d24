// The workbench as a person uses it: files, commands, views, status.
import { openWorkbench } from './launch.mjs';
import { serve } from './serve.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Serves VS Code with the staged extension and opens the stage's folder in the page. */
export async function openStage({ page, staged, workspace, atEnd }, options = {}) {
  const userData = mkdtempSync(join(staged.stage, 'user-'));
  const server = await serve({ userData, extensions: staged.extensions, ...options });
  atEnd(async () => { await server.close(); if (!process.env.NODAL_KEEP) rmSync(userData, { recursive: true, force: true }); });
  await openWorkbench(page, server.origin, workspace);
  await page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 60_000 });
  await page.locator('.statusbar-item').first().waitFor();
  return server;
}

/** Opens a file of the folder by its name and waits for its text. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').fill(name);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first().waitFor({ timeout: 20_000 });
  await page.keyboard.press('Enter');
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.editor-group-container.active .view-line').first().waitFor();
}

/** Runs a command by the title that the palette shows. */
export async function command(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor({ timeout: 20_000 });
  await page.keyboard.press('Enter');
}

/** Puts the cursor into a line of the active editor (1-based). */
export async function goToLine(page, line, column = 1) {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** A button above the editor, by the start of its label. */
export function titleButton(page, label) {
  return page.locator(`.editor-group-container .editor-actions a.action-label[aria-label^="${label}"]`).first();
}

/** The text of the extension's item in the status bar. */
export function runStatus(page) {
  return page.locator('.statusbar-item[id="nodal-spice.nodal.nodal.run"]');
}

/** The document of a view, which is a frame in a frame. */
export async function viewFrame(page, kind, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const outer = page.locator('iframe.webview');
    for (let i = await outer.count() - 1; i >= 0; i--) {
      const view = outer.nth(i).contentFrame().locator('#active-frame').contentFrame();
      if ((await view.locator(`link[href*="/webviews/${kind}.css"]`).count().catch(() => 0)) > 0) return view;
    }
    if (Date.now() > end) throw new Error(`no ${kind} view after ${milliseconds} ms`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Waits until something is so. */
export async function until(what, ask, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  let last;
  for (;;) {
    try { last = await ask(); } catch (error) { last = error.message; }
    if (last === true) return;
    if (Date.now() > end) throw new Error(`${what}: not so after ${milliseconds} ms (${JSON.stringify(last)})`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** How many pixels of a view's canvases have a colour far from grey: traces are coloured, axes are not. */
export function colouredPixels(view) {
  return view.locator('body').evaluate(() => {
    let count = 0;
    for (const canvas of document.querySelectorAll('canvas')) {
      if (canvas.width === 0 || canvas.height === 0) continue;
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 100 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) count++;
    }
    return count;
  });
}

export function ok(condition, message) {
  if (!condition) throw new Error(message);
}
