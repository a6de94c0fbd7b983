import { plain } from '../text/rich-text.ts';
import type { AxisScale } from './axis-scale.ts';
import type { Tick } from './ticks.ts';

/**
 * Decades of a logarithmic axis of lengths, each written with the prefix that suits it: 10 nm, 1 µm, 100 µm. For axes that span the scales
 * from a jump to a sample, where powers of one unit say little.
 * @param scale stored in m
 * @param gap least distance of labels [px]
 */
export function lengthTicks(scale: AxisScale, gap: number): Tick[] {
  const [low, high] = [...scale.domain].sort((a, b) => a - b) as [number, number];
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil(gap / Math.abs(scale.pixelsPerUnit)));
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i): Tick => {
    const power = first + i;
    const pixel = scale.toPixel(Number(`1e${power}`));
    return ((power % every) + every) % every === 0 ? { pixel, label: [plain(lengthLabel(power))] } : { pixel, minor: true };
  });
}

/** 10^power m in words. */
function lengthLabel(power: number): string {
  const group = Math.min(Math.max(Math.floor(power / 3), -4), 1);
  const prefix = ['p', 'n', 'µ', 'm', '', 'k'][group + 4] as string;
  const rest = power - 3 * group;
  return rest >= 0 && rest <= 3 ? `${10 ** rest}\u00a0${prefix}m` : `1e${power}\u00a0m`;
}
