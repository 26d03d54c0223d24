#!/usr/bin/env node
// The extension in a real VS Code: packs it, installs it, runs the suite that
// sees the `vscode` API and the tests that see the page. `run.mjs api` or
// `run.mjs page NAME…` runs a part. The last line is `N passed, N failed`.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension } from '../../scripts/package.mjs';
import { ensureDependencies, holdLock, root } from '../../scripts/setup/install.mjs';
import { runApiSuite } from './api-suite.mjs';
import { runPageTests } from './page-tests.mjs';
import { prepareStage } from './stage.mjs';

const [part, ...names] = process.argv.slice(2);
await holdLock();
ensureDependencies();
const artefacts = join(root, 'test/artefacts');
if (!part) rmSync(artefacts, { recursive: true, force: true });
mkdirSync(artefacts, { recursive: true });
// A packed extension may be given, so that a test can be repeated without a build.
const staged = prepareStage(process.env.NODAL_VSIX ?? (await packageExtension()));

const results = [];
if (!part || part === 'api') results.push(...(await runApiSuite(staged)));
if (!part || part === 'page') results.push(...(await runPageTests(staged, artefacts, names)));

const failed = results.filter(({ error }) => error !== undefined);
for (const { name, error } of failed) console.log(`\nFAILED ${name}\n${error}`);
console.log(`\nscreenshots: test/artefacts/`);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length || results.length === 0 ? 1 : 0);
