import { buildDesign, checkPart, ParseCache } from '@nodal/language';
import { expect, it } from 'vitest';
import { applyEdits } from '../testing/marked.js';
import { includeEdit, includeName } from './include-edit.js';

/** A deck after the include of a file of its folder, or of a section of it. */
function included(text: string, section?: string, role: 'deck' | 'part' = 'deck', dialect?: 'ltspice' | 'hspice'): string {
  const uri = 'file:///w/deck.cir';
  const design = (role === 'deck' ? buildDesign : checkPart)(uri, (wanted) => (wanted === uri ? { uri, version: 1, text } : { uri: wanted, error: 'no such file' }), new ParseCache(), dialect);
  return applyEdits(text, [includeEdit(design.files[0]!, { uri: 'file:///w/parts.lib', section }, [])]);
}

it.each([
  ['below the title', 'title\nr1 a 0 1\n.end\n', 'title\n.include parts.lib\nr1 a 0 1\n.end\n'],
  ['behind the last include', 'title\n.include a.inc\n* more\n.inc b.inc\nr1 a 0 1\n', 'title\n.include a.inc\n* more\n.inc b.inc\n.include parts.lib\nr1 a 0 1\n'],
  ['not within a subcircuit', 'title\n.subckt s a b\n.include a.inc\n.ends\n', 'title\n.include parts.lib\n.subckt s a b\n.include a.inc\n.ends\n'],
  ['not within conditional cards', 'title\n.if (1)\n.include a.inc\n.endif\n', 'title\n.include parts.lib\n.if (1)\n.include a.inc\n.endif\n'],
  ['not within a script', 'title\n.control\n.include a.inc\n.endc\n', 'title\n.include parts.lib\n.control\n.include a.inc\n.endc\n'],
  ['not within a section', 'title\n.lib tt\n.include a.inc\n.endl tt\nr1 a 0 1\n', 'title\n.include parts.lib\n.lib tt\n.include a.inc\n.endl tt\nr1 a 0 1\n'],
  ['below a first card that stands in the place of the title', 'r1 a 0 1\nr2 a 0 1\n', 'r1 a 0 1\n.include parts.lib\nr2 a 0 1\n'],
  ['at the end of a text without a last line end', 'title\n.include a.inc', 'title\n.include a.inc\n.include parts.lib'],
  ['with the line ends of the text', 'title\r\nr1 a 0 1\r\n', 'title\r\n.include parts.lib\r\nr1 a 0 1\r\n'],
])('%s', (_, text, expected) => expect(included(text)).toBe(expected));

it('names the section', () => expect(included('title\nr1 a 0 1\n', 'tt')).toBe('title\n.lib parts.lib tt\nr1 a 0 1\n'));
it('stands above the cards of a part, below its comments', () => expect(included('* parts\n.model dx d\n', undefined, 'part')).toBe('* parts\n.include parts.lib\n.model dx d\n'));
it('is a .lib in LTspice', () => expect(included('title\nr1 a 0 1\n', undefined, 'deck', 'ltspice')).toBe('title\n.lib parts.lib\nr1 a 0 1\n'));
it('has quotes in HSPICE', () => expect(included('title\nr1 a 0 1\n', 'tt', 'deck', 'hspice')).toBe("title\n.lib 'parts.lib' tt\nr1 a 0 1\n"));

it.each([
  ['file:///w/a/deck.cir', 'file:///w/a/sub/x%20y.lib', [], 'sub/x y.lib'],
  ['file:///w/a/deck.cir', 'file:///w/b/x.lib', [], '../b/x.lib'],
  ['file:///w/a/deck.cir', 'file:///libs/sub/x.lib', ['file:///libs'], 'sub/x.lib'],
  ['file:///w/a/deck.cir', 'file:///other/x.lib', [], '/other/x.lib'],
  ['file:///c%3A/w/deck.cir', 'file:///d%3A/libs/x.lib', [], 'd:/libs/x.lib'],
  ['file:///w/deck.cir', 'file://host/share/x.lib', [], '//host/share/x.lib'],
])('from %s to %s', (from, to, folders, expected) => expect(includeName(from, to, folders)).toBe(expected));
