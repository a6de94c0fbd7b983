/** A number for an axis or a text: typographic minus, fixed decimals. */
export function formatFixed(value: number, decimals: number): string {
  const text = value.toFixed(Math.min(Math.max(decimals, 0), 20));
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** Decimals a tick needs so that multiples of `step` stay apart: 0.25 → 2, 50 → 0. */
export function decimalsOf(step: number): number {
  if (!(step > 0) || !Number.isFinite(step)) return 0;
  for (let decimals = 0; decimals < 15; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled)) return decimals;
  }
  return 15;
}
