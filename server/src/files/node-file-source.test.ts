import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { NodeFileSource } from './node-file-source.js';

const folder = mkdtempSync(join(tmpdir(), 'nodal é files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const uri = (name: string) => pathToFileURL(join(folder, name)).href;
mkdirSync(join(folder, 'in'));
mkdirSync(join(folder, 'inside out'));
writeFileSync(join(folder, 'in/a b.cir'), 'inside');
writeFileSync(join(folder, 'inside out/secret.lib'), 'outside');
symlinkSync(join(folder, 'inside out/secret.lib'), join(folder, 'in/link.lib'));

describe('NodeFileSource', () => {
  it('reads a file whose path has spaces and letters of other scripts', async () => {
    expect(await new NodeFileSource().read(uri('in/a b.cir'))).toMatchObject({ text: 'inside' });
  });
  it('says why a file cannot be read', async () => {
    expect(await new NodeFileSource().read(uri('none.cir'))).toEqual({ uri: uri('none.cir'), error: 'the file does not exist' });
    expect(await new NodeFileSource().read(uri('in'))).toEqual({ uri: uri('in'), error: 'this is a folder, not a file' });
  });
  it('refuses what lies outside its roots, through a link too', async () => {
    const source = new NodeFileSource({ roots: [uri('in')] });
    expect(await source.read(uri('in/a b.cir'))).toMatchObject({ text: 'inside' });
    expect(await source.read(uri('inside out/secret.lib'))).toHaveProperty('error');
    expect(await source.read(uri('in/link.lib'))).toHaveProperty('error');
  });
  it('lists folders with sizes, and nothing of those outside its roots', async () => {
    const source = new NodeFileSource({ roots: [uri('in')] });
    expect(await source.entries(`${uri('in')}/`)).toEqual(expect.arrayContaining([{ name: 'a b.cir', folder: false, size: 6, modified: expect.any(Number) }]));
    expect(await source.entries(`${uri('inside out')}/`)).toEqual([]);
    expect(await source.text(uri('inside out/secret.lib'))).toBeUndefined();
    expect((await new NodeFileSource().entries(`${uri('')}/`)).filter((entry) => entry.folder).map(({ name }) => name).sort()).toEqual(['in', 'inside out']);
  });
  it('reads again after an invalidation', async () => {
    const source = new NodeFileSource();
    writeFileSync(join(folder, 'c.cir'), 'one');
    expect(await source.read(uri('c.cir'))).toMatchObject({ text: 'one' });
    writeFileSync(join(folder, 'c.cir'), 'two');
    expect(await source.read(uri('c.cir'))).toMatchObject({ text: 'one' });
    source.invalidate(uri('c.cir'));
    expect(await source.read(uri('c.cir'))).toMatchObject({ text: 'two' });
  });
});
