import { mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '@ionwalk/vitest-config';

const conditions = ['@ionwalk/source', 'node'];

/**
 * Server and formatting logic in Node; the page itself is tested in Chromium by `pnpm run e2e`.
 * Without the shared condition `import`: it would also apply to `require` inside of Fastify's plugins, which then get a module for a function.
 */
const config: ViteUserConfig = mergeConfig(shared, { test: { include: ['client/**/*.test.ts', 'server/**/*.test.ts'] } });
config.ssr = { resolve: { conditions, externalConditions: conditions } };
export default config;
