import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '@nodal/protocol';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { contributes } = manifest;
const sources = readdirSync(join(root, 'client/src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(root, 'client/src', file), 'utf8')).join('\n');

/** `{ a: { b: 1 } }` as `{ 'nodal.a.b': 1 }`; a list is a value, and so is an object without names. */
function flat(settings: object, prefix = 'nodal'): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => (typeof value === 'object' && !Array.isArray(value) && Object.keys(value as object).length > 0 ? Object.entries(flat(value as object, `${prefix}.${name}`)) : [[`${prefix}.${name}`, value]])));
}

describe('the manifest', () => {
  it('has the settings and defaults of the protocol', () => {
    const properties = contributes.configuration.properties as Record<string, { default: unknown; markdownDescription?: string; scope?: string }>;
    expect(Object.fromEntries(Object.entries(properties).map(([name, { default: value }]) => [name, value]))).toEqual(flat(DEFAULT_SETTINGS));
    for (const [name, { markdownDescription, scope }] of Object.entries(properties)) expect([name, typeof markdownDescription, typeof scope]).toEqual([name, 'string', 'string']);
  });

  it('names only commands that are registered, and all of those', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command).sort();
    const registered = [...sources.matchAll(/registerCommand\('(nodal\.\w+)'/g)].map(([, name]) => name!).sort();
    expect(registered).toEqual(declared);
    // `when` clauses name context keys too; commands stand behind "command": or in a command: link.
    const used = [...JSON.stringify([contributes.menus, contributes.walkthroughs]).matchAll(/"command":"(nodal\.\w+)"|command:(nodal\.\w+)/g)].map(([, direct, link]) => direct ?? link!);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('starts with netlists and views only', () => {
    expect(manifest.activationEvents).toEqual(['onWebviewPanel:nodal.waveform', 'onWebviewPanel:nodal.bode', 'onWebviewPanel:nodal.schematic']);
  });

  it('guards every setting that names a path in untrusted workspaces', () => {
    const paths = Object.entries(contributes.configuration.properties as Record<string, { markdownDescription: string }>).filter(([, { markdownDescription }]) => /\bpaths?\b|\bexecutable\b/i.test(markdownDescription)).map(([name]) => name);
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(paths);
  });

  it('takes no default key', () => {
    expect(contributes.keybindings).toBeUndefined();
  });

  it('has a pattern that reads what the command line prints', () => {
    const [{ pattern }] = contributes.problemMatchers;
    const match = new RegExp(pattern.regexp).exec('a b/c:d.cir:12:3: error unknown-model: There is no model x: define it.')!;
    expect([match[pattern.file], match[pattern.line], match[pattern.column], match[pattern.severity], match[pattern.code], match[pattern.message]]).toEqual(['a b/c:d.cir', '12', '3', 'error', 'unknown-model', 'There is no model x: define it.']);
  });
});
