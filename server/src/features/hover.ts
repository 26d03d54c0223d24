import {
  cardRoles, type Declaration, elementByLetter, findDevice, findDeviceOfModel, findDirective, findFunction, findOption, findParameter, findFurtherWaveform, findVariable, findWaveform,
  dialectOf, isGround, keywordOf, LineIndex, parseNumber, type ParameterDeclaration, type ParameterFacts, type Scope, type SubcircuitDeclaration, wordOf,
} from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import type { LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import { type Cursor, cursorAt, declarationOf } from '../cursor.js';
import { EvaluatedCircuit } from '../evaluated.js';
import type { Workspace } from '../workspace.js';
import { controlHoverText } from './control-hover.js';

/** What a word means, and which number it came to. */
export class HoverByDesign implements HoverProvider {
  constructor(private readonly workspace: Workspace) {}

  async getHoverContent({ textDocument }: LangiumDocument, { position }: HoverParams): Promise<Hover | undefined> {
    const { deck, checked } = await this.workspace.contextOf(textDocument.uri);
    const cursor = cursorAt(checked.design, textDocument.uri, textDocument.offsetAt(position));
    if (!cursor?.word) return undefined;
    const whole = checked.design.role === 'deck' ? await this.workspace.elaborate(deck) : undefined;
    const text = hoverText(cursor, whole?.elaboration?.circuit && new EvaluatedCircuit(whole.elaboration.circuit));
    const lines = new LineIndex(cursor.file.text);
    return text ? { contents: { kind: 'markdown', value: text }, range: { start: lines.positionAt(cursor.word.start), end: lines.positionAt(cursor.word.end) } } : undefined;
  }
}

/** Markdown, or undefined when there is nothing to say. */
export function hoverText(cursor: Cursor, circuit: EvaluatedCircuit | undefined): string | undefined {
  const { placed, word, onHead, operand } = cursor;
  const script = controlHoverText(cursor);
  if (script !== undefined) return script;
  if (!placed || !word) return undefined;
  if (onHead) return placed.card.$type === 'ElementCard' ? elementText(cursor, circuit) : placed.card.$type === 'DirectiveCard' ? directiveText(keywordOf(placed.card)) : undefined;
  const declaration = declarationOf(cursor);
  if (declaration) return declarationText(declaration, circuit);
  if (operand?.role === 'node' || operand?.role === 'control-node') return nodeText(cursor, operand.pin);
  const name = word.text.toLowerCase();
  const waveform = operand?.role === 'waveform' ? findWaveform(name) ?? findFurtherWaveform(name) : undefined;
  if (waveform) return `${code(`${waveform.name}(${waveform.arguments.map((a) => a.name).join(' ')})`)}\n${waveform.meaning}\n\n${waveform.arguments.map((a) => `- \`${a.name}\`${a.unit ? ` (${a.unit})` : ''}: ${a.meaning}${a.default ? ` Default ${a.default}.` : ''}`).join('\n')}`;
  const facts = parameterFacts(cursor, name);
  if (facts) return parameterFactsText(facts, circuit?.parameterAt(cursor.file.uri, word.end + 1)?.values);
  const known = findFunction(name) ?? undefined;
  if (known?.kind === 'function' && /^\s*\(/.test(cursor.file.text.slice(word.end))) return `${code(known.signature)}\n${known.meaning} ${known.edges}`.trim();
  const variable = findVariable(name);
  const evaluated = circuit?.parameterAt(cursor.file.uri, cursor.offset);
  const number = parseNumber(word.text, cursor.file.parsed.dialect);
  if (number !== undefined) {
    const principal = operand && cursor.roles?.values[0] === operand.operand ? elementByLetter(cursor.roles.letter)?.parameters[0] : undefined;
    return `\`${word.text}\` = **${formatQuantity(number, principal?.unit ?? evaluatedUnit(cursor, evaluated?.name) ?? '')}**`;
  }
  if (evaluated) return `${evaluated.name} = **${evaluated.values.map((v) => formatQuantity(v, evaluatedUnit(cursor, evaluated.name) ?? '')).join(', ')}**`;
  return variable && `\`${variable.name}\`: ${variable.meaning}`;
}

function code(text: string): string {
  return `\`\`\`spice\n${text}\n\`\`\`\n`;
}

