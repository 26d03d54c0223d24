#!/usr/bin/env node
// Stands in for VS Code's executable where VS Code cannot be downloaded: it
// understands the arguments that @vscode/test-electron passes, opens the folder
// in a real VS Code served to a headless browser, lets that run the suite in its
// extension host, and exits with the suite's code.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchBrowser, newPage, openWorkbench } from './launch.mjs';
import { serve } from './serve.mjs';

const options = { extensionDevelopmentPath: [], extensionTestsPath: undefined, 'extensions-dir': undefined, folder: undefined };
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--([^=]+)=(.*)$/s.exec(argument) ?? [];
  if (name === 'extensionDevelopmentPath') options.extensionDevelopmentPath.push(value);
  else if (name !== undefined && name in options) options[name] = value;
  else if (!argument.startsWith('--')) options.folder = resolve(argument);
}
if (!options.extensionTestsPath || options.extensionDevelopmentPath.length === 0 || !options.folder) {
  console.error('usage: vscode-launcher FOLDER --extensionDevelopmentPath=DIR --extensionTestsPath=FILE');
  process.exit(64);
}

const userData = mkdtempSync(join(tmpdir(), 'nodal-suite-'));
let code = 1;
const log = [];
let server;
let browser;
try {
  server = await serve({ userData: join(userData, 'user'), extensions: options['extensions-dir'] ?? join(userData, 'extensions') });
  browser = await launchBrowser();
  const { page, problems } = await newPage(browser);
  let finish;
  const finished = new Promise((done) => { finish = done; });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = (args ?? []).map((a) => (typeof a === 'string' ? a : JSON.stringify(a))).join(' ');
    // The suite's own lines begin with two spaces; the workbench's are of use only after a failure.
    if (text.startsWith('  ')) console.log(text); else log.push(`${type}: ${text}`);
  });
  await page.exposeFunction('codeAutomationExit', (exitCode) => finish(exitCode));
  const remote = (path) => `vscode-remote://127.0.0.1:${server.port}${encodeURI(path)}`;
  await openWorkbench(page, server.origin, options.folder, [
    ...options.extensionDevelopmentPath.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ['extensionTestsPath', remote(options.extensionTestsPath)],
  ]);
  let timer;
  const timeout = new Promise((done) => { timer = setTimeout(() => { console.error('the suite did not end in 5 minutes'); done(1); }, 300_000); });
  code = await Promise.race([finished, timeout]);
  clearTimeout(timer);
  // A test that provokes an error message names it here; VS Code logs every one that it shows.
  const expected = process.env.NODAL_EXPECTED_ERRORS ? new RegExp(process.env.NODAL_EXPECTED_ERRORS) : /^$/;
  const unexpected = problems.filter((text) => !expected.test(text));
  if (unexpected.length) {
    console.error(`the workbench reported:\n${unexpected.join('\n')}`);
    code ||= 1;
  }
  if (code !== 0) console.error(`the workbench's log:\n${log.join('\n')}`);
} catch (error) {
  console.error(error);
} finally {
  await browser?.close();
  await server?.close();
  rmSync(userData, { recursive: true, force: true });
}
process.exit(code);
