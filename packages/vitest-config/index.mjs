import { defineConfig } from 'vitest/config';

const conditions = ['@ionwalk/source', 'node', 'import', 'module', 'default'];

/** Unit tests resolve workspace packages to their TypeScript source: no build is needed to run them. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    benchmark: { include: ['bench/**/*.bench.ts'] },
  },
});
