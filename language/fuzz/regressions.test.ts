import { expect, test } from 'vitest';
import { firstFailure } from './failure.js';
import type { FuzzCase } from './fuzz-case.js';

/** Inputs that failed once, shrunk. What was wrong with each is its name. */
const FAILED_ONCE: Record<string, Partial<FuzzCase> & { text: string }> = {
  'an error at the place of a warning of the same code was not told': { text: '\nv d 0 pwl(0 3 -1 0 0)' },
  'a digital part was found by a name that every object has': { text: '\nu __proto__\nu2 constructor(2) a b c' },
  'so was a function of a dialect': { text: '\n.param a=constructor(1)\nr1 1 0 {hasOwnProperty(a)}', dialect: 'xyce' },
  'a word that is no card stands in the branches of an undecided condition': { text: '\n.if=\n~' },
  'the end of a script was edited, and taken for a card': { text: '.control\n.endc', edits: [{ at: 12, removed: 0, inserted: ')' }] },
  'a card left a subcircuit, in which its names may come from callers': { text: 't\n.subckt n\nc1 a 0 {c}\n.ends\n', edits: [{ at: 2, removed: 9, inserted: '*' }] },
  'a function got another parameter, and its callers were not looked at': { text: 't\n.func f(x) {1}\nr1 a 0 {f(1)}\n', edits: [{ at: 11, removed: 0, inserted: ',y' }] },
  'findings of a file that is read as far as it is used were those of an earlier use': { text: '\n.inc)\n{(', includes: 'itself', edits: [{ at: 0, removed: 0, inserted: '.alter' }] },
  'a backslash began a card, and what it joins depended on the line before': { text: '\n \\\n"', dialect: 'hspice' },
  'a continued text of a malformed card was as long as the text without the continuation': { text: '\nS"\\\\\n\n+)' },
  'an assignment stood where a card that is only checked has results, or values': { text: 't\n.sens v(a) v(b)=1\n.step param r list 1 f(x)\n.step param r list a=1\nr1 a 0 1' },
  'the time doubled with each comment before the first card': { text: `${'/**/'.repeat(2_000)}x`, deck: false },
  'and with each comment of a page of the web': { text: `${'<!---->'.repeat(1_000)}x`, deck: false },
  'a deck of nothing but a library that is not read had no circuit and no error': { text: '\n.lib', dialect: 'pspice' },
  'a number with a huge exponent was none': { text: '\nb1 a 0 v={1e999999999999999999999+1e-999999999999999999999999}' },
  'what a function takes was counted in another way by its callers than by itself': { text: 't\n.func f(x) {x}\n.func f(x\nr p 0{f(k)}\n.param k=1', edits: [{ at: 25, removed: 0, inserted: "'" }] },
  'the signature of a command ended with a blank': { text: '.control\nmeas\n.endc' },
  'the time was that of the line for each quote in it': { text: `t\n${'"'.repeat(30_000)}` },
  'the time was that of all cards behind for each condition around them': { text: `t\n.subckt s a\n${'.if (a == 1)\n'.repeat(9_000)}` },
  'the name of a file held half of a character': { text: 't\n.include a\ud83db.inc\n.include "\udc00"\n' },
  'a message began with a name that began with a line separator': { text: 't\n.param \u2028r=\nr1 a 0 {r}\n' },
  'blanks went, and a comment stood among the first characters, where it says that the text is encrypted': { text: `t\nr1 a${' '.repeat(190)}b 1k\n* LTspice Encrypted File\n` },
  'an operator was called by its name, and took what an expression before had left': { text: 't\nr1 a 0 {neg()}\n.tran {neg()}' },
  'formatting lost an end-of-file character before a plus sign': { text: '\n c\r\u001a+ tc2=' },
  'the URI of a file was made anew for each include of it': { text: '.include two.inc\n'.repeat(200), includes: 'itself' },
};

test.each(Object.entries(FAILED_ONCE))('%s', (_, input) => {
  expect(firstFailure({ deck: true, dialect: 'auto', includes: 'missing', edits: [], ...input })).toBeUndefined();
});
