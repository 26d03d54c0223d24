/** A binary heap of numbers by cost. */
export class Heap {
  private readonly items: number[] = [];
  private readonly costs: number[] = [];

  get size(): number {
    return this.items.length;
  }

  push(item: number, cost: number): void {
    let at = this.items.push(item) - 1;
    this.costs.push(cost);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (this.costs[up]! <= this.costs[at]!) break;
      this.swap(at, up);
      at = up;
    }
  }

  pop(): number {
    const top = this.items[0]!;
    const item = this.items.pop()!;
    const cost = this.costs.pop()!;
    if (this.items.length) {
      this.items[0] = item;
      this.costs[0] = cost;
      let at = 0;
      for (;;) {
        const left = 2 * at + 1;
        if (left >= this.items.length) break;
        const least = left + 1 < this.items.length && this.costs[left + 1]! < this.costs[left]! ? left + 1 : left;
        if (this.costs[at]! <= this.costs[least]!) break;
        this.swap(at, least);
        at = least;
      }
    }
    return top;
  }

  private swap(a: number, b: number): void {
    [this.items[a], this.items[b]] = [this.items[b]!, this.items[a]!];
    [this.costs[a], this.costs[b]] = [this.costs[b]!, this.costs[a]!];
  }
}
