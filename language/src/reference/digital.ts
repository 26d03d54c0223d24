/**
 * How many nodes a digital part of PSpice and Xyce has behind the two of its
 * supply, from the numbers in its parentheses: `nand(2)` has three.
 */
type Count = (first: number, second: number, third: number) => number;

interface DigitalPart {
  count: Count | 'open';
  meaning: string;
}

/** The digital parts by the word behind the name of a `U` card. `open` where the count depends on more than numbers. */
const PARTS: Record<string, DigitalPart | undefined> = Object.create(null) as Record<string, DigitalPart | undefined>;

function parts(words: string, count: Count | 'open', meaning: string): void {
  for (const word of words.split(' ')) PARTS[word] = { count, meaning };
}

parts('buf inv not', () => 2, 'A buffer or inverter.');
parts('and nand or nor', (inputs) => inputs + 1, 'A gate.');
parts('xor nxor', () => 3, 'An exclusive gate.');
parts('bufa inva', (gates) => 2 * gates, 'An array of buffers or inverters.');
parts('anda nanda ora nora', (inputs, gates) => inputs * gates + gates, 'An array of gates.');
parts('xora nxora', (gates) => 3 * gates, 'An array of exclusive gates.');
parts('ao oa aoi oai', (inputs, gates) => inputs * gates + 1, 'A compound gate.');
parts('buf3 inv3', () => 3, 'A buffer or inverter with an enable.');
parts('and3 nand3 or3 nor3', (inputs) => inputs + 2, 'A gate with an enable.');
parts('xor3 nxor3', () => 4, 'An exclusive gate with an enable.');
parts('buf3a inv3a', (gates) => 2 * gates + 1, 'An array of buffers or inverters with an enable.');
parts('and3a nand3a or3a nor3a', (inputs, gates) => inputs * gates + gates + 1, 'An array of gates with an enable.');
parts('xor3a nxor3a', (gates) => 3 * gates + 1, 'An array of exclusive gates with an enable.');
parts('nbtg pbtg', () => 3, 'A transfer gate.');
parts('jkff srff', (gates) => 3 + 4 * gates, 'Flip-flops.');
parts('dff dltch', (gates) => 3 + 3 * gates, 'Flip-flops or latches.');
parts('tff', (gates) => 3 + 3 * gates, 'Flip-flops.');
parts('pullup pulldn', (count) => count, 'Resistors to the supply.');
parts('dlyline', () => 2, 'A delay.');
parts('stim', (width) => width, 'A digital source.');
parts('fstim', (width) => width, 'A digital source from a file.');
parts('logicexp', (inputs, outputs) => inputs + outputs, 'Logic expressions.');
parts('pindly', (paths, enables, references) => 2 * paths + enables + references, 'Delays from pin to pin.');
parts('constraint', (inputs) => inputs, 'A check of timing.');
parts('add rom ram adc dac pland plor plxor plnand plnor plnxor plandc plorc plxorc plnandc plnorc plnxorc', 'open', 'A digital part.');

/**
 * The count of nodes of a digital part behind its supply, `open` when all words
 * before its models are nodes, or undefined when there is no such part. A number
 * that is left out is NaN, which leaves the count open too.
 */
export function digitalNodes(word: string, first: number, second: number, third: number): number | 'open' | undefined {
  if (word.length > 10) return undefined;
  const part = PARTS[word.toLowerCase()];
  if (part === undefined) return undefined;
  const count = part.count === 'open' ? NaN : part.count(first, second, third);
  return Number.isNaN(count) ? 'open' : count;
}

/** How many numbers a digital part needs; 0 when there is no such part. */
export function digitalNumbers(word: string): number {
  const count = word.length > 10 ? undefined : PARTS[word.toLowerCase()]?.count;
  return typeof count === 'function' ? count.length : 0;
}
