import { interWidths } from './inter-widths.ts';
import { SHIFTED_SIZE, type RichText } from './rich-text.ts';

/**
 * Width of a text in Inter regular [px], from the bundled advance widths; the same in every runtime. Kerning is left out (below 1 % of a label).
 * A character outside the table counts as the widest common letter, so that boxes err on the large side.
 */
export function measureText(text: string, size: number): number {
  let width = 0;
  for (const char of text) width += advances.get(char.codePointAt(0) as number) ?? UNKNOWN;
  return (width * size) / 1000;
}

/** Same for rich text. */
export function measureRich(rich: RichText, size: number): number {
  let width = 0;
  for (const run of rich) width += measureText(run.text, run.shift === undefined ? size : size * SHIFTED_SIZE);
  return width;
}

const UNKNOWN = 900;
const advances: ReadonlyMap<number, number> = new Map(
  interWidths.flatMap(([first, widths]) => widths.map((width, i): [number, number] => [first + i, width])),
);
