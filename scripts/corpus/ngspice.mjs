// Whether a real ngspice accepts a deck: npm run corpus -- DIR… --ngspice.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ngspice = process.env.NGSPICE ?? 'ngspice';
/** A deck is read long before this; what it computes afterwards is not asked for. */
const SECONDS = 3;

/** How a deck is tried: as ngspice reads it by itself, and with its emulation of LTspice and PSpice. */
const BEHAVIOURS = [undefined, 'ltpsa'];

const REFUSES = /\berror|fatal|unknown|unrecognized|undefined|unable|can ?not\b|can't|couldn't|could not|no such|not found|not (?:defined|valid|allowed|implemented|supported)|invalid|illegal|missing|mismatch|too (?:few|many)|incomplete|aborted|singular|stopped/i;
/** Said of a deck without plots, of its results and of the simulation; the text is not refused. */
const HARMLESS = /^\s*(?:warning|note)\b|no \.print, \.plot, or \.fourier|no "?simulation|run simulation\(s\) aborted|timestep too small|doanalyses|iteration limit|gmin step|source step|no dc (?:value|path)|warning:|reltol|abstol|-error/i;

/** The behaviour under which ngspice reads `path` without a complaint, or undefined. Rejects when there is no ngspice. */
export async function acceptedBy(path) {
  for (const behaviour of BEHAVIOURS) if (!complains(await said(path, behaviour))) return behaviour ?? 'default';
  return undefined;
}

function complains(text) {
  return text.split(/\r?\n/).some((line) => REFUSES.test(line) && !HARMLESS.test(line));
}

function said(path, behaviour) {
  const folder = mkdtempSync(join(tmpdir(), 'nodal-corpus-'));
  return new Promise((done, fail) => {
    // The results that a script writes go to the empty folder.
    const child = spawn(ngspice, ['-n', '-b', ...(behaviour ? ['-D', `ngbehavior=${behaviour}`] : []), path], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DISPLAY: '' } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { if (text.length < 200_000) text += data.toString('latin1'); });
    const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * SECONDS);
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
      done(signal !== null && signal !== 'SIGKILL' ? `${text}\nerror: ended by ${signal}` : text);
    });
  });
}
