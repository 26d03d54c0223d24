import { encryptedFile } from '../rules/encrypted-file.js';
import type { DialectName } from '../dialect/dialect.js';
import { ownerOfLibrary } from '../reference/own-libraries.js';
import { includeFoundElsewhere } from '../rules/include-found-elsewhere.js';
import { includeLetterCase } from '../rules/include-letter-case.js';
import { includeNotFound } from '../rules/include-not-found.js';
import { includeNotNetlist } from '../rules/include-not-netlist.js';
import { unsupportedLibrary } from '../rules/unsupported-library.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import type { FoundFile } from './design.js';
import { baseName, shownPlace } from './file-search.js';
import type { Place } from './places.js';
import { closestOf } from '../rules/closest.js';
import { unknownSection } from '../rules/unknown-section.js';
import type { Reporter } from './reporter.js';
import type { Sections } from './sections.js';

/** More sections than this are not listed. */
const MOST_NAMED = 10;

/** Says of a file that was found in another place than its name says where it is. */
export function reportFound(reporter: Reporter, place: Place, reference: string, found: FoundFile | undefined): void {
  if (found === undefined || found.how === 'written') return;
  const at = shownPlace(found.uri);
  if (found.how === 'elsewhere') {
    reporter.report(includeFoundElsewhere, place, `${reference} does not stand where this says; ${at} is read.`);
    return;
  }
  const written = baseName(reference);
  const name = baseName(at);
  const edit = reference.endsWith(written) && written.toLowerCase() === name.toLowerCase() && written !== name;
  reporter.report(includeLetterCase, place, `The file is ${at}: other letters are capital there, which matters on Linux.`, edit && !reference.includes('"') ? fixOf(place, reference, written, name) : {});
}

/** Replaces the last part of the name; quotes around it stay. */
function fixOf(place: Place, reference: string, written: string, name: string): { fix?: { title: string; edits: { start: number; end: number; newText: string }[] } } {
  const quotes = place.end - place.start - reference.length;
  if (quotes !== 0 && quotes !== 2) return {};
  const end = place.end - quotes / 2;
  return { fix: { title: `Write ${name}`, edits: [{ start: end - written.length, end, newText: name }] } };
}

/**
 * Says at an include that its file cannot be had. The libraries that come with
 * another simulator are no fault of the netlist; the name of such a one is
 * answered.
 */
export function reportMissing(reporter: Reporter, place: Place, reference: string, error: string, dialect: DialectName): string | undefined {
  const name = baseName(reference);
  const owner = ownerOfLibrary(name, dialect);
  if (owner === undefined) {
    reporter.report(includeNotFound, place, `${reference} cannot be read: ${error}`);
    return undefined;
  }
  reporter.report(unsupportedLibrary, place, `${name} comes with ${owner}, and Nodal has no copy of it. Where ${owner} is installed, add the folder of its libraries to nodal.library.paths.`);
  return `${name}, a library of ${owner}`;
}

/** Says that a library has no section of a name, and which it may mean. */
export function reportUnknownSection(reporter: Reporter, place: Place, reference: string, section: string, { byStart }: Sections): void {
  const names = [...new Set([...byStart.values()].map(({ name }) => name))];
  const guess = closestOf(section.toLowerCase(), names);
  const list = `It has ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}.`;
  const advice = names.length === 0 ? 'It has no sections at all; leave the second word out.' : `${guess === undefined ? '' : `Did you mean ${guess}? `}${list}`;
  reporter.report(unknownSection, place, `${reference} has no section ${section}. ${advice}`, guess === undefined ? {} : { fix: { title: `Write ${guess}`, edits: [{ start: place.start, end: place.end, newText: guess }], guess: true } });
}

/** Says at an include that nothing of the file is read. Its own simulator reads an encrypted one. */
export function reportUnreadable(reporter: Reporter, place: Place, reference: string, { encrypted, foreign }: ParsedText): void {
  if (encrypted) reporter.report(encryptedFile, place, `${reference} is encrypted for LTspice: what it declares is not known to others.`);
  else reporter.report(includeNotNetlist, place, `Nothing of ${reference} is read: it is ${foreign?.what ?? 'no text'}.`);
}
