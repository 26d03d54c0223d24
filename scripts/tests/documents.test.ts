import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROL_COMMANDS, CONTROL_FUNCTIONS, CONTROL_VARIABLES, DEVICES, dialectOf, DIRECTIVES, ELEMENTS, FUNCTIONS, isEvaluated, optionDefault, OPTIONS, type ParameterFacts, projectSchema, findCode, formLabel, MEASURE_FORMS, MEASURE_WORDS, VARIABLES, WAVEFORMS } from '@nodal/language';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { netlistLanguage } from './netlist-language.js';
import { rulePages, withCircuitFindings } from './rule-pages.js';

/**
 * The pages of docs/reference/ and docs/rules/ are made from the tables that the language
 * itself reads. `npx vitest run scripts/tests/documents.test.ts -u` renews them.
 * What has no table is looked up in the pages that people write.
 */
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/reference');

/** Text as a cell of a table. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: string[], rows: string[][]) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const code = (text: string) => (text === '' ? '' : `\`${text}\``);
const codes = (texts: readonly string[]) => texts.map(code).join(' ');
const page = (title: string, introduction: string, ...sections: string[]) => `${[`# ${title}`, introduction, ...sections].join('\n\n')}\n`;
const value = (fallback: number | string | null) => (fallback === null ? '' : String(fallback));

function parameters(facts: readonly ParameterFacts[]): string {
  return table(['parameter', 'unit', 'default', 'meaning'], facts.map((p) => [codes([p.name, ...p.aliases]), p.unit, value(p.default), p.informs ? `${p.meaning} It only informs.` : p.meaning]));
}

const PAGES: Record<string, () => string> = {
  '../netlist-language.md': netlistLanguage,
  'directives.md': () => page('Directives', 'All dot cards that Nodal knows. One that is *inert* is understood and does nothing, and a warning says so; one that *informs* steers listings and files of other programs, and nothing is lost.',
    table(['card', 'effect', 'form', 'meaning'], DIRECTIVES.map((d) => [codes([d.name, ...d.aliases]), d.effect, code(d.signature), d.meaning]))),
  'measures.md': () => page('Forms of measures', 'What `.meas analysis name` may go on with. How they are computed, and where simulators differ, is on [the page about measures](../measures.md).',
    table(['form', 'meaning'], MEASURE_FORMS.map((form) => [code(`.meas tran NAME ${formLabel(form)}`), form.meaning])),
    table(['word', 'meaning'], MEASURE_WORDS.map((word) => [code(word.name), word.meaning]))),
  'scripts.md': () => page('Scripts', 'The commands, variables and functions of the scripts between `.control` and `.endc`, as ngspice has them. Nodal checks scripts, completes and explains them; it does not run them, and never starts another program.',
    table(['command', 'meaning', ''], CONTROL_COMMANDS.map((c) => [code(c.signature), c.meaning, c.startsPrograms ? 'starts programs' : ''])),
    table(['variable', 'meaning'], CONTROL_VARIABLES.map((v) => [code(v.name), v.meaning])),
    table(['function', 'meaning'], CONTROL_FUNCTIONS.map((f) => [code(f.signature), f.meaning]))),
  'elements.md': () => page('Elements', 'The first letter of a card says what it is.',
    table(['letter', 'element', 'form', 'simulated', 'meaning'], ELEMENTS.map((e) => [code(e.letter.toUpperCase()), e.name, code([`${e.letter}name`, ...e.pins, ...(e.morePins ? ['…'] : []), e.operands].filter(Boolean).join(' ')), e.kind ? 'yes' : 'not yet', e.meaning]))),
  'devices.md': () => page('Devices', 'The parameters of what is simulated, as the solver has them. The first parameter of a card stands without its name.',
    ...DEVICES.map((d) => [`## ${d.kind}`, `Terminals: ${codes(d.pins)}`, ...(d.instance.length ? ['On the card:', parameters(d.instance)] : []), ...d.models.flatMap((m) => [`In \`.model name ${m.kinds.join('|')}\`:`, parameters(m.parameters)]), ...(d.variables.length ? ['At an operating point, `@name[variable]`:', table(['variable', 'unit', 'meaning'], d.variables.map((v) => [codes([v.name, ...v.aliases]), v.unit, v.meaning]))] : [])].join('\n\n'))),
  'waveforms.md': () => page('Waveforms of sources', 'What follows the DC and AC values on a `V` or `I` card.',
    ...WAVEFORMS.map((w) => `## ${w.name}\n\n${w.meaning}${w.pairs ? ' The arguments repeat in pairs.' : ''}\n\n${table(['argument', 'unit', 'default', 'meaning'], w.arguments.map((a) => [code(a.name), a.unit, a.default, a.meaning]))}`)),
  'functions.md': () => page('Functions and operators', 'What expressions may use.',
    table(['form', 'dialects', 'computed', 'meaning', 'edges'], FUNCTIONS.map((f) => [codes([f.signature, ...(f.aliases ?? [])]), f.dialects?.join(', ') ?? 'all', isEvaluated(f) ? 'yes' : 'no', f.meaning, f.edges])),
    `Variables: ${codes(VARIABLES.flatMap((v) => [v.name, ...(v.aliases ?? [])]))}`),
  'options.md': () => page('Options', 'What `.options` takes. A deck that gives no value has the default of its dialect; HSPICE’s decks have those of ngspice, at 25 °C.',
    table(['option', 'unit', ...OPTION_DIALECTS.map((name) => dialectOf(name).title), 'effect', 'meaning'], OPTIONS.map((o) => [
      codes([o.name, ...o.aliases]), o.unit, ...OPTION_DIALECTS.map((name) => value(optionDefault(o, name))),
      o.acts ? `acts${o.only === undefined ? '' : ` in decks of ${o.only.map((name) => dialectOf(name).title).join(', ')}`}` : o.informs ? 'listings only' : `none, with a warning${o.reason === undefined ? '' : ` (${o.reason})`}`, o.meaning]))),
};

/** The dialects whose defaults the table of options tells apart. */
const OPTION_DIALECTS = ['ngspice', 'ltspice', 'pspice', 'xyce'] as const;

