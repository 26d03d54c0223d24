import { expect, test } from 'vitest';
import { allFindings, buildDesign, checkPart, type Finding, joinFindings, LineIndex, LintConfiguration, type LintLayer, lintFindings, ParseCache } from '../index.js';
import { elaborateSync } from '../elaborate/elaborate.js';

const URI = 'file:///project/deck.cir';

function findingsOf(text: string, layers: LintLayer[] = [], role: 'deck' | 'part' = 'deck'): Finding[] {
  const design = (role === 'deck' ? buildDesign : checkPart)(URI, (uri) => (uri === URI ? { uri, version: 1, text } : { uri, error: 'there is no such file.' }), new ParseCache(), 'auto', new LintConfiguration(layers));
  const findings = role === 'deck' ? joinFindings(design, elaborateSync(design).findings) : allFindings(design);
  return lintFindings(design, findings, { complete: true });
}

/** `line: severity code` of each finding. */
function told(text: string, layers: LintLayer[] = [], role: 'deck' | 'part' = 'deck'): string[] {
  const lines = new LineIndex(text);
  return findingsOf(text, layers, role).map(({ start, severity, code }) => `${lines.positionAt(start).line + 1}: ${severity} ${code}`);
}

/** The text after the first finding's fix. */
function fixed(text: string): string {
  const { fix } = findingsOf(text).find((finding) => finding.fix !== undefined)!;
  return [...fix!.edits].sort((a, b) => b.start - a.start).reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

const DECK = 'title\nv1 in 0 1\nr1 in otu 1k\nr2 in 0 1k\n.op\n';

test('a finding has the severity of its rule', () => {
  expect(told(DECK)).toEqual(['3: warning single-connection']);
});

test('a rule, a group, and a rule within a group that is off', () => {
  expect(told(DECK, [{ rules: { 'single-connection': { severity: 'error' } } }])).toEqual(['3: error single-connection']);
  expect(told(DECK, [{ rules: { connections: { severity: 'off' } } }])).toEqual([]);
  expect(told(DECK, [{ rules: { 'single-connection': { severity: 'hint' }, connections: { severity: 'off' } } }])).toEqual(['3: hint single-connection']);
});

test('a later source of settings wins, its group too', () => {
  expect(told(DECK, [{ rules: { 'single-connection': { severity: 'error' } } }, { rules: { connections: { severity: 'information' } } }])).toEqual(['3: information single-connection']);
});

test('settings for some files', () => {
  const layer = (files: string[]): LintLayer => ({ rules: { connections: { severity: 'error' } }, overrides: [{ files, rules: { connections: { severity: 'off' } } }], folder: 'file:///project' });
  expect(told(DECK, [layer(['*.cir'])])).toEqual([]);
  expect(told(DECK, [layer(['lib/**', '!*.cir'])])).toEqual(['3: error single-connection']);
  expect(told(DECK, [{ rules: {}, ignore: ['/deck.cir'], folder: 'file:///project' }])).toEqual([]);
});

test('what a rule tells more mildly than usual stays milder', () => {
  const unreached = 'title\nv1 1 0 1\nr1 1 0 1k\n.subckt s a b\nd1 a b nowhere\n.ends\n.op\n';
  expect(told(unreached)).toEqual(['4: hint unused-subcircuit', '5: warning unknown-model']);
  expect(told(unreached, [{ rules: { 'unknown-model': { severity: 'warning' } } }])).toEqual(['4: hint unused-subcircuit', '5: information unknown-model']);
});

test('what Nodal cannot do is a warning, and may be made an error', () => {
  const limit = 'title\nv1 1 0 1\nq1 1 0 0 n\n.model n npn\n.op\n';
  const rules = { 'unsupported-element': { severity: 'error' as const } };
  for (const line of told(limit)) expect(line).not.toContain('error');
  expect(told(limit, [{ rules }]).filter((line) => line.includes('unsupported-element'))).toEqual(told(limit).filter((line) => line.includes('unsupported-element')).map((line) => line.replace('warning', 'error')));
});

test.each([
  ['on its card', DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-connection: a test pin')],
  ['by a dollar', DECK.replace('otu 1k', 'otu 1k $ nodal-ignore single-connection')],
  ['by slashes', DECK.replace('otu 1k', 'otu 1k // nodal-ignore single-connection')],
  ['on a continued card', DECK.replace('otu 1k', 'otu\n+ 1k ; nodal-ignore single-connection')],
  ['by its group', DECK.replace('otu 1k', 'otu 1k ; nodal-ignore connections')],
  ['without a code', DECK.replace('otu 1k', 'otu 1k ; nodal-ignore')],
  ['without a code, for a reason', DECK.replace('otu 1k', 'otu 1k ; nodal-ignore: nobody needs it')],
  ['in capital letters', DECK.replace('otu 1k', 'otu 1k ; NODAL-IGNORE SINGLE-CONNECTION').replace('title', 'TITLE')],
  ['on the line above', DECK.replace('r1', '* nodal-ignore-next-line single-connection\n* and a remark\n\nr1')],
  ['in a part of the file', DECK.replace('r1', '* nodal-ignore-start single-connection\nr1').replace('r2', '* nodal-ignore-end single-connection\nr2')],
  ['in the rest of the file', DECK.replace('r1', '* nodal-ignore-start\nr1')],
  ['in the whole file', `${DECK}* nodal-ignore-file single-connection\n`],
  ['by the title', DECK.replace('title', '* nodal-ignore-file single-connection')],
])('suppressed %s', (_, text) => {
  expect(told(text)).toEqual([]);
});

test.each([
  ['on another card', DECK.replace('0 1k', '0 1k ; nodal-ignore single-connection'), ['3: warning single-connection', '4: warning unused-suppression']],
  ['of another rule', DECK.replace('otu 1k', 'otu 1k ; nodal-ignore port-count'), ['3: warning single-connection', '3: warning unused-suppression']],
  ['of one rule too many', DECK.replace('otu 1k', 'otu 1k ; nodal-ignore port-count, single-connection'), ['3: warning unused-suppression']],
  ['ended before', DECK.replace('r1', '* nodal-ignore-start connections\n* nodal-ignore-end connections\nr1'), ['3: warning unused-suppression', '5: warning single-connection']],
  ['ended without a beginning', DECK.replace('r1', '* nodal-ignore-end connections\nr1'), ['3: warning unused-suppression', '4: warning single-connection']],
  ['of no rule', DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-conection'), ['3: warning single-connection', '3: warning unknown-suppression']],
  ['in no form', DECK.replace('r1', '* nodal-ignore-next single-connection\nr1'), ['3: warning unknown-suppression', '4: warning single-connection']],
  ['without a code and for nothing', DECK.replace('0 1k', '0 1k ; nodal-ignore'), ['3: warning single-connection', '4: warning unused-suppression']],
])('suppressed in vain %s', (_, text, expected) => {
  expect(told(text)).toEqual(expected);
});

test('a suppression that suppresses nothing may be suppressed', () => {
  expect(told(`${DECK}* nodal-ignore-file unused-suppression, single-connection\n* nodal-ignore-file port-count\n`)).toEqual([]);
});

test('the word within a comment, or a name, suppresses nothing and says so nowhere', () => {
  expect(told(`${DECK}* write nodal-ignore to suppress\n`)).toEqual(['3: warning single-connection']);
});

test('a suppression of a rule that is off suppresses what it was written for', () => {
  expect(told(DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-connection'), [{ rules: { connections: { severity: 'off' } } }])).toEqual([]);
});

test('what a part by itself cannot tell is not said of it', () => {
  const part = '.subckt s a b\nr1 a b 1k ; nodal-ignore unknown-model\n.ends ; nodal-ignore stray-ends\n';
  expect(told(part, [], 'part')).toEqual(['3: warning unused-suppression']);
});

test('fixes', () => {
  expect(fixed(DECK.replace('otu 1k', '0 1k ; nodal-ignore port-count: so'))).toBe(DECK.replace('otu', '0'));
  expect(fixed(DECK.replace('otu', '0').replace('r1', '* nodal-ignore-next-line port-count\nr1'))).toBe(DECK.replace('otu', '0'));
  expect(fixed(DECK.replace('otu', '0').replace('r1', '* nodal-ignore-start port-count\nr1').replace('r2', '* nodal-ignore-end port-count\nr2'))).toBe(DECK.replace('otu', '0'));
  expect(fixed(DECK.replace('otu 1k', 'otu 1k ; nodal-ignore port-count, single-connection'))).toBe(DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-connection'));
  expect(fixed(DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-connection, port-count: so'))).toBe(DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-connection: so'));
  expect(fixed(DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-conection'))).toBe(DECK.replace('otu 1k', 'otu 1k ; nodal-ignore single-connection'));
  expect(fixed(DECK.replace('r1', '* nodal-ignore-next single-connection\nr1'))).toBe(DECK.replace('r1', '* nodal-ignore-next-line single-connection\nr1'));
  expect(fixed(DECK.replace('r1', '* nodal-ignore single-connection\nr1'))).toBe(DECK.replace('r1', '* nodal-ignore-next-line single-connection\nr1'));
});
