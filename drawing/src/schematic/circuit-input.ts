import { decode } from '@msgpack/msgpack';
import { CIRCUIT_HEADER, CIRCUIT_MAGIC, CIRCUIT_VERSION, NONE, type Circuit } from '@nodal/protocol';
import type { DeviceKind, Origin, SchematicDevice, SchematicNet, SchematicNetlist } from './netlist.js';
import { gainOf, valueText, waveformOf, type DeviceValues } from './value-text.js';

/** Every instance of a subcircuit gets a sheet of its own up to this many devices in all; beyond, one instance of each subcircuit. */
const SHEETS_FOR_ALL = 60;

const PINS: Partial<Record<DeviceKind, string[]>> = {
  diode: ['a', 'k'], vcvs: ['p', 'n', 'cp', 'cn'], vccs: ['p', 'n', 'cp', 'cn'], bjt: ['c', 'b', 'e', 's'], jfet: ['d', 'g', 's'], mosfet: ['d', 'g', 's', 'b'], 'voltage-switch': ['p', 'n', 'cp', 'cn'],
};
const KINDS = new Set<string>(['resistor', 'capacitor', 'inductor', 'coupling', 'diode', 'voltage-source', 'current-source', 'vcvs', 'cccs', 'vccs', 'ccvs', 'bjt', 'jfet', 'mosfet', 'voltage-switch', 'current-switch']);

/** Kinds that are drawn as another one, with as many of its pins as they have. */
const DRAWN_AS: ReadonlyMap<string, DeviceKind> = new Map([['vdmos', 'mosfet'], ['mosfet2', 'mosfet'], ['mosfet3', 'mosfet'], ['jfet2', 'jfet'], ['epitaxial-bjt', 'bjt'], ['ideal-diode', 'diode'],
  ['behavioural-resistor', 'resistor'], ['behavioural-capacitor', 'capacitor'], ['behavioural-charge', 'capacitor'], ['behavioural-inductor', 'inductor'], ['behavioural-flux', 'inductor'], ['hysteresis-inductor', 'inductor'], ['core-winding', 'inductor'], ['magnetic-core', 'coupling'],
]);

/**
 * The circuit in an encoded byte string (see `solver-wasm/wire/src/circuit.rs`).
 * @throws Error when the bytes are no circuit, or one of another version
 */
export function decodeCircuitBytes(bytes: Uint8Array): Circuit {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (magic !== CIRCUIT_MAGIC) throw new Error('The bytes are not an encoded circuit.');
  const version = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true);
  if (version !== CIRCUIT_VERSION) throw new Error(`The circuit has version ${version}, and version ${CIRCUIT_VERSION} is known here. Restart the language server.`);
  return decode(bytes.subarray(CIRCUIT_HEADER)) as Circuit;
}

/**
 * The sheets of a circuit: the top first, then the insides of its subcircuits'
 * instances. An instance is a block on its parent's sheet, as engineers draw
 * hierarchies; its own devices stand on a sheet that names it.
 */
export function fromCircuit(circuit: Circuit): SchematicNetlist[] {
  const { instances } = circuit;
  const shown = shownInstances(circuit);
  return shown.map((instance) => new SheetReader(circuit, instance).read(
    instance === 0 ? '' : sheetTitle(circuit, instance, shown.length < instances.parent.length),
  ));
}

function shownInstances(circuit: Circuit): number[] {
  const all = circuit.instances.parent.map((_, index) => index);
  if (circuit.devices.kind.length <= SHEETS_FOR_ALL) return all;
  const seen = new Set<number>();
  return all.filter((instance) => {
    const definition = circuit.instances.definition[instance]!;
    const first = !seen.has(definition);
    seen.add(definition);
    return first;
  });
}

function sheetTitle(circuit: Circuit, instance: number, oneOfSeveral: boolean): string {
  const { instances, strings, definitions } = circuit;
  const definition = instances.definition[instance]!;
  const count = instances.definition.filter((other) => other === definition).length;
  const name = strings[definitions[definition]!.name]!;
  const path = strings[instances.name[instance]!]!;
  return oneOfSeveral && count > 1 ? `${path}: ${name} (one of ${count})` : `${path}: ${name}`;
}

class SheetReader {
  private readonly nets: SchematicNet[] = [];
  private readonly netOf = new Map<number, number>();
  private readonly ports = new Map<number, string>();

  constructor(private readonly circuit: Circuit, private readonly instance: number) {}

  read(title: string): SchematicNetlist {
    const { circuit, instance } = this;
    const { instances, devices, strings } = circuit;
    const definition = circuit.definitions[instances.definition[instance]!]!;
    if (instance !== 0) {
      definition.ports.forEach((port, index) => {
        const node = instances.ports[instances.portsStart[instance]! + index]!;
        if (!this.ports.has(node)) this.ports.set(node, strings[port]!);
      });
    }
    const own: SchematicDevice[] = [];
    for (let index = 0; index < devices.kind.length; index++) {
      if (devices.instance[index] === instance) own.push(this.device(index));
    }
    for (let child = 1; child < instances.parent.length; child++) {
      if (instances.parent[child] === instance) own.push(this.block(child));
    }
    // In the order of the text, where blocks stand among the devices.
    const place = new Map(own.map((device) => [device, device.origin]));
    own.sort((a, b) => (place.get(a)!.uri === place.get(b)!.uri ? place.get(a)!.start - place.get(b)!.start : 0));
    return { path: instance === 0 ? '' : strings[instances.name[instance]!]!, title, devices: own, nets: this.nets };
  }

