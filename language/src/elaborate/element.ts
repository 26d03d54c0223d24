import { NONE } from '@nodal/protocol';
import type { AstNode } from 'langium';
import type { Argument, Assignment, ElementCard, Operand, Word } from '../generated/ast.js';
import type { ModelDeclaration, PlacedCard } from '../design/design.js';
import { assignmentOn } from '../design/literals.js';
import { MISSING_VALUES } from '../design/required-operands.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import { FLAGS } from '../design/roles/words.js';
import { findDevice, findParameter, INFORMATIONAL_PARAMETERS, type DeviceFacts } from '../reference/devices.js';
import { aOrAn, elementByLetter, type ElementFacts } from '../reference/elements.js';
import { parseNumber, readNumber } from '../text/number.js';
import { chooseBin } from './bins.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';
import { findModel, type Models } from './models.js';
import { nodeAt } from './nodes.js';
import type { Values } from './values.js';

/** The number that `2.35.6`, `10%` or `1k}` begins with; undefined where all of a word is a number, or it may be a name or a formula. */
function numberBefore(word: string): string | undefined {
  const number = readNumber(word);
  return number !== undefined && number.end < word.length && /[.%}\]#$]/.test(word.charAt(number.end)) ? word.slice(0, number.end) : undefined;
}

/** What the elaboration of one kind of element gets. */
export interface ElementContext {
  elaboration: Elaboration;
  values: Values;
  models: Models;
}

/** How the cards of one letter become devices. */
export interface ElementElaborator {
  letter: string;
  elaborate(element: Element): void;
}

/** Parameters that LTspice and others write on devices for people and tools. */
const INFORMATIONAL = new Set([...INFORMATIONAL_PARAMETERS, 'tol', 'pwr', 'mtbf', 'v', 'irms', 'package', 'lot', 'dev', 'pn', 'pppkg', 'vrms']);

/** Parameters that make something else of an element: without them nothing is left to simulate. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  v: ['wavefile', 'stimulus', 'tbl', 'table'], i: ['wavefile', 'stimulus', 'tbl', 'table'],
};

/** Devices of which `m=` would change nothing. */
const WITHOUT_MULTIPLIER = new Set(['voltage-source', 'vcvs', 'ccvs', 'coupling', 'magnetic-core', 'core-winding', 'behavioural-voltage']);

/** Elements all of whose values have a name on the card. */
const WITHOUT_PRINCIPAL = new Set(['m', 's', 'w']);

/** Another device that a card names. */
export interface DeviceReference {
  name: string;
  at: Operand;
  /** Kinds of devices. */
  accepts: readonly string[];
  wanted: string;
}

/** One element card in one frame, and the device that is being made of it. */
export class Element {
  readonly facts: ElementFacts;
  /** What it becomes in the circuit; where devices of several kinds have a letter in common, the model or the form says which. */
  device: DeviceFacts;
  readonly arguments: readonly Argument[];
  /** Next argument to be read. */
  at = 0;
  failed = false;
  model = NONE;
  multiplier = NONE;
  readonly terminals: number[] = [];
  /** Other devices of the frame that it reads. */
  readonly references: DeviceReference[] = [];
  /** Nodes of other instances among the terminals, which may not be made yet. */
  private readonly pendingNodes: { terminal: number; name: string; at: AstNode }[] = [];
  /** Parameters so far, by canonical name; values are runs of the circuit's values. */
  readonly parameters = new Map<string, { start: number; count: number; origin: number }>();

  constructor(readonly context: ElementContext, readonly placed: PlacedCard<ElementCard>, readonly frame: Frame) {
    this.facts = elementByLetter(placed.card.name)!;
    this.device = findDevice(this.facts.kind!)!;
    this.arguments = flatArguments(placed.card);
  }

  private ownOrigin = NONE;

  /** The origin of the card. Only cards inside of subcircuits are met again, so only theirs are looked up. */
  get origin(): number {
    if (this.ownOrigin === NONE) {
      this.ownOrigin = this.frame.parent ? this.elaboration.cardOrigin(this.placed) : this.elaboration.origin(this.placed, this.placed.card);
    }
    return this.ownOrigin;
  }

  get elaboration(): Elaboration {
    return this.context.elaboration;
  }

  /** The name with its path, in the user's spelling. */
  get path(): string {
    return this.frame.path === '' ? this.placed.card.name : `${this.frame.path}.${this.placed.card.name}`;
  }

  error(code: string, at: Argument | undefined, message: string): void {
    this.failed = true;
    this.elaboration.tellAt('error', code, this.placed, at, message, this.frame);
  }

  warning(code: string, at: Argument | undefined, message: string): void {
    this.elaboration.tellAt('warning', code, this.placed, at, message, this.frame);
  }

