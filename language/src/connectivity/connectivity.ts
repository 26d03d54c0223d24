import type { Design, Scope } from '../design/design.js';
import { instancesByScope } from '../rules/reached.js';
import { type Circumstances, circumstancesOf } from './circumstances.js';
import { ScopeConnections } from './scope-connections.js';
import { toEnd } from '../to-end.js';

/**
 * Which nodes of a design are joined by what, without elaborating it: so it
 * holds for elements too that Nodal does not simulate, and what it costs is the
 * length of the text, not the number of instances.
 */
export interface Connectivity {
  circumstances: Circumstances;
  /** In the order of `Design.scopes`. */
  scopes: readonly ScopeConnections[];
}

const known = new WeakMap<Design, Connectivity>();

/** The connections of a design, made once. */
export function connectivityOf(design: Design): Connectivity {
  return toEnd(connectInSlices(design));
}

/** The same with pauses. */
export function* connectInSlices(design: Design): Generator<void, Connectivity> {
  let connectivity = known.get(design);
  if (connectivity === undefined) known.set(design, (connectivity = yield* connect(design)));
  return connectivity;
}

function* connect(design: Design): Generator<void, Connectivity> {
  const circumstances = circumstancesOf(design);
  const instances = instancesByScope(design);
  const done = new Map<Scope, ScopeConnections>();
  const entered = new Set<Scope>();
  for (const root of design.scopes) {
    // A scope comes behind those that it has instances of. What closes a cycle is not done yet, and so not known.
    const waiting = [root];
    for (let scope = waiting[waiting.length - 1]; scope !== undefined; scope = waiting[waiting.length - 1]) {
      const before = entered.has(scope) ? [] : [...(instances.get(scope) ?? [])].filter((inner) => !entered.has(inner));
      entered.add(scope);
      if (before.length > 0) {
        waiting.push(...before);
        continue;
      }
      waiting.pop();
      if (done.has(scope)) continue;
      const connections = new ScopeConnections(design, scope, circumstances);
      yield* connections.connect(done);
      done.set(scope, connections);
    }
  }
  return { circumstances, scopes: design.scopes.map((scope) => done.get(scope)!) };
}
