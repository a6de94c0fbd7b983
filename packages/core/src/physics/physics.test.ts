import { describe, expect, it } from 'vitest';
import { carrierDensity, cellVolume, mobileIon } from './carrier-density.ts';
import { constants } from './constants.ts';
import { parseFormula } from './formula.ts';
import { diffusivityFromConductivity } from './nernst-einstein.ts';
import { nuclide, nuclides } from './nuclide.ts';

const code = (run: () => unknown): string => {
  try {
    run();
    return 'no error';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('constants', () => {
  it('agree with each other: F = e N_A, R = k N_A, c0² = 1/(μ0 ε0)', () => {
    expect(constants.F).toBeCloseTo(96_485.33212, 4);
    expect(constants.R).toBeCloseTo(8.314462618, 8);
    expect(1 / (constants.mu0 * constants.epsilon0) / constants.c0 ** 2).toBeCloseTo(1, 9);
  });
});

describe('nuclide', () => {
  it('gives 7Li the Larmor frequency 155.4 MHz at 9.391 T', () => {
    const li = nuclide('7Li');
    expect(((li?.gamma ?? 0) * 9.391) / (2 * Math.PI)).toBeCloseTo(155.4e6, -5);
    expect(li).toMatchObject({ spin: 1.5, abundance: 0.9241 });
  });
  it('knows every nuclide the plugins promise, under several spellings', () => {
    for (const name of '1H 2H 6Li 7Li 13C 17O 19F 23Na 27Al 31P 87Rb 139La'.split(' ')) expect(nuclide(name)?.symbol).toBe(name);
    expect(nuclide('Li7')).toBe(nuclide('7Li'));
    expect(nuclide('9Xx')).toBeUndefined();
  });
  it('has a magnetogyric ratio exactly where there is a spin, a quadrupole moment only above 1/2', () => {
    for (const entry of nuclides) {
      expect(entry.gamma !== 0).toBe(entry.spin > 0);
      expect(entry.Q !== 0).toBe(entry.spin > 0.5);
    }
  });
});

describe('parseFormula', () => {
  it('reads decimals, brackets and vacancies', () => {
    expect(Object.fromEntries(parseFormula('Li0.29La0.57□0.14TiO3'))).toEqual({ Li: 0.29, La: 0.57, Ti: 1, O: 3 });
    expect(Object.fromEntries(parseFormula('Li1.3Al.3Ti1.7(PO4)3'))).toEqual({ Li: 1.3, Al: 0.3, Ti: 1.7, P: 3, O: 12 });
    expect(Object.fromEntries(parseFormula('[Fe(CN)6]2'))).toEqual({ Fe: 2, C: 12, N: 12 });
    expect(Object.fromEntries(parseFormula('CaF2'))).toEqual({ Ca: 1, F: 2 });
    expect(Object.fromEntries(parseFormula('Li₃PS₄'))).toEqual({ Li: 3, P: 1, S: 4 });
  });
  it.each(['', 'Xx2', 'Li(', 'Li)', '(Li]', 'Li-2', '3Li'])('refuses %j', (formula) => {
    expect(code(() => parseFormula(formula))).toBe('carrier/formula');
  });
});

describe('carrierDensity', () => {
  it('is 5.0034e27 m-3 for Li0.29La0.57TiO3 in a cube of 3.87 Å', () => {
    expect(carrierDensity('Li0.29La0.57TiO3', { a: 3.87e-10 }, 'Li') / 5.003398601632905e27).toBeCloseTo(1, 12);
  });
  it('gives D_sigma = 2.9024e-12 m2/s at 9e-4 S/cm and 300 K there', () => {
    expect(diffusivityFromConductivity(0.09, 300, 5.003398601632905e27, 1)).toBeCloseTo(2.902426e-12, 17);
  });
  it('refuses an impossible cell, an element that is not there, no formula units', () => {
    expect(code(() => cellVolume({ a: 1e-10, alpha: 10, beta: 90, gamma: 150 }))).toBe('carrier/cell');
    expect(code(() => cellVolume({ volume: -1 }))).toBe('carrier/cell');
    expect(code(() => carrierDensity('NaCl', { a: 1e-10 }, 'Li'))).toBe('carrier/formula');
    expect(code(() => carrierDensity('LiCl', { a: 1e-10, Z: 0 }, 'Li'))).toBe('carrier/cell');
  });
  it('takes Li before O as the mobile ion, and knows when there is none', () => {
    expect(mobileIon('Li0.29La0.57TiO3')).toEqual({ element: 'Li', z: 1 });
    expect(mobileIon('ZrO2')).toEqual({ element: 'O', z: -2 });
    expect(mobileIon('SiC')).toBeUndefined();
  });
});
