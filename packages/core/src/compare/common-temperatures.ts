import { lineWeights, weightedLine, type WeightedLine } from './laws/weighted-line.ts';
import { combine, spreadOf, type LinearForm } from './linear-form.ts';
import type { Series } from './series.ts';
import { seriesAt } from './series-at.ts';
import type { NoValue } from './value-at.ts';

/** ln D_a − ln D_b at one temperature. */
export interface Difference {
  readonly T: number;
  readonly x: number;
  readonly y: number;
  readonly form: LinearForm;
  readonly corrected: boolean;
}

/** Differences at the temperatures of the sparser series that the other reaches, else at those of the fuller one; and why at others there are none. */
export function commonTemperatures(a: Series, b: Series): { differences: Difference[]; missed: NoValue[] } {
  const missed: NoValue[] = [];
  const temperatures = (series: Series): number[] => [...new Set(series.points.map((point) => point.T))];
  const [ta, tb] = [temperatures(a), temperatures(b)];
  for (const choice of ta.length <= tb.length ? [ta, tb] : [tb, ta]) {
    const differences: Difference[] = [];
    for (const T of choice) {
      const [va, vb] = [seriesAt(a, T), seriesAt(b, T)];
      if (!va.ok || !vb.ok) missed.push(va.ok ? (vb as NoValue) : va);
      else {
        const form = combine([
          [1, va.form],
          [-1, vb.form],
        ]);
        differences.push({ T, x: 1 / T, y: va.y - vb.y, form, corrected: va.corrected || vb.corrected });
      }
    }
    if (differences.length > 0) return { differences, missed };
  }
  return { differences: [], missed };
}

/** The weighted line through the differences, and their mean as a weighted sum of all ln D. */
export function levelOf(differences: readonly Difference[]): { x: Float64Array; w: Float64Array; line: WeightedLine; form: LinearForm } {
  const x = Float64Array.from(differences, (d) => d.x);
  const y = Float64Array.from(differences, (d) => d.y);
  const w = Float64Array.from(differences, ({ form }) => {
    const { random } = spreadOf(form);
    return random > 0 ? 1 / random ** 2 : 1;
  });
  const line = weightedLine(x, y, w);
  const level = Number.isFinite(line.slope) ? lineWeights(line, x, w, line.x) : w.map((weight) => weight / line.sumW);
  return { x, w, line, form: weighted(differences, level) };
}

/** Weighted sum of differences. */
export const weighted = (differences: readonly Difference[], weights: Float64Array): LinearForm =>
  combine(differences.map((d, i) => [weights[i] as number, d.form] as const));
