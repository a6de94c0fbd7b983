import { asksForBackground, type BackgroundOptions } from '../counting/counter-background.ts';
import type { CountingNote } from '../counting/counting-plan.ts';

/** What records of a profile say of its counts; the corrections of pixels and frames are those of images. */
export function countingNote(
  options: BackgroundOptions & { readonly fractionation?: number | undefined; readonly dwell?: number | undefined },
  normalised: string = '',
): CountingNote {
  const alpha = options.fractionation ?? 1;
  const background = asksForBackground(options);
  return {
    given: {
      ...(alpha === 1 ? {} : { fractionation: alpha }),
      ...(normalised === '' ? {} : { normalised }),
      ...(background
        ? {
            counter_background: options['counter-background'] ?? 0,
            matrix_background: options['matrix-background'] ?? options['counter-background'] ?? 0,
            dwell: options.dwell ?? null,
          }
        : {}),
    },
    flags: [...(background ? ['background-subtracted'] : []), ...(normalised === '' ? [] : ['normalised'])],
  };
}
