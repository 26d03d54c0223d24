// Running other programs, with what is being done shown.
import { spawn, spawnSync } from 'node:child_process';

/** One line of progress. */
export function say(text) {
  console.log(`[nodal] ${text}`);
}

/** Runs a program with its output shown; ends this one with a clear line when it fails. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { stdio: 'inherit', ...options });
  if (result.error || result.status !== 0) {
    console.error(`[nodal] failed: ${program} ${args.join(' ')}${result.error ? ` (${result.error.message})` : ` (exit ${result.status ?? result.signal})`}`);
    process.exit(result.status || 1);
  }
}

/** Runs a program and shows what it said once it has ended; ends this one with a clear line when it fails. */
export function runBeside(program, args, options = {}) {
  return new Promise((done) => {
    let text = '';
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { text += data; });
    const end = (code) => {
      process.stderr.write(text);
      if (code === 0) { done(); return; }
      console.error(`[nodal] failed: ${program} ${args.join(' ')} (exit ${code})`);
      process.exit(1);
    };
    child.on('close', end).on('error', (error) => { text += error.message; end(1); });
  });
}

/** What a program prints, or undefined when it cannot run. */
export function output(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], ...options });
  return result.error || result.status !== 0 ? undefined : result.stdout;
}

export function isRoot() {
  return process.getuid?.() === 0;
}

let updated = false;
/** Installs Debian packages as root. */
export function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) {
    say('apt-get update');
    run('apt-get', ['update', '-qq'], { env });
    updated = true;
  }
  say(`apt-get install ${packages.join(' ')}`);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
