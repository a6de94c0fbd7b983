import { isIonwalkError } from '@ionwalk/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCircuit } from './parse-circuit.ts';

const names = (text: string): string[] => parseCircuit(text).parameters.map(({ name }) => name);

describe('parseCircuit', () => {
  test('names parameters by element', () => {
    expect(names('R0-p(R1,CPE1)-L2-W3-C4')).toEqual(['R0', 'R1', 'CPE1.Q', 'CPE1.n', 'L2', 'W3.A', 'C4']);
  });
  test('reads Boukamp’s code as the same circuit', () => {
    expect(parseCircuit('R(RQ)(RQ)Q').text).toBe('R0-p(R1,CPE1)-p(R2,CPE2)-CPE3');
    expect(parseCircuit('(RQ)(RQ)Q').text).toBe('p(R1,CPE1)-p(R2,CPE2)-CPE3');
    expect(parseCircuit('LR(RC)').text).toBe('L0-R0-p(R1,C1)');
    expect(parseCircuit('R(C[RW])').text).toBe('R0-p(C1,R1-W1)');
    expect(parseCircuit('R(C(RW))').text).toBe('R0-p(C1,R1-W1)');
    expect(parseCircuit('R3(R1Q1)Q7').text).toBe('R3-p(R1,CPE1)-CPE7');
  });
  test('reads finite diffusion in both notations', () => {
    expect(names('R0-Wo1-Ws2-G1-HN3-ZARC4-TLM5')).toEqual(
      'R0 Wo1.R Wo1.tau Ws2.R Ws2.tau G1.R G1.tau HN3.R HN3.tau HN3.alpha HN3.beta ZARC4.R ZARC4.tau ZARC4.n TLM5.R TLM5.Q TLM5.n'.split(
        ' ',
      ),
    );
    expect(parseCircuit('R(C[RT])').text).toBe('R0-p(C1,R1-Wo1)');
    expect(parseCircuit('R(C[RO])G').text).toBe('R0-p(C1,R1-Ws1)-G1');
    expect(parseCircuit('Wo1').text).toBe('Wo1');
    expect(parseCircuit('r0-tlmq1').text).toBe('R0-TLM1');
  });
  test('takes blanks, lower case and Q for CPE', () => {
    expect(parseCircuit(' r0 - p( R1 , q1 ) ').text).toBe('R0-p(R1,CPE1)');
  });
  test.each([
    ['', 'empty', 1],
    ['R0-', 'ends', 4],
    ['R0-p(R1,CPE1', 'never closed', 4],
    ['R0-p(R1)', 'one branch', 4],
    ['R0-X1', 'no known element', 4],
    ['R0-R0', 'twice', 4],
    ['R0)', 'closes nothing', 3],
    ['CPE0)', 'after the end', 5],
    ['R0 R1,', 'after the end', 4],
    ['R(RQ', 'never closed', 2],
    ['RQ)', 'closes nothing', 3],
    ['R()', 'empty brackets', 2],
    ['R(R)', 'one element', 2],
  ])('%s is refused, pointing at the fault', (text, word, position) => {
    const error = (() => {
      try {
        parseCircuit(text);
        return undefined;
      } catch (caught) {
        return caught;
      }
    })();
    expect(isIonwalkError(error)).toBe(true);
    const { code, message, fix, kind } = error as { code: string; message: string; fix: string; kind: string };
    expect([code, kind]).toEqual(['eis/circuit', 'usage']);
    expect(message).toContain(word);
    expect(message).toContain(`character ${position} `);
    expect(fix).not.toBe('');
  });
  test('any text is a circuit or a typed error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from('RCLQWGTOosP0123456789()[],- p')) })), (text) => {
        try {
          expect(parseCircuit(parseCircuit(text).text).text).toBe(parseCircuit(text).text);
        } catch (error) {
          if (!isIonwalkError(error)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
