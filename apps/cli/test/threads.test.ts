import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder, runCliProcess, spectrumCsv } from './run-source-cli.ts';

let folder: ReturnType<typeof makeFolder>;
beforeAll(() => {
  const rows = Array.from({ length: 80 }, (_, s) =>
    spectrumCsv(50 + s, 1000 + 7 * s, 1e-9, s === 33 ? 2 : 25)
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => `s${s},${row}`),
  ).flat();
  folder = makeFolder({ 'many.csv': `spectrum,frequency (Hz),re (Ohm),im (Ohm)\n${rows.join('\n')}\n` });
});
afterAll(() => folder.remove());
const fit = (...more: string[]): ReturnType<typeof runCliProcess> =>
  runCliProcess(['eis', 'fit', 'many.csv', '--circuit', 'R0-p(R1,C1)', '--thickness', '1.02(2)mm', '--area', '0.785cm2', ...more], {
    cwd: folder.path,
  });

it('the spectra of one table are fitted in threads, to the same bytes as in one, a bad one with its error in place', async () => {
  const [two, one] = await Promise.all([
    fit('--temperature', '300K', '--json', '--threads', '2'),
    fit('--temperature', '300K', '--json', '--threads', '1'),
  ]);
  expect(two.stdout).toBe(one.stdout);
  expect([two.exit, one.exit, two.stderr, one.stderr]).toEqual([6, 6, '', '']);
  const { results } = JSON.parse(two.stdout) as {
    results: {
      dataset: string;
      exit: number;
      error?: { code: string };
      fits?: { params: { R1: { value: number } } }[];
      records?: unknown[];
    }[];
  };
  expect(results.map(({ dataset }) => dataset)).toEqual(Array.from({ length: 80 }, (_, s) => `s${s}`));
  expect(results[33]).toMatchObject({ exit: 3, error: { code: 'fit/too-few-points' } });
  expect(results[79]!.fits![0]!.params.R1.value).toBeCloseTo(1553, 4);
  expect(results[79]!.records!.length).toBeGreaterThan(0);
}, 60_000);

it('what a person reads is the same too, and a wrong number of threads is a usage error', async () => {
  const [two, one, wrong] = await Promise.all([fit('--threads', '2'), fit('--threads', '1'), fit('--threads', '0')]);
  expect(two.stdout).toBe(one.stdout);
  expect(two.stdout).toContain('s79');
  expect(wrong.exit).toBe(2);
  expect(wrong.stderr).toContain('usage/range');
}, 60_000);

it('an interrupt ends the threads and the process', async () => {
  const { exit } = await runCliProcess(['eis', 'fit', 'many.csv', '--circuit', 'auto', '--threads', '2'], {
    cwd: folder.path,
    onStart: (child) => setTimeout(() => child.kill('SIGINT'), 1500),
  });
  expect(exit).toBe(130);
}, 60_000);
