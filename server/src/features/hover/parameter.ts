import { type Design, evaluateParameter, lookupParameter, type ParameterDeclaration, type ParsedFile, LineIndex, type Scope } from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import type { EvaluatedCircuit } from '../../evaluated.js';
import { code } from '../../markdown.js';
import { nameOf } from '../completion/declared.js';

/** Parameters that a value comes from: so many are shown, in so many steps. */
const LONGEST_CHAIN = 8;
const DEEPEST = 4;
/** Instances whose values differ are listed up to here. */
const LISTED_INSTANCES = 8;

/** A parameter: its value, what it comes from, and what it is in each instance. */
export function parameterText(parameter: ParameterDeclaration, design: Design, circuit: EvaluatedCircuit | undefined): string {
  const { name, value, formal, placed } = parameter;
  const owner = ownerOf(design, parameter);
  const written = value?.text ?? '';
  const instances = circuit?.slots(owner.subcircuit?.name.toLowerCase() ?? '', name.toLowerCase()) ?? [];
  const lexical = evaluateParameter(design, owner, name);
  const values = new Set(instances.map((instance) => instance.value));
  const equals = values.size === 1 ? number([...values][0]!) : values.size === 0 && 'value' in lexical ? number(lexical.value) : undefined;
  return [
    code(`${formal ? '' : '.param '}${name}=${written}`),
    formal ? `Parameter of the subcircuit ${owner.subcircuit?.name ?? ''} with its default.` : '',
    equals === undefined ? '' : `= **${equals}**`,
    values.size > 1 ? differing(instances) : '',
    'reason' in lexical && values.size === 0 ? lexical.reason : '',
    where(chain(parameter, owner, design)),
    placed.file === design.files[0] ? '' : `Declared in ${nameOf(placed.file.uri)}.`,
  ].filter(Boolean).join('\n\n');
}

function where(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `where\n\n${lines.join('\n')}`;
}

function differing(instances: readonly { path: string; value: number }[]): string {
  const lines = instances.slice(0, LISTED_INSTANCES).map(({ path, value }) => `- in \`${path}\`: **${number(value)}**`);
  return `${lines.join('\n')}${instances.length > LISTED_INSTANCES ? `\n- and in ${instances.length - LISTED_INSTANCES} more instances` : ''}`;
}

/** What the value is made of: `a = 2`, one line for each parameter, those that it reads first. */
function chain(parameter: ParameterDeclaration, owner: Scope, design: Design): string[] {
  const lines: string[] = [];
  const seen = new Set<ParameterDeclaration>([parameter]);
  const follow = (from: ParameterDeclaration, scope: Scope, depth: number) => {
    if (depth > DEEPEST || from.value === undefined) return;
    for (const [name] of from.value.text.matchAll(/[a-z_]\w*/gi)) {
      const read = lookupParameter(name.toLowerCase() === from.name.toLowerCase() && scope.parent !== undefined ? scope.parent : scope, name);
      if (read === undefined || seen.has(read) || lines.length >= LONGEST_CHAIN) continue;
      seen.add(read);
      const home = ownerOf(design, read);
      const result = evaluateParameter(design, home, read.name);
      const shown = read.value?.text ?? '';
      const same = 'value' in result && number(result.value) === shown;
      lines.push(`- \`${read.name}\` = ${same ? '' : `\`${shown}\``}${'value' in result ? `${same ? '' : ' = '}**${number(result.value)}**` : ''} (${place(read, design)})`);
      follow(read, home, depth + 1);
    }
  };
  follow(parameter, owner, 1);
  return lines;
}

const lineIndices = new WeakMap<ParsedFile, LineIndex>();

function place({ placed: { file }, nameStart, formal }: ParameterDeclaration, design: Design): string {
  let lines = lineIndices.get(file);
  if (lines === undefined) lineIndices.set(file, (lines = new LineIndex(file.text)));
  const line = `line ${lines.positionAt(nameStart).line + 1}`;
  return `${formal ? 'default, ' : ''}${file === design.files[0] ? line : `${nameOf(file.uri)}, ${line}`}`;
}

/** The scope that declares a parameter. */
function ownerOf(design: Design, parameter: ParameterDeclaration): Scope {
  const key = parameter.name.toLowerCase();
  return design.scopes.find((scope) => scope.parameters.get(key) === parameter) ?? design.top;
}

function number(value: number): string {
  return formatQuantity(value, '', { digits: 7 });
}
