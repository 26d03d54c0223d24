/**
 * The tree of a `.control` block, the script language of ngspice. All offsets
 * are absolute in the document, so that checks and features need no base.
 */
export interface Range {
  start: number;
  end: number;
}

/** What stands between blanks: a name, a number, a part of a formula, a quoted text. */
export interface ControlWord extends Range {
  /** As written, with its quotes; comments and continuations within it cut out. */
  text: string;
}

/** `$name`, `$&vector`, `$?name`, `$#name`: what ngspice replaces before it runs the command. */
export interface Substitution extends Range {
  kind: 'variable' | 'vector' | 'exists' | 'count';
  name: string;
}

/** Text between backquotes, which ngspice hands to the system's shell. */
export interface Backquote extends Range {
  text: string;
}

/** `> file`, `>> file`, `>& file`, `< file`. */
export interface Redirection extends Range {
  operator: string;
  /** Absent when the line ends behind the sign. */
  target: ControlWord | undefined;
}

/** One command with its operands. */
export interface ControlCommand extends Range {
  kind: 'command';
  name: ControlWord;
  operands: ControlWord[];
  redirections: Redirection[];
  substitutions: Substitution[];
  backquotes: Backquote[];
}

/** `if … else … end`, `while … end` and the other structures. */
export interface ControlStructure extends Range {
  kind: 'structure';
  /** In lower case: if, while, repeat, dowhile, foreach, begin. */
  keyword: string;
  head: ControlCommand;
  body: ControlStatement[];
  /** The `else` and `else if` parts of an `if`, in order. */
  alternatives: { head: ControlCommand; body: ControlStatement[] }[];
  /** Its `end`; undefined when the block ends before. */
  close: ControlCommand | undefined;
}

export type ControlStatement = ControlCommand | ControlStructure;

/** The commands between `.control` and `.endc`. */
export interface ControlBlock extends Range {
  /** The `.control` card's word. */
  head: Range;
  closed: boolean;
  /** All commands in the order of the text, those of structures included. */
  commands: ControlCommand[];
  statements: ControlStatement[];
  /** `end`, `else`, `break` and `continue` that belong to no structure. */
  stray: ControlCommand[];
}
