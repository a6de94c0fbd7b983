import { createWorkspace, leastSquares, type LeastSquaresProblem } from '@ionwalk/core/fit';
import { test } from 'vitest';
import { twoRelaxations } from './two-relaxations.ts';

const problems = Array.from({ length: 50 }, (_, seed) => twoRelaxations(seed).problem);
const workspace = createWorkspace(140, 7);

const x = Float64Array.from({ length: 32 }, (_, i) => i / 8);
const decay: LeastSquaresProblem = {
  parameters: [
    { name: 'amplitude', start: 1, scale: 'log' },
    { name: 'rate', start: 5, scale: 'log' },
    { name: 'offset', start: 0 },
  ],
  residualCount: 32,
  residuals: (p, out) => {
    for (let i = 0; i < 32; i++)
      out[i] = p[0]! * Math.exp(-p[1]! * x[i]!) + p[2]! - (3 * Math.exp(-1.3 * x[i]!) + 0.2 + 0.01 * Math.sin(31 * x[i]!));
  },
  jacobian: (p, out) => {
    for (let i = 0; i < 32; i++) {
      const e = Math.exp(-p[1]! * x[i]!);
      out[3 * i] = e;
      out[3 * i + 1] = -p[0]! * x[i]! * e;
      out[3 * i + 2] = 1;
    }
  },
};

test('50 complex fits of 7 parameters to 70 points', async ({ bench }) => {
  await bench('analytic Jacobian, one workspace', () => problems.forEach((problem) => leastSquares(problem, { workspace }))).run();
});

test('one decay of 3 parameters and 32 points', async ({ bench }) => {
  await bench('analytic Jacobian', () => {
    leastSquares(decay);
  }).run();
});
