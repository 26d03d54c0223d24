import { describe, expect, it } from 'vitest';
import type { FolderEntry } from '../files/file-source.js';
import { LibraryIndex } from './library-index.js';

const NOBODY = { report() {}, cancelled: false };

/** Files in folders, by path below `file:///w/`; what is read is noted. */
function diskOf(files: Record<string, string>, modified: Record<string, number> = {}, sizes: Record<string, number> = {}) {
  const reads: string[] = [];
  const url = (path: string) => `file:///w/${path}`;
  return {
    files, modified, reads,
    entries: (folder: string): Promise<FolderEntry[]> => {
      const found = new Map<string, FolderEntry>();
      for (const [path, text] of Object.entries(files)) {
        if (!url(path).startsWith(folder)) continue;
        const [name, ...below] = url(path).slice(folder.length).split('/');
        found.set(name!, { name: name!, folder: below.length > 0, size: sizes[path] ?? text.length, modified: modified[path] ?? 1 });
      }
      return Promise.resolve([...found.values()]);
    },
    text: (uri: string) => {
      const path = uri.slice('file:///w/'.length);
      reads.push(path);
      return Promise.resolve(files[path]);
    },
  };
}

function indexOf(disk: ReturnType<typeof diskOf>) {
  const log: string[] = [];
  const index = new LibraryIndex(disk, () => Promise.resolve(), (message) => log.push(message));
  index.workspaceFolders = ['file:///w'];
  const show = () => index.symbols.map((symbol) => `${symbol.kind} ${symbol.name}${symbol.kind === 'subcircuit' ? `(${[...symbol.ports, ...symbol.parameters].join(' ')})` : ` ${symbol.type}`} in ${symbol.uri.slice('file:///w/'.length)}${symbol.section === undefined ? '' : ` ${symbol.section}`}`);
  return { index, log, show };
}

describe('the index of libraries', () => {
  it('knows subcircuits with ports and parameters, and models with types, by section, and not what is inside of subcircuits', async () => {
    const { index, show } = indexOf(diskOf({
      'a/parts.lib': '* parts\n.SUBCKT amp in out\n+ vcc params: gain=10\n.model inner d\n.ends\n.model dx D(is=1f)\n.lib tt\n.model nch nmos\n.endl tt\n.lib ff\n.model nch nmos\n.endl ff\n',
      'b.cir': 'deck\nv1 a 0 1\n.model own npn\n.end\n',
    }));
    await index.build(NOBODY);
    expect(show()).toEqual(['subcircuit amp(in out vcc gain=10) in a/parts.lib', 'model dx d in a/parts.lib', 'model nch nmos in a/parts.lib tt', 'model nch nmos in a/parts.lib ff', 'model own npn in b.cir'].sort((a, b) => a.split(' ')[1]!.localeCompare(b.split(' ')[1]!)));
  });

  it('tells files by their content', async () => {
    const { index, show } = indexOf(diskOf({ 'cells.lib': 'library (cells) {\n}\n.model no d\n', 'notes.txt': 'This is a text that explains how to use the parts of this folder.\n', 'odd.txt': '.model yes d\n', 'program.js': '.model no d\n' }));
    await index.build(NOBODY);
    expect(show()).toEqual(['model yes d in odd.txt']);
  });

  it('reads again only what has changed', async () => {
    const disk = diskOf({ 'a.lib': '.model a d\n', 'b.lib': '.model b d\n' });
    const { index, show } = indexOf(disk);
    await index.build(NOBODY);
    disk.files['b.lib'] = '.model c d\n';
    disk.modified['b.lib'] = 2;
    await index.build(NOBODY);
    expect(disk.reads).toEqual(['a.lib', 'b.lib', 'b.lib']);
    expect(show()).toEqual(['model a d in a.lib', 'model c d in b.lib']);
  });

  it('follows files that change, come and go', async () => {
    const disk = diskOf({ 'a.lib': '.model a d\n' });
    const { index, show } = indexOf(disk);
    await index.build(NOBODY);
    disk.files['a.lib'] = '.model b d\n';
    disk.files['new.lib'] = '.model n d\n';
    await index.fileChanged('file:///w/a.lib');
    await index.fileChanged('file:///w/new.lib');
    await index.fileChanged('file:///elsewhere/x.lib');
    expect(show()).toEqual(['model b d in a.lib', 'model n d in new.lib']);
    delete disk.files['a.lib'];
    await index.fileChanged('file:///w/a.lib');
    expect(show()).toEqual(['model n d in new.lib']);
  });

  it('says which files are too large, and reads none of them', async () => {
    const disk = diskOf({ 'a.lib': '.model a d\n' }, {}, { 'a.lib': 40_000_000 });
    const { index, log } = indexOf(disk);
    await index.build(NOBODY);
    expect(disk.reads).toEqual([]);
    expect(log).toEqual(['file:///w/a.lib has 40 MB; files above 32 MB are not indexed.']);
  });

  it('says that there are more files than it looks at', async () => {
    const { index, log } = indexOf(diskOf(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`f${i}.lib`, '']))));
    await index.build(NOBODY);
    expect(index.size).toBe(5000);
    expect(log).toEqual(['The folders hold more than 5000 netlists; the others are not indexed. Choose narrower folders in nodal.library.paths.']);
  });

  it('ends when somebody wants it, and keeps what it knew', async () => {
    const disk = diskOf({ 'a.lib': '.model a d\n', 'b.lib': '.model b d\n' });
    const { index, log, show } = indexOf(disk);
    const progress = { cancelled: false, report() { this.cancelled = true; } };
    await index.build(progress);
    expect(show()).toEqual(['model a d in a.lib']);
    expect(log[0]).toContain('ended after 1 file');
  });

  it('passes over folders of programs', async () => {
    const { index, show } = indexOf(diskOf({ '.git/a.lib': '.model a d\n', 'node_modules/b.lib': '.model b d\n', 'c/c.lib': '.model c d\n' }));
    await index.build(NOBODY);
    expect(show()).toEqual(['model c d in c/c.lib']);
  });
});
