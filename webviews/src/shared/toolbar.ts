import { createButton, createDropdown, createProgressRing } from '../toolkit.js';

export interface ToolbarActions {
  choosePlot(index: number): void;
  reset(): void;
  run(): void;
  stop(): void;
  save(format: 'png' | 'svg'): void;
}

/** Above the chart: which plot, run or stop, show everything, export. */
export class Toolbar {
  readonly element = document.createElement('div');
  private readonly plots;
  private readonly run: HTMLElement;
  private readonly stop: HTMLElement;
  private readonly ring = createProgressRing();
  /** Buttons that make sense only where there is a picture. */
  private readonly forPicture: HTMLElement[];
  private labels = '';

  constructor(actions: ToolbarActions) {
    this.element.className = 'toolbar';
    this.element.setAttribute('role', 'toolbar');
    this.element.setAttribute('aria-label', 'View');
    this.plots = createDropdown('Analysis', (index) => actions.choosePlot(index));
    this.run = createButton('Run', 'secondary', 'Run the netlist', () => actions.run());
    this.stop = createButton('Stop', 'secondary', 'Stop the run; what is computed stays', () => actions.stop());
    this.ring.classList.add('ring');
    this.ring.setAttribute('aria-label', 'Simulating');
    const space = document.createElement('span');
    space.className = 'space';
    this.forPicture = [
      createButton('Show all', 'secondary', 'Show the whole axis (0 or Home)', () => actions.reset()),
      createButton('PNG', 'secondary', 'Export the picture as PNG', () => actions.save('png')),
      createButton('SVG', 'secondary', 'Export the picture as SVG', () => actions.save('svg')),
    ];
    this.element.append(this.plots.element, this.run, this.stop, this.ring, space, ...this.forPicture);
    this.showPlots([], 0);
    this.showRunning(false);
  }

  /** The plots to choose from; the list disappears when there is no choice. */
  showPlots(labels: string[], selected: number): void {
    const key = JSON.stringify([labels, selected]);
    if (key === this.labels) return;
    this.labels = key;
    this.plots.element.hidden = labels.length < 2;
    this.plots.set(labels, selected);
  }

  showPicture(there: boolean): void {
    for (const button of this.forPicture) button.hidden = !there;
  }

  showRunning(running: boolean): void {
    this.run.hidden = running;
    this.stop.hidden = !running;
    this.ring.hidden = !running;
  }
}
