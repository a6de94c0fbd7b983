import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Manifest {
  name: string;
  files?: string[];
  exports?: unknown;
  dependencies?: Record<string, string>;
  publishConfig?: { exports?: unknown };
  devDependencies?: Record<string, string>;
}

/**
 * Puts a package of the workspace into `node_modules` as its tarball would: packed by pnpm where this run was started by it, else what `files`
 * lists with `publishConfig` applied. Its dependencies are linked from where the workspace has them. No registry is asked.
 */
export function installAsPublished(packageFolder: string, nodeModules: string): 'packed' | 'copied' {
  const manifest = readManifest(packageFolder);
  const target = join(nodeModules, manifest.name);
  mkdirSync(target, { recursive: true });
  const how = unpackTarball(packageFolder, target) ? 'packed' : 'copied';
  if (how === 'copied') copyPublished(packageFolder, manifest, target);
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const link = join(nodeModules, name);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(packageFolder, 'node_modules', name)), link, 'junction');
  }
  return how;
}

export const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

function unpackTarball(packageFolder: string, target: string): boolean {
  const pnpm = process.env['npm_execpath'] ?? '';
  if (!/pnpm/.test(pnpm)) return false;
  const place = mkdtempSync(join(tmpdir(), 'ionwalk-pack-'));
  try {
    const args = ['pack', '--pack-destination', place];
    const [program, ...rest] = /\.[cm]?js$/.test(pnpm) ? [process.execPath, pnpm, ...args] : [pnpm, ...args];
    execFileSync(program, rest, { cwd: packageFolder, stdio: 'pipe' });
    const tarball = readdirSync(place).find((name) => name.endsWith('.tgz'));
    if (!tarball) return false;
    execFileSync('tar', ['-xzf', join(place, tarball), '-C', target, '--strip-components=1'], { stdio: 'pipe' });
    return true;
  } catch {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function copyPublished(packageFolder: string, { publishConfig, devDependencies: _, ...manifest }: Manifest, target: string): void {
  for (const entry of manifest.files ?? []) {
    if (!entry.startsWith('!')) cpSync(join(packageFolder, entry), join(target, entry), { recursive: true });
  }
  writeFileSync(join(target, 'package.json'), JSON.stringify({ ...manifest, exports: publishConfig?.exports ?? manifest.exports }));
}
