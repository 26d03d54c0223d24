import type { Declaration, Design, Scope } from '../design/design.js';
import type { Report } from './rule.js';

/** Reports the declarations of a deck's subcircuits that hide one of the same name around them. What a library does is its own affair. */
export function reportShadowed(design: Design, table: (scope: Scope) => ReadonlyMap<string, Declaration>, report: Report, tell: (inner: Declaration, scope: Scope) => { message: string; severity: 'information' | 'hint' } | undefined): void {
  // Where a subcircuit is not closed, those behind it only seem to stand in it.
  if (design.role === 'part' || design.findings.some(({ code }) => code === 'unclosed-subcircuit')) return;
  for (const scope of design.scopes) {
    for (const [key, inner] of table(scope)) {
      if (inner.placed.file.index > 0) break;
      let outer: Declaration | undefined;
      for (let at = scope.parent; at !== undefined && outer === undefined; at = at.parent) outer = table(at).get(key);
      const told = outer === undefined ? undefined : tell(inner, scope);
      if (outer === undefined || told === undefined) continue;
      report({ uri: inner.placed.file.uri, start: inner.nameStart, end: inner.nameEnd }, told.message, {
        severity: told.severity, related: [{ uri: outer.placed.file.uri, start: outer.nameStart, end: outer.nameEnd, message: 'The one that is hidden.' }],
      });
    }
  }
}
