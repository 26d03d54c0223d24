import type { ParsedFile } from '../design/design.js';
import type { Finding } from '../findings.js';
import { closestOf } from '../rules/closest.js';
import { RULES } from '../rules/registry.js';
import { findingOf } from '../rules/rule.js';
import { unknownSuppression } from '../rules/unknown-suppression.js';
import { unusedSuppression } from '../rules/unused-suppression.js';
import { configurableNames, findCode, isGroup } from './codes.js';
import { type SuppressedName, type Suppression, SUPPRESSION_FORMS } from './suppressions.js';

/** The suppressions of a file while its findings are told: which of them suppress something. */
export class SuppressedFindings {
  private readonly used = new Set<Suppression | SuppressedName>();

  /** Those of one card or line, by where they begin; they overlap only where they are of the same one. */
  private readonly narrow: readonly Suppression[];
  private readonly wide: readonly Suppression[];

  constructor(readonly suppressions: readonly Suppression[]) {
    const isNarrow = ({ form }: Suppression) => form === '' || form === '-next-line';
    this.narrow = suppressions.filter(isNarrow).sort((a, b) => a.from - b.from);
    this.wide = suppressions.filter((suppression) => !isNarrow(suppression));
  }

  /** Whether a finding is suppressed. All suppressions that reach it count as used. */
  take({ start, code }: Finding): boolean {
    const group = findCode(code)?.group;
    // A comment without codes would hide that it suppresses nothing.
    const isOwn = code === unusedSuppression.code || code === unknownSuppression.code;
    let taken = false;
    for (const suppression of this.reaching(start)) {
      if (suppression.names.length === 0) {
        if (isOwn) continue;
        this.used.add(suppression);
        taken = true;
        continue;
      }
      for (const written of suppression.names) {
        if (written.name !== code && written.name !== group) continue;
        this.used.add(suppression);
        this.used.add(written);
        taken = true;
      }
    }
    return taken;
  }

  private *reaching(at: number): Generator<Suppression> {
    for (const suppression of this.wide) if (suppression.from <= at && at <= suppression.to) yield suppression;
    let low = 0;
    for (let high = this.narrow.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.narrow[middle]!.from <= at) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= 0 && this.narrow[i]!.to >= at; i--) yield this.narrow[i]!;
  }

  isUsed(what: Suppression | SuppressedName): boolean {
    return this.used.has(what);
  }
}

/** What may be said of a name without doubt: of every code, of those that rules look for, of those that the text alone decides. */
export type Judgement = 'all' | 'rules' | 'text' | 'nothing';

const OF_TEXT: ReadonlySet<string> = new Set(['syntax', 'style', 'portability']);

function canBeJudged(name: string, judgement: Judgement): boolean {
  if (judgement === 'all' || judgement === 'nothing') return judgement === 'all';
  if (isGroup(name)) return false;
  const rule = RULES.find(({ code }) => code === name);
  return rule !== undefined && (judgement === 'rules' || OF_TEXT.has(rule.group));
}

/** Tells the suppressions that name what there is not, and those that suppress nothing. */
export function judgeSuppressions(file: ParsedFile, suppressed: SuppressedFindings, judgement: Judgement, tell: (finding: Finding) => void): void {
  const { uri } = file;
  const unknown = new Set<SuppressedName>();
  for (const suppression of suppressed.suppressions) {
    if (suppression.form === undefined) {
      tell(unknownForm(file, suppression));
      continue;
    }
    for (const written of suppression.names) {
      if (findCode(written.name) !== undefined || isGroup(written.name)) continue;
      unknown.add(written);
      if (suppression.form !== '-end') tell(unknownName(uri, written));
    }
  }
  if (judgement === 'nothing') return;
  // Those that suppress these findings come last, when it is known whether they do.
  const ownNames = new Set([unusedSuppression.code, unusedSuppression.group]);
  const later: (() => void)[] = [];
  const ends = new Set(suppressed.suppressions.map(({ endedBy }) => endedBy));
  for (const suppression of suppressed.suppressions) {
    const { form, names } = suppression;
    if (form === undefined) continue;
    if (form === '-end') {
      if (!ends.has(suppression)) tell(unused(file, suppression, 'No nodal-ignore-start with these codes is open here, so this comment ends nothing. Remove it.'));
      continue;
    }
    const judge = () => {
      if (names.length === 0) {
        if (!suppressed.isUsed(suppression) && judgement === 'all') tell(unused(file, suppression, `There is no finding ${where(suppression)}, so this comment suppresses nothing. ${isForNextCard(suppression) ? 'For the card below write nodal-ignore-next-line.' : 'Remove it.'}`));
        return;
      }
      const idle = names.filter((written) => !unknown.has(written) && !suppressed.isUsed(written) && canBeJudged(written.name, judgement));
      if (idle.length === 0) return;
      if (idle.length === names.length) tell(unused(file, suppression, `There is no finding of ${listed(idle)} ${where(suppression)}, so this comment suppresses nothing. ${isForNextCard(suppression) ? 'For the card below write nodal-ignore-next-line.' : 'Remove it.'}`));
      else for (const written of idle) tell(unusedName(uri, suppression, written));
    };
    if (names.some(({ name }) => ownNames.has(name))) later.push(judge);
    else judge();
  }
  for (const judge of later) judge();
}

