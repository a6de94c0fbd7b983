import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCircuit } from './compile-circuit.ts';
import { parseCircuit } from './parse-circuit.ts';

describe('compileCircuit', () => {
  const frequency = Float64Array.from({ length: 30 }, (_, i) => 10 ** (6 - i * 0.25));
  test('an arc is R/(1 + (jωτ)^n)', () => {
    const out = new Float64Array(2);
    const [R, Q, n] = [1e4, 3e-9, 0.85];
    compileCircuit(parseCircuit('p(R1,CPE1)'), Float64Array.of(1234)).evaluate([R, Q, n], out);
    const x = (2 * Math.PI * 1234 * (R * Q) ** (1 / n)) ** n;
    const [re, im] = [1 + x * Math.cos((n * Math.PI) / 2), x * Math.sin((n * Math.PI) / 2)];
    expect(out[0]).toBeCloseTo((R * re) / (re * re + im * im), 7);
    expect(out[1]).toBeCloseTo((-R * im) / (re * re + im * im), 7);
  });
  test.each([
    'R0-p(R1,CPE1)-p(R2,CPE2)-CPE3',
    'L0-R0-p(R1-W1,C1)',
    'p(R1-p(R2,C2)-W3,CPE1,C4)-L1',
    'p(C1,R1-p(CPE2,R2-W1))',
    'R0-p(R1-Wo1,CPE1)',
    'R0-Ws1-p(R2,G1)',
    'p(HN1,C1)-ZARC2',
    'L0-p(TLM1,R3)-G2',
  ])('the Jacobian of %s is that of central differences to 1e-5', (text) => {
    const circuit = parseCircuit(text);
    const compiled = compileCircuit(circuit, frequency);
    const m = circuit.parameters.length;
    const rows = 2 * frequency.length;
    const typical: Record<string, number> = { R: 1e3, C: 1e-8, L: 1e-5, Q: 1e-7, n: 0.8, A: 1e4, tau: 1e-3, alpha: 0.8, beta: 0.7 };
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: m, maxLength: m }), (shares) => {
        const p = Float64Array.from(circuit.parameters, ({ role, linear }, j) =>
          linear ? 0.75 + 0.2 * shares[j]! : typical[role]! * 10 ** shares[j]!,
        );
        const jacobian = new Float64Array(rows * m);
        compiled.jacobian(p, jacobian);
        const [up, down, z] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
        compiled.evaluate(p, z);
        for (let j = 0; j < m; j++) {
          const step = 1e-5 * p[j]!;
          compiled.evaluate(p.with(j, p[j]! + step), up);
          compiled.evaluate(p.with(j, p[j]! - step), down);
          for (let i = 0; i < rows; i++) {
            const modulus = Math.hypot(z[i % frequency.length]!, z[frequency.length + (i % frequency.length)]!);
            const difference = Math.abs((up[i]! - down[i]!) / (2 * step) - jacobian[i * m + j]!);
            expect(difference * p[j]!).toBeLessThan(1e-5 * Math.max(Math.abs(jacobian[i * m + j]! * p[j]!), 1e-3 * modulus));
          }
        }
      }),
      { numRuns: 25 },
    );
  });
  test('a branch of 0 Ohm is a short circuit and an inductance of 0 is none', () => {
    const out = new Float64Array(2);
    compileCircuit(parseCircuit('L0-R0-p(R1,C1)'), Float64Array.of(100)).evaluate([0, 5, 0, 1e-6], out);
    expect([...out]).toEqual([5, 0]);
  });
  const single = (text: string, p: number[], f: number): [number, number] => {
    const out = new Float64Array(2);
    compileCircuit(parseCircuit(text), Float64Array.of(f / (2 * Math.PI))).evaluate(p, out);
    return [out[0]!, out[1]!];
  };
  test('distributed elements have their closed forms', () => {
    // √(jωτ) = 1 + j at ωτ = 2: tanh(1 + j) = (sinh 2 + j sin 2)/(cosh 2 + cos 2).
    const [tr, ti] = [Math.sinh(2) / (Math.cosh(2) + Math.cos(2)), Math.sin(2) / (Math.cosh(2) + Math.cos(2))];
    const [wr, wi] = single('Ws1', [10, 2e-3], 1e3);
    expect(wr).toBeCloseTo((10 * (tr + ti)) / 2, 12);
    expect(wi).toBeCloseTo((10 * (ti - tr)) / 2, 12);
    const square = tr * tr + ti * ti;
    const [or, oi] = single('Wo1', [10, 2e-3], 1e3);
    expect(or).toBeCloseTo((10 * (tr - ti)) / square / 2, 12);
    expect(oi).toBeCloseTo((-10 * (tr + ti)) / square / 2, 12);
    // 1/√(1 + j) has modulus 2^(−1/4) and phase −π/8.
    const [gr, gi] = single('G1', [10, 1e-3], 1e3);
    expect(Math.hypot(gr, gi)).toBeCloseTo(10 * 2 ** -0.25, 12);
    expect(Math.atan2(gi, gr)).toBeCloseTo(-Math.PI / 8, 12);
    const arc = single('p(R1,CPE1)', [10, 1e-3 ** 0.8 / 10, 0.8], 700);
    [single('ZARC1', [10, 1e-3, 0.8], 700), single('HN1', [10, 1e-3, 0.8, 1], 700)].forEach(([re, im]) => {
      expect(re).toBeCloseTo(arc[0], 10);
      expect(im).toBeCloseTo(arc[1], 10);
    });
    const [hr, hi] = single('HN1', [10, 1e-3, 1, 0.5], 1e3);
    expect([hr, hi].map((v) => v.toFixed(10))).toEqual([gr, gi].map((v) => v.toFixed(10)));
    const line = single('TLM1', [10, 2e-4, 1], 1e3);
    expect(line[0]).toBeCloseTo(or, 10);
    expect(line[1]).toBeCloseTo(oi, 10);
  });
  test('finite diffusion is R at low frequency, R/3 over a capacitor, and a Warburg element at high, without overflow', () => {
    expect(single('Ws1', [10, 1], 1e-9)[0]).toBeCloseTo(10, 9);
    const [re, im] = single('Wo1', [10, 1], 1e-7);
    expect(re).toBeCloseTo(10 / 3, 6);
    expect(im * 1e-7).toBeCloseTo(-10, 6);
    for (const text of ['Wo1', 'Ws1']) {
      const [high, low] = single(text, [10, 1], 1e12);
      expect(high / (10 / Math.sqrt(2e12))).toBeCloseTo(1, 9);
      expect(low).toBeCloseTo(-high, 12);
    }
    // The series takes over at |√(jωτ)| = 1e-3 without a step.
    for (const text of ['Wo1', 'Ws1', 'TLM1']) {
      const p = text === 'TLM1' ? [10, 0.1, 1] : [10, 1];
      const [below, above] = [single(text, p, 0.999999999e-6), single(text, p, 1.000000001e-6)];
      expect(below[0] / above[0]).toBeCloseTo(1, 5);
      if (text !== 'Ws1') expect((below[1] * 0.999999999) / (above[1] * 1.000000001)).toBeCloseTo(1, 7);
    }
  });
});
