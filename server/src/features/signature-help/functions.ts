import { findFunction, lookupFunction } from '@nodal/language';
import type { SignatureHelp } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { helpOf, Label } from './label.js';

/** The innermost function whose arguments are being typed in an expression. */
export function functionSignature(place: TypedPlace): SignatureHelp | undefined {
  const call = innermostCall(place);
  if (call === undefined) return undefined;
  const own = lookupFunction(place.scope, call.name);
  if (own !== undefined) {
    const label = new Label().plain(`${own.name}(`);
    own.parameters.forEach((name, i) => label.plain(i > 0 ? ', ' : '').parameter(name));
    return helpOf(label.plain(')').done(own.body === undefined ? undefined : `\`${own.body.text}\``), call.argument < own.parameters.length ? call.argument : undefined);
  }
  const facts = findFunction(call.name.toLowerCase());
  if (facts === undefined || facts.kind !== 'function') return undefined;
  const open = facts.signature.indexOf('(');
  const label = new Label();
  let from = 0;
  for (const { 0: name, index } of facts.signature.slice(open + 1).matchAll(/[^,()[\]\s]+/g)) {
    const at = open + 1 + index;
    label.plain(facts.signature.slice(from, at)).parameter(name);
    from = at + name.length;
    if (facts.signature[from] === ')') break;
  }
  label.plain(facts.signature.slice(from));
  return helpOf(label.done([facts.meaning, facts.edges].filter(Boolean).join(' ')), call.argument < label.count ? call.argument : facts.most > label.count ? label.count - 1 : undefined);
}

/** The function around the place, and how many arguments stand before it. */
function innermostCall({ expression, file: { text }, offset }: TypedPlace): { name: string; argument: number } | undefined {
  if (expression === undefined) return undefined;
  let depth = 0;
  let argument = 0;
  for (let at = offset - 1; at >= expression; at--) {
    const letter = text[at];
    if (letter === ')') depth++;
    else if (letter === ',' && depth === 0) argument++;
    else if (letter === '(' && depth-- === 0) {
      let start = at;
      while (start > expression && /[\w$.]/.test(text[start - 1]!)) start--;
      if (start < at) return { name: text.slice(start, at), argument };
      // A group is no call: what is around it may be one.
      depth = 0;
      argument = 0;
    }
  }
  return undefined;
}
