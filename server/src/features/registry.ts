import { codeActions } from './code-actions.js';
import { completion } from './completion.js';
import { definition } from './definition.js';
import { diagnostics } from './diagnostics.js';
import { documentStatus } from './document-status.js';
import { documentSymbols } from './document-symbols.js';
import { elaboration } from './elaborate.js';
import type { Feature } from './feature.js';
import { hover } from './hover.js';

/** Every feature of the language server; adding one is its file and its line here. */
export const FEATURES: readonly Feature[] = [diagnostics, elaboration, documentStatus, completion, hover, definition, documentSymbols, codeActions];
