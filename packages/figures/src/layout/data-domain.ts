import type { Axis } from '@ionwalk/core';

/** Numbers that an axis should show: values in full, ends of error bars as far as they don't dwarf the values. */
export interface Extent {
  readonly values: readonly Float64Array[];
  readonly bars: readonly Float64Array[];
}

/**
 * Domain of an axis from its data, with some room around: stated domains are kept as they are. Without a finite number: [0, 1], on a log axis [1, 10].
 * Log axes over three decades or more end at decades where that wastes little.
 */
export function dataDomain(axis: Axis, extent: Extent): [number, number] {
  if (axis.domain !== undefined) return [axis.domain[0], axis.domain[1]];
  const log = axis.scale === 'log';
  const usable = (value: number): boolean =>
    Math.abs(value) <= LARGEST && (!log || value >= 1 / LARGEST) && (axis.scale !== 'sqrt' || value >= 0);
  let [low, high] = range(extent.values, usable);
  if (low > high) [low, high] = range(extent.bars, usable);
  if (low > high) return log ? [1, 10] : [0, 1];
  const [barLow, barHigh] = range(extent.bars, usable);
  if (log) return logDomain(Math.max(Math.min(low, barLow), low / 30), Math.min(Math.max(high, barHigh), high * 30));
  const span = high - low || Math.abs(high) || 1;
  low = Math.max(Math.min(low, barLow), low - span);
  high = Math.min(Math.max(high, barHigh), high + span);
  if (axis.quantity.endsWith('residual')) return symmetric(Math.max(Math.abs(low), Math.abs(high), 1 / LARGEST));
  if (axis.scale !== 'sqrt') return linearDomain(low, high);
  const [from, to] = linearDomain(Math.max(low, 0), high);
  return [Math.max(from, 0), to];
}

/** Numbers beyond it (or below its inverse) belong to no measurement, and break the arithmetic of ticks. */
const LARGEST = 1e100;

function range(arrays: readonly Float64Array[], usable: (value: number) => boolean): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      const value = array[i] as number;
      if (!usable(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

const symmetric = (largest: number): [number, number] => [-1.12 * largest, 1.12 * largest];

function linearDomain(low: number, high: number): [number, number] {
  // A spread of rounding errors only is no spread.
  if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high)) || high - low < 1 / LARGEST) {
    const half = Math.abs(low) > 1 / LARGEST ? Math.abs(low) * 0.1 : 1;
    return [low - half, high + half];
  }
  const pad = 0.04 * (high - low);
  // Data that begin near zero show their zero; a point right on it keeps half a mark of room.
  const nearZero = low >= 0 && low < 0.25 * high;
  return [nearZero ? Math.min(0, low - pad) : low - pad, high + pad];
}

function logDomain(low: number, high: number): [number, number] {
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const span = to - from;
  if (span < 1e-6) return [low / 2, high * 2];
  const pad = Math.max(0.03 * span, 0.02);
  const snap = (edge: number, direction: 1 | -1): number => {
    const padded = edge + direction * pad;
    const decade = direction === 1 ? Math.ceil(padded - 1e-9) : Math.floor(padded + 1e-9);
    return Math.abs(decade - edge) <= 0.12 * span ? decade : padded;
  };
  return [10 ** snap(from, -1), 10 ** snap(to, 1)];
}
