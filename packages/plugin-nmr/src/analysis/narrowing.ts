import { constants, defineAnalysis, inputError, type Analysis, type Model, type Outcome } from '@ionwalk/core';
import { LinewidthSeries } from '../kinds.ts';
import { motionalNarrowing } from '../models/motional-narrowing.ts';
import { fitNarrowing, narrowingFigure } from './fit-narrowing.ts';
import { judgeFit } from './judge-fit.ts';

/**
 * Activation energy from the narrowing of a line over temperature: `nmr narrowing`. A width tells when jumps become as fast as the rigid line is wide, no diffusion
 * coefficient: there are no records.
 * @throws nmr/too-few-points
 */
export const narrowing: Analysis = defineAnalysis({
  id: 'narrowing',
  title: 'Motional narrowing of a line',
  doc: 'Fits the width of a line over temperature with the law of Hendrickson and Bray: rigid width, activation energy, and where half of the width is gone.',
  inputs: { data: { title: 'Table of line widths over temperature', kind: LinewidthSeries } },
  options: {},
  models: () => [motionalNarrowing as unknown as Model],
  async run({ data }, _options, ctx): Promise<Outcome> {
    const points = data.variables.width.values.length;
    if (points < 5)
      throw inputError('nmr/too-few-points', `${points} widths can't tell four parameters`, {
        where: data.title,
        fix: 'measure more temperatures, below and above where the line narrows',
      });
    const { fit } = await fitNarrowing(data, ctx);
    judgeFit(fit, data.variables.width, ctx);
    const { Ea } = fit.params;
    if (Ea?.value && Ea.bound === null)
      ctx.note('nmr/activation', `Ea = ${((Ea.value / constants.N_A / constants.e) * 1000).toFixed(1)} meV`);
    return { records: [], fits: [fit], figures: [narrowingFigure(data, fit)] };
  },
});
