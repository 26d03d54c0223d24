import { expect, test } from 'vitest';
import type { DialectName } from '../dialect/dialect.js';
import { dialectOf } from '../dialect/registry.js';
import { parseText } from '../syntax/parse-document.js';
import { DEFAULT_SETTINGS, type FormatSettings } from '@nodal/protocol';
import { applyFormat, formatText } from './format-text.js';

interface Given extends Partial<FormatSettings> {
  dialect?: DialectName;
  part?: boolean;
}

/** The text formatted; formatting it again must change nothing. */
function formatted(text: string, { dialect = 'ngspice', part = false, ...options }: Given = {}): string {
  const once = (given: string) => {
    const { edits, refused } = formatText(parseText(given, !part, undefined, dialectOf(dialect)), { ...DEFAULT_SETTINGS.format, ...options });
    if (refused !== undefined) throw new Error(refused);
    return applyFormat(given, edits);
  };
  const out = once(text);
  expect(once(out)).toBe(out);
  return out;
}

test('names, nodes and values of consecutive elements stand below each other', () => {
  expect(formatted('A  title\nR1 in   out\t1k\nCload out 0 10n ic = 0\nQ1 c b e QMOD\n\nV1 in 0 PULSE( 0 5 1u 1n )\n')).toMatchInlineSnapshot(`
    "A  title
    R1    in  out 1k
    Cload out 0   10n ic=0
    Q1    c   b   e QMOD

    V1 in 0 PULSE(0 5 1u 1n)
    "
  `);
});

test('what stands in a block is indented, the comments within it where they were indented', () => {
  expect(formatted('t\n.subckt a x y\nr1 x y 1k\n* first column\n   * indented\n.if (a==1)\nc1 x y 1p\n.else\nc1 x y 2p\n.endif\n   .ends\n')).toMatchInlineSnapshot(`
    "t
    .subckt a x y
      r1 x y 1k
    * first column
      * indented
      .if (a==1)
        c1 x y 1p
      .else
        c1 x y 2p
      .endif
    .ends
    "
  `);
});

test('a block that nothing closes moves nothing', () => {
  expect(formatted('t\n.subckt a x y\nr1 x y 1k\n')).toBe('t\n.subckt a x y\nr1 x y 1k\n');
});

test('sections of libraries are blocks', () => {
  expect(formatted('.lib tt\n.param  a = 1\n.endl tt\n', { part: true })).toMatchInlineSnapshot(`
    ".lib tt
      .param a=1
    .endl tt
    "
  `);
});

test('continuation lines stay where they are broken, and tables stand in columns', () => {
  expect(formatted('t\n.model nch nmos (level = 14\n+version=4.5    binunit = 1\n\n* why\n    + mobmod=0 capmod=2\n+ igcmod=1 )\n')).toMatchInlineSnapshot(`
    "t
    .model nch nmos (level=14
    + version=4.5 binunit=1

    * why
    + mobmod=0    capmod=2
    + igcmod=1)
    "
  `);
});

test('a line that is too long is broken', () => {
  expect(formatted('t\nv1 a 0 pwl(0 0 1m 1 2m 0 3m 1 4m 0) ; a ramp\nx1 a b c d e f g h i j k l m sub\n', { width: 24 })).toMatchInlineSnapshot(`
    "t
    v1 a 0 pwl(0 0 1m 1 2m 0
    + 3m 1 4m 0) ; a ramp
    x1 a b c d e f g h i j k
    + l m sub
    "
  `);
});

test('comments behind cards stand below each other', () => {
  expect(formatted('t\nr1 a b 1k;load\n.param vcc=5      $ supply\n.op\n\nr2 a b 1k     ; other\n')).toMatchInlineSnapshot(`
    "t
    r1 a b 1k    ;load
    .param vcc=5 $ supply
    .op

    r2 a b 1k ; other
    "
  `);
});

test('commands are indented and not changed otherwise', () => {
  expect(formatted('t\n.control\nrun\n  if $a = 1\necho   two    words\n# why\n  # why not\nelse\nprint  v(a)\n+  v(b)\nend\n.endc\n')).toMatchInlineSnapshot(`
    "t
    .control
      run
      if $a = 1
        echo   two    words
    # why
        # why not
      else
        print  v(a)
        +  v(b)
      end
    .endc
    "
  `);
});

test('names of files, texts, expressions and quotes are not touched', () => {
  const text = 't\n.include my  parts.lib\n.title two  words\n.param a=\'x  +  y\' b={1  +  2}\n.func f(x)={x  *  2}\n.data rows a b\n  1   2\n 3     4\n.enddata\n';
  expect(formatted(text)).toBe(text);
});

test('malformed cards and lines that are no cards are left alone', () => {
  const text = 't\nr1  a  b  {1k\n\n?  what   is this\n.foo  bar\n.machine\n.state   a 0\n.endmachine\n.end\nr1   after   the end\n';
  expect(formatted(text)).toBe(text);
});

test('keywords get the wanted letters', () => {
  expect(formatted('t\n.SubCkt S a b PARAMS: R=1\n.Ends S\nV1 a 0 dc 1 Sin(0 1 1K)\nX1 a b S Params: R=2\n', { letterCase: 'upper' })).toMatchInlineSnapshot(`
    "t
    .SUBCKT S a b PARAMS: R=1
    .ENDS S
    V1 a 0 DC 1 SIN(0 1 1K)
    X1 a b S PARAMS: R=2
    "
  `);
  expect(formatted('t\n.MODEL D1 D(IS=1)\n.TRAN 1N 1U\n', { letterCase: 'lower' })).toMatchInlineSnapshot(`
    "t
    .model D1 D(IS=1)
    .tran 1N 1U
    "
  `);
});

test('columns may be switched off', () => {
  expect(formatted('t\nR1  a b   1k\nRload   a b 1k ; x\n', { alignColumns: false, indent: 4 })).toBe('t\nR1 a b 1k\nRload a b 1k ; x\n');
});

test('line ends stay, the text ends with one, and blank lines come in twos at most', () => {
  expect(formatted('t\r\nr1  a b 1k\r\n\r\n\r\n\r\n\r\nr2 a b 1k   \r\n\r\n\r\n')).toBe('t\r\nr1 a b 1k\r\n\r\n\r\nr2 a b 1k\r\n');
  expect(formatted('t\nr1 a b 1k')).toBe('t\nr1 a b 1k\n');
});

test('where a plus sign counts in the first column only it stays there', () => {
  expect(formatted('t\n.subckt a x y\nr1 x y\n + 1k\n.ends\n', { dialect: 'pspice' })).toBe('t\n.subckt a x y\n  r1 x y\n+ 1k\n.ends\n');
});

test('Xyce gets no margins', () => {
  expect(formatted('t\n.subckt a x y\nr1  x y\n+   1k\n.ends\n', { dialect: 'xyce' })).toBe('t\n.subckt a x y\nr1 x y\n+ 1k\n.ends\n');
});

test('a part of a text takes its block with it', () => {
  const text = 't\nr1  a  b  1k\nrlong a b 1k\n\nr2  a  b  1k\n';
  const { edits } = formatText(parseText(text, true), DEFAULT_SETTINGS.format, { from: 1, to: 1 });
  expect(applyFormat(text, edits)).toBe('t\nr1    a b 1k\nrlong a b 1k\n\nr2  a  b  1k\n');
});
