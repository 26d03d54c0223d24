import { defineConfig } from 'vitest/config';

// Packages resolve to each other's sources through the `nodal-source` export condition.
export default defineConfig({
  resolve: { conditions: ['nodal-source'] },
  ssr: { resolve: { conditions: ['nodal-source'], externalConditions: ['nodal-source'] } },
  test: {
    include: ['{protocol,language,server,simulation,drawing,client,webviews,cli,syntaxes,scripts}/**/*.test.ts'],
    // Tests of the built solver need Rust; `npm test` builds it and includes them.
    exclude: ['**/node_modules/**', '**/dist/**', ...(process.env.NODAL_WASM === '1' ? [] : ['**/*.wasm.test.ts'])],
    server: { deps: { inline: [/@nodal\//] } },
    testTimeout: 30_000,
  },
});
