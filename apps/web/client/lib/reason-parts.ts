import { temperatureText, type UnitChoice } from './display-units.ts';

/** Why a verdict is what it is: the sentence that decides, and what it rests on. */
export interface ReasonParts {
  readonly decisive: string;
  /** Empty: there is nothing more to say. */
  readonly more: string;
}

/**
 * A reason taken apart: its verdict, and what it is of. Temperatures are in the unit of the page, differences stay in kelvin.
 * A reason of another form is decisive as a whole.
 */
export function reasonParts(reason: string, units: UnitChoice): ReasonParts {
  const text = inUnits(reason, units);
  const refused = /^Not comparable, since (.+?)(?:; (to decide it, .+))?$/su.exec(text);
  if (refused)
    return { decisive: sentence((refused[1] ?? '').replace(/\.$/u, '')), more: refused[2] === undefined ? '' : sentence(refused[2]) };
  // The verdict stands before the colon of the first sentence; of what it is, and what else is to know, come after.
  const first = /^(.+?)(?:: (.+?))?\. (.+)$/su.exec(text) ?? /^(.+?): (.+)$/su.exec(text);
  if (!first) return { decisive: text, more: '' };
  const [, verdict = '', of = '', rest = ''] = first;
  return {
    decisive: sentence(verdict),
    more: [of, rest]
      .filter((part) => part !== '')
      .map(sentence)
      .join(' '),
  };
}

/** Kelvin as the page shows temperatures; what is a difference ("43 K outside the data") isn't one. */
const inUnits = (text: string, units: UnitChoice): string =>
  text.replace(/(?<![\d.]|carried |within |by |± |over )(\d+(?:\.\d+)?) K(?![\p{L}\d]| outside| beyond)/gu, (_, kelvin: string) =>
    temperatureText(Number(kelvin), units).replace(' ', '\u00a0'),
  );

const sentence = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1).replace(/\.?$/u, '.');
