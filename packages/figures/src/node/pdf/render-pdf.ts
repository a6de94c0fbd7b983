import type { DisplayList } from '../../layout/display-list.ts';
import { bundledFaces } from '../fonts/bundled-faces.ts';
import { drawItem } from './draw-item.ts';
import { openFaces } from './pdf-faces.ts';

/** Points (1/72 inch) to a pixel (1/96 inch). */
const POINTS = 0.75;

/**
 * A figure as a PDF of one page, of the figure's own size: lines and text as such, set in the bundled Inter, the description as its alternative
 * text. The same figure gives the same bytes: no date is written.
 */
export async function renderPdf(list: DisplayList): Promise<Uint8Array> {
  const [{ default: PDFDocument }, bundled] = await Promise.all([import('pdfkit'), bundledFaces()]);
  const document = new PDFDocument({
    size: [list.width * POINTS, list.height * POINTS],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en',
    info: { Title: list.title, Subject: list.description, Creator: 'Ionwalk', CreationDate: new Date(0) },
  });
  // The file's own mark is made from the date when the document is opened; a date that isn't true is better left out.
  delete document.info.CreationDate;
  // Its XML copy of title and subject would need the date, and is written unescaped; PDF doesn't ask for it.
  Object.assign(document, { endMetadata: () => undefined });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const { name, bytes } of bundled) document.registerFont(name, Buffer.from(bytes));
  const faces = openFaces(bundled);
  const draw = (): void => {
    document.scale(POINTS);
    document.rect(0, 0, list.width, list.height).fill(list.background);
    for (const item of list.items) drawItem(document, item, faces);
  };
  const figure = document.struct('Figure', { title: list.title, alt: list.description }, draw);
  document.addStructure(document.struct('Document', {}, [figure]));
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
