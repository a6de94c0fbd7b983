/** One factor of a unit as it is set: `cm` to the power `2`. */
export interface UnitPart {
  readonly symbol: string;
  /** Empty: to the first power. */
  readonly power: string;
}

const symbols: Readonly<Record<string, string>> = { Ohm: 'Ω', degC: '°C', um: 'µm', us: 'µs', deg: '°', Ang: 'Å', '%': '%' };

/** UCUM text in factors with real powers: `cm2/s` is cm² s⁻¹, `1` nothing at all. */
export function unitParts(unit: string): readonly UnitPart[] {
  const parts: UnitPart[] = [];
  unit.split('/').forEach((side, index) => {
    for (const factor of side.split('.')) {
      if (factor === '' || factor === '1') continue;
      const [symbol = factor, power = ''] = (factor.includes('^') ? factor : factor.replace(/([+-]?\d+)$/u, '^$1')).split('^');
      parts.push({ symbol: symbols[symbol] ?? symbol, power: signed(power, index > 0) });
    }
  });
  return parts;
}

/** `cm² s⁻¹` in one line of text, for labels and alternative text. */
export const unitText = (unit: string): string =>
  unitParts(unit)
    .map(({ symbol, power }) => symbol + Array.from(power, (c) => superscripts[c] ?? c).join(''))
    .join(' ');

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789−n', (c, i) => [c, '⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ'.charAt(i)]),
);

function signed(power: string, below: boolean): string {
  if (!below) return power.replace('-', '−').replace(/^\+?1$/u, '');
  if (power === '') return '−1';
  return power.startsWith('-') ? power.slice(1) : `−${power}`;
}
