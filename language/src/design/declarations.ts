import type { Argument, Assignment, DirectiveCard, Operand, Word } from '../generated/ast.js';
import { areAlternatives } from './alternatives.js';
import { emptyScope, type FunctionDeclaration, type ModelDeclaration, type ParameterDeclaration, type PlacedCard, type Port, type Scope, type SubcircuitDeclaration } from './design.js';
import { flatArguments, operandText, positional } from './operands.js';
import { headOf, placeOf } from './places.js';
import { LIST_WORDS } from './roles/instances.js';
import type { Reporter } from './reporter.js';
import { freeName, rename } from '../rules/fixes.js';
import { duplicateFunction } from '../rules/duplicate-function.js';
import { duplicateModel } from '../rules/duplicate-model.js';
import { duplicateParameter } from '../rules/duplicate-parameter.js';
import { duplicatePort } from '../rules/duplicate-port.js';
import { duplicateSubcircuit } from '../rules/duplicate-subcircuit.js';
import { malformedFunction } from '../rules/malformed-function.js';
import { malformedModel } from '../rules/malformed-model.js';
import { malformedParam } from '../rules/malformed-param.js';
import { missingValue } from '../rules/missing-value.js';
import { subcircuitWithoutName } from '../rules/subcircuit-without-name.js';
import { HEAD_ENDS, HEAD_SUBCKT } from '../text/card-head.js';
import { DOT, isDigit } from '../text/characters.js';

type Directive = PlacedCard<DirectiveCard>;

/** `.model name type …`, `.model name ako:base [type] …`. The first model of a name and type counts. */
export function declareModel(placed: Directive, scope: Scope, reporter: Reporter): void {
  const [name, ...rest] = positional(placed.card);
  if (name === undefined || (name.$type !== 'Word' && name.$type !== 'Text')) {
    reporter.report(malformedModel, headOf(placed), 'This .model has no name. Write .model NAME TYPE parameter=value …');
    return;
  }
  const place = placeOf(placed, name);
  const { base, type } = typeOf(rest);
  if (type === '' && base === undefined && !reporter.isMalformed(placed)) {
    reporter.report(malformedModel, place, `Model ${name.text} has no type. Write its type behind the name, for example .model ${name.text} d.`);
  }
  const declaration: ModelDeclaration = { kind: 'model', name: name.text, placed, nameStart: place.start, nameEnd: place.end, type };
  if (base !== undefined) declaration.base = base;
  const key = name.text.toLowerCase();
  const first = scope.models.get(key);
  if (first === undefined) {
    keepModel(scope, key, declaration);
    return;
  }
  let last = first;
  while (last.type !== type && last.alternative !== undefined) last = last.alternative;
  if (last.type !== type && type !== '') {
    last.alternative = declaration;
    return;
  }
  if (placed.branch !== undefined && areAlternatives(placed, first.placed)) {
    (first.alternatives ??= []).push(declaration);
    return;
  }
  const same = isSame(placed, last.placed);
  reporter.report(duplicateModel, place, `Model ${name.text} is declared twice here${same ? ', with the same content' : ''}; this second one has no effect. Rename or remove it.`, {
    ...(same ? { severity: 'information' } : {}), related: [reporter.declared(first, 'The first one.')],
    fix: rename(place, freeName(name.text, (other) => scope.models.has(other.toLowerCase()))),
  });
}

/** The type of a model in lower case, and the name of the one that it takes over: `npn`, `ako:base npn`, `ako: base npn`. */
function typeOf(operands: readonly Operand[]): { base: string | undefined; type: string } {
  let at = 0;
  const word = (): string => {
    const operand = operands[at++];
    const text = operand?.$type === 'Word' ? operand.text : operand?.$type === 'Call' ? operand.callee : '';
    // Some vendors put their parameters in brackets: `vswitch[ron=1]`.
    const bracket = text.indexOf('[');
    return bracket > 0 ? text.slice(0, bracket) : text;
  };
  const first = word();
  if (!first.toLowerCase().startsWith('ako:')) return { base: undefined, type: first.toLowerCase() };
  const base = first.length > 4 ? first.slice(4) : word();
  return { base, type: word().toLowerCase() };
}

/** Keeps the first model of a name, and of several that differ in their sizes the first under their common name. */
export function keepModel(scope: Scope, key: string, declaration: ModelDeclaration): void {
  scope.models.set(key, declaration);
  const common = commonName(key);
  if (common === undefined) return;
  scope.bins ??= new Map();
  if (!scope.bins.has(common)) scope.bins.set(common, declaration);
}

/** `nch` of `nch.12`: what stands before a dot and digits at the end. */
export function commonName(name: string): string | undefined {
  let at = name.length;
  while (at > 0 && isDigit(name.charCodeAt(at - 1))) at--;
  return at < name.length && at > 1 && name.charCodeAt(at - 1) === DOT ? name.slice(0, at - 1) : undefined;
}

