import type { Circuit } from '@nodal/protocol';
import { scanCommands } from '../control/scan-commands.js';
import type { Design, FunctionDeclaration, ModelDeclaration, ParameterDeclaration, PlacedCard, Scope, SubcircuitDeclaration } from '../design/design.js';
import { groundsOf, lookupModel } from '../design/lookup.js';
import { assignedName, modelParameters } from '../design/literals.js';
import { flatArguments } from '../design/operands.js';
import type { Argument, DirectiveCard } from '../generated/ast.js';
import { printCommand } from '../print/print-netlist.js';
import { LEAST_STEPS, STEPS_WITHOUT_PRINT_STEP } from '../elaborate/analyses.js';
import { RECOMBINATION, STRAIGHT_LINES } from '../elaborate/models.js';
import { findDirective } from '../reference/directives.js';
import { findOption } from '../reference/options.js';
import { readNumber } from '../text/number.js';
import { directiveCards } from './directives.js';
import { missingInDiode } from './diodes.js';
import { elementWords, informsOnly } from './element-cards.js';
import { FlatCircuit } from './flat-devices.js';
import type { Losses } from './losses.js';
import type { SafeNames } from './names.js';
import { Rewriting } from './rewriting.js';
import { switchModel } from './switches.js';

/** What stands for itself in the circuit, and is written from it. */
const IN_CIRCUIT: ReadonlySet<string> = new Set(['.op', '.dc', '.ac', '.tran', '.ic', '.nodeset', '.save', '.print', '.plot', '.probe', '.meas', '.four', '.noise', '.tf', '.sens', '.options', '.temp']);

/** The cards of a deck with its subcircuits and formulas, all files in one. */
export function hierarchyCards(design: Design, circuit: Circuit | undefined, names: SafeNames, losses: Losses): string[][] {
  return new Hierarchy(design, names, losses).cards(circuit);
}

/** The directives that ngspice simulates and Nodal does not, and where it cannot be, all others. */
export function otherDirectives(design: Design, circuit: Circuit | undefined, rewriting: Rewriting): string[][] {
  const cards: string[][] = [];
  for (const placed of design.directives) {
    const { keyword } = placed.card;
    const facts = findDirective(keyword.toLowerCase());
    const word = facts?.name ?? keyword.toLowerCase();
    if (circuit !== undefined && IN_CIRCUIT.has(word)) continue;
    if (word === '.control' || word === '.endc' || facts?.effect === 'structure' || facts?.effect === 'informs') continue;
    // What becomes of the analyses' steps is told with the analyses.
    if (word === '.step' && circuit !== undefined) continue;
    if (facts === undefined || (facts.dialects !== undefined && !facts.dialects.includes('ngspice')) || word === '.step') {
      losses(rewriting, placed, word);
      continue;
    }
    cards.push(directiveWords(placed, word, design.top, rewriting));
  }
  return cards;
}

function losses(rewriting: Rewriting, placed: PlacedCard<DirectiveCard>, word: string): void {
  rewriting.losses.atCard(placed, word === '.step' ? 'ngspice has no .step; each step is a run of its own there, with alter or alterparam in a .control block.' : `ngspice has no ${word}; the card is left out.`);
}

