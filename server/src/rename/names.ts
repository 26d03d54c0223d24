import { type Dialect, findFunction, findVariable, isGround, type NetlistSymbol, parseNumber } from '@nodal/language';

/** Kinds as a sentence names them. */
export const KIND_NAMES: Readonly<Record<NetlistSymbol['kind'], string>> = {
  node: 'node', port: 'port', element: 'element', parameter: 'parameter', model: 'model', subcircuit: 'subcircuit', function: 'function', argument: 'argument', section: 'section', measure: 'measure',
};

/** Words that stand for many results, or for the axis, on the cards of outputs. */
const OF_RESULTS: ReadonlySet<string> = new Set(['all', 'allv', 'alli', 'time', 'frequency']);
/** Operators that some simulators write as words. */
const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'div', 'mod']);

/** Why a name cannot be that of such a symbol in a dialect, whatever else the circuit holds; undefined when it can. */
export function refusedName(symbol: NetlistSymbol, name: string, dialect: Dialect): string | undefined {
  if (name === '') return 'A name is needed.';
  if (/[\s,;=(){}'"`\\]/.test(name)) return `"${name}" is no name: blanks, commas, parentheses, quotes and equals signs end a word in a netlist.`;
  switch (symbol.kind) {
    case 'parameter': case 'function': case 'argument': case 'measure': return refusedInExpressions(symbol, name, dialect);
    case 'element': return refusedElement(symbol, name);
    case 'node': case 'port': return refusedNode(name, dialect);
    case 'model': case 'subcircuit':
      if (parseNumber(name, dialect) !== undefined) return `"${name}" reads as a number, so it would not be taken for the name of a ${symbol.kind}. Begin it with a letter.`;
      if (name.endsWith(':') || /^[*+.$]/.test(name)) return `"${name}" cannot be the name of a ${symbol.kind}. Begin it with a letter.`;
      return undefined;
    case 'section': return undefined;
  }
}

function refusedInExpressions({ kind }: NetlistSymbol, name: string, dialect: Dialect): string | undefined {
  if (!/^[a-z_][\w]*$/i.test(name)) return `"${name}" cannot be the name of a ${KIND_NAMES[kind]}: write a letter, then letters, digits and underscores.`;
  const lower = name.toLowerCase();
  if (WORD_OPERATORS.has(lower)) return `"${name}" is an operator of expressions. Choose another name.`;
  // The argument of a function hides what else has its name; a function is told by its parenthesis.
  const known = kind === 'measure' ? false : kind === 'argument' ? findVariable(lower, dialect.name) !== undefined : findFunction(lower) !== undefined || findVariable(lower, dialect.name) !== undefined;
  if (known) return `"${name}" has a meaning of its own in expressions. Choose another name.`;
  return undefined;
}

/** The first letter of an element says what it is. */
function refusedElement({ name: before }: NetlistSymbol, name: string): string | undefined {
  if (name.charAt(0).toLowerCase() !== before.charAt(0).toLowerCase()) return `The first letter says what an element is: the new name of ${before} has to begin with ${before.charAt(0)}.`;
  if (/[.:[\]@]/.test(name)) return `"${name}" would read as a path into an instance. Leave out the ${/[.:]/.test(name) ? 'dot or colon' : 'bracket or @'}.`;
  return undefined;
}

function refusedNode(name: string, dialect: Dialect): string | undefined {
  if (isGround(name, dialect)) return `"${name}" is ground: the node would be joined to it. Choose another name, or edit the connections.`;
  if (/^[*+]/.test(name)) return `"${name}" cannot be a node: at the begin of a line it would be a comment or a continuation.`;
  if (name.includes('$') && dialect.dollarComments && name.startsWith('$')) return `In ${dialect.title} a $ begins a comment. Choose another name.`;
  if (/[.:]/.test(name)) return `"${name}" would read as a path into an instance. Leave out the dot or colon.`;
  if (OF_RESULTS.has(name.toLowerCase())) return `"${name}" stands for other results on the cards of outputs. Choose another name.`;
  return undefined;
}
