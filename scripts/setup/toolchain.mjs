#!/usr/bin/env node
// Finds or makes what builds the solver for WebAssembly: a rustc with the
// wasm32 target, wasm-pack and wasm-bindgen. Nothing outside the ignored folder
// .toolchain/ is written, except Debian's packages where they are needed.
//
// 1. A rustup whose toolchain has the target is used as it is.
// 2. Else `rustup target add` is tried.
// 3. Else, on Debian: rustc-web with std's source, from which std is built once
//    (the network of many build machines reaches package registries only).
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptInstall, isRoot, output, run, say } from './process.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** A folder shared by several checkouts may be named in the environment. */
const folder = resolve(process.env.NODAL_TOOLCHAIN ?? join(root, '.toolchain'));
const TARGET = 'wasm32-unknown-unknown';
const WASM_PACK = '0.15.1';
const DEBIAN_PACKAGES = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-llvm'];

/** The version of wasm-bindgen that the crate pins; the program must be of the same. */
function wasmBindgenVersion() {
  const manifest = readFileSync(join(root, 'solver-wasm/wasm/Cargo.toml'), 'utf8');
  return /^wasm-bindgen = "=([\d.]+)"/m.exec(manifest)[1];
}

/**
 * Makes the toolchain if it is not there.
 * @returns {NodeJS.ProcessEnv} the environment in which `wasm-pack build --mode no-install` works
 */
export function ensureToolchain() {
  requireCargo();
  const rust = rustWithTarget() ?? debianRust();
  const tools = ensureTools();
  const path = [...(rust.bin ? [rust.bin] : []), tools, join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, ...(rust.bin ? { RUSTC: join(rust.bin, 'rustc'), CARGO: join(rust.bin, 'cargo') } : {}), PATH: path };
}

function requireCargo() {
  if (output('cargo', ['--version']) === undefined) fail('cargo is missing', ['curl --proto =https --tlsv1.2 -sSf https://sh.rustup.rs | sh']);
}

/** A rustc on the PATH that has the target, perhaps after asking rustup for it. */
function rustWithTarget() {
  const sysroot = output('rustc', ['--print', 'sysroot'])?.trim();
  const hasTarget = () => sysroot !== undefined && existsSync(join(sysroot, 'lib/rustlib', TARGET, 'lib'));
  if (hasTarget()) return {};
  if (existsSync(join(folder, 'sysroot-stamp'))) return undefined;
  if (output('rustup', ['--version']) !== undefined) {
    say(`asking rustup for the target ${TARGET}`);
    spawnSync('rustup', ['target', 'add', TARGET], { stdio: 'ignore', timeout: 300_000 });
    if (hasTarget()) return {};
    say('rustup could not add it');
  }
  return undefined;
}

/** Debian's compiler with a std of our own making, wrapped so that wasm-pack finds the target below its sysroot. */
function debianRust() {
  const bin = join(folder, 'bin-rust');
  const stampFile = join(folder, 'sysroot-stamp');
  if (!existsSync('/usr/bin/rustc') || !existsSync('/usr/lib/rustlib/src')) {
    if (!existsSync('/etc/debian_version') || !isRoot()) {
      fail(`no rustc with the target ${TARGET}`, [`rustup target add ${TARGET}`, `# or, on Debian: sudo apt-get install --no-install-recommends ${DEBIAN_PACKAGES.join(' ')}`]);
    }
    aptInstall(DEBIAN_PACKAGES);
  }
  const stamp = output('/usr/bin/rustc', ['-vV']);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return { bin };

  say('building the standard library for WebAssembly (about 40 s, once)');
  rmSync(stampFile, { force: true });
  const scratch = mkdtempSync(join(tmpdir(), 'nodal-std-'));
  try {
    mkdirSync(join(scratch, 'src'));
    writeFileSync(join(scratch, 'Cargo.toml'), '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[workspace]\n');
    writeFileSync(join(scratch, 'src/lib.rs'), '');
    const lld = findRustLld();
    run('/usr/bin/cargo', ['build', '--release', '--target', TARGET, '-Zbuild-std=std,panic_abort'], {
      cwd: scratch,
      env: { ...process.env, RUSTC_BOOTSTRAP: '1', RUSTC: '/usr/bin/rustc', PATH: [dirname(lld), process.env.PATH].join(delimiter), RUSTFLAGS: '', CARGO_TARGET_DIR: join(scratch, 'target'), RUSTUP_TOOLCHAIN: '' },
    });
    const sysroot = join(folder, 'sysroot');
    rmSync(sysroot, { recursive: true, force: true });
    const libraries = join(sysroot, 'lib/rustlib', TARGET, 'lib');
    mkdirSync(libraries, { recursive: true });
    const built = join(scratch, 'target', TARGET, 'release/deps');
    for (const file of readdirSync(built)) if (file.endsWith('.rlib')) copyFileSync(join(built, file), join(libraries, file));
    symlinkSync('/usr/lib/rustlib/x86_64-unknown-linux-gnu', join(sysroot, 'lib/rustlib/x86_64-unknown-linux-gnu'));
    rmSync(bin, { recursive: true, force: true });
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'rustc'), `#!/bin/sh\nexec /usr/bin/rustc --sysroot "${sysroot}" "$@"\n`, { mode: 0o755 });
    symlinkSync('/usr/bin/cargo', join(bin, 'cargo'));
    symlinkSync(lld, join(bin, 'rust-lld'));
    writeFileSync(stampFile, stamp);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return { bin };
}

