import { describe, expect, it } from 'vitest';
import { D, P, TIME, SOURCE, BACKGROUND, simulate, labelMap, invert, param, off } from '../../test/simulate-image.ts';

describe('sims inverse', () => {
  it('finds the diffusivity and each permeance the data determine within their uncertainties', async () => {
    const { image, labels, permeance } = await simulate({ side: 32, grains: 10, spread: 0.7, counts: 5000, seed: 5 });
    const { out, inverse, ctx } = await invert(image, labelMap(labels, 32));
    expect(inverse.verdict).toBe('individual');
    expect(out.fits.map((fit) => fit.model)).toEqual(['sims/inverse-individual', 'sims/inverse-common']);
    expect(inverse.chi2Common).toBeGreaterThan(2 * inverse.dof);
    expect(Math.abs(inverse.chi2Individual! / inverse.dof - 1)).toBeLessThan(0.15);
    const fit = out.fits[0];
    expect(fit?.converged).toBe(true);
    expect(off(param(fit, 'D_bulk'), D)).toBeLessThan(3);
    expect(param(fit, 'D_bulk').u! / D).toBeLessThan(0.05);
    const known = inverse.boundaries.filter((b) => b.identifiable);
    expect(known.length).toBeGreaterThan(5);
    for (const { a, b, P: found, uLn } of known) {
      expect(uLn).toBeLessThan(0.3);
      expect(Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!) / uLn)).toBeLessThan(3);
      expect(param(fit, `P[${a}-${b}]`)).toMatchObject({ value: found, u: expect.closeTo(found * uLn, 15) as number, unit: 'm/s' });
    }
    // the prior sets the others: never narrower than 0.28, never much wider than itself
    for (const { uLn } of inverse.boundaries.filter((b) => !b.identifiable)) {
      expect(uLn).toBeGreaterThan(0.28);
      expect(uLn).toBeLessThan(1.2);
    }
    const free = Object.values(fit!.params).filter((p) => !p.fixed && p.derived !== true).length;
    expect(fit?.correlation.length).toBe(free);
    expect(out.figures.map((figure) => figure.id)).toEqual(['sims-permeance-map', 'sims-permeance-histogram', 'sims-inverse-residuals']);
    expect(out.records).toHaveLength(1);
    expect(out.records[0]).toMatchObject({ kind: 'D_tracer', region: 'bulk', ion: { element: 'Li', isotope: 6, z: 1 } });
    expect(ctx.diagnostics.filter((d) => d.gate === true)).toEqual([]);
  });

  it('says common where all boundaries are alike, and fits source and background where they are not given', async () => {
    const { image, labels } = await simulate({ side: 30, grains: 9, spread: 0, counts: 5000, seed: 6, time: TIME / 6 });
    const { out, inverse } = await invert(image, labelMap(labels, 30), {
      time: TIME / 6,
      source: undefined,
      background: undefined,
      'gb-width': 0.5e-9,
    });
    expect(inverse.verdict).toBe('common');
    const fit = out.fits[0];
    expect(fit?.model).toBe('sims/inverse-common');
    for (const [name, truth] of [
      ['D_bulk', D],
      ['P', P],
      ['source', SOURCE],
      ['background', BACKGROUND],
    ] as const) {
      expect(off(param(fit, name), truth)).toBeLessThan(3);
      expect(param(fit, name).fixed).toBe(false);
    }
    expect(Math.abs(inverse.chi2Common / inverse.dof - 1)).toBeLessThan(0.15);
    expect(out.records.map((record) => record.region)).toEqual(['bulk', 'gb']);
    expect(out.records[1]?.value).toBeCloseTo(param(fit, 'P').value! * 0.5e-9, 25);
    expect(out.alternatives?.[0]?.dAICc).toBe(0);
  });

  it.each(['left', 'right', 'top', 'bottom'] as const)('takes the source at the %s edge', async (edge) => {
    const { image, labels } = await simulate({ side: 22, grains: 5, spread: 0, counts: 2000, seed: 8, edge, time: TIME / 10 });
    const { out } = await invert(image, labelMap(labels, 22), { edge, scope: 'common', time: TIME / 10 });
    expect(out.fits).toHaveLength(1);
    expect(off(param(out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
    expect(off(param(out.fits[0], 'P'), P)).toBeLessThan(3);
  });

  it('looks again from boundaries that block, where the first fit ended among ones that do not', async () => {
    const { image, labels } = await simulate({ side: 24, grains: 12, spread: 0.7, counts: 3000, seed: 2 });
    const { inverse } = await invert(image, labelMap(labels, 24), { scope: 'common', source: undefined, background: undefined });
    // from the scan alone a minimum with half of D and a chi-square of 3140 is found
    expect(inverse.chi2Common).toBeLessThan(2940);
  });
});
