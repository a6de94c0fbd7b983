import { parseQuantity, usageError } from '@ionwalk/core';

const MOST = 1000;

/**
 * Temperatures of `--at`, in kelvin: `300,320..400/20` is 300, 320, 340, … 400; a unit may follow each (`27degC`).
 * @throws usage/temperatures – exit 2
 */
export function parseTemperatures(text: string): number[] {
  const temperatures = text.split(',').flatMap((part) => readPart(part.trim(), text));
  if (temperatures.length > MOST) throw malformed(text, `it names ${temperatures.length} temperatures`);
  return [...new Set(temperatures)];
}

function readPart(part: string, text: string): number[] {
  const range = /^(.+?)\.\.(.+?)(?:\/(.+))?$/.exec(part);
  if (!range) return [readOne(part, text)];
  const [from, to] = [readOne(range[1] as string, text), readOne(range[2] as string, text)];
  const step = Number((range[3] ?? '10').replace(/K$/, ''));
  if (!(step > 0) || to < from || (to - from) / step > MOST) throw malformed(text, `the range '${part}' can't be`);
  // Counted, not added up: 20 steps of 0.1 end where they should.
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
}

function readOne(part: string, text: string): number {
  const value = part === '' ? NaN : parseQuantity(part, 'K').value;
  if (!(value > 0 && Number.isFinite(value))) throw malformed(text, `'${part}' is no temperature above 0 K`);
  return value;
}

const malformed = (text: string, why: string): Error =>
  usageError('usage/temperatures', `--at ${text}: ${why}`, { where: 'option --at', fix: 'write kelvins like 300,320..400/20' });
