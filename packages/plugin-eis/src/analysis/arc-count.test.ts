import { describe, expect, test } from 'vitest';
import { layeredPellet } from '../../test/layered-pellet.ts';
import { runAnalysis } from '../../test/run-fit.ts';

const SLOW = process.env['IONWALK_SLOW'] !== undefined;

async function count(runs: number, apart: readonly [number, number]): Promise<{ right: number; silent: number; doubted: number }> {
  let [right, silent, doubted] = [0, 0, 0];
  for (let seed = 0; seed < runs; seed++) {
    const { arcs, dataset } = layeredPellet(seed, apart);
    const { fits, ctx } = await runAnalysis('fit', dataset);
    const found = fits[0]!.circuit!.split('p(').length - 1;
    const said = ctx.codes().includes('eis/arc-count');
    if (found === arcs) right++;
    else if (!said) silent++;
    if (said) doubted++;
  }
  return { right, silent, doubted };
}

describe('--circuit auto', () => {
  test('finds the number of arcs 1.5 to 2.5 decades apart in at least 95 of 100 spectra', { timeout: 900_000 }, async () => {
    const runs = SLOW ? 600 : 18;
    const { right, silent, doubted } = await count(runs, [1.5, 2.5]);
    if (SLOW)
      console.log(
        `auto, arcs 1.5 to 2.5 decades apart: ${right} of ${runs} counts right, ${silent} wrong without a word, ${doubted} in doubt`,
      );
    expect(right / runs).toBeGreaterThanOrEqual(SLOW ? 0.95 : 0.85);
  });
  test('of arcs 0.3 to 1.4 decades apart counts them right or says that it cannot tell', { timeout: 900_000 }, async () => {
    const runs = SLOW ? 600 : 18;
    const { right, silent, doubted } = await count(runs, [0.3, 1.4]);
    if (SLOW)
      console.log(
        `auto, arcs 0.3 to 1.4 decades apart: ${right} of ${runs} counts right, ${silent} wrong without a word, ${doubted} in doubt`,
      );
    expect(silent / runs).toBeLessThanOrEqual(SLOW ? 0.05 : 0.12);
    expect(doubted).toBeGreaterThan(0);
  });
});
