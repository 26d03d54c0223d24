import {
  type Argument, type Card, type CardRoles, cardIndexAt, cardRoles, type Design, type ElementCard, lookupFunction, lookupModel, lookupParameter, lookupSubcircuit,
  type Declaration, type ParsedFile, PlacedCard, placeOf, type RoledOperand, type Scope, scopeOfCard,
} from '@nodal/language';

/** What stands at an offset of a document: the card, its scope, the operand and the word. */
export interface Cursor {
  design: Design;
  file: ParsedFile;
  offset: number;
  scope: Scope;
  placed: PlacedCard | undefined;
  /** Whether the offset is on the first word of the card. */
  onHead: boolean;
  roles: CardRoles | undefined;
  /** The operand of an element card at the offset. */
  operand: RoledOperand | undefined;
  /** The name, number or part of an expression at the offset. */
  word: { text: string; start: number; end: number } | undefined;
}

/** Undefined when the document is not part of the design. */
export function cursorAt(design: Design, uri: string, offset: number): Cursor | undefined {
  const file = design.files.find((f) => f.uri === uri);
  if (!file) return undefined;
  const { start, end } = file.parsed.table;
  const index = cardIndexAt(start, end, offset);
  const placed = index < 0 ? undefined : new PlacedCard(file, index);
  const scope = index < 0 ? design.top : scopeOfCard(design, uri, index);
  const roles = placed && isElement(placed) ? cardRoles(placed, scope) : undefined;
  const operand = placed && roles?.operands.find(({ operand: argument }) => holds(placed, argument, offset));
  const word = wordAt(file.text, offset);
  const onHead = placed !== undefined && word !== undefined && word.start === start[index];
  return { design, file, offset, scope, placed, onHead, roles, operand, word };
}

export function isElement(placed: PlacedCard): placed is PlacedCard<ElementCard> {
  return placed.card.$type === 'ElementCard';
}

export function keyword(card: Card): string {
  return card.$type === 'DirectiveCard' ? card.keyword.toLowerCase() : '';
}

function holds(placed: PlacedCard, argument: Argument, offset: number): boolean {
  const { start, end } = placeOf(placed, argument);
  return start <= offset && offset <= end;
}

/** The characters around an offset that belong to one name or number; operators end it within an expression only. */
export function wordAt(text: string, offset: number): { text: string; start: number; end: number } | undefined {
  const outside = /[\s=(),;{}'"]/;
  let start = offset;
  let end = offset;
  while (start > 0 && !outside.test(text[start - 1]!)) start--;
  while (end < text.length && !outside.test(text[end]!)) end++;
  if (start === end) return undefined;
  const whole = { text: text.slice(start, end), start, end };
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const before = text.slice(lineStart, start);
  const inExpression = (before.split("'").length - 1) % 2 === 1 || before.lastIndexOf('{') > before.lastIndexOf('}') || /[-+*/^<>?:&|!]/.test(whole.text) && /=\s*$|^\s*\.(?:param|func)/i.test(before);
  if (!inExpression) return whole;
  // Within an expression a name ends at an operator.
  const name = /[\w.$#@[\]]/;
  let from = offset;
  let to = offset;
  while (from > start && name.test(text[from - 1]!)) from--;
  while (to < end && name.test(text[to]!)) to++;
  return from === to ? undefined : { text: text.slice(from, to), start: from, end: to };
}

/** The declaration that the word at the cursor names, or is the name of. */
export function declarationOf(cursor: Cursor): Declaration | undefined {
  const { word, scope, operand, placed, onHead } = cursor;
  if (!word || !placed) return undefined;
  const own = declaredHere(cursor);
  if (own) return own;
  if (onHead) return undefined;
  if (operand?.role === 'subcircuit') return lookupSubcircuit(scope, word.text);
  if (operand?.role === 'model') return lookupModel(scope, word.text);
  if (operand?.role === 'node' || operand?.role === 'control-node' || operand?.role === 'element') return undefined;
  if (operand?.role === 'parameter' && cursor.roles?.subcircuit && operand.operand.$type === 'Assignment') {
    const target = operand.operand.target;
    const place = placeOf(placed, target);
    if (place.start <= cursor.offset && cursor.offset <= place.end) {
      return lookupSubcircuit(scope, cursor.roles.subcircuit.text)?.scope.parameters.get(word.text.toLowerCase());
    }
  }
  if (keyword(placed.card) === '.ends') return lookupSubcircuit(scope, word.text) ?? scope.subcircuit;
  return lookupParameter(scope, word.text) ?? lookupFunction(scope, word.text) ?? lookupModel(scope, word.text);
}

function declaredHere({ design, file, offset }: Cursor): Declaration | undefined {
  for (const scope of design.scopes) {
    for (const table of [scope.subcircuits, scope.models, scope.parameters, scope.functions]) {
      for (const declaration of table.values()) {
        if (declaration.placed.file === file && declaration.nameStart <= offset && offset <= declaration.nameEnd) return declaration;
      }
    }
  }
  return undefined;
}