function elementText({ placed, roles, file }: Cursor, circuit: EvaluatedCircuit | undefined): string | undefined {
  if (!placed || !roles) return undefined;
  const facts = elementByLetter(roles.letter);
  if (!facts) return undefined;
  const pins = roles.operands.filter((o) => o.role === 'node' || o.role === 'control-node').map((o) => `${o.pin ? `${o.pin} → ` : ''}\`${wordOf(o.operand) ?? '?'}\``);
  const device = circuit?.device(file.uri, file.cardStart[placed.index]!);
  const table = device?.parameters.map(({ name, values }) => {
    const unit = findParameter(facts.parameters, name)?.unit ?? '';
    return `- ${name} = **${values.map((v) => formatQuantity(v, unit)).join(', ')}**`;
  });
  return [`**${(placed.card as { name: string }).name}**, ${facts.name}${device && device.path !== (placed.card as { name: string }).name ? ` (here \`${device.path}\`)` : ''}`, pins.join(', '), table?.join('\n'), facts.meaning].filter(Boolean).join('\n\n');
}

function directiveText(name: string): string | undefined {
  const facts = findDirective(name);
  const of = facts?.dialects === undefined ? '' : `\n\nA card of ${facts.dialects.map((name) => dialectOf(name).title).join(', ')}.`;
  return facts && `${code(facts.signature)}\n${facts.meaning}${of}${facts.effect === 'inert' ? '\n\nNodal does nothing with this card.' : ''}`;
}

function declarationText(declaration: Declaration, circuit: EvaluatedCircuit | undefined): string {
  switch (declaration.kind) {
    case 'parameter': {
      const parameter = declaration as ParameterDeclaration;
      const value = circuit?.slot(definitionOf(parameter), parameter.name.toLowerCase());
      return `${code(`${parameter.formal ? '' : '.param '}${parameter.name}=${parameter.value?.text ?? ''}`)}${value === undefined ? '' : `= **${formatQuantity(value, '', { digits: 7 })}**`}`;
    }
    case 'subcircuit': {
      const subcircuit = declaration as SubcircuitDeclaration;
      const formals = [...subcircuit.scope.parameters.values()].filter((p) => p.formal).map((p) => `${p.name}=${p.value?.text ?? ''}`);
      return `${code(`.subckt ${[subcircuit.name, ...subcircuit.ports.map((p) => p.name), ...formals].join(' ')}`)}\n${subcircuit.scope.elements.length} elements`;
    }
    case 'model': {
      const { file, index } = declaration.placed;
      const text = file.text.slice(file.cardStart[index]!, file.parsed.table.end[index]!);
      const device = findDeviceOfModel((declaration as { type?: string }).type ?? '');
      return `${code(text.length > 600 ? `${text.slice(0, 600)} …` : text)}${device ? `Model of a ${device.kind.replace('-', ' ')}` : ''}`;
    }
    case 'function': {
      const { file, index } = declaration.placed;
      return code(file.text.slice(file.cardStart[index]!, file.parsed.table.end[index]!));
    }
  }
}

/** The name of the subcircuit that a parameter belongs to, empty for the top. */
function definitionOf({ placed, nameStart }: Declaration): string {
  // The innermost `.subckt` before it whose end is behind it.
  let name = '';
  const { cards } = placed.file.netlist;
  const open: string[] = [];
  for (let i = 0; i <= placed.index; i++) {
    const card = cards[i]!;
    if (card.$type !== 'DirectiveCard') continue;
    const word = keywordOf(card);
    if (word === '.subckt') open.push(wordOf(card.arguments[0])?.toLowerCase() ?? '');
    else if (word === '.ends') open.pop();
  }
  if (nameStart >= 0) name = open.at(-1) ?? '';
  return name;
}

function nodeText({ scope, word, design, file }: Cursor, pin: string | undefined): string {
  const name = word!.text.toLowerCase();
  const connected: string[] = [];
  for (const placed of scope.elements) {
    for (const { operand, role, pin: at } of cardRoles(placed, scope).operands) {
      if ((role === 'node' || role === 'control-node') && wordOf(operand)?.toLowerCase() === name) connected.push(`${placed.card.name}${at ? `.${at}` : ''}`);
    }
  }
  const kind = isGround(name, file.parsed.dialect) ? 'ground' : design.globals.has(name) ? 'global node' : scope.subcircuit?.ports.some((p) => p.name.toLowerCase() === name) ? `port of ${scope.subcircuit.name}` : 'node';
  const shown = connected.slice(0, 12).map((c) => `\`${c}\``).join(', ');
  return `**${word!.text}**, ${kind} ${inScope(scope)}${pin ? `, at pin ${pin}` : ''}\n\nconnected to ${shown}${connected.length > 12 ? ` and ${connected.length - 12} more` : ''}`;
}

function inScope(scope: Scope): string {
  return scope.subcircuit ? `in ${scope.subcircuit.name}` : 'of the top circuit';
}

/** The facts of a parameter name on the left of an `=`. */
function parameterFacts({ placed, roles, operand, file, word }: Cursor, name: string): ParameterFacts | undefined {
  if (!placed || !/^\s*=/.test(file.text.slice(word!.end))) return undefined;
  if (roles && operand?.role === 'parameter') return findParameter(elementByLetter(roles.letter)?.parameters ?? [], name);
  if (placed.card.$type !== 'DirectiveCard') return undefined;
  if (keywordOf(placed.card) === '.options') {
    const option = findOption(name);
    return option && { ...option, default: typeof option.default === 'number' ? option.default : null, informs: !option.acts };
  }
  if (keywordOf(placed.card) !== '.model') return undefined;
  const second = placed.card.arguments[1];
  const type = second?.$type === 'Word' ? second.text : second?.$type === 'Call' ? second.callee : '';
  return findParameter(findDeviceOfModel(type.toLowerCase())?.model ?? [], name);
}

function parameterFactsText(facts: ParameterFacts, values: number[] | undefined): string {
  const unit = facts.unit ? ` (${facts.unit})` : '';
  const standard = facts.default === null ? '' : ` Default ${formatQuantity(facts.default, facts.unit)}.`;
  return `\`${facts.name}\`${unit}: ${facts.meaning}${standard}${facts.informs ? ' No simulation acts on it.' : ''}${values?.length ? `\n\n= **${values.map((v) => formatQuantity(v, facts.unit)).join(', ')}**` : ''}`;
}

function evaluatedUnit({ roles, placed }: Cursor, name: string | undefined): string | undefined {
  if (!name) return undefined;
  const facts = roles && elementByLetter(roles.letter);
  const device = facts?.kind ? findDevice(facts.kind) : undefined;
  return (facts && findParameter(facts.parameters, name)?.unit) ?? (device && findParameter(device.model, name)?.unit) ?? (placed ? undefined : '');
}
