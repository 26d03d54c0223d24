import { afterEach, describe, expect, it } from 'vitest';
import { LintFolder } from './lint.fixture.js';

let folder: LintFolder;
afterEach(() => folder.remove());

describe('which files are checked', () => {
  it('those of a folder that are netlists by name and content', async () => {
    folder = new LintFolder(`--- a.cir
a
v1 a 0 1
r1 a 0 1k
.op
.end
--- deep/B.LIB
.subckt part a b
r1 a b 1k
.ends
--- deep/cells.lib
library (cells) {
}
--- deep/notes.net
Here are some words that people read and that are no netlist at all, really.
They go on in a second line, which is no netlist either, as you can see here.
And they come to an end in a third line that says nothing new to anybody.
--- deep/readme.md
.op
--- node_modules/x/c.cir
r1
--- .git/d.cir
r1
`);
    const found = await folder.find();
    expect(found.files.map(({ path }) => path.slice(folder.folder.length))).toEqual(['/a.cir', '/deep/B.LIB', '/deep/cells.lib', '/deep/notes.net']);
    expect(await folder.lint()).toBe('no findings, 2 files checked, 2 files left out (no netlist, or ignored)\n');
  });

  it('one that is named, whatever it holds', async () => {
    folder = new LintFolder('--- cells.lib\nlibrary (cells) {\n}\n');
    expect(await folder.lint({}, 'cells.lib')).toMatchInlineSnapshot(`
      "cells.lib:1:1: information foreign-file: This is a Liberty library: the timing of digital cells. It is no SPICE netlist, and Nodal leaves it alone.
      1 note in 1 file, 1 file checked
      "
    `);
  });

  it('globs, and says what means nothing', async () => {
    folder = new LintFolder('--- a/x.cir\nx\n--- b/y.cir\ny\n--- b/z.sp\nz\n');
    expect((await folder.find('**/*.cir')).files.map(({ path }) => path)).toEqual(['a/x.cir', 'b/y.cir']);
    expect((await folder.find('*/x.{cir,sp}')).files.map(({ path }) => path)).toEqual(['a/x.cir']);
    expect(await folder.find('**/*.net', 'b', 'gone.cir', 'b/y.cir', 'a/x.cir')).toEqual({
      files: [{ path: `${folder.folder}/b/y.cir`, named: true }, { path: `${folder.folder}/b/z.sp`, named: false }, { path: `${folder.folder}/a/x.cir`, named: true }],
      problems: ['gone.cir: no such file or folder'],
      empty: ['**/*.net: no file matches'],
    });
  });
});

const SHARED = `--- one.cir
one
.include parts.lib
v1 a 0 1
x1 a 0 good
.op
.end
--- two.cir
two
.include parts.lib
v1 a 0 1
x1 a 0 bad
.op
.end
--- three.cir
three
.include parts.lib
v1 a 0 1
x1 a 0 bad
.op
.end
--- parts.lib
.subckt good a b
r1 a b 1k
.ends
.subckt bad a b
d1 a b nomodel
.ends
`;

describe('files that belong together', () => {
  it('a finding of a library is told once, as bad as the worst of its decks', async () => {
    folder = new LintFolder(SHARED);
    expect(await folder.lint()).toMatchInlineSnapshot(`
      "parts.lib:5:8: error unknown-model: Model nomodel is not declared. Add .model nomodel, or include the library that has it.
      1 error in 1 file, 4 files checked
      "
    `);
    expect(await folder.lint({}, 'one.cir', 'parts.lib')).toMatchInlineSnapshot(`
      "no findings, 2 files checked
      "
    `);
    expect(await folder.lint({}, 'two.cir')).toMatchInlineSnapshot(`
      "parts.lib:5:8: error unknown-model: Model nomodel is not declared. Add .model nomodel, or include the library that has it.
      1 error in 1 file, 1 file checked
      "
    `);
  });

  it('what is kept between files changes nothing', async () => {
    folder = new LintFolder(SHARED);
    const linter = folder.linter();
    for (const argument of ['two.cir', 'parts.lib', 'one.cir', 'three.cir']) {
      expect((await folder.report(linter, argument)).findings, argument).toEqual((await folder.report(folder.linter(), argument)).findings);
    }
    expect((await folder.report(linter)).findings).toEqual((await folder.report()).findings);
  });

  it('a change reaches the decks that include the file', async () => {
    folder = new LintFolder(SHARED);
    const linter = folder.linter();
    expect((await folder.report(linter)).findings).toHaveLength(1);
    folder.write('parts.lib', '.subckt good a b\nr1 a b 1k\n.ends\n.subckt bad a b\nr1 a b 2k\n.ends\n');
    linter.changed(`${folder.folder}/parts.lib`);
    expect((await folder.report(linter)).findings).toEqual([]);
    folder.write('two.cir', 'two\n.include more.lib\nv1 a 0 1\nx1 a 0 bad\n.op\n.end\n');
    linter.changed(`${folder.folder}/two.cir`);
    expect((await folder.report(linter)).findings.map(({ code }) => code)).toContain('include-not-found');
    folder.write('more.lib', '.subckt bad a b\nr1 a b 2k\n.ends\n');
    linter.changed(`${folder.folder}/more.lib`, 'existence');
    expect((await folder.report(linter)).findings).toEqual([]);
  });
});

describe('configuration', () => {
  const PROJECT = `--- nodal.json
{ "rules": { "unknown-option": "error" }, "ignore": ["old/"] }
--- a.cir
a
v1 a 0 1
r1 a 0 1k
.options nonsense=1
.op
.end
--- old/b.cir
b
r1 a
.end
--- other.json
{ "rules": { "unknown-option": "hint" } }
--- wrong.json
{ "rules": { "unknown-optoin": "hint" } }
`;

  it('the nearest nodal.json, --config in its place, --rule over both', async () => {
    folder = new LintFolder(PROJECT);
    expect(await folder.lint()).toMatchInlineSnapshot(`
      "a.cir:4:10: error unknown-option: There is no option 'nonsense'; it has no effect.
      1 error in 1 file, 1 file checked, 1 file left out (no netlist, or ignored)
      "
    `);
    expect(await folder.lint({ config: `${folder.folder}/other.json` }, 'a.cir')).toMatch(/^a\.cir:4:10: hint unknown-option: /);
    expect(await folder.lint({ rule: ['unknown-option=off'] })).toBe('no findings, 1 file checked, 1 file left out (no netlist, or ignored)\n');
    expect(await folder.lint({ rule: ['names=hint', 'analyses=information'] }, 'a.cir')).toMatch(/^a\.cir:4:10: hint unknown-option: /);
  });

  it('one that is wrong is told, and nothing is judged by it', async () => {
    folder = new LintFolder(PROJECT);
    await expect(folder.lint({ config: `${folder.folder}/wrong.json` })).rejects.toThrow(/wrong\.json:1:14: error invalid-configuration: There is no rule unknown-optoin/);
    await expect(folder.lint({ config: `${folder.folder}/gone.json` })).rejects.toThrow(/gone\.json: no such file/);
    folder.write('nodal.json', '{');
    await expect(folder.lint()).rejects.toThrow(/nodal\.json:1:2: error invalid-configuration: This is no JSON/);
  });
});
