import { asksForBackground, type BackgroundOptions } from '../counting/counter-background.ts';
import type { CountingNote } from '../counting/counting-plan.ts';

/** What records of a profile say of its counts: the corrections of its rows, the background among them, the reference they were divided by. */
export function countingNote(
  options: BackgroundOptions & { readonly dwell?: number | undefined },
  corrected: CountingNote,
  normalised: string = '',
): CountingNote {
  const background = asksForBackground(options);
  return {
    given: {
      ...corrected.given,
      ...(normalised === '' ? {} : { normalised }),
      ...(background
        ? {
            counter_background: options['counter-background'] ?? 0,
            matrix_background: options['matrix-background'] ?? options['counter-background'] ?? 0,
            dwell: options.dwell ?? null,
          }
        : {}),
    },
    flags: [...corrected.flags, ...(background ? ['background-subtracted'] : []), ...(normalised === '' ? [] : ['normalised'])],
  };
}
