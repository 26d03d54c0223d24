import type { PlacedCard, Scope } from '@nodal/language';
import { type Circuit, NONE } from '@nodal/protocol';

/**
 * The numbers that a circuit has for a stretch of a document: one for each
 * instance of what stands there. It is made for one question, by one pass over
 * the circuit.
 */
export class EvaluatedPlaces {
  /** Parameters of devices and models, by the end of their text. */
  private readonly parameters = new Map<number, number[]>();
  /** Instances, by the start of their cards. */
  private readonly instances = new Map<number, number[]>();

  constructor(private readonly circuit: Circuit, private readonly uri: string, from: number, to: number) {
    const { parameters, instances } = circuit;
    for (let i = 0; i < parameters.origin.length; i++) this.note(parameters.origin[i]!, i, from, to, this.parameters, 'end');
    for (let i = 0; i < instances.origin.length; i++) this.note(instances.origin[i]!, i, from, to, this.instances, 'start');
  }

  /** The numbers of a value at this place, alone or with its name before it. */
  at(start: number, end: number): number[] {
    const { parameters, values, origins } = this.circuit;
    const rows = this.parameters.get(end) ?? [];
    return rows.flatMap((row) => (origins.start[parameters.origin[row]!]! <= start && parameters.valueCount[row]! > 0 ? [values.constant[parameters.valueStart[row]!]!] : []));
  }

  /** What the instances of an X card have for a parameter in lower case. */
  actual(placed: PlacedCard, parameter: string): number[] {
    return (this.instances.get(placed.file.cardStart[placed.index]!) ?? []).flatMap((instance) => this.slot(instance, parameter));
  }

  /** What all instances of a scope have for a parameter in lower case. */
  slots(scope: Scope, parameter: string): number[] {
    const definition = definitionOf(this.circuit, scope);
    if (definition < 0) return [];
    return this.circuit.instances.definition.flatMap((of, instance) => (of === definition ? this.slot(instance, parameter) : []));
  }

  private slot(instance: number, parameter: string): number[] {
    const { definitions, instances, strings, values } = this.circuit;
    const slot = definitions[instances.definition[instance]!]!.slots.findIndex((name) => strings[name]!.toLowerCase() === parameter);
    return slot < 0 ? [] : [values.constant[instances.slotValue[instances.slotsStart[instance]! + slot]!]!];
  }

  private note(origin: number, row: number, from: number, to: number, into: Map<number, number[]>, key: 'start' | 'end'): void {
    if (origin === NONE) return;
    const { origins, files } = this.circuit;
    const start = origins.start[origin]!;
    const end = origins.end[origin]!;
    if (end < from || start > to || files[origins.file[origin]!] !== this.uri) return;
    const rows = into.get(key === 'end' ? end : start);
    if (rows) rows.push(row);
    else into.set(key === 'end' ? end : start, [row]);
  }
}

/** How many instances of a scope a circuit has. */
export function instanceCount(circuit: Circuit, scope: Scope): number {
  const definition = definitionOf(circuit, scope);
  return definition < 0 ? 0 : circuit.instances.definition.reduce((count, of) => (of === definition ? count + 1 : count), 0);
}

/** The top circuit is definition 0, others are told by their `.subckt`. */
function definitionOf({ definitions, origins, files }: Circuit, scope: Scope): number {
  if (scope.subcircuit === undefined) return 0;
  const { file, index } = scope.subcircuit.placed;
  return definitions.findIndex(({ origin }) => origin !== NONE && origins.start[origin] === file.cardStart[index] && files[origins.file[origin]!] === file.uri);
}
