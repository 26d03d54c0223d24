import type { Scope } from '@nodal/language';

/** A scope and those around it, the inner ones first. */
export function* enclosing(scope: Scope): Generator<Scope> {
  for (let at: Scope | undefined = scope; at; at = at.parent) yield at;
}
