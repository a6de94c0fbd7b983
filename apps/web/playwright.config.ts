import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The system's Chromium; where there is none the tests say so and are skipped. */
const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (executablePath === undefined)
  console.warn('SKIPPED: no Chromium found (CHROMIUM_PATH, /usr/bin/chromium, /usr/bin/google-chrome); the page is not tested');

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  reporter: 'line',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  outputDir: 'test-results',
  metadata: { chromium: executablePath ?? null },
  use: {
    viewport: { width: 1440, height: 1180 },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
