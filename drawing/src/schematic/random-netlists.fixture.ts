/** For tests: a generator of numbers that is the same everywhere (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Letters of what is picked from, the more often the likelier: passive parts and sources, and transistors and switches with them. */
const PASSIVE = 'rrrccldddviefghxrc';
export const WITH_TRANSISTORS = `${PASSIVE}qqqmmmssw`;

/** For tests: cards that join anything with anything; nobody would build them. */
export function randomNetlist(seed: number, kinds = PASSIVE): string {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const size = 2 + Math.floor(random() * 28);
  const nodes = Array.from({ length: 2 + Math.floor(size * (0.3 + random() * 0.6)) }, (_, index) => pick([`n${index}`, `net[${index}]`, `${index + 1}`, `/sheet/${index}`]));
  const names = ['0', '0', ...(random() < 0.5 ? ['vcc'] : []), ...(random() < 0.2 ? ['vee'] : []), ...nodes];
  const lines = ['v0 vcc 0 12', 'vm vee 0 −12'];
  const inductors: string[] = [];
  for (let index = 1; index <= size; index++) {
    const kind = pick([...kinds]);
    const name = `${kind}${index}`;
    if (kind === 'l') inductors.push(name);
    if (kind === 'e' || kind === 'g') lines.push(`${name} ${pick(names)} ${pick(names)} ${pick(names)} ${pick(names)} ${pick(['2', '100000'])}`);
    else if (kind === 's') lines.push(`${name} ${pick(names)} ${pick(names)} ${pick(names)} ${pick(names)} sw`);
    else if (kind === 'q') lines.push(`${name} ${pick(names)} ${pick(names)} ${pick(names)} ${pick(['npn', 'pnp'])}`);
    else if (kind === 'm') lines.push(`${name} ${pick(names)} ${pick(names)} ${pick(names)} ${pick(names)} ${pick(['nmos', 'pmos 10µ/1µ'])}`);
    else if (kind === 'x') lines.push(`${name} ${pick(['in', 'in+', 'p', '1'])}=${pick(names)} ${pick(['in-', 'b', 'vcc'])}=${pick(names)} ${pick(['out', 'o', '3'])}=${pick(names)}${random() < 0.4 ? ` gnd=${pick(names)}` : ''} sub`);
    else if (kind === 'v' || kind === 'i') lines.push(`${name} ${pick(names)} ${pick(names)} ${pick(['sine', 'pulse', '5', 'pwl'])}`);
    else lines.push(`${name} ${pick(names)} ${pick(names)} ${pick(['1k', '4.7µF', 'a_long_model_name', ''])}`.trim());
  }
  if (inductors.length > 1 && random() < 0.7) lines.push(`k1 ${inductors.slice(0, 2 + Math.floor(random() * 3)).join(' ')} ${pick(['0.99', '-0.5'])}`);
  return lines.join('\n');
}

/** For tests: a chain of stages as people build them, about so many devices. */
export function stagesNetlist(seed: number, size: number): string {
  const random = seeded(seed);
  const lines = ['v1 in 0 sine', 'vcc vcc 0 12'];
  let from = 'in';
  for (let stage = 1; lines.length < size; stage++) {
    const to = `n${stage}`;
    const n = lines.length + 1;
    const stages = [
      [`r${n} ${from} ${to} 1k`, `c${n + 1} ${to} 0 1n`],
      [`l${n} ${from} ${to} 1m`, `c${n + 1} ${to} 0 1n`],
      [`c${n} ${from} ${to} 1u`, `r${n + 1} vcc ${to} 100k`, `r${n + 2} ${to} 0 47k`],
      [`r${n} ${from} ${to}m 1k`, `r${n + 1} ${to}m ${to} 10k`, `e${n + 2} ${to} 0 0 ${to}m 100000`],
      [`r${n} ${from} ${to} 1k`, `d${n + 1} ${to} vcc dx`, `d${n + 2} 0 ${to} dx`],
      [`d${n} ${from} ${to} dx`, `c${n + 1} ${to} 0 1u`, `r${n + 2} ${to} 0 10k`],
    ];
    lines.push(...stages[Math.floor(random() * stages.length)]!);
    from = to;
  }
  return lines.join('\n');
}
