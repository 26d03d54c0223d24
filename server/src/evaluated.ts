import { type Circuit, NONE } from '@nodal/protocol';

/**
 * Numbers that the elaborated circuit has for places of the text. A place
 * inside a subcircuit has one number for each instance.
 */
export class EvaluatedCircuit {
  constructor(private readonly circuit: Circuit) {}

  /** Numbers of a parameter (of a device, model or option) whose text holds the offset: one list for each instance where they differ. */
  parameterAt(uri: string, offset: number): { name: string; values: number[]; others: number[][] } | undefined {
    const { parameters, strings } = this.circuit;
    let found: { name: string; values: number[]; others: number[][] } | undefined;
    for (let i = 0; i < parameters.name.length; i++) {
      if (!this.originHolds(parameters.origin[i]!, uri, offset)) continue;
      const name = strings[parameters.name[i]!]!;
      const values = this.values(i);
      if (found === undefined) found = { name, values, others: [] };
      else if (name === found.name && ![found.values, ...found.others].some((known) => known.length === values.length && known.every((value, k) => value === values[k]))) found.others.push(values);
    }
    return found;
  }

  /** The devices that a card which starts at the offset became, one for each instance around it. */
  devices(uri: string, cardStart: number): { path: string; parameters: { name: string; values: number[] }[] }[] {
    const { devices, strings, parameters } = this.circuit;
    const found: { path: string; parameters: { name: string; values: number[] }[] }[] = [];
    devices.origin.forEach((origin, index) => {
      if (!this.startsAt(origin, uri, cardStart)) return;
      const start = devices.parametersStart[index]!;
      found.push({
        path: strings[devices.name[index]!]!,
        parameters: Array.from({ length: devices.parametersCount[index]! }, (_, k) => ({ name: strings[parameters.name[start + k]!]!, values: this.values(start + k) })),
      });
    });
    return found;
  }

  /** A parameter in each instance of a definition, by names in lower case; the top's name is empty. */
  slots(definition: string, name: string): { path: string; value: number }[] {
    const { definitions, instances, strings, values } = this.circuit;
    const found: { path: string; value: number }[] = [];
    definitions.forEach((candidate, index) => {
      if (strings[candidate.name]!.toLowerCase() !== definition) return;
      const slot = candidate.slots.findIndex((text) => strings[text]!.toLowerCase() === name);
      if (slot < 0) return;
      instances.definition.forEach((of, instance) => {
        if (of === index) found.push({ path: strings[instances.name[instance]!]!, value: values.constant[instances.slotValue[instances.slotsStart[instance]! + slot]!]! });
      });
    });
    return found;
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
