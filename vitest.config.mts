import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Packages resolve to each other's sources through the `nodal-source` export condition.
export default defineConfig({
  resolve: { conditions: ['nodal-source'] },
  ssr: { resolve: { conditions: ['nodal-source'], externalConditions: ['nodal-source'] } },
  test: {
    // One for each processor: by itself vitest leaves one alone.
    maxWorkers: availableParallelism(),
    projects: [
      // Files share the modules of their worker: to load the language anew takes longer than most tests.
      project('sources', '*.test.ts', ['**/*.wasm.test.ts'], false),
      // `*.wasm.test.ts` run what `npm run build` makes; `npm run check` needs no Rust and leaves them to `npm test`.
      // A process holds one module of the solver.
      ...(process.env.NODAL_WASM ? [project('built', '*.wasm.test.ts', [], true)] : []),
    ],
  },
});

function project(name: string, files: string, exclude: string[], isolate: boolean) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`{protocol,language,server,simulation,drawing,client,webviews,cli,syntaxes,scripts,test}/**/${files}`],
      exclude: ['**/node_modules/**', '**/dist/**', 'test/vscode/**', 'test/artefacts/**', ...exclude],
      server: { deps: { inline: [/@nodal\//] } },
      // A guard against hanging, not a bound on speed: other work may take most of the machine.
      testTimeout: 180_000,
      isolate,
    },
  };
}
