import { NONE, type Circuit } from '@nodal/protocol';
import { findDevice } from '../reference/devices.js';
import { withoutOuter } from './formulas.js';
import type { SafeNames } from './names.js';
import { idealDiode } from './diodes.js';
import { parasiticCards, PARASITICS } from './parasitics.js';
import { PASSIVE_EXPRESSIONS, passiveCards } from './passive-expressions.js';
import { BEHAVIOURAL, isTable, sourceText, type SourceText } from './source-formulas.js';

/** The parameter that stands on the card without its name. */
const PRINCIPAL: Readonly<Record<string, string>> = { 'resistor': 'r', 'capacitor': 'c', 'inductor': 'l', 'vcvs': 'gain', 'cccs': 'gain', 'vccs': 'gain', 'ccvs': 'gain' };
const WAVEFORMS: ReadonlySet<string> = new Set(['pulse', 'sin', 'exp', 'pwl', 'sffm', 'am']);
/** What is the same for any number of them in parallel. */
const WITHOUT_MULTIPLIER: ReadonlySet<string> = new Set(['voltage-source', 'vcvs', 'ccvs', 'coupling', 'magnetic-core', 'core-winding', 'behavioural-voltage']);
/** What ngspice calls the current into the first pin, where it is not `i`. */
const CURRENTS: ReadonlyMap<string, string> = new Map([['diode', 'id'], ['heated-diode', 'id'], ['bjt', 'ic'], ['epitaxial-bjt', 'ic'], ['jfet', 'id'], ['jfet2', 'id'], ['mosfet', 'id'], ['mosfet2', 'id'], ['mosfet3', 'id'], ['vdmos', 'id'], ['heated-vdmos', 'id']]);
/** Kinds whose current is an unknown of ngspice's, and so read by `i(name)`. */
const WITH_BRANCH: ReadonlySet<string> = new Set(['voltage-source', 'vcvs', 'ccvs', 'inductor', 'behavioural-voltage', 'behavioural-inductor', 'behavioural-flux', 'hysteresis-inductor', 'core-winding']);

export interface NamedValues {
  name: string;
  values: number[];
  text: string | undefined;
}

/** Reads a circuit as ngspice's cards need it: names in place of indices, numbers in place of expressions. */
export class FlatCircuit {
  private readonly deviceNames: (string | undefined)[] = [];
  private readonly modelNames: (string | undefined)[] = [];

  /** By device and place of the terminal: the voltage source of 0 V whose current an expression reads, since ngspice reads no other. */
  private readonly sensors = new Map<number, Map<number, string>>();

  constructor(readonly circuit: Circuit, readonly names: SafeNames) {
    for (let device = 0; device < circuit.devices.kind.length; device++) {
      sourceText(circuit, device, { node: String, sensor: (read, access) => this.sensor(read, access) });
    }
  }

  /** The name of what carries the current of a device, or that into one of its terminals, in a formula of ngspice's. */
  sensor(device: number, access: string): string {
    if (WITH_BRANCH.has(this.kind(device))) return this.device(device);
    const place = Math.max(0, findDevice(this.kind(device))!.pins.indexOf(access.slice(1)));
    let ofDevice = this.sensors.get(device);
    if (ofDevice === undefined) this.sensors.set(device, (ofDevice = new Map()));
    let name = ofDevice.get(place);
    if (name === undefined) ofDevice.set(place, (name = this.names.unused(`v_${this.device(device).replaceAll('.', '_')}_${access}`)));
    return name;
  }

  /** The number of a value at the nominal temperature. */
  number(value: number): number {
    return this.circuit.values.constant[value]!;
  }

  node(index: number): string {
    const { nodes, strings } = this.circuit;
    return index === 0 ? '0' : this.within(nodes.instance[index]!, strings[nodes.name[index]!]!);
  }

  /** A path whose last part stands in an instance. Each part is renamed by itself, as in the hierarchical form. */
  private within(instance: number, path: string): string {
    const { instances, strings } = this.circuit;
    const around = strings[instances.name[instance]!]!;
    if (around === '') return this.names.of(path);
    return `${this.within(instances.parent[instance]!, around)}.${this.names.of(path.slice(around.length + 1))}`;
  }

