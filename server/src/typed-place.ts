import {
  beginsCommentLine, CardScanner, cardIndexAt, type Design, elementByLetter, type ElementFacts, findDirective, lastAtMost, lineStartAt, type ParsedFile, type Scope, scopeOfCard, Token,
} from '@nodal/language';

/** An operand, a call or an assignment in front of what is being typed. */
export interface TypedItem {
  text: string;
  /** What is assigned to, where it is an assignment. */
  target?: string;
}

/** A list in parentheses that is open where something is typed. */
export interface TypedList {
  /** In lower case; empty for a list without a name. */
  callee: string;
  items: TypedItem[];
}

/** Where something is typed in a netlist, from the text in front of it alone: what stands behind may be half an edit. */
export interface TypedPlace {
  design: Design;
  file: ParsedFile;
  offset: number;
  scope: Scope;
  /** Index of the card, or of the last one before; -1 before all. */
  card: number;
  kind: 'nothing' | 'head' | 'element' | 'directive' | 'unknown';
  /** The card's first word. */
  head: string;
  /** The element by the card's letter. */
  element: ElementFacts | undefined;
  /** The canonical name of a dot card in lower case. */
  directive: string;
  /** What stands between the first word and the word, groups opened, calls and assignments as one each. */
  items: TypedItem[];
  /** The innermost open list with a name. */
  list: TypedList | undefined;
  /** What the word is assigned to, in lower case. */
  target: string | undefined;
  /** Set in `{…}`, in quotes that hold an expression, and behind `=` where no braces are needed: where the expression begins. */
  expression: number | undefined;
  /** Where a text in quotes begins that is open here. */
  quote: number | undefined;
  /** The word in front of the offset, and where the whole of it stands. */
  word: { text: string; start: number; end: number };
}

const scanner = new CardScanner();

/** The place at an offset of a file of the design. */
export function typedPlaceAt(design: Design, file: ParsedFile, offset: number): TypedPlace {
  const { text, parsed } = file;
  const { start, end, title, cardInPlaceOfTitle, afterEnd, blocks } = parsed.table;
  const card = lastAtMost(start, offset);
  const on = card >= 0 && (offset <= end[card]! || cardIndexAt(start, end, offset) === card);
  const place: TypedPlace = {
    design, file, offset, card, kind: 'nothing', head: '', element: undefined, directive: '', items: [], list: undefined, target: undefined, expression: undefined, quote: undefined,
    // Behind `.ends` the scope is the one around it.
    scope: card < 0 ? design.top : scopeOfCard(design, file.uri, on ? card : card + 0.5),
    word: { text: '', start: offset, end: offset },
  };
  const lineStart = lineStartAt(text, offset);
  if (parsed.deck && !cardInPlaceOfTitle && lineStart === 0 && (title === undefined || offset <= title.end + 1)) return place;
  if (afterEnd !== undefined && offset >= afterEnd.start) return place;
  if (blocks.some((block) => block.start < offset && offset < block.end)) return place;
  let first = lineStart;
  while (first < offset && /[ \t]/.test(text[first]!)) first++;
  if (first < offset && beginsCommentLine(text, first)) return place;
  if (!on) {
    // An empty line, or one that continues nothing.
    if (/^\s*$/.test(text.slice(lineStart, offset))) place.kind = 'head';
    return place;
  }
  readCard(place, start[card]!);
  return place;
}

