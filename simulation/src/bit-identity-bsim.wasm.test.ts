import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEVICES } from '@nodal/language/reference/devices';
import { encoded, giveTheSameBits, type Deck } from './bit-identity.fixture.js';

const reference = join(import.meta.dirname, '../../test/reference');
/** Between them every device that the larger module alone has. */
const DECKS = ['140-jfet2-small-signals', '141-jfet2-pulse', '210-bsim3-output', '214-bsim3-temperature', '216-bsim3-small-signals', '217-bsim3-noise', '218-bsim3-inverters', '219-bsim3-pass-gates', '220-bsim3-charges', '231-bsim4-180nm', '236-bsim4-gate-leakage', '238-bsim4-junctions', '239-bsim4-ac', '240-bsim4-inverter', '242-bsim4-noise', '243-bsim4-temperature', '260-bsim4-gate-resistance', '261-bsim4-substrate', '262-bsim4-ends', '263-bsim4-networks-inverters', '265-bsim4-networks-noise', '266-bsim4-slow-charge-ac', '267-bsim4-slow-charge', '268-bsim4-induced-noise'].map((name): Deck => [name, readFileSync(join(reference, `${name}.cir`), 'latin1')]);

test('the decks have every device of the module', () => {
  const devices = new Set(DECKS.map(([, deck]) => encoded(deck).circuit).flatMap(({ strings, devices }) => Array.from(devices.kind, (kind) => strings[kind]!)));
  expect([...DEVICES].filter(({ kind, module }) => module === 'bsim' && !devices.has(kind))).toEqual([]);
});

giveTheSameBits(DECKS, 'bsim');
