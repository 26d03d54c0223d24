/** Names as ngspice takes them wherever a name may stand: in cards, in `v(…)`, behind a dot. */
const SAFE = /^[a-z0-9_][\w.+\-!:[\]]*$/i;

/**
 * New names for those that ngspice cannot read: `$N_0001` would begin a
 * comment, `a//b` would be cut. A name is renamed alike wherever it stands.
 */
export class SafeNames {
  private readonly renamed = new Map<string, { from: string; to: string }>();
  private readonly taken = new Set<string>();

  /** `existing` are the names that no new one may meet. */
  constructor(existing: Iterable<string>) {
    for (const name of existing) this.taken.add(name.toLowerCase());
  }

  of(name: string): string {
    const key = name.toLowerCase();
    // Where it is ground it has become 0; where it is not, ngspice would make it ground.
    if (SAFE.test(name) && key !== 'gnd') return name;
    const known = this.renamed.get(key);
    if (known !== undefined) return known.to;
    const stem = name.replace(/[^\w.+\-!:[\]]+/g, '_').replace(/^[^a-z0-9_]+/i, '_');
    const to = this.unused(stem === '' ? '_' : key === 'gnd' ? `${stem}_` : stem);
    this.renamed.set(key, { from: name, to });
    return to;
  }

  /** A name that nobody has, made from `stem`; it is taken from now on. */
  unused(stem: string): string {
    let name = stem;
    for (let i = 2; this.taken.has(name.toLowerCase()); i++) name = `${stem}_${i}`;
    this.taken.add(name.toLowerCase());
    return name;
  }

  /** What was renamed, in the order in which it was met. */
  get table(): readonly { from: string; to: string }[] {
    return [...this.renamed.values()];
  }
}
