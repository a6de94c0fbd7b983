import type { Model, NumberParam } from '@ionwalk/core';
import type { EchoDecay } from '../kinds.ts';
import { ricianMean } from './rician-mean.ts';

type EchoModel = Model<typeof EchoDecay>;

/** What a measured decay is beside its model. */
export interface Measurement {
  /** A constant background under the decay: parameter `offset`. */
  readonly offset: boolean;
  /** Magnitudes, whose noise has a floor: parameter `noise`, its standard deviation in one channel. */
  readonly magnitude: boolean;
}

const OFFSET: NumberParam = { type: 'number', title: 'Constant background', unit: '1' };
const NOISE: NumberParam = { type: 'number', title: 'Noise of one channel under magnitudes', unit: '1', min: 1e-300, scale: 'log' };

/**
 * The decay as it was measured: S + offset, of magnitudes the Rician mean of that. A background is a choice, never a default: it trades with the slow part of
 * a decay. Derivatives stay analytic where the model's are.
 */
export function measuredDecay(model: EchoModel, { offset, magnitude }: Measurement): EchoModel {
  if (!offset && !magnitude) return model;
  const width = Object.keys(model.params).length;
  const [offsetAt, noiseAt] = [width, width + (offset ? 1 : 0)];
  const all = width + (offset ? 1 : 0) + (magnitude ? 1 : 0);
  const { jacobian } = model;
  let block = new Float64Array(0);
  let inner = new Float64Array(0);
  const mean = new Float64Array(3);
  const own = (start: Readonly<Record<string, number>>, signal: Float64Array): Record<string, number> => ({
    ...start,
    ...(offset && { offset: 0 }),
    ...(magnitude && { noise: Math.max(1e-300, floorOf(signal) / Math.sqrt(Math.PI / 2)) }),
  });
  return {
    ...model,
    params: { ...model.params, ...(offset && { offset: OFFSET }), ...(magnitude && { noise: NOISE }) },
    linear: [],
    guess: (data) => own(model.guess(data), data.variables.signal.values),
    starts: (data) => (model.starts?.(data) ?? []).map((start) => own(start, data.variables.signal.values)),
    evaluate(params, data, out) {
      model.evaluate(params, data, out);
      const background = offset ? (params['offset'] as number) : 0;
      for (let i = 0; i < out.length; i++) {
        const value = (out[i] as number) + background;
        if (magnitude) ricianMean(value, params['noise'] as number, mean);
        out[i] = magnitude ? (mean[0] as number) : value;
      }
    },
    ...(jacobian && {
      jacobian(params, data, out) {
        const rows = out.length / all;
        if (block.length !== rows * width) [block, inner] = [new Float64Array(rows * width), new Float64Array(rows)];
        jacobian(params, data, block);
        if (magnitude) model.evaluate(params, data, inner);
        const background = offset ? (params['offset'] as number) : 0;
        for (let i = 0; i < rows; i++) {
          if (magnitude) ricianMean((inner[i] as number) + background, params['noise'] as number, mean);
          const outer = magnitude ? (mean[1] as number) : 1;
          for (let j = 0; j < width; j++) out[i * all + j] = outer * (block[i * width + j] as number);
          if (offset) out[i * all + offsetAt] = outer;
          if (magnitude) out[i * all + noiseAt] = mean[2] as number;
        }
      },
    }),
  };
}

/** Mean of the weakest quarter: the floor where there is one, and no more than that where there is none. */
function floorOf(signal: Float64Array): number {
  const sorted = signal.map(Math.abs).sort();
  const count = Math.max(1, sorted.length >> 2);
  const mean = sorted.subarray(0, count).reduce((sum, value) => sum + value, 0) / count;
  return mean > 0 ? mean : 1e-3 * (sorted[sorted.length - 1] as number) || 1e-3;
}
