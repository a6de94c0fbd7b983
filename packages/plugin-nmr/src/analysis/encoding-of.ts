import { nuclide, usageError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import type { GradientEcho } from '../gradients/diffusion-weighting.ts';
import { LOBE_SHAPES, type LobeShape } from '../gradients/lobe-shape.ts';

/** The options that say how the gradients encode; SI. */
export interface EncodingOptions {
  readonly delta: number | undefined;
  readonly Delta: number | undefined;
  readonly shape: LobeShape;
  readonly ramp: number | undefined;
  readonly sequence: 'ste' | 'bipolar';
  readonly gap: number | undefined;
}

/**
 * The encoding of a gradient series: what was typed, else what the file states; shape `rect` where neither says (diagnostic
 * `nmr/shape-assumed`). `gradientsTyped`: peak gradients from an option, to which the shape factor applies.
 * @throws nmr/timing, nmr/nucleus, nmr/ramp – usage errors
 */
export function encodingOf(
  data: Dataset,
  nucleus: string | undefined,
  options: EncodingOptions,
  ctx: Pick<AnalysisContext, 'given' | 'warn'>,
  gradientsTyped: boolean,
): GradientEcho {
  const { meta } = data;
  const stated = (key: string): number | undefined => {
    const value = meta[key];
    return typeof value === 'number' ? value : undefined;
  };
  const delta = options.delta ?? stated('delta');
  const Delta = options.Delta ?? stated('Delta');
  if (delta === undefined || Delta === undefined) {
    const missing = [delta === undefined && '--delta', Delta === undefined && '--Delta'].filter(Boolean).join(' and ');
    throw usageError('nmr/timing', `gradients alone give no b: ${missing} is missing`, {
      where: `option ${missing}`,
      fix: 'give both times, like --delta 3ms --Delta 20ms',
    });
  }
  const gamma = gammaOf(nucleus);
  const sequence = ctx.given('sequence')
    ? options.sequence
    : meta['sequence'] === 'bipolar'
      ? 'bipolar'
      : meta['sequence'] === 'ste'
        ? 'ste'
        : options.sequence;
  const shape = shapeOf(data, options, ctx);
  const lobe = sequence === 'bipolar' ? delta / 2 : delta;
  const gap = sequence === 'bipolar' ? (options.gap ?? stated('gap') ?? 0) : 0;
  if (!(delta > 0) || !(Delta >= delta + gap)) {
    throw usageError('nmr/timing', `Delta of ${Delta} s is shorter than the encoding of ${delta + gap} s`, {
      where: 'option --Delta',
      fix: 'Delta runs from the start of the first to the start of the second encoding: it is the longer time',
    });
  }
  const asymmetry = sequence === 'bipolar' ? stated('asymmetry') : undefined;
  const ramp = shape === 'trapezoid' ? options.ramp : undefined;
  if (shape === 'trapezoid' && (ramp === undefined || !(ramp >= 0 && ramp <= lobe / 2))) {
    throw usageError(
      'nmr/ramp',
      ramp === undefined ? 'a trapezoid needs the length of its flanks' : `a flank of ${ramp} s doesn't fit twice into ${lobe} s`,
      {
        where: 'option --ramp',
        fix: 'give the length of one flank, like --ramp 100us; delta is the whole pulse, both flanks included',
      },
    );
  }
  return {
    gamma,
    delta,
    Delta,
    shape,
    sequence,
    gap,
    ...(ramp !== undefined && { ramp }),
    ...(asymmetry !== undefined && asymmetry < 1 && { asymmetry }),
    includesShape: meta['gradientIncludesShape'] === true && !gradientsTyped,
  };
}

function gammaOf(nucleus: string | undefined): number {
  const found = nucleus === undefined ? undefined : nuclide(nucleus);
  if (found && found.gamma !== 0) return found.gamma;
  throw usageError(
    'nmr/nucleus',
    nucleus === undefined ? 'no nucleus is stated: b needs its magnetogyric ratio' : `'${nucleus}' is no nucleus of the table`,
    {
      where: 'option --nucleus',
      fix: 'give it like --nucleus 7Li',
    },
  );
}

function shapeOf(data: Dataset, options: EncodingOptions, ctx: Pick<AnalysisContext, 'given' | 'warn'>): LobeShape {
  if (ctx.given('shape')) return options.shape;
  const stated = LOBE_SHAPES.find((shape) => shape === data.meta['gradientShape']);
  if (stated) return stated;
  if (data.meta['vendor'] !== undefined)
    ctx.warn(
      'nmr/shape-assumed',
      `the file doesn't state the shape of the gradient pulses: ${options.shape} is taken; --shape says otherwise`,
    );
  return options.shape;
}
