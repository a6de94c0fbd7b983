import { assert, boolean, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FitParameter, LeastSquaresProblem } from './least-squares-problem.ts';
import { leastSquares } from './least-squares.ts';
import { seededRandom } from './seeded-random.ts';
import { createWorkspace } from './workspace.ts';

const x = Float64Array.from({ length: 40 }, (_, i) => i / 10);
/** a exp(−k x) + c with normal noise. */
const decay = (
  truth: readonly [number, number, number],
  noise: number,
  start: readonly Partial<FitParameter>[],
  jacobian = false,
): LeastSquaresProblem => {
  const random = seededRandom(5);
  const y = x.map((v) => truth[0] * Math.exp(-truth[1] * v) + truth[2] + noise * random.normal());
  return {
    parameters: ['a', 'k', 'c'].map((name, j) => ({ name, start: 1, ...start[j] })),
    residualCount: x.length,
    residuals: (p, out) => {
      for (let i = 0; i < x.length; i++) out[i] = p[0]! * Math.exp(-p[1]! * x[i]!) + p[2]! - y[i]!;
    },
    ...(jacobian && {
      jacobian: (p: Float64Array, out: Float64Array) => {
        for (let i = 0; i < x.length; i++) {
          const e = Math.exp(-p[1]! * x[i]!);
          out.set([e, -p[0]! * x[i]! * e, 1], 3 * i);
        }
      },
    }),
  };
};

/** r = A p − b. */
const linear = (a: Float64Array, b: Float64Array, parameters: readonly FitParameter[]): LeastSquaresProblem => ({
  parameters,
  residualCount: b.length,
  residuals: (p, out) => {
    for (let i = 0; i < b.length; i++) {
      let sum = -b[i]!;
      for (let j = 0; j < parameters.length; j++) sum += a[i * parameters.length + j]! * p[j]!;
      out[i] = sum;
    }
  },
  jacobian: (_, out) => out.set(a),
});