function readCard(place: TypedPlace, from: number): void {
  const { offset, file: { text, parsed } } = place;
  scanner.dialect = parsed.dialect;
  const tokens = scanner.scan(text, from, offset, true);
  const { count, kind, start, end, problems } = tokens;
  if (count === 0) return;
  // A comment ends with its line, so that one that reaches the offset holds it.
  if (kind[count - 1] === Token.COMMENT && end[count - 1] === offset && !/[\r\n]/.test(text.slice(offset - 1, offset))) return;
  place.head = text.slice(start[0], end[0]);
  if (end[0] === offset) {
    place.kind = 'head';
    setWord(place, start[0]!);
    return;
  }
  place.kind = kind[0] === Token.ELEMENT ? 'element' : kind[0] === Token.DIRECTIVE ? 'directive' : 'unknown';
  if (place.kind === 'element') place.element = elementByLetter(place.head);
  else place.directive = findDirective(place.head.toLowerCase())?.name ?? place.head.toLowerCase();
  // A quote or brace without its partner holds all that follows.
  const open = problems.find(({ code }) => code === 'unclosed-brace' || code === 'unclosed-quote');
  const lists: TypedList[] = [];
  const frames: { items: TypedItem[]; list: TypedList | undefined; text: number }[] = [{ items: place.items, list: undefined, text: from }];
  let callee: number | undefined;
  /** Where the last continuation ends: no word reaches over it. */
  let lineBegin = from;
  let target: string | undefined;
  const add = (item: TypedItem) => {
    frames.at(-1)!.items.push(target === undefined ? item : { ...item, target });
    target = undefined;
  };
  for (let i = 1; i < count; i++) {
    const what = kind[i]!;
    if (what === Token.CONTINUATION) lineBegin = end[i]!;
    if (what >= Token.WHITESPACE) continue;
    const at = start[i]!;
    const to = end[i]!;
    const word = text.slice(at, to);
    if (open !== undefined && at >= open.start) break;
    if (what === Token.EXPRESSION && isBeingTyped(text, at, to, offset, problems.some((problem) => problem.code === 'unclosed-parenthesis' && problem.start >= at))) {
      place.expression = at;
      break;
    }
    if (what === Token.WORD && to === offset) break;
    switch (what) {
      case Token.CALLEE: callee = i; break;
      case Token.OPEN: {
        const around = frames.at(-1)!;
        if (callee === undefined) {
          frames.push({ items: around.items, list: around.list, text: at });
          break;
        }
        const list: TypedList = { callee: text.slice(start[callee], end[callee]).toLowerCase(), items: [] };
        // The list of a model's parameters is the card's.
        const own = place.directive === '.model' && frames.length === 1;
        if (own) around.items.push({ text: list.callee });
        lists.push(list);
        frames.push({ items: own ? around.items : list.items, list: own ? around.list : list, text: start[callee]! });
        callee = undefined;
        break;
      }
      case Token.CLOSE: {
        if (frames.length === 1) break;
        const closed = frames.pop()!;
        if (closed.list !== frames.at(-1)!.list) add({ text: text.slice(closed.text, to) });
        break;
      }
      case Token.EQUALS: {
        const before = frames.at(-1)!.items.pop();
        target = (before?.text ?? '').toLowerCase();
        break;
      }
      default: add({ text: word });
    }
  }
  place.list = frames.at(-1)!.list;
  place.target = target;
  if (open !== undefined) {
    const opener = text[open.start];
    if (opener === '{' || (opener === "'" && !takesFile(place)) || (opener === '"' && parsed.dialect.doubleQuotedExpressions)) place.expression = open.start;
    else place.quote = open.start;
  }
  setWord(place, place.quote === undefined ? wordStart(text, offset, place.expression !== undefined, Math.max(lineBegin, place.expression === undefined ? from : place.expression)) : place.quote + 1);
}

function takesFile({ directive }: TypedPlace): boolean {
  return directive === '.include' || directive === '.lib';
}

/** Whether an expression goes on at the offset: it ends there, or waits for more. */
function isBeingTyped(text: string, start: number, end: number, offset: number, openList: boolean): boolean {
  const opener = text[start];
  if (opener === '{') return end > offset || text[end - 1] !== '}';
  if (opener === "'" || opener === '"') return end - start < 2 || text[end - 1] !== opener;
  return end === offset || openList || /[-+*/^(,<>=?:&|!]$/.test(text.slice(start, end));
}

const WORD_ENDS = /[\s=(),;{}'"]/;
const NAME = /[\w.$#@]/;

function wordStart(text: string, offset: number, inExpression: boolean, limit: number): number {
  let at = offset;
  while (at > limit && (inExpression ? NAME.test(text[at - 1]!) : !WORD_ENDS.test(text[at - 1]!))) at--;
  return at;
}

function setWord(place: TypedPlace, start: number): void {
  const { file: { text }, offset, expression, quote } = place;
  let end = offset;
  // Where nothing of a word was typed, the one behind is another.
  if (quote !== undefined) while (end < text.length && !/["'\r\n]/.test(text[end]!)) end++;
  else if (start < offset) while (end < text.length && (expression === undefined ? !WORD_ENDS.test(text[end]!) : NAME.test(text[end]!))) end++;
  place.word = { text: text.slice(start, offset), start, end };
}