/** `.param name=value f(x)=expression …`. The last value of a name counts. */
export function declareParameters(placed: Directive, scope: Scope, reporter: Reporter): void {
  const [name, only, ...more] = placed.card.arguments;
  if (name?.$type === 'Word' && only !== undefined && only.$type !== 'Assignment' && more.length === 0 && /^[a-z_]/i.test(name.text)) {
    declareWithoutSign(placed, scope, name, only, reporter);
    return;
  }
  for (const argument of flatArguments(placed.card)) {
    if (argument.$type === 'Assignment') {
      if (argument.target.$type === 'Call') addFunction(placed, scope, argument.target, argument.value, reporter);
      else addParameter(placed, scope, argument, false, reporter);
    } else {
      reporter.report(malformedParam, placeOf(placed, argument), `"${operandText(placed, argument).text}" has no "=" behind it, so it gives no value. Write .param NAME=VALUE.`, { severity: 'warning' });
    }
  }
  // Simulators take a card that says nothing.
  if (placed.card.arguments.length === 0 && !reporter.isMalformed(placed)) reporter.report(malformedParam, headOf(placed), 'This .param gives no value. Write .param NAME=VALUE.', { severity: 'information' });
}

/** `.param name value`, as LTspice and PSpice take it; in ngspice the parameter does not exist then. */
function declareWithoutSign(placed: Directive, scope: Scope, name: Word, value: Operand, reporter: Reporter): void {
  const place = placeOf(placed, name);
  const { name: dialect } = placed.file.parsed.dialect;
  if (dialect !== 'ltspice' && dialect !== 'pspice') reporter.report(malformedParam, place, `There is no "=" between ${name.text} and its value, which other simulators need. Write .param ${name.text}=…`, {
    severity: 'warning', fix: { title: 'Insert "="', edits: [{ start: place.end, end: placeOf(placed, value).start, newText: '=' }] },
  });
  scope.parameters.set(name.text.toLowerCase(), { kind: 'parameter', name: name.text, placed, nameStart: place.start, nameEnd: place.end, value: operandText(placed, value), formal: false });
}

function addParameter(placed: Directive, scope: Scope, assignment: Assignment, formal: boolean, reporter: Reporter): void {
  const target = assignment.target;
  if (target.$type !== 'Word') {
    reporter.report(malformedParam, placeOf(placed, target), 'A parameter of a subcircuit is a name, without parentheses.');
    return;
  }
  const place = placeOf(placed, target);
  const value = assignment.value === undefined ? undefined : operandText(placed, assignment.value);
  if (value === undefined && !reporter.isMalformed(placed)) {
    reporter.report(missingValue, placeOf(placed, assignment), `${target.text} has no value. Write it behind the "=".`);
  }
  const key = target.text.toLowerCase();
  const first = scope.parameters.get(key);
  if (first !== undefined && (first.formal === formal || formal) && !(placed.branch !== undefined && areAlternatives(placed, first.placed))) {
    reporter.report(duplicateParameter, place, `Parameter ${target.text} gets a value twice in the same scope; this one counts. Remove one of them.`, {
      related: [reporter.declared(first, 'The other one.')],
    });
  }
  const declaration: ParameterDeclaration = { kind: 'parameter', name: target.text, placed, nameStart: place.start, nameEnd: place.end, value, formal };
  scope.parameters.set(key, declaration);
}

/** `.func f(x,y) {…}` and `.func f(x,y) = …`. */
export function declareFunction(placed: Directive, scope: Scope, reporter: Reporter): void {
  const [first, second] = placed.card.arguments;
  if (first?.$type === 'Assignment' && first.target.$type === 'Call') addFunction(placed, scope, first.target, first.value, reporter);
  else if (first?.$type === 'Call' && second?.$type !== 'Assignment') addFunction(placed, scope, first, second, reporter);
  else if (!reporter.isMalformed(placed)) {
    reporter.report(malformedFunction, first === undefined ? headOf(placed) : placeOf(placed, first), 'A function needs a name, parameters and an expression. Write .func NAME(X, Y) {EXPRESSION}.');
  }
}

function addFunction(placed: Directive, scope: Scope, signature: Operand & { $type: 'Call' }, body: Operand | undefined, reporter: Reporter): void {
  const whole = placeOf(placed, signature);
  const declaration: FunctionDeclaration = {
    kind: 'function', name: signature.callee, placed, nameStart: whole.start, nameEnd: whole.start + signature.callee.length, parameters: [],
    body: body === undefined ? undefined : operandText(placed, body),
  };
  for (const parameter of signature.arguments) {
    if (parameter.$type === 'Word') declaration.parameters.push(parameter.text);
    else reporter.report(malformedFunction, placeOf(placed, parameter), 'A parameter of a function is a name.');
  }
  if (declaration.body === undefined && !reporter.isMalformed(placed)) {
    reporter.report(malformedFunction, whole, `Function ${signature.callee} has no expression. Write it in braces behind the parameters.`);
  }
  const key = signature.callee.toLowerCase();
  const first = scope.functions.get(key);
  if (first !== undefined && !(placed.branch !== undefined && areAlternatives(placed, first.placed))) {
    reporter.report(duplicateFunction, { uri: whole.uri, start: declaration.nameStart, end: declaration.nameEnd }, `Function ${signature.callee} is declared twice here; this one counts. Rename or remove one of them.`, {
      related: [reporter.declared(first, 'The other one.')],
    });
  }
  scope.functions.set(key, declaration);
}

