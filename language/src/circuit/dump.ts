import { NONE, type Analysis, type Circuit, type Event, type Frequencies, type Input, type MeasureForm, type Quantity, type Signal, type Sweep, type SweepTarget } from '@nodal/protocol';
import { CALL, PUSH_CONSTANT, PUSH_INPUT, PUSH_SLOT } from '../expressions/programs.js';

/**
 * A circuit as text for people and tests: one line per thing, names in place of
 * indices. Ranges of the text are left out.
 */
export function dumpCircuit(circuit: Circuit): string {
  const { strings, instances, devices, nodes } = circuit;
  const lines: string[] = [`title ${circuit.title}`];
  const value = (index: number): string => dumpValue(circuit, index);
  const node = (index: number): string => (index === NONE ? '-' : strings[nodes.name[index]!]!);
  const device = (index: number): string => (index === NONE ? '-' : strings[devices.name[index]!]!);
  const parameters = (start: number, count: number): string[] => {
    const out: string[] = [];
    for (let i = start; i < start + count; i++) {
      const text = circuit.parameters.text[i]!;
      const first = circuit.parameters.valueStart[i]!;
      const values = Array.from({ length: circuit.parameters.valueCount[i]! }, (_, k) => value(first + k));
      const shown = text !== NONE ? strings[text]! : values.length === 1 ? values[0]! : `(${values.join(' ')})`;
      out.push(`${strings[circuit.parameters.name[i]!]}=${shown}`);
    }
    return out;
  };
  const multiplier = (index: number): string[] => (index === NONE ? [] : [`m=${value(index)}`]);

  lines.push(`nodes ${nodes.name.map((_, i) => node(i)).join(' ')}`);
  for (let i = 0; i < instances.name.length; i++) {
    const definition = circuit.definitions[instances.definition[i]!]!;
    const ports = definition.ports.map((port, k) => `${strings[port]}=${node(instances.ports[instances.portsStart[i]! + k]!)}`);
    const slots = definition.slots.map((slot, k) => {
      const at = instances.slotsStart[i]! + k;
      return `${strings[slot]}=${value(instances.slotValue[at]!)}${instances.slotInParent[at] === 1 ? '^' : ''}`;
    });
    if (i === 0) {
      if (slots.length > 0) lines.push(`top ${slots.join(' ')}`);
      continue;
    }
    lines.push(`instance ${strings[instances.name[i]!]} ${strings[definition.name]} ${[...ports, ...slots, ...multiplier(instances.multiplier[i]!)].join(' ')}`.trimEnd());
  }
  circuit.models.forEach((model) => {
    const scope = strings[instances.name[model.instance]!]!;
    lines.push(`model ${scope === '' ? '' : `${scope}.`}${strings[model.name]} ${strings[model.kind]} ${parameters(model.parametersStart, model.parametersCount).join(' ')}`.trimEnd());
  });
  for (let i = 0; i < devices.kind.length; i++) {
    const terminals = devices.terminals.slice(devices.terminalsStart[i], devices.terminalsStart[i]! + devices.terminalsCount[i]!).map(node);
    const references = devices.references.slice(devices.referencesStart[i], devices.referencesStart[i]! + devices.referencesCount[i]!).map(device);
    const model = devices.model[i]!;
    lines.push([
      'device', device(i), strings[devices.kind[i]!]!, ...terminals, ...references.map((name) => `&${name}`),
      ...(model === NONE ? [] : [`model:${strings[circuit.models[model]!.name]}`]),
      ...parameters(devices.parametersStart[i]!, devices.parametersCount[i]!), ...multiplier(devices.multiplier[i]!),
    ].join(' '));
  }
  const signal = (s: Signal): string => dumpSignal(circuit, s);
  let options = '';
  for (const job of circuit.analyses) {
    const own = parameters(job.optionsStart, job.optionsCount).join(' ');
    if (own !== options) lines.push(`options ${own}`);
    options = own;
    lines.push([
      'job', dumpAnalysis(circuit, job.analysis, { value, device, node, signal }),
      ...(job.temperature === NONE ? [] : [`temp=${value(job.temperature)}`]),
      ...job.initialConditions.map((given) => `ic(${node(given.node)})=${value(given.value)}`),
      ...job.nodesets.map((given) => `nodeset(${node(given.node)})=${value(given.value)}`),
      ...job.steps.map((step) => `step ${dumpSweep(circuit, step, value)}`),
      ...(job.saves.length > 0 ? [`save ${job.saves.map(signal).join(' ')}`] : []),
    ].join(' '));
  }
  for (const measure of circuit.measures) lines.push(`measure ${measure.analysis} ${measure.name} ${dumpForm(measure.form, signal, value)}`);
  for (const shown of circuit.presentations) {
    lines.push(`${shown.card} ${shown.analysis === '' ? 'any' : shown.analysis} ${shown.signals.map(signal).join(' ')}`.trimEnd());
  }
  for (const card of circuit.fouriers) lines.push(`four ${value(card.frequency)} ${value(card.harmonics)} ${value(card.periods)} ${card.signals.map(signal).join(' ')}`);
  for (const { parameter, value: size, relative, site } of circuit.tolerances) {
    lines.push(`tolerance ${strings[circuit.parameters.name[parameter]!]} ±${value(size)}${relative ? ' of it' : ''} ${circuit.draws[site]!.distribution}:${site}`);
  }
  circuit.draws.forEach((site, i) => lines.push(`draw ${i} ${site.distribution} ${site.scope}`));
  return lines.join('\n') + '\n';
}