  /** The next operand, or undefined before an assignment and at the end. */
  peek(): Operand | undefined {
    const argument = this.arguments[this.at];
    return argument && argument.$type !== 'Assignment' ? argument : undefined;
  }

  /** Reads the nodes of the terminals; false, with an error, when there are too few. */
  nodes(count: number): boolean {
    for (let i = 0; i < count; i++) {
      const operand = this.peek();
      if (!operand) {
        const { facts } = this;
        if (this.placed.file.parsed.dialect.missingValues && MISSING_VALUES[facts.letter] !== undefined && this.arguments.length === 0) {
          // A rule tells it; ngspice goes on without the element.
          this.failed = true;
          return false;
        }
        this.tooFewNodes(Math.max(count, facts.pins.length));
        return false;
      }
      const { text } = operandText(this.placed, operand);
      this.terminals.push(nodeAt(this.elaboration, this.frame, text, this.placed, operand));
      this.at++;
    }
    return true;
  }

  /** Makes another device of the card than its letter says. */
  becomes(kind: string): void {
    this.device = findDevice(kind)!;
  }

  /** Adds a node whose voltage the element reads. */
  control(name: string, at: AstNode): void {
    // What is inside of an instance may come later: `v(x1.out)`.
    if (this.frame.parent === undefined && /[.:]/.test(name)) this.pendingNodes.push({ terminal: this.terminals.push(0) - 1, name, at });
    else this.terminals.push(nodeAt(this.elaboration, this.frame, name, this.placed, at));
  }

  tooFewNodes(wanted: number): void {
    this.error('missing-nodes', undefined, `${this.placed.card.name} needs ${wanted} nodes (${this.facts.pins.join(', ')}), but has ${this.terminals.length}. Write: ${this.form}`);
  }

  /** How a card of this letter is written, with this one's name. */
  get form(): string {
    return [this.placed.card.name, ...this.facts.pins, this.facts.operands].join(' ');
  }

  /** A value of the circuit for an operand; `NONE` after an error. */
  value(operand: Operand): number {
    const word = wordOf(operand);
    const { dialect } = this.placed.file.parsed;
    if (word !== undefined && !dialect.bareParameters && operand.$container?.$type !== 'Assignment' && parseNumber(word) === undefined && this.isBareParameter(word)) {
      this.warning('parameter-without-braces', operand, `'${word}' is read as the parameter of that name, as in ngspice; ${dialect.title} wants {${word}}.`);
    }
    const number = word === undefined ? undefined : numberBefore(word);
    if (number !== undefined) {
      this.warning('malformed-number', operand, `'${word}' is no number: ${number} is read, as in ngspice, and '${word!.slice(number.length)}' has no effect.`);
      return this.context.values.value({ ...this.context.values.textOf(this.placed, operand), text: number }, this.frame);
    }
    const value = this.context.values.value(this.context.values.textOf(this.placed, operand), this.frame);
    if (value === NONE) this.failed = true;
    return value;
  }

  /** The number that a value has at the nominal temperature. */
  number(value: number): number {
    return this.elaboration.builder.circuit.values.constant[value]!;
  }

  /** Whether an operand can be a number: digits, or an expression. */
  isValue(operand: Argument | undefined): operand is Operand {
    if (!operand || operand.$type === 'Assignment' || operand.$type === 'Text') return false;
    if (operand.$type === 'Word') return parseNumber(operand.text) !== undefined || numberBefore(operand.text) !== undefined || this.isBareParameter(operand.text);
    return operand.$type === 'Expression';
  }

  /** Sets the principal value to that of a dialect that needs none on the card; a rule tells it. Whether it did. */
  takesMissingValue(): boolean {
    const missing = this.placed.file.parsed.dialect.missingValues ? MISSING_VALUES[this.facts.letter] : undefined;
    if (missing === undefined) return false;
    this.parameters.set(this.principal, { start: this.elaboration.builder.value(missing.value), count: 1, origin: this.origin });
    return true;
  }

  /** A device of no size carries no current, so that the circuit is the same without it. */
  leaveOut(what: 'area' | 'multiplier'): void {
    this.warning('value-out-of-range', undefined, `The ${what} of ${this.placed.card.name} is 0, so it is left out of the circuit.`);
  }

  /** A word that is the name of a parameter. Some dialects need no braces around it. */
  private isBareParameter(word: string): boolean {
    return this.frame.shape.slot(word.toLowerCase()) !== undefined;
  }

  setParameter(name: string, value: number, at: Argument): void {
    this.parameters.set(name, { start: value, count: 1, origin: this.elaboration.origin(this.placed, at) });
  }

