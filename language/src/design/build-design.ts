import type { DialectChoice } from '../dialect/dialect.js';
import type { DirectiveCard, Operand } from '../generated/ast.js';
import { findDirective } from '../reference/directives.js';
import { controlBlock } from '../rules/control-block.js';
import { cyclicInclude } from '../rules/cyclic-include.js';
import { directiveInSubcircuit } from '../rules/directive-in-subcircuit.js';
import { endsNameMismatch } from '../rules/ends-name-mismatch.js';
import { includeNameWithBlanks } from '../rules/include-name-with-blanks.js';
import { includeNotFound } from '../rules/include-not-found.js';
import { includeWithoutName } from '../rules/include-without-name.js';
import { inertDirective } from '../rules/inert-directive.js';
import { checkDesign } from '../rules/registry.js';
import { strayContinuation } from '../rules/stray-continuation.js';
import { strayEndl } from '../rules/stray-endl.js';
import { strayEnds } from '../rules/stray-ends.js';
import { unclosedControl } from '../rules/unclosed-control.js';
import { unclosedSection } from '../rules/unclosed-section.js';
import { unclosedSubcircuit } from '../rules/unclosed-subcircuit.js';
import { unknownCard } from '../rules/unknown-card.js';
import { unknownDirective } from '../rules/unknown-directive.js';
import { unknownSection } from '../rules/unknown-section.js';
import { declareFunction, declareModel, declareParameters, declareSubcircuit } from './declarations.js';
import type { Design, ParsedFile, PlacedCard, Scope, SubcircuitDeclaration } from './design.js';
import { DesignFiles, type Documents, ParseCache } from './files.js';
import { operandText, positional } from './operands.js';
import { cardPlace, headOf, type Place, placeOf } from './places.js';
import { Reporter } from './reporter.js';
import { canonicalUri, resolveReference, unquoted } from './resolve-uri.js';
import { keywordOf, type Section, sectionsOf } from './sections.js';

/** Includes nested deeper than this are taken for a generator's mistake. */
const DEEPEST_INCLUDE = 100;

/**
 * Builds the design of a deck from the documents at hand. It reads nothing:
 * documents that are missing are named in `wanted`; supply them and build
 * again. `cache` keeps parsed texts between builds.
 */
export function buildDesign(deckUri: string, documents: Documents, cache: ParseCache = new ParseCache(), dialect: DialectChoice = 'auto'): Design {
  return new DesignBuilder(documents, cache, 'deck', dialect).build(deckUri);
}

/** Checks a library or include file by itself: it has no title line, and names that it does not declare may come from its deck. */
export function checkPart(partUri: string, documents: Documents, cache: ParseCache = new ParseCache(), dialect: DialectChoice = 'auto'): Design {
  return new DesignBuilder(documents, cache, 'part', dialect).build(partUri);
}

class DesignBuilder {
  private readonly files: DesignFiles;
  private readonly reporter = new Reporter();
  private readonly design: Design;
  /** The files and sections that are being read, outermost first. */
  private readonly reading: string[] = [];

  constructor(documents: Documents, cache: ParseCache, role: 'deck' | 'part', dialect: DialectChoice) {
    this.files = new DesignFiles(documents, cache, dialect);
    const top: Scope = {
      parent: undefined, subcircuit: undefined, endIndex: undefined, elements: [], models: new Map(), subcircuits: new Map(), parameters: new Map(), functions: new Map(),
    };
    this.design = {
      files: this.files.files, title: undefined, top, globals: new Map(), directives: [], wanted: this.files.wanted, findings: this.reporter.findings,
      role, incomplete: false, scopes: [top], links: [],
    };
  }

  build(uri: string): Design {
    const { design } = this;
    const file = this.files.load(canonicalUri(uri), design.role === 'deck');
    if (file === 'wanted') return design;
    if ('error' in file) {
      this.reporter.report(includeNotFound, { uri: canonicalUri(uri), start: 0, end: 0 }, `The netlist cannot be read: ${file.error}`);
      design.incomplete = true;
      return design;
    }
    const { title } = file.parsed.table;
    if (title !== undefined) design.title = { text: file.text.slice(title.start, title.end), ...title };
    this.reading.push(file.uri);
    this.readCards(file, 0, file.netlist.cards.length, design.top, design.role === 'part');
    this.reading.pop();
    if (this.files.wanted.length > 0) design.incomplete = true;
    else checkDesign(design);
    return design;
  }

