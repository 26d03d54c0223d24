/**
 * Work that waits for a free place. Of two waiting entries with the same key
 * only the later one is kept: a deck that is run again before its first run
 * began has changed since.
 */
export class RunQueue<Entry> {
  private readonly waiting: { key: string; entry: Entry }[] = [];
  private busy = 0;

  /**
   * @param places how many entries run at a time
   * @param run does the work of an entry; it must not reject
   * @param drop is told of an entry that will not run
   */
  constructor(
    private readonly places: number,
    private readonly run: (entry: Entry) => Promise<void>,
    private readonly drop: (entry: Entry) => void,
  ) {}

  /** Entries that run or wait. */
  get length(): number {
    return this.busy + this.waiting.length;
  }

  add(key: string, entry: Entry): void {
    const earlier = this.waiting.findIndex((one) => one.key === key);
    if (earlier >= 0) this.drop(this.waiting.splice(earlier, 1)[0]!.entry);
    this.waiting.push({ key, entry });
    this.begin();
  }

  /** Takes an entry back; false when it already runs or is unknown. */
  remove(entry: Entry): boolean {
    const index = this.waiting.findIndex((one) => one.entry === entry);
    if (index < 0) return false;
    this.waiting.splice(index, 1);
    this.drop(entry);
    return true;
  }

  private begin(): void {
    while (this.busy < this.places) {
      const next = this.waiting.shift();
      if (!next) return;
      this.busy++;
      void this.run(next.entry).then(() => {
        this.busy--;
        this.begin();
      });
    }
  }
}
