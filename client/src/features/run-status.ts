import { formatQuantity } from '@nodal/drawing/numbers/quantity';
import * as vscode from 'vscode';
import { baseName } from './document-status.js';
import type { Runner, RunState } from './run.js';

/** The run in the status bar: progress while it goes on, a click stops it; afterwards how it ended. */
export function registerRunStatus(context: vscode.ExtensionContext, runner: Runner): void {
  const item = vscode.window.createStatusBarItem('nodal.run', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Nodal run';
  let shown = '';
  let last: RunState = { state: 'idle' };

  const show = (state: RunState): void => {
    last = state;
    const { text, tooltip, command } = describe(state);
    // Progress comes every 50 ms; the bar is drawn anew only when its text differs.
    if (text !== shown) {
      shown = text;
      item.text = text;
      item.tooltip = tooltip;
      item.command = command;
    }
    visibility();
  };
  const visibility = (): void => {
    const running = last.state === 'running' || last.state === 'elaborating';
    if (running || vscode.window.activeTextEditor?.document.languageId === 'spice' || (last.state !== 'idle' && vscode.window.visibleTextEditors.some((editor) => editor.document.languageId === 'spice'))) item.show();
    else item.hide();
  };
  show(last);
  context.subscriptions.push(item, runner.onDidChangeState(show), vscode.window.onDidChangeActiveTextEditor(visibility));
}

function describe(state: RunState): { text: string; tooltip: string | vscode.MarkdownString; command: string } {
  switch (state.state) {
    case 'idle': return { text: '$(play) Nodal', tooltip: 'Run the netlist', command: 'nodal.run' };
    case 'elaborating': return { text: '$(sync~spin) Nodal: reading', tooltip: `Reading ${baseName(state.deck)}; click to stop`, command: 'nodal.stop' };
    case 'running': return {
      text: `$(sync~spin) Nodal: ${state.analysis} ${Math.floor(100 * Math.min(1, Math.max(0, state.fraction)))} %`,
      tooltip: `Running ${baseName(state.deck)}; click to stop`, command: 'nodal.stop',
    };
    case 'done': return { text: `$(check) Nodal: ${state.seconds.toFixed(1)} s`, tooltip: summary(state, 'done'), command: 'nodal.run' };
    case 'failed': return { text: '$(error) Nodal: failed', tooltip: summary(state, 'failed'), command: 'nodal.run' };
    case 'stopped': return { text: `$(debug-stop) Nodal: stopped at ${state.seconds.toFixed(1)} s`, tooltip: summary(state, 'stopped; what was computed is kept'), command: 'nodal.run' };
  }
}

function summary(state: Extract<RunState, { seconds: number }>, how: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(`${baseName(state.deck)}: ${how}, ${state.seconds.toFixed(2)} s. Click to run again.`);
  if (state.measures.length > 0) {
    text.appendMarkdown('\n\n| measure | value |\n|---|---|\n');
    for (const { name, value, unit } of state.measures.slice(0, 20)) {
      text.appendMarkdown('| ').appendText(name).appendMarkdown(' | ').appendText(value === null ? 'failed' : formatQuantity(value, unit, { digits: 6 })).appendMarkdown(' |\n');
    }
  }
  return text;
}
