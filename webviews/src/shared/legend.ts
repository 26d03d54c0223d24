import { createCheckbox, type Checkbox } from '../toolkit.js';

export interface LegendEntry {
  name: string;
  colour: string;
  visible: boolean;
}

/**
 * The list of traces: a checkbox with the trace's colour and name each, and the
 * value at the cursor beside it. The heading tells where the cursor is.
 */
export class Legend {
  readonly element = document.createElement('aside');
  private readonly heading = document.createElement('div');
  private readonly list = document.createElement('div');
  private rows: { checkbox: Checkbox; swatch: HTMLElement; value: HTMLElement; row: HTMLElement }[] = [];
  private names = '';

  constructor(private readonly toggled: (index: number, visible: boolean) => void) {
    this.element.className = 'legend';
    this.element.setAttribute('aria-label', 'Traces');
    this.heading.className = 'legend-heading';
    this.heading.setAttribute('aria-live', 'polite');
    this.list.className = 'legend-list';
    this.list.setAttribute('role', 'group');
    this.list.setAttribute('aria-label', 'Traces and their values at the cursor');
    this.element.append(this.heading, this.list);
  }

  /** Shows these traces; the rows are kept as long as the names are the same. */
  show(entries: readonly LegendEntry[]): void {
    const names = JSON.stringify(entries.map(({ name }) => name));
    if (names !== this.names) {
      this.names = names;
      this.rows = entries.map((entry, index) => this.createRow(entry, index));
      this.list.replaceChildren(...this.rows.map(({ row }) => row));
    }
    entries.forEach(({ colour, visible }, index) => {
      const { checkbox, swatch, row } = this.rows[index]!;
      checkbox.set(visible);
      swatch.style.setProperty('background-color', colour);
      row.classList.toggle('hidden-trace', !visible);
    });
  }

  private createRow(entry: LegendEntry, index: number): (typeof this.rows)[number] {
    const label = document.createElement('span');
    label.className = 'legend-label';
    const swatch = document.createElement('span');
    swatch.className = 'swatch';
    const name = document.createElement('span');
    name.className = 'legend-name';
    name.textContent = entry.name;
    name.title = entry.name;
    label.append(swatch, name);
    const checkbox = createCheckbox(label, entry.name, entry.visible, (visible) => this.toggled(index, visible));
    const value = document.createElement('span');
    value.className = 'legend-value';
    const row = document.createElement('div');
    row.className = 'legend-row';
    row.dataset.trace = entry.name;
    row.append(checkbox.element, value);
    return { checkbox, swatch, value, row };
  }

  /** The values beside the names, in the order of the entries; the heading says where. */
  setValues(heading: string, values: readonly string[]): void {
    this.heading.textContent = heading;
    this.rows.forEach(({ value }, index) => {
      value.textContent = values[index] ?? '';
    });
  }
}
