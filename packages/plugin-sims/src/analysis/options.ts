import type { NumberParam, TextParam } from '@ionwalk/core';

/** Options that several analyses share. */
export const TRACER: TextParam & { readonly type: 'text' } = {
  type: 'text',
  default: '',
  title: 'Tracer isotope',
  doc: 'As the file names it, 6Li; by default one of the two isotopes of one element in the file.',
};
export const MATRIX: TextParam & { readonly type: 'text' } = {
  type: 'text',
  default: '',
  title: 'Matrix isotope',
  doc: 'The isotope the tracer is compared with, 7Li.',
};
export const DEAD_TIME: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  unit: 's',
  display: 'ns',
  min: 0,
  title: 'Dead time of the detectors',
  doc: "Instead of the file's own; 0 switches the correction off.",
};
export const LINE: TextParam & { readonly type: 'text' } = {
  type: 'text',
  default: '',
  title: 'Line across the image',
  doc: 'x0,y0:x1,y1 in pixels; (0, 0) is the outer corner of the first pixel, x to the right, y down.',
};
export const WIDTH: NumberParam & { readonly type: 'number'; readonly default: number } = {
  type: 'number',
  unit: '1',
  default: 1,
  min: 1e-3,
  max: 100_000,
  title: 'Width of the band in pixels',
  doc: 'Counts are summed across it before the ratio is formed.',
};
export const ORIGIN: NumberParam & { readonly type: 'number'; readonly default: number } = {
  type: 'number',
  unit: 'm',
  display: 'um',
  default: 0,
  title: "Depth of the line's start",
};

export const FRACTIONATION: NumberParam & { readonly type: 'number'; readonly default: number } = {
  type: 'number',
  unit: '1',
  default: 1,
  min: 1e-3,
  max: 1e3,
  title: 'Instrumental mass fractionation',
  doc: 'Measured over true ratio of tracer to matrix, from a standard; an uncertainty in brackets becomes an effect of the records.',
};
