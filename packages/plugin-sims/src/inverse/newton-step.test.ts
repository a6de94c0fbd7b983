import { describe, expect, it } from 'vitest';
import { newtonStep } from './newton-step.ts';

// a parabola of three logarithms and a fraction, none independent of the others
const H = Float64Array.from([4, 1, 0.5, 0.2, 1, 3, 0.3, -0.4, 0.5, 0.3, 2, 0.1, 0.2, -0.4, 0.1, 5]);
const times = (x: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: 4 }, (_, i) => [0, 1, 2, 3].reduce((sum, j) => sum + H[4 * i + j]! * x[j]!, 0));
/** The gradient at a place whose lowest point is so far away. */
const gradientTowards = (x: readonly number[]): Float64Array => times(x).map((v) => -v);

describe('newtonStep', () => {
  it('goes to the lowest point of a parabola, and says how far off it is in standard deviations', () => {
    const way = [0.3, -0.7, 1.2, 4];
    const { step, distance } = newtonStep(H, gradientTowards(way), [], 3);
    step.forEach((s, i) => expect(s).toBeCloseTo(way[i]!, 12));
    const squares = times(way).reduce((sum, v, i) => sum + v * way[i]!, 0);
    expect(distance).toBeCloseTo(squares, 10);
  });

  it('stops a logarithm that wants too far, and the others go where they are best then', () => {
    const gradient = gradientTowards([0.3, -0.7, 9, 0.2]);
    const { step, distance } = newtonStep(H, gradient, [], 3);
    expect(step[2]).toBe(1.5);
    const slope = times(step).map((v, i) => v + gradient[i]!);
    for (const i of [0, 1, 3]) expect(slope[i]).toBeCloseTo(0, 12);
    // the distance is the whole one, so no fit ends on account of a step cut short
    expect(distance).toBeCloseTo(
      gradient.reduce((sum, g, i) => sum - g * [0.3, -0.7, 9, 0.2][i]!, 0),
      10,
    );
  });

  it('leaves what is held where it is', () => {
    const gradient = gradientTowards([0.3, -0.7, 0.4, 2]);
    gradient[3] = 0;
    const { step } = newtonStep(H, gradient, [3], 3);
    expect(step[3]).toBeCloseTo(0, 15);
    const slope = times(step).map((v, i) => v + gradient[i]!);
    for (const i of [0, 1, 2]) expect(slope[i]).toBeCloseTo(0, 12);
  });
});
