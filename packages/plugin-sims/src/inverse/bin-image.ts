import type { HeldEdge } from '../engine/pixel-network.ts';

/** Counts and labels of an image, row-major. */
export interface LabelledCounts {
  readonly width: number;
  readonly height: number;
  /** Edge of a pixel [m]. */
  readonly pixel: number;
  readonly labels: Int32Array;
  readonly fraction: Float64Array;
  readonly count: Float64Array;
}

/**
 * Joins block × block pixels: counts are summed (masked pixels hold none), the label is the most frequent one that isn't 0. What doesn't fill a block is cropped away on the
 * side away from the held edge.
 */
export function binImage(image: LabelledCounts, block: number, edge: HeldEdge): LabelledCounts {
  if (block === 1) return image;
  const [width, height] = [Math.floor(image.width / block), Math.floor(image.height / block)];
  const left = edge === 'right' ? image.width - width * block : 0;
  const top = edge === 'bottom' ? image.height - height * block : 0;
  const [count, tracer, labels] = [new Float64Array(width * height), new Float64Array(width * height), new Int32Array(width * height)];
  const votes = new Map<number, number>();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      votes.clear();
      for (let row = 0; row < block; row++) {
        for (let column = 0; column < block; column++) {
          const i = (top + y * block + row) * image.width + left + x * block + column;
          const n = image.count[i]!;
          if (n > 0) {
            count[at]! += n;
            tracer[at]! += n * image.fraction[i]!;
          }
          const label = image.labels[i]!;
          if (label !== 0) votes.set(label, (votes.get(label) ?? 0) + 1);
        }
      }
      let most = 0;
      for (const [label, number] of votes) {
        if (number <= most) continue;
        most = number;
        labels[at] = label;
      }
    }
  }
  const fraction = tracer.map((t, i) => (count[i]! > 0 ? t / count[i]! : NaN));
  return { width, height, pixel: image.pixel * block, labels, fraction, count };
}
