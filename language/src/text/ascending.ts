/** Index of the last of the ascending `values` that is at most `limit`, or -1. */
export function lastAtMost(values: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (values[middle]! > limit) high = middle - 1;
    else low = middle + 1;
  }
  return high;
}
