import type { ChoiceParam, NumberParam, TextParam } from '@ionwalk/core';

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
  doc: 'x0,y0:x1,y1 in pixels, further points for a bent line; (0, 0) is the outer corner of the first pixel, x to the right, y down.',
};
export const CURVE: ChoiceParam & { readonly type: 'choice'; readonly options: readonly ['straight', 'spline'] } = {
  type: 'choice',
  options: ['straight', 'spline'],
  default: 'straight',
  title: 'Straight or smooth between the points of the line',
  doc: 'Lengths count along the line; each pixel of the band belongs to the place nearest to it.',
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

export const DEAD_TIME_MODEL: ChoiceParam & { readonly type: 'choice' } = {
  type: 'choice',
  options: ['auto', 'non-paralysable', 'paralysable', 'one-per-pulse'],
  default: 'auto',
  title: 'How a counter loses ions',
  doc: 'auto: one ion per pulse and mass where the file counts pulses (.ita, .itm), else non-paralysable.',
};
export const DWELL: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  unit: 's',
  display: 'ms',
  min: 1e-12,
  title: 'Counting time per pixel and frame',
  doc: "Instead of the file's own; for files that state none.",
};
export const QSA: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  unit: '1',
  min: 0,
  max: 2,
  title: 'Take out quasi-simultaneous arrivals with this beta',
  doc: 'N(1 + beta K/(1 - K/2)), K ions per primary ion; 0.5 in theory, 0.6 to 1 measured. Needs --primary-current.',
};
export const PRIMARY_CURRENT: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  unit: 'A',
  display: 'pA',
  min: 0,
  title: 'Primary current on the sample',
};
export const FRAMES: TextParam & { readonly type: 'text' } = {
  type: 'text',
  default: '',
  title: 'Frames that are summed',
  doc: '5-40, 3,7-9 or 12-, counted from 1; all by default.',
};
export const DRIFT: ChoiceParam & { readonly type: 'choice' } = {
  type: 'choice',
  options: ['none', 'correct'],
  default: 'none',
  title: 'Lay frames on one another before they are summed',
  doc: 'Shifts to a fraction of a pixel from all masses together; every count is kept, and moved as a whole.',
};

/** From ions to sums: what every analysis of counts takes. */
export const COUNTING: {
  readonly tracer: typeof TRACER;
  readonly matrix: typeof MATRIX;
  readonly 'dead-time': typeof DEAD_TIME;
  readonly 'dead-time-model': typeof DEAD_TIME_MODEL;
  readonly dwell: typeof DWELL;
  readonly qsa: typeof QSA;
  readonly 'primary-current': typeof PRIMARY_CURRENT;
  readonly frames: typeof FRAMES;
  readonly drift: typeof DRIFT;
  readonly fractionation: typeof FRACTIONATION;
} = {
  tracer: TRACER,
  matrix: MATRIX,
  'dead-time': DEAD_TIME,
  'dead-time-model': DEAD_TIME_MODEL,
  dwell: DWELL,
  qsa: QSA,
  'primary-current': PRIMARY_CURRENT,
  frames: FRAMES,
  drift: DRIFT,
  fractionation: FRACTIONATION,
};

export const COUNTER_BACKGROUND: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  unit: '1/s',
  min: 0,
  title: 'Counts of a detector without ions',
  doc: 'Part of the likelihood, not taken off the counts; an uncertainty in brackets becomes an effect of the records.',
};
export const MATRIX_BACKGROUND: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  unit: '1/s',
  min: 0,
  title: "Those of the matrix's detector, where they differ",
};
export const BACKGROUND_REGION: TextParam & { readonly type: 'text' } = {
  type: 'text',
  default: '',
  title: 'Region whose counts are background',
  doc: 'x0,y0:x1,y1, two corners in pixels, instead of a rate: outside of the sample.',
};
export const MASK_LABELS: TextParam & { readonly type: 'text' } = {
  type: 'text',
  default: '',
  title: 'Labels of the mask that are used',
  doc: '3,7; by default every pixel that has a label.',
};

/** Background and regions: what analyses of fractions take besides. */
export const BACKGROUND: {
  readonly 'counter-background': typeof COUNTER_BACKGROUND;
  readonly 'matrix-background': typeof MATRIX_BACKGROUND;
  readonly 'background-region': typeof BACKGROUND_REGION;
  readonly 'mask-labels': typeof MASK_LABELS;
} = {
  'counter-background': COUNTER_BACKGROUND,
  'matrix-background': MATRIX_BACKGROUND,
  'background-region': BACKGROUND_REGION,
  'mask-labels': MASK_LABELS,
};
