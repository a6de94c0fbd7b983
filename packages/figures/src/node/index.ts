export { renderPdf } from './pdf/render-pdf.ts';
export { renderPng } from './png/render-png.ts';
