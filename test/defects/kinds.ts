import type { Random } from '../../language/fuzz/random.js';

/** A mistake that people make, planted in a deck that has none. */
export interface Defect {
  name: string;
  /** Codes of findings that name it; one of them suffices. */
  codes: readonly string[];
  /** The deck with the mistake; undefined where it has no place. */
  plant: (deck: Lines, random: Random) => string | undefined;
}

/** A deck as lines, with what a planter wants to know of them. */
export class Lines {
  readonly lines: readonly string[];

  constructor(readonly text: string) {
    this.lines = text.split(/\r?\n/);
  }

  /** Numbers of the lines that match, outside of comments, the title and scripts, and before `.end`. */
  matching(pattern: RegExp): number[] {
    const found: number[] = [];
    let script = false;
    for (let i = 1; i < this.lines.length; i++) {
      const line = this.lines[i]!;
      if (/^\s*\.end\s*$/i.test(line)) break;
      if (/^\s*\.control/i.test(line)) script = true;
      if (!script && pattern.test(line)) found.push(i);
      if (/^\s*\.endc/i.test(line)) script = false;
    }
    return found;
  }

  /** The text with another line, or with several or none in its place. */
  with(index: number, ...lines: string[]): string {
    return [...this.lines.slice(0, index), ...lines, ...this.lines.slice(index + 1)].join('\n');
  }
}

/** Replaces a part of one line that matches, chosen at random. */
function onLine(pattern: RegExp, change: (line: string, random: Random) => string | undefined): Defect['plant'] {
  return (deck, random) => {
    const candidates = deck.matching(pattern);
    if (candidates.length === 0) return undefined;
    const index = random.pick(candidates);
    const line = change(deck.lines[index]!, random);
    return line === undefined || line === deck.lines[index] ? undefined : deck.with(index, line);
  };
}

const replacing = (pattern: RegExp, replacement: string): Defect['plant'] => onLine(pattern, (line) => line.replace(pattern, replacement));
const removing = (pattern: RegExp): Defect['plant'] => (deck, random) => {
  const candidates = deck.matching(pattern);
  return candidates.length === 0 ? undefined : deck.with(random.pick(candidates));
};
/** A slip of the fingers: two letters in the wrong order, or one twice. */
const slip = (word: string): string => {
  for (let i = 1; i < word.length - 1; i++) if (word[i] !== word[i + 1] && /[a-z]/i.test(word[i]!) && /[a-z]/i.test(word[i + 1]!)) return word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
  return `${word}${word.at(-1)}q`;
};
const fields = (line: string): string[] => line.trim().split(/\s+/);
const NUMBER = String.raw`\d+(?:\.\d+)?`;

