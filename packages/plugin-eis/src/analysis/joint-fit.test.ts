import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants } from '@ionwalk/core';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../test/read-bytes.ts';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';

const CIRCUIT = 'p(R1,CPE1)-p(R2,CPE2)-CPE3';
const EA1 = 0.5 * constants.e * constants.N_A;
const EA2 = 0.8 * constants.e * constants.N_A;
const PRE1 = 1e5 / 400 / Math.exp(EA1 / (constants.R * 400));
const r1 = (T: number): number => PRE1 * T * Math.exp(EA1 / (constants.R * T));
const r2 = (T: number): number => 5e5 * Math.exp((EA2 / constants.R) * (1 / T - 1 / 400));
const series = (seed: number, temperatures = [380, 400, 420, 440, 460]) =>
  temperatures.map(
    (temperature, i) =>
      simulate(CIRCUIT, [r1(temperature), 2e-10, 0.92, r2(temperature), 1e-8, 0.88, 2e-6, 0.8], {
        noise: 0.005,
        seed: seed * 100 + i,
        temperature,
        meta: { thickness: 1e-3, area: 1e-4 },
      }).dataset,
  );

describe('eis fit --joint', () => {
  test('shares what is shared, labels what is free by temperature, and gives records of every temperature', async () => {
    const { fits, records, figures, ctx } = await runAnalysis('fit', series(1), { circuit: CIRCUIT, joint: true, share: 'CPE1.Q,CPE1.n' });
    const [fit] = fits;
    expect(fits).toHaveLength(1);
    expect(fit).toMatchObject({ circuit: CIRCUIT, converged: true, dof: 5 * 140 - (2 + 5 * 6) });
    expect(Object.keys(fit!.params).slice(0, 4)).toEqual(['CPE1.Q', 'CPE1.n', 'R1@380', 'R2@380']);
    expect(fit!.correlation).toHaveLength(32);
    const { value, u } = fit!.params['CPE1.Q']!;
    expect(Math.abs(value! - 2e-10)).toBeLessThan(4 * u!);
    for (const T of [380, 400, 420, 440, 460]) {
      const R1 = fit!.params[`R1@${T}`]!;
      expect(Math.abs(R1.value! - r1(T))).toBeLessThan(4 * R1.u!);
      const total = records.find((record) => record.kind === 'sigma' && record.region === 'total' && record.T === T)!;
      expect(Math.abs(Math.log(total.value / (10 / (r1(T) + r2(T)))))).toBeLessThan(4 * total.u!);
    }
    expect(figures.map(({ id }) => id)).toEqual(['eis-nyquist', 'eis-bode', 'eis-bode-phase', 'eis-resistances']);
    expect(ctx.codes()).not.toContain('fit/systematic-residuals');
  });
  test('a shared capacitance makes the bulk resistance better known than alone', async () => {
    const spectra = series(2, [430, 445, 460]);
    const together = await runAnalysis('fit', spectra, { circuit: CIRCUIT, joint: true, share: 'CPE1.Q CPE1.n' });
    const alone = await runAnalysis('fit', spectra[2]!, { circuit: CIRCUIT });
    expect(together.fits[0]!.params['R1@460']!.u!).toBeLessThan(0.9 * alone.fits[0]!.params['R1']!.u!);
  });
  test('an Arrhenius link gives the activation energy and the prefactor, and records with their covariance', async () => {
    let [inside, count] = [0, 0];
    for (let seed = 3; seed < 9; seed++) {
      const { fits, records } = await runAnalysis('fit', series(seed), {
        circuit: CIRCUIT,
        joint: true,
        share: 'CPE1.Q,CPE1.n',
        link: 'R1=arrhenius',
      });
      const { params, converged, dof } = fits[0]!;
      expect(converged).toBe(true);
      expect(dof).toBe(5 * 140 - (4 + 5 * 5));
      expect(params['R1.Ea']!.unit).toBe('J/mol');
      for (const [name, truth] of [
        ['R1.Ea', EA1],
        ['R1.pre', PRE1],
      ] as const) {
        count++;
        if (Math.abs(params[name]!.value! - truth) < 2.2 * params[name]!.u!) inside++;
      }
      const bulk = records.find((record) => record.kind === 'sigma' && record.region === 'bulk' && record.T === 420);
      if (bulk) expect(Math.abs(Math.log(bulk.value / (10 / r1(420))))).toBeLessThan(4 * bulk.u!);
    }
    expect(inside).toBeGreaterThanOrEqual(count - 3);
  });
  test.each([
    [{ share: 'CPE9.Q' }, 'no parameter CPE9.Q'],
    [{ link: 'CPE1.n=arrhenius' }, 'no link'],
    [{ link: 'R1=vft' }, 'no link'],
    [{ share: 'R1', link: 'R1=arrhenius' }, 'both shared and linked'],
    [{ circuit: 'auto' }, 'needs a circuit'],
  ])('%o is wrong usage', async (options, message) => {
    await expect(runAnalysis('fit', series(1, [400, 420]), { circuit: CIRCUIT, joint: true, ...options })).rejects.toMatchObject({
      code: 'eis/joint',
      kind: 'usage',
      message: expect.stringContaining(message) as string,
    });
  });
  test('a link without temperatures, or a share without --joint, is wrong usage', async () => {
    const bare = series(1, [400, 420]).map((spectrum) => ({ ...spectrum, conditions: {} }));
    await expect(runAnalysis('fit', bare, { circuit: CIRCUIT, joint: true, link: 'R1=arrhenius' })).rejects.toMatchObject({
      code: 'eis/joint',
    });
    await expect(runAnalysis('fit', bare[0]!, { circuit: CIRCUIT, share: 'CPE1.n' })).rejects.toMatchObject({ code: 'eis/joint' });
    const { fits } = await runAnalysis('fit', bare, { circuit: CIRCUIT, joint: true, share: 'CPE1.n' });
    expect(Object.keys(fits[0]!.params)).toContain('R1@simulated#2');
  });
});

