import { usageError } from '../errors.ts';
import { PREFIXES, UNITS, type Dimension, type UnitEntry } from './unit-table.ts';

export interface ParsedUnit {
  /** SI = value · factor + offset */
  readonly factor: number;
  readonly offset: number;
  readonly dimension: Dimension;
}

/**
 * Reads a unit as UCUM writes it and as people do: `m2/s`, `cm²/s`, `m^2 s^-1`, `S.cm-1`, `kOhm`, `degC`, `1/K`, `G/cm`.
 * `A` is the ampere; `angstrom: true` reads it as ångström instead.
 * @throws units/unknown – with the nearest symbol
 */
export function parseUnit(text: string, { angstrom = false }: { readonly angstrom?: boolean } = {}): ParsedUnit {
  const normal = text
    .trim()
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (run) => Array.from(run, (char) => SUPERSCRIPTS[char] ?? char).join(''))
    .replace(/\*\*|\^/g, '')
    .replace(/[·*×]/g, '.')
    .replace(/\s*([./])\s*/g, '$1')
    .replace(/\s+/g, '.');
  const dimension = [0, 0, 0, 0, 0, 0, 0];
  let factor = 1;
  let offset = 0;
  const parts = normal === '' ? [] : normal.replace(/[()]/g, '').split(/(?=[./])/);
  for (const part of parts) {
    const inverse = part.startsWith('/');
    const body = part.replace(/^[./]/, '');
    const match = /^(.*?[^\d+-]|1|%)?([+-]?\d+)?$/u.exec(body);
    const symbol = match?.[1] ?? '';
    const power = Number(match?.[2] ?? 1) * (inverse ? -1 : 1);
    if (symbol === '1' || (symbol === '' && body === '1')) continue;
    const entry = angstrom && symbol === 'A' ? UNITS['Ang'] : find(symbol);
    if (entry === undefined) throw unknownUnit(text, symbol === '' ? body : symbol);
    factor *= entry.factor ** power;
    for (let i = 0; i < 7; i++) dimension[i] = (dimension[i] as number) + (entry.dimension[i] as number) * power;
    // A temperature scale has its zero only when it stands alone: 1/degC is 1/K.
    if (entry.offset !== undefined && parts.length === 1 && power === 1) offset = entry.offset;
  }
  return { factor, offset, dimension: dimension as unknown as Dimension };
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹⁻', (char, i) => [char, '0123456789-'[i] as string]),
);

function find(symbol: string): UnitEntry | undefined {
  if (Object.hasOwn(UNITS, symbol)) return UNITS[symbol];
  for (const length of [1, 2]) {
    const prefix = symbol.slice(0, length);
    const rest = symbol.slice(length);
    if (!Object.hasOwn(PREFIXES, prefix) || !Object.hasOwn(UNITS, rest)) continue;
    const entry = UNITS[rest] as UnitEntry;
    if (entry.prefixable) return { ...entry, factor: entry.factor * (PREFIXES[prefix] as number) };
  }
  return undefined;
}

function unknownUnit(text: string, symbol: string): Error {
  const near = Object.keys(UNITS).find((known) => known.toLowerCase() === symbol.toLowerCase());
  return usageError('units/unknown', `unknown unit '${text}'`, {
    fix: near ? `did you mean '${text.replace(symbol, near)}'?` : 'use UCUM symbols such as cm2/s, S/cm, Ohm, degC, mm, h',
  });
}
