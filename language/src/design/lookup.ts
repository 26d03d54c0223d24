import { lastAtMost } from '../text/ascending.js';
import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import type { Declaration, Design, FunctionDeclaration, ModelDeclaration, ParameterDeclaration, Scope, SubcircuitDeclaration } from './design.js';

/** Where a name is looked for. */
export type Table = 'models' | 'subcircuits' | 'parameters' | 'functions';

/** Stands in place of a table where it was asked whether the scope is the top circuit. */
const WHETHER_TOP = 'top';

/** A name that was looked for, and the signature of what was found: 0 for nothing. */
export interface Lookup {
  table: Table | typeof WHETHER_TOP;
  key: string;
  found: number;
}

/** What is looked up is written here as long as somebody wants to know. */
let lookups: Lookup[] | undefined;
let recording = false;
let signatureOf: (declaration: Declaration) => number = () => 0;

/** Begins to note which names are looked up, with what `signature` says of the declarations found. */
export function beginRecording(signature: (declaration: Declaration) => number): void {
  lookups = undefined;
  signatureOf = signature;
  recording = true;
}

/** What was looked up since; undefined when nothing was. */
export function endRecording(): Lookup[] | undefined {
  recording = false;
  return lookups;
}

/** Whether names mean what they meant when they were looked up. */
export function stillHold(list: readonly Lookup[], scope: Scope, signature: (declaration: Declaration) => number): boolean {
  for (const { table, key, found } of list) {
    if (table === WHETHER_TOP) {
      if (Number(scope.parent === undefined) !== found) return false;
      continue;
    }
    const declaration = find(scope, key, table);
    if ((declaration === undefined ? 0 : signature(declaration)) !== found) return false;
  }
  return true;
}

function find(scope: Scope, key: string, table: Table): Declaration | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at[table].get(key) ?? (table === 'models' ? at.bins?.get(key) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a scope is the top circuit. What depends on it is looked at again when the card moves into a subcircuit. */
export function isTop(scope: Scope): boolean {
  const top = scope.parent === undefined;
  if (recording) (lookups ??= []).push({ table: WHETHER_TOP, key: '', found: Number(top) });
  return top;
}

/** Names are found in the scope itself, then in the scopes around it. `name` is in any case. */
function lookup(scope: Scope, name: string, table: Table): Declaration | undefined {
  const key = name.toLowerCase();
  const found = find(scope, key, table);
  if (recording) (lookups ??= []).push({ table, key, found: found === undefined ? 0 : signatureOf(found) });
  return found;
}

/** The model of a name, or the first of those that `name` is the common name of: `nch` for `nch.1`, `nch.2`. */
export function lookupModel(scope: Scope, name: string): ModelDeclaration | undefined {
  return lookup(scope, name, 'models') as ModelDeclaration | undefined;
}

/** Of the models of one name the one whose type fits; the first where none does. */
export function fittingModel(declared: ModelDeclaration, fits: (type: string) => boolean): ModelDeclaration {
  for (let at: ModelDeclaration | undefined = declared; at !== undefined; at = at.alternative) if (fits(at.type)) return at;
  return declared;
}

export function lookupSubcircuit(scope: Scope, name: string): SubcircuitDeclaration | undefined {
  return lookup(scope, name, 'subcircuits') as SubcircuitDeclaration | undefined;
}

export function lookupParameter(scope: Scope, name: string): ParameterDeclaration | undefined {
  return lookup(scope, name, 'parameters') as ParameterDeclaration | undefined;
}

export function lookupFunction(scope: Scope, name: string): FunctionDeclaration | undefined {
  return lookup(scope, name, 'functions') as FunctionDeclaration | undefined;
}

/** `0` is ground in every scope, and so are other names in some dialects: `gnd`. */
export function isGround(node: string, dialect: Dialect): boolean {
  if (node === '0') return true;
  const first = node.charCodeAt(0) | 0x20;
  return first === 103 && dialect.grounds.length > 0 && dialect.grounds.includes(node.toLowerCase());
}

/**
 * The dialect that says which names are ground in the circuit of a design: the
 * deck's, but ngspice's where only 0 would be and no element is connected to it.
 */
export function groundsOf(design: Design): Dialect {
  const dialect = design.files[0]?.parsed.dialect ?? NGSPICE;
  if (dialect.grounds.length > 0 || design.scopes.some((scope) => scope.elements.some((placed) => placed.facts?.grounded === true))) return dialect;
  return NGSPICE;
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
  const index = lastAtMost(cardStart, offset);
  return index >= 0 && offset <= cardEnd[index]! ? index : -1;
}

