import { describe, expect, it } from 'vitest';
import { allFindings, buildDesign, checkPart } from '../index.js';

const DECK = 'file:///w/deck.cir';

/** The models that a deck of these cards sees, and its findings; other files by their path below `/w`. */
function read(cards: string, files: Record<string, string> = {}): string {
  const texts = new Map([[DECK, `title\nv1 a 0 1\nr1 a 0 1\n${cards}\n.op\n`], ...Object.entries(files).map(([name, text]) => [`file:///w/${name}`, text] as const)]);
  const design = buildDesign(DECK, (uri) => ({ ...(texts.has(uri) ? { uri, version: 1, text: texts.get(uri)! } : { uri, error: 'there is no such file.' }) }));
  const findings = allFindings(design).map(({ code, message, fix }) => `${code}${code === 'unknown-section' ? `: ${message}${fix ? ` [${fix.title}]` : ''}` : ''}`);
  return [[...design.top.models.keys()].join(' '), ...findings].filter((part) => part !== '').join('; ');
}

const model = (name: string) => `.model ${name} d\n`;
const CORNERS = `.lib tt\n${model('t')}.endl tt\n.LIB FF\n${model('f')}.ENDL\n.lib 'ss'\n${model('s')}.endl 'ss'\n${model('outside')}`;

describe('sections of libraries', () => {
  it.each([
    ['.lib corners.lib tt', 't'],
    ['.lib \'corners.lib\' TT', 't'],
    ['.LIB "corners.lib" ff $ the fast one', 'f'],
    ['.lib "corners.lib" \'ss\'', 's'],
    ['.lib corners.lib tt\n.lib corners.lib ff', 't f'],
    ['.include corners.lib', 'outside'],
    ['.lib corners.lib', 'outside'],
  ])('%s', (cards, expected) => expect(read(cards, { 'corners.lib': CORNERS })).toBe(expected));

  it('are read one from another, relative to their own folder', () => {
    expect(read('.lib pdk/top.lib typ', {
      'pdk/top.lib': `.lib typ\n.lib 'models/mos.lib' tt\n.lib 'top.lib' common\n.endl typ\n.lib common\n${model('common')}.endl common\n`,
      'pdk/models/mos.lib': `.lib tt\n.include ../raw.mod\n.lib "../models/mos.lib" noise\n.endl\n.lib noise\n${model('noisy')}.endl\n`,
      'pdk/raw.mod': model('raw'),
    })).toBe('raw noisy common');
  });

  it('may stand in a section, and are read by their own name', () => {
    const nested = `.lib outer\n${model('o')}.lib inner\n${model('i')}.endl inner\n${model('p')}.endl outer\n`;
    expect(read('.lib n.lib outer', { 'n.lib': nested })).toBe('o p');
    expect(read('.lib n.lib inner', { 'n.lib': nested })).toBe('i');
  });

  it('do not include themselves without end', () => {
    expect(read('.lib a.lib x', { 'a.lib': '.lib x\n.lib a.lib y\n.endl\n.lib y\n.lib a.lib x\n.endl\n' })).toBe('cyclic-include');
  });

  it('are in the deck too', () => {
    expect(read(`.lib tt\n${model('t')}.endl\n.lib deck.cir tt`)).toBe('t');
  });

  it('have the name that is asked for', () => {
    expect(read('.lib corners.lib tts', { 'corners.lib': CORNERS })).toBe('unknown-section: corners.lib has no section tts. Did you mean tt? It has tt, ff, ss. [Write tt]');
    expect(read('.lib corners.lib typical', { 'corners.lib': CORNERS })).toBe('unknown-section: corners.lib has no section typical. It has tt, ff, ss.');
    expect(read('.lib plain.lib tt', { 'plain.lib': model('x') })).toBe('unknown-section: plain.lib has no section tt. It has no sections at all; leave the second word out.');
  });

  it('are closed, unless one word names a file in the dialect', () => {
    expect(read('.lib open.lib tt', { 'open.lib': `.lib tt\n${model('t')}` })).toBe('t; unclosed-section');
    expect(read('.lib parts\n.backanno', { parts: model('p') })).toBe('p');
    expect(read('.lib parts\n.endl', {})).toBe('');
    expect(read('.endl tt')).toBe('stray-endl');
  });

  it('are alternatives in a library that is checked by itself', () => {
    const uri = 'file:///w/a.lib';
    expect(allFindings(checkPart(uri, () => ({ uri, version: 1, text: `.lib tt\n${model('m')}.endl\n.lib ff\n${model('m')}.endl\n` })))).toEqual([]);
  });
});
