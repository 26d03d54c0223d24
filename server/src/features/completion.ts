import {
  cardRoles, type Design, DIRECTIVES, type ElementCard, ELEMENTS, elementByLetter, findDeviceOfModel, FUNCTIONS, lookupSubcircuit, MODEL_TYPES, modelParameterNames, OPTIONS, type ParameterFacts, type PlacedCard, type Scope, VARIABLES, WAVEFORMS, wordOf, positional,
} from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { CompletionProvider } from 'langium/lsp';
import { type CompletionItem, CompletionItemKind, type CompletionList, type CompletionParams, InsertTextFormat } from 'vscode-languageserver';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import { type Cursor, cursorAt, keyword } from '../cursor.js';
import type { Workspace } from '../workspace.js';
import { controlCompletionsAt } from './control-completion.js';

/** Completion by context: elements, nodes, models, subcircuits, parameters, directives and their words. */
export class CompletionByContext implements CompletionProvider {
  readonly completionOptions = { triggerCharacters: ['.', '=', '{', '(', ' ', '@', '$'] };

  constructor(private readonly workspace: Workspace) {}

  async getCompletion({ textDocument }: LangiumDocument, { position }: CompletionParams): Promise<CompletionList> {
    const { checked } = await this.workspace.contextOf(textDocument.uri);
    const cursor = cursorAt(checked.design, textDocument.uri, textDocument.offsetAt(position));
    return { isIncomplete: false, items: cursor ? completionsAt(cursor) : [] };
  }
}

