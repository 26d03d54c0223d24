import { FUNCTIONS, type FunctionFacts, isEvaluated, VARIABLES } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { literally, type Offer } from './offer.js';
import { enclosing } from './scopes.js';
import { vectorArguments, vectorOffers } from './vectors.js';

/** Within an expression: parameters, functions, constants, and voltages where the element reads them. */
export function expressionOffers(place: TypedPlace): Offer[] {
  const call = openCall(place);
  const inCall = call === undefined ? undefined : vectorArguments(place, call);
  if (inCall !== undefined) return inCall;
  const { dialect } = place.file.parsed;
  const measured = place.directive === '.meas';
  const reads = place.element !== undefined && 'bceglrfhi'.includes(place.element.letter);
  return [
    ...parameterOffers(place, 0, (name) => name),
    ...userFunctions(place),
    ...FUNCTIONS.filter(({ kind }) => kind === 'function').map((facts): Offer => ({
      label: facts.name,
      kind: CompletionItemKind.Function,
      rank: !isEvaluated(facts) ? 45 : facts.dialects !== undefined && !facts.dialects.includes(dialect.name) ? 40 : 20,
      snippet: callSnippet(facts),
      detail: facts.signature,
      subject: { of: 'function', name: facts.name },
    })),
    ...VARIABLES.map((facts): Offer => ({ label: facts.name, kind: CompletionItemKind.Constant, rank: 30, detail: facts.value === undefined ? facts.unit : String(facts.value), subject: { of: 'variable', name: facts.name } })),
    ...(measured ? vectorOffers(place, 5) : []),
    ...(reads ? [{ label: 'v', kind: CompletionItemKind.Function, rank: 10, snippet: 'v(${1:node})', detail: 'v(node) or v(node, node)', documentation: 'The voltage of a node, or between two.' }, { label: 'i', kind: CompletionItemKind.Function, rank: 11, snippet: 'i(${1:source})', detail: 'i(source)', documentation: 'The current of a voltage source.' }] : []),
  ];
}

/** Parameters in scope, the inner ones first; `write` says how the name stands at the place. */
export function parameterOffers(place: TypedPlace, rank: number, write: (name: string) => string): Offer[] {
  const seen = new Set<string>();
  const offers: Offer[] = [];
  let depth = 0;
  for (const scope of enclosing(place.scope)) {
    for (const [key, { name, value, formal, placed, nameEnd }] of scope.parameters) {
      // A parameter is not part of its own value.
      if (seen.has(key) || (placed.file === place.file && placed.index === place.card && place.target === key && nameEnd < place.offset && place.directive === '.param')) continue;
      seen.add(key);
      offers.push({ label: name, kind: CompletionItemKind.Constant, rank: rank + depth / 100, insert: write(name), detail: value === undefined ? '' : `= ${value.text}`, ...(formal ? { description: 'parameter of the subcircuit' } : {}) });
    }
    depth++;
  }
  return offers;
}

function userFunctions(place: TypedPlace): Offer[] {
  return [...enclosing(place.scope)].flatMap((scope) => [...scope.functions.values()].map((declared): Offer => ({
    label: declared.name,
    kind: CompletionItemKind.Function,
    rank: 2,
    snippet: `${literally(declared.name)}(${declared.parameters.map((name, i) => `\${${i + 1}:${literally(name)}}`).join(', ')})`,
    detail: `${declared.name}(${declared.parameters.join(', ')}) ${declared.body?.text ?? ''}`,
  })));
}

/** A call with its arguments to fill in, from its signature. */
function callSnippet({ name, signature, least }: FunctionFacts): string {
  const names = /\(([^)]*)\)/.exec(signature)?.[1]?.split(/\s*,\s*/).map((text) => text.replace(/[[\]…]/g, '').trim()).filter((text) => text !== '') ?? [];
  return `${name}(${names.slice(0, Math.max(least, 1)).map((text, i) => `\${${i + 1}:${literally(text)}}`).join(', ')})`;
}

/** The function whose list is open in an expression. */
export function openCall({ expression, file, offset }: TypedPlace): string | undefined {
  if (expression === undefined) return undefined;
  let depth = 0;
  const { text } = file;
  for (let at = offset - 1; at >= expression; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && depth-- === 0) {
      let start = at;
      while (start > expression && /\w/.test(text[start - 1]!)) start--;
      return start === at ? undefined : text.slice(start, at).toLowerCase();
    }
  }
  return undefined;
}