/** The linker for WebAssembly: it comes with rustup's toolchain, or with Debian's llvm. */
function findRustLld() {
  const sysroot = output('rustc', ['--print', 'sysroot'])?.trim();
  const host = /^host: (.*)$/m.exec(output('rustc', ['-vV']) ?? '')?.[1] ?? 'x86_64-unknown-linux-gnu';
  const candidates = [
    ...(sysroot ? [join(sysroot, 'lib/rustlib', host, 'bin/rust-lld')] : []),
    '/usr/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld',
    ...['22', '21', '20', '19', '18', '17', '16', '15', '14'].map((v) => `/usr/lib/llvm-${v}/bin/wasm-ld`),
  ];
  const found = candidates.find((file) => existsSync(file));
  if (!found) fail('no rust-lld, the linker for WebAssembly, was found', ['rustup toolchain install stable', '# or, on Debian: sudo apt-get install lld']);
  return found;
}

/** wasm-pack and wasm-bindgen of the pinned versions, from the PATH or built into the folder. */
function ensureTools() {
  const bin = join(folder, 'bin');
  const scratch = join(tmpdir(), `nodal-cargo-install-${process.pid}`);
  const wanted = [['wasm-pack', 'wasm-pack', WASM_PACK, false], ['wasm-bindgen-cli', 'wasm-bindgen', wasmBindgenVersion(), true]];
  for (const [crate, program, version, exact] of wanted) {
    const has = (file) => {
      const printed = output(file, ['--version']);
      return printed !== undefined && (!exact || printed.includes(version));
    };
    if (has(join(bin, program)) || has(program)) continue;
    say(`building ${crate} ${version} (a minute or two, once)`);
    // --debug halves the build, and these programs run for a moment only.
    const install = ['install', '--debug', '--bin', program, '--root', folder, `${crate}@${version}`];
    const env = { ...process.env, CARGO_TARGET_DIR: scratch, CARGO_PROFILE_DEV_DEBUG: '0' };
    const locked = spawnSync('cargo', [...install, '--locked'], { stdio: ['ignore', 'inherit', 'inherit'], env });
    if (locked.status !== 0) {
      say(`a mirror of crates.io may lack a version that the lock of ${crate} names: once more with versions that cargo chooses`);
      run('cargo', install, { env });
    }
  }
  rmSync(scratch, { recursive: true, force: true });
  return bin;
}

function fail(what, commands) {
  console.error(`\nnodal: ${what}. Run this, then try again:\n${commands.map((c) => `  ${c}`).join('\n')}\n`);
  process.exit(1);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  const env = ensureToolchain();
  say(`toolchain ready: ${execFileSync(env.RUSTC ?? 'rustc', ['--version'], { encoding: 'utf8', env }).trim()}, ${execFileSync('wasm-pack', ['--version'], { encoding: 'utf8', env }).trim()}`);
}
