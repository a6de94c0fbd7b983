import type { PixelNetwork } from './pixel-network.ts';

/** out = A c [1/s]: what leaves each pixel towards its neighbours and the held edge (at 0). */
export function networkOutflow({ width, height, east, south, held }: PixelNetwork, c: Float64Array, out: Float64Array): void {
  const n = width * height;
  for (let i = 0; i < n; i++) out[i] = held[i]! * c[i]!;
  for (let y = 0; y < height; y++) {
    const begin = y * width;
    for (let i = begin; i < begin + width - 1; i++) {
      const flow = east[i]! * (c[i]! - c[i + 1]!);
      out[i]! += flow;
      out[i + 1]! -= flow;
    }
  }
  for (let i = 0; i < n - width; i++) {
    const flow = south[i]! * (c[i]! - c[i + width]!);
    out[i]! += flow;
    out[i + width]! -= flow;
  }
}
