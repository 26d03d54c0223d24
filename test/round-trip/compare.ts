import type { Circuit } from '@nodal/protocol';
import { buildDesign, type Dialect, elaborateSync, encodeCircuit, type Netlist, parseText, type ParsedText } from '@nodal/language';
import { scanCommands } from '@nodal/language/control/scan-commands';
import { decideDialect } from '@nodal/language/dialect/detect';
import { printCommand, printNetlist } from '@nodal/language/print/print-netlist';

/** The tree as plain data: types, texts and structure, without places. */
export function plainTree(netlist: Netlist): unknown {
  return JSON.parse(JSON.stringify({ title: netlist.title, cards: netlist.cards }, (key, value: unknown) => (key.startsWith('$') && key !== '$type' ? undefined : value)));
}

/** All that a parse result holds, without places: the tree, the commands, the blocks without cards, what follows the end. */
export function plainText(parsed: ParsedText): unknown {
  const { table, text } = parsed;
  const lines = (from: number, to: number) => text.slice(from, to).split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return {
    tree: plainTree(parsed.netlist),
    controls: table.controls.map(({ start, end }) => scanCommands(text, start, end).map(printCommand)),
    blocks: table.blocks.map(({ kind, start, end }) => [kind, lines(start, end).slice(text.charAt(start) === '$' ? 0 : 1)]),
    afterEnd: table.afterEnd === undefined ? '' : text.slice(table.afterEnd.start, table.afterEnd.end),
  };
}

/** Parses a text as the dialect that it seems to be of. */
export function parsed(text: string, dialect: Dialect = decideDialect(text).dialect): ParsedText {
  return parseText(text, true, undefined, dialect);
}

/** What the parse result of the printed text holds must be this. */
export function treeAndReprint(text: string, width?: number): { before: unknown; after: unknown; printed: string; again: string } {
  const original = parsed(text);
  const printed = printNetlist(original, width === undefined ? {} : { width });
  const reparsed = parsed(printed);
  return { before: plainText(original), after: plainText(reparsed), printed, again: printNetlist(reparsed, width === undefined ? {} : { width }) };
}

/** The circuit of a deck that is one text, when it has one. `files` answers for its includes. */
export function circuitOf(text: string, files: (uri: string) => string | undefined = () => undefined): Circuit | undefined {
  const deck = 'file:///folder/deck.cir';
  const design = buildDesign(deck, (uri) => {
    const found = uri === deck ? text : files(uri);
    return found === undefined ? { uri, error: 'there is no such file' } : { uri, version: 1, text: found };
  });
  return elaborateSync(design).circuit;
}

/**
 * The bytes of a circuit without places. Where things stand is all that may
 * differ; of titles that quote the source the blanks and commas are such places.
 */
export function bytesWithoutOrigins(circuit: Circuit): Buffer {
  const copy = JSON.parse(JSON.stringify({ ...circuit, origins: { file: [], start: [], end: [] } }, (key, value: unknown) => {
    if (key === 'origin') return Array.isArray(value) ? value.map(() => 0) : 0;
    if (key === 'text' && typeof value === 'string') return value.replace(/[\s,]+/g, ' ').replace(/ ?([()]) ?/g, '$1');
    return value;
  })) as Circuit;
  return Buffer.from(encodeCircuit(copy));
}
