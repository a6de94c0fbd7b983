import { testContext } from '@ionwalk/testkit';
import { describe, expect, test } from 'vitest';
import { type CarrierOptions, carrierOf } from './carrier-of.ts';

const BASE: CarrierOptions = { formula: '', cell: '', formulaUnits: 1, carrierDensity: undefined, carrierCount: 'unknown', ion: '' };
const carrier = (options: Partial<CarrierOptions>) => {
  const ctx = testContext();
  return { ...carrierOf({ ...BASE, ...options }, ctx), ctx };
};

describe('carrierOf', () => {
  test.each([
    [{ cell: '3.87' }, 'carrier/cell', 'cell'],
    [{ cell: '3A,4A' }, 'carrier/cell', 'cell'],
    [{ cell: '1A,1A,1A,10,90,150' }, 'carrier/cell', 'cell'],
    [{ cell: '3.87foo' }, 'units/unknown', 'cell'],
    [{ formula: 'Xx2O' }, 'carrier/formula', 'formula'],
    [{ formula: 'Xx2O', ion: 'Li+' }, 'carrier/formula', 'formula'],
    [{ formula: 'LiCl', ion: 'Na+', cell: '3.87A' }, 'carrier/formula', 'ion'],
    [{ formula: 'LiCl', cell: '0.387A' }, 'carrier/implausible', 'cell'],
    [{ formula: 'LiCl', carrierDensity: 1e30 }, 'carrier/implausible', 'carrier-density'],
  ] as const)('%j is wrong usage', (options, code, option) => {
    let error: unknown;
    try {
      carrier(options);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code, kind: 'usage', where: `option --${option}` });
    expect((error as { fix: string }).fix).not.toBe('');
  });
  test('a density below any ionic conductor is warned of, a usual one is not', () => {
    expect(carrier({ formula: 'LiCl', cell: '387A' }).ctx.codes()).toEqual(['carrier/packing', 'carrier/implausible']);
    expect(carrier({ formula: 'LiCl', cell: '5.13A', formulaUnits: 4 }).ctx.codes()).toEqual([]);
    expect(carrier({ ion: 'Li+', carrierDensity: 1e20 }).ctx.codes()).toEqual(['carrier/implausible']);
  });
  test.each([
    [{}, 'give --formula and --cell, or --carrier-density and --ion', 'formula'],
    [{ ion: 'Li+' }, 'give --formula and --cell, or --carrier-density,', 'formula'],
    [{ formula: 'LiCl' }, '--formula is there, give --cell too', 'cell'],
    [{ cell: '3.87A' }, '--cell is there, give --formula too', 'formula'],
    [{ formula: 'SiC', cell: '4.36A' }, 'SiC holds no ion known to move, give --ion', 'ion'],
    [{ carrierDensity: 1e27 }, 'give --ion (Li+)', 'ion'],
  ] as const)('%j names what D_sigma lacks', (options, what, option) => {
    const { missing } = carrier(options);
    expect(missing!.what).toContain(what);
    expect(missing!.option).toBe(option);
  });
  test('nothing is missing where ion and density are known', () => {
    expect(carrier({ formula: 'LiCl', cell: '5.13A' }).missing).toBeUndefined();
    expect(carrier({ ion: 'Li+', carrierDensity: 1e28 }).missing).toBeUndefined();
  });
});
