import type { ImageProblem } from './image-problem.ts';

/** Left with fewer pixels per parameter the fit would say nothing. */
const LEAST = 4;

/** The same image without the counts of pixels that touch a boundary; undefined where too few others are left. */
export function withoutRims(problem: ImageProblem): { readonly problem: ImageProblem; readonly mixed: number } | undefined {
  const count = Float64Array.from(problem.count);
  const { width } = problem.grid;
  const { n } = problem.pattern;
  for (const { faces, eastward } of problem.boundaries.boundaries) {
    for (let f = 0; f < faces.length; f++) {
      for (let i = faces[f]!; i < count.length; i += n) {
        count[i] = 0;
        count[i + (eastward[f] === 1 ? 1 : width)] = 0;
      }
    }
  }
  const informative = (counts: Float64Array): number => counts.reduce((n, c) => (c > 0 ? n + 1 : n), 0);
  const left = informative(count);
  if (left < LEAST * (3 + problem.boundaries.boundaries.length)) return undefined;
  return { problem: { ...problem, count }, mixed: informative(problem.count) - left };
}
