// The faults that `npm run test:mutants` plants, each with the test that must
// notice it. `find` stands just once in the file.

const vitest = (...files) => ['node', 'node_modules/vitest/vitest.mjs', 'run', '--maxWorkers=1', ...files];
const cargo = (filter) => ['cargo', 'test', '--quiet', '--manifest-path', 'solver-wasm/Cargo.toml', '-p', 'nodal-core', filter];

/** @type {{name: string, file: string, find: string, replace: string, test: string[]}[]} */
export const MUTANTS = [
  {
    name: 'sign of a stamp',
    file: 'solver-wasm/core/src/devices/controlled.rs',
    find: 'g[slots[0] as usize] += gain;',
    replace: 'g[slots[0] as usize] -= gain;',
    test: cargo('analyses'),
  },
  {
    name: 'missed breakpoint of a pulse',
    file: 'solver-wasm/core/src/devices/waveform.rs',
    find: '[0.0, rise, rise + width, rise + width + fall]',
    replace: '[0.0, rise, rise, rise + width + fall]',
    test: cargo('waveform'),
  },
  {
    name: 'range of a finding off by one',
    file: 'language/src/syntax/ranges.ts',
    find: 'return { start: ranged.$start, end: ranged.$end };',
    replace: 'return { start: ranged.$start, end: ranged.$end - 1 };',
    test: vitest('language/test/broken.test.ts', 'language/src/elaborate'),
  },
  {
    name: 'stale parse cache',
    file: 'language/src/design/files.ts',
    find: 'if (entry !== undefined && entry.version === version && entry.parsed.text === text) return entry;',
    replace: 'if (entry !== undefined) return entry;',
    test: vitest('language/src/design'),
  },
  {
    name: 'parameter override ignored',
    file: 'language/src/elaborate/overrides.ts',
    find: 'if (value !== undefined) this.used.add(path);\n    return value;',
    replace: 'if (value !== undefined) this.used.add(path);\n    return undefined;',
    test: vitest('language/src/elaborate'),
  },
  {
    name: 'lost chunk',
    file: 'simulation/src/store/result-store.ts',
    find: 'this.plot(run, chunk.plot).append(chunk);',
    replace: 'if (chunk.first === 0) this.plot(run, chunk.plot).append(chunk);',
    test: vitest('simulation/src/store', 'simulation/src/worker-host.test.ts'),
  },
  {
    name: 'pyramid loses a spike',
    file: 'simulation/src/store/pyramid.ts',
    find: 'if (max[i]! > range.max) range.max = max[i]!;',
    replace: 'if (i > from && max[i]! > range.max) range.max = max[i]!;',
    test: vitest('simulation/src/store'),
  },
  {
    name: 'columns of the raw file in the wrong order',
    file: 'simulation/src/raw/writer.ts',
    find: 'at = row * parts;',
    replace: 'at = (chosen.length - 1 - row) * parts;',
    test: vitest('simulation/src/raw'),
  },
  {
    name: 'a link leads out of the trusted folder',
    file: 'server/src/files/node-file-source.ts',
    find: 'const real = pathToFileURL(await realpath(path)).href;',
    replace: 'const real = pathToFileURL(path).href;',
    test: vitest('server/src/files'),
  },
  {
    name: 'corner frequency at half of the voltage',
    file: 'drawing/src/chart/corner.ts',
    find: 'export const HALF_POWER = 10 * Math.log10(0.5);',
    replace: 'export const HALF_POWER = 20 * Math.log10(0.5);',
    test: vitest('drawing/src/chart/corner.test.ts'),
  },
  {
    name: 'a hidden trace comes back',
    file: 'webviews/src/shared/plot-model.ts',
    find: 'trace.visible = !gone.has(trace.name);',
    replace: 'trace.visible = true;',
    test: vitest('webviews/src/shared'),
  },
  {
    name: 'continuation lines coloured as new cards',
    file: 'syntaxes/language-configuration.json',
    find: '"appendText": "+ "',
    replace: '"appendText": ""',
    test: vitest('syntaxes'),
  },
];
