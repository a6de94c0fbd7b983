import type { HavenEntry } from '@ionwalk/core/compare';

/** A Haven ratio with its 95 % interval, or its limit; a dash where there is neither. */
export function ratioText({ value, lo, hi, bound }: Pick<HavenEntry, 'value' | 'lo' | 'hi' | 'bound'>): string {
  const short = (number: number | null): string =>
    number === null ? '—' : number >= 1e-3 && number < 1e4 ? number.toPrecision(3) : number.toExponential(2);
  if (bound === 'upper') return `< ${short(hi)}`;
  if (bound === 'lower') return `> ${short(lo)}`;
  if (lo === null && hi === null) return short(value);
  return value === null ? '—' : `${short(value)}  ${short(lo)} to ${short(hi)}`;
}
