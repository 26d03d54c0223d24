export type { Finding, Severity } from './findings.js';
export * from './design/design.js';
