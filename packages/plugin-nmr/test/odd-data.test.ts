import { describe, expect, it } from 'vitest';
import { isIonwalkError, type Dataset, type Outcome } from '@ionwalk/core';
import { diffusion } from '../src/analysis/diffusion.ts';
import { relaxation } from '../src/analysis/relaxation.ts';
import { bpp } from '../src/analysis/bpp.ts';
import { Arrayed, EchoDecay, Recovery, RelaxationSeries, NO_DIRECTION } from '../src/kinds.ts';
import type { TestContext } from '@ionwalk/testkit';
import { run } from './support/run-analysis.ts';

const n = 10;
const series = (f: (x: number) => number): { values: Float64Array } => ({
  values: Float64Array.from({ length: n }, (_, i) => f(i / (n - 1))),
});
const noisy = (x: number): number => Math.sin(1e4 * x + 1);

/** Signals no experiment should give. */
const SIGNALS: Readonly<Record<string, (x: number) => number>> = {
  zero: () => 0,
  constant: () => 5,
  negative: (x) => -Math.exp(-3 * x),
  rising: (x) => 1 + x,
  'pure noise': noisy,
  tiny: (x) => 1e-250 * Math.exp(-3 * x),
  huge: (x) => 1e150 * Math.exp(-3 * x),
  step: (x) => (x < 0.5 ? 1 : 0),
  'one spike': (x) => (x === 0 ? 1 : 0),
};
const AXES: Readonly<Record<string, (x: number) => number>> = {
  ordinary: (x) => 1e12 * x,
  'all equal': () => 1e10,
  'all zero': () => 0,
  falling: (x) => 1e12 * (1 - x),
  enormous: (x) => 1e300 * x,
};

const finite = (value: unknown, path: string): void => {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} = ${value}`).toBe(true);
  else if (ArrayBuffer.isView(value)) Array.from(value as Float64Array).forEach((item, i) => finite(item, `${path}[${i}]`));
  else if (value && typeof value === 'object')
    for (const [key, item] of Object.entries(value))
      if (!['aicc', 'dAICc', 'weight', 'figures'].includes(key)) finite(item, `${path}.${key}`);
};

/** Numbers that are finite, or a typed error; nothing certain said about what isn't there. */
async function survives(work: Promise<{ outcome: Outcome; ctx: TestContext }>): Promise<void> {
  try {
    const { outcome } = await work;
    finite(outcome.records, 'records');
    finite(outcome.fits, 'fits');
    for (const record of outcome.records) {
      expect(record.value).toBeGreaterThan(0);
      if (record.u !== null) expect(record.u).toBeGreaterThanOrEqual(0);
    }
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    expect(error.fix).not.toBe('');
  }
}

describe('odd data', () => {
  for (const [signalName, signal] of Object.entries(SIGNALS)) {
    for (const [axisName, axis] of Object.entries(AXES)) {
      it(`${signalName} over ${axisName} gives finite numbers or a typed error`, async () => {
        for (const stated of [false, true]) {
          const values = series(signal);
          const observed = { ...values, ...(stated && { sigma: new Float64Array(n).fill(0.01) }) };
          const common = { title: 'odd', size: { point: n }, conditions: {}, meta: {} };
          const decay: Dataset<typeof EchoDecay> = {
            kind: EchoDecay.id,
            ...common,
            variables: { ...NO_DIRECTION, b: series(axis), signal: observed },
          };
          const curve: Dataset<typeof Recovery> = {
            kind: Recovery.id,
            ...common,
            variables: { delay: series((x) => 1e-12 * axis(x)), signal: observed },
          };
          await survives(run(diffusion, decay, { nucleus: '7Li', Delta: 0.1 }));
          for (const model of ['powder-2d', 'two-component', 'log-normal']) await survives(run(diffusion, decay, { model }));
          for (const kind of ['T1-ir', 'T2']) await survives(run(relaxation, curve, { kind }));
        }
      });
    }
  }

  it('rates without any structure give finite numbers or a typed error', async () => {
    for (const rate of [
      () => 5,
      (x: number) => 1 + 0.5 * noisy(x),
      (x: number) => Math.exp(-30 * x),
      (x: number) => Math.exp(30 * x),
      () => 1e-200,
      () => 1e200,
    ]) {
      for (const temperature of [(x: number) => 200 + 300 * x, () => 300, (x: number) => 1 + x, (x: number) => 1e6 * (1 + x)]) {
        const variables = {
          temperature: series(temperature),
          rate: series(rate),
          process: series(() => 1),
          larmor: series(() => 1e8),
          lock: undefined,
        };
        const data: Dataset<typeof RelaxationSeries> = {
          kind: RelaxationSeries.id,
          title: 'odd',
          size: { point: n },
          conditions: {},
          meta: {},
          variables,
        };
        for (const model of ['bpp', 'auto']) await survives(run(bpp, data, { model, jump: 4e-10 }));
      }
    }
  });

  it('rows of zeros, of one point and of noise give finite numbers or a typed error', async () => {
    for (const points of [1, 2, 3, 64]) {
      for (const fill of [() => 0, (i: number) => Math.sin(1e4 * i), (i: number) => 1e300 * Math.sin(i)]) {
        const words = { values: Float64Array.from({ length: n * points }, (_, i) => fill(i)) };
        const data: Dataset<typeof Arrayed> = {
          kind: Arrayed.id,
          title: 'odd',
          size: { step: n, time: points },
          conditions: {},
          meta: { spectralWidth: 1e4, groupDelay: 0, arrayUnit: 'T/m', arrayName: 'difflist', nucleus: '7Li', delta: 1e-3, Delta: 0.1 },
          variables: { time: { values: new Float64Array(points) }, step: series((x) => x), re: words, im: words },
        };
        await survives(run(diffusion, data, {}));
        await survives(run(relaxation, { ...data, meta: { ...data.meta, arrayUnit: 's', arrayName: 'vdlist' } }, { kind: 'T1-ir' }));
      }
    }
  });
});