  /** Sets a parameter of several values, which are neighbours; those that were made apart are copied behind each other. */
  setList(name: string, values: readonly number[], at: Argument): void {
    const { builder } = this.elaboration;
    let start = values[0]!;
    if (!values.every((value, i) => value === start + i)) {
      const { constant, program } = builder.circuit.values;
      [start] = values.map((value) => builder.value(constant[value]!, program[value]!)) as [number];
    }
    this.parameters.set(name, { start, count: values.length, origin: this.elaboration.origin(this.placed, at) });
  }

  /** Takes a further value of the parameter before, which may have several: the 2 of `ic=0.6,2`. */
  furtherValue(operand: Operand, name: string, most: number): boolean {
    const given = this.parameters.get(name);
    const { list, layout } = cardRoles(this.placed, this.frame.scope);
    if (given === undefined || given.count >= most || layout.roles[list.indexOf(operand)] !== 'parameter' || !this.isValue(operand)) return false;
    const value = this.value(operand);
    if (value !== NONE) this.setList(name, [...Array.from({ length: given.count }, (_, i) => given.start + i), value], operand);
    return true;
  }

  /** Whether something is left of an area that the card gives; a mistake in it is told. */
  hasArea(): boolean {
    const area = this.parameters.get('area');
    if (area === undefined) return true;
    const size = this.number(area.start);
    if (size === 0) this.leaveOut('area');
    else if (!(size > 0)) this.error('value-out-of-range', undefined, `The area of ${this.placed.card.name} is ${size}; it must be greater than 0.`);
    return size > 0;
  }

  /** Sets a parameter from an operand, or tells why it has no value. */
  parameter(name: string, operand: Operand): void {
    const value = this.value(operand);
    if (value !== NONE) this.setParameter(name, value, operand);
  }

  /** Resolves a model by its name and keeps it; false when there is none of that name. */
  useModel(operand: Operand): boolean {
    const name = wordOf(operand);
    const found = name === undefined ? undefined : findModel(this.frame, name);
    if (!found) return false;
    this.at++;
    const declaration = found.name.toLowerCase() === name!.toLowerCase() ? found : this.bin(name!, operand) ?? found;
    if (this.failed) return true;
    this.device = this.context.models.deviceOf(declaration, this.device, this.frame);
    this.model = this.context.models.use(declaration, this.device, this.frame, this.placed, operand);
    if (this.model === NONE) this.failed = true;
    return true;
  }

  /** The model of several with a common name that holds for the card's size; undefined after an error. */
  private bin(name: string, operand: Operand): ModelDeclaration | undefined {
    const chosen = chooseBin(name, this.placed, this.frame, this.elaboration, this.context.values);
    if (chosen === undefined || !('message' in chosen)) return chosen;
    this.error('outside-bin', assignmentOn(this.placed, chosen.at) ?? operand, chosen.message);
    return undefined;
  }

  /** Whether the card's model has a parameter. */
  modelGives(name: string): boolean {
    const { models, parameters, strings } = this.elaboration.builder.circuit;
    const model = this.model === NONE ? undefined : models[this.model];
    if (model === undefined) return false;
    for (let at = model.parametersStart; at < model.parametersStart + model.parametersCount; at++) if (strings[parameters.name[at]!] === name) return true;
    return false;
  }

  /** An operand in the place of a model or a value that is neither. */
  unknownModel(operand: Operand): void {
    const { text } = operandText(this.placed, operand);
    this.error('unknown-model', operand, `There is no model '${text}' here. Define it with .model, or include the file that does.`);
  }

  /** Reads one `name=value` of the card by the device's table. */
  assignment(assignment: Assignment): void {
    const { target, value } = assignment;
    if (target.$type !== 'Word') return;
    if (!value) {
      this.error('missing-value', assignment, `${target.text} has no value. Write it behind the "=".`);
      return;
    }
    const name = target.text.toLowerCase();
    if (name === 'm' && !WITHOUT_MULTIPLIER.has(this.device.kind)) {
      this.multiplier = this.value(value);
      if (this.multiplier !== NONE && this.number(this.multiplier) === 0) {
        this.leaveOut('multiplier');
        this.failed = true;
      } else if (this.multiplier !== NONE && !(this.number(this.multiplier) > 0)) {
        this.error('value-out-of-range', assignment, `The multiplier of ${this.placed.card.name} is ${this.number(this.multiplier)}; it must be greater than 0.`);
      }
      return;
    }
    const facts = findParameter(this.device.instance, name);
    if (facts?.informs || (!facts && INFORMATIONAL.has(name))) return;
    if (!facts) {
      this.otherParameter(name, target);
      return;
    }
    this.parameter(facts.name, value);
  }