/** A value: its number, and its program in postfix order when it has one. */
function dumpValue(circuit: Circuit, index: number): string {
  if (index === NONE) return '-';
  const { values, programs } = circuit;
  const number = String(values.constant[index]!);
  const program = values.program[index]!;
  if (program === NONE) return number;
  const words: string[] = [];
  const start = programs.start[program]!;
  for (let at = start; at < start + programs.length[program]!;) {
    const operand = programs.code[at + 1]!;
    switch (programs.code[at]) {
      case PUSH_CONSTANT:
        words.push(String(programs.constants[operand]));
        at += 2;
        break;
      case PUSH_SLOT:
        words.push(`${'^'.repeat(operand)}$${programs.code[at + 2]}`);
        at += 3;
        break;
      case PUSH_INPUT:
        words.push(dumpInput(circuit, programs.inputs[operand]!));
        at += 2;
        break;
      case CALL:
        words.push(`${programs.functions[operand]}/${programs.code[at + 2]}`);
        at += 3;
        break;
      default:
        return `${number}<broken program>`;
    }
  }
  return `${number}<${words.join(' ')}>`;
}

function dumpInput(circuit: Circuit, input: Input): string {
  if (input.kind === 'draw') {
    const site = circuit.draws[input.site];
    return site === undefined ? 'draw' : `${site.distribution}:${input.site}`;
  }
  if (input.kind === 'result') return dumpQuantity(circuit, input.quantity);
  return input.kind === 'measure' ? `measure:${circuit.measures[input.measure]?.name ?? input.measure}` : input.kind;
}

/** A result by the names of its nodes or device. */
function dumpQuantity(circuit: Circuit, q: Quantity): string {
  const { strings, nodes, devices } = circuit;
  const node = (index: number): string => strings[nodes.name[index]!]!;
  const device = (index: number): string => strings[devices.name[index]!]!;
  switch (q.kind) {
    case 'voltage': return q.negative === 0 ? `v(${node(q.positive)})` : `v(${node(q.positive)},${node(q.negative)})`;
    case 'current': return `i(${device(q.device)})`;
    case 'constant': case 'formula': return dumpValue(circuit, q.value);
    case 'variable': return `@${device(q.device)}[${q.variable}]`;
    case 'named': return q.name;
    default: return q.kind;
  }
}

function dumpSignal(circuit: Circuit, { quantity, part }: Signal): string {
  const text = dumpQuantity(circuit, quantity);
  return part === 'value' ? text : `${part}:${text}`;
}

function dumpFrequencies(frequencies: Frequencies, value: (i: number) => string): string {
  return `${frequencies.variation} ${value(frequencies.points)} ${value(frequencies.start)} ${value(frequencies.stop)}`;
}

