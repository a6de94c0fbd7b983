import type { Axis } from '@ionwalk/core';
import { formatFixed } from '../format-number.ts';
import { plain, sup, type RichText } from '../text/rich-text.ts';
import type { DisplayUnit } from '../units/display-unit.ts';
import type { AxisScale } from './axis-scale.ts';
import { roundSteps } from './round-steps.ts';

export interface Tick {
  readonly pixel: number;
  /** Missing on minor ticks. */
  readonly label?: RichText;
  readonly minor?: true;
}

/**
 * Ticks of an axis at round *shown* numbers. Linear and square-root: 1, 2, 5 steps. Logarithmic: decades with minor ticks at 2…9,
 * thinned where decades crowd (no minors above 9 decades), 2 and 5 labelled where there are fewer than two decades.
 * @param gap least distance of labels [px]
 */
export function ticksOf(scale: AxisScale, shown: Pick<DisplayUnit, 'factor' | 'offset'>, gap: number): Tick[] {
  const toShown = (value: number): number => shown.factor * value + shown.offset;
  const toPixel = (value: number): number => scale.toPixel((value - shown.offset) / shown.factor);
  const domain = [toShown(scale.domain[0]), toShown(scale.domain[1])].sort((a, b) => a - b) as [number, number];
  const room = Math.abs(scale.range[1] - scale.range[0]) / gap;
  const ticks = scale.kind === 'log' ? logTicks(domain, room, toPixel) : evenTicks(domain, room, toPixel, scale.kind);
  return ticks.filter((tick) => Number.isFinite(tick.pixel));
}

type ToPixel = (value: number) => number;

function evenTicks(domain: [number, number], room: number, toPixel: ToPixel, kind: Axis['scale']): Tick[] {
  const count = Math.min(Math.max(Math.floor(room), 2), 10);
  const { values, decimals } = roundSteps(domain, count);
  const ticks = values.map((value): Tick => ({ pixel: toPixel(value), label: [plain(formatFixed(value, decimals))] }));
  if (kind !== 'sqrt') return ticks;
  // A square root packs the upper ticks; keep those whose labels have room.
  const least = Math.abs(toPixel(domain[1]) - toPixel(domain[0])) / Math.max(room, 1);
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(tick.pixel - last.pixel) >= 0.8 * least) kept.push(tick);
  }
  return kept;
}

function logTicks([low, high]: [number, number], room: number, toPixel: ToPixel): Tick[] {
  const first = Math.floor(Math.log10(low) - 1e-9);
  const last = Math.ceil(Math.log10(high) + 1e-9);
  const decades = Math.log10(high / low);
  const inside = (value: number): boolean => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const powers: number[] = [];
  for (let power = first; power <= last; power++) if (inside(10 ** power)) powers.push(power);
  if (powers.length < 2 && decades < 0.7) return evenTicks([low, high], room, toPixel, 'log');
  const every = Math.max(1, Math.ceil(decades / Math.max(room, 1)));
  const between = powers.length < 3 && room >= 3 * decades ? [2, 5] : [];
  const written = decimalPowers(powers.concat(between.length > 0 ? [first, last] : []));
  const ticks: Tick[] = [];
  for (let power = first; power <= last; power++) {
    for (let digit = 1; digit <= 9; digit++) {
      const value = Number(`${digit}e${power}`);
      if (!inside(value)) continue;
      const labelled = digit === 1 ? modulo(power, every) === 0 : between.includes(digit);
      if (labelled) ticks.push({ pixel: toPixel(value), label: written ? decimalLabel(digit, power) : powerLabel(digit, power) });
      else if (digit === 1 || (decades <= 9 && every <= 2)) ticks.push({ pixel: toPixel(value), minor: true });
    }
  }
  return ticks;
}

// Up to a thousand and down to a hundredth, plain numbers read faster than powers.
const decimalPowers = (powers: readonly number[]): boolean => powers.every((power) => power >= -3 && power <= 3);
const decimalLabel = (digit: number, power: number): RichText => [plain(formatFixed(Number(`${digit}e${power}`), Math.max(-power, 0)))];
const powerLabel = (digit: number, power: number): RichText => [
  plain(digit === 1 ? '10' : `${digit}×10`),
  sup(String(power).replace('-', '−')),
];
const modulo = (a: number, b: number): number => ((a % b) + b) % b;
