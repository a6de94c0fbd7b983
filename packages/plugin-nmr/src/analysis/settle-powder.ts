import type { AnalysisContext, Dataset, FitParam, Fitted, Model } from '@ionwalk/core';
import type { EchoDecay } from '../kinds.ts';
import type { PowderSide } from '../models/powder-decay.ts';

/**
 * A powder fit whose best point lies beyond Dxy = Dz is the single exponential of the mean: any Dxy and Dz of that mean fit alike, so neither
 * has a value of its own. Limits that the profile likelihood gave stay.
 */
export async function settlePowder(
  side: PowderSide,
  fitted: Fitted,
  {
    model,
    data,
    ctx,
  }: { readonly model: Model<typeof EchoDecay>; readonly data: Dataset<typeof EchoDecay>; readonly ctx: AnalysisContext },
): Promise<Fitted> {
  const { params } = fitted.fit;
  if (params['Dxy']?.fixed || params['Dz']?.fixed) return fitted;
  const bounded = params['Dxy']?.bound !== null || params['Dz']?.bound !== null;
  if (!bounded && isOrdered(side, params)) return fitted;
  // Bounds took the place of the estimates: the estimates say on which side the fit ended.
  const plain = await ctx.fit(model, data, {}, { name: fitted.fit.model, bounds: false });
  if (isOrdered(side, plain.fit.params)) return fitted;
  const settled: Record<string, FitParam> = { ...params };
  for (const name of ['Dxy', 'Dz']) {
    const param = params[name] as FitParam;
    if (param.bound === null) settled[name] = { ...param, value: null, u: null, bound: 'none' };
  }
  return { ...fitted, fit: { ...fitted.fit, params: settled } };
}

function isOrdered(side: PowderSide, params: Readonly<Record<string, FitParam>>): boolean {
  const [Dxy, Dz] = [params['Dxy']?.value ?? NaN, params['Dz']?.value ?? NaN];
  return side === 'layers' ? Dxy > Dz * (1 + 1e-6) : Dz > Dxy * (1 + 1e-6);
}
