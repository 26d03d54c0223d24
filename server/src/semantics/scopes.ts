import type { Design, ParsedFile, Scope } from '@nodal/language';

/** The scope of each card of a file, by index. Finding it anew for each card would look at all subcircuits each time. */
export function scopesOfCards(design: Design, file: ParsedFile): (index: number) => Scope {
  const scopes: Scope[] = new Array<Scope>(file.parsed.count).fill(design.top);
  // Outer scopes stand before those within them.
  for (const scope of design.scopes) {
    const border = scope.subcircuit?.placed;
    if (border === undefined || border.file !== file) continue;
    scopes.fill(scope, border.index + 1, (scope.endIndex ?? file.parsed.count - 1) + 1);
  }
  return (index) => scopes[index]!;
}
