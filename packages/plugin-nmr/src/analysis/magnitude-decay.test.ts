import { describe, expect, it } from 'vitest';
import { seededRandom } from '@ionwalk/core/fit';
import { madeDecay } from '../../test/support/echo-decay.ts';
import { run } from '../../test/support/run-analysis.ts';
import { diffusion } from './diffusion.ts';

const NOISE = 0.02;

/** A decay to well below its noise; as magnitudes of its two channels, or phased. */
function decay(magnitude: boolean, seed: number): ReturnType<typeof madeDecay> {
  const made = madeDecay({
    signal: (b) => Math.exp(-b * 1e-11),
    bMax: 1e12,
    points: 30,
    conditions: { temperature: 300 },
    meta: { nucleus: '7Li' },
  });
  const random = seededRandom(seed);
  const values = made.variables.signal.values.map((value) => {
    const [re, im] = [value + NOISE * random.normal(), NOISE * random.normal()];
    return magnitude ? Math.hypot(re, im) : re;
  });
  return { ...made, variables: { ...made.variables, signal: { values, sigma: new Float64Array(30).fill(NOISE) } } };
}

const said = async (magnitude: boolean): Promise<number> => {
  let count = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { ctx } = await run(diffusion, decay(magnitude, seed), { model: 'stejskal-tanner' });
    if (ctx.diagnostics.some(({ code }) => code === 'nmr/magnitude')) count++;
  }
  return count;
};

describe('magnitude decays', () => {
  it('are said in nearly every set, phased ones in none', async () => {
    expect(await said(true)).toBeGreaterThanOrEqual(18);
    expect(await said(false)).toBe(0);
  });
});
