import type { ElementCard } from '../generated/ast.js';
import { forEachProbe, type Names } from './card-facts.js';
import type { Design, PlacedCard, Scope } from './design.js';

/** Counters by the number of a name, which are all zero again at once. */
class Counters {
  private values = new Int32Array(1024);
  private round = new Int32Array(1024);
  private current = 0;

  reset(size: number): void {
    if (this.values.length < size) {
      this.values = new Int32Array(size * 2);
      this.round = new Int32Array(size * 2);
      this.current = 0;
    }
    this.current++;
  }

  get(id: number): number {
    return this.round[id] === this.current ? this.values[id]! : 0;
  }

  set(id: number, value: number): void {
    this.round[id] = this.current;
    this.values[id] = value;
  }
}

const counters = new Counters();

/** A node with a single connection: the element, and which of its nodes that are not ground. */
export interface LooseEnd {
  placed: PlacedCard<ElementCard>;
  node: number;
}

/** The nodes of a scope that one pin alone is connected to, and that nothing looks at. */
export function looseEnds(design: Design, scope: Scope, names: Names): LooseEnd[] {
  for (const port of scope.subcircuit?.ports ?? []) names.id(port.name);
  const probed: number[] = [];
  if (scope.subcircuit === undefined) {
    for (const placed of design.directives) for (const argument of placed.card.arguments) forEachProbe(argument, (name) => probed.push(names.id(name)));
  }
  counters.reset(names.size);
  const count = (id: number) => counters.set(id, counters.get(id) + 1);
  const { elements } = scope;
  for (const placed of elements) {
    const facts = placed.facts!;
    for (const id of facts.nodes) count(id);
    for (const id of facts.probes) counters.set(id, 2);
  }
  for (const id of probed) counters.set(id, 2);
  for (const port of scope.subcircuit?.ports ?? []) count(names.id(port.name));
  const found: LooseEnd[] = [];
  for (const placed of elements) {
    const { nodes } = placed.facts!;
    for (let i = 0; i < nodes.length; i++) if (counters.get(nodes[i]!) === 1) found.push({ placed, node: i });
  }
  return found;
}

/** The elements of a scope whose name an earlier one has, with that one. */
export function namesakes(scope: Scope, names: Names): { placed: PlacedCard<ElementCard>; first: PlacedCard<ElementCard> }[] {
  counters.reset(names.size);
  const { elements } = scope;
  const found: { placed: PlacedCard<ElementCard>; first: PlacedCard<ElementCard> }[] = [];
  for (let i = 0; i < elements.length; i++) {
    const placed = elements[i]!;
    const { name } = placed.facts!;
    const first = counters.get(name);
    if (first === 0) counters.set(name, i + 1);
    else found.push({ placed, first: elements[first - 1]! });
  }
  return found;
}
