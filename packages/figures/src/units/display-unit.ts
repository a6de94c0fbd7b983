import { convertUnit, sameDimension } from '@ionwalk/core';
import type { UnitChoice } from './unit-choice.ts';

/** How stored numbers become shown ones: shown = factor · stored + offset, in `unit`, of which `power` more powers of ten are in the label. */
export interface DisplayUnit {
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
  /** Shown numbers are in 10^power of `unit`. */
  readonly power: number;
}

/**
 * The unit a quantity is shown in: a choice of the reader's (diffusivity, temperature, length, …), else a prefix that fits the largest number.
 * @param largest largest finite magnitude on the axis, in the stored unit
 * @param ranged false on a logarithmic axis, where a prefix would hide the decades
 */
export function displayUnit(unit: string, largest: number, ranged: boolean, choice: UnitChoice = {}): DisplayUnit {
  const wanted = wantedUnit(unit, largest, ranged, choice);
  const shown = wanted === undefined ? { unit, factor: 1, offset: 0 } : affine(unit, wanted);
  const power = ranged && shown.offset === 0 && !prefixed(shown.unit) ? commonPower(largest * shown.factor) : 0;
  return { unit: shown.unit, factor: power === 0 ? shown.factor : shown.factor / 10 ** power, offset: shown.offset, power };
}

function wantedUnit(unit: string, largest: number, ranged: boolean, choice: UnitChoice): string | undefined {
  const is = (other: string): boolean => unit === other || sameDimension(unit, other);
  if (unit === '1' || unit === '') return undefined;
  if (is('m2/s')) return choice.diffusivity ?? 'cm2/s';
  if (is('S/m')) return choice.conductivity ?? 'S/cm';
  if (is('S.K/m')) return (choice.conductivity ?? 'S/cm') === 'S/cm' ? 'S.K/cm' : 'S.K/m';
  if (unit === 'K' || unit === 'degC') return choice.temperature ?? unit;
  if (is('eV') && unit !== 'W.s') return choice.energy ?? 'eV';
  if (is('m')) return choice.length ?? (ranged ? fitting(unit, ['nm', 'um', 'mm', 'm'], largest) : 'um');
  if (!ranged) return is('Ohm') ? 'Ohm' : undefined;
  if (is('Ohm')) return fitting(unit, ['mOhm', 'Ohm', 'kOhm', 'MOhm', 'GOhm'], largest);
  if (is('s')) return fitting(unit, ['ns', 'us', 'ms', 's', 'h', 'd'], largest);
  if (unit === 'Hz') return fitting(unit, ['Hz', 'kHz', 'MHz', 'GHz'], largest);
  return undefined;
}

/** The largest of the units in which the largest number is at least one (0.5 for lengths and times reads worse than 500). */
function fitting(unit: string, ladder: readonly string[], largest: number): string {
  const [smallest = unit] = ladder;
  let best = smallest;
  for (const candidate of ladder) if (convertUnit(largest, unit, candidate) >= thresholdOf(candidate)) best = candidate;
  return best;
}

// Hours and days only where seconds become long numbers.
const thresholdOf = (unit: string): number => (unit === 'h' || unit === 'd' ? 3 : 1);

const prefixed = (unit: string): boolean => /^([GMkmun](Ohm|m|s|Hz)|Ohm|Hz|h|d|s|m)$/.test(unit);

function commonPower(largest: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 0;
  const decade = Math.floor(Math.log10(largest) + 1e-9);
  return decade >= 5 || decade < -3 ? 3 * Math.floor(decade / 3) : 0;
}

function affine(from: string, to: string): { unit: string; factor: number; offset: number } {
  const zero = convertUnit(0, from, to);
  return { unit: to, factor: zero === 0 ? convertUnit(1, from, to) : 1, offset: zero };
}