  kind(device: number): string {
    return this.circuit.strings[this.circuit.devices.kind[device]!]!;
  }

  /** `r1`, and `r.x1.r1` for what stands in an instance: as ngspice calls it when it makes a deck flat. */
  device(index: number): string {
    return (this.deviceNames[index] ??= this.deviceName(index));
  }

  private deviceName(index: number): string {
    const path = this.circuit.strings[this.circuit.devices.name[index]!]!;
    const instance = this.circuit.devices.instance[index]!;
    const name = this.within(instance, path);
    if (BEHAVIOURAL.has(this.kind(index)) || this.kind(index) === 'ideal-diode' || this.isLoad(index)) {
      // E and G with an expression are B sources in ngspice, but for tables, which B does not have, and so are diodes of straight lines and loads.
      const own = path.slice(path.lastIndexOf('.') + 1);
      const letter = isTable(this.circuit, index) ? own.charAt(0) : 'b';
      return instance !== 0 ? `${letter}.${name}` : letter.toLowerCase() === name.charAt(0).toLowerCase() ? name : this.names.unused(`${letter}${name}`);
    }
    return instance === 0 ? name : `${findDevice(this.kind(index))!.letter}.${name}`;
  }

  /** How ngspice names the current of a device. */
  current(device: number): string {
    const name = this.device(device);
    // The currents of a line are unknowns that are named as nodes are.
    if (this.kind(device) === 'lossless-line') return `v(${name}#i1)`;
    if (WITH_BRANCH.has(this.kind(device))) return `i(${name})`;
    return `@${name}[${CURRENTS.get(this.kind(device)) ?? 'i'}]`;
  }

  /** How ngspice names a parameter or an operating-point variable of a device. */
  variable(device: number, name: string): string {
    if (this.kind(device) === 'lossless-line' && /^i[12]$/.test(name)) return `v(${this.device(device)}#${name})`;
    return `@${this.device(device)}[${name}]`;
  }

  hasBranch(device: number): boolean {
    return WITH_BRANCH.has(this.kind(device));
  }

  model(index: number): string {
    return (this.modelNames[index] ??= this.modelName(index));
  }

  private modelName(index: number): string {
    const { models, strings, instances } = this.circuit;
    const { name, instance } = models[index]!;
    const path = strings[instances.name[instance]!]!;
    const own = strings[name]!;
    const twice = models.some((other, i) => i < index && other.instance === instance && strings[other.name]!.toLowerCase() === own.toLowerCase());
    const safe = path === '' ? this.names.of(own) : this.within(instance, `${path}.${own}`);
    return twice ? this.names.unused(safe) : safe;
  }

  parameters(start: number, count: number): NamedValues[] {
    const { parameters, strings } = this.circuit;
    return Array.from({ length: count }, (_, k) => {
      const at = start + k;
      const first = parameters.valueStart[at]!;
      const text = parameters.text[at]!;
      return { name: strings[parameters.name[at]!]!, values: Array.from({ length: parameters.valueCount[at]! }, (_, i) => this.number(first + i)), text: text === NONE ? undefined : strings[text]! };
    });
  }

  /** The names of the parameters that a device's card gives. */
  given(device: number): string[] {
    const { devices, parameters, strings } = this.circuit;
    const start = devices.parametersStart[device]!;
    return Array.from({ length: devices.parametersCount[device]! }, (_, i) => strings[parameters.name[start + i]!]!);
  }

  /** How many of a device are in parallel, the instances around it counted in. */
  private multiplier(device: number): number {
    const { devices, instances } = this.circuit;
    const of = (value: number) => (value === NONE ? 1 : this.number(value));
    let factor = of(devices.multiplier[device]!);
    for (let at = devices.instance[device]!; at !== NONE; at = instances.parent[at]!) factor *= of(instances.multiplier[at]!);
    return factor;
  }

