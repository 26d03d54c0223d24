import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { languageCheck, type SuppliedDocument } from '../src/index.js';

/** Decks that a real ngspice accepts, and the examples, get neither an error nor a warning. */
const ROOT = join(import.meta.dirname, '..', '..');
const decks = ['test/reference', 'test/closed-form', 'examples'].map((folder) => join(ROOT, folder)).filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.cir')).map((name) => join(folder, name)));

function read(uri: string): SuppliedDocument {
  try {
    return { uri, version: 1, text: readFileSync(new URL(uri), 'utf8') };
  } catch {
    return { uri, error: 'there is no such file.' };
  }
}

test.each(decks.map((path) => [path.slice(ROOT.length + 1), path] as const))('%s', (_name, path) => {
  const { findings, circuit } = languageCheck(pathToFileURL(path).href, read);
  expect(findings.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  expect(circuit).toBeDefined();
});