function isForNextCard({ form, ownLine }: Suppression): boolean {
  return form === '' && ownLine;
}

function where({ form, ownLine }: Suppression): string {
  switch (form) {
    case '-next-line': return 'on the next card';
    case '-file': return 'in this file';
    case '-start': return 'from here to its end';
    default: return ownLine ? 'on this line' : 'on this card';
  }
}

function listed(names: readonly SuppressedName[]): string {
  return names.map(({ name }) => name).join(' or ');
}

function unused(file: ParsedFile, suppression: Suppression, message: string): Finding {
  const edits = [removal(file.text, suppression)];
  if (suppression.endedBy !== undefined && suppression.names.length > 0) edits.push(removal(file.text, suppression.endedBy));
  // On a line of its own it was surely meant for the next card.
  const fix = isForNextCard(suppression)
    ? { title: 'Write nodal-ignore-next-line', edits: [{ start: suppression.end, end: suppression.end, newText: '-next-line' }] }
    : { title: 'Remove the suppression', edits };
  return findingOf(unusedSuppression, { uri: file.uri, start: suppression.start, end: suppression.end }, message, { fix, tags: ['unused'] });
}

/** The comment goes, and with it its line when that holds nothing else. */
function removal(text: string, { commentStart, commentEnd, ownLine }: Suppression): { start: number; end: number; newText: string } {
  let start = commentStart;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  let end = commentEnd;
  if (ownLine) {
    if (text[end] === '\r') end++;
    if (text[end] === '\n') end++;
  }
  return { start, end, newText: '' };
}

function unusedName(uri: string, { names }: Suppression, written: SuppressedName): Finding {
  const at = names.indexOf(written);
  const edit = at === 0 ? { start: written.start, end: names[1]!.start, newText: '' } : { start: names[at - 1]!.end, end: written.end, newText: '' };
  return findingOf(unusedSuppression, { uri, start: written.start, end: written.end }, `No finding of ${written.name} is suppressed here. Remove the name.`, { fix: { title: `Remove ${written.name}`, edits: [edit] }, tags: ['unused'] });
}

function unknownName(uri: string, { name, start, end }: SuppressedName): Finding {
  const near = closestOf(name, configurableNames());
  return findingOf(unknownSuppression, { uri, start, end }, `There is no rule ${name} and no group of this name, so nothing is suppressed by it. ${near === undefined ? '`nodal explain` lists all; a reason stands behind a colon.' : `Did you mean ${near}?`}`,
    near === undefined ? {} : { fix: { title: `Write ${near}`, edits: [{ start, end, newText: near }], guess: true } });
}

function unknownForm({ uri, text }: ParsedFile, { start, end }: Suppression): Finding {
  const word = text.slice(start, end);
  const forms = SUPPRESSION_FORMS.map((form) => `nodal-ignore${form}`);
  const near = forms.find((form) => form.startsWith(word.toLowerCase())) ?? closestOf(word.toLowerCase(), forms);
  return findingOf(unknownSuppression, { uri, start, end }, `${word} suppresses nothing. ${near === undefined ? `Write one of ${forms.join(', ')}.` : `Did you mean ${near}?`}`,
    near === undefined ? {} : { fix: { title: `Write ${near}`, edits: [{ start, end, newText: near }], guess: true } });
}
