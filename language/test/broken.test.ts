import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Finding, languageCheck, LineIndex, type SuppliedDocument } from '../src/index.js';

/**
 * Each broken netlist stands beside `NAME.expected`: one line per finding, as
 * `file:line:column-line:column severity code: message`, counted from 1 like
 * the command line does. `UPDATE_FIXTURES=1 npx vitest run language/test`
 * writes them anew; read what it wrote.
 */
const FOLDER = join(import.meta.dirname, 'fixtures', 'broken');
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.cir') || statSync(join(FOLDER, name)).isDirectory());

/** Reads fixtures below a folder, as Latin-1 where they are no UTF-8: a netlist never fails for its bytes. */
function documentsIn(folder: string): (uri: string) => SuppliedDocument {
  return (uri) => {
    const name = decodeURIComponent(uri.slice('file:///'.length));
    try {
      return { uri, version: 1, text: readFileSync(join(folder, name), 'utf8') };
    } catch {
      return { uri, error: 'there is no such file.' };
    }
  };
}

function printed(findings: readonly Finding[], documents: (uri: string) => SuppliedDocument): string {
  return findings.map((finding) => {
    const document = documents(finding.uri);
    const lines = new LineIndex('text' in document ? document.text : '');
    const start = lines.positionAt(finding.start);
    const end = lines.positionAt(finding.end);
    const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
    return `${finding.uri.slice('file:///'.length)}:${place} ${finding.severity} ${finding.code}: ${finding.message}\n`;
  }).join('');
}

describe('broken netlists', () => {
  test('there are at least forty', () => expect(names.length).toBeGreaterThanOrEqual(40));

  test.each(names)('%s', (name) => {
    const folder = name.endsWith('.cir') ? FOLDER : join(FOLDER, name);
    const deck = name.endsWith('.cir') ? name : 'deck.cir';
    const documents = documentsIn(folder);
    const { findings, circuit } = languageCheck(`file:///${deck}`, documents);
    const actual = printed(findings, documents);
    const file = name.endsWith('.cir') ? join(FOLDER, name.replace(/cir$/, 'expected')) : join(folder, 'deck.expected');
    if (UPDATE) writeFileSync(file, actual);
    expect(actual).toBe(readFileSync(file, 'utf8'));
    expect(circuit === undefined).toBe(findings.some((finding) => finding.severity === 'error'));
    for (const finding of findings) {
      expect(finding.start).toBeLessThanOrEqual(finding.end);
      expect(finding.message).toMatch(/^\S.*\S$/);
    }
  });
});
