import table from './devices.json';

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
}

/** A kind of device that the solver simulates. `devices.json` is what the solver knows. */
export interface DeviceFacts {
  /** As in the circuit's `devices.kind`. */
  kind: string;
  /** First letter of its cards, in lower case. */
  letter: string;
  pins: string[];
  /** The first one is the principal value, which stands on the card without a name. */
  instance: ParameterFacts[];
  /** Type words of `.model` that fit, in lower case. */
  modelKinds: string[];
  model: ParameterFacts[];
}

export const DEVICES: readonly DeviceFacts[] = (table as DeviceFacts[]).map((facts) => ({ ...facts, letter: facts.letter.toLowerCase() }));

const byKind = new Map(DEVICES.map((facts) => [facts.kind, facts]));
const byModelKind = new Map(DEVICES.flatMap((facts) => facts.modelKinds.map((kind) => [kind, facts] as const)));

export function findDevice(kind: string): DeviceFacts | undefined {
  return byKind.get(kind);
}

/** The device that a `.model` of this type (lower case) belongs to. */
export function findDeviceOfModel(type: string): DeviceFacts | undefined {
  return byModelKind.get(type);
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
