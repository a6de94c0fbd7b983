import { isIonwalkError } from '@ionwalk/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import { parseCircuit } from './parse-circuit.ts';
import { isZviewModel, zviewModel } from './zview-model.ts';

type Part = readonly [type: number, name: string, ...slots: (readonly [slot: number, name: string, value: string, free: number])[]];

/** A model file as ZView lays it out. */
const mdl = (parts: readonly Part[]): string =>
  [
    'ZView Circuit Model:          2.0',
    '  IOPT:                       0',
    'End ZView:                    2.0',
    `Begin Circuit Model:          ${parts.length}`,
    ...parts.flatMap(([type, name, ...slots], i) => [
      `  Element #${i} Type:            ${type}`,
      `  Element #${i} Name:            ${name}`,
      ...slots.flatMap(([slot, label, value, free]) => [
        `  Element #${i},${slot} Name:          ${label}`,
        `  Element #${i},${slot} Value:         ${value}`,
        `  Element #${i},${slot} Free:          ${free}`,
      ]),
    ]),
    `End Circuit Model:            ${parts.length}`,
    '',
  ].join('\r\n');

const R = (name: string, value: string, free = 1): Part => [1, name, [0, 'R', value, free]];
const CPE = (name: string, T: string, P: string, free = 1): Part => [11, name, [1, 'T', T, free], [2, 'P', P, free]];
const OPEN: Part = [-1, 'Begin_Parallel'];
const CLOSE: Part = [-2, 'End_Parallel'];
const PELLET = mdl([R('Rs', '12.5', 0), OPEN, CPE('CPE1', '1E-09', '0,9'), R('R1', '10000'), CLOSE, CPE('CPE2', '1E-06', '0.8')]);

describe('zviewModel', () => {
  test('series, parallel groups, and what is free', () => {
    expect(isZviewModel(PELLET)).toBe(true);
    expect(zviewModel(PELLET)).toEqual({
      text: 'R-p(CPE,R)-CPE',
      values: [
        { value: 12.5, free: false },
        { value: 1e-9, free: true },
        { value: 0.9, free: true },
        { value: 1e4, free: true },
        { value: 1e-6, free: true },
        { value: 0.8, free: true },
      ],
    });
    expect(parseCircuit(PELLET).text).toBe('R0-p(CPE1,R1)-CPE2');
  });
  test('a series branch of a parallel group, capacitors, inductors', () => {
    const text = mdl([
      [3, 'L1', [1, 'T', '1E-6', 1]],
      OPEN,
      [2, 'C1', [1, 'T', '1E-9', 1]],
      [-3, 'Begin_Series'],
      R('R1', '10'),
      OPEN,
      R('R2', '20'),
      CPE('CPE1', '1E-5', '0.7'),
      CLOSE,
      [-4, 'End_Series'],
      CLOSE,
    ]);
    expect(parseCircuit(text).text).toBe('L0-p(C1,R1-p(R2,CPE1))');
  });
  test('a QPE and a Gerischer element are converted to the definitions used here', () => {
    const { text, values } = zviewModel(
      mdl([
        [13, 'QPE1', [1, 'T', '1E-6', 1], [2, 'P', '0.8', 1]],
        [12, 'GE1', [1, 'T', '0.01', 1], [2, 'P', '25', 0]],
      ]),
    );
    expect(text).toBe('CPE-G');
    expect(values.map(({ value }) => value)).toEqual([1e-6 ** 0.8, 0.8, 20, 0.04]);
  });
  test.each<[string, string]>([
    [mdl([[21, 'Wo1', [0, 'R', '1', 1]]]), 'Wo1'],
    [mdl([OPEN, R('R1', '1')]), 'never closed'],
    [mdl([R('R1', '1'), CLOSE]), 'closes nothing'],
    [mdl([OPEN, CLOSE]), 'no element'],
    [mdl([]), 'no element'],
  ])('what it can’t take is refused by name', (text, word) => {
    expect(() => parseCircuit(text)).toThrowError(
      expect.objectContaining({ code: 'eis/circuit', kind: 'usage', message: expect.stringContaining(word) as string }) as Error,
    );
  });
  test('any damaged file is a circuit or a typed error', () => {
    fc.assert(
      fc.property(fc.nat(PELLET.length), fc.nat(60), fc.string({ maxLength: 12 }), (at, length, put) => {
        try {
          parseCircuit(PELLET.slice(0, at) + put + PELLET.slice(at + length));
        } catch (error) {
          if (!isIonwalkError(error)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
  test('a fit holds what the file holds, and finds the rest itself', async () => {
    const { dataset } = simulate('R0-p(R1,CPE1)-CPE2', [12.5, 2e4, 5e-10, 0.95, 1e-6, 0.8], { noise: 0.002 });
    const { fits } = await runAnalysis('fit', dataset, { circuit: PELLET });
    expect(fits[0]!.params['R0']).toMatchObject({ value: 12.5, fixed: true });
    expect(fits[0]!.params['R1']!.value! / 2e4).toBeCloseTo(1, 1);
    expect(fits[0]!.converged).toBe(true);
  });
});
