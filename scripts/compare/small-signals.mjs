// How the plots of `.tf` and `.sens` of ngspice 39 are read, so that they can
// stand beside Nodal's, and what in them is not true. What is left out here is
// held to closed forms and to differences of whole runs by
// solver-wasm/core/src/analyses/tests/{small_signals,sensitivities}.rs.

/** What of a plot of ngspice's stands for a vector of ours: its name there, or why there is none. */
const TRANSFER = [
  // It takes the current of the solved circuit with the wrong sign and then its least value.
  [/^v\(.*#output_impedance\)$/, { reason: "ngspice says 1e20 for the resistance at any current" }],
];

const SENSITIVITY = [
  [/^v\(([dx]\S*[:_]\S*|d\.\S*)\)$/, { reason: 'ngspice perturbs diodes without converging again (is 1e-4 off, rs always 0), and over frequency they are open' }],
  [/^v\(k[^)]*\)$/, { reason: 'for ngspice it is nonsense, and spoils all others' }],
  [/^v\([^)]*_acphase\)$/, { reason: 'ngspice has it where the card gives a phase', optional: true }],
];

/** Over frequency ngspice gives `r1` at the first point only; `r1_ac` is the same number at all. */
const OVER_FREQUENCY = [[/^v\((r[^_:)]*)\)$/, { name: (_, resistor) => `v(${resistor}_ac)` }]];

/** What a JFET's threshold is called there; a MOSFET's has our name. */
const JFET_THRESHOLD = [/:vto\)$/, ':vt0)'];

/**
 * The vectors of both plots that can be compared, in the order of ours. A
 * sensitivity of ngspice's is one to each parameter that a device can have,
 * ours to each that the deck gives.
 * @returns {{ ours: object[], theirs: object[], notes: string[] } | undefined} undefined when the plot is of another analysis
 */
export function align(ours, theirs) {
  const transfer = /^transfer function$/i.test(theirs.name);
  if (!transfer && !/^sensitivity/i.test(theirs.name)) return undefined;
  // Two plots of ngspice's own have the same names and the same faults.
  const own = ours.vectors.some(({ name }) => name.endsWith('_ac)'));
  const rules = transfer ? TRANSFER : [...(theirs.complex && !own ? OVER_FREQUENCY : []), ...SENSITIVITY];
  const pairs = { ours: [], theirs: [], notes: [] };
  for (const vector of ours.vectors) {
    const [pattern, rule] = rules.find(([pattern]) => pattern.test(vector.name)) ?? [];
    const given = (name) => theirs.vectors.find((other) => other.name === name);
    const own = rule?.name === undefined ? vector.name : vector.name.replace(pattern, rule.name);
    const name = given(own) === undefined && given(own.replace(...JFET_THRESHOLD)) !== undefined ? own.replace(...JFET_THRESHOLD) : own;
    const reference = given(name);
    if (rule?.reason !== undefined && !(rule.optional && reference !== undefined)) {
      pairs.notes.push(`${vector.name} is not compared: ${rule.reason}`);
      continue;
    }
    if (name !== vector.name) pairs.notes.push(`${vector.name} is compared with ${name}`);
    pairs.ours.push(vector);
    pairs.theirs.push(reference ?? { name: `no ${name}`, type: 'voltage', real: new Float64Array() });
  }
  return pairs;
}
