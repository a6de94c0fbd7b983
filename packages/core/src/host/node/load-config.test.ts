import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const made: string[] = [];
afterEach(() => made.splice(0).forEach((path) => rmSync(path, { recursive: true })));

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'ionwalk-config-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
const plugin = (id: string): string => `export default { id: '${id}', package: '${id}', version: '1.0.0', api: '1.0', title: '${id}' };`;
const dependency = (name: string, keyword: string, content = plugin(name)): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({
    name,
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    keywords: [keyword],
  }),
  [`node_modules/${name}/index.js`]: content,
});

it('finds ionwalk.config.ts upwards, with types in it, and passes over what is switched off', async () => {
  const root = project({
    'ionwalk.config.ts': `import qens from './qens.js';\nconst lab: boolean = false;\nexport default { plugins: [qens, lab && qens] } satisfies object;`,
    'qens.js': plugin('qens'),
    'study/deep/x.txt': '',
  });
  const config = await loadConfig(join(root, 'study', 'deep'));
  expect(config).toMatchObject({ bundled: true, from: '../../ionwalk.config.ts', plugins: [{ id: 'qens' }] });
});
it('without a config takes the direct dependencies that are plugins, and only those', async () => {
  const root = project({
    'package.json': JSON.stringify({ dependencies: { qens: '1', lodash: '1' } }),
    ...dependency('qens', 'ionwalk-plugin'),
    ...dependency('lodash', 'utility'),
    ...dependency('injected', 'ionwalk-plugin'),
  });
  expect((await loadConfig(root)).plugins).toMatchObject([{ id: 'qens' }]);
});
it('keeps a dependency that can not be imported as failed, with the reason', async () => {
  const root = project({
    'package.json': JSON.stringify({ devDependencies: { qens: '1' } }),
    ...dependency('qens', 'ionwalk-plugin', 'throw new Error("no licence");'),
  });
  expect((await loadConfig(root)).plugins).toEqual([{ failed: 'qens', reason: 'no licence' }]);
});
it.each([
  ['throws', 'throw new Error("oops")'],
  ['is no TypeScript', 'export default {{'],
  ['exports nothing', 'export const x = 1;'],
  ['lists no list', 'export default { plugins: 3 };'],
])('refuses a config that %s, with a way out', async (_, content) => {
  await expect(loadConfig(project({ 'ionwalk.config.ts': content }))).rejects.toMatchObject({
    kind: 'input',
    code: 'config/broken',
    where: 'ionwalk.config.ts',
    fix: expect.stringMatching(/./),
  });
});
it('refuses a package.json that is no JSON', async () => {
  await expect(loadConfig(project({ 'package.json': '{' }))).rejects.toMatchObject({ code: 'config/package-json' });
});
