// Counts of what scripts/corpus.mjs finds.
import { relative } from 'node:path';

const SEVERITIES = ['error', 'warning', 'information', 'hint'];

/** Sums of all files. A finding or a card of a file that several decks include counts once. */
export class Tally {
  decks = 0;
  parts = 0;
  /** Files that are no netlists, by what they are. */
  others = new Map();
  broken = [];
  unreadable = [];
  /** Decks that ngspice accepts and refuses, and those accepted of which it is said that they are wrong. */
  accepted = 0;
  refused = 0;
  acceptedWith = { error: [], warning: [] };
  /** Number of cards by file. */
  cards = new Map();
  /** By severity and code. */
  counts = new Map();
  withErrors = new Map();
  findings = new Map();
  errors = [];

  /** `keepsErrors` says whether all errors are wanted, for a sample. */
  constructor(base, listed, keepsErrors = false) {
    this.base = base;
    this.listed = listed;
    this.keepsErrors = keepsErrors;
  }

  add(path, answer) {
    if (answer.broken !== undefined) { this.broken.push({ file: path, reason: answer.broken }); return; }
    if (answer.unreadable !== undefined) { this.unreadable.push({ file: path, reason: answer.unreadable }); return; }
    if (answer.other !== undefined) {
      this.others.set(answer.other, (this.others.get(answer.other) ?? 0) + 1);
      if (this.listed.has(answer.other)) console.log(`${this.shown(path)}: ${answer.other}`);
      return;
    }
    this[`${answer.role}s`]++;
    for (const [file, cards] of answer.cards) this.cards.set(file, cards);
    for (const finding of answer.findings) {
      const key = `${finding.code} ${finding.start} ${finding.file}`;
      if (this.findings.has(key)) continue;
      this.findings.set(key, this.listed.has(finding.code) || this.listed.has('all') ? finding : undefined);
      if (this.keepsErrors && finding.severity === 'error') this.errors.push(finding);
      const count = `${finding.severity} ${finding.code}`;
      const entry = this.counts.get(count) ?? { severity: finding.severity, code: finding.code, wrong: !finding.limit, findings: 0, files: new Set(), example: finding };
      entry.findings++;
      entry.files.add(finding.file);
      this.counts.set(count, entry);
      if (finding.severity === 'error') {
        const file = this.withErrors.get(finding.file) ?? { wrong: 0, all: 0 };
        file.all++;
        if (entry.wrong) file.wrong++;
        this.withErrors.set(finding.file, file);
      }
    }
  }

  /** A deck that ngspice accepts under `behaviour`, or refuses (undefined). */
  addPeer(path, answer, behaviour) {
    if (behaviour === undefined) { this.refused++; return; }
    this.accepted++;
    for (const severity of ['error', 'warning']) {
      const found = answer.findings.filter((finding) => finding.severity === severity && !finding.limit);
      if (found.length === 0) continue;
      this.acceptedWith[severity].push({ file: path, behaviour, findings: found });
      if (this.listed.has('accepted')) for (const finding of found) console.log(`${this.shown(path)} (accepted, ${behaviour}) ${this.shown(finding.file)}:${finding.line}: ${severity} ${finding.code}: ${finding.message}\n    ${finding.text.trim()}`);
    }
  }

  get cardCount() {
    let sum = 0;
    for (const cards of this.cards.values()) sum += cards;
    return sum;
  }

  /** Findings of one severity that say that the text is wrong, or the others. */
  sum(severity, wrong) {
    let sum = 0;
    for (const entry of this.counts.values()) if (entry.severity === severity && entry.wrong === wrong) sum += entry.findings;
    return sum;
  }

  get rows() {
    return [...this.counts.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.findings - a.findings);
  }

  print(seconds) {
    const cards = this.cardCount;
    const per = (count) => (cards === 0 ? '–' : ((10_000 * count) / cards).toFixed(2));
    for (const finding of this.findings.values()) {
      if (finding) console.log(`${this.shown(finding.file)}:${finding.line}: ${finding.severity} ${finding.code}: ${finding.message}\n    ${finding.text.trim()}`);
    }
    for (const { file, reason } of this.broken) console.log(`BROKEN ${this.shown(file)}: ${reason}`);
    for (const { file, reason } of this.unreadable) console.log(`unreadable ${this.shown(file)}: ${reason}`);
    console.log(`\n${'severity'.padEnd(12)}${'code'.padEnd(30)}${'findings'.padStart(9)}${'files'.padStart(7)}  the text is`);
    for (const row of this.rows) console.log(`${row.severity.padEnd(12)}${row.code.padEnd(30)}${String(row.findings).padStart(9)}${String(row.files.size).padStart(7)}  ${row.wrong ? 'wrong' : '-'}`);
    const others = [...this.others].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${count} ${kind}`).join(', ');
    const wrongFiles = [...this.withErrors.values()].filter((file) => file.wrong > 0).length;
    console.log(`\n${this.decks + this.parts} netlist files (${this.decks} decks, ${this.parts} parts), ${cards} cards, ${seconds.toFixed(1)} s`);
    if (others) console.log(`left alone: ${others}`);
    console.log(`files with errors: ${wrongFiles} where the text is said to be wrong, ${this.withErrors.size - wrongFiles} with other errors only`);
    console.log(`the text is said to be wrong: ${this.sum('error', true)} errors (${per(this.sum('error', true))} per 10,000 cards), ${this.sum('warning', true)} warnings (${per(this.sum('warning', true))} per 10,000 cards)`);
    console.log(`not simulated or without effect: ${this.sum('error', false)} errors, ${this.sum('warning', false)} warnings (${per(this.sum('warning', false))} per 10,000 cards)`);
    if (this.accepted + this.refused) console.log(`ngspice accepts ${this.accepted} of ${this.accepted + this.refused} decks; of these ${this.acceptedWith.error.length} get an error that the text is wrong, ${this.acceptedWith.warning.length} a warning`);
    if (this.broken.length) console.log(`${this.broken.length} checks broke down`);
  }

  report() {
    return {
      files: this.decks + this.parts, decks: this.decks, parts: this.parts, cards: this.cardCount, others: Object.fromEntries(this.others),
      broken: this.broken, unreadable: this.unreadable,
      codes: this.rows.map(({ severity, code, wrong, findings, files, example }) => ({ severity, code, wrong, findings, files: files.size, example })),
      filesWithErrors: [...this.withErrors].map(([file, { wrong, all }]) => ({ file, wrong, all })),
      accepted: this.accepted, refused: this.refused, acceptedWith: this.acceptedWith,
      listed: [...this.findings.values()].filter(Boolean),
    };
  }

  shown(path) {
    const short = relative(this.base, path);
    return short.startsWith('..') ? path : short;
  }
}
