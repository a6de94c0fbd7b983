import { layoutFigure, toSvg } from '@ionwalk/figures';
import { renderPdf, renderPng } from '@ionwalk/figures/node';
import type { DrawJob } from './job.ts';

/** The file `ionwalk plot -o figure.FORMAT --width WIDTH --dpi DPI` writes, byte for byte. */
export async function drawFigure({ figure, format, width, dpi, units }: DrawJob): Promise<Uint8Array> {
  const drawn = layoutFigure(figure, { width, units });
  if (format === 'pdf') return renderPdf(drawn);
  const svg = toSvg(drawn);
  return format === 'png' ? renderPng(svg, dpi / 96) : new TextEncoder().encode(svg);
}
