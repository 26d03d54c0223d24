import type { SemanticTokensLegend } from 'vscode-languageserver';

/**
 * What tokens are told by: types and modifiers of LSP, so that every client's
 * themes have colours for them. The manifest says which scopes of the grammar
 * they look like in VS Code.
 */
const TYPES = [
  /** Dot cards, and words that mean something in their place: `dc`, `uic`, `params:`. */
  'keyword',
  /** An element by its name. */
  'struct',
  /** An instance of a subcircuit by its name, and functions. */
  'function',
  /** A node. */
  'variable',
  /** A parameter of `.param` or of a subcircuit, and the arguments of `.func`. */
  'parameter',
  /** The name before an `=`: a parameter of an instance or of a model, an option. */
  'property',
  /** A model. */
  'type',
  /** A subcircuit. */
  'class',
  /** A section of a library. */
  'namespace',
  'number',
  'string',
  'operator',
  'comment',
] as const;

const MODIFIERS = [
  /** Where the name is declared. */
  'declaration',
  /** Ground, and constants of the language. */
  'readonly',
  /** A node of `.global`, which is the same in all subcircuits. */
  'static',
  /** What the simulator brings: functions, waveforms, types of models. */
  'defaultLibrary',
] as const;

export type TokenType = (typeof TYPES)[number];
export type TokenModifier = (typeof MODIFIERS)[number];

export const LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] };

/** The number of a type, as tokens carry it. */
export const TYPE = Object.fromEntries(TYPES.map((name, number) => [name, number])) as Record<TokenType, number>;
/** The bit of a modifier. */
export const BIT = Object.fromEntries(MODIFIERS.map((name, number) => [name, 1 << number])) as Record<TokenModifier, number>;
