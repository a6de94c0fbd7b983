import { expect, it } from 'vitest';
import type { AnalysisEntry } from '@ionwalk/core/host';
import { makeFolder, runCliHere } from '../../test/run-source-cli.ts';

it('prints what a small table gives, though an alternative has more parameters than the points can weigh', async () => {
  const rows = [
    [0, 1],
    [500, 0.6],
    [1000, 0.37],
    [2000, 0.14],
    [3000, 0.05],
    [4000, 0.02],
  ];
  const folder = makeFolder({ 'b.csv': `b (s/mm2),signal\n${rows.map((row) => row.join(',')).join('\n')}\n` });
  const args = ['nmr', 'diffusion', 'b.csv', '--temperature', '300K', '--nucleus', '7Li'];
  const text = await runCliHere(args, { cwd: folder.path });
  const json = await runCliHere([...args, '--json'], { cwd: folder.path });
  folder.remove();
  const { results } = JSON.parse(json.stdout) as { results?: { alternatives: { dAICc: number | null }[] }[] } & AnalysisEntry;
  const alternatives = results?.[0]?.alternatives ?? (JSON.parse(json.stdout) as { alternatives: { dAICc: number | null }[] }).alternatives;
  expect(alternatives.some(({ dAICc }) => dAICc === null)).toBe(true);
  expect([text.exit, text.stderr]).toEqual([json.exit, expect.not.stringContaining('internal/bug')]);
  expect(text.stdout).toMatch(/D_NMR[^]*also tried .*—/);
});
