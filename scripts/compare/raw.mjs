// Reads ngspice's raw files (binary and ASCII) for the comparison. It shares no
// code with Nodal's own reader and writer, so that one fault cannot hide in both sides.
import { readFileSync } from 'node:fs';

/**
 * @param {string} file
 * @returns {{name: string, complex: boolean, points: number, vectors: {name: string, type: string, real: Float64Array, imaginary?: Float64Array}[]}[]}
 */
export function readRaw(file) {
  const bytes = readFileSync(file);
  const plots = [];
  let at = 0;
  const line = () => {
    const end = bytes.indexOf(10, at);
    if (end < 0) { at = bytes.length; return undefined; }
    const text = bytes.toString('latin1', at, end);
    at = end + 1;
    return text;
  };
  while (at < bytes.length) {
    const plot = { name: '', complex: false, points: 0, vectors: [] };
    let variables = 0;
    let binary = false;
    for (let text = line(); text !== undefined; text = line()) {
      const [key, value = ''] = split(text);
      if (key === 'Plotname') plot.name = value;
      else if (key === 'Flags') plot.complex = /complex/i.test(value);
      else if (key === 'No. Variables') variables = Number(value);
      else if (key === 'No. Points') plot.points = parseInt(value, 10);
      else if (key === 'Variables') {
        for (let i = 0; i < variables; i++) {
          const [, name, type] = line().trim().split(/\s+/);
          plot.vectors.push({ name: name.toLowerCase(), type, real: new Float64Array(plot.points), ...(plot.complex ? { imaginary: new Float64Array(plot.points) } : {}) });
        }
      } else if (key === 'Binary') { binary = true; break; } else if (key === 'Values') break;
    }
    if (plot.vectors.length === 0) break;
    for (let p = 0; p < plot.points; p++) {
      for (let v = 0; v < variables; v++) {
        const vector = plot.vectors[v];
        if (binary) {
          vector.real[p] = bytes.readDoubleLE(at);
          at += 8;
          if (plot.complex) { vector.imaginary[p] = bytes.readDoubleLE(at); at += 8; }
        } else {
          const [re, im] = (line().trim().split(/\s+/).pop() ?? '').split(',').map(Number);
          vector.real[p] = re;
          if (plot.complex) vector.imaginary[p] = im;
        }
      }
      if (!binary) while (at < bytes.length && (bytes[at] === 10 || bytes[at] === 13)) at++;
    }
    plots.push(plot);
  }
  return plots;
}

function split(text) {
  const colon = text.indexOf(':');
  return colon < 0 ? [text.trim()] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}