  /** Reads the cards `[from, to)` of a file into a scope. Inside a part that is opened by itself all its sections are read. */
  private readCards(file: ParsedFile, from: number, to: number, outer: Scope, intoSections: boolean): void {
    const sections = sectionsOf(file.netlist);
    const open: SubcircuitDeclaration[] = [];
    const { cards } = file.netlist;
    let scope = outer;
    for (let index = from; index < to; index++) {
      const card = cards[index]!;
      if (card.$type === 'ElementCard') {
        scope.elements.push({ file, index, card });
        continue;
      }
      if (card.$type === 'UnknownCard') {
        this.unknownCard({ file, index, card });
        continue;
      }
      const placed: PlacedCard<DirectiveCard> = { file, index, card };
      switch (keywordOf(card)) {
        case '.subckt': {
          const subcircuit = declareSubcircuit(placed, scope, this.reporter);
          open.push(subcircuit);
          this.design.scopes.push(subcircuit.scope);
          scope = subcircuit.scope;
          break;
        }
        case '.ends': {
          const closed = this.closeSubcircuit(placed, open);
          if (closed !== undefined) {
            closed.scope.endIndex = index;
            scope = closed.scope.parent!;
          }
          break;
        }
        case '.model': declareModel(placed, scope, this.reporter); break;
        case '.param': declareParameters(placed, scope, this.reporter); break;
        case '.func': declareFunction(placed, scope, this.reporter); break;
        case '.include': this.include(placed, scope, false); break;
        case '.lib': {
          const section = sections.byStart.get(index);
          if (section === undefined) this.include(placed, scope, true);
          else {
            this.checkSection(placed, section, to);
            if (!intoSections) index = section.end;
            else scope = this.sectionScope(scope);
          }
          break;
        }
        case '.endl':
          if (intoSections && scope !== outer && scope.subcircuit === undefined) scope = scope.parent!;
          if (sections.stray.includes(index)) this.reporter.report(strayEndl, headOf(placed), 'No section is open here. Add the .lib with its name above, or remove this .endl.');
          break;
        case '.global': this.declareGlobals(placed); break;
        case '.title': this.setTitle(placed); break;
        case '.end': break;
        default: this.otherDirective(placed, scope);
      }
    }
    for (const left of open) {
      left.scope.endIndex = to - 1;
      if (left.placed.index < from) continue;
      this.reporter.report(unclosedSubcircuit, headOf(left.placed), `Subcircuit ${left.name} is not closed. Add .ends ${left.name} where it ends.`);
    }
  }