/** Whether two declarations have the same text, blanks apart: then it does not matter which of them counts. */
function isSame(one: Directive, other: Directive): boolean {
  return contentOf(one) === contentOf(other);
}

/** The text of a card, of a subcircuit up to its `.ends`, as words. */
function contentOf(placed: Directive): string {
  const { file, index } = placed;
  let last = index;
  if (placed.head === HEAD_SUBCKT) while (last + 1 < file.heads.length && file.heads[last + 1] !== HEAD_ENDS) last++;
  return file.text.slice(file.cardStart[index], file.parsed.table.end[last]).replace(/\s+/g, ' ').toLowerCase();
}

/** Opens the scope of a `.subckt` card. The first subcircuit of a name counts; a second one still gets a scope, so that its inside is checked. */
export function declareSubcircuit(placed: Directive, parent: Scope, reporter: Reporter): SubcircuitDeclaration {
  const name = positional(placed.card)[0];
  const head = name === undefined ? headOf(placed) : placeOf(placed, name);
  const text = name === undefined ? '' : operandText(placed, name).text;
  const scope = emptyScope(parent);
  const declaration: SubcircuitDeclaration = { kind: 'subcircuit', name: text, placed, nameStart: head.start, nameEnd: head.end, ports: portsOf(placed, reporter), scope, unread: undefined };
  scope.subcircuit = declaration;
  declareFormals(declaration, reporter);
  if (text === '') {
    if (!reporter.isMalformed(placed)) reporter.report(subcircuitWithoutName, head, 'This subcircuit has no name. Write .subckt NAME port …');
    return declaration;
  }
  const key = text.toLowerCase();
  const first = parent.subcircuits.get(key);
  if (first === undefined) parent.subcircuits.set(key, declaration);
  else if (placed.branch === undefined || !areAlternatives(placed, first.placed)) {
    const same = isSame(placed, first.placed);
    reporter.report(duplicateSubcircuit, head, `Subcircuit ${text} is declared twice here${same ? ', with the same content' : ''}; this second one has no effect. Rename or remove it.`, {
      ...(same ? { severity: 'information' } : {}), related: [reporter.declared(first, 'The first one.')],
      ...(head.end > head.start ? { fix: rename(head, freeName(text, (other) => parent.subcircuits.has(other.toLowerCase()))) } : {}),
    });
  }
  return declaration;
}

/** Whether an operand begins a list of parameters, and which: `params:`, `text:`, PSpice's `optional:` before ports with a default. */
function listWord(operand: Argument): string | undefined {
  return LIST_WORDS.match(operand) ? operand.text.toLowerCase() : undefined;
}

/** The ports of a `.subckt` card; a `reporter` is told of those that occur twice. */
export function portsOf(placed: Directive, reporter?: Reporter): Port[] {
  const ports: Port[] = [];
  const seen = new Map<string, Port>();
  let list = '';
  for (const operand of flatArguments(placed.card).slice(1)) {
    const word = listWord(operand);
    if (word !== undefined) {
      list = word;
      continue;
    }
    const assigned = operand.$type === 'Assignment';
    if (assigned ? list !== 'optional:' : list !== '') {
      if (assigned && list === '') list = 'params:';
      continue;
    }
    const { text: name, start, end } = operandText(placed, assigned ? operand.target : operand);
    const port: Port = { name, start, end };
    if (assigned) port.default = operand.value === undefined ? '0' : operandText(placed, operand.value).text;
    const first = seen.get(name.toLowerCase());
    if (first === undefined) seen.set(name.toLowerCase(), port);
    else {
      const { uri } = placed.file;
      reporter?.report(duplicatePort, { uri, start, end }, `Port ${name} occurs twice, so both connections meet in one node. Rename one of them.`, {
        related: [{ uri, start: first.start, end: first.end, message: 'The first one.' }],
        fix: rename({ start, end }, freeName(name, (other) => seen.has(other.toLowerCase()))),
      });
    }
    ports.push(port);
  }
  return ports;
}

/** Declares the parameters of a `.subckt` card in its scope. */
export function declareFormals({ placed, scope }: SubcircuitDeclaration, reporter: Reporter): void {
  let optional = false;
  for (const argument of flatArguments(placed.card)) {
    const word = listWord(argument);
    if (word !== undefined) optional = word === 'optional:';
    else if (argument.$type === 'Assignment' && !optional) addParameter(placed, scope, argument, true, reporter);
  }
}
