import {
  provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox, vsCodeDropdown, vsCodeOption, vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

/**
 * The only file that imports @vscode/webview-ui-toolkit, whose repository is
 * archived: another set of components can take its place here.
 */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing());
}

export type ButtonLook = 'primary' | 'secondary' | 'icon';

/** A button with a text, or with a symbol and a label for screen readers. */
export function createButton(text: string, look: ButtonLook, label: string, pressed: () => void): HTMLElement {
  const button = document.createElement('vscode-button');
  button.setAttribute('appearance', look);
  button.setAttribute('title', label);
  button.setAttribute('aria-label', label);
  button.textContent = text;
  button.addEventListener('click', pressed);
  return button;
}

export interface Checkbox {
  element: HTMLElement;
  set(checked: boolean): void;
}

/** A checkbox whose label is `content`. */
export function createCheckbox(content: Node, label: string, checked: boolean, changed: (checked: boolean) => void): Checkbox {
  const element = document.createElement('vscode-checkbox') as HTMLElement & { checked: boolean };
  element.setAttribute('aria-label', label);
  element.append(content);
  let silent = false;
  element.addEventListener('change', () => {
    if (!silent) changed(element.checked);
  });
  const set = (value: boolean): void => {
    silent = true;
    element.checked = value;
    silent = false;
  };
  set(checked);
  return { element, set };
}

export interface Dropdown {
  element: HTMLElement;
  /** Replaces the options; `selected` is an index. */
  set(options: string[], selected: number): void;
}

export function createDropdown(label: string, chosen: (index: number) => void): Dropdown {
  const element = document.createElement('vscode-dropdown') as HTMLElement & { selectedIndex: number };
  element.setAttribute('aria-label', label);
  let silent = false;
  element.addEventListener('change', () => {
    if (!silent) chosen(element.selectedIndex);
  });
  return {
    element,
    set(options, selected) {
      silent = true;
      element.replaceChildren(...options.map((text, index) => {
        const option = document.createElement('vscode-option') as HTMLElement & { selected: boolean };
        option.setAttribute('value', String(index));
        option.textContent = text;
        return option;
      }));
      // The list knows its options only after they have been slotted.
      requestAnimationFrame(() => {
        element.selectedIndex = selected;
        silent = false;
      });
    },
  };
}

export function createProgressRing(): HTMLElement {
  return document.createElement('vscode-progress-ring');
}