const root = fileURLToPath(new URL('../../../../../shared/data/eis/', import.meta.url));

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  test('the joint fit of the s04147 pellet is the published one', async () => {
    const reference = (
      JSON.parse(readFileSync(`${root}reference-fits.json`, 'utf8')) as {
        joint_temperature_fit: {
          chi2_modulus: number;
          n_params: number;
          n_data: number;
          params: Record<string, number>;
          stderr: Record<string, number>;
        };
      }
    ).joint_temperature_fit;
    const spectra = await Promise.all(
      [140, 160, 180, 200].map(async (degC) => {
        const file = `eisfitpython/s04147-${degC}deg.txt`;
        return (await readBytes(file, new Uint8Array(readFileSync(root + file))))!.datasets[0]!;
      }),
    );
    const { fits } = await runAnalysis('fit', spectra, { circuit: CIRCUIT, joint: true, share: 'CPE1.Q,CPE1.n' });
    const { chi2, params, dof, converged } = fits[0]!;
    expect(converged).toBe(true);
    expect(chi2 / reference.chi2_modulus).toBeCloseTo(1, 5);
    expect(dof).toBe(reference.n_data - reference.n_params);
    const names = {
      R_bulk: 'R1',
      R_gb: 'R2',
      Q_gb_Y: 'CPE2.Q',
      Q_gb_n: 'CPE2.n',
      Q_el_Y: 'CPE3.Q',
      Q_el_n: 'CPE3.n',
      Q_bulk_Y: 'CPE1.Q',
      Q_bulk_n: 'CPE1.n',
    };
    for (const [name, value] of Object.entries(reference.params)) {
      const [base, degC] = name.replace(/C$/, '').split('@') as [keyof typeof names, string | undefined];
      const own = params[degC === undefined ? names[base] : `${names[base]}@${Number(degC) + 273.15}`]!;
      expect(Math.abs(own.value! / value - 1)).toBeLessThan(1e-3);
      expect(Math.abs(own.u! / reference.stderr[name]! - 1)).toBeLessThan(0.01);
    }
  });
});
