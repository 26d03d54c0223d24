import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The import table of ARCHITECTURE.md, read from the document itself so that the two cannot part. */
const root = join(import.meta.dirname, '../..');
const EXTERNAL: Record<string, string[]> = {
  // Third-party packages that a folder may import besides those that the table names.
  protocol: [],
  language: ['@msgpack/msgpack', 'jsonc-parser'],
  server: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-uri', 'langium'],
  simulation: ['@msgpack/msgpack'],
  drawing: ['@msgpack/msgpack', 'echarts'],
  client: ['vscode-languageclient'],
  webviews: ['echarts', '@vscode/webview-ui-toolkit'],
  cli: ['chokidar', 'commander', 'picocolors', 'sarif', 'tinyglobby'],
};
/** Folders whose production code must run in a browser or without IO: no module of Node. */
const WITHOUT_NODE = ['protocol', 'language', 'drawing', 'webviews'];

function allowedByTable(): Map<string, string[]> {
  const rows = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| `([\w-]+)\/` \|[^|]*\| ([^|]+) \|$/gm);
  return new Map([...rows].map(([, folder, imports]) => [folder!, imports!.split(',').map((name) => name.trim()).filter((name) => name !== 'nothing')]));
}

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'generated'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    // What tests share may import what tests may.
    else if (/\.ts$/.test(entry.name) && !/\.(?:test|fixture)\.ts$/.test(entry.name)) yield path;
  }
}

function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map((f) => f.fileName);
}

const table = allowedByTable();
const isNode = (name: string) => name.startsWith('node:');
const packageOf = (name: string) => (name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0]!);

describe('the import table', () => {
  for (const folder of Object.keys(EXTERNAL)) {
    it(`${folder}/ imports only what it may`, () => {
      const allowed = table.get(folder);
      expect(allowed, `${folder} has a row in ARCHITECTURE.md`).toBeDefined();
      const names = new Set(allowed!.flatMap((name) => (name === 'the wasm package' ? ['@nodal/solver-wasm'] : name in EXTERNAL ? [`@nodal/${name}`] : [name])));
      for (const name of EXTERNAL[folder]!) names.add(name);
      const wrong: string[] = [];
      for (const file of sources(join(root, folder, 'src'))) {
        for (const name of importsOf(file)) {
          if (name.includes('.fixture')) wrong.push(`${relative(root, file)} imports ${name}, which tests share`);
          if (name.startsWith('.')) {
            if (relative(join(root, folder, 'src'), join(file, '..', name)).startsWith('..')) wrong.push(`${relative(root, file)} reaches out by ${name}`);
          } else if (isNode(name)) {
            if (WITHOUT_NODE.includes(folder)) wrong.push(`${relative(root, file)} imports ${name}`);
          } else if (!names.has(packageOf(name))) wrong.push(`${relative(root, file)} imports ${name}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  it('the toolkit is imported in one file of webviews only', () => {
    const files = [...sources(join(root, 'webviews/src'))].filter((file) => importsOf(file).some((name) => name.startsWith('@vscode/webview-ui-toolkit')));
    expect(files.map((file) => relative(root, file))).toEqual(['webviews/src/toolkit.ts']);
  });

  it('files for the browser import nothing of Node, directly or through others', () => {
    // esbuild bundles these for the browser without polyfills, where a module of Node is an error; here only direct ones.
    const wrong = ['server', 'simulation', 'client']
      .flatMap((folder) => [...sources(join(root, folder, 'src'))])
      .filter((file) => /\.(browser|web)\.ts$/.test(file) && importsOf(file).some(isNode));
    expect(wrong.map((file) => relative(root, file))).toEqual([]);
  });
});
