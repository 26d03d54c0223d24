import type * as vscode from 'vscode';
import { activateNodal } from './extension.shared.js';
import { createNodePlatform } from './platform.node.js';

export function activate(context: vscode.ExtensionContext): void {
  activateNodal(context, createNodePlatform(context));
}
