import type { AstNode } from 'langium';
import { NONE } from '@nodal/protocol';
import type { Argument, Operand, Word } from '../generated/ast.js';
import type { ModelDeclaration, PlacedCard } from '../design/design.js';
import { isBorder } from '../design/bins.js';
import { commonName } from '../design/declarations.js';
import { fittingModel, lookupModel } from '../design/lookup.js';
import { assignedName, modelParameters } from '../design/literals.js';
import { flatArguments, wordOf } from '../design/operands.js';
import { devicesOfLetter, findDevice, findDeviceOfModel, findParameter, INFORMATIONAL_PARAMETERS, levelsOfModelType, parametersOfModel, parametersOfModelType, SAME_MODEL_TYPES, type DeviceFacts } from '../reference/devices.js';
import { counts } from './branches.js';
import { aOrAn, elementByLetter } from '../reference/elements.js';
import { findModelType, modelParameterNames } from '../reference/models.js';
import { parseNumber } from '../text/number.js';
import type { Elaboration } from './elaboration.js';
import { frameOfScope, type Frame } from './frame.js';
import { addTolerance, type ModelParameter, TOLERANCES } from './tolerances.js';
import type { Values } from './values.js';
import { otherVersion } from './versions.js';

/** Parameters of LTspice's diode that conducts along straight lines: with one of them the exponential is gone. */
export const STRAIGHT_LINES: ReadonlySet<string> = new Set(['ron', 'roff', 'vfwd', 'vrev', 'rrev', 'ilimit', 'revilimit', 'epsilon', 'revepsilon']);

/** The declaration of a model where a device stands: its scope, the scopes around, then those of its callers. */
export function findModel(frame: Frame, name: string): ModelDeclaration | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const found = lookupModel(at.scope, name);
    if (found) return found;
  }
  return undefined;
}

/** The scope that holds a declaration, from the frame outwards. */
function frameOfModel(frame: Frame, declaration: ModelDeclaration): Frame {
  const key = declaration.name.toLowerCase();
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    for (let scope: Frame['scope'] | undefined = at.scope; scope; scope = scope.parent) {
      for (let same = scope.models.get(key); same; same = same.alternative) if (same === declaration) return frameOfScope(at, scope) ?? at;
    }
  }
  return frame;
}

/** The models that one takes over by `ako:`, the farthest first. A circle ends where it closes. */
function basesOf(frame: Frame, declaration: ModelDeclaration): ModelDeclaration[] {
  const bases: ModelDeclaration[] = [];
  for (let at = declaration; at.base !== undefined;) {
    const found = findModel(frame, at.base);
    const next = found && (declaration.type === '' ? found : fittingModel(found, (type) => type === declaration.type));
    if (next === undefined || next === declaration || bases.includes(next)) break;
    bases.push(next);
    at = next;
  }
  return bases.reverse();
}

/** The type of a model: its own, or that of the model that it takes over. */
function typeIn(frame: Frame, declaration: ModelDeclaration): string {
  return declaration.type !== '' ? declaration.type : basesOf(frame, declaration).findLast((base) => base.type !== '')?.type ?? '';
}

function kindName(device: DeviceFacts): string {
  return elementByLetter(device.letter)?.name ?? device.kind;
}

/** LTspice's words for the channel of a power MOSFET. ngspice 39 takes any other than `pchan` for an N channel. */
const CHANNELS: ReadonlyMap<string, string> = new Map([['nchan', 'vdmos'], ['pchan', 'vdmosp']]);

const BIPOLAR: ReadonlySet<string> = new Set(['npn', 'pnp', 'lpnp']);
/** The parameter that gives a bipolar transistor a collector with quasi-saturation. */
const EPITAXIAL: ReadonlySet<string> = new Set(['rco']);

/** Types with a level 2 in LTspice, which the solver simulates; in other dialects the solver says that it has no effect. */
const SWITCHES_OF_TWO_LEVELS = new Set(['sw', 'csw']);

