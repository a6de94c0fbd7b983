import { type RichText, SHIFTED_SIZE } from '../../text/rich-text.ts';
import type { TextItem } from '../../layout/display-list.ts';
import { type PdfFace, type Stretch, stretchesOf } from './pdf-faces.ts';

interface Placed extends Stretch {
  readonly x: number;
  /** Baseline against that of the whole text, downwards. */
  readonly dy: number;
  readonly size: number;
}

/**
 * Sets a text of a display list: text stays text (it can be searched, copied and edited), the outline behind it is drawn as letter shapes.
 */
export function drawText(document: PDFKit.PDFDocument, item: TextItem, faces: readonly PdfFace[]): void {
  const { placed, width } = place(item.runs, item.size, faces);
  const left = item.anchor === 'start' ? 0 : item.anchor === 'middle' ? -width / 2 : -width;
  document.save().translate(item.x, item.y);
  if (item.rotate !== undefined) document.rotate(item.rotate);
  if (item.halo !== undefined) for (const stretch of placed) outline(document, stretch, left, item.halo);
  document.fillColor(item.fill);
  for (const { text, face, x, dy, size } of placed)
    document
      .font(face.name)
      .fontSize(size)
      .text(text, left + x, dy, { lineBreak: false, baseline: 'alphabetic' });
  document.restore();
}

function place(runs: RichText, size: number, faces: readonly PdfFace[]): { placed: Placed[]; width: number } {
  const placed: Placed[] = [];
  let width = 0;
  for (const run of runs) {
    const own = run.shift === undefined ? size : size * SHIFTED_SIZE;
    const dy = run.shift === 'sup' ? -0.38 * size : run.shift === 'sub' ? 0.22 * size : 0;
    for (const stretch of stretchesOf(run, faces)) {
      placed.push({ ...stretch, x: width, dy, size: own });
      const { font } = stretch.face;
      width += (font.layout(stretch.text).advanceWidth / font.unitsPerEm) * own;
    }
  }
  return { placed, width };
}

function outline(document: PDFKit.PDFDocument, { text, face, x, dy, size }: Placed, left: number, colour: string): void {
  const scale = size / face.font.unitsPerEm;
  document
    .save()
    .translate(left + x, dy)
    .scale(scale, -scale);
  document
    .lineWidth(3 / scale)
    .lineJoin('round')
    .strokeColor(colour);
  const { glyphs, positions } = face.font.layout(text);
  glyphs.forEach((glyph, i) => {
    const shape = glyph.path.toSVG();
    if (shape !== '') document.path(shape).stroke();
    document.translate(positions[i]?.xAdvance ?? glyph.advanceWidth, 0);
  });
  document.restore();
}
