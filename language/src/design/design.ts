import type { FileReference } from './file-search.js';
import type { DialectDecision } from '../dialect/detect.js';
import type { Finding } from '../findings.js';
import type { LintConfiguration } from '../lint/configuration.js';
import { unknownDialectFinding } from '../rules/unknown-dialect.js';
import { syntaxFindings } from '../rules/syntax-findings.js';
import type { CardFacts, Names } from './card-facts.js';
import type { Reading } from './build-design.js';
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
export type SuppliedDocument =
  /** `open`: somebody looks at it, so that all its findings are wanted, not only those of what a deck uses. */
  | { uri: string; version: number; text: string; open?: boolean; found?: FoundFile }
  | { uri: string; error: string };

/** Where a file stands that was not where its name says. */
export interface FoundFile {
  uri: string;
  /** `written` is a place that the name means, as by a variable; `letter-case` is the file of the same name in other letters. */
  how: 'written' | 'letter-case' | 'elsewhere';
}

export class ParsedFile {
  /** Which cards a design looked at, of a file that is not read as a whole: what others asked for before is no finding of this one. */
  private readonly used: Uint8Array | undefined;

  /**
   * `index` is that into `Design.files`; `parsed` is what the parser gave: line structure, trees, problems. Of a file
   * that is not read as a `whole` only those subcircuits are read that an instance names. `dialect` says why its
   * dialect is what it is.
   */
  constructor(readonly index: number, readonly uri: string, readonly version: number, readonly parsed: ParsedText, readonly whole: boolean, readonly dialect: DialectDecision) {
    this.used = whole ? undefined : new Uint8Array(parsed.count);
  }

  /** Notes that the design needs a card. */
  use(index: number): void {
    if (this.used !== undefined) this.used[index] = 1;
  }

  get text(): string {
    return this.parsed.text;
  }

  /** Offset of the first character of each card. Ranges within a card are relative to it. */
  get cardStart(): Int32Array {
    return this.parsed.table.start;
  }

  /** What each card is by its first word (`card-head.ts`). */
  get heads(): Uint8Array {
    return this.parsed.table.head;
  }

  /** The tree of the whole file. */
  get netlist(): Netlist {
    return this.parsed.netlist;
  }

  /** Whether the simulator that it was made for alone can read it, or a part of it. */
  get isEncrypted(): boolean {
    return this.parsed.encrypted || this.parsed.table.blocks.some(({ kind }) => kind === 'encrypted');
  }

  /** Syntax errors; of a file that is read as far as it is used, those of what was used. */
  get findings(): readonly Finding[] {
    const { unknown } = this.dialect;
    const findings = syntaxFindings(this.uri, this.parsed, this.used);
    return unknown === undefined ? findings : [unknownDialectFinding(this.uri, unknown, this.parsed.dialect), ...findings];
  }
}

/** A card where it takes effect. The same card is placed once for each time its file is included. */
export class PlacedCard<C extends Card = Card> {
  /** What its operands are, kept by `cardRoles` once the design is complete. */
  roles: CardRoles | undefined = undefined;

  /** `index` is that of the card in its file, `branch` that of `.if` which it stands in, where instances decide whether it counts. */
  constructor(readonly file: ParsedFile, readonly index: number, readonly branch: BranchOfInstance | undefined = undefined) {}

  /** What is known of an element from its text and the declarations in sight; kept with the text. */
  get facts(): CardFacts | undefined {
    return this.file.parsed.facts[this.index];
  }

  /** What the card is by its first word (`card-head.ts`). */
  get head(): number {
    return this.file.parsed.table.head[this.index]!;
  }

  /** The tree, made when it is asked for. */
  get card(): C {
    this.file.use(this.index);
    return this.file.parsed.card(this.index) as C;
  }
}

/** `.if … .endif` whose branch each instance chooses for itself. */
export interface ConditionalOfInstance {
  file: ParsedFile;
  /** Index of the `.if` card. */
  index: number;
  /** The conditions in order, with their absolute places; undefined for `.else`. */
  branches: ({ text: string; start: number; end: number } | undefined)[];
}

