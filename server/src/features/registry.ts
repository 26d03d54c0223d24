import { diagnostics } from './diagnostics.js';
import { documentStatus } from './document-status.js';
import { elaboration } from './elaborate.js';
import type { Feature } from './feature.js';

/** Every feature of the language server; adding one is its file and its line here. */
export const FEATURES: readonly Feature[] = [diagnostics, elaboration, documentStatus];
