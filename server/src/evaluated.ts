import { type Circuit, NONE } from '@nodal/protocol';

/**
 * Numbers that the elaborated circuit has for places of the text. A place
 * inside a subcircuit has one number for each instance; the first is taken.
 */
export class EvaluatedCircuit {
  constructor(private readonly circuit: Circuit) {}

  /** Numbers of a parameter (of a device, model or option) whose text holds the offset. */
  parameterAt(uri: string, offset: number): { name: string; values: number[] } | undefined {
    const { parameters, strings } = this.circuit;
    for (let i = 0; i < parameters.name.length; i++) {
      if (!this.originHolds(parameters.origin[i]!, uri, offset)) continue;
      return { name: strings[parameters.name[i]!]!, values: this.values(i) };
    }
    return undefined;
  }

  /** All parameters of the device whose card starts at the offset. */
  device(uri: string, cardStart: number): { path: string; parameters: { name: string; values: number[] }[] } | undefined {
    const { devices, strings, parameters } = this.circuit;
    const index = devices.origin.findIndex((origin) => this.startsAt(origin, uri, cardStart));
    if (index < 0) return undefined;
    const start = devices.parametersStart[index]!;
    return {
      path: strings[devices.name[index]!]!,
      parameters: Array.from({ length: devices.parametersCount[index]! }, (_, k) => ({ name: strings[parameters.name[start + k]!]!, values: this.values(start + k) })),
    };
  }

  /** A parameter slot of the first instance of a definition, by names in lower case; the top's name is empty. */
  slot(definition: string, name: string): number | undefined {
    const { definitions, instances, strings, values } = this.circuit;
    const index = definitions.findIndex((d) => strings[d.name]!.toLowerCase() === definition);
    const slot = definitions[index]?.slots.findIndex((s) => strings[s]!.toLowerCase() === name) ?? -1;
    const instance = instances.definition.indexOf(index);
    if (slot < 0 || instance < 0) return undefined;
    return values.constant[instances.slotValue[instances.slotsStart[instance]! + slot]!];
  }

  private values(parameter: number): number[] {
    const { parameters, values } = this.circuit;
    const start = parameters.valueStart[parameter]!;
    return Array.from({ length: parameters.valueCount[parameter]! }, (_, k) => values.constant[start + k]!);
  }

  private originHolds(origin: number, uri: string, offset: number): boolean {
    const { origins, files } = this.circuit;
    return origin !== NONE && files[origins.file[origin]!] === uri && origins.start[origin]! <= offset && offset <= origins.end[origin]!;
  }

  private startsAt(origin: number, uri: string, offset: number): boolean {
    const { origins, files } = this.circuit;
    return origin !== NONE && files[origins.file[origin]!] === uri && origins.start[origin] === offset;
  }
}
