import { type Design, type NetlistSymbol, type Scope, symbolIndexOf } from '@nodal/language';

/** Why a name is not free where a symbol is; undefined when it is. Whether it would be taken for another one is found by trying. */
export function takenName(design: Design, { kind, scope, name: before, of }: NetlistSymbol, name: string): string | undefined {
  const key = name.toLowerCase();
  if (key === before.toLowerCase()) return undefined;
  const { symbols } = symbolIndexOf(design);
  const where = scope.subcircuit === undefined ? 'the top circuit' : `the subcircuit ${scope.subcircuit.name}`;
  const taken = (what: string) => `There is already a ${what} ${name} in ${where}. Choose another name.`;
  switch (kind) {
    case 'node': case 'port':
      return symbols.hasNode(scope, name) ? `There is already a node ${name} in ${where}, which ${before} would be joined to. Choose another name.` : undefined;
    case 'element':
      return scope.elements.some((placed) => placed.card.name.toLowerCase() === key) ? `There is already an element ${name} in ${where}. Choose another name.` : undefined;
    case 'parameter': return scope.parameters.has(key) ? taken('parameter') : hasFunction(scope, key) ? taken('function') : undefined;
    case 'function': return scope.functions.has(key) ? taken('function') : scope.parameters.has(key) ? taken('parameter') : undefined;
    case 'model': return scope.models.has(key) || scope.bins?.has(key) === true ? taken('model') : undefined;
    case 'subcircuit': return scope.subcircuits.has(key) ? taken('subcircuit') : undefined;
    case 'measure': return symbols.measure(name) === undefined ? undefined : `There is already a measure ${name}. Choose another name.`;
    case 'section': case 'argument': return symbolIndexOf(design).occurrences(symbols.get(scope, kind, name, undefined, of)).length > 0 ? `There is already ${kind === 'section' ? 'a section' : 'an argument'} ${name}. Choose another name.` : undefined;
  }
}

function hasFunction(scope: Scope, key: string): boolean {
  return scope.functions.has(key);
}
