import type { ActionSource } from './action-source.js';
import { fixes } from './fixes.js';
import { includeLibrary } from './include-library.js';
import { extractions, inlinings, rewritings } from './refactorings.js';
import { severityInProject } from './severity-in-project.js';
import { suppress } from './suppress.js';

/** All kinds of actions, in the order in which the editor lists them. */
export const ACTION_SOURCES: readonly ActionSource[] = [fixes, includeLibrary, suppress, severityInProject, extractions, inlinings, rewritings];
