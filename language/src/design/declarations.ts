import type { Assignment, DirectiveCard, Operand, Word } from '../generated/ast.js';
import { areAlternatives } from './alternatives.js';
import { emptyScope, type FunctionDeclaration, type ModelDeclaration, type ParameterDeclaration, type PlacedCard, type Port, type Scope, type SubcircuitDeclaration } from './design.js';
import { flatArguments, operandText, positional } from './operands.js';
import { headOf, placeOf } from './places.js';
import type { Reporter } from './reporter.js';
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

type Directive = PlacedCard<DirectiveCard>;

/** `.model name type …`. The first model of a name counts. */
export function declareModel(placed: Directive, scope: Scope, reporter: Reporter): void {
  const [name, type] = positional(placed.card);
  if (name === undefined || (name.$type !== 'Word' && name.$type !== 'Text')) {
    reporter.report(malformedModel, headOf(placed), 'This .model has no name. Write .model NAME TYPE parameter=value …');
    return;
  }
  const place = placeOf(placed, name);
  const typeText = type?.$type === 'Word' ? type.text : type?.$type === 'Call' ? type.callee : '';
  if (typeText === '') {
    reporter.report(malformedModel, place, `Model ${name.text} has no type. Write its type behind the name, for example .model ${name.text} d.`);
  }
  const declaration: ModelDeclaration = { kind: 'model', name: name.text, placed, nameStart: place.start, nameEnd: place.end, type: typeText.toLowerCase() };
  const key = name.text.toLowerCase();
  const first = scope.models.get(key);
  if (first === undefined) {
    scope.models.set(key, declaration);
    return;
  }
  if (placed.branch !== undefined && areAlternatives(placed, first.placed)) {
    (first.alternatives ??= []).push(declaration);
    return;
  }
  reporter.report(duplicateModel, place, `Model ${name.text} is declared twice here; this second one has no effect. Rename or remove it.`, {
    related: [reporter.declared(first, 'The first one.')],
  });
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
      reporter.report(malformedParam, placeOf(placed, argument), `"${operandText(placed, argument).text}" has no "=" behind it. Write .param NAME=VALUE.`);
    }
  }
  if (placed.card.arguments.length === 0 && !reporter.isMalformed(placed)) reporter.report(malformedParam, headOf(placed), 'This .param gives no value. Write .param NAME=VALUE.');
}

/** `.param name value`, as LTspice takes it. */
function declareWithoutSign(placed: Directive, scope: Scope, name: Word, value: Operand, reporter: Reporter): void {
  const place = placeOf(placed, name);
  reporter.report(malformedParam, place, `There is no "=" between ${name.text} and its value, which other simulators need. Write .param ${name.text}=…`, {
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
    reporter.report(duplicateSubcircuit, head, `Subcircuit ${text} is declared twice here; this second one has no effect. Rename or remove it.`, {
      related: [reporter.declared(first, 'The first one.')],
    });
  }
  return declaration;
}

/** The ports of a `.subckt` card; a `reporter` is told of those that occur twice. */
export function portsOf(placed: Directive, reporter?: Reporter): Port[] {
  const ports: Port[] = [];
  const seen = new Map<string, Port>();
  for (const operand of positional(placed.card).slice(1)) {
    const { text: name, start, end } = operandText(placed, operand);
    if (/^params:$/i.test(name)) continue;
    const port = { name, start, end };
    const first = seen.get(name.toLowerCase());
    if (first === undefined) seen.set(name.toLowerCase(), port);
    else {
      const { uri } = placed.file;
      reporter?.report(duplicatePort, { uri, start, end }, `Port ${name} occurs twice, so both connections meet in one node. Rename one of them.`, {
        related: [{ uri, start: first.start, end: first.end, message: 'The first one.' }],
      });
    }
    ports.push(port);
  }
  return ports;
}

/** Declares the parameters of a `.subckt` card in its scope. */
export function declareFormals({ placed, scope }: SubcircuitDeclaration, reporter: Reporter): void {
  for (const argument of flatArguments(placed.card)) if (argument.$type === 'Assignment') addParameter(placed, scope, argument, true, reporter);
}
