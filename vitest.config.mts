import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Packages resolve to each other's sources through the `nodal-source` export condition.
export default defineConfig({
  resolve: { conditions: ['nodal-source'] },
  ssr: { resolve: { conditions: ['nodal-source'], externalConditions: ['nodal-source'] } },
  test: {
    include: ['{protocol,language,server,simulation,drawing,client,webviews,cli,syntaxes,scripts,test}/**/*.test.ts'],
    // `*.wasm.test.ts` run what `npm run build` makes; `npm run check` needs no Rust and leaves them to `npm test`.
    exclude: ['**/node_modules/**', '**/dist/**', 'test/vscode/**', 'test/artefacts/**', ...(process.env.NODAL_WASM ? [] : ['**/*.wasm.test.ts'])],
    server: { deps: { inline: [/@nodal\//] } },
    // One for each processor: by itself vitest leaves one alone.
    maxWorkers: availableParallelism(),
    // Files share the modules of their worker: to load the language anew takes longer than most tests.
    isolate: false,
    // A guard against hanging, not a bound on speed: other work may take most of the machine.
    testTimeout: 180_000,
  },
});