function directiveWords(placed: PlacedCard<DirectiveCard>, word: string, scope: Scope, rewriting: Rewriting): string[] {
  const list = flatArguments(placed.card);
  if (word === '.options') {
    return [word, ...list.filter((argument) => {
      const name = argument.$type === 'Assignment' ? (argument.target.$type === 'Word' ? argument.target.text : '') : argument.$type === 'Word' ? argument.text : '';
      const facts = findOption(name.toLowerCase());
      const known = facts !== undefined && (facts.dialects === undefined || facts.dialects.includes('ngspice'));
      if (!known) rewriting.losses.atCard(placed, `ngspice has no option ${name}; it is left out.`);
      return known;
    }).map((argument) => rewriting.argument(argument, placed, scope))];
  }
  const words = list.map((argument) => rewriting.argument(argument, placed, scope));
  // Without a print step ngspice gets the steps that Nodal takes.
  if (word === '.tran' && words.filter((text) => /^[-+.\d{]/.test(text)).length === 1) {
    const stop = readNumber(words[0]!)?.value;
    if (stop !== undefined) words.splice(0, 1, String(stop / STEPS_WITHOUT_PRINT_STEP), words[0]!, '0', String(stop / LEAST_STEPS));
  }
  return [word, ...words];
}

class Hierarchy {
  private readonly rewriting: Rewriting;
  private readonly models = new Set<ModelDeclaration>();
  private readonly subcircuits = new Set<SubcircuitDeclaration>();
  /** Every word of the output in lower case, to tell what of the libraries is used. */
  private readonly words = new Set<string>();

  constructor(private readonly design: Design, names: SafeNames, private readonly losses: Losses) {
    this.rewriting = new Rewriting(names, losses, groundsOf(design));
  }

  cards(circuit: Circuit | undefined): string[][] {
    const { design, rewriting } = this;
    const elements = this.elements(design.top);
    const inner = this.declarations(design.top);
    const lose = (origin: number, message: string) => this.losses.atOrigin(circuit!, origin, message);
    const directives = [
      ...(circuit === undefined ? [] : directiveCards(new FlatCircuit(circuit, rewriting.names), lose)),
      ...otherDirectives(design, circuit, rewriting),
      ...controlCards(design),
    ];
    for (const words of directives) this.see(words);
    const parameters = this.parameters(design.top);
    const globals = [...[...design.globals.keys()].map((name) => rewriting.node(name)), ...rewriting.globals.values()].filter((name, i, all) => name !== '0' && all.indexOf(name) === i);
    return [...(globals.length > 0 ? [['.global', ...globals]] : []), ...parameters, ...inner, ...elements, ...(circuit === undefined ? temperatureOfDialect(design) : []), ...directives];
  }

  private see(words: readonly string[]): void {
    for (const word of words) for (const name of word.toLowerCase().match(/[a-z_][\w.]*/g) ?? []) this.words.add(name);
  }

  private elements(scope: Scope): string[][] {
    return scope.elements.flatMap((placed) => {
      if (placed.branch !== undefined) this.losses.atCard(placed, 'Whether this card counts is known for each instance only, which ngspice cannot express. Export with --flat.', 'error');
      const cards: string[][] = [];
      cards.unshift(elementWords(placed, scope, this.rewriting, { model: (declared) => this.use(declared), subcircuit: (declared) => this.subcircuits.add(declared), beside: (words) => cards.push(words) }));
      for (const words of cards) this.see(words);
      return cards;
    });
  }

  private use(declared: ModelDeclaration): void {
    for (let at: ModelDeclaration | undefined = declared; at !== undefined; at = at.alternative) this.models.add(at);
  }

  /** The used models and subcircuits of a scope. Those of subcircuits are looked through first: they may use what stands outside. */
  private declarations(scope: Scope): string[][] {
    const done = new Map<SubcircuitDeclaration, string[][]>();
    for (let before = -1; before !== done.size;) {
      before = done.size;
      for (const declared of scope.subcircuits.values()) if (this.subcircuits.has(declared) && !done.has(declared)) done.set(declared, this.subcircuit(declared));
    }
    const bins = [...(scope.bins?.entries() ?? [])].filter(([, first]) => this.models.has(first)).map(([name]) => `${name}.`);
    const models = [...scope.models.entries()].flatMap(([key, declared]) => {
      const all: ModelDeclaration[] = [];
      for (let at: ModelDeclaration | undefined = declared; at !== undefined; at = at.alternative) all.push(at);
      return all.filter((one) => this.models.has(one) || bins.some((name) => key.startsWith(name)));
    });
    const cards = models.map((declared) => this.model(declared, scope));
    for (const words of cards) this.see(words);
    return [...cards, ...[...done.values()].flat()];
  }

  private model(declared: ModelDeclaration, scope: Scope, own = true): string[] {
    const { placed } = declared;
    const list = flatArguments(placed.card).slice(1);
    const type = list.findIndex((argument) => argument.$type === 'Word' && argument.text.toLowerCase() === declared.type);
    const rest = list.slice(type + 1);
    // ngspice 39 reads the channel of a power MOSFET by the word pchan alone.
    const kind = declared.type === 'vdmosn' ? ['vdmos'] : declared.type === 'vdmosp' ? ['vdmos', 'pchan'] : [declared.type];
    const words = own ? ['.model', this.rewriting.names.of(declared.name), ...kind] : [];
    if (declared.alternatives !== undefined) this.losses.atCard(placed, 'Which of these models counts is known for each instance only, which ngspice cannot express. Export with --flat.', 'error');
    const { parsed } = placed.file;
    if (declared.type === 'd' && givesAny(declared, STRAIGHT_LINES)) {
      this.losses.atCard(placed, 'ngspice has no diode of straight lines (ron, roff, vfwd …). Export with --flat, which writes a source in its place.', 'error');
    }
    const base = declared.base === undefined ? undefined : lookupModel(scope, declared.base);
    if (base !== undefined && base !== declared) words.push(...this.inherited(base, rest, scope));
    for (let i = 0; i < rest.length; i++) {
      const argument = rest[i]!;
      const name = argument.$type === 'Assignment' ? (argument.target.$type === 'Word' ? argument.target.text : argument.target.callee).toLowerCase() : argument.$type === 'Word' ? argument.text.toLowerCase() : '';
      if (argument.$type === 'Assignment' && informsOnly(argument)) continue;
      if (name === 'dev' || name === 'lot' || /^(?:dev|lot)\//.test(name)) {
        this.losses.atCard(placed, `The tolerance ${name.toUpperCase()} is left out; ngspice has none.`);
        if (argument.$type !== 'Assignment') i++;
        continue;
      }
      words.push(this.rewriting.argument(argument, placed, scope));
    }
    const emission = declared.type === 'd' ? RECOMBINATION.get(parsed.dialect.name) : undefined;
    if (own && emission !== undefined && givesAny(declared, ISR) && !givesAny(declared, NR)) words.push(`nr=${emission}`);
    if (own && declared.type === 'd') for (const loss of missingInDiode(words)) this.losses.atCard(placed, loss);
    const other = own ? switchModel(words) : undefined;
    if (other !== undefined) this.losses.atCard(placed, other.loss);
    return other?.words ?? words;
  }

  /** The parameters of the model that another is derived from, without those that it sets itself. */
  private inherited(base: ModelDeclaration, own: readonly Argument[], scope: Scope): string[] {
    const set = new Set(own.flatMap((argument) => (argument.$type === 'Assignment' && argument.target.$type === 'Word' ? [argument.target.text.toLowerCase()] : [])));
    return this.model(base, scope, false).filter((word) => !set.has(word.split('=', 1)[0]!.toLowerCase()));
  }

  private subcircuit(declared: SubcircuitDeclaration): string[][] {
    const { scope } = declared;
    const formals = [...scope.parameters.values()].filter(({ formal }) => formal);
    const header = ['.subckt', this.rewriting.names.of(declared.name), ...declared.ports.map(({ name }) => this.rewriting.node(name)), ...formals.map((formal) => this.assignment(formal, scope.parent ?? scope))];
    const elements = this.elements(scope);
    const inner = this.declarations(scope);
    const parameters = this.parameters(scope).filter((words) => words.length > 0);
    this.see(header);
    return [header, ...parameters, ...inner, ...elements, ['.ends', this.rewriting.names.of(declared.name)]];
  }

  /** The parameters and functions of a scope: all of the deck's own, and of libraries those that something reads. */
  private parameters(scope: Scope): string[][] {
    const cards = new Map<ParameterDeclaration | FunctionDeclaration, string[]>();
    for (let before = -1; before !== cards.size;) {
      before = cards.size;
      for (const declared of [...scope.parameters.values(), ...scope.functions.values()]) {
        if (cards.has(declared) || (declared.kind === 'parameter' && declared.formal)) continue;
        if (declared.placed.file.index !== 0 && !this.words.has(declared.name.toLowerCase())) continue;
        const words = declared.kind === 'parameter' ? ['.param', this.assignment(declared, scope)] : this.function(declared, scope);
        cards.set(declared, words);
        this.see(words);
      }
    }
    return [...cards.values()];
  }

  private assignment({ name, value, placed }: ParameterDeclaration, scope: Scope): string {
    if (value === undefined) return `${name}=0`;
    const text = this.rewriting.word(value.text.trim(), placed.file.parsed.dialect);
    if (/^[-+]?[.\d][\w.+-]*$/.test(text) && Number.isFinite(parseFloat(text))) return `${name}=${text}`;
    return `${name}={${this.rewriting.formula(value.text, placed, scope) ?? '0'}}`;
  }

  private function(declared: FunctionDeclaration, scope: Scope): string[] {
    this.rewriting.bound = new Set(declared.parameters);
    const body = declared.body === undefined ? '0' : this.rewriting.formula(declared.body.text, declared.placed, scope) ?? '0';
    this.rewriting.bound = new Set();
    return ['.func', `${declared.name}(${declared.parameters.join(',')})`, `{${body}}`];
  }
}

/** The temperature of the dialect where it is not ngspice's and no card says another. */
function temperatureOfDialect(design: Design): string[][] {
  const { dialect } = design.files[0]!.parsed;
  const says = (argument: Argument) => argument.$type === 'Assignment' && argument.target.$type === 'Word' && /^t(?:emp|nom)$/i.test(argument.target.text);
  const said = design.directives.some(({ card }) => /^\.temp/i.test(card.keyword) || (/^\.opt/i.test(card.keyword) && flatArguments(card).some(says)));
  return dialect.temperature === 27 || said ? [] : [['.options', `temp=${dialect.temperature}`, `tnom=${dialect.temperature}`]];
}

/** The scripts of the deck, which are ngspice's own. */
export function controlCards(design: Design): string[][] {
  const { parsed } = design.files[0]!;
  return parsed.table.controls.flatMap(({ start, end }) => [['.control'], ...scanCommands(parsed.text, start, end).map((command) => [printCommand(command)]), ['.endc']]);
}

const ISR: ReadonlySet<string> = new Set(['isr']);
const NR: ReadonlySet<string> = new Set(['nr']);

/** Whether a model's own card gives a parameter of these names. */
function givesAny({ placed }: ModelDeclaration, names: ReadonlySet<string>): boolean {
  return modelParameters(placed).some((argument) => names.has(assignedName(argument) ?? ''));
}
