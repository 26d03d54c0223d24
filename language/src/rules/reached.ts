import { isLimit } from '../limits.js';
import type { Design, Scope } from '../design/design.js';
import { HEAD_X } from '../text/card-head.js';
import { lookupSubcircuit } from '../design/lookup.js';
import { subcircuitOf } from '../design/subcircuit-of.js';
import type { Severity } from '../findings.js';

interface Reach {
  /** The subcircuits that each scope has instances of. */
  instances: Map<Scope, Set<Scope>>;
  /** Scopes that the top circuit has instances of, directly or not, and itself. */
  reached: Set<Scope>;
  /** Scopes that contain themselves, with the number of their cycle. */
  cycles: Map<Scope, number>;
}

const known = new WeakMap<Design, Reach>();
const namesByScope = new WeakMap<Scope, Set<number>>();

function reachOf(design: Design): Reach {
  let reach = known.get(design);
  if (reach === undefined) known.set(design, (reach = computeReach(design)));
  return reach;
}

function computeReach(design: Design): Reach {
  const instances = new Map<Scope, Set<Scope>>();
  for (const scope of design.scopes) {
    const inside = new Set<Scope>();
    const seen = new Set<string>();
    for (const placed of scope.elements) {
      const name = placed.head === HEAD_X ? subcircuitOf(placed, scope) : undefined;
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      const declared = lookupSubcircuit(scope, name);
      if (declared !== undefined) inside.add(declared.scope);
    }
    instances.set(scope, inside);
  }
  const reached = new Set<Scope>([design.top]);
  const waiting = [design.top];
  for (let scope = waiting.pop(); scope !== undefined; scope = waiting.pop()) {
    for (const next of instances.get(scope) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  return { instances, reached, cycles: strongComponents(design.scopes, instances) };
}

/** Numbers the cycles of the graph: scopes of one strongly connected component get one number (Tarjan's algorithm, without recursion). */
function strongComponents(scopes: readonly Scope[], instances: Map<Scope, Set<Scope>>): Map<Scope, number> {
  const order = new Map<Scope, number>();
  const low = new Map<Scope, number>();
  const onStack = new Set<Scope>();
  const stack: Scope[] = [];
  const cycles = new Map<Scope, number>();
  for (const root of scopes) {
    if (order.has(root)) continue;
    const path: { scope: Scope; next: Iterator<Scope> }[] = [];
    const enter = (scope: Scope) => {
      order.set(scope, order.size);
      low.set(scope, order.get(scope)!);
      stack.push(scope);
      onStack.add(scope);
      path.push({ scope, next: (instances.get(scope) ?? new Set<Scope>()).values() });
    };
    enter(root);
    while (path.length > 0) {
      const { scope, next } = path[path.length - 1]!;
      const step = next.next();
      if (step.done !== true) {
        if (!order.has(step.value)) enter(step.value);
        else if (onStack.has(step.value)) low.set(scope, Math.min(low.get(scope)!, order.get(step.value)!));
        continue;
      }
      path.pop();
      const parent = path[path.length - 1]?.scope;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(scope)!));
      if (low.get(scope) !== order.get(scope)) continue;
      const members: Scope[] = [];
      for (;;) {
        const member = stack.pop()!;
        onStack.delete(member);
        members.push(member);
        if (member === scope) break;
      }
      if (members.length > 1 || instances.get(scope)?.has(scope)) for (const member of members) cycles.set(member, order.get(scope)!);
    }
  }
  return cycles;
}

/** Whether an instance of `inner` in `outer` closes a cycle of subcircuits. */
export function cyclesAmong(design: Design, outer: Scope, inner: Scope): boolean {
  const { cycles } = reachOf(design);
  const cycle = cycles.get(outer);
  return cycle !== undefined && cycle === cycles.get(inner);
}

/** Whether anything in a scope may close a cycle of subcircuits. */
export function isInCycle(design: Design, scope: Scope): boolean {
  return reachOf(design).cycles.has(scope);
}

/** The subcircuits that each scope has instances of. */
export function instancesByScope(design: Design): ReadonlyMap<Scope, ReadonlySet<Scope>> {
  return reachOf(design).instances;
}

/** The scopes that a simulation of the deck builds. */
export function reachedScopes(design: Design): ReadonlySet<Scope> {
  return reachOf(design).reached;
}

/** A finding in a subcircuit that the circuit does not use is a warning: simulators never look at it. What Nodal cannot do is only said there. */
export function severityIn(design: Design, scope: Scope, severity: Severity, code = ''): Severity {
  if (severity !== 'error' || (design.role === 'part' ? scope.subcircuit === undefined : reachOf(design).reached.has(scope))) return severity;
  return isLimit(code) ? 'information' : 'warning';
}

/** The numbers of the names of a scope's elements. */
export function elementNames(scope: Scope): ReadonlySet<number> {
  let found = namesByScope.get(scope);
  if (found === undefined) namesByScope.set(scope, (found = new Set(scope.elements.map((placed) => placed.facts!.name))));
  return found;
}
