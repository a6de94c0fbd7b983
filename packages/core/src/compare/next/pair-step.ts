import { commonTemperatures, levelOf, type Difference } from '../common-temperatures.ts';
import type { NextStep } from '../document.ts';
import type { LinearForm, Spread } from '../linear-form.ts';
import type { Series } from '../series.ts';
import { SHARP } from '../sharp.ts';
import { bestStep } from './best-step.ts';
import { secondTemperature } from './second-temperature.ts';

/** Temperatures at which a further value is tried out. */
const PLACES = 8;

/** Level sharp enough: a second temperature. Else the step that narrows the interval of the level most, at the temperature where it does. */
export function pairStep(a: Series, b: Series, differences: readonly Difference[], level: Spread): NextStep {
  const first = differences[0] as Difference;
  if (level.u < SHARP) return secondTemperature(a, b, first.T, level);
  const { form } = levelOf(differences);
  const evaluate = ([p, q]: readonly Series[]): LinearForm | undefined => {
    const found = p && q ? commonTemperatures(p, q).differences : [];
    return found.length > 0 ? levelOf(found).form : undefined;
  };
  const every = Math.ceil(differences.length / PLACES);
  const steps = differences.filter((_, i) => i % every === 0).map(({ T }) => bestStep({ T, used: [a, b], form, evaluate }));
  return steps.reduce((best, step) => ((step.u_then ?? Infinity) < (best.u_then ?? Infinity) ? step : best));
}
