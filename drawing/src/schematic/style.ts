/**
 * The style of a drawing that stands by itself: light, or dark where the
 * reader's system is. Inside the editor the view's own style sheet says the
 * same with the editor's colours.
 */
export const SCHEMATIC_STYLE = `
svg.schematic { color: var(--vscode-editor-foreground, #1f2328); background: var(--vscode-editor-background, #ffffff); font-family: var(--vscode-font-family, system-ui, "Segoe UI", "Helvetica Neue", sans-serif); }
.schematic .value, .schematic .pin { opacity: 0.85; }
.schematic .net { fill: var(--vscode-descriptionForeground, #57606a); }
.schematic .frame { color: var(--vscode-descriptionForeground, #57606a); }
@media (prefers-color-scheme: dark) {
  svg.schematic { color: var(--vscode-editor-foreground, #e6edf3); background: var(--vscode-editor-background, #1e1e1e); }
  .schematic .net, .schematic .frame { fill: var(--vscode-descriptionForeground, #9198a1); }
  .schematic .frame { color: var(--vscode-descriptionForeground, #9198a1); }
}
`;

/** A drawing's picture with its style inside, for a file of its own. */
export function standaloneSvg(svg: string): string {
  return svg.replace('>', `><style>${SCHEMATIC_STYLE}</style>`);
}
