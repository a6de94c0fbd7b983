import type { FlagParam, NumberParam, TextParam } from '@ionwalk/core';

/** How rows of arrayed data become signals. */
export interface ProcessingOptions {
  readonly window: string;
  /** Hz */
  readonly apodise?: number | undefined;
  /** rad */
  readonly phase?: number | undefined;
  readonly baseline?: boolean | undefined;
}

/** The options of the analyses that take arrayed data. */
export const PROCESSING: {
  readonly window: TextParam;
  readonly apodise: NumberParam;
  readonly phase: NumberParam;
  readonly baseline: FlagParam;
} = {
  window: { type: 'text', title: 'Integration window f1:f2 in Hz from the carrier; default the strongest line', default: '' },
  apodise: { type: 'number', title: 'Exponential line broadening of every row', unit: 'Hz', min: 0 },
  phase: {
    type: 'number',
    title: 'Phase to take out of every row; default the one that puts most signal into the real part',
    unit: 'rad',
    display: 'deg',
  },
  baseline: { type: 'flag', title: 'Take off the level beside the window', default: false },
};
