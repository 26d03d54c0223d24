import type { RunTable } from '@nodal/protocol';
import { createButton, createProgressRing } from '../toolkit.js';
import { DeviceTables } from './device-tables.js';

/** The page's parts: toolbar, message, chart with its legend, or what stands there when there is nothing to show. */
export class ViewPage {
  readonly chart = document.createElement('div');
  /** The rectangle of a box zoom, over the chart. */
  readonly box = document.createElement('div');
  private readonly devices = new DeviceTables();
  private readonly content = document.createElement('div');
  private readonly stage = document.createElement('div');
  private readonly empty = document.createElement('div');
  private readonly emptyText = document.createElement('p');
  private readonly emptyRing = createProgressRing();
  private readonly emptyButton: HTMLElement;
  private readonly message = document.createElement('div');

  constructor(body: HTMLElement, toolbar: HTMLElement, legend: HTMLElement, run: () => void) {
    this.chart.className = 'chart';
    this.chart.tabIndex = 0;
    this.chart.setAttribute('role', 'img');
    this.box.className = 'box';
    this.box.hidden = true;
    this.stage.className = 'stage';
    this.stage.append(this.chart, this.box);
    this.content.className = 'content';
    this.content.append(this.stage, legend, this.devices.element);
    this.message.className = 'message';
    this.message.setAttribute('role', 'status');
    this.message.hidden = true;
    this.emptyButton = createButton('Run', 'primary', 'Run the netlist', run);
    this.empty.className = 'empty';
    this.empty.append(this.emptyRing, this.emptyText, this.emptyButton);
    body.classList.add('nodal-view');
    body.replaceChildren(toolbar, this.message, this.content, this.empty);
  }

  showChart(): void {
    this.content.hidden = false;
    this.stage.hidden = false;
    this.devices.element.hidden = true;
    this.content.classList.remove('values-only');
    this.empty.hidden = true;
  }

  /** Only the list of values, and what devices do: an operating point has no axis. */
  showValues(description: string, tables: readonly RunTable[]): void {
    this.showChart();
    this.devices.show(tables);
    this.stage.hidden = true;
    this.content.classList.add('values-only');
    this.describe(description);
  }

  showEmpty(text: string, busy: boolean): void {
    this.content.hidden = true;
    this.empty.hidden = false;
    this.emptyText.textContent = text;
    this.emptyRing.hidden = !busy;
    this.emptyButton.hidden = busy;
  }

  showMessage(severity: 'error' | 'warning' | 'information' | undefined, text: string): void {
    this.message.hidden = severity === undefined;
    this.message.className = `message ${severity ?? ''}`;
    this.message.textContent = text;
  }

  /** What a screen reader says of the chart. */
  describe(text: string): void {
    if (this.chart.getAttribute('aria-label') !== text) this.chart.setAttribute('aria-label', text);
  }
}
