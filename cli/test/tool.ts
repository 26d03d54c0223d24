import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { rmSync } from 'node:fs';

const program = join(import.meta.dirname, '../bin/nodal.js');

export interface Outcome { code: number | null; out: string; err: string }

/** A folder with files, in which the built tool is run; it is gone after the tests of the file. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'nodal-cli-'));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  nodal(...args: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: this.folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    return { code: status, out: stdout, err: stderr };
  }

  /** Runs the tool with a text as its standard input. */
  piped(input: string, ...args: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: this.folder, encoding: 'utf8', input });
    return { code: status, out: stdout, err: stderr };
  }

  /** Starts the tool and sends it a signal once it has had a processor for so many milliseconds, which a machine with other work gives late. */
  interrupted(signal: NodeJS.Signals, after: number, ...args: string[]): Promise<Outcome> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [program, ...args], { cwd: this.folder });
      let out = '';
      let err = '';
      child.stdout.on('data', (data) => { out += data; });
      child.stderr.on('data', (data) => { err += data; });
      const timer = setInterval(() => {
        if (processorTime(child.pid!) < after) return;
        clearInterval(timer);
        child.kill(signal);
      }, 50);
      child.on('close', (code) => { clearInterval(timer); done({ code, out, err }); });
    });
  }

  /** Starts the tool, and calls `step` each time that its errors end with a text, until there are no steps left; then sends it a signal. */
  watched(until: string, steps: (() => void)[], ...args: string[]): Promise<Outcome> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [program, ...args], { cwd: this.folder });
      let out = '';
      let err = '';
      child.stdout.on('data', (data) => { out += data; });
      child.stderr.on('data', (data) => {
        err += data;
        if (!err.endsWith(until)) return;
        const step = steps.shift();
        if (step === undefined) child.kill('SIGINT');
        else step();
      });
      child.on('close', (code) => done({ code, out, err }));
    });
  }
}

/** Milliseconds that a process has had of the processors, as Linux counts them: in hundredths of a second. */
function processorTime(pid: number): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ').slice(11, 13).map(Number);
  return 10 * (user! + system!);
}

/** The value that a printed measure has. */
export function measured(out: string, name: string): number {
  const found = new RegExp(`^${name} = (\\S+)`, 'm').exec(out);
  if (!found) throw new Error(`there is no ${name} in:\n${out}`);
  return Number(found[1]);
}
