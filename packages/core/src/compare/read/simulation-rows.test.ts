import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../api/record.ts';
import { seededRandom } from '../../fit/seeded-random.ts';
import { parseRecords } from './parse-records.ts';

const read = (answer: unknown): DiffusionRecord[] => parseRecords(JSON.stringify(answer), 'md.json');
const code = (answer: unknown): unknown => {
  try {
    return read(answer);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('results of simulation programs', () => {
  it('pymatgen: D and the charge diffusivity in m2/s with relative errors; conductivities that only restate them are left out', () => {
    const summary = {
      D: 2e-6,
      D_sigma: 1e-7,
      D_charge: 4e-6,
      D_charge_sigma: 4e-7,
      S: 100,
      S_charge: 200,
      specie: 'Li+',
      temperature: 800,
      time_step: 2,
      step_skip: 10,
    };
    const [D, charge, ...rest] = read([summary, { ...summary, temperature: 900 }].map((one) => ({ ...one, sample: 'LGPS' })));
    expect(D).toMatchObject({
      kind: 'D_sim',
      unit: 'm2/s',
      T: 800,
      ion: { element: 'Li', z: 1 },
      sample: { id: 'LGPS' },
    });
    expect(charge).toMatchObject({
      kind: 'D_sigma',
      model: { name: 'pymatgen-analysis-diffusion', fixed: { time_step: 2 } },
    });
    expect(D!.value / 2e-10).toBeCloseTo(1, 12);
    expect(charge!.value / 4e-10).toBeCloseTo(1, 12);
    expect([D!.u, charge!.u]).toEqual([1e-7 / 2e-6, 4e-7 / 4e-6]);
    expect(rest.map(({ T }) => T)).toEqual([900, 900]);
  });
  it('kinisi: the draws of D as median and quantiles, or its interval as u', () => {
    const random = seededRandom(3);
    const samples = Array.from({ length: 4000 }, () => 1e-6 * Math.exp(0.2 * random.normal()));
    const [drawn] = read({ D: { samples }, temperature: 700, specie: 'Na' });
    expect(drawn).toMatchObject({ kind: 'D_sim', unit: 'm2/s', T: 700, ion: { element: 'Na', z: 1 } });
    expect(Math.log(drawn!.value / 1e-10)).toBeCloseTo(0, 1);
    expect(Math.log(drawn!.quantiles![3]! / drawn!.quantiles![1]!) / 2).toBeCloseTo(0.2, 1);
    expect(drawn).not.toHaveProperty('draws');
    const [stated] = read({
      D: { median: 1e-6, con_int: [1e-6 * Math.exp(-0.392), 1e-6 * Math.exp(0.392)] },
      temperature: 700,
      specie: 'Na+',
    });
    expect(stated!.u).toBeCloseTo(0.2, 3);
    expect(code({ D: [1e-6, 2e-6], temperature: 700, specie: 'Na' })).toBe('record/uncertainty');
  });
  it('GEMDAT: its Haven ratio divided by the number of ions, and the centre of mass multiplied by it', () => {
    const metrics = {
      tracer_diffusivity: 3e-10,
      tracer_diffusivity_std: 3e-11,
      tracer_diffusivity_center_of_mass: 1e-11,
      haven_ratio: 30,
      particle_density: 1e28,
    };
    const [D, charge, ratio] = read({ ...metrics, n_particles: 60, temperature: 650, diffusing_specie: 'Li' });
    expect(D).toMatchObject({ kind: 'D_sim', value: 3e-10, u: 0.1 });
    expect(charge).toMatchObject({ kind: 'D_sigma', value: 6e-10, carrier: { c: 1e28, count: 'all' } });
    expect(ratio).toMatchObject({ kind: 'H_R', value: 0.5, unit: '1' });
    expect(D!.value / charge!.value).toBeCloseTo(ratio!.value, 12);
    expect(code({ ...metrics, temperature: 650, specie: 'Li' })).toBe('simulation/particles');
    expect(code({ ...metrics, n_particles: 60, temperature: 650 })).toBe('simulation/specie');
  });
  it('GEMDAT: independent ions have a Haven ratio of 1, as a simulated walk shows', () => {
    const [random, N, runs] = [seededRandom(5), 40, 3000];
    let [own, com] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const steps = Array.from({ length: N }, () => random.normal());
      own += steps.reduce((sum, step) => sum + step ** 2, 0) / N / runs;
      com += (steps.reduce((sum, step) => sum + step, 0) / N) ** 2 / runs;
    }
    const [ratio] = read({ haven_ratio: own / com, tracer_diffusivity: own, n_particles: N, temperature: 300, specie: 'Li' }).filter(
      ({ kind }) => kind === 'H_R',
    );
    // The centre of mass has one displacement per run: relative scatter √(2/runs).
    expect(Math.abs(ratio!.value - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
  });
});