/** What the emission coefficient of a diode's recombination is without `nr`: 1 in ngspice 39, 2 where ISR comes from. */
export const RECOMBINATION: ReadonlyMap<string, number> = new Map([['pspice', 2], ['ltspice', 2], ['hspice', 2], ['xyce', 2]]);

/**
 * Where PSpice has the junction to the substrate: at the base (-1) of an LPNP
 * only, and at the collector (1) of any other. ngspice has it at the base of
 * every PNP that does not say otherwise (PSpice's reference guide, bipolar
 * transistor; ngspice manual 39, chapter 8).
 */
function substrateOf(type: string, dialect: string): number | undefined {
  if (type === 'lpnp') return -1;
  return type === 'pnp' && dialect === 'pspice' ? 1 : undefined;
}

/** Makes a circuit's models, each once for the instance whose parameters it reads. */
export class Models {
  constructor(private readonly elaboration: Elaboration, private readonly values: Values) {}

  /**
   * The device that a model makes of a card whose letter several kinds of devices
   * have: its type says so (a power MOSFET of an M), and among the kinds with
   * that type a parameter that only one of them has (a diode of straight lines),
   * or its level. The usual kind where the level is of none, which [[make]] tells.
   */
  deviceOf(first: ModelDeclaration, usual: DeviceFacts, frame: Frame): DeviceFacts {
    const all = devicesOfLetter(usual.letter);
    if (all.length < 2) return usual;
    const found = fittingModel(first, (type) => all.some(({ modelKinds }) => modelKinds.includes(type)));
    const owner = frameOfModel(frame, found);
    const type = typeIn(owner, found);
    if (BIPOLAR.has(type) && this.gives(found, owner, EPITAXIAL)) return findDevice('epitaxial-bjt')!;
    if (type === 'd' && this.gives(found, owner, STRAIGHT_LINES)) return findDevice('ideal-diode')!;
    const ofType = all.filter(({ modelKinds }) => modelKinds.includes(type));
    if (ofType.length < 2) return ofType[0] ?? usual;
    const declaration = this.ofInstance(found, owner) ?? found;
    const level = this.level([...basesOf(owner, declaration), declaration], owner) ?? 1;
    return ofType.find(({ levels }) => levels?.includes(level)) ?? ofType[0]!;
  }

  /**
   * Index of the model of this declaration for a device of the given kind, or
   * `NONE` after an error: another kind of model.
   */
  use(first: ModelDeclaration, device: DeviceFacts, frame: Frame, placed: PlacedCard, at: AstNode | undefined): number {
    const found = fittingModel(first, (type) => device.modelKinds.includes(type));
    const owner = frameOfModel(frame, found);
    const declaration = this.ofInstance(found, owner);
    if (declaration === undefined) {
      this.elaboration.tellAt('error', 'unknown-model', placed, at, `The model '${found.name}' stands in a branch of .if that does not count here.`, frame);
      return NONE;
    }
    const type = typeIn(frame, declaration);
    const key = `${declaration.name.toLowerCase()} ${declaration.type}`;
    // What is wrong with a model is told where it is used first.
    if (owner.models?.get(key) === NONE) return NONE;
    if (!device.modelKinds.includes(type)) {
      const other = findDeviceOfModel(type);
      const facts = findModelType(type);
      if (other === undefined && facts?.letters.includes(device.letter) === true) {
        this.elaboration.tellAt('error', 'unsupported-form', placed, at, `The model '${declaration.name}' is of type '${type}' (${aOrAn(facts.name)}), which Nodal does not simulate yet.`, frame);
        (owner.models ??= new Map()).set(key, NONE);
        return NONE;
      }
      this.elaboration.tellAt('error', 'model-kind', placed, at,
        `The model '${declaration.name}' is of type '${type}'${other ? ` (${aOrAn(kindName(other))})` : ''}; ${aOrAn(kindName(device))} needs one of type '${device.modelKinds.join("' or '")}'.`, frame);
      return NONE;
    }
    let index = owner.models?.get(key);
    if (index === undefined) {
      index = this.make(declaration, device, owner);
      (owner.models ??= new Map()).set(key, index);
    }
    return index;
  }

