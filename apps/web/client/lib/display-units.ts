import { convertUnit } from '@ionwalk/core';

/** What the reader of the page chose to see; records stay in SI. */
export interface UnitChoice {
  readonly diffusivity: 'cm2/s' | 'm2/s';
  readonly temperature: 'degC' | 'K';
}

export interface Displayed {
  readonly value: number;
  readonly unit: string;
}

/** The unit a quantity is shown in: diffusivities, conductivities and temperatures follow the choice, all else stays as it is. */
export function displayUnit(unit: string, choice: UnitChoice): string {
  if (unit === 'm2/s' || unit === 'cm2/s') return choice.diffusivity;
  if (unit === 'S/m' || unit === 'S/cm') return choice.diffusivity === 'cm2/s' ? 'S/cm' : 'S/m';
  if (unit === 'K' || unit === 'degC') return choice.temperature;
  return unit;
}

export function displayed(value: number, unit: string, choice: UnitChoice): Displayed {
  const to = displayUnit(unit, choice);
  return { value: to === unit ? value : convertUnit(value, unit, to), unit: to };
}

/** `60 °C` or `333 K`, to the tenth where there is one. */
export function temperatureText(kelvin: number | null | undefined, choice: UnitChoice): string {
  if (kelvin === null || kelvin === undefined) return 'not stated';
  const { value, unit } = displayed(kelvin, 'K', choice);
  return `${String(Math.round(value * 10) / 10).replace('-', '−')} ${unit === 'degC' ? '°C' : 'K'}`;
}
