import { isMalformed } from '../design/reporter.js';
import type { Design, PlacedCard, Scope } from '../design/design.js';
import type { Place } from '../design/places.js';
import { isTop, lookupFunction, lookupParameter } from '../design/lookup.js';
import { type CardExpression, cardExpressions, expressionAt } from '../expressions/card-expressions.js';
import { checkExpression, type VisibleNames } from '../expressions/check.js';
import type { ExpressionError } from '../expressions/parse.js';
import { DOLLAR } from '../text/characters.js';
import { closest } from './closest.js';
import { rename } from './fixes.js';
import { severityIn } from './reached.js';
import type { Details, ElementInScope, Report } from './rule.js';

/** An error of an expression with its absolute place. */
type Found = ExpressionError & { slip?: boolean };

/** The four rules about expressions look at the same element one after the other. */
let lastElement: PlacedCard | undefined;
let lastFound: readonly Found[] = [];

/** Reports the errors of one code in the expressions of an element. */
export function reportExpressionErrors({ placed, scope, design }: ElementInScope, code: string, report: Report): void {
  if (lastElement !== placed) {
    lastElement = placed;
    const expressions = cardExpressions(placed);
    lastFound = expressions.length === 0 || isMalformed(placed) ? [] : expressions.flatMap((expression) => errorsOf(expression, visibleIn(scope, design)));
  }
  for (const error of lastFound) {
    if (error.code === code) report({ uri: placed.file.uri, start: error.start, end: error.end }, error.message, detailsOf(error, placed));
  }
}

/** A slip is a warning only; a misspelt name has its fix where it stands in the text as such. */
function detailsOf({ slip, instead, start, end }: Found, { file }: PlacedCard): Details {
  const written = file.text.slice(start, end);
  const name = /^[a-z_][\w.]*/i.exec(written)?.[0];
  return {
    ...(slip ? { severity: 'warning' } : {}),
    ...(instead !== undefined && name !== undefined && /^\s*(\(|$)/.test(written.slice(name.length)) ? { fix: rename({ start, end: start + name.length }, instead) } : {}),
  };
}

/**
 * What an expression of a scope sees. In a subcircuit names may come from
 * whoever makes an instance of it, which the elaboration knows.
 */
function visibleIn(scope: Scope, design: Pick<Design, 'role' | 'incomplete'>): VisibleNames {
  return {
    functionParameters: (name) => lookupFunction(scope, name)?.parameters.length,
    complete: () => design.role !== 'part' && !design.incomplete && isTop(scope),
    parameter: (name) => lookupParameter(scope, name) !== undefined,
    resembling: (name) => closest(name, scope, (at) => at.parameters),
  };
}

/** Where a part of an expression stands. */
export function findingPlace(placed: PlacedCard, { parsed, start, end }: CardExpression, part: { start: number; end: number }): Place {
  // Where the text is not as in the document the whole expression stands for its parts.
  const same = parsed.text.length === end - start;
  return { uri: placed.file.uri, start: same ? start + part.start : start, end: same ? start + part.end : end };
}

function errorsOf(expression: CardExpression, visible: VisibleNames): Found[] {
  const { parsed, start, end, variable } = expression;
  // Where the text was joined from continued lines it still has the length of its place, unless an encoding got between.
  const whole = parsed.text.length !== end - start;
  const errors: Found[] = checkExpression(parsed, visible, variable);
  return (parsed.slip ? [{ ...parsed.slip, slip: true }, ...errors] : errors).map((error) => ({ ...error, start: whole ? start : start + error.start, end: whole ? end : start + error.end }));
}

/** Found once for each design, whichever rule asks first. */
const declaredErrors = new WeakMap<Design, DeclaredError[]>();

interface DeclaredError {
  error: Found;
  placed: PlacedCard;
  scope: Scope;
  /** Only a call of a function is an error: simulators take the deck until then. */
  severity: 'error' | 'warning';
}

/** Reports the errors of one code in the values of parameters and the bodies of functions, in files that somebody looks at. */
export function reportDeclaredExpressionErrors(design: Design, code: string, report: Report): void {
  let errors = declaredErrors.get(design);
  if (errors === undefined) declaredErrors.set(design, (errors = declaredErrorsOf(design)));
  for (const { error, placed, scope, severity } of errors) {
    if (error.code === code) report({ uri: placed.file.uri, start: error.start, end: error.end }, error.message, { severity: severityIn(design, scope, severity, code), ...detailsOf(error, placed) });
  }
}

function declaredErrorsOf(design: Design): DeclaredError[] {
  const errors: DeclaredError[] = [];
  for (const scope of design.scopes) {
    const visible = visibleIn(scope, design);
    const look = (placed: PlacedCard, value: { text: string; start: number; end: number } | undefined, names: VisibleNames, severity: DeclaredError['severity']): void => {
      if (value === undefined || !placed.file.whole || isNumber(value.text)) return;
      const parsed = expressionAt(placed, value.start, value.text);
      const found = errorsOf({ parsed, start: value.start, end: value.end, variable: undefined }, names);
      if (found.length > 0 && !isMalformed(placed)) for (const error of found) errors.push({ error, placed, scope, severity });
    };
    for (const { placed, value, formal } of scope.parameters.values()) {
      // `optional: DPWR=$G_DPWR` names a node.
      if (!formal || value?.text.charCodeAt(0) !== DOLLAR) look(placed, value, visible, 'error');
    }
    for (const { placed } of scope.models.values()) {
      if (!placed.file.whole) continue;
      const found = cardExpressions(placed).flatMap((expression) => errorsOf(expression, visible));
      if (found.length > 0 && !isMalformed(placed)) for (const error of found) errors.push({ error, placed, scope, severity: 'error' });
    }
    for (const { placed, body, parameters } of scope.functions.values()) {
      const own = new Set(parameters.map((name) => name.toLowerCase()));
      look(placed, body, { ...visible, parameter: (name) => own.has(name) || visible.parameter(name) }, 'warning');
    }
  }
  return errors;
}

/** Begins with a digit or a point and has no operator: a number with its unit, as most values are. */
function isNumber(text: string): boolean {
  const first = text.charCodeAt(0);
  if (!((first >= 48 && first <= 57) || first === 46)) return false;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const lower = code | 0x20;
    if (!((lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 46)) return false;
  }
  return true;
}