/** The likely thing stands first: `sortText` is the rank. */
export function completionsAt(cursor: Cursor): CompletionItem[] {
  const { file, offset } = cursor;
  const script = controlCompletionsAt(cursor);
  if (script !== undefined) return script;
  const lineStart = Math.max(file.text.lastIndexOf('\n', offset - 1), file.text.lastIndexOf('\r', offset - 1)) + 1;
  const line = file.text.slice(lineStart, offset);
  if (/^\s*\*/.test(line) || /(?:^|\s)(?:;|\/\/|\$(?!\w)).*$/.test(line)) return [];
  if (/^\s*\.\w*$/.test(line)) return directives();
  if (/^\s*\w*$/.test(line) && !/^\s*\+/.test(line)) return elements(cursor.design);
  const assigned = /([\w.]+)\s*=\s*[^\s={}']*$/.exec(line);
  if (insideExpression(line) || assigned) return expressionWords(cursor.scope);
  if (/\b[vi]\w*\([^()]*$/i.test(line)) return probes(cursor, line);
  if (!cursor.placed) return [];
  return cursor.placed.card.$type === 'ElementCard' ? operands(cursor) : directiveWords(cursor);
}

function insideExpression(line: string): boolean {
  return line.lastIndexOf('{') > line.lastIndexOf('}') || (line.split("'").length - 1) % 2 === 1;
}

function directives(): CompletionItem[] {
  return DIRECTIVES.map((facts) => ({
    label: facts.name,
    kind: CompletionItemKind.Keyword,
    detail: facts.signature,
    documentation: facts.effect === 'inert' ? `${facts.meaning} Nodal does nothing with it.` : facts.meaning,
    // The dot is typed already and no part of the word under the cursor in every editor.
    filterText: facts.name,
    sortText: facts.effect === 'inert' ? `2${facts.name}` : `1${facts.name}`,
    ...(facts.name === '.subckt' ? { insertText: '.subckt ${1:name} ${2:in out}\n$0\n.ends ${1:name}', insertTextFormat: InsertTextFormat.Snippet } : {}),
  }));
}

/** Elements with their pins, numbered so that the name is free. */
function elements(design: Design): CompletionItem[] {
  const used = new Set(design.top.elements.map((placed) => placed.card.name.toLowerCase()));
  return ELEMENTS.filter((facts) => facts.kind || facts.letter === 'x').map((facts) => {
    let number = 1;
    while (used.has(`${facts.letter}${number}`)) number++;
    const stops = facts.pins.map((pin, index) => `\${${index + 2}:${pin}}`);
    const value = facts.letter === 'x' ? '${2:nodes} ${3:subcircuit}' : `\${${facts.pins.length + 2}:${facts.operands.split(' ')[0]!.replace(/[[\]|()…}]/g, '') || 'value'}}`;
    return {
      label: facts.letter,
      labelDetails: { description: facts.name },
      kind: CompletionItemKind.Snippet,
      detail: [facts.letter.toUpperCase(), ...facts.pins, facts.operands].join(' '),
      documentation: facts.meaning,
      insertText: [`\${1:${facts.letter}${number}}`, ...stops, value].join(' '),
      insertTextFormat: InsertTextFormat.Snippet,
      sortText: `1${facts.letter}`,
    };
  });
}

function operands(cursor: Cursor): CompletionItem[] {
  const { placed, scope, offset, file } = cursor;
  if (!placed || placed.card.$type !== 'ElementCard') return [];
  const facts = elementByLetter(placed.card.name);
  // The operand under the cursor is being typed: what counts is how many stand before it.
  const before = cardRoles(placed as PlacedCard<ElementCard>, scope).operands.filter(({ operand }) => file.cardStart[placed.index]! + (operand as unknown as { $end: number }).$end < offset);
  const nodesBefore = before.filter(({ role }) => role === 'node' || role === 'control-node').length;
  const items: CompletionItem[] = [];
  const x = facts?.letter === 'x';
  if (facts?.letter === 'k') return scope.elements.filter(({ card }) => /^l/i.test(card.name)).map(({ card }) => ({ label: card.name, kind: CompletionItemKind.Reference, sortText: `1${card.name}` }));
  if ((facts?.letter === 'f' || facts?.letter === 'h') && before.length === 2) return scope.elements.filter(({ card }) => /^v/i.test(card.name)).map(({ card }) => ({ label: card.name, kind: CompletionItemKind.Reference, sortText: `1${card.name}` }));
  if (x || nodesBefore < (facts?.pins.length ?? 0)) items.push(...nodes(scope, '1'));
  if (x) items.push(...subcircuits(scope));
  const pinsDone = nodesBefore >= (facts?.pins.length ?? 0);
  if (!x && facts && pinsDone) {
    items.push(...models(scope, facts.modelKinds));
    if (facts.letter === 'v' || facts.letter === 'i') items.push(...waveforms());
    items.push(...parameterItems(facts.parameters, '3'));
  }
  const subcircuit = x && before.map(({ operand }) => wordOf(operand)).filter((w) => w !== undefined).map((w) => lookupSubcircuit(scope, w)).find((s) => s);
  if (subcircuit) {
    for (const parameter of subcircuit.scope.parameters.values()) {
      if (parameter.formal) items.push({ label: parameter.name, kind: CompletionItemKind.Property, detail: parameter.value && `default ${parameter.value.text}`, insertText: `${parameter.name}=`, sortText: `0${parameter.name}` });
    }
  }
  return items;
}

function nodes(scope: Scope, rank: string): CompletionItem[] {
  const names = new Map<string, string>();
  for (const port of scope.subcircuit?.ports ?? []) names.set(port.name.toLowerCase(), port.name);
  for (const placed of scope.elements) {
    for (const node of cardRoles(placed, scope).nodes) {
      const name = wordOf(node);
      if (name !== undefined && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    }
  }
  return [...names.values()].map((name) => ({ label: name, kind: CompletionItemKind.Variable, detail: 'node', sortText: rank + name }));
}

function probes(cursor: Cursor, line: string): CompletionItem[] {
  if (/\bi\w*\([^()]*$/i.test(line)) return cursor.scope.elements.map(({ card }) => ({ label: card.name, kind: CompletionItemKind.Reference, sortText: `1${card.name}` }));
  return nodes(cursor.scope, '1');
}

function* enclosing(scope: Scope): Generator<Scope> {
  for (let at: Scope | undefined = scope; at; at = at.parent) yield at;
}

function subcircuits(scope: Scope): CompletionItem[] {
  return [...enclosing(scope)].flatMap((at) => [...at.subcircuits.values()].map((s) => ({ label: s.name, kind: CompletionItemKind.Class, detail: `.subckt ${s.name} ${s.ports.map((p) => p.name).join(' ')}`, sortText: `2${s.name}` })));
}

function models(scope: Scope, kinds: readonly string[]): CompletionItem[] {
  return [...enclosing(scope)].flatMap((at) => [...at.models.values()].filter((m) => kinds.includes(m.type)).map((m) => ({ label: m.name, kind: CompletionItemKind.Struct, detail: `.model ${m.name} ${m.type}`, sortText: `1${m.name}` })));
}

function waveforms(): CompletionItem[] {
  return WAVEFORMS.map((facts) => ({
    label: facts.name,
    kind: CompletionItemKind.Function,
    detail: `${facts.name}(${facts.arguments.map((a) => a.name).join(' ')})`,
    documentation: facts.meaning,
    insertText: `${facts.name}(${facts.arguments.slice(0, Math.max(facts.required, facts.pairs ? 2 : 0)).map((a, i) => `\${${i + 1}:${a.name}}`).join(' ')}$0)`,
    insertTextFormat: InsertTextFormat.Snippet,
    sortText: `2${facts.name}`,
  }));
}

function parameterItems(parameters: readonly ParameterFacts[], rank: string): CompletionItem[] {
  return parameters.map((p) => ({
    label: p.name,
    kind: CompletionItemKind.Property,
    detail: [p.unit && `in ${p.unit}`, p.default !== null && `default ${formatQuantity(p.default, p.unit)}`].filter(Boolean).join(', '),
    documentation: p.informs ? `${p.meaning} It only informs.` : p.meaning,
    insertText: `${p.name}=`,
    sortText: `${p.informs ? '9' : rank}${p.name}`,
  }));
}

function expressionWords(scope: Scope): CompletionItem[] {
  const items: CompletionItem[] = [...enclosing(scope)].flatMap((at) => [
    ...[...at.parameters.values()].map((p) => ({ label: p.name, kind: CompletionItemKind.Constant, detail: p.value?.text ?? '', sortText: `1${p.name}` })),
    ...[...at.functions.values()].map((f) => ({ label: f.name, kind: CompletionItemKind.Function, detail: `${f.name}(${f.parameters.join(', ')})`, sortText: `2${f.name}` })),
  ]);
  for (const f of FUNCTIONS) if (f.kind === 'function') items.push({ label: f.name, kind: CompletionItemKind.Function, detail: f.signature, documentation: [f.meaning, f.edges].filter(Boolean).join(' '), sortText: `3${f.name}` });
  for (const v of VARIABLES) items.push({ label: v.name, kind: CompletionItemKind.Constant, detail: v.meaning, sortText: `4${v.name}` });
  return items;
}

function directiveWords({ placed, scope, design }: Cursor): CompletionItem[] {
  if (!placed) return [];
  const card = keyword(placed.card).replace(/^\.?/, '.');
  const words = (list: string[], detail: string): CompletionItem[] => list.map((label, i) => ({ label, kind: CompletionItemKind.EnumMember, detail, sortText: `${i}` }));
  switch (DIRECTIVES.find((d) => d.name === card || d.aliases.includes(card))?.name) {
    case '.ac': return words(['dec', 'oct', 'lin'], 'how points are spread over frequency');
    case '.tran': return words(['uic'], 'start from the initial conditions of the devices');
    case '.options': return OPTIONS.map((o) => ({ label: o.name, kind: CompletionItemKind.Property, detail: o.meaning, documentation: o.acts ? undefined : 'Nodal does not act on it.', sortText: `${o.acts ? 1 : 2}${o.name}` }));
    case '.model': {
      const type = wordOf(positional(placed.card)[1])?.toLowerCase() ?? (positional(placed.card)[1]?.$type === 'Call' ? (positional(placed.card)[1] as { callee: string }).callee.toLowerCase() : '');
      const device = findDeviceOfModel(type);
      if (device) return parameterItems(device.model, '1');
      const named = modelParameterNames(type);
      if (named.size > 0) return [...named].map((name) => ({ label: name, kind: CompletionItemKind.Property, detail: `parameter of ${type}`, insertText: `${name}=`, sortText: `2${name}` }));
      return MODEL_TYPES.map((facts) => ({ label: facts.type, kind: CompletionItemKind.EnumMember, detail: `model of a ${facts.name}`, sortText: `${findDeviceOfModel(facts.type) ? 1 : 2}${facts.type}` }));
    }
    case '.dc': return [...scope.elements.filter(({ card: c }) => /^[vir]/i.test(c.name)).map(({ card: c }) => ({ label: c.name, kind: CompletionItemKind.Reference, sortText: `1${c.name}` })), ...[...design.top.parameters.values()].map((p) => ({ label: p.name, kind: CompletionItemKind.Constant, sortText: `2${p.name}` })), { label: 'temp', kind: CompletionItemKind.Constant, detail: 'temperature in °C', sortText: '3temp' }];
    case '.meas': return [...words(['tran', 'ac', 'dc', 'op'], 'analysis'), ...['find', 'when', 'trig', 'targ', 'min', 'max', 'pp', 'avg', 'rms', 'integ', 'at=', 'rise=', 'fall=', 'cross=', 'from=', 'to=', 'val=', 'td=', 'param='].map((label) => ({ label, kind: CompletionItemKind.Keyword, sortText: `5${label}` }))];
    case '.print': case '.plot': case '.probe': case '.save': return [...words(['tran', 'ac', 'dc', 'op'], 'analysis'), ...nodes(scope, '6').map((n) => ({ ...n, label: `v(${n.label})` }))];
    case '.ic': case '.nodeset': return nodes(scope, '1').map((n) => ({ ...n, label: `v(${n.label})`, insertText: `v(${n.label})=` }));
    case '.global': return nodes(scope, '1');
    case '.ends': return scope.subcircuit ? [{ label: scope.subcircuit.name, kind: CompletionItemKind.Class, sortText: '1' }] : [];
    default: return [];
  }
}
