import { formatNumber, formatValue } from '../numbers/index.js';
import type { DeviceKind, Waveform } from './netlist.js';

/** Numbers and texts of a device's card, by canonical parameter name. */
export interface DeviceValues {
  parameters: ReadonlyMap<string, readonly number[]>;
  model: string | undefined;
  /** Names of other devices on the card. */
  references: readonly string[];
  multiplier: number | undefined;
}

/** The parameter that stands beside the symbol, and its unit. */
const PRINCIPAL: Partial<Record<DeviceKind, [name: string, unit: string]>> = {
  resistor: ['r', 'Ω'], capacitor: ['c', 'F'], inductor: ['l', 'H'], coupling: ['k', ''],
  vcvs: ['gain', ''], cccs: ['gain', ''], vccs: ['gain', 'S'], ccvs: ['gain', 'Ω'],
};

const WAVEFORMS: [parameter: string, waveform: Waveform][] = [
  ['sin', 'sine'], ['pulse', 'pulse'], ['exp', 'exp'], ['pwl', 'pwl'], ['sffm', 'modulated'], ['am', 'modulated'],
];

/** The waveform that a source's card names; DC when there is none. */
export function waveformOf(parameters: DeviceValues['parameters']): Waveform {
  for (const [name, waveform] of WAVEFORMS) if (parameters.has(name)) return waveform;
  return parameters.has('ac') && !(parameters.get('dc')?.[0] ?? 0) ? 'sine' : 'dc';
}

/** The number that decides how a controlled source or a coupling is drawn. */
export function gainOf(kind: DeviceKind, parameters: DeviceValues['parameters']): number | undefined {
  return kind === 'coupling' ? parameters.get('k')?.[0] : parameters.get('gain')?.[0];
}

/** A device's value in engineering notation: `4.7kΩ`, `325V 50Hz`, a model's name. */
export function valueText(kind: DeviceKind, values: DeviceValues): string {
  const { parameters, model, references, multiplier } = values;
  const times = multiplier !== undefined && multiplier !== 1 ? ` ×${formatValue(multiplier)}` : '';
  if (kind === 'voltage-source' || kind === 'current-source') return sourceText(parameters, kind === 'voltage-source' ? 'V' : 'A') + times;
  const principal = PRINCIPAL[kind];
  const number = principal && parameters.get(principal[0])?.[0];
  const turns = kind === 'inductor' ? parameters.get('n')?.[0] : undefined;
  const text = turns !== undefined ? `${formatNumber(turns)} turns` : number === undefined ? model ?? '' : kind === 'coupling' ? [formatNumber(number), model].filter(Boolean).join(' ') : (kind === 'vcvs' ? '×' : '') + formatValue(number, principal![1]);
  if (kind === 'mosfet') return [model, sizeOf(parameters)].filter(Boolean).join(' ') + times;
  const control = kind === 'current-switch' ? ` i(${references[0]})` : (kind === 'cccs' || kind === 'ccvs') && references[0] ? `·i(${references[0]})` : '';
  return text + control + times;
}

/** Width and length of a channel, `10µm/1µm`; empty unless the card gives both. */
function sizeOf(parameters: DeviceValues['parameters']): string {
  const [w, l] = [parameters.get('w')?.[0], parameters.get('l')?.[0]];
  return w === undefined || l === undefined ? '' : `${formatValue(w, 'm')}/${formatValue(l, 'm')}`;
}

function sourceText(parameters: DeviceValues['parameters'], unit: string): string {
  const at = (name: string, index: number): number | undefined => parameters.get(name)?.[index];
  const offset = (value: number | undefined): string => (value ? `${formatValue(value, unit)} + ` : '');
  const frequency = (value: number | undefined): string => (value ? ` ${formatValue(value, 'Hz')}` : '');
  const amount = (value: number | undefined): string => formatValue(value ?? 0, unit);
  if (parameters.has('sin')) return `${offset(at('sin', 0))}${amount(at('sin', 1))}${frequency(at('sin', 2))}`;
  for (const name of ['pulse', 'exp']) {
    if (parameters.has(name)) return `${amount(at(name, 0))} … ${amount(at(name, 1))}`;
  }
  if (parameters.has('pwl')) {
    const levels = parameters.get('pwl')!.filter((_, index) => index % 2 === 1);
    return `${amount(Math.min(...levels))} … ${amount(Math.max(...levels))}`;
  }
  if (parameters.has('sffm')) return `FM${frequency(at('sffm', 2))}`;
  if (parameters.has('am')) return `AM${frequency(at('am', 3))}`;
  const dc = at('dc', 0);
  const ac = at('ac', 0);
  if (ac !== undefined && !dc) return `AC ${formatValue(ac, unit)}`;
  return amount(dc);
}
