// Lays out what the tests run on: the packed extension installed by VS Code
// itself, in folders with a blank and a letter beyond ASCII in their names.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/setup/install.mjs';
import { installExtension } from './serve.mjs';

const stage = join(root, '.cache/vscode-run/Nodal é test');

/**
 * @param {string} vsix
 * @returns paths of the stage: `extensions` with the installed extension, `extension` itself, `workspace`
 */
export function prepareStage(vsix) {
  rmSync(stage, { recursive: true, force: true });
  const extensions = join(stage, 'extensions');
  const workspace = freshWorkspace(stage, 'suite');
  installExtension(vsix, extensions, join(stage, 'installer'));
  const name = readdirSync(extensions).find((entry) => entry.startsWith('nodal-spice.nodal-'));
  if (!name) throw new Error(`the extension is not in ${extensions}`);
  return { stage, extensions, extension: join(extensions, name), workspace };
}

/** A copy of the examples and the tests' own netlists, so that no test sees what another has written. */
export function freshWorkspace(folder, test) {
  const workspace = join(folder, 'workspaces', test, 'work space');
  mkdirSync(workspace, { recursive: true });
  for (const source of [join(root, 'test/vscode/workspace'), join(root, 'examples')]) cpSync(source, workspace, { recursive: true });
  return workspace;
}

/**
 * A copy of the installed extension without the entry for Node, which VS Code
 * can only run in its web extension host.
 */
export function withoutMain({ stage: folder, extension }) {
  const extensions = join(folder, 'extensions web');
  const copy = join(extensions, 'nodal-spice.nodal-web');
  if (!existsSync(copy)) cpSync(extension, copy, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  delete manifest.main;
  writeFileSync(join(copy, 'package.json'), JSON.stringify(manifest));
  return extensions;
}
