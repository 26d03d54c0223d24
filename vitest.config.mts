import { defineConfig } from 'vitest/config';

// Packages resolve to each other's sources through the `nodal-source` export condition.
export default defineConfig({
  resolve: { conditions: ['nodal-source'] },
  ssr: { resolve: { conditions: ['nodal-source'], externalConditions: ['nodal-source'] } },
  test: {
    include: ['{protocol,language,server,simulation,drawing,client,webviews,cli,syntaxes,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    server: { deps: { inline: [/@nodal\//] } },
    testTimeout: 30_000,
  },
});
