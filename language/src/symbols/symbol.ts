import type { Declaration, ParsedFile, Scope } from '../design/design.js';

/** What a name of a netlist may stand for. */
export type SymbolKind =
  | 'node'
  /** A node of a subcircuit that its `.subckt` card names. */
  | 'port'
  | 'element'
  | 'parameter'
  | 'model'
  | 'subcircuit'
  | 'function'
  /** A parameter of a function. */
  | 'argument'
  /** `.lib name … .endl` of a file. */
  | 'section'
  | 'measure';

/** A thing with a name. Within one design there is one object for each. */
export interface NetlistSymbol {
  readonly kind: SymbolKind;
  /** In the user's spelling; of models that differ in their sizes what they have in common: `nch` of `nch.1`, `nch.2`. */
  readonly name: string;
  /** The scope that the name belongs to. Ground and the nodes of `.global` belong to the top, as do measures and sections. */
  readonly scope: Scope;
  /** Of a model, subcircuit, parameter or function that some card declares: the declaration that counts. */
  readonly declaration?: Declaration;
  /** What tells it apart from others of its kind, scope and name: the file of a section, the function of an argument. */
  readonly of?: string;
}

/** A place where a name stands: the range is that of the name alone. */
export interface Occurrence {
  file: ParsedFile;
  /** Absolute offsets in the file. */
  start: number;
  end: number;
  role: 'declaration' | 'reference';
  /** Whether a value is given here: an instance sets a parameter, a sweep varies it. */
  write?: boolean;
  /** Whether the name means several things here, as where a subcircuit reads a parameter of whoever makes an instance of it. */
  shared?: boolean;
}

/** Hears of the names on a card, in any order. */
export type TellName = (symbol: NetlistSymbol, start: number, end: number, role: Occurrence['role'], more?: 'write' | 'shared') => void;
