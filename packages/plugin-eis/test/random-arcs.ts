import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import type { EisSpectrum } from '../src/kinds.ts';
import { simulate } from './simulate.ts';

export interface RandomArcs {
  readonly circuit: string;
  readonly dataset: Dataset<typeof EisSpectrum>;
  readonly arcs: readonly { readonly tau: number; readonly R: number; readonly n: number }[];
  readonly blocking: boolean;
}

/** One to three arcs at least 1.5 decades apart, with or without intercept, inductance and blocking electrode, noise 0.05 to 0.5 %. */
export function randomArcs(seed: number): RandomArcs {
  const random = seededRandom(seed * 7 + 3);
  const between = (a: number, b: number): number => a + (b - a) * random.uniform();
  const count = 1 + Math.floor(between(0, 3));
  const [blocking, lead, inductive] = [random.uniform() < 0.5, random.uniform() < 0.6, random.uniform() < 0.2];
  const noise = 10 ** between(-3.3, -2.3);
  const scale = 10 ** between(0, 6);
  const parts: string[] = [];
  const values: number[] = [];
  if (inductive) {
    parts.push('L0');
    values.push((scale * 10 ** between(-1.5, -0.8)) / (2 * Math.PI * 1e6));
  }
  if (lead) {
    parts.push('R0');
    values.push(scale * between(0.05, 1));
  }
  let lnTau = between(-6.3, -5);
  const arcs = Array.from({ length: count }, (_, i) => {
    const [R, n, tau] = [scale * 10 ** between(-0.5, 0.5), between(0.75, 1), 10 ** lnTau];
    parts.push(`p(R${i + 1},CPE${i + 1})`);
    values.push(R, tau ** n / R, n);
    lnTau += between(1.5, 2.2);
    return { tau, R, n };
  });
  if (blocking) {
    const n = random.uniform() < 0.3 ? 1 : between(0.55, 1);
    const crossing = 1 / (2 * Math.PI * arcs.at(-1)!.tau) / 10 ** between(1, 2.5);
    parts.push(`CPE${count + 1}`);
    values.push((1 / scale) * (2 * Math.PI * crossing) ** -n, n);
  }
  const circuit = parts.join('-');
  return { circuit, arcs, blocking, dataset: simulate(circuit, values, { noise, seed }).dataset };
}