  /** The words of a device's card, or of several: ngspice couples two inductors at a time. */
  deviceCards(index: number): string[][] {
    const sensors = this.sensors.get(index);
    if (sensors === undefined) return this.cards(index, (node) => node);
    const senses: string[][] = [];
    const cards = this.cards(index, (node, place) => {
      const sensor = sensors.get(place);
      if (sensor === undefined) return node;
      const behind = this.names.unused(`${sensor}_node`);
      senses.push([sensor, node, behind, '0']);
      return behind;
    });
    return [...cards, ...senses];
  }

  /** The cards between what `at` makes of the nodes. */
  private cards(index: number, at: (node: string, place: number) => string): string[][] {
    const { devices } = this.circuit;
    const kind = this.kind(index);
    const name = this.device(index);
    const nodes = devices.terminals.slice(devices.terminalsStart[index]!, devices.terminalsStart[index]! + devices.terminalsCount[index]!).map((node, place) => at(this.node(node), place));
    const references = devices.references.slice(devices.referencesStart[index]!, devices.referencesStart[index]! + devices.referencesCount[index]!).map((device) => this.device(device));
    const parameters = this.parameters(devices.parametersStart[index]!, devices.parametersCount[index]!);
    if (kind === 'coupling') return this.couplings(name, references, String(parameters[0]!.values[0]));
    const source = sourceText(this.circuit, index, { node: (node) => this.node(node), sensor: (device, access) => this.sensor(device, access) });
    if (source !== undefined && PASSIVE_EXPRESSIONS.has(kind)) {
      return passiveCards(kind, {
        name, parameters, nodes: [nodes[0]!, nodes[1]!], formula: source.formula, multiplier: this.multiplier(index),
        // A card's letter says what it is, so that no dot of a path may come behind it.
        unused: (stem) => this.names.unused(stem.replaceAll('.', '_')),
      });
    }
    if (source !== undefined) return [this.sourceCard(index, [name, nodes[0]!, nodes[1]!], source, parameters)];
    if (this.isLoad(index)) return this.loadCards(name, [nodes[0]!, nodes[1]!], parameters, this.multiplier(index));
    const model = devices.model[index]!;
    if (kind === 'ideal-diode') {
      const { parametersStart, parametersCount } = this.circuit.models[model]!;
      const words = [name, nodes[0]!, nodes[1]!, `i=${idealDiode(this.parameters(parametersStart, parametersCount), parameters, nodes)}`];
      return [this.multiplier(index) === 1 ? words : [...words, `m=${this.multiplier(index)}`]];
    }
    const principal = PRINCIPAL[kind];
    const value = parameters.find((parameter) => parameter.name === principal);
    const values = new Map(parameters.filter((parameter) => PARASITICS.has(parameter.name)).map((parameter) => [parameter.name, String(parameter.values[0])]));
    const factor = this.multiplier(index);
    const around = values.size === 0 ? { nodes, cards: [] } : parasiticCards({
      letter: findDevice(kind)!.letter, name, nodes: [nodes[0]!, nodes[1]!], values, multiplier: factor === 1 ? [] : [`m=${factor}`], unused: (stem) => this.names.unused(stem),
    });
    const words = [name, ...around.nodes, ...references];
    if (value !== undefined) words.push(String(value.values[0]));
    if (model !== NONE) words.push(this.model(model));
    const multiplier = WITHOUT_MULTIPLIER.has(kind) ? 1 : factor;
    for (const parameter of parameters) {
      // ngspice has no lines side by side; they are one of a smaller impedance.
      const scaled = kind === 'lossless-line' && parameter.name === 'z0' ? { ...parameter, values: [parameter.values[0]! / multiplier] } : parameter;
      if (parameter !== value && !PARASITICS.has(parameter.name)) words.push(...parameterWords(scaled));
    }
    if (multiplier !== 1 && kind !== 'lossless-line') words.push(`m=${multiplier}`);
    if (kind === 'heated-diode' || kind === 'heated-vdmos') words.push('thermal');
    return [words, ...around.cards];
  }

