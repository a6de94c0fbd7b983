import * as fontkit from 'fontkit';
import type { Run } from '../../text/rich-text.ts';
import type { BundledFace } from '../fonts/bundled-faces.ts';

export interface PdfFace {
  readonly name: string;
  readonly italic: boolean;
  readonly font: fontkit.Font;
}

/** A stretch of a run whose letters all stand in one face. */
export interface Stretch {
  readonly text: string;
  readonly face: PdfFace;
}

export const openFaces = (faces: readonly BundledFace[]): readonly PdfFace[] =>
  faces.map(({ name, italic, bytes }) => ({ name, italic, font: fontkit.create(Buffer.from(bytes)) as fontkit.Font }));

/**
 * Parts a run where the face must change: each letter is set in the first face that has it, of the run's own slope where one does.
 * A letter no face has is set in the first face, which shows its empty box.
 */
export function stretchesOf(run: Run, faces: readonly PdfFace[]): readonly Stretch[] {
  const wanted = run.italic ?? false;
  const order = faces.toSorted((a, b) => Number(b.italic === wanted) - Number(a.italic === wanted));
  const stretches: Stretch[] = [];
  for (const letter of run.text) {
    const code = letter.codePointAt(0) as number;
    const face = order.find(({ font }) => font.hasGlyphForCodePoint(code)) ?? order[0];
    if (face === undefined) break;
    const last = stretches.at(-1);
    if (last?.face === face) stretches[stretches.length - 1] = { text: last.text + letter, face };
    else stretches.push({ text: letter, face });
  }
  return stretches;
}
