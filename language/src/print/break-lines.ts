/** A part of a card that no line end may part. */
export interface Piece {
  /** What stands between it and the piece before, when both are in one line. */
  before: string;
  text: string;
  /** It stays in the line of the piece before: at a line's begin it would be a comment. */
  stays: boolean;
  /** What follows stands in the next line. */
  endsLine?: boolean;
  endsInBackslash?: boolean;
}

/** The fewest characters between the begin of a continuation line and its end. */
const NARROWEST = 20;

/** Joins pieces to lines of at most `width` characters, the further ones with a `+`. */
export function breakLines(pieces: readonly Piece[], width: number, indent: number): string {
  const margin = ' '.repeat(indent);
  const limit = Math.max(width, indent + NARROWEST);
  const lines: string[] = [];
  let line = margin;
  let previous: Piece | undefined;
  for (const piece of pieces) {
    const full = line.length + piece.before.length + piece.text.length > limit;
    if (previous !== undefined && (previous.endsLine === true || (full && !piece.stays && piece.before !== ''))) {
      lines.push(closed(line + (piece.before === ',' ? ',' : ''), previous));
      line = `${margin}+ ${piece.text}`;
    } else {
      line += piece.before + piece.text;
    }
    previous = piece;
  }
  lines.push(closed(line, previous));
  return lines.join('\n');
}

/** A line that ends in a backslash gets an empty comment, or the next line would belong to it. */
function closed(line: string, last: Piece | undefined): string {
  return last?.endsInBackslash === true && line.endsWith('\\') ? `${line} ;` : line;
}
