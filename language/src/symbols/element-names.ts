import type { PlacedCard, Scope } from '../design/design.js';
import { lookupSubcircuit } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import type { Argument, Assignment, ElementCard, Operand } from '../generated/ast.js';
import { parseNumber } from '../text/number.js';
import { type FormulaContext, tellFormula } from './formula-names.js';
import { tellPath } from './paths.js';
import type { SymbolTable } from './symbol-table.js';
import type { TellName } from './symbol.js';

/** Tells the names on an element card: its own, those of its nodes, its model, other elements, and of what its values read. */
export function tellElement(symbols: SymbolTable, placed: PlacedCard<ElementCard>, scope: Scope, tell: TellName): void {
  new ElementNames(symbols, placed, scope, tell).walk();
}

class ElementNames {
  private readonly formula: FormulaContext;

  constructor(private readonly symbols: SymbolTable, private readonly placed: PlacedCard<ElementCard>, private readonly scope: Scope, private readonly tell: TellName) {
    this.formula = { symbols, scope, dialect: placed.file.parsed.dialect.name, tell, reading: 'expression' };
  }

  walk(): void {
    const { placed, symbols, scope, tell } = this;
    const { card } = placed;
    const head = placed.file.cardStart[placed.index]!;
    const { list, layout, letter, subcircuit } = cardRoles(placed, scope);
    const { roles } = layout;
    // Devices of Xyce without a letter have their name behind the kind.
    const kindFirst = letter === 'y' && roles[0] === 'keyword' && list[0]?.$type === 'Word';
    if (kindFirst) {
      const place = placeOf(placed, list[0]!);
      tell(symbols.element(scope, (list[0] as { text: string }).text), place.start, place.end, 'declaration');
    } else {
      tell(symbols.element(scope, card.name), head, head + card.name.length, 'declaration');
    }
    for (let i = 0; i < list.length; i++) {
      const operand = list[i]!;
      const { start, end } = placeOf(placed, operand);
      switch (roles[i]) {
        case 'node': case 'control-node':
          if (operand.$type === 'Word') tell(symbols.node(scope, operand.text), start, end, 'reference');
          else this.value(operand);
          break;
        case 'model':
          if (operand.$type === 'Word') {
            const model = symbols.modelOrUnknown(scope, operand.text);
            tell(model, start, Math.min(end, start + model.name.length), 'reference');
          } else this.value(operand);
          break;
        case 'subcircuit':
          if (operand.$type === 'Word') tell(symbols.subcircuit(scope, operand.text), start, end, 'reference');
          break;
        case 'element':
          if (operand.$type === 'Word') tellPath(symbols, scope, operand.text, start, 'element', tell);
          else this.value(operand);
          break;
        case 'parameter':
          if (operand.$type === 'Assignment') this.assignment(operand, subcircuit?.text);
          else this.value(operand);
          break;
        case 'keyword': break;
        default: this.value(operand);
      }
    }
  }

  private assignment({ target, value }: Assignment, subcircuit: string | undefined): void {
    const { placed, symbols, scope, tell } = this;
    if (target.$type === 'Word') {
      const declared = subcircuit === undefined ? undefined : lookupSubcircuit(scope, subcircuit);
      const { start, end } = placeOf(placed, target);
      const multiplier = target.text.length === 1 && target.text.toLowerCase() === 'm' && declared?.scope.parameters.has('m') !== true;
      if (declared !== undefined && !multiplier) tell(symbols.formal(declared, target.text), start, end, 'reference', 'write');
    } else {
      this.value(target);
    }
    if (value === undefined) return;
    // Xyce's `control={…}`, `model=name` of HSPICE's lines.
    if (value.$type === 'Word' && target.$type === 'Word' && /^(?:mname|model|smodel|rlgcmodel|umodel)$/i.test(target.text)) {
      const model = symbols.model(scope, value.text);
      const { start } = placeOf(placed, value);
      if (model !== undefined) return tell(model, start, start + model.name.length, 'reference');
    }
    this.value(value);
  }

  private value(argument: Argument): void {
    const { placed, symbols, scope, tell, formula } = this;
    switch (argument.$type) {
      case 'Word': {
        if (parseNumber(argument.text, placed.file.parsed.dialect) !== undefined) break;
        const { start, end } = placeOf(placed, argument);
        const parameter = symbols.declaredParameter(scope, argument.text);
        if (parameter !== undefined) tell(parameter, start, end, 'reference');
        break;
      }
      case 'Expression': this.text(argument); break;
      case 'Call':
        // Between the parentheses of these stand names of nodes and devices.
        if (/^(?:v|i[a-z1-9]?)$/i.test(argument.callee)) this.text(argument);
        else {
          const declared = symbols.function(scope, argument.callee);
          const { start } = placeOf(placed, argument);
          if (declared !== undefined) tell(declared, start, start + argument.callee.length, 'reference');
          for (const inner of argument.arguments) this.value(inner);
        }
        break;
      case 'Group': for (const inner of argument.arguments) this.value(inner); break;
      case 'Assignment':
        if (argument.target.$type === 'Call') this.value(argument.target);
        if (argument.value !== undefined) this.value(argument.value);
        break;
      default: if (formula.dialect === 'hspice' && argument.text.length > 2) this.text(argument);
    }
  }

  private text(operand: Operand): void {
    const { start, end } = placeOf(this.placed, operand);
    const written = operand.$type === 'Expression' || operand.$type === 'Text' ? operand.text : this.placed.file.text.slice(start, end);
    // Between the braces of digital devices stand other languages.
    const letter = this.placed.card.name.charAt(0);
    if (letter !== 'u' && letter !== 'U') tellFormula(this.formula, written, start);
  }
}