function dumpAnalysis(circuit: Circuit, analysis: Analysis, names: { value: (i: number) => string; device: (i: number) => string; node: (i: number) => string; signal: (s: Signal) => string }): string {
  const { value, device, node, signal } = names;
  switch (analysis.kind) {
    case 'op': return 'op';
    case 'dc': return `dc ${analysis.sweeps.map((sweep) => dumpSweep(circuit, sweep, value)).join(' ')}`;
    case 'ac': return `ac ${dumpFrequencies(analysis, value)}`;
    case 'tran': return `tran ${value(analysis.step)} ${value(analysis.stop)} ${value(analysis.start)} ${value(analysis.maxStep)}${analysis.uic ? ' uic' : ''}${analysis.startup ? ' startup' : ''}`;
    case 'noise': return `noise v(${node(analysis.positive)}${analysis.negative === 0 ? '' : `,${node(analysis.negative)}`}) ${device(analysis.source)} ${dumpFrequencies(analysis, value)}${analysis.summary === NONE ? '' : ` every ${value(analysis.summary)}`}`;
    case 'tf': return `tf ${signal(analysis.output)} ${device(analysis.source)}`;
    case 'sens': return `sens ${signal(analysis.output)}${analysis.frequencies === null ? '' : ` ac ${dumpFrequencies(analysis.frequencies, value)}`}`;
  }
}

function dumpForm(form: MeasureForm, signal: (s: Signal) => string, value: (i: number) => string): string {
  const event = (e: Event): string => {
    if (e.kind === 'at') return `at ${value(e.value)}`;
    const limits = [e.delay !== NONE ? ` td=${value(e.delay)}` : '', e.from !== NONE ? ` from=${value(e.from)}` : '', e.to !== NONE ? ` to=${value(e.to)}` : ''].join('');
    return `${signal(e.left)} over ${signal(e.right)}${e.ofMaximum ? ' of maximum' : ''} ${e.direction} ${e.count === 0 ? 'last' : e.count}${limits}`;
  };
  switch (form.kind) {
    case 'delay': return `trig ${event(form.trigger)} targ ${event(form.target)}`;
    case 'find': return `find ${signal(form.signal)} when ${event(form.at)}`;
    case 'when': return `when ${event(form.at)}`;
    case 'statistic': return `${form.statistic} ${signal(form.signal)}${form.from !== NONE ? ` from=${value(form.from)}` : ''}${form.to !== NONE ? ` to=${value(form.to)}` : ''}${form.delay !== NONE ? ` td=${value(form.delay)}` : ''}${form.trigger === null ? '' : ` trig ${event(form.trigger)}`}${form.target === null ? '' : ` targ ${event(form.target)}`}`;
    case 'derivative': return `derivative ${signal(form.signal)} when ${event(form.at)}`;
    case 'parameter': return `param ${value(form.value)}`;
  }
}

function dumpSweep(circuit: Circuit, sweep: Sweep, value: (index: number) => string): string {
  const { strings } = circuit;
  const target = (of: SweepTarget): string => {
    switch (of.kind) {
      case 'device': return strings[circuit.devices.name[of.device]!]!;
      case 'parameter': return `param:${strings[circuit.definitions[0]!.slots[of.slot]!]}`;
      case 'temperature': return 'temp';
      case 'deviceParameter': return `${strings[circuit.devices.name[of.device]!]}:${strings[of.parameter]}`;
      case 'modelParameter': return `${strings[circuit.models[of.model]!.name]}(${strings[of.parameter]})`;
      case 'option': return `option:${strings[of.name]}`;
    }
  };
  const column = (of: SweepTarget, list: readonly number[]): string => `${target(of)} list ${list.map(value).join(' ')}`;
  if (sweep.form === 'list') return [column(sweep.target, sweep.list), ...sweep.along.map((along) => column(along.target, along.list))].join(' with ');
  const form = sweep.form === 'linear' ? '' : ` ${sweep.form}`;
  return `${target(sweep.target)}${form} ${value(sweep.start)} ${value(sweep.stop)} ${value(sweep.step)}${sweep.closed ? ' closed' : ''}`;
}
