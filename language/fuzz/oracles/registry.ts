import { commandsAreWhole } from './commands-are-whole.js';
import { dialectIsExplained } from './dialect-is-explained.js';
import { elaborationEnds } from './elaboration-ends.js';
import { everyCharacterBelongs } from './every-character-belongs.js';
import { expressionsAreWhole } from './expressions-are-whole.js';
import { findingsLieInTheText } from './findings-lie-in-the-text.js';
import { formattingKeepsTheWords } from './formatting-keeps-the-words.js';
import { incrementalEqualsFresh } from './incremental-equals-fresh.js';
import type { Oracle } from './oracle.js';
import { orderDoesNotMatter } from './order-does-not-matter.js';
import { parsersAgree } from './parsers-agree.js';
import { refactoringsLieInTheText } from './refactorings-lie-in-the-text.js';
import { treeHasTheTokens } from './tree-has-the-tokens.js';

/** What must hold. A new oracle is a file of its own and a line here. */
export const ORACLES: readonly Oracle[] = [everyCharacterBelongs, treeHasTheTokens, parsersAgree, findingsLieInTheText, incrementalEqualsFresh, expressionsAreWhole, commandsAreWhole, dialectIsExplained, formattingKeepsTheWords, refactoringsLieInTheText, orderDoesNotMatter, elaborationEnds];
