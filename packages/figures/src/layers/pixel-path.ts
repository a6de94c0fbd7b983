/** A coordinate in SVG path data: two decimals, no exponent, no minus zero. */
export function coordinate(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

/** Far outside of any figure; keeps numbers short and drawable where data lie way beyond a stated domain. */
export const clampPixel = (value: number): number => Math.min(Math.max(value, -20_000), 20_000);

/** A finite pixel position, or undefined for a gap. */
export function pixelPoint(x: number, y: number): [number, number] | undefined {
  return Number.isFinite(x) && Number.isFinite(y) ? [clampPixel(x), clampPixel(y)] : undefined;
}
