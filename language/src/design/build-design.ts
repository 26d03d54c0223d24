import type { DialectChoice, DialectName } from '../dialect/dialect.js';
import type { DirectiveCard, ElementCard } from '../generated/ast.js';
import { DIRECTIVES, findDirective } from '../reference/directives.js';
import { cyclicInclude } from '../rules/cyclic-include.js';
import { dataStructure } from '../rules/data-structure.js';
import { directiveInSubcircuit } from '../rules/directive-in-subcircuit.js';
import { endsNameMismatch } from '../rules/ends-name-mismatch.js';
import { commentOut, type Fix, insertBehind, removeLines, rename } from '../rules/fixes.js';
import { includeNotFound } from '../rules/include-not-found.js';
import { includeWithoutName } from '../rules/include-without-name.js';
import { inertDirective } from '../rules/inert-directive.js';
import { BY_DEFAULT, type LintConfiguration } from '../lint/configuration.js';
import { closestOf } from '../rules/closest.js';
import { checkDesign } from '../rules/check-design.js';
import { libraryText } from '../rules/library-text.js';
import { strayContinuation } from '../rules/stray-continuation.js';
import { strayEndl } from '../rules/stray-endl.js';
import { strayEnds } from '../rules/stray-ends.js';
import { unclosedSection } from '../rules/unclosed-section.js';
import { unclosedSubcircuit } from '../rules/unclosed-subcircuit.js';
import { unknownCard } from '../rules/unknown-card.js';
import { unknownDirective } from '../rules/unknown-directive.js';
import { unsupportedVariant } from '../rules/unsupported-variant.js';
import { declareFormals, declareFunction, declareModel, declareParameters, declareSubcircuit, portsOf } from './declarations.js';
import { cardsParsedSoFar, isReadable } from '../syntax/parsed-text.js';
import {
  HEAD_ALTER, HEAD_DATA, HEAD_ELSE, HEAD_ELSEIF, HEAD_END, HEAD_ENDDATA, HEAD_ENDIF, HEAD_ENDL, HEAD_ENDS, HEAD_FUNC, HEAD_GLOBAL, HEAD_IF, HEAD_INCLUDE, HEAD_LIB, HEAD_MODEL, HEAD_PARAM, HEAD_SUBCKT, HEAD_TITLE, HEAD_UNKNOWN, HEAD_X, isElementHead,
} from '../text/card-head.js';
import { Branches } from './branches.js';
import { closingEnds } from './blocks.js';
import { declareModelBriefly, declareSubcircuitBriefly } from './brief-declarations.js';
import { type Design, emptyScope, type ParsedFile, PlacedCard, type Scope, type SubcircuitDeclaration } from './design.js';
import { searchFoldersOf } from './file-search.js';
import { DesignFiles, type Documents, ParseCache } from './files.js';
import { reportFound, reportMissing, reportUnknownSection, reportUnreadable } from './include-findings.js';
import { includedName } from './include-name.js';
import { LIBRARY_TEXT } from './library-text.js';
import { operandText, positional } from './operands.js';
import { cardPlace, headOf, type Place, placeOf } from './places.js';
import { Reporter } from './reporter.js';
import { canonicalUri, unquoted } from './resolve-uri.js';
import { lookupSubcircuit } from './lookup.js';
import { type Section, sectionsOf } from './sections.js';
import { endOfTable, variantsFrom } from './tables.js';
import { declarationSignature } from './signature.js';
import { declareSteppedParameters } from './stepped-parameters.js';
import { subcircuitOf } from './subcircuit-of.js';

/** Includes nested deeper than this are taken for a generator's mistake. */
const DEEPEST_INCLUDE = 100;

/**
 * Builds the design of a deck from the documents at hand. It reads nothing:
 * documents that are missing are named in `wanted`; supply them and build
 * again. `cache` keeps parsed texts between builds, `lint` holds the options of rules.
 */
export function buildDesign(deckUri: string, documents: Documents, cache: ParseCache = new ParseCache(), dialect: DialectChoice = 'auto', lint: LintConfiguration = BY_DEFAULT): Design {
  return new DesignBuilder(documents, cache, 'deck', dialect, lint).build(deckUri);
}

