import type { DisplayItem, PathItem, RectItem } from '../../layout/display-list.ts';
import { drawText } from './draw-text.ts';
import type { PdfFace } from './pdf-faces.ts';

/** Draws one item of a display list, as `toSvg` writes it. */
export function drawItem(document: PDFKit.PDFDocument, item: DisplayItem, faces: readonly PdfFace[]): void {
  switch (item.kind) {
    case 'path':
      if (item.d !== '') paint(document, item, () => document.path(item.d));
      return;
    case 'rect':
      return paint(document, item, () => document.rect(item.x, item.y, item.w, item.h));
    case 'image':
      document.image(item.href, item.x, item.y, { width: item.w, height: item.h });
      return;
    case 'text':
      return drawText(document, item, faces);
    case 'clip':
      document.save().rect(item.x, item.y, item.w, item.h).clip();
      for (const child of item.items) drawItem(document, child, faces);
      document.restore();
      return;
    case 'ref':
      for (const child of item.items) drawItem(document, child, faces);
  }
}

/** Fill below, stroke above: what SVG does with one shape. */
function paint(document: PDFKit.PDFDocument, item: PathItem | RectItem, shape: () => void): void {
  const { fill, fillOpacity, stroke, width, strokeOpacity, dash, round } = { strokeOpacity: 1, dash: '', round: false, ...item };
  document.save();
  if (fill !== undefined && fill !== 'none') {
    shape();
    document.fillOpacity(fillOpacity ?? 1).fill(fill);
  }
  if (stroke !== undefined && stroke !== 'none') {
    shape();
    document.lineWidth(width ?? 1).strokeOpacity(strokeOpacity);
    if (round) document.lineCap('round').lineJoin('round');
    const lengths = dash.split(/[ ,]+/).filter(Boolean).map(Number);
    if (lengths.length > 0) document.addContent(`[${lengths.join(' ')}] 0 d`);
    document.stroke(stroke);
  }
  document.restore();
}
