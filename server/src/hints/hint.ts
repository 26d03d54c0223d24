/** A hint as the makers of hints know it; positions come later. */
export interface Hint {
  /** Absolute offset. */
  offset: number;
  label: string;
  /** `before` stands in front of a word and names it, `after` stands behind an expression. */
  place: 'before' | 'after';
  /** Markdown. */
  tooltip: string;
}
