import type { Dataset } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { history } from '../../test/history.ts';
import type { TracerProfile } from '../kinds.ts';
import { whippleModel } from '../models/whipple.ts';
import { harrison } from './harrison.ts';
import { leClaire } from './le-claire.ts';

const [D, time, background] = [1e-15, 212_400, 0.002];
const L = Math.sqrt(D * time);

/** A profile without noise, its errors those of counts. */
function profileOf(beta: number, density: number, rows = 120, reach = 9, counts = 1e7): Dataset<typeof TracerProfile> {
  const product = 2 * beta * D * L;
  const out = new Float64Array(6);
  const depth = Float64Array.from({ length: rows }, (_, i) => ((i + 0.5) * reach * Math.sqrt(beta) * L) / rows);
  const values = depth.map((y) => {
    whippleModel.profile.row({ D, sdD_gb: product, density, source: 0.9, background }, history({ time, total: time }), y, out);
    return out[0] as number;
  });
  return {
    kind: 'sims/tracer-profile',
    title: 't',
    size: { row: rows },
    variables: {
      depth: { values: depth },
      fraction: { values },
      total: { values: depth.map(() => counts) },
      tracerBackground: undefined,
      matrixBackground: undefined,
    },
    conditions: {},
    meta: {},
  };
}
const relation = (beta: number, density: number, data = profileOf(beta, density), source: 'held' | 'film' = 'held') =>
  leClaire(data, { D, time, background, source }, harrison(D, 2 * beta * D * L, time, density, 5e-10));

describe('leClaire', () => {
  it.each([50, 1000, 1e5])('gives the product to 4 %% inside of its window: beta %d', (beta) => {
    const found = relation(beta, 0.02 / L);
    if ('refused' in found) throw new Error(found.refused);
    expect(Math.abs(found.value / (2 * beta * D * L) - 1)).toBeLessThan(0.04);
    // however well the slope is known, the relation isn't better than that
    expect(found.u / found.value).toBeGreaterThanOrEqual(0.04);
    expect(found.rows).toBeGreaterThan(20);
    expect(found.slope).toBeLessThan(0);
    // the rows it used, on the tail and not on the lattice
    expect(found.from).toBeGreaterThan(2.5 * Math.sqrt(beta) * L);
    expect(found.to).toBeLessThan(10 * Math.sqrt(beta) * L);
  });

  it('takes K’ of the source: 1.322 of a held surface, 1.308 of a film', () => {
    const data = profileOf(1000, 0.02 / L);
    const [held, film] = [relation(1000, 0.02 / L, data, 'held'), relation(1000, 0.02 / L, data, 'film')];
    if ('refused' in held || 'refused' in film) throw new Error('refused');
    expect(held.value / (Math.sqrt(D / time) * (-held.slope) ** (-5 / 3))).toBeCloseTo(1.322, 12);
    expect(film.value / held.value).toBeCloseTo(1.308 / 1.322, 12);
  });

  it.each([
    ['slow boundaries', 5, 0.02, undefined, /beta is 5/],
    ['crowded boundaries', 1000, 0.5, undefined, /not B/],
    ['a profile that ends before the tail', 1000, 0.02, profileOf(1000, 0.02 / L, 60, 2.6), /rows between/],
    ['a tail that drowns', 1000, 0.02, profileOf(1000, 0.02 / L, 120, 9, 300), /rows between/],
  ] as const)('refuses %s, and says what would help', (_, beta, crowded, data, reason) => {
    const found = relation(beta, crowded / L, data ?? profileOf(beta, crowded / L));
    expect(found).toMatchObject({ refused: expect.stringMatching(reason) as string });
    expect('fix' in found && found.fix.length).toBeGreaterThan(10);
  });
});