/** The kinds of mistakes, each with the codes that may name it. */
export const DEFECTS: readonly Defect[] = [
  { name: 'a node is misspelt', codes: ['single-connection', 'node-near-miss', 'no-dc-path', 'floating-gate', 'floating-circuit'], plant: onLine(/^[rcldv]\w*\s+[a-z]\w{2,}\s+\S+\s+\S/i, (line) => line.replace(/^(\S+\s+)(\S+)/, (_, name: string, node: string) => name + slip(node))) },
  { name: 'a model is misspelt', codes: ['unknown-model'], plant: onLine(/^d\w*\s+\S+\s+\S+\s+[a-z]\w+/i, (line) => line.replace(/^(\S+\s+\S+\s+\S+\s+)(\S+)/, (_, before: string, name: string) => before + slip(name))) },
  { name: 'the models are left out', codes: ['unknown-model'], plant: (deck) => {
    const models = deck.matching(/^\.model\s/i);
    if (models.length !== 1 || /^\+/.test(deck.lines[models[0]! + 1] ?? '') || deck.matching(/^[dqmj]\w*\s/i).length === 0) return undefined;
    return deck.with(models[0]!);
  } },
  { name: '.ends is left out', codes: ['unclosed-subcircuit'], plant: removing(/^\.ends\b/i) },
  { name: 'a subcircuit is misspelt', codes: ['unknown-subcircuit'], plant: onLine(/^x\w*\s+(?:\S+\s+)+[a-z]\w+\s*$/i, (line) => line.replace(/(\S+)(\s*)$/, (_, name: string, end: string) => slip(name) + end)) },
  { name: 'an instance has a pin too few', codes: ['port-count'], plant: onLine(/^x\w*(?:\s+[^\s=]+){3,}\s*$/i, (line) => line.replace(/^(\S+\s+)\S+\s+/, '$1')) },
  { name: 'an instance has a pin too many', codes: ['port-count'], plant: onLine(/^x\w*(?:\s+[^\s=]+){3,}\s*$/i, (line) => line.replace(/^(\S+\s+)/, '$10 ')) },
  { name: 'an element has no value', codes: ['missing-value', 'missing-operand'], plant: onLine(new RegExp(String.raw`^[rcl]\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => fields(line).slice(0, 3).join(' ')) },
  { name: 'an element has a node too few', codes: ['missing-value', 'missing-operand', 'single-connection', 'node-near-miss', 'unknown-model', 'no-dc-path', 'parameter-without-braces'], plant: onLine(/^[rcld]\w*\s+\S+\s+[a-z]\S*\s+\S+\s*$/i, (line) => { const [name, a, , value] = fields(line); return `${name} ${a} ${value}`; }) },
  { name: 'two elements have one name', codes: ['duplicate-element'], plant: (deck, random) => {
    const candidates = deck.matching(/^[rcl]\w*\s+\S+\s+\S+\s+\S/i).filter((i) => !deck.lines.slice(0, i).some((line) => /^\.subckt/i.test(line)));
    if (candidates.length < 2) return undefined;
    const [first, ...others] = candidates;
    const letter = deck.lines[first!]![0]!.toLowerCase();
    const same = others.filter((i) => deck.lines[i]![0]!.toLowerCase() === letter);
    if (same.length === 0) return undefined;
    const index = random.pick(same);
    return deck.with(index, deck.lines[index]!.replace(/^\S+/, fields(deck.lines[first!]!)[0]!));
  } },
  { name: 'a brace is not closed', codes: ['unclosed-brace', 'syntax-error'], plant: replacing(/\}(?=[^}]*$)/, '') },
  { name: 'a parenthesis is not closed', codes: ['unclosed-parenthesis', 'syntax-error'], plant: replacing(/(^v\S*\s.*\(.*)\)/i, '$1') },
  { name: 'a directive is misspelt', codes: ['unknown-directive'], plant: onLine(/^\.(?:tran|param|model|meas|include|options)\b/i, (line) => line.replace(/^\.(\w+)/, (_, word: string) => `.${slip(word)}`)) },
  { name: 'a parameter is misspelt', codes: ['unknown-parameter'], plant: onLine(/^[rclvegx]\w*\s.*\{[a-z]\w{2,}/i, (line) => line.replace(/\{([a-z]\w{2,})/i, (_, name: string) => `{${slip(name)}`)) },
  { name: 'a function is misspelt', codes: ['unknown-function', 'unknown-waveform'], plant: replacing(/\{(.*)\b(sqrt|exp|log|sin|abs|pow)\(/, '{$1$2x(') },
  { name: 'a file is not there', codes: ['include-not-found'], plant: replacing(/^(\.inc(?:lude)?\s+"?)([\w/]+)/i, '$1missing_$2') },
  { name: 'nothing is on ground', codes: ['no-ground'], plant: (deck) => (/\bgnd\b/i.test(deck.text) || deck.matching(/^\.(?:inc|lib)/i).length > 0 ? undefined : deck.lines.map((line, i) => (i > 0 && /^[a-z]/i.test(line) ? line.replace(/(^\S+(?:\s+\S+){0,3}?\s)0(?=\s)/g, '$1ground').replace(/(\s)0(?=\s)/g, (whole, blank: string, at: number) => (at < 24 ? `${blank}ground` : whole)) : line)).join('\n')) },
  { name: 'milli was written for mega', codes: ['milli-for-mega'], plant: (deck, random) => {
    const candidates = deck.matching(new RegExp(String.raw`^r\w*\s+\S+\s+\S+\s+${NUMBER}[km]?\w*\s*$`, 'i'));
    if (candidates.length === 0) return undefined;
    const index = random.pick(candidates);
    return deck.with(index, `${fields(deck.lines[index]!).slice(0, 3).join(' ')} 10M`);
  } },
  { name: 'farad was written behind a capacitance', codes: ['farad-capacitor', 'femto-for-farad'], plant: onLine(new RegExp(String.raw`^c\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => `${fields(line).slice(0, 3).join(' ')} 1F`) },
  { name: 'two sources stand in parallel', codes: ['voltage-loop', 'parallel-sources'], plant: onLine(/^v\w*\s+\S+\s+\S+\s/i, (line) => { const [name, a, b] = fields(line); return `${line}\nv_${name} ${a} ${b} 3.21`; }) },
  { name: 'a node hangs on capacitors only', codes: ['no-dc-path'], plant: onLine(new RegExp(String.raw`^r\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => { const [name, a] = fields(line); return `${line}\nc_${name} ${a} hanging 1n\nc__${name} hanging 0 1n`; }) },
  { name: 'two current sources stand in series', codes: ['current-cutset', 'no-dc-path'], plant: onLine(new RegExp(String.raw`^r\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => { const [name, a] = fields(line); return `${line}\ni_${name} ${a} between 1m\ni__${name} between 0 2m`; }) },
  { name: 'an element is shorted', codes: ['shorted-element'], plant: onLine(new RegExp(String.raw`^r\w*\s+[a-z]\S*\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => { const [name, a, , value] = fields(line); return `${line}\nrs_${name} ${a} ${a} ${value}`; }) },
  { name: 'a transient has no end', codes: ['analysis-arguments', 'tran-stop', 'missing-stop-time'], plant: replacing(/^\.tran\s.*$/i, '.tran') },
  { name: 'a step is longer than the transient', codes: ['analysis-arguments', 'tran-step', 'bad-times', 'step-too-large', 'coarse-step'], plant: onLine(new RegExp(String.raw`^\.tran\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => { const [, step, stop] = fields(line); return `.tran ${stop} ${step}`; }) },
  { name: 'nothing drives the AC analysis', codes: ['ac-without-source'], plant: (deck) => {
    const sources = deck.matching(/^[vi]\w*\s.*\bac\b/i);
    if (sources.length !== 1 || deck.matching(/^\.ac\b/i).length === 0) return undefined;
    return deck.with(sources[0]!, deck.lines[sources[0]!]!.replace(/\bac\s*=?\s*[\d.]+\w*(\s+[-\d.]+)?/i, ''));
  } },
  { name: 'a measure is of an unknown node', codes: ['unknown-probe', 'unknown-node'], plant: replacing(/^(\.meas\w*\s.*\bv\()(\w+)/i, '$1no_$2') },
  { name: 'an unknown inductor is coupled', codes: ['unknown-element-name', 'unknown-device'], plant: replacing(/^(k\w*\s+)(l\w*)/i, '$1$2x') },
  { name: 'an unknown source controls', codes: ['unknown-element-name', 'unknown-device'], plant: replacing(/^([fh]\w*\s+\S+\s+\S+\s+)(v\w*)/i, '$1$2x') },
  { name: 'a model is of another type', codes: ['wrong-model-type', 'model-kind'], plant: (deck) => {
    const models = deck.matching(/^\.model\s+\S+\s+d\b/i);
    if (models.length !== 1 || deck.matching(/^d\w*\s/i).length === 0) return undefined;
    return deck.with(models[0]!, deck.lines[models[0]!]!.replace(/^(\.model\s+\S+\s+)d\b/i, '$1npn'));
  } },
  { name: 'a comma stands for the decimal point', codes: ['decimal-comma', 'comma-decimal', 'syntax-error', 'surplus-operand', 'malformed-number'], plant: onLine(new RegExp(String.raw`^[rcl]\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => `${fields(line).slice(0, 3).join(' ')} 4,7k`) },
  { name: 'a factor stands twice', codes: ['double-suffix', 'malformed-number'], plant: onLine(new RegExp(String.raw`^r\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => `${fields(line).slice(0, 3).join(' ')} 1kk`) },
  { name: 'a resistor has the unit of a capacitor', codes: ['contradicting-unit', 'malformed-number'], plant: onLine(new RegExp(String.raw`^r\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => `${fields(line).slice(0, 3).join(' ')} 10uF`) },
  { name: 'a blank stands before the factor', codes: ['suffix-apart', 'split-suffix', 'blank-before-suffix', 'suffix-with-blank', 'surplus-operand', 'unknown-model', 'syntax-error'], plant: onLine(new RegExp(String.raw`^[rcl]\w*\s+\S+\s+\S+\s+${NUMBER}[a-z]+\s*$`, 'i'), (line) => line.replace(/(\d)([a-z]+)\s*$/i, '$1 $2')) },
  { name: 'a pulse is longer than its period', codes: ['pulse-period'], plant: onLine(/^v\w*\s+\S+\s+\S+\s+.*\bpulse\s*\(/i, (line) => line.replace(/\bpulse\s*\([^)]*\)/i, 'pulse(0 5 0 1u 1u 20u 10u)')) },
  { name: 'a continuation has lost its plus', codes: ['unknown-card', 'syntax-error', 'missing-operand', 'missing-value', 'unknown-element', 'surplus-operand', 'single-connection', 'unsupported-element', 'unknown-model', 'port-count', 'stray-parenthesis', 'unclosed-parenthesis', 'unknown-subcircuit', 'duplicate-element'], plant: replacing(/^\+/, ' ') },
  { name: 'the title is left out', codes: ['missing-title'], plant: (deck) => (/^[rcvl]\w*\s+\S+\s+\S+\s+[\d{]/i.test(deck.lines.find((line, i) => i > 0 && line.trim() !== '' && !line.startsWith('*')) ?? '') && !/^\*/.test(deck.lines[1] ?? '*') ? deck.lines.slice(1).join('\n') : undefined) },
  { name: 'an option is misspelt', codes: ['unknown-option'], plant: replacing(/^(\.options?\s+)([a-z]+)/i, '$1$2x') },
  { name: 'a parameter of a model is misspelt', codes: ['unknown-model-parameter', 'model-parameter-spelling'], plant: onLine(/^\.model\s+\S+\s+d\s*\(?\s*[a-z]\w*\s*=/i, (line) => line.replace(/(^\.model\s+\S+\s+d\s*\(?\s*)(\w+)(\s*=)/i, '$1$2zz$3')) },
  { name: '.end stands in the middle', codes: ['after-end'], plant: (deck) => {
    const cards = deck.matching(/^[rcl]\w*\s/i);
    const last = cards.at(-1);
    return last === undefined ? undefined : deck.with(last, '.end', deck.lines[last]!);
  } },
  { name: 'a coupling is above one', codes: ['coupling-coefficient', 'coupling-range', 'value-out-of-range'], plant: replacing(new RegExp(String.raw`^(k\w*\s+.*\s)${NUMBER}\s*$`, 'i'), '$11.2') },
  { name: 'a resistance is negative', codes: ['negative-value', 'negative-resistance', 'value-out-of-range'], plant: onLine(new RegExp(String.raw`^r\w*\s+\S+\s+\S+\s+${NUMBER}\w*\s*$`, 'i'), (line) => line.replace(/(\S+)\s*$/, '-$1')) },
  { name: 'a quote is not closed', codes: ['unclosed-quote', 'syntax-error'], plant: replacing(/^(\.inc(?:lude)?\s+"[^"]*)"/i, '$1') },
];
