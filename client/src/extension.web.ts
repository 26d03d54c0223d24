import type * as vscode from 'vscode';
import { activateNodal } from './extension.shared.js';
import { createWebPlatform } from './platform.web.js';

export function activate(context: vscode.ExtensionContext): void {
  activateNodal(context, createWebPlatform(context));
}
