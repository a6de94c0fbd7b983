import type { Context, Json } from '@ionwalk/core';

/** One peak of TopSpin's own relaxation analysis. */
export interface VendorPeak {
  readonly shiftPpm: number;
  /** Its times [s], of one or several components. */
  readonly times: readonly number[];
  /** The delays it was fitted over [s], as TopSpin took them. */
  readonly delays: readonly number[];
}

const UNIT: Readonly<Record<string, number>> = { s: 1, m: 1e-3, u: 1e-6, n: 1e-9 };
const MAX_LINES = 100_000;

/** The peaks in a `ct1t2.txt`: "Peak Point at 4.338 ppm", "T1 = 1.397s", and rows with the delay in front. Anything else is passed over. */
export function readVendorTimes(text: string): VendorPeak[] {
  const peaks: { shiftPpm: number; times: number[]; delays: number[] }[] = [];
  for (const line of text.split('\n', MAX_LINES)) {
    if (line.length > 400) continue;
    const peak = /Peak Point (?:at|=)\s*(-?[\d.]+)\s*ppm/.exec(line);
    if (peak) peaks.push({ shiftPpm: Number(peak[1]), times: [], delays: [] });
    const current = peaks.at(-1);
    if (!current) continue;
    if (/^\s*T[12]?\s*=/.test(line))
      for (const [, value, unit] of line.matchAll(/([\d.]+)([smun])\b/g))
        current.times.push(Number(value) * (UNIT[unit as string] as number));
    // The number of the point may stand in front of its delay.
    const row = /^\s+(?:\d+\s+)?([\d.]+)([smun])\s+-?[\d.]/.exec(line);
    if (row) current.delays.push(Number(row[1]) * (UNIT[row[2] as string] as number));
  }
  return peaks.filter(({ times }) => times.length > 0 && times.every(Number.isFinite));
}

/**
 * What TopSpin made of the same data, for comparison only: `meta.vendorTimes`. Where it took the delays for others than the list says (a list without units read in seconds), its
 * times are wrong by that factor, and that is said: `nmr/vendor-delays`.
 * @param step – delays of the rows [s]
 */
export function vendorTimes(text: string, step: Float64Array, ctx: Pick<Context, 'warn'>): { readonly vendorTimes?: Json } {
  const peaks = readVendorTimes(text);
  const [first] = peaks;
  if (!first) return {};
  const longest = (values: ArrayLike<number>): number => Array.from(values).reduce((max, value) => Math.max(max, value), 0);
  const [theirs, ours] = [longest(first.delays), longest(step)];
  const factor = theirs > 0 && ours > 0 ? theirs / ours : 1;
  if (Math.abs(Math.log(factor)) > 0.05) {
    const time = first.times[0] as number;
    ctx.warn(
      'nmr/vendor-delays',
      `TopSpin's own analysis took the longest delay for ${theirs.toPrecision(4)} s, here it is ${ours.toPrecision(4)} s: its ${time.toPrecision(5)} s would be ${(time / factor).toPrecision(3)} s`,
      'pdata/1/ct1t2.txt',
    );
  }
  return { vendorTimes: peaks.map(({ shiftPpm, times }) => ({ shiftPpm, times: [...times] })) };
}