  private closeSubcircuit(placed: PlacedCard<DirectiveCard>, open: SubcircuitDeclaration[]): SubcircuitDeclaration | undefined {
    const closed = open.pop();
    if (closed === undefined) {
      this.reporter.report(strayEnds, headOf(placed), 'No subcircuit is open here. Add its .subckt above, or remove this .ends.');
      return undefined;
    }
    const name = positional(placed.card)[0];
    if (name?.$type === 'Word' && !name.text.startsWith('*') && closed.name !== '' && name.text.toLowerCase() !== closed.name.toLowerCase()) {
      this.reporter.report(endsNameMismatch, placeOf(placed, name), `The subcircuit that ends here is ${closed.name}, not ${name.text}. Correct the name, or add the missing .ends.`, {
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
      this.reporter.report(strayContinuation, { ...place, end: place.start + 1 }, 'There is no card above that this line could continue. Remove the "+", or add the card.');
      return;
    }
    const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
    this.reporter.report(unknownCard, place, `"${shown}" is neither an element nor a directive: an element begins with a letter, a directive with a dot. If it is a comment, begin the line with *.`);
  }

  /** The sections of a part are alternatives: what one declares is no duplicate of what another does. */
  private sectionScope(parent: Scope): Scope {
    const scope: Scope = {
      parent, subcircuit: undefined, endIndex: undefined, elements: [], models: new Map(), subcircuits: new Map(), parameters: new Map(), functions: new Map(),
    };
    this.design.scopes.push(scope);
    return scope;
  }

  private checkSection(placed: PlacedCard<DirectiveCard>, section: Section, to: number): void {
    if (section.end >= to && sectionsOf(placed.file.netlist).unclosed.includes(section)) {
      this.reporter.report(unclosedSection, cardPlace(placed), `Section ${section.name} is not closed. Add .endl ${section.name} where it ends; for a file of this name write .include.`);
    }
  }

  private include(placed: PlacedCard<DirectiveCard>, scope: Scope, library: boolean): void {
    if (positional(placed.card).length === 0) {
      if (!this.reporter.isMalformed(placed)) this.reporter.report(includeWithoutName, headOf(placed), `Write the file's name behind ${placed.card.keyword}.`);
      return;
    }
    const { reference, place, section: sectionOperand } = this.fileNameOf(placed, library);
    const section = sectionOperand === undefined ? undefined : unquoted(operandText(placed, sectionOperand).text);
    const uri = reference === '' ? undefined : resolveReference(placed.file.uri, reference);
    if (uri === undefined) {
      this.design.incomplete = true;
      this.reporter.report(includeNotFound, place, reference === '' ? 'The file name is empty.' : `${reference} is relative to a folder, and this netlist has none yet. Save it first.`);
      return;
    }
    const file = this.files.load(uri, false);
    this.design.links.push({ placed, start: place.start, end: place.end, uri, available: file !== 'wanted' && !('error' in file) });
    if (file === 'wanted') return;
    if ('error' in file) {
      this.design.incomplete = true;
      this.reporter.report(includeNotFound, place, `${reference} cannot be read: ${file.error}`);
      return;
    }
    const key = section === undefined ? uri : `${uri}#${section.toLowerCase()}`;
    if (this.reading.includes(key) || (section === undefined && this.reading.some((read) => read === uri || read.startsWith(`${uri}#`)))) {
      this.reporter.report(cyclicInclude, place, `${reference} is being read already, and would include itself without end. Remove this include.`);
      return;
    }
    if (this.reading.length >= DEEPEST_INCLUDE) {
      this.reporter.report(cyclicInclude, place, `Includes are nested more than ${DEEPEST_INCLUDE} deep. Remove one of them.`);
      return;
    }
    let from = 0;
    let to = file.netlist.cards.length;
    if (section !== undefined) {
      const found = [...sectionsOf(file.netlist).byStart.values()].find((candidate) => candidate.name === section.toLowerCase());
      if (found === undefined) {
        const names = [...new Set([...sectionsOf(file.netlist).byStart.values()].map((candidate) => candidate.name))];
        this.reporter.report(unknownSection, placeOf(placed, sectionOperand!), `${reference} has no section ${section}. ${names.length === 0 ? 'It has no sections at all; leave the second word out.' : `It has ${names.slice(0, 10).join(', ')}.`}`);
        this.design.incomplete = true;
        return;
      }
      const border = file.netlist.cards[found.start];
      if (border?.$type === 'DirectiveCard') this.checkSection({ file, index: found.start, card: border }, found, to);
      from = found.start + 1;
      to = found.end;
    }
    this.reading.push(key);
    this.readCards(file, from, to, scope, false);
    this.reading.pop();
  }

  /**
   * The file name of an include, and the section of a `.lib`. LTspice takes names
   * with blanks without quotes: a first word without an extension is taken
   * together with what follows when the whole ends in one.
   */
  private fileNameOf(placed: PlacedCard<DirectiveCard>, library: boolean): { reference: string; place: Place; section: Operand | undefined } {
    const operands = positional(placed.card);
    const [name, second] = operands;
    const place = placeOf(placed, name!);
    const text = operandText(placed, name!).text;
    const extension = /\.\w+$/;
    const last = operands[operands.length - 1]!;
    const quoted = name!.$type === 'Text';
    const whole = !quoted && operands.length > 1 && !extension.test(text) && last.$type === 'Word' && extension.test(last.text);
    const end = placeOf(placed, last).end;
    const surplus = operands.length > (library ? 2 : 1);
    if (whole || surplus) {
      const words = placed.file.text.slice(place.start, end);
      const ending = whole ? 'Other simulators read the first word only' : 'Only the first word is read as the file name';
      this.reporter.report(includeNameWithBlanks, { ...place, end }, `${ending}: put a name with blanks into quotes.`, {
        severity: whole ? 'warning' : 'error',
        ...(/["\n\r]/.test(words) ? {} : { fix: { title: 'Put the name into quotes', edits: [{ start: place.start, end, newText: `"${words}"` }] } }),
      });
      if (whole) return { reference: words, place: { ...place, end }, section: undefined };
    }
    return { reference: unquoted(text).trim(), place, section: library ? second : undefined };
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

  private otherDirective(placed: PlacedCard<DirectiveCard>, scope: Scope): void {
    const { keyword } = placed.card;
    const facts = findDirective(keyword.toLowerCase());
    if (facts === undefined) {
      this.reporter.report(unknownDirective, headOf(placed), `${keyword} is not known and has no effect. Check its spelling, or remove the card.`);
    } else if (facts.name === '.control') {
      this.control(placed);
    } else if (facts.effect === 'inert') {
      if (facts.name !== '.endc') this.reporter.report(inertDirective, headOf(placed), `${keyword} has no effect: Nodal does not act on it yet. (${facts.meaning})`);
    } else if (scope.subcircuit !== undefined && facts.effect === 'acts') {
      this.reporter.report(directiveInSubcircuit, headOf(placed), `${keyword} has no effect inside a subcircuit. Move it to the top circuit.`);
      return;
    }
    if (scope.subcircuit === undefined) this.design.directives.push(placed);
  }

  private control(placed: PlacedCard<DirectiveCard>): void {
    const after = placed.file.cardStart[placed.index]!;
    const block = placed.file.parsed.table.controls.find((candidate) => candidate.start > after);
    if (block?.closed === false) this.reporter.report(unclosedControl, headOf(placed), 'This script is not closed. Add .endc where it ends.');
    else this.reporter.report(controlBlock, headOf(placed), 'Nodal does not run scripts: the commands up to .endc have no effect. Write analyses as cards, such as .tran.');
  }
}

function within(place: Place): { start: number; end: number } {
  return { start: place.start, end: place.end };
}

