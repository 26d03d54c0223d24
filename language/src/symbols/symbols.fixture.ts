import { buildDesign } from '../design/build-design.js';
import { declarationsOf, occurrencesOf, symbolAt } from './symbol-index.js';

const FOLDER = 'file:///w/';

/**
 * The places of the symbol at `<|>`: the text again with `[…]` around each and
 * `[=…]` around what declares it, of several files (`--- name`) those that hold
 * one, behind a line with the symbol's kind and name.
 */
export function placesOfSymbolAt(marked: string): string {
  const heads = [...marked.matchAll(/^--- (.+)\n/gm)];
  const written = heads.length === 0 ? [['deck.cir', marked] as const] : heads.map((head, i) => [head[1]!, marked.slice(head.index + head[0].length, heads[i + 1]?.index)] as const);
  const files = new Map<string, string>();
  let cursor: { uri: string; offset: number } | undefined;
  for (const [name, text] of written) {
    const uri = `${FOLDER}${name}`;
    const offset = text.indexOf('<|>');
    if (offset >= 0) cursor = { uri, offset };
    files.set(uri, text.replace('<|>', ''));
  }
  const design = buildDesign(`${FOLDER}${written[0]![0]}`, (uri) => (files.has(uri) ? { uri, version: 1, text: files.get(uri)! } : { uri, error: 'no such file' }));
  const symbol = symbolAt(design, cursor!.uri, cursor!.offset);
  if (symbol === undefined) return 'nothing';
  const declared = new Set(declarationsOf(design, symbol).map((place) => `${place.file.uri} ${place.start}`));
  const out = [`${symbol.kind} ${symbol.name}`];
  for (const [uri, text] of files) {
    const places = occurrencesOf(design, symbol).filter(({ file }) => file.uri === uri);
    if (places.length === 0) continue;
    if (files.size > 1) out.push(`--- ${uri.slice(FOLDER.length)}`);
    let shown = '';
    let from = 0;
    for (const { start, end } of places) {
      shown += `${text.slice(from, start)}[${declared.has(`${uri} ${start}`) ? '=' : ''}${text.slice(start, end)}]`;
      from = end;
    }
    out.push(shown + text.slice(from));
  }
  return out.join('\n').trimEnd();
}
