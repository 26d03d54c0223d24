/** Sets of small numbers that are joined one by one. */
export class UnionFind {
  private readonly parents: number[] = [];

  /** The number that stands for all that `item` was joined with. */
  find(item: number): number {
    const { parents } = this;
    while (parents.length <= item) parents.push(parents.length);
    let root = item;
    while (parents[root]! !== root) root = parents[root]!;
    for (let at = item; at !== root;) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  /** Joins two sets; false when they were one already. The smaller number stands for both, so that 0 always stands for its own set. */
  join(a: number, b: number): boolean {
    const one = this.find(a);
    const other = this.find(b);
    if (one === other) return false;
    if (one < other) this.parents[other] = one;
    else this.parents[one] = other;
    return true;
  }
}
