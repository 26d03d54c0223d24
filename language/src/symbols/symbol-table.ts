import { commonName } from '../design/declarations.js';
import type { Declaration, Design, ModelDeclaration, Scope, SubcircuitDeclaration } from '../design/design.js';
import { elementNamed } from '../design/find-path.js';
import { groundsOf, isGround, lookupSubcircuit } from '../design/lookup.js';
import { subcircuitOf } from '../design/subcircuit-of.js';
import { keywordOf } from '../design/sections.js';
import { flatArguments, wordOf } from '../design/operands.js';
import type { Dialect } from '../dialect/dialect.js';
import { HEAD_X } from '../text/card-head.js';
import type { NetlistSymbol, SymbolKind } from './symbol.js';

/** Circuits of more scopes around an instance than this are not followed for a name that no scope declares. */
const MOST_CALLERS = 1000;

/**
 * The symbols of a design: what a name means in a scope. Each thing is one
 * object, made when it is first asked for.
 */
export class SymbolTable {
  private readonly known = new Map<Scope, Map<string, NetlistSymbol>>();
  private readonly nodes = new Map<Scope, ReadonlySet<number>>();
  private readonly ports = new Map<SubcircuitDeclaration, ReadonlyMap<string, string>>();
  private grounds: Dialect | undefined;
  private callers: Map<Scope, Scope[]> | undefined;
  private measures: ReadonlyMap<string, string> | undefined;

  constructor(readonly design: Design) {}

  /** The symbol of a kind and name in a scope; `of` tells it apart from others of the same. */
  get(scope: Scope, kind: SymbolKind, name: string, declaration?: Declaration, of?: string): NetlistSymbol {
    let ofScope = this.known.get(scope);
    if (ofScope === undefined) this.known.set(scope, (ofScope = new Map()));
    const key = `${kind === 'port' ? 'node' : kind} ${of ?? ''} ${name.toLowerCase()}`;
    let symbol = ofScope.get(key);
    if (symbol === undefined) ofScope.set(key, (symbol = { kind, name: declaration === undefined ? name : nameOf(declaration, name), scope, ...(declaration && { declaration }), ...(of !== undefined && { of }) }));
    return symbol;
  }

  /** The node of a name in a scope: ground and global nodes are one for all scopes. */
  node(scope: Scope, name: string): NetlistSymbol {
    const { design } = this;
    const key = name.toLowerCase();
    if (this.isGround(key)) return this.get(design.top, 'node', '0');
    if (design.globals.has(key) || key.startsWith('$g_')) return this.get(design.top, 'node', name);
    const port = scope.subcircuit === undefined ? undefined : this.portsOf(scope.subcircuit).get(key);
    return port === undefined ? this.get(scope, 'node', name) : this.get(scope, 'port', port);
  }

  /** The ports of a subcircuit by their names in lower case. */
  private portsOf(subcircuit: SubcircuitDeclaration): ReadonlyMap<string, string> {
    let ports = this.ports.get(subcircuit);
    if (ports === undefined) this.ports.set(subcircuit, (ports = new Map([...subcircuit.ports].reverse().map(({ name }) => [name.toLowerCase(), name] as const))));
    return ports;
  }

  isGround(name: string): boolean {
    return isGround(name, (this.grounds ??= groundsOf(this.design)));
  }

  /** Names that mean ground, in lower case. */
  get groundNames(): readonly string[] {
    return ['0', ...(this.grounds ??= groundsOf(this.design)).grounds];
  }

  /** Whether an element of the scope, or one of its ports, has a node of this name. */
  hasNode(scope: Scope, name: string): boolean {
    const key = name.toLowerCase();
    if (this.isGround(key) || this.design.globals.has(key)) return true;
    const { names } = this.design;
    let nodes = this.nodes.get(scope);
    if (nodes === undefined) {
      const found = new Set<number>();
      for (const placed of scope.elements) for (const id of placed.facts?.nodes ?? []) found.add(id);
      for (const port of scope.subcircuit?.ports ?? []) found.add(names.id(port.name));
      this.nodes.set(scope, (nodes = found));
    }
    return nodes.has(names.id(key));
  }

  element(scope: Scope, name: string): NetlistSymbol {
    return this.get(scope, 'element', name);
  }

