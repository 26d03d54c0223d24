import { type Argument, type Assignment, type Design, type DirectiveCard, evaluateInScope, findModelType, findParameter, flatArguments, type ModelDeclaration, parametersOfModelType, operandText, parseNumber, type PlacedCard, type Scope } from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import { nameOf } from '../completion/declared.js';

/** Parameters that are listed; models of integrated transistors have hundreds. */
const LISTED = 40;

/** A model with the parameters that differ from their defaults. */
export function modelText(model: ModelDeclaration, design: Design, scope: Scope, from: string): string {
  const { type, name, placed, base } = model;
  const assignments = [...assignmentsOf(placed)];
  const known = parametersOfModelType(type, levelOf(assignments, placed)) ?? [];
  const rows: string[] = [];
  let usual = 0;
  for (const assignment of assignments) {
    const target = operandText(placed, assignment.target).text;
    const value = assignment.value === undefined ? '' : operandText(placed, assignment.value).text;
    const facts = findParameter(known, target.toLowerCase());
    const number = parseNumber(value, placed.file.parsed.dialect) ?? evaluated(design, scope, value);
    if (facts !== undefined && number !== undefined && number === facts.default) {
      usual++;
      continue;
    }
    const shown = number === undefined ? value : formatQuantity(number, facts?.unit ?? '');
    rows.push(`| ${target} | ${cell(shown)} | ${facts === undefined || facts.default === null ? '' : formatQuantity(facts.default, facts.unit)} | ${cell(facts?.meaning ?? '')} |`);
  }
  const kind = findModelType(type)?.name;
  const { uri } = placed.file;
  const more = rows.length > LISTED ? `\n\nand ${rows.length - LISTED} more` : '';
  return [
    `**${name}**, model of a ${kind ?? type}${base === undefined ? '' : ` after ${base}`}${uri === from ? '' : `, in ${nameOf(uri)}`}`,
    rows.length === 0 ? 'All parameters have their defaults.' : `| parameter | value | default | |\n|---|---|---|---|\n${rows.slice(0, LISTED).join('\n')}${more}`,
    usual === 0 ? '' : `${usual} more ${usual === 1 ? 'is' : 'are'} written with the default.`,
  ].filter(Boolean).join('\n\n');
}

/** The level that a model says; 1 where it says none. */
export function levelOf(assignments: readonly Assignment[], placed: PlacedCard): number {
  const level = assignments.find(({ target }) => operandText(placed, target).text.toLowerCase() === 'level')?.value;
  return (level && parseNumber(operandText(placed, level).text, placed.file.parsed.dialect)) ?? 1;
}

/** The parameters of a model's card. */
export function* assignmentsOf(placed: PlacedCard<DirectiveCard>): Generator<Assignment> {
  for (const argument of flatArguments(placed.card)) yield* within(argument);
}

function* within(argument: Argument): Generator<Assignment> {
  if (argument.$type === 'Assignment') yield argument;
  else if (argument.$type === 'Call' || argument.$type === 'Group') for (const inner of argument.arguments) yield* within(inner);
}

function evaluated(design: Design, scope: Scope, text: string): number | undefined {
  if (text === '') return undefined;
  const result = evaluateInScope(design, scope, text);
  return 'value' in result ? result.value : undefined;
}

/** A text within a table. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}
