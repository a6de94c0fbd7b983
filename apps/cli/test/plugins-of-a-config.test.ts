import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, runCliHere, runCliProcess } from './run-source-cli.ts';

describe('plugins of a config', () => {
  const base = `const kind = { id: 'odd/x', title: 'X', variables: { x: { title: 'X', dims: ['n'], unit: '1' } } };
    const plugin = (id, sniff, read) => ({ id, package: id, version: '1.0.0', api: '1.0', title: id, readers: [{ id: 'r', title: 'R', produces: [kind], extensions: [], options: {}, sniff, read }] });
    const mine = (word) => ({ head }) => (new TextDecoder().decode(head).startsWith(word) ? { confidence: 'certain', reason: word } : undefined);`;
  let odd: ReturnType<typeof makeFolder>;
  beforeAll(() => {
    odd = makeFolder({
      'ionwalk.config.ts': `${base}
        export default { plugins: [
          plugin('crashes', mine('crash'), async function* () { throw new RangeError('boom'); }),
          plugin('waits', mine('wait'), async function* (source, options, ctx) {
            const alive = setInterval(() => {}, 1000);
            process.stderr.write('ready\\n');
            await new Promise((_, reject) => ctx.signal.addEventListener('abort', () => (clearInterval(alive), reject(ctx.signal.reason))));
          }),
          plugin('forgets', mine('forget'), async function* () { await new Promise(() => {}); }),
          { id: 'Broken Id', package: 'broken', version: '1.0.0', api: '1.0', title: 'Broken' },
        ] };`,
      'crash.txt': 'crash',
      'wait.txt': 'wait',
      'forget.txt': 'forget',
    });
  });
  afterAll(() => odd.remove());

  it('a crash exits 5, names the plugin, and shows a stack only with --debug', async () => {
    const { exit, stdout } = await runCliHere(['inspect', 'crash.txt', '--json'], { cwd: odd.path });
    expect([exit, JSON.parse(stdout)]).toEqual([
      5,
      { error: expect.objectContaining({ code: 'plugin/threw', message: 'crashes/r failed: boom' }) },
    ]);
    expect((await runCliHere(['inspect', 'crash.txt'], { cwd: odd.path })).stderr).not.toMatch(/^\s+at /m);
    expect((await runCliHere(['inspect', 'crash.txt', '--debug'], { cwd: odd.path })).stderr).toMatch(/RangeError: boom\s+at /);
  });
  it('an interrupt ends with 130 and one JSON document', async () => {
    const { exit, stdout } = await runCliProcess(['inspect', 'wait.txt', '--json'], {
      cwd: odd.path,
      onStart: (child) => {
        child.stdin?.end();
        child.stderr?.once('data', () => child.kill('SIGINT'));
      },
    });
    expect([exit, JSON.parse(stdout)]).toEqual([130, { error: expect.objectContaining({ code: 'run/interrupted' }) }]);
  });
  it('a promise that is never kept exits 5', async () => {
    const { exit, stdout } = await runCliProcess(['inspect', 'forget.txt', '--json'], { cwd: odd.path });
    expect([exit, JSON.parse(stdout)]).toEqual([5, { error: expect.objectContaining({ code: 'plugin/unfinished' }) }]);
  });
  it('one that can not be loaded is listed with its reason, and stops nothing', async () => {
    const { exit, stdout } = await runCliHere(['plugins', 'list', '--json'], { cwd: odd.path });
    const { plugins } = JSON.parse(stdout) as { plugins: { id: string; status: string; reason: string | null }[] };
    expect(exit).toBe(0);
    expect(plugins.map(({ id, status }) => [id, status])).toEqual([
      ['eis', 'ready'],
      ['nmr', 'ready'],
      ['sims', 'ready'],
      ['crashes', 'ready'],
      ['waits', 'ready'],
      ['forgets', 'ready'],
      ['Broken Id', 'failed'],
    ]);
    expect(plugins[6]?.reason).toContain('must match');
  });
  it('a config that is broken is exit 3 with its place', async () => {
    const broken = makeFolder({ 'ionwalk.config.ts': 'export default {{' });
    const { exit, stdout } = await runCliHere(['plugins', 'list', '--json'], { cwd: broken.path });
    broken.remove();
    expect([exit, JSON.parse(stdout)]).toEqual([
      3,
      { error: expect.objectContaining({ code: 'config/broken', where: 'ionwalk.config.ts' }) },
    ]);
  });
});
