import type { Quantity } from '@nodal/protocol';
import { findDevice, findParameter, findVariableOf } from '../reference/devices.js';
import type { Elaboration } from './elaboration.js';

/** Variables that are the current of a device, which has a vector of its own: `@r1[i]`, `@d1[id]`. */
const CURRENTS: Readonly<Record<string, string>> = { 'resistor': 'i', 'capacitor': 'i', 'inductor': 'i', 'voltage-source': 'i', 'current-source': 'i', 'vcvs': 'i', 'cccs': 'i', 'vccs': 'i', 'ccvs': 'i', 'behavioural-voltage': 'i', 'behavioural-current': 'i', 'behavioural-resistor': 'i', 'behavioural-capacitor': 'i', 'behavioural-charge': 'i', 'behavioural-inductor': 'i', 'behavioural-flux': 'i', 'hysteresis-inductor': 'i', 'core-winding': 'i', 'diode': 'id', 'heated-diode': 'id', 'ideal-diode': 'id', 'lossless-line': 'i1' };
/** Kinds whose variable of a terminal's letter is only a part of the terminal's current, and what the whole is. */
const WHOLE: Readonly<Record<string, Readonly<Record<string, string | null>>>> = { 'vdmos': { id: null, is: 'isrc' }, 'heated-vdmos': { id: null, is: 'isrc' } };
/** PSpice's, HSPICE's and LTspice's names of powers. */
const POWERS = new Set(['p', 'w']);

/** What a device of the circuit is asked for by name. */
export class DeviceResults {
  constructor(private readonly elaboration: Elaboration) {}

  /** `@m1[gm]`: an operating-point variable, or a parameter of the card; undefined when the device has none of that name. */
  variable(device: number, name: string): Quantity | undefined {
    const kind = this.kindOf(device);
    const facts = findVariableOf(kind, name);
    if (facts !== undefined) return facts.name === CURRENTS[kind] ? { kind: 'current', device } : { kind: 'variable', device, variable: facts.name };
    const parameter = findParameter(findDevice(kind)?.instance ?? [], name);
    return parameter === undefined || parameter.informs ? undefined : { kind: 'variable', device, variable: parameter.name };
  }

  /** `ic(q1)`, `id(m1)`, `vbe(q1)`, `vb(q1)`, `w(r1)`: what the function's name says of the device; undefined when it says nothing. */
  of(callee: string, device: number): Quantity | undefined {
    const name = callee.toLowerCase();
    if (POWERS.has(name)) return this.variable(device, 'p');
    if (/^i[a-z]$/.test(name)) return this.terminalCurrent(device, name);
    const [, positive, negative] = /^v([a-z])([a-z])?$/.exec(name) ?? [];
    if (positive === undefined) return undefined;
    const above = this.terminal(device, positive);
    const below = negative === undefined ? 0 : this.terminal(device, negative);
    return above === undefined || below === undefined ? undefined : { kind: 'voltage', positive: above, negative: below };
  }

  private terminalCurrent(device: number, name: string): Quantity | undefined {
    const whole = WHOLE[this.kindOf(device)]?.[name];
    if (whole !== undefined) return whole === null ? { kind: 'current', device } : { kind: 'variable', device, variable: whole };
    const known = findVariableOf(this.kindOf(device), name)?.unit === 'A';
    return known ? this.variable(device, name) : undefined;
  }

  /** The node at a pin, by its letter or its number from 1 on: `q1:c`, `r1:2`. */
  terminal(device: number, pin: string): number | undefined {
    const { devices } = this.elaboration.builder.circuit;
    const pins = findDevice(this.kindOf(device))?.pins ?? [];
    const place = /^\d+$/.test(pin) ? Number(pin) - 1 : pins.indexOf(pin);
    return place < 0 || place >= devices.terminalsCount[device]! ? undefined : devices.terminals[devices.terminalsStart[device]! + place];
  }

  /** Names of what a device can be asked for, for messages. */
  names(device: number): readonly string[] {
    return findDevice(this.kindOf(device))?.variables.map(({ name }) => name) ?? [];
  }

  private kindOf(device: number): string {
    const { circuit } = this.elaboration.builder;
    return circuit.strings[circuit.devices.kind[device]!]!;
  }
}
