import { formatFixed } from '../format-number.ts';
import { measureText } from '../text/measure-text.ts';
import { plain } from '../text/rich-text.ts';
import type { AxisScale } from './axis-scale.ts';
import type { Tick } from './ticks.ts';

/**
 * Round temperatures on an axis of 1/T (or of T): each tick stands exactly where its temperature does, whatever the spacing. The roundest
 * temperatures are labelled first, finer ones where their labels have room; unlabelled ticks fill in.
 * @param scale of the axis the temperatures are derived from, stored in 1/K (`reciprocal`) or K
 */
export function temperatureTicks(scale: AxisScale, unit: 'degC' | 'K', reciprocal: boolean, size: number): Tick[] {
  const zero = unit === 'degC' ? 273.15 : 0;
  const toKelvin = (stored: number): number => (reciprocal ? 1 / stored : stored);
  // On 1/T the axis may reach zero or below, which no temperature does.
  const ends = scale.domain.map(toKelvin).map((kelvin) => (kelvin > 0 && kelvin < 1e4 ? kelvin : 1e4));
  const low = Math.min(...ends) - zero;
  const high = Math.max(...ends) - zero;
  const [start, end] = [Math.min(...scale.range) - 0.01, Math.max(...scale.range) + 0.01];
  const inRange = (pixel: number): boolean => pixel >= start && pixel <= end;
  const labelled: (Tick & { readonly half: number })[] = [];
  const tick = (value: number): Tick => {
    const kelvin = value + zero;
    return { pixel: scale.toPixel(reciprocal ? 1 / kelvin : kelvin), label: [plain(formatFixed(value, 0))] };
  };
  for (const step of LEVELS) {
    // Below ten degrees only where the whole axis spans few of them: 212 says nothing among the hundreds.
    if ((high - low) / step > (step < 10 ? 30 : 60)) break;
    for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + 1e-9; value += step) {
      const candidate = tick(value);
      const half = measureText(formatFixed(value, 0), size) / 2;
      if (!inRange(candidate.pixel)) continue;
      if (labelled.some((other) => Math.abs(other.pixel - candidate.pixel) < other.half + half + GAP * size)) continue;
      labelled.push({ ...candidate, half });
    }
  }
  const minor = minorTicks(low, high, (value) => tick(value).pixel, inRange).filter(({ pixel }) =>
    labelled.every((other) => Math.abs(other.pixel - pixel) > 1),
  );
  const byPixel = (a: Tick, b: Tick): number => a.pixel - b.pixel;
  return [...labelled.map(({ pixel, label }): Tick => ({ pixel, ...(label && { label }) })), ...minor].sort(byPixel);
}

const LEVELS: readonly number[] = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];
/** Least space between labels in letter heights. */
const GAP = 2.4;

/** Unlabelled ticks at the finest step that keeps all of them apart. */
function minorTicks(low: number, high: number, toPixel: (value: number) => number, inRange: (pixel: number) => boolean): Tick[] {
  let best: Tick[] = [];
  for (const step of LEVELS) {
    if ((high - low) / step > 200) break;
    const ticks: Tick[] = [];
    for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + 1e-9; value += step) {
      const pixel = toPixel(value);
      if (inRange(pixel)) ticks.push({ pixel, minor: true });
    }
    if (ticks.some(({ pixel }, i) => i > 0 && Math.abs(pixel - (ticks[i - 1] as Tick).pixel) < 7)) break;
    best = ticks;
  }
  return best;
}
