import { type Design, type DirectiveCard, type ElementCard, LineIndex, type ParsedFile, PlacedCard } from '@nodal/language';
import { HEAD_X } from '@nodal/language/text/card-head';
import type { NodalSettings } from '@nodal/protocol';
import type { LangiumDocument } from 'langium';
import type { InlayHintProvider } from 'langium/lsp';
import { type InlayHint, InlayHintKind, type InlayHintParams } from 'vscode-languageserver';
import { EvaluatedPlaces } from '../evaluated-places.js';
import type { Hint } from '../hints/hint.js';
import { analysisHints, argumentNameHints } from '../hints/parameter-names.js';
import { pinNameHints, portNameHints } from '../hints/pin-names.js';
import { directiveValueHints, elementValueHints } from '../hints/values.js';
import { scopesOfCards } from '../semantics/scopes.js';
import type { Workspace } from '../workspace.js';

/** What the text does not say: the names of pins and arguments, the values of expressions. */
export class HintsByDesign implements InlayHintProvider {
  constructor(private readonly workspace: Workspace) {}

  async getInlayHints({ textDocument }: LangiumDocument, { range }: InlayHintParams): Promise<InlayHint[]> {
    const wanted = this.workspace.settings.current.inlayHints;
    const { deck, checked } = await this.workspace.contextOf(textDocument.uri);
    const file = checked.design.files.find(({ uri }) => uri === textDocument.uri);
    if (file === undefined) return [];
    const from = textDocument.offsetAt(range.start);
    const to = textDocument.offsetAt(range.end);
    const circuit = wanted.values ? await this.workspace.circuitNow(deck, checked) : undefined;
    const places = circuit && new EvaluatedPlaces(circuit, file.uri, from, to);
    const lines = new LineIndex(file.text);
    return hintsIn(checked.design, file, { from, to }, wanted, places).map(({ offset, label, place, tooltip }) => ({
      position: lines.positionAt(offset), label, tooltip: { kind: 'markdown', value: tooltip }, ...(place === 'before' ? { kind: InlayHintKind.Parameter, paddingRight: true } : { paddingLeft: true }),
    }));
  }
}

/** The hints of the cards that a stretch of a file touches, in the order of the text. */
export function hintsIn(design: Design, file: ParsedFile, { from, to }: { from: number; to: number }, wanted: NodalSettings['inlayHints'], places: EvaluatedPlaces | undefined): Hint[] {
  const { start, end, head } = file.parsed.table;
  const scopeOf = scopesOfCards(design, file);
  const hints: Hint[] = [];
  for (let i = 0; i < file.parsed.count; i++) {
    if (end[i]! < from || start[i]! > to) continue;
    const placed = new PlacedCard(file, i);
    const scope = scopeOf(i);
    const { $type } = placed.card;
    if ($type === 'ElementCard') {
      const element = placed as PlacedCard<ElementCard>;
      const instance = head[i] === HEAD_X;
      if (wanted.pinNames !== 'off' && instance) hints.push(...portNameHints(element, scope));
      if (wanted.pinNames === 'all' && !instance) hints.push(...pinNameHints(element, scope));
      if (wanted.parameterNames) hints.push(...argumentNameHints(element, scope));
      if (wanted.values) hints.push(...elementValueHints(element, { design, scope, places }));
    } else if ($type === 'DirectiveCard') {
      const directive = placed as PlacedCard<DirectiveCard>;
      if (wanted.parameterNames) hints.push(...analysisHints(directive));
      if (wanted.values) hints.push(...directiveValueHints(directive, { design, scope, places }));
    }
  }
  return hints.filter(({ offset }) => from <= offset && offset <= to).sort((a, b) => a.offset - b.offset);
}
