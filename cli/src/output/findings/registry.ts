import type { FindingsFormat } from './format.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { sarif } from './sarif.js';
import { text } from './text.js';

/** The forms of output of `nodal lint`, by the names that `--format` takes. */
export const FINDINGS_FORMATS = { text, json, sarif, github, junit, gitlab } as const satisfies Record<string, FindingsFormat>;

export type FindingsFormatName = keyof typeof FINDINGS_FORMATS;
