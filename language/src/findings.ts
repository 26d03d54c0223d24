/** What the language has to say about the user's text: one finding on one range. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Finding {
  uri: string;
  /** UTF-16 offsets into the document. */
  start: number;
  end: number;
  severity: Severity;
  /** Stable code in kebab case, the name of the rule's file: `unknown-model`. */
  code: string;
  /** What is wrong, and what to do next. */
  message: string;
  /** Other places that explain it: the instance that leads here, the first definition. */
  related?: { uri: string; start: number; end: number; message: string }[];
  /** Edits of the same document that repair it. */
  fix?: {
    title: string;
    edits: { start: number; end: number; newText: string }[];
    /** What was meant can only be guessed: somebody should look at it, so that `nodal lint --fix` leaves it. */
    guess?: boolean;
  };
  tags?: ('unused' | 'deprecated')[];
}