export interface BranchOfInstance {
  conditional: ConditionalOfInstance;
  /** Index into the conditional's branches. */
  index: number;
  /** The branch around the conditional. */
  outer: BranchOfInstance | undefined;
}

/** A named thing and where its name stands. Offsets are absolute in `placed.file`. */
export interface Declaration {
  kind: 'model' | 'subcircuit' | 'parameter' | 'function';
  /** In the user's spelling. */
  name: string;
  placed: PlacedCard;
  nameStart: number;
  nameEnd: number;
  /** One number for all that elements can see of it; kept by `signatureNumber`. */
  signature?: number;
}

export interface ModelDeclaration extends Declaration {
  kind: 'model';
  placed: PlacedCard<DirectiveCard>;
  /** The type word in lower case: `d`, `npn`. Empty when missing. */
  type: string;
  /** Models of the same name in other branches of `.if`, of which each instance has one. */
  alternatives?: ModelDeclaration[];
  /** The model whose parameters it takes over: `.model b ako:a npn (…)`. */
  base?: string;
  /** A model of the same name and another type: LTspice tells them apart by the element. */
  alternative?: ModelDeclaration;
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
  ports: readonly Port[];
  scope: Scope;
  /** Where its cards stand as long as nobody needed them: in a file that is not open a subcircuit is read when an instance names it. */
  unread: { file: ParsedFile; from: number; to: number; reading: Reading | undefined } | undefined;
}

/** A port by its name, with its absolute place. */
export interface Port {
  name: string;
  start: number;
  end: number;
  /** The node that it is on where an instance leaves it out: PSpice's `optional: dpwr=$g_dpwr`. */
  default?: string;
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
  /** Directive cards in order, those of structure and declarations included, the `.ends` of a subcircuit among its own. */
  cards: PlacedCard<DirectiveCard>[];
  models: Map<string, ModelDeclaration>;
  /** The first of several models of one device that differ in the sizes they are for: `nch` for `nch.1`, `nch.2`. */
  bins: Map<string, ModelDeclaration> | undefined;
  subcircuits: Map<string, SubcircuitDeclaration>;
  parameters: Map<string, ParameterDeclaration>;
  functions: Map<string, FunctionDeclaration>;
  /** All that elements may see of the declarations here, as a text: what of it is as before needs no new look. */
  signature: string;
  /** One number for one signature of this scope and those around it; set when all is read. */
  stamp: number;
}

/** A scope without content. */
export function emptyScope(parent: Scope | undefined): Scope {
  return {
    parent, subcircuit: undefined, endIndex: undefined, elements: [], cards: [], models: new Map(), bins: undefined, subcircuits: new Map(), parameters: new Map(), functions: new Map(), signature: '', stamp: 0,
  };
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
  /** How the cards name what is wanted, for the search. */
  references: Map<string, FileReference>;
  /** Findings of structure and names, in all files. Syntax errors stand in the files. */
  findings: Finding[];
  /** Whether file 0 is a deck, or a part that is checked without one: a part needs no title, no ground and no known names. */
  role: 'deck' | 'part';
  /** Whether a file of the closure could not be had, so that names may be missing for that reason alone. */
  incomplete: boolean;
  /** The first file of the closure that is encrypted, whole or in part: names may be missing for that reason. */
  encrypted: ParsedFile | undefined;
  /** The first library of another simulator that is not at hand, by its name: names may be missing for that reason. */
  absentLibrary: string | undefined;
  /** Elements that name other elements (F, H, K, W), with their scopes; known when the elements have been looked at. */
  referring: { scope: Scope; placed: PlacedCard<ElementCard> }[];
  /** What is configured for rules: their options while they look, severities when findings are told (`lintFindings`). */
  lint: LintConfiguration;
  /** The numbers of names in the cards' facts. */
  names: Names;
  /** What building it took, for tests: documents asked for, cards parsed, cards looked at by rules. */
  work: { documents: number; parsed: number; checked: number };
  /** Scopes whose content was read, in the order of their reading, the top first. */
  scopes: Scope[];
  /** Operands that name files, with the file's URI: for links and go to definition. */
  links: { placed: PlacedCard; start: number; end: number; uri: string; available: boolean }[];
}