  /** Whether a device is a current source that is a load, which ngspice does not have. */
  private isLoad(index: number): boolean {
    return this.kind(index) === 'current-source' && this.given(index).includes('load');
  }

  /** A load as a source of an expression: its current is a voltage at a node of its own. */
  private loadCards(name: string, [p, n]: readonly [string, string], parameters: readonly NamedValues[], multiplier: number): string[][] {
    const unused = (stem: string): string => this.names.unused(stem.replaceAll('.', '_'));
    const whole = unused(`${name}_whole`);
    const [amperes, volts] = [`v(${whole})`, `v(${p},${n})`];
    const part = `ternary_fcn(${volts}>=0.5,1,ternary_fcn(${volts}<=0,4*${volts},4*${volts}*(1-${volts})))`;
    return [
      [name, p, n, `i=ternary_fcn(${amperes}>0,${amperes}*${part},${amperes})`, ...(multiplier === 1 ? [] : [`m=${multiplier}`])],
      [unused(`i${name}_whole`), '0', whole, ...parameters.filter((parameter) => parameter.name !== 'load').flatMap(parameterWords)],
      [unused(`r${name}_whole`), whole, '0', '1'],
    ];
  }

  private sourceCard(index: number, words: string[], { formula, points }: SourceText, parameters: readonly NamedValues[]): string[] {
    const isVoltage = this.kind(index) === 'behavioural-voltage';
    // ngspice has no factor of a source.
    const scale = parameters.find(({ name }) => name === 'scale')?.values[0] ?? 1;
    const scaled = (text: string): string => (scale === 1 ? text : `${scale}*(${text})`);
    if (points === undefined) words.push(`${isVoltage ? 'v' : 'i'}=${scaled(formula)}`);
    else words.push('table', `{${formula}}`, '=', ...Array.from({ length: points.length / 2 }, (_, i) => `(${withoutOuter(points[2 * i]!)},${scale === 1 ? withoutOuter(points[2 * i + 1]!) : `{${scaled(points[2 * i + 1]!)}}`})`));
    for (const parameter of parameters) if (parameter.name !== 'expression' && parameter.name !== 'scale') words.push(...parameterWords(parameter));
    const multiplier = isVoltage ? 1 : this.multiplier(index);
    if (multiplier !== 1) words.push(`m=${multiplier}`);
    return words;
  }

  private couplings(name: string, inductors: readonly string[], factor: string): string[][] {
    const cards: string[][] = [];
    for (let i = 0; i < inductors.length; i++) {
      for (let j = i + 1; j < inductors.length; j++) cards.push([cards.length === 0 ? name : this.names.unused(`${name}_${i + 1}_${j + 1}`), inductors[i]!, inductors[j]!, factor]);
    }
    return cards;
  }

  /** Whether ngspice has a model like this one: diodes of straight lines become sources. */
  hasModelCard(index: number): boolean {
    const { devices } = this.circuit;
    return devices.model.every((model, device) => model !== index || this.kind(device) !== 'ideal-diode');
  }

  /** The words of a model's card. */
  modelCard(index: number): string[] {
    const model = this.circuit.models[index]!;
    const kind = this.circuit.strings[model.kind]!;
    // ngspice 39 reads a P channel by the word alone.
    const words = ['.model', this.model(index), ...(kind === 'vdmosp' ? ['vdmos', 'pchan'] : [kind])];
    for (const parameter of this.parameters(model.parametersStart, model.parametersCount)) {
      if (parameter.text === undefined) words.push(...parameterWords(parameter));
    }
    return words;
  }
}

function parameterWords({ name, values, text }: NamedValues): string[] {
  if (text !== undefined) return [`${name}=${text}`];
  if (WAVEFORMS.has(name)) return [`${name}(${values[0]!}`, ...values.slice(1, -1).map(String), `${values[values.length - 1]!})`];
  if (name === 'dc') return ['dc', String(values[0])];
  if (name === 'ac' && values.length === 2) return ['ac', ...values.map(String)];
  if (name === 'off' || name === 'on') return values[0] === 0 ? [] : [name];
  return [`${name}=${values.join(',')}`];
}
