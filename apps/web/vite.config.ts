import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, defineConfig } from 'vite';

/** The page, built to dist/client. Nothing is inlined as data: URLs, so the content security policy stays at 'self'. */
export default defineConfig({
  root: new URL('client', import.meta.url).pathname,
  base: './',
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  // Workspace packages from their source: the figures here are the same code as the command line's, and no build has to come first.
  resolve: { conditions: ['@ionwalk/source', ...defaultClientConditions] },
  build: { outDir: '../dist/client', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