  /** The parameter that a name means in a scope; `hidden` is a name that the scope itself does not give: `.subckt s k={k}` reads the outer one. */
  declaredParameter(scope: Scope, name: string, hidden?: string): NetlistSymbol | undefined {
    const key = name.toLowerCase();
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      if (at === scope && key === hidden && scope.parent !== undefined) continue;
      const declaration = at.parameters.get(key);
      if (declaration !== undefined) return this.get(at, 'parameter', name, declaration);
    }
    return undefined;
  }

  /** The parameters that a name may mean: where no scope around declares it, those of whoever makes instances. None of several is preferred. */
  parameters(scope: Scope, name: string, hidden?: string): NetlistSymbol[] {
    const declared = this.declaredParameter(scope, name, hidden);
    if (declared !== undefined) return [declared];
    const found = new Set<NetlistSymbol>();
    const seen = new Set<Scope>([scope]);
    const waiting = [...this.callersOf(scope)];
    for (let at = waiting.pop(); at !== undefined && seen.size < MOST_CALLERS; at = waiting.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const outer = this.declaredParameter(at, name);
      if (outer !== undefined) found.add(outer);
      else waiting.push(...this.callersOf(at));
    }
    return found.size > 0 ? [...found] : [this.get(scope, 'parameter', name)];
  }

  /** The parameter of a subcircuit that an instance sets. */
  formal(subcircuit: SubcircuitDeclaration, name: string): NetlistSymbol {
    return this.get(subcircuit.scope, 'parameter', name, subcircuit.scope.parameters.get(name.toLowerCase()));
  }

  function(scope: Scope, name: string): NetlistSymbol | undefined {
    const key = name.toLowerCase();
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      const declaration = at.functions.get(key);
      if (declaration !== undefined) return this.get(at, 'function', name, declaration);
    }
    return undefined;
  }

  /** The model of a name; models that differ in their sizes are one. Undefined where none is declared. */
  model(scope: Scope, name: string): NetlistSymbol | undefined {
    const key = name.toLowerCase();
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      const declaration = at.models.get(key) ?? at.bins?.get(key);
      if (declaration !== undefined) return this.modelIn(at, declaration);
    }
    return undefined;
  }

  /** The symbol of a model that a scope declares. */
  modelIn(scope: Scope, declaration: ModelDeclaration): NetlistSymbol {
    return this.get(scope, 'model', commonNameIn(scope, declaration.name), declaration);
  }

  /** A model's symbol under the common name of its sizes, whether it is declared or not. */
  modelOrUnknown(scope: Scope, name: string): NetlistSymbol {
    return this.model(scope, name) ?? this.get(this.design.top, 'model', name);
  }

  subcircuit(scope: Scope, name: string): NetlistSymbol {
    const declaration = lookupSubcircuit(scope, name);
    return declaration === undefined ? this.get(this.design.top, 'subcircuit', name) : this.get(declaration.scope.parent ?? this.design.top, 'subcircuit', name, declaration);
  }

  section(uri: string, name: string): NetlistSymbol {
    return this.get(this.design.top, 'section', name, undefined, uri);
  }

  /** The measure of a name, if some `.meas` card of the deck has it. */
  measure(name: string): NetlistSymbol | undefined {
    if (this.measures === undefined) {
      const measures = new Map<string, string>();
      for (const { card } of this.design.directives) {
        if (keywordOf(card) !== '.meas') continue;
        const own = measureName(flatArguments(card).map((argument) => wordOf(argument)));
        if (own !== undefined && !measures.has(own.toLowerCase())) measures.set(own.toLowerCase(), own);
      }
      this.measures = measures;
    }
    const written = this.measures.get(name.toLowerCase());
    return written === undefined ? undefined : this.get(this.design.top, 'measure', written);
  }

  /** The scope inside of an instance, by the instance's name. */
  inside(scope: Scope, instance: string): Scope | undefined {
    const placed = elementNamed(scope, instance);
    const name = placed?.head === HEAD_X ? subcircuitOf(placed, scope) : undefined;
    return name === undefined ? undefined : lookupSubcircuit(scope, name)?.scope;
  }

  /** The scopes that make instances of one. */
  callersOf(scope: Scope): readonly Scope[] {
    if (this.callers === undefined) {
      const callers = new Map<Scope, Scope[]>();
      for (const outer of this.design.scopes) {
        for (const placed of outer.elements) {
          if (placed.head !== HEAD_X) continue;
          const name = subcircuitOf(placed, outer);
          const inner = name === undefined ? undefined : lookupSubcircuit(outer, name)?.scope;
          if (inner === undefined) continue;
          const list = callers.get(inner);
          if (list === undefined) callers.set(inner, [outer]);
          else if (list[list.length - 1] !== outer) list.push(outer);
        }
      }
      this.callers = callers;
    }
    return this.callers.get(scope) ?? [];
  }
}

/** How much of a model's name belongs to the symbol: without the number of its size where several share what is before it. */
export function commonNameIn(scope: Scope, name: string): string {
  const common = commonName(name);
  return common !== undefined && !scope.models.has(common.toLowerCase()) && scope.bins?.has(common.toLowerCase()) === true ? common : name;
}

function nameOf(declaration: Declaration, name: string): string {
  return declaration.name.length === name.length ? declaration.name : declaration.name.slice(0, name.length);
}

const ANALYSES = new Set(['tran', 'ac', 'dc', 'op', 'noise', 'sp', 'tf', 'fft', 'four', 'hb', 'envlp', 'sn', 'tran_cont', 'ac_cont', 'dc_cont', 'noise_cont']);

/** Index of the name among the operands of a `.meas` card: the analysis before it may be left out. */
export function measureNameIndex(words: readonly (string | undefined)[]): number {
  return words[0] !== undefined && ANALYSES.has(words[0].toLowerCase()) && words.length > 1 ? 1 : 0;
}

function measureName(words: readonly (string | undefined)[]): string | undefined {
  return words[measureNameIndex(words)];
}