describe('the reference is made from the tables', () => {
  it.each(Object.entries(PAGES))('%s', async (name, text) => {
    await expect(text()).toMatchFileSnapshot(join(folder, name));
  });
});

describe('the pages of rules are made from the rules', () => {
  const pages = rulePages();

  it.each(Object.entries(pages))('%s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(join(root, 'docs/rules', name));
  });

  it('there is no page of a rule that is no more', () => {
    expect(readdirSync(join(root, 'docs/rules')).filter((name) => pages[name] === undefined)).toEqual([]);
  });

  it('the findings of the circuit, in docs/run-findings.md', async () => {
    const file = join(root, 'docs/run-findings.md');
    await expect(withCircuitFindings(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file);
  });

  it('the schema of nodal.json', async () => {
    await expect(`${JSON.stringify(projectSchema(), undefined, 2)}\n`).toMatchFileSnapshot(join(root, 'schemas/nodal.schema.json'));
  });
});

/** Every file below a folder whose name ends so. */
function sourcesOf(path: string, ending: string): string[] {
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('.test.') && !/(^|\/)tests(\.rs|\/)/.test(file))
    .map((file) => readFileSync(join(root, path, file), 'utf8'));
}

describe('what has no table is documented', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manual = readFileSync(join(root, 'docs/extension.md'), 'utf8');
  const undocumented = (names: string[], text: string) => names.filter((name) => !text.includes(`\`${name}\``)).sort();

  it('settings', () => {
    expect(undocumented(Object.keys(manifest.contributes.configuration.properties), manual)).toEqual([]);
  });

  it('commands, by their titles', () => {
    const titles = manifest.contributes.commands.map((c: { title: string }) => `| ${c.title} |`);
    expect(titles.filter((title: string) => !manual.includes(title))).toEqual([]);
  });

  it('colours', () => {
    expect(undocumented(manifest.contributes.colors.map((c: { id: string }) => c.id), manual)).toEqual([]);
  });

  it('options of the command line', () => {
    const text = readFileSync(join(root, 'docs/command-line.md'), 'utf8');
    const options = sourcesOf('cli/src/commands', '.ts').flatMap((source) => [...source.matchAll(/[( ]'(?:-\w, )?(--[\w-]+)/g)].map(([, option]) => option!));
    expect(options.length).toBeGreaterThan(8);
    expect(options.filter((option) => !text.includes(option))).toEqual([]);
  });

  it('codes of findings of the circuit have their facts', () => {
    expect(codesIn(['language/src/elaborate', 'language/src/expressions', 'language/src/check.ts', 'server/src/features']).filter((name) => findCode(name) === undefined)).toEqual([]);
  });

  it('codes of findings of a run', () => {
    const text = readFileSync(join(root, 'docs/run-findings.md'), 'utf8');
    const solver = sourcesOf('solver-wasm/core/src', '.rs');
    const found = solver.flatMap((s) => [...s.matchAll(/\bcode: "([a-z]+(?:-[a-z]+)+)"/g), ...s.matchAll(/"(?:error|warning|information|hint)",\s*"([a-z]+(?:-[a-z]+)+)"/g)]).map(([, name]) => name!);
    expect(found.length).toBeGreaterThan(4);
    expect([...new Set(found)].filter((name) => !text.includes(`\`${name}\``) && findCode(name) === undefined).sort()).toEqual([]);
  });
});

/** What is called where findings are told. */
const TELLING = /^(tell|tellAt|tellDeck|error|warning|fail|wrong|problem|report)$/;

/** The codes that stand in the sources: arguments of what tells findings, and properties `code`. */
function codesIn(paths: string[]): string[] {
  const codes = new Set<string>();
  const isCode = (text: string) => /^[a-z]+(-[a-z]+)+$/.test(text);
  for (const source of paths.flatMap((path) => (path.endsWith('.ts') ? [readFileSync(join(root, path), 'utf8')] : sourcesOf(path, '.ts')))) {
    const literals = (node: ts.Node) => {
      if (ts.isStringLiteral(node) && isCode(node.text)) codes.add(node.text);
      else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(literals);
      else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) literals(node.right);
    };
    const visit = (node: ts.Node) => {
      if (ts.isCallExpression(node) && TELLING.test(ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText())) node.arguments.forEach(literals);
      if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') literals(node.initializer);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  }
  return [...codes].sort();
}
