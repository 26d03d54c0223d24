import { describe, expect, it } from 'vitest';
import type { PlotSummary, Vector } from '@nodal/protocol';
import { nearestTurn } from '../bode/profile.js';
import { chartThemeFrom, mixed } from './editor-theme.js';
import { handleKey, type Gestures } from './gestures.js';
import { cursorOffsets, panesByUnit, plotLabels, tracesOf } from './plot-model.js';
import { ViewWindow } from './view-window.js';

function plot(analysis: string, ...names: string[]): PlotSummary {
  const vectors: Vector[] = names.map((name) => ({
    name, quantity: /^i\(/.test(name) ? 'current' : 'voltage', unit: /^i\(/.test(name) ? 'A' : name === 'time' ? 's' : 'V', complex: analysis === 'ac', raw: true, node: null, device: null,
  }));
  return { run: 1, plot: 0, analysis, title: '', vectors, points: 2, from: 0, to: 1, finished: true, complete: true };
}

/** The visible traces with their colours. */
function visible(summary: PlotSummary, shown?: string[], hidden?: string[]): string {
  return tracesOf(summary, shown, hidden).filter((trace) => trace.visible).map(({ name, colour }) => `${name}:${colour}`).join(' ');
}

describe('the traces at first', () => {
  it('are the voltages of the top circuit', () => {
    expect(visible(plot('tran', 'time', 'v(a)', 'v(x1.b)', 'v(d1#internal)', 'i(v1)', 'v(c)'))).toBe('v(a):0 v(c):1');
  });
  it('are currents where there is nothing else', () => {
    expect(visible(plot('tran', 'time', 'i(v1)'))).toBe('i(v1):0');
  });
  it('are what the netlist asks for', () => {
    expect(visible(plot('tran', 'time', 'v(a)', 'v(b)', 'i(v1)'), ['I(V1)', 'v(b)'])).toBe('v(b):0 i(v1):1');
  });
  it('are what the user left', () => {
    expect(visible(plot('tran', 'time', 'v(a)', 'v(b)'), ['v(a)'], ['v(a)'])).toBe('v(b):1');
  });
  it('include the first vector of an operating point', () => {
    expect(tracesOf(plot('op', 'v(a)', 'v(b)'), undefined, undefined).map(({ vector }) => vector)).toEqual([0, 1]);
  });
  it('lie in a pane for each unit', () => {
    const summary = plot('tran', 'time', 'v(a)', 'i(v1)', 'v(b)');
    const traces = tracesOf(summary, ['v(a)', 'i(v1)', 'v(b)'], undefined);
    expect(panesByUnit(summary, traces).map(({ name, unit, traces: members }) => `${name} ${unit} ${members.map(({ name: one }) => one)}`)).toEqual(['Voltage V v(a),v(b)', 'Current A i(v1)']);
  });
});

describe('plots', () => {
  it('are numbered within their kind', () => {
    expect(plotLabels([plot('tran'), plot('dc'), plot('tran')])).toEqual(['Transient', 'DC sweep', 'Transient 2']);
  });
  it('have two values for each complex vector', () => {
    expect(cursorOffsets(plot('ac', 'f', 'v(a)', 'v(b)'))).toEqual([0, 2, 4]);
    expect(cursorOffsets(plot('tran', 't', 'v(a)', 'v(b)'))).toEqual([0, 1, 2]);
  });
});

describe('the window', () => {
  function windowOver(from: number, to: number): ViewWindow {
    const view = new ViewWindow();
    view.setWhole({ from, to });
    return view;
  }
  it('follows the end until the user zooms', () => {
    const view = windowOver(0, 1);
    view.setWhole({ from: 0, to: 2 });
    expect(view.range).toEqual({ from: 0, to: 2 });
    view.zoom(0.5, 1);
    view.setWhole({ from: 0, to: 3 });
    expect(view.range).toEqual({ from: 0.5, to: 1.5 });
    view.reset();
    expect(view.range).toEqual({ from: 0, to: 3 });
  });
  it('keeps the place under the mouse', () => {
    const view = windowOver(0, 10);
    view.zoom(0.1, 7);
    const { from, to } = view.range;
    expect((7 - from) / (to - from)).toBeCloseTo(0.7, 12);
  });
  it('stops at the ends without zooming', () => {
    const view = windowOver(0, 10);
    view.show({ from: 4, to: 6 });
    view.pan(100);
    expect(view.range).toEqual({ from: 8, to: 10 });
    view.pan(-100);
    expect(view.range).toEqual({ from: 0, to: 2 });
  });
  it('never becomes shorter than doubles can tell', () => {
    const view = windowOver(1e3, 1e3 + 1e-6);
    for (let i = 0; i < 200; i++) view.zoom(0.5, 1e3 + 5e-7);
    const { from, to } = view.range;
    expect(to).toBeGreaterThan(from);
  });
  it('is whole again when zoomed out', () => {
    const view = windowOver(0, 10);
    view.zoom(0.5, 5);
    view.zoom(4, 5);
    expect(view.isZoomed).toBe(false);
  });
  it('ignores nonsense', () => {
    const view = windowOver(0, 10);
    view.show({ from: NaN, to: 3 });
    expect(view.range).toEqual({ from: 0, to: 10 });
  });
});

describe('keys', () => {
  function pressed(key: string, shiftKey = false): string {
    const done: string[] = [];
    const gestures: Gestures = {
      zoom: (factor, around) => done.push(`zoom ${factor} ${around}`), pan: (share) => done.push(`pan ${share}`), box: () => {}, reset: () => done.push('reset'),
      hover: () => {}, moveCursor: (share) => done.push(`cursor ${share}`),
    };
    const used = handleKey({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, { from: 0, to: 2 }, gestures);
    return used ? done.join() : 'unused';
  }
  it.each([
    ['ArrowLeft', 'pan -0.1'], ['ArrowRight', 'pan 0.1'], ['+', 'zoom 0.8 1'], ['=', 'zoom 0.8 1'], ['-', 'zoom 1.25 1'],
    ['0', 'reset'], ['Home', 'reset'], ['PageDown', 'pan 0.9'], ['Tab', 'unused'],
  ])('%s does %s', (key, what) => expect(pressed(key)).toBe(what));
  it('move the cursor with shift', () => expect(pressed('ArrowRight', true)).toBe('cursor 0.01'));
});

describe('the theme', () => {
  function theme(kind: string, properties: Record<string, string>) {
    return chartThemeFrom((name) => properties[name] ?? '', { contains: (name) => kind.split(' ').includes(name) });
  }
  it('takes the colours of the editor', () => {
    const dark = theme('vscode-dark', { '--vscode-editor-background': ' #111111', '--vscode-editor-foreground': '#eee', '--vscode-nodal-trace2': '#abcdef' });
    expect(dark.background).toBe('#111111');
    expect(dark.traces.slice(0, 2)).toEqual(['#4daafc', '#abcdef']);
    expect(dark.grid).toBe('rgb(52, 52, 52)');
  });
  it('is light where the editor is', () => {
    expect(theme('vscode-light', {}).traces[0]).toBe('#0b63b5');
    expect(theme('vscode-high-contrast vscode-high-contrast-light', {}).traces[0]).toBe('#0b63b5');
  });
  it('is stronger in high contrast', () => {
    expect(theme('vscode-high-contrast', {}).lineWidth).toBe(2);
  });
  it('mixes only what it can read', () => {
    expect(mixed('#fff', 'rgb(0, 0, 0)', 0.5)).toBe('rgb(128, 128, 128)');
    expect(mixed('color(display-p3 1 1 1)', '#000', 0.5)).toBe('color(display-p3 1 1 1)');
  });
});

describe('a phase at the cursor', () => {
  it('agrees with the drawn one', () => {
    expect(nearestTurn(160, -199)).toBe(-200);
    expect(nearestTurn(-90, NaN)).toBe(-90);
  });
});