  /** Whether a model, or one that it takes over, gives a parameter of these names. */
  gives(declaration: ModelDeclaration, frame: Frame, names: ReadonlySet<string>): boolean {
    return [...basesOf(frame, declaration), declaration].some(({ placed }) => modelParameters(placed).some((argument) => names.has(assignedName(argument) ?? '')));
  }

  /** Of the models of one name in the branches of `.if` the one that an instance has. */
  private ofInstance(found: ModelDeclaration, owner: Frame): ModelDeclaration | undefined {
    if (found.placed.branch === undefined) return found;
    return [found, ...found.alternatives ?? []].find(({ placed: { branch } }) => branch === undefined || counts(branch, owner, this.elaboration, this.values));
  }

  private make(declaration: ModelDeclaration, device: DeviceFacts, owner: Frame): number {
    const { elaboration } = this;
    const { builder } = elaboration;
    const { placed } = declaration;
    const parameters = new Map<string, ModelParameter>();
    const type = typeIn(owner, declaration);
    const known = parametersOfModel(device, type);
    const bases = basesOf(owner, declaration);
    const level = findParameter(known, 'level') === undefined ? undefined : this.level([...bases, declaration], owner);
    const levels = levelsOfModelType(type);
    if (level !== undefined && !levels.includes(level) && !(level === 2 && SWITCHES_OF_TWO_LEVELS.has(type))) {
      const simulated = levels.length === 1 ? `only level ${levels[0]} is` : `levels ${levels.slice(0, -1).join(', ')} and ${levels.at(-1)} are`;
      elaboration.tellAt('error', 'model-level', placed, undefined, `Level ${level} of the ${kindName(device)} model is not simulated; ${simulated}.`);
      return NONE;
    }
    let kind = SAME_MODEL_TYPES.get(type) ?? type;
    // What the model takes over comes first, so that its own parameters count.
    for (const each of [...bases, declaration]) {
      // `d(is=1e-14)` without a blank before the parenthesis is a call.
      const list = flatArguments(each.placed.card).flatMap((argument) => (argument.$type === 'Call' ? argument.arguments : [argument]));
      const named = each.base === undefined ? list.findIndex((argument, place) => place > 0 && wordOf(argument)?.toLowerCase() === each.type) : list.length;
      for (let i = 0; i < list.length; i++) {
        const argument = list[i]!;
        if (argument.$type === 'Assignment') {
          if (argument.target.$type === 'Word' && argument.value) this.parameter(each, device, owner, argument.target, argument.value, argument, parameters);
        } else if (argument.$type === 'Word' && i > named && i > 0) {
          // An equals sign is as good as a blank in ngspice: `d is 1e-14`.
          const channel = device.kind === 'vdmos' ? CHANNELS.get(argument.text.toLowerCase()) : undefined;
          if (channel !== undefined) {
            kind = channel;
            continue;
          }
          const value = list[i + 1];
          const takes = value !== undefined && (value.$type === 'Expression' || parseNumber(wordOf(value) ?? '') !== undefined) && findParameter(known, argument.text.toLowerCase()) !== undefined;
          if (takes) this.parameter(each, device, owner, argument, list[++i] as Operand, argument, parameters);
          else if (modelParameterNames(type).has(argument.text.toLowerCase())) this.unsupported(each, argument);
          else elaboration.tellAt('warning', 'unknown-model-parameter', each.placed, argument, `'${argument.text}' has no effect on the model '${each.name}': a parameter is written NAME=VALUE.`);
        }
      }
    }
    const side = substrateOf(type, placed.file.parsed.dialect.name);
    if (side !== undefined && !parameters.has('subs')) parameters.set('subs', { value: builder.value(side), origin: elaboration.cardOrigin(placed) });
    const emission = type === 'd' ? RECOMBINATION.get(placed.file.parsed.dialect.name) : undefined;
    if (emission !== undefined && parameters.has('isr') && !parameters.has('nr')) parameters.set('nr', { value: builder.value(emission), origin: elaboration.cardOrigin(placed) });
    const start = builder.parametersEnd;
    for (const [name, { value, origin, tolerances }] of parameters) {
      for (const tolerance of tolerances ?? []) builder.circuit.tolerances.push({ parameter: builder.parametersEnd, ...tolerance });
      builder.parameter(name, origin, value, 1);
    }
    return builder.model({
      name: builder.string(declaration.name), kind: builder.string(kind), instance: owner.index,
      origin: elaboration.cardOrigin(placed), parametersStart: start, parametersCount: parameters.size,
    });
  }

