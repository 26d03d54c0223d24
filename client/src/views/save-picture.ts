import type { ViewToHost } from '@nodal/protocol';
import * as vscode from 'vscode';

/** Asks where a view's picture goes, and writes it there. */
export async function savePicture({ name, mime, data }: Extract<ViewToHost, { type: 'save' }>): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    filters: mime === 'image/png' ? { 'PNG picture': ['png'] } : { 'SVG picture': ['svg'] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, new Uint8Array(data));
}
