import type { SolverModule } from '@nodal/protocol';
import table from './devices.json';

/** Between which values a parameter has a meaning, as the solver names it. */
export type RangeName = 'positive' | 'not negative' | 'fraction' | 'share';

/** A parameter of a device or of a model. */
export interface ParameterFacts {
  /** Canonical name in lower case. */
  name: string;
  aliases: string[];
  /** Empty for a pure number. */
  unit: string;
  /** Null when absence has a meaning of its own. */
  default: number | null;
  meaning: string;
  /** Whether it only informs people, so that no simulation acts on it. */
  informs: boolean;
  /** Absent where every number has a meaning. */
  range?: RangeName;
}

/** Something that a device can be asked for at an operating point: `@m1[gm]`. */
export interface VariableFacts {
  name: string;
  aliases: string[];
  unit: string;
  meaning: string;
}

/** Types of `.model` with the parameters that they share. */
export interface ModelFacts {
  /** Type words in lower case. */
  kinds: string[];
  parameters: ParameterFacts[];
}

/** A kind of device that the language makes circuits of. `devices.json` is what the solver knows. */
export interface DeviceFacts {
  /** As in the circuit's `devices.kind`. */
  kind: string;
  /** First letter of its cards, in lower case. */
  letter: string;
  /** The module of the solver that has it; the usual one when absent. */
  module?: SolverModule;
  /** Levels of the models that make it this kind, where others have the same types of models. */
  levels?: number[];
  pins: string[];
  /** The first one is the principal value, which stands on the card without a name. */
  instance: ParameterFacts[];
  /** Type words of `.model` that fit, in lower case. */
  modelKinds: string[];
  models: ModelFacts[];
  variables: VariableFacts[];
}

/** Type words that stand in the circuit as another type, which the solver knows. */
export const SAME_MODEL_TYPES: ReadonlyMap<string, string> = new Map([['lpnp', 'pnp'], ['vdmosn', 'vdmos']]);

const withSame = (kinds: readonly string[]): string[] => [...kinds, ...[...SAME_MODEL_TYPES].flatMap(([word, type]) => (kinds.includes(type) ? [word] : []))];

export const DEVICES: readonly DeviceFacts[] = (table as Omit<DeviceFacts, 'modelKinds'>[]).map((facts) => {
  const models = facts.models.map(({ kinds, parameters }) => ({ kinds: withSame(kinds), parameters }));
  return { ...facts, letter: facts.letter.toLowerCase(), models, modelKinds: models.flatMap(({ kinds }) => kinds) };
});

const byKind = new Map(DEVICES.map((facts) => [facts.kind, facts]));
const byLetter = new Map(DEVICES.map(({ letter }) => [letter, DEVICES.filter((facts) => facts.letter === letter)]));
/** The kinds of devices by the type of their models, that of the lowest level first. */
const byModelKind = new Map<string, DeviceFacts[]>();
for (const facts of DEVICES) for (const kind of facts.modelKinds) byModelKind.set(kind, [...byModelKind.get(kind) ?? [], facts]);
/** Parameters of all levels of a type, each as its lowest level has it. */
const parametersByModelKind = new Map([...byModelKind].map(([kind, devices]) => {
  const lists = devices.map((facts) => parametersOfModel(facts, kind));
  const [first] = lists as [readonly ParameterFacts[]];
  return [kind, lists.length === 1 ? first : [...new Map(lists.reverse().flatMap((list) => list.map((parameter) => [parameter.name, parameter]))).values()]] as const;
}));

export function findDevice(kind: string): DeviceFacts | undefined {
  return byKind.get(kind);
}

/** All kinds of devices whose cards begin with a letter (lower case), the usual one first. */
export function devicesOfLetter(letter: string): readonly DeviceFacts[] {
  return byLetter.get(letter) ?? [];
}

/** The device that a `.model` of this type (lower case) belongs to, the usual one where the level decides. */
export function findDeviceOfModel(type: string): DeviceFacts | undefined {
  return byModelKind.get(type)?.[0];
}

/** Levels of models of this type (lower case) that are simulated. */
export function levelsOfModelType(type: string): readonly number[] {
  return (byModelKind.get(type) ?? []).flatMap(({ levels }) => levels ?? [1]);
}

/** The parameters of a device's model of this type. */
export function parametersOfModel(device: DeviceFacts, type: string): readonly ParameterFacts[] {
  return device.models.find(({ kinds }) => kinds.includes(type))?.parameters ?? [];
}

/**
 * The parameters of a `.model` of this type (lower case), when a device of the
 * circuit has such models: those of a level, else those of all levels.
 */
export function parametersOfModelType(type: string, level?: number): readonly ParameterFacts[] | undefined {
  if (level === undefined) return parametersByModelKind.get(type);
  const device = byModelKind.get(type)?.find(({ levels }) => (levels ?? [1]).includes(level));
  return device === undefined ? undefined : parametersOfModel(device, type);
}

/** What a kind of device is asked for by this name, in lower case: its canonical name. */
export function findVariableOf(kind: string, name: string): VariableFacts | undefined {
  return byKind.get(kind)?.variables.find((variable) => variable.name === name || variable.aliases.includes(name));
}

const parameterIndex = new WeakMap<readonly ParameterFacts[], Map<string, ParameterFacts>>();

/** A parameter by its name or an alias, in lower case. */
export function findParameter(parameters: readonly ParameterFacts[], name: string): ParameterFacts | undefined {
  let index = parameterIndex.get(parameters);
  if (!index) {
    index = new Map();
    for (const facts of parameters) {
      for (const word of [...facts.aliases, facts.name]) index.set(word, facts);
    }
    parameterIndex.set(parameters, index);
  }
  return index.get(name);
}

/**
 * Parameters that vendors write into models for people and tools: ratings and
 * origins. They are accepted silently in every model.
 */
export const INFORMATIONAL_PARAMETERS: ReadonlySet<string> = new Set([
  'mfg', 'type', 'vpk', 'ipk', 'iave', 'irms', 'diss', 'vceo', 'icrating', 'vds', 'ron', 'qg', 'vrev', 'pmax', 'imax', 'vmax', 'tmax', 'pd', 'package', 'description', 'date', 'source',
]);
