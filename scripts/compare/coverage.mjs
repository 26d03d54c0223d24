// Which device stands in how many decks with which analysis.

import { devicesOf } from './devices.mjs';

/** What every device has decks of, then the others, by their cards. */
const NEEDED = {
  'dc': /^\.dc\s+(?!temp\b)/i,
  'ac': /^\.ac\b/i,
  'tran': /^\.tran\b/i,
  'noise': /^\.noise\b/i,
  'temperature': /^\.(?:dc\s.*|step\s+)\btemp\b/i,
};
const OTHERS = {
  'op': /^\.op\b/i,
  'dc of a resistor': /^\.dc\s+r/i,
  'nested dc': /^\.dc(\s+\S+){5,}/i,
  'tf': /^\.tf\b/i,
  'sens': /^\.sens\s+\S+\s*$/i,
  'sens ac': /^\.sens\s+\S+\s+ac\b/i,
  'step': /^\.step\b/i,
};
/** What ngspice 39 cannot be asked for, and the tests that ask a closed form. */
const ELSEWHERE = [
  { device: 'power MOSFET that heats itself', analysis: 'temperature', why: 'ngspice counts the temperature of the surroundings twice, but at 0 °C', test: 'devices/vdmos/heated/tests.rs' },
  { device: 'diode of straight lines', why: 'ngspice has none', test: 'devices/ideal_diode.rs' },
  { device: 'switch that passes smoothly', why: 'ngspice has neither vswitch and iswitch nor those of LTspice', test: 'devices/switch/law.rs' },
  { device: "Chan's core", why: 'ngspice has none', test: 'devices/chan_core/tests.rs' },
  { device: "Jiles and Atherton's core", why: 'ngspice has none', test: 'devices/magnetic_core/tests.rs' },
];

/**
 * @param {string[]} decks texts
 * @returns {{table: string, empty: number}} decks by device and analysis; the cells that are empty without a reason
 */
export function coverage(decks) {
  const analyses = { ...NEEDED, ...OTHERS };
  const names = Object.keys(analyses);
  const counts = new Map();
  for (const deck of decks) {
    const lines = deck.split(/\r?\n/).slice(1);
    const found = names.filter((name) => lines.some((line) => analyses[name].test(line)));
    for (const device of devicesOf(deck)) {
      const row = counts.get(device) ?? new Map();
      for (const name of found) row.set(name, (row.get(name) ?? 0) + 1);
      counts.set(device, row);
    }
  }
  const elsewhere = (device, name) => ELSEWHERE.some((one) => one.device === device && one.analysis === name);
  let empty = 0;
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([device, row]) => [device, ...names.map((name) => {
    if (row.has(name) || !(name in NEEDED)) return String(row.get(name) ?? '');
    if (elsewhere(device, name)) return 'closed form';
    empty++;
    return 'EMPTY';
  })]);
  const all = [['', ...names], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const table = all.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '));
  const reasons = ELSEWHERE.map(({ device, analysis, why, test }) => `  ${device}${analysis ? `, ${analysis}` : ''}: ${why}; solver-wasm/core/src/${test}`);
  return { table: [...table, '', 'by closed forms', ...reasons].join('\n'), empty };
}