describe('leastSquares', () => {
  it('finds a decay and its uncertainties; difference quotients and derivatives agree', () => {
    const byDifferences = leastSquares(decay([3, 1.3, 0.2], 0.01, []));
    const byDerivatives = leastSquares(decay([3, 1.3, 0.2], 0.01, [], true));
    expect(byDerivatives.converged).toBe(true);
    expect(byDerivatives.chi2 / byDerivatives.dof / 1e-4).toBeGreaterThan(0.4);
    expect(byDerivatives.dof).toBe(37);
    for (let j = 0; j < 3; j++) {
      const u = Math.sqrt(byDerivatives.covariance[4 * j]! * 1e-4);
      expect(Math.abs(byDerivatives.parameters[j]! - [3, 1.3, 0.2][j]!)).toBeLessThan(4 * u);
      expect(byDifferences.parameters[j]! / byDerivatives.parameters[j]!).toBeCloseTo(1, 9);
      expect(byDifferences.covariance[4 * j]! / byDerivatives.covariance[4 * j]!).toBeCloseTo(1, 7);
    }
  });

  it('reaches log parameters that start wrong by four decades, with the same answer and covariance as on a linear scale', () => {
    const log = leastSquares(decay([3, 1.3, 0.2], 0.01, [{ scale: 'log', start: 1e-4 }, { scale: 'log', start: 0.03 }, {}], true));
    const lin = leastSquares(decay([3, 1.3, 0.2], 0.01, [{ start: 2.5 }, { start: 1 }, {}], true));
    for (let j = 0; j < 3; j++) expect(log.parameters[j]! / lin.parameters[j]!).toBeCloseTo(1, 7);
    log.covariance.forEach((v, i) => expect(v / lin.covariance[i]!).toBeCloseTo(1, 5));
    expect(log.covarianceIterated[0]! * log.parameters[0]! ** 2).toBeCloseTo(log.covariance[0]!, 12);
  });

  it('ends on a bound that shuts the minimum out, and says so', () => {
    const fit = leastSquares(decay([3, 1.3, 0.2], 0.01, [{}, { max: 1 }, {}], true));
    expect(fit.parameters[1]).toBe(1);
    expect([...fit.atBound]).toEqual([0, 1, 0]);
    expect(fit.converged).toBe(true);
    expect(fit.rank).toBe(2);
    expect([fit.covariance[3], fit.covariance[4], fit.covariance[5]]).toEqual([0, 0, 0]);
    expect(fit.covariance[0]).toBeGreaterThan(0);
  });

  it('leaves a bound it started on when the minimum lies inside', () => {
    const fit = leastSquares(
      decay(
        [3, 1.3, 0.2],
        0.01,
        [{ start: 1, max: 1 }, { start: 0.1, min: 0.1 }, {}].map((p, j) => (j === 0 ? { start: 9, max: 9 } : p)),
        true,
      ),
    );
    expect([...fit.atBound]).toEqual([0, 0, 0]);
    expect(fit.parameters[1]).toBeCloseTo(1.3, 1);
  });

  it('satisfies the conditions of a bounded minimum for any linear problem in a box (property)', () => {
    assert(
      property(integer({ min: 0, max: 1e6 }), integer({ min: 1, max: 6 }), (seed, m) => {
        const random = seededRandom(seed);
        const n = m + random.integer(10);
        const a = Float64Array.from({ length: n * m }, random.normal);
        const b = Float64Array.from({ length: n }, random.normal);
        const parameters = Array.from({ length: m }, (_, j): FitParameter => {
          const min = random.normal();
          return { name: `p${j}`, start: random.normal(), min, max: min + Math.abs(random.normal()) };
        });
        const fit = leastSquares(linear(a, b, parameters));
        expect(fit.converged, fit.message).toBe(true);
        for (let j = 0; j < m; j++) {
          let gradient = 0;
          let norm = 0;
          for (let i = 0; i < n; i++) {
            gradient += a[i * m + j]! * fit.residuals[i]!;
            norm += a[i * m + j]! ** 2;
          }
          const scaled = gradient / Math.sqrt(norm * Math.max(fit.chi2, 1e-20));
          const { min, max } = parameters[j]!;
          expect(fit.parameters[j]).toBeGreaterThanOrEqual(min!);
          expect(fit.parameters[j]).toBeLessThanOrEqual(max!);
          if (fit.parameters[j]! > min!) expect(scaled).toBeLessThan(1e-5);
          if (fit.parameters[j]! < max!) expect(scaled).toBeGreaterThan(-1e-5);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds a parameter that is not varied, whatever its bounds', () => {
    const fit = leastSquares(decay([3, 1.3, 0.2], 0.01, [{}, { vary: false, start: 7, max: 2 }, {}]));
    expect(fit.parameters[1]).toBe(7);
    expect([...fit.free]).toEqual([0, 2]);
    expect(fit.dof).toBe(38);
  });

  it('ends with zero residuals when the data are exact', () => {
    for (const jacobian of [true, false]) {
      const fit = leastSquares(decay([3, 1.3, 0.2], 0, [{ start: 1 }, { start: 0.5 }, { start: 0 }], jacobian));
      expect(fit.converged, fit.message).toBe(true);
      expect(fit.chi2).toBeLessThan(1e-26);
      expect(fit.iterations).toBeLessThan(20);
    }
    expect(leastSquares(decay([3, 1.3, 0.2], 0, [{ start: 3 }, { start: 1.3 }, { start: 0.2 }])).converged).toBe(true);
  });

  it('steps back from where the model is no number', () => {
    const problem = decay([3, 1.3, 0.2], 0.01, [{ start: 1 }, { start: 0.1 }, {}]);
    const guarded = {
      ...problem,
      residuals: (p: Float64Array, out: Float64Array) => (p[1]! > 1.5 || p[0]! > 3.3 ? void out.fill(NaN) : problem.residuals(p, out)),
    };
    const fit = leastSquares(guarded);
    expect(fit.converged).toBe(true);
    expect(fit.parameters[1]).toBeCloseTo(1.3, 1);
  });

  it('is not converged at the step limit, nor where the derivatives are wrong', () => {
    const limited = leastSquares(decay([3, 1.3, 0.2], 0.01, [{ start: 100 }, { start: 9 }, { start: -40 }], true), { maxIterations: 2 });
    expect(limited.converged).toBe(false);
    expect(limited.message).toContain('2 iterations');
    const problem = decay([3, 1.3, 0.2], 0.01, []);
    const wrong = leastSquares({
      ...problem,
      jacobian: (_, out) => out.forEach((_value, i) => (out[i] = i % 3 === 1 ? 1 : -1 - (i % 7))),
    });
    expect(wrong.converged).toBe(false);
    expect(wrong.gradientNorm).toBeGreaterThan(1e-3);
  });

  it('is not converged where the Jacobian is no number', () => {
    const fit = leastSquares({ ...decay([3, 1.3, 0.2], 0.01, []), jacobian: (_, out) => void out.fill(NaN) });
    expect(fit.converged).toBe(false);
    expect(fit.message).toContain('not finite');
  });

  it('tells parameters the data cannot separate: rank, condition, undetermined; the others keep their uncertainty', () => {
    // p0 + p1 only, and p2.
    const rows = 20;
    const a = Float64Array.from({ length: rows * 3 }, (_, i) => (i % 3 === 2 ? Math.floor(i / 3) : 1));
    const b = Float64Array.from({ length: rows }, (_, i) => 2 + 0.5 * i + Math.sin(i));
    const fit = leastSquares(
      linear(
        a,
        b,
        ['p0', 'p1', 'p2'].map((name) => ({ name, start: 1 })),
      ),
    );
    expect(fit.converged).toBe(true);
    expect(fit.rank).toBe(2);
    expect(fit.conditionNumber).toBeGreaterThan(1e12);
    expect([...fit.determined]).toEqual([0, 0, 1]);
    // Var of a slope: 1/Σ(i − ī)².
    expect(fit.covariance[8]).toBeCloseTo(1 / 665, 10);
  });

  it('tells a parameter without any influence', () => {
    const problem = decay([3, 1.3, 0.2], 0.01, []);
    const fit = leastSquares({ ...problem, parameters: [...problem.parameters, { name: 'idle', start: 4 }] });
    expect(fit.converged).toBe(true);
    expect([...fit.determined]).toEqual([1, 1, 1, 0]);
    expect(fit.parameters[3]).toBe(4);
  });

  it('gives the same result in a workspace used before by another problem', () => {
    const workspace = createWorkspace(100, 5);
    const problem = decay([3, 1.3, 0.2], 0.01, [{ scale: 'log' }], true);
    const fresh = leastSquares(problem);
    leastSquares(decay([1, 0.2, 5], 0.3, [{}, { max: 0.15 }, { vary: false }]), { workspace });
    expect(leastSquares(problem, { workspace })).toEqual(fresh);
    expect(leastSquares(problem, { workspace: createWorkspace(2, 2) })).toEqual(fresh);
  });

  it.each([
    ['fit/not-finite', [{ start: NaN }]],
    ['fit/not-finite', [{ start: 1e200 }, { start: -1e3 }]],
    ['fit/log-start', [{ start: 0, scale: 'log' as const }]],
    ['fit/bounds', [{ min: 2, max: 1 }]],
  ])('refuses with %s', (code, start) => {
    expect(() => leastSquares(decay([3, 1.3, 0.2], 0.01, start))).toThrow(
      expect.objectContaining({ code, kind: 'input', fix: expect.stringMatching(/./) }),
    );
  });

  it('differentiates a parameter that starts at 0 on its own scale, 1e-9 or 1e6', () => {
    for (const scale of [1e-9, 1e6]) {
      const fit = leastSquares({
        parameters: [{ name: 'shift', start: 0 }],
        residualCount: x.length,
        residuals: (p, out) => {
          for (let i = 0; i < x.length; i++) out[i] = Math.tanh(x[i]! - 2 + p[0]! / scale) - Math.tanh(x[i]! - 1.3);
        },
      });
      expect(fit.converged, fit.message).toBe(true);
      expect(fit.parameters[0]! / scale).toBeCloseTo(0.7, 8);
    }
  });

  it('never claims to have converged where moving one parameter still lowers χ² (property)', () => {
    let claims = 0;
    assert(
      property(integer({ min: 0, max: 1e6 }), boolean(), boolean(), (seed, log, jacobian) => {
        const random = seededRandom(seed);
        const far = (): number => 10 ** (6 * random.uniform() - 3);
        const scale = log ? 'log' : 'linear';
        const problem = decay(
          [3, 1.3, 0.2],
          0.05,
          [
            { start: far(), scale },
            { start: far(), scale },
            { start: far(), min: 0.19 },
          ],
          jacobian,
        );
        const fit = leastSquares(problem, { maxIterations: 1 + random.integer(40) });
        if (!fit.converged) return;
        claims++;
        const trial = new Float64Array(x.length);
        const variance = fit.chi2 / fit.dof;
        for (const [a, j] of fit.free.entries()) {
          if (fit.determined[a] === 0) continue;
          for (const part of [-0.01, -1e-3, 1e-3, 0.01]) {
            const p = fit.parameters.slice();
            p[j]! += part * (Math.sqrt(fit.covariance[4 * a]! * variance) || 1e-3);
            if (p[j]! < (problem.parameters[j]!.min ?? -Infinity)) continue;
            problem.residuals(p, trial);
            expect(fit.chi2 - trial.reduce((sum, r) => sum + r * r, 0)).toBeLessThan(1e-5 * variance);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(claims).toBeGreaterThan(100);
  });

  it('needs 12 iterations at most on decays that start within a decade', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = seededRandom(seed);
      const factor = (): number => 10 ** (random.uniform() - 0.5);
      const fit = leastSquares(
        decay([3, 1.3, 0.2], 0.003, [{ scale: 'log', start: 3 * factor() }, { scale: 'log', start: 1.3 * factor() }, { start: 0 }], true),
      );
      expect(fit.converged).toBe(true);
      expect(fit.iterations).toBeLessThanOrEqual(12);
    }
  });

  it('takes derivatives column by column, and gives the same fit as row by row, with a parameter held and without', () => {
    for (const vary of [true, false]) {
      const rows = decay(
        [3, 1.3, 0.2],
        0.01,
        [
          { start: 2, scale: 'log' },
          { start: 5, scale: 'log' },
          { start: 0.2, vary },
        ],
        true,
      );
      const columns: LeastSquaresProblem = {
        parameters: rows.parameters,
        residualCount: x.length,
        residuals: (p, out) => rows.residuals(p, out),
        jacobianColumns: (p, out) => {
          const natural = new Float64Array(3 * x.length);
          rows.jacobian!(p, natural);
          for (let j = 0; j < 3; j++) for (let i = 0; i < x.length; i++) out[j * x.length + i] = natural[3 * i + j]! * (j < 2 ? p[j]! : 1);
        },
      };
      const [a, b] = [leastSquares(rows), leastSquares(columns)];
      expect(b.converged).toBe(true);
      expect([...b.parameters]).toEqual([...a.parameters]);
      expect([...b.covariance]).toEqual([...a.covariance]);
    }
  });
});
