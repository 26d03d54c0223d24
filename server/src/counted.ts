/** `no errors`, `1 error`, `2 errors`. */
export function counted(count: number, word: string): string {
  return `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`;
}
