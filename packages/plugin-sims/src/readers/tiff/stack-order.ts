import { parseSpecies } from '../../species/parse-species.ts';

/** Which page of a stack holds a frame of a mass: frame * perFrame + mass * perMass. */
export interface StackOrder {
  readonly labels: readonly string[];
  readonly frames: number;
  readonly perFrame: number;
  readonly perMass: number;
}

/**
 * The masses of a stack. Labels that were given come first, and name the pages of each frame in turn. Else the labels of the pages, where they
 * name nuclides and repeat: 6Li 7Li 6Li 7Li is two frames of two masses, and so is 6Li 6Li 7Li 7Li. Else channels, and else frames of one mass.
 * Undefined where the pages are no multiple of the labels given.
 */
export function stackOrder(
  pages: number,
  given: readonly string[],
  pageLabels: readonly string[],
  channels: number,
): StackOrder | undefined {
  if (given.length > 0) return pages % given.length === 0 ? interleaved(given, pages) : undefined;
  if (pageLabels.length === pages && pageLabels.some((label) => parseSpecies(label).nuclide !== null)) {
    const distinct = [...new Set(pageLabels)];
    const frames = pages / distinct.length;
    if (pageLabels.every((label, i) => label === distinct[i % distinct.length])) return interleaved(distinct, pages);
    if (pageLabels.every((label, i) => label === distinct[Math.floor(i / frames)]))
      return { labels: distinct, frames, perFrame: 1, perMass: frames };
  }
  if (channels > 1 && pages % channels === 0)
    return interleaved(
      Array.from({ length: channels }, (_, i) => `channel ${i + 1}`),
      pages,
    );
  return interleaved([''], pages);
}

const interleaved = (labels: readonly string[], pages: number): StackOrder => ({
  labels,
  frames: pages / labels.length,
  perFrame: labels.length,
  perMass: 1,
});
