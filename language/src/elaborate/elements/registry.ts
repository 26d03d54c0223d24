import type { ElementElaborator } from '../element.js';
import { behaviouralSource } from './behavioural-sources.js';
import { bjt } from './bjt.js';
import { capacitor } from './capacitor.js';
import { cccs, ccvs, vccs, vcvs } from './controlled-sources.js';
import { coupling } from './coupling.js';
import { diode } from './diode.js';
import { currentSource, voltageSource } from './independent-sources.js';
import { inductor } from './inductor.js';
import { jfet } from './jfet.js';
import { losslessLine } from './lossless-line.js';
import { mosfet } from './mosfet.js';
import { resistor } from './resistor.js';
import { currentSwitch, voltageSwitch } from './switches.js';

const ELABORATORS: readonly ElementElaborator[] = [
  resistor, capacitor, inductor, coupling, voltageSource, currentSource, vcvs, cccs, vccs, ccvs, diode, bjt, jfet, mosfet, voltageSwitch, currentSwitch, behaviouralSource, losslessLine,
];

const byLetter = new Map(ELABORATORS.map((elaborator) => [elaborator.letter, elaborator]));

/** How the cards of a letter (lower case) are elaborated; undefined for what Nodal does not simulate. */
export function elaboratorOf(letter: string): ElementElaborator | undefined {
  return byLetter.get(letter);
}
