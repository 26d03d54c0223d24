import type { ModelDeclaration, Scope } from './design.js';

/** Between which sizes a model holds, in metres. */
export interface Bin {
  lmin: number;
  lmax: number;
  wmin: number;
  wmax: number;
}

/** The parameters of a model that say so. */
export const BORDERS = ['lmin', 'lmax', 'wmin', 'wmax'] as const;

export function isBorder(name: string): boolean {
  return (BORDERS as readonly string[]).includes(name);
}

/** ngspice's slack at the borders of bins. */
export const NEAR_BELOW = 1 - 1e-9, NEAR_ABOVE = 1 + 1e-9;

export function holds({ lmin, lmax, wmin, wmax }: Bin, w: number, l: number): boolean {
  return l >= lmin * NEAR_BELOW && l <= lmax * NEAR_ABOVE && w >= wmin * NEAR_BELOW && w <= wmax * NEAR_ABOVE;
}

/** The nearest scope that has bins of this name, which is in lower case, unless a model of the name itself is nearer. */
export function scopeOfBins(scope: Scope, name: string): Scope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.models.has(name)) return undefined;
    if (at.bins?.has(name)) return at;
  }
  return undefined;
}

/** The models of a common name, in the order of the text: `nch.1`, `nch.2` … */
export function binnedModels(owner: Scope, name: string): ModelDeclaration[] {
  return [...owner.models].filter(([key]) => key.startsWith(`${name}.`) && /^\d+$/.test(key.slice(name.length + 1))).map(([, declaration]) => declaration);
}
