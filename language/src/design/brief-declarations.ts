import type { DirectiveCard } from '../generated/ast.js';
import { briefNameOf } from './brief-names.js';
import { keepModel, portsOf } from './declarations.js';
import { emptyScope, type PlacedCard, type Port, type Scope, type SubcircuitDeclaration } from './design.js';

/**
 * Declarations of libraries, made from the first words of a card: of forty
 * thousand models a deck uses a few, and only these are parsed. Of several of
 * one name the first counts, as everywhere.
 */

/** Declares a model; false when its card must be parsed for that. */
export function declareModelBriefly(placed: PlacedCard<DirectiveCard>, scope: Scope): boolean {
  const brief = briefNameOf(placed.file.parsed, placed.index);
  if (brief === undefined) return false;
  const { key } = brief;
  if (scope.models.has(key)) return false;
  keepModel(scope, key, { kind: 'model', name: brief.name, placed, nameStart: brief.start, nameEnd: brief.end, type: brief.type });
  return true;
}

/** Declares a subcircuit; undefined when its card must be parsed for that. */
export function declareSubcircuitBriefly(placed: PlacedCard<DirectiveCard>, parent: Scope): SubcircuitDeclaration | undefined {
  const brief = briefNameOf(placed.file.parsed, placed.index);
  if (brief === undefined) return undefined;
  const { key } = brief;
  if (parent.subcircuits.has(key)) return undefined;
  const declared = new UnreadSubcircuit(brief.name, placed, brief.start, brief.end, parent);
  parent.subcircuits.set(key, declared);
  return declared;
}

/** A subcircuit whose card is parsed when somebody asks for its ports, and whose scope is made when somebody looks inside. */
class UnreadSubcircuit implements SubcircuitDeclaration {
  readonly kind = 'subcircuit';
  unread: SubcircuitDeclaration['unread'];
  private found: readonly Port[] | undefined;
  private inside: Scope | undefined;

  constructor(readonly name: string, readonly placed: PlacedCard<DirectiveCard>, readonly nameStart: number, readonly nameEnd: number, private readonly parent: Scope) {}

  get scope(): Scope {
    if (this.inside === undefined) {
      this.inside = emptyScope(this.parent);
      this.inside.subcircuit = this;
    }
    return this.inside;
  }

  get ports(): readonly Port[] {
    return (this.found ??= portsOf(this.placed));
  }
}
