import { NONE, type Circuit, type Definition, type DrawSite, type Model } from '@nodal/protocol';
import { ProgramTable } from '../expressions/programs.js';

/** A run of `parameters`. */
export interface Run { start: number; count: number }

/**
 * Grows a `Circuit` column by column. Texts that recur are interned; indices
 * are handed out in the order of the calls.
 */
export class CircuitBuilder {
  readonly table = new ProgramTable();
  readonly circuit: Circuit;
  private readonly stringIndex = new Map<string, number>();

  constructor(title: string, dialect: string, files: string[]) {
    this.circuit = {
      title, dialect, strings: [], files,
      origins: { file: [], start: [], end: [] },
      programs: this.table.programs,
      values: { constant: [], program: [], structural: [] },
      definitions: [],
      instances: { parent: [], name: [], definition: [], origin: [], portsStart: [], slotsStart: [], multiplier: [], ports: [], slotValue: [], slotInParent: [] },
      nodes: { name: [], instance: [], nature: [], origin: [] },
      models: [],
      devices: {
        kind: [], name: [], instance: [], origin: [], model: [], multiplier: [], terminalsStart: [], terminalsCount: [],
        parametersStart: [], parametersCount: [], referencesStart: [], referencesCount: [], terminals: [], references: [],
      },
      parameters: { name: [], origin: [], valueStart: [], valueCount: [], text: [] },
      analyses: [], measures: [], presentations: [], fouriers: [], draws: [], tolerances: [],
    };
  }

  /** Index of a text in `strings`. */
  string(text: string): number {
    let index = this.stringIndex.get(text);
    if (index === undefined) {
      index = this.circuit.strings.push(text) - 1;
      this.stringIndex.set(text, index);
    }
    return index;
  }

  /** Index of a text that occurs once, such as a path: looking for an equal one would cost more than it saves. */
  private uniqueString(text: string): number {
    return this.circuit.strings.push(text) - 1;
  }

  /** UTF-16 offsets of a text in a file. */
  origin(file: number, start: number, end: number): number {
    const { origins } = this.circuit;
    origins.start.push(start);
    origins.end.push(end);
    return origins.file.push(file) - 1;
  }

  value(constant: number, program: number = NONE): number {
    const { values } = this.circuit;
    values.constant.push(constant);
    values.program.push(program);
    return values.structural.push(0) - 1;
  }

  /** Index of a new place where random numbers are drawn. */
  draw(site: DrawSite): number {
    return this.circuit.draws.push(site) - 1;
  }

  definition(definition: Definition): number {
    return this.circuit.definitions.push(definition) - 1;
  }

  /** Adds an instance without its ports and slots, which follow by `pushSlot` and `circuit.instances.ports`. */
  instance(parent: number, path: string, definition: number, origin: number, multiplier: number): number {
    const { instances } = this.circuit;
    instances.parent.push(parent);
    instances.name.push(this.uniqueString(path));
    instances.definition.push(definition);
    instances.origin.push(origin);
    instances.portsStart.push(instances.ports.length);
    instances.slotsStart.push(instances.slotValue.length);
    return instances.multiplier.push(multiplier) - 1;
  }

  pushSlot(value: number, inParent: boolean): void {
    this.circuit.instances.slotValue.push(value);
    this.circuit.instances.slotInParent.push(inParent ? 1 : 0);
  }

  node(path: string, instance: number, origin: number): number {
    const { nodes } = this.circuit;
    nodes.instance.push(instance);
    nodes.nature.push(0);
    nodes.origin.push(origin);
    return nodes.name.push(this.uniqueString(path)) - 1;
  }

  model(model: Model): number {
    return this.circuit.models.push(model) - 1;
  }

  /** A parameter whose values are the `count` ones from `start` on. */
  parameter(name: string, origin: number, start: number, count: number): void {
    const { parameters } = this.circuit;
    parameters.name.push(this.string(name));
    parameters.origin.push(origin);
    parameters.valueStart.push(start);
    parameters.valueCount.push(count);
    parameters.text.push(NONE);
  }

  /** A parameter that is a text. */
  textParameter(name: string, origin: number, text: string): void {
    this.parameter(name, origin, this.circuit.values.constant.length, 0);
    this.circuit.parameters.text[this.circuit.parameters.text.length - 1] = this.string(text);
  }

  /** Where the next parameter will stand. */
  get parametersEnd(): number {
    return this.circuit.parameters.name.length;
  }

  device(device: {
    kind: string; path: string; instance: number; origin: number; model: number; multiplier: number;
    terminals: readonly number[]; parameters: Run; references: number;
  }): number {
    const { devices } = this.circuit;
    devices.kind.push(this.string(device.kind));
    devices.name.push(this.uniqueString(device.path));
    devices.instance.push(device.instance);
    devices.origin.push(device.origin);
    devices.model.push(device.model);
    devices.multiplier.push(device.multiplier);
    devices.terminalsStart.push(devices.terminals.length);
    devices.terminalsCount.push(device.terminals.length);
    for (const terminal of device.terminals) devices.terminals.push(terminal);
    devices.parametersStart.push(device.parameters.start);
    devices.parametersCount.push(device.parameters.count);
    devices.referencesStart.push(devices.references.length);
    devices.referencesCount.push(device.references);
    for (let i = 0; i < device.references; i++) devices.references.push(NONE);
    return devices.kind.length - 1;
  }
}
