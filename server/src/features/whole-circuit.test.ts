import { afterEach, expect, it } from 'vitest';
import { serve, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const DECK = 'file:///w/deck.cir';
const PART = 'file:///w/part.lib';

it('what the whole circuit lacks comes when typing stops, and goes again', async () => {
  session = await serve({});
  await session.open(DECK, 'title\nv1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\n.op\n');
  const [finding] = await session.until(DECK, ['no-dc-path']);
  expect(finding).toMatchObject({ severity: 2, range: { start: { line: 2, character: 6 }, end: { line: 2, character: 9 } } });
  await session.change(DECK, 'title\nv1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\nr1 mid 0 1g\n.op\n');
  await session.until(DECK, []);
  await session.change(DECK, 'title\nv1 in 0 1\nr1 in 0 1\nv2 in 0 2\n.op\n');
  await session.until(DECK, ['parallel-sources']);
});

it('a name that is not used is faded', async () => {
  session = await serve({});
  await session.open(DECK, 'title\nv1 in 0 1\nr1 in 0 1\n.model dx d\n.op\n');
  const [finding] = await session.until(DECK, ['unused-model']);
  expect(finding).toMatchObject({ severity: 4, tags: [1] });
});

it('a library by itself is looked at as a whole too', async () => {
  session = await serve({});
  await session.open(PART, '.subckt s a\nr1 a 0 1k\nc1 a m 1u\nc2 m 0 1u\n.ends\n');
  const [finding] = await session.until(PART, ['no-dc-path']);
  expect(finding).toMatchObject({ severity: 3 });
});
