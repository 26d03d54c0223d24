import { expect, test } from 'vitest';
import { RunQueue } from './run-queue.js';

/** A queue that logs; `finish` ends the oldest running entry. */
function logged(places: number): { queue: RunQueue<string>; log: string[]; finish(): Promise<void> } {
  const log: string[] = [];
  const running: (() => void)[] = [];
  const queue = new RunQueue<string>(
    places,
    (entry) => {
      log.push(`run ${entry}`);
      return new Promise((resolve) => running.push(resolve));
    },
    (entry) => log.push(`drop ${entry}`),
  );
  return {
    queue,
    log,
    async finish() {
      running.shift()!();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test('entries run in order, so many at a time', async () => {
  const { queue, log, finish } = logged(2);
  for (const entry of ['a', 'b', 'c', 'd']) queue.add(entry, entry);
  expect(log).toEqual(['run a', 'run b']);
  expect(queue.length).toBe(4);
  await finish();
  expect(log).toEqual(['run a', 'run b', 'run c']);
});

test('a later entry replaces a waiting one of the same key, not the one that runs', async () => {
  const { queue, log, finish } = logged(1);
  queue.add('deck', 'first');
  queue.add('deck', 'second');
  queue.add('deck', 'third');
  await finish();
  expect(log).toEqual(['run first', 'drop second', 'run third']);
});

test('a waiting entry can be taken back', async () => {
  const { queue, log } = logged(1);
  queue.add('a', 'a');
  queue.add('b', 'b');
  expect(queue.remove('b')).toBe(true);
  expect(queue.remove('a')).toBe(false);
  expect(log).toEqual(['run a', 'drop b']);
});
