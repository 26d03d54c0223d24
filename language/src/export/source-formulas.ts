import { NONE, type Circuit, type Input } from '@nodal/protocol';
import { PUSH_CONSTANT, PUSH_INPUT, PUSH_SLOT } from '../expressions/programs.js';
import { withoutOuter, writtenCall } from './formulas.js';
import { PASSIVE_EXPRESSIONS } from './passive-expressions.js';

/** The kinds of devices that an expression makes. */
export const BEHAVIOURAL: ReadonlySet<string> = new Set(['behavioural-voltage', 'behavioural-current', ...PASSIVE_EXPRESSIONS]);
/** The program's name of a table with rounded corners, which ngspice has on cards of E and G only. */
const TABLE = 'source-table';

/** How a behavioural source of ngspice writes the functions of programs that it has under other names. */
const IN_SOURCES: Readonly<Record<string, string>> = {
  'source/': '($1/$2)',
  'source-exp': 'exp($1)',
  'source-ln': 'ln($1)',
  'source-log10': 'log10($1)',
  'source-u': 'u($1)',
  'source-ddt': 'ddt($1)',
  'pwr': 'pow($1,$2)',
  'pwrs': 'pwr($1,$2)',
  'int': 'ternary_fcn($1>0,floor($1),ceil($1))',
  '\\': 'ternary_fcn($1/$2>0,floor($1/$2),ceil($1/$2))',
};

/** What the inputs of a device's program are called in the deck that is written. */
export interface InputNames {
  node(index: number): string;
  /** The device whose current is that of another one, or that into one of its terminals (`ic`). */
  sensor(device: number, access: string): string;
}

/** A source as ngspice takes it: a formula, or a table of one. */
export interface SourceText {
  formula: string;
  /** Inputs and outputs by turns. */
  points: string[] | undefined;
  /** What ngspice has no word for. */
  missing: string | undefined;
}

/** The program of a device's expression, or `NONE`; undefined for another kind of device. */
export function expressionValue(circuit: Circuit, device: number): number | undefined {
  const { devices, parameters, strings } = circuit;
  if (!BEHAVIOURAL.has(strings[devices.kind[device]!]!)) return undefined;
  const start = devices.parametersStart[device]!;
  for (let at = start; at < start + devices.parametersCount[device]!; at++) if (strings[parameters.name[at]!] === 'expression') return parameters.valueStart[at]!;
  return undefined;
}

/** Whether a device is a table with rounded corners. */
export function isTable(circuit: Circuit, device: number): boolean {
  const value = expressionValue(circuit, device);
  const program = value === undefined ? NONE : circuit.values.program[value]!;
  if (program === NONE) return false;
  const { programs } = circuit;
  const end = programs.start[program]! + programs.length[program]!;
  // The last word but one of a call is its function; a program ends with its outermost.
  return programs.length[program]! > 3 && programs.code[end - 3] === 3 && programs.functions[programs.code[end - 2]!] === TABLE;
}

/** The expression of a behavioural source, numbers in place of its parameters. */
export function sourceText(circuit: Circuit, device: number, names: InputNames): SourceText | undefined {
  const value = expressionValue(circuit, device);
  if (value === undefined) return undefined;
  const program = circuit.values.program[value]!;
  if (program === NONE) return { formula: String(circuit.values.constant[value]!), points: undefined, missing: undefined };
  const { programs, devices, instances, values, strings } = circuit;
  const stack: string[] = [];
  let missing: string | undefined;
  let points: string[] | undefined;
  const inputs = new Map<number, string>();
  let terminal = devices.terminalsStart[device]! + 2;
  let reference = devices.referencesStart[device]!;
  const nameOf = (input: Input): string => {
    switch (input.kind) {
      case 'voltage': {
        const [positive, negative] = [devices.terminals[terminal++]!, devices.terminals[terminal++]!];
        return negative === 0 ? `v(${names.node(positive)})` : `v(${names.node(positive)},${names.node(negative)})`;
      }
      case 'current': return `i(${names.sensor(devices.references[reference++]!, 'i')})`;
      case 'deviceParameter': return `i(${names.sensor(devices.references[reference++]!, strings[input.parameter]!)})`;
      case 'temper': case 'time': case 'hertz': return input.kind;
      default: return '0';
    }
  };
  const { code, start, length, constants, functions } = programs;
  for (let at = start[program]!; at < start[program]! + length[program]!;) {
    const operand = code[at + 1]!;
    switch (code[at]) {
      case PUSH_CONSTANT: stack.push(numberText(constants[operand]!)); at += 2; break;
      case PUSH_SLOT: {
        let owner = devices.instance[device]!;
        for (let depth = operand; depth > 0; depth--) owner = instances.parent[owner]!;
        stack.push(numberText(values.constant[instances.slotValue[instances.slotsStart[owner]! + code[at + 2]!]!]!));
        at += 3;
        break;
      }
      case PUSH_INPUT:
        if (!inputs.has(operand)) inputs.set(operand, nameOf(programs.inputs[operand]!));
        stack.push(inputs.get(operand)!);
        at += 2;
        break;
      default: {
        const name = functions[operand]!;
        const list = stack.splice(stack.length - code[at + 2]!);
        at += 3;
        if (name === TABLE) {
          points = list.slice(1);
          stack.push(list[0]!);
          break;
        }
        const text = written(name, list);
        if (text === undefined) missing ??= name;
        stack.push(text ?? '0');
      }
    }
  }
  return { formula: withoutOuter(stack[0]!), points, missing };
}

function numberText(number: number): string {
  return number < 0 ? `(${number})` : String(number);
}

function written(name: string, list: readonly string[]): string | undefined {
  const form = IN_SOURCES[name];
  if (form !== undefined) return form.replace(/\$(\d)/g, (_, index: string) => list[Number(index) - 1]!);
  const arguments_ = list.map(withoutOuter);
  if (name === 'source-pwl') return `pwl(${arguments_.join(',')})`;
  if (name === 'table' || name === 'source-lines') {
    // Their lines end at the first and the last point.
    if (list.length < 5) return list[2];
    return `pwl(min(max(${arguments_[0]!},${arguments_[1]!}),${arguments_[list.length - 2]!}),${arguments_.slice(1).join(',')})`;
  }
  return writtenCall(name, list);
}
