import { Head, libraryContents, shownPlace } from '@nodal/language';
import type { Cursor } from '../../cursor.js';

/** Names that are listed of each kind. */
const LISTED = 12;
/** Of larger files only the numbers are told. */
const LARGE = 2_000_000;

/** The file that an include leads to, and what it offers. */
export function includeText({ design, file, offset }: Cursor): string | undefined {
  const link = design.links.find((candidate) => candidate.placed.file === file && candidate.start <= offset && offset <= candidate.end);
  if (link === undefined) return undefined;
  const target = design.files.find(({ uri }) => uri === link.uri);
  if (target === undefined) return `\`${shownPlace(link.uri)}\` cannot be read.`;
  const lines = target.text.split('\n').length;
  const head = `\`${shownPlace(link.uri)}\`, ${lines} lines, read as ${target.parsed.dialect.title}`;
  if (target.text.length > LARGE) {
    let subcircuits = 0;
    let models = 0;
    for (const what of target.heads) {
      if (what === Head.HEAD_SUBCKT) subcircuits++;
      else if (what === Head.HEAD_MODEL) models++;
    }
    return `${head}\n\n${subcircuits} subcircuits, ${models} models`;
  }
  const { subcircuits, models } = libraryContents(target.uri, target.text);
  return [head, listed('Subcircuits', subcircuits.map(({ name }) => name)), listed('Models', models.map(({ name }) => name))].filter(Boolean).join('\n\n');
}

function listed(title: string, names: readonly string[]): string {
  const different = [...new Set(names)];
  if (different.length === 0) return '';
  return `${title}: ${different.slice(0, LISTED).map((name) => `\`${name}\``).join(', ')}${different.length > LISTED ? ` and ${different.length - LISTED} more` : ''}`;
}