  /** A parameter that Nodal does not simulate, or that nobody has. */
  private otherParameter(name: string, target: Word): void {
    const { facts, placed } = this;
    if (FORMS[facts.letter]?.includes(name)) {
      this.error('unsupported-form', target, `${placed.card.name} is ${aOrAn(facts.name)} with ${target.text}=, which Nodal does not simulate yet; write ${this.form}`);
    } else if (facts.otherParameters.includes(name)) {
      this.warning('unsupported-parameter', target, `The parameter '${target.text}' of ${placed.card.name} has no effect: Nodal does not simulate it yet.`);
    } else {
      this.warning('unknown-instance-parameter', target, `The parameter '${target.text}' of ${placed.card.name} has no effect: ${aOrAn(facts.name)} has no such parameter.`);
    }
  }

  /**
   * `area 2`, `tc 1m 2u`: in ngspice an equals sign is as good as a blank, so a
   * parameter may stand without it. Whether the next operands were one.
   */
  private namedValue(name: Operand): boolean {
    const value = this.arguments[this.at + 1];
    const word = wordOf(name);
    if (word === undefined || !this.isValue(value) || this.isValue(name) || findModel(this.frame, word)) return false;
    const key = word.toLowerCase();
    const facts = findParameter(this.device.instance, key);
    if (facts === undefined || FLAGS.has(key)) return false;
    this.at += 2;
    this.parameter(facts.name, value);
    const second = this.peek();
    if (facts.name === 'tc1' && this.isValue(second)) {
      this.at++;
      this.parameter('tc2', second);
    }
    return true;
  }

  /** LTspice's word for an element without noise. */
  private noiseless(word: Word): void {
    if (findParameter(this.device.instance, 'noisy') !== undefined) this.setParameter('noisy', this.elaboration.builder.value(0), word);
    else this.warning('unsupported-parameter', word, `'${word.text}' has no effect: only the noise of resistors can be left out.`);
  }

  /** Tells that an operand has no place on the card. */
  surplus(operand: Operand): void {
    const { text } = operandText(this.placed, operand);
    this.error('surplus-operand', operand, `'${text}' has no meaning here. A ${this.facts.name} is written: ${this.form}`);
  }

  /** Reads all arguments that are left: assignments by the table, operands by `operand`, which answers whether it took it. */
  rest(operand: (operand: Operand) => boolean): void {
    while (this.at < this.arguments.length) {
      const argument = this.arguments[this.at]!;
      if (argument.$type === 'Assignment') {
        this.at++;
        this.assignment(argument);
        continue;
      }
      if (argument.$type === 'Word' && argument.text.toLowerCase() === 'noiseless') {
        this.at++;
        this.noiseless(argument);
        continue;
      }
      if (this.namedValue(argument)) continue;
      const before = this.at;
      if (!operand(argument)) {
        this.surplus(argument);
        return;
      }
      if (this.at === before) this.at++;
    }
  }

  /** The principal value: what `--set r1=` changes and what stands on the card without a name. */
  get principal(): string {
    return this.device.instance[0]!.name;
  }

  /** Applies an override of the principal value. */
  private override(): void {
    if (!this.elaboration.overrides.changesCircuit || WITHOUT_PRINCIPAL.has(this.facts.letter)) return;
    const value = this.elaboration.overrides.take(this.path.toLowerCase());
    if (value === undefined) return;
    const { builder } = this.elaboration;
    const before = this.parameters.get(this.principal);
    this.parameters.set(this.principal, { start: builder.value(value), count: 1, origin: before?.origin ?? this.origin });
  }

  /** Adds the device to the circuit, unless an error was told. `references` names other devices of the frame. */
  finish(references: readonly DeviceReference[] = this.references): void {
    if (this.failed) return;
    this.override();
    const { builder } = this.elaboration;
    const start = builder.parametersEnd;
    for (const [name, run] of this.parameters) builder.parameter(name, run.origin, run.start, run.count);
    const device = builder.device({
      kind: this.device.kind, path: this.path, instance: this.frame.index, origin: this.origin,
      model: this.model, multiplier: this.multiplier, terminals: this.terminals,
      parameters: { start, count: this.parameters.size }, references: references.length,
    });
    (this.frame.devices ??= new Map()).set(this.placed.card.name.toLowerCase(), device);
    for (const { terminal, ...node } of this.pendingNodes) {
      this.elaboration.pendingNodes.push({ frame: this.frame, terminal: builder.circuit.devices.terminalsStart[device]! + terminal, placed: this.placed, ...node });
    }
    references.forEach((reference, i) => {
      this.elaboration.pendingReferences.push({ frame: this.frame, device, reference: builder.circuit.devices.referencesStart[device]! + i, placed: this.placed, ...reference });
    });
  }
}
