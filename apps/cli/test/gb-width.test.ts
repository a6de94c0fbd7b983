import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DiffusionRecord, Fit } from '@ionwalk/core';
import type { CompareDocument } from '@ionwalk/core/compare';
import { erfc, erfcx, seededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../src/demo/llto-study.ts';
import { commandRunner } from '../src/demo/run-command.ts';
import { simulateSpectrum } from '../src/demo/simulate/impedance-spectrum.ts';
import { writeGamry } from '../src/demo/simulate/write-gamry.ts';
import { runCli } from '../src/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'ionwalk-width-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { run } = commandRunner(folder, runCli);
const put = (path: string, content: string | Uint8Array): void => writeFileSync(join(folder, path), content);

/** 6Li on both sides of one boundary at 1 mm after 59 h: D of LLTO, and a boundary that blocks. */
function bicrystal(): string {
  const [D, P, time, at] = [2.6e-12, 6e-9, 212_400, 1e-3];
  const random = seededRandom(11);
  const h = 2 * P * Math.sqrt(time / D);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const x = (i + 0.5) * 1e-5;
    const z = Math.abs(x - at) / (2 * Math.sqrt(D * time));
    const behind = 0.5 * (erfc(z) - Math.exp(-z * z) * erfcx(z + h));
    const f = 0.0759 + 0.874 * (x < at ? 1 - behind : behind);
    return `${x * 1e6},${random.poisson(20_000 * f)},${random.poisson(20_000 * (1 - f))}`;
  });
  return ['# simulated', 'position (um),6Li,7Li', ...rows].join('\n');
}

describe('the width that a boundary is taken to have', () => {
  it('is in D_gb, and neither in the permeance nor in the Haven ratio of the boundary', async () => {
    put('couple.csv', bicrystal());
    put(
      'pellet.dta',
      writeGamry(
        simulateSpectrum(300, { eisT: 0, nmrT: 0, simsT: 0, gradient: 0, geometry: 0, carrier: 0 }, seededRandom(3)),
        'LLTO 300 K',
      ),
    );
    const found: { width: string; P: number; D_gb: number; haven: number }[] = [];
    for (const width of ['0.2nm', '0.5nm', '5nm']) {
      const common = ['--gb-width', width, '--temperature', '300K', '--sample', 'A'];
      const couple = ['sims', 'profile', 'couple.csv', '--model', 'interface', '--interface', '1mm', '--time', '59h'];
      const tracer = await run<{ records: DiffusionRecord[]; fits: Fit[] }>(...couple, ...common);
      const pellet = ['--thickness', '2.00mm', '--area', '0.200cm2', '--formula', LLTO.sample.formula, '--carrier-density', '5.003e27m-3'];
      const arcs = [
        'eis',
        'fit',
        'pellet.dta',
        '--grain-size',
        '20um',
        '--circuit',
        'L1-p(R1,C1)-p(R2,CPE1)-CPE2',
        '--assign',
        'bulk=R1 gb=R2',
        '--carrier-count',
        'all',
      ];
      const sigma = await run<{ records: DiffusionRecord[] }>(...arcs, ...pellet, ...common);
      const records = [...tracer.records, ...sigma.records].filter(({ region }) => region === 'gb');
      put('gb.jsonl', records.map((record) => JSON.stringify(record)).join('\n'));
      const { haven } = await run<CompareDocument>('compare', 'gb.jsonl');
      const gb = haven.find(({ region }) => region === 'gb');
      const params = tracer.fits[0]?.params;
      expect(gb).toMatchObject({ method: 'direct', codes: expect.arrayContaining(['note/gb-width']) as string[] });
      found.push({ width, P: params?.['P']?.value as number, D_gb: params?.['D_gb']?.value as number, haven: gb?.value as number });
    }
    if (process.env['IONWALK_SLOW'] === 'print') console.log(found);
    const [thin, half, wide] = found as [(typeof found)[0], (typeof found)[0], (typeof found)[0]];
    for (const other of [half, wide]) {
      expect(other.P).toBe(thin.P);
      expect(other.haven / thin.haven).toBeCloseTo(1, 9);
    }
    expect(wide.D_gb / thin.D_gb).toBeCloseTo(25, 9);
    expect(thin.haven).toBeGreaterThan(0);
  });
});
