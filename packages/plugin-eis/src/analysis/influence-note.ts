import type { AnalysisContext } from '@ionwalk/core';
import type { Influence } from './influence.ts';

/** Times the mean leverage p/n. */
const HIGH = 3;
/** Cook's distance times n at high leverage: the usual 4/n. */
const MOVES = 4;
/** Cook's distance at any leverage: the point moves the parameters to the edge of their 50 % region. */
const ALONE = 1;
/** Chance of a residual as long among all points of a spectrum. */
const CHANCE = 0.01;

/** A point that pulls a fit; `label` of its spectrum where there are several. */
export interface PullingPoint extends Influence {
  readonly frequency: number;
  readonly label?: string | undefined;
}

export const meanLeverage = (all: readonly Influence[]): number => all.reduce((sum, { leverage }) => sum + leverage, 0) / all.length;

/**
 * Points that pull a fit their way, the most influential first: their residual is one that noise leaves in one clean fit of a hundred, and their Cook's distance above 1, or above 4/n
 * with a leverage above three times the mean.
 */
export function pullingPoints(all: readonly Influence[]): number[] {
  const n = all.length;
  const mean = meanLeverage(all);
  return all
    .flatMap(({ leverage, cook, chance }, i) =>
      n * chance < CHANCE && (cook > ALONE || (leverage > HIGH * mean && cook > MOVES / n)) ? [i] : [],
    )
    .toSorted((a, b) => all[b]!.cook - all[a]!.cook);
}

/** The note `eis/influence`. @param mean – leverage */
export function noteInfluence(found: readonly PullingPoint[], mean: number, ctx: Pick<AnalysisContext, 'note'>): void {
  const hertz = ({ frequency }: PullingPoint): string => String(Number(frequency.toPrecision(5)));
  const names = found.map((point) => `${hertz(point)} Hz${point.label === undefined ? '' : ` of ${point.label}`}`);
  const one = found.length === 1;
  const [first] = found;
  // In a joint fit a mask leaves a frequency out of every spectrum.
  const mask = first!.label === undefined ? `, --mask ${found.map((point) => `${hertz(point)}Hz`).join(',')}` : '';
  ctx.note(
    'eis/influence',
    `${names.join(', ')} ${one ? 'pulls' : 'pull'} the fit (${one ? '' : 'the first with '}${(first!.leverage / mean).toPrecision(2)} times the mean leverage, ${first!.residual.toPrecision(2)} standard deviations off): see what the parameters are without${mask}`,
    'option --mask',
  );
}
