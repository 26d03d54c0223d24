import type { DialectDecision } from '../dialect/detect.js';
import type { Finding } from '../findings.js';
import type { CardRoles } from './roles.js';
import type { ParsedText } from '../syntax/parse-document.js';
import type { Card, DirectiveCard, ElementCard, Netlist } from '../generated/ast.js';

/**
 * The meaning of a deck before it is made flat: scopes with their cards, and
 * what each name declares. It is built from the syntax trees of the deck and of
 * the closure of its includes. Building reads no file: it says which documents
 * it wants, and the host supplies them.
 */

/** A document as the host supplies it: its text, or why it cannot be read. */
export type SuppliedDocument = { uri: string; version: number; text: string } | { uri: string; error: string };

export interface ParsedFile {
  /** Index into `Design.files`. */
  index: number;
  uri: string;
  version: number;
  text: string;
  netlist: Netlist;
  /** What the parser gave: line structure, and the problems of each card. */
  parsed: ParsedText;
  /** Offset of the first character of each card of `netlist.cards`. Ranges within a card are relative to it. */
  cardStart: Int32Array;
  /** Syntax errors. */
  findings: Finding[];
  /** Its dialect, and why. */
  dialect: DialectDecision;
}

/** A card where it takes effect. The same card is placed once for each time its file is included. */
export interface PlacedCard<C extends Card = Card> {
  file: ParsedFile;
  /** Index into `file.netlist.cards`. */
  index: number;
  card: C;
  /** What its operands are, kept by `cardRoles` once the design is complete. */
  roles?: CardRoles;
}

/** A named thing and where its name stands. Offsets are absolute in `placed.file`. */
export interface Declaration {
  kind: 'model' | 'subcircuit' | 'parameter' | 'function';
  /** In the user's spelling. */
  name: string;
  placed: PlacedCard;
  nameStart: number;
  nameEnd: number;
}

export interface ModelDeclaration extends Declaration {
  kind: 'model';
  placed: PlacedCard<DirectiveCard>;
  /** The type word in lower case: `d`, `npn`. Empty when missing. */
  type: string;
}

/** A parameter of `.param`, or of a `.subckt` line with its default. */
export interface ParameterDeclaration extends Declaration {
  kind: 'parameter';
  /** Text of the value with its delimiters, and its absolute place. */
  value: { text: string; start: number; end: number } | undefined;
  /** Whether it stands on the `.subckt` line. */
  formal: boolean;
}

export interface FunctionDeclaration extends Declaration {
  kind: 'function';
  parameters: string[];
  body: { text: string; start: number; end: number } | undefined;
}

export interface SubcircuitDeclaration extends Declaration {
  kind: 'subcircuit';
  placed: PlacedCard<DirectiveCard>;
  ports: { name: string; start: number; end: number }[];
  scope: Scope;
}

/** The top circuit or the inside of a `.subckt`. Maps are keyed by the name in lower case. */
export interface Scope {
  parent: Scope | undefined;
  /** Undefined at the top. */
  subcircuit: SubcircuitDeclaration | undefined;
  /** Index, in the file of the `.subckt`, of the `.ends` card or of the last card; undefined at the top. */
  endIndex: number | undefined;
  /** Element cards in order, includes spliced in. */
  elements: PlacedCard<ElementCard>[];
  models: Map<string, ModelDeclaration>;
  subcircuits: Map<string, SubcircuitDeclaration>;
  parameters: Map<string, ParameterDeclaration>;
  functions: Map<string, FunctionDeclaration>;
}

export interface Design {
  /** The deck is file 0. */
  files: ParsedFile[];
  title: { text: string; start: number; end: number } | undefined;
  top: Scope;
  /** `.global` names in lower case. */
  globals: Map<string, Declaration | PlacedCard>;
  /** Directives of the top circuit that are neither structure nor declarations, in order: analyses, options, .ic, .save, .meas … */
  directives: PlacedCard<DirectiveCard>[];
  /** Documents that are still needed: supply them and build again. */
  wanted: string[];
  /** Findings of structure and names, in all files. Syntax errors stand in the files. */
  findings: Finding[];
  /** Whether file 0 is a deck, or a part that is checked without one: a part needs no title, no ground and no known names. */
  role: 'deck' | 'part';
  /** Whether a file of the closure could not be had, so that names may be missing for that reason alone. */
  incomplete: boolean;
  /** Scopes in the order of their beginning, the top first. */
  scopes: Scope[];
  /** Operands that name files, with the file's URI: for links and go to definition. */
  links: { placed: PlacedCard; start: number; end: number; uri: string; available: boolean }[];
}
