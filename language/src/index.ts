/** The public face of the language: netlist text to a design, to findings, to a circuit. */
export type { Finding, Severity } from './findings.js';
export * from './generated/ast.js';
export * from './design/design.js';
export { buildDesign, checkPart } from './design/build-design.js';
export { type Documents, ParseCache } from './design/files.js';
export * from './design/lookup.js';
export * from './design/operands.js';
export * from './design/places.js';
export { isMalformed } from './design/reporter.js';
export * from './design/roles.js';
export { canonicalUri, resolveReference, unquoted } from './design/resolve-uri.js';
export { keywordOf, sectionsOf } from './design/sections.js';
export * from './check.js';
export { rangeOf } from './syntax/ranges.js';
export { type ParsedText, parseText } from './syntax/parse-document.js';
export { LineIndex, type LinePosition } from './text/line-index.js';
export { RULES } from './rules/registry.js';
export type { Rule } from './rules/rule.js';