  private net(node: number): number {
    const known = this.netOf.get(node);
    if (known !== undefined) return known;
    const { nodes, strings, instances } = this.circuit;
    const owner = nodes.instance[node]!;
    const full = strings[nodes.name[node]!]!;
    const path = owner === 0 ? '' : strings[instances.name[owner]!]!;
    // A port that is tied to ground is drawn as ground.
    const port = node === 0 ? undefined : this.ports.get(node);
    const index = this.nets.length;
    this.nets.push({
      name: port ?? (path !== '' && full.startsWith(`${path}.`) ? full.slice(path.length + 1) : full),
      ground: node === 0,
      global: node !== 0 && this.instance !== 0 && owner !== this.instance && port === undefined,
      port: port !== undefined,
    });
    this.netOf.set(node, index);
    return index;
  }

  private origin(index: number): Origin {
    const { origins, files } = this.circuit;
    return { uri: files[origins.file[index]!] ?? '', start: origins.start[index] ?? 0, end: origins.end[index] ?? 0 };
  }

  private values(index: number, kind: DeviceKind): DeviceValues {
    const { devices, parameters, values, strings, models } = this.circuit;
    const map = new Map<string, number[]>();
    const start = devices.parametersStart[index]!;
    for (let at = start; at < start + devices.parametersCount[index]!; at++) {
      const first = parameters.valueStart[at]!;
      map.set(strings[parameters.name[at]!]!, values.constant.slice(first, first + parameters.valueCount[at]!));
    }
    const model = devices.model[index]!;
    const multiplier = devices.multiplier[index]!;
    return {
      parameters: map,
      model: model === NONE ? undefined : strings[models[model]!.name],
      references: kind === 'coupling' ? [] : this.references(index),
      multiplier: multiplier === NONE ? undefined : values.constant[multiplier],
    };
  }

  private references(index: number): string[] {
    const { devices, strings } = this.circuit;
    const start = devices.referencesStart[index]!;
    return devices.references.slice(start, start + devices.referencesCount[index]!).map((device) => strings[devices.name[device]!]!);
  }

  private device(index: number): SchematicDevice {
    const { devices, strings } = this.circuit;
    const word = strings[devices.kind[index]!]!;
    const name = strings[devices.name[index]!]!;
    // Other kinds are drawn as boxes with as many pins.
    const kind: DeviceKind = DRAWN_AS.get(word) ?? (KINDS.has(word) ? (word as DeviceKind) : 'block');
    const start = devices.terminalsStart[index]!;
    const pins = this.shownTerminals(kind, devices.terminals.slice(start, start + devices.terminalsCount[index]!))
      .map((node, pin) => ({ name: PINS[kind]?.[pin] ?? (kind === 'block' ? String(pin + 1) : pin === 0 ? 'p' : 'n'), net: this.net(node) }));
    const values = this.values(index, kind);
    const label = localName(name);
    return {
      name, label, kind, pins,
      value: kind === 'block' ? values.model ?? word : valueText(kind, { ...values, references: values.references.map(localName) }),
      origin: this.origin(devices.origin[index]!),
      ...(kind === 'voltage-source' || kind === 'current-source' ? { waveform: waveformOf(values.parameters) } : {}),
      ...(kind === 'bjt' || kind === 'jfet' || kind === 'mosfet' ? { polarity: this.polarity(index) } : {}),
      ...(kind === 'vcvs' || kind === 'coupling' ? { gain: gainOf(kind, values.parameters) ?? 0 } : {}),
      ...(devices.referencesCount[index] ? { references: this.references(index) } : {}),
      ...(kind === 'block' ? { definition: word } : {}),
    };
  }

  /** A substrate at ground, and a bulk at the source, say nothing that the symbol does not. */
  private shownTerminals(kind: DeviceKind, terminals: readonly number[]): readonly number[] {
    // What an expression reads has no wire.
    if (kind === 'resistor' || kind === 'capacitor' || kind === 'inductor') return terminals.slice(0, 2);
    const [, , third, fourth] = terminals;
    return (kind === 'bjt' && fourth === 0) || (kind === 'mosfet' && fourth === third) ? terminals.slice(0, 3) : terminals;
  }

  private polarity(index: number): 'n' | 'p' {
    const { devices, models, strings } = this.circuit;
    const model = models[devices.model[index]!];
    const word = model === undefined ? '' : strings[model.kind]!;
    return word.startsWith('p') || word === 'vdmosp' ? 'p' : 'n';
  }

  private block(child: number): SchematicDevice {
    const { instances, strings, definitions } = this.circuit;
    const definition = definitions[instances.definition[child]!]!;
    const name = strings[instances.name[child]!]!;
    const start = instances.portsStart[child]!;
    return {
      name, label: localName(name), kind: 'block',
      pins: definition.ports.map((port, index) => ({ name: strings[port]!, net: this.net(instances.ports[start + index]!) })),
      value: strings[definition.name]!,
      origin: this.origin(instances.origin[child]!),
      definition: strings[definition.name]!,
    };
  }
}

/** The last part of a path, `r1` of `x1.x2.r1`. */
function localName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
