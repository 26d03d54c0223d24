import { allFindings } from '../../src/check.js';
import type { Design } from '../../src/design/design.js';
import { cardRoles } from '../../src/design/roles.js';
import type { Finding } from '../../src/findings.js';
import { DECK_URI } from '../subject.js';
import type { Oracle } from './oracle.js';

/** Design and rules give findings that say something and stand in a file of the design; so do names, links and roles. */
export const findingsLieInTheText: Oracle = {
  name: 'findings-lie-in-the-text',
  every: 1,
  check({ design }) {
    return findingsOutside(design, allFindings(design)) ?? rangesOutside(design);
  },
};

/** The first finding that is empty or stands outside of the text of its file. */
export function findingsOutside(design: Design, findings: readonly Finding[]): string | undefined {
  const lengths = new Map(design.files.map((file) => [file.uri, file.text.length]));
  // A deck that cannot be read has no file, but a finding.
  if (design.files.length === 0) lengths.set(DECK_URI, 0);
  const outside = (uri: string, start: number, end: number) => !(start >= 0 && end >= start && end <= (lengths.get(uri) ?? -1));
  for (const { uri, start, end, code, message, related, fix } of findings) {
    if (outside(uri, start, end)) return `${code} stands at ${start}–${end} of ${lengths.get(uri)} characters in ${uri}`;
    // A message may begin with a name, and a name with any character that is no blank of netlists.
    if (!/^[^ \t\r\n][^]*[^ \t\r\n]$/.test(message) || /\bundefined\b|\bNaN\b|\[object /.test(message.replaceAll(/"[^"]*"/g, ''))) {
      if (!/undefined|nan|\[object /i.test(design.files.map((file) => file.text).join('\n'))) return `${code} says ${JSON.stringify(message)}`;
    }
    for (const place of related ?? []) if (outside(place.uri, place.start, place.end)) return `${code} is related to ${place.start}–${place.end} in ${place.uri}`;
    let last = 0;
    for (const edit of fix?.edits ?? []) {
      if (edit.start < last || outside(uri, edit.start, edit.end)) return `${code} is repaired at ${edit.start}–${edit.end}`;
      last = edit.end;
    }
  }
  return undefined;
}

function rangesOutside(design: Design): string | undefined {
  for (const { placed, start, end } of design.links) if (start < 0 || end < start || end > placed.file.text.length) return `a link stands at ${start}–${end}`;
  const { title, files } = design;
  if (title !== undefined && files[0]!.text.slice(title.start, title.end) !== title.text) return `the title does not stand at ${title.start}–${title.end}`;
  for (const scope of design.scopes) {
    for (const map of [scope.models, scope.subcircuits, scope.parameters, scope.functions]) {
      for (const [key, { name, nameStart, nameEnd, placed }] of map) {
        if (key !== name.toLowerCase()) return `${name} is known as ${key}`;
        if (nameStart < 0 || nameEnd < nameStart || nameEnd > placed.file.text.length) return `the name ${name} stands at ${nameStart}–${nameEnd}`;
      }
    }
    for (const parameter of scope.parameters.values()) {
      const { value, placed } = parameter;
      if (value !== undefined && (value.start < 0 || value.end < value.start || value.end > placed.file.text.length)) return `the value of ${parameter.name} stands at ${value.start}–${value.end}`;
    }
    for (const element of scope.elements) cardRoles(element, scope);
  }
  return undefined;
}
