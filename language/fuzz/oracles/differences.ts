import type { Design, Scope } from '../../src/design/design.js';
import type { Finding } from '../../src/findings.js';

/** What leads from a node to what holds it. */
const LINKS: ReadonlySet<string> = new Set(['$container', '$document']);

/** Where two values differ, as a path with both sides; undefined when they are equal. Links to parents are not followed. */
export function differenceOf(a: unknown, b: unknown, path = ''): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return `${path}: ${shown(a)} and ${shown(b)}`;
  if (Array.isArray(a) || ArrayBuffer.isView(a)) {
    const left = a as unknown as ArrayLike<unknown>;
    const right = b as unknown as ArrayLike<unknown>;
    if (left.length !== right.length) return `${path}: ${left.length} and ${right.length} elements`;
    for (let i = 0; i < left.length; i++) {
      if (Object.is(left[i], right[i])) continue;
      const found = differenceOf(left[i], right[i], `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const one = a as Record<string, unknown>;
  const other = b as Record<string, unknown>;
  for (const key in one) {
    if (LINKS.has(key) || Object.is(one[key], other[key])) continue;
    const found = differenceOf(one[key], other[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  for (const key in other) if (!LINKS.has(key) && !(key in one) && other[key] !== undefined) return `${path}.${key}: nothing and ${shown(other[key])}`;
  return undefined;
}

function shown(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? `{${Object.keys(value).join(' ')}}` : JSON.stringify(value);
  return text === undefined ? 'nothing' : text.slice(0, 200);
}

/** What differs in the meaning of two designs: scopes, what they declare and hold, directives, links. */
export function designDifference(a: Design, b: Design): string | undefined {
  return differenceOf(outline(a), outline(b), 'design');
}

function outline(design: Design): unknown {
  const place = ({ file, index }: { file: { uri: string }; index: number }) => `${file.uri} ${index}`;
  const names = (map: Scope['models'] | Scope['subcircuits'] | Scope['parameters'] | Scope['functions']) => Array.from(map as Map<string, Scope['models'] extends Map<string, infer D> ? D : never>, ([name, { placed, nameStart, nameEnd }]) => `${name} ${place(placed)} ${nameStart} ${nameEnd}`);
  return {
    title: design.title, wanted: design.wanted, role: design.role, incomplete: design.incomplete, globals: [...design.globals.keys()],
    files: design.files.map(({ uri, cardStart, parsed }) => ({ uri, cardStart, dialect: parsed.dialect.name })),
    directives: design.directives.map(place),
    links: design.links.map(({ placed, start, end, uri, available }) => [place(placed), start, end, uri, available]),
    scopes: design.scopes.map((scope) => ({
      parent: scope.parent && design.scopes.indexOf(scope.parent), name: scope.subcircuit?.name, ports: scope.subcircuit?.ports, endIndex: scope.endIndex, elements: scope.elements.map(place),
      models: names(scope.models), subcircuits: names(scope.subcircuits), parameters: names(scope.parameters), functions: names(scope.functions),
    })),
  };
}

/** Where two lists of findings differ. */
export function findingsDifference(a: readonly Finding[], b: readonly Finding[]): string | undefined {
  return differenceOf(a, b, 'findings');
}
