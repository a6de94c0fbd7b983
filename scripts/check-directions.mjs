// The directions between packages and between the parts of core, checked on every import of every source file.
// `turbo boundaries` checks packages; this checks what it can't see: sub-paths of core, node built-ins, barrels.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const CORE_PARTS = ['fit', 'compare', 'host'];
/** What each part of core may import of the others. */
const CORE_ALLOWED = {
  root: [],
  fit: ['root'],
  compare: ['root', 'fit'],
  host: ['root', 'fit', 'compare'],
  'host/node': ['root', 'fit', 'compare', 'host'],
};

/** What draws PDF and PNG: megabytes that a page must never load. */
const HEAVY = /^(pdfkit|fontkit|@resvg\/|@fontsource\/)/;

const partOf = (file) => {
  const inside = file.replace('packages/core/src/', '');
  if (inside.startsWith('host/node/')) return 'host/node';
  return CORE_PARTS.find((part) => inside.startsWith(`${part}/`)) ?? 'root';
};

const faults = [];
const files = globSync(['packages/*/src/**/*.ts', 'apps/*/{src,server,client}/**/*.{ts,svelte}']).filter(
  (file) => !/\.test\.ts$/.test(file) && !file.includes('node_modules'),
);
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  for (const [, specifier] of text.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)) {
    const fault = judge(file, specifier);
    if (fault) faults.push(`${file}: imports '${specifier}': ${fault}`);
  }
}

function judge(file, specifier) {
  const inFigures = file.startsWith('packages/figures/src/');
  const forNode = (path) => path.startsWith('packages/figures/src/node/');
  const browserSafe =
    /^packages\/(plugin-|testkit)/.test(file) ||
    (inFigures && !forNode(file)) ||
    (file.startsWith('packages/core/') && partOf(file) !== 'host/node');
  if (specifier.startsWith('node:') && browserSafe) return 'only apps, core/host/node and figures/node may use Node';
  if (file.startsWith('apps/web/client/') && /^@ionwalk\/.*\/node$/.test(specifier)) return 'the page runs in a browser';
  if (inFigures && !forNode(file) && HEAVY.test(specifier)) return 'the root of figures stays light: only figures/node draws files';
  if (/^packages\/plugin-/.test(file) && specifier.startsWith('@ionwalk/') && !['@ionwalk/core', '@ionwalk/core/fit'].includes(specifier)) {
    return 'a plugin imports @ionwalk/core and @ionwalk/core/fit only';
  }
  if (!specifier.startsWith('.')) return undefined;
  const target = normalize(join(dirname(file), specifier));
  if (inFigures && !forNode(file) && forNode(target)) return 'the root of figures stays free of Node';
  if (!/\.(ts|svelte|css)$/.test(target)) return 'write the extension';
  if (!target.startsWith(file.split('/').slice(0, 2).join('/'))) return 'leaves its package';
  if (target.endsWith('/index.ts')) return 'import the file, not the barrel';
  if (!file.startsWith('packages/core/src/')) return undefined;
  const [from, to] = [partOf(file), partOf(target)];
  return from === to || CORE_ALLOWED[from].includes(to) ? undefined : `core ${from} may not import core ${to}`;
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`directions: ${files.length} files, no fault`);
