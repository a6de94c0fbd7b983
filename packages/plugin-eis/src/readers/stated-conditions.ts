import type { Conditions } from '@ionwalk/core';

export interface StatedGeometry {
  /** m */
  thickness?: number;
  /** m */
  diameter?: number;
  /** m2 */
  area?: number;
}

const LENGTH: { readonly [unit: string]: number } = { m: 1, cm: 1e-2, mm: 1e-3, um: 1e-6, µm: 1e-6, μm: 1e-6, nm: 1e-9 };
const LINE =
  /(?:^|[\s#"'*])(?:sample\s+)?(temperature|temp\.?|thickness|diameter|area)\s*[([]?\s*([a-zµμ°^²\d/]*)\s*[)\]]?\s*[:=,\t]\s*([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)(?=\s*([a-zµμ°^²]*\d?))/gi;

/**
 * Temperature [K] and geometry [m, m2] from header lines such as `Temperature: 27 degC`, `Diameter[mm]: 1.300e+01` or
 * `# area = 0.785 cm2`. A number without a known unit is no statement, nor is one that can't be (T <= 0 K, a length <= 0).
 */
export function statedConditions(lines: readonly string[]): { conditions: Conditions; geometry: StatedGeometry } {
  const geometry: StatedGeometry = {};
  let temperature: number | undefined;
  for (const line of lines) {
    if (line.length > 1024) continue;
    // Runs of blanks would keep the pattern busy.
    const plain = line.replace(/\s+/g, (run) => (run.includes('\t') ? '\t' : ' '));
    for (const [, word = '', unitBefore = '', number = '', unitAfter = ''] of plain.matchAll(LINE)) {
      const value = Number(number.replace(',', '.'));
      const unit = unitBefore || unitAfter;
      const name = word.toLowerCase();
      if (name.startsWith('temp')) temperature ??= kelvin(value, unit);
      else if (name === 'area') assign(geometry, 'area', squareMetres(value, unit));
      else assign(geometry, name as 'thickness' | 'diameter', metres(value, unit));
    }
  }
  return { conditions: temperature === undefined ? {} : { temperature }, geometry };
}

/** Kelvin of a value in K, degC, °C or C; undefined for another unit or below absolute zero. */
export function kelvin(value: number, unit: string): number | undefined {
  const T = unit === 'K' ? value : /^(°|deg\s*)?c$/i.test(unit.trim()) ? value + 273.15 : NaN;
  return T > 0 && Number.isFinite(T) ? T : undefined;
}

const assign = (geometry: StatedGeometry, key: keyof StatedGeometry, value: number | undefined): void => {
  if (value !== undefined && geometry[key] === undefined) geometry[key] = value;
};

function metres(value: number, unit: string): number | undefined {
  const factor = LENGTH[unit];
  return factor !== undefined && value > 0 && Number.isFinite(value) ? value * factor : undefined;
}

function squareMetres(value: number, unit: string): number | undefined {
  const factor = LENGTH[unit.replace(/\^?[2²]$/, '')];
  return factor !== undefined && /[2²]$/.test(unit) && value > 0 && Number.isFinite(value) ? value * factor * factor : undefined;
}
