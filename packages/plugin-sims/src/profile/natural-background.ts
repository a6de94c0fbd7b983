import { nuclides, usageError } from '@ionwalk/core';
import { parseSpecies } from '../species/parse-species.ts';

/**
 * Natural fraction of a tracer isotope: its abundance over that and the most abundant other isotope of the element, which is the matrix. 0.0759 for 6Li,
 * 0.00205 for 18O. Throws usage `sims/natural-background` where the isotope isn't known.
 */
export function naturalBackground(tracerLabel: string): number {
  const own = parseSpecies(tracerLabel).nuclide;
  const tracer = nuclides.find(({ element, A }) => element === own?.element && A === own.A);
  const others = nuclides.filter(({ element, A }) => element === own?.element && A !== own.A).map(({ abundance }) => abundance);
  if (!tracer || others.length === 0) {
    throw usageError(
      'sims/natural-background',
      `the natural fraction of ${tracerLabel === '' ? 'a tracer without a name' : tracerLabel} isn't known`,
      {
        where: 'option --natural-background',
        fix: 'name the tracer, --tracer 18O, or give the fraction, --background 0.00205',
      },
    );
  }
  return tracer.abundance / (tracer.abundance + Math.max(...others));
}