  /** The level that the last of some models gives; undefined where none does, or it cannot be read. */
  private level(models: readonly ModelDeclaration[], owner: Frame): number | undefined {
    const given = models.flatMap(({ placed }) => modelParameters(placed).map((argument) => ({ placed, argument }))).findLast(({ argument }) => assignedName(argument) === 'level');
    if (given?.argument.value === undefined) return undefined;
    const value = this.values.value(this.values.textOf(given.placed, given.argument.value), owner);
    return value === NONE ? undefined : this.elaboration.builder.circuit.values.constant[value];
  }

  private unsupported(declaration: ModelDeclaration, target: Word): void {
    this.elaboration.tellAt('warning', 'unsupported-parameter', declaration.placed, target, `The parameter '${target.text}' of the model '${declaration.name}' has no effect: Nodal does not simulate it yet.`);
  }

  /** Name of the parameter before, which a `dev=` or `lot=` is about. */
  private latest = '';

  private parameter(declaration: ModelDeclaration, device: DeviceFacts, owner: Frame, target: Word, value: Operand, argument: Argument, into: Map<string, ModelParameter>): void {
    const { elaboration } = this;
    const name = target.text.toLowerCase();
    const type = typeIn(owner, declaration);
    const facts = findParameter(parametersOfModel(device, type), name);
    const shared = facts ? undefined : TOLERANCES.get(name);
    if (shared !== undefined) {
      addTolerance(elaboration, this.values, declaration, value, shared, owner, into.get(this.latest));
      return;
    }
    this.latest = facts?.name ?? '';
    if (name === 'version' && facts !== undefined) {
      const other = otherVersion(device.kind, this.values.textOf(declaration.placed, value).text.trim());
      if (other !== undefined) elaboration.tellAt('warning', 'model-version', declaration.placed, target, other);
    }
    if (facts?.informs || (!facts && INFORMATIONAL_PARAMETERS.has(name))) return;
    // What chose the model of its name acts so.
    if (isBorder(name) && commonName(declaration.name) !== undefined) return;
    if (!facts && findParameter(parametersOfModelType(type) ?? [], name) !== undefined) {
      elaboration.tellAt('warning', 'unknown-model-parameter', declaration.placed, target, `The parameter '${target.text}' of the model '${declaration.name}' has no effect: a ${kindName(device)} model of level ${device.levels?.join(' or ') ?? 1} has no such parameter.`);
      return;
    }
    if (!facts && modelParameterNames(type).has(name)) {
      this.unsupported(declaration, target);
      return;
    }
    if (!facts) {
      elaboration.tellAt('warning', 'unknown-model-parameter', declaration.placed, target, `The parameter '${target.text}' of the model '${declaration.name}' has no effect: a ${kindName(device)} model has no such parameter.`);
      return;
    }
    const index = this.values.value(this.values.textOf(declaration.placed, value), owner);
    if (index !== NONE) into.set(facts.name, { value: index, origin: elaboration.origin(declaration.placed, argument) });
  }
}
