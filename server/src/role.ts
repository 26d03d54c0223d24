const DECK_EXTENSIONS = new Set(['cir', 'ckt', 'sp', 'spi', 'spice', 'cdl']);

/**
 * Whether an open document is a deck, which has a title line and can be run, or
 * a part. The name decides; another name is a deck when its text runs something.
 */
export function roleOf(uri: string, text: string): 'deck' | 'part' {
  const extension = /\.([^./]*)$/.exec(decodeURIComponent(new URL(uri).pathname))?.[1]?.toLowerCase() ?? '';
  if (DECK_EXTENSIONS.has(extension)) return 'deck';
  if (extension === '') return 'deck';
  return /^\s*\.(?:op|dc|ac|tran|end)\b/im.test(text) ? 'deck' : 'part';
}
