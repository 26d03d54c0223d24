const DECK_EXTENSIONS = new Set(['cir', 'ckt', 'sp', 'spi', 'spice', 'cdl']);

/** No more of a text is looked at than its beginning and its end: where nothing is by then, little will come, and typing must not wait. */
const HEAD = 65_536;
const TAIL = 4_096;

/**
 * Whether a document is a deck, which has a title line and can be run, or a
 * part. The content decides where it is clear: a circuit with an analysis is a
 * deck under every name, and what only declares models and subcircuits is a
 * part. Where it is not clear, the name decides.
 */
export function roleOf(uri: string, text: string): 'deck' | 'part' {
  const extension = /\.([^./]*)$/.exec(decodedPath(uri))?.[1]?.toLowerCase() ?? '';
  const seen = look(text, 0, Math.min(text.length, HEAD));
  if (text.length > HEAD) {
    const tail = Math.max(HEAD, text.length - TAIL);
    // What is left of the line before is no line.
    const later = look(text, Math.max(tail, text.indexOf('\n', tail) + 1), text.length);
    seen.elements += later.elements;
    seen.runs += later.runs;
    seen.ends += later.ends;
  }
  if (DECK_EXTENSIONS.has(extension) || !/^file:/.test(uri)) {
    if (seen.elements > 0 || seen.runs > 0) return 'deck';
    if (seen.declares > 0 && seen.includes === 0) return 'part';
    // Parameters and includes without a title and without an end are read by a deck.
    return seen.declares + seen.includes + seen.parameters > 0 && seen.ends === 0 && !/^[^\S\r\n]*[a-z0-9]/i.test(text) ? 'part' : 'deck';
  }
  return seen.elements > 0 && (seen.runs > 0 || seen.ends > 0) ? 'deck' : 'part';
}

function decodedPath(uri: string): string {
  try {
    return decodeURIComponent(new URL(uri).pathname);
  } catch {
    return uri;
  }
}

interface Seen {
  /** Elements outside of subcircuits. */
  elements: number;
  /** Analyses and scripts. */
  runs: number;
  ends: number;
  includes: number;
  parameters: number;
  /** Models, subcircuits, sections of libraries. */
  declares: number;
  /** How many subcircuits are open. */
  depth: number;
}

const DIRECTIVE = /\.([a-z]+)/iy;

function look(text: string, from: number, to: number): Seen {
  const seen: Seen = { elements: 0, runs: 0, ends: 0, includes: 0, parameters: 0, declares: 0, depth: 0 };
  for (let start = from; start < to;) {
    let end = start;
    while (end < to && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
    let at = start;
    while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
    const code = text.charCodeAt(at) | 0x20;
    // The first line of a deck is its title.
    if (start > 0 && at < end && code >= 97 && code <= 122 && seen.depth === 0) seen.elements++;
    if (text.charCodeAt(at) === 0x2e) lookAtDirective(text, at, seen);
    start = end + 1;
  }
  return seen;
}

function lookAtDirective(text: string, at: number, seen: Seen): void {
  DIRECTIVE.lastIndex = at;
  const word = DIRECTIVE.exec(text)?.[1]?.toLowerCase();
  // A name may be glued to it: `.endsamp`.
  const keyword = word?.startsWith('ends') ? 'ends' : word;
  switch (keyword) {
    case 'subckt': case 'macro': seen.declares++; seen.depth++; break;
    case 'ends': case 'eom':
      if (seen.depth > 0) seen.depth--;
      // The text began inside of a subcircuit.
      else seen.elements = seen.runs = 0;
      break;
    case 'param': case 'parameter': case 'params': seen.parameters++; break;
    case 'model': case 'endl': case 'func': seen.declares++; break;
    case 'include': case 'inc': case 'incl': case 'lib': seen.includes++; break;
    case 'op': case 'dc': case 'ac': case 'tran': case 'noise': case 'tf': case 'sens': case 'pz': case 'disto': case 'four': case 'control': case 'step': case 'backanno': if (seen.depth === 0) seen.runs++; break;
    case 'end': seen.ends++; break;
  }
}
