import { describe, expect, it } from 'vitest';
import { constants } from '../../physics/constants.ts';
import { parseFormula } from '../../physics/formula.ts';
import { compareWithReference, type ComparedValue, type ReferenceComparison } from './compare-with-reference.ts';
import type { ReferenceFact } from './reference-fact.ts';
import { referenceFacts } from './reference-facts.ts';

describe('the reference library', () => {
  const facts = referenceFacts();
  it('has a source, a licence and how it was checked for every fact, and no id twice', () => {
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(facts.length);
    for (const fact of facts) {
      expect(fact.value).toBeGreaterThan(0);
      for (const text of [fact.attribution, fact.checked, fact.licence, fact.unit, fact.material]) expect(text, fact.id).not.toBe('');
      if (fact.formula !== null) expect(parseFormula(fact.formula).size, fact.id).toBeGreaterThan(1);
      if (fact.doi !== null) expect(fact.doi, fact.id).toMatch(/^10\.\d{4,}\/\S+$/);
    }
  });
  it('names the collection and its licence with every conductivity taken from it', () => {
    const collected = facts.filter((fact) => fact.id.startsWith('obelix-'));
    expect(collected.length).toBeGreaterThan(300);
    for (const fact of collected)
      expect(fact).toMatchObject({ licence: 'CC BY 4.0', attribution: expect.stringContaining('OBELiX') as string });
  });
  it('has the published Haven ratios with region, temperature and uncertainty as far as they are stated', () => {
    const ratios = referenceFacts({ quantity: 'H_R' });
    const of = (material: string): ReferenceFact[] => ratios.filter((fact) => fact.material.includes(material));
    expect(of('Li0.29La0.57TiO3').map((fact) => [fact.region, fact.value])).toEqual([
      ['gb', 0.24],
      ['bulk', 1],
    ]);
    expect(of('beta-alumina').map((fact) => [fact.T, fact.value])).toEqual([
      [298, 0.35],
      [194, 0.18],
    ]);
    expect(of('Li3PO4')[0]?.u).toBeCloseTo(0.2 / 0.55, 12);
  });
  it('is searched by quantity and material', () => {
    expect(referenceFacts({ material: 'li10gep2s12', quantity: 'sigma' }).length).toBeGreaterThan(0);
    expect(referenceFacts({ material: 'no such thing' })).toEqual([]);
  });
});

describe('compareWithReference', () => {
  const llto: ComparedValue = { kind: 'D_tracer', value: 2.7e-12, u: 0.1, T: 298.15, region: 'bulk', formula: 'Li0.29La0.57□0.14TiO3' };
  const first = (change: Partial<ComparedValue>, facts?: readonly ReferenceFact[]): ReferenceComparison | undefined =>
    compareWithReference({ ...llto, ...change }, facts)[0];
  const fact = (change: Partial<ReferenceFact>): ReferenceFact => ({ ...(referenceFacts()[1] as ReferenceFact), ...change });

  it('agrees with the published number of its region, says whose it is, and that it states no uncertainty', () => {
    const found = compareWithReference(llto).find((one) => one.fact.region === 'bulk');
    expect(found).toMatchObject({ material: 'same', gate: 'comparable', verdict: 'agree' });
    expect(found?.ratio).toBeCloseTo(2.7 / 2.6, 10);
    expect(found?.codes).toEqual(['note/between-samples', 'reference/uncertainty']);
    expect(found?.reason).toContain('10.1039/d3ta05012b');
    expect(found?.reason).toContain('no uncertainty');
  });
  it('refuses another region and gives no number', () => {
    expect(compareWithReference(llto).find((one) => one.fact.region === 'gb')).toMatchObject({
      gate: 'not-comparable',
      ratio: null,
      verdict: 'not-comparable',
    });
  });
  it('differs where the interval excludes the published number, and is undecided without an uncertainty', () => {
    const facts = [fact({})];
    expect(first({ value: 5e-12 }, facts)?.verdict).toBe('differ');
    expect(first({ u: null }, facts)).toMatchObject({ verdict: 'undecided', lo: null });
    expect(first({ u: 0.6 }, facts)?.verdict).toBe('undecided');
  });
  it('counts both uncertainties where the source states one', () => {
    const found = first({ value: 2.6e-12 }, [fact({ u: 0.1 })]);
    expect(Math.log(Number(found?.hi))).toBeCloseTo(1.96 * Math.SQRT2 * 0.1, 10);
  });
  it('carries a coefficient with a published energy by at most 50 K, and none without', () => {
    const facts = [fact({ Ea_eV: 0.3 })];
    const at = (T: number): number => 2.6e-12 * Math.exp(-((0.3 * constants.e) / constants.k) * (1 / T - 1 / 298.15));
    expect(first({ T: 330, value: at(330) }, facts)).toMatchObject({ gate: 'correctable', ratio: expect.closeTo(1, 9) as number });
    expect(first({ T: 350, value: at(350) }, facts)).toMatchObject({ codes: expect.arrayContaining(['gate/extrapolation']) as string[] });
    expect(first({ T: 330 }, [fact({})])?.verdict).toBe('not-comparable');
  });
  it('carries a conductivity by the energy of ln σT', () => {
    const facts = [fact({ quantity: 'sigma', value: 0.1, unit: 'S/m', Ea_eV: 0.3 })];
    const sigma = 0.1 * Math.exp(-((0.3 * constants.e) / constants.k) * (1 / 320 - 1 / 298.15)) * (298.15 / 320);
    expect(first({ kind: 'sigma', T: 320, value: sigma }, facts)?.ratio).toBeCloseTo(1, 10);
  });
  it('makes D_sigma of a published conductivity with all its ions', () => {
    const garnet = compareWithReference({ kind: 'D_sigma', value: 1e-12, u: 0.1, T: 298.15, formula: 'Li7La3Zr2O12' });
    expect(garnet.length).toBeGreaterThan(0);
    expect(garnet.every((one) => one.codes.includes('reference/room-temperature'))).toBe(true);
  });
  it('puts the same composition before a near one, marks that, and leaves other elements out', () => {
    const facts = [fact({ id: 'b', formula: 'Li0.33La0.56TiO3' }), fact({ id: 'a' }), fact({ id: 'c', formula: 'Na0.29La0.57TiO3' })];
    const found = compareWithReference(llto, facts);
    expect(found.map((one) => [one.fact.id, one.material])).toEqual([
      ['a', 'same'],
      ['b', 'near'],
    ]);
    expect(found[1]?.codes).toContain('reference/composition');
    const far = compareWithReference({ ...llto, value: 9e-12 }, facts).map((one) => one.verdict);
    expect(far).toEqual(['differ', 'undecided']);
  });
  it('refuses a Haven ratio of another temperature, as it changes with that', () => {
    const alumina = compareWithReference({ kind: 'H_R', value: 0.3, u: 0.1, T: 250, region: null, formula: 'Na2.46Al22O34.23' });
    expect(alumina.map((one) => one.verdict)).toEqual(['not-comparable', 'not-comparable']);
    const cold = compareWithReference({ kind: 'H_R', value: 0.2, u: 0.1, T: 200, formula: 'Na2.46Al22O34.23' });
    expect(cold.filter((one) => one.verdict !== 'not-comparable').map((one) => one.fact.value)).toEqual([0.18]);
  });
});
