// A deck that uses what a library offers, so that a simulator reads it.

/** Elements by the type of their model, before its name. */
const ELEMENTS = { d: 'd1 1 0', npn: 'q1 1 2 0', pnp: 'q1 1 2 0', nmos: 'm1 1 2 0 0', pmos: 'm1 1 2 0 0', vdmos: 'm1 1 2 0', njf: 'j1 1 2 0', pjf: 'j1 1 2 0', sw: 's1 1 0 2 0' };
const CIRCUIT = 'v1 1 0 1\nr2 1 2 1k\nr3 2 0 1k';

/** Decks that use `most` of the subcircuits and models of a library, evenly chosen; each node has a path to ground. */
export function decksOf(library, offers, most) {
  const usable = offers.filter(({ ports, type }) => ports > 0 || ELEMENTS[type] !== undefined);
  const step = Math.max(1, usable.length / most);
  const decks = [];
  for (let at = 0; at < usable.length && decks.length < most; at += step) {
    const offer = usable[Math.floor(at)];
    const use = offer.type === undefined ? instance(offer) : `${ELEMENTS[offer.type]} ${offer.name}`;
    decks.push({ offer, text: `* uses ${offer.name}\n.include "${library}"\n${CIRCUIT}\n${use}\n.op\n.print op v(1)\n.end\n` });
  }
  return decks;
}

function instance({ name, ports }) {
  const nodes = Array.from({ length: ports }, (_, i) => `n${i}`);
  return `x1 ${nodes.join(' ')} ${name}\n${nodes.map((node, i) => `rn${i} ${node} 0 1k`).join('\n')}`;
}
