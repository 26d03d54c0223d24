import { type Circuit, NONE } from '@nodal/protocol';
import { formatQuantity, formatValue } from '../numbers/index.js';

/** What the drawing needs of a circuit: flat devices with their nets, names and values. */
export interface SchematicNetlist {
  devices: SchematicDevice[];
  nets: SchematicNet[];
}

export interface SchematicDevice {
  /** Full path in the user's spelling, `x1.r1`. */
  name: string;
  /** As in the circuit's `devices.kind`. */
  kind: string;
  /** Nets of the terminals in the card's order. */
  pins: number[];
  /** The value as it stands beside the symbol; empty for none. */
  value: string;
  /** Shape of a source: `dc`, `ac`, `pulse`, `sin`, `exp`, `pwl`, `sffm`, `am`. */
  waveform: string;
  /** The principal number: a resistance, a gain, a DC value. */
  number: number;
  /** Other devices that it names: inductors of a coupling, the controlling source. */
  references: number[];
  /** Where its card stands. */
  origin: { uri: string; start: number; end: number };
}

export interface SchematicNet {
  /** Full path in the user's spelling; `0` for ground. */
  name: string;
}

/** The principal parameter of each kind, by its name in the circuit, and its unit. */
const PRINCIPAL: Record<string, { parameter: string; unit: string }> = {
  resistor: { parameter: 'r', unit: 'Ω' },
  capacitor: { parameter: 'c', unit: 'F' },
  inductor: { parameter: 'l', unit: 'H' },
  coupling: { parameter: 'k', unit: '' },
  'voltage-source': { parameter: 'dc', unit: 'V' },
  'current-source': { parameter: 'dc', unit: 'A' },
  vcvs: { parameter: 'gain', unit: '' },
  vccs: { parameter: 'gain', unit: 'S' },
  cccs: { parameter: 'gain', unit: '' },
  ccvs: { parameter: 'gain', unit: 'Ω' },
};
const WAVEFORMS = ['pulse', 'sin', 'exp', 'pwl', 'sffm', 'am'];

/** Nets are the circuit's nodes, with the same indices: net 0 is ground. */
export function fromCircuit(circuit: Circuit): SchematicNetlist {
  const { strings, devices, origins, files, nodes } = circuit;
  const text = (index: number) => strings[index] ?? '';
  const list: SchematicDevice[] = devices.name.map((name, i) => {
    const kind = text(devices.kind[i]!);
    const origin = devices.origin[i]!;
    const values = parametersOf(circuit, devices.parametersStart[i]!, devices.parametersCount[i]!);
    const waveform = WAVEFORMS.find((w) => values.has(w)) ?? (values.has('ac') && !values.get('dc')?.[0] ? 'ac' : 'dc');
    const model = devices.model[i]! === NONE ? '' : text(circuit.models[devices.model[i]!]!.name);
    const references = devices.references.slice(devices.referencesStart[i]!, devices.referencesStart[i]! + devices.referencesCount[i]!);
    const number = values.get(PRINCIPAL[kind]?.parameter ?? '')?.[0] ?? NaN;
    return {
      name: text(name),
      kind,
      pins: devices.terminals.slice(devices.terminalsStart[i]!, devices.terminalsStart[i]! + devices.terminalsCount[i]!),
      value: valueText(kind, number, waveform, values, model, references.map((r) => text(devices.name[r]!))),
      waveform,
      number,
      references,
      origin: { uri: files[origins.file[origin]!] ?? '', start: origins.start[origin] ?? 0, end: origins.end[origin] ?? 0 },
    };
  });
  return { devices: list, nets: nodes.name.map((name) => ({ name: text(name) })) };
}

function parametersOf({ parameters, values, strings }: Circuit, start: number, count: number): Map<string, number[]> {
  const result = new Map<string, number[]>();
  for (let p = start; p < start + count; p++) {
    const from = parameters.valueStart[p]!;
    result.set(strings[parameters.name[p]!]!, values.constant.slice(from, from + parameters.valueCount[p]!));
  }
  return result;
}

function valueText(kind: string, number: number, waveform: string, values: Map<string, number[]>, model: string, references: string[]): string {
  const unit = PRINCIPAL[kind]?.unit ?? '';
  switch (kind) {
    case 'voltage-source':
    case 'current-source': return sourceText(number, unit, waveform, values);
    case 'cccs':
    case 'ccvs': return `${formatValue(number, unit)}·i(${references[0] ?? '?'})`;
    case 'vcvs': return `×${formatValue(number)}`;
    case 'diode': return model;
    default: return Number.isNaN(number) ? model : formatQuantity(number, unit);
  }
}

function sourceText(dc: number, unit: string, waveform: string, values: Map<string, number[]>): string {
  const v = values.get(waveform) ?? [];
  const at = (i: number, of: string) => formatQuantity(v[i] ?? 0, of);
  switch (waveform) {
    case 'sin': return `${v[0] ? `${at(0, unit)} + ` : ''}${at(1, unit)}${v[2] ? `, ${at(2, 'Hz')}` : ''}`;
    case 'pulse':
    case 'exp': return `${formatValue(v[0] ?? 0)}…${at(1, unit)}`;
    case 'sffm': return `${at(1, unit)} FM`;
    case 'am': return `${at(0, unit)} AM`;
    case 'pwl': return 'PWL';
    case 'ac': return `AC ${formatQuantity(values.get('ac')?.[0] ?? 1, unit)}`;
    default: return formatQuantity(Number.isNaN(dc) ? 0 : dc, unit);
  }
}
