import type { AnalysisContext } from '@ionwalk/core';
import { describesImage } from './describes-image.ts';
import type { ImageProblem } from './image-problem.ts';
import type { ImageInversion } from './invert-image.ts';

/** Share of pixels where c' > 0.99 from which the image holds little. */
const SATURATED = 0.8;

/** Quality gates and remarks on an inversion; returns the flags of its records. */
export function judgeInversion(inversion: ImageInversion, ctx: AnalysisContext): string[] {
  const { problem, verdict, common, individual, boundaries, mixed } = inversion;
  const chosen = verdict === 'individual' && individual ? individual : common;
  const { fit, dof } = chosen;
  const flags: string[] = [];
  if (!fit.converged) {
    flags.push('not-converged');
    ctx.gate('sims/not-converged', `the fit of ${verdict} permeances did not converge in ${fit.iterations} steps`);
  }
  if (mixed > 0) {
    ctx.note(
      'sims/mixed-pixels',
      `${mixed} pixels beside boundaries are left out: they mix two grains, and with them no such model describes the image`,
    );
  }
  if (!describesImage(chosen)) {
    flags.push('poor-fit');
    ctx.gate(
      'sims/poor-fit',
      `chi-square ${fit.likelihood.chi2.toPrecision(5)} for ${dof} degrees of freedom: ${verdict} permeances and one diffusivity don't describe this image; are the labels, the held edge and the closed edges right?`,
    );
  }
  const { size, count } = chosen.parameters;
  if (!(Math.sqrt(fit.covariance[0]!) < 1)) {
    flags.push('D-not-identifiable');
    ctx.gate('sims/not-identifiable', 'the image does not determine D_bulk: its uncertainty is larger than a factor e');
  }
  if (verdict === 'common' && count > 0 && !(Math.sqrt(fit.covariance[size + 1]!) < 1)) {
    flags.push('P-not-identifiable');
    ctx.gate('sims/not-identifiable', 'the image does not determine the permeance: its uncertainty is larger than a factor e');
  }
  checkDesign(problem, fit.shape, flags, ctx);
  const silent = boundaries.filter((b) => !b.identifiable).length;
  if (count > 0 && silent > 0) {
    ctx.note(
      'sims/not-identifiable-boundaries',
      `${silent} of ${boundaries.length} permeances are set by the prior as much as by the data (identifiable false): boundaries along the flow, short ones, or in saturated regions`,
    );
  }
  return flags;
}

/** What the experiment could have told: a saturated window tells nothing, and an edge taken as closed must be one. */
function checkDesign({ grid, count }: ImageProblem, shape: Float64Array, flags: string[], ctx: AnalysisContext): void {
  const { width, height, edge } = grid;
  let [full, seen, far, farSeen] = [0, 0, 0, 0];
  // of two images the first: the second only adds to it
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const opposite = edge === 'left' ? x === width - 1 : edge === 'right' ? x === 0 : edge === 'top' ? y === height - 1 : y === 0;
    if (opposite) {
      far += shape[i]!;
      farSeen++;
    }
    if (!(count[i]! > 0)) continue;
    seen++;
    if (shape[i]! > 0.99) full++;
  }
  if (full > SATURATED * seen) {
    flags.push('saturated');
    ctx.warn(
      'sims/saturated',
      `the window is saturated: ${Math.round((100 * full) / seen)} % of its pixels are within 1 % of the source; exchange for a shorter time or image a larger field`,
    );
  } else if (far > 0.02 * farSeen) {
    ctx.note(
      'sims/far-edge',
      `the tracer reaches the edge opposite to ${edge ?? 'left'} (${((100 * far) / farSeen).toFixed(0)} % of the source), which the fit takes as closed; in a deeper specimen it isn't`,
    );
  }
}
