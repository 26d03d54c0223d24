import type { Design, ParsedFile, Scope } from '../design/design.js';
import { lineStartAt } from '../text/characters.js';

/** A replacement in the file that was asked about. */
export interface RefactorEdit {
  start: number;
  end: number;
  newText: string;
}

/** What a refactoring would do; why it cannot, where a person would expect that it can. */
export type Refactoring = { title: string; edits: RefactorEdit[] } | { title: string; refused: string };

/** The file of a document in a design, and where the line of an offset begins and ends. */
export function fileOf(design: Design, uri: string): ParsedFile | undefined {
  return design.files.find((file) => file.uri === uri);
}

/** The blanks that the line of an offset begins with. */
export function marginAt(text: string, offset: number): string {
  const start = lineStartAt(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** A name for something new: the wanted one, or the first with a number that is not taken. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  const name = wanted.replace(/[^A-Za-z0-9_]/g, '_');
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name}${number}`)) number++;
  return `${name}${number}`;
}

/** Whether a scope or one around or within it declares a name in some table, so that a new thing of this name could be taken for it. */
export function declares(design: Design, name: string): boolean {
  const key = name.toLowerCase();
  return design.scopes.some((scope: Scope) => scope.parameters.has(key) || scope.functions.has(key) || scope.models.has(key) || scope.subcircuits.has(key));
}
