import { findDirective } from './reference/directives.js';
import { firstLineLooksLikeCard } from './text/first-line.js';

/**
 * What a text is, by its content: names tell too little. A `.lib` may hold the
 * timing of digital cells, a `.net` the connections of a board, a `.txt`
 * prose, and a page of the web may stand under a library's name.
 */

/** A text that is no SPICE netlist, or that nobody can read. */
export interface ForeignContent {
  /** In kebab case: `liberty`. */
  kind: string;
  /** What it is, as a sentence continues: "a Liberty library, which …". */
  what: string;
}

interface Signature extends ForeignContent {
  /** Tried on the beginning of the text, blanks at its start left out. */
  begin: RegExp;
}

// No comment reaches beyond its own end: otherwise the time would double with each comment of the preface.
const C_COMMENTS = String.raw`(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*|\/\/[^\n]*\n\s*)*`;
const BOARD = 'a netlist of a circuit board, which says what is connected but not how it behaves';
const DRAWING = 'a drawing; let its own program write the netlist';

/** How the files that are met beside netlists begin. The first that fits counts. */
const SIGNATURES: readonly Signature[] = [
  { kind: 'liberty', what: 'a Liberty library: the timing of digital cells', begin: new RegExp(String.raw`^${C_COMMENTS}library\s*\(\s*["\w.-]*\s*\)\s*\{`, 'i') },
  { kind: 'verilog', what: 'Verilog or Verilog-A: the source of a model, which has to be compiled', begin: new RegExp(String.raw`^${C_COMMENTS}(?:\x60(?:include|timescale|define|ifdef|ifndef|default_\w+)\b|(?:\(\*[^]*?\*\)\s*)?module\s+\w+\s*[(;#]|(?:nature|discipline)\s+\w+)`) },
  { kind: 'vhdl', what: 'VHDL', begin: /^(?:--[^\n]*\n\s*)*(?:library\s+ieee\s*;|entity\s+\w+\s+is\b)/i },
  { kind: 'spectre', what: 'a netlist of Spectre, which is a language of its own', begin: /^(?:(?:\/\/|\*)[^\n]*\n\s*)*simulator\s+lang\s*=\s*spectre/i },
  { kind: 'ltspice-schematic', what: `a schematic of LTspice: ${DRAWING}`, begin: /^Version\s+\d+(?:\.\d+)?\s+SHEET\s+\d/i },
  { kind: 'ltspice-symbol', what: 'a symbol of LTspice: only a drawing', begin: /^Version\s+\d+(?:\.\d+)?\s+SymbolType/i },
  { kind: 'qspice-drawing', what: `a file of QSPICE's editor: ${DRAWING}`, begin: /^\u00ff\u00d8\u00ff\u00db\u00ab/ },
  { kind: 'pspice-symbols', what: `a file of PSpice's schematic editor: ${DRAWING}`, begin: /^\*version \d+\.\d+ \d+\s*\n\s*(?:@|u )/i },
  { kind: 'xschem', what: `a schematic of xschem: ${DRAWING}`, begin: /^v \{xschem\b/ },
  { kind: 'geda', what: `a schematic of gEDA: ${DRAWING}`, begin: /^v \d{8} \d/ },
  { kind: 'kicad', what: 'a file of KiCad: a drawing, a symbol, a footprint or the netlist of a board', begin: /^(?:\((?:export|kicad_\w+|footprint|module|symbol_lib)\b|EESchema|PCBNEW|# EESchema|\(\s*\{\s*EESchema)/i },
  { kind: 'edif', what: BOARD, begin: /^\(edif\b/i },
  { kind: 'board-netlist', what: BOARD, begin: /^(?:PROTEL NETLIST|"ExpressPCB Netlist"|\*PADS-|!PADS-|ACCEL_ASCII|\$PACKAGES|Netlist\s+Exported from|\(\s*\{[^}\n]*(?:OrCAD|Netlist|Tango)|\[[ \t]*\r?\n[^[\]\n]*\n[^[\]]*\n\][ \t]*\r?\n)/i },
  { kind: 'delays', what: 'a file of delays or parasitics for digital timing', begin: /^(?:\(DELAYFILE\b|\*SPEF\b)/i },
  { kind: 'layout', what: 'a layout', begin: /^(?:(?:#[^\n]*\n\s*)*VERSION\s+[\d.]+\s*;|magic\s+tech\s)/ },
  { kind: 'ibis', what: 'an IBIS model: tables of the pins of a digital part', begin: /^(?:\|[^\n]*\n\s*)*\[IBIS[ _]Ver\]/i },
  { kind: 'touchstone', what: 'Touchstone: measured parameters of a network over frequency', begin: /^(?:![^\n]*\n\s*)*(?:#\s*(?:[kmg]?hz\b[^\n]*|[syzgh])\s|\[Version\]\s+2)/i },
  { kind: 'web-page', what: 'a page of the web that was saved under this name: download the file itself', begin: /^(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title|div|table|tr|td|a|p|br|span|pre|h\d|ul|li)\b/i },
  { kind: 'xml', what: 'XML', begin: /^<(?:\?xml|!doctype|svg|Qucs )/i },
  { kind: 'json', what: 'JSON', begin: /^(?:\{\s*"[^"\n]*"\s*:|\[\s*\{\s*")/ },
  { kind: 'source-code', what: 'the source of a program', begin: new RegExp(String.raw`^${C_COMMENTS}#\s*(?:include\s*[<"]|ifndef\s+\w+\s*\n|pragma\s+once|!\s*\/)`) },
  { kind: 'results', what: 'a file of results of a simulation', begin: /^Title:[^\n]*\n\s*Date:[^\n]*\n\s*Plotname:/i },
  { kind: 'results', what: 'the log of a simulation', begin: /^(?:Circuit: |Total elapsed time:|\*{3,}[^\n]*PSpice[^\n]*\*{3,}\s*\n)/i },
  { kind: 'settings', what: 'a file of settings', begin: /^\[[a-z][\w .-]*\][ \t]*\r?\n\s*(?:[\w. ]+=|BEGIN\b)/i },
  { kind: 'document', what: 'a document', begin: /^(?:%PDF-|%!PS|\{\\rtf)/ },
  { kind: 'archive', what: 'a packed archive: unpack it first', begin: /^(?:PK\u0003\u0004|Rar!|7z\u00bc\u00af|\u001f\u2039|\u001f\u008b)/ },
  { kind: 'component-database', what: 'a database of components in the binary form of its own program', begin: /^[^\n]{0,12}C(?:InductorRec|CapacitorRec|ResistorRec|BeadRec|JFETRec|Bipolar\w*Rec|MOS\w*Rec|DiodeRec)/ },
  { kind: 'office', what: 'a binary file of another program (OrCAD, Office)', begin: /^\u00d0\u00cf\u0011\u00e0/ },
];

/** A signature stands at a text's beginning; a licence may stand before it. */
const HEAD = 8_192;

/**
 * What a text is when it is no netlist; undefined for a netlist, and for a text
 * that is too short to tell. `part` is for a library or an include, whose lines
 * must be cards: a deck of nothing but words is a netlist that somebody has
 * begun to write.
 */
export function foreignContent(text: string, part: boolean): ForeignContent | undefined {
  const head = text.slice(0, HEAD).trimStart();
  if (head === '') return undefined;
  // Most netlists begin with a comment or a directive, and no signature but a few does.
  const first = head.charCodeAt(0);
  if (first !== 0x2e && first !== 0x2b) {
    for (const { begin, kind, what } of SIGNATURES) if (begin.test(head)) return { kind, what };
  }
  return part ? foreignLines(text) : undefined;
}

/** Lines that are looked at to tell prose from cards. */
const MOST_LINES = 500;

/** What makes a library; a text that explains something seldom shows more than one or two of them. */
const DECLARATION = /^\.(?:model|subckt|macro|ends|eom|func|endl)\b/i;

/** Whether the beginning of a text shows that it is a netlist: it is nothing else that is known, and has a card that begins with a dot. */
export function looksLikeNetlist(text: string): boolean {
  if (foreignContent(text, true) !== undefined) return false;
  const cards = text.slice(0, HEAD).match(/^[ \t]*\.[a-z]\w*/gim) ?? [];
  return cards.some((card) => findDirective(card.trim().toLowerCase()) !== undefined);
}

/** A few lines may be anything, unless one is a sentence. */
const FEWEST_LINES = 3;
const SENTENCE = /(?:\S+\s+){4}\S/;
/** So many lines of a language's words are no accident, whatever letters they begin with. */
const FEWEST_SENTENCES = 10;
const PROSE: ForeignContent = { kind: 'prose', what: 'a text that people read, not a netlist' };

/** Prose and tables of numbers, when no line has the form of a card. */
function foreignLines(text: string): ForeignContent | undefined {
  let cards = 0;
  let numbers = 0;
  let words = 0;
  let structure = 0;
  let sentences = 0;
  let declarations = 0;
  let written = 0;
  let start = 0;
  for (let line = 0; line < MOST_LINES && start < text.length; line++) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const content = text.slice(start, Math.min(end, start + 400)).trim();
    start = end + 1;
    const code = content.charCodeAt(0);
    // Blank lines, comments and continuations say nothing.
    if (content === '' || code === 0x2a || code === 0x3b || code === 0x2b || code === 0x24) continue;
    if (code === 0x2e && DECLARATION.test(content)) {
      structure += 2;
      declarations++;
    } else if (code === 0x2e && findDirective(/^\.\w*/.exec(content)![0].toLowerCase()) !== undefined) structure += 0.25;
    else if (/^[(]?[-+.\d][-+.\deE]*(?:[\s,;()]+[-+.\d][-+.\deE]*)*[\s)]*$/.test(content)) numbers++;
    else if (hasFormOfCard(content)) cards++;
    else {
      words++;
      if (SENTENCE.test(content)) sentences++;
    }
    if (code !== 0x2e && isSentence(content)) written++;
  }
  const lines = cards + numbers + words;
  if (start >= text.length && written >= FEWEST_SENTENCES && written > 10 * declarations) return PROSE;
  // A text that explains cards shows a few of them; a library with a long preface has more.
  if (structure > 0 && (cards + structure) * 10 >= lines) return undefined;
  if ((lines < FEWEST_LINES && sentences === 0 && (numbers < lines || lines === 0)) || cards * 5 >= lines * 2) return undefined;
  // Where the lines ended before the text did, what is below decides.
  if (start < text.length && /^[ \t]*\.(?:model|subckt|param|func|lib|ends)\b/im.test(text)) return undefined;
  return numbers > words ? { kind: 'table', what: 'a table of numbers' } : PROSE;
}

/** Whether a line is written for people: five words in small letters, and no value. */
function isSentence(line: string): boolean {
  return !line.includes('=') && (line.match(/(?:^|\s)[a-z]{2,}(?=[\s.,;:!?)]|$)/g)?.length ?? 0) >= 5;
}

/** Whether a line can be an element: a name of one word, then words among which one is no mere word of a language. */
function hasFormOfCard(line: string): boolean {
  if (!/^[a-z][^\s,;:!?'"()=]*[\s(,]/i.test(line)) return false;
  if (firstLineLooksLikeCard(line)) return true;
  const words = line.split(/[\s,()]+/);
  if (words.length < 3) return false;
  return /\d|_/.test(words[0]!) || words[0]!.length <= 2 && words.slice(1, 5).some((word) => /\d|=/.test(word)) || words.slice(3).some((word) => /^[a-z]\w*=\S/i.test(word));
}
