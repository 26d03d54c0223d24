/**
 * Runs a generator to its end, pausing after each of its slices so that the
 * connection is served. Undefined when `cancelled` says so in a pause.
 */
export async function inSlices<T>(work: Generator<void, T>, pause: () => Promise<void>, cancelled: () => boolean): Promise<T | undefined> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await pause();
    if (cancelled()) return undefined;
  }
}
