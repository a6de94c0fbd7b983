import { nuclide } from '@ionwalk/core';
import { lobeConstants, type LobeShape } from '../../gradients/lobe-shape.ts';
import type { DiffXml } from './diff-xml.ts';

/**
 * Whether the gradients of a `diff.xml` are areas over delta (as in a `difflist`) or peaks. Its own q decides: q = γ g δ/2π for the former, γ g δ σ/2π
 * for the latter; areas where it can't.
 */
export function includesShape(
  diff: DiffXml,
  nucleus: string | undefined,
  delta: number | undefined,
  shape: LobeShape | undefined,
): boolean {
  const gamma = nucleus === undefined ? undefined : nuclide(nucleus)?.gamma;
  const last = diff.gradient.length - 1;
  const [g, q] = [diff.gradient[last], diff.q[last]];
  if (!gamma || delta === undefined || shape === undefined || g === undefined || q === undefined) return true;
  const ratio = (2 * Math.PI * q) / (Math.abs(gamma) * g * delta);
  const { sigma } = lobeConstants(shape);
  return !(sigma < 0.98 && Math.abs(ratio / sigma - 1) < 0.02);
}
