import type { Range } from '@nodal/drawing/chart/frame';

/**
 * The part of the x axis that a view shows, in the frame's coordinate (log10 of
 * the axis on a logarithmic one). Until the user zooms it is the whole axis and
 * follows the end of a run.
 */
export class ViewWindow {
  private zoomed: Range | undefined;
  private whole: Range = { from: 0, to: 1 };

  /** The whole axis as known now. */
  setWhole(whole: Range): void {
    this.whole = whole.to > whole.from ? whole : { from: whole.from - 0.5, to: whole.from + 0.5 };
  }

  get range(): Range {
    return this.zoomed ?? this.whole;
  }

  get isZoomed(): boolean {
    return this.zoomed !== undefined;
  }

  reset(): void {
    this.zoomed = undefined;
  }

  /** Shows exactly this part; a part that is too short for doubles is widened, one that leaves the axis is cut. */
  show(range: Range): void {
    const { from: first, to: last } = this.whole;
    const span = last - first;
    const shortest = Math.max(span * 1e-9, Math.max(Math.abs(first), Math.abs(last)) * 1e-13);
    let from = Math.min(range.from, range.to);
    let to = Math.max(range.from, range.to);
    if (!Number.isFinite(from) || !Number.isFinite(to)) return;
    if (to - from < shortest) {
      const middle = (from + to) / 2;
      from = middle - shortest / 2;
      to = middle + shortest / 2;
    }
    if (to - from >= span * (1 - 1e-9)) {
      this.zoomed = undefined;
      return;
    }
    // Cut by moving, so that panning against an end does not zoom.
    if (from < first) {
      to += first - from;
      from = first;
    }
    if (to > last) {
      from -= to - last;
      to = last;
    }
    this.zoomed = { from, to };
  }

  /** Makes the window `factor` times as wide around a place that stays where it is. */
  zoom(factor: number, around: number): void {
    const { from, to } = this.range;
    this.show({ from: around - (around - from) * factor, to: around + (to - around) * factor });
  }

  /** Moves the window by a share of its width; positive is to the right. */
  pan(share: number): void {
    const { from, to } = this.range;
    const by = (to - from) * share;
    if (this.zoomed) this.show({ from: from + by, to: to + by });
  }
}
