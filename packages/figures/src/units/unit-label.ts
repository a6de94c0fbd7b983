import { plain, sup, type RichText, type Run } from '../text/rich-text.ts';

/**
 * A unit as it is printed: `cm2/s` → cm² s⁻¹ (real superscripts), `Ohm` → Ω, `um` → µm. The number one has no symbol: empty.
 * A string that isn't a product of powers is shown as it is.
 */
export function unitLabel(unit: string): RichText {
  const text = unit.trim();
  if (text === '' || text === '1') return [];
  const factors = text.replace(/[()]/g, '').split(/(?=[./])/);
  const runs: Run[] = [];
  for (const factor of factors) {
    const match = /^([./]?)([^\d\s./^+-]+|1)\^?([+-]?\d{1,2})?$/u.exec(factor);
    if (match === null) return [plain(text)];
    const symbol = match[2] as string;
    const power = Number(match[3] ?? 1) * (match[1] === '/' ? -1 : 1);
    if (symbol === '1') continue;
    if (runs.length > 0) runs.push(plain('\u00a0'));
    runs.push(plain(symbolLabel(symbol)));
    if (power !== 1) runs.push(sup(String(power).replace('-', '−')));
  }
  return runs;
}

function symbolLabel(symbol: string): string {
  const known = SYMBOLS[symbol];
  if (known !== undefined) return known;
  const ohm = /^([GMkmun]?)[Oo]hms?$/.exec(symbol);
  if (ohm !== null) return `${(ohm[1] as string).replace('u', 'µ')}Ω`;
  return symbol.replace(/^u(?=[A-Za-zΩ]+$)/, 'µ');
}

const SYMBOLS: Readonly<Record<string, string>> = {
  degC: '°C',
  Cel: '°C',
  deg: '°',
  Ang: 'Å',
  Ao: 'Å',
  u: 'u',
};
