import { NONE, type Tolerance } from '@nodal/protocol';
import type { ModelDeclaration } from '../design/design.js';
import type { Operand } from '../generated/ast.js';
import { parseNumber } from '../text/number.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Values } from './values.js';

/** A parameter of a model while the model is made. */
export interface ModelParameter {
  value: number;
  origin: number;
  tolerances?: Omit<Tolerance, 'parameter'>[];
}

/** What shares the draw of a tolerance behind a parameter: `dev` gives each device its own, `lot` all devices of the model one. */
export const TOLERANCES: ReadonlyMap<string, 'device' | 'model'> = new Map([['dev', 'device'], ['lot', 'model']]);

/** `res=1k dev=5%`, `lot=0.1`: kept for Monte Carlo runs. Without a percent sign the deviation has the unit of the parameter. */
export function addTolerance(elaboration: Elaboration, values: Values, { placed }: ModelDeclaration, value: Operand, scope: 'device' | 'model', owner: Frame, parameter: ModelParameter | undefined): void {
  if (!parameter) return;
  const { builder } = elaboration;
  const source = values.textOf(placed, value);
  const percent = source.text.endsWith('%') ? parseNumber(source.text.slice(0, -1)) : undefined;
  const size = percent === undefined ? values.value(source, owner) : builder.value(percent / 100);
  if (size === NONE) return;
  const site = builder.draw({ distribution: 'uniform', scope, origin: elaboration.origin(placed, value) });
  (parameter.tolerances ??= []).push({ value: size, relative: percent !== undefined, site });
}
