import { type Declaration, elementByLetter, findFunction, findVariable, keywordOf, LineIndex, type ModelDeclaration, parseNumber, type ParameterDeclaration, type SubcircuitDeclaration } from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import type { LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import { type Cursor, cursorAt, declarationOf } from '../../cursor.js';
import { EvaluatedCircuit } from '../../evaluated.js';
import { cardText, code } from '../../markdown.js';
import type { Workspace } from '../../workspace.js';
import { nameOf } from '../completion/declared.js';
import { controlHoverText } from '../control-hover.js';
import { elementText } from './element.js';
import { directiveText, evaluatedUnit, parameterFacts, parameterFactsText } from './facts.js';
import { includeText } from './include.js';
import { modelText } from './model.js';
import { nodeText } from './node.js';
import { suffixHint } from './number.js';
import { parameterText } from './parameter.js';
import { waveformText } from './waveform.js';

/** What a word means, and which number it came to. */
export class HoverByDesign implements HoverProvider {
  constructor(private readonly workspace: Workspace) {}

  async getHoverContent({ textDocument }: LangiumDocument, { position }: HoverParams): Promise<Hover | undefined> {
    const { deck, checked } = await this.workspace.contextOf(textDocument.uri);
    const cursor = cursorAt(checked.design, textDocument.uri, textDocument.offsetAt(position));
    if (!cursor?.word) return undefined;
    const circuit = await this.workspace.circuitNow(deck, checked);
    const text = hoverText(cursor, circuit && new EvaluatedCircuit(circuit));
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
  const included = includeText(cursor);
  if (included !== undefined) return included;
  const declaration = declarationOf(cursor);
  if (declaration) return declarationText(declaration, cursor, circuit);
  if (operand?.role === 'node' || operand?.role === 'control-node') return nodeText(cursor, operand.pin);
  const name = word.text.toLowerCase();
  const waveform = operand?.role === 'waveform' ? waveformText(cursor, name) : undefined;
  if (waveform !== undefined) return waveform;
  const facts = parameterFacts(cursor, name);
  if (facts) return parameterFactsText(facts, circuit?.parameterAt(cursor.file.uri, word.end + 1)?.values);
  const known = findFunction(name);
  if (known?.kind === 'function' && /^\s*\(/.test(cursor.file.text.slice(word.end, word.end + 80))) return [code(known.signature), [known.meaning, known.edges].filter(Boolean).join(' ')].join('\n\n');
  return valueText(cursor, circuit);
}

/** A number, a word of an expression, or a constant. */
function valueText(cursor: Cursor, circuit: EvaluatedCircuit | undefined): string | undefined {
  const { word, operand, roles, file } = cursor;
  const evaluated = circuit?.parameterAt(file.uri, cursor.offset);
  const number = parseNumber(word!.text, file.parsed.dialect);
  if (number !== undefined) {
    const principal = operand && roles?.values[0] === operand.operand ? elementByLetter(roles.letter)?.parameters[0] : undefined;
    const shown = `\`${word!.text}\` = **${formatQuantity(number, principal?.unit ?? evaluatedUnit(cursor, evaluated?.name) ?? '')}**`;
    return [shown, suffixHint(word!.text, file.parsed.dialect, roles?.letter)].filter(Boolean).join('\n\n');
  }
  if (evaluated) {
    const unit = evaluatedUnit(cursor, evaluated.name) ?? '';
    const lists = [evaluated.values, ...evaluated.others].map((values) => `**${values.map((value) => formatQuantity(value, unit)).join(', ')}**`);
    return `${evaluated.name} = ${lists.slice(0, 6).join(' or ')}${lists.length > 6 ? ' …' : ''}${lists.length > 1 ? ', by the instance' : ''}`;
  }
  const variable = findVariable(word!.text.toLowerCase(), file.parsed.dialect.name);
  return variable && `\`${variable.name}\`: ${variable.meaning}`;
}

function declarationText(declaration: Declaration, { design, scope, file }: Cursor, circuit: EvaluatedCircuit | undefined): string {
  const { placed } = declaration;
  switch (declaration.kind) {
    case 'parameter': return parameterText(declaration as ParameterDeclaration, design, circuit);
    case 'subcircuit': {
      const subcircuit = declaration as SubcircuitDeclaration;
      const formals = [...subcircuit.scope.parameters.values()].filter((p) => p.formal).map((p) => `${p.name}=${p.value?.text ?? ''}`);
      const count = subcircuit.scope.elements.length;
      return `${code(`.subckt ${[subcircuit.name, ...subcircuit.ports.map((p) => p.name), ...formals].join(' ')}`)}\n\n${subcircuit.ports.length} ports, ${count} elements${placed.file === file ? '' : `, in ${nameOf(placed.file.uri)}`}`;
    }
    case 'model': return modelText(declaration as ModelDeclaration, design, scope, file.uri);
    case 'function': return code(cardText(placed.file.text, placed.file.cardStart[placed.index]!));
  }
}
