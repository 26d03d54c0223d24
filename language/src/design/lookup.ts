import type { Declaration, Design, FunctionDeclaration, ModelDeclaration, ParameterDeclaration, Scope, SubcircuitDeclaration } from './design.js';

/** Names are found in the scope itself, then in the scopes around it. `name` is in any case. */
function lookup<D extends Declaration>(scope: Scope, name: string, table: (scope: Scope) => Map<string, D>): D | undefined {
  const key = name.toLowerCase();
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = table(at).get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The model of a name, or the first of those that `name` is the common name of: `nch` for `nch.1`, `nch.2`. */
export function lookupModel(scope: Scope, name: string): ModelDeclaration | undefined {
  const key = name.toLowerCase();
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.models.get(key) ?? at.bins?.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of the models of one name the one whose type fits; the first where none does. */
export function fittingModel(declared: ModelDeclaration, fits: (type: string) => boolean): ModelDeclaration {
  for (let at: ModelDeclaration | undefined = declared; at !== undefined; at = at.alternative) if (fits(at.type)) return at;
  return declared;
}

export function lookupSubcircuit(scope: Scope, name: string): SubcircuitDeclaration | undefined {
  return lookup(scope, name, (at) => at.subcircuits);
}

export function lookupParameter(scope: Scope, name: string): ParameterDeclaration | undefined {
  return lookup(scope, name, (at) => at.parameters);
}

export function lookupFunction(scope: Scope, name: string): FunctionDeclaration | undefined {
  return lookup(scope, name, (at) => at.functions);
}

/** `0` and `gnd` are ground in every scope. */
export function isGround(node: string): boolean {
  return node === '0' || (node.length === 3 && node.toLowerCase() === 'gnd');
}

/** The declaration whose name stands at an offset of a document. */
export function declarationAt(design: Design, uri: string, offset: number): Declaration | undefined {
  for (const scope of design.scopes) {
    for (const table of [scope.subcircuits, scope.models, scope.parameters, scope.functions]) {
      for (const declaration of table.values()) {
        if (declaration.nameStart <= offset && offset <= declaration.nameEnd && declaration.placed.file.uri === uri) return declaration;
      }
    }
  }
  return undefined;
}

/** The scope that a card is in: the innermost subcircuit whose cards hold it. */
export function scopeOfCard(design: Design, uri: string, index: number): Scope {
  let innermost = design.top;
  for (const scope of design.scopes) {
    const border = scope.subcircuit?.placed;
    if (border === undefined || border.file.uri !== uri || border.index >= index) continue;
    if (scope.endIndex === undefined || index <= scope.endIndex) innermost = scope;
  }
  return innermost;
}

/** Index of the card that holds an offset of its file, comments after it not counted in; -1 when none does. */
export function cardIndexAt(cardStart: Int32Array, cardEnd: Int32Array, offset: number): number {
  let low = 0;
  let high = cardStart.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (cardStart[middle]! > offset) high = middle - 1;
    else low = middle + 1;
  }
  return high >= 0 && offset <= cardEnd[high]! ? high : -1;
}

