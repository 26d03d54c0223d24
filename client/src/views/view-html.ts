import type { ViewKind } from '@nodal/protocol';
import * as vscode from 'vscode';

/**
 * The page of a view: an empty body, one script and one style sheet of the
 * extension's own folder, and a policy that allows nothing else. The nonce also
 * stands in a `meta` element, for the style element that the toolkit tries out.
 */
export function viewHtml(webview: vscode.Webview, folder: vscode.Uri, kind: ViewKind): string {
  const nonce = newNonce();
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource} 'nonce-${nonce}'; img-src ${webview.cspSource} data:; font-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="csp-nonce" property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="${file(`${kind}.css`)}">
<title>Nodal</title>
</head>
<body>
<script nonce="${nonce}" src="${file(`${kind}.js`)}"></script>
</body>
</html>`;
}

function newNonce(): string {
  return Array.from(globalThis.crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
