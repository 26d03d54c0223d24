// How far every kind of device is from ngspice: the worst of the decks in which it stands.

/** The devices by the first letter of their cards, as people call them. */
const LETTERS = {
  B: 'behavioural source', C: 'capacitor', D: 'diode', E: 'voltage-controlled voltage source', F: 'current-controlled current source',
  G: 'voltage-controlled current source', H: 'current-controlled voltage source', I: 'current source', J: 'JFET', K: 'coupling', L: 'inductor',
  M: 'MOSFET', Q: 'bipolar transistor', R: 'resistor', S: 'voltage-controlled switch', T: 'transmission line', V: 'voltage source', W: 'current-controlled switch',
};
/** MOSFETs of more than one level. */
const BSIM = { 8: 'BSIM3', 49: 'BSIM3', 14: 'BSIM4', 54: 'BSIM4' };

/** What a card's device is called, from its letter, its words and its model. */
function nameOf(letter, card, model) {
  const heated = /\sthermal\b/i.test(card) ? ' that heats itself' : '';
  const level = model?.level ?? '1';
  if (/^vdmos/.test(model?.type ?? '')) return `power MOSFET${heated}`;
  if (letter === 'D') return `diode, level ${level}${heated}`;
  if (letter === 'M') return BSIM[level] ?? `MOSFET, level ${level}`;
  if (letter === 'J') return `JFET, level ${level}`;
  if (letter === 'Q' && /\brco\s*=/i.test(model?.rest ?? '')) return 'bipolar transistor with an epitaxial layer';
  if (/[RCL]/.test(letter) && /\b(?:[vi]\(|time\b|temper\b|hertz\b)/i.test(card)) return `behavioural ${LETTERS[letter]}`;
  return LETTERS[letter];
}
const KINDS = ['static', 'AC', 'transient', 'noise', 'other'];

/** What a plot of ngspice's is. */
function kindOf(plot) {
  if (/transient/i.test(plot)) return 'transient';
  if (/noise/i.test(plot)) return 'noise';
  if (/^ac /i.test(plot)) return 'AC';
  if (/operating point|dc transfer/i.test(plot)) return 'static';
  return 'other';
}

/**
 * The kinds of devices of a deck, with the level of the model where there are several.
 * @param {string} text
 * @returns {string[]}
 */
export function devicesOf(text) {
  const cards = text.replace(/\r?\n\+/g, ' ').split(/\r?\n/).slice(1).filter((line) => !/^\s*[*$]/.test(line));
  const models = new Map(cards.flatMap((card) => {
    const [, name, type, rest] = /^\s*\.model\s+(\S+)\s+(\w+)(.*)/i.exec(card) ?? [];
    return name ? [[name.toLowerCase().replace(/\.1$/, ''), { type: type.toLowerCase(), rest, level: /\blevel\s*=\s*(\d+)/i.exec(rest)?.[1] }]] : [];
  }));
  const found = new Set();
  for (const card of cards) {
    const letter = card[0]?.toUpperCase();
    if (!(letter in LETTERS)) continue;
    const model = card.toLowerCase().split(/[\s(),]+/).slice(2).map((word) => models.get(word)).find((each) => each !== undefined);
    found.add(nameOf(letter, card, model));
  }
  return [...found];
}

/**
 * The table of all devices: decks, plots, and the worst error of each kind of plot.
 * @param {{ deck: string, text: string }[]} decks
 * @param {{ deck: string, plot: string, error: number, tolerance: number }[]} rows
 */
export function deviceTable(decks, rows) {
  const byDevice = new Map();
  for (const { deck, text } of decks) for (const device of devicesOf(text)) byDevice.set(device, [...(byDevice.get(device) ?? []), deck]);
  const lines = [...byDevice].sort(([a], [b]) => a.localeCompare(b)).map(([device, names]) => {
    const of = rows.filter(({ deck }) => names.includes(deck));
    const worst = KINDS.map((kind) => of.filter(({ plot }) => kindOf(plot) === kind).reduce((most, { error }) => Math.max(most, error), -1));
    const share = of.reduce((most, { error, tolerance }) => Math.max(most, error / (tolerance || 1)), 0);
    return [device, String(names.length), String(of.length), ...worst.map((error) => (error < 0 ? '' : error.toExponential(1))), `${(100 * share).toFixed(1)}%`];
  });
  const all = [['device', 'decks', 'plots', ...KINDS, 'of limit'], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
  return all.map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')).join('\n');
}
