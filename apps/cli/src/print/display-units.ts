import { convertUnit, parseUnit, usageError } from '@ionwalk/core';

/** Units of human output. */
export interface DisplayUnits {
  readonly diffusivity: string;
  readonly conductivity: string;
  readonly temperature: 'degC' | 'K';
}

/** `--units m2/s,K`: one unit each for diffusivity, conductivity and temperature; what isn't named stays cm2/s, S/cm and degC. */
export function parseDisplayUnits(text: string | undefined): DisplayUnits {
  const units: { diffusivity: string; conductivity: string; temperature: 'degC' | 'K' } = {
    diffusivity: 'cm2/s',
    conductivity: 'S/cm',
    temperature: 'degC',
  };
  for (const unit of (text ?? '').split(',').map((part) => part.trim())) {
    if (unit === '') continue;
    parseUnit(unit);
    if (unit === 'K' || unit === 'degC') units.temperature = unit;
    else if (fits(unit, 'm2/s')) units.diffusivity = unit;
    else if (fits(unit, 'S/m')) units.conductivity = unit;
    else {
      throw usageError('usage/units', `'${unit}' is no unit of a result`, {
        where: 'option --units',
        fix: 'give units of diffusivity, conductivity or temperature: --units m2/s,S/m,K',
      });
    }
  }
  return units;
}

/** A value in SI in the unit people read it in. */
export function displayed(value: number, unit: string, units: DisplayUnits): { value: number; factor: number; unit: string } {
  const shown = unit === 'm2/s' ? units.diffusivity : unit === 'S/m' ? units.conductivity : unit;
  const factor = convertUnit(1, unit, shown);
  return { value: convertUnit(value, unit, shown), factor, unit: shown };
}

/** `27.0 degC`, `300.15 K`. */
export function temperatureText(kelvin: number | null, units: DisplayUnits): string {
  if (kelvin === null) return '';
  return units.temperature === 'K' ? `${Number(kelvin.toFixed(2))} K` : `${(kelvin - 273.15).toFixed(1)} degC`;
}

function fits(unit: string, to: string): boolean {
  try {
    convertUnit(1, unit, to);
    return true;
  } catch {
    return false;
  }
}
