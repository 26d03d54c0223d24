import { formatQuantity, NO_VALUE } from '@nodal/drawing/numbers/quantity';
import type { RunTable } from '@nodal/protocol';

/** What devices do at an operating point: a table for each kind, a row for each device. */
export class DeviceTables {
  readonly element = document.createElement('div');

  constructor() {
    this.element.className = 'device-tables';
    this.element.hidden = true;
  }

  show(tables: readonly RunTable[]): void {
    this.element.hidden = tables.length === 0;
    this.element.replaceChildren(...tables.map(section));
  }
}

function section({ title, columns, rows }: RunTable): HTMLElement {
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  // The kind of device, and the step that it is of; that all is an operating point is said above.
  heading.textContent = title.replace(/^.*?: /, '');
  const frame = document.createElement('div');
  frame.className = 'device-table-frame';
  const table = document.createElement('table');
  table.setAttribute('aria-label', title);
  const regions = rows.some(({ region }) => region);
  const head = table.createTHead().insertRow();
  for (const name of ['device', ...(regions ? ['region'] : [])]) head.append(headCell('col', name));
  for (const { name } of columns) head.append(headCell('col', name, 'number'));
  const body = table.createTBody();
  for (const { name, values, region } of rows) {
    const row = body.insertRow();
    row.append(headCell('row', name));
    if (regions) row.insertCell().textContent = region ?? '';
    values.forEach((value, i) => {
      const cell = row.insertCell();
      cell.className = 'number';
      cell.textContent = value === null ? NO_VALUE : formatQuantity(value, columns[i]?.unit ?? '');
    });
  }
  frame.append(table);
  section.append(heading, frame);
  return section;
}

function headCell(scope: 'col' | 'row', text: string, className = ''): HTMLElement {
  const cell = document.createElement('th');
  cell.scope = scope;
  cell.className = className;
  cell.textContent = text;
  return cell;
}