/** The begins of lines that ngspice makes comments of, with a warning. */
const READ_AS_COMMENT = /^[=[\]?()&%$"!:,;]/;

/** Checks a library or include file by itself: it has no title line, and names that it does not declare may come from its deck. */
export function checkPart(partUri: string, documents: Documents, cache: ParseCache = new ParseCache(), dialect: DialectChoice = 'auto', lint: LintConfiguration = BY_DEFAULT): Design {
  return new DesignBuilder(documents, cache, 'part', dialect, lint).build(partUri);
}

/** A file or section that is being read, and what it is read from. */
export interface Reading {
  key: string;
  outer: Reading | undefined;
  depth: number;
}

function isRead(reading: Reading | undefined, matches: (key: string) => boolean): boolean {
  for (let at = reading; at !== undefined; at = at.outer) if (matches(at.key)) return true;
  return false;
}

/** Dialects whose `.lib FILE` takes the models, subcircuits and parameters of the file, and nothing else. */
const DECLARATIONS_ONLY: ReadonlySet<DialectName> = new Set(['ltspice', 'pspice']);

/** So many misspelt directives get a guess. */
const MOST_GUESSES = 200;
const DIRECTIVE_NAMES = DIRECTIVES.map(({ name }) => name);

/** Directives whose names others may see. */
const DECLARING: ReadonlySet<number> = new Set([HEAD_SUBCKT, HEAD_MODEL, HEAD_PARAM, HEAD_FUNC, HEAD_GLOBAL]);

class DesignBuilder {
  /** How many subcircuits of libraries were declared without their cards. */
  private unread = 0;
  private readonly files: DesignFiles;
  private readonly reporter = new Reporter();
  private readonly design: Design;
  /** The files and sections that are being read. */
  private reading: Reading | undefined;
  private readonly branches: Branches;
  /** Whether a library is being read of which only the declarations count. */
  private passing = false;
  private readonly passedOver = new Set<ParsedFile>();

  constructor(documents: Documents, private readonly cache: ParseCache, role: 'deck' | 'part', dialect: DialectChoice, lint: LintConfiguration) {
    this.files = new DesignFiles(documents, cache, dialect);
    const top = emptyScope(undefined);
    this.design = {
      files: this.files.files, title: undefined, top, globals: new Map(), directives: [], wanted: this.files.wanted, findings: this.reporter.findings,
      references: this.files.references, role, incomplete: false, encrypted: undefined, absentLibrary: undefined, scopes: [top], links: [], referring: [], lint, names: cache.names, work: { documents: 0, parsed: 0, checked: 0 },
    };
    this.branches = new Branches(this.design, this.reporter);
  }

  build(uri: string): Design {
    const { design, cache } = this;
    const parsedBefore = cardsParsedSoFar();
    const file = this.files.load(canonicalUri(uri), design.role === 'deck', true);
    if (file === 'wanted') return design;
    if ('error' in file) {
      this.reporter.report(includeNotFound, { uri: canonicalUri(uri), start: 0, end: 0 }, `The netlist cannot be read: ${file.error}`);
      design.incomplete = true;
      return design;
    }
    const { title } = file.parsed.table;
    if (title !== undefined) design.title = { text: file.text.slice(title.start, title.end), ...title };
    this.reading = { key: file.uri, outer: undefined, depth: 1 };
    this.readCards(file, 0, file.parsed.count, design.top, design.role === 'part');
    this.readWhatIsUsed();
    design.encrypted = design.files.find((read) => read.isEncrypted);
    if (design.encrypted !== undefined) design.incomplete = true;
    if (this.files.wanted.length > 0) {
      design.incomplete = true;
    } else {
      declareSteppedParameters(design);
      for (const scope of design.scopes) scope.stamp = cache.stamp(`${scope.parent?.stamp ?? `${design.role} ${design.incomplete} ${design.lint.key}`} ${scope.signature}`);
      checkDesign(design, cache);
      for (const read of design.files) if (read.whole) read.parsed.parseAll();
    }
    design.work = { documents: design.files.length, parsed: cardsParsedSoFar() - parsedBefore, checked: design.work.checked };
    cache.tidy(file.uri, design.scopes.reduce((sum, scope) => sum + scope.elements.length, 0), design.scopes.length);
    return design;
  }

  /** Reads the subcircuits of libraries that instances name, and those that these name. */
  private readWhatIsUsed(): void {
    if (this.unread === 0) return;
    const { scopes } = this.design;
    for (let i = 0; i < scopes.length; i++) {
      const scope = scopes[i]!;
      for (const placed of scope.elements) {
        if (placed.head !== HEAD_X) continue;
        const name = subcircuitOf(placed, scope);
        const declared = name === undefined ? undefined : lookupSubcircuit(scope, name);
        if (declared?.unread !== undefined) this.readSubcircuit(declared);
      }
    }
  }

  private readSubcircuit(declared: SubcircuitDeclaration): void {
    const { scope, placed } = declared;
    const { file, from, to, reading } = declared.unread!;
    declared.unread = undefined;
    portsOf(placed, this.reporter);
    declareFormals(declared, this.reporter);
    this.design.scopes.push(scope);
    const before = this.reading;
    this.reading = reading;
    this.passing = false;
    this.readCards(file, from, to, scope, false);
    this.reading = before;
    const end = new PlacedCard<DirectiveCard>(file, to);
    scope.cards.push(end);
    this.closeSubcircuit(end, [declared]);
    scope.endIndex = to;
  }

  /** Reads the cards `[from, to)` of a file into a scope. Inside a part that is opened by itself all its sections are read. */
  private readCards(file: ParsedFile, from: number, to: number, outer: Scope, intoSections: boolean): void {
    const sections = sectionsOf(file.parsed);
    const open: SubcircuitDeclaration[] = [];
    const { heads } = file;
    const ends = file.whole ? undefined : closingEnds(file.parsed);
    // What a file declares that nobody edits is known by the file.
    if (!file.whole) outer.signature += `#${file.parsed.serial}:${from}\n`;
    const { branches } = this;
    const around = branches.current;
    let scope = outer;
    for (let index = from; index < to; index++) {
      const head = heads[index]!;
      if (this.passing && open.length === 0 && (isElementHead(head) || head === HEAD_UNKNOWN || head === HEAD_ENDS)) {
        this.passOver(file, index);
        continue;
      }
      if (isElementHead(head)) {
        scope.elements.push(new PlacedCard<ElementCard>(file, index, branches.current));
        continue;
      }
      const placed = new PlacedCard<DirectiveCard>(file, index, branches.current);
      if (head === HEAD_UNKNOWN) {
        this.unknownCard(placed);
        continue;
      }
      scope.cards.push(placed);
      if (file.whole && DECLARING.has(head)) scope.signature += declarationSignature(placed);
      switch (head) {
        case HEAD_SUBCKT: {
          const close = ends === undefined ? 0 : ends[index]!;
          if (close > 0 && close < to && this.declareUnread(placed, scope, close)) {
            index = close;
            break;
          }
          const subcircuit = declareSubcircuit(placed, scope, this.reporter);
          if (file.whole) subcircuit.scope.signature = declarationSignature(placed);
          open.push(subcircuit);
          this.design.scopes.push(subcircuit.scope);
          scope = subcircuit.scope;
          branches.current = undefined;
          break;
        }
        case HEAD_ENDS: {
          const closed = this.closeSubcircuit(placed, open);
          if (closed !== undefined) {
            closed.scope.endIndex = index;
            scope = closed.scope.parent!;
            branches.current = closed.placed.branch;
          }
          break;
        }
        case HEAD_MODEL: if (file.whole || !declareModelBriefly(placed, scope)) declareModel(placed, scope, this.reporter); break;
        case HEAD_PARAM: branches.declarations++; declareParameters(placed, scope, this.reporter); break;
        case HEAD_FUNC: branches.declarations++; declareFunction(placed, scope, this.reporter); break;
        case HEAD_INCLUDE: this.include(placed, scope, false); break;
        case HEAD_LIB: {
          const section = sections.byStart.get(index);
          if (section === undefined) this.include(placed, scope, true);
          else {
            this.checkSection(placed, section, to);
            if (!intoSections) index = section.end;
            else scope = this.sectionScope(scope);
          }
          break;
        }
        case HEAD_ENDL:
          if (intoSections && scope !== outer && scope.subcircuit === undefined) scope = scope.parent!;
          if (sections.stray.includes(index)) this.reporter.report(strayEndl, headOf(placed), 'No section is open here. Add the .lib with its name above, or remove this .endl.', { fix: this.removal(placed) });
          break;
        case HEAD_GLOBAL: this.declareGlobals(placed); break;
        case HEAD_TITLE: this.setTitle(placed); break;
        case HEAD_END: break;
        case HEAD_IF: case HEAD_ELSEIF: case HEAD_ELSE: case HEAD_ENDIF: index = branches.border(placed, scope, to); break;
        case HEAD_DATA: case HEAD_ENDDATA: index = this.table(placed, scope, to); break;
        case HEAD_ALTER:
          for (const variant of variantsFrom(file, index, to)) this.reporter.report(unsupportedVariant, headOf(new PlacedCard<DirectiveCard>(file, variant)), 'A variant of the deck begins here. Nodal simulates the deck as it stands above the first .alter.');
          index = to;
          break;
        default: this.otherDirective(placed, scope);
      }
    }
    branches.current = around;
    for (const left of open) {
      left.scope.endIndex = to - 1;
      if (left.placed.index < from) continue;
      // LTspice takes the end of a library for the end of its last subcircuit.
      const ended = left === open[0] && heads[to - 1] === HEAD_END && (file.index > 0 || this.design.role === 'part');
      this.reporter.report(unclosedSubcircuit, headOf(left.placed), ended
        ? `Subcircuit ${left.name} ends with .end, which ends the whole file: other simulators than LTspice do not take it. Write .ends ${left.name}.`
        : `Subcircuit ${left.name} is not closed. Add .ends ${left.name} where it ends.`, { ...(ended ? { severity: 'warning' } : {}), fix: insertBehind(`Insert .ends ${left.name}`, file, to - 1, `.ends ${left.name}`.trimEnd()) });
    }
  }

  /** Declares a subcircuit whose cards nobody needs yet. Whether it could be done without parsing its card. */
  private declareUnread(placed: PlacedCard<DirectiveCard>, scope: Scope, close: number): boolean {
    const declared = declareSubcircuitBriefly(placed, scope);
    if (declared === undefined) return false;
    declared.unread = { file: placed.file, from: placed.index + 1, to: close, reading: this.reading };
    this.unread++;
    return true;
  }

  private removal(placed: PlacedCard<DirectiveCard>): Fix {
    const { file, index } = placed;
    return removeLines(`Remove ${placed.card.keyword}`, file.text, file.cardStart[index]!, file.parsed.table.end[index]!);
  }

  private readonly nearDirectives = new Map<string, string | undefined>();

  /** The directive that a misspelt one is near to. A text with very many of them is no netlist, and gets no further guesses. */
  private nearestDirective(keyword: string): string | undefined {
    if (!this.nearDirectives.has(keyword) && this.nearDirectives.size < MOST_GUESSES) this.nearDirectives.set(keyword, closestOf(keyword, DIRECTIVE_NAMES));
    return this.nearDirectives.get(keyword);
  }

  private closeSubcircuit(placed: PlacedCard<DirectiveCard>, open: SubcircuitDeclaration[]): SubcircuitDeclaration | undefined {
    const closed = open.pop();
    if (closed === undefined) {
      this.reporter.report(strayEnds, headOf(placed), 'No subcircuit is open here. Add its .subckt above, or remove this .ends.', { fix: this.removal(placed) });
      return undefined;
    }
    const { keyword } = placed.card;
    if (keyword.length > '.ends'.length) this.reporter.report(unknownDirective, headOf(placed), `${keyword} is read as .ends, as simulators do. Write a blank behind .ends.`, { fix: { title: 'Write a blank', edits: [{ start: headOf(placed).start + '.ends'.length, end: headOf(placed).start + '.ends'.length, newText: ' ' }] } });
    const name = positional(placed.card)[0];
    // A comment may be glued to the name: `.ends amp*next`.
    const written = name?.$type === 'Word' ? name.text.split('*', 1)[0]!.toLowerCase() : '';
    if (name !== undefined && written !== '' && closed.name !== '' && written !== closed.name.toLowerCase()) {
      this.reporter.report(endsNameMismatch, placeOf(placed, name), `The subcircuit that ends here is ${closed.name}, not ${operandText(placed, name).text}. Correct the name, or add the missing .ends.`, {
        // It only matters where it names another one that is open: then an .ends is missing.
        severity: open.some((outer) => outer.name.toLowerCase() === written) ? 'warning' : 'information',
        related: [this.reporter.declared(closed, 'It begins here.')],
        fix: { title: `Write ${closed.name}`, edits: [{ ...within(placeOf(placed, name)), newText: closed.name }] },
      });
    }
    return closed;
  }

  private unknownCard(placed: PlacedCard): void {
    const place = headOf(placed);
    const word = placed.file.text.slice(place.start, place.end);
    if (word.startsWith('+')) {
      this.reporter.report(strayContinuation, { ...place, end: place.start + 1 }, 'There is no card above that this line could continue. Remove the "+", or add the card.', { fix: commentLine(placed) });
      return;
    }
    const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
    if (READ_AS_COMMENT.test(word)) {
      this.reporter.report(unknownCard, place, `"${shown}" begins no card, so the line has no effect: ngspice reads it as a comment, others stop at it. If it is a comment, begin the line with *.`, { severity: 'warning', fix: { ...commentLine(placed), guess: false } });
      return;
    }
    this.reporter.report(unknownCard, place, `"${shown}" is neither an element nor a directive: an element begins with a letter, a directive with a dot. If it is a comment, begin the line with *.`, { fix: commentLine(placed) });
  }

  /** The sections of a part are alternatives: what one declares is no duplicate of what another does. */
  private sectionScope(parent: Scope): Scope {
    const scope = emptyScope(parent);
    this.design.scopes.push(scope);
    return scope;
  }

  private checkSection(placed: PlacedCard<DirectiveCard>, section: Section, to: number): void {
    if (section.end >= to && sectionsOf(placed.file.parsed).unclosed.includes(section)) {
      this.reporter.report(unclosedSection, cardPlace(placed), `Section ${section.name} is not closed. Add .endl ${section.name} where it ends; for a file of this name write .include.`, { fix: insertBehind(`Insert .endl ${section.name}`, placed.file, to - 1, `.endl ${section.name}`) });
    }
  }

  /** Cards that include the file they stand in, which is told once. */
  private readonly ownIncludes = new Map<ParsedFile, Set<number>>();

  private include(placed: PlacedCard<DirectiveCard>, scope: Scope, library: boolean): void {
    if (this.ownIncludes.get(placed.file)?.has(placed.index)) return;
    const { dialect } = placed.file.parsed;
    if (positional(placed.card).length === 0 && !(library && dialect.name === 'pspice')) {
      if (!this.reporter.isMalformed(placed)) this.reporter.report(includeWithoutName, headOf(placed), `Write the file's name behind ${placed.card.keyword}.`);
      return;
    }
    const { reference, place, section: sectionOperand } = includedName(placed, library, this.reporter);
    const section = sectionOperand === undefined ? undefined : unquoted(operandText(placed, sectionOperand).text);
    const key = reference === '' ? undefined : this.files.resolved(placed.file.uri, reference);
    if (key === undefined) {
      this.design.incomplete = true;
      this.reporter.report(includeNotFound, place, reference === '' ? 'The file name is empty.' : `${reference} is relative to a folder, and this netlist has none yet. Save it first.`);
      return;
    }
    const deck = this.design.files[0]!;
    const file = this.files.load(key, false, false, { name: reference, from: placed.file.uri, deck: deck.uri, folders: searchFoldersOf(deck.parsed), dialect: dialect.name });
    const found = this.files.found.get(key);
    const uri = found?.uri ?? key;
    this.design.links.push({ placed, start: place.start, end: place.end, uri, available: file !== 'wanted' && !('error' in file) });
    if (file === 'wanted') return;
    if ('error' in file) {
      this.design.incomplete = true;
      const absent = reportMissing(this.reporter, place, reference, file.error, dialect.name);
      this.design.absentLibrary ??= absent;
      return;
    }
    reportFound(this.reporter, place, reference, found);
    if (!isReadable(file.parsed)) {
      this.design.incomplete = true;
      reportUnreadable(this.reporter, place, reference, file.parsed);
      return;
    }
    const part = section === undefined ? uri : `${uri}#${section.toLowerCase()}`;
    if (isRead(this.reading, (read) => read === part || (section === undefined && (read === uri || read.startsWith(`${uri}#`))))) {
      this.reporter.report(cyclicInclude, place, `${reference} is being read already, and would include itself without end. Remove this include.`, { fix: this.removal(placed) });
      // A section of the file may be read elsewhere; the whole file never.
      if (file === placed.file && section === undefined) {
        const own = this.ownIncludes.get(file);
        if (own === undefined) this.ownIncludes.set(file, new Set([placed.index]));
        else own.add(placed.index);
      }
      return;
    }
    if (this.reading !== undefined && this.reading.depth >= DEEPEST_INCLUDE) {
      this.reporter.report(cyclicInclude, place, `Includes are nested more than ${DEEPEST_INCLUDE} deep. Remove one of them.`);
      return;
    }
    let from = 0;
    let to = file.parsed.count;
    if (section !== undefined) {
      const found = [...sectionsOf(file.parsed).byStart.values()].find((candidate) => candidate.name === section.toLowerCase());
      if (found === undefined) {
        reportUnknownSection(this.reporter, placeOf(placed, sectionOperand!), reference, section, sectionsOf(file.parsed));
        this.design.incomplete = true;
        return;
      }
      this.checkSection(new PlacedCard<DirectiveCard>(file, found.start), found, to);
      from = found.start + 1;
      to = found.end;
    }
    const outer = this.reading;
    this.reading = { key: part, outer, depth: (outer?.depth ?? 0) + 1 };
    const { passing } = this;
    // LTspice and PSpice take the declarations of a library only, and what it includes is part of it.
    if (library && section === undefined && DECLARATIONS_ONLY.has(placed.file.parsed.dialect.name)) this.passing = true;
    this.readCards(file, from, to, scope, false);
    this.passing = passing;
    this.reading = outer;
  }

  /** An element or a remark of a library, outside of its subcircuits: said once for each file. */
  private passOver(file: ParsedFile, index: number): void {
    if (this.passedOver.has(file)) return;
    this.passedOver.add(file);
    this.reporter.report(libraryText, headOf(new PlacedCard(file, index)), LIBRARY_TEXT);
  }

  private declareGlobals(placed: PlacedCard<DirectiveCard>): void {
    for (const operand of positional(placed.card)) {
      const name = operandText(placed, operand).text.toLowerCase();
      if (!this.design.globals.has(name)) this.design.globals.set(name, placed);
    }
  }

  private setTitle(placed: PlacedCard<DirectiveCard>): void {
    const base = placed.file.cardStart[placed.index]!;
    const end = placed.file.parsed.table.end[placed.index]!;
    const line = placed.file.text.slice(base + placed.card.keyword.length, end);
    const text = line.trim();
    if (text === '' || placed.file.index !== 0) return;
    const start = end - line.trimStart().length;
    this.design.title = { text, start, end: start + text.length };
  }

  /** A table of numbers: its lines are no cards. The answer is the index of its last card. */
  private table(placed: PlacedCard<DirectiveCard>, scope: Scope, to: number): number {
    if (placed.head === HEAD_ENDDATA) {
      this.reporter.report(dataStructure, headOf(placed), 'No table is open here. Add its .data above, or remove this .enddata.', { fix: this.removal(placed) });
      return placed.index;
    }
    const end = endOfTable(placed.file, placed.index, to);
    if (end === undefined) this.reporter.report(dataStructure, headOf(placed), 'This table is not closed. Add .enddata below its numbers.', { fix: insertBehind('Insert .enddata', placed.file, lastRow(placed, to), '.enddata') });
    this.otherDirective(placed, scope);
    return end ?? placed.index;
  }

  private otherDirective(placed: PlacedCard<DirectiveCard>, scope: Scope): void {
    const { keyword } = placed.card;
    const facts = findDirective(keyword.toLowerCase());
    if (facts === undefined) {
      const near = this.nearestDirective(keyword.toLowerCase());
      this.reporter.report(unknownDirective, headOf(placed), `${keyword} is not known and has no effect. ${near === undefined ? 'Check its spelling, or remove the card.' : `Did you mean ${near}?`}`, { fix: near === undefined ? commentCard(placed) : rename(headOf(placed), near) });
    } else if (facts.name === '.control' || facts.name === '.endc') {
      // The rules about scripts look at the blocks of the text.
    } else if (facts.effect === 'inert') {
      this.reporter.report(inertDirective, headOf(placed), `${keyword} has no effect: Nodal does not act on it yet. (${facts.meaning})`, { fix: commentCard(placed) });
    } else if (scope.subcircuit !== undefined && facts.effect === 'acts') {
      this.reporter.report(directiveInSubcircuit, headOf(placed), `${keyword} has no effect inside a subcircuit. Move it to the top circuit.`);
      return;
    }
    if (scope.subcircuit === undefined) this.design.directives.push(placed);
  }
}

function commentCard({ file, index }: PlacedCard): Fix {
  return commentOut(file.text, file.cardStart[index]!, file.parsed.table.end[index]!);
}

/** A line that begins no card is a comment for sure, or one with its first character changed. */
function commentLine({ file, index }: PlacedCard): Fix {
  const start = file.cardStart[index]!;
  return { title: 'Make it a comment', edits: [{ start, end: start, newText: '* ' }], guess: true };
}

/** Index of the last card behind a `.data` card that may be a row of its table: it begins with a number. */
function lastRow({ file, index }: PlacedCard, to: number): number {
  let last = index;
  while (last + 1 < to && file.heads[last + 1] === HEAD_UNKNOWN) last++;
  return last;
}

function within(place: Place): { start: number; end: number } {
  return { start: place.start, end: place.end };
}

