import { describe, expect, test } from 'vitest';
import { parseCircuit } from '../circuit/parse-circuit.ts';
import { parseConstraints } from './constraints.ts';

const circuit = parseCircuit('p(R1,C1)-p(R2,C2)-p(R3,CPE3)-CPE4');
const refused = (tie: string, bound = ''): string => {
  try {
    parseConstraints(circuit, tie, bound);
  } catch (error) {
    expect(error).toMatchObject({ code: 'eis/constraint' });
    return (error as Error).message;
  }
  return 'accepted';
};

describe('--tie and --bound', () => {
  test('follow a chain of ties to the parameter that stays free, with the product of the factors', () => {
    const { follows, ties, roots } = parseConstraints(circuit, 'C2 = 0.1 * C1\nr3=2*R2,R2=3*R1 CPE4.n=CPE3.n', '')!;
    const at = (name: string): number => circuit.parameters.findIndex((parameter) => parameter.name === name);
    expect(follows[at('R3')]).toEqual({ root: at('R1'), factor: 6 });
    expect(follows[at('C2')]).toEqual({ root: at('C1'), factor: 0.1 });
    expect(follows[at('C1')]).toEqual({ root: at('C1'), factor: 1 });
    expect(ties).toEqual({ C2: '0.1*C1', R3: '2*R2', R2: '3*R1', 'CPE4.n': 'CPE3.n' });
    expect(roots['R3']).toBe('R1');
  });
  test('take bare numbers in the unit of the parameter, units, and open ends', () => {
    const { bounds, ranges } = parseConstraints(circuit, '', 'R1=10..1kOhm\nC1=..2nF R2=5..\nCPE3.n=0.7..0.9')!;
    expect(bounds).toMatchObject({ R1: [10, 1000], R2: [5, null], 'CPE3.n': [0.7, 0.9] });
    expect(bounds['C1']![1]).toBeCloseTo(2e-9, 20);
    expect(ranges[0]).toEqual({ min: 10, max: 1000 });
    expect(ranges[1]!.min).toBe(0);
  });
  test('bound what is followed by the range of what follows', () => {
    const { ranges } = parseConstraints(circuit, 'R2=2*R1', 'R2=10..100 R1=1..20')!;
    expect(ranges[0]).toEqual({ min: 5, max: 20 });
    expect(parseConstraints(circuit, 'CPE4.n=1.25*CPE3.n', '')!.ranges[6]!.max).toBeCloseTo(0.8, 12);
  });
  test('are nothing where none is given', () => expect(parseConstraints(circuit, ' ', '\n')).toBeUndefined());
  test.each([
    ['R9=R1', '', /no parameter R9/],
    ['R1=R9', '', /no parameter R9/],
    ['R1=R1', '', /circle/],
    ['R1=R2\nR2=R3\nR3=R1', '', /circle/],
    ['R1=C1', '', /can't follow/],
    ['R1=R2\nR1=R3', '', /twice/],
    ['R1=0*R2', '', /no factor/],
    ['R1=-1*R2', '', /no factor/],
    ['R1=1e999*R2', '', /no factor/],
    ['R1', '', /ties nothing/],
    ['', 'R9=1..2', /no parameter R9/],
    ['', 'R1=5..5', /empty/],
    ['', 'R1=7..5', /empty/],
    ['', 'CPE3.n=1.1..1.2', /empty/],
    ['', 'R1=1..2\nR1=1..3', /twice/],
    ['', 'R1=..', /bounds nothing/],
    ['', 'R1=5', /bounds nothing/],
    ['R2=R1', 'R1=1..2\nR2=3..4', /leaves none/],
  ])('refuse %j %j', (tie, bound, message) => expect(refused(tie, bound)).toMatch(message));
  test('refuse a wrong unit by naming the option', () =>
    expect(() => parseConstraints(circuit, '', 'R1=1V..2V')).toThrowError(expect.objectContaining({ where: 'option --bound' })));
});
